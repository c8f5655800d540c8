/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Where everything in the picture of a network is.
 */

#include "config.h"

#include "nrn-network-layout-private.h"

#include <math.h>

#include "nrn-weights.h"

/* The size at which everything is drawn at scale 1. */
#define REFERENCE_WIDTH  1000.0
#define REFERENCE_HEIGHT 680.0

/* All lengths at scale 1. */
#define MARGIN          24.0
#define TITLE_GAP       16.0
#define CAPTION_GAP     18.0    /* between captions and nodes */
#define CAPTION_SPACE   18.0    /* between neighbouring captions */
#define SHORT_WIDTH     52.0    /* of a caption that is ellipsized */
#define NAME_SPACE      12.0    /* between a name and its node */
#define BIAS_SIZE       28.0
#define BIAS_GAP        14.0
#define BIAS_LABEL      36.0    /* room for the word to the left of a bias */
#define LEGEND_HEIGHT   18.0
#define LEGEND_GAP      18.0
#define INPUT_RADIUS    28.0
#define HIDDEN_RADIUS   26.0
#define OUTPUT_RADIUS   32.0
#define MIN_DISTANCE    36.0    /* between the nodes of two columns */
#define MAX_DISTANCE    300.0

#define MAX_NAMES_WIDTH 0.2     /* of the whole picture */
#define MAX_HEADER      0.36    /* of its height */
#define MIN_FULL_HEIGHT 240.0   /* below, no legend */

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

static gboolean
has_any_bias (const NrnNetworkLayout *self)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      if (self->columns[i].has_bias)
        return TRUE;
    }

  return FALSE;
}

static void
set_captions (NrnNetworkLayout *self,
              NrnCaptionLevel   level)
{
  self->level = level;
  for (guint i = 0; i < self->n_columns; i++)
    {
      nrn_caption_clear (&self->captions[i]);
      nrn_caption_init (&self->captions[i], self, i, level);
    }
}

/* From top to bottom: title, captions, nodes, biases, legend. */
static void
divide_height (NrnNetworkLayout *self)
{
  double margin = MIN (MARGIN * self->scale, self->height * 0.1);
  double title_height = 0;
  double caption_height = 0;
  double bottom = self->height - margin;

  if (self->title != NULL)
    {
      NrnTextStyle style = { NRN_TEXT_TITLE * self->scale, TRUE, 0 };

      nrn_text_measure (self->title, &style, NULL, &title_height);
      title_height += TITLE_GAP * self->scale;
    }
  for (guint i = 0; i < self->n_columns; i++)
    caption_height = MAX (caption_height, self->captions[i].height);
  if (caption_height > 0)
    caption_height += CAPTION_GAP * self->scale;

  self->legend_y = NAN;
  if (self->height >= MIN_FULL_HEIGHT * self->scale)
    {
      self->legend_y = bottom - LEGEND_HEIGHT * self->scale / 2;
      bottom -= (LEGEND_HEIGHT + LEGEND_GAP) * self->scale;
    }
  if (has_any_bias (self))
    bottom -= MIN ((BIAS_SIZE + BIAS_GAP) * self->scale, self->height * 0.2);

  self->caption_y = margin + title_height;
  self->body_top = self->caption_y + caption_height;
  self->body_bottom = bottom;
}

static gboolean
is_header_too_high (const NrnNetworkLayout *self)
{
  return self->body_top > self->height * MAX_HEADER;
}

static void
place_column (NrnNetworkLayout *self,
              guint             i)
{
  NrnNetworkColumn *column = &self->columns[i];
  double pitch_x = (self->width - 2 * MIN (MARGIN * self->scale, self->width * 0.1)) /
                   self->n_columns;
  gboolean is_end = i == 0 || i + 1 == self->n_columns;
  double radius = i == 0 ? INPUT_RADIUS : is_end ? OUTPUT_RADIUS : HIDDEN_RADIUS;

  g_clear_pointer (&column->nodes, g_free);
  column->n_folded = 0;
  nrn_network_column_place (column, is_end, radius * self->scale, pitch_x,
                            self->body_top, self->body_bottom, self->scale);
  column->bias_size = MIN (BIAS_SIZE * self->scale, pitch_x * 0.6);
  column->bias_size = MIN (column->bias_size, self->height * 0.1);
  column->bias_y = self->body_bottom + (BIAS_GAP + BIAS_SIZE / 2) * self->scale;
  column->bias_y = MIN (column->bias_y, self->height * 0.99 - column->bias_size / 2);
  column->width = MAX (column->width, column->has_bias ? column->bias_size : 0);
}

/* Names stand beside nodes that have a row of their own each. */
static double
measure_names (const NrnNetworkLayout *self,
               const NrnNetworkColumn *column,
               char                  **names,
               gboolean                bold)
{
  NrnTextStyle style = { (bold ? NRN_TEXT_HEADING : NRN_TEXT_NOTE) * self->scale, bold, 0 };
  double widest = 0;

  if (names == NULL || self->level > NRN_CAPTION_SHORT)
    return 0;

  for (guint i = 0; i < column->n_nodes; i++)
    {
      double width;

      nrn_text_measure (names[column->nodes[i].unit], &style, &width, NULL);
      widest = MAX (widest, width);
    }

  return MIN (ceil (widest), self->width * MAX_NAMES_WIDTH);
}

static double
caption_half_width (const NrnNetworkLayout *self,
                    guint                   column)
{
  double width = self->captions[column].width;

  if (self->level == NRN_CAPTION_ENDS)
    return 0;
  if (self->level == NRN_CAPTION_SHORT)
    width = MIN (width, SHORT_WIDTH * self->scale);

  return width / 2;
}

