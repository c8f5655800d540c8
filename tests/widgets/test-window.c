/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The window itself: what it opens with, files, that it goes away, the
 * message when a training diverges.
 */

#include "config.h"

#include "nrn-window-test.h"

#include <glib/gstdio.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "nrn-experiment-file.h"
#include "nrn-preset.h"

#define N_WINDOWS 60
#define N_FIRST_WINDOWS 20

/* Bytes for each window that was open and is closed: GTK's own caches take
 * 2 to 5 thousand, a data set that stays behind 25, a widget tree hundreds. */
#define MAX_GROWTH 12288

/* Updates a second. */
#define SLOWEST_PACE 0.0001

static void
test_opens_with_drug_trial (void)
{
  NrnWindow *window = nrn_window_test_open ();
  const NrnExperimentParts *parts = nrn_window_test_parts (window);
  g_autofree char *network = nrn_architecture_to_string (parts->architecture);

  g_assert_cmpstr (parts->preset, ==, "drug-trial");
  g_assert_cmpstr (network, ==, "1-6-32-2");
  g_assert_cmpuint (nrn_architecture_get_n_parameters (parts->architecture), ==, 302);
  g_assert_cmpuint (nrn_dataset_get_n_rows (nrn_document_get_dataset (window->document)), ==, 2100);
  g_assert_cmpstr (nrn_window_test_state (window), ==, "ready");
  g_assert_cmpstr (adw_window_title_get_title (window->title), ==, "Drug trial");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == GTK_WIDGET (window->canvas));
  nrn_window_test_close (window);
}

/* A training under way goes away with its window, and does not wait for the
 * next update, which is hours away at such a pace. */
static void
test_close_while_training (void)
{
  NrnWindow *window = nrn_window_test_open ();

  nrn_trainer_set_pace (nrn_document_get_trainer (window->document), SLOWEST_PACE);
  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_state (window, "running");
  g_assert_cmpfloat (nrn_trainer_get_pace (nrn_document_get_trainer (window->document)), ==, SLOWEST_PACE);
  nrn_window_test_close (window);
}

static gsize
get_memory (void)
{
#ifdef __GLIBC__
  return mallinfo2 ().uordblks + mallinfo2 ().hblkhd;
#else
  return 0;
#endif
}

/* The first windows fill caches, of fonts for instance. */
static void
test_open_play_close (void)
{
  gsize before = 0;

  for (guint i = 0; i < N_WINDOWS; i++)
    {
      if (i == N_FIRST_WINDOWS)
        before = get_memory ();
      NrnWindow *window = nrn_window_test_open ();

      nrn_window_test_set_pace (window, i % 2 == 0 ? 1 : 0.5);
      nrn_window_test_act (window, "train.play");
      nrn_window_test_wait_update (window, 1);
      nrn_window_test_close (window);
      nrn_window_test_wait_for_work ();
    }
  g_assert_cmpuint (get_memory (), <, before + MAX_GROWTH * (N_WINDOWS - N_FIRST_WINDOWS));
}

static GtkIconPaintable *
look_up_icon (const char *name)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  g_autoptr (GIcon) icon = g_themed_icon_new (name);

  return gtk_icon_theme_lookup_by_gicon (theme, icon, 16, 1, GTK_TEXT_DIR_LTR, GTK_ICON_LOOKUP_PRELOAD);
}

/* An icon that nobody has any more might be freed by the thread that loads it, while
 * the next window finds it in GTK's cache. That keeps the last hundred. */
static void
test_icons_stay (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GtkIconPaintable *icon = look_up_icon ("media-playback-start-symbolic");

  g_object_add_weak_pointer (G_OBJECT (icon), (gpointer *) &icon);
  g_object_unref (icon);
  nrn_window_test_close (window);
  for (guint i = 0; i < 150; i++)
    {
      g_autofree char *name = g_strdup_printf ("icon-%u-symbolic", i);

      g_object_unref (look_up_icon (name));
    }
  nrn_window_test_spin (0.2);
  g_assert_nonnull (icon);
  g_object_remove_weak_pointer (G_OBJECT (icon), (gpointer *) &icon);
}

