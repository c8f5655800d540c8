/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What fit() has recorded.
 */

#include "nrn-history.h"

#include <math.h>
#include <string.h>

#include "nrn-shared-array.h"

struct _NrnHistory
{
  gatomicrefcount ref_count;
  guint           n_epochs;
  guint           n_series;
  char          **names;      /* owned; n_series, then NULL */
  int             accuracy;   /* the series of this name, or -1 */
  guint           n_marks;
  NrnSharedArray *marks;      /* owned; guint, rising */
  NrnSharedArray *rows;       /* owned; (n_epochs, 2 n_series) double: training, then validation */
  NrnMoments     *changes;    /* owned; of numbers, by hand on the way; NULL for none */
};

static gsize
row_length (const NrnHistory *history)
{
  return NRN_N_ROWS * (gsize) history->n_series;
}

static const double *
get_values (const NrnHistory *history)
{
  return nrn_shared_array_get_items (history->rows);
}

static const guint *
get_marks (const NrnHistory *history)
{
  return nrn_shared_array_get_items (history->marks);
}

/* Takes @rows and @marks. */
static NrnHistory *
history_new (const char *const *names,
             NrnSharedArray    *rows,
             guint              n_epochs,
             NrnSharedArray    *marks,
             guint              n_marks)
{
  NrnHistory *history = g_new0 (NrnHistory, 1);

  g_atomic_ref_count_init (&history->ref_count);
  history->n_epochs = n_epochs;
  history->n_series = g_strv_length ((char **) names);
  history->names = g_strdupv ((char **) names);
  history->accuracy = nrn_history_find (history, "accuracy");
  history->n_marks = n_marks;
  history->marks = marks;
  history->rows = rows;

  return history;
}

/* Gives it changes; takes @history. */
static NrnHistory *
add_changes (NrnHistory       *history,
             const NrnMoments *changes)
{
  if (changes != NULL && nrn_moments_get_n (changes) > 0)
    history->changes = nrn_moments_ref (changes);

  return history;
}

static NrnSharedArray *
rows_new (const char *const *names,
          const double      *values,
          guint              n_epochs)
{
  return nrn_shared_array_new (NRN_N_ROWS * g_strv_length ((char **) names) * sizeof (double),
                               values, n_epochs);
}

/**
 * nrn_history_new:
 * @epochs: (array length=n_epochs) (nullable): the epochs, first one first
 * @n_epochs: how many; may be 0
 *
 * Returns: (transfer full): a history of loss and accuracy with a copy of
 *   @epochs
 */
NrnHistory *
nrn_history_new (const NrnEpoch *epochs,
                 guint           n_epochs)
{
  static const char *const names[] = { "loss", "accuracy", NULL };
  g_autofree double *values = g_new (double, 4 * (gsize) n_epochs + 1);

  for (guint i = 0; i < n_epochs; i++)
    {
      const double row[] = {
        epochs[i].loss, epochs[i].accuracy, epochs[i].val_loss, epochs[i].val_accuracy,
      };

      memcpy (values + 4 * (gsize) i, row, sizeof row);
    }

  return nrn_history_new_series (names, values, n_epochs);
}

/**
 * nrn_history_new_series:
 * @names: (array zero-terminated=1): "loss" and the names of metrics
 * @values: (nullable): a row for each epoch: a value for each of the names on
 *   the rows to train on, then for each on those held out; NaN for what was
 *   not measured
 * @n_epochs: how many; may be 0
 *
 * Returns: (transfer full): a history with a copy of these
 */
NrnHistory *
nrn_history_new_series (const char *const *names,
                        const double      *values,
                        guint              n_epochs)
{
  return nrn_history_new_marked (names, values, n_epochs, NULL, 0);
}

/**
 * nrn_history_new_start:
 * @history: a history
 * @n_epochs: how many of its epochs, not more than it has
 *
 * Returns: (transfer full): the first of its epochs, with the marks and the changes
 *   up to there
 */
NrnHistory *
nrn_history_new_start (const NrnHistory *history,
                       guint             n_epochs)
{
  g_autoptr (NrnMoments) changes = NULL;
  guint n_marks = 0;

  g_return_val_if_fail (n_epochs <= history->n_epochs, NULL);

  while (n_marks < history->n_marks && get_marks (history)[n_marks] <= n_epochs)
    n_marks++;

  if (history->changes != NULL)
    changes = nrn_moments_new_until (history->changes, n_epochs);

  return add_changes (history_new (nrn_history_get_names (history), nrn_shared_array_ref (history->rows),
                                   n_epochs, nrn_shared_array_ref (history->marks), n_marks),
                      changes);
}

/**
 * nrn_history_new_joined:
 * @before: a history
 * @after: a later one of the same series, or one without epochs
 *
 * Returns: (transfer full): the epochs of both
 */
