/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Python programs that use Keras: what is written reads back the same, what
 * a course shows is read, and everything else is refused with its place.
 */

#include <math.h>
#include <string.h>

#include "nrn-error.h"
#include "nrn-keras-code.h"
#include "nrn-preset.h"

static NrnExperiment *
new_experiment (const char *preset)
{
  const NrnPreset *found = nrn_preset_find (preset, NULL);

  return nrn_preset_new_experiment (found, found->seed);
}

/* Over the drug trial. */
static NrnExperiment *
parse (const char  *text,
       char       **note,
       GError     **error)
{
  g_autoptr (NrnExperiment) base = new_experiment ("drug-trial");
  g_autofree char *own_note = NULL;

  return nrn_keras_code_parse ("x.py", text, -1, base, note != NULL ? note : &own_note, error);
}

static const NrnExperimentParts *
parse_well (const char     *text,
            NrnExperiment **experiment)
{
  g_autoptr (GError) error = NULL;

  *experiment = parse (text, NULL, &error);
  g_assert_no_error (error);

  return nrn_experiment_get_parts (*experiment);
}

static void
assert_config (const NrnConfig *config,
               const char      *expected)
{
  g_autofree char *text = nrn_config_to_string (config);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_refused (const char *text,
                const char *sentence)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnExperiment) experiment = parse (text, NULL, &error);

  g_assert_null (experiment);
  g_assert_nonnull (error);
  if (strstr (error->message, sentence) == NULL)
    g_error ("for\n%s\nnot “%s” but “%s”", text, sentence, error->message);
}

/* ---- What a course shows ---- */

#define LESSON_IMPORTS \
  "import keras\n" \
  "from keras import backend as K\n" \
  "from keras.models import Sequential\n" \
  "from keras.layers import Activation\n" \
  "from keras.layers.core import Dense\n" \
  "from keras.optimizers import Adam\n" \
  "from keras.metrics import categorical_crossentropy\n"

static const struct
{
  const char *name;
  const char *code;
  const char *network;
  const char *layers;       /* one after the other */
} lessons[] = {
  { "list-in-a-name",
    "from keras.models import Sequential\n"
    "from keras.layers import Dense, Activation\n"
    "layers = [\n"
    "    Dense(3, input_shape=(2,), activation='relu'),\n"
    "    Dense(2, activation='softmax')\n"
    "]\n"
    "model = Sequential(layers)\n",
    "2-3-2", "Dense(3, activation=relu) Dense(2, activation=softmax) " },
  { "regularizers",
    "from keras import regularizers\n"
    "model = Sequential()\n"
    "model.add(Dense(4, input_dim=3, kernel_regularizer=regularizers.l2(0.01),\n"
    "                bias_regularizer=regularizers.l1(l=0.5)))\n"
    "model.add(Dense(2, kernel_regularizer='l1', bias_regularizer=None))\n"
    "model.add(Dense(2, kernel_regularizer=keras.regularizers.L1L2(l1=0.1, l2=0.2)))\n",
    "3-4-2-2", NULL },
  { "without-imports",
    "layers = [\n"
    "    Dense(6, input_shape=(8,), activation='relu'),\n"
    "    Dense(6, activation='relu'),\n"
    "    Dense(4, activation='softmax')\n"
    "]\n"
    "model = Sequential(layers)\n",
    "8-6-6-4", NULL },
  { "list-in-the-call",
    "model = Sequential([\n"
    "    Dense(5, input_shape=(3,), activation='relu')\n"
    "])\n",
    "3-5", "Dense(5, activation=relu) " },
  { "add",
    "model = Sequential()\n"
    "model.add(Dense(5, input_shape=(3,)))\n"
    "model.add(Activation('relu'))\n",
    NULL, "Dense(5) Activation(relu) " },
  { "all-of-it",
    LESSON_IMPORTS
    "model = Sequential([\n"
    "    Dense(6, input_shape = (1,), activation='relu'),\n"
    "    Dense(32, activation='relu'),\n"
    "    Dense(2, activation='sigmoid')\n"
    "])\n"
    "model.compile(optimizer=Adam(lr=0.0001), loss='sparse_categorical_crossentropy', "
    "metrics=['accuracy'])\n"
    "model.fit(x=scaled_train_samples, y=train_labels, batch_size=10, epochs=20, shuffle=True, "
    "verbose=2)\n",
    "1-6-32-2", NULL },
  { "today",
    "import keras\n"
    "model = keras.Sequential([\n"
    "    keras.Input((1,)),\n"
    "    keras.layers.Dense(6, 'relu'),\n"
    "    keras.layers.Dense(32, activation=keras.activations.relu),\n"
    "    keras.layers.Dense(2, activation='sigmoid'),\n"
    "])\n",
    "1-6-32-2", NULL },
  { "tensorflow",
    "import tensorflow as tf\n"
    "from tensorflow.keras.layers import (\n"
    "    Dense,   # the only sort\n"
    ")\n"
    "model = tf.keras.models.Sequential()\n"
    "model.add(tf.keras.layers.InputLayer(input_shape=(4,)))\n"
    "model.add(Dense(units=3, activation=tf.keras.layers.LeakyReLU(alpha=0.1)))\n"
    "model.add(tf.keras.layers.LeakyReLU())\n",
    NULL,
    "Dense(3, activation=leaky_relu(negative_slope=0.1)) "
    "Activation(leaky_relu(negative_slope=0.3)) " },
};

