/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The page about the data, and the pages of the window.
 */

#include "config.h"

#include "nrn-window-test.h"

#include <math.h>
#include <string.h>

#include "nrn-data-page.h"
#include "nrn-data-table.h"
#include "nrn-generator-card.h"
#include "nrn-histogram-view.h"
#include "nrn-points-card.h"
#include "nrn-preset.h"
#include "nrn-scale-bench.h"
#include "nrn-split-card.h"

static NrnDataPage *
get_page (NrnWindow *window)
{
  return NRN_DATA_PAGE (adw_bin_get_child (ADW_BIN (adw_view_stack_get_child_by_name (window->pages, "data"))));
}

static gpointer
get_part (NrnWindow  *window,
          const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (get_page (window)), NRN_TYPE_DATA_PAGE, name);
}

static const char *
get_text (NrnWindow  *window,
          const char *name)
{
  return gtk_label_get_text (get_part (window, name));
}

static NrnDataList *
get_list (NrnWindow *window)
{
  return nrn_data_table_get_list (get_part (window, "table"));
}

/* All is of what the document has now. */
static gboolean
is_up_to_date (NrnWindow     *window,
               gconstpointer  data)
{
  NrnDocument *document = nrn_window_get_document (window);
  const NrnFitOptions *fit =
    &nrn_experiment_get_parts (nrn_document_get_experiment (document))->fit;
  const NrnSplitDigest *split = nrn_data_list_get_split (get_list (window));
  g_autoptr (NrnSplitDigest) now = NULL;

  if (nrn_data_list_get_dataset (get_list (window)) != nrn_document_get_dataset (document))
    return FALSE;

  now = nrn_split_digest_new (nrn_document_get_dataset (document), fit->validation_split,
                              fit->validation_shuffled, fit->seed);
  for (guint row = 0; row < nrn_dataset_get_n_rows (nrn_document_get_dataset (document)); row++)
    {
      if (nrn_split_digest_is_held_out (now, row) != nrn_split_digest_is_held_out (split, row))
        return FALSE;
    }

  return (nrn_document_get_scaler (document) != NULL) ==
         (nrn_data_list_get_scaler (get_list (window)) != NULL);
}

static void
wait_for_page (NrnWindow *window)
{
  nrn_window_test_wait (window, "the data page", is_up_to_date, NULL);
}

static NrnWindow *
open_page (void)
{
  NrnWindow *window = nrn_window_test_open ();

  nrn_window_test_act (window, "win.page::data");
  wait_for_page (window);

  return window;
}

static gboolean
is_shown (NrnWindow  *window,
          const char *name)
{
  return gtk_widget_get_mapped (adw_view_stack_get_child_by_name (window->pages, name));
}

/* A page is made when it is asked for, and what is hidden is not drawn. */
static void
test_pages (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GtkWidget *button = gtk_widget_get_first_child (window->page_switch);

  g_assert_null (get_page (window));
  g_assert_true (is_shown (window, "network"));
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "Network");

  nrn_window_test_act (window, "win.page::data");
  wait_for_page (window);
  g_assert_false (is_shown (window, "network"));
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (window->canvas)));
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
  button = gtk_widget_get_next_sibling (button);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "Data");

  nrn_window_test_act (window, "win.page::nowhere");
  g_assert_true (is_shown (window, "data"));
  nrn_window_test_act (window, "win.page::network");
  g_assert_true (is_shown (window, "network"));
  g_assert_false (is_shown (window, "data"));
  nrn_window_test_close (window);
}

static NrnHistogramView *
get_histogram (NrnWindow *window,
               int        column)
{
  GtkFlowBoxChild *child = gtk_flow_box_get_child_at_index (get_part (window, "histograms"), column);

  return child != NULL ? NRN_HISTOGRAM_VIEW (gtk_flow_box_child_get_child (child)) : NULL;
}

static gboolean
histogram_has_focus (NrnWindow     *window,
                     gconstpointer  data)
{
  return gtk_window_get_focus (GTK_WINDOW (window)) == GTK_WIDGET (get_histogram (window, 0));
}

