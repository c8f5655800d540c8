/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What somebody hears who does not see the window, and what the keyboard
 * reaches.
 */

#include "config.h"

#include "nrn-window-test.h"

#include <math.h>

#include "nrn-confusion-view.h"
#include "nrn-history-view.h"
#include "nrn-picture.h"
#include "nrn-theme.h"

typedef void (*Visit) (GtkWidget *widget,
                       gpointer   data);

static void
visit_below (GtkWidget *widget,
             Visit      visit,
             gpointer   data)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      visit (child, data);
      visit_below (child, visit, data);
    }
}

static gboolean
has_label (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);

  return gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL) ||
         gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY) ||
         (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) != NULL);
}

/* GTK names the parts of its own widgets. */
static gboolean
is_part_of_another (GtkWidget *widget)
{
  return gtk_widget_get_ancestor (gtk_widget_get_parent (widget), GTK_TYPE_SPIN_BUTTON) != NULL ||
         gtk_widget_get_ancestor (gtk_widget_get_parent (widget), GTK_TYPE_MENU_BUTTON) != NULL ||
         gtk_widget_get_ancestor (widget, GTK_TYPE_POPOVER) != NULL ||
         gtk_widget_get_ancestor (widget, ADW_TYPE_ENTRY_ROW) != NULL ||
         gtk_widget_get_ancestor (widget, GTK_TYPE_WINDOW_CONTROLS) != NULL ||
         gtk_widget_get_ancestor (widget, GTK_TYPE_INFO_BAR) != NULL;
}

/* A twin of something that is told, or a part of a row that does not use it. */
static gboolean
is_not_told (GtkWidget *widget)
{
  return gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) ==
           GTK_ACCESSIBLE_ROLE_PRESENTATION ||
         (GTK_IS_SWITCH (widget) && !gtk_widget_get_visible (widget));
}

static void
assert_named (GtkWidget *widget,
              gpointer   n_seen)
{
  if (is_part_of_another (widget) || is_not_told (widget) ||
      !(GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget) || GTK_IS_SCALE (widget) ||
        GTK_IS_SPIN_BUTTON (widget) || GTK_IS_SWITCH (widget) || GTK_IS_PROGRESS_BAR (widget) ||
        GTK_IS_TEXT_VIEW (widget) || NRN_IS_CANVAS (widget) || NRN_IS_DATA_VIEW (widget) ||
        NRN_IS_HISTORY_VIEW (widget) || NRN_IS_CONFUSION_VIEW (widget)))
    return;

  if (!has_label (widget))
    {
      g_autofree char *tooltip = g_strdup (gtk_widget_get_tooltip_text (widget));

      g_error ("A %s has no label (tooltip: %s)", G_OBJECT_TYPE_NAME (widget), tooltip);
    }
  *(guint *) n_seen += 1;
}

static void
test_everything_is_named (void)
{
  NrnWindow *window = nrn_window_test_open ();
  guint n_seen = 0;

  visit_below (GTK_WIDGET (window), assert_named, &n_seen);
  g_assert_cmpuint (n_seen, >=, 20);
  nrn_window_test_close (window);
}

static void
assert_described (GtkWidget *widget,
                  gpointer   data)
{
  if (!(NRN_IS_CANVAS (widget) || NRN_IS_DATA_VIEW (widget) || NRN_IS_HISTORY_VIEW (widget) ||
        NRN_IS_CONFUSION_VIEW (widget)))
    return;

  gtk_test_accessible_assert_role (widget, NRN_IS_CANVAS (widget) ? GTK_ACCESSIBLE_ROLE_LIST
                                                                  : GTK_ACCESSIBLE_ROLE_IMG);
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget),
                                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
  *(guint *) data += 1;
}

