/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "nrn-experiment-file.h"

#include <glib/gstdio.h>
#include <string.h>

#include "nrn-error.h"
#include "nrn-preset.h"
#include "nrn-room.h"
#include "nrn-work.h"

static const char valid[] =
  "{\n"
  "  \"format\": \"neurons-experiment\",\n"
  "  \"version\": 1,\n"
  "  \"name\": \"Mine\",\n"
  "  \"data\": {\"generator\": \"drug-trial\", \"parameters\": {}, \"seed\": 1},\n"
  "  \"scale\": true,\n"
  "  \"model\": {\"class_name\": \"Sequential\", \"config\": {\"layers\": [\n"
  "    {\"class_name\": \"InputLayer\", \"config\": {\"batch_shape\": [null, 1]}},\n"
  "    {\"class_name\": \"Dense\", \"config\": {\"name\": \"d\", \"units\": 2,"
  " \"activation\": \"relu\", \"use_bias\": true}}]}},\n"
  "  \"compile\": {\"optimizer\": {\"class_name\": \"Adam\", \"config\": {\"beta_1\": 0.9}},\n"
  "    \"loss\": \"mse\"},\n"
  "  \"fit\": {\"batch_size\": 10, \"epochs\": 20, \"validation_split\": 0.1, \"seed\": 7,"
  " \"stop_accuracy\": 0.9,"
  " \"early_stopping\": {\"monitor\": \"val_loss\", \"patience\": 2, \"min_delta\": 0.1}},\n"
  "  \"trained\": {\"features\": [\"age\"], \"outputs\": [\"a\", \"b\"],\n"
  "    \"scaler\": {\"data_min\": [13], \"data_max\": [100], \"feature_range\": [0, 1]},\n"
  "    \"weights\": {\"d/kernel\": [[1, 2]], \"d/bias\": [3, 4]},\n"
  "    \"history\": {\"loss\": [1, 0.5], \"accuracy\": [0, null]}},\n"
  "  \"view\": {\"page\": \"runs\", \"zoom\": [2, 0.5, 0.25], \"pace\": 0, \"watched\": [31]},\n"
  "  \"timeline\": {\"version\": 1, \"epochs\": [0, 2], \"updates\": [0, 20],\n"
  "    \"weights\": [\"AACAPwAAgD8AAAAAAAAAAA==\", \"AACAPwAAAEAAAEBAAACAQA==\"],\n"
  "    \"md5\": \"58bf8a697b5a27fcf4308ef23687d222\"}\n"
  "}\n";

