/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Spin buttons that read numbers as all fields of the window do.
 */

#include "config.h"

#include "nrn-typed-spin.h"

#include <string.h>

#include "nrn-typed-number.h"

/* GTK would take “1,000” for one, and words for nothing. */
static int
input_cb (GtkSpinButton *spin,
          double        *value)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (spin));
  gboolean is_whole = gtk_spin_button_get_digits (spin) == 0;
  gboolean has_sign = strpbrk (text, ".,") != NULL || strstr (text, "٫") != NULL;

  *value = gtk_spin_button_get_value (spin);
  if (!is_whole || !has_sign)
    nrn_typed_number_parse (text, value);

  return TRUE;
}

/**
 * nrn_typed_spin_attach:
 * @spin: a field for a number
 *
 * Lets @spin take what nrn_typed_number_parse() takes, and keep its value if
 * something else is typed. Without digits after the decimal sign, it takes whole
 * numbers only: “1.000” may be meant as a thousand.
 */
void
nrn_typed_spin_attach (GtkSpinButton *spin)
{
  g_signal_connect (spin, "input", G_CALLBACK (input_cb), NULL);
}
