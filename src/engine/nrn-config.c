/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A kind with values for all its arguments.
 */

#include "config.h"

#include "nrn-config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-config-private.h"
#include "nrn-error.h"

/* Numbers, integers and booleans are a number; the others NaN beside. */
typedef struct
{
  double     number;    /* NaN for None, and where a config stands in its place */
  NrnConfig *config;    /* owned; NULL for None */
  GArray    *numbers;   /* owned; double; never changed */
} NrnValue;

struct _NrnConfig
{
  gatomicrefcount  ref_count;
  const NrnKind   *kind;
  gboolean         is_default;
  NrnValue         values[];    /* one for each of the kind's properties */
};

static gboolean
takes_config (const NrnPropertySpec *spec)
{
  return spec->type == NRN_PROPERTY_CONFIG || spec->or_config;
}

static gboolean
takes_number (const NrnPropertySpec *spec)
{
  return spec->type != NRN_PROPERTY_CONFIG && spec->type != NRN_PROPERTY_NUMBERS;
}

static NrnConfig *
config_alloc (const NrnKind *kind)
{
  NrnConfig *config;

  config = g_malloc0 (sizeof (NrnConfig) + kind->n_properties * sizeof (NrnValue));
  g_atomic_ref_count_init (&config->ref_count);
  config->kind = kind;

  return config;
}

static NrnConfig *
config_copy (const NrnConfig *config)
{
  NrnConfig *copy = config_alloc (config->kind);

  copy->is_default = config->is_default;
  for (guint i = 0; i < config->kind->n_properties; i++)
    {
      copy->values[i] = config->values[i];
      if (copy->values[i].config != NULL)
        nrn_config_ref (copy->values[i].config);
      if (copy->values[i].numbers != NULL)
        g_array_ref (copy->values[i].numbers);
    }

  return copy;
}

static void
value_clear (NrnValue *value)
{
  value->number = NAN;
  g_clear_pointer (&value->config, nrn_config_unref);
  g_clear_pointer (&value->numbers, g_array_unref);
}

/* None is NaN, and None is None. */
static gboolean
same_number (double a,
             double b)
{
  return a == b || (isnan (a) && isnan (b));
}

static gboolean
same_numbers (const GArray *a,
              const GArray *b)
{
  return a == b || (a != NULL && b != NULL && a->len == b->len &&
                    memcmp (a->data, b->data, a->len * sizeof (double)) == 0);
}

/**
 * nrn_config_has_default:
 * @config: a config
 * @property: index of an argument
 *
 * Returns: whether the argument has Keras' default
 */
gboolean
nrn_config_has_default (const NrnConfig *config,
                        guint            property)
{
  const NrnPropertySpec *spec = &config->kind->properties[property];
  const NrnValue *value = &config->values[property];
  g_autoptr (GArray) numbers = NULL;

  if (spec->type == NRN_PROPERTY_NUMBERS)
    {
      numbers = nrn_config_numbers_from_text (spec->default_name);
      return same_numbers (value->numbers, numbers);
    }
  if (spec->type == NRN_PROPERTY_CONFIG && spec->default_name != NULL && value->config != NULL)
    return value->config->is_default && nrn_kind_is (value->config->kind, spec->default_name);
  if (spec->type == NRN_PROPERTY_CONFIG)
    return spec->default_name == NULL && value->config == NULL;

  return value->config == NULL && same_number (value->number, spec->default_value);
}

static gboolean
has_defaults_only (const NrnConfig *config)
{
  for (guint i = 0; i < config->kind->n_properties; i++)
    {
      if (!nrn_config_has_default (config, i))
        return FALSE;
    }

  return TRUE;
}

/**
 * nrn_config_new:
 * @kind: a kind
 *
 * Returns: (transfer full): @kind with Keras' defaults for everything
 */
