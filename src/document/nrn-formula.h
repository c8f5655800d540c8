/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A formula, the same with numbers in it, and what comes out.
 */

#pragma once

#include <glib.h>

#include "nrn-symbols.h"

G_BEGIN_DECLS

/* Significant digits of numbers in formulas: as a rule, and for who wants more. */
#define NRN_FORMULA_DIGITS      6
#define NRN_FORMULA_MORE_DIGITS 8

/* The most that a float needs. */
#define NRN_FORMULA_MOST_DIGITS 9

/**
 * NrnFormulaStyle:
 * @NRN_FORMULA_SYMBOLS: m₀ + (g − m₀) × (1 − β₁)
 * @NRN_FORMULA_WORDS: old weight − learning rate × gradient
 * @NRN_FORMULA_NUMBERS: 0.6 − 0.01 × −0.106127
 * @NRN_FORMULA_SPOKEN: old weight minus learning rate times gradient
 * @NRN_FORMULA_SPOKEN_NUMBERS: 0.6 minus 0.01 times −0.106127
 *
 * How a formula is written.
 */
typedef enum
{
  NRN_FORMULA_SYMBOLS,
  NRN_FORMULA_WORDS,
  NRN_FORMULA_NUMBERS,
  NRN_FORMULA_SPOKEN,
  NRN_FORMULA_SPOKEN_NUMBERS,
} NrnFormulaStyle;

/*
 * A formula is a text with symbols, which are words without operators in them;
 * numbers with a decimal point; + − × ∕ √ ( ) |x|, max(x, y, …), min(x, y, …),
 * ln(x), cosh(x), tanh(x) and sign(x); and behind an operand ² and ᵗ, which is
 * the power of the symbol t. It is part of the program: one that is none is a
 * programmer's mistake.
 */

double      nrn_formula_evaluate      (const char       *formula,
                                       const NrnSymbols *symbols,
                                       guint             n_digits);
gboolean    nrn_formula_choose_digits (const char       *formula,
                                       const NrnSymbols *symbols,
                                       double            result,
                                       guint            *n_digits,
                                       guint            *n_result_digits);
gboolean    nrn_formula_tell_apart    (const char       *formula,
                                       const NrnSymbols *symbols,
                                       double            result,
                                       double            old,
                                       guint            *n_digits,
                                       guint            *n_result_digits);
char       *nrn_formula_print_legend  (const char       *formula,
                                       const NrnSymbols *symbols);
char       *nrn_formula_print         (const char       *formula,
                                       const NrnSymbols *symbols,
                                       NrnFormulaStyle   style,
                                       guint             n_digits);
void        nrn_formula_set_digits    (guint             n_digits);
guint       nrn_formula_get_digits    (void);
const char *nrn_formula_get_separator (void);
char       *nrn_formula_print_number  (double            value,
                                       guint             n_digits);
char       *nrn_formula_print_indexed (const char       *name,
                                       guint             index);

G_END_DECLS
