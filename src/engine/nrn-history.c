/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What fit() has recorded.
 */

#include "nrn-history.h"

struct _NrnHistory
{
  gatomicrefcount ref_count;
  guint           n_epochs;
  NrnEpoch        epochs[];
};

/**
 * nrn_history_new:
 * @epochs: (array length=n_epochs) (nullable): the epochs, first one first
 * @n_epochs: how many; may be 0
 *
 * Returns: (transfer full): a history with a copy of @epochs
 */
NrnHistory *
nrn_history_new (const NrnEpoch *epochs,
                 guint           n_epochs)
{
  NrnHistory *history;

  history = g_malloc (sizeof (NrnHistory) + n_epochs * sizeof (NrnEpoch));
  g_atomic_ref_count_init (&history->ref_count);
  history->n_epochs = n_epochs;
  for (guint i = 0; i < n_epochs; i++)
    history->epochs[i] = epochs[i];

  return history;
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

  if (g_atomic_ref_count_dec (&history->ref_count))
    g_free (history);
}

guint
nrn_history_get_n_epochs (const NrnHistory *history)
{
  return history->n_epochs;
}

/**
 * nrn_history_get_epochs:
 * @history: a history
 *
 * Returns: (transfer none): the epochs, as many as
 *   nrn_history_get_n_epochs() says
 */
const NrnEpoch *
nrn_history_get_epochs (const NrnHistory *history)
{
  return history->epochs;
}
