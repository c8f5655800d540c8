/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The window's file: what is not saved is never lost in silence.
 */

#include "config.h"

#include "nrn-window-test.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "nrn-experiment-file.h"

typedef struct
{
  NrnWindow *window;
  char      *folder;
  GFile     *file;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *path = NULL;

  fixture->window = nrn_window_test_open ();
  fixture->folder = g_dir_make_tmp ("neurons-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "trial.neurons", NULL);
  fixture->file = g_file_new_for_path (path);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  nrn_window_test_close (fixture->window);
  g_unlink (g_file_peek_path (fixture->file));
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_object_unref (fixture->file);
  g_free (fixture->folder);
}

static const char *
get_title (Fixture *fixture)
{
  return adw_window_title_get_title (fixture->window->title);
}

static gboolean
is_enabled (Fixture    *fixture,
            const char *action)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), action);
}

/* As the window does when its file is known. */
static void
save_in (Fixture *fixture)
{
  g_autoptr (NrnExperiment) experiment = nrn_document_dup_trained (fixture->window->document);

  g_assert_true (nrn_experiment_save (experiment, g_file_peek_path (fixture->file), NULL));
  g_assert_true (nrn_window_open_file (fixture->window, fixture->file));
}

static gboolean
is_saved (NrnWindow     *window,
          gconstpointer  data)
{
  return !window->is_saving;
}

/* The file is written by a thread. */
static void
save (Fixture *fixture)
{
  nrn_window_test_act (fixture->window, "win.save");
  g_assert_true (fixture->window->is_saving);
  nrn_window_test_wait (fixture->window, "saved", is_saved, NULL);
}

static void
test_only_edits_are_to_be_saved (Fixture       *fixture,
                                 gconstpointer  data)
{
  g_assert_cmpstr (get_title (fixture), ==, "Drug trial");
  g_assert_false (is_enabled (fixture, "undo"));

  /* A sample and its training can be had again. */
  nrn_window_test_choose (fixture->window, "xor");
  nrn_window_test_act (fixture->window, "train.step");
  nrn_window_test_wait_update (fixture->window, 1);
  g_assert_cmpstr (get_title (fixture), ==, "Exclusive or");

  nrn_window_test_enter (fixture->window, "architecture_row", "2-5-1");
  g_assert_cmpstr (get_title (fixture), ==, "• Exclusive or");
  nrn_window_test_act (fixture->window, "win.undo");
  g_assert_cmpstr (get_title (fixture), ==, "Exclusive or");
  g_assert_true (is_enabled (fixture, "redo"));
}

static void
test_undo_is_named (Fixture       *fixture,
                    gconstpointer  data)
{
  nrn_window_test_enter (fixture->window, "learning_rate_row", "0.5");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (fixture->window->undo_button), ==,
                   "Undo Change Learning Rate");
  nrn_window_test_act (fixture->window, "win.undo");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (fixture->window->redo_button), ==,
                   "Redo Change Learning Rate");
  g_assert_cmpfloat (nrn_config_lookup (nrn_window_test_parts (fixture->window)->optimizer,
                                        "learning_rate"), ==, 0.0001);
  nrn_window_test_act (fixture->window, "win.redo");
  g_assert_cmpfloat (nrn_config_lookup (nrn_window_test_parts (fixture->window)->optimizer,
                                        "learning_rate"), ==, 0.5);
}

static void
test_saves_what_is_there (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr (NrnExperiment) saved = NULL;

  save_in (fixture);
  g_assert_cmpstr (get_title (fixture), ==, "trial");
  g_assert_false (is_enabled (fixture, "revert"));

  /* What the file holds of the training is no longer what there is. */
  nrn_window_test_act (fixture->window, "train.step");
  nrn_window_test_wait_update (fixture->window, 1);
  g_assert_cmpstr (get_title (fixture), ==, "• trial");
  g_assert_true (is_enabled (fixture, "revert"));

  save (fixture);
  g_assert_cmpstr (get_title (fixture), ==, "trial");
  saved = nrn_experiment_load (g_file_peek_path (fixture->file), NULL);
  g_assert_cmpmem (nrn_weights_get_data (nrn_experiment_get_parts (saved)->weights),
                   302 * sizeof (float), nrn_window_test_weights (fixture->window),
                   302 * sizeof (float));
}