/* Every picture is put into words. */
static void
test_pictures_are_described (void)
{
  NrnWindow *window = nrn_window_test_open ();
  guint n_seen = 0;

  visit_below (GTK_WIDGET (window), assert_described, &n_seen);
  g_assert_cmpuint (n_seen, ==, 5);
  gtk_test_accessible_assert_property (window->canvas, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Network 1-6-32-2 with 302 parameters");
  nrn_window_test_close (window);
}

/* What a list says beside its name. */
static void
assert_choice (NrnWindow  *window,
               const char *row,
               const char *choice)
{
  gtk_test_accessible_assert_property (nrn_window_test_setup (window, row),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, choice);
}

static void
test_choices_are_described (void)
{
  NrnWindow *window = nrn_window_test_open ();

  assert_choice (window, "data_row", "Drug trial");
  assert_choice (window, "loss_row", "sparse_categorical_crossentropy");
  assert_choice (window, "optimizer_row", "Adam");
  nrn_window_test_choose_kind (window, "optimizer_row", "SGD");
  assert_choice (window, "optimizer_row", "SGD");
  nrn_window_test_close (window);
}

/* The part of an entry that gets the focus says what is in it. */
static void
test_entries_are_described (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GtkEditable *entry = GTK_EDITABLE (nrn_window_test_setup (window, "learning_rate_row"));
  GtkEditable *text = gtk_editable_get_delegate (entry);

  gtk_test_accessible_assert_role (text, GTK_ACCESSIBLE_ROLE_TEXT_BOX);
  gtk_test_accessible_assert_property (text, GTK_ACCESSIBLE_PROPERTY_LABEL, "Learning rate");
  gtk_test_accessible_assert_property (text, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "0.0001");
  nrn_window_test_enter (window, "learning_rate_row", "0.01");
  gtk_test_accessible_assert_property (text, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "0.01");
  nrn_window_test_close (window);
}

/* The play button says what it will do. */
static void
test_play_button (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GObject *button = gtk_widget_get_template_child (GTK_WIDGET (window->transport),
                                                   NRN_TYPE_TRANSPORT, "play_button");

  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "Train");
  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_update (window, 1);
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "Pause");
  nrn_window_test_close (window);
}

/* By its own words, or by a label that is not hidden from screen readers. */
static void
assert_item_named (GtkWidget *widget,
                   gpointer   n_seen)
{
  GtkAccessible *item = GTK_ACCESSIBLE (gtk_widget_get_parent (widget));
  const char *words = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : "";

  if (*words == '\0' || !gtk_widget_get_focusable (GTK_WIDGET (item)) ||
      !GTK_IS_BOX (gtk_widget_get_prev_sibling (widget)))
    return;

  if (is_not_told (widget))
    {
      g_assert_false (gtk_test_accessible_has_relation (item, GTK_ACCESSIBLE_RELATION_LABELLED_BY));
      gtk_test_accessible_assert_property (item, GTK_ACCESSIBLE_PROPERTY_LABEL, words);
    }
  g_assert_true (has_label (GTK_WIDGET (item)));
  *(guint *) n_seen += 1;
}

/* The items of the menu, and of those that it leads to. */
static void
test_menus_are_named (void)
{
  NrnWindow *window = nrn_window_test_open ();
  guint n_seen = 0;

  gtk_menu_button_popup (window->menu_button);
  nrn_window_test_draw (window);
  visit_below (GTK_WIDGET (gtk_menu_button_get_popover (window->menu_button)), assert_item_named,
               &n_seen);
  g_assert_cmpuint (n_seen, >=, 20);
  gtk_menu_button_popdown (window->menu_button);
  nrn_window_test_close (window);
}

/* The arrow keys watch the neighbours of the watched sample. */
static void
test_arrow_keys_watch (void)
{
  NrnWindow *window = nrn_window_test_open ();
  float before = nrn_document_get_watched (window->document)[0];

  nrn_window_test_press (window, GTK_WIDGET (window->data_view), GDK_KEY_Right, 0);
  g_assert_cmpfloat (nrn_document_get_watched (window->document)[0], ==, before + 1);
  for (guint i = 0; i < 100; i++)
    nrn_window_test_press (window, GTK_WIDGET (window->data_view), GDK_KEY_Right, 0);
  g_assert_cmpfloat (nrn_document_get_watched (window->document)[0], ==, 100);
  nrn_window_test_close (window);
}

/* Tab comes by everything that can be used, and back to where it began. */
static void
test_focus_order (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GtkWidget *root = GTK_WIDGET (window);
  GtkWidget *first = NULL;
  g_autoptr (GHashTable) reached = g_hash_table_new (NULL, NULL);
  GtkWidget *focus = NULL;
  GtkWidget *wanted[] = {
    GTK_WIDGET (window->canvas),
    GTK_WIDGET (window->data_view),
    nrn_window_test_setup (window, "data_row"),
    gtk_widget_get_parent (nrn_window_test_setup (window, "data_label")),
    nrn_window_test_setup (window, "scale_switch"),
    nrn_window_test_setup (window, "architecture_row"),
    nrn_window_test_setup (window, "learning_rate_row"),
    nrn_window_test_setup (window, "loss_row"),
    nrn_window_test_setup (window, "seed_spin"),
    GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (window->transport), NRN_TYPE_TRANSPORT,
                                               "play_button")),
    GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (window->transport), NRN_TYPE_TRANSPORT,
                                               "pace_scale")),
  };

  for (guint i = 0; i < 100 && (focus == NULL || focus != first); i++)
    {
      if (first == NULL)
        first = focus;
      gtk_widget_child_focus (root, GTK_DIR_TAB_FORWARD);
      focus = gtk_window_get_focus (GTK_WINDOW (window));
      for (GtkWidget *widget = focus; widget != NULL; widget = gtk_widget_get_parent (widget))
        g_hash_table_add (reached, widget);
    }

  g_assert_nonnull (focus);
  g_assert_true (focus == first);
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    g_assert_true (g_hash_table_contains (reached, wanted[i]));
  nrn_window_test_close (window);
}

