/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Networks from and to TensorFlow.js' Layers format: a model.json with the
 * topology and a weights.bin beside it.
 */

#pragma once

#include "nrn-weights.h"

G_BEGIN_DECLS

NrnWeights *nrn_tfjs_load (const char        *path,
                           GError           **error);
gboolean    nrn_tfjs_save (const NrnWeights  *weights,
                           const char        *path,
                           GError           **error);

G_END_DECLS
