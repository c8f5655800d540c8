/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What can be in the middle of the window: the network, the data, the benches,
 * the kept runs. A page is a line in the table; it is made when it is shown for the
 * first time. Its keys are with the others in nrn-application.c and nrn-shortcuts.ui.
 */

#include "config.h"

#include "nrn-window-private.h"

#include <glib/gi18n.h>

#include "nrn-benches-view.h"
#include "nrn-data-page.h"
#include "nrn-focus.h"
#include "nrn-runs-page.h"

static GtkWidget *
new_data_page (NrnWindow *window)
{
  NrnDataPage *page = g_object_new (NRN_TYPE_DATA_PAGE, NULL);

  nrn_data_page_set_document (page, window->document);
  g_signal_connect_object (page, "failed", G_CALLBACK (nrn_window_say), window,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (page);
}

static GtkWidget *
new_benches (NrnWindow *window)
{
  GtkWidget *page = nrn_benches_view_new ();

  nrn_benches_view_set_document (NRN_BENCHES_VIEW (page), window->document);
  g_signal_connect_object (page, "failed", G_CALLBACK (nrn_window_say), window,
                           G_CONNECT_SWAPPED);

  return page;
}

static GtkWidget *
new_runs_page (NrnWindow *window)
{
  NrnRunsPage *page = g_object_new (NRN_TYPE_RUNS_PAGE, NULL);

  nrn_runs_page_set_document (page, window->document);
  g_signal_connect_object (page, "failed", G_CALLBACK (nrn_window_say), window,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (page);
}

static const struct
{
  const char *name;
  const char *title;
  const char *tooltip;
  const char *icon_name;
  GtkWidget  *(*create) (NrnWindow *window);    /* NULL: in the template */
} pages[] = {
  { "network", N_("Network"), N_("Network (Alt+1)"), "network-workgroup-symbolic", NULL },
  { "data", N_("Data"), N_("Data (Alt+2)"), "x-office-spreadsheet-symbolic", new_data_page },
  { "benches", N_("Benches"), N_("Benches (Alt+3)"), "applications-science-symbolic", new_benches },
  { "runs", N_("Runs"), N_("Runs (Alt+4)"), "view-list-symbolic", new_runs_page },
};

static void
fill (NrnWindow  *window,
      const char *name)
{
  GtkWidget *frame = adw_view_stack_get_child_by_name (window->pages, name);

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      if (g_str_equal (pages[i].name, name) && pages[i].create != NULL &&
          adw_bin_get_child (ADW_BIN (frame)) == NULL)
        adw_bin_set_child (ADW_BIN (frame), pages[i].create (window));
    }
}

/* The keys go along with what is seen, if they were in what was seen. */
static void
show_page_cb (GSimpleAction *action,
              GVariant      *value,
              gpointer       data)
{
  NrnWindow *window = data;
  const char *name = g_variant_get_string (value, NULL);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));
  gboolean has_focus = focus != NULL &&
                       gtk_widget_is_ancestor (focus, GTK_WIDGET (window->pages));

  if (adw_view_stack_get_child_by_name (window->pages, name) == NULL)
    return;

  nrn_window_uncover (window);
  nrn_focus_leave (GTK_WIDGET (window->pages));
  fill (window, name);
  adw_view_stack_set_visible_child_name (window->pages, name);
  g_simple_action_set_state (action, value);
  if (has_focus)
    nrn_window_focus_page (window);
}

static GtkWidget *
new_button (guint page)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), g_object_new (GTK_TYPE_IMAGE,
                                               "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                               "icon-name", pages[page].icon_name, NULL));
  gtk_box_append (GTK_BOX (box), gtk_label_new (_(pages[page].title)));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_tooltip_text (button, _(pages[page].tooltip));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(pages[page].title), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.page");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", pages[page].name);

  return button;
}

/**
 * nrn_window_get_page:
 * @window: a window
 *
 * Returns: (transfer none): the name of the page that is seen
 */
const char *
nrn_window_get_page (NrnWindow *window)
{
  return adw_view_stack_get_visible_child_name (window->pages);
}

/**
 * nrn_window_add_pages:
 * @window: a window whose template is in place
 *
 * Adds the pages, the buttons that switch between them, and "win.page".
 */
void
nrn_window_add_pages (NrnWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "page", .parameter_type = "s", .state = "'network'", .change_state = show_page_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      if (pages[i].create != NULL)
        adw_view_stack_add_named (window->pages, adw_bin_new (), pages[i].name);
      gtk_box_append (GTK_BOX (window->page_switch), new_button (i));
    }
}

/**
 * nrn_window_focus_page:
 * @window: a window
 *
 * Gives the page that is shown the keyboard.
 */
void
nrn_window_focus_page (NrnWindow *window)
{
  GtkWidget *child = adw_view_stack_get_visible_child (window->pages);

  gtk_widget_grab_focus (ADW_IS_BIN (child) ? adw_bin_get_child (ADW_BIN (child))
                                            : GTK_WIDGET (window->canvas));
}

/**
 * nrn_window_update_page_switch:
 * @window: a window
 *
 * Has the buttons say their names where there is room.
 */
void
nrn_window_update_page_switch (NrnWindow *window)
{
  for (GtkWidget *button = gtk_widget_get_first_child (window->page_switch); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    gtk_widget_set_visible (gtk_widget_get_last_child (gtk_button_get_child (GTK_BUTTON (button))),
                            window->room == NRN_WINDOW_WIDE);
}
