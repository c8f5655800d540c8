/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the right side shows of a training.
 */

#include "config.h"

#include "nrn-canvas-private.h"
#include "nrn-data-view-private.h"
#include "nrn-theme.h"
#include "nrn-tracer-card.h"
#include "nrn-window-test.h"

static GtkWidget *
get_child (NrnWindow  *window,
           const char *child)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (window->results_pane),
                                                    NRN_TYPE_RESULTS_PANE, child));
}

static GtkWidget *
get_plot (NrnWindow  *window,
          const char *child)
{
  GtkWidget *cards = get_child (window, "history_cards");

  return GTK_WIDGET (gtk_widget_get_template_child (cards, NRN_TYPE_HISTORY_CARDS, child));
}

static void
train_flat_out (NrnWindow *window)
{
  nrn_window_test_set_pace (window, 1);
  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_state (window, "done");
}

/* A regression is neither right nor wrong. */
static void
test_what_is_shown (void)
{
  static const struct { const char *preset; gboolean has_classes; } cases[] = {
    { "line", FALSE }, { "animals", TRUE }, { "sine", FALSE }, { "xor", TRUE },
  };
  NrnWindow *window = nrn_window_test_open ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      nrn_window_test_choose (window, cases[i].preset);
      g_assert_true (gtk_widget_get_visible (get_plot (window, "loss_view")));
      g_assert_cmpint (gtk_widget_get_visible (get_plot (window, "accuracy_card")), ==,
                       cases[i].has_classes);
      g_assert_cmpint (gtk_widget_get_child_visible (get_child (window, "confusion_view")), ==,
                       cases[i].has_classes);
      g_assert_cmpint (gtk_widget_get_child_visible (get_child (window, "prediction_table")), ==,
                       !cases[i].has_classes);
    }
  nrn_window_test_close (window);
}

/* Matrix or table, and a regression has no matrix to choose. */
static void
test_view (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GActionGroup *actions = nrn_results_pane_get_actions (window->results_pane);
  GtkStack *stack = GTK_STACK (get_child (window, "predictions_stack"));

  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "matrix");
  nrn_window_test_act (window, "results.view::table");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "table");
  nrn_window_test_act (window, "results.view::matrix");
  nrn_window_test_choose (window, "sine");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "table");
  g_assert_false (g_action_group_get_action_enabled (actions, "view"));

  /* What was chosen comes back. */
  nrn_window_test_choose (window, "xor");
  g_assert_true (g_action_group_get_action_enabled (actions, "view"));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "matrix");
  nrn_window_test_close (window);
}

/* The plots say in words how it went. */
static void
test_plots_in_words (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GtkWidget *loss_view = get_plot (window, "loss_view");
  const NrnHistory *history;
  g_autofree char *words = NULL;

  gtk_test_accessible_assert_property (loss_view, GTK_ACCESSIBLE_PROPERTY_LABEL, "Plot of the loss");
  train_flat_out (window);
  history = nrn_window_test_snapshot (window)->history;
  words = g_strdup_printf ("After epoch 20 the loss is %.4f; after the first it was %.4f.",
                           nrn_history_get_epoch (history, 19).loss, nrn_history_get_epoch (history, 0).loss);
  gtk_test_accessible_assert_property (loss_view, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words);
  nrn_window_test_close (window);
}

/* The first label below @widget that begins so, or NULL. */
static const char *
find_words (GtkWidget  *widget,
            const char *prefix)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_visible (widget) &&
      g_str_has_prefix (gtk_label_get_text (GTK_LABEL (widget)), prefix))
    return gtk_label_get_text (GTK_LABEL (widget));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      const char *found = find_words (child, prefix);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* The first exception of one class. */
static guint
find_exception (NrnWindow *window,
                float      label)
{
  const NrnDataset *dataset = nrn_document_get_dataset (window->document);
  guint row = 0;

  while (!nrn_dataset_is_exception (dataset, row) ||
         nrn_dataset_get_targets (dataset)[row] < label ||
         nrn_dataset_get_targets (dataset)[row] > label)
    row++;

  return row;
}

