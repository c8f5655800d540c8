/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Models that TensorFlow.js saved, see tests/peers/make-tfjs-models.mjs. That
 * TensorFlow.js loads what Neurons saves is in tests/peers.
 */

#include "nrn-tfjs.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "nrn-error.h"
#include "nrn-model.h"
#include "nrn-test-utils.h"

static const char *const names[] = {
  "activation-layers", "batch-normalization", "drug-trial", "he-lecun", "layer-normalization",
  "no-bias", "noise", "random", "regularized", "relu-softmax",
};

static char *
fixture_path (const char *name,
              const char *file)
{
  return g_test_build_filename (G_TEST_DIST, "data", "tfjs", name, file, NULL);
}

static char *
saved_path (const char *name,
            const char *file)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_BUILT, "document", "tfjs-saved",
                                                   name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);

  return g_build_filename (folder, file, NULL);
}

static NrnWeights *
load (const char *path)
{
  g_autoptr (GError) error = NULL;
  NrnWeights *weights = nrn_tfjs_load (path, &error);

  g_assert_no_error (error);

  return weights;
}

static void
test_predictions (gconstpointer data)
{
  const char *name = data;
  g_autofree char *path = fixture_path (name, "model.json");
  g_autofree char *predictions_path = g_strdup_printf ("tfjs/%s/predictions.json", name);
  g_autoptr (JsonObject) predictions = nrn_test_load_json (predictions_path);
  g_autoptr (GArray) inputs = nrn_test_numbers (json_object_get_member (predictions, "inputs"));
  g_autoptr (GArray) expected = nrn_test_numbers (json_object_get_member (predictions, "outputs"));
  g_autoptr (NrnWeights) weights = load (path);
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  guint n_rows = inputs->len / nrn_architecture_get_input_dim (architecture);
  g_autoptr (NrnModel) model = nrn_model_new (architecture, n_rows);
  g_autofree float *outputs = g_new (float, expected->len);

  g_assert_cmpuint (n_rows, ==, 5);
  nrn_model_set_weights (model, weights);
  nrn_model_predict (model, n_rows, nrn_test_floats (inputs), outputs);
  nrn_test_assert_close (name, expected->len, outputs, nrn_test_floats (expected), 1e-6);
}

/* Every member that we write and TensorFlow.js wrote too is the same. */
static void
assert_same_members (JsonNode *ours,
                     JsonNode *theirs)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init (&iter, json_node_get_object (ours));
  while (json_object_iter_next (&iter, &name, &member))
    {
      JsonNode *other = json_object_get_member (json_node_get_object (theirs), name);

      g_assert_nonnull (other);
      if (JSON_NODE_HOLDS_OBJECT (member) && JSON_NODE_HOLDS_OBJECT (other))
        assert_same_members (member, other);
      else if (!json_node_equal (member, other))
        g_error ("%s is %s, not %s", name, json_to_string (member, FALSE),
                 json_to_string (other, FALSE));
    }
}

static JsonArray *
get_layers (JsonNode *model)
{
  JsonObject *topology = json_object_get_object_member (json_node_get_object (model),
                                                        "modelTopology");

  return json_object_get_array_member (json_object_get_object_member (topology, "config"),
                                       "layers");
}

static void
assert_same_topology (JsonNode *ours,
                      JsonNode *theirs)
{
  JsonArray *our_layers = get_layers (ours);
  JsonArray *their_layers = get_layers (theirs);

  g_assert_cmpuint (json_array_get_length (our_layers), ==, json_array_get_length (their_layers));
  for (guint i = 0; i < json_array_get_length (our_layers); i++)
    {
      JsonObject *a = json_array_get_object_element (our_layers, i);
      JsonObject *b = json_array_get_object_element (their_layers, i);

      g_assert_cmpstr (json_object_get_string_member (a, "class_name"), ==,
                       json_object_get_string_member (b, "class_name"));
      assert_same_members (json_object_get_member (a, "config"),
                           json_object_get_member (b, "config"));
    }
}

