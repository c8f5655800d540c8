/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The formula of what is under way, or selected.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-formula-line.h"

G_BEGIN_DECLS

#define NRN_TYPE_FORMULA_BAR (nrn_formula_bar_get_type ())

/**
 * NrnFormulaBar:
 *
 * What is under way, its formulas, the same with numbers, and what comes out,
 * aligned at their first sign of equality; to be selected, copied and read
 * aloud. Its buttons name actions of the window ("train.beat-row").
 *
 * Properties: "is-compact", whether each formula stays in one line.
 */
G_DECLARE_FINAL_TYPE (NrnFormulaBar, nrn_formula_bar, NRN, FORMULA_BAR, GtkWidget)

void  nrn_formula_bar_show      (NrnFormulaBar *bar,
                                 const char    *heading,
                                 const char    *title,
                                 const GArray  *lines);
void  nrn_formula_bar_show_row  (NrnFormulaBar *bar,
                                 const char    *text);
char *nrn_formula_bar_print     (NrnFormulaBar *bar);

G_END_DECLS
