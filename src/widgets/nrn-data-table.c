/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The table of the data.
 */

#include "config.h"

#include "nrn-data-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-data-columns.h"
#include "nrn-focus.h"
#include "nrn-table-columns.h"

struct _NrnDataTable
{
  GtkWidget      parent_instance;

  NrnDocument   *document;    /* owned */
  NrnDataList   *list;        /* owned */

  /* Template children */
  GtkWidget     *scroller;
  GtkColumnView *view;
};

G_DEFINE_FINAL_TYPE (NrnDataTable, nrn_data_table, GTK_TYPE_WIDGET)

static const float *
get_features (NrnDataTable *self,
              guint         row)
{
  const NrnDataset *dataset = nrn_data_list_get_dataset (self->list);

  return nrn_dataset_get_features (dataset) + (gsize) row * nrn_dataset_get_n_features (dataset);
}

/* Other rows may be on their way already. */
static gboolean
is_of_document (NrnDataTable *self)
{
  return nrn_data_list_get_dataset (self->list) == nrn_document_get_dataset (self->document);
}

static void
selected_cb (NrnDataTable *self,
             guint         row)
{
  if (is_of_document (self))
    nrn_document_choose_row (self->document, row);
}

/* Something else is watched than what is selected. */
static void
watched_changed_cb (NrnDataTable *self)
{
  int row = nrn_data_list_get_selected (self->list);
  gsize size;

  if (row < 0 || !is_of_document (self))
    return;

  size = nrn_dataset_get_n_features (nrn_document_get_dataset (self->document)) * sizeof (float);
  if (memcmp (get_features (self, (guint) row), nrn_document_get_watched (self->document), size) != 0)
    nrn_data_list_set_selected (self->list, -1);
}

static void
nrn_data_table_dispose (GObject *object)
{
  NrnDataTable *self = NRN_DATA_TABLE (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->list);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (nrn_data_table_parent_class)->dispose (object);
}

static void
nrn_data_table_class_init (NrnDataTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_data_table_dispose;
  widget_class->focus = nrn_focus_past_rows;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-data-table.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnDataTable, scroller);
  gtk_widget_class_bind_template_child (widget_class, NrnDataTable, view);
}

static void
nrn_data_table_init (NrnDataTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  nrn_focus_keep_row (GTK_WIDGET (self->view));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Rows of the data"), -1);
  /* The parts of the view are the headers and the rows. GTK 4.8 names
   * neither. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->view))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Columns"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_last_child (GTK_WIDGET (self->view))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Rows"), -1);

  self->list = nrn_data_list_new ();
  g_signal_connect_object (self->list, "selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->list));
}

/**
 * nrn_data_table_set_document:
 * @table: a table
 * @document: where what is selected is watched
 */
void
nrn_data_table_set_document (NrnDataTable *table,
                             NrnDocument  *document)
{
  g_return_if_fail (table->document == NULL);

  table->document = g_object_ref (document);
  g_signal_connect_object (document, "watched-changed", G_CALLBACK (watched_changed_cb), table,
                           G_CONNECT_SWAPPED);
}

/**
 * nrn_data_table_set:
 * @table: a table
 * @digest: what there is to say of the rows
 * @split: the rows, and which of them train
 * @scaler: (nullable): how the features are scaled
 *
 * Where just the split is another one, the rows stay in place.
 */
void
nrn_data_table_set (NrnDataTable         *table,
                    const NrnDataDigest  *digest,
                    const NrnSplitDigest *split,
                    const NrnScaler      *scaler)
{
  gboolean has_columns = nrn_data_list_get_dataset (table->list) == nrn_split_digest_get_dataset (split) &&
                         (nrn_data_list_get_scaler (table->list) != NULL) == (scaler != NULL);

  if (has_columns)
    {
      nrn_data_list_set (table->list, split, scaler);
      nrn_data_columns_refresh (table->view);
      return;
    }

  nrn_focus_leave (table->scroller);
  nrn_data_list_set (table->list, NULL, NULL);
  nrn_table_columns_clear (table->view);
  nrn_data_list_set (table->list, split, scaler);
  nrn_data_columns_set (table->view, table->list, digest);
  gtk_widget_set_can_focus (table->scroller, TRUE);
}

/**
 * nrn_data_table_get_list:
 * @table: a table
 *
 * Returns: (transfer none): its rows
 */
NrnDataList *
nrn_data_table_get_list (NrnDataTable *table)
{
  return table->list;
}
