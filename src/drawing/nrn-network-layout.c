/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Where everything in the picture of a network is.
 */

#include "config.h"

#include "nrn-network-layout-private.h"

/* Of larger text that has no room, a little smaller one is tried. */
#define TEXT_SCALE_STEP 1.08

/* Of the units that are shown with usual text, one in so many is enough. */
#define FEWEST_NODES 4.0

/* The size at which everything is drawn at scale 1. */
#define REFERENCE_WIDTH  1000.0
#define REFERENCE_HEIGHT 680.0

static gboolean
layer_has_edges (const NrnArchitecture *architecture,
                 guint                  layer,
                 guint                  input_dim)
{
  const NrnTensor *kernel = nrn_architecture_find_tensor (architecture, layer, "kernel");

  return kernel != NULL && kernel->n_dims == 2 && kernel->dims[0] == input_dim &&
         kernel->dims[1] == nrn_architecture_get_layer_units (architecture, layer);
}

static void
create_columns (NrnNetworkLayout *self)
{
  const NrnArchitecture *architecture = self->architecture;
  guint n_layers = nrn_architecture_get_n_layers (architecture);
  guint input_dim = nrn_architecture_get_input_dim (architecture);

  self->columns = g_new0 (NrnNetworkColumn, n_layers + 1);
  self->columns[0] = (NrnNetworkColumn) { .layer = -1, .units = input_dim };
  self->n_columns = 1;
  for (guint layer = 0; layer < n_layers; layer++)
    {
      NrnNetworkColumn *column = &self->columns[self->n_columns];

      if (layer_has_edges (architecture, layer, input_dim))
        {
          column->layer = (int) layer;
          column->units = nrn_architecture_get_layer_units (architecture, layer);
          column[-1].has_bias = nrn_architecture_find_tensor (architecture, layer, "bias") != NULL;
          self->n_columns++;
        }
      input_dim = nrn_architecture_get_layer_units (architecture, layer);
    }
}

static char **
copy_names (const char *const *names,
            guint              n_names)
{
  char **copy;

  if (names == NULL)
    return NULL;

  copy = g_new0 (char *, n_names + 1);
  for (guint i = 0; i < n_names; i++)
    copy[i] = g_strdup (names[i] != NULL ? names[i] : "");

  return copy;
}

/* Another number each time; any thread. */
guint
nrn_network_layout_get_serial (void)
{
  static int last_serial;

  return (guint) g_atomic_int_add (&last_serial, 1);
}

static NrnNetworkLayout *
create (const NrnArchitecture  *architecture,
        double                  width,
        double                  height,
        const NrnNetworkLabels *labels,
        double                  text_scale)
{
  NrnNetworkLayout *self = g_new0 (NrnNetworkLayout, 1);
  double room = labels->room > 0 ? labels->room : 1;

  self->architecture = nrn_architecture_ref (architecture);
  self->width = width;
  self->height = height;
  self->scale = text_scale * nrn_text_get_scale (width / room, height / room, REFERENCE_WIDTH,
                                                 REFERENCE_HEIGHT);
  self->serial = nrn_network_layout_get_serial ();
  self->title = g_strdup (labels->title);
  self->input_lines = g_strdupv ((char **) labels->input_lines);
  self->has_live_notes = labels->has_live_notes;
  self->output_note = g_strdup (labels->output_note);
  self->numbers = labels->numbers;
  self->input_names = copy_names (labels->input_names,
                                  nrn_architecture_get_input_dim (architecture));
  self->output_names = copy_names (labels->output_names,
                                   nrn_architecture_get_output_dim (architecture));

  create_columns (self);
  self->captions = g_new0 (NrnCaption, self->n_columns);
  nrn_network_layout_arrange (self);

  return self;
}

static guint
count_nodes (const NrnNetworkLayout *layout)
{
  guint n = 0;

  for (guint i = 0; i < layout->n_columns; i++)
    n += layout->columns[i].n_nodes;

  return n;
}

/* Larger text is of no use where it takes the place of words, or of most of
 * the units. */
static gboolean
says_as_much (const NrnNetworkLayout *layout,
              const NrnNetworkLayout *usual)
{
  return layout->level <= MAX (usual->level, NRN_CAPTION_SHORT) &&
         (layout->output_names_width > 0) == (usual->output_names_width > 0) &&
         (layout->input_names_width > 0) == (usual->input_names_width > 0) &&
         FEWEST_NODES * count_nodes (layout) >= count_nodes (usual);
}

