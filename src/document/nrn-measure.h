/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Keras' evaluate() for kept weights, away from the main thread.
 */

#pragma once

#include <gio/gio.h>

#include "nrn-experiment.h"
#include "nrn-samples.h"

G_BEGIN_DECLS

void        nrn_measure_async  (const NrnExperiment  *experiment,
                                const NrnSamples     *samples,
                                GPtrArray            *weights,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              data);
NrnHistory *nrn_measure_finish (GAsyncResult         *result,
                                GError              **error);

G_END_DECLS
