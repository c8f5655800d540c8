/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "nrn-fit.h"

#include <math.h>
#include <string.h>

#include "nrn-error.h"
#include "nrn-loss.h"
#include "nrn-random.h"
#include "nrn-test-utils.h"
#include "nrn-vector.h"

/* What Keras' float32 results differ from other float32 computations by. */
#define TOLERANCE 2e-5

typedef struct
{
  NrnArchitecture *architecture;
  NrnConfig       *loss;
  NrnConfig       *optimizer;
  NrnSamples      *samples;
} Setup;

/* A small noisy task: is x + y above 1? */
static void
setup_init (Setup      *setup,
            const char *optimizer)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  float inputs[211 * 2], targets[211];

  for (guint i = 0; i < 211; i++)
    {
      inputs[2 * i] = (float) g_rand_double (rand);
      inputs[2 * i + 1] = (float) g_rand_double (rand);
      targets[i] = inputs[2 * i] + inputs[2 * i + 1] > 1 ? 1 : 0;
    }
  setup->architecture = nrn_architecture_parse ("2-9-2", "relu,softmax", NULL);
  setup->loss = nrn_config_new_by_name (NRN_FAMILY_LOSS, "sparse_categorical_crossentropy", NULL);
  setup->optimizer = nrn_config_new_by_name (NRN_FAMILY_OPTIMIZER, optimizer, NULL);
  setup->samples = nrn_samples_new (211, 2, 1, inputs, targets);
}

static void
setup_clear (Setup *setup)
{
  nrn_architecture_unref (setup->architecture);
  nrn_config_unref (setup->loss);
  nrn_config_unref (setup->optimizer);
  nrn_samples_unref (setup->samples);
}

static void
set_layers (Setup      *setup,
            const char *layers)
{
  nrn_architecture_unref (setup->architecture);
  setup->architecture = nrn_architecture_parse_layers (2, layers, NULL);
  g_assert_nonnull (setup->architecture);
}

static NrnFit *
fit_new (Setup               *setup,
         const NrnFitOptions *options)
{
  g_autoptr (GError) error = NULL;
  NrnFit *fit = nrn_fit_new (setup->architecture, NULL, setup->loss, setup->optimizer,
                             setup->samples, options, &error);

  g_assert_no_error (error);

  return fit;
}

static void
run_to_end (NrnFit *fit)
{
  NrnFitStatus status;

  do
    status = nrn_fit_step (fit);
  while (status != NRN_FIT_DONE && status != NRN_FIT_DIVERGED);
}

/* ---- Keras ---- */

static void
compare_epochs (const char *name,
                JsonObject *expected,
                const char *member,
                NrnHistory *history,
                gsize       offset,
                double      tolerance)
{
  g_autoptr (GArray) numbers = NULL;

  if (!json_object_has_member (expected, member) ||
      JSON_NODE_HOLDS_NULL (json_object_get_member (expected, member)))
    return;

  numbers = nrn_test_numbers (json_object_get_member (expected, member));
  g_assert_cmpuint (numbers->len, ==, nrn_history_get_n_epochs (history));
  for (guint i = 0; i < numbers->len; i++)
    {
      NrnEpoch epoch = nrn_history_get_epoch (history, i);
      double value = G_STRUCT_MEMBER (double, &epoch, offset);
      g_autofree char *what = g_strdup_printf ("%s: %s[%u]", name, member, i);

      nrn_test_assert_number (what, value, nrn_test_floats (numbers)[i], tolerance);
    }
}

static void
compare_predictions (const char *name,
                     JsonObject *expected,
                     NrnFit     *fit,
                     GArray     *x)
{
  g_autoptr (GArray) predictions =
    nrn_test_numbers (json_object_get_member (expected, "final_predictions"));
  NrnModel *model = nrn_fit_get_model (fit);
  guint n_rows = x->len / nrn_architecture_get_input_dim (nrn_model_get_architecture (model));
  g_autofree float *outputs = g_new0 (float, predictions->len + NRN_LANES);

  nrn_model_predict (model, n_rows, nrn_test_floats (x), outputs);
  nrn_test_assert_close (name, predictions->len, outputs, nrn_test_floats (predictions), TOLERANCE);
}

static void
compare_evaluation (const char *name,
                    JsonObject *expected,
                    NrnFit     *fit,
                    guint       n_train,
                    guint       n_rows)
{
  NrnEpoch now;
  double loss;

  nrn_fit_evaluate (fit, &now);
  loss = now.loss;
  if (n_train < n_rows)
    loss = (now.loss * n_train + now.val_loss * (n_rows - n_train)) / n_rows;
  nrn_test_assert_number (name, loss, json_object_get_double_member (expected, "evaluate_loss"),
                          TOLERANCE);
}

