/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Tests of the plots of loss and accuracy as widgets.
 */

#include "config.h"

#include "nrn-window-test.h"

#include "nrn-history-view.h"

static GtkWidget *
get_view (NrnWindow  *window,
          const char *name)
{
  GtkWidget *cards = GTK_WIDGET (nrn_results_pane_get_history_cards (window->results_pane));

  return GTK_WIDGET (gtk_widget_get_template_child (cards, NRN_TYPE_HISTORY_CARDS, name));
}

static guint
get_epoch (GtkWidget *view)
{
  guint epoch;

  g_object_get (view, "epoch", &epoch, NULL);

  return epoch;
}

static char *
dup_value (GtkWidget *view)
{
  char *value;

  g_object_get (view, "value", &value, NULL);

  return value;
}

static NrnWindow *
open_trained (void)
{
  NrnWindow *window = nrn_window_test_open ();

  nrn_window_test_set_pace (window, 1);
  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_state (window, "done");

  return window;
}

/* The heading says what the training says; nothing before the first epoch. */
static void
test_value (void)
{
  NrnWindow *window = nrn_window_test_open ();
  g_autofree char *before = dup_value (get_view (window, "loss_view"));
  g_autofree char *loss = NULL, *accuracy = NULL, *loss_said = NULL, *accuracy_said = NULL;

  g_assert_null (before);
  nrn_window_test_close (window);

  window = open_trained ();
  loss = dup_value (get_view (window, "loss_view"));
  accuracy = dup_value (get_view (window, "accuracy_view"));
  loss_said = g_strdup_printf ("%.4f", nrn_window_test_number (window, "loss"));
  accuracy_said = g_strdup_printf ("%.1f %%", 100 * nrn_window_test_number (window, "accuracy"));
  g_assert_cmpstr (loss, ==, loss_said);
  g_assert_cmpstr (accuracy, ==, accuracy_said);
  nrn_window_test_close (window);
}

/* The arrow keys begin at the end; both plots have the same epoch. */
static void
test_keys_move (void)
{
  static const struct { guint key; GdkModifierType modifiers; guint epoch; } steps[] = {
    { GDK_KEY_Left, 0, 20 }, { GDK_KEY_Left, 0, 19 }, { GDK_KEY_Home, 0, 1 },
    { GDK_KEY_Left, 0, 1 }, { GDK_KEY_Right, 0, 2 }, { GDK_KEY_Right, GDK_CONTROL_MASK, 4 },
    { GDK_KEY_End, 0, 20 }, { GDK_KEY_Right, 0, 20 }, { GDK_KEY_Escape, 0, 0 },
  };
  NrnWindow *window = open_trained ();
  GtkWidget *view = get_view (window, "loss_view");

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_assert_true (nrn_window_test_press (window, view, steps[i].key, steps[i].modifiers));
      g_assert_cmpuint (get_epoch (view), ==, steps[i].epoch);
      g_assert_cmpuint (get_epoch (get_view (window, "accuracy_view")), ==, steps[i].epoch);
    }
  g_assert_cmpstr (nrn_window_test_state (window), ==, "done");
  g_assert_false (nrn_window_test_press (window, view, GDK_KEY_Escape, 0));
  nrn_window_test_close (window);
}

/* Where there is no epoch, the keys mean what they mean elsewhere. */
static void
test_keys_without_epochs (void)
{
  static const guint keys[] = { GDK_KEY_Left, GDK_KEY_Home, GDK_KEY_End, GDK_KEY_Return };
  NrnWindow *window = nrn_window_test_open ();
  GtkWidget *view = get_view (window, "loss_view");

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_assert_false (nrn_window_test_press (window, view, keys[i], 0));
  g_assert_cmpuint (get_epoch (view), ==, 0);
  nrn_window_test_close (window);
}

static void
move_pointer (GtkWidget *view,
              double     x)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (view);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_MOTION (controller))
        g_signal_emit_by_name (controller, "motion", x, 50.0);
    }
}

/* New epochs come to a pointer that rests, and to both plots. */
static void
test_pointer_rests (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GtkWidget *loss = get_view (window, "loss_view");

  move_pointer (loss, 10000);
  g_assert_cmpuint (get_epoch (loss), ==, 0);
  nrn_window_test_set_pace (window, 1);
  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_state (window, "done");
  g_assert_cmpuint (get_epoch (loss), ==, 20);
  g_assert_cmpuint (get_epoch (get_view (window, "accuracy_view")), ==, 20);

  /* A key counts until the pointer moves again. */
  nrn_window_test_press (window, loss, GDK_KEY_Left, 0);
  nrn_window_test_press (window, loss, GDK_KEY_Return, 0);
  g_assert_cmpuint (get_epoch (loss), ==, 19);
  move_pointer (loss, 10000);
  g_assert_cmpuint (get_epoch (loss), ==, 19);
  move_pointer (loss, -10);
  g_assert_cmpuint (get_epoch (get_view (window, "accuracy_view")), ==, 1);
  nrn_window_test_act (window, "train.reset");
  nrn_window_test_wait_state (window, "ready");
  g_assert_cmpuint (get_epoch (loss), ==, 0);
  nrn_window_test_close (window);
}

