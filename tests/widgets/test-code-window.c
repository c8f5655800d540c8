/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The window with the experiment's program: it follows the experiment, and
 * the experiment follows it.
 */

#include "config.h"

#include "nrn-window-test.h"

#include <glib/gstdio.h>
#include <string.h>

#include "nrn-keras-code.h"

static gboolean
is_code_shown (NrnWindow     *window,
               gconstpointer  data)
{
  return window->code_window != NULL && gtk_widget_get_mapped (GTK_WIDGET (window->code_window));
}

static NrnCodeWindow *
open_code (NrnWindow *window)
{
  nrn_window_test_act (window, "win.keras-code");
  nrn_window_test_wait (window, "the program", is_code_shown, NULL);

  return window->code_window;
}

static GtkWidget *
get_child (NrnCodeWindow *code,
           const char    *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (code), NRN_TYPE_CODE_WINDOW, name));
}

static void
assert_shows (NrnCodeWindow *code,
              const char    *text)
{
  g_autofree char *all = nrn_code_window_dup_text (code);

  if (strstr (all, text) == NULL)
    g_error ("“%s” is not in\n%s", text, all);
}

static void
write_text (NrnCodeWindow *code,
            const char    *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (get_child (code, "view"))),
                            text, -1);
}

static gboolean
apply (NrnCodeWindow *code)
{
  return gtk_widget_activate_action (GTK_WIDGET (code), "code.apply", NULL);
}

static void
test_follows (void)
{
  NrnWindow *window = nrn_window_test_open ();
  NrnCodeWindow *code = open_code (window);
  GtkDropDown *dialects = GTK_DROP_DOWN (get_child (code, "dialect_list"));
  GtkDropDown *styles = GTK_DROP_DOWN (get_child (code, "style_list"));
  GtkCheckButton *weights = GTK_CHECK_BUTTON (get_child (code, "weights_check"));
  GtkCheckButton *devices = GTK_CHECK_BUTTON (get_child (code, "devices_check"));

  g_assert_true (gtk_window_get_focus (GTK_WINDOW (code)) == get_child (code, "view"));
  assert_shows (code, "keras.layers.Dense(32, activation=\"relu\"),");
  nrn_window_test_choose (window, "animals");
  assert_shows (code, "keras.layers.Dense(4, activation=\"softmax\"),");

  gtk_drop_down_set_selected (styles, NRN_KERAS_CODE_ADD);
  assert_shows (code, "model.add(keras.layers.Dense(4, activation=\"softmax\"))");
  gtk_check_button_set_active (weights, TRUE);
  assert_shows (code, "model.set_weights([");
  gtk_check_button_set_active (devices, TRUE);
  assert_shows (code, "keras.distribution.DataParallel(");

  gtk_drop_down_set_selected (dialects, NRN_KERAS_CODE_2018);
  assert_shows (code, "model.add(Dense(6, input_shape=(8,), activation=\"relu\"))");
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (devices)));
  nrn_window_test_close (window);
}

/* An edit moves neither the cursor nor what is in sight. */
static void
test_stays (void)
{
  NrnWindow *window = nrn_window_test_open ();
  NrnCodeWindow *code = open_code (window);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (get_child (code, "view")));
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;
  GtkTextIter iter;

  gtk_text_buffer_get_end_iter (buffer, &iter);
  gtk_text_iter_backward_line (&iter);
  gtk_text_buffer_place_cursor (buffer, &iter);
  nrn_window_test_enter (window, "learning_rate_row", "0.25");
  assert_shows (code, "learning_rate=0.25");
  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  g_assert_cmpint (gtk_text_iter_get_line (&iter), ==, gtk_text_buffer_get_line_count (buffer) - 2);

  /* However little was replaced, it is the whole code. */
  text = nrn_code_window_dup_text (code);
  expected = nrn_keras_code_print (nrn_document_get_experiment (window->document),
                                   nrn_document_get_dataset (window->document),
                                   &(NrnKerasCodeOptions) { 0 }, NULL);
  g_assert_cmpstr (text, ==, expected);
  nrn_window_test_close (window);
}

static gboolean
is_text_another (NrnWindow     *window,
                 gconstpointer  text)
{
  g_autofree char *now = nrn_code_window_dup_text (window->code_window);

  return !g_str_equal (now, text);
}

/* Weights of a training that is over are those that it ended with. */
static void
test_weights (void)
{
  NrnWindow *window = nrn_window_test_open ();
  NrnCodeWindow *code = open_code (window);
  g_autofree char *before = NULL;

  gtk_check_button_set_active (GTK_CHECK_BUTTON (get_child (code, "weights_check")), TRUE);
  before = nrn_code_window_dup_text (code);
  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 1);
  nrn_window_test_wait_state (window, "paused");
  nrn_window_test_wait (window, "other weights", is_text_another, before);
  nrn_window_test_close (window);
}

static void
test_apply (void)
{
  NrnWindow *window = nrn_window_test_open ();
  NrnCodeWindow *code = open_code (window);
  g_autofree char *network = NULL;
  g_autofree char *back = NULL;

  /* There is nothing to apply yet. */
  apply (code);
  g_assert_null (nrn_document_get_undo_name (window->document));
  write_text (code, "rows = load()\n"
                    "model = Sequential([Dense(5, activation='tanh'), Dense(2, activation='softmax')])\n"
                    "model.compile(SGD(lr=0.25), 'categorical_crossentropy')\n"
                    "model.fit(x, y, epochs=3)\n");
  g_assert_true (apply (code));
  network = nrn_architecture_to_string (nrn_window_test_parts (window)->architecture);
  g_assert_cmpstr (network, ==, "1-5-2");
  g_assert_cmpstr (nrn_config_get_name (nrn_window_test_parts (window)->optimizer), ==, "SGD");
  g_assert_cmpuint (nrn_window_test_parts (window)->fit.epochs, ==, 3);
  g_assert_cmpuint (nrn_window_test_parts (window)->fit.batch_size, ==, 32);
  g_assert_nonnull (strstr (nrn_code_window_get_status (code), "line 1 is not about the network"));
  assert_shows (code, "keras.layers.Dense(5, activation=\"tanh\"),");

  nrn_window_test_act (window, "win.undo");
  back = nrn_architecture_to_string (nrn_window_test_parts (window)->architecture);
  g_assert_cmpstr (back, ==, "1-6-32-2");
  assert_shows (code, "keras.layers.Dense(32, activation=\"relu\"),");
  nrn_window_test_close (window);
}

