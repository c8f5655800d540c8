/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * neurons-cli list: everything that Keras names, as it describes itself.
 */

#include "config.h"

#include "nrn-cli.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-error.h"
#include "nrn-json-writer.h"
#include "nrn-kind-group.h"
#include "nrn-loss.h"

#define LINE_WIDTH 80
#define INDENT     4

static char *
list_families (const char *separator)
{
  const char *plurals[NRN_N_FAMILIES + 1] = { NULL };

  for (guint i = 0; i < NRN_N_FAMILIES; i++)
    plurals[i] = nrn_family_get_plural ((NrnFamily) i);

  return g_strjoinv (separator, (char **) plurals);
}

static gboolean
find_family (const char  *text,
             NrnFamily   *family,
             GError     **error)
{
  g_autofree char *list = NULL;

  for (guint i = 0; i < NRN_N_FAMILIES; i++)
    {
      if (g_ascii_strcasecmp (text, nrn_family_get_plural ((NrnFamily) i)) == 0 ||
          g_ascii_strcasecmp (text, nrn_family_get_noun ((NrnFamily) i)) == 0)
        {
          *family = (NrnFamily) i;
          return TRUE;
        }
    }

  list = list_families (", ");
  g_set_error (error, NRN_ERROR, NRN_ERROR_UNKNOWN_NAME,
               _("“%s” is nothing that can be listed; there are %s."), text, list);
  return FALSE;
}

/* ---- For people ---- */

/* In lines of LINE_WIDTH, broken between words. */
static void
append_wrapped (GString    *text,
                guint       indent,
                const char *sentence)
{
  g_auto (GStrv) words = g_strsplit (sentence, " ", -1);
  glong column = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      glong length = g_utf8_strlen (words[i], -1);

      if (i > 0 && column + 1 + length <= LINE_WIDTH)
        {
          g_string_append_c (text, ' ');
          column++;
        }
      else
        {
          g_string_append_printf (text, "%s%*s", i > 0 ? "\n" : "", (int) indent, "");
          column = indent;
        }
      g_string_append (text, words[i]);
      column += length;
    }
  g_string_append_c (text, '\n');
}

static char *
format_number (double value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  return isnan (value) ? g_strdup ("none")
                       : g_strdup (g_ascii_formatd (digits, sizeof digits, "%.10g", value));
}

static char *
format_default (const NrnPropertySpec *spec)
{
  if (spec->type == NRN_PROPERTY_CONFIG || spec->type == NRN_PROPERTY_NUMBERS)
    return g_strdup (spec->default_name != NULL ? spec->default_name : "none");
  if (spec->type == NRN_PROPERTY_BOOLEAN)
    return g_strdup (spec->default_value != 0 ? "true" : "false");

  return format_number (spec->default_value);
}

/* @format has one %s, for @value. */
static void
append_labelled (GString    *text,
                 const char *format,
                 const char *value)
{
  g_autofree char *line = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  line = g_strdup_printf (format, value);
#pragma GCC diagnostic pop
  append_wrapped (text, INDENT, line);
}

static void
append_names (GString       *text,
              const NrnKind *kind)
{
  g_autoptr (GString) names = g_string_new (NULL);

  if (kind->keras_name != NULL)
    append_labelled (text, _("Keras calls it %s today."), kind->keras_name);
  for (guint i = 0; kind->aliases != NULL && kind->aliases[i] != NULL; i++)
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", kind->aliases[i]);
  if (names->len > 0)
    append_labelled (text, _("Also called %s."), names->str);
}

static void
append_arguments (GString       *text,
                  const NrnKind *kind)
{
  for (guint i = 0; i < kind->n_properties; i++)
    {
      const NrnPropertySpec *spec = &kind->properties[i];
      g_autofree char *value = format_default (spec);
      g_autofree char *named = spec->required ? g_strdup (spec->name)
                                              : g_strconcat (spec->name, "=", value, NULL);
      g_autofree char *line = g_strdup_printf ("%s: %s", named,
                                               nrn_property_spec_get_description (spec));

      append_wrapped (text, INDENT, line);
    }
}

