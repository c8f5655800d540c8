/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * neurons-cli train: its log, its seed, what it saves.
 */

#include "nrn-cli-test.h"

#include <math.h>
#include <string.h>

#include "nrn-preset.h"

#define QUICK "train --preset xor --epochs 2 --log none "

static void
assert_keras_log (NrnCliTest *cli,
                  guint       n_epochs,
                  guint       n_planned,
                  const char *pattern)
{
  g_auto (GStrv) lines = nrn_cli_test_lines (cli);

  g_assert_cmpuint (g_strv_length (lines), ==, 2 * n_epochs);
  for (guint i = 0; i < n_epochs; i++)
    {
      g_autofree char *head = g_strdup_printf ("Epoch %u/%u", i + 1, n_planned);

      g_assert_cmpstr (lines[2 * i], ==, head);
      if (!g_regex_match_simple (pattern, lines[2 * i + 1], 0, 0))
        g_error ("“%s” does not match %s", lines[2 * i + 1], pattern);
    }
}

static void
prints_keras_log (NrnCliTest    *cli,
                  gconstpointer  data)
{
  nrn_cli_test_succeed (cli, "train");
  assert_keras_log (cli, 20, 20, "^ \\d+s - loss: \\d\\.\\d{4} - acc: [01]\\.\\d{4}$");

  nrn_cli_test_succeed (cli, "train --epochs 3 --validation-split 0.25 --log Keras");
  assert_keras_log (cli, 3, 3, "^ \\d+s - loss: \\d\\.\\d{4} - acc: [01]\\.\\d{4} - "
                               "val_loss: \\d\\.\\d{4} - val_acc: [01]\\.\\d{4}$");

  nrn_cli_test_succeed (cli, "train --preset line --epochs 2");
  assert_keras_log (cli, 2, 2, "^ \\d+s - loss: \\d\\.\\d{4}$");
}

/* In the order and with the names in which they were asked for, also in the file
 * that is saved and in what is trained from it. */
static void
measures_metrics (NrnCliTest    *cli,
                  gconstpointer  data)
{
  static const char *const names[] = {
    "loss", "recall", "precision", "precision_1", "val_loss", "val_recall", "val_precision",
    "val_precision_1",
  };

  nrn_cli_test_succeed (cli, "train --epochs 2 --loss categorical_crossentropy --validation-split "
                             "0.25 --metrics accuracy,mse");
  assert_keras_log (cli, 2, 2, "^ \\d+s - loss: \\d\\.\\d{4} - acc: [01]\\.\\d{4} - "
                               "mean_squared_error: \\d\\.\\d{4} - val_loss: \\d\\.\\d{4} - "
                               "val_acc: [01]\\.\\d{4} - val_mean_squared_error: \\d\\.\\d{4}$");

  nrn_cli_test_succeed (cli, "train --epochs 2 --loss categorical_crossentropy --validation-split "
                             "0.25 --metrics recall,precision,precision(class_id=1) --log none "
                             "--save a.neurons");
  nrn_cli_test_succeed (cli, "train a.neurons --log json");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_cmpfloat (nrn_cli_test_log (cli, 2, names[i]), >=, 0);
      g_assert_cmpfloat (nrn_cli_test_log (cli, 2, names[i]), <, 2);
    }

  nrn_cli_test_succeed (cli, "train a.neurons --epochs 1 --metrics ,");
  assert_keras_log (cli, 1, 1, "^ \\d+s - loss: \\d\\.\\d{4} - val_loss: \\d\\.\\d{4}$");
  nrn_cli_test_succeed (cli, "train --preset line --epochs 1 --metrics mae");
  assert_keras_log (cli, 1, 1, "^ \\d+s - loss: \\d\\.\\d{4} - mean_absolute_error: "
                               "\\d\\.\\d{4}$");
}

/* Layers as Keras has them; what is learned, moving averages included, is in
 * the file, and the same seed gives the same. */
static void
takes_layers (NrnCliTest    *cli,
              gconstpointer  data)
{
  static const char *const layers =
    "BatchNormalization(), Dense(8, activation=\"relu\"), Dropout(0.25), GaussianNoise(0.1), "
    "LayerNormalization(), Dense(2, sigmoid)";
  g_autofree char *a = NULL;

  nrn_cli_test_succeed (cli, "train --epochs 3 --log none --layers '%s' --save a.neurons", layers);
  nrn_cli_test_succeed (cli, "train --epochs 3 --log none --layers '%s' --save b.neurons", layers);
  g_assert_true (nrn_cli_test_same (cli, "a.neurons", "b.neurons"));
  a = nrn_cli_test_read (cli, "a.neurons", NULL);
  g_assert_nonnull (strstr (a, "\"batch_normalization/moving_variance\""));
  g_assert_nonnull (strstr (a, "\"layer_normalization/gamma\""));
  g_assert_nonnull (strstr (a, "\"rate\": 0.25"));

  nrn_cli_test_succeed (cli, "train a.neurons --continue --epochs 1 --log none");
  nrn_cli_test_fail (cli, "This experiment has layers of several kinds; *",
                     "train a.neurons --activations relu,relu");
  nrn_cli_test_succeed (cli, "train a.neurons --epochs 1 --log none --layers Dense(2,softmax)");
}