static void
test_lesson (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (NrnExperiment) experiment = NULL;
  const NrnExperimentParts *parts = parse_well (lessons[i].code, &experiment);
  g_autoptr (GString) layers = g_string_new (NULL);

  for (guint j = 0; j < nrn_architecture_get_n_layers (parts->architecture); j++)
    {
      g_autofree char *text = nrn_config_to_string (nrn_architecture_get_layer (parts->architecture, j));

      g_string_append_printf (layers, "%s ", text);
    }
  if (lessons[i].layers != NULL)
    g_assert_cmpstr (layers->str, ==, lessons[i].layers);
  if (lessons[i].network != NULL)
    {
      g_autofree char *network = nrn_architecture_to_string (parts->architecture);

      g_assert_cmpstr (network, ==, lessons[i].network);
    }
}

/* Which of the layers 3, 4, 5 are frozen after "model = Sequential(…)". */
static const struct
{
  const char *code;
  const char *frozen;
} freezes[] = {
  { "", "" },
  { "model.trainable = False\n", "345" },
  { "model.trainable = False\nmodel.layers[-1].trainable = True\n", "34" },
  { "model.layers[0].trainable = False\nmodel.layers[-3].trainable = False", "34" },
  { "model.get_layer('b').trainable = False; model.get_layer(index=0).trainable = False\n", "34" },
  { "model.get_layer(name='dense_2').trainable = False\n", "5" },
  { "a.trainable = False\n", "3" },
  { "model.compile(loss='mse')\nmodel.layers[3].trainable = False\nmodel.fit(x, y)\n", "5" },
  { "model.compile(loss='mse')\nmodel.fit(x, y)\nmodel.trainable = False\n", "" },
};

static void
test_freeze (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (freezes); i++)
    {
      g_autofree char *code =
        g_strconcat ("a = Dense(3, input_dim=1)\n"
                     "model = Sequential([a, Dense(4, name='b'), Dropout(0.5, trainable=False), "
                     "Dense(5)])\n", freezes[i].code, NULL);
      g_autoptr (NrnExperiment) experiment = NULL;
      const NrnExperimentParts *parts = parse_well (code, &experiment);
      g_autoptr (GString) frozen = g_string_new (NULL);

      for (guint j = 0; j < nrn_architecture_get_n_layers (parts->architecture); j++)
        {
          if (nrn_config_lookup (nrn_architecture_get_layer (parts->architecture, j), "trainable") == 0)
            g_string_append_printf (frozen, "%u",
                                    nrn_architecture_get_layer_units (parts->architecture, j));
        }
      g_assert_cmpstr (frozen->str, ==, freezes[i].frozen);
    }
}

/* What a snippet does not speak of stays; what fit() does not say is Keras'. */
static void
test_snippets (void)
{
  g_autoptr (NrnExperiment) compiled = NULL;
  g_autoptr (NrnExperiment) fitted = NULL;
  g_autoptr (NrnExperiment) base = new_experiment ("drug-trial");
  const NrnExperimentParts *before = nrn_experiment_get_parts (base);
  const NrnExperimentParts *parts;

  parts = parse_well ("model.compile(keras.optimizers.SGD(learning_rate=0.5, momentum=.9),\n"
                      "              loss=keras.losses.categorical_crossentropy)\n", &compiled);
  g_assert_true (nrn_architecture_equal (parts->architecture, before->architecture));
  assert_config (parts->optimizer, "SGD(learning_rate=0.5, momentum=0.9)");
  assert_config (parts->loss, "categorical_crossentropy");
  g_assert_cmpuint (parts->fit.batch_size, ==, 10);

  parts = parse_well ("epochs = 7\nmodel.fit(x, y, epochs=epochs, validation_split=0.25,\n"
                      "          callbacks=[EarlyStopping(monitor='val_acc', patience=3)])\n", &fitted);
  assert_config (parts->loss, "sparse_categorical_crossentropy");
  g_assert_cmpuint (parts->fit.epochs, ==, 7);
  g_assert_cmpuint (parts->fit.batch_size, ==, 32);
  g_assert_true (parts->fit.shuffle);
  g_assert_cmpfloat (parts->fit.validation_split, ==, 0.25);
  g_assert_cmpstr (parts->fit.early_stopping.monitor, ==, "val_accuracy");
  g_assert_cmpuint (parts->fit.early_stopping.patience, ==, 3);
  g_assert_cmpuint (parts->fit.seed, ==, before->fit.seed);
}

