/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#pragma once

#include "nrn-metric.h"

G_BEGIN_DECLS

extern const NrnMetric nrn_metric_precision;
extern const NrnMetric nrn_metric_recall;

G_END_DECLS