/* A block of text as it is drawn, on nothing: how opaque it is, and its colour. */
static GdkRGBA
render_text (GtkWidget *label)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (label);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  int width = gtk_widget_get_width (label), height = gtk_widget_get_height (label);
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (image);
  GskRenderNode *node;
  const guint32 *pixel;
  GdkRGBA color;

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  gsk_render_node_draw (node, cr);
  gsk_render_node_unref (node);
  cairo_destroy (cr);
  cairo_surface_flush (image);
  pixel = (const guint32 *) (gpointer) (cairo_image_surface_get_data (image) +
                                        height / 2 * cairo_image_surface_get_stride (image)) + width / 2;
  color.alpha = (float) (*pixel >> 24) / 255;
  g_assert_cmpfloat (color.alpha, >, 0);
  color.red = (float) (*pixel >> 16 & 0xff) / 255 / color.alpha;
  color.green = (float) (*pixel >> 8 & 0xff) / 255 / color.alpha;
  color.blue = (float) (*pixel & 0xff) / 255 / color.alpha;
  cairo_surface_destroy (image);

  return color;
}

static double
get_luminance (const GdkRGBA *color)
{
  const double channels[] = { (double) color->red, (double) color->green, (double) color->blue };
  const double shares[] = { 0.2126, 0.7152, 0.0722 };
  double luminance = 0;

  for (guint i = 0; i < 3; i++)
    luminance += shares[i] * (channels[i] <= 0.04045 ? channels[i] / 12.92
                                                     : pow ((channels[i] + 0.055) / 1.055, 2.4));

  return luminance;
}

/* @over with its opacity, on @ground. */
static GdkRGBA
lay_over (const GdkRGBA *ground,
          const GdkRGBA *over)
{
  return (GdkRGBA) {
    ground->red + (over->red - ground->red) * over->alpha,
    ground->green + (over->green - ground->green) * over->alpha,
    ground->blue + (over->blue - ground->blue) * over->alpha,
    1,
  };
}

/* WCAG 2.1, 1.4.3: 4.5:1, also for quiet words, on whatever they stand. */
static void
test_quiet_text (void)
{
  static const char *const grounds[] = { "window_bg_color", "card_bg_color", "view_bg_color", "headerbar_bg_color" };
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK };
  GtkWidget *label = gtk_label_new ("████████");
  NrnWindow *window = nrn_window_test_open ();
  AdwStyleManager *manager = adw_style_manager_get_default ();

  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (gtk_widget_get_parent (GTK_WIDGET (window->transport))), label);
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      GtkStyleContext *context = gtk_widget_get_style_context (label);
      GdkRGBA color, base;

      adw_style_manager_set_color_scheme (manager, schemes[i]);
      nrn_window_test_draw (window);
      color = render_text (label);
      g_assert_true (gtk_style_context_lookup_color (context, "window_bg_color", &base));
      for (guint j = 0; j < G_N_ELEMENTS (grounds); j++)
        {
          GdkRGBA ground, text;
          double lighter, darker;

          g_assert_true (gtk_style_context_lookup_color (context, grounds[j], &ground));
          ground = lay_over (&base, &ground);
          text = lay_over (&ground, &color);
          lighter = MAX (get_luminance (&ground), get_luminance (&text));
          darker = MIN (get_luminance (&ground), get_luminance (&text));
          g_test_message ("%u %s: %.2f", i, grounds[j], (lighter + 0.05) / (darker + 0.05));
          g_assert_cmpfloat ((lighter + 0.05) / (darker + 0.05), >=, 4.5);
        }
    }
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
  nrn_window_test_close (window);
}

static void
check_on_card (const char     *what,
               const NrnColor *color,
               const NrnColor *card,
               double          least)
{
  GdkRGBA over = { (float) color->red, (float) color->green, (float) color->blue, 1 };
  GdkRGBA under = { (float) card->red, (float) card->green, (float) card->blue, 1 };
  double a = get_luminance (&over), b = get_luminance (&under);
  double contrast = (MAX (a, b) + 0.05) / (MIN (a, b) + 0.05);

  g_test_message ("%s: %.2f", what, contrast);
  g_assert_cmpfloat (contrast, >=, least);
}