static void
compare_case (const char *name)
{
  g_autofree char *path = g_build_filename ("keras", name, NULL);
  g_autoptr (JsonObject) test_case = nrn_test_load_json (path);
  JsonObject *expected = json_object_get_object_member (test_case, "expected");
  g_autoptr (NrnArchitecture) architecture = nrn_test_architecture (test_case);
  g_autoptr (NrnWeights) weights = nrn_test_weights (architecture, test_case);
  g_autoptr (NrnConfig) loss =
    nrn_config_new_by_name (NRN_FAMILY_LOSS, json_object_get_string_member (test_case, "loss"), NULL);
  g_autoptr (NrnConfig) optimizer =
    nrn_test_config (NRN_FAMILY_OPTIMIZER, json_object_get_object_member (test_case, "optimizer"));
  g_autoptr (GArray) x = nrn_test_numbers (json_object_get_member (test_case, "x"));
  g_autoptr (GArray) y = nrn_test_numbers (json_object_get_member (test_case, "y"));
  g_autoptr (GArray) final_weights = nrn_test_numbers (json_object_get_member (expected, "final_weights"));
  guint input_dim = nrn_architecture_get_input_dim (architecture);
  guint n_rows = x->len / input_dim;
  g_autoptr (NrnSamples) samples = nrn_samples_new (n_rows, input_dim, y->len / n_rows,
                                                    nrn_test_floats (x), nrn_test_floats (y));
  NrnFitOptions options = {
    .batch_size = (guint) json_object_get_int_member (test_case, "batch_size"),
    .epochs = (guint) json_object_get_int_member (test_case, "epochs"),
    .validation_split = json_object_get_double_member (test_case, "validation_split"),
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnFit) fit = nrn_fit_new (architecture, weights, loss, optimizer, samples, &options,
                                        &error);
  g_autoptr (NrnHistory) history = NULL;
  g_autoptr (NrnWeights) end = NULL;

  g_assert_no_error (error);
  run_to_end (fit);
  history = nrn_fit_dup_history (fit);
  compare_epochs (name, expected, "epoch_loss", history, G_STRUCT_OFFSET (NrnEpoch, loss), TOLERANCE);
  compare_epochs (name, expected, "epoch_accuracy", history,
                  G_STRUCT_OFFSET (NrnEpoch, accuracy), 1e-6);
  compare_epochs (name, expected, "epoch_val_loss", history,
                  G_STRUCT_OFFSET (NrnEpoch, val_loss), TOLERANCE);
  compare_epochs (name, expected, "epoch_val_accuracy", history,
                  G_STRUCT_OFFSET (NrnEpoch, val_accuracy), 1e-6);

  end = nrn_model_dup_weights (nrn_fit_get_model (fit));
  nrn_test_assert_close (name, final_weights->len, nrn_weights_get_data (end),
                         nrn_test_floats (final_weights), TOLERANCE);
  compare_predictions (name, expected, fit, x);
  compare_evaluation (name, expected, fit,
                      (guint) floor (n_rows * (1.0 - options.validation_split)), n_rows);
  nrn_test_say_deviation (name, TOLERANCE);
}

static void
test_equals_keras (gconstpointer data)
{
  compare_case (data);
}

/* ---- Determinism ---- */

static NrnWeights *
train_stepping (Setup               *setup,
                const NrnFitOptions *options,
                guint                evaluate_every)
{
  g_autoptr (NrnFit) fit = fit_new (setup, options);
  guint n = 0;
  NrnFitStatus status;

  /* Looking at the network in between must not change it. */
  while ((status = nrn_fit_step (fit)) != NRN_FIT_DONE)
    {
      g_assert_cmpint (status, !=, NRN_FIT_DIVERGED);
      if (evaluate_every > 0 && ++n % evaluate_every == 0)
        {
          g_autoptr (NrnWeights) seen = nrn_model_dup_weights (nrn_fit_get_model (fit));
          NrnEpoch epoch;

          nrn_fit_evaluate (fit, &epoch);
          nrn_fit_get_running (fit, &epoch);
        }
    }

  return nrn_model_dup_weights (nrn_fit_get_model (fit));
}

/* What draws, and what is not trained. */
#define DRAWING_LAYERS \
  "Dense(9, relu), BatchNormalization, Dropout(0.2), GaussianNoise(0.1), Dense(2, softmax)"

