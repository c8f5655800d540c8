/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The gradients that the engine computes against differences of the loss,
 * for every layer, activation and loss.
 */

#include <math.h>
#include <string.h>

#include "nrn-activation.h"
#include "nrn-doctor.h"
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

/* Layers that draw, draw the same each time. */
#define DRAW_SEED 5

/* Large enough that float32 rounding does not drown the difference. */
#define STEP 1e-2f

/* Differences at a step and at half of it are as near as this, relative to
 * the whole gradient, unless there is a kink between. */
#define KINK 2e-3

typedef struct
{
  NrnModel        *model;
  GRand           *rand;        /* what the model's layers draw from */
  const NrnConfig *loss;
  const float     *row_weights; /* NULL: all 1 */
  float            inputs[N_ROWS * INPUT_DIM + NRN_LANES];
  float            targets[N_ROWS * N_OUTPUTS];
} Check;

/* Two Dense layers, the activation once in a layer and once as a layer, so
 * that the gradient passes through each; @between them, or at one of the ends,
 * perhaps another layer. */
static NrnArchitecture *
network_new (const NrnConfig *activation,
             const NrnConfig *last_activation,
             const NrnConfig *between,
             guint            place)
{
  g_autoptr (NrnConfig) plain_hidden = nrn_dense_config_new (UNITS, "linear", NULL);
  g_autoptr (NrnConfig) hidden = nrn_config_with_config (plain_hidden, "activation", activation, NULL);
  g_autoptr (NrnConfig) dense = nrn_dense_config_new (N_OUTPUTS, "linear", NULL);
  g_autoptr (NrnConfig) plain = nrn_config_new_by_name (NRN_FAMILY_LAYER, "Activation", NULL);
  g_autoptr (NrnConfig) last = nrn_config_with_config (plain, "activation", last_activation, NULL);
  NrnConfig *layers[4] = { hidden, dense, last };
  guint n_layers = 3;

  if (between != NULL)
    {
      memmove (&layers[place + 1], &layers[place], (n_layers - place) * sizeof *layers);
      layers[place] = (NrnConfig *) between;
      n_layers++;
    }

  return nrn_architecture_new (INPUT_DIM, n_layers, layers, NULL, NULL);
}

/* What labels there can be for each sort of targets; SHARES stands for one-hot
 * labels too. */
static NrnLabelKind
get_labels (NrnTargetKind target_kind,
            guint         which)
{
  static const NrnLabelKind of_signs[] = { NRN_LABELS_SIGNS, NRN_LABELS_YES_NO, NRN_LABELS_FRACTIONS };
  static const NrnLabelKind of_values[] = {
    NRN_LABELS_FRACTIONS, NRN_LABELS_CLASSES, NRN_LABELS_SIGNS, NRN_LABELS_POSITIVE,
    NRN_LABELS_NUMBERS, NRN_LABELS_SHARES, NRN_LABELS_YES_NO,
  };

  if (target_kind == NRN_TARGET_CLASS)
    return NRN_LABELS_CLASSES;

  return target_kind == NRN_TARGET_SIGNS ? of_signs[which % G_N_ELEMENTS (of_signs)]
                                         : of_values[which % G_N_ELEMENTS (of_values)];
}

static double
make_target (GRand        *rand,
             NrnLabelKind  labels,
             gboolean      is_right)
{
  switch (labels)
    {
    case NRN_LABELS_CLASSES:
    case NRN_LABELS_COUNTS:
    case NRN_LABELS_ONE_HOT:
      return is_right ? 1 : 0;

    case NRN_LABELS_SHARES:
      return is_right ? 0.6 : 0.4 / (N_OUTPUTS - 1);

    case NRN_LABELS_YES_NO:
      return g_rand_boolean (rand) ? 1 : 0;

    case NRN_LABELS_SIGNS:
      return g_rand_boolean (rand) ? 1 : -1;

    case NRN_LABELS_POSITIVE:
    case NRN_LABELS_NON_NEGATIVE:
      return g_rand_double_range (rand, 0.2, 1.5);

    case NRN_LABELS_NUMBERS:
      return g_rand_double_range (rand, -3, 3);

    case NRN_LABELS_FRACTIONS:
    case NRN_N_LABEL_KINDS:
    default:
      return g_rand_double_range (rand, 0.1, 0.9);
    }
}

