/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the doctor says of pairings that a student may try. Whether it says
 * something sensible of every other one is tested with the training.
 */

#include <string.h>

#include "nrn-doctor.h"

#define SPARSE      "sparse_categorical_crossentropy"
#define CATEGORICAL "categorical_crossentropy"
#define BINARY      "binary_crossentropy"
#define MSE         "mean_squared_error"
#define KLD         "kullback_leibler_divergence"

typedef struct
{
  const char   *activation;
  const char   *loss;
  NrnLabelKind  labels;
  guint         n;              /* classes or columns */
  guint         n_outputs;
  NrnVerdict    verdict;
  const char   *words;          /* some of the sentence */
  const char   *fix_activation;
  const char   *fix_loss;
  guint         fix_units;
} Case;

static const Case cases[] = {
  /* The notes' own network. */
  { "sigmoid", SPARSE, NRN_LABELS_CLASSES, 2, 2, NRN_VERDICT_WORKS_BUT,
    "Keras on TensorFlow computes softmax of the values before sigmoid", "softmax" },
  { "softmax", SPARSE, NRN_LABELS_CLASSES, 2, 2, NRN_VERDICT_FITS, "shares that sum to 1" },
  { "softmax", CATEGORICAL, NRN_LABELS_CLASSES, 3, 3, NRN_VERDICT_FITS, "shares that sum to 1" },
  { "softmax", CATEGORICAL, NRN_LABELS_ONE_HOT, 3, 3, NRN_VERDICT_FITS, "shares that sum to 1" },
  { "sigmoid", CATEGORICAL, NRN_LABELS_CLASSES, 3, 3, NRN_VERDICT_WORKS_BUT,
    "divides the outputs of sigmoid by their sum", "softmax" },
  { "softplus", SPARSE, NRN_LABELS_CLASSES, 2, 2, NRN_VERDICT_WORKS_BUT, "no shares", "softmax" },
  { "relu", SPARSE, NRN_LABELS_CLASSES, 2, 2, NRN_VERDICT_CANNOT, "0 ∕ 0", "softmax" },
  { "linear", SPARSE, NRN_LABELS_CLASSES, 2, 2, NRN_VERDICT_CANNOT, "negative share", "softmax" },
  { "relu(negative_slope=0.1)", SPARSE, NRN_LABELS_CLASSES, 2, 2, NRN_VERDICT_CANNOT,
    "negative share", "softmax" },
  { "softmax", CATEGORICAL, NRN_LABELS_FRACTIONS, 1, 1, NRN_VERDICT_WORKS_BUT, "only one",
    "sigmoid", BINARY },
  /* As many outputs as classes. */
  { "sigmoid", SPARSE, NRN_LABELS_CLASSES, 2, 1, NRN_VERDICT_CANNOT,
    "or choose binary_crossentropy with sigmoid", "softmax", NULL, 2 },
  { "softmax", SPARSE, NRN_LABELS_CLASSES, 4, 2, NRN_VERDICT_CANNOT, "(2)", NULL, NULL, 4 },
  { "softmax", SPARSE, NRN_LABELS_CLASSES, 2, 5, NRN_VERDICT_WORKS_BUT, "never right", NULL, NULL, 2 },
  { "softmax", SPARSE, NRN_LABELS_COUNTS, 2000, 2, NRN_VERDICT_CANNOT, "counts rather",
    "linear", MSE, 1 },
  { "linear", MSE, NRN_LABELS_NUMBERS, 3, 2, NRN_VERDICT_CANNOT, "label columns (3)", NULL, NULL, 3 },
  { "softmax", SPARSE, NRN_LABELS_ONE_HOT, 3, 3, NRN_VERDICT_CANNOT, "one-hot columns", NULL, CATEGORICAL },
  { "linear", SPARSE, NRN_LABELS_NUMBERS, 1, 1, NRN_VERDICT_CANNOT, "class number", NULL, MSE },
  /* Yes or no. */
  { "sigmoid", BINARY, NRN_LABELS_CLASSES, 2, 1, NRN_VERDICT_FITS, "from 0 to 1" },
  { "sigmoid", BINARY, NRN_LABELS_YES_NO, 3, 3, NRN_VERDICT_FITS, "from 0 to 1" },
  { "softmax", BINARY, NRN_LABELS_CLASSES, 2, 1, NRN_VERDICT_WORKS_BUT, "the same whatever goes in",
    "sigmoid" },
  { "softmax", BINARY, NRN_LABELS_CLASSES, 3, 3, NRN_VERDICT_WORKS_BUT,
    "Keras on TensorFlow computes sigmoid of the values before softmax", NULL, SPARSE },
  { "softmax", BINARY, NRN_LABELS_YES_NO, 3, 3, NRN_VERDICT_WORKS_BUT, "each output for itself", "sigmoid" },
  { "log_sigmoid", BINARY, NRN_LABELS_CLASSES, 2, 1, NRN_VERDICT_WORKS_BUT, "makes no others", "sigmoid" },
  { "linear", BINARY, NRN_LABELS_CLASSES, 2, 1, NRN_VERDICT_WORKS_BUT, "cuts outputs off", "sigmoid" },
  { "sigmoid", BINARY, NRN_LABELS_CLASSES, 3, 1, NRN_VERDICT_WORKS_BUT, "for sizes", "softmax", SPARSE, 3 },
  { "sigmoid", BINARY, NRN_LABELS_NUMBERS, 1, 1, NRN_VERDICT_WORKS_BUT, "labels from 0 to 1", "linear", MSE },
  /* The hinge family wants −1 and 1. */
  { "tanh", "hinge", NRN_LABELS_CLASSES, 2, 1, NRN_VERDICT_FITS, "−1 and 1" },
  { "linear", "squared_hinge", NRN_LABELS_SIGNS, 1, 1, NRN_VERDICT_FITS, "−1 and 1" },
  { "sigmoid", "hinge", NRN_LABELS_CLASSES, 2, 1, NRN_VERDICT_WORKS_BUT, "−1 and 1", "tanh" },
  { "softmax", "squared_hinge", NRN_LABELS_CLASSES, 3, 3, NRN_VERDICT_WORKS_BUT, "−1 and 1", "tanh" },
  { "linear", "categorical_hinge", NRN_LABELS_CLASSES, 3, 3, NRN_VERDICT_FITS, "any outputs" },
  { "softmax", "categorical_hinge", NRN_LABELS_CLASSES, 3, 3, NRN_VERDICT_WORKS_BUT, "far apart", "linear" },
  /* Numbers. */
  { "linear", MSE, NRN_LABELS_NUMBERS, 1, 1, NRN_VERDICT_FITS, "reaches all labels" },
  { NULL, MSE, NRN_LABELS_NUMBERS, 1, 1, NRN_VERDICT_FITS, "linear reaches all labels" },
  { "sigmoid", MSE, NRN_LABELS_NUMBERS, 1, 1, NRN_VERDICT_WORKS_BUT, "from −100 to 100", "linear" },
  { "relu", MSE, NRN_LABELS_NUMBERS, 1, 1, NRN_VERDICT_WORKS_BUT, "does not reach", "linear" },
  { "relu", MSE, NRN_LABELS_POSITIVE, 1, 1, NRN_VERDICT_FITS, "reaches" },
  { "softmax", MSE, NRN_LABELS_NUMBERS, 1, 1, NRN_VERDICT_WORKS_BUT, "the same", "linear" },
  { "softmax", MSE, NRN_LABELS_FRACTIONS, 2, 2, NRN_VERDICT_WORKS_BUT, "sum to 1", "linear" },
  { "sigmoid", MSE, NRN_LABELS_CLASSES, 2, 1, NRN_VERDICT_WORKS_BUT, "is for numbers", NULL, BINARY },
  { "softmax", MSE, NRN_LABELS_CLASSES, 3, 3, NRN_VERDICT_WORKS_BUT, "is for numbers", NULL, SPARSE },
  { "linear", MSE, NRN_LABELS_COUNTS, 9, 1, NRN_VERDICT_FITS, "reaches" },
  { "linear", "mean_absolute_percentage_error", NRN_LABELS_POSITIVE, 1, 1, NRN_VERDICT_FITS, "reaches" },
  { "linear", "mean_absolute_percentage_error", NRN_LABELS_NUMBERS, 1, 1, NRN_VERDICT_WORKS_BUT,
    "0 counts as 1e-7", NULL, MSE },
  { "sigmoid", "mean_absolute_percentage_error", NRN_LABELS_CLASSES, 2, 1, NRN_VERDICT_WORKS_BUT,
    "0 counts as 1e-7", NULL, BINARY },
  { "linear", "mean_squared_logarithmic_error", NRN_LABELS_POSITIVE, 1, 1, NRN_VERDICT_WORKS_BUT,
    "outputs below 0 for 0", "softplus" },
  { "softplus", "mean_squared_logarithmic_error", NRN_LABELS_NUMBERS, 1, 1, NRN_VERDICT_WORKS_BUT,
    "not below 0", "linear", MSE },
  { "exponential", "poisson", NRN_LABELS_COUNTS, 9, 1, NRN_VERDICT_FITS, "nothing below 0" },
  { "relu", "poisson", NRN_LABELS_COUNTS, 9, 1, NRN_VERDICT_WORKS_BUT, "logarithm of 1e-7", "softplus" },
  { "linear", "poisson", NRN_LABELS_COUNTS, 9, 1, NRN_VERDICT_CANNOT, "have none", "softplus" },
  { "softmax", KLD, NRN_LABELS_SHARES, 3, 3, NRN_VERDICT_FITS, "sum to 1" },
  { "sigmoid", KLD, NRN_LABELS_CLASSES, 3, 3, NRN_VERDICT_WORKS_BUT, "at no cost", "softmax" },
  { "tanh", KLD, NRN_LABELS_CLASSES, 3, 3, NRN_VERDICT_WORKS_BUT, "cuts outputs off", "softmax" },
  { "linear", "cosine_proximity", NRN_LABELS_NUMBERS, 2, 2, NRN_VERDICT_FITS, "any outputs" },
  { "linear", "cosine_proximity", NRN_LABELS_NUMBERS, 1, 1, NRN_VERDICT_WORKS_BUT, "just its sign", NULL, MSE },
};