/* The sentence goes to stderr, so that the log stays a log. */
static void
stops_early (NrnCliTest    *cli,
             gconstpointer  data)
{
  g_auto (GStrv) lines = NULL;

  nrn_cli_test_run (cli, "train --stop-accuracy 0.85 --log json");
  g_assert_cmpint (cli->status, ==, NRN_CLI_TEST_DONE);
  lines = nrn_cli_test_lines (cli);
  g_assert_cmpuint (g_strv_length (lines), <, 20);
  for (guint i = 0; lines[i] != NULL; i++)
    g_assert_cmpint (nrn_cli_test_log (cli, i + 1, "accuracy") >= 0.85, ==, lines[i + 1] == NULL);
  g_assert_true (g_pattern_match_simple ("Works: *.\nStopped after epoch *: the accuracy has reached 85 %.\n",
                                         cli->errors));

  /* Loss that must fall by a whole 1 never improves on the first epoch. */
  nrn_cli_test_run (cli, "train --preset drug-trial-16 --early-stopping val_loss --patience 3 --min-delta 1 "
                         "--restore-best-weights --validation-split 0.2 --save a.neurons");
  assert_keras_log (cli, 4, 20, "val_loss");
  g_assert_cmpstr (cli->errors, ==, "Stopped after epoch 4: val_loss has not improved for 3 epochs. "
                                    "The weights are those of the best epoch, 1.\n");

  /* Any metric; and so much is learned that there is nothing to wait for. */
  nrn_cli_test_run (cli, "train --loss categorical_crossentropy --metrics recall --early-stopping "
                         "recall --mode max --baseline 2 --patience 4 --start-from-epoch 3 --min-delta 1");
  assert_keras_log (cli, 7, 20, "recall");
  g_assert_true (g_str_has_suffix (cli->errors, "Stopped after epoch 7: recall has not improved "
                                                "beyond 2 for 4 epochs.\n"));

  /* A file keeps the conditions; --early-stopping none takes them away. */
  nrn_cli_test_run (cli, "train a.neurons --patience 1");
  assert_keras_log (cli, 2, 20, "val_loss");
  nrn_cli_test_succeed (cli, "train a.neurons --early-stopping none --epochs 5");
  assert_keras_log (cli, 5, 5, "val_loss");
  nrn_cli_test_succeed (cli, "train a.neurons --log none");
}

static void
learns_the_drug_trial (NrnCliTest    *cli,
                       gconstpointer  data)
{
  nrn_cli_test_succeed (cli, "train --log json");
  g_assert_cmpfloat (nrn_cli_test_log (cli, 1, "loss"), >, 0.6);
  g_assert_cmpfloat (nrn_cli_test_log (cli, 20, "loss"), <, 0.45);
  g_assert_cmpfloat (nrn_cli_test_log (cli, 20, "accuracy"), >, 0.9);
}

static void
prints_json_log (NrnCliTest    *cli,
                 gconstpointer  data)
{
  static const char *const names[] = { "loss", "accuracy", "val_loss", "val_accuracy" };
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *saved = NULL;
  JsonObject *object;

  nrn_cli_test_succeed (cli, "train --epochs 5 --log json --validation-split 0.2 --save a.neurons");
  saved = nrn_cli_test_read (cli, "a.neurons", NULL);
  node = json_from_string (saved, NULL);
  object = json_object_get_object_member (json_node_get_object (node), "trained");
  object = json_object_get_object_member (object, "history");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      JsonArray *history = json_object_get_array_member (object, names[i]);

      g_assert_cmpuint (json_array_get_length (history), ==, 5);
      for (guint epoch = 1; epoch <= 5; epoch++)
        {
          double recorded = json_array_get_double_element (history, epoch - 1);
          double printed = nrn_cli_test_log (cli, epoch, names[i]);

          /* Far below a float's spacing of 6e-8. */
          g_assert_cmpfloat (fabs (printed - recorded), <=, 5e-9 * fabs (recorded));
        }
    }

  nrn_cli_test_succeed (cli, "train --epochs 1 --log json");
  g_assert_true (isnan (nrn_cli_test_log (cli, 1, "val_loss")));
}

static void
prints_nothing (NrnCliTest    *cli,
                gconstpointer  data)
{
  nrn_cli_test_succeed (cli, "train --epochs 1 --log none");
  g_assert_cmpstr (cli->output, ==, "");

  nrn_cli_test_succeed (cli, "train --epochs 0");
  g_assert_cmpstr (cli->output, ==, "");
}

