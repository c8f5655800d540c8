/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Tests of histograms, by numbers, by ink and in words.
 */

#include "nrn-histogram.h"

#include <math.h>

static const char *const names[] = { "no", "yes", NULL };
static const guint counts[] = { 4, 2, 0, 1, 0, 8 };
static const guint exceptions[] = { 0, 0, 0, 1, 0, 2 };
static const guint no_exceptions[6] = { 0 };

static NrnHistogram
new_histogram (void)
{
  return (NrnHistogram) {
    .name = "age", .n_bands = 2, .band_names = names, .n_bins = 3, .first = 10, .step = 5,
    .minimum = 12, .maximum = 22,
    .is_whole = TRUE, .counts = counts, .exceptions = exceptions, .highest = 8, .marked = -1,
    .palette = &nrn_palette_light,
  };
}

/* Both bands are to one scale, and a bar is as high as its count. */
static void
test_bars (void)
{
  NrnHistogram histogram = new_histogram ();
  NrnHistogramLayout layout;
  double bottoms[2];

  nrn_histogram_layout_init (&layout, &histogram, 400);
  for (guint band = 0; band < 2; band++)
    for (guint bin = 0; bin < 3; bin++)
      {
        double x, y, width, height;

        nrn_histogram_layout_get_bar (&layout, &histogram, band, bin, &x, &y, &width, &height);
        g_assert_cmpfloat_with_epsilon (height, layout.band_height * counts[band * 3 + bin] / 8, 1e-9);
        g_assert_cmpfloat (x, >=, layout.x);
        g_assert_cmpfloat (x + width, <=, 400);
        if (bin > 0)
          g_assert_cmpfloat_with_epsilon (y + height, bottoms[band], 1e-9);
        bottoms[band] = y + height;
        g_assert_cmpint (nrn_histogram_layout_pick (&layout, &histogram, x + width / 2), ==, bin);
      }
  g_assert_cmpfloat (bottoms[1] - bottoms[0], >=, layout.band_height);
  g_assert_cmpint (nrn_histogram_layout_pick (&layout, &histogram, layout.x - 1), ==, -1);
  g_assert_cmpint (nrn_histogram_layout_pick (&layout, &histogram, 400), ==, -1);
}

/* One row among many is still seen. */
static void
test_small_counts (void)
{
  static const guint many[] = { 1, 100000 };
  NrnHistogram histogram = new_histogram ();
  NrnHistogramLayout layout;
  double x, y, width, height;

  histogram.n_bands = 1;
  histogram.n_bins = 2;
  histogram.counts = many;
  histogram.highest = 100000;
  nrn_histogram_layout_init (&layout, &histogram, 400);
  nrn_histogram_layout_get_bar (&layout, &histogram, 0, 0, &x, &y, &width, &height);
  g_assert_cmpfloat (height, >=, 1);
}

/* How much of a bar has the colour of its class. */
static guint
count_ink (const NrnHistogram *histogram,
           guint               band,
           guint               bin)
{
  int height = (int) nrn_histogram_get_height (histogram->n_bands, 1) + 1;
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_A8, 400, height);
  cairo_t *cr = cairo_create (image);
  NrnHistogramLayout layout;
  double x, y, bar_width, bar_height;
  guint n = 0;

  nrn_histogram_layout_init (&layout, histogram, 400);
  nrn_histogram_layout_get_bar (&layout, histogram, band, bin, &x, &y, &bar_width, &bar_height);
  nrn_histogram_paint (cr, histogram, &layout);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (image);
  for (int row = (int) ceil (y); row < (int) floor (y + bar_height); row++)
    for (int column = (int) ceil (x); column < (int) floor (x + bar_width); column++)
      n += cairo_image_surface_get_data (image)[row * cairo_image_surface_get_stride (image) + column] > 200;
  cairo_surface_destroy (image);

  return n;
}

/* Exceptions are hollow, also where colours say nothing. */
static void
test_hollow (void)
{
  NrnHistogram with = new_histogram ();
  NrnHistogram without = new_histogram ();
  guint hollow, filled;

  without.exceptions = no_exceptions;
  hollow = count_ink (&with, 1, 2);
  filled = count_ink (&without, 1, 2);
  g_assert_cmpuint (filled, >, 1000);
  g_assert_cmpuint (hollow, <, filled * 85 / 100);
  g_assert_cmpuint (hollow, >, filled * 70 / 100);
  g_assert_cmpuint (count_ink (&with, 0, 0), ==, count_ink (&without, 0, 0));
}

static void
check_words (const NrnHistogram *histogram,
             guint               bin,
             const char         *words)
{
  g_autofree char *text = nrn_histogram_describe_bin (histogram, bin);

  g_assert_cmpstr (text, ==, words);
}

static void
test_words (void)
{
  NrnHistogram histogram = new_histogram ();
  g_autofree char *all = nrn_histogram_describe (&histogram);
  g_autofree char *empty = NULL;

  check_words (&histogram, 0, "age 12 to 14: no: 4; yes: 1, 1 of them an exception");
  check_words (&histogram, 2, "age 20 to 22: no: 0; yes: 8, 2 of them exceptions");
  g_assert_cmpstr (all, ==, "no: 6 rows, 12 to 19, most of them (4) 12 to 14. "
                            "yes: 9 rows, 12 to 22, most of them (8) 20 to 22.");

  histogram.is_whole = FALSE;
  histogram.first = -0.2;
  histogram.step = 0.1;
  histogram.n_bands = 1;
  histogram.band_names = NULL;
  check_words (&histogram, 0, "age −0.2 to −0.1: 4 rows");

  histogram.is_whole = TRUE;
  histogram.first = histogram.minimum = 0;
  histogram.step = 1;
  check_words (&histogram, 1, "age 1: 2 rows");
  histogram.counts = no_exceptions;
  empty = nrn_histogram_describe (&histogram);
  g_assert_cmpstr (empty, ==, "age: no rows.");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/drawing/histogram/bars", test_bars);
  g_test_add_func ("/drawing/histogram/small-counts", test_small_counts);
  g_test_add_func ("/drawing/histogram/hollow", test_hollow);
  g_test_add_func ("/drawing/histogram/words", test_words);

  return g_test_run ();
}
