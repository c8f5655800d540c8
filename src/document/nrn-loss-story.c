/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How the loss of a sample, and of its batch, comes about. The loss is that of
 * the training; outputs that are divided by their sum or kept away from 0 and 1,
 * which it never holds by themselves, are worked out from the formulas shown.
 */

#include "config.h"

#include "nrn-loss-story.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-loss-terms.h"
#include "nrn-penalties.h"
#include "nrn-probability.h"

/* Outputs of softmax add up to 1 but for rounding. */
#define NEARLY_0 1e-6

/* 1 − 1e-7 as a float, which is the most that Keras takes a probability for, and
 * what is then left of 1. */
#define MOST  "0.99999988"
#define LEAST "0.00000011920929"

typedef struct
{
  NrnLossTerms    terms;
  const NrnTrace *trace;
  guint           row;
  const float    *given;        /* the row's targets as the trace has them */
  guint           n_given;
  gboolean        are_signs;    /* targets 0 and 1 have become −1 and 1 */
} Teller;

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
static char *
at_least (const NrnLossTerms *terms,
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
  g_autofree char *p = at_least (terms, "p", output);
  g_autofree char *t = at_least (terms, "t", output);

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
static const char *
tell_smoothing (NrnLossTerms *terms)
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

/* What the loss makes of outputs that are no shares of 1, and of those too near
 * to 0 and 1. Returns the name of the outputs to go on with. */
static const char *
tell_shares (NrnLossTerms *terms)
{
  g_autofree char *sum = nrn_loss_terms_sum (terms, NULL, "p#");

  set_epsilon (terms);
  if (fabs (nrn_story_evaluate (terms->story, sum) - 1) > NEARLY_0)
    {
      nrn_story_work_out (terms->story, "S", C_("formula", "sum of all outputs"), sum);
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
  tell_smoothing (terms);
  sum = nrn_loss_terms_sum (terms, binary_term, NULL);

  return terms->n_outputs > 1 ? g_strdup_printf ("−(%s) ∕ k", sum) : g_strdup_printf ("−(%s)", sum);
}

static char *
tell_categorical_crossentropy (NrnLossTerms *terms)
{
  const char *p = tell_shares (terms);
  const char *t = tell_smoothing (terms);
  g_autofree char *term = g_strdup_printf ("%s# × ln(%s#)", t, p);
  g_autofree char *sum = nrn_loss_terms_sum (terms, NULL, term);

  return g_strdup_printf ("−(%s)", sum);
}

static guint
find_label (const NrnLossTerms *terms)
{
  guint label = 0;

  for (guint i = 1; i < terms->n_outputs; i++)
    {
      if (terms->targets[i] > terms->targets[label])
        label = i;
    }

  return label;
}

static char *
tell_sparse_categorical_crossentropy (NrnLossTerms *terms)
{
  g_autofree char *term = g_strdup_printf ("−ln(%s#)", tell_shares (terms));

  return nrn_loss_terms_expand (terms, term, find_label (terms));
}

/* A name that is kept within [1e-7, 1]; what that changes is seen. */
static char *
within (const NrnLossTerms *terms,
        const char         *name,
        guint               output)
{
  return get (terms, name, output) > 1 ? g_strdup ("1") : at_least (terms, name, output);
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

static char *
tell_cosine (NrnLossTerms *terms)
{
  g_autofree char *product = NULL;

  set_epsilon (terms);
  tell_length (terms, "‖p‖", C_("formula", "length of the outputs"), "p#²");
  tell_length (terms, "‖t‖", C_("formula", "length of the targets"), "t#²");
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

/* ---- Outputs and targets ---- */

static void
tell_outputs (Teller *self)
{
  const NrnLossTerms *terms = &self->terms;

  nrn_story_begin_step (terms->story, NRN_LOSS_OUTPUTS, _("Outputs"));
  for (guint i = 0; i < terms->n_shown; i++)
    {
      g_autofree char *name = nrn_loss_terms_name (terms, "p", terms->shown[i]);
      g_autofree char *word = nrn_loss_terms_call (terms, C_("formula", "output"), terms->shown[i]);

      nrn_story_tell_value (terms->story, name, word, (double) terms->outputs[terms->shown[i]]);
    }
}

/* A class number, or −1 if the targets are no such. */
static int
get_class (const Teller *self)
{
  int found = -1;

  if (self->terms.n_outputs > 1 && self->n_given == 1)
    return (int) self->given[0];
  for (guint i = 0; i < self->n_given; i++)
    {
      if (self->given[i] != 0 && (self->given[i] != 1 || found >= 0))
        return -1;
      if (self->given[i] == 1)
        found = (int) i;
    }

  return self->n_given > 1 ? found : -1;
}

/* "[0, 1]", or of many "t₈ = 1, the other 9 are 0" */
static char *
write_class (const NrnLossTerms *terms,
             guint               class)
{
  guint n_others = terms->n_outputs - 1;
  g_autofree char *name = nrn_loss_terms_name (terms, "t", class);
  g_autofree char *right = nrn_formula_print_number ((double) terms->targets[class], NRN_FORMULA_DIGITS);
  g_autofree char *wrong = NULL;

  if (terms->n_outputs <= NRN_LOSS_TERMS_MAX)
    return nrn_loss_terms_list (terms, terms->targets);

  wrong = nrn_formula_print_number ((double) terms->targets[class > 0 ? 0 : 1], NRN_FORMULA_DIGITS);
  /* Translators: “t₈ = 1, the other 9 are 0”: what is right for each output. */
  return g_strdup_printf (ngettext ("%s = %s, the other %u is %s", "%s = %s, the other %u are %s", n_others),
                          name, right, n_others, wrong);
}

/* "label 1 → [0, 1]" */
static void
tell_class (Teller *self,
            guint   class)
{
  g_autofree char *label = g_strdup_printf (C_("formula", "label %u"), class);
  g_autofree char *targets = write_class (&self->terms, class);

  nrn_story_tell_text (self->terms.story, label, targets);
}

/* "targets [1, 0, 1] → [1, −1, 1]" */
static void
tell_signs (Teller *self)
{
  g_autofree char *from = nrn_loss_terms_list (&self->terms, self->given);
  g_autofree char *to = nrn_loss_terms_list (&self->terms, self->terms.targets);
  /* Translators: %s is a list of numbers. */
  g_autofree char *targets = g_strdup_printf (C_("formula", "targets %s"), from);

  nrn_story_tell_text (self->terms.story, targets, to);
}

static void
tell_sign (Teller *self)
{
  g_autofree char *label = g_strdup_printf (C_("formula", "label %u"), (guint) self->given[0]);
  g_autofree char *sign = nrn_formula_print_number ((double) self->terms.targets[0], NRN_FORMULA_DIGITS);

  nrn_story_tell_text (self->terms.story, label, sign);
}

static void
tell_targets (Teller *self)
{
  const NrnLossTerms *terms = &self->terms;
  int class = get_class (self);

  nrn_story_begin_step (terms->story, NRN_LOSS_TARGET, _("What is right"));
  if (class >= 0)
    tell_class (self, (guint) class);
  else if (self->are_signs && terms->n_outputs == 1)
    tell_sign (self);
  else if (self->are_signs)
    tell_signs (self);
  else
    for (guint i = 0; i < terms->n_shown; i++)
      {
        g_autofree char *name = nrn_loss_terms_name (terms, "t", terms->shown[i]);
        g_autofree char *word = nrn_loss_terms_call (terms, C_("formula", "target"), terms->shown[i]);

        nrn_story_tell_value (terms->story, name, word, (double) terms->targets[terms->shown[i]]);
      }
}

/* ---- Losses ---- */

/* The loss of the row alone, without what the row counts. */
static double
measure_row (const Teller *self)
{
  guint n_rows = nrn_trace_get_n_rows (self->trace);
  guint layer = nrn_architecture_get_n_layers (
    nrn_weights_get_architecture (nrn_trace_get_weights (self->trace))) - 1;
  NrnTraceLayer values;
  g_autofree float *losses = g_new (float, n_rows);

  if (nrn_trace_get_row_weights (self->trace) == NULL)
    return (double) nrn_trace_get_losses (self->trace)[self->row];

  nrn_trace_get_layer (self->trace, layer, &values);
  nrn_loss_forward (self->terms.loss, n_rows, values.units, values.outputs,
                    nrn_trace_get_targets (self->trace, NULL), losses);

  return (double) losses[self->row];
}

static void
tell_sample (Teller     *self,
             const char *formula)
{
  NrnStory *story = self->terms.story;
  const float *counts = nrn_trace_get_row_weights (self->trace);
  g_autofree char *name = nrn_formula_print_indexed ("L", self->row + 1);
  double loss = measure_row (self);

  if (counts == NULL)
    {
      nrn_story_tell (story, name, C_("formula", "loss of the sample"), formula, loss,
                      NRN_FORMULA_SYMBOLS);
      return;
    }

  nrn_story_tell (story, "L", C_("formula", "loss"), formula, loss, NRN_FORMULA_SYMBOLS);
  nrn_story_set (story, "c", C_("formula", "what the sample counts"), (double) counts[self->row]);
  nrn_story_tell (story, name, C_("formula", "loss of the sample"), "c × L",
                  (double) nrn_trace_get_losses (self->trace)[self->row], NRN_FORMULA_SYMBOLS);
}

/* What the regularizers add to the loss of the batch. */
static double
measure_penalties (const NrnTrace *trace)
{
  const NrnWeights *weights = nrn_trace_get_weights (trace);
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  guint n_tensors;
  const NrnTensor *tensors = nrn_architecture_get_tensors (architecture, &n_tensors);
  guint n_layers = nrn_architecture_get_n_layers (architecture);
  g_autofree gsize *places = g_new (gsize, MAX (n_tensors, 1));
  g_autofree float **outputs = g_new (float *, n_layers);
  NrnPenalties *penalties;
  double sum;

  for (guint i = 0; i < n_tensors; i++)
    places[i] = tensors[i].offset;
  penalties = nrn_penalties_new (architecture, places);
  if (penalties == NULL)
    return 0;

  for (guint i = 0; i < n_layers; i++)
    {
      NrnTraceLayer values;

      nrn_trace_get_layer (trace, i, &values);
      outputs[i] = (float *) values.outputs;
    }
  sum = nrn_penalties_measure (penalties, nrn_weights_get_data (weights), nrn_trace_get_n_rows (trace),
                               outputs);
  nrn_penalties_free (penalties);

  return sum;
}

static void
tell_mean (Teller *self)
{
  NrnStory *story = self->terms.story;
  guint n_rows = nrn_trace_get_n_rows (self->trace);
  double penalties = measure_penalties (self->trace);
  g_autofree double *losses = g_new (double, n_rows);
  g_autofree char *formula = NULL;
  g_autofree char *title = g_strdup_printf (ngettext ("Mean over the batch of %u",
                                                      "Mean over the batch of %u", n_rows), n_rows);

  for (guint i = 0; i < n_rows; i++)
    losses[i] = (double) nrn_trace_get_losses (self->trace)[i];
  formula = nrn_story_set_mean (story, "L", C_("formula", "loss"), C_("formula", "sum of all losses"),
                                n_rows, losses);
  nrn_story_begin_step (story, NRN_LOSS_MEAN, title);
  if (penalties == 0)
    {
      nrn_story_work_out (story, "L", C_("formula", "loss of the batch"), formula);
      return;
    }

  nrn_story_work_out (story, "L̄", C_("formula", "mean loss"), formula);
  nrn_story_tell_value (story, "P", C_("formula", "penalties of the regularizers"), penalties);
  nrn_story_work_out (story, "L", C_("formula", "loss of the batch"), "L̄ + P");
}

/* ---- The whole ---- */

static gboolean
are_zeros_and_ones (const NrnTrace *trace)
{
  guint target_dim;
  const float *targets = nrn_trace_get_targets (trace, &target_dim);

  for (gsize i = 0; i < (gsize) nrn_trace_get_n_rows (trace) * target_dim; i++)
    {
      if (targets[i] != 0 && targets[i] != 1)
        return FALSE;
    }

  return TRUE;
}

/* The targets of the row as they are compared with the outputs. */
static void
fill_targets (Teller *self)
{
  NrnTargetKind kind = nrn_loss_get_target_kind (nrn_config_get_kind (self->terms.loss));

  self->terms.targets = g_new0 (float, self->terms.n_outputs);
  self->are_signs = kind == NRN_TARGET_SIGNS && are_zeros_and_ones (self->trace);
  if (kind == NRN_TARGET_CLASS)
    {
      self->terms.targets[(guint) self->given[0]] = 1;
      return;
    }
  for (guint i = 0; i < self->terms.n_outputs; i++)
    self->terms.targets[i] = self->are_signs ? 2 * self->given[i] - 1 : self->given[i];
}

static char *
tell_formula (NrnLossTerms *terms)
{
  for (guint i = 0; i < G_N_ELEMENTS (tellers); i++)
    {
      if (g_str_equal (nrn_config_get_name (terms->loss), tellers[i].name))
        return tellers[i].tell (terms);
    }

  g_assert_not_reached ();
}

static void
teller_init (Teller         *self,
             const NrnTrace *trace,
             guint           row)
{
  guint layer = nrn_architecture_get_n_layers (
    nrn_weights_get_architecture (nrn_trace_get_weights (trace))) - 1;
  NrnTraceLayer values;
  const float *targets;

  nrn_trace_get_layer (trace, layer, &values);
  *self = (Teller) { .trace = trace, .row = row };
  targets = nrn_trace_get_targets (trace, &self->n_given);
  self->given = targets + (gsize) row * self->n_given;
  self->terms = (NrnLossTerms) {
    .story = nrn_story_new (),
    .loss = nrn_trace_get_loss_function (trace),
    .n_outputs = values.units,
    .outputs = values.outputs + (gsize) row * values.units,
  };
  fill_targets (self);
  nrn_loss_terms_set (&self->terms, find_label (&self->terms));
}

/**
 * nrn_loss_story_new:
 * @trace: an update
 * @row: the sample to tell of, a place in the batch
 *
 * Tells how the loss of the sample, and of its batch, comes about, in the steps
 * of #NrnLossStep. The losses are those of the training.
 *
 * Returns: (transfer full): the story
 */
NrnStory *
nrn_loss_story_new (const NrnTrace *trace,
                    guint           row)
{
  Teller self;
  g_autofree char *formula = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (row < nrn_trace_get_n_rows (trace), NULL);

  teller_init (&self, trace, row);
  /* Translators: %u is the sample's number, %s a loss such as huber. */
  title = g_strdup_printf (_("Loss of sample %u: %s"), row + 1, nrn_config_get_name (self.terms.loss));
  tell_targets (&self);
  tell_outputs (&self);
  nrn_story_begin_step (self.terms.story, NRN_LOSS_SAMPLE, title);
  formula = tell_formula (&self.terms);
  tell_sample (&self, formula);
  tell_mean (&self);
  g_free (self.terms.targets);

  return self.terms.story;
}