static void
test_panes (void)
{
  NrnWindow *window = nrn_window_test_open ();

  nrn_window_test_act (window, "win.show-setup");
  nrn_window_test_act (window, "win.show-results");
  nrn_window_test_draw (window);
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (window->setup_pane)));
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (window->results_pane)));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (window->canvas)));

  nrn_window_test_act (window, "win.show-setup");
  nrn_window_test_draw (window);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (window->setup_pane)));
  nrn_window_test_close (window);
}

/* The window's frame is in that size. */
static void
resize (NrnWindow *window,
        int        width,
        int        height)
{
  int before = gtk_widget_get_width (GTK_WIDGET (window));

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  do
    nrn_window_test_draw (window);
  while (gtk_widget_get_width (GTK_WIDGET (window)) == before);
}

static gboolean
is_shown (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

/* On a small screen the network has room, and one of the panes; what was
 * wanted on a large one comes back there. */
static void
test_narrow (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GSettings *settings;

  settings = nrn_application_get_settings (
    NRN_APPLICATION (gtk_window_get_application (GTK_WINDOW (window))));
  resize (window, 1024, 768);
  g_assert_true (is_shown (window->results_pane));
  g_assert_false (is_shown (window->setup_pane));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (window->canvas)), >=, 700);

  nrn_window_test_act (window, "win.show-setup");
  nrn_window_test_draw (window);
  g_assert_true (is_shown (window->setup_pane));
  g_assert_false (is_shown (window->results_pane));
  nrn_window_test_act (window, "win.show-setup");
  nrn_window_test_draw (window);
  g_assert_false (is_shown (window->setup_pane));

  g_assert_true (g_settings_get_boolean (settings, "show-setup"));
  g_assert_true (g_settings_get_boolean (settings, "show-results"));
  resize (window, 1280, 800);
  g_assert_true (is_shown (window->setup_pane));
  g_assert_true (is_shown (window->results_pane));
  g_assert_cmpint (g_settings_get_int (settings, "setup-width"), ==,
                   gtk_paned_get_position (window->outer_paned));
  nrn_window_test_close (window);
}

/* On a very small one a pane takes the network's place, until it goes. */
static void
test_tight (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GtkWidget *focus;

  resize (window, 1024, 700);
  resize (window, 860, 600);
  g_assert_true (is_shown (window->canvas));
  g_assert_false (is_shown (window->setup_pane));
  g_assert_false (is_shown (window->results_pane));

  nrn_window_test_act (window, "win.show-setup");
  nrn_window_test_draw (window);
  g_assert_true (is_shown (window->setup_pane));
  g_assert_false (is_shown (window->canvas));
  focus = gtk_window_get_focus (GTK_WINDOW (window));
  g_assert_true (gtk_widget_is_ancestor (focus, GTK_WIDGET (window->setup_pane)));

  nrn_window_test_act (window, "win.show-results");
  nrn_window_test_draw (window);
  g_assert_true (is_shown (window->results_pane));
  g_assert_false (is_shown (window->setup_pane));
  g_assert_false (is_shown (window->canvas));
  nrn_window_test_act (window, "win.show-setup");
  nrn_window_test_draw (window);
  g_assert_true (is_shown (window->setup_pane));
  g_assert_false (is_shown (window->results_pane));

  g_assert_true (nrn_window_uncover (window));
  nrn_window_test_draw (window);
  g_assert_true (is_shown (window->canvas));
  g_assert_false (is_shown (window->setup_pane));
  g_assert_false (nrn_window_uncover (window));
  nrn_window_test_close (window);
}

/* Where there is little height, too, there is a network to be seen. */
static void
test_low (void)
{
  NrnWindow *window = nrn_window_test_open ();

  resize (window, 640, 700);
  g_assert_true (is_shown (window->data_view));
  resize (window, 660, 480);
  g_assert_false (is_shown (window->data_view));
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (window->canvas)), >=, 180);
  resize (window, 1280, 800);
  g_assert_true (is_shown (window->data_view));
  nrn_window_test_close (window);
}

