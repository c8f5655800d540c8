/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * neurons-cli check: whether an output activation, a loss, labels and the
 * number of outputs go together.
 */

#include "config.h"

#include "nrn-cli.h"

#include <glib/gi18n-lib.h>

#include "nrn-doctor.h"
#include "nrn-error.h"
#include "nrn-experiment-file.h"
#include "nrn-findings.h"
#include "nrn-json-writer.h"
#include "nrn-targets.h"

#define MAX_OUTPUTS 1000

/* Classes whose labels are shown. */
#define MAX_CLASSES_SHOWN 3

/* ---- What is asked ---- */

typedef struct
{
  NrnConfig     *activation;    /* owned */
  NrnExperiment *experiment;    /* owned */
  NrnDataset    *dataset;       /* owned */
  NrnPairing     pairing;
  NrnFindings   *findings;      /* owned; NULL without an experiment, or if it cannot train */
} Question;

static void
question_clear (Question *question)
{
  g_clear_pointer (&question->activation, nrn_config_unref);
  g_clear_pointer (&question->experiment, nrn_experiment_unref);
  g_clear_pointer (&question->dataset, nrn_dataset_unref);
  g_clear_pointer (&question->findings, nrn_findings_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Question, question_clear)

typedef struct
{
  char *labels;
  char *classes;
  char *outputs;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->labels);
  g_free (options->classes);
  g_free (options->outputs);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* As many outputs as classes or columns, unless told otherwise. */
static gboolean
ask_pair (Question       *question,
          const char     *activation,
          const char     *loss,
          const Options  *options,
          GError        **error)
{
  NrnPairing *pairing = &question->pairing;
  g_autoptr (NrnConfig) loss_config = NULL;
  NrnLabelKind kind = NRN_LABELS_CLASSES;
  guint n;

  question->activation = nrn_config_parse (NRN_FAMILY_ACTIVATION, activation, error);
  if (question->activation == NULL)
    return FALSE;
  loss_config = nrn_config_parse (NRN_FAMILY_LOSS, loss, error);
  if (loss_config == NULL)
    return FALSE;
  if (options->labels != NULL && !nrn_label_kind_parse (options->labels, &kind, error))
    return FALSE;

  pairing->activation = question->activation;
  pairing->loss = nrn_config_get_kind (loss_config);
  pairing->n_outputs = 2;
  if (options->outputs != NULL &&
      !nrn_cli_get_uint ("--outputs", options->outputs, 1, MAX_OUTPUTS, &pairing->n_outputs, error))
    return FALSE;

  n = kind == NRN_LABELS_CLASSES || kind == NRN_LABELS_COUNTS ? MAX (pairing->n_outputs, 2)
                                                              : pairing->n_outputs;
  if (options->classes != NULL &&
      !nrn_cli_get_uint ("--classes", options->classes, 1, MAX_OUTPUTS, &n, error))
    return FALSE;
  nrn_labels_init_kind (&pairing->labels, kind, n);

  return TRUE;
}

/* The weights are those of the file, or those that its seed gives. */
static NrnFindings *
look (const Question *question)
{
  const NrnExperimentParts *parts = nrn_experiment_get_parts (question->experiment);
  const NrnDataset *dataset = question->dataset;
  g_autoptr (NrnScaler) scaler = NULL;
  g_autoptr (NrnSamples) samples = NULL;
  g_autoptr (NrnWeights) start = NULL;
  NrnDiagnosis diagnosis = { NRN_DIAGNOSIS_NONE };
  NrnFindingsCase what;

  if (parts->scale)
    scaler = nrn_scaler_new_fit (nrn_dataset_get_n_rows (dataset),
                                 nrn_dataset_get_n_features (dataset),
                                 nrn_dataset_get_features (dataset), 0, 1);
  samples = nrn_samples_new_encoded (dataset, scaler, parts->architecture,
                                     nrn_config_get_kind (parts->loss), NULL);
  if (samples == NULL)
    return NULL;

  start = nrn_weights_new_initial (parts->architecture, parts->fit.seed);
  what = (NrnFindingsCase) {
    .experiment = question->experiment,
    .dataset = dataset,
    .samples = samples,
    .scaler = scaler,
    .weights = parts->weights != NULL ? parts->weights : start,
    .history = parts->history,
    .start = start,
    .diagnosis = &diagnosis,
    .learning_rate = nrn_config_lookup (parts->optimizer, "learning_rate"),
  };
  if (parts->history != NULL && parts->weights != NULL)
    diagnosis = nrn_diagnose (&(NrnDiagnosisCase) {
      .loss = parts->loss,
      .samples = samples,
      .history = parts->history,
      .n_epochs = parts->fit.epochs,
      .start = start,
      .weights = parts->weights,
    });

  return nrn_findings_new (&what);
}

static gboolean
ask_file (Question    *question,
          const char  *path,
          GError     **error)
{
  const NrnExperimentParts *parts;

  question->experiment = nrn_experiment_load (path, error);
  if (question->experiment == NULL)
    return FALSE;

  parts = nrn_experiment_get_parts (question->experiment);
  question->dataset = nrn_data_source_load (parts->source, error);
  if (question->dataset == NULL)
    return FALSE;

  nrn_pairing_init (&question->pairing, parts->architecture, nrn_config_get_kind (parts->loss),
                    nrn_dataset_get_labels (question->dataset));
  question->findings = look (question);

  return TRUE;
}

/* ---- What is answered ---- */

/* The classes whose labels can be shown: those that have an output. */
static guint
count_shown (const NrnPairing *pairing)
{
  guint n = MIN (pairing->labels.n_classes, MAX_CLASSES_SHOWN);

  return pairing->n_outputs > 1 ? MIN (n, pairing->n_outputs) : n;
}

/* The pairing has been answered before. */
static gboolean
is_told (const NrnFinding *finding)
{
  return finding->kind != NRN_FINDING_PAIRING;
}

static void
print_findings (GString           *text,
                const NrnFindings *findings)
{
  for (guint i = 0; i < nrn_findings_get_n (findings); i++)
    {
      const NrnFinding *finding = nrn_findings_get (findings, i);
      g_auto (GStrv) lines = g_strsplit (finding->evidence, "\n", -1);

      if (!is_told (finding))
        continue;
      g_string_append_printf (text, "\n%s: %s\n", finding->where, finding->sentence);
      for (guint j = 0; lines[j] != NULL; j++)
        g_string_append_printf (text, "    %s\n", lines[j]);
      for (guint j = 0; j < finding->n_remedies; j++)
        g_string_append_printf (text, "→ %s\n", finding->remedies[j].title);
    }
}

static char *
print_text (const NrnPairing  *pairing,
            const NrnOpinion  *opinion,
            const NrnFindings *findings)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s\n", opinion->sentence);
  if (opinion->verdict != NRN_VERDICT_CANNOT)
    {
      g_string_append_printf (text, _("Labels: %s"),
                              nrn_targets_describe (&pairing->labels, pairing->loss,
                                                    pairing->n_outputs));
      g_string_append_c (text, '\n');
      for (guint i = 0; i < count_shown (pairing); i++)
        {
          g_autofree char *target = nrn_targets_format_class (&pairing->labels, pairing->loss,
                                                              pairing->n_outputs, i);

          g_string_append_printf (text, _("    label %u → %s"), i, target);
          g_string_append_c (text, '\n');
        }
    }
  if (!nrn_fix_is_empty (&opinion->fix))
    {
      g_autofree char *fix = nrn_fix_describe (&opinion->fix);

      g_string_append_printf (text, "→ %s\n", fix);
    }
  if (findings != NULL)
    print_findings (text, findings);

  return g_string_free (text, FALSE);
}

