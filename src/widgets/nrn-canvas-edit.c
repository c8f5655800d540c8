/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The network is edited where it is drawn: units and layers come and go by
 * key.
 */

#include "config.h"

#include "nrn-canvas-private.h"

#include <glib/gi18n-lib.h>

#include "nrn-architecture-edit.h"
#include "nrn-layer-dense.h"

/* The layer of the unit that has the focus; -1 for the inputs. */
static int
get_current_layer (NrnCanvas *self)
{
  return nrn_network_layout_get_column (self->layout, self->current.column)->layer;
}

/**
 * nrn_canvas_apply:
 * @self: a canvas
 * @map: (transfer full) (nullable): an edit of the network
 * @error: (transfer full) (nullable): why there is none
 *
 * Makes the edit, or says why not.
 *
 * Returns: %TRUE
 */
gboolean
nrn_canvas_apply (NrnCanvas  *self,
                  NrnUnitMap *map,
                  GError     *error)
{
  g_autoptr (NrnUnitMap) own_map = map;
  g_autoptr (GError) own_error = error;

  if (map == NULL || !nrn_document_edit_network (self->document, map, &own_error))
    nrn_canvas_fail (self, own_error->message);

  return TRUE;
}

/* Whether the focus is on a unit of a Dense layer; says so if it is on an
 * input. */
static gboolean
is_on_unit (NrnCanvas *self)
{
  if (gtk_widget_get_focus_child (GTK_WIDGET (self)) == NULL ||
      self->current.kind != NRN_PICK_NODE)
    return FALSE;

  if (self->current.column > 0)
    return TRUE;

  nrn_canvas_fail (self, _("The inputs are the features of the data; other data has others."));
  return FALSE;
}

/**
 * nrn_canvas_add_unit:
 * @self: a canvas with a layout
 *
 * Adds a unit to the layer that has the focus.
 *
 * Returns: whether the key that asked for it means something here
 */
gboolean
nrn_canvas_add_unit (NrnCanvas *self)
{
  const NrnArchitecture *architecture = nrn_canvas_get_architecture (self);
  NrnUnitMap *map;
  GError *error = NULL;
  guint layer;

  if (!is_on_unit (self))
    return TRUE;

  layer = (guint) get_current_layer (self);
  map = nrn_architecture_set_units (architecture, layer,
                                    nrn_architecture_get_layer_units (architecture, layer) + 1,
                                    &error);

  return nrn_canvas_apply (self, map, error);
}

/**
 * nrn_canvas_remove_unit:
 * @self: a canvas with a layout
 *
 * Removes the unit that has the focus.
 *
 * Returns: whether the key that asked for it means something here
 */
gboolean
nrn_canvas_remove_unit (NrnCanvas *self)
{
  NrnUnitMap *map;
  GError *error = NULL;

  if (!is_on_unit (self))
    return TRUE;

  map = nrn_architecture_remove_unit (nrn_canvas_get_architecture (self),
                                      (guint) get_current_layer (self), self->current.unit, &error);

  return nrn_canvas_apply (self, map, error);
}

/**
 * nrn_canvas_switch_unit:
 * @self: a canvas with a layout
 *
 * Switches the unit that has the focus off, or on again.
 *
 * Returns: whether the key that asked for it means something here
 */
gboolean
nrn_canvas_switch_unit (NrnCanvas *self)
{
  const NrnArchitecture *architecture = nrn_canvas_get_architecture (self);
  GError *error = NULL;
  NrnUnitMap *map;
  guint layer;

  if (!is_on_unit (self))
    return TRUE;

  layer = (guint) get_current_layer (self);
  map = nrn_architecture_switch_unit (architecture, layer, self->current.unit,
                                      nrn_architecture_is_off (architecture, layer,
                                                               self->current.unit),
                                      &error);

  return nrn_canvas_apply (self, map, error);
}

/**
 * nrn_canvas_add_layer:
 * @self: a canvas with a layout
 *
 * Adds a hidden layer before the one that has the focus, as large as the
 * layer, or the inputs, before that.
 *
 * Returns: whether the key that asked for it means something here
 */
gboolean
nrn_canvas_add_layer (NrnCanvas *self)
{
  g_autoptr (NrnConfig) dense = NULL;
  const NrnNetworkColumn *before;
  GError *error = NULL;
  NrnUnitMap *map;

  if (!is_on_unit (self))
    return TRUE;

  before = nrn_network_layout_get_column (self->layout, self->current.column - 1);
  dense = nrn_dense_config_new (before->units, "relu", &error);
  map = dense != NULL ? nrn_architecture_add_layer (nrn_canvas_get_architecture (self),
                                                    (guint) get_current_layer (self), dense, &error)
                      : NULL;

  return nrn_canvas_apply (self, map, error);
}

/**
 * nrn_canvas_remove_column:
 * @self: a canvas with a layout
 * @column: a layer's column
 *
 * Removes a layer.
 *
 * Returns: %TRUE
 */
gboolean
nrn_canvas_remove_column (NrnCanvas *self,
                          guint      column)
{
  guint layer = (guint) nrn_network_layout_get_column (self->layout, column)->layer;
  GError *error = NULL;
  NrnUnitMap *map;

  map = nrn_architecture_remove_layer (nrn_canvas_get_architecture (self), layer, &error);

  return nrn_canvas_apply (self, map, error);
}

/**
 * nrn_canvas_remove_layer:
 * @self: a canvas with a layout
 *
 * Removes the layer that has the focus.
 *
 * Returns: whether the key that asked for it means something here
 */
gboolean
nrn_canvas_remove_layer (NrnCanvas *self)
{
  return !is_on_unit (self) || nrn_canvas_remove_column (self, self->current.column);
}