static JsonNode *
read_json (const char *path)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  g_assert_true (json_parser_load_from_file (parser, path, NULL));

  return json_parser_steal_root (parser);
}

static void
assert_same_bytes (const char *path,
                   const char *other_path)
{
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  gsize a_length;
  gsize b_length;

  g_assert_true (g_file_get_contents (path, &a, &a_length, NULL));
  g_assert_true (g_file_get_contents (other_path, &b, &b_length, NULL));
  g_assert_cmpmem (a, a_length, b, b_length);
}

static void
test_saves_the_same (gconstpointer data)
{
  const char *name = data;
  g_autofree char *path = fixture_path (name, "model.json");
  g_autofree char *weights_path = fixture_path (name, "weights.bin");
  g_autofree char *saved = saved_path (name, "model.json");
  g_autofree char *saved_weights = saved_path (name, "weights.bin");
  g_autoptr (NrnWeights) weights = load (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) ours = NULL;
  g_autoptr (JsonNode) theirs = NULL;

  g_assert_true (nrn_tfjs_save (weights, saved, &error));
  g_assert_no_error (error);
  assert_same_bytes (saved_weights, weights_path);

  ours = read_json (saved);
  theirs = read_json (path);
  assert_same_topology (ours, theirs);
  g_assert_true (json_node_equal (
    json_object_get_member (json_node_get_object (ours), "weightsManifest"),
    json_object_get_member (json_node_get_object (theirs), "weightsManifest")));
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (ours), "format"),
                   ==, "layers-model");
}

/* What tensorflowjs_converter makes of a Keras 3 model: wrapped up, with an
 * InputLayer, prefixes, and weights in groups and shards. */
static void
test_converted (void)
{
  static const char model_json[] =
    "{\"format\": \"layers-model\", \"generatedBy\": \"keras v3.0.0\","
    " \"convertedBy\": \"TensorFlow.js Converter v4.22.0\","
    " \"modelTopology\": {\"keras_version\": \"3.0.0\", \"backend\": \"tensorflow\","
    "  \"model_config\": {\"class_name\": \"Sequential\", \"config\": {"
    "   \"name\": \"sequential\", \"trainable\": true, \"dtype\": {\"module\": \"keras\","
    "     \"class_name\": \"DTypePolicy\", \"config\": {\"name\": \"float32\"}},"
    "   \"layers\": ["
    "    {\"module\": \"keras.layers\", \"class_name\": \"InputLayer\", \"config\": {"
    "      \"batch_shape\": [null, 2], \"dtype\": \"float32\", \"sparse\": false,"
    "      \"name\": \"input_layer\"}, \"registered_name\": null},"
    "    {\"module\": \"keras.layers\", \"class_name\": \"Dense\", \"config\": {"
    "      \"name\": \"dense\", \"trainable\": true, \"units\": 1, \"activation\": \"sigmoid\","
    "      \"use_bias\": true, \"kernel_initializer\": {\"module\": \"keras.initializers\","
    "        \"class_name\": \"GlorotUniform\", \"config\": {\"seed\": null},"
    "        \"registered_name\": null},"
    "      \"bias_initializer\": {\"class_name\": \"Zeros\", \"config\": {}},"
    "      \"kernel_regularizer\": null, \"bias_constraint\": null},"
    "     \"build_config\": {\"input_shape\": [null, 2]}}],"
    "   \"build_input_shape\": [null, 2]}},"
    "  \"training_config\": {\"loss\": \"mse\"}},"
    " \"weightsManifest\": ["
    "  {\"paths\": [\"group1-shard1of2.bin\", \"group1-shard2of2.bin\"], \"weights\": ["
    "    {\"name\": \"sequential/dense/kernel\", \"shape\": [2, 1], \"dtype\": \"float32\"}]},"
    "  {\"paths\": [\"group2-shard1of1.bin\"], \"weights\": ["
    "    {\"name\": \"sequential/dense/bias:0\", \"shape\": [1], \"dtype\": \"float32\"}]}]}";
  static const guint8 bytes[] = { 0, 0, 128, 63, 0, 0, 0, 192, 0, 0, 0, 63 };
  static const float expected[] = { 1, -2, 0.5f };
  g_autofree char *path = saved_path ("../converted", "model.json");
  g_autofree char *shard1 = saved_path ("../converted", "group1-shard1of2.bin");
  g_autofree char *shard2 = saved_path ("../converted", "group1-shard2of2.bin");
  g_autofree char *shard3 = saved_path ("../converted", "group2-shard1of1.bin");
  g_autoptr (NrnWeights) weights = NULL;

  g_assert_true (g_file_set_contents (path, model_json, -1, NULL));
  /* A shard need not end where a number ends. */
  g_assert_true (g_file_set_contents (shard1, (const char *) bytes, 3, NULL));
  g_assert_true (g_file_set_contents (shard2, (const char *) bytes + 3, 5, NULL));
  g_assert_true (g_file_set_contents (shard3, (const char *) bytes + 8, 4, NULL));

  weights = load (path);
  g_assert_cmpmem (nrn_weights_get_data (weights), sizeof expected, expected, sizeof expected);
  g_assert_cmpstr (nrn_config_get_name (nrn_architecture_get_activation (
                     nrn_weights_get_architecture (weights), 0)), ==, "sigmoid");
}

