/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Outputs and targets of a sample, as symbols of formulas. Sums over many of them
 * are cut short, with what the others add up to.
 */

#include "config.h"

#include "nrn-loss-terms.h"

#include <glib/gi18n-lib.h>

/* Outputs that are written if there are too many for all, beside the important
 * one. */
#define N_FIRST 3

/* ---- Symbols ---- */

/**
 * nrn_loss_terms_name:
 * @terms: outputs and targets
 * @name: "p"
 * @output: an output
 *
 * Returns: (transfer full): its symbol, "p₂", or "p" if it is the only one
 */
char *
nrn_loss_terms_name (const NrnLossTerms *terms,
                     const char         *name,
                     guint               output)
{
  return terms->n_outputs > 1 ? nrn_formula_print_indexed (name, output + 1) : g_strdup (name);
}

/**
 * nrn_loss_terms_call:
 * @terms: outputs and targets
 * @word: what each is called, translated: "output"
 * @output: an output
 *
 * Returns: (transfer full): what its symbol is called: "output 2"
 */
char *
nrn_loss_terms_call (const NrnLossTerms *terms,
                     const char         *word,
                     guint               output)
{
  if (terms->n_outputs == 1)
    return g_strdup (word);

  /* Translators: what a symbol is called, and which one of them: “gradient 3”. */
  return g_strdup_printf (C_("formula", "%s %u"), word, output + 1);
}

/* What is written of all outputs: all of them, or the first ones and the
 * label. */
static void
choose_shown (NrnLossTerms *terms)
{
  guint n_first = terms->n_outputs <= NRN_LOSS_TERMS_MAX ? terms->n_outputs : N_FIRST;

  for (guint i = 0; i < n_first; i++)
    terms->shown[i] = i;
  terms->n_shown = n_first;
  if (terms->label >= n_first)
    terms->shown[terms->n_shown++] = terms->label;
}

