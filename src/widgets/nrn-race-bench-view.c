/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The race: learning rates or optimizers side by side.
 */

#include "config.h"

#include "nrn-race-bench-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-bench-plot.h"
#include "nrn-edit.h"
#include "nrn-race.h"
#include "nrn-text.h"
#include "nrn-ticks.h"
#include "nrn-trials.h"
#include "nrn-typed-number.h"

#define RATES      "0.1; 0.01; 0.001; 0.0001"
#define OPTIMIZERS "SGD; SGD(0.01, momentum=0.9); RMSprop; Adagrad; Adam; Nadam"

/* The ends of more lanes have no room for their values. */
#define MOST_ENDS 4

/* Losses above so many times the smallest first one are beyond the plot. */
#define MOST_OF_FIRST 3.0

typedef enum
{
  COLUMN_LANE,
  COLUMN_LOSS,
  COLUMN_ACCURACY,
  N_COLUMNS
} Column;

struct _NrnRaceBenchView
{
  GtkWidget        parent_instance;

  NrnDocument     *document;    /* owned */
  NrnTrials       *trials;      /* owned; NULL before the first race */
  guint            epoch;       /* that the line is at; 0 for none */

  /* Template children */
  GtkWidget       *scroller;
  GtkEntry        *lanes_entry;
  GtkButton       *run_button;
  GtkButton       *rates_button;
  GtkButton       *optimizers_button;
  GtkWidget       *metric_switch;
  GtkToggleButton *accuracy_button;
  GtkLabel        *status_label;
  GtkWidget       *results_box;
  NrnBenchPlot    *plot;
  GtkGrid         *table;
};

G_DEFINE_FINAL_TYPE (NrnRaceBenchView, nrn_race_bench_view, GTK_TYPE_WIDGET)

/* ---- What there is to show ---- */

static double
get_value (const NrnHistory *history,
           guint             epoch,
           gboolean          is_accuracy)
{
  NrnEpoch row = nrn_history_get_epoch (history, epoch);

  return is_accuracy ? row.accuracy : row.loss;
}

static gboolean
shows_accuracy (NrnRaceBenchView *self)
{
  return gtk_widget_get_visible (self->metric_switch) &&
         gtk_toggle_button_get_active (self->accuracy_button);
}

static guint
count_epochs (NrnRaceBenchView *self,
              guint             lane)
{
  const NrnHistory *history = nrn_trials_get_history (self->trials, lane);

  return history != NULL ? nrn_history_get_n_epochs (history) : 0;
}

static guint
count_most_epochs (NrnRaceBenchView *self)
{
  guint most = 0;

  for (guint i = 0; i < nrn_trials_get_n (self->trials); i++)
    most = MAX (most, count_epochs (self, i));

  return most;
}

static gboolean
has_accuracy (NrnRaceBenchView *self)
{
  for (guint i = 0; i < nrn_trials_get_n (self->trials); i++)
    {
      if (count_epochs (self, i) > 0 &&
          isfinite (get_value (nrn_trials_get_history (self->trials, i), 0, TRUE)))
        return TRUE;
    }

  return FALSE;
}

/* ---- The plot ---- */

static double *
dup_values (NrnRaceBenchView *self,
            guint             lane)
{
  guint n_epochs = count_epochs (self, lane);
  double *values = g_new (double, n_epochs + 1);

  for (guint i = 0; i < n_epochs; i++)
    values[i] = get_value (nrn_trials_get_history (self->trials, lane), i, shows_accuracy (self));

  return values;
}

/* A lane that explodes does not flatten the others. */
static void
set_y_axis (NrnRaceBenchView    *self,
            guint                n_curves,
            const NrnBenchCurve *curves,
            NrnPlot             *axes)
{
  double first = INFINITY;

  axes->y_minimum = INFINITY;
  axes->y_maximum = -INFINITY;
  for (guint i = 0; i < n_curves; i++)
    {
      for (gsize j = 0; j < curves[i].n_points; j++)
        {
          axes->y_minimum = fmin (axes->y_minimum, curves[i].y[j]);
          axes->y_maximum = fmax (axes->y_maximum, curves[i].y[j]);
        }
      first = fmin (first, curves[i].y[0]);
    }
  if (!shows_accuracy (self) && first > 0)
    axes->y_maximum = fmin (axes->y_maximum, MOST_OF_FIRST * first);
  if (!isfinite (axes->y_minimum) || !isfinite (axes->y_maximum))
    {
      axes->y_minimum = 0;
      axes->y_maximum = 1;
    }
  axes->y_maximum = fmax (axes->y_maximum, axes->y_minimum + 1e-6);
  nrn_ticks_widen (&axes->y_minimum, &axes->y_maximum, 6);
}

