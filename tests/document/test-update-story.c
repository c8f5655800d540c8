/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "nrn-update-story.h"

#include "nrn-loss-story.h"
#include "nrn-minus.h"
#include "nrn-story-test.h"

/* ---- By hand ---- */

/* The place of the second layer's weight from unit 1 to unit 2. */
#define WEIGHT 5

static NrnTrace *
run (const char  *layers,
     const char  *optimizer,
     guint        n_rows,
     const float *inputs,
     const float *targets,
     const float *numbers,
     guint        n_updates)
{
  g_autoptr (NrnSamples) samples = nrn_samples_new (n_rows, 1, 1, inputs, targets);

  return nrn_story_test_trace (layers, "sparse_categorical_crossentropy", optimizer, samples, numbers,
                               n_updates);
}

/* One person of 77 years with side effects. */
static char *
print_by_hand (const char *optimizer)
{
  static const float numbers[] = { 0.8f, -0.5f, 0, 0, -0.3f, 0.6f, 0.4f, 0.1f, 0, 0 };
  g_autoptr (NrnTrace) trace = run ("Dense(2, relu), Dense(2, sigmoid)", optimizer, 1,
                                    (float[]) { (77.0f - 13.0f) / 87.0f }, (float[]) { 1 }, numbers, 1);
  g_autoptr (NrnStory) story = nrn_update_story_new (trace, WEIGHT, 0);

  g_assert_nonnull (story);

  return nrn_story_print (story);
}

static void
test_sgd (void)
{
  g_autofree char *text = print_by_hand ("SGD(0.01)");

  g_assert_cmpstr (text, ==,
                   "label 1 → [0, 1]\n"
                   "S = p₁ + p₂ = 0.455976 + 0.58737 = 1.04335\n"
                   "∂L/∂p₂ = 1 ∕ S − 1 ∕ p₂ = 1 ∕ 1.043346 − 1 ∕ 0.58737 = −0.744050\n"
                   "δ = ∂L/∂p₂ × p₂ × (1 − p₂) = −0.744050 × 0.58737 × (1 − 0.58737) = −0.180333\n"
                   "a = 0.588506\n"
                   "g₁ = a × δ = 0.588506 × −0.180333 = −0.106127\n"
                   "g = g₁ ∕ n = −0.106127 ∕ 1 = −0.106127\n"
                   "step = η × g = 0.01 × −0.106127 = −0.00106127\n"
                   "new weight = old weight − learning rate × gradient = "
                   "0.6 − 0.01 × −0.106127 = 0.601061\n");
}

static void
test_adam (void)
{
  g_autofree char *text = print_by_hand ("Adam(0.0001)");

  g_assert_cmpstr (text, ==,
                   "label 1 → [0, 1]\n"
                   "S = p₁ + p₂ = 0.455976 + 0.58737 = 1.04335\n"
                   "∂L/∂p₂ = 1 ∕ S − 1 ∕ p₂ = 1 ∕ 1.043346 − 1 ∕ 0.58737 = −0.744050\n"
                   "δ = ∂L/∂p₂ × p₂ × (1 − p₂) = −0.744050 × 0.58737 × (1 − 0.58737) = −0.180333\n"
                   "a = 0.588506\n"
                   "g₁ = a × δ = 0.588506 × −0.180333 = −0.106127\n"
                   "g = g₁ ∕ n = −0.106127 ∕ 1 = −0.106127\n"
                   "m = m₀ + (g − m₀) × (1 − β₁) = 0 + (−0.106127 − 0) × (1 − 0.9) = −0.0106127\n"
                   "v = v₀ + (g² − v₀) × (1 − β₂) = "
                   "0 + ((−0.106127)² − 0) × (1 − 0.999) = 0.0000112629\n"
                   "m̂ = m ∕ (1 − β₁ᵗ) = −0.0106127 ∕ (1 − 0.9¹) = −0.106127\n"
                   "v̂ = v ∕ (1 − β₂ᵗ) = 0.0000112629 ∕ (1 − 0.999¹) = 0.0112629\n"
                   "ε̂ = ε ∕ √(1 − β₂ᵗ) = 0.0000001 ∕ √(1 − 0.999¹) = 0.00000316228\n"
                   "step = η × m̂ ∕ (√v̂ + ε̂) = 0.0001 × −0.10612688 ∕ "
                   "(√0.011262914 + 0.0000031622777) = −0.0000999970\n"
                   "new weight = old weight − step = 0.6 − (−0.0000999970) = 0.600100\n"
                   "with SGD = old weight − learning rate × gradient = "
                   "0.6 − 0.0001 × −0.106127 = 0.600011\n");
}

