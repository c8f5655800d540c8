/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The data under the network, in every way there is to show them.
 */

#include "config.h"

#include "nrn-window-test.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "nrn-data-view-private.h"
#include "nrn-picture.h"

/* ---- Data of every sort ---- */

#define N_ROWS 40

/* Lengths of three kinds of flowers, in one feature. */
static char *
print_three_classes (void)
{
  static const char *const names[] = { "setosa", "versicolor", "virginica" };
  GString *csv = g_string_new ("length,kind\n");

  for (guint i = 0; i < 3 * N_ROWS; i++)
    g_string_append_printf (csv, "%u.%u,%s\n", 1 + i % 3 * 2, i % 10, names[i % 3]);

  return g_string_free (csv, FALSE);
}

/* Two features, and two values that depend on them. */
static char *
print_two_values (void)
{
  GString *csv = g_string_new ("size,age,price,tax\n");

  for (guint i = 0; i < N_ROWS; i++)
    g_string_append_printf (csv, "%u,%u,0.%02u,0.%02u\n", 40 + i, i * 7 % 30, 10 + i, 90 - i);

  return g_string_free (csv, FALSE);
}

/* One feature and two values. */
static char *
print_two_curves (void)
{
  GString *csv = g_string_new ("size,price,tax\n");

  for (guint i = 0; i < N_ROWS; i++)
    g_string_append_printf (csv, "%u,0.%02u,0.%02u\n", 40 + i, 10 + i, 90 - i);

  return g_string_free (csv, FALSE);
}

/* Opens a window with data from a file. */
static NrnWindow *
open_csv (char       *csv,
          const char *features,
          const char *targets,
          const char *network,
          const char *activation,
          const char *loss)
{
  NrnWindow *window = nrn_window_test_open ();
  NrnExperimentParts parts = *nrn_window_test_parts (window);
  g_autofree char *text = csv;
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "neurons-test-XXXXXX", NULL);
  g_auto (GStrv) feature_names = g_strsplit (features, ",", -1);
  g_auto (GStrv) target_names = g_strsplit (targets, ",", -1);
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse (network, activation, NULL);
  g_autoptr (NrnConfig) config = nrn_config_new_by_name (NRN_FAMILY_LOSS, loss, NULL);
  g_autoptr (NrnDataSource) source = NULL;
  g_autoptr (GError) error = NULL;
  int file = g_mkstemp (path);

  g_assert_cmpint (file, >=, 0);
  g_assert_true (g_close (file, NULL));
  g_assert_true (g_file_set_contents (path, text, -1, &error));
  source = nrn_data_source_new_csv (path, (const char *const *) feature_names,
                                    (const char *const *) target_names);
  parts.preset = NULL;
  parts.source = source;
  parts.architecture = architecture;
  parts.loss = config;
  nrn_document_edit (nrn_window_get_document (window), &parts, &error);
  g_assert_no_error (error);
  g_remove (path);
  nrn_window_test_draw (window);

  return window;
}

/* ---- Looking at it ---- */

/* As a picture of its own, when the network has learned something. */
static cairo_surface_t *
paint (NrnWindow        *window,
       const NrnPalette *palette)
{
  NrnPicture *picture = NRN_PICTURE (window->data_view);
  cairo_surface_t *image;
  double width, height;
  cairo_t *cr;

  g_assert_true (nrn_picture_get_size (picture, &width, &height));
  image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width, (int) height);
  cr = cairo_create (image);
  nrn_picture_paint (picture, cr, width, height, palette);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (image);

  return image;
}

static gboolean
are_equal_take (cairo_surface_t *a,
                cairo_surface_t *b)
{
  gsize size = (gsize) cairo_image_surface_get_stride (a) *
               (gsize) cairo_image_surface_get_height (a);
  gboolean is_equal = memcmp (cairo_image_surface_get_data (a), cairo_image_surface_get_data (b),
                              size) == 0;

  cairo_surface_destroy (a);
  cairo_surface_destroy (b);

  return is_equal;
}

static void
assert_described (NrnWindow  *window,
                  const char *words)
{
  gtk_test_accessible_assert_property (window->data_view, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       words);
}

static void
train (NrnWindow *window)
{
  nrn_window_test_set_pace (window, 1);
  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_state (window, "done");
  nrn_window_test_draw (window);
}

