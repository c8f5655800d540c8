/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How a number comes about, line by line.
 */

#include "config.h"

#include "nrn-story.h"

#include <glib/gi18n-lib.h>

struct _NrnStory
{
  GArray     *lines;    /* owned; of NrnStoryLine */
  GPtrArray  *titles;   /* owned; of the steps, NULL for one that was not told */
  NrnSymbols *symbols;  /* owned */
  guint       step;
};

static void
line_clear (gpointer data)
{
  nrn_formula_line_clear (&((NrnStoryLine *) data)->text);
}

/**
 * nrn_story_new:
 *
 * Returns: (transfer full): a story without lines, of one owner
 */
NrnStory *
nrn_story_new (void)
{
  NrnStory *story = g_new0 (NrnStory, 1);

  story->lines = g_array_new (FALSE, FALSE, sizeof (NrnStoryLine));
  g_array_set_clear_func (story->lines, line_clear);
  story->titles = g_ptr_array_new_with_free_func (g_free);
  story->symbols = nrn_symbols_new ();

  return story;
}

void
nrn_story_free (NrnStory *story)
{
  g_array_unref (story->lines);
  g_ptr_array_unref (story->titles);
  nrn_symbols_free (story->symbols);
  g_free (story);
}

/* ---- Telling ---- */

/**
 * nrn_story_begin_step:
 * @story: a story
 * @step: where the lines that follow belong; not below the last one
 * @title: what the step is about
 */
void
nrn_story_begin_step (NrnStory   *story,
                      guint       step,
                      const char *title)
{
  g_return_if_fail (step >= story->step);

  if (story->titles->len <= step)
    g_ptr_array_set_size (story->titles, (int) step + 1);
  g_free (g_ptr_array_index (story->titles, step));
  g_ptr_array_index (story->titles, step) = g_strdup (title);
  story->step = step;
}

/**
 * nrn_story_set:
 * @story: a story
 * @name: a symbol
 * @word: what it is called, translated
 * @value: what it is
 *
 * As nrn_symbols_set(): a symbol of the formulas that follow, without a line.
 */
void
nrn_story_set (NrnStory   *story,
               const char *name,
               const char *word,
               double      value)
{
  nrn_symbols_set (story->symbols, name, word, value);
}

/**
 * nrn_story_get:
 * @story: a story
 * @name: a symbol that it knows
 *
 * Returns: what the symbol stands for, in full precision
 */
double
nrn_story_get (const NrnStory *story,
               const char     *name)
{
  return nrn_symbols_get (story->symbols, name);
}

/**
 * nrn_story_evaluate:
 * @story: a story
 * @formula: of symbols that have been told or set
 *
 * Returns: what comes out
 */
double
nrn_story_evaluate (const NrnStory *story,
                    const char     *formula)
{
  return nrn_formula_evaluate (formula, story->symbols, 0);
}

/**
 * nrn_story_set_mean:
 * @story: a story
 * @name: the symbol of the values, to which their number is added: "g"
 * @word: likewise, what they are called: "gradient"
 * @sum_word: what their sum is called
 * @max_summands: so many are added up in writing, such as %NRN_STORY_SUMMANDS
 * @n_values: at least 1
 * @values: (array length=n_values): the values
 *
 * Sets the symbols of values and n, which is their number. Few are added up in
 * writing; of many, there is the sum.
 *
 * Returns: (transfer full): the formula of their mean
 */
char *
nrn_story_set_mean (NrnStory     *story,
                    const char   *name,
                    const char   *word,
                    const char   *sum_word,
                    guint         max_summands,
                    guint         n_values,
                    const double *values)
{
  g_autoptr (GString) formula = g_string_new (NULL);
  g_autofree char *sum_name = g_strdup_printf ("Σ %sᵢ", name);
  double sum = 0;

  nrn_story_set (story, "n", C_("formula", "number of samples"), n_values);
  for (guint i = 0; i < n_values; i++)
    sum += values[i];
  nrn_story_set (story, sum_name, sum_word, sum);
  if (n_values > max_summands)
    return g_strdup_printf ("%s ∕ n", sum_name);

  for (guint i = 0; i < n_values; i++)
    {
      g_autofree char *one = nrn_formula_print_indexed (name, i + 1);
      /* Translators: what a symbol is called, and which one of them: “gradient 3”. */
      g_autofree char *one_word = g_strdup_printf (C_("formula", "%s %u"), word, i + 1);

      nrn_story_set (story, one, one_word, values[i]);
      g_string_append_printf (formula, "%s%s", i > 0 ? " + " : "", one);
    }

  return n_values == 1 ? g_strdup_printf ("%s ∕ n", formula->str)
                       : g_strdup_printf ("(%s) ∕ n", formula->str);
}

