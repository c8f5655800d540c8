/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A layer changes places with others.
 */

#include "config.h"

#include "nrn-canvas-private.h"

#include <glib/gi18n-lib.h>

#include "nrn-architecture-edit.h"
#include "nrn-error.h"

/* A layer with those without weights that follow it. */
static guint
count_layers (NrnCanvas *self,
              guint      column)
{
  const NrnNetworkColumn *first = nrn_network_layout_get_column (self->layout, column);

  return (guint) (nrn_network_layout_get_last_layer (self->layout, column) - first->layer + 1);
}

/**
 * nrn_canvas_find_move_obstacle:
 * @self: a canvas with a layout
 * @column: a column's index
 * @place: which column it is to be
 *
 * Returns: (transfer none) (nullable): why it cannot be; %NULL if it can
 */
const char *
nrn_canvas_find_move_obstacle (NrnCanvas *self,
                               guint      column,
                               guint      place)
{
  guint last = nrn_network_layout_get_n_columns (self->layout) - 1;

  if (column == 0 || place == 0)
    return _("The inputs stay first: they are where the data comes in.");
  if (column == last || place == last)
    return _("The output layer stays last: it gives the answer.");

  return NULL;
}

/* Which layer the first one of @column is to be. */
static guint
find_place (NrnCanvas *self,
            guint      column,
            guint      place)
{
  if (place < column)
    return (guint) nrn_network_layout_get_column (self->layout, place)->layer;

  return (guint) nrn_network_layout_get_last_layer (self->layout, place) + 1 -
         count_layers (self, column);
}

/**
 * nrn_canvas_move_column:
 * @self: a canvas with a layout
 * @column: a column's index
 * @place: which column it is to be
 * @error: return location
 *
 * Moves a hidden layer, with the layers without weights that belong to its
 * column. The focus stays with it.
 *
 * Returns: %FALSE with @error set if it cannot be there
 */
gboolean
nrn_canvas_move_column (NrnCanvas  *self,
                        guint       column,
                        guint       place,
                        GError    **error)
{
  const char *obstacle = nrn_canvas_find_move_obstacle (self, column, place);
  guint focused = self->current.column;
  g_autoptr (NrnUnitMap) map = NULL;

  if (obstacle != NULL)
    {
      g_set_error_literal (error, NRN_ERROR, NRN_ERROR_INVALID, obstacle);
      return FALSE;
    }

  if (place == column)
    return TRUE;

  map = nrn_architecture_move_layers (
    nrn_canvas_get_architecture (self),
    (guint) nrn_network_layout_get_column (self->layout, column)->layer,
    count_layers (self, column), find_place (self, column, place), error);
  if (map == NULL)
    return FALSE;

  if (focused == column)
    self->current.column = place;
  if (nrn_document_edit_network (self->document, map, error))
    return TRUE;

  self->current.column = focused;
  return FALSE;
}

/**
 * nrn_canvas_move_layer:
 * @self: a canvas with a layout
 * @step: how many places to the right; below 0 to the left
 *
 * Moves the layer that has the focus.
 *
 * Returns: whether the key that asked for it means something here
 */
gboolean
nrn_canvas_move_layer (NrnCanvas *self,
                       int        step)
{
  g_autoptr (GError) error = NULL;
  int place = (int) self->current.column + step;

  if (gtk_widget_get_focus_child (GTK_WIDGET (self)) == NULL)
    return TRUE;

  place = CLAMP (place, 0, (int) nrn_network_layout_get_n_columns (self->layout) - 1);
  if (!nrn_canvas_move_column (self, self->current.column, (guint) place, &error))
    nrn_canvas_fail (self, error->message);

  return TRUE;
}
