/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Networks from what people type.
 */

#include "config.h"

#include "nrn-architecture.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-error.h"
#include "nrn-layer-dense.h"

static gboolean
parse_units (const char  *text,
             const char  *whole,
             guint       *units,
             GError     **error)
{
  g_autofree char *shown = NULL;
  guint64 value;

  if (*text == '\0')
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                   _("The network “%s” is not understood: a number of units is missing beside "
                     "a hyphen; write for example 8-6-6-4."),
                   whole);
      return FALSE;
    }

  if (strspn (text, "0123456789") != strlen (text))
    {
      shown = nrn_error_quote (text);
      g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                   _("The network “%s” is not understood: “%s” is not a number of units; "
                     "write for example 8-6-6-4."),
                   whole, shown);
      return FALSE;
    }

  if (!g_ascii_string_to_unsigned (text, 10, 1, NRN_MAX_UNITS, &value, NULL))
    {
      shown = nrn_error_quote (text);
      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                   _("The network “%s” cannot be built: a layer cannot have %s units; "
                     "it must have from 1 to %d."),
                   whole, shown, NRN_MAX_UNITS);
      return FALSE;
    }

  *units = (guint) value;
  return TRUE;
}

/* Units of the inputs and of each layer; @shortened is what messages quote.
 * Returns (transfer full) (nullable). */
static guint *
parse_all_units (const char  *text,
                 const char  *shortened,
                 guint       *n_layers,
                 GError     **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "-", NRN_MAX_LAYERS + 3);
  guint n_parts = g_strv_length (parts);
  g_autofree guint *units = NULL;

  if (n_parts < 2)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                   _("The network “%s” is not understood: it needs inputs and at least one "
                     "layer; write for example 8-6-6-4."),
                   shortened);
      return NULL;
    }
  if (n_parts - 1 > NRN_MAX_LAYERS)
    {
      g_autofree char *start = g_utf8_substring (shortened, 0, g_utf8_strlen (shortened, -1) - 1);

      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                   _("The network “%s…” has too many layers; it may have up to %d."),
                   start, NRN_MAX_LAYERS);
      return NULL;
    }

  units = g_new (guint, n_parts);
  for (guint i = 0; i < n_parts; i++)
    {
      if (!parse_units (parts[i], shortened, &units[i], error))
        return NULL;
    }

  *n_layers = n_parts - 1;
  return g_steal_pointer (&units);
}

/* One for each layer. Returns (transfer full) (nullable). */
static char **
split_activations (const char  *text,
                   guint        n_layers,
                   const char  *shortened,
                   GError     **error)
{
  g_auto (GStrv) names = nrn_config_split (text, ", ");
  guint n_names = g_strv_length (names);

  if (n_names == n_layers)
    return g_steal_pointer (&names);

  g_set_error (error, NRN_ERROR, NRN_ERROR_SHAPE,
               g_dngettext (GETTEXT_PACKAGE,
                            "The network “%s” needs %u activation, one for each layer "
                            "after its inputs; given: %u.",
                            "The network “%s” needs %u activations, one for each layer "
                            "after its inputs; given: %u.",
                            n_layers),
               shortened, n_layers, n_names);
  return NULL;
}

/**
 * nrn_architecture_parse:
 * @units: units of the inputs and of each Dense layer, e.g. "1-6-32-2"
 * @activations: (nullable): one activation for each Dense layer, separated
 *   by commas or spaces, e.g. "relu,relu,sigmoid"; if %NULL, relu for the
 *   hidden layers and linear for the last
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the network of Dense layers, or
 *   %NULL with @error set
 */
NrnArchitecture *
nrn_architecture_parse (const char  *units,
                        const char  *activations,
                        GError     **error)
{
  g_autofree char *shortened = NULL;
  g_autofree guint *n_units = NULL;
  g_auto (GStrv) names = NULL;
  g_autoptr (GPtrArray) layers = g_ptr_array_new_with_free_func ((GDestroyNotify) nrn_config_unref);
  guint n_layers;

  g_return_val_if_fail (units != NULL, NULL);

  /* The sentences quote the text; nobody wants to read a million layers. */
  shortened = nrn_error_quote (units);
  n_units = parse_all_units (units, shortened, &n_layers, error);
  if (n_units == NULL)
    return NULL;
  if (activations != NULL)
    {
      names = split_activations (activations, n_layers, shortened, error);
      if (names == NULL)
        return NULL;
    }

  for (guint i = 0; i < n_layers; i++)
    {
      const char *name = names != NULL ? names[i] : i + 1 < n_layers ? "relu" : "linear";
      NrnConfig *dense = nrn_dense_config_new (n_units[i + 1], name, error);

      if (dense == NULL)
        return NULL;
      g_ptr_array_add (layers, dense);
    }

  return nrn_architecture_new (n_units[0], layers->len, (NrnConfig *const *) layers->pdata,
                               NULL, error);
}

/**
 * nrn_architecture_parse_layers:
 * @input_dim: number of inputs
 * @layers: the layers as Keras has them, separated by commas, e.g.
 *   "Dense(32, activation='relu'), Dropout(0.5), Dense(2)"
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the network, or %NULL with @error
 *   set
 */
NrnArchitecture *
nrn_architecture_parse_layers (guint        input_dim,
                               const char  *layers,
                               GError     **error)
{
  g_auto (GStrv) texts = nrn_config_split (layers, ",");
  g_autoptr (GPtrArray) configs = g_ptr_array_new_with_free_func ((GDestroyNotify) nrn_config_unref);

  for (guint i = 0; texts[i] != NULL; i++)
    {
      NrnConfig *config = nrn_config_parse (NRN_FAMILY_LAYER, texts[i], error);

      if (config == NULL)
        return NULL;
      g_ptr_array_add (configs, config);
    }

  return nrn_architecture_new (input_dim, configs->len, (NrnConfig *const *) configs->pdata, NULL,
                               error);
}