static void
set_symbols (const NrnLossTerms *terms)
{
  nrn_story_set (terms->story, "k", C_("formula", "number of outputs"), terms->n_outputs);
  for (guint i = 0; i < terms->n_outputs; i++)
    {
      g_autofree char *p = nrn_loss_terms_name (terms, "p", i);
      g_autofree char *p_word = nrn_loss_terms_call (terms, C_("formula", "output"), i);
      g_autofree char *t = nrn_loss_terms_name (terms, "t", i);
      g_autofree char *t_word = nrn_loss_terms_call (terms, C_("formula", "target"), i);

      nrn_story_set (terms->story, p, p_word, (double) terms->outputs[i]);
      nrn_story_set (terms->story, t, t_word, (double) terms->targets[i]);
    }
}

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
fill_targets (NrnLossTerms *terms)
{
  NrnTargetKind kind = nrn_loss_get_target_kind (nrn_config_get_kind (terms->loss));

  terms->targets = g_new0 (float, terms->n_outputs);
  terms->are_signs = kind == NRN_TARGET_SIGNS && are_zeros_and_ones (terms->trace);
  if (kind == NRN_TARGET_CLASS)
    {
      terms->targets[(guint) terms->given[0]] = 1;
      return;
    }
  for (guint i = 0; i < terms->n_outputs; i++)
    terms->targets[i] = terms->are_signs ? 2 * terms->given[i] - 1 : terms->given[i];
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

/**
 * nrn_loss_terms_init:
 * @terms: (out caller-allocates): outputs and targets
 * @story: where they are to be told
 * @trace: an update
 * @row: the sample, a place in the batch
 *
 * Reads outputs and targets, and sets their symbols; nothing is told.
 */
void
nrn_loss_terms_init (NrnLossTerms   *terms,
                     NrnStory       *story,
                     const NrnTrace *trace,
                     guint           row)
{
  guint n_layers = nrn_architecture_get_n_layers (
    nrn_weights_get_architecture (nrn_trace_get_weights (trace)));
  NrnTraceLayer values;
  const float *targets;

  nrn_trace_get_layer (trace, n_layers - 1, &values);
  *terms = (NrnLossTerms) {
    .story = story,
    .trace = trace,
    .row = row,
    .loss = nrn_trace_get_loss_function (trace),
    .n_outputs = values.units,
    .outputs = values.outputs + (gsize) row * values.units,
  };
  targets = nrn_trace_get_targets (trace, &terms->n_given);
  terms->given = targets + (gsize) row * terms->n_given;
  fill_targets (terms);
  terms->label = find_label (terms);
  choose_shown (terms);
  set_symbols (terms);
}

void
nrn_loss_terms_clear (NrnLossTerms *terms)
{
  g_clear_pointer (&terms->targets, g_free);
}

gboolean
nrn_loss_terms_is_shown (const NrnLossTerms *terms,
                         guint               output)
{
  for (guint i = 0; i < terms->n_shown; i++)
    {
      if (terms->shown[i] == output)
        return TRUE;
    }

  return FALSE;
}

/* ---- Terms ---- */

/**
 * nrn_loss_terms_expand:
 * @terms: outputs and targets
 * @term: "(p# − t#)²"
 * @output: an output
 *
 * Returns: (transfer full): its term, "(p₂ − t₂)²"
 */
char *
nrn_loss_terms_expand (const NrnLossTerms *terms,
                       const char         *term,
                       guint               output)
{
  g_autofree char *number = nrn_loss_terms_name (terms, "", output);
  GString *text = g_string_new (term);

  g_string_replace (text, "#", number, 0);

  return g_string_free (text, FALSE);
}

static char *
write_term (const NrnLossTerms *terms,
            NrnLossTermFunc     term,
            const char         *simple_term,
            guint               output)
{
  return term != NULL ? term (terms, output) : nrn_loss_terms_expand (terms, simple_term, output);
}

/* @rest: (transfer full): the symbol of the others */
static char *
join (NrnLossTerms    *terms,
      NrnLossTermFunc  term,
      const char      *simple_term,
      const char      *separator,
      char            *rest)
{
  g_autofree char *name = rest;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < terms->n_shown; i++)
    {
      g_autofree char *one = write_term (terms, term, simple_term, terms->shown[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? separator : "", one);
    }
  if (name != NULL)
    g_string_append_printf (text, "%s%s", separator, name);

  return g_string_free (text, FALSE);
}

/**
 * nrn_loss_terms_sum:
 * @terms: outputs and targets that are set
 * @term: (nullable): writes each summand
 * @simple_term: (nullable): if not @term, what each is: "(p# − t#)²"
 *
 * Returns: (transfer full): the formula of their sum; of many, some and
 *   “Σ of 7 more”
 */
char *
nrn_loss_terms_sum (NrnLossTerms    *terms,
                    NrnLossTermFunc  term,
                    const char      *simple_term)
{
  guint n_others = terms->n_outputs - terms->n_shown;
  char *name;
  double sum = 0;

  if (n_others == 0)
    return join (terms, term, simple_term, " + ", NULL);

  for (guint i = 0; i < terms->n_outputs; i++)
    {
      g_autofree char *one = NULL;

      if (nrn_loss_terms_is_shown (terms, i))
        continue;
      one = write_term (terms, term, simple_term, i);
      sum += nrn_story_evaluate (terms->story, one);
    }
  /* Translators: the other summands of a sum, in a formula. No brackets, commas or
   * signs. */
  name = g_strdup_printf (ngettext ("Σ of %u more", "Σ of %u more", n_others), n_others);
  nrn_story_set (terms->story, name, name, sum);

  return join (terms, term, simple_term, " + ", name);
}

/**
 * nrn_loss_terms_mean:
 * @terms: outputs and targets that are set
 * @term: (nullable): as for nrn_loss_terms_sum()
 * @simple_term: (nullable): likewise
 *
 * Returns: (transfer full): the formula of their mean
 */
char *
nrn_loss_terms_mean (NrnLossTerms    *terms,
                     NrnLossTermFunc  term,
                     const char      *simple_term)
{
  g_autofree char *sum = nrn_loss_terms_sum (terms, term, simple_term);

  return terms->n_outputs > 1 ? g_strdup_printf ("(%s) ∕ k", sum) : g_steal_pointer (&sum);
}

/**
 * nrn_loss_terms_largest:
 * @terms: outputs and targets that are set
 * @simple_term: what each is: "(1 − t#) × p#"
 *
 * Returns: (transfer full): the formula of the largest of them
 */
char *
nrn_loss_terms_largest (NrnLossTerms *terms,
                        const char   *simple_term)
{
  guint n_others = terms->n_outputs - terms->n_shown;
  g_autofree char *arguments = NULL;
  char *name = NULL;
  double largest = -G_MAXDOUBLE;

  for (guint i = 0; i < terms->n_outputs; i++)
    {
      g_autofree char *one = NULL;

      if (nrn_loss_terms_is_shown (terms, i))
        continue;
      one = nrn_loss_terms_expand (terms, simple_term, i);
      largest = MAX (largest, nrn_story_evaluate (terms->story, one));
    }
  if (n_others > 0)
    {
      /* Translators: the largest of other numbers, in a formula. No brackets, commas
       * or signs. */
      name = g_strdup_printf (ngettext ("max of %u more", "max of %u more", n_others), n_others);
      nrn_story_set (terms->story, name, name, largest);
    }
  arguments = join (terms, NULL, simple_term, ", ", name);

  return terms->n_outputs > 1 ? g_strdup_printf ("max(%s)", arguments) : g_steal_pointer (&arguments);
}

/* “[0, 1]”; of many, the first ones, and how many more there are. */
static char *
list (const NrnLossTerms *terms,
      const float        *values)
{
  guint n_written = MIN (terms->n_outputs, NRN_LOSS_TERMS_MAX);
  guint n_others = terms->n_outputs - n_written;
  const char *separator = nrn_formula_get_separator ();
  GString *text = g_string_new ("[");

  for (guint i = 0; i < n_written; i++)
    {
      g_autofree char *number = nrn_formula_print_number ((double) values[i], NRN_FORMULA_DIGITS);

      g_string_append_printf (text, "%s%s%s", i > 0 ? separator : "", i > 0 ? " " : "", number);
    }
  if (n_others > 0)
    {
      /* Translators: the end of a list of numbers. */
      g_autofree char *others = g_strdup_printf (ngettext ("… %u more", "… %u more", n_others), n_others);

      g_string_append_printf (text, "%s %s", separator, others);
    }
  g_string_append_c (text, ']');

  return g_string_free (text, FALSE);
}

/* ---- Targets ---- */

/* A class number, or −1 if the targets are no such. */
static int
get_class (const NrnLossTerms *terms)
{
  int found = -1;

  if (terms->n_outputs > 1 && terms->n_given == 1)
    return (int) terms->given[0];
  for (guint i = 0; i < terms->n_given; i++)
    {
      if (terms->given[i] != 0 && (terms->given[i] != 1 || found >= 0))
        return -1;
      if (terms->given[i] == 1)
        found = (int) i;
    }

  return terms->n_given > 1 ? found : -1;
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
    return list (terms, terms->targets);

  wrong = nrn_formula_print_number ((double) terms->targets[class > 0 ? 0 : 1], NRN_FORMULA_DIGITS);
  /* Translators: “t₈ = 1, the other 9 are 0”: what is right for each output. */
  return g_strdup_printf (ngettext ("%s = %s, the other %u is %s", "%s = %s, the other %u are %s", n_others),
                          name, right, n_others, wrong);
}

/* "label 1 → [0, 1]" */
static void
tell_class (const NrnLossTerms *terms,
            guint               class)
{
  g_autofree char *label = g_strdup_printf (C_("formula", "label %u"), class);
  g_autofree char *targets = write_class (terms, class);

  nrn_story_tell_text (terms->story, label, targets);
}

/* "targets [1, 0, 1] → [1, −1, 1]" */
static void
tell_signs (const NrnLossTerms *terms)
{
  g_autofree char *from = list (terms, terms->given);
  g_autofree char *to = list (terms, terms->targets);
  /* Translators: %s is a list of numbers. */
  g_autofree char *targets = g_strdup_printf (C_("formula", "targets %s"), from);

  nrn_story_tell_text (terms->story, targets, to);
}

static void
tell_sign (const NrnLossTerms *terms)
{
  g_autofree char *label = g_strdup_printf (C_("formula", "label %u"), (guint) terms->given[0]);
  g_autofree char *sign = nrn_formula_print_number ((double) terms->targets[0], NRN_FORMULA_DIGITS);

  nrn_story_tell_text (terms->story, label, sign);
}

/**
 * nrn_loss_terms_tell_targets:
 * @terms: outputs and targets
 *
 * Tells what is right, as the loss wants it: “label 1 → [0, 1]”.
 */
void
nrn_loss_terms_tell_targets (const NrnLossTerms *terms)
{
  int class = get_class (terms);

  if (class >= 0)
    tell_class (terms, (guint) class);
  else if (terms->are_signs && terms->n_outputs == 1)
    tell_sign (terms);
  else if (terms->are_signs)
    tell_signs (terms);
  else
    for (guint i = 0; i < terms->n_shown; i++)
      {
        g_autofree char *name = nrn_loss_terms_name (terms, "t", terms->shown[i]);
        g_autofree char *word = nrn_loss_terms_call (terms, C_("formula", "target"), terms->shown[i]);

        nrn_story_tell_value (terms->story, name, word, (double) terms->targets[terms->shown[i]]);
      }
}
