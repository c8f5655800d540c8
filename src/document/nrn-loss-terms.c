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
 * important one. */
static void
choose_shown (NrnLossTerms *terms,
              guint         important)
{
  guint n_first = terms->n_outputs <= NRN_LOSS_TERMS_MAX ? terms->n_outputs : N_FIRST;

  for (guint i = 0; i < n_first; i++)
    terms->shown[i] = i;
  terms->n_shown = n_first;
  if (important >= n_first && important < terms->n_outputs)
    terms->shown[terms->n_shown++] = important;
}

/**
 * nrn_loss_terms_set:
 * @terms: outputs and targets of a story, without @shown
 * @important: the output that sums are not cut short by, such as the label
 *
 * Chooses what is shown, and sets the symbols.
 */
void
nrn_loss_terms_set (NrnLossTerms *terms,
                    guint         important)
{
  choose_shown (terms, important);
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

/**
 * nrn_loss_terms_list:
 * @terms: outputs and targets
 * @values: shape (n_outputs)
 *
 * Returns: (transfer full): "[0, 1]"; of many, the first ones, and how many more
 *   there are
 */
char *
nrn_loss_terms_list (const NrnLossTerms *terms,
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
