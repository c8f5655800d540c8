/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "nrn-file.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "nrn-error.h"

typedef struct
{
  char *folder;
  char *old;        /* a file that holds "old" */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("nrn-XXXXXX", NULL);
  fixture->old = g_build_filename (fixture->folder, "old", NULL);
  g_assert_true (g_file_set_contents (fixture->old, "old", -1, NULL));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_unlink (fixture->old);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);   /* nothing is left behind */
  g_free (fixture->folder);
  g_free (fixture->old);
}

static void
assert_holds (const char *path,
              const char *expected)
{
  g_autofree char *text = NULL;
  gsize length;

  text = nrn_file_load (path, &length, NULL);
  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpuint (length, ==, strlen (expected));
}

static void
test_replaces (Fixture       *fixture,
               gconstpointer  data)
{
  NrnFileContents file = { fixture->old, "new!", 4 };
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  g_chmod (fixture->old, 0640);
  g_assert_true (nrn_file_replace (&file, 1, &error));
  g_assert_no_error (error);
  assert_holds (fixture->old, "new!");
  g_stat (fixture->old, &info);
  g_assert_cmpint (info.st_mode & 0777, ==, 0640);
}

static void
test_follows_link (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *link_path = g_build_filename (fixture->folder, "link", NULL);
  NrnFileContents file = { link_path, "new", 3 };

  g_assert_cmpint (symlink (fixture->old, link_path), ==, 0);
  g_assert_true (nrn_file_replace (&file, 1, NULL));
  assert_holds (fixture->old, "new");
  g_assert_true (g_file_test (link_path, G_FILE_TEST_IS_SYMLINK));
  g_unlink (link_path);
}

/* When the second of two files cannot be written, the first one stays. */
static void
test_all_or_nothing (Fixture       *fixture,
                     gconstpointer  data)
{
  const char *impossible[] = { "/nowhere/at/all", "/tmp" };

  for (gsize i = 0; i < G_N_ELEMENTS (impossible); i++)
    {
      NrnFileContents files[] = { { fixture->old, "new", 3 }, { impossible[i], "new", 3 } };
      g_autoptr (GError) error = NULL;

      g_assert_false (nrn_file_replace (files, 2, &error));
      g_assert_error (error, NRN_ERROR, NRN_ERROR_IO);
      g_assert_nonnull (strstr (error->message, impossible[i]));
      assert_holds (fixture->old, "old");
    }
}

/* A device is written to, not replaced by a file. */
static void
test_full_device (Fixture       *fixture,
                  gconstpointer  data)
{
  NrnFileContents file = { "/dev/full", "new", 3 };
  g_autoptr (GError) error = NULL;

  g_assert_false (nrn_file_replace (&file, 1, &error));
  g_assert_error (error, NRN_ERROR, NRN_ERROR_IO);
  g_assert_cmpstr (error->message, ==,
                   "“/dev/full” cannot be saved: No space left on device.");
  g_assert_false (g_file_test ("/dev/full", G_FILE_TEST_IS_REGULAR));
}

static void
test_load_errors (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) endless = NULL;
  gsize length;

  g_assert_null (nrn_file_load ("/nowhere/x", &length, &missing));
  g_assert_cmpstr (missing->message, ==,
                   "“/nowhere/x” cannot be read: No such file or directory.");
  g_assert_null (nrn_file_load (fixture->folder, &length, &endless));
  g_assert_error (endless, NRN_ERROR, NRN_ERROR_IO);
}

#define ADD(name, function) \
  g_test_add ("/document/file/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("replaces", test_replaces);
  ADD ("follows-link", test_follows_link);
  ADD ("all-or-nothing", test_all_or_nothing);
  ADD ("full-device", test_full_device);
  ADD ("load-errors", test_load_errors);

  return g_test_run ();
}
