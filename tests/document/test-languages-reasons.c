/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the doctor says of a training, and why a row is wrong, in English and in
 * German: whole sentences with their numbers, of networks that are made by hand.
 */

#include "nrn-findings.h"
#include "nrn-languages-test.h"
#include "nrn-preset.h"
#include "nrn-why.h"

#include <math.h>

/* ---- Rows ---- */

static const char *const age[] = { "age", NULL };
static const char *const effects[] = { "no side effects", "side effects", NULL };

/* From 13 to 100 years; who is older has side effects. */
static NrnDataset *
new_patients (void)
{
  static const float ages[] = { 13, 42, 71, 100 }, labels[] = { 0, 0, 1, 1 };

  return nrn_dataset_new_classes ("patients", 4, 1, g_memdup2 (ages, sizeof ages), age,
                                  g_memdup2 (labels, sizeof labels), "result", effects);
}

static NrnDataset *
new_people (void)
{
  static const char *const names[] = { "height", "weight", NULL };
  static const char *const classes[] = { "light", "heavy", NULL };
  static const float values[] = { 160, 50, 170, 90, 180, 60, 190, 110 }, labels[] = { 0, 1, 0, 1 };

  return nrn_dataset_new_classes ("people", 4, 2, g_memdup2 (values, sizeof values), names,
                                  g_memdup2 (labels, sizeof labels), "build", classes);
}

static NrnDataset *
new_prices (void)
{
  static const char *const size[] = { "size", NULL }, *const price[] = { "price", NULL };
  float *values = g_new (float, 40), *targets = g_new (float, 40);

  for (guint i = 0; i < 40; i++)
    {
      values[i] = (float) (i % 7) / 8;
      targets[i] = (float) i;
    }

  return nrn_dataset_new_values ("prices", 40, 1, values, size, 1, targets, price);
}

/* In the order of their classes. */
static NrnDataset *
new_sorted (void)
{
  float *values = g_new (float, 40), *labels = g_new (float, 40);

  for (guint i = 0; i < 40; i++)
    {
      values[i] = (float) (i % 7) / 8;
      labels[i] = i < 32 ? 0 : 1;
    }

  return nrn_dataset_new_classes ("sorted", 40, 1, values, age, labels, "result", effects);
}

/* ---- What the doctor finds ---- */

#define PATIENTS_NETWORK "Dense(3, relu), Dense(2, softmax)"
#define MAX_WEIGHTS 64

typedef struct
{
  const char     *name;
  NrnFindingKind  kind;
  NrnDataset     *(*new_dataset) (void);   /* NULL: that of the preset */
  gboolean        scale;
  const char     *preset;       /* whose learning rate is usual; NULL: drug-trial */
  const char     *layers;       /* NULL: that of the patients, in which all is well */
  const char     *loss;         /* NULL: sparse_categorical_crossentropy */
  const char     *optimizer;    /* NULL: of the preset */
  float           weights[MAX_WEIGHTS];   /* all 0: those of a start */
  double          split;
  double          losses[8];    /* of the epochs so far */
  guint           n_losses;
  NrnDiagnosis    diagnosis;
  gboolean        has_diverged;
  float           before;       /* the weights of the epoch before, as a part of these; 0: unknown */
} Case;

