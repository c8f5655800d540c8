/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Tests of the preferences: each choice applies at once.
 */

#include "config.h"

#include "nrn-window-test.h"

#include <string.h>

#include "nrn-preferences.h"
#include "nrn-room.h"
#include "nrn-theme.h"

typedef struct
{
  NrnWindow      *window;
  NrnPreferences *preferences;
  GSettings      *settings;     /* borrowed */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  GtkApplication *application;

  fixture->window = nrn_window_test_open ();
  application = gtk_window_get_application (GTK_WINDOW (fixture->window));
  fixture->settings = nrn_application_get_settings (NRN_APPLICATION (application));
  g_assert_nonnull (fixture->settings);
  fixture->preferences = nrn_preferences_new (fixture->settings);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->preferences));
  nrn_window_test_close (fixture->window);
}

static gpointer
get_child (Fixture    *fixture,
           const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (fixture->preferences), NRN_TYPE_PREFERENCES,
                                        name);
}

static gboolean
is_color (const NrnColor *color,
          guint           hex)
{
  guint red = (guint) (color->red * 255 + 0.5);
  guint green = (guint) (color->green * 255 + 0.5);
  guint blue = (guint) (color->blue * 255 + 0.5);

  return (red << 16 | green << 8 | blue) == hex;
}

/* The list, the menu's action and what is seen go together. */
static void
test_theme (Fixture       *fixture,
            gconstpointer  data)
{
  GActionGroup *actions =
    G_ACTION_GROUP (gtk_window_get_application (GTK_WINDOW (fixture->window)));
  g_autoptr (GVariant) state = NULL;

  adw_combo_row_set_selected (get_child (fixture, "theme_row"), 2);
  g_assert_true (adw_style_manager_get_dark (adw_style_manager_get_default ()));
  state = g_action_group_get_action_state (actions, "theme");
  g_assert_cmpstr (g_variant_get_string (state, NULL), ==, "dark");

  g_action_group_activate_action (actions, "theme", g_variant_new_string ("light"));
  g_assert_false (adw_style_manager_get_dark (adw_style_manager_get_default ()));
  g_assert_cmpuint (adw_combo_row_get_selected (get_child (fixture, "theme_row")), ==, 1);
}

static void
test_signs (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *canvas = GTK_WIDGET (fixture->window->canvas);

  g_assert_true (is_color (&nrn_theme_get_palette (canvas)->positive, 0x1a5fb4));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->preferences),
                                             "preferences.signs", "s", "purple-green"));
  g_assert_true (is_color (&nrn_theme_get_palette (canvas)->positive, 0x7b2d8e));
  g_assert_true (is_color (&nrn_theme_get_print_palette ()->negative, 0x1b7837));
  nrn_window_test_draw (fixture->window);
}

static void
test_high_contrast (Fixture       *fixture,
                    gconstpointer  data)
{
  GtkWidget *canvas = GTK_WIDGET (fixture->window->canvas);

  gtk_switch_set_active (get_child (fixture, "contrast_switch"), TRUE);
  g_assert_true (is_color (&nrn_theme_get_palette (canvas)->text, 0x000000));
  nrn_window_test_draw (fixture->window);
  gtk_switch_set_active (get_child (fixture, "contrast_switch"), FALSE);
  g_assert_true (is_color (&nrn_theme_get_palette (canvas)->text, 0x1f1f24));
}

static void
test_numbers (Fixture       *fixture,
              gconstpointer  data)
{
  AdwActionRow *row = get_child (fixture, "numbers_row");
  GtkWidget *digits = get_child (fixture, "digits_row");

  g_assert_true (g_str_has_suffix (adw_action_row_get_subtitle (row), "0.05"));
  g_assert_false (gtk_widget_get_sensitive (digits));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 1);
  g_assert_true (gtk_widget_get_sensitive (digits));
  g_assert_true (g_str_has_suffix (adw_action_row_get_subtitle (row), "0.0482"));
  gtk_spin_button_set_value (get_child (fixture, "digits_spin"), 5);
  g_assert_true (g_str_has_suffix (adw_action_row_get_subtitle (row), "0.048214"));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 2);
  g_assert_true (g_str_has_suffix (adw_action_row_get_subtitle (row), "0.04821"));
}

