/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Keras' EarlyStopping. Semantics: Keras 3,
 * `keras/src/callbacks/early_stopping.py`, with mode "auto", no baseline and
 * start_from_epoch 0.
 */

#include "config.h"

#include "nrn-early-stopping.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-error.h"

static const struct
{
  const char *name;
  gsize       offset;           /* in NrnEpoch */
  gboolean    more_is_better;
  gboolean    needs_validation;
} monitors[NRN_N_MONITORS] = {
  [NRN_MONITOR_NONE] = { .name = "none" },
  [NRN_MONITOR_LOSS] = { "loss", G_STRUCT_OFFSET (NrnEpoch, loss), FALSE, FALSE },
  [NRN_MONITOR_ACCURACY] = { "accuracy", G_STRUCT_OFFSET (NrnEpoch, accuracy), TRUE, FALSE },
  [NRN_MONITOR_VAL_LOSS] = { "val_loss", G_STRUCT_OFFSET (NrnEpoch, val_loss), FALSE, TRUE },
  [NRN_MONITOR_VAL_ACCURACY] = { "val_accuracy", G_STRUCT_OFFSET (NrnEpoch, val_accuracy),
                                 TRUE, TRUE },
};

/**
 * nrn_monitor_get_name:
 * @monitor: a monitor
 *
 * Returns: Keras' name; "none" for none
 */
const char *
nrn_monitor_get_name (NrnMonitor monitor)
{
  g_return_val_if_fail (monitor < NRN_N_MONITORS, NULL);

  return monitors[monitor].name;
}

/**
 * nrn_monitor_parse:
 * @name: Keras' name, in any case, or "none"
 * @monitor: (out): the monitor
 * @error: return location
 *
 * Returns: %FALSE with @error set if there is no such monitor
 */
gboolean
nrn_monitor_parse (const char  *name,
                   NrnMonitor  *monitor,
                   GError     **error)
{
  for (guint i = 0; i < NRN_N_MONITORS; i++)
    {
      if (g_ascii_strcasecmp (name, monitors[i].name) == 0)
        {
          *monitor = (NrnMonitor) i;
          return TRUE;
        }
    }

  g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
               _("“%s” cannot be monitored; it must be loss, accuracy, val_loss, val_accuracy or "
                 "none."), name);
  return FALSE;
}

/**
 * nrn_monitor_needs_validation:
 * @monitor: a monitor
 *
 * Returns: whether it is measured on held-out rows
 */
gboolean
nrn_monitor_needs_validation (NrnMonitor monitor)
{
  g_return_val_if_fail (monitor < NRN_N_MONITORS, FALSE);

  return monitors[monitor].needs_validation;
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

/* As Keras compares: what is not a number improves on nothing. */
static gboolean
is_improvement (const NrnEarlyStopping *self,
                double                  value)
{
  gboolean more_is_better = monitors[self->options.monitor].more_is_better;
  double best = self->best_epoch > 0 && !isnan (self->best) ? self->best
                                                            : more_is_better ? -INFINITY : INFINITY;

  return more_is_better ? value - self->options.min_delta > best
                        : value + self->options.min_delta < best;
}

/**
 * nrn_early_stopping_note_epoch:
 * @stopping: what it remembers
 * @epoch: the epoch that has ended, counted from 1
 * @values: what it recorded
 * @weights: the weights after it
 *
 * Returns: whether training shall stop here
 */
gboolean
nrn_early_stopping_note_epoch (NrnEarlyStopping *stopping,
                               guint             epoch,
                               const NrnEpoch   *values,
                               const NrnWeights *weights)
{
  double value;

  if (stopping->options.monitor == NRN_MONITOR_NONE)
    return FALSE;

  value = G_STRUCT_MEMBER (double, values, monitors[stopping->options.monitor].offset);
  stopping->wait++;
  if (is_improvement (stopping, value))
    {
      keep (stopping, epoch, weights);
      stopping->best = value;
      stopping->wait = 0;
      return FALSE;
    }

  /* Something must be the best. */
  if (stopping->best_epoch == 0)
    {
      keep (stopping, epoch, weights);
      stopping->best = NAN;
    }

  return stopping->wait >= stopping->options.patience && epoch > 1;
}
