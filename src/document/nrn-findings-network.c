/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Units that are never on, and gradients that vanish or explode.
 */

#include "config.h"

#include "nrn-findings-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-activation.h"
#include "nrn-count.h"
#include "nrn-formula.h"

/* So many units are shown with their numbers, the others counted. */
#define MAX_UNITS_SHOWN 4

/* A gradient that is smaller than another one by this is as good as none. */
#define VANISHED 1e-3

/* With gradients that are larger than the weights by this, a step by a usual
 * learning rate changes all. */
#define EXPLODED 100.0

#define DIGITS 4

static const NrnArchitecture *
get_architecture (const NrnFindings *self)
{
  return nrn_weights_get_architecture (nrn_survey_get_weights (self->survey));
}

/* ---- Units ---- */

/* “−0.8973 × x + 0.01”. */
static char *
print_sum (double      weight,
           const char *input,
           double      bias)
{
  g_autofree char *w = nrn_formula_print_number (weight, DIGITS);
  g_autofree char *b = nrn_formula_print_number (fabs (bias), DIGITS);

  return g_strdup_printf (bias < 0 ? "%s × %s − %s" : "%s × %s + %s", w, input, b);
}

/* “−0.8973 × x + 0 is at most 0, at age = 13 (x = 0)”: the first layer of a
 * network with one feature can be worked out again. */
static char *
describe_line (const NrnFindings  *self,
               guint               layer,
               guint               unit,
               const NrnUnitReach *reach)
{
  const NrnWeights *weights = nrn_survey_get_weights (self->survey);
  const float *bias = nrn_weights_get_tensor (weights, layer, "bias");
  const char *name = nrn_dataset_get_feature_names (self->dataset)[0];
  double value = (double) nrn_dataset_get_features (self->dataset)[reach->row];
  g_autofree char *sum =
    print_sum ((double) nrn_weights_get_tensor (weights, layer, "kernel")[unit],
               self->scaler != NULL ? "x" : name, bias != NULL ? (double) bias[unit] : 0);
  g_autofree char *maximum = nrn_formula_print_number ((double) reach->maximum, DIGITS);
  g_autofree char *at = nrn_formula_print_number (value, DIGITS);
  g_autofree char *x = NULL;

  if (self->scaler == NULL)
    /* Translators: a sum, the largest one, a feature and its value there:
     * “−0.9 × age + 0 is at most −11.7, at age = 13.” */
    return g_strdup_printf (_("%s is at most %s, at %s = %s."), sum, maximum, name, at);

  x = nrn_formula_print_number (nrn_scaler_transform_value (self->scaler, 0, value), DIGITS);
  /* Translators: a sum, the largest one, a feature and its value there, the
   * same scaled: “−0.9 × x + 0 is at most 0, at age = 13 (x = 0).” */
  return g_strdup_printf (_("%s is at most %s, at %s = %s (x = %s)."), sum, maximum, name, at, x);
}

static gboolean
is_a_line (const NrnFindings *self,
           guint              layer)
{
  return layer == 0 && nrn_dataset_get_n_features (self->dataset) == 1 &&
         nrn_architecture_find_tensor (get_architecture (self), 0, "kernel") != NULL;
}

/* The numbers of one unit, for a list of them. */
static char *
describe_reach (const NrnFindings *self,
                guint              layer,
                guint              unit)
{
  const NrnUnitReach *reach = nrn_survey_get_reach (self->survey, layer, unit);
  g_autofree char *maximum = NULL;
  g_autofree char *row = NULL;

  if (is_a_line (self, layer))
    return describe_line (self, layer, unit, reach);

  maximum = nrn_formula_print_number ((double) reach->maximum, DIGITS);
  row = nrn_count_to_string ((guint64) reach->row + 1);
  return g_strdup_printf (_("The largest sum is %s, of sample %s."), maximum, row);
}

/**
 * nrn_findings_describe_unit:
 * @findings: findings
 * @layer: a layer
 * @unit: one of its units
 *
 * Returns: (transfer full) (nullable): why it is never on, with numbers; %NULL
 *   if it is on for some sample
 */
