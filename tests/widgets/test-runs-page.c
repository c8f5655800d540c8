/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The page of the kept runs.
 */

#include "config.h"

#include "nrn-window-test.h"

#include <string.h>

#include "nrn-run-row.h"
#include "nrn-runs-page.h"

typedef struct
{
  NrnWindow   *window;
  NrnRunsPage *page;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  GtkWidget *frame;

  fixture->window = nrn_window_test_open ();
  nrn_window_test_act (fixture->window, "win.page::runs");
  frame = adw_view_stack_get_child_by_name (fixture->window->pages, "runs");
  fixture->page = NRN_RUNS_PAGE (adw_bin_get_child (ADW_BIN (frame)));
  nrn_window_test_act (fixture->window, "train.step-unit::epoch");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  nrn_window_test_close (fixture->window);
}

static GtkWidget *
get_child (Fixture    *fixture,
           const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (fixture->page), NRN_TYPE_RUNS_PAGE,
                                                    name));
}

static NrnRunRow *
get_row (Fixture *fixture,
         int      place)
{
  GtkListBoxRow *row =
    gtk_list_box_get_row_at_index (GTK_LIST_BOX (get_child (fixture, "list")), place);

  return row != NULL ? NRN_RUN_ROW (row) : NULL;
}

static GtkWidget *
get_row_child (NrnRunRow  *row,
               const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (row), NRN_TYPE_RUN_ROW, name));
}

static const char *
get_row_text (NrnRunRow  *row,
              const char *name)
{
  return gtk_label_get_text (GTK_LABEL (get_row_child (row, name)));
}

static void
train_epoch (Fixture *fixture)
{
  gint64 before = nrn_window_test_update (fixture->window);

  nrn_window_test_act (fixture->window, "train.step");
  nrn_window_test_wait_update (fixture->window, before + 210);
}

static void
set_learning_rate (Fixture *fixture,
                   double   learning_rate)
{
  g_assert_true (nrn_document_set_learning_rate (fixture->window->document, learning_rate, NULL));
}

/* The cells of a row of the table of differences, or NULL. */
static char *
print_cells (Fixture *fixture,
             int      row)
{
  GtkGrid *grid = GTK_GRID (get_child (fixture, "grid"));
  GString *text = NULL;
  GtkWidget *cell;

  for (int column = 0; (cell = gtk_grid_get_child_at (grid, column, row)) != NULL; column++)
    {
      if (text == NULL)
        text = g_string_new (NULL);
      g_string_append_printf (text, "%s%s", column > 0 ? " | " : "",
                              gtk_label_get_text (GTK_LABEL (cell)));
    }

  return text != NULL ? g_string_free (text, FALSE) : NULL;
}

static void
assert_cells (Fixture    *fixture,
              int         row,
              const char *expected)
{
  g_autofree char *text = print_cells (fixture, row);

  g_assert_cmpstr (text, ==, expected);
}

static const char *
get_shown (Fixture *fixture)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (get_child (fixture, "stack")));
}

static gboolean
is_enabled (Fixture    *fixture,
            const char *action)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), action);
}

/* Nothing can be kept before an epoch is over. */
static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  g_assert_cmpstr (get_shown (fixture), ==, "empty");
  g_assert_false (is_enabled (fixture, "keep-run"));
  g_assert_false (is_enabled (fixture, "export-runs"));
  train_epoch (fixture);
  g_assert_true (is_enabled (fixture, "keep-run"));
  nrn_window_test_act (fixture->window, "win.keep-run");
  g_assert_cmpstr (get_shown (fixture), ==, "runs");
  g_assert_true (is_enabled (fixture, "export-runs"));
  nrn_window_test_act (fixture->window, "win.undo");
  g_assert_cmpstr (get_shown (fixture), ==, "empty");
  nrn_window_test_act (fixture->window, "win.redo");
  g_assert_cmpstr (get_shown (fixture), ==, "runs");
}

static void
test_compares (Fixture       *fixture,
               gconstpointer  data)
{
  train_epoch (fixture);
  nrn_window_test_act (fixture->window, "win.keep-run");
  g_assert_false (gtk_widget_get_visible (get_child (fixture, "differences")));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_child (fixture, "same_label"))), ==,
                   "Nothing: all were set up in the same way.");

  set_learning_rate (fixture, 0.01);
  g_assert_true (gtk_widget_get_visible (get_child (fixture, "differences")));
  assert_cells (fixture, 0, " | Run 1: 1-6-32-2 | This run");
  assert_cells (fixture, 1, "Learning rate | 0.0001 | 0.01");
  assert_cells (fixture, 2, NULL);

  train_epoch (fixture);
  assert_cells (fixture, 2, "Epochs trained | 1 | 2");
  nrn_window_test_act (fixture->window, "win.keep-run");
  assert_cells (fixture, 1, "Learning rate | 0.0001 | 0.01 | 0.01");
  assert_cells (fixture, 2, "Epochs trained | 1 | 2 | 2");

  nrn_run_row_set_checked (get_row (fixture, 0), FALSE);
  g_assert_false (gtk_widget_get_visible (get_child (fixture, "differences")));
  nrn_run_row_set_checked (get_row (fixture, 1), FALSE);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_child (fixture, "same_label"))), ==,
                   "Check a run to compare it with the one in the window.");
  nrn_window_test_draw (fixture->window);
}

