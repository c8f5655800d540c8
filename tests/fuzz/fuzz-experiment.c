/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Any bytes as a `.neurons` file.
 */

#include "nrn-fuzz.h"

#include "nrn-work.h"

/* What is read is written as something that reads back the same. */
static void
check_written (const NrnWork *work)
{
  g_autofree char *text = nrn_work_print (work);
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnWork) again = nrn_work_parse ("written.neurons", text, -1, &error);
  g_autofree char *second_text = NULL;

  g_assert_no_error (error);
  second_text = nrn_work_print (again);
  g_assert_cmpstr (second_text, ==, text);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnWork) work = nrn_work_parse ("input.neurons", (const char *) data, (gssize) size,
                                             &error);

  if (work != NULL)
    check_written (work);
  else
    nrn_fuzz_check_sentence (error);

  return 0;
}
