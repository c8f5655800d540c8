/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Where everything in the picture of a network is.
 */

#pragma once

#include "nrn-architecture.h"
#include "nrn-text.h"

G_BEGIN_DECLS

/* Size of a picture unless told otherwise, in pixels. */
#define NRN_NETWORK_WIDTH  1200.0
#define NRN_NETWORK_HEIGHT 800.0

typedef struct _NrnNetworkLayout NrnNetworkLayout;

/**
 * NrnNetworkLabels:
 * @title: (nullable): stands above the network
 * @input_names: (nullable) (array): one for each input
 * @output_names: (nullable) (array): one for each output
 * @text_scale: how much larger than usual text is to be, as far as it takes
 *   the place of no words; 0 means 1
 * @input_lines: (nullable) (array zero-terminated=1): up to three lines that
 *   stand below the inputs' heading in place of their number
 * @has_live_notes: whether to leave room for what a #NrnNetworkScene says
 *   beside the outputs
 * @numbers: how weights and outputs are written
 * @output_note: (nullable): the longest of what a #NrnNetworkScene says
 *   below what it always does beside a single output; for its width
 * @room: how many times as wide and as high the picture is as one for which
 *   type and lines have the right size; 0 means 1
 *
 * Words that go with a network. All borrowed, for the call alone.
 */
typedef struct
{
  const char        *title;
  const char *const *input_names;
  const char *const *output_names;
  double             text_scale;
  const char *const *input_lines;
  gboolean           has_live_notes;
  NrnNumberFormat    numbers;
  const char        *output_note;
  double             room;
} NrnNetworkLabels;

/**
 * NrnNetworkNode:
 * @unit: index of the unit in its layer (or of the input)
 * @x: its centre
 * @y: likewise
 */
typedef struct
{
  guint  unit;
  double x;
  double y;
} NrnNetworkNode;

/**
 * NrnNetworkColumn:
 * @layer: index of the layer with weights that is drawn; -1 for the inputs.
 *   Layers without weights that follow it belong to its column
 * @units: how many units the layer has
 * @n_nodes: how many of them are drawn: all, or the first and the last ones
 * @nodes: (array length=n_nodes): in the order of their units
 * @radius: of each of them
 * @x: middle of the column
 * @width: from the leftmost to the rightmost edge of its nodes
 * @n_folded: how many units are only counted: @units - @n_nodes
 * @n_first: how many nodes are above the count
 * @fold_y: where the count stands
 * @has_bias: whether a bias is drawn at its foot: the next layer has one
 * @bias_y: the bias' centre, at @x
 * @bias_size: width and height of the bias
 */
typedef struct
{
  int             layer;
  guint           units;
  guint           n_nodes;
  NrnNetworkNode *nodes;
  double          radius;
  double          x;
  double          width;
  guint           n_folded;
  guint           n_first;
  double          fold_y;
  gboolean        has_bias;
  double          bias_y;
  double          bias_size;
} NrnNetworkColumn;

/**
 * NrnNetworkEdge:
 * @column: the edge goes from this column to the next one
 * @from: index into the column's nodes, or its n_nodes for the bias
 * @to: index into the next column's nodes
 * @x1: where it begins, level
 * @y1: likewise
 * @x2: where it ends, level
 * @y2: likewise
 *
 * The curve between is a cubic with both control points at the middle of
 * @x1 and @x2, the first at @y1 and the second at @y2.
 */
typedef struct
{
  guint  column;
  guint  from;
  guint  to;
  double x1;
  double y1;
  double x2;
  double y2;
} NrnNetworkEdge;

/**
 * NrnPickKind:
 * @NRN_PICK_NODE: a unit, or an input
 * @NRN_PICK_BIAS: the bias at the foot of a column
 * @NRN_PICK_EDGE: the weight between a unit and one of the next column
 * @NRN_PICK_BIAS_EDGE: the weight between a bias and a unit
 * @NRN_PICK_FOLD: the units of a column that are only counted
 */
typedef enum
{
  NRN_PICK_NODE,
  NRN_PICK_BIAS,
  NRN_PICK_EDGE,
  NRN_PICK_BIAS_EDGE,
  NRN_PICK_FOLD,
} NrnPickKind;

/**
 * NrnPick:
 * @kind: what is there
 * @column: in or from which column
 * @unit: which unit (NODE), or from which (EDGE); 0 otherwise
 * @to_unit: to which unit of the next column (EDGE, BIAS_EDGE)
 */
typedef struct
{
  NrnPickKind kind;
  guint       column;
  guint       unit;
  guint       to_unit;
} NrnPick;

