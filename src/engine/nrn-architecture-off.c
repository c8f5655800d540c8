/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Hidden units that are switched off for an experiment: they give 0, no
 * gradient goes through them, and their weights stay.
 */

#include "config.h"

#include "nrn-architecture-private.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "nrn-activation.h"
#include "nrn-error.h"
#include "nrn-layer.h"

static gboolean
has_kernel (const NrnArchitecture *architecture,
            guint                  layer)
{
  return nrn_architecture_find_tensor (architecture, layer, "kernel") != NULL;
}

/**
 * nrn_architecture_can_switch:
 * @architecture: a network
 * @layer: a layer's index
 *
 * Returns: whether units of the layer can be switched off: it has a kernel,
 *   and another layer with one follows
 */
gboolean
nrn_architecture_can_switch (const NrnArchitecture *architecture,
                             guint                  layer)
{
  if (!has_kernel (architecture, layer))
    return FALSE;

  for (guint i = layer + 1; i < architecture->n_layers; i++)
    {
      if (has_kernel (architecture, i))
        return TRUE;
    }

  return FALSE;
}

/**
 * nrn_architecture_get_off:
 * @architecture: a network
 * @layer: a layer's index
 * @n_off: (out): how many units of it are off
 *
 * Returns: (transfer none) (nullable): which ones, ascending; %NULL if none
 */
const guint *
nrn_architecture_get_off (const NrnArchitecture *architecture,
                          guint                  layer,
                          guint                 *n_off)
{
  const GArray *off;

  g_return_val_if_fail (layer < architecture->n_layers, NULL);

  off = architecture->layers[layer].off;
  *n_off = off != NULL ? off->len : 0;

  return off != NULL ? (const guint *) (const void *) off->data : NULL;
}

static int
compare_units (gconstpointer a,
               gconstpointer b)
{
  guint unit_a = *(const guint *) a;
  guint unit_b = *(const guint *) b;

  return (unit_a > unit_b) - (unit_a < unit_b);
}

/**
 * nrn_architecture_is_off:
 * @architecture: a network
 * @layer: a layer's index
 * @unit: one of its units
 *
 * Returns: whether the unit is switched off
 */
gboolean
nrn_architecture_is_off (const NrnArchitecture *architecture,
                         guint                  layer,
                         guint                  unit)
{
  guint n_off;
  const guint *off = nrn_architecture_get_off (architecture, layer, &n_off);

  return n_off > 0 && bsearch (&unit, off, n_off, sizeof (guint), compare_units) != NULL;
}

/**
 * nrn_architecture_count_off:
 * @architecture: a network
 *
 * Returns: how many units are off in all layers
 */
guint
nrn_architecture_count_off (const NrnArchitecture *architecture)
{
  guint n = 0;

  for (guint i = 0; i < architecture->n_layers; i++)
    n += architecture->layers[i].off != NULL ? architecture->layers[i].off->len : 0;

  return n;
}

gboolean
nrn_architecture_equal_off (const NrnArchitecture *a,
                            const NrnArchitecture *b)
{
  for (guint i = 0; i < a->n_layers; i++)
    {
      const GArray *off_a = a->layers[i].off;
      const GArray *off_b = b->layers[i].off;

      if (off_a == off_b)
        continue;
      if (off_a == NULL || off_b == NULL || off_a->len != off_b->len ||
          memcmp (off_a->data, off_b->data, off_a->len * sizeof (guint)) != 0)
        return FALSE;
    }

  return TRUE;
}

/* Puts @unit into its place, once. */
static void
add_off (NrnArchitecture *architecture,
         guint            layer,
         guint            unit)
{
  NrnLayerEntry *entry = &architecture->layers[layer];
  guint place;

  if (unit >= entry->units || !nrn_architecture_can_switch (architecture, layer))
    return;

  if (entry->off == NULL)
    entry->off = g_array_new (FALSE, FALSE, sizeof (guint));
  place = entry->off->len;
  while (place > 0 && g_array_index (entry->off, guint, place - 1) >= unit)
    place--;
  if (place == entry->off->len || g_array_index (entry->off, guint, place) != unit)
    g_array_insert_val (entry->off, place, unit);
}

static int
find_layer (const NrnArchitecture *architecture,
            const char            *name)
{
  for (guint i = 0; i < architecture->n_layers; i++)
    {
      if (strcmp (architecture->layers[i].name, name) == 0)
        return (int) i;
    }

  return -1;
}

/**
 * nrn_architecture_take_off:
 * @architecture: a new network, which nobody else has yet
 * @from: the network that it was made from
 * @layer: the layer that has lost a unit, or a negative number
 * @unit: which unit that was
 *
 * Switches off what is off in @from and still there: layers are the same by
 * name; one that has got another name is the same by its place.
 */
