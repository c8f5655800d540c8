/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Where the samples and the curve of a data strip are.
 */

#include "config.h"

#include "nrn-data-strip.h"

#include <glib/gi18n-lib.h>
#include <math.h>

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

/* Parts of the height that is left. */
#define BAND  0.21
#define GAP   0.08
#define CURVE 0.42

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
  for (guint i = 0; i < 2 && strip->class_names != NULL; i++)
    {
      double width;

      nrn_text_measure (strip->class_names[i], &style, &width, NULL);
      widest = MAX (widest, width);
    }

  return widest;
}

/**
 * nrn_data_strip_layout_init:
 * @layout: (out caller-allocates): the layout
 * @strip: what is to be painted; what it predicts does not matter
 * @width: of the strip, in user-space pixels
 * @height: likewise
 *
 * Class 1 is above the curve, class 0 below.
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

  *layout = (NrnDataStripLayout) { .width = width, .height = height, .scale = scale };
  layout->x = MIN ((MARGIN_X + LABEL_GAP) * scale + labels, width / 2);
  layout->axis_width = MAX (width - layout->x - MARGIN_RIGHT * scale, 1);
  layout->band_height = BAND * body;
  layout->bands[1] = top;
  layout->curve_top = top + (BAND + GAP) * body;
  layout->curve_height = CURVE * body;
  layout->bands[0] = layout->curve_top + layout->curve_height + GAP * body;
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
  guint band = strip->labels[sample] > 0.5f ? 1 : 0;
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

/**
 * nrn_data_strip_find_flips:
 * @strip: a strip
 * @flips: (out caller-allocates): room for %NRN_DATA_STRIP_MAX_FLIPS values
 *
 * Looks for the values at which the predicted class changes: where the
 * probability crosses one half, interpolated between two points.
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
      double before = strip->probabilities[i - 1] - 0.5;
      double after = strip->probabilities[i] - 0.5;

      if (!isfinite (before) || !isfinite (after) || (before > 0) == (after > 0))
        continue;
      flips[n++] = get_point_value (strip, i - 1 + before / (before - after));
    }

  return n;
}

/**
 * nrn_data_strip_get_probability:
 * @strip: a strip
 * @value: of the feature
 *
 * Returns: the probability of class 1 there, interpolated; NaN outside of
 *   the axis, and where nothing is predicted
 */
double
nrn_data_strip_get_probability (const NrnDataStrip *strip,
                                double              value)
{
  double place = (value - strip->minimum) / (strip->maximum - strip->minimum);
  guint i;

  if (strip->n_points < 2 || !(place >= 0 && place <= 1))
    return NAN;

  place *= strip->n_points - 1;
  i = MIN ((guint) place, strip->n_points - 2);

  return strip->probabilities[i] +
         (strip->probabilities[i + 1] - strip->probabilities[i]) * (place - i);
}
