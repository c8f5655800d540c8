/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the user prefers, applied.
 */

#include "config.h"

#include "nrn-settings.h"

#include "nrn-room.h"
#include "nrn-theme.h"

static void
apply_theme (GSettings *settings)
{
  static const AdwColorScheme schemes[] = {
    ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK,
  };

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      schemes[g_settings_get_enum (settings, "theme")]);
}

/* libadwaita loads this style where the desktop asks for high contrast. */
static void
apply_high_contrast (GSettings *settings)
{
  static GtkCssProvider *provider;
  GdkDisplay *display = gdk_display_get_default ();

  if (g_settings_get_boolean (settings, "high-contrast") == (provider != NULL))
    return;

  if (provider != NULL)
    {
      gtk_style_context_remove_provider_for_display (display, GTK_STYLE_PROVIDER (provider));
      g_clear_object (&provider);
      return;
    }

  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, NRN_RESOURCES "/style-hc.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

/* GTK, libadwaita and our pictures all ask the same property. */
static void
apply_motion (GSettings *settings)
{
  GtkSettings *gtk_settings = gtk_settings_get_default ();

  if (g_settings_get_boolean (settings, "reduce-motion"))
    g_object_set (gtk_settings, "gtk-enable-animations", FALSE, NULL);
  else
    gtk_settings_reset_property (gtk_settings, "gtk-enable-animations");
}

static void
apply_look (GSettings *settings)
{
  nrn_theme_set_options (&(NrnThemeOptions) {
    .signs = (NrnSigns) g_settings_get_enum (settings, "signs"),
    .high_contrast = g_settings_get_boolean (settings, "high-contrast"),
    .numbers = {
      .style = (NrnNumberStyle) g_settings_get_enum (settings, "numbers"),
      .n_digits = (guint) g_settings_get_int (settings, "n-digits"),
    },
    .more_digits = g_settings_get_boolean (settings, "more-digits"),
  });
}

static void
apply_room (GSettings *settings)
{
  nrn_room_set ((gsize) g_settings_get_int (settings, "timeline-room") * 1000000);
}

static void
changed_cb (GSettings  *settings,
            const char *key,
            gpointer    data)
{
  static const struct { const char *key; void (*apply) (GSettings *settings); } all[] = {
    { "theme", apply_theme },
    { "high-contrast", apply_high_contrast },
    { "high-contrast", apply_look },
    { "signs", apply_look },
    { "numbers", apply_look },
    { "n-digits", apply_look },
    { "more-digits", apply_look },
    { "reduce-motion", apply_motion },
    { "timeline-room", apply_room },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      if (key == NULL || g_str_equal (key, all[i].key))
        all[i].apply (settings);
    }
}

/**
 * nrn_settings_new:
 *
 * Reads the preferences and applies them, now and whenever one changes, to
 * all that the windows share. What belongs to one window is the window's.
 *
 * Returns: (transfer full) (nullable): the preferences; %NULL where their
 *   schema is not installed, as for a program in its build folder
 */
GSettings *
nrn_settings_new (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;
  GSettings *settings;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, NRN_APPLICATION_ID, TRUE);
  if (schema == NULL)
    return NULL;

  settings = g_settings_new_full (schema, NULL, NULL);
  g_signal_connect (settings, "changed", G_CALLBACK (changed_cb), NULL);
  changed_cb (settings, NULL, NULL);

  return settings;
}