/**
 * NrnNetworkArea:
 * @x: its left edge
 * @y: its top
 * @width: its width
 * @height: its height
 *
 * A rectangle, in user-space pixels.
 */
typedef struct
{
  double x;
  double y;
  double width;
  double height;
} NrnNetworkArea;

NrnNetworkLayout       *nrn_network_layout_new              (const NrnArchitecture  *architecture,
                                                             double                  width,
                                                             double                  height,
                                                             const NrnNetworkLabels *labels);
NrnNetworkLayout       *nrn_network_layout_new_view         (const NrnNetworkLayout *whole,
                                                             double                  magnification,
                                                             double                  x,
                                                             double                  y,
                                                             double                  width,
                                                             double                  height);
void                    nrn_network_layout_free             (NrnNetworkLayout       *layout);
void                    nrn_network_layout_translate        (const NrnNetworkLayout *layout,
                                                             const NrnNetworkLayout *other,
                                                             double                 *x,
                                                             double                 *y);

const NrnArchitecture  *nrn_network_layout_get_architecture (const NrnNetworkLayout *layout);
double                  nrn_network_layout_get_width        (const NrnNetworkLayout *layout);
double                  nrn_network_layout_get_height       (const NrnNetworkLayout *layout);
double                  nrn_network_layout_get_scale        (const NrnNetworkLayout *layout);
double                  nrn_network_layout_get_caption_y    (const NrnNetworkLayout *layout);
double                  nrn_network_layout_get_footer_y     (const NrnNetworkLayout *layout);
guint                   nrn_network_layout_get_n_columns    (const NrnNetworkLayout *layout);
const NrnNetworkColumn *nrn_network_layout_get_column       (const NrnNetworkLayout *layout,
                                                             guint                   column);
const NrnNetworkNode   *nrn_network_layout_find_node        (const NrnNetworkLayout *layout,
                                                             guint                   column,
                                                             guint                   unit);
int                     nrn_network_layout_get_last_layer   (const NrnNetworkLayout *layout,
                                                             guint                   column);
char                   *nrn_network_layout_describe_column  (const NrnNetworkLayout *layout,
                                                             guint                   column);

char                   *nrn_network_name_layer              (const NrnArchitecture  *architecture,
                                                             int                     layer);
gboolean                nrn_network_layout_get_heading      (const NrnNetworkLayout *layout,
                                                             guint                   column,
                                                             guint                   n_lines,
                                                             NrnNetworkArea         *area);
gboolean                nrn_network_layout_get_gap          (const NrnNetworkLayout *layout,
                                                             guint                   column,
                                                             NrnNetworkArea         *area);
gboolean                nrn_network_layout_get_name_area    (const NrnNetworkLayout *layout,
                                                             guint                   column,
                                                             guint                   unit,
                                                             NrnNetworkArea         *area);
double                  nrn_network_layout_get_legend_end   (const NrnNetworkLayout *layout);

guint                   nrn_network_layout_get_n_sources    (const NrnNetworkLayout *layout,
                                                             guint                   column);
guint                   nrn_network_layout_get_n_targets    (const NrnNetworkLayout *layout,
                                                             guint                   column);
guint                   nrn_network_layout_get_n_edges      (const NrnNetworkLayout *layout);
void                    nrn_network_layout_get_edge         (const NrnNetworkLayout *layout,
                                                             guint                   column,
                                                             guint                   from,
                                                             guint                   to,
                                                             NrnNetworkEdge         *edge);
void                    nrn_network_edge_get_point          (const NrnNetworkEdge   *edge,
                                                             double                  t,
                                                             double                 *x,
                                                             double                 *y);
double                  nrn_network_edge_find_x             (const NrnNetworkEdge   *edge,
                                                             double                  x);

gboolean                nrn_network_layout_pick             (const NrnNetworkLayout *layout,
                                                             double                  x,
                                                             double                  y,
                                                             NrnPick                *pick);
gboolean                nrn_network_layout_pick_node        (const NrnNetworkLayout *layout,
                                                             double                  x,
                                                             double                  y,
                                                             NrnPick                *pick);
gboolean                nrn_network_layout_pick_input_words (const NrnNetworkLayout *layout,
                                                             double                  x,
                                                             double                  y,
                                                             NrnPick                *pick);
gboolean                nrn_network_layout_get_area         (const NrnNetworkLayout *layout,
                                                             const NrnPick          *pick,
                                                             NrnNetworkArea         *area);
gboolean                nrn_pick_equal                      (const NrnPick          *a,
                                                             const NrnPick          *b);
gboolean                nrn_pick_is_edge                    (const NrnPick          *pick);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnNetworkLayout, nrn_network_layout_free)

G_END_DECLS