static void
test_same_seed_same_bits (void)
{
  static const struct { const char *optimizer, *layers; } cases[] = {
    { "SGD", NULL }, { "Adam", NULL }, { "Adam", DRAWING_LAYERS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NrnFitOptions options = {
        .batch_size = 10, .epochs = 7, .shuffle = TRUE, .validation_split = 0.2,
        .validation_shuffled = TRUE, .seed = 3,
      };
      Setup setup;
      g_autoptr (NrnWeights) straight = NULL, watched = NULL, other = NULL;
      gsize size;

      setup_init (&setup, cases[i].optimizer);
      if (cases[i].layers != NULL)
        set_layers (&setup, cases[i].layers);
      size = nrn_architecture_get_n_parameters (setup.architecture) * sizeof (float);
      straight = train_stepping (&setup, &options, 0);
      watched = train_stepping (&setup, &options, 1);
      g_assert_cmpmem (nrn_weights_get_data (straight), size, nrn_weights_get_data (watched), size);
      g_clear_pointer (&watched, nrn_weights_unref);
      watched = train_stepping (&setup, &options, 13);
      g_assert_cmpmem (nrn_weights_get_data (straight), size, nrn_weights_get_data (watched), size);

      options.seed = 4;
      other = train_stepping (&setup, &options, 0);
      g_assert_cmpint (memcmp (nrn_weights_get_data (straight), nrn_weights_get_data (other), size),
                       !=, 0);
      setup_clear (&setup);
    }
}

/* Looking at the rows to come finds those that are then trained on, and
 * gives an epoch its order just once. */
static void
test_peeking_changes_nothing (void)
{
  NrnFitOptions options = {
    .batch_size = 10, .epochs = 3, .shuffle = TRUE, .validation_split = 0.2, .seed = 3,
  };
  Setup setup;
  g_autoptr (NrnFit) fit = NULL;
  g_autoptr (NrnWeights) straight = NULL, peeked = NULL;
  gboolean seen[211] = { FALSE };
  guint n_seen = 0, n_rows;
  const guint *rows;
  gsize size;

  setup_init (&setup, "Adam");
  size = nrn_architecture_get_n_parameters (setup.architecture) * sizeof (float);
  straight = train_stepping (&setup, &options, 0);
  fit = fit_new (&setup, &options);
  while (nrn_fit_get_epoch (fit) == 0)
    {
      n_rows = nrn_fit_peek_batch (fit, &rows);
      g_assert_cmpuint (nrn_fit_peek_batch (fit, &rows), ==, n_rows);
      for (guint i = 0; i < n_rows; i++)
        {
          g_assert_false (seen[rows[i]]);
          seen[rows[i]] = TRUE;
        }
      n_seen += n_rows;
      nrn_fit_step (fit);
    }
  g_assert_cmpuint (n_seen, ==, 168);

  run_to_end (fit);
  g_assert_cmpuint (nrn_fit_peek_batch (fit, &rows), ==, 0);
  peeked = nrn_model_dup_weights (nrn_fit_get_model (fit));
  g_assert_cmpmem (nrn_weights_get_data (straight), size, nrn_weights_get_data (peeked), size);
  setup_clear (&setup);
}

/* ---- Batches and epochs ---- */

static void
test_running_averages_begin_anew (void)
{
  NrnFitOptions options = { .batch_size = 100, .epochs = 2 };
  Setup setup;
  g_autoptr (NrnFit) fit = NULL;
  NrnEpoch running;

  setup_init (&setup, "SGD");
  fit = fit_new (&setup, &options);
  for (guint i = 0; i < 2; i++)
    {
      nrn_fit_get_running (fit, &running);
      g_assert_true (isnan (running.loss) && isnan (running.accuracy));
      g_assert_cmpint (nrn_fit_step (fit), ==, NRN_FIT_BATCH);
      nrn_fit_get_running (fit, &running);
      g_assert_true (isfinite (running.loss) && isfinite (running.accuracy));
      while (nrn_fit_step (fit) != NRN_FIT_EPOCH)
        ;
    }
  setup_clear (&setup);
}

static void
test_counts_batches (void)
{
  static const struct { guint batch_size, n_batches; } cases[] = {
    { 1, 211 }, { 10, 22 }, { 211, 1 }, { 1000, 1 }, { G_MAXUINT, 1 }, { 100, 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NrnFitOptions options = { .batch_size = cases[i].batch_size, .epochs = 2, .shuffle = TRUE };
      Setup setup;
      g_autoptr (NrnFit) fit = NULL;

      setup_init (&setup, "SGD");
      fit = fit_new (&setup, &options);
      g_assert_cmpuint (nrn_fit_get_n_batches (fit), ==, cases[i].n_batches);
      for (guint batch = 1; batch < cases[i].n_batches; batch++)
        {
          g_assert_cmpint (nrn_fit_step (fit), ==, NRN_FIT_BATCH);
          g_assert_cmpuint (nrn_fit_get_batch (fit), ==, batch);
        }
      g_assert_cmpint (nrn_fit_step (fit), ==, NRN_FIT_EPOCH);
      g_assert_cmpuint (nrn_fit_get_epoch (fit), ==, 1);
      g_assert_cmpuint (nrn_fit_get_batch (fit), ==, 0);
      run_to_end (fit);
      g_assert_cmpint (nrn_fit_step (fit), ==, NRN_FIT_DONE);
      g_assert_cmpuint (nrn_optimizer_get_step (nrn_fit_get_optimizer (fit)), ==,
                        2 * cases[i].n_batches);
      setup_clear (&setup);
    }
}

static void
assert_has_weights (NrnFit           *fit,
                    const NrnWeights *expected)
{
  g_autoptr (NrnWeights) weights = nrn_model_dup_weights (nrn_fit_get_model (fit));
  gsize n = nrn_architecture_get_n_parameters (nrn_weights_get_architecture (expected));

  g_assert_cmpmem (nrn_weights_get_data (weights), n * sizeof (float),
                   nrn_weights_get_data (expected), n * sizeof (float));
}

/* ---- Metrics ---- */

/* One output for a target of 0 or 1, that is above one half where
 * x + y / 5 > 1 / 2, and a learning rate that changes nothing. */
static NrnFit *
binary_fit_new (Setup               *setup,
                const NrnFitOptions *options)
{
  static const float data[] = { 1, 0.2f, -0.5f };
  g_autoptr (NrnWeights) weights = NULL;

  setup_init (setup, "SGD");
  nrn_architecture_unref (setup->architecture);
  nrn_config_unref (setup->loss);
  nrn_config_unref (setup->optimizer);
  setup->architecture = nrn_architecture_parse ("2-1", "sigmoid", NULL);
  setup->loss = nrn_config_new_by_name (NRN_FAMILY_LOSS, "binary_crossentropy", NULL);
  setup->optimizer = nrn_config_parse (NRN_FAMILY_OPTIMIZER, "SGD(learning_rate=1e-30)", NULL);
  weights = nrn_weights_new (setup->architecture, data);

  return nrn_fit_new (setup->architecture, weights, setup->loss, setup->optimizer, setup->samples,
                      options, NULL);
}

/* True positives of the rows from @first on, by a count of its own. */
static void
count_positives (NrnSamples *samples,
                 guint       first,
                 guint       end,
                 guint      *n_true,
                 guint      *n_called,
                 guint      *n_positive)
{
  const float *inputs = nrn_samples_get_inputs (samples);

  *n_true = *n_called = *n_positive = 0;
  for (guint i = first; i < end; i++)
    {
      gboolean is_positive = nrn_samples_get_targets (samples)[i] == 1;
      gboolean is_called = inputs[2 * i] + inputs[2 * i + 1] / 5 > 0.5f;

      *n_called += is_called;
      *n_positive += is_positive;
      *n_true += is_positive && is_called;
    }
}

/* Of all rows of the epoch, and no mean of the batches; in batches of one row
 * that would be the share of rows that are called positive. */
static void
test_metrics_run_over_the_epoch (void)
{
  g_autoptr (NrnMetrics) metrics = nrn_metrics_parse ("precision, recall", NULL);
  NrnFitOptions options = {
    .batch_size = 1, .epochs = 1, .shuffle = TRUE, .validation_split = 0.2, .seed = 7,
    .metrics = metrics,
  };
  Setup setup;
  g_autoptr (NrnFit) fit = NULL;
  g_autoptr (NrnHistory) history = NULL;
  double measured[6];

  fit = binary_fit_new (&setup, &options);
  run_to_end (fit);
  history = nrn_fit_dup_history (fit);
  g_assert_cmpuint (nrn_history_get_n_series (history), ==, 3);
  g_assert_cmpint (nrn_history_find (history, "recall"), ==, 2);
  g_assert_true (isnan (nrn_history_get_epoch (history, 0).accuracy));
  nrn_fit_measure (fit, measured);
  for (guint rows = 0; rows < NRN_N_ROWS; rows++)
    {
      guint n_true, n_called, n_positive;

      count_positives (setup.samples, rows == 0 ? 0 : 168, rows == 0 ? 168 : 211,
                       &n_true, &n_called, &n_positive);
      g_assert_cmpuint (n_true, >, 0);
      g_assert_cmpuint (n_true, <, MIN (n_called, n_positive));
      g_assert_cmpfloat (nrn_history_get (history, 0, 1, (NrnHistoryRows) rows), ==,
                         (double) n_true / n_called);
      g_assert_cmpfloat (nrn_history_get (history, 0, 2, (NrnHistoryRows) rows), ==,
                         (double) n_true / n_positive);
      g_assert_cmpfloat (measured[rows * 3 + 1], ==, (double) n_true / n_called);
    }
  setup_clear (&setup);
}

/* Whatever is measured, the network learns the same. */
static void
test_metrics_change_nothing (void)
{
  static const char *const texts[] = {
    "", "accuracy", "sparse_categorical_accuracy, sparse_top_k_categorical_accuracy(k=1)",
  };
  g_autoptr (NrnWeights) first = NULL;
  Setup setup;

  setup_init (&setup, "Adam");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (NrnMetrics) metrics = nrn_metrics_parse (texts[i], NULL);
      NrnFitOptions options = {
        .batch_size = 10, .epochs = 3, .shuffle = TRUE, .seed = 1, .metrics = metrics,
      };
      g_autoptr (NrnFit) fit = fit_new (&setup, &options);

      run_to_end (fit);
      if (i == 0)
        first = nrn_model_dup_weights (nrn_fit_get_model (fit));
      else
        assert_has_weights (fit, first);
    }
  setup_clear (&setup);
}

static void
test_metrics_must_fit (void)
{
  g_autoptr (NrnMetrics) metrics = nrn_metrics_parse ("accuracy, precision", NULL);
  g_autoptr (NrnMetrics) none = nrn_metrics_parse ("", NULL);
  NrnFitOptions options = { .batch_size = 10, .epochs = 1, .metrics = metrics };
  NrnFitOptions stopping = {
    .batch_size = 10, .epochs = 1, .metrics = none, .stop_accuracy = 0.9,
  };
  Setup setup;
  g_autoptr (GError) error = NULL;

  setup_init (&setup, "SGD");
  g_assert_null (nrn_fit_new (setup.architecture, NULL, setup.loss, setup.optimizer, setup.samples,
                              &options, &error));
  g_assert_true (g_str_has_prefix (error->message, "precision compares each output"));
  g_clear_error (&error);
  g_assert_null (nrn_fit_new (setup.architecture, NULL, setup.loss, setup.optimizer, setup.samples,
                              &stopping, &error));
  g_assert_true (g_str_has_prefix (error->message, "There is no accuracy to stop by, since it is not "
                                                   "among the metrics"));
  setup_clear (&setup);
}

static void
test_learns (void)
{
  NrnFitOptions options = { .batch_size = 10, .epochs = 60, .shuffle = TRUE, .seed = 1 };
  Setup setup;
  g_autoptr (NrnFit) fit = NULL;
  g_autoptr (NrnHistory) history = NULL;

  setup_init (&setup, "Adam");
  fit = fit_new (&setup, &options);
  run_to_end (fit);
  history = nrn_fit_dup_history (fit);
  g_assert_cmpuint (nrn_history_get_n_epochs (history), ==, 60);
  g_assert_cmpfloat (nrn_fit_get_last_epoch (fit)->accuracy, >, 0.95);
  g_assert_cmpfloat (nrn_fit_get_last_epoch (fit)->loss, <,
                     nrn_history_get_epoch (history, 0).loss / 2);
  setup_clear (&setup);
}

/* Every row is seen once an epoch: with a learning rate of 0 the average
 * of the batches is the loss on all rows, in whatever order. */
static void
test_shuffling_loses_no_row (void)
{
  NrnFitOptions options = { .batch_size = 7, .epochs = 3, .shuffle = TRUE, .seed = 2 };
  Setup setup;
  g_autoptr (NrnFit) fit = NULL;
  NrnEpoch now;

  setup_init (&setup, "SGD");
  fit = fit_new (&setup, &options);
  nrn_optimizer_set_learning_rate (nrn_fit_get_optimizer (fit), 0);
  run_to_end (fit);
  nrn_fit_evaluate (fit, &now);
  g_assert_cmpfloat_with_epsilon (nrn_fit_get_last_epoch (fit)->loss, now.loss, 1e-9);
  g_assert_cmpfloat (nrn_fit_get_last_epoch (fit)->accuracy, ==, now.accuracy);
  setup_clear (&setup);
}

static void
test_validation_follows_the_epoch (void)
{
  NrnFitOptions options = { .batch_size = 100, .epochs = 1, .validation_split = 0.1 };
  Setup setup;
  g_autoptr (NrnFit) fit = NULL;

  /* 211 · 0.9 = 189 rows train, in 2 batches; 22 are held out. */
  setup_init (&setup, "SGD");
  fit = fit_new (&setup, &options);
  g_assert_cmpint (nrn_fit_step (fit), ==, NRN_FIT_BATCH);
  g_assert_cmpint (nrn_fit_step (fit), ==, NRN_FIT_BATCH);
  g_assert_cmpint (nrn_fit_step (fit), ==, NRN_FIT_EPOCH);
  g_assert_true (isfinite (nrn_fit_get_last_epoch (fit)->val_loss));
  g_assert_true (isfinite (nrn_fit_get_last_epoch (fit)->val_accuracy));
  setup_clear (&setup);
}

/* ---- The end ---- */

static void
test_stop_accuracy (void)
{
  NrnFitOptions options = {
    .batch_size = 10, .epochs = 60, .shuffle = TRUE, .seed = 1, .stop_accuracy = 0.9,
  };
  Setup setup;
  g_autoptr (NrnFit) fit = NULL;
  g_autoptr (NrnHistory) history = NULL;
  g_autofree char *sentence = NULL;
  guint n, best_epoch;

  setup_init (&setup, "Adam");
  fit = fit_new (&setup, &options);
  run_to_end (fit);
  history = nrn_fit_dup_history (fit);
  n = nrn_history_get_n_epochs (history);
  g_assert_cmpuint (n, <, 60);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (nrn_history_get_epoch (history, i).accuracy >= 0.9, ==, i + 1 == n);
  g_assert_cmpint (nrn_fit_get_stop (fit, &best_epoch), ==, NRN_STOP_ACCURACY);
  g_assert_cmpuint (best_epoch, ==, 0);
  sentence = nrn_fit_options_describe_stop (&options, NRN_STOP_ACCURACY, 7, 0);
  g_assert_cmpstr (sentence, ==, "Stopped after epoch 7: the accuracy has reached 90 %.");
  setup_clear (&setup);
}

/* A learning rate so large that the loss goes up and down. */
static const NrnFitOptions restless = {
  .batch_size = 10, .epochs = 40, .shuffle = TRUE, .seed = 1, .validation_split = 0.2,
  .early_stopping = { "val_loss", 0, 3, TRUE },
};

static NrnFit *
restless_fit_new (Setup               *setup,
                  const NrnFitOptions *options)
{
  NrnFit *fit = fit_new (setup, options);

  nrn_optimizer_set_learning_rate (nrn_fit_get_optimizer (fit), 0.3);

  return fit;
}

static void
test_early_stopping (void)
{
  NrnFitOptions options = restless;
  Setup setup;
  g_autoptr (NrnFit) fit = NULL;
  g_autoptr (NrnFit) short_fit = NULL;
  g_autoptr (NrnHistory) history = NULL;
  g_autofree char *sentence = NULL;
  guint n, best_epoch;

  setup_init (&setup, "Adam");
  fit = restless_fit_new (&setup, &options);
  run_to_end (fit);
  history = nrn_fit_dup_history (fit);
  n = nrn_history_get_n_epochs (history);
  g_assert_cmpint (nrn_fit_get_stop (fit, &best_epoch), ==, NRN_STOP_EARLY);
  g_assert_cmpuint (n, <, 40);
  g_assert_cmpuint (best_epoch, ==, n - 3);
  for (guint i = 0; i < n; i++)
    g_assert_cmpfloat (nrn_history_get_epoch (history, i).val_loss, >=,
                       nrn_history_get_epoch (history, best_epoch - 1).val_loss);
  sentence = nrn_fit_options_describe_stop (&options, NRN_STOP_EARLY, n, 4);
  g_assert_true (g_str_has_suffix (sentence, ": val_loss has not improved for 3 epochs. The weights "
                                             "are those of the best epoch, 4."));

  /* The best weights, and not the last. */
  options.epochs = best_epoch;
  short_fit = restless_fit_new (&setup, &options);
  run_to_end (short_fit);
  assert_has_weights (fit, nrn_fit_get_epoch_weights (short_fit));
  setup_clear (&setup);
}

/* Keras restores them also if no epoch was one too many. */
static void
test_best_weights_after_all_epochs (void)
{
  NrnFitOptions options = restless;
  Setup setup;
  g_autoptr (NrnFit) fit = NULL;
  g_autoptr (NrnFit) plain = NULL;
  g_autoptr (NrnHistory) history = NULL;
  guint best_epoch;

  setup_init (&setup, "Adam");
  options.early_stopping.patience = 100;
  fit = restless_fit_new (&setup, &options);
  run_to_end (fit);
  g_assert_cmpint (nrn_fit_get_stop (fit, &best_epoch), ==, NRN_STOP_NONE);
  g_assert_cmpuint (nrn_fit_get_epoch (fit), ==, 40);
  g_assert_cmpuint (best_epoch, >, 0);
  g_assert_cmpuint (best_epoch, <, 40);

  /* Where the training stands is not forgotten: it goes on from there. */
  options.epochs = 45;
  nrn_fit_set_options (fit, &options);
  g_assert_cmpint (nrn_fit_get_stop (fit, &best_epoch), ==, NRN_STOP_NONE);
  g_assert_cmpuint (best_epoch, ==, 0);
  run_to_end (fit);
  options.early_stopping.monitor = NULL;
  plain = restless_fit_new (&setup, &options);
  run_to_end (plain);
  assert_has_weights (plain, nrn_fit_get_epoch_weights (fit));
  setup_clear (&setup);
}

/* ---- Other options on the way ---- */

static void
test_more_epochs_later (void)
{
  NrnFitOptions options = { .batch_size = 10, .epochs = 3, .shuffle = TRUE, .seed = 1 };
  Setup setup;
  g_autoptr (NrnFit) fit = NULL;
  g_autoptr (NrnFit) plain = NULL;

  setup_init (&setup, "Adam");
  set_layers (&setup, DRAWING_LAYERS);
  fit = fit_new (&setup, &options);
  run_to_end (fit);
  options.epochs = 5;
  nrn_fit_set_options (fit, &options);
  g_assert_false (nrn_fit_is_over (fit));
  run_to_end (fit);
  plain = fit_new (&setup, &options);
  run_to_end (plain);
  assert_has_weights (fit, nrn_fit_get_epoch_weights (plain));
  setup_clear (&setup);
}

/* An epoch that has begun is finished. */
static void
test_fewer_epochs (void)
{
  NrnFitOptions options = { .batch_size = 10, .epochs = 9, .shuffle = TRUE, .seed = 1 };
  Setup setup;
  g_autoptr (NrnFit) fit = NULL;

  setup_init (&setup, "Adam");
  fit = fit_new (&setup, &options);
  while (nrn_fit_get_epoch (fit) < 4)
    nrn_fit_step (fit);
  nrn_fit_step (fit);
  options.epochs = 2;
  nrn_fit_set_options (fit, &options);
  g_assert_cmpuint (nrn_fit_get_n_epochs (fit), ==, 5);
  run_to_end (fit);
  g_assert_cmpuint (nrn_fit_get_epoch (fit), ==, 5);
  setup_clear (&setup);
}

/* Every row is seen once, whatever the sizes of an epoch's batches; and what
 * was learned stays, the optimizer's memory included. */
static void
test_another_batch_size (void)
{
  static const guint sizes[] = { 3, 10, 211, 1, 1000 };
  NrnFitOptions options = { .batch_size = 20, .epochs = 6, .shuffle = TRUE, .seed = 1 };
  Setup setup;
  g_autoptr (NrnFit) fit = NULL;

  setup_init (&setup, "Adam");
  set_layers (&setup, DRAWING_LAYERS);
  fit = fit_new (&setup, &options);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (NrnWeights) before = NULL;
      guint n_rows = 20 * (i + 1);
      guint64 step;

      for (guint batch = 0; batch <= i; batch++)
        nrn_fit_step (fit);
      before = nrn_model_dup_weights (nrn_fit_get_model (fit));
      step = nrn_optimizer_get_step (nrn_fit_get_optimizer (fit));
      options.batch_size = sizes[i];
      nrn_fit_set_options (fit, &options);
      assert_has_weights (fit, before);
      g_assert_cmpuint (nrn_optimizer_get_step (nrn_fit_get_optimizer (fit)), ==, step);
      g_assert_cmpuint (nrn_fit_get_batch (fit), ==, i + 1);
      g_assert_cmpuint (nrn_fit_get_n_batches (fit), ==,
                        i + 1 + (211 - n_rows + MIN (sizes[i], 211) - 1) / MIN (sizes[i], 211));

      while (nrn_fit_get_epoch (fit) == i)
        nrn_fit_step (fit);
      g_assert_true (isfinite (nrn_fit_get_last_epoch (fit)->loss));
      options.batch_size = 20;
      nrn_fit_set_options (fit, &options);
    }
  setup_clear (&setup);
}

