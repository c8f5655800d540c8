/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The gradients of losses by outputs. Each is written as it is for the numbers at
 * hand: one of a few straight pieces, or 0 where an output was kept from 0 and 1.
 */

#include "config.h"

#include "nrn-loss-slope.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-loss-formula.h"
#include "nrn-probability.h"

static double
get_difference (const NrnLossTerms *terms,
                guint               output)
{
  return (double) terms->outputs[output] - (double) terms->targets[output];
}

static char *
expand (const NrnLossTerms *terms,
        const char         *term,
        guint               output)
{
  return nrn_loss_terms_expand (terms, term, output);
}

/* A part of a mean over the outputs. */
static char *
part (const NrnLossTerms *terms,
      const char         *term,
      guint               output)
{
  g_autofree char *whole = nrn_loss_terms_expand (terms, term, output);

  return terms->n_outputs > 1 ? g_strdup_printf ("%s ∕ k", whole) : g_steal_pointer (&whole);
}

static gboolean
is_loss (const NrnLossTerms *terms,
         const char         *name)
{
  return g_str_equal (nrn_config_get_name (terms->loss), name);
}

/* ---- Errors ---- */

static char *
write_squared (const NrnLossTerms *terms,
               guint               output)
{
  return part (terms, "2 × (p# − t#)", output);
}

static char *
write_absolute (const NrnLossTerms *terms,
                guint               output)
{
  return part (terms, "sign(p# − t#)", output);
}

static char *
write_percentage (const NrnLossTerms *terms,
                  guint               output)
{
  gboolean is_tiny = fabsf (terms->targets[output]) < NRN_EPSILON;

  return part (terms, is_tiny ? "100 × sign(p# − t#) ∕ max(|t#|, ε)" : "100 × sign(p# − t#) ∕ |t#|", output);
}

static char *
write_logarithmic (const NrnLossTerms *terms,
                   guint               output)
{
  g_autofree char *p = nrn_loss_formula_at_least (terms, "p", output);
  g_autofree char *t = nrn_loss_formula_at_least (terms, "t", output);
  g_autofree char *slope = g_strdup_printf ("2 × (ln(%s + 1) − ln(%s + 1)) ∕ (%s + 1)", p, t, p);

  return terms->outputs[output] < NRN_EPSILON ? g_strdup ("0") : part (terms, slope, output);
}

static char *
write_logcosh (const NrnLossTerms *terms,
               guint               output)
{
  return part (terms, "tanh(p# − t#)", output);
}

static char *
write_huber (const NrnLossTerms *terms,
             guint               output)
{
  gboolean is_near = fabs (get_difference (terms, output)) <= nrn_story_get (terms->story, "delta");

  return part (terms, is_near ? "(p# − t#)" : "delta × sign(p# − t#)", output);
}

static char *
write_poisson (const NrnLossTerms *terms,
               guint               output)
{
  return part (terms, "(1 − t# ∕ (p# + ε))", output);
}

/* ---- Margins ---- */

/* At the corner of max(x, 0) it is half of both sides. */
static char *
write_hinge (const NrnLossTerms *terms,
             guint               output)
{
  float margin = 1 - terms->targets[output] * terms->outputs[output];

  if (margin < 0)
    return g_strdup ("0");

  return part (terms, margin > 0 ? "−t#" : "−0.5 × t#", output);
}

static char *
write_squared_hinge (const NrnLossTerms *terms,
                     guint               output)
{
  return part (terms, "−2 × t# × max(1 − t# × p#, 0)", output);
}

/* The largest wrong output pulls down, the right one up, if the one is not above
 * the other by 1. */
static char *
write_categorical_hinge (const NrnLossTerms *terms,
                         guint               output)
{
  const float *p = terms->outputs;
  const float *t = terms->targets;
  float largest = (1 - t[0]) * p[0];
  float right = 0;
  guint n_largest = 0;
  float margin;
  g_autofree char *rival = NULL;
  g_autofree char *slope = NULL;

  for (guint i = 0; i < terms->n_outputs; i++)
    {
      largest = MAX (largest, (1 - t[i]) * p[i]);
      right += t[i] * p[i];
    }
  for (guint i = 0; i < terms->n_outputs; i++)
    n_largest += (1 - t[i]) * p[i] == largest;
  margin = largest - right + 1;
  if (margin < 0)
    return g_strdup ("0");

  if ((1 - t[output]) * p[output] != largest)
    rival = g_strdup ("−t#");
  else if (n_largest == 1)
    rival = g_strdup ("(1 − t#) − t#");
  else
    rival = g_strdup_printf ("(1 − t#) ∕ %u − t#", n_largest);

  slope = expand (terms, rival, output);

  return margin > 0 ? g_steal_pointer (&slope) : g_strdup_printf ("0.5 × (%s)", slope);
}

/* ---- Probabilities ---- */

static gboolean
is_clipped (double q)
{
  return (float) q < NRN_PROBABILITY_MIN || (float) q > NRN_PROBABILITY_MAX;
}

static double
get_sum (const NrnLossTerms *terms)
{
  double sum = 0;

  for (guint i = 0; i < terms->n_outputs; i++)
    sum += (double) terms->outputs[i];

  return sum;
}

static gboolean
is_smoothed (const NrnLossTerms *terms)
{
  return nrn_config_lookup (terms->loss, "label_smoothing") != 0;
}

/* What is divided by the sum of all outputs, unless that is 1. */
static gboolean
is_divided (const NrnLossTerms *terms)
{
  return fabs (get_sum (terms) - 1) > NRN_LOSS_NEARLY_0;
}

