/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Where the delta of a unit comes from: in the last layer from the loss, before
 * it from the deltas of the next layer. Gradients are those of the training, of
 * one row instead of its part in the mean over the batch.
 */

#include "config.h"

#include "nrn-delta-story.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-activation.h"
#include "nrn-layer.h"
#include "nrn-loss-formula.h"
#include "nrn-loss-slope.h"
#include "nrn-vector.h"

/* So many products are written as a sum; of more, the strongest. */
#define MAX_PRODUCTS 6
#define N_STRONGEST  3

typedef struct
{
  NrnStory        *story;
  const NrnTrace  *trace;
  guint            row;
  guint            layer;
  guint            unit;
  NrnTraceLayer    values;      /* of the layer */
  const NrnConfig *activation;
  NrnLossTerms     terms;       /* in the last layer */
  gboolean         is_last;
} Teller;

/* One product of what comes back. */
typedef struct
{
  guint  unit;
  double w;
  double delta;
} Product;

static const NrnArchitecture *
get_architecture (const Teller *self)
{
  return nrn_weights_get_architecture (nrn_trace_get_weights (self->trace));
}

/* Of the row alone: the training holds its part in the mean. */
static double
get_of_row (const Teller *self,
            const float  *gradients,
            guint         units,
            guint         unit)
{
  return (double) gradients[(gsize) self->row * units + unit] * nrn_trace_get_n_rows (self->trace);
}

static double
get_d_output (const Teller *self,
              guint         unit)
{
  return get_of_row (self, self->values.d_outputs, self->values.units, unit);
}

/* The symbol of the unit's output, and that of the gradient by it. */
static char *
name_output (const Teller *self,
             guint         unit)
{
  return self->is_last ? nrn_loss_terms_name (&self->terms, "p", unit) : g_strdup ("y");
}

static char *
name_gradient (const Teller *self,
               guint         unit)
{
  g_autofree char *output = name_output (self, unit);

  return g_strdup_printf ("∂L/∂%s", output);
}

static char *
call_gradient (const Teller *self,
               guint         unit)
{
  /* Translators: the gradient of the loss by the output of a unit. */
  const char *word = C_("formula", "gradient by the output");

  return self->is_last ? nrn_loss_terms_call (&self->terms, word, unit) : g_strdup (word);
}

/* ---- The gradient by outputs ---- */

/* Whether a regularizer punishes the outputs, too. */
static gboolean
has_penalty (const Teller *self)
{
  const NrnConfig *layer = nrn_architecture_get_layer (get_architecture (self), self->layer);
  const NrnLayerKind *kind = (const NrnLayerKind *) nrn_config_get_kind (layer);

  return kind->get_activity_regularizer != NULL && kind->get_activity_regularizer (layer) != NULL;
}

/* @formula: what comes from the loss, or from the next layer */
static void
tell_d_output (Teller     *self,
               guint       unit,
               const char *formula)
{
  g_autofree char *name = name_gradient (self, unit);
  g_autofree char *word = call_gradient (self, unit);
  double result = get_d_output (self, unit);

  if (!has_penalty (self))
    {
      nrn_story_tell (self->story, name, word, formula, result, NRN_FORMULA_SYMBOLS);
      return;
    }

  nrn_story_work_out (self->story, "∂", word, formula);
  nrn_story_tell_value (self->story, "P", C_("formula", "gradient of the penalty of the output"),
                        result - nrn_story_get (self->story, "∂"));
  nrn_story_tell (self->story, name, word, "∂ + P", result, NRN_FORMULA_SYMBOLS);
}

static void
tell_from_loss (Teller *self,
                guint   unit)
{
  const float *counts = nrn_trace_get_row_weights (self->trace);
  g_autofree char *slope = nrn_loss_slope_write (&self->terms, unit);
  g_autofree char *formula = NULL;

  if (counts != NULL)
    {
      nrn_story_set (self->story, "c", C_("formula", "what the sample counts"), (double) counts[self->row]);
      formula = strchr (slope, ' ') != NULL ? g_strdup_printf ("c × (%s)", slope)
                                            : g_strdup_printf ("c × %s", slope);
    }
  tell_d_output (self, unit, formula != NULL ? formula : slope);
}

static const float *
get_next_deltas (const Teller    *self,
                 const NrnTensor *kernel)
{
  NrnTraceLayer next;

  if (kernel == NULL)
    return NULL;

  nrn_trace_get_layer (self->trace, self->layer + 1, &next);

  return next.d_sums;
}

static int
compare_strength (gconstpointer a,
                  gconstpointer b)
{
  double strength_a = fabs (((const Product *) a)->w * ((const Product *) a)->delta);
  double strength_b = fabs (((const Product *) b)->w * ((const Product *) b)->delta);

  return (strength_a < strength_b) - (strength_a > strength_b);
}

