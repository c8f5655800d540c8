/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Tests of where everything in the picture of a network is, by numbers.
 */

#include "nrn-network-layout-private.h"

#include <math.h>
#include <string.h>

#include "nrn-config.h"
#include "nrn-network-layout-private.h"
#include "nrn-network-paint.h"
#include "nrn-weights.h"

static const char *const networks[] = {
  "1-1", "2-3-2", "3-5", "8-6-6-4", "1-6-32-2", "1-16-32-2", "784-128-64-10",
  "2-4-4-4-4-4-4-1", "64-64-64-10", "30-40-41-42-5", "100000-3-1",
  "1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-64-1",
  "BatchNormalization, Dense(32, relu), Dropout(0.5), Dense(2)",
  "Dense(6), BatchNormalization, Activation(relu), Dropout(0.5), GaussianNoise(0.1), "
  "LayerNormalization, Activation(tanh), Dropout(0.1), Dense(6), LayerNormalization, "
  "Activation(softmax)",
  "Dropout(0.5)",
};

static const struct { double width; double height; } sizes[] = {
  { 1200, 800 }, { 840, 612 }, { 800, 500 }, { 300, 900 }, { 2400, 300 }, { 100, 64 }, { 16, 16 },
};

static NrnNetworkLayout *
create_layout (const char *network,
               double      width,
               double      height)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnArchitecture) architecture =
    strchr (network, '(') != NULL ? nrn_architecture_parse_layers (3, network, &error)
                                  : nrn_architecture_parse (network, NULL, &error);

  g_assert_no_error (error);

  return nrn_network_layout_new (architecture, width, height, NULL);
}

/* Larger text takes the place of no words: as large as there is room for. */
static void
test_text_scale (void)
{
  static const char *const names[] = { "no side effects", "side effects", NULL };
  static const double scales[] = { 1.25, 1.5, 2, 3 };
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-6-32-2", NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      NrnNetworkLabels labels = { .output_names = names, .has_live_notes = TRUE };
      g_autoptr (NrnNetworkLayout) usual =
        nrn_network_layout_new (architecture, sizes[i].width, sizes[i].height, &labels);

      for (guint j = 0; j < G_N_ELEMENTS (scales); j++)
        {
          g_autoptr (NrnNetworkLayout) layout = NULL;

          labels.text_scale = scales[j];
          layout = nrn_network_layout_new (architecture, sizes[i].width, sizes[i].height, &labels);
          g_assert_cmpfloat (layout->scale, >=, usual->scale);
          g_assert_cmpfloat (layout->scale, <=, scales[j] * usual->scale);
          g_assert_cmpint (layout->level, <=, MAX (usual->level, NRN_CAPTION_SHORT));
          g_assert_cmpint (layout->output_names_width > 0, ==, usual->output_names_width > 0);
        }
      labels.text_scale = 0;
    }
}

/* Where there is room, it is as large as it is to be. */
static void
test_text_scale_with_room (void)
{
  NrnNetworkLabels labels = { .text_scale = 2 };
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("2-3-2", NULL, NULL);
  g_autoptr (NrnNetworkLayout) layout = nrn_network_layout_new (architecture, 1200, 800, &labels);
  g_autoptr (NrnNetworkLayout) usual = nrn_network_layout_new (architecture, 1200, 800, NULL);

  g_assert_cmpfloat (nrn_network_layout_get_scale (layout), ==,
                     2 * nrn_network_layout_get_scale (usual));
}

typedef void (*LayoutFunc) (const NrnNetworkLayout *layout);

static void
for_each_layout (LayoutFunc func)
{
  for (guint i = 0; i < G_N_ELEMENTS (networks); i++)
    for (guint j = 0; j < G_N_ELEMENTS (sizes); j++)
      {
        g_autoptr (NrnNetworkLayout) layout = create_layout (networks[i], sizes[j].width,
                                                             sizes[j].height);

        func (layout);
      }
}

