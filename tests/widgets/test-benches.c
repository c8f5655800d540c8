/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The benches, each in a window of its own.
 */

#include "config.h"

#include "nrn-window-test.h"

#include "nrn-bench-plot.h"
#include "nrn-benches-view.h"
#include "nrn-activation-bench-view.h"
#include "nrn-collapse-bench-view.h"
#include "nrn-loss-bench-view.h"
#include "nrn-luck-bench-view.h"
#include "nrn-race-bench-view.h"
#include "nrn-preset.h"

/* ---- What the tests share ---- */

static gboolean
is_mapped (NrnWindow     *window,
           gconstpointer  widget)
{
  return gtk_widget_get_mapped (GTK_WIDGET (widget));
}

/* Shows a page with the drug trial. */
static GtkWidget *
open_document (NrnBenchesView **page,
               NrnDocument     *document)
{
  GtkWidget *window = adw_window_new ();
  g_autoptr (GError) error = NULL;
  const NrnPreset *preset = nrn_preset_find ("drug-trial", &error);
  g_autoptr (NrnExperiment) experiment = nrn_preset_new_experiment (preset, preset->seed);

  nrn_document_set_experiment (document, experiment, &error);
  g_assert_no_error (error);
  *page = NRN_BENCHES_VIEW (nrn_benches_view_new ());
  nrn_benches_view_set_document (*page, document);
  adw_window_set_content (ADW_WINDOW (window), GTK_WIDGET (*page));
  gtk_window_set_default_size (GTK_WINDOW (window), 640, 800);
  gtk_window_present (GTK_WINDOW (window));
  nrn_window_test_wait (NULL, "the page", is_mapped, *page);

  return window;
}

static GtkWidget *
open_page (NrnBenchesView **page)
{
  g_autoptr (NrnDocument) document = nrn_document_new ();

  return open_document (page, document);
}

static gpointer
get_child (GtkWidget  *widget,
           const char *name)
{
  GObject *child = gtk_widget_get_template_child (widget, G_OBJECT_TYPE (widget), name);

  g_assert_nonnull (child);
  return child;
}

static const char *
get_text (GtkWidget  *widget,
          const char *name)
{
  return gtk_label_get_text (get_child (widget, name));
}

/* Whether the key meant something there. */
static gboolean
press (GtkWidget *widget,
       guint      key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean is_handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !is_handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &is_handled);
    }

  return is_handled;
}

/* ---- The page ---- */

static void
test_costs_nothing_while_hidden (void)
{
  GtkWidget *page = g_object_ref_sink (nrn_benches_view_new ());
  GtkWidget *stack = get_child (page, "stack");

  g_assert_null (gtk_widget_get_first_child (stack));
  g_object_unref (page);
}

/* As the third page of the window. */
static void
test_in_the_window (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GtkWidget *frame = adw_view_stack_get_child_by_name (window->pages, "benches");
  GtkWidget *page;

  g_assert_null (adw_bin_get_child (ADW_BIN (frame)));
  nrn_window_test_act (window, "win.page::benches");
  page = adw_bin_get_child (ADW_BIN (frame));
  nrn_window_test_wait (window, "the benches", is_mapped, page);
  g_assert_true (NRN_IS_LOSS_BENCH_VIEW (nrn_benches_view_show (NRN_BENCHES_VIEW (page), "loss")));
  nrn_window_test_close (window);
}

/* ---- Losses ---- */

/* Its name is the first thing in its row. */
static GtkListBoxRow *
find_loss (GtkWidget  *bench,
           const char *loss)
{
  GtkListBox *list = get_child (bench, "list");
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    {
      GtkWidget *names = gtk_grid_get_child_at (GTK_GRID (gtk_list_box_row_get_child (row)), 0, 0);
      GtkWidget *name = gtk_widget_get_first_child (names);

      if (g_str_equal (gtk_label_get_text (GTK_LABEL (name)), loss))
        return row;
    }

  g_assert_not_reached ();
}

