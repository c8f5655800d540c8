/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What an expression of a Python program is worth.
 */

#pragma once

#include "nrn-config.h"

G_BEGIN_DECLS

/**
 * NrnPythonValueType:
 * @NRN_PYTHON_UNKNOWN: something that is not about the network, such as data
 * @NRN_PYTHON_NONE: None
 * @NRN_PYTHON_TRUTH: True or False
 * @NRN_PYTHON_INTEGER: a whole number
 * @NRN_PYTHON_FLOAT: a number with a point or an exponent
 * @NRN_PYTHON_TEXT: a string
 * @NRN_PYTHON_LIST: a list or a tuple
 * @NRN_PYTHON_DICT: a dictionary; key and value in turn
 * @NRN_PYTHON_REFERENCE: a module, class or function, by its full name
 * @NRN_PYTHON_CONFIG: a layer, loss, optimizer …
 * @NRN_PYTHON_INPUT: what tells the number of inputs
 * @NRN_PYTHON_CALLBACK: an argument of fit()
 * @NRN_PYTHON_MODEL: the network
 */
typedef enum
{
  NRN_PYTHON_UNKNOWN,
  NRN_PYTHON_NONE,
  NRN_PYTHON_TRUTH,
  NRN_PYTHON_INTEGER,
  NRN_PYTHON_FLOAT,
  NRN_PYTHON_TEXT,
  NRN_PYTHON_LIST,
  NRN_PYTHON_DICT,
  NRN_PYTHON_REFERENCE,
  NRN_PYTHON_CONFIG,
  NRN_PYTHON_INPUT,
  NRN_PYTHON_CALLBACK,
  NRN_PYTHON_MODEL,
} NrnPythonValueType;

typedef struct _NrnPythonValue NrnPythonValue;

/**
 * NrnPythonValue:
 * @type: what it is
 * @line: where it is written
 * @column: where in the line
 * @number: of numbers and truths; the inputs of an input
 * @text: (nullable): a text, a full name, or a layer's own name
 * @items: (nullable): of lists and dictionaries
 * @config: (nullable): of configs
 * @data: (nullable): what a callback is made of
 *
 * A value. Its fields are set once, by whoever makes it, and then read only.
 */
struct _NrnPythonValue
{
  grefcount           ref_count;
  NrnPythonValueType  type;
  guint               line;
  guint               column;
  double              number;
  char               *text;     /* owned */
  GPtrArray          *items;    /* owned; NrnPythonValue */
  NrnConfig          *config;   /* owned */
  void               *data;     /* owned; g_free() */
};

NrnPythonValue *nrn_python_value_new       (NrnPythonValueType     type,
                                            guint                  line,
                                            guint                  column);
NrnPythonValue *nrn_python_value_ref       (NrnPythonValue        *value);
void            nrn_python_value_unref     (NrnPythonValue        *value);
gboolean        nrn_python_value_is_number (const NrnPythonValue  *value);
char           *nrn_python_value_describe  (const NrnPythonValue  *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnPythonValue, nrn_python_value_unref)

G_END_DECLS
