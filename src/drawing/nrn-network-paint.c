/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The picture of a network.
 */

#include "config.h"

#include "nrn-network-paint.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-network-glide.h"
#include "nrn-network-layout-private.h"

/* All lengths at scale 1. */
/* Height of a pill with two lines, in those of one. */
#define TWO_LINES 1.75

#define SEPARATOR " · "

#define OUTLINE        1.3
#define BIAS_CORNER    6.0
#define MIN_BIAS_LABEL 24.0     /* a smaller bias has no room for its 1 */
#define LABEL_DISTANCE 96.0     /* columns nearer by than that hide the word */
#define LEGEND_LINE    28.0
#define LEGEND_SPACE   8.0
#define LEGEND_WIDTH   2.6
#define LEGEND_NEXT    24.0
#define DASH_ON        8.0
#define DASH_OFF       5.0

void
nrn_network_add_rounded_rectangle (cairo_t *cr,
                                   double   x,
                                   double   y,
                                   double   width,
                                   double   height,
                                   double   corner)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - corner, y + corner, corner, -G_PI_2, 0);
  cairo_arc (cr, x + width - corner, y + height - corner, corner, 0, G_PI_2);
  cairo_arc (cr, x + corner, y + height - corner, corner, G_PI_2, G_PI);
  cairo_arc (cr, x + corner, y + corner, corner, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

static void
fill_and_outline (cairo_t        *cr,
                  const NrnColor *inside,
                  const NrnColor *outline,
                  double          line_width)
{
  nrn_color_set_source (inside, 1, cr);
  cairo_fill_preserve (cr);
  nrn_color_set_source (outline, 1, cr);
  cairo_set_line_width (cr, line_width);
  cairo_stroke (cr);
}

static void
paint_bias (cairo_t                *cr,
            const NrnNetworkLayout *layout,
            guint                   index,
            const NrnPalette       *palette)
{
  const NrnNetworkColumn *column = &layout->columns[index];
  double size = column->bias_size;
  NrnTextStyle digit = { NRN_TEXT_HEADING * layout->scale, FALSE, 0 };
  NrnTextStyle word = { NRN_TEXT_NOTE * layout->scale, FALSE, 0 };
  gboolean has_word = layout->level <= NRN_CAPTION_SHORT;

  nrn_network_add_rounded_rectangle (cr, column->x - size / 2, column->bias_y - size / 2,
                                     size, size, MIN (BIAS_CORNER * layout->scale, size / 4));
  fill_and_outline (cr, &palette->background, &palette->outline,
                    MIN (OUTLINE * layout->scale, size / 4));
  if (size < MIN_BIAS_LABEL * layout->scale)
    return;

  nrn_text_paint (cr, "1", &digit, &palette->text, column->x, column->bias_y, 0.5, 0.5);
  if (index > 0 && column->x - column[-1].x < LABEL_DISTANCE * layout->scale)
    has_word = FALSE;
  if (has_word)
    nrn_text_paint (cr, _("bias"), &word, &palette->quiet,
                    column->x - size / 2 - LEGEND_SPACE * layout->scale, column->bias_y, 1, 0.5);
}

static void
paint_fold (cairo_t                *cr,
            const NrnNetworkLayout *layout,
            const NrnNetworkColumn *column,
            const NrnPalette       *palette)
{
  NrnTextStyle style = { NRN_TEXT_NOTE * layout->scale, TRUE, 0 };
  g_autofree char *count = nrn_text_format_count (column->n_folded);
  g_autofree char *text = NULL;
  double width;
  double height;

  if (layout->level > NRN_CAPTION_SHORT)
    text = g_strdup_printf ("+%s", count);
  else
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "… %s more", "… %s more",
                                         column->n_folded),
                            count);
  nrn_text_measure (text, &style, &width, &height);
  width += height;
  nrn_network_add_rounded_rectangle (cr, column->x - width / 2,
                                     column->fold_y - height / 2 - layout->scale,
                                     width, height + 2 * layout->scale, height / 2);
  nrn_color_set_source (&palette->background, 0.9, cr);
  cairo_fill (cr);
  nrn_text_paint (cr, text, &style, &palette->quiet, column->x, column->fold_y, 0.5, 0.5);
}

/* The counts of folded units. */
void
nrn_network_paint_folds (cairo_t                *cr,
                         const NrnNetworkLayout *layout,
                         const NrnPalette       *palette)
{
  for (guint i = 0; i < layout->n_columns; i++)
    {
      if (layout->columns[i].n_folded > 0)
        paint_fold (cr, layout, &layout->columns[i], palette);
    }
}