/* The keys go along. */
static void
test_focus (void)
{
  NrnWindow *window = nrn_window_test_open ();

  gtk_widget_grab_focus (GTK_WIDGET (window->canvas));
  nrn_window_test_act (window, "win.page::data");
  wait_for_page (window);
  nrn_window_test_wait (window, "the focus", histogram_has_focus, NULL);
  nrn_window_test_act (window, "win.page::network");
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)),
                                         window->network_box));
  nrn_window_test_close (window);
}

/* A picture for each column; the keys read its bins, one by one. */
static void
test_histograms (void)
{
  NrnWindow *window = open_page ();
  GtkWidget *view = GTK_WIDGET (get_histogram (window, 0));

  g_assert_null (get_histogram (window, 1));
  gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_LABEL, "age");
  g_assert_cmpint (nrn_histogram_view_get_marked (NRN_HISTOGRAM_VIEW (view)), ==, -1);
  gtk_widget_grab_focus (view);
  g_assert_true (nrn_window_test_press (window, view, GDK_KEY_Right, 0));
  g_assert_cmpint (nrn_histogram_view_get_marked (NRN_HISTOGRAM_VIEW (view)), ==, 0);
  for (guint i = 0; i < 100; i++)
    nrn_window_test_press (window, view, GDK_KEY_Right, 0);
  g_assert_cmpint (nrn_histogram_view_get_marked (NRN_HISTOGRAM_VIEW (view)), ==, 18);
  nrn_window_test_press (window, view, GDK_KEY_Left, 0);
  g_assert_cmpint (nrn_histogram_view_get_marked (NRN_HISTOGRAM_VIEW (view)), ==, 17);

  nrn_window_test_choose (window, "animals");
  wait_for_page (window);
  g_assert_nonnull (get_histogram (window, 7));
  g_assert_null (get_histogram (window, 8));
  nrn_window_test_choose (window, "line");
  wait_for_page (window);
  g_assert_nonnull (get_histogram (window, 1));
  g_assert_null (get_histogram (window, 2));
  nrn_window_test_close (window);
}

static gboolean
has_value (NrnWindow     *window,
           gconstpointer  data)
{
  return fabs (nrn_data_source_get_values (nrn_window_test_parts (window)->source)[2] -
               *(const double *) data) < 1e-9;
}

/* A moment after a number is changed the rows are others, with all that was
 * learned; and back. */
static void
test_making (void)
{
  const double from_50 = 50, from_65 = 65;
  NrnWindow *window = open_page ();
  NrnDocument *document = nrn_window_get_document (window);
  NrnGeneratorCard *card = get_part (window, "generator_card");
  g_autoptr (NrnWeights) weights = NULL;
  gsize size;

  nrn_window_test_set_pace (window, 1);
  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_state (window, "done");
  weights = nrn_weights_ref (nrn_window_test_snapshot (window)->weights);
  size = nrn_architecture_get_n_parameters (nrn_weights_get_architecture (weights)) * sizeof (float);

  for (double age = 64; age >= from_50; age--)
    gtk_spin_button_set_value (nrn_generator_card_get_field (card, "threshold"), age);
  g_assert_true (has_value (window, &from_65));
  nrn_window_test_wait (window, "another threshold", has_value, &from_50);
  wait_for_page (window);
  g_assert_nonnull (strstr (get_text (window, "sentence_label"), "from 13 to 49 and"));
  g_assert_cmpmem (nrn_weights_get_data (nrn_window_test_snapshot (window)->weights), size,
                   nrn_weights_get_data (weights), size);
  g_assert_cmpstr (nrn_document_get_undo_name (document), ==, "Undo Change Data Settings");

  nrn_window_test_act (window, "win.undo");
  g_assert_true (has_value (window, &from_65));
  g_assert_cmpfloat (gtk_spin_button_get_value (nrn_generator_card_get_field (card, "threshold")),
                     ==, 65);
  g_assert_null (nrn_document_get_undo_name (document));
  nrn_window_test_close (window);
}

static gboolean
has_error (NrnWindow     *window,
           gconstpointer  data)
{
  return nrn_generator_card_get_error (get_part (window, "generator_card")) != NULL;
}

/* What does not fit changes nothing, and says why; the defaults are one click
 * away. */