/* With a learning rate of 0 nothing depends on the batches: every row
 * counts once. */
static void
test_another_batch_size_loses_no_row (void)
{
  NrnFitOptions options = { .batch_size = 7, .epochs = 1, .shuffle = TRUE, .seed = 2 };
  Setup setup;
  g_autoptr (NrnFit) fit = NULL;
  NrnEpoch now;

  setup_init (&setup, "SGD");
  fit = fit_new (&setup, &options);
  nrn_optimizer_set_learning_rate (nrn_fit_get_optimizer (fit), 0);
  for (guint size = 50; size > 1; size /= 2)
    {
      nrn_fit_step (fit);
      options.batch_size = size;
      nrn_fit_set_options (fit, &options);
    }
  run_to_end (fit);
  nrn_fit_evaluate (fit, &now);
  g_assert_cmpfloat_with_epsilon (nrn_fit_get_last_epoch (fit)->loss, now.loss, 1e-6);
  g_assert_cmpfloat (nrn_fit_get_last_epoch (fit)->accuracy, ==, now.accuracy);
  setup_clear (&setup);
}

/* ---- What goes wrong ---- */

static void
test_refuses_nonsense (void)
{
  static const struct { NrnFitOptions options; const char *part; } cases[] = {
    { { .batch_size = 0, .epochs = 1 }, "batch size cannot be 0" },
    { { .batch_size = 1, .epochs = 1, .validation_split = 1.5 }, "1.5" },
    { { .batch_size = 1, .epochs = 1, .validation_split = -0.1 }, "-0.1" },
    { { .batch_size = 1, .epochs = 1, .stop_accuracy = 1.1 }, "between 0 and 1" },
    { { .batch_size = 1, .epochs = 1, .stop_accuracy = NAN }, "between 0 and 1" },
    { { .batch_size = 1, .epochs = 1, .early_stopping = { "loss", -1, 0, FALSE } },
      "min_delta" },
    { { .batch_size = 1, .epochs = 1, .early_stopping = { "val_loss", 0, 0, FALSE } },
      "val_loss, rows must be held out" },
  };
  Setup setup;

  setup_init (&setup, "SGD");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (nrn_fit_new (setup.architecture, NULL, setup.loss, setup.optimizer,
                                  setup.samples, &cases[i].options, &error));
      g_assert_nonnull (error);
      g_assert_nonnull (strstr (error->message, cases[i].part));
    }
  setup_clear (&setup);
}

