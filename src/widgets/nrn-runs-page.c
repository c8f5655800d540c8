/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The kept runs of a document, and how they compare.
 */

#include "config.h"

#include "nrn-runs-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "nrn-history-plot.h"
#include "nrn-run-differences.h"
#include "nrn-run-row.h"
#include "nrn-runs-plot.h"

/* A run that comes to the shelf is compared, too, unless so many are. */
#define MAX_CHECKED 6

/* While training runs, it is compared so often, in µs. */
#define INTERVAL_US G_USEC_PER_SEC

/* Letters of a column of the table. */
#define MAX_CHARS 28

struct _NrnRunsPage
{
  GtkWidget           parent_instance;

  NrnDocument        *document;     /* owned */
  GSimpleActionGroup *actions;      /* owned */
  guint               n_epochs;     /* of the document's run, when it was compared */
  gint64              compared_us;  /* when that was */

  /* Template children */
  GtkStack           *stack;
  GtkListBox         *list;
  NrnRunsPlot        *loss_plot;
  GtkWidget          *metric_child;
  GtkLabel           *metric_label;
  NrnRunsPlot        *metric_plot;
  GtkLabel           *same_label;
  GtkWidget          *differences;
  GtkGrid            *grid;
};

G_DEFINE_FINAL_TYPE (NrnRunsPage, nrn_runs_page, GTK_TYPE_WIDGET)

enum
{
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static NrnRunRow *
get_row (NrnRunsPage *self,
         guint        place)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) place);

  return row != NULL ? NRN_RUN_ROW (row) : NULL;
}

static NrnRunRow *
find_row (NrnRunsPage *self,
          guint        id)
{
  NrnRunRow *row;

  for (guint i = 0; (row = get_row (self, i)) != NULL; i++)
    {
      if (nrn_run_get_id (nrn_run_row_get_run (row)) == id)
        return row;
    }

  return NULL;
}

/* (element-type NrnRun), borrowed */
static GPtrArray *
list_checked (NrnRunsPage *self)
{
  GPtrArray *runs = g_ptr_array_new ();
  NrnRunRow *row;

  for (guint i = 0; (row = get_row (self, i)) != NULL; i++)
    {
      if (nrn_run_row_get_checked (row))
        g_ptr_array_add (runs, (gpointer) nrn_run_row_get_run (row));
    }

  return runs;
}

/* ---- What differs ---- */

static void
attach (NrnRunsPage *self,
        const char  *text,
        guint        column,
        guint        row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_CHARS);
  gtk_label_set_width_chars (GTK_LABEL (label), column > 0 ? 10 : 0);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, row == 0 ? "heading" : column == 0 ? "dim-label" : "numeric");
  gtk_grid_attach (self->grid, label, (int) column, (int) row, 1, 1);
}

static void
clear_grid (NrnRunsPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
}

static void
fill_grid (NrnRunsPage *self,
           GPtrArray   *runs,
           GPtrArray   *rows)
{
  clear_grid (self);
  attach (self, "", 0, 0);
  for (guint i = 0; i < runs->len; i++)
    attach (self, nrn_run_get_name (g_ptr_array_index (runs, i)), i + 1, 0);
  attach (self, _("This run"), runs->len + 1, 0);
  for (guint i = 0; i < rows->len; i++)
    {
      const NrnRunDifference *row = g_ptr_array_index (rows, i);

      attach (self, row->title, 0, i + 1);
      for (guint j = 0; row->values[j] != NULL; j++)
        attach (self, row->values[j], j + 1, i + 1);
    }
}

