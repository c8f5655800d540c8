/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What stands above a plot: title and legend.
 */

#include "nrn-plot-private.h"

#include <math.h>

#include "nrn-text.h"

/* All lengths at scale 1. */
#define LEGEND_LINE  24.0
#define LEGEND_GAP   7.0
#define LEGEND_SPACE 18.0

typedef struct
{
  const char     *text;
  const NrnColor *color;
  gboolean        dashed;
  double          width;
} LegendItem;

static guint
collect_legend (const NrnPlot    *plot,
                const NrnPalette *palette,
                double            scale,
                LegendItem       *items)
{
  NrnTextStyle style = { NRN_TEXT_NOTE * scale, FALSE, 0 };
  guint n = 0;

  /* A single curve is what the title says. */
  for (guint i = 0; i < plot->n_series; i++)
    {
      const NrnPlotSeries *series = &plot->series[i];

      if (series->name != NULL && (plot->n_series > 1 || plot->title == NULL))
        items[n++] = (LegendItem) { series->name, series->color, series->dashed, 0 };
    }
  if (isfinite (plot->ceiling) && plot->ceiling_name != NULL)
    items[n++] = (LegendItem) { plot->ceiling_name, &palette->ceiling, TRUE, 0 };

  for (guint i = 0; i < n; i++)
    {
      nrn_text_measure (items[i].text, &style, &items[i].width, NULL);
      items[i].width += (LEGEND_LINE + LEGEND_GAP) * scale;
    }

  return n;
}

static void
paint_legend_item (cairo_t          *cr,
                   const LegendItem *item,
                   double            x,
                   double            y,
                   double            max_width,
                   double            scale,
                   const NrnPalette *palette)
{
  const double dashes[] = { NRN_PLOT_DASH_ON * scale, NRN_PLOT_DASH_OFF * scale };
  NrnTextStyle style = { NRN_TEXT_NOTE * scale, FALSE, 0 };

  style.max_width = MAX (max_width - (LEGEND_LINE + LEGEND_GAP) * scale, 1);
  cairo_save (cr);
  cairo_move_to (cr, x, y);
  cairo_rel_line_to (cr, LEGEND_LINE * scale, 0);
  cairo_set_line_width (cr, NRN_PLOT_LINE * scale);
  cairo_set_dash (cr, dashes, item->dashed ? 2 : 0, 0);
  nrn_color_set_source (item->color, 1, cr);
  cairo_stroke (cr);
  nrn_text_paint (cr, item->text, &style, &palette->text,
                  x + (LEGEND_LINE + LEGEND_GAP) * scale, y, 0, 0.5);
  cairo_restore (cr);
}

/**
 * nrn_plot_paint_header:
 * @cr: where; the plot begins at (0, 0)
 * @plot: what
 * @width: of the picture
 * @scale: of type and lines
 * @palette: the colours
 *
 * Draws the title, and the legend beside it if it fits there, else in rows
 * below.
 *
 * Returns: how far down they reach
 */
double
nrn_plot_paint_header (cairo_t          *cr,
                       const NrnPlot    *plot,
                       double            width,
                       double            scale,
                       const NrnPalette *palette)
{
  g_autofree LegendItem *items = g_new (LegendItem, plot->n_series + 1);
  guint n_items = collect_legend (plot, palette, scale, items);
  double margin = NRN_PLOT_MARGIN * scale;
  NrnTextStyle style = { NRN_TEXT_HEADING * scale, TRUE, MAX (width - 2 * margin, 1) };
  double row = NRN_TEXT_HEADING * scale * 1.4;
  double title_width = 0;
  double legend_width = -LEGEND_SPACE * scale;
  double x = margin;
  double y = margin;

  if (plot->title != NULL)
    {
      nrn_text_measure (plot->title, &style, &title_width, NULL);
      nrn_text_paint (cr, plot->title, &style, &palette->text, margin, y + row / 2, 0, 0.5);
    }
  for (guint i = 0; i < n_items; i++)
    legend_width += items[i].width + LEGEND_SPACE * scale;

  if (legend_width + title_width + LEGEND_SPACE * scale <= width - 2 * margin)
    x = width - margin - legend_width;
  else if (n_items > 0 && title_width > 0)
    y += row;
  for (guint i = 0; i < n_items; i++)
    {
      if (x > margin && x + items[i].width > width - margin + 0.5)
        {
          x = margin;
          y += row;
        }
      paint_legend_item (cr, &items[i], x, y + row / 2, width - margin - x, scale, palette);
      x += items[i].width + LEGEND_SPACE * scale;
    }

  return plot->title != NULL || n_items > 0 ? y + row : margin;
}
