/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A part of a picture that is kept from frame to frame.
 */

#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/**
 * NrnKeptImage:
 *
 * An image of what seldom changes, such as the samples. Owned by one thread;
 * one for each picture on the screen.
 */
typedef struct _NrnKeptImage NrnKeptImage;

/**
 * NrnKeptImageDraw:
 * @cr: where, transparent
 * @data: what was given with the function
 *
 * Draws what is to be kept.
 */
typedef void (*NrnKeptImageDraw) (cairo_t       *cr,
                                  gconstpointer  data);

NrnKeptImage *nrn_kept_image_new   (void);
void          nrn_kept_image_free  (NrnKeptImage     *image);
void          nrn_kept_image_clear (NrnKeptImage     *image);
void          nrn_kept_image_paint (NrnKeptImage     *image,
                                    cairo_t          *cr,
                                    double            width,
                                    double            height,
                                    double            pixels,
                                    GBytes           *key,
                                    NrnKeptImageDraw  draw,
                                    gconstpointer     data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnKeptImage, nrn_kept_image_free)

G_END_DECLS
