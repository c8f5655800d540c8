/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Where the rows of an experiment come from.
 */

#include "config.h"

#include "nrn-data-source.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-error.h"

struct _NrnDataSource
{
  gatomicrefcount      ref_count;

  const NrnGenerator  *generator;   /* NULL for a file */
  double              *values;      /* owned; one for each parameter */
  guint32              seed;

  /* Of a table; all owned */
  char                *path;        /* NULL for a text */
  char                *name;        /* of a text */
  char                *text;        /* NULL for a file; by atomic operations only */
  gboolean             is_by_hand;  /* then it may be made of `dataset` when it is asked for */
  NrnCsvSelection      selection;   /* its texts are owned, too */
  NrnCsvOptions        options;     /* what the selection points at */

  NrnDataSource       *rows;        /* owned; the same without names; NULL: it is that */
  char               **names[NRN_N_NAMES]; /* owned; NULL: those of the rows */

  /* Any thread, by atomic operations only: the table's rows once they were
   * read, which takes long, so that an edit and its undoing do not. */
  NrnDataset          *dataset;     /* owned */
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
 * Returns: (transfer full): rows of a file, whose format is detected
 */
NrnDataSource *
nrn_data_source_new_csv (const char        *path,
                         const char *const *features,
                         const char *const *targets)
{
  const NrnCsvOptions options = { 0 };
  const NrnCsvSelection selection = {
    .features = features,
    .targets = targets,
    .options = &options,
  };

  return nrn_data_source_new_table (path, NULL, NULL, &selection);
}

/**
 * nrn_data_source_new_table:
 * @path: (nullable): a CSV file; it need not exist yet
 * @name: (nullable): what to call @text
 * @text: (nullable): where there is no file, the table itself, in the format
 *   of one
 * @selection: what of it is used, and how it is read; it names its features
 *   and targets. Is copied
 *
 * Returns: (transfer full): rows of a table
 */
NrnDataSource *
nrn_data_source_new_table (const char            *path,
                           const char            *name,
                           const char            *text,
                           const NrnCsvSelection *selection)
{
  NrnDataSource *source;

  g_return_val_if_fail ((path != NULL) != (text != NULL), NULL);
  g_return_val_if_fail (text == NULL || name != NULL, NULL);
  g_return_val_if_fail (selection->features != NULL && selection->targets != NULL, NULL);

  source = data_source_alloc ();
  source->path = g_strdup (path);
  source->name = path != NULL ? g_filename_display_basename (path) : g_strdup (name);
  source->text = g_strdup (text);
  source->options = *selection->options;
  source->selection = (NrnCsvSelection) {
    .features = (const char *const *) g_strdupv ((char **) selection->features),
    .targets = (const char *const *) g_strdupv ((char **) selection->targets),
    .sample_weight = g_strdup (selection->sample_weight),
    .class_names = (const char *const *) g_strdupv ((char **) selection->class_names),
    .options = &source->options,
  };

  return source;
}

static void
copy_names (NrnDataSource       *source,
            const NrnDataSource *from)
{
  for (guint i = 0; i < NRN_N_NAMES; i++)
    source->names[i] = g_strdupv (from->names[i]);
}

/* With its names, but as rows of its own. */
static NrnDataSource *
data_source_copy (const NrnDataSource *source)
{
  NrnDataSource *copy =
    source->generator != NULL
      ? nrn_data_source_new_generator (source->generator, source->values, source->seed)
      : nrn_data_source_new_table (source->path, source->name,
                                     nrn_data_source_get_text (source), &source->selection);

  copy->is_by_hand = source->is_by_hand;
  copy_names (copy, source);

  return copy;
}

/* What tells a class is its number: labels by their names would be classes in
 * the order of their letters. */
static char *
write_rows (const NrnDataset *dataset)
{
  GString *text = g_string_new (NULL);
  const float *features = nrn_dataset_get_features (dataset);
  const float *labels = nrn_dataset_get_targets (dataset);
  guint n_features = nrn_dataset_get_n_features (dataset);

  for (guint i = 0; i < n_features; i++)
    {
      nrn_csv_append_text (text, nrn_dataset_get_feature_names (dataset)[i]);
      g_string_append_c (text, ',');
    }
  nrn_csv_append_text (text, nrn_dataset_get_target_names (dataset)[0]);
  for (guint row = 0; row < nrn_dataset_get_n_rows (dataset); row++)
    {
      g_string_append_c (text, '\n');
      for (guint i = 0; i < n_features; i++)
        {
          nrn_csv_append_number (text, *features++);
          g_string_append_c (text, ',');
        }
      g_string_append_printf (text, "%u", (guint) labels[row]);
    }

  return g_string_free (text, FALSE);
}

/**
 * nrn_data_source_new_by_hand:
 * @name: what to call the rows: that of the data they were, or the name of a
 *   generator
 * @dataset: rows with class labels, at least one of the last class, and no
 *   sample weights
 *
 * As nrn_data_source_new_table() for a text. That is written when somebody asks
 * for it, so that one of a thousand edits takes no longer than copying numbers.
 *
 * Returns: (transfer full): rows that were changed by hand
 */
NrnDataSource *
nrn_data_source_new_by_hand (const char       *name,
                             const NrnDataset *dataset)
{
  const NrnCsvOptions options = { .format = { ',', '.', NRN_CSV_HEADER_YES } };
  const NrnCsvSelection selection = {
    .features = nrn_dataset_get_feature_names (dataset),
    .targets = nrn_dataset_get_target_names (dataset),
    .class_names = nrn_dataset_get_class_names (dataset),
    .options = &options,
  };
  NrnDataSource *source;

  g_return_val_if_fail (nrn_dataset_get_n_classes (dataset) > 0, NULL);

  source = nrn_data_source_new_table (NULL, name, "", &selection);
  g_clear_pointer (&source->text, g_free);
  source->is_by_hand = TRUE;
  source->dataset = nrn_dataset_ref (dataset);

  return source;
}

/**
 * nrn_data_source_as_by_hand:
 * @source: rows of a text
 *
 * Returns: (transfer full): the same, known to have been changed by hand
 */
NrnDataSource *
nrn_data_source_as_by_hand (const NrnDataSource *source)
{
  NrnDataSource *changed;

  g_return_val_if_fail (nrn_data_source_get_text (source) != NULL, NULL);

  changed = nrn_data_source_new_table (NULL, source->name, nrn_data_source_get_text (source),
                                       &source->selection);
  changed->is_by_hand = TRUE;

  return changed;
}

/**
 * nrn_data_source_with_sample_weight:
 * @source: rows of a table
 * @column: (nullable): the column that says what each row counts in training
 *
 * Returns: (transfer full): the same rows with these weights
 */
NrnDataSource *
nrn_data_source_with_sample_weight (const NrnDataSource *source,
                                    const char          *column)
{
  NrnCsvSelection selection = source->selection;
  NrnDataSource *weighted;

  g_return_val_if_fail (source->generator == NULL, NULL);

  selection.sample_weight = column;
  weighted = nrn_data_source_new_table (source->path, source->name,
                                        nrn_data_source_get_text (source), &selection);
  copy_names (weighted, source);

  return weighted;
}

/**
 * nrn_data_source_with_values:
 * @source: rows of a generator
 * @values: (nullable) (array): as for nrn_data_source_new_generator()
 * @seed: fixes the rows
 *
 * Returns: (transfer full): other rows of the generator, with the same names
 */
NrnDataSource *
nrn_data_source_with_values (const NrnDataSource *source,
                             const double        *values,
                             guint32              seed)
{
  NrnDataSource *other;

  g_return_val_if_fail (source->generator != NULL, NULL);

  other = nrn_data_source_new_generator (source->generator, values, seed);
  copy_names (other, source);

  return other;
}

/**
 * nrn_data_source_with_names:
 * @source: a data source
 * @sort: what is to be called otherwise
 * @names: (array zero-terminated=1): a name for each
 *
 * Returns: (transfer full): the same rows with these names
 */
NrnDataSource *
nrn_data_source_with_names (const NrnDataSource *source,
                            NrnNames             sort,
                            const char *const   *names)
{
  NrnDataSource *copy;

  g_return_val_if_fail (names != NULL, NULL);

  copy = data_source_copy (source);
  copy->rows = nrn_data_source_ref (source->rows != NULL ? source->rows : source);
  g_strfreev (copy->names[sort]);
  copy->names[sort] = g_strdupv ((char **) names);

  return copy;
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
  g_free (source->name);
  g_free (source->text);
  g_strfreev ((char **) source->selection.features);
  g_strfreev ((char **) source->selection.targets);
  g_free ((char *) source->selection.sample_weight);
  g_strfreev ((char **) source->selection.class_names);
  g_clear_pointer (&source->rows, nrn_data_source_unref);
  for (guint i = 0; i < NRN_N_NAMES; i++)
    g_strfreev (source->names[i]);
  g_clear_pointer (&source->dataset, nrn_dataset_unref);
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
 * Returns: (transfer none) (nullable): the file; %NULL for what has none
 */
const char *
nrn_data_source_get_path (const NrnDataSource *source)
{
  return source->path;
}

/**
 * nrn_data_source_get_name:
 * @source: a data source
 *
 * Returns: (transfer none) (nullable): what a table is called: its file's
 *   name, or that of the text; %NULL for a generator
 */
const char *
nrn_data_source_get_name (const NrnDataSource *source)
{
  return source->name;
}

/**
 * nrn_data_source_get_text:
 * @source: a data source
 *
 * Returns: (transfer none) (nullable): the table itself, where it is kept in
 *   the experiment
 */
const char *
nrn_data_source_get_text (const NrnDataSource *source)
{
  NrnDataSource *self = (NrnDataSource *) source;
  char *text = g_atomic_pointer_get (&self->text);

  if (text != NULL || !source->is_by_hand)
    return text;

  text = write_rows (source->dataset);
  /* The first writing of two at once is kept. */
  if (!g_atomic_pointer_compare_and_exchange (&self->text, NULL, text))
    g_free (text);

  return g_atomic_pointer_get (&self->text);
}

/**
 * nrn_data_source_is_by_hand:
 * @source: a data source
 *
 * Returns: whether rows were added, moved or removed by hand
 */
gboolean
nrn_data_source_is_by_hand (const NrnDataSource *source)
{
  return source->is_by_hand;
}

/**
 * nrn_data_source_get_selection:
 * @source: a data source
 *
 * Returns: (transfer none) (nullable): what of a table is used, and how it is
 *   read; %NULL for a generator
 */
const NrnCsvSelection *
nrn_data_source_get_selection (const NrnDataSource *source)
{
  return source->generator == NULL ? &source->selection : NULL;
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
  return source->selection.features;
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
  return source->selection.targets;
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
  return source->selection.sample_weight;
}

static gboolean
same_texts (const char *const *a,
            const char *const *b)
{
  return a == b || (a != NULL && b != NULL && g_strv_equal (a, b));
}

/* By their numbers where both are known: it takes long to write them. */
static gboolean
same_rows (const NrnDataSource *a,
           const NrnDataSource *b)
{
  const NrnDataset *rows = g_atomic_pointer_get (&((NrnDataSource *) a)->dataset);
  const NrnDataset *others = g_atomic_pointer_get (&((NrnDataSource *) b)->dataset);
  gsize n_rows;

  if (!a->is_by_hand || !b->is_by_hand || rows == NULL || others == NULL)
    return g_strcmp0 (nrn_data_source_get_text (a), nrn_data_source_get_text (b)) == 0;

  n_rows = nrn_dataset_get_n_rows (rows);

  return n_rows == nrn_dataset_get_n_rows (others) &&
         nrn_dataset_get_n_features (rows) == nrn_dataset_get_n_features (others) &&
         memcmp (nrn_dataset_get_features (rows), nrn_dataset_get_features (others),
                 n_rows * nrn_dataset_get_n_features (rows) * sizeof (float)) == 0 &&
         memcmp (nrn_dataset_get_targets (rows), nrn_dataset_get_targets (others),
                 n_rows * sizeof (float)) == 0;
}

/**
 * nrn_data_source_equal:
 * @a: a data source
 * @b: a data source
 *
 * Returns: whether both are the same generator with the same numbers, or the
 *   same columns of the same table, read alike; names do not matter
 */
gboolean
nrn_data_source_equal (const NrnDataSource *a,
                       const NrnDataSource *b)
{
  if (a == b)
    return TRUE;
  if (a->generator != b->generator)
    return FALSE;
  if (a->generator != NULL)
    return a->seed == b->seed &&
           memcmp (a->values, b->values, a->generator->n_parameters * sizeof (double)) == 0;

  return g_strcmp0 (a->path, b->path) == 0 && a->is_by_hand == b->is_by_hand &&
         same_rows (a, b) &&
         same_texts (a->selection.features, b->selection.features) &&
         same_texts (a->selection.targets, b->selection.targets) &&
         same_texts (a->selection.class_names, b->selection.class_names) &&
         g_strcmp0 (a->selection.sample_weight, b->selection.sample_weight) == 0 &&
         nrn_csv_options_equal (&a->options, &b->options);
}

/* The first reading of two at once is kept. */
static void
keep_dataset (const NrnDataSource *source,
              NrnDataset          *dataset)
{
  NrnDataSource *self = (NrnDataSource *) source;

  if (!g_atomic_pointer_compare_and_exchange (&self->dataset, NULL, dataset))
    return;
  nrn_dataset_ref (dataset);
}

/* The work under way, and whom to tell. */
typedef struct
{
  NrnCsvProgressFunc func;
  gpointer           user_data;
  double             base;
} Part;

/* Finding the cells takes about as long as reading the numbers. */
static gboolean
part_cb (double   done,
         gpointer user_data)
{
  const Part *part = user_data;

  return part->func (part->base + done / 2, part->user_data);
}

/**
 * nrn_data_source_read_table:
 * @source: rows of a table
 * @table: that table, which somebody has read already
 * @counts: (out) (nullable): what became of missing values
 * @progress: (nullable): is called now and then, from 0 to 1
 * @user_data: for @progress
 * @error: return location
 *
 * As nrn_data_source_read(), without reading the file again.
 *
 * Returns: (transfer full) (nullable): the rows, or %NULL with @error set
 */
NrnDataset *
nrn_data_source_read_table (const NrnDataSource  *source,
                            const NrnCsvTable    *table,
                            NrnCsvCounts         *counts,
                            NrnCsvProgressFunc    progress,
                            gpointer              user_data,
                            GError              **error)
{
  NrnDataset *dataset = nrn_csv_table_get_dataset (table, &source->selection, counts, progress,
                                                   user_data, error);

  if (dataset != NULL)
    keep_dataset (source, dataset);

  return dataset;
}

/* With the names that the rows have themselves. */
static NrnDataset *
read_rows (const NrnDataSource  *source,
           NrnCsvProgressFunc    progress,
           gpointer              user_data,
           GError              **error)
{
  const NrnDataSource *self = source->rows != NULL ? source->rows : source;
  NrnDataset *kept = g_atomic_pointer_get (&((NrnDataSource *) self)->dataset);
  g_autoptr (NrnCsvTable) table = NULL;
  Part part = { progress, user_data, 0 };
  NrnCsvProgressFunc func = progress != NULL ? part_cb : NULL;

  if (self->generator != NULL)
    return nrn_generator_run (self->generator, self->values, self->seed, error);
  if (kept != NULL)
    return nrn_dataset_ref (kept);

  if (self->path != NULL)
    table = nrn_csv_table_load (self->path, &self->options.format, func, &part, error);
  else
    table = nrn_csv_table_parse (self->name, self->text, strlen (self->text),
                                 &self->options.format, error);
  if (table == NULL)
    return NULL;

  part.base = 0.5;

  return nrn_data_source_read_table (self, table, NULL, func, &part, error);
}

/**
 * nrn_data_source_read:
 * @source: a data source
 * @progress: (nullable): is called now and then, from 0 to 1
 * @user_data: for @progress
 * @error: return location
 *
 * As nrn_data_source_load(), with progress. What has been read once is kept
 * with @source: a table is read again by another source only.
 *
 * Returns: (transfer full) (nullable): the rows, or %NULL with @error set
 */
NrnDataset *
nrn_data_source_read (const NrnDataSource  *source,
                      NrnCsvProgressFunc    progress,
                      gpointer              user_data,
                      GError              **error)
{
  g_autoptr (NrnDataset) rows = read_rows (source, progress, user_data, error);

  return rows != NULL ? nrn_data_source_name_rows (source, rows, error) : NULL;
}

/**
 * nrn_data_source_get_names:
 * @source: a data source
 * @sort: of what
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): what somebody
 *   has called them; %NULL for what the rows call them
 */
const char *const *
nrn_data_source_get_names (const NrnDataSource *source,
                           NrnNames             sort)
{
  return (const char *const *) source->names[sort];
}

/**
 * nrn_data_source_has_rows_of:
 * @source: a data source
 * @other: another one
 *
 * Returns: whether they are the same but for names, since one was made from
 *   the other
 */
gboolean
nrn_data_source_has_rows_of (const NrnDataSource *source,
                             const NrnDataSource *other)
{
  return (source->rows != NULL ? source->rows : source) ==
         (other->rows != NULL ? other->rows : other);
}

/**
 * nrn_data_source_load_rows:
 * @source: a data source
 * @error: return location
 *
 * As nrn_data_source_load(), with the names that the rows have themselves.
 *
 * Returns: (transfer full) (nullable): the rows, or %NULL with @error set
 */
NrnDataset *
nrn_data_source_load_rows (const NrnDataSource  *source,
                           GError              **error)
{
  return read_rows (source, NULL, NULL, error);
}

/**
 * nrn_data_source_name_rows:
 * @source: a data source
 * @rows: its rows
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the rows with the names of @source, or
 *   %NULL with @error set if these are not as many as there are to name
 */
NrnDataset *
nrn_data_source_name_rows (const NrnDataSource  *source,
                           const NrnDataset     *rows,
                           GError              **error)
{
  g_autoptr (NrnDataset) named = nrn_dataset_ref (rows);

  for (guint i = 0; i < NRN_N_NAMES; i++)
    {
      const char *const *old = nrn_dataset_get_names (rows, (NrnNames) i);
      const char *const *names = nrn_data_source_get_names (source, (NrnNames) i);
      guint n_old = old != NULL ? g_strv_length ((char **) old) : 0;
      NrnDataset *next;

      if (names == NULL)
        continue;
      if (g_strv_length ((char **) names) != n_old)
        {
          g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                       _("The data has names for %u columns or classes where it has %u of them."),
                       g_strv_length ((char **) names), n_old);
          return NULL;
        }

      next = nrn_dataset_with_names (named, (NrnNames) i, names);
      nrn_dataset_unref (g_steal_pointer (&named));
      named = next;
    }

  return g_steal_pointer (&named);
}

/**
 * nrn_data_source_load:
 * @source: a data source
 * @error: return location
 *
 * Runs the generator or reads the table. Takes as long as that takes, unless
 * the table has been read before; any thread.
 *
 * Returns: (transfer full) (nullable): the rows, or %NULL with @error set
 */
NrnDataset *
nrn_data_source_load (const NrnDataSource  *source,
                      GError              **error)
{
  return nrn_data_source_read (source, NULL, NULL, error);
}
