/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the next update does to the weight that is selected.
 */

#include "config.h"

#include "nrn-window-test.h"

#include "nrn-canvas-private.h"
#include "nrn-formula.h"
#include "nrn-microscope.h"
#include "nrn-theme.h"
#include "nrn-update-story.h"

/* The weight from unit 5 of Hidden 1 to unit 8 of Hidden 2, in the flat weights
 * of the drug trial. */
#define FROM  4
#define TO    7
#define PLACE (12 + FROM * 32 + TO)

static GtkWidget *
get_microscope (NrnWindow *window)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (window->results_pane),
                                                    NRN_TYPE_RESULTS_PANE, "microscope"));
}

static GtkWidget *
get_child (NrnWindow  *window,
           const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (get_microscope (window), NRN_TYPE_MICROSCOPE, name));
}

static char *
print (NrnWindow *window)
{
  return nrn_microscope_print (NRN_MICROSCOPE (get_microscope (window)));
}

static NrnWindow *
open_window (void)
{
  const NrnPick pick = { NRN_PICK_EDGE, 1, FROM, TO };
  NrnWindow *window = nrn_window_test_open ();

  nrn_window_test_draw (window);
  g_assert_false (gtk_widget_get_visible (get_microscope (window)));
  nrn_canvas_select (window->canvas, &pick);
  nrn_window_test_draw (window);
  g_assert_true (gtk_widget_get_visible (get_microscope (window)));

  return window;
}

/* The update does what was foretold, and looking back tells the same again. */
static void
test_foretells (void)
{
  NrnWindow *window = open_window ();
  g_autofree char *before = print (window);
  g_autofree char *after = NULL;
  g_autofree char *again = NULL;
  g_autofree char *number = NULL;
  g_autofree char *line = NULL;

  gtk_test_accessible_assert_property (get_child (window, "expander"), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "This update");
  nrn_window_test_act (window, "train.step-unit::batch");
  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 1);
  nrn_window_test_draw (window);
  number = nrn_formula_print_number (nrn_window_test_weights (window)[PLACE], 6);
  line = g_strdup_printf ("= %s\nwith SGD", number);
  g_assert_nonnull (strstr (before, line));

  after = print (window);
  g_assert_cmpstr (after, !=, before);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_child (window, "subject_label"))), ==,
                   "Update 2, the next one");
  g_assert_true (nrn_document_show_update (window->document, 0));
  nrn_window_test_draw (window);
  again = print (window);
  g_assert_cmpstr (again, ==, before);
  nrn_window_test_close (window);
}

/* A unit's bias is there when it is unfolded. */
static void
test_unit (void)
{
  const NrnPick pick = { NRN_PICK_NODE, 2, TO, 0 };
  NrnWindow *window = open_window ();
  g_autofree char *folded = NULL;
  g_autofree char *unfolded = NULL;

  nrn_canvas_select (window->canvas, &pick);
  nrn_window_test_draw (window);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_child (window, "title_label"))), ==,
                   "This update of the bias");
  folded = print (window);
  g_assert_cmpstr (folded, ==, "");
  gtk_expander_set_expanded (GTK_EXPANDER (get_child (window, "expander")), TRUE);
  nrn_window_test_draw (window);
  unfolded = print (window);
  g_assert_nonnull (strstr (unfolded, "1 × δ"));
  nrn_window_test_close (window);
}

/* While the training goes on there are no numbers, and after it no update. */
static void
test_running (void)
{
  NrnWindow *window = open_window ();
  g_autofree char *running = NULL;
  g_autofree char *done = NULL;

  nrn_window_test_set_pace (window, 0);
  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_state (window, "running");
  nrn_window_test_draw (window);
  running = print (window);
  g_assert_cmpstr (running, ==, "");
  g_assert_false (gtk_widget_get_visible (get_child (window, "copy_button")));

  nrn_window_test_set_pace (window, 1);
  nrn_window_test_wait_state (window, "done");
  nrn_window_test_draw (window);
  done = print (window);
  g_assert_cmpstr (done, ==, "");
  g_assert_true (g_str_has_prefix (gtk_label_get_text (GTK_LABEL (get_child (window, "subject_label"))),
                                   "The training is over here"));
  nrn_window_test_close (window);
}