static void
seed_fixes_everything (NrnCliTest    *cli,
                       gconstpointer  data)
{
  g_autofree char *model = NULL;
  g_autofree char *again = NULL;

  nrn_cli_test_succeed (cli, QUICK "--seed 7 --save a.neurons --save a.json");
  nrn_cli_test_succeed (cli, QUICK "--seed 7 --save b.neurons --save b.json");
  nrn_cli_test_succeed (cli, QUICK "--seed 8 --save c.neurons --save c.json");

  g_assert_true (nrn_cli_test_same (cli, "a.neurons", "b.neurons"));
  g_assert_true (nrn_cli_test_same (cli, "a.weights.bin", "b.weights.bin"));
  g_assert_false (nrn_cli_test_same (cli, "a.weights.bin", "c.weights.bin"));

  /* The same name, so that model.json names the same file of weights. */
  nrn_cli_test_succeed (cli, QUICK "--seed 7 --save model.json");
  model = nrn_cli_test_read (cli, "model.json", NULL);
  nrn_cli_test_succeed (cli, QUICK "--seed 7 --save model.json");
  again = nrn_cli_test_read (cli, "model.json", NULL);
  g_assert_cmpstr (model, ==, again);
  g_assert_true (nrn_cli_test_same (cli, "a.weights.bin", "weights.bin"));
}

static void
replaces_existing_files (NrnCliTest    *cli,
                         gconstpointer  data)
{
  nrn_cli_test_write (cli, "a.neurons", "old");
  nrn_cli_test_write (cli, "model.json", "old");
  nrn_cli_test_write (cli, "weights.bin", "old");
  nrn_cli_test_succeed (cli, QUICK "--save a.neurons --save model.json");

  nrn_cli_test_write (cli, "x.csv", "x,y\n0,0\n1,0\n");
  nrn_cli_test_succeed (cli, "predict --model a.neurons --data x.csv");
  nrn_cli_test_succeed (cli, "predict --model model.json --data x.csv");
}

static void
saved_experiment_trains_alike (NrnCliTest    *cli,
                               gconstpointer  data)
{
  nrn_cli_test_succeed (cli, "train --preset spiral --epochs 2 --batch-size 20 --optimizer SGD "
                        "--optimizer-option momentum=0.5 --validation-split 0.1 --log none "
                        "--save a.neurons --save a.json");
  nrn_cli_test_succeed (cli, "train a.neurons --log none --save b.neurons --save b.json");
  g_assert_true (nrn_cli_test_same (cli, "a.neurons", "b.neurons"));
  g_assert_true (nrn_cli_test_same (cli, "a.weights.bin", "b.weights.bin"));

  nrn_cli_test_succeed (cli, "train a.neurons --continue --log none --save c.json");
  g_assert_false (nrn_cli_test_same (cli, "a.weights.bin", "c.weights.bin"));

  nrn_cli_test_succeed (cli, "train a.neurons --continue --epochs 0 --save d.json");
  g_assert_true (nrn_cli_test_same (cli, "a.weights.bin", "d.weights.bin"));
}

static void
model_without_epochs_is_a_copy (NrnCliTest    *cli,
                                gconstpointer  data)
{
  nrn_cli_test_succeed (cli, QUICK "--save a.json");
  nrn_cli_test_succeed (cli, "train --preset xor --model a.json --epochs 0 --save b.json "
                        "--save b.neurons");
  g_assert_true (nrn_cli_test_same (cli, "a.weights.bin", "b.weights.bin"));

  nrn_cli_test_succeed (cli, "train b.neurons --continue --epochs 0 --save c.json");
  g_assert_true (nrn_cli_test_same (cli, "a.weights.bin", "c.weights.bin"));
}

static void
trains_preset (NrnCliTest    *cli,
               gconstpointer  data)
{
  const NrnPreset *preset = data;

  nrn_cli_test_succeed (cli, "train --preset %s --epochs 2 --log json", preset->name);
  g_assert_true (isfinite (nrn_cli_test_log (cli, 1, "loss")));
  g_assert_cmpfloat (nrn_cli_test_log (cli, 2, "loss"), <, nrn_cli_test_log (cli, 1, "loss"));
}

static void
names_are_in_any_case (NrnCliTest    *cli,
                       gconstpointer  data)
{
  nrn_cli_test_succeed (cli, QUICK "--network 2-4-1 --activations tanh,sigmoid --optimizer SGD "
                        "--loss mean_squared_error --save a.json");
  nrn_cli_test_succeed (cli, QUICK "--network 2-4-1 --activations TanH,Sigmoid --optimizer sgd "
                        "--loss MSE --save b.json");
  g_assert_true (nrn_cli_test_same (cli, "a.weights.bin", "b.weights.bin"));
}

