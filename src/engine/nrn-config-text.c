/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Configs as texts: "Dense(32, activation=relu)", "Adam(learning_rate=0.01)".
 */

#include "config.h"

#include "nrn-config-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-error.h"

/* ---- From text ---- */

/* "[1, 2.5]", or NULL if it is something else. */
GArray *
nrn_config_numbers_from_text (const char *text)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *inside = NULL;
  g_auto (GStrv) items = NULL;
  gsize length = strlen (text);

  if (length < 2 || text[0] != '[' || text[length - 1] != ']')
    return NULL;

  inside = g_strndup (text + 1, length - 2);
  items = g_strsplit (inside, ",", -1);
  for (guint i = 0; items[i] != NULL; i++)
    {
      const char *item = g_strstrip (items[i]);
      char *end;
      double number = g_ascii_strtod (item, &end);

      if (end == item || *end != '\0')
        return NULL;
      g_array_append_val (numbers, number);
    }

  return g_steal_pointer (&numbers);
}

/* "ExponentialDecay(0.01, 1000, 0.9)" rather than "0.01". */
static gboolean
names_config (const NrnPropertySpec *spec,
              const char            *text)
{
  return strchr (text, '(') != NULL || nrn_kind_find (spec->family, text, NULL) != NULL;
}

static NrnConfig *
with_list (const NrnConfig        *config,
           const NrnPropertySpec  *spec,
           const char             *text,
           GError                **error)
{
  g_autoptr (GArray) numbers = nrn_config_numbers_from_text (text);
  g_autofree char *shown = NULL;

  if (numbers != NULL)
    return nrn_config_with_numbers (config, spec->name, numbers->len,
                                    (const double *) (const void *) numbers->data, error);

  shown = nrn_error_quote (text);
  g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
               _("%s: %s cannot be “%s”; it must be a list of numbers such as %s."),
               nrn_config_get_kind (config)->name, spec->name, shown, spec->default_name);
  return NULL;
}

/**
 * nrn_config_with_text:
 * @config: a config
 * @property: an argument's name
 * @text: its new value as text: a number with a point, true or false, none
 *   where Keras allows None, a list of numbers as “[1, 2.5]”, or an activation,
 *   initializer … as nrn_config_parse() takes it
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a copy of @config with that value,
 *   or %NULL with @error set
 */
NrnConfig *
nrn_config_with_text (const NrnConfig  *config,
                      const char       *property,
                      const char       *text,
                      GError          **error)
{
  int index = nrn_config_find_property (config, property, error);
  const NrnKind *kind = nrn_config_get_kind (config);
  const NrnPropertySpec *spec;
  double value;
  char *end;

  if (index < 0)
    return NULL;

  spec = &kind->properties[index];
  if (spec->optional && g_ascii_strcasecmp (text, "none") == 0)
    return nrn_config_with_number (config, property, NAN, error);
  if (spec->type == NRN_PROPERTY_NUMBERS)
    return with_list (config, spec, text, error);
  if (spec->type == NRN_PROPERTY_CONFIG || (spec->or_config && names_config (spec, text)))
    {
      g_autoptr (NrnConfig) nested = nrn_config_parse (spec->family, text, error);

      return nested != NULL ? nrn_config_with_config (config, property, nested, error) : NULL;
    }

  if (spec->type == NRN_PROPERTY_BOOLEAN && g_ascii_strcasecmp (text, "true") == 0)
    return nrn_config_with_number (config, property, 1, error);
  if (spec->type == NRN_PROPERTY_BOOLEAN && g_ascii_strcasecmp (text, "false") == 0)
    return nrn_config_with_number (config, property, 0, error);

  value = g_ascii_strtod (text, &end);
  if (end == text || *end != '\0')
    {
      g_autofree char *shown = nrn_error_quote (text);

      if (spec->type == NRN_PROPERTY_BOOLEAN)
        g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                     _("%s: %s cannot be “%s”; it must be true or false."),
                     kind->name, spec->name, shown);
      else if (spec->type == NRN_PROPERTY_INTEGER)
        g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                     _("%s: %s cannot be “%s”; it must be a whole number such as 4."),
                     kind->name, spec->name, shown);
      else
        g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                     _("%s: %s cannot be “%s”; it must be a number such as 0.001."),
                     kind->name, spec->name, shown);
      return NULL;
    }

  return nrn_config_with_number (config, property, value, error);
}

