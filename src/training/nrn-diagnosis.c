/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Why a training does not learn.
 *
 * The thresholds come from 300 starts of the drug trial. After 5 of 20
 * epochs the three that never learn stand still at the loss of the best
 * constant guess. The slowest of those that learn are only 0.3 % below it, but
 * have fallen by 0.17 % in two epochs, all others by more.
 */

#include "nrn-diagnosis.h"

#include <math.h>
#include <string.h>

#include "nrn-loss.h"
#include "nrn-model.h"
#include "nrn-vector.h"

/* Learning takes a while to begin. */
#define FEWEST_EPOCHS 3
#define SHARE_OF_EPOCHS 0.25

/* Hardly better than a guess, and not becoming better. */
#define AS_BAD_AS 0.98
#define NO_BETTER 0.999

/* So far above the start that it is no hump on the way. */
#define FAR_ABOVE 3.0
#define STILL_AS_HIGH 0.9

#define CHUNK_ROWS 1024

/* What each output would have to be, on average over all rows. */
static float *
mean_targets (const NrnDiagnosisCase *training,
              guint                   n_outputs,
              NrnTargetKind           kind)
{
  guint n_rows = nrn_samples_get_n_rows (training->samples);
  guint dim = nrn_samples_get_target_dim (training->samples);
  const float *targets = nrn_samples_get_targets (training->samples);
  g_autofree double *sums = g_new0 (double, n_outputs);
  float *means = g_new (float, n_outputs);

  for (guint row = 0; row < n_rows; row++)
    {
      if (kind == NRN_TARGET_CLASS)
        sums[(guint) targets[row]] += 1;
      else
        for (guint i = 0; i < MIN (dim, n_outputs); i++)
          sums[i] += targets[(gsize) row * dim + i];
    }
  for (guint i = 0; i < n_outputs; i++)
    means[i] = (float) (sums[i] / n_rows);

  return means;
}

/* For cross-entropies and squares no constant guess is better than the mean
 * of the targets; for the other losses it is a good one. */
static double
measure_guess (const NrnDiagnosisCase *training)
{
  guint n_outputs =
    nrn_architecture_get_output_dim (nrn_weights_get_architecture (training->weights));
  NrnTargetKind kind = nrn_loss_get_target_kind (nrn_config_get_kind (training->loss));
  guint n_rows = nrn_samples_get_n_rows (training->samples);
  guint dim = nrn_samples_get_target_dim (training->samples);
  g_autofree float *means = mean_targets (training, n_outputs, kind);
  g_autofree float *outputs = g_new0 (float, (gsize) CHUNK_ROWS * n_outputs + NRN_LANES);
  g_autofree float *losses = g_new (float, CHUNK_ROWS + NRN_LANES);
  double sum = 0;

  for (gsize i = 0; i < (gsize) CHUNK_ROWS * n_outputs; i++)
    outputs[i] = means[i % n_outputs];
  for (guint row = 0; row < n_rows; row += CHUNK_ROWS)
    {
      guint n = MIN (n_rows - row, CHUNK_ROWS);

      nrn_loss_forward (training->loss, n, n_outputs, outputs,
                        nrn_samples_get_targets (training->samples) + (gsize) row * dim, losses);
      for (guint i = 0; i < n; i++)
        sum += losses[i];
    }

  return sum / n_rows;
}

/* The mean loss with the weights of @model. */
static double
measure_loss (const NrnDiagnosisCase *training,
              NrnModel               *model)
{
  guint n_rows = nrn_samples_get_n_rows (training->samples);
  guint input_dim = nrn_samples_get_input_dim (training->samples);
  guint target_dim = nrn_samples_get_target_dim (training->samples);
  double sum = 0;

  for (guint row = 0; row < n_rows; row += CHUNK_ROWS)
    {
      guint n = MIN (n_rows - row, CHUNK_ROWS);
      NrnBatchResult result;

      nrn_model_test_on_batch (model, training->loss, n,
                               nrn_samples_get_inputs (training->samples) + (gsize) row * input_dim,
                               nrn_samples_get_targets (training->samples) + (gsize) row * target_dim,
                               &result);
      sum += result.loss * n;
    }

  return sum / n_rows;
}

