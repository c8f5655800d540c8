/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What has been learned, on the right.
 */

#include "config.h"

#include "nrn-results-pane.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-confusion-view.h"
#include "nrn-inspector.h"

struct _NrnResultsPane
{
  GtkWidget         parent_instance;

  NrnDocument      *document;       /* owned */
  guint             n_logged;       /* epochs in the log */

  /* Template children */
  GtkWidget        *scroller;
  NrnHistoryCards  *history_cards;
  GtkWidget        *confusion_card;
  NrnConfusionView *confusion_view;
  GtkLabel         *confusion_label;
  NrnInspector     *inspector;
  GtkTextView      *log_view;
};

G_DEFINE_FINAL_TYPE (NrnResultsPane, nrn_results_pane, GTK_TYPE_WIDGET)

/* As Keras prints it with verbose=2; the numbers have a point everywhere. */
static void
append_epoch (GString        *log,
              guint           epoch,
              guint           n_epochs,
              const NrnEpoch *values,
              gboolean        with_accuracy)
{
  static const struct { const char *name; gsize offset; gboolean is_accuracy; } columns[] = {
    { "loss", G_STRUCT_OFFSET (NrnEpoch, loss), FALSE },
    { "acc", G_STRUCT_OFFSET (NrnEpoch, accuracy), TRUE },
    { "val_loss", G_STRUCT_OFFSET (NrnEpoch, val_loss), FALSE },
    { "val_acc", G_STRUCT_OFFSET (NrnEpoch, val_accuracy), TRUE },
  };

  g_string_append_printf (log, "%sEpoch %u/%u", epoch > 1 ? "\n" : "", epoch, n_epochs);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      double value = G_STRUCT_MEMBER (double, values, columns[i].offset);
      char text[G_ASCII_DTOSTR_BUF_SIZE];

      if (isnan (value) || (columns[i].is_accuracy && !with_accuracy))
        continue;
      g_ascii_formatd (text, sizeof text, "%.4f", value);
      g_string_append_printf (log, " - %s: %s", columns[i].name, text);
    }
}

static void
update_log (NrnResultsPane *self)
{
  const NrnSnapshotParts *snapshot =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document));
  gboolean with_accuracy = nrn_dataset_get_n_classes (nrn_document_get_dataset (self->document)) > 0;
  const NrnHistory *history = nrn_document_get_history (self->document);
  guint n_epochs = nrn_history_get_n_epochs (history);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->log_view);
  g_autoptr (GString) log = g_string_new (NULL);
  GtkTextIter end;

  if (n_epochs < self->n_logged)
    {
      gtk_text_buffer_set_text (buffer, "", 0);
      self->n_logged = 0;
    }
  if (n_epochs == self->n_logged)
    return;

  for (guint i = self->n_logged; i < n_epochs; i++)
    append_epoch (log, i + 1, snapshot->n_epochs, &nrn_history_get_epochs (history)[i],
                  with_accuracy);
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert (buffer, &end, log->str, (int) log->len);
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_place_cursor (buffer, &end);
  /* To a mark, and not to the iterator: the new lines have no heights yet. */
  gtk_text_view_scroll_to_mark (self->log_view, gtk_text_buffer_get_insert (buffer), 0, FALSE, 0, 0);
  self->n_logged = n_epochs;
}

static void
counted_cb (NrnResultsPane *self)
{
  guint n_right, n_samples;
  g_autofree char *text = NULL;

  nrn_confusion_view_get_counts (self->confusion_view, &n_right, &n_samples);
  text = g_strdup_printf (_("%u of %u right now"), n_right, n_samples);
  gtk_label_set_text (self->confusion_label, text);
}

static void
experiment_changed_cb (NrnResultsPane *self)
{
  gtk_widget_set_visible (self->confusion_card, nrn_confusion_view_can_show (self->document));
  update_log (self);
}

static void
nrn_results_pane_dispose (GObject *object)
{
  NrnResultsPane *self = NRN_RESULTS_PANE (object);

  g_clear_object (&self->document);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (nrn_results_pane_parent_class)->dispose (object);
}

static void
nrn_results_pane_class_init (NrnResultsPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_results_pane_dispose;

  g_type_ensure (NRN_TYPE_CONFUSION_VIEW);
  g_type_ensure (NRN_TYPE_HISTORY_CARDS);
  g_type_ensure (NRN_TYPE_INSPECTOR);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-results-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnResultsPane, scroller);
  gtk_widget_class_bind_template_child (widget_class, NrnResultsPane, history_cards);
  gtk_widget_class_bind_template_child (widget_class, NrnResultsPane, confusion_card);
  gtk_widget_class_bind_template_child (widget_class, NrnResultsPane, confusion_view);
  gtk_widget_class_bind_template_child (widget_class, NrnResultsPane, confusion_label);
  gtk_widget_class_bind_template_child (widget_class, NrnResultsPane, inspector);
  gtk_widget_class_bind_template_callback (widget_class, counted_cb);
  gtk_widget_class_bind_template_child (widget_class, NrnResultsPane, log_view);
}

static void
nrn_results_pane_init (NrnResultsPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nrn_results_pane_set_document:
 * @pane: a pane
 * @document: what to show
 * @canvas: whose selection to explain
 */
void
nrn_results_pane_set_document (NrnResultsPane *pane,
                               NrnDocument    *document,
                               NrnCanvas      *canvas)
{
  g_return_if_fail (pane->document == NULL);

  pane->document = g_object_ref (document);
  nrn_history_cards_set_document (pane->history_cards, document);
  nrn_confusion_view_set_document (pane->confusion_view, document);
  nrn_inspector_set_canvas (pane->inspector, canvas, document);
  g_signal_connect_object (document, "snapshot-changed", G_CALLBACK (update_log), pane,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "experiment-changed", G_CALLBACK (experiment_changed_cb), pane,
                           G_CONNECT_SWAPPED);
}

/**
 * nrn_results_pane_get_history_cards:
 * @pane: a pane
 *
 * Returns: (transfer none): its plots
 */
NrnHistoryCards *
nrn_results_pane_get_history_cards (NrnResultsPane *pane)
{
  return pane->history_cards;
}