static void
test_motion (Fixture       *fixture,
             gconstpointer  data)
{
  GtkSettings *settings = gtk_settings_get_default ();
  gboolean animates;

  g_object_set (settings, "gtk-enable-animations", TRUE, NULL);
  gtk_switch_set_active (get_child (fixture, "motion_switch"), TRUE);
  g_object_get (settings, "gtk-enable-animations", &animates, NULL);
  g_assert_false (animates);
}

/* In the window that is open, too. */
static void
test_pace (Fixture       *fixture,
           gconstpointer  data)
{
  NrnTrainer *trainer = nrn_document_get_trainer (fixture->window->document);

  g_assert_cmpfloat_with_epsilon (nrn_trainer_get_pace (trainer), 210, 1);
  adw_combo_row_set_selected (get_child (fixture, "pace_row"), 4);
  g_assert_true (nrn_trainer_get_pace (trainer) > G_MAXDOUBLE);
  adw_combo_row_set_selected (get_child (fixture, "pace_row"), 0);
  g_assert_cmpfloat_with_epsilon (nrn_trainer_get_pace (trainer), 0.1, 0.001);
}

/* It says what it means, and what is kept of the run. */
static void
test_timeline (Fixture       *fixture,
               gconstpointer  data)
{
  NrnDocument *document = nrn_window_get_document (fixture->window);
  g_autofree char *expected = NULL;
  NrnTimelineUse use;

  g_assert_cmpint (gtk_spin_button_get_value_as_int (get_child (fixture, "room_spin")), ==, 64);
  gtk_spin_button_set_value (get_child (fixture, "room_spin"), 8);
  g_assert_cmpuint (nrn_room_get (), ==, 8000000);
  g_assert_cmpint (g_settings_get_int (fixture->settings, "timeline-room"), ==, 8);
  g_assert_true (g_str_has_prefix (adw_action_row_get_subtitle (get_child (fixture, "room_row")),
                                   "Up to 8 MB: "));

  nrn_window_test_act (fixture->window, "train.step-unit::epoch");
  nrn_window_test_act (fixture->window, "train.step");
  nrn_window_test_wait_update (fixture->window, 210);
  g_assert_false (gtk_widget_get_visible (get_child (fixture, "use_row")));
  nrn_preferences_set_document (fixture->preferences, document);
  g_assert_true (gtk_widget_get_visible (get_child (fixture, "use_row")));
  nrn_document_get_timeline_use (document, &use);
  g_assert_cmpuint (use.first_update, ==, 0);
  g_assert_cmpuint (use.last_update, ==, 210);
  g_assert_cmpuint (use.n_epochs, ==, 2);
  g_assert_cmpuint (use.n_bytes, >, 2 * 302 * sizeof (float));
  g_assert_cmpuint (use.n_bytes, <, 8000000);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (get_child (fixture, "use_row")), " 210"));
  g_settings_reset (fixture->settings, "timeline-room");
  g_assert_cmpuint (nrn_room_get (), ==, 64000000);
}

static void
add_tests (void)
{
  static const struct { const char *path; void (*test) (Fixture *, gconstpointer); } tests[] = {
    { "/widgets/preferences/theme", test_theme },
    { "/widgets/preferences/signs", test_signs },
    { "/widgets/preferences/high-contrast", test_high_contrast },
    { "/widgets/preferences/numbers", test_numbers },
    { "/widgets/preferences/motion", test_motion },
    { "/widgets/preferences/pace", test_pace },
    { "/widgets/preferences/timeline", test_timeline },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
