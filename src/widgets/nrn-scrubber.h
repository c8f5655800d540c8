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
 * epoch that is looked back at; without one there is none. Clicking, dragging and
 * the arrow keys look back, as far as there are epochs, and to the end of what
 * is filled: to now.
 */
G_DECLARE_FINAL_TYPE (NrnScrubber, nrn_scrubber, NRN, SCRUBBER, GtkScale)

void nrn_scrubber_set_document (NrnScrubber *scrubber,
                                NrnDocument *document);
void nrn_scrubber_update       (NrnScrubber *scrubber);

G_END_DECLS
