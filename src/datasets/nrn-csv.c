/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * From the cells of a CSV file to data sets.
 */

#include "config.h"

#include "nrn-csv.h"

#include <glib/gi18n-lib.h>

#include "nrn-csv-private.h"
#include "nrn-error.h"
#include "nrn-kind.h"

static void
set_unknown_column_error (GError            **error,
                          const NrnCsvTable  *table,
                          const char         *name)
{
  const char *const *columns = nrn_csv_table_get_columns (table);
  g_autofree char *suggestion = nrn_name_suggest (name, columns);
  g_autofree char *shown_name = nrn_csv_shorten (name);
  g_autoptr (GString) list = g_string_new (NULL);

  if (suggestion != NULL)
    {
      g_autofree char *shown_suggestion = nrn_csv_shorten (suggestion);

      g_set_error (error, NRN_ERROR, NRN_ERROR_UNKNOWN_NAME,
                   _("“%s” has no column “%s”; did you mean “%s”?"),
                   table->name, shown_name, shown_suggestion);
      return;
    }

  /* The first ones are enough to see what kind of file it is. */
  for (guint i = 0; i < MIN (table->n_columns, 10); i++)
    {
      g_autofree char *column = nrn_csv_shorten (columns[i]);

      g_string_append_printf (list, i > 0 ? ", %s" : "%s", column);
    }
  if (table->n_columns > 10)
    g_string_append (list, " …");
  g_set_error (error, NRN_ERROR, NRN_ERROR_UNKNOWN_NAME,
               _("“%s” has no column “%s”; it has %s."), table->name, shown_name, list->str);
}

/* Returns the indices of columns, or NULL with @error set. */
static guint *
find_columns (const NrnCsvTable  *table,
              const char *const  *names,
              GError            **error)
{
  const char *const *columns = nrn_csv_table_get_columns (table);
  guint n = g_strv_length ((char **) names);
  g_autofree guint *indices = g_new (guint, n + 1);
  g_autoptr (GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < table->n_columns; i++)
    g_hash_table_insert (by_name, (char *) columns[i], GUINT_TO_POINTER (i + 1));

  for (guint i = 0; i < n; i++)
    {
      guint found = GPOINTER_TO_UINT (g_hash_table_lookup (by_name, names[i]));

      if (found == 0)
        {
          set_unknown_column_error (error, table, names[i]);
          return NULL;
        }
      indices[i] = found - 1;
    }

  return g_steal_pointer (&indices);
}

/**
 * nrn_csv_table_get_features:
 * @table: a table
 * @columns: (nullable) (array zero-terminated=1): names of columns; %NULL
 *   for all
 * @error: return location
 *
 * Returns: (transfer full) (nullable): (n_rows, number of columns), row-major
 *   and finite, to be freed with g_free(), or %NULL with @error set if there
 *   is no such column, or a cell in it is no number
 */
float *
nrn_csv_table_get_features (const NrnCsvTable  *table,
                            const char *const  *columns,
                            GError            **error)
{
  const char *const *names = columns != NULL ? columns : nrn_csv_table_get_columns (table);
  g_autofree guint *indices = NULL;

  if (names[0] == NULL)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                   _("“%s”: no feature is chosen; choose at least one column."), table->name);
      return NULL;
    }

  indices = find_columns (table, names, error);
  if (indices == NULL)
    return NULL;

  return nrn_csv_table_read_numbers (table, g_strv_length ((char **) names), indices, error);
}

/* No column may be used twice. */
static gboolean
check_roles (const NrnCsvTable  *table,
             const char *const  *features,
             const char *const  *targets,
             GError            **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; features[i] != NULL; i++)
    {
      if (!g_hash_table_add (seen, (char *) features[i]))
        {
          g_autofree char *column = nrn_csv_shorten (features[i]);

          g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                       _("“%s”: the column “%s” is chosen as a feature twice."),
                       table->name, column);
          return FALSE;
        }
    }
  for (guint i = 0; targets[i] != NULL; i++)
    {
      if (!g_hash_table_add (seen, (char *) targets[i]))
        {
          g_autofree char *column = nrn_csv_shorten (targets[i]);

          if (g_strv_contains (features, targets[i]))
            g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                         _("“%s”: the column “%s” cannot be both a feature and a target."),
                         table->name, column);
          else
            g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                         _("“%s”: the column “%s” is chosen as a target twice."),
                         table->name, column);
          return FALSE;
        }
    }

  return TRUE;
}

