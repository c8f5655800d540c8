/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Gives each file of the folders in its arguments to what a fuzzer would give
 * its inputs to, as a test case. What a fuzzer has found once is one of them,
 * so it stays mended.
 */

#include "nrn-fuzz.h"

#include <string.h>
#include <sys/resource.h>

/* No input is larger than a few kilobytes, so none is worth more memory, of
 * which the tools that look for mistakes take twice as much. */
#define MAX_KIB (1024 * 1024)

static void
test_file (gconstpointer path)
{
  g_autofree char *contents = NULL;
  g_autofree guint8 *exact = NULL;
  g_autoptr (GError) error = NULL;
  struct rusage usage;
  gsize length;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);

  /* Without the zero that comes after the contents. */
  exact = g_memdup2 (contents, length);
  g_assert_cmpint (LLVMFuzzerTestOneInput (exact, length), ==, 0);

  g_assert_cmpint (getrusage (RUSAGE_SELF, &usage), ==, 0);
  g_assert_cmpint (usage.ru_maxrss, <, MAX_KIB);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list_files (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);

  return names;
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (int i = 2; i < argc; i++)
    {
      g_autoptr (GPtrArray) names = list_files (argv[i]);

      g_assert_cmpuint (names->len, >, 0);
      for (guint j = 0; j < names->len; j++)
        {
          const char *name = g_ptr_array_index (names, j);
          g_autofree char *path = g_strdup_printf ("/fuzz/%s/%s", argv[1], name);

          g_test_add_data_func_full (path, g_build_filename (argv[i], name, NULL), test_file, g_free);
        }
    }

  return g_test_run ();
}