static void
update_line (NrnRaceBenchView *self)
{
  g_autofree char *name = NULL;

  if (self->epoch == 0)
    {
      nrn_bench_plot_set_point (self->plot, NAN, NULL, NULL);
      return;
    }

  name = g_strdup_printf (_("epoch %u"), self->epoch);
  nrn_bench_plot_set_point (self->plot, self->epoch, name, name);
}

static void
show_curves (NrnRaceBenchView *self)
{
  static const NrnPlotLine lines[] = { NRN_PLOT_SOLID, NRN_PLOT_DASHED, NRN_PLOT_DOTTED };
  guint n_lanes = nrn_trials_get_n (self->trials);
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);
  NrnBenchCurve curves[NRN_RACE_MAX_LANES];
  guint n_curves = 0;
  NrnPlot axes = {
    .title = shows_accuracy (self) ? _("Accuracy") : _("Loss"),
    .x_title = _("epoch"),
    .x_minimum = 1,
    .x_maximum = MAX (count_most_epochs (self), 2),
    .x_is_count = TRUE,
    .y_is_fraction = shows_accuracy (self),
  };

  for (guint i = 0; i < n_lanes; i++)
    {
      double *values;
      char *name;

      if (count_epochs (self, i) == 0)
        continue;
      values = dup_values (self, i);
      name = nrn_race_get_name (nrn_trials_get (self->trials, i));
      g_ptr_array_add (kept, values);
      g_ptr_array_add (kept, name);
      curves[n_curves++] = (NrnBenchCurve) {
        .name = name,
        .n_points = count_epochs (self, i),
        .y = values,
        .color = i,
        .n_colors = MAX (n_lanes, 2),
        .line = lines[i % G_N_ELEMENTS (lines)],
        .marks_end = n_lanes <= MOST_ENDS,
      };
    }
  set_y_axis (self, n_curves, curves, &axes);
  nrn_bench_plot_set_curves (self->plot, &axes, n_curves, curves);
  nrn_bench_plot_set_steps (self->plot, 1, 1, MAX (count_most_epochs (self) / 10, 1));
  self->epoch = MIN (self->epoch, count_most_epochs (self));
  update_line (self);
}

/* ---- The table ---- */

static char *
format (double   value,
        gboolean is_accuracy)
{
  const NrnPlot plot = { .y_is_fraction = is_accuracy };

  return isnan (value) ? g_strdup ("–") : nrn_plot_format_value (&plot, value);
}

static void
add_cell (NrnRaceBenchView *self,
          Column            column,
          int               row,
          const char       *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == COLUMN_LANE ? 0 : 1);
  gtk_widget_set_hexpand (label, column == COLUMN_LANE);
  gtk_widget_add_css_class (label, row == 0 ? "dim-label" : "numeric");
  if (column == COLUMN_LANE)
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
    }
  gtk_grid_attach (self->table, label, (int) column, row, 1, 1);
}

/* What is at the line, or at the end. */
static void
add_lane (NrnRaceBenchView *self,
          guint             lane,
          gboolean          with_accuracy)
{
  guint n_epochs = count_epochs (self, lane);
  const NrnHistory *history = nrn_trials_get_history (self->trials, lane);
  guint epoch = self->epoch > 0 ? self->epoch : n_epochs;
  g_autofree char *name = nrn_race_get_name (nrn_trials_get (self->trials, lane));
  NrnTrialState state = nrn_trials_get_state (self->trials, lane);
  int row = (int) lane + 1;

  add_cell (self, COLUMN_LANE, row, name);
  if (state == NRN_TRIAL_DIVERGED && epoch >= n_epochs)
    add_cell (self, COLUMN_LOSS, row, _("infinite or no number"));
  else if (state == NRN_TRIAL_FAILED)
    add_cell (self, COLUMN_LOSS, row, _("cannot be trained"));
  else if (epoch > 0 && epoch <= n_epochs)
    {
      g_autofree char *loss = format (get_value (history, epoch - 1, FALSE), FALSE);
      g_autofree char *accuracy = format (get_value (history, epoch - 1, TRUE), TRUE);

      add_cell (self, COLUMN_LOSS, row, loss);
      if (with_accuracy)
        add_cell (self, COLUMN_ACCURACY, row, accuracy);
    }
}

