/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What stays of the weights when a network is edited, and what comes back.
 */

#include "nrn-unit-map.h"

#include <string.h>

#include "nrn-architecture-edit.h"
#include "nrn-error.h"
#include "nrn-layer-dense.h"

/* Weights that all differ, and tell where they are. */
static NrnWeights *
numbered (const NrnArchitecture *architecture,
          float                  first)
{
  gsize n = nrn_architecture_get_n_parameters (architecture);
  g_autofree float *data = g_new (float, MAX (n, 1));

  for (gsize i = 0; i < n; i++)
    data[i] = first + (float) i;

  return nrn_weights_new (architecture, data);
}

static float
kernel (const NrnWeights *weights,
        guint             layer,
        guint             row,
        guint             col)
{
  const NrnTensor *tensor =
    nrn_architecture_find_tensor (nrn_weights_get_architecture (weights), layer, "kernel");

  return nrn_weights_get_data (weights)[tensor->offset + row * tensor->dims[1] + col];
}

static NrnArchitecture *
named (guint              input_dim,
       const guint       *units,
       const char *const *names)
{
  g_autoptr (GPtrArray) layers =
    g_ptr_array_new_with_free_func ((GDestroyNotify) nrn_config_unref);
  NrnArchitecture *architecture;

  for (guint i = 0; names[i] != NULL; i++)
    g_ptr_array_add (layers, units[i] > 0
                             ? nrn_dense_config_new (units[i], "relu", NULL)
                             : nrn_config_new_by_name (NRN_FAMILY_LAYER, "Activation", NULL));
  architecture = nrn_architecture_new (input_dim, layers->len, (NrnConfig *const *) layers->pdata,
                                       names, NULL);
  g_assert_nonnull (architecture);

  return architecture;
}

static void
assert_equal_weights (const NrnWeights *a,
                      const NrnWeights *b)
{
  gsize size = nrn_architecture_get_n_parameters (nrn_weights_get_architecture (a)) * sizeof (float);

  g_assert_cmpmem (nrn_weights_get_data (a), size, nrn_weights_get_data (b), size);
}

static void
test_more_units_keep_the_others (void)
{
  g_autoptr (NrnArchitecture) from = nrn_architecture_parse ("2-3-2", NULL, NULL);
  g_autoptr (NrnArchitecture) to = nrn_architecture_parse ("2-4-2", NULL, NULL);
  g_autoptr (NrnUnitMap) map = nrn_unit_map_new (from, to);
  g_autoptr (NrnWeights) before = numbered (from, 1);
  g_autoptr (NrnWeights) fresh = numbered (to, -100);
  g_autoptr (NrnWeights) after = nrn_unit_map_carry (map, before, fresh);

  g_assert_cmpint (nrn_unit_map_get_layer (map, 0), ==, 0);
  g_assert_cmpint (nrn_unit_map_get_unit (map, 0, 2), ==, 2);
  g_assert_cmpint (nrn_unit_map_get_unit (map, 0, 3), ==, -1);
  for (guint row = 0; row < 2; row++)
    for (guint col = 0; col < 4; col++)
      g_assert_cmpfloat (kernel (after, 0, row, col), ==,
                         col < 3 ? kernel (before, 0, row, col) : kernel (fresh, 0, row, col));
  for (guint row = 0; row < 4; row++)
    for (guint col = 0; col < 2; col++)
      g_assert_cmpfloat (kernel (after, 1, row, col), ==,
                         row < 3 ? kernel (before, 1, row, col) : kernel (fresh, 1, row, col));
  g_assert_cmpfloat (nrn_weights_get_tensor (after, 1, "bias")[1], ==,
                     nrn_weights_get_tensor (before, 1, "bias")[1]);
}

