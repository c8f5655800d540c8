/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * One sample from its features to what the network says, in words.
 */

#include "config.h"

#include "nrn-tracer-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-feature-range.h"
#include "nrn-minus.h"
#include "nrn-prediction.h"
#include "nrn-predictions.h"
#include "nrn-typed-number.h"

#define SCALED_DECIMALS 4

/* Of more features or outputs the others are only counted. */
#define MAX_LINES 4

/* Behind a minus: “(−3)”. */
static char *
format_operand (double value)
{
  return value < 0 ? g_strdup_printf ("(%s%.6g)", nrn_minus_get (), fabs (value)) : g_strdup_printf ("%.6g", value);
}

static char *
format_scaled (double value)
{
  return g_strdup_printf ("%s%.*f", value < 0 ? nrn_minus_get () : "", SCALED_DECIMALS, fabs (value));
}

/* Whether who works the printed numbers out comes to the printed result. */
static gboolean
agrees (const char *value,
        const char *minimum,
        double      range,
        double      result)
{
  double printed = NAN;
  double printed_minimum = NAN;

  nrn_typed_number_parse (value, &printed);
  nrn_typed_number_parse (minimum, &printed_minimum);

  return fabs ((printed - printed_minimum) / range - result) < 0.5 * pow (10, -SCALED_DECIMALS);
}

/**
 * nrn_tracer_words_scale:
 * @scaler: (nullable): how features are scaled
 * @feature: index of one of them
 * @value: its value, in its own units
 *
 * Returns: (transfer full) (nullable): what becomes of it, with its numbers:
 *   “(31 − 13) ∕ 87 = 0.2069”; %NULL if it stays as it is
 */
char *
nrn_tracer_words_scale (const NrnScaler *scaler,
                        guint            feature,
                        double           value)
{
  g_autofree char *value_text = nrn_feature_range_format (value);
  g_autofree char *minimum_text = NULL;
  g_autofree char *minimum = NULL;
  g_autofree char *scaled_text = NULL;
  double low, high, range, scaled;
  const char *sign;

  if (scaler == NULL)
    return NULL;

  low = nrn_scaler_get_low (scaler);
  high = nrn_scaler_get_high (scaler);
  range = nrn_scaler_get_data_max (scaler)[feature] - nrn_scaler_get_data_min (scaler)[feature];
  scaled = nrn_scaler_transform_value (scaler, feature, value);
  scaled_text = format_scaled (scaled);
  minimum_text = nrn_feature_range_format (nrn_scaler_get_data_min (scaler)[feature]);
  minimum = format_operand (nrn_scaler_get_data_min (scaler)[feature]);
  if (!(range > 0))
    return g_strdup_printf ("%s → %s", value_text, scaled_text);
  if (fabs (low) > 0 || fabs (high - 1) > 0)
    return g_strdup_printf ("(%s − %s) ∕ %.6g × %.6g %s %.6g ≈ %s", value_text, minimum, range,
                            high - low, low < 0 ? "−" : "+", fabs (low), scaled_text);

  sign = agrees (value_text, minimum_text, range, scaled) ? "=" : "≈";

  return g_strdup_printf ("(%s − %s) ∕ %.6g %s %s", value_text, minimum, range, sign, scaled_text);
}

/* “age 87”; of several features there is no short name. */
static char *
name_sample (const NrnDataset *dataset,
             const float      *features)
{
  g_autofree char *value = nrn_feature_range_format ((double) features[0]);

  /* Translators: a feature and its value: “age 64”. It stands in sentences. */
  return g_strdup_printf (C_("feature", "%s %s"), nrn_dataset_get_feature_names (dataset)[0], value);
}

static char *
say_class (const NrnDataset *dataset,
           const float      *features,
           guint             n_outputs,
           const float      *outputs)
{
  guint predicted = nrn_prediction_get_class (n_outputs, outputs);
  double share = nrn_prediction_get_share (n_outputs, outputs, predicted);
  g_autofree char *number = g_strdup_printf ("%u", predicted);
  g_autofree char *sample = name_sample (dataset, features);
  const char *name = predicted < nrn_dataset_get_n_classes (dataset)
                       ? nrn_dataset_get_class_names (dataset)[predicted] : number;

  if (nrn_dataset_get_n_features (dataset) > 1)
    return isfinite (share) ? g_strdup_printf (_("The network says “%s”: %.0f %%."), name, 100 * share)
                            : g_strdup_printf (_("The network says “%s”."), name);
  if (!isfinite (share))
    /* Translators: “At age 87 the network says “side effects”.” */
    return g_strdup_printf (_("At %s the network says “%s”."), sample, name);

  /* Translators: “At age 87 the network says “side effects”: 91 %.” */
  return g_strdup_printf (_("At %s the network says “%s”: %.0f %%."), sample, name, 100 * share);
}

