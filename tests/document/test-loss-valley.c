/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The loss over one weight is the engine's at every point.
 */

#include "nrn-loss-valley.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "nrn-document.h"
#include "nrn-preset.h"

#define RATE 1.0

typedef struct
{
  NrnDocument *document;    /* owned */
  NrnWeights  *weights;     /* owned; after some updates */
  NrnTrace    *trace;       /* owned; of the update that follows on them */
} Fixture;

/* @layers: (nullable): instead of those of the preset */
static void
set_up (Fixture    *fixture,
        const char *preset,
        const char *layers,
        double      validation_split)
{
  g_autoptr (GError) error = NULL;
  const NrnPreset *found = nrn_preset_find (preset, &error);
  g_autoptr (NrnExperiment) experiment = nrn_preset_new_experiment (found, found->seed);
  NrnExperimentParts parts = *nrn_experiment_get_parts (experiment);
  g_autoptr (NrnArchitecture) architecture = NULL;
  g_autoptr (NrnExperiment) changed = NULL;
  g_autoptr (NrnFit) fit = NULL;

  if (layers != NULL)
    {
      architecture = nrn_architecture_parse_layers (
        nrn_architecture_get_input_dim (parts.architecture), layers, &error);
      g_assert_no_error (error);
      parts.architecture = architecture;
    }
  parts.fit.validation_split = validation_split;
  changed = nrn_experiment_new (&parts);
  fixture->document = nrn_document_new ();
  nrn_document_set_experiment (fixture->document, changed, &error);
  g_assert_no_error (error);

  fit = nrn_fit_new (parts.architecture, parts.weights, parts.loss, parts.optimizer,
                     nrn_document_get_samples (fixture->document), &parts.fit, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 40; i++)
    nrn_fit_step (fit);
  fixture->weights = nrn_model_dup_weights (nrn_fit_get_model (fit));
  fixture->trace = nrn_trace_new (fit);
  g_assert_nonnull (fixture->trace);
}

static void
tear_down (Fixture *fixture)
{
  g_clear_object (&fixture->document);
  g_clear_pointer (&fixture->weights, nrn_weights_unref);
  g_clear_pointer (&fixture->trace, nrn_trace_unref);
}

static NrnLossValleyQuestion
ask (const Fixture *fixture,
     gsize          weight,
     gboolean       of_batch)
{
  NrnLossValleyQuestion question = {
    .experiment = nrn_document_get_experiment (fixture->document),
    .samples = nrn_document_get_samples (fixture->document),
    .weights = fixture->weights,
    .weight = weight,
    .trace = of_batch ? fixture->trace : NULL,
  };

  nrn_loss_valley_choose_range ((double) nrn_weights_get_data (fixture->weights)[weight], 0,
                                &question.minimum, &question.maximum);

  return question;
}

static NrnLossValley *
find (const Fixture *fixture,
      gsize          weight,
      gboolean       of_batch)
{
  NrnLossValleyQuestion question = ask (fixture, weight, of_batch);
  g_autoptr (GError) error = NULL;
  NrnLossValley *valley = nrn_loss_valley_new (&question, NULL, &error);

  g_assert_no_error (error);

  return valley;
}

static gsize
count_weights (const Fixture *fixture)
{
  return nrn_architecture_get_n_parameters (nrn_weights_get_architecture (fixture->weights));
}

static NrnWeights *
with_weight (const Fixture *fixture,
             gsize          weight,
             double         value)
{
  g_autofree float *data = g_memdup2 (nrn_weights_get_data (fixture->weights),
                                      count_weights (fixture) * sizeof (float));

  data[weight] = (float) value;

  return nrn_weights_new (nrn_weights_get_architecture (fixture->weights), data);
}

/* All rows in one batch: none of the layers behaves otherwise in training. */
static void
test_points_are_losses (void)
{
  const gsize weights[] = { 2, 6, 20, 301 };
  Fixture fixture;
  const NrnSamples *samples;
  g_autoptr (NrnModel) model = NULL;
  guint n_points;

  set_up (&fixture, "drug-trial", NULL, 0);
  samples = nrn_document_get_samples (fixture.document);
  model = nrn_model_new (nrn_weights_get_architecture (fixture.weights),
                         nrn_samples_get_n_rows (samples));
  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    {
      g_autoptr (NrnLossValley) valley = find (&fixture, weights[i], FALSE);
      const double *values = nrn_loss_valley_get_values (valley, &n_points);
      const double *losses = nrn_loss_valley_get_losses (valley);

      g_assert_cmpuint (nrn_loss_valley_get_n_rows (valley, NULL), ==, 2100);
      for (guint j = 0; j < n_points; j += 7)
        {
          g_autoptr (NrnWeights) changed = with_weight (&fixture, weights[i], values[j]);
          NrnBatchResult result;

          nrn_model_set_weights (model, changed);
          nrn_model_test_on_batch (model, nrn_trace_get_loss_function (fixture.trace), 2100,
                                   nrn_samples_get_inputs (samples), nrn_samples_get_targets (samples),
                                   &result);
          g_assert_cmpfloat (losses[j], ==, result.loss);
        }
    }
  tear_down (&fixture);
}

