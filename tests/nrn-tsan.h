/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Comes before every file of a build for ThreadSanitizer: our reference counts as
 * atomic operations that are compiled here. GLib's own functions do the same where
 * it cannot see them, so it would not know that all uses of a value come before
 * the value is freed.
 */

#pragma once

#include <glib.h>

#undef g_atomic_ref_count_inc
#undef g_atomic_ref_count_dec
#define g_atomic_ref_count_inc(rc) ((void) __atomic_fetch_add ((rc), 1, __ATOMIC_SEQ_CST))
#define g_atomic_ref_count_dec(rc) (__atomic_fetch_sub ((rc), 1, __ATOMIC_SEQ_CST) == 1)
