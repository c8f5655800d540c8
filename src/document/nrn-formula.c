/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Formulas. One text is what is read, what the numbers are put into and what
 * is worked out, so that the three cannot differ.
 */

#include "config.h"

#include "nrn-formula.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "nrn-minus.h"

/* The most digits that a float needs, and the fewest that a result is worth
 * being shown with. */
#define MOST_DIGITS  NRN_FORMULA_MOST_DIGITS
#define LEAST_DIGITS 4

/* As many as %MOST_DIGITS, even where fewer say all of a float: 1 − 0.99999988
 * is not 1 − 0.9999999. */
#define ALL_DIGITS (MOST_DIGITS + 1)

/* Of the whole program, as the decimal sign is; by atomic operations. */
static int wanted_digits = NRN_FORMULA_DIGITS;

/* ---- Numbers ---- */

/**
 * nrn_formula_set_digits:
 * @n_digits: 4 … 9, such as %NRN_FORMULA_DIGITS or %NRN_FORMULA_MORE_DIGITS
 *
 * Sets how many significant digits numbers in formulas have from now on; more
 * where one needs them to come to the result. Any thread.
 */
void
nrn_formula_set_digits (guint n_digits)
{
  g_return_if_fail (n_digits >= LEAST_DIGITS && n_digits <= MOST_DIGITS);

  g_atomic_int_set (&wanted_digits, (int) n_digits);
}

/**
 * nrn_formula_get_digits:
 *
 * Returns: how many significant digits numbers in formulas have; any thread
 */
guint
nrn_formula_get_digits (void)
{
  return (guint) g_atomic_int_get (&wanted_digits);
}

static double
round_to (double value,
          guint  n_digits)
{
  char text[64];

  g_snprintf (text, sizeof text, "%.*e", (int) n_digits - 1, value);

  return strtod (text, NULL);
}

/* How many digits are written of at most @n_digits: no more than say all of a
 * float, and no zeros behind them. */
static guint
count_digits (double value,
              guint  n_digits)
{
  gboolean is_float = n_digits < ALL_DIGITS;
  guint n_most = MIN (n_digits, MOST_DIGITS);
  double all = round_to (value, n_most);
  guint n = 1;

  for (; n < n_most; n++)
    {
      double rounded = round_to (value, n);

      if (is_float ? (float) rounded == (float) value : rounded == all)
        break;
    }

  return n;
}

/* The value as it is written; 0 for all digits. */
static double
round_as_written (double value,
                  guint  n_digits)
{
  return n_digits == 0 ? value : round_to (value, count_digits (value, n_digits));
}