NrnHistory *
nrn_history_new_joined (const NrnHistory *before,
                        const NrnHistory *after)
{
  NrnSharedArray *rows;

  if (before->n_epochs == 0)
    return nrn_history_ref (after);
  if (after->n_epochs == 0)
    return nrn_history_ref (before);

  g_return_val_if_fail (g_strv_equal (nrn_history_get_names (before),
                                      nrn_history_get_names (after)), NULL);

  rows = nrn_shared_array_extend (before->rows, before->n_epochs, get_values (after),
                                  after->n_epochs);

  return history_new (nrn_history_get_names (before), rows, before->n_epochs + after->n_epochs,
                      nrn_shared_array_new (sizeof (guint), NULL, 0), 0);
}

/* The array of @before with what @now has more, if it begins as that one. */
static NrnSharedArray *
share (NrnSharedArray *before,
       guint           n_before,
       NrnSharedArray *now,
       guint           n_now,
       gsize           item_size)
{
  const char *items = nrn_shared_array_get_items (now);

  if (n_before > n_now ||
      memcmp (nrn_shared_array_get_items (before), items, n_before * item_size) != 0)
    return nrn_shared_array_ref (now);

  return nrn_shared_array_extend (before, n_before, items + n_before * item_size,
                                  n_now - n_before);
}

/**
 * nrn_history_new_sharing:
 * @history: a history
 * @before: the one that it goes on from
 *
 * For those who keep many histories of a training.
 *
 * Returns: (transfer full): a history that is equal to @history, in the memory
 *   of @before as far as it begins as that one
 */
NrnHistory *
nrn_history_new_sharing (const NrnHistory *history,
                         const NrnHistory *before)
{
  if (!g_strv_equal (nrn_history_get_names (history), nrn_history_get_names (before)))
    return nrn_history_ref (history);

  return add_changes (history_new (nrn_history_get_names (history),
                                   share (before->rows, before->n_epochs, history->rows,
                                          history->n_epochs, row_length (history) * sizeof (double)),
                                   history->n_epochs,
                                   share (before->marks, before->n_marks, history->marks,
                                          history->n_marks, sizeof (guint)),
                                   history->n_marks),
                      history->changes);
}

/**
 * nrn_history_new_marked:
 * @names: (array zero-terminated=1): as for nrn_history_new_series()
 * @values: likewise
 * @n_epochs: likewise
 * @marks: (array length=n_marks): the numbers of epochs after which the
 *   experiment was edited, rising
 * @n_marks: how many
 *
 * Returns: (transfer full): a history with those marks
 */
NrnHistory *
nrn_history_new_marked (const char *const *names,
                        const double      *values,
                        guint              n_epochs,
                        const guint       *marks,
                        guint              n_marks)
{
  g_return_val_if_fail (g_strcmp0 (names[NRN_HISTORY_LOSS], "loss") == 0, NULL);

  return history_new (names, rows_new (names, values, n_epochs), n_epochs,
                      nrn_shared_array_new (sizeof (guint), marks, n_marks), n_marks);
}

/**
 * nrn_history_mark:
 * @history: a history
 *
 * Returns: (transfer full): the history with a mark after its last epoch; a
 *   history without any has none
 */
NrnHistory *
nrn_history_mark (const NrnHistory *history)
{
  guint n = history->n_marks;

  if (history->n_epochs == 0 || (n > 0 && get_marks (history)[n - 1] == history->n_epochs))
    return nrn_history_ref (history);

  return add_changes (history_new (nrn_history_get_names (history), nrn_shared_array_ref (history->rows),
                                   history->n_epochs,
                                   nrn_shared_array_extend (history->marks, n, &history->n_epochs, 1),
                                   n + 1),
                      history->changes);
}

/**
 * nrn_history_with_changes:
 * @history: a history
 * @changes: (nullable): the numbers that were changed by hand on the way
 *
 * Returns: (transfer full): the history with these changes in place of its own
 */
NrnHistory *
nrn_history_with_changes (const NrnHistory *history,
                          const NrnMoments *changes)
{
  return add_changes (history_new (nrn_history_get_names (history), nrn_shared_array_ref (history->rows),
                                   history->n_epochs, nrn_shared_array_ref (history->marks),
                                   history->n_marks),
                      changes);
}

/**
 * nrn_history_get_changes:
 * @history: a history
 *
 * Returns: (transfer none) (nullable): the numbers that were changed by hand on the
 *   way: learning rates and batch sizes; %NULL for none
 */
const NrnMoments *
nrn_history_get_changes (const NrnHistory *history)
{
  return history->changes;
}

