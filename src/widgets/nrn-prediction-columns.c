/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The columns of the table of predictions: what is in their cells, and in
 * which order they put the rows.
 */

#include "config.h"

#include "nrn-prediction-columns.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-accessible.h"
#include "nrn-data-columns.h"
#include "nrn-text.h"
#include "nrn-theme.h"

/* Of more features than this, nobody would read the columns. */
#define MAX_FEATURES 16
#define MAX_TARGETS  8

/* So few features stand before the prediction, more of them after it. */
#define FEW_FEATURES 2

/* So many rows are looked at for the width of a column. */
#define MAX_LOOKED_AT 4096

#define MAX_DECIMALS    6
#define MAX_NAME_WIDTH  110     /* pixels */
#define SIGNIFICANT     4

/* So many come with more digits. */
#define MORE_DECIMALS   4

/* Opacity of the sign that says that all is well. */
#define QUIET 0.55

/* Rows just out of sight that are brought up to date too. */
#define MARGIN 2

typedef struct
{
  NrnPredictionsKey key;
  guint             index;
  guint             n_decimals;   /* of a number */
  int               width;        /* of the widest text */
  GPtrArray        *items;        /* owned; GtkListItem with a row; borrowed */
} Column;

static void
column_free (gpointer data)
{
  Column *column = data;

  g_ptr_array_unref (column->items);
  g_free (column);
}

/* ---- What is in a cell ---- */

static char *
dup_class_name (const NrnPredictions *predictions,
                guint                 class_index)
{
  const NrnDataset *dataset = nrn_predictions_get_dataset (predictions);

  if (class_index < nrn_dataset_get_n_classes (dataset))
    return g_strdup (nrn_dataset_get_class_names (dataset)[class_index]);

  return class_index == G_MAXUINT ? g_strdup ("?") : g_strdup_printf ("%u", class_index);
}

/* Decimals beyond the usual ones. */
static guint
count_more_decimals (void)
{
  return nrn_theme_has_more_digits () ? MORE_DECIMALS : 0;
}

static char *
format_probability (double probability)
{
  g_autofree char *number = nrn_text_format_fixed (100 * probability, 1 + count_more_decimals ());

  return g_strdup_printf (C_("per cent", "%s %%"), number);
}

static double
get_feature (const NrnDataset *dataset,
             guint             row,
             guint             feature)
{
  return (double) nrn_dataset_get_features (dataset)
    [(gsize) row * nrn_dataset_get_n_features (dataset) + feature];
}

static double
get_target (const NrnDataset *dataset,
            guint             row,
            guint             target)
{
  return (double) nrn_dataset_get_targets (dataset)
    [(gsize) row * nrn_dataset_get_n_targets (dataset) + target];
}

static const char *
get_result_words (gboolean is_wrong,
                  gboolean is_exception)
{
  if (is_wrong)
    return is_exception ? _("wrong, exception") : _("wrong");

  return is_exception ? _("right, exception") : _("right");
}

/* NULL for values that are not among the worst. */
static const char *
get_result (const NrnPredictions *predictions,
            guint                 row)
{
  const NrnDataset *dataset = nrn_predictions_get_dataset (predictions);

  if (!nrn_predictions_are_classes (predictions))
    /* Translators: a row; its sign is a ring. */
    return nrn_predictions_is_far (predictions, row) ? _("one of the largest errors") : NULL;

  return get_result_words (nrn_predictions_is_wrong (predictions, row),
                           nrn_dataset_is_exception (dataset, row));
}

/* Owned by the caller. */
static char *
format_cell (const Column         *column,
             const NrnPredictions *predictions,
             guint                 row)
{
  const NrnDataset *dataset = nrn_predictions_get_dataset (predictions);
  gboolean are_classes = nrn_predictions_are_classes (predictions);

  switch (column->key)
    {
    case NRN_PREDICTIONS_ROW:
      return nrn_text_format_count (row + 1);
    case NRN_PREDICTIONS_FEATURE:
      return nrn_text_format_fixed (get_feature (dataset, row, column->index), column->n_decimals);
    case NRN_PREDICTIONS_TARGET:
      if (are_classes)
        return dup_class_name (predictions, nrn_predictions_get_label (predictions, row));
      return nrn_text_format_fixed (get_target (dataset, row, column->index), column->n_decimals);
    case NRN_PREDICTIONS_OUTPUT:
      if (are_classes)
        return dup_class_name (predictions, nrn_predictions_get_class (predictions, row));
      return nrn_text_format_fixed ((double) nrn_predictions_get_outputs (predictions, row)[column->index],
                                    column->n_decimals);
    case NRN_PREDICTIONS_PROBABILITY:
      return format_probability (nrn_predictions_get_probability (predictions, row));
    case NRN_PREDICTIONS_MISTAKE:
    default:
      if (are_classes)
        return g_strdup (get_result (predictions, row));
      return nrn_text_format_fixed (nrn_predictions_get_error (predictions, row),
                                    column->n_decimals);
    }
}

