/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Layers as ONNX' operators, as they are when a network predicts. Source:
 * ONNX' "Operator Schemas" (docs/Operators.md).
 */

#include "config.h"

#include "nrn-onnx-private.h"

#include <glib/gi18n-lib.h>

#include "nrn-error.h"

/* A layer while it is written. */
typedef struct
{
  NrnOnnxGraph     *graph;      /* borrowed */
  const NrnWeights *weights;    /* borrowed */
  guint             layer;
  guint             units;
} Layer;

/* One of the layer's weights; NULL if it has none of that name. */
static const char *
add_weight (const Layer *self,
            const char  *name)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (self->weights);
  const NrnTensor *tensor = nrn_architecture_find_tensor (architecture, self->layer, name);

  if (tensor == NULL)
    return NULL;

  return nrn_onnx_graph_tensor (self->graph, name, tensor->n_dims, tensor->dims,
                                nrn_weights_get_tensor (self->weights, self->layer, name));
}

/* For an operator that wants a weight that the layer does without. */
static const char *
add_weight_or (const Layer *self,
               const char  *name,
               float        value)
{
  const char *weight = add_weight (self, name);
  float *data;

  if (weight != NULL)
    return weight;

  data = nrn_onnx_graph_alloc (self->graph, self->units * sizeof *data);
  for (guint i = 0; i < self->units; i++)
    data[i] = value;

  return nrn_onnx_graph_tensor (self->graph, name, 1, &self->units, data);
}

static const char *
add_dense (const Layer      *self,
           const NrnConfig  *config,
           const char       *inputs,
           GError          **error)
{
  const char *kernel = add_weight (self, "kernel");
  const char *bias = add_weight (self, "bias");
  const char *sums = nrn_onnx_graph_apply (self->graph, "Gemm", inputs, kernel, bias, NULL);

  return nrn_onnx_add_activation (self->graph, nrn_architecture_get_activation (
                                    nrn_weights_get_architecture (self->weights), self->layer),
                                  sums, error);
}

static const char *
add_activation (const Layer      *self,
                const NrnConfig  *config,
                const char       *inputs,
                GError          **error)
{
  return nrn_onnx_add_activation (self->graph, nrn_architecture_get_activation (
                                    nrn_weights_get_architecture (self->weights), self->layer),
                                  inputs, error);
}

/* With the moving averages, as after training. */
static const char *
add_batch_normalization (const Layer      *self,
                         const NrnConfig  *config,
                         const char       *inputs,
                         GError          **error)
{
  const char *gamma = add_weight_or (self, "gamma", 1);
  const char *beta = add_weight_or (self, "beta", 0);
  const char *mean = add_weight (self, "moving_mean");
  const char *variance = add_weight (self, "moving_variance");
  const char *outputs = nrn_onnx_graph_apply (self->graph, "BatchNormalization", inputs, gamma,
                                              beta, mean, variance, NULL);

  nrn_onnx_graph_set_float (self->graph, "epsilon", nrn_config_lookup (config, "epsilon"));

  return outputs;
}

/* The mean of each row, as a column. */
static const char *
add_mean (NrnOnnxGraph *graph,
          const char   *inputs)
{
  const char *mean = nrn_onnx_graph_apply (graph, "ReduceMean", inputs, NULL);

  nrn_onnx_graph_set_ints (graph, "axes", -1);
  nrn_onnx_graph_set_int (graph, "keepdims", 1);

  return mean;
}

/* γ · (x − μ) ∕ √(σ² + ε) + β; ONNX has an operator for it since version 17. */
static const char *
add_layer_normalization (const Layer      *self,
                         const NrnConfig  *config,
                         const char       *inputs,
                         GError          **error)
{
  NrnOnnxGraph *graph = self->graph;
  const char *epsilon = nrn_onnx_graph_number (graph, nrn_config_lookup (config, "epsilon"));
  const char *difference = nrn_onnx_graph_apply (graph, "Sub", inputs, add_mean (graph, inputs),
                                                 NULL);
  const char *square = nrn_onnx_graph_apply (graph, "Mul", difference, difference, NULL);
  const char *sum = nrn_onnx_graph_apply (graph, "Add", add_mean (graph, square), epsilon, NULL);
  const char *root = nrn_onnx_graph_apply (graph, "Sqrt", sum, NULL);
  const char *outputs = nrn_onnx_graph_apply (graph, "Div", difference, root, NULL);
  const char *gamma = add_weight (self, "gamma");
  const char *beta = add_weight (self, "beta");

  if (gamma != NULL)
    outputs = nrn_onnx_graph_apply (graph, "Mul", outputs, gamma, NULL);
  if (beta != NULL)
    outputs = nrn_onnx_graph_apply (graph, "Add", outputs, beta, NULL);

  return outputs;
}

/* Layers that do something while training only. */
static const char *
add_nothing (const Layer      *self,
             const NrnConfig  *config,
             const char       *inputs,
             GError          **error)
{
  return inputs;
}

/* A new layer is one line here. */
static const struct
{
  const char   *name;
  const char *(*add) (const Layer      *self,
                      const NrnConfig  *config,
                      const char       *inputs,
                      GError          **error);
} layers[] = {
  { "Dense", add_dense },
  { "Activation", add_activation },
  { "Dropout", add_nothing },
  { "GaussianNoise", add_nothing },
  { "BatchNormalization", add_batch_normalization },
  { "LayerNormalization", add_layer_normalization },
};

/**
 * nrn_onnx_add_layer:
 * @graph: a graph
 * @weights: a network with its weights, which @graph will borrow
 * @layer: index of a layer
 * @inputs: the value that it gets
 * @error: return location
 *
 * Returns: (transfer none) (nullable): what comes out, or %NULL with @error
 *   set if Neurons does not know how to say it in ONNX
 */
const char *
nrn_onnx_add_layer (NrnOnnxGraph      *graph,
                    const NrnWeights  *weights,
                    guint              layer,
                    const char        *inputs,
                    GError           **error)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  const NrnConfig *config = nrn_architecture_get_layer (architecture, layer);
  const Layer self = {
    graph, weights, layer, nrn_architecture_get_layer_units (architecture, layer),
  };

  nrn_onnx_graph_set_layer (graph, nrn_architecture_get_layer_name (architecture, layer));
  for (gsize i = 0; i < G_N_ELEMENTS (layers); i++)
    {
      if (g_str_equal (layers[i].name, nrn_config_get_name (config)))
        return layers[i].add (&self, config, inputs, error);
    }

  g_set_error (error, NRN_ERROR, NRN_ERROR_UNSUPPORTED,
               _("Neurons cannot write the layer “%s” (%s) to ONNX."),
               nrn_architecture_get_layer_name (architecture, layer), nrn_config_get_name (config));
  return NULL;
}
