/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The columns of the table of predictions: which there are, and in which order
 * they put the rows.
 */

#include "config.h"

#include "nrn-prediction-columns.h"

#include <glib/gi18n-lib.h>

#include "nrn-prediction-column.h"
#include "nrn-table-columns.h"
#include "nrn-text.h"

/* Of more features than this, nobody would read the columns. */
#define MAX_FEATURES 16
#define MAX_TARGETS  8

/* So few features stand before the prediction, more of them after it. */
#define FEW_FEATURES 2

#define MAX_NAME_WIDTH 110     /* pixels */

/* Rows just out of sight that are brought up to date too. */
#define MARGIN 2

/* ---- Columns ---- */

/* What compares nothing, but tells nrn_prediction_columns_get_order() that it
 * was asked. */
static int
compare_cb (gconstpointer a,
            gconstpointer b,
            gpointer      column)
{
  if (g_object_get_data (G_OBJECT (a), "column") == NULL)
    g_object_set_data (G_OBJECT (a), "column", column);

  return -1;
}

static GtkColumnViewColumn *
add_column (GtkColumnView             *view,
            const char                *title,
            gboolean                   are_classes,
            const NrnPredictionColumn *parts)
{
  NrnPredictionColumn *column = nrn_prediction_column_new (parts);
  GtkListItemFactory *factory = nrn_prediction_column_new_factory (column, are_classes);
  GtkSorter *sorter = GTK_SORTER (gtk_custom_sorter_new (compare_cb, column, NULL));
  GtkColumnViewColumn *view_column =
    nrn_table_columns_add (view, title, factory, nrn_prediction_column_is_number (column, are_classes),
                           column, (GDestroyNotify) nrn_prediction_column_free);

  gtk_column_view_column_set_sorter (view_column, sorter);
  g_object_unref (sorter);

  return view_column;
}

/* Room for the longest words that occur. */
static GtkColumnViewColumn *
add_result (GtkColumnView    *view,
            const NrnDataset *dataset)
{
  guint n_rows = nrn_dataset_get_n_rows (dataset);
  gboolean has_exceptions = FALSE;
  int widest = 1;

  for (guint row = 0; row < n_rows && !has_exceptions; row++)
    has_exceptions = nrn_dataset_is_exception (dataset, row);
  for (guint i = 0; i < (has_exceptions ? 4 : 2); i++)
    {
      const char *result = nrn_prediction_column_name_result (i % 2 == 0, i >= 2);

      widest = MAX (widest, nrn_table_columns_measure (view, result));
    }

  /* Translators: a column with “right” or “wrong”. */
  return add_column (view, _("Result"), TRUE,
                     &(NrnPredictionColumn) { NRN_PREDICTIONS_MISTAKE, .width = widest });
}

static void
add_features (GtkColumnView    *view,
              const NrnDataset *dataset,
              gboolean          are_classes)
{
  guint n_features = MIN (nrn_dataset_get_n_features (dataset), MAX_FEATURES);

  for (guint i = 0; i < n_features; i++)
    {
      NrnPredictionColumn column = { NRN_PREDICTIONS_FEATURE, i };

      nrn_prediction_column_look_at_numbers (&column, view, dataset);
      add_column (view, nrn_dataset_get_feature_names (dataset)[i], are_classes, &column);
    }
}

static void
add_classes (GtkColumnView    *view,
             const NrnDataset *dataset)
{
  g_autofree char *per_cent = nrn_prediction_column_format_probability (1);
  int widest = 1;

  for (guint i = 0; i < nrn_dataset_get_n_classes (dataset); i++)
    {
      const char *name = nrn_dataset_get_class_names (dataset)[i];

      widest = MAX (widest, nrn_table_columns_measure (view, name));
    }
  widest = MIN (widest, MAX_NAME_WIDTH);

  /* Translators: a column with the class that each row of the data has. */
  add_column (view, _("Really"), TRUE,
              &(NrnPredictionColumn) { NRN_PREDICTIONS_TARGET, .width = widest });
  /* Translators: a column with the class that the network takes a row for. */
  add_column (view, _("Predicted"), TRUE,
              &(NrnPredictionColumn) { NRN_PREDICTIONS_OUTPUT, .width = widest });
  add_column (view, _("Probability"), TRUE,
              &(NrnPredictionColumn) {
                NRN_PREDICTIONS_PROBABILITY,
                .width = nrn_table_columns_measure (view, per_cent),
              });
}

