/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Layers of a network.
 */

#pragma once

#include "nrn-config.h"

G_BEGIN_DECLS

#define NRN_LAYER_MAX_WEIGHTS 4

/**
 * NRN_LAYER_TRAINABLE_PROPERTY:
 *
 * The last argument of every kind of layer that has weights; see
 * nrn_layer_is_trainable().
 */
#define NRN_LAYER_TRAINABLE_PROPERTY \
  { \
    .name = "trainable", \
    .type = NRN_PROPERTY_BOOLEAN, \
    .default_value = 1, \
    .maximum = 1, \
    .description = N_("Whether training changes its weights; if not, the layer is frozen."), \
  }

/**
 * NrnLayerWeight:
 * @name: "kernel", "bias" …
 * @n_dims: 1 or 2
 * @dims: shape as Keras has it
 * @initializer: borrowed from the layer's config
 * @regularizer: (nullable): likewise
 * @trainable: whether the optimizer changes it, unless the layer is frozen
 * @transposed: whether the layer keeps it transposed in memory
 *
 * One array of weights that a layer asks for.
 */
typedef struct
{
  const char      *name;
  guint            n_dims;
  guint            dims[2];
  const NrnConfig *initializer;
  const NrnConfig *regularizer;
  gboolean         trainable;
  gboolean         transposed;
} NrnLayerWeight;

typedef struct _NrnLayer     NrnLayer;
typedef struct _NrnLayerKind NrnLayerKind;

/**
 * NrnLayerKind:
 * @kind: name and arguments
 * @get_units: (nullable): number of outputs for so many inputs; without it,
 *   as many as inputs
 * @list_weights: (nullable): fills in what weights it wants, in Keras'
 *   order, and returns how many; at most %NRN_LAYER_MAX_WEIGHTS
 * @get_scratch: (nullable): floats of working memory it wants for batches of
 *   up to @max_rows rows
 * @get_activation: (nullable): the activation it ends with
 * @get_activity_regularizer: (nullable): the regularizer of its outputs, or
 *   %NULL
 * @keeps_sums: the scratch holds the weighted sums of the last forward pass,
 *   (n_rows, units), and @backward leaves the gradient by these in @d_outputs
 * @forward: computes @outputs (n_rows, units) from @inputs
 *   (n_rows, input_dim)
 * @backward: computes the gradients of its weights, and @d_inputs unless
 *   it is %NULL, from @d_outputs, which it may overwrite; @inputs and
 *   @outputs are those of the forward pass just before
 * @update_state: (nullable): computes @new_weights, in the order of
 *   @list_weights, of the weights that are not trainable, from what the
 *   forward pass in training has left in the scratch; called after each
 *   update by an optimizer, and needed if there are such weights
 *
 * A sort of layer, as data. @forward, @backward and @update_state allocate
 * nothing and cannot fail. For a frozen layer all gradients are %NULL, and
 * @update_state is not called. All matrices have room for one more vector of
 * %NRN_LANES floats after their end, which may be overwritten.
 */
struct _NrnLayerKind
{
  NrnKind kind;

  guint            (*get_units)      (const NrnConfig *config,
                                      guint            input_dim);
  guint            (*list_weights)   (const NrnConfig *config,
                                      guint            input_dim,
                                      NrnLayerWeight  *weights);
  gsize            (*get_scratch)    (const NrnConfig *config,
                                      guint            input_dim,
                                      guint            max_rows);
  const NrnConfig *(*get_activation) (const NrnConfig *config);
  const NrnConfig *(*get_activity_regularizer)
                                     (const NrnConfig *config);
  gboolean           keeps_sums;
  void             (*forward)        (NrnLayer        *layer,
                                      guint            n_rows,
                                      const float     *inputs,
                                      float           *outputs,
                                      gboolean         training);
  void             (*backward)       (NrnLayer        *layer,
                                      guint            n_rows,
                                      const float     *inputs,
                                      const float     *outputs,
                                      float           *d_outputs,
                                      float           *d_inputs);
  void             (*update_state)   (NrnLayer        *layer,
                                      float *const    *new_weights);
};

/**
 * NrnLayer:
 *
 * A layer of a model that runs: what a layer kind's functions work on.
 * Everything is borrowed from the model.
 */
struct _NrnLayer
{
  const NrnLayerKind *kind;
  const NrnConfig    *config;
  guint               input_dim;
  guint               units;
  float              *weights[NRN_LAYER_MAX_WEIGHTS];   /* as list_weights */
  float              *gradients[NRN_LAYER_MAX_WEIGHTS]; /* the same shapes; NULL: not wanted */
  float              *scratch;    /* (get_scratch) */
  GRand              *random;     /* see nrn_model_set_random() */
  guint               n_off;      /* units that are switched off; the model sees to it */
  const guint        *off;
};

const NrnLayerKind *nrn_layer_kind_of       (const NrnConfig *config);
gboolean            nrn_layer_is_trainable  (const NrnConfig *config);
guint               nrn_layer_get_units     (const NrnConfig *config,
                                             guint            input_dim);
guint               nrn_layer_list_weights  (const NrnConfig *config,
                                             guint            input_dim,
                                             NrnLayerWeight  *weights);

G_END_DECLS