static void
test_making_errors (void)
{
  const double from_65 = 65, from_40 = 40;
  NrnWindow *window = open_page ();
  NrnGeneratorCard *card = get_part (window, "generator_card");
  GtkWidget *defaults = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (card),
                                                                   NRN_TYPE_GENERATOR_CARD,
                                                                   "default_button"));
  const NrnDataSource *source = nrn_window_test_parts (window)->source;

  g_assert_false (gtk_widget_get_sensitive (defaults));
  gtk_spin_button_set_value (nrn_generator_card_get_field (card, "threshold"), 5);
  nrn_window_test_wait (window, "a sentence", has_error, NULL);
  g_assert_true (nrn_window_test_parts (window)->source == source);
  g_assert_nonnull (strstr (nrn_generator_card_get_error (card), "minimum_age (13)"));
  gtk_spin_button_set_value (nrn_generator_card_get_field (card, "threshold"), 40);
  nrn_window_test_wait (window, "another threshold", has_value, &from_40);
  g_assert_null (nrn_generator_card_get_error (card));
  g_assert_true (gtk_widget_get_sensitive (defaults));
  g_signal_emit_by_name (defaults, "clicked");
  nrn_window_test_wait (window, "the defaults", has_value, &from_65);
  g_assert_false (gtk_widget_get_sensitive (defaults));
  nrn_window_test_close (window);
}

static gboolean
has_row_seed (NrnWindow     *window,
              gconstpointer  data)
{
  return nrn_data_source_get_seed (nrn_window_test_parts (window)->source) == *(const guint *) data;
}

/* The rows may have a seed of their own; and each generator has its fields. */
static void
test_making_others (void)
{
  const guint seed = 77;
  NrnWindow *window = open_page ();
  NrnGeneratorCard *card = get_part (window, "generator_card");

  gtk_spin_button_set_value (nrn_generator_card_get_field (card, "seed"), seed);
  nrn_window_test_wait (window, "another seed", has_row_seed, &seed);
  g_assert_cmpuint (nrn_window_test_parts (window)->fit.seed, ==, 64);

  nrn_window_test_choose (window, "spiral");
  g_assert_null (nrn_generator_card_get_field (card, "threshold"));
  g_assert_cmpfloat_with_epsilon (gtk_spin_button_get_value (nrn_generator_card_get_field (card, "noise")),
                                  0.02, 1e-9);
  nrn_window_test_close (window);
}

/* The ceiling is that of these rows. */
static void
test_ceiling (void)
{
  NrnWindow *window = open_page ();
  NrnExperimentParts parts = *nrn_window_test_parts (window);
  const double values[] = { 13, 100, 65, 900, 100 };
  g_autoptr (NrnDataSource) source = NULL;
  double loss, accuracy;

  nrn_preset_get_best (&parts, &loss, &accuracy);
  g_assert_cmpfloat_with_epsilon (loss, 0.191444, 1e-6);
  g_assert_cmpfloat_with_epsilon (accuracy, 20.0 / 21, 1e-12);
  g_assert_true (nrn_preset_has_its_rows (&parts));

  source = nrn_data_source_new_generator (nrn_data_source_get_generator (parts.source), values, 1);
  parts.source = source;
  nrn_preset_get_best (&parts, &loss, &accuracy);
  g_assert_cmpfloat_with_epsilon (accuracy, 0.9, 1e-12);
  g_assert_cmpfloat_with_epsilon (loss, 0.325083, 1e-6);
  g_assert_false (nrn_preset_has_its_rows (&parts));
  nrn_window_test_close (window);
}

static gpointer
get_split_part (NrnWindow  *window,
                const char *name)
{
  return gtk_widget_get_template_child (get_part (window, "split_card"), NRN_TYPE_SPLIT_CARD, name);
}

