/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How a unit comes to its output, and to its gradients. Results are those of
 * the network; only products that it never holds by themselves are worked out
 * here, from the formula that is shown.
 */

#include "config.h"

#include "nrn-unit-story.h"

#include <glib/gi18n-lib.h>

#include "nrn-activation.h"

/* So many products are written as a sum; of more, there is the sum. */
#define MAX_SUMMANDS 4

/* As in nrn_formula_choose_digits(). */
#define MOST_DIGITS  9
#define LEAST_DIGITS 4

typedef struct
{
  const NrnUnitNumbers *numbers;
  const NrnConfig      *activation;
  const NrnTensor      *kernel;
  const float          *values;     /* of the kernel */
  const float          *biases;     /* nullable */
  NrnSymbols           *symbols;    /* owned */
  GArray               *lines;      /* owned; of NrnFormulaLine */
} Story;

static void
story_init (Story                *self,
            const NrnUnitNumbers *numbers)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (numbers->weights);

  *self = (Story) {
    .numbers = numbers,
    .activation = nrn_architecture_get_activation (architecture, numbers->layer),
    .kernel = nrn_architecture_find_tensor (architecture, numbers->layer, "kernel"),
    .values = nrn_weights_get_tensor (numbers->weights, numbers->layer, "kernel"),
    .biases = nrn_weights_get_tensor (numbers->weights, numbers->layer, "bias"),
    .symbols = nrn_symbols_new (),
    .lines = nrn_formula_lines_new (),
  };
}

/* Returns (transfer full): what was told. */
static GArray *
story_end (Story *self)
{
  nrn_symbols_free (self->symbols);

  return self->lines;
}

static void
set (Story      *self,
     const char *name,
     const char *word,
     double      value)
{
  nrn_symbols_set (self->symbols, name, word, value);
}

static void
tell (Story      *self,
      const char *name,
      const char *word,
      const char *formula,
      double      result)
{
  NrnFormulaLine line;

  nrn_formula_line_init (&line, self->symbols, name, word, formula, result, NRN_FORMULA_SYMBOLS);
  g_array_append_val (self->lines, line);
  set (self, name, word, result);
}

static void
tell_value (Story      *self,
            const char *name,
            const char *word,
            double      value)
{
  NrnFormulaLine line;

  nrn_formula_line_init_value (&line, name, word, value);
  g_array_append_val (self->lines, line);
  set (self, name, word, value);
}

/* A mean that follows from no formula of means. */
static void
tell_mean (Story      *self,
           const char *name,
           const char *word,
           double      value)
{
  guint n = self->numbers->n_rows;
  g_autofree char *long_word = g_strdup_printf (ngettext ("%s, mean of %u sample",
                                                          "%s, mean of %u samples", n), word, n);

  tell_value (self, name, long_word, value);
}

static double
get_weight (Story *self,
            guint  input,
            guint  unit)
{
  return (double) self->values[(gsize) input * self->kernel->dims[1] + unit];
}

/* ---- Forward ---- */

/* Returns (transfer full): “w₁ × x₁ + w₂ × x₂ + b”, or “Σ wᵢxᵢ + b”. */
static char *
write_sum (Story *self)
{
  const char *input_name = self->numbers->layer == 0 ? "x" : "a";
  const char *sum_name = self->numbers->layer == 0 ? "Σ wᵢxᵢ" : "Σ wᵢaᵢ";
  guint n = self->kernel->dims[0];
  g_autoptr (GString) formula = g_string_new (NULL);
  double sum = 0;

  for (guint i = 0; i < n; i++)
    {
      double w = get_weight (self, i, self->numbers->unit);
      g_autofree char *name = NULL;
      g_autofree char *input = NULL;

      sum += w * (double) self->numbers->inputs[i];
      if (n > MAX_SUMMANDS)
        continue;
      name = n > 1 ? nrn_formula_print_indexed ("w", i + 1) : g_strdup ("w");
      input = n > 1 ? nrn_formula_print_indexed (input_name, i + 1) : g_strdup (input_name);
      set (self, name, C_("formula", "weight"), w);
      set (self, input, C_("formula", "input"), (double) self->numbers->inputs[i]);
      g_string_append_printf (formula, "%s%s × %s", i > 0 ? " + " : "", name, input);
    }

  set (self, sum_name, C_("formula", "sum of all products of weight and input"), sum);
  if (n > MAX_SUMMANDS)
    g_string_append (formula, sum_name);
  if (self->biases != NULL)
    {
      set (self, "b", C_("formula", "bias"), (double) self->biases[self->numbers->unit]);
      g_string_append (formula, " + b");
    }

  return g_strdup (formula->str);
}

static void
get_slope (Story  *self,
           double  x,
           double *value,
           double *slope)
{
  nrn_activation_trace (self->activation, 1, &x, value, slope);
}

/* With how many digits of the sum, and of the output, one comes from the one to
 * the other. */