/* Opened again, it can be looked back at, and Play goes on. */
static void
test_opens_with_its_timeline (Fixture       *fixture,
                              gconstpointer  data)
{
  const NrnSnapshotParts *now;

  save_in (fixture);
  nrn_window_test_act (fixture->window, "train.step-unit::epoch");
  nrn_window_test_act (fixture->window, "train.step");
  nrn_window_test_wait_update (fixture->window, 210);
  save (fixture);
  nrn_window_test_act (fixture->window, "train.reset");
  nrn_window_test_wait_update (fixture->window, 0);
  g_assert_true (nrn_window_open_file (fixture->window, fixture->file));
  g_assert_cmpstr (nrn_window_test_state (fixture->window), ==, "paused");
  g_assert_cmpstr (get_title (fixture), ==, "trial");

  nrn_window_test_act (fixture->window, "train.step-back");
  g_assert_cmpint (nrn_document_get_shown_epoch (fixture->window->document), ==, 0);
  g_assert_cmpstr (get_title (fixture), ==, "trial");
  nrn_window_test_act (fixture->window, "train.step");
  nrn_window_test_wait_update (fixture->window, 210);
  nrn_window_test_act (fixture->window, "train.step");
  nrn_window_test_wait_update (fixture->window, 420);
  now = nrn_snapshot_get_parts (nrn_document_get_snapshot (fixture->window->document));
  g_assert_cmpuint (nrn_history_get_n_epochs (now->history), ==, 2);
}

static AdwMessageDialog *
find_question (NrnWindow *window)
{
  g_autoptr (GListModel) toplevels = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) toplevel = g_list_model_get_item (toplevels, i);

      if (ADW_IS_MESSAGE_DIALOG (toplevel) &&
          gtk_window_get_transient_for (toplevel) == GTK_WINDOW (window))
        return ADW_MESSAGE_DIALOG (toplevel);
    }

  return NULL;
}

static gboolean
is_closed (NrnWindow     *window,
           gconstpointer  data)
{
  return !gtk_widget_get_visible (GTK_WIDGET (window));
}

/* Closed at once, it waits for the disk, asks nothing, and is gone. */
static void
test_closes_after_saving (Fixture       *fixture,
                          gconstpointer  data)
{
  NrnWindow *window = fixture->window;
  g_autoptr (NrnWork) work = NULL;

  save_in (fixture);
  nrn_window_test_enter (window, "architecture_row", "1-5-2");
  nrn_window_test_act (window, "win.save");
  g_object_ref (window);
  gtk_window_close (GTK_WINDOW (window));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window)));
  g_assert_null (find_question (window));
  nrn_window_test_wait (window, "closed", is_closed, NULL);
  g_object_unref (window);
  fixture->window = nrn_window_test_open ();
  work = nrn_work_load (g_file_peek_path (fixture->file), NULL);
  g_assert_cmpuint (nrn_architecture_get_n_parameters (
                      nrn_experiment_get_parts (nrn_work_get_parts (work)->experiment)->architecture),
                    ==, 22);
}

/* How the window showed it comes back: the page, the zoom, the speed, and who
 * was watched. */
static void
test_keeps_the_view (Fixture       *fixture,
                     gconstpointer  data)
{
  NrnWindow *window = fixture->window;
  const float age = 42;
  const float other = 13;
  double zoom, x, y, zoom_again, x_again, y_again;

  save_in (fixture);
  nrn_window_test_act (window, "win.page::runs");
  nrn_canvas_set_view (window->canvas, 2, 0.25, 0.75);
  nrn_canvas_get_view (window->canvas, &zoom, &x, &y);
  nrn_transport_set_own_pace (window->transport, INFINITY);
  nrn_document_set_watched (window->document, &age);
  g_assert_cmpstr (get_title (fixture), ==, "trial");
  save (fixture);

  nrn_window_test_act (window, "win.page::network");
  nrn_canvas_set_view (window->canvas, 1, 0.5, 0.5);
  nrn_transport_set_own_pace (window->transport, 3);
  nrn_document_set_watched (window->document, &other);
  g_assert_true (nrn_window_open_file (window, fixture->file));
  g_assert_cmpstr (adw_view_stack_get_visible_child_name (window->pages), ==, "runs");
  nrn_canvas_get_view (window->canvas, &zoom_again, &x_again, &y_again);
  g_assert_cmpfloat (zoom_again, ==, zoom);
  g_assert_cmpfloat (x_again, ==, x);
  g_assert_cmpfloat (y_again, ==, y);
  g_assert_true (isinf (nrn_transport_get_own_pace (window->transport)));
  g_assert_cmpfloat (nrn_document_get_watched (window->document)[0], ==, 42);
}

static void
test_closing_asks (Fixture       *fixture,
                   gconstpointer  data)
{
  AdwMessageDialog *question;

  nrn_window_test_enter (fixture->window, "architecture_row", "1-5-2");
  gtk_window_close (GTK_WINDOW (fixture->window));
  question = find_question (fixture->window);
  g_assert_nonnull (question);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (question), "Drug trial"));
  adw_message_dialog_response (question, "cancel");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fixture->window)));
  g_assert_cmpstr (get_title (fixture), ==, "• Drug trial");
}