static gboolean
is_number (const Column *column,
           gboolean      are_classes)
{
  switch (column->key)
    {
    case NRN_PREDICTIONS_TARGET:
    case NRN_PREDICTIONS_OUTPUT:
    case NRN_PREDICTIONS_MISTAKE:
      return !are_classes;
    case NRN_PREDICTIONS_ROW:
    case NRN_PREDICTIONS_FEATURE:
    case NRN_PREDICTIONS_PROBABILITY:
    default:
      return TRUE;
    }
}

/* ---- Cells ---- */

/* With a fixed size: other text needs no other layout. */
static GtkWidget *
new_text (const Column *column,
          gboolean      is_numeric)
{
  GtkWidget *text = gtk_inscription_new (NULL);

  gtk_inscription_set_xalign (GTK_INSCRIPTION (text), is_numeric ? 1 : 0);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (text), 0);
  gtk_widget_set_size_request (text, column->width, -1);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  if (is_numeric)
    gtk_widget_add_css_class (text, "numeric");

  return text;
}

static void
number_setup_cb (GtkSignalListItemFactory *factory,
                 GtkListItem              *item,
                 Column                   *column)
{
  gtk_list_item_set_child (item, new_text (column, TRUE));
}

static void
name_setup_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               Column                   *column)
{
  gtk_list_item_set_child (item, new_text (column, FALSE));
}

/* Without a voice: the words beside it say the same. */
static GtkWidget *
new_sign (const char *icon_name)
{
  return g_object_new (GTK_TYPE_IMAGE,
                       "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                       "icon-name", icon_name,
                       NULL);
}

/* Around the sign of an exception, or beside a large error: the words beside it,
 * or the name of the row, say so. */
static GtkWidget *
new_ring (const char *style)
{
  GtkWidget *ring = g_object_new (GTK_TYPE_BOX, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_add_css_class (ring, style);

  return ring;
}

/* Both signs lie on one another with the ring, and what does not count is
 * transparent: another icon or style would need another layout. */
static void
result_setup_cb (GtkSignalListItemFactory *factory,
                 GtkListItem              *item,
                 Column                   *column)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *signs = gtk_overlay_new ();

  gtk_overlay_set_child (GTK_OVERLAY (signs), new_sign ("window-close-symbolic"));
  gtk_overlay_add_overlay (GTK_OVERLAY (signs), new_sign ("object-select-symbolic"));
  gtk_overlay_add_overlay (GTK_OVERLAY (signs), new_ring ("exception"));
  gtk_box_append (GTK_BOX (box), signs);
  gtk_box_append (GTK_BOX (box), new_text (column, FALSE));
  gtk_list_item_set_child (item, box);
}

/* With a ring that is transparent where it does not count, where a target has
 * its sign. */
static void
error_setup_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                Column                   *column)
{
  GtkWidget *cell = gtk_overlay_new ();
  GtkWidget *ring = new_ring ("far");

  gtk_widget_set_halign (ring, GTK_ALIGN_START);
  gtk_widget_set_valign (ring, GTK_ALIGN_CENTER);
  gtk_overlay_set_child (GTK_OVERLAY (cell), new_text (column, TRUE));
  gtk_overlay_add_overlay (GTK_OVERLAY (cell), ring);
  gtk_list_item_set_child (item, cell);
}

static void
set_sign (GtkWidget *signs,
          gboolean   is_wrong,
          gboolean   is_exception)
{
  GtkWidget *ring = gtk_widget_get_last_child (signs);

  gtk_widget_set_opacity (gtk_widget_get_first_child (signs), is_wrong ? 1 : 0);
  gtk_widget_set_opacity (gtk_widget_get_prev_sibling (ring), is_wrong ? 0 : QUIET);
  gtk_widget_set_opacity (ring, is_exception ? 1 : 0);
}

