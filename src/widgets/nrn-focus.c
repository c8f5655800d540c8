/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Where the keyboard goes when what had it is taken away, from a list, and in a box.
 */

#include "nrn-focus.h"

/* That of GTK. */
static gboolean (*focus_box) (GtkWidget        *widget,
                              GtkDirectionType  direction);

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

/**
 * nrn_focus_keep_row:
 * @view: a list or a table, in what has nrn_focus_past_rows()
 *
 * Lets Tab come to the row where the keyboard was before, as with GTK 4.8. GTK 4.18 comes
 * to the first row, or back again to the last one, and selects it where it was not in
 * sight.
 */
void
nrn_focus_keep_row (GtkWidget *view)
{
#if GTK_CHECK_VERSION (4, 12, 0)
  g_object_set (view, "tab-behavior", GTK_LIST_TAB_ITEM, NULL);
#endif
}

static gboolean
focus_child_by_child (GtkWidget        *widget,
                      GtkDirectionType  direction)
{
  gboolean is_forward = direction == GTK_DIR_TAB_FORWARD;
  GtkWidget *child = gtk_widget_get_focus_child (widget);

  if (!is_forward && direction != GTK_DIR_TAB_BACKWARD)
    return focus_box (widget, direction);

  if (child == NULL)
    child = is_forward ? gtk_widget_get_first_child (widget) : gtk_widget_get_last_child (widget);
  while (child != NULL)
    {
      if (gtk_widget_get_mapped (child) && gtk_widget_child_focus (child, direction))
        return TRUE;
      child = is_forward ? gtk_widget_get_next_sibling (child) : gtk_widget_get_prev_sibling (child);
    }

  return FALSE;
}

/**
 * nrn_focus_read_boxes:
 *
 * Lets Tab go through all that is in a #GtkBox as one reads it, from now on. GTK 4.18
 * goes from left to right where one reads from right to left, too, and past what does not
 * overlap that which has the focus, be it at the other end of the next line. So it does in
 * boxes that are not ours, such as those of a header bar. It is called once, before there
 * is a box.
 */
void
nrn_focus_read_boxes (void)
{
  GtkWidgetClass *klass = g_type_class_ref (GTK_TYPE_BOX);  /* for good */

  focus_box = klass->focus;
  klass->focus = focus_child_by_child;
}
