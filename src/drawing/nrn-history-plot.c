/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Loss or a metric, epoch by epoch.
 */

#include "config.h"

#include "nrn-history-plot.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-metrics.h"
#include "nrn-plot-private.h"
#include "nrn-text.h"
#include "nrn-ticks.h"

/* Without any value: a loss axis that fits most. */
#define USUAL_LOSS 1.0

/* Above the largest loss, so that the curve does not touch the edge. */
#define HEADROOM 1.05

/* Raw and smoothed, training and validation, and what was printed. */
#define MAX_OWN_SERIES (2 * NRN_N_ROWS + 1)

/* A plot with what it borrows. */
typedef struct
{
  NrnPlot        plot;
  NrnPlotSeries *series;        /* owned */
  GPtrArray     *labels;        /* owned; of the runs */
  NrnCurve      *printed;       /* owned; NULL if there is none */
  char          *ceiling_name;  /* owned */
  char          *marker_name;   /* owned */
} Picture;

static void
picture_clear (Picture *picture)
{
  g_clear_pointer (&picture->printed, nrn_curve_free);
  g_clear_pointer (&picture->labels, g_ptr_array_unref);
  g_free (picture->series);
  g_free (picture->ceiling_name);
  g_free (picture->marker_name);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Picture, picture_clear)

/* Whether the values are 0 … 1, drawn in per cent. */
static gboolean
is_share (const NrnHistoryPlot *plot)
{
  const NrnKind *metric = nrn_metrics_kind_of (nrn_history_curves_get_metric (plot->curves));

  return metric != NULL && nrn_metric_is_share (metric);
}

/**
 * nrn_history_plot_get_title:
 * @metric: "loss", or a metric's name
 *
 * Returns: what a plot of it is called
 */
const char *
nrn_history_plot_get_title (const char *metric)
{
  if (g_str_equal (metric, "loss"))
    return _("Loss");
  if (g_str_equal (metric, "accuracy"))
    return _("Accuracy");

  /* Keras' word. */
  return metric;
}

static char *
name_ceiling (const NrnHistoryPlot *plot)
{
  g_autofree char *number = NULL;

  if (!isfinite (plot->ceiling))
    return NULL;

  if (is_share (plot))
    {
      number = nrn_text_format_fixed (plot->ceiling * 100, 1);
      /* Translators: the best accuracy that any network can reach. */
      return g_strdup_printf (_("best possible %s %%"), number);
    }

  number = nrn_text_format_fixed (plot->ceiling, 3);
  /* Translators: the smallest loss that any network can reach. */
  return g_strdup_printf (_("best possible %s"), number);
}

static char *
name_epoch (guint epoch)
{
  g_autofree char *number = nrn_text_format_count (epoch);

  /* Translators: a place on the axis of the epochs. */
  return epoch > 0 ? g_strdup_printf (_("epoch %s"), number) : g_strdup (_("start"));
}

static char *
name_moment (const NrnHistoryPlot *plot)
{
  g_autofree char *number = NULL;

  if (plot->marked_epoch < 0)
    return NULL;
  if (plot->marked_epoch == floor (plot->marked_epoch))
    return name_epoch ((guint) plot->marked_epoch);

  number = nrn_text_format_count (plot->marked_update);

  /* Translators: a place on the axis of the epochs, within one of them. */
  return g_strdup_printf (_("update %s"), number);
}

/* ---- Curves ---- */

static void
add_series (Picture        *picture,
            const NrnCurve *curve,
            NrnPlotSeries   series)
{
  if (nrn_curve_find_last (curve) < 0)
    return;

  series.curve = curve;
  picture->series[picture->plot.n_series++] = series;
}

/* Validation is dashed and quiet; a raw curve stands back behind a smoothed
 * one. */
