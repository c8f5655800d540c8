/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Which units are never on: give 0 for every sample.
 */

#include "nrn-network-activity-private.h"

#include <string.h>

#include "nrn-vector.h"

/* NaN counts as on: it is no longer nothing. A loop that a compiler can put
 * into vectors. */
NRN_VECTORIZED static void
find_on (guint        n_rows,
         guint        units,
         const float *values,
         gint32      *is_on)
{
  for (guint row = 0; row < n_rows; row++)
    for (guint unit = 0; unit < units; unit++)
      {
        float value = values[(gsize) row * units + unit];

        is_on[unit] |= value >= 0 && value <= 0 ? 0 : -1;
      }
}

static void
start_layer (NrnActivityLayer *layer,
             guint             n_rows)
{
  memset (layer->is_on, 0, layer->units * sizeof (gint32));
  layer->n_off = layer->can_be_off && n_rows > 0 ? layer->units : 0;
}

static void
try_rows (NrnActivityLayer *layer,
          guint             n_rows,
          const float      *outputs)
{
  if (layer->n_off == 0)
    return;

  find_on (n_rows, layer->units, outputs, layer->is_on);
  layer->n_off = 0;
  for (guint unit = 0; unit < layer->units; unit++)
    layer->n_off += layer->is_on[unit] ? 0 : 1;
}

/* A batch at a time, until no unit is left that might be off. */
void
nrn_activity_find_off (NrnNetworkActivity *self)
{
  gsize dim = self->layers[0].units;
  guint n_off = 0;

  for (guint i = 0; i < self->n_layers; i++)
    {
      start_layer (&self->layers[i], self->n_rows);
      n_off += self->layers[i].n_off;
    }

  for (guint row = 0; row < self->n_rows && n_off > 0; row += NRN_ACTIVITY_BATCH)
    {
      guint n = MIN (NRN_ACTIVITY_BATCH, self->n_rows - row);

      nrn_model_forward (self->model, n, self->rows + row * dim, FALSE);
      n_off = 0;
      for (guint i = 1; i < self->n_layers; i++)
        {
          try_rows (&self->layers[i], n, nrn_model_get_layer_outputs (self->model, i - 1));
          n_off += self->layers[i].n_off;
        }
    }
}