/**
 * nrn_network_layout_new:
 * @architecture: a network; a reference is taken
 * @width: of the picture, in user-space pixels; more than 0
 * @height: likewise
 * @labels: (nullable): words that go with it; copied
 *
 * Arranges the network in columns from left to right: the inputs, then each
 * layer that has weights. Type and nodes grow with the picture, but never
 * shrink below what is legible; what there is no room for is left out in
 * this order: numbers of parameters, ends of long words, captions. Layers
 * of too many units are folded. Takes time in the number of what is drawn;
 * keep the layout until the network or the size changes.
 *
 * Returns: (transfer full): the layout
 */
NrnNetworkLayout *
nrn_network_layout_new (const NrnArchitecture  *architecture,
                        double                  width,
                        double                  height,
                        const NrnNetworkLabels *labels)
{
  static const NrnNetworkLabels no_labels;
  NrnNetworkLayout *self;

  g_return_val_if_fail (architecture != NULL, NULL);
  g_return_val_if_fail (width > 0 && height > 0, NULL);

  if (labels == NULL)
    labels = &no_labels;

  self = create (architecture, width, height, labels,
                 labels->text_scale > 0 ? MIN (labels->text_scale, 1) : 1);
  for (double scale = labels->text_scale; scale > 1; scale /= TEXT_SCALE_STEP)
    {
      NrnNetworkLayout *larger = create (architecture, width, height, labels, scale);

      if (says_as_much (larger, self))
        {
          nrn_network_layout_free (self);
          self = larger;
          break;
        }
      nrn_network_layout_free (larger);
    }
  nrn_network_layout_place_pills (self);

  return self;
}

void
nrn_network_layout_free (NrnNetworkLayout *layout)
{
  g_return_if_fail (layout != NULL);

  for (guint i = 0; i < layout->n_columns; i++)
    {
      g_free (layout->columns[i].nodes);
      nrn_caption_clear (&layout->captions[i]);
      if (layout->presence != NULL)
        g_free (layout->presence[i]);
    }
  g_free (layout->presence);
  g_free (layout->leaving);
  g_free (layout->columns);
  g_free (layout->captions);
  g_free (layout->pills);
  g_free (layout->title);
  g_free (layout->output_note);
  g_strfreev (layout->input_lines);
  g_strfreev (layout->input_names);
  g_strfreev (layout->output_names);
  nrn_architecture_unref (layout->architecture);
  g_free (layout);
}

const NrnArchitecture *
nrn_network_layout_get_architecture (const NrnNetworkLayout *layout)
{
  return layout->architecture;
}

double
nrn_network_layout_get_width (const NrnNetworkLayout *layout)
{
  return layout->width;
}

double
nrn_network_layout_get_height (const NrnNetworkLayout *layout)
{
  return layout->height;
}

/**
 * nrn_network_layout_get_scale:
 * @layout: a layout
 *
 * Returns: how much larger than usual type and lines are
 */
double
nrn_network_layout_get_scale (const NrnNetworkLayout *layout)
{
  return layout->scale;
}

/**
 * nrn_network_layout_get_caption_y:
 * @layout: a layout
 *
 * Returns: the top of the captions
 */
double
nrn_network_layout_get_caption_y (const NrnNetworkLayout *layout)
{
  return layout->caption_y;
}

/**
 * nrn_network_layout_get_footer_y:
 * @layout: a layout
 *
 * Returns: the middle of the row below the nodes and the biases, where the
 *   legend is; NaN if there is no room for one
 */
double
nrn_network_layout_get_footer_y (const NrnNetworkLayout *layout)
{
  return layout->legend_y;
}

/**
 * nrn_network_layout_get_n_columns:
 * @layout: a layout
 *
 * Returns: the number of columns, with that of the inputs
 */
guint
nrn_network_layout_get_n_columns (const NrnNetworkLayout *layout)
{
  return layout->n_columns;
}

const NrnNetworkColumn *
nrn_network_layout_get_column (const NrnNetworkLayout *layout,
                               guint                   column)
{
  g_return_val_if_fail (column < layout->n_columns, NULL);

  return &layout->columns[column];
}

/**
 * nrn_network_layout_find_node:
 * @layout: a layout
 * @column: a column's index
 * @unit: a unit of it
 *
 * Returns: (transfer none) (nullable): the unit's node; %NULL if the unit is
 *   only counted
 */