static const char *
name_of (const NrnKind *kind)
{
  return kind != NULL ? kind->name : NULL;
}

static void
check_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (NrnConfig) activation = NULL;
  g_auto (NrnOpinion) opinion = { NRN_VERDICT_FITS };
  NrnPairing pairing = {
    .loss = nrn_kind_find (NRN_FAMILY_LOSS, test->loss, NULL),
    .n_outputs = test->n_outputs,
  };

  if (test->activation != NULL)
    pairing.activation = activation = nrn_config_parse (NRN_FAMILY_ACTIVATION, test->activation, NULL);
  nrn_labels_init_kind (&pairing.labels, test->labels, test->n);
  nrn_doctor_ask (&pairing, &opinion);
  g_test_message ("%s", opinion.sentence);
  g_assert_cmpint (opinion.verdict, ==, test->verdict);
  g_assert_nonnull (strstr (opinion.sentence, test->words));
  g_assert_cmpstr (name_of (opinion.fix.activation), ==, test->fix_activation);
  g_assert_cmpstr (name_of (opinion.fix.loss), ==, test->fix_loss);
  g_assert_cmpuint (opinion.fix.units, ==, test->fix_units);
}

/* Whoever has just chosen something is not told to take it back. */
static void
test_keeps_what_was_chosen (void)
{
  g_autoptr (NrnConfig) linear = nrn_config_new_by_name (NRN_FAMILY_ACTIVATION, "linear", NULL);
  NrnPairing pairing = {
    .activation = linear,
    .loss = nrn_kind_find (NRN_FAMILY_LOSS, SPARSE, NULL),
    .n_outputs = 2,
  };
  NrnFix fix;

  nrn_labels_init_kind (&pairing.labels, NRN_LABELS_CLASSES, 2);
  g_assert_true (nrn_doctor_find_fix (&pairing, NRN_PAIRING_LOSS, &fix));
  g_assert_cmpstr (name_of (fix.activation), ==, "softmax");
  g_assert_null (fix.loss);
  g_assert_true (nrn_doctor_find_fix (&pairing, NRN_PAIRING_ACTIVATION, &fix));
  g_assert_null (fix.activation);
  g_assert_cmpstr (name_of (fix.loss), ==, "hinge");

  pairing.n_outputs = 1;
  g_assert_true (nrn_doctor_find_fix (&pairing, NRN_PAIRING_UNITS, &fix));
  g_assert_cmpuint (fix.units, ==, 0);
  g_assert_cmpstr (name_of (fix.loss), ==, "hinge");
}