/* Two networks in one folder do not take each other's weights. */
static void
test_other_names (void)
{
  g_autofree char *first = saved_path ("../named", "first.json");
  g_autofree char *second = saved_path ("../named", "second.json");
  g_autofree char *path = fixture_path ("no-bias", "model.json");
  g_autofree char *other_path = fixture_path ("random", "model.json");
  g_autoptr (NrnWeights) weights = load (path);
  g_autoptr (NrnWeights) other = load (other_path);
  g_autoptr (NrnWeights) again = NULL;
  gsize n = nrn_architecture_get_n_parameters (nrn_weights_get_architecture (weights));

  g_assert_true (nrn_tfjs_save (weights, first, NULL));
  g_assert_true (nrn_tfjs_save (other, second, NULL));
  again = load (first);
  g_assert_cmpmem (nrn_weights_get_data (again), n * sizeof (float),
                   nrn_weights_get_data (weights), n * sizeof (float));
}

/* L1 and L2 become L1L2; a penalty on outputs, which TensorFlow.js cannot
 * load, stays away. */
static void
test_saves_regularizers (void)
{
  g_autoptr (NrnConfig) layer =
    nrn_config_parse (NRN_FAMILY_LAYER, "Dense(2, kernel_regularizer=L1(0.1), bias_regularizer=l2, "
                      "activity_regularizer=L2(0.5))", NULL);
  g_autoptr (NrnConfig) expected =
    nrn_config_parse (NRN_FAMILY_LAYER, "Dense(2, kernel_regularizer=L1L2(0.1, 0), "
                      "bias_regularizer=L1L2(0, 0.01))", NULL);
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_new (2, 1, &layer, NULL, NULL);
  g_autoptr (NrnWeights) weights = nrn_weights_new_initial (architecture, 1);
  g_autofree char *path = saved_path ("../regularizers", "model.json");
  g_autoptr (NrnWeights) again = NULL;

  g_assert_true (nrn_tfjs_save (weights, path, NULL));
  again = load (path);
  g_assert_true (nrn_config_equal (nrn_architecture_get_layer (nrn_weights_get_architecture (again), 0),
                                   expected));
}

/* Those of a frozen layer come after all that are trained; a network that is
 * frozen as a whole has layers that are. */