/* Numbers as they are written in Germany. */
static void
test_decimal_comma (void)
{
  g_autofree char *text = NULL;

  nrn_test_set_decimal_comma ();
  text = print_by_hand ("SGD(0.01)");
  setlocale (LC_NUMERIC, "C");

  g_assert_cmpstr (text, ==,
                   "label 1 → [0; 1]\n"
                   "S = p₁ + p₂ = 0,455976 + 0,58737 = 1,04335\n"
                   "∂L/∂p₂ = 1 ∕ S − 1 ∕ p₂ = 1 ∕ 1,043346 − 1 ∕ 0,58737 = −0,744050\n"
                   "δ = ∂L/∂p₂ × p₂ × (1 − p₂) = −0,744050 × 0,58737 × (1 − 0,58737) = −0,180333\n"
                   "a = 0,588506\n"
                   "g₁ = a × δ = 0,588506 × −0,180333 = −0,106127\n"
                   "g = g₁ ∕ n = −0,106127 ∕ 1 = −0,106127\n"
                   "step = η × g = 0,01 × −0,106127 = −0,00106127\n"
                   "new weight = old weight − learning rate × gradient = "
                   "0,6 − 0,01 × −0,106127 = 0,601061\n");
}

/* ---- All numbers of that example ---- */

typedef struct
{
  gsize       weight;   /* 10 for what is told of the loss */
  const char *line;     /* how its formula begins */
  double      value;
} Golden;

/* Each number of the example, worked out with 16 digits, is there as far as floats
 * reach: to one in the sixth digit. */
static void
test_golden (void)
{
  static const float numbers[] = { 0.8f, -0.5f, 0, 0, -0.3f, 0.6f, 0.4f, 0.1f, 0, 0 };
  static const Golden cases[] = {
    { 10, "p₁", 0.45597636 }, { 10, "p₂", 0.58736995 }, { 10, "S = ", 1.04334632 },
    { 10, "q₁ = ", 0.43703261 }, { 10, "q₂ = ", 0.56296739 }, { 10, "L₁ = ", 0.57453357 },
    { 4, "∂L/∂p₁ = ", 0.95845453 }, { 5, "∂L/∂p₂ = ", -0.74404999 },
    { 4, "δ = ", 0.23775607 }, { 5, "δ = ", -0.18033279 },
    { 4, "g₁ = ", 0.13992081 }, { 5, "g₁ = ", -0.10612688 }, { 6, "g₁ = ", 0 }, { 7, "g₁ = ", 0 },
    { 0, "∂L/∂y = ", -0.17952649 }, { 1, "∂L/∂y = ", 0.07706915 },
    { 0, "δ = ", -0.17952649 }, { 1, "δ = ", 0 },
    { 0, "g₁ = ", -0.13206547 }, { 1, "g₁ = ", 0 },
    { 5, "a", 0.58850575 }, { 0, "x", 0.73563218 }, { 5, "new weight", 0.60106127 },
  };
  g_autoptr (NrnTrace) trace = run ("Dense(2, relu), Dense(2, sigmoid)", "SGD(0.01)", 1,
                                    (float[]) { (77.0f - 13.0f) / 87.0f }, (float[]) { 1 }, numbers, 1);

  nrn_formula_set_digits (NRN_FORMULA_MORE_DIGITS);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NrnStory) story = cases[i].weight < G_N_ELEMENTS (numbers)
                                   ? nrn_update_story_new (trace, cases[i].weight, 0)
                                   : nrn_loss_story_new (trace, 0);
      const NrnStoryLine *line = nrn_story_test_find (story, cases[i].line);

      g_assert_nonnull (line);
      nrn_test_assert_number (cases[i].line, nrn_story_test_evaluate (line->text.result + strlen ("= ")),
                              cases[i].value, 6e-7);
    }
  nrn_formula_set_digits (NRN_FORMULA_DIGITS);
}