/* Marks the units of a layer that are on for one of the rows. */
static void
mark_on (const float *outputs,
         guint        n_rows,
         guint        units,
         guint8      *is_on)
{
  for (guint row = 0; row < n_rows; row++)
    {
      for (guint unit = 0; unit < units; unit++)
        is_on[unit] |= outputs[(gsize) row * units + unit] != 0;
    }
}

static guint
count_off (const guint8 *is_on,
           guint         units)
{
  guint n_off = 0;

  for (guint unit = 0; unit < units; unit++)
    n_off += is_on[unit] == 0;

  return n_off;
}

/**
 * nrn_diagnosis_get_hidden_index:
 * @architecture: a network
 * @layer: a layer's index
 *
 * Returns: which hidden layer its units are, as the picture counts: by the
 *   Dense layers before it
 */
guint
nrn_diagnosis_get_hidden_index (const NrnArchitecture *architecture,
                                guint                  layer)
{
  guint n_dense = 0;

  for (guint i = 0; i <= layer; i++)
    n_dense += nrn_architecture_find_tensor (architecture, i, "kernel") != NULL;

  return MAX (n_dense, 1) - 1;
}

/* Whether the layer has the last activation before the next Dense layer: what
 * decides if units are on. What comes between does not. */
static gboolean
decides (const NrnArchitecture *architecture,
         guint                  layer)
{
  guint n_layers = nrn_architecture_get_n_layers (architecture);

  if (nrn_architecture_get_activation (architecture, layer) == NULL)
    return FALSE;

  for (guint next = layer + 1; next < n_layers; next++)
    {
      if (nrn_architecture_find_tensor (architecture, next, "kernel") != NULL)
        return TRUE;
      if (nrn_architecture_get_activation (architecture, next) != NULL)
        return FALSE;
    }

  /* These are outputs, not hidden units. */
  return FALSE;
}

/**
 * nrn_diagnosis_count_units:
 * @architecture: a network
 * @layer: a layer's index
 *
 * Returns: how many hidden units of the layer can be on or off: all of them if
 *   it is its activation that decides, otherwise 0
 */
guint
nrn_diagnosis_count_units (const NrnArchitecture *architecture,
                           guint                  layer)
{
  return decides (architecture, layer) ? nrn_architecture_get_layer_units (architecture, layer) : 0;
}

/* @is_on has a mark for each unit of all hidden layers. */
static void
look_at_units (const NrnDiagnosisCase *training,
               NrnModel               *model,
               guint8                 *is_on)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (training->weights);
  guint n_rows = nrn_samples_get_n_rows (training->samples);
  guint input_dim = nrn_samples_get_input_dim (training->samples);

  for (guint row = 0; row < n_rows; row += CHUNK_ROWS)
    {
      guint n = MIN (n_rows - row, CHUNK_ROWS);
      guint8 *marks = is_on;

      nrn_model_forward (model, n,
                         nrn_samples_get_inputs (training->samples) + (gsize) row * input_dim, FALSE);
      for (guint layer = 0; layer < nrn_architecture_get_n_layers (architecture); layer++)
        {
          guint units = nrn_diagnosis_count_units (architecture, layer);

          mark_on (nrn_model_get_layer_outputs (model, layer), n, units, marks);
          marks += units;
        }
    }
}

/* Finds the first layer that is all off. Returns whether there is one. */
static gboolean
find_layer_off (const NrnArchitecture *architecture,
                const guint8          *marks,
                NrnDiagnosis          *diagnosis,
                guint                 *layer_off)
{
  for (guint layer = 0; layer < nrn_architecture_get_n_layers (architecture); layer++)
    {
      guint units = nrn_diagnosis_count_units (architecture, layer);

      if (units > 0 && count_off (marks, units) == units)
        {
          *layer_off = layer;
          diagnosis->kind = NRN_DIAGNOSIS_LAYER_OFF;
          diagnosis->layer = nrn_diagnosis_get_hidden_index (architecture, layer);
          diagnosis->n_off = diagnosis->n_units = units;
          return TRUE;
        }
      marks += units;
    }

  return FALSE;
}

static guint
count_on_in_layer (const NrnArchitecture *architecture,
                   const guint8          *marks,
                   guint                  layer)
{
  guint units = nrn_diagnosis_count_units (architecture, layer);

  for (guint before = 0; before < layer; before++)
    marks += nrn_diagnosis_count_units (architecture, before);

  return units - count_off (marks, units);
}

