/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Keras' evaluate() of a training under way.
 */

#include "nrn-fit-private.h"

#include <math.h>

/**
 * nrn_fit_measure:
 * @fit: a training
 * @values: (out caller-allocates): two values for each of nrn_fit_get_names():
 *   the network as it is now on the rows to train on, then on those held out
 *
 * Keras' evaluate(). Takes as long as a pass over the rows.
 *
 * Returns: whether the loss is finite
 */
gboolean
nrn_fit_measure (NrnFit *fit,
                 double *values)
{
  guint kept = fit->next;
  guint n_rows = nrn_samples_get_n_rows (fit->samples);
  guint n_series = g_strv_length (fit->names);
  g_autoptr (NrnTally) training = nrn_fit_new_tally (fit);
  g_autoptr (NrnTally) validation = nrn_fit_new_tally (fit);

  for (fit->next = 0; fit->next < n_rows;)
    {
      gboolean held_out = fit->next >= fit->n_train;
      guint n = nrn_fit_gather_batch (fit, held_out ? n_rows : fit->n_train);
      NrnBatchResult result;

      nrn_model_test_on_batch (fit->model, fit->loss, n, fit->inputs, fit->targets, &result);
      nrn_fit_add_batch (fit, held_out ? validation : training, &result, n);
    }
  fit->next = kept;
  nrn_tally_get (training, values);
  nrn_tally_get (validation, values + n_series);

  return isfinite (values[NRN_HISTORY_LOSS]);
}

/**
 * nrn_fit_evaluate:
 * @fit: a training
 * @epoch: (out caller-allocates): loss and accuracy of the network as it
 *   is now on the rows to train on, and on those held out
 *
 * As nrn_fit_measure().
 *
 * Returns: whether the loss is finite
 */
gboolean
nrn_fit_evaluate (NrnFit   *fit,
                  NrnEpoch *epoch)
{
  g_autofree double *values = g_new (double, NRN_N_ROWS * g_strv_length (fit->names));
  gboolean is_finite = nrn_fit_measure (fit, values);

  *epoch = nrn_fit_make_epoch (fit, values);

  return is_finite;
}
