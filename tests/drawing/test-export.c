/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Tests of pictures as files.
 */

#include "nrn-export.h"

#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "nrn-error.h"
#include "nrn-palette.h"

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("nrn-export-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
}

static void
paint_cross (cairo_t  *cr,
             double    width,
             double    height,
             gpointer  data)
{
  guint *n_calls = data;

  nrn_color_set_source (&nrn_palette_light.positive, 1, cr);
  cairo_move_to (cr, 0, 0);
  cairo_line_to (cr, width, height);
  cairo_stroke (cr);
  if (n_calls != NULL)
    (*n_calls)++;
}

static void
test_formats (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct { const char *name; const char *start; const char *contains; } cases[] = {
    { "a.png", "\x89PNG\r\n\x1a\n", NULL },
    { "a.svg", "<?xml", "width=\"320px\" height=\"200px\"" },
    { "a.pdf", "%PDF", NULL },
    { "UPPER.PNG", "\x89PNG\r\n\x1a\n", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = g_build_filename (fixture->folder, cases[i].name, NULL);
      g_autofree char *text = NULL;
      gsize length;

      g_assert_true (nrn_export_to_file (path, 320, 200, paint_cross, NULL, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &text, &length, NULL));
      g_assert_cmpuint (length, >, 100);
      g_assert_cmpint (memcmp (text, cases[i].start, strlen (cases[i].start)), ==, 0);
      g_assert_true (cases[i].contains == NULL || strstr (text, cases[i].contains) != NULL);
    }
}

static void
test_png_size (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a.png", NULL);
  cairo_surface_t *image;

  g_assert_true (nrn_export_to_file (path, 320, 200, paint_cross, NULL, NULL));
  image = cairo_image_surface_create_from_png (path);
  g_assert_cmpint (cairo_image_surface_get_width (image), ==, 320);
  g_assert_cmpint (cairo_image_surface_get_height (image), ==, 200);
  cairo_surface_destroy (image);
}

static void
test_refuses_ending (Fixture       *fixture,
                     gconstpointer  data)
{
  static const char *const names[] = { "a.gif", "png", "a.png.txt", "svg", "" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);
      guint n_calls = 0;

      g_assert_false (nrn_export_to_file (path, 320, 200, paint_cross, &n_calls, &error));
      g_assert_error (error, NRN_ERROR, NRN_ERROR_UNSUPPORTED);
      g_assert_nonnull (strstr (error->message, ".png, .svg or .pdf"));
      g_assert_cmpuint (n_calls, ==, 0);
    }
}

static void
test_refuses_size (Fixture       *fixture,
                   gconstpointer  data)
{
  static const double sizes[][2] = {
    { 15, 100 }, { 100, 15 }, { 16385, 100 }, { 100, 1e9 }, { -100, 100 }, { NAN, 100 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = g_build_filename (fixture->folder, "a.png", NULL);

      g_assert_false (nrn_export_to_file (path, sizes[i][0], sizes[i][1], paint_cross, NULL,
                                          &error));
      g_assert_error (error, NRN_ERROR, NRN_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, "from 16 to 16384"));
    }
}

static void
test_no_folder (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "none", "a.svg", NULL);

  g_assert_false (nrn_export_to_file (path, 320, 200, paint_cross, NULL, &error));
  g_assert_error (error, NRN_ERROR, NRN_ERROR_IO);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_nonnull (strstr (error->message, g_strerror (ENOENT)));
}

/* As on a full disk: the system refuses to write more than a few bytes. */
static void
test_keeps_old_file (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "a.png", NULL);
  g_autofree char *text = NULL;
  struct rlimit old_limit;
  struct rlimit new_limit;
  void (*old_handler) (int);
  gboolean saved;

  g_assert_true (g_file_set_contents (path, "precious", -1, NULL));
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old_limit), ==, 0);
  new_limit = (struct rlimit) { 16, old_limit.rlim_max };
  old_handler = signal (SIGXFSZ, SIG_IGN);

  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &new_limit), ==, 0);
  saved = nrn_export_to_file (path, 320, 200, paint_cross, NULL, &error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &old_limit), ==, 0);
  signal (SIGXFSZ, old_handler);

  g_assert_false (saved);
  g_assert_error (error, NRN_ERROR, NRN_ERROR_IO);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "precious");
}

#define add(name, func) \
  g_test_add ("/drawing/export/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("formats", test_formats);
  add ("png-size", test_png_size);
  add ("refuses-ending", test_refuses_ending);
  add ("refuses-size", test_refuses_size);
  add ("no-folder", test_no_folder);
  add ("keeps-old-file", test_keeps_old_file);

  return g_test_run ();
}
