/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What stands above a plot: title, legend, and the values at a cross-hair.
 */

#include "config.h"

#include "nrn-plot-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-legend-private.h"
#include "nrn-text.h"

static void
init (NrnLegend        *legend,
      const NrnPlot    *plot,
      double            width,
      double            scale,
      double            margin,
      const NrnPalette *palette)
{
  nrn_legend_init (legend, margin, width - margin, scale, plot->is_card, &palette->text);
}

/* A single curve with a title is what the title says. */
static void
add_series (NrnLegend     *legend,
            const NrnPlot *plot)
{
  for (guint i = 0; i < plot->n_scatters; i++)
    {
      if (plot->scatters[i].name != NULL)
        nrn_legend_take_sign (legend, g_strdup (plot->scatters[i].name), NRN_LEGEND_DOT,
                              plot->scatters[i].color);
    }
  if (plot->ring_name != NULL)
    nrn_legend_take_sign (legend, g_strdup (plot->ring_name), NRN_LEGEND_RING, legend->color);
  for (guint i = 0; i < plot->n_series; i++)
    {
      if (plot->series[i].name != NULL && !plot->series[i].is_faint &&
          (plot->n_series > 1 || plot->n_scatters > 0 || plot->title == NULL))
        nrn_legend_take_line (legend, g_strdup (plot->series[i].name), &plot->series[i]);
    }
}

/* One of them stands for all. */
static void
add_faint (NrnLegend     *legend,
           const NrnPlot *plot)
{
  for (guint i = 0; i < plot->n_series && plot->faint_name != NULL; i++)
    {
      if (!plot->series[i].is_faint)
        continue;
      nrn_legend_take_line (legend, g_strdup (plot->faint_name), &plot->series[i]);
      return;
    }
}

static void
add_verticals (NrnLegend        *legend,
               const NrnPlot    *plot,
               const NrnPalette *palette)
{
  for (guint i = 0; i < plot->n_verticals; i++)
    {
      NrnPlotSeries line = { .color = &palette->text, .line = plot->verticals[i].line };

      nrn_legend_take_line (legend, g_strdup (plot->verticals[i].name), &line);
    }
}

static void
add_ceiling (NrnLegend        *legend,
             const NrnPlot    *plot,
             const NrnPalette *palette)
{
  NrnPlotSeries line = { .color = &palette->ceiling, .line = NRN_PLOT_DASHED };

  if (isfinite (plot->ceiling) && plot->ceiling_name != NULL)
    nrn_legend_take_line (legend, g_strdup (plot->ceiling_name), &line);
}

static void
add_values (NrnLegend     *legend,
            const NrnPlot *plot,
            double         x)
{
  for (guint i = 0; i < plot->n_series; i++)
    {
      const NrnPlotSeries *series = &plot->series[i];
      gsize point = nrn_plot_series_find (series, x);

      if (point < nrn_curve_get_length (series->curve) &&
          isfinite (nrn_curve_get (series->curve, point)))
        nrn_legend_take_line (legend,
                              nrn_plot_format_value (plot, nrn_curve_get (series->curve, point)),
                              series);
    }
}

/* Values as wide as they get, so that nothing moves with the pointer. */
static void
add_widest_values (NrnLegend     *legend,
                   const NrnPlot *plot)
{
  g_autofree char *last = nrn_text_format_count ((guint64) CLAMP (plot->x_maximum, 0, 1e15));

  nrn_legend_take_words (legend, g_strdup_printf ("%s %s", plot->x_title != NULL ? plot->x_title : "",
                                                  last));
  for (guint i = 0; i < plot->n_series; i++)
    nrn_legend_take_line (legend, nrn_plot_format_value (plot, plot->y_maximum), &plot->series[i]);
}

/* The legend beside the title if it fits there, else in rows below; the
 * height of all. */
