/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What stands above a plot: title, legend, and the values at a cross-hair.
 */

#include "config.h"

#include "nrn-plot-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-text.h"

/* All lengths at scale 1. */
#define SAMPLE      24.0   /* of a line */
#define CARD_SAMPLE 16.0   /* likewise, where there is little room */
#define SAMPLE_GAP  6.0
#define SPACE       16.0   /* between two items */
#define CARD_SPACE  12.0

/* A line and what it is, or only words. */
typedef struct
{
  char          *text;      /* owned */
  gboolean       is_bold;
  NrnPlotSeries  line;      /* how it looks; the colour is NULL without one */
  double         width;
} Item;

typedef struct
{
  const NrnPlot *plot;
  GArray        *items;     /* owned; Item */
  double         left;
  double         right;
  double         scale;
  double         sample;
  double         space;
} Row;

static void
item_clear (gpointer data)
{
  Item *item = data;

  g_free (item->text);
}

static void
row_init (Row           *row,
          const NrnPlot *plot,
          double         width,
          double         scale,
          double         margin)
{
  row->plot = plot;
  row->items = g_array_new (FALSE, FALSE, sizeof (Item));
  g_array_set_clear_func (row->items, item_clear);
  row->left = margin;
  row->right = width - margin;
  row->scale = scale;
  row->sample = (plot->is_card ? CARD_SAMPLE : SAMPLE) * scale;
  row->space = (plot->is_card ? CARD_SPACE : SPACE) * scale;
}

static void
row_clear (Row *row)
{
  g_array_unref (row->items);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Row, row_clear)

static NrnTextStyle
get_style (const Row *row,
           gboolean   is_bold)
{
  return (NrnTextStyle) { NRN_TEXT_NOTE * row->scale, is_bold, 0 };
}

static void
row_take (Row                 *row,
          char                *text,
          const NrnPlotSeries *line)
{
  NrnTextStyle style = get_style (row, line == NULL);
  Item item = { .text = text, .is_bold = line == NULL };

  nrn_text_measure (text, &style, &item.width, NULL);
  if (line != NULL)
    {
      item.line = *line;
      item.width += row->sample + SAMPLE_GAP * row->scale;
    }
  g_array_append_val (row->items, item);
}

/* A single curve with a title is what the title says. */
static void
row_add_legend (Row *row)
{
  const NrnPlot *plot = row->plot;

  for (guint i = 0; i < plot->n_series; i++)
    {
      if (plot->series[i].name != NULL && !plot->series[i].is_faint &&
          (plot->n_series > 1 || plot->title == NULL))
        row_take (row, g_strdup (plot->series[i].name), &plot->series[i]);
    }
}

static void
row_add_ceiling (Row              *row,
                 const NrnPalette *palette)
{
  NrnPlotSeries line = { .color = &palette->ceiling, .line = NRN_PLOT_DASHED };

  if (isfinite (row->plot->ceiling) && row->plot->ceiling_name != NULL)
    row_take (row, g_strdup (row->plot->ceiling_name), &line);
}

static void
row_add_values (Row    *row,
                double  x)
{
  const NrnPlot *plot = row->plot;

  for (guint i = 0; i < plot->n_series; i++)
    {
      const NrnPlotSeries *series = &plot->series[i];
      gsize point = nrn_plot_series_find (series, x);

      if (point < nrn_curve_get_length (series->curve) &&
          isfinite (nrn_curve_get (series->curve, point)))
        row_take (row, nrn_plot_format_value (plot, nrn_curve_get (series->curve, point)), series);
    }
}

/* Values as wide as they get, so that nothing moves with the pointer. */
static void
row_add_widest_values (Row *row)
{
  const NrnPlot *plot = row->plot;
  g_autofree char *last = nrn_text_format_count ((guint64) CLAMP (plot->x_maximum, 0, 1e15));

  row_take (row, g_strdup_printf ("%s %s", plot->x_title != NULL ? plot->x_title : "", last), NULL);
  for (guint i = 0; i < plot->n_series; i++)
    row_take (row, nrn_plot_format_value (plot, plot->y_maximum), &plot->series[i]);
}

