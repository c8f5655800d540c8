/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What is written around a network that lives.
 */

#include "config.h"

#include "nrn-network-scene-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* All lengths at scale 1. */
#define INPUT_GAP    6.0
#define LEGEND_X     16.0
#define LEGEND_LINE  22.0
#define LEGEND_GAP   7.0
#define LEGEND_WIDTH 2.6
#define LEGEND_PITCH 17.0
#define LEGEND_DASH_ON  8.0
#define LEGEND_DASH_OFF 4.0
#define LOSS_GAP     24.0
#define LOSS_PADDING 3.0

/* Of headings at the top of what is in view; in pixels. */
#define HEADING_GAP     6.0
#define HEADING_RIGHT   44.0    /* the window's button is there */
#define HEADING_OPACITY 0.85

/* Captions with the counts of units that are never on, biases. */
void
nrn_scene_paint_header (cairo_t             *cr,
                        const NrnSceneFrame *frame)
{
  const NrnNetworkLayout *layout = frame->layout;
  g_autofree guint *n_never_on = g_new0 (guint, layout->n_columns);

  for (guint i = 0; i < layout->n_columns; i++)
    for (guint unit = 0; unit < layout->columns[i].units; unit++)
      n_never_on[i] += nrn_scene_is_never_on (frame, i, unit) ? 1 : 0;

  nrn_network_paint_words (cr, layout, n_never_on, frame->palette);
  nrn_network_paint_biases (cr, layout, frame->palette);
}

static gboolean
has_legend (const NrnNetworkLayout *layout)
{
  return !isnan (layout->legend_y) && layout->level <= NRN_CAPTION_SHORT;
}

/**
 * nrn_network_layout_get_legend_end:
 * @layout: a layout
 *
 * Returns: where the legend ends that a #NrnNetworkScene has in the footer;
 *   the left edge of the picture if there is no room for one
 */
double
nrn_network_layout_get_legend_end (const NrnNetworkLayout *layout)
{
  NrnTextStyle style = { .size = NRN_TEXT_NOTE * layout->scale };
  double positive;
  double negative;

  if (!has_legend (layout))
    return layout->left;

  nrn_text_measure (_("positive weight"), &style, &positive, NULL);
  nrn_text_measure (_("negative weight"), &style, &negative, NULL);

  return layout->left + (LEGEND_X + LEGEND_LINE + LEGEND_GAP) * layout->scale +
         MAX (positive, negative);
}

/* The lines are at the end of the legend from which the words are read. */
static void
paint_legend_item (cairo_t             *cr,
                   const NrnSceneFrame *frame,
                   double               y,
                   const char          *text,
                   const NrnColor      *color,
                   gboolean             dashed)
{
  const double dashes[] = { LEGEND_DASH_ON * frame->scale, LEGEND_DASH_OFF * frame->scale };
  NrnTextStyle style = { NRN_TEXT_NOTE * frame->scale, FALSE, 0 };
  gboolean is_right_to_left = nrn_text_is_right_to_left (text);
  double x = is_right_to_left ? nrn_network_layout_get_legend_end (frame->layout)
                              : frame->layout->left + LEGEND_X * frame->scale;
  double inwards = is_right_to_left ? -1 : 1;

  cairo_move_to (cr, x, y);
  x += inwards * LEGEND_LINE * frame->scale;
  cairo_line_to (cr, x, y);
  cairo_set_line_width (cr, LEGEND_WIDTH * frame->scale);
  cairo_set_dash (cr, dashes, dashed ? 2 : 0, 0);
  nrn_color_set_source (color, 1, cr);
  cairo_stroke (cr);
  nrn_text_paint (cr, text, &style, &frame->palette->quiet,
                  x + inwards * LEGEND_GAP * frame->scale, y, is_right_to_left ? 1 : 0, 0.5);
}