/**
 * nrn_story_tell_value:
 * @story: a story
 * @name: its symbol
 * @word: what it is called, translated
 * @value: what it is
 *
 * Adds a line for something that is simply there.
 */
void
nrn_story_tell_value (NrnStory   *story,
                      const char *name,
                      const char *word,
                      double      value)
{
  NrnStoryLine line = { .step = story->step };

  nrn_formula_line_init_value (&line.text, name, word, value);
  g_array_append_val (story->lines, line);
  nrn_story_set (story, name, word, value);
}

/**
 * nrn_story_tell_text:
 * @story: a story
 * @what: "label 1"
 * @becomes: "[0, 1]"
 *
 * Adds a line for something that is written in another way.
 */
void
nrn_story_tell_text (NrnStory   *story,
                     const char *what,
                     const char *becomes)
{
  NrnStoryLine line = {
    .step = story->step,
    .text = {
      .formula = g_strdup (what),
      .result = g_strdup_printf ("→ %s", becomes),
      /* Translators: read aloud: “label 1 becomes [0, 1]”. */
      .spoken = g_strdup_printf (_("%s becomes %s"), what, becomes),
    },
  };

  g_array_append_val (story->lines, line);
}

/**
 * nrn_story_tell:
 * @story: a story
 * @name: the symbol of what comes out
 * @word: what it is called, translated
 * @formula: how it comes about, of symbols that have been told or set
 * @result: what the program came to
 * @style: %NRN_FORMULA_SYMBOLS or %NRN_FORMULA_WORDS
 */
void
nrn_story_tell (NrnStory        *story,
                const char      *name,
                const char      *word,
                const char      *formula,
                double           result,
                NrnFormulaStyle  style)
{
  NrnStoryLine line = { .step = story->step };

  nrn_formula_line_init (&line.text, story->symbols, name, word, formula, result, style);
  g_array_append_val (story->lines, line);
  nrn_story_set (story, name, word, result);
}

/**
 * nrn_story_work_out:
 * @story: a story
 * @name: the symbol of what comes out
 * @word: what it is called, translated
 * @formula: how it comes about
 *
 * As nrn_story_tell(), for what the program holds nowhere by itself: the result
 * is that of the formula.
 */
void
nrn_story_work_out (NrnStory   *story,
                    const char *name,
                    const char *word,
                    const char *formula)
{
  nrn_story_tell (story, name, word, formula, nrn_formula_evaluate (formula, story->symbols, 0),
                  NRN_FORMULA_SYMBOLS);
}

/**
 * nrn_story_compare:
 * @story: a story with a line
 *
 * Makes its last line one that tells what would have been otherwise.
 */
void
nrn_story_compare (NrnStory *story)
{
  g_return_if_fail (story->lines->len > 0);

  g_array_index (story->lines, NrnStoryLine, story->lines->len - 1).is_comparison = TRUE;
}

/* ---- Reading ---- */

guint
nrn_story_get_n_lines (const NrnStory *story)
{
  return story->lines->len;
}

/**
 * nrn_story_get_line:
 * @story: a story
 * @line: index of a line
 *
 * Returns: (transfer none): the line
 */
const NrnStoryLine *
nrn_story_get_line (const NrnStory *story,
                    guint           line)
{
  g_return_val_if_fail (line < story->lines->len, NULL);

  return &g_array_index (story->lines, NrnStoryLine, line);
}

guint
nrn_story_get_n_steps (const NrnStory *story)
{
  return story->titles->len;
}

/**
 * nrn_story_get_title:
 * @story: a story
 * @step: one of its steps
 *
 * Returns: (transfer none) (nullable): what the step is about; %NULL for one
 *   that was left out
 */
const char *
nrn_story_get_title (const NrnStory *story,
                     guint           step)
{
  g_return_val_if_fail (step < story->titles->len, NULL);

  return g_ptr_array_index (story->titles, step);
}

/**
 * nrn_story_print:
 * @story: a story
 *
 * Returns: (transfer full): all of it as text, to be copied
 */
char *
nrn_story_print (const NrnStory *story)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < story->lines->len; i++)
    {
      g_autofree char *line = nrn_formula_line_print (&nrn_story_get_line (story, i)->text);

      g_string_append_printf (text, "%s\n", line);
    }

  return g_string_free (text, FALSE);
}
