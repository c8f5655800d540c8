/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Layers without activations are one layer.
 *
 *   (x · W1 + b1) · W2 + b2  =  x · (W1 · W2)  +  (b1 · W2 + b2)
 */

#include "config.h"

#include "nrn-collapse.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-error.h"
#include "nrn-model.h"
#include "nrn-vector.h"

/* Products of numbers: more take longer than a frame. */
#define MAX_PRODUCTS 5e6

struct _NrnCollapse
{
  NrnWeights *weights;    /* owned; with linear activations */
  GArray     *steps;      /* owned; NrnCollapseStep */
  GPtrArray  *numbers;    /* owned; what the steps point at */
};

/* The last layer that has one; the number of layers for none. */
static guint
find_last_activation (const NrnArchitecture *architecture)
{
  guint n_layers = nrn_architecture_get_n_layers (architecture);

  for (guint i = n_layers; i > 0; i--)
    {
      if (nrn_architecture_get_activation (architecture, i - 1) != NULL)
        return i - 1;
    }

  return n_layers;
}

/**
 * nrn_collapse_make_linear:
 * @architecture: a network
 * @with_outputs: whether the last activation, too, becomes linear; many losses
 *   would not do without it
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the same with the activation linear in
 *   every layer that has one
 */
NrnArchitecture *
nrn_collapse_make_linear (const NrnArchitecture  *architecture,
                          gboolean                with_outputs,
                          GError                **error)
{
  guint last = find_last_activation (architecture);
  g_autoptr (NrnArchitecture) linear = nrn_architecture_ref (architecture);
  g_autoptr (NrnConfig) activation =
    nrn_config_new_by_name (NRN_FAMILY_ACTIVATION, "linear", error);

  if (activation == NULL)
    return NULL;

  for (guint i = 0; i < nrn_architecture_get_n_layers (architecture); i++)
    {
      g_autoptr (NrnConfig) layer = NULL;
      NrnArchitecture *next;

      if (nrn_architecture_get_activation (architecture, i) == NULL || (i == last && !with_outputs))
        continue;
      layer = nrn_config_with_config (nrn_architecture_get_layer (architecture, i), "activation",
                                      activation, error);
      next = layer != NULL ? nrn_architecture_with_layer (linear, i, layer, error) : NULL;
      if (next == NULL)
        return NULL;
      nrn_architecture_unref (linear);
      linear = next;
    }

  return g_steal_pointer (&linear);
}

/* ---- Steps ---- */

static double *
keep_numbers (NrnCollapse *self,
              gsize        n)
{
  double *numbers = g_new0 (double, n);

  g_ptr_array_add (self->numbers, numbers);

  return numbers;
}

static double *
keep_floats (NrnCollapse *self,
             gsize        n,
             const float *values)
{
  double *numbers = keep_numbers (self, n);

  for (gsize i = 0; values != NULL && i < n; i++)
    numbers[i] = (double) values[i];

  return numbers;
}

/* Computes (n_rows, n_inner) · (n_inner, n_cols), added to what is there. */
static void
multiply (guint         n_rows,
          guint         n_inner,
          guint         n_cols,
          const double *left,
          const double *right,
          double       *product)
{
  for (guint row = 0; row < n_rows; row++)
    {
      for (guint inner = 0; inner < n_inner; inner++)
        {
          for (guint col = 0; col < n_cols; col++)
            product[(gsize) row * n_cols + col] += left[(gsize) row * n_inner + inner] *
                                                   right[(gsize) inner * n_cols + col];
        }
    }
}

static void
add_step (NrnCollapse *self,
          guint        layer)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (self->weights);
  const NrnTensor *kernel = nrn_architecture_find_tensor (architecture, layer, "kernel");
  const NrnCollapseStep *before = self->steps->len > 0
                                    ? &g_array_index (self->steps, NrnCollapseStep, self->steps->len - 1)
                                    : NULL;
  NrnCollapseStep step = {
    .layer = layer,
    .n_inputs = nrn_architecture_get_input_dim (architecture),
    .n_before = kernel->dims[0],
    .n_units = kernel->dims[1],
  };
  double *product, *bias;

  step.own_kernel = keep_floats (self, (gsize) step.n_before * step.n_units,
                                 nrn_weights_get_tensor (self->weights, layer, "kernel"));
  step.own_bias = keep_floats (self, step.n_units,
                               nrn_weights_get_tensor (self->weights, layer, "bias"));
  step.kernel = step.own_kernel;
  step.bias = step.own_bias;
  if (before != NULL)
    {
      product = keep_numbers (self, (gsize) step.n_inputs * step.n_units);
      bias = keep_floats (self, step.n_units, nrn_weights_get_tensor (self->weights, layer, "bias"));
      multiply (step.n_inputs, step.n_before, step.n_units, before->kernel, step.own_kernel, product);
      multiply (1, step.n_before, step.n_units, before->bias, step.own_kernel, bias);
      step.kernel = product;
      step.bias = bias;
    }
  g_array_append_val (self->steps, step);
}

/* Dropout and noise do nothing once a network is trained; an Activation layer
 * is linear here. */
static gboolean
does_nothing (const NrnConfig *layer)
{
  const NrnKind *kind = nrn_config_get_kind (layer);

  return nrn_kind_is (kind, "Dropout") || nrn_kind_is (kind, "GaussianNoise") ||
         nrn_kind_is (kind, "Activation");
}