static void
check_inside (const NrnNetworkLayout *layout)
{
  double width = nrn_network_layout_get_width (layout);
  double height = nrn_network_layout_get_height (layout);

  for (guint i = 0; i < nrn_network_layout_get_n_columns (layout); i++)
    {
      const NrnNetworkColumn *column = nrn_network_layout_get_column (layout, i);

      g_assert_cmpfloat (column->radius, >, 0);
      for (guint node = 0; node < column->n_nodes; node++)
        {
          g_assert_cmpfloat (column->nodes[node].x - column->radius, >=, 0);
          g_assert_cmpfloat (column->nodes[node].x + column->radius, <=, width);
          g_assert_cmpfloat (column->nodes[node].y - column->radius, >=, 0);
          g_assert_cmpfloat (column->nodes[node].y + column->radius, <=, height);
        }
      if (column->has_bias)
        {
          g_assert_cmpfloat (column->x - column->bias_size / 2, >=, 0);
          g_assert_cmpfloat (column->bias_y + column->bias_size / 2, <=, height);
        }
    }
}

static void
test_inside (void)
{
  for_each_layout (check_inside);
}

static void
check_apart (const NrnNetworkLayout *layout)
{
  for (guint i = 0; i < nrn_network_layout_get_n_columns (layout); i++)
    {
      const NrnNetworkColumn *column = nrn_network_layout_get_column (layout, i);

      for (guint a = 0; a < column->n_nodes; a++)
        {
          const NrnNetworkNode *node = &column->nodes[a];

          for (guint b = 0; b < a; b++)
            g_assert_cmpfloat (hypot (node->x - column->nodes[b].x, node->y - column->nodes[b].y),
                               >, 2 * column->radius);
          if (column->has_bias)
            g_assert_cmpfloat (node->y + column->radius, <=,
                               column->bias_y - column->bias_size / 2 + 1e-9);
          if (column->n_folded > 0)
            g_assert_cmpfloat (fabs (node->y - column->fold_y), >, column->radius);
        }
    }
}

static void
test_apart (void)
{
  for_each_layout (check_apart);
}

static void
check_order (const NrnNetworkLayout *layout)
{
  double right = -1;

  for (guint i = 0; i < nrn_network_layout_get_n_columns (layout); i++)
    {
      const NrnNetworkColumn *column = nrn_network_layout_get_column (layout, i);

      g_assert_cmpfloat (column->x - column->width / 2, >, right);
      right = column->x + column->width / 2;

      g_assert_cmpuint (column->n_nodes + column->n_folded, ==, column->units);
      for (guint node = 0; node < column->n_nodes; node++)
        {
          guint unit = node < column->n_first ? node : node + column->n_folded;

          g_assert_cmpuint (column->nodes[node].unit, ==, unit);
          g_assert_true (nrn_network_layout_find_node (layout, i, unit) == &column->nodes[node]);
          if (column->nodes[node].x > column->nodes[MAX (node, 1) - 1].x)
            continue;
          g_assert_true (node == 0 || column->nodes[node].y > column->nodes[node - 1].y);
        }
    }
}

static void
test_order (void)
{
  for_each_layout (check_order);
}

static void
test_folds (void)
{
  g_autoptr (NrnNetworkLayout) layout = create_layout ("784-128-64-10", 1200, 800);
  const NrnNetworkColumn *inputs = nrn_network_layout_get_column (layout, 0);
  const NrnNetworkColumn *wide = nrn_network_layout_get_column (layout, 1);

  g_assert_cmpuint (inputs->n_nodes, >=, 8);
  g_assert_cmpuint (inputs->n_folded, ==, 784 - inputs->n_nodes);
  g_assert_cmpuint (inputs->nodes[inputs->n_nodes - 1].unit, ==, 783);
  g_assert_null (nrn_network_layout_find_node (layout, 0, 400));
  g_assert_cmpuint (wide->n_folded, ==, 128 - wide->n_nodes);

  g_assert_cmpuint (nrn_network_layout_get_column (layout, 2)->n_folded, ==, 0);
  g_assert_cmpuint (nrn_network_layout_get_column (layout, 3)->n_folded, ==, 0);
}

