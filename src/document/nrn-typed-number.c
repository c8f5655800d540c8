/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Numbers as people type and read them.
 */

#include "config.h"

#include "nrn-typed-number.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#define ARABIC_DECIMAL_SIGN 0x066b
#define TRUE_MINUS          0x2212

static const char *
get_decimal_sign (void)
{
  const char *sign = localeconv ()->decimal_point;

  return *sign != '\0' ? sign : ".";
}

static gboolean
has_decimal_comma (void)
{
  return *get_decimal_sign () == ',';
}

/* They say which way to write, and are no part of a number. */
static gboolean
is_direction (gunichar c)
{
  return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069);
}

/* The digits of every script, each minus and blank, and the decimal sign that
 * means nothing else: as in a program. Commas stay. */
static GString *
normalize (const char *text)
{
  GString *plain = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isdigit (c))
        g_string_append_c (plain, (char) ('0' + g_unichar_digit_value (c)));
      else if (c == TRUE_MINUS)
        g_string_append_c (plain, '-');
      else if (c == ARABIC_DECIMAL_SIGN)
        g_string_append_c (plain, '.');
      else if (g_unichar_isspace (c))
        g_string_append_c (plain, ' ');
      else if (!is_direction (c))
        g_string_append_unichar (plain, c);
    }

  return plain;
}

static gsize
count_digits (const char *text)
{
  return strspn (text, "0123456789");
}

/* "1,000" is a thousand to who writes a point, and "0,001" can only be a
 * thousandth. */
static gboolean
may_part_thousands (const char *text,
                    const char *comma)
{
  const char *digits = text + strspn (text, "+-");
  gsize n_before = count_digits (digits);

  return digits + n_before == comma && n_before >= 1 && n_before <= 3 && *digits != '0' &&
         count_digits (comma + 1) == 3;
}

/* What is typed with a point, or NULL if it is no number. */
static char *
read_number (const char *text)
{
  g_autoptr (GString) plain = normalize (text);
  char *comma;
  char *end;

  g_strstrip (plain->str);
  comma = strchr (plain->str, ',');
  if (comma != NULL && (has_decimal_comma () || !may_part_thousands (plain->str, comma)))
    *comma = strchr (plain->str, '.') == NULL ? '.' : ',';
  /* Nor "inf", "nan" and "0x10". */
  if (strpbrk (plain->str, "0123456789") == NULL ||
      strspn (plain->str, "0123456789.+-eE") != strlen (plain->str))
    return NULL;

  g_ascii_strtod (plain->str, &end);

  return *end == '\0' ? g_strdup (plain->str) : NULL;
}

/**
 * nrn_typed_number_parse:
 * @text: UTF-8, as it is typed
 * @value: (out): the number
 *
 * Reads a number with the locale's decimal sign or a point, in the digits of
 * any script, with “-” or “−”. A point is always the decimal sign: “1.000” is
 * one, also in Germany. A comma is it too, unless the locale has another sign
 * and a comma there can part thousands, as in “1,000”. Nothing parts
 * thousands: such a number is refused rather than guessed at.
 *
 * Returns: whether @text is a finite number and nothing else; if not, @value
 *   is as it was
 */
gboolean
nrn_typed_number_parse (const char *text,
                        double     *value)
{
  g_autofree char *plain = read_number (text);
  double number = plain != NULL ? g_ascii_strtod (plain, NULL) : NAN;

  if (!isfinite (number))
    return FALSE;

  *value = number;
  return TRUE;
}

/**
 * nrn_typed_number_to_plain:
 * @text: UTF-8, as it is typed where a number may stand, or other text as
 *   programs read it
 *
 * Returns: (transfer full): the number with a point, as nrn_config_with_text()
 *   takes it; other text as it is, without blanks around it
 */
char *
nrn_typed_number_to_plain (const char *text)
{
  char *plain = read_number (text);

  return plain != NULL ? plain : g_strstrip (g_strdup (text));
}

static char *
replace_points (const char *plain)
{
  g_auto (GStrv) parts = g_strsplit (plain, ".", -1);

  return g_strjoinv (get_decimal_sign (), parts);
}

/**
 * nrn_typed_number_from_plain:
 * @plain: a number with a point, or other text as programs read it
 *
 * Returns: (transfer full): the number as it is read, with the locale's decimal
 *   sign; other text as it is
 */
char *
nrn_typed_number_from_plain (const char *plain)
{
  return strspn (plain, "0123456789.+-eE") == strlen (plain) ? replace_points (plain)
                                                             : g_strdup (plain);
}

/* Whether a comma before @text parts items such as "1=5". */
static gboolean
begins_item (const char *text)
{
  const char *digits = text + strspn (text, " ");
  const char *after = digits + count_digits (digits);

  return after > digits && after[strspn (after, " ")] == '=';
}

/**
 * nrn_typed_number_list_to_plain:
 * @text: UTF-8, as it is typed: “[0.5, 1]” or “[0,5; 1]”, “0=1, 1=2.5” or
 *   “0=1; 1=2,5”
 *
 * Where there are semicolons they part the numbers, and commas are decimal
 * signs. Where there are none, commas part them; but where each has a name,
 * a comma that no name follows is a decimal sign.
 *
 * Returns: (transfer full): the same with points and commas
 */
char *
nrn_typed_number_list_to_plain (const char *text)
{
  g_autoptr (GString) typed = normalize (text);
  gboolean has_semicolons = strchr (typed->str, ';') != NULL;
  gboolean has_names = strchr (typed->str, '=') != NULL;

  for (char *at = typed->str; *at != '\0'; at++)
    {
      if (*at == ',' && (has_semicolons || (has_names && !begins_item (at + 1))))
        *at = '.';
      else if (*at == ';')
        *at = ',';
    }

  return g_string_free (g_steal_pointer (&typed), FALSE);
}

/**
 * nrn_typed_number_list_from_plain:
 * @plain: “[0.5, 1]” or “0=1, 1=2.5”
 *
 * Returns: (transfer full): the same with the locale's decimal sign, and
 *   semicolons where that is a comma
 */
char *
nrn_typed_number_list_from_plain (const char *plain)
{
  g_autofree char *parted = g_strdup (plain);

  return replace_points (has_decimal_comma () ? g_strdelimit (parted, ",", ';') : parted);
}
