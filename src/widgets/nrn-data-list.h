/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The rows of the data, as a list.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-scaler.h"
#include "nrn-split-digest.h"

G_BEGIN_DECLS

#define NRN_TYPE_DATA_ROW (nrn_data_row_get_type ())

/**
 * NrnDataRow:
 *
 * The number of a row. Made when somebody looks at it.
 */
G_DECLARE_FINAL_TYPE (NrnDataRow, nrn_data_row, NRN, DATA_ROW, GObject)

guint nrn_data_row_get_row (NrnDataRow *row);

#define NRN_TYPE_DATA_LIST (nrn_data_list_get_type ())

/**
 * NrnDataList:
 *
 * A list of #NrnDataRow, in the order of the data: it keeps the rows, and makes
 * the few items that are in sight. One row can be selected.
 *
 * Signals: "selected" with the number of the row that a person has selected.
 */
G_DECLARE_FINAL_TYPE (NrnDataList, nrn_data_list, NRN, DATA_LIST, GObject)

NrnDataList          *nrn_data_list_new          (void);
void                  nrn_data_list_set          (NrnDataList          *list,
                                                  const NrnSplitDigest *split,
                                                  const NrnScaler      *scaler);
const NrnDataset     *nrn_data_list_get_dataset  (NrnDataList          *list);
const NrnSplitDigest *nrn_data_list_get_split    (NrnDataList          *list);
const NrnScaler      *nrn_data_list_get_scaler   (NrnDataList          *list);
int                   nrn_data_list_get_selected (NrnDataList          *list);
void                  nrn_data_list_set_selected (NrnDataList          *list,
                                                  int                   row);

G_END_DECLS
