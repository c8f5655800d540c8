/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What a screen reader says while the network trains.
 */

#include "config.h"

#include "nrn-window-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "nrn-accessible.h"

/* Speech takes time: epochs that are over sooner are passed over. */
#define INTERVAL_US (2 * G_USEC_PER_SEC)

/* What an epoch has changed takes longer to say. */
#define SECONDS_FOR_WORDS 6.0

/**
 * nrn_window_announce:
 * @window: a window
 * @sentence: (nullable): what happened, %NULL for nothing
 *
 * Has a screen reader say it, unless it was the last that was said.
 */
void
nrn_window_announce (NrnWindow  *window,
                     const char *sentence)
{
  if (sentence == NULL || g_strcmp0 (sentence, window->announced) == 0)
    return;

  g_free (window->announced);
  window->announced = g_strdup (sentence);
  window->announced_at = g_get_monotonic_time ();
  nrn_accessible_announce (GTK_WINDOW (window), sentence);
}

/**
 * nrn_window_announce_epoch:
 * @window: a window
 *
 * Announces the newest epoch, once, and not too soon after the one before.
 */
void
nrn_window_announce_epoch (NrnWindow *window)
{
  const NrnSnapshotParts *snapshot =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (window->document));
  guint n_epochs = nrn_history_get_n_epochs (snapshot->history);
  gboolean has_classes = nrn_dataset_get_n_classes (nrn_document_get_dataset (window->document)) > 0;
  NrnEpoch last;
  g_autofree char *sentence = NULL;

  if (n_epochs == window->announced_epoch || snapshot->state != NRN_TRAINING_RUNNING ||
      g_get_monotonic_time () - window->announced_at < INTERVAL_US)
    return;

  window->announced_epoch = n_epochs;
  if (n_epochs == 0)
    return;

  last = nrn_history_get_epoch (snapshot->history, n_epochs - 1);
  if (has_classes && !isnan (last.accuracy))
    sentence = g_strdup_printf (_("Epoch %u of %u: loss %.4f, %.1f %% right."),
                                n_epochs, snapshot->n_epochs, last.loss, 100 * last.accuracy);
  else
    sentence = g_strdup_printf (_("Epoch %u of %u: loss %.4f."),
                                n_epochs, snapshot->n_epochs, last.loss);
  nrn_window_announce (window, sentence);
}

/* Whether the epochs are so far apart that there is time to speak of each. */
static gboolean
has_time_for_words (NrnWindow *self)
{
  const NrnSnapshotParts *snapshot =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document));
  double pace = nrn_trainer_get_pace (nrn_document_get_trainer (self->document));

  return snapshot->state != NRN_TRAINING_RUNNING ||
         snapshot->n_batches / pace >= SECONDS_FOR_WORDS;
}

/**
 * nrn_window_announce_words:
 * @window: a window
 *
 * Announces what the newest epoch has changed: where each is a step of its own,
 * or takes its time. While one looks back, the line itself can be read.
 */
void
nrn_window_announce_words (NrnWindow *window)
{
  guint epoch;
  const char *words = nrn_document_get_words (window->document, &epoch);

  if (words != NULL && nrn_document_get_shown_update (window->document) < 0 &&
      epoch == nrn_snapshot_get_parts (nrn_document_get_snapshot (window->document))->epoch &&
      has_time_for_words (window))
    nrn_window_announce (window, words);
}