/* Against central differences of the loss, where it has no kinks. */
static void
test_slope_is_difference (void)
{
  const double h = 0.01;
  Fixture fixture;
  double most = 0, worst = 0;

  set_up (&fixture, "drug-trial", "Dense(6, tanh), Dense(8, sigmoid), Dense(2, softmax)", 0);
  for (gsize i = 0; i < count_weights (&fixture); i++)
    {
      g_autoptr (NrnLossValley) valley = find (&fixture, i, FALSE);
      double now = (double) nrn_weights_get_data (fixture.weights)[i];
      NrnLossStep step = { .value = now, .other_value = NAN };
      NrnLossStep before = { .value = now - h, .other_value = NAN };
      NrnLossStep after = { .value = now + h, .other_value = NAN };

      nrn_loss_valley_step (valley, &step);
      nrn_loss_valley_step (valley, &before);
      nrn_loss_valley_step (valley, &after);
      most = MAX (most, fabs (step.gradient));
      worst = MAX (worst, fabs (step.gradient - (after.loss - before.loss) / (2 * h)));
    }
  g_assert_cmpfloat (most, >, 0.001);
  g_assert_cmpfloat (worst, <, 0.001 * most);
  tear_down (&fixture);
}

/* The slope on the batch is the gradient that the update goes by, bit by bit,
 * whatever Dropout drops and whatever is added. */
static void
test_batch_is_of_update (gconstpointer data)
{
  const char *layers = data;
  Fixture fixture;
  const float *gradients;
  guint n_tensors;
  const NrnTensor *tensors;
  double most = 0;

  set_up (&fixture, "two-gaussians", layers, 0.2);
  gradients = nrn_trace_get_gradients (fixture.trace);
  tensors = nrn_architecture_get_tensors (nrn_weights_get_architecture (fixture.weights), &n_tensors);
  for (guint i = 0; i < n_tensors; i++)
    {
      for (gsize j = 0; j < tensors[i].size && tensors[i].trainable; j++)
        {
          gsize weight = tensors[i].offset + j;
          g_autoptr (NrnLossValley) valley = find (&fixture, weight, TRUE);
          NrnLossStep step = {
            .value = (double) nrn_weights_get_data (fixture.weights)[weight],
            .other_value = NAN,
          };

          nrn_loss_valley_step (valley, &step);
          g_assert_cmpfloat (step.gradient, ==, (double) gradients[weight]);
          g_assert_cmpuint (nrn_loss_valley_get_n_rows (valley, NULL), ==,
                            nrn_trace_get_n_rows (fixture.trace));
          most = MAX (most, fabs (step.gradient));
        }
    }
  g_assert_cmpfloat (most, >, 0);
  tear_down (&fixture);
}

/* Without penalties the loss on the batch is the mean of its rows. */
static void
test_batch_loss (void)
{
  Fixture fixture;
  g_autoptr (NrnLossValley) valley = NULL;
  NrnLossStep step = { .other_value = NAN };
  double sum = 0;

  set_up (&fixture, "drug-trial", NULL, 0);
  valley = find (&fixture, 3, TRUE);
  for (guint i = 0; i < nrn_trace_get_n_rows (fixture.trace); i++)
    sum += (double) nrn_trace_get_losses (fixture.trace)[i];
  step.value = (double) nrn_weights_get_data (fixture.weights)[3];
  nrn_loss_valley_step (valley, &step);
  g_assert_cmpfloat (step.loss, ==, sum / nrn_trace_get_n_rows (fixture.trace));
  tear_down (&fixture);
}

