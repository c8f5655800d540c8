/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Whole texts in English and in German, as they are in files.
 *
 * With WRITE_EXPECTED=1 in the environment, the files are written anew, to be read
 * before they are committed.
 */

#pragma once

#include "config.h"

#include <libintl.h>

#include "nrn-test-locale.h"

/* From what the build has made, without any language installed. */
static inline void
nrn_languages_test_speak_german (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("G_TEST_BUILDDIR"), "..", "po", NULL);

  bindtextdomain (GETTEXT_PACKAGE, folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  nrn_test_set_language ("de");
  nrn_test_set_decimal_comma ();
}

static inline void
nrn_languages_test_speak_english (void)
{
  g_setenv ("LANGUAGE", "C", TRUE);
  g_assert_nonnull (setlocale (LC_ALL, "C.UTF-8"));
}

static inline void
nrn_languages_test_assert_is_file (const char *text,
                                   const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", name, NULL);
  g_autofree char *expected = NULL;
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_auto (GStrv) expected_lines = NULL;

  if (g_strcmp0 (g_getenv ("WRITE_EXPECTED"), "1") == 0)
    g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_true (g_file_get_contents (path, &expected, NULL, NULL));
  expected_lines = g_strsplit (expected, "\n", -1);
  for (guint i = 0; lines[i] != NULL && expected_lines[i] != NULL; i++)
    g_assert_cmpstr (lines[i], ==, expected_lines[i]);
  g_assert_cmpuint (g_strv_length (lines), ==, g_strv_length (expected_lines));
}
