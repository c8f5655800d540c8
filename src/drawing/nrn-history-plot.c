/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Loss or accuracy, epoch by epoch.
 */

#include "config.h"

#include "nrn-history-plot.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-plot.h"
#include "nrn-text.h"
#include "nrn-ticks.h"

/* Without any value: a loss axis that fits most. */
#define USUAL_LOSS 1.0

/* Above the largest loss, so that the curve does not touch the edge. */
#define HEADROOM 1.05

static char *
name_ceiling (NrnHistoryMetric metric,
              double           ceiling)
{
  g_autofree char *number = NULL;

  if (!isfinite (ceiling))
    return NULL;

  if (metric == NRN_PLOT_ACCURACY)
    {
      number = nrn_text_format_fixed (ceiling * 100, 1);
      /* Translators: the best accuracy that any network can reach. */
      return g_strdup_printf (_("best possible %s %%"), number);
    }

  number = nrn_text_format_fixed (ceiling, 3);
  /* Translators: the smallest loss that any network can reach. */
  return g_strdup_printf (_("best possible %s"), number);
}

static void
set_series (NrnPlotSeries    *series,
            const NrnHistory *history,
            NrnHistoryMetric  metric,
            const NrnPalette *palette)
{
  const NrnEpoch *epochs = nrn_history_get_epochs (history);
  gboolean is_loss = metric == NRN_PLOT_LOSS;
  NrnPlotSeries common = {
    .y_stride = sizeof (NrnEpoch) / sizeof (double),
    .n_points = nrn_history_get_n_epochs (history),
    .marks_end = TRUE,
  };

  G_STATIC_ASSERT (sizeof (NrnEpoch) % sizeof (double) == 0);

  series[0] = series[1] = common;
  series[0].name = _("training");
  series[0].y = is_loss ? &epochs->loss : &epochs->accuracy;
  series[0].color = &palette->text;
  series[1].name = _("validation");
  series[1].y = is_loss ? &epochs->val_loss : &epochs->val_accuracy;
  series[1].color = &palette->quiet;
  series[1].dashed = TRUE;
}

/* From 0 to a round number above the largest loss. */
static void
set_loss_axis (NrnPlot *plot)
{
  double minimum = 0;
  double maximum = isfinite (plot->ceiling) ? plot->ceiling : 0;
  NrnTicks ticks;

  for (guint i = 0; i < plot->n_series; i++)
    nrn_plot_series_get_range (&plot->series[i], &minimum, &maximum);

  if (maximum <= minimum)
    maximum = minimum + USUAL_LOSS;
  maximum = MIN (maximum, 1e300) * HEADROOM;
  minimum = MAX (minimum, -1e300);
  nrn_ticks_init (&ticks, minimum, maximum, 8, FALSE);
  plot->y_minimum = ticks.n_ticks > 0 ? floor (minimum / ticks.step) * ticks.step : minimum;
  plot->y_maximum = ticks.n_ticks > 0 ? ceil (maximum / ticks.step) * ticks.step : maximum;
}

/* Up to 100 %, from a round number below the smallest accuracy. */
static void
set_accuracy_axis (NrnPlot *plot)
{
  double minimum = 1;
  double maximum = 1;
  gboolean found = FALSE;

  for (guint i = 0; i < plot->n_series; i++)
    found |= nrn_plot_series_get_range (&plot->series[i], &minimum, &maximum);

  plot->y_minimum = found ? CLAMP (floor (minimum * 5 - 1e-9) / 5, 0, 0.8) : 0;
  plot->y_maximum = 1;
}

/**
 * nrn_history_plot_paint:
 * @cr: where; the plot begins at (0, 0)
 * @history: the epochs so far; may be empty
 * @metric: what of them
 * @n_epochs_total: how many there are going to be; the x axis' end
 * @ceiling: the best that any network can reach (a loss, or an accuracy of
 *   0 … 1); NaN if that is not known
 * @width: of the picture, in user-space pixels
 * @height: likewise
 * @palette: the colours
 *
 * Draws the curve of the training, and dashed that of the validation if the
 * history has any. Any thread that owns @cr.
 */
void
nrn_history_plot_paint (cairo_t          *cr,
                        const NrnHistory *history,
                        NrnHistoryMetric  metric,
                        guint             n_epochs_total,
                        double            ceiling,
                        double            width,
                        double            height,
                        const NrnPalette *palette)
{
  g_autofree char *ceiling_name = name_ceiling (metric, ceiling);
  NrnPlotSeries series[2];
  NrnPlot plot = {
    .title = metric == NRN_PLOT_LOSS ? _("Loss") : _("Accuracy"),
    .x_title = _("epoch"),
    .series = series,
    .n_series = 2,
    .x_is_count = TRUE,
    .x_maximum = MAX (MAX (n_epochs_total, nrn_history_get_n_epochs (history)), 1),
    .y_is_fraction = metric == NRN_PLOT_ACCURACY,
    .ceiling = ceiling,
    .ceiling_name = ceiling_name,
  };
  double minimum = G_MAXDOUBLE;
  double maximum = -G_MAXDOUBLE;

  set_series (series, history, metric, palette);
  if (!nrn_plot_series_get_range (&series[1], &minimum, &maximum))
    plot.n_series = 1;
  plot.empty_text = nrn_history_get_n_epochs (history) == 0 ? _("No epoch is over yet.")
                                                            : _("This was not measured.");
  if (metric == NRN_PLOT_LOSS)
    set_loss_axis (&plot);
  else
    set_accuracy_axis (&plot);

  nrn_plot_paint (cr, &plot, width, height, palette);
}
