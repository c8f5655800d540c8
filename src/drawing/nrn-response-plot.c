/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What a network answers over the range of one input.
 */

#include "config.h"

#include "nrn-response-plot.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-ticks.h"

/* 0 … 1 for what stays inside, such as probabilities; else round numbers. */
static void
set_y_axis (NrnPlot *plot)
{
  double minimum = INFINITY;
  double maximum = -INFINITY;
  NrnTicks ticks;

  for (guint i = 0; i < plot->n_series; i++)
    {
      const NrnCurve *curve = plot->series[i].curve;
      NrnCurveExtent extent;

      nrn_curve_measure (curve, 0, nrn_curve_get_length (curve), &extent);
      minimum = MIN (minimum, extent.low);
      maximum = MAX (maximum, extent.high);
    }
  if (minimum > maximum || (minimum >= 0 && maximum <= 1))
    {
      minimum = 0;
      maximum = 1;
    }

  minimum = CLAMP (minimum, -1e300, 1e300);
  maximum = CLAMP (maximum, -1e300, 1e300);
  nrn_ticks_init (&ticks, minimum, maximum, 8, FALSE);
  if (ticks.n_ticks == 0)
    {
      double room = MAX (fabs (maximum) * 0.1, 1e-3);

      plot->y_minimum = minimum - room;
      plot->y_maximum = maximum + room;
      return;
    }
  plot->y_minimum = floor (minimum / ticks.step + 1e-6) * ticks.step;
  plot->y_maximum = ceil (maximum / ticks.step - 1e-6) * ticks.step;
}

/**
 * nrn_response_plot_paint:
 * @cr: where; the plot begins at (0, 0)
 * @response: what the network answers
 * @width: of the picture, in user-space pixels
 * @height: likewise
 * @palette: the colours
 *
 * Draws one curve for each output. Any thread that owns @cr.
 */
void
nrn_response_plot_paint (cairo_t           *cr,
                         const NrnResponse *response,
                         double             width,
                         double             height,
                         const NrnPalette  *palette)
{
  g_autofree NrnPlotSeries *series = g_new0 (NrnPlotSeries, response->n_outputs);
  g_autoptr (GPtrArray) curves = g_ptr_array_new_with_free_func ((GDestroyNotify) nrn_curve_free);
  g_autofree NrnPlotStrip *strips = g_new0 (NrnPlotStrip, response->n_strips);
  NrnPlot plot = {
    .title = response->title,
    .x_title = response->input_name,
    .series = series,
    .n_series = response->n_outputs,
    .strips = strips,
    .n_strips = response->n_strips,
    .ceiling = NAN,
    .empty_text = _("The outputs are not finite numbers."),
  };

  g_return_if_fail (response->n_points >= 2 && response->n_outputs >= 1);
  g_return_if_fail (response->x[0] < response->x[response->n_points - 1]);

  plot.x_minimum = response->x[0];
  plot.x_maximum = response->x[response->n_points - 1];
  for (guint i = 0; i < response->n_outputs; i++)
    {
      NrnCurve *curve = nrn_curve_new_from (response->n_points, response->y + i,
                                            response->n_outputs);

      g_ptr_array_add (curves, curve);
      series[i] = (NrnPlotSeries) {
        .name = response->output_names != NULL ? response->output_names[i] : NULL,
        .x = response->x,
        .curve = curve,
        .color = nrn_palette_get_class (palette, i, response->n_outputs),
        .line = i % 2 == 1 && response->n_outputs > NRN_PALETTE_N_CLASSES ? NRN_PLOT_DASHED
                                                                          : NRN_PLOT_SOLID,
      };
    }
  for (guint i = 0; i < response->n_strips; i++)
    {
      strips[i] = response->strips[i];
      if (strips[i].color == NULL)
        strips[i].color = nrn_palette_get_class (palette, i, response->n_strips);
    }
  set_y_axis (&plot);

  nrn_plot_paint (cr, &plot, width, height, palette);
}