/* The data part is skipped, and said to be; prompts and fences are no code. */
static void
test_notebook (void)
{
  static const char code[] =
    "```python\n"                                           /* 1 */
    "In [1]:\n"
    "import numpy as np\n"
    "from random import randint\n"
    "train_labels = []\n"                                   /* 5 */
    "for i in range(1000):\n"
    "    train_labels.append(0)\n"
    "\n"
    "    train_labels.append(1)\n"
    "scalar = scaler.fit(rows)[0]\n"                        /* 10 */
    ">>> units = 4\n"
    "\"\"\"Now the\n"
    "network\"\"\"\n"
    "model = Sequential()\n"
    "model.add(Dense(units, input_dim=1)); model.summary()\n"
    "print(model.predict(rows))\n"
    "x, y = make(rows)\n"                                   /* 17 */
    "```\n";
  g_autofree char *note = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnExperiment) experiment = parse (code, &note, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (nrn_architecture_get_output_dim (
                      nrn_experiment_get_parts (experiment)->architecture), ==, 4);
  g_assert_cmpstr (note, ==,
                   "“x.py”: lines 6–10, 17 are not about the network; they were skipped.");
}

/* ---- What is refused ---- */

static const struct
{
  const char *name;
  const char *code;
  const char *sentence;
} refusals[] = {
  { "empty", "", "has no network of Keras' in it" },
  { "data-only", "x = 3\n", "has no network of Keras' in it" },
  { "activation", "Sequential([\n  Dense(3, activation='rleu')])\n",
    "“x.py”, line 2, column 23: There is no activation “rleu”; did you mean “relu”?" },
  { "layer", "from keras.layers import Conv2D\nmodel = Sequential([Conv2D(3)])\n",
    "line 2, column 21: There is no layer “Conv2D”" },
  { "optimizer", "model.compile(optimizer='adm', loss='mse')\n", "did you mean “Adam”" },
  { "argument", "Sequential([Dense(3, unit=4)])\n", "Dense has no argument “unit”" },
  { "twice", "Sequential([Dense(3, units=4)])\n", "The argument units is given twice" },
  { "same-name-twice", "Dense(units=3, units=4)\n", "The argument units is given twice" },
  { "units", "Sequential([Dense(activation='relu')])\n", "Dense needs its argument units" },
  { "range", "Sequential([Dense(0)])\n", "units cannot be 0" },
  { "fraction", "Sequential([Dense(2.5)])\n", "it must be a whole number" },
  { "none-for-units", "model = Sequential([\n  Dense(None, activation='relu'),\n])\n",
    "line 2, column 9: units cannot be None; it must be a number" },
  { "none-for-a-rate", "Sequential([Dense(3), Dropout(None)])\n",
    "rate cannot be None; it must be a number" },
  { "none-for-a-momentum", "Sequential([Dense(3), BatchNormalization(momentum=None)])\n",
    "momentum cannot be None; it must be a number" },
  { "text-for-a-number", "Sequential([Dense('3')])\n", "units cannot be “3”; it must be a number" },
  { "number-for-a-truth", "Sequential([Dense(3, use_bias=1)])\n", "it must be True or False" },
  { "unknown-name", "Sequential([Dense(n_units)])\n", "units cannot be n_units" },
  { "block", "for n in (3, 4):\n    model.add(Dense(n))\n",
    "line 2, column 5: “model” is used in a “for” block" },
  { "function", "def make():\n    return Sequential()\n", "“Sequential” is used in a “def” block" },
  { "comprehension", "Sequential([Dense(n) for n in (3, 4)])\n", "units cannot be n" },
  { "arithmetic", "Sequential([Dense(2 * 3)])\n", "“*” is not understood here" },
  { "subscript", "model = Sequential([Dense(3)])\nmodel.layers[0].units = 4\n",
    "line 2, column 13: “[” is not understood here" },
  { "freeze-no-layer", "model = Sequential([Dense(3)])\nmodel.layers[1].trainable = False\n",
    "line 2, column 1: The network has no such layer here; it has 1 of them." },
  { "freeze-no-first-layer", "model = Sequential([Dense(3)])\nmodel.layers[-2].trainable = False\n",
    "The network has no such layer here" },
  { "freeze-no-name", "model = Sequential([Dense(3)])\nmodel.get_layer('d').trainable = False\n",
    "The network has no such layer here" },
  { "freeze-by-a-name", "model = Sequential([Dense(3)])\nmodel.layers[0].trainable = freeze\n",
    "line 2, column 13: “[” is not understood here" },
  { "freeze-in-a-loop", "model = Sequential([Dense(3)])\nfor layer in model.layers:\n"
    "    layer.trainable = False\n", "“model” is used in a “for” block" },
  { "functional", "x = keras.Input((3,))\ny = Dense(4)(x)\n", "This cannot be called" },
  { "functional-model", "keras.Model(inputs=x, outputs=y)\n", "“keras.Model” is not understood" },
  { "second-network", "a = Sequential([Dense(3)])\nb = Sequential([Dense(4)])\n",
    "line 2, column 5: A second network begins here, after that of line 1" },
  { "no-network-yet", "model.add(Dense(3))\n", "begin with model = Sequential()" },
  { "no-layer", "model = Sequential(['relu'])\n", "“relu” is not a layer" },
  { "no-layers", "model = Sequential()\n", "line 1, column 1: The network that begins here has no" },
  { "late-input", "Sequential([Dense(3, input_shape=(2,)), keras.Input((3,))])\n",
    "The inputs are told twice" },
  { "image", "Sequential([Dense(3, input_shape=(28, 28))])\n", "The shape of the inputs cannot be" },
  { "no-loss", "model.compile(optimizer='adam')\n", "compile needs a loss" },
  { "metric", "model.compile(loss='mse', metrics=['acuracy'])\n", "did you mean “accuracy”" },
  { "compile-argument", "model.compile(loss='mse', loss_weights=[1])\n", "The argument loss_weights" },
  { "twice-compiled", "model.compile(loss='mse')\nmodel.compile(loss='mae')\n",
    "line 2, column 7: The network is compiled a second time here, after line 1" },
  { "fit-argument", "model.fit(x, y, steps_per_epoch=3)\n", "The argument steps_per_epoch of fit" },
  { "validation-data", "model.fit(x, y, validation_data=(a, b))\n", "validation_split=0.1" },
  { "split", "model.fit(x, y, validation_split=1.0)\n", "at least 0 and less than 1" },
  { "batch", "model.fit(x, y, 0)\n", "batch_size cannot be 0" },
  { "shuffle", "model.fit(x, y, shuffle='batch')\n", "shuffle cannot be “batch”" },
  { "monitor", "model.fit(x, y, callbacks=[EarlyStopping()])\n", "fit needs a validation_split" },
  { "unknown-monitor", "model.fit(x, y, callbacks=[EarlyStopping('recall')])\n",
    "“recall” cannot be monitored; it must be loss, accuracy, val_loss, val_accuracy or none" },
  { "monitor-mode", "model.fit(x, y, callbacks=[EarlyStopping('loss', mode='least')])\n",
    "mode must be 'auto', 'min' or 'max'" },
  { "class-weight", "model.fit(x, y, class_weight=[1, 5])\n", "such as {0: 1.0, 1: 5.0}" },
  { "class-weight-of-text", "model.fit(x, y, class_weight={'a': 1})\n", "such as {0: 1.0, 1: 5.0}" },
  { "negative-class-weight", "model.fit(x, y, class_weight={0: -1})\n",
    "The weight of class 0 cannot be -1" },
  { "callback", "model.fit(x, y, callbacks=[keras.callbacks.ReduceLROnPlateau()])\n",
    "The callback ReduceLROnPlateau is not understood" },
  { "own-callback", "class StopAtAccuracy(keras.callbacks.Callback):\n    pass\n", "“class” block" },
  { "method", "model = Sequential([Dense(3)])\nmodel.ad(Dense(2))\n", "did you mean “add”" },
  { "rest", "model = Sequential([Dense(3)])\nmodel.pop()\n", "What “pop” does" },
  { "passed-on", "model = Sequential([Dense(3)])\ntrain(model)\n", "What “train” does" },
  { "decay", "model.compile(optimizer=Adam(lr=0.1, decay=1e-6), loss='mse')\n", "“decay”" },
  { "constraint", "Sequential([Dense(3, kernel_constraint='max_norm')])\n", "“kernel_constraint”" },
  { "trainable", "Sequential([Dense(3, trainable=0)])\n", "it must be True or False" },
  { "weights", "model = Sequential([Dense(2, input_dim=1)])\nmodel.set_weights([[[1, 2]], [3]])\n",
    "The bias of layer 1 must be a list of 2 numbers" },
  { "n-weights", "model = Sequential([Dense(2, input_dim=1)])\nmodel.set_weights([[[1, 2]]])\n",
    "a list of 2 arrays" },
  { "input-without-shape", "Sequential([keras.Input(), Dense(2)])\n",
    "Input needs the shape of a row" },
  { "seeds", "keras.utils.set_random_seed()\n", "The seed must be one whole number." },
  { "layer-name", "Sequential([Dense(3, name=7)])\n", "A layer's name must be in quotes" },
  { "schedule",
    "from keras.optimizers.schedules import PiecewiseConstantDecay\n"
    "Adam(learning_rate=PiecewiseConstantDecay([1, 'x'], [0.1, 0.2]))\n",
    "must be a list of numbers" },
  { "not-a-dictionary", "Sequential([Dense({3: 1})])\n", "units cannot be a dictionary" },
  { "not-an-activation", "Sequential([Dense(keras.layers.ReLU())])\n",
    "units cannot be Activation(relu)" },
  { "not-a-network", "m = Sequential([Dense(2)])\nSequential([Dense(m)])\n",
    "units cannot be the network" },
  { "not-a-loss", "model = Sequential([Dense(2)])\nmodel.compile(loss=EarlyStopping())\n",
    "a callback is not understood here; it must be the name of one of Keras' losses" },
  { "not-true", "Sequential([Dense(True)])\n", "units cannot be True" },
  { "after-a-loop", "n = 3\nfor i in range(2):\n    n += 1\nSequential([Dense(n)])\n",
    "line 4, column 19: units cannot be n" },
  { "after-a-change", "n = 3\nn += 1\nSequential([Dense(n)])\n", "units cannot be n" },
  { "own-dense", "def Dense(n):\n    return n\nSequential([Dense(3)])\n", "“def” block" },
  { "open-bracket", "model = Sequential([\n    Dense(3),\n", "line 1, column 20: This “[” is not closed" },
  { "wrong-bracket", "model = Sequential([Dense(3))\n", "This “)” does not close the “[” of line 1" },
  { "stray-bracket", "model = 3)\n", "This “)” closes nothing" },
  { "open-string", "loss = 'mse\n", "line 1, column 8: The string that begins here does not end" },
  { "number", "Dense(0x10)\n", "“0x10” is not a number that is understood" },
  { "indent", "a = 1\n    model = Sequential()\n", "This line is indented, but the one before" },
  { "unindent", "if a:\n        b = 1\n    c = 2\n", "indented like none before it" },
  { "import", "from keras.layers Dense\n", "Here must be “import”" },
  { "order", "Dense(units=3, 'relu')\n", "An argument without a name cannot come after" },
  { "line-end", "model = Sequential([Dense(3)]).\n", "Something is missing at the end" },
};

