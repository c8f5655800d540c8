/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Layers whose argument trainable is false. What they hold stays bit for bit,
 * and the others learn as they would beside constants.
 */

#include "nrn-model.h"

#include <math.h>
#include <string.h>

#include "nrn-error.h"
#include "nrn-layer.h"
#include "nrn-loss.h"
#include "nrn-test-utils.h"
#include "nrn-vector.h"

#define N_ROWS 5
#define INPUT_DIM 3

typedef struct
{
  NrnModel  *model;
  NrnConfig *loss;
  float     *start;
  gsize      n;
  float      inputs[N_ROWS * INPUT_DIM + NRN_LANES];
  float      targets[N_ROWS + NRN_LANES];
} Bench;

static void
bench_clear (Bench *bench)
{
  g_clear_pointer (&bench->model, nrn_model_free);
  g_clear_pointer (&bench->loss, nrn_config_unref);
  g_clear_pointer (&bench->start, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bench, bench_clear)

static NrnArchitecture *
parse (const char *layers)
{
  g_autoptr (GError) error = NULL;
  NrnArchitecture *architecture = nrn_architecture_parse_layers (INPUT_DIM, layers, &error);

  g_assert_no_error (error);
  return architecture;
}

/* The same rows and the same weights for the same sizes. */
static void
bench_init (Bench      *bench,
            const char *layers)
{
  g_autoptr (NrnArchitecture) architecture = parse (layers);
  g_autoptr (NrnWeights) weights = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  memset (bench, 0, sizeof *bench);
  bench->n = nrn_architecture_get_n_parameters (architecture);
  bench->start = g_new (float, bench->n);
  for (gsize i = 0; i < bench->n; i++)
    bench->start[i] = (float) g_rand_double_range (rand, 0.1, 1);
  for (guint i = 0; i < N_ROWS * INPUT_DIM; i++)
    bench->inputs[i] = (float) g_rand_double_range (rand, -1, 1);
  for (guint i = 0; i < N_ROWS; i++)
    bench->targets[i] = (float) g_rand_double_range (rand, -1, 1);

  weights = nrn_weights_new (architecture, bench->start);
  bench->model = nrn_model_new (architecture, N_ROWS);
  nrn_model_set_weights (bench->model, weights);
  bench->loss = nrn_config_new_by_name (NRN_FAMILY_LOSS, "mean_squared_error", NULL);
}

static double
bench_step (Bench        *bench,
            NrnOptimizer *optimizer)
{
  NrnBatchResult result;

  g_assert_true (nrn_model_train_on_batch (bench->model, bench->loss, optimizer, N_ROWS,
                                           bench->inputs, bench->targets, &result));
  return result.loss;
}

static NrnOptimizer *
bench_optimizer (const Bench *bench,
                 const char  *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnConfig) config = nrn_config_parse (NRN_FAMILY_OPTIMIZER, text, &error);

  g_assert_no_error (error);
  return nrn_model_new_optimizer (bench->model, config);
}

/* Puts the tensors of @layer back to what they began with. */
static void
put_back (Bench *bench,
          guint  layer)
{
  const NrnArchitecture *architecture = nrn_model_get_architecture (bench->model);
  g_autofree float *values = g_new (float, bench->n);
  g_autoptr (NrnWeights) weights = NULL;
  guint n_tensors;
  const NrnTensor *tensors = nrn_architecture_get_tensors (architecture, &n_tensors);

  nrn_model_copy_weights (bench->model, values);
  for (guint i = 0; i < n_tensors; i++)
    {
      if (tensors[i].layer == layer)
        memcpy (values + tensors[i].offset, bench->start + tensors[i].offset,
                tensors[i].size * sizeof (float));
    }
  weights = nrn_weights_new (architecture, values);
  nrn_model_set_weights (bench->model, weights);
}

static const char *const optimizers[] = {
  "SGD(learning_rate=0.05, momentum=0.9)", "Adam(learning_rate=0.01)", "RMSprop(learning_rate=0.01)",
  "AdamW(learning_rate=0.01, weight_decay=0.1)", "Adam(learning_rate=0.01, clipnorm=0.05)",
};