/* From the moment a wrong row is chosen until another one is watched. */
static void
test_why_it_is_wrong (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GtkWidget *card = get_child (window, "why_card");
  float age = 30;
  guint row;

  train_flat_out (window);
  row = find_exception (window, 0);
  g_assert_false (gtk_widget_get_visible (card));
  nrn_document_choose_row (window->document, row);
  g_assert_cmpint (nrn_document_get_chosen_row (window->document), ==, (int) row);
  g_assert_true (gtk_widget_get_visible (card));
  g_assert_nonnull (find_words (card, "age "));
  g_assert_nonnull (find_words (card, "It is an exception: of "));
  g_assert_nonnull (find_words (card, "Hidden 2, unit "));
  /* Of 32 units four are named, and the bias is none of the others. */
  g_assert_nonnull (find_words (card, "bias"));
  g_assert_nonnull (find_words (card, "28 others"));
  nrn_window_test_draw (window);

  nrn_document_set_watched (window->document, &age);
  g_assert_cmpint (nrn_document_get_chosen_row (window->document), ==, -1);
  g_assert_false (gtk_widget_get_visible (card));
  nrn_document_choose_row (window->document, row);
  g_assert_true (gtk_widget_get_visible (card));
  nrn_window_test_choose (window, "xor");
  g_assert_false (gtk_widget_get_visible (card));
  nrn_window_test_close (window);
}

/* A value that is far off has the same card. */
static void
test_why_a_value_is_wrong (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GtkWidget *card = get_child (window, "why_card");
  NrnDataView *view = window->data_view;

  nrn_window_test_choose (window, "sine");
  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 1);
  nrn_window_test_draw (window);
  g_assert_cmpuint (view->n_far, ==, NRN_PREDICTIONS_MAX_FAR);
  g_assert_false (gtk_widget_get_visible (card));

  nrn_document_choose_row (window->document, view->far_rows[0]);
  g_assert_true (gtk_widget_get_visible (card));
  g_assert_nonnull (find_words (card, "x "));
  g_assert_nonnull (find_words (card, "Without its noise it would be "));
  g_assert_nonnull (find_words (card, "These parts add up to "));
  g_assert_nonnull (find_words (card, "Hidden 2, unit "));
  g_assert_nonnull (find_words (card, "bias"));
  g_assert_nonnull (find_words (card, "12 others"));
  nrn_window_test_draw (window);
  nrn_window_test_choose (window, "line");
  g_assert_false (gtk_widget_get_visible (card));
  nrn_window_test_close (window);
}

/* What is typed is watched; what is no age is answered with a sentence. */
static void
test_values_are_tried (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GtkWidget *card = get_child (window, "tracer_card");
  GtkWidget *expander = gtk_widget_get_first_child (card);
  GtkWidget *row;
  GtkEditable *entry;

  train_flat_out (window);
  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
  nrn_window_test_draw (window);
  row = gtk_widget_get_first_child (GTK_WIDGET (gtk_widget_get_template_child (
    card, NRN_TYPE_TRACER_CARD, "inputs_box")));
  entry = GTK_EDITABLE (gtk_widget_get_last_child (row));

  gtk_editable_set_text (entry, "31");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpfloat (nrn_document_get_watched (window->document)[0], ==, 31);
  nrn_window_test_draw (window);
  g_assert_nonnull (find_words (card, "(31 − 13) ∕ 87 = 0.2069"));
  g_assert_nonnull (find_words (card, "At age 31 the network says “no side effects”: "));

  gtk_range_set_value (GTK_RANGE (gtk_widget_get_prev_sibling (GTK_WIDGET (entry))), 87);
  g_assert_cmpfloat (nrn_document_get_watched (window->document)[0], ==, 87);
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "87");
  nrn_window_test_draw (window);
  g_assert_nonnull (find_words (card, "At age 87 the network says “side effects”: "));

  gtk_editable_set_text (entry, "old");
  g_signal_emit_by_name (entry, "activate");
  g_assert_nonnull (find_words (card, "Type a number from 13 to 100."));
  g_assert_cmpfloat (nrn_document_get_watched (window->document)[0], ==, 87);

  /* Other data have other rows; of eight features one each. */
  nrn_window_test_choose (window, "animals");
  nrn_window_test_draw (window);
  g_assert_nonnull (find_words (card, "The network says “"));
  nrn_window_test_choose (window, "sine");
  nrn_window_test_draw (window);
  g_assert_nonnull (find_words (card, "At "));
  nrn_window_test_close (window);
}