/* In two rows below the inputs: the rest of the footer is left free. */
void
nrn_scene_paint_legend (cairo_t             *cr,
                        const NrnSceneFrame *frame)
{
  double y = frame->layout->legend_y;
  double half = LEGEND_PITCH / 2 * frame->scale;

  if (!frame->scene->with_legend || !has_legend (frame->layout))
    return;

  paint_legend_item (cr, frame, y - half, _("positive weight"), &frame->palette->positive,
                     FALSE);
  paint_legend_item (cr, frame, y + half, _("negative weight"), &frame->palette->negative,
                     TRUE);
}

/* A line below the input, unless the bias is there. Returns where the next
 * one goes. */
static double
paint_below_input (cairo_t             *cr,
                   const NrnSceneFrame *frame,
                   const char          *text,
                   const NrnTextStyle  *style,
                   const NrnColor      *color,
                   double               y)
{
  const NrnNetworkColumn *column = &frame->layout->columns[0];
  double height;

  if (text == NULL)
    return y;

  nrn_text_measure (text, style, NULL, &height);
  if (column->has_bias && y + height > column->bias_y - column->bias_size / 2)
    return y + height;

  nrn_text_paint (cr, text, style, color, column->x, y, 0.5, 0);

  return y + height;
}

static void
paint_input_label (cairo_t             *cr,
                   const NrnSceneFrame *frame)
{
  const NrnNetworkColumn *column = &frame->layout->columns[0];
  NrnTextStyle title = { NRN_TEXT_HEADING * frame->scale, TRUE, 0 };
  NrnTextStyle note = { NRN_TEXT_NOTE * frame->scale, FALSE, 0 };
  double y = column->nodes[0].y + column->radius + INPUT_GAP * frame->scale;

  if (column->units != 1 || frame->layout->level > NRN_CAPTION_SHORT)
    return;

  y = paint_below_input (cr, frame, frame->scene->input_title, &title, &frame->palette->text, y);
  paint_below_input (cr, frame, frame->scene->input_note, &note, &frame->palette->quiet, y);
}

/* Below the names of several inputs. */
static void
paint_input_values (cairo_t             *cr,
                    const NrnSceneFrame *frame)
{
  const NrnNetworkLayout *layout = frame->layout;
  const NrnNetworkColumn *column = &layout->columns[0];
  NrnTextStyle style = { NRN_TEXT_NOTE * frame->scale, TRUE, 0 };
  double x = column->x - column->radius - NRN_NETWORK_NAME_SPACE * frame->scale;

  if (frame->scene->input_values == NULL || column->units == 1 ||
      layout->input_names_width <= 0 || !nrn_network_has_input_values (layout))
    return;

  for (guint i = 0; i < column->n_nodes; i++)
    {
      double y = column->nodes[i].y + NRN_TEXT_NOTE * 0.6 * frame->scale;

      if (y > -column->radius && y < layout->height)
        nrn_text_paint (cr, frame->scene->input_values[column->nodes[i].unit], &style,
                        &frame->palette->text, x, y, 1, 0);
    }
}

static char *
format_output (const NrnSceneFrame *frame,
               double               value)
{
  return nrn_text_format_number (value, fabs (value) < 100 ? 3 : 0, &frame->layout->numbers);
}

/* "sigmoid 0.249"; nullable. */
static char *
describe_output (const NrnSceneFrame *frame,
                 double               value)
{
  int layer = nrn_network_layout_get_last_layer (frame->layout, frame->layout->n_columns - 1);
  const NrnConfig *activation;
  g_autofree char *number = format_output (frame, value);

  activation = nrn_architecture_get_activation (frame->layout->architecture, (guint) layer);
  if (activation == NULL)
    return g_steal_pointer (&number);

  /* Translators: an activation function and its value: “sigmoid 0.249”. */
  return g_strdup_printf (C_("activation", "%s %s"), nrn_config_get_name (activation), number);
}

static double
sum_outputs (const float *outputs,
             guint        n_outputs)
{
  double sum = 0;

  for (guint i = 0; i < n_outputs; i++)
    sum += (double) outputs[i];

  return sum;
}