char *
nrn_findings_describe_unit (const NrnFindings *findings,
                            guint              layer,
                            guint              unit)
{
  g_autofree char *numbers = NULL;
  g_autofree char *why = NULL;
  g_autofree char *count = NULL;

  if (!nrn_survey_has_units (findings->survey, layer) ||
      !nrn_survey_get_reach (findings->survey, layer, unit)->is_off)
    return NULL;

  numbers = describe_reach (findings, layer, unit);
  count = nrn_count_to_string (nrn_survey_get_n_rows (findings->survey));
  if (is_a_line (findings, layer))
    /* Translators: %s is the name of a feature, such as age. */
    why = g_strdup_printf (_("Never on: its sum is above 0 for no %s."),
                           nrn_dataset_get_feature_names (findings->dataset)[0]);
  else
    why = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                        "Never on: its sum is not above 0 for the only sample (%s).",
                                        "Never on: its sum is above 0 for none of %s samples.",
                                        nrn_survey_get_n_rows (findings->survey)),
                           count);

  return g_strdup_printf ("%s %s", why, numbers);
}

static char *
describe_units (const NrnFindings *self,
                guint              layer,
                const NrnFinding  *finding)
{
  GString *text = g_string_new (NULL);
  guint n_shown = finding->n_units <= MAX_UNITS_SHOWN + 1 ? finding->n_units : MAX_UNITS_SHOWN;
  guint n_more = finding->n_units - n_shown;

  for (guint i = 0; i < n_shown; i++)
    {
      g_autofree char *numbers = describe_reach (self, layer, finding->units[i]);

      if (i > 0)
        g_string_append_c (text, '\n');
      /* Translators: the number of a unit, and its numbers. */
      g_string_append_printf (text, _("Unit %u: %s"), finding->units[i] + 1, numbers);
    }
  if (n_more > 0)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "and %u more", "and %u more",
                                                 n_more), n_more);
    }

  return g_string_free (text, FALSE);
}

static char *
describe_layer_off (const NrnFindings *self,
                    guint              layer,
                    guint              n_off)
{
  const NrnArchitecture *architecture = get_architecture (self);
  guint n_units = nrn_architecture_get_layer_units (architecture, layer);
  g_autofree char *rows = nrn_count_to_string (nrn_survey_get_n_rows (self->survey));

  if (n_off == n_units)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "The only unit (%u) is on for none of %s samples: nothing "
                                         "gets through, and nothing can be learned.",
                                         "All %u units are on for none of %s samples: nothing "
                                         "gets through, and nothing can be learned.", n_off),
                            n_off, rows);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "%u of %u units is never on: it gives 0 for all %s samples, "
                                       "and learns nothing.",
                                       "%u of %u units are never on: they give 0 for all %s "
                                       "samples, and learn nothing.", n_off),
                          n_off, n_units, rows);
}

/* A layer as large as a picture shows may well have some to spare. */
static NrnSeverity
get_severity (const NrnFindings     *self,
              const NrnFindingsCase *what,
              guint                  layer,
              guint                  n_off)
{
  gboolean is_stuck = what->diagnosis != NULL && (what->diagnosis->kind == NRN_DIAGNOSIS_STUCK ||
                                                  what->diagnosis->kind == NRN_DIAGNOSIS_LAYER_OFF);

  return is_stuck || n_off == nrn_architecture_get_layer_units (get_architecture (self), layer)
           ? NRN_SEVERITY_WARNING : NRN_SEVERITY_HINT;
}

static void
add_units_off (NrnFindings           *self,
               const NrnFindingsCase *what,
               guint                  layer,
               guint                  n_off)
{
  guint n_units = nrn_architecture_get_layer_units (get_architecture (self), layer);
  NrnFinding *finding = nrn_findings_add_layer (self, NRN_FINDING_UNITS_OFF,
                                                get_severity (self, what, layer, n_off), layer,
                                                describe_layer_off (self, layer, n_off), NULL);

  finding->units = g_new (guint, n_off);
  for (guint unit = 0; unit < n_units; unit++)
    {
      if (nrn_survey_get_reach (self->survey, layer, unit)->is_off)
        finding->units[finding->n_units++] = unit;
    }
  finding->evidence = describe_units (self, layer, finding);
  nrn_finding_add_remedy (finding, NRN_REMEDY_REROLL,
                          g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Re-roll This Unit",
                                                        "Re-roll These %u Units", n_off), n_off));
  nrn_finding_add_remedy (finding, NRN_REMEDY_LEAKY_RELU,
                          g_strdup_printf (_("Use leaky_relu in %s"), finding->where));
}

