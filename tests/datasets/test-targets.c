/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What each loss makes of labels and values.
 */

#include "nrn-targets.h"

#include "nrn-error.h"

#define SPARSE      "sparse_categorical_crossentropy"
#define CATEGORICAL "categorical_crossentropy"
#define BINARY      "binary_crossentropy"
#define MSE         "mean_squared_error"
#define HINGE       "hinge"

/* Three rows with one feature; without @class_names the targets are values. */
static NrnDataset *
make_dataset (const char *const *class_names,
              guint              n_targets,
              const float       *targets)
{
  static const float features[] = { 10, 20, 30 };
  const char *const feature_names[] = { "x", NULL };
  const char *target_names[] = { "a", "b", "c", NULL };
  float *own_features = g_memdup2 (features, sizeof features);
  float *own_targets = g_memdup2 (targets, 3 * n_targets * sizeof (float));

  if (class_names != NULL)
    return nrn_dataset_new_classes ("test", 3, 1, own_features, feature_names,
                                    own_targets, "label", class_names);

  target_names[n_targets] = NULL;
  return nrn_dataset_new_values ("test", 3, 1, own_features, feature_names,
                                 n_targets, own_targets, target_names);
}

static const char *const animals[] = { "cat", "dog", "llama", NULL };
static const char *const pets[] = { "cat", "dog", NULL };
static const char *const animals_and_one[] = { "cat", "dog", "llama", "lizard", NULL };

typedef struct
{
  const char        *loss;
  guint              n_outputs;
  const char *const *class_names;
  guint              n_targets;
  float              targets[9];
  guint              target_dim;      /* 0: an error */
  float              expected[12];
  const char        *message;
} Case;

static const Case cases[] = {
  { SPARSE, 3, animals, 1, { 2, 0, 1 }, 1, { 2, 0, 1 } },
  { SPARSE, 5, animals, 1, { 2, 0, 1 }, 1, { 2, 0, 1 } },
  { SPARSE, 3, NULL, 1, { 2, 0, 1 }, 1, { 2, 0, 1 } },
  { CATEGORICAL, 3, animals, 1, { 2, 0, 1 }, 3, { 0, 0, 1, 1, 0, 0, 0, 1, 0 } },
  { CATEGORICAL, 4, animals, 1, { 2, 0, 1 }, 4, { 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0 } },
  { CATEGORICAL, 2, NULL, 2, { 1, 0, 0, 1, .5f, .5f }, 2, { 1, 0, 0, 1, .5f, .5f } },
  { BINARY, 1, animals, 1, { 1, 0, 1 }, 1, { 1, 0, 1 } },
  { BINARY, 3, animals, 1, { 1, 0, 2 }, 3, { 0, 1, 0, 1, 0, 0, 0, 0, 1 } },
  { HINGE, 1, animals, 1, { 1, 0, 1 }, 1, { 1, 0, 1 } },
  { HINGE, 1, NULL, 1, { -1, 1, -1 }, 1, { -1, 1, -1 } },
  { HINGE, 3, animals, 1, { 1, 0, 2 }, 3, { 0, 1, 0, 1, 0, 0, 0, 0, 1 } },
  { "categorical_hinge", 3, animals, 1, { 2, 0, 1 }, 3, { 0, 0, 1, 1, 0, 0, 0, 1, 0 } },
  { MSE, 1, animals, 1, { 2, 0, 1 }, 1, { 2, 0, 1 } },
  { MSE, 1, NULL, 1, { 2.5, -1, 0 }, 1, { 2.5, -1, 0 } },
  { MSE, 2, NULL, 2, { 1, 2, 3, 4, 5, 6 }, 2, { 1, 2, 3, 4, 5, 6 } },
  { SPARSE, 2, animals, 1, { 1, 0, 2 }, 0, { 0 },
    "“test”, row 3: the label “llama” is class 2, but the network has 2 outputs, so only classes "
    "0 to 1 are possible; give its last layer an output for each class." },
  { SPARSE, 1, animals, 1, { 0, 0, 1 }, 0, { 0 },
    SPARSE " needs an output for each class, but the network has just 1; give its last layer at "
    "least 2 units, or choose a loss such as binary_crossentropy." },
  { SPARSE, 3, NULL, 1, { 1, 0.5, 2 }, 0, { 0 },
    "“test”, row 2: the label is 0.5, but " SPARSE " needs class numbers, and with 3 outputs those are "
    "the whole numbers from 0 to 2." },
  { SPARSE, 3, NULL, 1, { -1, 0, 2 }, 0, { 0 },
    "“test”, row 1: the label is -1, but " SPARSE " needs class numbers, and with 3 outputs those are "
    "the whole numbers from 0 to 2." },
  { SPARSE, 3, NULL, 3, { 1, 0, 0, 0, 1, 0, 0, 0, 1 }, 0, { 0 },
    SPARSE " needs one column of class numbers, but the data has 3 target columns; choose one "
    "column, or a loss such as categorical_crossentropy." },
  { CATEGORICAL, 3, animals_and_one, 1, { 1, 0, 2 }, 0, { 0 },
    CATEGORICAL ": the number of outputs (3) is smaller than the number of classes (4); give the "
    "network's last layer 4 units." },
  { MSE, 2, animals, 1, { 1, 0, 2 }, 0, { 0 },
    MSE ": the number of outputs (2) is smaller than the number of classes (3); give the "
    "network's last layer 3 units." },
  { MSE, 2, NULL, 3, { 1, 0, 2 }, 0, { 0 },
    MSE ": the number of outputs (2) is not the number of target columns (3); they must be "
    "equal." },
  { MSE, 2, NULL, 1, { 1, 0, 2.5 }, 0, { 0 },
    MSE ": the number of outputs (2) is not the number of target columns (1); they must be "
    "equal." },
};

