/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * neurons-cli code: an experiment as a Python program that uses Keras.
 */

#include "config.h"

#include "nrn-cli.h"

#include <glib/gi18n-lib.h>

#include "nrn-error.h"
#include "nrn-experiment-file.h"
#include "nrn-keras-code.h"
#include "nrn-preset.h"

/* The words of the command line. */
typedef struct
{
  char    *preset;
  char    *seed;
  char    *dialect;
  char    *style;
  gboolean weights;
  gboolean distribute;
  char    *output;
} Words;

static void
words_clear (Words *words)
{
  g_free (words->preset);
  g_free (words->seed);
  g_free (words->dialect);
  g_free (words->style);
  g_free (words->output);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

static gboolean
get_options (const Words          *words,
             NrnKerasCodeOptions  *options,
             GError              **error)
{
  const char *dialect = words->dialect != NULL ? words->dialect : "keras3";
  const char *style = words->style != NULL ? words->style : "list";

  *options = (NrnKerasCodeOptions) {
    .dialect = NRN_N_KERAS_CODE_DIALECTS,
    .style = NRN_N_KERAS_CODE_STYLES,
    .weights = words->weights,
    .distribute = words->distribute,
  };
  for (guint i = 0; i < NRN_N_KERAS_CODE_DIALECTS; i++)
    {
      if (g_ascii_strcasecmp (dialect, nrn_keras_code_dialect_get_name (i)) == 0)
        options->dialect = (NrnKerasCodeDialect) i;
    }
  for (guint i = 0; i < NRN_N_KERAS_CODE_STYLES; i++)
    {
      if (g_ascii_strcasecmp (style, nrn_keras_code_style_get_name (i)) == 0)
        options->style = (NrnKerasCodeStyle) i;
    }

  if (options->dialect == NRN_N_KERAS_CODE_DIALECTS)
    g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                 _("--dialect cannot be “%s”; it must be keras3 or 2018."), dialect);
  else if (options->style == NRN_N_KERAS_CODE_STYLES)
    g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                 _("--style cannot be “%s”; it must be list or add."), style);
  else
    return TRUE;

  return FALSE;
}

static NrnExperiment *
load (const Words  *words,
      const char   *path,
      GError      **error)
{
  const NrnPreset *preset;
  guint seed;

  if (path != NULL && words->preset != NULL)
    {
      g_set_error_literal (error, NRN_ERROR, NRN_ERROR_INVALID,
                           _("An experiment file and --preset contradict each other; give one."));
      return NULL;
    }
  if (path != NULL)
    return nrn_experiment_load (path, error);

  preset = nrn_preset_find (words->preset != NULL ? words->preset : "drug-trial", error);
  if (preset == NULL)
    return NULL;

  seed = preset->seed;
  if (words->seed != NULL &&
      !nrn_cli_get_uint ("--seed", words->seed, 0, G_MAXUINT32, &seed, error))
    return NULL;

  return nrn_preset_new_experiment (preset, seed);
}

static int
print (const Words *words,
       const char  *path)
{
  NrnKerasCodeOptions options;
  g_autoptr (NrnExperiment) experiment = NULL;
  g_autoptr (NrnDataset) dataset = NULL;
  g_autofree char *code = NULL;
  g_autoptr (GError) error = NULL;

  if (!get_options (words, &options, &error))
    return nrn_cli_fail (error);

  experiment = load (words, path, &error);
  if (experiment == NULL)
    return nrn_cli_fail (error);

  dataset = nrn_data_source_load (nrn_experiment_get_parts (experiment)->source, &error);
  if (dataset == NULL)
    return nrn_cli_fail (error);

  if (words->output != NULL)
    return nrn_keras_code_save (experiment, dataset, &options, words->output, &error)
           ? NRN_CLI_DONE : nrn_cli_fail (error);

  code = nrn_keras_code_print (experiment, dataset, &options, &error);

  return code != NULL ? nrn_cli_write (code) : nrn_cli_fail (error);
}

int
nrn_cli_code (int    argc,
              char **argv)
{
  g_auto (Words) words = { NULL };
  const GOptionEntry entries[] = {
    { "preset", 0, 0, G_OPTION_ARG_STRING, &words.preset,
      N_("Which experiment to write (drug-trial)"), "NAME" },
    { "seed", 0, 0, G_OPTION_ARG_STRING, &words.seed, N_("The preset's seed"), "N" },
    { "dialect", 0, 0, G_OPTION_ARG_STRING, &words.dialect,
      N_("Today's Keras, or that of the course notes (keras3)"), "keras3|2018" },
    { "style", 0, 0, G_OPTION_ARG_STRING, &words.style,
      N_("Layers in a list, or each with model.add (list)"), "list|add" },
    { "weights", 0, 0, G_OPTION_ARG_NONE, &words.weights,
      N_("With the weights: trained ones, or those to start from"), NULL },
    { "distribute", 0, 0, G_OPTION_ARG_NONE, &words.distribute,
      N_("Share the work among all devices, with JAX (Keras 3 only)"), NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &words.output, N_("Where to save it"), "FILE.py" },
    { NULL }
  };

  if (!nrn_cli_parse (_("Print an experiment as a complete Python program that uses Keras."),
                      _("[EXPERIMENT.neurons]"), entries, &argc, &argv))
    return NRN_CLI_USAGE;
  if (argc > 2)
    return nrn_cli_usage (_("“%s” is one word too many."), argv[2]);

  return print (&words, argc == 2 ? argv[1] : NULL);
}
