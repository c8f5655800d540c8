/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What each unit of a network does, for one sample and for all.
 */

#include "nrn-network-activity-private.h"

#include <math.h>
#include <string.h>

#include "nrn-activation.h"
#include "nrn-vector.h"

static void
create_layers (NrnNetworkActivity *self)
{
  const NrnArchitecture *architecture = self->architecture;

  self->n_layers = nrn_architecture_get_n_layers (architecture) + 1;
  self->layers = g_new0 (NrnActivityLayer, self->n_layers);
  for (guint i = 0; i < self->n_layers; i++)
    {
      NrnActivityLayer *layer = &self->layers[i];

      layer->units = i == 0 ? nrn_architecture_get_input_dim (architecture)
                            : nrn_architecture_get_layer_units (architecture, i - 1);
      layer->can_be_off =
        i > 0 && nrn_activation_can_be_off (nrn_architecture_get_activation (architecture, i - 1));
      layer->watched = g_new0 (float, layer->units);
      layer->is_on = g_new0 (gint32, layer->units);
      if (self->n_points > 0)
        layer->curves = g_new0 (float, (gsize) layer->units * self->n_points);
      if (self->cells != NULL)
        layer->maps = g_new0 (float, (gsize) layer->units * NRN_ACTIVITY_N_CELLS);
    }
}

/**
 * nrn_network_activity_new:
 * @architecture: a network; a reference is taken
 * @n_rows: how many samples there are; may be 0
 * @inputs: (nullable): shape (n_rows, input_dim), row-major: as the network
 *   takes them in; copied in part
 * @n_points: points of a curve, at least 2; 0 means %NRN_ACTIVITY_N_POINTS
 *
 * Of the samples at most %NRN_ACTIVITY_MAX_ROWS are kept, evenly chosen, of a
 * single input its distinct values; fewer for networks of more than 10,000
 * parameters. A single input's curves go from the smallest to the largest
 * sample, or from 0 to 1 without any; likewise the maps of two inputs, which
 * networks of more than 78,000 parameters do not have.
 *
 * Returns: (transfer full): activity, all 0 until nrn_network_activity_update()
 */
NrnNetworkActivity *
nrn_network_activity_new (const NrnArchitecture *architecture,
                          guint                  n_rows,
                          const float           *inputs,
                          guint                  n_points)
{
  NrnNetworkActivity *self;
  guint most;

  g_return_val_if_fail (architecture != NULL, NULL);
  g_return_val_if_fail (n_rows == 0 || inputs != NULL, NULL);
  g_return_val_if_fail (n_points != 1, NULL);

  self = g_new0 (NrnNetworkActivity, 1);
  self->architecture = nrn_architecture_ref (architecture);
  most = MAX (NRN_ACTIVITY_BATCH, MAX (n_points, NRN_ACTIVITY_N_POINTS));
  self->model = nrn_model_new (architecture, nrn_activity_has_maps (architecture)
                                               ? MAX (most, NRN_ACTIVITY_N_CELLS) : most);
  nrn_activity_choose_inputs (self, n_rows, inputs, n_points);
  create_layers (self);

  return self;
}

void
nrn_network_activity_free (NrnNetworkActivity *activity)
{
  g_return_if_fail (activity != NULL);

  for (guint i = 0; i < activity->n_layers; i++)
    {
      g_free (activity->layers[i].watched);
      g_free (activity->layers[i].curves);
      g_free (activity->layers[i].maps);
      g_free (activity->layers[i].is_on);
    }
  g_free (activity->layers);
  g_free (activity->x);
  g_free (activity->cells);
  g_free (activity->rows);
  g_free (activity->watched);
  nrn_model_free (activity->model);
  nrn_architecture_unref (activity->architecture);
  g_free (activity);
}

/* What the last forward pass of @inputs made of them at @layer. */
static const float *
get_values (const NrnNetworkActivity *self,
            guint                     layer,
            const float              *inputs)
{
  return layer == 0 ? inputs : nrn_model_get_layer_outputs (self->model, layer - 1);
}

