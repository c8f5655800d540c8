/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The loss over one weight, with a ball on it and where it steps to.
 */

#pragma once

#include "nrn-palette.h"

G_BEGIN_DECLS

/**
 * NrnValleyPlot:
 * @title: (nullable): stands above; without one the plot is in a card
 * @x_title: (nullable): name of the weight
 * @caption: (nullable): a sentence below, in at most two lines
 * @n_points: points of the curve; at least 2
 * @values: (array length=n_points): of the weight; rising
 * @losses: (array length=n_points): the loss at each; what is not finite is a
 *   gap
 * @value: where the ball is
 * @loss: how high; NaN for no ball
 * @gradient: how steep it is there; NaN for no arrows
 * @new_value: where a step of −learning rate · gradient leads; NaN for none
 * @new_loss: how high it is there; perhaps not finite
 * @other_name: (nullable): what the other step is called
 * @other_value: where that one leads; NaN for none
 * @other_loss: how high it is there
 * @text_scale: how much larger than usual text is; 0 means 1
 *
 * What is to be painted. All borrowed.
 */
typedef struct
{
  const char   *title;
  const char   *x_title;
  const char   *caption;
  guint         n_points;
  const double *values;
  const double *losses;
  double        value;
  double        loss;
  double        gradient;
  double        new_value;
  double        new_loss;
  const char   *other_name;
  double        other_value;
  double        other_loss;
  double        text_scale;
} NrnValleyPlot;

void     nrn_valley_plot_paint    (cairo_t             *cr,
                                   const NrnValleyPlot *plot,
                                   double               width,
                                   double               height,
                                   const NrnPalette    *palette);
double   nrn_valley_plot_pick     (const NrnValleyPlot *plot,
                                   double               width,
                                   double               height,
                                   double               x);
gboolean nrn_valley_plot_has_ball (const NrnValleyPlot *plot,
                                   double               width,
                                   double               height,
                                   double               x,
                                   double               y);
double   nrn_valley_plot_measure_step
                                  (const NrnValleyPlot *plot,
                                   double               width,
                                   double               height);

G_END_DECLS
