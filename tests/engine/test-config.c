/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "nrn-activation.h"

#include <math.h>
#include <string.h>

#include "nrn-error.h"
#include "nrn-kind-group.h"
#include "nrn-vector.h"

static void
test_finds_names_in_any_case (void)
{
  static const struct { NrnFamily family; const char *given; const char *name; } cases[] = {
    { NRN_FAMILY_ACTIVATION, "ReLU", "relu" },
    { NRN_FAMILY_OPTIMIZER, "adam", "Adam" },
    { NRN_FAMILY_OPTIMIZER, "sgd", "SGD" },
    { NRN_FAMILY_LOSS, "mse", "mean_squared_error" },
    { NRN_FAMILY_LOSS, "MeanSquaredError", "mean_squared_error" },
    { NRN_FAMILY_LOSS, "SparseCategoricalCrossentropy", "sparse_categorical_crossentropy" },
    { NRN_FAMILY_INITIALIZER, "GlorotUniform", "glorot_uniform" },
    { NRN_FAMILY_LAYER, "dense", "Dense" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      const NrnKind *kind = nrn_kind_find (cases[i].family, cases[i].given, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (kind->name, ==, cases[i].name);
      g_assert_cmpint (nrn_kind_get_family (kind), ==, cases[i].family);
    }
}

static void
test_names_are_unique (void)
{
  for (guint family = 0; family < NRN_N_FAMILIES; family++)
    {
      guint n_kinds;
      const NrnKind *const *kinds = nrn_family_get_kinds ((NrnFamily) family, &n_kinds);

      g_assert_cmpuint (n_kinds, >, 0);
      for (guint i = 0; i < n_kinds; i++)
        g_assert_true (nrn_kind_find ((NrnFamily) family, kinds[i]->name, NULL) == kinds[i]);
    }
}

static void
test_unknown_names (void)
{
  static const struct { NrnFamily family; const char *given; const char *sentence; } cases[] = {
    { NRN_FAMILY_ACTIVATION, "rleu", "There is no activation “rleu”; did you mean “relu”?" },
    { NRN_FAMILY_OPTIMIZER, "Adm", "There is no optimizer “Adm”; did you mean “Adam”?" },
    { NRN_FAMILY_LOSS, "mean_square_error",
      "There is no loss “mean_square_error”; did you mean “mean_squared_error”?" },
    { NRN_FAMILY_LAYER, "LSTM", "There is no layer “LSTM”; Neurons has Dense, Activation, Dropout, "
                                "GaussianNoise, BatchNormalization, LayerNormalization." },
    { NRN_FAMILY_OPTIMIZER, "",
      "There is no optimizer “”; Neurons has Adam, SGD, RMSprop, AdamW, Nadam, Adamax, Adagrad, "
      "Adadelta." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (nrn_kind_find (cases[i].family, cases[i].given, &error));
      g_assert_error (error, NRN_ERROR, NRN_ERROR_UNKNOWN_NAME);
      g_assert_cmpstr (error->message, ==, cases[i].sentence);
    }
}

static void
test_suggests_what_looks_alike (void)
{
  static const char *const known[] = { "age", "a", "height", NULL };
  static const struct { const char *name, *suggestion; } cases[] = {
    { "ago", "age" }, { "heigth", "height" }, { "x", NULL }, { "", NULL }, { "weight", "height" },
    { "colour", NULL }, { "AGE", "age" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *suggestion = nrn_name_suggest (cases[i].name, known);

      g_assert_cmpstr (suggestion, ==, cases[i].suggestion);
    }
}

static void
test_defaults_are_keras (void)
{
  g_autoptr (NrnConfig) adam = nrn_config_new_by_name (NRN_FAMILY_OPTIMIZER, "Adam", NULL);
  g_autoptr (NrnConfig) sgd = nrn_config_new_by_name (NRN_FAMILY_OPTIMIZER, "SGD", NULL);
  g_autoptr (NrnConfig) dense = nrn_config_new_by_name (NRN_FAMILY_LAYER, "Dense", NULL);
  guint kernel = (guint) nrn_kind_property (nrn_config_get_kind (dense), "kernel_initializer");
  guint bias = (guint) nrn_kind_property (nrn_config_get_kind (dense), "bias_initializer");

  g_assert_cmpfloat (nrn_config_lookup (adam, "learning_rate"), ==, 0.001);
  g_assert_cmpfloat (nrn_config_lookup (adam, "beta_1"), ==, 0.9);
  g_assert_cmpfloat (nrn_config_lookup (adam, "beta_2"), ==, 0.999);
  g_assert_cmpfloat (nrn_config_lookup (adam, "epsilon"), ==, 1e-7);
  g_assert_cmpfloat (nrn_config_lookup (sgd, "learning_rate"), ==, 0.01);
  g_assert_cmpfloat (nrn_config_lookup (sgd, "momentum"), ==, 0);
  g_assert_cmpfloat (nrn_config_lookup (dense, "use_bias"), ==, 1);
  g_assert_cmpstr (nrn_config_get_name (nrn_config_get_config (dense, kernel)), ==, "glorot_uniform");
  g_assert_cmpstr (nrn_config_get_name (nrn_config_get_config (dense, bias)), ==, "zeros");
  g_assert_true (isnan (nrn_config_lookup (sgd, "beta_1")));
}

static void
test_copies_share_nothing_that_changes (void)
{
  g_autoptr (NrnConfig) dense = nrn_config_new_by_name (NRN_FAMILY_LAYER, "Dense", NULL);
  g_autoptr (NrnConfig) wide = nrn_config_with_number (dense, "units", 6, NULL);
  g_autoptr (NrnConfig) active = nrn_config_with_text (wide, "activation", "tanh", NULL);
  g_autoptr (NrnConfig) same = nrn_config_with_text (wide, "activation", "tanh", NULL);

  g_assert_cmpfloat (nrn_config_lookup (dense, "units"), ==, 1);
  g_assert_cmpfloat (nrn_config_lookup (active, "units"), ==, 6);
  g_assert_false (nrn_config_equal (dense, wide));
  g_assert_false (nrn_config_equal (wide, active));
  g_assert_true (nrn_config_equal (active, same));
}

static void
test_refuses_bad_values (void)
{
  static const struct { const char *option; const char *text; const char *sentence; } cases[] = {
    { "learning_rate", "fast", "Adam: learning_rate cannot be “fast”; it must be a number such as 0.001." },
    { "learning_rate", "0,1", "Adam: learning_rate cannot be “0,1”; it must be a number such as 0.001." },
    { "learning_rate", "", "Adam: learning_rate cannot be “”; it must be a number such as 0.001." },
    { "learning_rate", "-1", "Adam: learning_rate cannot be -1; it must be from 0 to 1000000." },
    { "learning_rate", "nan", "Adam: learning_rate cannot be nan; it must be from 0 to 1000000." },
    { "beta_1", "1", "Adam: beta_1 cannot be 1; it must be at least 0 and less than 1." },
    { "epsilon", "0", "Adam: epsilon cannot be 0; it must be more than 0 and at most 1." },
    { "momentum", "1",
      "Adam has no argument “momentum”; it takes learning_rate, beta_1, beta_2, epsilon, amsgrad, "
      "weight_decay, clipnorm, clipvalue, global_clipnorm." },
  };
  g_autoptr (NrnConfig) adam = nrn_config_new_by_name (NRN_FAMILY_OPTIMIZER, "Adam", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (nrn_config_with_text (adam, cases[i].option, cases[i].text, &error));
      g_assert_nonnull (error);
      g_assert_cmpstr (error->message, ==, cases[i].sentence);
    }
}

static void
test_reads_booleans (void)
{
  g_autoptr (NrnConfig) sgd = nrn_config_new_by_name (NRN_FAMILY_OPTIMIZER, "SGD", NULL);
  g_autoptr (NrnConfig) nesterov = nrn_config_with_text (sgd, "nesterov", "True", NULL);
  g_autoptr (NrnConfig) plain = nrn_config_with_text (nesterov, "nesterov", "false", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpfloat (nrn_config_lookup (nesterov, "nesterov"), ==, 1);
  g_assert_cmpfloat (nrn_config_lookup (plain, "nesterov"), ==, 0);
  g_assert_null (nrn_config_with_text (sgd, "nesterov", "maybe", &error));
  g_assert_cmpstr (error->message, ==, "SGD: nesterov cannot be “maybe”; it must be true or false.");
}

/* Nothing in the tables is left without its texts. */
static void
test_everything_describes_itself (void)
{
  for (guint family = 0; family < NRN_N_FAMILIES; family++)
    {
      guint n_kinds;
      const NrnKind *const *kinds = nrn_family_get_kinds ((NrnFamily) family, &n_kinds);
      gboolean is_function = family == NRN_FAMILY_ACTIVATION || family == NRN_FAMILY_LOSS;

      g_assert_nonnull (nrn_family_get_plural ((NrnFamily) family));
      for (guint i = 0; i < n_kinds; i++)
        {
          const NrnKind *kind = kinds[i];

          g_test_message ("%s", kind->name);
          g_assert_nonnull (nrn_kind_get_keras_name (kind));
          g_assert_nonnull (nrn_kind_get_formula (kind));
          if (is_function || family == NRN_FAMILY_LAYER)
            g_assert_nonnull (nrn_kind_get_derivative (kind));
          if (is_function || family == NRN_FAMILY_INITIALIZER)
            g_assert_nonnull (nrn_kind_get_range (kind));
          g_assert_true (g_str_has_suffix (nrn_kind_get_purpose (kind), "."));
          g_assert_true (g_str_has_prefix (nrn_kind_get_source (kind), "Keras 3, keras/src/"));
          g_assert_true (g_utf8_validate (kind->formula, -1, NULL));

          for (guint j = 0; j < kind->n_properties; j++)
            {
              const NrnPropertySpec *spec = &kind->properties[j];

              g_assert_nonnull (spec->description);
              g_assert_true (g_str_has_suffix (nrn_property_spec_get_description (spec), "."));
            }
        }
    }
}

/* A text that stands twice was copied and not changed. */
static void
test_no_description_stands_twice (void)
{
  g_autoptr (GHashTable) texts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint family = 0; family < NRN_N_FAMILIES; family++)
    {
      guint n_kinds;
      const NrnKind *const *kinds = nrn_family_get_kinds ((NrnFamily) family, &n_kinds);

      for (guint i = 0; i < n_kinds; i++)
        {
          const char *texts_of_kind[] = { kinds[i]->formula, kinds[i]->purpose };

          for (guint j = 0; j < G_N_ELEMENTS (texts_of_kind); j++)
            {
              g_test_message ("%s: %s", kinds[i]->name, texts_of_kind[j]);
              g_assert_true (g_hash_table_add (texts, (char *) texts_of_kind[j]));
            }
        }
    }
}

/* The range in the texts is that of the values. */
static void
test_ranges_are_true (void)
{
  guint n_kinds;
  const NrnKind *const *kinds = nrn_family_get_kinds (NRN_FAMILY_ACTIVATION, &n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      g_autoptr (NrnConfig) config = nrn_config_new (kinds[i]);
      const char *range = nrn_kind_get_range (kinds[i]) + 1;
      gboolean is_row_wise = strstr (kinds[i]->name, "softmax") != NULL;
      float inputs[2000 + NRN_LANES], outputs[2000 + NRN_LANES];
      float smallest = INFINITY, largest = -INFINITY;
      double low = -INFINITY, high = INFINITY;

      /* "[−0.5, ∞)", where −alpha is −1. */
      if (g_str_has_prefix (range, "−alpha"))
        low = -1;
      else if (g_str_has_prefix (range, "−3 ∕ 8"))
        low = -0.375;
      else if (g_str_has_prefix (range, "−") && !g_str_has_prefix (range, "−∞"))
        low = -g_ascii_strtod (range + strlen ("−"), NULL);
      else if (!g_str_has_prefix (range, "−∞"))
        low = g_ascii_strtod (range, NULL);
      range = strchr (range, ',') + 2;
      if (!g_str_has_prefix (range, "∞"))
        high = g_ascii_strtod (range, NULL);

      for (guint j = 0; j < 2000; j++)
        inputs[j] = (float) j / 50 - 20;
      /* One of two outputs moves and the other stays. */
      for (guint j = 1; j < 2000 && is_row_wise; j += 2)
        inputs[j] = 0;
      nrn_activation_forward (config, is_row_wise ? 1000 : 2000, is_row_wise ? 2 : 1, inputs, outputs);
      for (guint j = 0; j < 2000; j++)
        {
          smallest = MIN (smallest, outputs[j]);
          largest = MAX (largest, outputs[j]);
        }

      g_test_message ("%s: %g … %g, said to be %s", kinds[i]->name, smallest, largest,
                      kinds[i]->range);
      /* An end that is not reached may still be some way off. */
      g_assert_true (isinf (low) ? smallest < -3 : smallest >= low - 1e-4 && smallest < low + 0.06);
      g_assert_true (isinf (high) ? largest > 5 : largest <= high && largest > high - 0.06);
    }
}

static void
test_finds_todays_and_old_names (void)
{
  static const struct { NrnFamily family; const char *given, *name; } cases[] = {
    { NRN_FAMILY_LOSS, "log_cosh", "logcosh" },
    { NRN_FAMILY_LOSS, "LogCosh", "logcosh" },
    { NRN_FAMILY_LOSS, "kl_divergence", "kullback_leibler_divergence" },
    { NRN_FAMILY_LOSS, "KLDivergence", "kullback_leibler_divergence" },
    { NRN_FAMILY_LOSS, "KLD", "kullback_leibler_divergence" },
    { NRN_FAMILY_LOSS, "cosine_similarity", "cosine_proximity" },
    { NRN_FAMILY_LOSS, "CosineSimilarity", "cosine_proximity" },
    { NRN_FAMILY_LOSS, "MAE", "mean_absolute_error" },
    { NRN_FAMILY_LOSS, "mape", "mean_absolute_percentage_error" },
    { NRN_FAMILY_LOSS, "msle", "mean_squared_logarithmic_error" },
    { NRN_FAMILY_LOSS, "SquaredHinge", "squared_hinge" },
    { NRN_FAMILY_LOSS, "Huber", "huber" },
    { NRN_FAMILY_ACTIVATION, "swish", "silu" },
    { NRN_FAMILY_ACTIVATION, "hard_swish", "hard_silu" },
    { NRN_FAMILY_ACTIVATION, "LeakyReLU", "leaky_relu" },
  };
  g_autoptr (NrnConfig) adam = nrn_config_new_by_name (NRN_FAMILY_OPTIMIZER, "Adam", NULL);
  g_autoptr (NrnConfig) slow = nrn_config_with_text (adam, "lr", "0.0001", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (nrn_kind_find (cases[i].family, cases[i].given, NULL)->name, ==, cases[i].name);
  g_assert_cmpfloat (nrn_config_lookup (slow, "learning_rate"), ==, 0.0001);
}

/* A config is its text and the text the config. */
static void
test_text_round_trip (void)
{
  static const struct { NrnFamily family; const char *given, *text; } cases[] = {
    { NRN_FAMILY_ACTIVATION, "relu", "relu" },
    { NRN_FAMILY_ACTIVATION, "ReLU( max_value = 6 )", "relu(max_value=6)" },
    { NRN_FAMILY_ACTIVATION, "relu(max_value=none)", "relu" },
    { NRN_FAMILY_ACTIVATION, "relu(negative_slope=0.1,threshold=1)",
      "relu(negative_slope=0.1, threshold=1)" },
    { NRN_FAMILY_ACTIVATION, "gelu(approximate=True)", "gelu(approximate=true)" },
    { NRN_FAMILY_ACTIVATION, "leaky_relu(alpha=0.3)", "leaky_relu(negative_slope=0.3)" },
    { NRN_FAMILY_ACTIVATION, "leaky_relu(alpha=0.2)", "leaky_relu" },
    { NRN_FAMILY_LOSS, "huber(delta=0.5)", "huber(delta=0.5)" },
    { NRN_FAMILY_OPTIMIZER, "SGD(momentum=0.9, nesterov=true)", "SGD(momentum=0.9, nesterov=true)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (NrnConfig) config = nrn_config_parse (cases[i].family, cases[i].given, &error);
      g_autoptr (NrnConfig) again = NULL;
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      text = nrn_config_to_string (config);
      g_assert_cmpstr (text, ==, cases[i].text);
      again = nrn_config_parse (cases[i].family, text, NULL);
      g_assert_true (nrn_config_equal (config, again));
      g_assert_cmpint (nrn_config_is_default (config), ==, strchr (text, '(') == NULL);
    }
}

/* Layers as Python has them; what Keras has no default for is always there. */
static void
test_layers_round_trip (void)
{
  static const struct { const char *given, *text; } cases[] = {
    { "Dense(32)", "Dense(32)" },
    { "Dense(1)", "Dense(1)" },
    { "Dense(32, activation='relu')", "Dense(32, activation=relu)" },
    { "Dense( 32 , \"relu\" , False )", "Dense(32, activation=relu, use_bias=false)" },
    { "dense(units=4, kernel_initializer=random_normal(mean=0, stddev=0.1))",
      "Dense(4, kernel_initializer=random_normal(stddev=0.1))" },
    { "Dense(3, leaky_relu(negative_slope=0.1))", "Dense(3, activation=leaky_relu(negative_slope=0.1))" },
    { "Activation('tanh')", "Activation(tanh)" },
    { "Activation(activation='linear')", "Activation(linear)" },
    { "Dense(8,)", "Dense(8)" },
    { "Dropout(0.5)", "Dropout(0.5)" },
    { "Dropout(rate=.25)", "Dropout(0.25)" },
    { "GaussianNoise(0.1)", "GaussianNoise(0.1)" },
    { "BatchNormalization()", "BatchNormalization" },
    { "batch_normalization(momentum=0.9, scale=False)", "BatchNormalization(momentum=0.9, scale=false)" },
    { "LayerNormalization", "LayerNormalization" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (NrnConfig) config = nrn_config_parse (NRN_FAMILY_LAYER, cases[i].given, &error);
      g_autoptr (NrnConfig) again = NULL;
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      text = nrn_config_to_string (config);
      g_assert_cmpstr (text, ==, cases[i].text);
      again = nrn_config_parse (NRN_FAMILY_LAYER, text, &error);
      g_assert_no_error (error);
      g_assert_true (nrn_config_equal (config, again));
    }
}

static void
test_layer_mistakes (void)
{
  static const struct { const char *given, *sentence; } cases[] = {
    { "Dropout", "Dropout needs its rate; write for example Dropout(0.5)." },
    { "GaussianNoise()", "GaussianNoise needs its stddev; write for example GaussianNoise(0.1)." },
    { "Dense(activation=relu)", "Dense needs its units; write for example Dense(1, activation=relu)." },
    { "Dense(32, units=3)", "Dense: units is given twice." },
    { "Dense(relu)", "Dense: units cannot be “relu”; it must be a whole number such as 4." },
    { "Dropout(1.5)", "Dropout: rate cannot be 1.5; it must be from 0 to 1." },
    { "GaussianNoise(-1)", "GaussianNoise: stddev cannot be -1; it must be from 0 to 1." },
    { "Dropout(0.5, 3)", "Dropout: “3” is not understood; write its arguments as NAME=VALUE." },
    { "BatchNormalization(0.9)",
      "BatchNormalization: “0.9” is not understood; write its arguments as NAME=VALUE." },
    { "Dense(3, 'relu", "“Dense(3, 'relu” is not understood; its “)” is missing." },
    { "Dense(8,,)", "Dense: an argument is missing beside a comma; write for example Dense(1)." },
    { "Dense(, 8)", "Dense: an argument is missing beside a comma; write for example Dense(1)." },
    { "Dense(8, , activation=relu)",
      "Dense: an argument is missing beside a comma; write for example Dense(1)." },
    { "BatchNormalization(,)",
      "BatchNormalization: an argument is missing beside a comma; write for example BatchNormalization." },
    { "Dropuot(0.5)", "There is no layer “Dropuot”; did you mean “Dropout”?" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (NrnConfig) config = nrn_config_parse (NRN_FAMILY_LAYER, cases[i].given, &error);

      g_assert_null (config);
      g_assert_cmpstr (error->message, ==, cases[i].sentence);
    }
}

static void
test_text_mistakes (void)
{
  static const struct { const char *given, *sentence; } cases[] = {
    { "leaky_relu(0.1)", "leaky_relu: “0.1” is not understood; write its arguments as NAME=VALUE." },
    { "leaky_relu(alpha=0.1", "“leaky_relu(alpha=0.1” is not understood; its “)” is missing." },
    { "leaky_relo(alpha=1)", "There is no activation “leaky_relo”; did you mean “leaky_relu”?" },
    { "tanh(alpha=1)", "tanh has no argument “alpha”; it takes none." },
    { "elu(alpha=none)", "elu: alpha cannot be “none”; it must be a number such as 0.001." },
    { "elu(alpha=)", "elu: alpha cannot be “”; it must be a number such as 0.001." },
    { "relu(max_value=-1)", "relu: max_value cannot be -1; it must be from 0 to 1e+30." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (nrn_config_parse (NRN_FAMILY_ACTIVATION, cases[i].given, &error));
      g_assert_cmpstr (error->message, ==, cases[i].sentence);
    }
}

/* In the chooser each title stands once, over at least two. */
static void
test_groups (void)
{
  for (guint family = 0; family < NRN_N_FAMILIES; family++)
    {
      g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
      guint n_kinds;
      const NrnKind *const *kinds = nrn_family_get_kinds ((NrnFamily) family, &n_kinds);
      const char *group = NULL;
      guint n_in_group = 2;

      for (guint i = 0; i < n_kinds; i++)
        {
          const char *now = nrn_kind_get_group (kinds[i]);

          g_test_message ("%s: %s", kinds[i]->name, now);
          g_assert_true (now != NULL || n_kinds < 8);
          if (g_strcmp0 (now, group) != 0)
            {
              g_assert_cmpuint (n_in_group, >=, 2);
              g_assert_true (g_hash_table_add (seen, (char *) now));
              n_in_group = 0;
            }
          group = now;
          n_in_group++;
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/config/finds-names-in-any-case", test_finds_names_in_any_case);
  g_test_add_func ("/engine/config/names-are-unique", test_names_are_unique);
  g_test_add_func ("/engine/config/unknown-names", test_unknown_names);
  g_test_add_func ("/engine/config/suggests-what-looks-alike", test_suggests_what_looks_alike);
  g_test_add_func ("/engine/config/defaults-are-keras", test_defaults_are_keras);
  g_test_add_func ("/engine/config/copies-share-nothing-that-changes",
                   test_copies_share_nothing_that_changes);
  g_test_add_func ("/engine/config/refuses-bad-values", test_refuses_bad_values);
  g_test_add_func ("/engine/config/reads-booleans", test_reads_booleans);
  g_test_add_func ("/engine/config/everything-describes-itself", test_everything_describes_itself);
  g_test_add_func ("/engine/config/no-description-stands-twice", test_no_description_stands_twice);
  g_test_add_func ("/engine/config/ranges-are-true", test_ranges_are_true);
  g_test_add_func ("/engine/config/finds-todays-and-old-names", test_finds_todays_and_old_names);
  g_test_add_func ("/engine/config/text-round-trip", test_text_round_trip);
  g_test_add_func ("/engine/config/text-mistakes", test_text_mistakes);
  g_test_add_func ("/engine/config/layers-round-trip", test_layers_round_trip);
  g_test_add_func ("/engine/config/layer-mistakes", test_layer_mistakes);

  g_test_add_func ("/engine/config/groups", test_groups);

  return g_test_run ();
}
