/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Activations as ONNX' operators. Where ONNX has one that computes the same,
 * it is that one; else the formula of the activation's table, spelled out.
 * Source: ONNX' "Operator Schemas" (docs/Operators.md).
 */

#include "config.h"

#include "nrn-onnx-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-error.h"

#define ROOT_2         1.4142135623730951    /* √2 */
#define ROOT_2_OVER_PI 0.7978845608028654    /* √(2 ∕ π) */
#define GELU_CUBE      0.044715
/* Keras has more digits than ONNX' defaults. */
#define SELU_ALPHA     1.67326324235438
#define SELU_SCALE     1.05070098735548

static const char *
apply (NrnOnnxGraph *graph,
       const char   *op_type,
       const char   *x)
{
  return nrn_onnx_graph_apply (graph, op_type, x, NULL);
}

static const char *
combine (NrnOnnxGraph *graph,
         const char   *op_type,
         const char   *a,
         const char   *b)
{
  return nrn_onnx_graph_apply (graph, op_type, a, b, NULL);
}

static const char *
number (NrnOnnxGraph *graph,
        double        value)
{
  return nrn_onnx_graph_number (graph, value);
}

static const char *
clip (NrnOnnxGraph *graph,
      const char   *x,
      double        low,
      double        high)
{
  return nrn_onnx_graph_apply (graph, "Clip", x, number (graph, low), number (graph, high), NULL);
}

/* min (max (slope · x + 1 ∕ 2, 0), 1) */
static const char *
ramp (NrnOnnxGraph *graph,
      const char   *x,
      double        slope)
{
  const char *y = apply (graph, "HardSigmoid", x);

  nrn_onnx_graph_set_float (graph, "alpha", slope);
  nrn_onnx_graph_set_float (graph, "beta", 0.5);

  return y;
}

/* An operator with one attribute, of the same name as the argument or not. */
static const char *
apply_with (NrnOnnxGraph    *graph,
            const char      *op_type,
            const char      *x,
            const char      *attribute,
            const NrnConfig *config,
            const char      *property)
{
  const char *y = apply (graph, op_type, x);

  nrn_onnx_graph_set_float (graph, attribute, nrn_config_lookup (config, property));

  return y;
}

static const char *
add_linear (NrnOnnxGraph    *graph,
            const NrnConfig *config,
            const char      *x)
{
  return x;
}

/* What is above the threshold, at most max_value, less negative_slope times
 * what is missing to the threshold. */
static const char *
add_relu (NrnOnnxGraph    *graph,
          const NrnConfig *config,
          const char      *x)
{
  double slope = nrn_config_lookup (config, "negative_slope");
  double max_value = nrn_config_lookup (config, "max_value");
  double threshold = nrn_config_lookup (config, "threshold");
  const char *y = threshold == 0 ? apply (graph, "Relu", x)
                                 : apply_with (graph, "ThresholdedRelu", x, "alpha", config,
                                               "threshold");
  const char *below;

  if (!isnan (max_value))
    y = clip (graph, y, 0, max_value);
  if (slope == 0)
    return y;

  below = apply (graph, "Relu", combine (graph, "Sub", number (graph, threshold), x));

  return combine (graph, "Sub", y, combine (graph, "Mul", below, number (graph, slope)));
}

static const char *
add_leaky_relu (NrnOnnxGraph    *graph,
                const NrnConfig *config,
                const char      *x)
{
  return apply_with (graph, "LeakyRelu", x, "alpha", config, "negative_slope");
}

static const char *
add_relu6 (NrnOnnxGraph    *graph,
           const NrnConfig *config,
           const char      *x)
{
  return clip (graph, x, 0, 6);
}

static const char *
add_elu (NrnOnnxGraph    *graph,
         const NrnConfig *config,
         const char      *x)
{
  return apply_with (graph, "Elu", x, "alpha", config, "alpha");
}

static const char *
add_selu (NrnOnnxGraph    *graph,
          const NrnConfig *config,
          const char      *x)
{
  const char *y = apply (graph, "Selu", x);

  nrn_onnx_graph_set_float (graph, "alpha", SELU_ALPHA);
  nrn_onnx_graph_set_float (graph, "gamma", SELU_SCALE);

  return y;
}

