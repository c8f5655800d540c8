/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#pragma once

#include "nrn-layer.h"

G_BEGIN_DECLS

/* Indices of Dense's arguments. */
enum
{
  NRN_DENSE_UNITS,
  NRN_DENSE_ACTIVATION,
  NRN_DENSE_USE_BIAS,
  NRN_DENSE_KERNEL_INITIALIZER,
  NRN_DENSE_BIAS_INITIALIZER,
  NRN_DENSE_KERNEL_REGULARIZER,
  NRN_DENSE_BIAS_REGULARIZER,
  NRN_DENSE_ACTIVITY_REGULARIZER,
  NRN_DENSE_TRAINABLE,
};

extern const NrnLayerKind nrn_layer_dense;

NrnConfig *nrn_dense_config_new (guint        units,
                                 const char  *activation,
                                 GError     **error);

G_END_DECLS