static const Case cases[] = {
  /* Units */
  { "two units off, scaled", NRN_FINDING_UNITS_OFF, new_patients, TRUE,
    .weights = { -0.9f, 0.5f, -0.3f, 0, 0, -0.25f, 0.5f, -0.5f, 0.25f, -0.25f, 1, -1 } },
  { "one unit off, not scaled", NRN_FINDING_UNITS_OFF, new_patients,
    .weights = { -0.9f, 0.5f, 0.3f, 0, 0, 0.25f, 0.5f, -0.5f, 0.25f, -0.25f, 1, -1 } },
  { "a layer off", NRN_FINDING_UNITS_OFF, new_patients, TRUE,
    .weights = { -0.9f, -0.5f, -0.3f, 0, 0, 0, 0.5f, -0.5f, 0.25f, -0.25f, 1, -1 } },
  { "the only unit off", NRN_FINDING_UNITS_OFF, new_patients, TRUE,
    .layers = "Dense(1, relu), Dense(2, softmax)", .weights = { -0.5f, 0, 1, -1 } },
  { "many units off", NRN_FINDING_UNITS_OFF, new_people, TRUE,
    .layers = "Dense(7, relu), Dense(2, softmax)",
    .weights = { -1, -2, -3, -4, -5, -6, 1, -1, -2, -3, -4, -5, -6, 1, -0.5f, -0.5f, -0.5f, -0.5f,
                 -0.5f, -0.5f, 0, 1, 0 } },

  /* Gradients */
  { "no gradient", NRN_FINDING_VANISHING, new_patients, TRUE,
    .layers = "Dense(1, tanh), Dense(2, softmax)", .weights = { 0.5f, 0, 0, 0, 0.5f } },
  { "hardly a gradient", NRN_FINDING_VANISHING, new_patients, TRUE,
    .layers = "Dense(1, leaky_relu), Dense(2, softmax)", .weights = { 0.5f, 0, 0.0001f, 0, 0, 0.5f } },
  { "a large gradient", NRN_FINDING_EXPLODING, new_prices, TRUE, .layers = "Dense(1), Dense(1)",
    .loss = "mean_squared_error", .weights = { 0.01f, 0, 1000, 0 } },

  /* Features and the split */
  { "age not scaled", NRN_FINDING_UNSCALED, new_patients },
  { "two not scaled", NRN_FINDING_UNSCALED, new_people },
  { "exceptions held out", NRN_FINDING_SPLIT, NULL, TRUE, .split = 0.05 },
  { "all of a class held out", NRN_FINDING_SPLIT, new_sorted, TRUE, .split = 0.2 },
  { "more of a class held out", NRN_FINDING_SPLIT, new_sorted, TRUE, .split = 0.15 },
  { "large values held out", NRN_FINDING_SPLIT, new_prices, TRUE, .split = 0.2,
    .layers = "Dense(3, relu), Dense(1)", .loss = "mean_squared_error" },

  /* Activation, loss, labels */
  { "two sigmoids", NRN_FINDING_PAIRING, new_patients, TRUE,
    .layers = "Dense(3, relu), Dense(2, sigmoid)" },
  { "relu and a logarithm", NRN_FINDING_PAIRING, new_patients, TRUE,
    .layers = "Dense(3, relu), Dense(2, relu)" },
  { "classes as numbers", NRN_FINDING_PAIRING, new_patients, TRUE,
    .layers = "Dense(3, relu), Dense(1)", .loss = "mean_squared_error" },
  { "linear and a logarithm", NRN_FINDING_PAIRING, new_patients, TRUE,
    .layers = "Dense(3, relu), Dense(1)", .loss = "binary_crossentropy" },
  { "sigmoid and a hinge", NRN_FINDING_PAIRING, new_patients, TRUE,
    .layers = "Dense(3, relu), Dense(1, sigmoid)", .loss = "hinge" },
  { "sigmoid and prices", NRN_FINDING_PAIRING, new_prices, TRUE,
    .layers = "Dense(3, relu), Dense(1, sigmoid)", .loss = "mean_squared_error" },

  /* The learning rate */
  { "too small to learn", NRN_FINDING_RATE_SMALL, new_patients, TRUE, .optimizer = "Adam(0.0000001)",
    .diagnosis = { NRN_DIAGNOSIS_STUCK, 6, 0.71, 0.69 }, .before = 0.999f },
  { "too small", NRN_FINDING_RATE_SMALL, new_patients, TRUE, .optimizer = "Adam(0.00001)",
    .losses = { 0.71, 0.709, 0.708, 0.707, 0.706, 0.705, 0.704, 0.703 }, .n_losses = 8 },
  { "too far", NRN_FINDING_RATE_LARGE, new_patients, TRUE, .optimizer = "Adam(10)",
    .diagnosis = { NRN_DIAGNOSIS_TOO_FAR, 3, 12.5, 0.69 }, .before = 0.5f },
  { "diverged", NRN_FINDING_RATE_LARGE, new_patients, TRUE, .optimizer = "SGD(100)",
    .losses = { 0.71, 140 }, .n_losses = 2, .has_diverged = TRUE },
  { "by leaps", NRN_FINDING_RATE_LARGE, new_patients, TRUE, .optimizer = "Adam(0.2)",
    .losses = { 0.71, 0.5, 0.75, 0.4, 0.6, 0.3, 0.45, 0.3 }, .n_losses = 8 },
};

