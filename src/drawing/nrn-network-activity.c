/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What each unit of a network does, for one sample and for all.
 */

#include "nrn-network-activity.h"

#include <math.h>
#include <string.h>

#include "nrn-activation.h"
#include "nrn-model.h"
#include "nrn-vector.h"

/* Rows that are computed together. */
#define BATCH 128

/* Of large networks fewer rows are tried: so many products at most, but never
 * less than a few batches. */
#define MAX_PRODUCTS 20e6
#define MIN_ROWS     256

/* Cells of a map. */
#define N_CELLS (NRN_ACTIVITY_MAP_SIZE * NRN_ACTIVITY_MAP_SIZE)

typedef struct
{
  guint     units;
  gboolean  can_be_off;   /* its activation is 0 for whatever is negative */
  float    *watched;      /* owned; (units) */
  float    *curves;       /* owned; (units, n_points); NULL without curves */
  float    *maps;         /* owned; (units, N_CELLS); NULL without maps */
  double    minimum;      /* of the curves or the maps, or else of the watched outputs */
  double    maximum;
  guint8   *is_off;       /* owned; (units); no row has turned it on so far */
  guint     n_off;
} Layer;

struct _NrnNetworkActivity
{
  NrnArchitecture *architecture;  /* owned */
  NrnModel        *model;         /* owned */
  gboolean         has_watched;

  guint            n_points;      /* 0 unless there is one input */
  float           *x;             /* owned; (n_points), with room for a vector */

  float           *cells;         /* owned; (N_CELLS, 2), likewise; NULL without maps */
  double           bounds[2][2];  /* smallest and largest value of both inputs */

  guint            n_rows;
  float           *rows;          /* owned; (n_rows, input_dim), likewise */
  float           *watched;       /* owned; (input_dim), likewise */

  guint            n_layers;
  Layer           *layers;        /* owned; the inputs, then each layer */
};

/* Like relu: nothing for what is negative, something for what is positive. */
static gboolean
can_be_off (const NrnConfig *activation)
{
  const float probes[] = { -1, -100, 1, 100 };
  float answers[G_N_ELEMENTS (probes)];
  const float nothing = 0;

  if (activation == NULL)
    return FALSE;

  nrn_activation_forward (activation, G_N_ELEMENTS (probes), 1, probes, answers);

  return memcmp (&answers[0], &nothing, sizeof nothing) == 0 &&
         memcmp (&answers[1], &nothing, sizeof nothing) == 0 && answers[2] > 0 && answers[3] > 0;
}

static void
create_layers (NrnNetworkActivity *self)
{
  const NrnArchitecture *architecture = self->architecture;

  self->n_layers = nrn_architecture_get_n_layers (architecture) + 1;
  self->layers = g_new0 (Layer, self->n_layers);
  for (guint i = 0; i < self->n_layers; i++)
    {
      Layer *layer = &self->layers[i];

      layer->units = i == 0 ? nrn_architecture_get_input_dim (architecture)
                            : nrn_architecture_get_layer_units (architecture, i - 1);
      layer->can_be_off =
        i > 0 && can_be_off (nrn_architecture_get_activation (architecture, i - 1));
      layer->watched = g_new0 (float, layer->units);
      layer->is_off = g_new0 (guint8, layer->units);
      if (self->n_points > 0)
        layer->curves = g_new0 (float, (gsize) layer->units * self->n_points);
      if (self->cells != NULL)
        layer->maps = g_new0 (float, (gsize) layer->units * N_CELLS);
    }
}

static int
compare_floats (gconstpointer a,
                gconstpointer b)
{
  float first = *(const float *) a;
  float second = *(const float *) b;

  return (first > second) - (first < second);
}

/* Puts each value of a single input down once, in order. Returns how many. */
static guint
list_distinct (guint        n_rows,
               const float *inputs,
               float       *values)
{
  guint n = 0;

  for (guint i = 0; i < n_rows; i++)
    {
      if (isfinite (inputs[i]))
        values[n++] = inputs[i];
    }
  qsort (values, n, sizeof *values, compare_floats);

  n_rows = n;
  n = 0;
  for (guint i = 0; i < n_rows; i++)
    {
      if (n == 0 || values[i] > values[n - 1])
        values[n++] = values[i];
    }

  return n;
}

