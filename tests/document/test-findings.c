/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the doctor finds: what provokes each finding, what is left in peace, that
 * its numbers are those of the engine, and that what helps does help and can be
 * taken back.
 */

#include "nrn-document.h"

#include <math.h>
#include <string.h>

#include "nrn-fit.h"
#include "nrn-formula.h"
#include "nrn-preset.h"

/* ---- Experiments ---- */

typedef struct
{
  const char *preset;
  const char *layers;           /* NULL for the preset's */
  const char *loss;             /* likewise */
  const char *optimizer;        /* likewise */
  gboolean    unscaled;
  double      validation_split;
  gboolean    validation_shuffled;
  guint       epochs;           /* that are trained */
  guint       of_epochs;        /* that there are; 0 for the preset's */
  gint64      seed;             /* 0 for the preset's */
} Setting;

static NrnExperiment *
experiment_new (const Setting *setting)
{
  const NrnPreset *preset = nrn_preset_find (setting->preset, NULL);
  g_autoptr (NrnExperiment) experiment =
    nrn_preset_new_experiment (preset, setting->seed != 0 ? (guint32) setting->seed : preset->seed);
  NrnExperimentParts parts = *nrn_experiment_get_parts (experiment);
  g_autoptr (NrnArchitecture) architecture = NULL;
  g_autoptr (NrnConfig) loss = NULL;
  g_autoptr (NrnConfig) optimizer = NULL;
  g_autoptr (GError) error = NULL;

  if (setting->layers != NULL)
    parts.architecture = architecture =
      nrn_architecture_parse_layers (nrn_architecture_get_input_dim (parts.architecture),
                                     setting->layers, &error);
  g_assert_no_error (error);
  if (setting->loss != NULL)
    parts.loss = loss = nrn_config_parse (NRN_FAMILY_LOSS, setting->loss, &error);
  g_assert_no_error (error);
  if (setting->optimizer != NULL)
    parts.optimizer = optimizer = nrn_config_parse (NRN_FAMILY_OPTIMIZER, setting->optimizer, &error);
  g_assert_no_error (error);
  parts.scale = !setting->unscaled;
  parts.fit.validation_split = setting->validation_split;
  parts.fit.validation_shuffled = setting->validation_shuffled;
  if (setting->of_epochs > 0)
    parts.fit.epochs = setting->of_epochs;

  return nrn_experiment_new (&parts);
}

static const NrnSnapshotParts *
get_snapshot (NrnDocument *document)
{
  return nrn_snapshot_get_parts (nrn_document_get_snapshot (document));
}

/* It comes from another thread. */
static void
wait_for_diagnosis (NrnDocument *document)
{
  guint n_epochs = nrn_history_get_n_epochs (nrn_document_get_history (document));

  while (nrn_document_get_diagnosis (document)->epoch < n_epochs &&
         get_snapshot (document)->state != NRN_TRAINING_DIVERGED)
    g_main_context_iteration (NULL, TRUE);
}

static void
train (NrnDocument *document,
       guint        n_epochs)
{
  for (guint i = 0; i < n_epochs; i++)
    {
      guint before = get_snapshot (document)->epoch;

      nrn_trainer_step (nrn_document_get_trainer (document), NRN_STEP_EPOCH);
      while (get_snapshot (document)->epoch == before &&
             get_snapshot (document)->state != NRN_TRAINING_DIVERGED)
        g_main_context_iteration (NULL, TRUE);
      if (get_snapshot (document)->state == NRN_TRAINING_DIVERGED)
        return;
    }
  wait_for_diagnosis (document);
}

static NrnDocument *
document_new (const Setting *setting)
{
  NrnDocument *document = nrn_document_new ();
  g_autoptr (NrnExperiment) experiment = experiment_new (setting);
  g_autoptr (GError) error = NULL;

  nrn_document_set_experiment (document, experiment, &error);
  g_assert_no_error (error);
  train (document, setting->epochs);

  return document;
}

static NrnExperimentParts
get_parts (NrnDocument *document)
{
  return *nrn_experiment_get_parts (nrn_document_get_experiment (document));
}

/* ---- Each finding, and its twin ---- */

typedef struct
{
  const char     *name;
  NrnFindingKind  kind;
  Setting         sick;
  Setting         healthy;
  const char     *sentence;     /* part of it */
  const char     *evidence;     /* likewise */
  const char     *remedies[NRN_FINDING_MAX_REMEDIES];
  gboolean        goes_with_training;   /* it cannot come back without another one */
} Case;