static void
add_kind (NrnJsonWriter *writer,
          const char    *name,
          const NrnKind *kind)
{
  if (kind != NULL)
    nrn_json_add_string (writer, name, kind->name);
  else
    nrn_json_add_null (writer, name);
}

static void
add_findings (NrnJsonWriter     *writer,
              const NrnFindings *findings)
{
  nrn_json_begin_array (writer, "findings");
  for (guint i = 0; i < nrn_findings_get_n (findings); i++)
    {
      const NrnFinding *finding = nrn_findings_get (findings, i);

      if (!is_told (finding))
        continue;
      nrn_json_begin_object (writer, NULL);
      nrn_json_add_string (writer, "kind", nrn_finding_kind_get_name (finding->kind));
      nrn_json_add_string (writer, "where", finding->where);
      nrn_json_add_string (writer, "severity",
                           finding->severity == NRN_SEVERITY_WARNING ? "warning" : "hint");
      nrn_json_add_string (writer, "sentence", finding->sentence);
      nrn_json_add_string (writer, "evidence", finding->evidence);
      nrn_json_begin_array (writer, "remedies");
      for (guint j = 0; j < finding->n_remedies; j++)
        nrn_json_add_string (writer, NULL, finding->remedies[j].title);
      nrn_json_end_array (writer);
      nrn_json_end_object (writer);
    }
  nrn_json_end_array (writer);
}

