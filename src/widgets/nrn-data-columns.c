/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The columns of the table of the data, and what is in their cells.
 */

#include "config.h"

#include "nrn-data-columns.h"

#include <glib/gi18n-lib.h>

#include "nrn-accessible.h"
#include "nrn-table-columns.h"
#include "nrn-text.h"

/* Of more features than this, the scaled ones have no columns of their own. */
#define FEW_FEATURES 4

#define SCALED_DECIMALS 4
#define MAX_NAME_WIDTH  160     /* pixels */

typedef enum
{
  ROW,
  FEATURE,
  SCALED,
  CLASS,
  TARGET,
  PART,
  RULE,
} Sort;

typedef struct
{
  Sort         sort;
  guint        index;       /* of the feature or target */
  guint        n_decimals;
  int          width;       /* of the widest text */
  NrnDataList *list;        /* borrowed; the view's */
  GPtrArray   *items;       /* owned; GtkListItem with a row; borrowed */
} Column;

static void
column_free (gpointer data)
{
  Column *column = data;

  g_ptr_array_unref (column->items);
  g_free (column);
}

static gboolean
is_number (const Column *column)
{
  return column->sort == ROW || column->sort == FEATURE || column->sort == SCALED ||
         column->sort == TARGET;
}

/* ---- What is in a cell ---- */

static char *
format_feature (const Column *column,
                guint         row)
{
  const NrnDataset *dataset = nrn_data_list_get_dataset (column->list);
  const NrnScaler *scaler = nrn_data_list_get_scaler (column->list);
  guint n_features = nrn_dataset_get_n_features (dataset);
  double value = (double) nrn_dataset_get_features (dataset)[(gsize) row * n_features + column->index];

  if (column->sort == SCALED && scaler != NULL)
    value = nrn_scaler_transform_value (scaler, column->index, value);

  return nrn_text_format_fixed (value, column->n_decimals);
}

static double
get_target (const Column *column,
            guint         row)
{
  const NrnDataset *dataset = nrn_data_list_get_dataset (column->list);

  return (double) nrn_dataset_get_targets (dataset)[(gsize) row * nrn_dataset_get_n_targets (dataset) +
                                                    column->index];
}

/* The number that Keras gets, and what it stands for. */
static char *
format_class (const NrnDataset *dataset,
              guint             class_index)
{
  const char *name = nrn_dataset_get_class_names (dataset)[class_index];
  g_autofree char *number = g_strdup_printf ("%u", class_index);

  if (g_str_equal (name, number))
    return g_strdup (name);

  return g_strdup_printf (C_("class", "%s: %s"), number, name);
}

/* Owned by the caller. */
static char *
format_cell (const Column *column,
             guint         row)
{
  switch (column->sort)
    {
    case ROW:
      return nrn_text_format_count (row + 1);
    case FEATURE:
    case SCALED:
      return format_feature (column, row);
    case CLASS:
      return format_class (nrn_data_list_get_dataset (column->list),
                           (guint) get_target (column, row));
    case TARGET:
      return nrn_text_format_fixed (get_target (column, row), column->n_decimals);
    case PART:
      return g_strdup (nrn_split_digest_is_held_out (nrn_data_list_get_split (column->list), row)
                         ? _("held out") : _("trains"));
    case RULE:
    default:
      return g_strdup (nrn_dataset_is_exception (nrn_data_list_get_dataset (column->list), row)
                         ? _("exception") : "");
    }
}

/* ---- Cells ---- */

/* With a fixed size: other text needs no other layout. */
static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          Column                   *column)
{
  GtkWidget *text = gtk_inscription_new (NULL);

  gtk_inscription_set_xalign (GTK_INSCRIPTION (text), is_number (column) ? 1 : 0);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (text), 0);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_set_size_request (text, column->width, -1);
  if (is_number (column))
    gtk_widget_add_css_class (text, "numeric");
  gtk_list_item_set_child (item, text);
}

/* GTK 4.8 names cells and rows after their types. The first cell names its
 * whole row. */
static void
update_cell (const Column *column,
             GtkListItem  *item)
{
  NrnDataRow *row = gtk_list_item_get_item (item);
  GtkWidget *text = gtk_list_item_get_child (item);
  GtkWidget *cell = gtk_widget_get_parent (text);
  g_autofree char *value = format_cell (column, nrn_data_row_get_row (row));

  if (g_strcmp0 (value, gtk_inscription_get_text (GTK_INSCRIPTION (text))) == 0)
    return;

  gtk_inscription_set_text (GTK_INSCRIPTION (text), value);
  nrn_accessible_set_name (text, value);
  nrn_accessible_set_name (cell, value);
  if (column->sort == ROW)
    {
      g_autofree char *name = g_strdup_printf (_("Row %s"), value);

      nrn_accessible_set_name (gtk_widget_get_parent (cell), name);
    }
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         Column                   *column)
{
  g_ptr_array_add (column->items, item);
  update_cell (column, item);
  if (column->sort == ROW)
    nrn_accessible_complete_table_row (
      gtk_widget_get_parent (gtk_widget_get_parent (gtk_list_item_get_child (item))));
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           Column                   *column)
{
  g_ptr_array_remove_fast (column->items, item);
}