/* What the engine adds, an L2 of one weight, is a parabola over it. */
static void
test_penalties_count (void)
{
  Fixture plain, penalized;
  const double *values;
  guint n_points;
  g_autoptr (NrnLossValley) without = NULL;
  g_autoptr (NrnLossValley) with = NULL;
  g_autoptr (NrnLossValley) again = NULL;
  NrnLossValleyQuestion question;
  double first = 0;

  set_up (&plain, "two-gaussians", "Dense(3, tanh), Dense(2, softmax)", 0);
  set_up (&penalized, "two-gaussians", "Dense(3, tanh, kernel_regularizer=L2(0.5)), Dense(2, softmax)", 0);
  question = ask (&penalized, 4, FALSE);
  with = nrn_loss_valley_new (&question, NULL, NULL);
  question.experiment = nrn_document_get_experiment (plain.document);
  {
    /* The same numbers in the network without the penalty. */
    g_autoptr (NrnWeights) same = nrn_weights_new (nrn_weights_get_architecture (plain.weights),
                                                   nrn_weights_get_data (penalized.weights));

    question.weights = same;
    without = nrn_loss_valley_new (&question, NULL, NULL);
  }
  values = nrn_loss_valley_get_values (with, &n_points);
  for (guint i = 0; i < n_points; i++)
    {
      double added = nrn_loss_valley_get_losses (with)[i] - nrn_loss_valley_get_losses (without)[i];

      if (i == 0)
        first = added - 0.5 * values[0] * values[0];
      g_assert_cmpfloat_with_epsilon (added, first + 0.5 * values[i] * values[i], 1e-5);
    }
  again = find (&penalized, 4, FALSE);
  g_assert_cmpmem (nrn_loss_valley_get_losses (again), n_points * sizeof (double),
                   nrn_loss_valley_get_losses (with), n_points * sizeof (double));
  tear_down (&plain);
  tear_down (&penalized);
}

/* Same bits each time, also with layers that draw; the network stays as it was. */
static void
test_nothing_changes (void)
{
  Fixture fixture;
  g_autoptr (NrnLossValley) first = NULL;
  g_autoptr (NrnLossValley) second = NULL;
  g_autofree float *kept = NULL;
  gsize size;

  set_up (&fixture, "two-gaussians", "Dense(9, relu), Dropout(0.5), BatchNormalization, Dense(2, softmax)", 0);
  size = count_weights (&fixture) * sizeof (float);
  kept = g_memdup2 (nrn_weights_get_data (fixture.weights), size);
  for (guint of_batch = 0; of_batch < 2; of_batch++)
    {
      NrnLossStep a = { .value = 0.3, .learning_rate = 1, .other_value = 0.7 }, b = a;

      g_clear_pointer (&first, nrn_loss_valley_unref);
      g_clear_pointer (&second, nrn_loss_valley_unref);
      first = find (&fixture, 1, of_batch);
      second = find (&fixture, 1, of_batch);
      nrn_loss_valley_step (first, &a);
      nrn_loss_valley_step (second, &b);
      nrn_loss_valley_step (second, &b);
      g_assert_cmpmem (nrn_loss_valley_get_losses (first), NRN_LOSS_VALLEY_N_POINTS * sizeof (double),
                       nrn_loss_valley_get_losses (second), NRN_LOSS_VALLEY_N_POINTS * sizeof (double));
      g_assert_cmpmem (&a, sizeof a, &b, sizeof b);
      g_assert_false (isnan (a.gradient) || isnan (a.new_loss) || isnan (a.other_loss));
    }
  g_assert_cmpmem (nrn_weights_get_data (fixture.weights), size, kept, size);
  tear_down (&fixture);
}

static void
test_rows_in_words (void)
{
  Fixture fixture;
  g_autoptr (NrnLossValley) data = NULL;
  g_autoptr (NrnLossValley) batch = NULL;
  g_autoptr (NrnLossValley) some = NULL;
  g_autofree char *words = NULL;
  g_autofree char *batch_words = NULL;
  g_autofree char *some_words = NULL;
  guint n_rows, n_all;

  set_up (&fixture, "drug-trial", NULL, 0.1);
  data = find (&fixture, 0, FALSE);
  batch = find (&fixture, 0, TRUE);
  words = nrn_loss_valley_describe (data);
  batch_words = nrn_loss_valley_describe (batch);
  g_assert_cmpstr (words, ==, "Mean loss on all 1890 rows to train on.");
  g_assert_cmpstr (batch_words, ==, "Mean loss on the 10 rows of the next update.");
  tear_down (&fixture);

  /* Labels alternate in this data; the chosen rows must be of both. */
  set_up (&fixture, "drug-trial", "Dense(500, relu), Dense(500, relu), Dense(2, sigmoid)", 0);
  some = find (&fixture, 0, FALSE);
  n_rows = nrn_loss_valley_get_n_rows (some, &n_all);
  g_assert_cmpuint (n_rows, >=, 20);
  g_assert_cmpuint (n_rows, <, 2100);
  g_assert_cmpuint (n_all, ==, 2100);
  some_words = nrn_loss_valley_describe (some);
  g_assert_true (g_str_has_suffix (some_words, " of 2100 rows to train on."));
  tear_down (&fixture);
}