/* Drawn before the training, changed by it, drawn in every palette, and
 * reset with it. */
static void
check_picture (NrnWindow         *window,
               const NrnDataKind *kind)
{
  cairo_surface_t *before, *after;

  g_assert_true (window->data_view->kind == kind);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window->data_view)));
  before = paint (window, &nrn_palette_light);
  train (window);
  after = paint (window, &nrn_palette_light);
  g_assert_false (are_equal_take (cairo_surface_reference (before), cairo_surface_reference (after)));
  g_assert_false (are_equal_take (after, paint (window, &nrn_palette_dark)));
  nrn_window_test_act (window, "train.reset");
  nrn_window_test_wait_state (window, "ready");
  nrn_window_test_draw (window);
  g_assert_true (are_equal_take (before, paint (window, &nrn_palette_light)));
}

static void
test_presets (void)
{
  static const struct { const char *preset; const NrnDataKind *kind; } cases[] = {
    { "drug-trial", &nrn_data_kind_strip }, { "drug-trial-u", &nrn_data_kind_strip },
    { "line", &nrn_data_kind_values }, { "sine", &nrn_data_kind_values },
    { "body-mass", &nrn_data_kind_map }, { "xor", &nrn_data_kind_map },
  };
  NrnWindow *window = nrn_window_test_open ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      nrn_window_test_choose (window, cases[i].preset);
      nrn_window_test_draw (window);
      check_picture (window, cases[i].kind);
    }
  nrn_window_test_choose (window, "animals");
  g_assert_null (window->data_view->kind);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (window->data_view)));
  nrn_window_test_close (window);
}

static void
test_three_classes (void)
{
  NrnWindow *window = open_csv (print_three_classes (), "length", "kind", "1-8-3", "tanh,softmax",
                                "sparse_categorical_crossentropy");

  g_assert_cmpuint (window->data_view->n_classes, ==, 3);
  check_picture (window, &nrn_data_kind_strip);
  nrn_window_test_close (window);
}

/* A map for each value; a curve for each, where there is one feature. */
static void
test_values (void)
{
  NrnWindow *window = open_csv (print_two_values (), "size,age", "price,tax", "2-4-2",
                                "tanh,linear", "mean_squared_error");

  g_assert_cmpuint (window->data_view->n_values, ==, 2);
  g_assert_cmpfloat_with_epsilon (window->data_view->low[1], 0.9 - 0.01 * (N_ROWS - 1), 1e-6);
  g_assert_cmpfloat_with_epsilon (window->data_view->high[0], 0.1 + 0.01 * (N_ROWS - 1), 1e-6);
  check_picture (window, &nrn_data_kind_map);
  nrn_window_test_close (window);

  window = open_csv (print_two_curves (), "size", "price,tax", "1-4-2", "tanh,linear",
                     "mean_squared_error");
  g_assert_cmpuint (window->data_view->n_values, ==, 2);
  check_picture (window, &nrn_data_kind_values);
  nrn_window_test_close (window);
}

/* The words are those of what is watched, by the weights that are shown. */
static void
test_words (void)
{
  NrnWindow *window = nrn_window_test_open ();
  float age = 99, x = 0.5f;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  nrn_document_set_watched (window->document, &age);
  before = window->data_view->kind->describe (window->data_view);
  train (window);
  after = window->data_view->kind->describe (window->data_view);
  g_assert_true (g_str_has_prefix (before, "age 99: "));
  g_assert_true (g_str_has_prefix (after, "age 99: 9"));
  g_assert_nonnull (strstr (after, " % side effects; the prediction flips at 6"));
  g_assert_cmpstr (before, !=, after);

  nrn_window_test_choose (window, "line");
  train (window);
  nrn_document_set_watched (window->document, &x);
  g_free (after);
  after = window->data_view->kind->describe (window->data_view);
  g_assert_true (g_str_has_prefix (after, "x 0.50: 1."));
  nrn_window_test_close (window);
}

/* ---- The pointer and the keys ---- */

static GtkEventController *
find_motion (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  GtkEventController *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_MOTION (controller))
        found = controller;
    }

  return found;
}

/* Rings are at the rows that the engine says are farthest off; those of all, in
 * the order of the table. A map has those of its own value. */
