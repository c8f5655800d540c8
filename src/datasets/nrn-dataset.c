/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Rows of features with what they should lead to.
 */

#include "config.h"

#include "nrn-dataset.h"

struct _NrnDataset
{
  gatomicrefcount  ref_count;
  guint            n_rows;
  guint            n_features;
  guint            n_targets;
  guint            n_classes;     /* 0 where the targets are values */
  NrnLabels        labels;

  /* Owned */
  char            *name;
  GBytes          *features;      /* float, (n_rows, n_features) */
  GBytes          *targets;       /* float, (n_rows, n_targets) */
  GBytes          *exceptions;    /* guint8, (n_rows); NULL: none */
  GBytes          *weights;       /* float, (n_rows); NULL: all 1 */
  char           **feature_names;
  char           **target_names;
  char           **class_names;   /* NULL where the targets are values */
};

static GBytes *
take_floats (float *values,
             guint  n_rows,
             guint  n_columns)
{
  return g_bytes_new_take (values, (gsize) n_rows * n_columns * sizeof (float));
}

static NrnDataset *
dataset_new (const char        *name,
             guint              n_rows,
             guint              n_features,
             float             *features,
             const char *const *feature_names)
{
  NrnDataset *dataset = g_new0 (NrnDataset, 1);

  g_atomic_ref_count_init (&dataset->ref_count);
  dataset->name = g_strdup (name);
  dataset->n_rows = n_rows;
  dataset->n_features = n_features;
  dataset->features = take_floats (features, n_rows, n_features);
  dataset->feature_names = g_strdupv ((char **) feature_names);

  return dataset;
}

/**
 * nrn_dataset_new_classes:
 * @name: what the data set is called, e.g. "drug-trial"
 * @n_rows: number of rows; at least 1
 * @n_features: features of a row; at least 1
 * @features: (transfer full): (n_rows, n_features), row-major; freed with
 *   g_free()
 * @feature_names: (array zero-terminated=1): a name for each feature
 * @labels: (transfer full): (n_rows), class numbers 0, 1 …; freed with
 *   g_free()
 * @label_name: what the labels say, e.g. "side effects"
 * @class_names: (array zero-terminated=1): a name for each class number
 *
 * Returns: (transfer full): a data set whose one target is a class label
 */
NrnDataset *
nrn_dataset_new_classes (const char        *name,
                         guint              n_rows,
                         guint              n_features,
                         float             *features,
                         const char *const *feature_names,
                         float             *labels,
                         const char        *label_name,
                         const char *const *class_names)
{
  const char *target_names[] = { label_name, NULL };
  NrnDataset *dataset;

  g_return_val_if_fail (n_rows > 0 && n_features > 0, NULL);
  g_return_val_if_fail (features != NULL && labels != NULL, NULL);
  g_return_val_if_fail (g_strv_length ((char **) feature_names) == n_features, NULL);
  g_return_val_if_fail (class_names[0] != NULL, NULL);

  dataset = dataset_new (name, n_rows, n_features, features, feature_names);
  dataset->n_targets = 1;
  dataset->targets = take_floats (labels, n_rows, 1);
  dataset->target_names = g_strdupv ((char **) target_names);
  dataset->class_names = g_strdupv ((char **) class_names);
  dataset->n_classes = g_strv_length (dataset->class_names);
  nrn_labels_init_classes (&dataset->labels, class_names);

  return dataset;
}

/**
 * nrn_dataset_new_values:
 * @name: what the data set is called
 * @n_rows: number of rows; at least 1
 * @n_features: features of a row; at least 1
 * @features: (transfer full): (n_rows, n_features), row-major; freed with
 *   g_free()
 * @feature_names: (array zero-terminated=1): a name for each feature
 * @n_targets: targets of a row; at least 1
 * @targets: (transfer full): (n_rows, n_targets), row-major; freed with
 *   g_free()
 * @target_names: (array zero-terminated=1): a name for each target
 *
 * Returns: (transfer full): a data set whose targets are numbers
 */
