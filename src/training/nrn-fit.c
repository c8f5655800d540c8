/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Keras' fit(): what a training begins with. Semantics: Keras 3,
 * `keras/src/trainers/trainer.py`.
 */

#include "config.h"

#include "nrn-fit-private.h"

#include <string.h>

#include "nrn-doctor.h"
#include "nrn-error.h"
#include "nrn-loss.h"
#include "nrn-random.h"
#include "nrn-vector.h"

/**
 * nrn_fit_make_room:
 * @fit: a training
 * @architecture: its network
 * @weights: what its model begins with
 * @max_rows: rows of a batch
 *
 * Makes the memory for batches, and forgets what was there.
 */
void
nrn_fit_make_room (NrnFit                *fit,
           const NrnArchitecture *architecture,
           const NrnWeights      *weights,
           guint                  max_rows)
{
  g_clear_pointer (&fit->model, nrn_model_free);
  fit->model = nrn_model_new (architecture, max_rows);
  nrn_model_set_weights (fit->model, weights);
  nrn_model_set_random (fit->model, fit->training_rand);

  g_free (fit->inputs);
  g_free (fit->targets);
  fit->inputs = g_new0 (float, (gsize) max_rows * nrn_samples_get_input_dim (fit->samples) + NRN_LANES);
  fit->targets = g_new0 (float, (gsize) max_rows * nrn_samples_get_target_dim (fit->samples) + NRN_LANES);
  if (fit->row_weights == NULL)
    return;

  g_free (fit->weights);
  fit->weights = g_new0 (float, max_rows);
  nrn_model_set_row_weights (fit->model, fit->weights);
}

/* What would not be a number before long is not begun. */
static gboolean
check_pairing (const NrnArchitecture  *architecture,
               const NrnConfig        *loss,
               const NrnSamples       *samples,
               GError                **error)
{
  const NrnLabels *labels = nrn_samples_get_labels (samples);
  g_auto (NrnOpinion) opinion = { NRN_VERDICT_FITS };
  NrnPairing pairing;

  if (labels == NULL)
    return TRUE;

  nrn_pairing_init (&pairing, architecture, nrn_config_get_kind (loss), labels);
  if (nrn_doctor_judge (&pairing) != NRN_VERDICT_CANNOT)
    return TRUE;

  nrn_doctor_ask (&pairing, &opinion);
  g_set_error_literal (error, NRN_ERROR, NRN_ERROR_INVALID, opinion.sentence);
  return FALSE;
}

/**
 * nrn_fit_new_tally:
 * @fit: a training
 *
 * Returns: (transfer full): an empty tally of what it records
 */
NrnTally *
nrn_fit_new_tally (const NrnFit *fit)
{
  const NrnArchitecture *architecture = nrn_model_get_architecture (fit->model);

  return nrn_tally_new (fit->metrics, nrn_loss_get_target_kind (nrn_config_get_kind (fit->loss)),
                        nrn_architecture_get_output_dim (architecture),
                        nrn_samples_has_accuracy (fit->samples));
}

/* Room for usual numbers of epochs, so that no step allocates. */
static void
prepare_record (NrnFit           *fit,
                const NrnMetrics *metrics)
{
  guint n_metrics = nrn_metrics_get_n (metrics);

  fit->metrics = nrn_metrics_ref (metrics);
  fit->names = g_new0 (char *, n_metrics + 2);
  fit->names[NRN_HISTORY_LOSS] = g_strdup ("loss");
  for (guint i = 0; i < n_metrics; i++)
    fit->names[1 + i] = g_strdup (nrn_metrics_get_names (metrics)[i]);
  for (guint rows = 0; rows < NRN_N_ROWS; rows++)
    fit->tallies[rows] = nrn_fit_new_tally (fit);
  fit->epochs = g_array_sized_new (FALSE, FALSE,
                                   (guint) (NRN_N_ROWS * (1 + n_metrics) * sizeof (double)),
                                   MIN (fit->options.epochs, 10000));
}

/**
 * nrn_fit_get_row:
 * @fit: a training
 * @epoch: an epoch that is recorded, counted from 0
 *
 * Returns: (transfer none): two values for each of nrn_fit_get_names(): on the
 *   rows to train on, then on those held out; valid until the next epoch
 */