void
nrn_network_paint_biases (cairo_t                *cr,
                          const NrnNetworkLayout *layout,
                          const NrnPalette       *palette)
{
  for (guint i = 0; i < layout->n_columns; i++)
    {
      if (layout->columns[i].has_bias)
        paint_bias (cr, layout, i, palette);
    }
}

/* With biases and the counts of folded units. */
static void
paint_nodes (cairo_t                *cr,
             const NrnNetworkLayout *layout,
             const NrnPalette       *palette)
{
  cairo_save (cr);
  for (guint i = 0; i < layout->n_columns; i++)
    {
      const NrnNetworkColumn *column = &layout->columns[i];

      for (guint node = 0; node < column->n_nodes; node++)
        {
          cairo_new_sub_path (cr);
          cairo_arc (cr, column->nodes[node].x, column->nodes[node].y, column->radius,
                     0, 2 * G_PI);
          fill_and_outline (cr, &palette->node, &palette->outline,
                            MIN (OUTLINE * layout->scale, column->radius / 2));
        }
    }
  nrn_network_paint_folds (cr, layout, palette);
  nrn_network_paint_biases (cr, layout, palette);
  cairo_restore (cr);
}

/* Of a pill with one line, or two. */
void
nrn_network_measure_text_pill (const NrnNetworkLayout *layout,
                               const char             *text,
                               double                 *width,
                               double                 *height)
{
  NrnTextStyle style = { NRN_TEXT_NOTE * layout->scale, TRUE, 0 };
  g_auto (GStrv) lines = g_strsplit (text, "\n", 2);

  *width = 0;
  for (guint i = 0; lines[i] != NULL; i++)
    {
      double line;

      nrn_text_measure (lines[i], &style, &line, NULL);
      *width = MAX (*width, line);
    }
  *width = MAX (*width + layout->pill_height * 0.7, layout->pill_height * 1.6);
  *height = layout->pill_height * (g_strv_length (lines) > 1 ? TWO_LINES : 1);
}

/* What stands on an edge, with its middle at @place. */
void
nrn_network_paint_text_pill (cairo_t                *cr,
                             const NrnNetworkLayout *layout,
                             const NrnNetworkNode   *place,
                             const char             *text,
                             const NrnColor         *color,
                             const NrnPalette       *palette)
{
  NrnTextStyle style = { NRN_TEXT_NOTE * layout->scale, TRUE, 0 };
  g_auto (GStrv) lines = g_strsplit (text, "\n", 2);
  guint n_lines = g_strv_length (lines);
  double step = layout->pill_height * (TWO_LINES - 1);
  double width, height;

  nrn_network_measure_text_pill (layout, text, &width, &height);
  nrn_network_add_rounded_rectangle (cr, place->x - width / 2, place->y - height / 2,
                                     width, height, layout->pill_height / 2);
  fill_and_outline (cr, &palette->background, color, layout->scale);
  for (guint i = 0; i < n_lines; i++)
    nrn_text_paint (cr, lines[i], &style, color, place->x,
                    place->y + (i - (n_lines - 1) / 2.0) * step, 0.5, 0.5);
}

/* The number of an edge, with its middle at @place. */
void
nrn_network_paint_pill (cairo_t                *cr,
                        const NrnNetworkLayout *layout,
                        const NrnNetworkNode   *place,
                        double                  weight,
                        const NrnPalette       *palette)
{
  const NrnColor *color = weight < 0   ? &palette->negative
                          : weight > 0 ? &palette->positive
                                       : &palette->quiet;
  g_autofree char *text = nrn_text_format_number (weight, 0, &layout->numbers);

  nrn_network_paint_text_pill (cr, layout, place, text, color, palette);
}

/**
 * nrn_network_paint_numbers:
 * @cr: where
 * @layout: where the edges are
 * @weights: (nullable): the weights; %NULL draws nothing
 * @palette: the colours
 *
 * Draws the weights' numbers on their edges if these are few.
 */
void
nrn_network_paint_numbers (cairo_t                *cr,
                           const NrnNetworkLayout *layout,
                           const NrnWeights       *weights,
                           const NrnPalette       *palette)
{
  guint pill = 0;

  if (weights == NULL || layout->n_pills == 0)
    return;

  cairo_save (cr);
  for (guint column = 0; column + 1 < layout->n_columns; column++)
    for (guint from = 0; from < nrn_network_layout_get_n_sources (layout, column); from++)
      for (guint to = 0; to < nrn_network_layout_get_n_targets (layout, column); to++)
        {
          NrnNetworkEdge edge;
          double presence;

          nrn_network_layout_get_edge (layout, column, from, to, &edge);
          presence = nrn_network_layout_get_presence (layout, column, from) *
                     nrn_network_layout_get_presence (layout, column + 1, to);
          if (presence < 1)
            cairo_push_group (cr);
          nrn_network_paint_pill (cr, layout, &layout->pills[pill++],
                                  nrn_network_get_weight (layout, weights, &edge), palette);
          if (presence < 1)
            {
              cairo_pop_group_to_source (cr);
              cairo_paint_with_alpha (cr, presence);
            }
        }
  cairo_restore (cr);
}

