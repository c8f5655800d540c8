/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What is added to the loss so that weights stay small.
 */

#pragma once

#include "nrn-config.h"

G_BEGIN_DECLS

/**
 * NrnRegularizer:
 * @kind: name and arguments
 * @l1: index of the argument that is the factor of Σ |w|, or -1
 * @l2: index of the argument that is the factor of Σ w², or -1
 *
 * A penalty on the size of numbers, as data.
 */
typedef struct
{
  NrnKind kind;

  int l1;
  int l2;
} NrnRegularizer;

/**
 * NrnPenalty:
 * @l1: factor of Σ |w|
 * @l2: factor of Σ w²
 *
 * A regularizer without its name.
 */
typedef struct
{
  float l1;
  float l2;
} NrnPenalty;

NrnPenalty nrn_regularizer_get_penalty (const NrnConfig *regularizer);
gboolean   nrn_penalty_is_none         (NrnPenalty       penalty);
double     nrn_penalty_measure         (NrnPenalty       penalty,
                                        gsize            n,
                                        const float     *values);
void       nrn_penalty_add_gradients   (NrnPenalty       penalty,
                                        float            share,
                                        gsize            n,
                                        const float     *values,
                                        float           *gradients);

G_END_DECLS
