/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What is in the ONNX files. That ONNX Runtime predicts the same with them is
 * in tests/peers.
 */

#include "nrn-onnx.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "nrn-error.h"
#include "nrn-layer-dense.h"
#include "onnx.pb-c.h"

typedef Onnx__ModelProto Model;

static void
model_free (Model *model)
{
  onnx__model_proto__free_unpacked (model, NULL);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Model, model_free)

static Model *
unpack (const NrnWeights    *weights,
        const NrnOnnxExtras *extras)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = nrn_onnx_print (weights, extras, &error);
  const guint8 *data;
  gsize length;
  Model *model;

  g_assert_no_error (error);
  data = g_bytes_get_data (bytes, &length);
  model = onnx__model_proto__unpack (NULL, length, data);
  g_assert_nonnull (model);

  return model;
}

static NrnWeights *
create_weights (const char *units,
                const char *activations)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse (units, activations, &error);

  g_assert_no_error (error);

  return nrn_weights_new_initial (architecture, 1);
}

static const char *
find_metadata (const Model *model,
               const char  *key)
{
  for (gsize i = 0; i < model->n_metadata_props; i++)
    {
      if (strcmp (model->metadata_props[i]->key, key) == 0)
        return model->metadata_props[i]->value;
    }

  return NULL;
}

/* "Gemm Relu Gemm Sigmoid" */
static char *
list_operators (const Model *model)
{
  GString *list = g_string_new (NULL);

  for (gsize i = 0; i < model->graph->n_node; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? " " : "", model->graph->node[i]->op_type);

  return g_string_free (list, FALSE);
}

static const Onnx__TensorProto *
find_tensor (const Model *model,
             const char  *name)
{
  for (gsize i = 0; i < model->graph->n_initializer; i++)
    {
      if (strcmp (model->graph->initializer[i]->name, name) == 0)
        return model->graph->initializer[i];
    }

  g_error ("There is no %s.", name);
}

static void
assert_shape (const Onnx__ValueInfoProto *value,
              const char                 *name,
              gint64                      n_columns)
{
  const Onnx__TypeProto__Tensor *tensor = value->type->tensor_type;

  g_assert_cmpstr (value->name, ==, name);
  g_assert_cmpint (tensor->elem_type, ==, ONNX__TENSOR_PROTO__DATA_TYPE__FLOAT);
  g_assert_cmpuint (tensor->shape->n_dim, ==, 2);
  g_assert_cmpstr (tensor->shape->dim[0]->dim_param, ==, "rows");
  g_assert_cmpint (tensor->shape->dim[1]->dim_value, ==, n_columns);
}

static void
test_model (void)
{
  g_autoptr (NrnWeights) weights = create_weights ("1-6-32-2", "relu,relu,sigmoid");
  g_autoptr (Model) model = unpack (weights, NULL);
  g_autofree char *operators = list_operators (model);
  const Onnx__TensorProto *kernel = find_tensor (model, "dense_1/kernel");

  g_assert_cmpint (model->ir_version, ==, 7);
  g_assert_cmpuint (model->n_opset_import, ==, 1);
  g_assert_cmpint (model->opset_import[0]->version, ==, 13);
  g_assert_cmpstr (model->producer_name, ==, "Neurons");
  g_assert_cmpuint (model->graph->n_input, ==, 1);
  assert_shape (model->graph->input[0], "inputs", 1);
  g_assert_cmpuint (model->graph->n_output, ==, 1);
  assert_shape (model->graph->output[0], "outputs", 2);

  g_assert_cmpstr (operators, ==, "Gemm Relu Gemm Relu Gemm Sigmoid");
  g_assert_cmpstr (model->graph->node[2]->name, ==, "dense_1/Gemm");
  g_assert_cmpstr (model->graph->node[5]->output[0], ==, "outputs");
  g_assert_cmpuint (kernel->n_dims, ==, 2);
  g_assert_cmpint (kernel->dims[0], ==, 6);
  g_assert_cmpint (kernel->dims[1], ==, 32);
  g_assert_cmpmem (kernel->float_data, kernel->n_float_data * sizeof (float),
                   nrn_weights_get_tensor (weights, 1, "kernel"), 6 * 32 * sizeof (float));
}

static void
test_extras (void)
{
  static const double data_min[] = { 13, -0.5 };
  static const double data_max[] = { 100, 0.5 };
  static const char *const features[] = { "age", "a \"b\"", NULL };
  static const char *const outputs[] = { "no", "yes", NULL };
  g_autoptr (NrnWeights) weights = create_weights ("2-2", "softmax");
  g_autoptr (NrnScaler) scaler = nrn_scaler_new (2, data_min, data_max, -1, 1);
  NrnOnnxExtras extras = { "Ages", features, outputs, scaler, FALSE };
  g_autoptr (Model) raw = unpack (weights, &extras);
  g_autofree char *raw_operators = list_operators (raw);
  g_autoptr (Model) scaled = NULL;
  g_autofree char *scaled_operators = NULL;

  g_assert_cmpstr (raw->graph->name, ==, "Ages");
  g_assert_cmpstr (raw_operators, ==, "Sub Mul Add Gemm Softmax");
  g_assert_cmpfloat (find_tensor (raw, "scaling/data_min")->float_data[0], ==, 13);
  g_assert_cmpfloat (find_tensor (raw, "scaling/scale")->float_data[1], ==, 2);
  g_assert_cmpstr (find_metadata (raw, "inputs_are_scaled"), ==, "false");
  g_assert_cmpstr (find_metadata (raw, "feature_names"), ==, "[\"age\", \"a \\\"b\\\"\"]");
  g_assert_cmpstr (find_metadata (raw, "output_names"), ==, "[\"no\", \"yes\"]");

  extras.takes_scaled = TRUE;
  scaled = unpack (weights, &extras);
  scaled_operators = list_operators (scaled);
  g_assert_cmpstr (scaled_operators, ==, "Gemm Softmax");
  g_assert_cmpstr (find_metadata (scaled, "inputs_are_scaled"), ==, "true");
  g_assert_cmpstr (find_metadata (scaled, "data_min"), ==, "[13, -0.5]");
  g_assert_cmpstr (find_metadata (scaled, "data_max"), ==, "[100, 0.5]");
  g_assert_cmpstr (find_metadata (scaled, "feature_range"), ==, "[-1, 1]");
}

