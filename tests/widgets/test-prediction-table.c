/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The table of predictions.
 */

#include "config.h"

#include "nrn-window-test.h"

#include <string.h>

#include "nrn-prediction-table.h"

static NrnPredictionTable *
get_table (NrnWindow *window)
{
  return NRN_PREDICTION_TABLE (gtk_widget_get_template_child (GTK_WIDGET (window->results_pane),
                                                              NRN_TYPE_RESULTS_PANE,
                                                              "prediction_table"));
}

static NrnPredictionList *
get_list (NrnWindow *window)
{
  return nrn_prediction_table_get_list (get_table (window));
}

static GtkColumnView *
get_view (NrnWindow *window)
{
  return GTK_COLUMN_VIEW (gtk_widget_get_template_child (GTK_WIDGET (get_table (window)),
                                                         NRN_TYPE_PREDICTION_TABLE, "view"));
}

/* All of what is shown now, and not of an earlier update. */
static gboolean
is_up_to_date (NrnWindow     *window,
               gconstpointer  data)
{
  NrnDocument *document = nrn_window_get_document (window);
  const NrnPredictions *shown = nrn_prediction_list_get_predictions (get_list (window));
  g_autoptr (NrnPredictions) now = NULL;
  guint n_rows = nrn_dataset_get_n_rows (nrn_document_get_dataset (document));

  if (shown == NULL || nrn_predictions_get_dataset (shown) != nrn_document_get_dataset (document))
    return FALSE;

  now = nrn_predictions_new (nrn_document_get_dataset (document),
                             nrn_document_get_samples (document),
                             nrn_window_test_snapshot (window)->weights, NULL);

  return memcmp (nrn_predictions_get_outputs (shown, 0), nrn_predictions_get_outputs (now, 0),
                 (gsize) n_rows * nrn_predictions_get_n_outputs (now) * sizeof (float)) == 0;
}

static void
wait_for_table (NrnWindow *window)
{
  nrn_window_test_wait (window, "the table", is_up_to_date, NULL);
}

static NrnWindow *
open_trained (void)
{
  NrnWindow *window = nrn_window_test_open ();

  nrn_window_test_act (window, "results.view::table");
  nrn_window_test_set_pace (window, 1);
  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_state (window, "done");
  wait_for_table (window);

  return window;
}

/* When the training is over, the table is of its last weights: the wrong ones
 * first, the surest mistakes on top. */
static void
test_worst_first (void)
{
  NrnWindow *window = open_trained ();
  NrnPredictionList *list = get_list (window);
  const NrnPredictions *predictions = nrn_prediction_list_get_predictions (list);
  guint n_wrong = 0;

  while (nrn_predictions_is_wrong (predictions, nrn_prediction_list_get_row (list, n_wrong)))
    n_wrong++;
  g_assert_cmpuint (n_wrong, >=, 50);
  g_assert_cmpuint (n_wrong, <, 1000);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2100);
  for (guint i = 1; i < 2100; i++)
    {
      guint row = nrn_prediction_list_get_row (list, i);
      double before = nrn_predictions_get_probability (predictions,
                                                       nrn_prediction_list_get_row (list, i - 1));
      double after = nrn_predictions_get_probability (predictions, row);

      g_assert_cmpint (nrn_predictions_is_wrong (predictions, row), ==, i < n_wrong);
      if (i < n_wrong)
        g_assert_cmpfloat (before, >=, after - 1e-6);
      if (i > n_wrong)
        g_assert_cmpfloat (before, <=, after + 1e-6);
    }
  nrn_window_test_close (window);
}

/* A row with the focus says all that is in it. */
static void
test_row_in_words (void)
{
  NrnWindow *window = open_trained ();
  NrnPredictionList *list = get_list (window);
  const NrnDataset *dataset = nrn_document_get_dataset (window->document);
  GtkWidget *row = gtk_widget_get_first_child (gtk_widget_get_last_child (GTK_WIDGET (get_view (window))));
  guint number = nrn_prediction_list_get_row (list, 0);
  const NrnPredictions *predictions = nrn_prediction_list_get_predictions (list);
  g_autofree char *count = nrn_text_format_count (number + 1);
  g_autofree char *words =
    g_strdup_printf ("Result %s; age %.0f; Really %s; Predicted %s; Probability %.1f %%; Row %s",
                     nrn_dataset_is_exception (dataset, number) ? "wrong, exception" : "wrong",
                     (double) nrn_dataset_get_features (dataset)[number],
                     nrn_dataset_get_class_names (dataset)[nrn_predictions_get_label (predictions, number)],
                     nrn_dataset_get_class_names (dataset)[nrn_predictions_get_class (predictions, number)],
                     100 * nrn_predictions_get_probability (predictions, number),
                     count);

  g_assert_true (gtk_widget_grab_focus (row));
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words);
  nrn_window_test_close (window);
}

