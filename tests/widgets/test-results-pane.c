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

static char *
dup_log (NrnWindow *window)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (get_child (window, "log_view")));
  char *text;

  g_object_get (buffer, "text", &text, NULL);

  return text;
}

static void
train_flat_out (NrnWindow *window)
{
  nrn_window_test_set_pace (window, 1);
  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_state (window, "done");
}

/* A line for each epoch, as Keras prints it; none once it begins anew. */
static void
test_log (void)
{
  NrnWindow *window = nrn_window_test_open ();
  g_autofree char *trained = NULL;
  g_autofree char *reset = NULL;
  g_autofree char *last = NULL;
  char loss[G_ASCII_DTOSTR_BUF_SIZE], accuracy[G_ASCII_DTOSTR_BUF_SIZE];

  train_flat_out (window);
  trained = dup_log (window);
  g_ascii_formatd (loss, sizeof loss, "%.4f", nrn_window_test_number (window, "loss"));
  g_ascii_formatd (accuracy, sizeof accuracy, "%.4f", nrn_window_test_number (window, "accuracy"));
  last = g_strdup_printf ("Epoch 20/20 - loss: %s - acc: %s", loss, accuracy);
  g_assert_true (g_str_has_prefix (trained, "Epoch 1/20 - loss: "));
  g_assert_true (g_str_has_suffix (trained, last));

  nrn_window_test_act (window, "train.reset");
  nrn_window_test_wait_state (window, "ready");
  reset = dup_log (window);
  g_assert_cmpstr (reset, ==, "");
  nrn_window_test_close (window);
}

/* The newest line is in sight. */
static void
test_log_scrolls (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GtkScrollable *log = GTK_SCROLLABLE (get_child (window, "log_view"));
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (log);

  train_flat_out (window);
  nrn_window_test_spin (0.3);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >, 0);
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (adjustment) +
                                  gtk_adjustment_get_page_size (adjustment),
                                  gtk_adjustment_get_upper (adjustment), 20);
  nrn_window_test_close (window);
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
      g_assert_cmpint (gtk_widget_get_visible (get_child (window, "confusion_card")), ==,
                       cases[i].has_classes);
    }
  nrn_window_test_close (window);
}

/* The plots say in words how it went. */
static void
test_plots_in_words (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GtkWidget *loss_view = get_plot (window, "loss_view");
  const NrnEpoch *epochs;
  g_autofree char *words = NULL;

  gtk_test_accessible_assert_property (loss_view, GTK_ACCESSIBLE_PROPERTY_LABEL, "Plot of the loss");
  train_flat_out (window);
  epochs = nrn_history_get_epochs (nrn_window_test_snapshot (window)->history);
  words = g_strdup_printf ("After epoch 20 the loss is %.4f; after the first it was %.4f.",
                           epochs[19].loss, epochs[0].loss);
  gtk_test_accessible_assert_property (loss_view, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words);
  nrn_window_test_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/widgets/results-pane/log", test_log);
  g_test_add_func ("/widgets/results-pane/log-scrolls", test_log_scrolls);
  g_test_add_func ("/widgets/results-pane/what-is-shown", test_what_is_shown);
  g_test_add_func ("/widgets/results-pane/plots-in-words", test_plots_in_words);
}

int
main (int   argc,
      char *argv[])
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
