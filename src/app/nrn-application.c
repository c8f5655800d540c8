/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The application: its windows, its actions, and the keys of all actions.
 */

#include "config.h"

#include "nrn-application.h"

#include <glib/gi18n.h>
#include <locale.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "nrn-accessible.h"
#include "nrn-focus.h"
#include "nrn-installation.h"
#include "nrn-help-window.h"
#include "nrn-icons.h"
#include "nrn-minus.h"
#include "nrn-preferences.h"
#include "nrn-settings.h"
#include "nrn-window.h"

struct _NrnApplication
{
  AdwApplication  parent_instance;

  GSettings      *settings;     /* owned; NULL where the schema is not installed */
  NrnHelpWindow  *help;         /* weak; NULL: not open */
};

G_DEFINE_FINAL_TYPE (NrnApplication, nrn_application, ADW_TYPE_APPLICATION)

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  GtkApplication *application = data;
  static const char *const developers[] = { "The Neurons developers", NULL };

  adw_show_about_window (gtk_application_get_active_window (application),
                         "application-name", _("Neurons"),
                         "application-icon", NRN_APPLICATION_ID,
                         "version", NRN_VERSION,
                         "developer-name", _("The Neurons developers"),
                         "developers", developers,
                         "comments", _("See a neural network learn, and read every number in it."),
                         "copyright", _("© The Neurons developers"),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         /* Translators: your names, one a line. */
                         "translator-credits", _("translator-credits"),
                         NULL);
}

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  GList *windows = gtk_application_get_windows (data);

  /* Each window stops its training. */
  while (windows != NULL)
    {
      GtkWindow *window = windows->data;

      windows = windows->next;
      gtk_window_close (window);
    }
}

static void
preferences_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  NrnApplication *self = NRN_APPLICATION (data);
  NrnPreferences *preferences = nrn_preferences_new (self->settings);
  GtkWindow *window = GTK_WINDOW (preferences);
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (NRN_IS_WINDOW (parent))
    nrn_preferences_set_document (preferences, nrn_window_get_document (NRN_WINDOW (parent)));
  gtk_window_set_transient_for (window, parent);
  gtk_window_present (window);
}

/* At the page about what is seen; where that is the network, about what it is
 * first. */
static void
help_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  NrnApplication *self = NRN_APPLICATION (data);
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (self->help == NULL)
    g_set_weak_pointer (&self->help, nrn_help_window_new ());
  if (NRN_IS_WINDOW (parent))
    {
      const char *page = nrn_window_get_page (NRN_WINDOW (parent));

      gtk_window_set_transient_for (GTK_WINDOW (self->help), parent);
      nrn_help_window_show (self->help, g_str_equal (page, "network") ? "start" : page);
    }
  gtk_window_present (GTK_WINDOW (self->help));
}

static void
new_window_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  gtk_window_present (GTK_WINDOW (nrn_window_new (data)));
}

static const GActionEntry actions[] = {
  { .name = "new-window", .activate = new_window_cb },
  { .name = "about", .activate = about_cb },
  { .name = "help", .activate = help_cb },
  { .name = "quit", .activate = quit_cb },
  { .name = "preferences", .activate = preferences_cb },
};

static const struct
{
  const char *action;
  const char *keys[4];
} accelerators[] = {
  { "app.quit", { "<Control>q", NULL } },
  { "app.help", { "F1", NULL } },
  { "app.preferences", { "<Control>comma", NULL } },
  { "app.more-digits", { "<Control><Shift>d", NULL } },
  { "app.new-window", { "<Control>n", NULL } },
  { "win.undo", { "<Control>z", NULL } },
  { "win.redo", { "<Control><Shift>z", "<Control>y", NULL } },
  { "win.save", { "<Control>s", NULL } },
  { "win.open", { "<Control>o", NULL } },
  { "win.save-as", { "<Control><Shift>s", NULL } },
  { "win.copy-network", { "<Control><Shift>c", NULL } },
  { "win.keras-code", { "<Control>k", NULL } },
  { "win.page::network", { "<Alt>1", "<Alt>KP_1", NULL } },
  { "win.page::data", { "<Alt>2", "<Alt>KP_2", NULL } },
  { "win.page::benches", { "<Alt>3", "<Alt>KP_3", NULL } },
  { "win.page::runs", { "<Alt>4", "<Alt>KP_4", NULL } },
  { "win.keep-run", { "<Control>b", NULL } },
  { "win.show-setup", { "F9", NULL } },
  { "win.show-results", { "<Shift>F9", NULL } },
  { "win.show-help-overlay", { "<Control>question", NULL } },
  { "win.zoom-in", { "<Control>plus", "<Control>equal", "<Control>KP_Add", NULL } },
  { "win.zoom-out", { "<Control>minus", "<Control>KP_Subtract", NULL } },
  { "win.zoom-fit", { "<Control>0", "<Control>KP_0", NULL } },
  { "train.dice", { "<Control>d", NULL } },
  { "window.close", { "<Control>w", NULL } },
};