static void
test_units_after_one_taken_out_move_up (void)
{
  g_autoptr (NrnArchitecture) from = nrn_architecture_parse ("2-3-2", NULL, NULL);
  g_autoptr (NrnArchitecture) to = nrn_architecture_parse ("2-2-2", NULL, NULL);
  g_autoptr (NrnUnitMap) map = nrn_unit_map_new_without (from, to, 0, 1);
  g_autoptr (NrnWeights) before = numbered (from, 1);
  g_autoptr (NrnWeights) fresh = numbered (to, -100);
  g_autoptr (NrnWeights) after = nrn_unit_map_carry (map, before, fresh);

  g_assert_cmpfloat (kernel (after, 0, 1, 0), ==, kernel (before, 0, 1, 0));
  g_assert_cmpfloat (kernel (after, 0, 1, 1), ==, kernel (before, 0, 1, 2));
  g_assert_cmpfloat (kernel (after, 1, 1, 1), ==, kernel (before, 1, 2, 1));
  g_assert_cmpfloat (nrn_weights_get_tensor (after, 0, "bias")[1], ==,
                     nrn_weights_get_tensor (before, 0, "bias")[2]);
}

static void
test_an_input_taken_out (void)
{
  g_autoptr (NrnArchitecture) from = nrn_architecture_parse ("3-2", NULL, NULL);
  g_autoptr (NrnArchitecture) to = nrn_architecture_parse ("2-2", NULL, NULL);
  g_autoptr (NrnUnitMap) map = nrn_unit_map_new_without (from, to, NRN_UNIT_MAP_INPUTS, 0);
  g_autoptr (NrnWeights) before = numbered (from, 1);
  g_autoptr (NrnWeights) fresh = numbered (to, -100);
  g_autoptr (NrnWeights) after = nrn_unit_map_carry (map, before, fresh);

  g_assert_cmpfloat (kernel (after, 0, 0, 1), ==, kernel (before, 0, 1, 1));
  g_assert_cmpfloat (kernel (after, 0, 1, 0), ==, kernel (before, 0, 2, 0));
}

/* The layer after a new one is fed by other units: its kernel is new, its
 * bias is not. An Activation in between changes nothing. */
static void
test_what_a_layer_put_in_between_leaves (void)
{
  static const guint units[] = { 3, 2 };
  static const char *const names[] = { "first", "last", NULL };
  static const guint with_dense[] = { 3, 4, 2 };
  static const char *const dense_names[] = { "first", "new", "last", NULL };
  static const guint with_activation[] = { 3, 0, 2 };
  g_autoptr (NrnArchitecture) from = named (2, units, names);
  g_autoptr (NrnArchitecture) dense = named (2, with_dense, dense_names);
  g_autoptr (NrnArchitecture) activation = named (2, with_activation, dense_names);
  g_autoptr (NrnWeights) before = numbered (from, 1);
  g_autoptr (NrnUnitMap) to_dense = nrn_unit_map_new (from, dense);
  g_autoptr (NrnWeights) fresh = numbered (dense, -100);
  g_autoptr (NrnWeights) after_dense = nrn_unit_map_carry (to_dense, before, fresh);
  g_autoptr (NrnUnitMap) to_activation = nrn_unit_map_new (from, activation);
  g_autoptr (NrnWeights) fresh_activation = numbered (activation, -100);
  g_autoptr (NrnWeights) after_activation =
    nrn_unit_map_carry (to_activation, before, fresh_activation);

  g_assert_cmpint (nrn_unit_map_get_layer (to_dense, 1), ==, -1);
  g_assert_cmpint (nrn_unit_map_get_layer (to_dense, 2), ==, 1);
  g_assert_cmpfloat (kernel (after_dense, 0, 1, 2), ==, kernel (before, 0, 1, 2));
  g_assert_cmpfloat (kernel (after_dense, 2, 0, 0), ==, kernel (fresh, 2, 0, 0));
  g_assert_cmpfloat (nrn_weights_get_tensor (after_dense, 2, "bias")[1], ==,
                     nrn_weights_get_tensor (before, 1, "bias")[1]);
  g_assert_cmpfloat (kernel (after_activation, 2, 2, 1), ==, kernel (before, 1, 2, 1));
}

