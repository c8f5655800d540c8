/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Samples along an axis, with the curves of what is predicted.
 */

#include "config.h"

#include "nrn-data-strip-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-circle.h"
#include "nrn-legend-private.h"
#include "nrn-plot-private.h"
#include "nrn-ticks.h"

/* All lengths at scale 1. */
#define MARGIN_X     17.0
#define LABEL_GAP    12.0
#define TITLE_Y      17.0
#define CURVE_LINE   2.4
#define POINT_LINE   2.2
#define AXIS_GAP     16.0     /* from the lower band to the middle of ticks */
#define TICK_PITCH   60.0
#define LEGEND_SPACE 22.0

typedef struct
{
  cairo_t                  *cr;
  const NrnDataStrip       *strip;
  const NrnDataStripLayout *layout;
  const NrnPalette         *palette;
  double                    scale;
  NrnTextStyle              note;
  NrnTextStyle              bold;
  NrnDataStripLabels        labels;
} Frame;

static double
get_y (const Frame *frame,
       double       probability)
{
  return frame->layout->curve_top + frame->layout->curve_height * (1 - probability);
}

static void
paint_grid (const Frame *frame)
{
  const double dots[] = { 1 * frame->scale, 3 * frame->scale };
  double left = frame->layout->x;
  double right = left + frame->layout->axis_width;

  cairo_set_line_width (frame->cr, frame->scale);
  for (guint i = 0; i <= 2; i++)
    {
      g_autofree char *number = nrn_text_format_fixed (50.0 * i, 0);
      g_autofree char *text = g_strdup_printf (C_("per cent", "%s %%"), number);
      double y = get_y (frame, i / 2.0);

      cairo_move_to (frame->cr, left, y);
      cairo_line_to (frame->cr, right, y);
      cairo_set_dash (frame->cr, dots, i == 1 ? 2 : 0, 0);
      nrn_color_set_source (i == 1 ? &frame->palette->quiet : &frame->palette->grid, 1,
                            frame->cr);
      cairo_stroke (frame->cr);
      nrn_text_paint (frame->cr, text, &frame->note, &frame->palette->quiet,
                      left - LABEL_GAP / 2 * frame->scale, y, 1, 0.5);
    }
  cairo_set_dash (frame->cr, NULL, 0, 0);
}

static void
paint_tick (const Frame *frame,
            const char  *text,
            double       value,
            double      *last_right)
{
  double x = nrn_data_strip_layout_get_x (frame->layout, value);
  double y = frame->layout->bottom + AXIS_GAP * frame->scale;
  double width;

  nrn_text_measure (text, &frame->note, &width, NULL);
  if (x - width / 2 < *last_right)
    return;

  nrn_text_paint (frame->cr, text, &frame->note, &frame->palette->quiet, x, y, 0.5, 0.5);
  *last_right = x + width / 2 + LABEL_GAP * frame->scale;
}

static void
paint_axis (const Frame *frame)
{
  const NrnDataStrip *strip = frame->strip;
  guint most = (guint) CLAMP (frame->layout->axis_width / (TICK_PITCH * frame->scale), 2, 12);
  double y = frame->layout->bottom + AXIS_GAP * frame->scale;
  double last_right = frame->layout->x - LABEL_GAP * frame->scale;
  g_autofree char *first = nrn_text_format_short (strip->minimum);
  NrnTicks ticks;

  if (strip->minimum >= floor (strip->minimum) && strip->minimum <= floor (strip->minimum) &&
      fabs (strip->minimum) < 1e6)
    {
      g_free (first);
      first = nrn_text_format_fixed (strip->minimum, 0);
    }
  paint_tick (frame, first, strip->minimum, &last_right);
  nrn_ticks_init (&ticks, strip->minimum, strip->maximum, most, FALSE);
  for (guint i = 0; i < ticks.n_ticks; i++)
    {
      g_autofree char *text = nrn_ticks_format (&ticks, i);

      paint_tick (frame, text, nrn_ticks_get (&ticks, i), &last_right);
    }
  if (strip->feature_name != NULL)
    nrn_text_paint (frame->cr, strip->feature_name, &frame->note, &frame->palette->quiet,
                    MARGIN_X * frame->scale, y, 0, 0.5);
}

/* One curve is that of class 1, black; several have their classes' colours,
 * and lines that differ too. */
