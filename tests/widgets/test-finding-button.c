/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Marks of what is odd, the list of it, the reason in the inspector, and the
 * bars of the gradients.
 */

#include "config.h"

#include "nrn-window-test.h"

#include "nrn-canvas-private.h"
#include "nrn-finding-list.h"
#include "nrn-formula.h"
#include "nrn-gradient-card.h"
#include "nrn-inspector.h"

static void
wait_for_findings (NrnWindow *window)
{
  while (nrn_document_get_findings (window->document) == NULL)
    g_main_context_iteration (NULL, TRUE);
  nrn_window_test_draw (window);
}

static NrnWindow *
open_window (void)
{
  NrnWindow *window = nrn_window_test_open ();

  wait_for_findings (window);

  return window;
}

/* The first label, or button, below @widget with such a text; or NULL. */
static GtkWidget *
find_text (GtkWidget  *widget,
           const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_text (child, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
click (GtkWidget  *widget,
       const char *text)
{
  GtkWidget *label = find_text (widget, text);

  if (label == NULL)
    g_error ("There is no “%s”.", text);
  g_signal_emit_by_name (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON), "clicked");
}

static GtkWidget *
get_inspector (NrnWindow  *window,
               const char *name)
{
  GtkWidget *inspector =
    GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (window->results_pane),
                                               NRN_TYPE_RESULTS_PANE, "inspector"));

  return GTK_WIDGET (gtk_widget_get_template_child (inspector, NRN_TYPE_INSPECTOR, name));
}

/* ---- The button ---- */

static void
test_counts (void)
{
  NrnWindow *window = open_window ();
  GtkWidget *button = GTK_WIDGET (window->finding_button);

  g_assert_true (gtk_widget_get_visible (button));
  g_assert_nonnull (find_text (button, "3"));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (gtk_widget_get_first_child (button)), ==,
                   "3 things are odd");
  nrn_window_test_close (window);
}

/* The marks of the settings are there with what they are about. */
static void
test_marks (void)
{
  NrnWindow *window = open_window ();
  GtkWidget *mark = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (window->setup_pane),
                                                               NRN_TYPE_SETUP_PANE, "scale_mark"));
  NrnExperimentParts parts =
    *nrn_experiment_get_parts (nrn_document_get_experiment (window->document));

  g_assert_false (gtk_widget_get_visible (mark));
  parts.scale = FALSE;
  g_assert_true (nrn_document_edit (window->document, &parts, NULL));
  wait_for_findings (window);
  g_assert_true (gtk_widget_get_visible (mark));
  g_assert_true (nrn_document_undo (window->document, NULL));
  wait_for_findings (window);
  g_assert_false (gtk_widget_get_visible (mark));
  nrn_window_test_close (window);
}

/* ---- The list ---- */

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_list (void)
{
  NrnWindow *window = open_window ();
  GtkWidget *list = g_object_ref_sink (nrn_finding_list_new (window->document,
                                                             NRN_FINDING_BUTTON_ALL));
  guint n_done = 0;

  g_signal_connect_swapped (list, "done", G_CALLBACK (count_cb), &n_done);
  for (guint i = 0; i < nrn_findings_get_n (nrn_document_get_findings (window->document)); i++)
    {
      const NrnFinding *finding = nrn_findings_get (nrn_document_get_findings (window->document), i);

      g_assert_nonnull (find_text (list, finding->where));
      g_assert_nonnull (find_text (list, finding->sentence));
      g_assert_nonnull (find_text (list, finding->evidence));
    }
  click (list, "Use leaky_relu in Hidden 1");
  g_assert_cmpuint (n_done, ==, 1);
  g_assert_cmpstr (nrn_document_get_undo_name (window->document), ==, "Undo Change Activation");
  wait_for_findings (window);
  g_assert_null (nrn_findings_find_layer (nrn_document_get_findings (window->document),
                                          NRN_FINDING_UNITS_OFF, 0));
  g_object_unref (list);
  nrn_window_test_close (window);
}

