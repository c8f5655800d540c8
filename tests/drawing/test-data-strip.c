/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Tests of the strip of samples and what is predicted of them.
 */

#include "nrn-data-strip-private.h"

#include <math.h>
#include <string.h>

#define WIDTH  840
#define HEIGHT 168
#define N_POINTS 88

static const char *const class_names[] = { "no side effects", "side effects", NULL };

static const float values[] = { 20, 30, 40.5f, 70, 80, 90 };
static const float labels[] = { 0, 0, 1, 1, 1, 0 };
static const guint8 exceptions[] = { 0, 0, 1, 0, 0, 1 };

/* 0 … 1 from age 13 to 100. */
static void
set_up (NrnDataStrip *strip,
        double       *probabilities)
{
  for (guint i = 0; i < N_POINTS; i++)
    probabilities[i] = (double) i / (N_POINTS - 1);
  *strip = (NrnDataStrip) {
    .title = "Data and prediction",
    .n_samples = G_N_ELEMENTS (values),
    .values = values,
    .labels = labels,
    .exceptions = exceptions,
    .minimum = 13,
    .maximum = 100,
    .n_points = N_POINTS,
    .probabilities = probabilities,
    .feature_name = "age",
    .class_names = class_names,
    .rule = NAN,
    .watched = NAN,
    .palette = &nrn_palette_light,
  };
}

static cairo_surface_t *
paint (const NrnDataStrip *strip,
       NrnDataStripCache  *cache)
{
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (image);
  NrnDataStripLayout layout;

  nrn_data_strip_layout_init (&layout, strip, WIDTH, HEIGHT);
  nrn_color_set_source (&strip->palette->background, 1, cr);
  cairo_paint (cr);
  nrn_data_strip_paint (cr, strip, &layout, cache);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (image);

  return image;
}

static guint32
get_pixel (cairo_surface_t *image,
           double           x,
           double           y)
{
  const guint32 *pixels = (const guint32 *) (const void *) cairo_image_surface_get_data (image);

  return pixels[(int) y * cairo_image_surface_get_stride (image) / 4 + (int) x];
}

static gboolean
are_equal_take (cairo_surface_t *a,
                cairo_surface_t *b)
{
  gboolean is_equal = memcmp (cairo_image_surface_get_data (a), cairo_image_surface_get_data (b),
                              (gsize) cairo_image_surface_get_stride (a) * HEIGHT) == 0;

  cairo_surface_destroy (a);
  cairo_surface_destroy (b);

  return is_equal;
}

static void
test_flips (void)
{
  double probabilities[N_POINTS];
  double flips[NRN_DATA_STRIP_MAX_FLIPS];
  NrnDataStrip strip;

  set_up (&strip, probabilities);
  g_assert_cmpuint (nrn_data_strip_find_flips (&strip, flips), ==, 1);
  g_assert_cmpfloat_with_epsilon (flips[0], 56.5, 1e-9);

  /* Young and old: two flips. */
  for (guint i = 0; i < N_POINTS; i++)
    probabilities[i] = fabs (i + 13 - 60.25) / 40;
  g_assert_cmpuint (nrn_data_strip_find_flips (&strip, flips), ==, 2);
  g_assert_cmpfloat_with_epsilon (flips[0], 40.25, 1e-9);
  g_assert_cmpfloat_with_epsilon (flips[1], 80.25, 1e-9);

  for (guint i = 0; i < N_POINTS; i++)
    probabilities[i] = i % 3 == 0 ? NAN : 0.3;
  g_assert_cmpuint (nrn_data_strip_find_flips (&strip, flips), ==, 0);

  /* No more than there is room for. */
  for (guint i = 0; i < N_POINTS; i++)
    probabilities[i] = i % 2;
  g_assert_cmpuint (nrn_data_strip_find_flips (&strip, flips), ==, NRN_DATA_STRIP_MAX_FLIPS);

  strip.n_points = 0;
  g_assert_cmpuint (nrn_data_strip_find_flips (&strip, flips), ==, 0);
}

