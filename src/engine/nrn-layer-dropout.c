/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Dropout: while training, each value is 0 with probability rate, and else
 * divided by 1 − rate; afterwards all stay as they are. Source: Keras 3,
 * `keras/src/layers/regularization/dropout.py`.
 */

#include "config.h"

#include "nrn-layer-dropout.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-vector.h"

static double
get_rate (const NrnLayer *layer)
{
  return nrn_config_get_number (layer->config, NRN_DROPOUT_RATE);
}

/* What each value was multiplied with is kept for the backward pass. */
static gsize
dropout_get_scratch (const NrnConfig *config,
                     guint            input_dim,
                     guint            max_rows)
{
  return (gsize) input_dim * max_rows;
}

/* Of the 2^32 numbers that may be drawn, the share @rate drops. */
static void
draw_mask (GRand  *random,
           double  rate,
           gsize   n,
           float  *mask)
{
  guint64 threshold = (guint64) (rate * 4294967296.0);
  float scale = (float) (1 / (1 - rate));

  for (gsize i = 0; i < n; i++)
    mask[i] = g_rand_int (random) >= threshold ? scale : 0;
}

NRN_VECTORIZED static void
multiply (gsize        n,
          const float *values,
          const float *mask,
          float       *products)
{
  for (gsize i = 0; i < n; i++)
    products[i] = values[i] * mask[i];
}

static void
dropout_forward (NrnLayer    *layer,
                 guint        n_rows,
                 const float *inputs,
                 float       *outputs,
                 gboolean     training)
{
  gsize n = (gsize) n_rows * layer->units;
  double rate = get_rate (layer);

  if (!training || !(rate > 0))
    {
      memcpy (outputs, inputs, n * sizeof (float));
      return;
    }

  g_assert (layer->random != NULL);
  draw_mask (layer->random, rate, n, layer->scratch);
  multiply (n, inputs, layer->scratch, outputs);
}

static void
dropout_backward (NrnLayer    *layer,
                  guint        n_rows,
                  const float *inputs,
                  const float *outputs,
                  float       *d_outputs,
                  float       *d_inputs)
{
  gsize n = (gsize) n_rows * layer->units;

  if (d_inputs == NULL)
    return;

  if (get_rate (layer) > 0)
    multiply (n, d_outputs, layer->scratch, d_inputs);
  else
    memcpy (d_inputs, d_outputs, n * sizeof (float));
}

static const NrnPropertySpec properties[] = {
  [NRN_DROPOUT_RATE] = {
    .name = "rate",
    .default_value = 0.5,
    .minimum = 0,
    .maximum = 1,
    .required = TRUE,
    .description = N_("The share of the values that are set to 0."),
  },
};

const NrnLayerKind nrn_layer_dropout = {
  .kind = {
    .name = "Dropout",
    .properties = properties,
    .n_properties = G_N_ELEMENTS (properties),
    .n_positional = 1,
    .formula = "a = m · x, m = 0 with P(rate), else 1 ∕ (1 − rate); trained: a = x",
    .derivative = "∂L∕∂x = ∂L∕∂a · m",
    .purpose = N_("While training, drops some of the values by chance, others in each batch, so "
                  "that no unit can rely on a single other one; against overfitting."),
    .source = "Keras 3, keras/src/layers/regularization/dropout.py",
  },
  .get_scratch = dropout_get_scratch,
  .forward = dropout_forward,
  .backward = dropout_backward,
};
