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

static void
add_tests (void)
{
  g_test_add_func ("/widgets/microscope/foretells", test_foretells);
  g_test_add_func ("/widgets/microscope/unit", test_unit);
  g_test_add_func ("/widgets/microscope/running", test_running);
}

int
main (int   argc,
      char *argv[])
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
