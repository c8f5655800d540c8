/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The products that a unit adds up, as a table.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-document.h"

G_BEGIN_DECLS

/* Instead of an input's index: all products, or that of the bias alone. */
#define NRN_TERMS_ALL  (-1)
#define NRN_TERMS_BIAS (-2)

#define NRN_TYPE_INSPECTOR_TERMS (nrn_inspector_terms_get_type ())

/**
 * NrnInspectorTerms:
 *
 * What comes into a unit, times which weights. The weights can be changed;
 * while one is dragged, a training under way waits.
 *
 * Signals: "failed" with a sentence.
 */
G_DECLARE_FINAL_TYPE (NrnInspectorTerms, nrn_inspector_terms, NRN, INSPECTOR_TERMS, GtkWidget)

void       nrn_inspector_terms_set_document (NrnInspectorTerms *terms,
                                             NrnDocument       *document);
double     nrn_inspector_terms_update       (NrnInspectorTerms *terms,
                                             guint              layer,
                                             guint              unit,
                                             int                only,
                                             const float       *inputs);
GtkWidget *nrn_inspector_terms_get_weight   (NrnInspectorTerms *terms,
                                             int                input);

G_END_DECLS
