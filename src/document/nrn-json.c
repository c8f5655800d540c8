/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Reading JSON that anybody may have written.
 */

#include "config.h"

#include "nrn-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* json-glib calls itself for each bracket, so a file of a million of them
 * would use up the stack. Ours need about ten. */
#define MAX_DEPTH 100

/* What a look at the text without building anything tells. */
typedef struct
{
  guint    line;      /* of the first mistake, or the last line */
  guint    depth;     /* brackets that are open at the end */
  gboolean in_string;
  gboolean too_deep;
  gboolean wrong;     /* holds a byte that JSON does not have there */
} Survey;

/* Goes on after the quote that ends the string that @start is in; the weights
 * of earlier epochs are very long ones. Returns where, or @end. */
static const char *
survey_string (Survey     *survey,
               const char *start,
               const char *end)
{
  const char *quote = start;

  while ((quote = memchr (quote, '"', (gsize) (end - quote))) != NULL)
    {
      const char *before = quote;

      while (before > start && before[-1] == '\\')
        before--;
      quote++;
      if ((quote - 1 - before) % 2 == 0)
        break;
    }

  survey->in_string = quote == NULL;
  if (quote == NULL)
    quote = end;
  for (const char *p = start; (p = memchr (p, '\n', (gsize) (quote - p))) != NULL; p++)
    survey->line++;

  return quote;
}

/* Comments and single quotes, which json-glib would take, are refused:
 * brackets and quotes in them would be counted wrongly. */
static void
survey_other_byte (Survey *survey,
                   char    byte)
{
  switch (byte)
    {
    case '"':
      survey->in_string = TRUE;
      break;

    case '{':
    case '[':
      survey->depth++;
      survey->too_deep = survey->depth > MAX_DEPTH;
      break;

    case '}':
    case ']':
      survey->wrong = survey->depth == 0;
      survey->depth -= survey->depth > 0;
      break;

    default:
      survey->wrong = !g_ascii_isalnum (byte) && strchr (" \t\r\n,:+-.", byte) == NULL;
    }
}

static Survey
survey_text (const char *text,
             gsize       length)
{
  Survey survey = { .line = 1 };
  const char *end = text + length;
  const char *p = text;

  while (p < end && !survey.too_deep && !survey.wrong)
    {
      if (*p == '\n')
        survey.line++;
      survey_other_byte (&survey, *p++);
      if (survey.in_string)
        p = survey_string (&survey, p, end);
    }

  return survey;
}

static guint
count_lines (const char *text,
             const char *end)
{
  guint n = 1;

  for (const char *p = text; p < end; p++)
    n += *p == '\n';

  return n;
}

static gboolean
check_text (const char  *file,
            const char  *text,
            gsize        length,
            GError     **error)
{
  const char *end;
  Survey survey;

  if (length == 0)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE, _("%s: The file is empty."), file);
      return FALSE;
    }
  if (!g_utf8_validate_len (text, length, &end))
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                   _("%s: Line %u is not text in UTF-8, so this is not a JSON file, "
                     "or it is damaged."),
                   file, count_lines (text, end));
      return FALSE;
    }

  survey = survey_text (text, length);
  if (survey.too_deep)
    g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                 _("%s: In line %u, more than %d brackets are open; this is not a file "
                   "that Neurons can read."),
                 file, survey.line, MAX_DEPTH);
  else if (survey.wrong)
    g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                 _("%s: Line %u is not valid JSON."), file, survey.line);
  else if (survey.in_string || survey.depth > 0)
    g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                 _("%s: The file ends in line %u before it is complete."), file, survey.line);

  return !survey.too_deep && !survey.wrong && !survey.in_string && survey.depth == 0;
}

/* json-glib knows the line while it tells of the mistake, and not later. */
static void
parser_error_cb (JsonParser *parser,
                 gpointer    error,
                 gpointer    line)
{
  *(guint *) line = json_parser_get_current_line (parser);
}

/**
 * nrn_json_parse:
 * @file: name of the file for sentences
 * @text: its contents
 * @length: bytes of @text
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the value in the text, or %NULL with
 *   a sentence that names the line
 */
JsonNode *
nrn_json_parse (const char  *file,
                const char  *text,
                gsize        length,
                GError     **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root;
  guint line = 1;

  if (!check_text (file, text, length, error))
    return NULL;

  g_signal_connect (parser, "error", G_CALLBACK (parser_error_cb), &line);
  if (!json_parser_load_from_data (parser, text, (gssize) length, NULL))
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                   _("%s: Line %u is not valid JSON."), file, line);
      return NULL;
    }

  root = json_parser_steal_root (parser);
  if (root == NULL)
    g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE, _("%s: The file is empty."), file);

  return root;
}

