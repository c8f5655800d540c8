/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * One network on its way to another: a layout in between, so that whatever
 * draws needs to know little of it.
 */

#include "nrn-network-glide.h"

#include "nrn-network-layout-private.h"

/* Both layouts, what is the same in them, and how far it is on its way. */
typedef struct
{
  const NrnNetworkLayout *from;
  const NrnNetworkLayout *to;
  const NrnUnitMap       *map;
  double                  part;
  NrnNetworkLayout       *between;
  GArray                 *leaving;    /* NrnNetworkLeaving */
} Glide;

static double
mix (const Glide *glide,
     double       from,
     double       to)
{
  /* Exactly both ends. */
  return glide->part >= 1 ? to : from + (to - from) * glide->part;
}

/* The column of `from` that a column of `to` was; -1 for none. */
static int
find_column (const Glide *glide,
             guint        column)
{
  int layer = glide->to->columns[column].layer;

  if (layer < 0)
    return 0;

  layer = nrn_unit_map_get_layer (glide->map, (guint) layer);
  for (guint i = 1; layer >= 0 && i < glide->from->n_columns; i++)
    {
      if (glide->from->columns[i].layer == layer)
        return (int) i;
    }

  return -1;
}

/* Units that were only counted come out of their count. */
static void
place_node (const Glide            *glide,
            const NrnNetworkColumn *before,
            guint                   before_index,
            NrnNetworkNode         *node,
            int                     old_unit,
            double                 *presence,
            gboolean               *stays)
{
  const NrnNetworkNode *old = NULL;

  if (old_unit >= 0)
    old = nrn_network_layout_find_node (glide->from, before_index, (guint) old_unit);
  if (old != NULL)
    {
      stays[old - before->nodes] = TRUE;
      node->x = mix (glide, old->x, node->x);
      node->y = mix (glide, old->y, node->y);
      return;
    }

  *presence = glide->part;
  if (old_unit >= 0)
    {
      node->x = mix (glide, before->x, node->x);
      node->y = mix (glide, before->fold_y, node->y);
    }
}

static void
add_leaving (const Glide            *glide,
             const NrnNetworkColumn *before,
             const gboolean         *stays,
             double                  way)
{
  for (guint i = 0; i < before->n_nodes; i++)
    {
      NrnNetworkLeaving leaving = {
        .x = before->nodes[i].x + way * glide->part,
        .y = before->nodes[i].y,
        .radius = before->radius,
        .presence = 1 - glide->part,
      };

      if (stays == NULL || !stays[i])
        g_array_append_val (glide->leaving, leaving);
    }
}

static void
place_column (const Glide *glide,
              guint        index)
{
  NrnNetworkColumn *column = &glide->between->columns[index];
  double *presence = glide->between->presence[index];
  int before_index = find_column (glide, index);
  const NrnNetworkColumn *before;
  g_autofree gboolean *stays = NULL;
  double way;

  if (before_index < 0)
    {
      for (guint i = 0; i <= column->n_nodes; i++)
        presence[i] = glide->part;
      return;
    }

  before = &glide->from->columns[before_index];
  way = column->x - before->x;
  stays = g_new0 (gboolean, before->n_nodes);
  for (guint i = 0; i < column->n_nodes; i++)
    place_node (glide, before, (guint) before_index, &column->nodes[i],
                nrn_unit_map_get_unit (glide->map, column->layer, column->nodes[i].unit),
                &presence[i], stays);
  if (!before->has_bias)
    presence[column->n_nodes] = glide->part;

  column->radius = mix (glide, before->radius, column->radius);
  column->width = mix (glide, before->width, column->width);
  column->x = mix (glide, before->x, column->x);
  if (column->n_folded > 0 && before->n_folded > 0)
    column->fold_y = mix (glide, before->fold_y, column->fold_y);
  if (column->has_bias && before->has_bias)
    {
      column->bias_y = mix (glide, before->bias_y, column->bias_y);
      column->bias_size = mix (glide, before->bias_size, column->bias_size);
    }
  add_leaving (glide, before, stays, way);
}