void
nrn_architecture_take_off (NrnArchitecture       *architecture,
                           const NrnArchitecture *from,
                           int                    layer,
                           guint                  unit)
{
  for (guint i = 0; i < from->n_layers; i++)
    {
      const GArray *off = from->layers[i].off;
      int place = off != NULL ? find_layer (architecture, from->layers[i].name) : -1;

      if (off == NULL)
        continue;
      if (place < 0 && architecture->n_layers == from->n_layers)
        place = (int) i;
      for (guint j = 0; place >= 0 && j < off->len; j++)
        {
          guint old = g_array_index (off, guint, j);

          if ((int) i == layer && old == unit)
            continue;
          add_off (architecture, (guint) place, (int) i == layer && old > unit ? old - 1 : old);
        }
    }
}

/**
 * nrn_architecture_with_unit_off:
 * @architecture: a network
 * @layer: one of its layers that nrn_architecture_can_switch()
 * @unit: one of the layer's units
 * @is_off: whether it is to be off
 *
 * Returns: (transfer full): the network with the unit off or on
 */
NrnArchitecture *
nrn_architecture_with_unit_off (const NrnArchitecture *architecture,
                                guint                  layer,
                                guint                  unit,
                                gboolean               is_off)
{
  NrnArchitecture *changed;
  GArray *off;

  g_return_val_if_fail (nrn_architecture_can_switch (architecture, layer), NULL);
  g_return_val_if_fail (unit < architecture->layers[layer].units, NULL);

  changed = nrn_architecture_with_layer (architecture, layer, architecture->layers[layer].config,
                                         NULL);
  if (is_off)
    {
      add_off (changed, layer, unit);
      return changed;
    }

  off = changed->layers[layer].off;
  for (guint i = 0; off != NULL && i < off->len; i++)
    {
      if (g_array_index (off, guint, i) == unit)
        g_array_remove_index (off, i);
    }
  if (off != NULL && off->len == 0)
    g_clear_pointer (&changed->layers[layer].off, g_array_unref);

  return changed;
}

/**
 * nrn_architecture_with_off:
 * @architecture: a network
 * @layer: one of its layers that nrn_architecture_can_switch()
 * @n_units: how many of the layer's units are to be off
 * @units: which ones, ascending
 *
 * Returns: (transfer full): the network with those units of the layer off,
 *   and those that were
 */
NrnArchitecture *
nrn_architecture_with_off (const NrnArchitecture *architecture,
                           guint                  layer,
                           guint                  n_units,
                           const guint           *units)
{
  NrnArchitecture *changed;

  g_return_val_if_fail (nrn_architecture_can_switch (architecture, layer), NULL);

  changed = nrn_architecture_with_layer (architecture, layer, architecture->layers[layer].config,
                                         NULL);
  for (guint i = 0; i < n_units; i++)
    add_off (changed, layer, units[i]);

  return changed;
}

/**
 * nrn_architecture_check_all_on:
 * @architecture: a network
 * @error: return location
 *
 * For what is to be used by others, which cannot switch units off.
 *
 * Returns: %FALSE with @error set if a unit is off
 */
gboolean
nrn_architecture_check_all_on (const NrnArchitecture  *architecture,
                               GError                **error)
{
  for (guint i = 0; i < architecture->n_layers; i++)
    {
      guint n_off;
      const guint *off = nrn_architecture_get_off (architecture, i, &n_off);

      if (n_off == 0)
        continue;
      g_set_error (error, NRN_ERROR, NRN_ERROR_UNSUPPORTED,
                   _("Unit %u of the layer “%s” is switched off, which only Neurons can do; switch "
                     "it on, or remove it, and export the network then."),
                   off[0] + 1, architecture->layers[i].name);
      return FALSE;
    }

  return TRUE;
}

/* Whether 0 stays 0, whatever the other units give. */
static gboolean
keeps_zero (const NrnArchitecture *architecture,
            guint                  layer)
{
  const NrnConfig *activation = nrn_architecture_get_activation (architecture, layer);
  const float inputs[4] = { 0, 1, 0, -5 };
  float outputs[4 + 16];

  if (nrn_layer_kind_of (architecture->layers[layer].config)->list_weights != NULL)
    return FALSE;
  if (activation == NULL)
    return TRUE;

  nrn_activation_forward (activation, 2, 2, inputs, outputs);

  return outputs[0] == 0 && outputs[2] == 0;
}

/**
 * nrn_architecture_find_receiver:
 * @architecture: a network
 * @layer: a layer whose units can be switched off
 *
 * Returns: the layer whose kernel gets what the units give, where 0 arrives as
 *   0; -1 if a layer between the two makes something else of it
 */
int
nrn_architecture_find_receiver (const NrnArchitecture *architecture,
                                guint                  layer)
{
  for (guint i = layer + 1; i < architecture->n_layers; i++)
    {
      if (has_kernel (architecture, i))
        return (int) i;
      if (!keeps_zero (architecture, i))
        return -1;
    }

  return -1;
}
