/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The luck meter: the experiment with a hundred seeds.
 */

#include "config.h"

#include "nrn-luck-bench-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-bench-plot.h"
#include "nrn-edit.h"
#include "nrn-luck.h"
#include "nrn-preset.h"
#include "nrn-text.h"
#include "nrn-ticks.h"
#include "nrn-trials.h"

#define FIRST_SEED 1
#define N_SEEDS    100

#define MAX_BARS 24

/* The count axis is at least so high, for whole numbers. */
#define LEAST_COUNT 5

struct _NrnLuckBenchView
{
  GtkWidget     parent_instance;

  NrnDocument  *document;     /* owned */
  NrnTrials    *trials;       /* owned; NULL before the first */
  double        guess;        /* see nrn_luck_get_guess() */
  double        results[N_SEEDS];
  NrnLuck       luck;
  NrnPlotBars   bars;
  GArray       *seeds;        /* owned; guint; those that can be loaded */

  /* Template children */
  GtkWidget    *scroller;
  GtkButton    *run_button;
  GtkLabel     *progress_label;
  GtkWidget    *results_box;
  NrnBenchPlot *plot;
  GtkLabel     *words_label;
  GtkLabel     *bar_label;
  GtkWidget    *seed_box;
  GtkDropDown  *seed_drop_down;
  GtkButton    *load_button;
};

G_DEFINE_FINAL_TYPE (NrnLuckBenchView, nrn_luck_bench_view, GTK_TYPE_WIDGET)

enum
{
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- The histogram ---- */

static char *
format_fixed (NrnLuckBenchView *self,
              double            result,
              guint             n_decimals)
{
  g_autofree char *number = NULL;

  if (!self->luck.is_accuracy)
    return nrn_text_format_fixed (result, n_decimals);

  number = nrn_text_format_fixed (100 * result, n_decimals);

  return g_strdup_printf (C_("per cent", "%s %%"), number);
}

/* As everywhere: “93.3 %”, or a loss. */
static char *
format (NrnLuckBenchView *self,
        double            result)
{
  return format_fixed (self, result, self->luck.is_accuracy ? 1 : 4);
}

/* The result of what the window shows, so far; NaN before its first epoch. */
static double
get_own_result (NrnLuckBenchView *self)
{
  return nrn_luck_get_result (nrn_document_get_history (self->document), self->luck.is_accuracy);
}

/* To compare this run with; NaN where the course notes print nothing for the
 * experiment. */
static double
get_printed_result (NrnLuckBenchView *self)
{
  const NrnPreset *preset =
    nrn_preset_of (nrn_experiment_get_parts (nrn_document_get_experiment (self->document)));
  const NrnEpoch *last;

  if (preset == NULL || preset->n_printed == 0)
    return NAN;

  last = &preset->printed[preset->n_printed - 1];

  return self->luck.is_accuracy ? last->accuracy : last->loss;
}

static void
find_bars (NrnLuckBenchView *self,
           double            own,
           double            printed)
{
  double minimum = fmin (self->luck.lowest, fmin (own, printed));
  double maximum = fmax (self->luck.highest, fmax (own, printed));
  int chosen = self->bars.chosen;
  NrnPlotBars before = self->bars;

  nrn_plot_bars_init (&self->bars, minimum, maximum, MAX_BARS);
  if (before.n_bars == self->bars.n_bars && before.first == self->bars.first &&
      before.width == self->bars.width)
    self->bars.chosen = chosen;
}

static void
show_bars (NrnLuckBenchView *self)
{
  double own = get_own_result (self), printed = isfinite (own) ? get_printed_result (self) : NAN;
  double highest, least = 0;
  NrnPlotVertical verticals[2];
  NrnPlot axes = { .bars = &self->bars, .verticals = verticals };
  g_autofree char *own_text = format (self, own);
  g_autofree char *own_name = g_strdup_printf (_("this run: %s"), own_text);
  g_autofree char *printed_text = format (self, printed);
  g_autofree char *printed_name = g_strdup_printf (_("printed in the course notes: %s"), printed_text);

  find_bars (self, own, printed);
  highest = MAX (nrn_plot_bars_count (&self->bars, self->results, N_SEEDS), LEAST_COUNT);
  nrn_ticks_widen (&least, &highest, 6);
  if (isfinite (own))
    verticals[axes.n_verticals++] = (NrnPlotVertical) { own_name, own, NRN_PLOT_SOLID };
  if (isfinite (printed))
    verticals[axes.n_verticals++] = (NrnPlotVertical) { printed_name, printed, NRN_PLOT_DASHED };
  axes.title = self->luck.is_accuracy ? _("Runs by their last accuracy") : _("Runs by their last loss");
  axes.x_title = self->luck.is_accuracy ? _("accuracy of the last epoch") : _("loss of the last epoch");
  axes.x_minimum = self->bars.first;
  axes.x_maximum = self->bars.first + self->bars.n_bars * self->bars.width;
  axes.x_is_fraction = self->luck.is_accuracy;
  axes.y_minimum = 0;
  axes.y_maximum = highest;
  nrn_bench_plot_set_bars (self->plot, &axes);
  nrn_bench_plot_set_steps (self->plot, self->bars.first + self->bars.width / 2, self->bars.width,
                            5 * self->bars.width);
}

/* ---- The bar that is chosen ---- */

static void
fill_seeds (NrnLuckBenchView *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  g_array_set_size (self->seeds, 0);
  for (guint i = 0; i < N_SEEDS && self->bars.chosen >= 0; i++)
    {
      guint seed = FIRST_SEED + i;
      g_autofree char *result = NULL;

      if (!isfinite (self->results[i]) ||
          nrn_plot_bars_find (&self->bars, self->results[i]) != self->bars.chosen)
        continue;
      result = format (self, self->results[i]);
      /* Translators: a seed and what its run came to. */
      gtk_string_list_take (list, g_strdup_printf (_("Seed %u: %s"), seed, result));
      g_array_append_val (self->seeds, seed);
    }
  gtk_drop_down_set_model (self->seed_drop_down, G_LIST_MODEL (list));
}

/* "12 runs end from 90 % to 91 %." */
static char *
describe_bar (NrnLuckBenchView *self)
{
  double low = self->bars.first + self->bars.chosen * self->bars.width;
  double factor = self->luck.is_accuracy ? 100 : 1;
  guint n_decimals = (guint) CLAMP (ceil (-log10 (factor * self->bars.width) - 1e-9), 0, 8);
  g_autofree char *from = format_fixed (self, low, n_decimals);
  g_autofree char *to = format_fixed (self, low + self->bars.width, n_decimals);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u run ends from %s to %s.",
                                       "%u runs end from %s to %s.", self->seeds->len),
                          self->seeds->len, from, to);
}

