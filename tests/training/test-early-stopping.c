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
  const char              *name;
  NrnEarlyStoppingOptions  options;
  double                   values[MOST_EPOCHS];  /* 0 ends them */
  guint                    stops_at;             /* epoch, counted from 1, or NEVER */
  guint                    best;
} cases[] = {
  { "no-patience", { "loss" }, { 3, 2, 2.5, 1 }, 3, 2 },
  { "patience-1-is-as-0", { "loss", .patience = 1 }, { 3, 2, 2.5, 1 }, 3, 2 },
  { "patience", { "loss", .patience = 2 }, { 3, 2, 2.1, 1.9, 2.5, 2 }, 6, 4 },
  { "equal-is-no-better", { "loss", .patience = 2 }, { 2, 2, 2 }, 3, 1 },
  { "always-better", { "loss" }, { 3, 2, 1 }, NEVER, 3 },
  { "not-after-the-first", { "loss" }, { INFINITY, 2, 1 }, NEVER, 3 },
  { "delta", { "loss", .min_delta = 0.5, .patience = 1 }, { 3, 2.6, 1 }, 2, 1 },
  { "delta-adds-up", { "loss", .min_delta = 0.5, .patience = 2 }, { 3, 2.6, 2.4, 2.0, 1.8 }, NEVER, 5 },
  { "accuracy", { "accuracy", .patience = 2 }, { 0.5, 0.6, 0.6, 0.55 }, 4, 2 },
  { "accuracy-delta", { "accuracy", .min_delta = 0.1, .patience = 1 }, { 0.5, 0.55, 0.9 }, 2, 1 },
  { "val-loss", { "val_loss", .patience = 1 }, { 3, 2, 4 }, 3, 2 },
  { "val-accuracy", { "val_accuracy", .patience = 1 }, { 0.3, 0.4, 0.2 }, 3, 2 },
  { "precision", { "precision_1", .patience = 1 }, { 0.3, 0.4, 0.2 }, 3, 2 },
  { "mean-absolute-error", { "val_mean_absolute_error" }, { 3, 2, 2.5 }, 3, 2 },
  { "none", { NULL }, { 1, 2, 3 }, NEVER, 0 },

  /* Nothing improves on what is no number: Keras' comparisons are false. */
  { "no-number", { "loss", .patience = 3 }, { NAN, NAN, NAN, 1 }, 4, 1 },
  { "a-number-at-last", { "loss", .patience = 3 }, { NAN, NAN, 7 }, NEVER, 1 },
  { "no-number-later", { "loss", .patience = 2 }, { 3, NAN, NAN }, 3, 1 },

  { "mode-max-of-loss", { "loss", .mode = NRN_MONITOR_MAX, .patience = 1 }, { 1, 2, 1.5 }, 3, 2 },
  { "mode-min-of-accuracy", { "accuracy", .mode = NRN_MONITOR_MIN, .patience = 1 },
    { 0.5, 0.4, 0.6 }, 3, 2 },
  { "mode-max-delta", { "loss", .mode = NRN_MONITOR_MAX, .min_delta = 0.5 }, { 1, 1.4 }, 2, 1 },

  /* 2.5 is the best so far, but not below 2: the waiting goes on. */
  { "baseline", { "loss", .patience = 3, .has_baseline = TRUE, .baseline = 2 },
    { 3, 2.8, 2.5, 2.6 }, 4, 3 },
  { "baseline-is-beaten", { "loss", .patience = 3, .has_baseline = TRUE, .baseline = 2 },
    { 3, 2.8, 1.5, 1.6, 1.7, 1.8 }, 6, 3 },
  { "baseline-with-delta",
    { "accuracy", .min_delta = 0.1, .patience = 2, .has_baseline = TRUE, .baseline = 0.6 },
    { 0.5, 0.65, 0.5 }, 3, 2 },

  /* Values before it count for nothing, not even as the best. */
  { "start-from-epoch", { "loss", .patience = 1, .start_from_epoch = 2 }, { 1, 2, 5, 4, 6 }, 5, 4 },
  { "start-from-the-last-epoch", { "loss", .start_from_epoch = 5 }, { 1, 2, 3, 4, 5, 6 }, NEVER, 6 },
  { "start-after-all-epochs", { "loss", .start_from_epoch = 9 }, { 1, 2, 3, 4, 5, 6 }, NEVER, 0 },
};

static void
test_stops_as_keras_does (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-1", "sigmoid", NULL);
  NrnEarlyStoppingOptions options = cases[i].options;
  NrnEarlyStopping stopping;
  guint stopped_at = NEVER;

  options.restore_best_weights = TRUE;
  nrn_early_stopping_begin (&stopping, &options);
  for (guint epoch = 1; epoch <= MOST_EPOCHS && stopped_at == NEVER; epoch++)
    {
      const float data_of_epoch[] = { (float) epoch, 0 };
      g_autoptr (NrnWeights) weights = nrn_weights_new (architecture, data_of_epoch);
      double value = cases[i].values[epoch - 1];

      if (value == 0)
        break;
      if (nrn_early_stopping_note_epoch (&stopping, epoch, value, weights))
        stopped_at = epoch;
    }

  g_assert_cmpuint (stopped_at, ==, cases[i].stops_at);
  g_assert_cmpuint (stopping.best_epoch, ==, cases[i].best);
  if (cases[i].best > 0)
    g_assert_cmpfloat (nrn_weights_get_data (stopping.best_weights)[0], ==, (float) cases[i].best);
  else
    g_assert_null (stopping.best_weights);
  nrn_early_stopping_clear (&stopping);
}

static void
test_names (void)
{
  static const char *const names[] = {
    "loss", "accuracy", "recall", "val_loss", "val_accuracy", "val_recall", NULL,
  };
  g_autoptr (NrnMetrics) metrics = nrn_metrics_parse ("accuracy, recall", NULL);
  g_auto (GStrv) list = nrn_monitor_list (metrics);
  const char *monitor = "";
  g_autoptr (GError) error = NULL;

  g_assert_true (g_strv_equal ((const char *const *) list, names));
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_assert_true (nrn_monitor_parse (names[i], metrics, &monitor, NULL));
      g_assert_cmpstr (monitor, ==, names[i]);
    }
  g_assert_true (nrn_monitor_parse ("VAL_loss", metrics, &monitor, NULL));
  g_assert_cmpstr (monitor, ==, "val_loss");
  g_assert_true (nrn_monitor_parse ("None", metrics, &monitor, NULL));
  g_assert_null (monitor);
  g_assert_false (nrn_monitor_parse ("precision", metrics, &monitor, &error));
  g_assert_error (error, NRN_ERROR, NRN_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "“precision” cannot be monitored; it must be loss, accuracy, "
                                       "recall, val_loss, val_accuracy, val_recall or none.");
}

static void
test_modes (void)
{
  NrnMonitorMode mode;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < NRN_N_MONITOR_MODES; i++)
    {
      g_assert_true (nrn_monitor_mode_parse (nrn_monitor_mode_get_name ((NrnMonitorMode) i), &mode, NULL));
      g_assert_cmpuint (mode, ==, i);
    }
  g_assert_false (nrn_monitor_mode_parse ("best", &mode, &error));
  g_assert_cmpstr (error->message, ==, "The mode of early stopping cannot be “best”; it must be auto, "
                                       "min or max.");
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
  g_test_add_func ("/training/early-stopping/modes", test_modes);

  return g_test_run ();
}