static char *
say_value (const NrnDataset *dataset,
           const float      *features,
           const float      *outputs)
{
  g_autofree char *sample = name_sample (dataset, features);
  g_autofree char *value = nrn_feature_range_format ((double) outputs[0]);
  const char *target = nrn_dataset_get_target_names (dataset)[0];

  if (nrn_dataset_get_n_features (dataset) > 1)
    /* Translators: what is predicted, and its value: “The network says price 0.62.” */
    return g_strdup_printf (_("The network says %s %s."), target, value);

  /* Translators: “At size 72 the network says price 0.62.” */
  return g_strdup_printf (_("At %s the network says %s %s."), sample, target, value);
}

/**
 * nrn_tracer_words_say:
 * @dataset: rows like the sample
 * @features: the sample's features, in their own units
 * @n_outputs: of the network
 * @outputs: (array length=n_outputs): what it gives
 *
 * Returns: (transfer full): what the network says, in a sentence; of several
 *   values, the first
 */
char *
nrn_tracer_words_say (const NrnDataset *dataset,
                      const float      *features,
                      guint             n_outputs,
                      const float      *outputs)
{
  return nrn_predictions_tell_classes (dataset, n_outputs)
           ? say_class (dataset, features, n_outputs, outputs)
           : say_value (dataset, features, outputs);
}

/**
 * nrn_tracer_words_print_output:
 * @output: of the network
 * @share: of the sum of all, or NaN where that means nothing
 * @n_outputs: of the network
 *
 * Returns: (transfer full): “0.630 · 82 %”, or the output alone
 */
char *
nrn_tracer_words_print_output (double output,
                               double share,
                               guint  n_outputs)
{
  if (!isfinite (share))
    return g_strdup_printf ("%.6g", output);
  /* A single output is that of the second of two classes. */
  if (n_outputs == 1 && fabs (output - share) > 0.0005)
    return g_strdup_printf (_("%.0f %%"), 100 * share);

  /* Translators: an output, and its share of the sum of all: “0.630 · 82 %”. */
  return g_strdup_printf (_("%.3f · %.0f %%"), output, 100 * share);
}

/* ---- In lines ---- */

static void
append (GArray         *lines,
        NrnFormulaLine  line)
{
  g_array_append_val (lines, line);
}

/* That there are more. */
static void
append_rest (GArray *lines,
             guint   n)
{
  NrnFormulaLine line = { 0 };

  if (n == 0)
    return;

  line.formula = g_strdup ("");
  line.numbers = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "… and %u more", "… and %u more", n), n);
  line.spoken = g_strdup (line.numbers);
  append (lines, line);
}

/* “x = (age − smallest) ∕ range = (31 − 13) ∕ 87 = 0.206897” */
static void
scale_input (NrnFormulaLine  *line,
             const NrnScaler *scaler,
             guint            feature,
             const char      *input,
             const char      *name,
             double           value)
{
  double minimum = nrn_scaler_get_data_min (scaler)[feature];
  double range = nrn_scaler_get_data_max (scaler)[feature] - minimum;
  double low = nrn_scaler_get_low (scaler);
  double width = nrn_scaler_get_high (scaler) - low;
  double scaled = nrn_scaler_transform_value (scaler, feature, value);
  gboolean is_unit = !(fabs (low) > 0) && !(fabs (width - 1) > 0);
  g_autoptr (NrnSymbols) symbols = nrn_symbols_new ();

  if (!(range > 0))
    {
      nrn_formula_line_init_value (line, input, input, scaled);
      return;
    }

  nrn_symbols_set (symbols, "v", name, value);
  /* Translators: the smallest value that a feature has in the data. */
  nrn_symbols_set (symbols, "m", C_("formula", "smallest"), minimum);
  /* Translators: the largest value that a feature has in the data, less the smallest. */
  nrn_symbols_set (symbols, "r", C_("formula", "range"), range);
  /* Translators: what the range becomes when a feature is scaled: 1. */
  nrn_symbols_set (symbols, "s", C_("formula", "new range"), width);
  /* Translators: what the smallest value becomes when a feature is scaled: 0. */
  nrn_symbols_set (symbols, "l", C_("formula", "new smallest"), low);
  nrn_formula_line_init (line, symbols, input, input,
                         is_unit ? "(v − m) ∕ r" : "(v − m) ∕ r × s + l", scaled, NRN_FORMULA_WORDS);
}

