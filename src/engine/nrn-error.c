/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The error domain of all of Neurons' libraries.
 */

#include "nrn-error.h"

G_DEFINE_QUARK (nrn-error-quark, nrn_error)

/* Letters of what is quoted; who wrote more knows it by its beginning. */
#define MAX_QUOTED 40

static gboolean
breaks_line (gunichar letter)
{
  GUnicodeType type = g_unichar_type (letter);

  return type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR ||
         type == G_UNICODE_PARAGRAPH_SEPARATOR;
}

/**
 * nrn_error_tidy:
 * @text: anything
 *
 * Returns: (transfer full): @text on one line: a space in the place of each
 *   control character, and nothing in that of bytes that are not UTF-8, such
 *   as those of a letter that was cut in two
 */
char *
nrn_error_tidy (const char *text)
{
  g_autoptr (GString) tidy = g_string_new (NULL);

  while (*text != '\0')
    {
      gunichar letter = g_utf8_get_char_validated (text, -1);

      if (letter == (gunichar) -1 || letter == (gunichar) -2)
        {
          text++;
          continue;
        }
      g_string_append_unichar (tidy, breaks_line (letter) ? ' ' : letter);
      text = g_utf8_next_char (text);
    }

  return g_string_free (g_steal_pointer (&tidy), FALSE);
}

/**
 * nrn_error_quote:
 * @text: what somebody has typed, or what a file holds
 *
 * Returns: (transfer full): the beginning of @text for use in a sentence, where
 *   it must neither break the line nor fill the window
 */
char *
nrn_error_quote (const char *text)
{
  /* One letter more than fits, however many bytes each has. */
  g_autofree char *start = g_strndup (text, 6 * (MAX_QUOTED + 1));
  g_autofree char *tidy = nrn_error_tidy (start);
  g_autofree char *shown = NULL;

  if (g_utf8_strlen (tidy, -1) <= MAX_QUOTED)
    return g_steal_pointer (&tidy);

  shown = g_utf8_substring (tidy, 0, MAX_QUOTED);

  return g_strconcat (shown, "…", NULL);
}