static void
test_refused (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);

  assert_refused (refusals[i].code, refusals[i].sentence);
}

static void
test_bytes (void)
{
  g_autoptr (NrnExperiment) base = new_experiment ("drug-trial");
  g_autoptr (NrnExperiment) experiment = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *note = NULL;

  experiment = nrn_keras_code_parse ("x.py", "a\0b", 3, base, &note, &error);
  g_assert_null (experiment);
  g_assert_nonnull (strstr (error->message, "it is not text in UTF-8"));
  g_clear_error (&error);

  experiment = nrn_keras_code_load ("/no/such/file.py", base, &note, &error);
  g_assert_null (experiment);
  g_assert_error (error, NRN_ERROR, NRN_ERROR_IO);
}

/* Brackets in brackets must not eat the stack. */
static void
test_deep (void)
{
  g_autofree char *open = g_strnfill (100000, '[');
  g_autofree char *text = g_strconcat ("model = Sequential(", open, "\n", NULL);

  assert_refused (text, "brackets in one another");
}

/* A line may be as long as a file. What is read takes a time in proportion; in the
 * square of that it would be hours, and the test would be stopped. */
static void
test_long (void)
{
  static const struct
  {
    const char *start;
    const char *piece;
    const char *end;
  } cases[] = {
    { "x = ", "-", "1" },
    { "x = a", ".b(c)", "" },
    { "x = keras", ".layers", "" },
    { "x = [", "1.5, ", "]" },
    { "x = f(", "a, ", ")" },
    { "", "n = 1; ", "" },
    { "x = '", "é", "'" },
    { "", "if a: b\n", "" },
  };
  const guint n_pieces = 200000;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text = g_string_new (cases[i].start);
      g_autoptr (NrnExperiment) base = new_experiment ("drug-trial");
      g_autoptr (NrnExperiment) experiment = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *note = NULL;

      for (guint j = 0; j < n_pieces; j++)
        g_string_append (text, cases[i].piece);
      g_string_append_printf (text, "%s\nmodel.fit(x, y)\n", cases[i].end);
      experiment = nrn_keras_code_parse ("x.py", text->str, -1, base, &note, &error);
      g_assert_true ((experiment == NULL) == (error != NULL));
    }
}

