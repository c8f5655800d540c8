/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What readers of files and of typed text are given by a fuzzer, and by the
 * test that goes through what a fuzzer has found before.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Each fuzz-….c has one: it gives the bytes to a reader and holds the reader to
 * what it promises. The name is libFuzzer's. */
int  LLVMFuzzerTestOneInput  (const guint8 *data,
                              gsize         size);

int  LLVMFuzzerInitialize    (int          *argc,
                              char       ***argv);

void nrn_fuzz_check_text     (const char   *text,
                              gsize         max_length);
void nrn_fuzz_check_sentence (const GError *error);

G_END_DECLS
