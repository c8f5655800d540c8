/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The canvas by keyboard: the focus walks from unit to unit, what it is on
 * can be selected, and so can the weights that arrive there.
 */

#include "config.h"

#include "nrn-canvas-private.h"

#include <math.h>

/* One press pans so far, in pixels. */
#define PAN_STEP 64.0

/* How far Enter zooms into what is folded. */
#define FOLD_STEPS 3

/* ---- The focus ---- */

static double
get_middle (GtkWidget *item)
{
  const GdkRectangle *area = nrn_canvas_item_get_area (NRN_CANVAS_ITEM (item));

  return area->y + area->height / 2.0;
}

/* What of the layer beside is most at the height of @item; %NULL if there is
 * none. */
static GtkWidget *
find_beside (NrnCanvas *self,
             GtkWidget *item,
             int        step)
{
  int column = (int) nrn_canvas_item_get_pick (NRN_CANVAS_ITEM (item))->column + step;
  GtkWidget *layer = column >= 0 ? nrn_canvas_get_layer (self, (guint) column) : NULL;
  GtkWidget *nearest = NULL;
  double y = get_middle (item);

  if (layer == NULL)
    return NULL;

  for (GtkWidget *other = gtk_widget_get_first_child (layer); other != NULL;
       other = gtk_widget_get_next_sibling (other))
    {
      if (nearest == NULL || fabs (get_middle (other) - y) < fabs (get_middle (nearest) - y))
        nearest = other;
    }

  return nearest;
}

/* The selection goes along with the focus if there is one. */
static gboolean
move_to (NrnCanvas *self,
         GtkWidget *item)
{
  const NrnPick *pick;

  if (item == NULL)
    return TRUE;

  pick = nrn_canvas_item_get_pick (NRN_CANVAS_ITEM (item));
  gtk_widget_grab_focus (item);
  if (self->has_selection)
    nrn_canvas_select (self, pick->kind != NRN_PICK_FOLD ? pick : NULL);

  return TRUE;
}

/* Beyond the first and the last unit are the layer's controls. */
static gboolean
move_along (NrnCanvas *self,
            GtkWidget *item,
            gboolean   is_up)
{
  if (item != NULL)
    return move_to (self, item);

  nrn_canvas_focus_control (self, self->current.column, is_up);

  return TRUE;
}

/* The first key of all comes to where the focus was before. */
static gboolean
walk (NrnCanvas *self,
      guint      key)
{
  GtkWidget *item = nrn_canvas_get_current_item (self);

  if (gtk_widget_get_focus_child (GTK_WIDGET (self)) == NULL)
    return move_to (self, item);
  if (nrn_canvas_walk_controls (self, key))
    return TRUE;

  switch (key)
    {
    case GDK_KEY_Left:
      return move_to (self, find_beside (self, item, -1));
    case GDK_KEY_Right:
      return move_to (self, find_beside (self, item, 1));
    case GDK_KEY_Up:
      return move_along (self, gtk_widget_get_prev_sibling (item), TRUE);
    case GDK_KEY_Down:
      return move_along (self, gtk_widget_get_next_sibling (item), FALSE);
    case GDK_KEY_Home:
      return move_to (self, gtk_widget_get_first_child (gtk_widget_get_parent (item)));
    case GDK_KEY_End:
    default:
      return move_to (self, gtk_widget_get_last_child (gtk_widget_get_parent (item)));
    }
}

/* ---- The inputs ---- */

static gboolean
is_on_input (NrnCanvas *self)
{
  return gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL &&
         self->current.kind == NRN_PICK_NODE && self->current.column == 0;
}

/* Digits begin another value of the input that has the focus. */
static gboolean
type_value (NrnCanvas *self,
            guint      key)
{
  guint32 character = gdk_keyval_to_unicode (key);
  char text[8] = { 0 };

  if (!is_on_input (self) || !g_unichar_isdigit (character))
    return FALSE;

  g_unichar_to_utf8 (character, text);
  nrn_canvas_edit_input (self, self->current.unit, text);

  return TRUE;
}

/* ---- The selection ---- */

/* What is only counted comes out when there is more room. */
static gboolean
select_current (NrnCanvas *self)
{
  if (gtk_widget_get_focus_child (GTK_WIDGET (self)) == NULL)
    return FALSE;

  if (self->current.kind == NRN_PICK_FOLD)
    {
      nrn_canvas_zoom_in (self, FOLD_STEPS);
      return TRUE;
    }

  nrn_canvas_select (self, &self->current);
  if (is_on_input (self))
    nrn_canvas_edit_input (self, self->current.unit, NULL);

  return TRUE;
}

static gboolean
select_nothing (NrnCanvas *self)
{
  if (!self->has_selection && self->selected_layer == 0)
    return FALSE;

  nrn_canvas_select (self, NULL);

  return TRUE;
}

/* Which of the sources of the edges to the current unit's column the selected
 * edge comes from; @fallback if none of these is selected. */
static int
find_source (NrnCanvas *self,
             int        fallback)
{
  const NrnNetworkColumn *from =
    nrn_network_layout_get_column (self->layout, self->current.column - 1);

  if (!self->has_selection || !nrn_pick_is_edge (&self->selection) ||
      self->selection.column + 1 != self->current.column ||
      self->selection.to_unit != self->current.unit)
    return fallback;
  if (self->selection.kind == NRN_PICK_BIAS_EDGE)
    return (int) from->n_nodes;

  for (guint i = 0; i < from->n_nodes; i++)
    {
      if (from->nodes[i].unit == self->selection.unit)
        return (int) i;
    }

  return fallback;
}