static void
test_largest_errors (void)
{
  static const char *const presets[] = { "line", "sine" };
  NrnWindow *window = nrn_window_test_open ();

  for (guint i = 0; i <= G_N_ELEMENTS (presets); i++)
    {
      g_autoptr (NrnPredictions) predictions = NULL;
      g_autofree guint *rows = NULL;
      NrnDataView *view;

      if (i < G_N_ELEMENTS (presets))
        nrn_window_test_choose (window, presets[i]);
      else
        {
          nrn_window_test_close (window);
          window = open_csv (print_two_values (), "size,age", "price,tax", "2-4-2", "tanh,linear",
                             "mean_squared_error");
        }
      view = window->data_view;
      nrn_window_test_draw (window);
      predictions = nrn_predictions_new (nrn_document_get_dataset (window->document),
                                         nrn_document_get_samples (window->document),
                                         nrn_window_test_snapshot (window)->weights, NULL);
      rows = nrn_predictions_sort (predictions,
                                   &(NrnPredictionsOrder) { NRN_PREDICTIONS_MISTAKE, 0, TRUE });
      g_assert_cmpuint (view->n_far, ==, i < G_N_ELEMENTS (presets) ? 5 : N_ROWS / 10);
      for (guint j = 0; j < view->n_far; j++)
        g_assert_cmpuint (view->far_rows[j], ==, rows[j]);
    }
  nrn_window_test_close (window);

  window = nrn_window_test_open ();
  nrn_window_test_draw (window);
  g_assert_cmpuint (window->data_view->n_far, ==, 0);
  nrn_window_test_close (window);
}

/* Only on a sample is there a row to be chosen. */
static void
test_rows_of_values (void)
{
  NrnWindow *window = nrn_window_test_open ();
  NrnDataView *view = window->data_view;
  const float *features;
  guint n_found = 0;

  nrn_window_test_choose (window, "sine");
  nrn_window_test_draw (window);
  features = nrn_dataset_get_features (nrn_document_get_dataset (window->document));
  for (int y = 0; y < 216; y += 4)
    for (int x = 0; x < 600; x += 4)
      {
        gssize row = view->kind->pick_row (view, 600, 216, x, y);
        double at[2];

        if (row < 0)
          continue;
        view->kind->pick (view, 600, 216, x, y, at);
        g_assert_cmpfloat_with_epsilon (at[0], (double) features[row],
                                        0.05 * (view->maximum[0] - view->minimum[0]));
        n_found++;
      }
  g_assert_cmpuint (n_found, >, 100);
  g_assert_cmpuint (n_found, <, 54 * 150 / 2);
  nrn_window_test_close (window);
}

/* The pointer reads what is under it; nothing is watched by that. */
static void
test_pointer (void)
{
  static const char *const presets[] = { "drug-trial", "sine", "body-mass" };
  NrnWindow *window = nrn_window_test_open ();
  GtkWidget *view = GTK_WIDGET (window->data_view);
  GtkEventController *motion = find_motion (view);

  for (guint i = 0; i < G_N_ELEMENTS (presets); i++)
    {
      float before;

      nrn_window_test_choose (window, presets[i]);
      nrn_window_test_draw (window);
      before = nrn_document_get_watched (window->document)[0];
      g_signal_emit_by_name (motion, "motion", gtk_widget_get_width (view) / 2.0 + 40,
                             gtk_widget_get_height (view) / 2.0);
      nrn_window_test_draw (window);
      g_assert_true (window->data_view->has_pointer);
      g_assert_cmpfloat (window->data_view->pointer[0], >, window->data_view->minimum[0]);
      g_assert_cmpfloat (window->data_view->pointer[0], <, window->data_view->maximum[0]);
      g_assert_cmpfloat (nrn_document_get_watched (window->document)[0], ==, before);
      g_signal_emit_by_name (motion, "leave");
      g_assert_false (window->data_view->has_pointer);
    }
  nrn_window_test_close (window);
}

/* Beside the map there is nothing to read. */
static void
test_beside_the_map (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GtkWidget *view = GTK_WIDGET (window->data_view);

  nrn_window_test_choose (window, "body-mass");
  nrn_window_test_draw (window);
  g_signal_emit_by_name (find_motion (view), "motion", 3.0, gtk_widget_get_height (view) / 2.0);
  g_assert_false (window->data_view->has_pointer);
  nrn_window_test_close (window);
}

