/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Rows that count differently, of their own or by their class.
 */

#include "nrn-fit.h"

#include <math.h>
#include <string.h>

#include "nrn-error.h"

/* Four rows of one feature x and the target t. */
static const float inputs[] = { 1, 2, 3, 4 };
static const float targets[] = { 0, 1, 0, 1 };

/* p = 0.5 x, so that p − t is 0.5, 0, 1.5 and 1. */
static const float start_data[] = { 0.5f, 0 };

typedef struct
{
  NrnArchitecture *architecture;
  NrnWeights      *weights;
  NrnConfig       *loss;
  NrnConfig       *optimizer;
  NrnSamples      *samples;
} Setup;

static void
setup_init (Setup *setup)
{
  setup->architecture = nrn_architecture_parse ("1-1", "linear", NULL);
  setup->weights = nrn_weights_new (setup->architecture, start_data);
  setup->loss = nrn_config_new_by_name (NRN_FAMILY_LOSS, "mean_squared_error", NULL);
  setup->optimizer = nrn_config_parse (NRN_FAMILY_OPTIMIZER, "SGD(learning_rate=0.01)", NULL);
  setup->samples = nrn_samples_new (4, 1, 1, inputs, targets);
}

static void
setup_clear (Setup *setup)
{
  nrn_architecture_unref (setup->architecture);
  nrn_weights_unref (setup->weights);
  nrn_config_unref (setup->loss);
  nrn_config_unref (setup->optimizer);
  nrn_samples_unref (setup->samples);
}

static NrnFit *
fit_new (Setup                *setup,
         const NrnFitOptions  *options,
         GError              **error)
{
  return nrn_fit_new (setup->architecture, setup->weights, setup->loss, setup->optimizer,
                      setup->samples, options, error);
}

static void
run (NrnFit *fit)
{
  while (nrn_fit_step (fit) != NRN_FIT_DONE)
    ;
}

static void
weigh (Setup       *setup,
       const float *weights)
{
  NrnSamples *weighted = nrn_samples_with_weights (setup->samples, weights);

  nrn_samples_unref (setup->samples);
  setup->samples = weighted;
}

/* All rows at once:
 *   loss = (2 · 0.25 + 1 · 0 + 0.5 · 2.25 + 4 · 1) / 4 = 5.625 / 4
 *   dL/dw = 2 (2 · 0.5 · 1 + 0.5 · 1.5 · 3 + 4 · 1 · 4) / 4 = 38.5 / 4
 *   dL/db = 2 (2 · 0.5 + 0.5 · 1.5 + 4 · 1) / 4 = 11.5 / 4
 * It is divided by the four rows and not by the weights' sum, and the metrics
 * do not know of it. */
static void
test_sample_weights_by_hand (void)
{
  static const float weights[] = { 2, 1, 0.5f, 4 };
  g_autoptr (NrnMetrics) metrics = nrn_metrics_parse ("mean_squared_error, accuracy", NULL);
  NrnFitOptions options = { .batch_size = 4, .epochs = 1, .metrics = metrics };
  Setup setup;
  g_autoptr (NrnFit) fit = NULL;
  g_autoptr (NrnHistory) history = NULL;
  g_autoptr (NrnWeights) after = NULL;
  float gradients[2];

  setup_init (&setup);
  weigh (&setup, weights);
  fit = fit_new (&setup, &options, NULL);
  run (fit);
  history = nrn_fit_dup_history (fit);
  g_assert_cmpfloat_with_epsilon (nrn_history_get_epoch (history, 0).loss, 5.625 / 4, 1e-7);
  g_assert_cmpfloat_with_epsilon (nrn_history_get (history, 0, 1, NRN_ROWS_TRAINING),
                                  (0.25 + 0 + 2.25 + 1) / 4, 1e-7);
  g_assert_cmpfloat (nrn_history_get_epoch (history, 0).accuracy, ==, 0.75);

  nrn_model_copy_gradients (nrn_fit_get_model (fit), gradients);
  g_assert_cmpfloat_with_epsilon (gradients[0], 38.5 / 4, 1e-6);
  g_assert_cmpfloat_with_epsilon (gradients[1], 11.5 / 4, 1e-6);
  after = nrn_model_dup_weights (nrn_fit_get_model (fit));
  g_assert_cmpfloat_with_epsilon (nrn_weights_get_data (after)[0], 0.5 - 0.385 / 4, 1e-6);
  setup_clear (&setup);
}

/* Batches of three rows and of one: the printed loss is Σ batch loss · rows /
 * Σ rows, where a row's weight does not count as more rows. The weights follow
 * their rows through the order. */