/**
 * nrn_json_root:
 * @file: what messages call the file; it has to live as long as the value
 * @node: the root; likewise
 *
 * Returns: it, as a value that knows where it stands
 */
NrnJson
nrn_json_root (const char *file,
               JsonNode   *node)
{
  return (NrnJson) { .file = file, .node = node };
}

/* E.g. "compile.optimizer", "data.features[2]"; empty for the whole text. */
static void
append_path (GString       *path,
             const NrnJson *json)
{
  g_autofree char *name = NULL;

  if (json->parent == NULL)
    return;

  append_path (path, json->parent);
  if (json->name == NULL)
    {
      g_string_append_printf (path, "[%u]", json->index);
      return;
    }

  /* Some members have names that the file chooses. */
  name = nrn_error_quote (json->name);
  g_string_append_printf (path, path->len == 0 ? "%s" : ".%s", name);
}

/**
 * nrn_json_fail_prefix:
 * @json: where the mistake is
 * @error: (inout): a sentence from elsewhere
 *
 * Puts the file and the member before the sentence.
 *
 * Returns: %FALSE
 */
gboolean
nrn_json_fail_prefix (const NrnJson  *json,
                      GError        **error)
{
  g_autoptr (GString) path = g_string_new (NULL);

  append_path (path, json);
  if (path->len > 0)
    g_prefix_error (error, "%s: %s: ", json->file, path->str);
  else
    g_prefix_error (error, "%s: ", json->file);

  return FALSE;
}

/**
 * nrn_json_fail:
 * @json: where the mistake is
 * @code: what sort of mistake
 * @error: return location
 * @format: the sentence, translated
 * @...: its arguments
 *
 * Returns: %FALSE
 */
gboolean
nrn_json_fail (const NrnJson  *json,
               NrnError        code,
               GError        **error,
               const char     *format,
               ...)
{
  va_list arguments;
  GError *sentence;

  va_start (arguments, format);
  sentence = g_error_new_valist (NRN_ERROR, code, format, arguments);
  va_end (arguments);

  nrn_json_fail_prefix (json, &sentence);
  g_propagate_error (error, sentence);

  return FALSE;
}

gboolean
nrn_json_is_string (const NrnJson *json)
{
  return JSON_NODE_HOLDS_VALUE (json->node) &&
         json_node_get_value_type (json->node) == G_TYPE_STRING;
}

gboolean
nrn_json_is_array (const NrnJson *json)
{
  return JSON_NODE_HOLDS_ARRAY (json->node);
}

gboolean
nrn_json_is_object (const NrnJson *json)
{
  return JSON_NODE_HOLDS_OBJECT (json->node);
}

gboolean
nrn_json_is_null (const NrnJson *json)
{
  return JSON_NODE_HOLDS_NULL (json->node);
}

/**
 * nrn_json_expect_array:
 * @json: a value
 * @error: return location
 *
 * Returns: whether it is an array
 */
gboolean
nrn_json_expect_array (const NrnJson  *json,
                       GError        **error)
{
  return nrn_json_is_array (json) ||
         nrn_json_fail (json, NRN_ERROR_PARSE, error, _("This must be a list: […]."));
}

gboolean
nrn_json_expect_object (const NrnJson  *json,
                        GError        **error)
{
  return nrn_json_is_object (json) ||
         nrn_json_fail (json, NRN_ERROR_PARSE, error, _("This must be an object: {…}."));
}

/**
 * nrn_json_find:
 * @object: an object
 * @name: a member's name
 * @member: (out): the member
 *
 * Returns: whether @object has the member; one that is null counts as
 *   missing
 */
gboolean
nrn_json_find (const NrnJson *object,
               const char    *name,
               NrnJson       *member)
{
  JsonNode *node = json_object_get_member (json_node_get_object (object->node), name);

  *member = (NrnJson) {
    .file = object->file,
    .parent = object,
    .name = name,
    .node = node,
  };

  return node != NULL && !JSON_NODE_HOLDS_NULL (node);
}

/**
 * nrn_json_need:
 * @object: an object
 * @name: a member's name
 * @member: (out): the member
 * @error: return location
 *
 * Returns: whether @object has the member
 */
