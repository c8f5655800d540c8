/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Tests of networks on their way to others.
 */

#include "nrn-network-glide.h"

#include <math.h>
#include <string.h>

#include "nrn-architecture-edit.h"
#include "nrn-layer-dense.h"
#include "nrn-network-scene.h"

#define WIDTH  840
#define HEIGHT 612

typedef struct
{
  NrnArchitecture  *architecture;
  NrnUnitMap       *map;
  NrnNetworkLayout *from;
  NrnNetworkLayout *to;
} Fixture;

static void
set_up (Fixture    *fixture,
        const char *network,
        NrnUnitMap *(*edit) (const NrnArchitecture *))
{
  const NrnNetworkLabels labels = { .has_live_notes = TRUE };

  fixture->architecture = nrn_architecture_parse (network, NULL, NULL);
  fixture->map = edit (fixture->architecture);
  g_assert_nonnull (fixture->map);
  fixture->from = nrn_network_layout_new (fixture->architecture, WIDTH, HEIGHT, &labels);
  fixture->to = nrn_network_layout_new (nrn_unit_map_get_to (fixture->map), WIDTH, HEIGHT, &labels);
}

static void
tear_down (Fixture *fixture)
{
  nrn_network_layout_free (fixture->from);
  nrn_network_layout_free (fixture->to);
  nrn_unit_map_unref (fixture->map);
  nrn_architecture_unref (fixture->architecture);
}

static NrnUnitMap *
add_unit (const NrnArchitecture *architecture)
{
  return nrn_architecture_set_units (architecture, 0,
                                     nrn_architecture_get_layer_units (architecture, 0) + 1, NULL);
}

static NrnUnitMap *
remove_unit (const NrnArchitecture *architecture)
{
  return nrn_architecture_remove_unit (architecture, 0, 1, NULL);
}

static NrnUnitMap *
add_layer (const NrnArchitecture *architecture)
{
  g_autoptr (NrnConfig) dense = nrn_dense_config_new (5, "relu", NULL);

  return nrn_architecture_add_layer (architecture, 1, dense, NULL);
}

static NrnUnitMap *
remove_layer (const NrnArchitecture *architecture)
{
  return nrn_architecture_remove_layer (architecture, 0, NULL);
}

static NrnUnitMap *
move_layer (const NrnArchitecture *architecture)
{
  return nrn_architecture_move_layers (architecture, 0, 1, 1, NULL);
}

static NrnUnitMap *(*const edits[]) (const NrnArchitecture *) = {
  add_unit, remove_unit, add_layer, remove_layer, move_layer,
};

static const char *const networks[] = { "2-3-4-2", "8-6-6-4", "1-6-32-2", "784-128-64-10" };

/* At the end everything is exactly where it will be, and nothing else is
 * there. */
static void
test_ends_at_layout (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (networks); i++)
    for (guint j = 0; j < G_N_ELEMENTS (edits); j++)
      {
        Fixture fixture;
        g_autoptr (NrnNetworkLayout) between = NULL;

        set_up (&fixture, networks[i], edits[j]);
        between = nrn_network_layout_new_between (fixture.from, fixture.to, fixture.map, 1);
        for (guint column = 0; column < nrn_network_layout_get_n_columns (fixture.to); column++)
          {
            const NrnNetworkColumn *a = nrn_network_layout_get_column (between, column);
            const NrnNetworkColumn *b = nrn_network_layout_get_column (fixture.to, column);

            g_assert_cmpuint (a->n_nodes, ==, b->n_nodes);
            for (guint node = 0; node < a->n_nodes; node++)
              {
                g_assert_cmpuint (a->nodes[node].unit, ==, b->nodes[node].unit);
                g_assert_cmpfloat (a->nodes[node].x, ==, b->nodes[node].x);
                g_assert_cmpfloat (a->nodes[node].y, ==, b->nodes[node].y);
              }
            g_assert_cmpfloat (a->radius, ==, b->radius);
            g_assert_cmpfloat (a->x, ==, b->x);
            g_assert_cmpfloat (a->bias_y, ==, b->bias_y);
            for (guint node = 0; node <= a->n_nodes; node++)
              g_assert_cmpfloat (nrn_network_layout_get_presence (between, column, node), ==, 1);
          }
        tear_down (&fixture);
      }
}

