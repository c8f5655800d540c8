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
#include "nrn-random.h"

/* What was asked for, looked up. All owned but @selection. */
typedef struct
{
  const NrnCsvSelection *selection;
  const char           **features;          /* their names, borrowed ones */
  guint                 *feature_indices;
  guint                 *target_indices;
  guint                 *weight_index;      /* NULL without weights */
  guint                  n_features;
  guint                  n_targets;
  NrnCsvRows             rows;
} Plan;

static void
plan_clear (Plan *plan)
{
  g_free (plan->features);
  g_free (plan->feature_indices);
  g_free (plan->target_indices);
  g_free (plan->weight_index);
  g_free (plan->rows.rows);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Plan, plan_clear)

/* ---- Columns ---- */

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
          g_autofree char *column = nrn_error_quote (features[i]);

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
          g_autofree char *column = nrn_error_quote (targets[i]);

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

static gboolean
check_weight (const NrnCsvTable  *table,
              const Plan         *plan,
              GError            **error)
{
  const char *column = plan->selection->sample_weight;
  g_autofree char *shown = NULL;

  if (column == NULL ||
      (!g_strv_contains (plan->features, column) && !g_strv_contains (plan->selection->targets, column)))
    return TRUE;

  shown = nrn_error_quote (column);
  g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
               _("“%s”: the column “%s” cannot be the sample weight and a feature or target as "
                 "well."), table->name, shown);
  return FALSE;
}

/* All columns without another role; borrowed names. */
static const char **
list_other_columns (const NrnCsvTable     *table,
                    const NrnCsvSelection *selection)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  const char **names = g_new0 (const char *, table->n_columns + 1);
  guint n = 0;

  for (guint i = 0; selection->targets[i] != NULL; i++)
    g_hash_table_add (taken, (char *) selection->targets[i]);
  if (selection->sample_weight != NULL)
    g_hash_table_add (taken, (char *) selection->sample_weight);
  for (guint i = 0; i < table->n_columns; i++)
    {
      if (!g_hash_table_contains (taken, table->columns[i]))
        names[n++] = table->columns[i];
    }

  return names;
}

static gboolean
find_columns (Plan               *plan,
              const NrnCsvTable  *table,
              GError            **error)
{
  const NrnCsvSelection *selection = plan->selection;
  const char *weight[] = { selection->sample_weight, NULL };

  if (selection->targets == NULL || selection->targets[0] == NULL)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                   _("“%s”: no target is chosen; choose the column that the network shall "
                     "predict."),
                   table->name);
      return FALSE;
    }

  plan->n_targets = g_strv_length ((char **) selection->targets);
  plan->target_indices = nrn_csv_table_find_columns (table, selection->targets, error);
  if (plan->target_indices == NULL)
    return FALSE;
  if (selection->sample_weight != NULL)
    {
      plan->weight_index = nrn_csv_table_find_columns (table, weight, error);
      if (plan->weight_index == NULL)
        return FALSE;
    }

  if (selection->features != NULL)
    plan->features = g_memdup2 (selection->features, (g_strv_length ((char **) selection->features) + 1) *
                                                     sizeof (char *));
  else
    plan->features = list_other_columns (table, selection);
  plan->n_features = g_strv_length ((char **) plan->features);
  if (!check_roles (table, plan->features, selection->targets, error) ||
      !check_weight (table, plan, error))
    return FALSE;
  if (plan->n_features == 0)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                   _("“%s”: no feature is chosen; choose at least one column."), table->name);
      return FALSE;
    }
  plan->feature_indices = nrn_csv_table_find_columns (table, plan->features, error);

  return plan->feature_indices != NULL;
}

/* ---- Rows ---- */

static gboolean
misses_any (const NrnCsvTable *table,
            guint              row,
            guint              n,
            const guint       *columns)
{
  for (guint j = 0; j < n; j++)
    {
      if (nrn_csv_is_missing (nrn_csv_get_cell (table, row, columns[j])))
        return TRUE;
    }

  return FALSE;
}