static NrnPlotSeries
get_line (const NrnDataStrip *strip,
          guint               curve)
{
  static const NrnPlotLine lines[] = { NRN_PLOT_SOLID, NRN_PLOT_DASHED, NRN_PLOT_DOTTED };

  if (strip->n_classes == 2)
    return (NrnPlotSeries) { .color = &strip->palette->text };

  return (NrnPlotSeries) {
    .color = nrn_palette_get_class (strip->palette, curve, strip->n_classes),
    .line = lines[curve % G_N_ELEMENTS (lines)],
  };
}

/* Beside their dots; several with a sample of their curve. */
static void
paint_class_names (const Frame *frame)
{
  const NrnDataStrip *strip = frame->strip;
  double sample = strip->n_classes > 2 ? NRN_DATA_STRIP_SAMPLE * frame->scale : 0;
  double right = frame->layout->x - LABEL_GAP / 2 * frame->scale;
  NrnTextStyle style = frame->bold;

  style.max_width = MAX (right - sample - MARGIN_X * frame->scale, 1);
  for (guint i = 0; i < strip->n_classes; i++)
    {
      NrnPlotSeries line = get_line (strip, i);
      double y = frame->layout->bands[i] + frame->layout->band_height / 2;

      if (strip->class_names != NULL)
        nrn_text_paint (frame->cr, strip->class_names[i], &style,
                        nrn_palette_get_class (strip->palette, i, strip->n_classes),
                        MARGIN_X * frame->scale, y, 0, 0.5);
      if (strip->n_classes == 2)
        continue;
      cairo_save (frame->cr);
      nrn_plot_set_line (frame->cr, &line, frame->scale);
      cairo_move_to (frame->cr, right - sample + LABEL_GAP / 2 * frame->scale, y);
      cairo_line_to (frame->cr, right, y);
      cairo_stroke (frame->cr);
      cairo_restore (frame->cr);
    }
}

/* ---- Above ---- */

static gboolean
has_exceptions (const NrnDataStrip *strip)
{
  return strip->exceptions != NULL &&
         memchr (strip->exceptions, TRUE, strip->n_samples) != NULL;
}

static void
add_legend (const Frame *frame,
            NrnLegend   *legend)
{
  const NrnDataStrip *strip = frame->strip;
  NrnPlotSeries line = get_line (strip, 0);

  if (strip->n_points > 1 && strip->n_classes == 2 && strip->class_names != NULL)
    nrn_legend_take_line (legend, g_strdup_printf (_("predicted probability of “%s”"),
                                                   strip->class_names[1]), &line);
  if (has_exceptions (strip))
    nrn_legend_take_sign (legend, g_strdup (_("exception to the rule")), NRN_LEGEND_RING,
                          &frame->palette->text);
}

/* What is predicted where the pointer is. */
static void
add_readout (const Frame *frame,
             NrnLegend   *legend)
{
  const NrnDataStrip *strip = frame->strip;
  guint class_index;

  nrn_legend_take_words (legend, nrn_data_strip_name_value (strip, strip->pointer));
  if (!nrn_data_strip_get_class (strip, strip->pointer, &class_index))
    return;
  for (guint i = strip->n_classes == 2 ? 1 : 0; i < strip->n_classes; i++)
    {
      NrnPlotSeries line = get_line (strip, i);

      nrn_legend_take_line (legend, nrn_data_strip_describe_share (strip, i, strip->pointer), &line);
    }
}

static void
paint_header (const Frame *frame)
{
  const NrnDataStrip *strip = frame->strip;
  NrnTextStyle style = { NRN_TEXT_HEADING * frame->scale, TRUE, frame->layout->width };
  double right = frame->layout->x + frame->layout->axis_width;
  gboolean has_pointer = isfinite (strip->pointer);
  g_auto (NrnLegend) legend = { 0 };
  double left;

  if (strip->title == NULL)
    return;

  nrn_text_paint (frame->cr, strip->title, &style, &frame->palette->text,
                  MARGIN_X * frame->scale, TITLE_Y * frame->scale, 0, 0.5);
  nrn_text_measure (strip->title, &style, &left, NULL);
  left += (MARGIN_X + LEGEND_SPACE) * frame->scale;
  nrn_legend_init (&legend, left, right, frame->scale, FALSE,
                   has_pointer ? &frame->palette->text : &frame->palette->quiet);
  if (has_pointer)
    add_readout (frame, &legend);
  else
    add_legend (frame, &legend);
  nrn_legend_paint_beside (&legend, (TITLE_Y - NRN_LEGEND_ROW / 2) * frame->scale, frame->cr);
}