/* A layer of 32 is shown whole, in three files, at the size of the window. */
static void
test_honeycomb (void)
{
  g_autoptr (NrnNetworkLayout) layout = create_layout ("1-6-32-2", 840, 612);
  const NrnNetworkColumn *column = nrn_network_layout_get_column (layout, 2);
  guint n_files = 1;

  for (guint i = 1; i < column->n_nodes; i++)
    n_files += column->nodes[i].x > column->nodes[i - 1].x;

  g_assert_cmpuint (column->n_folded, ==, 0);
  g_assert_cmpuint (n_files, ==, 3);
  g_assert_cmpfloat (column->radius, >=, 14);
}

static NrnConfig *
create_layer (const char *name)
{
  g_autoptr (GError) error = NULL;
  NrnConfig *layer = nrn_config_new_by_name (NRN_FAMILY_LAYER, name, &error);

  g_assert_no_error (error);

  return layer;
}

static void
test_biases (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnConfig) dense = create_layer ("Dense");
  g_autoptr (NrnConfig) unbiased = nrn_config_with_text (dense, "use_bias", "false", &error);
  NrnConfig *layers[] = { dense, unbiased };
  g_autoptr (NrnArchitecture) architecture = NULL;
  g_autoptr (NrnNetworkLayout) layout = NULL;
  const NrnNetworkColumn *inputs;

  g_assert_no_error (error);
  architecture = nrn_architecture_new (2, 2, layers, NULL, &error);
  g_assert_no_error (error);
  layout = nrn_network_layout_new (architecture, 1200, 800, NULL);
  inputs = nrn_network_layout_get_column (layout, 0);

  /* At the foot of the column that feeds the layer which has it. */
  g_assert_true (inputs->has_bias);
  g_assert_cmpfloat (inputs->bias_y, >, inputs->nodes[1].y + inputs->radius);
  g_assert_false (nrn_network_layout_get_column (layout, 1)->has_bias);
  g_assert_false (nrn_network_layout_get_column (layout, 2)->has_bias);
  g_assert_cmpuint (nrn_network_layout_get_n_sources (layout, 0), ==, 3);
}

static void
test_activation_layers (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnConfig) dense = create_layer ("Dense");
  g_autoptr (NrnConfig) activation = create_layer ("Activation");
  NrnConfig *layers[] = { activation, dense, activation, dense };
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_new (2, 4, layers, NULL, &error);
  g_autoptr (NrnArchitecture) without = nrn_architecture_new (2, 1, layers, NULL, &error);
  g_autoptr (NrnNetworkLayout) layout = nrn_network_layout_new (architecture, 1200, 800, NULL);
  g_autoptr (NrnNetworkLayout) alone = nrn_network_layout_new (without, 1200, 800, NULL);

  g_assert_no_error (error);
  g_assert_cmpuint (nrn_network_layout_get_n_columns (layout), ==, 3);
  g_assert_cmpint (nrn_network_layout_get_column (layout, 0)->layer, ==, -1);
  g_assert_cmpint (nrn_network_layout_get_column (layout, 1)->layer, ==, 1);
  g_assert_cmpint (nrn_network_layout_get_column (layout, 2)->layer, ==, 3);

  g_assert_cmpuint (nrn_network_layout_get_n_columns (alone), ==, 1);
  g_assert_cmpuint (nrn_network_layout_get_n_edges (alone), ==, 0);
}

static void
test_names_have_room (void)
{
  static const char *const inputs[] = { "a name that is far too long to stand beside a node", "b" };
  static const char *const outputs[] = { "another name that is far too long for any picture" };
  NrnNetworkLabels labels = { "A title", inputs, outputs, 0 };
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("2-3-1", NULL, NULL);
  g_autoptr (NrnNetworkLayout) layout = nrn_network_layout_new (architecture, 800, 500, &labels);
  g_autoptr (NrnNetworkLayout) plain = nrn_network_layout_new (architecture, 800, 500, NULL);

  check_inside (layout);
  g_assert_cmpfloat (nrn_network_layout_get_column (layout, 0)->x, >,
                     nrn_network_layout_get_column (plain, 0)->x);
  g_assert_cmpfloat (nrn_network_layout_get_column (layout, 0)->x, >, 100);
  g_assert_cmpfloat (nrn_network_layout_get_column (layout, 2)->x, <, 700);
}