/* ---- Columns ---- */

static void
add_column (GtkColumnView *view,
            NrnDataList   *list,
            const char    *title,
            const Column  *parts)
{
  Column *column = g_memdup2 (parts, sizeof *parts);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  column->list = list;
  column->items = g_ptr_array_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), column);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), column);
  nrn_table_columns_add (view, title, factory, is_number (column), column, column_free);
}

/* Decimals for the values of a column, and room for the longest number. */
static void
look_at_numbers (Column                *column,
                 GtkColumnView         *view,
                 const NrnColumnDigest *digest)
{
  double range = digest->maximum - digest->minimum;

  if (!digest->is_whole && range > 0)
    column->n_decimals = nrn_table_columns_count_decimals (range);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *text = nrn_text_format_fixed (i == 0 ? digest->minimum : digest->maximum,
                                                     column->n_decimals);

      column->width = MAX (column->width, nrn_table_columns_measure (view, text));
    }
}

static void
add_features (GtkColumnView       *view,
              NrnDataList         *list,
              const NrnDataDigest *digest)
{
  const char *const *names = nrn_dataset_get_feature_names (nrn_data_list_get_dataset (list));
  guint n_features = nrn_data_digest_get_n_features (digest);
  g_autofree char *longest = nrn_text_format_fixed (-1, SCALED_DECIMALS);

  for (guint i = 0; i < n_features; i++)
    {
      Column column = { FEATURE, i };
      g_autofree char *scaled = g_strdup_printf (_("%s, scaled"), names[i]);

      look_at_numbers (&column, view, nrn_data_digest_get_feature (digest, i));
      add_column (view, list, names[i], &column);
      if (nrn_data_list_get_scaler (list) != NULL && n_features <= FEW_FEATURES)
        add_column (view, list, scaled,
                    &(Column) { SCALED, i, SCALED_DECIMALS, nrn_table_columns_measure (view, longest) });
    }
}

static void
add_targets (GtkColumnView       *view,
             NrnDataList         *list,
             const NrnDataDigest *digest)
{
  const NrnDataset *dataset = nrn_data_list_get_dataset (list);
  const char *const *names = nrn_dataset_get_target_names (dataset);
  int widest = 1;

  for (guint i = 0; i < nrn_dataset_get_n_classes (dataset); i++)
    {
      g_autofree char *text = format_class (dataset, i);

      widest = MAX (widest, nrn_table_columns_measure (view, text));
    }
  if (nrn_dataset_get_n_classes (dataset) > 0)
    add_column (view, list, names[0], &(Column) { CLASS, .width = MIN (widest, MAX_NAME_WIDTH) });

  for (guint i = 0; i < nrn_data_digest_get_n_targets (digest); i++)
    {
      Column column = { TARGET, i };

      look_at_numbers (&column, view, nrn_data_digest_get_target (digest, i));
      add_column (view, list, names[i], &column);
    }
}

/**
 * nrn_data_columns_set:
 * @view: a view of @list without columns
 * @list: with rows
 * @digest: what there is to say of them
 *
 * Gives the view its columns: the number of the row, the features, the label
 * or the targets, and what becomes of the row. The last one takes the room
 * that is left.
 */
void
nrn_data_columns_set (GtkColumnView       *view,
                      NrnDataList         *list,
                      const NrnDataDigest *digest)
{
  guint n_rows = nrn_dataset_get_n_rows (nrn_data_list_get_dataset (list));
  g_autofree char *last = nrn_text_format_count (n_rows);
  GListModel *columns = gtk_column_view_get_columns (view);
  g_autoptr (GtkColumnViewColumn) column = NULL;

  add_column (view, list, _("Row"),
              &(Column) { ROW, .width = nrn_table_columns_measure (view, last) });
  add_features (view, list, digest);
  add_targets (view, list, digest);
  if (nrn_data_digest_get_n_exceptions (digest) > 0)
    /* Translators: a column that is empty, or says “exception”. */
    add_column (view, list, _("Rule"),
                &(Column) { RULE, .width = nrn_table_columns_measure (view, _("exception")) });
  /* Translators: a column with “trains” or “held out”. */
  add_column (view, list, _("In training"),
              &(Column) { PART, .width = MAX (nrn_table_columns_measure (view, _("held out")),
                                              nrn_table_columns_measure (view, _("trains"))) });
  column = g_list_model_get_item (columns, g_list_model_get_n_items (columns) - 1);
  gtk_column_view_column_set_expand (column, TRUE);
  nrn_table_columns_complete (view, FALSE);
}

/**
 * nrn_data_columns_refresh:
 * @view: a view with columns
 *
 * Writes into the cells what the rows are now.
 */
void
nrn_data_columns_refresh (GtkColumnView *view)
{
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GObject) view_column = g_list_model_get_item (columns, i);
      const Column *column = g_object_get_data (view_column, "column");

      for (guint j = 0; j < column->items->len; j++)
        update_cell (column, g_ptr_array_index (column->items, j));
    }
}
