/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The table of predictions: when it is computed, and what is selected in it.
 */

#include "config.h"

#include "nrn-prediction-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-focus.h"
#include "nrn-prediction-columns.h"
#include "nrn-task.h"
#include "nrn-theme.h"

/* While training, so often at most; and never so often that computing takes
 * more than a small part of the time. */
#define INTERVAL_US (G_USEC_PER_SEC / 3)
#define IDLE_FACTOR 10

struct _NrnPredictionTable
{
  GtkWidget          parent_instance;

  NrnDocument       *document;      /* owned */
  NrnPredictionList *list;          /* owned */
  GCancellable      *cancellable;   /* owned; NULL while nothing is computed */
  gboolean           is_old;        /* the list is of older weights or order */
  gboolean           is_busy;       /* putting up columns */
  gboolean           has_more_digits;   /* the columns have */
  gint64             next_at;       /* monotonic µs; not before that */

  /* Template children */
  GtkWidget         *scroller;
  GtkColumnView     *view;
};

G_DEFINE_FINAL_TYPE (NrnPredictionTable, nrn_prediction_table, GTK_TYPE_WIDGET)

/* ---- Computing ---- */

/* Everything is owned. Written by the thread until the task returns. */
typedef struct
{
  NrnDataset          *dataset;
  NrnSamples          *samples;
  NrnWeights          *weights;
  NrnPredictionsOrder  order;
  NrnPredictions      *predictions;
  guint               *rows;
  gint64               started_at;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  nrn_dataset_unref (work->dataset);
  nrn_samples_unref (work->samples);
  nrn_weights_unref (work->weights);
  g_clear_pointer (&work->predictions, nrn_predictions_unref);
  g_free (work->rows);
  g_free (work);
}

static void
work_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Work *work = data;

  work->predictions = nrn_predictions_new (work->dataset, work->samples, work->weights,
                                           cancellable);
  if (work->predictions != NULL)
    work->rows = nrn_predictions_sort (work->predictions, &work->order);
  g_task_return_boolean (task, work->predictions != NULL);
}

static void update (NrnPredictionTable *self);

static void
show (NrnPredictionTable *self,
      Work               *work)
{
  const NrnPredictions *before = nrn_prediction_list_get_predictions (self->list);

  if (before == NULL || self->has_more_digits != nrn_theme_has_more_digits () ||
      nrn_predictions_get_dataset (before) != work->dataset ||
      nrn_predictions_are_classes (before) != nrn_predictions_are_classes (work->predictions))
    {
      nrn_focus_leave (self->scroller);
      self->is_busy = TRUE;
      nrn_prediction_list_set_selected (self->list, -1);
      nrn_prediction_list_set_take (self->list, NULL, NULL);
      nrn_prediction_columns_set (self->view, work->predictions);
      self->has_more_digits = nrn_theme_has_more_digits ();
      self->is_busy = FALSE;
    }
  nrn_prediction_list_set_take (self->list, work->predictions, g_steal_pointer (&work->rows));
  gtk_widget_set_can_focus (self->scroller, TRUE);
}

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  NrnPredictionTable *self = NRN_PREDICTION_TABLE (object);
  Work *work = g_task_get_task_data (G_TASK (result));
  gint64 now = g_get_monotonic_time ();

  /* Of another experiment by now. */
  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;

  g_clear_object (&self->cancellable);
  self->next_at = now + MAX (INTERVAL_US, IDLE_FACTOR * (now - work->started_at));
  if (g_task_propagate_boolean (G_TASK (result), NULL))
    show (self, work);
  if (self->is_old)
    update (self);
}

/* Computes what is wanted now, unless something is under way: then it is
 * looked at again when that is done. */
static void
update (NrnPredictionTable *self)
{
  const NrnSnapshotParts *snapshot =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document));
  g_autoptr (GTask) task = NULL;
  Work *work;

  self->is_old = TRUE;
  if (self->cancellable != NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)) ||
      (snapshot->state == NRN_TRAINING_RUNNING && g_get_monotonic_time () < self->next_at))
    return;

  work = g_new0 (Work, 1);
  work->dataset = nrn_dataset_ref (nrn_document_get_dataset (self->document));
  work->samples = nrn_samples_ref (nrn_document_get_samples (self->document));
  work->weights = nrn_weights_ref (snapshot->weights);
  work->started_at = g_get_monotonic_time ();
  nrn_prediction_columns_get_order (self->view, &work->order);

  self->is_old = FALSE;
  self->cancellable = g_cancellable_new ();
  task = nrn_task_new (self, self->cancellable, done_cb, NULL);
  /* After the next frame, which may show what has been edited; but while training
   * there may be nothing but frames. */
  if (snapshot->state != NRN_TRAINING_RUNNING)
    g_task_set_priority (task, G_PRIORITY_DEFAULT_IDLE);
  g_task_set_source_tag (task, update);
  g_task_set_task_data (task, work, work_free);
  nrn_task_run (task, work_in_thread);
}

static void
stop (NrnPredictionTable *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/* While training the rows that are out of sight wait until they are seen:
 * there are a few hundred of them. */
static void
refreshed_cb (NrnPredictionTable *self)
{
  const NrnSnapshotParts *snapshot =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document));

  nrn_prediction_columns_refresh (self->view, snapshot->state == NRN_TRAINING_RUNNING);
}