/* Batches that would fill the memory are refused, and the largest one that does
 * not is named. */
static void
test_refuses_huge_batches (void)
{
  NrnFitOptions options = { .batch_size = G_MAXUINT, .epochs = 1 };
  g_autofree float *rows = g_new0 (float, 2 * 2000);
  g_autoptr (GError) error = NULL;
  Setup setup;

  setup_init (&setup, "SGD");
  set_layers (&setup, "Dense(50000), Dropout(0.5), Dropout(0.5), Dense(2, softmax)");
  nrn_samples_unref (setup.samples);
  setup.samples = nrn_samples_new (2000, 2, 1, rows, rows);
  g_assert_null (nrn_fit_new (setup.architecture, NULL, setup.loss, setup.optimizer,
                              setup.samples, &options, &error));
  g_assert_error (error, NRN_ERROR, NRN_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "The batch size 2000 takes too much memory with this network; "
                                       "choose at most 1999.");

  options.batch_size = 1999;
  g_assert_true (nrn_fit_options_check_memory (&options, setup.architecture, setup.samples, NULL));
  setup_clear (&setup);
}

/* A learning rate far too large: the weights that stay are numbers. */
static void
test_divergence_keeps_finite_weights (void)
{
  static const double rates[] = { 1e3, 1e6 };

  for (guint i = 0; i < G_N_ELEMENTS (rates); i++)
    {
      NrnFitOptions options = { .batch_size = 10, .epochs = 50, .shuffle = TRUE, .seed = 1 };
      Setup setup;
      g_autoptr (NrnFit) fit = NULL;
      g_autoptr (NrnConfig) mse = nrn_config_new_by_name (NRN_FAMILY_LOSS, "mse", NULL);
      g_autoptr (NrnArchitecture) linear = nrn_architecture_parse ("2-9-1", "linear,linear", NULL);
      g_autoptr (NrnWeights) end = NULL;

      setup_init (&setup, "SGD");
      fit = nrn_fit_new (linear, NULL, mse, setup.optimizer, setup.samples, &options, NULL);
      nrn_optimizer_set_learning_rate (nrn_fit_get_optimizer (fit), rates[i]);
      run_to_end (fit);
      g_assert_cmpint (nrn_fit_step (fit), ==, NRN_FIT_DIVERGED);
      end = nrn_model_dup_weights (nrn_fit_get_model (fit));
      g_assert_true (nrn_weights_are_finite (end));
      setup_clear (&setup);
    }
}

