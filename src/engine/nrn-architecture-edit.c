/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Small changes of a network.
 */

#include "config.h"

#include "nrn-architecture-edit.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-architecture-private.h"
#include "nrn-error.h"
#include "nrn-layer-dense.h"

/* The layers as lists that can be changed. */
typedef struct
{
  GPtrArray *configs;   /* owned NrnConfig */
  GPtrArray *names;     /* owned char */
} Lists;

static Lists
lists_new (const NrnArchitecture *architecture)
{
  Lists lists = {
    .configs = g_ptr_array_new_with_free_func ((GDestroyNotify) nrn_config_unref),
    .names = g_ptr_array_new_with_free_func (g_free),
  };

  for (guint i = 0; i < nrn_architecture_get_n_layers (architecture); i++)
    {
      g_ptr_array_add (lists.configs, nrn_config_ref (nrn_architecture_get_layer (architecture, i)));
      g_ptr_array_add (lists.names, g_strdup (nrn_architecture_get_layer_name (architecture, i)));
    }

  return lists;
}

/* The network with those lists, which go; a unit of the old one may be gone. */
static NrnUnitMap *
lists_finish (Lists                   lists,
              const NrnArchitecture  *before,
              int                     layer,
              guint                   unit,
              GError                **error)
{
  g_autoptr (GPtrArray) configs = lists.configs;
  g_autoptr (GPtrArray) names = lists.names;
  g_autoptr (NrnArchitecture) after = NULL;

  after = nrn_architecture_new (nrn_architecture_get_input_dim (before), configs->len,
                                (NrnConfig *const *) configs->pdata,
                                (const char *const *) names->pdata, error);
  if (after != NULL)
    nrn_architecture_take_off (after, before, layer, unit);

  return after != NULL ? nrn_unit_map_new_without (before, after, layer, unit) : NULL;
}

static gboolean
has_name (const NrnArchitecture *architecture,
          const char            *name)
{
  for (guint i = 0; i < nrn_architecture_get_n_layers (architecture); i++)
    {
      if (g_str_equal (nrn_architecture_get_layer_name (architecture, i), name))
        return TRUE;
    }

  return FALSE;
}

/* As Keras calls a layer that is made after all the others. */
static char *
find_name (const NrnArchitecture *architecture,
           const NrnConfig       *layer)
{
  g_autofree char *stem = nrn_kind_get_snake_name (nrn_config_get_kind (layer));
  g_autofree char *name = g_strdup (stem);

  for (guint i = 1; has_name (architecture, name); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s_%u", stem, i);
    }

  return g_steal_pointer (&name);
}

/**
 * nrn_architecture_add_layer:
 * @architecture: a network
 * @place: which layer it is to be, 0 … the number of layers
 * @layer: a layer with its arguments
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the change, or %NULL with @error set
 *   if the network becomes too large
 */
NrnUnitMap *
nrn_architecture_add_layer (const NrnArchitecture  *architecture,
                            guint                   place,
                            const NrnConfig        *layer,
                            GError                **error)
{
  Lists lists;

  g_return_val_if_fail (place <= nrn_architecture_get_n_layers (architecture), NULL);

  lists = lists_new (architecture);
  g_ptr_array_insert (lists.configs, (int) place, nrn_config_ref (layer));
  g_ptr_array_insert (lists.names, (int) place, find_name (architecture, layer));

  return lists_finish (lists, architecture, NRN_UNIT_MAP_INPUTS, G_MAXUINT, error);
}

/**
 * nrn_architecture_remove_layer:
 * @architecture: a network
 * @layer: which layer is to go
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the change, or %NULL with @error set
 *   if it is the only layer
 */
