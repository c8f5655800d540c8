/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Rows of two features that are changed by hand, one at a time.
 *
 * The first change makes a table of the rows, which is kept in the experiment;
 * each is an edit that can be taken back, and what was learned stays.
 */

#include "config.h"

#include "nrn-points.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-error.h"

/**
 * nrn_points_can_edit:
 * @dataset: rows
 *
 * Returns: whether they are points of classes in a plane, and not too many
 */
gboolean
nrn_points_can_edit (const NrnDataset *dataset)
{
  guint n_classes = nrn_dataset_get_n_classes (dataset);
  const char *const *names = nrn_dataset_get_feature_names (dataset);

  return nrn_dataset_get_n_features (dataset) == 2 && n_classes >= 2 &&
         n_classes <= NRN_POINTS_MAX_CLASSES &&
         nrn_dataset_get_n_rows (dataset) <= NRN_POINTS_MAX_ROWS &&
         nrn_dataset_get_sample_weights (dataset) == NULL && !g_str_equal (names[0], names[1]) &&
         !g_strv_contains (names, nrn_dataset_get_target_names (dataset)[0]);
}

/* What a table of them is called: a generator by the name that files have. */
static const char *
get_name (const NrnDataSource *source)
{
  const NrnGenerator *generator = nrn_data_source_get_generator (source);

  return generator != NULL ? generator->name : nrn_data_source_get_name (source);
}

/* The rows of @dataset with @n_added of one class put in the place of
 * @n_removed at @row. */
static NrnDataset *
splice (const NrnDataset *dataset,
        const char       *name,
        guint             row,
        guint             n_removed,
        guint             n_added,
        const double     *features,
        guint             class_index)
{
  guint n_rows = nrn_dataset_get_n_rows (dataset);
  guint n_after = n_rows - n_removed + n_added;
  guint n_rest = n_rows - row - n_removed;
  const float *before = nrn_dataset_get_features (dataset);
  const float *labels_before = nrn_dataset_get_targets (dataset);
  float *after = g_new (float, (gsize) n_after * 2);
  float *labels = g_new (float, n_after);

  memcpy (after, before, row * 2 * sizeof (float));
  memcpy (labels, labels_before, row * sizeof (float));
  for (guint i = 0; i < n_added; i++)
    {
      after[2 * (row + i)] = (float) features[0];
      after[2 * (row + i) + 1] = (float) features[1];
      labels[row + i] = (float) class_index;
    }
  memcpy (after + 2 * (row + n_added), before + 2 * (row + n_removed), n_rest * 2 * sizeof (float));
  memcpy (labels + row + n_added, labels_before + row + n_removed, n_rest * sizeof (float));

  return nrn_dataset_new_classes (name, n_after, 2, after, nrn_dataset_get_feature_names (dataset),
                                  labels, nrn_dataset_get_target_names (dataset)[0],
                                  nrn_dataset_get_class_names (dataset));
}

static gboolean
change (NrnDocument   *document,
        guint          row,
        guint          n_removed,
        guint          n_added,
        const double  *features,
        guint          class_index,
        GError       **error)
{
  NrnExperimentParts parts = *nrn_experiment_get_parts (nrn_document_get_experiment (document));
  const char *name = get_name (parts.source);
  g_autoptr (NrnDataset) dataset = splice (nrn_document_get_dataset (document), name, row, n_removed,
                                           n_added, features, class_index);
  g_autoptr (NrnDataSource) source = nrn_data_source_new_by_hand (name, dataset);

  parts.source = source;

  return nrn_document_edit (document, &parts, error);
}

/**
 * nrn_points_add:
 * @document: a document whose rows can be edited
 * @features: (array fixed-size=2): where the point is, not scaled
 * @class_index: its class
 * @error: return location
 *
 * Adds a last row.
 *
 * Returns: %FALSE with @error set if there are too many rows already
 */
gboolean
nrn_points_add (NrnDocument   *document,
                const double  *features,
                guint          class_index,
                GError       **error)
{
  const NrnDataset *dataset = nrn_document_get_dataset (document);

  g_return_val_if_fail (nrn_points_can_edit (dataset), FALSE);
  g_return_val_if_fail (class_index < nrn_dataset_get_n_classes (dataset), FALSE);

  if (nrn_dataset_get_n_rows (dataset) == NRN_POINTS_MAX_ROWS)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                   _("There are %d points, and no more can be added by hand; remove one first."),
                   NRN_POINTS_MAX_ROWS);
      return FALSE;
    }

  return change (document, nrn_dataset_get_n_rows (dataset), 0, 1, features, class_index, error);
}

/**
 * nrn_points_move:
 * @document: a document whose rows can be edited
 * @row: a row
 * @features: (array fixed-size=2): where its point is to be, not scaled
 * @error: return location
 *
 * Changes both features of a row, which keeps its class and its place.
 *
 * Returns: as nrn_document_edit()
 */
gboolean
nrn_points_move (NrnDocument   *document,
                 guint          row,
                 const double  *features,
                 GError       **error)
{
  const NrnDataset *dataset = nrn_document_get_dataset (document);

  g_return_val_if_fail (nrn_points_can_edit (dataset), FALSE);
  g_return_val_if_fail (row < nrn_dataset_get_n_rows (dataset), FALSE);

  return change (document, row, 1, 1, features, (guint) nrn_dataset_get_targets (dataset)[row], error);
}

static guint
count_class (const NrnDataset *dataset,
             guint             class_index)
{
  const float *labels = nrn_dataset_get_targets (dataset);
  guint n = 0;

  for (guint row = 0; row < nrn_dataset_get_n_rows (dataset); row++)
    n += (guint) labels[row] == class_index;

  return n;
}

/**
 * nrn_points_remove:
 * @document: a document whose rows can be edited
 * @row: a row
 * @error: return location
 *
 * Removes a row.
 *
 * Returns: %FALSE with @error set if it is the last one of its class, or as
 *   nrn_document_edit()
 */
gboolean
nrn_points_remove (NrnDocument  *document,
                   guint         row,
                   GError      **error)
{
  const NrnDataset *dataset = nrn_document_get_dataset (document);
  guint class_index;

  g_return_val_if_fail (nrn_points_can_edit (dataset), FALSE);
  g_return_val_if_fail (row < nrn_dataset_get_n_rows (dataset), FALSE);

  class_index = (guint) nrn_dataset_get_targets (dataset)[row];
  if (count_class (dataset, class_index) == 1)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                   _("This is the last point of “%s”; a class needs at least one. Add another one first."),
                   nrn_dataset_get_class_names (dataset)[class_index]);
      return FALSE;
    }

  return change (document, row, 1, 0, NULL, class_index, error);
}