/* The least that the window can be, with what it shows now. */
static void
assert_fits (NrnWindow *window,
             int        width,
             int        height)
{
  int least_width, least_height;

  gtk_widget_measure (GTK_WIDGET (window), GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL,
                      NULL);
  gtk_widget_measure (GTK_WIDGET (window), GTK_ORIENTATION_VERTICAL, width, &least_height, NULL,
                      NULL, NULL);
  g_test_message ("at least %d×%d", least_width, least_height);
  g_assert_cmpint (least_width, <=, width);
  g_assert_cmpint (least_height, <=, height);
}

/* Twice as large a text leaves room for one pane only, which is wider. */
static void
test_large_text (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GtkSettings *settings = gtk_settings_get_default ();
  int width = gtk_widget_get_width (GTK_WIDGET (window->results_pane));

  g_object_set (settings, "gtk-xft-dpi", 192 * 1024, NULL);
  nrn_window_test_draw (window);
  resize (window, 1240, 790);
  g_assert_true (is_shown (window->results_pane));
  g_assert_false (is_shown (window->setup_pane));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (window->results_pane)), >=, 3 * width / 2);
  assert_fits (window, 1240, 790);

  resize (window, 1024, 768);
  assert_fits (window, 1024, 768);
  nrn_window_test_act (window, "win.show-setup");
  nrn_window_test_draw (window);
  g_assert_true (is_shown (window->setup_pane));
  assert_fits (window, 1024, 768);
  gtk_settings_reset_property (settings, "gtk-xft-dpi");
  nrn_window_test_draw (window);
  resize (window, 1280, 800);
  g_assert_true (is_shown (window->setup_pane));
  nrn_window_test_close (window);
}

/* What a window shows is what the next one shows. */
static void
test_panes_are_remembered (void)
{
  NrnWindow *window = nrn_window_test_open ();
  NrnWindow *next;
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (window));

  nrn_window_test_act (window, "win.show-setup");
  next = nrn_window_new (NRN_APPLICATION (application));
  gtk_window_present (GTK_WINDOW (next));
  nrn_window_test_draw (next);
  g_assert_false (is_shown (next->setup_pane));
  g_assert_true (is_shown (next->results_pane));
  nrn_window_test_close (next);
  nrn_window_test_close (window);
}

static double
get_learning_rate (NrnWindow *window)
{
  return nrn_config_lookup (nrn_window_test_parts (window)->optimizer, "learning_rate");
}

/* Too large a learning rate. The last finite weights stay, and the button
 * divides the rate by ten; of a rate that is much too large it goes back to
 * the usual one. It trains with it at once. */
static void
test_diverging (void)
{
  static const struct { const char *rate, *word; double offered; } cases[] = {
    { "1000", " 1000 ", 0.01 }, { "100", " 100 ", 0.01 },
    { "ExponentialDecay(200, 1000, 1)", " 200 ", 0.01 },
  };
  NrnWindow *window = nrn_window_test_open ();

  nrn_window_test_choose (window, "line");
  nrn_window_test_choose_kind (window, "optimizer_row", "SGD");
  nrn_window_test_set_pace (window, 1);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      nrn_window_test_enter (window, "learning_rate_row", cases[i].rate);
      nrn_window_test_act (window, "train.play");
      nrn_window_test_wait_state (window, "diverged");
      g_assert_true (gtk_info_bar_get_revealed (window->banner));
      g_assert_nonnull (strstr (gtk_label_get_text (window->banner_label), cases[i].word));
      g_assert_true (nrn_weights_are_finite (nrn_window_test_snapshot (window)->weights));

      g_signal_emit_by_name (window->banner_button, "clicked");
      g_assert_cmpfloat_with_epsilon (get_learning_rate (window), cases[i].offered, 1e-12);
      g_assert_false (gtk_info_bar_get_revealed (window->banner));
      nrn_window_test_wait_state (window, "done");
      g_assert_false (gtk_info_bar_get_revealed (window->banner));
    }
  nrn_window_test_close (window);
}

static void
wait_for_banner (NrnWindow *window)
{
  while (!gtk_info_bar_get_revealed (window->banner))
    g_main_context_iteration (NULL, TRUE);
}