static void
append_kind (GString       *text,
             const NrnKind *kind,
             guint          name_width)
{
  g_string_append_printf (text, "%-*s  %s\n", (int) name_width, kind->name, kind->formula);
  append_wrapped (text, INDENT, nrn_kind_get_purpose (kind));
  if (kind->derivative != NULL)
    append_labelled (text, _("Derivative: %s"), kind->derivative);
  if (kind->range != NULL)
    append_labelled (text, _("Range: %s"), kind->range);
  if (nrn_kind_get_family (kind) == NRN_FAMILY_LOSS)
    append_labelled (text, _("Labels: %s"),
                     nrn_target_kind_get_label (nrn_loss_get_target_kind (kind)));
  append_names (text, kind);
  append_arguments (text, kind);
}

static void
append_family (GString   *text,
               NrnFamily  family)
{
  guint n_kinds;
  const NrnKind *const *kinds = nrn_family_get_kinds (family, &n_kinds);
  guint name_width = 0;

  for (guint i = 0; i < n_kinds; i++)
    name_width = MAX (name_width, (guint) strlen (kinds[i]->name));
  for (guint i = 0; i < n_kinds; i++)
    append_kind (text, kinds[i], name_width);
}

/* Of all families just the names. */
static void
append_overview (GString *text)
{
  for (guint family = 0; family < NRN_N_FAMILIES; family++)
    {
      g_autoptr (GString) names = g_string_new (NULL);
      guint n_kinds;
      const NrnKind *const *kinds = nrn_family_get_kinds ((NrnFamily) family, &n_kinds);

      for (guint i = 0; i < n_kinds; i++)
        g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", kinds[i]->name);
      g_string_append_printf (text, "%s\n", nrn_family_get_plural ((NrnFamily) family));
      append_wrapped (text, INDENT, names->str);
    }
  g_string_append_printf (text, "\n%s\n",
                          _("“neurons-cli list losses” describes each of them, and so on."));
}

/* ---- For scripts ---- */

static void
add_optional (NrnJsonWriter *writer,
              const char    *name,
              const char    *value)
{
  if (value != NULL)
    nrn_json_add_string (writer, name, value);
  else
    nrn_json_add_null (writer, name);
}

static void
add_default (NrnJsonWriter   *writer,
             const NrnConfig *defaults,
             guint            property)
{
  const NrnPropertySpec *spec = &nrn_config_get_kind (defaults)->properties[property];
  const double *numbers;
  guint n;

  switch (spec->type)
    {
    case NRN_PROPERTY_BOOLEAN:
      nrn_json_add_boolean (writer, "default", spec->default_value != 0);
      break;

    case NRN_PROPERTY_NUMBERS:
      numbers = nrn_config_get_numbers (defaults, property, &n);
      nrn_json_add_numbers (writer, "default", n, numbers);
      break;

    case NRN_PROPERTY_CONFIG:
      add_optional (writer, "default", spec->default_name);
      break;

    case NRN_PROPERTY_NUMBER:
    case NRN_PROPERTY_INTEGER:
    default:
      nrn_json_add_number (writer, "default", spec->default_value);
    }
}

/* Of all that is a number, or several. */
static void
add_range (NrnJsonWriter         *writer,
           const NrnPropertySpec *spec)
{
  if (spec->type == NRN_PROPERTY_BOOLEAN || spec->type == NRN_PROPERTY_CONFIG)
    return;

  nrn_json_add_number (writer, "minimum", spec->minimum);
  nrn_json_add_boolean (writer, "minimum_excluded", spec->minimum_excluded);
  nrn_json_add_number (writer, "maximum", spec->maximum);
  nrn_json_add_boolean (writer, "maximum_excluded", spec->maximum_excluded);
}