/* How many units are never on, behind the number of parameters if there is
 * room, else in a line below. Returns how far the number has to give way. */
static double
paint_n_never_on (cairo_t                *cr,
                  const NrnNetworkLayout *layout,
                  guint                   column,
                  guint                   n_never_on,
                  const NrnPalette       *palette)
{
  const NrnCaption *caption = &layout->captions[column];
  const NrnTextStyle *style = &caption->styles[caption->n_lines - 1];
  double x = layout->columns[column].x;
  double bottom = layout->caption_y + caption->height;
  g_autofree char *text = nrn_caption_count_never_on (n_never_on);
  double last_width;
  double separator_width;
  double text_width;
  double width;
  double left;

  if (!layout->joins_never_on)
    {
      nrn_text_paint (cr, text, style, &palette->ceiling, x, bottom, 0.5, 0);
      return 0;
    }

  /* By itself, the separator stays between both in every script. */
  nrn_text_measure (caption->lines[caption->n_lines - 1], style, &last_width, NULL);
  nrn_text_measure (SEPARATOR, style, &separator_width, NULL);
  nrn_text_measure (text, style, &text_width, NULL);
  width = separator_width + text_width;
  left = x + last_width / 2 - width / 2;
  nrn_text_paint (cr, SEPARATOR, style, &palette->ceiling, left, bottom, 0, 1);
  nrn_text_paint (cr, text, style, &palette->ceiling, left + separator_width, bottom, 0, 1);

  return width / 2;
}

static void
paint_column_caption (cairo_t                *cr,
                      const NrnNetworkLayout *layout,
                      guint                   column,
                      guint                   n_never_on,
                      const NrnPalette       *palette)
{
  const NrnCaption *caption = &layout->captions[column];
  double y = layout->caption_y;
  double way = 0;

  if (n_never_on > 0 && caption->n_lines > 1)
    way = paint_n_never_on (cr, layout, column, n_never_on, palette);

  for (guint i = 0; i < caption->n_lines; i++)
    {
      const NrnTextStyle *style = &caption->styles[i];
      gboolean is_note = !style->bold && style->size < NRN_TEXT_HEADING * layout->scale;
      double x = layout->columns[column].x - (i + 1 == caption->n_lines ? way : 0);
      double height;

      nrn_text_paint (cr, caption->lines[i], style, is_note ? &palette->quiet : &palette->text,
                      x, y, 0.5, 0);
      nrn_text_measure (caption->lines[i], style, NULL, &height);
      y += height;
    }
}

static void
paint_input_names (cairo_t                *cr,
                   const NrnNetworkLayout *layout,
                   const NrnPalette       *palette)
{
  const NrnNetworkColumn *column = &layout->columns[0];
  NrnTextStyle style = { NRN_TEXT_NOTE * layout->scale, FALSE, layout->input_names_width };
  double x;

  if (layout->input_names_width <= 0)
    return;

  x = column->x - column->radius - NRN_NETWORK_NAME_SPACE * layout->scale;
  for (guint i = 0; i < column->n_nodes; i++)
    nrn_text_paint (cr, layout->input_names[column->nodes[i].unit], &style, &palette->text,
                    x, column->nodes[i].y, 1, 0.5);
}

static void
paint_output_names (cairo_t                *cr,
                    const NrnNetworkLayout *layout,
                    const NrnPalette       *palette)
{
  const NrnNetworkColumn *column = &layout->columns[layout->n_columns - 1];
  NrnTextStyle style = { NRN_TEXT_HEADING * layout->scale, TRUE, layout->output_names_width };
  double x = column->x + column->radius + NRN_NETWORK_NAME_SPACE * layout->scale;

  if (layout->output_names_width <= 0)
    return;

  for (guint i = 0; i < column->n_nodes; i++)
    {
      guint unit = column->nodes[i].unit;

      nrn_text_paint_lines (cr, layout->output_names[unit], &style, layout->n_name_lines,
                            nrn_palette_get_class (palette, unit, column->units),
                            x, column->nodes[i].y, 0, 0.5);
    }
}

