/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Where the samples and the curve of a data strip are.
 */

#include "config.h"

#include "nrn-data-strip-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-text.h"

/* All lengths at scale 1. */
#define MARGIN_X      17.0
#define MARGIN_RIGHT  24.0
#define LABEL_GAP     12.0
#define TITLE_HEIGHT  30.0
#define AXIS_HEIGHT   26.0
#define MARGIN_Y      8.0
#define PICK_REACH    10.0
#define DOT_REACH     3.0     /* dots stay so far inside of their band */

/* Of two classes, one is above the curve and one below: parts of the height
 * that is left, and the height that all this is made for. */
#define BAND       0.21
#define GAP        0.08
#define CURVE      0.42
#define TWO_HEIGHT 158.0

/* Of more, all are below the curve: heights, and their sum is what is left. */
#define MANY_CURVE 88.0
#define MANY_BAND  18.0
#define MANY_GAP   4.0

#define MAX_LABEL_WIDTH 0.3   /* of the whole strip */

/* Whole numbers are spread by so much of the distance between them. */
#define JITTER 0.4

/* Whether the values are whole numbers, few enough to lie on one another. */
static gboolean
are_whole_numbers (const NrnDataStrip *strip)
{
  for (guint i = 0; i < strip->n_samples; i++)
    {
      if (strip->values[i] < floorf (strip->values[i]) ||
          strip->values[i] > floorf (strip->values[i]))
        return FALSE;
    }

  return strip->n_samples > strip->maximum - strip->minimum;
}

static double
measure_labels (const NrnDataStrip *strip,
                double              scale)
{
  NrnTextStyle style = { NRN_TEXT_NOTE * scale, TRUE, 0 };
  g_autofree char *whole = g_strdup_printf (C_("per cent", "%s %%"), "100");
  double widest;

  nrn_text_measure (whole, &style, &widest, NULL);
  for (guint i = 0; i < strip->n_classes && strip->class_names != NULL; i++)
    {
      double width;

      nrn_text_measure (strip->class_names[i], &style, &width, NULL);
      widest = MAX (widest, width);
    }

  return widest + (strip->n_classes > 2 ? (NRN_DATA_STRIP_SAMPLE + LABEL_GAP / 2) * scale : 0);
}

/**
 * nrn_data_strip_get_height:
 * @n_classes: how many classes there are
 *
 * Returns: the height that a strip for them is made for, at scale 1; higher
 *   ones have more room
 */
double
nrn_data_strip_get_height (guint n_classes)
{
  if (n_classes <= 2)
    return TWO_HEIGHT;

  return TITLE_HEIGHT + MANY_CURVE + n_classes * (MANY_GAP + MANY_BAND) + AXIS_HEIGHT;
}

/* Class 1 is above the curve, class 0 below. */
static void
lay_out_two (NrnDataStripLayout *layout,
             double              top,
             double              body)
{
  layout->band_height = BAND * body;
  layout->bands[1] = top;
  layout->curve_top = top + (BAND + GAP) * body;
  layout->curve_height = CURVE * body;
  layout->bands[0] = layout->curve_top + layout->curve_height + GAP * body;
}

static void
lay_out_many (NrnDataStripLayout *layout,
              double              top,
              double              body)
{
  double unit = body / (MANY_CURVE + layout->n_bands * (MANY_GAP + MANY_BAND));

  layout->band_height = MANY_BAND * unit;
  layout->curve_top = top + MANY_GAP * unit;
  layout->curve_height = (MANY_CURVE - 2 * MANY_GAP) * unit;
  for (guint i = 0; i < layout->n_bands; i++)
    layout->bands[i] = top + (MANY_CURVE + MANY_GAP + i * (MANY_GAP + MANY_BAND)) * unit;
}

/**
 * nrn_data_strip_layout_init:
 * @layout: (out caller-allocates): the layout
 * @strip: what is to be painted; what it predicts does not matter
 * @width: of the strip, in user-space pixels
 * @height: likewise
 */
