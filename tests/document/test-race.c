/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Learning rates and optimizers side by side.
 */

#include "nrn-race.h"

#include "nrn-error.h"
#include "nrn-preset.h"

static NrnExperiment *
create (void)
{
  const NrnPreset *preset = nrn_preset_find ("drug-trial", NULL);

  return nrn_preset_new_experiment (preset, 5);
}

static void
test_lanes (void)
{
  static const struct { const char *text; const char *names[4]; } cases[] = {
    { "0.1; 0.01", { "Adam 0.1", "Adam 0.01" } },
    { "0.1, 0.01", { "Adam 0.1", "Adam 0.01" } },
    { "0,1; 0,01;", { "Adam 0.1", "Adam 0.01" } },
    { " 1e-3 ;SGD; RMSprop(0.01) ", { "Adam 0.001", "SGD 0.01", "RMSprop 0.01" } },
    { "SGD(0.1, momentum=0.9), adam",
      { "SGD(learning_rate=0.1, momentum=0.9)", "Adam 0.001" } },
  };
  g_autoptr (NrnExperiment) experiment = create ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) lanes = nrn_race_parse (experiment, cases[i].text, &error);
      guint n = 0;

      g_assert_no_error (error);
      for (; n < 4 && cases[i].names[n] != NULL; n++)
        {
          g_autofree char *name = NULL;

          g_assert_cmpuint (n, <, lanes->len);
          name = nrn_race_get_name (g_ptr_array_index (lanes, n));
          g_assert_cmpstr (name, ==, cases[i].names[n]);
          g_assert_cmpuint (nrn_experiment_get_parts (g_ptr_array_index (lanes, n))->fit.seed, ==, 5);
        }
      g_assert_cmpuint (lanes->len, ==, n);
    }
}

static void
test_bad_lanes (void)
{
  static const char *const texts[] = {
    "", " ; ", "0.1; -1", "fast", "0.1; SGD(", "1;2;3;4;5;6;7", "0.1.2", "SGD(speed=1)",
  };
  g_autoptr (NrnExperiment) experiment = create ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (nrn_race_parse (experiment, texts[i], &error));
      g_test_message ("%s: %s", texts[i], error->message);
      g_assert_true (error->domain == NRN_ERROR);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/document/race/lanes", test_lanes);
  g_test_add_func ("/document/race/bad-lanes", test_bad_lanes);

  return g_test_run ();
}
