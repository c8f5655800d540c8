/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The gradients that the engine computes against differences of the loss,
 * for every layer, activation and loss.
 */

#include <math.h>
#include <string.h>

#include "nrn-layer-dense.h"
#include "nrn-loss.h"
#include "nrn-model.h"
#include "nrn-random.h"
#include "nrn-test-utils.h"
#include "nrn-vector.h"

#define N_ROWS 7
#define INPUT_DIM 3
#define UNITS 5
#define N_OUTPUTS 3

/* Large enough that float32 rounding does not drown the difference. */
#define STEP 1e-2f

typedef struct
{
  NrnModel        *model;
  const NrnConfig *loss;
  float            inputs[N_ROWS * INPUT_DIM + NRN_LANES];
  float            targets[N_ROWS * N_OUTPUTS];
} Check;

/* Two Dense layers, the activation once in a layer and once as a layer, so
 * that the gradient passes through each. */
static NrnArchitecture *
network_new (const char *activation,
             const char *last_activation)
{
  g_autoptr (NrnConfig) hidden = nrn_dense_config_new (UNITS, activation, NULL);
  g_autoptr (NrnConfig) dense = nrn_dense_config_new (N_OUTPUTS, "linear", NULL);
  g_autoptr (NrnConfig) plain = nrn_config_new_by_name (NRN_FAMILY_LAYER, "Activation", NULL);
  g_autoptr (NrnConfig) last = nrn_config_with_text (plain, "activation", last_activation, NULL);
  NrnConfig *layers[] = { hidden, dense, last };

  return nrn_architecture_new (INPUT_DIM, G_N_ELEMENTS (layers), layers, NULL, NULL);
}

static void
fill_rows (Check         *check,
           GRand         *rand,
           NrnTargetKind  target_kind)
{
  for (guint i = 0; i < N_ROWS * INPUT_DIM; i++)
    check->inputs[i] = (float) g_rand_double_range (rand, -1, 1);

  memset (check->targets, 0, sizeof check->targets);
  for (guint row = 0; row < N_ROWS; row++)
    {
      guint label = row % N_OUTPUTS;

      if (target_kind == NRN_TARGET_CLASS)
        check->targets[row] = (float) label;
      else if (target_kind == NRN_TARGET_ONE_HOT)
        check->targets[row * N_OUTPUTS + label] = 1;
      else
        for (guint i = 0; i < N_OUTPUTS; i++)
          check->targets[row * N_OUTPUTS + i] = (float) g_rand_double_range (rand, 0.1, 0.9);
    }
}

static double
loss_of (Check                 *check,
         const NrnArchitecture *architecture,
         const float           *weights)
{
  g_autoptr (NrnWeights) value = nrn_weights_new (architecture, weights);
  float losses[N_ROWS + NRN_LANES];
  double sum = 0;

  nrn_model_set_weights (check->model, value);
  nrn_loss_forward (check->loss, N_ROWS, N_OUTPUTS,
                    nrn_model_forward (check->model, N_ROWS, check->inputs, FALSE),
                    check->targets, losses);
  for (guint i = 0; i < N_ROWS; i++)
    sum += losses[i];

  return sum / N_ROWS;
}

/* Relative error of the whole vector, |g − d| / |g|. */
static double
gradient_error (Check                 *check,
                const NrnArchitecture *architecture,
                NrnWeights            *start,
                double                *length)
{
  gsize n = nrn_architecture_get_n_parameters (architecture);
  g_autofree float *gradients = g_new (float, n);
  g_autofree float *weights = g_memdup2 (nrn_weights_get_data (start), n * sizeof (float));
  double error = 0, squares = 0;
  NrnBatchResult result;

  nrn_model_set_weights (check->model, start);
  g_assert_true (nrn_model_train_on_batch (check->model, check->loss, NULL, N_ROWS, check->inputs,
                                           check->targets, &result));
  nrn_model_copy_gradients (check->model, gradients);

  for (gsize i = 0; i < n; i++)
    {
      float kept = weights[i];
      double above, below, difference;

      weights[i] = kept + STEP;
      above = loss_of (check, architecture, weights);
      weights[i] = kept - STEP;
      below = loss_of (check, architecture, weights);
      weights[i] = kept;

      difference = (above - below) / (2.0 * STEP) - gradients[i];
      error += difference * difference;
      squares += (double) gradients[i] * gradients[i];
    }

  *length = sqrt (squares);
  return sqrt (error) / *length;
}

