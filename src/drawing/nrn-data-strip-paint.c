/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Samples along an axis, with the curve of what is predicted.
 */

#include "config.h"

#include "nrn-data-strip-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-text.h"
#include "nrn-ticks.h"

/* All lengths at scale 1. */
#define MARGIN_X     17.0
#define LABEL_GAP    12.0
#define TITLE_Y      17.0
#define DOT_RADIUS   1.7
#define DOT_OPACITY  0.75
#define RING_RADIUS  4.0
#define RING_LINE    1.5
#define CURVE_LINE   2.4
#define POINT_LINE   2.2
#define AXIS_GAP     16.0     /* from the lower band to the middle of ticks */
#define TICK_PITCH   60.0
#define LEGEND_LINE  24.0
#define LEGEND_GAP   7.0
#define LEGEND_SPACE 22.0

/* More dots than this would be nothing but a solid band. */
#define MAX_DOTS 20000

/* So many samples are looked at to see whether they are still the same. */
#define MAX_LOOKED_AT 4096

struct _NrnDataStripCache
{
  cairo_surface_t    *dots;       /* owned; nullable */

  /* What the dots were drawn from; addresses are only compared */
  NrnDataStripLayout  layout;
  NrnPalette          palette;
  double              pixels;
  guint64             checksum;
};

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

NrnDataStripCache *
nrn_data_strip_cache_new (void)
{
  return g_new0 (NrnDataStripCache, 1);
}

void
nrn_data_strip_cache_free (NrnDataStripCache *cache)
{
  g_return_if_fail (cache != NULL);

  g_clear_pointer (&cache->dots, cairo_surface_destroy);
  g_free (cache);
}

static double
get_pixels (const NrnDataStrip *strip)
{
  return strip->pixels > 0 ? strip->pixels : 1;
}

static guint64
add_to_checksum (guint64 sum,
                 float   value)
{
  guint32 bits;

  memcpy (&bits, &value, sizeof bits);

  return (sum ^ bits) * 0x100000001b3;
}

/* FNV-1a over the number of samples and, evenly chosen, some of them. */
static guint64
get_checksum (const NrnDataStrip *strip)
{
  guint64 sum = (0xcbf29ce484222325 ^ strip->n_samples) * 0x100000001b3;
  guint step = strip->n_samples / MAX_LOOKED_AT + 1;

  for (guint i = 0; i < strip->n_samples; i += step)
    {
      sum = add_to_checksum (sum, strip->values[i]);
      sum = add_to_checksum (sum, strip->labels[i]);
      sum = add_to_checksum (sum, strip->exceptions != NULL && strip->exceptions[i] ? 1 : 0);
    }

  return sum;
}

static const NrnColor *
get_class_color (const NrnDataStrip *strip,
                 guint               class_index)
{
  return nrn_palette_get_class (strip->palette, class_index, 2);
}

static gboolean
is_exception (const NrnDataStrip *strip,
              guint               sample)
{
  return strip->exceptions != NULL && strip->exceptions[sample];
}

/* A small image of one dot, to be used as a stencil. */
static cairo_surface_t *
draw_stencil (double scale,
              double pixels)
{
  double radius = DOT_RADIUS * scale;
  int size = (int) ceil (2 * radius * pixels) + 2;
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_A8, size, size);
  cairo_t *cr;

  cairo_surface_set_device_scale (image, pixels, pixels);
  cr = cairo_create (image);
  cairo_arc (cr, size / pixels / 2, size / pixels / 2, radius, 0, 2 * G_PI);
  cairo_set_source_rgba (cr, 0, 0, 0, DOT_OPACITY);
  cairo_fill (cr);
  cairo_destroy (cr);

  return image;
}