static guint
limit_rows (const NrnNetworkActivity *self)
{
  double parameters = (double) nrn_architecture_get_n_parameters (self->architecture);

  return (guint) CLAMP (MAX_PRODUCTS / MAX (parameters, 1), MIN_ROWS, NRN_ACTIVITY_MAX_ROWS);
}

/* Keeps the first row, the last, and others evenly between. */
static void
keep_rows (NrnNetworkActivity *self,
           guint               n_rows,
           const float        *inputs)
{
  gsize dim = nrn_architecture_get_input_dim (self->architecture);

  self->n_rows = MIN (n_rows, limit_rows (self));
  self->rows = g_new0 (float, self->n_rows * dim + NRN_LANES);
  for (guint i = 0; i < self->n_rows; i++)
    {
      gsize row = self->n_rows > 1 ? (gsize) i * (n_rows - 1) / (self->n_rows - 1) : 0;

      memcpy (self->rows + i * dim, inputs + row * dim, dim * sizeof (float));
    }
}

static void
place_points (NrnNetworkActivity *self,
              guint               n_distinct,
              const float        *distinct)
{
  double minimum = n_distinct > 1 ? (double) distinct[0] : 0;
  double maximum = n_distinct > 1 ? (double) distinct[n_distinct - 1] : 1;

  self->x = g_new0 (float, self->n_points + NRN_LANES);
  for (guint i = 0; i < self->n_points; i++)
    self->x[i] = (float) (minimum + (maximum - minimum) * i / (self->n_points - 1));
}

/* Values of one of two inputs; 0 to 1 where they are all the same. */
static void
find_bounds (guint        n_rows,
             const float *inputs,
             guint        axis,
             double      *bounds)
{
  bounds[0] = G_MAXDOUBLE;
  bounds[1] = -G_MAXDOUBLE;
  for (guint i = 0; i < n_rows; i++)
    {
      double value = (double) inputs[2 * (gsize) i + axis];

      if (!isfinite (value))
        continue;
      bounds[0] = MIN (bounds[0], value);
      bounds[1] = MAX (bounds[1], value);
    }
  if (bounds[0] >= bounds[1])
    {
      bounds[0] = 0;
      bounds[1] = 1;
    }
}

static gboolean
has_maps (const NrnArchitecture *architecture)
{
  double parameters = (double) nrn_architecture_get_n_parameters (architecture);

  return nrn_architecture_get_input_dim (architecture) == 2 &&
         parameters * N_CELLS <= MAX_PRODUCTS;
}