static const char *
add_celu (NrnOnnxGraph    *graph,
          const NrnConfig *config,
          const char      *x)
{
  return apply_with (graph, "Celu", x, "alpha", config, "alpha");
}

static const char *
add_hard_sigmoid (NrnOnnxGraph    *graph,
                  const NrnConfig *config,
                  const char      *x)
{
  return ramp (graph, x, 1.0 / 6);
}

static const char *
add_sparse_sigmoid (NrnOnnxGraph    *graph,
                    const NrnConfig *config,
                    const char      *x)
{
  return ramp (graph, x, 0.5);
}

static const char *
add_log_sigmoid (NrnOnnxGraph    *graph,
                 const NrnConfig *config,
                 const char      *x)
{
  return apply (graph, "Neg", apply (graph, "Softplus", apply (graph, "Neg", x)));
}

static const char *
add_hard_tanh (NrnOnnxGraph    *graph,
               const NrnConfig *config,
               const char      *x)
{
  return clip (graph, x, -1, 1);
}

/* max (x, 0) + b ∕ 2 ∕ (√(x² + b) + |x|), which is (x + √(x² + b)) ∕ 2
 * without a difference of large numbers. */
static const char *
add_squareplus (NrnOnnxGraph    *graph,
                const NrnConfig *config,
                const char      *x)
{
  double b = nrn_config_lookup (config, "b");
  const char *relu = apply (graph, "Relu", x);
  const char *square, *sum, *root, *corner;

  if (b == 0)
    return relu;

  square = combine (graph, "Mul", x, x);
  root = apply (graph, "Sqrt", combine (graph, "Add", square, number (graph, b)));
  sum = combine (graph, "Add", root, apply (graph, "Abs", x));
  corner = combine (graph, "Div", number (graph, b / 2), sum);

  return combine (graph, "Add", relu, corner);
}

/* (c + 1)² ∕ 4 of what is between −1 and 1, and what is above 1. */
static const char *
add_sparse_plus (NrnOnnxGraph    *graph,
                 const NrnConfig *config,
                 const char      *x)
{
  const char *side = combine (graph, "Add", clip (graph, x, -1, 1), number (graph, 1));
  const char *square = combine (graph, "Mul", side, side);
  const char *above = apply (graph, "Relu", combine (graph, "Sub", x, number (graph, 1)));

  return combine (graph, "Add", combine (graph, "Mul", square, number (graph, 0.25)), above);
}

static const char *
add_softmax (NrnOnnxGraph    *graph,
             const NrnConfig *config,
             const char      *x)
{
  const char *y = apply (graph, "Softmax", x);

  nrn_onnx_graph_set_int (graph, "axis", -1);

  return y;
}

static const char *
add_log_softmax (NrnOnnxGraph    *graph,
                 const NrnConfig *config,
                 const char      *x)
{
  const char *y = apply (graph, "LogSoftmax", x);

  nrn_onnx_graph_set_int (graph, "axis", -1);

  return y;
}

/* x · σ(u), as x ∕ (1 + e⁻ᵘ): ONNX Runtime's Sigmoid never gets to 0, which
 * a large negative x would show. */
static const char *
gate (NrnOnnxGraph *graph,
      const char   *x,
      const char   *u)
{
  const char *e = apply (graph, "Exp", apply (graph, "Neg", u));

  return combine (graph, "Div", x, combine (graph, "Add", e, number (graph, 1)));
}

static const char *
add_silu (NrnOnnxGraph    *graph,
          const NrnConfig *config,
          const char      *x)
{
  return gate (graph, x, x);
}

static const char *
add_hard_silu (NrnOnnxGraph    *graph,
               const NrnConfig *config,
               const char      *x)
{
  return combine (graph, "Mul", x, ramp (graph, x, 1.0 / 6));
}

/* x · σ(2 √(2 ∕ π) (x + 0.044715 x³)), the formula with tanh. */
static const char *
add_approximate_gelu (NrnOnnxGraph *graph,
                      const char   *x)
{
  const char *square = combine (graph, "Mul", x, x);
  const char *factor = combine (graph, "Add", number (graph, 2 * ROOT_2_OVER_PI),
                                combine (graph, "Mul", square,
                                         number (graph, 2 * ROOT_2_OVER_PI * GELU_CUBE)));

  return gate (graph, x, combine (graph, "Mul", x, factor));
}