/* Who selects a row watches it; the row stays selected wherever it goes, and
 * no longer once something else is watched. */
static void
test_selection (void)
{
  NrnWindow *window = open_trained ();
  NrnDocument *document = nrn_window_get_document (window);
  NrnPredictionList *list = get_list (window);
  guint row = nrn_prediction_list_get_row (list, 5);
  float age = nrn_dataset_get_features (nrn_document_get_dataset (document))[row];
  float other = age > 50 ? age - 1 : age + 1;

  g_assert_true (gtk_selection_model_select_item (GTK_SELECTION_MODEL (list), 5, TRUE));
  g_assert_cmpfloat (nrn_document_get_watched (document)[0], ==, age);
  g_assert_cmpint (nrn_prediction_list_get_selected (list), ==, row);

  nrn_window_test_act (window, "train.reset");
  nrn_window_test_wait_state (window, "ready");
  wait_for_table (window);
  g_assert_cmpint (nrn_prediction_list_get_selected (list), ==, row);
  for (guint i = 0; i < 2100; i++)
    g_assert_cmpint (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (list), i), ==,
                     nrn_prediction_list_get_row (list, i) == row);

  nrn_document_set_watched (document, &other);
  g_assert_cmpint (nrn_prediction_list_get_selected (list), ==, -1);
  nrn_window_test_close (window);
}

static gboolean
begins_with_row (NrnWindow     *window,
                 gconstpointer  row)
{
  return nrn_prediction_list_get_row (get_list (window), 0) == *(const guint *) row;
}

/* The headers put the rows in order. */
static void
test_headers (void)
{
  const guint first = 0, last = 2099;
  NrnWindow *window = open_trained ();
  GListModel *columns = gtk_column_view_get_columns (get_view (window));
  guint n_columns = g_list_model_get_n_items (columns);
  g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, n_columns - 1);

  g_assert_cmpuint (n_columns, ==, 6);
  g_assert_cmpstr (gtk_column_view_column_get_title (column), ==, "Row");
  gtk_column_view_sort_by_column (get_view (window), column, GTK_SORT_DESCENDING);
  nrn_window_test_wait (window, "descending rows", begins_with_row, &last);
  gtk_column_view_sort_by_column (get_view (window), column, GTK_SORT_ASCENDING);
  nrn_window_test_wait (window, "ascending rows", begins_with_row, &first);
  nrn_window_test_close (window);
}

static guint
count_arrows (GtkWidget *widget)
{
  guint n = gtk_widget_has_css_class (widget, "ascending") ||
            gtk_widget_has_css_class (widget, "descending") ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_arrows (child);

  return n;
}

/* So do the keys, for titles cannot have the focus: a second time the other
 * way round. */
static void
test_keys (void)
{
  const guint first = 0, last = 2099;
  NrnWindow *window = open_trained ();
  GtkWidget *table = GTK_WIDGET (get_table (window));
  guint worst = nrn_prediction_list_get_row (get_list (window), 0);

  g_assert_true (nrn_window_test_press (window, table, GDK_KEY_6, GDK_CONTROL_MASK));
  nrn_window_test_wait (window, "ascending rows", begins_with_row, &first);
  g_assert_cmpuint (count_arrows (GTK_WIDGET (get_view (window))), ==, 1);
  g_assert_true (nrn_window_test_press (window, table, GDK_KEY_6, GDK_CONTROL_MASK));
  nrn_window_test_wait (window, "descending rows", begins_with_row, &last);
  g_assert_true (nrn_window_test_press (window, table, GDK_KEY_1, GDK_CONTROL_MASK));
  nrn_window_test_wait (window, "the worst first", begins_with_row, &worst);
  g_assert_false (nrn_window_test_press (window, table, GDK_KEY_7, GDK_CONTROL_MASK));
  g_assert_false (nrn_window_test_press (window, table, GDK_KEY_6, 0));
  nrn_window_test_close (window);
}