/* What is dismissed does not come back, but with another experiment. */
static void
test_dismiss (void)
{
  NrnWindow *window = open_window ();
  GtkWidget *list = g_object_ref_sink (nrn_finding_list_new (window->document,
                                                             NRN_FINDING_BUTTON_ALL));
  g_autoptr (NrnExperiment) again = NULL;
  guint n_done = 0;

  g_signal_connect_swapped (list, "done", G_CALLBACK (count_cb), &n_done);
  click (list, "Don’t Show Again");
  g_assert_nonnull (find_text (GTK_WIDGET (window->finding_button), "2"));
  click (list, "Don’t Show Again");
  g_assert_cmpuint (n_done, ==, 0);
  click (list, "Don’t Show Again");
  g_assert_cmpuint (n_done, ==, 1);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (window->finding_button)));
  g_object_unref (list);

  nrn_window_test_act (window, "train.step-unit::batch");
  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 1);
  wait_for_findings (window);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (window->finding_button)));

  again = nrn_experiment_ref ((NrnExperiment *) nrn_document_get_experiment (window->document));
  g_assert_true (nrn_document_set_experiment (window->document, again, NULL));
  wait_for_findings (window);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window->finding_button)));
  nrn_window_test_close (window);
}

/* ---- The inspector ---- */

static void
test_reason (void)
{
  const NrnPick on = { NRN_PICK_NODE, 1, 0, 0 };
  const NrnPick off = { NRN_PICK_NODE, 1, 3, 0 };
  NrnWindow *window = open_window ();
  GtkWidget *box = get_inspector (window, "off_box");

  nrn_canvas_select (window->canvas, &on);
  nrn_window_test_draw (window);
  g_assert_false (gtk_widget_get_visible (box));
  nrn_canvas_select (window->canvas, &off);
  nrn_window_test_draw (window);
  g_assert_true (gtk_widget_get_visible (box));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_inspector (window, "off_label"))), ==,
                   "Never on: its sum is above 0 for no age. "
                   "−0.9022 × x + 0 is at most 0, at age = 13 (x = 0).");

  click (box, "Re-roll This Unit");
  g_assert_cmpstr (nrn_document_get_undo_name (window->document), ==, "Undo Re-roll Units");
  wait_for_findings (window);
  g_assert_false (gtk_widget_get_visible (box));
  g_assert_true (nrn_document_undo (window->document, NULL));
  wait_for_findings (window);
  g_assert_true (gtk_widget_get_visible (box));
  click (box, "Use leaky_relu in This Layer");
  wait_for_findings (window);
  g_assert_false (gtk_widget_get_visible (box));
  nrn_window_test_close (window);
}

/* ---- The bars ---- */

static void
test_gradients (void)
{
  NrnWindow *window = open_window ();
  GtkWidget *card = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (window->results_pane),
                                                               NRN_TYPE_RESULTS_PANE,
                                                               "gradient_card"));
  GtkWidget *expander = gtk_widget_get_first_child (card);
  const NrnSurvey *survey = nrn_findings_get_survey (nrn_document_get_findings (window->document));

  g_assert_false (gtk_expander_get_expanded (GTK_EXPANDER (expander)));
  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
  nrn_window_test_draw (window);
  for (guint i = 0; i < 3; i++)
    {
      static const char *const names[] = { "Hidden 1", "Hidden 2", "Output" };
      g_autofree char *number =
        nrn_formula_print_number (nrn_survey_get_gradient (survey, i)->mean_gradient, 3);

      g_assert_nonnull (find_text (card, names[i]));
      g_assert_nonnull (find_text (card, number));
    }
  nrn_window_test_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/widgets/findings/counts", test_counts);
  g_test_add_func ("/widgets/findings/marks", test_marks);
  g_test_add_func ("/widgets/findings/list", test_list);
  g_test_add_func ("/widgets/findings/dismiss", test_dismiss);
  g_test_add_func ("/widgets/findings/reason", test_reason);
  g_test_add_func ("/widgets/findings/gradients", test_gradients);
}

int
main (int   argc,
      char *argv[])
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
