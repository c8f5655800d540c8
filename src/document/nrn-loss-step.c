/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A step downhill, by one weight alone, in words.
 */

#include "config.h"

#include "nrn-loss-step.h"

#include <float.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-formula.h"

/* Losses that differ by less are the same to a float. */
#define LOSS_EPSILON FLT_EPSILON

#define LEAST_DIGITS 4
#define MOST_DIGITS  8

/**
 * nrn_loss_step_judge:
 * @step: what nrn_loss_valley_step() has found out
 *
 * Returns: what comes of it
 */
NrnLossVerdict
nrn_loss_step_judge (const NrnLossStep *step)
{
  double change = step->new_loss - step->loss;

  if (!isfinite (step->loss) || !isfinite (step->gradient))
    return NRN_LOSS_INFINITE;
  if (step->gradient == 0)
    return NRN_LOSS_FLAT;
  if (!isfinite (step->new_loss))
    return NRN_LOSS_INFINITE;
  if (fabs (change) <= LOSS_EPSILON * fabs (step->loss))
    return NRN_LOSS_SAME;
  if (change > 0)
    return NRN_LOSS_HIGHER;

  return step->new_gradient * step->gradient < 0 ? NRN_LOSS_ACROSS : NRN_LOSS_LOWER;
}

/* With as many digits as it takes to tell them apart. */
static void
print_losses (double   before,
              double   after,
              char   **loss,
              char   **new_loss)
{
  *loss = *new_loss = NULL;
  for (guint n_digits = LEAST_DIGITS; n_digits <= MOST_DIGITS; n_digits++)
    {
      g_free (*loss);
      g_free (*new_loss);
      *loss = nrn_formula_print_number (before, n_digits);
      *new_loss = nrn_formula_print_number (after, n_digits);
      if (before == after || strcmp (*loss, *new_loss) != 0)
        return;
    }
}

/**
 * nrn_loss_step_print:
 * @step: what nrn_loss_valley_step() has found out
 *
 * Returns: (transfer full): what comes of it, in a sentence
 */
char *
nrn_loss_step_print (const NrnLossStep *step)
{
  g_autofree char *loss = NULL;
  g_autofree char *new_loss = NULL;

  if (!isfinite (step->loss))
    return g_strdup (_("There is no loss here: it is infinite or not a number."));

  print_losses (step->loss, step->new_loss, &loss, &new_loss);
  switch (nrn_loss_step_judge (step))
    {
    case NRN_LOSS_LOWER:
      /* Translators: the loss before and after a step. */
      return g_strdup_printf (_("Loss %s → %s: a step downhill."), loss, new_loss);
    case NRN_LOSS_ACROSS:
      return g_strdup_printf (_("Loss %s → %s: lower, but past the lowest point."), loss, new_loss);
    case NRN_LOSS_SAME:
      return g_strdup_printf (_("Loss %s: the step is too short to make a difference."), loss);
    case NRN_LOSS_FLAT:
      return g_strdup_printf (_("Loss %s: it is flat here, so there is no step."), loss);
    case NRN_LOSS_HIGHER:
      return g_strdup_printf (_("Too far: the loss rises from %s to %s."), loss, new_loss);
    case NRN_LOSS_INFINITE:
    default:
      return g_strdup_printf (_("Too far: the loss goes from %s to infinity, or is no number."), loss);
    }
}

/**
 * nrn_loss_step_print_other:
 * @step: what nrn_loss_valley_step() has found out, with another step
 * @optimizer: whose step that is
 *
 * Returns: (transfer full): what comes of the other step, in a sentence
 */
char *
nrn_loss_step_print_other (const NrnLossStep *step,
                           const char        *optimizer)
{
  g_autofree char *loss = NULL;
  g_autofree char *new_loss = NULL;

  print_losses (step->loss, step->other_loss, &loss, &new_loss);
  if (!isfinite (step->loss) || !isfinite (step->other_loss))
    /* Translators: %s is an optimizer, such as Adam. */
    return g_strdup_printf (_("%s, with this learning rate: too far, the loss is infinite or no number."),
                            optimizer);
  if (fabs (step->other_loss - step->loss) <= LOSS_EPSILON * fabs (step->loss))
    /* Translators: the first %s is an optimizer, such as Adam; then a loss. */
    return g_strdup_printf (_("%s, with this learning rate: loss %s, too short a step to make a difference."),
                            optimizer, loss);
  if (step->other_loss > step->loss)
    /* Translators: the first %s is an optimizer, such as Adam; then the loss before and
     * after its step. */
    return g_strdup_printf (_("%s, with this learning rate: the loss rises from %s to %s."),
                            optimizer, loss, new_loss);

  /* Translators: the first %s is an optimizer, such as Adam; then the loss before and
   * after its step. */
  return g_strdup_printf (_("%s, with this learning rate: loss %s → %s, a step downhill."), optimizer,
                          loss, new_loss);
}

/**
 * nrn_loss_step_print_formula:
 * @step: what nrn_loss_valley_step() has found out
 *
 * Returns: (transfer full): “new weight = old weight − learning rate ×
 *   gradient”, and in a line of its own the same with numbers
 */
char *
nrn_loss_step_print_formula (const NrnLossStep *step)
{
  static const char formula[] = "w − η × g";
  g_autoptr (NrnSymbols) symbols = nrn_symbols_new ();
  guint n_digits, n_result_digits;
  gboolean is_exact;
  g_autofree char *words = NULL;
  g_autofree char *numbers = NULL;
  g_autofree char *result = NULL;

  nrn_symbols_set (symbols, "w", C_("formula", "old weight"), step->value);
  nrn_symbols_set (symbols, "η", C_("formula", "learning rate"), step->learning_rate);
  nrn_symbols_set (symbols, "g", C_("formula", "gradient"), step->gradient);
  nrn_formula_choose_digits (formula, symbols, step->new_value, &n_digits, &n_result_digits);
  is_exact = nrn_formula_tell_apart (formula, symbols, step->new_value, nrn_symbols_get (symbols, "w"),
                                     &n_digits, &n_result_digits);
  words = nrn_formula_print (formula, symbols, NRN_FORMULA_WORDS, 0);
  numbers = nrn_formula_print (formula, symbols, NRN_FORMULA_NUMBERS, n_digits);
  result = nrn_formula_print_number (step->new_value, n_result_digits);

  return g_strdup_printf ("%s = %s\n= %s %s %s", C_("formula", "new weight"), words, numbers,
                          is_exact ? "=" : "≈", result);
}
