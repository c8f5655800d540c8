/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What is printed is worked out again, as a student does.
 */

#pragma once

#include <math.h>
#include <string.h>

#include "nrn-loss.h"
#include "nrn-story.h"
#include "nrn-test-locale.h"
#include "nrn-test-utils.h"
#include "nrn-trace.h"

/* The last of @n_updates updates of all rows, whose inputs are one number each.
 * @numbers: (nullable): the weights at first */
static inline NrnTrace *
nrn_story_test_trace (const char       *layers,
                      const char       *loss,
                      const char       *optimizer,
                      const NrnSamples *samples,
                      const float      *numbers,
                      guint             n_updates)
{
  g_autoptr (NrnArchitecture) architecture =
    nrn_architecture_parse_layers (nrn_samples_get_input_dim (samples), layers, NULL);
  g_autoptr (NrnConfig) loss_config = nrn_config_parse (NRN_FAMILY_LOSS, loss, NULL);
  g_autoptr (NrnConfig) optimizer_config = nrn_config_parse (NRN_FAMILY_OPTIMIZER, optimizer, NULL);
  g_autoptr (NrnWeights) weights = numbers != NULL ? nrn_weights_new (architecture, numbers) : NULL;
  NrnFitOptions options = {
    .batch_size = nrn_samples_get_n_rows (samples), .epochs = n_updates, .seed = 5,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnFit) fit = nrn_fit_new (architecture, weights, loss_config, optimizer_config, samples,
                                        &options, &error);
  NrnTrace *trace;

  g_assert_no_error (error);
  for (guint i = 1; i < n_updates; i++)
    nrn_fit_step (fit);
  trace = nrn_trace_new (fit);
  g_assert_nonnull (trace);

  return trace;
}

/* Outputs that are what we want: a network that passes its inputs on, which are
 * several numbers. */
static inline NrnTrace *
nrn_story_test_pass_on (const char  *loss,
                        guint        n_rows,
                        guint        n_outputs,
                        const float *outputs,
                        guint        target_dim,
                        const float *targets)
{
  g_autoptr (NrnSamples) samples = nrn_samples_new (n_rows, n_outputs, target_dim, outputs, targets);
  g_autofree char *layers = g_strdup_printf ("Dense(%u, use_bias=False)", n_outputs);
  g_autofree float *numbers = g_new0 (float, (gsize) n_outputs * n_outputs);

  for (guint i = 0; i < n_outputs; i++)
    numbers[(gsize) i * n_outputs + i] = 1;

  return nrn_story_test_trace (layers, loss, "SGD", samples, numbers, 1);
}

/* The digit at @text that is written high, or −1. */
static inline int
nrn_story_test_high_digit (const char *text)
{
  static const char *const digits[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };

  for (int i = 0; i < (int) G_N_ELEMENTS (digits); i++)
    {
      if (g_str_has_prefix (text, digits[i]))
        return i;
    }

  return -1;
}

/* “1.5×10⁻⁹” becomes “1.5e-9”, and “0.9¹²” “0.9ᵗ” with t = 12; ² alone stays. */
static inline char *
nrn_story_test_read (const char *text,
                     double     *power)
{
  GString *plain = g_string_new (NULL);

  while (*text != '\0')
    {
      gboolean is_of_ten = g_str_has_prefix (text, "×10⁻") ||
                           (g_str_has_prefix (text, "×10") && nrn_story_test_high_digit (text + strlen ("×10")) >= 0);
      const char *rest = is_of_ten ? text + strlen ("×10") : text;
      gboolean is_negative = is_of_ten && g_str_has_prefix (rest, "⁻");
      int number = -1;
      guint n = 0;

      if (is_negative)
        rest += strlen ("⁻");
      for (int digit; (digit = nrn_story_test_high_digit (rest)) >= 0; n++)
        {
          number = MAX (number, 0) * 10 + digit;
          rest = g_utf8_next_char (rest);
        }
      if (is_of_ten)
        g_string_append_printf (plain, "e%s%d", is_negative ? "-" : "", number);
      else if (number >= 0 && (n > 1 || number != 2))
        {
          g_string_append (plain, "ᵗ");
          *power = number;
        }
      else
        {
          rest = g_utf8_next_char (text);
          g_string_append_len (plain, text, rest - text);
        }
      text = rest;
    }

  return g_string_free (plain, FALSE);
}

