/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Importing a table, in the window: from a file and from the clipboard.
 */

#include "config.h"

#include "nrn-window-test.h"

#include <glib/gstdio.h>

#include "nrn-csv-assistant.h"
#include "nrn-task.h"

/* Seven animals, one of them without a weight; a column of names. */
#define ANIMALS \
  "name;height;weight;animal\r\n" \
  "Ada;25,5;4;cat\r\n" \
  "Ben;60;30,5;dog\r\n" \
  "Cle;24;3;cat\r\n" \
  "Dot;170;;llama\r\n" \
  "Eve;171;141;llama\r\n" \
  "Fae;61;29;dog\r\n" \
  "Gil;26;5;cat\r\n"

static NrnCsvAssistant *
find_assistant (void)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (NRN_IS_CSV_ASSISTANT (window))
        return NRN_CSV_ASSISTANT (window);
    }

  return NULL;
}

static gboolean
is_ready (NrnWindow     *window,
          gconstpointer  data)
{
  NrnCsvAssistant *assistant = find_assistant ();

  return assistant != NULL && nrn_csv_assistant_is_ready (assistant);
}

static gboolean
has_summary (NrnWindow     *window,
             gconstpointer  sentence)
{
  NrnCsvAssistant *assistant = find_assistant ();

  return assistant != NULL && g_strcmp0 (nrn_csv_assistant_get_summary (assistant), sentence) == 0;
}

static gboolean
has_no_assistant (NrnWindow     *window,
                  gconstpointer  data)
{
  return find_assistant () == NULL;
}

static GtkWidget *
get_child (const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (find_assistant ()),
                                                    NRN_TYPE_CSV_ASSISTANT, name));
}

static gboolean
has_no_task (NrnWindow     *window,
             gconstpointer  data)
{
  return nrn_task_count_running () == 0;
}

static void
import (NrnWindow *window)
{
  nrn_window_test_wait (window, "the rows", is_ready, NULL);
  g_signal_emit_by_name (get_child ("import_button"), "clicked");
  nrn_window_test_wait (window, "the end of the assistant", has_no_assistant, NULL);
  nrn_window_test_wait (window, "the experiment", has_no_task, NULL);
}

static char *
write_file (const char *text)
{
  char *path = NULL;

  g_close (g_file_open_tmp ("nrn-XXXXXX.csv", &path, NULL), NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));

  return path;
}

static void
test_file_is_imported (void)
{
  NrnWindow *window = nrn_window_test_open ();
  g_autofree char *path = write_file (ANIMALS);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *before = nrn_architecture_to_string (nrn_window_test_parts (window)->architecture);
  g_autofree char *after = NULL;
  AdwComboRow *data_row = ADW_COMBO_ROW (nrn_window_test_setup (window, "data_row"));
  const NrnExperimentParts *parts;

  nrn_window_import_table (window, file);
  nrn_window_test_wait (window, "the summary", has_summary,
                        "6 rows, 2 features, 3 classes; 1 row dropped.");
  import (window);

  parts = nrn_window_test_parts (window);
  g_assert_cmpstr (nrn_data_source_get_path (parts->source), ==, path);
  g_assert_cmpuint (nrn_architecture_get_input_dim (parts->architecture), ==, 2);
  g_assert_cmpuint (nrn_architecture_get_output_dim (parts->architecture), ==, 3);
  g_assert_cmpstr (nrn_config_get_name (parts->loss), ==, "sparse_categorical_crossentropy");
  g_assert_cmpuint (nrn_dataset_get_n_rows (nrn_document_get_dataset (window->document)), ==, 6);
  g_assert_cmpstr (gtk_string_object_get_string (adw_combo_row_get_selected_item (data_row)), ==, name);

  /* One edit, which can be taken back, though the file is gone. */
  g_unlink (path);
  nrn_window_test_act (window, "win.undo");
  after = nrn_architecture_to_string (nrn_window_test_parts (window)->architecture);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpstr (gtk_string_object_get_string (adw_combo_row_get_selected_item (data_row)), ==,
                   "Drug trial");
  nrn_window_test_act (window, "win.redo");
  g_assert_cmpuint (nrn_dataset_get_n_rows (nrn_document_get_dataset (window->document)), ==, 6);
  nrn_window_test_close (window);
}

