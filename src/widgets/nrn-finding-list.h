/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What is odd, to be read, with what helps.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-document.h"

G_BEGIN_DECLS

#define NRN_TYPE_FINDING_LIST (nrn_finding_list_get_type ())

/**
 * NrnFindingList:
 *
 * The findings that there are when it is made: each with its place, a sentence,
 * the numbers, a button for each change that helps, and one not to see it again.
 *
 * Signals: "done" when there is nothing more to read, or something was changed;
 * "failed" with a sentence.
 */
G_DECLARE_FINAL_TYPE (NrnFindingList, nrn_finding_list, NRN, FINDING_LIST, GtkWidget)

GtkWidget *nrn_finding_list_new   (NrnDocument      *document,
                                   int               place);
gboolean   nrn_finding_list_shows (NrnDocument      *document,
                                   int               place,
                                   const NrnFinding *finding);

G_END_DECLS