static void
test_sample_weights_over_batches (void)
{
  static const float weights[] = { 2, 1, 0.5f, 4 };
  NrnFitOptions options = { .batch_size = 3, .epochs = 1, .shuffle = TRUE, .seed = 3 };
  Setup setup;
  g_autoptr (NrnFit) fit = NULL;

  setup_init (&setup);
  weigh (&setup, weights);
  nrn_config_unref (setup.optimizer);
  setup.optimizer = nrn_config_parse (NRN_FAMILY_OPTIMIZER, "SGD(learning_rate=1e-30)", NULL);
  fit = fit_new (&setup, &options, NULL);
  run (fit);
  g_assert_cmpfloat_with_epsilon (nrn_fit_get_last_epoch (fit)->loss, 5.625 / 4, 1e-6);
  setup_clear (&setup);
}

/* The last row is held out. By its own weight it counts there as well; by its
 * class only the rows that are trained on do, as in Keras. */
static void
test_rows_held_out (void)
{
  static const float weights[] = { 2, 1, 0.5f, 4 };
  g_autoptr (NrnClassWeights) class_weight = nrn_class_weights_parse ("0=3, 1=5", NULL);
  NrnFitOptions options = { .batch_size = 4, .epochs = 1, .validation_split = 0.25 };
  Setup setup;
  g_autoptr (NrnFit) by_class = NULL;
  g_autoptr (NrnFit) by_row = NULL;
  NrnEpoch now;

  setup_init (&setup);
  options.class_weight = class_weight;
  by_class = fit_new (&setup, &options, NULL);
  nrn_fit_evaluate (by_class, &now);
  g_assert_cmpfloat_with_epsilon (now.loss, (3 * 0.25 + 0 + 3 * 2.25) / 3, 1e-6);
  g_assert_cmpfloat_with_epsilon (now.val_loss, 1, 1e-6);

  weigh (&setup, weights);
  options.class_weight = NULL;
  by_row = fit_new (&setup, &options, NULL);
  nrn_fit_evaluate (by_row, &now);
  g_assert_cmpfloat_with_epsilon (now.loss, (2 * 0.25 + 0 + 0.5 * 2.25) / 3, 1e-6);
  g_assert_cmpfloat_with_epsilon (now.val_loss, 4, 1e-6);
  setup_clear (&setup);
}

/* The same weights lead to the same bits, wherever they come from, also with
 * another batch size on the way. */
static void
test_classes_are_rows (void)
{
  static const float weights[] = { 0.5f, 3, 0.5f, 3 };
  g_autoptr (NrnClassWeights) class_weight = nrn_class_weights_parse ("1=3,0=0.5", NULL);
  NrnFitOptions options = {
    .batch_size = 2, .epochs = 9, .shuffle = TRUE, .seed = 1, .class_weight = class_weight,
  };
  NrnFitOptions other;
  Setup setup;
  g_autoptr (NrnFit) by_class = NULL;
  g_autoptr (NrnFit) by_row = NULL;
  g_autoptr (NrnHistory) history = NULL;
  g_autoptr (NrnHistory) same = NULL;

  setup_init (&setup);
  by_class = fit_new (&setup, &options, NULL);
  weigh (&setup, weights);
  options.class_weight = NULL;
  by_row = fit_new (&setup, &options, NULL);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpint (nrn_fit_step (by_class), ==, nrn_fit_step (by_row));
  other = options;
  other.batch_size = 3;
  nrn_fit_set_options (by_row, &other);
  other.class_weight = class_weight;
  nrn_fit_set_options (by_class, &other);
  run (by_class);
  run (by_row);
  history = nrn_fit_dup_history (by_class);
  same = nrn_fit_dup_history (by_row);
  g_assert_true (nrn_history_equal (history, same));
  g_assert_cmpfloat (nrn_history_get_epoch (history, 8).loss, <,
                     nrn_history_get_epoch (history, 0).loss);
  setup_clear (&setup);
}

/* A weight of 1 for all changes no bit. */
static void
test_ones_are_nothing (void)
{
  g_autoptr (NrnClassWeights) ones = nrn_class_weights_parse ("1=1", NULL);
  NrnFitOptions options = { .batch_size = 2, .epochs = 5, .shuffle = TRUE, .seed = 1 };
  Setup setup;
  g_autoptr (NrnFit) plain = NULL;
  g_autoptr (NrnFit) weighted = NULL;
  g_autoptr (NrnHistory) history = NULL;
  g_autoptr (NrnHistory) same = NULL;

  setup_init (&setup);
  plain = fit_new (&setup, &options, NULL);
  options.class_weight = ones;
  weighted = fit_new (&setup, &options, NULL);
  run (plain);
  run (weighted);
  history = nrn_fit_dup_history (plain);
  same = nrn_fit_dup_history (weighted);
  g_assert_true (nrn_history_equal (history, same));
  setup_clear (&setup);
}

