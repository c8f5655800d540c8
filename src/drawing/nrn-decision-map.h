/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What a network with two inputs predicts, as a map with the samples on it.
 */

#pragma once

#include "nrn-palette.h"
#include "nrn-weights.h"

G_BEGIN_DECLS

/* Cells along each side of the map unless told otherwise. */
#define NRN_DECISION_MAP_SIZE 96

/**
 * NrnDecisionMap:
 *
 * Class and probability at the cells of a grid over two inputs. Owned by one
 * thread. An update allocates nothing.
 */
typedef struct _NrnDecisionMap NrnDecisionMap;

/**
 * NrnDecisionMapPlot:
 * @map: the predictions
 * @n_samples: how many samples lie on the map; may be 0
 * @features: shape (n_samples, 2): not scaled
 * @labels: (array length=n_samples): the class of each
 * @marked: (nullable) (array length=n_samples): which get a ring: exceptions,
 *   or wrong ones
 * @minimum: of both features, not scaled: the map's left and lower edge
 * @maximum: likewise: its right and upper edge
 * @feature_names: (nullable): of both axes
 * @class_names: (nullable): one for each class; stand above the map
 * @watched: (nullable): both features of the watched sample, not scaled
 * @text_scale: how much larger than usual text is; 0 means 1
 * @palette: the colours
 *
 * What is to be painted. All borrowed.
 */
typedef struct
{
  const NrnDecisionMap *map;
  guint                 n_samples;
  const float          *features;
  const float          *labels;
  const guint8         *marked;
  double                minimum[2];
  double                maximum[2];
  const char *const    *feature_names;
  const char *const    *class_names;
  const double         *watched;
  double                text_scale;
  const NrnPalette     *palette;
} NrnDecisionMapPlot;

/**
 * NrnDecisionMapLayout:
 * @x: left edge of the map itself
 * @y: its top
 * @width: its width; the same as its height
 * @scale: of type and lines
 *
 * Where the map is within its plot, in user-space pixels.
 */
typedef struct
{
  double x;
  double y;
  double width;
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
void            nrn_decision_map_paint           (cairo_t                    *cr,
                                                  const NrnDecisionMapPlot   *plot,
                                                  const NrnDecisionMapLayout *layout);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnDecisionMap, nrn_decision_map_free)

G_END_DECLS
