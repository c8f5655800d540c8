/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The columns of a table, and what each is for.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-table-choice.h"

G_BEGIN_DECLS

#define NRN_TYPE_CSV_COLUMNS (nrn_csv_columns_get_type ())

/**
 * NrnCsvColumns:
 *
 * Signals: "changed" when the student has chosen another role.
 */
G_DECLARE_FINAL_TYPE (NrnCsvColumns, nrn_csv_columns, NRN, CSV_COLUMNS, GtkWidget)

void           nrn_csv_columns_set_survey (NrnCsvColumns  *columns,
                                           NrnCsvSurvey   *survey);
const NrnRole *nrn_csv_columns_get_roles  (NrnCsvColumns  *columns);
void           nrn_csv_columns_set_role   (NrnCsvColumns  *columns,
                                           guint           column,
                                           NrnRole         role);

G_END_DECLS