static gboolean
is_saved (NrnWindow     *window,
          gconstpointer  data)
{
  return !window->is_saving;
}

/* The window's file holds another experiment, which an import must not cost; nor is what
 * was chosen lost in silence. */
static void
test_import_has_no_file (void)
{
  NrnWindow *window = nrn_window_test_open ();
  g_autofree char *folder = g_dir_make_tmp ("neurons-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "trial.neurons", NULL);
  g_autofree char *table_path = g_build_filename (folder, "animals.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) table = g_file_new_for_path (table_path);
  g_autofree char *proposed = NULL;
  g_autofree char *rows = NULL;

  nrn_window_set_file (window, file);
  nrn_window_test_act (window, "win.save");
  nrn_window_test_wait (window, "saved", is_saved, NULL);
  g_assert_true (window->file != NULL);
  g_assert_false (nrn_document_is_changed (window->document));

  g_assert_true (g_file_set_contents (table_path, ANIMALS, -1, NULL));
  nrn_window_import_table (window, table);
  import (window);
  g_assert_null (window->file);
  g_assert_true (nrn_document_is_changed (window->document));
  g_assert_cmpstr (adw_window_title_get_title (window->title), ==, "• animals.csv");
  proposed = nrn_window_dup_file_name (window);
  g_assert_cmpstr (proposed, ==, "animals.neurons");

  /* What comes back is what the file holds, and is saved there. */
  nrn_window_test_act (window, "win.undo");
  g_assert_false (nrn_document_is_changed (window->document));
  g_assert_true (window->file == file);
  g_assert_cmpstr (adw_window_title_get_title (window->title), ==, "trial");
  nrn_window_test_act (window, "win.redo");
  g_assert_true (nrn_document_is_changed (window->document));
  g_assert_null (window->file);

  /* Not even if the table's name is typed. */
  nrn_window_set_file (window, table);
  nrn_window_test_act (window, "win.save");
  g_assert_false (window->is_saving);
  g_assert_true (g_file_get_contents (table_path, &rows, NULL, NULL));
  g_assert_cmpstr (rows, ==, ANIMALS);
  g_assert_true (nrn_document_is_changed (window->document));

  g_unlink (path);
  g_unlink (table_path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  nrn_window_test_close (window);
}

static void
test_choices_are_followed (void)
{
  NrnWindow *window = nrn_window_test_open ();
  NrnCsvColumns *columns;

  nrn_window_import_text (window, ANIMALS);
  nrn_window_test_wait (window, "the summary", has_summary,
                        "6 rows, 2 features, 3 classes; 1 row dropped.");
  columns = nrn_csv_assistant_get_columns (find_assistant ());

  adw_combo_row_set_selected (ADW_COMBO_ROW (get_child ("missing_row")), NRN_CSV_MISSING_MEAN);
  nrn_window_test_wait (window, "means", has_summary,
                        "7 rows, 2 features, 3 classes; 1 value filled in.");
  adw_combo_row_set_selected (ADW_COMBO_ROW (get_child ("missing_row")), NRN_CSV_MISSING_REFUSE);
  nrn_window_test_wait (window, "a refusal", has_summary,
                        "“Pasted Table”, line 5, column “weight”: the cell is empty; it must be a number.");
  g_assert_false (gtk_widget_get_sensitive (get_child ("import_button")));

  /* Another target takes the label's place. */
  nrn_csv_columns_set_role (columns, 3, NRN_ROLE_IGNORE);
  nrn_window_test_wait (window, "a refusal", has_summary,
                        "No column is a label or a target; choose what the network shall predict.");
  nrn_csv_columns_set_role (columns, 3, NRN_ROLE_LABEL);
  nrn_csv_columns_set_role (columns, 2, NRN_ROLE_IGNORE);
  nrn_csv_columns_set_role (columns, 1, NRN_ROLE_TARGET);
  g_assert_cmpint (nrn_csv_columns_get_roles (columns)[3], ==, NRN_ROLE_IGNORE);
  nrn_csv_columns_set_role (columns, 2, NRN_ROLE_FEATURE);
  adw_combo_row_set_selected (ADW_COMBO_ROW (get_child ("missing_row")), NRN_CSV_MISSING_DROP);
  adw_combo_row_set_selected (ADW_COMBO_ROW (get_child ("rows_row")), 1);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (get_child ("n_rows_spin")), 4);
  nrn_window_test_wait (window, "four rows", has_summary,
                        "4 rows, 1 feature, 1 target; 1 row dropped.");
  import (window);
  g_assert_cmpstr (nrn_config_get_name (nrn_window_test_parts (window)->loss), ==,
                   "mean_squared_error");
  g_assert_nonnull (nrn_data_source_get_text (nrn_window_test_parts (window)->source));
  nrn_window_test_close (window);
}

static void
test_format_is_followed (void)
{
  NrnWindow *window = nrn_window_test_open ();

  nrn_window_import_text (window, "1;2;a\n3;4;b\n5;6;a\n7;8;b\n");
  nrn_window_test_wait (window, "the summary", has_summary, "4 rows, 2 features, 2 classes.");
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (get_child ("header_switch"))));
  gtk_switch_set_active (GTK_SWITCH (get_child ("header_switch")), TRUE);
  nrn_window_test_wait (window, "a header", has_summary, "3 rows, 2 features, 2 classes.");
  adw_combo_row_set_selected (ADW_COMBO_ROW (get_child ("separator_row")), 0);
  nrn_window_test_wait (window, "a single column", has_summary,
                        "No column is a feature; choose what the network gets to see.");
  adw_combo_row_set_selected (ADW_COMBO_ROW (get_child ("separator_row")), 1);
  nrn_window_test_wait (window, "a header", has_summary, "3 rows, 2 features, 2 classes.");
  gtk_window_close (GTK_WINDOW (find_assistant ()));
  nrn_window_test_wait (window, "the end of the assistant", has_no_assistant, NULL);
  g_assert_cmpstr (nrn_window_test_parts (window)->preset, ==, "drug-trial");
  nrn_window_test_close (window);
}

