/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The panes beside the pages, and what becomes of them where there is
 * little room:
 *
 *   wide     both are shown or hidden as the user likes
 *   narrow   one of them at a time
 *   tight    one of them at a time, in place of the pages
 *
 * Where there is little height, the network has no data under it.
 */

#include "config.h"

#include "nrn-window-private.h"

#include "nrn-focus.h"
#include "nrn-theme.h"

/* Widths from which on there is room. With both panes, less than the first
 * would fold the drug trial's layer of 32 units. */
#define WIDE_WIDTH   1100
#define NARROW_WIDTH 900

/* Of the network, with the data under it. */
#define NETWORK_HEIGHT 180

/* Of each pane, at least; and how much of that grows with the text. The results
 * are as wide as that, whatever is in them. */
#define SETUP_WIDTH   256
#define RESULTS_WIDTH 288

/* Of the results, in addition, where numbers have more digits. */
#define DIGITS_WIDTH 88
#define GROWTH        0.6

/* How much wider @width has to be for the text of the desktop. */
static int
get_growth (int width)
{
  double larger = MAX (nrn_theme_get_text_scale (), 1) - 1;

  return (int) (GROWTH * larger * width);
}

static int
get_results_width (void)
{
  int width = RESULTS_WIDTH + (nrn_theme_has_more_digits () ? DIGITS_WIDTH : 0);

  return width + get_growth (width);
}

static NrnWindowRoom
get_room (int width)
{
  int for_one = get_results_width () - RESULTS_WIDTH;
  int for_both = for_one + get_growth (SETUP_WIDTH);

  return width >= WIDE_WIDTH + for_both    ? NRN_WINDOW_WIDE
         : width >= NARROW_WIDTH + for_one ? NRN_WINDOW_NARROW
                                           : NRN_WINDOW_TIGHT;
}

static void
update_widths (NrnWindow *window)
{
  gtk_widget_set_size_request (window->setup_area,
                               SETUP_WIDTH + get_growth (SETUP_WIDTH), -1);
  gtk_widget_set_size_request (window->results_area, get_results_width (), -1);
}

static void
set_state (NrnWindow  *window,
           const char *action,
           gboolean    state)
{
  GAction *found = g_action_map_lookup_action (G_ACTION_MAP (window), action);

  g_simple_action_set_state (G_SIMPLE_ACTION (found), g_variant_new_boolean (state));
}

/* Whether a pane is in the place of the pages. */
static gboolean
is_covered (NrnWindow *window)
{
  return window->room == NRN_WINDOW_TIGHT &&
         (window->shows[NRN_PANE_SETUP] || window->shows[NRN_PANE_RESULTS]);
}

static void
set_visible (GtkWidget *widget,
             gboolean   visible)
{
  if (!visible)
    nrn_focus_leave (widget);
  gtk_widget_set_visible (widget, visible);
}

/* Shows the panes that @window->shows says. */
static void
apply (NrnWindow *window)
{
  gboolean with_setup = window->shows[NRN_PANE_SETUP];
  gboolean with_results = window->shows[NRN_PANE_RESULTS];
  gboolean with_network = !is_covered (window);

  set_visible (window->setup_area, with_setup);
  set_visible (window->results_area, with_results);
  set_visible (GTK_WIDGET (window->pages), with_network || !with_results);
  set_visible (GTK_WIDGET (window->inner_paned), with_network || with_results);
  set_state (window, "show-setup", with_setup);
  set_state (window, "show-results", with_results);
}

/* Once more as the user wants it, as far as there is room. */
static void
set_room (NrnWindow     *window,
          NrnWindowRoom  room)
{
  const gboolean *wanted = window->wants;

  window->room = room;
  window->shows[NRN_PANE_RESULTS] = wanted[NRN_PANE_RESULTS] && room != NRN_WINDOW_TIGHT;
  window->shows[NRN_PANE_SETUP] = wanted[NRN_PANE_SETUP] && room != NRN_WINDOW_TIGHT &&
                                  (room == NRN_WINDOW_WIDE || !wanted[NRN_PANE_RESULTS]);
  nrn_window_update_page_switch (window);
  /* They have keys, too. */
  gtk_widget_set_visible (window->redo_button, room != NRN_WINDOW_TIGHT);
  gtk_widget_set_visible (window->keep_button, room != NRN_WINDOW_TIGHT);
  apply (window);
}

/* Where there is little room, only what is seen changes, not what is wanted
 * where there is enough. */