static void
fill_table (NrnRaceBenchView *self)
{
  gboolean with_accuracy = has_accuracy (self);
  guint epoch = self->epoch > 0 ? self->epoch : count_most_epochs (self);
  g_autofree char *loss = g_strdup_printf (_("loss, epoch %u"), epoch);
  g_autofree char *accuracy = g_strdup_printf (_("accuracy, epoch %u"), epoch);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->table))) != NULL)
    gtk_grid_remove (self->table, child);

  add_cell (self, COLUMN_LANE, 0, _("Lane"));
  add_cell (self, COLUMN_LOSS, 0, loss);
  if (with_accuracy)
    add_cell (self, COLUMN_ACCURACY, 0, accuracy);
  for (guint i = 0; i < nrn_trials_get_n (self->trials); i++)
    add_lane (self, i, with_accuracy);
}

static void
moved_cb (NrnRaceBenchView *self,
          double            x)
{
  self->epoch = (guint) x;
  update_line (self);
  fill_table (self);
}

/* ---- The race ---- */

static void
set_status (NrnRaceBenchView *self,
            const char       *text,
            gboolean          is_error)
{
  gtk_label_set_text (self->status_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->status_label), *text != '\0');
  if (is_error)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->status_label), "error");
      gtk_widget_add_css_class (GTK_WIDGET (self->lanes_entry), "error");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->status_label), "error");
      gtk_widget_remove_css_class (GTK_WIDGET (self->lanes_entry), "error");
    }
}

static void
update_progress (NrnRaceBenchView *self)
{
  gboolean is_busy = nrn_race_bench_view_is_busy (self);
  g_autofree char *text = NULL;

  gtk_button_set_label (self->run_button, is_busy ? _("Stop") : _("Race"));
  if (self->trials != NULL && nrn_trials_get_n_over (self->trials) < nrn_trials_get_n (self->trials))
    text = g_strdup_printf (_("%u of %u lanes"), nrn_trials_get_n_over (self->trials),
                            nrn_trials_get_n (self->trials));
  set_status (self, text != NULL ? text : "", FALSE);
}

static void
trials_changed_cb (NrnRaceBenchView *self)
{
  update_progress (self);
  gtk_widget_set_visible (self->metric_switch, has_accuracy (self));
  gtk_widget_set_visible (self->results_box, TRUE);
  show_curves (self);
  fill_table (self);
}

static void
drop_trials (NrnRaceBenchView *self)
{
  if (self->trials != NULL)
    g_signal_handlers_disconnect_by_data (self->trials, self);
  g_clear_object (&self->trials);
  self->epoch = 0;
  gtk_widget_set_visible (self->results_box, FALSE);
  gtk_widget_set_visible (self->metric_switch, FALSE);
}

static void
run_cb (NrnRaceBenchView *self)
{
  const NrnExperiment *experiment = nrn_document_get_experiment (self->document);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->lanes_entry));
  g_autoptr (GPtrArray) lanes = NULL;
  g_autoptr (GError) error = NULL;

  if (nrn_race_bench_view_is_busy (self))
    {
      nrn_trials_cancel (self->trials);
      update_progress (self);
      return;
    }

  lanes = nrn_race_parse (experiment, text, &error);
  if (lanes == NULL)
    {
      set_status (self, error->message, TRUE);
      return;
    }

  drop_trials (self);
  self->trials = nrn_trials_new ((NrnExperiment *const *) lanes->pdata, lanes->len,
                                 nrn_experiment_get_parts (experiment)->source,
                                 nrn_document_get_dataset (self->document));
  g_signal_connect_object (self->trials, "changed", G_CALLBACK (trials_changed_cb), self,
                           G_CONNECT_SWAPPED);
  update_progress (self);
}

