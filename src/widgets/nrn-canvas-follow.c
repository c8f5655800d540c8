/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The selection of the canvas through an edit of the network: it stays with
 * its unit, and goes on to the next one with the focus where that was removed.
 */

#include "config.h"

#include "nrn-canvas-private.h"

/* Whether what is selected in the one is the same thing in the other. */
static gboolean
has_same_units (const NrnArchitecture *a,
                const NrnArchitecture *b)
{
  guint n_layers = nrn_architecture_get_n_layers (a);

  if (nrn_architecture_get_input_dim (a) != nrn_architecture_get_input_dim (b) ||
      n_layers != nrn_architecture_get_n_layers (b))
    return FALSE;

  for (guint i = 0; i < n_layers; i++)
    {
      if (nrn_architecture_get_layer_units (a, i) != nrn_architecture_get_layer_units (b, i) ||
          !g_str_equal (nrn_architecture_get_layer_name (a, i),
                        nrn_architecture_get_layer_name (b, i)))
        return FALSE;
    }

  return TRUE;
}

/* The layer after an edit that was @layer before; -1 for none. */
static int
find_layer (const NrnUnitMap *map,
            int               layer)
{
  guint n_layers = nrn_architecture_get_n_layers (nrn_unit_map_get_to (map));

  for (guint i = 0; layer >= 0 && i < n_layers; i++)
    {
      if (nrn_unit_map_get_layer (map, i) == layer)
        return (int) i;
    }

  return -1;
}

/* The unit of @layer, after the edit, that was @unit before; if there is none
 * any more, the one in its place. */
static guint
find_unit (const NrnUnitMap *map,
           guint             layer,
           guint             unit)
{
  guint n_units = nrn_architecture_get_layer_units (nrn_unit_map_get_to (map), layer);

  for (guint i = 0; i < n_units; i++)
    {
      if (nrn_unit_map_get_unit (map, (int) layer, i) == (int) unit)
        return i;
    }

  return MIN (unit, n_units - 1);
}

/**
 * nrn_canvas_follow_selection:
 * @self: a canvas with the layout of the network before an edit
 * @followed: (out caller-allocates): what is selected after it
 *
 * Looks where the edit took the selected thing. Its column is found by
 * nrn_canvas_select_followed(), when there is a layout again.
 */
void
nrn_canvas_follow_selection (NrnCanvas         *self,
                             NrnCanvasFollowed *followed)
{
  const NrnUnitMap *change = nrn_document_get_change (self->document);
  const NrnArchitecture *before;

  *followed = (NrnCanvasFollowed) { .layer = -1 };
  if (!self->has_selection || self->layout == NULL)
    return;

  before = nrn_network_layout_get_architecture (self->layout);
  followed->is_same = has_same_units (before, nrn_canvas_get_architecture (self));
  if (followed->is_same || change == NULL || self->selection.kind != NRN_PICK_NODE ||
      !nrn_architecture_equal (nrn_unit_map_get_from (change), before))
    return;

  followed->layer =
    find_layer (change, nrn_network_layout_get_column (self->layout, self->selection.column)->layer);
  if (followed->layer >= 0)
    followed->unit = find_unit (change, (guint) followed->layer, self->selection.unit);
}

/**
 * nrn_canvas_select_followed:
 * @self: a canvas, with the layout of the network after an edit where it has room
 * @followed: what nrn_canvas_follow_selection() has found
 *
 * Selects it, or nothing if it is gone.
 */
void
nrn_canvas_select_followed (NrnCanvas               *self,
                            const NrnCanvasFollowed *followed)
{
  NrnPick pick = { NRN_PICK_NODE, 0, followed->unit, 0 };
  guint n_columns = self->layout != NULL ? nrn_network_layout_get_n_columns (self->layout) : 0;

  if (followed->is_same)
    return;

  nrn_canvas_select (self, NULL);
  for (guint i = 0; followed->layer >= 0 && i < n_columns; i++)
    {
      pick.column = i;
      /* Not where it has been folded away. */
      if (nrn_network_layout_get_column (self->layout, i)->layer == followed->layer &&
          nrn_network_layout_find_node (self->layout, i, followed->unit) != NULL)
        {
          nrn_canvas_select (self, &pick);
          return;
        }
    }
}