/* A network of up to four layers out of five names, in any order. */
static NrnArchitecture *
random_network (void)
{
  const char *names[] = { "a", "b", "c", "d", "e" };
  const char *chosen[5] = { NULL };
  guint units[5];
  guint n = (guint) g_test_rand_int_range (1, 5);

  for (guint i = 0; i < n; i++)
    {
      guint pick = (guint) g_test_rand_int_range ((int) i, G_N_ELEMENTS (names));
      const char *kept = names[i];

      names[i] = names[pick];
      names[pick] = kept;
      chosen[i] = names[i];
      units[i] = (guint) g_test_rand_int_range (0, 5);
    }

  return named ((guint) g_test_rand_int_range (1, 4), units, chosen);
}

static void
assert_equal_maps (const NrnUnitMap *a,
                   const NrnUnitMap *b)
{
  const NrnArchitecture *to = nrn_unit_map_get_to (a);

  g_assert_true (nrn_architecture_equal (to, nrn_unit_map_get_to (b)));
  for (int layer = -1; layer < (int) nrn_architecture_get_n_layers (to); layer++)
    {
      guint n_units = layer < 0 ? nrn_architecture_get_input_dim (to)
                                : nrn_architecture_get_layer_units (to, (guint) layer);

      if (layer >= 0)
        g_assert_cmpint (nrn_unit_map_get_layer (a, (guint) layer), ==,
                         nrn_unit_map_get_layer (b, (guint) layer));
      for (guint unit = 0; unit < n_units; unit++)
        g_assert_cmpint (nrn_unit_map_get_unit (a, layer, unit), ==,
                         nrn_unit_map_get_unit (b, layer, unit));
    }
}

static void
test_taking_back_gives_the_weights_before (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (NrnArchitecture) from = random_network ();
      g_autoptr (NrnArchitecture) to = random_network ();
      g_autoptr (NrnUnitMap) map = nrn_unit_map_new_without (from, to, 0,
                                                             (guint) g_test_rand_int_range (0, 4));
      g_autoptr (NrnUnitMap) inverse = nrn_unit_map_invert (map);
      g_autoptr (NrnUnitMap) again = nrn_unit_map_invert (inverse);
      g_autoptr (NrnWeights) before = numbered (from, 1);
      g_autoptr (NrnWeights) fresh = numbered (to, -100);
      g_autoptr (NrnWeights) after = nrn_unit_map_carry (map, before, fresh);
      g_autoptr (NrnWeights) back = nrn_unit_map_take_back (map, before, after, after);
      g_autoptr (NrnWeights) redone = nrn_unit_map_take_back (inverse, after, before, back);

      assert_equal_maps (map, again);
      assert_equal_weights (back, before);
      assert_equal_weights (redone, after);
    }
}

static void
test_taking_back_keeps_what_was_learned_since (void)
{
  g_autoptr (NrnArchitecture) network = nrn_architecture_parse ("1-2", NULL, NULL);
  g_autoptr (NrnUnitMap) map = nrn_unit_map_new (network, network);
  g_autoptr (NrnWeights) before = nrn_weights_new (network, (float[]) { 1, 2, 3, 4 });
  g_autoptr (NrnWeights) after = nrn_weights_new (network, (float[]) { 1, 7, 3, 4 });
  g_autoptr (NrnWeights) now = nrn_weights_new (network, (float[]) { 1.5f, 7.5f, 3.5f, 4.5f });
  g_autoptr (NrnWeights) back = nrn_unit_map_take_back (map, before, after, now);
  g_autoptr (NrnWeights) expected = nrn_weights_new (network, (float[]) { 1.5f, 2, 3.5f, 4.5f });

  assert_equal_weights (back, expected);
}

