/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How a desktop knows our files, and what it starts for them. Takes what is to
 * be installed: test-file-type APPLICATION-ID FOLDER.
 */

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "nrn-experiment-file.h"
#include "nrn-preset.h"

#define MIME_TYPE "application/x-neurons"

static const char *application_id;
static const char *built;           /* folder of what is to be installed */
static char *data_home;             /* owned; with a database of just our type */

static char *
get_built (const char *ending)
{
  return g_strdup_printf ("%s/%s.%s", built, application_id, ending);
}

/* As installing does. */
static void
make_database (void)
{
  g_autofree char *source = get_built ("xml");
  g_autofree char *mime = g_build_filename (data_home, "mime", NULL);
  g_autofree char *packages = g_build_filename (mime, "packages", NULL);
  g_autofree char *target = g_build_filename (packages, "neurons.xml", NULL);
  g_autoptr (GFile) from = g_file_new_for_path (source);
  g_autoptr (GFile) to = g_file_new_for_path (target);
  const char *command[] = { "update-mime-database", mime, NULL };
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;
  int status = -1;

  g_assert_cmpint (g_mkdir_with_parents (packages, 0700), ==, 0);
  g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, &said,
                &status, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (said, ==, "");
  g_assert_true (g_spawn_check_wait_status (status, &error));
  g_assert_no_error (error);
}

static void
assert_type (const char *name,
             const char *text,
             gsize       length,
             gboolean    is_ours)
{
  g_autofree char *type = g_content_type_guess (name, (const guchar *) text, length, NULL);

  g_assert_cmpint (g_str_equal (type, MIME_TYPE), ==, is_ours);
}

static void
test_names (void)
{
  assert_type ("mine.neurons", NULL, 0, TRUE);
  assert_type ("MINE.NEURONS", NULL, 0, TRUE);
  assert_type ("mine.json", NULL, 0, FALSE);
  assert_type ("neurons", NULL, 0, FALSE);
}

/* Without a name that tells, by what is in it. */
static void
test_contents (void)
{
  g_autoptr (NrnExperiment) experiment =
    nrn_preset_new_experiment (nrn_preset_find ("xor", NULL), 1);
  g_autofree char *path = g_build_filename (data_home, "some.neurons", NULL);
  g_autofree char *text = NULL;
  static const char other[] = "{\n  \"format\": \"layers-model\",\n  \"name\": \"x\"\n}\n";
  static const char compact[] = "{\"format\":\"neurons-experiment\",\"version\":1}";
  gsize length;

  g_assert_true (nrn_experiment_save (experiment, path, NULL));
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  assert_type ("some-download", text, length, TRUE);
  assert_type ("some-download", compact, strlen (compact), TRUE);
  assert_type ("some-download", other, strlen (other), FALSE);
  g_unlink (path);
}

/* A desktop that activates programs over D-Bus calls them by their id. */
static void
test_desktop_file (void)
{
  g_autofree char *path = get_built ("desktop");
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) types = NULL;
  g_autofree char *command = NULL;

  g_assert_true (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL));
  types = g_key_file_get_string_list (file, "Desktop Entry", "MimeType", NULL, NULL);
  g_assert_true (g_strv_contains ((const char *const *) types, MIME_TYPE));
  command = g_key_file_get_string (file, "Desktop Entry", "Exec", NULL);
  g_assert_cmpstr (command, ==, "neurons %F");
  g_assert_true (g_key_file_get_boolean (file, "Desktop Entry", "DBusActivatable", NULL));
}

static void
test_service_file (void)
{
  g_autofree char *path = get_built ("service");
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *name = NULL;
  g_autofree char *command = NULL;

  g_assert_true (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL));
  name = g_key_file_get_string (file, "D-BUS Service", "Name", NULL);
  g_assert_cmpstr (name, ==, application_id);
  command = g_key_file_get_string (file, "D-BUS Service", "Exec", NULL);
  g_assert_true (g_path_is_absolute (command));
  g_assert_true (g_str_has_suffix (command, "/neurons --gapplication-service"));
}

static void
remove_all (GFile *file)
{
  g_autoptr (GFileEnumerator) children =
    g_file_enumerate_children (file, "standard::name", G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  GFile *child;

  while (children != NULL && g_file_enumerator_iterate (children, NULL, &child, NULL, NULL) &&
         child != NULL)
    remove_all (child);
  g_assert_true (g_file_delete (file, NULL, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *nowhere = NULL;
  g_autoptr (GFile) folder = NULL;
  int status;

  /* Before GLib reads them. */
  data_home = g_dir_make_tmp ("neurons-XXXXXX", NULL);
  nowhere = g_build_filename (data_home, "nowhere", NULL);
  g_setenv ("XDG_DATA_HOME", data_home, TRUE);
  g_setenv ("XDG_DATA_DIRS", nowhere, TRUE);

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 3);
  application_id = argv[1];
  built = argv[2];
  make_database ();

  g_test_add_func ("/document/file-type/names", test_names);
  g_test_add_func ("/document/file-type/contents", test_contents);
  g_test_add_func ("/document/file-type/desktop-file", test_desktop_file);
  g_test_add_func ("/document/file-type/service-file", test_service_file);
  status = g_test_run ();

  folder = g_file_new_for_path (data_home);
  remove_all (folder);
  g_free (data_home);

  return status;
}