void
nrn_data_strip_layout_init (NrnDataStripLayout *layout,
                            const NrnDataStrip *strip,
                            double              width,
                            double              height)
{
  double scale = strip->text_scale > 0 ? strip->text_scale : 1;
  double top = (strip->title != NULL ? TITLE_HEIGHT : MARGIN_Y) * scale;
  double body = MAX (height - top - AXIS_HEIGHT * scale, 1);
  double labels = MIN (measure_labels (strip, scale), width * MAX_LABEL_WIDTH);

  g_return_if_fail (strip->maximum > strip->minimum);
  g_return_if_fail (strip->n_classes >= 2 && strip->n_classes <= NRN_DATA_STRIP_MAX_CLASSES);

  /* Layouts are compared byte by byte, with what is between their fields. */
  memset (layout, 0, sizeof *layout);
  layout->width = width;
  layout->height = height;
  layout->scale = scale;
  layout->x = MIN ((MARGIN_X + LABEL_GAP) * scale + labels, width / 2);
  layout->axis_width = MAX (width - layout->x - MARGIN_RIGHT * scale, 1);
  layout->n_bands = strip->n_classes;
  layout->bottom = top + body;
  if (strip->n_classes == 2)
    lay_out_two (layout, top, body);
  else
    lay_out_many (layout, top, body);
  layout->minimum = strip->minimum;
  layout->maximum = strip->maximum;
  layout->jitter = are_whole_numbers (strip) ? JITTER : 0;
}

/**
 * nrn_data_strip_layout_get_x:
 * @layout: a layout
 * @value: of the feature
 *
 * Returns: where it is; outside of the axis if it is
 */
double
nrn_data_strip_layout_get_x (const NrnDataStripLayout *layout,
                             double                    value)
{
  return layout->x +
         (value - layout->minimum) / (layout->maximum - layout->minimum) * layout->axis_width;
}

/**
 * nrn_data_strip_layout_get_value:
 * @layout: a layout
 * @x: in user-space pixels
 *
 * Returns: the feature's value there, kept on the axis
 */
double
nrn_data_strip_layout_get_value (const NrnDataStripLayout *layout,
                                 double                    x)
{
  double part = CLAMP ((x - layout->x) / layout->axis_width, 0, 1);

  return layout->minimum + (layout->maximum - layout->minimum) * part;
}

/* The class of a sample; one that is none of them is in the last band. */
guint
nrn_data_strip_get_label (const NrnDataStrip *strip,
                          guint               sample)
{
  return (guint) (CLAMP (strip->labels[sample], 0, (float) (strip->n_classes - 1)) + 0.5f);
}

/* 0 … 1, always the same for the same sample. Source: the finalizer of
 * MurmurHash3 (Appleby), which is in the public domain. */
static double
scatter (guint32 i)
{
  i ^= i >> 16;
  i *= 0x85ebca6b;
  i ^= i >> 13;
  i *= 0xc2b2ae35;
  i ^= i >> 16;

  return i / 4294967296.0;
}

/**
 * nrn_data_strip_layout_get_sample:
 * @layout: a layout
 * @strip: whose samples it was made for
 * @sample: index of one of them
 * @x: (out): the middle of its dot
 * @y: (out): likewise
 */
void
nrn_data_strip_layout_get_sample (const NrnDataStripLayout *layout,
                                  const NrnDataStrip       *strip,
                                  guint                     sample,
                                  double                   *x,
                                  double                   *y)
{
  guint band = nrn_data_strip_get_label (strip, sample);
  double reach = MIN (DOT_REACH * layout->scale, layout->band_height / 2);
  double shift = (2 * scatter (2 * sample + 1) - 1) * layout->jitter;

  *x = nrn_data_strip_layout_get_x (layout, (double) strip->values[sample] + shift);
  *x = CLAMP (*x, layout->x, layout->x + layout->axis_width);
  *y = layout->bands[band] + reach +
       scatter (2 * sample) * (layout->band_height - 2 * reach);
}

/**
 * nrn_data_strip_layout_pick:
 * @layout: a layout
 * @strip: whose samples it was made for
 * @x: a point in user-space pixels
 * @y: likewise
 *
 * Returns: the sample whose dot is nearest, within a few pixels; -1 for none
 */
gssize
nrn_data_strip_layout_pick (const NrnDataStripLayout *layout,
                            const NrnDataStrip       *strip,
                            double                    x,
                            double                    y)
{
  double nearest = PICK_REACH * layout->scale;
  gssize found = -1;

  for (guint i = 0; i < strip->n_samples; i++)
    {
      double dot_x;
      double dot_y;
      double distance;

      nrn_data_strip_layout_get_sample (layout, strip, i, &dot_x, &dot_y);
      distance = hypot (x - dot_x, y - dot_y);
      if (distance >= nearest)
        continue;
      nearest = distance;
      found = i;
    }

  return found;
}