/**
 * nrn_config_split:
 * @text: a list of configs, or of their arguments
 * @separators: the letters that separate its items
 *
 * Returns: (transfer full) (array zero-terminated=1): the items without
 *   spaces around them, those that are empty left out; what is between
 *   brackets is not split
 */
char **
nrn_config_split (const char *text,
                  const char *separators)
{
  g_autoptr (GStrvBuilder) items = g_strv_builder_new ();
  g_autoptr (GString) item = g_string_new (NULL);
  guint depth = 0;

  for (const char *p = text;; p++)
    {
      gboolean ends = *p == '\0' || (depth == 0 && strchr (separators, *p) != NULL);

      if (ends && *g_strstrip (item->str) != '\0')
        g_strv_builder_add (items, item->str);
      if (ends)
        g_string_truncate (item, 0);
      if (*p == '\0')
        break;
      if (!ends)
        g_string_append_c (item, *p);
      if (*p == '(' || *p == '[')
        depth++;
      else if ((*p == ')' || *p == ']') && depth > 0)
        depth--;
    }

  return g_strv_builder_end (items);
}

/* As Python has texts: 'relu' or "relu". In place. */
static char *
strip_quotes (char *text)
{
  gsize length = strlen (text);

  if (length >= 2 && (*text == '\'' || *text == '"') && text[length - 1] == *text)
    {
      text[length - 1] = '\0';
      text++;
    }

  return text;
}

/* "negative_slope=0.1" of "leaky_relu(negative_slope=0.1)", or "32" of
 * "Dense(32, relu)", whose place tells the argument. */
static NrnConfig *
with_argument (const NrnConfig  *config,
               const char       *argument,
               guint             place,
               gboolean         *is_given,
               GError          **error)
{
  const NrnKind *kind = nrn_config_get_kind (config);
  gsize to_equals = strcspn (argument, "=(");
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  int property;

  if (argument[to_equals] == '=')
    {
      name = g_strstrip (g_strndup (argument, to_equals));
      value = g_strstrip (g_strdup (argument + to_equals + 1));
    }
  else if (place < kind->n_positional)
    {
      name = g_strdup (kind->properties[place].name);
      value = g_strdup (argument);
    }
  else
    {
      g_autofree char *shown = nrn_error_quote (argument);

      g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                   _("%s: “%s” is not understood; write its arguments as NAME=VALUE."),
                   kind->name, shown);
      return NULL;
    }

  property = nrn_kind_property (kind, name);
  if (property >= 0 && is_given[property])
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                   _("%s: %s is given twice."), kind->name, kind->properties[property].name);
      return NULL;
    }
  if (property >= 0)
    is_given[property] = TRUE;

  return nrn_config_with_text (config, name, strip_quotes (value), error);
}

/* An example for a sentence: "Dropout(0.5)". */
static gboolean
check_required (const NrnConfig  *config,
                const gboolean   *is_given,
                GError          **error)
{
  const NrnKind *kind = nrn_config_get_kind (config);

  for (guint i = 0; i < kind->n_properties; i++)
    {
      g_autofree char *example = NULL;

      if (!kind->properties[i].required || is_given[i])
        continue;

      example = nrn_config_to_string (config);
      g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                   _("%s needs its %s; write for example %s."),
                   kind->name, kind->properties[i].name, example);
      return FALSE;
    }

  return TRUE;
}

/* "Dense(8,,)": a comma may only come after something, though also at the end,
 * as in Python. */
static gboolean
misses_argument (const char *arguments)
{
  gboolean is_empty = TRUE;
  guint depth = 0;

  for (const char *p = arguments; *p != '\0'; p++)
    {
      if (*p == ',' && depth == 0 && is_empty)
        return TRUE;
      is_empty = (*p == ',' && depth == 0) || (is_empty && g_ascii_isspace (*p));
      if (*p == '(' || *p == '[')
        depth++;
      else if ((*p == ')' || *p == ']') && depth > 0)
        depth--;
    }

  return FALSE;
}

/**
 * nrn_config_parse:
 * @family: where to look
 * @text: a name, or a name with arguments: "leaky_relu(negative_slope=0.1)",
 *   "Dense(32, activation='relu')"
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the config, with Keras' defaults for
 *   what @text does not say, or %NULL with @error set
 */
