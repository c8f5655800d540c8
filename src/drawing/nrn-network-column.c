/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Where the nodes of one column are.
 */

#include "nrn-network-layout-private.h"

#include <math.h>

/* All lengths at scale 1. */
#define MAX_PITCH         132.0   /* two nodes far apart still are a pair */
#define MIN_NAMED_PITCH   15.0    /* a name must fit in each row */
#define MIN_PITCH         10.0
#define FOLDED_PITCH      34.0
#define MIN_SINGLE_RADIUS 15.0    /* below, several files are better */
#define HONEYCOMB_RADIUS  16.0
#define GOOD_RADIUS       14.0
#define MIN_RADIUS        9.4

#define RADIUS_BY_PITCH   0.40    /* leaves a fifth of the pitch as a gap */
#define RADIUS_BY_WIDTH   0.22
#define MAX_WIDTH         0.58    /* of a honeycomb, of the columns' pitch */
#define FILE_DISTANCE     2.6     /* between files of a honeycomb, in radii */
#define MAX_FILES         4

static void
place_file (NrnNetworkColumn *column,
            guint             first_node,
            guint             n_nodes,
            guint             first_unit,
            double            x,
            double            y,
            double            pitch)
{
  for (guint i = 0; i < n_nodes; i++)
    column->nodes[first_node + i] = (NrnNetworkNode) { first_unit + i, x, y + i * pitch };
}

static void
place_single_file (NrnNetworkColumn *column,
                   double            radius,
                   double            top,
                   double            bottom,
                   double            scale)
{
  double pitch = MIN ((bottom - top) / column->units, MAX_PITCH * scale);
  double y = (top + bottom) / 2 - pitch * (column->units - 1) / 2;

  column->n_nodes = column->n_first = column->units;
  column->nodes = g_new (NrnNetworkNode, column->n_nodes);
  column->radius = MIN (radius, pitch * RADIUS_BY_PITCH);
  column->width = 2 * column->radius;
  place_file (column, 0, column->n_nodes, 0, 0, y, pitch);
}

/*   o      the first ones
 *   o
 *  118 more
 *   o      the last ones
 *   o
 */
static void
place_folded (NrnNetworkColumn *column,
              double            radius,
              double            top,
              double            bottom,
              double            scale)
{
  guint n_slots = (guint) MAX ((bottom - top) / (FOLDED_PITCH * scale), 3);
  double pitch = (bottom - top) / n_slots;
  guint n_last;

  column->n_nodes = n_slots - 1;
  column->n_first = n_slots / 2;
  column->n_folded = column->units - column->n_nodes;
  column->nodes = g_new (NrnNetworkNode, column->n_nodes);
  column->radius = MIN (radius, pitch * RADIUS_BY_PITCH);
  column->width = 2 * column->radius;
  column->fold_y = top + pitch * (column->n_first + 0.5);

  n_last = column->n_nodes - column->n_first;
  place_file (column, 0, column->n_first, 0, 0, top + pitch / 2, pitch);
  place_file (column, column->n_first, n_last, column->units - n_last, 0,
              column->fold_y + pitch, pitch);
}

/* How many pitches high a honeycomb is. Every other file is half a pitch
 * lower, unless it is shorter by one node: with 32 units in three files of
 * 11, 10 and 11 that makes an even edge all around. */
static double
count_rows (guint units,
            guint n_files)
{
  guint n_longer = units % n_files;
  double n_rows = (units + n_files - 1) / n_files;

  return n_longer > 0 && n_longer <= (n_files + 1) / 2 ? n_rows : n_rows + 0.5;
}

static double
honeycomb_radius (guint  units,
                  guint  n_files,
                  double height,
                  double pitch_x,
                  double scale)
{
  double radius = MIN (HONEYCOMB_RADIUS * scale,
                       height / count_rows (units, n_files) * RADIUS_BY_PITCH);

  return MIN (radius, pitch_x * MAX_WIDTH / ((n_files - 1) * FILE_DISTANCE + 2));
}

static void
place_honeycomb (NrnNetworkColumn *column,
                 guint             n_files,
                 double            radius,
                 double            top,
                 double            bottom)
{
  guint n_longer = column->units % n_files;
  double distance = radius * FILE_DISTANCE;
  double pitch = (bottom - top) / count_rows (column->units, n_files);
  guint done = 0;

  column->n_nodes = column->n_first = column->units;
  column->nodes = g_new (NrnNetworkNode, column->n_nodes);
  column->radius = radius;
  column->width = (n_files - 1) * distance + 2 * radius;
  for (guint file = 0; file < n_files; file++)
    {
      /* The files in the order 0, 2, 1, 3 get what is left over. */
      guint rank = file % 2 == 0 ? file / 2 : (n_files + 1) / 2 + file / 2;
      guint n = column->units / n_files + (rank < n_longer);
      double x = (file - (n_files - 1) / 2.0) * distance;

      place_file (column, done, n, done, x, top + pitch * (file % 2 == 0 ? 0.5 : 1), pitch);
      done += n;
    }
}

/* The fewest files in which nodes have a good size, or those in which they
 * are largest; 0 if they are too small anyway. */
static guint
find_n_files (guint  units,
              double height,
              double pitch_x,
              double scale)
{
  double best_radius = MIN_RADIUS * scale;
  guint best = 0;

  for (guint n_files = 2; n_files <= MAX_FILES && best_radius < GOOD_RADIUS * scale; n_files++)
    {
      double radius = honeycomb_radius (units, n_files, height, pitch_x, scale);

      if (radius < best_radius)
        continue;
      best_radius = radius;
      best = n_files;
    }

  return best;
}

/**
 * nrn_network_column_place:
 * @column: a column that knows its units; gets its nodes, around x = 0
 * @is_single_file: whether names stand beside the nodes
 * @radius: what the nodes have if there is room
 * @pitch_x: how far columns are apart on average
 * @top: the nodes are below
 * @bottom: and above
 * @scale: of everything
 *
 * One file of nodes, a honeycomb of up to four, or the first and the last
 * units with the others counted between, by the room there is.
 */
void
nrn_network_column_place (NrnNetworkColumn *column,
                          gboolean          is_single_file,
                          double            radius,
                          double            pitch_x,
                          double            top,
                          double            bottom,
                          double            scale)
{
  double pitch = (bottom - top) / column->units;
  double min_pitch = (is_single_file ? MIN_NAMED_PITCH : MIN_PITCH) * scale;
  guint n_files = 0;

  radius = MIN (radius, pitch_x * RADIUS_BY_WIDTH);
  if (pitch * RADIUS_BY_PITCH < MIN_SINGLE_RADIUS * scale && !is_single_file)
    n_files = find_n_files (column->units, bottom - top, pitch_x, scale);

  if (n_files > 0)
    place_honeycomb (column, n_files,
                     honeycomb_radius (column->units, n_files, bottom - top, pitch_x, scale),
                     top, bottom);
  else if (pitch >= min_pitch || column->units < 3)
    place_single_file (column, radius, top, bottom, scale);
  else
    place_folded (column, radius, top, bottom, scale);
}

/**
 * nrn_network_column_move:
 * @column: a column with its nodes around x = 0
 * @x: where its middle is to be
 */
void
nrn_network_column_move (NrnNetworkColumn *column,
                         double            x)
{
  column->x = x;
  for (guint i = 0; i < column->n_nodes; i++)
    column->nodes[i].x += x;
}