static void
add_rows (Picture              *picture,
          const NrnHistoryPlot *plot,
          NrnHistoryRows        rows,
          gboolean              is_raw,
          const NrnPalette     *palette)
{
  static const char *const names[NRN_N_ROWS][3] = {
    { N_("training"), N_("training, measured"), N_("training, smoothed") },
    { N_("validation"), N_("validation"), N_("validation, smoothed") },
  };
  guint name = !is_raw ? 2 : plot->is_measured ? 1 : 0;

  add_series (picture,
              is_raw ? nrn_history_curves_get (plot->curves, rows)
                     : nrn_history_curves_get_smoothed (plot->curves, rows),
              (NrnPlotSeries) {
                .name = rows == NRN_ROWS_TRAINING && plot->own_name != NULL
                          ? plot->own_name
                          : _(names[rows][name]),
                .color = rows == NRN_ROWS_TRAINING ? &palette->text : &palette->quiet,
                .line = rows == NRN_ROWS_TRAINING ? NRN_PLOT_SOLID : NRN_PLOT_DASHED,
                .is_faint = plot->is_smoothed && is_raw,
                .marks_end = !plot->is_smoothed || !is_raw,
              });
}

static void
add_printed (Picture              *picture,
             const NrnHistoryPlot *plot,
             const NrnPalette     *palette)
{
  const char *metric = nrn_history_curves_get_metric (plot->curves);
  const double *first;

  if (plot->n_printed == 0)
    return;
  if (g_str_equal (metric, "loss"))
    first = &plot->printed->loss;
  else if (g_str_equal (metric, "accuracy"))
    first = &plot->printed->accuracy;
  else
    return;

  picture->printed = nrn_curve_new_from (plot->n_printed, first, sizeof (NrnEpoch) / sizeof (double));
  add_series (picture, picture->printed, (NrnPlotSeries) {
    .name = _("printed in the course notes"),
    .color = &palette->quiet,
    .line = NRN_PLOT_DOTTED,
  });
}

/* Its colour comes again after six runs, and then with another mark. */
static NrnPlotSeries
style_run (guint             number,
           const NrnPalette *palette)
{
  guint place = MAX (number, 1) - 1;
  guint n_marks = NRN_PLOT_N_MARKS - 1;

  return (NrnPlotSeries) {
    .color = &palette->classes[place % NRN_PALETTE_N_CLASSES],
    .line = NRN_PLOT_SOLID,
    .mark = (NrnPlotMark) (NRN_PLOT_MARK_CIRCLE +
                           (place + place / NRN_PALETTE_N_CLASSES) % n_marks),
  };
}

static void
add_runs (Picture              *picture,
          const NrnHistoryPlot *plot,
          const NrnPalette     *palette)
{
  for (guint i = 0; i < plot->n_runs; i++)
    {
      NrnPlotSeries series = style_run (plot->runs[i].number, palette);
      char *label = nrn_text_format_count (plot->runs[i].number);

      g_ptr_array_add (picture->labels, label);
      series.name = plot->runs[i].name != NULL ? plot->runs[i].name : label;
      series.label = label;
      series.marks_end = TRUE;
      add_series (picture, plot->runs[i].curve, series);
    }
}

static void
add_curves (Picture              *picture,
            const NrnHistoryPlot *plot,
            const NrnPalette     *palette)
{
  G_STATIC_ASSERT (sizeof (NrnEpoch) % sizeof (double) == 0);

  for (guint rows = 0; plot->is_smoothed && rows < NRN_N_ROWS; rows++)
    add_rows (picture, plot, (NrnHistoryRows) rows, FALSE, palette);
  for (guint rows = 0; rows < NRN_N_ROWS; rows++)
    add_rows (picture, plot, (NrnHistoryRows) rows, TRUE, palette);
  add_printed (picture, plot, palette);
  add_runs (picture, plot, palette);
}

/* ---- Axes ---- */