const NrnNetworkNode *
nrn_network_layout_find_node (const NrnNetworkLayout *layout,
                              guint                   column,
                              guint                   unit)
{
  const NrnNetworkColumn *self = nrn_network_layout_get_column (layout, column);

  g_return_val_if_fail (unit < self->units, NULL);

  if (unit < self->n_first)
    return &self->nodes[unit];
  if (unit < self->n_first + self->n_folded)
    return NULL;

  return &self->nodes[unit - self->n_folded];
}

/**
 * nrn_network_layout_get_last_layer:
 * @layout: a layout
 * @column: a column's index
 *
 * Returns: index of the layer whose outputs the column's nodes show: its own,
 *   or the last of the layers without weights that follow it; -1 for the
 *   inputs
 */
int
nrn_network_layout_get_last_layer (const NrnNetworkLayout *layout,
                                   guint                   column)
{
  if (column + 1 < layout->n_columns)
    return layout->columns[column + 1].layer - 1;

  return (int) nrn_architecture_get_n_layers (layout->architecture) - 1;
}

/**
 * nrn_network_layout_get_n_sources:
 * @layout: a layout
 * @column: a column's index
 *
 * Returns: from how many places edges leave the column: its nodes, and its
 *   bias as the last one
 */
guint
nrn_network_layout_get_n_sources (const NrnNetworkLayout *layout,
                                  guint                   column)
{
  return layout->columns[column].n_nodes + (layout->columns[column].has_bias ? 1 : 0);
}

/**
 * nrn_network_layout_get_n_targets:
 * @layout: a layout
 * @column: a column's index
 *
 * Returns: how many nodes the next column has; 0 after the last one
 */
guint
nrn_network_layout_get_n_targets (const NrnNetworkLayout *layout,
                                  guint                   column)
{
  return column + 1 < layout->n_columns ? layout->columns[column + 1].n_nodes : 0;
}

guint
nrn_network_layout_get_n_edges (const NrnNetworkLayout *layout)
{
  guint n = 0;

  for (guint i = 0; i < layout->n_columns; i++)
    n += nrn_network_layout_get_n_sources (layout, i) *
         nrn_network_layout_get_n_targets (layout, i);

  return n;
}

/**
 * nrn_network_layout_get_edge:
 * @layout: a layout
 * @column: index of a column that is not the last one
 * @from: one of its sources
 * @to: a node of the next column
 * @edge: (out caller-allocates): the edge
 */
void
nrn_network_layout_get_edge (const NrnNetworkLayout *layout,
                             guint                   column,
                             guint                   from,
                             guint                   to,
                             NrnNetworkEdge         *edge)
{
  const NrnNetworkColumn *self = &layout->columns[column];
  const NrnNetworkColumn *next = &layout->columns[column + 1];

  edge->column = column;
  edge->from = from;
  edge->to = to;
  if (from < self->n_nodes)
    {
      edge->x1 = self->nodes[from].x + self->radius;
      edge->y1 = self->nodes[from].y;
    }
  else
    {
      edge->x1 = self->x + self->bias_size / 2;
      edge->y1 = self->bias_y;
    }
  edge->x2 = next->nodes[to].x - next->radius;
  edge->y2 = next->nodes[to].y;
}

/**
 * nrn_network_edge_get_point:
 * @edge: an edge
 * @t: 0 at its begin … 1 at its end
 * @x: (out): where the edge is there
 * @y: (out): likewise
 *
 * Formula: a cubic Bézier curve (Farin, "Curves and Surfaces for CAGD") whose
 * control points share x.
 */
void
nrn_network_edge_get_point (const NrnNetworkEdge *edge,
                            double                t,
                            double               *x,
                            double               *y)
{
  *x = edge->x1 + (edge->x2 - edge->x1) * (1.5 * t * (1 - t) + t * t * t);
  *y = edge->y1 + (edge->y2 - edge->y1) * (3 - 2 * t) * t * t;
}

/**
 * nrn_network_edge_find_x:
 * @edge: an edge
 * @x: where along it
 *
 * Returns: the t of nrn_network_edge_get_point() at which the edge is at @x:
 *   it goes from left to right only, so bisection finds it; 0 or 1 if @x is
 *   before its begin or beyond its end
 */
double
nrn_network_edge_find_x (const NrnNetworkEdge *edge,
                         double                x)
{
  double low = 0;
  double high = 1;

  if (x >= edge->x2)
    return 1;

  for (guint i = 0; i < 20; i++)
    {
      double middle = (low + high) / 2;
      double edge_x;
      double edge_y;

      nrn_network_edge_get_point (edge, middle, &edge_x, &edge_y);
      if (edge_x < x)
        low = middle;
      else
        high = middle;
    }

  return low;
}