NrnConfig *
nrn_config_new (const NrnKind *kind)
{
  NrnConfig *config;

  g_return_val_if_fail (kind != NULL, NULL);

  config = config_alloc (kind);
  config->is_default = TRUE;
  for (guint i = 0; i < kind->n_properties; i++)
    {
      const NrnPropertySpec *spec = &kind->properties[i];
      NrnValue *value = &config->values[i];

      value->number = takes_number (spec) ? spec->default_value : NAN;
      if (spec->type == NRN_PROPERTY_CONFIG && spec->default_name != NULL)
        value->config = nrn_config_new_by_name (spec->family, spec->default_name, NULL);
      else if (spec->type == NRN_PROPERTY_NUMBERS)
        value->numbers = nrn_config_numbers_from_text (spec->default_name);
    }

  return config;
}

/**
 * nrn_config_new_by_name:
 * @family: where to look
 * @name: a kind's name, see nrn_kind_find()
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the kind with Keras' defaults, or
 *   %NULL with @error set if there is none of that name
 */
NrnConfig *
nrn_config_new_by_name (NrnFamily    family,
                        const char  *name,
                        GError     **error)
{
  const NrnKind *kind = nrn_kind_find (family, name, error);

  return kind != NULL ? nrn_config_new (kind) : NULL;
}

NrnConfig *
nrn_config_ref (const NrnConfig *config)
{
  NrnConfig *self = (NrnConfig *) config;

  g_return_val_if_fail (config != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
nrn_config_unref (NrnConfig *config)
{
  g_return_if_fail (config != NULL);

  if (!g_atomic_ref_count_dec (&config->ref_count))
    return;

  for (guint i = 0; i < config->kind->n_properties; i++)
    value_clear (&config->values[i]);
  g_free (config);
}

const NrnKind *
nrn_config_get_kind (const NrnConfig *config)
{
  return config->kind;
}

/**
 * nrn_config_get_name:
 * @config: a config
 *
 * Returns: Keras' name of what is configured, e.g. "relu"
 */
const char *
nrn_config_get_name (const NrnConfig *config)
{
  return config->kind->name;
}

/**
 * nrn_config_get_number:
 * @config: a config
 * @property: index of an argument that is a number
 *
 * Returns: the argument's value; booleans are 0 or 1; NaN for None, and if a
 *   config stands in place of the number
 */
double
nrn_config_get_number (const NrnConfig *config,
                       guint            property)
{
  g_return_val_if_fail (property < config->kind->n_properties, NAN);

  return config->values[property].number;
}

/**
 * nrn_config_get_config:
 * @config: a config
 * @property: index of an argument that is or can be a config
 *
 * Returns: (transfer none) (nullable): the argument's value; %NULL for None,
 *   and if it is a number
 */
const NrnConfig *
nrn_config_get_config (const NrnConfig *config,
                       guint            property)
{
  g_return_val_if_fail (property < config->kind->n_properties, NULL);

  return config->values[property].config;
}

/**
 * nrn_config_get_numbers:
 * @config: a config
 * @property: index of an argument that is a list of numbers
 * @n_numbers: (out): how many
 *
 * Returns: (transfer none): the numbers
 */
const double *
nrn_config_get_numbers (const NrnConfig *config,
                        guint            property,
                        guint           *n_numbers)
{
  *n_numbers = 0;
  g_return_val_if_fail (property < config->kind->n_properties, NULL);
  g_return_val_if_fail (config->values[property].numbers != NULL, NULL);

  *n_numbers = config->values[property].numbers->len;
  return (const double *) (const void *) config->values[property].numbers->data;
}

/**
 * nrn_config_lookup:
 * @config: a config
 * @property: an argument's name
 *
 * Returns: its value, or NaN if @config has no number of that name
 */
double
nrn_config_lookup (const NrnConfig *config,
                   const char      *property)
{
  int index = nrn_kind_property (config->kind, property);

  return index >= 0 ? config->values[index].number : NAN;
}

/* The argument's index, or -1 with a sentence that lists those there are. */
int
nrn_config_find_property (const NrnConfig  *config,
                          const char       *property,
                          GError          **error)
{
  int index = nrn_kind_property (config->kind, property);
  g_autofree const char **names = NULL;
  g_autofree char *list = NULL;
  g_autofree char *shown = NULL;

  if (index >= 0)
    return index;

  shown = nrn_error_quote (property);
  names = g_new0 (const char *, config->kind->n_properties + 1);
  for (guint i = 0; i < config->kind->n_properties; i++)
    names[i] = config->kind->properties[i].name;
  list = g_strjoinv (", ", (char **) names);

  if (names[0] == NULL)
    g_set_error (error, NRN_ERROR, NRN_ERROR_UNKNOWN_NAME,
                 _("%s has no argument “%s”; it takes none."),
                 config->kind->name, shown);
  else
    g_set_error (error, NRN_ERROR, NRN_ERROR_UNKNOWN_NAME,
                 _("%s has no argument “%s”; it takes %s."),
                 config->kind->name, shown, list);
  return -1;
}

static gboolean
check_number (const NrnKind          *kind,
              const NrnPropertySpec  *spec,
              double                  value,
              GError                **error)
{
  char minimum[G_ASCII_DTOSTR_BUF_SIZE];
  char maximum[G_ASCII_DTOSTR_BUF_SIZE];
  char given[G_ASCII_DTOSTR_BUF_SIZE];

  if (spec->optional && isnan (value))
    return TRUE;

  g_ascii_formatd (minimum, sizeof minimum, "%.10g", spec->minimum);
  g_ascii_formatd (maximum, sizeof maximum, "%.10g", spec->maximum);
  g_ascii_formatd (given, sizeof given, "%.10g", value);

  if (!isfinite (value) || value < spec->minimum || value > spec->maximum ||
      (spec->minimum_excluded && value == spec->minimum) ||
      (spec->maximum_excluded && value == spec->maximum))
    {
      if (spec->minimum_excluded && spec->maximum_excluded)
        g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                     _("%s: %s cannot be %s; it must be more than %s and less than %s."),
                     kind->name, spec->name, given, minimum, maximum);
      else if (spec->minimum_excluded)
        g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                     _("%s: %s cannot be %s; it must be more than %s and at most %s."),
                     kind->name, spec->name, given, minimum, maximum);
      else if (spec->maximum_excluded)
        g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                     _("%s: %s cannot be %s; it must be at least %s and less than %s."),
                     kind->name, spec->name, given, minimum, maximum);
      else
        g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                     _("%s: %s cannot be %s; it must be from %s to %s."),
                     kind->name, spec->name, given, minimum, maximum);
      return FALSE;
    }

  if ((spec->type == NRN_PROPERTY_INTEGER || spec->type == NRN_PROPERTY_BOOLEAN) &&
      value != floor (value))
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                   _("%s: %s cannot be %s; it must be a whole number."),
                   kind->name, spec->name, given);
      return FALSE;
    }

  return TRUE;
}