static const char *
add_gelu (NrnOnnxGraph    *graph,
          const NrnConfig *config,
          const char      *x)
{
  const char *erf, *share;

  if (nrn_config_lookup (config, "approximate") != 0)
    return add_approximate_gelu (graph, x);

  erf = apply (graph, "Erf", combine (graph, "Div", x, number (graph, ROOT_2)));
  share = combine (graph, "Mul", combine (graph, "Add", erf, number (graph, 1)),
                   number (graph, 0.5));

  return combine (graph, "Mul", x, share);
}

static const char *
add_mish (NrnOnnxGraph    *graph,
          const NrnConfig *config,
          const char      *x)
{
  return combine (graph, "Mul", x, apply (graph, "Tanh", apply (graph, "Softplus", x)));
}

static const char *
add_soft_shrink (NrnOnnxGraph    *graph,
                 const NrnConfig *config,
                 const char      *x)
{
  const char *y = apply_with (graph, "Shrink", x, "lambd", config, "threshold");

  nrn_onnx_graph_set_float (graph, "bias", nrn_config_lookup (config, "threshold"));

  return y;
}

static const char *
add_hard_shrink (NrnOnnxGraph    *graph,
                 const NrnConfig *config,
                 const char      *x)
{
  return apply_with (graph, "Shrink", x, "lambd", config, "threshold");
}

static const char *
add_tanh_shrink (NrnOnnxGraph    *graph,
                 const NrnConfig *config,
                 const char      *x)
{
  return combine (graph, "Sub", x, apply (graph, "Tanh", x));
}

/* A new activation is one line here: the operator that it is, or a function
 * that applies some. */
static const struct
{
  const char   *name;
  const char   *op_type;
  const char *(*add) (NrnOnnxGraph    *graph,
                      const NrnConfig *config,
                      const char      *x);
} activations[] = {
  { "linear", NULL, add_linear },
  { "relu", NULL, add_relu },
  { "leaky_relu", NULL, add_leaky_relu },
  { "relu6", NULL, add_relu6 },
  { "elu", NULL, add_elu },
  { "selu", NULL, add_selu },
  { "celu", NULL, add_celu },
  { "exponential", "Exp", NULL },
  { "sigmoid", "Sigmoid", NULL },
  { "hard_sigmoid", NULL, add_hard_sigmoid },
  { "sparse_sigmoid", NULL, add_sparse_sigmoid },
  { "log_sigmoid", NULL, add_log_sigmoid },
  { "tanh", "Tanh", NULL },
  { "hard_tanh", NULL, add_hard_tanh },
  { "softsign", "Softsign", NULL },
  { "softplus", "Softplus", NULL },
  { "squareplus", NULL, add_squareplus },
  { "sparse_plus", NULL, add_sparse_plus },
  { "softmax", NULL, add_softmax },
  { "log_softmax", NULL, add_log_softmax },
  { "silu", NULL, add_silu },
  { "hard_silu", NULL, add_hard_silu },
  { "gelu", NULL, add_gelu },
  { "mish", NULL, add_mish },
  { "soft_shrink", NULL, add_soft_shrink },
  { "hard_shrink", NULL, add_hard_shrink },
  { "tanh_shrink", NULL, add_tanh_shrink },
};

/**
 * nrn_onnx_add_activation:
 * @graph: a graph
 * @activation: an activation with its arguments
 * @inputs: the value that it gets
 * @error: return location
 *
 * Returns: (transfer none) (nullable): what comes out, or %NULL with @error
 *   set if Neurons does not know how to say it in ONNX
 */
const char *
nrn_onnx_add_activation (NrnOnnxGraph     *graph,
                         const NrnConfig  *activation,
                         const char       *inputs,
                         GError          **error)
{
  const NrnKind *kind = nrn_config_get_kind (activation);

  for (gsize i = 0; i < G_N_ELEMENTS (activations); i++)
    {
      if (g_str_equal (activations[i].name, kind->name))
        return activations[i].add != NULL ? activations[i].add (graph, activation, inputs)
                                          : apply (graph, activations[i].op_type, inputs);
    }

  g_set_error (error, NRN_ERROR, NRN_ERROR_UNSUPPORTED,
               _("Neurons cannot write the activation “%s” to ONNX."), kind->name);
  return NULL;
}