static const Case cases[] = {
  {
    .name = "units-off",
    .kind = NRN_FINDING_UNITS_OFF,
    .sick = { .preset = "drug-trial" },
    .healthy = { .preset = "drug-trial",
                 .layers = "Dense(6, tanh), Dense(32, leaky_relu), Dense(2, sigmoid)" },
    .sentence = "2 of 6 units are never on: they give 0 for all 2,100 samples, and learn nothing.",
    .evidence = "× x + 0 is at most 0, at age = 13 (x = 0).",
    .remedies = { "Re-roll These 2 Units", "Use leaky_relu in Hidden 1" },
  },
  {
    .name = "layer-off",
    .kind = NRN_FINDING_UNITS_OFF,
    .sick = { .preset = "drug-trial", .seed = 70, .epochs = 5 },
    .healthy = { .preset = "body-mass" },
    .sentence = "units are on for none of 2,100 samples: nothing gets through",
    .evidence = "Unit 1: ",
    .remedies = { "Re-roll These ", "Use leaky_relu in Hidden " },
  },
  {
    .name = "vanishing",
    .kind = NRN_FINDING_VANISHING,
    .sick = { .preset = "drug-trial-u",
              .layers = "Dense(8, sigmoid), Dense(8, sigmoid), Dense(8, sigmoid), Dense(8, sigmoid), "
                        "Dense(8, sigmoid), Dense(8, sigmoid), Dense(8, sigmoid), Dense(2, softmax)" },
    .healthy = { .preset = "drug-trial-u",
                 .layers = "Dense(8, sigmoid), Dense(8, sigmoid), Dense(2, softmax)" },
    .sentence = "The gradients vanish on their way back: Hidden 1 hardly learns.",
    .evidence = "The gradient of Hidden 1 is 1/",
    .remedies = { "Use relu in Hidden Layers" },
  },
  {
    .name = "vanishing-by-start",
    .kind = NRN_FINDING_VANISHING,
    .sick = { .preset = "drug-trial-u",
              .layers = "Dense(8, leaky_relu, kernel_initializer=RandomNormal(0, 0.01)), "
                        "Dense(8, leaky_relu, kernel_initializer=RandomNormal(0, 0.01)), "
                        "Dense(8, leaky_relu, kernel_initializer=RandomNormal(0, 0.01)), "
                        "Dense(2, softmax)" },
    .healthy = { .preset = "drug-trial-u",
                 .layers = "Dense(8, leaky_relu), Dense(8, leaky_relu), Dense(8, leaky_relu), "
                           "Dense(2, softmax)" },
    .sentence = "The gradients vanish on their way back: Hidden 1 hardly learns.",
    .evidence = "The gradient of Hidden 1 is 1/",
    .remedies = { "Begin With he_uniform" },
  },
  {
    .name = "exploding",
    .kind = NRN_FINDING_EXPLODING,
    .sick = { .preset = "sine",
              .layers = "Dense(16, linear, kernel_initializer=RandomNormal(0, 3)), "
                        "Dense(16, linear, kernel_initializer=RandomNormal(0, 3)), "
                        "Dense(16, linear, kernel_initializer=RandomNormal(0, 3)), Dense(1)" },
    .healthy = { .preset = "sine", .layers = "Dense(16), Dense(16), Dense(16), Dense(1)" },
    .sentence = "The gradients explode",
    .evidence = ", and its weights are ",
    .remedies = { "Begin With he_uniform", "Clip Gradients: clipnorm 1" },
  },
  {
    .name = "rate-small",
    .kind = NRN_FINDING_RATE_SMALL,
    .sick = { .preset = "body-mass", .optimizer = "Adam(0.00001)", .epochs = 5, .of_epochs = 20 },
    .healthy = { .preset = "body-mass", .epochs = 5, .of_epochs = 20 },
    .sentence = "The learning rate is probably too small: the loss hardly moves.",
    .evidence = "The learning rate is 1e-05; usual for Adam is 0.01.",
    .remedies = { "learning Rate 0.01" },
  },
  {
    .name = "rate-large",
    .kind = NRN_FINDING_RATE_LARGE,
    .sick = { .preset = "line", .optimizer = "SGD(5)", .epochs = 3 },
    .healthy = { .preset = "line", .optimizer = "SGD(0.01)", .epochs = 3 },
    .sentence = "The learning rate is probably too large: steps go too far.",
    .evidence = "The learning rate is 5; usual for SGD is 0.01.",
    .remedies = { "learning Rate 0.01" },
    .goes_with_training = TRUE,
  },
  {
    .name = "rate-large-jumps",
    .kind = NRN_FINDING_RATE_LARGE,
    .sick = { .preset = "sine", .optimizer = "Adam(0.2)", .epochs = 12, .of_epochs = 100 },
    .healthy = { .preset = "sine", .epochs = 12, .of_epochs = 100 },
    .sentence = "The learning rate is probably too large: steps go too far.",
    .evidence = "The loss rose in ",
    .remedies = { "Use Learning Rate 0.01" },
  },
  {
    .name = "unscaled",
    .kind = NRN_FINDING_UNSCALED,
    .sick = { .preset = "drug-trial", .unscaled = TRUE },
    .healthy = { .preset = "xor", .unscaled = TRUE },
    .sentence = "The features are not scaled.",
    .evidence = "“age” reaches from 13 to 100.",
    .remedies = { "Scale to 0–1" },
  },
  {
    .name = "split",
    .kind = NRN_FINDING_SPLIT,
    .sick = { .preset = "drug-trial", .validation_split = 0.05 },
    .healthy = { .preset = "body-mass", .validation_split = 0.05 },
    .sentence = "The last 105 rows are held out before any shuffling",
    .evidence = "Of these 105 rows 100 are exceptions to the rule (95.2 %); of the other 1,995 rows 0 "
                "are (0.0 %).",
    .remedies = { "Shuffle Before the Split" },
  },
  {
    .name = "pairing",
    .kind = NRN_FINDING_PAIRING,
    .sick = { .preset = "drug-trial" },
    .healthy = { .preset = "drug-trial-16" },
    .sentence = "Keras divides the outputs of sigmoid by their sum",
    .evidence = "Labels: the class number",
    .remedies = { "Use softmax" },
  },
};