static void
finish_fit (NrnFit *fit)
{
  while (!nrn_fit_is_over (fit))
    nrn_fit_step (fit);
}

/* An edit after two of five epochs: three are left, and the two stay. */
static void
test_goes_on_after_an_edit (void)
{
  NrnFitOptions options = { .batch_size = 10, .epochs = 5, .shuffle = TRUE, .seed = 3 };
  Setup setup;
  g_autoptr (NrnFit) before = NULL;
  g_autoptr (NrnHistory) history = NULL;
  g_autoptr (NrnHistory) marked = NULL;
  g_autoptr (NrnWeights) weights = NULL;
  g_autoptr (NrnFit) after = NULL;
  g_autoptr (NrnHistory) whole = NULL;
  const guint *marks;
  guint n_marks;

  setup_init (&setup, "Adam");
  before = fit_new (&setup, &options);
  while (nrn_fit_get_epoch (before) < 2)
    nrn_fit_step (before);
  history = nrn_fit_dup_history (before);
  marked = nrn_history_mark (history);
  weights = nrn_model_dup_weights (nrn_fit_get_model (before));

  after = nrn_fit_new (setup.architecture, weights, setup.loss, setup.optimizer, setup.samples,
                       &options, NULL);
  nrn_fit_continue (after, marked);
  g_assert_cmpuint (nrn_fit_get_epoch (after), ==, 2);
  g_assert_cmpuint (nrn_fit_get_n_epochs (after), ==, 5);
  g_assert_cmpuint (nrn_fit_get_update (after), ==, 44);
  finish_fit (after);
  whole = nrn_fit_dup_history (after);
  g_assert_cmpuint (nrn_history_get_n_epochs (whole), ==, 5);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpfloat (nrn_history_get_epoch (whole, i).loss, ==, nrn_history_get_epoch (history, i).loss);
  g_assert_cmpfloat (nrn_history_get_epoch (whole, 4).loss, <, nrn_history_get_epoch (whole, 1).loss);
  marks = nrn_history_get_marks (whole, &n_marks);
  g_assert_cmpuint (n_marks, ==, 1);
  g_assert_cmpuint (marks[0], ==, 2);
  setup_clear (&setup);
}

