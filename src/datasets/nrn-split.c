/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Which rows train and which are held out for validation.
 */

#include "config.h"

#include "nrn-split.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-error.h"
#include "nrn-random.h"

/**
 * nrn_split_count:
 * @n_rows: number of rows
 * @validation_split: the part to hold out, 0 … 1, without 1 itself
 * @n_train: (out): how many rows train; the others validate
 * @error: return location
 *
 * How many rows come before the held-out ones: `floor (n_rows · (1 −
 * validation_split))`, in double. With 0 all rows train.
 *
 * Formula: Keras 3 documentation, "Model.fit", validation_split; the
 * rounding is the one that Keras 3.16 shows.
 *
 * Returns: %TRUE, or %FALSE with @error set if @validation_split is out of
 *   range, or leaves one of the two parts empty, which Keras refuses too
 */
gboolean
nrn_split_count (guint     n_rows,
                 double    validation_split,
                 guint    *n_train,
                 GError  **error)
{
  char given[G_ASCII_DTOSTR_BUF_SIZE];
  guint count;

  g_ascii_formatd (given, sizeof given, "%.10g", validation_split);

  if (!(validation_split >= 0 && validation_split < 1))
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                   _("The validation split cannot be %s; it must be at least 0 and less than 1."),
                   given);
      return FALSE;
    }

  count = (guint) floor (n_rows * (1.0 - validation_split));
  if (validation_split > 0 && count == 0)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                   _("A validation split of %s leaves no row to train with (rows: %u); "
                     "it must be smaller, or there must be more rows."),
                   given, n_rows);
      return FALSE;
    }
  if (validation_split > 0 && count == n_rows)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                   _("A validation split of %s leaves no row to validate with (rows: %u); "
                     "it must be 0, or larger."),
                   given, n_rows);
      return FALSE;
    }

  *n_train = count;
  return TRUE;
}

/**
 * nrn_split_order:
 * @n_rows: number of rows
 * @shuffled: whether any rows may be held out, rather than the last ones
 * @seed: the experiment's seed
 *
 * The rows in the order in which nrn_split_count() divides them: the first
 * n_train train, the others are held out.
 *
 * Returns: (transfer full) (array length=n_rows): row numbers; free with
 *   g_free()
 */
guint *
nrn_split_order (guint    n_rows,
                 gboolean shuffled,
                 guint32  seed)
{
  guint *order = g_new (guint, n_rows);

  for (guint i = 0; i < n_rows; i++)
    order[i] = i;

  if (shuffled)
    {
      g_autoptr (GRand) rand = nrn_random_new (seed, NRN_RANDOM_SPLIT);

      nrn_random_shuffle (rand, n_rows, order);
    }

  return order;
}
