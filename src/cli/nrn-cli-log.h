/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What `neurons-cli train` prints.
 */

#pragma once

#include "nrn-fit.h"

G_BEGIN_DECLS

/**
 * NrnCliLogStyle:
 * @NRN_CLI_LOG_KERAS: as Keras with verbose=2
 * @NRN_CLI_LOG_JSON: an object a line
 * @NRN_CLI_LOG_NONE: nothing
 */
typedef enum
{
  NRN_CLI_LOG_KERAS,
  NRN_CLI_LOG_JSON,
  NRN_CLI_LOG_NONE,
} NrnCliLogStyle;

/**
 * NrnCliLog:
 * @style: what to print
 * @n_epochs: how many there will be
 * @is_terminal: whether a line may rewrite itself
 * @has_schedule: whether the learning rate changes, and is printed
 * @learning_rate: in force when an epoch is over
 * @write_error: errno of the first line that could not be printed, or 0
 *
 * How to print a training, and when the line was rewritten last.
 */
typedef struct
{
  NrnCliLogStyle style;
  guint          n_epochs;
  gboolean       is_terminal;
  gboolean       has_schedule;
  double         learning_rate;
  int            write_error;

  gint64         epoch_began;       /* monotonic µs */
  gint64         progress_shown;    /* monotonic µs */
} NrnCliLog;

void nrn_cli_log_begin    (NrnCliLog        *log);
void nrn_cli_log_progress (NrnCliLog        *log,
                           const NrnFit     *fit);
void nrn_cli_log_epoch    (NrnCliLog        *log,
                           guint             epoch,
                           const NrnHistory *values);
void nrn_cli_log_end      (NrnCliLog        *log);

G_END_DECLS
