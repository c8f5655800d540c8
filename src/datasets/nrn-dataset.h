/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Rows of features with what they should lead to.
 */

#pragma once

#include "nrn-labels.h"

G_BEGIN_DECLS

/**
 * NrnNames:
 * @NRN_NAMES_FEATURES: of the features
 * @NRN_NAMES_TARGETS: of the targets, or of the one label
 * @NRN_NAMES_CLASSES: of the classes
 *
 * What of a data set has names.
 */
typedef enum
{
  NRN_NAMES_FEATURES,
  NRN_NAMES_TARGETS,
  NRN_NAMES_CLASSES,
  NRN_N_NAMES
} NrnNames;

typedef struct _NrnDataset NrnDataset;

/**
 * NrnDataset:
 *
 * Rows of features and their targets. An immutable value, atomically
 * ref-counted. Any thread.
 *
 * There are two sorts. *Classes*: one label column that holds class numbers
 * 0, 1 … and a name for each class. *Values*: one or more columns of numbers
 * (a regression, or labels that are one-hot already).
 */

NrnDataset         *nrn_dataset_new_classes       (const char         *name,
                                                   guint               n_rows,
                                                   guint               n_features,
                                                   float              *features,
                                                   const char *const  *feature_names,
                                                   float              *labels,
                                                   const char         *label_name,
                                                   const char *const  *class_names);
NrnDataset         *nrn_dataset_new_values        (const char         *name,
                                                   guint               n_rows,
                                                   guint               n_features,
                                                   float              *features,
                                                   const char *const  *feature_names,
                                                   guint               n_targets,
                                                   float              *targets,
                                                   const char *const  *target_names);
NrnDataset         *nrn_dataset_ref               (const NrnDataset   *dataset);
void                nrn_dataset_unref             (NrnDataset         *dataset);
NrnDataset         *nrn_dataset_with_exceptions   (const NrnDataset   *dataset,
                                                   guint8             *exceptions);
NrnDataset         *nrn_dataset_with_sample_weights
                                                  (const NrnDataset   *dataset,
                                                   float              *weights);

NrnDataset         *nrn_dataset_with_names        (const NrnDataset   *dataset,
                                                   NrnNames            sort,
                                                   const char *const  *names);
const char *const  *nrn_dataset_get_names         (const NrnDataset   *dataset,
                                                   NrnNames            sort);

const char         *nrn_dataset_get_name          (const NrnDataset   *dataset);
guint               nrn_dataset_get_n_rows        (const NrnDataset   *dataset);
guint               nrn_dataset_get_n_features    (const NrnDataset   *dataset);
guint               nrn_dataset_get_n_targets     (const NrnDataset   *dataset);
guint               nrn_dataset_get_n_classes     (const NrnDataset   *dataset);
const float        *nrn_dataset_get_features      (const NrnDataset   *dataset);
const float        *nrn_dataset_get_targets       (const NrnDataset   *dataset);
const char *const  *nrn_dataset_get_feature_names (const NrnDataset   *dataset);
const char *const  *nrn_dataset_get_target_names  (const NrnDataset   *dataset);
const char *const  *nrn_dataset_get_class_names   (const NrnDataset   *dataset);
const NrnLabels    *nrn_dataset_get_labels        (const NrnDataset   *dataset);
gboolean            nrn_dataset_is_exception      (const NrnDataset   *dataset,
                                                   guint               row);
const float        *nrn_dataset_get_sample_weights
                                                  (const NrnDataset   *dataset);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnDataset, nrn_dataset_unref)

G_END_DECLS