/* ---- What is written reads back ---- */

static void
assert_same_fit (const NrnFitOptions *a,
                 const NrnFitOptions *b)
{
  g_assert_cmpuint (a->batch_size, ==, b->batch_size);
  g_assert_cmpuint (a->epochs, ==, b->epochs);
  g_assert_cmpint (a->shuffle, ==, b->shuffle);
  g_assert_cmpfloat (a->validation_split, ==, b->validation_split);
  g_assert_cmpuint (a->seed, ==, b->seed);
  g_assert_cmpfloat (a->stop_accuracy, ==, b->stop_accuracy);
  g_assert_true (nrn_early_stopping_options_equal (&a->early_stopping, &b->early_stopping));
  g_assert_true (nrn_class_weights_equal (a->class_weight, b->class_weight));
  g_assert_true (nrn_fit_options_equal (a, b) || a->validation_shuffled != b->validation_shuffled);
}

static void
assert_same_weights (const NrnExperimentParts *read,
                     const NrnExperimentParts *written)
{
  g_autoptr (NrnWeights) expected = written->weights != NULL
                                    ? nrn_weights_ref (written->weights)
                                    : nrn_weights_new_initial (written->architecture,
                                                               written->fit.seed);
  gsize n = nrn_architecture_get_n_parameters (written->architecture);

  g_assert_nonnull (read->weights);
  g_assert_cmpmem (nrn_weights_get_data (read->weights), n * sizeof (float),
                   nrn_weights_get_data (expected), n * sizeof (float));
}

/* Over another experiment, so that nothing is the same by chance. Returns
 * whether the dialect has all of it. */