/* Cross-entropies want outputs that are probabilities. */
static gboolean
fits (const NrnKind *last_activation,
      const NrnKind *loss)
{
  if (strcmp (loss->name, "mean_squared_error") == 0)
    return TRUE;

  return strcmp (last_activation->name, "sigmoid") == 0 ||
         strcmp (last_activation->name, "softmax") == 0;
}

static void
check_one (const NrnKind *activation,
           const NrnKind *last_activation,
           const NrnKind *loss_kind)
{
  g_autoptr (NrnArchitecture) architecture = network_new (activation->name, last_activation->name);
  g_autoptr (NrnConfig) loss = nrn_config_new (loss_kind);
  g_autoptr (NrnModel) model = nrn_model_new (architecture, N_ROWS);
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  Check check = { .model = model, .loss = loss };
  double best = INFINITY;
  double length = 0;

  /* A relu has a kink; at some starts a step crosses it. A wrong gradient is
   * wrong at every start. */
  for (guint32 seed = 1; seed <= 20 && best > 1e-3; seed++)
    {
      g_autoptr (NrnWeights) start = nrn_weights_new_initial (architecture, seed);

      fill_rows (&check, rand, nrn_loss_get_target_kind (loss_kind));
      best = MIN (best, gradient_error (&check, architecture, start, &length));
    }

  if (!(best <= 1e-3) || !(length > 1e-3))
    {
      g_test_message ("%s, %s, %s: relative error %g, length %g", activation->name,
                      last_activation->name, loss_kind->name, best, length);
      g_test_fail ();
    }
}

static void
test_every_activation_and_loss (void)
{
  guint n_activations, n_losses, n_checked = 0;
  const NrnKind *const *activations = nrn_family_get_kinds (NRN_FAMILY_ACTIVATION, &n_activations);
  const NrnKind *const *losses = nrn_family_get_kinds (NRN_FAMILY_LOSS, &n_losses);

  for (guint i = 0; i < n_activations; i++)
    for (guint j = 0; j < n_activations; j++)
      for (guint k = 0; k < n_losses; k++)
        {
          if (!fits (activations[j], losses[k]))
            continue;
          check_one (activations[i], activations[j], losses[k]);
          n_checked++;
        }

  g_test_message ("%u combinations", n_checked);
  g_assert_cmpuint (n_checked, >=, 55);
}

/* The gradient that leaves a layer towards its inputs is used by the layer
 * before; a wide and a narrow one take different ways through memory. */
static void
test_every_shape (void)
{
  static const char *const networks[] = { "3-9-2-3", "3-17-1-16-3", "3-32-5-3", "3-4-4-4-3" };
  g_autoptr (NrnConfig) loss = nrn_config_new_by_name (NRN_FAMILY_LOSS, "mean_squared_error", NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (12);

  for (guint i = 0; i < G_N_ELEMENTS (networks); i++)
    {
      g_autoptr (NrnArchitecture) parsed = nrn_architecture_parse (networks[i], NULL, NULL);
      g_autoptr (GString) activations = g_string_new (NULL);
      g_autoptr (NrnArchitecture) architecture = NULL;
      g_autoptr (NrnModel) model = NULL;
      g_autoptr (NrnWeights) start = NULL;
      Check check = { .loss = loss };
      double length;

      for (guint j = 0; j < nrn_architecture_get_n_layers (parsed); j++)
        g_string_append (activations, "tanh ");
      architecture = nrn_architecture_parse (networks[i], activations->str, NULL);
      model = nrn_model_new (architecture, N_ROWS);
      start = nrn_weights_new_initial (architecture, 1);
      check.model = model;
      fill_rows (&check, rand, NRN_TARGET_VALUES);
      g_assert_cmpfloat (gradient_error (&check, architecture, start, &length), <, 1e-3);
      g_assert_cmpfloat (length, >, 1e-3);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/gradients/every-activation-and-loss", test_every_activation_and_loss);
  g_test_add_func ("/engine/gradients/every-shape", test_every_shape);

  return g_test_run ();
}
