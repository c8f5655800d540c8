/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Tests of the living network, by its pixels.
 */

#include "nrn-network-scene.h"

#include <math.h>
#include <string.h>

#define WIDTH  840
#define HEIGHT 612

/* Unit 0 is on for everything, unit 1 for nothing. */
static const float hand_made[] = { 1, -1, 0.5f, -1, 1, -1, 1, -1, 0, 0 };

typedef struct
{
  NrnArchitecture    *architecture;
  NrnNetworkLayout   *layout;
  NrnWeights         *weights;
  NrnNetworkActivity *activity;
  NrnNetworkScene     scene;
} Fixture;

static void
set_up (Fixture    *fixture,
        const char *network)
{
  const NrnNetworkLabels labels = { .has_live_notes = TRUE };
  const float inputs[] = { 0, 0.5f, 1, 0.2f, 0.3f, 0.4f, 0.6f, 0.7f };
  const float watched[8] = { 0.5f };
  guint dim;

  fixture->architecture = nrn_architecture_parse (network, NULL, NULL);
  dim = nrn_architecture_get_input_dim (fixture->architecture);
  fixture->layout = nrn_network_layout_new (fixture->architecture, WIDTH, HEIGHT, &labels);
  fixture->weights = g_str_equal (network, "1-2-2")
                       ? nrn_weights_new (fixture->architecture, hand_made)
                       : nrn_weights_new_initial (fixture->architecture, 1);
  fixture->activity = nrn_network_activity_new (fixture->architecture, 8 / dim, inputs, 0);
  nrn_network_activity_update (fixture->activity, fixture->weights, watched);
  fixture->scene = (NrnNetworkScene) {
    .layout = fixture->layout,
    .weights = fixture->weights,
    .activity = fixture->activity,
    .palette = &nrn_palette_light,
    .input_title = "age 72",
    .input_note = "is 0.678",
    .shows_shares = TRUE,
    .with_legend = TRUE,
    .forward_phase = -1,
    .backward_phase = NAN,
  };
}

static void
tear_down (Fixture *fixture)
{
  nrn_network_activity_free (fixture->activity);
  nrn_weights_unref (fixture->weights);
  nrn_network_layout_free (fixture->layout);
  nrn_architecture_unref (fixture->architecture);
}

static cairo_surface_t *
paint (const NrnNetworkScene *scene,
       NrnNetworkSceneCache  *cache)
{
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (image);

  nrn_network_scene_paint (cr, scene, cache);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (image);

  return image;
}

static gboolean
are_equal (cairo_surface_t *a,
           cairo_surface_t *b)
{
  return memcmp (cairo_image_surface_get_data (a), cairo_image_surface_get_data (b),
                 (gsize) cairo_image_surface_get_stride (a) * HEIGHT) == 0;
}

/* Both are freed. */
static gboolean
are_equal_take (cairo_surface_t *a,
                cairo_surface_t *b)
{
  gboolean is_equal = are_equal (a, b);

  cairo_surface_destroy (a);
  cairo_surface_destroy (b);

  return is_equal;
}

static NrnColor
get_pixel (cairo_surface_t *image,
           double           x,
           double           y)
{
  const guint32 *pixels = (const guint32 *) (const void *) cairo_image_surface_get_data (image);
  guint32 pixel = pixels[(int) y * cairo_image_surface_get_stride (image) / 4 + (int) x];

  return (NrnColor) { (pixel >> 16 & 0xff) / 255.0, (pixel >> 8 & 0xff) / 255.0,
                      (pixel & 0xff) / 255.0 };
}

/* How much of a circle around a node is dark; edges meet it at its sides, a
 * pill is at its foot. */
static double
get_dark_part (cairo_surface_t        *image,
               const NrnNetworkColumn *column,
               guint                   node)
{
  guint n_dark = 0;
  guint n = 0;

  for (double angle = -0.85 * G_PI; angle < -0.15 * G_PI; angle += 0.01)
    {
      double darkest = 1;

      for (double radius = column->radius - 1; radius <= column->radius + 1; radius += 0.5)
        darkest = MIN (darkest, get_pixel (image, column->nodes[node].x + radius * cos (angle),
                                           column->nodes[node].y + radius * sin (angle)).green);
      n_dark += darkest < 0.75 ? 1 : 0;
      n++;
    }

  return (double) n_dark / n;
}

/* How many of both hidden units. */
static guint
count_never_on (const NrnNetworkActivity *activity)
{
  return (guint) (nrn_network_activity_is_never_on (activity, 0, 0) +
                  nrn_network_activity_is_never_on (activity, 0, 1));
}

static void
test_never_on_is_dashed (void)
{
  Fixture fixture;
  const NrnNetworkColumn *column;
  cairo_surface_t *image;

  set_up (&fixture, "1-2-2");
  g_assert_cmpuint (count_never_on (fixture.activity), ==, 1);
  column = nrn_network_layout_get_column (fixture.layout, 1);
  image = paint (&fixture.scene, NULL);

  g_assert_cmpfloat (get_dark_part (image, column, 0), >, 0.99);
  g_assert_cmpfloat (get_dark_part (image, column, 1), >, 0.3);
  g_assert_cmpfloat (get_dark_part (image, column, 1), <, 0.8);

  cairo_surface_destroy (image);
  tear_down (&fixture);
}

