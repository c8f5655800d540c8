/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Where the parts of the transport are.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NRN_TYPE_TRANSPORT_LAYOUT (nrn_transport_layout_get_type ())

/**
 * NrnTransportLayout:
 *
 * Puts four children in a row if there is room: buttons, units of steps,
 * progress, speed. Where there is less, the progress gets a row of its own
 * above the others, and then the units one below; so nothing is ever cut off.
 * Which of these it is depends on the least widths of the children alone: it
 * does not change with the words that the progress can leave out.
 */
G_DECLARE_FINAL_TYPE (NrnTransportLayout, nrn_transport_layout, NRN, TRANSPORT_LAYOUT,
                      GtkLayoutManager)

#define NRN_TRANSPORT_N_PARTS 4

void nrn_transport_layout_list_parts (NrnTransportLayout *layout,
                                      GtkWidget          *parts[NRN_TRANSPORT_N_PARTS]);

G_END_DECLS