/* What the outermost columns need beyond their middles. */
static double
left_extent (const NrnNetworkLayout *self)
{
  const NrnNetworkColumn *column = &self->columns[0];
  double extent = MAX (self->captions[0].width / 2, column->width / 2);

  if (self->input_names_width > 0)
    extent = MAX (extent, column->width / 2 + NAME_SPACE * self->scale + self->input_names_width);
  if (column->has_bias && self->level <= NRN_CAPTION_SHORT)
    extent = MAX (extent, column->bias_size / 2 + BIAS_LABEL * self->scale);

  return extent;
}

static double
right_extent (const NrnNetworkLayout *self)
{
  const NrnNetworkColumn *column = &self->columns[self->n_columns - 1];
  double extent = MAX (self->captions[self->n_columns - 1].width / 2, column->width / 2);

  if (self->output_names_width > 0)
    extent = MAX (extent, column->width / 2 + NAME_SPACE * self->scale + self->output_names_width);

  return extent;
}

/* The middles of two neighbouring columns are at least so far apart. */
static double
distance_after (const NrnNetworkLayout *self,
                guint                   column,
                double                  gap)
{
  double captions = caption_half_width (self, column) + caption_half_width (self, column + 1);
  double nodes = (self->columns[column].width + self->columns[column + 1].width) / 2;

  return MAX (captions > 0 ? captions + CAPTION_SPACE * self->scale : 0, nodes + gap);
}

static double
total_distance (const NrnNetworkLayout *self,
                double                  gap)
{
  double sum = 0;

  for (guint i = 0; i + 1 < self->n_columns; i++)
    sum += distance_after (self, i, gap);

  return sum;
}

/* Looks for the gap between the nodes of neighbouring columns that makes the
 * network as wide as there is room; returns FALSE if there is not enough. */
static gboolean
spread_columns (NrnNetworkLayout *self)
{
  double margin = MIN (MARGIN * self->scale, self->width * 0.1);
  double left = left_extent (self);
  double room = self->width - 2 * margin - left - right_extent (self);
  double low = self->level < NRN_CAPTION_ENDS ? MIN_DISTANCE * self->scale : 0;
  double high = MAX_DISTANCE * self->scale;
  double x;

  if (self->n_columns > 1 && total_distance (self, low) > room)
    return FALSE;

  if (total_distance (self, high) > room)
    {
      for (guint i = 0; i < 50; i++)
        {
          double middle = (low + high) / 2;

          if (total_distance (self, middle) > room)
            high = middle;
          else
            low = middle;
        }
      high = low;
    }

  x = margin + left + (room - total_distance (self, high)) / 2;
  for (guint i = 0; i < self->n_columns; i++)
    {
      nrn_network_column_move (&self->columns[i], x);
      if (i + 1 < self->n_columns)
        x += distance_after (self, i, high);
    }

  return TRUE;
}

/* Says as much as there is room for. */
static void
arrange (NrnNetworkLayout *self)
{
  for (guint level = NRN_CAPTION_FULL; level < NRN_CAPTION_N_LEVELS; level++)
    {
      set_captions (self, (NrnCaptionLevel) level);
      divide_height (self);
      if (level < NRN_CAPTION_NONE && is_header_too_high (self))
        {
          if (level == NRN_CAPTION_ENDS)
            g_clear_pointer (&self->title, g_free);
          continue;
        }

      for (guint i = 0; i < self->n_columns; i++)
        place_column (self, i);
      self->input_names_width = measure_names (self, &self->columns[0], self->input_names, FALSE);
      self->output_names_width = measure_names (self, &self->columns[self->n_columns - 1],
                                                self->output_names, TRUE);
      if (spread_columns (self))
        return;
    }

  /* The widths above are fractions of the columns' share of the picture. */
  g_assert_not_reached ();
}

/* A caption may take all the room up to its neighbours. */
static void
limit_captions (NrnNetworkLayout *self)
{
  for (guint i = 0; i < self->n_columns && self->level == NRN_CAPTION_SHORT; i++)
    {
      double room = G_MAXDOUBLE;

      if (i > 0)
        room = MIN (room, self->columns[i].x - self->columns[i - 1].x);
      if (i + 1 < self->n_columns)
        room = MIN (room, self->columns[i + 1].x - self->columns[i].x);
      for (guint line = 0; line < self->captions[i].n_lines; line++)
        self->captions[i].styles[line].max_width = room - CAPTION_SPACE * self->scale / 2;
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

  self = g_new0 (NrnNetworkLayout, 1);
  self->architecture = nrn_architecture_ref (architecture);
  self->width = width;
  self->height = height;
  self->scale = nrn_text_get_scale (width, height, REFERENCE_WIDTH, REFERENCE_HEIGHT);
  if (labels->text_scale > 0)
    self->scale *= labels->text_scale;
  self->title = g_strdup (labels->title);
  self->input_names = copy_names (labels->input_names,
                                  nrn_architecture_get_input_dim (architecture));
  self->output_names = copy_names (labels->output_names,
                                   nrn_architecture_get_output_dim (architecture));

  create_columns (self);
  self->captions = g_new0 (NrnCaption, self->n_columns);
  arrange (self);
  limit_captions (self);
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
    }
  g_free (layout->columns);
  g_free (layout->captions);
  g_free (layout->pills);
  g_free (layout->title);
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