static void
show (NrnWindow *window,
      NrnPane    pane,
      gboolean   shown)
{
  static const char *const keys[] = {
    [NRN_PANE_SETUP] = "show-setup",
    [NRN_PANE_RESULTS] = "show-results",
  };
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (window));
  GSettings *settings = application != NULL
                          ? nrn_application_get_settings (NRN_APPLICATION (application)) : NULL;

  window->shows[pane] = shown;
  if (window->room == NRN_WINDOW_WIDE)
    {
      window->wants[pane] = shown;
      if (settings != NULL)
        g_settings_set_boolean (settings, keys[pane], shown);
    }
  else if (shown)
    {
      window->shows[1 - pane] = FALSE;
    }

  /* GTK 4.8 leaks a widget if two around the focus are hidden at once. */
  if (window->room == NRN_WINDOW_TIGHT)
    gtk_window_set_focus (GTK_WINDOW (window), NULL);
  apply (window);
}

/* The keys go to what is seen. */
static void
move_focus (NrnWindow *window,
            NrnPane    pane)
{
  GtkWidget *widget = pane == NRN_PANE_SETUP ? window->setup_area : window->results_area;

  if (window->room == NRN_WINDOW_TIGHT && window->shows[pane])
    gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
  else if (gtk_window_get_focus (GTK_WINDOW (window)) == NULL)
    nrn_window_focus_page (window);
}

static void
show_setup_cb (GSimpleAction *action,
               GVariant      *state,
               gpointer       window)
{
  show (window, NRN_PANE_SETUP, g_variant_get_boolean (state));
  move_focus (window, NRN_PANE_SETUP);
}

static void
show_results_cb (GSimpleAction *action,
                 GVariant      *state,
                 gpointer       window)
{
  show (window, NRN_PANE_RESULTS, g_variant_get_boolean (state));
  move_focus (window, NRN_PANE_RESULTS);
}

/**
 * nrn_window_add_pane_actions:
 * @window: a window
 *
 * Adds "win.show-setup" and "win.show-results".
 */
void
nrn_window_add_pane_actions (NrnWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "show-setup", .state = "true", .change_state = show_setup_cb },
    { .name = "show-results", .state = "true", .change_state = show_results_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}

static void
position_changed_cb (NrnWindow  *window,
                     GParamSpec *pspec,
                     GtkPaned   *paned)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (window));

  if (window->room == NRN_WINDOW_WIDE && window->shows[NRN_PANE_SETUP] && application != NULL)
    g_settings_set_int (nrn_application_get_settings (NRN_APPLICATION (application)),
                        "setup-width", CLAMP (gtk_paned_get_position (paned), 200, 2000));
}

static void
add_setup_pane (NrnWindow *window)
{
  window->setup_pane = g_object_new (NRN_TYPE_SETUP_PANE, NULL);
  g_signal_connect_object (window->setup_pane, "failed", G_CALLBACK (nrn_window_say), window,
                           G_CONNECT_SWAPPED);
  nrn_setup_pane_set_document (window->setup_pane, window->document);
  adw_bin_set_child (ADW_BIN (window->setup_area), GTK_WIDGET (window->setup_pane));
}

static void
add_plots (NrnWindow *window)
{
  NrnHistoryCards *plots = nrn_results_pane_get_history_cards (window->results_pane);
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (window));
  GSettings *settings = application != NULL
                          ? nrn_application_get_settings (NRN_APPLICATION (application)) : NULL;

  gtk_widget_insert_action_group (GTK_WIDGET (window), "plot",
                                  nrn_history_cards_get_actions (plots));
  g_signal_connect_object (plots, "failed", G_CALLBACK (nrn_window_say), window,
                           G_CONNECT_SWAPPED);
  if (settings != NULL)
    {
      g_autoptr (GSettings) child = g_settings_get_child (settings, "plots");

      nrn_history_cards_bind_settings (plots, child);
    }
}

static void
add_results_pane (NrnWindow *window)
{
  window->results_pane = g_object_new (NRN_TYPE_RESULTS_PANE, NULL);
  g_signal_connect_object (window->results_pane, "failed", G_CALLBACK (nrn_window_say), window,
                           G_CONNECT_SWAPPED);
  nrn_results_pane_set_document (window->results_pane, window->document, window->canvas);
  gtk_widget_insert_action_group (GTK_WIDGET (window), "results",
                                  nrn_results_pane_get_actions (window->results_pane));
  add_plots (window);
  adw_bin_set_child (ADW_BIN (window->results_area), GTK_WIDGET (window->results_pane));
}

/* After the pictures, which know then whether they have something to show. */
static void
experiment_changed_cb (NrnWindow *window)
{
  nrn_window_update_export_actions (window);
  nrn_window_update_run_actions (window);
}

