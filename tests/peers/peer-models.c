/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Saves networks into a folder, with rows of inputs and what Neurons predicts
 * for them, so that other programs can be asked for the same:
 *
 *     peer-models FOLDER
 *
 * For each network NAME.json (inputs, outputs), NAME.onnx, and NAME/model.json
 * for TensorFlow.js, or the sentence why not in NAME.json.
 */

#include <errno.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "nrn-json-writer.h"
#include "nrn-model.h"
#include "nrn-onnx.h"
#include "nrn-preset.h"
#include "nrn-random.h"
#include "nrn-tfjs.h"
#include "nrn-vector.h"

#define MAX_LAYERS 6

/* Networks beside those for each activation. The arguments make all of
 * their weights count. */
static const struct
{
  const char *name;
  guint       input_dim;
  const char *layers[MAX_LAYERS];
} networks[] = {
  { "nothing", 3, { "Activation(linear)" } },
  { "dense", 3, { "Dense(4)" } },
  { "no-bias", 3, { "Dense(4, activation=tanh, use_bias=false)", "Dense(2, use_bias=false)" } },
  { "activation-layers", 3, { "Dense(4)", "Activation(relu)", "Dense(3)", "Activation(softmax)" } },
  { "batch-normalization", 3, { "Dense(5, activation=relu)", "BatchNormalization()", "Dense(2)" } },
  { "batch-normalization-first", 4, { "BatchNormalization(epsilon=0.1)", "Dense(2)" } },
  { "batch-normalization-plain", 4, { "BatchNormalization(center=false, scale=false)" } },
  { "batch-normalization-scale", 4, { "BatchNormalization(center=false)" } },
  { "batch-normalization-center", 4, { "BatchNormalization(scale=false)" } },
  { "layer-normalization", 3, { "Dense(5, activation=relu)", "LayerNormalization()", "Dense(2)" } },
  { "layer-normalization-first", 4, { "LayerNormalization(epsilon=0.1)", "Dense(2)" } },
  { "layer-normalization-plain", 4, { "LayerNormalization(center=false, scale=false)" } },
  { "layer-normalization-scale", 4, { "LayerNormalization(center=false)" } },
  { "layer-normalization-center", 4, { "LayerNormalization(scale=false)" } },
  { "dropout", 3, { "Dropout(0.5)", "Dense(4, activation=relu)", "Dropout(0.2)", "Dense(2)" } },
  { "gaussian-noise", 3, { "GaussianNoise(0.5)", "Dense(4, activation=relu)", "Dense(2)" } },
};

/* Activations with other arguments than Keras' defaults. */
static const char *const variants[] = {
  "relu(negative_slope=0.25)", "relu(max_value=1.5)", "relu(threshold=0.75)",
  "relu(threshold=-0.5)", "relu(negative_slope=0.1, max_value=2, threshold=0.5)",
  "leaky_relu(negative_slope=0.05)", "leaky_relu(negative_slope=0)", "elu(alpha=0.5)",
  "elu(alpha=-2)", "celu(alpha=2.5)", "squareplus(b=0.5)", "squareplus(b=0)",
  "gelu(approximate=true)", "soft_shrink(threshold=0.2)", "soft_shrink(threshold=0)",
  "hard_shrink(threshold=1)",
};

/* Where activations bend, and beside it; and so far out that a careless
 * formula overflows or has no digits left. */
static const float bends[] = {
  0, -0.0f, 1e-4f, -1e-4f, 0.1f, -0.1f, 0.2f, -0.2f, 0.5f, -0.5f, 0.75f, 0.7501f, 1, -1, 1.0001f,
  -1.0001f, 1.5f, 1.51f, 2, -2, 3, -3, 2.99f, -2.99f, 3.01f, -3.01f, 6, 6.01f, 8.5f, -8.5f, 20, -20,
  30, -30, 60, -60, 80, -80, 1000, -1000,
};

/* So many rows where none are given. */
#define N_ROWS 40

static void
check (gboolean      success,
       const GError *error)
{
  if (!success)
    g_error ("%s", error->message);
}

/* Normal numbers, but no variance is below 0, and sums stay of the size of the
 * inputs: of an exponential of a large sum few digits can be the same. */
