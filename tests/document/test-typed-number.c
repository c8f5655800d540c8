/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Numbers as they are typed in several countries.
 */

#include "nrn-typed-number.h"

#include <math.h>
#include <string.h>

#include "nrn-feature-range.h"
#include "nrn-test-locale.h"

typedef struct
{
  const char *name;
  const char *numeric;        /* LC_NUMERIC as the C library has it; NULL: the locale C */
  const char *shown;          /* 0.02 */
  const char *shown_list;     /* [0.5, 1] */
  double      comma_thousand; /* what “1,000” is; NaN: no number */
} Country;

#define NUMERIC(sign, part)                                                                        \
  "LC_NUMERIC\ndecimal_point \"" sign "\"\nthousands_sep \"" part "\"\ngrouping 3;3\nEND LC_NUMERIC\n"

static const Country countries[] = {
  { "C", NULL, "0.02", "[0.5, 1]", NAN },
  { "de_DE", NUMERIC ("<U002C>", "<U002E>"), "0,02", "[0,5; 1]", 1 },
  { "fr_FR", NUMERIC ("<U002C>", "<U202F>"), "0,02", "[0,5; 1]", 1 },
  { "hi_IN", NUMERIC ("<U002E>", "<U002C>"), "0.02", "[0.5, 1]", NAN },
  { "ar_EG", NUMERIC ("<U002E>", "<U002C>"), "0.02", "[0.5, 1]", NAN },
  { "ps_AF", NUMERIC ("<U066B>", "<U066C>"), "0٫02", "[0٫5, 1]", NAN },
};

static void
enter (const Country *country)
{
  static const Country *made;

  if (country->numeric == NULL)
    return;

  /* It takes a second. */
  if (made != country)
    nrn_test_make_locale_of (country->numeric,
                             strstr (country->numeric, "<U066B>") != NULL ? "UTF-8" : "ANSI_X3.4-1968");
  made = country;
  g_assert_nonnull (setlocale (LC_NUMERIC, "xx_XX"));
}

/* Everywhere; only a comma that may part thousands depends on where. */
static void
test_numbers (gconstpointer data)
{
  static const struct { const char *text; double value; const char *plain; } cases[] = {
    { "0.02", 0.02, "0.02" },        { "0,02", 0.02, "0.02" },       { "0٫02", 0.02, "0.02" },
    { "-0,25", -0.25, "-0.25" },     { "−0.25", -0.25, "-0.25" },    { " 3e-4 ", 3e-4, "3e-4" },
    { "1,5e−3", 1.5e-3, "1.5e-3" },  { "1.000", 1, "1.000" },        { "0,001", 0.001, "0.001" },
    { "٠٫٥", 0.5, "0.5" },           { "०.५", 0.5, "0.5" },          { "1,0005", 1.0005, "1.0005" },
    { "\u2066−3\u2069", -3, "-3" },  { "\u200e-3", -3, "-3" },       { ",5", 0.5, ".5" },
    { "210", 210, "210" },           { "+1", 1, "+1" },             { "60\u00a0", 60, "60" },
  };
  const Country *country = data;

  enter (country);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *plain = nrn_typed_number_to_plain (cases[i].text);
      double value = NAN;

      g_test_message ("%s: “%s”", country->name, cases[i].text);
      g_assert_true (nrn_typed_number_parse (cases[i].text, &value));
      g_assert_cmpfloat (value, ==, cases[i].value);
      g_assert_cmpstr (plain, ==, cases[i].plain);
    }
  setlocale (LC_NUMERIC, "C");
}

static void
test_no_numbers (gconstpointer data)
{
  static const char *const texts[] = {
    "", " ", ",", ".", "-", "e", "fast", "inf", "nan", "0x10", "1e999", "0.0.1", "0,0,1", "1.000,5",
    "1,000.5", "1 000", "1\u202f000", "1'000", "1٬000", "5 apples", "1e", "--1",
  };
  const Country *country = data;

  enter (country);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      double value = 7;

      g_test_message ("%s: “%s”", country->name, texts[i]);
      g_assert_false (nrn_typed_number_parse (texts[i], &value));
      g_assert_cmpfloat (value, ==, 7);
    }
  setlocale (LC_NUMERIC, "C");
}

