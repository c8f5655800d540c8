/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Starting values of weights.
 */

#pragma once

#include "nrn-config.h"

G_BEGIN_DECLS

/**
 * NrnInitializer:
 * @kind: name and arguments
 * @fill: fills @values; @fan_in and @fan_out are the rows and columns of
 *   the kernel, or both the length of a bias
 *
 * A way to choose starting weights, as data.
 */
typedef struct
{
  NrnKind kind;

  void (*fill) (const NrnConfig *config,
                GRand           *rand,
                guint            fan_in,
                guint            fan_out,
                gsize            n_values,
                float           *values);
} NrnInitializer;

void nrn_initializer_fill (const NrnConfig *initializer,
                           GRand           *rand,
                           guint            fan_in,
                           guint            fan_out,
                           gsize            n_values,
                           float           *values);

G_END_DECLS
