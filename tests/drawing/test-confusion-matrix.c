/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Tests of the confusion matrix, on networks worked by hand.
 */

#include "nrn-confusion-matrix.h"

#include <math.h>

static const float inputs[] = { 0.1f, 0.2f, 0.3f, 0.6f, 0.7f, 0.8f, 0.9f };

/* The outputs are 1 − x and x: class 1 from one half on. */
static const float two_outputs[] = { -1, 1, 1, 0 };

static void
test_counts (void)
{
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-2", "linear", NULL);
  g_autoptr (NrnWeights) weights = nrn_weights_new (architecture, two_outputs);
  g_autoptr (NrnConfusionMatrix) matrix = nrn_confusion_matrix_new (architecture);
  const float labels[] = { 0, 1, 0, 1, 1, 0, 1 };
  const guint8 exceptions[] = { 0, 1, 0, 0, 0, 0, 1 };

  /* Twice: the second replaces the first. */
  for (guint i = 0; i < 2; i++)
    nrn_confusion_matrix_measure (matrix, weights, G_N_ELEMENTS (labels), inputs, labels,
                                  exceptions);

  g_assert_cmpuint (nrn_confusion_matrix_get_n_classes (matrix), ==, 2);
  g_assert_cmpuint (nrn_confusion_matrix_get_n_samples (matrix), ==, 7);
  g_assert_cmpuint (nrn_confusion_matrix_get_count (matrix, 0, 0), ==, 2);
  g_assert_cmpuint (nrn_confusion_matrix_get_count (matrix, 0, 1), ==, 1);
  g_assert_cmpuint (nrn_confusion_matrix_get_count (matrix, 1, 0), ==, 1);
  g_assert_cmpuint (nrn_confusion_matrix_get_count (matrix, 1, 1), ==, 3);
  g_assert_cmpuint (nrn_confusion_matrix_get_n_right (matrix), ==, 5);
  g_assert_cmpuint (nrn_confusion_matrix_get_exceptions (matrix, 1, 0), ==, 1);
  g_assert_cmpuint (nrn_confusion_matrix_get_exceptions (matrix, 0, 1), ==, 0);
  g_assert_cmpuint (nrn_confusion_matrix_get_exceptions (matrix, 1, 1), ==, 1);
}

/* A single output is class 1 above one half; many rows, several batches. */
static void
test_one_output (void)
{
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-1", "linear", NULL);
  const float values[] = { 1, 0 };
  g_autoptr (NrnWeights) weights = nrn_weights_new (architecture, values);
  g_autoptr (NrnConfusionMatrix) matrix = nrn_confusion_matrix_new (architecture);
  const guint n_rows = 1001;
  g_autofree float *many = g_new (float, n_rows);
  g_autofree float *labels = g_new (float, n_rows);

  for (guint i = 0; i < n_rows; i++)
    {
      many[i] = (float) i / (n_rows - 1);
      labels[i] = i >= 400 ? 1 : 0;
    }
  nrn_confusion_matrix_measure (matrix, weights, n_rows, many, labels, NULL);

  g_assert_cmpuint (nrn_confusion_matrix_get_count (matrix, 0, 0), ==, 400);
  g_assert_cmpuint (nrn_confusion_matrix_get_count (matrix, 0, 1), ==, 0);
  g_assert_cmpuint (nrn_confusion_matrix_get_count (matrix, 1, 0), ==, 101);
  g_assert_cmpuint (nrn_confusion_matrix_get_count (matrix, 1, 1), ==, 500);
}

/* Labels that the network has no output for are not counted. */
static void
test_strange_labels (void)
{
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-2", "linear", NULL);
  g_autoptr (NrnWeights) weights = nrn_weights_new (architecture, two_outputs);
  g_autoptr (NrnConfusionMatrix) matrix = nrn_confusion_matrix_new (architecture);
  const float labels[] = { NAN, -1, 2, 1e30f, 0, INFINITY, -INFINITY };

  nrn_confusion_matrix_measure (matrix, weights, G_N_ELEMENTS (labels), inputs, labels, NULL);
  g_assert_cmpuint (nrn_confusion_matrix_get_n_samples (matrix), ==, 1);
}