/* The valid file with one thing changed, and the sentence it gets. */
static const struct
{
  const char *from;
  const char *to;
  const char *sentence;
} mistakes[] = {
  { "\"neurons-experiment\"", "\"keras\"",
    "e.neurons: This is not an experiment of Neurons; its format would be "
    "“neurons-experiment”." },
  { "\"version\": 1", "\"version\": 3",
    "e.neurons: version: The file was saved by a newer Neurons: it has version 3, and this "
    "Neurons reads up to 2." },
  { "\"version\": 1,", "", "e.neurons: version: This is missing." },
  { "\"version\": 1", "\"version\": \"1\"",
    "e.neurons: version: This must be a number such as 0.5." },
  { "\"Mine\"", "7", "e.neurons: name: This must be text: “…”." },
  { "\"data\"", "\"date\"", "e.neurons: data: This is missing." },
  { "\"generator\": \"drug-trial\",", "",
    "e.neurons: data: This must have a generator, or a file with features and targets." },
  { "\"generator\": \"drug-trial\"", "\"generator\": [\"drug-trial\"]",
    "e.neurons: data.generator: This must be text: “…”." },
  { "\"generator\": \"drug-trial\"", "\"file\": \"x.csv\", \"features\": [1]",
    "e.neurons: data.features[0]: This must be text: “…”." },
  { "\"generator\": \"drug-trial\"", "\"file\": \"x.csv\", \"features\": [\"a\"]",
    "e.neurons: data.targets: This is missing." },
  { "\"generator\": \"drug-trial\"", "\"file\": \"\"",
    "e.neurons: data.file: This must be the path of a CSV file." },
  { "\"generator\": \"drug-trial\"", "\"file\": \"x.csv\", \"features\": [\"a\"], "
    "\"targets\": [\"b\"], \"sample_weight\": 3",
    "e.neurons: data.sample_weight: This must be text: “…”." },
  { "\"parameters\": {}", "\"parameters\": []",
    "e.neurons: data.parameters: This must be an object: {…}." },
  { "\"parameters\": {}",
    "\"parameters\": {\"threshold\": 60.5}",
    "e.neurons: data.parameters.threshold: This must be a whole number." },
  { "\"parameters\": {}",
    "\"parameters\": {\"n_regular\": 400001}",
    "e.neurons: data.parameters.n_regular: This must be a number from 1 to 400000." },
  { "\"parameters\": {}",
    "\"parameters\": {\"threshold\": 13}",
    "e.neurons: data.parameters: drug-trial: threshold cannot be 13; it must be more than "
    "minimum_age (13) and at most maximum_age (100), so that there are people on both sides of "
    "it." },
  { "\"generator\": \"drug-trial\"",
    "\"generator\": \"drug-trail\"",
    "e.neurons: data.generator: There is no data set “drug-trail”; did you mean “drug-trial”?" },
  { "\"generator\": \"drug-trial\"",
    "\"file\": \"x.csv\", \"features\": [\"a\"], \"targets\": [\"b\"], \"separator\": \".\"",
    "e.neurons: data.separator: The separator cannot be “.”; it must be “,”, “;”, “|”, “tab” or "
    "“space”." },
  { "\"generator\": \"drug-trial\"",
    "\"file\": \"x.csv\", \"features\": [\"a\"], \"targets\": [\"b\"], \"decimal\": \";\"",
    "e.neurons: data.decimal: The decimal sign cannot be “;”; it must be “.” or “,”." },
  { "\"generator\": \"drug-trial\"",
    "\"file\": \"x.csv\", \"features\": [\"a\"], \"targets\": [\"b\"], \"labels\": \"words\"",
    "e.neurons: data.labels: The targets cannot be “words”; they must be auto, classes or "
    "numbers." },
  { "\"generator\": \"drug-trial\"",
    "\"file\": \"x.csv\", \"features\": [\"a\"], \"targets\": [\"b\"], \"missing\": \"zero\"",
    "e.neurons: data.missing: Missing values cannot be treated as “zero”; it must be drop, mean "
    "or refuse." },
  { "\"seed\": 1}", "\"seed\": 4294967296}",
    "e.neurons: data.seed: This must be a whole number from 0 to 4294967295." },
  { "\"seed\": 1}", "\"seed\": -1}",
    "e.neurons: data.seed: This must be a whole number from 0 to 4294967295." },
  { "\"scale\": true", "\"scale\": 1", "e.neurons: scale: This must be true or false." },
  { "\"Sequential\"", "\"Functional\"",
    "e.neurons: model.class_name: This network is a “Functional”; Neurons has Sequential "
    "networks only." },
  { "\"layers\"", "\"lairs\"", "e.neurons: model.config.layers: This is missing." },
  { "[null, 1]", "[null, 28, 28]",
    "e.neurons: model.config.layers[0].config.batch_shape: This has 3 dimensions; Neurons "
    "takes rows of numbers, such as [null, 2]." },
  { "[null, 1]", "[null, 0]",
    "e.neurons: model.config.layers[0].config.batch_shape[1]: This must be a whole number from "
    "1 to 100000." },
  { "\"batch_shape\": [null, 1]", "",
    "e.neurons: model.config.layers: The number of inputs is not told; the first layer must "
    "have a batch_shape such as [null, 2]." },
  { "\"Dense\"", "\"Dance\"",
    "e.neurons: model.config.layers[1]: There is no layer “Dance”; did you mean “Dense”?" },
  { "\"Dense\"", "\"InputLayer\"",
    "e.neurons: model.config.layers[1]: Only the first layer can be an InputLayer." },
  { "\"units\": 2,", "", "e.neurons: model.config.layers[1].config.units: This is missing." },
  { "\"units\": 2", "\"units\": 2.5",
    "e.neurons: model.config.layers[1].config.units: Dense: units cannot be 2.5; it must be a "
    "whole number." },
  { "\"units\": 2", "\"units\": 3",
    "e.neurons: trained.outputs: This list has 2 items; it must have 3." },
  { "\"relu\"", "\"rely\"",
    "e.neurons: model.config.layers[1].config.activation: There is no activation “rely”; did "
    "you mean “relu”?" },
  { "\"relu\"", "{}",
    "e.neurons: model.config.layers[1].config.activation.class_name: This is missing." },
  { "\"relu\"", "\"re\\nlu\"",
    "e.neurons: model.config.layers[1].config.activation: This must be a name without line "
    "ends or other control characters." },
  { "\"relu\"", "7",
    "e.neurons: model.config.layers[1].config.activation: This must be a name, or an object "
    "with class_name and config." },
  { "\"use_bias\": true", "\"use_bias\": true, \"kernel_constraint\": \"max_norm\"",
    "e.neurons: model.config.layers[1].config.kernel_constraint: Neurons does not have this "
    "for Dense; it must be null." },
  { "\"use_bias\": true", "\"use_bias\": true, \"kernel_regularizer\": \"l3\"",
    "e.neurons: model.config.layers[1].config.kernel_regularizer: There is no regularizer “l3”; did "
    "you mean “L1”?" },
  { "\"use_bias\": true", "\"use_bias\": true, \"bias_regularizer\": {\"class_name\": \"L2\", "
    "\"config\": {\"l2\": -1}}",
    "e.neurons: model.config.layers[1].config.bias_regularizer.config.l2: L2: l2 cannot be -1; it "
    "must be from 0 to 1e+30." },
  { "\"use_bias\": true", "\"use_bias\": true, \"trainable\": \"no\"",
    "e.neurons: model.config.layers[1].config.trainable: This must be " },
  { "\"Adam\"", "\"Adm\"",
    "e.neurons: compile.optimizer: There is no optimizer “Adm”; did you mean “Adam”?" },
  { "\"beta_1\": 0.9", "\"beta_1\": 1",
    "e.neurons: compile.optimizer.config.beta_1: Adam: beta_1 cannot be 1; it must be at "
    "least 0 and less than 1." },
  { "\"beta_1\": 0.9", "\"beta_1\": 1e999",
    "e.neurons: compile.optimizer.config.beta_1: This number is too large; the most is about "
    "1.8e308." },
  { "\"beta_1\": 0.9", "\"learning_rate\": {\"class_name\": \"CosineDecay\", \"config\": "
    "{\"initial_learning_rate\": 0.1}}",
    "e.neurons: compile.optimizer.config.learning_rate.config.decay_steps: This is missing." },
  { "\"beta_1\": 0.9", "\"learning_rate\": {\"class_name\": \"Cosine\", \"config\": {}}",
    "e.neurons: compile.optimizer.config.learning_rate: There is no schedule “Cosine”; Neurons has " },
  { "\"beta_1\": 0.9", "\"learning_rate\": \"CosineDecay\"",
    "e.neurons: compile.optimizer.config.learning_rate: This must be a number such as 0.5." },
  { "\"beta_1\": 0.9", "\"learning_rate\": {\"class_name\": \"PiecewiseConstantDecay\", "
    "\"config\": {\"boundaries\": [1, 2], \"values\": [0.1, 0.2]}}",
    "e.neurons: compile.optimizer.config.learning_rate.config: PiecewiseConstantDecay: there must be "
    "one more of values than of boundaries, and at least one boundary; there are 2 and 2." },
  { "\"beta_1\": 0.9", "\"learning_rate\": {\"class_name\": \"PiecewiseConstantDecay\", "
    "\"config\": {\"boundaries\": 5, \"values\": [0.1, 0.2]}}",
    "e.neurons: compile.optimizer.config.learning_rate.config.boundaries: This must be a list: […]." },
  { "\"beta_1\": 0.9", "\"learning_rate\": {\"class_name\": \"PiecewiseConstantDecay\", "
    "\"config\": {\"boundaries\": [5], \"values\": [0.1, -0.2]}}",
    "e.neurons: compile.optimizer.config.learning_rate.config.values: PiecewiseConstantDecay: values "
    "cannot be -0.2; it must be from 0 to 1000000." },
  { "\"beta_1\": 0.9", "\"clipnorm\": 1, \"clipvalue\": 1",
    "e.neurons: compile.optimizer.config.clipvalue: Adam: only one of clipnorm, clipvalue and "
    "global_clipnorm can be set; the others must be none." },
  { "\"beta_1\": 0.9", "\"use_ema\": true",
    "e.neurons: compile.optimizer.config.use_ema: Neurons does not have this for Adam; it must be "
    "null." },
  { "\"mse\"", "\"mse\", \"metrics\": \"accuracy\"",
    "e.neurons: compile.metrics: This must be a list: […]." },
  { "\"mse\"", "\"mse\", \"metrics\": [\"accuracy\", \"f1\"]",
    "e.neurons: compile.metrics[1]: There is no metric “f1”; Neurons has accuracy, " },
  { "\"mse\"", "\"mse\", \"metrics\": [\"sparse_categorical_accuracy\"]",
    "e.neurons: compile.metrics[0]: sparse_categorical_accuracy needs class numbers as labels, and "
    "this loss has one number for each output; use categorical_accuracy." },
  { "\"mse\"", "\"mse\", \"metrics\": [{\"class_name\": \"Precision\", \"config\": "
    "{\"class_id\": 2}}]",
    "e.neurons: compile.metrics[0]: precision: class_id cannot be 2; the network's outputs are "
    "numbered from 0 to 1." },
  { "\"mse\"", "\"mss\"",
    "e.neurons: compile.loss: There is no loss “mss”; did you mean “mse”?" },
  { "\"batch_size\": 10", "\"batch_size\": 0",
    "e.neurons: fit.batch_size: This must be a whole number from 1 to 4294967295." },
  { "\"validation_split\": 0.1", "\"validation_split\": 1",
    "e.neurons: fit.validation_split: This must be at least 0 and less than 1." },
  { "\"seed\": 7,", "\"seed\": 7, \"class_weight\": [1, 5],",
    "e.neurons: fit.class_weight: This must be an object: {…}." },
  { "\"seed\": 7,", "\"seed\": 7, \"class_weight\": {\"one\": 5},",
    "e.neurons: fit.class_weight.one: Its name must be the number of a class, such as “1”." },
  { "\"seed\": 7,", "\"seed\": 7, \"class_weight\": {\"1\": -5},",
    "e.neurons: fit.class_weight.1: The weight of class 1 cannot be -5; it must be a number of at "
    "least 0." },
  { "\"stop_accuracy\": 0.9", "\"stop_accuracy\": 90",
    "e.neurons: fit.stop_accuracy: This must be between 0 and 1." },
  { "\"val_loss\"", "\"value\"",
    "e.neurons: fit.early_stopping.monitor: “value” cannot be monitored; it must be " },
  { "\"validation_split\": 0.1", "\"validation_split\": 0",
    "e.neurons: fit.early_stopping.monitor: This is measured on held-out rows, but "
    "validation_split is 0." },
  { "\"monitor\": \"val_loss\", ", "", "e.neurons: fit.early_stopping.monitor: This is missing." },
  { "\"patience\": 2", "\"patience\": 2, \"mode\": \"best\"",
    "e.neurons: fit.early_stopping.mode: The mode of early stopping cannot be “best”; it must be auto, "
    "min or max." },
  { "\"patience\": 2", "\"patience\": 2, \"baseline\": \"low\"",
    "e.neurons: fit.early_stopping.baseline: This must be a number such as 0.5." },
  { "\"patience\": 2", "\"patience\": -2",
    "e.neurons: fit.early_stopping.patience: This must be a whole number from 0 to 4294967295." },
  { "\"min_delta\": 0.1", "\"min_delta\": -0.1",
    "e.neurons: fit.early_stopping.min_delta: This must be at least 0." },
  { "[\"age\"]", "[\"age\", \"weight\"]",
    "e.neurons: trained.features: This list has 2 items; it must have 1." },
  { "\"data_max\": [100]", "\"data_max\": [\"100\"]",
    "e.neurons: trained.scaler.data_max[0]: This must be a number such as 0.5." },
  { "[0, 1]}", "[1, 0]}",
    "e.neurons: trained.scaler.feature_range: The first number must be less than the second." },
  { "\"d/bias\"", "\"e/bias\"", "e.neurons: trained.weights.d/bias: This is missing." },
  { "[[1, 2]]", "[[1, 2], [3, 4]]",
    "e.neurons: trained.weights.d/kernel: This list has 2 items; it must have 1." },
  { "[[1, 2]]", "[[1, 2, 3]]",
    "e.neurons: trained.weights.d/kernel[0]: This list has 3 items; it must have 2." },
  { "[[1, 2]]", "[[1, 1e39]]",
    "e.neurons: trained.weights.d/kernel[0][1]: This number is too large for a weight; the most "
    "is about 3.4e38." },
  { "[0, null]}", "[0, null], \"val_recall\": [1]}",
    "e.neurons: trained.history.val_recall: This list has 1 item; it must have 2." },
  { "[0, null]", "[0]", "e.neurons: trained.history.accuracy: This list has 1 item; it must "
    "have 2." },
  { "[0, null]}", "[0, null]}, \"changes\": [{\"of\": \"seed\", \"update\": 3, \"epochs\": 1, \"before\": 1, \"after\": 2}]",
    "e.neurons: trained.changes[0]: This must be a change of “learning_rate” or “batch_size” at an "
    "update within the epochs of the history, with a number before and one after." },
  { "[0, null]}", "[0, null]}, \"changes\": [{\"of\": \"batch_size\", \"update\": 3.5, \"epochs\": 1, \"before\": 1, \"after\": 2}]",
    "e.neurons: trained.changes[0]: This must be a change of “learning_rate” or “batch_size” at an "
    "update within the epochs of the history, with a number before and one after." },
  { "[0, null]}", "[0, null]}, \"changes\": [{\"of\": \"batch_size\", \"update\": 3, \"epochs\": 4, \"before\": 1, \"after\": 2}]",
    "e.neurons: trained.changes[0]: This must be a change of “learning_rate” or “batch_size” at an "
    "update within the epochs of the history, with a number before and one after." },
  { "[0, null]}", "[0, null]}, \"changes\": [{\"of\": \"learning_rate\", \"update\": 3, \"epochs\": 1, \"before\": 1}]",
    "e.neurons: trained.changes[0].after: This is missing." },
  { "\"scale\": true,", "\"scale\": true", "e.neurons: Line 6 is not valid JSON." },
  { "[1, 0.5]", "[1, nope]", "e.neurons: Line 16 is not valid JSON." },
  { "\"scale\": true", "/* [ */ \"scale\": true", "e.neurons: Line 6 is not valid JSON." },
  { "\"page\": \"runs\"", "\"page\": 3", "e.neurons: view.page: This must be text: “…”." },
  { "[2, 0.5, 0.25]", "[2, 0.5]",
    "e.neurons: view.zoom: This must be a zoom and the place in the middle: three numbers." },
  { "[2, 0.5, 0.25]", "[2, 0.5, 0.25, 1]", "e.neurons: view.zoom: This must be at most 3 numbers." },
  { "\"pace\": 0", "\"pace\": -1", "e.neurons: view.pace: This must be at least 0." },
  { "\"watched\": [31]", "\"watched\": [\"31\"]",
    "e.neurons: view.watched[0]: This must be a number such as 0.5." },
  { "\"timeline\": {\"version\": 1", "\"timeline\": {\"version\": 2",
    "e.neurons: timeline.version: The timeline was saved by a newer Neurons: it has version 2, and "
    "this Neurons reads up to 1." },
  { "\"timeline\": {\"version\": 1", "\"timeline\": {\"version\": 0",
    "e.neurons: timeline.version: This must be a whole number from 1 to 4294967295." },
  { "[0, 2]", "[0, 0]",
    "e.neurons: timeline.epochs[1]: This must be a whole number, larger than the one before." },
  { "[0, 20]", "[0, 20.5]",
    "e.neurons: timeline.updates[1]: This must be a whole number, larger than the one before." },
  { "[0, 20]", "[0]",
    "e.neurons: timeline: There are 2 epochs, 1 updates and 2 weights here; there must be as many "
    "of each." },
  { "AACAPwAAgD8AAAAAAAAAAA==", "AACAPwAAgD8AAAAAAAAA",
    "e.neurons: timeline.weights[0]: This must be 4 numbers of four bytes each, in base64." },
  { "AACAPwAAgD8AAAAAAAAAAA==", "AACAPwAAgD8AAAAAAA*AAA==",
    "e.neurons: timeline.weights[0]: This must be 4 numbers of four bytes each, in base64." },
  { "AACAPwAAAEAAAEBAAACAQA==", "AACAPwAAAEAAAEBAAADAfw==",
    "e.neurons: timeline.weights[1]: This holds a number that is not finite." },
  { "AACAPwAAAEAAAEBAAACAQA==", "AACAPwAAAEAAAEBAAACAQQ==",
    "e.neurons: timeline: The weights of earlier epochs are damaged: their checksum is another "
    "one. Without “timeline”, the file can be opened." },
  { "[0, 20]", "[0, 21]",
    "e.neurons: timeline: The weights of earlier epochs are damaged: their checksum is another "
    "one. Without “timeline”, the file can be opened." },
  { "\"md5\"", "\"md4\"", "e.neurons: timeline.md5: This is missing." },
  { "\"Mine\"", "\"\xff\"",
    "e.neurons: Line 4 is not text in UTF-8, so this is not a JSON file, or it is damaged." },
};

