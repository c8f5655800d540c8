/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A number that can be changed by hand.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NRN_TYPE_NUMBER_SCRUB (nrn_number_scrub_get_type ())

/**
 * NrnNumberScrub:
 *
 * A number. A click selects all of it for typing, with a decimal comma or a
 * point; Enter, or a click elsewhere, takes what was typed. A drag to the right
 * makes it larger, one to the left smaller, with Shift ten times finer; so do
 * ↑, ↓, Page Up and Page Down. Escape brings back what it was.
 *
 * Signals: "begin" when a drag begins; "preview" with the value at each move of
 * it; then "commit" or "cancel". "commit" alone with a value that was typed or
 * that a key has made; "failed" with a sentence when what was typed is no
 * number: then nothing has changed.
 */
G_DECLARE_FINAL_TYPE (NrnNumberScrub, nrn_number_scrub, NRN, NUMBER_SCRUB, GtkWidget)

GtkWidget *nrn_number_scrub_new       (void);
void       nrn_number_scrub_set_label (NrnNumberScrub *scrub,
                                       const char     *label);
void       nrn_number_scrub_set_value (NrnNumberScrub *scrub,
                                       double          value);
double     nrn_number_scrub_get_value (NrnNumberScrub *scrub);
gboolean   nrn_number_scrub_is_busy   (NrnNumberScrub *scrub);
void       nrn_number_scrub_drag      (NrnNumberScrub *scrub,
                                       double          offset,
                                       gboolean        fine);
void       nrn_number_scrub_drop      (NrnNumberScrub *scrub);

G_END_DECLS