/* Lays a dot over what a class covers already, where both are in the image. */
static void
add_dot (cairo_surface_t *coverage,
         cairo_surface_t *stencil,
         int              left,
         int              top)
{
  int size = cairo_image_surface_get_width (stencil);
  int width = cairo_image_surface_get_width (coverage);
  int height = cairo_image_surface_get_height (coverage);
  const guint8 *from = cairo_image_surface_get_data (stencil);
  guint8 *to = cairo_image_surface_get_data (coverage);

  for (int y = MAX (top, 0); y < MIN (top + size, height); y++)
    {
      const guint8 *source = from + (y - top) * cairo_image_surface_get_stride (stencil) - left;
      guint8 *target = to + y * cairo_image_surface_get_stride (coverage);

      for (int x = MAX (left, 0); x < MIN (left + size, width); x++)
        target[x] = (guint8) (target[x] + source[x] - (target[x] * source[x] + 127) / 255);
    }
}

/* All dots of a class at once: thousands through Cairo take milliseconds. */
static void
draw_dots (cairo_t                  *cr,
           const NrnDataStrip       *strip,
           const NrnDataStripLayout *layout,
           guint                     class_index)
{
  double pixels = get_pixels (strip);
  cairo_surface_t *stencil = draw_stencil (layout->scale, pixels);
  double half = cairo_image_surface_get_width (stencil) / pixels / 2;
  guint step = strip->n_samples / MAX_DOTS + 1;
  cairo_surface_t *coverage = cairo_image_surface_create (CAIRO_FORMAT_A8,
                                                          (int) ceil (layout->width * pixels),
                                                          (int) ceil (layout->height * pixels));

  cairo_surface_flush (stencil);
  cairo_surface_flush (coverage);
  for (guint i = 0; i < strip->n_samples; i += step)
    {
      double x;
      double y;

      if (is_exception (strip, i) || (strip->labels[i] > 0.5f) != (class_index == 1))
        continue;
      nrn_data_strip_layout_get_sample (layout, strip, i, &x, &y);
      add_dot (coverage, stencil, (int) floor ((x - half) * pixels + 0.5),
               (int) floor ((y - half) * pixels + 0.5));
    }
  cairo_surface_mark_dirty (coverage);
  cairo_surface_set_device_scale (coverage, pixels, pixels);
  nrn_color_set_source (get_class_color (strip, class_index), 1, cr);
  cairo_mask_surface (cr, coverage, 0, 0);
  cairo_surface_destroy (coverage);
  cairo_surface_destroy (stencil);
}

/* The same as shapes: slower, and sharp at any size. */
static void
draw_round_dots (cairo_t                  *cr,
                 const NrnDataStrip       *strip,
                 const NrnDataStripLayout *layout)
{
  guint step = strip->n_samples / MAX_DOTS + 1;

  for (guint i = 0; i < strip->n_samples; i += step)
    {
      double x;
      double y;

      if (is_exception (strip, i))
        continue;
      nrn_data_strip_layout_get_sample (layout, strip, i, &x, &y);
      cairo_arc (cr, x, y, DOT_RADIUS * layout->scale, 0, 2 * G_PI);
      nrn_color_set_source (get_class_color (strip, strip->labels[i] > 0.5f), DOT_OPACITY, cr);
      cairo_fill (cr);
    }
}

static void
draw_ring (cairo_t                  *cr,
           const NrnDataStrip       *strip,
           const NrnDataStripLayout *layout,
           guint                     class_index,
           double                    x,
           double                    y)
{
  cairo_arc (cr, x, y, RING_RADIUS * layout->scale, 0, 2 * G_PI);
  nrn_color_set_source (&strip->palette->background, 1, cr);
  cairo_fill_preserve (cr);
  nrn_color_set_source (get_class_color (strip, class_index), 1, cr);
  cairo_set_line_width (cr, RING_LINE * layout->scale);
  cairo_stroke (cr);
}

