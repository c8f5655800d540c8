/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "nrn-config.h"

#include <math.h>
#include <string.h>

#include "nrn-error.h"

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
    { NRN_FAMILY_LAYER, "LSTM", "There is no layer “LSTM”; Neurons has Activation, Dense." },
    { NRN_FAMILY_OPTIMIZER, "", "There is no optimizer “”; Neurons has Adam, SGD." },
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
    { "momentum", "1", "Adam has no argument “momentum”; it takes learning_rate, beta_1, beta_2, epsilon." },
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

  return g_test_run ();
}