/* The trap in numbers, and the way out of it. */
static void
test_split (void)
{
  NrnWindow *window = open_page ();
  NrnDocument *document = nrn_window_get_document (window);
  GtkSpinButton *spin = get_split_part (window, "split_spin");
  GtkLabel *trap = get_split_part (window, "trap_label");
  GtkWidget *trap_box = get_split_part (window, "trap_box");

  g_assert_true (gtk_widget_get_visible (trap_box));
  g_assert_cmpstr (gtk_label_get_text (trap), ==,
                   "Of these 210 rows 100 are exceptions to the rule (47.6 %); of the other 1,890 "
                   "rows 0 are (0.0 %).");

  gtk_spin_button_set_value (spin, 0.05);
  wait_for_page (window);
  g_assert_cmpfloat (nrn_window_test_parts (window)->fit.validation_split, ==, 0.05);
  g_assert_false (nrn_window_test_parts (window)->fit.validation_shuffled);
  g_assert_cmpstr (gtk_label_get_text (get_split_part (window, "split_label")), ==,
                   "The last rows are held out, before any shuffling, as Keras does: rows 1,996 to "
                   "2,100.");
  g_assert_cmpstr (gtk_label_get_text (trap), ==,
                   "Of these 105 rows 100 are exceptions to the rule (95.2 %); of the other 1,995 "
                   "rows 0 are (0.0 %).");

  g_signal_emit_by_name (get_split_part (window, "fix_button"), "clicked");
  wait_for_page (window);
  g_assert_cmpfloat (nrn_window_test_parts (window)->fit.validation_split, ==, 0.05);
  g_assert_true (nrn_window_test_parts (window)->fit.validation_shuffled);
  g_assert_true (gtk_switch_get_active (get_split_part (window, "shuffle_switch")));
  g_assert_false (gtk_widget_get_visible (trap_box));
  g_assert_cmpstr (nrn_document_get_undo_name (document), ==, "Undo Change Validation");

  nrn_window_test_act (window, "win.undo");
  wait_for_page (window);
  nrn_window_test_act (window, "win.undo");
  wait_for_page (window);
  g_assert_cmpfloat (gtk_spin_button_get_value (spin), ==, 0);
  g_assert_true (gtk_widget_get_visible (trap_box));
  nrn_window_test_close (window);
}

/* Typed as the course prints them, and picked in the table. */
static void
test_scaling (void)
{
  NrnWindow *window = open_page ();
  NrnDocument *document = nrn_window_get_document (window);
  NrnScaleBench *bench = get_part (window, "scale_bench");
  GtkEditable *entry = GTK_EDITABLE (nrn_scale_bench_get_entry (bench, 0));

  gtk_editable_set_text (entry, "31, 77, 49, 91, 26, 82");
  g_assert_cmpstr (nrn_scale_bench_get_result (bench, 0), ==,
                   "(31 − 13) / 87 = 0.20689655\n"
                   "(77 − 13) / 87 = 0.73563218\n"
                   "(49 − 13) / 87 = 0.4137931\n"
                   "(91 − 13) / 87 = 0.89655172\n"
                   "(26 − 13) / 87 = 0.14942529\n"
                   "(82 − 13) / 87 = 0.79310345");
  g_assert_cmpfloat (nrn_document_get_watched (document)[0], ==, 31);
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "31, 77, 49, 91, 26, 82");

  gtk_editable_set_text (entry, "13,5");
  g_assert_cmpstr (nrn_scale_bench_get_result (bench, 0), ==, "(13.5 − 13) / 87 = 0.00574713");
  gtk_editable_set_text (entry, "-5");
  g_assert_cmpstr (nrn_scale_bench_get_result (bench, 0), ==, "(−5 − 13) / 87 = −0.20689655");
  g_assert_cmpfloat (nrn_document_get_watched (document)[0], ==, 13.5);
  gtk_editable_set_text (entry, "old");
  g_assert_cmpstr (nrn_scale_bench_get_result (bench, 0), ==,
                   "This is no number, such as 31 or 0.5.");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (entry), "error"));
  g_assert_cmpfloat (nrn_document_get_watched (document)[0], ==, 13.5);

  g_assert_true (gtk_selection_model_select_item (GTK_SELECTION_MODEL (get_list (window)), 0, TRUE));
  g_assert_cmpfloat (g_ascii_strtod (gtk_editable_get_text (entry), NULL), ==,
                     nrn_document_get_watched (document)[0]);
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (entry), "error"));

  gtk_switch_set_active (GTK_SWITCH (gtk_widget_get_template_child (GTK_WIDGET (bench),
                                                                    NRN_TYPE_SCALE_BENCH,
                                                                    "scale_switch")), FALSE);
  g_assert_false (nrn_window_test_parts (window)->scale);
  wait_for_page (window);
  gtk_editable_set_text (entry, "31");
  g_assert_cmpstr (nrn_scale_bench_get_result (bench, 0), ==, "31 goes in as it is");
  nrn_window_test_close (window);
}

