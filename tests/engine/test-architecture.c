/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "nrn-architecture.h"

#include <string.h>

#include "nrn-architecture-words.h"
#include "nrn-error.h"
#include "nrn-layer-dense.h"

/* The parameter counts of the lesson's networks. */
static void
test_counts_parameters (void)
{
  static const struct { const char *text; guint n_parameters; } cases[] = {
    { "2-3-2", 17 }, { "8-6-6-4", 124 }, { "3-5", 20 }, { "1-6-32-2", 302 }, { "1-16-32-2", 642 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse (cases[i].text, NULL, &error);
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      g_assert_cmpuint (nrn_architecture_get_n_parameters (architecture), ==, cases[i].n_parameters);
      text = nrn_architecture_to_string (architecture);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* Commas between brackets belong to the arguments. */
static void
test_parses_arguments (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnArchitecture) architecture =
    nrn_architecture_parse ("1-6-3-2", "relu(max_value=6, threshold=1),leaky_relu(alpha=0.1) softmax",
                            &error);
  g_autoptr (NrnArchitecture) open = NULL;
  const NrnConfig *first, *second;

  g_assert_no_error (error);
  first = nrn_architecture_get_activation (architecture, 0);
  second = nrn_architecture_get_activation (architecture, 1);
  g_assert_cmpfloat (nrn_config_lookup (first, "max_value"), ==, 6);
  g_assert_cmpfloat (nrn_config_lookup (first, "threshold"), ==, 1);
  g_assert_cmpfloat (nrn_config_lookup (second, "negative_slope"), ==, 0.1);

  open = nrn_architecture_parse ("1-6-2", "relu(max_value=6,softmax", &error);
  g_assert_null (open);
  g_assert_nonnull (error);
}

static void
test_parses_activations (void)
{
  g_autoptr (NrnArchitecture) commas = nrn_architecture_parse ("1-6-32-2", "relu,relu,sigmoid", NULL);
  g_autoptr (NrnArchitecture) spaces = nrn_architecture_parse ("1-6-32-2", " relu relu, Sigmoid ", NULL);
  g_autoptr (NrnArchitecture) without = nrn_architecture_parse ("1-6-32-2", NULL, NULL);

  g_assert_nonnull (commas);
  g_assert_true (nrn_architecture_equal (commas, spaces));
  g_assert_false (nrn_architecture_equal (commas, without));
  g_assert_cmpstr (nrn_config_get_name (nrn_architecture_get_activation (commas, 2)), ==, "sigmoid");
  g_assert_cmpstr (nrn_config_get_name (nrn_architecture_get_activation (without, 1)), ==, "relu");
  g_assert_cmpstr (nrn_config_get_name (nrn_architecture_get_activation (without, 2)), ==, "linear");
}

static void
test_tensors_are_in_keras_order (void)
{
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("2-3-2", NULL, NULL);
  guint n_tensors;
  const NrnTensor *tensors = nrn_architecture_get_tensors (architecture, &n_tensors);
  static const struct { guint layer; const char *name; guint dims[2]; gsize offset; } expected[] = {
    { 0, "kernel", { 2, 3 }, 0 }, { 0, "bias", { 3, 1 }, 6 },
    { 1, "kernel", { 3, 2 }, 9 }, { 1, "bias", { 2, 1 }, 15 },
  };

  g_assert_cmpuint (n_tensors, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < n_tensors; i++)
    {
      g_assert_cmpuint (tensors[i].layer, ==, expected[i].layer);
      g_assert_cmpstr (tensors[i].name, ==, expected[i].name);
      g_assert_cmpuint (tensors[i].dims[0], ==, expected[i].dims[0]);
      g_assert_cmpuint (tensors[i].dims[1], ==, expected[i].dims[1]);
      g_assert_cmpuint (tensors[i].offset, ==, expected[i].offset);
    }
  g_assert_cmpstr (nrn_architecture_get_layer_name (architecture, 0), ==, "dense");
  g_assert_cmpstr (nrn_architecture_get_layer_name (architecture, 1), ==, "dense_1");
}

static void
test_parses_layers (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnArchitecture) architecture =
    nrn_architecture_parse_layers (1, "BatchNormalization(), Dense(6, activation='relu'),\n"
                                   "Dropout(0.5), LayerNormalization(scale=False), Dense(2)", &error);
  static const char *const names[] = {
    "batch_normalization", "dense", "dropout", "layer_normalization", "dense_1",
  };
  static const guint units[] = { 1, 6, 6, 6, 2 };

  g_assert_no_error (error);
  g_assert_cmpuint (nrn_architecture_get_n_layers (architecture), ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_cmpstr (nrn_architecture_get_layer_name (architecture, i), ==, names[i]);
      g_assert_cmpuint (nrn_architecture_get_layer_units (architecture, i), ==, units[i]);
    }
  /* 4 of 1, 12 of 6, none, 6, 14; two of the first are moving averages. */
  g_assert_cmpuint (nrn_architecture_get_n_parameters (architecture), ==, 36);
  g_assert_cmpuint (nrn_architecture_get_n_trainable (architecture), ==, 34);

  g_assert_null (nrn_architecture_parse_layers (1, " , ", &error));
  g_assert_cmpstr (error->message, ==,
                   "A network cannot have 0 layers after its inputs; it must have from 1 to 256.");
}

/* What has no units stays behind the layer it followed. */
static void
test_changes_units (void)
{
  static const char *const before =
    "LayerNormalization, Dense(6, tanh, use_bias=False), Dropout(0.5), Dense(4, elu), "
    "BatchNormalization, Dense(2, softmax), Activation(relu)";
  static const struct { const char *units, *layers; } cases[] = {
    { "1-6-4-2", before },
    { "3-5-4-3",
      "LayerNormalization, Dense(5, tanh, use_bias=False), Dropout(0.5), Dense(4, elu), "
      "BatchNormalization, Dense(3, softmax), Activation(relu)" },
    { "1-6-4-8-2",
      "LayerNormalization, Dense(6, tanh, use_bias=False), Dropout(0.5), Dense(4, elu), "
      "BatchNormalization, Dense(8, relu), Dense(2, softmax), Activation(relu)" },
    { "1-7-2",
      "LayerNormalization, Dense(7, tanh, use_bias=False), Dropout(0.5), Dense(2, softmax), "
      "Activation(relu)" },
    { "2-1", "LayerNormalization, Dense(1, softmax), Activation(relu)" },
  };
  g_autoptr (NrnArchitecture) base = nrn_architecture_parse_layers (1, before, NULL);
  g_autoptr (NrnArchitecture) without = nrn_architecture_parse_layers (2, "Dropout(0.1)", NULL);
  g_autoptr (NrnArchitecture) grown = nrn_architecture_with_text (without, "2-3-1", NULL);
  g_autoptr (NrnArchitecture) longer = NULL;
  g_autoptr (NrnArchitecture) back = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NrnArchitecture) changed = nrn_architecture_with_text (base, cases[i].units, NULL);
      g_autoptr (NrnArchitecture) expected =
        nrn_architecture_parse_layers (nrn_architecture_get_input_dim (changed), cases[i].layers, NULL);

      text = nrn_architecture_to_string (changed);
      g_assert_cmpstr (text, ==, cases[i].units);
      g_clear_pointer (&text, g_free);
      g_assert_cmpuint (nrn_architecture_get_n_layers (changed), ==,
                        nrn_architecture_get_n_layers (expected));
      for (guint j = 0; j < nrn_architecture_get_n_layers (changed); j++)
        g_assert_true (nrn_config_equal (nrn_architecture_get_layer (changed, j),
                                         nrn_architecture_get_layer (expected, j)));
    }

  /* Layers that stay keep their names; a new one has one of its own. */
  longer = nrn_architecture_with_text (base, "1-6-4-8-2", NULL);
  g_assert_cmpstr (nrn_architecture_get_layer_name (longer, 5), ==, "dense_3");
  g_assert_cmpstr (nrn_architecture_get_layer_name (longer, 6), ==, "dense_2");
  back = nrn_architecture_with_text (longer, "1-6-4-2", NULL);
  g_assert_true (nrn_architecture_equal (back, base));

  text = nrn_architecture_to_string (grown);
  g_assert_cmpstr (text, ==, "2-3-1");
  g_assert_cmpuint (nrn_architecture_get_n_layers (grown), ==, 3);
}

