/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Kept runs in words and as a table.
 */

#include "config.h"

#include "nrn-run-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-csv.h"

/**
 * nrn_run_describe_settings:
 * @experiment: of a run
 *
 * Returns: (transfer full): the settings that matter most, such as “1-6-32-2 ·
 *   Adam · learning rate 0.0001 · batches of 10 · seed 7”
 */
char *
nrn_run_describe_settings (const NrnExperiment *experiment)
{
  const NrnExperimentParts *parts = nrn_experiment_get_parts (experiment);
  g_autofree char *network = nrn_architecture_to_string (parts->architecture);
  double learning_rate = nrn_config_lookup (parts->optimizer, "learning_rate");

  if (isnan (learning_rate))
    /* Translators: a network such as 1-6-32-2, an optimizer, numbers. */
    return g_strdup_printf (_("%s · %s · batches of %u · seed %u"), network,
                            nrn_config_get_name (parts->optimizer), parts->fit.batch_size,
                            parts->fit.seed);

  /* Translators: a network such as 1-6-32-2, an optimizer, numbers. */
  return g_strdup_printf (_("%s · %s · learning rate %.6g · batches of %u · seed %u"), network,
                          nrn_config_get_name (parts->optimizer), learning_rate,
                          parts->fit.batch_size, parts->fit.seed);
}

static void
append_result (GString *text,
               char    *result)
{
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, result);
  g_free (result);
}

/**
 * nrn_run_describe_result:
 * @experiment: of a run
 *
 * Returns: (transfer full): the numbers of its last epoch, such as “loss 0.3712
 *   · accuracy 92.1 %”; empty if it has none
 */
char *
nrn_run_describe_result (const NrnExperiment *experiment)
{
  const NrnHistory *history = nrn_experiment_get_parts (experiment)->history;
  GString *text = g_string_new (NULL);
  NrnEpoch last;

  if (history == NULL || nrn_history_get_n_epochs (history) == 0)
    return g_string_free (text, FALSE);

  last = nrn_history_get_epoch (history, nrn_history_get_n_epochs (history) - 1);
  append_result (text, g_strdup_printf (_("loss %.4f"), last.loss));
  if (!isnan (last.accuracy))
    append_result (text, g_strdup_printf (_("accuracy %.1f %%"), 100 * last.accuracy));
  if (!isnan (last.val_loss))
    append_result (text, g_strdup_printf (_("validation loss %.4f"), last.val_loss));
  if (!isnan (last.val_accuracy))
    append_result (text, g_strdup_printf (_("validation accuracy %.1f %%"),
                                          100 * last.val_accuracy));

  return g_string_free (text, FALSE);
}

/* ---- As a table ---- */

static const NrnHistory *
get_history (const NrnShelf *shelf,
             guint           place)
{
  return nrn_experiment_get_parts (
    nrn_run_get_experiment (nrn_shelf_get_run (shelf, place)))->history;
}

/* Every series that any of the runs has, in the order in which they come. */
static char **
list_series (const NrnShelf *shelf)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < nrn_shelf_get_n_runs (shelf); i++)
    {
      const NrnHistory *history = get_history (shelf, i);
      guint n_series = history != NULL ? nrn_history_get_n_series (history) : 0;

      for (guint j = 0; j < n_series; j++)
        {
          const char *name = nrn_history_get_names (history)[j];

          if (g_hash_table_add (seen, (char *) name))
            g_strv_builder_add (builder, name);
        }
    }

  return g_strv_builder_end (builder);
}

static void
print_epoch (GString          *csv,
             const NrnHistory *history,
             guint             epoch,
             char            **series)
{
  for (guint rows = 0; rows < NRN_N_ROWS; rows++)
    {
      for (guint i = 0; series[i] != NULL; i++)
        {
          int found = nrn_history_find (history, series[i]);
          double value = found >= 0 ? nrn_history_get (history, epoch, found,
                                                       (NrnHistoryRows) rows)
                                    : NAN;

          g_string_append_c (csv, ',');
          if (!isnan (value))
            nrn_csv_append_number (csv, (float) value);
        }
    }
}

/**
 * nrn_shelf_print_histories:
 * @shelf: a shelf
 *
 * Returns: (transfer full): the text of a CSV file with a row for each epoch of
 *   each run; what was not measured is empty
 */
char *
nrn_shelf_print_histories (const NrnShelf *shelf)
{
  g_auto (GStrv) series = list_series (shelf);
  GString *csv = g_string_new ("run,name,epoch");

  for (guint rows = 0; rows < NRN_N_ROWS; rows++)
    {
      for (guint i = 0; series[i] != NULL; i++)
        g_string_append_printf (csv, ",%s%s", rows == NRN_ROWS_VALIDATION ? "val_" : "", series[i]);
    }
  g_string_append_c (csv, '\n');

  for (guint i = 0; i < nrn_shelf_get_n_runs (shelf); i++)
    {
      const NrnRun *run = nrn_shelf_get_run (shelf, i);
      const NrnHistory *history = get_history (shelf, i);
      guint n_epochs = history != NULL ? nrn_history_get_n_epochs (history) : 0;

      for (guint epoch = 0; epoch < n_epochs; epoch++)
        {
          g_string_append_printf (csv, "%u,", nrn_run_get_id (run));
          nrn_csv_append_text (csv, nrn_run_get_name (run));
          g_string_append_printf (csv, ",%u", epoch + 1);
          print_epoch (csv, history, epoch, series);
          g_string_append_c (csv, '\n');
        }
    }

  return g_string_free (csv, FALSE);
}