/* A label cannot be filled in: what would the network learn from it? */
static gboolean
is_dropped (const NrnCsvTable *table,
            const Plan        *plan,
            guint              row)
{
  NrnCsvMissing missing = plan->selection->options->missing;

  return missing != NRN_CSV_MISSING_REFUSE &&
         (misses_any (table, row, plan->n_targets, plan->target_indices) ||
          (plan->weight_index != NULL && misses_any (table, row, 1, plan->weight_index)) ||
          (missing == NRN_CSV_MISSING_DROP &&
           misses_any (table, row, plan->n_features, plan->feature_indices)));
}

static int
compare_rows (const void *a,
              const void *b)
{
  guint32 x = *(const guint32 *) a;
  guint32 y = *(const guint32 *) b;

  return (x > y) - (x < y);
}

/* Some of the rows that are left, in their old order. */
static void
limit_rows (NrnCsvRows          *rows,
            const NrnCsvOptions *options)
{
  g_autoptr (GRand) rand = NULL;

  if (options->n_rows == 0 || options->n_rows >= rows->n)
    return;

  if (options->random_rows)
    {
      rand = nrn_random_new (options->seed, NRN_RANDOM_DATA);
      nrn_random_shuffle (rand, rows->n, rows->rows);
      qsort (rows->rows, options->n_rows, sizeof (guint32), compare_rows);
    }
  rows->n = options->n_rows;
}

static gboolean
choose_rows (Plan               *plan,
             const NrnCsvTable  *table,
             NrnCsvCounts       *counts,
             GError            **error)
{
  const NrnCsvOptions *options = plan->selection->options;
  guint n = 0;

  plan->rows.n = table->n_rows;
  if (options->missing == NRN_CSV_MISSING_REFUSE && options->n_rows == 0)
    return TRUE;

  plan->rows.rows = g_new (guint32, table->n_rows);
  for (guint row = 0; row < table->n_rows; row++)
    {
      if (!is_dropped (table, plan, row))
        plan->rows.rows[n++] = row;
    }
  plan->rows.n = n;
  counts->n_dropped = table->n_rows - n;
  limit_rows (&plan->rows, options);
  if (n > 0)
    return TRUE;

  g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
               _("“%s”: no row is left, because each has a missing value in a chosen column."),
               table->name);
  return FALSE;
}

/* ---- Values ---- */

static gboolean
check_class_names (const NrnCsvTable  *table,
                   const Plan         *plan,
                   char             ***class_names,
                   GError            **error)
{
  const char *const *given = plan->selection->class_names;
  g_autofree char *shown_column = NULL;

  if (given == NULL || *class_names == NULL)
    return TRUE;
  if (g_strv_length ((char **) given) == g_strv_length (*class_names))
    {
      g_strfreev (*class_names);
      *class_names = g_strdupv ((char **) given);
      return TRUE;
    }

  shown_column = nrn_error_quote (plan->selection->targets[0]);
  g_set_error (error, NRN_ERROR, NRN_ERROR_SHAPE,
               _("“%s”, column “%s” has %u different labels, but there are names for %u classes; "
                 "import the file again."),
               table->name, shown_column, g_strv_length (*class_names), g_strv_length ((char **) given));
  return FALSE;
}

