/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the parts of writing and reading Python programs share.
 */

#pragma once

#include "nrn-keras-code.h"

G_BEGIN_DECLS

/* The callback that stops at an accuracy; %s are its base class and the name
 * of the accuracy. What is read must be the same, word for word. */
#define NRN_KERAS_CODE_STOP_CLASS \
  "class StopAtAccuracy(%s):\n" \
  "    def __init__(self, accuracy):\n" \
  "        super().__init__()\n" \
  "        self.accuracy = accuracy\n" \
  "\n" \
  "    def on_epoch_end(self, epoch, logs=None):\n" \
  "        if logs[\"%s\"] >= self.accuracy:\n" \
  "            self.model.stop_training = True\n" \
  "\n\n"

/**
 * NrnKerasCodeWriter:
 * @parts: what is written
 * @dataset: (nullable): its rows, which tell what the labels of a file are
 * @options: how
 * @text: owned; all that follows the imports
 * @imports: owned; "module name" of each name that is imported by itself,
 *   "module" of each module; sorted
 * @error: owned; the first thing that the dialect does not have
 *
 * A program that grows.
 */
typedef struct
{
  const NrnExperimentParts *parts;
  const NrnDataset         *dataset;
  NrnKerasCodeOptions       options;
  GString                  *text;
  GTree                    *imports;
  GError                   *error;
} NrnKerasCodeWriter;

/* nrn-keras-code-names.c */

/**
 * NrnKeras2018:
 * @name: Neurons' name
 * @class_name: (nullable): what it is called in a program, where that is
 *   neither @name nor the same in capitals
 * @arguments: the arguments that it takes, by today's names, separated by
 *   spaces
 * @note: (translatable) (nullable): in what its numbers differ from today's
 *
 * One thing that Keras had in 2018.
 */
typedef struct
{
  const char *name;
  const char *class_name;
  const char *arguments;
  const char *note;
} NrnKeras2018;

const NrnKeras2018 *nrn_keras_2018_find             (const NrnKind              *kind);
gboolean            nrn_keras_2018_takes            (const NrnKeras2018         *entry,
                                                     const char                 *argument);
const char         *nrn_keras_code_get_module       (NrnFamily                   family);
const char         *nrn_keras_code_get_layer        (const NrnKind              *activation);
char               *nrn_keras_code_get_class        (const NrnKind              *kind);

/* nrn-keras-code-text.c */
char               *nrn_keras_code_quote            (const char                 *text);
char               *nrn_keras_code_number           (double                      number,
                                                     NrnPropertyType             type);
void                nrn_keras_code_import           (NrnKerasCodeWriter         *writer,
                                                     const char                 *module,
                                                     const char                 *name);
char               *nrn_keras_code_refer            (NrnKerasCodeWriter         *writer,
                                                     const char                 *module,
                                                     const char                 *name);
void                nrn_keras_code_comment          (NrnKerasCodeWriter         *writer,
                                                     const char                 *sentence);
void                nrn_keras_code_section          (NrnKerasCodeWriter         *writer,
                                                     const char                 *title);
char               *nrn_keras_code_call             (const char                 *function,
                                                     const GPtrArray            *arguments,
                                                     guint                       indent);
void                nrn_keras_code_list             (NrnKerasCodeWriter         *writer,
                                                     const char                 *assignment,
                                                     const char                 *opening,
                                                     const GPtrArray            *items);

/* nrn-keras-code-config.c */
char               *nrn_keras_code_config           (NrnKerasCodeWriter         *writer,
                                                     const NrnConfig            *config);
char               *nrn_keras_code_layer            (NrnKerasCodeWriter         *writer,
                                                     guint                       layer);

/* nrn-keras-code-data.c */
void                nrn_keras_code_data             (NrnKerasCodeWriter         *writer);
const char         *nrn_keras_code_samples          (const NrnKerasCodeWriter   *writer);

G_END_DECLS