/* A small image of one ring, to be used as a stamp. */
static cairo_surface_t *
draw_stamp (const NrnDataStrip       *strip,
            const NrnDataStripLayout *layout,
            guint                     class_index,
            double                    pixels)
{
  double reach = (RING_RADIUS + RING_LINE) * layout->scale;
  int size = (int) ceil (2 * reach * pixels) + 2;
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, size, size);
  cairo_t *cr;

  cairo_surface_set_device_scale (image, pixels, pixels);
  cr = cairo_create (image);
  draw_ring (cr, strip, layout, class_index, size / pixels / 2, size / pixels / 2);
  cairo_destroy (cr);

  return image;
}

/* Where @stamps are given they are used: a twentieth of the time. */
static void
draw_rings (cairo_t                  *cr,
            const NrnDataStrip       *strip,
            const NrnDataStripLayout *layout,
            cairo_surface_t          *stamps[2])
{
  double pixels = get_pixels (strip);
  double half = stamps != NULL ? cairo_image_surface_get_width (stamps[0]) / pixels / 2 : 0;
  guint n = 0;

  for (guint i = 0; i < strip->n_samples && n < MAX_DOTS; i++)
    {
      guint class_index = strip->labels[i] > 0.5f ? 1 : 0;
      double x;
      double y;

      if (!is_exception (strip, i))
        continue;
      nrn_data_strip_layout_get_sample (layout, strip, i, &x, &y);
      n++;
      if (stamps == NULL)
        {
          draw_ring (cr, strip, layout, class_index, x, y);
          continue;
        }
      cairo_set_source_surface (cr, stamps[class_index],
                                floor ((x - half) * pixels + 0.5) / pixels,
                                floor ((y - half) * pixels + 0.5) / pixels);
      cairo_paint (cr);
    }
}

static void
draw_stamped_rings (cairo_t                  *cr,
                    const NrnDataStrip       *strip,
                    const NrnDataStripLayout *layout)
{
  double pixels = get_pixels (strip);
  cairo_surface_t *stamps[] = { draw_stamp (strip, layout, 0, pixels),
                                draw_stamp (strip, layout, 1, pixels) };

  draw_rings (cr, strip, layout, stamps);
  cairo_surface_destroy (stamps[0]);
  cairo_surface_destroy (stamps[1]);
}

static void
check_cache (NrnDataStripCache        *cache,
             const NrnDataStrip       *strip,
             const NrnDataStripLayout *layout)
{
  guint64 checksum = get_checksum (strip);
  double pixels = get_pixels (strip);

  if (checksum != cache->checksum || fabs (cache->pixels - pixels) > 1e-9 ||
      memcmp (&cache->layout, layout, sizeof *layout) != 0 ||
      memcmp (&cache->palette, strip->palette, sizeof cache->palette) != 0)
    g_clear_pointer (&cache->dots, cairo_surface_destroy);

  cache->checksum = checksum;
  cache->pixels = pixels;
  cache->layout = *layout;
  cache->palette = *strip->palette;
}

static void
paint_dots (const Frame       *frame,
            NrnDataStripCache *cache)
{
  if (cache == NULL)
    {
      draw_round_dots (frame->cr, frame->strip, frame->layout);
      draw_rings (frame->cr, frame->strip, frame->layout, NULL);
      return;
    }

  if (cache->dots == NULL)
    {
      double pixels = cache->pixels;
      cairo_t *cr;

      cache->dots = cairo_image_surface_create (CAIRO_FORMAT_ARGB32,
                                                (int) ceil (frame->layout->width * pixels),
                                                (int) ceil (frame->layout->height * pixels));
      cairo_surface_set_device_scale (cache->dots, pixels, pixels);
      cr = cairo_create (cache->dots);
      draw_dots (cr, frame->strip, frame->layout, 0);
      draw_dots (cr, frame->strip, frame->layout, 1);
      draw_stamped_rings (cr, frame->strip, frame->layout);
      cairo_destroy (cr);
    }
  cairo_set_source_surface (frame->cr, cache->dots, 0, 0);
  cairo_paint (frame->cr);
}

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
  double y = frame->layout->bands[0] + frame->layout->band_height + AXIS_GAP * frame->scale;
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
  double y = frame->layout->bands[0] + frame->layout->band_height + AXIS_GAP * frame->scale;
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