/* The checked runs, and that of the document. */
static void
update_differences (NrnRunsPage *self)
{
  g_autoptr (GPtrArray) runs = list_checked (self);
  g_autoptr (NrnExperiment) own = nrn_document_dup_trained (self->document);
  g_autofree const NrnExperiment **experiments = g_new (const NrnExperiment *, runs->len + 1);
  g_autoptr (GPtrArray) rows = NULL;

  for (guint i = 0; i < runs->len; i++)
    experiments[i] = nrn_run_get_experiment (g_ptr_array_index (runs, i));
  experiments[runs->len] = own;
  self->compared_us = g_get_monotonic_time ();
  self->n_epochs = nrn_history_get_n_epochs (nrn_experiment_get_parts (own)->history);
  rows = nrn_run_differences (experiments, runs->len + 1);
  fill_grid (self, runs, rows);
  gtk_widget_set_visible (self->differences, rows->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->same_label), rows->len == 0);
  gtk_label_set_text (self->same_label,
                      runs->len == 0 ? _("Check a run to compare it with the one in the window.")
                                     : _("Nothing: all were set up in the same way."));
}

/* ---- The plots ---- */

static void
update_plots (NrnRunsPage *self)
{
  g_autoptr (GPtrArray) runs = list_checked (self);
  const NrnFitOptions *fit =
    &nrn_experiment_get_parts (nrn_document_get_experiment (self->document))->fit;
  g_autoptr (NrnMetrics) metrics = nrn_fit_options_dup_metrics (fit);
  gboolean has_metric = nrn_metrics_get_n (metrics) > 0 &&
                        nrn_samples_has_accuracy (nrn_document_get_samples (self->document));

  gtk_widget_set_visible (self->metric_child, has_metric);
  if (has_metric)
    {
      const char *metric = nrn_metrics_get_names (metrics)[0];

      gtk_label_set_text (self->metric_label, nrn_history_plot_get_title (metric));
      nrn_runs_plot_set_metric (self->metric_plot, metric);
    }
  nrn_runs_plot_set_runs (self->loss_plot, runs);
  nrn_runs_plot_set_runs (self->metric_plot, runs);
}

static void
compare (NrnRunsPage *self)
{
  update_plots (self);
  update_differences (self);
}

/* ---- The list ---- */

static void
checked_cb (NrnRunsPage *self)
{
  compare (self);
}

static void
renamed_cb (NrnRunsPage *self,
            const char  *name,
            NrnRunRow   *row)
{
  nrn_document_rename_run (self->document, nrn_run_get_id (nrn_run_row_get_run (row)), name);
}

static void
insert_row (NrnRunsPage  *self,
            const NrnRun *run,
            guint         place)
{
  g_autoptr (GPtrArray) checked = list_checked (self);
  NrnRunRow *row = nrn_run_row_new (run);

  nrn_run_row_set_checked (row, checked->len < MAX_CHECKED);
  gtk_list_box_insert (self->list, GTK_WIDGET (row), (int) place);
  g_signal_connect_object (row, "notify::checked", G_CALLBACK (checked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "renamed", G_CALLBACK (renamed_cb), self, G_CONNECT_SWAPPED);
}

static void
remove_rows_without_run (NrnRunsPage    *self,
                         const NrnShelf *shelf)
{
  NrnRunRow *row;
  guint i = 0;

  while ((row = get_row (self, i)) != NULL)
    {
      if (nrn_shelf_find (shelf, nrn_run_get_id (nrn_run_row_get_run (row))) == NULL)
        gtk_list_box_remove (self->list, GTK_WIDGET (row));
      else
        i++;
    }
}

/* Rows that stay keep the keys and whether they are checked. */
static void
runs_changed_cb (NrnRunsPage *self)
{
  const NrnShelf *shelf = nrn_document_get_shelf (self->document);
  guint n_runs = nrn_shelf_get_n_runs (shelf);

  remove_rows_without_run (self, shelf);
  for (guint i = 0; i < n_runs; i++)
    {
      const NrnRun *run = nrn_shelf_get_run (shelf, i);
      NrnRunRow *row = get_row (self, i);

      if (row != NULL && nrn_run_get_id (nrn_run_row_get_run (row)) == nrn_run_get_id (run))
        nrn_run_row_set_run (row, run);
      else
        insert_row (self, run, i);
    }
  gtk_stack_set_visible_child_name (self->stack, n_runs > 0 ? "runs" : "empty");
  if (nrn_document_get_experiment (self->document) != NULL)
    compare (self);
}

static void
row_activated_cb (NrnRunsPage *self,
                  NrnRunRow   *row)
{
  nrn_run_row_set_checked (row, !nrn_run_row_get_checked (row));
}

/* While it runs, an epoch more is no difference to be told at once, but the plots beside
 * it have it. */
static void
snapshot_changed_cb (NrnRunsPage *self)
{
  const NrnSnapshotParts *snapshot =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document));

  if ((snapshot->state != NRN_TRAINING_RUNNING ||
       (gtk_widget_get_mapped (GTK_WIDGET (self)) &&
        g_get_monotonic_time () >= self->compared_us + INTERVAL_US)) &&
      nrn_history_get_n_epochs (nrn_document_get_history (self->document)) != self->n_epochs)
    update_differences (self);
}

