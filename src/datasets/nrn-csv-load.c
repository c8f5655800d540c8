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
#include <string.h>

#include "nrn-csv-private.h"
#include "nrn-error.h"

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
read_file (FILE        *file,
           const char  *name,
           GByteArray  *bytes,
           GError     **error)
{
  g_autofree guint8 *block = g_malloc (65536);
  size_t n;

  while ((n = fread (block, 1, 65536, file)) > 0)
    {
      /* Refuse a device that never ends before it fills the memory. */
      if (memchr (block, '\0', n) != NULL)
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
      g_byte_array_append (bytes, block, (guint) n);
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
 * @error: return location
 *
 * Reads a CSV file; see nrn_csv_table_parse().
 *
 * Returns: (transfer full) (nullable): the cells, or %NULL with @error set
 */
NrnCsvTable *
nrn_csv_table_load (const char  *path,
                    GError     **error)
{
  g_autofree char *basename = g_filename_display_basename (path);
  g_autofree char *name = nrn_csv_shorten (basename);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  FILE *file = g_fopen (path, "rbe");
  gboolean success;

  if (file == NULL)
    {
      set_open_error (error, name, errno);
      return NULL;
    }

  success = read_file (file, name, bytes, error);
  fclose (file);
  if (!success)
    return NULL;

  return nrn_csv_table_parse (basename, (const char *) bytes->data, bytes->len, error);
}
