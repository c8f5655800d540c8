/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Networks to ONNX: the graph, and what is told beside it.
 */

#include "config.h"

#include "nrn-onnx.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-error.h"
#include "nrn-file.h"
#include "nrn-json-writer.h"
#include "nrn-onnx-private.h"

/* Messages end at 2 GiB, which not even the largest network comes near. */
G_STATIC_ASSERT (NRN_MAX_PARAMETERS * sizeof (float) < ((gsize) 1 << 30));

/* The most entries of metadata. */
#define MAX_METADATA 6

/* ---- The scaling, as layers of its own before the network's ---- */

/* (x − data_min) · scale + low. The smallest value is taken off first, so
 * that floats have digits enough where the values are far from 0. */
static const char *
add_scaling (NrnOnnxGraph    *graph,
             const NrnScaler *scaler,
             const char      *inputs)
{
  guint n = nrn_scaler_get_n_columns (scaler);
  float *data_min = nrn_onnx_graph_alloc (graph, n * sizeof *data_min);
  float *scale = nrn_onnx_graph_alloc (graph, n * sizeof *scale);
  const char *value;

  for (guint i = 0; i < n; i++)
    {
      data_min[i] = (float) nrn_scaler_get_data_min (scaler)[i];
      scale[i] = (float) nrn_scaler_get_scale (scaler)[i];
    }

  nrn_onnx_graph_set_layer (graph, "scaling");
  value = nrn_onnx_graph_tensor (graph, "data_min", 1, &n, data_min);
  inputs = nrn_onnx_graph_apply (graph, "Sub", inputs, value, NULL);
  value = nrn_onnx_graph_tensor (graph, "scale", 1, &n, scale);
  inputs = nrn_onnx_graph_apply (graph, "Mul", inputs, value, NULL);
  if (nrn_scaler_get_low (scaler) == 0)
    return inputs;

  value = nrn_onnx_graph_number (graph, nrn_scaler_get_low (scaler));
  return nrn_onnx_graph_apply (graph, "Add", inputs, value, NULL);
}

static Onnx__GraphProto *
make_graph (NrnOnnxGraph         *graph,
            const NrnWeights     *weights,
            const NrnOnnxExtras  *extras,
            GError              **error)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  const char *value;

  value = nrn_onnx_graph_begin (graph, extras->name != NULL ? extras->name : "sequential",
                                nrn_architecture_get_input_dim (architecture));
  if (extras->scaler != NULL && !extras->takes_scaled)
    value = add_scaling (graph, extras->scaler, value);

  for (guint i = 0; i < nrn_architecture_get_n_layers (architecture); i++)
    {
      value = nrn_onnx_add_layer (graph, weights, i, value, error);
      if (value == NULL)
        return NULL;
    }

  return nrn_onnx_graph_end (graph, value, nrn_architecture_get_output_dim (architecture));
}

/* ---- What is told beside the network ---- */

static void
add_metadata (NrnOnnxGraph      *graph,
              Onnx__ModelProto  *model,
              const char        *key,
              NrnJsonWriter     *value)
{
  Onnx__StringStringEntryProto *entry = nrn_onnx_graph_alloc (graph, sizeof *entry);
  g_autofree char *text = nrn_json_writer_free_to_text (value);
  gsize length = strlen (g_strchomp (text));

  onnx__string_string_entry_proto__init (entry);
  entry->key = (char *) key;
  entry->value = nrn_onnx_graph_alloc (graph, length + 1);
  memcpy (entry->value, text, length);
  model->metadata_props[model->n_metadata_props++] = entry;
}

static void
add_names (NrnOnnxGraph      *graph,
           Onnx__ModelProto  *model,
           const char        *key,
           const char *const *names)
{
  NrnJsonWriter *writer;

  if (names == NULL)
    return;

  writer = nrn_json_writer_new ();
  nrn_json_add_strings (writer, NULL, names);
  add_metadata (graph, model, key, writer);
}

static void
add_numbers (NrnOnnxGraph     *graph,
             Onnx__ModelProto *model,
             const char       *key,
             guint             n,
             const double     *values)
{
  NrnJsonWriter *writer = nrn_json_writer_new ();

  nrn_json_add_numbers (writer, NULL, n, values);
  add_metadata (graph, model, key, writer);
}

/* Names and the scaling as JSON, for programs that show or use them. The
 * words for the scaling are scikit-learn's. */
