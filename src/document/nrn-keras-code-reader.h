/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the parts of reading Python programs share.
 */

#pragma once

#include "nrn-experiment.h"
#include "nrn-python-tokens.h"
#include "nrn-python-value.h"

G_BEGIN_DECLS

/**
 * NrnKerasCodeReader:
 * @name: what the program is called
 * @tokens: (array length=n_tokens): its tokens
 * @n_tokens: how many there are
 * @position: the next one
 * @depth: calls and brackets that are being read
 * @names: what has a name: to #NrnPythonValue
 * @base: the experiment that the program is laid over
 * @model_line: where the network begins; 0 if it is the experiment's
 * @input_dim: inputs of the network; 0 until they are told
 * @layers: its layers: #NrnConfig
 * @layer_names: their names, or %NULL for default ones
 * @optimizer: (nullable): of compile
 * @loss: (nullable): of compile
 * @metrics: (nullable): of compile
 * @class_weight: (nullable): of fit
 * @weights: (nullable): of set_weights: a list
 * @fit: of fit, or the base's; it borrows its metrics and class
 *   weights
 * @compile_line: where it is compiled; 0 if it is not
 * @fit_line: where it is fitted; 0 if it is not
 * @has_seed: whether the program sets a seed
 * @skipped: lines that are not about the network: first and last in turn
 *
 * A program that is being read. Everything in it is owned but @name and
 * @tokens.
 */
typedef struct
{
  const char           *name;
  const NrnPythonToken *tokens;
  guint                 n_tokens;
  guint                 position;
  guint                 depth;
  GHashTable           *names;

  const NrnExperimentParts *base;
  guint                 model_line;
  guint                 input_dim;
  GPtrArray            *layers;
  GPtrArray            *layer_names;
  NrnConfig            *optimizer;
  NrnConfig            *loss;
  NrnMetrics           *metrics;
  NrnClassWeights      *class_weight;
  NrnPythonValue       *weights;
  NrnFitOptions         fit;
  guint                 compile_line;
  guint                 fit_line;
  gboolean              has_seed;
  GArray               *skipped;
} NrnKerasCodeReader;

/**
 * NrnKerasCodeArguments:
 * @line: where the call is
 * @column: where in the line
 * @names: (element-type utf8): their names; %NULL for those without
 * @values: the values
 *
 * The arguments of a call. Both arrays are owned.
 */
typedef struct
{
  guint      line;
  guint      column;
  GPtrArray *names;
  GPtrArray *values;
} NrnKerasCodeArguments;

/* nrn-keras-code-expression.c */
NrnPythonValue *nrn_keras_code_evaluate      (NrnKerasCodeReader           *reader,
                                              GError                      **error);
gboolean        nrn_keras_code_refuse        (const NrnKerasCodeReader     *reader,
                                              const NrnPythonValue         *value,
                                              GError                      **error,
                                              const char                   *format,
                                              ...) G_GNUC_PRINTF (4, 5);
char           *nrn_keras_code_full_name     (const char                   *path);
gboolean        nrn_keras_code_is_keras      (const char                   *path);

/* nrn-keras-code-call.c */
NrnPythonValue *nrn_keras_code_call_function (NrnKerasCodeReader           *reader,
                                              const char                   *path,
                                              const NrnKerasCodeArguments  *arguments,
                                              GError                      **error);
NrnConfig      *nrn_keras_code_get_config    (NrnKerasCodeReader           *reader,
                                              const NrnPythonValue         *value,
                                              NrnFamily                     family,
                                              GError                      **error);
char           *nrn_keras_code_find_known    (const char                   *name);
const char     *nrn_keras_code_understood    (void);

/* nrn-keras-code-model.c */
gboolean        nrn_keras_code_begin_model   (NrnKerasCodeReader           *reader,
                                              const NrnKerasCodeArguments  *arguments,
                                              GError                      **error);
NrnPythonValue *nrn_keras_code_call_method   (NrnKerasCodeReader           *reader,
                                              const char                   *method,
                                              const NrnKerasCodeArguments  *arguments,
                                              GError                      **error);

/* nrn-keras-code-fit.c */
gboolean        nrn_keras_code_read_fit      (NrnKerasCodeReader           *reader,
                                              const NrnKerasCodeArguments  *arguments,
                                              GError                      **error);
NrnPythonValue *nrn_keras_code_read_callback (NrnKerasCodeReader           *reader,
                                              const char                   *class_name,
                                              const NrnKerasCodeArguments  *arguments,
                                              GError                      **error);
gboolean        nrn_keras_code_get_uint      (const NrnKerasCodeReader     *reader,
                                              const char                   *argument,
                                              const NrnPythonValue         *value,
                                              guint                         minimum,
                                              guint                         maximum,
                                              guint                        *number,
                                              GError                      **error);

/* nrn-keras-code-freeze.c */
gboolean        nrn_keras_code_read_freeze   (NrnKerasCodeReader           *reader,
                                              guint                         start,
                                              guint                         end,
                                              gboolean                     *is_read,
                                              GError                      **error);

/* nrn-keras-code-statement.c */
gboolean        nrn_keras_code_read_all      (NrnKerasCodeReader           *reader,
                                              GError                      **error);

G_END_DECLS
