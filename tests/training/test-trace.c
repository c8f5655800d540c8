/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "nrn-trace.h"

#include <math.h>
#include <string.h>

#include "nrn-fit-test.h"
#include "nrn-test-utils.h"

#define N_ROWS 40

static void
setup_init (NrnFitTest *setup,
            const char *layers_text,
            const char *optimizer)
{
  nrn_fit_test_init (setup, layers_text, optimizer, N_ROWS, &(NrnFitOptions) {
    .batch_size = 12, .epochs = 3, .shuffle = TRUE, .seed = 3,
  });
}

/* ---- The same numbers ---- */

static void
assert_same_weights (const NrnWeights *weights,
                     NrnFit           *fit)
{
  g_autoptr (NrnWeights) expected = nrn_model_dup_weights (nrn_fit_get_model (fit));
  gsize size = sizeof (float) *
               nrn_architecture_get_n_parameters (nrn_weights_get_architecture (expected));

  g_assert_cmpmem (nrn_weights_get_data (weights), size, nrn_weights_get_data (expected), size);
}

/* A step that is looked at leads to where one that is not does. */
static void
test_changes_nothing (gconstpointer optimizer)
{
  static const char *const layers[] = {
    "Dense(5, relu), Dense(2, softmax)",
    "Dense(5, tanh, kernel_regularizer=L2(0.01)), Dropout(0.3), BatchNormalization, Dense(2, sigmoid)",
    "Dense(4, relu, trainable=False), LayerNormalization, GaussianNoise(0.1), Dense(2), Activation(softmax)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    {
      g_autoptr (NrnFit) fit = NULL;
      g_autoptr (NrnFit) expected = NULL;
      NrnFitTest setup;

      setup_init (&setup, layers[i], optimizer);
      fit = nrn_fit_test_new_fit (&setup, NULL);
      expected = nrn_fit_test_new_fit (&setup, NULL);
      for (guint update = 0; update < 12; update++)
        {
          g_autoptr (NrnTrace) trace = NULL;

          {
            g_autoptr (NrnWeights) before = nrn_model_dup_weights (nrn_fit_get_model (expected));

            trace = nrn_trace_new (fit);
            g_assert_nonnull (trace);
            g_assert_cmpuint (nrn_trace_get_update (trace), ==, update);
            assert_same_weights (nrn_trace_get_weights (trace), expected);
          }
          nrn_fit_step (expected);
          assert_same_weights (nrn_trace_get_new_weights (trace), expected);
          assert_same_weights (nrn_trace_get_new_weights (trace), fit);
        }
      g_assert_null (nrn_trace_new (fit));
      nrn_fit_test_clear (&setup);
    }
}

/* A learning rate that is tried leads where one that is set does. */
static void
test_try_learning_rate (gconstpointer optimizer)
{
  g_autoptr (NrnFit) fit = NULL;
  g_autoptr (NrnFit) other = NULL;
  g_autoptr (NrnTrace) trace = NULL;
  g_autoptr (NrnTrace) faster = NULL;
  guint n_differing = 0;
  NrnFitTest setup;

  setup_init (&setup, "Dense(5, tanh), Dense(2, softmax)", optimizer);
  fit = nrn_fit_test_new_fit (&setup, NULL);
  other = nrn_fit_test_new_fit (&setup, NULL);
  for (guint i = 0; i < 7; i++)
    {
      nrn_fit_step (fit);
      nrn_fit_step (other);
    }
  nrn_optimizer_set_learning_rate (nrn_fit_get_optimizer (other), 0.3);
  trace = nrn_trace_new (fit);
  faster = nrn_trace_new (other);
  for (guint i = 0; i < 27; i++)
    {
      float own = nrn_weights_get_data (nrn_trace_get_new_weights (trace))[i];
      float wanted = nrn_weights_get_data (nrn_trace_get_new_weights (faster))[i];
      float tried = nrn_trace_try_learning_rate (trace, i, 0.3);

      g_assert_cmpfloat_with_epsilon (tried, wanted, 2e-6f * MAX (1, fabsf (wanted)));
      g_assert_cmpfloat_with_epsilon (
        nrn_trace_try_learning_rate (trace, i, nrn_trace_get_learning_rate (trace)), own,
        2e-6f * MAX (1, fabsf (own)));
      n_differing += fabsf (own - wanted) > 1e-4f;
    }
  g_assert_cmpuint (n_differing, >, 20);
  nrn_fit_test_clear (&setup);
}

