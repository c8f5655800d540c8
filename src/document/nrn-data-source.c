/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Where the rows of an experiment come from.
 */

#include "nrn-data-source.h"

#include "nrn-csv.h"

struct _NrnDataSource
{
  gatomicrefcount      ref_count;

  const NrnGenerator  *generator;   /* NULL for a file */
  double              *values;      /* owned; one for each parameter */
  guint32              seed;

  char                *path;        /* owned; NULL for a generator */
  char               **features;    /* owned */
  char               **targets;     /* owned */
  char                *sample_weight; /* owned; NULL for none */
};

static NrnDataSource *
data_source_alloc (void)
{
  NrnDataSource *source = g_new0 (NrnDataSource, 1);

  g_atomic_ref_count_init (&source->ref_count);

  return source;
}

/**
 * nrn_data_source_new_generator:
 * @generator: a generator
 * @values: (nullable) (array): one number for each of its parameters, which
 *   are copied; %NULL for the defaults
 * @seed: fixes the rows
 *
 * Returns: (transfer full): rows that Neurons makes itself
 */
NrnDataSource *
nrn_data_source_new_generator (const NrnGenerator *generator,
                               const double       *values,
                               guint32             seed)
{
  NrnDataSource *source;

  g_return_val_if_fail (generator != NULL, NULL);

  source = data_source_alloc ();
  source->generator = generator;
  source->seed = seed;
  source->values = g_new (double, generator->n_parameters + 1);
  for (guint i = 0; i < generator->n_parameters; i++)
    source->values[i] = values != NULL ? values[i] : generator->parameters[i].default_value;

  return source;
}

/**
 * nrn_data_source_new_csv:
 * @path: a CSV file; it need not exist yet
 * @features: (array zero-terminated=1): columns that go in
 * @targets: (array zero-terminated=1): columns that shall come out
 *
 * Returns: (transfer full): rows of a file
 */
NrnDataSource *
nrn_data_source_new_csv (const char        *path,
                         const char *const *features,
                         const char *const *targets)
{
  NrnDataSource *source;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (features != NULL && targets != NULL, NULL);

  source = data_source_alloc ();
  source->path = g_strdup (path);
  source->features = g_strdupv ((char **) features);
  source->targets = g_strdupv ((char **) targets);

  return source;
}

/**
 * nrn_data_source_with_sample_weight:
 * @source: rows of a file
 * @column: (nullable): the column that says what each row counts in training
 *
 * Returns: (transfer full): the same rows with these weights
 */
NrnDataSource *
nrn_data_source_with_sample_weight (const NrnDataSource *source,
                                    const char          *column)
{
  NrnDataSource *weighted;

  g_return_val_if_fail (source->path != NULL, NULL);

  weighted = nrn_data_source_new_csv (source->path, (const char *const *) source->features,
                                      (const char *const *) source->targets);
  weighted->sample_weight = g_strdup (column);

  return weighted;
}

NrnDataSource *
nrn_data_source_ref (const NrnDataSource *source)
{
  NrnDataSource *self = (NrnDataSource *) source;

  g_return_val_if_fail (source != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
nrn_data_source_unref (NrnDataSource *source)
{
  g_return_if_fail (source != NULL);

  if (!g_atomic_ref_count_dec (&source->ref_count))
    return;

  g_free (source->values);
  g_free (source->path);
  g_strfreev (source->features);
  g_strfreev (source->targets);
  g_free (source->sample_weight);
  g_free (source);
}

/**
 * nrn_data_source_get_generator:
 * @source: a data source
 *
 * Returns: (transfer none) (nullable): the generator; %NULL for a file
 */
const NrnGenerator *
nrn_data_source_get_generator (const NrnDataSource *source)
{
  return source->generator;
}

/**
 * nrn_data_source_get_values:
 * @source: a data source
 *
 * Returns: (transfer none) (nullable): one number for each of the
 *   generator's parameters; %NULL for a file
 */
const double *
nrn_data_source_get_values (const NrnDataSource *source)
{
  return source->values;
}

/**
 * nrn_data_source_get_seed:
 * @source: a data source
 *
 * Returns: the generator's seed; 0 for a file
 */
guint32
nrn_data_source_get_seed (const NrnDataSource *source)
{
  return source->seed;
}

/**
 * nrn_data_source_get_path:
 * @source: a data source
 *
 * Returns: (transfer none) (nullable): the file; %NULL for a generator
 */
const char *
nrn_data_source_get_path (const NrnDataSource *source)
{
  return source->path;
}

/**
 * nrn_data_source_get_features:
 * @source: a data source
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): columns of
 *   the file that go in; %NULL for a generator
 */
const char *const *
nrn_data_source_get_features (const NrnDataSource *source)
{
  return (const char *const *) source->features;
}

/**
 * nrn_data_source_get_targets:
 * @source: a data source
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): columns of
 *   the file that shall come out; %NULL for a generator
 */
const char *const *
nrn_data_source_get_targets (const NrnDataSource *source)
{
  return (const char *const *) source->targets;
}

/**
 * nrn_data_source_get_sample_weight:
 * @source: a data source
 *
 * Returns: (transfer none) (nullable): column of the file that says what each
 *   row counts in training, Keras' sample_weight; %NULL for none
 */
const char *
nrn_data_source_get_sample_weight (const NrnDataSource *source)
{
  return source->sample_weight;
}

/**
 * nrn_data_source_load:
 * @source: a data source
 * @error: return location
 *
 * Runs the generator or reads the file. Takes as long as that takes; any
 * thread.
 *
 * Returns: (transfer full) (nullable): the rows, or %NULL with @error set
 */
NrnDataset *
nrn_data_source_load (const NrnDataSource  *source,
                      GError              **error)
{
  g_autoptr (NrnCsvTable) table = NULL;
  g_autoptr (NrnDataset) dataset = NULL;

  if (source->generator != NULL)
    return nrn_generator_run (source->generator, source->values, source->seed, error);

  table = nrn_csv_table_load (source->path, error);
  if (table == NULL)
    return NULL;

  dataset = nrn_csv_table_get_dataset (table, (const char *const *) source->features,
                                       (const char *const *) source->targets, error);
  if (dataset == NULL || source->sample_weight == NULL)
    return g_steal_pointer (&dataset);

  return nrn_csv_table_weigh (table, dataset, source->sample_weight, error);
}