static void
check_pick_nodes (const NrnNetworkLayout *layout)
{
  for (guint i = 0; i < nrn_network_layout_get_n_columns (layout); i++)
    {
      const NrnNetworkColumn *column = nrn_network_layout_get_column (layout, i);
      NrnPick pick;

      for (guint node = 0; node < column->n_nodes; node++)
        {
          g_assert_true (nrn_network_layout_pick (layout, column->nodes[node].x,
                                                  column->nodes[node].y, &pick));
          g_assert_cmpint (pick.kind, ==, NRN_PICK_NODE);
          g_assert_cmpuint (pick.column, ==, i);
          g_assert_cmpuint (pick.unit, ==, column->nodes[node].unit);
        }
      if (column->has_bias)
        {
          g_assert_true (nrn_network_layout_pick (layout, column->x, column->bias_y, &pick));
          g_assert_cmpint (pick.kind, ==, NRN_PICK_BIAS);
          g_assert_cmpuint (pick.column, ==, i);
        }
      if (column->n_folded > 0)
        {
          g_assert_true (nrn_network_layout_pick (layout, column->x, column->fold_y, &pick));
          g_assert_cmpint (pick.kind, ==, NRN_PICK_FOLD);
        }
    }
}

static void
test_pick_nodes (void)
{
  for_each_layout (check_pick_nodes);
}

static void
test_pick_edges (void)
{
  g_autoptr (NrnNetworkLayout) layout = create_layout ("2-3-2", 1200, 800);

  for (guint from = 0; from < 3; from++)
    for (guint to = 0; to < 3; to++)
      {
        NrnNetworkEdge edge;
        NrnPick pick;
        double x;
        double y;

        nrn_network_layout_get_edge (layout, 0, from, to, &edge);
        nrn_network_edge_get_point (&edge, 0.4, &x, &y);
        g_assert_true (nrn_network_layout_pick (layout, x, y + 0.5, &pick));
        g_assert_cmpint (pick.kind, ==, from < 2 ? NRN_PICK_EDGE : NRN_PICK_BIAS_EDGE);
        g_assert_cmpuint (pick.column, ==, 0);
        g_assert_cmpuint (pick.unit, ==, from < 2 ? from : 0);
        g_assert_cmpuint (pick.to_unit, ==, to);
      }
}

static void
test_pick_nothing (void)
{
  g_autoptr (NrnNetworkLayout) layout = create_layout ("2-3-2", 1200, 800);
  NrnPick pick;

  g_assert_false (nrn_network_layout_pick (layout, 1, 1, &pick));
  g_assert_false (nrn_network_layout_pick (layout, -100, 400, &pick));
  g_assert_false (nrn_network_layout_pick (layout, 600, 5000, &pick));
}

/* A pointer that moves meets units, but no edges. */
static void
test_pick_moving (void)
{
  g_autoptr (NrnNetworkLayout) layout = create_layout ("2-3-2", 1200, 800);
  const NrnNetworkColumn *column = nrn_network_layout_get_column (layout, 1);
  NrnNetworkEdge edge;
  NrnPick pick;
  double x;
  double y;

  g_assert_true (nrn_network_layout_pick_node (layout, column->nodes[2].x, column->nodes[2].y, &pick));
  g_assert_true (nrn_pick_equal (&pick, &(NrnPick) { NRN_PICK_NODE, 1, 2, 0 }));

  nrn_network_layout_get_edge (layout, 0, 0, 0, &edge);
  nrn_network_edge_get_point (&edge, 0.4, &x, &y);
  g_assert_true (nrn_network_layout_pick (layout, x, y, &pick));
  g_assert_true (nrn_pick_is_edge (&pick));
  g_assert_false (nrn_network_layout_pick_node (layout, x, y, &pick));
}