static NrnDataset *
make_dataset (const NrnCsvTable   *table,
              const Plan          *plan,
              NrnCsvCounts        *counts,
              const NrnCsvReport  *report,
              GError             **error)
{
  static const NrnCsvReport nobody;
  const NrnCsvSelection *selection = plan->selection;
  gboolean fills = selection->options->missing == NRN_CSV_MISSING_MEAN;
  g_auto (GStrv) class_names = NULL;
  g_autofree float *features = NULL;
  g_autofree float *targets = NULL;

  features = nrn_csv_table_read_numbers (table, &plan->rows, plan->n_features, plan->feature_indices,
                                         fills ? &counts->n_filled : NULL, report, error);
  if (features == NULL)
    return NULL;

  targets = plan->n_targets == 1
    ? nrn_csv_table_read_target (table, &plan->rows, plan->target_indices[0],
                                 selection->options->targets, &class_names, error)
    : nrn_csv_table_read_numbers (table, &plan->rows, plan->n_targets, plan->target_indices, NULL,
                                  &nobody, error);
  if (targets == NULL || !check_class_names (table, plan, &class_names, error))
    return NULL;

  if (class_names != NULL)
    return nrn_dataset_new_classes (table->name, plan->rows.n, plan->n_features,
                                    g_steal_pointer (&features), plan->features,
                                    g_steal_pointer (&targets), selection->targets[0],
                                    (const char *const *) class_names);

  return nrn_dataset_new_values (table->name, plan->rows.n, plan->n_features,
                                 g_steal_pointer (&features), plan->features,
                                 plan->n_targets, g_steal_pointer (&targets), selection->targets);
}

static NrnDataset *
weigh (const NrnCsvTable  *table,
       const Plan         *plan,
       const NrnDataset   *dataset,
       GError            **error)
{
  static const NrnCsvReport nobody;
  g_autofree float *weights = nrn_csv_table_read_numbers (table, &plan->rows, 1, plan->weight_index,
                                                          NULL, &nobody, error);

  if (weights == NULL)
    return NULL;

  for (guint i = 0; i < plan->rows.n; i++)
    {
      g_autofree char *shown = NULL;

      if (weights[i] >= 0)
        continue;
      shown = nrn_error_quote (plan->selection->sample_weight);
      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                   _("“%s”, line %u, column “%s”: a sample weight cannot be less than 0."),
                   table->name, table->lines[nrn_csv_rows_get (&plan->rows, i)], shown);
      return NULL;
    }

  return nrn_dataset_with_sample_weights (dataset, g_steal_pointer (&weights));
}

/**
 * nrn_csv_table_get_dataset:
 * @table: a table
 * @selection: what of it to use
 * @counts: (out) (nullable): what became of missing values
 * @progress: (nullable): is called now and then, from 0 to 1
 * @user_data: for @progress
 * @error: return location
 *
 * Features and several targets must be numbers. A single target column
 * becomes, unless the options say what it holds,
 *
 * - class labels "0", "1" … if it holds whole numbers from 0 to 999: the
 *   targets are the numbers themselves, so that they can also be learned as
 *   numbers;
 * - values, if it holds other numbers;
 * - class labels if it holds text; the classes are numbered in the order
 *   of their code points, as scikit-learn's LabelEncoder does.
 *
 * Rows are dropped because of missing values before some are chosen; means
 * are those of the rows chosen.
 *
 * Returns: (transfer full) (nullable): the rows, or %NULL with @error set
 */
NrnDataset *
nrn_csv_table_get_dataset (const NrnCsvTable      *table,
                           const NrnCsvSelection  *selection,
                           NrnCsvCounts           *counts,
                           NrnCsvProgressFunc      progress,
                           gpointer                user_data,
                           GError                **error)
{
  const NrnCsvReport report = { progress, user_data, 0, 1 };
  g_auto (Plan) plan = { .selection = selection };
  g_autoptr (NrnDataset) dataset = NULL;
  NrnCsvCounts ignored;

  if (counts == NULL)
    counts = &ignored;
  *counts = (NrnCsvCounts) { 0 };
  if (!find_columns (&plan, table, error) || !choose_rows (&plan, table, counts, error))
    return NULL;

  dataset = make_dataset (table, &plan, counts, &report, error);
  if (dataset == NULL || plan.weight_index == NULL)
    return g_steal_pointer (&dataset);

  return weigh (table, &plan, dataset, error);
}