/* The extent of all curves and of the ceiling. */
static void
measure_curves (const NrnPlot  *plot,
                NrnCurveExtent *all)
{
  *all = (NrnCurveExtent) { .low = INFINITY, .high = -INFINITY, .least_positive = INFINITY };
  for (guint i = 0; i < plot->n_series; i++)
    {
      const NrnCurve *curve = plot->series[i].curve;
      NrnCurveExtent extent;

      nrn_curve_measure (curve, 0, nrn_curve_get_length (curve), &extent);
      all->low = MIN (all->low, extent.low);
      all->high = MAX (all->high, extent.high);
      all->least_positive = MIN (all->least_positive, extent.least_positive);
      all->n_values += extent.n_values;
    }
}

/* From 0, or from below where there is anything, to a round number above
 * the largest loss. */
static void
set_loss_axis (NrnPlot *plot)
{
  double minimum, maximum;
  NrnCurveExtent extent;
  NrnTicks ticks;

  measure_curves (plot, &extent);
  minimum = MIN (extent.low, 0);
  maximum = MAX (extent.high, isfinite (plot->ceiling) ? plot->ceiling : 0);
  if (extent.n_values == 0)
    maximum = MAX (maximum, USUAL_LOSS);
  if (maximum <= minimum)
    maximum = minimum + USUAL_LOSS;
  maximum = MIN (maximum, 1e300) * (maximum > 0 ? HEADROOM : 1);
  minimum = MAX (minimum, -1e300);
  nrn_ticks_init (&ticks, minimum, maximum, 8, FALSE);
  plot->y_minimum = ticks.n_ticks > 0 ? floor (minimum / ticks.step) * ticks.step : minimum;
  plot->y_maximum = ticks.n_ticks > 0 ? ceil (maximum / ticks.step) * ticks.step : maximum;
}

/* To the next 1, 2 or 5 times a power of ten. */
static double
round_log (double   value,
           gboolean up)
{
  static const double factors[] = { 1, 2, 5, 10 };
  double power = pow (10, floor (log10 (value) + 1e-9));
  double below = power;

  for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
    {
      if (up && factors[i] * power >= value * (1 - 1e-9))
        return factors[i] * power;
      if (factors[i] * power <= value * (1 + 1e-9))
        below = factors[i] * power;
    }

  return below;
}

/* Losses at or below 0 have no place on it. */
static void
set_log_axis (NrnPlot *plot)
{
  NrnCurveExtent extent;
  double minimum, maximum;

  measure_curves (plot, &extent);
  minimum = extent.least_positive;
  maximum = extent.high;
  if (plot->ceiling > 0)
    {
      minimum = MIN (minimum, plot->ceiling);
      maximum = MAX (maximum, plot->ceiling);
    }

  plot->y_is_log = TRUE;
  if (!isfinite (minimum))
    {
      plot->y_minimum = USUAL_LOSS / 100;
      plot->y_maximum = USUAL_LOSS;
      return;
    }
  plot->y_minimum = round_log (CLAMP (minimum / HEADROOM, 1e-300, 1e300), FALSE);
  plot->y_maximum = round_log (CLAMP (maximum * HEADROOM, plot->y_minimum * 1.01, 1e301), TRUE);
}

/* Up to 100 %, from a round number below the smallest value. */
static void
set_share_axis (NrnPlot *plot)
{
  NrnCurveExtent extent;

  measure_curves (plot, &extent);
  plot->y_minimum = 0;
  if (extent.n_values > 0)
    plot->y_minimum = CLAMP (floor (extent.low * 5 - 1e-9) / 5, 0, 0.8);
  plot->y_maximum = 1;
}

static void
set_y_axis (Picture              *picture,
            const NrnHistoryPlot *plot)
{
  if (is_share (plot))
    set_share_axis (&picture->plot);
  else if (plot->is_log)
    set_log_axis (&picture->plot);
  else
    set_loss_axis (&picture->plot);
}

/* ---- The picture ---- */