NrnUnitMap *
nrn_architecture_remove_layer (const NrnArchitecture  *architecture,
                               guint                   layer,
                               GError                **error)
{
  Lists lists;

  g_return_val_if_fail (layer < nrn_architecture_get_n_layers (architecture), NULL);

  if (nrn_architecture_get_n_layers (architecture) == 1)
    {
      g_set_error_literal (error, NRN_ERROR, NRN_ERROR_INVALID,
                           _("The only layer cannot be removed; a network has at least one."));
      return NULL;
    }

  lists = lists_new (architecture);
  g_ptr_array_remove_index (lists.configs, layer);
  g_ptr_array_remove_index (lists.names, layer);

  return lists_finish (lists, architecture, NRN_UNIT_MAP_INPUTS, G_MAXUINT, error);
}

/**
 * nrn_architecture_move_layers:
 * @architecture: a network
 * @layer: the first of the layers that are to move
 * @n_layers: how many of them follow each other; at least 1
 * @place: which layer the first one is to be afterwards
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the change, or %NULL with @error set
 *   if the network becomes too large
 */
NrnUnitMap *
nrn_architecture_move_layers (const NrnArchitecture  *architecture,
                              guint                   layer,
                              guint                   n_layers,
                              guint                   place,
                              GError                **error)
{
  Lists lists;

  g_return_val_if_fail (n_layers > 0, NULL);
  g_return_val_if_fail (layer + n_layers <= nrn_architecture_get_n_layers (architecture), NULL);
  g_return_val_if_fail (place + n_layers <= nrn_architecture_get_n_layers (architecture), NULL);

  lists = lists_new (architecture);
  for (guint i = 0; i < n_layers; i++)
    {
      /* Those that go to the right make room for each other. */
      guint from = place < layer ? layer + i : layer;
      guint to = place < layer ? place + i : place + n_layers - 1;

      g_ptr_array_insert (lists.configs, (int) to, g_ptr_array_steal_index (lists.configs, from));
      g_ptr_array_insert (lists.names, (int) to, g_ptr_array_steal_index (lists.names, from));
    }

  return lists_finish (lists, architecture, NRN_UNIT_MAP_INPUTS, G_MAXUINT, error);
}

static NrnUnitMap *
replace_layer (const NrnArchitecture  *architecture,
               guint                   layer,
               NrnConfig              *config,
               guint                   removed_unit,
               GError                **error)
{
  Lists lists;

  if (config == NULL)
    return NULL;

  lists = lists_new (architecture);
  nrn_config_unref (lists.configs->pdata[layer]);
  lists.configs->pdata[layer] = config;

  return lists_finish (lists, architecture, (int) layer, removed_unit, error);
}

/**
 * nrn_architecture_set_layer:
 * @architecture: a network
 * @layer: one of its layers
 * @config: what is to be in its place; it keeps its name
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the change, or %NULL with @error set
 *   if the network becomes too large
 */
NrnUnitMap *
nrn_architecture_set_layer (const NrnArchitecture  *architecture,
                            guint                   layer,
                            const NrnConfig        *config,
                            GError                **error)
{
  g_return_val_if_fail (layer < nrn_architecture_get_n_layers (architecture), NULL);

  return replace_layer (architecture, layer, nrn_config_ref (config), G_MAXUINT, error);
}

/**
 * nrn_architecture_rename_layer:
 * @architecture: a network
 * @layer: one of its layers
 * @name: what it is to be called
 * @error: return location
 *
 * Units and weights stay, although a layer is known by its name.
 *
 * Returns: (transfer full) (nullable): the change, or %NULL with @error set
 *   if the name is empty, has a slash, or another layer has it
 */