static void
fill_rows (Check         *check,
           GRand         *rand,
           NrnTargetKind  target_kind,
           NrnLabelKind   labels)
{
  for (guint i = 0; i < N_ROWS * INPUT_DIM; i++)
    check->inputs[i] = (float) g_rand_double_range (rand, -1, 1);

  memset (check->targets, 0, sizeof check->targets);
  for (guint row = 0; row < N_ROWS; row++)
    {
      guint label = row % N_OUTPUTS;

      if (target_kind == NRN_TARGET_CLASS)
        check->targets[row] = (float) label;
      else
        for (guint i = 0; i < N_OUTPUTS; i++)
          check->targets[row * N_OUTPUTS + i] = (float) make_target (rand, labels, i == label);
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
  g_rand_set_seed (check->rand, DRAW_SEED);
  nrn_loss_forward (check->loss, N_ROWS, N_OUTPUTS,
                    nrn_model_forward (check->model, N_ROWS, check->inputs, TRUE),
                    check->targets, losses);
  for (guint i = 0; i < N_ROWS; i++)
    sum += check->row_weights != NULL ? check->row_weights[i] * losses[i] : losses[i];

  return sum / N_ROWS;
}

static double
difference_of (Check                 *check,
               const NrnArchitecture *architecture,
               float                 *weights,
               gsize                  weight,
               float                  step)
{
  float kept = weights[weight];
  double above, below;

  weights[weight] = kept + step;
  above = loss_of (check, architecture, weights);
  weights[weight] = kept - step;
  below = loss_of (check, architecture, weights);
  weights[weight] = kept;

  return (above - below) / (2.0 * step);
}

/* Relative error of the whole vector, |g − d| / |g|, without the weights that
 * have a kink beside them: whether they have does not depend on g. Infinity
 * if they are most. */
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
  gsize n_kinks = 0;
  NrnBatchResult result;

  nrn_model_set_weights (check->model, start);
  nrn_model_set_random (check->model, check->rand);
  nrn_model_set_row_weights (check->model, check->row_weights);
  g_rand_set_seed (check->rand, DRAW_SEED);
  if (!nrn_model_train_on_batch (check->model, check->loss, NULL, N_ROWS, check->inputs,
                                 check->targets, &result))
    return INFINITY;
  nrn_model_copy_gradients (check->model, gradients);

  for (gsize i = 0; i < n; i++)
    squares += (double) gradients[i] * gradients[i];
  *length = sqrt (squares);

  for (gsize i = 0; i < n; i++)
    {
      double coarse = difference_of (check, architecture, weights, i, STEP);
      double fine = difference_of (check, architecture, weights, i, STEP / 2);
      double difference = (4 * fine - coarse) / 3 - gradients[i];

      if (!(fabs (fine - coarse) <= KINK * *length))
        n_kinks++;
      else
        error += difference * difference;
    }

  return n_kinks <= n / 2 ? sqrt (error) / *length : INFINITY;
}

/* Whatever the doctor does not refuse, but for outputs that are never above 0
 * where the loss takes these for 0: all gradients are 0 there. */
static gboolean
fits (const NrnConfig *last_activation,
      const NrnKind   *loss,
      guint            which)
{
  NrnPairing pairing = { .activation = last_activation, .loss = loss, .n_outputs = N_OUTPUTS };
  NrnOutputKind outputs = nrn_loss_get_output_kind (loss);
  NrnActivationRange range;

  nrn_labels_init_kind (&pairing.labels, get_labels (nrn_loss_get_target_kind (loss), which), N_OUTPUTS);
  nrn_activation_get_range (last_activation, &range);
  if (range.maximum <= 0 && outputs != NRN_OUTPUTS_ANY && outputs != NRN_OUTPUTS_SIGNS)
    return FALSE;

  return nrn_doctor_judge (&pairing) != NRN_VERDICT_CANNOT;
}

