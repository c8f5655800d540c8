/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How far the training is, and the way back.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-document.h"

G_BEGIN_DECLS

#define NRN_TYPE_SCRUBBER (nrn_scrubber_get_type ())

/**
 * NrnScrubber:
 *
 * A scale of all epochs, filled as far as the training is. Its knob is the
 * moment that is looked back at; without one there is none. Clicking and
 * dragging look back at any update, the arrow keys go from one to the next, Page
 * Up and Page Down by epochs; the end of what is filled is now.
 */
G_DECLARE_FINAL_TYPE (NrnScrubber, nrn_scrubber, NRN, SCRUBBER, GtkScale)

void nrn_scrubber_set_document (NrnScrubber *scrubber,
                                NrnDocument *document);
void nrn_scrubber_update       (NrnScrubber *scrubber);

G_END_DECLS
