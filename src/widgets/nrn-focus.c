/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Where the keyboard goes when what had it is taken away.
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