/* Activations that are typed with the units are those of the Dense layers;
 * what else they have stays. */
static void
test_changes_activations (void)
{
  static const char *const before =
    "Dense(6, tanh, use_bias=False), Activation(elu), Dropout(0.5), Dense(2, softmax)";
  static const struct { const char *text, *units, *layers; } cases[] = {
    { "1-6-2 relu sigmoid", "1-6-2", "Dense(6, relu, use_bias=False), Dropout(0.5), Dense(2, sigmoid)" },
    { "1-6-2, relu, sigmoid", "1-6-2", "Dense(6, relu, use_bias=False), Dropout(0.5), Dense(2, sigmoid)" },
    { " 1 - 6 – 3 — 2  relu leaky_relu(negative_slope=0.5) sigmoid ", "1-6-3-2",
      "Dense(6, relu, use_bias=False), Dropout(0.5), Dense(3, leaky_relu(negative_slope=0.5)), "
      "Dense(2, sigmoid)" },
    { "1−8‐2", "1-8-2",
      "Dense(8, tanh, use_bias=False), Activation(elu), Dropout(0.5), Dense(2, softmax)" },
    { "Dense(3), Dense(2)", "1-3-2", "Dense(3), Dense(2)" },
  };
  g_autoptr (NrnArchitecture) base = nrn_architecture_parse_layers (1, before, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (NrnArchitecture) changed =
        nrn_architecture_with_text (base, cases[i].text, &error);
      g_autoptr (NrnArchitecture) expected = nrn_architecture_parse_layers (1, cases[i].layers, NULL);
      g_autofree char *units = NULL;

      g_assert_no_error (error);
      units = nrn_architecture_to_string (changed);
      g_assert_cmpstr (units, ==, cases[i].units);
      g_assert_cmpuint (nrn_architecture_get_n_layers (changed), ==,
                        nrn_architecture_get_n_layers (expected));
      for (guint j = 0; j < nrn_architecture_get_n_layers (changed); j++)
        g_assert_true (nrn_config_equal (nrn_architecture_get_layer (changed, j),
                                         nrn_architecture_get_layer (expected, j)));
    }
}

