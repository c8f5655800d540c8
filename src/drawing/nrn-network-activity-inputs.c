/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the units of a network are tried with: samples, and values all over
 * the range of an input or two.
 */

#include "nrn-network-activity-private.h"

#include <math.h>
#include <string.h>

#include "nrn-vector.h"

/* Of large networks fewer rows are tried: so many products at most, but never
 * less than a few batches. */
#define MAX_PRODUCTS 20e6
#define MIN_ROWS     256

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

/* Two inputs, and not too many products for each update. */
gboolean
nrn_activity_has_maps (const NrnArchitecture *architecture)
{
  double parameters = (double) nrn_architecture_get_n_parameters (architecture);

  return nrn_architecture_get_input_dim (architecture) == 2 &&
         parameters * NRN_ACTIVITY_N_CELLS <= MAX_PRODUCTS;
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
  self->cells = g_new0 (float, 2 * NRN_ACTIVITY_N_CELLS + NRN_LANES);
  for (guint i = 0; i < NRN_ACTIVITY_N_CELLS; i++)
    {
      guint column = i % NRN_ACTIVITY_MAP_SIZE;
      guint row = i / NRN_ACTIVITY_MAP_SIZE;

      self->cells[2 * i] =
        (float) (bounds[0][0] + (bounds[0][1] - bounds[0][0]) * column / last);
      self->cells[2 * i + 1] =
        (float) (bounds[1][0] + (bounds[1][1] - bounds[1][0]) * row / last);
    }
}

/* Copies what is needed of the samples; makes the values at which curves or
 * maps are known. */
void
nrn_activity_choose_inputs (NrnNetworkActivity *self,
                            guint               n_rows,
                            const float        *inputs,
                            guint               n_points)
{
  guint dim = nrn_architecture_get_input_dim (self->architecture);

  self->watched = g_new0 (float, dim + NRN_LANES);
  if (dim == 1)
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
      if (nrn_activity_has_maps (self->architecture))
        place_cells (self, n_rows, inputs);
    }
}
