/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "nrn-delta-story.h"

#include "nrn-story-test.h"

static NrnStory *
tell (const NrnTrace *trace,
      guint           row,
      guint           layer,
      guint           unit)
{
  NrnStory *story = nrn_story_new ();

  nrn_story_begin_step (story, 0, "delta");
  nrn_delta_story_tell (story, trace, row, layer, unit);

  return story;
}

/* All deltas of a layer are those of the training, and can be worked out again. */
static void
check (const NrnTrace *trace,
       guint           layer)
{
  NrnTraceLayer values;
  guint n_rows = nrn_trace_get_n_rows (trace);

  nrn_trace_get_layer (trace, layer, &values);
  for (guint row = 0; row < n_rows; row++)
    {
      for (guint unit = 0; unit < values.units; unit++)
        {
          g_autoptr (NrnStory) story = tell (trace, row, layer, unit);
          double expected = (double) values.d_sums[row * values.units + unit] * n_rows;

          nrn_story_test_check (story);
          g_assert_cmpfloat (nrn_story_get (story, "δ"), ==, expected);
          nrn_test_assert_number ("delta",
                                  nrn_story_test_evaluate (nrn_story_test_find (story, "δ")->text.result + 2),
                                  expected, 5e-4 * fabs (expected));
        }
    }
}

/* ---- From every loss ---- */

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
          check (trace, 0);
        }
    }
}

/* ---- Through every activation ---- */

static void
test_activation (gconstpointer data)
{
  static const float inputs[] = { 0.1f, 0.9f, -0.3f, -0.7f };
  static const float targets[] = { 0, 1, 1, 0, 0, 1, 1, 0 };
  static const float numbers[] = {
    0.8f, -0.5f, 0.4f, 0.1f, -0.2f, 0.05f, -0.3f, 0.6f, 0.4f, 0.1f, 0.7f, -0.9f, 0, 0.1f,
  };
  const NrnKind *kind = data;
  g_autofree char *layers = g_strdup_printf ("Dense(3, %s), Dense(2, %s)", kind->name, kind->name);
  g_autoptr (NrnSamples) samples = nrn_samples_new (4, 1, 2, inputs, targets);
  g_autoptr (NrnTrace) trace = nrn_story_test_trace (layers, "mean_squared_error", "SGD", samples,
                                                     numbers, 1);

  check (trace, 0);
  check (trace, 1);
}

/* ---- In writing ---- */

static char *
print (const char  *layers,
       const char  *loss,
       const float *numbers,
       guint        layer,
       guint        unit)
{
  g_autoptr (NrnSamples) plain = nrn_samples_new (1, 1, 1, (float[]) { 0.5f }, (float[]) { 1 });
  g_autoptr (NrnSamples) samples = nrn_samples_with_weights (plain, (float[]) { 2 });
  g_autoptr (NrnTrace) trace = nrn_story_test_trace (layers, loss, "SGD", samples, numbers, 1);
  g_autoptr (NrnStory) story = tell (trace, 0, layer, unit);

  return nrn_story_print (story);
}

static void
test_softmax (void)
{
  static const float numbers[] = { 1, -1, 0, 0 };
  g_autofree char *text = print ("Dense(2, softmax)", "sparse_categorical_crossentropy", numbers, 0, 1);

  g_assert_cmpstr (text, ==,
                   "label 1 → [0, 1]\n"
                   "∂L/∂p₁ = c × 1 = 2 × 1 = 2\n"
                   "∂L/∂p₂ = c × (1 − 1 ∕ p₂) = 2 × (1 − 1 ∕ 0.2689414) = −5.43656\n"
                   "δ = p₂ × ∂L/∂p₂ = 0.2689414 × −5.436563 = −1.46212\n");
}

/* Some of what comes back is written, the strongest. */
static void
test_wide (void)
{
  static const float numbers[] = { 1, 0, 0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0, 0, 0, 0, 0, 0, 0 };
  g_autofree char *text = print ("Dense(1, relu), Dense(7, softmax)", "sparse_categorical_crossentropy",
                                 numbers, 0, 0);

  g_assert_cmpstr (text, ==,
                   "∂L/∂y = w₂ × δ₂ + w₇ × δ₇ + w₆ × δ₆ + Σ of 4 more = 0.2 × −1.74276 + 0.7 "
                   "× 0.330299 + 0.6 × 0.314190 + 0.368746 = 0.439917\n"
                   "δ = ∂L/∂y × relu′ = 0.439917 × 1 = 0.439917\n");
}

static void
test_penalty (void)
{
  static const float numbers[] = { 1, 0 };
  g_autofree char *text = print ("Dense(1, sigmoid, activity_regularizer=L2(0.1))", "binary_crossentropy",
                                 numbers, 0, 0);

  g_assert_cmpstr (text, ==,
                   "t = 1\n"
                   "∂ = c × ((p − t) ∕ (p × (1 − p))) = 2 × ((0.622459 − 1) ∕ (0.622459 × (1 "
                   "− 0.622459))) = −3.21306\n"
                   "P = 0.124492\n"
                   "∂L/∂p = ∂ + P = −3.21306 + 0.124492 = −3.08857\n"
                   "δ = ∂L/∂p × p × (1 − p) = −3.088569 × 0.6224594 × (1 − 0.6224594) = "
                   "−0.725825\n");
}

/* What lies between has no weights to go back through. */
static void
test_noise (void)
{
  static const float numbers[] = { 1, 0, 1, 0 };
  g_autofree char *text = print ("Dense(1, relu), GaussianNoise(0.1), Dense(1, sigmoid)",
                                 "binary_crossentropy", numbers, 0, 0);

  g_assert_true (g_str_has_prefix (text, "∂L/∂y = "));
}

int
main (int   argc,
      char *argv[])
{
  guint n_losses, n_activations;
  const NrnKind *const *losses = nrn_family_get_kinds (NRN_FAMILY_LOSS, &n_losses);
  const NrnKind *const *activations = nrn_family_get_kinds (NRN_FAMILY_ACTIVATION, &n_activations);

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < n_losses; i++)
    {
      g_autofree char *path = g_strdup_printf ("/delta-story/loss/%s", losses[i]->name);

      g_test_add_data_func (path, losses[i], test_loss);
    }
  for (guint i = 0; i < n_activations; i++)
    {
      g_autofree char *path = g_strdup_printf ("/delta-story/activation/%s", activations[i]->name);

      g_test_add_data_func (path, activations[i], test_activation);
    }

  g_test_add_func ("/delta-story/softmax", test_softmax);
  g_test_add_func ("/delta-story/wide", test_wide);
  g_test_add_func ("/delta-story/penalty", test_penalty);
  g_test_add_func ("/delta-story/noise", test_noise);

  return g_test_run ();
}