static void
append_superscript (GString *text,
                    int      number)
{
  static const char *const digits[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
  g_autofree char *plain = g_strdup_printf ("%d", ABS (number));

  if (number < 0)
    g_string_append (text, "⁻");
  for (const char *p = plain; *p != '\0'; p++)
    g_string_append (text, digits[*p - '0']);
}

/**
 * nrn_formula_print_number:
 * @value: a number
 * @n_digits: significant digits, 1 … 9; fewer if they say all of a float, and all
 *   9 for more
 *
 * Returns: (transfer full): the number as one reads it: “−0.106127”; very
 *   small and large ones with a power of ten
 */
char *
nrn_formula_print_number (double value,
                          guint  n_digits)
{
  g_autoptr (GString) text = g_string_new (NULL);
  double size = fabs (value);
  double rounded;
  guint n;
  int exponent;

  if (value == 0)
    return g_strdup ("0");
  if (!isfinite (value))
    return isnan (value) ? g_strdup ("NaN") : g_strconcat (value < 0 ? nrn_minus_get () : "", "∞", NULL);

  n = count_digits (size, n_digits);
  rounded = round_to (size, n);
  exponent = (int) floor (log10 (rounded) + 1e-12);
  if (value < 0)
    g_string_append (text, nrn_minus_get ());
  if (exponent >= -7 && exponent < 9)
    {
      g_string_append_printf (text, "%.*f", MAX (0, (int) n - 1 - exponent), rounded);
      return g_string_free (g_steal_pointer (&text), FALSE);
    }

  g_string_append_printf (text, "%.*f×10", (int) n - 1, rounded / pow (10, exponent));
  append_superscript (text, exponent);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * nrn_formula_print_indexed:
 * @name: of a symbol
 * @index: a number
 *
 * Returns: (transfer full): the symbol with its index: “w₁₂”
 */
char *
nrn_formula_print_indexed (const char *name,
                           guint       index)
{
  static const char *const digits[] = { "₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉" };
  g_autofree char *plain = g_strdup_printf ("%u", index);
  GString *text = g_string_new (name);

  for (const char *p = plain; *p != '\0'; p++)
    g_string_append (text, digits[*p - '0']);

  return g_string_free (text, FALSE);
}

/* ---- Tokens ---- */

typedef enum
{
  TOKEN_END,
  TOKEN_PLUS,
  TOKEN_MINUS,
  TOKEN_TIMES,
  TOKEN_OVER,
  TOKEN_ROOT,
  TOKEN_SQUARE,
  TOKEN_POWER,
  TOKEN_OPEN,
  TOKEN_CLOSE,
  TOKEN_BAR,
  TOKEN_COMMA,
  TOKEN_MAX,
  TOKEN_MIN,
  TOKEN_LN,
  TOKEN_COSH,
  TOKEN_TANH,
  TOKEN_SIGN,
  TOKEN_NUMBER,
  TOKEN_SYMBOL,
} TokenKind;

static const struct
{
  const char *text;
  const char *spoken;
} operators[] = {
  [TOKEN_PLUS] = { "+", NC_("formula", "plus") },
  [TOKEN_MINUS] = { "−", NC_("formula", "minus") },
  [TOKEN_TIMES] = { "×", NC_("formula", "times") },
  [TOKEN_OVER] = { "∕", NC_("formula", "divided by") },
  [TOKEN_ROOT] = { "√", NC_("formula", "square root of") },
  [TOKEN_SQUARE] = { "²", NC_("formula", "squared") },
  [TOKEN_POWER] = { "ᵗ", NC_("formula", "to the power of t") },
  [TOKEN_OPEN] = { "(", NC_("formula", "open bracket") },
  [TOKEN_CLOSE] = { ")", NC_("formula", "close bracket") },
  [TOKEN_BAR] = { "|", NC_("formula", "absolute bar") },
  [TOKEN_COMMA] = { ",", NC_("formula", "and") },
  [TOKEN_MAX] = { "max", NC_("formula", "the largest of") },
  [TOKEN_MIN] = { "min", NC_("formula", "the smallest of") },
  [TOKEN_LN] = { "ln", NC_("formula", "natural logarithm of") },
  [TOKEN_COSH] = { "cosh", NC_("formula", "hyperbolic cosine of") },
  [TOKEN_TANH] = { "tanh", NC_("formula", "hyperbolic tangent of") },
  [TOKEN_SIGN] = { "sign", NC_("formula", "sign of") },
};

static gboolean
is_function (TokenKind kind)
{
  return kind >= TOKEN_MAX && kind <= TOKEN_SIGN;
}

typedef struct
{
  TokenKind   kind;
  const char *begin;
  gsize       length;
  double      number;
} Token;

static TokenKind
operator_at (const char *text)
{
  for (TokenKind kind = TOKEN_PLUS; kind <= TOKEN_SIGN; kind++)
    {
      if (g_str_has_prefix (text, operators[kind].text) &&
          (!is_function (kind) || text[strlen (operators[kind].text)] == '('))
        return kind;
    }

  return TOKEN_END;
}

/* The token at @text, which has no space in front. */
static Token
token_at (const char *text)
{
  Token token = { operator_at (text), text, 0, 0 };
  const char *end = text;

  if (*text == '\0')
    return token;
  if (token.kind != TOKEN_END)
    {
      token.length = strlen (operators[token.kind].text);
      return token;
    }
  if (g_ascii_isdigit (*text))
    {
      token.kind = TOKEN_NUMBER;
      token.number = g_ascii_strtod (text, (char **) &end);
      token.length = (gsize) (end - text);
      return token;
    }

  token.kind = TOKEN_SYMBOL;
  while (*end != '\0' && operator_at (end) == TOKEN_END)
    end = g_utf8_next_char (end);
  while (end[-1] == ' ')
    end--;
  token.length = (gsize) (end - text);

  return token;
}

/* ---- What comes out ---- */

typedef struct
{
  const NrnSymbols *symbols;
  guint             n_digits;
  const char       *rest;
} Reader;

static Token
peek (Reader *reader)
{
  while (*reader->rest == ' ')
    reader->rest++;

  return token_at (reader->rest);
}

static Token
take (Reader *reader)
{
  Token token = peek (reader);

  reader->rest += token.length;

  return token;
}

static void
expect (Reader    *reader,
        TokenKind  kind)
{
  Token token = take (reader);

  if (token.kind != kind)
    g_error ("“%s” instead of “%s”", token.begin, operators[kind].text);
}

static double read_sum (Reader *reader);

static double
apply (TokenKind function,
       double    value)
{
  switch ((int) function)
    {
    case TOKEN_LN:
      return log (value);

    case TOKEN_COSH:
      return cosh (value);

    case TOKEN_TANH:
      return tanh (value);

    case TOKEN_SIGN:
      return (value > 0) - (value < 0);

    default:
      return value;
    }
}

/* What is in the brackets behind a function. */
static double
read_arguments (Reader    *reader,
                TokenKind  function)
{
  double value;

  expect (reader, TOKEN_OPEN);
  value = apply (function, read_sum (reader));
  while (peek (reader).kind == TOKEN_COMMA)
    {
      take (reader);
      value = function == TOKEN_MAX ? fmax (value, read_sum (reader)) : fmin (value, read_sum (reader));
    }
  expect (reader, TOKEN_CLOSE);

  return value;
}

static double
read_operand (Reader *reader)
{
  Token token = take (reader);
  g_autofree char *name = NULL;
  double value;

  if (token.kind == TOKEN_NUMBER)
    return token.number;
  if (token.kind == TOKEN_SYMBOL)
    {
      name = g_strndup (token.begin, token.length);
      return round_as_written (nrn_symbols_get (reader->symbols, name), reader->n_digits);
    }
  if (token.kind == TOKEN_BAR)
    {
      value = fabs (read_sum (reader));
      expect (reader, TOKEN_BAR);
      return value;
    }
  if (token.kind == TOKEN_OPEN)
    {
      value = read_sum (reader);
      expect (reader, TOKEN_CLOSE);
      return value;
    }

  g_assert (is_function (token.kind));

  return read_arguments (reader, token.kind);
}

static double
read_factor (Reader *reader)
{
  TokenKind first = peek (reader).kind;
  double value;

  if (first == TOKEN_MINUS || first == TOKEN_ROOT)
    {
      take (reader);
      value = read_factor (reader);
      return first == TOKEN_MINUS ? -value : sqrt (value);
    }

  value = read_operand (reader);
  for (;;)
    {
      TokenKind kind = peek (reader).kind;

      if (kind != TOKEN_SQUARE && kind != TOKEN_POWER)
        return value;
      take (reader);
      value = kind == TOKEN_SQUARE ? value * value : pow (value, nrn_symbols_get (reader->symbols, "t"));
    }
}

static double
read_product (Reader *reader)
{
  double value = read_factor (reader);

  for (;;)
    {
      TokenKind kind = peek (reader).kind;

      if (kind != TOKEN_TIMES && kind != TOKEN_OVER)
        return value;
      take (reader);
      if (kind == TOKEN_TIMES)
        value *= read_factor (reader);
      else
        value /= read_factor (reader);
    }
}

static double
read_sum (Reader *reader)
{
  double value = read_product (reader);

  for (;;)
    {
      TokenKind kind = peek (reader).kind;

      if (kind != TOKEN_PLUS && kind != TOKEN_MINUS)
        return value;
      take (reader);
      value += kind == TOKEN_PLUS ? read_product (reader) : -read_product (reader);
    }
}

/**
 * nrn_formula_evaluate:
 * @formula: a formula
 * @symbols: what its symbols are
 * @n_digits: significant digits that their values are rounded to before; 0 for
 *   all that they have
 *
 * Returns: what comes out
 */
double
nrn_formula_evaluate (const char       *formula,
                      const NrnSymbols *symbols,
                      guint             n_digits)
{
  Reader reader = { symbols, n_digits, formula };
  double value = read_sum (&reader);

  expect (&reader, TOKEN_END);

  return value;
}

static gboolean
try_digits (const char       *formula,
            const NrnSymbols *symbols,
            double            result,
            guint             n_digits,
            guint             n_result_digits)
{
  double by_hand = nrn_formula_evaluate (formula, symbols, n_digits);

  return round_to (by_hand, n_result_digits) == round_to (result, n_result_digits);
}

/* Whether two numbers look alike. */
static gboolean
print_same (double a,
            double b,
            guint  n_digits)
{
  g_autofree char *a_text = nrn_formula_print_number (a, n_digits);
  g_autofree char *b_text = nrn_formula_print_number (b, n_digits);

  return g_str_equal (a_text, b_text);
}

/**
 * nrn_formula_tell_apart:
 * @formula: a formula
 * @symbols: what its symbols are
 * @result: what the program came to
 * @old: the number in @formula that becomes @result
 * @n_digits: (inout): from nrn_formula_choose_digits()
 * @n_result_digits: (inout): likewise
 *
 * As many digits more as it takes to see that @old has changed, if it has for a float.
 *
 * Returns: %FALSE if who works it out again then comes to what is shown only about
 */
gboolean
nrn_formula_tell_apart (const char       *formula,
                        const NrnSymbols *symbols,
                        double            result,
                        double            old,
                        guint            *n_digits,
                        guint            *n_result_digits)
{
  gboolean is_exact = try_digits (formula, symbols, result, *n_digits, *n_result_digits);

  if ((float) old == (float) result || !print_same (old, result, *n_result_digits))
    return is_exact;

  for (guint n_result = *n_result_digits; n_result <= MOST_DIGITS; n_result++)
    for (guint n = MAX (*n_digits, n_result); n <= ALL_DIGITS; n++)
      {
        if (print_same (old, result, n_result) || !try_digits (formula, symbols, result, n, n_result))
          continue;
        *n_digits = n;
        *n_result_digits = n_result;
        return TRUE;
      }
  *n_digits = *n_result_digits = MOST_DIGITS;

  return FALSE;
}

/**
 * nrn_formula_choose_digits:
 * @formula: a formula
 * @symbols: what its symbols are
 * @result: what the program came to
 * @n_digits: (out): significant digits to write the values with
 * @n_result_digits: (out): likewise, the result
 *
 * Finds out with how many digits the numbers must be shown so that who works
 * them out again, and rounds at the end, comes to what is shown.
 *
 * Returns: %FALSE if it comes to that only about
 */
gboolean
nrn_formula_choose_digits (const char       *formula,
                           const NrnSymbols *symbols,
                           double            result,
                           guint            *n_digits,
                           guint            *n_result_digits)
{
  guint wanted = nrn_formula_get_digits ();

  for (*n_result_digits = wanted; *n_result_digits >= LEAST_DIGITS; (*n_result_digits)--)
    {
      for (*n_digits = wanted; *n_digits <= MOST_DIGITS; (*n_digits)++)
        {
          if (try_digits (formula, symbols, result, *n_digits, *n_result_digits))
            return TRUE;
        }
    }
  *n_digits = ALL_DIGITS;
  for (*n_result_digits = wanted; *n_result_digits >= LEAST_DIGITS; (*n_result_digits)--)
    {
      if (try_digits (formula, symbols, result, *n_digits, *n_result_digits))
        return TRUE;
    }
  *n_digits = wanted;
  *n_result_digits = wanted;

  return FALSE;
}

/* ---- In writing ---- */

/**
 * nrn_formula_get_separator:
 *
 * Returns: what stands between numbers: a comma, or a semicolon where the comma
 *   is the decimal sign
 */
const char *
nrn_formula_get_separator (void)
{
  char text[8];

  g_snprintf (text, sizeof text, "%.1f", 0.5);

  return text[1] == ',' ? ";" : ",";
}

static gboolean
is_of_numbers (NrnFormulaStyle style)
{
  return style == NRN_FORMULA_NUMBERS || style == NRN_FORMULA_SPOKEN_NUMBERS;
}

static gboolean
is_spoken (NrnFormulaStyle style)
{
  return style == NRN_FORMULA_SPOKEN || style == NRN_FORMULA_SPOKEN_NUMBERS;
}

/* @before, @after: the tokens around it, which may need a negative number, or
 * one with a power of ten, to be in brackets. */
static void
append_symbol (GString          *text,
               const Token      *token,
               const NrnSymbols *symbols,
               NrnFormulaStyle   style,
               guint             n_digits,
               TokenKind         before,
               TokenKind         after)
{
  g_autofree char *name = g_strndup (token->begin, token->length);
  double value = nrn_symbols_get (symbols, name);
  g_autofree char *number = NULL;
  gboolean has_power = after == TOKEN_SQUARE || after == TOKEN_POWER;
  gboolean is_negative = value < 0 && (before == TOKEN_PLUS || before == TOKEN_MINUS || has_power);
  gboolean is_product;

  if (!is_of_numbers (style))
    {
      g_string_append (text, style == NRN_FORMULA_SYMBOLS ? name : nrn_symbols_get_word (symbols, name));
      return;
    }

  number = nrn_formula_print_number (value, n_digits);
  is_product = strstr (number, "×") != NULL &&
               (before == TOKEN_OVER || before == TOKEN_ROOT || has_power);
  if ((is_negative || is_product) && !is_spoken (style))
    g_string_append_printf (text, "(%s)", number);
  else
    g_string_append (text, number);
}

static void
append_operator (GString          *text,
                 TokenKind         kind,
                 const NrnSymbols *symbols,
                 NrnFormulaStyle   style)
{
  if (is_spoken (style))
    {
      if (text->len > 0 && !g_str_has_suffix (text->str, " "))
        g_string_append_c (text, ' ');
      g_string_append_printf (text, "%s ", g_dpgettext2 (GETTEXT_PACKAGE, "formula", operators[kind].spoken));
    }
  else if (kind == TOKEN_POWER && style == NRN_FORMULA_NUMBERS)
    append_superscript (text, (int) nrn_symbols_get (symbols, "t"));
  else if (kind == TOKEN_COMMA)
    g_string_append (text, nrn_formula_get_separator ());
  else
    g_string_append (text, operators[kind].text);
}

/* Whether what is in brackets at @reader are but numbers and symbols. */
static gboolean
has_plain_arguments (Reader reader)
{
  TokenKind kind;

  if (take (&reader).kind != TOKEN_OPEN)
    return FALSE;
  do
    {
      kind = take (&reader).kind;
      if (kind != TOKEN_NUMBER && kind != TOKEN_SYMBOL)
        return FALSE;
      kind = take (&reader).kind;
    }
  while (kind == TOKEN_COMMA);

  return kind == TOKEN_CLOSE;
}

/**
 * nrn_formula_print_legend:
 * @formula: a formula
 * @symbols: what its symbols are
 *
 * Returns: (transfer full): what each of its symbols is called, one below the other:
 *   “η = learning rate”; empty if all are called what they are
 */
char *
nrn_formula_print_legend (const char       *formula,
                          const NrnSymbols *symbols)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  Reader reader = { symbols, 0, formula };

  for (Token token = take (&reader); token.kind != TOKEN_END; token = take (&reader))
    {
      g_autofree char *name = g_strndup (token.begin, token.length);
      g_autofree char *line = NULL;

      if (token.kind != TOKEN_SYMBOL || g_str_equal (nrn_symbols_get_word (symbols, name), name))
        continue;
      line = g_strdup_printf ("%s = %s", name, nrn_symbols_get_word (symbols, name));
      if (!g_ptr_array_find_with_equal_func (lines, line, g_str_equal, NULL))
        g_ptr_array_add (lines, g_steal_pointer (&line));
    }
  g_ptr_array_add (lines, NULL);

  return g_strjoinv ("\n", (char **) lines->pdata);
}

/**
 * nrn_formula_print:
 * @formula: a formula
 * @symbols: what its symbols are
 * @style: how to write it
 * @n_digits: significant digits of values
 *
 * Returns: (transfer full): the formula in that style
 */
char *
nrn_formula_print (const char       *formula,
                   const NrnSymbols *symbols,
                   NrnFormulaStyle   style,
                   guint             n_digits)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Reader reader = { symbols, n_digits, formula };
  TokenKind before = TOKEN_END;
  gboolean hides_brackets = FALSE;  /* nobody says those of “logarithm of (x)” */

  for (;;)
    {
      Token token;
      Reader ahead;
      g_autofree char *number = NULL;

      if (*reader.rest == ' ' && !g_str_has_suffix (text->str, " "))
        g_string_append_c (text, ' ');
      token = take (&reader);
      ahead = reader;
      if (token.kind == TOKEN_END)
        break;
      if (token.kind == TOKEN_NUMBER)
        {
          number = nrn_formula_print_number (token.number, ALL_DIGITS);
          g_string_append (text, number);
        }
      else if (token.kind == TOKEN_SYMBOL)
        append_symbol (text, &token, symbols, style, n_digits, before, peek (&ahead).kind);
      else if (!hides_brackets || (token.kind != TOKEN_OPEN && token.kind != TOKEN_CLOSE))
        append_operator (text, token.kind, symbols, style);
      if (is_function (token.kind))
        hides_brackets = is_spoken (style) && has_plain_arguments (ahead);
      else if (token.kind == TOKEN_CLOSE)
        hides_brackets = FALSE;
      before = token.kind;
    }
  g_strchomp (text->str);

  return g_strdup (text->str);
}