static const char *
get_empty_text (const NrnHistoryPlot *plot)
{
  if (nrn_history_curves_get_n_epochs (plot->curves) == 0 && plot->n_runs == 0)
    return _("No epoch is over yet.");
  if (nrn_curve_find_last (nrn_history_curves_get (plot->curves, NRN_ROWS_TRAINING)) < 0)
    return _("This was not measured.");

  return _("No value is above 0, where a logarithmic axis begins.");
}

static void
picture_init (Picture              *picture,
              const NrnHistoryPlot *plot,
              const NrnPalette     *palette)
{
  guint n_shown = nrn_history_curves_get_n_epochs (plot->curves);

  *picture = (Picture) {
    .series = g_new (NrnPlotSeries, MAX_OWN_SERIES + plot->n_runs),
    .labels = g_ptr_array_new_with_free_func (g_free),
    .ceiling_name = name_ceiling (plot),
  };
  for (guint i = 0; i < plot->n_runs; i++)
    n_shown = MAX (n_shown, (guint) nrn_curve_get_length (plot->runs[i].curve));
  picture->marker_name = name_moment (plot);
  picture->plot = (NrnPlot) {
    .title = plot->is_card
             ? NULL
             : nrn_history_plot_get_title (nrn_history_curves_get_metric (plot->curves)),
    .x_title = _("epoch"),
    .empty_text = get_empty_text (plot),
    .series = picture->series,
    .x_is_count = TRUE,
    .x_maximum = MAX (MAX (plot->n_epochs, n_shown), 1),
    .y_is_fraction = is_share (plot),
    .is_card = plot->is_card,
    .text_scale = plot->text_scale,
    .ceiling = plot->ceiling,
    .ceiling_name = picture->ceiling_name,
    .marker_name = picture->marker_name,
    .marker = plot->marked_epoch,
    .edits = plot->edits,
    .n_edits = plot->n_edits,
  };
  add_curves (picture, plot, palette);
  set_y_axis (picture, plot);
}

/**
 * nrn_history_run_paint_sign:
 * @cr: where; the sign is in the middle of @width and @height
 * @number: of a run
 * @width: in user-space pixels
 * @height: likewise
 * @palette: the colours
 *
 * Draws a piece of the run's line with a mark, as in the legend.
 */
void
nrn_history_run_paint_sign (cairo_t          *cr,
                            guint             number,
                            double            width,
                            double            height,
                            const NrnPalette *palette)
{
  NrnPlotSeries series = style_run (number, palette);

  cairo_save (cr);
  nrn_plot_set_line (cr, &series, 1);
  cairo_move_to (cr, 2, height / 2);
  cairo_line_to (cr, width - 2, height / 2);
  cairo_stroke (cr);
  nrn_plot_paint_sign (cr, &series, width / 2, height / 2, 1);
  cairo_restore (cr);
}

/**
 * nrn_history_plot_paint:
 * @cr: where; the plot begins at (0, 0)
 * @plot: what
 * @width: of the picture, in user-space pixels
 * @height: likewise
 * @palette: the colours
 *
 * Draws the curve of the training, and dashed that of the validation if the
 * history has any. Any thread that owns @cr.
 */
void
nrn_history_plot_paint (cairo_t              *cr,
                        const NrnHistoryPlot *plot,
                        double                width,
                        double                height,
                        const NrnPalette     *palette)
{
  g_auto (Picture) picture;

  picture_init (&picture, plot, palette);
  nrn_plot_paint (cr, &picture.plot, width, height, palette);
}

/**
 * nrn_history_plot_paint_moment:
 * @cr: where; the plot begins at (0, 0) and has been painted without its marked
 *   moment
 * @plot: a plot with a marked moment
 * @width: of the picture
 * @height: likewise
 * @palette: the colours
 *
 * Draws the mark alone: over a picture of the curves that is kept, it moves at no
 * cost.
 */
void
nrn_history_plot_paint_moment (cairo_t              *cr,
                               const NrnHistoryPlot *plot,
                               double                width,
                               double                height,
                               const NrnPalette     *palette)
{
  g_auto (Picture) picture;

  picture_init (&picture, plot, palette);
  nrn_plot_paint_mark (cr, &picture.plot, width, height, FALSE, palette);
}

