/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Words in a row, each with the sign that it explains: legends, and the
 * values at a cross-hair, which stand in their place.
 */

#include "config.h"

#include "nrn-legend-private.h"

#include "nrn-plot-private.h"

/* All lengths at scale 1. */
#define SAMPLE       24.0   /* of a line */
#define SMALL_SAMPLE 16.0   /* likewise, where there is little room */
#define SAMPLE_GAP   6.0
#define SPACE        16.0   /* between two items */
#define SMALL_SPACE  12.0
#define DOT_RADIUS   3.0
#define RING_RADIUS  4.0
#define RING_LINE    1.5

typedef struct
{
  char          *text;      /* owned */
  NrnLegendSign  sign;
  NrnPlotSeries  line;      /* how it looks; only the colour of other signs */
  double         width;
} Item;

static void
item_clear (gpointer data)
{
  Item *item = data;

  g_free (item->text);
}

/**
 * nrn_legend_init:
 * @legend: (out caller-allocates): a legend without items
 * @left: where its rows begin, in user-space pixels
 * @right: where they end
 * @scale: of type and lines
 * @is_small: whether there is little room
 * @color: of the words; stays with the caller
 *
 * Free with nrn_legend_clear().
 */
void
nrn_legend_init (NrnLegend      *legend,
                 double          left,
                 double          right,
                 double          scale,
                 gboolean        is_small,
                 const NrnColor *color)
{
  *legend = (NrnLegend) {
    .items = g_array_new (FALSE, FALSE, sizeof (Item)),
    .left = left,
    .right = right,
    .scale = scale,
    .is_small = is_small,
    .color = color,
  };
  g_array_set_clear_func (legend->items, item_clear);
}

void
nrn_legend_clear (NrnLegend *legend)
{
  g_clear_pointer (&legend->items, g_array_unref);
}

static NrnTextStyle
get_style (const NrnLegend *legend,
           NrnLegendSign    sign)
{
  return (NrnTextStyle) { NRN_TEXT_NOTE * legend->scale, sign == NRN_LEGEND_WORDS, 0 };
}

static double
get_space (const NrnLegend *legend)
{
  return (legend->is_small ? SMALL_SPACE : SPACE) * legend->scale;
}

/* Of the sign, with what parts it from the words. */
static double
get_sign_width (const NrnLegend *legend,
                NrnLegendSign    sign)
{
  switch (sign)
    {
    case NRN_LEGEND_LINE:
      return ((legend->is_small ? SMALL_SAMPLE : SAMPLE) + SAMPLE_GAP) * legend->scale;
    case NRN_LEGEND_DOT:
      return (2 * DOT_RADIUS + SAMPLE_GAP) * legend->scale;
    case NRN_LEGEND_RING:
      return (2 * RING_RADIUS + SAMPLE_GAP) * legend->scale;
    case NRN_LEGEND_WORDS:
    default:
      return 0;
    }
}

static void
take (NrnLegend           *legend,
      char                *text,
      NrnLegendSign        sign,
      const NrnPlotSeries *line)
{
  NrnTextStyle style = get_style (legend, sign);
  Item item = { .text = text, .sign = sign };

  if (line != NULL)
    item.line = *line;
  nrn_text_measure (text, &style, &item.width, NULL);
  item.width += get_sign_width (legend, sign);
  g_array_append_val (legend->items, item);
}

void
nrn_legend_take_words (NrnLegend *legend,
                       char      *text)
{
  take (legend, text, NRN_LEGEND_WORDS, NULL);
}

void
nrn_legend_take_line (NrnLegend           *legend,
                      char                *text,
                      const NrnPlotSeries *line)
{
  take (legend, text, NRN_LEGEND_LINE, line);
}

/* A sign that is not a line. */
void
nrn_legend_take_sign (NrnLegend      *legend,
                      char           *text,
                      NrnLegendSign   sign,
                      const NrnColor *color)
{
  take (legend, text, sign, &(NrnPlotSeries) { .color = color });
}