/* With this seed no unit of the first layer is ever on. */
static void
test_never_learns (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GtkSpinButton *seed = GTK_SPIN_BUTTON (nrn_window_test_setup (window, "seed_spin"));

  gtk_spin_button_set_value (seed, 70);
  nrn_window_test_act (window, "train.step-unit::epoch");
  for (guint epoch = 1; epoch <= 5; epoch++)
    {
      g_assert_false (gtk_info_bar_get_revealed (window->banner));
      nrn_window_test_act (window, "train.step");
      nrn_window_test_wait_update (window, 210 * epoch);
    }
  wait_for_banner (window);
  g_assert_nonnull (strstr (gtk_label_get_text (window->banner_label),
                            "all 6 units of Hidden 1 are off for every sample"));
  g_assert_cmpstr (gtk_button_get_label (window->banner_button), ==, "Try Another Start");

  /* Who closes it is not told again about the same training. */
  gtk_info_bar_response (window->banner, GTK_RESPONSE_CLOSE);
  nrn_window_test_set_pace (window, 1);
  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_state (window, "done");
  g_assert_false (gtk_info_bar_get_revealed (window->banner));

  nrn_window_test_act (window, "train.reset");
  nrn_window_test_act (window, "train.play");
  wait_for_banner (window);
  g_signal_emit_by_name (window->banner_button, "clicked");
  g_assert_false (gtk_info_bar_get_revealed (window->banner));
  g_assert_cmpuint (nrn_window_test_parts (window)->fit.seed, !=, 70);
  nrn_window_test_wait_update (window, 1);
  nrn_window_test_close (window);
}

/* Finite, but worse than a guess. */
static void
test_steps_too_large (void)
{
  NrnWindow *window = nrn_window_test_open ();

  nrn_window_test_enter (window, "learning_rate_row", "10");
  nrn_window_test_set_pace (window, 1);
  nrn_window_test_act (window, "train.play");
  wait_for_banner (window);
  g_assert_nonnull (strstr (gtk_label_get_text (window->banner_label), "learning rate 10 "));
  g_assert_cmpstr (gtk_button_get_label (window->banner_button), ==, "Try Learning Rate 0.0001");
  g_signal_emit_by_name (window->banner_button, "clicked");
  g_assert_cmpfloat (get_learning_rate (window), ==, 0.0001);
  nrn_window_test_wait_state (window, "done");
  g_assert_false (gtk_info_bar_get_revealed (window->banner));
  g_assert_cmpfloat (nrn_window_test_number (window, "accuracy"), >=, 0.92);
  nrn_window_test_close (window);
}

static void
collect_accelerators (GtkWidget *widget,
                      GString   *all)
{
  if (GTK_IS_SHORTCUTS_SHORTCUT (widget))
    {
      g_autofree char *accelerator = NULL;

      g_object_get (widget, "accelerator", &accelerator, NULL);
      g_string_append_printf (all, " %s ", accelerator);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_accelerators (child, all);
}

static GtkWindow *
find_shortcuts (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (GTK_IS_SHORTCUTS_WINDOW (window))
        return window;
    }

  return NULL;
}

/* Whether @listed, an accelerator or a range as in <Alt>1...4, tells of a key. */
static gboolean
is_told_of (const char     *listed,
            guint           key,
            GdkModifierType modifiers)
{
  g_auto (GStrv) ends = g_strsplit (listed, "...", 2);
  guint first = 0, last;
  GdkModifierType first_modifiers, last_modifiers;

  if (ends[0] == NULL || !gtk_accelerator_parse (ends[0], &first, &first_modifiers))
    return FALSE;
  last = first;
  if (ends[1] != NULL)
    g_assert_true (gtk_accelerator_parse (ends[1], &last, &last_modifiers));

  return first_modifiers == modifiers && first <= key && key <= last;
}

/* The key of each action is in the window that tells of them, which fits the
 * smallest screen and has more than a page: no page brings a warning. */