static cairo_surface_t *
paint (const NrnConfusionMatrix *matrix,
       double                    width)
{
  int height = MAX ((int) nrn_confusion_matrix_get_height (matrix, 1), 1);
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) width, height);
  cairo_t *cr = cairo_create (image);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  nrn_confusion_matrix_paint (cr, matrix, NULL, width, 1, &nrn_palette_light);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (image);

  return image;
}

/* Each cell that is picked has the tint of its place. */
static void
test_cells (void)
{
  static const char *const networks[] = { "1-2", "1-6" };

  for (guint i = 0; i < G_N_ELEMENTS (networks); i++)
    {
      g_autoptr (NrnArchitecture) architecture =
        nrn_architecture_parse (networks[i], "softmax", NULL);
      g_autoptr (NrnConfusionMatrix) matrix = nrn_confusion_matrix_new (architecture);
      cairo_surface_t *image = paint (matrix, 288);
      const guint32 *pixels =
        (const guint32 *) (const void *) cairo_image_surface_get_data (image);
      int height = cairo_image_surface_get_height (image);
      g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

      for (int y = 0; y < height; y++)
        for (int x = 0; x < 288; x++)
          {
            guint really;
            guint predicted;
            guint32 pixel = pixels[y * cairo_image_surface_get_stride (image) / 4 + x];
            guint32 red = pixel >> 16 & 0xff;
            guint32 green = pixel >> 8 & 0xff;
            guint32 blue = pixel & 0xff;

            if (!nrn_confusion_matrix_pick (matrix, NULL, 288, 1, x, y, &really, &predicted))
              continue;
            g_hash_table_add (seen, GUINT_TO_POINTER (really * 6 + predicted));
            /* Grey, but for the diagonal. */
            if (really != predicted)
              g_assert_cmpuint (MAX (MAX (red, green), blue) - MIN (MIN (red, green), blue),
                                <, 30);
          }
      g_assert_cmpuint (g_hash_table_size (seen), ==, i == 0 ? 4 : 36);
      cairo_surface_destroy (image);
    }
}

static void
test_too_many_classes (void)
{
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-7", "softmax", NULL);
  g_autoptr (NrnConfusionMatrix) matrix = nrn_confusion_matrix_new (architecture);

  g_assert_cmpfloat (nrn_confusion_matrix_get_height (matrix, 1), <, 1);
  cairo_surface_destroy (paint (matrix, 100));
}

/* How many pixels of the rows from @top to @bottom have something on them. */
static guint
count_ink (const NrnConfusionMatrix *matrix,
           const char *const        *class_names,
           int                       top,
           int                       bottom)
{
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_A8, 210, 140);
  cairo_t *cr = cairo_create (image);
  guint n = 0;

  nrn_confusion_matrix_paint (cr, matrix, class_names, 210, 1, &nrn_palette_light);
  cairo_destroy (cr);
  cairo_surface_flush (image);
  for (int y = top; y < bottom; y++)
    for (int x = 0; x < 210; x++)
      n += cairo_image_surface_get_data (image)[y * cairo_image_surface_get_stride (image) + x] > 0;
  cairo_surface_destroy (image);

  return n;
}

/* Above narrow columns long names take a second line. */
static void
test_long_names (void)
{
  const char *const long_names[] = { "no side effects", "side effects", NULL };
  const char *const short_names[] = { "no", "yes", NULL };
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-2", "softmax", NULL);
  g_autoptr (NrnConfusionMatrix) matrix = nrn_confusion_matrix_new (architecture);

  g_assert_cmpuint (count_ink (matrix, long_names, 0, 16), >, 20);
  g_assert_cmpuint (count_ink (matrix, short_names, 0, 16), ==, 0);
}

