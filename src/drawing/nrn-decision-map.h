/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What a network with two inputs predicts, as a map with the samples on it: of
 * the classes, or of a value.
 */

#pragma once

#include "nrn-kept-image.h"
#include "nrn-palette.h"
#include "nrn-weights.h"

G_BEGIN_DECLS

/* Cells along each side of the map unless told otherwise. */
#define NRN_DECISION_MAP_SIZE 96

/* How much of a class' colour is in the map where it is certain. */
#define NRN_DECISION_MAP_TINT 0.5

/**
 * NrnDecisionMap:
 *
 * The outputs at the cells of a grid over two inputs. Owned by one thread. An
 * update allocates nothing.
 */
typedef struct _NrnDecisionMap NrnDecisionMap;

/**
 * NrnDecisionMapPlot:
 * @title: (nullable): stands above: “Data and prediction”
 * @map: the predictions; %NULL for nothing but a layout
 * @is_values: whether the outputs are values; otherwise they tell classes
 * @output: which of the values is shown
 * @low: value that the scale of colours begins with
 * @high: value that it ends with; above @low
 * @output_name: (nullable): of the value
 * @n_samples: how many samples lie on the map; may be 0
 * @features: shape (n_samples, 2): not scaled
 * @labels: (array): the class of each sample, or its value
 * @label_stride: floats from one label to the next; 0 means 1
 * @marked: (nullable) (array length=n_samples): which get a ring: exceptions
 * @n_far: how many samples have one of the largest errors of the value; these
 *   have rings, too
 * @far: (array length=n_far): which ones
 * @minimum: of both features, not scaled: the map's left and lower edge
 * @maximum: likewise: its right and upper edge
 * @feature_names: (nullable): of both axes
 * @class_names: (nullable): one for each class; for the legend
 * @watched: (nullable): both features of the watched sample, not scaled
 * @pointer: (nullable): both features where the pointer is
 * @text_scale: how much larger than usual text is; 0 means 1
 * @pixels: image pixels for each user-space pixel; 0 means 1
 * @palette: the colours
 *
 * What is to be painted. All borrowed.
 */
typedef struct
{
  const char           *title;
  const NrnDecisionMap *map;
  gboolean              is_values;
  guint                 output;
  double                low;
  double                high;
  const char           *output_name;
  guint                 n_samples;
  const float          *features;
  const float          *labels;
  guint                 label_stride;
  const guint8         *marked;
  guint                 n_far;
  const guint          *far;
  double                minimum[2];
  double                maximum[2];
  const char *const    *feature_names;
  const char *const    *class_names;
  const double         *watched;
  const double         *pointer;
  double                text_scale;
  double                pixels;
  const NrnPalette     *palette;
} NrnDecisionMapPlot;

/**
 * NrnDecisionMapLayout:
 * @x: left edge of the map itself
 * @y: its top
 * @width: its width; the same as its height
 * @picture_width: of the whole picture
 * @scale: of type and lines
 *
 * Where the map is within its plot, in user-space pixels.
 */
typedef struct
{
  double x;
  double y;
  double width;
  double picture_width;
  double scale;
} NrnDecisionMapLayout;

NrnDecisionMap *nrn_decision_map_new             (const NrnArchitecture      *architecture,
                                                  guint                       size,
                                                  const double               *minimum,
                                                  const double               *maximum);
void            nrn_decision_map_free            (NrnDecisionMap             *map);
void            nrn_decision_map_update          (NrnDecisionMap             *map,
                                                  const NrnWeights           *weights);
guint           nrn_decision_map_get_size        (const NrnDecisionMap       *map);
guint           nrn_decision_map_get_n_classes   (const NrnDecisionMap       *map);
guint           nrn_decision_map_get_class       (const NrnDecisionMap       *map,
                                                  guint                       column,
                                                  guint                       row);
double          nrn_decision_map_get_share       (const NrnDecisionMap       *map,
                                                  guint                       column,
                                                  guint                       row,
                                                  guint                       class_index);

void            nrn_decision_map_layout_init     (NrnDecisionMapLayout       *layout,
                                                  const NrnDecisionMapPlot   *plot,
                                                  double                      width,
                                                  double                      height);
void            nrn_decision_map_layout_get_point (const NrnDecisionMapLayout *layout,
                                                  const NrnDecisionMapPlot   *plot,
                                                  double                      first,
                                                  double                      second,
                                                  double                     *x,
                                                  double                     *y);
gboolean        nrn_decision_map_layout_get_values (const NrnDecisionMapLayout *layout,
                                                  const NrnDecisionMapPlot   *plot,
                                                  double                      x,
                                                  double                      y,
                                                  double                     *values);
gssize          nrn_decision_map_layout_pick     (const NrnDecisionMapLayout *layout,
                                                  const NrnDecisionMapPlot   *plot,
                                                  double                      x,
                                                  double                      y);
double          nrn_decision_map_plot_get_value  (const NrnDecisionMapPlot   *plot,
                                                  guint                       index,
                                                  const double               *features);
char           *nrn_decision_map_plot_describe   (const NrnDecisionMapPlot   *plot,
                                                  const double               *features);
void            nrn_decision_map_paint           (cairo_t                    *cr,
                                                  const NrnDecisionMapPlot   *plot,
                                                  const NrnDecisionMapLayout *layout,
                                                  NrnKeptImage               *layer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnDecisionMap, nrn_decision_map_free)

G_END_DECLS