/* An input is found by its name, too: below it if it is the only one, to the
 * left of several; and its name only. */
static void
test_pick_input_words (void)
{
  static const char *const names[] = { "age", "weight", NULL };
  const NrnNetworkLabels labels = { .input_names = names };
  NrnPick pick;

  for (guint n = 1; n <= 2; n++)
    {
      g_autoptr (NrnArchitecture) architecture =
        nrn_architecture_parse (n == 1 ? "1-3-2" : "2-3-2", NULL, NULL);
      g_autoptr (NrnNetworkLayout) layout = nrn_network_layout_new (architecture, 1200, 800, &labels);
      const NrnNetworkColumn *inputs = nrn_network_layout_get_column (layout, 0);

      for (guint i = 0; i < n; i++)
        {
          const NrnNetworkNode *node = &inputs->nodes[i];
          double x = n == 1 ? node->x : node->x - inputs->radius - layout->input_names_width / 2;
          double y = n == 1 ? node->y + inputs->radius + 5 : node->y;

          g_assert_true (nrn_network_layout_pick_input_words (layout, x, y, &pick));
          g_assert_true (nrn_pick_equal (&pick, &(NrnPick) { NRN_PICK_NODE, 0, i, 0 }));
          g_assert_false (nrn_network_layout_pick_input_words (layout, node->x, node->y, &pick));
          g_assert_false (nrn_network_layout_pick_input_words (layout, x, y + 0.4 * 800, &pick));
        }
    }
}

/* What is picked in the middle of an area is what the area is of. */
static void
test_areas (void)
{
  g_autoptr (NrnNetworkLayout) layout = create_layout ("784-128-64-10", 1200, 800);
  const NrnPick picks[] = {
    { NRN_PICK_NODE, 0, 0, 0 }, { NRN_PICK_NODE, 0, 783, 0 }, { NRN_PICK_NODE, 3, 9, 0 },
    { NRN_PICK_BIAS, 0, 0, 0 }, { NRN_PICK_BIAS, 2, 0, 0 },
    { NRN_PICK_FOLD, 0, 0, 0 }, { NRN_PICK_FOLD, 1, 0, 0 },
  };
  NrnNetworkArea area;
  NrnPick found;

  for (guint i = 0; i < G_N_ELEMENTS (picks); i++)
    {
      g_assert_true (nrn_network_layout_get_area (layout, &picks[i], &area));
      g_assert_cmpfloat (area.width, >, 0);
      g_assert_cmpfloat (area.height, >, 0);
      g_assert_true (nrn_network_layout_pick (layout, area.x + area.width / 2,
                                              area.y + area.height / 2, &found));
      g_assert_true (nrn_pick_equal (&found, &picks[i]));
    }

  g_assert_false (nrn_network_layout_get_area (layout, &(NrnPick) { NRN_PICK_NODE, 0, 400, 0 }, &area));
  g_assert_false (nrn_network_layout_get_area (layout, &(NrnPick) { NRN_PICK_EDGE, 0, 0, 0 }, &area));
  g_assert_false (nrn_network_layout_get_area (layout, &(NrnPick) { NRN_PICK_BIAS_EDGE, 0, 0, 1 },
                                               &area));
}

/* Long names of outputs take two lines rather than half of a narrow picture,
 * and leave the network its room. */
