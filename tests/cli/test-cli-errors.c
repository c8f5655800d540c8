/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * neurons-cli with bad input: one line on stderr says what is wrong, where,
 * and what would be right.
 */

#include "nrn-cli-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define GOOD_CSV "a,b,y\n1,2,0\n3,4,1\n5,6,0\n"

/* A file called "rows.csv", what is asked for, and what is said. */
typedef struct
{
  const char *name;
  const char *csv;
  const char *words;
  const char *sentence;
} Case;

#define TRAIN "train --data rows.csv --epochs 1 "
#define XOR   "train --preset xor --epochs 1 "

static const Case cases[] = {
  { "missing-file", GOOD_CSV, "train --data no.csv",
    "Cannot open “no.csv”: there is no such file." },
  { "folder", GOOD_CSV, "train --data .", "Cannot open “.”: it is a folder; choose a CSV file." },
  { "neither-utf-8-nor-windows-1252", "a,y\n1,\x81\n", TRAIN,
    "“rows.csv”, line 2: this is not UTF-8 text; *UTF-8." },
  { "empty-file", "", TRAIN, "“rows.csv” is empty; there must be a row for each sample." },
  { "separator", GOOD_CSV, TRAIN "--separator x",
    "The separator cannot be “x”; it must be “,”, “;”, “|”, “tab” or “space”." },
  { "decimal", GOOD_CSV, TRAIN "--decimal x", "The decimal sign cannot be “x”; it must be “.” or “,”." },
  { "missing", GOOD_CSV, TRAIN "--missing x",
    "Missing values cannot be treated as “x”; it must be drop, mean or refuse." },
  { "rows", GOOD_CSV, TRAIN "--rows 0", "--rows cannot be “0”; it must be a whole number from 1 *" },
  { "random-rows", GOOD_CSV, TRAIN "--random-rows",
    "--random-rows needs to know how many; write --rows N." },
  { "both-headers", GOOD_CSV, TRAIN "--header --no-header",
    "--header and --no-header contradict one another; leave one away." },
  { "separator-without-data", GOOD_CSV, XOR "--separator ,", "--separator, * give it with --data FILE.csv." },
  { "no-rows", "a,b,y\n", TRAIN, "“rows.csv” has no rows: there must be at least one *" },
  { "short-row", "a,b,y\n1,2,0\n\n3,4\n", TRAIN,
    "“rows.csv”, line 4 has too few cells: 2 instead of 3, as in the header." },
  { "long-row", "a,b,y\n1,2,0\n3,4,5,6\n", TRAIN,
    "“rows.csv”, line 3 has too many cells: 4 instead of 3, as in the header." },
  { "text", "a,b,y\n1,2,0\n3,tall,1\n", TRAIN,
    "“rows.csv”, line 3, column “b”: “tall” is not a number; write numbers such as 3.5, *" },
  { "comma-for-point", "a,y\n\"1,5\",0\n", TRAIN "--decimal .", "“rows.csv”, line 2, column “a”: “1,5” is *" },
  { "empty-cell", "a,y\n1,0\n,1\n", TRAIN, "“rows.csv”, line 3, column “a”: the cell is empty; *" },
  { "nan", "a,y\n1,0\nNaN,1\n", TRAIN,
    "“rows.csv”, line 3, column “a”: “NaN” is not allowed; it must be a finite number." },
  { "infinity", "a,y\n-inf,0\n", TRAIN,
    "“rows.csv”, line 2, column “a”: “-inf” is not allowed; it must be a finite number." },
  { "too-large", "a,y\n1e39,0\n", TRAIN, "“rows.csv”, line 2, column “a”: “1e39” is too large; *" },
  { "separator-that-is-none", "a;y\n1;0\n", TRAIN "--separator comma --target y",
    "“rows.csv” has no column “y”; it has a;y." },
  { "control-characters", GOOD_CSV, "train --data 'a\n\x1b[31m.csv'",
    "Cannot open “a  [31m.csv”: there is no such file." },

  { "feature", GOOD_CSV, TRAIN "--features a,heightt",
    "“rows.csv” has no column “heightt”; it has a, b, y." },
  { "target", GOOD_CSV, TRAIN "--target label",
    "“rows.csv” has no column “label”; it has a, b, y." },
  { "similar-column", "height,y\n1,0\n", TRAIN "--features heigth",
    "“rows.csv” has no column “heigth”; did you mean “height”?" },
  { "no-feature", "y\n1\n", TRAIN,
    "“rows.csv”: no feature is chosen; choose at least one column." },
  { "feature-twice", GOOD_CSV, TRAIN "--features a,a",
    "“rows.csv”: the column “a” is chosen as a *" },
  { "feature-and-target", GOOD_CSV, TRAIN "--features a,y --target y",
    "“rows.csv”: the column “y” cannot be both a feature and a target." },
  { "unknown-weight", GOOD_CSV, TRAIN "--sample-weight c", "“rows.csv” has no column “c”; it has a, b, y." },
  { "weight-and-feature", GOOD_CSV, TRAIN "--features a,b --sample-weight b",
    "“rows.csv”: the column “b” cannot be the sample weight and a feature or target as well." },
  { "negative-weight", "a,b,y\n0,1,0\n1,-1,1\n", TRAIN "--sample-weight b",
    "“rows.csv”, line 3, column “b”: a sample weight cannot be less than 0." },
  { "weight-text", "a,b,y\n0,1,0\n1,much,1\n", TRAIN "--sample-weight b",
    "“rows.csv”, line 3, column “b”: “much” is not a number; *" },
  { "both-weights", GOOD_CSV, TRAIN "--sample-weight b --class-weight 0=2",
    "Rows cannot have a class_weight and a sample_weight at the same time; choose one of them." },
  { "class-weight-text", GOOD_CSV, XOR "--class-weight heavy",
    "--class-weight: “heavy” is no class weight; write CLASS=WEIGHT *" },
  { "class-weight-negative", GOOD_CSV, XOR "--class-weight 1=-1",
    "--class-weight: The weight of class 1 cannot be -1; it must be a number of at least 0." },
  { "class-weight-of-none", GOOD_CSV, "train --class-weight 2=3",
    "There is no row of class 2 that could be given a weight; the classes of the data are from 0 to 1." },
  { "class-weight-of-numbers", GOOD_CSV, "train --preset line --class-weight 0=3",
    "There are no classes to give weights to, since the data has numbers to predict; *" },
  { "columns-without-data", GOOD_CSV, XOR "--target y",
    "--features, --target and --sample-weight name columns of a *" },
  { "label", "a,y\n1,0\n3,7\n", TRAIN "--network 1-4-2",
    "“rows.csv”, row 2: the label “7” is class 7, but the network has 2 outputs, so only classes 0 "
    "to 1 are possible; *" },
  { "one-output", GOOD_CSV, TRAIN "--network 2-4-1",
    "sparse_categorical_crossentropy needs an output for each class, *" },
  { "outputs", "a,y,z\n1,2,3\n", TRAIN "--target y,z --network 1-3",
    "mean_squared_error: the number of outputs (3) is not the number of target columns (2); *" },
  { "inputs", GOOD_CSV, TRAIN "--network 3-4-2",
    "The network's inputs (3) and the features of “rows.csv” (2) must be the same number; *" },
  { "inputs-of-preset", GOOD_CSV, XOR "--network 1-4-1",
    "The network's inputs (1) and the features of “xor” (2) must be the same number; *" },

  { "loss", GOOD_CSV, XOR "--loss hinges", "There is no loss “hinges”; did you mean “hinge”?" },
  { "loss-argument", GOOD_CSV, XOR "--loss huber(delta=0)",
    "huber: delta cannot be 0; it must be more than 0 and at most 1000000." },
  { "similar-loss", GOOD_CSV, XOR "--loss mean_square_error",
    "There is no loss “mean_square_error”; did you mean “mean_squared_error”?" },
  { "optimizer", GOOD_CSV, XOR "--optimizer adamm",
    "There is no optimizer “adamm”; did you mean “Adam”?" },
  { "activation", GOOD_CSV, XOR "--activations tanh,sigmoyd",
    "There is no activation “sigmoyd”; did you mean “sigmoid”?" },
  { "activations", GOOD_CSV, XOR "--activations tanh",
    "The network “2-8-1” needs 2 activations, one for each layer after its inputs; given: 1." },
  { "preset", GOOD_CSV, "train --preset spirals",
    "There is no preset “spirals”; did you mean “spiral”?" },
  { "optimizer-option", GOOD_CSV, XOR "--optimizer-option beta=1",
    "Adam has no argument “beta”; it takes learning_rate, beta_1, *" },
  { "optimizer-option-without-value", GOOD_CSV, XOR "--optimizer-option beta_1",
    "--optimizer-option cannot be “beta_1”; write KEY=VALUE, for example beta_1=0.9." },
  { "optimizer-option-text", GOOD_CSV, XOR "--optimizer-option beta_1=x",
    "Adam: beta_1 cannot be “x”; it must be a number such as 0.001." },
  { "optimizer-option-range", GOOD_CSV, XOR "--optimizer-option beta_1=1",
    "Adam: beta_1 cannot be 1; it must be at least 0 and less than 1." },
  { "learning-rate", GOOD_CSV, XOR "--learning-rate fast",
    "Adam: learning_rate cannot be “fast”; it must be a number such as 0.001." },
  { "learning-rate-schedule", GOOD_CSV, XOR "--learning-rate \"ExponentialDecay(0.1)\"",
    "ExponentialDecay needs its decay_steps; write for example ExponentialDecay(0.1, 1000, 0.9)." },
  { "clip-twice", GOOD_CSV, XOR "--optimizer-option clipnorm=1 --optimizer-option clipvalue=1",
    "Adam: only one of clipnorm, clipvalue and global_clipnorm can be set; the others must be none." },
  { "learning-rate-negative", GOOD_CSV, XOR "--learning-rate -1",
    "Adam: learning_rate cannot be -1; *" },

  { "network-gap", GOOD_CSV, XOR "--network 2--3",
    "The network “2--3” is not understood: *8-6-6-4." },
  { "network-words", GOOD_CSV, XOR "--network two-three",
    "The network “two-three” is not *8-6-6-4." },
  { "network-inputs-only", GOOD_CSV, XOR "--network 2",
    "The network “2” is not understood: it needs *" },
  { "network-0", GOOD_CSV, XOR "--network 0-3",
    "The network “0-3” cannot be built: a layer cannot have 0 units; *" },
  { "network-huge", GOOD_CSV, XOR "--network 2-99999999999-2",
    "The network “2-99999999999-2” cannot be built: a layer cannot have 99999999999 units; *" },
  { "network-heavy", GOOD_CSV, XOR "--network 2-100000-100000-2",
    "This network is too large: with layer 2 it has more than * parameters, *" },
  { "batch-size-0", GOOD_CSV, XOR "--batch-size 0",
    "--batch-size cannot be “0”; it must be a whole number from 1 to *" },
  { "batch-size-negative", GOOD_CSV, XOR "--batch-size -5", "--batch-size cannot be “-5”; *" },
  { "batch-size-text", GOOD_CSV, XOR "--batch-size ten", "--batch-size cannot be “ten”; *" },
  { "epochs", GOOD_CSV, "train --epochs 1.5",
    "--epochs cannot be “1.5”; it must be a whole number *" },
  { "seed", GOOD_CSV, XOR "--seed lucky", "--seed cannot be “lucky”; it must be a whole number *" },
  { "split", GOOD_CSV, XOR "--validation-split 1.5",
    "The validation split cannot be 1.5; it must be at least 0 and less than 1." },
  { "split-text", GOOD_CSV, XOR "--validation-split half",
    "--validation-split cannot be “half”; *" },
  { "split-all", GOOD_CSV, TRAIN "--validation-split 0.9",
    "A validation split of 0.9 leaves no row to train with (rows: 3); *" },
  { "metric", GOOD_CSV, XOR "--metrics accuracy,recal",
    "There is no metric “recal”; did you mean “recall”?" },
  { "metric-of-class-numbers", GOOD_CSV, "train --metrics recall",
    "recall compares each output with a target of its own, and this loss has class numbers; *" },
  { "metric-argument", GOOD_CSV, XOR "--metrics 'recall(class_id=7)'",
    "recall: class_id cannot be 7; *" },
  { "stop-accuracy", GOOD_CSV, XOR "--stop-accuracy 90",
    "The accuracy to stop at must be between 0 and 1." },
  { "stop-accuracy-text", GOOD_CSV, XOR "--stop-accuracy high",
    "--stop-accuracy cannot be “high”; *" },
  { "stop-by-accuracy-of-numbers", GOOD_CSV, "train --preset line --stop-accuracy 0.9",
    "There is no accuracy to stop by, since the data has numbers to predict *" },
  { "monitor", GOOD_CSV, XOR "--early-stopping los",
    "--early-stopping: “los” cannot be monitored; it must be loss, accuracy, *" },
  { "monitor-without-split", GOOD_CSV, XOR "--early-stopping val_loss",
    "To stop early by val_loss, rows must be held out; *" },
  { "patience-of-nothing", GOOD_CSV, XOR "--patience 3",
    "--patience, --min-delta, --restore-best-weights, --mode, --baseline and --start-from-epoch belong "
    "to early stopping; *" },
  { "mode", GOOD_CSV, XOR "--early-stopping loss --mode least",
    "The mode of early stopping cannot be “least”; it must be auto, min or max." },
  { "monitor-not-measured", GOOD_CSV, XOR "--early-stopping accuracy --metrics mse",
    "--early-stopping: “accuracy” cannot be monitored; it must be loss, mean_squared_error, *" },
  { "baseline", GOOD_CSV, XOR "--early-stopping loss --baseline high", "--baseline cannot be “high”; *" },
  { "patience", GOOD_CSV, XOR "--early-stopping loss --patience -1",
    "--patience cannot be “-1”; *" },
  { "min-delta", GOOD_CSV, XOR "--early-stopping loss --min-delta -1",
    "min_delta of early stopping must be *" },
  { "scale-twice", GOOD_CSV, XOR "--scale --no-scale",
    "--scale and --no-scale contradict each other; *" },
  { "shuffle-twice", GOOD_CSV, XOR "--shuffle --no-shuffle",
    "--shuffle and --no-shuffle contradict *" },
  { "continue-what", GOOD_CSV, XOR "--continue", "--continue needs an experiment file with *" },
  { "csv-as-experiment", GOOD_CSV, "train rows.csv",
    "“rows.csv” is not an experiment; to learn from its rows, write --data before it." },
  { "save-ending", GOOD_CSV, XOR "--save net.h5", "“net.h5” has an ending that is not known; *" },

  { "data-name", GOOD_CSV, "data xo", "There is no data set “xo”; did you mean “xor”?" },
  { "data-parameter", GOOD_CSV, "data drug-trial --set limit=3",
    "--set limit=3: write NAME=NUMBER; the names of “drug-trial” are *threshold*" },
  { "data-text", GOOD_CSV, "data drug-trial --set threshold=old",
    "threshold cannot be “old”; it must be a number such as 0.1." },
  { "data-range", GOOD_CSV, "data drug-trial --set threshold=5000",
    "drug-trial: threshold cannot be 5000; it must be from 1 to 150." },
  { "data-seed", GOOD_CSV, "data xor --seed -1", "--seed cannot be “-1”; *" },

  { "predict-model", GOOD_CSV, "predict --model no.json --data rows.csv",
    "“no.json” cannot be read: *" },
  { "predict-ending", GOOD_CSV, "predict --model rows.csv --data rows.csv",
    "“rows.csv” has an ending that is not known; it must be .neurons, or .json for TensorFlow.js." },
  { "render-file", GOOD_CSV, "render no.neurons -o no.png", "“no.neurons” cannot be read: *" },
};