static void
lanes_edited_cb (NrnRaceBenchView *self)
{
  update_progress (self);
}

static void
fill_rates_cb (NrnRaceBenchView *self)
{
  g_autofree char *rates = nrn_typed_number_list_from_plain (RATES);

  gtk_editable_set_text (GTK_EDITABLE (self->lanes_entry), rates);
}

static void
fill_optimizers_cb (NrnRaceBenchView *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->lanes_entry), OPTIMIZERS);
}

static void
metric_changed_cb (NrnRaceBenchView *self)
{
  if (self->trials != NULL)
    show_curves (self);
}

/* Another optimizer makes no difference: the lanes have their own. */
static gboolean
is_up_to_date (NrnRaceBenchView *self)
{
  const NrnExperiment *lane = nrn_trials_get (self->trials, 0);
  NrnExperimentParts parts =
    *nrn_experiment_get_parts (nrn_document_get_experiment (self->document));
  g_autoptr (NrnExperiment) now = NULL;

  parts.optimizer = nrn_experiment_get_parts (lane)->optimizer;
  parts.weights = NULL;
  parts.history = NULL;
  now = nrn_experiment_new (&parts);

  return nrn_edit_kind (lane, now) == NRN_EDIT_NONE;
}

static void
experiment_changed_cb (NrnRaceBenchView *self)
{
  if (self->trials == NULL || is_up_to_date (self))
    return;

  drop_trials (self);
  update_progress (self);
}

/* ---- The class ---- */

static void
nrn_race_bench_view_dispose (GObject *object)
{
  NrnRaceBenchView *self = NRN_RACE_BENCH_VIEW (object);

  g_clear_object (&self->trials);
  g_clear_object (&self->document);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (nrn_race_bench_view_parent_class)->dispose (object);
}

static void
nrn_race_bench_view_class_init (NrnRaceBenchViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_race_bench_view_dispose;

  g_type_ensure (NRN_TYPE_BENCH_PLOT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NRN_RESOURCES "/nrn-race-bench-view.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnRaceBenchView, scroller);
  gtk_widget_class_bind_template_child (widget_class, NrnRaceBenchView, lanes_entry);
  gtk_widget_class_bind_template_child (widget_class, NrnRaceBenchView, run_button);
  gtk_widget_class_bind_template_child (widget_class, NrnRaceBenchView, rates_button);
  gtk_widget_class_bind_template_child (widget_class, NrnRaceBenchView, optimizers_button);
  gtk_widget_class_bind_template_child (widget_class, NrnRaceBenchView, metric_switch);
  gtk_widget_class_bind_template_child (widget_class, NrnRaceBenchView, accuracy_button);
  gtk_widget_class_bind_template_child (widget_class, NrnRaceBenchView, status_label);
  gtk_widget_class_bind_template_child (widget_class, NrnRaceBenchView, results_box);
  gtk_widget_class_bind_template_child (widget_class, NrnRaceBenchView, plot);
  gtk_widget_class_bind_template_child (widget_class, NrnRaceBenchView, table);
  gtk_widget_class_bind_template_callback (widget_class, run_cb);
  gtk_widget_class_bind_template_callback (widget_class, lanes_edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, fill_rates_cb);
  gtk_widget_class_bind_template_callback (widget_class, fill_optimizers_cb);
  gtk_widget_class_bind_template_callback (widget_class, metric_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, moved_cb);
}

static void
nrn_race_bench_view_init (NrnRaceBenchView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_rates_cb (self);
}

/**
 * nrn_race_bench_view_new:
 * @document: what to train
 *
 * Returns: (transfer floating): a race that has not begun
 */
GtkWidget *
nrn_race_bench_view_new (NrnDocument *document)
{
  NrnRaceBenchView *view = g_object_new (NRN_TYPE_RACE_BENCH_VIEW, NULL);

  view->document = g_object_ref (document);
  g_signal_connect_object (document, "experiment-changed", G_CALLBACK (experiment_changed_cb), view,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (view);
}

/**
 * nrn_race_bench_view_is_busy:
 * @view: a race
 *
 * Returns: whether it is under way
 */
gboolean
nrn_race_bench_view_is_busy (NrnRaceBenchView *view)
{
  return view->trials != NULL && nrn_trials_are_running (view->trials);
}