/* How much of the bars of @card is in the colour of a class, once they are drawn. */
static guint
count_bars (NrnWindow *window,
            GtkWidget *card)
{
  GtkWidget *grid = GTK_WIDGET (gtk_widget_get_template_child (card, NRN_TYPE_TRACER_CARD,
                                                               "outputs_grid"));
  int width = gtk_widget_get_width (grid), height = gtk_widget_get_height (grid);
  const NrnPalette *palette = nrn_theme_get_palette (grid);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (grid);
  GskRenderNode *node = NULL;
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (image);
  const guint8 *data;
  guint n = 0;

  while (node == NULL)
    {
      GtkSnapshot *snapshot = gtk_snapshot_new ();

      nrn_window_test_draw (window);
      gdk_paintable_snapshot (paintable, snapshot, width, height);
      node = gtk_snapshot_free_to_node (snapshot);
    }
  gsk_render_node_draw (node, cr);
  gsk_render_node_unref (node);
  cairo_destroy (cr);
  cairo_surface_flush (image);
  data = cairo_image_surface_get_data (image);
  for (int i = 0; i < 2 * width * height; i++)
    {
      const guint8 *pixel = data + i / 2 / width * cairo_image_surface_get_stride (image) +
                            i / 2 % width * 4;
      const NrnColor *color = nrn_palette_get_class (palette, (guint) i % 2, 2);

      n += ABS (pixel[2] - 255 * color->red) < 2 && ABS (pixel[1] - 255 * color->green) < 2 &&
           ABS (pixel[0] - 255 * color->blue) < 2 ? 1 : 0;
    }
  cairo_surface_destroy (image);

  return n;
}

static gboolean
has_bars (NrnWindow     *window,
          gconstpointer  data)
{
  const guint *wanted = data;

  return count_bars (window, get_child (window, "tracer_card")) == *wanted;
}

/* To the beat in which the network says something; the first step ends one that
 * moves. */
static void
trace_to_the_end (NrnWindow *window)
{
  GActionGroup *actions = G_ACTION_GROUP (window->train_actions);

  g_action_group_activate_action (actions, "trace-values", NULL);
  for (guint i = 0; i < 8; i++)
    g_action_group_activate_action (actions, "beat-phase", g_variant_new_int32 (1));
}

/* The outputs have no bars before the beats have come to them, and then whole ones,
 * at once or, for those who want animations, in the end. */
static void
test_bars_grow (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GtkWidget *card = get_child (window, "tracer_card");
  guint n_whole;

  gtk_expander_set_expanded (GTK_EXPANDER (gtk_widget_get_first_child (card)), TRUE);
  nrn_window_test_draw (window);
  n_whole = count_bars (window, card);
  g_assert_cmpuint (n_whole, >, 100);
  nrn_window_test_act (window, "train.trace-values");
  nrn_window_test_draw (window);
  g_assert_cmpuint (count_bars (window, card), ==, 0);
  trace_to_the_end (window);
  nrn_window_test_draw (window);
  g_assert_cmpuint (count_bars (window, card), ==, n_whole);
  nrn_window_end_beats (window);

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  nrn_window_test_act (window, "train.trace-values");
  trace_to_the_end (window);
  nrn_window_test_wait (window, "whole bars", has_bars, &n_whole);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  nrn_window_test_close (window);
}