static void
test_probability (void)
{
  double probabilities[N_POINTS];
  NrnDataStrip strip;

  set_up (&strip, probabilities);
  g_assert_cmpfloat_with_epsilon (nrn_data_strip_get_probability (&strip, 13), 0, 1e-12);
  g_assert_cmpfloat_with_epsilon (nrn_data_strip_get_probability (&strip, 100), 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (nrn_data_strip_get_probability (&strip, 72.3),
                                  (72.3 - 13) / 87, 1e-12);
  g_assert_true (isnan (nrn_data_strip_get_probability (&strip, 101)));
}

/* The line of the flip is where the layout says that age is. */
static void
test_flip_is_drawn (void)
{
  double probabilities[N_POINTS];
  NrnDataStripLayout layout;
  NrnDataStrip strip;
  cairo_surface_t *image;
  double x;

  set_up (&strip, probabilities);
  strip.n_samples = 0;
  nrn_data_strip_layout_init (&layout, &strip, WIDTH, HEIGHT);
  image = paint (&strip, NULL);
  x = nrn_data_strip_layout_get_x (&layout, 56.5);
  g_assert_cmphex (get_pixel (image, x, layout.bands[1] + 3) & 0xff, <, 0x80);
  g_assert_cmphex (get_pixel (image, x + 6, layout.bands[1] + 3) & 0xff, ==, 0xff);
  cairo_surface_destroy (image);
}

static void
test_axis (void)
{
  double probabilities[N_POINTS];
  NrnDataStripLayout layout;
  NrnDataStrip strip;

  set_up (&strip, probabilities);
  nrn_data_strip_layout_init (&layout, &strip, WIDTH, HEIGHT);
  for (double age = 13; age <= 100; age += 7.3)
    {
      double x = nrn_data_strip_layout_get_x (&layout, age);

      g_assert_cmpfloat_with_epsilon (nrn_data_strip_layout_get_value (&layout, x), age, 1e-9);
    }
  g_assert_cmpfloat_with_epsilon (nrn_data_strip_layout_get_value (&layout, -5), 13, 1e-9);
  g_assert_cmpfloat_with_epsilon (nrn_data_strip_layout_get_value (&layout, 5000), 100, 1e-9);
  g_assert_cmpfloat (layout.bands[1], <, layout.curve_top);
  g_assert_cmpfloat (layout.bands[0], >, layout.curve_top + layout.curve_height);
}

static void
test_pick (void)
{
  double probabilities[N_POINTS];
  NrnDataStripLayout layout;
  NrnDataStrip strip;
  cairo_surface_t *image;

  set_up (&strip, probabilities);
  nrn_data_strip_layout_init (&layout, &strip, WIDTH, HEIGHT);
  image = paint (&strip, NULL);
  for (guint i = 0; i < strip.n_samples; i++)
    {
      guint band = labels[i] > 0.5f ? 1 : 0;
      double x;
      double y;

      nrn_data_strip_layout_get_sample (&layout, &strip, i, &x, &y);
      g_assert_cmpint (nrn_data_strip_layout_pick (&layout, &strip, x + 1, y - 1), ==, i);
      g_assert_cmpfloat_with_epsilon (nrn_data_strip_layout_get_value (&layout, x),
                                      (double) values[i], 0.5);
      g_assert_cmpfloat (y, >=, layout.bands[band]);
      g_assert_cmpfloat (y, <=, layout.bands[band] + layout.band_height);

      /* Exceptions are rings, all others dots. */
      if (exceptions[i])
        g_assert_cmphex (get_pixel (image, x, y) & 0xffffff, ==, 0xffffff);
      else
        g_assert_cmphex (get_pixel (image, x, y) & 0xff00, <, 0xc000);
    }
  g_assert_cmpint (nrn_data_strip_layout_pick (&layout, &strip, layout.x, layout.curve_top),
                   ==, -1);
  cairo_surface_destroy (image);
}

static void
test_cache (void)
{
  g_autoptr (NrnDataStripCache) cache = nrn_data_strip_cache_new ();
  float moved[G_N_ELEMENTS (values)];
  double probabilities[N_POINTS];
  NrnDataStrip strip;
  cairo_surface_t *before;

  memcpy (moved, values, sizeof moved);
  set_up (&strip, probabilities);
  strip.values = moved;
  before = paint (&strip, cache);
  g_assert_true (are_equal_take (cairo_surface_reference (before), paint (&strip, cache)));

  /* Another value at the same address is another dot. */
  moved[1] = 55;
  g_assert_false (are_equal_take (before, paint (&strip, cache)));
  g_assert_true (are_equal_take (paint (&strip, NULL), paint (&strip, cache)));
  strip.palette = &nrn_palette_dark;
  g_assert_true (are_equal_take (paint (&strip, NULL), paint (&strip, cache)));
}

static gboolean
do_meet (const NrnDataStripBox *a,
         const NrnDataStripBox *b)
{
  return a->width > 0 && b->width > 0 && a->x < b->x + b->width && b->x < a->x + a->width &&
         a->y < b->y + b->height && b->y < a->y + a->height;
}

static gboolean
is_across (const NrnDataStripBox *box,
           double                 x)
{
  return x > box->x && x < box->x + box->width;
}

static void
check_watched_label (const NrnDataStrip *strip,
                     double              width,
                     gboolean            must_be_there)
{
  NrnDataStripLayout layout;
  NrnDataStripLabels found;
  const NrnDataStripBox *box = &found.watched;
  double ends[2];

  nrn_data_strip_layout_init (&layout, strip, width, HEIGHT);
  nrn_data_strip_labels_init (&found, strip, &layout);
  if (must_be_there)
    g_assert_cmpfloat (box->width, >, 40);
  g_assert_false (do_meet (box, &found.rule));
  g_assert_false (found.has_rule && is_across (box, found.rule_x));
  for (guint i = 0; i < found.n_flips; i++)
    {
      g_assert_false (do_meet (box, &found.flips[i]));
      g_assert_false (is_across (box, found.flip_x[i]));
    }
  for (guint i = 0; i < 2; i++)
    {
      double x = layout.x + i * layout.axis_width;

      ends[i] = layout.curve_top +
                layout.curve_height * (1 - strip->probabilities[i * (strip->n_points - 1)]);
      g_assert_false (box->width > 0 && x >= box->x && x <= box->x + box->width &&
                      ends[i] > box->y && ends[i] < box->y + box->height);
    }
  if (box->width > 0)
    {
      g_assert_cmpfloat (box->x, >=, layout.x);
      g_assert_cmpfloat (box->x + box->width, <=, layout.x + layout.axis_width);
      g_assert_cmpfloat (box->y, >=, layout.bands[1]);
      g_assert_cmpfloat (box->y + box->height, <=, layout.bands[0] + layout.band_height);
      g_assert_false (is_across (box, found.point_x));
    }
  nrn_data_strip_labels_clear (&found);
}

/* Whatever is watched, with steep curves and flat ones, one flip or many. */
static void
test_watched_label (void)
{
  const double rules[] = { NAN, 14, 55, 65, 99 };
  double probabilities[N_POINTS];
  NrnDataStrip strip;

  set_up (&strip, probabilities);
  for (guint shape = 0; shape < 6; shape++)
    {
      for (guint i = 0; i < N_POINTS; i++)
        {
          double x = (double) i / (N_POINTS - 1);

          probabilities[i] = shape < 4 ? 1 / (1 + exp ((shape * 12 + 1) * (0.55 - x)))
                             : shape == 4 ? 0.5 + 0.4 * cos (7 * x) : i / 5 % 2;
        }
      for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
        for (double age = 13; age <= 100; age += 3)
          {
            strip.rule = rules[i];
            strip.watched = age;
            check_watched_label (&strip, WIDTH, shape < 5);
            check_watched_label (&strip, 400, FALSE);
          }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/drawing/data-strip/flips", test_flips);
  g_test_add_func ("/drawing/data-strip/probability", test_probability);
  g_test_add_func ("/drawing/data-strip/flip-is-drawn", test_flip_is_drawn);
  g_test_add_func ("/drawing/data-strip/watched-label", test_watched_label);
  g_test_add_func ("/drawing/data-strip/axis", test_axis);
  g_test_add_func ("/drawing/data-strip/pick", test_pick);
  g_test_add_func ("/drawing/data-strip/cache", test_cache);

  return g_test_run ();
}
