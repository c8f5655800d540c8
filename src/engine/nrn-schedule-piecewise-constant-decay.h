/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#pragma once

#include "nrn-schedule.h"

G_BEGIN_DECLS

extern const NrnSchedule nrn_schedule_piecewise_constant_decay;

G_END_DECLS
