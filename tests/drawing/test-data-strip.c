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
    .n_classes = 2,
    .n_points = N_POINTS,
    .probabilities = probabilities,
    .feature_name = "age",
    .class_names = class_names,
    .watched = NAN,
    .pointer = NAN,
    .palette = &nrn_palette_light,
  };
}

static cairo_surface_t *
paint (const NrnDataStrip *strip,
       NrnKeptImage       *layer)
{
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (image);
  NrnDataStripLayout layout;

  nrn_data_strip_layout_init (&layout, strip, WIDTH, HEIGHT);
  nrn_color_set_source (&strip->palette->background, 1, cr);
  cairo_paint (cr);
  nrn_data_strip_paint (cr, strip, &layout, layer);
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
  g_assert_cmpfloat_with_epsilon (nrn_data_strip_get_probability (&strip, 1, 13), 0, 1e-12);
  g_assert_cmpfloat_with_epsilon (nrn_data_strip_get_probability (&strip, 1, 100), 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (nrn_data_strip_get_probability (&strip, 1, 72.3),
                                  (72.3 - 13) / 87, 1e-12);
  g_assert_cmpfloat_with_epsilon (nrn_data_strip_get_probability (&strip, 0, 72.3),
                                  1 - (72.3 - 13) / 87, 1e-12);
  g_assert_true (isnan (nrn_data_strip_get_probability (&strip, 1, 101)));
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
test_layer (void)
{
  g_autoptr (NrnKeptImage) layer = nrn_kept_image_new ();
  float moved[G_N_ELEMENTS (values)];
  double probabilities[N_POINTS];
  NrnDataStrip strip;
  cairo_surface_t *before;

  memcpy (moved, values, sizeof moved);
  set_up (&strip, probabilities);
  strip.values = moved;
  before = paint (&strip, layer);
  g_assert_true (are_equal_take (cairo_surface_reference (before), paint (&strip, layer)));

  /* Another value at the same address is another dot. */
  moved[1] = 55;
  g_assert_false (are_equal_take (before, paint (&strip, layer)));
  g_assert_true (are_equal_take (paint (&strip, NULL), paint (&strip, layer)));
  strip.palette = &nrn_palette_dark;
  g_assert_true (are_equal_take (paint (&strip, NULL), paint (&strip, layer)));
}

/* ---- Labels ---- */

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
  return box->width > 0 && x > box->x && x < box->x + box->width;
}

/* All lines and all labels of a strip in a row. */
typedef struct
{
  NrnDataStripLabels     labels;
  guint                  n_lines;
  double                 lines[NRN_DATA_STRIP_MAX_RULES + NRN_DATA_STRIP_MAX_FLIPS];
  guint                  n_boxes;
  const NrnDataStripBox *boxes[NRN_DATA_STRIP_MAX_RULES + NRN_DATA_STRIP_MAX_FLIPS + 1];
} Found;

static void
find_labels (Found                    *found,
             const NrnDataStrip       *strip,
             const NrnDataStripLayout *layout)
{
  *found = (Found) { 0 };
  nrn_data_strip_labels_init (&found->labels, strip, layout);
  for (guint i = 0; i < found->labels.n_rules; i++)
    {
      found->lines[found->n_lines++] = found->labels.rules[i].x;
      found->boxes[found->n_boxes++] = &found->labels.rules[i].box;
    }
  for (guint i = 0; i < found->labels.n_flips; i++)
    {
      found->lines[found->n_lines++] = found->labels.flips[i].x;
      found->boxes[found->n_boxes++] = &found->labels.flips[i].box;
    }
  found->boxes[found->n_boxes++] = &found->labels.watched;
}

/* Nothing crosses a line, covers another label or the watched point, or leaves
 * the strip. */
static void
check_boxes (const Found              *found,
             const NrnDataStripLayout *layout)
{
  for (guint i = 0; i < found->n_boxes; i++)
    {
      const NrnDataStripBox *box = found->boxes[i];

      if (!(box->width > 0))
        continue;
      for (guint j = 0; j < i; j++)
        g_assert_false (do_meet (box, found->boxes[j]));
      for (guint j = 0; j < found->n_lines; j++)
        g_assert_false (is_across (box, found->lines[j]));
      if (found->labels.has_watched)
        g_assert_false (is_across (box, found->labels.point_x) &&
                        found->labels.point_y > box->y &&
                        found->labels.point_y < box->y + box->height);
      g_assert_cmpfloat (box->x, >=, layout->x);
      g_assert_cmpfloat (box->x + box->width, <=, layout->x + layout->axis_width);
      g_assert_cmpfloat (box->y, >=, MIN (layout->bands[1], layout->curve_top));
      g_assert_cmpfloat (box->y + box->height, <=, layout->bottom);
    }
}

/* None hides an end of a curve. */
static void
check_ends (const Found              *found,
            const NrnDataStrip       *strip,
            const NrnDataStripLayout *layout)
{
  guint n_curves = strip->n_classes == 2 ? 1 : strip->n_classes;

  for (guint i = 0; i < 2 * n_curves; i++)
    {
      double end = strip->probabilities[i / 2 * strip->n_points + i % 2 * (strip->n_points - 1)];
      double x = layout->x + i % 2 * layout->axis_width;
      double y = layout->curve_top + layout->curve_height * (1 - end);

      for (guint j = 0; j < found->n_boxes; j++)
        {
          const NrnDataStripBox *box = found->boxes[j];

          g_assert_false (box->width > 0 && x >= box->x && x <= box->x + box->width &&
                          y > box->y && y < box->y + box->height);
        }
    }
}

/* Returns whether the watched sample has one. */
static gboolean
check_labels (const NrnDataStrip *strip,
              double              width)
{
  NrnDataStripLayout layout;
  gboolean is_there;
  Found found;

  nrn_data_strip_layout_init (&layout, strip, width, nrn_data_strip_get_height (strip->n_classes));
  find_labels (&found, strip, &layout);
  check_boxes (&found, &layout);
  check_ends (&found, strip, &layout);
  is_there = found.labels.watched.width > 40;
  nrn_data_strip_labels_clear (&found.labels);

  return is_there;
}

/* Whatever is watched, with steep curves and flat ones, rising and falling,
 * one flip or many, rules in the middle, at the ends and beside a flip. */
static void
test_labels (void)
{
  static const double rules[][2] = { { -1, -1 }, { 14, -1 }, { 55, 62 }, { 61, 65 }, { 99, 13 } };
  double probabilities[N_POINTS];
  NrnDataStrip strip;

  set_up (&strip, probabilities);
  strip.n_rules = 2;
  for (guint shape = 0; shape < 10; shape++)
    {
      for (guint i = 0; i < N_POINTS; i++)
        {
          double x = (double) i / (N_POINTS - 1);
          double steepness = shape % 5 * 12 + 1;

          probabilities[i] = shape == 4 ? 0.5 + 0.4 * cos (7 * x)
                             : shape == 9 ? i / 5 % 2
                                          : 1 / (1 + exp (steepness * (0.55 - x)));
          if (shape > 4 && shape < 9)
            probabilities[i] = 1 - probabilities[i];
        }
      for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
        for (double age = 13; age <= 100; age += 3)
          {
            strip.rules = rules[i];
            strip.watched = age;
            g_assert_true (check_labels (&strip, WIDTH) || shape == 9);
            check_labels (&strip, 400);
          }
    }
}

/* However near a flip is to the rule, both are told. */
static void
test_flip_beside_rule (void)
{
  const double rule = 65;
  double probabilities[N_POINTS];
  NrnDataStrip strip;

  set_up (&strip, probabilities);
  strip.n_rules = 1;
  strip.rules = &rule;
  for (double flip = 60; flip < 70; flip += 0.25)
    {
      NrnDataStripLayout layout;
      Found found;

      for (guint i = 0; i < N_POINTS; i++)
        probabilities[i] = CLAMP (0.5 + (i + 13 - flip) / 50, 0, 1);
      nrn_data_strip_layout_init (&layout, &strip, WIDTH, HEIGHT);
      find_labels (&found, &strip, &layout);
      check_boxes (&found, &layout);
      g_assert_cmpuint (found.labels.n_flips, ==, 1);
      g_assert_cmpfloat (found.labels.flips[0].box.width, >, 0);
      g_assert_cmpfloat (found.labels.rules[0].box.width, >, 0);
      nrn_data_strip_labels_clear (&found.labels);
    }
}

/* ---- More classes ---- */

static const char *const species[] = { "setosa", "versicolor", "virginica", NULL };
static const float lengths[] = { 1.4f, 1.3f, 4.7f, 4.5f, 6.0f, 5.1f };
static const float kinds[] = { 0, 0, 1, 1, 2, 2 };

/* The first class up to 2, the second up to 5, the third from there on. */
static void
set_up_three (NrnDataStrip *strip,
              double       *probabilities)
{
  for (guint i = 0; i < N_POINTS; i++)
    {
      double x = 1 + 6.0 * i / (N_POINTS - 1);
      double scores[] = { exp (2 * (2 - x)), 1, exp (2 * (x - 5)) };
      double sum = scores[0] + scores[1] + scores[2];

      for (guint j = 0; j < 3; j++)
        probabilities[j * N_POINTS + i] = scores[j] / sum;
    }
  *strip = (NrnDataStrip) {
    .title = "Data and prediction",
    .n_samples = G_N_ELEMENTS (lengths),
    .values = lengths,
    .labels = kinds,
    .minimum = 1,
    .maximum = 7,
    .n_classes = 3,
    .n_points = N_POINTS,
    .probabilities = probabilities,
    .feature_name = "petal length",
    .class_names = species,
    .watched = NAN,
    .pointer = NAN,
    .palette = &nrn_palette_light,
  };
}

static void
test_three_classes (void)
{
  double probabilities[3 * N_POINTS];
  double flips[NRN_DATA_STRIP_MAX_FLIPS];
  NrnDataStripLayout layout;
  NrnDataStrip strip;
  guint class_index;
  guint n_labels = 0;

  set_up_three (&strip, probabilities);
  g_assert_cmpuint (nrn_data_strip_find_flips (&strip, flips), ==, 2);
  g_assert_cmpfloat_with_epsilon (flips[0], 2, 0.01);
  g_assert_cmpfloat_with_epsilon (flips[1], 5, 0.01);
  g_assert_true (nrn_data_strip_get_class (&strip, 1.5, &class_index));
  g_assert_cmpuint (class_index, ==, 0);
  g_assert_true (nrn_data_strip_get_class (&strip, 3, &class_index));
  g_assert_cmpuint (class_index, ==, 1);
  g_assert_true (nrn_data_strip_get_class (&strip, 6, &class_index));
  g_assert_cmpuint (class_index, ==, 2);
  g_assert_false (nrn_data_strip_get_class (&strip, 8, &class_index));

  /* A band for each class, below the curves, and each dot in its own. */
  g_assert_cmpfloat (nrn_data_strip_get_height (3), >, nrn_data_strip_get_height (2));
  nrn_data_strip_layout_init (&layout, &strip, WIDTH, nrn_data_strip_get_height (3));
  g_assert_cmpfloat (layout.curve_height, >, 60);
  g_assert_cmpfloat (layout.curve_top + layout.curve_height, <, layout.bands[0]);
  for (guint i = 0; i < strip.n_samples; i++)
    {
      double top = layout.bands[(guint) kinds[i]];
      double x;
      double y;

      nrn_data_strip_layout_get_sample (&layout, &strip, i, &x, &y);
      g_assert_cmpfloat (y, >=, top);
      g_assert_cmpfloat (y, <=, top + layout.band_height);
      g_assert_cmpint (nrn_data_strip_layout_pick (&layout, &strip, x, y), ==, i);
    }
  for (guint i = 0; i <= 30; i++)
    {
      strip.watched = 1 + i / 5.0;
      n_labels += check_labels (&strip, WIDTH) ? 1 : 0;
      check_labels (&strip, 400);
    }
  /* At the ends, between three curves and a flip, there may be no room. */
  g_assert_cmpuint (n_labels, >=, 25);
}

static guint
count_pixels (cairo_surface_t *image,
              const NrnColor  *color)
{
  guint32 wanted = (guint32) (color->red * 255 + 0.5) << 16 |
                   (guint32) (color->green * 255 + 0.5) << 8 | (guint32) (color->blue * 255 + 0.5);
  guint n = 0;

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      n += (get_pixel (image, x, y) & 0xffffff) == wanted ? 1 : 0;

  return n;
}

/* Each class has a curve in its colour. */
static void
test_three_curves (void)
{
  double probabilities[3 * N_POINTS];
  NrnDataStrip strip;
  cairo_surface_t *image;
  guint before[3];

  set_up_three (&strip, probabilities);
  strip.n_samples = 0;
  strip.n_points = 0;
  image = paint (&strip, NULL);
  for (guint i = 0; i < 3; i++)
    before[i] = count_pixels (image, &nrn_palette_light.classes[i]);
  cairo_surface_destroy (image);
  strip.n_points = N_POINTS;
  image = paint (&strip, NULL);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (count_pixels (image, &nrn_palette_light.classes[i]), >, before[i] + 100);
  cairo_surface_destroy (image);
}

/* Where the pointer is there is a line, and what is predicted is written. */
static void
test_pointer (void)
{
  double probabilities[N_POINTS];
  NrnDataStripLayout layout;
  NrnDataStrip strip;
  cairo_surface_t *image;
  double x;

  set_up (&strip, probabilities);
  strip.n_samples = 0;
  strip.pointer = 30;
  nrn_data_strip_layout_init (&layout, &strip, WIDTH, HEIGHT);
  x = nrn_data_strip_layout_get_x (&layout, 30);
  image = paint (&strip, NULL);
  g_assert_cmphex (get_pixel (image, x, layout.bands[1] + 3) & 0xff, <, 0xc0);
  g_assert_cmphex (get_pixel (image, x + 6, layout.bands[1] + 3) & 0xff, ==, 0xff);
  strip.pointer = NAN;
  g_assert_false (are_equal_take (image, paint (&strip, NULL)));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/drawing/data-strip/flips", test_flips);
  g_test_add_func ("/drawing/data-strip/probability", test_probability);
  g_test_add_func ("/drawing/data-strip/flip-is-drawn", test_flip_is_drawn);
  g_test_add_func ("/drawing/data-strip/labels", test_labels);
  g_test_add_func ("/drawing/data-strip/flip-beside-rule", test_flip_beside_rule);
  g_test_add_func ("/drawing/data-strip/axis", test_axis);
  g_test_add_func ("/drawing/data-strip/pick", test_pick);
  g_test_add_func ("/drawing/data-strip/layer", test_layer);
  g_test_add_func ("/drawing/data-strip/three-classes", test_three_classes);
  g_test_add_func ("/drawing/data-strip/three-curves", test_three_curves);
  g_test_add_func ("/drawing/data-strip/pointer", test_pointer);

  return g_test_run ();
}
