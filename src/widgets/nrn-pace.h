/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How fast a training is watched, on a slider and in words.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NrnPaceChoice:
 * @NRN_PACE_SAMPLE: one sample a second
 * @NRN_PACE_BATCH: one batch a second
 * @NRN_PACE_WATCH: the whole training in 20 seconds
 * @NRN_PACE_FAST: in 2 seconds
 * @NRN_PACE_FLAT_OUT: as fast as possible
 *
 * Paces that suit any training. The values are those in the settings.
 */
typedef enum
{
  NRN_PACE_SAMPLE,
  NRN_PACE_BATCH,
  NRN_PACE_WATCH,
  NRN_PACE_FAST,
  NRN_PACE_FLAT_OUT,
} NrnPaceChoice;

double  nrn_pace_choose        (NrnPaceChoice choice,
                                guint         batch_size,
                                double        n_updates);
double  nrn_pace_from_position (double        position,
                                guint         batch_size);
double  nrn_pace_to_position   (double        pace,
                                guint         batch_size);
char   *nrn_pace_describe      (double        pace,
                                guint         batch_size);

G_END_DECLS
