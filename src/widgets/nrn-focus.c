/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Where the keyboard goes when what had it is taken away, and from a list.
 */

#include "nrn-focus.h"

/**
 * nrn_focus_leave:
 * @widget: what is about to be hidden or emptied
 *
 * Takes the focus away if it is in @widget. GTK would do so itself in the
 * next frame, but GTK 4.8 keeps a reference for good to whatever has lost the
 * focus twice within a frame.
 */
void
nrn_focus_leave (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, widget))
    gtk_root_set_focus (root, NULL);
}

/**
 * nrn_focus_past_rows:
 * @widget: what is around a list or a table, and nothing else that can have the
 *   focus
 * @direction: where the focus moves
 *
 * A GtkWidgetClass.focus() with which Tab comes to a single row and then goes on to
 * what is beyond the list. Arrow keys go through the rows; GTK 4.8 would have Tab stop
 * at each of them, which may be thousands.
 *
 * Returns: whether the focus is in @widget now
 */
gboolean
nrn_focus_past_rows (GtkWidget        *widget,
                     GtkDirectionType  direction)
{
  GtkWidgetClass *parent = g_type_class_peek (GTK_TYPE_WIDGET);

  if (gtk_widget_get_focus_child (widget) != NULL &&
      (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD))
    return FALSE;

  return parent->focus (widget, direction);
}