/* The class of a row is its number, rounded, or the largest of its targets. */
static void
test_class_of_a_row (void)
{
  static const float one_hot[] = { 1, 0, 0, 0, 0, 1, 0, 1, 0, 0.1f, 0.2f, 0.7f };
  static const float class_numbers[] = { 0, 2, 1, 2 };
  static const guint order[] = { 3, 2, 0, 1 };
  static const float expected[] = { 1, 7, 0.5f, 7 };
  static const float held_out[] = { 1, 1, 0.5f, 7 };
  g_autoptr (NrnClassWeights) weights = nrn_class_weights_parse ("2=7, 1=0.5", NULL);
  g_autoptr (NrnSamples) by_number = nrn_samples_new (4, 1, 1, inputs, class_numbers);
  g_autoptr (NrnSamples) by_output = nrn_samples_new (4, 1, 3, inputs, one_hot);
  g_autofree float *numbers = NULL;
  g_autofree float *outputs = NULL;

  /* The last in the order is held out. */
  numbers = nrn_class_weights_weigh (weights, by_number, NRN_TARGET_CLASS, 3, order, NULL);
  outputs = nrn_class_weights_weigh (weights, by_output, NRN_TARGET_ONE_HOT, 4, order, NULL);
  g_assert_cmpmem (numbers, sizeof held_out, held_out, sizeof held_out);
  g_assert_cmpmem (outputs, sizeof expected, expected, sizeof expected);
}

static void
test_texts (void)
{
  static const struct { const char *text, *again; } good[] = {
    { "0=1,1=5", "0=1, 1=5" }, { " 2 = 0.25 ", "2=0.25" }, { "", "" }, { "-1=2, 1=0", "-1=2, 1=0" },
  };
  static const struct { const char *text, *sentence; } bad[] = {
    { "5", "“5” is no class weight; write CLASS=WEIGHT *" },
    { "setosa=2", "“setosa=2” is no class weight; *" },
    { "1=", "“1=” is no class weight; *" },
    { "1=-2", "The weight of class 1 cannot be -2; *" },
    { "1=inf", "The weight of class 1 cannot be inf; *" },
    { "1=2x", "The weight of class 1 cannot be nan; *" },
    { "1=2,1=3", "The weight of class 1 is given twice; give it once." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (NrnClassWeights) weights = nrn_class_weights_parse (good[i].text, &error);
      g_autofree char *again = NULL;

      g_assert_no_error (error);
      again = nrn_class_weights_to_string (weights);
      g_assert_cmpstr (again, ==, good[i].again);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (nrn_class_weights_parse (bad[i].text, &error));
      if (!g_pattern_match_simple (bad[i].sentence, error->message))
        g_error ("“%s” is not like “%s”", error->message, bad[i].sentence);
    }
}

static void
test_refuses_nonsense (void)
{
  static const float ones[] = { 1, 1, 1, 1 };
  g_autoptr (NrnClassWeights) class_weight = nrn_class_weights_parse ("2=3", NULL);
  NrnFitOptions options = { .batch_size = 4, .epochs = 1, .class_weight = class_weight };
  Setup setup;
  g_autoptr (GError) error = NULL;

  setup_init (&setup);
  g_assert_null (fit_new (&setup, &options, &error));
  g_assert_cmpstr (error->message, ==, "There is no row of class 2 that could be given a weight; the "
                                       "classes of the data are from 0 to 1.");
  g_clear_error (&error);
  weigh (&setup, ones);
  g_assert_null (fit_new (&setup, &options, &error));
  g_assert_true (g_str_has_prefix (error->message, "Rows cannot have a class_weight and a "
                                                   "sample_weight at the same time"));
  setup_clear (&setup);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/training/class-weights/sample-weights-by-hand", test_sample_weights_by_hand);
  g_test_add_func ("/training/class-weights/sample-weights-over-batches",
                   test_sample_weights_over_batches);
  g_test_add_func ("/training/class-weights/rows-held-out", test_rows_held_out);
  g_test_add_func ("/training/class-weights/classes-are-rows", test_classes_are_rows);
  g_test_add_func ("/training/class-weights/ones-are-nothing", test_ones_are_nothing);
  g_test_add_func ("/training/class-weights/class-of-a-row", test_class_of_a_row);
  g_test_add_func ("/training/class-weights/texts", test_texts);
  g_test_add_func ("/training/class-weights/refuses-nonsense", test_refuses_nonsense);

  return g_test_run ();
}