/* The number of a loss is the last thing in its row. */
static const char *
get_loss (GtkWidget  *bench,
          const char *loss)
{
  GtkWidget *grid = gtk_list_box_row_get_child (find_loss (bench, loss));

  return gtk_label_get_text (GTK_LABEL (gtk_grid_get_child_at (GTK_GRID (grid), 1, 0)));
}

static void
set_output (GtkWidget *bench,
            double     output)
{
  gtk_adjustment_set_value (get_child (bench, "output"), output);
}

static void
activate (GtkWidget  *bench,
          const char *button)
{
  gtk_toggle_button_set_active (get_child (bench, button), TRUE);
}

static void
test_loss_of_the_cat (void)
{
  NrnBenchesView *page;
  GtkWidget *window = open_page (&page);
  GtkWidget *bench = nrn_benches_view_show (page, "loss");

  g_assert_cmpstr (get_text (bench, "error_label"), ==,
                   "error = output − label = 0.25 − 0 = 0.25\nsquared error = 0.0625");
  g_assert_cmpstr (get_loss (bench, "mean_squared_error"), ==, "0.0625");
  g_assert_cmpstr (get_loss (bench, "mean_absolute_error"), ==, "0.2500");
  g_assert_cmpstr (get_loss (bench, "binary_crossentropy"), ==, "0.2877");
  g_assert_cmpstr (get_loss (bench, "mean_absolute_percentage_error"), ==, "2.5e8");

  activate (bench, "one_button");
  g_assert_cmpstr (get_text (bench, "error_label"), ==,
                   "error = output − label = 0.25 − 1 = −0.75\nsquared error = 0.5625");
  g_assert_cmpstr (get_loss (bench, "mean_squared_error"), ==, "0.5625");
  g_assert_cmpstr (get_loss (bench, "sparse_categorical_crossentropy"), ==, "1.3863");

  gtk_window_destroy (GTK_WINDOW (window));
}

/* Whoever squares the error that is shown finds the square that is shown. */
static void
test_loss_digits (void)
{
  NrnBenchesView *page;
  GtkWidget *window = open_page (&page);
  GtkWidget *bench = nrn_benches_view_show (page, "loss");

  set_output (bench, 0.333);
  g_assert_cmpstr (get_text (bench, "error_label"), ==,
                   "error = output − label = 0.333 − 0 = 0.333\nsquared error = 0.110889");
  set_output (bench, 0.12345);
  g_assert_cmpstr (get_text (bench, "error_label"), ==,
                   "error = output − label = 0.123 − 0 = 0.123\nsquared error = 0.015129");

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_loss_by_key (void)
{
  NrnBenchesView *page;
  GtkWidget *window = open_page (&page);
  GtkWidget *bench = nrn_benches_view_show (page, "loss");
  GtkWidget *plot = get_child (bench, "plot");

  g_assert_true (press (plot, GDK_KEY_Right));
  g_assert_cmpstr (get_loss (bench, "mean_absolute_error"), ==, "0.2600");
  g_assert_true (press (plot, GDK_KEY_Page_Up));
  g_assert_cmpstr (get_loss (bench, "mean_absolute_error"), ==, "0.3600");
  g_assert_true (press (plot, GDK_KEY_End));
  g_assert_cmpstr (get_loss (bench, "mean_absolute_error"), ==, "1.0000");
  g_assert_true (press (plot, GDK_KEY_Right));
  g_assert_cmpstr (get_loss (bench, "mean_absolute_error"), ==, "1.0000");
  g_assert_false (press (plot, GDK_KEY_Tab));

  gtk_window_destroy (GTK_WINDOW (window));
}

/* The means are those of the four samples, and errors of both signs cancel. */
static void
test_loss_of_a_batch (void)
{
  NrnBenchesView *page;
  GtkWidget *window = open_page (&page);
  GtkWidget *bench = nrn_benches_view_show (page, "loss");
  GtkGrid *grid = get_child (bench, "samples_grid");

  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (grid)));
  activate (bench, "batch_button");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (grid)));
  g_assert_cmpstr (get_loss (bench, "mean_squared_error"), ==, "0.1981");
  g_assert_cmpstr (get_loss (bench, "mean_absolute_error"), ==, "0.3875");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (gtk_grid_get_child_at (grid, 3, 5))), ==, "0.15");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (gtk_grid_get_child_at (grid, 4, 5))), ==, "1.55");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (gtk_grid_get_child_at (grid, 5, 5))), ==, "0.7925");

  /* The slider moves the sample that is chosen. */
  gtk_check_button_set_active (GTK_CHECK_BUTTON (gtk_grid_get_child_at (grid, 0, 3)), TRUE);
  set_output (bench, 0.2);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (gtk_grid_get_child_at (grid, 1, 3))), ==, "0.2");
  g_assert_cmpstr (get_loss (bench, "mean_absolute_error"), ==, "0.2875");

  gtk_window_destroy (GTK_WINDOW (window));
}

