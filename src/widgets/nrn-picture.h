/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Widgets whose picture can be taken along.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-palette.h"

G_BEGIN_DECLS

#define NRN_TYPE_PICTURE (nrn_picture_get_type ())

/**
 * NrnPicture:
 *
 * A widget that shows a picture. The window exports and copies pictures by
 * their names: "network", "loss", "accuracy", "data", "matrix", "valley".
 */
G_DECLARE_INTERFACE (NrnPicture, nrn_picture, NRN, PICTURE, GtkWidget)

/**
 * NrnPictureInterface:
 * @get_name: see nrn_picture_get_name()
 * @get_size: see nrn_picture_get_size()
 * @paint: see nrn_picture_paint()
 */
struct _NrnPictureInterface
{
  GTypeInterface g_iface;

  const char *(*get_name) (NrnPicture       *picture);
  gboolean    (*get_size) (NrnPicture       *picture,
                           double           *width,
                           double           *height);
  void        (*paint)    (NrnPicture       *picture,
                           cairo_t          *cr,
                           double            width,
                           double            height,
                           const NrnPalette *palette);
};

const char *nrn_picture_get_name (NrnPicture       *picture);
gboolean    nrn_picture_get_size (NrnPicture       *picture,
                                  double           *width,
                                  double           *height);
void        nrn_picture_paint    (NrnPicture       *picture,
                                  cairo_t          *cr,
                                  double            width,
                                  double            height,
                                  const NrnPalette *palette);
void        nrn_picture_collect  (GtkWidget        *widget,
                                  GPtrArray        *pictures);

G_END_DECLS