/* Whatever is added to a pane costs the first frame nothing. */
static void
add_panes (gpointer data)
{
  NrnWindow *window = data;

  add_setup_pane (window);
  add_results_pane (window);
  nrn_window_collect_pictures (window);
  g_signal_connect_object (window->document, "experiment-changed",
                           G_CALLBACK (experiment_changed_cb), window, G_CONNECT_SWAPPED);
}

static void
first_paint_cb (NrnWindow     *window,
                GdkFrameClock *clock)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (window));

  g_signal_handlers_disconnect_by_func (clock, first_paint_cb, window);
  nrn_document_introduce (window->document, add_panes, window);
  /* For X11, at the price of a library that draws it. */
  gtk_window_set_default_icon_name (NRN_APPLICATION_ID);

  /* One for all windows: GTK 4.8 never frees those of a template. */
  if (application != NULL)
    gtk_menu_button_set_menu_model (window->menu_button,
                                    G_MENU_MODEL (gtk_application_get_menu_by_id (application,
                                                                                  "primary_menu")));
}

static void
realize_cb (NrnWindow *window)
{
  g_signal_connect_object (gtk_widget_get_frame_clock (GTK_WIDGET (window)), "after-paint",
                           G_CALLBACK (first_paint_cb), window, G_CONNECT_SWAPPED);
}

/**
 * nrn_window_fill_panes_late:
 * @window: a window that is not on the screen yet
 *
 * Leaves the panes, the menu and the icon out of the first frame, in which the
 * network is to be seen: most of the window's widgets are in them.
 */
void
nrn_window_fill_panes_late (NrnWindow *window)
{
  g_signal_connect (window, "realize", G_CALLBACK (realize_cb), NULL);
}

/**
 * nrn_window_set_up_panes:
 * @window: a window
 * @settings: (nullable): where to remember what the user wants
 *
 * Shows the panes as the user had them last.
 */
void
nrn_window_set_up_panes (NrnWindow *window,
                         GSettings *settings)
{
  window->wants[NRN_PANE_SETUP] = settings == NULL ||
                                  g_settings_get_boolean (settings, "show-setup");
  window->wants[NRN_PANE_RESULTS] = settings == NULL ||
                                    g_settings_get_boolean (settings, "show-results");
  update_widths (window);
  g_signal_connect_object (nrn_theme_get_default (), "changed", G_CALLBACK (update_widths), window,
                           G_CONNECT_SWAPPED);
  set_room (window, NRN_WINDOW_WIDE);
  if (settings == NULL)
    return;

  gtk_paned_set_position (window->outer_paned, g_settings_get_int (settings, "setup-width"));
  g_signal_connect_object (window->outer_paned, "notify::position",
                           G_CALLBACK (position_changed_cb), window, G_CONNECT_SWAPPED);
}

/* A window can be given less width than all that is in it needs, until that has
 * made room; GTK 4.18 warns whoever measures for it. */
static int
get_height (GtkWidget *widget,
            int        width)
{
  int least, height;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, MAX (width, least), &height, NULL, NULL, NULL);

  return height;
}

/* Where there is little height, the network has it. */
static gboolean
has_room_for_data (NrnWindow *window,
                   int        width,
                   int        height)
{
  height -= get_height (GTK_WIDGET (window->header_bar), width);
  height -= get_height (GTK_WIDGET (window->data_view), width);
  height -= get_height (GTK_WIDGET (window->epoch_line), width);
  height -= get_height (GTK_WIDGET (window->transport), width);

  return height >= NETWORK_HEIGHT;
}

/**
 * nrn_window_fit_panes:
 * @window: a window that is being given its size
 * @width: of it
 * @height: of it
 *
 * Makes room for the network, before the window's children get their places.
 */
void
nrn_window_fit_panes (NrnWindow *window,
                      int        width,
                      int        height)
{
  NrnWindowRoom room = get_room (width);
  gboolean with_data = has_room_for_data (window, width, height);

  if (room != window->room)
    set_room (window, room);
  if (with_data != gtk_widget_get_visible (window->data_area))
    set_visible (window->data_area, with_data);
}

/**
 * nrn_window_uncover:
 * @window: a window
 *
 * Returns: whether a pane was in the place of the pages, and now is not
 */
gboolean
nrn_window_uncover (NrnWindow *window)
{
  if (!is_covered (window))
    return FALSE;

  show (window, NRN_PANE_SETUP, FALSE);
  show (window, NRN_PANE_RESULTS, FALSE);
  nrn_window_focus_page (window);

  return TRUE;
}