static void
update_watched (NrnNetworkActivity *self,
                const float        *watched)
{
  self->has_watched = watched != NULL;
  if (watched == NULL)
    return;

  memcpy (self->watched, watched, self->layers[0].units * sizeof (float));
  nrn_model_forward (self->model, 1, self->watched, FALSE);
  for (guint i = 0; i < self->n_layers; i++)
    memcpy (self->layers[i].watched, get_values (self, i, self->watched),
            self->layers[i].units * sizeof (float));
}

static void
update_curves (NrnNetworkActivity *self)
{
  if (self->n_points == 0)
    return;

  nrn_model_forward (self->model, self->n_points, self->x, FALSE);
  for (guint i = 0; i < self->n_layers; i++)
    {
      const NrnActivityLayer *layer = &self->layers[i];
      const float *values = get_values (self, i, self->x);

      for (guint point = 0; point < self->n_points; point++)
        for (guint unit = 0; unit < layer->units; unit++)
          layer->curves[(gsize) unit * self->n_points + point] = *values++;
    }
}

static void
update_maps (NrnNetworkActivity *self)
{
  if (self->cells == NULL)
    return;

  nrn_model_forward (self->model, NRN_ACTIVITY_N_CELLS, self->cells, FALSE);
  for (guint i = 0; i < self->n_layers; i++)
    {
      const NrnActivityLayer *layer = &self->layers[i];
      const float *values = get_values (self, i, self->cells);

      for (guint cell = 0; cell < NRN_ACTIVITY_N_CELLS; cell++)
        for (guint unit = 0; unit < layer->units; unit++)
          layer->maps[(gsize) unit * NRN_ACTIVITY_N_CELLS + cell] = *values++;
    }
}

static void
update_range (NrnActivityLayer *layer,
              gsize             n_values,
              const float      *values)
{
  float minimum = INFINITY;
  float maximum = -INFINITY;

  for (gsize i = 0; i < n_values; i++)
    {
      if (!isfinite (values[i]))
        continue;
      minimum = MIN (minimum, values[i]);
      maximum = MAX (maximum, values[i]);
    }
  layer->minimum = minimum <= maximum ? (double) minimum : 0;
  layer->maximum = minimum <= maximum ? (double) maximum : 0;
}

/**
 * nrn_network_activity_update:
 * @activity: an activity
 * @weights: weights of an equal architecture
 * @watched: (nullable) (array): the watched sample as the network takes it
 *   in; shape (input_dim); copied
 *
 * Computes everything anew.
 */
void
nrn_network_activity_update (NrnNetworkActivity *activity,
                             const NrnWeights   *weights,
                             const float        *watched)
{
  g_return_if_fail (activity != NULL && weights != NULL);
  g_return_if_fail (nrn_architecture_equal (nrn_weights_get_architecture (weights),
                                            activity->architecture));

  nrn_model_set_weights (activity->model, weights);
  update_watched (activity, watched);
  update_curves (activity);
  update_maps (activity);
  nrn_activity_find_off (activity);
  for (guint i = 0; i < activity->n_layers; i++)
    {
      NrnActivityLayer *layer = &activity->layers[i];

      if (layer->curves != NULL)
        update_range (layer, (gsize) layer->units * activity->n_points, layer->curves);
      else if (layer->maps != NULL)
        update_range (layer, (gsize) layer->units * NRN_ACTIVITY_N_CELLS, layer->maps);
      else
        update_range (layer, layer->units, layer->watched);
    }
}

/**
 * nrn_network_activity_get_architecture:
 * @activity: an activity
 *
 * Returns: (transfer none): the network
 */
const NrnArchitecture *
nrn_network_activity_get_architecture (const NrnNetworkActivity *activity)
{
  return activity->architecture;
}

/**
 * nrn_network_activity_get_n_points:
 * @activity: an activity
 *
 * Returns: how many points each curve has; 0 if there are none, since the
 *   network has several inputs
 */
guint
nrn_network_activity_get_n_points (const NrnNetworkActivity *activity)
{
  return activity->n_points;
}

/**
 * nrn_network_activity_get_x:
 * @activity: an activity
 *
 * Returns: (transfer none) (nullable) (array): the values of the input, as
 *   the network takes it in, at which the curves are known; rising; n_points
 */
const float *
nrn_network_activity_get_x (const NrnNetworkActivity *activity)
{
  return activity->x;
}

static const NrnActivityLayer *
get_layer (const NrnNetworkActivity *activity,
           int                       layer)
{
  g_assert (layer >= -1 && layer + 1 < (int) activity->n_layers);

  return &activity->layers[layer + 1];
}