static gboolean
shows (NrnWindow  *window,
       const char *text)
{
  g_autofree char *printed = print (window);

  return strstr (printed, text) != NULL;
}

/* Each sample of the batch, by the keys of the entry, and the mean over all. */
static void
test_rows (void)
{
  NrnWindow *window = open_window ();
  GtkSpinButton *spin = GTK_SPIN_BUTTON (get_child (window, "row_spin"));
  GtkToggleButton *mean = GTK_TOGGLE_BUTTON (get_child (window, "mean_toggle"));
  GtkLabel *name = GTK_LABEL (get_child (window, "name_label"));
  const NrnTrace *trace = nrn_document_get_trace (window->document);
  g_autofree char *expected = NULL;

  /* The picture shows somebody of 45 years. */
  expected = g_strdup_printf ("age %g", (double) nrn_dataset_get_features (
    nrn_document_get_dataset (window->document))[nrn_trace_get_rows (trace)[0]]);
  g_assert_cmpstr (gtk_label_get_text (name), ==, expected);
  g_assert_true (shows (window, "g₁ = a × δ"));
  gtk_spin_button_spin (spin, GTK_SPIN_STEP_FORWARD, 1);
  g_assert_true (shows (window, "g₂ = a × δ"));
  gtk_spin_button_spin (spin, GTK_SPIN_END, 0);
  g_assert_true (shows (window, "g₁₀ = a × δ"));
  g_assert_true (shows (window, "g = Σ gᵢ ∕ n"));

  gtk_toggle_button_set_active (mean, TRUE);
  g_assert_false (shows (window, "δ"));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (name)));
  g_assert_true (shows (window, "g = (g₁ + g₂ + g₃"));
  gtk_toggle_button_set_active (mean, FALSE);
  g_assert_true (shows (window, "g₁₀ = a × δ"));

  /* It stays with its place in the batch, as long as nobody is looked at. */
  nrn_window_test_act (window, "train.step-unit::batch");
  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 1);
  nrn_window_test_draw (window);
  g_assert_true (shows (window, "g₁₀ = a × δ"));
  nrn_window_test_close (window);
}

/* The button says what it does, does it to this weight alone, and that can be
 * taken back. */
static void
test_apply (void)
{
  NrnWindow *window = open_window ();
  gsize n = nrn_architecture_get_n_parameters (
    nrn_experiment_get_parts (nrn_document_get_experiment (window->document))->architecture);
  GtkWidget *button = get_child (window, "apply_button");
  g_autofree float *before = NULL;
  g_autofree char *label = NULL;
  g_autofree char *number = NULL;
  float wanted;

  nrn_window_test_act (window, "train.step-unit::batch");
  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 1);
  nrn_window_test_draw (window);
  before = g_memdup2 (nrn_window_test_weights (window), n * sizeof (float));
  wanted = nrn_weights_get_data (nrn_trace_get_new_weights (
    nrn_document_get_trace (window->document)))[PLACE];
  g_assert_cmpfloat (wanted, !=, before[PLACE]);
  number = nrn_formula_print_number ((double) wanted, NRN_FORMULA_DIGITS);
  label = g_strdup_printf ("_Set Only This Weight to %s", number);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, label);

  g_signal_emit_by_name (button, "clicked");
  nrn_window_test_draw (window);
  for (gsize i = 0; i < n; i++)
    g_assert_cmpfloat (nrn_window_test_weights (window)[i], ==, i == PLACE ? wanted : before[i]);
  g_assert_cmpstr (nrn_document_get_undo_name (window->document), ==, "Undo Change Weight");

  nrn_window_test_act (window, "win.undo");
  nrn_window_test_draw (window);
  g_assert_cmpmem (nrn_window_test_weights (window), n * sizeof (float), before, n * sizeof (float));

  /* It goes on where it was; of the past nothing can be changed. */
  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 2);
  g_assert_true (nrn_document_show_update (window->document, 1));
  nrn_window_test_draw (window);
  g_assert_false (gtk_widget_get_sensitive (button));
  nrn_window_test_close (window);
}