/* At the start every unit that stays is where it was, and all that comes is
 * not there yet. */
static void
test_starts_at_layout (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (networks); i++)
    for (guint j = 0; j < G_N_ELEMENTS (edits); j++)
      {
        Fixture fixture;
        g_autoptr (NrnNetworkLayout) between = NULL;
        guint n_there = 0;
        guint n_before = 0;

        set_up (&fixture, networks[i], edits[j]);
        between = nrn_network_layout_new_between (fixture.from, fixture.to, fixture.map, 0);
        for (guint column = 0; column < nrn_network_layout_get_n_columns (between); column++)
          {
            const NrnNetworkColumn *a = nrn_network_layout_get_column (between, column);

            for (guint node = 0; node < a->n_nodes; node++)
              {
                gboolean is_found = FALSE;

                if (nrn_network_layout_get_presence (between, column, node) <= 0)
                  continue;

                n_there++;
                for (guint k = 0; k < nrn_network_layout_get_n_columns (fixture.from); k++)
                  {
                    const NrnNetworkColumn *b = nrn_network_layout_get_column (fixture.from, k);

                    for (guint l = 0; l < b->n_nodes; l++)
                      is_found = is_found || (hypot (a->nodes[node].x - b->nodes[l].x,
                                                     a->nodes[node].y - b->nodes[l].y) < 1e-9 &&
                                              fabs (a->radius - b->radius) < 1e-9);
                  }
                g_assert_true (is_found);
              }
          }
        for (guint k = 0; k < nrn_network_layout_get_n_columns (fixture.from); k++)
          n_before += nrn_network_layout_get_column (fixture.from, k)->n_nodes;
        g_assert_cmpuint (n_there + nrn_network_layout_get_n_leaving (between), ==, n_before);
        tear_down (&fixture);
      }
}

/* The unit that was taken out goes, and those after it move up. */
static void
test_follows_units (void)
{
  Fixture fixture;
  g_autoptr (NrnNetworkLayout) between = NULL;
  const NrnNetworkColumn *from;
  const NrnNetworkColumn *to;
  const NrnNetworkColumn *now;

  set_up (&fixture, "2-4-2", remove_unit);
  between = nrn_network_layout_new_between (fixture.from, fixture.to, fixture.map, 0.25);
  from = nrn_network_layout_get_column (fixture.from, 1);
  to = nrn_network_layout_get_column (fixture.to, 1);
  now = nrn_network_layout_get_column (between, 1);
  g_assert_cmpuint (nrn_network_layout_get_n_leaving (between), ==, 1);
  g_assert_cmpfloat_with_epsilon (now->nodes[0].y, 0.75 * from->nodes[0].y + 0.25 * to->nodes[0].y,
                                  1e-9);
  g_assert_cmpfloat_with_epsilon (now->nodes[1].y, 0.75 * from->nodes[2].y + 0.25 * to->nodes[1].y,
                                  1e-9);
  g_assert_cmpfloat_with_epsilon (now->nodes[2].y, 0.75 * from->nodes[3].y + 0.25 * to->nodes[2].y,
                                  1e-9);
  tear_down (&fixture);
}

/* ---- As pixels ---- */

static cairo_surface_t *
paint (const NrnNetworkScene *scene,
       NrnNetworkSceneCache  *cache)
{
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (image);

  nrn_network_scene_paint (cr, scene, cache);
  cairo_destroy (cr);
  cairo_surface_flush (image);

  return image;
}

static guint
count_different (cairo_surface_t *a,
                 cairo_surface_t *b)
{
  guint n = 0;

  for (int y = 0; y < HEIGHT; y++)
    {
      const guchar *p = cairo_image_surface_get_data (a) + y * cairo_image_surface_get_stride (a);
      const guchar *q = cairo_image_surface_get_data (b) + y * cairo_image_surface_get_stride (b);

      for (int x = 0; x < WIDTH; x++)
        n += memcmp (p + 4 * x, q + 4 * x, 3) != 0 ? 1 : 0;
    }

  return n;
}