static NrnWeights *
start_new (const NrnArchitecture *architecture,
           guint32                seed)
{
  g_autoptr (NrnWeights) initial = nrn_weights_new_initial (architecture, seed);
  gsize n = nrn_architecture_get_n_parameters (architecture);
  g_autofree float *weights = g_memdup2 (nrn_weights_get_data (initial), n * sizeof (float));

  /* Some activations do nothing with small numbers. */
  for (gsize i = 0; i < n; i++)
    weights[i] *= (float) (1 + seed % 3);

  return nrn_weights_new (architecture, weights);
}

static void
check_network (const NrnArchitecture *architecture,
               const NrnConfig       *loss,
               const float           *row_weights,
               guint                  which,
               const char            *what)
{
  NrnTargetKind target_kind = nrn_loss_get_target_kind (nrn_config_get_kind (loss));
  NrnLabelKind labels = get_labels (target_kind, which);
  g_autoptr (NrnModel) model = nrn_model_new (architecture, N_ROWS);
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_autoptr (GRand) drawing = g_rand_new ();
  Check check = { .model = model, .rand = drawing, .loss = loss, .row_weights = row_weights };
  double best = INFINITY;
  double length = 0;

  /* At some starts there are kinks all over, or nothing passes. A wrong
   * gradient is wrong at every start. */
  for (guint32 seed = 1; seed <= 20 && !(best <= 1e-3 && length > 1e-3); seed++)
    {
      g_autoptr (NrnWeights) start = start_new (architecture, seed);
      double error;

      fill_rows (&check, rand, target_kind, labels);
      error = gradient_error (&check, architecture, start, &length);
      best = length > 1e-3 ? error : INFINITY;
    }

  if (!(best <= 1e-3) || !(length > 1e-3))
    {
      g_test_message ("%s, %s, %s: relative error %g, length %g", what, nrn_config_get_name (loss),
                      nrn_label_kind_get_name (labels), best, length);
      g_test_fail ();
    }
}

static void
check_one (const NrnConfig *activation,
           const NrnConfig *last_activation,
           const NrnConfig *loss,
           guint            which)
{
  g_autoptr (NrnArchitecture) architecture = network_new (activation, last_activation, NULL, 0);
  g_autofree char *what = g_strdup_printf ("%s, %s", nrn_config_get_name (activation),
                                           nrn_config_get_name (last_activation));

  check_network (architecture, loss, NULL, which, what);
}