/* ---- Every optimizer ---- */

static const float many_inputs[] = { 0.1f, 0.9f, 0.3f, 0.7f, 0.2f, 0.8f };
static const float many_targets[] = { 0, 1, 0, 1, 1, 0 };

/* The formulas come to the weights that the training has, for each of them, and
 * so do the numbers. */
static void
test_optimizer (gconstpointer optimizer)
{
  g_autoptr (NrnTrace) trace = run ("Dense(3, tanh), Dense(2, softmax)", optimizer, 6, many_inputs,
                                    many_targets, NULL, 4);
  gsize n = nrn_architecture_get_n_parameters (
    nrn_weights_get_architecture (nrn_trace_get_weights (trace)));
  guint n_about = 0;
  guint n_lines = 0;

  for (gsize weight = 0; weight < n; weight++)
    {
      g_autoptr (NrnStory) story = nrn_update_story_new (trace, weight, weight % 6);
      const NrnStoryLine *line = nrn_story_test_find (story, "new weight");
      double expected = nrn_weights_get_data (nrn_trace_get_new_weights (trace))[weight];

      g_assert_nonnull (line);
      g_assert_true (g_str_has_prefix (line->text.result, "= "));
      nrn_test_assert_number ("new weight", nrn_story_test_evaluate (line->text.result + 2), expected,
                              1e-3 * fabs (expected));
      for (guint i = 0; i < nrn_story_get_n_lines (story); i++)
        {
          const NrnStoryLine *told = nrn_story_get_line (story, i);

          if (g_str_has_prefix (told->text.result, "≈"))
            n_about++;
          else if (g_str_has_prefix (told->text.result, "="))
            nrn_story_test_check_line (told);
        }
      n_lines += nrn_story_get_n_lines (story);
    }
  g_test_message ("%u of %u lines are only about right", n_about, n_lines);
  g_assert_cmpuint (n_about, <=, n_lines / 50);
}

/* ---- What is only there at times ---- */

static void
test_batch (void)
{
  g_autoptr (NrnTrace) three = run ("Dense(2)", "SGD(0.1)", 3, many_inputs, many_targets, NULL, 1);
  g_autoptr (NrnTrace) six = run ("Dense(2)", "SGD(0.1)", 6, many_inputs, many_targets, NULL, 1);
  g_autoptr (NrnStory) few = nrn_update_story_new (three, 1, 2);
  g_autoptr (NrnStory) many = nrn_update_story_new (six, 1, 0);
  g_autoptr (NrnStory) bias = nrn_update_story_new (six, 3, 0);

  g_assert_nonnull (nrn_story_test_find (few, "g₃ = x × δ"));
  g_assert_nonnull (nrn_story_test_find (few, "g = (g₁ + g₂ + g₃) ∕ n"));
  g_assert_nonnull (nrn_story_test_find (many, "g = Σ gᵢ ∕ n"));
  g_assert_nonnull (nrn_story_test_find (bias, "g₁ = 1 × δ"));
  g_assert_null (nrn_story_test_find (bias, "x"));
}

static void
test_extras (void)
{
  g_autoptr (NrnTrace) trace = run ("Dense(2, kernel_regularizer=L2(0.1))",
                                    "AdamW(0.01, clipvalue=0.001)", 6, many_inputs, many_targets, NULL, 2);
  g_autoptr (NrnStory) story = nrn_update_story_new (trace, 0, 0);
  g_autoptr (NrnStory) bias = nrn_update_story_new (trace, 2, 0);
  double weight = nrn_weights_get_data (nrn_trace_get_weights (trace))[0];

  g_assert_nonnull (nrn_story_test_find (story, "ḡ = Σ gᵢ ∕ n"));
  nrn_test_assert_number ("penalty", nrn_story_test_evaluate (nrn_story_test_find (story, "P")->text.result + 2), 0.2 * weight, 1e-6);
  g_assert_nonnull (nrn_story_test_find (story, "g = ḡ + P"));
  g_assert_nonnull (strstr (nrn_story_test_find (story, "new weight")->text.formula, "decayed weight − step"));
  g_assert_null (nrn_story_test_find (bias, "P"));
}

