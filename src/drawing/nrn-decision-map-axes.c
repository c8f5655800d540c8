/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What stands around a decision map.
 */

#include "config.h"

#include "nrn-decision-map-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-legend-private.h"
#include "nrn-prediction.h"
#include "nrn-ticks.h"

/* All lengths at scale 1. */
#define MARGIN_X     17.0     /* of the title, as above a data strip */
#define TITLE_Y      17.0
#define MARGIN_RIGHT 24.0
#define LEGEND_SPACE 22.0
#define LABEL_GAP    NRN_DECISION_MAP_GAP
#define LINE_HEIGHT  NRN_DECISION_MAP_LINE
#define TICK_PITCH_X 60.0
#define TICK_PITCH_Y 36.0
#define MAX_NUMBERS  5        /* beside the scale */

/* Steps that the scale of colours is drawn in. */
#define N_STEPS 64

/* Ticks of an axis from @minimum to @maximum with room for @length. */
static void
init_ticks (NrnTicks                 *ticks,
            const NrnDecisionMapPlot *plot,
            guint                     axis,
            double                    length,
            double                    pitch)
{
  guint most = (guint) CLAMP (length / pitch, 2, 8);

  nrn_ticks_init (ticks, plot->minimum[axis], plot->maximum[axis], most, FALSE);
}

static double
measure_y_ticks (const NrnDecisionMapPlot *plot,
                 double                    length,
                 double                    scale)
{
  NrnTextStyle style = { NRN_TEXT_NOTE * scale, FALSE, 0 };
  NrnTicks ticks;
  double widest = 0;

  init_ticks (&ticks, plot, 1, length, TICK_PITCH_Y * scale);
  for (guint i = 0; i < ticks.n_ticks; i++)
    {
      g_autofree char *text = nrn_ticks_format (&ticks, i);
      double width;

      nrn_text_measure (text, &style, &width, NULL);
      widest = MAX (widest, width);
    }

  return widest;
}

/* What the y axis needs to the left of the map. */
double
nrn_decision_map_measure_left (const NrnDecisionMapPlot *plot,
                               double                    height,
                               double                    scale)
{
  return measure_y_ticks (plot, height, scale) +
         (LABEL_GAP + (plot->feature_names != NULL ? LINE_HEIGHT : 0)) * scale;
}

static void
init_numbers (NrnTicks                 *ticks,
              const NrnDecisionMapPlot *plot)
{
  nrn_ticks_init (ticks, plot->low, plot->high, MAX_NUMBERS, FALSE);
}

/* What the scale of colours needs to the right. */
double
nrn_decision_map_measure_right (const NrnDecisionMapPlot *plot,
                                double                    height,
                                double                    scale)
{
  NrnTextStyle style = { NRN_TEXT_NOTE * scale, FALSE, 0 };
  NrnTicks ticks;
  double widest = 0;

  if (!plot->is_values)
    return 0;

  init_numbers (&ticks, plot);
  for (guint i = 0; i < ticks.n_ticks; i++)
    {
      g_autofree char *text = nrn_ticks_format (&ticks, i);
      double width;

      nrn_text_measure (text, &style, &width, NULL);
      widest = MAX (widest, width);
    }

  return (NRN_DECISION_MAP_BAR_GAP + NRN_DECISION_MAP_BAR + LABEL_GAP) * scale + widest;
}

/* ---- In words ---- */

/**
 * nrn_decision_map_plot_get_value:
 * @plot: a plot, whose map is up to date
 * @index: a class, or one of the values
 * @features: both features of a sample, not scaled
 *
 * Returns: the probability of the class there, or the value, between the four
 *   cells around; NaN outside of the map
 */
