/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * From the bytes of a CSV file to UTF-8, whatever a spreadsheet wrote.
 */

#include "config.h"

#include "nrn-csv-private.h"

#include <glib/gi18n-lib.h>

#include "nrn-error.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

static gboolean
begins_with (const char *bytes,
             gsize       n_bytes,
             const char *start)
{
  return n_bytes >= strlen (start) && memcmp (bytes, start, strlen (start)) == 0;
}

/* Where most letters are of ASCII, every other byte is zero. Returns the name
 * of the encoding, or NULL. */
static const char *
guess_utf_16 (const char *bytes,
              gsize       n_bytes)
{
  gsize n = MIN (n_bytes, 1024) / 2;
  gsize n_even = 0, n_odd = 0;

  if (begins_with (bytes, n_bytes, "\xff\xfe"))
    return "UTF-16LE";
  if (begins_with (bytes, n_bytes, "\xfe\xff"))
    return "UTF-16BE";

  for (gsize i = 0; i < n; i++)
    {
      n_even += bytes[2 * i] == '\0';
      n_odd += bytes[2 * i + 1] == '\0';
    }
  if (n_even == 0 && n_odd > n / 2)
    return "UTF-16LE";

  return n_odd == 0 && n_even > n / 2 ? "UTF-16BE" : NULL;
}

/**
 * nrn_csv_is_utf_16:
 * @bytes: (array length=n_bytes): the beginning of a file
 * @n_bytes: length of @bytes
 *
 * Returns: whether the file seems to be text of two bytes for each letter, as
 *   spreadsheets save as “Unicode text”
 */
gboolean
nrn_csv_is_utf_16 (const char *bytes,
                   gsize       n_bytes)
{
  return guess_utf_16 (bytes, n_bytes) != NULL;
}

static guint
get_line (const char *text,
          const char *end)
{
  guint line = 1;

  for (const char *c = text; c < end; c++)
    line += *c == '\n';

  return line;
}

static char *
convert (const char  *name,
         const char  *bytes,
         gsize        n_bytes,
         const char  *encoding,
         char       **converted,
         gsize       *length,
         GError     **error)
{
  *converted = g_convert (bytes, (gssize) n_bytes, "UTF-8", encoding, NULL, length, NULL);
  if (*converted == NULL)
    g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                 _("“%s” begins as %s text, but is not throughout; save the file as CSV with the "
                   "encoding UTF-8."), name, encoding);

  return *converted;
}

/* Older programs have one byte for each letter: Windows' Western European
 * one, which is that of Latin-1 but for some marks. */
static char *
convert_from_bytes (const char  *name,
                    const char  *bytes,
                    gsize        n_bytes,
                    const char  *wrong,
                    char       **converted,
                    gsize       *length,
                    GError     **error)
{
  *converted = g_convert (bytes, (gssize) n_bytes, "UTF-8", "WINDOWS-1252", NULL, length, NULL);
  if (*converted == NULL)
    g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                 _("“%s”, line %u: this is not UTF-8 text; save the file as CSV with the encoding "
                   "UTF-8."),
                 name, get_line (bytes, wrong));

  return *converted;
}

/**
 * nrn_csv_decode:
 * @name: what to call the text in messages
 * @bytes: (array length=n_bytes): of a CSV file
 * @n_bytes: how many
 * @converted: (out): owned by the caller; the text, if it had to be converted
 * @length: (out): bytes of the text
 * @error: return location
 *
 * UTF-8 with or without byte order mark, UTF-16, and else Windows-1252, of
 * which Latin-1 is a part.
 *
 * Returns: (transfer none) (nullable): the text in UTF-8 without byte order
 *   mark, in @bytes or @converted, or %NULL with @error set if it is no text
 */
char *
nrn_csv_decode (const char  *name,
                char        *bytes,
                gsize        n_bytes,
                char       **converted,
                gsize       *length,
                GError     **error)
{
  const char *encoding = guess_utf_16 (bytes, n_bytes);
  gsize skip = 0;
  const char *wrong;

  if (encoding != NULL)
    {
      if (begins_with (bytes, n_bytes, "\xff\xfe") || begins_with (bytes, n_bytes, "\xfe\xff"))
        skip = 2;
      return convert (name, bytes + skip, n_bytes - skip, encoding, converted, length, error);
    }

  if (memchr (bytes, '\0', n_bytes) != NULL)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                   _("“%s” is not a CSV file: it is not text."), name);
      return NULL;
    }
  if (!g_utf8_validate (bytes, (gssize) n_bytes, &wrong))
    return convert_from_bytes (name, bytes, n_bytes, wrong, converted, length, error);

  if (begins_with (bytes, n_bytes, BYTE_ORDER_MARK))
    skip = strlen (BYTE_ORDER_MARK);
  *length = n_bytes - skip;

  return bytes + skip;
}

/**
 * nrn_csv_collapse:
 * @collapsed: where to append to
 * @text: (array length=length): lines whose cells are separated by spaces
 * @length: bytes of @text
 *
 * Appends the text with a single space between cells, and none at the ends
 * of lines: tables for people are padded.
 */
void
nrn_csv_collapse (GString    *collapsed,
                  const char *text,
                  gsize       length)
{
  gboolean is_quoted = FALSE, is_pending = FALSE, is_start = TRUE;

  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (!is_quoted && (c == ' ' || c == '\t'))
        {
          is_pending = !is_start;
          continue;
        }
      if (is_pending && c != '\n' && c != '\r')
        g_string_append_c (collapsed, ' ');
      is_pending = FALSE;
      is_quoted ^= c == '"';
      is_start = !is_quoted && (c == '\n' || c == '\r');
      g_string_append_c (collapsed, c);
    }
}