static void
check_case (gconstpointer user_data)
{
  const Case *test = user_data;
  const NrnKind *loss = nrn_kind_find (NRN_FAMILY_LOSS, test->loss, NULL);
  g_autoptr (NrnDataset) dataset = make_dataset (test->class_names, test->n_targets,
                                                 test->targets);
  g_autoptr (GError) error = NULL;
  g_autofree float *targets = NULL;
  guint target_dim = 0;

  targets = nrn_targets_encode (dataset, loss, test->n_outputs, &target_dim, &error);
  if (test->message != NULL)
    {
      g_assert_error (error, NRN_ERROR, NRN_ERROR_SHAPE);
      g_assert_cmpstr (error->message, ==, test->message);
      g_assert_null (targets);
      return;
    }

  g_assert_no_error (error);
  g_assert_cmpuint (target_dim, ==, test->target_dim);
  g_assert_cmpmem (targets, 3 * target_dim * sizeof (float),
                   test->expected, 3 * target_dim * sizeof (float));
}

/* What is said of the labels is what is done with them. */
static void
test_describes_labels (void)
{
  static const struct
  {
    const char        *loss;
    const char *const *class_names;
    guint              n_outputs;
    const char        *words;
  } described[] = {
    { SPARSE, animals, 3, "the class number: 0, 1, 2 …" },
    { CATEGORICAL, animals, 3, "one-hot: 1 at the class, 0 elsewhere" },
    { BINARY, pets, 1, "the class number: 0 or 1" },
    { BINARY, animals, 1, "the number itself" },
    { BINARY, animals, 3, "one-hot: 1 at the class, 0 elsewhere" },
    { HINGE, pets, 1, "the sign: −1 for class 0, 1 for class 1" },
    { HINGE, animals, 3, "one-hot with signs: 1 at the class, −1 elsewhere" },
    { MSE, NULL, 1, "the number itself" },
    { HINGE, NULL, 1, "the number itself" },
  };
  static const float targets[] = { 0, 1, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (described); i++)
    {
      const NrnKind *loss = nrn_kind_find (NRN_FAMILY_LOSS, described[i].loss, NULL);
      g_autoptr (NrnDataset) dataset = make_dataset (described[i].class_names, 1, targets);

      g_assert_cmpstr (nrn_targets_describe (nrn_dataset_get_labels (dataset), loss,
                                            described[i].n_outputs), ==,
                       described[i].words);
    }
}

static void
test_shows_labels (void)
{
  static const struct
  {
    const char *loss;
    guint       n_classes;
    guint       n_outputs;
    guint       class_index;
    const char *target;
  } shown[] = {
    { SPARSE, 2, 2, 1, "1" },
    { CATEGORICAL, 2, 2, 1, "[0, 1]" },
    { CATEGORICAL, 3, 3, 0, "[1, 0, 0]" },
    { CATEGORICAL, 10, 10, 0, "[1, 0, …, 0]" },
    { CATEGORICAL, 10, 10, 3, "[0, 0, …, 1, …, 0]" },
    { CATEGORICAL, 10, 10, 2, "[0, 0, 1, …, 0]" },
    { CATEGORICAL, 10, 10, 9, "[0, 0, …, 1]" },
    { BINARY, 2, 1, 0, "0" },
    { BINARY, 2, 2, 0, "[1, 0]" },
    { HINGE, 2, 1, 0, "−1" },
    { HINGE, 2, 1, 1, "1" },
    { HINGE, 3, 3, 1, "[−1, 1, −1]" },
    { "categorical_hinge", 3, 3, 1, "[0, 1, 0]" },
    { MSE, 2, 1, 1, "1" },
    { MSE, 5, 1, 4, "4" },
    { HINGE, 5, 1, 0, "0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      const NrnKind *loss = nrn_kind_find (NRN_FAMILY_LOSS, shown[i].loss, NULL);
      g_autofree char *target = NULL;
      NrnLabels labels;

      nrn_labels_init_kind (&labels, NRN_LABELS_CLASSES, shown[i].n_classes);
      target = nrn_targets_format_class (&labels, loss, shown[i].n_outputs, shown[i].class_index);
      g_assert_cmpstr (target, ==, shown[i].target);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *test = &cases[i];
      g_autofree char *path = NULL;

      path = g_strdup_printf ("/datasets/targets/%s/%s/%u-outputs-%u", test->loss,
                              test->message != NULL ? "refuses"
                              : test->class_names != NULL ? "encodes-classes" : "encodes-values",
                              test->n_outputs, i);
      g_test_add_data_func (path, test, check_case);
    }

  g_test_add_func ("/datasets/targets/describes-labels", test_describes_labels);

  g_test_add_func ("/datasets/targets/shows-labels", test_shows_labels);

  return g_test_run ();
}
