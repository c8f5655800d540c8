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
} Question;

static void
question_clear (Question *question)
{
  g_clear_pointer (&question->activation, nrn_config_unref);
  g_clear_pointer (&question->experiment, nrn_experiment_unref);
  g_clear_pointer (&question->dataset, nrn_dataset_unref);
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

static char *
print_text (const NrnPairing *pairing,
            const NrnOpinion  *opinion)
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

static char *
print_json (const NrnPairing *pairing,
            const NrnOpinion  *opinion)
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
  nrn_json_end_object (writer);

  return nrn_json_writer_free_to_text (writer);
}

static int
answer (const NrnPairing *pairing,
        gboolean          json)
{
  g_auto (NrnOpinion) opinion = { NRN_VERDICT_FITS };
  g_autofree char *printed = NULL;

  nrn_doctor_ask (pairing, &opinion);
  printed = json ? print_json (pairing, &opinion) : print_text (pairing, &opinion);

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
                            "what to choose instead.\n\n"
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

  return answer (&question.pairing, json);
}