static void
optimizer_options_add_up (NrnCliTest    *cli,
                          gconstpointer  data)
{
  nrn_cli_test_succeed (cli, QUICK "--optimizer-option beta_1=0.5 --save a.json");
  nrn_cli_test_succeed (cli, QUICK "--optimizer-option epsilon=0.1 --save b.json");
  nrn_cli_test_succeed (cli, QUICK "--optimizer-option beta_1=0.5 --optimizer-option epsilon=0.1 "
                        "--save c.json");
  nrn_cli_test_succeed (cli, QUICK "--optimizer-option learning_rate=0.5 --save d.json");
  nrn_cli_test_succeed (cli, QUICK "--learning-rate 0.5 --save e.json");

  g_assert_false (nrn_cli_test_same (cli, "a.weights.bin", "b.weights.bin"));
  g_assert_false (nrn_cli_test_same (cli, "a.weights.bin", "c.weights.bin"));
  g_assert_false (nrn_cli_test_same (cli, "b.weights.bin", "c.weights.bin"));
  g_assert_true (nrn_cli_test_same (cli, "d.weights.bin", "e.weights.bin"));
}

static void
learning_rate_follows_schedule (NrnCliTest    *cli,
                                gconstpointer  data)
{
  g_auto (GStrv) lines = NULL;

  /* 2100 rows in batches of 10: 210 updates an epoch. */
  nrn_cli_test_succeed (cli, "train --epochs 2 --learning-rate "
                        "\"ExponentialDecay(initial_learning_rate=0.01, decay_steps=210, decay_rate=0.5)\" "
                        "--log json --save a.neurons");
  lines = nrn_cli_test_lines (cli);
  g_assert_true (g_str_has_suffix (lines[0], ",\"learning_rate\":0.00499999989}"));
  g_assert_true (g_str_has_suffix (lines[1], ",\"learning_rate\":0.00249999994}"));

  nrn_cli_test_succeed (cli, "train --epochs 2 --optimizer-option "
                        "\"learning_rate=PiecewiseConstantDecay([209, 419], [0.02, 0.0005, 0])\"");
  assert_keras_log (cli, 2, 2, "^ \\d+s - loss: \\d\\.\\d{4} - acc: [01]\\.\\d{4} - "
                               "learning_rate: (5\\.0000e-04|0\\.0000)$");

  /* The file has it, and a number ends it. */
  nrn_cli_test_succeed (cli, "train a.neurons --save b.neurons");
  g_assert_true (nrn_cli_test_same (cli, "a.neurons", "b.neurons"));
  nrn_cli_test_succeed (cli, "train a.neurons --learning-rate 0.01 --log json");
  g_assert_null (strstr (cli->output, "learning_rate"));
}

int
main (int   argc,
      char *argv[])
{
  guint n_presets;
  const NrnPreset *presets = nrn_preset_get_all (&n_presets);

  g_test_init (&argc, &argv, NULL);

  nrn_cli_test_add ("/cli/train/prints-keras-log", NULL, prints_keras_log);
  nrn_cli_test_add ("/cli/train/prints-json-log", NULL, prints_json_log);
  nrn_cli_test_add ("/cli/train/learning-rate-follows-schedule", NULL, learning_rate_follows_schedule);
  nrn_cli_test_add ("/cli/train/prints-nothing", NULL, prints_nothing);
  nrn_cli_test_add ("/cli/train/measures-metrics", NULL, measures_metrics);
  nrn_cli_test_add ("/cli/train/takes-layers", NULL, takes_layers);
  nrn_cli_test_add ("/cli/train/stops-early", NULL, stops_early);
  nrn_cli_test_add ("/cli/train/learns-the-drug-trial", NULL, learns_the_drug_trial);
  nrn_cli_test_add ("/cli/train/seed-fixes-everything", NULL, seed_fixes_everything);
  nrn_cli_test_add ("/cli/train/replaces-existing-files", NULL, replaces_existing_files);
  nrn_cli_test_add ("/cli/train/saved-experiment-trains-alike", NULL,
                    saved_experiment_trains_alike);
  nrn_cli_test_add ("/cli/train/model-without-epochs-is-a-copy", NULL,
                    model_without_epochs_is_a_copy);
  nrn_cli_test_add ("/cli/train/names-are-in-any-case", NULL, names_are_in_any_case);
  nrn_cli_test_add ("/cli/train/optimizer-options-add-up", NULL, optimizer_options_add_up);
  for (guint i = 0; i < n_presets; i++)
    {
      g_autofree char *path = g_strdup_printf ("/cli/train/preset/%s", presets[i].name);

      nrn_cli_test_add (path, &presets[i], trains_preset);
    }

  return g_test_run ();
}