static void
add_extras (NrnOnnxGraph        *graph,
            Onnx__ModelProto    *model,
            const NrnOnnxExtras *extras)
{
  const NrnScaler *scaler = extras->scaler;
  NrnJsonWriter *writer = nrn_json_writer_new ();

  model->metadata_props = nrn_onnx_graph_alloc (graph,
                                                MAX_METADATA * sizeof *model->metadata_props);
  add_names (graph, model, "feature_names", extras->feature_names);
  add_names (graph, model, "output_names", extras->output_names);
  nrn_json_add_boolean (writer, NULL, scaler != NULL && extras->takes_scaled);
  add_metadata (graph, model, "inputs_are_scaled", writer);
  if (scaler != NULL)
    {
      guint n = nrn_scaler_get_n_columns (scaler);
      const double range[] = { nrn_scaler_get_low (scaler), nrn_scaler_get_high (scaler) };

      add_numbers (graph, model, "data_min", n, nrn_scaler_get_data_min (scaler));
      add_numbers (graph, model, "data_max", n, nrn_scaler_get_data_max (scaler));
      add_numbers (graph, model, "feature_range", G_N_ELEMENTS (range), range);
    }
}

static Onnx__ModelProto *
make_model (NrnOnnxGraph         *graph,
            const NrnWeights     *weights,
            const NrnOnnxExtras  *extras,
            GError              **error)
{
  Onnx__ModelProto *model = nrn_onnx_graph_alloc (graph, sizeof *model);
  Onnx__OperatorSetIdProto *opset = nrn_onnx_graph_alloc (graph, sizeof *opset);

  onnx__operator_set_id_proto__init (opset);
  opset->has_version = TRUE;
  opset->version = NRN_ONNX_OPSET;

  onnx__model_proto__init (model);
  model->has_ir_version = TRUE;
  model->ir_version = NRN_ONNX_IR_VERSION;
  model->n_opset_import = 1;
  model->opset_import = nrn_onnx_graph_alloc (graph, sizeof *model->opset_import);
  model->opset_import[0] = opset;
  model->producer_name = (char *) "Neurons";
  model->producer_version = (char *) NRN_VERSION;
  add_extras (graph, model, extras);
  model->graph = make_graph (graph, weights, extras, error);

  return model->graph != NULL ? model : NULL;
}

/* ---- The file ---- */

/**
 * nrn_onnx_print:
 * @weights: a network with its weights; all must be finite
 * @extras: (nullable): what goes into the file beside the network
 * @error: return location
 *
 * The file has one input, "inputs" of shape (rows, features), and one output,
 * "outputs" of shape (rows, units); its operators are named after the layers.
 * Layers that do something while training only, such as Dropout, are left
 * out. @extras become metadata of the names feature_names, output_names,
 * inputs_are_scaled, data_min, data_max and feature_range, in JSON. Any thread.
 *
 * Returns: (transfer full) (nullable): the contents of an ONNX file, or %NULL
 *   with @error set
 */
GBytes *
nrn_onnx_print (const NrnWeights     *weights,
                const NrnOnnxExtras  *extras,
                GError              **error)
{
  static const NrnOnnxExtras none = { NULL };
  g_autoptr (NrnOnnxGraph) graph = NULL;
  Onnx__ModelProto *model;
  guint8 *contents;
  gsize length;

  g_return_val_if_fail (weights != NULL, NULL);

  if (!nrn_weights_are_finite (weights))
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_DIVERGED,
                   _("A weight of this network is not a finite number; train it anew."));
      return NULL;
    }

  graph = nrn_onnx_graph_new ();
  model = make_model (graph, weights, extras != NULL ? extras : &none, error);
  if (model == NULL)
    return NULL;

  length = onnx__model_proto__get_packed_size (model);
  contents = g_try_malloc (length);
  if (contents == NULL)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_IO, _("There is not enough memory for the weights."));
      return NULL;
    }
  onnx__model_proto__pack (model, contents);

  return g_bytes_new_take (contents, length);
}

/**
 * nrn_onnx_save:
 * @weights: a network with its weights
 * @extras: (nullable): what goes into the file beside the network
 * @path: where to
 * @error: return location
 *
 * Writes what nrn_onnx_print() makes, or leaves what is there as it was. Any
 * thread.
 *
 * Returns: whether it is on the disk
 */
gboolean
nrn_onnx_save (const NrnWeights     *weights,
               const NrnOnnxExtras  *extras,
               const char           *path,
               GError              **error)
{
  g_autoptr (GBytes) bytes = NULL;
  NrnFileContents file = { .path = path };

  g_return_val_if_fail (path != NULL, FALSE);

  if (!nrn_architecture_check_all_on (nrn_weights_get_architecture (weights), error))
    return FALSE;
  bytes = nrn_onnx_print (weights, extras, error);
  if (bytes == NULL)
    return FALSE;
  file.data = g_bytes_get_data (bytes, &file.length);

  return nrn_file_replace (&file, 1, error);
}
