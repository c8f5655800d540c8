/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Importing a table: what is in it, and what of it shall be used.
 */

#pragma once

#include <adwaita.h>

#include "nrn-csv-columns.h"
#include "nrn-data-source.h"

G_BEGIN_DECLS

#define NRN_TYPE_CSV_ASSISTANT (nrn_csv_assistant_get_type ())

/**
 * NrnCsvAssistant:
 *
 * A window that reads a table on another thread, shows it and asks.
 *
 * Signals: "import" with the #NrnDataSource that was chosen, whose rows have
 * been read; then the window closes.
 */
G_DECLARE_FINAL_TYPE (NrnCsvAssistant, nrn_csv_assistant, NRN, CSV_ASSISTANT, AdwWindow)

GtkWidget     *nrn_csv_assistant_new         (const char       *path,
                                              const char       *name,
                                              const char       *text,
                                              guint32           seed);
gboolean       nrn_csv_assistant_is_ready    (NrnCsvAssistant  *assistant);
const char    *nrn_csv_assistant_get_summary (NrnCsvAssistant  *assistant);
NrnCsvColumns *nrn_csv_assistant_get_columns (NrnCsvAssistant  *assistant);

G_END_DECLS
