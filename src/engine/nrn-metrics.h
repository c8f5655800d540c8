/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The metrics of a training: Keras' argument of compile().
 */

#pragma once

#include "nrn-metric.h"

G_BEGIN_DECLS

/**
 * NrnMetrics:
 *
 * Any number of metrics, in the order in which they are printed, each with
 * a name of its own. An immutable value, atomically ref-counted. Any thread.
 */

NrnMetrics        *nrn_metrics_new         (const NrnConfig *const *configs,
                                            guint                   n_metrics);
NrnMetrics        *nrn_metrics_new_default (void);
NrnMetrics        *nrn_metrics_parse       (const char             *text,
                                            GError                **error);
char              *nrn_metrics_to_string   (const NrnMetrics       *metrics);
NrnMetrics        *nrn_metrics_ref         (const NrnMetrics       *metrics);
void               nrn_metrics_unref       (NrnMetrics             *metrics);

guint              nrn_metrics_get_n       (const NrnMetrics       *metrics);
const NrnConfig   *nrn_metrics_get         (const NrnMetrics       *metrics,
                                            guint                   index);
const char *const *nrn_metrics_get_names   (const NrnMetrics       *metrics);
int                nrn_metrics_find        (const NrnMetrics       *metrics,
                                            const char             *name);
gboolean           nrn_metrics_equal       (const NrnMetrics       *a,
                                            const NrnMetrics       *b);
gboolean           nrn_metrics_check       (const NrnMetrics       *metrics,
                                            guint                   n_outputs,
                                            NrnTargetKind           target_kind,
                                            GError                **error);
const NrnKind     *nrn_metrics_kind_of     (const char             *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnMetrics, nrn_metrics_unref)

G_END_DECLS
