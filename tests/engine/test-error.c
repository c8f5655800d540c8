/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What sentences quote, whoever wrote it.
 */

#include <glib.h>

#include "nrn-error.h"

#define TEN   "abcdefghij"
#define FORTY TEN TEN TEN TEN

static const struct
{
  const char *text;
  const char *quoted;
} cases[] = {
  { "", "" },
  { "relu", "relu" },
  { "größer 猫 \xf0\x9f\x90\xb1", "größer 猫 \xf0\x9f\x90\xb1" },
  { "a\nb\r\n\tc\a", "a b   c " },
  { "a\xc2\x85" "b\xe2\x80\xa8" "c", "a b c" },
  { FORTY, FORTY },
  { FORTY "k", FORTY "…" },
  { "é" FORTY, "é" TEN TEN TEN "abcdefghi" "…" },
  /* Bytes that are not UTF-8, and a letter that was cut in two. */
  { "a\xff" "b\xc3", "ab" },
  { "\xf0\x9f\x90", "" },
};

static void
test_quotes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *quoted = nrn_error_quote (cases[i].text);

      g_assert_cmpstr (quoted, ==, cases[i].quoted);
    }
}

/* However long it is, only its beginning is looked at. */
static void
test_quotes_a_beginning (void)
{
  g_autofree char *text = g_strnfill (100000, '\n');
  g_autofree char *quoted = nrn_error_quote (text);

  g_assert_cmpstr (quoted, ==, "                                        …");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/error/quotes", test_quotes);
  g_test_add_func ("/engine/error/quotes-a-beginning", test_quotes_a_beginning);

  return g_test_run ();
}
