/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Counts in sentences.
 */

#include "config.h"

#include "nrn-count.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * nrn_count_to_string:
 * @count: how many
 *
 * Returns: (transfer full): the count with its thousands apart: "109,386"
 */
char *
nrn_count_to_string (guint64 count)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GUINT64_FORMAT, count);
  gsize n = strlen (digits);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    {
      if (i > 0 && (n - i) % 3 == 0)
        /* Translators: what is put between thousands in a number. */
        g_string_append (text, C_("thousands separator", ","));
      g_string_append_c (text, digits[i]);
    }

  return g_string_free (text, FALSE);
}
