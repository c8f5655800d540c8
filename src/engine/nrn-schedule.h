/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Learning rates that change from update to update.
 */

#pragma once

#include "nrn-config.h"

G_BEGIN_DECLS

/**
 * NrnSchedule:
 * @kind: name and arguments
 * @get_rate: the learning rate of the update that follows @n_updates others
 *
 * A way in which the learning rate changes, as data. @get_rate allocates
 * nothing and cannot fail. As in Keras, it computes in float32.
 */
typedef struct
{
  NrnKind kind;

  float (*get_rate) (const NrnConfig *config,
                     guint64          n_updates);
} NrnSchedule;

double nrn_schedule_get_rate (const NrnConfig *schedule,
                              guint64          n_updates);

G_END_DECLS