static NrnVerdict
judge_network (const char *layers)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse_layers (1, layers, &error);
  NrnPairing pairing;
  NrnLabels labels;

  g_assert_no_error (error);
  nrn_labels_init_kind (&labels, NRN_LABELS_CLASSES, 2);
  nrn_pairing_init (&pairing, architecture, nrn_kind_find (NRN_FAMILY_LOSS, SPARSE, NULL), &labels);
  g_assert_cmpuint (pairing.n_outputs, ==, 2);

  return nrn_doctor_judge (&pairing);
}

/* The activation may be a layer of its own, or before a Dropout. */
static void
test_finds_the_output_activation (void)
{
  g_assert_cmpint (judge_network ("Dense(2, activation=softmax)"), ==, NRN_VERDICT_FITS);
  g_assert_cmpint (judge_network ("Dense(2),Activation(softmax)"), ==, NRN_VERDICT_FITS);
  g_assert_cmpint (judge_network ("Dense(2, activation=softmax),Dropout(0.5)"), ==, NRN_VERDICT_FITS);
  g_assert_cmpint (judge_network ("Dense(2, activation=sigmoid),Dropout(0.5)"), ==,
                   NRN_VERDICT_WORKS_BUT);
  g_assert_cmpint (judge_network ("Dense(2, activation=softmax),BatchNormalization"), ==,
                   NRN_VERDICT_CANNOT);
  g_assert_cmpint (judge_network ("Dense(2),Dropout(0.5)"), ==, NRN_VERDICT_CANNOT);
}