static void
paint_class_names (const Frame *frame)
{
  NrnTextStyle style = frame->bold;

  if (frame->strip->class_names == NULL)
    return;

  style.max_width = frame->layout->x - (MARGIN_X + LABEL_GAP / 2) * frame->scale;
  for (guint i = 0; i < 2; i++)
    nrn_text_paint (frame->cr, frame->strip->class_names[i], &style,
                    get_class_color (frame->strip, i), MARGIN_X * frame->scale,
                    frame->layout->bands[i] + frame->layout->band_height / 2, 0, 0.5);
}

/* A tick may be the exceptions' ring or the line of the curve. Returns the
 * left end of what was written, to the left of @right; unchanged if there was
 * no room. */
static double
paint_legend_item (const Frame *frame,
                   const char  *text,
                   gboolean     is_ring,
                   double       left,
                   double       right)
{
  double sign = is_ring ? 2 * RING_RADIUS * frame->scale : LEGEND_LINE * frame->scale;
  double y = TITLE_Y * frame->scale;
  double width;

  nrn_text_measure (text, &frame->note, &width, NULL);
  if (right - width - sign - LEGEND_GAP * frame->scale < left)
    return right;

  nrn_text_paint (frame->cr, text, &frame->note, &frame->palette->quiet, right, y, 1, 0.5);
  right -= width + LEGEND_GAP * frame->scale;
  cairo_new_path (frame->cr);
  if (is_ring)
    {
      cairo_arc (frame->cr, right - sign / 2, y, RING_RADIUS * frame->scale, 0, 2 * G_PI);
      cairo_set_line_width (frame->cr, RING_LINE * frame->scale);
    }
  else
    {
      cairo_move_to (frame->cr, right - sign, y);
      cairo_line_to (frame->cr, right, y);
      cairo_set_line_width (frame->cr, CURVE_LINE * frame->scale);
    }
  nrn_color_set_source (&frame->palette->text, 1, frame->cr);
  cairo_stroke (frame->cr);

  return right - sign - LEGEND_SPACE * frame->scale;
}

static gboolean
has_exceptions (const NrnDataStrip *strip)
{
  return strip->exceptions != NULL &&
         memchr (strip->exceptions, TRUE, strip->n_samples) != NULL;
}

static void
paint_header (const Frame *frame)
{
  const NrnDataStrip *strip = frame->strip;
  NrnTextStyle style = { NRN_TEXT_HEADING * frame->scale, TRUE, frame->layout->width };
  double right = frame->layout->x + frame->layout->axis_width;
  double left;

  if (strip->title == NULL)
    return;

  nrn_text_paint (frame->cr, strip->title, &style, &frame->palette->text,
                  MARGIN_X * frame->scale, TITLE_Y * frame->scale, 0, 0.5);
  nrn_text_measure (strip->title, &style, &left, NULL);
  left += (MARGIN_X + LEGEND_SPACE) * frame->scale;
  if (has_exceptions (strip))
    right = paint_legend_item (frame, _("exception to the rule"), TRUE, left, right);
  if (strip->n_points > 1 && strip->class_names != NULL)
    {
      g_autofree char *text = NULL;

      text = g_strdup_printf (_("predicted probability of “%s”"), strip->class_names[1]);
      paint_legend_item (frame, text, FALSE, left, right);
    }
}

static void
paint_curve (const Frame *frame)
{
  const NrnDataStrip *strip = frame->strip;
  guint last = strip->n_points - 1;

  if (strip->n_points < 2)
    return;

  cairo_new_path (frame->cr);
  for (guint i = 0; i <= last; i++)
    {
      double x = frame->layout->x + frame->layout->axis_width * i / last;

      if (isfinite (strip->probabilities[i]))
        cairo_line_to (frame->cr, x, get_y (frame, CLAMP (strip->probabilities[i], 0, 1)));
      else
        cairo_new_sub_path (frame->cr);
    }
  cairo_set_line_width (frame->cr, CURVE_LINE * frame->scale);
  cairo_set_line_join (frame->cr, CAIRO_LINE_JOIN_ROUND);
  nrn_color_set_source (&frame->palette->text, 1, frame->cr);
  cairo_stroke (frame->cr);
}