gboolean
nrn_json_need (const NrnJson  *object,
               const char     *name,
               NrnJson        *member,
               GError        **error)
{
  return nrn_json_find (object, name, member) ||
         nrn_json_fail (member, NRN_ERROR_PARSE, error, _("This is missing."));
}

guint
nrn_json_get_length (const NrnJson *array)
{
  return json_array_get_length (json_node_get_array (array->node));
}

/**
 * nrn_json_get_element:
 * @array: an array, which has to live as long as what is returned
 * @index: of an element
 *
 * Returns: the element
 */
NrnJson
nrn_json_get_element (const NrnJson *array,
                      guint          index)
{
  return (NrnJson) {
    .file = array->file,
    .parent = array,
    .index = index,
    .node = json_array_get_element (json_node_get_array (array->node), index),
  };
}

/**
 * nrn_json_get_string:
 * @json: a value
 * @value: (out) (transfer none): its text, of any length
 * @error: return location
 *
 * Returns: whether it is a string
 */
gboolean
nrn_json_get_string (const NrnJson  *json,
                     const char    **value,
                     GError        **error)
{
  if (!nrn_json_is_string (json))
    return nrn_json_fail (json, NRN_ERROR_PARSE, error, _("This must be text: “…”."));

  *value = json_node_get_string (json->node);
  return TRUE;
}

/**
 * nrn_json_get_line:
 * @json: a value
 * @max_length: the most bytes allowed
 * @value: (out) (transfer none): its text
 * @error: return location
 *
 * Returns: whether it is a string of one line that is neither empty nor
 *   longer than allowed, so that it can be quoted in a sentence
 */
gboolean
nrn_json_get_line (const NrnJson  *json,
                   gsize           max_length,
                   const char    **value,
                   GError        **error)
{
  gsize length;

  if (!nrn_json_get_string (json, value, error))
    return FALSE;

  length = strlen (*value);
  if (length == 0 || length > max_length)
    return nrn_json_fail (json, NRN_ERROR_PARSE, error,
                          _("This must be a name of 1 to %u letters."), (guint) max_length);

  for (const char *p = *value; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (!g_unichar_isprint (g_utf8_get_char (p)))
        return nrn_json_fail (json, NRN_ERROR_PARSE, error,
                              _("This must be a name without line ends or other control "
                                "characters."));
    }

  return TRUE;
}

/**
 * nrn_json_get_name:
 * @json: a value
 * @value: (out) (transfer none): its text
 * @error: return location
 *
 * Returns: whether it is a line of at most %NRN_JSON_MAX_NAME bytes
 */
gboolean
nrn_json_get_name (const NrnJson  *json,
                   const char    **value,
                   GError        **error)
{
  return nrn_json_get_line (json, NRN_JSON_MAX_NAME, value, error);
}

/**
 * nrn_json_get_boolean:
 * @json: a value
 * @value: (out): whether it is true
 * @error: return location
 *
 * Returns: whether it is true or false
 */
gboolean
nrn_json_get_boolean (const NrnJson  *json,
                      gboolean       *value,
                      GError        **error)
{
  if (!JSON_NODE_HOLDS_VALUE (json->node) ||
      json_node_get_value_type (json->node) != G_TYPE_BOOLEAN)
    return nrn_json_fail (json, NRN_ERROR_PARSE, error, _("This must be true or false."));

  *value = json_node_get_boolean (json->node);
  return TRUE;
}

/**
 * nrn_json_get_number:
 * @json: a value
 * @value: (out): its number; finite
 * @error: return location
 *
 * Returns: whether it is a number that a double can hold
 */
gboolean
nrn_json_get_number (const NrnJson  *json,
                     double         *value,
                     GError        **error)
{
  GType type = JSON_NODE_HOLDS_VALUE (json->node) ? json_node_get_value_type (json->node)
                                                  : G_TYPE_INVALID;

  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return nrn_json_fail (json, NRN_ERROR_PARSE, error, _("This must be a number such as 0.5."));

  *value = json_node_get_double (json->node);

  return isfinite (*value) ||
         nrn_json_fail (json, NRN_ERROR_INVALID, error,
                        _("This number is too large; the most is about 1.8e308."));
}

/**
 * nrn_json_get_integer:
 * @json: a value
 * @minimum: the smallest value allowed
 * @maximum: the largest value allowed
 * @value: (out): its number
 * @error: return location
 *
 * Returns: whether it is a whole number in that range
 */
