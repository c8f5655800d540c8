/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Files that are dropped on the window, or opened with Neurons elsewhere.
 */

#include "config.h"

#include "nrn-window-test.h"

#include <glib/gstdio.h>
#include <string.h>

#include "nrn-experiment-file.h"
#include "nrn-preset.h"
#include "nrn-tfjs.h"

typedef struct
{
  NrnWindow *window;
  char      *folder;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->window = nrn_window_test_open ();
  fixture->folder = g_dir_make_tmp ("neurons-XXXXXX", NULL);
}

static GtkApplication *
get_application (void)
{
  return GTK_APPLICATION (g_application_get_default ());
}

static GList *
get_windows (void)
{
  return gtk_application_get_windows (get_application ());
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while (get_windows () != NULL)
    {
      GtkWindow *window = get_windows ()->data;

      if (NRN_IS_WINDOW (window))
        nrn_window_test_close (NRN_WINDOW (window));
      else
        gtk_window_destroy (window);
    }
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
}

static GFile *
get_file (Fixture    *fixture,
          const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  return g_file_new_for_path (path);
}

static GFile *
save_preset (Fixture    *fixture,
             const char *preset,
             const char *name)
{
  GFile *file = get_file (fixture, name);
  g_autoptr (NrnExperiment) experiment =
    nrn_preset_new_experiment (nrn_preset_find (preset, NULL), 1);
  g_autoptr (GError) error = NULL;

  nrn_experiment_save (experiment, g_file_peek_path (file), &error);
  g_assert_no_error (error);

  return file;
}

static GFile *
write_file (Fixture    *fixture,
            const char *name,
            const char *text)
{
  GFile *file = get_file (fixture, name);

  g_assert_true (g_file_set_contents (g_file_peek_path (file), text, -1, NULL));

  return file;
}

/* As GTK does when something is let go over the window. */
static void
drop (NrnWindow *window,
      GFile     *first,
      GFile     *second)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (window));
  g_autoptr (GSList) files = NULL;
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean is_taken = FALSE;
  guint n_targets = 0;

  if (second != NULL)
    files = g_slist_prepend (files, second);
  files = g_slist_prepend (files, first);
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_list (files));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_DROP_TARGET (controller))
        continue;
      n_targets++;
      g_signal_emit_by_name (controller, "drop", &value, 10.0, 10.0, &is_taken);
    }
  g_assert_cmpuint (n_targets, ==, 1);
  g_assert_true (is_taken);
}

static const char *
get_preset (NrnWindow *window)
{
  return nrn_window_test_parts (window)->preset;
}

/* In the window while nothing was done there, and then beside it. */
static void
test_experiments (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GFile) coins = save_preset (fixture, "coins", "coins.neurons");
  g_autoptr (GFile) xor = save_preset (fixture, "xor", "XOR.Neurons");
  g_autoptr (GFile) line = save_preset (fixture, "line", "line.neurons");
  g_autofree char *folder = NULL;
  NrnWindow *second;

  g_assert_cmpstr (adw_window_title_get_subtitle (fixture->window->title), ==, "Sample experiment");
  drop (fixture->window, coins, xor);
  folder = g_path_get_basename (fixture->folder);
  g_assert_cmpstr (adw_window_title_get_subtitle (fixture->window->title), ==, folder);
  g_assert_cmpuint (g_list_length (get_windows ()), ==, 2);
  g_assert_cmpstr (get_preset (fixture->window), ==, "coins");
  g_assert_true (g_file_equal (fixture->window->file, coins));
  second = NRN_WINDOW (g_list_find (get_windows (), fixture->window) == get_windows ()
                       ? g_list_last (get_windows ())->data : get_windows ()->data);
  g_assert_cmpstr (get_preset (second), ==, "xor");

  /* What is open already comes to the front. */
  drop (second, coins, NULL);
  g_assert_cmpuint (g_list_length (get_windows ()), ==, 2);
  g_assert_cmpstr (get_preset (second), ==, "xor");

  drop (second, line, NULL);
  g_assert_cmpuint (g_list_length (get_windows ()), ==, 3);
  g_assert_cmpstr (get_preset (second), ==, "xor");
}

/* As a file manager does. */
static void
test_open (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GFile) coins = save_preset (fixture, "coins", "coins.neurons");
  g_autoptr (GFile) xor = save_preset (fixture, "xor", "xor.neurons");
  GFile *files[] = { coins, xor };

  g_application_open (G_APPLICATION (get_application ()), files, G_N_ELEMENTS (files), "");
  g_assert_cmpuint (g_list_length (get_windows ()), ==, 2);
  g_assert_cmpstr (get_preset (fixture->window), ==, "coins");
}

static void
test_model (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-3-2", "tanh,softmax", NULL);
  g_autoptr (NrnWeights) weights = nrn_weights_new_initial (architecture, 5);
  g_autoptr (GFile) model = get_file (fixture, "of-someone.json");
  g_autofree char *network = NULL;

  g_assert_true (nrn_tfjs_save (weights, g_file_peek_path (model), NULL));
  drop (fixture->window, model, NULL);
  network = nrn_architecture_to_string (nrn_window_test_parts (fixture->window)->architecture);
  g_assert_cmpstr (network, ==, "1-3-2");
  g_assert_cmpstr (get_preset (fixture->window), ==, "drug-trial");
  g_assert_cmpstr (fixture->window->announced, ==, "The network was imported, with its weights.");
}

static void
test_program (Fixture       *fixture,
              gconstpointer  data)
{
  static const char text[] = "model = Sequential([Dense(4)])\n";
  g_autoptr (GFile) program = write_file (fixture, "lesson.py", text);
  g_autofree char *shown = NULL;

  drop (fixture->window, program, NULL);
  g_assert_nonnull (fixture->window->code_window);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fixture->window->code_window)));
  shown = nrn_code_window_dup_text (fixture->window->code_window);
  g_assert_cmpstr (shown, ==, text);
}

/* A sentence for each, and nothing changes. */
static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct { const char *name, *text, *part; } cases[] = {
    { "cat.png", "x", "“cat.png” cannot be opened: Neurons opens experiments (.neurons)" },
    { "neurons", "x", "“neurons” cannot be opened" },
    { "broken.neurons", "{", "broken.neurons" },
    { "broken.json", "{", "broken.json" },
    { "broken.py", "\xff\xfe", "“broken.py” is not a Python program" },
  };
  const NrnExperiment *experiment = nrn_document_get_experiment (fixture->window->document);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GFile) file = write_file (fixture, cases[i].name, cases[i].text);
      g_autoptr (GFile) gone = get_file (fixture, "gone.neurons");

      drop (fixture->window, file, NULL);
      g_assert_cmpuint (g_list_length (get_windows ()), ==, 1);
      g_assert_true (nrn_document_get_experiment (fixture->window->document) == experiment);
      g_assert_nonnull (strstr (fixture->window->announced, cases[i].part));
      g_assert_true (g_str_has_suffix (fixture->window->announced, "."));
      drop (fixture->window, gone, file);
      g_assert_cmpuint (g_list_length (get_windows ()), ==, 1);
      g_assert_true (nrn_document_get_experiment (fixture->window->document) == experiment);
    }
}

static void
add_tests (void)
{
  static const struct { const char *path; void (*test) (Fixture *, gconstpointer); } tests[] = {
    { "/widgets/window-open/experiments", test_experiments },
    { "/widgets/window-open/open", test_open },
    { "/widgets/window-open/model", test_model },
    { "/widgets/window-open/program", test_program },
    { "/widgets/window-open/refused", test_refused },
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