static void
check_case (NrnCliTest    *cli,
            gconstpointer  data)
{
  const Case *test = data;

  nrn_cli_test_write (cli, "rows.csv", test->csv);
  nrn_cli_test_fail (cli, test->sentence, "%s", test->words);
  g_assert_cmpstr (cli->output, ==, "");
}

/* ---- What needs files of its own ---- */

static void
refuses_a_program (NrnCliTest    *cli,
                   gconstpointer  data)
{
  g_autofree char *program = g_shell_quote (g_getenv ("NEURONS_CLI"));

  nrn_cli_test_fail (cli, "“*” is not a CSV file: it is not text.", "train --data %s", program);
}

static void
refuses_a_million_layers (NrnCliTest    *cli,
                          gconstpointer  data)
{
  /* A word may have up to 128 KiB. */
  g_autoptr (GString) network = g_string_new ("2");

  for (guint i = 0; i < 50000; i++)
    g_string_append (network, "-2");
  nrn_cli_test_fail (cli, "The network “2-2-2-*…” has too many layers; it may have up to *",
                     "train --network %s", network->str);
  g_assert_cmpuint (strlen (cli->errors), <, 300);
}

static void
names_columns_for_models (NrnCliTest    *cli,
                          gconstpointer  data)
{
  static const float weights[] = { 1, 2, 3 };

  nrn_cli_test_write_model (cli, "two", 2, 1, weights);
  nrn_cli_test_write (cli, "rows.csv", GOOD_CSV);
  nrn_cli_test_fail (cli, "The network's inputs (2) and the columns of “rows.csv” (3) must be the "
                     "same number; choose columns with --features.",
                     "predict --model two.json --data rows.csv");
  nrn_cli_test_fail (cli, "The network's inputs (2) and the features of “rows.csv” (1) must be *",
                     "train --model two.json --data rows.csv --features a --target y");
  nrn_cli_test_fail (cli, "--model brings its own network; leave --network*",
                     "train --model two.json --data rows.csv --network 2-1");
  nrn_cli_test_fail (cli, "--model brings its own network; leave --network*",
                     "train --model two.json --data rows.csv --layers Dense(1)");
  nrn_cli_test_fail (cli, "--layers says all of the network; leave --network and *",
                     "train --network 1-2 --layers Dense(2)");
  nrn_cli_test_fail (cli, "--layers says all of the network; leave --network and *",
                     "train --activations relu --layers Dense(2)");
  nrn_cli_test_fail (cli, "Dropout needs its rate; write for example Dropout(0.5).",
                     "train --layers Dense(2),Dropout");
  nrn_cli_test_fail (cli, "There is no layer “LSTM”; Neurons has Dense, *",
                     "train --layers Dense(2),LSTM(3)");
  nrn_cli_test_fail (cli, "“two.json” is not an experiment; to begin with this model, write "
                     "--model before it.", "train two.json");
}

