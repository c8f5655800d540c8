/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What a layer without units of its own makes of a value, with the real
 * numbers.
 */

#include "config.h"

#include "nrn-layer-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define DIGITS 4

/* One value on its way through one layer. */
typedef struct
{
  const NrnConfig       *config;
  const NrnWeights      *weights;
  guint                  layer;
  guint                  unit;
  guint                  units;
  const float           *inputs;        /* of the layer; (units) */
  double                 input;
  double                 output;
  const NrnNumberFormat *numbers;
} Way;

static char *
format (const Way *way,
        double     value)
{
  return nrn_text_format_number (value, DIGITS, way->numbers);
}

/* Behind another sign: “(−0.2100)”. */
static char *
format_operand (const Way *way,
                double     value)
{
  g_autofree char *text = format (way, value);

  return value < 0 ? g_strdup_printf ("(%s)", text) : g_steal_pointer (&text);
}

/* An array's number for the unit; FALSE if the layer does without. */
static gboolean
get_weight (const Way  *way,
            const char *name,
            double     *value)
{
  const float *tensor = nrn_weights_get_tensor (way->weights, way->layer, name);

  if (tensor != NULL)
    *value = (double) tensor[way->unit];

  return tensor != NULL;
}

/* "y = γ · (x − μ) ∕ √(σ² + ε) + β", and the same in numbers below. */
static char *
describe_normalization (const Way  *way,
                        double      mean,
                        double      variance,
                        const char *mean_sign,
                        const char *variance_sign)
{
  g_autofree char *x = format (way, way->input);
  g_autofree char *y = format (way, way->output);
  g_autofree char *mean_text = format_operand (way, mean);
  g_autofree char *variance_text = format (way, variance);
  g_autofree char *epsilon = format (way, nrn_config_lookup (way->config, "epsilon"));
  GString *text = g_string_new (NULL);
  g_autoptr (GString) values = g_string_new ("= ");
  double weight;

  g_string_append_printf (text, "%s\ny = ", nrn_config_get_name (way->config));
  if (get_weight (way, "gamma", &weight))
    {
      g_autofree char *gamma = format (way, weight);

      g_string_append (text, "γ · ");
      g_string_append_printf (values, "%s · ", gamma);
    }
  g_string_append_printf (text, "(x − %s) ∕ √(%s + ε)", mean_sign, variance_sign);
  g_string_append_printf (values, "(%s − %s)\n  ∕ √(%s + %s)", x, mean_text, variance_text, epsilon);
  if (get_weight (way, "beta", &weight))
    {
      g_autofree char *beta = format_operand (way, weight);

      g_string_append (text, " + β");
      g_string_append_printf (values, " + %s", beta);
    }
  g_string_append_printf (text, "\n%s\n= %s", values->str, y);

  return g_string_free (text, FALSE);
}

static char *
describe_batch_normalization (const Way *way)
{
  double mean = 0;
  double variance = 0;

  get_weight (way, "moving_mean", &mean);
  get_weight (way, "moving_variance", &variance);

  return describe_normalization (way, mean, variance, "m", "v");
}

static char *
describe_layer_normalization (const Way *way)
{
  double mean = 0;
  double variance = 0;

  for (guint i = 0; i < way->units; i++)
    mean += (double) way->inputs[i] / way->units;
  for (guint i = 0; i < way->units; i++)
    variance += ((double) way->inputs[i] - mean) * ((double) way->inputs[i] - mean) / way->units;

  return describe_normalization (way, mean, variance, "μ", "σ²");
}

static char *
describe_dropout (const Way *way)
{
  double rate = nrn_config_lookup (way->config, "rate");
  double share = 100 * rate;
  g_autofree char *y = format (way, way->output);
  g_autofree char *percents = nrn_text_format_fixed (share, fabs (share - round (share)) < 0.05 ? 0 : 1);
  g_autofree char *factor = format (way, 1 / (1 - rate));

  if (rate >= 1)
    return g_strdup_printf (_("Dropout\ny = x = %s\nWhile training, y = 0."), y);

  /* Translators: “50 %”, then “2.0000 · x”. */
  return g_strdup_printf (_("Dropout\ny = x = %s\nWhile training, y = 0 in %s %% of the cases, "
                            "else %s · x."), y, percents, factor);
}

static char *
describe_gaussian_noise (const Way *way)
{
  g_autofree char *y = format (way, way->output);
  g_autofree char *stddev = format (way, nrn_config_lookup (way->config, "stddev"));

  /* Translators: N(0, 0.1²) is the normal distribution. */
  return g_strdup_printf (_("GaussianNoise\ny = x = %s\nWhile training, y = x + N(0, %s²)."), y,
                          stddev);
}

static char *
describe_activation (const Way       *way,
                     const NrnConfig *activation)
{
  g_autofree char *y = format (way, way->output);

  return g_strdup_printf ("%s\na = %s(x) = %s", nrn_config_get_name (way->config),
                          nrn_config_get_name (activation), y);
}

/**
 * nrn_layer_words_describe:
 * @weights: weights of a network
 * @activity: what its units do, with a watched sample
 * @layer: index of a layer with as many units as inputs
 * @unit: one of them
 * @numbers: how numbers are written
 *
 * Returns: (transfer full): lines with the layer's name, its formula, the
 *   same with the numbers of the watched sample, as after training
 */
char *
nrn_layer_words_describe (const NrnWeights         *weights,
                          const NrnNetworkActivity *activity,
                          guint                     layer,
                          guint                     unit,
                          const NrnNumberFormat    *numbers)
{
  static const struct
  {
    const char *kind;
    char     *(*describe) (const Way *way);
  } kinds[] = {
    { "BatchNormalization", describe_batch_normalization },
    { "LayerNormalization", describe_layer_normalization },
    { "Dropout", describe_dropout },
    { "GaussianNoise", describe_gaussian_noise },
  };
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  const NrnConfig *activation = nrn_architecture_get_activation (architecture, layer);
  Way way = {
    .config = nrn_architecture_get_layer (architecture, layer),
    .weights = weights,
    .layer = layer,
    .unit = unit,
    .units = nrn_architecture_get_layer_units (architecture, layer),
    .inputs = nrn_network_activity_get_outputs (activity, (int) layer - 1),
    .numbers = numbers,
  };

  way.input = (double) way.inputs[unit];
  way.output = (double) nrn_network_activity_get_outputs (activity, (int) layer)[unit];
  if (activation != NULL)
    return describe_activation (&way, activation);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_equal (kinds[i].kind, nrn_config_get_name (way.config)))
        return kinds[i].describe (&way);
    }

  return g_strdup (nrn_config_get_name (way.config));
}
