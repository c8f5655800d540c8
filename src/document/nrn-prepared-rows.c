/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The rows of an experiment, loaded, scaled and encoded.
 */

#include "config.h"

#include "nrn-prepared-rows.h"

struct _NrnPreparedRows
{
  gatomicrefcount  ref_count;

  NrnDataset      *rows;        /* owned */
  NrnScaler       *scaler;      /* owned; NULL if nothing is scaled */
  NrnSamples      *samples;     /* owned */

  /* What they were made for */
  gboolean         scale;
  const NrnKind   *loss;
  guint            input_dim;
  guint            output_dim;
};

/**
 * nrn_prepared_rows_new:
 * @parts: an experiment
 * @rows: those of its source
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the rows as the network of @parts takes them;
 *   %NULL with @error set if the two do not fit
 */
NrnPreparedRows *
nrn_prepared_rows_new (const NrnExperimentParts  *parts,
                       const NrnDataset          *rows,
                       GError                   **error)
{
  g_autoptr (NrnPreparedRows) self = g_new0 (NrnPreparedRows, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->rows = nrn_dataset_ref (rows);
  self->scale = parts->scale;
  self->loss = nrn_config_get_kind (parts->loss);
  self->input_dim = nrn_architecture_get_input_dim (parts->architecture);
  self->output_dim = nrn_architecture_get_output_dim (parts->architecture);
  if (parts->scale)
    self->scaler = nrn_scaler_new_fit (nrn_dataset_get_n_rows (rows),
                                       nrn_dataset_get_n_features (rows),
                                       nrn_dataset_get_features (rows), 0, 1);
  self->samples = nrn_samples_new_encoded (rows, self->scaler, parts->architecture, self->loss,
                                           error);

  return self->samples != NULL ? g_steal_pointer (&self) : NULL;
}

NrnPreparedRows *
nrn_prepared_rows_ref (NrnPreparedRows *prepared)
{
  g_atomic_ref_count_inc (&prepared->ref_count);

  return prepared;
}

void
nrn_prepared_rows_unref (NrnPreparedRows *prepared)
{
  if (!g_atomic_ref_count_dec (&prepared->ref_count))
    return;

  g_clear_pointer (&prepared->samples, nrn_samples_unref);
  g_clear_pointer (&prepared->scaler, nrn_scaler_unref);
  g_clear_pointer (&prepared->rows, nrn_dataset_unref);
  g_free (prepared);
}

/**
 * nrn_prepared_rows_fit:
 * @prepared: prepared rows
 * @parts: an experiment
 * @rows: its rows
 *
 * Returns: whether nrn_prepared_rows_new() would make the same of them
 */
gboolean
nrn_prepared_rows_fit (const NrnPreparedRows    *prepared,
                       const NrnExperimentParts *parts,
                       const NrnDataset         *rows)
{
  return prepared->rows == rows && prepared->scale == parts->scale &&
         prepared->loss == nrn_config_get_kind (parts->loss) &&
         prepared->input_dim == nrn_architecture_get_input_dim (parts->architecture) &&
         prepared->output_dim == nrn_architecture_get_output_dim (parts->architecture);
}

/**
 * nrn_prepared_rows_get_rows:
 * @prepared: prepared rows
 *
 * Returns: (transfer none): what they were made of
 */
const NrnDataset *
nrn_prepared_rows_get_rows (const NrnPreparedRows *prepared)
{
  return prepared->rows;
}

/**
 * nrn_prepared_rows_get_scaler:
 * @prepared: prepared rows
 *
 * Returns: (transfer none) (nullable): what scales them; %NULL for nothing
 */
NrnScaler *
nrn_prepared_rows_get_scaler (const NrnPreparedRows *prepared)
{
  return prepared->scaler;
}

/**
 * nrn_prepared_rows_get_samples:
 * @prepared: prepared rows
 *
 * Returns: (transfer none): the rows as the network gets them, scaled and
 *   encoded
 */
NrnSamples *
nrn_prepared_rows_get_samples (const NrnPreparedRows *prepared)
{
  return prepared->samples;
}