static double
row_measure (const Row *row)
{
  double width = -row->space;

  for (guint i = 0; i < row->items->len; i++)
    width += g_array_index (row->items, Item, i).width + row->space;

  return width;
}

static void
paint_item (cairo_t          *cr,
            const Row        *row,
            const Item       *item,
            double            x,
            double            y,
            const NrnPalette *palette)
{
  NrnTextStyle style = get_style (row, item->is_bold);
  double text_x = x;

  if (item->line.color != NULL)
    {
      cairo_save (cr);
      nrn_plot_set_line (cr, &item->line, row->scale);
      cairo_move_to (cr, x, y);
      cairo_rel_line_to (cr, row->sample, 0);
      cairo_stroke (cr);
      cairo_restore (cr);
      text_x += row->sample + SAMPLE_GAP * row->scale;
    }
  style.max_width = MAX (row->right - text_x + row->scale, 1);
  nrn_text_paint (cr, item->text, &style, &palette->text, text_x, y, 0, 0.5);
}

/* From @x on, and below from the left again. Draws unless @cr is NULL;
 * returns how many rows there are. */
static guint
row_flow (const Row        *row,
          double            x,
          double            y,
          cairo_t          *cr,
          const NrnPalette *palette)
{
  double height = NRN_PLOT_LEGEND_ROW * row->scale;
  guint n_rows = row->items->len > 0 ? 1 : 0;

  for (guint i = 0; i < row->items->len; i++)
    {
      const Item *item = &g_array_index (row->items, Item, i);

      if (x > row->left && x + item->width > row->right + 0.5)
        {
          x = row->left;
          y += height;
          n_rows++;
        }
      if (cr != NULL)
        paint_item (cr, row, item, x, y + height / 2, palette);
      x += item->width + row->space;
    }

  return n_rows;
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
  g_auto (Row) row = { 0 };
  NrnTextStyle style = { NRN_TEXT_HEADING * scale, TRUE, MAX (width - 2 * margin, 1) };
  double height = NRN_PLOT_LEGEND_ROW * scale;
  double title_width = 0;
  double legend_width;
  guint n_rows;

  row_init (&row, plot, width, scale, margin);
  row_add_legend (&row);
  row_add_ceiling (&row, palette);
  legend_width = row_measure (&row);

  if (plot->is_card)
    return row_flow (&row, margin, 0, cr, palette) * height;

  if (plot->title != NULL)
    {
      nrn_text_measure (plot->title, &style, &title_width, NULL);
      if (cr != NULL)
        nrn_text_paint (cr, plot->title, &style, &palette->text, margin, margin + height / 2, 0, 0.5);
      title_width += row.space;
    }
  if (row.items->len == 0)
    return margin + (plot->title != NULL ? height : 0);

  if (title_width + legend_width <= width - 2 * margin)
    {
      row_flow (&row, width - margin - legend_width, margin, cr, palette);
      return margin + height;
    }
  n_rows = row_flow (&row, margin, margin + (title_width > 0 ? height : 0), cr, palette);

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
  g_auto (Row) row = { 0 };

  row_init (&row, plot, width, scale, margin);
  if (!plot->is_card)
    return height;

  row_add_widest_values (&row);
  return MAX (height, row_flow (&row, margin, 0, NULL, NULL) * NRN_PLOT_LEGEND_ROW * scale);
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

/**
 * nrn_plot_paint_readout:
 * @cr: where
 * @area: of a plot in a card
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
  g_auto (Row) row = { 0 };

  row_init (&row, area->plot, area->picture_width, area->scale, area->margin);
  row_take (&row, g_strdup (name), NULL);
  row_add_values (&row, x);

  cairo_rectangle (cr, 0, 0, area->picture_width,
                   nrn_plot_measure_header (area->plot, area->picture_width, area->scale, area->margin));
  nrn_color_set_source (&palette->background, 1, cr);
  cairo_fill (cr);
  row_flow (&row, area->margin, 0, cr, palette);
}
