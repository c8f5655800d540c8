/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Another start for some units.
 */

#include "nrn-reroll.h"

#include <string.h>

#include "nrn-activation.h"
#include "nrn-model.h"
#include "nrn-vector.h"

/* A unit that is on for one of these is on. */
#define MAX_ROWS 2048

typedef struct
{
  const NrnTensor *kernel;
  const NrnTensor *bias;        /* NULL for none */
  guint            n_rows;
  float           *inputs;      /* owned; (n_rows, fan_in): what comes into the layer */
} Tries;

/**
 * nrn_reroll_find_layer:
 * @architecture: a network
 * @layer: a layer with an activation
 *
 * Returns: the layer whose kernel and bias are in front of it: itself, or one
 *   before; -1 for none
 */
int
nrn_reroll_find_layer (const NrnArchitecture *architecture,
                       guint                  layer)
{
  for (int i = (int) layer; i >= 0; i--)
    {
      if (nrn_architecture_find_tensor (architecture, (guint) i, "kernel") != NULL)
        return i;
    }

  return -1;
}

/* Rows from all over. They go through the layers before, which stay as they
 * are. */
static float *
take_inputs (const NrnWeights *weights,
             const NrnSamples *samples,
             guint             layer,
             guint             n_rows)
{
  g_autoptr (NrnModel) model = nrn_model_new (nrn_weights_get_architecture (weights), n_rows);
  gsize dim = nrn_samples_get_input_dim (samples);
  guint64 n_all = nrn_samples_get_n_rows (samples);
  g_autofree float *rows = g_new0 (float, n_rows * dim + NRN_LANES);
  gsize fan_in;

  for (guint i = 0; i < n_rows; i++)
    memcpy (rows + i * dim, nrn_samples_get_inputs (samples) + (gsize) (i * n_all / n_rows) * dim,
            dim * sizeof (float));
  if (layer == 0)
    return g_steal_pointer (&rows);

  nrn_model_set_weights (model, weights);
  nrn_model_forward (model, n_rows, rows, FALSE);
  fan_in = nrn_architecture_get_layer_units (nrn_weights_get_architecture (weights), layer - 1);

  return g_memdup2 (nrn_model_get_layer_outputs (model, layer - 1), n_rows * fan_in * sizeof (float));
}

static void
copy_unit (const Tries *tries,
           guint        unit,
           const float *from,
           float       *to)
{
  const NrnTensor *kernel = tries->kernel;

  for (guint i = 0; i < kernel->dims[0]; i++)
    {
      gsize at = kernel->offset + (gsize) i * kernel->dims[1] + unit;

      to[at] = from[at];
    }
  if (tries->bias != NULL)
    to[tries->bias->offset + unit] = from[tries->bias->offset + unit];
}

/* Whether the weighted sum is above 0 for one of the rows. */
static gboolean
is_on (const Tries *tries,
       guint        unit,
       const float *weights)
{
  const NrnTensor *kernel = tries->kernel;
  double bias = tries->bias != NULL ? (double) weights[tries->bias->offset + unit] : 0;

  for (guint row = 0; row < tries->n_rows; row++)
    {
      const float *inputs = tries->inputs + (gsize) row * kernel->dims[0];
      double sum = bias;

      for (guint i = 0; i < kernel->dims[0]; i++)
        sum += (double) inputs[i] *
               (double) weights[kernel->offset + (gsize) i * kernel->dims[1] + unit];
      if (sum > 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * nrn_reroll_units:
 * @weights: of a network
 * @samples: its rows
 * @layer: a layer with a kernel
 * @n_units: how many units
 * @units: (array length=n_units): which ones
 * @seed: of the first start that is tried
 *
 * Gives the units other starting weights, of the layer's own initializers:
 * those of the first start in a row of %NRN_REROLL_MAX_TRIES with which the
 * unit is on for some sample. Where the activation is not the layer's own and
 * like relu, that is the first one. All other weights stay.
 *
 * Returns: (transfer full) (nullable): the weights; %NULL if none of the starts
 *   does for one of the units
 */
NrnWeights *
nrn_reroll_units (const NrnWeights *weights,
                  const NrnSamples *samples,
                  guint             layer,
                  guint             n_units,
                  const guint      *units,
                  guint32           seed)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  gboolean is_checked =
    nrn_activation_can_be_off (nrn_architecture_get_activation (architecture, layer));
  guint n_rows = MIN (MAX_ROWS, nrn_samples_get_n_rows (samples));
  g_autofree float *inputs = take_inputs (weights, samples, layer, n_rows);
  const Tries tries = {
    .kernel = nrn_architecture_find_tensor (architecture, layer, "kernel"),
    .bias = nrn_architecture_find_tensor (architecture, layer, "bias"),
    .n_rows = n_rows,
    .inputs = inputs,
  };
  g_autofree float *rolled = g_memdup2 (nrn_weights_get_data (weights),
                                        nrn_architecture_get_n_parameters (architecture) *
                                        sizeof (float));
  g_autofree guint *left = g_memdup2 (units, n_units * sizeof (guint));
  guint n_left = n_units;

  for (guint i = 0; i < NRN_REROLL_MAX_TRIES && n_left > 0; i++)
    {
      g_autoptr (NrnWeights) fresh = nrn_weights_new_initial (architecture, seed + i);
      guint n_kept = 0;

      for (guint j = 0; j < n_left; j++)
        {
          copy_unit (&tries, left[j], nrn_weights_get_data (fresh), rolled);
          if (is_checked && !is_on (&tries, left[j], rolled))
            left[n_kept++] = left[j];
        }
      n_left = n_kept;
    }

  return n_left == 0 ? nrn_weights_new (architecture, rolled) : NULL;
}