static void
assert_network (const NrnUnitMap *map,
                const char       *expected)
{
  g_autofree char *text = nrn_architecture_to_string (nrn_unit_map_get_to (map));

  g_assert_cmpstr (text, ==, expected);
}

static void
test_small_changes (void)
{
  g_autoptr (NrnArchitecture) network = nrn_architecture_parse ("2-3-4-2", NULL, NULL);
  g_autoptr (NrnConfig) dense = nrn_dense_config_new (5, "tanh", NULL);
  g_autoptr (NrnUnitMap) added = nrn_architecture_add_layer (network, 1, dense, NULL);
  g_autoptr (NrnUnitMap) removed = nrn_architecture_remove_layer (network, 1, NULL);
  g_autoptr (NrnUnitMap) moved = nrn_architecture_move_layers (network, 0, 1, 1, NULL);
  g_autoptr (NrnUnitMap) renamed = nrn_architecture_rename_layer (network, 1, "middle", NULL);
  g_autoptr (NrnUnitMap) fewer = nrn_architecture_remove_unit (network, 0, 1, NULL);
  g_autoptr (NrnUnitMap) more = nrn_architecture_set_units (network, 0, 9, NULL);
  g_autoptr (NrnWeights) before = numbered (network, 1);
  g_autoptr (NrnWeights) fresh = numbered (network, -100);
  g_autoptr (NrnWeights) kept = nrn_unit_map_carry (renamed, before, fresh);

  assert_network (added, "2-3-5-4-2");
  g_assert_cmpstr (nrn_architecture_get_layer_name (nrn_unit_map_get_to (added), 1), ==, "dense_3");
  g_assert_cmpint (nrn_unit_map_get_layer (added, 2), ==, 1);
  assert_network (removed, "2-3-2");
  g_assert_cmpint (nrn_unit_map_get_layer (removed, 1), ==, 2);
  assert_network (moved, "2-4-3-2");
  g_assert_cmpint (nrn_unit_map_get_layer (moved, 0), ==, 1);
  g_assert_cmpint (nrn_unit_map_get_layer (moved, 1), ==, 0);
  g_assert_cmpstr (nrn_architecture_get_layer_name (nrn_unit_map_get_to (renamed), 1), ==, "middle");
  assert_equal_weights (kept, before);
  assert_network (fewer, "2-2-4-2");
  g_assert_cmpint (nrn_unit_map_get_unit (fewer, 0, 1), ==, 2);
  assert_network (more, "2-9-4-2");
}

