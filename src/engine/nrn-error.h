/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NRN_ERROR (nrn_error_quark ())

/**
 * NrnError:
 * @NRN_ERROR_INVALID: a value is outside its range, or makes no sense here
 * @NRN_ERROR_UNKNOWN_NAME: no activation, loss, column … has this name
 * @NRN_ERROR_PARSE: a file or a text is not in the expected format
 * @NRN_ERROR_SHAPE: two sizes that must agree do not
 * @NRN_ERROR_UNSUPPORTED: understood, but Neurons does not have it
 * @NRN_ERROR_IO: a file cannot be read or written
 * @NRN_ERROR_DIVERGED: the loss is no longer a finite number
 * @NRN_ERROR_CANCELLED: whoever asked for it wanted it no longer
 *
 * What can go wrong in Neurons' libraries. The message is one whole
 * sentence, translated, that names the file, line, column or option and
 * says what would be right; it is shown to the student as it is.
 */
typedef enum
{
  NRN_ERROR_INVALID,
  NRN_ERROR_UNKNOWN_NAME,
  NRN_ERROR_PARSE,
  NRN_ERROR_SHAPE,
  NRN_ERROR_UNSUPPORTED,
  NRN_ERROR_IO,
  NRN_ERROR_DIVERGED,
  NRN_ERROR_CANCELLED,
} NrnError;

GQuark  nrn_error_quark (void);
char   *nrn_error_tidy  (const char *text);
char   *nrn_error_quote (const char *text);

G_END_DECLS