/* A legend of more rows makes the card higher, and the curves not lower. */
static void
test_legend_has_room (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GtkWidget *view = get_view (window, "accuracy_view");
  int before = gtk_widget_get_height (view);

  nrn_window_test_act (window, "plot.printed");
  nrn_window_test_draw (window);
  g_assert_cmpint (gtk_widget_get_height (view), >, before + 10);
  nrn_window_test_act (window, "plot.printed");
  nrn_window_test_draw (window);
  g_assert_cmpint (gtk_widget_get_height (view), ==, before);
  nrn_window_test_close (window);
}

/* So does larger text of the desktop, which the picture has then, too. */
static void
test_large_text_has_room (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GtkSettings *settings = gtk_settings_get_default ();
  GtkWidget *view = get_view (window, "accuracy_view");
  int before = gtk_widget_get_height (view);

  g_object_set (settings, "gtk-xft-dpi", 192 * 1024, NULL);
  nrn_window_test_draw (window);
  g_assert_cmpint (gtk_widget_get_height (view), >, 3 * before / 2);
  gtk_settings_reset_property (settings, "gtk-xft-dpi");
  nrn_window_test_draw (window);
  g_assert_cmpint (gtk_widget_get_height (view), ==, before);
  nrn_window_test_close (window);
}

/* What the cross-hair shows is said. */
static void
test_cross_hair_in_words (void)
{
  NrnWindow *window = open_trained ();
  GtkWidget *view = get_view (window, "accuracy_view");
  const NrnHistory *history = nrn_window_test_snapshot (window)->history;
  g_autofree char *words = g_strdup_printf ("epoch 19; training %.1f %%",
                                             100 * nrn_history_get_epoch (history, 18).accuracy);

  nrn_window_test_press (window, view, GDK_KEY_End, 0);
  nrn_window_test_press (window, view, GDK_KEY_Left, 0);
  gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words);
  nrn_window_test_close (window);
}

/* Enter goes to the epoch, Escape back to now. */
static void
test_shows_epoch (void)
{
  NrnWindow *window = open_trained ();
  GtkWidget *view = get_view (window, "loss_view");

  g_object_set (view, "epoch", 7, NULL);
  g_assert_true (nrn_window_test_press (window, view, GDK_KEY_Return, 0));
  g_assert_cmpint (nrn_document_get_shown_epoch (window->document), ==, 7);
  nrn_window_test_press (window, view, GDK_KEY_Escape, 0);
  g_assert_cmpint (nrn_document_get_shown_epoch (window->document), ==, -1);
  nrn_window_test_close (window);
}

static void
failed_cb (GtkWidget   *view,
           const char  *sentence,
           char       **said)
{
  g_free (*said);
  *said = g_strdup (sentence);
}

/* A trained experiment from a file has a history, and no weights of it. */
static void
test_epoch_not_kept (void)
{
  NrnWindow *window = open_trained ();
  GtkWidget *view = get_view (window, "loss_view");
  g_autoptr (NrnExperiment) trained = nrn_document_dup_trained (window->document);
  g_autofree char *said = NULL;

  g_assert_true (nrn_document_set_experiment (window->document, trained, NULL));
  g_signal_connect (view, "failed", G_CALLBACK (failed_cb), &said);
  g_object_set (view, "epoch", 3, NULL);
  g_assert_true (nrn_window_test_press (window, view, GDK_KEY_Return, 0));
  g_assert_cmpstr (said, ==, "The weights after epoch 3 are not kept.");
  nrn_window_test_close (window);
}

/* Only what the course notes print can be shown. */
static void
test_printed (void)
{
  NrnWindow *window = nrn_window_test_open ();
  NrnHistoryCards *cards = nrn_results_pane_get_history_cards (window->results_pane);
  GActionGroup *actions = nrn_history_cards_get_actions (cards);
  GtkWidget *note = get_view (window, "printed_label");

  g_assert_false (gtk_widget_get_visible (note));
  nrn_window_test_act (window, "plot.printed");
  nrn_window_test_draw (window);
  g_assert_true (gtk_widget_get_visible (note));
  nrn_window_test_choose (window, "xor");
  g_assert_false (g_action_group_has_action (actions, "printed"));
  g_assert_false (gtk_widget_get_visible (note));
  nrn_window_test_choose (window, "drug-trial");
  g_assert_true (gtk_widget_get_visible (note));
  nrn_window_test_act (window, "plot.printed");
  g_assert_false (gtk_widget_get_visible (note));
  nrn_window_test_close (window);
}