/**
 * nrn_network_activity_get_outputs:
 * @activity: an activity
 * @layer: a layer's index; -1 for the inputs
 *
 * Returns: (transfer none) (nullable) (array): the layer's outputs for the
 *   watched sample; shape (units); %NULL if none is watched
 */
const float *
nrn_network_activity_get_outputs (const NrnNetworkActivity *activity,
                                  int                       layer)
{
  return activity->has_watched ? get_layer (activity, layer)->watched : NULL;
}

/**
 * nrn_network_activity_get_curve:
 * @activity: an activity
 * @layer: a layer's index; -1 for the inputs
 * @unit: one of its units
 *
 * Returns: (transfer none) (nullable) (array): the unit's output over the
 *   range of the input; shape (n_points); %NULL if there are several inputs
 */
const float *
nrn_network_activity_get_curve (const NrnNetworkActivity *activity,
                                int                       layer,
                                guint                     unit)
{
  const NrnActivityLayer *self = get_layer (activity, layer);

  g_return_val_if_fail (unit < self->units, NULL);

  return self->curves != NULL ? self->curves + (gsize) unit * activity->n_points : NULL;
}

/**
 * nrn_network_activity_get_map:
 * @activity: an activity
 * @layer: a layer's index; -1 for the inputs
 * @unit: one of its units
 *
 * Returns: (transfer none) (nullable) (array): the unit's output over the
 *   ranges of two inputs; shape (%NRN_ACTIVITY_MAP_SIZE,
 *   %NRN_ACTIVITY_MAP_SIZE): the second input rises from row to row, the
 *   first along each; %NULL unless there are two inputs and a network that
 *   is not very large
 */
const float *
nrn_network_activity_get_map (const NrnNetworkActivity *activity,
                              int                       layer,
                              guint                     unit)
{
  const NrnActivityLayer *self = get_layer (activity, layer);

  g_return_val_if_fail (unit < self->units, NULL);

  return self->maps != NULL ? self->maps + (gsize) unit * NRN_ACTIVITY_N_CELLS : NULL;
}

/**
 * nrn_network_activity_get_map_place:
 * @activity: an activity with maps
 * @place: (out caller-allocates) (array fixed-size=2): where the watched
 *   sample is on each map, along both inputs: 0 … 1, kept on the map
 *
 * Returns: whether there is a watched sample, of finite values
 */
gboolean
nrn_network_activity_get_map_place (const NrnNetworkActivity *activity,
                                    double                   *place)
{
  g_return_val_if_fail (activity->cells != NULL, FALSE);

  for (guint axis = 0; axis < 2; axis++)
    {
      const double *bounds = activity->bounds[axis];
      double value = (double) activity->watched[axis];

      if (!activity->has_watched || !isfinite (value))
        return FALSE;
      place[axis] = CLAMP ((value - bounds[0]) / (bounds[1] - bounds[0]), 0, 1);
    }

  return TRUE;
}

/**
 * nrn_network_activity_get_range:
 * @activity: an activity
 * @layer: a layer's index; -1 for the inputs
 * @minimum: (out): smallest value of all its units' curves or maps, or,
 *   without either, of their outputs for the watched sample
 * @maximum: (out): largest value, likewise
 *
 * Only finite values count; both are 0 if there are none.
 */
void
nrn_network_activity_get_range (const NrnNetworkActivity *activity,
                                int                       layer,
                                double                   *minimum,
                                double                   *maximum)
{
  *minimum = get_layer (activity, layer)->minimum;
  *maximum = get_layer (activity, layer)->maximum;
}

/**
 * nrn_network_activity_is_never_on:
 * @activity: an activity
 * @layer: a layer's index
 * @unit: one of its units
 *
 * Returns: whether the unit has an activation like relu and gives 0 for all
 *   samples; %FALSE if there are none
 */
gboolean
nrn_network_activity_is_never_on (const NrnNetworkActivity *activity,
                                  guint                     layer,
                                  guint                     unit)
{
  const NrnActivityLayer *self = get_layer (activity, (int) layer);

  g_return_val_if_fail (unit < self->units, FALSE);

  return self->n_off > 0 && !self->is_on[unit];
}