static void
test_says_what_a_fix_does (void)
{
  const NrnKind *softmax = nrn_kind_find (NRN_FAMILY_ACTIVATION, "softmax", NULL);
  const NrnKind *loss = nrn_kind_find (NRN_FAMILY_LOSS, SPARSE, NULL);
  const struct { NrnFix fix; const char *words; } fixes[] = {
    { { softmax, NULL, 0 }, "Use softmax" },
    { { NULL, loss, 0 }, "Use " SPARSE },
    { { NULL, NULL, 1 }, "Use 1 output" },
    { { NULL, NULL, 3 }, "Use 3 outputs" },
    { { softmax, NULL, 2 }, "Use softmax with 2 outputs" },
    { { NULL, loss, 2 }, "Use " SPARSE " with 2 outputs" },
    { { softmax, loss, 0 }, "Use softmax and " SPARSE },
    { { softmax, loss, 2 }, "Use softmax and " SPARSE " with 2 outputs" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fixes); i++)
    {
      g_autofree char *words = nrn_fix_describe (&fixes[i].fix);

      g_assert_cmpstr (words, ==, fixes[i].words);
      g_assert_false (nrn_fix_is_empty (&fixes[i].fix));
    }
  g_assert_true (nrn_fix_is_empty (&(NrnFix) { NULL }));
}

static void
test_knows_labels (void)
{
  static const struct
  {
    const char   *name;
    guint         n_columns;
    float         values[4];
    NrnLabelKind  kind;
  } labels[] = {
    { "one-hot", 2, { 0, 1, 1, 0 }, NRN_LABELS_ONE_HOT },
    { "shares", 2, { 0.25f, 0.75f, 1, 0 }, NRN_LABELS_SHARES },
    { "yes-no", 2, { 0, 1, 1, 1 }, NRN_LABELS_YES_NO },
    { "fractions", 1, { 0, 0.5f, 1, 0 }, NRN_LABELS_FRACTIONS },
    { "signs", 1, { -1, 1, 1, -1 }, NRN_LABELS_SIGNS },
    { "positive", 1, { 0.5f, 2, 3, 4 }, NRN_LABELS_POSITIVE },
    { "non-negative", 1, { 0, 2, 3, 4 }, NRN_LABELS_NON_NEGATIVE },
    { "numbers", 1, { -0.5f, 0.5f, 0, 0 }, NRN_LABELS_NUMBERS },
  };
  static const char *const classes[] = { "cat", "dog", "llama", NULL };
  static const char *const numbers[] = { "0", "1", "2", NULL };
  static const char *const two[] = { "0", "1", NULL };
  g_autoptr (GError) error = NULL;
  NrnLabelKind kind;
  NrnLabels known;

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      nrn_labels_init_values (&known, 4 / labels[i].n_columns, labels[i].n_columns, labels[i].values);
      g_assert_cmpint (known.kind, ==, labels[i].kind);
      g_assert_cmpuint (known.n_columns, ==, labels[i].n_columns);
      g_assert_true (nrn_label_kind_parse (labels[i].name, &kind, &error));
      g_assert_no_error (error);
      g_assert_cmpint (kind, ==, labels[i].kind);
    }

  nrn_labels_init_classes (&known, classes);
  g_assert_cmpint (known.kind, ==, NRN_LABELS_CLASSES);
  g_assert_cmpuint (known.n_classes, ==, 3);
  nrn_labels_init_classes (&known, numbers);
  g_assert_cmpint (known.kind, ==, NRN_LABELS_COUNTS);
  nrn_labels_init_classes (&known, two);
  g_assert_cmpint (known.kind, ==, NRN_LABELS_CLASSES);

  g_assert_false (nrn_label_kind_parse ("clases", &kind, &error));
  g_assert_cmpstr (error->message, ==, "There are no labels “clases”; did you mean “classes”?");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/doctor/%s/%s/%u-outputs-%u",
                                               cases[i].activation != NULL ? cases[i].activation : "none",
                                               cases[i].loss, cases[i].n_outputs, i);

      g_test_add_data_func (path, &cases[i], check_case);
    }
  g_test_add_func ("/engine/doctor/keeps-what-was-chosen", test_keeps_what_was_chosen);
  g_test_add_func ("/engine/doctor/finds-the-output-activation", test_finds_the_output_activation);
  g_test_add_func ("/engine/doctor/says-what-a-fix-does", test_says_what_a_fix_does);
  g_test_add_func ("/engine/doctor/knows-labels", test_knows_labels);

  return g_test_run ();
}
