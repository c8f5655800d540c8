/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Every number of one unit.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-canvas.h"

G_BEGIN_DECLS

#define NRN_TYPE_INSPECTOR (nrn_inspector_get_type ())

/**
 * NrnInspector:
 *
 * For the unit that is selected on the canvas: what comes in, times which
 * weights, the sum, and what the activation makes of it; for a weight, what
 * comes in and the product. The weights can be changed. Hidden while neither
 * is selected.
 *
 * Signals: "failed" with a sentence.
 */
G_DECLARE_FINAL_TYPE (NrnInspector, nrn_inspector, NRN, INSPECTOR, GtkWidget)

void nrn_inspector_set_canvas (NrnInspector *inspector,
                               NrnCanvas    *canvas,
                               NrnDocument  *document);

G_END_DECLS