static NrnWeights *
new_weights (const Case            *what,
             const NrnArchitecture *architecture,
             float                  part)
{
  gsize n = nrn_architecture_get_n_parameters (architecture);
  g_autoptr (NrnWeights) initial = nrn_weights_new_initial (architecture, 64);
  gboolean is_given = FALSE;
  float data[2048];

  g_assert_cmpuint (n, <=, G_N_ELEMENTS (data));
  for (guint i = 0; i < MAX_WEIGHTS; i++)
    is_given = is_given || fabsf (what->weights[i]) > 0;
  for (gsize i = 0; i < n; i++)
    data[i] = part * (is_given ? what->weights[i] : nrn_weights_get_data (initial)[i]);

  return nrn_weights_new (architecture, data);
}

static NrnExperiment *
new_experiment (const Case *what)
{
  const NrnPreset *preset = nrn_preset_find (what->preset != NULL ? what->preset : "drug-trial", NULL);
  g_autoptr (NrnExperiment) experiment = nrn_preset_new_experiment (preset, preset->seed);
  NrnExperimentParts parts = *nrn_experiment_get_parts (experiment);
  g_autoptr (NrnDataset) dataset = what->new_dataset != NULL ? what->new_dataset () : NULL;
  g_autoptr (NrnConfig) loss =
    nrn_config_parse (NRN_FAMILY_LOSS, what->loss != NULL ? what->loss
                                                          : "sparse_categorical_crossentropy", NULL);
  g_autoptr (NrnArchitecture) architecture =
    nrn_architecture_parse_layers (dataset != NULL ? nrn_dataset_get_n_features (dataset) : 1,
                                   what->layers != NULL ? what->layers : PATIENTS_NETWORK, NULL);
  g_autoptr (NrnConfig) optimizer = nrn_config_ref (parts.optimizer);

  if (what->optimizer != NULL)
    {
      nrn_config_unref (optimizer);
      optimizer = nrn_config_parse (NRN_FAMILY_OPTIMIZER, what->optimizer, NULL);
    }
  parts.architecture = architecture;
  parts.loss = loss;
  parts.optimizer = optimizer;
  parts.scale = what->scale;
  parts.fit.validation_split = what->split;
  parts.fit.epochs = 20;

  return nrn_experiment_new (&parts);
}

static NrnHistory *
new_history (const Case *what)
{
  NrnEpoch epochs[G_N_ELEMENTS (what->losses)];

  for (guint i = 0; i < what->n_losses; i++)
    epochs[i] = (NrnEpoch) { what->losses[i], NAN, NAN, NAN };

  return nrn_history_new (epochs, what->n_losses);
}