/* "34 % of the sum"; nullable. */
static char *
describe_share (const NrnSceneFrame *frame,
                const float         *outputs,
                guint                unit)
{
  guint n_outputs = frame->layout->columns[frame->layout->n_columns - 1].units;
  double sum = sum_outputs (outputs, n_outputs);
  g_autofree char *number = NULL;

  if (!frame->scene->shows_shares || n_outputs < 2 || !(sum > 0))
    return NULL;

  number = nrn_text_format_fixed ((double) outputs[unit] / sum * 100, 0);

  return g_strdup_printf (_("%s %% of the sum"), number);
}

typedef struct
{
  char           *text;     /* owned; nullable */
  NrnTextStyle    style;
  const NrnColor *color;
  guint           n_lines;
  double          width;
  double          height;
} Line;

/* All in one column, in the middle of which is @y. */
static void
paint_lines (cairo_t *cr,
             Line    *lines,
             guint    n_lines,
             double   x,
             double   y)
{
  double height = 0;

  for (guint i = 0; i < n_lines; i++)
    {
      if (lines[i].text != NULL)
        nrn_text_measure_lines (lines[i].text, &lines[i].style, lines[i].n_lines, &lines[i].width,
                                &lines[i].height);
      height += lines[i].height;
    }
  y -= height / 2;
  for (guint i = 0; i < n_lines; i++)
    {
      if (lines[i].text != NULL)
        nrn_text_paint_lines (cr, lines[i].text, &lines[i].style, lines[i].n_lines,
                              lines[i].color, x, y, 0, 0);
      y += lines[i].height;
      g_free (lines[i].text);
    }
}

/* Of a beat that has not come to the output yet there is nothing to say. */
static gboolean
is_told (const NrnSceneFrame *frame,
         guint                unit)
{
  double value, part;

  return !nrn_scene_get_beat_fill (frame, frame->layout->n_columns - 1, unit, &value, &part) ||
         part > 0;
}

static void
paint_output_label (cairo_t              *cr,
                    const NrnSceneFrame  *frame,
                    const NrnNetworkNode *node,
                    const float          *outputs)
{
  const NrnNetworkLayout *layout = frame->layout;
  const NrnNetworkColumn *column = &layout->columns[layout->n_columns - 1];
  const NrnPalette *palette = frame->palette;
  NrnTextStyle note = { NRN_TEXT_NOTE * frame->scale, FALSE, 0 };
  Line lines[] = {
    { .style = { NRN_TEXT_HEADING * frame->scale, TRUE, layout->output_names_width },
      .color = nrn_palette_get_class (palette, node->unit, column->units),
      .n_lines = layout->n_name_lines },
    { .style = note, .color = &palette->text, .n_lines = 1 },
    { .style = note, .color = &palette->quiet, .n_lines = 1 },
  };
  double gap = NRN_NETWORK_NAME_SPACE * frame->scale;
  double x = column->x + column->radius + gap;
  gboolean is_tight = nrn_network_has_tight_outputs (layout);

  if (layout->output_names_width > 0)
    lines[0].text = g_strdup (layout->output_names[node->unit]);
  if (outputs != NULL && is_tight)
    {
      g_autofree char *number = format_output (frame, (double) outputs[node->unit]);
      double indent = layout->output_names_width > 0 ? layout->output_names_width + gap : 0;

      nrn_text_paint (cr, number, &note, &palette->quiet, x + indent, node->y, 0, 0.5);
    }
  else if (outputs != NULL)
    {
      lines[1].text = describe_output (frame, (double) outputs[node->unit]);
      lines[2].text = describe_share (frame, outputs, node->unit);
      if (column->units == 1 && frame->scene->verdict != NULL)
        {
          lines[2].text = g_strdup (frame->scene->verdict);
          lines[2].color = nrn_palette_get_class (palette, frame->scene->verdict_class, 2);
        }
    }
  paint_lines (cr, lines, is_tight ? 1 : G_N_ELEMENTS (lines), x, node->y);
}