static void
replace_text (NrnCliTest *cli,
              const char *from,
              const char *to,
              const char *old,
              const char *text)
{
  g_autofree char *contents = nrn_cli_test_read (cli, from, NULL);
  g_autoptr (GString) changed = g_string_new (contents);

  g_assert_cmpuint (g_string_replace (changed, old, text, 1), ==, 1);
  nrn_cli_test_write (cli, to, changed->str);
}

static void
refuses_broken_models (NrnCliTest    *cli,
                       gconstpointer  data)
{
  nrn_cli_test_succeed (cli, "train --preset xor --epochs 1 --log none --save model.json");
  replace_text (cli, "model.json", "lstm.json", "\"Dense\"", "\"LSTM\"");
  nrn_cli_test_fail (cli, "lstm.json: modelTopology.config.layers[0]*: There is no layer “LSTM”; "
                     "Neurons has *", "train --model lstm.json --epochs 1");

  nrn_cli_test_write (cli, "weights.bin", "short");
  nrn_cli_test_fail (cli, "model.json: *weights.bin holds 5 bytes, but the weights of the network "
                     "take *", "train --model model.json --epochs 1");
  nrn_cli_test_write (cli, "model.json", "{\"format\": ");
  nrn_cli_test_fail (cli, "model.json: The file ends in line 1 before it is complete.",
                     "train --model model.json --epochs 1");
}