static void
name_widget (GtkWidget  *widget,
             const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* The first cell names its whole row. */
static void
name_row (GtkListItem          *item,
          const NrnPredictions *predictions,
          guint                 row)
{
  GtkWidget *cell = gtk_widget_get_parent (gtk_list_item_get_child (item));
  const char *result = get_result (predictions, row);
  g_autofree char *number = NULL;
  g_autofree char *name = NULL;

  if (gtk_widget_get_prev_sibling (cell) != NULL)
    return;

  number = nrn_text_format_count (row + 1);
  name = result != NULL ? g_strdup_printf (_("Row %s, %s"), number, result)
                        : g_strdup_printf (_("Row %s"), number);
  name_widget (gtk_widget_get_parent (cell), name);
}

/* GTK 4.8 names cells and rows after their types. */
static void
update_cell (const Column *column,
             GtkListItem  *item)
{
  NrnPredictionRow *row = gtk_list_item_get_item (item);
  const NrnPredictions *predictions = nrn_prediction_row_get_predictions (row);
  GtkWidget *text = gtk_list_item_get_child (item);
  g_autofree char *value = NULL;

  if (predictions == NULL)
    return;

  if (!GTK_IS_INSCRIPTION (text))
    {
      guint number = nrn_prediction_row_get_row (row);
      GtkWidget *first = gtk_widget_get_first_child (text);
      GtkWidget *last = gtk_widget_get_last_child (text);

      if (nrn_predictions_are_classes (predictions))
        set_sign (first, nrn_predictions_is_wrong (predictions, number),
                  nrn_dataset_is_exception (nrn_predictions_get_dataset (predictions), number));
      else
        gtk_widget_set_opacity (last, nrn_predictions_is_far (predictions, number) ? 1 : 0);
      text = GTK_IS_INSCRIPTION (first) ? first : last;
    }
  value = format_cell (column, predictions, nrn_prediction_row_get_row (row));
  if (g_strcmp0 (value, gtk_inscription_get_text (GTK_INSCRIPTION (text))) != 0)
    {
      gtk_inscription_set_text (GTK_INSCRIPTION (text), value);
      name_widget (text, value);
      name_widget (gtk_widget_get_parent (gtk_list_item_get_child (item)), value);
    }
  name_row (item, predictions, nrn_prediction_row_get_row (row));
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         Column                   *column)
{
  g_ptr_array_add (column->items, item);
  update_cell (column, item);
  if (column->key == NRN_PREDICTIONS_ROW)
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
add_column (GtkColumnView *view,
            const char    *title,
            gboolean       are_classes,
            const Column  *parts)
{
  Column *column = g_memdup2 (parts, sizeof *parts);
  gboolean is_numeric = is_number (parts, are_classes);
  gboolean is_mistake = parts->key == NRN_PREDICTIONS_MISTAKE;
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkSorter *sorter = GTK_SORTER (gtk_custom_sorter_new (compare_cb, column, NULL));
  GtkColumnViewColumn *view_column;

  column->items = g_ptr_array_new ();
  g_signal_connect (factory, "setup",
                    is_mistake && are_classes ? G_CALLBACK (result_setup_cb)
                    : is_mistake ? G_CALLBACK (error_setup_cb)
                    : is_numeric ? G_CALLBACK (number_setup_cb)
                                 : G_CALLBACK (name_setup_cb), column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), column);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), column);

  view_column = gtk_column_view_column_new (title, factory);
  g_object_set_data_full (G_OBJECT (view_column), "column", column, column_free);
  gtk_column_view_column_set_sorter (view_column, sorter);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  gtk_column_view_append_column (view, view_column);
  g_object_unref (sorter);
  g_object_unref (view_column);

  return view_column;
}

/* In the font of the view, with figures that are equally wide. */
static int
measure (GtkColumnView *view,
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

static double
get_number (const NrnDataset  *dataset,
            NrnPredictionsKey  key,
            guint              index,
            guint              row)
{
  return key == NRN_PREDICTIONS_FEATURE ? get_feature (dataset, row, index)
                                        : get_target (dataset, row, index);
}

/* As many decimals as tell the values of a column apart, and room for the
 * longest number. */
static void
look_at_numbers (Column           *column,
                 GtkColumnView    *view,
                 const NrnDataset *dataset)
{
  guint n_rows = nrn_dataset_get_n_rows (dataset);
  guint step = n_rows / MAX_LOOKED_AT + 1;
  double minimum = INFINITY, maximum = -INFINITY;
  gboolean are_whole = TRUE;

  for (guint row = 0; row < n_rows; row += step)
    {
      double value = get_number (dataset, column->key, column->index, row);

      minimum = fmin (minimum, value);
      maximum = fmax (maximum, value);
      are_whole = are_whole && value <= floor (value);
    }
  if (!(maximum >= minimum) || isinf (maximum) || isinf (minimum))
    return;

  if (!are_whole && maximum > minimum)
    column->n_decimals = count_more_decimals () +
                         (guint) CLAMP (SIGNIFICANT - 1 - floor (log10 (maximum - minimum)),
                                        0, MAX_DECIMALS);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *text = nrn_text_format_fixed (i == 0 ? minimum : maximum,
                                                     column->n_decimals);

      column->width = MAX (column->width, measure (view, text));
    }
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
    widest = MAX (widest, measure (view, get_result_words (i % 2 == 0, i >= 2)));

  /* Translators: a column with “right” or “wrong”. */
  return add_column (view, _("Result"), TRUE,
                     &(Column) { NRN_PREDICTIONS_MISTAKE, .width = widest });
}