/* Returns where the next item begins. */
static double
paint_legend_item (cairo_t                *cr,
                   const NrnNetworkLayout *layout,
                   double                  x,
                   const char             *text,
                   const NrnColor         *color,
                   gboolean                dashed,
                   const NrnPalette       *palette)
{
  const double dashes[] = { DASH_ON * layout->scale, DASH_OFF * layout->scale };
  NrnTextStyle style = { NRN_TEXT_NOTE * layout->scale, FALSE, 0 };
  double line = LEGEND_LINE * layout->scale;
  double space = LEGEND_SPACE * layout->scale;
  gboolean is_right_to_left = nrn_text_is_right_to_left (text);
  double width;
  double line_x;

  nrn_text_measure (text, &style, &width, NULL);
  line_x = is_right_to_left ? x + width + space : x;
  cairo_move_to (cr, line_x, layout->legend_y);
  cairo_rel_line_to (cr, line, 0);
  cairo_set_line_width (cr, LEGEND_WIDTH * layout->scale);
  cairo_set_dash (cr, dashes, dashed ? 2 : 0, 0);
  nrn_color_set_source (color, 1, cr);
  cairo_stroke (cr);

  nrn_text_paint (cr, text, &style, &palette->quiet, is_right_to_left ? x : x + line + space,
                  layout->legend_y, 0, 0.5);

  return x + line + space + width + LEGEND_NEXT * layout->scale;
}

static void
paint_legend (cairo_t                *cr,
              const NrnNetworkLayout *layout,
              const NrnPalette       *palette)
{
  double x = LEGEND_NEXT * layout->scale;

  if (isnan (layout->legend_y) || layout->level > NRN_CAPTION_SHORT)
    return;

  x = paint_legend_item (cr, layout, x, _("positive weight"), &palette->positive, FALSE, palette);
  paint_legend_item (cr, layout, x, _("negative weight"), &palette->negative, TRUE, palette);
}

/* Title, captions and the inputs' names; @n_never_on (nullable) has how many
 * units of each column are never on. */
void
nrn_network_paint_words (cairo_t                *cr,
                         const NrnNetworkLayout *layout,
                         const guint            *n_never_on,
                         const NrnPalette       *palette)
{
  if (layout->title != NULL)
    {
      double margin = LEGEND_NEXT * layout->scale;
      NrnTextStyle style = { NRN_TEXT_TITLE * layout->scale, TRUE,
                             MAX (layout->width - 2 * margin, 1) };

      nrn_text_paint (cr, layout->title, &style, &palette->text, layout->width / 2, margin,
                      0.5, 0);
    }
  for (guint i = 0; i < layout->n_columns; i++)
    paint_column_caption (cr, layout, i, n_never_on != NULL ? n_never_on[i] : 0, palette);
  paint_input_names (cr, layout, palette);
}

/**
 * nrn_network_paint_captions:
 * @cr: where
 * @layout: where everything is
 * @with_legend: whether to say what the edges' colours mean
 * @palette: the colours
 *
 * Draws all words: title, captions, names, legend. They change only with the
 * layout.
 */
void
nrn_network_paint_captions (cairo_t                *cr,
                            const NrnNetworkLayout *layout,
                            gboolean                with_legend,
                            const NrnPalette       *palette)
{
  cairo_save (cr);
  nrn_network_paint_words (cr, layout, NULL, palette);
  paint_output_names (cr, layout, palette);
  if (with_legend)
    paint_legend (cr, layout, palette);
  cairo_restore (cr);
}

/**
 * nrn_network_paint:
 * @cr: where; the layout's area begins at (0, 0)
 * @layout: where everything is
 * @weights: (nullable): weights of the layout's network; %NULL: not known
 * @palette: the colours
 *
 * Draws the whole picture, with its background. Has no state; any thread
 * that owns @cr.
 */
void
nrn_network_paint (cairo_t                *cr,
                   const NrnNetworkLayout *layout,
                   const NrnWeights       *weights,
                   const NrnPalette       *palette)
{
  g_return_if_fail (cr != NULL && layout != NULL && palette != NULL);
  g_return_if_fail (weights == NULL ||
                    nrn_architecture_equal (nrn_weights_get_architecture (weights),
                                            layout->architecture));

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, layout->width, layout->height);
  nrn_color_set_source (&palette->background, 1, cr);
  cairo_fill (cr);
  cairo_restore (cr);

  nrn_network_paint_edges (cr, layout, weights, palette);
  nrn_network_paint_gates (cr, layout, palette);
  paint_nodes (cr, layout, palette);
  nrn_network_paint_numbers (cr, layout, weights, palette);
  nrn_network_paint_captions (cr, layout, weights != NULL, palette);
}
