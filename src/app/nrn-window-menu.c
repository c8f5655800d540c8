/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the main menu says of the moment: the edits that can be taken back,
 * and the files that were open last.
 */

#include "config.h"

#include "nrn-window-private.h"

#include <glib/gi18n.h>
#include <string.h>

#define MIME_TYPE "application/x-neurons"

#define MOST_RECENT_FILES 8

static GMenu *
get_menu (NrnWindow  *self,
          const char *id)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  GMenu *menu = application != NULL ? gtk_application_get_menu_by_id (application, id) : NULL;

  if (menu != NULL)
    g_menu_remove_all (menu);

  return menu;
}

static void
fill_undo (NrnWindow *self)
{
  GMenu *menu = get_menu (self, "undo_section");
  const char *undo = nrn_document_get_undo_name (self->document);
  const char *redo = nrn_document_get_redo_name (self->document);

  if (menu == NULL)
    return;

  g_menu_append (menu, undo != NULL ? undo : _("Undo"), "win.undo");
  g_menu_append (menu, redo != NULL ? redo : _("Redo"), "win.redo");
}

static int
compare_visits (gconstpointer a,
                gconstpointer b)
{
  return g_date_time_compare (gtk_recent_info_get_visited ((GtkRecentInfo *) b),
                              gtk_recent_info_get_visited ((GtkRecentInfo *) a));
}

static void
append_recent (GMenu         *menu,
               GtkRecentInfo *info)
{
  g_autoptr (GMenuItem) item = NULL;
  const char *name = gtk_recent_info_get_display_name (info);
  g_auto (GStrv) parts = g_strsplit (name, "_", -1);
  g_autofree char *label = g_strjoinv ("__", parts);

  item = g_menu_item_new (label, NULL);
  g_menu_item_set_action_and_target (item, "win.open-recent", "s", gtk_recent_info_get_uri (info));
  g_menu_append_item (menu, item);
}

static void
fill_recent (NrnWindow *self)
{
  GMenu *menu = get_menu (self, "recent_menu");
  GList *infos;
  guint n_files = 0;

  if (menu == NULL)
    return;

  infos = g_list_sort (gtk_recent_manager_get_items (gtk_recent_manager_get_default ()),
                       compare_visits);
  for (GList *item = infos; item != NULL && n_files < MOST_RECENT_FILES; item = item->next)
    {
      if (g_strcmp0 (gtk_recent_info_get_mime_type (item->data), MIME_TYPE) != 0 ||
          !gtk_recent_info_exists (item->data))
        continue;
      append_recent (menu, item->data);
      n_files++;
    }
  g_list_free_full (infos, (GDestroyNotify) gtk_recent_info_unref);
  if (n_files == 0)
    g_menu_append (menu, _("No files yet"), "win.no-recent-files");
}

/* GTK 4.8 gives the keyboard to a submenu that is no longer there when what was
 * chosen of it opens a dialog. */
static void
take_keyboard_back (gpointer data)
{
  g_autoptr (NrnWindow) self = data;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (self->document != NULL && focus != NULL && !gtk_widget_get_mapped (focus))
    gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

static void
closed_cb (NrnWindow *self)
{
  g_idle_add_once (take_keyboard_back, g_object_ref (self));
}

static void
open_cb (GtkMenuButton *button,
         gpointer       data)
{
  GtkPopover *popover = gtk_menu_button_get_popover (button);

  fill_undo (data);
  fill_recent (data);
  if (popover != NULL)
    {
      g_signal_handlers_disconnect_by_func (popover, closed_cb, data);
      g_signal_connect_object (popover, "closed", G_CALLBACK (closed_cb), data, G_CONNECT_SWAPPED);
    }
}

/**
 * nrn_window_fill_menu_late:
 * @window: a window
 *
 * Fills the main menu when it opens: all windows share it.
 */
void
nrn_window_fill_menu_late (NrnWindow *window)
{
  gtk_menu_button_set_create_popup_func (window->menu_button, open_cb, window, NULL);
}
