/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Networks, losses and optimizers in the JSON that Keras writes, from the
 * tables of their properties.
 */

#pragma once

#include "nrn-architecture.h"
#include "nrn-json-writer.h"
#include "nrn-json.h"

G_BEGIN_DECLS

/**
 * NrnKerasDialect:
 * @NRN_KERAS_PLAIN: as Keras 3: an InputLayer, initializers by their names
 * @NRN_KERAS_TFJS: as TensorFlow.js: the first layer tells the inputs,
 *   initializers are spelled out as VarianceScaling
 *
 * What to write; both are read.
 */
typedef enum
{
  NRN_KERAS_PLAIN,
  NRN_KERAS_TFJS,
} NrnKerasDialect;

NrnConfig       *nrn_keras_parse_config     (const NrnJson         *json,
                                             NrnFamily              family,
                                             GError               **error);
NrnArchitecture *nrn_keras_parse_sequential (const NrnJson         *json,
                                             GError               **error);

void             nrn_keras_print_config     (NrnJsonWriter         *writer,
                                             const char            *name,
                                             const NrnConfig       *config,
                                             NrnKerasDialect        dialect);
void             nrn_keras_print_sequential (NrnJsonWriter         *writer,
                                             const char            *name,
                                             const NrnArchitecture *architecture,
                                             NrnKerasDialect        dialect);

/**
 * NrnKerasLayer:
 * @class_name: what TensorFlow.js calls it
 * @argument: name of its argument
 * @value: of the argument
 *
 * An activation as a layer of TensorFlow.js.
 */
typedef struct
{
  const char *class_name;
  const char *argument;
  double      value;
} NrnKerasLayer;

const char      *nrn_keras_find_tfjs_function (const NrnConfig       *activation);
gboolean         nrn_keras_find_tfjs_layer    (const NrnConfig       *activation,
                                               NrnKerasLayer         *layer);
NrnArchitecture *nrn_keras_adapt_to_tfjs      (const NrnArchitecture *architecture,
                                               GError               **error);

/**
 * NrnKerasScaling:
 * @initializer: Neurons' name
 * @scale: VarianceScaling's scale
 * @mode: its mode
 * @distribution: its distribution, as TensorFlow.js writes it
 *
 * One initializer that TensorFlow.js spells out.
 */
typedef struct
{
  const char *initializer;
  double      scale;
  const char *mode;
  const char *distribution;
} NrnKerasScaling;

/* Ends with one without a name. */
extern const NrnKerasScaling nrn_keras_scalings[];

G_END_DECLS
