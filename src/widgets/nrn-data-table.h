/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The table of the data.
 */

#pragma once

#include "nrn-data-digest.h"
#include "nrn-data-list.h"
#include "nrn-document.h"

G_BEGIN_DECLS

#define NRN_TYPE_DATA_TABLE (nrn_data_table_get_type ())

/**
 * NrnDataTable:
 *
 * All rows of the data, in their order. Whoever selects one watches it.
 */
G_DECLARE_FINAL_TYPE (NrnDataTable, nrn_data_table, NRN, DATA_TABLE, GtkWidget)

void         nrn_data_table_set_document (NrnDataTable         *table,
                                          NrnDocument          *document);
void         nrn_data_table_set          (NrnDataTable         *table,
                                          const NrnDataDigest  *digest,
                                          const NrnSplitDigest *split,
                                          const NrnScaler      *scaler);
NrnDataList *nrn_data_table_get_list     (NrnDataTable         *table);

G_END_DECLS
