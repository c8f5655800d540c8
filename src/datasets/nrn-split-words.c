/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What is wrong with a split, in words.
 */

#include "config.h"

#include "nrn-split-digest.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-count.h"
#include "nrn-minus.h"

static char *
describe_share (guint count,
                guint n_rows)
{
  g_autofree char *number = g_strdup_printf ("%.1f", n_rows > 0 ? 100.0 * count / n_rows : 0);

  return g_strdup_printf (C_("per cent", "%s %%"), number);
}

static char *
describe_class (const NrnSplitDigest *digest,
                guint                 class_index)
{
  const char *name =
    nrn_dataset_get_class_names (nrn_split_digest_get_dataset (digest))[class_index];
  guint count_out = nrn_split_digest_get_class_count (digest, NRN_SPLIT_HELD_OUT, class_index);
  guint count_in = nrn_split_digest_get_class_count (digest, NRN_SPLIT_TRAIN, class_index);
  guint n_out = nrn_split_digest_get_n_rows (digest, NRN_SPLIT_HELD_OUT);
  guint n_in = nrn_split_digest_get_n_rows (digest, NRN_SPLIT_TRAIN);
  g_autofree char *rows_out = nrn_count_to_string (n_out);
  g_autofree char *rows_in = nrn_count_to_string (n_in);
  g_autofree char *shown_out = nrn_count_to_string (count_out);
  g_autofree char *shown_in = nrn_count_to_string (count_in);
  g_autofree char *share_out = describe_share (count_out, n_out);
  g_autofree char *share_in = describe_share (count_in, n_in);

  if (count_in == 0)
    return g_strdup_printf (_("No row of “%s” is left to train with: all %s of them are among these."),
                            name, shown_out);

  return g_strdup_printf (_("Of these %s rows %s are “%s” (%s); of the other %s rows %s are (%s)."),
                          rows_out, shown_out, name, share_out, rows_in, shown_in, share_in);
}

/* With U+2212 as minus. */
static char *
print_mean (const NrnSplitDigest *digest,
            NrnSplitPart          part)
{
  double mean = nrn_split_digest_get_mean (digest, part);
  GString *text = g_string_new (NULL);

  g_string_printf (text, "%.4g", fabs (mean));
  g_string_replace (text, "-", "\xe2\x88\x92", 0);
  if (mean < 0)
    g_string_prepend (text, nrn_minus_get ());

  return g_string_free (text, FALSE);
}

static char *
describe_means (const NrnSplitDigest *digest)
{
  const char *name = nrn_dataset_get_target_names (nrn_split_digest_get_dataset (digest))[0];
  g_autofree char *out = print_mean (digest, NRN_SPLIT_HELD_OUT);
  g_autofree char *in = print_mean (digest, NRN_SPLIT_TRAIN);

  return g_strdup_printf (_("The mean of “%s” is %s in these rows and %s in the others."), name, out,
                          in);
}

/**
 * nrn_split_digest_describe_exceptions:
 * @digest: a digest
 *
 * Returns: (transfer full): how many rows of each part break the rule
 */
char *
nrn_split_digest_describe_exceptions (const NrnSplitDigest *digest)
{
  guint count_out = nrn_split_digest_get_n_exceptions (digest, NRN_SPLIT_HELD_OUT);
  guint count_in = nrn_split_digest_get_n_exceptions (digest, NRN_SPLIT_TRAIN);
  guint n_out = nrn_split_digest_get_n_rows (digest, NRN_SPLIT_HELD_OUT);
  guint n_in = nrn_split_digest_get_n_rows (digest, NRN_SPLIT_TRAIN);
  g_autofree char *rows_out = nrn_count_to_string (n_out);
  g_autofree char *rows_in = nrn_count_to_string (n_in);
  g_autofree char *shown_out = nrn_count_to_string (count_out);
  g_autofree char *shown_in = nrn_count_to_string (count_in);
  g_autofree char *share_out = describe_share (count_out, n_out);
  g_autofree char *share_in = describe_share (count_in, n_in);

  return g_strdup_printf (_("Of these %s rows %s are exceptions to the rule (%s); of the other %s "
                            "rows %s are (%s)."), rows_out, shown_out, share_out, rows_in,
                          shown_in, share_in);
}

/**
 * nrn_split_digest_describe_trap:
 * @digest: a digest
 *
 * Returns: (transfer full) (nullable): what is wrong with the split, with the
 *   counts that show it; “these rows” are those held out. %NULL for nothing
 */
char *
nrn_split_digest_describe_trap (const NrnSplitDigest *digest)
{
  guint class_index;

  switch (nrn_split_digest_find_trap (digest, &class_index))
    {
    case NRN_SPLIT_TRAP_EXCEPTIONS:
      return nrn_split_digest_describe_exceptions (digest);
    case NRN_SPLIT_TRAP_MISSING:
    case NRN_SPLIT_TRAP_SHARE:
      return describe_class (digest, class_index);
    case NRN_SPLIT_TRAP_MEAN:
      return describe_means (digest);
    case NRN_SPLIT_TRAP_NONE:
    default:
      return NULL;
    }
}