static char *
replace_once (const char *text,
              const char *from,
              const char *to)
{
  const char *place = strstr (text, from);

  g_assert_nonnull (place);

  return g_strdup_printf ("%.*s%s%s", (int) (place - text), text, to, place + strlen (from));
}

static void
test_mistakes (void)
{
  g_autoptr (NrnExperiment) experiment = nrn_experiment_parse ("e.neurons", valid, -1, NULL);

  g_assert_nonnull (experiment);
  for (gsize i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autofree char *text = replace_once (valid, mistakes[i].from, mistakes[i].to);
      g_autoptr (GError) error = NULL;

      g_assert_null (nrn_experiment_parse ("e.neurons", text, -1, &error));
      g_assert_nonnull (error);
      if (!g_str_has_prefix (error->message, mistakes[i].sentence))
        g_assert_cmpstr (error->message, ==, mistakes[i].sentence);
    }
}

static void
test_not_json (void)
{
  static const struct
  {
    const char *text;
    gsize       length;
    const char *sentence;
  } cases[] = {
    { "", 0, "e: The file is empty." },
    { " \n", 2, "e: The file is empty." },
    { "[]", 2, "e: This must be an object: {…}." },
    { "7", 1, "e: This must be an object: {…}." },
    { "{\"a\": \"b", 8, "e: The file ends in line 1 before it is complete." },
    { "{}}", 3, "e: Line 1 is not valid JSON." },
    { "{\"a\0\": 1}", 9, "e: Line 1 is not text in UTF-8, so this is not a JSON file, or it is "
      "damaged." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (nrn_experiment_parse ("e", cases[i].text, (gssize) cases[i].length, &error));
      g_assert_error (error, NRN_ERROR, NRN_ERROR_PARSE);
      g_assert_cmpstr (error->message, ==, cases[i].sentence);
    }
}

/* Also where a comment would hide a quote. */
static void
test_deep_nesting (void)
{
  static const char *const starts[] = { "", "{\"a\":", "/* \" */", "'\"'" };

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autoptr (GString) text = g_string_new (starts[i]);
      g_autoptr (GError) error = NULL;

      for (guint j = 0; j < 1000000; j++)
        g_string_append_c (text, '[');
      g_assert_null (nrn_experiment_parse ("deep", text->str, -1, &error));
      g_assert_error (error, NRN_ERROR, NRN_ERROR_PARSE);
    }
}

