/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * One line of a calculation: formula, numbers, result.
 */

#pragma once

#include "nrn-formula.h"

G_BEGIN_DECLS

/**
 * NrnFormulaLine:
 * @formula: "m = m₀ + (g − m₀) × (1 − β₁)"; empty for a sentence in @numbers
 * @numbers: (nullable): "= 0 + (−0.106127 − 0) × (1 − 0.9)"; %NULL for what is
 *   simply there
 * @result: (nullable): "= −0.0106127"; %NULL for a rule without numbers
 * @spoken: all of it in words
 * @legend: (nullable): what the symbols of @formula are called, each in a line of its own
 *
 * A line of a calculation. All owned. Who works @numbers out and rounds comes
 * to @result, or it begins with "≈".
 */
typedef struct
{
  char *formula;
  char *numbers;
  char *result;
  char *spoken;
  char *legend;
} NrnFormulaLine;

void    nrn_formula_line_init       (NrnFormulaLine       *line,
                                     const NrnSymbols     *symbols,
                                     const char           *name,
                                     const char           *word,
                                     const char           *formula,
                                     double                result,
                                     NrnFormulaStyle       style);
void    nrn_formula_line_init_value (NrnFormulaLine       *line,
                                     const char           *name,
                                     const char           *word,
                                     double                value);
void    nrn_formula_line_copy       (NrnFormulaLine       *line,
                                     const NrnFormulaLine *other);
void    nrn_formula_line_clear      (NrnFormulaLine       *line);
char   *nrn_formula_line_print      (const NrnFormulaLine *line);

GArray *nrn_formula_lines_new       (void);
char   *nrn_formula_lines_print     (const GArray         *lines,
                                     gboolean              is_spoken);

G_END_DECLS