static gboolean
has_story (NrnWindow     *window,
           gconstpointer  data)
{
  return shows (window, "new weight");
}

/* The numbers of a large network come later; until then there is a sign that they
 * do. */
static void
test_large (void)
{
  const NrnPick pick = { NRN_PICK_EDGE, 1, 0, 0 };
  NrnWindow *window = open_window ();
  NrnExperimentParts parts =
    *nrn_experiment_get_parts (nrn_document_get_experiment (window->document));
  g_autoptr (NrnArchitecture) architecture =
    nrn_architecture_parse_layers (1, "Dense(300, relu), Dense(400, relu), Dense(2, sigmoid)", NULL);
  GtkWidget *subject = get_child (window, "subject_label");

  parts.architecture = architecture;
  g_assert_true (nrn_document_edit (window->document, &parts, NULL));
  nrn_canvas_select (window->canvas, &pick);
  nrn_window_test_wait (window, "the update's numbers", has_story, NULL);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (subject)), ==, "Update 1, the next one");

  /* Another update is asked for, and not waited for. */
  nrn_window_test_act (window, "train.step-unit::batch");
  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 1);
  if (!has_story (window, NULL))
    g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (subject)), ==, "…");
  nrn_window_test_wait (window, "the update's numbers", has_story, NULL);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (subject)), ==, "Update 2, the next one");
  nrn_window_test_close (window);
}

/* What a screen reader says of the last step is all of its lines in words. */
static void
test_spoken (void)
{
  NrnWindow *window = open_window ();
  GtkWidget *box = gtk_widget_get_last_child (get_child (window, "steps_box"));
  g_autoptr (NrnStory) story =
    nrn_update_story_new (nrn_document_get_trace (window->document), PLACE, 0);
  g_autoptr (GString) spoken = g_string_new (NULL);

  for (guint i = 0; i < nrn_story_get_n_lines (story); i++)
    {
      const NrnStoryLine *line = nrn_story_get_line (story, i);

      if (line->step == NRN_UPDATE_WEIGHT)
        g_string_append_printf (spoken, "%s\n", line->text.spoken);
    }
  g_assert_true (g_str_has_prefix (spoken->str, "new weight is old weight minus step: "));
  gtk_test_accessible_assert_property (gtk_widget_get_last_child (box), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       spoken->str);
  nrn_window_test_close (window);
}

/* One switch gives more digits to all formulas and tables at once. */
static void
test_more_digits (void)
{
  NrnWindow *window = open_window ();
  g_autofree char *usual = print (window);
  g_autofree char *more = NULL;
  g_autofree char *again = NULL;

  nrn_window_test_act (window, "app.more-digits");
  more = print (window);
  g_assert_cmpuint (strlen (more), >, strlen (usual));
  g_assert_cmpuint (nrn_theme_get_text_numbers ()->n_digits, ==, NRN_FORMULA_MORE_DIGITS);
  nrn_window_test_act (window, "app.more-digits");
  again = print (window);
  g_assert_cmpstr (again, ==, usual);
  nrn_window_test_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/widgets/microscope/foretells", test_foretells);
  g_test_add_func ("/widgets/microscope/unit", test_unit);
  g_test_add_func ("/widgets/microscope/running", test_running);
  g_test_add_func ("/widgets/microscope/rows", test_rows);
  g_test_add_func ("/widgets/microscope/apply", test_apply);
  g_test_add_func ("/widgets/microscope/large", test_large);
  g_test_add_func ("/widgets/microscope/spoken", test_spoken);
  g_test_add_func ("/widgets/microscope/more-digits", test_more_digits);
}

int
main (int   argc,
      char *argv[])
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