static gboolean
check_round_trip (const NrnExperiment       *written,
                  const NrnKerasCodeOptions *options)
{
  const NrnExperimentParts *expected = nrn_experiment_get_parts (written);
  g_autoptr (NrnExperiment) base = new_experiment ("spiral");
  g_autoptr (NrnExperiment) read = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *code = nrn_keras_code_print (written, NULL, options, &error);
  g_autofree char *note = NULL;
  const NrnExperimentParts *parts;

  if (code == NULL)
    {
      g_assert_error (error, NRN_ERROR, NRN_ERROR_UNSUPPORTED);
      g_assert_cmpint (options->dialect, ==, NRN_KERAS_CODE_2018);
      return FALSE;
    }

  read = nrn_keras_code_parse ("x.py", code, -1, base, &note, &error);
  if (read == NULL)
    g_error ("%s\nof\n%s", error->message, code);

  parts = nrn_experiment_get_parts (read);
  if (!nrn_architecture_equal (parts->architecture, expected->architecture) ||
      !nrn_config_equal (parts->loss, expected->loss) ||
      !nrn_config_equal (parts->optimizer, expected->optimizer))
    g_error ("Reads back as something else:\n%s", code);
  assert_same_fit (&parts->fit, &expected->fit);
  if (options->weights)
    assert_same_weights (parts, expected);
  else
    g_assert_null (parts->weights);

  return TRUE;
}

static guint
check_all_ways (const NrnExperiment *experiment)
{
  guint n_written = 0;

  for (guint way = 0; way < 16; way++)
    {
      const NrnKerasCodeOptions options = {
        .dialect = way & 1 ? NRN_KERAS_CODE_2018 : NRN_KERAS_CODE_KERAS_3,
        .style = way & 2 ? NRN_KERAS_CODE_ADD : NRN_KERAS_CODE_LIST,
        .weights = (way & 4) != 0,
        .distribute = (way & 8) != 0,
      };

      n_written += check_round_trip (experiment, &options);
    }

  return n_written;
}

static void
test_presets (void)
{
  guint n_presets;
  const NrnPreset *presets = nrn_preset_get_all (&n_presets);

  for (guint i = 0; i < n_presets; i++)
    {
      g_autoptr (NrnExperiment) experiment = nrn_preset_new_experiment (&presets[i], 4242);

      /* All but 2018 on several devices. */
      g_assert_cmpuint (check_all_ways (experiment), ==, 12);
    }
}

static void
test_fits (void)
{
  g_autoptr (NrnExperiment) plain = new_experiment ("xor");
  NrnExperimentParts parts = *nrn_experiment_get_parts (plain);
  g_autoptr (NrnClassWeights) class_weight = nrn_class_weights_parse ("1=2.5, 0=0.5", NULL);
  g_autoptr (NrnExperiment) experiment = NULL;

  parts.fit = (NrnFitOptions) {
    .batch_size = 7,
    .epochs = 3,
    .validation_split = 0.3,
    .seed = 4294967295,
    .stop_accuracy = 0.97,
    .early_stopping = {
      .monitor = "val_accuracy", .min_delta = 1e-4, .patience = 12, .restore_best_weights = TRUE,
      .mode = NRN_MONITOR_MIN, .has_baseline = TRUE, .baseline = 0.25,
    },
    .class_weight = class_weight,
  };
  experiment = nrn_experiment_new (&parts);
  g_assert_cmpuint (check_all_ways (experiment), ==, 12);
}

/* Something else than the default. */
static NrnConfig *
change_property (const NrnConfig *config,
                 guint            property)
{
  const NrnPropertySpec *spec = &nrn_config_get_kind (config)->properties[property];
  const double tries[] = { 0.125, 0.3, 3, 1, 0, 1.5, 7e-5 };

  if (spec->type == NRN_PROPERTY_CONFIG)
    {
      guint n_kinds;
      const NrnKind *const *kinds = nrn_family_get_kinds (spec->family, &n_kinds);
      g_autoptr (NrnConfig) nested = nrn_config_new (kinds[n_kinds - 1]);

      return nrn_config_with_config (config, spec->name, nested, NULL);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (tries); i++)
    {
      g_autoptr (NrnConfig) changed = nrn_config_with_number (config, spec->name, tries[i], NULL);

      if (changed != NULL && tries[i] != spec->default_value && nrn_config_check (changed, NULL))
        return g_steal_pointer (&changed);
    }

  return NULL;
}