gboolean
nrn_json_get_integer (const NrnJson  *json,
                      guint           minimum,
                      guint           maximum,
                      guint          *value,
                      GError        **error)
{
  double number;

  if (!nrn_json_get_number (json, &number, error))
    return FALSE;
  if (number < minimum || number > maximum || number != floor (number))
    return nrn_json_fail (json, NRN_ERROR_INVALID, error,
                          _("This must be a whole number from %u to %u."), minimum, maximum);

  *value = (guint) number;
  return TRUE;
}

/**
 * nrn_json_get_base64:
 * @json: a value
 * @n_values: how many floats it must hold
 * @values: (out caller-allocates) (array length=n_values): these; room for one
 *   more is needed
 * @error: return location
 *
 * Reads what nrn_json_add_base64() writes.
 *
 * Returns: whether it is text of the right length
 */
gboolean
nrn_json_get_base64 (const NrnJson  *json,
                     gsize           n_values,
                     float          *values,
                     GError        **error)
{
  gsize n_bytes = n_values * sizeof (float);
  gsize n_characters = (n_bytes + 2) / 3 * 4;
  const char *text;
  g_autofree char *wanted = NULL;
  int state = 0;
  guint save = 0;

  if (!nrn_json_get_string (json, &text, error))
    return FALSE;
  /* What is not base64 is left out, and then something is missing. */
  if (strlen (text) != n_characters ||
      g_base64_decode_step (text, n_characters, (guchar *) values, &state, &save) != n_bytes)
    {
      wanted = g_strdup_printf ("%" G_GSIZE_FORMAT, n_values);
      return nrn_json_fail (json, NRN_ERROR_PARSE, error,
                            /* Translators: %s is a number. */
                            _("This must be %s numbers of four bytes each, in base64."), wanted);
    }

#if G_BYTE_ORDER != G_LITTLE_ENDIAN
  for (gsize i = 0; i < n_values; i++)
    ((guint32 *) values)[i] = GUINT32_SWAP_LE_BE (((guint32 *) values)[i]);
#endif

  return TRUE;
}

/**
 * nrn_json_get_strings:
 * @json: a value
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): its texts,
 *   or %NULL with @error set if it is no list of strings
 */
char **
nrn_json_get_strings (const NrnJson  *json,
                      GError        **error)
{
  g_autoptr (GPtrArray) strings = g_ptr_array_new_with_free_func (g_free);

  if (!nrn_json_expect_array (json, error))
    return NULL;

  for (guint i = 0; i < nrn_json_get_length (json); i++)
    {
      NrnJson element = nrn_json_get_element (json, i);
      const char *value;

      if (!nrn_json_get_string (&element, &value, error))
        return NULL;
      g_ptr_array_add (strings, g_strdup (value));
    }
  g_ptr_array_add (strings, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&strings), FALSE);
}


/**
 * nrn_json_maybe_string:
 * @object: an object
 * @name: of a member
 * @value: (inout) (transfer none): the member, as of nrn_json_get_string(); as it
 *   was if there is none
 * @error: return location
 *
 * Returns: whether there is no such member, or it is a string
 */
gboolean
nrn_json_maybe_string (const NrnJson  *object,
                       const char     *name,
                       const char    **value,
                       GError        **error)
{
  NrnJson member;

  return !nrn_json_find (object, name, &member) || nrn_json_get_string (&member, value, error);
}

/**
 * nrn_json_maybe_boolean:
 * @object: an object
 * @name: of a member
 * @value: (inout): the member; as it was if there is none
 * @error: return location
 *
 * Returns: whether there is no such member, or it is true or false
 */
gboolean
nrn_json_maybe_boolean (const NrnJson  *object,
                        const char     *name,
                        gboolean       *value,
                        GError        **error)
{
  NrnJson member;

  return !nrn_json_find (object, name, &member) || nrn_json_get_boolean (&member, value, error);
}

/**
 * nrn_json_maybe_integer:
 * @object: an object
 * @name: of a member
 * @minimum: the least that it may be
 * @value: (inout): the member; as it was if there is none
 * @error: return location
 *
 * Returns: whether there is no such member, or it is an integer from @minimum on
 */
gboolean
nrn_json_maybe_integer (const NrnJson  *object,
                        const char     *name,
                        guint           minimum,
                        guint          *value,
                        GError        **error)
{
  NrnJson member;

  return !nrn_json_find (object, name, &member) ||
         nrn_json_get_integer (&member, minimum, G_MAXUINT32, value, error);
}