static void
test_shortcuts (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (window));
  g_auto (GStrv) actions = gtk_application_list_action_descriptions (application);
  g_autoptr (GString) all = g_string_new (NULL);
  GtkRequisition size;

  nrn_window_test_act (window, "win.show-help-overlay");
  g_assert_nonnull (find_shortcuts ());
  gtk_widget_get_preferred_size (GTK_WIDGET (find_shortcuts ()), NULL, &size);
  g_assert_cmpint (size.width, <=, 1024);
  g_assert_cmpint (size.height, <=, 768);
  collect_accelerators (GTK_WIDGET (find_shortcuts ()), all);
  for (guint i = 0; actions[i] != NULL; i++)
    {
      g_auto (GStrv) keys = gtk_application_get_accels_for_action (application, actions[i]);
      guint key;
      GdkModifierType modifiers;
      gboolean is_listed = FALSE;
      g_auto (GStrv) listed = g_strsplit (all->str, " ", -1);

      g_assert_true (gtk_accelerator_parse (keys[0], &key, &modifiers));
      for (guint j = 0; listed[j] != NULL; j++)
        is_listed = is_listed || is_told_of (listed[j], key, modifiers);
      if (!is_listed)
        g_error ("%s (%s) is not told of.", actions[i], keys[0]);
    }
  gtk_window_destroy (find_shortcuts ());
  nrn_window_test_close (window);
}

static char *
temporary_file (const char *name)
{
  g_autofree char *folder = g_dir_make_tmp ("neurons-XXXXXX", NULL);

  return g_build_filename (folder, name, NULL);
}

static void
remove_file (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_no_errno (g_remove (path));
  g_assert_no_errno (g_rmdir (folder));
}

static void
test_save_and_open (void)
{
  NrnWindow *window = nrn_window_test_open ();
  g_autofree char *path = temporary_file ("lesson.neurons");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (NrnExperiment) trained = NULL;
  g_autoptr (GError) error = NULL;
  const NrnWeights *weights;

  nrn_window_test_enter (window, "architecture_row", "1-8-2");
  nrn_window_test_act (window, "train.step-unit::epoch");
  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 210);
  trained = nrn_document_dup_trained (window->document);
  g_assert_true (nrn_experiment_save (trained, path, &error));
  g_assert_no_error (error);
  nrn_window_test_close (window);

  window = nrn_window_test_open ();
  nrn_window_open_file (window, file);
  weights = nrn_experiment_get_parts (trained)->weights;
  g_assert_cmpmem (nrn_window_test_weights (window), 34 * sizeof (float),
                   nrn_weights_get_data (weights), 34 * sizeof (float));
  g_assert_cmpuint (nrn_architecture_get_n_parameters (nrn_window_test_parts (window)->architecture),
                    ==, 34);
  nrn_window_test_close (window);
  remove_file (path);
}

/* A file that is none is refused; what was there stays, and goes on. */
static void
test_open_nonsense (void)
{
  NrnWindow *window = nrn_window_test_open ();
  NrnTrainer *trainer = nrn_document_get_trainer (window->document);
  g_autofree char *path = temporary_file ("nonsense.neurons");
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, "no experiment", -1, NULL));
  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_update (window, 1);
  nrn_window_open_file (window, file);
  nrn_window_test_draw (window);
  g_assert_true (nrn_document_get_trainer (window->document) == trainer);
  g_assert_cmpstr (nrn_window_test_state (window), ==, "running");
  nrn_window_test_close (window);
  remove_file (path);
}

static void
add_tests (void)
{
  g_test_add_func ("/widgets/window/opens-with-drug-trial", test_opens_with_drug_trial);
  g_test_add_func ("/widgets/window/close-while-training", test_close_while_training);
  g_test_add_func ("/widgets/window/open-play-close", test_open_play_close);
  g_test_add_func ("/widgets/window/icons-stay", test_icons_stay);
  g_test_add_func ("/widgets/window/panes", test_panes);
  g_test_add_func ("/widgets/window/narrow", test_narrow);
  g_test_add_func ("/widgets/window/tight", test_tight);
  g_test_add_func ("/widgets/window/low", test_low);
  g_test_add_func ("/widgets/window/large-text", test_large_text);
  g_test_add_func ("/widgets/window/panes-are-remembered", test_panes_are_remembered);
  g_test_add_func ("/widgets/window/shortcuts", test_shortcuts);
  g_test_add_func ("/widgets/window/diverging", test_diverging);
  g_test_add_func ("/widgets/window/never-learns", test_never_learns);
  g_test_add_func ("/widgets/window/steps-too-large", test_steps_too_large);
  g_test_add_func ("/widgets/window/save-and-open", test_save_and_open);
  g_test_add_func ("/widgets/window/open-nonsense", test_open_nonsense);
}

int
main (int   argc,
      char *argv[])
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