/* Nothing can be drawn or trained that cannot be exported. */
static void
test_everything_is_known (void)
{
  static const NrnFamily families[] = { NRN_FAMILY_ACTIVATION, NRN_FAMILY_LAYER };
  g_autoptr (NrnConfig) plain = nrn_config_new_by_name (NRN_FAMILY_LAYER, "Activation", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (families); i++)
    {
      guint n_kinds;
      const NrnKind *const *kinds = nrn_family_get_kinds (families[i], &n_kinds);

      for (guint j = 0; j < n_kinds; j++)
        {
          g_autoptr (NrnConfig) kind = nrn_config_new (kinds[j]);
          g_autoptr (NrnConfig) layer =
            families[i] == NRN_FAMILY_LAYER ? nrn_config_ref (kind)
                                            : nrn_config_with_config (plain, "activation", kind, NULL);
          g_autoptr (NrnArchitecture) architecture =
            nrn_architecture_new (3, 1, &layer, NULL, NULL);
          g_autoptr (NrnWeights) weights = nrn_weights_new_initial (architecture, 1);
          g_autoptr (Model) model = unpack (weights, NULL);

          g_assert_cmpuint (model->graph->n_node, >=, 1);
        }
    }
}

/* Names are made to differ, whatever the layers are called. */
static void
test_names_differ (void)
{
  static const char *const names[] = { "scaling", "mish" };
  static const double zero = 0, one = 1;
  g_autoptr (NrnConfig) dense = nrn_dense_config_new (1, "gelu", NULL);
  NrnConfig *const layers[] = { dense, dense };
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_new (1, 2, layers, names, NULL);
  g_autoptr (NrnWeights) weights = nrn_weights_new_initial (architecture, 1);
  g_autoptr (NrnScaler) scaler = nrn_scaler_new (1, &zero, &one, 0, 1);
  g_autoptr (Model) model = unpack (weights, &(NrnOnnxExtras) { .scaler = scaler });
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; i < model->graph->n_node; i++)
    {
      const Onnx__NodeProto *node = model->graph->node[i];

      /* What it takes is there before it. */
      for (gsize j = 0; j < node->n_input; j++)
        {
          gboolean is_there = strcmp (node->input[j], "inputs") == 0 ||
                              g_hash_table_contains (seen, node->input[j]);

          for (gsize k = 0; k < model->graph->n_initializer && !is_there; k++)
            is_there = strcmp (model->graph->initializer[k]->name, node->input[j]) == 0;
          g_assert_true (is_there);
        }
      g_assert_true (g_hash_table_add (seen, node->output[0]));
    }
  for (gsize i = 0; i < model->graph->n_initializer; i++)
    g_assert_true (g_hash_table_add (seen, model->graph->initializer[i]->name));
}

static void
test_refuses_nan (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_BUILT, "document", "nan.onnx", NULL);
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-1", "linear", NULL);
  static const float data[] = { NAN, 0 };
  g_autoptr (NrnWeights) weights = nrn_weights_new (architecture, data);
  g_autoptr (GError) error = NULL;

  g_remove (path);
  g_assert_false (nrn_onnx_save (weights, NULL, path, &error));
  g_assert_error (error, NRN_ERROR, NRN_ERROR_DIVERGED);
  g_assert_cmpstr (error->message, ==,
                   "A weight of this network is not a finite number; train it anew.");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_saves (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_BUILT, "document", "saved.onnx", NULL);
  g_autofree char *nowhere = g_test_build_filename (G_TEST_BUILT, "no", "saved.onnx", NULL);
  g_autoptr (NrnWeights) weights = create_weights ("2-3", "tanh");
  g_autoptr (GBytes) bytes = nrn_onnx_print (weights, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (nrn_onnx_save (weights, NULL, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_cmpmem (contents, length, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  g_assert_false (nrn_onnx_save (weights, NULL, nowhere, &error));
  g_assert_error (error, NRN_ERROR, NRN_ERROR_IO);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/document/onnx/model", test_model);
  g_test_add_func ("/document/onnx/extras", test_extras);
  g_test_add_func ("/document/onnx/everything-is-known", test_everything_is_known);
  g_test_add_func ("/document/onnx/names-differ", test_names_differ);
  g_test_add_func ("/document/onnx/refuses-nan", test_refuses_nan);
  g_test_add_func ("/document/onnx/saves", test_saves);

  return g_test_run ();
}