static NrnTimeline *
timeline_new (const NrnArchitecture *architecture,
              guint                  n_epochs)
{
  NrnTimeline *timeline = nrn_timeline_new (NRN_ROOM_DEFAULT);

  for (guint i = 0; i <= n_epochs; i++)
    {
      g_autoptr (NrnWeights) weights = nrn_weights_new_initial (architecture, i);

      nrn_timeline_add (timeline, i, 210 * i, weights);
    }

  return timeline;
}

static char *
print_trained (void)
{
  g_autoptr (NrnExperiment) preset = NULL;
  g_autoptr (NrnExperiment) trained = NULL;
  g_autoptr (NrnWeights) weights = NULL;
  g_autoptr (NrnHistory) history = NULL;
  g_autoptr (NrnTimeline) timeline = NULL;
  g_autoptr (NrnWork) work = NULL;
  NrnExperimentParts parts;

  preset = nrn_preset_new_experiment (nrn_preset_find ("drug-trial", NULL), 1);
  parts = *nrn_experiment_get_parts (preset);
  weights = nrn_weights_new_initial (parts.architecture, 1);
  history = nrn_history_new (&(NrnEpoch) { 0.5, 0.5, 0.5, 0.5 }, 1);
  timeline = timeline_new (parts.architecture, 3);
  parts.weights = weights;
  parts.history = history;
  trained = nrn_experiment_new (&parts);
  work = nrn_work_new (&(NrnWorkParts) { .experiment = trained, .timeline = timeline });

  return nrn_work_print (work);
}