static void
refuses_broken_experiments (NrnCliTest    *cli,
                            gconstpointer  data)
{
  g_autofree char *contents = NULL;

  nrn_cli_test_succeed (cli, "train --preset xor --epochs 1 --log none --save a.neurons");
  replace_text (cli, "a.neurons", "new.neurons", "\"version\": 2", "\"version\": 99");
  nrn_cli_test_fail (cli, "new.neurons: version: The file was saved by a newer Neurons: it has "
                     "version 99, *", "train new.neurons");
  nrn_cli_test_fail (cli, "new.neurons: version: *", "render new.neurons -o p.png");

  contents = nrn_cli_test_read (cli, "a.neurons", NULL);
  contents[strlen (contents) / 2] = '\0';
  nrn_cli_test_write (cli, "half.neurons", contents);
  nrn_cli_test_fail (cli, "half.neurons: The file ends in line * before it is complete.",
                     "train half.neurons");

  nrn_cli_test_write (cli, "rows.csv", GOOD_CSV);
  nrn_cli_test_fail (cli, "“rows.csv” has no column “x”; *",
                     "predict --model a.neurons --data rows.csv");

  nrn_cli_test_fail (cli, "--continue keeps the experiment's network and data; *",
                     "train a.neurons --continue --network 2-3-1");
  nrn_cli_test_fail (cli, "An experiment file and --preset contradict each other; give one.",
                     "train a.neurons --preset xor");
}

