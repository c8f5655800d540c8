/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#pragma once

#include "nrn-metric.h"

G_BEGIN_DECLS

extern const NrnMetric nrn_metric_mean_squared_error;
extern const NrnMetric nrn_metric_mean_absolute_error;

G_END_DECLS
