/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Reading the bytes of a CSV file, whatever a path may lead to.
 */

#include "config.h"

#include "nrn-csv.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/stat.h>

#include "nrn-csv-private.h"
#include "nrn-error.h"

/* So much is read at once. */
#define BLOCK 1048576

/* How much of the time goes into reading the bytes. */
#define READING_SHARE 0.1

static void
set_open_error (GError     **error,
                const char  *name,
                int          code)
{
  if (code == ENOENT || code == ENOTDIR)
    g_set_error (error, NRN_ERROR, NRN_ERROR_IO,
                 _("Cannot open “%s”: there is no such file."), name);
  else if (code == EISDIR)
    g_set_error (error, NRN_ERROR, NRN_ERROR_IO,
                 _("Cannot open “%s”: it is a folder; choose a CSV file."), name);
  else
    g_set_error (error, NRN_ERROR, NRN_ERROR_IO,
                 _("Cannot open “%s”: %s."), name, g_strerror (code));
}

/* Reads in blocks, because a pipe or a device does not tell its size. */
static gboolean
read_file (FILE                *file,
           const char          *name,
           GByteArray          *bytes,
           const NrnCsvReport  *report,
           GError             **error)
{
  g_autofree char *block = g_malloc (BLOCK);
  struct stat status;
  double size = fstat (fileno (file), &status) == 0 ? (double) status.st_size : 0;
  gboolean is_wide = FALSE;
  size_t n;

  while ((n = fread (block, 1, BLOCK, file)) > 0)
    {
      if (bytes->len == 0)
        is_wide = nrn_csv_is_utf_16 (block, n);
      /* Refuse a device that never ends before it fills the memory. */
      if (!is_wide && memchr (block, '\0', n) != NULL)
        {
          g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                       _("“%s” is not a CSV file: it is not text."), name);
          return FALSE;
        }
      if (bytes->len + n > NRN_CSV_MAX_BYTES)
        {
          g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                       _("“%s” is too large: it has more than %d bytes."),
                       name, NRN_CSV_MAX_BYTES);
          return FALSE;
        }
      g_byte_array_append (bytes, (const guint8 *) block, (guint) n);
      if (!nrn_csv_report (report, size > 0 ? MIN (bytes->len / size, 1) : 0, error))
        return FALSE;
    }

  if (ferror (file))
    {
      set_open_error (error, name, errno);
      return FALSE;
    }

  return TRUE;
}

/**
 * nrn_csv_table_load:
 * @path: a file's path
 * @format: (nullable): how to read it; %NULL to detect everything
 * @progress: (nullable): is called now and then, from 0 to 1
 * @user_data: for @progress
 * @error: return location
 *
 * Reads a CSV file; see nrn_csv_table_parse(). Any thread.
 *
 * Returns: (transfer full) (nullable): the cells, or %NULL with @error set
 */
NrnCsvTable *
nrn_csv_table_load (const char          *path,
                    const NrnCsvFormat  *format,
                    NrnCsvProgressFunc   progress,
                    gpointer             user_data,
                    GError             **error)
{
  g_autofree char *basename = g_filename_display_basename (path);
  g_autofree char *name = nrn_error_quote (basename);
  g_autoptr (GByteArray) bytes = NULL;
  gsize n_bytes;
  NrnCsvReport report = { progress, user_data, 0, READING_SHARE };
  FILE *file = g_fopen (path, "rbe");
  char *buffer;
  gboolean success;

  if (file == NULL)
    {
      set_open_error (error, name, errno);
      return NULL;
    }

  bytes = g_byte_array_new ();
  success = read_file (file, name, bytes, &report, error);
  fclose (file);
  if (!success)
    return NULL;

  report.base = READING_SHARE;
  report.share = 1 - READING_SHARE;

  n_bytes = bytes->len;
  g_byte_array_append (bytes, (const guint8 *) "", 1);
  buffer = (char *) g_byte_array_free (g_steal_pointer (&bytes), FALSE);

  return nrn_csv_table_parse_take (basename, buffer, n_bytes, format, &report, error);
}