static void
update_bar (NrnLuckBenchView *self)
{
  double middle = self->bars.first + (self->bars.chosen + 0.5) * self->bars.width;
  g_autofree char *words = NULL;
  g_autofree char *count = NULL;

  fill_seeds (self);
  gtk_widget_set_visible (self->seed_box, self->seeds->len > 0);
  if (self->bars.chosen < 0)
    {
      gtk_label_set_text (self->bar_label, _("Click on a bar, or move to it with the arrow keys, "
                                             "to load one of its seeds."));
      nrn_bench_plot_set_point (self->plot, NAN, NULL, NULL);
      return;
    }

  words = describe_bar (self);
  count = g_strdup_printf ("%u", self->seeds->len);
  gtk_label_set_text (self->bar_label, words);
  nrn_bench_plot_set_point (self->plot, middle, count, words);
}

static void
moved_cb (NrnLuckBenchView *self,
          double            x)
{
  self->bars.chosen = nrn_plot_bars_find (&self->bars, x);
  show_bars (self);
  update_bar (self);
}

/* ---- The runs ---- */

static void
update_progress (NrnLuckBenchView *self)
{
  gboolean is_busy = nrn_luck_bench_view_is_busy (self);
  g_autofree char *text = NULL;

  gtk_button_set_label (self->run_button, is_busy ? _("Stop") : _("Try 100 Seeds"));
  if (self->trials != NULL && nrn_trials_get_n_over (self->trials) < N_SEEDS)
    text = g_strdup_printf (_("%u of %u runs"), nrn_trials_get_n_over (self->trials), N_SEEDS);
  gtk_label_set_text (self->progress_label, text != NULL ? text : "");
}

/* One run fails as all do: its sentence is enough. */
static char *
describe (NrnLuckBenchView *self)
{
  const char *problem = nrn_trials_get_problem (self->trials, 0);

  return problem != NULL ? g_strdup (problem) : nrn_luck_describe (&self->luck);
}

static void
trials_changed_cb (NrnLuckBenchView *self)
{
  g_autofree char *words = NULL;

  nrn_luck_measure (self->trials, self->guess, self->results, &self->luck);
  update_progress (self);
  words = describe (self);
  gtk_label_set_text (self->words_label, words);
  gtk_widget_set_visible (self->results_box, *words != '\0');
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->plot)), self->luck.n_results > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->bar_label), self->luck.n_results > 0);
  if (self->luck.n_results == 0)
    return;

  show_bars (self);
  update_bar (self);
}

static void
drop_trials (NrnLuckBenchView *self)
{
  if (self->trials != NULL)
    g_signal_handlers_disconnect_by_data (self->trials, self);
  g_clear_object (&self->trials);
  self->bars.chosen = -1;
  gtk_widget_set_visible (self->results_box, FALSE);
}

static gboolean
has_accuracy (const NrnExperimentParts *parts)
{
  g_autoptr (NrnMetrics) metrics = nrn_fit_options_dup_metrics (&parts->fit);

  return nrn_metrics_find (metrics, "accuracy") >= 0;
}