static void
test_frozen (void)
{
  g_autoptr (NrnTrace) trace = run ("Dense(2, tanh, trainable=False), Dense(2, softmax)", "SGD", 6,
                                    many_inputs, many_targets, NULL, 1);
  g_autoptr (NrnStory) story = nrn_update_story_new (trace, 0, 0);

  g_assert_null (story);
}

static void
test_spoken (void)
{
  g_autoptr (NrnTrace) trace = run ("Dense(2)", "SGD(0.1)", 3, many_inputs, many_targets,
                                    (float[]) { 1, 2, 0, 0 }, 1);
  g_autoptr (NrnStory) story = nrn_update_story_new (trace, 1, 0);
  const char *spoken = nrn_story_test_find (story, "new weight")->text.spoken;

  g_assert_true (g_str_has_prefix (spoken, "new weight is old weight minus learning rate times "
                                           "gradient: 2 minus 0.1 times "));
}

/* ---- Formulas ---- */

static void
test_formula (void)
{
  static const struct
  {
    const char *formula;
    double      value;
    const char *numbers;
  } cases[] = {
    { "a − b × c", 2 - 3 * -0.5, "2 − 3 × −0.5" },
    { "a − c", 2.5, "2 − (−0.5)" },
    { "a ∕ b ∕ b", 2.0 / 9, "2 ∕ 3 ∕ 3" },
    { "−√(a + 2) × c²", -0.5, "−√(2 + 2) × (−0.5)²" },
    { "max(|c|, b × 0.1) − 1", -0.5, "max(|−0.5|, 3 × 0.1) − 1" },
    { "1 − bᵗ", 1 - 59049.0, "1 − 3¹⁰" },
  };
  g_autoptr (NrnSymbols) symbols = nrn_symbols_new ();

  nrn_symbols_set (symbols, "a", "a", 2);
  nrn_symbols_set (symbols, "b", "b", 3);
  nrn_symbols_set (symbols, "c", "c", -0.5);
  nrn_symbols_set (symbols, "t", "t", 10);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *numbers = nrn_formula_print (cases[i].formula, symbols, NRN_FORMULA_NUMBERS, 6);

      nrn_test_assert_number (cases[i].formula, nrn_formula_evaluate (cases[i].formula, symbols, 0),
                              cases[i].value, 1e-12);
      g_assert_cmpstr (numbers, ==, cases[i].numbers);
    }
}

/* 1 − 0.999999 is known to one digit only: more of them are shown. */
static void
test_digits (void)
{
  g_autoptr (NrnSymbols) symbols = nrn_symbols_new ();
  guint n_digits, n_result_digits;

  nrn_symbols_set (symbols, "a", "a", 1.00012345);
  nrn_symbols_set (symbols, "b", "b", 1);
  g_assert_true (nrn_formula_choose_digits ("a − b", symbols, 0.00012345, &n_digits,
                                            &n_result_digits));
  g_assert_cmpuint (n_digits, ==, 10);
  g_assert_false (nrn_formula_choose_digits ("a − b", symbols, 0.0002, &n_digits, &n_result_digits));
}

static void
assert_line (NrnSymbols *symbols,
             double      result,
             const char *expected)
{
  NrnFormulaLine line;
  g_autofree char *text = NULL;

  nrn_formula_line_init (&line, symbols, "w", "new weight", "w − η × g", result, NRN_FORMULA_SYMBOLS);
  text = nrn_formula_line_print (&line);
  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpstr (line.legend, ==, "w = old weight\nη = learning rate\ng = gradient");
  nrn_formula_line_clear (&line);
}