static gboolean
has_trained_more (NrnWindow     *window,
                  gconstpointer  data)
{
  Fixture *fixture = (gpointer) data;
  g_autofree char *cells = print_cells (fixture, 1);

  return nrn_trainer_get_state (nrn_document_get_trainer (window->document)) == NRN_TRAINING_RUNNING &&
         cells != NULL && g_str_has_prefix (cells, "Epochs trained | 1 | ");
}

/* The table keeps up with the plots while the training runs. */
static void
test_compares_while_running (Fixture       *fixture,
                             gconstpointer  data)
{
  train_epoch (fixture);
  nrn_window_test_act (fixture->window, "win.keep-run");
  assert_cells (fixture, 1, NULL);
  nrn_window_test_set_pace (fixture->window, 0.75);
  nrn_window_test_act (fixture->window, "train.play");
  nrn_window_test_wait (fixture->window, "more epochs", has_trained_more, fixture);
}

static void
test_rename (Fixture       *fixture,
             gconstpointer  data)
{
  NrnRunRow *row;
  GtkWidget *entry;

  train_epoch (fixture);
  nrn_window_test_act (fixture->window, "win.keep-run");
  row = get_row (fixture, 0);
  entry = get_row_child (row, "name_entry");
  nrn_run_row_set_checked (row, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (row), "runs.rename", "u", 1);
  gtk_editable_set_text (GTK_EDITABLE (entry), "Übung <eins>");
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (get_row (fixture, 0) == row);
  g_assert_false (nrn_run_row_get_checked (row));
  g_assert_cmpstr (get_row_text (row, "name_label"), ==, "Übung <eins>");
  nrn_window_test_act (fixture->window, "win.undo");
  g_assert_cmpstr (get_row_text (row, "name_label"), ==, "Run 1: 1-6-32-2");
}

static void
test_load_and_remove (Fixture       *fixture,
                      gconstpointer  data)
{
  NrnRunRow *row;
  g_autofree char *result = NULL;

  train_epoch (fixture);
  nrn_window_test_act (fixture->window, "win.keep-run");
  set_learning_rate (fixture, 0.01);
  train_epoch (fixture);
  row = get_row (fixture, 0);
  g_assert_cmpstr (get_row_text (row, "settings_label"), ==,
                   "1-6-32-2 · Adam · learning rate 0.0001 · batches of 10 · seed 64");
  gtk_widget_activate_action (GTK_WIDGET (row), "runs.load", "u", 1);
  g_assert_cmpint (nrn_window_test_update (fixture->window), ==, 210);
  g_assert_false (gtk_widget_get_visible (get_child (fixture, "differences")));
  gtk_widget_activate_action (GTK_WIDGET (row), "runs.remove", "u", 1);
  g_assert_null (get_row (fixture, 0));
  nrn_window_test_act (fixture->window, "win.undo");
  nrn_window_test_act (fixture->window, "win.undo");
  g_assert_cmpint (nrn_window_test_update (fixture->window), ==, 420);
  g_assert_nonnull (get_row (fixture, 0));
  nrn_window_test_draw (fixture->window);
}

/* Six are compared at once; those that come later wait to be checked. */
static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  train_epoch (fixture);
  for (guint i = 0; i < 8; i++)
    {
      set_learning_rate (fixture, 0.001 * (i + 1));
      nrn_window_test_act (fixture->window, "win.keep-run");
    }
  for (int i = 0; i < 8; i++)
    g_assert_cmpint (nrn_run_row_get_checked (get_row (fixture, i)), ==, i < 6);
  assert_cells (fixture, 1,
                "Learning rate | 0.001 | 0.002 | 0.003 | 0.004 | 0.005 | 0.006 | 0.008");
  nrn_window_test_draw (fixture->window);
}

static void
add_tests (void)
{
  static const struct { const char *path; void (*test) (Fixture *, gconstpointer); } tests[] = {
    { "/widgets/runs-page/empty", test_empty },
    { "/widgets/runs-page/compares", test_compares },
    { "/widgets/runs-page/compares-while-running", test_compares_while_running },
    { "/widgets/runs-page/rename", test_rename },
    { "/widgets/runs-page/load-and-remove", test_load_and_remove },
    { "/widgets/runs-page/many", test_many },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