/* Values have errors, and the columns change with the data. */
static void
test_values (void)
{
  NrnWindow *window = open_trained ();
  NrnPredictionList *list = get_list (window);
  const NrnPredictions *predictions;

  nrn_window_test_choose (window, "sine");
  wait_for_table (window);
  predictions = nrn_prediction_list_get_predictions (list);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_column_view_get_columns (get_view (window))),
                    ==, 5);
  for (guint i = 1; i < nrn_predictions_get_n_rows (predictions); i++)
    g_assert_cmpfloat (nrn_predictions_get_error (predictions,
                                                  nrn_prediction_list_get_row (list, i - 1)), >=,
                       nrn_predictions_get_error (predictions,
                                                  nrn_prediction_list_get_row (list, i)));
  nrn_window_test_close (window);
}

static guint
count_rings (GtkWidget *widget)
{
  guint n = gtk_widget_has_css_class (widget, "far") && gtk_widget_get_mapped (widget) &&
            gtk_widget_get_opacity (widget) > 0.5 ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_rings (child);

  return n;
}

/* The worst are first and have rings. */
static void
test_rings (void)
{
  NrnWindow *window = open_trained ();

  nrn_window_test_choose (window, "sine");
  wait_for_table (window);
  nrn_window_test_draw (window);
  g_assert_cmpuint (count_rings (GTK_WIDGET (get_view (window))), ==, NRN_PREDICTIONS_MAX_FAR);
  nrn_window_test_close (window);
}

/* All columns of a value, and that with its error, are in the narrowest pane: there
 * is nowhere to scroll to. */
static void
test_width (void)
{
  NrnWindow *window = open_trained ();
  GtkAdjustment *adjustment = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (get_view (window)));

  nrn_window_test_choose (window, "sine");
  wait_for_table (window);
  nrn_window_test_draw (window);
  g_assert_cmpfloat (gtk_adjustment_get_page_size (adjustment), >, 200);
  g_assert_cmpfloat (gtk_adjustment_get_page_size (adjustment), <, 280);
  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), <=,
                     gtk_adjustment_get_page_size (adjustment));
  nrn_window_test_close (window);
}

/* What is not in sight costs nothing, and is there when it comes in sight. */
static void
test_out_of_sight (void)
{
  NrnWindow *window = nrn_window_test_open ();

  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 1);
  g_assert_null (nrn_prediction_list_get_predictions (get_list (window)));
  nrn_window_test_act (window, "results.view::table");
  wait_for_table (window);
  nrn_window_test_close (window);
}

/* Of a long list only the rows that are looked at are made. */
static void
test_long_list (void)
{
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-1", "linear", NULL);
  g_autoptr (NrnWeights) weights = nrn_weights_new_initial (architecture, 1);
  const guint n_rows = 1000000;
  const char *const names[] = { "x", NULL };
  g_autoptr (NrnDataset) dataset =
    nrn_dataset_new_values ("long", n_rows, 1, g_new0 (float, n_rows), names, 1,
                            g_new0 (float, n_rows), names);
  g_autoptr (NrnSamples) samples =
    nrn_samples_new (n_rows, 1, 1, nrn_dataset_get_features (dataset),
                     nrn_dataset_get_targets (dataset));
  g_autoptr (NrnPredictions) predictions = nrn_predictions_new (dataset, samples, weights, NULL);
  g_autoptr (NrnPredictionList) list = nrn_prediction_list_new ();
  NrnPredictionsOrder order = { NRN_PREDICTIONS_ROW, 0, TRUE };
  g_autoptr (NrnPredictionRow) row = NULL;
  gpointer gone;

  nrn_prediction_list_set_take (list, predictions, nrn_predictions_sort (predictions, &order));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, n_rows);
  row = g_list_model_get_item (G_LIST_MODEL (list), 10);
  g_assert_cmpuint (nrn_prediction_row_get_row (row), ==, n_rows - 11);
  gone = row;
  g_object_add_weak_pointer (G_OBJECT (row), &gone);
  g_clear_object (&row);
  g_assert_null (gone);
}

static void
count_cb (guint *count)
{
  *count += 1;
}

