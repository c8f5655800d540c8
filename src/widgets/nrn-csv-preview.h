/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The first rows of a table.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-csv-survey.h"

G_BEGIN_DECLS

#define NRN_TYPE_CSV_PREVIEW (nrn_csv_preview_get_type ())

G_DECLARE_FINAL_TYPE (NrnCsvPreview, nrn_csv_preview, NRN, CSV_PREVIEW, GtkWidget)

void nrn_csv_preview_set_survey (NrnCsvPreview  *preview,
                                 NrnCsvSurvey   *survey);

G_END_DECLS