static void
test_saves_frozen (void)
{
  g_autoptr (NrnArchitecture) architecture =
    nrn_architecture_parse_layers (2, "Dense(3, trainable=False), BatchNormalization, Dropout(0.5), Dense(1)",
                                   NULL);
  g_autoptr (NrnWeights) weights = nrn_weights_new_initial (architecture, 1);
  g_autofree char *path = saved_path ("../frozen", "model.json");
  g_autofree char *text = NULL;
  g_autofree char *whole = NULL;
  g_auto (GStrv) parts = NULL;
  g_autoptr (NrnWeights) again = NULL;
  g_autoptr (NrnWeights) frozen = NULL;

  g_assert_true (nrn_tfjs_save (weights, path, NULL));
  again = load (path);
  g_assert_true (nrn_architecture_equal (nrn_weights_get_architecture (again), architecture));
  g_assert_cmpmem (nrn_weights_get_data (again), 25 * sizeof (float),
                   nrn_weights_get_data (weights), 25 * sizeof (float));

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "\"dense/kernel\""));
  g_assert_true (strstr (text, "\"dense_1/bias\"") < strstr (text, "\"dense/kernel\""));
  g_assert_true (strstr (text, "\"dense/bias\"") < strstr (text, "\"batch_normalization/moving_mean\""));

  parts = g_strsplit (text, "\"layers\":", 2);
  whole = g_strjoinv ("\"trainable\": false, \"layers\":", parts);
  g_assert_true (g_file_set_contents (path, whole, -1, NULL));
  frozen = load (path);
  g_assert_cmpuint (nrn_architecture_get_n_trainable (nrn_weights_get_architecture (frozen)), ==, 0);
}

static NrnWeights *
create_weights (const char *units,
                const char *activation,
                GError    **error)
{
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse (units, activation, error);

  return architecture != NULL ? nrn_weights_new_initial (architecture, 1) : NULL;
}

/* What TensorFlow.js has as a layer only becomes one, and comes back as one;
 * the weights keep their names. */
