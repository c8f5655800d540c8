/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The formulas of losses. Outputs that are divided by their sum or kept away from
 * 0 and 1, which the training never holds by themselves, are worked out from the
 * formulas shown.
 */

#include "config.h"

#include "nrn-loss-formula.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-probability.h"

/* 1 − 1e-7 as a float, which is the most that Keras takes a probability for, and
 * what is then left of 1. */
#define MOST  "0.99999988"
#define LEAST "0.00000011920929"

static double
get (const NrnLossTerms *terms,
     const char         *name,
     guint               output)
{
  g_autofree char *symbol = nrn_loss_terms_name (terms, name, output);

  return nrn_story_get (terms->story, symbol);
}

static double
lookup_argument (const NrnLossTerms *terms,
                 const char         *name)
{
  return nrn_config_lookup (terms->loss, name);
}

static void
set_epsilon (const NrnLossTerms *terms)
{
  nrn_story_set (terms->story, "ε", "epsilon", 1e-7);
}

/* Tells what the symbol @name of each output that is shown becomes; the others
 * are needed, too. */
static void
tell_each (const NrnLossTerms *terms,
           const char         *name,
           const char         *word,
           NrnLossTermFunc     term)
{
  for (guint i = 0; i < terms->n_outputs; i++)
    {
      g_autofree char *symbol = nrn_loss_terms_name (terms, name, i);
      g_autofree char *symbol_word = nrn_loss_terms_call (terms, word, i);
      g_autofree char *formula = term (terms, i);

      if (nrn_loss_terms_is_shown (terms, i))
        nrn_story_work_out (terms->story, symbol, symbol_word, formula);
      else
        nrn_story_set (terms->story, symbol, symbol_word, nrn_story_evaluate (terms->story, formula));
    }
}

/* ---- Errors ---- */

/* Each of these comes to the formula of the loss of the sample. */

static char *
tell_squared (NrnLossTerms *terms)
{
  return nrn_loss_terms_mean (terms, NULL, "(p# − t#)²");
}

static char *
tell_absolute (NrnLossTerms *terms)
{
  return nrn_loss_terms_mean (terms, NULL, "|p# − t#|");
}

/* A name that is not let below 1e-7; what that changes is seen. */
char *
nrn_loss_formula_at_least (const NrnLossTerms *terms,
                           const char         *name,
                           guint               output)
{
  g_autofree char *symbol = nrn_loss_terms_name (terms, name, output);

  return get (terms, name, output) < (double) NRN_EPSILON ? g_strdup_printf ("max(%s, ε)", symbol)
                                                          : g_steal_pointer (&symbol);
}

static char *
percentage_term (const NrnLossTerms *terms,
                 guint               output)
{
  gboolean is_tiny = fabs (get (terms, "t", output)) < (double) NRN_EPSILON;

  return nrn_loss_terms_expand (terms, is_tiny ? "|p# − t#| ∕ max(|t#|, ε)" : "|p# − t#| ∕ |t#|", output);
}

static char *
tell_percentage (NrnLossTerms *terms)
{
  g_autofree char *mean = NULL;

  set_epsilon (terms);
  mean = nrn_loss_terms_mean (terms, percentage_term, NULL);

  return g_strdup_printf ("100 × %s", mean);
}

static char *
logarithmic_term (const NrnLossTerms *terms,
                  guint               output)
{
  g_autofree char *p = nrn_loss_formula_at_least (terms, "p", output);
  g_autofree char *t = nrn_loss_formula_at_least (terms, "t", output);

  return g_strdup_printf ("(ln(%s + 1) − ln(%s + 1))²", p, t);
}

static char *
tell_logarithmic (NrnLossTerms *terms)
{
  set_epsilon (terms);

  return nrn_loss_terms_mean (terms, logarithmic_term, NULL);
}

static char *
tell_logcosh (NrnLossTerms *terms)
{
  return nrn_loss_terms_mean (terms, NULL, "ln(cosh(p# − t#))");
}

static char *
huber_term (const NrnLossTerms *terms,
            guint               output)
{
  double size = fabs (get (terms, "p", output) - get (terms, "t", output));

  return nrn_loss_terms_expand (terms, size <= nrn_story_get (terms->story, "delta")
                                       ? "(p# − t#)² ∕ 2"
                                       : "delta × |p# − t#| − delta² ∕ 2", output);
}

static char *
tell_huber (NrnLossTerms *terms)
{
  nrn_story_set (terms->story, "delta", "delta", lookup_argument (terms, "delta"));

  return nrn_loss_terms_mean (terms, huber_term, NULL);
}

static char *
tell_poisson (NrnLossTerms *terms)
{
  set_epsilon (terms);

  return nrn_loss_terms_mean (terms, NULL, "p# − t# × ln(p# + ε)");
}

/* ---- Margins ---- */

