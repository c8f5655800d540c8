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
 * NrnLayer:
 *
 * An image of what seldom changes, such as the samples. Owned by one thread;
 * one for each picture on the screen.
 */
typedef struct _NrnLayer NrnLayer;

/**
 * NrnLayerDraw:
 * @cr: where, transparent
 * @data: what was given with the function
 *
 * Draws what is to be kept.
 */
typedef void (*NrnLayerDraw) (cairo_t       *cr,
                              gconstpointer  data);

NrnLayer *nrn_layer_new   (void);
void      nrn_layer_free  (NrnLayer      *layer);
void      nrn_layer_clear (NrnLayer      *layer);
void      nrn_layer_paint (NrnLayer      *layer,
                           cairo_t       *cr,
                           double         width,
                           double         height,
                           double         pixels,
                           GBytes        *key,
                           NrnLayerDraw   draw,
                           gconstpointer  data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnLayer, nrn_layer_free)

G_END_DECLS
