/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Pictures as files: PNG, SVG and PDF.
 */

#include "config.h"

#include "nrn-export.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-error.h"

/* GLib's file error codes name errors from 1 to about 40 on all systems. */
#define MAX_ERRNO 133

typedef struct
{
  const char      *ending;
  cairo_surface_t *(*create) (GByteArray *bytes,
                              double      width,
                              double      height);
  gboolean         is_image;    /* written when all is drawn */
} Format;

static cairo_status_t
append_bytes (void                *closure,
              const unsigned char *data,
              unsigned int         length)
{
  GByteArray *bytes = closure;

  /* An array of bytes cannot be longer. */
  if (length > G_MAXUINT - bytes->len - 1)
    return CAIRO_STATUS_NO_MEMORY;

  g_byte_array_append (bytes, data, length);

  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
create_png (GByteArray *bytes,
            double      width,
            double      height)
{
  return cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) ceil (width), (int) ceil (height));
}

static cairo_surface_t *
create_svg (GByteArray *bytes,
            double      width,
            double      height)
{
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (append_bytes, bytes,
                                                                  width, height);

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);

  return surface;
}

static cairo_surface_t *
create_pdf (GByteArray *bytes,
            double      width,
            double      height)
{
  return cairo_pdf_surface_create_for_stream (append_bytes, bytes, width, height);
}

static const Format formats[] = {
  { ".png", create_png, TRUE },
  { ".svg", create_svg, FALSE },
  { ".pdf", create_pdf, FALSE },
};

static const Format *
find_format (const char  *path,
             GError     **error)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      if (g_str_has_suffix (lower, formats[i].ending))
        return &formats[i];
    }

  g_set_error (error, NRN_ERROR, NRN_ERROR_UNSUPPORTED,
               _("The picture “%s” cannot be saved: its name must end in .png, .svg or .pdf."),
               path);
  return NULL;
}

static gboolean
check_size (const char  *path,
            double       width,
            double       height,
            GError     **error)
{
  if (width >= NRN_EXPORT_MIN_SIZE && width <= NRN_EXPORT_MAX_SIZE &&
      height >= NRN_EXPORT_MIN_SIZE && height <= NRN_EXPORT_MAX_SIZE)
    return TRUE;

  g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
               _("The picture “%s” cannot be %.0f×%.0f pixels large: "
                 "width and height must be from %d to %d."),
               path, width, height, NRN_EXPORT_MIN_SIZE, NRN_EXPORT_MAX_SIZE);
  return FALSE;
}

/* Both libraries close what they have been given: the status tells. */
static cairo_status_t
draw (const Format *format,
      GByteArray   *bytes,
      double        width,
      double        height,
      NrnPaintFunc  func,
      gpointer      data)
{
  cairo_surface_t *surface = format->create (bytes, width, height);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  func (cr, width, height, data);
  status = cairo_status (cr);
  cairo_destroy (cr);

  if (status == CAIRO_STATUS_SUCCESS && format->is_image)
    status = cairo_surface_write_to_png_stream (surface, append_bytes, bytes);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  return status;
}

/* The reason alone: GLib's sentence names a temporary file that the reader
 * has never heard of. */
static const char *
get_reason (const GError *error)
{
  for (int number = 1; number <= MAX_ERRNO; number++)
    {
      GFileError code = g_file_error_from_errno (number);

      if (code != G_FILE_ERROR_FAILED && g_error_matches (error, G_FILE_ERROR, (int) code))
        return g_strerror (number);
    }

  /* GLib's own sentence would name a temporary file. */
  return _("the system refused to write it");
}

/* A whole new file, or the old one untouched. */
static gboolean
replace_file (const char  *path,
              GBytes      *bytes,
              GError     **error)
{
  g_autoptr (GError) cause = NULL;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (g_file_set_contents_full (path, data, (gssize) length,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                0666, &cause))
    return TRUE;

  g_set_error (error, NRN_ERROR, NRN_ERROR_IO, _("The picture “%s” cannot be saved: %s."),
               path, get_reason (cause));
  return FALSE;
}

/**
 * nrn_export_to_bytes:
 * @name: of a file; its ending .png, .svg or .pdf, in any case, is the format
 * @width: see nrn_export_to_file()
 * @height: likewise
 * @func: (scope call): what draws it
 * @data: for @func
 * @error: return location
 *
 * Draws a picture into memory.
 *
 * Returns: (transfer full): what such a file holds, or %NULL with @error set
 *   if the ending is unknown or the size is outside of 16 … 16384
 */
GBytes *
nrn_export_to_bytes (const char    *name,
                     double         width,
                     double         height,
                     NrnPaintFunc   func,
                     gpointer       data,
                     GError       **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  const Format *format;
  cairo_status_t status;

  g_return_val_if_fail (name != NULL && func != NULL, NULL);

  format = find_format (name, error);
  if (format == NULL || !check_size (name, width, height, error))
    return NULL;

  status = draw (format, bytes, width, height, func, data);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));

  g_set_error (error, NRN_ERROR, NRN_ERROR_IO, _("The picture “%s” cannot be drawn: %s."),
               name, cairo_status_to_string (status));
  return NULL;
}

/**
 * nrn_export_to_file:
 * @path: of the file; its ending .png, .svg or .pdf, in any case, is the
 *   format
 * @width: of the picture in pixels (of 1/72 inch in PDF)
 * @height: likewise
 * @func: (scope call): what draws it
 * @data: for @func
 * @error: return location
 *
 * Draws a picture into memory and then puts it into place at once: if
 * anything fails, a file that is there stays as it was.
 *
 * Returns: %TRUE, or %FALSE with @error set if the ending is unknown, the
 *   size is outside of 16 … 16384, or the file cannot be written
 */
gboolean
nrn_export_to_file (const char    *path,
                    double         width,
                    double         height,
                    NrnPaintFunc   func,
                    gpointer       data,
                    GError       **error)
{
  g_autoptr (GBytes) bytes = nrn_export_to_bytes (path, width, height, func, data, error);

  return bytes != NULL && replace_file (path, bytes, error);
}
