/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "nrn-loss-story.h"

#include "nrn-story-test.h"

static double
read_result (const NrnStoryLine *line)
{
  g_assert_nonnull (line);

  return nrn_story_test_evaluate (line->text.result + strlen ("= "));
}

static const NrnStoryLine *
find_sample (const NrnStory *story,
             guint           row)
{
  g_autofree char *name = nrn_formula_print_indexed ("L", row + 1);
  g_autofree char *prefix = g_strdup_printf ("%s = ", name);

  return nrn_story_test_find (story, prefix);
}

/* ---- Every loss ---- */

static void
check (const NrnTrace *trace)
{
  double sum = 0;

  for (guint row = 0; row < NRN_STORY_TEST_ROWS; row++)
    {
      g_autoptr (NrnStory) story = nrn_loss_story_new (trace, row);
      double expected = (double) nrn_trace_get_losses (trace)[row];

      nrn_story_test_check (story);
      nrn_test_assert_number ("loss", read_result (find_sample (story, row)), expected,
                              5e-4 * fabs (expected));
      sum += expected;
      if (row == NRN_STORY_TEST_ROWS - 1)
        nrn_test_assert_number ("mean", read_result (nrn_story_test_find (story, "L = (L₁")),
                                sum / NRN_STORY_TEST_ROWS, 5e-4 * fabs (sum));
    }
}

static void
test_loss (gconstpointer data)
{
  const NrnKind *kind = data;
  NrnTargetKind target_kind = nrn_loss_get_target_kind (kind);

  for (guint n_outputs = nrn_loss_compares_rows (kind) ? 2 : 1; n_outputs <= 3; n_outputs++)
    {
      for (guint is_of_numbers = 0; is_of_numbers < 2; is_of_numbers++)
        {
          float targets[NRN_STORY_TEST_ROWS * 3];
          guint target_dim = target_kind == NRN_TARGET_CLASS ? 1 : n_outputs;
          g_autoptr (NrnTrace) trace = NULL;

          nrn_story_test_fill_targets (target_kind, is_of_numbers, n_outputs, targets);
          trace = nrn_story_test_pass_on (kind->name, NRN_STORY_TEST_ROWS, n_outputs,
                                          nrn_story_test_outputs, target_dim, targets);
          check (trace);
          nrn_formula_set_digits (NRN_FORMULA_MORE_DIGITS);
          check (trace);
          nrn_formula_set_digits (NRN_FORMULA_DIGITS);
        }
    }
}

/* ---- In writing ---- */

static char *
print (const char  *loss,
       guint        n_outputs,
       const float *row,
       guint        target_dim,
       const float *targets)
{
  g_autoptr (NrnTrace) trace = nrn_story_test_pass_on (loss, 1, n_outputs, row, target_dim, targets);
  g_autoptr (NrnStory) story = nrn_loss_story_new (trace, 0);

  return nrn_story_print (story);
}

static void
test_sigmoids (void)
{
  g_autofree char *text = print ("sparse_categorical_crossentropy", 2,
                                 (float[]) { 0.45597636f, 0.58736995f }, 1, (float[]) { 1 });

  g_assert_cmpstr (text, ==,
                   "label 1 → [0, 1]\n"
                   "p₁ = 0.455976\n"
                   "p₂ = 0.58737\n"
                   "S = p₁ + p₂ = 0.455976 + 0.58737 = 1.04335\n"
                   "q₁ = p₁ ∕ S = 0.4559764 ∕ 1.043346 = 0.437033\n"
                   "q₂ = p₂ ∕ S = 0.58737 ∕ 1.0433463 = 0.562967\n"
                   "L₁ = −ln(q₂) = −ln(0.562967) = 0.574534\n"
                   "L = L₁ ∕ n = 0.574534 ∕ 1 = 0.574534\n");
}