static void
expand_all (GtkWidget *widget)
{
  if (GTK_IS_EXPANDER (widget))
    gtk_expander_set_expanded (GTK_EXPANDER (widget), TRUE);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    expand_all (child);
}

/* Whatever is in the pane, it is as wide as before, and all of it can be seen. */
static void
check_width (NrnWindow *window,
             int        width)
{
  GtkScrolledWindow *scroller = GTK_SCROLLED_WINDOW (get_child (window, "scroller"));
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (scroller);

  nrn_window_test_draw (window);
  g_assert_cmpint (gtk_widget_get_width (window->results_area), ==, width);
  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), ==,
                     gtk_adjustment_get_page_size (adjustment));
}

/* The network does not move when something is selected, unfolded or trained. */
static void
test_width (void)
{
  static const char *const presets[] = { "drug-trial", "line", "animals", "circle", "body-mass" };
  static const NrnPick picks[] = { { NRN_PICK_NODE, 1, 0, 0 }, { NRN_PICK_EDGE, 0, 0, 0 } };
  NrnWindow *window = nrn_window_test_open ();
  int width;

  nrn_window_test_draw (window);
  width = gtk_widget_get_width (window->results_area);
  for (guint i = 0; i < G_N_ELEMENTS (presets); i++)
    {
      nrn_window_test_choose (window, presets[i]);
      check_width (window, width);
      for (guint j = 0; j < G_N_ELEMENTS (picks); j++)
        {
          nrn_canvas_select (window->canvas, &picks[j]);
          expand_all (GTK_WIDGET (window->results_pane));
          check_width (window, width);
        }
      nrn_window_test_act (window, "results.view::table");
      train_flat_out (window);
      check_width (window, width);
    }
  /* Nor what would not fit. */
  gtk_widget_set_size_request (get_child (window, "predictions_stack"), 2 * width, -1);
  nrn_window_test_draw (window);
  g_assert_cmpint (gtk_widget_get_width (window->results_area), ==, width);
  nrn_window_test_close (window);
}

/* More digits make the pane wider, so that all of them are seen. */
static void
test_width_of_more_digits (void)
{
  static const NrnPick picks[] = { { NRN_PICK_NODE, 1, 0, 0 }, { NRN_PICK_EDGE, 0, 0, 0 } };
  NrnWindow *window = nrn_window_test_open ();
  int width;

  nrn_window_test_draw (window);
  width = gtk_widget_get_width (window->results_area);
  nrn_window_test_act (window, "app.more-digits");
  nrn_window_test_draw (window);
  g_assert_cmpint (gtk_widget_get_width (window->results_area), >, width);
  for (guint i = 0; i < G_N_ELEMENTS (picks); i++)
    {
      nrn_canvas_select (window->canvas, &picks[i]);
      expand_all (GTK_WIDGET (window->results_pane));
      check_width (window, gtk_widget_get_width (window->results_area));
    }
  nrn_window_test_act (window, "app.more-digits");
  check_width (window, width);
  nrn_window_test_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/widgets/results-pane/what-is-shown", test_what_is_shown);
  g_test_add_func ("/widgets/results-pane/view", test_view);
  g_test_add_func ("/widgets/results-pane/plots-in-words", test_plots_in_words);
  g_test_add_func ("/widgets/results-pane/why-it-is-wrong", test_why_it_is_wrong);
  g_test_add_func ("/widgets/results-pane/why-a-value-is-wrong", test_why_a_value_is_wrong);
  g_test_add_func ("/widgets/results-pane/values-are-tried", test_values_are_tried);
  g_test_add_func ("/widgets/results-pane/bars-grow", test_bars_grow);
  g_test_add_func ("/widgets/results-pane/width", test_width);
  g_test_add_func ("/widgets/results-pane/width-of-more-digits", test_width_of_more_digits);
}

int
main (int   argc,
      char *argv[])
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
