/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The loss or a metric of several runs, as a widget.
 */

#include "config.h"

#include "nrn-runs-plot.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-history-plot.h"
#include "nrn-theme.h"

/* What a plot needs below its legend, in pixels, and the least width. */
#define MIN_HEIGHT 170
#define MIN_WIDTH  260

struct _NrnRunsPlot
{
  GtkWidget         parent_instance;

  NrnDocument      *document;   /* owned */
  NrnHistoryCurves *curves;     /* owned; of the document */
  GPtrArray        *runs;       /* owned; #NrnRun */
  GPtrArray        *curves_of_runs;     /* owned; #NrnHistoryCurves, one for each */
  guint             n_epochs;   /* that there are going to be */
};

G_DEFINE_FINAL_TYPE (NrnRunsPlot, nrn_runs_plot, GTK_TYPE_WIDGET)

/* Names of more runs would leave no room for the curves; then their numbers have
 * to do, which the list has, too. */
#define MAX_NAMES 3

/* Borrows; free the array. */
static NrnHistoryRun *
list_runs (NrnRunsPlot *self)
{
  NrnHistoryRun *runs = g_new0 (NrnHistoryRun, self->runs->len + 1);

  for (guint i = 0; i < self->runs->len; i++)
    {
      const NrnRun *run = g_ptr_array_index (self->runs, i);
      const NrnHistoryCurves *curves = g_ptr_array_index (self->curves_of_runs, i);

      runs[i].number = nrn_run_get_id (run);
      runs[i].name = self->runs->len <= MAX_NAMES ? nrn_run_get_name (run) : NULL;
      runs[i].curve = nrn_history_curves_get (curves, NRN_ROWS_TRAINING);
    }

  return runs;
}

static NrnHistoryPlot
get_plot (NrnRunsPlot         *self,
          const NrnHistoryRun *runs)
{
  return (NrnHistoryPlot) {
    .curves = self->curves,
    .n_epochs = self->n_epochs,
    .own_name = _("this run"),
    .runs = runs,
    .n_runs = self->runs->len,
    .is_card = TRUE,
    .text_scale = nrn_theme_get_text_scale (),
    .ceiling = NAN,
    .marked_epoch = -1,
  };
}

static void
describe (NrnRunsPlot *self)
{
  g_autofree NrnHistoryRun *runs = list_runs (self);
  NrnHistoryPlot plot = get_plot (self, runs);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->runs->len; i++)
    {
      gssize last = nrn_curve_find_last (runs[i].curve);
      g_autofree char *value = NULL;

      if (last < 0)
        continue;
      value = nrn_history_plot_format (&plot, nrn_curve_get (runs[i].curve, (gsize) last));
      /* Translators: the name of a run, an epoch and a value. */
      g_string_append_printf (text, _("%s: after epoch %u %s. "),
                              nrn_run_get_name (g_ptr_array_index (self->runs, i)),
                              (guint) last + 1, value);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text->str, -1);
}

static void
redraw (NrnRunsPlot *self)
{
  describe (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static const NrnHistory *
get_history (NrnDocument *document)
{
  return nrn_document_get_experiment (document) != NULL ? nrn_document_get_history (document) : NULL;
}

/* At most once an epoch, however often there is a snapshot. */
static void
update_own (NrnRunsPlot *self)
{
  const NrnHistory *history = get_history (self->document);
  guint n_epochs;

  if (history == NULL)
    return;

  n_epochs = nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document))->n_epochs;
  if (!nrn_history_curves_update (self->curves, history) && n_epochs == self->n_epochs)
    return;

  self->n_epochs = n_epochs;
  redraw (self);
}

static void
experiment_changed_cb (NrnRunsPlot *self)
{
  nrn_history_curves_clear (self->curves);
  update_own (self);
}

static void
update_curves_of_runs (NrnRunsPlot *self)
{
  const char *metric = nrn_history_curves_get_metric (self->curves);

  g_ptr_array_set_size (self->curves_of_runs, 0);
  for (guint i = 0; i < self->runs->len; i++)
    {
      const NrnRun *run = g_ptr_array_index (self->runs, i);
      const NrnHistory *history = nrn_experiment_get_parts (nrn_run_get_experiment (run))->history;
      NrnHistoryCurves *curves = nrn_history_curves_new (metric);

      if (history != NULL)
        nrn_history_curves_update (curves, history);
      g_ptr_array_add (self->curves_of_runs, curves);
    }
  redraw (self);
}