static char *
write_product (Teller        *self,
               const Product *product)
{
  g_autofree char *weight = nrn_formula_print_indexed ("w", product->unit + 1);
  g_autofree char *delta = nrn_formula_print_indexed ("δ", product->unit + 1);
  g_autofree char *weight_word = g_strdup_printf (C_("formula", "weight to unit %u"), product->unit + 1);
  g_autofree char *delta_word = g_strdup_printf (C_("formula", "delta of unit %u"), product->unit + 1);

  nrn_story_set (self->story, weight, weight_word, product->w);
  nrn_story_set (self->story, delta, delta_word, product->delta);

  return g_strdup_printf ("%s × %s", weight, delta);
}

/* Returns (transfer full): the formula of the sum of what all units of the next
 * layer give back. */
static char *
write_products (Teller  *self,
                guint    n,
                Product *products)
{
  guint n_written = n <= MAX_PRODUCTS ? n : N_STRONGEST;
  guint n_others = n - n_written;
  GString *formula = g_string_new (NULL);
  double others = 0;

  if (n_others > 0)
    qsort (products, n, sizeof (Product), compare_strength);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *product = NULL;

      if (i >= n_written)
        {
          others += products[i].w * products[i].delta;
          continue;
        }
      product = write_product (self, &products[i]);
      g_string_append_printf (formula, "%s%s", i > 0 ? " + " : "", product);
    }
  if (n_others > 0)
    {
      /* Translators: the other summands of a sum, in a formula. No brackets, commas
       * or signs. */
      g_autofree char *name = g_strdup_printf (ngettext ("Σ of %u more", "Σ of %u more", n_others),
                                               n_others);

      nrn_story_set (self->story, name, name, others);
      g_string_append_printf (formula, " + %s", name);
    }

  return g_string_free (formula, FALSE);
}

static void
tell_from_next_layer (Teller *self)
{
  const NrnArchitecture *architecture = get_architecture (self);
  const NrnTensor *kernel = nrn_architecture_find_tensor (architecture, self->layer + 1, "kernel");
  const float *deltas = get_next_deltas (self, kernel);
  const float *weights;
  g_autofree Product *products = NULL;
  g_autofree char *formula = NULL;
  guint n;

  if (deltas == NULL)
    {
      g_autofree char *name = name_gradient (self, self->unit);
      g_autofree char *word = call_gradient (self, self->unit);

      nrn_story_tell_value (self->story, name, word, get_d_output (self, self->unit));
      return;
    }

  n = kernel->dims[1];
  products = g_new (Product, n);
  weights = nrn_weights_get_tensor (nrn_trace_get_weights (self->trace), self->layer + 1, "kernel");
  for (guint i = 0; i < n; i++)
    products[i] = (Product) { i, (double) weights[(gsize) self->unit * n + i],
                              get_of_row (self, deltas, n, i) };
  formula = write_products (self, n, products);
  tell_d_output (self, self->unit, formula);
}

/* ---- Through the activation ---- */

static double
get_slope (const Teller *self)
{
  gsize place = (gsize) self->row * self->values.units + self->unit;
  const float sums[1 + NRN_LANES] = { self->values.sums[place] };
  const float outputs[1 + NRN_LANES] = { self->values.outputs[place] };
  const float ones[1 + NRN_LANES] = { 1 };
  float slopes[1 + NRN_LANES];

  nrn_activation_backward (self->activation, 1, 1, sums, outputs, ones, slopes);

  return (double) slopes[0];
}

/* Each output depends on all sums of the layer. */
static gboolean
is_softmax (const Teller *self)
{
  NrnActivationRange range;

  nrn_activation_get_range (self->activation, &range);

  return range.is_row_wise;
}

/* What all outputs have in common. It is 0 for a loss that divides outputs by their
 * sum anyhow, but for rounding. */
static gboolean
is_common_part_0 (const Teller *self,
                  const char   *sum)
{
  double size = 0;

  for (guint i = 0; i < self->values.units; i++)
    size += fabs (get_d_output (self, i) * (double) self->terms.outputs[i]);

  return fabs (nrn_story_evaluate (self->story, sum)) <= NRN_LOSS_NEARLY_0 * size;
}

static char *
write_softmax_delta (Teller     *self,
                     const char *gradient,
                     const char *output)
{
  g_autofree char *sum = nrn_loss_terms_sum (&self->terms, NULL, "∂L/∂p# × p#");

  if (is_common_part_0 (self, sum))
    return g_strdup_printf ("%s × %s", output, gradient);

  nrn_story_work_out (self->story, "d", C_("formula", "sum of all gradients by outputs times outputs"),
                      sum);

  return g_strdup_printf ("%s × (%s − d)", output, gradient);
}

