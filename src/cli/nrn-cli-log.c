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

static void
print_keras (const NrnCliLog *log,
             guint            epoch,
             const NrnEpoch  *values)
{
  g_autoptr (GString) line = g_string_new (NULL);
  double seconds = (double) (g_get_monotonic_time () - log->epoch_began) / G_USEC_PER_SEC;

  g_string_append_printf (line, "Epoch %u/%u\n %.0fs", epoch, log->n_epochs, seconds);
  append_value (line, "loss", values->loss);
  append_value (line, "acc", values->accuracy);
  append_value (line, "val_loss", values->val_loss);
  append_value (line, "val_acc", values->val_accuracy);
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
print_json (const NrnCliLog *log,
            guint            epoch,
            const NrnEpoch  *values)
{
  g_autoptr (GString) line = g_string_new (NULL);

  g_string_append_printf (line, "{\"epoch\":%u", epoch);
  append_member (line, "loss", values->loss);
  append_member (line, "accuracy", values->accuracy);
  append_member (line, "val_loss", values->val_loss);
  append_member (line, "val_accuracy", values->val_accuracy);
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
  NrnEpoch values;
  g_autoptr (GString) line = NULL;

  if (!log->is_terminal || log->style != NRN_CLI_LOG_KERAS)
    return;

  now = g_get_monotonic_time ();
  if (now - log->progress_shown < PROGRESS_INTERVAL_US)
    return;

  log->progress_shown = now;
  nrn_fit_get_running (fit, &values);
  line = g_string_new (NULL);
  g_string_append_printf (line, _("Epoch %u/%u, batch %u/%u"),
                          nrn_fit_get_epoch (fit) + 1, log->n_epochs,
                          nrn_fit_get_batch (fit), nrn_fit_get_n_batches (fit));
  append_value (line, "loss", values.loss);
  append_value (line, "acc", values.accuracy);
  printf (ERASE_LINE "%s", line->str);
  flush (log);
}

/**
 * nrn_cli_log_epoch:
 * @log: a log
 * @epoch: counted from 1
 * @values: what it recorded
 *
 * After an epoch.
 */
void
nrn_cli_log_epoch (NrnCliLog      *log,
                   guint           epoch,
                   const NrnEpoch *values)
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