static gboolean
contains (const char *text,
          const char *part)
{
  g_autofree char *lower = g_utf8_casefold (text, -1);
  g_autofree char *wanted = g_utf8_casefold (part, -1);

  return strstr (lower, wanted) != NULL;
}

static void
assert_contains (const char *text,
                 const char *part)
{
  if (!contains (text, part))
    g_error ("“%s” is not in “%s”", part, text);
}

/* Every remedy takes the finding away, and taking it back brings the finding
 * back, word for word. */
static void
check_remedy (NrnDocument *document,
              const Case  *what,
              guint        remedy)
{
  g_autoptr (NrnFindings) before = nrn_document_look (document);
  g_autoptr (NrnFindings) after = NULL;
  g_autoptr (NrnFindings) back = NULL;
  const NrnFinding *found = nrn_findings_find (before, what->kind);
  const NrnFinding *again;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (found);
  nrn_document_apply_remedy (document, found, remedy, &error);
  g_assert_no_error (error);
  after = nrn_document_look (document);
  again = found->place == NRN_PLACE_LAYER
            ? nrn_findings_find_layer (after, what->kind, found->layer)
            : nrn_findings_find (after, what->kind);
  if (again != NULL)
    g_error ("%s did not help: %s %s", found->remedies[remedy].title, again->sentence,
             again->evidence);
  g_assert_nonnull (nrn_document_get_undo_name (document));
  if (found->remedies[remedy].kind == NRN_REMEDY_REROLL)
    g_assert_cmpstr (nrn_document_get_undo_name (document), ==, "Undo Re-roll Units");

  nrn_document_undo (document, &error);
  g_assert_no_error (error);
  wait_for_diagnosis (document);
  back = nrn_document_look (document);
  again = nrn_findings_find (back, what->kind);
  if (what->goes_with_training)
    return;
  g_assert_nonnull (again);
  g_assert_cmpstr (again->sentence, ==, found->sentence);
}

static void
test_case (gconstpointer data)
{
  const Case *what = data;
  g_autoptr (NrnDocument) document = document_new (&what->sick);
  g_autoptr (NrnDocument) twin = document_new (&what->healthy);
  g_autoptr (NrnFindings) findings = nrn_document_look (document);
  g_autoptr (NrnFindings) none = nrn_document_look (twin);
  const NrnFinding *found = nrn_findings_find (findings, what->kind);

  g_assert_nonnull (found);
  g_test_message ("%s: %s\n%s", found->where, found->sentence, found->evidence);
  assert_contains (found->sentence, what->sentence);
  assert_contains (found->evidence, what->evidence);
  g_assert_true (g_str_has_suffix (found->sentence, "."));
  g_assert_true (g_utf8_validate (found->evidence, -1, NULL));
  for (guint i = 0; i < NRN_FINDING_MAX_REMEDIES; i++)
    {
      g_assert_cmpint (i < found->n_remedies, ==, what->remedies[i] != NULL);
      if (what->remedies[i] != NULL)
        {
          assert_contains (found->remedies[i].title, what->remedies[i]);
          check_remedy (document, what, i);
        }
    }
  if (nrn_findings_find (none, what->kind) != NULL)
    g_error ("The twin has it, too: %s", nrn_findings_find (none, what->kind)->evidence);
}