static gboolean
check (const NrnArchitecture  *architecture,
       GError                **error)
{
  double n_products = 0;

  for (guint i = 0; i < nrn_architecture_get_n_layers (architecture); i++)
    {
      const NrnConfig *layer = nrn_architecture_get_layer (architecture, i);
      const NrnTensor *kernel = nrn_architecture_find_tensor (architecture, i, "kernel");

      if (kernel != NULL)
        n_products += (double) nrn_architecture_get_input_dim (architecture) *
                      (double) kernel->dims[0] * kernel->dims[1];
      else if (!does_nothing (layer))
        {
          g_set_error (error, NRN_ERROR, NRN_ERROR_UNSUPPORTED,
                       _("“%s” is a layer of the kind %s; only Dense layers can be multiplied into "
                         "one."), nrn_architecture_get_layer_name (architecture, i),
                       nrn_config_get_name (layer));
          return FALSE;
        }
    }
  if (n_products > MAX_PRODUCTS)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_UNSUPPORTED,
                   _("This network is too large to be multiplied out; fewer inputs or units would "
                     "do."));
      return FALSE;
    }

  return TRUE;
}

/**
 * nrn_collapse_new:
 * @weights: a network's
 * @error: return location
 *
 * Makes all of its activations linear and multiplies its layers.
 *
 * Returns: (transfer full) (nullable): a step for each Dense layer, or %NULL
 *   with @error set if there are other layers, or too many numbers
 */
NrnCollapse *
nrn_collapse_new (const NrnWeights  *weights,
                  GError           **error)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  g_autoptr (NrnArchitecture) linear = NULL;
  NrnCollapse *collapse;

  if (!check (architecture, error))
    return NULL;

  linear = nrn_collapse_make_linear (architecture, TRUE, error);
  if (linear == NULL)
    return NULL;

  collapse = g_new0 (NrnCollapse, 1);
  collapse->weights = nrn_weights_new (linear, nrn_weights_get_data (weights));
  collapse->steps = g_array_new (FALSE, FALSE, sizeof (NrnCollapseStep));
  collapse->numbers = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < nrn_architecture_get_n_layers (linear); i++)
    {
      if (nrn_architecture_find_tensor (linear, i, "kernel") != NULL)
        add_step (collapse, i);
    }

  return collapse;
}

void
nrn_collapse_free (NrnCollapse *collapse)
{
  nrn_weights_unref (collapse->weights);
  g_array_unref (collapse->steps);
  g_ptr_array_unref (collapse->numbers);
  g_free (collapse);
}

/**
 * nrn_collapse_get_n_steps:
 * @collapse: a collapse
 *
 * Returns: how many Dense layers there are
 */
guint
nrn_collapse_get_n_steps (const NrnCollapse *collapse)
{
  return collapse->steps->len;
}

/**
 * nrn_collapse_get_step:
 * @collapse: a collapse
 * @step: 0 for the first Dense layer; the last one is the single layer that
 *   remains
 *
 * Returns: (transfer none): what the layers up to there come to
 */
const NrnCollapseStep *
nrn_collapse_get_step (const NrnCollapse *collapse,
                       guint              step)
{
  g_return_val_if_fail (step < collapse->steps->len, NULL);

  return &g_array_index (collapse->steps, NrnCollapseStep, step);
}

/* ---- Checking it with the engine ---- */

/* A network of one Dense layer. */
static NrnWeights *
make_single (const NrnCollapse *collapse)
{
  const NrnCollapseStep *last = nrn_collapse_get_step (collapse, collapse->steps->len - 1);
  gsize n_kernel = (gsize) last->n_inputs * last->n_units;
  g_autofree char *units = g_strdup_printf ("%u-%u", last->n_inputs, last->n_units);
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse (units, "linear", NULL);
  g_autofree float *values = g_new (float, n_kernel + last->n_units);

  for (gsize i = 0; i < n_kernel; i++)
    values[i] = (float) last->kernel[i];
  for (guint i = 0; i < last->n_units; i++)
    values[n_kernel + i] = (float) last->bias[i];

  return nrn_weights_new (architecture, values);
}

static float *
predict (const NrnWeights *weights,
         guint             n_rows,
         const float      *inputs)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  g_autoptr (NrnModel) model = nrn_model_new (architecture, MIN (n_rows, 256));
  float *outputs = g_new0 (float, (gsize) n_rows * nrn_architecture_get_output_dim (architecture) +
                                  NRN_LANES);

  nrn_model_set_weights (model, weights);
  nrn_model_predict (model, n_rows, inputs, outputs);

  return outputs;
}

/**
 * nrn_collapse_compare:
 * @collapse: a collapse with at least one step
 * @n_rows: at least 1
 * @inputs: shape (n_rows, input_dim), row-major
 *
 * Returns: by how much the outputs of the single layer are off those of all
 *   layers, at most, both as the engine computes them
 */
double
nrn_collapse_compare (const NrnCollapse *collapse,
                      guint              n_rows,
                      const float       *inputs)
{
  const NrnCollapseStep *last = nrn_collapse_get_step (collapse, collapse->steps->len - 1);
  g_autoptr (NrnWeights) single = make_single (collapse);
  g_autofree float *all = predict (collapse->weights, n_rows, inputs);
  g_autofree float *one = predict (single, n_rows, inputs);
  double most = 0;

  for (gsize i = 0; i < (gsize) n_rows * last->n_units; i++)
    most = MAX (most, fabs ((double) all[i] - (double) one[i]));

  return most;
}