static gboolean
choose_digits (Story *self,
               guint *n_digits,
               guint *n_result_digits)
{
  g_autoptr (NrnSymbols) rounded = nrn_symbols_new ();

  for (*n_result_digits = nrn_formula_get_digits (); *n_result_digits >= LEAST_DIGITS; (*n_result_digits)--)
    for (*n_digits = nrn_formula_get_digits (); *n_digits <= MOST_DIGITS; (*n_digits)++)
      {
        double value, slope;

        get_slope (self, nrn_formula_evaluate ("z", self->symbols, *n_digits), &value, &slope);
        nrn_symbols_set (rounded, "a", "", value);
        nrn_symbols_set (rounded, "b", "", self->numbers->output);
        if (nrn_formula_evaluate ("a", rounded, *n_result_digits) ==
            nrn_formula_evaluate ("b", rounded, *n_result_digits))
          return TRUE;
      }
  *n_digits = nrn_formula_get_digits ();
  *n_result_digits = nrn_formula_get_digits ();

  return FALSE;
}

static gboolean
is_row_wise (Story *self)
{
  NrnActivationRange range;

  nrn_activation_get_range (self->activation, &range);

  return range.is_row_wise;
}

/* “softmax(0.42, −0.13)”: an output that depends on all sums of the layer. */
static char *
write_sums (Story *self,
            guint  n_digits)
{
  const char *name = nrn_config_get_name (self->activation);
  guint units = self->kernel->dims[1];
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->numbers->sums == NULL || units > MAX_SUMMANDS)
    return NULL;

  for (guint i = 0; i < units; i++)
    {
      g_autofree char *number = nrn_formula_print_number ((double) self->numbers->sums[i], n_digits);

      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", number);
    }

  return g_strdup_printf ("= %s(%s)", name, text->str);
}

static void
tell_activation (Story *self)
{
  const char *name = nrn_config_get_name (self->activation);
  gboolean sees_row = is_row_wise (self);
  guint n_digits = nrn_formula_get_digits ();
  guint n_result_digits = n_digits;
  gboolean is_exact = sees_row || choose_digits (self, &n_digits, &n_result_digits);
  g_autofree char *sum = nrn_formula_print_number (self->numbers->sum, n_digits);
  g_autofree char *output = nrn_formula_print_number (self->numbers->output, n_result_digits);
  NrnFormulaLine line;

  nrn_unit_story_tell_rule (self->numbers->weights, self->numbers->layer, &line);
  line.numbers = sees_row ? write_sums (self, n_digits) : g_strdup_printf ("= %s(%s)", name, sum);
  line.result = g_strdup_printf ("%s %s", is_exact ? "=" : "≈", output);
  g_clear_pointer (&line.spoken, g_free);
  line.spoken = sees_row
    /* Translators: 1 is an activation, such as softmax, 2 a number. */
    ? g_strdup_printf (_("node output is %1$s of all weighted sums of the layer: it is %2$s"), name, output)
    /* Translators: a formula, read aloud. 1 is an activation, such as relu; 2 and 3 are numbers. */
    : g_strdup_printf (_("node output is %1$s of the weighted sum of inputs with the bias: %1$s of %2$s is %3$s"),
                       name, sum, output);
  g_array_append_val (self->lines, line);
}

/**
 * nrn_unit_story_tell_rule:
 * @weights: of a network
 * @layer: a layer with a kernel
 * @line: (out caller-allocates): formula and spoken form of what its units do:
 *   “node output = relu(weighted sum of inputs + bias)”
 */
void
nrn_unit_story_tell_rule (const NrnWeights *weights,
                          guint             layer,
                          NrnFormulaLine   *line)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  const char *activation =
    nrn_config_get_name (nrn_architecture_get_activation (architecture, layer));
  gboolean has_bias = nrn_architecture_find_tensor (architecture, layer, "bias") != NULL;

  *line = (NrnFormulaLine) {
    .formula = has_bias
      /* Translators: %s is an activation, such as relu. */
      ? g_strdup_printf (_("node output = %s(weighted sum of inputs + bias)"), activation)
      /* Translators: %s is an activation, such as relu. */
      : g_strdup_printf (_("node output = %s(weighted sum of inputs)"), activation),
    .spoken = has_bias
      /* Translators: a formula, read aloud. %s is an activation, such as relu. */
      ? g_strdup_printf (_("node output is %s of the weighted sum of inputs plus bias"), activation)
      /* Translators: a formula, read aloud. %s is an activation, such as relu. */
      : g_strdup_printf (_("node output is %s of the weighted sum of inputs"), activation),
  };
}

static void
tell_off (Story *self)
{
  NrnFormulaLine line;

  nrn_unit_story_tell_rule (self->numbers->weights, self->numbers->layer, &line);
  line.result = g_strdup (_("= 0, the unit is switched off"));
  g_clear_pointer (&line.spoken, g_free);
  line.spoken = g_strdup (_("node output is 0, the unit is switched off"));
  g_array_append_val (self->lines, line);
}

/**
 * nrn_unit_story_tell_output:
 * @numbers: of a unit
 *
 * Returns: (transfer full) (element-type NrnFormulaLine): its weighted sum, and
 *   what the activation makes of it
 */