/* ---- Usage ---- */

static const char *const wrong_usage[] = {
  "",
  "fit",
  "train --epoch 3",
  "train --epochs",
  "train a.neurons b.neurons",
  "train --log xml",
  "predict",
  "predict --model a.json",
  "predict --data rows.csv",
  "predict --model a.json --data rows.csv more",
  "data",
  "data xor circle",
  "render",
  "render a.neurons",
  "render -o a.png",
  "render a.neurons -o a.png --what weights",
};

static void
explains_wrong_usage (NrnCliTest    *cli,
                      gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (wrong_usage); i++)
    {
      nrn_cli_test_run (cli, "%s", wrong_usage[i]);
      g_assert_cmpint (cli->status, ==, NRN_CLI_TEST_USAGE);
      g_assert_cmpstr (cli->output, ==, "");
      g_assert_true (g_str_has_prefix (cli->errors, "neurons-cli: "));
      g_assert_nonnull (strstr (cli->errors, "\n“neurons-cli --help” says what is possible.\n"));
    }
}

static void
helps (NrnCliTest    *cli,
       gconstpointer  data)
{
  nrn_cli_test_succeed (cli, "--help");
  g_assert_nonnull (strstr (cli->output, "neurons-cli COMMAND"));
  nrn_cli_test_succeed (cli, "--version");
  g_assert_true (g_str_has_prefix (cli->output, "neurons-cli "));

  nrn_cli_test_succeed (cli, "train --help");
  g_assert_nonnull (strstr (cli->output, "drug-trial"));
  g_assert_nonnull (strstr (cli->output, "--validation-split=F"));
  nrn_cli_test_succeed (cli, "data --help");
  g_assert_nonnull (strstr (cli->output, "two-gaussians"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cli/errors/%s", cases[i].name);

      nrn_cli_test_add (path, &cases[i], check_case);
    }
  nrn_cli_test_add ("/cli/errors/a-program", NULL, refuses_a_program);
  nrn_cli_test_add ("/cli/errors/a-million-layers", NULL, refuses_a_million_layers);
  nrn_cli_test_add ("/cli/errors/columns-for-models", NULL, names_columns_for_models);
  nrn_cli_test_add ("/cli/errors/broken-models", NULL, refuses_broken_models);
  nrn_cli_test_add ("/cli/errors/broken-experiments", NULL, refuses_broken_experiments);
  nrn_cli_test_add ("/cli/errors/wrong-usage", NULL, explains_wrong_usage);
  nrn_cli_test_add ("/cli/errors/help", NULL, helps);

  return g_test_run ();
}
