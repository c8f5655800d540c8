/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How one update comes to one new weight. Gradients, what optimizers remember
 * and the new weight are those of the training; only what it never holds for
 * one weight by itself (m̂, the step, one sample's gradient) is worked out here,
 * from the formula that is shown.
 */

#include "config.h"

#include "nrn-update-story.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-delta-story.h"
#include "nrn-layer.h"
#include "nrn-optimizer.h"

/* So many gradients are written as a sum where there is nothing before them. */
#define MAX_ALL_SUMMANDS 12

/* Who tells it. */
typedef struct
{
  NrnStory        *story;   /* owned, until it has been told */
  const NrnTrace  *trace;
  const NrnConfig *optimizer;
  const NrnTensor *tensor;
  gsize            weight;
  guint            n_rows;
  guint            row;
} Teller;

static void
set (Teller     *self,
     const char *name,
     const char *word,
     double      value)
{
  nrn_story_set (self->story, name, word, value);
}

/* @result: what the training came to */
static void
tell (Teller     *self,
      const char *name,
      const char *word,
      const char *formula,
      double      result)
{
  nrn_story_tell (self->story, name, word, formula, result, NRN_FORMULA_SYMBOLS);
}

/* What the training holds for no single weight. */
static void
work_out (Teller     *self,
          const char *name,
          const char *word,
          const char *formula)
{
  nrn_story_work_out (self->story, name, word, formula);
}

/* ---- The gradient ---- */

static gboolean
is_bias (const Teller *self)
{
  return self->tensor->n_dims == 1;
}

/* The unit that the weight goes to. */
static guint
get_unit (const Teller *self)
{
  return (guint) ((self->weight - self->tensor->offset) % self->tensor->dims[self->tensor->n_dims - 1]);
}

static double
get_input (const Teller *self,
           guint         row)
{
  guint input_dim;
  const float *inputs = nrn_trace_get_layer_inputs (self->trace, self->tensor->layer, &input_dim);

  if (is_bias (self))
    return 1;

  return inputs[(gsize) row * input_dim + (self->weight - self->tensor->offset) / self->tensor->dims[1]];
}

/* Of the row alone, not of its share in the batch's mean. */
static double
get_delta (const Teller *self,
           guint         row)
{
  NrnTraceLayer layer;

  nrn_trace_get_layer (self->trace, self->tensor->layer, &layer);

  return (double) layer.d_sums[(gsize) row * layer.units + get_unit (self)] * self->n_rows;
}

static void
tell_sample (Teller *self)
{
  g_autofree char *name = nrn_formula_print_indexed ("g", self->row + 1);
  const char *formula = is_bias (self) ? "1 × δ" : self->tensor->layer == 0 ? "x × δ" : "a × δ";
  g_autofree char *title = g_strdup_printf (_("Gradient of sample %u"), self->row + 1);

  nrn_story_begin_step (self->story, NRN_UPDATE_INPUT, _("What comes in, and delta"));
  nrn_delta_story_tell (self->story, self->trace, self->row, self->tensor->layer, get_unit (self));
  if (!is_bias (self) && self->tensor->layer == 0)
    nrn_story_tell_value (self->story, "x", C_("formula", "input"), get_input (self, self->row));
  else if (!is_bias (self))
    nrn_story_tell_value (self->story, "a", C_("formula", "activation"), get_input (self, self->row));

  nrn_story_begin_step (self->story, NRN_UPDATE_SAMPLE, title);
  work_out (self, name, C_("formula", "gradient of the sample"), formula);
}

static char *
set_mean (Teller *self)
{
  g_autofree double *gradients = g_new (double, self->n_rows);

  for (guint row = 0; row < self->n_rows; row++)
    gradients[row] = get_input (self, row) * get_delta (self, row);

  return nrn_story_set_mean (self->story, "g", C_("formula", "gradient"),
                             C_("formula", "sum of all gradients"),
                             self->row == NRN_UPDATE_ALL_ROWS ? MAX_ALL_SUMMANDS : NRN_STORY_SUMMANDS,
                             self->n_rows, gradients);
}

static gboolean
has_penalty (const Teller *self)
{
  const NrnArchitecture *architecture =
    nrn_weights_get_architecture (nrn_trace_get_weights (self->trace));
  const NrnConfig *layer = nrn_architecture_get_layer (architecture, self->tensor->layer);
  const NrnLayerKind *kind = (const NrnLayerKind *) nrn_config_get_kind (layer);
  NrnLayerWeight weights[NRN_LAYER_MAX_WEIGHTS];
  guint n = kind->list_weights (layer, self->tensor->dims[0], weights);

  for (guint i = 0; i < n; i++)
    {
      if (g_str_equal (weights[i].name, self->tensor->name))
        return weights[i].regularizer != NULL;
    }

  return FALSE;
}

static void
tell_mean (Teller *self)
{
  g_autofree char *formula = set_mean (self);
  const char *sum = formula;
  double gradient = nrn_trace_get_gradients (self->trace)[self->weight];
  const float *clipped = nrn_trace_get_clipped (self->trace);
  g_autofree char *title = g_strdup_printf (ngettext ("Mean over the batch of %u",
                                                      "Mean over the batch of %u", self->n_rows),
                                            self->n_rows);

  nrn_story_begin_step (self->story, NRN_UPDATE_MEAN, title);
  if (has_penalty (self))
    {
      work_out (self, "ḡ", C_("formula", "mean gradient"), formula);
      nrn_story_tell_value (self->story, "P", C_("formula", "gradient of the penalty"),
                  gradient - nrn_story_get (self->story, "ḡ"));
      sum = "ḡ + P";
    }
  tell (self, "g", C_("formula", "gradient"), sum, gradient);
  if (clipped != NULL)
    nrn_story_tell_value (self->story, "g", C_("formula", "gradient, clipped"), clipped[self->weight]);
}

/* ---- Optimizers ---- */

static double
get_argument (const Teller *self,
              const char   *name)
{
  return nrn_config_lookup (self->optimizer, name);
}

static gboolean
is_optimizer (const Teller *self,
              const char   *name)
{
  return g_str_equal (nrn_config_get_name (self->optimizer), name);
}

static double
get_slot (const Teller *self,
          guint         slot,
          gboolean      after)
{
  return nrn_trace_get_slot (self->trace, slot, after)[self->weight];
}

/* A constant of the optimizer, by its usual letter and Keras' name. */
static void
set_argument (Teller     *self,
              const char *letter,
              const char *name)
{
  set (self, letter, name, get_argument (self, name));
}

/* Something that is remembered: what it was, and what it becomes. */
static void
tell_slot (Teller     *self,
           guint       slot,
           const char *name,
           const char *formula)
{
  g_autofree char *old = g_strdup_printf ("%s₀", name);
  /* Translators: %s is a symbol, such as m. */
  g_autofree char *word = g_strdup_printf (C_("formula", "%s before"), name);

  set (self, old, word, get_slot (self, slot, FALSE));
  tell (self, name, name, formula, get_slot (self, slot, TRUE));
}

/* Each tells what happens to the gradient; returned is the formula of the new weight. */

static const char *
tell_sgd (Teller *self)
{
  if (nrn_trace_get_n_slots (self->trace) == 0)
    {
      work_out (self, "step", C_("formula", "step"), "η × g");
      return "w − η × g";
    }

  set_argument (self, "μ", "momentum");
  tell_slot (self, 0, "m", "μ × m₀ − η × g");

  return get_argument (self, "nesterov") != 0 ? "w + μ × m − η × g" : "w + m";
}

static void
tell_moments (Teller *self)
{
  set_argument (self, "β₁", "beta_1");
  set_argument (self, "β₂", "beta_2");
  set_argument (self, "ε", "epsilon");
  tell_slot (self, 0, "m", "m₀ + (g − m₀) × (1 − β₁)");
}

static const char *
tell_adam (Teller *self)
{
  tell_moments (self);
  tell_slot (self, 1, "v", "v₀ + (g² − v₀) × (1 − β₂)");
  work_out (self, "m̂", C_("formula", "m, corrected"), "m ∕ (1 − β₁ᵗ)");
  if (nrn_trace_get_n_slots (self->trace) > 2)
    {
      tell_slot (self, 2, "u", "max(u₀, v)");
      work_out (self, "v̂", C_("formula", "v, corrected"), "u ∕ (1 − β₂ᵗ)");
    }
  else
    {
      work_out (self, "v̂", C_("formula", "v, corrected"), "v ∕ (1 − β₂ᵗ)");
    }
  /* Keras adds ε before it corrects. */
  work_out (self, "ε̂", C_("formula", "epsilon, corrected"), "ε ∕ √(1 − β₂ᵗ)");
  work_out (self, "step", C_("formula", "step"), "η × m̂ ∕ (√v̂ + ε̂)");

  return "w − step";
}

static const char *
tell_adamax (Teller *self)
{
  tell_moments (self);
  tell_slot (self, 1, "u", "max(β₂ × u₀, |g|)");
  work_out (self, "m̂", C_("formula", "m, corrected"), "m ∕ (1 − β₁ᵗ)");
  work_out (self, "step", C_("formula", "step"), "η × m̂ ∕ (u + ε)");

  return "w − step";
}

static const char *
tell_nadam (Teller *self)
{
  tell_moments (self);
  tell_slot (self, 1, "v", "v₀ + (g² − v₀) × (1 − β₂)");
  work_out (self, "μₜ", C_("formula", "momentum now"), "β₁ × (1 − 0.5 × 0.96ᵗ)");
  work_out (self, "μₜ₊₁", C_("formula", "momentum of the next step"), "β₁ × (1 − 0.5 × 0.96 × 0.96ᵗ)");
  set (self, "Π₀", C_("formula", "product of all momenta before"),
       nrn_trace_get_product (self->trace, FALSE));
  tell (self, "Π", C_("formula", "product of all momenta"), "Π₀ × μₜ",
        nrn_trace_get_product (self->trace, TRUE));
  work_out (self, "m̂", C_("formula", "m, corrected"),
            "μₜ₊₁ × m ∕ (1 − Π × μₜ₊₁) + (1 − μₜ) × g ∕ (1 − Π)");
  work_out (self, "v̂", C_("formula", "v, corrected"), "v ∕ (1 − β₂ᵗ)");
  work_out (self, "step", C_("formula", "step"), "η × m̂ ∕ (√v̂ + ε)");

  return "w − step";
}

static const char *
tell_rmsprop (Teller *self)
{
  gboolean has_momentum = get_argument (self, "momentum") > 0;
  gboolean is_centered = get_argument (self, "centered") != 0;
  const char *step = is_centered ? "η × g ∕ √(v − a² + ε)" : "η × g ∕ √(v + ε)";

  set_argument (self, "ρ", "rho");
  set_argument (self, "ε", "epsilon");
  tell_slot (self, 0, "v", "ρ × v₀ + (1 − ρ) × g²");
  if (is_centered)
    tell_slot (self, 1 + has_momentum, "a", "ρ × a₀ + (1 − ρ) × g");
  work_out (self, "step", C_("formula", "step"), step);
  if (!has_momentum)
    return "w − step";

  set_argument (self, "μ", "momentum");
  tell_slot (self, 1, "m", "μ × m₀ + step");

  return "w − m";
}

static const char *
tell_adagrad (Teller *self)
{
  set_argument (self, "ε", "epsilon");
  tell_slot (self, 0, "a", "a₀ + g²");
  work_out (self, "step", C_("formula", "step"), "η × g ∕ √(a + ε)");

  return "w − step";
}

static const char *
tell_adadelta (Teller *self)
{
  set_argument (self, "ρ", "rho");
  set_argument (self, "ε", "epsilon");
  tell_slot (self, 0, "a", "ρ × a₀ + (1 − ρ) × g²");
  set (self, "d₀", C_("formula", "d before"), get_slot (self, 1, FALSE));
  work_out (self, "Δ", C_("formula", "change"), "−√(d₀ + ε) ∕ √(a + ε) × g");
  tell_slot (self, 1, "d", "ρ × d₀ + (1 − ρ) × Δ²");

  return "w + η × Δ";
}

static const struct
{
  const char *name;
  const char *(*tell) (Teller *self);
} tellers[] = {
  { "SGD", tell_sgd },
  { "Adam", tell_adam },
  { "AdamW", tell_adam },
  { "Adamax", tell_adamax },
  { "Nadam", tell_nadam },
  { "RMSprop", tell_rmsprop },
  { "Adagrad", tell_adagrad },
  { "Adadelta", tell_adadelta },
};

static const char *
tell_optimizer (Teller *self)
{
  nrn_story_begin_step (self->story, NRN_UPDATE_OPTIMIZER, nrn_config_get_name (self->optimizer));
  set (self, "η", C_("formula", "learning rate"), nrn_trace_get_learning_rate (self->trace));
  set (self, "t", "t", (double) nrn_trace_get_step (self->trace));
  for (guint i = 0; i < G_N_ELEMENTS (tellers); i++)
    {
      if (is_optimizer (self, tellers[i].name))
        return tellers[i].tell (self);
    }

  g_assert_not_reached ();
}

/* ---- The new weight ---- */

static void
tell_weight (Teller     *self,
             const char *formula)
{
  double old = nrn_weights_get_data (nrn_trace_get_weights (self->trace))[self->weight];
  double result = nrn_weights_get_data (nrn_trace_get_new_weights (self->trace))[self->weight];
  double decay = get_argument (self, "weight_decay");
  gboolean is_plain = is_optimizer (self, "SGD") && nrn_trace_get_n_slots (self->trace) == 0;

  nrn_story_begin_step (self->story, NRN_UPDATE_WEIGHT, _("New weight"));
  set (self, "w", C_("formula", "old weight"), old);
  if (!isnan (decay) && decay != 0)
    {
      set (self, "w₀", C_("formula", "old weight"), old);
      set (self, "λ", "weight_decay", decay);
      work_out (self, "w", C_("formula", "decayed weight"), "w₀ − w₀ × λ × η");
    }
  nrn_story_tell (self->story, "w", C_("formula", "new weight"), formula, result, NRN_FORMULA_WORDS);
  if (is_plain)
    return;

  set (self, "w", C_("formula", "old weight"), old);
  nrn_story_tell (self->story, "w", C_("formula", "with SGD"), "w − η × g",
                  old - nrn_story_get (self->story, "η") * nrn_story_get (self->story, "g"),
                  NRN_FORMULA_WORDS);
  nrn_story_compare (self->story);
}

/* ---- The whole ---- */

static const NrnTensor *
find_tensor (const NrnArchitecture *architecture,
             gsize                  weight)
{
  guint n_tensors;
  const NrnTensor *tensors = nrn_architecture_get_tensors (architecture, &n_tensors);

  for (guint i = 0; i < n_tensors; i++)
    {
      if (weight >= tensors[i].offset && weight < tensors[i].offset + tensors[i].size)
        return &tensors[i];
    }

  return NULL;
}

/* Whether it is a weight of a sum, and learns. */
static gboolean
can_tell (const NrnTrace  *trace,
          const NrnTensor *tensor)
{
  NrnTraceLayer layer;

  if (tensor == NULL || !tensor->trainable ||
      !(g_str_equal (tensor->name, "kernel") || g_str_equal (tensor->name, "bias")))
    return FALSE;

  nrn_trace_get_layer (trace, tensor->layer, &layer);

  return layer.d_sums != NULL;
}

/**
 * nrn_update_story_new:
 * @trace: an update
 * @weight: which weight or bias, in Keras' order
 * @row: the sample to tell of, a place in the batch; %NRN_UPDATE_ALL_ROWS for
 *   none, but all that is known of the whole batch
 *
 * Tells how the update comes to the new weight, in the steps of #NrnUpdateStep.
 * Gradients, what optimizers remember and the new weight are those of the
 * training.
 *
 * Returns: (transfer full) (nullable): the story; %NULL for a weight that does
 *   not learn, or is none of a weighted sum
 */
NrnStory *
nrn_update_story_new (const NrnTrace *trace,
                      gsize           weight,
                      guint           row)
{
  const NrnTensor *tensor =
    find_tensor (nrn_weights_get_architecture (nrn_trace_get_weights (trace)), weight);
  Teller self;

  g_return_val_if_fail (row == NRN_UPDATE_ALL_ROWS || row < nrn_trace_get_n_rows (trace), NULL);

  if (!can_tell (trace, tensor))
    return NULL;

  self = (Teller) {
    .story = nrn_story_new (),
    .trace = trace,
    .optimizer = nrn_trace_get_optimizer (trace),
    .tensor = tensor,
    .weight = weight,
    .n_rows = nrn_trace_get_n_rows (trace),
    .row = row,
  };
  if (row != NRN_UPDATE_ALL_ROWS)
    tell_sample (&self);
  tell_mean (&self);
  tell_weight (&self, tell_optimizer (&self));

  return self.story;
}