/* The header says how many are never on. */
static void
test_count_in_header (void)
{
  Fixture fixture;
  NrnNetworkScene without;
  const NrnNetworkColumn *column;
  cairo_surface_t *image;
  cairo_surface_t *plain;
  int top;
  guint n_different = 0;

  set_up (&fixture, "1-2-2");
  column = nrn_network_layout_get_column (fixture.layout, 1);
  top = (int) nrn_network_layout_get_caption_y (fixture.layout);
  without = fixture.scene;
  without.activity = NULL;
  image = paint (&fixture.scene, NULL);
  plain = paint (&without, NULL);
  for (int y = top; y < column->nodes[0].y - column->radius - 4; y++)
    for (int x = (int) column->x - 80; x < (int) column->x + 80; x++)
      n_different += fabs (get_pixel (image, x, y).red - get_pixel (plain, x, y).red) > 0.1;
  g_assert_cmpuint (n_different, >, 50);

  cairo_surface_destroy (image);
  cairo_surface_destroy (plain);
  tear_down (&fixture);
}

static void
test_fill_follows_activation (void)
{
  Fixture fixture;
  const NrnNetworkColumn *column;
  NrnColor fills[2];

  set_up (&fixture, "1-2-2");
  column = nrn_network_layout_get_column (fixture.layout, 0);
  for (guint i = 0; i < 2; i++)
    {
      const float watched = i == 0 ? 0.1f : 0.9f;
      cairo_surface_t *image;

      nrn_network_activity_update (fixture.activity, fixture.weights, &watched);
      image = paint (&fixture.scene, NULL);
      fills[i] = get_pixel (image, column->nodes[0].x, column->nodes[0].y + column->radius * 0.75);
      cairo_surface_destroy (image);
    }
  g_assert_cmpfloat (fills[1].green, <, fills[0].green - 0.1);

  tear_down (&fixture);
}

/* Both outputs have the colour of their class, as far as there is a curve. */
static void
test_output_curves (void)
{
  Fixture fixture;
  const NrnNetworkColumn *column;
  cairo_surface_t *image;

  set_up (&fixture, "1-2-2");
  column = nrn_network_layout_get_column (fixture.layout, 2);
  image = paint (&fixture.scene, NULL);
  for (guint node = 0; node < 2; node++)
    {
      const NrnColor *color = &nrn_palette_light.classes[node];
      guint n = 0;

      for (double y = -0.6; y < 0.6; y += 0.02)
        for (double x = -0.6; x < 0.6; x += 0.02)
          {
            NrnColor pixel = get_pixel (image, column->nodes[node].x + x * column->radius,
                                        column->nodes[node].y + y * column->radius);

            n += fabs (pixel.red - color->red) + fabs (pixel.green - color->green) +
                     fabs (pixel.blue - color->blue) < 0.1;
          }
      g_assert_cmpuint (n, >, 10);
    }
  cairo_surface_destroy (image);
  tear_down (&fixture);
}

/* Curves go through each of their points: those with a corner, those that
 * bend everywhere, straight ones. */
static void
test_curves_go_through_their_points (void)
{
  static const char *const activations[] = { "relu,linear", "tanh,linear", "linear,linear" };
  const float values[] = { 8, -8, -3, 5, 1, 1, 0 };   /* kernel, bias; kernel, bias */
  const float inputs[] = { 0, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (activations); i++)
    {
      g_autoptr (NrnArchitecture) architecture =
        nrn_architecture_parse ("1-2-1", activations[i], NULL);
      g_autoptr (NrnWeights) weights = nrn_weights_new (architecture, values);
      g_autoptr (NrnNetworkActivity) activity =
        nrn_network_activity_new (architecture, 2, inputs, 0);
      g_autoptr (NrnNetworkLayout) layout =
        nrn_network_layout_new (architecture, WIDTH, HEIGHT, NULL);
      NrnNetworkScene scene = { .layout = layout, .weights = weights, .activity = activity,
                                .palette = &nrn_palette_light, .forward_phase = NAN,
                                .backward_phase = NAN };
      const NrnNetworkColumn *column = nrn_network_layout_get_column (layout, 1);
      const guint last = nrn_network_activity_get_n_points (activity) - 1;
      cairo_surface_t *image;
      double minimum;
      double maximum;

      nrn_network_activity_update (activity, weights, NULL);
      nrn_network_activity_get_range (activity, 0, &minimum, &maximum);
      image = paint (&scene, NULL);
      for (guint unit = 0; unit < 2; unit++)
        for (guint point = 2; point <= last - 2; point++)
          {
            double output = (double) nrn_network_activity_get_curve (activity, 0, unit)[point];
            double part = (output - minimum) / (maximum - minimum);
            double x = column->nodes[unit].x + 0.6 * column->radius * (2.0 * point / last - 1);
            double y = column->nodes[unit].y + 0.4 * column->radius * (1 - 2 * part);

            g_assert_cmpfloat (get_pixel (image, x, y).green, <, 0.6);
          }
      cairo_surface_destroy (image);
    }
}

static void
test_nothing_changed (void)
{
  static const char *const networks[] = { "1-2-2", "1-6-32-2", "8-6-6-4" };

  for (guint i = 0; i < G_N_ELEMENTS (networks); i++)
    {
      g_autoptr (NrnNetworkSceneCache) cache = nrn_network_scene_cache_new ();
      Fixture fixture;
      cairo_surface_t *first;

      set_up (&fixture, networks[i]);
      first = paint (&fixture.scene, cache);
      g_assert_true (are_equal_take (first, paint (&fixture.scene, cache)));
      tear_down (&fixture);
    }
}