/* ---- Activations ---- */

static void
set_activation (GtkWidget  *bench,
                const char *name)
{
  g_autoptr (NrnConfig) activation = nrn_config_new_by_name (NRN_FAMILY_ACTIVATION, name, NULL);

  nrn_activation_bench_view_set_activation (NRN_ACTIVATION_BENCH_VIEW (bench), activation);
}

static void
set_number (GtkWidget  *bench,
            const char *name,
            double      value)
{
  gtk_adjustment_set_value (get_child (bench, name), value);
}

static void
test_activation_table (void)
{
  static const char *const expected[] = { "0.0067", "0.2689", "0.5", "0.7311", "0.9933" };
  NrnBenchesView *page;
  GtkWidget *window = open_page (&page);
  GtkWidget *bench = nrn_benches_view_show (page, "activation");
  GtkGrid *table = get_child (bench, "table");

  for (int i = 0; i < (int) G_N_ELEMENTS (expected); i++)
    g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (gtk_grid_get_child_at (table, i + 1, 1))), ==,
                     expected[i]);

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_activation_point (void)
{
  NrnBenchesView *page;
  GtkWidget *window = open_page (&page);
  GtkWidget *bench = nrn_benches_view_show (page, "activation");

  g_assert_cmpstr (get_text (bench, "point_label"), ==, "sigmoid(1) = 0.7311, slope 0.1966");
  g_assert_true (press (get_child (bench, "plot"), GDK_KEY_Page_Down));
  g_assert_cmpstr (get_text (bench, "point_label"), ==, "sigmoid(0) = 0.5, slope 0.25");
  g_assert_true (press (get_child (bench, "plot"), GDK_KEY_Left));
  g_assert_cmpstr (get_text (bench, "point_label"), ==, "sigmoid(−0.1) = 0.475, slope 0.2494");

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
check_wheel (GtkWidget *widget,
             guint     *n_scales)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; GTK_IS_SCALE (widget) && i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        continue;
      *n_scales += 1;
      g_assert_cmpint (gtk_event_controller_get_propagation_phase (controller), ==, GTK_PHASE_NONE);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_wheel (child, n_scales);
}