/* Layers that belong together go together, in their order. */
static void
test_moves_several_layers (void)
{
  const guint units[] = { 3, 0, 4, 5 };
  const char *const names[] = { "a", "a_activation", "b", "c", NULL };
  g_autoptr (NrnArchitecture) network = named (2, units, names);
  const struct { guint layer, place; const char *order[4]; } moves[] = {
    { 0, 1, { "b", "a", "a_activation", "c" } },
    { 0, 2, { "b", "c", "a", "a_activation" } },
    { 0, 0, { "a", "a_activation", "b", "c" } },
    { 2, 0, { "b", "c", "a", "a_activation" } },
    { 2, 1, { "a", "b", "c", "a_activation" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      g_autoptr (NrnUnitMap) map =
        nrn_architecture_move_layers (network, moves[i].layer, 2, moves[i].place, NULL);

      g_assert_nonnull (map);
      for (guint layer = 0; layer < G_N_ELEMENTS (moves[i].order); layer++)
        g_assert_cmpstr (nrn_architecture_get_layer_name (nrn_unit_map_get_to (map), layer), ==,
                         moves[i].order[layer]);
    }
}

static void
test_refused_changes (void)
{
  g_autoptr (NrnArchitecture) network = nrn_architecture_parse ("1-1", NULL, NULL);
  g_autoptr (NrnArchitecture) deep = nrn_architecture_parse ("1-2-1", NULL, NULL);
  g_autoptr (GError) only_layer = NULL;
  g_autoptr (GError) only_unit = NULL;
  g_autoptr (GError) no_units = NULL;
  g_autoptr (GError) no_name = NULL;
  g_autoptr (GError) same_name = NULL;
  g_autoptr (GError) slash = NULL;

  g_assert_null (nrn_architecture_remove_layer (network, 0, &only_layer));
  g_assert_error (only_layer, NRN_ERROR, NRN_ERROR_INVALID);
  g_assert_null (nrn_architecture_remove_unit (network, 0, 0, &only_unit));
  g_assert_error (only_unit, NRN_ERROR, NRN_ERROR_INVALID);
  g_assert_null (nrn_architecture_set_units (network, 0, 0, &no_units));
  g_assert_nonnull (no_units);
  g_assert_null (nrn_architecture_rename_layer (network, 0, "", &no_name));
  g_assert_error (no_name, NRN_ERROR, NRN_ERROR_INVALID);
  g_assert_null (nrn_architecture_rename_layer (deep, 0, "dense_1", &same_name));
  g_assert_null (nrn_architecture_rename_layer (deep, 0, "a/b", &slash));
  g_assert_nonnull (same_name);
  g_assert_error (slash, NRN_ERROR, NRN_ERROR_INVALID);
}

/* A layer without units has numbers for those of the layer before. */
static void
test_normalization_goes_with_the_units (void)
{
  g_autoptr (NrnArchitecture) before =
    nrn_architecture_parse_layers (1, "Dense(3), Dropout(0.5), BatchNormalization, Dense(2)", NULL);
  g_autoptr (NrnUnitMap) map = nrn_architecture_remove_unit (before, 0, 1, NULL);
  const NrnArchitecture *after = nrn_unit_map_get_to (map);
  g_autoptr (NrnWeights) weights = numbered (before, 1);
  g_autoptr (NrnWeights) fresh = numbered (after, -100);
  g_autoptr (NrnWeights) carried = nrn_unit_map_carry (map, weights, fresh);
  g_autoptr (NrnConfig) normalization =
    nrn_config_new_by_name (NRN_FAMILY_LAYER, "BatchNormalization", NULL);
  g_autoptr (NrnUnitMap) added = nrn_architecture_add_layer (before, 0, normalization, NULL);
  static const char *const names[] = { "gamma", "beta", "moving_mean", "moving_variance" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const float *old = nrn_weights_get_tensor (weights, 2, names[i]);
      const float *new = nrn_weights_get_tensor (carried, 2, names[i]);

      g_assert_cmpfloat (new[0], ==, old[0]);
      g_assert_cmpfloat (new[1], ==, old[2]);
    }

  g_assert_cmpstr (nrn_architecture_get_layer_name (nrn_unit_map_get_to (added), 0), ==,
                   "batch_normalization_1");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/unit-map/more-units-keep-the-others", test_more_units_keep_the_others);
  g_test_add_func ("/engine/unit-map/units-after-one-taken-out-move-up",
                   test_units_after_one_taken_out_move_up);
  g_test_add_func ("/engine/unit-map/an-input-taken-out", test_an_input_taken_out);
  g_test_add_func ("/engine/unit-map/what-a-layer-put-in-between-leaves",
                   test_what_a_layer_put_in_between_leaves);
  g_test_add_func ("/engine/unit-map/taking-back-gives-the-weights-before",
                   test_taking_back_gives_the_weights_before);
  g_test_add_func ("/engine/unit-map/taking-back-keeps-what-was-learned-since",
                   test_taking_back_keeps_what_was_learned_since);

  g_test_add_func ("/engine/unit-map/normalization-goes-with-the-units",
                   test_normalization_goes_with_the_units);
  g_test_add_func ("/engine/unit-map/small-changes", test_small_changes);
  g_test_add_func ("/engine/unit-map/moves-several-layers", test_moves_several_layers);
  g_test_add_func ("/engine/unit-map/refused-changes", test_refused_changes);

  return g_test_run ();
}