/* The part of the pixels that are far from each other. Both are freed. */
static double
get_difference_take (cairo_surface_t *a,
                     cairo_surface_t *b)
{
  guint n_far = 0;

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      {
        NrnColor one = get_pixel (a, x, y);
        NrnColor other = get_pixel (b, x, y);

        n_far += fabs (one.red - other.red) + fabs (one.green - other.green) +
                 fabs (one.blue - other.blue) > 0.75 ? 1 : 0;
      }
  cairo_surface_destroy (a);
  cairo_surface_destroy (b);

  return (double) n_far / (WIDTH * HEIGHT);
}

/* Lines and text look like the images of them, but for where dashes end. */
static void
test_vector (void)
{
  static const char *const networks[] = { "1-2-2", "1-6-32-2", "8-6-6-4" };
  NrnPick pick = { .kind = NRN_PICK_NODE, .column = 1, .unit = 1 };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (networks); i++)
    {
      Fixture fixture;
      cairo_surface_t *image;
      double difference;

      set_up (&fixture, networks[i / 2]);
      fixture.scene.selected = i % 2 == 0 ? NULL : &pick;
      image = paint (&fixture.scene, NULL);
      fixture.scene.is_vector = TRUE;
      difference = get_difference_take (image, paint (&fixture.scene, NULL));
      g_test_message ("%s: %.3f %%", networks[i / 2], 100 * difference);
      g_assert_cmpfloat (difference, <, 0.007);
      tear_down (&fixture);
    }
}

/* The words about a unit that is never on stand below it, not on it. */
static void
test_never_on_words (void)
{
  Fixture fixture;
  const NrnNetworkNode *node;
  const NrnNetworkColumn *column;
  cairo_surface_t *image;
  guint n_inside = 0, n_below = 0;

  set_up (&fixture, "1-2-2");
  column = nrn_network_layout_get_column (fixture.layout, 1);
  node = nrn_network_layout_find_node (fixture.layout, 1, 1);
  image = paint (&fixture.scene, NULL);
  for (double y = -column->radius; y < 2 * column->radius; y++)
    for (double x = -column->radius; x < column->radius; x++)
      {
        NrnColor pixel = get_pixel (image, node->x + x, node->y + y);

        /* All else is grey there, but for the edges at the sides. */
        if (pixel.red - pixel.blue < 0.15 || fabs (y) < column->radius / 3)
          continue;
        n_inside += hypot (x, y) < column->radius - 1 ? 1 : 0;
        n_below += y > column->radius ? 1 : 0;
      }
  g_assert_cmpuint (n_inside, ==, 0);
  g_assert_cmpuint (n_below, >, 50);
  cairo_surface_destroy (image);
  tear_down (&fixture);
}

/* How often an edge's line ends before its number. */
static guint
count_gaps (const Fixture  *fixture,
            guint           to,
            const NrnColor *color)
{
  cairo_surface_t *image = paint (&fixture->scene, NULL);
  NrnNetworkEdge edge;
  gboolean was_line = FALSE;
  guint n = 0;

  nrn_network_layout_get_edge (fixture->layout, 0, 0, to, &edge);
  for (double t = 0.02; t < 0.3; t += 0.002)
    {
      double x, y;
      NrnColor pixel;
      gboolean is_line;

      nrn_network_edge_get_point (&edge, t, &x, &y);
      pixel = get_pixel (image, x, y);
      is_line = fabs (pixel.red - color->red) + fabs (pixel.green - color->green) +
                fabs (pixel.blue - color->blue) < 0.3;
      n += was_line && !is_line ? 1 : 0;
      was_line = is_line;
    }
  cairo_surface_destroy (image);

  return n;
}

/* What is selected has its edges as in the legend: negative ones are dashed. */
static void
test_focus_dashes (void)
{
  NrnPick pick = { .kind = NRN_PICK_NODE, .column = 0, .unit = 0 };
  Fixture fixture;

  set_up (&fixture, "1-2-2");
  fixture.scene.selected = &pick;
  for (guint i = 0; i < 2; i++)
    {
      fixture.scene.is_vector = i == 1;
      g_assert_cmpuint (count_gaps (&fixture, 0, &nrn_palette_light.positive), ==, 0);
      g_assert_cmpuint (count_gaps (&fixture, 1, &nrn_palette_light.negative), >=, 3);
    }
  tear_down (&fixture);
}

