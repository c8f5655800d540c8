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
#include "nrn-prediction.h"
#include "nrn-predictions.h"

#define SCALED_DECIMALS 4

/* Behind a minus: “(−3)”. */
static char *
format_operand (double value)
{
  return value < 0 ? g_strdup_printf ("(−%.6g)", fabs (value)) : g_strdup_printf ("%.6g", value);
}

static char *
format_scaled (double value)
{
  return g_strdup_printf ("%s%.*f", value < 0 ? "−" : "", SCALED_DECIMALS, fabs (value));
}

/* Whether who works the printed numbers out comes to the printed result. */
static gboolean
agrees (const char *value,
        const char *minimum,
        double      range,
        double      result)
{
  double worked_out = (g_strtod (value, NULL) - g_strtod (minimum, NULL)) / range;

  return fabs (worked_out - result) < 0.5 * pow (10, -SCALED_DECIMALS);
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
