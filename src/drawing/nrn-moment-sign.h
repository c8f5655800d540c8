/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Signs for the interesting moments of a training.
 */

#pragma once

#include <cairo.h>

#include "nrn-moments.h"
#include "nrn-palette.h"

G_BEGIN_DECLS

/* From side to side, in user-space pixels. */
#define NRN_MOMENT_SIGN_SIZE 11.0

void nrn_moment_paint_sign (cairo_t          *cr,
                            NrnMomentKind     kind,
                            double            x,
                            double            y,
                            const NrnPalette *palette);

G_END_DECLS