static void
test_thousands (gconstpointer data)
{
  const Country *country = data;
  double value = NAN;
  gboolean is_number;

  enter (country);
  is_number = nrn_typed_number_parse ("1,000", &value);
  g_assert_true (is_number == !isnan (country->comma_thousand));
  if (is_number)
    g_assert_cmpfloat (value, ==, country->comma_thousand);
  g_assert_true (nrn_typed_number_parse ("12,345", &value) == is_number);
  setlocale (LC_NUMERIC, "C");
}

static void
test_shown (gconstpointer data)
{
  const Country *country = data;
  g_autofree char *number = NULL;
  g_autofree char *list = NULL;
  g_autofree char *back = NULL;
  g_autofree char *list_back = NULL;
  g_autofree char *schedule = NULL;

  enter (country);
  number = nrn_typed_number_from_plain ("0.02");
  list = nrn_typed_number_list_from_plain ("[0.5, 1]");
  schedule = nrn_typed_number_from_plain ("ExponentialDecay(0.01, 1000, 0.9)");
  back = nrn_typed_number_to_plain (number);
  list_back = nrn_typed_number_list_to_plain (list);
  setlocale (LC_NUMERIC, "C");

  g_assert_cmpstr (number, ==, country->shown);
  g_assert_cmpstr (list, ==, country->shown_list);
  g_assert_cmpstr (back, ==, "0.02");
  g_assert_cmpstr (list_back, ==, "[0.5, 1]");
  g_assert_cmpstr (schedule, ==, "ExponentialDecay(0.01, 1000, 0.9)");
}

static void
test_lists (void)
{
  static const struct { const char *text; const char *plain; } cases[] = {
    { "[1, 2.5]", "[1, 2.5]" },   { "[1,2.5]", "[1,2.5]" },     { "[0,5; 2,5]", "[0.5, 2.5]" },
    { "0=1, 1=5", "0=1, 1=5" },   { "0=1,1=5", "0=1,1=5" },     { "0=1, 1=2.5", "0=1, 1=2.5" },
    { "0=1; 1=2,5", "0=1, 1=2.5" }, { "0=1,5, 1 = 2,5", "0=1.5, 1 = 2.5" }, { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *plain = nrn_typed_number_list_to_plain (cases[i].text);

      g_assert_cmpstr (plain, ==, cases[i].plain);
    }
}

/* What a sample of the tracer is given is read, and refused, alike. */
static void
test_feature (gconstpointer data)
{
  const NrnFeatureRange range = { -5, 100, 1 };
  const Country *country = data;
  g_autoptr (GError) error = NULL;
  double value = NAN;

  enter (country);
  g_assert_true (nrn_feature_range_parse (&range, "64,5", &value, NULL));
  g_assert_cmpfloat (value, ==, 64.5);
  g_assert_true (nrn_feature_range_parse (&range, "−4.5", &value, NULL));
  g_assert_cmpfloat (value, ==, -4.5);
  g_assert_false (nrn_feature_range_parse (&range, "1 000", &value, &error));
  g_assert_cmpstr (error->message, ==, "Type a number from −5 to 100.");
  setlocale (LC_NUMERIC, "C");
}

int
main (int   argc,
      char *argv[])
{
  static const struct { const char *name; GTestDataFunc test; } tests[] = {
    { "numbers", test_numbers }, { "no-numbers", test_no_numbers }, { "thousands", test_thousands },
    { "shown", test_shown },     { "feature", test_feature },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (countries); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (tests); j++)
        {
          g_autofree char *path = g_strdup_printf ("/typed-number/%s/%s", countries[i].name, tests[j].name);

          g_test_add_data_func (path, &countries[i], tests[j].test);
        }
    }
  g_test_add_func ("/typed-number/lists", test_lists);

  return g_test_run ();
}
