/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Any bytes as a Python program, or a snippet of one.
 */

#include "nrn-fuzz.h"

#include "nrn-keras-code.h"
#include "nrn-preset.h"

/* More lines that were skipped than anybody reads. */
#define MAX_NOTE 100000

static NrnExperiment *
new_experiment (const char *name)
{
  return nrn_preset_new_experiment (nrn_preset_find (name, NULL), 1);
}

/* The program that is made of what was read says the same. */
static void
check_printed (const NrnExperiment       *experiment,
               const NrnKerasCodeOptions *options)
{
  const NrnExperimentParts *parts = nrn_experiment_get_parts (experiment);
  g_autoptr (GError) error = NULL;
  g_autofree char *code = nrn_keras_code_print (experiment, NULL, options, &error);
  g_autoptr (NrnExperiment) base = new_experiment ("spiral");
  g_autoptr (NrnExperiment) again = NULL;
  g_autofree char *note = NULL;
  const NrnExperimentParts *second_parts;

  if (code == NULL)
    {
      nrn_fuzz_check_sentence (error);
      return;
    }

  again = nrn_keras_code_parse ("printed.py", code, -1, base, &note, &error);
  if (again == NULL)
    g_error ("%s In:\n%s", error->message, code);
  second_parts = nrn_experiment_get_parts (again);
  if (!nrn_architecture_equal (parts->architecture, second_parts->architecture) ||
      !nrn_config_equal (parts->loss, second_parts->loss) ||
      !nrn_config_equal (parts->optimizer, second_parts->optimizer))
    g_error ("Reads back as something else:\n%s", code);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static const NrnKerasCodeOptions options[] = {
    { NRN_KERAS_CODE_KERAS_3, NRN_KERAS_CODE_LIST, FALSE, FALSE },
    { NRN_KERAS_CODE_2018, NRN_KERAS_CODE_ADD, FALSE, FALSE },
  };
  g_autoptr (NrnExperiment) base = new_experiment ("drug-trial");
  g_autoptr (GError) error = NULL;
  g_autofree char *note = NULL;
  g_autoptr (NrnExperiment) experiment = NULL;

  experiment = nrn_keras_code_parse ("input.py", (const char *) data, (gssize) size, base, &note,
                                     &error);
  if (note != NULL)
    nrn_fuzz_check_text (note, MAX_NOTE);
  if (experiment == NULL)
    {
      nrn_fuzz_check_sentence (error);
      return 0;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    check_printed (experiment, &options[i]);

  return 0;
}
