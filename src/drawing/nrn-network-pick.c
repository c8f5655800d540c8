/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What of a network is at a point.
 */

#include "nrn-network-layout-private.h"

#include <math.h>

#define EDGE_REACH 6.0    /* an edge is hit from so far away, at scale 1 */
#define FOLD_WIDTH 90.0
#define FOLD_HEIGHT 24.0
#define WORDS_WIDTH 72.0
#define WORDS_HEIGHT 40.0

static gboolean
pick_node (const NrnNetworkLayout *layout,
           guint                   index,
           double                  x,
           double                  y,
           NrnPick                *pick)
{
  const NrnNetworkColumn *column = &layout->columns[index];

  for (guint i = 0; i < column->n_nodes; i++)
    {
      if (hypot (x - column->nodes[i].x, y - column->nodes[i].y) > column->radius)
        continue;

      *pick = (NrnPick) { NRN_PICK_NODE, index, column->nodes[i].unit, 0 };
      return TRUE;
    }

  return FALSE;
}

static gboolean
is_near (double x,
         double y,
         double middle_x,
         double middle_y,
         double width,
         double height)
{
  return fabs (x - middle_x) <= width / 2 && fabs (y - middle_y) <= height / 2;
}

static gboolean
pick_bias (const NrnNetworkLayout *layout,
           guint                   index,
           double                  x,
           double                  y,
           NrnPick                *pick)
{
  const NrnNetworkColumn *column = &layout->columns[index];

  if (!column->has_bias ||
      !is_near (x, y, column->x, column->bias_y, column->bias_size, column->bias_size))
    return FALSE;

  *pick = (NrnPick) { NRN_PICK_BIAS, index, 0, 0 };
  return TRUE;
}

static double
get_fold_width (const NrnNetworkLayout *layout,
                const NrnNetworkColumn *column)
{
  return MAX (FOLD_WIDTH * layout->scale, column->width);
}

static gboolean
pick_fold (const NrnNetworkLayout *layout,
           guint                   index,
           double                  x,
           double                  y,
           NrnPick                *pick)
{
  const NrnNetworkColumn *column = &layout->columns[index];

  if (column->n_folded == 0 ||
      !is_near (x, y, column->x, column->fold_y,
                get_fold_width (layout, column), FOLD_HEIGHT * layout->scale))
    return FALSE;

  *pick = (NrnPick) { NRN_PICK_FOLD, index, 0, 0 };
  return TRUE;
}

/* From the tangent of the edge at x. */
static double
distance_from_edge (const NrnNetworkEdge *edge,
                    double                x,
                    double                y)
{
  double slope;
  double edge_x;
  double edge_y;
  double t;

  if (x < edge->x1 || x > edge->x2)
    return G_MAXDOUBLE;

  t = nrn_network_edge_find_x (edge, x);
  nrn_network_edge_get_point (edge, t, &edge_x, &edge_y);
  slope = (edge->y2 - edge->y1) * 6 * t * (1 - t) /
          ((edge->x2 - edge->x1) * (1.5 - 3 * t + 3 * t * t));

  return fabs (y - edge_y) / hypot (1, slope);
}

static void
pick_among_edges (const NrnNetworkLayout *layout,
                  guint                   column,
                  double                  x,
                  double                  y,
                  double                 *nearest,
                  NrnPick                *pick)
{
  const NrnNetworkColumn *self = &layout->columns[column];

  for (guint from = 0; from < nrn_network_layout_get_n_sources (layout, column); from++)
    for (guint to = 0; to < nrn_network_layout_get_n_targets (layout, column); to++)
      {
        NrnNetworkEdge edge;
        double distance;

        nrn_network_layout_get_edge (layout, column, from, to, &edge);
        distance = distance_from_edge (&edge, x, y);
        if (distance >= *nearest)
          continue;

        *nearest = distance;
        pick->column = column;
        pick->kind = from < self->n_nodes ? NRN_PICK_EDGE : NRN_PICK_BIAS_EDGE;
        pick->unit = from < self->n_nodes ? self->nodes[from].unit : 0;
        pick->to_unit = layout->columns[column + 1].nodes[to].unit;
      }
}

/**
 * nrn_network_layout_pick:
 * @layout: a layout
 * @x: a point in user-space pixels
 * @y: likewise
 * @pick: (out caller-allocates): what is there; unchanged if nothing is
 *
 * What is drawn on top is found first: nodes, biases and counts, then the
 * nearest edge within a few pixels.
 *
 * Returns: whether anything is there
 */
