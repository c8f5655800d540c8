/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#pragma once

#include "nrn-metric.h"

G_BEGIN_DECLS

extern const NrnMetric nrn_metric_top_k_categorical_accuracy;
extern const NrnMetric nrn_metric_sparse_top_k_categorical_accuracy;

G_END_DECLS