static void
test_becomes_a_layer (void)
{
  static const struct
  {
    const char *activation;
    const char *class_name;
    const char *comes_back;
  } cases[] = {
    { "leaky_relu", "LeakyReLU", "leaky_relu" },
    { "relu(negative_slope=0.5)", "LeakyReLU", "leaky_relu(negative_slope=0.5)" },
    { "relu(max_value=4)", "ReLU", "relu(max_value=4)" },
    { "relu(threshold=2)", "ThresholdedReLU", "relu(threshold=2)" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = saved_path ("../layer", "model.json");
      g_autoptr (NrnWeights) weights = create_weights ("2-3", cases[i].activation, NULL);
      g_autoptr (NrnWeights) again = NULL;
      g_autoptr (JsonNode) node = NULL;
      g_autofree char *text = NULL;
      const NrnArchitecture *architecture;

      g_assert_true (nrn_tfjs_save (weights, path, NULL));
      node = read_json (path);
      g_assert_cmpuint (json_array_get_length (get_layers (node)), ==, 2);
      g_assert_cmpstr (json_object_get_string_member (
                         json_array_get_object_element (get_layers (node), 1), "class_name"),
                       ==, cases[i].class_name);

      again = load (path);
      architecture = nrn_weights_get_architecture (again);
      g_assert_cmpstr (nrn_architecture_get_layer_name (architecture, 0), ==, "dense");
      g_assert_cmpstr (nrn_architecture_get_layer_name (architecture, 1), ==, "dense_activation");
      text = nrn_config_to_string (nrn_architecture_get_activation (architecture, 1));
      g_assert_cmpstr (text, ==, cases[i].comes_back);
      g_assert_cmpmem (nrn_weights_get_data (again), 9 * sizeof (float),
                       nrn_weights_get_data (weights), 9 * sizeof (float));
    }
}

static void
assert_refused (const NrnWeights *weights,
                const char       *sentence)
{
  g_autofree char *path = saved_path ("../refused", "model.json");
  g_autoptr (GError) error = NULL;

  g_assert_false (nrn_tfjs_save (weights, path, &error));
  if (!g_str_has_prefix (error->message, sentence))
    g_error ("%s", error->message);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_refuses_what_is_not_there (void)
{
  g_autoptr (NrnWeights) hard = create_weights ("2-3-1", "tanh,hard_sigmoid", NULL);
  g_autoptr (NrnWeights) bent = create_weights ("2-3", "relu(max_value=1, threshold=0.5)", NULL);
  g_autoptr (NrnArchitecture) one = nrn_architecture_parse ("1-1", "linear", NULL);
  static const float not_finite[] = { 1, NAN };
  g_autoptr (NrnWeights) diverged = nrn_weights_new (one, not_finite);

  assert_refused (hard, "TensorFlow.js has no hard_sigmoid, which is the activation of the layer "
                  "“dense_1”; choose one of leaky_relu, linear, relu, ");
  assert_refused (bent, "TensorFlow.js has no relu(max_value=1, threshold=0.5), which is the "
                  "activation of the layer “dense”; ");
  assert_refused (diverged, "A weight of this network is not a finite number; train it anew.");
}

/* A layer is called what the new one would be. */
static void
test_names_differ (void)
{
  static const char *const taken[] = { "a", "a_activation", "a_activation_1" };
  g_autofree char *path = saved_path ("../differ", "model.json");
  g_autoptr (NrnConfig) dense = nrn_config_parse (NRN_FAMILY_LAYER,
                                                  "Dense(1, activation=leaky_relu)", NULL);
  NrnConfig *const layers[] = { dense, dense, dense };
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_new (1, 3, layers, taken, NULL);
  g_autoptr (NrnWeights) weights = nrn_weights_new_initial (architecture, 1);
  g_autoptr (NrnWeights) again = NULL;

  g_assert_true (nrn_tfjs_save (weights, path, NULL));
  again = load (path);
  g_assert_cmpuint (nrn_architecture_get_n_layers (nrn_weights_get_architecture (again)), ==, 6);
  g_assert_cmpstr (nrn_architecture_get_layer_name (nrn_weights_get_architecture (again), 1), ==,
                   "a_activation_2");
}

/* hard_sigmoid of a model that Keras 3 made is the one that Neurons has. */
static void
test_hard_sigmoid (void)
{
  static const char model_json[] =
    "{\"format\": \"layers-model\", \"modelTopology\": {\"keras_version\": \"3.5.0\","
    " \"model_config\": {\"class_name\": \"Sequential\", \"config\": {\"layers\": ["
    "  {\"class_name\": \"Activation\", \"config\": {\"activation\": \"hard_sigmoid\","
    "   \"batch_input_shape\": [null, 2]}}]}}}, \"weightsManifest\": []}";
  g_autofree char *path = saved_path ("../hard", "model.json");
  g_autoptr (NrnWeights) weights = NULL;

  g_assert_true (g_file_set_contents (path, model_json, -1, NULL));
  weights = load (path);
  g_assert_cmpstr (nrn_config_get_name (nrn_architecture_get_activation (
                     nrn_weights_get_architecture (weights), 0)), ==, "hard_sigmoid");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *predictions = g_strdup_printf ("/document/tfjs/%s/predictions", names[i]);
      g_autofree char *saves = g_strdup_printf ("/document/tfjs/%s/saves-the-same", names[i]);

      g_test_add_data_func (predictions, names[i], test_predictions);
      g_test_add_data_func (saves, names[i], test_saves_the_same);
    }
  g_test_add_func ("/document/tfjs/converted", test_converted);
  g_test_add_func ("/document/tfjs/other-names", test_other_names);
  g_test_add_func ("/document/tfjs/becomes-a-layer", test_becomes_a_layer);
  g_test_add_func ("/document/tfjs/refuses-what-is-not-there", test_refuses_what_is_not_there);
  g_test_add_func ("/document/tfjs/names-differ", test_names_differ);
  g_test_add_func ("/document/tfjs/hard-sigmoid", test_hard_sigmoid);

  g_test_add_func ("/document/tfjs/saves-regularizers", test_saves_regularizers);
  g_test_add_func ("/document/tfjs/saves-frozen", test_saves_frozen);

  return g_test_run ();
}
