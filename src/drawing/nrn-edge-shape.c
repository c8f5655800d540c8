/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Where edges cross the columns of pixels. An edge goes from left to right
 * and is level at both ends, so it crosses each column once, at a height that
 * a table gives.
 */

#include "nrn-edge-raster-private.h"

#include <math.h>

#define TABLE_SIZE 256

typedef struct
{
  float y;        /* at x = i / TABLE_SIZE of a curve from (0, 0) to (1, 1) */
  float slope;    /* dy/dx there */
} TableEntry;

static TableEntry table[TABLE_SIZE + 1];

/* Bisection for the t at which the cubic is at x; see
 * nrn_network_edge_get_point() for the formulas. */
static void
fill_table (void)
{
  for (guint i = 0; i <= TABLE_SIZE; i++)
    {
      double x = (double) i / TABLE_SIZE;
      double low = 0;
      double high = 1;

      for (guint step = 0; step < 40; step++)
        {
          double t = (low + high) / 2;

          if (1.5 * t * (1 - t) + t * t * t < x)
            low = t;
          else
            high = t;
        }
      table[i].y = (float) ((3 - 2 * low) * low * low);
      table[i].slope = (float) (6 * low * (1 - low) / (1.5 - 3 * low + 3 * low * low));
    }
}

static const TableEntry *
get_table (void)
{
  static gsize is_filled;

  if (g_once_init_enter (&is_filled))
    {
      fill_table ();
      g_once_init_leave (&is_filled, 1);
    }

  return table;
}

/* Beyond the ends of the edges the values are those of the ends. */
static void
fill_column (NrnEdgeShape *shape,
             int           i)
{
  const TableEntry *entries = get_table ();
  double width = shape->x2 - shape->x1;
  double part = CLAMP ((shape->start + i + 0.5 - shape->x1) / width, 0, 1);
  int entry = MIN ((int) (part * TABLE_SIZE), TABLE_SIZE - 1);
  float rest = (float) (part * TABLE_SIZE - entry);
  const TableEntry *at = &entries[entry];

  shape->y[i] = at[0].y + (at[1].y - at[0].y) * rest;
  shape->slope[i] = (at[0].slope + (at[1].slope - at[0].slope) * rest) / (float) width;
}

/* For an image of @width; what is outside is left out. */
NrnEdgeShape *
nrn_edge_shape_new (double x1,
                    double x2,
                    int    width)
{
  const int strip = NRN_EDGE_STRIP_COLUMNS;
  NrnEdgeShape *shape = g_new0 (NrnEdgeShape, 1);
  int n_columns;

  shape->x1 = x1;
  shape->x2 = x2;
  shape->first = (int) CLAMP (floor (x1 + 0.5), 0, width);
  shape->end = (int) CLAMP (floor (x2 + 0.5), shape->first, width);
  shape->start = shape->first / strip * strip;
  n_columns = (shape->end - shape->start + strip - 1) / strip * strip;
  shape->y = g_new (float, n_columns);
  shape->slope = g_new (float, n_columns);
  for (int i = 0; i < n_columns; i++)
    fill_column (shape, i);

  return shape;
}

void
nrn_edge_shape_free (NrnEdgeShape *shape)
{
  g_free (shape->y);
  g_free (shape->slope);
  g_free (shape);
}