/* What was before an update was after the one before it. */
static void
test_memory_goes_on (void)
{
  NrnFitTest setup;
  g_autoptr (NrnFit) fit = NULL;
  g_autoptr (NrnTrace) first = NULL;
  g_autoptr (NrnTrace) second = NULL;
  gsize n;

  setup_init (&setup, "Dense(5, relu), Dense(2, softmax)", "Adam");
  fit = nrn_fit_test_new_fit (&setup, NULL);
  first = nrn_trace_new (fit);
  second = nrn_trace_new (fit);
  n = nrn_architecture_get_n_parameters (setup.architecture);
  g_assert_cmpuint (nrn_trace_get_n_slots (first), ==, 2);
  g_assert_cmpuint (nrn_trace_get_step (second), ==, 2);
  for (guint slot = 0; slot < 2; slot++)
    {
      const float *after = nrn_trace_get_slot (first, slot, TRUE);
      const float *before = nrn_trace_get_slot (second, slot, FALSE);

      g_assert_cmpmem (after, n * sizeof (float), before, n * sizeof (float));
      for (gsize i = 0; i < n; i++)
        g_assert_cmpfloat (nrn_trace_get_slot (first, slot, FALSE)[i], ==, 0);
    }
  nrn_fit_test_clear (&setup);
}

/* ---- How they hang together ---- */

/* δ · input of each row, added up over the rows, is the gradient. */
static void
test_deltas_make_gradients (void)
{
  NrnFitTest setup;
  g_autoptr (NrnFit) fit = NULL;
  g_autoptr (NrnTrace) trace = NULL;

  setup_init (&setup, "Dense(5, tanh), Dense(3, relu), Dense(2, softmax)", "SGD");
  fit = nrn_fit_test_new_fit (&setup, NULL);
  trace = nrn_trace_new (fit);
  for (guint layer = 0; layer < 3; layer++)
    {
      const NrnTensor *kernel = nrn_architecture_find_tensor (setup.architecture, layer, "kernel");
      NrnTraceLayer values;
      guint input_dim;
      const float *inputs = nrn_trace_get_layer_inputs (trace, layer, &input_dim);

      nrn_trace_get_layer (trace, layer, &values);
      g_assert_nonnull (values.sums);
      for (guint i = 0; i < input_dim; i++)
        {
          for (guint j = 0; j < values.units; j++)
            {
              double sum = 0;

              for (guint row = 0; row < nrn_trace_get_n_rows (trace); row++)
                sum += (double) inputs[row * input_dim + i] * values.d_sums[row * values.units + j];
              nrn_test_assert_number ("gradient",
                                      nrn_trace_get_gradients (trace)[kernel->offset + i * values.units + j],
                                      sum, 1e-6);
            }
        }
    }
  nrn_fit_test_clear (&setup);
}

static void
test_clipped (void)
{
  NrnFitTest setup;
  g_autoptr (NrnFit) fit = NULL;
  g_autoptr (NrnTrace) trace = NULL;
  gsize n;

  setup_init (&setup, "Dense(5, relu), Dense(2, softmax)", "SGD(0.5, clipvalue=0.01)");
  fit = nrn_fit_test_new_fit (&setup, NULL);
  trace = nrn_trace_new (fit);
  n = nrn_architecture_get_n_parameters (setup.architecture);
  for (gsize i = 0; i < n; i++)
    {
      float gradient = nrn_trace_get_gradients (trace)[i];

      g_assert_cmpfloat (nrn_trace_get_clipped (trace)[i], ==, CLAMP (gradient, -0.01f, 0.01f));
    }
  nrn_fit_test_clear (&setup);
}

/* ---- By hand ---- */

/* One person of 77 years with side effects; worked out with a pocket calculator. */
static void
setup_by_hand (NrnFitTest      *setup,
               const char *optimizer)
{
  const float inputs[] = { (77.0f - 13.0f) / 87.0f };
  const float targets[] = { 1 };

  setup->architecture = nrn_architecture_parse ("1-2-2", "relu,sigmoid", NULL);
  setup->loss = nrn_config_new_by_name (NRN_FAMILY_LOSS, "sparse_categorical_crossentropy", NULL);
  setup->optimizer = nrn_config_parse (NRN_FAMILY_OPTIMIZER, optimizer, NULL);
  setup->samples = nrn_samples_new (1, 1, 1, inputs, targets);
  setup->options = (NrnFitOptions) { .batch_size = 1, .epochs = 1 };
}

