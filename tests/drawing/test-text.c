/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Tests of words and numbers in pictures.
 */

#include "nrn-text.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "nrn-minus.h"
#include "nrn-test-locale.h"

#define MINUS "\xe2\x88\x92"
#define MARK  "\xe2\x80\x8e"

static void
test_short_numbers (void)
{
  static const struct { double value; const char *text; } cases[] = {
    { 0, "0.00" },
    { 0.5, "0.50" },
    { -0.1, MINUS "0.10" },
    { 12.345, "12.35" },
    { 1234.5, "1234" },
    { -0.004, MINUS "4e" MINUS "3" },
    { 99.999, "100" },
    { 123456, "1.2e5" },
    { -1e30, MINUS "1e30" },
    { NAN, "NaN" },
    { -INFINITY, MINUS "∞" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = nrn_text_format_short (cases[i].value);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_fixed_numbers (void)
{
  g_autofree char *loss = nrn_text_format_fixed (0.19136, 3);
  g_autofree char *minus = nrn_text_format_fixed (-40, 0);
  g_autofree char *huge = nrn_text_format_fixed (-1e308, 17);
  g_autofree char *rounded = nrn_text_format_fixed (-0.00004, 4);
  g_autofree char *zero = nrn_text_format_number (-0.0, 4, NULL);
  g_autofree char *small = nrn_text_format_fixed (-0.00005001, 4);

  g_assert_cmpstr (loss, ==, "0.191");
  g_assert_cmpstr (minus, ==, MINUS "40");
  g_assert_cmpstr (rounded, ==, "0.0000");
  g_assert_cmpstr (zero, ==, "0.0000");
  g_assert_cmpstr (small, ==, MINUS "0.0001");
  g_assert_true (g_str_has_prefix (huge, MINUS "1000"));
}

static void
test_chosen_numbers (void)
{
  static const struct { NrnNumberFormat format; double value; const char *text; } cases[] = {
    { { NRN_NUMBERS_SHORT, 0 }, -0.04821, MINUS "0.0482" },
    { { NRN_NUMBERS_SHORT, 6 }, 2.5e6, "2.5e6" },
    { { NRN_NUMBERS_SIGNIFICANT, 2 }, -0.04821, MINUS "0.048" },
    { { NRN_NUMBERS_SIGNIFICANT, 3 }, 0.0999999, "0.100" },
    { { NRN_NUMBERS_SIGNIFICANT, 3 }, 0, "0.00" },
    { { NRN_NUMBERS_SIGNIFICANT, 4 }, 1234.56, "1235" },
    { { NRN_NUMBERS_SIGNIFICANT, 4 }, -1.5e-7, MINUS "1.5e" MINUS "7" },
    { { NRN_NUMBERS_SIGNIFICANT, 6 }, 1234567, "1.23457e6" },
    { { NRN_NUMBERS_DECIMALS, 6 }, -0.04821, MINUS "0.048210" },
    { { NRN_NUMBERS_DECIMALS, 2 }, 0.001, "0.00" },
    { { NRN_NUMBERS_DECIMALS, 2 }, INFINITY, "∞" },
    { { NRN_NUMBERS_DECIMALS, 2 }, -3e30, MINUS "3e30" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = nrn_text_format_number (cases[i].value, 4, &cases[i].format);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_counts (void)
{
  static const struct { guint64 count; const char *text; } cases[] = {
    { 0, "0" },
    { 999, "999" },
    { 1000, "1,000" },
    { 109386, "109,386" },
    { G_MAXUINT64, "18,446,744,073,709,551,615" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = nrn_text_format_count (cases[i].count);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_measures (void)
{
  NrnTextStyle style = { 14, FALSE, 0 };
  NrnTextStyle twice = { 28, FALSE, 0 };
  NrnTextStyle narrow = { 14, FALSE, 40 };
  double width;
  double double_width;
  double narrow_width;
  double height;

  nrn_text_measure ("sparse_categorical_crossentropy", &style, &width, &height);
  nrn_text_measure ("sparse_categorical_crossentropy", &twice, &double_width, NULL);
  nrn_text_measure ("sparse_categorical_crossentropy", &narrow, &narrow_width, NULL);

  g_assert_cmpfloat (height, >=, 14);
  g_assert_cmpfloat (fabs (double_width - 2 * width), <, 0.01 * width);
  g_assert_cmpfloat (width, >, 40);
  g_assert_cmpfloat (narrow_width, <=, 41);
}

static void
test_lines (void)
{
  const char *text = "no side effects";
  NrnTextStyle style = { NRN_TEXT_NOTE, FALSE, 0 };
  double whole;
  double line;
  double width;
  double height;

  nrn_text_measure (text, &style, &whole, &line);
  style.max_width = whole * 0.7;
  nrn_text_measure_lines (text, &style, 2, &width, &height);
  g_assert_cmpfloat (width, <=, style.max_width + 0.01);
  g_assert_cmpfloat_with_epsilon (height, 2 * line, 0.5);

  /* Never more than asked for; one where one is enough. */
  style.max_width = whole * 0.2;
  nrn_text_measure_lines (text, &style, 2, NULL, &height);
  g_assert_cmpfloat_with_epsilon (height, 2 * line, 0.5);
  style.max_width = whole + 1;
  nrn_text_measure_lines (text, &style, 2, NULL, &height);
  g_assert_cmpfloat_with_epsilon (height, line, 0.5);
}

/* Text that was set before must not be taken for another one, whatever came
 * in between. */
static void
test_each_text_is_its_own (void)
{
  static const struct { const char *text; NrnTextStyle style; guint n_lines; } cases[] = {
    { "units and layers", { 12, FALSE, 0 }, 0 },
    { "units and layers", { 14, FALSE, 0 }, 0 },
    { "units and layers", { 12, TRUE, 0 }, 0 },
    { "units and layers", { 12, FALSE, 50 }, 0 },
    { "units and layers", { 12, FALSE, 60 }, 0 },
    { "units and layers", { 12, FALSE, 60 }, 2 },
    { "units and layer", { 12, FALSE, 0 }, 0 },
  };
  double sizes[G_N_ELEMENTS (cases)][2];

  for (guint round = 0; round < 3; round++)
    for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        double width;
        double height;

        if (cases[i].n_lines > 0)
          nrn_text_measure_lines (cases[i].text, &cases[i].style, cases[i].n_lines, &width,
                                  &height);
        else
          nrn_text_measure (cases[i].text, &cases[i].style, &width, &height);
        if (round == 0)
          {
            sizes[i][0] = width;
            sizes[i][1] = height;
            for (guint j = 0; j < i; j++)
              g_assert_true (fabs (sizes[j][0] - width) + fabs (sizes[j][1] - height) > 0.1);
          }
        g_assert_cmpfloat_with_epsilon (width, sizes[i][0], 1e-6);
        g_assert_cmpfloat_with_epsilon (height, sizes[i][1], 1e-6);

        for (guint j = 0; j < 300; j++)
          {
            g_autofree char *other = g_strdup_printf ("other %u", j * (round + 1));

            nrn_text_measure (other, &cases[i].style, NULL, NULL);
          }
      }
}

static void
test_trimmed_numbers (void)
{
  static const struct { double value; guint n_decimals; const char *text; } cases[] = {
    { 0.25, 3, "0.25" }, { 0.0625, 6, "0.0625" }, { -0.75, 3, "−0.75" }, { 1, 3, "1" },
    { 100, 0, "100" }, { 100, 1, "100" }, { 0.1234, 3, "0.123" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = nrn_text_format_trimmed (cases[i].value, cases[i].n_decimals);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* In an Arabic sentence. */
static gboolean
is_left_of_digits (const char *number)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  PangoLayout *layout = pango_layout_new (context);
  g_autofree char *sentence = g_strconcat ("وزن ", number, NULL);
  PangoRectangle minus, digit;

  pango_layout_set_text (layout, sentence, -1);
  pango_layout_index_to_pos (layout, (int) (strstr (sentence, MINUS) - sentence), &minus);
  pango_layout_index_to_pos (layout, (int) (strstr (sentence, "25") - sentence), &digit);
  g_object_unref (layout);
  g_object_unref (context);

  return MIN (minus.x, minus.x + minus.width) < MIN (digit.x, digit.x + digit.width);
}

/* Where text is written from the right, a mark keeps the minus on the left of its digits. */
static void
test_minus_from_the_right (void)
{
  g_autofree char *negative = NULL;
  g_autofree char *positive = NULL;
  g_autofree char *power = NULL;
  g_autofree char *infinite = NULL;

  nrn_minus_set_right_to_left (TRUE);
  negative = nrn_text_format_fixed (-0.25, 2);
  positive = nrn_text_format_fixed (0.25, 2);
  power = nrn_text_format_power (-1.5e-7);
  infinite = nrn_text_format_fixed (-INFINITY, 2);
  nrn_minus_set_right_to_left (FALSE);

  g_assert_cmpstr (negative, ==, MARK MINUS "0.25");
  g_assert_cmpstr (positive, ==, "0.25");
  g_assert_cmpstr (power, ==, MARK MINUS "1.5e" MINUS "7");
  g_assert_cmpstr (infinite, ==, MARK MINUS "∞");

  g_assert_true (is_left_of_digits (negative));
  g_assert_false (is_left_of_digits (MINUS "0.25"));
}

static void
test_direction (void)
{
  g_assert_true (nrn_text_is_right_to_left ("وزن موجب"));
  g_assert_true (nrn_text_is_right_to_left ("0.191 ممكن"));
  g_assert_false (nrn_text_is_right_to_left ("positive weight"));
  g_assert_false (nrn_text_is_right_to_left ("0.25"));
}

/* With the locale's decimal sign, and all else as it is. */
static void
test_decimal_comma (void)
{
  const NrnNumberFormat format = { NRN_NUMBERS_SIGNIFICANT, 4 };
  g_autofree char *fixed = NULL;
  g_autofree char *trimmed = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *power = NULL;
  g_autofree char *number = NULL;

  nrn_test_set_decimal_comma ();
  fixed = nrn_text_format_fixed (-0.25, 3);
  trimmed = nrn_text_format_trimmed (0.25, 4);
  whole = nrn_text_format_trimmed (120, 2);
  power = nrn_text_format_power (1.5e-7);
  number = nrn_text_format_number (0.123456, 2, &format);
  setlocale (LC_ALL, "C");

  g_assert_cmpstr (fixed, ==, MINUS "0,250");
  g_assert_cmpstr (trimmed, ==, "0,25");
  g_assert_cmpstr (whole, ==, "120");
  g_assert_cmpstr (power, ==, "1,5e" MINUS "7");
  g_assert_cmpstr (number, ==, "0,1235");
}

/* Words that are written from the right stand where they are put, too, and not at the end
 * of the width that they may take. */
static void
test_from_the_right (void)
{
  const NrnTextStyle style = { 14, FALSE, 300 };
  const NrnColor black = { 0, 0, 0 };
  const char *word = "\u05e9\u05dc\u05d5\u05dd";
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  double width, x, y, ink_width, ink_height;

  nrn_text_measure (word, &style, &width, NULL);
  nrn_text_paint (cr, word, &style, &black, 20, 20, 0, 0);
  cairo_recording_surface_ink_extents (surface, &x, &y, &ink_width, &ink_height);
  g_assert_cmpfloat (ink_width, >, 0);
  g_assert_cmpfloat (x, >, 18);
  g_assert_cmpfloat (x + ink_width, <, 20 + width + 2);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/drawing/text/short-numbers", test_short_numbers);
  g_test_add_func ("/drawing/text/fixed-numbers", test_fixed_numbers);
  g_test_add_func ("/drawing/text/trimmed-numbers", test_trimmed_numbers);
  g_test_add_func ("/drawing/text/chosen-numbers", test_chosen_numbers);
  g_test_add_func ("/drawing/text/counts", test_counts);
  g_test_add_func ("/drawing/text/minus-from-the-right", test_minus_from_the_right);
  g_test_add_func ("/drawing/text/direction", test_direction);
  g_test_add_func ("/drawing/text/decimal-comma", test_decimal_comma);
  g_test_add_func ("/drawing/text/measures", test_measures);
  g_test_add_func ("/drawing/text/from-the-right", test_from_the_right);
  g_test_add_func ("/drawing/text/lines", test_lines);
  g_test_add_func ("/drawing/text/each-is-its-own", test_each_text_is_its_own);

  return g_test_run ();
}
