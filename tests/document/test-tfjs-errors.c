/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "nrn-tfjs.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "nrn-error.h"

static const char valid[] =
  "{\"format\": \"layers-model\",\n"
  " \"modelTopology\": {\"class_name\": \"Sequential\", \"config\": {\"layers\": [\n"
  "  {\"class_name\": \"Dense\", \"config\": {\"name\": \"d\", \"units\": 2,"
  " \"activation\": \"relu\", \"batch_input_shape\": [null, 1],"
  " \"kernel_initializer\": {\"class_name\": \"VarianceScaling\", \"config\":"
  " {\"scale\": 1, \"mode\": \"fan_avg\", \"distribution\": \"uniform\"}}}}]}},\n"
  " \"weightsManifest\": [{\"paths\": [\"weights.bin\"], \"weights\": [\n"
  "  {\"name\": \"d/kernel\", \"shape\": [1, 2], \"dtype\": \"float32\"},\n"
  "  {\"name\": \"d/bias\", \"shape\": [2], \"dtype\": \"float32\"}]}]}\n";

static const struct
{
  const char *from;
  const char *to;
  const char *sentence;
} mistakes[] = {
  { "layers-model", "graph-model",
    "model.json: format: This is a “graph-model”; Neurons reads a “layers-model” of "
    "TensorFlow.js." },
  { "modelTopology", "modelAnatomy", "model.json: modelTopology: This is missing." },
  { "\"Sequential\"", "\"Model\"",
    "model.json: modelTopology.class_name: This network is a “Model”; Neurons has Sequential "
    "networks only." },
  { "\"Dense\"", "\"Conv2D\"",
    "model.json: modelTopology.config.layers[0]: There is no layer “Conv2D”; Neurons has " },
  { "\"Dense\"", "\"Dropout\"", "model.json: modelTopology.config.layers[0].config.rate: This is missing." },
  { "\"batch_input_shape\"", "\"axis\": 0, \"batch_input_shape\"",
    "model.json: modelTopology.config.layers[0].config.axis: Neurons goes along the last axis "
    "only; this must be -1." },
  { "\"batch_input_shape\"", "\"axis\": [1, 2], \"batch_input_shape\"",
    "model.json: modelTopology.config.layers[0].config.axis: This must be a number" },
  { "\"batch_input_shape\"", "\"gamma_regularizer\": \"l2\", \"batch_input_shape\"",
    "model.json: modelTopology.config.layers[0].config.gamma_regularizer: Neurons does not have "
    "this for Dense; it must be null." },
  { "\"relu\"", "\"tangent\"",
    "model.json: modelTopology.config.layers[0].config.activation: There is no activation "
    "“tangent”; Neurons has " },
  { "\"batch_input_shape\": [null, 1],", "",
    "model.json: modelTopology.config.layers: The number of inputs is not told; the first layer "
    "must have a batch_shape such as [null, 2]." },
  { "[null, 1]", "[null, 2]",
    "model.json: weightsManifest[0].weights[0]: “d/kernel” has the shape (1, 2), but the network "
    "needs (2, 2)." },
  { "\"scale\": 1", "\"scale\": 3",
    "model.json: modelTopology.config.layers[0].config.kernel_initializer: Neurons has no "
    "VarianceScaling with scale 3, mode “fan_avg” and distribution “uniform”; it has those that "
    "are called glorot, he and lecun." },
  { "\"VarianceScaling\"", "\"Orthogonal\"",
    "model.json: modelTopology.config.layers[0].config.kernel_initializer: There is no "
    "initializer “Orthogonal”; Neurons has " },
  { "\"batch_input_shape\"", "\"trainable\": 0, \"batch_input_shape\"",
    "model.json: modelTopology.config.layers[0].config.trainable: This must be " },
  { "\"layers\": [", "\"trainable\": \"no\", \"layers\": [",
    "model.json: modelTopology.config.trainable: This must be " },
  { "\"relu\"", "\"hard_sigmoid\"",
    "model.json: modelTopology: The layer “d” has the activation hard_sigmoid of TensorFlow.js and "
    "Keras 2, " },
  { "weightsManifest", "weights", "model.json: weightsManifest: This is missing." },
  { "\"weights.bin\"", "\"../weights.bin\"",
    "model.json: weightsManifest[0].paths[0]: The weights must lie beside the model or in a "
    "folder below, so this path is refused." },
  { "\"weights.bin\"", "\"/etc/passwd\"",
    "model.json: weightsManifest[0].paths[0]: The weights must lie beside the model or in a "
    "folder below, so this path is refused." },
  { "\"weights.bin\"", "\"a\\\\..\\\\b\"",
    "model.json: weightsManifest[0].paths[0]: The weights must lie beside the model or in a "
    "folder below, so this path is refused." },
  { "\"weights.bin\"", "\"gone.bin\"",
    "model.json: weightsManifest[0].paths[0]: “" },
  { "\"weights.bin\"", "\"weights.bin\", \"weights.bin\"",
    "model.json: weightsManifest[0]: weights.bin, weights.bin holds 32 bytes, but the weights of "
    "the network take 16." },
  { "\"d/bias\"", "\"e/bias\"",
    "model.json: weightsManifest[0].weights[1]: The network has no weights called “e/bias”." },
  { "\"d/bias\", \"shape\": [2]", "\"d/kernel\", \"shape\": [1, 2]",
    "model.json: weightsManifest[0].weights[1]: The weights “d/kernel” are there twice." },
  { "\"shape\": [2]", "\"shape\": [3]",
    "model.json: weightsManifest[0].weights[1]: “d/bias” has the shape (3), but the network needs "
    "(2)." },
  { "\"shape\": [2]", "\"shape\": [2147483647, 2147483647, 2147483647]",
    "model.json: weightsManifest[0].weights[1].shape: This is more than 100000000 numbers, which "
    "is the most." },
  { "\"dtype\": \"float32\"", "\"dtype\": \"float16\"",
    "model.json: weightsManifest[0].weights[0].dtype: The weights are of type “float16”; Neurons "
    "reads float32." },
  { "\"dtype\": \"float32\"", "\"dtype\": \"float32\", \"quantization\": {\"dtype\": \"uint8\"}",
    "model.json: weightsManifest[0].weights[0].quantization: The weights are quantized; Neurons "
    "reads float32 weights, so convert the model without quantization." },
  { ",\n  {\"name\": \"d/bias\", \"shape\": [2], \"dtype\": \"float32\"}", "",
    "model.json: weightsManifest[0]: weights.bin holds 16 bytes, but the weights of the network "
    "take 8." },
  { "[{\"paths\"", "[], \"x\": [{\"paths\"",
    "model.json: weightsManifest: The weights “d/kernel” are missing." },
};