/* A step as long as learning rate times slope, and where it leads. */
static void
test_step (void)
{
  Fixture fixture;
  g_autoptr (NrnLossValley) valley = NULL;
  NrnLossStep step = { .learning_rate = RATE, .other_value = NAN };
  NrnLossStep landed;
  gsize weight;

  set_up (&fixture, "drug-trial", NULL, 0);
  weight = count_weights (&fixture) - 1;
  valley = find (&fixture, weight, FALSE);
  step.value = (double) nrn_weights_get_data (fixture.weights)[weight];
  nrn_loss_valley_step (valley, &step);
  g_assert_cmpfloat (step.new_value, ==,
                     (double) (float) (step.value - RATE * step.gradient));
  g_assert_cmpfloat (step.new_loss, <, step.loss);
  g_assert_cmpint (nrn_loss_step_judge (&step), ==, NRN_LOSS_LOWER);

  landed = (NrnLossStep) { .value = step.new_value, .other_value = NAN };
  nrn_loss_valley_step (valley, &landed);
  g_assert_cmpfloat (landed.loss, ==, step.new_loss);
  g_assert_cmpfloat (landed.gradient, ==, step.new_gradient);

  step.learning_rate = 1e5;
  nrn_loss_valley_step (valley, &step);
  g_assert_cmpfloat (step.new_loss, >, step.loss);
  g_assert_cmpint (nrn_loss_step_judge (&step), ==, NRN_LOSS_HIGHER);
  tear_down (&fixture);
}

