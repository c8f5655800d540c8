/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the last epoch has changed.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-document.h"

G_BEGIN_DECLS

#define NRN_TYPE_EPOCH_LINE (nrn_epoch_line_get_type ())

/**
 * NrnEpochLine:
 *
 * nrn_document_get_words() in a line, or in two where there is little room. It
 * never becomes lower again, so that nothing beside it jumps.
 */
G_DECLARE_FINAL_TYPE (NrnEpochLine, nrn_epoch_line, NRN, EPOCH_LINE, GtkWidget)

void nrn_epoch_line_set_document (NrnEpochLine *line,
                                  NrnDocument  *document);

G_END_DECLS