/**
 * nrn_legend_measure:
 * @legend: a legend
 *
 * Returns: how wide all items are in one row
 */
double
nrn_legend_measure (const NrnLegend *legend)
{
  double width = -get_space (legend);

  for (guint i = 0; i < legend->items->len; i++)
    width += g_array_index (legend->items, Item, i).width + get_space (legend);

  return width;
}

static void
paint_sign (cairo_t         *cr,
            const NrnLegend *legend,
            const Item      *item,
            double           x,
            double           y)
{
  double width = get_sign_width (legend, item->sign) - SAMPLE_GAP * legend->scale;

  cairo_save (cr);
  cairo_new_path (cr);
  if (item->sign == NRN_LEGEND_LINE)
    {
      nrn_plot_set_line (cr, &item->line, legend->scale);
      cairo_move_to (cr, x, y);
      cairo_rel_line_to (cr, width, 0);
      cairo_stroke (cr);
      nrn_plot_paint_sign (cr, &item->line, x + width / 2, y, legend->scale);
    }
  else
    {
      cairo_arc (cr, x + width / 2, y, width / 2, 0, 2 * G_PI);
      nrn_color_set_source (item->line.color, 1, cr);
      cairo_set_line_width (cr, RING_LINE * legend->scale);
      if (item->sign == NRN_LEGEND_RING)
        cairo_stroke (cr);
      else
        cairo_fill (cr);
    }
  cairo_restore (cr);
}

static void
paint_item (cairo_t         *cr,
            const NrnLegend *legend,
            const Item      *item,
            double           x,
            double           y)
{
  NrnTextStyle style = get_style (legend, item->sign);
  double sign_width = get_sign_width (legend, item->sign);
  double words_width = MIN (item->width, legend->right - x + legend->scale) - sign_width;
  gboolean is_right_to_left = nrn_text_is_right_to_left (item->text);

  style.max_width = MAX (legend->right - x - sign_width + legend->scale, 1);
  nrn_text_paint (cr, item->text, &style, legend->color,
                  is_right_to_left ? x : x + sign_width, y, 0, 0.5);
  if (is_right_to_left)
    x += words_width + SAMPLE_GAP * legend->scale;
  if (item->sign != NRN_LEGEND_WORDS)
    paint_sign (cr, legend, item, x, y);
}

/**
 * nrn_legend_flow:
 * @legend: a legend
 * @x: where the first item begins
 * @y: top of the first row
 * @cr: (nullable): where; %NULL only to count
 *
 * Draws the items in rows: from @x on, and below from the left.
 *
 * Returns: how many rows there are
 */
guint
nrn_legend_flow (const NrnLegend *legend,
                 double           x,
                 double           y,
                 cairo_t         *cr)
{
  double height = NRN_LEGEND_ROW * legend->scale;
  guint n_rows = legend->items->len > 0 ? 1 : 0;

  for (guint i = 0; i < legend->items->len; i++)
    {
      const Item *item = &g_array_index (legend->items, Item, i);

      if (x > legend->left && x + item->width > legend->right + 0.5)
        {
          x = legend->left;
          y += height;
          n_rows++;
        }
      if (cr != NULL)
        paint_item (cr, legend, item, x, y + height / 2);
      x += item->width + get_space (legend);
    }

  return n_rows;
}

/**
 * nrn_legend_paint_beside:
 * @legend: a legend; loses its first items if there is no room for them
 * @y: top of its row
 * @cr: where
 *
 * Draws the items in one row that ends at the right, beside a title.
 */
void
nrn_legend_paint_beside (NrnLegend *legend,
                         double     y,
                         cairo_t   *cr)
{
  while (legend->items->len > 0 && nrn_legend_measure (legend) > legend->right - legend->left)
    g_array_remove_index (legend->items, 0);

  nrn_legend_flow (legend, legend->right - nrn_legend_measure (legend), y, cr);
}