/* The error has the decimals of its targets. */
static GtkColumnViewColumn *
add_values (GtkColumnView    *view,
            const NrnDataset *dataset)
{
  guint n_targets = MIN (nrn_dataset_get_n_targets (dataset), MAX_TARGETS);
  NrnPredictionColumn error = { NRN_PREDICTIONS_MISTAKE };
  g_autofree char *negative = NULL;

  for (guint i = 0; i < n_targets; i++)
    {
      const char *name = nrn_dataset_get_target_names (dataset)[i];
      NrnPredictionColumn target = { NRN_PREDICTIONS_TARGET, i };
      NrnPredictionColumn output = { NRN_PREDICTIONS_OUTPUT, i };
      g_autofree char *predicted = n_targets > 1 ? g_strdup_printf (_("%s, predicted"), name)
                                                 : g_strdup (_("Predicted"));

      nrn_prediction_column_look_at_numbers (&target, view, dataset);
      output.n_decimals = target.n_decimals;
      output.width = target.width;
      error.n_decimals = MAX (error.n_decimals, target.n_decimals);
      error.width = MAX (error.width, target.width);
      add_column (view, name, FALSE, &target);
      add_column (view, predicted, FALSE, &output);
    }

  negative = nrn_text_format_fixed (-1, error.n_decimals);
  error.width = MAX (error.width, nrn_table_columns_measure (view, negative));

  return add_column (view, n_targets > 1 ? _("Largest error") : _("Error"), FALSE, &error);
}

/**
 * nrn_prediction_columns_set:
 * @view: a view of a #NrnPredictionList
 * @predictions: what it is going to show; with other data or another sort of
 *   network come other columns
 *
 * Gives the view its columns, and has them put the worst first.
 */
void
nrn_prediction_columns_set (GtkColumnView        *view,
                            const NrnPredictions *predictions)
{
  const NrnDataset *dataset = nrn_predictions_get_dataset (predictions);
  gboolean are_classes = nrn_predictions_are_classes (predictions);
  gboolean are_few = nrn_dataset_get_n_features (dataset) <= FEW_FEATURES;
  g_autofree char *last = nrn_text_format_count (nrn_dataset_get_n_rows (dataset));
  GtkColumnViewColumn *mistake = NULL;

  nrn_table_columns_clear (view);
  if (are_classes)
    mistake = add_result (view, dataset);
  if (are_few)
    add_features (view, dataset, are_classes);
  if (are_classes)
    add_classes (view, dataset);
  else
    mistake = add_values (view, dataset);
  if (!are_few)
    add_features (view, dataset, are_classes);
  add_column (view, _("Row"), are_classes,
              &(NrnPredictionColumn) {
                NRN_PREDICTIONS_ROW, .width = nrn_table_columns_measure (view, last),
              });
  nrn_table_columns_complete (view, TRUE);
  gtk_column_view_sort_by_column (view, mistake, GTK_SORT_ASCENDING);
}

/* The places in sight, or nearly; all rows are equally high. */
static void
find_rows_in_sight (GtkColumnView *view,
                    guint         *first,
                    guint         *end)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  double n_rows = g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (view)));
  double upper = MAX (gtk_adjustment_get_upper (adjustment), 1);
  double top = gtk_adjustment_get_value (adjustment);
  double bottom = top + gtk_adjustment_get_page_size (adjustment);

  *first = (guint) MAX (floor (top / upper * n_rows) - MARGIN, 0);
  *end = (guint) MIN (ceil (bottom / upper * n_rows) + MARGIN, n_rows);
}

/**
 * nrn_prediction_columns_refresh:
 * @view: a view with columns
 * @only_in_sight: whether rows that are out of sight can wait until they come
 *   in sight
 *
 * Writes what the rows are now into the cells, which need no new layout for
 * that.
 */