static NrnTrace *
trace_by_hand (NrnFitTest *setup)
{
  static const float numbers[] = { 0.8f, -0.5f, 0, 0, -0.3f, 0.6f, 0.4f, 0.1f, 0, 0 };
  g_autoptr (NrnWeights) weights = nrn_weights_new (setup->architecture, numbers);
  g_autoptr (NrnFit) fit = nrn_fit_test_new_fit (setup, weights);

  return nrn_trace_new (fit);
}

static void
assert_numbers (const char  *what,
                guint        n,
                const float *values,
                const double expected[])
{
  for (guint i = 0; i < n; i++)
    nrn_test_assert_number (what, values[i], expected[i], 2e-7);
}

static void
test_by_hand (void)
{
  NrnFitTest setup;
  g_autoptr (NrnTrace) trace = NULL;
  NrnTraceLayer hidden, output;

  setup_by_hand (&setup, "SGD(0.01)");
  trace = trace_by_hand (&setup);
  nrn_trace_get_layer (trace, 0, &hidden);
  nrn_trace_get_layer (trace, 1, &output);
  assert_numbers ("input", 1, nrn_trace_get_inputs (trace), (double[]) { 0.73563218 });
  assert_numbers ("sums 1", 2, hidden.sums, (double[]) { 0.58850575, -0.36781609 });
  assert_numbers ("outputs 1", 2, hidden.outputs, (double[]) { 0.58850575, 0 });
  assert_numbers ("sums 2", 2, output.sums, (double[]) { -0.17655172, 0.35310345 });
  assert_numbers ("outputs 2", 2, output.outputs, (double[]) { 0.45597636, 0.58736995 });
  assert_numbers ("loss", 1, nrn_trace_get_losses (trace), (double[]) { 0.57453357 });
  assert_numbers ("by outputs", 2, output.d_outputs, (double[]) { 0.95845453, -0.74404999 });
  assert_numbers ("delta 2", 2, output.d_sums, (double[]) { 0.23775607, -0.18033279 });
  assert_numbers ("by hidden outputs", 1, hidden.d_outputs, (double[]) { -0.17952649 });
  assert_numbers ("delta 1", 2, hidden.d_sums, (double[]) { -0.17952649, 0 });
  assert_numbers ("gradients", 10, nrn_trace_get_gradients (trace),
                  (double[]) { -0.13206547, 0, -0.17952649, 0, 0.13992081, -0.10612688, 0, 0,
                               0.23775607, -0.18033279 });
  nrn_test_assert_number ("new weight", nrn_weights_get_data (nrn_trace_get_new_weights (trace))[5],
                          0.60106127, 1e-7);
  g_assert_null (nrn_trace_get_clipped (trace));
  nrn_fit_test_clear (&setup);
}

static void
test_adam_by_hand (void)
{
  NrnFitTest setup;
  g_autoptr (NrnTrace) trace = NULL;

  setup_by_hand (&setup, "Adam(0.0001)");
  trace = trace_by_hand (&setup);
  nrn_test_assert_number ("m", nrn_trace_get_slot (trace, 0, TRUE)[5], -0.01061269, 1e-8);
  nrn_test_assert_number ("v", nrn_trace_get_slot (trace, 1, TRUE)[5], 0.0000112629, 1e-9);
  nrn_test_assert_number ("new weight", nrn_weights_get_data (nrn_trace_get_new_weights (trace))[5],
                          0.6001, 1e-7);
  nrn_fit_test_clear (&setup);
}

int
main (int   argc,
      char *argv[])
{
  static const char *const optimizers[] = {
    "SGD", "SGD(momentum=0.9, nesterov=True)", "Adam(clipnorm=0.5)", "AdamW", "Adamax", "Nadam", "Adagrad",
    "Adadelta", "RMSprop(momentum=0.5, centered=True)",
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (optimizers); i++)
    {
      g_autofree char *path = g_strdup_printf ("/training/trace/changes-nothing/%s", optimizers[i]);

      g_autofree char *rate_path = g_strdup_printf ("/training/trace/try-learning-rate/%s", optimizers[i]);

      g_test_add_data_func (path, optimizers[i], test_changes_nothing);
      g_test_add_data_func (rate_path, optimizers[i], test_try_learning_rate);
    }
  g_test_add_func ("/training/trace/memory-goes-on", test_memory_goes_on);
  g_test_add_func ("/training/trace/deltas-make-gradients", test_deltas_make_gradients);
  g_test_add_func ("/training/trace/clipped", test_clipped);
  g_test_add_func ("/training/trace/by-hand", test_by_hand);
  g_test_add_func ("/training/trace/adam-by-hand", test_adam_by_hand);

  return g_test_run ();
}