/* A cell in words, with its exceptions where they explain an error. */
static void
test_words (void)
{
  static const char *const names[] = { "none", "some", NULL };
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-2", "linear", NULL);
  g_autoptr (NrnWeights) weights = nrn_weights_new (architecture, two_outputs);
  g_autoptr (NrnConfusionMatrix) matrix = nrn_confusion_matrix_new (architecture);
  const float labels[] = { 0, 1, 1, 1, 1, 0, 1 };
  const guint8 exceptions[] = { 0, 1, 0, 0, 1, 0, 1 };
  static const struct { guint really, predicted; const char *words; } cases[] = {
    { 0, 0, "1 sample that is really “none” is taken for “none”." },
    { 0, 1, "1 sample that is really “none” is taken for “some”." },
    { 1, 0, "2 samples that are really “some” are taken for “none”. "
            "1 of them is an exception to the rule." },
    { 1, 1, "3 samples that are really “some” are taken for “some”." },
  };

  nrn_confusion_matrix_measure (matrix, weights, G_N_ELEMENTS (labels), inputs, labels, exceptions);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = nrn_confusion_matrix_describe (matrix, names, cases[i].really,
                                                              cases[i].predicted);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

/* Whether there is anything below the number in the lower left cell. */
static guint
count_cell_ink (const NrnConfusionMatrix *matrix,
                double                    width)
{
  int height = (int) nrn_confusion_matrix_get_height (matrix, 1) + 1;
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_A8, (int) width, height);
  cairo_t *cr = cairo_create (image);
  guint n = 0;

  nrn_confusion_matrix_paint (cr, matrix, NULL, width, 1, &nrn_palette_light);
  cairo_destroy (cr);
  cairo_surface_flush (image);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < (int) width; x++)
      {
        guint really, predicted;

        if (nrn_confusion_matrix_pick (matrix, NULL, width, 1, x, y, &really, &predicted) &&
            really == 1 && predicted == 0)
          n += cairo_image_surface_get_data (image)[y * cairo_image_surface_get_stride (image) + x] >
               128 ? 1 : 0;
      }
  cairo_surface_destroy (image);

  return n;
}

/* However narrow it is, a wrong cell tells its exceptions. */
static void
test_exceptions_are_told (void)
{
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-2", "linear", NULL);
  g_autoptr (NrnWeights) weights = nrn_weights_new (architecture, two_outputs);
  const float labels[] = { 0, 1, 1, 1, 1, 0, 1 };
  const guint8 exceptions[] = { 0, 1, 0, 0, 1, 0, 1 };
  static const double widths[] = { 150, 200, 240, 288, 480 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autoptr (NrnConfusionMatrix) with = nrn_confusion_matrix_new (architecture);
      g_autoptr (NrnConfusionMatrix) without = nrn_confusion_matrix_new (architecture);

      nrn_confusion_matrix_measure (with, weights, G_N_ELEMENTS (labels), inputs, labels, exceptions);
      nrn_confusion_matrix_measure (without, weights, G_N_ELEMENTS (labels), inputs, labels, NULL);
      g_assert_cmpuint (count_cell_ink (with, widths[i]), >, count_cell_ink (without, widths[i]) + 20);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/drawing/confusion-matrix/counts", test_counts);
  g_test_add_func ("/drawing/confusion-matrix/one-output", test_one_output);
  g_test_add_func ("/drawing/confusion-matrix/strange-labels", test_strange_labels);
  g_test_add_func ("/drawing/confusion-matrix/cells", test_cells);
  g_test_add_func ("/drawing/confusion-matrix/too-many-classes", test_too_many_classes);
  g_test_add_func ("/drawing/confusion-matrix/long-names", test_long_names);
  g_test_add_func ("/drawing/confusion-matrix/words", test_words);
  g_test_add_func ("/drawing/confusion-matrix/exceptions-are-told", test_exceptions_are_told);

  return g_test_run ();
}
