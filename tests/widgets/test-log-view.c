/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The log: what its lines say, and where they lead.
 */

#include "config.h"

#include "nrn-window-test.h"

#include <string.h>

#include "nrn-log-view.h"

static NrnLogView *
get_log (NrnWindow *window)
{
  return NRN_LOG_VIEW (gtk_widget_get_template_child (GTK_WIDGET (window->results_pane),
                                                      NRN_TYPE_RESULTS_PANE, "log_view"));
}

static GtkListView *
get_list (NrnWindow *window)
{
  return GTK_LIST_VIEW (gtk_widget_get_template_child (GTK_WIDGET (get_log (window)),
                                                       NRN_TYPE_LOG_VIEW, "view"));
}

static guint
count_lines (NrnWindow *window)
{
  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (get_list (window))));
}

static char *
dup_line (NrnWindow *window,
          guint      position)
{
  g_autoptr (GtkStringObject) line =
    g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (get_list (window))), position);

  return g_strdup (gtk_string_object_get_string (line));
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
test_lines (void)
{
  NrnWindow *window = nrn_window_test_open ();
  g_autofree char *all = NULL;
  g_autofree char *line = NULL;
  g_autofree char *last = NULL;
  char loss[G_ASCII_DTOSTR_BUF_SIZE], accuracy[G_ASCII_DTOSTR_BUF_SIZE];

  train_flat_out (window);
  g_assert_cmpuint (count_lines (window), ==, 20);
  g_ascii_formatd (loss, sizeof loss, "%.4f", nrn_window_test_number (window, "loss"));
  g_ascii_formatd (accuracy, sizeof accuracy, "%.4f", nrn_window_test_number (window, "accuracy"));
  last = g_strdup_printf ("Epoch 20/20 - loss: %s - acc: %s", loss, accuracy);
  line = dup_line (window, 19);
  g_assert_cmpstr (line, ==, last);
  all = nrn_log_view_print (get_log (window));
  g_assert_true (g_str_has_prefix (all, "Epoch 1/20 - loss: "));
  g_assert_nonnull (strstr (all, last));

  nrn_window_test_act (window, "train.reset");
  nrn_window_test_wait_state (window, "ready");
  g_assert_cmpuint (count_lines (window), ==, 0);
  nrn_window_test_close (window);
}

/* An epoch that was stopped in the middle has a line, too. */
static void
test_under_way (void)
{
  NrnWindow *window = nrn_window_test_open ();
  g_autofree char *line = NULL;

  nrn_window_test_act (window, "train.step-unit::batch");
  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 1);
  g_assert_cmpuint (count_lines (window), ==, 1);
  line = dup_line (window, 0);
  g_assert_true (g_str_has_prefix (line, "Epoch 1/20 - 1/210 - loss: "));

  /* Its place is taken by what came of it. */
  nrn_window_test_act (window, "train.step-unit::epoch");
  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 210);
  g_assert_cmpuint (count_lines (window), ==, 1);
  g_free (line);
  line = dup_line (window, 0);
  g_assert_true (g_str_has_prefix (line, "Epoch 1/20 - loss: "));
  nrn_window_test_close (window);
}

/* Another training with as many epochs has other lines. */
static void
test_another_training (void)
{
  NrnWindow *window = nrn_window_test_open ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  train_flat_out (window);
  before = dup_line (window, 0);
  nrn_window_test_act (window, "train.dice");
  g_assert_cmpuint (count_lines (window), ==, 0);
  train_flat_out (window);
  after = dup_line (window, 0);
  g_assert_cmpstr (before, !=, after);
  nrn_window_test_close (window);
}

static gboolean
is_at_end (NrnWindow     *window,
           gconstpointer  data)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (get_list (window)));

  return gtk_adjustment_get_value (adjustment) > 0 &&
         gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment) >=
         gtk_adjustment_get_upper (adjustment) - 4;
}

/* The newest line is in sight. */
static void
test_follows (void)
{
  NrnWindow *window = nrn_window_test_open ();

  nrn_window_test_choose (window, "xor");
  train_flat_out (window);
  nrn_window_test_wait (window, "the newest line", is_at_end, NULL);
  nrn_window_test_close (window);
}