/* Below zero and between: what is taken away is in brackets. */
static void
test_scaling_of_points (void)
{
  NrnWindow *window = open_page ();
  NrnScaleBench *bench;
  const double *minimum;
  g_autofree char *expected = NULL;

  nrn_window_test_choose (window, "circle");
  wait_for_page (window);
  if (!nrn_window_test_parts (window)->scale)
    {
      NrnExperimentParts parts = *nrn_window_test_parts (window);
      g_autoptr (GError) error = NULL;

      parts.scale = TRUE;
      nrn_document_edit (nrn_window_get_document (window), &parts, &error);
      g_assert_no_error (error);
      wait_for_page (window);
    }
  bench = get_part (window, "scale_bench");
  minimum = nrn_scaler_get_data_min (nrn_document_get_scaler (nrn_window_get_document (window)));
  g_assert_cmpfloat (minimum[1], <, 0);
  gtk_editable_set_text (GTK_EDITABLE (nrn_scale_bench_get_entry (bench, 1)), "0");
  expected = g_strdup_printf ("(0 − (−%.4f", -minimum[1]);
  g_assert_true (g_str_has_prefix (nrn_scale_bench_get_result (bench, 1), "(0 − (−"));
  g_assert_cmpmem (nrn_scale_bench_get_result (bench, 1), 16, expected, 16);
  gtk_editable_set_text (GTK_EDITABLE (nrn_scale_bench_get_entry (bench, 1)), "0 1");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (nrn_scale_bench_get_entry (bench, 1)),
                                           "error"));
  nrn_window_test_close (window);
}

static void
test_words (void)
{
  NrnWindow *window = open_page ();

  g_assert_cmpstr (get_text (window, "title_label"), ==, "Drug trial");
  g_assert_cmpstr (get_text (window, "sentence_label"), ==,
                   "2,100 people aged 13 to 100: 1,050 from 13 to 64 and 1,050 from 65 to 100. "
                   "The rule is that the older half has side effects and the younger half has "
                   "none. 2,000 follow it (95.24 %), 100 are exceptions.");
  g_assert_cmpstr (get_text (window, "rows_label"), ==,
                   "2,100, of which 100 are exceptions to the rule");
  g_assert_cmpstr (get_text (window, "features_label"), ==, "age: 13 to 100");
  g_assert_cmpstr (get_text (window, "labels_label"), ==,
                   "0: no side effects, 1,050 rows\n1: side effects, 1,050 rows");
  g_assert_cmpstr (get_text (window, "arrays_label"), ==,
                   "train_samples  (2100, 1)  float32\n"
                   "train_labels   (2100,)    int32\n"
                   "len(train_samples) == len(train_labels)  True ✓");

  nrn_window_test_choose (window, "sine");
  wait_for_page (window);
  g_assert_cmpstr (get_text (window, "labels_title"), ==, "Targets");
  g_assert_nonnull (strstr (get_text (window, "arrays_label"), "(500,)    float32"));
  nrn_window_test_close (window);
}

/* Every sort of data has its words, with no "{" left in them. */
static void
test_all_data (void)
{
  NrnWindow *window = open_page ();
  guint n_generators;
  const NrnGenerator *const *generators = nrn_generator_get_all (&n_generators);

  for (guint i = 0; i < n_generators; i++)
    {
      NrnDocument *document = nrn_window_get_document (window);

      nrn_window_test_choose (window, generators[i]->name);
      wait_for_page (window);
      g_assert_cmpstr (get_text (window, "title_label"), ==, generators[i]->title);
      g_assert_null (strchr (get_text (window, "sentence_label"), '{'));
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (get_list (window))), ==,
                        nrn_dataset_get_n_rows (nrn_document_get_dataset (document)));
    }
  nrn_window_test_close (window);
}