/* The first input rises along a row, the second from row to row. */
static void
place_cells (NrnNetworkActivity *self,
             guint               n_rows,
             const float        *inputs)
{
  const guint last = NRN_ACTIVITY_MAP_SIZE - 1;
  double (*bounds)[2] = self->bounds;

  for (guint axis = 0; axis < 2; axis++)
    find_bounds (n_rows, inputs, axis, bounds[axis]);
  self->cells = g_new0 (float, 2 * N_CELLS + NRN_LANES);
  for (guint i = 0; i < N_CELLS; i++)
    {
      guint column = i % NRN_ACTIVITY_MAP_SIZE;
      guint row = i / NRN_ACTIVITY_MAP_SIZE;

      self->cells[2 * i] =
        (float) (bounds[0][0] + (bounds[0][1] - bounds[0][0]) * column / last);
      self->cells[2 * i + 1] =
        (float) (bounds[1][0] + (bounds[1][1] - bounds[1][0]) * row / last);
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
  most = MAX (BATCH, MAX (n_points, NRN_ACTIVITY_N_POINTS));
  self->model = nrn_model_new (architecture, has_maps (architecture) ? MAX (most, N_CELLS) : most);
  self->watched = g_new0 (float, nrn_architecture_get_input_dim (architecture) + NRN_LANES);
  if (nrn_architecture_get_input_dim (architecture) == 1)
    {
      g_autofree float *distinct = g_new (float, MAX (n_rows, 1));
      guint n_distinct = list_distinct (n_rows, inputs, distinct);

      self->n_points = n_points > 0 ? n_points : NRN_ACTIVITY_N_POINTS;
      place_points (self, n_distinct, distinct);
      keep_rows (self, n_distinct, distinct);
    }
  else
    {
      keep_rows (self, n_rows, inputs);
      if (has_maps (architecture))
        place_cells (self, n_rows, inputs);
    }
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
      g_free (activity->layers[i].is_off);
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
      const Layer *layer = &self->layers[i];
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

  nrn_model_forward (self->model, N_CELLS, self->cells, FALSE);
  for (guint i = 0; i < self->n_layers; i++)
    {
      const Layer *layer = &self->layers[i];
      const float *values = get_values (self, i, self->cells);

      for (guint cell = 0; cell < N_CELLS; cell++)
        for (guint unit = 0; unit < layer->units; unit++)
          layer->maps[(gsize) unit * N_CELLS + cell] = *values++;
    }
}

static void
update_range (Layer       *layer,
              gsize        n_values,
              const float *values)
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

/* Takes from the units that are off those that one of the rows turns on.
 * NaN counts as on: it is no longer nothing. */
static void
find_on (Layer       *layer,
         guint        n_rows,
         const float *values)
{
  for (guint row = 0; row < n_rows && layer->n_off > 0; row++, values += layer->units)
    for (guint unit = 0; unit < layer->units; unit++)
      {
        if (layer->is_off[unit] && (values[unit] > 0 || values[unit] < 0 || isnan (values[unit])))
          {
            layer->is_off[unit] = FALSE;
            layer->n_off--;
          }
      }
}

/* A batch at a time, until no unit is left that might be off. */
static void
update_off (NrnNetworkActivity *self)
{
  gsize dim = self->layers[0].units;
  guint n_off = 0;

  for (guint i = 0; i < self->n_layers; i++)
    {
      Layer *layer = &self->layers[i];
      gboolean is_off = layer->can_be_off && self->n_rows > 0;

      memset (layer->is_off, is_off, layer->units);
      layer->n_off = is_off ? layer->units : 0;
      n_off += layer->n_off;
    }

  for (guint row = 0; row < self->n_rows && n_off > 0; row += BATCH)
    {
      guint n = MIN (BATCH, self->n_rows - row);

      nrn_model_forward (self->model, n, self->rows + row * dim, FALSE);
      n_off = 0;
      for (guint i = 1; i < self->n_layers; i++)
        {
          find_on (&self->layers[i], n, nrn_model_get_layer_outputs (self->model, i - 1));
          n_off += self->layers[i].n_off;
        }
    }
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
  update_off (activity);
  for (guint i = 0; i < activity->n_layers; i++)
    {
      Layer *layer = &activity->layers[i];

      if (layer->curves != NULL)
        update_range (layer, (gsize) layer->units * activity->n_points, layer->curves);
      else if (layer->maps != NULL)
        update_range (layer, (gsize) layer->units * N_CELLS, layer->maps);
      else
        update_range (layer, layer->units, layer->watched);
    }
}

const NrnArchitecture *
nrn_network_activity_get_architecture (const NrnNetworkActivity *activity)
{
  return activity->architecture;
}

/**
 * nrn_network_activity_has_watched:
 * @activity: an activity
 *
 * Returns: whether the last update had a watched sample
 */
gboolean
nrn_network_activity_has_watched (const NrnNetworkActivity *activity)
{
  return activity->has_watched;
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

static const Layer *
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
  const Layer *self = get_layer (activity, layer);

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
  const Layer *self = get_layer (activity, layer);

  g_return_val_if_fail (unit < self->units, NULL);

  return self->maps != NULL ? self->maps + (gsize) unit * N_CELLS : NULL;
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
  const Layer *self = get_layer (activity, (int) layer);

  g_return_val_if_fail (unit < self->units, FALSE);

  return self->is_off[unit];
}

guint
nrn_network_activity_count_never_on (const NrnNetworkActivity *activity,
                                     guint                     layer)
{
  return get_layer (activity, (int) layer)->n_off;
}