static void
test_words (void)
{
  static const struct
  {
    NrnLossStep  step;
    const char  *words;
  } cases[] = {
    { { .loss = 0.4072, .gradient = 0.1, .new_loss = 0.4069, .new_gradient = 0.1 },
      "Loss 0.4072 → 0.4069: a step downhill." },
    { { .loss = 0.40720031, .gradient = 0.1, .new_loss = 0.40720011, .new_gradient = 0.1 },
      "Loss 0.4072003 → 0.4072001: a step downhill." },
    { { .loss = 0.4072, .gradient = 0.1, .new_loss = 0.3, .new_gradient = -0.1 },
      "Loss 0.4072 → 0.3: lower, but past the lowest point." },
    { { .loss = 0.4072, .gradient = 0.1, .new_loss = 0.4072 + 1e-9, .new_gradient = 0.1 },
      "Loss 0.4072: the step is too short to make a difference." },
    { { .loss = 0.4072, .gradient = 0, .new_loss = 0.4072, .new_gradient = 0 },
      "Loss 0.4072: it is flat here, so there is no step." },
    { { .loss = 0.4072, .gradient = 0.1, .new_loss = 0.52, .new_gradient = -0.4 },
      "Too far: the loss rises from 0.4072 to 0.52." },
    { { .loss = 0.4072, .gradient = 0.1, .new_loss = INFINITY, .new_gradient = NAN },
      "Too far: the loss goes from 0.4072 to infinity, or is no number." },
    { { .loss = NAN, .gradient = NAN, .new_loss = NAN, .new_gradient = NAN },
      "There is no loss here: it is infinite or not a number." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = nrn_loss_step_print (&cases[i].step);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_words_of_other_step (void)
{
  static const struct
  {
    NrnLossStep  step;
    const char  *words;
  } cases[] = {
    { { .loss = 0.4072, .other_loss = 0.4069 },
      "Adam, with this learning rate: loss 0.4072 → 0.4069, a step downhill." },
    { { .loss = 0.4072, .other_loss = 0.4072 + 1e-9 },
      "Adam, with this learning rate: loss 0.4072, too short a step to make a difference." },
    { { .loss = 0.4072, .other_loss = 7.25 },
      "Adam, with this learning rate: the loss rises from 0.4072 to 7.25." },
    { { .loss = 0.4072, .other_loss = INFINITY },
      "Adam, with this learning rate: too far, the loss is infinite or no number." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = nrn_loss_step_print_other (&cases[i].step, "Adam");

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_range (void)
{
  double minimum, maximum;

  nrn_loss_valley_choose_range (0.25, 0, &minimum, &maximum);
  g_assert_cmpfloat (minimum, ==, -0.75);
  g_assert_cmpfloat (maximum, ==, 1.25);
  nrn_loss_valley_choose_range (-3, 0, &minimum, &maximum);
  g_assert_cmpfloat (minimum, ==, -8);
  g_assert_cmpfloat (maximum, ==, 2);
  nrn_loss_valley_choose_range (0.25, 13, &minimum, &maximum);
  g_assert_cmpfloat (minimum, ==, -19.75);
  g_assert_cmpfloat (maximum, ==, 20.25);
}

/* Which loss it is: only what is true of it is said. */
static void
test_describe (void)
{
  static const struct { const char *layers, *words; } cases[] = {
    { "Dense(3, tanh), Dense(2, softmax)", "Mean loss on all 500 rows to train on." },
    { "Dense(3, tanh, kernel_regularizer=L2(0.5)), Dense(2, softmax)",
      "Mean loss on all 500 rows to train on. It includes the penalties of regularizers." },
    { "Dense(3, tanh), Dropout(0.5), Dense(2, softmax)",
      "Mean loss on all 500 rows to train on. Layers such as Dropout do what they do in training, the "
      "same at every point." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture fixture;
      g_autoptr (NrnLossValley) valley = NULL;
      g_autofree char *words = NULL;

      set_up (&fixture, "two-gaussians", cases[i].layers, 0);
      valley = find (&fixture, 2, FALSE);
      words = nrn_loss_valley_describe (valley);
      g_assert_cmpstr (words, ==, cases[i].words);
      tear_down (&fixture);
    }
}

/* The words about the curve are those of its points. */
static void
test_describe_curve (void)
{
  Fixture fixture;
  g_autoptr (NrnLossValley) valley = NULL;
  g_autofree char *words = NULL;
  double weights[3], losses[3], lowest = INFINITY;

  set_up (&fixture, "drug-trial", NULL, 0);
  valley = find (&fixture, 300, FALSE);
  words = nrn_loss_valley_describe_curve (valley);
  {
    g_auto (GStrv) parts = g_strsplit (words, "−", -1);
    g_autofree char *plain = g_strjoinv ("-", parts);

    g_assert_cmpint (sscanf (plain, "From weight %lf to %lf the loss goes from %lf to %lf; it is lowest, "
                             "%lf, at %lf.", &weights[0], &weights[1], &losses[0], &losses[1],
                             &losses[2], &weights[2]), ==, 6);
  }
  for (guint i = 0; i < NRN_LOSS_VALLEY_N_POINTS; i++)
    lowest = MIN (lowest, nrn_loss_valley_get_losses (valley)[i]);
  g_assert_cmpfloat_with_epsilon (losses[0], nrn_loss_valley_get_losses (valley)[0], 1e-3);
  g_assert_cmpfloat_with_epsilon (losses[2], lowest, 1e-3);
  g_assert_cmpfloat_with_epsilon (nrn_loss_valley_find_loss (valley, weights[2]), lowest, 1e-3);
  tear_down (&fixture);
}

static void
test_formula (void)
{
  const NrnLossStep step = { .value = (double) 0.6f, .learning_rate = 0.01,
                             .gradient = -0.106127, .new_value = (double) 0.60106127f };
  g_autofree char *text = nrn_loss_step_print_formula (&step);

  g_assert_cmpstr (text, ==, "new weight = old weight − learning rate × gradient\n"
                             "= 0.6 − 0.01 × −0.106127 = 0.601061");
}

static void
test_line_between_points (void)
{
  Fixture fixture;
  g_autoptr (NrnLossValley) valley = NULL;
  const double *x, *y;

  set_up (&fixture, "drug-trial", NULL, 0);
  valley = find (&fixture, 9, FALSE);
  x = nrn_loss_valley_get_values (valley, NULL);
  y = nrn_loss_valley_get_losses (valley);
  g_assert_cmpfloat (nrn_loss_valley_find_loss (valley, x[0]), ==, y[0]);
  g_assert_cmpfloat_with_epsilon (nrn_loss_valley_find_loss (valley, (x[4] + x[5]) / 2),
                                  (y[4] + y[5]) / 2, 1e-9);
  g_assert_true (isnan (nrn_loss_valley_find_loss (valley, x[0] - 1)));
  tear_down (&fixture);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  GAsyncResult **answer = data;

  *answer = g_object_ref (result);
}

static GAsyncResult *
await (GAsyncResult **answer)
{
  while (*answer == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *answer;
}

static void
test_on_a_thread (void)
{
  Fixture fixture;
  NrnLossValleyQuestion question;
  g_autoptr (NrnLossValley) here = NULL;
  g_autoptr (NrnLossValley) there = NULL;
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) step_answer = NULL;
  g_autoptr (GError) error = NULL;
  NrnLossStep step = { .value = 0.5, .learning_rate = 1, .other_value = NAN }, expected = step;

  set_up (&fixture, "drug-trial", NULL, 0);
  question = ask (&fixture, 11, FALSE);
  here = find (&fixture, 11, FALSE);
  nrn_loss_valley_new_async (&question, NULL, answered_cb, &answer);
  there = nrn_loss_valley_new_finish (await (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpmem (nrn_loss_valley_get_losses (here), NRN_LOSS_VALLEY_N_POINTS * sizeof (double),
                   nrn_loss_valley_get_losses (there), NRN_LOSS_VALLEY_N_POINTS * sizeof (double));

  nrn_loss_valley_step (here, &expected);
  nrn_loss_valley_step_async (there, &step, NULL, answered_cb, &step_answer);
  g_assert_true (nrn_loss_valley_step_finish (await (&step_answer), &step));
  g_assert_cmpfloat (step.new_loss, ==, expected.new_loss);
  g_assert_cmpfloat (step.gradient, ==, expected.gradient);
  tear_down (&fixture);
}

static void
test_cancel (void)
{
  Fixture fixture;
  NrnLossValleyQuestion question;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) late_error = NULL;

  set_up (&fixture, "drug-trial", NULL, 0);
  question = ask (&fixture, 11, FALSE);
  g_cancellable_cancel (cancellable);
  g_assert_null (nrn_loss_valley_new (&question, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_cancellable_reset (cancellable);
  nrn_loss_valley_new_async (&question, cancellable, answered_cb, &answer);
  g_cancellable_cancel (cancellable);
  g_assert_null (nrn_loss_valley_new_finish (await (&answer), &late_error));
  g_assert_error (late_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  tear_down (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/document/loss-valley/points-are-losses", test_points_are_losses);
  g_test_add_func ("/document/loss-valley/slope-is-difference", test_slope_is_difference);
  g_test_add_data_func ("/document/loss-valley/batch-is-of-update/plain",
                        "Dense(4, tanh), Dense(2, softmax)", test_batch_is_of_update);
  g_test_add_data_func ("/document/loss-valley/batch-is-of-update/penalties",
                        "Dense(4, relu, kernel_regularizer=L1L2(0.01, 0.02), "
                        "activity_regularizer=L2(0.1)), Dense(2, softmax, bias_regularizer=L2(0.1))",
                        test_batch_is_of_update);
  g_test_add_data_func ("/document/loss-valley/batch-is-of-update/training-only",
                        "Dense(6, relu), Dropout(0.4), BatchNormalization, GaussianNoise(0.1), "
                        "Dense(2, softmax)", test_batch_is_of_update);
  g_test_add_func ("/document/loss-valley/batch-loss", test_batch_loss);
  g_test_add_func ("/document/loss-valley/penalties-count", test_penalties_count);
  g_test_add_func ("/document/loss-valley/nothing-changes", test_nothing_changes);
  g_test_add_func ("/document/loss-valley/rows-in-words", test_rows_in_words);
  g_test_add_func ("/document/loss-valley/step", test_step);
  g_test_add_func ("/document/loss-valley/words", test_words);
  g_test_add_func ("/document/loss-valley/words-of-other-step", test_words_of_other_step);
  g_test_add_func ("/document/loss-valley/range", test_range);
  g_test_add_func ("/document/loss-valley/describe", test_describe);
  g_test_add_func ("/document/loss-valley/describe-curve", test_describe_curve);
  g_test_add_func ("/document/loss-valley/formula", test_formula);
  g_test_add_func ("/document/loss-valley/line-between-points", test_line_between_points);
  g_test_add_func ("/document/loss-valley/on-a-thread", test_on_a_thread);
  g_test_add_func ("/document/loss-valley/cancel", test_cancel);

  return g_test_run ();
}