/* Tables of one's own are told of as well, from a file or not. */
static void
test_own_table (void)
{
  static const char *const features[] = { "x", "y", NULL };
  static const char *const targets[] = { "kind", NULL };
  static const NrnCsvOptions options = { 0 };
  const NrnCsvSelection selection = { .features = features, .targets = targets, .options = &options };
  NrnWindow *window = open_page ();
  NrnExperimentParts parts;
  g_autoptr (NrnDataSource) source = NULL;
  g_autoptr (GError) error = NULL;

  nrn_window_test_choose (window, "two-gaussians");
  parts = *nrn_window_test_parts (window);
  source = nrn_data_source_new_table (NULL, "Mine", "x,y,kind\n1,2,a\n3,4,b\n5,6,a\n7,9,b\n", &selection);
  parts.source = source;
  parts.preset = NULL;
  nrn_document_edit (nrn_window_get_document (window), &parts, &error);
  g_assert_no_error (error);
  wait_for_page (window);
  g_assert_cmpstr (get_text (window, "title_label"), ==, "Mine");
  g_assert_cmpstr (get_text (window, "sentence_label"), ==,
                   "A table that is kept with the experiment.");
  g_assert_cmpstr (get_text (window, "features_label"), ==, "x: 1 to 7\ny: 2 to 9");
  g_assert_cmpstr (get_text (window, "labels_label"), ==, "0: a, 2 rows\n1: b, 2 rows");
  g_assert_false (gtk_widget_get_visible (get_part (window, "generator_card")));
  nrn_window_test_close (window);
}

static void
get_place (NrnWindow *window,
           guint      row,
           double    *x,
           double    *y)
{
  const float *features = nrn_dataset_get_features (nrn_document_get_dataset (nrn_window_get_document (window)));

  g_assert_true (nrn_points_card_get_place (get_part (window, "points_card"),
                                            (const double[]) { (double) features[2 * row],
                                                               (double) features[2 * row + 1] }, x, y));
}

/* The corner of the plane beyond the first @n points, which is empty. */
static void
get_corner (NrnWindow *window,
            guint      n,
            double    *left,
            double    *top)
{
  get_place (window, 0, left, top);
  for (guint row = 1; row < n; row++)
    {
      double x, y;

      get_place (window, row, &x, &y);
      *left = MIN (*left, x);
      *top = MIN (*top, y);
    }
  *left -= 10;
  *top -= 10;
}

/* The rows of the experiment with points, whose card is shown for it. */
static guint
show_points (NrnWindow     *window,
             NrnPointsCard *card)
{
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (card)));
  nrn_window_test_choose (window, "body-mass");
  wait_for_page (window);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (card)));
  nrn_window_test_draw (window);

  return nrn_dataset_get_n_rows (nrn_document_get_dataset (nrn_window_get_document (window)));
}

static void
assert_at (NrnWindow *window,
           guint      row,
           double     x,
           double     y)
{
  double there_x, there_y;

  get_place (window, row, &there_x, &there_y);
  g_assert_cmpfloat_with_epsilon (there_x, x, 0.1);
  g_assert_cmpfloat_with_epsilon (there_y, y, 0.1);
}

/* A click chooses a point, adds one where there is none, and a drag moves it; all
 * can be undone. */
static void
test_points (void)
{
  NrnWindow *window = open_page ();
  NrnDocument *document = nrn_window_get_document (window);
  NrnPointsCard *card = get_part (window, "points_card");
  GtkFlowBox *classes = GTK_FLOW_BOX (gtk_widget_get_template_child (GTK_WIDGET (card),
                                                                     NRN_TYPE_POINTS_CARD, "classes"));
  guint n = show_points (window, card);
  GtkWidget *second = gtk_flow_box_child_get_child (gtk_flow_box_get_child_at_index (classes, 1));
  double x, y;

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (second), TRUE);
  get_place (window, 0, &x, &y);
  nrn_points_card_press (card, x, y);
  nrn_points_card_release (card);
  g_assert_cmpint (nrn_points_card_get_chosen (card), ==, 0);
  g_assert_cmpstr (nrn_document_get_undo_name (document), ==, "Undo Open Experiment");

  get_corner (window, n, &x, &y);
  nrn_points_card_press (card, x, y);
  nrn_points_card_release (card);
  g_assert_cmpstr (nrn_document_get_undo_name (document), ==, "Undo Add Point");
  g_assert_cmpint (nrn_points_card_get_chosen (card), ==, n);
  g_assert_cmpfloat (nrn_dataset_get_targets (nrn_document_get_dataset (document))[n], ==, 1);
  assert_at (window, n, x, y);
  wait_for_page (window);
  g_assert_cmpstr (get_text (window, "sentence_label"), ==,
                   "These rows were changed by hand; they are kept with the experiment.");
  g_assert_cmpstr (get_text (window, "title_label"), ==, "Body mass");

  nrn_points_card_press (card, x, y);
  nrn_points_card_drag (card, x + 40, y + 20);
  nrn_points_card_release (card);
  g_assert_cmpstr (nrn_document_get_undo_name (document), ==, "Undo Move Point");
  assert_at (window, n, x + 40, y + 20);

  nrn_window_test_act (window, "win.undo");
  assert_at (window, n, x, y);
  nrn_window_test_act (window, "win.undo");
  wait_for_page (window);
  g_assert_cmpuint (nrn_dataset_get_n_rows (nrn_document_get_dataset (document)), ==, n);
  g_assert_false (nrn_data_source_is_by_hand (nrn_window_test_parts (window)->source));
  nrn_window_test_close (window);
}

