/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Points of classes in a plane.
 */

#pragma once

#include "nrn-decision-map.h"

G_BEGIN_DECLS

/**
 * NrnPointsPlot:
 * @map: samples, limits and names; without a map
 * @n_classes: at most %NRN_PALETTE_N_CLASSES
 * @chosen: a sample that stands out, or -1
 * @moved: (nullable) (array fixed-size=2): where the chosen one is about to be
 *
 * What is to be painted, where nrn_decision_map_layout_init() says. All
 * borrowed.
 */
typedef struct
{
  NrnDecisionMapPlot  map;
  guint               n_classes;
  gssize              chosen;
  const double       *moved;
} NrnPointsPlot;

void nrn_points_plot_paint_sign (cairo_t                    *cr,
                                 guint                       class_index,
                                 guint                       n_classes,
                                 double                      x,
                                 double                      y,
                                 double                      scale,
                                 const NrnPalette           *palette);
void nrn_points_plot_paint      (cairo_t                    *cr,
                                 const NrnPointsPlot        *plot,
                                 const NrnDecisionMapLayout *layout,
                                 NrnKeptImage               *layer);

G_END_DECLS