static void
add_features (GtkColumnView    *view,
              const NrnDataset *dataset,
              gboolean          are_classes)
{
  guint n_features = MIN (nrn_dataset_get_n_features (dataset), MAX_FEATURES);

  for (guint i = 0; i < n_features; i++)
    {
      Column column = { NRN_PREDICTIONS_FEATURE, i };

      look_at_numbers (&column, view, dataset);
      add_column (view, nrn_dataset_get_feature_names (dataset)[i], are_classes, &column);
    }
}

static void
add_classes (GtkColumnView    *view,
             const NrnDataset *dataset)
{
  g_autofree char *per_cent = format_probability (1);
  int widest = 1;

  for (guint i = 0; i < nrn_dataset_get_n_classes (dataset); i++)
    widest = MAX (widest, measure (view, nrn_dataset_get_class_names (dataset)[i]));
  widest = MIN (widest, MAX_NAME_WIDTH);

  /* Translators: a column with the class that each row of the data has. */
  add_column (view, _("Really"), TRUE, &(Column) { NRN_PREDICTIONS_TARGET, .width = widest });
  /* Translators: a column with the class that the network takes a row for. */
  add_column (view, _("Predicted"), TRUE, &(Column) { NRN_PREDICTIONS_OUTPUT, .width = widest });
  add_column (view, _("Probability"), TRUE, &(Column) { NRN_PREDICTIONS_PROBABILITY, .width = measure (view, per_cent) });
}

/* The error has the decimals of its targets. */
static GtkColumnViewColumn *
add_values (GtkColumnView    *view,
            const NrnDataset *dataset)
{
  guint n_targets = MIN (nrn_dataset_get_n_targets (dataset), MAX_TARGETS);
  Column error = { NRN_PREDICTIONS_MISTAKE };
  g_autofree char *negative = NULL;

  for (guint i = 0; i < n_targets; i++)
    {
      const char *name = nrn_dataset_get_target_names (dataset)[i];
      Column target = { NRN_PREDICTIONS_TARGET, i };
      Column output = { NRN_PREDICTIONS_OUTPUT, i };
      g_autofree char *predicted = n_targets > 1 ? g_strdup_printf (_("%s, predicted"), name)
                                                 : g_strdup (_("Predicted"));

      look_at_numbers (&target, view, dataset);
      output.n_decimals = target.n_decimals;
      output.width = target.width;
      error.n_decimals = MAX (error.n_decimals, target.n_decimals);
      error.width = MAX (error.width, target.width);
      add_column (view, name, FALSE, &target);
      add_column (view, predicted, FALSE, &output);
    }

  negative = nrn_text_format_fixed (-1, error.n_decimals);
  error.width = MAX (error.width, measure (view, negative));

  return add_column (view, n_targets > 1 ? _("Largest error") : _("Error"), FALSE, &error);
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

/* The title of a column of numbers ends where they end. GTK has no property
 * for that; the headers are the first part of the view, in order. Nor does
 * GTK 4.8 name them. */
static void
complete_titles (GtkColumnView *view,
                 gboolean       are_classes)
{
  GtkWidget *title = gtk_widget_get_first_child (gtk_widget_get_first_child (GTK_WIDGET (view)));
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (columns) && title != NULL; i++)
    {
      g_autoptr (GObject) view_column = g_list_model_get_item (columns, i);
      const Column *column = g_object_get_data (view_column, "column");
      GtkLabel *label = find_label (title);

      name_widget (title, gtk_column_view_column_get_title (GTK_COLUMN_VIEW_COLUMN (view_column)));
      if (label != NULL && is_number (column, are_classes))
        {
          gtk_label_set_xalign (label, 1);
          gtk_widget_set_hexpand (GTK_WIDGET (label), TRUE);
        }
      title = gtk_widget_get_next_sibling (title);
    }
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

  nrn_data_columns_clear (view);
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
  add_column (view, _("Row"), are_classes, &(Column) { NRN_PREDICTIONS_ROW, .width = measure (view, last) });
  complete_titles (view, are_classes);
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
      const Column *column = g_object_get_data (view_column, "column");

      for (guint j = 0; j < column->items->len; j++)
        {
          GtkListItem *item = g_ptr_array_index (column->items, j);
          guint position = gtk_list_item_get_position (item);

          if (position >= first && position < end)
            update_cell (column, item);
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
      const Column *column = g_object_get_data (G_OBJECT (view_column), "column");

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
  const Column *column = g_object_get_data (first, "column");

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
