/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Reading JSON that anybody may have written: every complaint names the
 * file and the member.
 */

#pragma once

#include <json-glib/json-glib.h>

#include "nrn-error.h"

G_BEGIN_DECLS

/* Names of layers, losses … are no longer; they are quoted in sentences. */
#define NRN_JSON_MAX_NAME 100

/* A weight is called by its layer, its array, and what a converter adds. */
#define NRN_JSON_MAX_PATH 400

/**
 * NrnJson:
 * @file: name of the file in sentences; borrowed
 * @parent: (nullable): what it is in; borrowed, outlives this
 * @name: (nullable): name of the member; borrowed
 * @index: index in the array, if it has no @name
 * @node: the value; borrowed
 *
 * A value in a JSON text that knows where it stands, e.g.
 * "exp.neurons: compile.optimizer". Lives on the stack.
 */
typedef struct _NrnJson NrnJson;
struct _NrnJson
{
  const char    *file;
  const NrnJson *parent;
  const char    *name;
  guint          index;
  JsonNode      *node;
};

JsonNode *nrn_json_parse        (const char     *file,
                                 const char     *text,
                                 gsize           length,
                                 GError        **error);
NrnJson   nrn_json_root         (const char     *file,
                                 JsonNode       *node);

gboolean  nrn_json_fail         (const NrnJson  *json,
                                 NrnError        code,
                                 GError        **error,
                                 const char     *format,
                                 ...) G_GNUC_PRINTF (4, 5);
gboolean  nrn_json_fail_prefix  (const NrnJson  *json,
                                 GError        **error);

gboolean  nrn_json_is_string    (const NrnJson  *json);
gboolean  nrn_json_is_array     (const NrnJson  *json);
gboolean  nrn_json_is_object    (const NrnJson  *json);
gboolean  nrn_json_is_null      (const NrnJson  *json);
gboolean  nrn_json_expect_array (const NrnJson  *json,
                                 GError        **error);
gboolean  nrn_json_expect_object
                                (const NrnJson  *json,
                                 GError        **error);

gboolean  nrn_json_find         (const NrnJson  *object,
                                 const char     *name,
                                 NrnJson        *member);
gboolean  nrn_json_need         (const NrnJson  *object,
                                 const char     *name,
                                 NrnJson        *member,
                                 GError        **error);
guint     nrn_json_get_length   (const NrnJson  *array);
NrnJson   nrn_json_get_element  (const NrnJson  *array,
                                 guint           index);

gboolean  nrn_json_get_string   (const NrnJson  *json,
                                 const char    **value,
                                 GError        **error);
gboolean  nrn_json_get_name     (const NrnJson  *json,
                                 const char    **value,
                                 GError        **error);
gboolean  nrn_json_get_line     (const NrnJson  *json,
                                 gsize           max_length,
                                 const char    **value,
                                 GError        **error);
gboolean  nrn_json_get_boolean  (const NrnJson  *json,
                                 gboolean       *value,
                                 GError        **error);
gboolean  nrn_json_get_number   (const NrnJson  *json,
                                 double         *value,
                                 GError        **error);
gboolean  nrn_json_get_integer  (const NrnJson  *json,
                                 guint           minimum,
                                 guint           maximum,
                                 guint          *value,
                                 GError        **error);
gboolean  nrn_json_get_base64   (const NrnJson  *json,
                                 gsize           n_values,
                                 float          *values,
                                 GError        **error);
char    **nrn_json_get_strings  (const NrnJson  *json,
                                 GError        **error);

gboolean  nrn_json_maybe_string (const NrnJson  *object,
                                 const char     *name,
                                 const char    **value,
                                 GError        **error);
gboolean  nrn_json_maybe_boolean
                                (const NrnJson  *object,
                                 const char     *name,
                                 gboolean       *value,
                                 GError        **error);
gboolean  nrn_json_maybe_integer
                                (const NrnJson  *object,
                                 const char     *name,
                                 guint           minimum,
                                 guint          *value,
                                 GError        **error);

G_END_DECLS