gboolean
nrn_network_layout_pick (const NrnNetworkLayout *layout,
                         double                  x,
                         double                  y,
                         NrnPick                *pick)
{
  static gboolean (*const pickers[]) (const NrnNetworkLayout *, guint, double, double,
                                      NrnPick *) = { pick_node, pick_bias, pick_fold };
  double reach = EDGE_REACH * layout->scale;
  double nearest = reach;

  for (guint kind = 0; kind < G_N_ELEMENTS (pickers); kind++)
    for (guint i = 0; i < layout->n_columns; i++)
      {
        if (pickers[kind] (layout, i, x, y, pick))
          return TRUE;
      }
  for (guint i = 0; i + 1 < layout->n_columns; i++)
    pick_among_edges (layout, i, x, y, &nearest, pick);

  return nearest < reach;
}

/**
 * nrn_network_layout_pick_node:
 * @layout: a layout
 * @x: a point in user-space pixels
 * @y: likewise
 * @pick: (out caller-allocates): the unit that is there; unchanged if none is
 *
 * For a pointer that moves: nrn_network_layout_pick() without the edges,
 * which may be thousands.
 *
 * Returns: whether a unit is there
 */
gboolean
nrn_network_layout_pick_node (const NrnNetworkLayout *layout,
                              double                  x,
                              double                  y,
                              NrnPick                *pick)
{
  for (guint i = 0; i < layout->n_columns; i++)
    {
      if (pick_node (layout, i, x, y, pick))
        return TRUE;
    }

  return FALSE;
}

/* Below a single input, to the left of several. */
static void
get_words_area (const NrnNetworkLayout *layout,
                const NrnNetworkNode   *node,
                NrnNetworkArea         *area)
{
  const NrnNetworkColumn *column = &layout->columns[0];
  double width = WORDS_WIDTH * layout->scale;
  double height = WORDS_HEIGHT * layout->scale;

  if (column->units == 1)
    *area = (NrnNetworkArea) { node->x - width / 2, node->y + column->radius, width, height };
  else
    *area = (NrnNetworkArea) {
      node->x - column->radius - NRN_NETWORK_NAME_SPACE * layout->scale - layout->input_names_width,
      node->y - height / 2, layout->input_names_width, height,
    };
}

/**
 * nrn_network_layout_pick_input_words:
 * @layout: a layout
 * @x: a point in user-space pixels
 * @y: likewise
 * @pick: (out caller-allocates): the input whose name and value are there;
 *   unchanged if there are none
 *
 * Returns: whether there are any
 */
gboolean
nrn_network_layout_pick_input_words (const NrnNetworkLayout *layout,
                                     double                  x,
                                     double                  y,
                                     NrnPick                *pick)
{
  const NrnNetworkColumn *column = &layout->columns[0];

  for (guint i = 0; i < column->n_nodes; i++)
    {
      NrnNetworkArea area;

      get_words_area (layout, &column->nodes[i], &area);
      if (x < area.x || x > area.x + area.width || y < area.y || y > area.y + area.height)
        continue;

      *pick = (NrnPick) { NRN_PICK_NODE, 0, column->nodes[i].unit, 0 };
      return TRUE;
    }

  return FALSE;
}

/**
 * nrn_network_layout_get_area:
 * @layout: a layout
 * @pick: what on it
 * @area: (out caller-allocates): the square or the rectangle that it fills
 *
 * Returns: whether it has one: edges and folded units have none
 */
gboolean
nrn_network_layout_get_area (const NrnNetworkLayout *layout,
                             const NrnPick          *pick,
                             NrnNetworkArea         *area)
{
  const NrnNetworkColumn *column = nrn_network_layout_get_column (layout, pick->column);
  const NrnNetworkNode *node;
  double width = column->bias_size;
  double height = column->bias_size;
  double x = column->x;
  double y = column->bias_y;

  if (nrn_pick_is_edge (pick))
    return FALSE;

  if (pick->kind == NRN_PICK_FOLD)
    {
      width = get_fold_width (layout, column);
      height = FOLD_HEIGHT * layout->scale;
      y = column->fold_y;
    }
  else if (pick->kind == NRN_PICK_NODE)
    {
      node = nrn_network_layout_find_node (layout, pick->column, pick->unit);
      if (node == NULL)
        return FALSE;
      width = height = 2 * column->radius;
      x = node->x;
      y = node->y;
    }
  *area = (NrnNetworkArea) { x - width / 2, y - height / 2, width, height };

  return TRUE;
}

gboolean
nrn_pick_equal (const NrnPick *a,
                const NrnPick *b)
{
  return a->kind == b->kind && a->column == b->column && a->unit == b->unit &&
         a->to_unit == b->to_unit;
}

/**
 * nrn_pick_is_edge:
 * @pick: something in a network
 *
 * Returns: whether it is a weight or a bias' weight
 */
gboolean
nrn_pick_is_edge (const NrnPick *pick)
{
  return pick->kind == NRN_PICK_EDGE || pick->kind == NRN_PICK_BIAS_EDGE;
}