/* ---- runs.* ---- */

static void
load_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  NrnRunsPage *self = data;
  g_autoptr (GError) error = NULL;
  guint id = g_variant_get_uint32 (parameter);

  if (nrn_shelf_find (nrn_document_get_shelf (self->document), id) != NULL &&
      !nrn_document_load_run (self->document, id, &error))
    g_signal_emit (self, signals[FAILED], 0, error->message);
}

static void
rename_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  NrnRunRow *row = find_row (data, g_variant_get_uint32 (parameter));

  if (row != NULL)
    nrn_run_row_begin_rename (row);
}

static void
remove_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  nrn_document_remove_run (NRN_RUNS_PAGE (data)->document, g_variant_get_uint32 (parameter));
}

static const GActionEntry entries[] = {
  { .name = "load", .activate = load_cb, .parameter_type = "u" },
  { .name = "rename", .activate = rename_cb, .parameter_type = "u" },
  { .name = "remove", .activate = remove_cb, .parameter_type = "u" },
};

/* ---- The class ---- */

static void
nrn_runs_page_dispose (GObject *object)
{
  NrnRunsPage *self = NRN_RUNS_PAGE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->document);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (nrn_runs_page_parent_class)->dispose (object);
}

static void
nrn_runs_page_class_init (NrnRunsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_runs_page_dispose;

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (NRN_TYPE_RUNS_PLOT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "runspage");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-runs-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnRunsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, NrnRunsPage, list);
  gtk_widget_class_bind_template_child (widget_class, NrnRunsPage, loss_plot);
  gtk_widget_class_bind_template_child (widget_class, NrnRunsPage, metric_child);
  gtk_widget_class_bind_template_child (widget_class, NrnRunsPage, metric_label);
  gtk_widget_class_bind_template_child (widget_class, NrnRunsPage, metric_plot);
  gtk_widget_class_bind_template_child (widget_class, NrnRunsPage, same_label);
  gtk_widget_class_bind_template_child (widget_class, NrnRunsPage, differences);
  gtk_widget_class_bind_template_child (widget_class, NrnRunsPage, grid);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
nrn_runs_page_init (NrnRunsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "runs", G_ACTION_GROUP (self->actions));
}

/**
 * nrn_runs_page_set_document:
 * @page: a page without a document
 * @document: whose runs it shows
 */
void
nrn_runs_page_set_document (NrnRunsPage *page,
                            NrnDocument *document)
{
  g_return_if_fail (NRN_IS_RUNS_PAGE (page));
  g_return_if_fail (page->document == NULL);

  page->document = g_object_ref (document);
  nrn_runs_plot_set_document (page->loss_plot, document);
  nrn_runs_plot_set_document (page->metric_plot, document);
  g_signal_connect_object (document, "runs-changed", G_CALLBACK (runs_changed_cb), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "undo-changed", G_CALLBACK (compare), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "experiment-changed", G_CALLBACK (compare), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "snapshot-changed", G_CALLBACK (snapshot_changed_cb), page,
                           G_CONNECT_SWAPPED);
  runs_changed_cb (page);
}
