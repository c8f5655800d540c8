/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Pictures as files.
 */

#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* Sizes of a picture that make sense, in pixels. */
#define NRN_EXPORT_MIN_SIZE 16
#define NRN_EXPORT_MAX_SIZE 16384

/**
 * NrnPaintFunc:
 * @cr: where to draw
 * @width: of the picture, in user-space pixels
 * @height: likewise
 * @data: what was given with the function
 *
 * Draws a whole picture.
 */
typedef void (*NrnPaintFunc) (cairo_t  *cr,
                              double    width,
                              double    height,
                              gpointer  data);

GBytes   *nrn_export_to_bytes (const char    *name,
                               double         width,
                               double         height,
                               NrnPaintFunc   func,
                               gpointer       data,
                               GError       **error);
gboolean  nrn_export_to_file  (const char    *path,
                               double         width,
                               double         height,
                               NrnPaintFunc   func,
                               gpointer       data,
                               GError       **error);

G_END_DECLS
