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
#include "nrn-layer.h"
#include "nrn-layer-dense.h"

static gboolean
parse_units (const char  *text,
             const char  *whole,
             guint       *units,
             GError     **error)
{
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
      g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                   _("The network “%s” is not understood: “%s” is not a number of units; "
                     "write for example 8-6-6-4."),
                   whole, text);
      return FALSE;
    }

  if (!g_ascii_string_to_unsigned (text, 10, 1, NRN_MAX_UNITS, &value, NULL))
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                   _("The network “%s” cannot be built: a layer cannot have %s units; "
                     "it must have from 1 to %d."),
                   whole, text, NRN_MAX_UNITS);
      return FALSE;
    }

  *units = (guint) value;
  return TRUE;
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
  g_auto (GStrv) unit_texts = NULL;
  g_auto (GStrv) activation_texts = NULL;
  g_autoptr (GPtrArray) layers = g_ptr_array_new_with_free_func ((GDestroyNotify) nrn_config_unref);
  guint input_dim = 0;
  guint n_layers;
  guint n_activations = 0;

  g_return_val_if_fail (units != NULL, NULL);

  /* The sentences quote the text; nobody wants to read a million layers. */
  shortened = g_utf8_strlen (units, -1) > 40 ? g_utf8_substring (units, 0, 40) : g_strdup (units);
  unit_texts = g_strsplit (units, "-", NRN_MAX_LAYERS + 3);
  n_layers = g_strv_length (unit_texts);
  if (n_layers < 2)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                   _("The network “%s” is not understood: it needs inputs and at least one "
                     "layer; write for example 8-6-6-4."),
                   shortened);
      return NULL;
    }
  n_layers--;
  if (n_layers > NRN_MAX_LAYERS)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                   _("The network “%s…” has too many layers; it may have up to %d."),
                   shortened, NRN_MAX_LAYERS);
      return NULL;
    }

  if (!parse_units (unit_texts[0], shortened, &input_dim, error))
    return NULL;

  if (activations != NULL)
    {
      activation_texts = nrn_config_split (activations, ", ");
      n_activations = g_strv_length (activation_texts);
      if (n_activations != n_layers)
        {
          g_set_error (error, NRN_ERROR, NRN_ERROR_SHAPE,
                       g_dngettext (GETTEXT_PACKAGE,
                                    "The network “%s” needs %u activation, one for each layer "
                                    "after its inputs; given: %u.",
                                    "The network “%s” needs %u activations, one for each layer "
                                    "after its inputs; given: %u.",
                                    n_layers),
                       shortened, n_layers, n_activations);
          return NULL;
        }
    }

  for (guint i = 0; i < n_layers; i++)
    {
      const char *name;
      NrnConfig *dense;
      guint n_units;

      if (!parse_units (unit_texts[i + 1], shortened, &n_units, error))
        return NULL;

      if (activation_texts != NULL)
        name = activation_texts[i];
      else
        name = i + 1 < n_layers ? "relu" : "linear";
      dense = nrn_dense_config_new (n_units, name, error);
      if (dense == NULL)
        return NULL;
      g_ptr_array_add (layers, dense);
    }

  return nrn_architecture_new (input_dim, layers->len, (NrnConfig *const *) layers->pdata,
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

/* ---- Other units for a network that there is ---- */

static gboolean
is_dense (const NrnArchitecture *architecture,
          guint                  layer)
{
  return nrn_config_get_kind (nrn_architecture_get_layer (architecture, layer)) ==
         &nrn_layer_dense.kind;
}

/* The place of the Dense layer of that number; the number of layers if there
 * are fewer. */
static guint
find_dense (const NrnArchitecture *architecture,
            guint                  number)
{
  guint n_layers = nrn_architecture_get_n_layers (architecture);

  for (guint layer = 0; layer < n_layers; layer++)
    {
      if (is_dense (architecture, layer) && number-- == 0)
        return layer;
    }

  return n_layers;
}

/* A network under way; the names of new layers are NULL. */
typedef struct
{
  GPtrArray *configs;   /* owned NrnConfig */
  GPtrArray *names;     /* owned char */
} Lists;

static void
add_layer (Lists     *lists,
           NrnConfig *config,
           char      *name)
{
  g_ptr_array_add (lists->configs, config);
  g_ptr_array_add (lists->names, name);
}

/* Adds the layers from @layer up to the next Dense one. */
static void
add_followers (Lists                 *lists,
               const NrnArchitecture *architecture,
               guint                  layer)
{
  for (; layer < nrn_architecture_get_n_layers (architecture) && !is_dense (architecture, layer);
       layer++)
    add_layer (lists, nrn_config_ref (nrn_architecture_get_layer (architecture, layer)),
               g_strdup (nrn_architecture_get_layer_name (architecture, layer)));
}

static gboolean
has_name (const Lists *lists,
          const char  *name)
{
  for (guint i = 0; i < lists->names->len; i++)
    {
      if (g_strcmp0 (g_ptr_array_index (lists->names, i), name) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Names that no other layer has. */
static void
name_new_layers (Lists *lists)
{
  for (guint i = 0; i < lists->names->len; i++)
    {
      const NrnConfig *config = g_ptr_array_index (lists->configs, i);
      g_autofree char *stem = NULL;
      char *name;

      if (g_ptr_array_index (lists->names, i) != NULL)
        continue;
      stem = nrn_kind_get_snake_name (nrn_config_get_kind (config));
      name = g_strdup (stem);
      for (guint n = 1; has_name (lists, name); n++)
        {
          g_free (name);
          name = g_strdup_printf ("%s_%u", stem, n);
        }
      lists->names->pdata[i] = name;
    }
}

/**
 * nrn_architecture_with_units:
 * @architecture: a network
 * @units: units of the inputs and of each Dense layer, e.g. "1-6-32-2"
 * @error: return location
 *
 * Dense layers keep their names and arguments but for the units, and the
 * layers without units that follow them, from the first on; the last one
 * stays the last. New ones have relu.
 *
 * Returns: (transfer full) (nullable): the network with other units, or
 *   %NULL with @error set
 */
NrnArchitecture *
nrn_architecture_with_units (const NrnArchitecture  *architecture,
                             const char             *units,
                             GError                **error)
{
  g_autoptr (NrnArchitecture) plain = nrn_architecture_parse (units, NULL, error);
  g_autoptr (GPtrArray) configs = g_ptr_array_new_with_free_func ((GDestroyNotify) nrn_config_unref);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  Lists lists = { configs, names };
  guint n_layers = nrn_architecture_get_n_layers (architecture);
  guint n_dense = 0;

  if (plain == NULL)
    return NULL;

  for (guint layer = 0; layer < n_layers; layer++)
    n_dense += is_dense (architecture, layer);

  add_followers (&lists, architecture, 0);
  for (guint i = 0; i < nrn_architecture_get_n_layers (plain); i++)
    {
      const NrnConfig *fresh = nrn_architecture_get_layer (plain, i);
      gboolean is_last = i + 1 == nrn_architecture_get_n_layers (plain);
      guint kept = find_dense (architecture, is_last ? n_dense - 1 : i + 1 < n_dense ? i : n_dense);

      if (kept == n_layers)
        {
          add_layer (&lists, nrn_config_ref (fresh), NULL);
          continue;
        }
      add_layer (&lists,
                 nrn_config_with_number (nrn_architecture_get_layer (architecture, kept), "units",
                                         nrn_architecture_get_layer_units (plain, i), NULL),
                 g_strdup (nrn_architecture_get_layer_name (architecture, kept)));
      add_followers (&lists, architecture, kept + 1);
    }
  name_new_layers (&lists);

  return nrn_architecture_new (nrn_architecture_get_input_dim (plain), configs->len,
                               (NrnConfig *const *) configs->pdata,
                               (const char *const *) names->pdata, error);
}
