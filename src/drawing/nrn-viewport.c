/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Which part of a picture a window shows, and how large.
 */

#include "nrn-viewport.h"

#include <math.h>

/* Steps of zooming in and out again end where they began. */
#define SNAP 1e-3

/**
 * nrn_viewport_is_fit:
 * @viewport: a viewport
 *
 * Returns: whether the picture fits the window exactly
 */
gboolean
nrn_viewport_is_fit (const NrnViewport *viewport)
{
  return fabs (viewport->zoom - 1) < SNAP;
}

/**
 * nrn_viewport_set_zoom:
 * @viewport: a viewport
 * @zoom: how large the picture is to be; clamped
 *
 * Returns: whether that is another zoom than before
 */
gboolean
nrn_viewport_set_zoom (NrnViewport *viewport,
                       double       zoom)
{
  double before = viewport->zoom;

  zoom = CLAMP (zoom, NRN_VIEWPORT_MIN_ZOOM, NRN_VIEWPORT_MAX_ZOOM);
  viewport->zoom = fabs (zoom - 1) < SNAP ? 1 : zoom;

  return fabs (viewport->zoom - before) > 1e-9;
}

/**
 * nrn_viewport_get_offset:
 * @zoom: of a viewport
 * @center: one of its centres
 * @size: of the window, in the same direction
 *
 * Returns: where the window begins on the picture, in pixels; never beyond
 *   its ends, and before its beginning only if all of it is seen
 */
double
nrn_viewport_get_offset (double zoom,
                         double center,
                         double size)
{
  if (zoom <= 1)
    return size * (zoom - 1) / 2;

  return CLAMP (center * zoom * size - size / 2, 0, size * (zoom - 1));
}

/**
 * nrn_viewport_set_offset:
 * @viewport: a viewport
 * @width: of the window
 * @height: likewise
 * @x: where it is to begin on the picture, in pixels; clamped
 * @y: likewise
 */
void
nrn_viewport_set_offset (NrnViewport *viewport,
                         double       width,
                         double       height,
                         double       x,
                         double       y)
{
  double zoom = viewport->zoom;

  if (zoom <= 1)
    {
      viewport->center_x = viewport->center_y = 0.5;
      return;
    }

  viewport->center_x = (CLAMP (x, 0, width * (zoom - 1)) / width + 0.5) / zoom;
  viewport->center_y = (CLAMP (y, 0, height * (zoom - 1)) / height + 0.5) / zoom;
}