/* With one layer frozen, and with the same one learning but put back after
 * each step: the others get the same weights bit for bit. */
static void
test_others_learn_beside_constants (void)
{
  static const char *const frozen[] = {
    "Dense(4, tanh, trainable=false), Dense(9, sigmoid), Dense(1)",
    "Dense(4, tanh), Dense(9, sigmoid, trainable=false), Dense(1)",
    "Dense(4, tanh), Dense(9, sigmoid), Dense(1, trainable=false)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (frozen) * G_N_ELEMENTS (optimizers); i++)
    {
      guint layer = i % G_N_ELEMENTS (frozen);
      g_auto (Bench) bench = { NULL };
      g_auto (Bench) constant = { NULL };
      g_autoptr (NrnOptimizer) optimizer = NULL;
      g_autoptr (NrnOptimizer) other = NULL;
      g_autofree float *weights = NULL;
      g_autofree float *expected = NULL;
      const NrnTensor *kernel;

      bench_init (&bench, frozen[layer]);
      bench_init (&constant, "Dense(4, tanh), Dense(9, sigmoid), Dense(1)");
      optimizer = bench_optimizer (&bench, optimizers[i / G_N_ELEMENTS (frozen)]);
      other = bench_optimizer (&constant, optimizers[i / G_N_ELEMENTS (frozen)]);
      for (guint step = 0; step < 7; step++)
        {
          g_assert_cmpfloat (bench_step (&bench, optimizer), ==, bench_step (&constant, other));
          put_back (&constant, layer);
        }

      weights = g_new (float, bench.n);
      expected = g_new (float, bench.n);
      nrn_model_copy_weights (bench.model, weights);
      nrn_model_copy_weights (constant.model, expected);
      g_assert_cmpmem (weights, bench.n * sizeof (float), expected, bench.n * sizeof (float));
      kernel = nrn_architecture_find_tensor (nrn_model_get_architecture (bench.model), layer, "kernel");
      g_assert_cmpmem (weights + kernel->offset, kernel->size * sizeof (float),
                       bench.start + kernel->offset, kernel->size * sizeof (float));
      kernel = nrn_architecture_find_tensor (nrn_model_get_architecture (bench.model),
                                             (layer + 1) % 3, "kernel");
      g_assert_cmpint (memcmp (weights + kernel->offset, bench.start + kernel->offset,
                               kernel->size * sizeof (float)), !=, 0);
    }
}

/* Those of a frozen layer are 0, although it is not the last. */
static void
test_gradients (void)
{
  g_auto (Bench) bench = { NULL };
  g_auto (Bench) learning = { NULL };
  g_autofree float *gradients = NULL;
  g_autofree float *all = NULL;
  const NrnTensor *first, *second;

  bench_init (&bench, "Dense(4, tanh), Dense(9, sigmoid, trainable=false), Dense(1)");
  bench_init (&learning, "Dense(4, tanh), Dense(9, sigmoid), Dense(1)");
  bench_step (&bench, NULL);
  bench_step (&learning, NULL);
  gradients = g_new (float, bench.n);
  all = g_new (float, bench.n);
  nrn_model_copy_gradients (bench.model, gradients);
  nrn_model_copy_gradients (learning.model, all);

  first = nrn_architecture_find_tensor (nrn_model_get_architecture (bench.model), 0, "kernel");
  second = nrn_architecture_find_tensor (nrn_model_get_architecture (bench.model), 1, "kernel");
  g_assert_cmpmem (gradients + first->offset, first->size * sizeof (float),
                   all + first->offset, first->size * sizeof (float));
  for (gsize i = 0; i < second->size; i++)
    {
      g_assert_cmpfloat (gradients[second->offset + i], ==, 0);
      g_assert_cmpfloat (all[second->offset + i], !=, 0);
    }
}

/* The norm goes over what is trained only; worked from the gradients. */
static void
test_global_norm (void)
{
  g_auto (Bench) bench = { NULL };
  g_autoptr (NrnOptimizer) optimizer = NULL;
  g_autofree float *gradients = NULL;
  g_autofree float *weights = NULL;
  double squares = 0;

  bench_init (&bench, "Dense(4, tanh), Dense(1, trainable=false)");
  bench_step (&bench, NULL);
  gradients = g_new (float, bench.n);
  nrn_model_copy_gradients (bench.model, gradients);
  for (gsize i = 0; i < bench.n; i++)
    squares += gradients[i] * gradients[i];

  optimizer = bench_optimizer (&bench, "SGD(learning_rate=1, global_clipnorm=0.001)");
  bench_step (&bench, optimizer);
  weights = g_new (float, bench.n);
  nrn_model_copy_weights (bench.model, weights);
  g_assert_cmpfloat (sqrt (squares), >, 0.001);
  for (gsize i = 0; i < bench.n; i++)
    g_assert_cmpfloat_with_epsilon (weights[i],
                                    bench.start[i] - gradients[i] * 0.001 / sqrt (squares), 1e-7);
}

/* Keras adds up the penalties of what is trained; those on outputs stay. */
static void
test_penalties (void)
{
  g_auto (Bench) plain = { NULL };
  g_auto (Bench) frozen = { NULL };
  g_auto (Bench) learning = { NULL };
  g_auto (Bench) activity = { NULL };
  double loss;

  bench_init (&plain, "Dense(4, tanh), Dense(1)");
  bench_init (&frozen, "Dense(4, tanh, kernel_regularizer=l2(0.1), trainable=false), Dense(1)");
  bench_init (&learning, "Dense(4, tanh, kernel_regularizer=l2(0.1)), Dense(1)");
  bench_init (&activity, "Dense(4, tanh, activity_regularizer=l2(0.1), trainable=false), Dense(1)");
  loss = bench_step (&plain, NULL);
  g_assert_cmpfloat (bench_step (&frozen, NULL), ==, loss);
  g_assert_cmpfloat (bench_step (&learning, NULL), >, loss + 0.1);
  g_assert_cmpfloat (bench_step (&activity, NULL), >, loss + 0.01);
}

/* A frozen BatchNormalization goes by its moving averages while the others
 * are trained, and leaves them as they are. */
static void
test_batch_normalization (void)
{
  g_auto (Bench) bench = { NULL };
  g_autoptr (NrnOptimizer) optimizer = NULL;
  g_autofree float *weights = NULL;
  float outputs[N_ROWS];
  const NrnTensor *mean;

  bench_init (&bench, "Dense(4, tanh), BatchNormalization(trainable=false), Dense(1)");
  memcpy (outputs, nrn_model_forward (bench.model, N_ROWS, bench.inputs, FALSE), sizeof outputs);
  g_assert_cmpmem (nrn_model_forward (bench.model, N_ROWS, bench.inputs, TRUE), sizeof outputs,
                   outputs, sizeof outputs);

  optimizer = bench_optimizer (&bench, "Adam(learning_rate=0.1)");
  for (guint step = 0; step < 3; step++)
    bench_step (&bench, optimizer);
  weights = g_new (float, bench.n);
  nrn_model_copy_weights (bench.model, weights);
  mean = nrn_architecture_find_tensor (nrn_model_get_architecture (bench.model), 1, "gamma");
  g_assert_cmpmem (weights + mean->offset, 16 * sizeof (float),
                   bench.start + mean->offset, 16 * sizeof (float));
  g_assert_cmpfloat (weights[0], !=, bench.start[0]);
}

static double
measure_with (Bench *bench,
              gsize  i,
              float  by)
{
  g_autofree float *values = g_memdup2 (bench->start, bench->n * sizeof (float));
  g_autoptr (NrnWeights) weights = NULL;
  NrnBatchResult result;

  values[i] += by;
  weights = nrn_weights_new (nrn_model_get_architecture (bench->model), values);
  nrn_model_set_weights (bench->model, weights);
  nrn_model_test_on_batch (bench->model, bench->loss, N_ROWS, bench->inputs, bench->targets, &result);

  return result.loss;
}

/* Central differences of the layer before a frozen one. */
static void
check_gradients_through (const char *layers)
{
  g_auto (Bench) bench = { NULL };
  g_autofree float *gradients = NULL;
  double squares = 0, differences = 0;

  bench_init (&bench, layers);
  bench_step (&bench, NULL);
  gradients = g_new (float, bench.n);
  nrn_model_copy_gradients (bench.model, gradients);
  for (gsize i = 0; i < INPUT_DIM * 4 + 4; i++)
    {
      double expected = (measure_with (&bench, i, 0.01f) - measure_with (&bench, i, -0.01f)) / 0.02;

      squares += expected * expected;
      differences += (gradients[i] - expected) * (gradients[i] - expected);
    }

  g_assert_cmpfloat (squares, >, 1e-4);
  g_assert_cmpfloat (sqrt (differences / squares), <, 1e-3);
}

static void
test_gradients_through (void)
{
  check_gradients_through ("Dense(4, tanh), BatchNormalization(trainable=false), Dense(1)");
  check_gradients_through ("Dense(4, tanh), BatchNormalization(scale=false, trainable=false), Dense(1)");
  check_gradients_through ("Dense(4, tanh), LayerNormalization(trainable=false), Dense(1)");
  check_gradients_through ("Dense(4, tanh), Dense(9, sigmoid, trainable=false), Dense(1)");
}

/* Keras says that there is nothing to train, and measures. */
static void
test_all_frozen (void)
{
  g_auto (Bench) bench = { NULL };
  g_autoptr (NrnOptimizer) optimizer = NULL;
  g_autofree float *weights = NULL;
  double loss;

  bench_init (&bench, "Dense(4, tanh, trainable=false), Dense(1, trainable=false)");
  g_assert_cmpuint (nrn_architecture_get_n_trainable (nrn_model_get_architecture (bench.model)), ==, 0);
  optimizer = bench_optimizer (&bench, "Adam(learning_rate=0.1, global_clipnorm=1)");
  loss = bench_step (&bench, optimizer);
  g_assert_cmpfloat (bench_step (&bench, optimizer), ==, loss);
  weights = g_new (float, bench.n);
  nrn_model_copy_weights (bench.model, weights);
  g_assert_cmpmem (weights, bench.n * sizeof (float), bench.start, bench.n * sizeof (float));
}

static void
test_counts (void)
{
  g_autoptr (NrnArchitecture) architecture =
    parse ("Dense(4, trainable=False), BatchNormalization(), Dense(2)");
  g_autofree char *text = nrn_config_to_string (nrn_architecture_get_layer (architecture, 0));
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnArchitecture) none = NULL;

  g_assert_cmpuint (nrn_architecture_get_n_parameters (architecture), ==, 16 + 16 + 10);
  g_assert_cmpuint (nrn_architecture_get_n_trainable (architecture), ==, 8 + 10);
  g_assert_cmpstr (text, ==, "Dense(4, trainable=false)");
  g_assert_false (nrn_layer_is_trainable (nrn_architecture_get_layer (architecture, 0)));
  g_assert_true (nrn_layer_is_trainable (nrn_architecture_get_layer (architecture, 1)));

  none = nrn_architecture_parse_layers (INPUT_DIM, "Dense(4, trainable=3)", &error);
  g_assert_error (error, NRN_ERROR, NRN_ERROR_INVALID);
  g_assert_null (none);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/frozen/others-learn-beside-constants", test_others_learn_beside_constants);
  g_test_add_func ("/engine/frozen/gradients", test_gradients);
  g_test_add_func ("/engine/frozen/global-norm", test_global_norm);
  g_test_add_func ("/engine/frozen/penalties", test_penalties);
  g_test_add_func ("/engine/frozen/batch-normalization", test_batch_normalization);
  g_test_add_func ("/engine/frozen/gradients-through", test_gradients_through);
  g_test_add_func ("/engine/frozen/all-frozen", test_all_frozen);
  g_test_add_func ("/engine/frozen/counts", test_counts);

  return g_test_run ();
}