/* Either an experiment or a sentence of one line. */
static void
assert_survives (const char *text,
                 gsize       length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnExperiment) experiment = NULL;

  experiment = nrn_experiment_parse ("x", text, (gssize) length, &error);
  g_assert_cmpint (experiment != NULL, ==, error == NULL);
  if (error != NULL)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_null (strchr (error->message, '\n'));
    }
}

static void
test_truncated (void)
{
  g_autofree char *text = print_trained ();
  gsize length = strlen (text);

  for (gsize n = 0; n + 2 < length; n += 97)
    {
      /* A copy of its own without a zero, so that a sanitizer sees reads
       * beyond the end. */
      g_autofree char *copy = g_memdup2 (text, MAX (n, 1));
      g_autoptr (GError) error = NULL;

      g_assert_null (nrn_experiment_parse ("x", copy, (gssize) n, &error));
      g_assert_error (error, NRN_ERROR, NRN_ERROR_PARSE);
    }
}

static void
test_flipped_bytes (void)
{
  g_autofree char *text = print_trained ();
  gsize length = strlen (text);
  g_autoptr (GRand) rand = g_rand_new_with_seed (20);

  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *copy = g_memdup2 (text, length + 1);
      int n_flips = g_rand_int_range (rand, 1, 4);

      for (int j = 0; j < n_flips; j++)
        copy[g_rand_int_range (rand, 0, (gint32) length)] = (char) g_rand_int_range (rand, 0, 256);
      assert_survives (copy, length);
    }
}

