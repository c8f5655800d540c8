/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Undo and redo.
 */

#include "config.h"

#include "nrn-window-private.h"

#include <glib/gi18n.h>

#include "nrn-accessible.h"

static void
follow_change (NrnWindow *self,
               gboolean (*change) (NrnDocument *, GError **))
{
  g_autoptr (GError) error = NULL;

  if (change (self->document, &error))
    nrn_window_follow_import (self);
  else
    nrn_window_say (self, error->message);
}

static void
undo_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       window)
{
  follow_change (window, nrn_document_undo);
}

static void
redo_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       window)
{
  follow_change (window, nrn_document_redo);
}

static void
update_button (NrnWindow  *self,
               const char *action,
               GtkWidget  *button,
               const char *name,
               const char *plain)
{
  GAction *simple = g_action_map_lookup_action (G_ACTION_MAP (self), action);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (simple), name != NULL);
  gtk_widget_set_tooltip_text (button, name != NULL ? name : plain);
  nrn_accessible_set_name (button, name != NULL ? name : plain);
}

/**
 * nrn_window_update_undo:
 * @window: a window
 *
 * Brings the undo and redo buttons and the title up to date.
 */
void
nrn_window_update_undo (NrnWindow *window)
{
  update_button (window, "undo", window->undo_button,
                 nrn_document_get_undo_name (window->document), _("Undo"));
  update_button (window, "redo", window->redo_button,
                 nrn_document_get_redo_name (window->document), _("Redo"));
  nrn_window_update_file (window);
}

static const GActionEntry entries[] = {
  { .name = "undo", .activate = undo_cb },
  { .name = "redo", .activate = redo_cb },
};

/**
 * nrn_window_add_undo_actions:
 * @window: a window
 *
 * Adds undo and redo.
 */
void
nrn_window_add_undo_actions (NrnWindow *window)
{
  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}
