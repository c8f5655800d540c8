/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What a network answers over the range of one input.
 */

#pragma once

#include "nrn-palette.h"
#include "nrn-plot.h"

G_BEGIN_DECLS

/**
 * NrnResponse:
 * @title: (nullable): above the plot
 * @input_name: (nullable): below the x axis
 * @n_points: how many values of the input there are; at least 2
 * @x: (array length=n_points): these values, rising
 * @n_outputs: how many outputs the network has
 * @y: shape (n_points, n_outputs), row-major: the outputs
 * @output_names: (nullable) (array length=n_outputs): for the legend
 * @strips: (nullable) (array length=n_strips): samples, drawn below; their
 *   colours may be %NULL for that of the class of their index
 * @n_strips: how many
 *
 * All borrowed.
 */
typedef struct
{
  const char         *title;
  const char         *input_name;
  guint               n_points;
  const double       *x;
  guint               n_outputs;
  const double       *y;
  const char *const  *output_names;
  const NrnPlotStrip *strips;
  guint               n_strips;
} NrnResponse;

void nrn_response_plot_paint (cairo_t           *cr,
                              const NrnResponse *response,
                              double             width,
                              double             height,
                              const NrnPalette  *palette);

G_END_DECLS