/**
 * nrn_config_check:
 * @config: a config
 * @error: return location
 *
 * Each argument for itself is in its range. What nrn_config_with_number()
 * and the like return has passed this too.
 *
 * Returns: %FALSE with @error set if its arguments do not go together
 */
gboolean
nrn_config_check (const NrnConfig  *config,
                  GError          **error)
{
  return config->kind->check == NULL || config->kind->check (config, error);
}

/* @changed if its arguments go together; takes it. */
static NrnConfig *
finish_change (NrnConfig  *changed,
               GError    **error)
{
  changed->is_default = has_defaults_only (changed);
  if (nrn_config_check (changed, error))
    return changed;

  nrn_config_unref (changed);
  return NULL;
}

/**
 * nrn_config_with_number:
 * @config: a config
 * @property: an argument's name
 * @value: its new value; booleans are 0 or 1, None is NaN
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a copy of @config with that value,
 *   or %NULL with @error set if there is no such argument, or the value is
 *   out of its range or does not go with the other arguments
 */
NrnConfig *
nrn_config_with_number (const NrnConfig  *config,
                        const char       *property,
                        double            value,
                        GError          **error)
{
  int index = nrn_config_find_property (config, property, error);
  const NrnPropertySpec *spec;
  NrnConfig *copy;

  if (index < 0)
    return NULL;

  spec = &config->kind->properties[index];
  if (!takes_number (spec) && !(spec->optional && isnan (value)))
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                   spec->type == NRN_PROPERTY_NUMBERS ? _("%s: %s must be a list of numbers.")
                                                      : _("%s: %s must be a name, not a number."),
                   config->kind->name, spec->name);
      return NULL;
    }

  if (!check_number (config->kind, spec, value, error))
    return NULL;

  copy = config_copy (config);
  value_clear (&copy->values[index]);
  copy->values[index].number = value;

  return finish_change (copy, error);
}

