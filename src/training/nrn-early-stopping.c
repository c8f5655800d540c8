/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Keras' EarlyStopping. Semantics: Keras 3,
 * `keras/src/callbacks/early_stopping.py` and `monitor_callback.py`.
 */

#include "config.h"

#include "nrn-early-stopping.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-error.h"

#define VAL "val_"

/**
 * nrn_monitor_list:
 * @metrics: the metrics of a training
 *
 * Returns: (transfer full) (array zero-terminated=1): what can be monitored:
 *   the loss and the metrics, then the same on the rows held out
 */
char **
nrn_monitor_list (const NrnMetrics *metrics)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  guint n = nrn_metrics_get_n (metrics) + 1;

  for (guint i = 0; i < NRN_N_ROWS * n; i++)
    {
      const char *name = i % n == 0 ? "loss" : nrn_metrics_get_names (metrics)[i % n - 1];
      g_autofree char *monitor = g_strconcat (i < n ? "" : VAL, name, NULL);

      g_strv_builder_add (names, monitor);
    }

  return g_strv_builder_end (names);
}

/**
 * nrn_monitor_parse:
 * @name: what to monitor, in any case, or "none"
 * @metrics: the metrics of the training
 * @monitor: (out) (nullable): the monitor, interned; %NULL for none
 * @error: return location
 *
 * Returns: %FALSE with @error set if there is no such monitor
 */
gboolean
nrn_monitor_parse (const char        *name,
                   const NrnMetrics  *metrics,
                   const char       **monitor,
                   GError           **error)
{
  g_auto (GStrv) names = nrn_monitor_list (metrics);
  g_autofree char *list = NULL;

  *monitor = NULL;
  if (g_ascii_strcasecmp (name, "none") == 0)
    return TRUE;

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (g_ascii_strcasecmp (name, names[i]) != 0)
        continue;
      *monitor = g_intern_string (names[i]);
      return TRUE;
    }

  list = g_strjoinv (", ", names);
  g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
               /* Translators: a name that is not known, and those that are. */
               _("“%s” cannot be monitored; it must be %s or none."), name, list);
  return FALSE;
}

/**
 * nrn_monitor_get_series:
 * @monitor: a monitor
 * @rows: (out): the rows that it is measured on
 *
 * Returns: what the series is called in a history
 */
const char *
nrn_monitor_get_series (const char     *monitor,
                        NrnHistoryRows *rows)
{
  *rows = nrn_monitor_needs_validation (monitor) ? NRN_ROWS_VALIDATION : NRN_ROWS_TRAINING;

  return *rows == NRN_ROWS_VALIDATION ? monitor + strlen (VAL) : monitor;
}

/**
 * nrn_monitor_needs_validation:
 * @monitor: (nullable): a monitor
 *
 * Returns: whether it is measured on held-out rows
 */
gboolean
nrn_monitor_needs_validation (const char *monitor)
{
  return monitor != NULL && g_str_has_prefix (monitor, VAL);
}

static const char *const mode_names[NRN_N_MONITOR_MODES] = {
  [NRN_MONITOR_AUTO] = "auto",
  [NRN_MONITOR_MIN] = "min",
  [NRN_MONITOR_MAX] = "max",
};

/**
 * nrn_monitor_mode_get_name:
 * @mode: a mode
 *
 * Returns: Keras' name
 */
const char *
nrn_monitor_mode_get_name (NrnMonitorMode mode)
{
  g_return_val_if_fail (mode < NRN_N_MONITOR_MODES, NULL);

  return mode_names[mode];
}

/**
 * nrn_monitor_mode_parse:
 * @name: Keras' name, in any case
 * @mode: (out): the mode
 * @error: return location
 *
 * Returns: %FALSE with @error set if there is no such mode
 */
gboolean
nrn_monitor_mode_parse (const char      *name,
                        NrnMonitorMode  *mode,
                        GError         **error)
{
  for (guint i = 0; i < NRN_N_MONITOR_MODES; i++)
    {
      if (g_ascii_strcasecmp (name, mode_names[i]) == 0)
        {
          *mode = (NrnMonitorMode) i;
          return TRUE;
        }
    }

  g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
               _("The mode of early stopping cannot be “%s”; it must be auto, min or max."), name);
  return FALSE;
}

static gboolean
more_is_better (const NrnEarlyStoppingOptions *options)
{
  NrnHistoryRows rows;
  const NrnKind *metric;

  if (options->mode != NRN_MONITOR_AUTO)
    return options->mode == NRN_MONITOR_MAX;

  metric = nrn_metrics_kind_of (nrn_monitor_get_series (options->monitor, &rows));

  return metric != NULL && nrn_metric_more_is_better (metric);
}

/**
 * nrn_early_stopping_options_equal:
 * @a: options
 * @b: others
 *
 * Returns: whether they are the same
 */
gboolean
nrn_early_stopping_options_equal (const NrnEarlyStoppingOptions *a,
                                  const NrnEarlyStoppingOptions *b)
{
  return g_strcmp0 (a->monitor, b->monitor) == 0 && a->min_delta == b->min_delta &&
         a->patience == b->patience && a->restore_best_weights == b->restore_best_weights &&
         a->mode == b->mode && a->has_baseline == b->has_baseline &&
         (!a->has_baseline || a->baseline == b->baseline) &&
         a->start_from_epoch == b->start_from_epoch;
}

/**
 * nrn_early_stopping_begin:
 * @stopping: (out caller-allocates): to begin with
 * @options: what is asked for
 *
 * Before the first epoch. To be cleared before it is begun again.
 */
void
nrn_early_stopping_begin (NrnEarlyStopping              *stopping,
                          const NrnEarlyStoppingOptions *options)
{
  *stopping = (NrnEarlyStopping) { .options = *options };
}

void
nrn_early_stopping_clear (NrnEarlyStopping *stopping)
{
  g_clear_pointer (&stopping->best_weights, nrn_weights_unref);
}

static void
keep (NrnEarlyStopping *self,
      guint             epoch,
      const NrnWeights *weights)
{
  self->best_epoch = epoch;
  if (!self->options.restore_best_weights)
    return;

  nrn_early_stopping_clear (self);
  self->best_weights = nrn_weights_ref (weights);
}

/* What is not a number improves on nothing, and nothing on it. */
static gboolean
is_improvement (const NrnEarlyStopping *self,
                double                  value,
                double                  reference)
{
  return more_is_better (&self->options) ? value - self->options.min_delta > reference
                                         : value + self->options.min_delta < reference;
}

/**
 * nrn_early_stopping_note_epoch:
 * @stopping: what it remembers
 * @epoch: the epoch that has ended, counted from 1
 * @value: what is monitored, after it
 * @weights: the weights after it
 *
 * The first value that is looked at is the best so far, whatever it is. Better
 * ones are, too; but where there is a baseline that they do not beat as well,
 * they do not end the waiting.
 *
 * Returns: whether training shall stop here
 */
gboolean
nrn_early_stopping_note_epoch (NrnEarlyStopping *stopping,
                               guint             epoch,
                               double            value,
                               const NrnWeights *weights)
{
  const NrnEarlyStoppingOptions *options = &stopping->options;

  if (options->monitor == NULL || epoch <= options->start_from_epoch)
    return FALSE;

  stopping->wait++;
  if (stopping->best_epoch == 0 || is_improvement (stopping, value, stopping->best))
    {
      keep (stopping, epoch, weights);
      stopping->best = value;
      if (!options->has_baseline || is_improvement (stopping, value, options->baseline))
        stopping->wait = 0;
      return FALSE;
    }

  return stopping->wait >= options->patience && epoch > 1;
}