/* What is drawn in cards stands out from them, too: the palettes are made for a ground
 * of their own. Plots write in all but the colour of the grid. */
static void
check_cards (NrnWindow *window,
             double     text,
             double     colors,
             double     grid)
{
  NrnPalette palette;

  nrn_window_test_draw (window);
  nrn_window_test_draw (window);
  palette = nrn_theme_get_card (GTK_WIDGET (window->results_pane));
  check_on_card ("text", &palette.text, &palette.background, text);
  check_on_card ("quiet", &palette.quiet, &palette.background, text);
  check_on_card ("ceiling", &palette.ceiling, &palette.background, colors);
  check_on_card ("grid", &palette.grid, &palette.background, grid);
  for (guint i = 0; i < NRN_PALETTE_N_CLASSES; i++)
    check_on_card ("class", &palette.classes[i], &palette.background, colors);
}

static void
test_cards (void)
{
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK };
  NrnWindow *window = nrn_window_test_open ();
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (window));
  GSettings *settings = nrn_application_get_settings (NRN_APPLICATION (application));
  AdwStyleManager *manager = adw_style_manager_get_default ();

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      adw_style_manager_set_color_scheme (manager, schemes[i]);
      g_settings_set_boolean (settings, "high-contrast", FALSE);
      check_cards (window, 4.5, 3, 1.2);
      g_settings_set_boolean (settings, "high-contrast", TRUE);
      check_cards (window, 7, 4.5, 3);
    }
  g_settings_set_boolean (settings, "high-contrast", FALSE);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
  nrn_window_test_close (window);
}

/* ---- Every action has a key, or is in something that the keyboard reaches ---- */

static void
add_way (GHashTable *ways,
         const char *detailed_name)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (g_action_parse_detailed_name (detailed_name, &name, &target, NULL))
    g_hash_table_add (ways, g_steal_pointer (&name));
}

static void
add_menu (GHashTable *ways,
          GMenuModel *menu)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      static const char *const links[] = { G_MENU_LINK_SECTION, G_MENU_LINK_SUBMENU };
      g_autofree char *action = NULL;

      if (g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_ACTION, "s", &action))
        add_way (ways, action);
      for (guint j = 0; j < G_N_ELEMENTS (links); j++)
        {
          g_autoptr (GMenuModel) below = g_menu_model_get_item_link (menu, i, links[j]);

          if (below != NULL)
            add_menu (ways, below);
        }
    }
}

static void
add_accelerators (GHashTable     *ways,
                  GtkApplication *application)
{
  g_auto (GStrv) actions = gtk_application_list_action_descriptions (application);

  for (guint i = 0; actions[i] != NULL; i++)
    add_way (ways, actions[i]);
}

/* Buttons, menus of buttons, and pictures, whose menu opens with a key. */
static void
add_ways_of_widget (GtkWidget *widget,
                    gpointer   ways)
{
  if (GTK_IS_ACTIONABLE (widget) && gtk_widget_get_focusable (widget) &&
      gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)) != NULL)
    add_way (ways, gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)));
  if (GTK_IS_MENU_BUTTON (widget) &&
      gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (widget)) != NULL)
    add_menu (ways, gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (widget)));
  if (NRN_IS_PICTURE (widget) && gtk_widget_get_focusable (widget))
    {
      const char *name = nrn_picture_get_name (NRN_PICTURE (widget));

      g_hash_table_add (ways, g_strdup_printf ("win.copy-%s", name));
      g_hash_table_add (ways, g_strdup_printf ("win.export-%s", name));
    }
}

/* What is folded away is made when it is first shown. */
static void
unfold (GtkWidget *widget,
        gpointer   data)
{
  if (GTK_IS_EXPANDER (widget))
    gtk_expander_set_expanded (GTK_EXPANDER (widget), TRUE);
}

static void
activated_cb (GSimpleAction *action,
              GVariant      *target,
              gpointer       ways)
{
  g_hash_table_add (ways, g_strconcat ("train.", g_action_get_name (G_ACTION (action)), NULL));
}

