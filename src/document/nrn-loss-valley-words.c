/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The loss over one weight, in words.
 */

#include "config.h"

#include "nrn-loss-valley.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-formula.h"

#define LOSS_DIGITS 4

/* “Mean loss on the 10 rows of the next update.” */
static char *
describe_rows (const NrnLossValley *valley)
{
  guint n_all;
  guint n_rows = nrn_loss_valley_get_n_rows (valley, &n_all);
  gboolean is_of_batch = nrn_loss_valley_is_of_batch (valley);

  if (n_rows < n_all && is_of_batch)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "Mean loss on %'u of the %'u rows of the next update.",
                                         "Mean loss on %'u of the %'u rows of the next update.",
                                         n_rows), n_rows, n_all);
  if (n_rows < n_all)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "Mean loss on %'u of %'u rows to train on.",
                                         "Mean loss on %'u of %'u rows to train on.", n_rows),
                            n_rows, n_all);
  if (is_of_batch)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "Mean loss on the %'u row of the next update.",
                                         "Mean loss on the %'u rows of the next update.", n_rows),
                            n_rows);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Mean loss on the %'u row to train on.",
                                       "Mean loss on all %'u rows to train on.", n_rows), n_rows);
}

/**
 * nrn_loss_valley_describe:
 * @valley: a valley
 *
 * Returns: (transfer full): which loss it is, in a sentence or a few: “Mean
 *   loss on all 2,100 rows to train on.”
 */
char *
nrn_loss_valley_describe (const NrnLossValley *valley)
{
  g_autofree char *rows = describe_rows (valley);
  GString *text = g_string_new (rows);

  if (nrn_loss_valley_has_penalties (valley))
    g_string_append_printf (text, " %s", _("It includes the penalties of regularizers."));
  if (nrn_loss_valley_is_as_in_training (valley))
    g_string_append_printf (text, " %s", _("Layers such as Dropout do what they do in training, the same "
                                           "at every point."));

  return g_string_free (text, FALSE);
}

/**
 * nrn_loss_valley_describe_curve:
 * @valley: a valley
 *
 * Returns: (transfer full): what the curve looks like, in a sentence
 */
char *
nrn_loss_valley_describe_curve (const NrnLossValley *valley)
{
  const double *values = nrn_loss_valley_get_values (valley, NULL);
  const double *losses = nrn_loss_valley_get_losses (valley);
  guint last = NRN_LOSS_VALLEY_N_POINTS - 1;
  guint lowest = 0;
  g_autofree char *minimum = nrn_formula_print_number (values[0], 3);
  g_autofree char *maximum = nrn_formula_print_number (values[last], 3);
  g_autofree char *first_loss = nrn_formula_print_number (losses[0], LOSS_DIGITS);
  g_autofree char *last_loss = nrn_formula_print_number (losses[last], LOSS_DIGITS);
  g_autofree char *low = NULL;
  g_autofree char *low_loss = NULL;

  for (guint i = 1; i <= last; i++)
    {
      if (losses[i] < losses[lowest] || !isfinite (losses[lowest]))
        lowest = i;
    }
  low = nrn_formula_print_number (values[lowest], 3);
  low_loss = nrn_formula_print_number (losses[lowest], LOSS_DIGITS);

  /* Translators: a curve in words. The first two numbers are weights, then the
   * losses there; then the lowest loss and its weight. */
  return g_strdup_printf (_("From weight %s to %s the loss goes from %s to %s; it is lowest, %s, at "
                            "%s."),
                          minimum, maximum, first_loss, last_loss, low_loss, low);
}
