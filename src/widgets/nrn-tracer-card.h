/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Any sample through the network.
 */

#pragma once

#include "nrn-canvas.h"

G_BEGIN_DECLS

#define NRN_TYPE_TRACER_CARD (nrn_tracer_card_get_type ())

/**
 * NrnTracerCard:
 *
 * A slider and a field for each feature of the watched sample, how it is
 * scaled, and what the network says of it, as bars and in a sentence. A button
 * sends it through the network on the canvas.
 */
G_DECLARE_FINAL_TYPE (NrnTracerCard, nrn_tracer_card, NRN, TRACER_CARD, GtkWidget)

void nrn_tracer_card_set_canvas (NrnTracerCard *card,
                                 NrnCanvas     *canvas,
                                 NrnDocument   *document);

G_END_DECLS
