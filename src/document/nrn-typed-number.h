/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Numbers as people type and read them, where files, formulas of Keras and the
 * command line have the decimal point of programs.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean nrn_typed_number_parse           (const char *text,
                                           double     *value);
char    *nrn_typed_number_to_plain        (const char *text);
char    *nrn_typed_number_from_plain      (const char *plain);
char    *nrn_typed_number_list_to_plain   (const char *text);
char    *nrn_typed_number_list_from_plain (const char *plain);

G_END_DECLS