static void
add_vertical (const Frame *frame,
              double       x)
{
  cairo_move_to (frame->cr, x, frame->layout->bands[1]);
  cairo_line_to (frame->cr, x, frame->layout->bands[0] + frame->layout->band_height);
}

static void
paint_rule (const Frame *frame)
{
  const double dots[] = { 2 * frame->scale, 3 * frame->scale };
  const NrnDataStripBox *box = &frame->labels.rule;

  if (!frame->labels.has_rule)
    return;

  cairo_new_path (frame->cr);
  add_vertical (frame, frame->labels.rule_x);
  cairo_set_dash (frame->cr, dots, 2, 0);
  cairo_set_line_width (frame->cr, 1.3 * frame->scale);
  nrn_color_set_source (&frame->palette->quiet, 1, frame->cr);
  cairo_stroke (frame->cr);
  cairo_set_dash (frame->cr, NULL, 0, 0);
  nrn_text_paint (frame->cr, frame->labels.rule_text, &frame->note, &frame->palette->quiet,
                  box->x, box->y + box->height / 2, 0, 0.5);
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
  const NrnDataStripLabels *labels = &frame->labels;

  for (guint i = 0; i < labels->n_flips; i++)
    {
      cairo_new_path (frame->cr);
      add_vertical (frame, labels->flip_x[i]);
      cairo_set_line_width (frame->cr, NRN_DATA_STRIP_FLIP_LINE * frame->scale);
      nrn_color_set_source (&frame->palette->text, 1, frame->cr);
      cairo_stroke (frame->cr);
      if (labels->flips[i].width > 0)
        paint_pill (frame, &labels->flips[i], labels->flip_texts[i]);
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
  cairo_new_path (frame->cr);
  cairo_arc (frame->cr, frame->labels.point_x, frame->labels.point_y,
             NRN_DATA_STRIP_POINT_RADIUS * frame->scale, 0, 2 * G_PI);
  nrn_color_set_source (&frame->palette->background, 1, frame->cr);
  cairo_fill_preserve (frame->cr);
  nrn_color_set_source (&frame->palette->text, 1, frame->cr);
  cairo_set_line_width (frame->cr, POINT_LINE * frame->scale);
  cairo_stroke (frame->cr);
}

/**
 * nrn_data_strip_paint:
 * @cr: where; the strip begins at (0, 0)
 * @strip: what to paint
 * @layout: made for @strip
 * @cache: (nullable): the dots of the last frame; brought up to date. Without
 *   it they are drawn anew, and stay shapes where @cr is of an SVG or a PDF
 *
 * Draws the strip, without a background.
 */
void
nrn_data_strip_paint (cairo_t                  *cr,
                      const NrnDataStrip       *strip,
                      const NrnDataStripLayout *layout,
                      NrnDataStripCache        *cache)
{
  g_autoptr (NrnDataStripCache) own_cache = NULL;
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

  if (cache == NULL && cairo_surface_get_type (cairo_get_target (cr)) == CAIRO_SURFACE_TYPE_IMAGE)
    cache = own_cache = nrn_data_strip_cache_new ();
  if (cache != NULL)
    check_cache (cache, strip, layout);
  nrn_data_strip_labels_init (&frame.labels, strip, layout);

  cairo_save (cr);
  paint_header (&frame);
  paint_grid (&frame);
  paint_dots (&frame, cache);
  paint_class_names (&frame);
  paint_axis (&frame);
  paint_rule (&frame);
  paint_curve (&frame);
  paint_flips (&frame);
  paint_watched (&frame);
  cairo_restore (cr);
  nrn_data_strip_labels_clear (&frame.labels);
}