static NrnFindings *
find (const Case *what)
{
  g_autoptr (NrnExperiment) experiment = new_experiment (what);
  const NrnExperimentParts *parts = nrn_experiment_get_parts (experiment);
  g_autoptr (NrnDataset) dataset = what->new_dataset != NULL ? what->new_dataset ()
                                                             : nrn_data_source_load (parts->source, NULL);
  g_autoptr (NrnScaler) scaler =
    nrn_scaler_new_fit (nrn_dataset_get_n_rows (dataset), nrn_dataset_get_n_features (dataset),
                        nrn_dataset_get_features (dataset), 0, 1);
  g_autoptr (NrnSamples) samples =
    nrn_samples_new_encoded (dataset, what->scale ? scaler : NULL, parts->architecture,
                             nrn_config_get_kind (parts->loss), NULL);
  g_autoptr (NrnWeights) weights = new_weights (what, parts->architecture, 1);
  g_autoptr (NrnWeights) before = new_weights (what, parts->architecture, what->before);
  g_autoptr (NrnHistory) history = new_history (what);
  NrnFindingsCase looked_at = {
    .experiment = experiment, .dataset = dataset, .samples = samples,
    .scaler = what->scale ? scaler : NULL, .weights = weights,
    .history = what->n_losses > 0 ? history : NULL, .start = weights,
    .before = what->before > 0 ? before : NULL, .diagnosis = &what->diagnosis,
    .has_diverged = what->has_diverged,
    .learning_rate = nrn_config_lookup (parts->optimizer, "learning_rate"),
  };

  g_assert_nonnull (samples);

  return nrn_findings_new (&looked_at);
}

static void
append_finding (GString    *text,
                const Case *what)
{
  g_autoptr (NrnFindings) findings = find (what);
  const NrnFinding *found = nrn_findings_find (findings, what->kind);

  if (found == NULL)
    g_error ("%s: not found", what->name);

  g_string_append_printf (text, "# %s\n[%s] %s\n%s\n", what->name, found->where, found->sentence,
                          found->evidence);
  for (guint i = 0; i < found->n_remedies; i++)
    g_string_append_printf (text, "→ %s\n", found->remedies[i].title);
  if (found->n_units > 0)
    {
      g_autofree char *unit = nrn_findings_describe_unit (findings, found->layer, found->units[0]);

      g_string_append_printf (text, "%s\n", unit);
    }
  g_string_append_c (text, '\n');
}

static char *
print_findings (void)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    append_finding (text, &cases[i]);

  return g_string_free (text, FALSE);
}

/* ---- Why a row is wrong ---- */

/* At 60.5 the one output is a half: sigmoid(age − 60.5). */
static NrnWeights *
new_boundary (void)
{
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-1", "sigmoid", NULL);

  return nrn_weights_new (architecture, (float[]) { 1, -60.5f });
}

static NrnDataset *
new_twins (gboolean has_rule)
{
  static const float ages[] = { 40, 40, 40, 64, 70, 71 }, labels[] = { 0, 1, 0, 0, 1, 0 };
  static const guint8 exceptions[] = { 0, 1, 0, 0, 0, 1 };
  g_autoptr (NrnDataset) dataset =
    nrn_dataset_new_classes ("ages", 6, 1, g_memdup2 (ages, sizeof ages), age,
                             g_memdup2 (labels, sizeof labels), "result", effects);

  return has_rule ? nrn_dataset_with_exceptions (dataset, g_memdup2 (exceptions, sizeof exceptions))
                  : g_steal_pointer (&dataset);
}

/* @source: (nullable): knows what the targets are without noise */
static void
append_why (GString             *text,
            const NrnDataSource *source,
            NrnDataset          *dataset,
            NrnWeights          *weights,
            guint                row)
{
  g_autoptr (NrnSamples) samples =
    nrn_samples_new (nrn_dataset_get_n_rows (dataset), nrn_dataset_get_n_features (dataset), 1,
                     nrn_dataset_get_features (dataset), nrn_dataset_get_targets (dataset));
  g_autoptr (NrnWhy) why = nrn_why_new (source, dataset, samples, weights, row);
  const NrnContributions *contributions = nrn_why_get_contributions (why);
  g_autofree char *verdict = nrn_why_print_verdict (why);
  g_autofree char *reason = nrn_why_print_reason (why);
  g_autofree char *pull = nrn_why_print_pull (why);

  g_string_append_printf (text, "%s\n", verdict);
  if (!nrn_why_is_wrong (why))
    return;

  g_string_append_printf (text, "%s\n%s\n", reason, pull);
  for (guint i = 0; i < nrn_contributions_get_n (contributions); i++)
    {
      const NrnContribution *part = nrn_contributions_get (contributions, i);
      g_autofree char *name = nrn_why_name_part (why, part);
      g_autofree char *number = nrn_why_print_number (part->value);

      g_string_append_printf (text, "  %s %s\n", name, number);
    }
}