static void
test_hinge (void)
{
  g_autofree char *one = print ("hinge", 1, (float[]) { 0.3f }, 1, (float[]) { 0 });
  g_autofree char *several = print ("squared_hinge", 2, (float[]) { 0.3f, -0.5f }, 2, (float[]) { 0, 1 });

  g_assert_cmpstr (one, ==,
                   "label 0 → −1\n"
                   "p = 0.3\n"
                   "L₁ = max(1 − t × p, 0) = max(1 − (−1) × 0.3, 0) = 1.3\n"
                   "L = L₁ ∕ n = 1.3 ∕ 1 = 1.3\n");
  g_assert_cmpstr (several, ==,
                   "label 1 → [−1, 1]\n"
                   "p₁ = 0.3\n"
                   "p₂ = −0.5\n"
                   "L₁ = (max(1 − t₁ × p₁, 0)² + max(1 − t₂ × p₂, 0)²) ∕ k = (max(1 − (−1) × "
                   "0.3, 0)² + max(1 − 1 × −0.5, 0)²) ∕ 2 = 1.97000\n"
                   "L = L₁ ∕ n = 1.97000 ∕ 1 = 1.97000\n");
}

static void
test_clipped (void)
{
  g_autofree char *text = print ("binary_crossentropy", 2, (float[]) { 0, 1 }, 2, (float[]) { 1, 0 });

  g_assert_cmpstr (text, ==,
                   "label 0 → [1, 0]\n"
                   "p₁ = 0\n"
                   "p₂ = 1\n"
                   "q₁ = max(p₁, ε) = max(0, 0.0000001) = 0.0000001\n"
                   "q₂ = min(p₂, 0.99999988) = min(1, 0.99999988) = 1.00000\n"
                   "L₁ = −(t₁ × ln(q₁) + (1 − t₁) × ln(1 − q₁) + t₂ × ln(q₂) + (1 − t₂) × "
                   "ln(0.00000011920929)) ∕ k = −(1 × ln(0.0000001) + (1 − 1) × ln(1 − "
                   "0.0000001) + 0 × ln(1.00000) + (1 − 0) × ln(0.00000011920929)) ∕ 2 = "
                   "16.0302\n"
                   "L = L₁ ∕ n = 16.0302 ∕ 1 = 16.0302\n");
}

static void
test_many (void)
{
  static const float row[] = { 0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.8f, 0.9f, 0.05f };
  g_autofree char *text = print ("categorical_hinge", 10, row, 10,
                                 (float[]) { 0, 0, 0, 0, 0, 0, 0, 1, 0, 0 });

  g_assert_cmpstr (text, ==,
                   "label 7 → t₈ = 1, the other 9 are 0\n"
                   "p₁ = 0.1\n"
                   "p₂ = 0.2\n"
                   "p₃ = 0.3\n"
                   "p₈ = 0.8\n"
                   "pos = t₁ × p₁ + t₂ × p₂ + t₃ × p₃ + t₈ × p₈ + Σ of 6 more = 0 × 0.1 + 0 × "
                   "0.2 + 0 × 0.3 + 1 × 0.8 + 0 = 0.8\n"
                   "neg = max((1 − t₁) × p₁, (1 − t₂) × p₂, (1 − t₃) × p₃, (1 − t₈) × p₈, max "
                   "of 6 more) = max((1 − 0) × 0.1, (1 − 0) × 0.2, (1 − 0) × 0.3, (1 − 1) × "
                   "0.8, 0.9) = 0.9\n"
                   "L₁ = max(neg − pos + 1, 0) = max(0.9 − 0.8 + 1, 0) = 1.10000\n"
                   "L = L₁ ∕ n = 1.10000 ∕ 1 = 1.10000\n");
}

static void
test_smoothed (void)
{
  g_autofree char *text = print ("categorical_crossentropy(label_smoothing=0.1)", 2,
                                 (float[]) { 0.25f, 0.75f }, 2, (float[]) { 0, 1 });

  g_assert_cmpstr (text, ==,
                   "label 1 → [0, 1]\n"
                   "p₁ = 0.25\n"
                   "p₂ = 0.75\n"
                   "y₁ = t₁ × (1 − s) + s ∕ k = 0 × (1 − 0.1) + 0.1 ∕ 2 = 0.05\n"
                   "y₂ = t₂ × (1 − s) + s ∕ k = 1 × (1 − 0.1) + 0.1 ∕ 2 = 0.95\n"
                   "L₁ = −(y₁ × ln(p₁) + y₂ × ln(p₂)) = −(0.05 × ln(0.25) + 0.95 × ln(0.75)) "
                   "= 0.342613\n"
                   "L = L₁ ∕ n = 0.342613 ∕ 1 = 0.342613\n");
}

