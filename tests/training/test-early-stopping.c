/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * NrnEarlyStopping: when Keras' callback would stop, and which epoch it
 * would call the best, worked out by hand from its source.
 */

#include "nrn-early-stopping.h"

#include <math.h>

#include "nrn-error.h"

#define MOST_EPOCHS 6
#define NEVER 0

static const struct
{
  const char *name;
  NrnMonitor  monitor;
  double      min_delta;
  guint       patience;
  double      values[MOST_EPOCHS];  /* 0 ends them */
  guint       stops_at;             /* epoch, counted from 1, or NEVER */
  guint       best;
} cases[] = {
  { "no-patience", NRN_MONITOR_LOSS, 0, 0, { 3, 2, 2.5, 1 }, 3, 2 },
  { "patience-1-is-as-0", NRN_MONITOR_LOSS, 0, 1, { 3, 2, 2.5, 1 }, 3, 2 },
  { "patience", NRN_MONITOR_LOSS, 0, 2, { 3, 2, 2.1, 1.9, 2.5, 2 }, 6, 4 },
  { "equal-is-no-better", NRN_MONITOR_LOSS, 0, 2, { 2, 2, 2 }, 3, 1 },
  { "always-better", NRN_MONITOR_LOSS, 0, 0, { 3, 2, 1 }, NEVER, 3 },
  { "not-after-the-first", NRN_MONITOR_LOSS, 0, 0, { INFINITY, 2, 1 }, NEVER, 3 },
  { "delta", NRN_MONITOR_LOSS, 0.5, 1, { 3, 2.6, 1 }, 2, 1 },
  { "delta-adds-up", NRN_MONITOR_LOSS, 0.5, 2, { 3, 2.6, 2.4, 2.0, 1.8 }, NEVER, 5 },
  { "accuracy", NRN_MONITOR_ACCURACY, 0, 2, { 0.5, 0.6, 0.6, 0.55 }, 4, 2 },
  { "accuracy-delta", NRN_MONITOR_ACCURACY, 0.1, 1, { 0.5, 0.55, 0.9 }, 2, 1 },
  { "val-loss", NRN_MONITOR_VAL_LOSS, 0, 1, { 3, 2, 4 }, 3, 2 },
  { "val-accuracy", NRN_MONITOR_VAL_ACCURACY, 0, 1, { 0.3, 0.4, 0.2 }, 3, 2 },
  { "no-number", NRN_MONITOR_LOSS, 0, 3, { NAN, NAN, NAN, 1 }, 3, 1 },
  { "a-number-at-last", NRN_MONITOR_LOSS, 0, 3, { NAN, NAN, 7 }, NEVER, 3 },
  { "none", NRN_MONITOR_NONE, 0, 0, { 1, 2, 3 }, NEVER, 0 },
};

/* Only the monitored value says so. */
static NrnEpoch
epoch_with (NrnMonitor monitor,
            double     value)
{
  NrnEpoch epoch = { .loss = 1, .accuracy = 0.5, .val_loss = 1, .val_accuracy = 0.5 };

  if (monitor == NRN_MONITOR_LOSS)
    epoch.loss = value;
  else if (monitor == NRN_MONITOR_ACCURACY)
    epoch.accuracy = value;
  else if (monitor == NRN_MONITOR_VAL_LOSS)
    epoch.val_loss = value;
  else if (monitor == NRN_MONITOR_VAL_ACCURACY)
    epoch.val_accuracy = value;

  return epoch;
}

static void
test_stops_as_keras_does (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-1", "sigmoid", NULL);
  NrnEarlyStoppingOptions options = {
    cases[i].monitor, cases[i].min_delta, cases[i].patience, TRUE
  };
  NrnEarlyStopping stopping;
  guint stopped_at = NEVER;

  nrn_early_stopping_begin (&stopping, &options);
  for (guint epoch = 1; epoch <= MOST_EPOCHS && stopped_at == NEVER; epoch++)
    {
      const float data_of_epoch[] = { (float) epoch, 0 };
      g_autoptr (NrnWeights) weights = nrn_weights_new (architecture, data_of_epoch);
      double value = cases[i].values[epoch - 1];
      NrnEpoch values = epoch_with (cases[i].monitor, value);

      if (value == 0)
        break;
      if (nrn_early_stopping_note_epoch (&stopping, epoch, &values, weights))
        stopped_at = epoch;
    }

  g_assert_cmpuint (stopped_at, ==, cases[i].stops_at);
  g_assert_cmpuint (stopping.best_epoch, ==, cases[i].best);
  if (cases[i].best > 0)
    g_assert_cmpfloat (nrn_weights_get_data (stopping.best_weights)[0], ==, (float) cases[i].best);
  nrn_early_stopping_clear (&stopping);
}

static void
test_names (void)
{
  NrnMonitor monitor;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < NRN_N_MONITORS; i++)
    {
      g_assert_true (nrn_monitor_parse (nrn_monitor_get_name ((NrnMonitor) i), &monitor, NULL));
      g_assert_cmpuint (monitor, ==, i);
    }
  g_assert_true (nrn_monitor_parse ("VAL_loss", &monitor, NULL));
  g_assert_cmpint (monitor, ==, NRN_MONITOR_VAL_LOSS);
  g_assert_false (nrn_monitor_parse ("lost", &monitor, &error));
  g_assert_error (error, NRN_ERROR, NRN_ERROR_INVALID);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/training/early-stopping/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_stops_as_keras_does);
    }
  g_test_add_func ("/training/early-stopping/names", test_names);

  return g_test_run ();
}