static char *
tell_hinge (NrnLossTerms *terms)
{
  return nrn_loss_terms_mean (terms, NULL, "max(1 − t# × p#, 0)");
}

static char *
tell_squared_hinge (NrnLossTerms *terms)
{
  return nrn_loss_terms_mean (terms, NULL, "max(1 − t# × p#, 0)²");
}

static char *
tell_categorical_hinge (NrnLossTerms *terms)
{
  g_autofree char *right = nrn_loss_terms_sum (terms, NULL, "t# × p#");
  g_autofree char *wrong = nrn_loss_terms_largest (terms, "(1 − t#) × p#");

  nrn_story_work_out (terms->story, "pos", C_("formula", "right output"), right);
  nrn_story_work_out (terms->story, "neg", C_("formula", "largest wrong output"), wrong);

  return g_strdup ("max(neg − pos + 1, 0)");
}

/* ---- Probabilities ---- */

/* Half of the smoothing, or each class' part of it, moves the targets. */
static char *
smoothed_term (const NrnLossTerms *terms,
               guint               output)
{
  gboolean is_binary = nrn_loss_get_target_kind (nrn_config_get_kind (terms->loss)) == NRN_TARGET_VALUES;

  return nrn_loss_terms_expand (terms, is_binary ? "t# × (1 − s) + 0.5 × s" : "t# × (1 − s) + s ∕ k",
                                output);
}

/* Returns the name of the targets to go on with. */
const char *
nrn_loss_formula_tell_smoothing (NrnLossTerms *terms)
{
  double smoothing = lookup_argument (terms, "label_smoothing");

  if (smoothing == 0)
    return "t";

  nrn_story_set (terms->story, "s", "label_smoothing", smoothing);
  tell_each (terms, "y", C_("formula", "smoothed target"), smoothed_term);

  return "y";
}

/* An output kept within [1e-7, 1 − 1e-7], if it was not; @p: its formula. */
static char *
clip (const NrnLossTerms *terms,
      const char         *p)
{
  double value = nrn_story_evaluate (terms->story, p);

  if ((float) value < NRN_PROBABILITY_MIN)
    return g_strdup_printf ("max(%s, ε)", p);
  if ((float) value > NRN_PROBABILITY_MAX)
    return g_strdup_printf ("min(%s, " MOST ")", p);

  return g_strdup (p);
}

static char *
share_term (const NrnLossTerms *terms,
            guint               output)
{
  g_autofree char *p = nrn_loss_terms_expand (terms, "p# ∕ S", output);

  return clip (terms, p);
}

static char *
clipped_term (const NrnLossTerms *terms,
              guint               output)
{
  g_autofree char *p = nrn_loss_terms_expand (terms, "p#", output);

  return clip (terms, p);
}

static gboolean
needs_clip (const NrnLossTerms *terms)
{
  for (guint i = 0; i < terms->n_outputs; i++)
    {
      if (terms->outputs[i] < NRN_PROBABILITY_MIN || terms->outputs[i] > NRN_PROBABILITY_MAX)
        return TRUE;
    }

  return FALSE;
}

/* Tells what outputs are divided by, unless that is 1. Returns whether it is
 * not. */
gboolean
nrn_loss_formula_tell_sum (NrnLossTerms *terms)
{
  g_autofree char *sum = nrn_loss_terms_sum (terms, NULL, "p#");

  if (fabs (nrn_story_evaluate (terms->story, sum) - 1) <= NRN_LOSS_NEARLY_0)
    return FALSE;

  nrn_story_work_out (terms->story, "S", C_("formula", "sum of all outputs"), sum);

  return TRUE;
}

/* What the loss makes of outputs that are no shares of 1, and of those too near
 * to 0 and 1. Returns the name of the outputs to go on with. */
static const char *
tell_shares (NrnLossTerms *terms)
{
  set_epsilon (terms);
  if (nrn_loss_formula_tell_sum (terms))
    {
      tell_each (terms, "q", C_("formula", "share"), share_term);
      return "q";
    }
  if (!needs_clip (terms))
    return "p";

  tell_each (terms, "q", C_("formula", "share"), clipped_term);

  return "q";
}

static void
tell_clipped (NrnLossTerms *terms)
{
  set_epsilon (terms);
  if (needs_clip (terms))
    tell_each (terms, "q", C_("formula", "output kept from 0 and 1"), clipped_term);
}

/* As floats, 1 − (1 − 1e-7) is 1.1920929e-7. */
static char *
binary_term (const NrnLossTerms *terms,
             guint               output)
{
  const char *p = needs_clip (terms) ? "q" : "p";
  const char *t = lookup_argument (terms, "label_smoothing") != 0 ? "y" : "t";
  gboolean is_high = terms->outputs[output] > NRN_PROBABILITY_MAX;
  g_autofree char *rest = is_high ? g_strdup (LEAST) : g_strdup_printf ("1 − %s#", p);
  g_autofree char *term = g_strdup_printf ("%s# × ln(%s#) + (1 − %s#) × ln(%s)", t, p, t, rest);

  return nrn_loss_terms_expand (terms, term, output);
}