/* Whoever reads older lines is left in peace. */
static void
test_stays (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (get_list (window)));

  nrn_window_test_choose (window, "xor");
  train_flat_out (window);
  nrn_window_test_wait (window, "the newest line", is_at_end, NULL);
  nrn_window_test_act (window, "train.reset");
  nrn_window_test_wait_state (window, "ready");
  nrn_window_test_act (window, "train.step-unit::epoch");
  for (guint i = 0; i < 60; i++)
    {
      nrn_window_test_act (window, "train.step");
      nrn_window_test_wait_update (window, (i + 1) * 32);
      if (i == 40)
        {
          nrn_window_test_draw (window);
          nrn_window_test_wait (window, "the newest line", is_at_end, NULL);
          nrn_window_test_draw (window);
          gtk_adjustment_set_value (adjustment, 0);
        }
    }
  nrn_window_test_draw (window);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), <, 1);
  nrn_window_test_close (window);
}

static void
press (NrnWindow *window,
       guint      key)
{
  g_autoptr (GListModel) controllers =
    gtk_widget_observe_controllers (GTK_WIDGET (get_log (window)));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean handled;

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &handled);
    }
}

/* A line leads back to its epoch, which is marked; Escape and the last line
 * lead back to now. */
static void
test_leads_back (void)
{
  NrnWindow *window = nrn_window_test_open ();
  NrnDocument *document = nrn_window_get_document (window);
  GtkSelectionModel *lines = gtk_list_view_get_model (get_list (window));
  gsize size = 302 * sizeof (float);
  g_autofree float *now = NULL;

  train_flat_out (window);
  now = g_memdup2 (nrn_window_test_weights (window), size);
  g_assert_false (gtk_selection_model_select_item (lines, 3, TRUE));
  g_signal_emit_by_name (get_list (window), "activate", 6);
  g_assert_cmpint (nrn_document_get_shown_epoch (document), ==, 7);
  g_assert_true (gtk_selection_model_is_selected (lines, 6));
  g_assert_cmpint (memcmp (now, nrn_window_test_weights (window), size), !=, 0);
  g_assert_cmpuint (count_lines (window), ==, 20);

  press (window, GDK_KEY_Escape);
  g_assert_cmpint (nrn_document_get_shown_epoch (document), ==, -1);
  g_assert_false (gtk_selection_model_is_selected (lines, 6));
  g_assert_cmpint (memcmp (now, nrn_window_test_weights (window), size), ==, 0);

  g_signal_emit_by_name (get_list (window), "activate", 0);
  g_signal_emit_by_name (get_list (window), "activate", 19);
  g_assert_cmpint (nrn_document_get_shown_epoch (document), ==, -1);
  nrn_window_test_close (window);
}

static void
read_cb (GObject      *clipboard,
         GAsyncResult *result,
         gpointer      text)
{
  *(char **) text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

static gboolean
is_read (NrnWindow     *window,
         gconstpointer  text)
{
  return *(char *const *) text != NULL;
}

static void
test_copy (void)
{
  NrnWindow *window = nrn_window_test_open ();
  g_autofree char *copied = NULL;
  g_autofree char *printed = NULL;

  train_flat_out (window);
  printed = nrn_log_view_print (get_log (window));
  nrn_window_test_act (window, "results.copy-log");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (window)), NULL, read_cb,
                                 &copied);
  nrn_window_test_wait (window, "the clipboard", is_read, &copied);
  g_assert_cmpstr (copied, ==, printed);
  nrn_window_test_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/widgets/log-view/lines", test_lines);
  g_test_add_func ("/widgets/log-view/under-way", test_under_way);
  g_test_add_func ("/widgets/log-view/another-training", test_another_training);
  g_test_add_func ("/widgets/log-view/follows", test_follows);
  g_test_add_func ("/widgets/log-view/stays", test_stays);
  g_test_add_func ("/widgets/log-view/leads-back", test_leads_back);
  g_test_add_func ("/widgets/log-view/copy", test_copy);
}

int
main (int   argc,
      char *argv[])
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