/**
 * nrn_config_with_config:
 * @config: a config
 * @property: an argument's name
 * @value: its new value
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a copy of @config with that value,
 *   or %NULL with @error set if there is no such argument or it is of
 *   another family
 */
NrnConfig *
nrn_config_with_config (const NrnConfig  *config,
                        const char       *property,
                        const NrnConfig  *value,
                        GError          **error)
{
  int index = nrn_config_find_property (config, property, error);
  NrnConfig *copy;

  if (index < 0)
    return NULL;

  if (!takes_config (&config->kind->properties[index]) ||
      config->kind->properties[index].family != nrn_kind_get_family (value->kind))
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                   _("%s: %s cannot be %s."),
                   config->kind->name, config->kind->properties[index].name,
                   value->kind->name);
      return NULL;
    }

  copy = config_copy (config);
  nrn_config_ref (value);
  value_clear (&copy->values[index]);
  copy->values[index].config = (NrnConfig *) value;

  return finish_change (copy, error);
}

/**
 * nrn_config_with_numbers:
 * @config: a config
 * @property: name of an argument that is a list
 * @n_numbers: how many
 * @numbers: its new values
 * @error: return location
 *
 * Lists of one config may belong together, so nrn_config_check() is left to
 * whoever has set all of them.
 *
 * Returns: (transfer full) (nullable): a copy of @config with that value,
 *   or %NULL with @error set if there is no such argument or a number is out
 *   of its range
 */
NrnConfig *
nrn_config_with_numbers (const NrnConfig  *config,
                         const char       *property,
                         guint             n_numbers,
                         const double     *numbers,
                         GError          **error)
{
  int index = nrn_config_find_property (config, property, error);
  const NrnPropertySpec *spec;
  NrnConfig *copy;
  NrnValue *value;

  if (index < 0)
    return NULL;

  spec = &config->kind->properties[index];
  if (spec->type != NRN_PROPERTY_NUMBERS)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID, _("%s: %s cannot be a list."),
                   config->kind->name, spec->name);
      return NULL;
    }

  for (guint i = 0; i < n_numbers; i++)
    {
      if (!check_number (config->kind, spec, numbers[i], error))
        return NULL;
    }

  copy = config_copy (config);
  value = &copy->values[index];
  value_clear (value);
  value->numbers = g_array_new (FALSE, FALSE, sizeof (double));
  g_array_append_vals (value->numbers, numbers, n_numbers);
  copy->is_default = has_defaults_only (copy);

  return copy;
}

static gboolean
same_value (const NrnValue *a,
            const NrnValue *b)
{
  if (a->config != NULL && b->config != NULL)
    return nrn_config_equal (a->config, b->config);

  return a->config == b->config && same_number (a->number, b->number) &&
         same_numbers (a->numbers, b->numbers);
}

/**
 * nrn_config_equal:
 * @a: a config
 * @b: another
 *
 * Returns: whether they configure the same kind with the same values
 */
gboolean
nrn_config_equal (const NrnConfig *a,
                  const NrnConfig *b)
{
  if (a == b)
    return TRUE;
  if (a->kind != b->kind)
    return FALSE;

  for (guint i = 0; i < a->kind->n_properties; i++)
    {
      if (!same_value (&a->values[i], &b->values[i]))
        return FALSE;
    }

  return TRUE;
}

/**
 * nrn_config_is_default:
 * @config: a config
 *
 * Returns: whether all its arguments have Keras' defaults, so that the name
 *   alone says everything
 */
gboolean
nrn_config_is_default (const NrnConfig *config)
{
  return config->is_default;
}