static NrnWeights *
create_weights (const NrnArchitecture *architecture,
                GRand                 *random)
{
  g_autofree float *data = g_new (float, nrn_architecture_get_n_parameters (architecture) + 1);
  guint n_tensors;
  const NrnTensor *tensors = nrn_architecture_get_tensors (architecture, &n_tensors);

  for (guint i = 0; i < n_tensors; i++)
    {
      gboolean is_variance = g_str_equal (tensors[i].name, "moving_variance");
      float size = tensors[i].n_dims == 2 ? 1 / sqrtf ((float) tensors[i].dims[0]) : 1;

      for (gsize j = 0; j < tensors[i].size; j++)
        {
          float value = (float) nrn_random_normal (random) * size;

          data[tensors[i].offset + j] = is_variance ? 0.1f + fabsf (value) : value;
        }
    }

  return nrn_weights_new (architecture, data);
}

static float *
create_inputs (guint  n_columns,
               GRand *random)
{
  float *inputs = g_new (float, (gsize) N_ROWS * n_columns + NRN_LANES);

  for (gsize i = 0; i < (gsize) N_ROWS * n_columns; i++)
    inputs[i] = 2 * (float) nrn_random_normal (random);

  return inputs;
}

static void
write_rows (const char            *folder,
            const char            *name,
            const NrnArchitecture *architecture,
            guint                  n_rows,
            const float           *inputs,
            const float           *outputs,
            const GError          *refusal)
{
  NrnJsonWriter *writer = nrn_json_writer_new ();
  guint n_inputs = nrn_architecture_get_input_dim (architecture);
  guint n_outputs = nrn_architecture_get_output_dim (architecture);
  g_autofree char *file = g_strconcat (name, ".json", NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  nrn_json_begin_object (writer, NULL);
  nrn_json_add_number (writer, "n_inputs", n_inputs);
  nrn_json_add_number (writer, "n_outputs", n_outputs);
  nrn_json_add_floats (writer, "inputs", (gsize) n_rows * n_inputs, inputs);
  nrn_json_add_floats (writer, "outputs", (gsize) n_rows * n_outputs, outputs);
  if (refusal != NULL)
    nrn_json_add_string (writer, "no_tfjs", refusal->message);
  nrn_json_end_object (writer);
  text = nrn_json_writer_free_to_text (writer);
  check (g_file_set_contents (path, text, -1, &error), error);
}

/* @inputs are as @extras says that the ONNX file takes them. */
static void
save (const char          *folder,
      const char          *name,
      const NrnWeights    *weights,
      const NrnOnnxExtras *extras,
      guint                n_rows,
      const float         *inputs)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  guint n_inputs = nrn_architecture_get_input_dim (architecture);
  guint n_outputs = nrn_architecture_get_output_dim (architecture);
  g_autoptr (NrnModel) model = nrn_model_new (architecture, n_rows);
  g_autofree float *scaled = g_new (float, (gsize) n_rows * n_inputs + NRN_LANES);
  g_autofree float *outputs = g_new (float, (gsize) n_rows * n_outputs + NRN_LANES);
  g_autofree char *onnx = g_strconcat (name, ".onnx", NULL);
  g_autofree char *onnx_path = g_build_filename (folder, onnx, NULL);
  g_autofree char *tfjs_path = g_build_filename (folder, name, "model.json", NULL);
  g_autofree char *tfjs_folder = g_path_get_dirname (tfjs_path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) refusal = NULL;

  memcpy (scaled, inputs, (gsize) n_rows * n_inputs * sizeof (float));
  if (extras != NULL && extras->scaler != NULL && !extras->takes_scaled)
    nrn_scaler_transform (extras->scaler, n_rows, inputs, scaled);
  nrn_model_set_weights (model, weights);
  nrn_model_predict (model, n_rows, scaled, outputs);

  check (nrn_onnx_save (weights, extras, onnx_path, &error), error);
  g_mkdir (tfjs_folder, 0755);
  nrn_tfjs_save (weights, tfjs_path, &refusal);
  write_rows (folder, name, architecture, n_rows, inputs, outputs, refusal);
}

static NrnArchitecture *
create_architecture (guint              input_dim,
                     const char *const *texts)
{
  g_autoptr (GPtrArray) layers = g_ptr_array_new_with_free_func ((GDestroyNotify) nrn_config_unref);
  g_autoptr (GError) error = NULL;
  NrnArchitecture *architecture;

  for (guint i = 0; i < MAX_LAYERS && texts[i] != NULL; i++)
    {
      NrnConfig *layer = nrn_config_parse (NRN_FAMILY_LAYER, texts[i], &error);

      check (layer != NULL, error);
      g_ptr_array_add (layers, layer);
    }

  architecture = nrn_architecture_new (input_dim, layers->len, (NrnConfig *const *) layers->pdata,
                                       NULL, &error);
  check (architecture != NULL, error);

  return architecture;
}