static void
count_units (const NrnDiagnosisCase *training,
             NrnModel               *model,
             NrnDiagnosis           *diagnosis)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (training->weights);
  g_autofree guint8 *is_on = NULL;
  guint n_units = 0;
  guint layer_off;

  for (guint layer = 0; layer < nrn_architecture_get_n_layers (architecture); layer++)
    n_units += nrn_diagnosis_count_units (architecture, layer);
  is_on = g_new0 (guint8, n_units + 1);
  look_at_units (training, model, is_on);
  diagnosis->n_units = n_units;
  diagnosis->n_off = count_off (is_on, n_units);
  if (!find_layer_off (architecture, is_on, diagnosis, &layer_off))
    return;

  memset (is_on, 0, n_units);
  nrn_model_set_weights (model, training->start);
  look_at_units (training, model, is_on);
  diagnosis->n_on_at_start = count_on_in_layer (architecture, is_on, layer_off);
}

/* The epochs before the last edit say nothing of what there is now. */
static guint
find_first (const NrnHistory *history)
{
  guint n_marks;
  const guint *marks = nrn_history_get_marks (history, &n_marks);

  return n_marks > 0 ? MIN (marks[n_marks - 1], nrn_history_get_n_epochs (history)) : 0;
}

static gboolean
is_stuck (const NrnDiagnosisCase *training,
          const NrnDiagnosis     *diagnosis)
{
  guint first = find_first (training->history);
  guint n = diagnosis->epoch - first;
  double before;

  if (n < nrn_diagnosis_get_first_epoch (training->n_epochs))
    return FALSE;

  before = nrn_history_get_epoch (training->history, first + (n - 1) / 2).loss;

  return
 diagnosis->loss >= AS_BAD_AS * diagnosis->guess_loss &&
         diagnosis->loss >= NO_BETTER * before;
}

static gboolean
is_too_far (const NrnDiagnosisCase *training,
            const NrnDiagnosis     *diagnosis,
            NrnModel               *model)
{
  double before = nrn_history_get_epoch (training->history, MAX (diagnosis->epoch, 2) - 2).loss;

  if (diagnosis->epoch < find_first (training->history) + 2 || !(diagnosis->loss > FAR_ABOVE * diagnosis->guess_loss) ||
      !(diagnosis->loss > STILL_AS_HIGH * before))
    return FALSE;

  nrn_model_set_weights (model, training->start);

  return diagnosis->loss > FAR_ABOVE * measure_loss (training, model);
}

/**
 * nrn_diagnosis_get_first_epoch:
 * @n_epochs: epochs that there will be
 *
 * Returns: the epoch from which on it can be told that nothing is learned
 */
guint
nrn_diagnosis_get_first_epoch (guint n_epochs)
{
  return MAX (FEWEST_EPOCHS, (guint) ceil (SHARE_OF_EPOCHS * n_epochs));
}

/**
 * nrn_diagnose:
 * @training: a training with finite weights
 *
 * Looks at the history first; only if that is suspicious are the rows sent
 * through the network. Any thread.
 *
 * Returns: what is wrong with it, with the numbers that show it
 */
NrnDiagnosis
nrn_diagnose (const NrnDiagnosisCase *training)
{
  NrnDiagnosis diagnosis = { .epoch = nrn_history_get_n_epochs (training->history) };
  g_autoptr (NrnModel) model = NULL;

  if (diagnosis.epoch == 0)
    return diagnosis;

  diagnosis.loss = nrn_history_get_epoch (training->history, diagnosis.epoch - 1).loss;
  diagnosis.guess_loss = measure_guess (training);
  if (!(diagnosis.loss >= AS_BAD_AS * diagnosis.guess_loss))
    return diagnosis;

  model = nrn_model_new (nrn_weights_get_architecture (training->weights),
                         MIN (CHUNK_ROWS, nrn_samples_get_n_rows (training->samples)));
  if (is_too_far (training, &diagnosis, model))
    {
      diagnosis.kind = NRN_DIAGNOSIS_TOO_FAR;
    }
  else if (is_stuck (training, &diagnosis))
    {
      diagnosis.kind = NRN_DIAGNOSIS_STUCK;
      nrn_model_set_weights (model, training->weights);
      count_units (training, model, &diagnosis);
    }

  return diagnosis;
}