/* Columns of `from` that are no longer there. */
static void
leave_columns (const Glide *glide)
{
  g_autofree gboolean *stays = g_new0 (gboolean, glide->from->n_columns);

  for (guint i = 0; i < glide->to->n_columns; i++)
    {
      int before = find_column (glide, i);

      if (before >= 0)
        stays[before] = TRUE;
    }
  for (guint i = 0; i < glide->from->n_columns; i++)
    {
      if (!stays[i])
        add_leaving (glide, &glide->from->columns[i], NULL, 0);
    }
}

/* A number is as far along its edge as it will be. */
static void
place_pills (const Glide *glide)
{
  guint pill = 0;

  if (glide->to->n_pills == 0 || glide->part >= 1)
    return;

  for (guint column = 0; column + 1 < glide->to->n_columns; column++)
    for (guint from = 0; from < nrn_network_layout_get_n_sources (glide->to, column); from++)
      for (guint to = 0; to < nrn_network_layout_get_n_targets (glide->to, column); to++)
        {
          NrnNetworkNode *place = &glide->between->pills[pill++];
          NrnNetworkEdge edge;
          double t;

          nrn_network_layout_get_edge (glide->to, column, from, to, &edge);
          t = nrn_network_edge_find_x (&edge, place->x);
          nrn_network_layout_get_edge (glide->between, column, from, to, &edge);
          nrn_network_edge_get_point (&edge, t, &place->x, &place->y);
        }
}

static void
make_presence (NrnNetworkLayout *layout)
{
  layout->presence = g_new0 (double *, layout->n_columns);
  for (guint i = 0; i < layout->n_columns; i++)
    {
      guint n = layout->columns[i].n_nodes + 1;

      layout->presence[i] = g_new (double, n);
      for (guint j = 0; j < n; j++)
        layout->presence[i][j] = 1;
    }
}

/**
 * nrn_network_layout_new_between:
 * @from: the layout of a network
 * @to: of the network that it becomes, of the same size
 * @map: which units of @to were which of @from
 * @part: how far it is on its way, 0 … 1
 *
 * Units that stay are between their two places; new ones are where they will
 * be, and those that go where they were, as far as they are there, see
 * nrn_network_layout_get_presence(). Words have the places of @to, but for
 * those that belong to a column.
 *
 * Returns: (transfer full): a layout of the network of @to; neither layout is
 *   needed any longer
 */
NrnNetworkLayout *
nrn_network_layout_new_between (const NrnNetworkLayout *from,
                                const NrnNetworkLayout *to,
                                const NrnUnitMap       *map,
                                double                  part)
{
  Glide glide = { from, to, map, CLAMP (part, 0, 1), NULL, NULL };

  g_return_val_if_fail (from != NULL && to != NULL && map != NULL, NULL);
  g_return_val_if_fail (nrn_architecture_equal (nrn_unit_map_get_from (map), from->architecture),
                        NULL);
  g_return_val_if_fail (nrn_architecture_equal (nrn_unit_map_get_to (map), to->architecture), NULL);

  glide.between = nrn_network_layout_new_view (to, 1, 0, 0, to->width, to->height);
  glide.leaving = g_array_new (FALSE, FALSE, sizeof (NrnNetworkLeaving));
  make_presence (glide.between);
  for (guint i = 0; i < to->n_columns; i++)
    place_column (&glide, i);
  leave_columns (&glide);
  place_pills (&glide);
  glide.between->n_leaving = glide.leaving->len;
  glide.between->leaving = (NrnNetworkLeaving *) (void *) g_array_free (glide.leaving, FALSE);

  return glide.between;
}

/**
 * nrn_network_layout_get_presence:
 * @layout: a layout
 * @column: a column's index
 * @node: one of its nodes, or their number for the bias
 *
 * Returns: how much of it is there, 0 … 1; less than 1 only on the way from one
 *   network to another
 */
double
nrn_network_layout_get_presence (const NrnNetworkLayout *layout,
                                 guint                   column,
                                 guint                   node)
{
  return layout->presence != NULL ? layout->presence[column][node] : 1;
}

/**
 * nrn_network_layout_get_n_leaving:
 * @layout: a layout
 *
 * Returns: how many units there are that the network does not have any more;
 *   above 0 only on the way from one network to another
 */
guint
nrn_network_layout_get_n_leaving (const NrnNetworkLayout *layout)
{
  return layout->n_leaving;
}