/**
 * nrn_history_get_marks:
 * @history: a history
 * @n_marks: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_marks): the numbers of epochs
 *   after which the experiment was edited, rising
 */
const guint *
nrn_history_get_marks (const NrnHistory *history,
                       guint            *n_marks)
{
  *n_marks = history->n_marks;

  return get_marks (history);
}

NrnHistory *
nrn_history_ref (const NrnHistory *history)
{
  NrnHistory *self = (NrnHistory *) history;

  g_return_val_if_fail (history != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
nrn_history_unref (NrnHistory *history)
{
  g_return_if_fail (history != NULL);

  if (!g_atomic_ref_count_dec (&history->ref_count))
    return;

  g_strfreev (history->names);
  nrn_shared_array_unref (history->marks);
  nrn_shared_array_unref (history->rows);
  g_clear_pointer (&history->changes, nrn_moments_unref);
  g_free (history);
}

guint
nrn_history_get_n_epochs (const NrnHistory *history)
{
  return history->n_epochs;
}

/**
 * nrn_history_get_epoch:
 * @history: a history
 * @epoch: which one, from 0
 *
 * Returns: its loss and accuracy, if it was measured
 */
NrnEpoch
nrn_history_get_epoch (const NrnHistory *history,
                       guint             epoch)
{
  return (NrnEpoch) {
    .loss = nrn_history_get (history, epoch, NRN_HISTORY_LOSS, NRN_ROWS_TRAINING),
    .accuracy = nrn_history_get (history, epoch, history->accuracy, NRN_ROWS_TRAINING),
    .val_loss = nrn_history_get (history, epoch, NRN_HISTORY_LOSS, NRN_ROWS_VALIDATION),
    .val_accuracy = nrn_history_get (history, epoch, history->accuracy, NRN_ROWS_VALIDATION),
  };
}

/**
 * nrn_history_get_n_series:
 * @history: a history
 *
 * Returns: 1 for the loss and as many as there are metrics
 */
guint
nrn_history_get_n_series (const NrnHistory *history)
{
  return history->n_series;
}

/**
 * nrn_history_get_names:
 * @history: a history
 *
 * Returns: (transfer none) (array zero-terminated=1): "loss" and the names of
 *   the metrics
 */
const char *const *
nrn_history_get_names (const NrnHistory *history)
{
  return (const char *const *) history->names;
}

/**
 * nrn_history_find:
 * @history: a history
 * @name: "loss", or what a metric may be called
 *
 * Returns: which series it is, or -1
 */
int
nrn_history_find (const NrnHistory *history,
                  const char       *name)
{
  for (guint i = 0; i < history->n_series; i++)
    {
      if (g_str_equal (history->names[i], name))
        return (int) i;
    }

  return -1;
}

/**
 * nrn_history_get:
 * @history: a history
 * @epoch: which epoch, from 0
 * @series: what, see nrn_history_find()
 * @rows: measured on which rows
 *
 * Returns: the value; NaN if it was not measured, or @series is -1
 */
double
nrn_history_get (const NrnHistory *history,
                 guint             epoch,
                 int               series,
                 NrnHistoryRows    rows)
{
  g_return_val_if_fail (epoch < history->n_epochs, NAN);

  if (series < 0)
    return NAN;

  return get_values (history)[epoch * row_length (history) + rows * history->n_series + (guint) series];
}

/**
 * nrn_history_has:
 * @history: a history
 * @series: what, see nrn_history_find()
 * @rows: measured on which rows
 *
 * Returns: whether it was measured in any epoch
 */
gboolean
nrn_history_has (const NrnHistory *history,
                 int               series,
                 NrnHistoryRows    rows)
{
  for (guint i = 0; i < history->n_epochs; i++)
    {
      if (!isnan (nrn_history_get (history, i, series, rows)))
        return TRUE;
    }

  return FALSE;
}

static gboolean
have_same_changes (const NrnHistory *a,
                   const NrnHistory *b)
{
  if (a->changes == NULL || b->changes == NULL)
    return a->changes == b->changes;

  return nrn_moments_equal (a->changes, b->changes);
}

/**
 * nrn_history_equal:
 * @a: a history
 * @b: another
 *
 * Returns: whether they are the same bit for bit
 */
gboolean
nrn_history_equal (const NrnHistory *a,
                   const NrnHistory *b)
{
  return a->n_epochs == b->n_epochs && a->n_marks == b->n_marks && have_same_changes (a, b) &&
         (a->n_marks == 0 || memcmp (get_marks (a), get_marks (b), a->n_marks * sizeof (guint)) == 0) &&
         g_strv_equal (nrn_history_get_names (a), nrn_history_get_names (b)) &&
         memcmp (get_values (a), get_values (b), a->n_epochs * row_length (a) * sizeof (double)) == 0;
}
