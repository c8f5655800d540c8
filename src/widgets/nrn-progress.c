/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How far a training is, in words and as a share.
 */

#include "config.h"

#include "nrn-progress.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MINUTE 60.0
#define HOUR 3600.0

static char *
describe_time (double seconds)
{
  if (seconds < 1.5 * MINUTE)
    return g_strdup_printf (_("%.0f s left"), fmax (ceil (seconds), 1));
  if (seconds < 1.5 * HOUR)
    return g_strdup_printf (_("%.0f min left"), seconds / MINUTE);

  return g_strdup_printf (_("%.0f h left"), seconds / HOUR);
}

/* What comes last, or NULL. */
static char *
describe_end (const NrnSnapshotParts *snapshot,
              double                  seconds_left)
{
  switch (snapshot->state)
    {
    case NRN_TRAINING_DONE:
      return g_strdup (snapshot->stop != NRN_STOP_NONE ? _("stopped early") : _("done"));

    case NRN_TRAINING_DIVERGED:
      return g_strdup (_("diverged"));

    case NRN_TRAINING_RUNNING:
      return isfinite (seconds_left) ? describe_time (seconds_left) : NULL;

    case NRN_TRAINING_READY:
    case NRN_TRAINING_PAUSED:
    default:
      return NULL;
    }
}

static char **
describe_past (const NrnSnapshotParts *snapshot,
               int                     shown_epoch)
{
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();

  if (snapshot->batch > 0)
    {
      guint epoch = (guint) shown_epoch + 1;
      g_autofree char *full =
        g_strdup_printf (_("The network in epoch %u of %u, after batch %u of %u"), epoch,
                         snapshot->n_epochs, snapshot->batch, snapshot->n_batches);
      g_autofree char *brief = g_strdup_printf (_("in epoch %u/%u, after batch %u/%u"), epoch,
                                                snapshot->n_epochs, snapshot->batch,
                                                snapshot->n_batches);
      g_autofree char *briefer = g_strdup_printf (_("epoch %u/%u · batch %u/%u"), epoch,
                                                  snapshot->n_epochs, snapshot->batch,
                                                  snapshot->n_batches);
      g_autofree char *briefest = g_strdup_printf (_("update %'lu"), (gulong) snapshot->update);

      g_strv_builder_add (texts, full);
      g_strv_builder_add (texts, brief);
      g_strv_builder_add (texts, briefer);
      g_strv_builder_add (texts, briefest);
    }
  else if (shown_epoch == 0)
    {
      g_strv_builder_add (texts, _("The network at the start"));
      g_strv_builder_add (texts, _("at the start"));
    }
  else
    {
      g_autofree char *full = g_strdup_printf (_("The network after epoch %d of %u"), shown_epoch,
                                               snapshot->n_epochs);
      g_autofree char *brief = g_strdup_printf (_("after epoch %d/%u"), shown_epoch,
                                                snapshot->n_epochs);

      g_strv_builder_add (texts, full);
      g_strv_builder_add (texts, brief);
    }

  return g_strv_builder_end (texts);
}

/* While the samples of a batch are shown one by one, it is they that count. */
static char **
describe_sample (const NrnSnapshotParts *snapshot,
                 const char             *end)
{
  guint epoch = MIN (snapshot->epoch + 1, snapshot->n_epochs);
  guint batch = MIN (snapshot->batch + 1, snapshot->n_batches);
  g_autofree char **texts = g_new0 (char *, 5);
  guint n = 0;

  if (end != NULL)
    texts[n++] = g_strdup_printf (_("epoch %u/%u · batch %u/%u · sample %u/%u · %s"), epoch,
                                  snapshot->n_epochs, batch, snapshot->n_batches,
                                  snapshot->sample, snapshot->n_samples, end);
  texts[n++] = g_strdup_printf (_("epoch %u/%u · batch %u/%u · sample %u/%u"), epoch,
                                snapshot->n_epochs, batch, snapshot->n_batches, snapshot->sample,
                                snapshot->n_samples);
  texts[n++] = g_strdup_printf (_("batch %u/%u · sample %u/%u"), batch, snapshot->n_batches,
                                snapshot->sample, snapshot->n_samples);
  texts[n++] = g_strdup_printf (_("sample %u/%u"), snapshot->sample, snapshot->n_samples);

  return g_steal_pointer (&texts);
}

/**
 * nrn_progress_describe:
 * @snapshot: what is shown
 * @shown_epoch: the epoch that is looked back at, or -1
 * @seconds_left: NaN if it is not known
 *
 * Returns: (transfer full) (array zero-terminated=1): one line, from the
 *   longest text to the shortest, each without the least important part of
 *   the one before
 */
char **
nrn_progress_describe (const NrnSnapshotParts *snapshot,
                       int                     shown_epoch,
                       double                  seconds_left)
{
  gboolean is_over = snapshot->state == NRN_TRAINING_DONE;
  guint epoch = is_over ? snapshot->epoch : MIN (snapshot->epoch + 1, snapshot->n_epochs);
  guint batch = is_over ? snapshot->n_batches : snapshot->batch;
  gulong update = (gulong) snapshot->update;
  g_autofree char *end = describe_end (snapshot, seconds_left);
  g_autofree char **texts = g_new0 (char *, 5);
  guint n = 0;

  if (shown_epoch >= 0)
    return describe_past (snapshot, shown_epoch);
  if (snapshot->sample > 0)
    return describe_sample (snapshot, end);

  if (end != NULL)
    {
      texts[n++] = g_strdup_printf (_("epoch %u/%u · batch %u/%u · update %'lu · %s"), epoch,
                                    snapshot->n_epochs, batch, snapshot->n_batches, update, end);
      texts[n++] = g_strdup_printf (_("epoch %u/%u · batch %u/%u · %s"), epoch, snapshot->n_epochs,
                                    batch, snapshot->n_batches, end);
      texts[n++] = g_strdup_printf (_("epoch %u/%u · %s"), epoch, snapshot->n_epochs, end);
    }
  else
    {
      texts[n++] = g_strdup_printf (_("epoch %u/%u · batch %u/%u · update %'lu"), epoch,
                                    snapshot->n_epochs, batch, snapshot->n_batches, update);
      texts[n++] = g_strdup_printf (_("epoch %u/%u · batch %u/%u"), epoch, snapshot->n_epochs,
                                    batch, snapshot->n_batches);
    }
  texts[n++] = g_strdup_printf (_("epoch %u/%u"), epoch, snapshot->n_epochs);

  return g_steal_pointer (&texts);
}

static double
share_of_epoch (const NrnSnapshotParts *snapshot)
{
  return snapshot->n_batches > 0 ? (double) snapshot->batch / snapshot->n_batches : 0;
}

/**
 * nrn_progress_get_fraction:
 * @snapshot: a snapshot
 *
 * Returns: the share of all epochs that is over, 0 … 1
 */
double
nrn_progress_get_fraction (const NrnSnapshotParts *snapshot)
{
  if (snapshot->n_epochs == 0)
    return 0;

  return CLAMP ((snapshot->epoch + share_of_epoch (snapshot)) / snapshot->n_epochs, 0, 1);
}

/**
 * nrn_progress_get_n_left:
 * @snapshot: a snapshot
 *
 * Returns: updates to come, if nothing stops the training early
 */
double
nrn_progress_get_n_left (const NrnSnapshotParts *snapshot)
{
  return (snapshot->n_epochs - snapshot->epoch - share_of_epoch (snapshot)) * snapshot->n_batches;
}