/* The keys do as much. */
static void
test_points_keys (void)
{
  NrnWindow *window = open_page ();
  NrnDocument *document = nrn_window_get_document (window);
  NrnPointsCard *card = get_part (window, "points_card");
  GtkWidget *picture = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (card),
                                                                  NRN_TYPE_POINTS_CARD, "picture"));
  guint n = show_points (window, card);
  float before;

  gtk_widget_grab_focus (picture);
  g_assert_true (nrn_window_test_press (window, picture, GDK_KEY_Insert, 0));
  g_assert_cmpint (nrn_points_card_get_chosen (card), ==, n);
  g_assert_cmpuint (nrn_dataset_get_n_rows (nrn_document_get_dataset (document)), ==, n + 1);
  before = nrn_dataset_get_features (nrn_document_get_dataset (document))[2 * n];
  g_assert_true (nrn_window_test_press (window, picture, GDK_KEY_Right, 0));
  g_assert_cmpfloat (nrn_dataset_get_features (nrn_document_get_dataset (document))[2 * n], >, before);
  g_assert_true (nrn_window_test_press (window, picture, GDK_KEY_Page_Down, 0));
  g_assert_cmpint (nrn_points_card_get_chosen (card), ==, 0);
  g_assert_true (nrn_window_test_press (window, picture, GDK_KEY_Page_Up, 0));
  g_assert_true (nrn_window_test_press (window, picture, GDK_KEY_Delete, 0));
  g_assert_cmpstr (nrn_document_get_undo_name (document), ==, "Undo Remove Point");
  g_assert_cmpint (nrn_points_card_get_chosen (card), ==, -1);
  g_assert_cmpuint (nrn_dataset_get_n_rows (nrn_document_get_dataset (document)), ==, n);
  nrn_window_test_close (window);
}

static guint
count_columns (NrnWindow *window)
{
  GtkWidget *view = GTK_WIDGET (gtk_widget_get_template_child (get_part (window, "table"),
                                                               NRN_TYPE_DATA_TABLE, "view"));

  return g_list_model_get_n_items (gtk_column_view_get_columns (GTK_COLUMN_VIEW (view)));
}

/* Who selects a row watches it; and what is scaled, or held out, is in the
 * table at once. */
static void
test_table (void)
{
  NrnWindow *window = open_page ();
  NrnDocument *document = nrn_window_get_document (window);
  NrnDataList *list = get_list (window);
  const float *ages = nrn_dataset_get_features (nrn_document_get_dataset (document));
  NrnExperimentParts parts = *nrn_experiment_get_parts (nrn_document_get_experiment (document));
  g_autoptr (GError) error = NULL;
  const float other[] = { 12.5f };

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2100);
  g_assert_cmpuint (count_columns (window), ==, 6);
  g_assert_true (gtk_selection_model_select_item (GTK_SELECTION_MODEL (list), 7, TRUE));
  g_assert_cmpfloat (nrn_document_get_watched (document)[0], ==, ages[7]);
  g_assert_cmpint (nrn_data_list_get_selected (list), ==, 7);

  parts.fit.validation_split = 0.1;
  nrn_document_set_fit (document, &parts.fit, &error);
  g_assert_no_error (error);
  wait_for_page (window);
  g_assert_cmpint (nrn_data_list_get_selected (list), ==, 7);
  g_assert_true (nrn_split_digest_is_held_out (nrn_data_list_get_split (list), 2099));

  parts.scale = FALSE;
  nrn_document_edit (document, &parts, &error);
  g_assert_no_error (error);
  wait_for_page (window);
  g_assert_cmpuint (count_columns (window), ==, 5);

  nrn_document_set_watched (document, other);
  g_assert_cmpint (nrn_data_list_get_selected (list), ==, -1);
  nrn_window_test_close (window);
}