static void
add_argument (NrnJsonWriter   *writer,
              const NrnConfig *defaults,
              guint            property)
{
  static const char *const types[] = {
    [NRN_PROPERTY_NUMBER] = "number",
    [NRN_PROPERTY_INTEGER] = "integer",
    [NRN_PROPERTY_BOOLEAN] = "boolean",
    [NRN_PROPERTY_NUMBERS] = "numbers",
  };
  const NrnPropertySpec *spec = &nrn_config_get_kind (defaults)->properties[property];

  nrn_json_begin_object (writer, NULL);
  nrn_json_add_string (writer, "name", spec->name);
  add_optional (writer, "old_name", spec->old_name);
  nrn_json_add_string (writer, "type", spec->type == NRN_PROPERTY_CONFIG
                                         ? nrn_family_get_noun (spec->family) : types[spec->type]);
  if (spec->or_config)
    nrn_json_add_string (writer, "or", nrn_family_get_noun (spec->family));
  add_default (writer, defaults, property);
  add_range (writer, spec);
  nrn_json_add_boolean (writer, "optional", spec->optional);
  nrn_json_add_boolean (writer, "required", spec->required);
  nrn_json_add_string (writer, "description", nrn_property_spec_get_description (spec));
  nrn_json_end_object (writer);
}

static void
add_kind (NrnJsonWriter *writer,
          const NrnKind *kind)
{
  static const char *const no_aliases[] = { NULL };
  g_autoptr (NrnConfig) defaults = nrn_config_new (kind);

  nrn_json_begin_object (writer, NULL);
  nrn_json_add_string (writer, "name", kind->name);
  nrn_json_add_string (writer, "keras_name", nrn_kind_get_keras_name (kind));
  nrn_json_add_strings (writer, "aliases", kind->aliases != NULL ? kind->aliases : no_aliases);
  nrn_json_add_string (writer, "formula", kind->formula);
  add_optional (writer, "derivative", kind->derivative);
  add_optional (writer, "range", kind->range);
  add_optional (writer, "group", nrn_kind_get_group (kind));
  nrn_json_add_string (writer, "purpose", nrn_kind_get_purpose (kind));
  nrn_json_add_string (writer, "source", kind->source);
  if (nrn_kind_get_family (kind) == NRN_FAMILY_LOSS)
    nrn_json_add_string (writer, "labels",
                         nrn_target_kind_get_label (nrn_loss_get_target_kind (kind)));
  nrn_json_begin_array (writer, "arguments");
  for (guint i = 0; i < kind->n_properties; i++)
    add_argument (writer, defaults, i);
  nrn_json_end_array (writer);
  nrn_json_end_object (writer);
}

static char *
print_json (guint first,
            guint end)
{
  NrnJsonWriter *writer = nrn_json_writer_new ();

  nrn_json_begin_object (writer, NULL);
  for (guint family = first; family < end; family++)
    {
      guint n_kinds;
      const NrnKind *const *kinds = nrn_family_get_kinds ((NrnFamily) family, &n_kinds);

      nrn_json_begin_array (writer, nrn_family_get_plural ((NrnFamily) family));
      for (guint i = 0; i < n_kinds; i++)
        add_kind (writer, kinds[i]);
      nrn_json_end_array (writer);
    }
  nrn_json_end_object (writer);

  return nrn_json_writer_free_to_text (writer);
}

/* ---- The command ---- */

int
nrn_cli_list (int    argc,
              char **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("For scripts: all there is to know, as JSON"), NULL },
    { NULL }
  };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *sorts = list_families ("|");
  g_autofree char *arguments = g_strdup_printf ("[%s]", sorts);
  g_autofree char *printed = NULL;
  g_autoptr (GError) error = NULL;
  NrnFamily family = NRN_N_FAMILIES;

  if (!nrn_cli_parse (_("List what Neurons has: activations, losses, optimizers and so on, each with its "
                        "formula, what it is for, other names and arguments.\n\n"
                        "In formulas x is what goes in and y what comes out, p is an output and t its "
                        "target, k the number of outputs, n that of the rows, TP, FP and FN those of "
                        "true positives, false positives and false negatives, w a weight, g its "
                        "gradient and η the learning rate; t counts updates."),
                      arguments, entries, &argc, &argv))
    return NRN_CLI_USAGE;
  if (argc > 2)
    return nrn_cli_usage (_("Name one sort at most, for example: neurons-cli list losses."));
  if (argc == 2 && !find_family (argv[1], &family, &error))
    return nrn_cli_fail (error);

  if (json)
    {
      printed = argc == 2 ? print_json (family, family + 1) : print_json (0, NRN_N_FAMILIES);
      return nrn_cli_write (printed);
    }

  if (argc == 2)
    append_family (text, family);
  else
    append_overview (text);

  return nrn_cli_write (text->str);
}