static char *
write_binary (const NrnLossTerms *terms,
              guint               output)
{
  const char *t = is_smoothed (terms) ? "y" : "t";
  g_autofree char *term = g_strdup_printf ("(p# − %s#) ∕ (p# × (1 − p#))", t);

  return is_clipped ((double) terms->outputs[output]) ? g_strdup ("0") : part (terms, term, output);
}

/* With S the sum of the outputs, dividing by it gives every output its part. */
static char *
write_categorical (const NrnLossTerms *terms,
                   guint               output)
{
  const char *t = is_smoothed (terms) ? "y" : "t";
  const char *m = nrn_story_get (terms->story, "m") == 1 ? "1" : "m";
  gboolean ends = is_clipped ((double) terms->outputs[output] / get_sum (terms));
  g_autofree char *term = NULL;

  if (is_divided (terms))
    term = ends ? g_strdup_printf ("%s ∕ S", m) : g_strdup_printf ("%s ∕ S − %s# ∕ p#", m, t);
  else
    term = ends ? g_strdup (m) : g_strdup_printf ("%s − %s# ∕ p#", m, t);

  return expand (terms, term, output);
}

static char *
write_sparse (const NrnLossTerms *terms,
              guint               output)
{
  const char *all = is_divided (terms) ? "1 ∕ S" : "1";
  g_autofree char *label = g_strdup_printf ("%s − 1 ∕ p#", all);

  if (is_clipped ((double) terms->outputs[terms->label] / get_sum (terms)))
    return g_strdup ("0");

  return expand (terms, output == terms->label ? label : all, output);
}

static char *
write_divergence (const NrnLossTerms *terms,
                  guint               output)
{
  float p = terms->outputs[output];
  g_autofree char *t = terms->targets[output] > 1 ? g_strdup ("1")
                                                  : nrn_loss_formula_at_least (terms, "t", output);
  g_autofree char *term = g_strdup_printf ("−%s ∕ p#", t);

  return p < NRN_EPSILON || p > 1 ? g_strdup ("0") : expand (terms, term, output);
}

/* ---- Directions ---- */

static char *
write_cosine (const NrnLossTerms *terms,
              guint               output)
{
  return expand (terms, "−(t# ∕ ‖t‖ − cos × p# ∕ ‖p‖) ∕ ‖p‖", output);
}

/* ---- All of them ---- */

static const struct
{
  const char *name;
  char *(*write) (const NrnLossTerms *terms, guint output);
} writers[] = {
  { "mean_squared_error", write_squared },
  { "mean_absolute_error", write_absolute },
  { "mean_absolute_percentage_error", write_percentage },
  { "mean_squared_logarithmic_error", write_logarithmic },
  { "squared_hinge", write_squared_hinge },
  { "hinge", write_hinge },
  { "categorical_hinge", write_categorical_hinge },
  { "logcosh", write_logcosh },
  { "huber", write_huber },
  { "categorical_crossentropy", write_categorical },
  { "sparse_categorical_crossentropy", write_sparse },
  { "binary_crossentropy", write_binary },
  { "kullback_leibler_divergence", write_divergence },
  { "poisson", write_poisson },
  { "cosine_proximity", write_cosine },
};

/* The part of the targets whose outputs were not kept from 0 and 1. */
static void
set_live_targets (NrnLossTerms *terms)
{
  double sum = get_sum (terms);
  double live = 0;

  for (guint i = 0; i < terms->n_outputs; i++)
    {
      g_autofree char *name = nrn_loss_terms_name (terms, is_smoothed (terms) ? "y" : "t", i);

      if (!is_clipped ((double) terms->outputs[i] / sum))
        live += nrn_story_get (terms->story, name);
    }
  nrn_story_set (terms->story, "m", C_("formula", "sum of all targets that count"), live);
}

/**
 * nrn_loss_slope_prepare:
 * @terms: outputs and targets
 *
 * Tells what gradients by all outputs need, such as the sum of all outputs.
 */
void
nrn_loss_slope_prepare (NrnLossTerms *terms)
{
  nrn_story_set (terms->story, "ε", "epsilon", 1e-7);
  if (is_loss (terms, "huber"))
    nrn_story_set (terms->story, "delta", "delta", nrn_config_lookup (terms->loss, "delta"));
  if (is_loss (terms, "binary_crossentropy"))
    nrn_loss_formula_tell_smoothing (terms);
  if (is_loss (terms, "sparse_categorical_crossentropy"))
    nrn_loss_formula_tell_sum (terms);
  if (is_loss (terms, "categorical_crossentropy"))
    {
      nrn_loss_formula_tell_sum (terms);
      nrn_loss_formula_tell_smoothing (terms);
      set_live_targets (terms);
    }
  if (is_loss (terms, "cosine_proximity"))
    {
      g_autofree char *product = NULL;
      g_autofree char *cosine = NULL;

      nrn_loss_formula_tell_lengths (terms);
      product = nrn_loss_terms_sum (terms, NULL, "t# × p#");
      cosine = g_strdup_printf ("(%s) ∕ (‖t‖ × ‖p‖)", product);
      if (nrn_story_get (terms->story, "‖p‖") <= (double) NRN_EPSILON)
        nrn_story_set (terms->story, "cos", C_("formula", "cosine"), 0);
      else
        nrn_story_work_out (terms->story, "cos", C_("formula", "cosine"), cosine);
    }
}

/**
 * nrn_loss_slope_write:
 * @terms: outputs and targets that nrn_loss_slope_prepare() was called for
 * @output: one of the outputs
 *
 * Returns: (transfer full): the formula of the gradient of the sample's loss by
 *   the output
 */
char *
nrn_loss_slope_write (const NrnLossTerms *terms,
                      guint               output)
{
  for (guint i = 0; i < G_N_ELEMENTS (writers); i++)
    {
      if (is_loss (terms, writers[i].name))
        return writers[i].write (terms, output);
    }

  g_assert_not_reached ();
}