double
nrn_decision_map_plot_get_value (const NrnDecisionMapPlot *plot,
                                 guint                     index,
                                 const double             *features)
{
  guint last = nrn_decision_map_get_size (plot->map) - 1;
  double parts[2], sum = 0;
  guint cells[2];

  for (guint i = 0; i < 2; i++)
    {
      double place = (features[i] - plot->minimum[i]) / (plot->maximum[i] - plot->minimum[i]);

      if (!(place >= 0 && place <= 1))
        return NAN;
      cells[i] = MIN ((guint) (place * last), last - 1);
      parts[i] = place * last - cells[i];
    }
  for (guint i = 0; i < 4; i++)
    {
      double weight = (i % 2 == 1 ? parts[0] : 1 - parts[0]) * (i / 2 == 1 ? parts[1] : 1 - parts[1]);
      guint n_outputs;
      const float *outputs = nrn_decision_map_get_outputs (plot->map, cells[0] + i % 2,
                                                           cells[1] + i / 2, &n_outputs);

      sum += weight * (plot->is_values ? (double) outputs[index]
                                       : nrn_prediction_get_share (n_outputs, outputs, index));
    }

  return sum;
}

static char *
format (double value,
        double range)
{
  if (!isfinite (value))
    return nrn_text_format_short (value);
  if (fabs (value) >= 1e6 || range >= 1e6 || range < 1e-4)
    return nrn_text_format_power (value);
  if (value >= floor (value) && value <= floor (value) && range >= 20)
    return nrn_text_format_fixed (value, 0);

  return nrn_text_format_fixed (value, (guint) CLAMP (3 - ceil (log10 (range)), 0, 6));
}

/* “height 165, weight 69.9” */
static char *
name_place (const NrnDecisionMapPlot *plot,
            const double             *features)
{
  g_autofree char *first = format (features[0], plot->maximum[0] - plot->minimum[0]);
  g_autofree char *second = format (features[1], plot->maximum[1] - plot->minimum[1]);

  if (plot->feature_names == NULL)
    return g_strdup_printf ("%s, %s", first, second);

  /* Translators: two features, each with its value. */
  return g_strdup_printf (C_("place", "%s %s, %s %s"), plot->feature_names[0], first,
                          plot->feature_names[1], second);
}

/* A network may have more outputs than there are classes. */
static char *
dup_class_name (const NrnDecisionMapPlot *plot,
                guint                     class_index)
{
  if (plot->class_names != NULL && class_index < g_strv_length ((char **) plot->class_names))
    return g_strdup (plot->class_names[class_index]);

  return nrn_text_format_count (class_index);
}

/* “99 % overweight”, or a value. */
static char *
describe_value (const NrnDecisionMapPlot *plot,
                guint                     index,
                const double             *features)
{
  double value = nrn_decision_map_plot_get_value (plot, index, features);
  g_autofree char *share = NULL;
  g_autofree char *name = NULL;

  if (plot->is_values)
    {
      g_autofree char *number = format (value, plot->high - plot->low);

      return plot->output_name != NULL ? g_strdup_printf ("%s %s", plot->output_name, number)
                                       : g_steal_pointer (&number);
    }

  share = nrn_text_format_fixed (100 * value, 0);
  name = dup_class_name (plot, index);

  return g_strdup_printf (C_("probability", "%s %% %s"), share, name);
}

/* The most probable one. */
static guint
find_class (const NrnDecisionMapPlot *plot,
            const double             *features)
{
  guint best = 0;

  for (guint i = 1; i < nrn_decision_map_get_n_classes (plot->map); i++)
    {
      if (nrn_decision_map_plot_get_value (plot, i, features) >
          nrn_decision_map_plot_get_value (plot, best, features))
        best = i;
    }

  return best;
}

/**
 * nrn_decision_map_plot_describe:
 * @plot: a plot, whose map is up to date
 * @features: both features of a sample, not scaled
 *
 * Returns: (transfer full): what is predicted there, in words: “height 165,
 *   weight 69.9: 99 % overweight”
 */
char *
nrn_decision_map_plot_describe (const NrnDecisionMapPlot *plot,
                                const double             *features)
{
  g_autofree char *place = name_place (plot, features);
  g_autofree char *value = NULL;
  guint index = plot->is_values ? plot->output : find_class (plot, features);

  value = describe_value (plot, index, features);

  /* Translators: a sample by its features, and what is predicted of it. */
  return g_strdup_printf (C_("predicted", "%s: %s"), place, value);
}

/* ---- Above ---- */