/* The first row of names. */
static GtkWidget *
find_entry (GtkWidget *widget)
{
  GtkWidget *found = ADW_IS_ENTRY_ROW (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_entry (child);

  return found;
}

static void
test_classes_are_renamed (void)
{
  NrnWindow *window = nrn_window_test_open ();
  const char *const names[] = { "Hund", "cat", NULL };
  GtkWidget *row;

  nrn_window_import_text (window, "a\tb\n1\tcanis\n2\tcat\n3\tcanis\n4\tcat\n");
  nrn_window_test_wait (window, "the rows", is_ready, NULL);
  g_assert_true (gtk_widget_get_visible (get_child ("classes_group")));
  row = find_entry (get_child ("classes_group"));
  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), "Hund");
  import (window);
  g_assert_true (g_strv_equal (nrn_dataset_get_class_names (nrn_document_get_dataset (window->document)),
                               names));
  nrn_window_test_close (window);
}

static void
test_no_table (void)
{
  NrnWindow *window = nrn_window_test_open ();

  nrn_window_import_text (window, "just a few words");
  g_assert_null (find_assistant ());
  nrn_window_test_close (window);
}

/* Closed in the middle of the reading, it stops. */
static void
test_reading_can_be_cancelled (void)
{
  NrnWindow *window = nrn_window_test_open ();
  g_autoptr (GString) text = g_string_new ("a,b\n");

  for (guint i = 0; i < 400000; i++)
    g_string_append (text, "123.5,0.5\n");
  nrn_window_import_text (window, text->str);
  gtk_window_close (GTK_WINDOW (find_assistant ()));
  nrn_window_test_wait (window, "the end of the assistant", has_no_assistant, NULL);
  nrn_window_test_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/widgets/csv-assistant/file-is-imported", test_file_is_imported);
  g_test_add_func ("/widgets/csv-assistant/import-has-no-file", test_import_has_no_file);
  g_test_add_func ("/widgets/csv-assistant/choices-are-followed", test_choices_are_followed);
  g_test_add_func ("/widgets/csv-assistant/format-is-followed", test_format_is_followed);
  g_test_add_func ("/widgets/csv-assistant/classes-are-renamed", test_classes_are_renamed);
  g_test_add_func ("/widgets/csv-assistant/no-table", test_no_table);
  g_test_add_func ("/widgets/csv-assistant/reading-can-be-cancelled", test_reading_can_be_cancelled);
}

int
main (int   argc,
      char *argv[])
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
