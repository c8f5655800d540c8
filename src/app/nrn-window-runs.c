/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Keeping runs.
 */

#include "config.h"

#include "nrn-window-private.h"

#include <glib/gi18n.h>

#define TOAST_SECONDS 5

static gboolean
is_on_page (NrnWindow *self)
{
  return g_strcmp0 (adw_view_stack_get_visible_child_name (self->pages), "runs") == 0;
}

/* Where it is not seen to come. */
static void
say_kept (NrnWindow *self,
          guint      id)
{
  const NrnRun *run = nrn_shelf_find (nrn_document_get_shelf (self->document), id);
  /* Translators: the name of a run. */
  g_autofree char *sentence = g_strdup_printf (_("“%s” is kept."), nrn_run_get_name (run));
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);
  AdwToast *toast;

  nrn_window_announce (self, sentence);
  if (is_on_page (self))
    return;

  toast = adw_toast_new (escaped);
  adw_toast_set_timeout (toast, TOAST_SECONDS);
  adw_toast_set_button_label (toast, _("_Compare"));
  adw_toast_set_action_name (toast, "win.page");
  adw_toast_set_action_target (toast, "s", "runs");
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
keep_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  NrnWindow *self = data;

  say_kept (self, nrn_document_keep_run (self->document));
}

static const GActionEntry entries[] = {
  { .name = "keep-run", .activate = keep_cb },
};

/**
 * nrn_window_add_run_actions:
 * @window: a window
 *
 * Adds "win.keep-run".
 */
void
nrn_window_add_run_actions (NrnWindow *window)
{
  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}

/**
 * nrn_window_update_run_actions:
 * @window: a window
 *
 * Only a run with an epoch can be kept, and only kept runs exported.
 */
void
nrn_window_update_run_actions (NrnWindow *window)
{
  GActionMap *map = G_ACTION_MAP (window);
  guint n_runs = nrn_shelf_get_n_runs (nrn_document_get_shelf (window->document));

  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "keep-run")),
                               nrn_document_can_keep_run (window->document));
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "export-runs")),
                               n_runs > 0);
}
