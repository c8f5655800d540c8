/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What a model is made of, for its own files.
 */

#pragma once

#include "nrn-layer.h"
#include "nrn-model.h"
#include "nrn-penalties.h"

G_BEGIN_DECLS

struct _NrnModel
{
  NrnArchitecture *architecture;    /* owned */
  guint            max_rows;
  guint            n_layers;
  NrnLayer        *layers;          /* owned; n_layers */
  guint            first_trained;   /* no layer before it learns */
  gsize           *places;          /* owned; where each tensor begins in weights */

  /* Owned. All weights of all layers, each tensor at a multiple of
   * NRN_LANES and with room for a vector's spill after it; first those that
   * an optimizer changes. An update writes into the other block, so that it
   * can be undone. */
  gsize            n_weights;
  gsize            n_trainable;
  float           *weights;
  float           *other_weights;
  float           *gradients;
  gboolean         can_undo;
  GArray          *keeps;           /* gsize; places that no update changes; NULL for none */

  /* Owned. What a batch needs, max_rows rows each. */
  float          **outputs;         /* n_layers; (max_rows, units) */
  float           *d_outputs;       /* (max_rows, most units) */
  float           *d_inputs;        /* (max_rows, most units) */
  float           *losses;          /* (max_rows) */

  NrnPenalties    *penalties;       /* owned; NULL for none */

  const float     *row_weights;     /* borrowed; (max_rows), NULL for all 1 */

  NrnModelWatchFunc watch;          /* NULL for nobody */
  gpointer          watch_data;
};

void nrn_model_swap_weights (NrnModel *model);

G_END_DECLS
