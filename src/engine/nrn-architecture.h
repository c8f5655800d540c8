/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What a Sequential network is made of, without its weights.
 */

#pragma once

#include "nrn-config.h"

G_BEGIN_DECLS

/* More of any of these is refused with a sentence: it is a typing mistake,
 * or would not fit the memory of a student's machine. */
#define NRN_MAX_LAYERS     256
#define NRN_MAX_UNITS      100000
#define NRN_MAX_PARAMETERS 100000000

/* Of all layers together; each remembers what it has made of every row of a
 * batch, and layers without weights do so too. */
#define NRN_MAX_ALL_UNITS  200000

/**
 * NrnTensor:
 * @layer: index of the layer it belongs to
 * @name: "kernel", "bias" …
 * @n_dims: 1 or 2
 * @dims: its shape; a kernel is (input_dim, units), a bias (units)
 * @offset: of its first float in the flat weights of the whole network
 * @size: number of floats
 * @trainable: whether the optimizer changes it
 *
 * One array of weights. In the flat weights the tensors follow one another
 * without gaps in Keras' order (the layers in order; kernel before bias),
 * each row-major.
 */
typedef struct
{
  guint       layer;
  const char *name;
  guint       n_dims;
  guint       dims[2];
  gsize       offset;
  gsize       size;
  gboolean    trainable;
} NrnTensor;

/**
 * NrnArchitecture:
 *
 * A Sequential network: the number of inputs, and a list of layers, each a
 * name and a config; hidden units may be switched off. An immutable value, atomically ref-counted; what is
 * held is always a network that can be built. Any thread.
 */

NrnArchitecture  *nrn_architecture_new               (guint                   input_dim,
                                                      guint                   n_layers,
                                                      NrnConfig *const       *layers,
                                                      const char *const      *names,
                                                      GError                **error);
NrnArchitecture  *nrn_architecture_parse             (const char             *units,
                                                      const char             *activations,
                                                      GError                **error);
NrnArchitecture  *nrn_architecture_parse_layers      (guint                   input_dim,
                                                      const char             *layers,
                                                      GError                **error);
NrnArchitecture  *nrn_architecture_with_text         (const NrnArchitecture  *architecture,
                                                      const char             *text,
                                                      GError                **error);
NrnArchitecture  *nrn_architecture_with_layer        (const NrnArchitecture  *architecture,
                                                      guint                   layer,
                                                      const NrnConfig        *config,
                                                      GError                **error);
NrnArchitecture  *nrn_architecture_with_unit_off     (const NrnArchitecture  *architecture,
                                                      guint                   layer,
                                                      guint                   unit,
                                                      gboolean                is_off);
NrnArchitecture  *nrn_architecture_with_off          (const NrnArchitecture  *architecture,
                                                      guint                   layer,
                                                      guint                   n_units,
                                                      const guint            *units);
NrnArchitecture  *nrn_architecture_ref               (const NrnArchitecture  *architecture);
void              nrn_architecture_unref             (NrnArchitecture        *architecture);

guint             nrn_architecture_get_input_dim     (const NrnArchitecture  *architecture);
guint             nrn_architecture_get_output_dim    (const NrnArchitecture  *architecture);
guint             nrn_architecture_get_n_layers      (const NrnArchitecture  *architecture);
const NrnConfig  *nrn_architecture_get_layer         (const NrnArchitecture  *architecture,
                                                      guint                   layer);
const char       *nrn_architecture_get_layer_name    (const NrnArchitecture  *architecture,
                                                      guint                   layer);
gboolean          nrn_architecture_has_own_name      (const NrnArchitecture  *architecture,
                                                      guint                   layer);
guint             nrn_architecture_get_layer_units   (const NrnArchitecture  *architecture,
                                                      guint                   layer);
const NrnConfig  *nrn_architecture_get_activation    (const NrnArchitecture  *architecture,
                                                      guint                   layer);
const NrnTensor  *nrn_architecture_get_tensors       (const NrnArchitecture  *architecture,
                                                      guint                  *n_tensors);
const NrnTensor  *nrn_architecture_find_tensor       (const NrnArchitecture  *architecture,
                                                      guint                   layer,
                                                      const char             *name);
gsize             nrn_architecture_get_n_parameters  (const NrnArchitecture  *architecture);
gsize             nrn_architecture_get_n_trainable   (const NrnArchitecture  *architecture);
gboolean          nrn_architecture_can_switch        (const NrnArchitecture  *architecture,
                                                      guint                   layer);
const guint      *nrn_architecture_get_off           (const NrnArchitecture  *architecture,
                                                      guint                   layer,
                                                      guint                  *n_off);
gboolean          nrn_architecture_is_off            (const NrnArchitecture  *architecture,
                                                      guint                   layer,
                                                      guint                   unit);
guint             nrn_architecture_count_off         (const NrnArchitecture  *architecture);
gboolean          nrn_architecture_check_all_on      (const NrnArchitecture  *architecture,
                                                      GError                **error);
int               nrn_architecture_find_receiver     (const NrnArchitecture  *architecture,
                                                      guint                   layer);
gboolean          nrn_architecture_equal             (const NrnArchitecture  *a,
                                                      const NrnArchitecture  *b);
char             *nrn_architecture_to_string         (const NrnArchitecture  *architecture);
char             *nrn_architecture_describe_layer    (const NrnArchitecture  *architecture,
                                                      int                     layer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnArchitecture, nrn_architecture_unref)

G_END_DECLS