/* From one weight that arrives at the current unit to the next one. */
static gboolean
walk_edges (NrnCanvas *self,
            int        step)
{
  const NrnNetworkColumn *from;
  NrnPick pick = { .to_unit = self->current.unit };
  int n_sources;
  int source;

  if (gtk_widget_get_focus_child (GTK_WIDGET (self)) == NULL ||
      self->current.kind != NRN_PICK_NODE || self->current.column == 0)
    return FALSE;

  pick.column = self->current.column - 1;
  from = nrn_network_layout_get_column (self->layout, pick.column);
  n_sources = (int) nrn_network_layout_get_n_sources (self->layout, pick.column);
  source = CLAMP (find_source (self, step > 0 ? -1 : n_sources) + step, 0, n_sources - 1);
  pick.kind = source < (int) from->n_nodes ? NRN_PICK_EDGE : NRN_PICK_BIAS_EDGE;
  if (pick.kind == NRN_PICK_EDGE)
    pick.unit = from->nodes[source].unit;
  nrn_canvas_select (self, &pick);

  return TRUE;
}

/* ---- The layers ---- */

/* The column that the focus is on or above or below. */
static guint
get_focused_column (NrnCanvas *self)
{
  guint column = nrn_canvas_find_focused_layer (self);

  return column > 0 ? column : self->current.column;
}

/* That of an input or an output, else of the layer. */
static gboolean
rename_current (NrnCanvas *self)
{
  guint column = get_focused_column (self);

  if (nrn_canvas_find_focused_layer (self) == 0 && self->current.kind == NRN_PICK_NODE &&
      gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL &&
      nrn_canvas_begin_rename (self, column, (int) self->current.unit))
    return TRUE;

  return nrn_canvas_begin_rename (self, column, -1);
}

static gboolean
remove_current (NrnCanvas *self,
                gboolean   is_layer)
{
  guint focused = nrn_canvas_find_focused_layer (self);

  if (self->selected_layer > 0)
    return nrn_canvas_remove_column (self, self->selected_layer);
  if (focused > 0)
    return nrn_canvas_remove_column (self, focused);

  return is_layer ? nrn_canvas_remove_layer (self) : nrn_canvas_remove_unit (self);
}

/* ---- The view ---- */

static gboolean
pan (NrnCanvas *self,
     guint      key)
{
  double x = key == GDK_KEY_Left ? -PAN_STEP : key == GDK_KEY_Right ? PAN_STEP : 0;
  double y = key == GDK_KEY_Up ? -PAN_STEP : key == GDK_KEY_Down ? PAN_STEP : 0;

  nrn_canvas_pan (self, x, y);

  return TRUE;
}

static gboolean
zoom (NrnCanvas *self,
      int        n_steps)
{
  nrn_canvas_zoom_in (self, n_steps);

  return TRUE;
}

/**
 * nrn_canvas_key_pressed_cb:
 * @self: a canvas
 * @key: a key
 * @code: ignored
 * @modifiers: what is held down with it
 *
 * Home alone is left to the window, where it takes the training back to the
 * start.
 *
 * Returns: whether the key means something here
 */
gboolean
nrn_canvas_key_pressed_cb (NrnCanvas       *self,
                           guint            key,
                           guint            code,
                           GdkModifierType  modifiers)
{
  gboolean control = (modifiers & GDK_CONTROL_MASK) != 0;
  gboolean alt = (modifiers & GDK_ALT_MASK) != 0;
  gboolean shift = (modifiers & GDK_SHIFT_MASK) != 0;

  if (self->layout == NULL || nrn_canvas_get_current_item (self) == NULL ||
      nrn_canvas_is_editing (self))
    return FALSE;

  switch (key)
    {
    case GDK_KEY_Home:
    case GDK_KEY_End:
      return control && !alt && !shift && walk (self, key);
    case GDK_KEY_Up:
    case GDK_KEY_Down:
      if (alt && !control && !shift)
        return walk_edges (self, key == GDK_KEY_Up ? -1 : 1);
      G_GNUC_FALLTHROUGH;
    case GDK_KEY_Left:
    case GDK_KEY_Right:
      if (shift && control && !alt && (key == GDK_KEY_Left || key == GDK_KEY_Right))
        return nrn_canvas_move_layer (self, key == GDK_KEY_Left ? -1 : 1);
      if (shift && !control && !alt)
        return pan (self, key);
      return !control && !alt && !shift && walk (self, key);
    case GDK_KEY_plus:
    case GDK_KEY_equal:
    case GDK_KEY_KP_Add:
      return !control && !alt && zoom (self, 1);
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      return !control && !alt && zoom (self, -1);
    case GDK_KEY_Insert:
    case GDK_KEY_KP_Insert:
      return !alt && !shift && (control ? nrn_canvas_add_layer (self) : nrn_canvas_add_unit (self));
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
      return !alt && !shift && remove_current (self, control);
    case GDK_KEY_Menu:
      return !control && !alt && nrn_canvas_edit_layer (self, get_focused_column (self));
    case GDK_KEY_F10:
      return shift && !control && !alt && nrn_canvas_edit_layer (self, get_focused_column (self));
    case GDK_KEY_F2:
      return !shift && !control && !alt && rename_current (self);
    case GDK_KEY_o:
      return !alt && !control && nrn_canvas_switch_unit (self);
    case GDK_KEY_bracketleft:
      return walk_edges (self, -1);
    case GDK_KEY_bracketright:
      return walk_edges (self, 1);
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      return !control && !alt && select_current (self);
    case GDK_KEY_Escape:
      return nrn_canvas_cancel_drag (self) || select_nothing (self);
    default:
      return !control && !alt && type_value (self, key);
    }
}