/* The heading then says what the confusion matrix counts, and no average. */
static void
test_measured (void)
{
  NrnWindow *window = open_trained ();
  GtkWidget *view = get_view (window, "accuracy_view");
  g_autofree char *printed = dup_value (view);
  g_autofree char *measured = NULL, *expected = NULL, *again = NULL;
  const NrnHistory *history;

  nrn_window_test_act (window, "plot.measured(true)");
  history = nrn_document_get_measured (window->document);
  while (history == NULL || nrn_history_get_n_epochs (history) < 20)
    {
      g_main_context_iteration (NULL, TRUE);
      history = nrn_document_get_measured (window->document);
    }
  nrn_window_test_draw (window);
  measured = dup_value (view);
  expected = g_strdup_printf ("%.1f %%", 100 * nrn_history_get_epoch (history, 19).accuracy);
  g_assert_cmpstr (measured, ==, expected);
  g_assert_cmpstr (measured, !=, printed);

  nrn_window_test_act (window, "plot.measured(false)");
  again = dup_value (view);
  g_assert_cmpstr (again, ==, printed);
  nrn_window_test_close (window);
}

static void
set_metrics (NrnWindow  *window,
             const char *text)
{
  g_autoptr (NrnMetrics) metrics = nrn_metrics_parse (text, NULL);
  NrnFitOptions options = nrn_window_test_parts (window)->fit;
  g_autoptr (GError) error = NULL;

  options.metrics = metrics;
  nrn_document_set_fit (window->document, &options, &error);
  g_assert_no_error (error);
}

/* Any of them, by the heading of the second plot; one alone is just named, and
 * without any there is no such plot. */
static void
test_other_metrics (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GtkWidget *view = get_view (window, "accuracy_view");
  GtkDropDown *drop = GTK_DROP_DOWN (get_view (window, "metric_drop"));
  const NrnHistory *history;
  g_autofree char *value = NULL;
  g_autofree char *expected = NULL;
  double accuracy;

  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (drop)));
  set_metrics (window, "accuracy, sparse_top_k_categorical_accuracy(k=1), sparse_categorical_accuracy");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (drop)));
  nrn_trainer_play (nrn_document_get_trainer (window->document));
  do
    {
      g_main_context_iteration (NULL, TRUE);
      history = nrn_document_get_history (window->document);
    }
  while (nrn_history_get_n_epochs (history) < 1);
  nrn_trainer_pause (nrn_document_get_trainer (window->document));
  nrn_window_test_draw (window);

  gtk_drop_down_set_selected (drop, 2);
  nrn_window_test_draw (window);
  gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Plot of sparse_categorical_accuracy");
  history = nrn_document_get_history (window->document);
  accuracy = nrn_history_get (history, nrn_history_get_n_epochs (history) - 1,
                              nrn_history_find (history, "sparse_categorical_accuracy"),
                              NRN_ROWS_TRAINING);
  value = dup_value (view);
  expected = g_strdup_printf ("%.1f %%", 100 * accuracy);
  g_assert_cmpstr (value, ==, expected);

  set_metrics (window, "sparse_categorical_accuracy");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (drop)));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_view (window, "metric_label"))), ==,
                   "sparse_categorical_accuracy");
  set_metrics (window, "");
  g_assert_false (gtk_widget_get_visible (get_view (window, "accuracy_card")));
  nrn_window_test_close (window);
}

/* All ways to draw are drawn, with and without epochs. */
static void
test_options (void)
{
  static const char *const actions[] = { "plot.log-scale", "plot.smoothing", "plot.printed" };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (actions); i++)
    {
      NrnWindow *window = i % 2 == 0 ? nrn_window_test_open () : open_trained ();

      nrn_window_test_act (window, actions[i / 2]);
      g_object_set (get_view (window, "loss_view"), "epoch", 5, NULL);
      nrn_window_test_draw (window);
      nrn_window_test_act (window, actions[i / 2]);
      nrn_window_test_close (window);
    }
}

static void
add_tests (void)
{
  g_test_add_func ("/widgets/history-view/value", test_value);
  g_test_add_func ("/widgets/history-view/keys-move", test_keys_move);
  g_test_add_func ("/widgets/history-view/keys-without-epochs", test_keys_without_epochs);
  g_test_add_func ("/widgets/history-view/pointer-rests", test_pointer_rests);
  g_test_add_func ("/widgets/history-view/legend-has-room", test_legend_has_room);
  g_test_add_func ("/widgets/history-view/large-text-has-room", test_large_text_has_room);
  g_test_add_func ("/widgets/history-view/cross-hair-in-words", test_cross_hair_in_words);
  g_test_add_func ("/widgets/history-view/shows-epoch", test_shows_epoch);
  g_test_add_func ("/widgets/history-view/epoch-not-kept", test_epoch_not_kept);
  g_test_add_func ("/widgets/history-view/printed", test_printed);
  g_test_add_func ("/widgets/history-view/other-metrics", test_other_metrics);
  g_test_add_func ("/widgets/history-view/measured", test_measured);
  g_test_add_func ("/widgets/history-view/options", test_options);
}

int
main (int   argc,
      char *argv[])
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