static double
lay_out_header (const NrnPlot    *plot,
                double            width,
                double            scale,
                double            margin,
                cairo_t          *cr,
                const NrnPalette *palette)
{
  g_auto (NrnLegend) legend = { 0 };
  NrnTextStyle style = { NRN_TEXT_HEADING * scale, TRUE, MAX (width - 2 * margin, 1) };
  double height = NRN_LEGEND_ROW * scale;
  double title_width = 0;
  double legend_width;
  guint n_rows;

  init (&legend, plot, width, scale, margin, palette);
  add_series (&legend, plot);
  add_faint (&legend, plot);
  add_verticals (&legend, plot, palette);
  add_ceiling (&legend, plot, palette);
  legend_width = nrn_legend_measure (&legend);

  if (plot->is_card)
    return nrn_legend_flow (&legend, margin, 0, cr) * height;

  if (plot->title != NULL)
    {
      nrn_text_measure (plot->title, &style, &title_width, NULL);
      if (cr != NULL)
        nrn_text_paint (cr, plot->title, &style, &palette->text, margin, margin + height / 2, 0, 0.5);
      title_width += NRN_PLOT_LEGEND_SPACE * scale;
    }
  if (legend.items->len == 0)
    return margin + (plot->title != NULL ? height : 0);

  if (title_width + legend_width <= width - 2 * margin)
    {
      nrn_legend_flow (&legend, width - margin - legend_width, margin, cr);
      return margin + height;
    }
  n_rows = nrn_legend_flow (&legend, margin, margin + (title_width > 0 ? height : 0), cr);

  return margin + (n_rows + (title_width > 0)) * height;
}

/**
 * nrn_plot_measure_header:
 * @plot: what
 * @width: of the picture
 * @scale: of type and lines
 * @margin: around everything
 *
 * Returns: how far down title and legend reach, and in a card also the
 *   values at a cross-hair
 */
double
nrn_plot_measure_header (const NrnPlot *plot,
                         double         width,
                         double         scale,
                         double         margin)
{
  double height = lay_out_header (plot, width, scale, margin, NULL, &nrn_palette_light);
  g_auto (NrnLegend) legend = { 0 };

  init (&legend, plot, width, scale, margin, &nrn_palette_light);
  if (!plot->is_card)
    return height;

  add_widest_values (&legend, plot);
  return MAX (height, nrn_legend_flow (&legend, margin, 0, NULL) * NRN_LEGEND_ROW * scale);
}

void
nrn_plot_paint_header (cairo_t          *cr,
                       const NrnPlot    *plot,
                       double            width,
                       double            scale,
                       double            margin,
                       const NrnPalette *palette)
{
  lay_out_header (plot, width, scale, margin, cr, palette);
}

/* Where values at a cross-hair begin: beside the title. */
static double
measure_title (const NrnPlotArea *area)
{
  NrnTextStyle style = { NRN_TEXT_HEADING * area->scale, TRUE, 0 };
  double width = 0;

  if (area->plot->is_card || area->plot->title == NULL)
    return 0;

  nrn_text_measure (area->plot->title, &style, &width, NULL);

  return width + NRN_PLOT_LEGEND_SPACE * area->scale;
}

/**
 * nrn_plot_paint_readout:
 * @cr: where
 * @area: of a plot
 * @x: a value of the x axis
 * @name: what to call it
 * @palette: the colours
 *
 * Draws the values at @x in the place of the legend.
 */
void
nrn_plot_paint_readout (cairo_t           *cr,
                        const NrnPlotArea *area,
                        double             x,
                        const char        *name,
                        const NrnPalette  *palette)
{
  double header = nrn_plot_measure_header (area->plot, area->picture_width, area->scale, area->margin);
  double left = area->margin + measure_title (area);
  double below = area->plot->is_card ? 0 : area->margin + NRN_LEGEND_ROW * area->scale;
  g_auto (NrnLegend) legend = { 0 };

  init (&legend, area->plot, area->picture_width, area->scale, area->margin, palette);
  nrn_legend_take_words (&legend, g_strdup (name));
  add_values (&legend, area->plot, x);

  cairo_rectangle (cr, left - area->scale, 0, area->picture_width, header);
  cairo_rectangle (cr, 0, below, area->picture_width, MAX (header - below, 0));
  nrn_color_set_source (&palette->background, 1, cr);
  cairo_fill (cr);
  if (area->plot->is_card)
    {
      nrn_legend_flow (&legend, area->margin, 0, cr);
      return;
    }
  legend.left = left;
  nrn_legend_paint_beside (&legend, area->margin, cr);
}