/* ---- Gradients ---- */

static int
find_trained (const NrnFindings *self,
              gboolean           last)
{
  int found = -1;

  for (guint i = 0; i < nrn_architecture_get_n_layers (get_architecture (self)); i++)
    {
      if (nrn_survey_get_gradient (self->survey, i)->n_weights > 0)
        {
          found = (int) i;
          if (!last)
            break;
        }
    }

  return found;
}

/* Behind a layer that is all off there is no gradient, which is another
 * matter. */
static gboolean
has_layer_off (const NrnFindings *self)
{
  for (guint i = 0; i < nrn_architecture_get_n_layers (get_architecture (self)); i++)
    {
      if (nrn_survey_has_units (self->survey, i) &&
          nrn_survey_count_off (self->survey, i) ==
            nrn_architecture_get_layer_units (get_architecture (self), i))
        return TRUE;
    }

  return FALSE;
}

/* Whether a hidden layer has an activation that is flat on both sides. */
static gboolean
has_bounded (const NrnArchitecture *architecture,
             guint                  output)
{
  for (guint i = 0; i < output; i++)
    {
      const NrnConfig *activation = nrn_architecture_get_activation (architecture, i);
      NrnActivationRange range;

      if (activation == NULL)
        continue;
      nrn_activation_get_range (activation, &range);
      if (range.maximum - range.minimum <= 2)
        return TRUE;
    }

  return FALSE;
}

/* What the numbers of gradients are. */
static char *
describe_means (const NrnFindings *self)
{
  guint n = nrn_survey_get_n_batches (self->survey);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "Each is the mean of |∂loss/∂weight| over its weights and "
                                       "%u batch.",
                                       "Each is the mean of |∂loss/∂weight| over its weights and "
                                       "%u batches.", n), n);
}

static void
add_vanishing (NrnFindings *self,
               guint        first,
               guint        last)
{
  const NrnArchitecture *architecture = get_architecture (self);
  double small = nrn_survey_get_gradient (self->survey, first)->mean_gradient;
  double large = nrn_survey_get_gradient (self->survey, last)->mean_gradient;
  g_autofree char *first_name = nrn_architecture_describe_layer (architecture, (int) first);
  g_autofree char *last_name = nrn_architecture_describe_layer (architecture, (int) last);
  g_autofree char *small_text = nrn_formula_print_number (small, DIGITS);
  g_autofree char *large_text = nrn_formula_print_number (large, DIGITS);
  g_autofree char *means = describe_means (self);
  g_autofree char *times = NULL;
  g_autofree char *compared = NULL;
  NrnFinding *finding;

  if (small > 0)
    {
      times = large / small < 1e9 ? nrn_count_to_string ((guint64) llround (large / small))
                                  : nrn_formula_print_number (large / small, 2);
      compared = g_strdup_printf (_("The gradient of %s is 1/%s of that of %s: %s against %s."),
                                  first_name, times, last_name, small_text, large_text);
    }
  else
    {
      compared = g_strdup_printf (_("The gradient of %s is 0, that of %s %s."), first_name,
                                  last_name, large_text);
    }
  finding = nrn_findings_add_layer (self, NRN_FINDING_VANISHING, NRN_SEVERITY_WARNING, first,
                                    g_strdup_printf (_("The gradients vanish on their way back: %s "
                                                       "hardly learns."), first_name),
                                    g_strdup_printf ("%s %s", compared, means));
  if (has_bounded (architecture, last))
    nrn_finding_add_remedy (finding, NRN_REMEDY_RELU,
                            g_strdup (_("Use relu in Hidden Layers")));
  else
    nrn_finding_add_remedy (finding, NRN_REMEDY_INITIALIZER,
                            g_strdup (_("Begin With he_uniform")));
}

