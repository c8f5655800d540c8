/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the files of the decision map share.
 */

#pragma once

#include "nrn-decision-map.h"
#include "nrn-text.h"

G_BEGIN_DECLS

/* All lengths at scale 1. */
#define NRN_DECISION_MAP_MARGIN    8.0
#define NRN_DECISION_MAP_GAP       6.0     /* between an axis and its numbers */
#define NRN_DECISION_MAP_LINE      17.0    /* of text */
#define NRN_DECISION_MAP_HEADER    30.0
#define NRN_DECISION_MAP_BAR       12.0    /* width of the scale of colours */
#define NRN_DECISION_MAP_BAR_GAP   14.0

/* nrn-decision-map.c */
const float *nrn_decision_map_get_outputs     (const NrnDecisionMap       *map,
                                               guint                       column,
                                               guint                       row,
                                               guint                      *n_outputs);

/* nrn-decision-map-axes.c */
double       nrn_decision_map_measure_left    (const NrnDecisionMapPlot   *plot,
                                               double                      height,
                                               double                      scale);
double       nrn_decision_map_measure_right   (const NrnDecisionMapPlot   *plot,
                                               double                      height,
                                               double                      scale);
void         nrn_decision_map_paint_header    (cairo_t                    *cr,
                                               const NrnDecisionMapPlot   *plot,
                                               const NrnDecisionMapLayout *layout);
void         nrn_decision_map_paint_axes      (cairo_t                    *cr,
                                               const NrnDecisionMapPlot   *plot,
                                               const NrnDecisionMapLayout *layout);
void         nrn_decision_map_paint_scale     (cairo_t                    *cr,
                                               const NrnDecisionMapPlot   *plot,
                                               const NrnDecisionMapLayout *layout);

/* nrn-decision-map-cells.c */
NrnColor     nrn_decision_map_get_value_color (const NrnDecisionMapPlot   *plot,
                                               double                      value);
void         nrn_decision_map_paint_cells     (cairo_t                    *cr,
                                               const NrnDecisionMapPlot   *plot,
                                               const NrnDecisionMapLayout *layout);
void         nrn_decision_map_paint_contours  (cairo_t                    *cr,
                                               const NrnDecisionMapPlot   *plot,
                                               const NrnDecisionMapLayout *layout);

G_END_DECLS
