/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * One line of a calculation: formula, numbers, result.
 */

#include "config.h"

#include "nrn-formula-line.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What becomes something else: “m₀” in the formula of m, “w” in that of another w. */
static gboolean
find_old (const NrnSymbols *symbols,
          const char       *name,
          const char       *formula,
          double           *old)
{
  g_autofree char *before = g_strdup_printf ("%s₀", name);
  g_autofree char *itself = g_strdup_printf ("%s ", name);

  if (strstr (formula, before) != NULL)
    return nrn_symbols_find (symbols, before, old);

  return g_str_has_prefix (formula, itself) && nrn_symbols_find (symbols, name, old);
}

/**
 * nrn_formula_line_init:
 * @line: (out caller-allocates): the line
 * @symbols: what the symbols of @formula are
 * @name: symbol of what comes out
 * @word: what that is called, translated
 * @formula: how it is worked out
 * @result: what the program came to
 * @style: %NRN_FORMULA_SYMBOLS or %NRN_FORMULA_WORDS
 *
 * Writes a calculation, with as many digits as it takes to come to the result, and to see
 * that something has become something else.
 */
void
nrn_formula_line_init (NrnFormulaLine   *line,
                       const NrnSymbols *symbols,
                       const char       *name,
                       const char       *word,
                       const char       *formula,
                       double            result,
                       NrnFormulaStyle   style)
{
  guint n_digits, n_result_digits;
  gboolean comes_out = nrn_formula_choose_digits (formula, symbols, result, &n_digits,
                                                  &n_result_digits);
  double old;
  gboolean is_exact = find_old (symbols, name, formula, &old)
                        ? nrn_formula_tell_apart (formula, symbols, result, old, &n_digits,
                                                  &n_result_digits)
                        : comes_out;
  g_autofree char *written = nrn_formula_print (formula, symbols, style, 0);
  g_autofree char *numbers = nrn_formula_print (formula, symbols, NRN_FORMULA_NUMBERS, n_digits);
  g_autofree char *number = nrn_formula_print_number (result, n_result_digits);
  g_autofree char *spoken = nrn_formula_print (formula, symbols, NRN_FORMULA_SPOKEN, 0);
  g_autofree char *spoken_numbers = nrn_formula_print (formula, symbols,
                                                       NRN_FORMULA_SPOKEN_NUMBERS, n_digits);

  *line = (NrnFormulaLine) {
    .formula = g_strdup_printf ("%s = %s", style == NRN_FORMULA_WORDS ? word : name, written),
    .numbers = g_strdup_printf ("= %s", numbers),
    .result = g_strdup_printf ("%s %s", is_exact ? "=" : "≈", number),
    /* Translators: a formula, with numbers, and its result, read aloud. */
    .spoken = g_strdup_printf (_("%s is %s: %s is %s"), word, spoken, spoken_numbers, number),
    .legend = style == NRN_FORMULA_WORDS ? NULL : nrn_formula_print_legend (formula, symbols),
  };
}

/**
 * nrn_formula_line_init_value:
 * @line: (out caller-allocates): the line
 * @name: symbol of a number
 * @word: what it is called, translated
 * @value: the number
 *
 * Writes something that is simply there.
 */
void
nrn_formula_line_init_value (NrnFormulaLine *line,
                             const char     *name,
                             const char     *word,
                             double          value)
{
  g_autofree char *number = nrn_formula_print_number (value, nrn_formula_get_digits ());

  *line = (NrnFormulaLine) {
    .formula = g_strdup (name),
    .result = g_strdup_printf ("= %s", number),
    /* Translators: a formula, read aloud: “momentum is 0.9”. */
    .spoken = g_strdup_printf (_("%s is %s"), word, number),
  };
}

/**
 * nrn_formula_line_copy:
 * @line: (out caller-allocates): the same as @other
 * @other: a line
 */
void
nrn_formula_line_copy (NrnFormulaLine       *line,
                       const NrnFormulaLine *other)
{
  *line = (NrnFormulaLine) { g_strdup (other->formula), g_strdup (other->numbers),
                             g_strdup (other->result), g_strdup (other->spoken),
                             g_strdup (other->legend) };
}

void
nrn_formula_line_clear (NrnFormulaLine *line)
{
  g_clear_pointer (&line->formula, g_free);
  g_clear_pointer (&line->numbers, g_free);
  g_clear_pointer (&line->result, g_free);
  g_clear_pointer (&line->spoken, g_free);
  g_clear_pointer (&line->legend, g_free);
}

/**
 * nrn_formula_line_print:
 * @line: a line
 *
 * Returns: (transfer full): all of it as text, to be copied
 */
char *
nrn_formula_line_print (const NrnFormulaLine *line)
{
  const char *parts[4] = { NULL };
  guint n = 0;

  if (*line->formula != '\0')
    parts[n++] = line->formula;
  if (line->numbers != NULL)
    parts[n++] = line->numbers;
  if (line->result != NULL)
    parts[n++] = line->result;

  return g_strjoinv (" ", (char **) parts);
}

static void
line_clear (gpointer data)
{
  nrn_formula_line_clear (data);
}

/**
 * nrn_formula_lines_new:
 *
 * Returns: (transfer full) (element-type NrnFormulaLine): no lines, yet
 */
GArray *
nrn_formula_lines_new (void)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (NrnFormulaLine));

  g_array_set_clear_func (lines, line_clear);

  return lines;
}

/**
 * nrn_formula_lines_print:
 * @lines: (element-type NrnFormulaLine): lines
 * @is_spoken: whether to be read aloud
 *
 * Returns: (transfer full): all of them, one below the other
 */
char *
nrn_formula_lines_print (const GArray *lines,
                         gboolean      is_spoken)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const NrnFormulaLine *line = &g_array_index (lines, NrnFormulaLine, i);
      g_autofree char *printed = is_spoken ? g_strdup (line->spoken) : nrn_formula_line_print (line);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", printed);
    }

  return g_strdup (text->str);
}