/* After each change the cache gives what would be painted without it. */
static void
test_cache_follows (void)
{
  g_autoptr (NrnNetworkSceneCache) cache = nrn_network_scene_cache_new ();
  g_autoptr (NrnWeights) other_weights = NULL;
  NrnNetworkLayout *other_layout;
  const NrnPick pick = { NRN_PICK_NODE, 1, 2, 0 };
  const NrnPick path[] = {
    { NRN_PICK_EDGE, 0, 0, 3 }, { NRN_PICK_EDGE, 1, 3, 7 }, { NRN_PICK_BIAS_EDGE, 2, 0, 1 },
  };
  const float watched = 0.5f;
  Fixture fixture;
  cairo_surface_t *before;
  cairo_surface_t *after;

  set_up (&fixture, "1-6-32-2");
  before = paint (&fixture.scene, cache);

  /* Other weights: other edges, and other units that are never on. */
  other_weights = nrn_weights_new_initial (fixture.architecture, 2);
  nrn_network_activity_update (fixture.activity, other_weights, &watched);
  fixture.scene.weights = other_weights;
  after = paint (&fixture.scene, cache);
  g_assert_false (are_equal_take (before, cairo_surface_reference (after)));
  g_assert_true (are_equal_take (after, paint (&fixture.scene, NULL)));

  fixture.scene.palette = &nrn_palette_dark;
  g_assert_true (are_equal_take (paint (&fixture.scene, cache), paint (&fixture.scene, NULL)));
  fixture.scene.hovered = &pick;
  g_assert_true (are_equal_take (paint (&fixture.scene, cache), paint (&fixture.scene, NULL)));
  fixture.scene.hovered = NULL;
  fixture.scene.is_exception = TRUE;
  g_assert_true (are_equal_take (paint (&fixture.scene, cache), paint (&fixture.scene, NULL)));
  before = paint (&fixture.scene, cache);
  fixture.scene.path = path;
  fixture.scene.n_path = G_N_ELEMENTS (path);
  after = paint (&fixture.scene, cache);
  g_assert_false (are_equal_take (before, cairo_surface_reference (after)));
  g_assert_true (are_equal_take (after, paint (&fixture.scene, NULL)));
  fixture.scene.with_legend = FALSE;
  g_assert_true (are_equal_take (paint (&fixture.scene, cache), paint (&fixture.scene, NULL)));
  fixture.scene.pixels = 2;
  g_assert_true (are_equal_take (paint (&fixture.scene, cache), paint (&fixture.scene, NULL)));

  other_layout = nrn_network_layout_new (fixture.architecture, WIDTH - 100, HEIGHT - 50, NULL);
  fixture.scene.layout = other_layout;
  g_assert_true (are_equal_take (paint (&fixture.scene, cache), paint (&fixture.scene, NULL)));

  nrn_network_layout_free (other_layout);
  tear_down (&fixture);
}

static guint
count_pixels (cairo_surface_t *image,
              const NrnColor  *color)
{
  guint n = 0;

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      {
        NrnColor pixel = get_pixel (image, x, y);

        n += fabs (pixel.red - color->red) + fabs (pixel.green - color->green) +
                 fabs (pixel.blue - color->blue) < 0.02;
      }

  return n;
}

/* Whether an edge that stands out is white somewhere on its way: inside of
 * the pill with its number. */
static gboolean
is_interrupted (cairo_surface_t      *surface,
                const NrnNetworkEdge *edge)
{
  for (double t = 0.2; t < 0.8; t += 0.002)
    {
      double x, y;
      NrnColor pixel;

      nrn_network_edge_get_point (edge, t, &x, &y);
      pixel = get_pixel (surface, x, y);
      if (pixel.red > 0.97 && pixel.green > 0.97 && pixel.blue > 0.97)
        return TRUE;
    }

  return FALSE;
}

/* Of that very colour, around a place. */
static guint
count_pixels_near (cairo_surface_t      *image,
                   const NrnColor       *color,
                   const NrnNetworkNode *place,
                   double                reach)
{
  guint n = 0;

  for (double y = place->y - reach; y <= place->y + reach; y++)
    for (double x = place->x - reach; x <= place->x + reach; x++)
      {
        NrnColor pixel = get_pixel (image, x, y);

        n += hypot (x - place->x, y - place->y) < reach &&
             fabs (pixel.red - color->red) + fabs (pixel.green - color->green) +
             fabs (pixel.blue - color->blue) < 0.05;
      }

  return n;
}


static void
test_selection (void)
{
  const NrnColor accent = { 0, 1, 0 };
  const NrnPick pick = { NRN_PICK_NODE, 2, 5, 0 };
  Fixture fixture;
  cairo_surface_t *selected;
  cairo_surface_t *hovered;
  NrnNetworkEdge edge;

  set_up (&fixture, "1-6-32-2");
  fixture.scene.accent = &accent;
  fixture.scene.selected = &pick;
  selected = paint (&fixture.scene, NULL);
  fixture.scene.selected = NULL;
  fixture.scene.hovered = &pick;
  hovered = paint (&fixture.scene, NULL);

  /* The ring belongs to the selection, the numbers to both. */
  g_assert_cmpuint (count_pixels (selected, &accent), >, 100);
  g_assert_cmpuint (count_pixels (hovered, &accent), ==, 0);
  nrn_network_layout_get_edge (fixture.layout, 1, 1, 5, &edge);
  g_assert_true (is_interrupted (selected, &edge));
  g_assert_true (is_interrupted (hovered, &edge));

  cairo_surface_destroy (selected);
  cairo_surface_destroy (hovered);
  tear_down (&fixture);
}

/* Whatever can be picked can be selected. */
static void
test_every_pick (void)
{
  static const char *const networks[] = { "1-2-2", "8-200-4", "1-1" };

  for (guint i = 0; i < G_N_ELEMENTS (networks); i++)
    {
      Fixture fixture;
      g_autoptr (NrnNetworkSceneCache) cache = nrn_network_scene_cache_new ();

      set_up (&fixture, networks[i]);
      for (double y = 0; y < HEIGHT; y += 61)
        for (double x = 0; x < WIDTH; x += 83)
          {
            NrnPick pick;

            if (!nrn_network_layout_pick (fixture.layout, x, y, &pick))
              continue;
            fixture.scene.selected = &pick;
            cairo_surface_destroy (paint (&fixture.scene, cache));
          }
      tear_down (&fixture);
    }
}

