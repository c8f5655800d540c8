/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What `neurons-cli train` prints.
 */

#include "config.h"

#include "nrn-cli-log.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdio.h>

/* Rewriting a line more often than the eye can follow costs time. */
#define PROGRESS_INTERVAL_US (G_USEC_PER_SEC / 20)

#define ERASE_LINE "\r\033[K"

/* A full disk does not end the training, whose weights may yet be saved. */
static void
flush (NrnCliLog *log)
{
  if (fflush (stdout) == EOF && log->write_error == 0)
    log->write_error = errno;
}

/* As Keras prints it: four decimals, or four digits of a tiny number. */
static void
append_value (GString    *line,
              const char *name,
              double      value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (isnan (value))
    return;

  g_ascii_formatd (text, sizeof text, fabs (value) > 1e-3 || value == 0 ? "%.4f" : "%.4e", value);
  g_string_append_printf (line, " - %s: %s", name, text);
}

/* As Keras 2 calls them. */
static const char *
word_of (const char *name)
{
  return g_str_equal (name, "accuracy") ? "acc" : name;
}

/* What was measured of the first epoch of @values, in Keras' order. */
static void
append_values (GString          *line,
               const NrnHistory *values)
{
  const char *const *names = nrn_history_get_names (values);

  for (guint rows = 0; rows < NRN_N_ROWS; rows++)
    {
      for (guint i = 0; names[i] != NULL; i++)
        {
          g_autofree char *word = g_strconcat (rows == NRN_ROWS_VALIDATION ? "val_" : "",
                                               word_of (names[i]), NULL);

          append_value (line, word, nrn_history_get (values, 0, (int) i, (NrnHistoryRows) rows));
        }
    }
}

static void
print_keras (const NrnCliLog  *log,
             guint             epoch,
             const NrnHistory *values)
{
  g_autoptr (GString) line = g_string_new (NULL);
  double seconds = (double) (g_get_monotonic_time () - log->epoch_began) / G_USEC_PER_SEC;

  g_string_append_printf (line, "Epoch %u/%u\n %.0fs", epoch, log->n_epochs, seconds);
  append_values (line, values);
  if (log->has_schedule)
    append_value (line, "learning_rate", log->learning_rate);

  printf ("%s\n", line->str);
}

static void
append_member (GString    *line,
               const char *name,
               double      value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (isnan (value))
    return;

  /* Nine digits give every float back. JSON has no infinity. */
  g_ascii_formatd (text, sizeof text, "%.9g", value);
  g_string_append_printf (line, ",\"%s\":%s", name, isfinite (value) ? text : "null");
}

static void
print_json (const NrnCliLog  *log,
            guint             epoch,
            const NrnHistory *values)
{
  g_autoptr (GString) line = g_string_new (NULL);
  const char *const *names = nrn_history_get_names (values);

  g_string_append_printf (line, "{\"epoch\":%u", epoch);
  for (guint rows = 0; rows < NRN_N_ROWS; rows++)
    {
      for (guint i = 0; names[i] != NULL; i++)
        {
          g_autofree char *name = g_strconcat (rows == NRN_ROWS_VALIDATION ? "val_" : "", names[i],
                                               NULL);

          append_member (line, name, nrn_history_get (values, 0, (int) i, (NrnHistoryRows) rows));
        }
    }
  if (log->has_schedule)
    append_member (line, "learning_rate", log->learning_rate);

  printf ("%s}\n", line->str);
}

/**
 * nrn_cli_log_begin:
 * @log: with the public fields set
 *
 * Before the first batch.
 */
void
nrn_cli_log_begin (NrnCliLog *log)
{
  log->epoch_began = g_get_monotonic_time ();
  log->progress_shown = 0;
}

/**
 * nrn_cli_log_progress:
 * @log: a log
 * @fit: the training
 *
 * After a batch: on a terminal, rewrites the line that says how far the
 * epoch is.
 */
void
nrn_cli_log_progress (NrnCliLog    *log,
                      const NrnFit *fit)
{
  gint64 now;
  g_autoptr (NrnHistory) values = NULL;
  g_autoptr (GString) line = NULL;

  if (!log->is_terminal || log->style != NRN_CLI_LOG_KERAS)
    return;

  now = g_get_monotonic_time ();
  if (now - log->progress_shown < PROGRESS_INTERVAL_US)
    return;

  log->progress_shown = now;
  values = nrn_fit_dup_running (fit);
  line = g_string_new (NULL);
  g_string_append_printf (line, _("Epoch %u/%u, batch %u/%u"),
                          nrn_fit_get_epoch (fit) + 1, log->n_epochs,
                          nrn_fit_get_batch (fit), nrn_fit_get_n_batches (fit));
  if (values != NULL)
    append_values (line, values);
  printf (ERASE_LINE "%s", line->str);
  flush (log);
}

/**
 * nrn_cli_log_epoch:
 * @log: a log
 * @epoch: counted from 1
 * @values: what it recorded, as a history of one epoch
 *
 * After an epoch.
 */
void
nrn_cli_log_epoch (NrnCliLog        *log,
                   guint             epoch,
                   const NrnHistory *values)
{
  if (log->is_terminal && log->style == NRN_CLI_LOG_KERAS)
    printf (ERASE_LINE);

  if (log->style == NRN_CLI_LOG_KERAS)
    print_keras (log, epoch, values);
  else if (log->style == NRN_CLI_LOG_JSON)
    print_json (log, epoch, values);
  flush (log);

  log->epoch_began = g_get_monotonic_time ();
}

/**
 * nrn_cli_log_end:
 * @log: a log
 *
 * After the last batch, also of a training that was cut short: leaves the
 * terminal at the beginning of an empty line.
 */
void
nrn_cli_log_end (NrnCliLog *log)
{
  if (log->is_terminal && log->style == NRN_CLI_LOG_KERAS)
    printf (ERASE_LINE);
  flush (log);
}
