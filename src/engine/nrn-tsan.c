/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * For ThreadSanitizer, which sees atomic operations only in code that is compiled
 * for it: GLib's functions for reference counts, in our programs. Without them it
 * would not know that all uses of a value come before the value is freed.
 */

#include <glib.h>

void
(g_atomic_ref_count_inc) (gatomicrefcount *arc)
{
  g_atomic_int_inc (arc);
}

gboolean
(g_atomic_ref_count_dec) (gatomicrefcount *arc)
{
  return g_atomic_int_dec_and_test (arc);
}