/* ---- The widget ---- */

static GtkSizeRequestMode
nrn_runs_plot_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* A legend of several rows takes nothing away from the curves. */
static void
nrn_runs_plot_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  NrnRunsPlot *self = NRN_RUNS_PLOT (widget);
  g_autofree NrnHistoryRun *runs = list_runs (self);
  NrnHistoryPlot plot = get_plot (self, runs);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = MIN_WIDTH;
  else
    *minimum = *natural =
      nrn_theme_get_room (MIN_HEIGHT) +
      (int) ceil (nrn_history_plot_measure_legend (&plot, for_size > 0 ? for_size : MIN_WIDTH));
}

static void
nrn_runs_plot_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  NrnRunsPlot *self = NRN_RUNS_PLOT (widget);
  g_autofree NrnHistoryRun *runs = list_runs (self);
  NrnHistoryPlot plot = get_plot (self, runs);
  NrnPalette palette = nrn_theme_get_card (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));

  nrn_history_plot_paint (cr, &plot, width, height, &palette);
  cairo_destroy (cr);
}

static void
nrn_runs_plot_finalize (GObject *object)
{
  NrnRunsPlot *self = NRN_RUNS_PLOT (object);

  g_clear_object (&self->document);
  nrn_history_curves_free (self->curves);
  g_ptr_array_unref (self->runs);
  g_ptr_array_unref (self->curves_of_runs);

  G_OBJECT_CLASS (nrn_runs_plot_parent_class)->finalize (object);
}

static void
nrn_runs_plot_class_init (NrnRunsPlotClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = nrn_runs_plot_finalize;
  widget_class->get_request_mode = nrn_runs_plot_get_request_mode;
  widget_class->measure = nrn_runs_plot_measure;
  widget_class->snapshot = nrn_runs_plot_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "runsplot");
}

static void
nrn_runs_plot_init (NrnRunsPlot *self)
{
  self->curves = nrn_history_curves_new ("loss");
  self->runs = g_ptr_array_new_with_free_func ((GDestroyNotify) nrn_run_unref);
  self->curves_of_runs =
    g_ptr_array_new_with_free_func ((GDestroyNotify) nrn_history_curves_free);
  nrn_theme_watch (GTK_WIDGET (self));
}

/**
 * nrn_runs_plot_set_metric:
 * @plot: a plot
 * @metric: "loss" or the name of a metric
 */
void
nrn_runs_plot_set_metric (NrnRunsPlot *plot,
                          const char  *metric)
{
  g_return_if_fail (NRN_IS_RUNS_PLOT (plot));

  if (g_str_equal (metric, nrn_history_curves_get_metric (plot->curves)))
    return;

  nrn_history_curves_free (plot->curves);
  plot->curves = nrn_history_curves_new (metric);
  gtk_accessible_update_property (GTK_ACCESSIBLE (plot), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  nrn_history_plot_get_title (metric), -1);
  update_own (plot);
  update_curves_of_runs (plot);
}

/**
 * nrn_runs_plot_set_runs:
 * @plot: a plot
 * @runs: (element-type NrnRun): which to show beside the document's
 */
void
nrn_runs_plot_set_runs (NrnRunsPlot *plot,
                        GPtrArray   *runs)
{
  g_return_if_fail (NRN_IS_RUNS_PLOT (plot));

  g_ptr_array_set_size (plot->runs, 0);
  for (guint i = 0; i < runs->len; i++)
    g_ptr_array_add (plot->runs, nrn_run_ref (g_ptr_array_index (runs, i)));
  update_curves_of_runs (plot);
}

/**
 * nrn_runs_plot_set_document:
 * @plot: a plot without a document
 * @document: whose run is shown, too
 */
void
nrn_runs_plot_set_document (NrnRunsPlot *plot,
                            NrnDocument *document)
{
  g_return_if_fail (NRN_IS_RUNS_PLOT (plot));
  g_return_if_fail (plot->document == NULL);

  plot->document = g_object_ref (document);
  g_signal_connect_object (document, "experiment-changed", G_CALLBACK (experiment_changed_cb), plot,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "snapshot-changed", G_CALLBACK (update_own), plot,
                           G_CONNECT_SWAPPED);
  update_own (plot);
}