/* Two features, a hidden layer, and outputs that are larger where the sum is not. */
static void
append_why_of_people (GString *text)
{
  g_autoptr (NrnDataset) people = new_people ();
  g_autoptr (NrnArchitecture) architecture =
    nrn_architecture_parse_layers (2, "Dense(1, relu), Dense(2, sigmoid)", NULL);
  g_autoptr (NrnWeights) weights =
    nrn_weights_new (architecture, (float[]) { 0.01f, 0, 0, 0.5f, -0.25f, 0, 0.125f });

  append_why (text, NULL, people, weights, 1);
}

/* The network says 2 · size + ½; without their noise the prices would be that, too,
 * if they were of the line. */
static void
append_whys_of_values (GString *text)
{
  static const char *const size[] = { "size", NULL }, *const price[] = { "price", NULL };
  static const float sizes[] = { 1, 1, 1, 3, 4 }, prices[] = { 2, 3, 4, 6.5f, 9 };
  g_autoptr (NrnDataset) dataset =
    nrn_dataset_new_values ("sizes", 5, 1, g_memdup2 (sizes, sizeof sizes), size, 1,
                            g_memdup2 (prices, sizeof prices), price);
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-1", "linear", NULL);
  g_autoptr (NrnWeights) weights = nrn_weights_new (architecture, (float[]) { 2, 0.5f });
  g_autoptr (NrnWeights) smaller = nrn_weights_new (architecture, (float[]) { 1, 0 });
  g_autoptr (NrnExperiment) line = nrn_preset_new_experiment (nrn_preset_find ("line", NULL), 1);

  g_string_append (text, "# values\n");
  for (guint row = 0; row < nrn_dataset_get_n_rows (dataset); row++)
    append_why (text, NULL, dataset, weights, row);
  g_string_append (text, "# values of a line with noise\n");
  append_why (text, nrn_experiment_get_parts (line)->source, dataset, weights, 0);
  append_why (text, nrn_experiment_get_parts (line)->source, dataset, smaller, 0);
}

static char *
print_whys (void)
{
  g_autoptr (NrnWeights) weights = new_boundary ();
  GString *text = g_string_new (NULL);

  for (guint has_rule = 0; has_rule < 2; has_rule++)
    {
      g_autoptr (NrnDataset) dataset = new_twins (has_rule == 1);

      g_string_append (text, has_rule == 1 ? "# with a rule\n" : "# without\n");
      for (guint row = 0; row < nrn_dataset_get_n_rows (dataset); row++)
        append_why (text, NULL, dataset, weights, row);
    }
  g_string_append (text, "# people\n");
  append_why_of_people (text);
  append_whys_of_values (text);

  return g_string_free (text, FALSE);
}

/* ---- Tests ---- */

typedef struct
{
  char       *(*print) (void);
  const char *english;
  const char *german;
} Text;

static const Text findings_text = { print_findings, "findings-en.txt", "findings-de.txt" };
static const Text whys_text = { print_whys, "whys-en.txt", "whys-de.txt" };

static void
test_english (gconstpointer data)
{
  const Text *what = data;
  g_autofree char *text = what->print ();

  nrn_languages_test_assert_is_file (text, what->english);
}

static void
test_german (gconstpointer data)
{
  const Text *what = data;
  g_autofree char *text = NULL;

  nrn_languages_test_speak_german ();
  text = what->print ();
  nrn_languages_test_speak_english ();
  nrn_languages_test_assert_is_file (text, what->german);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  nrn_languages_test_speak_english ();

  g_test_add_data_func ("/languages/findings/english", &findings_text, test_english);
  g_test_add_data_func ("/languages/findings/german", &findings_text, test_german);
  g_test_add_data_func ("/languages/whys/english", &whys_text, test_english);
  g_test_add_data_func ("/languages/whys/german", &whys_text, test_german);

  return g_test_run ();
}