/* Actions of the same names, which tell that they were called. */
static GSimpleActionGroup *
create_listeners (GActionGroup *group,
                  GHashTable   *ways)
{
  GSimpleActionGroup *listeners = g_simple_action_group_new ();
  g_auto (GStrv) names = g_action_group_list_actions (group);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GSimpleAction) action =
        g_simple_action_new (names[i], g_action_group_get_action_parameter_type (group, names[i]));

      g_signal_connect (action, "activate", G_CALLBACK (activated_cb), ways);
      g_action_map_add_action (G_ACTION_MAP (listeners), G_ACTION (action));
    }

  return listeners;
}

static void
try_shortcut (NrnWindow   *window,
              GtkShortcut *shortcut,
              GHashTable  *ways)
{
  GtkShortcutAction *action = gtk_shortcut_get_action (shortcut);

  if (GTK_IS_NAMED_ACTION (action))
    add_way (ways, gtk_named_action_get_action_name (GTK_NAMED_ACTION (action)));
  else if (GTK_IS_CALLBACK_ACTION (action) && GTK_IS_KEYVAL_TRIGGER (gtk_shortcut_get_trigger (shortcut)))
    gtk_shortcut_action_activate (action, 0, GTK_WIDGET (window), NULL);
}

/* Keys of the window itself: what they call is known when they are pressed. */
static void
add_keys (NrnWindow  *window,
          GHashTable *ways)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (window));
  g_autoptr (GSimpleActionGroup) listeners =
    create_listeners (G_ACTION_GROUP (window->train_actions), ways);

  gtk_widget_insert_action_group (GTK_WIDGET (window), "train", G_ACTION_GROUP (listeners));
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GListModel) shortcuts = g_list_model_get_item (controllers, i);

      for (guint j = 0; GTK_IS_SHORTCUT_CONTROLLER (shortcuts) &&
                        j < g_list_model_get_n_items (shortcuts); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, j);

          try_shortcut (window, shortcut, ways);
        }
    }
  gtk_widget_insert_action_group (GTK_WIDGET (window), "train",
                                  G_ACTION_GROUP (window->train_actions));
}

static void
assert_ways (GActionGroup *group,
             const char   *prefix,
             GHashTable   *ways)
{
  /* States of the training that a script may ask for; the scrubber, its list of
   * moments and the menu's recent files, which have targets of their own and
   * are there when there is something to choose; the zoom that zooming in and
   * out comes to. */
  static const char *const others[] = {
    "train.state", "train.epoch", "train.update", "train.loss", "train.accuracy",
    "train.shown-epoch", "train.shown-update",
    "train.show-epoch", "train.show-update", "win.open-recent", "win.zoom",
  };
  g_auto (GStrv) names = g_action_group_list_actions (group);
  guint n_actions = g_strv_length (names);

  g_assert_cmpuint (n_actions, >, 0);
  for (guint i = 0; i < n_actions; i++)
    {
      g_autofree char *name = g_strconcat (prefix, names[i], NULL);
      gboolean is_known = g_hash_table_contains (ways, name);

      for (guint j = 0; j < G_N_ELEMENTS (others); j++)
        is_known = is_known || g_str_equal (name, others[j]);
      if (!is_known)
        g_error ("The keyboard does not reach %s", name);
    }
}

static void
test_actions_have_keys (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (window));
  g_autoptr (GHashTable) ways = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  add_accelerators (ways, application);
  visit_below (GTK_WIDGET (window), unfold, NULL);
  nrn_window_test_draw (window);
  visit_below (GTK_WIDGET (window), add_ways_of_widget, ways);
  add_keys (window, ways);
  assert_ways (G_ACTION_GROUP (application), "app.", ways);
  assert_ways (G_ACTION_GROUP (window), "win.", ways);
  assert_ways (G_ACTION_GROUP (window->train_actions), "train.", ways);
  nrn_window_test_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/widgets/accessible/quiet-text", test_quiet_text);
  g_test_add_func ("/widgets/accessible/cards", test_cards);
  g_test_add_func ("/widgets/accessible/everything-is-named", test_everything_is_named);
  g_test_add_func ("/widgets/accessible/pictures-are-described", test_pictures_are_described);
  g_test_add_func ("/widgets/accessible/choices-are-described", test_choices_are_described);
  g_test_add_func ("/widgets/accessible/entries-are-described", test_entries_are_described);
  g_test_add_func ("/widgets/accessible/play-button", test_play_button);
  g_test_add_func ("/widgets/accessible/menus-are-named", test_menus_are_named);
  g_test_add_func ("/widgets/accessible/arrow-keys-watch", test_arrow_keys_watch);
  g_test_add_func ("/widgets/accessible/focus-order", test_focus_order);
  g_test_add_func ("/widgets/accessible/actions-have-keys", test_actions_have_keys);
}

int
main (int   argc,
      char *argv[])
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