static void
run_cb (NrnLuckBenchView *self)
{
  const NrnExperiment *experiment = nrn_document_get_experiment (self->document);
  const NrnDataset *dataset = nrn_document_get_dataset (self->document);

  if (nrn_luck_bench_view_is_busy (self))
    {
      nrn_trials_cancel (self->trials);
      update_progress (self);
      return;
    }

  drop_trials (self);
  self->guess = has_accuracy (nrn_experiment_get_parts (experiment)) ? nrn_luck_get_guess (dataset)
                                                                     : NAN;
  self->trials = nrn_trials_new_seeds (experiment, FIRST_SEED, N_SEEDS, dataset);
  g_signal_connect_object (self->trials, "changed", G_CALLBACK (trials_changed_cb), self,
                           G_CONNECT_SWAPPED);
  update_progress (self);
}

static void
load_cb (NrnLuckBenchView *self)
{
  guint selected = gtk_drop_down_get_selected (self->seed_drop_down);
  g_autoptr (NrnExperiment) experiment = NULL;
  g_autoptr (GError) error = NULL;

  if (selected >= self->seeds->len)
    return;

  experiment = nrn_experiment_with_seed (nrn_document_get_experiment (self->document),
                                         g_array_index (self->seeds, guint, selected));
  if (!nrn_document_edit (self->document, nrn_experiment_get_parts (experiment), &error))
    g_signal_emit (self, signals[FAILED], 0, error->message);
}

/* ---- The document ---- */

/* Another seed makes no difference to what all seeds come to. */
static gboolean
is_up_to_date (NrnLuckBenchView *self)
{
  const NrnExperiment *first = nrn_trials_get (self->trials, 0);
  g_autoptr (NrnExperiment) now =
    nrn_experiment_with_seed (nrn_document_get_experiment (self->document), FIRST_SEED);

  return nrn_edit_kind (first, now) == NRN_EDIT_NONE;
}

static void
experiment_changed_cb (NrnLuckBenchView *self)
{
  if (self->trials == NULL)
    return;

  if (!is_up_to_date (self))
    {
      drop_trials (self);
      update_progress (self);
    }
  else if (self->luck.n_results > 0)
    {
      show_bars (self);
      update_bar (self);
    }
}

/* The mark of this run moves with its epochs, while somebody sees it. */
static void
measured_cb (NrnLuckBenchView *self)
{
  const NrnSnapshotParts *snapshot =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document));

  if (self->trials != NULL && self->luck.n_results > 0 &&
      snapshot->state != NRN_TRAINING_RUNNING && gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      show_bars (self);
      update_bar (self);
    }
}

/* ---- The class ---- */

static void
nrn_luck_bench_view_dispose (GObject *object)
{
  NrnLuckBenchView *self = NRN_LUCK_BENCH_VIEW (object);

  g_clear_object (&self->trials);
  g_clear_object (&self->document);
  g_clear_pointer (&self->seeds, g_array_unref);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (nrn_luck_bench_view_parent_class)->dispose (object);
}

static void
nrn_luck_bench_view_class_init (NrnLuckBenchViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_luck_bench_view_dispose;

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (NRN_TYPE_BENCH_PLOT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NRN_RESOURCES "/nrn-luck-bench-view.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnLuckBenchView, scroller);
  gtk_widget_class_bind_template_child (widget_class, NrnLuckBenchView, run_button);
  gtk_widget_class_bind_template_child (widget_class, NrnLuckBenchView, progress_label);
  gtk_widget_class_bind_template_child (widget_class, NrnLuckBenchView, results_box);
  gtk_widget_class_bind_template_child (widget_class, NrnLuckBenchView, plot);
  gtk_widget_class_bind_template_child (widget_class, NrnLuckBenchView, words_label);
  gtk_widget_class_bind_template_child (widget_class, NrnLuckBenchView, bar_label);
  gtk_widget_class_bind_template_child (widget_class, NrnLuckBenchView, seed_box);
  gtk_widget_class_bind_template_child (widget_class, NrnLuckBenchView, seed_drop_down);
  gtk_widget_class_bind_template_child (widget_class, NrnLuckBenchView, load_button);
  gtk_widget_class_bind_template_callback (widget_class, moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, run_cb);
  gtk_widget_class_bind_template_callback (widget_class, load_cb);
}

static void
nrn_luck_bench_view_init (NrnLuckBenchView *self)
{
  self->seeds = g_array_new (FALSE, FALSE, sizeof (guint));
  self->bars.chosen = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nrn_luck_bench_view_new:
 * @document: what to try
 *
 * Returns: (transfer floating): a meter that has not tried anything yet
 */
GtkWidget *
nrn_luck_bench_view_new (NrnDocument *document)
{
  NrnLuckBenchView *view = g_object_new (NRN_TYPE_LUCK_BENCH_VIEW, NULL);

  view->document = g_object_ref (document);
  g_signal_connect_object (document, "experiment-changed", G_CALLBACK (experiment_changed_cb), view,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "snapshot-changed", G_CALLBACK (measured_cb), view,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (view);
}

/**
 * nrn_luck_bench_view_is_busy:
 * @view: a meter
 *
 * Returns: whether it is trying seeds
 */
gboolean
nrn_luck_bench_view_is_busy (NrnLuckBenchView *view)
{
  return view->trials != NULL && nrn_trials_are_running (view->trials);
}
