/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A wheel over a form moves the form, not the numbers in it.
 */

#include "nrn-wheel.h"

/* Their own controllers, which come first under the pointer. */
static void
leave_wheel_alone (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_NONE);
    }
}

static void
visit (GtkWidget *widget)
{
  if (GTK_IS_SPIN_BUTTON (widget) || GTK_IS_SCALE (widget))
    leave_wheel_alone (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    visit (child);
}

static void
entered_cb (GtkScrolledWindow *scroller)
{
  visit (GTK_WIDGET (scroller));
}

/**
 * nrn_wheel_scroll_only:
 * @scroller: a form that can be scrolled
 *
 * Whoever scrolls it with the wheel changes no spin button and no scale that
 * happens to come under the pointer, also of those that are added later.
 */
void
nrn_wheel_scroll_only (GtkScrolledWindow *scroller)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  g_signal_connect_swapped (motion, "enter", G_CALLBACK (entered_cb), scroller);
  gtk_widget_add_controller (GTK_WIDGET (scroller), motion);
  visit (GTK_WIDGET (scroller));
}
