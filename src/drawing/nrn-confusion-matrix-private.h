/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What counting and painting share.
 */

#pragma once

#include "nrn-confusion-matrix.h"
#include "nrn-model.h"

G_BEGIN_DECLS

struct _NrnConfusionMatrix
{
  NrnModel *model;        /* owned */
  float    *inputs;       /* owned; a batch, with room for a vector */
  guint     n_classes;
  guint     n_samples;
  guint    *counts;       /* owned; (n_classes, n_classes): really, predicted */
  guint    *exceptions;   /* owned; the same shape */
};

G_END_DECLS
