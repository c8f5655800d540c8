/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Python programs as a list of tokens.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* No program of a student's is larger; weights make it this large. */
#define NRN_PYTHON_MAX_BYTES (64 << 20)

/**
 * NrnPythonTokenType:
 * @NRN_PYTHON_NAME: a name or a keyword
 * @NRN_PYTHON_NUMBER: a number without sign
 * @NRN_PYTHON_STRING: a string
 * @NRN_PYTHON_OPERATOR: everything else that is seen
 * @NRN_PYTHON_NEWLINE: the end of a statement
 * @NRN_PYTHON_INDENT: lines from here on belong to the statement before
 * @NRN_PYTHON_DEDENT: and no longer
 * @NRN_PYTHON_END: the end of the program
 */
typedef enum
{
  NRN_PYTHON_NAME,
  NRN_PYTHON_NUMBER,
  NRN_PYTHON_STRING,
  NRN_PYTHON_OPERATOR,
  NRN_PYTHON_NEWLINE,
  NRN_PYTHON_INDENT,
  NRN_PYTHON_DEDENT,
  NRN_PYTHON_END,
} NrnPythonTokenType;

/**
 * NrnPythonToken:
 * @type: what it is
 * @line: where it begins, from 1
 * @column: where in the line, in characters, from 1
 * @text: the name, the operator, the digits, or what a string holds; owned by
 *   the list
 * @number: a number's value
 * @is_plain: whether a number has no point and no exponent, or a string is
 *   neither bytes nor formatted
 *
 * One token.
 */
typedef struct
{
  NrnPythonTokenType type;
  guint              line;
  guint              column;
  const char        *text;
  double             number;
  gboolean           is_plain;
} NrnPythonToken;

/**
 * NrnPythonTokens:
 *
 * The tokens of a program, in brackets that close. Comments, empty lines, the
 * prompts of notebooks ("In [1]:", ">>>") and the fences of Markdown are not
 * in it. Its maker owns it.
 */
typedef struct _NrnPythonTokens NrnPythonTokens;

NrnPythonTokens      *nrn_python_tokens_new   (const char             *name,
                                               const char             *text,
                                               gsize                   length,
                                               GError                **error);
void                  nrn_python_tokens_free  (NrnPythonTokens        *tokens);
const NrnPythonToken *nrn_python_tokens_get   (const NrnPythonTokens  *tokens,
                                               guint                  *n_tokens);
gboolean              nrn_python_fail         (const char             *name,
                                               guint                   line,
                                               guint                   column,
                                               GError                **error,
                                               const char             *format,
                                               ...) G_GNUC_PRINTF (5, 6);
gboolean              nrn_python_token_is     (const NrnPythonToken   *token,
                                               NrnPythonTokenType      type,
                                               const char             *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnPythonTokens, nrn_python_tokens_free)

G_END_DECLS