static GtkInscription *
find_text (GtkWidget *widget)
{
  GtkInscription *found = GTK_IS_INSCRIPTION (widget) ? GTK_INSCRIPTION (widget) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_text (child);

  return found;
}

/* What stands in the first cell; the headers have other text. */
static const char *
get_first_text (NrnWindow *window)
{
  GtkWidget *rows = gtk_widget_get_last_child (GTK_WIDGET (get_view (window)));

  return gtk_inscription_get_text (find_text (rows));
}

/* Other contents of the same rows cost no new rows, and no new layout. */
static void
test_refresh (void)
{
  NrnWindow *window = open_trained ();
  NrnPredictionList *list = get_list (window);
  g_autoptr (NrnPredictions) predictions =
    nrn_predictions_ref (nrn_prediction_list_get_predictions (list));
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  guint n_changes = 0, n_layouts = 1;

  g_signal_connect_swapped (clock, "layout", G_CALLBACK (count_cb), &n_layouts);
  g_signal_connect_swapped (list, "items-changed", G_CALLBACK (count_cb), &n_changes);
  g_assert_true (g_str_has_prefix (get_first_text (window), "wrong"));

  /* The end of the training changes other parts of the window, too: one frame
   * without a layout shows that the table needs none. */
  for (guint i = 0; i < 20 && n_layouts > 0; i++)
    {
      const NrnPredictionsOrder order = { NRN_PREDICTIONS_MISTAKE, 0, i % 2 == 1 };

      n_layouts = 0;
      nrn_prediction_list_set_take (list, predictions, nrn_predictions_sort (predictions, &order));
      g_assert_true (g_str_has_prefix (get_first_text (window), i % 2 == 1 ? "wrong" : "right"));
      nrn_window_test_draw (window);
    }
  g_assert_cmpuint (n_changes, ==, 0);
  g_assert_cmpuint (n_layouts, ==, 0);

  g_signal_handlers_disconnect_by_data (clock, &n_layouts);
  g_signal_handlers_disconnect_by_data (list, &n_changes);
  nrn_window_test_close (window);
}

/* The longest text that ends in a per cent sign. */
static gsize
measure_per_cents (GtkWidget *widget)
{
  const char *text = GTK_IS_INSCRIPTION (widget) ? gtk_inscription_get_text (GTK_INSCRIPTION (widget)) : NULL;
  gsize longest = text != NULL && g_str_has_suffix (text, "%") ? strlen (text) : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    longest = MAX (longest, measure_per_cents (child));

  return longest;
}

static gboolean
has_length (NrnWindow     *window,
            gconstpointer  length)
{
  return measure_per_cents (GTK_WIDGET (get_view (window))) == GPOINTER_TO_UINT (length);
}

static void
test_more_digits (void)
{
  NrnWindow *window = open_trained ();

  nrn_window_test_wait (window, "“99.9 %”", has_length, GUINT_TO_POINTER (strlen ("99.9 %")));
  nrn_window_test_act (window, "app.more-digits");
  nrn_window_test_wait (window, "“99.91234 %”", has_length, GUINT_TO_POINTER (strlen ("99.91234 %")));
  nrn_window_test_act (window, "app.more-digits");
  nrn_window_test_wait (window, "“99.9 %”", has_length, GUINT_TO_POINTER (strlen ("99.9 %")));
  nrn_window_test_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/widgets/prediction-table/worst-first", test_worst_first);
  g_test_add_func ("/widgets/prediction-table/row-in-words", test_row_in_words);
  g_test_add_func ("/widgets/prediction-table/selection", test_selection);
  g_test_add_func ("/widgets/prediction-table/headers", test_headers);
  g_test_add_func ("/widgets/prediction-table/keys", test_keys);
  g_test_add_func ("/widgets/prediction-table/values", test_values);
  g_test_add_func ("/widgets/prediction-table/rings", test_rings);
  g_test_add_func ("/widgets/prediction-table/width", test_width);
  g_test_add_func ("/widgets/prediction-table/out-of-sight", test_out_of_sight);
  g_test_add_func ("/widgets/prediction-table/long-list", test_long_list);
  g_test_add_func ("/widgets/prediction-table/refresh", test_refresh);
  g_test_add_func ("/widgets/prediction-table/more-digits", test_more_digits);
}

int
main (int   argc,
      char *argv[])
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