/* ---- Numbers ---- */

/* The largest sum of a unit, by the network itself. */
static float
get_largest_sum (NrnDocument *document,
                 guint        layer,
                 guint        unit)
{
  const NrnSamples *samples = nrn_document_get_samples (document);
  guint n_rows = nrn_samples_get_n_rows (samples);
  const NrnArchitecture *architecture = get_parts (document).architecture;
  g_autoptr (NrnModel) model = nrn_model_new (architecture, n_rows);
  guint units = nrn_architecture_get_layer_units (architecture, layer);
  float largest = -INFINITY;

  nrn_model_set_weights (model, get_snapshot (document)->weights);
  nrn_model_forward (model, n_rows, nrn_samples_get_inputs (samples), FALSE);
  for (guint row = 0; row < n_rows; row++)
    largest = MAX (largest, nrn_model_get_layer_sums (model, layer)[row * units + unit]);

  return largest;
}

static void
test_numbers_of_units (void)
{
  const Setting setting = { .preset = "drug-trial", .epochs = 2 };
  g_autoptr (NrnDocument) document = document_new (&setting);
  g_autoptr (NrnFindings) findings = nrn_document_look (document);

  for (guint layer = 0; layer < 2; layer++)
    {
      const NrnFinding *found = nrn_findings_find_layer (findings, NRN_FINDING_UNITS_OFF, layer);

      g_assert_cmpuint (found->n_units, ==,
                        nrn_survey_count_off (nrn_findings_get_survey (findings), layer));
      for (guint i = 0; i < found->n_units; i++)
        {
          float largest = get_largest_sum (document, layer, found->units[i]);
          g_autofree char *number = nrn_formula_print_number ((double) largest, 4);
          g_autofree char *reason = nrn_findings_describe_unit (findings, layer, found->units[i]);

          g_assert_cmpfloat (largest, <=, 0);
          assert_contains (reason, number);
        }
    }
  /* One that is on has no reason. */
  g_assert_null (nrn_findings_describe_unit (findings, 0, 0));
}

/* “1/95,579 of that of Output: 6.886e-7 against 0.06582” */
static void
test_numbers_of_gradients (void)
{
  g_autoptr (NrnDocument) document = document_new (&cases[2].sick);
  g_autoptr (NrnFindings) findings = nrn_document_look (document);
  const NrnSurvey *survey = nrn_findings_get_survey (findings);
  const NrnFinding *found = nrn_findings_find (findings, NRN_FINDING_VANISHING);
  double small = nrn_survey_get_gradient (survey, 0)->mean_gradient;
  double large = nrn_survey_get_gradient (survey, 7)->mean_gradient;
  g_autofree char *expected = NULL;
  g_autofree char *small_text = nrn_formula_print_number (small, 4);
  g_autofree char *large_text = nrn_formula_print_number (large, 4);

  expected = g_strdup_printf ("%s against %s", small_text, large_text);
  g_assert_cmpfloat (large / small, >, 1000);
  assert_contains (found->evidence, expected);
}

/* The losses are those of the history. */
static void
test_numbers_of_history (void)
{
  g_autoptr (NrnDocument) document = document_new (&cases[7].sick);
  g_autoptr (NrnFindings) findings = nrn_document_look (document);
  const NrnHistory *history = nrn_document_get_history (document);
  guint n = nrn_history_get_n_epochs (history);
  guint n_rises = 0, worst = 1;
  double largest = 0;
  g_autofree char *expected = NULL;

  for (guint i = 1; i < n; i++)
    {
      double before = nrn_history_get_epoch (history, i - 1).loss;
      double after = nrn_history_get_epoch (history, i).loss;

      n_rises += after > before ? 1 : 0;
      if (after / before > largest)
        {
          largest = after / before;
          worst = i;
        }
    }
  expected = g_strdup_printf ("The loss rose in %u of %u epochs, most in epoch %u: from %.4g to "
                              "%.4g.", n_rises, n - 1, worst + 1,
                              nrn_history_get_epoch (history, worst - 1).loss,
                              nrn_history_get_epoch (history, worst).loss);
  assert_contains (nrn_findings_find (findings, NRN_FINDING_RATE_LARGE)->evidence, expected);
}

/* ---- What stays ---- */

