/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A line of text that says as much as there is room for.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NRN_TYPE_ELASTIC_LABEL (nrn_elastic_label_get_type ())

/**
 * NrnElasticLabel:
 *
 * Has several texts, and shows the first that fits: so the least important
 * part is left out rather than cut off. What a screen reader is told of it, and
 * how often, is up to whoever has it.
 */
G_DECLARE_FINAL_TYPE (NrnElasticLabel, nrn_elastic_label, NRN, ELASTIC_LABEL, GtkWidget)

void        nrn_elastic_label_set_texts (NrnElasticLabel   *label,
                                         const char *const *texts);
const char *nrn_elastic_label_get_text  (NrnElasticLabel   *label);
const char *nrn_elastic_label_get_shown (NrnElasticLabel   *label);

G_END_DECLS
