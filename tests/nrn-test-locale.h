/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Other languages and their numbers.
 */

#pragma once

#include <glib.h>
#include <locale.h>

/* Makes a locale with these categories, without one installed, and with no other
 * locale to be found; to be chosen as "xx_XX". @charmap has its letters; that of ASCII
 * is read in no time. */
static inline void
nrn_test_make_locale_of (const char *source,
                         const char *charmap)
{
  g_autofree char *folder = g_dir_make_tmp ("neurons-locale-XXXXXX", NULL);
  g_autofree char *input = g_build_filename (folder, "source", NULL);
  g_autofree char *output = g_build_filename (folder, "xx_XX", NULL);
  const char *command[] = { "localedef", "-c", "--no-archive", "-f", charmap, "-i", input, output, NULL };

  g_assert_true (g_file_set_contents (input, source, -1, NULL));
  /* It complains about what the locale has not. */
  g_assert_true (g_spawn_sync (NULL, (char **) command, NULL,
                               G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                               NULL, NULL, NULL, NULL, NULL, NULL));
  g_setenv ("LOCPATH", folder, TRUE);
}

static inline void
nrn_test_make_locale (const char *source)
{
  nrn_test_make_locale_of (source, "ANSI_X3.4-1968");
}

/* Numbers as they are written in Germany. */
static inline void
nrn_test_set_decimal_comma (void)
{
  nrn_test_make_locale ("LC_NUMERIC\ndecimal_point \"<U002C>\"\nthousands_sep \"\"\n"
                        "grouping -1\nEND LC_NUMERIC\n");
  g_assert_nonnull (setlocale (LC_NUMERIC, "xx_XX"));
}

/* Text of this language, from the catalogs that are bound. In the locale C there are no
 * translations. */
static inline void
nrn_test_set_language (const char *language)
{
  g_setenv ("LANGUAGE", language, TRUE);
  nrn_test_make_locale ("LC_MESSAGES\nyesexpr \"<U0079>\"\nnoexpr \"<U006E>\"\nEND LC_MESSAGES\n");
  g_assert_nonnull (setlocale (LC_MESSAGES, "xx_XX"));
}