static double
get_point_value (const NrnDataStrip *strip,
                 double              point)
{
  return strip->minimum + (strip->maximum - strip->minimum) * point / (strip->n_points - 1);
}

/* How far one class is ahead of another one at a point. */
static double
get_lead (const NrnDataStrip *strip,
          guint               class_index,
          guint               other,
          guint               point)
{
  if (strip->n_classes == 2)
    return (class_index == 1 ? 2 : -2) * (strip->probabilities[point] - 0.5);

  return strip->probabilities[class_index * strip->n_points + point] -
         strip->probabilities[other * strip->n_points + point];
}

/* The class that is predicted at a point, if there is one. */
static gboolean
find_class (const NrnDataStrip *strip,
            guint               point,
            guint              *class_index)
{
  guint best = 0;

  for (guint i = 0; i < nrn_data_strip_get_n_curves (strip); i++)
    {
      if (!isfinite (strip->probabilities[i * strip->n_points + point]))
        return FALSE;
    }
  for (guint i = 1; i < strip->n_classes; i++)
    {
      if (get_lead (strip, i, best, point) > 0)
        best = i;
    }
  *class_index = best;

  return TRUE;
}

/**
 * nrn_data_strip_find_flips:
 * @strip: a strip
 * @flips: (out caller-allocates): room for %NRN_DATA_STRIP_MAX_FLIPS values
 *
 * Looks for the values at which the predicted class changes: where the
 * probabilities of the two cross, interpolated between two points.
 *
 * Returns: how many were found, from the left to the right
 */
guint
nrn_data_strip_find_flips (const NrnDataStrip *strip,
                           double             *flips)
{
  guint n = 0;

  for (guint i = 1; i < strip->n_points && n < NRN_DATA_STRIP_MAX_FLIPS; i++)
    {
      guint before, after;
      double lead, lag;

      if (!find_class (strip, i - 1, &before) || !find_class (strip, i, &after) || before == after)
        continue;
      lead = get_lead (strip, before, after, i - 1);
      lag = get_lead (strip, after, before, i);
      flips[n++] = get_point_value (strip, i - 1 + (lead + lag > 0 ? lead / (lead + lag) : 0.5));
    }

  return n;
}

/* Curves: of two classes one says all. */
guint
nrn_data_strip_get_n_curves (const NrnDataStrip *strip)
{
  return strip->n_classes == 2 ? 1 : strip->n_classes;
}

/* A curve at a value, interpolated; NaN outside of the axis, and where
 * nothing is predicted. */
double
nrn_data_strip_interpolate (const NrnDataStrip *strip,
                            guint               curve,
                            double              value)
{
  const double *points = strip->probabilities + (gsize) curve * strip->n_points;
  double place = (value - strip->minimum) / (strip->maximum - strip->minimum);
  guint i;

  if (strip->n_points < 2 || !(place >= 0 && place <= 1))
    return NAN;

  place *= strip->n_points - 1;
  i = MIN ((guint) place, strip->n_points - 2);

  return points[i] + (points[i + 1] - points[i]) * (place - i);
}

/**
 * nrn_data_strip_get_probability:
 * @strip: a strip
 * @class_index: a class
 * @value: of the feature
 *
 * Returns: the probability of the class there, interpolated; NaN outside of
 *   the axis, and where nothing is predicted
 */
double
nrn_data_strip_get_probability (const NrnDataStrip *strip,
                                guint               class_index,
                                double              value)
{
  g_return_val_if_fail (class_index < strip->n_classes, NAN);

  if (strip->n_classes > 2)
    return nrn_data_strip_interpolate (strip, class_index, value);

  return class_index == 1 ? nrn_data_strip_interpolate (strip, 0, value)
                          : 1 - nrn_data_strip_interpolate (strip, 0, value);
}

/**
 * nrn_data_strip_get_class:
 * @strip: a strip
 * @value: of the feature
 * @class_index: (out): the class that is predicted there
 *
 * Returns: whether one is
 */
gboolean
nrn_data_strip_get_class (const NrnDataStrip *strip,
                          double              value,
                          guint              *class_index)
{
  double best = -INFINITY;

  *class_index = 0;
  for (guint i = 0; i < strip->n_classes; i++)
    {
      double probability = nrn_data_strip_get_probability (strip, i, value);

      if (!isfinite (probability))
        return FALSE;
      if (probability <= best)
        continue;
      best = probability;
      *class_index = i;
    }

  return TRUE;
}
