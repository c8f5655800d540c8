/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The first rows of a table.
 */

#include "config.h"

#include "nrn-csv-preview.h"

#include <glib/gi18n-lib.h>

#include "nrn-focus.h"

/* Enough to see what the file is like; more would take longer than a frame. */
#define MAX_ROWS    50
#define MAX_COLUMNS 24

#define MAX_CELL_CHARS 24

struct _NrnCsvPreview
{
  GtkWidget      parent_instance;

  NrnCsvSurvey  *survey;        /* owned; NULL before there is one */
  GtkWidget     *scroller;      /* the only child */
  GtkColumnView *view;
};

G_DEFINE_FINAL_TYPE (NrnCsvPreview, nrn_csv_preview, GTK_TYPE_WIDGET)

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_CELL_CHARS);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  column)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  NrnCsvPreview *self = NRN_CSV_PREVIEW (gtk_widget_get_ancestor (label, NRN_TYPE_CSV_PREVIEW));

  if (self == NULL || self->survey == NULL)
    return;

  gtk_label_set_text (GTK_LABEL (label),
                      nrn_csv_table_get_cell (nrn_csv_survey_get_table (self->survey),
                                              gtk_list_item_get_position (item),
                                              GPOINTER_TO_UINT (column)));
}

static void
add_column (NrnCsvPreview *self,
            guint          index,
            const char    *name,
            gboolean       is_last)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GUINT_TO_POINTER (index));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GUINT_TO_POINTER (index));
  column = gtk_column_view_column_new (name, factory);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_expand (column, is_last);
  gtk_column_view_append_column (self->view, column);
}

static void
remove_columns (NrnCsvPreview *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
}

static void
nrn_csv_preview_dispose (GObject *object)
{
  NrnCsvPreview *self = NRN_CSV_PREVIEW (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->survey, nrn_csv_survey_unref);

  G_OBJECT_CLASS (nrn_csv_preview_parent_class)->dispose (object);
}

static void
nrn_csv_preview_class_init (NrnCsvPreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nrn_csv_preview_dispose;
  GTK_WIDGET_CLASS (klass)->focus = nrn_focus_past_rows;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
nrn_csv_preview_init (NrnCsvPreview *self)
{
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_has_frame (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  nrn_focus_keep_row (GTK_WIDGET (self->view));
  gtk_column_view_set_reorderable (self->view, FALSE);
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("First rows of the table"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->view));
}

/**
 * nrn_csv_preview_set_survey:
 * @preview: a preview
 * @survey: (nullable): the table; %NULL for nothing
 */
void
nrn_csv_preview_set_survey (NrnCsvPreview *preview,
                            NrnCsvSurvey  *survey)
{
  const NrnCsvTable *table = survey != NULL ? nrn_csv_survey_get_table (survey) : NULL;
  g_autoptr (GtkStringList) rows = gtk_string_list_new (NULL);
  GtkSelectionModel *model;
  guint n_columns;

  if (preview->survey == survey)
    return;

  gtk_column_view_set_model (preview->view, NULL);
  remove_columns (preview);
  g_clear_pointer (&preview->survey, nrn_csv_survey_unref);
  if (survey == NULL)
    return;

  preview->survey = nrn_csv_survey_ref (survey);
  n_columns = MIN (nrn_csv_survey_get_n (survey), MAX_COLUMNS);
  for (guint i = 0; i < n_columns; i++)
    add_column (preview, i, nrn_csv_table_get_columns (table)[i], i + 1 == n_columns);
  for (guint i = 0; i < MIN (nrn_csv_table_get_n_rows (table), MAX_ROWS); i++)
    gtk_string_list_append (rows, "");
  model = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_steal_pointer (&rows))));
  gtk_column_view_set_model (preview->view, model);
  g_object_unref (model);
}