/* Puts @config where its family belongs. */
static NrnExperiment *
experiment_with (const NrnConfig *config)
{
  g_autoptr (NrnExperiment) plain = new_experiment ("body-mass");
  NrnExperimentParts parts = *nrn_experiment_get_parts (plain);
  g_autoptr (NrnConfig) dense = nrn_config_parse (NRN_FAMILY_LAYER, "Dense(3)", NULL);
  g_autoptr (NrnConfig) last = nrn_config_parse (NRN_FAMILY_LAYER, "Dense(2)", NULL);
  g_autoptr (NrnConfig) changed = NULL;
  g_autoptr (NrnArchitecture) architecture = NULL;
  g_autoptr (NrnMetrics) metrics = NULL;
  NrnFamily family = nrn_kind_get_family (nrn_config_get_kind (config));
  NrnConfig *layers[] = { dense, dense, last };

  if (family == NRN_FAMILY_LOSS)
    parts.loss = config;
  if (family == NRN_FAMILY_OPTIMIZER)
    parts.optimizer = config;
  if (family == NRN_FAMILY_METRIC)
    {
      const NrnConfig *configs[] = { config, config };

      metrics = nrn_metrics_new (configs, G_N_ELEMENTS (configs));
      parts.fit.metrics = metrics;
    }
  if (family == NRN_FAMILY_LAYER)
    layers[1] = (NrnConfig *) config;
  for (guint i = 0; i < nrn_config_get_kind (dense)->n_properties; i++)
    {
      const NrnPropertySpec *spec = &nrn_config_get_kind (dense)->properties[i];

      if (spec->type == NRN_PROPERTY_CONFIG && spec->family == family && changed == NULL)
        changed = nrn_config_with_config (dense, spec->name, config, NULL);
    }
  if (changed != NULL)
    layers[1] = changed;

  architecture = nrn_architecture_new (2, G_N_ELEMENTS (layers), layers, NULL, NULL);
  g_assert_nonnull (architecture);
  parts.architecture = architecture;

  return nrn_experiment_new (&parts);
}

/* Each kind that Neurons has, plain and with each argument changed. */
static void
test_every_kind (void)
{
  guint n_checked = 0;

  for (guint family = 0; family < NRN_N_FAMILIES; family++)
    {
      guint n_kinds;
      const NrnKind *const *kinds = nrn_family_get_kinds ((NrnFamily) family, &n_kinds);

      for (guint i = 0; i < n_kinds; i++)
        {
          g_autoptr (NrnConfig) plain = nrn_config_new (kinds[i]);
          g_autoptr (NrnExperiment) experiment = experiment_with (plain);

          /* At least Keras 3, in its eight ways. */
          g_assert_cmpuint (check_all_ways (experiment), >=, 8);
          for (guint j = 0; j < kinds[i]->n_properties; j++)
            {
              g_autoptr (NrnConfig) changed = change_property (plain, j);
              g_autoptr (NrnExperiment) other = changed != NULL ? experiment_with (changed) : NULL;

              if (other == NULL)
                {
                  g_test_message ("%s: %s stays", kinds[i]->name, kinds[i]->properties[j].name);
                  continue;
                }
              g_assert_cmpuint (check_all_ways (other), >=, 8);
              n_checked++;
            }
        }
    }
  g_assert_cmpuint (n_checked, >, 60);
}

static void
test_schedules (void)
{
  static const char *const rates[] = {
    "ExponentialDecay(initial_learning_rate=0.5, decay_steps=30, decay_rate=0.7, staircase=true)",
    "CosineDecay(initial_learning_rate=0.01, decay_steps=500, alpha=0.1)",
    "PiecewiseConstantDecay(boundaries=[10, 20], values=[1, 0.5, 0.25])",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rates); i++)
    {
      g_autoptr (NrnConfig) plain = nrn_config_new_by_name (NRN_FAMILY_OPTIMIZER, "Adam", NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (NrnConfig) optimizer = nrn_config_with_text (plain, "learning_rate", rates[i], &error);
      g_autoptr (NrnExperiment) experiment = NULL;

      g_assert_no_error (error);
      experiment = experiment_with (optimizer);
      g_assert_cmpuint (check_all_ways (experiment), ==, 8);
    }
}

/* No metrics at all, which is not the same as not to speak of them. */
static void
test_no_metrics (void)
{
  g_autoptr (NrnExperiment) plain = new_experiment ("xor");
  NrnExperimentParts parts = *nrn_experiment_get_parts (plain);
  g_autoptr (NrnMetrics) none = nrn_metrics_new (NULL, 0);
  g_autoptr (NrnExperiment) experiment = NULL;

  parts.fit.metrics = none;
  experiment = nrn_experiment_new (&parts);
  g_assert_cmpuint (check_all_ways (experiment), ==, 12);
}

static void
test_layer_names (void)
{
  g_autoptr (NrnExperiment) plain = new_experiment ("xor");
  NrnExperimentParts parts = *nrn_experiment_get_parts (plain);
  g_autoptr (NrnArchitecture) architecture = NULL;
  g_autoptr (NrnExperiment) experiment = NULL;
  NrnConfig *layers[] = {
    (NrnConfig *) nrn_architecture_get_layer (parts.architecture, 0),
    (NrnConfig *) nrn_architecture_get_layer (parts.architecture, 1),
  };
  static const char *const names[] = { "the \"first\" \\ one\n", "dénse_7" };

  architecture = nrn_architecture_new (2, 2, layers, names, NULL);
  parts.architecture = architecture;
  experiment = nrn_experiment_new (&parts);
  g_assert_cmpuint (check_all_ways (experiment), ==, 12);
}

/* ---- Anything at all ---- */

/* Either an experiment, or one line that says what and where. */
static gboolean
read_anything (const NrnExperiment *base,
               const char          *text,
               gsize                length)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *note = NULL;
  g_autoptr (NrnExperiment) experiment = NULL;

  experiment = nrn_keras_code_parse ("x.py", text, (gssize) length, base, &note, &error);
  g_assert_true ((experiment == NULL) == (error != NULL));
  if (error == NULL)
    return TRUE;

  g_assert_cmpuint (strlen (error->message), >, 10);
  g_assert_null (note);
  return FALSE;
}