typedef struct
{
  char *folder;
  char *model;
  char *weights;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const float values[] = { 1, 2, 3, 4 };

  fixture->folder = g_dir_make_tmp ("nrn-XXXXXX", NULL);
  fixture->model = g_build_filename (fixture->folder, "model.json", NULL);
  fixture->weights = g_build_filename (fixture->folder, "weights.bin", NULL);
  g_file_set_contents (fixture->model, valid, -1, NULL);
  g_file_set_contents (fixture->weights, (const char *) values, sizeof values, NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_unlink (fixture->model);
  g_unlink (fixture->weights);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->model);
  g_free (fixture->weights);
}

static void
assert_refused (Fixture    *fixture,
                const char *sentence)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (nrn_tfjs_load (fixture->model, &error));
  g_assert_nonnull (error);
  if (!g_str_has_prefix (error->message, sentence))
    g_assert_cmpstr (error->message, ==, sentence);
}

static void
test_mistakes (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (NrnWeights) weights = nrn_tfjs_load (fixture->model, NULL);

  g_assert_nonnull (weights);
  for (gsize i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      const char *place = strstr (valid, mistakes[i].from);
      g_autofree char *text = NULL;

      g_assert_nonnull (place);
      text = g_strdup_printf ("%.*s%s%s", (int) (place - valid), valid, mistakes[i].to,
                              place + strlen (mistakes[i].from));
      g_file_set_contents (fixture->model, text, -1, NULL);
      assert_refused (fixture, mistakes[i].sentence);
    }
}

static void
test_weights_length (Fixture       *fixture,
                     gconstpointer  data)
{
  g_file_set_contents (fixture->weights, "12345678901234567", 17, NULL);
  assert_refused (fixture, "model.json: weightsManifest[0]: weights.bin holds 17 bytes, but the "
                  "weights of the network take 16.");
  g_file_set_contents (fixture->weights, "1", 1, NULL);
  assert_refused (fixture, "model.json: weightsManifest[0]: weights.bin holds 1 byte, but the "
                  "weights of the network take 16.");
}

static void
test_infinite_weight (Fixture       *fixture,
                      gconstpointer  data)
{
  const float values[] = { 1, INFINITY, 3, 4 };

  g_file_set_contents (fixture->weights, (const char *) values, sizeof values, NULL);
  assert_refused (fixture, "model.json: A weight of this model is not a finite number.");
}

static void
test_truncated_and_flipped (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  for (gsize n = 0; n + 2 < strlen (valid); n += 7)
    {
      g_file_set_contents_full (fixture->model, valid, (gssize) n, G_FILE_SET_CONTENTS_CONSISTENT,
                                0600, NULL);
      assert_refused (fixture, "model.json: ");
    }

  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *copy = g_strdup (valid);
      g_autoptr (GError) error = NULL;
      g_autoptr (NrnWeights) weights = NULL;

      copy[g_rand_int_range (rand, 0, (gint32) strlen (valid))] =
        (char) g_rand_int_range (rand, 0, 256);
      g_file_set_contents_full (fixture->model, copy, sizeof valid - 1, G_FILE_SET_CONTENTS_CONSISTENT,
                                0600, NULL);
      weights = nrn_tfjs_load (fixture->model, &error);
      g_assert_cmpint (weights != NULL, ==, error == NULL);
    }
}

static void
test_save_errors (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (NrnWeights) weights = nrn_tfjs_load (fixture->model, NULL);
  g_autoptr (NrnWeights) again = NULL;
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) folder = NULL;

  g_assert_false (nrn_tfjs_save (weights, "/nowhere/model.json", &missing));
  g_assert_error (missing, NRN_ERROR, NRN_ERROR_IO);

  /* The weights could be written, the model not: both stay. */
  g_unlink (fixture->model);
  g_assert_cmpint (g_mkdir (fixture->model, 0755), ==, 0);
  g_file_set_contents (fixture->weights, "old", -1, NULL);
  g_assert_false (nrn_tfjs_save (weights, fixture->model, &folder));
  g_assert_error (folder, NRN_ERROR, NRN_ERROR_IO);
  g_assert_nonnull (strstr (folder->message, fixture->model));
  g_assert_cmpint (g_rmdir (fixture->model), ==, 0);
  g_assert_true (nrn_tfjs_save (weights, fixture->model, NULL));
  again = nrn_tfjs_load (fixture->model, NULL);
  g_assert_nonnull (again);
}

#define ADD(name, function) \
  g_test_add ("/document/tfjs/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("mistakes", test_mistakes);
  ADD ("weights-length", test_weights_length);
  ADD ("infinite-weight", test_infinite_weight);
  ADD ("truncated-and-flipped", test_truncated_and_flipped);
  ADD ("save-errors", test_save_errors);

  return g_test_run ();
}