static void
test_refuses_text (void)
{
  static const struct { const char *text, *sentence; } cases[] = {
    { "8 6 6 4", "The network “8 6 6 4” is not understood: it needs inputs and at least one layer; "
                 "write for example 8-6-6-4." },
    { "1-6 3-2 relu relu", "The network “1-6 3-2” is not understood: “6 3” is not a number of "
                           "units; write for example 8-6-6-4." },
    { "1-6- relu", "The network “1-6-” is not understood: a number of units is missing beside a "
                   "hyphen; write for example 8-6-6-4." },
    { "relu sigmoid", "The network “relu” is not understood: it needs inputs and at least one "
                      "layer; write for example 8-6-6-4." },
    { "1-6-2 relu", "The network “1-6-2” needs 2 activations, one for each layer after its inputs; "
                    "given: 1." },
    { "1-6-2 relu rleu", "There is no activation “rleu”; did you mean “relu”?" },
    { "", "The network “” is not understood: it needs inputs and at least one layer; write for "
          "example 8-6-6-4." },
  };
  g_autoptr (NrnArchitecture) base = nrn_architecture_parse ("1-6-2", NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (nrn_architecture_with_text (base, cases[i].text, &error));
      g_assert_nonnull (error);
      g_assert_cmpstr (error->message, ==, cases[i].sentence);
    }
}