double *
nrn_fit_get_row (const NrnFit *fit,
         guint         epoch)
{
  return (double *) (void *) fit->epochs->data + (gsize) epoch * NRN_N_ROWS * g_strv_length (fit->names);
}

/**
 * nrn_fit_new:
 * @architecture: the network
 * @weights: (nullable): what to start from; %NULL for new weights by the
 *   seed
 * @loss: a loss with its arguments
 * @optimizer: an optimizer with its arguments
 * @samples: rows that fit the network and the loss
 * @options: Keras' arguments of fit()
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the training before its first
 *   batch, or %NULL with @error set if the options make no sense, or if there
 *   is something to train and the doctor says that it cannot be: see
 *   nrn_doctor_ask()
 */
NrnFit *
nrn_fit_new (const NrnArchitecture  *architecture,
             const NrnWeights       *weights,
             const NrnConfig        *loss,
             const NrnConfig        *optimizer,
             const NrnSamples       *samples,
             const NrnFitOptions    *options,
             GError                **error)
{
  g_autoptr (NrnFit) fit = NULL;
  g_autoptr (NrnWeights) start = NULL;
  guint n_rows = nrn_samples_get_n_rows (samples);
  g_autoptr (NrnMetrics) metrics = nrn_fit_options_dup_metrics (options);
  g_autofree guint *order = NULL;
  g_autofree float *row_weights = NULL;
  guint n_train;

  g_return_val_if_fail (nrn_samples_get_input_dim (samples) ==
                        nrn_architecture_get_input_dim (architecture), NULL);

  if (!nrn_fit_options_check (options, samples, error) ||
      !nrn_fit_options_check_memory (options, architecture, samples, error) ||
      !nrn_metrics_check (metrics, nrn_architecture_get_output_dim (architecture),
                          nrn_loss_get_target_kind (nrn_config_get_kind (loss)), error) ||
      (order = nrn_fit_options_list_rows (options, samples, loss, &n_train, &row_weights,
                                          error)) == NULL ||
      (options->epochs > 0 && !check_pairing (architecture, loss, samples, error)))
    return NULL;

  start = weights != NULL ? nrn_weights_ref (weights)
                          : nrn_weights_new_initial (architecture, options->seed);

  fit = g_new0 (NrnFit, 1);
  fit->options = *options;
  nrn_fit_options_keep (&fit->options);
  fit->loss = nrn_config_ref (loss);
  fit->samples = nrn_samples_ref (samples);
  fit->row_weights = g_steal_pointer (&row_weights);
  fit->training_rand = nrn_random_new (options->seed, NRN_RANDOM_TRAINING);
  nrn_fit_make_room (fit, architecture, start, MIN (options->batch_size, n_rows));
  fit->optimizer = nrn_model_new_optimizer (fit->model, optimizer);
  fit->epoch_weights = g_steal_pointer (&start);

  fit->order_rand = nrn_random_new (options->seed, NRN_RANDOM_ORDER);
  fit->order = g_steal_pointer (&order);
  fit->n_train = n_train;
  nrn_early_stopping_begin (&fit->early_stopping, &options->early_stopping);
  prepare_record (fit, metrics);

  return g_steal_pointer (&fit);
}

void
nrn_fit_free (NrnFit *fit)
{
  nrn_model_free (fit->model);
  nrn_optimizer_free (fit->optimizer);
  nrn_config_unref (fit->loss);
  nrn_samples_unref (fit->samples);
  nrn_weights_unref (fit->epoch_weights);
  nrn_early_stopping_clear (&fit->early_stopping);
  g_rand_free (fit->order_rand);
  g_rand_free (fit->training_rand);
  g_free (fit->order);
  g_clear_pointer (&fit->kept_order, g_bytes_unref);
  g_free (fit->inputs);
  g_free (fit->targets);
  g_free (fit->row_weights);
  g_free (fit->weights);
  for (guint rows = 0; rows < NRN_N_ROWS; rows++)
    nrn_tally_free (fit->tallies[rows]);
  g_array_unref (fit->epochs);
  g_free (fit->marks);
  g_clear_pointer (&fit->changes, nrn_moments_unref);
  g_strfreev (fit->names);
  nrn_metrics_unref (fit->metrics);
  nrn_fit_options_drop (&fit->options);
  g_free (fit);
}
