/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Which part of a picture a window shows, and how large.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NRN_VIEWPORT_MIN_ZOOM 0.5
#define NRN_VIEWPORT_MAX_ZOOM 8.0

/**
 * NrnViewport:
 * @zoom: 1 for a picture that fits, %NRN_VIEWPORT_MIN_ZOOM …
 *   %NRN_VIEWPORT_MAX_ZOOM
 * @center_x: what of the picture is in the middle of the window: 0 its left
 *   edge … 1 its right one
 * @center_y: likewise, from its top to its bottom
 *
 * A plain value. It stays right when the window's size changes. Begin with
 * %NRN_VIEWPORT_FIT.
 */
typedef struct
{
  double zoom;
  double center_x;
  double center_y;
} NrnViewport;

#define NRN_VIEWPORT_FIT { 1, 0.5, 0.5 }

gboolean nrn_viewport_is_fit     (const NrnViewport *viewport);
gboolean nrn_viewport_set_zoom   (NrnViewport       *viewport,
                                  double             zoom);
double   nrn_viewport_get_offset (double             zoom,
                                  double             center,
                                  double             size);
void     nrn_viewport_set_offset (NrnViewport       *viewport,
                                  double             width,
                                  double             height,
                                  double             x,
                                  double             y);

G_END_DECLS