NrnDataset *
nrn_dataset_new_values (const char        *name,
                        guint              n_rows,
                        guint              n_features,
                        float             *features,
                        const char *const *feature_names,
                        guint              n_targets,
                        float             *targets,
                        const char *const *target_names)
{
  NrnDataset *dataset;

  g_return_val_if_fail (n_rows > 0 && n_features > 0 && n_targets > 0, NULL);
  g_return_val_if_fail (features != NULL && targets != NULL, NULL);
  g_return_val_if_fail (g_strv_length ((char **) feature_names) == n_features, NULL);
  g_return_val_if_fail (g_strv_length ((char **) target_names) == n_targets, NULL);

  dataset = dataset_new (name, n_rows, n_features, features, feature_names);
  dataset->n_targets = n_targets;
  nrn_labels_init_values (&dataset->labels, n_rows, n_targets, targets);
  dataset->targets = take_floats (targets, n_rows, n_targets);
  dataset->target_names = g_strdupv ((char **) target_names);

  return dataset;
}

NrnDataset *
nrn_dataset_ref (const NrnDataset *dataset)
{
  NrnDataset *self = (NrnDataset *) dataset;

  g_return_val_if_fail (dataset != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
nrn_dataset_unref (NrnDataset *dataset)
{
  g_return_if_fail (dataset != NULL);

  if (!g_atomic_ref_count_dec (&dataset->ref_count))
    return;

  g_free (dataset->name);
  g_bytes_unref (dataset->features);
  g_bytes_unref (dataset->targets);
  g_clear_pointer (&dataset->exceptions, g_bytes_unref);
  g_clear_pointer (&dataset->weights, g_bytes_unref);
  g_strfreev (dataset->feature_names);
  g_strfreev (dataset->target_names);
  g_strfreev (dataset->class_names);
  g_free (dataset);
}

/* The same rows, which are shared. */
static NrnDataset *
dataset_copy (const NrnDataset *dataset)
{
  NrnDataset *copy = g_new0 (NrnDataset, 1);

  g_atomic_ref_count_init (&copy->ref_count);
  copy->n_rows = dataset->n_rows;
  copy->n_features = dataset->n_features;
  copy->n_targets = dataset->n_targets;
  copy->n_classes = dataset->n_classes;
  copy->labels = dataset->labels;
  copy->name = g_strdup (dataset->name);
  copy->features = g_bytes_ref (dataset->features);
  copy->targets = g_bytes_ref (dataset->targets);
  copy->exceptions = dataset->exceptions != NULL ? g_bytes_ref (dataset->exceptions) : NULL;
  copy->weights = dataset->weights != NULL ? g_bytes_ref (dataset->weights) : NULL;
  copy->feature_names = g_strdupv (dataset->feature_names);
  copy->target_names = g_strdupv (dataset->target_names);
  copy->class_names = g_strdupv (dataset->class_names);

  return copy;
}

/**
 * nrn_dataset_with_exceptions:
 * @dataset: a data set
 * @exceptions: (transfer full): (n_rows), 1 where a row breaks the rule that
 *   the others follow, else 0; freed with g_free()
 *
 * Returns: (transfer full): the same rows, which are shared, with that mark
 */
NrnDataset *
nrn_dataset_with_exceptions (const NrnDataset *dataset,
                             guint8           *exceptions)
{
  NrnDataset *copy;

  g_return_val_if_fail (dataset != NULL && exceptions != NULL, NULL);

  copy = dataset_copy (dataset);
  g_clear_pointer (&copy->exceptions, g_bytes_unref);
  copy->exceptions = g_bytes_new_take (exceptions, dataset->n_rows);

  return copy;
}

/**
 * nrn_dataset_with_sample_weights:
 * @dataset: a data set
 * @weights: (transfer full): (n_rows), finite and at least 0: what each row
 *   counts in training; freed with g_free()
 *
 * Returns: (transfer full): the same rows, which are shared, with these weights
 */
NrnDataset *
nrn_dataset_with_sample_weights (const NrnDataset *dataset,
                                 float            *weights)
{
  NrnDataset *copy;

  g_return_val_if_fail (dataset != NULL && weights != NULL, NULL);

  copy = dataset_copy (dataset);
  g_clear_pointer (&copy->weights, g_bytes_unref);
  copy->weights = take_floats (weights, dataset->n_rows, 1);

  return copy;
}

/* Where names of a sort are. */
static char ***
get_names (NrnDataset *dataset,
           NrnNames    sort)
{
  switch (sort)
    {
    case NRN_NAMES_FEATURES:
      return &dataset->feature_names;
    case NRN_NAMES_TARGETS:
      return &dataset->target_names;
    case NRN_NAMES_CLASSES:
    case NRN_N_NAMES:
    default:
      return &dataset->class_names;
    }
}

/**
 * nrn_dataset_with_names:
 * @dataset: a data set
 * @sort: what has other names
 * @names: (array zero-terminated=1): as many as it has
 *
 * Returns: (transfer full): the same rows, which are shared, with these names
 */
NrnDataset *
nrn_dataset_with_names (const NrnDataset  *dataset,
                        NrnNames           sort,
                        const char *const *names)
{
  NrnDataset *copy = dataset_copy (dataset);
  char ***place = get_names (copy, sort);

  g_strfreev (*place);
  *place = g_strdupv ((char **) names);

  return copy;
}

/**
 * nrn_dataset_get_names:
 * @dataset: a data set
 * @sort: of what
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the names;
 *   %NULL for classes where there are none
 */
const char *const *
nrn_dataset_get_names (const NrnDataset *dataset,
                       NrnNames          sort)
{
  return (const char *const *) *get_names ((NrnDataset *) dataset, sort);
}

const char *
nrn_dataset_get_name (const NrnDataset *dataset)
{
  return dataset->name;
}

guint
nrn_dataset_get_n_rows (const NrnDataset *dataset)
{
  return dataset->n_rows;
}

guint
nrn_dataset_get_n_features (const NrnDataset *dataset)
{
  return dataset->n_features;
}

/**
 * nrn_dataset_get_n_targets:
 * @dataset: a data set
 *
 * Returns: columns of targets; 1 where they are class labels
 */
guint
nrn_dataset_get_n_targets (const NrnDataset *dataset)
{
  return dataset->n_targets;
}

/**
 * nrn_dataset_get_n_classes:
 * @dataset: a data set
 *
 * Returns: number of classes; 0 where the targets are values
 */
guint
nrn_dataset_get_n_classes (const NrnDataset *dataset)
{
  return dataset->n_classes;
}

/**
 * nrn_dataset_get_features:
 * @dataset: a data set
 *
 * Returns: (transfer none): (n_rows, n_features), row-major
 */
const float *
nrn_dataset_get_features (const NrnDataset *dataset)
{
  return g_bytes_get_data (dataset->features, NULL);
}

/**
 * nrn_dataset_get_targets:
 * @dataset: a data set
 *
 * Returns: (transfer none): (n_rows, n_targets), row-major; class numbers
 *   where the targets are class labels
 */
const float *
nrn_dataset_get_targets (const NrnDataset *dataset)
{
  return g_bytes_get_data (dataset->targets, NULL);
}

/**
 * nrn_dataset_get_feature_names:
 * @dataset: a data set
 *
 * Returns: (transfer none) (array zero-terminated=1): a name for each feature
 */
const char *const *
nrn_dataset_get_feature_names (const NrnDataset *dataset)
{
  return (const char *const *) dataset->feature_names;
}

/**
 * nrn_dataset_get_target_names:
 * @dataset: a data set
 *
 * Returns: (transfer none) (array zero-terminated=1): a name for each target
 *   column
 */
const char *const *
nrn_dataset_get_target_names (const NrnDataset *dataset)
{
  return (const char *const *) dataset->target_names;
}

/**
 * nrn_dataset_get_class_names:
 * @dataset: a data set
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): a name for
 *   each class; %NULL where the targets are values
 */
const char *const *
nrn_dataset_get_class_names (const NrnDataset *dataset)
{
  return (const char *const *) dataset->class_names;
}

/**
 * nrn_dataset_get_labels:
 * @dataset: a data set
 *
 * Returns: (transfer none): what sort of labels the targets are
 */
const NrnLabels *
nrn_dataset_get_labels (const NrnDataset *dataset)
{
  return &dataset->labels;
}

/**
 * nrn_dataset_is_exception:
 * @dataset: a data set
 * @row: a row
 *
 * Returns: whether the row is known to break the rule that the others follow
 */
gboolean
nrn_dataset_is_exception (const NrnDataset *dataset,
                          guint             row)
{
  const guint8 *exceptions;

  g_return_val_if_fail (row < dataset->n_rows, FALSE);

  if (dataset->exceptions == NULL)
    return FALSE;

  exceptions = g_bytes_get_data (dataset->exceptions, NULL);
  return exceptions[row] != 0;
}

/**
 * nrn_dataset_get_sample_weights:
 * @dataset: a data set
 *
 * Returns: (transfer none) (nullable): (n_rows): what each row counts in
 *   training, Keras' sample_weight; %NULL for all 1
 */
const float *
nrn_dataset_get_sample_weights (const NrnDataset *dataset)
{
  return dataset->weights != NULL ? g_bytes_get_data (dataset->weights, NULL) : NULL;
}
