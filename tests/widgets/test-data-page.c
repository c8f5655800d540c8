/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The page about the data, and the pages of the window.
 */

#include "config.h"

#include "nrn-window-test.h"

#include <string.h>

#include "nrn-data-page.h"
#include "nrn-data-table.h"

static NrnDataPage *
get_page (NrnWindow *window)
{
  return NRN_DATA_PAGE (adw_bin_get_child (ADW_BIN (adw_view_stack_get_child_by_name (window->pages, "data"))));
}

static gpointer
get_part (NrnWindow  *window,
          const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (get_page (window)), NRN_TYPE_DATA_PAGE, name);
}

static const char *
get_text (NrnWindow  *window,
          const char *name)
{
  return gtk_label_get_text (get_part (window, name));
}

static NrnDataList *
get_list (NrnWindow *window)
{
  return nrn_data_table_get_list (get_part (window, "table"));
}

/* All is of what the document has now. */
static gboolean
is_up_to_date (NrnWindow     *window,
               gconstpointer  data)
{
  NrnDocument *document = nrn_window_get_document (window);
  const NrnFitOptions *fit =
    &nrn_experiment_get_parts (nrn_document_get_experiment (document))->fit;
  const NrnSplitDigest *split = nrn_data_list_get_split (get_list (window));
  g_autoptr (NrnSplitDigest) now = NULL;

  if (nrn_data_list_get_dataset (get_list (window)) != nrn_document_get_dataset (document))
    return FALSE;

  now = nrn_split_digest_new (nrn_document_get_dataset (document), fit->validation_split,
                              fit->validation_shuffled, fit->seed);
  for (guint row = 0; row < nrn_dataset_get_n_rows (nrn_document_get_dataset (document)); row++)
    {
      if (nrn_split_digest_is_held_out (now, row) != nrn_split_digest_is_held_out (split, row))
        return FALSE;
    }

  return (nrn_document_get_scaler (document) != NULL) ==
         (nrn_data_list_get_scaler (get_list (window)) != NULL);
}

static void
wait_for_page (NrnWindow *window)
{
  nrn_window_test_wait (window, "the data page", is_up_to_date, NULL);
}

static NrnWindow *
open_page (void)
{
  NrnWindow *window = nrn_window_test_open ();

  nrn_window_test_act (window, "win.page::data");
  wait_for_page (window);

  return window;
}

static gboolean
is_shown (NrnWindow  *window,
          const char *name)
{
  return gtk_widget_get_mapped (adw_view_stack_get_child_by_name (window->pages, name));
}

/* A page is made when it is asked for, and what is hidden is not drawn. */
static void
test_pages (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GtkWidget *button = gtk_widget_get_first_child (window->page_switch);

  g_assert_null (get_page (window));
  g_assert_true (is_shown (window, "network"));
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "Network");

  nrn_window_test_act (window, "win.page::data");
  wait_for_page (window);
  g_assert_false (is_shown (window, "network"));
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (window->canvas)));
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
  button = gtk_widget_get_next_sibling (button);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "Data");

  nrn_window_test_act (window, "win.page::nowhere");
  g_assert_true (is_shown (window, "data"));
  nrn_window_test_act (window, "win.page::network");
  g_assert_true (is_shown (window, "network"));
  g_assert_false (is_shown (window, "data"));
  nrn_window_test_close (window);
}

/* The keys go along. */
static void
test_focus (void)
{
  NrnWindow *window = nrn_window_test_open ();

  gtk_widget_grab_focus (GTK_WIDGET (window->canvas));
  nrn_window_test_act (window, "win.page::data");
  wait_for_page (window);
  g_assert_false (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)) != NULL
                                            ? gtk_window_get_focus (GTK_WINDOW (window))
                                            : GTK_WIDGET (window),
                                          GTK_WIDGET (window->network_box)));
  nrn_window_test_act (window, "win.page::network");
  nrn_window_test_close (window);
}