static char *
new_program (void)
{
  g_autoptr (NrnExperiment) plain = new_experiment ("body-mass");
  NrnExperimentParts parts = *nrn_experiment_get_parts (plain);
  g_autoptr (NrnExperiment) experiment = NULL;
  const NrnKerasCodeOptions options = { .weights = TRUE };

  parts.fit.stop_accuracy = 0.9;
  parts.fit.validation_split = 0.2;
  parts.fit.early_stopping = (NrnEarlyStoppingOptions) {
    .monitor = "val_loss", .patience = 3, .restore_best_weights = TRUE, .mode = NRN_MONITOR_MAX,
    .has_baseline = TRUE, .baseline = 0.5, .start_from_epoch = 2,
  };
  experiment = nrn_experiment_new (&parts);

  return nrn_keras_code_print (experiment, NULL, &options, NULL);
}

static void
test_truncated (void)
{
  g_autoptr (NrnExperiment) base = new_experiment ("drug-trial");
  g_autofree char *program = new_program ();

  for (gsize length = 0; length <= strlen (program); length++)
    read_anything (base, program, length);
  for (gsize i = 0; i < G_N_ELEMENTS (lessons); i++)
    {
      for (gsize length = 0; length <= strlen (lessons[i].code); length++)
        read_anything (base, lessons[i].code, length);
    }
}

static void
mutate (GString *text,
        GRand   *rand)
{
  static const char *const pieces[] = {
    "(", ")", "[", "]", "{", "}", ",", "=", ".", ":", "\n", "    ", "'", "\"", "\\", "#", "-", "*",
    "None", "True", "0", "1e999", "-1", "model", "keras", "Dense", "Sequential", ".add(", "for ",
    "class ", "import ", "from ", "as ", "'relu'", "units=", "\"\"\"", ";", "\t", "é", "\x80", "@",
    "def f():\n  ", "lambda: ", "(1,)", "np.array(", "functools.partial(",
  };
  gsize at = (gsize) g_rand_int_range (rand, 0, (gint32) text->len + 1);
  gssize n = g_rand_int_range (rand, 1, 20);

  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
      g_string_insert (text, (gssize) at, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      break;

    case 1:
      g_string_erase (text, (gssize) at, MIN ((gssize) (text->len - at), n));
      break;

    case 2:
      if (at < text->len)
        text->str[at] = (char) g_rand_int_range (rand, 1, 256);
      break;

    default:
      {
        gsize from = (gsize) g_rand_int_range (rand, 0, (gint32) text->len + 1);
        g_autofree char *copy = g_strndup (text->str + from, (gsize) g_rand_int_range (rand, 1, 40));

        g_string_insert (text, (gssize) at, copy);
      }
      break;
    }
}

static void
test_mutated (void)
{
  g_autoptr (NrnExperiment) base = new_experiment ("drug-trial");
  g_autoptr (GRand) rand = g_rand_new_with_seed (20);
  g_autofree char *program = new_program ();
  guint n_read = 0;
  const guint n_tries = 6000;

  for (guint i = 0; i < n_tries; i++)
    {
      const char *start = i % 8 == 7 ? program : lessons[i % 8 % G_N_ELEMENTS (lessons)].code;
      g_autoptr (GString) text = g_string_new (start);

      for (int n = g_rand_int_range (rand, 1, 6); n > 0; n--)
        mutate (text, rand);
      n_read += read_anything (base, text->str, text->len);
    }

  /* Comments and data may be anything; most of the rest may not. */
  g_test_message ("%u of %u programs were still read", n_read, n_tries);
  g_assert_cmpuint (n_read, >, n_tries / 50);
  g_assert_cmpuint (n_read, <, n_tries / 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (lessons); i++)
    {
      g_autofree char *path = g_strconcat ("/document/keras-code/lesson/", lessons[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_lesson);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/document/keras-code/refused/", refusals[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_refused);
    }
  g_test_add_func ("/document/keras-code/freeze", test_freeze);
  g_test_add_func ("/document/keras-code/snippets", test_snippets);
  g_test_add_func ("/document/keras-code/notebook", test_notebook);
  g_test_add_func ("/document/keras-code/bytes", test_bytes);
  g_test_add_func ("/document/keras-code/deep", test_deep);
  g_test_add_func ("/document/keras-code/long", test_long);
  g_test_add_func ("/document/keras-code/round-trip/presets", test_presets);
  g_test_add_func ("/document/keras-code/round-trip/fits", test_fits);
  g_test_add_func ("/document/keras-code/round-trip/every-kind", test_every_kind);
  g_test_add_func ("/document/keras-code/round-trip/schedules", test_schedules);
  g_test_add_func ("/document/keras-code/round-trip/no-metrics", test_no_metrics);
  g_test_add_func ("/document/keras-code/round-trip/layer-names", test_layer_names);
  g_test_add_func ("/document/keras-code/truncated", test_truncated);
  g_test_add_func ("/document/keras-code/mutated", test_mutated);

  return g_test_run ();
}