static gboolean
is_clipped (const NrnConfig *optimizer)
{
  return !isnan (nrn_config_lookup (optimizer, "clipnorm")) ||
         !isnan (nrn_config_lookup (optimizer, "clipvalue")) ||
         !isnan (nrn_config_lookup (optimizer, "global_clipnorm"));
}

static gboolean
has_own_initializer (const NrnArchitecture *architecture)
{
  for (guint i = 0; i < nrn_architecture_get_n_layers (architecture); i++)
    {
      const NrnConfig *layer = nrn_architecture_get_layer (architecture, i);
      int property = nrn_kind_property (nrn_config_get_kind (layer), "kernel_initializer");

      if (property >= 0 && !nrn_config_has_default (layer, (guint) property) &&
          !g_str_has_prefix (nrn_config_get_name (nrn_config_get_config (layer, (guint) property)),
                             "he_"))
        return TRUE;
    }

  return FALSE;
}

static void
add_exploding (NrnFindings           *self,
               const NrnFindingsCase *what,
               guint                  layer)
{
  const NrnLayerGradient *gradient = nrn_survey_get_gradient (self->survey, layer);
  g_autofree char *name = nrn_architecture_describe_layer (get_architecture (self), (int) layer);
  g_autofree char *size = nrn_formula_print_number (gradient->mean_gradient, DIGITS);
  g_autofree char *weight = nrn_formula_print_number (gradient->mean_weight, DIGITS);
  g_autofree char *means = describe_means (self);
  g_autofree char *compared =
    g_strdup_printf (_("The gradient of %s is %s, and its weights are %s in the mean."), name, size,
                     weight);
  NrnFinding *finding =
    nrn_findings_add_layer (self, NRN_FINDING_EXPLODING, NRN_SEVERITY_WARNING, layer,
                            g_strdup (_("The gradients explode: one step may throw away what was "
                                        "learned.")),
                            g_strdup_printf ("%s %s", compared, means));

  if (has_own_initializer (get_architecture (self)))
    nrn_finding_add_remedy (finding, NRN_REMEDY_INITIALIZER,
                            g_strdup (_("Begin With he_uniform")));
  nrn_finding_add_remedy (finding, NRN_REMEDY_CLIP, g_strdup (_("Clip Gradients: clipnorm 1")));
}

static void
look_at_gradients (NrnFindings           *self,
                   const NrnFindingsCase *what)
{
  int first = find_trained (self, FALSE);
  int last = find_trained (self, TRUE);
  double largest = 0;
  int exploded = -1;

  if (nrn_survey_get_n_batches (self->survey) == 0 || first == last)
    return;

  for (int i = first; i <= last; i++)
    {
      const NrnLayerGradient *gradient = nrn_survey_get_gradient (self->survey, (guint) i);
      double ratio = gradient->mean_weight > 0 ? gradient->mean_gradient / gradient->mean_weight : 0;

      if (ratio > EXPLODED && ratio > largest)
        {
          largest = ratio;
          exploded = i;
        }
    }
  if (exploded >= 0 && !is_clipped (nrn_experiment_get_parts (what->experiment)->optimizer))
    add_exploding (self, what, (guint) exploded);
  else if (exploded < 0 && !has_layer_off (self) &&
           nrn_survey_get_gradient (self->survey, (guint) first)->mean_gradient <
             VANISHED * nrn_survey_get_gradient (self->survey, (guint) last)->mean_gradient)
    add_vanishing (self, (guint) first, (guint) last);
}

/**
 * nrn_findings_look_at_network:
 * @findings: findings that are being made
 * @what: what to look at
 */
void
nrn_findings_look_at_network (NrnFindings           *findings,
                              const NrnFindingsCase *what)
{
  for (guint i = 0; i < nrn_architecture_get_n_layers (get_architecture (findings)); i++)
    {
      guint n_off = nrn_survey_count_off (findings->survey, i);

      if (n_off > 0)
        add_units_off (findings, what, i, n_off);
    }
  look_at_gradients (findings, what);
}
