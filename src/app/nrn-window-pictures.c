/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The menu of a picture: by the second mouse button, or by key.
 */

#include "config.h"

#include "nrn-window-private.h"

#include <glib/gi18n.h>

#include "nrn-picture.h"

static GMenuModel *
create_menu (const char *name)
{
  GMenu *menu = g_menu_new ();
  g_autofree char *copy = g_strdup_printf ("win.copy-%s", name);
  g_autofree char *export = g_strdup_printf ("win.export-%s", name);

  g_menu_append (menu, _("_Copy Picture"), copy);
  g_menu_append (menu, _("_Export…"), export);

  return G_MENU_MODEL (menu);
}

static gboolean
unparent_cb (gpointer popover)
{
  gtk_widget_unparent (popover);

  return G_SOURCE_REMOVE;
}

/* Not at once: the item that was chosen acts after the menu has closed. */
static void
closed_cb (GtkWidget *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, unparent_cb, g_object_ref (popover), g_object_unref);
}

/* At a point of the window, in its coordinates. */
static void
show_menu (NrnWindow  *window,
           NrnPicture *picture,
           double      x,
           double      y)
{
  g_autoptr (GMenuModel) menu = create_menu (nrn_picture_get_name (picture));
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (window->toasts));
  GtkWidget *popover;
  double parent_x, parent_y;

  if (!gtk_widget_translate_coordinates (GTK_WIDGET (window), parent, x, y, &parent_x, &parent_y))
    return;

  nrn_window_update_export_actions (window);
  popover = gtk_popover_menu_new_from_model (menu);
  gtk_widget_set_parent (popover, parent);
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_BOTTOM);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover),
                               &(GdkRectangle) { (int) parent_x, (int) parent_y, 1, 1 });
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}

/* The picture that a widget is, or is in. */
static NrnPicture *
get_picture (GtkWidget *widget)
{
  double width, height;

  if (widget != NULL && !NRN_IS_PICTURE (widget))
    widget = gtk_widget_get_ancestor (widget, NRN_TYPE_PICTURE);
  if (widget == NULL || !nrn_picture_get_size (NRN_PICTURE (widget), &width, &height))
    return NULL;

  return NRN_PICTURE (widget);
}

static void
pressed_cb (NrnWindow  *window,
            int         n_press,
            double      x,
            double      y,
            GtkGesture *gesture)
{
  NrnPicture *picture = get_picture (gtk_widget_pick (GTK_WIDGET (window), x, y,
                                                      GTK_PICK_DEFAULT));

  if (picture == NULL)
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  show_menu (window, picture, x, y);
}

static gboolean
menu_key_cb (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   data)
{
  NrnPicture *picture = get_picture (gtk_window_get_focus (GTK_WINDOW (widget)));
  double x, y;

  if (picture == NULL ||
      !gtk_widget_translate_coordinates (GTK_WIDGET (picture), widget,
                                         gtk_widget_get_width (GTK_WIDGET (picture)) / 2.0,
                                         gtk_widget_get_height (GTK_WIDGET (picture)) / 2.0, &x, &y))
    return FALSE;

  show_menu (NRN_WINDOW (widget), picture, x, y);

  return TRUE;
}

static void
add_key (GtkEventController *controller,
         guint               key,
         GdkModifierType     modifiers)
{
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (key, modifiers),
                                                          gtk_callback_action_new (menu_key_cb,
                                                                                   NULL, NULL)));
}

/**
 * nrn_window_add_picture_menus:
 * @window: a window
 *
 * Gives each #NrnPicture in it a menu.
 */
void
nrn_window_add_picture_menus (NrnWindow *window)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), window);
  gtk_widget_add_controller (GTK_WIDGET (window), GTK_EVENT_CONTROLLER (click));

  add_key (keys, GDK_KEY_Menu, 0);
  add_key (keys, GDK_KEY_F10, GDK_SHIFT_MASK);
  gtk_widget_add_controller (GTK_WIDGET (window), keys);
}

/**
 * nrn_window_collect_pictures:
 * @window: a window
 *
 * Looks for what can be exported.
 */
void
nrn_window_collect_pictures (NrnWindow *window)
{
  g_ptr_array_set_size (window->pictures, 0);
  nrn_picture_collect (GTK_WIDGET (window), window->pictures);
}