static char *
print_json (const NrnPairing  *pairing,
            const NrnOpinion  *opinion,
            const NrnFindings *findings)
{
  static const char *const parts[] = { NULL, "activation", "loss", "units" };
  NrnJsonWriter *writer = nrn_json_writer_new ();

  nrn_json_begin_object (writer, NULL);
  nrn_json_add_string (writer, "verdict", nrn_verdict_get_name (opinion->verdict));
  nrn_json_add_string (writer, "sentence", opinion->sentence);
  if (parts[opinion->part] != NULL)
    nrn_json_add_string (writer, "about", parts[opinion->part]);
  else
    nrn_json_add_null (writer, "about");
  nrn_json_add_string (writer, "labels", nrn_label_kind_get_name (pairing->labels.kind));
  nrn_json_begin_array (writer, "targets");
  for (guint i = 0; i < count_shown (pairing) && opinion->verdict != NRN_VERDICT_CANNOT; i++)
    {
      g_autofree char *target = nrn_targets_format_class (&pairing->labels, pairing->loss,
                                                          pairing->n_outputs, i);

      nrn_json_add_string (writer, NULL, target);
    }
  nrn_json_end_array (writer);
  nrn_json_begin_object (writer, "fix");
  add_kind (writer, "activation", opinion->fix.activation);
  add_kind (writer, "loss", opinion->fix.loss);
  if (opinion->fix.units != 0)
    nrn_json_add_number (writer, "units", opinion->fix.units);
  else
    nrn_json_add_null (writer, "units");
  nrn_json_end_object (writer);
  if (findings != NULL)
    add_findings (writer, findings);
  nrn_json_end_object (writer);

  return nrn_json_writer_free_to_text (writer);
}

static int
answer (const Question *question,
        gboolean        json)
{
  g_auto (NrnOpinion) opinion = { NRN_VERDICT_FITS };
  g_autofree char *printed = NULL;

  nrn_doctor_ask (&question->pairing, &opinion);
  printed = json ? print_json (&question->pairing, &opinion, question->findings)
                 : print_text (&question->pairing, &opinion, question->findings);

  return nrn_cli_write (printed);
}

/* ---- The command ---- */

static char *
describe_check (void)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < NRN_N_LABEL_KINDS; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            nrn_label_kind_get_name ((NrnLabelKind) i));

  return g_strdup_printf (_("Say whether the activation of the last layer, a loss, labels and the "
                            "number of outputs go together: fits, works but, or cannot, why, and "
                            "what to choose instead. Of an experiment, say as well what else may "
                            "keep it from learning: units that are never on, gradients, the "
                            "learning rate, features, the split.\n\n"
                            "Labels: %s."), names->str);
}

int
nrn_cli_check (int    argc,
               char **argv)
{
  g_auto (Options) options = { NULL };
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "outputs", 0, 0, G_OPTION_ARG_STRING, &options.outputs, N_("Units of the last layer (2)"), "N" },
    { "labels", 0, 0, G_OPTION_ARG_STRING, &options.labels, N_("What sort of labels (classes)"), "SORT" },
    { "classes", 0, 0, G_OPTION_ARG_STRING, &options.classes,
      N_("How many classes, or columns of labels (as many as outputs)"), "N" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("For scripts: the same as JSON"), NULL },
    { NULL }
  };
  g_auto (Question) question = { NULL };
  g_autofree char *summary = describe_check ();
  g_autoptr (GError) error = NULL;

  if (!nrn_cli_parse (summary, _("ACTIVATION LOSS|EXPERIMENT.neurons"), entries, &argc, &argv))
    return NRN_CLI_USAGE;
  if (argc < 2 || argc > 3)
    return nrn_cli_usage (_("Name an activation and a loss, for example: neurons-cli check sigmoid "
                            "sparse_categorical_crossentropy; or an experiment."));
  if (argc == 2 && (options.labels != NULL || options.classes != NULL || options.outputs != NULL))
    return nrn_cli_usage (_("An experiment has labels and outputs of its own; leave --labels, "
                            "--classes and --outputs away."));

  if (argc == 2 ? !ask_file (&question, argv[1], &error)
                : !ask_pair (&question, argv[1], argv[2], &options, &error))
    return nrn_cli_fail (error);

  return answer (&question, json);
}