/* A new start for some units leaves all others as they are; so does
 * leaky_relu. */
static void
test_what_stays (void)
{
  const Setting setting = { .preset = "drug-trial", .epochs = 1 };
  g_autoptr (NrnDocument) document = document_new (&setting);
  g_autoptr (NrnFindings) findings = nrn_document_look (document);
  const NrnFinding *found = nrn_findings_find_layer (findings, NRN_FINDING_UNITS_OFF, 0);
  g_autoptr (NrnWeights) before = nrn_weights_ref ((NrnWeights *) get_snapshot (document)->weights);
  gsize n = nrn_architecture_get_n_parameters (nrn_weights_get_architecture (before));
  g_autoptr (GError) error = NULL;
  guint n_changed = 0;

  nrn_document_reroll_units (document, 0, 1, found->units, 3, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < n; i++)
    {
      gboolean is_same = memcmp (&nrn_weights_get_data (before)[i],
                                 &nrn_weights_get_data (get_snapshot (document)->weights)[i],
                                 sizeof (float)) == 0;

      n_changed += is_same ? 0 : 1;
      g_assert_true (is_same || i == found->units[0] || i == 6 + found->units[0]);
    }
  g_assert_cmpuint (n_changed, >, 0);
  g_assert_cmpuint (nrn_history_get_n_epochs (nrn_document_get_history (document)), ==, 1);
  nrn_document_undo (document, &error);
  g_assert_no_error (error);
  g_assert_true (memcmp (nrn_weights_get_data (before),
                         nrn_weights_get_data (get_snapshot (document)->weights),
                         n * sizeof (float)) == 0);

  g_assert_cmpint (found->remedies[1].kind, ==, NRN_REMEDY_LEAKY_RELU);
  nrn_document_apply_remedy (document, found, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (nrn_config_get_name (nrn_architecture_get_activation (get_parts (document).architecture, 0)),
                   ==, "leaky_relu");
  g_assert_true (memcmp (nrn_weights_get_data (before),
                         nrn_weights_get_data (get_snapshot (document)->weights),
                         n * sizeof (float)) == 0);
}

/* ---- Presets ---- */

/* What is true of the presets, with the seeds that they open with, before and
 * after their training: relu units that are never on, and two sigmoids. */
static const struct
{
  const char *name;
  const char *keys;
} presets[] = {
  { "drug-trial", "pairing, units-off 0, units-off 1" },
  { "drug-trial-16", "units-off 0, units-off 1" },
  { "drug-trial-u", "pairing, units-off 0, units-off 1" },
  { "body-mass", "" },
  { "animals", "units-off 0" },
  { "coins", "" },
  { "xor", "" },
  { "circle", "" },
  { "two-gaussians", "" },
  { "spiral", "units-off 0, units-off 1, units-off 2" },
  { "line", "" },
  { "sine", "" },
};

static char *
list_keys (const NrnFindings *findings)
{
  GString *keys = g_string_new (NULL);

  for (guint i = 0; i < nrn_findings_get_n (findings); i++)
    g_string_append_printf (keys, "%s%s", i > 0 ? ", " : "", nrn_findings_get (findings, i)->key);

  return g_string_free (keys, FALSE);
}

static void
test_presets (void)
{
  guint n_presets;
  const NrnPreset *all = nrn_preset_get_all (&n_presets);

  g_assert_cmpuint (n_presets, ==, G_N_ELEMENTS (presets));
  for (guint i = 0; i < n_presets; i++)
    {
      const Setting setting = { .preset = all[i].name };
      g_autoptr (NrnDocument) document = document_new (&setting);
      g_autoptr (NrnFindings) at_start = nrn_document_look (document);
      g_autoptr (NrnFindings) at_end = NULL;
      g_autofree char *start = list_keys (at_start);
      g_autofree char *end = NULL;

      train (document, all[i].epochs);
      at_end = nrn_document_look (document);
      end = list_keys (at_end);
      g_test_message ("%s: %s", all[i].name, start);
      g_assert_cmpstr (all[i].name, ==, presets[i].name);
      g_assert_cmpstr (start, ==, presets[i].keys);
      g_assert_cmpstr (end, ==, presets[i].keys);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/document/findings/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/document/findings/numbers-of-units", test_numbers_of_units);
  g_test_add_func ("/document/findings/numbers-of-gradients", test_numbers_of_gradients);
  g_test_add_func ("/document/findings/numbers-of-history", test_numbers_of_history);
  g_test_add_func ("/document/findings/what-stays", test_what_stays);
  g_test_add_func ("/document/findings/presets", test_presets);

  return g_test_run ();
}
