/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Experiments to and from Python programs that use Keras.
 */

#pragma once

#include "nrn-experiment.h"

G_BEGIN_DECLS

/**
 * NrnKerasCodeDialect:
 * @NRN_KERAS_CODE_KERAS_3: today's Keras: `keras.Input`, `learning_rate=`,
 *   `log_cosh`
 * @NRN_KERAS_CODE_2018: the Keras of the course notes, as 2.2 has it:
 *   `input_shape=`, `lr=`, `logcosh`
 *
 * Which Keras a program is for.
 */
typedef enum
{
  NRN_KERAS_CODE_KERAS_3,
  NRN_KERAS_CODE_2018,
  NRN_N_KERAS_CODE_DIALECTS
} NrnKerasCodeDialect;

/**
 * NrnKerasCodeStyle:
 * @NRN_KERAS_CODE_LIST: `Sequential([Dense(…), Dense(…)])`
 * @NRN_KERAS_CODE_ADD: `model.add(Dense(…))` for each layer
 *
 * How a program puts its layers together.
 */
typedef enum
{
  NRN_KERAS_CODE_LIST,
  NRN_KERAS_CODE_ADD,
  NRN_N_KERAS_CODE_STYLES
} NrnKerasCodeStyle;

/* Programs with more weights than this would be too long to open. */
#define NRN_KERAS_CODE_MAX_WEIGHTS 1000000

/**
 * NrnKerasCodeOptions:
 * @dialect: which Keras
 * @style: how layers are put together
 * @weights: whether the weights are in it: the trained ones, or those that
 *   the training starts from
 * @distribute: whether it shares each batch among all devices; Keras 3 only
 *
 * What a program shall be like.
 */
typedef struct
{
  NrnKerasCodeDialect dialect;
  NrnKerasCodeStyle   style;
  gboolean            weights;
  gboolean            distribute;
} NrnKerasCodeOptions;

const char    *nrn_keras_code_dialect_get_name (NrnKerasCodeDialect         dialect);
const char    *nrn_keras_code_style_get_name   (NrnKerasCodeStyle           style);
char          *nrn_keras_code_print            (const NrnExperiment        *experiment,
                                                const NrnDataset           *dataset,
                                                const NrnKerasCodeOptions  *options,
                                                GError                    **error);
NrnExperiment *nrn_keras_code_parse            (const char                 *name,
                                                const char                 *text,
                                                gssize                      length,
                                                const NrnExperiment        *base,
                                                char                      **note,
                                                GError                    **error);
NrnExperiment *nrn_keras_code_load             (const char                 *path,
                                                const NrnExperiment        *base,
                                                char                      **note,
                                                GError                    **error);
gboolean       nrn_keras_code_save             (const NrnExperiment        *experiment,
                                                const NrnDataset           *dataset,
                                                const NrnKerasCodeOptions  *options,
                                                const char                 *path,
                                                GError                    **error);

G_END_DECLS