/* Of classes; a value has the scale beside the map. */
static void
add_legend (const NrnDecisionMapPlot *plot,
            NrnLegend                *legend)
{
  guint n_classes = nrn_decision_map_get_n_classes (plot->map);

  for (guint i = 0; i < n_classes && !plot->is_values && plot->class_names != NULL; i++)
    nrn_legend_take_sign (legend, dup_class_name (plot, i), NRN_LEGEND_DOT,
                          nrn_palette_get_class (plot->palette, i, n_classes));
  if (plot->marked != NULL && memchr (plot->marked, TRUE, plot->n_samples) != NULL)
    nrn_legend_take_sign (legend, g_strdup (_("exception to the rule")), NRN_LEGEND_RING,
                          &plot->palette->text);
  if (plot->n_far > 0)
    nrn_legend_take_sign (legend, g_strdup (_("one of the largest errors")), NRN_LEGEND_RING,
                          &plot->palette->text);
}

static void
add_readout (const NrnDecisionMapPlot *plot,
             NrnLegend                *legend)
{
  guint n_classes = nrn_decision_map_get_n_classes (plot->map);

  nrn_legend_take_words (legend, name_place (plot, plot->pointer));
  if (plot->is_values)
    {
      nrn_legend_take_words (legend, describe_value (plot, plot->output, plot->pointer));
      return;
    }
  for (guint i = n_classes == 2 ? 1 : 0; i < n_classes; i++)
    nrn_legend_take_sign (legend, describe_value (plot, i, plot->pointer),
                          NRN_LEGEND_DOT, nrn_palette_get_class (plot->palette, i, n_classes));
}

void
nrn_decision_map_paint_header (cairo_t                    *cr,
                               const NrnDecisionMapPlot   *plot,
                               const NrnDecisionMapLayout *layout)
{
  double scale = layout->scale;
  NrnTextStyle style = { NRN_TEXT_HEADING * scale, TRUE, layout->picture_width };
  g_auto (NrnLegend) legend = { 0 };
  double left;

  if (plot->title == NULL)
    return;

  nrn_text_paint (cr, plot->title, &style, &plot->palette->text, MARGIN_X * scale,
                  TITLE_Y * scale, 0, 0.5);
  nrn_text_measure (plot->title, &style, &left, NULL);
  nrn_legend_init (&legend, left + (MARGIN_X + LEGEND_SPACE) * scale,
                   layout->picture_width - MARGIN_RIGHT * scale, scale, FALSE,
                   plot->pointer != NULL ? &plot->palette->text : &plot->palette->quiet);
  if (plot->pointer != NULL)
    add_readout (plot, &legend);
  else
    add_legend (plot, &legend);
  nrn_legend_paint_beside (&legend, (TITLE_Y - NRN_LEGEND_ROW / 2) * scale, cr);
}

/* ---- Beside and below ---- */

static void
paint_x_axis (cairo_t                    *cr,
              const NrnDecisionMapPlot   *plot,
              const NrnDecisionMapLayout *layout)
{
  NrnTextStyle style = { NRN_TEXT_NOTE * layout->scale, FALSE, 0 };
  double y = layout->y + layout->width + LABEL_GAP / 2 * layout->scale;
  NrnTicks ticks;

  init_ticks (&ticks, plot, 0, layout->width, TICK_PITCH_X * layout->scale);
  for (guint i = 0; i < ticks.n_ticks; i++)
    {
      g_autofree char *text = nrn_ticks_format (&ticks, i);
      double x;
      double unused;

      nrn_decision_map_layout_get_point (layout, plot, nrn_ticks_get (&ticks, i), 0, &x, &unused);
      nrn_text_paint (cr, text, &style, &plot->palette->quiet, x, y, 0.5, 0);
    }
  if (plot->feature_names != NULL)
    nrn_text_paint (cr, plot->feature_names[0], &style, &plot->palette->quiet,
                    layout->x + layout->width / 2, y + LINE_HEIGHT * layout->scale, 0.5, 0);
}