static void
save_network (const char        *folder,
              const char        *name,
              guint              input_dim,
              const char *const *layers,
              GRand             *random)
{
  g_autoptr (NrnArchitecture) architecture = create_architecture (input_dim, layers);
  g_autoptr (NrnWeights) weights = create_weights (architecture, random);
  g_autofree float *inputs = create_inputs (input_dim, random);

  save (folder, name, weights, NULL, N_ROWS, inputs);
}

/* Alone, for chosen inputs, and in a network. */
static void
save_activation (const char *folder,
                 const char *activation,
                 GRand      *random)
{
  g_autofree char *name = g_strdelimit (g_strdup (activation), "(), =", '-');
  g_autofree char *alone_name = g_strconcat ("alone-", name, NULL);
  g_autofree char *dense_name = g_strconcat ("dense-", name, NULL);
  g_autofree char *alone = g_strdup_printf ("Activation(%s)", activation);
  g_autofree char *hidden = g_strdup_printf ("Dense(6, activation=%s)", activation);
  const char *alone_layers[MAX_LAYERS] = { alone };
  const char *dense_layers[MAX_LAYERS] = { hidden, "Dense(3)" };
  g_autoptr (NrnArchitecture) architecture = create_architecture (4, alone_layers);
  g_autoptr (NrnWeights) weights = create_weights (architecture, random);
  G_STATIC_ASSERT (G_N_ELEMENTS (bends) % 4 == 0);

  save (folder, alone_name, weights, NULL, G_N_ELEMENTS (bends) / 4, bends);
  save_network (folder, dense_name, 3, dense_layers, random);
}

static void
save_activations (const char *folder,
                  GRand      *random)
{
  guint n_kinds;
  const NrnKind *const *kinds = nrn_family_get_kinds (NRN_FAMILY_ACTIVATION, &n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    save_activation (folder, kinds[i]->name, random);
  for (guint i = 0; i < G_N_ELEMENTS (variants); i++)
    save_activation (folder, variants[i], random);
}

/* With the features as they are in the data, and scaled. */
static void
save_preset (const char      *folder,
             const NrnPreset *preset,
             GRand           *random)
{
  g_autoptr (NrnExperiment) experiment = nrn_preset_new_experiment (preset, preset->seed);
  const NrnExperimentParts *parts = nrn_experiment_get_parts (experiment);
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnDataset) dataset = nrn_data_source_load (parts->source, &error);
  g_autoptr (NrnWeights) weights = create_weights (parts->architecture, random);
  g_autoptr (NrnScaler) scaler = NULL;
  g_autofree char *name = g_strconcat ("preset-", preset->name, NULL);
  g_autofree char *scaled_name = g_strconcat (name, "-scaled", NULL);
  g_autofree float *scaled = NULL;
  NrnOnnxExtras extras;
  guint n_rows;

  check (dataset != NULL, error);
  n_rows = nrn_dataset_get_n_rows (dataset);
  scaler = nrn_scaler_new_fit (n_rows, nrn_dataset_get_n_features (dataset),
                               nrn_dataset_get_features (dataset), 0, 1);
  extras = (NrnOnnxExtras) {
    .name = preset->name,
    .feature_names = nrn_dataset_get_feature_names (dataset),
    .scaler = scaler,
  };
  n_rows = MIN (n_rows, N_ROWS);
  save (folder, name, weights, &extras, n_rows, nrn_dataset_get_features (dataset));

  scaled = g_new (float, (gsize) n_rows * nrn_dataset_get_n_features (dataset));
  nrn_scaler_transform (scaler, n_rows, nrn_dataset_get_features (dataset), scaled);
  extras.takes_scaled = TRUE;
  save (folder, scaled_name, weights, &extras, n_rows, scaled);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GRand) random = nrn_random_new (1, NRN_RANDOM_WEIGHTS);
  guint n_presets;
  const NrnPreset *presets = nrn_preset_get_all (&n_presets);

  if (argc != 2)
    {
      g_printerr ("Usage: peer-models FOLDER\n");
      return 2;
    }

  for (guint i = 0; i < G_N_ELEMENTS (networks); i++)
    save_network (argv[1], networks[i].name, networks[i].input_dim, networks[i].layers, random);
  save_activations (argv[1], random);
  for (guint i = 0; i < n_presets; i++)
    save_preset (argv[1], &presets[i], random);

  return 0;
}