/* What changes while the page is hidden is there when it comes back. */
static void
test_hidden (void)
{
  NrnWindow *window = open_page ();

  nrn_window_test_act (window, "win.page::network");
  nrn_window_test_choose (window, "xor");
  nrn_window_test_spin (0.2);
  g_assert_cmpstr (get_text (window, "title_label"), ==, "Drug trial");
  nrn_window_test_act (window, "win.page::data");
  wait_for_page (window);
  g_assert_cmpstr (get_text (window, "title_label"), !=, "Drug trial");
  nrn_window_test_close (window);
}

/* The window is closed while the rows are counted. */
static void
test_closed_at_once (void)
{
  for (guint i = 0; i < 10; i++)
    {
      NrnWindow *window = nrn_window_test_open ();

      nrn_window_test_act (window, "win.page::data");
      nrn_window_test_close (window);
    }
}

static GtkColumnView *
get_view (NrnWindow *window)
{
  return GTK_COLUMN_VIEW (gtk_widget_get_template_child (get_part (window, "table"),
                                                         NRN_TYPE_DATA_TABLE, "view"));
}

static void
collect_texts (GtkWidget *widget,
               GPtrArray *texts)
{
  if (GTK_IS_INSCRIPTION (widget) && gtk_widget_get_mapped (widget))
    g_ptr_array_add (texts, g_strdup (gtk_inscription_get_text (GTK_INSCRIPTION (widget))));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_texts (child, texts);
}

/* Of a million rows there are widgets for a few hundred, also after scrolling
 * from one end to the other, and the last one is the last. */
static void
test_million (void)
{
  static const double values[] = { 1000000, 0.02 };
  NrnWindow *window = open_page ();
  NrnExperimentParts parts;
  g_autoptr (NrnDataSource) source = NULL;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  GtkAdjustment *adjustment;

  nrn_window_test_choose (window, "spiral");
  parts = *nrn_window_test_parts (window);
  source = nrn_data_source_new_generator (nrn_data_source_get_generator (parts.source), values, 1);
  parts.source = source;
  nrn_document_edit (nrn_window_get_document (window), &parts, &error);
  g_assert_no_error (error);
  wait_for_page (window);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (get_list (window))), ==, 1000000);

  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (get_view (window)));
  for (guint i = 0; i <= 20; i++)
    {
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) * i / 20);
      nrn_window_test_draw (window);
    }
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  nrn_window_test_draw (window);

  collect_texts (GTK_WIDGET (get_view (window)), texts);
  g_assert_cmpuint (texts->len, <, 5000);
  g_assert_true (g_ptr_array_find_with_equal_func (texts, "1,000,000", g_str_equal, NULL));
  nrn_window_test_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/widgets/data-page/pages", test_pages);
  g_test_add_func ("/widgets/data-page/focus", test_focus);
  g_test_add_func ("/widgets/data-page/histograms", test_histograms);
  g_test_add_func ("/widgets/data-page/making", test_making);
  g_test_add_func ("/widgets/data-page/making-errors", test_making_errors);
  g_test_add_func ("/widgets/data-page/making-others", test_making_others);
  g_test_add_func ("/widgets/data-page/ceiling", test_ceiling);
  g_test_add_func ("/widgets/data-page/split", test_split);
  g_test_add_func ("/widgets/data-page/scaling", test_scaling);
  g_test_add_func ("/widgets/data-page/scaling-of-points", test_scaling_of_points);
  g_test_add_func ("/widgets/data-page/words", test_words);
  g_test_add_func ("/widgets/data-page/all-data", test_all_data);
  g_test_add_func ("/widgets/data-page/own-table", test_own_table);
  g_test_add_func ("/widgets/data-page/points", test_points);
  g_test_add_func ("/widgets/data-page/points-keys", test_points_keys);
  g_test_add_func ("/widgets/data-page/table", test_table);
  g_test_add_func ("/widgets/data-page/hidden", test_hidden);
  g_test_add_func ("/widgets/data-page/closed-at-once", test_closed_at_once);
  g_test_add_func ("/widgets/data-page/million", test_million);
}

int
main (int    argc,
      char **argv)
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
