/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A small curve of an activation or a loss.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-config.h"

G_BEGIN_DECLS

#define NRN_TYPE_KIND_CURVE (nrn_kind_curve_get_type ())

/**
 * NrnKindCurve:
 *
 * A sketch of an activation or a loss beside its name. Screen readers are not
 * told of it: they get the formula.
 */
G_DECLARE_FINAL_TYPE (NrnKindCurve, nrn_kind_curve, NRN, KIND_CURVE, GtkWidget)

void nrn_kind_curve_set_config (NrnKindCurve    *curve,
                                const NrnConfig *config);

G_END_DECLS
