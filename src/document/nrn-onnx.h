/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Networks to ONNX, which ONNX Runtime and many other programs run.
 */

#pragma once

#include "nrn-scaler.h"
#include "nrn-weights.h"

G_BEGIN_DECLS

/**
 * NrnOnnxExtras:
 * @name: (nullable): what the network is called
 * @feature_names: (nullable) (array zero-terminated=1): of the inputs
 * @output_names: (nullable) (array zero-terminated=1): of the outputs
 * @scaler: (nullable): how the features were scaled in training
 * @takes_scaled: whether the file's inputs are what @scaler makes; otherwise
 *   the scaling is a part of the network in the file, whose inputs are the
 *   features as they are in the data
 *
 * What goes into the file beside the network.
 */
typedef struct
{
  const char        *name;
  const char *const *feature_names;
  const char *const *output_names;
  const NrnScaler   *scaler;
  gboolean           takes_scaled;
} NrnOnnxExtras;

GBytes   *nrn_onnx_print (const NrnWeights     *weights,
                          const NrnOnnxExtras  *extras,
                          GError              **error);
gboolean  nrn_onnx_save  (const NrnWeights     *weights,
                          const NrnOnnxExtras  *extras,
                          const char           *path,
                          GError              **error);

G_END_DECLS
