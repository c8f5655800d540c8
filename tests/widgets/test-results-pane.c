/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the right side shows of a training.
 */

#include "config.h"

#include "nrn-window-test.h"

static GtkWidget *
get_child (NrnWindow  *window,
           const char *child)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (window->results_pane),
                                                    NRN_TYPE_RESULTS_PANE, child));
}

static GtkWidget *
get_plot (NrnWindow  *window,
          const char *child)
{
  GtkWidget *cards = get_child (window, "history_cards");

  return GTK_WIDGET (gtk_widget_get_template_child (cards, NRN_TYPE_HISTORY_CARDS, child));
}

static void
train_flat_out (NrnWindow *window)
{
  nrn_window_test_set_pace (window, 1);
  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_state (window, "done");
}

/* A regression is neither right nor wrong. */
static void
test_what_is_shown (void)
{
  static const struct { const char *preset; gboolean has_classes; } cases[] = {
    { "line", FALSE }, { "animals", TRUE }, { "sine", FALSE }, { "xor", TRUE },
  };
  NrnWindow *window = nrn_window_test_open ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      nrn_window_test_choose (window, cases[i].preset);
      g_assert_true (gtk_widget_get_visible (get_plot (window, "loss_view")));
      g_assert_cmpint (gtk_widget_get_visible (get_plot (window, "accuracy_card")), ==,
                       cases[i].has_classes);
      g_assert_cmpint (gtk_widget_get_child_visible (get_child (window, "confusion_view")), ==,
                       cases[i].has_classes);
      g_assert_cmpint (gtk_widget_get_child_visible (get_child (window, "prediction_table")), ==,
                       !cases[i].has_classes);
    }
  nrn_window_test_close (window);
}

/* Matrix or table, and a regression has no matrix to choose. */
static void
test_view (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GActionGroup *actions = nrn_results_pane_get_actions (window->results_pane);
  GtkStack *stack = GTK_STACK (get_child (window, "predictions_stack"));

  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "matrix");
  nrn_window_test_act (window, "results.view::table");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "table");
  nrn_window_test_act (window, "results.view::matrix");
  nrn_window_test_choose (window, "sine");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "table");
  g_assert_false (g_action_group_get_action_enabled (actions, "view"));

  /* What was chosen comes back. */
  nrn_window_test_choose (window, "xor");
  g_assert_true (g_action_group_get_action_enabled (actions, "view"));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "matrix");
  nrn_window_test_close (window);
}

/* The plots say in words how it went. */
static void
test_plots_in_words (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GtkWidget *loss_view = get_plot (window, "loss_view");
  const NrnHistory *history;
  g_autofree char *words = NULL;

  gtk_test_accessible_assert_property (loss_view, GTK_ACCESSIBLE_PROPERTY_LABEL, "Plot of the loss");
  train_flat_out (window);
  history = nrn_window_test_snapshot (window)->history;
  words = g_strdup_printf ("After epoch 20 the loss is %.4f; after the first it was %.4f.",
                           nrn_history_get_epoch (history, 19).loss, nrn_history_get_epoch (history, 0).loss);
  gtk_test_accessible_assert_property (loss_view, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words);
  nrn_window_test_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/widgets/results-pane/what-is-shown", test_what_is_shown);
  g_test_add_func ("/widgets/results-pane/view", test_view);
  g_test_add_func ("/widgets/results-pane/plots-in-words", test_plots_in_words);
}

int
main (int   argc,
      char *argv[])
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