void
nrn_prediction_columns_refresh (GtkColumnView *view,
                                gboolean       only_in_sight)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  guint first = 0, end = G_MAXUINT;

  if (only_in_sight)
    find_rows_in_sight (view, &first, &end);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GObject) view_column = g_list_model_get_item (columns, i);
      const NrnPredictionColumn *column = g_object_get_data (view_column, "column");

      for (guint j = 0; j < column->items->len; j++)
        {
          GtkListItem *item = g_ptr_array_index (column->items, j);
          guint position = gtk_list_item_get_position (item);

          if (position >= first && position < end)
            nrn_prediction_column_update (column, item);
        }
    }
}

static GtkColumnViewColumn *
find_column (GtkColumnView             *view,
             const NrnPredictionsOrder *order)
{
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) view_column = g_list_model_get_item (columns, i);
      const NrnPredictionColumn *column = g_object_get_data (G_OBJECT (view_column), "column");

      if (column->key == order->key && column->index == order->index)
        return view_column;
    }

  return NULL;
}

/* The worst mistakes first is what GTK calls ascending. */
static GtkSortType
get_direction (const NrnPredictionsOrder *order)
{
  return order->descending == (order->key == NRN_PREDICTIONS_MISTAKE) ? GTK_SORT_ASCENDING
                                                                      : GTK_SORT_DESCENDING;
}

/**
 * nrn_prediction_columns_forget_others:
 * @view: a view with columns
 *
 * Has it forget by which columns it was sorted before: equal rows stay in the
 * order of the data. A column also loses its arrow by that, which GTK 4.8
 * does not take away.
 */
void
nrn_prediction_columns_forget_others (GtkColumnView *view)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  const GtkColumnViewColumn *sorted;
  NrnPredictionsOrder order;

  nrn_prediction_columns_get_order (view, &order);
  sorted = find_column (view, &order);
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      g_autoptr (GtkSorter) sorter = g_object_ref (gtk_column_view_column_get_sorter (column));

      if (column == sorted)
        continue;
      gtk_column_view_column_set_sorter (column, NULL);
      gtk_column_view_column_set_sorter (column, sorter);
    }
}

/**
 * nrn_prediction_columns_sort:
 * @view: a view with columns
 * @position: of a column
 *
 * Does what a click on the column's title does.
 *
 * Returns: whether there is such a column
 */
gboolean
nrn_prediction_columns_sort (GtkColumnView *view,
                             guint          position)
{
  g_autoptr (GtkColumnViewColumn) view_column =
    g_list_model_get_item (gtk_column_view_get_columns (view), position);
  NrnPredictionsOrder order;
  gboolean is_first;

  if (view_column == NULL)
    return FALSE;

  nrn_prediction_columns_get_order (view, &order);
  is_first = find_column (view, &order) == view_column && get_direction (&order) == GTK_SORT_ASCENDING;
  gtk_column_view_sort_by_column (view, view_column,
                                  is_first ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);

  return TRUE;
}

/**
 * nrn_prediction_columns_get_order:
 * @view: a view with columns
 * @order: (out caller-allocates): what its headers ask for
 *
 * Finds the column that the rows are sorted by: GTK tells that only since
 * 4.10, but asks its sorter first.
 */
void
nrn_prediction_columns_get_order (GtkColumnView       *view,
                                  NrnPredictionsOrder *order)
{
  g_autoptr (GObject) first = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (GObject) second = g_object_new (G_TYPE_OBJECT, NULL);
  GtkOrdering ordering = gtk_sorter_compare (gtk_column_view_get_sorter (view), first, second);
  const NrnPredictionColumn *column = g_object_get_data (first, "column");

  *order = (NrnPredictionsOrder) { NRN_PREDICTIONS_MISTAKE, 0, TRUE };
  if (column == NULL)
    return;

  order->key = column->key;
  order->index = column->index;
  order->descending = ordering == GTK_ORDERING_LARGER;
  /* What one wants first of mistakes is the worst. */
  if (order->key == NRN_PREDICTIONS_MISTAKE)
    order->descending = !order->descending;
}