/* A weight that becomes another one looks like another one. */
static void
test_change_is_seen (void)
{
  g_autoptr (NrnSymbols) symbols = nrn_symbols_new ();
  float old = 0.2738366f;

  nrn_symbols_set (symbols, "w", "old weight", (double) old);
  nrn_symbols_set (symbols, "η", "learning rate", 0.0001);
  nrn_symbols_set (symbols, "g", "gradient", -0.00328963);
  assert_line (symbols, (double) (old + 0.0001f * 0.00328963f),
               "w = w − η × g = 0.2738366 − 0.0001 × −0.00328963 = 0.2738369");

  /* More than a float can tell. */
  nrn_symbols_set (symbols, "g", "gradient", -1e-9);
  assert_line (symbols, (double) old, "w = w − η × g = 0.273837 − 0.0001 × −1×10⁻⁹ = 0.273837");

  /* What changes much has no more digits than before. */
  nrn_symbols_set (symbols, "g", "gradient", 1000);
  assert_line (symbols, (double) (old - 0.1f), "w = w − η × g = 0.273837 − 0.0001 × 1000 = 0.173837");
}

static void
test_numbers (void)
{
  static const struct
  {
    double      value;
    const char *text;
  } cases[] = {
    { 0, "0" }, { -0.10612688, "−0.106127" }, { 0.6f, "0.6" }, { 1e-7, "0.0000001" },
    { 2100, "2100" }, { 1.5e-9, "1.5×10⁻⁹" }, { -1e12, "−1×10¹²" }, { 0.9999997, "1.00000" },
    { INFINITY, "∞" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = nrn_formula_print_number (cases[i].value, 6);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* Where text is written from the right, a mark keeps the minus on the left of its digits. */
static void
test_numbers_from_the_right (void)
{
  g_autofree char *negative = NULL;
  g_autofree char *infinite = NULL;

  nrn_minus_set_right_to_left (TRUE);
  negative = nrn_formula_print_number (-0.10612688, 6);
  infinite = nrn_formula_print_number (-INFINITY, 6);
  nrn_minus_set_right_to_left (FALSE);

  g_assert_cmpstr (negative, ==, "\xe2\x80\x8e−0.106127");
  g_assert_cmpstr (infinite, ==, "\xe2\x80\x8e−∞");
}

int
main (int   argc,
      char *argv[])
{
  static const char *const optimizers[] = {
    "SGD", "SGD(0.1, momentum=0.9)", "SGD(0.1, momentum=0.9, nesterov=True)", "Adam(0.01)",
    "Adam(0.01, amsgrad=True)", "AdamW", "Adamax", "Nadam", "Adagrad", "Adadelta", "RMSprop",
    "RMSprop(momentum=0.5, centered=True)", "Adam(clipnorm=0.1)", "SGD(weight_decay=0.1)",
  };

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/update-story/sgd", test_sgd);
  g_test_add_func ("/update-story/adam", test_adam);
  g_test_add_func ("/update-story/golden", test_golden);
  g_test_add_func ("/update-story/decimal-comma", test_decimal_comma);
  for (guint i = 0; i < G_N_ELEMENTS (optimizers); i++)
    {
      g_autofree char *path = g_strdup_printf ("/update-story/optimizer/%s", optimizers[i]);

      g_test_add_data_func (path, optimizers[i], test_optimizer);
    }
  g_test_add_func ("/update-story/batch", test_batch);
  g_test_add_func ("/update-story/extras", test_extras);
  g_test_add_func ("/update-story/frozen", test_frozen);
  g_test_add_func ("/update-story/spoken", test_spoken);
  g_test_add_func ("/formula/formula", test_formula);
  g_test_add_func ("/formula/digits", test_digits);
  g_test_add_func ("/formula/change-is-seen", test_change_is_seen);
  g_test_add_func ("/formula/numbers", test_numbers);
  g_test_add_func ("/formula/numbers-from-the-right", test_numbers_from_the_right);

  return g_test_run ();
}