/* The first picture is that of the network before, the last one that of the
 * network after, and between them neither: with what is kept from frame to
 * frame, and without. */
static void
test_pictures (gconstpointer data)
{
  gboolean is_kept = GPOINTER_TO_INT (data);
  Fixture fixture;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (NrnNetworkSceneCache) cache = is_kept ? nrn_network_scene_cache_new () : NULL;
      g_autoptr (NrnWeights) before = NULL;
      g_autoptr (NrnWeights) fresh = NULL;
      g_autoptr (NrnWeights) after = NULL;
      NrnNetworkScene scene = {
        .palette = &nrn_palette_light,
        .with_legend = TRUE,
        .forward_phase = -1,
        .backward_phase = -1,
      };
      cairo_surface_t *images[5];

      set_up (&fixture, i == 0 ? "8-6-6-4" : "2-3-2", add_unit);
      before = nrn_weights_new_initial (fixture.architecture, 1);
      fresh = nrn_weights_new_initial (nrn_unit_map_get_to (fixture.map), 1);
      after = nrn_unit_map_carry (fixture.map, before, fresh);
      scene.layout = fixture.from;
      scene.weights = before;
      images[0] = paint (&scene, cache);

      scene.weights = after;
      scene.before = fixture.from;
      scene.before_weights = before;
      for (guint j = 0; j < 3; j++)
        {
          g_autoptr (NrnNetworkLayout) between =
            nrn_network_layout_new_between (fixture.from, fixture.to, fixture.map, j / 2.0);

          scene.layout = between;
          scene.before_opacity = 1 - j / 2.0;
          images[j + 1] = paint (&scene, cache);
        }
      scene.before = NULL;
      scene.layout = fixture.to;
      images[4] = paint (&scene, cache);

      /* Numbers on edges are drawn where the edges will be. */
      if (i == 0)
        g_assert_cmpuint (count_different (images[0], images[1]), ==, 0);
      g_assert_cmpuint (count_different (images[1], images[2]), >, 1000);
      g_assert_cmpuint (count_different (images[2], images[3]), >, 1000);
      g_assert_cmpuint (count_different (images[3], images[4]), ==, 0);
      for (guint j = 0; j < G_N_ELEMENTS (images); j++)
        cairo_surface_destroy (images[j]);
      tear_down (&fixture);
    }
}

/* Columns that pass each other draw no edge backwards; no part of the way
 * leaves the raster with a shape that it cannot draw. */
static void
test_columns_pass (void)
{
  g_autoptr (NrnNetworkSceneCache) cache = nrn_network_scene_cache_new ();
  g_autoptr (NrnWeights) after = NULL;
  Fixture fixture;

  set_up (&fixture, "8-6-6-4", move_layer);
  after = nrn_weights_new_initial (nrn_unit_map_get_to (fixture.map), 1);
  for (guint i = 0; i <= 20; i++)
    {
      g_autoptr (NrnNetworkLayout) between =
        nrn_network_layout_new_between (fixture.from, fixture.to, fixture.map, i / 20.0);
      NrnNetworkScene scene = {
        .layout = between,
        .weights = after,
        .palette = &nrn_palette_dark,
        .forward_phase = -1,
        .backward_phase = -1,
        .before = fixture.from,
        .before_opacity = 0.5,
      };
      cairo_surface_t *image = paint (&scene, cache);

      g_assert_cmpint (cairo_surface_status (image), ==, CAIRO_STATUS_SUCCESS);
      cairo_surface_destroy (image);
    }
  tear_down (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/drawing/network-glide/ends-at-layout", test_ends_at_layout);
  g_test_add_func ("/drawing/network-glide/starts-at-layout", test_starts_at_layout);
  g_test_add_func ("/drawing/network-glide/follows-units", test_follows_units);
  g_test_add_data_func ("/drawing/network-glide/pictures", GINT_TO_POINTER (FALSE), test_pictures);
  g_test_add_data_func ("/drawing/network-glide/kept-pictures", GINT_TO_POINTER (TRUE),
                        test_pictures);
  g_test_add_func ("/drawing/network-glide/columns-pass", test_columns_pass);

  return g_test_run ();
}