/* What is not understood, or does not fit the data, changes nothing: not the
 * experiment, and not what was typed. */
static void
test_refused (void)
{
  static const struct
  {
    const char *code;
    const char *sentence;
  } cases[] = {
    { "model = Sequential([\n  Dense(5, activation='tahn')])\n", "line 2, column 23: There is no" },
    { "model = Sequential([Dense(2, input_shape=(7,))])\n", "7" },
    { "nothing = 1\n", "has no network" },
  };
  NrnWindow *window = nrn_window_test_open ();
  NrnCodeWindow *code = open_code (window);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const NrnExperiment *before = nrn_document_get_experiment (window->document);

      write_text (code, cases[i].code);
      g_assert_true (apply (code));
      g_assert_true (nrn_document_get_experiment (window->document) == before);
      assert_shows (code, cases[i].code);
      if (strstr (nrn_code_window_get_status (code), cases[i].sentence) == NULL)
        g_error ("not “%s” but “%s”", cases[i].sentence, nrn_code_window_get_status (code));
      g_assert_true (gtk_widget_has_css_class (get_child (code, "status_label"), "error"));
    }

  /* What was typed stays until it is discarded. */
  nrn_window_test_choose (window, "animals");
  assert_shows (code, cases[G_N_ELEMENTS (cases) - 1].code);
  gtk_widget_activate_action (GTK_WIDGET (code), "code.discard", NULL);
  assert_shows (code, "Animals");
  g_assert_false (gtk_widget_has_css_class (get_child (code, "status_label"), "error"));
  nrn_window_test_close (window);
}

static void
test_set_weights (void)
{
  NrnWindow *window = nrn_window_test_open ();
  NrnCodeWindow *code = open_code (window);

  write_text (code, "model = Sequential([Dense(2, activation='softmax')])\n"
                    "model.set_weights([np.array([[0.5, -0.25]]), np.array([1, 2])])\n");
  g_assert_true (apply (code));
  g_assert_cmpfloat (nrn_window_test_weights (window)[1], ==, -0.25f);
  g_assert_cmpfloat (nrn_window_test_weights (window)[3], ==, 2);
  nrn_window_test_close (window);
}

static void
test_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("neurons-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "lesson.py", NULL);
  NrnWindow *window = nrn_window_test_open ();
  NrnCodeWindow *code = open_code (window);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *saved = NULL;

  text = nrn_code_window_dup_text (code);
  g_assert_true (nrn_code_window_save_file (code, path, &error));
  g_assert_true (g_file_get_contents (path, &saved, NULL, NULL));
  g_assert_cmpstr (saved, ==, text);

  g_assert_true (g_file_set_contents (path, "model.fit(x, y, epochs='three')\n", -1, NULL));
  g_assert_true (nrn_code_window_open_file (code, path, &error));
  assert_shows (code, "epochs='three'");
  g_assert_true (apply (code));
  g_assert_nonnull (strstr (nrn_code_window_get_status (code), "“lesson.py”, line 1, column 24"));

  g_assert_true (g_file_set_contents (path, "\xff\xfe", -1, NULL));
  g_assert_false (nrn_code_window_open_file (code, path, &error));
  g_assert_nonnull (error);
  assert_shows (code, "epochs='three'");

  g_assert_no_errno (g_remove (path));
  g_assert_no_errno (g_rmdir (folder));
  nrn_window_test_close (window);
}

/* Closing hides it, and what is in it stays; it goes with the window. */
static void
test_closes (void)
{
  NrnWindow *window = nrn_window_test_open ();
  NrnCodeWindow *code = open_code (window);

  write_text (code, "model = Sequential()\n");
  gtk_window_close (GTK_WINDOW (code));
  nrn_window_test_choose (window, "animals");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (code)));
  g_assert_true (open_code (window) == code);
  assert_shows (code, "model = Sequential()");

  /* What changes while it is closed is there when it opens. */
  gtk_widget_activate_action (GTK_WIDGET (code), "code.discard", NULL);
  gtk_window_close (GTK_WINDOW (code));
  nrn_window_test_choose (window, "spiral");
  open_code (window);
  assert_shows (code, "# “Spiral”");

  g_object_add_weak_pointer (G_OBJECT (code), (gpointer *) &code);
  nrn_window_test_close (window);
  g_assert_null (code);
}

static void
add_tests (void)
{
  g_test_add_func ("/app/code-window/follows", test_follows);
  g_test_add_func ("/app/code-window/stays", test_stays);
  g_test_add_func ("/app/code-window/weights", test_weights);
  g_test_add_func ("/app/code-window/apply", test_apply);
  g_test_add_func ("/app/code-window/refused", test_refused);
  g_test_add_func ("/app/code-window/set-weights", test_set_weights);
  g_test_add_func ("/app/code-window/files", test_files);
  g_test_add_func ("/app/code-window/closes", test_closes);
}

int
main (int    argc,
      char **argv)
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