/* Where the captions are above what is in view, which layers these are. */
static void
paint_headings_in_view (cairo_t             *cr,
                        const NrnSceneFrame *frame)
{
  const NrnNetworkLayout *layout = frame->layout;

  for (guint i = 0; i < layout->n_columns; i++)
    {
      const NrnCaption *caption = &layout->captions[i];
      double x = layout->columns[i].x;
      double width;
      double height;

      if (caption->n_lines == 0 || layout->caption_y >= 0 || x < 0 || x > layout->width)
        continue;

      nrn_text_measure (caption->lines[0], &caption->styles[0], &width, &height);
      width += height;
      x = MIN (x, layout->width - HEADING_RIGHT - width / 2);
      nrn_network_add_rounded_rectangle (cr, x - width / 2, HEADING_GAP, width, height, height / 2);
      nrn_color_set_source (&frame->palette->background, HEADING_OPACITY, cr);
      cairo_fill (cr);
      nrn_text_paint (cr, caption->lines[0], &caption->styles[0], &frame->palette->text, x,
                      HEADING_GAP, 0.5, 0);
    }
}

/* Where the outputs' bias would be, if they had one; but never on an output. */
static double
get_loss_y (const NrnSceneFrame *frame)
{
  const NrnNetworkColumn *last = &frame->layout->columns[frame->layout->n_columns - 1];
  const NrnNetworkColumn *before = last - 1;
  double y = last->nodes[last->n_nodes - 1].y + last->radius + LOSS_GAP * frame->scale;

  /* The formulas of a beat stand further below. */
  if (frame->scene->beat != NULL)
    return y;

  return frame->layout->n_columns > 1 && before->has_bias ? MAX (before->bias_y, y) : y;
}

/* In the colours of text, the other way round. */
static void
paint_loss (cairo_t             *cr,
            const NrnSceneFrame *frame)
{
  const NrnNetworkColumn *column = &frame->layout->columns[frame->layout->n_columns - 1];
  NrnTextStyle style = { NRN_TEXT_NOTE * frame->scale, TRUE, 0 };
  double y = get_loss_y (frame);
  double width;
  double height;

  if (frame->scene->loss == NULL || !(frame->scene->loss_opacity > 0))
    return;

  nrn_text_measure (frame->scene->loss, &style, &width, &height);
  height += 2 * LOSS_PADDING * frame->scale;
  width += height;
  cairo_push_group (cr);
  nrn_network_add_rounded_rectangle (cr, column->x - width / 2, y - height / 2, width, height,
                                     height / 2);
  nrn_color_set_source (&frame->palette->text, 1, cr);
  cairo_fill (cr);
  nrn_text_paint (cr, frame->scene->loss, &style, &frame->palette->background, column->x, y, 0.5,
                  0.5);
  cairo_pop_group_to_source (cr);
  cairo_paint_with_alpha (cr, MIN (frame->scene->loss_opacity, 1));
}

/* What changes with the watched sample and the weights. */
void
nrn_scene_paint_labels (cairo_t             *cr,
                        const NrnSceneFrame *frame)
{
  const NrnNetworkColumn *column = &frame->layout->columns[frame->layout->n_columns - 1];
  const float *outputs = NULL;

  if (frame->layout->level > NRN_CAPTION_SHORT)
    return;

  if (frame->scene->activity != NULL && frame->layout->has_live_notes)
    outputs = nrn_network_activity_get_outputs (
      frame->scene->activity,
      nrn_network_layout_get_last_layer (frame->layout, frame->layout->n_columns - 1));
  for (guint i = 0; i < column->n_nodes; i++)
    {
      double y = column->nodes[i].y;

      if (y > -column->radius && y < frame->layout->height + column->radius)
        paint_output_label (cr, frame, &column->nodes[i],
                            is_told (frame, column->nodes[i].unit) ? outputs : NULL);
    }
  paint_input_label (cr, frame);
  paint_input_values (cr, frame);
  paint_loss (cr, frame);
  paint_headings_in_view (cr, frame);
}