static GPtrArray *
list_defaults (NrnFamily family)
{
  GPtrArray *configs = g_ptr_array_new_with_free_func ((GDestroyNotify) nrn_config_unref);
  guint n_kinds;
  const NrnKind *const *kinds = nrn_family_get_kinds (family, &n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    g_ptr_array_add (configs, nrn_config_new (kinds[i]));

  return configs;
}

/* The kinds that have arguments, with other numbers than the defaults. */
static GPtrArray *
list_changed (NrnFamily family)
{
  GPtrArray *configs = list_defaults (family);

  for (guint i = configs->len; i > 0; i--)
    {
      const NrnKind *kind = nrn_config_get_kind (g_ptr_array_index (configs, i - 1));

      if (kind->n_properties == 0)
        {
          g_ptr_array_remove_index (configs, i - 1);
          continue;
        }
      for (guint j = 0; j < kind->n_properties; j++)
        {
          const NrnPropertySpec *spec = &kind->properties[j];
          double value = spec->type == NRN_PROPERTY_BOOLEAN ? 1 - spec->default_value
                         : isnan (spec->default_value) ? 0.9 : spec->default_value / 2 + 0.2;
          g_autoptr (NrnConfig) config = g_ptr_array_index (configs, i - 1);

          configs->pdata[i - 1] = nrn_config_with_number (config, spec->name, value, NULL);
          g_assert_nonnull (configs->pdata[i - 1]);
        }
      g_assert_false (nrn_config_is_default (g_ptr_array_index (configs, i - 1)));
    }

  return configs;
}

static guint
check_all (GPtrArray *activations,
           GPtrArray *last_activations,
           GPtrArray *losses)
{
  guint n_checked = 0;

  for (guint i = 0; i < activations->len; i++)
    for (guint j = 0; j < last_activations->len; j++)
      for (guint k = 0; k < losses->len; k++)
        {
          const NrnConfig *last = g_ptr_array_index (last_activations, j);
          const NrnConfig *loss = g_ptr_array_index (losses, k);

          /* With each activation before it, other labels. */
          if (!fits (last, nrn_config_get_kind (loss), i))
            continue;
          check_one (g_ptr_array_index (activations, i), last, loss, i);
          n_checked++;
        }
  g_test_message ("%u combinations", n_checked);

  return n_checked;
}

static void
test_every_activation_and_loss (void)
{
  g_autoptr (GPtrArray) activations = list_defaults (NRN_FAMILY_ACTIVATION);
  g_autoptr (GPtrArray) losses = list_defaults (NRN_FAMILY_LOSS);

  g_assert_cmpuint (check_all (activations, activations, losses), >=, 9000);
}

/* What an argument changes, it changes in the gradient too. */
static void
test_every_argument (void)
{
  g_autoptr (GPtrArray) activations = list_defaults (NRN_FAMILY_ACTIVATION);
  g_autoptr (GPtrArray) losses = list_defaults (NRN_FAMILY_LOSS);
  g_autoptr (GPtrArray) changed_activations = list_changed (NRN_FAMILY_ACTIVATION);
  g_autoptr (GPtrArray) changed_losses = list_changed (NRN_FAMILY_LOSS);

  g_assert_cmpuint (check_all (changed_activations, changed_activations, losses), >=, 300);
  g_assert_cmpuint (check_all (changed_activations, activations, changed_losses), >=, 100);
}

/* The first from @from on that fits; all come round. */
static const NrnConfig *
find_fitting (GPtrArray       *activations,
              const NrnConfig *loss,
              guint            from)
{
  for (guint i = 0; i < activations->len; i++)
    {
      const NrnConfig *last = g_ptr_array_index (activations, (from + i) % activations->len);

      if (fits (last, nrn_config_get_kind (loss), 0))
        return last;
    }

  g_assert_not_reached ();
}

/* Each layer as the first, in the middle and as the last one, for each
 * activation before it or after it and each loss. */
static void
test_every_layer (void)
{
  static const char *const layers[] = {
    "Dropout(0.3)", "Dropout(0)", "GaussianNoise(0.5)", "GaussianNoise(0)",
    "BatchNormalization", "BatchNormalization(center=False, epsilon=0.1)",
    "BatchNormalization(scale=False)", "BatchNormalization(center=False, scale=False)",
    "LayerNormalization", "LayerNormalization(center=False, epsilon=0.1)",
    "LayerNormalization(scale=False)", "LayerNormalization(center=False, scale=False)",
    "Activation(tanh)", "Dense(3, tanh)",
  };
  g_autoptr (GPtrArray) activations = list_defaults (NRN_FAMILY_ACTIVATION);
  g_autoptr (GPtrArray) losses = list_defaults (NRN_FAMILY_LOSS);
  guint n_kinds;
  const NrnKind *const *kinds = nrn_family_get_kinds (NRN_FAMILY_LAYER, &n_kinds);
  guint n_tested = 0;

  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    {
      g_autoptr (NrnConfig) layer = nrn_config_parse (NRN_FAMILY_LAYER, layers[i], NULL);

      for (guint j = 0; j < n_kinds; j++)
        n_tested |= nrn_config_get_kind (layer) == kinds[j] ? 1u << j : 0;
      for (guint j = 0; j < activations->len; j++)
        for (guint k = 0; k < losses->len; k++)
          {
            const NrnConfig *loss = g_ptr_array_index (losses, k);
            /* What normalizes at the end makes no probabilities. */
            guint n_places = nrn_loss_get_output_kind (nrn_config_get_kind (loss)) == NRN_OUTPUTS_ANY
                             ? 4 : 3;
            guint place = (j + k) % n_places;
            const NrnConfig *last = find_fitting (activations, loss, j + k + i);
            g_autoptr (NrnArchitecture) architecture =
              network_new (g_ptr_array_index (activations, j), last, layer, place);
            g_autofree char *what = g_strdup_printf ("%s at %u, %s, %s", layers[i], place,
                                                     nrn_config_get_name (g_ptr_array_index (activations, j)),
                                                     nrn_config_get_name (last));

            check_network (architecture, loss, NULL, 0, what);
          }
    }
  g_assert_cmpuint (n_tested, ==, (1u << n_kinds) - 1);
}

/* The gradient that leaves a layer towards its inputs is used by the layer
 * before; a wide and a narrow one take different ways through memory. */
static void
test_every_shape (void)
{
  static const char *const networks[] = { "3-9-2-3", "3-17-1-16-3", "3-32-5-3", "3-4-4-4-3" };
  g_autoptr (NrnConfig) loss = nrn_config_new_by_name (NRN_FAMILY_LOSS, "mean_squared_error", NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (12);
  g_autoptr (GRand) drawing = g_rand_new ();

  for (guint i = 0; i < G_N_ELEMENTS (networks); i++)
    {
      g_autoptr (NrnArchitecture) parsed = nrn_architecture_parse (networks[i], NULL, NULL);
      g_autoptr (GString) activations = g_string_new (NULL);
      g_autoptr (NrnArchitecture) architecture = NULL;
      g_autoptr (NrnModel) model = NULL;
      g_autoptr (NrnWeights) start = NULL;
      Check check = { .rand = drawing, .loss = loss };
      double length;

      for (guint j = 0; j < nrn_architecture_get_n_layers (parsed); j++)
        g_string_append (activations, "tanh ");
      architecture = nrn_architecture_parse (networks[i], activations->str, NULL);
      model = nrn_model_new (architecture, N_ROWS);
      start = nrn_weights_new_initial (architecture, 1);
      check.model = model;
      fill_rows (&check, rand, NRN_TARGET_VALUES, NRN_LABELS_FRACTIONS);
      g_assert_cmpfloat (gradient_error (&check, architecture, start, &length), <, 1e-3);
      g_assert_cmpfloat (length, >, 1e-3);
    }
}

/* Of rows that count differently, and one not at all. */
static void
test_row_weights (void)
{
  static const float row_weights[N_ROWS] = { 2, 0.5f, 0, 1, 3, 0.25f, 7 };
  g_autoptr (GPtrArray) activations = list_defaults (NRN_FAMILY_ACTIVATION);
  g_autoptr (GPtrArray) losses = list_defaults (NRN_FAMILY_LOSS);
  g_autoptr (NrnConfig) layer = nrn_config_parse (NRN_FAMILY_LAYER, "BatchNormalization", NULL);

  for (guint i = 0; i < losses->len; i++)
    for (guint j = 0; j < 2; j++)
      {
        const NrnConfig *loss = g_ptr_array_index (losses, i);
        const NrnConfig *last = find_fitting (activations, loss, i);
        g_autoptr (NrnArchitecture) architecture =
          network_new (g_ptr_array_index (activations, 12), last, j > 0 ? layer : NULL, 1);

        check_network (architecture, loss, row_weights, 0, "rows that count differently");
      }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/gradients/every-activation-and-loss", test_every_activation_and_loss);
  g_test_add_func ("/engine/gradients/every-argument", test_every_argument);
  g_test_add_func ("/engine/gradients/every-layer", test_every_layer);
  g_test_add_func ("/engine/gradients/every-shape", test_every_shape);

  g_test_add_func ("/engine/gradients/row-weights", test_row_weights);

  return g_test_run ();
}