/* All columns but @targets; borrowed names. */
static const char **
list_other_columns (const NrnCsvTable *table,
                    const char *const *targets)
{
  const char **names = g_new0 (const char *, table->n_columns + 1);
  guint n = 0;

  for (guint i = 0; i < table->n_columns; i++)
    {
      if (!g_strv_contains (targets, table->columns[i]))
        names[n++] = table->columns[i];
    }

  return names;
}

static NrnDataset *
make_dataset (const NrnCsvTable  *table,
              const char *const  *features,
              const char *const  *targets,
              const guint        *target_indices,
              GError            **error)
{
  guint n_features = g_strv_length ((char **) features);
  guint n_targets = g_strv_length ((char **) targets);
  g_auto (GStrv) class_names = NULL;
  g_autofree float *feature_values = nrn_csv_table_get_features (table, features, error);
  g_autofree float *target_values = NULL;

  if (feature_values == NULL)
    return NULL;

  target_values = n_targets == 1
    ? nrn_csv_table_read_target (table, target_indices[0], &class_names, error)
    : nrn_csv_table_read_numbers (table, n_targets, target_indices, error);
  if (target_values == NULL)
    return NULL;

  if (class_names != NULL)
    return nrn_dataset_new_classes (table->name, table->n_rows, n_features,
                                    g_steal_pointer (&feature_values), features,
                                    g_steal_pointer (&target_values), targets[0],
                                    (const char *const *) class_names);

  return nrn_dataset_new_values (table->name, table->n_rows, n_features,
                                 g_steal_pointer (&feature_values), features,
                                 n_targets, g_steal_pointer (&target_values), targets);
}

/**
 * nrn_csv_table_get_dataset:
 * @table: a table
 * @features: (nullable) (array zero-terminated=1): names of the feature
 *   columns; %NULL for all that are no targets
 * @targets: (array zero-terminated=1): names of the target columns, at
 *   least one
 * @error: return location
 *
 * Features and several targets must be numbers. A single target column
 * becomes
 *
 * - class labels "0", "1" … if it holds whole numbers from 0 to 999: the
 *   targets are the numbers themselves, so that they can also be learned as
 *   numbers;
 * - values, if it holds other numbers;
 * - class labels if it holds text; the classes are numbered in the order
 *   of their code points, as scikit-learn's LabelEncoder does.
 *
 * Returns: (transfer full) (nullable): the rows, or %NULL with @error set
 */
NrnDataset *
nrn_csv_table_get_dataset (const NrnCsvTable  *table,
                           const char *const  *features,
                           const char *const  *targets,
                           GError            **error)
{
  g_autofree const char **others = NULL;
  g_autofree guint *target_indices = NULL;

  if (targets == NULL || targets[0] == NULL)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                   _("“%s”: no target is chosen; choose the column that the network shall "
                     "predict."),
                   table->name);
      return NULL;
    }

  target_indices = find_columns (table, targets, error);
  if (target_indices == NULL)
    return NULL;

  if (features == NULL)
    {
      others = list_other_columns (table, targets);
      features = (const char *const *) others;
    }
  if (!check_roles (table, features, targets, error))
    return NULL;

  return make_dataset (table, features, targets, target_indices, error);
}

/**
 * nrn_csv_table_weigh:
 * @table: a table
 * @dataset: its rows, from nrn_csv_table_get_dataset()
 * @column: name of the column that says what each row counts in training
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the rows with these weights, or %NULL
 *   with @error set if there is no such column, it has another part already,
 *   or a cell in it is no number of at least 0
 */
NrnDataset *
nrn_csv_table_weigh (const NrnCsvTable  *table,
                     const NrnDataset   *dataset,
                     const char         *column,
                     GError            **error)
{
  const char *names[] = { column, NULL };
  g_autofree guint *indices = find_columns (table, names, error);
  g_autofree float *weights = NULL;
  g_autofree char *shown = nrn_csv_shorten (column);

  if (indices == NULL)
    return NULL;
  if (g_strv_contains (nrn_dataset_get_feature_names (dataset), column) ||
      g_strv_contains (nrn_dataset_get_target_names (dataset), column))
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                   _("“%s”: the column “%s” cannot be the sample weight and a feature or target as "
                     "well."), table->name, shown);
      return NULL;
    }

  weights = nrn_csv_table_read_numbers (table, 1, indices, error);
  for (guint row = 0; weights != NULL && row < table->n_rows; row++)
    {
      if (weights[row] >= 0)
        continue;
      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                   _("“%s”, line %u, column “%s”: a sample weight cannot be less than 0."),
                   table->name, table->lines[row], shown);
      return NULL;
    }

  return weights != NULL ? nrn_dataset_with_sample_weights (dataset, g_steal_pointer (&weights))
                         : NULL;
}
