/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A run as a small picture.
 */

#pragma once

#include "nrn-history.h"
#include "nrn-palette.h"
#include "nrn-weights.h"

G_BEGIN_DECLS

/**
 * NrnRunPicture:
 * @weights: (nullable): what the network has learned
 * @history: (nullable): what the training recorded
 * @is_scaled: whether its inputs are 0 … 1
 * @has_classes: whether its outputs tell classes
 *
 * What is to be painted. All borrowed.
 */
typedef struct
{
  const NrnWeights *weights;
  const NrnHistory *history;
  gboolean          is_scaled;
  gboolean          has_classes;
} NrnRunPicture;

void nrn_run_picture_paint (cairo_t             *cr,
                            const NrnRunPicture *picture,
                            double               width,
                            double               height,
                            const NrnPalette    *palette);

G_END_DECLS