static void
assert_watched (NrnWindow *window,
                double     first,
                double     second)
{
  const float *watched = nrn_document_get_watched (window->document);

  g_assert_cmpfloat_with_epsilon ((double) watched[0], first, 1e-4 * MAX (fabs (first), 1));
  if (nrn_dataset_get_n_features (nrn_document_get_dataset (window->document)) == 2)
    g_assert_cmpfloat_with_epsilon ((double) watched[1], second, 1e-4 * MAX (fabs (second), 1));
}

static void
press (NrnWindow       *window,
       guint            key,
       GdkModifierType  modifiers)
{
  g_assert_true (nrn_window_test_press (window, GTK_WIDGET (window->data_view), key, modifiers));
}

static void
test_keys (void)
{
  NrnWindow *window = nrn_window_test_open ();
  const NrnDataView *view = window->data_view;
  double second;

  press (window, GDK_KEY_Home, 0);
  assert_watched (window, 13, 0);
  press (window, GDK_KEY_Right, 0);
  assert_watched (window, 14, 0);
  press (window, GDK_KEY_Right, GDK_CONTROL_MASK);
  assert_watched (window, 14 + 8.7, 0);
  press (window, GDK_KEY_End, 0);
  assert_watched (window, 100, 0);
  press (window, GDK_KEY_Right, 0);
  assert_watched (window, 100, 0);

  nrn_window_test_choose (window, "sine");
  press (window, GDK_KEY_Home, 0);
  press (window, GDK_KEY_Up, 0);
  assert_watched (window, view->minimum[0] + (view->maximum[0] - view->minimum[0]) / 100, 0);

  nrn_window_test_choose (window, "body-mass");
  press (window, GDK_KEY_Home, 0);
  second = (double) nrn_document_get_watched (window->document)[1];
  press (window, GDK_KEY_Down, 0);
  assert_watched (window, view->minimum[0],
                  second - (view->maximum[1] - view->minimum[1]) / 100);
  g_assert_false (nrn_window_test_press (window, GTK_WIDGET (window->data_view), GDK_KEY_a, 0));
  nrn_window_test_close (window);
}

/* Where the rule changes its mind, and the target without noise. */
static void
test_truth (void)
{
  NrnWindow *window = nrn_window_test_open ();
  double rules[4];

  g_assert_cmpuint (nrn_data_view_find_rules (window->data_view, rules, 4), ==, 1);
  g_assert_cmpfloat (rules[0], ==, 65);
  nrn_window_test_choose (window, "drug-trial-u");
  g_assert_cmpuint (nrn_data_view_find_rules (window->data_view, rules, 4), ==, 2);
  g_assert_cmpfloat (rules[0], ==, 35);
  g_assert_cmpfloat (rules[1], ==, 75);
  nrn_window_test_choose (window, "line");
  g_assert_true (window->data_view->has_truth);
  g_assert_cmpfloat_with_epsilon (window->data_view->truth[0],
                                  2 * window->data_view->minimum[0] + 0.5, 1e-9);
  nrn_window_test_choose (window, "body-mass");
  g_assert_false (window->data_view->has_truth);
  nrn_window_test_close (window);
}

/* What a screen reader is told. */
static void
test_description (void)
{
  NrnWindow *window = nrn_window_test_open ();
  g_autofree char *words = NULL;
  g_autofree char *all = NULL;

  train (window);
  words = window->data_view->kind->describe (window->data_view);
  all = g_strdup_printf ("2100 samples; watched: %s", words);
  assert_described (window, all);
  nrn_window_test_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/widgets/data-view/presets", test_presets);
  g_test_add_func ("/widgets/data-view/three-classes", test_three_classes);
  g_test_add_func ("/widgets/data-view/values", test_values);
  g_test_add_func ("/widgets/data-view/words", test_words);
  g_test_add_func ("/widgets/data-view/largest-errors", test_largest_errors);
  g_test_add_func ("/widgets/data-view/rows-of-values", test_rows_of_values);
  g_test_add_func ("/widgets/data-view/pointer", test_pointer);
  g_test_add_func ("/widgets/data-view/beside-the-map", test_beside_the_map);
  g_test_add_func ("/widgets/data-view/keys", test_keys);
  g_test_add_func ("/widgets/data-view/truth", test_truth);
  g_test_add_func ("/widgets/data-view/description", test_description);
}

int
main (int   argc,
      char *argv[])
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