/**
 * nrn_tracer_words_tell_inputs:
 * @dataset: rows like the sample
 * @scaler: (nullable): how features are scaled
 * @features: the sample's features, in their own units
 *
 * Returns: (transfer full) (element-type NrnFormulaLine): how each feature
 *   becomes an input
 */
GArray *
nrn_tracer_words_tell_inputs (const NrnDataset *dataset,
                              const NrnScaler  *scaler,
                              const float      *features)
{
  guint n = nrn_dataset_get_n_features (dataset);
  GArray *lines = nrn_formula_lines_new ();

  for (guint i = 0; i < MIN (n, MAX_LINES); i++)
    {
      const char *name = nrn_dataset_get_feature_names (dataset)[i];
      g_autofree char *input = n > 1 ? nrn_formula_print_indexed ("x", i + 1) : g_strdup ("x");
      NrnFormulaLine line;

      if (scaler != NULL)
        scale_input (&line, scaler, i, input, name, (double) features[i]);
      else
        nrn_formula_line_init_value (&line, name, name, (double) features[i]);
      append (lines, line);
    }
  append_rest (lines, n - MIN (n, MAX_LINES));

  return lines;
}

/* (transfer full): what an output is of. */
static char *
name_output (const NrnDataset *dataset,
             gboolean          is_class,
             guint             index)
{
  guint n = is_class ? nrn_dataset_get_n_classes (dataset) : nrn_dataset_get_n_targets (dataset);

  if (index >= n)
    return g_strdup_printf ("%u", index);

  return g_strdup (is_class ? nrn_dataset_get_class_names (dataset)[index]
                            : nrn_dataset_get_target_names (dataset)[index]);
}

static void
append_output (GArray           *lines,
               const NrnDataset *dataset,
               guint             index,
               guint             n_outputs,
               const float      *outputs)
{
  gboolean is_class = nrn_predictions_tell_classes (dataset, n_outputs);
  double output = (double) outputs[MIN (index, n_outputs - 1)];
  double share = is_class ? nrn_prediction_get_share (n_outputs, outputs, index) : NAN;
  g_autofree char *value = nrn_tracer_words_print_output (output, share, n_outputs);
  NrnFormulaLine line = { .formula = name_output (dataset, is_class, index) };

  line.result = g_strdup_printf ("= %s", value);
  line.spoken = g_strdup_printf (_("%s is %s"), line.formula, value);
  append (lines, line);
}

/**
 * nrn_tracer_words_tell_outputs:
 * @dataset: rows like the sample
 * @features: the sample's features, in their own units
 * @n_outputs: of the network
 * @outputs: (array length=n_outputs): what it gives
 *
 * Returns: (transfer full) (element-type NrnFormulaLine): each output, and what
 *   the network says in a sentence
 */
GArray *
nrn_tracer_words_tell_outputs (const NrnDataset *dataset,
                               const float      *features,
                               guint             n_outputs,
                               const float      *outputs)
{
  guint n = nrn_predictions_tell_classes (dataset, n_outputs) ? nrn_prediction_get_n_classes (n_outputs)
                                                              : n_outputs;
  GArray *lines = nrn_formula_lines_new ();
  NrnFormulaLine sentence = { .formula = g_strdup ("") };

  for (guint i = 0; i < MIN (n, MAX_LINES); i++)
    append_output (lines, dataset, i, n_outputs, outputs);
  append_rest (lines, n - MIN (n, MAX_LINES));
  sentence.numbers = nrn_tracer_words_say (dataset, features, n_outputs, outputs);
  sentence.spoken = g_strdup (sentence.numbers);
  append (lines, sentence);

  return lines;
}
