/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What takes long while a table is imported, on threads of their own.
 */

#include "config.h"

#include "nrn-csv-jobs.h"

#include <string.h>

#include "nrn-task.h"

struct _NrnCsvJob
{
  gatomicrefcount  ref_count;

  /* Set before the thread starts; all owned */
  char            *path;
  char            *name;
  char            *text;
  NrnCsvFormat     format;
  NrnCsvSurvey    *survey;      /* NULL where the table is to be read */
  NrnDataSource   *source;
  GHashTable      *renames;     /* from labels to names of classes */
  GTask           *task;        /* borrowed, for comparison */

  /* Either thread, by atomic operations only */
  int              permille;    /* done */
  int              is_stopped;
};

static NrnCsvJob *
job_ref (NrnCsvJob *job)
{
  g_atomic_ref_count_inc (&job->ref_count);
  return job;
}

static void
job_unref (gpointer data)
{
  NrnCsvJob *job = data;

  if (!g_atomic_ref_count_dec (&job->ref_count))
    return;

  g_free (job->path);
  g_free (job->name);
  g_free (job->text);
  g_clear_pointer (&job->survey, nrn_csv_survey_unref);
  g_clear_pointer (&job->source, nrn_data_source_unref);
  g_clear_pointer (&job->renames, g_hash_table_unref);
  g_free (job);
}

/* The work under way, of all the work. */
typedef struct
{
  NrnCsvJob *job;
  double     base;
  double     share;
} Part;

static gboolean
progress_cb (double   done,
             gpointer user_data)
{
  const Part *part = user_data;

  g_atomic_int_set (&part->job->permille, (int) (1000 * (part->base + part->share * done)));

  return !g_atomic_int_get (&part->job->is_stopped);
}

/* ---- The table ---- */

static void
read_table_thread (GTask        *task,
                   gpointer      owner,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  NrnCsvJob *job = task_data;
  Part part = { job, 0, 0.7 };
  GError *error = NULL;
  NrnCsvTable *table;
  NrnCsvSurvey *survey = NULL;

  if (job->path != NULL)
    table = nrn_csv_table_load (job->path, &job->format, progress_cb, &part, &error);
  else
    table = nrn_csv_table_parse (job->name, job->text, strlen (job->text), &job->format, &error);
  part.base = 0.7;
  part.share = 0.3;
  if (table != NULL)
    survey = nrn_csv_survey_new_take (table, progress_cb, &part, &error);

  if (survey != NULL)
    g_task_return_pointer (task, survey, (GDestroyNotify) nrn_csv_survey_unref);
  else
    g_task_return_error (task, error);
}

/* ---- The rows ---- */

/* The names that the student gave, or NULL if none of these classes has one. */
static char **
rename_classes (NrnCsvJob         *job,
                const char *const *labels)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  gboolean is_renamed = FALSE;

  for (guint i = 0; labels != NULL && labels[i] != NULL; i++)
    {
      const char *name = g_hash_table_lookup (job->renames, labels[i]);

      is_renamed |= name != NULL;
      g_strv_builder_add (names, name != NULL ? name : labels[i]);
    }

  return is_renamed ? g_strv_builder_end (names) : NULL;
}

static NrnCsvRowsRead *
read_rows (NrnCsvJob  *job,
           GError    **error)
{
  const NrnCsvTable *table = nrn_csv_survey_get_table (job->survey);
  NrnCsvRowsRead *rows = g_new0 (NrnCsvRowsRead, 1);
  Part part = { job, 0, 1 };
  g_auto (GStrv) names = NULL;
  NrnCsvSelection selection;

  rows->source = nrn_data_source_ref (job->source);
  rows->dataset = nrn_data_source_read_table (job->source, table, &rows->counts, progress_cb, &part,
                                              error);
  if (rows->dataset == NULL)
    return rows;

  rows->labels = g_strdupv ((char **) nrn_dataset_get_class_names (rows->dataset));
  names = rename_classes (job, (const char *const *) rows->labels);
  if (names == NULL)
    return rows;

  selection = *nrn_data_source_get_selection (job->source);
  selection.class_names = (const char *const *) names;
  nrn_dataset_unref (rows->dataset);
  nrn_data_source_unref (rows->source);
  rows->source = nrn_data_source_new_table (job->path, job->name, job->text, &selection);
  rows->dataset = nrn_data_source_read_table (rows->source, table, &rows->counts, progress_cb, &part,
                                              error);

  return rows;
}

