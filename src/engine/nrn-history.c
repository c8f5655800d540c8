/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What fit() has recorded.
 */

#include "nrn-history.h"

#include <math.h>
#include <string.h>

struct _NrnHistory
{
  gatomicrefcount ref_count;
  guint           n_epochs;
  guint           n_series;
  char          **names;      /* owned; n_series, then NULL */
  int             accuracy;   /* the series of this name, or -1 */
  guint           n_marks;
  guint          *marks;      /* owned; rising */
  double          values[];   /* (n_epochs, 2 n_series): training, then validation */
};

static gsize
row_length (const NrnHistory *history)
{
  return NRN_N_ROWS * (gsize) history->n_series;
}

static NrnHistory *
history_alloc (const char *const *names,
               guint              n_epochs)
{
  guint n_series = g_strv_length ((char **) names);
  NrnHistory *history =
    g_malloc0 (sizeof (NrnHistory) + (gsize) n_epochs * NRN_N_ROWS * n_series * sizeof (double));

  g_atomic_ref_count_init (&history->ref_count);
  history->n_epochs = n_epochs;
  history->n_series = n_series;
  history->names = g_strdupv ((char **) names);
  history->accuracy = nrn_history_find (history, "accuracy");

  return history;
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
  NrnHistory *history = history_alloc (names, n_epochs);

  for (guint i = 0; i < n_epochs; i++)
    {
      const double row[] = {
        epochs[i].loss, epochs[i].accuracy, epochs[i].val_loss, epochs[i].val_accuracy,
      };

      memcpy (history->values + i * row_length (history), row, sizeof row);
    }

  return history;
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
  NrnHistory *history;

  g_return_val_if_fail (g_strcmp0 (names[NRN_HISTORY_LOSS], "loss") == 0, NULL);

  history = history_alloc (names, n_epochs);
  if (n_epochs > 0)
    memcpy (history->values, values, n_epochs * row_length (history) * sizeof (double));

  return history;
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
  NrnHistory *history;

  if (before->n_epochs == 0)
    return nrn_history_ref (after);
  if (after->n_epochs == 0)
    return nrn_history_ref (before);

  g_return_val_if_fail (g_strv_equal (nrn_history_get_names (before),
                                      nrn_history_get_names (after)), NULL);

  history = history_alloc (nrn_history_get_names (before), before->n_epochs + after->n_epochs);
  memcpy (history->values, before->values,
          before->n_epochs * row_length (history) * sizeof (double));
  memcpy (history->values + before->n_epochs * row_length (history), after->values,
          after->n_epochs * row_length (history) * sizeof (double));

  return history;
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
  NrnHistory *history = nrn_history_new_series (names, values, n_epochs);

  history->n_marks = n_marks;
  history->marks = g_memdup2 (marks, n_marks * sizeof (guint));

  return history;
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
  g_autofree guint *marks = NULL;
  guint n = history->n_marks;

  if (history->n_epochs == 0 || (n > 0 && history->marks[n - 1] == history->n_epochs))
    return nrn_history_ref (history);

  marks = g_new (guint, n + 1);
  for (guint i = 0; i < n; i++)
    marks[i] = history->marks[i];
  marks[n] = history->n_epochs;

  return nrn_history_new_marked (nrn_history_get_names (history), history->values,
                                 history->n_epochs, marks, n + 1);
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

  return history->marks;
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
  g_free (history->marks);
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

  return history->values[epoch * row_length (history) + rows * history->n_series + (guint) series];
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
  return a->n_epochs == b->n_epochs && a->n_marks == b->n_marks &&
         (a->n_marks == 0 || memcmp (a->marks, b->marks, a->n_marks * sizeof (guint)) == 0) &&
         g_strv_equal (nrn_history_get_names (a), nrn_history_get_names (b)) &&
         memcmp (a->values, b->values, a->n_epochs * row_length (a) * sizeof (double)) == 0;
}