static void
test_pulses (void)
{
  Fixture fixture;
  cairo_surface_t *still;
  cairo_surface_t *forward;
  cairo_surface_t *backward;

  set_up (&fixture, "1-6-32-2");
  still = paint (&fixture.scene, NULL);
  fixture.scene.forward_phase = 1.5;
  g_assert_true (are_equal_take (cairo_surface_reference (still), paint (&fixture.scene, NULL)));
  fixture.scene.forward_phase = 0.5;
  forward = paint (&fixture.scene, NULL);
  fixture.scene.forward_phase = -1;
  fixture.scene.backward_phase = 0.5;
  backward = paint (&fixture.scene, NULL);

  g_assert_false (are_equal (still, forward));
  g_assert_false (are_equal (still, backward));
  g_assert_false (are_equal (forward, backward));
  cairo_surface_destroy (still);
  cairo_surface_destroy (forward);
  cairo_surface_destroy (backward);
  tear_down (&fixture);
}

/* Nothing where it does not light up. */
static void
test_loss (void)
{
  Fixture fixture;
  g_autoptr (NrnNetworkSceneCache) cache = nrn_network_scene_cache_new ();
  cairo_surface_t *dark;
  cairo_surface_t *dim;
  cairo_surface_t *bright;

  set_up (&fixture, "1-6-32-2");
  dark = paint (&fixture.scene, cache);
  fixture.scene.loss = "loss 0.6931";
  g_assert_true (are_equal_take (cairo_surface_reference (dark), paint (&fixture.scene, cache)));
  fixture.scene.loss_opacity = 0.3;
  dim = paint (&fixture.scene, cache);
  fixture.scene.loss_opacity = 1;
  bright = paint (&fixture.scene, cache);

  g_assert_false (are_equal (dark, dim));
  g_assert_false (are_equal (dim, bright));
  fixture.scene.loss_opacity = 0;
  g_assert_true (are_equal_take (dark, paint (&fixture.scene, cache)));
  cairo_surface_destroy (dim);
  cairo_surface_destroy (bright);
  tear_down (&fixture);
}

/* Neither a gradient back through a unit that is never on, nor for the
 * weights on its way on. */
static void
test_no_pulses_when_never_on (void)
{
  /* Both hidden units are off for all inputs; all others would be on. */
  static const float dead[] = { -1, -1, -0.5f, -0.5f, 1, -1, 1, -1, 0, 0 };
  Fixture fixture;
  cairo_surface_t *still;
  const float watched = 0.5f;

  set_up (&fixture, "1-2-2");
  nrn_weights_unref (fixture.weights);
  fixture.weights = nrn_weights_new (fixture.architecture, dead);
  nrn_network_activity_update (fixture.activity, fixture.weights, &watched);
  g_assert_cmpuint (count_never_on (fixture.activity), ==, 2);
  fixture.scene.weights = fixture.weights;
  still = paint (&fixture.scene, NULL);
  for (double phase = 0.05; phase < 1; phase += 0.1)
    {
      fixture.scene.backward_phase = phase;
      g_assert_true (are_equal_take (cairo_surface_reference (still),
                                     paint (&fixture.scene, NULL)));
    }
  cairo_surface_destroy (still);
  tear_down (&fixture);
}

/* All numbers are other ones, but no edge looks different. */
static NrnWeights *
create_doubled (const NrnWeights *weights)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  gsize n = nrn_architecture_get_n_parameters (architecture);
  g_autofree float *values = g_memdup2 (nrn_weights_get_data (weights), n * sizeof (float));

  for (gsize i = 0; i < n; i++)
    values[i] *= 2;

  return nrn_weights_new (architecture, values);
}

/* The numbers of what is selected do not hide nodes, and are seen in a part
 * of the picture too. */
static void
test_numbers_keep_off_nodes (void)
{
  const NrnPick pick = { NRN_PICK_NODE, 1, 2, 0 };
  const NrnColor color = { 1, 0, 1 };
  NrnPalette palette = nrn_palette_light;
  g_autoptr (NrnNetworkLayout) part = NULL;
  Fixture fixture;
  NrnWeights *doubled;
  cairo_surface_t *image;
  const NrnNetworkColumn *next;
  double y;

  set_up (&fixture, "1-6-32-2");
  palette.positive = palette.negative = color;
  fixture.scene.palette = &palette;
  fixture.scene.selected = &pick;
  image = paint (&fixture.scene, NULL);
  next = nrn_network_layout_get_column (fixture.layout, 2);
  for (guint i = 0; i < next->n_nodes; i++)
    g_assert_cmpuint (count_pixels_near (image, &color, &next->nodes[i], next->radius * 0.8), ==, 0);
  cairo_surface_destroy (image);

  /* What is selected is to the left of it, the next layer far to the right. */
  y = nrn_network_layout_get_column (fixture.layout, 1)->nodes[2].y;
  part = nrn_network_layout_new_view (fixture.layout, 32,
                                      32 * (next->x - next->width / 2) - WIDTH - 1500,
                                      32 * y - HEIGHT / 2.0, WIDTH, HEIGHT);
  fixture.scene.layout = part;
  image = paint (&fixture.scene, NULL);
  fixture.scene.weights = doubled = create_doubled (fixture.weights);
  g_assert_false (are_equal_take (image, paint (&fixture.scene, NULL)));
  nrn_weights_unref (doubled);
  tear_down (&fixture);
}