static void
test_words (void)
{
  NrnWindow *window = open_page ();

  g_assert_cmpstr (get_text (window, "title_label"), ==, "Drug trial");
  g_assert_cmpstr (get_text (window, "sentence_label"), ==,
                   "2,100 people aged 13 to 100: 1,050 from 13 to 64 and 1,050 from 65 to 100. "
                   "The rule is that the older half has side effects and the younger half has "
                   "none. 2,000 follow it (95.24 %), 100 are exceptions.");
  g_assert_cmpstr (get_text (window, "rows_label"), ==,
                   "2,100, of which 100 are exceptions to the rule");
  g_assert_cmpstr (get_text (window, "features_label"), ==, "age: 13 to 100");
  g_assert_cmpstr (get_text (window, "labels_label"), ==,
                   "0: no side effects, 1,050 rows\n1: side effects, 1,050 rows");
  g_assert_cmpstr (get_text (window, "arrays_label"), ==,
                   "train_samples  (2100, 1)  float32\n"
                   "train_labels   (2100,)    int32\n"
                   "len(train_samples) == len(train_labels)  True ✓");

  nrn_window_test_choose (window, "sine");
  wait_for_page (window);
  g_assert_cmpstr (get_text (window, "labels_title"), ==, "Targets");
  g_assert_nonnull (strstr (get_text (window, "arrays_label"), "(500,)    float32"));
  nrn_window_test_close (window);
}

/* Every sort of data has its words, with no "{" left in them. */
static void
test_all_data (void)
{
  NrnWindow *window = open_page ();
  guint n_generators;
  const NrnGenerator *const *generators = nrn_generator_get_all (&n_generators);

  for (guint i = 0; i < n_generators; i++)
    {
      NrnDocument *document = nrn_window_get_document (window);

      nrn_window_test_choose (window, generators[i]->name);
      wait_for_page (window);
      g_assert_cmpstr (get_text (window, "title_label"), ==, generators[i]->title);
      g_assert_null (strchr (get_text (window, "sentence_label"), '{'));
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (get_list (window))), ==,
                        nrn_dataset_get_n_rows (nrn_document_get_dataset (document)));
    }
  nrn_window_test_close (window);
}

static guint
count_columns (NrnWindow *window)
{
  GtkWidget *view = GTK_WIDGET (gtk_widget_get_template_child (get_part (window, "table"),
                                                               NRN_TYPE_DATA_TABLE, "view"));

  return g_list_model_get_n_items (gtk_column_view_get_columns (GTK_COLUMN_VIEW (view)));
}

/* Who selects a row watches it; and what is scaled, or held out, is in the
 * table at once. */
static void
test_table (void)
{
  NrnWindow *window = open_page ();
  NrnDocument *document = nrn_window_get_document (window);
  NrnDataList *list = get_list (window);
  const float *ages = nrn_dataset_get_features (nrn_document_get_dataset (document));
  NrnExperimentParts parts = *nrn_experiment_get_parts (nrn_document_get_experiment (document));
  g_autoptr (GError) error = NULL;
  const float other[] = { 12.5f };

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2100);
  g_assert_cmpuint (count_columns (window), ==, 6);
  g_assert_true (gtk_selection_model_select_item (GTK_SELECTION_MODEL (list), 7, TRUE));
  g_assert_cmpfloat (nrn_document_get_watched (document)[0], ==, ages[7]);
  g_assert_cmpint (nrn_data_list_get_selected (list), ==, 7);

  parts.fit.validation_split = 0.1;
  nrn_document_set_fit (document, &parts.fit, &error);
  g_assert_no_error (error);
  wait_for_page (window);
  g_assert_cmpint (nrn_data_list_get_selected (list), ==, 7);
  g_assert_true (nrn_split_digest_is_held_out (nrn_data_list_get_split (list), 2099));

  parts.scale = FALSE;
  nrn_document_edit (document, &parts, &error);
  g_assert_no_error (error);
  wait_for_page (window);
  g_assert_cmpuint (count_columns (window), ==, 5);

  nrn_document_set_watched (document, other);
  g_assert_cmpint (nrn_data_list_get_selected (list), ==, -1);
  nrn_window_test_close (window);
}

/* What changes while the page is hidden is there when it comes back. */
static void
test_hidden (void)
{
  NrnWindow *window = open_page ();

  nrn_window_test_act (window, "win.page::network");
  nrn_window_test_choose (window, "xor");
  nrn_window_test_spin (0.2);
  g_assert_cmpstr (get_text (window, "title_label"), ==, "Drug trial");
  nrn_window_test_act (window, "win.page::data");
  wait_for_page (window);
  g_assert_cmpstr (get_text (window, "title_label"), !=, "Drug trial");
  nrn_window_test_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/widgets/data-page/pages", test_pages);
  g_test_add_func ("/widgets/data-page/focus", test_focus);
  g_test_add_func ("/widgets/data-page/words", test_words);
  g_test_add_func ("/widgets/data-page/all-data", test_all_data);
  g_test_add_func ("/widgets/data-page/table", test_table);
  g_test_add_func ("/widgets/data-page/hidden", test_hidden);
}

int
main (int    argc,
      char **argv)
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