/* It moves the page, not the scales in it. */
static void
test_wheel (void)
{
  NrnBenchesView *page;
  GtkWidget *window = open_page (&page);
  guint n_scales = 0;

  check_wheel (nrn_benches_view_show (page, "activation"), &n_scales);
  g_assert_cmpuint (n_scales, >=, 2);

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_activation_linearity (void)
{
  NrnBenchesView *page;
  GtkWidget *window = open_page (&page);
  GtkWidget *bench = nrn_benches_view_show (page, "activation");

  set_activation (bench, "relu");
  g_assert_cmpstr (get_text (bench, "sum_label"), ==,
                   "f(a + b) = f(−1 + 2) = f(1) = 1\n"
                   "f(a) + f(b) = f(−1) + f(2) = 0 + 2 = 2\nNot equal.");
  set_number (bench, "a", 1);
  g_assert_true (g_str_has_suffix (get_text (bench, "sum_label"), "Equal here."));
  g_assert_true (g_str_has_prefix (get_text (bench, "verdict_label"), "relu is not linear"));

  set_activation (bench, "linear");
  g_assert_true (g_str_has_prefix (get_text (bench, "verdict_label"), "linear is linear"));
  gtk_switch_set_active (get_child (bench, "bias_switch"), TRUE);
  g_assert_cmpstr (get_text (bench, "multiple_label"), ==,
                   "f(x · a) = f(3 · 1) = f(3) = 4\n"
                   "x · f(a) = 3 · f(1) = 3 · 2 = 6\nNot equal.");
  g_assert_true (g_str_has_prefix (get_text (bench, "verdict_label"),
                                   "linear with a bias is not linear"));

  gtk_window_destroy (GTK_WINDOW (window));
}

/* ---- Luck ---- */

static gboolean
is_idle (NrnWindow     *window,
         gconstpointer  bench)
{
  return !nrn_luck_bench_view_is_busy ((gpointer) bench) &&
         g_str_has_prefix (get_text ((gpointer) bench, "words_label"), "100 runs");
}

static void
click (GtkWidget  *bench,
       const char *button)
{
  g_signal_emit_by_name (get_child (bench, button), "clicked");
}

/* A bar leads to a seed, and back again by undo. */
static void
test_luck_loads_a_seed (void)
{
  g_autoptr (NrnDocument) document = nrn_document_new ();
  NrnBenchesView *page;
  GtkWidget *window = open_document (&page, document);
  GtkWidget *bench = nrn_benches_view_show (page, "luck");
  guint before, seed;

  click (bench, "run_button");
  g_assert_true (nrn_luck_bench_view_is_busy (NRN_LUCK_BENCH_VIEW (bench)));
  nrn_window_test_wait (NULL, "a hundred runs", is_idle, bench);

  g_assert_false (gtk_widget_get_visible (get_child (bench, "seed_box")));
  g_assert_true (press (get_child (bench, "plot"), GDK_KEY_End));
  for (guint i = 0; i < 64 && !gtk_widget_get_visible (get_child (bench, "seed_box")); i++)
    press (get_child (bench, "plot"), GDK_KEY_Left);
  g_assert_true (gtk_widget_get_visible (get_child (bench, "seed_box")));

  before = nrn_experiment_get_parts (nrn_document_get_experiment (document))->fit.seed;
  click (bench, "load_button");
  seed = nrn_experiment_get_parts (nrn_document_get_experiment (document))->fit.seed;
  g_assert_cmpuint (seed, !=, before);
  g_assert_cmpuint (seed, >=, 1);
  g_assert_cmpuint (seed, <=, 100);
  /* What all seeds come to is still there. */
  g_assert_true (gtk_widget_get_visible (get_child (bench, "results_box")));
  g_assert_cmpstr (nrn_document_get_undo_name (document), ==, "Undo Change Seed");
  g_assert_true (nrn_document_undo (document, NULL));
  g_assert_cmpuint (nrn_experiment_get_parts (nrn_document_get_experiment (document))->fit.seed, ==,
                    before);

  gtk_window_destroy (GTK_WINDOW (window));
}

/* Runs of another experiment say nothing of this one. */
static void
test_luck_is_of_the_experiment (void)
{
  g_autoptr (NrnDocument) document = nrn_document_new ();
  NrnBenchesView *page;
  GtkWidget *window = open_document (&page, document);
  GtkWidget *bench = nrn_benches_view_show (page, "luck");
  NrnExperimentParts parts;

  click (bench, "run_button");
  nrn_window_test_wait (NULL, "a hundred runs", is_idle, bench);
  parts = *nrn_experiment_get_parts (nrn_document_get_experiment (document));
  parts.fit.epochs = 3;
  g_assert_true (nrn_document_edit (document, &parts, NULL));
  g_assert_false (gtk_widget_get_visible (get_child (bench, "results_box")));

  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
is_trained (NrnWindow     *window,
            gconstpointer  document)
{
  return nrn_trainer_get_state (nrn_document_get_trainer ((gpointer) document)) ==
         NRN_TRAINING_DONE;
}

/* The training in the window goes on, to the same bits. */
static void
test_luck_leaves_the_training_alone (void)
{
  g_autoptr (NrnDocument) document = nrn_document_new ();
  NrnBenchesView *page;
  GtkWidget *window = open_document (&page, document);
  GtkWidget *bench = nrn_benches_view_show (page, "luck");
  const NrnExperimentParts *parts =
    nrn_experiment_get_parts (nrn_document_get_experiment (document));
  g_autoptr (NrnFit) fit = nrn_fit_new (parts->architecture, NULL, parts->loss, parts->optimizer,
                                        nrn_document_get_samples (document), &parts->fit, NULL);
  g_autoptr (NrnHistory) alone = NULL;

  while (nrn_fit_step (fit) != NRN_FIT_DONE)
    ;
  alone = nrn_fit_dup_history (fit);

  click (bench, "run_button");
  nrn_trainer_play (nrn_document_get_trainer (document));
  nrn_window_test_wait (NULL, "the training", is_trained, document);
  nrn_window_test_wait (NULL, "a hundred runs", is_idle, bench);
  g_assert_true (nrn_history_equal (nrn_document_get_history (document), alone));

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_luck_stops (void)
{
  g_autoptr (NrnDocument) document = nrn_document_new ();
  NrnBenchesView *page;
  GtkWidget *window = open_document (&page, document);
  GtkWidget *bench = nrn_benches_view_show (page, "luck");
  NrnExperimentParts parts = *nrn_experiment_get_parts (nrn_document_get_experiment (document));

  parts.fit.epochs = 1000000;
  g_assert_true (nrn_document_edit (document, &parts, NULL));
  click (bench, "run_button");
  g_assert_cmpstr (get_text (bench, "progress_label"), ==, "0 of 100 runs");
  click (bench, "run_button");
  g_assert_false (nrn_luck_bench_view_is_busy (NRN_LUCK_BENCH_VIEW (bench)));

  gtk_window_destroy (GTK_WINDOW (window));
}

/* ---- The race ---- */

static gboolean
is_race_over (NrnWindow     *window,
              gconstpointer  bench)
{
  return !nrn_race_bench_view_is_busy ((gpointer) bench) &&
         gtk_widget_get_visible (get_child ((gpointer) bench, "results_box")) &&
         *get_text ((gpointer) bench, "status_label") == '\0';
}

static const char *
get_cell (GtkWidget *bench,
          int        column,
          int        row)
{
  GtkWidget *cell = gtk_grid_get_child_at (get_child (bench, "table"), column, row);

  return cell != NULL ? gtk_label_get_text (GTK_LABEL (cell)) : NULL;
}

/* Each lane comes to what its optimizer comes to alone. */
static void
test_race (void)
{
  g_autoptr (NrnDocument) document = nrn_document_new ();
  NrnBenchesView *page;
  GtkWidget *window = open_document (&page, document);
  GtkWidget *bench = nrn_benches_view_show (page, "race");
  const NrnExperimentParts *parts =
    nrn_experiment_get_parts (nrn_document_get_experiment (document));
  g_autoptr (NrnFit) fit = nrn_fit_new (parts->architecture, NULL, parts->loss, parts->optimizer,
                                        nrn_document_get_samples (document), &parts->fit, NULL);
  g_autofree char *loss = NULL;

  while (nrn_fit_step (fit) != NRN_FIT_DONE)
    ;
  loss = g_strdup_printf ("%.4f", nrn_fit_get_last_epoch (fit)->loss);

  click (bench, "run_button");
  nrn_window_test_wait (NULL, "the end of the race", is_race_over, bench);
  g_assert_cmpstr (get_cell (bench, 0, 1), ==, "Adam 0.1");
  g_assert_cmpstr (get_cell (bench, 0, 4), ==, "Adam 0.0001");
  g_assert_cmpstr (get_cell (bench, 1, 0), ==, "loss, epoch 20");
  g_assert_cmpstr (get_cell (bench, 1, 4), ==, loss);
  g_assert_null (get_cell (bench, 0, 5));

  /* The line says what was there at another epoch. */
  g_assert_true (press (get_child (bench, "plot"), GDK_KEY_Home));
  g_assert_cmpstr (get_cell (bench, 1, 0), ==, "loss, epoch 1");
  g_assert_cmpstr (get_cell (bench, 1, 4), !=, loss);

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_race_of_optimizers (void)
{
  NrnBenchesView *page;
  GtkWidget *window = open_page (&page);
  GtkWidget *bench = nrn_benches_view_show (page, "race");

  click (bench, "optimizers_button");
  click (bench, "run_button");
  nrn_window_test_wait (NULL, "the end of the race", is_race_over, bench);
  g_assert_cmpstr (get_cell (bench, 0, 1), ==, "SGD 0.01");
  g_assert_nonnull (get_cell (bench, 2, 6));

  /* A word that is not understood is said to be, and the race stays. */
  gtk_editable_set_text (GTK_EDITABLE (get_child (bench, "lanes_entry")), "0.1; quick");
  click (bench, "run_button");
  g_assert_true (strstr (get_text (bench, "status_label"), "quick") != NULL);
  g_assert_true (gtk_widget_get_visible (get_child (bench, "results_box")));

  gtk_window_destroy (GTK_WINDOW (window));
}

/* Where nothing has been trained there is no run to mark, nor to compare. */
static void
test_luck_marks (void)
{
  g_autoptr (NrnDocument) document = nrn_document_new ();
  NrnBenchesView *page;
  GtkWidget *window = open_document (&page, document);
  GtkWidget *bench = nrn_benches_view_show (page, "luck");
  NrnBenchPlot *plot = get_child (bench, "plot");

  click (bench, "run_button");
  nrn_window_test_wait (NULL, "a hundred runs", is_idle, bench);
  g_assert_nonnull (nrn_bench_plot_get_plot (plot)->bars);
  g_assert_cmpuint (nrn_bench_plot_get_plot (plot)->n_verticals, ==, 0);
  g_assert_true (nrn_bench_plot_get_plot (plot)->x_is_fraction);

  gtk_window_destroy (GTK_WINDOW (window));
}

/* ---- Linear collapse ---- */

/* Whether a label below @widget says just this. */
static gboolean
has_label (GtkWidget  *widget,
           const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (has_label (child, text))
        return TRUE;
    }

  return FALSE;
}

static void
test_collapse_steps (void)
{
  NrnBenchesView *page;
  GtkWidget *window = open_page (&page);
  GtkWidget *bench = nrn_benches_view_show (page, "collapse");

  g_assert_cmpstr (get_text (bench, "step_label"), ==, "Step 1 of 3");
  g_assert_false (gtk_widget_get_visible (get_child (bench, "single_box")));
  g_assert_false (gtk_widget_get_sensitive (get_child (bench, "back_button")));
  click (bench, "next_button");
  click (bench, "next_button");
  g_assert_cmpstr (get_text (bench, "step_label"), ==, "Step 3 of 3");
  g_assert_true (has_label (get_child (bench, "steps_box"), "Layer “Hidden 1”: x · W1 + b1"));
  g_assert_true (has_label (get_child (bench, "steps_box"), "B2 = b1 · W2 + b2 (1 × 32): 32 numbers"));
  g_assert_true (has_label (get_child (bench, "steps_box"), "B3 = B2 · W3 + b3 (1 × 2)"));
  g_assert_false (gtk_widget_get_sensitive (get_child (bench, "next_button")));
  g_assert_true (gtk_widget_get_visible (get_child (bench, "single_box")));
  g_assert_true (g_str_has_prefix (get_text (bench, "formula_label"), "output 1 = "));
  g_assert_true (strstr (get_text (bench, "formula_label"), "\noutput 2 = ") != NULL);
  g_assert_true (strstr (get_text (bench, "formula_label"), " · (age, scaled) ") != NULL);
  g_assert_true (g_str_has_prefix (get_text (bench, "difference_label"),
                                   "Computed for 2,100 rows of the data"));
  click (bench, "back_button");
  g_assert_false (gtk_widget_get_visible (get_child (bench, "single_box")));

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_collapse_in_the_window (void)
{
  g_autoptr (NrnDocument) document = nrn_document_new ();
  NrnBenchesView *page;
  GtkWidget *window = open_document (&page, document);
  GtkWidget *bench = nrn_benches_view_show (page, "collapse");
  const NrnArchitecture *architecture;

  click (bench, "apply_button");
  architecture = nrn_experiment_get_parts (nrn_document_get_experiment (document))->architecture;
  for (guint i = 0; i < 3; i++)
    g_assert_cmpstr (nrn_config_get_name (nrn_architecture_get_activation (architecture, i)), ==,
                     i < 2 ? "linear" : "sigmoid");
  g_assert_false (gtk_widget_get_sensitive (get_child (bench, "apply_button")));
  g_assert_true (nrn_document_undo (document, NULL));
  g_assert_true (gtk_widget_get_sensitive (get_child (bench, "apply_button")));

  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
has_accuracies (NrnWindow     *window,
                gconstpointer  bench)
{
  return !nrn_collapse_bench_view_is_busy ((gpointer) bench) &&
         *get_text ((gpointer) bench, "accuracy_label") != '\0';
}

/* Relu can say “the young and the old”, one layer cannot. */
static void
test_collapse_costs (void)
{
  NrnBenchesView *page;
  GtkWidget *window = open_page (&page);
  GtkWidget *bench = nrn_benches_view_show (page, "collapse");
  float relu, linear;

  click (bench, "train_button");
  nrn_window_test_wait (NULL, "both trainings", has_accuracies, bench);
  g_test_message ("%s", get_text (bench, "accuracy_label"));
  g_assert_cmpint (sscanf (get_text (bench, "accuracy_label"), "relu: %f %% right; linear: %f %%",
                           &relu, &linear), ==, 2);
  g_assert_cmpfloat (relu, >, 90);
  g_assert_cmpfloat (linear, <, 80);

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
add_tests (void)
{
  g_test_add_func ("/widgets/benches/cost-nothing-while-hidden", test_costs_nothing_while_hidden);
  g_test_add_func ("/widgets/benches/in-the-window", test_in_the_window);
  g_test_add_func ("/widgets/benches/loss-of-the-cat", test_loss_of_the_cat);
  g_test_add_func ("/widgets/benches/loss-digits", test_loss_digits);
  g_test_add_func ("/widgets/benches/loss-by-key", test_loss_by_key);
  g_test_add_func ("/widgets/benches/loss-of-a-batch", test_loss_of_a_batch);
  g_test_add_func ("/widgets/benches/activation-table", test_activation_table);
  g_test_add_func ("/widgets/benches/activation-point", test_activation_point);
  g_test_add_func ("/widgets/benches/activation-linearity", test_activation_linearity);
  g_test_add_func ("/widgets/benches/luck-loads-a-seed", test_luck_loads_a_seed);
  g_test_add_func ("/widgets/benches/luck-is-of-the-experiment", test_luck_is_of_the_experiment);
  g_test_add_func ("/widgets/benches/luck-leaves-the-training-alone",
                   test_luck_leaves_the_training_alone);
  g_test_add_func ("/widgets/benches/luck-stops", test_luck_stops);
  g_test_add_func ("/widgets/benches/luck-marks", test_luck_marks);
  g_test_add_func ("/widgets/benches/wheel", test_wheel);
  g_test_add_func ("/widgets/benches/race", test_race);
  g_test_add_func ("/widgets/benches/race-of-optimizers", test_race_of_optimizers);
  g_test_add_func ("/widgets/benches/collapse-steps", test_collapse_steps);
  g_test_add_func ("/widgets/benches/collapse-in-the-window", test_collapse_in_the_window);
  g_test_add_func ("/widgets/benches/collapse-costs", test_collapse_costs);
}

int
main (int    argc,
      char **argv)
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