NrnConfig *
nrn_config_parse (NrnFamily    family,
                  const char  *text,
                  GError     **error)
{
  const char *open = strchr (text, '(');
  g_autofree char *name = g_strstrip (g_strndup (text, strcspn (text, "(")));
  g_autoptr (NrnConfig) config = nrn_config_new_by_name (family, name, error);
  g_autofree char *inside = NULL;
  g_autofree gboolean *is_given = NULL;
  g_auto (GStrv) arguments = NULL;

  if (config == NULL)
    return NULL;
  if (open != NULL && !g_str_has_suffix (open, ")"))
    {
      g_autofree char *shown = nrn_error_quote (text);

      g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                   _("“%s” is not understood; its “)” is missing."), shown);
      return NULL;
    }

  inside = open != NULL ? g_strndup (open + 1, strlen (open) - 2) : g_strdup ("");
  if (misses_argument (inside))
    {
      g_autofree char *example = nrn_config_to_string (config);

      g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                   /* Translators: 1 is a layer, optimizer …, 2 an example: “Dense(32)”. */
                   _("%1$s: an argument is missing beside a comma; write for example %2$s."),
                   name, example);
      return NULL;
    }

  arguments = nrn_config_split (inside, ",");
  is_given = g_new0 (gboolean, nrn_config_get_kind (config)->n_properties + 1);
  for (guint i = 0; arguments[i] != NULL; i++)
    {
      NrnConfig *changed = with_argument (config, arguments[i], i, is_given, error);

      if (changed == NULL)
        return NULL;
      nrn_config_unref (config);
      config = changed;
    }

  if (!check_required (config, is_given, error) || !nrn_config_check (config, error))
    return NULL;

  return g_steal_pointer (&config);
}

/* ---- To text ---- */

static void
append_number (GString *text,
               double   number)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, g_ascii_formatd (digits, sizeof digits, "%.10g", number));
}

static void
append_numbers (GString         *text,
                const NrnConfig *config,
                guint            property)
{
  guint n;
  const double *numbers = nrn_config_get_numbers (config, property, &n);

  g_string_append_c (text, '[');
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append (text, ", ");
      append_number (text, numbers[i]);
    }
  g_string_append_c (text, ']');
}

static void
append_value (GString         *text,
              const NrnConfig *config,
              guint            property)
{
  NrnPropertyType type = nrn_config_get_kind (config)->properties[property].type;
  const NrnConfig *nested = nrn_config_get_config (config, property);
  double number = nrn_config_get_number (config, property);
  g_autofree char *nested_text = NULL;

  if (nested != NULL)
    {
      nested_text = nrn_config_to_string (nested);
      g_string_append (text, nested_text);
    }
  else if (type == NRN_PROPERTY_NUMBERS)
    append_numbers (text, config, property);
  else if (isnan (number))
    g_string_append (text, "none");
  else if (type == NRN_PROPERTY_BOOLEAN)
    g_string_append (text, number != 0 ? "true" : "false");
  else
    append_number (text, number);
}

/**
 * nrn_config_get_text:
 * @config: a config
 * @property: index of an argument
 *
 * Returns: (transfer full): the argument's value as nrn_config_with_text()
 *   takes it: "0.001", "true", "none", "ExponentialDecay(0.01, 1000, 0.9)"
 */
char *
nrn_config_get_text (const NrnConfig *config,
                     guint            property)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (property < nrn_config_get_kind (config)->n_properties,
                        g_string_free (text, FALSE));

  append_value (text, config, property);

  return g_string_free (text, FALSE);
}

/**
 * nrn_config_to_string:
 * @config: a config
 *
 * Returns: (transfer full): its name, with the arguments that Keras has no
 *   defaults for or that do not have them: "relu", "Dropout(0.5)",
 *   "leaky_relu(negative_slope=0.1)"
 */
char *
nrn_config_to_string (const NrnConfig *config)
{
  const NrnKind *kind = nrn_config_get_kind (config);
  GString *text = g_string_new (kind->name);
  const char *separator = "(";

  for (guint i = 0; i < kind->n_properties; i++)
    {
      const NrnPropertySpec *spec = &kind->properties[i];

      if (nrn_config_has_default (config, i) && !spec->required)
        continue;
      g_string_append (text, separator);
      if (!spec->required)
        g_string_append_printf (text, "%s=", spec->name);
      append_value (text, config, i);
      separator = ", ";
    }
  if (*separator == ',')
    g_string_append_c (text, ')');

  return g_string_free (text, FALSE);
}
