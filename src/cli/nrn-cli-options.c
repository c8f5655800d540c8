/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the commands' options have in common.
 */

#include "config.h"

#include "nrn-cli.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "nrn-error.h"
#include "nrn-export.h"

/* On one line, whatever was in a name or a file: no line ends, and nothing
 * that a terminal obeys. */
static void
print_sentence (const char *sentence)
{
  g_autofree char *text = g_utf8_make_valid (sentence, -1);
  g_autoptr (GString) line = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);

      g_string_append_unichar (line, g_unichar_iscntrl (letter) ? ' ' : letter);
    }
  g_printerr ("neurons-cli: %s\n", line->str);
}

/**
 * nrn_cli_usage:
 * @format: what is wrong with the command line
 * @...: arguments of @format
 *
 * Returns: %NRN_CLI_USAGE
 */
int
nrn_cli_usage (const char *format,
               ...)
{
  g_autofree char *sentence = NULL;
  va_list arguments;

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  print_sentence (sentence);
  g_printerr ("%s\n", _("“neurons-cli --help” says what is possible."));

  return NRN_CLI_USAGE;
}

/**
 * nrn_cli_fail:
 * @error: what went wrong
 *
 * Returns: %NRN_CLI_FAILED
 */
int
nrn_cli_fail (const GError *error)
{
  print_sentence (error->message);

  return NRN_CLI_FAILED;
}

/**
 * nrn_cli_fail_output:
 * @code: errno of writing to stdout
 *
 * Returns: %NRN_CLI_FAILED
 */
int
nrn_cli_fail_output (int code)
{
  g_autofree char *sentence = g_strdup_printf (_("Cannot write the output: %s."),
                                               g_strerror (code));

  print_sentence (sentence);

  return NRN_CLI_FAILED;
}

/**
 * nrn_cli_write:
 * @text: what to write to stdout
 *
 * Returns: %NRN_CLI_DONE, or %NRN_CLI_FAILED if it could not be written,
 *   e.g. to a full disk
 */
int
nrn_cli_write (const char *text)
{
  if (fputs (text, stdout) == EOF || fflush (stdout) == EOF)
    return nrn_cli_fail_output (errno);

  return NRN_CLI_DONE;
}

/**
 * nrn_cli_parse:
 * @summary: what the command does
 * @arguments: (nullable): what it takes besides options
 * @entries: its options
 * @argc: (inout): number of words, the command's name included
 * @argv: (inout): the words; what is left are arguments
 *
 * Parses the options; "--help" prints them and exits.
 *
 * Returns: whether the words were understood; else a sentence was printed
 */
gboolean
nrn_cli_parse (const char          *summary,
               const char          *arguments,
               const GOptionEntry  *entries,
               int                 *argc,
               char              ***argv)
{
  g_autofree char *command = g_strdup_printf ("neurons-cli %s", (*argv)[0]);
  g_autoptr (GOptionContext) context = g_option_context_new (arguments);
  g_autoptr (GError) error = NULL;

  g_set_prgname (command);
  g_option_context_set_summary (context, summary);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (g_option_context_parse (context, argc, argv, &error))
    return TRUE;

  nrn_cli_usage ("%s", error->message);
  return FALSE;
}

/**
 * nrn_cli_get_uint:
 * @option: what the number is given for, e.g. "--epochs"
 * @text: what was given
 * @minimum: smallest number allowed
 * @maximum: largest number allowed
 * @value: (out): the number
 * @error: return location
 *
 * Returns: whether @text is such a number
 */
gboolean
nrn_cli_get_uint (const char  *option,
                  const char  *text,
                  guint        minimum,
                  guint        maximum,
                  guint       *value,
                  GError     **error)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, minimum, maximum, &number, NULL))
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                   _("%s cannot be “%s”; it must be a whole number from %u to %u."),
                   option, text, minimum, maximum);
      return FALSE;
    }

  *value = (guint) number;
  return TRUE;
}

/**
 * nrn_cli_get_number:
 * @option: what the number is given for
 * @text: what was given
 * @value: (out): the number
 * @error: return location
 *
 * Returns: whether @text is a finite number, written with a point
 */
gboolean
nrn_cli_get_number (const char  *option,
                    const char  *text,
                    double      *value,
                    GError     **error)
{
  char *end;

  *value = g_ascii_strtod (text, &end);
  if (end == text || *end != '\0' || !isfinite (*value))
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                   _("%s cannot be “%s”; it must be a number such as 0.1."), option, text);
      return FALSE;
    }

  return TRUE;
}

/**
 * nrn_cli_get_size:
 * @text: what was given for "--size"
 * @width: (out): of a picture, in pixels
 * @height: (out): likewise
 * @error: return location
 *
 * Returns: whether @text is such a size as 1200x800
 */
gboolean
nrn_cli_get_size (const char  *text,
                  guint       *width,
                  guint       *height,
                  GError     **error)
{
  g_auto (GStrv) parts = g_strsplit_set (text, "xX", 2);

  if (parts[0] == NULL || parts[1] == NULL || parts[0][0] == '\0' || parts[1][0] == '\0')
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                   _("--size cannot be “%s”; write WIDTHxHEIGHT, for example 1200x800."), text);
      return FALSE;
    }

  return nrn_cli_get_uint ("--size", parts[0], NRN_EXPORT_MIN_SIZE, NRN_EXPORT_MAX_SIZE, width, error) &&
         nrn_cli_get_uint ("--size", parts[1], NRN_EXPORT_MIN_SIZE, NRN_EXPORT_MAX_SIZE, height, error);
}

/**
 * nrn_cli_split_names:
 * @text: (nullable): names, separated by commas
 *
 * Returns: (transfer full) (nullable): the names without spaces around
 *   them; %NULL for %NULL
 */
char **
nrn_cli_split_names (const char *text)
{
  char **names;

  if (text == NULL)
    return NULL;

  names = g_strsplit (text, ",", -1);
  for (guint i = 0; names[i] != NULL; i++)
    g_strstrip (names[i]);

  return names;
}