GArray *
nrn_unit_story_tell_output (const NrnUnitNumbers *numbers)
{
  g_autofree char *formula = NULL;
  Story self;

  story_init (&self, numbers);
  if (nrn_architecture_is_off (nrn_weights_get_architecture (numbers->weights), numbers->layer,
                               numbers->unit))
    {
      tell_off (&self);
      return story_end (&self);
    }

  formula = write_sum (&self);
  tell (&self, "z", C_("formula", "weighted sum"), formula, numbers->sum);
  if (numbers->n_rows > 1)
    tell_mean (&self, C_("formula", "node output"), C_("formula", "node output"), numbers->output);
  else
    tell_activation (&self);

  return story_end (&self);
}

/* ---- Backward ---- */

/* Returns (transfer full) (nullable): what comes back from the next layer:
 * “w₁ × δ₁ + w₂ × δ₂”, or “Σ wⱼδⱼ”; %NULL if it comes from somewhere else. */
static char *
write_back (Story *self)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (self->numbers->weights);
  guint layer = self->numbers->layer + 1;
  const NrnTensor *kernel;
  const float *values;
  g_autoptr (GString) formula = g_string_new (NULL);
  double sum = 0;
  guint n;

  if (self->numbers->next_d_sums == NULL)
    return NULL;

  kernel = nrn_architecture_find_tensor (architecture, layer, "kernel");
  values = nrn_weights_get_tensor (self->numbers->weights, layer, "kernel");
  n = kernel->dims[1];
  for (guint i = 0; i < n; i++)
    {
      double w = (double) values[(gsize) self->numbers->unit * n + i];
      double delta = (double) self->numbers->next_d_sums[i];
      g_autofree char *weight = NULL;
      g_autofree char *name = NULL;

      sum += w * delta;
      if (n > MAX_SUMMANDS)
        continue;
      weight = n > 1 ? nrn_formula_print_indexed ("w", i + 1) : g_strdup ("w");
      name = nrn_formula_print_indexed ("δ", i + 1);
      set (self, weight, C_("formula", "weight"), w);
      set (self, name, C_("formula", "delta"), delta);
      g_string_append_printf (formula, "%s%s × %s", i > 0 ? " + " : "", weight, name);
    }
  set (self, "Σ wⱼδⱼ", C_("formula", "sum of all products of weight and delta"), sum);
  if (n > MAX_SUMMANDS)
    return g_strdup ("Σ wⱼδⱼ");

  return g_strdup (formula->str);
}

static void
tell_d_output (Story *self)
{
  /* Translators: the gradient of the loss by the output of a unit. */
  const char *word = C_("formula", "gradient by the output");
  g_autofree char *formula = write_back (self);

  if (formula == NULL)
    tell_value (self, "∂L/∂a", word, self->numbers->d_outputs);
  else
    tell (self, "∂L/∂a", word, formula, self->numbers->d_outputs);
}

/* Where the unit's output depends on its own sum alone. */
static void
tell_delta (Story *self)
{
  const char *name = nrn_config_get_name (self->activation);
  g_autofree char *slope_name = g_strdup_printf ("%s′", name);
  /* Translators: of an activation's curve, such as relu. */
  g_autofree char *slope_word = g_strdup_printf (C_("formula", "slope of %s"), name);
  g_autofree char *formula = g_strdup_printf ("∂L/∂a × %s", slope_name);
  double value, slope;

  get_slope (self, self->numbers->sum, &value, &slope);
  set (self, slope_name, slope_word, slope);
  tell (self, "δ", C_("formula", "delta"), formula, self->numbers->d_sums);
}

/* Of one weight, as an example for all. */
static void
tell_d_weight (Story *self)
{
  guint input = self->numbers->input;
  g_autofree char *name = nrn_formula_print_indexed ("∂L/∂w", input + 1);
  g_autofree char *input_name = nrn_formula_print_indexed (self->numbers->layer == 0 ? "x" : "a",
                                                           input + 1);
  g_autofree char *word = g_strdup_printf (C_("formula", "gradient of weight %u"), input + 1);
  g_autofree char *formula = g_strdup_printf ("%s × δ", input_name);

  if (!self->kernel->trainable)
    return;
  if (self->numbers->n_rows > 1)
    {
      tell_mean (self, name, word, self->numbers->d_weight);
      return;
    }

  set (self, input_name, C_("formula", "input"), (double) self->numbers->inputs[input]);
  tell (self, name, word, formula, nrn_formula_evaluate (formula, self->symbols, 0));
}

/**
 * nrn_unit_story_tell_gradients:
 * @numbers: of a unit
 *
 * Returns: (transfer full) (element-type NrnFormulaLine): the gradients by its
 *   output, by its weighted sum and by one weight
 */
GArray *
nrn_unit_story_tell_gradients (const NrnUnitNumbers *numbers)
{
  Story self;

  story_init (&self, numbers);
  tell_d_output (&self);
  if (numbers->n_rows > 1)
    tell_mean (&self, "δ", C_("formula", "delta"), numbers->d_sums);
  else if (is_row_wise (&self))
    tell_value (&self, "δ", C_("formula", "delta"), numbers->d_sums);
  else
    tell_delta (&self);
  tell_d_weight (&self);

  return story_end (&self);
}
