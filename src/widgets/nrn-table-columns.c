/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "config.h"

#include "nrn-table-columns.h"

#include <math.h>

#include "nrn-accessible.h"

#define MAX_DECIMALS 6
#define SIGNIFICANT  4

/* Of a title that is cut off, at least so much is seen. */
#define LEAST_TITLE 4     /* characters */

/* ---- Columns ---- */

/**
 * nrn_table_columns_add:
 * @view: a table
 * @title: over the column
 * @factory: (transfer full): makes and fills its cells
 * @is_number: whether numbers are in them
 * @column: what is known of it, as its data "column"
 * @free_column: what frees @column with it
 *
 * Returns: (transfer none): a column at the end of the table, whose width can
 *   be changed
 */
GtkColumnViewColumn *
nrn_table_columns_add (GtkColumnView      *view,
                       const char         *title,
                       GtkListItemFactory *factory,
                       gboolean            is_number,
                       gpointer            column,
                       GDestroyNotify      free_column)
{
  g_autoptr (GtkColumnViewColumn) added = gtk_column_view_column_new (title, factory);

  g_object_set_data_full (G_OBJECT (added), "column", column, free_column);
  g_object_set_data (G_OBJECT (added), "is-number", GINT_TO_POINTER (is_number));
  gtk_column_view_column_set_resizable (added, TRUE);
  gtk_column_view_append_column (view, added);

  return added;
}

static GtkLabel *
find_label (GtkWidget *widget)
{
  GtkLabel *found = GTK_IS_LABEL (widget) ? GTK_LABEL (widget) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child);

  return found;
}

/* What is cut off of a title. */
static gboolean
query_tooltip_cb (GtkWidget  *label,
                  int         x,
                  int         y,
                  gboolean    by_keyboard,
                  GtkTooltip *tooltip)
{
  if (!pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))))
    return FALSE;

  gtk_tooltip_set_text (tooltip, gtk_label_get_text (GTK_LABEL (label)));

  return TRUE;
}

static void
let_shrink (GtkLabel *label)
{
  int n_chars = (int) g_utf8_strlen (gtk_label_get_text (label), -1);

  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (label, MIN (n_chars, LEAST_TITLE));
  gtk_widget_set_has_tooltip (GTK_WIDGET (label), TRUE);
  g_signal_connect (label, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
}

/**
 * nrn_table_columns_complete:
 * @view: a table with all its columns
 * @can_shrink: whether long titles are cut off rather than ask for more room
 *   than the cells
 *
 * Has titles over numbers end where they end, and names the titles for a screen
 * reader, which GTK 4.8 does not. GTK has no properties for the labels; the
 * titles are the first part of the view, in order.
 */
void
nrn_table_columns_complete (GtkColumnView *view,
                            gboolean       can_shrink)
{
  GtkWidget *title = gtk_widget_get_first_child (gtk_widget_get_first_child (GTK_WIDGET (view)));
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (columns) && title != NULL; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      GtkLabel *label = find_label (title);

      nrn_accessible_set_name (title, gtk_column_view_column_get_title (column));
      if (label != NULL && can_shrink)
        let_shrink (label);
      if (label != NULL && g_object_get_data (G_OBJECT (column), "is-number") != NULL)
        {
          gtk_label_set_xalign (label, 1);
          gtk_widget_set_hexpand (GTK_WIDGET (label), TRUE);
        }
      title = gtk_widget_get_next_sibling (title);
    }
}

/**
 * nrn_table_columns_clear:
 * @view: a table
 *
 * Takes its columns away, before its list gets other rows.
 */
void
nrn_table_columns_clear (GtkColumnView *view)
{
  GListModel *columns = gtk_column_view_get_columns (view);

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (view, column);
    }
}

/* ---- Cells ---- */

/**
 * nrn_table_columns_measure:
 * @view: a table
 * @text: what is in a cell of it
 *
 * Returns: its width in pixels, in the font of the view, with figures that are
 *   equally wide
 */
int
nrn_table_columns_measure (GtkColumnView *view,
                           const char    *text)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (view), text);
  PangoAttrList *attributes = pango_attr_list_new ();
  int width;

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_get_pixel_size (layout, &width, NULL);

  return width;
}

/**
 * nrn_table_columns_count_decimals:
 * @range: between the smallest and the largest number of a column; over 0
 *
 * Returns: as many decimals as tell its numbers apart
 */
guint
nrn_table_columns_count_decimals (double range)
{
  return (guint) CLAMP (SIGNIFICANT - 1 - floor (log10 (range)), 0, MAX_DECIMALS);
}