/* In a timeline, nothing else than the whole of it is read. */
static void
test_flipped_bits_of_timeline (void)
{
  g_autofree char *text = print_trained ();
  gsize length = strlen (text);
  gsize start = (gsize) (strstr (text, "\"timeline\"") - text) + strlen ("\"timeline\": ");
  g_autoptr (NrnWork) whole = nrn_work_parse ("x", text, -1, NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (21);
  guint n_read = 0;

  g_assert_cmpuint (nrn_timeline_get_n_moments ((NrnTimeline *) nrn_work_get_parts (whole)->timeline),
                    ==, 4);
  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *copy = g_memdup2 (text, length + 1);
      g_autoptr (NrnWork) work = NULL;

      copy[g_rand_int_range (rand, (gint32) start, (gint32) length)] ^=
        (char) (1 << g_rand_int_range (rand, 0, 8));
      work = nrn_work_parse ("x", copy, (gssize) length, NULL);
      if (work == NULL)
        continue;
      g_assert_true (nrn_work_equal (whole, work));
      n_read++;
    }
  /* A space can become another character that counts as space. */
  g_assert_cmpuint (n_read, <, 30);
}

static void
test_save_errors (void)
{
  static const char *const impossible[] = { "/nowhere/e.neurons", "/dev/full" };
  g_autoptr (NrnExperiment) experiment = nrn_experiment_parse ("e", valid, -1, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (impossible); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (nrn_experiment_save (experiment, impossible[i], &error));
      g_assert_error (error, NRN_ERROR, NRN_ERROR_IO);
      g_assert_nonnull (strstr (error->message, impossible[i]));
    }
}

static void
test_load_errors (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (nrn_experiment_load ("/nowhere/e.neurons", &error));
  g_assert_error (error, NRN_ERROR, NRN_ERROR_IO);
  g_assert_cmpstr (error->message, ==,
                   "“/nowhere/e.neurons” cannot be read: No such file or directory.");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add_func ("/document/experiment-file/" name, function)
  ADD ("mistakes", test_mistakes);
  ADD ("not-json", test_not_json);
  ADD ("deep-nesting", test_deep_nesting);
  ADD ("truncated", test_truncated);
  ADD ("flipped-bytes", test_flipped_bytes);
  ADD ("flipped-bits-of-timeline", test_flipped_bits_of_timeline);
  ADD ("save-errors", test_save_errors);
  ADD ("load-errors", test_load_errors);

  return g_test_run ();
}