static char *
write_log_softmax_delta (Teller     *self,
                         const char *gradient,
                         const char *output)
{
  g_autofree char *sum = nrn_loss_terms_sum (&self->terms, NULL, "∂L/∂p#");
  g_autofree char *power = g_strdup_printf ("e^%s", output);

  nrn_story_work_out (self->story, "d", C_("formula", "sum of all gradients by outputs"), sum);
  nrn_story_set (self->story, power, power, exp (nrn_story_get (self->story, output)));

  return g_strdup_printf ("%s − %s × d", gradient, power);
}

/* The formula of δ, from the gradient by the output and the output. */
static char *
write_delta (Teller     *self,
             const char *gradient,
             const char *output)
{
  const char *name = nrn_config_get_name (self->activation);
  g_autofree char *slope = NULL;
  g_autofree char *word = NULL;

  if (self->is_last && g_str_equal (name, "softmax"))
    return write_softmax_delta (self, gradient, output);
  if (self->is_last && g_str_equal (name, "log_softmax"))
    return write_log_softmax_delta (self, gradient, output);
  if (g_str_equal (name, "linear"))
    return g_strdup (gradient);
  if (g_str_equal (name, "sigmoid"))
    return g_strdup_printf ("%s × %s × (1 − %s)", gradient, output, output);
  if (g_str_equal (name, "tanh"))
    return g_strdup_printf ("%s × (1 − %s²)", gradient, output);

  slope = g_strdup_printf ("%s′", name);
  /* Translators: of an activation's curve, such as relu. */
  word = g_strdup_printf (C_("formula", "slope of %s"), name);
  nrn_story_set (self->story, slope, word, get_slope (self));

  return g_strdup_printf ("%s × %s", gradient, slope);
}

/* ---- The whole ---- */

static void
tell_gradients_of_outputs (Teller *self)
{
  NrnLossTerms *terms = &self->terms;

  nrn_loss_terms_tell_targets (terms);
  nrn_loss_slope_prepare (terms);
  if (!is_softmax (self))
    {
      tell_from_loss (self, self->unit);
      return;
    }

  for (guint i = 0; i < terms->n_outputs; i++)
    {
      g_autofree char *name = name_gradient (self, i);

      if (i == self->unit || nrn_loss_terms_is_shown (terms, i))
        tell_from_loss (self, i);
      else
        nrn_story_set (self->story, name, name, get_d_output (self, i));
    }
}

static void
tell_delta (Teller *self)
{
  g_autofree char *gradient = name_gradient (self, self->unit);
  g_autofree char *output = name_output (self, self->unit);
  g_autofree char *formula = NULL;
  gsize place = (gsize) self->row * self->values.units + self->unit;

  if (!self->is_last)
    nrn_story_set (self->story, output, C_("formula", "output"), (double) self->values.outputs[place]);
  formula = write_delta (self, gradient, output);
  nrn_story_tell (self->story, "δ", C_("formula", "delta"), formula,
                  get_of_row (self, self->values.d_sums, self->values.units, self->unit),
                  NRN_FORMULA_SYMBOLS);
}

/* A hidden softmax, which mixes all units, or a unit that is switched off. */
static void
tell_value (const Teller *self)
{
  nrn_story_tell_value (self->story, "δ", C_("formula", "delta"),
                        get_of_row (self, self->values.d_sums, self->values.units, self->unit));
}

/**
 * nrn_delta_story_tell:
 * @story: where to tell
 * @trace: an update
 * @row: of which sample, a place in the batch
 * @layer: a layer with weighted sums whose gradient is known
 * @unit: one of its units
 *
 * Tells where the delta of the unit comes from, which is the gradient of the
 * sample's loss by the unit's weighted sum. It is the symbol δ then.
 */
void
nrn_delta_story_tell (NrnStory       *story,
                      const NrnTrace *trace,
                      guint           row,
                      guint           layer,
                      guint           unit)
{
  Teller self = { .story = story, .trace = trace, .row = row, .layer = layer, .unit = unit };
  const NrnArchitecture *architecture = get_architecture (&self);

  self.activation = nrn_architecture_get_activation (architecture, layer);
  self.is_last = layer + 1 == nrn_architecture_get_n_layers (architecture);
  nrn_trace_get_layer (trace, layer, &self.values);
  if (self.values.d_outputs == NULL || nrn_architecture_is_off (architecture, layer, unit) ||
      (!self.is_last && is_softmax (&self)))
    {
      tell_value (&self);
      return;
    }

  if (self.is_last)
    {
      nrn_loss_terms_init (&self.terms, story, trace, row);
      tell_gradients_of_outputs (&self);
    }
  else
    {
      tell_from_next_layer (&self);
    }
  tell_delta (&self);
  if (self.is_last)
    nrn_loss_terms_clear (&self.terms);
}