static void
test_huber (void)
{
  g_autofree char *text = print ("huber(delta=0.5)", 2, (float[]) { 0.25f, 3 }, 2, (float[]) { 0, 1 });

  g_assert_cmpstr (text, ==,
                   "label 1 → [0, 1]\n"
                   "p₁ = 0.25\n"
                   "p₂ = 3\n"
                   "L₁ = ((p₁ − t₁)² ∕ 2 + delta × |p₂ − t₂| − delta² ∕ 2) ∕ k = ((0.25 − 0)² "
                   "∕ 2 + 0.5 × |3 − 1| − 0.5² ∕ 2) ∕ 2 = 0.453125\n"
                   "L = L₁ ∕ n = 0.453125 ∕ 1 = 0.453125\n");
}

/* What a row counts, and what regularizers add. */
static void
test_extras (void)
{
  static const float inputs[] = { 0.1f, 0.9f };
  static const float targets[] = { 0, 1 };
  static const float counts[] = { 0.5f, 3 };
  g_autoptr (NrnSamples) plain = nrn_samples_new (2, 1, 1, inputs, targets);
  g_autoptr (NrnSamples) samples = nrn_samples_with_weights (plain, counts);
  g_autoptr (NrnTrace) trace = nrn_story_test_trace ("Dense(1, sigmoid, kernel_regularizer=L2(0.1))",
                                                     "binary_crossentropy", "SGD", samples,
                                                     (float[]) { 2, 0 }, 1);
  g_autoptr (NrnStory) story = nrn_loss_story_new (trace, 1);
  g_autofree char *text = nrn_story_print (story);

  g_assert_cmpstr (text, ==,
                   "t = 1\n"
                   "p = 0.858149\n"
                   "L = −(t × ln(p) + (1 − t) × ln(1 − p)) = −(1 × ln(0.858149) + (1 − 1) × "
                   "ln(1 − 0.858149)) = 0.152978\n"
                   "L₂ = c × L = 3 × 0.1529777 = 0.458933\n"
                   "L̄ = (L₁ + L₂) ∕ n = (0.399069 + 0.458933) ∕ 2 = 0.429001\n"
                   "P = 0.4\n"
                   "L = L̄ + P = 0.429001 + 0.4 = 0.829001\n");
}

static void
test_spoken (void)
{
  g_autoptr (NrnTrace) trace = nrn_story_test_pass_on ("sparse_categorical_crossentropy", 1, 2,
                                                       (float[]) { 0.5f, 0.75f }, 1, (float[]) { 1 });
  g_autoptr (NrnStory) story = nrn_loss_story_new (trace, 0);

  g_assert_cmpstr (find_sample (story, 0)->text.spoken, ==,
                   "loss of the sample is minus natural logarithm of share 2: "
                   "minus natural logarithm of 0.6 is 0.510826");
  g_assert_cmpstr (nrn_story_get_line (story, 0)->text.spoken, ==, "label 1 becomes [0, 1]");
}

int
main (int   argc,
      char *argv[])
{
  guint n_kinds;
  const NrnKind *const *kinds = nrn_family_get_kinds (NRN_FAMILY_LOSS, &n_kinds);

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < n_kinds; i++)
    {
      g_autofree char *path = g_strdup_printf ("/loss-story/loss/%s", kinds[i]->name);

      g_test_add_data_func (path, kinds[i], test_loss);
    }
  g_test_add_func ("/loss-story/sigmoids", test_sigmoids);
  g_test_add_func ("/loss-story/hinge", test_hinge);
  g_test_add_func ("/loss-story/clipped", test_clipped);
  g_test_add_func ("/loss-story/many", test_many);
  g_test_add_func ("/loss-story/smoothed", test_smoothed);
  g_test_add_func ("/loss-story/huber", test_huber);
  g_test_add_func ("/loss-story/extras", test_extras);
  g_test_add_func ("/loss-story/spoken", test_spoken);

  return g_test_run ();
}
