/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Samples with one feature and values to predict, with the curve of what is
 * predicted.
 */

#include "config.h"

#include "nrn-value-plot.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-plot.h"
#include "nrn-text.h"
#include "nrn-ticks.h"

/* So much of the range of the data is free above and below. */
#define HEADROOM 0.05

/* A curve that is beside the data makes the axis longer, up to so many times
 * the range of the data. */
#define MOST_BEYOND 1.0

/* So near to a sample is on it. */
#define PICK_REACH 7.0

/* Everything that has to live as long as the plot. */
typedef struct
{
  NrnPlot        plot;
  double        *x;                                       /* owned */
  NrnCurve      *curves[NRN_VALUE_PLOT_MAX_TARGETS + 1];  /* owned */
  NrnPlotSeries  series[NRN_VALUE_PLOT_MAX_TARGETS + 1];
  NrnPlotScatter scatters[NRN_VALUE_PLOT_MAX_TARGETS];
  char          *names[NRN_VALUE_PLOT_MAX_TARGETS];       /* owned; of the curves */
  NrnPlotRing    rings[NRN_VALUE_PLOT_MAX_FAR + NRN_VALUE_PLOT_MAX_TARGETS];
  char          *marker_name;                             /* owned */
} Picture;

static void
picture_clear (Picture *picture)
{
  for (guint i = 0; i < picture->plot.n_series; i++)
    g_clear_pointer (&picture->curves[i], nrn_curve_free);
  for (guint i = 0; i < NRN_VALUE_PLOT_MAX_TARGETS; i++)
    g_clear_pointer (&picture->names[i], g_free);
  g_clear_pointer (&picture->x, g_free);
  g_clear_pointer (&picture->marker_name, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Picture, picture_clear)

/* ---- Values ---- */

/**
 * nrn_value_plot_get_value:
 * @plot: a plot
 * @target: one of its targets
 * @value: of the feature
 *
 * Returns: what is predicted there, interpolated; NaN outside of the axis,
 *   and where nothing is predicted
 */
double
nrn_value_plot_get_value (const NrnValuePlot *plot,
                          guint               target,
                          double              value)
{
  const double *outputs = plot->outputs + (gsize) target * plot->n_points;
  double place = (value - plot->minimum) / (plot->maximum - plot->minimum);
  guint i;

  if (plot->n_points < 2 || !(place >= 0 && place <= 1))
    return NAN;

  place *= plot->n_points - 1;
  i = MIN ((guint) place, plot->n_points - 2);

  return outputs[i] + (outputs[i + 1] - outputs[i]) * (place - i);
}

static char *
format (double value,
        double range)
{
  if (!isfinite (value))
    return nrn_text_format_short (value);
  if (fabs (value) >= 1e6 || !(range > 0) || range >= 1e6 || range < 1e-4)
    return nrn_text_format_power (value);

  return nrn_text_format_fixed (value, (guint) CLAMP (3 - floor (log10 (range)), 0, 6));
}

/* “x 0.31” */
static char *
name_value (const NrnValuePlot *plot,
            double              value)
{
  g_autofree char *number = format (value, 10 * (plot->maximum - plot->minimum));

  if (plot->feature_name == NULL)
    return g_steal_pointer (&number);

  return g_strdup_printf ("%s %s", plot->feature_name, number);
}

static void
measure_targets (const NrnValuePlot *plot,
                 double             *low,
                 double             *high)
{
  *low = INFINITY;
  *high = -INFINITY;
  for (guint i = 0; i < plot->n_targets; i++)
    {
      *low = fmin (*low, plot->low[i]);
      *high = fmax (*high, plot->high[i]);
    }
}

/**
 * nrn_value_plot_describe:
 * @plot: a plot
 * @value: of the feature
 *
 * Returns: (transfer full): what is predicted there, in words: “x 0.31: 0.83”
 */
char *
nrn_value_plot_describe (const NrnValuePlot *plot,
                         double              value)
{
  g_autofree char *name = name_value (plot, value);
  GString *values = g_string_new (NULL);
  g_autofree char *all = NULL;
  double low, high;

  measure_targets (plot, &low, &high);
  for (guint i = 0; i < plot->n_targets; i++)
    {
      double output = nrn_value_plot_get_value (plot, i, value);
      g_autofree char *number = format (output, high - low);

      if (isnan (output))
        continue;
      if (values->len > 0)
        g_string_append (values, C_("between two values", ", "));
      if (plot->n_targets > 1 && plot->target_names != NULL)
        g_string_append_printf (values, "%s ", plot->target_names[i]);
      g_string_append (values, number);
    }
  all = g_string_free (values, FALSE);
  if (*all == '\0')
    return g_steal_pointer (&name);

  /* Translators: a feature with its value, and what is predicted there. */
  return g_strdup_printf (C_("predicted", "%s: %s"), name, all);
}

/* ---- Axes ---- */

/* That of the data; where the curve leaves it, somewhat more. */
static void
set_y_axis (Picture            *picture,
            const NrnValuePlot *plot)
{
  double low, high, range, minimum, maximum;
  NrnTicks ticks;

  measure_targets (plot, &low, &high);
  if (!(high >= low) || !isfinite (low) || !isfinite (high))
    {
      low = 0;
      high = 1;
    }
  range = high > low ? high - low : MAX (fabs (high), 1);
  minimum = low - HEADROOM * range;
  maximum = high + HEADROOM * range;
  for (guint i = 0; i < plot->n_targets && plot->n_points > 0; i++)
    {
      NrnCurveExtent extent;

      if (!nrn_curve_measure (picture->curves[i], 0, plot->n_points, &extent))
        continue;
      minimum = MIN (minimum, MAX (extent.low, low - MOST_BEYOND * range));
      maximum = MAX (maximum, MIN (extent.high, high + MOST_BEYOND * range));
    }

  nrn_ticks_init (&ticks, minimum, maximum, 8, FALSE);
  picture->plot.y_minimum = ticks.n_ticks > 0 ? floor (minimum / ticks.step) * ticks.step : minimum;
  picture->plot.y_maximum = ticks.n_ticks > 0 ? ceil (maximum / ticks.step) * ticks.step : maximum;
}

/* ---- Curves and dots ---- */

static void
add_series (Picture       *picture,
            const double  *y,
            guint          n_points,
            NrnPlotSeries  series)
{
  guint i = picture->plot.n_series++;

  picture->curves[i] = nrn_curve_new_from (n_points, y, 1);
  series.x = picture->x;
  series.curve = picture->curves[i];
  picture->series[i] = series;
}

/* Several targets have the colours that several outputs have. */
static void
add_target (Picture            *picture,
            const NrnValuePlot *plot,
            guint               target,
            const NrnPalette   *palette)
{
  const char *name = plot->target_names != NULL ? plot->target_names[target] : NULL;
  gboolean is_single = plot->n_targets == 1;
  const NrnColor *color = nrn_palette_get_class (palette, target, plot->n_targets);

  picture->scatters[target] = (NrnPlotScatter) {
    .name = name,
    .x = plot->features,
    .x_stride = 1,
    .y = plot->targets + target,
    .y_stride = plot->target_stride,
    .n_samples = plot->n_samples,
    .color = is_single ? &palette->quiet : color,
  };
  if (plot->n_points == 0)
    return;

  picture->names[target] = is_single || name == NULL ? g_strdup (_("predicted"))
                                                     : g_strdup_printf (_("%s, predicted"), name);
  add_series (picture, plot->outputs + (gsize) target * plot->n_points, plot->n_points,
              (NrnPlotSeries) { .name = picture->names[target], .color = color });
}

static void
add_ring (Picture            *picture,
          const NrnValuePlot *plot,
          guint               sample,
          guint               target,
          gboolean            is_strong)
{
  if (sample >= plot->n_samples || target >= plot->n_targets)
    return;

  picture->rings[picture->plot.n_rings++] = (NrnPlotRing) {
    .x = (double) plot->features[sample],
    .y = (double) plot->targets[sample * plot->target_stride + target],
    .is_strong = is_strong,
  };
}

static void
add_rings (Picture            *picture,
           const NrnValuePlot *plot)
{
  picture->plot.rings = picture->rings;
  for (guint i = 0; i < MIN (plot->n_far, NRN_VALUE_PLOT_MAX_FAR); i++)
    add_ring (picture, plot, plot->far_samples[i], plot->far_targets[i], FALSE);
  if (picture->plot.n_rings > 0)
    picture->plot.ring_name = _("one of the largest errors");
  for (guint i = 0; i < plot->n_targets && plot->has_chosen; i++)
    add_ring (picture, plot, plot->chosen, i, TRUE);
}

static void
picture_init (Picture            *picture,
              const NrnValuePlot *plot,
              const NrnPalette   *palette)
{
  *picture = (Picture) {
    .plot = {
      .title = plot->title,
      .x_title = plot->feature_name,
      .series = picture->series,
      .scatters = picture->scatters,
      .n_scatters = plot->n_targets,
      .pixels = plot->pixels,
      .text_scale = plot->text_scale,
      .x_minimum = plot->minimum,
      .x_maximum = plot->maximum,
      .ceiling = NAN,
      .marker = plot->watched,
      .n_marked = plot->n_targets,
    },
  };

  picture->x = g_new (double, plot->n_points + 1);
  for (guint i = 0; i < plot->n_points; i++)
    picture->x[i] = plot->minimum + (plot->maximum - plot->minimum) * i / (plot->n_points - 1);
  for (guint i = 0; i < plot->n_targets; i++)
    add_target (picture, plot, i, palette);
  add_rings (picture, plot);
  set_y_axis (picture, plot);
  if (plot->truth != NULL && plot->n_points > 0)
    add_series (picture, plot->truth, plot->n_points, (NrnPlotSeries) {
      .name = _("without noise"), .color = &palette->ceiling, .line = NRN_PLOT_DASHED,
    });
  if (isfinite (plot->watched))
    {
      picture->marker_name = nrn_value_plot_describe (plot, plot->watched);
      picture->plot.marker_name = picture->marker_name;
    }
}

/**
 * nrn_value_plot_paint:
 * @cr: where; the plot begins at (0, 0)
 * @plot: what
 * @width: of the picture, in user-space pixels
 * @height: likewise
 * @palette: the colours
 *
 * Draws the samples and a curve for each target, with a background.
 */
void
nrn_value_plot_paint (cairo_t            *cr,
                      const NrnValuePlot *plot,
                      double              width,
                      double              height,
                      const NrnPalette   *palette)
{
  g_auto (Picture) picture = { 0 };

  g_return_if_fail (plot->n_targets >= 1 && plot->n_targets <= NRN_VALUE_PLOT_MAX_TARGETS);
  g_return_if_fail (plot->maximum > plot->minimum && plot->n_points != 1);

  picture_init (&picture, plot, palette);
  nrn_plot_paint (cr, &picture.plot, width, height, palette);
  if (isfinite (plot->pointer))
    {
      g_autofree char *name = name_value (plot, plot->pointer);

      nrn_plot_paint_cross_hair (cr, &picture.plot, width, height, plot->pointer, name, palette);
    }
}

/**
 * nrn_value_plot_pick:
 * @plot: a plot
 * @width: of its picture
 * @height: likewise
 * @x: a place in the picture
 *
 * Returns: the feature's value there, kept on the axis
 */
double
nrn_value_plot_pick (const NrnValuePlot *plot,
                     double              width,
                     double              height,
                     double              x)
{
  g_auto (Picture) picture = { 0 };

  picture_init (&picture, plot, &nrn_palette_light);

  return nrn_plot_pick_x (&picture.plot, width, height, x);
}

/**
 * nrn_value_plot_pick_sample:
 * @plot: a plot
 * @width: of its picture
 * @height: likewise
 * @x: a place in the picture
 * @y: likewise
 *
 * Returns: the sample that is there, or very near; -1 for none
 */
gssize
nrn_value_plot_pick_sample (const NrnValuePlot *plot,
                            double              width,
                            double              height,
                            double              x,
                            double              y)
{
  g_auto (Picture) picture = { 0 };

  picture_init (&picture, plot, &nrn_palette_light);

  return nrn_plot_pick_sample (&picture.plot, width, height, x, y, PICK_REACH);
}