static char *
tell_binary_crossentropy (NrnLossTerms *terms)
{
  g_autofree char *sum = NULL;

  tell_clipped (terms);
  nrn_loss_formula_tell_smoothing (terms);
  sum = nrn_loss_terms_sum (terms, binary_term, NULL);

  return terms->n_outputs > 1 ? g_strdup_printf ("−(%s) ∕ k", sum) : g_strdup_printf ("−(%s)", sum);
}

static char *
tell_categorical_crossentropy (NrnLossTerms *terms)
{
  const char *p = tell_shares (terms);
  const char *t = nrn_loss_formula_tell_smoothing (terms);
  g_autofree char *term = g_strdup_printf ("%s# × ln(%s#)", t, p);
  g_autofree char *sum = nrn_loss_terms_sum (terms, NULL, term);

  return g_strdup_printf ("−(%s)", sum);
}

static char *
tell_sparse_categorical_crossentropy (NrnLossTerms *terms)
{
  g_autofree char *term = g_strdup_printf ("−ln(%s#)", tell_shares (terms));

  return nrn_loss_terms_expand (terms, term, terms->label);
}

/* A name that is kept within [1e-7, 1]; what that changes is seen. */
static char *
within (const NrnLossTerms *terms,
        const char         *name,
        guint               output)
{
  return get (terms, name, output) > 1 ? g_strdup ("1") : nrn_loss_formula_at_least (terms, name, output);
}

static char *
divergence_term (const NrnLossTerms *terms,
                 guint               output)
{
  g_autofree char *p = within (terms, "p", output);
  g_autofree char *t = within (terms, "t", output);

  return g_strdup_printf ("%s × ln(%s ∕ %s)", t, t, p);
}

static char *
tell_kullback_leibler (NrnLossTerms *terms)
{
  set_epsilon (terms);

  return nrn_loss_terms_sum (terms, divergence_term, NULL);
}

/* ---- Directions ---- */

/* A vector's length, which Keras takes for 1e-7 if it is shorter. */
static void
tell_length (NrnLossTerms *terms,
             const char   *name,
             const char   *word,
             const char   *square)
{
  g_autofree char *sum = nrn_loss_terms_sum (terms, NULL, square);
  g_autofree char *length = g_strdup_printf ("√(%s)", sum);
  gboolean is_tiny = nrn_story_evaluate (terms->story, length) < (double) NRN_EPSILON;
  g_autofree char *formula = is_tiny ? g_strdup_printf ("max(%s, ε)", length) : g_strdup (length);

  nrn_story_work_out (terms->story, name, word, formula);
}

void
nrn_loss_formula_tell_lengths (NrnLossTerms *terms)
{
  set_epsilon (terms);
  tell_length (terms, "‖p‖", C_("formula", "length of the outputs"), "p#²");
  tell_length (terms, "‖t‖", C_("formula", "length of the targets"), "t#²");
}

static char *
tell_cosine (NrnLossTerms *terms)
{
  g_autofree char *product = NULL;

  nrn_loss_formula_tell_lengths (terms);
  product = nrn_loss_terms_sum (terms, NULL, "t# × p#");

  return g_strdup_printf ("−(%s) ∕ (‖t‖ × ‖p‖)", product);
}

static const struct
{
  const char *name;
  char *(*tell) (NrnLossTerms *terms);
} tellers[] = {
  { "mean_squared_error", tell_squared },
  { "mean_absolute_error", tell_absolute },
  { "mean_absolute_percentage_error", tell_percentage },
  { "mean_squared_logarithmic_error", tell_logarithmic },
  { "squared_hinge", tell_squared_hinge },
  { "hinge", tell_hinge },
  { "categorical_hinge", tell_categorical_hinge },
  { "logcosh", tell_logcosh },
  { "huber", tell_huber },
  { "categorical_crossentropy", tell_categorical_crossentropy },
  { "sparse_categorical_crossentropy", tell_sparse_categorical_crossentropy },
  { "binary_crossentropy", tell_binary_crossentropy },
  { "kullback_leibler_divergence", tell_kullback_leibler },
  { "poisson", tell_poisson },
  { "cosine_proximity", tell_cosine },
};

/**
 * nrn_loss_formula_tell:
 * @terms: outputs and targets
 *
 * Tells what the loss makes of outputs and targets first.
 *
 * Returns: (transfer full): the formula of the loss
 */
char *
nrn_loss_formula_tell (NrnLossTerms *terms)
{
  for (guint i = 0; i < G_N_ELEMENTS (tellers); i++)
    {
      if (g_str_equal (nrn_config_get_name (terms->loss), tellers[i].name))
        return tellers[i].tell (terms);
    }

  g_assert_not_reached ();
}
