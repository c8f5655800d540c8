/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What holds for the answer to any input.
 */

#include "nrn-fuzz.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "nrn-error.h"

/* Bytes of the longest sentence that somebody would still read, with the names
 * that it quotes. */
#define MAX_SENTENCE 1200

/**
 * nrn_fuzz_check_text:
 * @text: what is to be shown
 * @max_length: the most bytes allowed
 *
 * Asserts that @text can be shown on one line.
 */
void
nrn_fuzz_check_text (const char *text,
                     gsize       max_length)
{
  if (!g_utf8_validate (text, -1, NULL))
    g_error ("This is not UTF-8: “%s”", text);
  if (strlen (text) > max_length)
    g_error ("This is %" G_GSIZE_FORMAT " bytes long: “%.2000s…”", strlen (text), text);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_unichar_iscntrl (g_utf8_get_char (p)))
        g_error ("There is a control character in “%s”", text);
    }
}

/**
 * nrn_fuzz_check_sentence:
 * @error: why an input was refused
 *
 * Asserts that @error is one sentence of ours, on one line.
 */
void
nrn_fuzz_check_sentence (const GError *error)
{
  g_assert_nonnull (error);
  if (error->domain != NRN_ERROR)
    g_error ("This is not a sentence of Neurons: “%s”", error->message);

  nrn_fuzz_check_text (error->message, MAX_SENTENCE);
  if (strchr (".?", error->message[strlen (error->message) - 1]) == NULL)
    g_error ("No stop ends “%s”", error->message);
}

static void
trap_cb (int number)
{
  abort ();
}

/**
 * LLVMFuzzerInitialize:
 * @argc: arguments of the program
 * @argv: as well
 *
 * Called by libFuzzer before the first input. It knows abort(), which keeps the
 * input, but not the trap that GLib's fatal messages end in.
 *
 * Returns: 0
 */
int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  signal (SIGTRAP, trap_cb);

  return 0;
}
