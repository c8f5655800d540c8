/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Where the numbers on the edges of a small network are.
 */

#include "nrn-network-layout-private.h"

#include <math.h>

/* With more edges the numbers would hide the network. */
#define MAX_PILLS 20

/* A weight of usual length. Places must not depend on the weights, or the
 * numbers would jump about while the network learns. */
#define SAMPLE (-0.88)

#define PADDING_X   7.0
#define PADDING_Y   2.5
#define N_CANDIDATES 33

static double
overlap_1d (double a,
            double b,
            double size)
{
  return MAX (0, size - fabs (a - b));
}

/* How bad a place is: what it shares with other pills, and how far it is
 * from where the edges are apart best, a little before the middle. */
static double
cost_of (const NrnNetworkLayout *layout,
         guint                   n_placed,
         double                  x,
         double                  y,
         double                  t)
{
  double gap = 8 * layout->scale;
  double cost = 4 * fabs (t - 0.42) * layout->pill_height;

  for (guint i = 0; i < n_placed; i++)
    cost += 40 * overlap_1d (x, layout->pills[i].x, layout->pill_width + gap) *
            overlap_1d (y, layout->pills[i].y, layout->pill_height + gap) / layout->pill_height;

  return cost;
}

/* How much of the pill other edges would be hidden by. */
static double
crowd_of (const NrnNetworkLayout *layout,
          const NrnNetworkEdge   *edge,
          double                  t,
          double                  y)
{
  double crowd = 0;

  for (guint from = 0; from < nrn_network_layout_get_n_sources (layout, edge->column); from++)
    for (guint to = 0; to < nrn_network_layout_get_n_targets (layout, edge->column); to++)
      {
        NrnNetworkEdge other;
        double other_x;
        double other_y;

        if (from == edge->from && to == edge->to)
          continue;
        nrn_network_layout_get_edge (layout, edge->column, from, to, &other);
        nrn_network_edge_get_point (&other, t, &other_x, &other_y);
        crowd += overlap_1d (y, other_y, layout->pill_height * 0.8);
      }

  return crowd;
}

static NrnNetworkNode
find_place (const NrnNetworkLayout *layout,
            const NrnNetworkEdge   *edge,
            guint                   n_placed)
{
  NrnNetworkNode best = { 0 };
  double best_cost = G_MAXDOUBLE;

  for (guint i = 0; i < N_CANDIDATES; i++)
    {
      double t = 0.15 + 0.7 * i / (N_CANDIDATES - 1);
      double x;
      double y;
      double cost;

      nrn_network_edge_get_point (edge, t, &x, &y);
      cost = cost_of (layout, n_placed, x, y, t) + crowd_of (layout, edge, t, y);
      if (cost < best_cost)
        {
          best_cost = cost;
          best = (NrnNetworkNode) { .x = x, .y = y };
        }
    }

  return best;
}

static gboolean
is_room_for_pills (const NrnNetworkLayout *layout)
{
  guint n_edges = nrn_network_layout_get_n_edges (layout);

  if (n_edges == 0 || n_edges > MAX_PILLS || layout->level > NRN_CAPTION_SHORT)
    return FALSE;

  for (guint i = 0; i + 1 < layout->n_columns; i++)
    {
      NrnNetworkEdge edge;

      nrn_network_layout_get_edge (layout, i, 0, 0, &edge);
      if (edge.x2 - edge.x1 < 1.5 * layout->pill_width)
        return FALSE;
    }

  return TRUE;
}

/**
 * nrn_network_layout_place_pills:
 * @layout: a layout whose nodes are placed
 *
 * Finds a place on each edge for its number, if there are few edges. The
 * places are in the order of the columns, of their sources, of the targets.
 */
void
nrn_network_layout_place_pills (NrnNetworkLayout *layout)
{
  NrnTextStyle style = { NRN_TEXT_NOTE * layout->scale, FALSE, 0 };
  g_autofree char *sample = nrn_text_format_number (SAMPLE, 0, &layout->numbers);

  nrn_text_measure (sample, &style, &layout->pill_width, &layout->pill_height);
  layout->pill_width += 2 * PADDING_X * layout->scale;
  layout->pill_height += 2 * PADDING_Y * layout->scale;
  if (!is_room_for_pills (layout))
    return;

  layout->pills = g_new0 (NrnNetworkNode, nrn_network_layout_get_n_edges (layout));
  for (guint column = 0; column + 1 < layout->n_columns; column++)
    for (guint from = 0; from < nrn_network_layout_get_n_sources (layout, column); from++)
      for (guint to = 0; to < nrn_network_layout_get_n_targets (layout, column); to++)
        {
          NrnNetworkEdge edge;

          nrn_network_layout_get_edge (layout, column, from, to, &edge);
          layout->pills[layout->n_pills] = find_place (layout, &edge, layout->n_pills);
          layout->n_pills++;
        }
}