static void
test_as_many_epochs_again (void)
{
  NrnFitOptions options = { .batch_size = 10, .epochs = 3, .shuffle = TRUE, .seed = 3 };
  Setup setup;
  g_autoptr (NrnFit) fit = NULL;

  setup_init (&setup, "Adam");
  fit = fit_new (&setup, &options);
  finish_fit (fit);
  nrn_fit_extend (fit);
  g_assert_false (nrn_fit_is_over (fit));
  g_assert_cmpuint (nrn_fit_get_n_epochs (fit), ==, 6);
  finish_fit (fit);
  g_assert_cmpuint (nrn_fit_get_epoch (fit), ==, 6);
  setup_clear (&setup);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GPtrArray) names = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/training/fit/same-seed-same-bits", test_same_seed_same_bits);
  g_test_add_func ("/training/fit/peeking-changes-nothing", test_peeking_changes_nothing);
  g_test_add_func ("/training/fit/running-averages-begin-anew", test_running_averages_begin_anew);
  g_test_add_func ("/training/fit/counts-batches", test_counts_batches);
  g_test_add_func ("/training/fit/metrics-run-over-the-epoch", test_metrics_run_over_the_epoch);
  g_test_add_func ("/training/fit/metrics-change-nothing", test_metrics_change_nothing);
  g_test_add_func ("/training/fit/metrics-must-fit", test_metrics_must_fit);
  g_test_add_func ("/training/fit/learns", test_learns);
  g_test_add_func ("/training/fit/shuffling-loses-no-row", test_shuffling_loses_no_row);
  g_test_add_func ("/training/fit/validation-follows-the-epoch", test_validation_follows_the_epoch);
  g_test_add_func ("/training/fit/stop-accuracy", test_stop_accuracy);
  g_test_add_func ("/training/fit/early-stopping", test_early_stopping);
  g_test_add_func ("/training/fit/best-weights-after-all-epochs",
                   test_best_weights_after_all_epochs);
  g_test_add_func ("/training/fit/more-epochs-later", test_more_epochs_later);
  g_test_add_func ("/training/fit/fewer-epochs", test_fewer_epochs);
  g_test_add_func ("/training/fit/goes-on-after-an-edit", test_goes_on_after_an_edit);
  g_test_add_func ("/training/fit/as-many-epochs-again", test_as_many_epochs_again);
  g_test_add_func ("/training/fit/another-batch-size", test_another_batch_size);
  g_test_add_func ("/training/fit/another-batch-size-loses-no-row",
                   test_another_batch_size_loses_no_row);
  g_test_add_func ("/training/fit/refuses-nonsense", test_refuses_nonsense);
  g_test_add_func ("/training/fit/refuses-huge-batches", test_refuses_huge_batches);
  g_test_add_func ("/training/fit/divergence-keeps-finite-weights",
                   test_divergence_keeps_finite_weights);

  names = nrn_test_list_data ("keras", ".json");
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *path = g_strdup_printf ("/training/fit/equals-keras/%s", name);

      g_test_add_data_func (path, name, test_equals_keras);
    }
  status = g_test_run ();

  return status;
}
