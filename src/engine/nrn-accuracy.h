/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The share of rows that a network gets right.
 */

#pragma once

#include "nrn-loss.h"

G_BEGIN_DECLS

guint nrn_accuracy_count  (guint          n_rows,
                           guint          n_cols,
                           const float   *outputs,
                           NrnTargetKind  target_kind,
                           const float   *targets);
guint nrn_accuracy_argmax (guint          n,
                           const float   *values);

G_END_DECLS
