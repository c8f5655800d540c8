/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Where the program is installed: a whole folder of it can be moved, or
 * unpacked somewhere else than it was made for.
 */

#include "config.h"

#include "nrn-installation.h"

#include <string.h>

/* Linux' name of the program that asks. */
#define OWN_PROGRAM "/proc/self/exe"

/* The folder that it is all in, from where the program is; %NULL if the
 * program is in another place than in an installation. */
static char *
find_prefix (void)
{
  g_autofree char *program = g_file_read_link (OWN_PROGRAM, NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : NULL;

  if (folder == NULL || !g_str_has_suffix (folder, G_DIR_SEPARATOR_S NRN_BIN_IN_PREFIX))
    return NULL;

  return g_strndup (folder, strlen (folder) - strlen (G_DIR_SEPARATOR_S NRN_BIN_IN_PREFIX));
}

/**
 * nrn_installation_get_locale_dir:
 *
 * Looks for the translations beside the program, where they are once it is
 * installed. A program in a build folder has none there: then it is where
 * Neurons was made to be installed.
 *
 * Returns: (transfer full) (type filename): what bindtextdomain() takes
 */
char *
nrn_installation_get_locale_dir (void)
{
  g_autofree char *prefix = find_prefix ();
  g_autofree char *found = NULL;

  if (prefix == NULL || g_path_is_absolute (NRN_LOCALE_IN_PREFIX))
    return g_strdup (NRN_LOCALE_DIR);

  found = g_build_filename (prefix, NRN_LOCALE_IN_PREFIX, NULL);
  if (!g_file_test (found, G_FILE_TEST_IS_DIR))
    return g_strdup (NRN_LOCALE_DIR);

  return g_steal_pointer (&found);
}