/* Where the captions are out of view, the headings are at the top of it. */
static void
test_headings_in_view (void)
{
  Fixture fixture;
  g_autoptr (NrnNetworkLayout) part = NULL;
  const NrnNetworkColumn *column;
  cairo_surface_t *image;
  guint n_dark = 0;

  set_up (&fixture, "1-2-2");
  column = nrn_network_layout_get_column (fixture.layout, 1);
  part = nrn_network_layout_new_view (fixture.layout, 4, 4 * column->x - WIDTH / 2.0,
                                      4 * column->nodes[0].y - 300, WIDTH, HEIGHT);
  fixture.scene.layout = part;
  image = paint (&fixture.scene, NULL);
  for (int y = 6; y < 30; y++)
    for (int x = WIDTH / 2 - 40; x < WIDTH / 2 + 40; x++)
      {
        NrnColor pixel = get_pixel (image, x, y);

        n_dark += pixel.red + pixel.green + pixel.blue < 1 ? 1 : 0;
      }
  g_assert_cmpuint (n_dark, >, 40);
  cairo_surface_destroy (image);
  tear_down (&fixture);
}

/* Of a single output, in the colour of its class. */
static void
test_verdict (void)
{
  Fixture fixture;
  cairo_surface_t *image;
  cairo_surface_t *other;

  set_up (&fixture, "1-2-1");
  image = paint (&fixture.scene, NULL);
  fixture.scene.verdict = "83 % side effects";
  other = paint (&fixture.scene, NULL);
  g_assert_false (are_equal (image, other));
  cairo_surface_destroy (image);
  fixture.scene.verdict_class = 1;
  g_assert_false (are_equal_take (other, paint (&fixture.scene, NULL)));
  tear_down (&fixture);
}