/* "app.theme" and "app.more-digits", which the menu has too; without settings
 * there is nothing to prefer. */
static void
add_settings_actions (NrnApplication *self)
{
  GAction *preferences = g_action_map_lookup_action (G_ACTION_MAP (self), "preferences");
  g_autoptr (GAction) theme = NULL;
  g_autoptr (GAction) more_digits = NULL;

  g_simple_action_set_enabled (G_SIMPLE_ACTION (preferences), self->settings != NULL);
  if (self->settings == NULL)
    return;

  theme = g_settings_create_action (self->settings, "theme");
  g_action_map_add_action (G_ACTION_MAP (self), theme);
  more_digits = g_settings_create_action (self->settings, "more-digits");
  g_action_map_add_action (G_ACTION_MAP (self), more_digits);
}

#ifdef __GLIBC__
/* What only the start has needed, such as the first frame's surface, goes
 * back to the system. */
static gboolean
trim_cb (gpointer data)
{
  malloc_trim (0);

  return G_SOURCE_REMOVE;
}
#endif

static void
nrn_application_startup (GApplication *application)
{
  NrnApplication *self = NRN_APPLICATION (application);

  G_APPLICATION_CLASS (nrn_application_parent_class)->startup (application);

  nrn_icons_keep ();
  nrn_accessible_complete_menus ();
  nrn_focus_read_boxes ();
  nrn_minus_set_right_to_left (gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL);
  self->settings = nrn_settings_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   application);
  add_settings_actions (self);
#ifdef __GLIBC__
  g_timeout_add_seconds (1, trim_cb, NULL);
#endif
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), accelerators[i].action,
                                           accelerators[i].keys);
}

/* The last one that was used: what belongs to it, such as its code, may be in
 * front. */
static GtkWindow *
get_window (GApplication *application)
{
  for (const GList *item = gtk_application_get_windows (GTK_APPLICATION (application));
       item != NULL; item = item->next)
    {
      if (NRN_IS_WINDOW (item->data))
        return item->data;
    }

  return NULL;
}

static void
nrn_application_activate (GApplication *application)
{
  GtkWindow *window = get_window (application);

  if (window != NULL)
    {
      gtk_window_present (window);
      return;
    }

  window = GTK_WINDOW (nrn_window_new (NRN_APPLICATION (application)));
  gtk_window_present (window);
  nrn_window_offer_lost_work (NRN_WINDOW (window));
}

static void
nrn_application_open (GApplication  *application,
                      GFile        **files,
                      int            n_files,
                      const char    *hint)
{
  gboolean is_first = get_window (application) == NULL;
  NrnWindow *window;

  if (is_first)
    {
      window = nrn_window_new (NRN_APPLICATION (application));
      gtk_window_present (GTK_WINDOW (window));
    }
  else
    {
      window = NRN_WINDOW (get_window (application));
    }

  nrn_window_open_files (window, files, (guint) n_files);
  if (is_first)
    nrn_window_offer_lost_work (window);
}

static void
nrn_application_finalize (GObject *object)
{
  NrnApplication *self = NRN_APPLICATION (object);

  g_clear_object (&self->settings);
  g_clear_weak_pointer (&self->help);

  G_OBJECT_CLASS (nrn_application_parent_class)->finalize (object);
}

static void
nrn_application_class_init (NrnApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = nrn_application_finalize;
  application_class->startup = nrn_application_startup;
  application_class->activate = nrn_application_activate;
  application_class->open = nrn_application_open;
}

static void
nrn_application_init (NrnApplication *self)
{
  g_autofree char *locale_dir = nrn_installation_get_locale_dir ();

  bindtextdomain (GETTEXT_PACKAGE, locale_dir);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name (_("Neurons"));
}

/**
 * nrn_application_new:
 *
 * Returns: (transfer full): the application
 */
NrnApplication *
nrn_application_new (void)
{
  return g_object_new (NRN_TYPE_APPLICATION,
                       "application-id", NRN_APPLICATION_ID,
                       "resource-base-path", NRN_RESOURCES,
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       NULL);
}

/**
 * nrn_application_get_settings:
 * @application: the application
 *
 * Returns: (transfer none) (nullable): the preferences; %NULL where their
 *   schema is not installed
 */
GSettings *
nrn_application_get_settings (NrnApplication *application)
{
  return application->settings;
}
