/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Many equal dots.
 */

#pragma once

#include "nrn-palette.h"

G_BEGIN_DECLS

/* More dots than this would be nothing but a solid area; of more samples,
 * every so many is drawn. */
#define NRN_DOTS_MOST 20000

/**
 * NrnDots:
 *
 * Dots of one size and colour on their way to the page. Thousands of shapes
 * take Cairo milliseconds; as an image they take a tenth of that.
 */
typedef struct _NrnDots NrnDots;

NrnDots *nrn_dots_new        (cairo_t        *cr,
                              double          radius,
                              double          opacity,
                              const NrnColor *color);
NrnDots *nrn_dots_new_image  (cairo_t        *cr,
                              double          radius,
                              double          opacity,
                              const NrnColor *color,
                              double          width,
                              double          height,
                              double          pixels);
void     nrn_dots_add        (NrnDots        *dots,
                              double          x,
                              double          y);
void     nrn_dots_paint_free (NrnDots        *dots);

G_END_DECLS