static void
test_goes_back_to_the_file (Fixture       *fixture,
                            gconstpointer  data)
{
  AdwMessageDialog *question;

  save_in (fixture);
  nrn_window_test_enter (fixture->window, "architecture_row", "1-5-2");
  nrn_window_test_act (fixture->window, "win.revert");
  question = find_question (fixture->window);
  g_assert_nonnull (question);
  adw_message_dialog_response (question, "revert");
  g_assert_cmpstr (get_title (fixture), ==, "trial");
  g_assert_cmpuint (nrn_architecture_get_n_parameters (nrn_window_test_parts (fixture->window)->architecture),
                    ==, 302);
}

/* A file that cannot be read leaves everything as it is. */
static void
test_refuses_a_broken_file (Fixture       *fixture,
                            gconstpointer  data)
{
  nrn_window_test_enter (fixture->window, "architecture_row", "1-5-2");
  g_assert_true (g_file_set_contents (g_file_peek_path (fixture->file), "{\"format\":", -1, NULL));
  g_assert_false (nrn_window_open_file (fixture->window, fixture->file));
  g_assert_cmpstr (get_title (fixture), ==, "• Drug trial");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (fixture->window->undo_button), ==,
                   "Undo Change Network");
}

static gboolean
is_kept (NrnWindow     *window,
         gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (g_get_user_state_dir (), "neurons", "unsaved", NULL);
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      if (g_str_has_suffix (name, ".neurons"))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_not_kept (NrnWindow     *window,
             gconstpointer  data)
{
  return !is_kept (window, data);
}

/* As long as its process lives, nobody offers it; once it is saved, nothing is
 * left of it. */
static void
test_keeps_what_is_not_saved (Fixture       *fixture,
                              gconstpointer  data)
{
  g_autoptr (GPtrArray) lost = NULL;

  nrn_window_test_enter (fixture->window, "architecture_row", "1-5-2");
  g_assert_true (nrn_recovery_keep (fixture->window->recovery));
  nrn_window_test_wait (fixture->window, "kept", is_kept, NULL);
  g_assert_false (nrn_recovery_keep (fixture->window->recovery));
  lost = nrn_recovery_find_lost ();
  g_assert_cmpuint (lost->len, ==, 0);
  save_in (fixture);
  nrn_window_test_wait (fixture->window, "forgotten", is_not_kept, NULL);
}

/* A full disk can cut off the note on where it came from. */
static void
test_finds_lost_work_without_a_note (Fixture       *fixture,
                                     gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (g_get_user_state_dir (), "neurons", "unsaved", NULL);
  g_autofree char *note = g_build_filename (folder, "lost.note", NULL);
  g_autofree char *work = g_build_filename (folder, "lost.neurons", NULL);
  g_autoptr (GPtrArray) lost = NULL;
  const NrnLostWork *found;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (note, "", 0, NULL));
  g_assert_true (g_file_set_contents (work, "{}", -1, NULL));
  lost = nrn_recovery_find_lost ();
  g_assert_cmpuint (lost->len, ==, 1);
  found = g_ptr_array_index (lost, 0);
  g_assert_cmpstr (found->name, ==, "Experiment");
  g_assert_cmpstr (found->path, ==, work);
  g_assert_null (found->original);
  nrn_lost_work_discard (found);
  g_assert_false (g_file_test (note, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (work, G_FILE_TEST_EXISTS));
}

static void
add_tests (void)
{
  static const struct { const char *path; void (*test) (Fixture *, gconstpointer); } tests[] = {
    { "/widgets/window-file/only-edits-are-to-be-saved", test_only_edits_are_to_be_saved },
    { "/widgets/window-file/undo-is-named", test_undo_is_named },
    { "/widgets/window-file/saves-what-is-there", test_saves_what_is_there },
    { "/widgets/window-file/opens-with-its-timeline", test_opens_with_its_timeline },
    { "/widgets/window-file/closes-after-saving", test_closes_after_saving },
    { "/widgets/window-file/keeps-the-view", test_keeps_the_view },
    { "/widgets/window-file/closing-asks", test_closing_asks },
    { "/widgets/window-file/goes-back-to-the-file", test_goes_back_to_the_file },
    { "/widgets/window-file/refuses-a-broken-file", test_refuses_a_broken_file },
    { "/widgets/window-file/keeps-what-is-not-saved", test_keeps_what_is_not_saved },
    { "/widgets/window-file/finds-lost-work-without-a-note", test_finds_lost_work_without_a_note },
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