/* What the text comes to, without “= ” in front. */
static inline double
nrn_story_test_evaluate (const char *text)
{
  g_autoptr (NrnSymbols) symbols = nrn_symbols_new ();
  double power = 2;
  g_autofree char *plain = nrn_story_test_read (text, &power);

  nrn_symbols_set (symbols, "t", "t", power);

  return nrn_formula_evaluate (plain, symbols, 0);
}

static inline guint
nrn_story_test_count_digits (const char *number)
{
  guint n = 0;
  guint n_zeros = 0;    /* at the end */
  gboolean has_begun = FALSE;
  gboolean has_point = FALSE;

  for (const char *p = number; *p != '\0' && !g_str_has_prefix (p, "×"); p++)
    {
      has_begun = has_begun || (g_ascii_isdigit (*p) && *p != '0');
      has_point = has_point || *p == '.';
      n += has_begun && g_ascii_isdigit (*p);
      n_zeros = *p == '0' ? n_zeros + 1 : 0;
    }

  return has_point ? n : n - MIN (n, n_zeros);
}

/* Asserts that who works the numbers out, and rounds to the digits of the result,
 * comes to it. */
static inline void
nrn_story_test_check_line (const NrnStoryLine *line)
{
  const char *result = line->text.result + strlen ("= ");
  g_autofree char *expected = NULL;
  g_autofree char *by_hand = NULL;

  if (!g_str_has_prefix (line->text.result, "= "))
    g_test_message ("%s %s %s", line->text.formula, line->text.numbers, line->text.result);
  g_assert_true (g_str_has_prefix (line->text.result, "= "));
  if (line->text.numbers == NULL)
    return;

  g_assert_true (g_str_has_prefix (line->text.numbers, "= "));
  expected = g_strdup_printf ("%.*e", (int) MAX (nrn_story_test_count_digits (result), 4) - 1,
                              nrn_story_test_evaluate (result) + 0.0);
  by_hand = g_strdup_printf ("%.*e", (int) MAX (nrn_story_test_count_digits (result), 4) - 1,
                             nrn_story_test_evaluate (line->text.numbers + strlen ("= ")) + 0.0);
  if (!g_str_equal (by_hand, expected))
    g_test_message ("%s %s %s", line->text.formula, line->text.numbers, line->text.result);
  g_assert_cmpstr (by_hand, ==, expected);
}

static inline const NrnStoryLine *
nrn_story_test_find (const NrnStory *story,
                     const char     *prefix)
{
  for (guint i = 0; i < nrn_story_get_n_lines (story); i++)
    {
      const NrnStoryLine *line = nrn_story_get_line (story, i);

      if (g_str_has_prefix (line->text.formula, prefix))
        return line;
    }

  return NULL;
}

/* ---- Every loss ---- */

#define NRN_STORY_TEST_ROWS 4

/* Positive, so that every loss has a value for them. */
static const float nrn_story_test_outputs[] = {
  0.3f, 0.85f, 0.07f, 0.62f, 0.41f, 0.93f, 1.2f, 0.19f, 0.55f, 0.74f, 0.11f, 0.36f,
};

static inline void
nrn_story_test_fill_targets (NrnTargetKind kind,
                             gboolean      is_of_numbers,
                             guint         n_outputs,
                             float        *targets)
{
  for (guint row = 0; row < NRN_STORY_TEST_ROWS; row++)
    {
      if (kind == NRN_TARGET_CLASS)
        targets[row] = (float) (row % n_outputs);
      else
        for (guint i = 0; i < n_outputs; i++)
          targets[row * n_outputs + i] = is_of_numbers ? nrn_story_test_outputs[(5 * row + i + 3) % 12] + 0.1f
                                                       : i == row % MAX (n_outputs, 2);
    }
}

/* All lines, but those that only say something in another way. */
static inline void
nrn_story_test_check (const NrnStory *story)
{
  for (guint i = 0; i < nrn_story_get_n_lines (story); i++)
    {
      const NrnStoryLine *line = nrn_story_get_line (story, i);

      if (!g_str_has_prefix (line->text.result, "→"))
        nrn_story_test_check_line (line);
      g_assert_nonnull (line->text.spoken);
    }
}