static void
scrolled_cb (NrnPredictionTable *self)
{
  if (nrn_prediction_list_get_predictions (self->list) != NULL)
    nrn_prediction_columns_refresh (self->view, TRUE);
}

/* ---- What is watched ---- */

static const float *
get_features (NrnPredictionTable *self,
              guint               row)
{
  const NrnDataset *dataset = nrn_document_get_dataset (self->document);

  return nrn_dataset_get_features (dataset) + (gsize) row * nrn_dataset_get_n_features (dataset);
}

static void
selected_cb (NrnPredictionTable *self,
             guint               row)
{
  nrn_document_choose_row (self->document, row);
}

/* Something else is watched than what is selected. */
static void
watched_changed_cb (NrnPredictionTable *self)
{
  int row = nrn_prediction_list_get_selected (self->list);
  gsize size = nrn_dataset_get_n_features (nrn_document_get_dataset (self->document)) *
               sizeof (float);

  if (row >= 0 && memcmp (get_features (self, (guint) row),
                          nrn_document_get_watched (self->document), size) != 0)
    nrn_prediction_list_set_selected (self->list, -1);
}

/* ---- The document ---- */

/* Also when columns come and go, and at the very end. */
static void
order_changed_cb (NrnPredictionTable *self)
{
  if (self->is_busy || self->document == NULL)
    return;

  self->is_busy = TRUE;
  nrn_prediction_columns_forget_others (self->view);
  self->is_busy = FALSE;
  self->next_at = 0;
  update (self);
}

static void
experiment_changed_cb (NrnPredictionTable *self)
{
  stop (self);
  self->next_at = 0;
  update (self);
}

static void
theme_changed_cb (NrnPredictionTable *self)
{
  if (self->has_more_digits != nrn_theme_has_more_digits ())
    experiment_changed_cb (self);
}

/* The titles of the columns cannot have the focus. */
static gboolean
key_pressed_cb (NrnPredictionTable *self,
                guint               key,
                guint               code,
                GdkModifierType     modifiers)
{
  if ((modifiers & GDK_CONTROL_MASK) == 0 || key < GDK_KEY_1 || key > GDK_KEY_9)
    return FALSE;

  return nrn_prediction_columns_sort (self->view, key - GDK_KEY_1);
}

static void
nrn_prediction_table_map (GtkWidget *widget)
{
  NrnPredictionTable *self = NRN_PREDICTION_TABLE (widget);

  GTK_WIDGET_CLASS (nrn_prediction_table_parent_class)->map (widget);

  if (self->is_old)
    update (self);
}

static void
nrn_prediction_table_dispose (GObject *object)
{
  NrnPredictionTable *self = NRN_PREDICTION_TABLE (object);

  stop (self);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->list);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (nrn_prediction_table_parent_class)->dispose (object);
}

static void
nrn_prediction_table_class_init (NrnPredictionTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_prediction_table_dispose;
  widget_class->map = nrn_prediction_table_map;
  widget_class->focus = nrn_focus_past_rows;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NRN_RESOURCES "/nrn-prediction-table.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnPredictionTable, scroller);
  gtk_widget_class_bind_template_child (widget_class, NrnPredictionTable, view);
}

static void
nrn_prediction_table_init (NrnPredictionTable *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  nrn_focus_keep_row (GTK_WIDGET (self->view));
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Predictions"), -1);
  /* The parts of the view are the headers and the rows. GTK 4.8 names
   * neither. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->view))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Columns"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_last_child (GTK_WIDGET (self->view))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Rows"), -1);

  /* At the left, GTK 4.8 puts a scroll bar beside the table out of it. */
  gtk_scrolled_window_set_overlay_scrolling (GTK_SCROLLED_WINDOW (self->scroller),
                                             gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL);

  self->list = nrn_prediction_list_new ();
  g_signal_connect_object (self->list, "selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "refreshed", G_CALLBACK (refreshed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->list));
  g_signal_connect_object (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view)),
                           "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed",
                           G_CALLBACK (order_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * nrn_prediction_table_set_document:
 * @table: a table
 * @document: what to show
 */
void
nrn_prediction_table_set_document (NrnPredictionTable *table,
                                   NrnDocument        *document)
{
  g_return_if_fail (table->document == NULL);

  table->document = g_object_ref (document);
  g_signal_connect_object (document, "snapshot-changed", G_CALLBACK (update), table,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "experiment-changed", G_CALLBACK (experiment_changed_cb),
                           table, G_CONNECT_SWAPPED);
  g_signal_connect_object (nrn_theme_get_default (), "changed", G_CALLBACK (theme_changed_cb), table,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "watched-changed", G_CALLBACK (watched_changed_cb), table,
                           G_CONNECT_SWAPPED);
}

/**
 * nrn_prediction_table_get_list:
 * @table: a table
 *
 * Returns: (transfer none): the rows in the order they are shown in
 */
NrnPredictionList *
nrn_prediction_table_get_list (NrnPredictionTable *table)
{
  return table->list;
}