/**
 * nrn_history_plot_measure_legend:
 * @plot: a plot in a card
 * @width: of its picture
 *
 * Returns: how much of a low picture's height the legend takes
 */
double
nrn_history_plot_measure_legend (const NrnHistoryPlot *plot,
                                 double                width)
{
  g_auto (Picture) picture;

  picture_init (&picture, plot, &nrn_palette_light);

  return nrn_plot_measure_legend (&picture.plot, width);
}

/**
 * nrn_history_plot_pick:
 * @plot: a plot
 * @width: of its picture
 * @height: likewise
 * @x: a place in the picture
 *
 * Returns: the nearest epoch that is over, 1 …; 0 if there is none
 */
guint
nrn_history_plot_pick (const NrnHistoryPlot *plot,
                       double                width,
                       double                height,
                       double                x)
{
  guint n_epochs = nrn_history_curves_get_n_epochs (plot->curves);
  g_auto (Picture) picture;

  picture_init (&picture, plot, &nrn_palette_light);
  if (n_epochs == 0)
    return 0;

  return (guint) CLAMP (round (nrn_plot_pick_x (&picture.plot, width, height, x)), 1, n_epochs);
}

/**
 * nrn_history_plot_paint_cross_hair:
 * @cr: where; the plot begins at (0, 0) and has been painted
 * @plot: a plot in a card
 * @epoch: an epoch, 1 …
 * @width: of the picture
 * @height: likewise
 * @palette: the colours
 *
 * Draws a line at @epoch, and the values of all curves there.
 */
void
nrn_history_plot_paint_cross_hair (cairo_t              *cr,
                                   const NrnHistoryPlot *plot,
                                   guint                 epoch,
                                   double                width,
                                   double                height,
                                   const NrnPalette     *palette)
{
  g_autofree char *name = name_epoch (epoch);
  g_auto (Picture) picture;

  picture_init (&picture, plot, palette);
  nrn_plot_paint_cross_hair (cr, &picture.plot, width, height, epoch, name, palette);
}

/**
 * nrn_history_plot_describe:
 * @plot: a plot
 * @epoch: an epoch, 1 …
 *
 * Returns: (transfer full): what the cross-hair shows there, in words
 */
char *
nrn_history_plot_describe (const NrnHistoryPlot *plot,
                           guint                 epoch)
{
  g_autofree char *name = name_epoch (epoch);
  GString *text = g_string_new (name);
  g_auto (Picture) picture;

  picture_init (&picture, plot, &nrn_palette_light);
  for (guint i = 0; i < picture.plot.n_series; i++)
    {
      const NrnPlotSeries *series = &picture.series[i];
      g_autofree char *value = NULL;

      if (epoch == 0 || epoch > nrn_curve_get_length (series->curve) ||
          isnan (nrn_curve_get (series->curve, epoch - 1)))
        continue;
      value = nrn_plot_format_value (&picture.plot, nrn_curve_get (series->curve, epoch - 1));
      /* Translators: one of several curves and its value, in a list. */
      g_string_append_printf (text, C_("curve and value", "; %s %s"), series->name, value);
    }
  for (guint i = 0; i < plot->n_edits; i++)
    {
      /* Translators: at the end of a list. */
      if (plot->edits[i] == epoch)
        g_string_append (text, _("; edited after it"));
    }

  return g_string_free (text, FALSE);
}

/**
 * nrn_history_plot_format:
 * @plot: a plot
 * @value: one of its values
 *
 * Returns: (transfer full): the value as the plot writes it
 */
char *
nrn_history_plot_format (const NrnHistoryPlot *plot,
                         double                value)
{
  const NrnPlot axis = { .y_is_fraction = is_share (plot) };

  return nrn_plot_format_value (&axis, value);
}
