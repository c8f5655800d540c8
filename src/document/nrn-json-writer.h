/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * JSON that people like to read: json-glib prints each number of a kernel
 * on a line of its own, and 0.9 as 0.90000000000000002.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NrnJsonWriter:
 *
 * A JSON text that grows. In every function @name is the member's name
 * inside an object and %NULL inside an array.
 */
typedef struct _NrnJsonWriter NrnJsonWriter;

NrnJsonWriter *nrn_json_writer_new          (void);
char          *nrn_json_writer_free_to_text (NrnJsonWriter     *writer);

void           nrn_json_begin_object        (NrnJsonWriter     *writer,
                                             const char        *name);
void           nrn_json_end_object          (NrnJsonWriter     *writer);
void           nrn_json_begin_array         (NrnJsonWriter     *writer,
                                             const char        *name);
void           nrn_json_end_array           (NrnJsonWriter     *writer);
void           nrn_json_add_null            (NrnJsonWriter     *writer,
                                             const char        *name);
void           nrn_json_add_boolean         (NrnJsonWriter     *writer,
                                             const char        *name,
                                             gboolean           value);
void           nrn_json_add_number          (NrnJsonWriter     *writer,
                                             const char        *name,
                                             double             value);
void           nrn_json_add_string          (NrnJsonWriter     *writer,
                                             const char        *name,
                                             const char        *value);
void           nrn_json_add_strings         (NrnJsonWriter     *writer,
                                             const char        *name,
                                             const char *const *values);
void           nrn_json_add_numbers         (NrnJsonWriter     *writer,
                                             const char        *name,
                                             gsize              n_values,
                                             const double      *values);
void           nrn_json_add_floats          (NrnJsonWriter     *writer,
                                             const char        *name,
                                             gsize              n_values,
                                             const float       *values);
void           nrn_json_add_base64          (NrnJsonWriter     *writer,
                                             const char        *name,
                                             gsize              n_values,
                                             const float       *values);

void           nrn_json_append_double       (GString           *text,
                                             double             value);
void           nrn_json_append_float        (GString           *text,
                                             float              value);

G_END_DECLS