static void
paint_y_axis (cairo_t                    *cr,
              const NrnDecisionMapPlot   *plot,
              const NrnDecisionMapLayout *layout)
{
  NrnTextStyle style = { NRN_TEXT_NOTE * layout->scale, FALSE, 0 };
  double x = layout->x - LABEL_GAP * layout->scale;
  double widest = measure_y_ticks (plot, layout->width, layout->scale);
  NrnTicks ticks;

  init_ticks (&ticks, plot, 1, layout->width, TICK_PITCH_Y * layout->scale);
  for (guint i = 0; i < ticks.n_ticks; i++)
    {
      g_autofree char *text = nrn_ticks_format (&ticks, i);
      double unused;
      double y;

      nrn_decision_map_layout_get_point (layout, plot, 0, nrn_ticks_get (&ticks, i), &unused, &y);
      nrn_text_paint (cr, text, &style, &plot->palette->quiet, x, y, 1, 0.5);
    }
  if (plot->feature_names == NULL)
    return;

  cairo_save (cr);
  cairo_translate (cr, x - widest - LINE_HEIGHT / 2 * layout->scale, layout->y + layout->width / 2);
  cairo_rotate (cr, -G_PI_2);
  nrn_text_paint (cr, plot->feature_names[1], &style, &plot->palette->quiet, 0, 0, 0.5, 0.5);
  cairo_restore (cr);
}

void
nrn_decision_map_paint_axes (cairo_t                    *cr,
                             const NrnDecisionMapPlot   *plot,
                             const NrnDecisionMapLayout *layout)
{
  paint_x_axis (cr, plot, layout);
  paint_y_axis (cr, plot, layout);
}

/* ---- The scale of colours ---- */

/* Numbers stand beside it, each with the line that the map has for it. */
static void
paint_numbers (cairo_t                    *cr,
               const NrnDecisionMapPlot   *plot,
               const NrnDecisionMapLayout *layout,
               double                      x)
{
  double scale = layout->scale;
  double right = x + NRN_DECISION_MAP_BAR * scale;
  NrnTextStyle style = { NRN_TEXT_NOTE * scale, FALSE, 0 };
  NrnTicks ticks;

  init_numbers (&ticks, plot);
  for (guint i = 0; i < ticks.n_ticks; i++)
    {
      double value = nrn_ticks_get (&ticks, i);
      double part = (value - plot->low) / (plot->high - plot->low);
      double y = layout->y + layout->width * (1 - part);
      g_autofree char *text = nrn_ticks_format (&ticks, i);

      cairo_move_to (cr, x, y);
      cairo_line_to (cr, right, y);
      cairo_set_line_width (cr, scale);
      nrn_color_set_source (&plot->palette->text, 0.55, cr);
      cairo_stroke (cr);
      nrn_text_paint (cr, text, &style, &plot->palette->quiet, right + LABEL_GAP * scale, y, 0, 0.5);
    }
}

void
nrn_decision_map_paint_scale (cairo_t                    *cr,
                              const NrnDecisionMapPlot   *plot,
                              const NrnDecisionMapLayout *layout)
{
  double scale = layout->scale;
  double x = layout->x + layout->width + NRN_DECISION_MAP_BAR_GAP * scale;
  double width = NRN_DECISION_MAP_BAR * scale;
  NrnTextStyle style = { NRN_TEXT_NOTE * scale, TRUE, 0 };
  cairo_pattern_t *pattern;

  if (!plot->is_values)
    return;

  pattern = cairo_pattern_create_linear (0, layout->y + layout->width, 0, layout->y);
  for (guint i = 0; i <= N_STEPS; i++)
    {
      NrnColor color = nrn_palette_get_scale (plot->palette, (double) i / N_STEPS);

      cairo_pattern_add_color_stop_rgb (pattern, (double) i / N_STEPS, color.red, color.green,
                                        color.blue);
    }
  cairo_rectangle (cr, x, layout->y, width, layout->width);
  cairo_set_source (cr, pattern);
  cairo_fill_preserve (cr);
  cairo_pattern_destroy (pattern);
  cairo_set_line_width (cr, scale);
  nrn_color_set_source (&plot->palette->outline, 1, cr);
  cairo_stroke (cr);
  paint_numbers (cr, plot, layout, x);
  if (plot->output_name != NULL)
    {
      style.max_width = MAX (layout->picture_width - x, 1);
      nrn_text_paint (cr, plot->output_name, &style, &plot->palette->quiet, x,
                      layout->y - LABEL_GAP * scale, 0, 1);
    }
}