static void
read_rows_thread (GTask        *task,
                  gpointer      owner,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  GError *error = NULL;
  NrnCsvRowsRead *rows = read_rows (task_data, &error);

  if (rows->dataset != NULL)
    {
      g_task_return_pointer (task, rows, (GDestroyNotify) nrn_csv_rows_read_free);
      return;
    }

  nrn_csv_rows_read_free (rows);
  g_task_return_error (task, error);
}

/* ---- For the main thread ---- */

static NrnCsvJob *
job_start (NrnCsvJob           *job,
           GObject             *owner,
           GAsyncReadyCallback  callback,
           GTaskThreadFunc      func)
{
  g_autoptr (GTask) task = nrn_task_new (owner, NULL, callback, NULL);

  g_atomic_ref_count_init (&job->ref_count);
  job->task = task;
  g_task_set_task_data (task, job_ref (job), job_unref);
  nrn_task_run (task, func);

  return job;
}

/**
 * nrn_csv_job_read_table:
 * @path: (nullable): a CSV file
 * @name: (nullable): what to call @text
 * @text: (nullable): a table, where there is no file
 * @format: how to read it
 * @owner: lives until @callback
 * @callback: is called on the main thread, with @owner as the source
 *
 * Returns: (transfer full): reading it, and looking at its columns
 */
NrnCsvJob *
nrn_csv_job_read_table (const char          *path,
                        const char          *name,
                        const char          *text,
                        const NrnCsvFormat  *format,
                        GObject             *owner,
                        GAsyncReadyCallback  callback)
{
  NrnCsvJob *job = g_new0 (NrnCsvJob, 1);

  job->path = g_strdup (path);
  job->name = g_strdup (name);
  job->text = g_strdup (text);
  job->format = *format;

  return job_start (job, owner, callback, read_table_thread);
}

/**
 * nrn_csv_job_read_rows:
 * @survey: a table
 * @source: what of it is chosen
 * @renames: from labels in the table to names of classes
 * @owner: lives until @callback
 * @callback: is called on the main thread, with @owner as the source
 *
 * Returns: (transfer full): making its cells numbers
 */
NrnCsvJob *
nrn_csv_job_read_rows (NrnCsvSurvey        *survey,
                       NrnDataSource       *source,
                       GHashTable          *renames,
                       GObject             *owner,
                       GAsyncReadyCallback  callback)
{
  NrnCsvJob *job = g_new0 (NrnCsvJob, 1);
  GHashTableIter iterator;
  gpointer label, name;

  job->path = g_strdup (nrn_data_source_get_path (source));
  job->name = g_strdup (nrn_data_source_get_name (source));
  job->text = g_strdup (nrn_data_source_get_text (source));
  job->survey = nrn_csv_survey_ref (survey);
  job->source = nrn_data_source_ref (source);
  job->renames = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_iter_init (&iterator, renames);
  while (g_hash_table_iter_next (&iterator, &label, &name))
    g_hash_table_insert (job->renames, g_strdup (label), g_strdup (name));

  return job_start (job, owner, callback, read_rows_thread);
}

/**
 * nrn_csv_job_stop:
 * @job: (transfer full): work that is done, or no longer wanted
 *
 * The callback is called all the same, soon.
 */
void
nrn_csv_job_stop (NrnCsvJob *job)
{
  g_atomic_int_set (&job->is_stopped, TRUE);
  job_unref (job);
}

/**
 * nrn_csv_job_get_done:
 * @job: work
 *
 * Returns: how much of it is done, 0 … 1
 */
double
nrn_csv_job_get_done (NrnCsvJob *job)
{
  return g_atomic_int_get (&job->permille) / 1000.0;
}

/**
 * nrn_csv_job_is_of:
 * @job: (nullable): work
 * @result: as the callback got it
 *
 * Returns: whether @result is of @job, or else of older work
 */
gboolean
nrn_csv_job_is_of (NrnCsvJob    *job,
                   GAsyncResult *result)
{
  return job != NULL && job->task == G_TASK (result);
}

/**
 * nrn_csv_job_take_survey:
 * @result: of a callback of nrn_csv_job_read_table()
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what is in the table; %NULL with @error
 */
NrnCsvSurvey *
nrn_csv_job_take_survey (GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * nrn_csv_job_take_rows:
 * @result: of a callback of nrn_csv_job_read_rows()
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the rows, to be freed with
 *   nrn_csv_rows_read_free(); %NULL with @error
 */
NrnCsvRowsRead *
nrn_csv_job_take_rows (GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
nrn_csv_rows_read_free (NrnCsvRowsRead *rows)
{
  g_clear_pointer (&rows->source, nrn_data_source_unref);
  g_clear_pointer (&rows->dataset, nrn_dataset_unref);
  g_strfreev (rows->labels);
  g_free (rows);
}