/* ---- Curves ---- */

static void
paint_curve (const Frame *frame,
             guint        curve)
{
  const NrnDataStrip *strip = frame->strip;
  const double *probabilities = strip->probabilities + (gsize) curve * strip->n_points;
  NrnPlotSeries line = get_line (strip, curve);
  guint last = strip->n_points - 1;

  cairo_save (frame->cr);
  cairo_new_path (frame->cr);
  for (guint i = 0; i <= last; i++)
    {
      double x = frame->layout->x + frame->layout->axis_width * i / last;

      if (isfinite (probabilities[i]))
        cairo_line_to (frame->cr, x, get_y (frame, CLAMP (probabilities[i], 0, 1)));
      else
        cairo_new_sub_path (frame->cr);
    }
  nrn_plot_set_line (frame->cr, &line, frame->scale);
  cairo_set_line_width (frame->cr, CURVE_LINE * frame->scale);
  cairo_stroke (frame->cr);
  cairo_restore (frame->cr);
}

static void
paint_curves (const Frame *frame)
{
  if (frame->strip->n_points < 2)
    return;

  for (guint i = nrn_data_strip_get_n_curves (frame->strip); i > 0; i--)
    paint_curve (frame, i - 1);
}

static void
fill_point (const Frame    *frame,
            double          x,
            double          y,
            double          radius,
            const NrnColor *color)
{
  cairo_new_path (frame->cr);
  cairo_arc (frame->cr, x, y, radius * frame->scale, 0, 2 * G_PI);
  nrn_color_set_source (color, 1, frame->cr);
  cairo_fill (frame->cr);
}

static void
add_vertical (const Frame *frame,
              double       x)
{
  cairo_move_to (frame->cr, x, MIN (frame->layout->bands[1], frame->layout->curve_top));
  cairo_line_to (frame->cr, x, frame->layout->bottom);
}

/* A line at the pointer, and a point on each curve. */
static void
paint_pointer (const Frame *frame)
{
  const NrnDataStrip *strip = frame->strip;
  double x = nrn_data_strip_layout_get_x (frame->layout, strip->pointer);

  if (!isfinite (strip->pointer))
    return;

  cairo_new_path (frame->cr);
  add_vertical (frame, x);
  cairo_set_line_width (frame->cr, frame->scale);
  nrn_color_set_source (&frame->palette->outline, 1, frame->cr);
  cairo_stroke (frame->cr);
  for (guint i = 0; i < nrn_data_strip_get_n_curves (strip); i++)
    {
      NrnPlotSeries line = get_line (strip, i);
      double value = nrn_data_strip_interpolate (strip, i, strip->pointer);

      if (!isfinite (value))
        continue;
      fill_point (frame, x, get_y (frame, CLAMP (value, 0, 1)), NRN_PLOT_END_RADIUS + 1.5,
                  &frame->palette->background);
      fill_point (frame, x, get_y (frame, CLAMP (value, 0, 1)), NRN_PLOT_END_RADIUS, line.color);
    }
}

static void
paint_rules (const Frame *frame)
{
  const double dots[] = { 2 * frame->scale, 3 * frame->scale };

  for (guint i = 0; i < frame->labels.n_rules; i++)
    {
      const NrnDataStripMark *mark = &frame->labels.rules[i];

      cairo_save (frame->cr);
      cairo_new_path (frame->cr);
      add_vertical (frame, mark->x);
      cairo_set_dash (frame->cr, dots, 2, 0);
      cairo_set_line_width (frame->cr, 1.3 * frame->scale);
      nrn_color_set_source (&frame->palette->quiet, 1, frame->cr);
      cairo_stroke (frame->cr);
      cairo_restore (frame->cr);
      if (mark->box.width > 0)
        nrn_text_paint (frame->cr, mark->text, &frame->note, &frame->palette->quiet,
                        mark->box.x, mark->box.y + mark->box.height / 2, 0, 0.5);
    }
}

