/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A kept run in the list of them.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-shelf.h"

G_BEGIN_DECLS

#define NRN_TYPE_RUN_ROW (nrn_run_row_get_type ())

/**
 * NrnRunRow:
 *
 * Its menu activates "runs.load", "runs.rename" and "runs.remove" with the id
 * of the run.
 *
 * Property: "checked", whether the run is to be compared. Signal: "renamed"
 * with another name.
 */
G_DECLARE_FINAL_TYPE (NrnRunRow, nrn_run_row, NRN, RUN_ROW, GtkListBoxRow)

NrnRunRow    *nrn_run_row_new         (const NrnRun *run);
void          nrn_run_row_set_run     (NrnRunRow    *row,
                                       const NrnRun *run);
const NrnRun *nrn_run_row_get_run     (NrnRunRow    *row);
void          nrn_run_row_set_checked (NrnRunRow    *row,
                                       gboolean      checked);
gboolean      nrn_run_row_get_checked (NrnRunRow    *row);
void          nrn_run_row_begin_rename
                                      (NrnRunRow    *row);

G_END_DECLS