static void
test_long_names_wrap (void)
{
  static const char *const names[] = { "no side effects at all", "side effects of some sort" };
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-6-2", NULL, NULL);
  const NrnNetworkLabels labels = { .output_names = names };
  g_autoptr (NrnNetworkLayout) narrow = nrn_network_layout_new (architecture, 460, 480, &labels);
  const NrnNetworkColumn *outputs = nrn_network_layout_get_column (narrow, 2);
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 460, 480);
  cairo_t *cr = cairo_create (image);
  const guint32 *pixels;
  guint n_rows = 0;

  nrn_network_paint_captions (cr, narrow, FALSE, &nrn_palette_light);
  cairo_destroy (cr);
  cairo_surface_flush (image);
  pixels = (const guint32 *) (const void *) cairo_image_surface_get_data (image);
  for (int y = (int) outputs->nodes[0].y - 30; y < (int) outputs->nodes[0].y + 30; y++)
    {
      gboolean has_ink = FALSE;

      for (int x = (int) (outputs->x + outputs->radius); x < 460; x++)
        has_ink = has_ink || pixels[y * 460 + x] != 0;
      n_rows += has_ink ? 1 : 0;
    }
  cairo_surface_destroy (image);

  g_assert_cmpuint (n_rows, >, 20);
  g_assert_cmpfloat (outputs->x + outputs->radius, >, 460 * 0.65);
}

/* The captions name all layers and count their parameters. */
static void
test_captions_name_layers (void)
{
  static const char *const network =
    "BatchNormalization, Dense(6), BatchNormalization(momentum=0.9), Activation(relu), "
    "Dropout(0.25), Dense(4, tanh, trainable=False), GaussianNoise(0.1), Dense(2), LayerNormalization";
  static const char *const expected[] = {
    "Input|3 values|BatchNormalization|12 parameters, 6 trained",
    "Hidden 1|Dense 6 · linear|BatchNormalization|relu · Dropout(0.25)|48 parameters, 36 trained",
    "Hidden 2|Dense 4 · tanh|frozen|GaussianNoise(0.1)|28 parameters, 0 trained",
    "Output|Dense 2 · linear|LayerNormalization|14 parameters",
  };
  g_autoptr (NrnNetworkLayout) layout = create_layout (network, 1200, 800);

  g_assert_cmpint (layout->level, ==, NRN_CAPTION_FULL);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *text = g_strjoinv ("|", layout->captions[i].lines);

      g_assert_cmpstr (text, ==, expected[i]);
    }
}

/* Whatever there are too many of goes into one line. */
static void
test_captions_end (void)
{
  g_autoptr (GString) network = g_string_new ("Dense(6)");
  g_autoptr (NrnNetworkLayout) layout = NULL;

  for (guint i = 0; i < 40; i++)
    g_string_append (network, ", BatchNormalization, Dropout(0.5)");
  g_string_append (network, ", Dense(2)");
  layout = create_layout (network->str, 1200, 800);
  check_inside (layout);
  g_assert_cmpuint (layout->captions[1].n_lines, <=, NRN_CAPTION_MAX_LINES);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/drawing/network-layout/text-scale", test_text_scale);
  g_test_add_func ("/drawing/network-layout/text-scale-with-room", test_text_scale_with_room);
  g_test_add_func ("/drawing/network-layout/inside", test_inside);
  g_test_add_func ("/drawing/network-layout/apart", test_apart);
  g_test_add_func ("/drawing/network-layout/order", test_order);
  g_test_add_func ("/drawing/network-layout/folds", test_folds);
  g_test_add_func ("/drawing/network-layout/honeycomb", test_honeycomb);
  g_test_add_func ("/drawing/network-layout/biases", test_biases);
  g_test_add_func ("/drawing/network-layout/activation-layers", test_activation_layers);
  g_test_add_func ("/drawing/network-layout/names-have-room", test_names_have_room);
  g_test_add_func ("/drawing/network-layout/long-names-wrap", test_long_names_wrap);
  g_test_add_func ("/drawing/network-layout/captions-name-layers", test_captions_name_layers);
  g_test_add_func ("/drawing/network-layout/captions-end", test_captions_end);
  g_test_add_func ("/drawing/network-layout/pick-nodes", test_pick_nodes);
  g_test_add_func ("/drawing/network-layout/pick-edges", test_pick_edges);
  g_test_add_func ("/drawing/network-layout/pick-nothing", test_pick_nothing);
  g_test_add_func ("/drawing/network-layout/pick-moving", test_pick_moving);
  g_test_add_func ("/drawing/network-layout/pick-input-words", test_pick_input_words);
  g_test_add_func ("/drawing/network-layout/areas", test_areas);

  return g_test_run ();
}