/* Where there is room for two lines; else it stays with the names. */
static void
test_input_values (void)
{
  static const char *const names[] = { "height", "weight", "tail", "ears", "fur", "speed", "sleep" };
  static const char *const values[] = { "1.8", "72", "0", "4", "2", "11", "9" };
  static const struct { double height; gboolean is_seen; } cases[] = {
    { HEIGHT, TRUE }, { 380, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const NrnNetworkLabels labels = { .input_names = names, .has_live_notes = TRUE };
      g_autoptr (NrnNetworkLayout) layout = NULL;
      Fixture fixture;
      cairo_surface_t *image;

      set_up (&fixture, "7-2-2");
      layout = nrn_network_layout_new (fixture.architecture, WIDTH, cases[i].height, &labels);
      fixture.scene.layout = layout;
      image = paint (&fixture.scene, NULL);
      fixture.scene.input_values = values;
      g_assert_cmpint (are_equal_take (image, paint (&fixture.scene, NULL)), ==, !cases[i].is_seen);
      tear_down (&fixture);
    }
}

static void
test_extremes (void)
{
  const float extremes[] = { NAN, INFINITY, -INFINITY, 3e38f, -3e38f, 0, 1e-40f, NAN, 1, NAN };
  const NrnPick pick = { NRN_PICK_NODE, 1, 0, 0 };
  const float watched = NAN;
  Fixture fixture;
  NrnWeights *weights;

  set_up (&fixture, "1-2-2");
  weights = nrn_weights_new (fixture.architecture, extremes);
  nrn_network_activity_update (fixture.activity, weights, &watched);
  fixture.scene.weights = weights;
  fixture.scene.selected = &pick;
  fixture.scene.forward_phase = 0.7;
  fixture.scene.backward_phase = 0.2;
  cairo_surface_destroy (paint (&fixture.scene, NULL));
  fixture.scene.weights = NULL;
  fixture.scene.activity = NULL;
  cairo_surface_destroy (paint (&fixture.scene, NULL));

  nrn_weights_unref (weights);
  tear_down (&fixture);
}

/* A network of tanh (4 x), tanh (4 y): the nodes show it, by the inputs. */
static void
test_maps (void)
{
  const float values[] = { 4, 0, 0, 4, 0, 0, 1, -1, 0 };
  const float inputs[] = { -1, -1, 1, 1 };
  const float watched[] = { 0.8f, 0.8f };
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("2-2-1", "tanh,linear", NULL);
  g_autoptr (NrnWeights) weights = nrn_weights_new (architecture, values);
  g_autoptr (NrnNetworkActivity) activity = nrn_network_activity_new (architecture, 2, inputs, 0);
  g_autoptr (NrnNetworkLayout) layout = nrn_network_layout_new (architecture, WIDTH, HEIGHT, NULL);
  g_autoptr (NrnNetworkSceneCache) cache = nrn_network_scene_cache_new ();
  NrnNetworkScene scene = { .layout = layout, .weights = weights, .activity = activity,
                            .palette = &nrn_palette_light, .forward_phase = NAN,
                            .backward_phase = NAN };
  const NrnNetworkColumn *column = nrn_network_layout_get_column (layout, 1);
  double way = column->radius * 0.5;
  cairo_surface_t *image;

  nrn_network_activity_update (activity, weights, watched);
  image = paint (&scene, cache);
  for (guint unit = 0; unit < 2; unit++)
    {
      double x = column->nodes[unit].x;
      double y = column->nodes[unit].y;
      double right = get_pixel (image, x + way, y + 2).green;
      double left = get_pixel (image, x - way, y + 2).green;
      double up = get_pixel (image, x - 2, y - way).green;
      double down = get_pixel (image, x - 2, y + way).green;

      g_assert_cmpfloat (unit == 0 ? left - right : down - up, >, 0.3);
      g_assert_cmpfloat (fabs (unit == 0 ? up - down : left - right), <, 0.25);
    }

  /* The same image is painted with again and again. */
  g_assert_true (are_equal_take (paint (&scene, NULL), paint (&scene, cache)));
  nrn_network_activity_update (activity, weights, NULL);
  g_assert_false (are_equal_take (image, paint (&scene, cache)));
}

/* ---- Beats ---- */

static const float beat_inputs[] = { 0.5f };
static const float beat_hidden[] = { 0.8f, 0.1f };
static const float beat_outputs[] = { 0.9f, 0.4f };
static const float *const all_outputs[] = { beat_inputs, beat_hidden, beat_outputs };
static const float beat_terms[] = { 0.5f, -0.2f, 0.1f };

static NrnNetworkBeat
make_beat (NrnNetworkBeatKind kind,
           guint              column,
           double             progress)
{
  return (NrnNetworkBeat) {
    .kind = kind, .column = column, .n_units = 1, .progress = progress, .outputs = all_outputs,
    .n_terms = G_N_ELEMENTS (beat_terms), .terms = beat_terms, .has_bias = TRUE, .total = 0.4,
    .sum = 0.4, .output = 0.4, .slope = 1, .delta = 0.4,
  };
}

/* Whether two beats look the same. */
static gboolean
look_alike (Fixture              *fixture,
            const NrnNetworkBeat *a,
            const NrnNetworkBeat *b)
{
  cairo_surface_t *image;

  fixture->scene.beat = a;
  image = paint (&fixture->scene, NULL);
  fixture->scene.beat = b;

  return are_equal_take (image, paint (&fixture->scene, NULL));
}

/* Every part of a beat is seen: products, sum, drop, value. */
static void
test_beat_progress (void)
{
  static const NrnNetworkBeatKind kinds[] = { NRN_NETWORK_BEAT_FORWARD, NRN_NETWORK_BEAT_BACKWARD };
  static const double moments[] = { 0, 0.2, 0.35, 0.5, 0.7, 0.9, 1 };
  g_autoptr (NrnConfig) relu = nrn_config_new_by_name (NRN_FAMILY_ACTIVATION, "relu", NULL);
  Fixture fixture;

  set_up (&fixture, "1-2-2");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (guint j = 0; j + 1 < G_N_ELEMENTS (moments); j++)
      {
        NrnNetworkBeat now = make_beat (kinds[i], 1, moments[j]);
        NrnNetworkBeat next = make_beat (kinds[i], 1, moments[j + 1]);

        now.activation = next.activation = relu;
        g_assert_false (look_alike (&fixture, &now, &next));
        g_assert_true (look_alike (&fixture, &now, &now));
      }
  tear_down (&fixture);
}

/* The first and the last row in which two beats look different. */
static void
find_difference (Fixture              *fixture,
                 const NrnNetworkBeat *a,
                 const NrnNetworkBeat *b,
                 int                  *first,
                 int                  *last)
{
  cairo_surface_t *images[2];
  gsize stride;

  fixture->scene.beat = a;
  images[0] = paint (&fixture->scene, NULL);
  fixture->scene.beat = b;
  images[1] = paint (&fixture->scene, NULL);
  stride = (gsize) cairo_image_surface_get_stride (images[0]);
  *first = *last = -1;
  for (int y = 0; y < HEIGHT; y++)
    {
      if (memcmp (cairo_image_surface_get_data (images[0]) + (gsize) y * stride,
                  cairo_image_surface_get_data (images[1]) + (gsize) y * stride, stride) == 0)
        continue;
      *first = *first < 0 ? y : *first;
      *last = y;
    }
  cairo_surface_destroy (images[0]);
  cairo_surface_destroy (images[1]);
}

/* The slope at the foot of the curve keeps away from the bar of what comes out. */
static void
test_beat_slope (void)
{
  g_autoptr (NrnConfig) relu = nrn_config_new_by_name (NRN_FAMILY_ACTIVATION, "relu", NULL);
  NrnNetworkBeat beat = make_beat (NRN_NETWORK_BEAT_BACKWARD, 1, 1);
  NrnNetworkBeat other;
  Fixture fixture;
  int slope_first, slope_last, delta_first, delta_last;

  set_up (&fixture, "1-2-2");
  beat.activation = relu;
  beat.sum = beat.output = 0;
  other = beat;
  other.slope = NAN;
  find_difference (&fixture, &beat, &other, &slope_first, &slope_last);
  other.slope = 1;
  other.delta = 0.2;
  find_difference (&fixture, &beat, &other, &delta_first, &delta_last);
  g_assert_cmpint (slope_first, >=, 0);
  g_assert_cmpint (slope_last + 5, <, delta_first);
  tear_down (&fixture);
}

/* What the beats have not come to is empty, and then as full as its value. */
static void
test_beat_fills (void)
{
  NrnNetworkBeat beat = make_beat (NRN_NETWORK_BEAT_FORWARD, 1, 1);
  Fixture fixture;
  const NrnNetworkNode *node;
  double before, after, hidden_before, hidden_after;
  cairo_surface_t *image;

  set_up (&fixture, "1-2-2");
  fixture.scene.beat = &beat;
  beat.progress = 0;
  image = paint (&fixture.scene, NULL);
  node = nrn_network_layout_find_node (fixture.layout, 1, 0);
  hidden_before = get_pixel (image, node->x, node->y).red;
  node = nrn_network_layout_find_node (fixture.layout, 2, 0);
  before = get_pixel (image, node->x, node->y).red;
  cairo_surface_destroy (image);

  beat.progress = 1;
  image = paint (&fixture.scene, NULL);
  node = nrn_network_layout_find_node (fixture.layout, 1, 0);
  hidden_after = get_pixel (image, node->x, node->y).red;
  g_assert_cmpfloat (hidden_after, <, hidden_before);
  cairo_surface_destroy (image);

  beat = make_beat (NRN_NETWORK_BEAT_LOSS, 0, 1);
  beat.n_units = 0;
  image = paint (&fixture.scene, NULL);
  node = nrn_network_layout_find_node (fixture.layout, 2, 0);
  after = get_pixel (image, node->x, node->y).red;
  g_assert_cmpfloat (after, <, before);
  cairo_surface_destroy (image);
  tear_down (&fixture);
}

/* Old weights become new ones where something changes; a cache shows no beat that
 * is over. */
static void
test_beat_update (void)
{
  static const float changed[] = { 1.5f, -1, 0.5f, -1, 1, -1, 1, -1, 0, 0 };
  NrnNetworkBeat beat = make_beat (NRN_NETWORK_BEAT_UPDATE, 1, 0.2);
  NrnNetworkBeat over = make_beat (NRN_NETWORK_BEAT_UPDATE, 1, 1);
  g_autoptr (NrnNetworkSceneCache) cache = nrn_network_scene_cache_new ();
  g_autoptr (NrnWeights) new_weights = NULL;
  Fixture fixture;

  set_up (&fixture, "1-2-2");
  new_weights = nrn_weights_new (fixture.architecture, changed);
  beat.new_weights = over.new_weights = new_weights;
  g_assert_false (look_alike (&fixture, &beat, &over));
  over.n_units = 0;
  g_assert_false (look_alike (&fixture, &beat, &over));

  for (guint i = 0; i < 4; i++)
    {
      NrnNetworkBeat next = make_beat ((NrnNetworkBeatKind) i, 1, 1);

      next.new_weights = new_weights;
      fixture.scene.beat = &next;
      g_assert_true (are_equal_take (paint (&fixture.scene, cache), paint (&fixture.scene, NULL)));
    }
  fixture.scene.beat = NULL;
  g_assert_true (are_equal_take (paint (&fixture.scene, cache), paint (&fixture.scene, NULL)));
  tear_down (&fixture);
}

/* Nothing that numbers can be breaks it. */
static void
test_beat_extremes (void)
{
  static const char *const activations[] = { "relu", "sigmoid", "softmax", "exponential", "linear" };
  static const double values[] = { 0, 1e30, -1e30, NAN, INFINITY, -INFINITY, 1e-30 };
  Fixture fixture;

  set_up (&fixture, "1-2-2");
  for (guint i = 0; i < G_N_ELEMENTS (activations); i++)
    for (guint j = 0; j < G_N_ELEMENTS (values); j++)
      for (guint kind = 0; kind < 4; kind++)
        {
          g_autoptr (NrnConfig) activation =
            nrn_config_new_by_name (NRN_FAMILY_ACTIVATION, activations[i], NULL);
          float terms[20];
          NrnNetworkBeat beat = make_beat ((NrnNetworkBeatKind) kind, 2, 0.9);

          for (guint term = 0; term < G_N_ELEMENTS (terms); term++)
            terms[term] = (float) values[j];
          beat.terms = terms;
          beat.n_terms = G_N_ELEMENTS (terms);
          beat.activation = activation;
          beat.total = beat.sum = beat.output = beat.slope = beat.delta = values[j];
          fixture.scene.beat = &beat;
          cairo_surface_destroy (paint (&fixture.scene, NULL));
        }
  tear_down (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/drawing/network-scene/never-on-is-dashed", test_never_on_is_dashed);
  g_test_add_func ("/drawing/network-scene/count-in-header", test_count_in_header);
  g_test_add_func ("/drawing/network-scene/fill-follows-activation",
                   test_fill_follows_activation);
  g_test_add_func ("/drawing/network-scene/output-curves", test_output_curves);
  g_test_add_func ("/drawing/network-scene/curves-go-through-their-points",
                   test_curves_go_through_their_points);
  g_test_add_func ("/drawing/network-scene/nothing-changed", test_nothing_changed);
  g_test_add_func ("/drawing/network-scene/vector", test_vector);
  g_test_add_func ("/drawing/network-scene/focus-dashes", test_focus_dashes);
  g_test_add_func ("/drawing/network-scene/never-on-words", test_never_on_words);
  g_test_add_func ("/drawing/network-scene/cache-follows", test_cache_follows);
  g_test_add_func ("/drawing/network-scene/selection", test_selection);
  g_test_add_func ("/drawing/network-scene/every-pick", test_every_pick);
  g_test_add_func ("/drawing/network-scene/pulses", test_pulses);
  g_test_add_func ("/drawing/network-scene/loss", test_loss);
  g_test_add_func ("/drawing/network-scene/no-pulses-when-never-on",
                   test_no_pulses_when_never_on);
  g_test_add_func ("/drawing/network-scene/numbers-keep-off-nodes", test_numbers_keep_off_nodes);
  g_test_add_func ("/drawing/network-scene/headings-in-view", test_headings_in_view);
  g_test_add_func ("/drawing/network-scene/verdict", test_verdict);
  g_test_add_func ("/drawing/network-scene/input-values", test_input_values);
  g_test_add_func ("/drawing/network-scene/extremes", test_extremes);
  g_test_add_func ("/drawing/network-scene/maps", test_maps);
  g_test_add_func ("/drawing/network-scene/beat-progress", test_beat_progress);
  g_test_add_func ("/drawing/network-scene/beat-slope", test_beat_slope);
  g_test_add_func ("/drawing/network-scene/beat-fills", test_beat_fills);
  g_test_add_func ("/drawing/network-scene/beat-update", test_beat_update);
  g_test_add_func ("/drawing/network-scene/beat-extremes", test_beat_extremes);

  return g_test_run ();
}