/* In English, with the numbers of the course notes' networks. */
static void
test_describes (void)
{
  static const struct
  {
    const char   *units;
    NrnLabelKind  kind;
    guint         n;
    const char   *sentence;
  } cases[] = {
    { "8-6-6-4", NRN_LABELS_CLASSES, 4,
      "8 features, two hidden layers of 6, 4 classes: 108 weights + 16 biases = 124 parameters." },
    { "2-3-2", NRN_LABELS_CLASSES, 2,
      "2 features, one hidden layer of 3, 2 classes: 12 weights + 5 biases = 17 parameters." },
    { "3-5", NRN_LABELS_ONE_HOT, 5,
      "3 features, no hidden layer, 5 classes: 15 weights + 5 biases = 20 parameters." },
    { "1-6-32-2", NRN_LABELS_CLASSES, 2,
      "1 feature, two hidden layers of 6 and 32, 2 classes: 262 weights + 40 biases = 302 "
      "parameters." },
    { "1-16-32-2", NRN_LABELS_CLASSES, 2,
      "1 feature, two hidden layers of 16 and 32, 2 classes: 592 weights + 50 biases = 642 "
      "parameters." },
    { "1-1", NRN_LABELS_NUMBERS, 1,
      "1 feature, no hidden layer, 1 number to predict: 1 weight + 1 bias = 2 parameters." },
    { "1-4-3", NRN_LABELS_FRACTIONS, 3,
      "1 feature, one hidden layer of 4, 3 numbers to predict: 16 weights + 7 biases = 23 "
      "parameters." },
    { "2-8-1", NRN_LABELS_CLASSES, 2,
      "2 features, one hidden layer of 8, one output for 2 classes: 24 weights + 9 biases = 33 "
      "parameters." },
    { "2-8-3", NRN_LABELS_CLASSES, 2,
      "2 features, one hidden layer of 8, 3 outputs for 2 classes: 40 weights + 11 biases = 51 "
      "parameters." },
    { "2-1", NRN_LABELS_YES_NO, 1,
      "2 features, no hidden layer, 1 yes-or-no answer: 2 weights + 1 bias = 3 parameters." },
    { "1-4-4-4-2", NRN_LABELS_SIGNS, 2,
      "1 feature, three hidden layers of 4, 2 yes-or-no answers: 44 weights + 14 biases = 58 "
      "parameters." },
    { "1-2-3-4-1", NRN_LABELS_COUNTS, 3,
      "1 feature, three hidden layers of 2, 3 and 4, 1 number to predict: 24 weights + 10 biases "
      "= 34 parameters." },
    { "1-2-3-4-5-3", NRN_LABELS_COUNTS, 3,
      "1 feature, four hidden layers of 2, 3, 4 and 5, 3 classes: 55 weights + 17 biases = 72 "
      "parameters." },
    { "1-2-2-2-2-1", NRN_LABELS_POSITIVE, 1,
      "1 feature, four hidden layers of 2, 1 number to predict: 16 weights + 9 biases = 25 "
      "parameters." },
    { "1-2-2-2-2-2-1", NRN_LABELS_POSITIVE, 1,
      "1 feature, 5 hidden layers of 2, 1 number to predict: 20 weights + 11 biases = 31 "
      "parameters." },
    { "1-2-2-9-2-2-1", NRN_LABELS_POSITIVE, 1,
      "1 feature, 5 hidden layers of 2 to 9, 1 number to predict: 48 weights + 18 biases = 66 "
      "parameters." },
    { "1-1", NRN_N_LABEL_KINDS, 0,
      "1 feature, no hidden layer, 1 output: 1 weight + 1 bias = 2 parameters." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse (cases[i].units, NULL, NULL);
      gboolean has_labels = cases[i].kind != NRN_N_LABEL_KINDS;
      g_autofree char *sentence = NULL;
      NrnLabels labels = { .kind = NRN_N_LABEL_KINDS };

      if (has_labels)
        nrn_labels_init_kind (&labels, cases[i].kind, cases[i].n);
      sentence = nrn_architecture_describe (architecture, has_labels ? &labels : NULL);
      g_assert_cmpstr (sentence, ==, cases[i].sentence);
    }
}

static void
test_describes_layers (void)
{
  static const struct { const char *layers, *sentence; } cases[] = {
    { "Dense(6), BatchNormalization(), Activation('tanh'), Dropout(0.25), Dense(2)",
      "1 feature, one hidden layer of 6, 2 outputs: 18 weights + 8 biases + 24 for normalization = "
      "50 parameters, of which 38 are trained." },
    { "LayerNormalization(), Dense(2, use_bias=False)",
      "1 feature, no hidden layer, 2 outputs: 2 weights + 0 biases + 2 for normalization = 4 "
      "parameters." },
    { "Dropout(0.25)",
      "1 feature, no hidden layer, 1 output: 0 weights + 0 biases = 0 parameters." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NrnArchitecture) architecture =
        nrn_architecture_parse_layers (1, cases[i].layers, NULL);
      g_autofree char *sentence = nrn_architecture_describe (architecture, NULL);

      g_assert_cmpstr (sentence, ==, cases[i].sentence);
    }
}

static void
test_refuses_nonsense (void)
{
  static const struct { const char *text; const char *activations; const char *sentence; } cases[] = {
    { "2--3", NULL, "The network “2--3” is not understood: a number of units is missing beside a "
                    "hyphen; write for example 8-6-6-4." },
    { "2-3-", NULL, "The network “2-3-” is not understood: a number of units is missing beside a "
                    "hyphen; write for example 8-6-6-4." },
    { "", NULL, "The network “” is not understood: it needs inputs and at least one layer; "
                "write for example 8-6-6-4." },
    { "5", NULL, "The network “5” is not understood: it needs inputs and at least one layer; "
                 "write for example 8-6-6-4." },
    { "2-x-2", NULL, "The network “2-x-2” is not understood: “x” is not a number of units; "
                     "write for example 8-6-6-4." },
    { "2-3.5-2", NULL, "The network “2-3.5-2” is not understood: “3.5” is not a number of units; "
                       "write for example 8-6-6-4." },
    { "2-+3", NULL, "The network “2-+3” is not understood: “+3” is not a number of units; "
                    "write for example 8-6-6-4." },
    { "0-3", NULL, "The network “0-3” cannot be built: a layer cannot have 0 units; "
                   "it must have from 1 to 100000." },
    { "2-99999999999-2", NULL, "The network “2-99999999999-2” cannot be built: a layer cannot have "
                               "99999999999 units; it must have from 1 to 100000." },
    { "2-99999999999999999999999999-2", NULL,
      "The network “2-99999999999999999999999999-2” cannot be built: a layer cannot have "
      "99999999999999999999999999 units; it must have from 1 to 100000." },
    { "1-100000-1-99999-1", NULL, "This network is too large: with layer 4 it has more than 200000 "
                                  "units, which is the most." },
    { "100000-100000", NULL, "This network is too large: with layer 1 it has more than 100000000 "
                             "parameters, which is the most." },
    { "2-3-2", "relu", "The network “2-3-2” needs 2 activations, one for each layer after its "
                       "inputs; given: 1." },
    { "2-3-2", "relu,rleu", "There is no activation “rleu”; did you mean “relu”?" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (nrn_architecture_parse (cases[i].text, cases[i].activations, &error));
      g_assert_nonnull (error);
      g_assert_cmpstr (error->message, ==, cases[i].sentence);
    }
}

static void
test_refuses_a_million_layers (void)
{
  g_autoptr (GString) text = g_string_new ("2");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 1000000; i++)
    g_string_append (text, "-2");
  g_assert_null (nrn_architecture_parse (text->str, NULL, &error));
  g_assert_cmpstr (error->message, ==,
                   "The network “2-2-2-2-2-2-2-2-2-2-2-2-2-2-2-2-2-2-2-2-…” has too many layers; "
                   "it may have up to 256.");
}

static void
test_refuses_equal_names (void)
{
  g_autoptr (NrnConfig) dense = nrn_dense_config_new (2, "relu", NULL);
  NrnConfig *layers[] = { dense, dense };
  const char *names[] = { "twin", "twin" };
  g_autoptr (GError) error = NULL;

  g_assert_null (nrn_architecture_new (2, 2, layers, names, &error));
  g_assert_cmpstr (error->message, ==,
                   "Two layers are called “twin”; every layer needs a name of its own.");
}

static void
test_with_layer (void)
{
  g_autoptr (NrnArchitecture) before = nrn_architecture_parse ("1-6-2", "relu,sigmoid", NULL);
  g_autoptr (NrnConfig) layer = nrn_dense_config_new (3, "softmax", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnArchitecture) after = nrn_architecture_with_layer (before, 1, layer, &error);
  g_autofree char *units = NULL;

  g_assert_no_error (error);
  units = nrn_architecture_to_string (after);
  g_assert_cmpstr (units, ==, "1-6-3");
  g_assert_cmpstr (nrn_config_get_name (nrn_architecture_get_activation (after, 1)), ==, "softmax");
  g_assert_cmpstr (nrn_architecture_get_layer_name (after, 1), ==,
                   nrn_architecture_get_layer_name (before, 1));
  g_assert_true (nrn_architecture_get_layer (after, 0) == nrn_architecture_get_layer (before, 0));
  g_assert_cmpuint (nrn_architecture_get_output_dim (before), ==, 2);
}

/* What Keras makes up is no name of one's own. */
static void
test_own_names (void)
{
  static const struct { const char *name; gboolean is_own; } cases[] = {
    { "dense", FALSE }, { "dense_1", FALSE }, { "dense_12", FALSE },
    { "dense_", TRUE }, { "dense_a", TRUE }, { "dense1", TRUE }, { "dropout", TRUE },
    { "memory", TRUE },
  };
  g_autoptr (NrnConfig) dense = nrn_config_new_by_name (NRN_FAMILY_LAYER, "Dense", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NrnArchitecture) network =
        nrn_architecture_new (2, 1, (NrnConfig *[]) { dense }, (const char *[]) { cases[i].name }, NULL);

      g_assert_cmpint (nrn_architecture_has_own_name (network, 0), ==, cases[i].is_own);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/architecture/counts-parameters", test_counts_parameters);
  g_test_add_func ("/engine/architecture/parses-arguments", test_parses_arguments);
  g_test_add_func ("/engine/architecture/parses-activations", test_parses_activations);
  g_test_add_func ("/engine/architecture/parses-layers", test_parses_layers);
  g_test_add_func ("/engine/architecture/changes-units", test_changes_units);
  g_test_add_func ("/engine/architecture/changes-activations", test_changes_activations);
  g_test_add_func ("/engine/architecture/refuses-text", test_refuses_text);
  g_test_add_func ("/engine/architecture/describes", test_describes);
  g_test_add_func ("/engine/architecture/describes-layers", test_describes_layers);
  g_test_add_func ("/engine/architecture/tensors-are-in-keras-order", test_tensors_are_in_keras_order);
  g_test_add_func ("/engine/architecture/refuses-nonsense", test_refuses_nonsense);
  g_test_add_func ("/engine/architecture/refuses-a-million-layers", test_refuses_a_million_layers);
  g_test_add_func ("/engine/architecture/own-names", test_own_names);
  g_test_add_func ("/engine/architecture/refuses-equal-names", test_refuses_equal_names);

  g_test_add_func ("/engine/architecture/with-layer", test_with_layer);

  return g_test_run ();
}