static void
paint_pill (const Frame           *frame,
            const NrnDataStripBox *box,
            const char            *text)
{
  double radius = box->height / 2;
  double y = box->y + radius;

  cairo_new_path (frame->cr);
  cairo_arc (frame->cr, box->x + radius, y, radius, G_PI_2, 3 * G_PI_2);
  cairo_arc (frame->cr, box->x + box->width - radius, y, radius, -G_PI_2, G_PI_2);
  cairo_close_path (frame->cr);
  nrn_color_set_source (&frame->palette->text, 1, frame->cr);
  cairo_fill (frame->cr);
  nrn_text_paint (frame->cr, text, &frame->bold, &frame->palette->background,
                  box->x + box->width / 2, y, 0.5, 0.5);
}

/* The lines of all flips; labels where they have room. */
static void
paint_flips (const Frame *frame)
{
  for (guint i = 0; i < frame->labels.n_flips; i++)
    {
      const NrnDataStripMark *mark = &frame->labels.flips[i];

      cairo_new_path (frame->cr);
      add_vertical (frame, mark->x);
      cairo_set_line_width (frame->cr, NRN_DATA_STRIP_FLIP_LINE * frame->scale);
      nrn_color_set_source (&frame->palette->text, 1, frame->cr);
      cairo_stroke (frame->cr);
      if (mark->box.width > 0)
        paint_pill (frame, &mark->box, mark->text);
    }
}

/* With a halo of the background, for dots may be below. */
static void
paint_watched (const Frame *frame)
{
  const NrnDataStripBox *box = &frame->labels.watched;
  double halo = NRN_DATA_STRIP_HALO * frame->scale;

  if (!frame->labels.has_watched)
    return;

  if (box->width > 0)
    {
      cairo_new_path (frame->cr);
      cairo_rectangle (frame->cr, box->x, box->y, box->width, box->height);
      nrn_color_set_source (&frame->palette->background, 0.85, frame->cr);
      cairo_fill (frame->cr);
      nrn_text_paint (frame->cr, frame->labels.watched_text, &frame->bold, &frame->palette->text,
                      box->x + halo, box->y + box->height / 2, 0, 0.5);
    }
  nrn_circle_paint_point (frame->cr, frame->labels.point_x, frame->labels.point_y,
                          NRN_DATA_STRIP_POINT_RADIUS * frame->scale, POINT_LINE * frame->scale,
                          &frame->palette->background, &frame->palette->text);
}

/**
 * nrn_data_strip_paint:
 * @cr: where; the strip begins at (0, 0)
 * @strip: what to paint
 * @layout: made for @strip
 * @layer: (nullable): the dots of the last frame; brought up to date. Without
 *   it they are drawn anew, and stay shapes where @cr is of an SVG or a PDF
 *
 * Draws the strip, without a background.
 */
void
nrn_data_strip_paint (cairo_t                  *cr,
                      const NrnDataStrip       *strip,
                      const NrnDataStripLayout *layout,
                      NrnKeptImage             *layer)
{
  g_autoptr (NrnKeptImage) own_layer = NULL;
  Frame frame = {
    .cr = cr,
    .strip = strip,
    .layout = layout,
    .palette = strip->palette,
    .scale = layout->scale,
    .note = { NRN_TEXT_NOTE * layout->scale, FALSE, 0 },
    .bold = { NRN_TEXT_NOTE * layout->scale, TRUE, 0 },
  };

  g_return_if_fail (cr != NULL && strip->palette != NULL);

  if (layer == NULL && cairo_surface_get_type (cairo_get_target (cr)) == CAIRO_SURFACE_TYPE_IMAGE)
    layer = own_layer = nrn_kept_image_new ();
  nrn_data_strip_labels_init (&frame.labels, strip, layout);

  cairo_save (cr);
  paint_header (&frame);
  paint_grid (&frame);
  nrn_data_strip_paint_dots (cr, strip, layout, layer);
  paint_class_names (&frame);
  paint_axis (&frame);
  paint_rules (&frame);
  paint_curves (&frame);
  paint_pointer (&frame);
  paint_flips (&frame);
  nrn_data_strip_paint_chosen (cr, strip, layout);
  paint_watched (&frame);
  cairo_restore (cr);
  nrn_data_strip_labels_clear (&frame.labels);
}