NrnUnitMap *
nrn_architecture_rename_layer (const NrnArchitecture  *architecture,
                               guint                   layer,
                               const char             *name,
                               GError                **error)
{
  g_autoptr (NrnUnitMap) renamed = NULL;
  Lists lists;

  g_return_val_if_fail (layer < nrn_architecture_get_n_layers (architecture), NULL);

  if (*name == '\0')
    {
      g_set_error_literal (error, NRN_ERROR, NRN_ERROR_INVALID, _("A layer needs a name."));
      return NULL;
    }
  /* As in Keras: weights are called "layer/kernel". */
  if (strchr (name, '/') != NULL)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                   _("A layer cannot be called “%s”: the name must be without “/”."), name);
      return NULL;
    }

  lists = lists_new (architecture);
  g_free (lists.names->pdata[layer]);
  lists.names->pdata[layer] = g_strdup (name);
  renamed = lists_finish (lists, architecture, NRN_UNIT_MAP_INPUTS, G_MAXUINT, error);

  return renamed != NULL ? nrn_unit_map_new_renamed (architecture, nrn_unit_map_get_to (renamed))
                         : NULL;
}

static gboolean
is_dense (const NrnArchitecture *architecture,
          guint                  layer)
{
  return nrn_config_get_kind (nrn_architecture_get_layer (architecture, layer)) ==
         &nrn_layer_dense.kind;
}

/**
 * nrn_architecture_set_units:
 * @architecture: a network
 * @layer: one of its Dense layers
 * @units: how many units it is to have; the last ones come or go
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the change, or %NULL with @error set
 *   if that is out of range
 */
NrnUnitMap *
nrn_architecture_set_units (const NrnArchitecture  *architecture,
                            guint                   layer,
                            guint                   units,
                            GError                **error)
{
  g_return_val_if_fail (layer < nrn_architecture_get_n_layers (architecture), NULL);
  g_return_val_if_fail (is_dense (architecture, layer), NULL);

  return replace_layer (architecture, layer,
                        nrn_config_with_number (nrn_architecture_get_layer (architecture, layer),
                                                "units", units, error),
                        G_MAXUINT, error);
}

/**
 * nrn_architecture_remove_unit:
 * @architecture: a network
 * @layer: one of its Dense layers
 * @unit: which unit is to go; those after it move up
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the change, or %NULL with @error set
 *   if it is the layer's only unit
 */
NrnUnitMap *
nrn_architecture_remove_unit (const NrnArchitecture  *architecture,
                              guint                   layer,
                              guint                   unit,
                              GError                **error)
{
  guint n_units;

  g_return_val_if_fail (layer < nrn_architecture_get_n_layers (architecture), NULL);
  g_return_val_if_fail (is_dense (architecture, layer), NULL);

  n_units = nrn_architecture_get_layer_units (architecture, layer);
  g_return_val_if_fail (unit < n_units, NULL);
  if (n_units == 1)
    {
      g_set_error_literal (error, NRN_ERROR, NRN_ERROR_INVALID,
                           _("The only unit of a layer cannot be removed; remove the layer."));
      return NULL;
    }

  return replace_layer (architecture, layer,
                        nrn_config_with_number (nrn_architecture_get_layer (architecture, layer),
                                                "units", n_units - 1, error),
                        unit, error);
}

/**
 * nrn_architecture_switch_unit:
 * @architecture: a network
 * @layer: one of its layers
 * @unit: one of the layer's units
 * @is_on: whether it is to count
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the change, or %NULL with @error set
 *   if the unit is an output, or the layer has no weights
 */
NrnUnitMap *
nrn_architecture_switch_unit (const NrnArchitecture  *architecture,
                              guint                   layer,
                              guint                   unit,
                              gboolean                is_on,
                              GError                **error)
{
  g_autoptr (NrnArchitecture) changed = NULL;

  g_return_val_if_fail (layer < nrn_architecture_get_n_layers (architecture), NULL);
  g_return_val_if_fail (unit < nrn_architecture_get_layer_units (architecture, layer), NULL);

  if (!nrn_architecture_can_switch (architecture, layer))
    {
      g_set_error_literal (error, NRN_ERROR, NRN_ERROR_INVALID,
                           _("Only units of hidden layers can be switched off."));
      return NULL;
    }
  changed = nrn_architecture_with_unit_off (architecture, layer, unit, !is_on);

  return nrn_unit_map_new (architecture, changed);
}
