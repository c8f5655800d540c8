/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Learning rates that change from update to update.
 */

#include "nrn-schedule.h"

/**
 * nrn_schedule_get_rate:
 * @schedule: a schedule with its arguments
 * @n_updates: how many updates were made
 *
 * Returns: the learning rate of the next update
 */
double
nrn_schedule_get_rate (const NrnConfig *schedule,
                       guint64          n_updates)
{
  const NrnSchedule *kind = (const NrnSchedule *) nrn_config_get_kind (schedule);

  return (double) kind->get_rate (schedule, n_updates);
}
