/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Layers without activations are one layer.
 */

#pragma once

#include "nrn-weights.h"

G_BEGIN_DECLS

/**
 * NrnCollapseStep:
 * @layer: the Dense layer that this step adds
 * @n_inputs: inputs of the network
 * @n_before: inputs of that layer
 * @n_units: its units
 * @own_kernel: (array): its kernel, (n_before, n_units), row-major
 * @own_bias: (array): its bias, (n_units); zeros if it has none
 * @kernel: (array): that of all layers so far together, (n_inputs, n_units):
 *   that of the step before times @own_kernel
 * @bias: (array): likewise, (n_units): that of the step before times
 *   @own_kernel, plus @own_bias
 *
 * What the layers so far come to. All borrowed from the collapse.
 */
typedef struct
{
  guint         layer;
  guint         n_inputs;
  guint         n_before;
  guint         n_units;
  const double *own_kernel;
  const double *own_bias;
  const double *kernel;
  const double *bias;
} NrnCollapseStep;

/**
 * NrnCollapse:
 *
 * The Dense layers of a network, all of them made linear, multiplied into one.
 * Immutable; owned by whoever made it.
 */
typedef struct _NrnCollapse NrnCollapse;

NrnCollapse           *nrn_collapse_new         (const NrnWeights       *weights,
                                                 GError                **error);
void                   nrn_collapse_free        (NrnCollapse            *collapse);
guint                  nrn_collapse_get_n_steps (const NrnCollapse      *collapse);
const NrnCollapseStep *nrn_collapse_get_step    (const NrnCollapse      *collapse,
                                                 guint                   step);
double                 nrn_collapse_compare     (const NrnCollapse      *collapse,
                                                 guint                   n_rows,
                                                 const float            *inputs);
NrnArchitecture       *nrn_collapse_make_linear (const NrnArchitecture  *architecture,
                                                 gboolean                with_outputs,
                                                 GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnCollapse, nrn_collapse_free)

G_END_DECLS
