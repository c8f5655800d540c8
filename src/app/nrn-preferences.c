/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The window of preferences.
 */

#include "config.h"

#include "nrn-preferences.h"

#include <glib/gi18n.h>

#include "nrn-theme.h"

/* What a weight may look like. */
#define SAMPLE (-0.0482137)

#define SIGNS_WIDTH  48
#define SIGNS_HEIGHT 24

struct _NrnPreferences
{
  AdwPreferencesWindow  parent_instance;

  GSettings            *settings;       /* owned */
  NrnDocument          *document;       /* owned; whose past is told of, or NULL */
  guint                 use_id;         /* 0 unless it is brought up to date now and then */

  /* Template children */
  AdwComboRow          *theme_row;
  GtkSwitch            *contrast_switch;
  GtkSwitch            *motion_switch;
  AdwPreferencesGroup  *signs_group;
  AdwComboRow          *numbers_row;
  AdwActionRow         *digits_row;
  GtkSpinButton        *digits_spin;
  GtkSwitch            *more_digits_switch;
  AdwComboRow          *pace_row;
  AdwActionRow         *room_row;
  GtkSpinButton        *room_spin;
  AdwActionRow         *use_row;
};

G_DEFINE_FINAL_TYPE (NrnPreferences, nrn_preferences, ADW_TYPE_PREFERENCES_WINDOW)

/* ---- Lists: an enumeration in the settings, in the same order ---- */

static void
selected_cb (AdwComboRow *row,
             GParamSpec  *pspec,
             gpointer     key)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (row), NRN_TYPE_PREFERENCES);

  if (window != NULL)
    g_settings_set_enum (NRN_PREFERENCES (window)->settings, key,
                         (int) adw_combo_row_get_selected (row));
}

static void
enum_changed_cb (GSettings   *settings,
                 const char  *key,
                 AdwComboRow *row)
{
  adw_combo_row_set_selected (row, (guint) g_settings_get_enum (settings, key));
}

static void
bind_list (NrnPreferences *self,
           const char     *key,
           AdwComboRow    *row)
{
  g_autofree char *signal = g_strconcat ("changed::", key, NULL);

  enum_changed_cb (self->settings, key, row);
  g_signal_connect_object (self->settings, signal, G_CALLBACK (enum_changed_cb), row, 0);
  g_signal_connect (row, "notify::selected", G_CALLBACK (selected_cb),
                    (gpointer) g_intern_string (key));
}

/* ---- Colours ---- */

static void
draw_signs_cb (GtkDrawingArea *area,
               cairo_t        *cr,
               int             width,
               int             height,
               gpointer        signs)
{
  nrn_palette_paint_signs (cr, width, height,
                           nrn_theme_get_sample ((NrnSigns) GPOINTER_TO_UINT (signs)));
}

static void
add_signs_row (NrnPreferences *self,
               NrnSigns        signs,
               const char     *nick,
               const char     *title,
               GtkCheckButton *group)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *sample = gtk_drawing_area_new ();
  g_autoptr (GVariant) target = g_variant_ref_sink (g_variant_new_string (nick));

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (sample), SIGNS_WIDTH);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (sample), SIGNS_HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (sample), draw_signs_cb,
                                  GUINT_TO_POINTER (signs), NULL);
  gtk_widget_set_valign (sample, GTK_ALIGN_CENTER);
  nrn_theme_watch (sample);

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (check), group);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (check), "preferences.signs");
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (check), target);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), sample);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_preferences_group_add (self->signs_group, row);
}

static void
add_signs (NrnPreferences *self)
{
  static const struct { NrnSigns signs; const char *nick; const char *title; } pairs[] = {
    { NRN_SIGNS_BLUE_ORANGE, "blue-orange", N_("Blue and orange") },
    { NRN_SIGNS_PURPLE_GREEN, "purple-green", N_("Purple and green") },
    { NRN_SIGNS_GREY, "grey", N_("Shades of gray") },
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GAction) action = g_settings_create_action (self->settings, "signs");
  GtkWidget *group = gtk_check_button_new ();

  g_object_ref_sink (group);
  g_action_map_add_action (G_ACTION_MAP (actions), action);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "preferences", G_ACTION_GROUP (actions));
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    add_signs_row (self, pairs[i].signs, pairs[i].nick, _(pairs[i].title),
                   GTK_CHECK_BUTTON (group));
  g_object_unref (group);
}

/* ---- Numbers ---- */

static void
update_numbers (NrnPreferences *self)
{
  const NrnNumberFormat *numbers = nrn_theme_get_numbers ();
  g_autofree char *sample = nrn_text_format_number (SAMPLE, 0, numbers);
  g_autofree char *subtitle = NULL;

  subtitle = g_strdup_printf (_("A weight looks like this: %s"), sample);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->numbers_row), subtitle);
  gtk_widget_set_sensitive (GTK_WIDGET (self->digits_row), numbers->style != NRN_NUMBERS_SHORT);
}

/* ---- The timeline ---- */

static void
update_room (NrnPreferences *self)
{
  g_autofree char *text =
    g_strdup_printf (_("Up to %d MB: every update of runs like the drug trial, of larger ones an "
                       "even thinning, from which any other is made again"),
                     g_settings_get_int (self->settings, "timeline-room"));

  adw_action_row_set_subtitle (self->room_row, text);
}

static char *
describe_use (const NrnTimelineUse *use)
{
  double megabytes = (double) use->n_bytes / 1e6;
  gulong first = (gulong) use->first_update, last = (gulong) use->last_update;

  if (use->farthest <= 1 || last <= first)
    return g_strdup_printf (_("%.1f MB: all updates from %'lu to %'lu are kept"), megabytes, first,
                            last);

  return g_strdup_printf (_("%.1f MB: updates from %'lu to %'lu can be shown; at most %'lu of them are "
                            "made again for it"),
                          megabytes, first, last, (gulong) use->farthest);
}

/* Training goes on behind these preferences. */
static gboolean
update_use_cb (gpointer data)
{
  NrnPreferences *self = data;
  g_autofree char *text = NULL;
  NrnTimelineUse use;

  nrn_document_get_timeline_use (self->document, &use);
  text = describe_use (&use);
  adw_action_row_set_subtitle (self->use_row, text);

  return G_SOURCE_CONTINUE;
}

/* ---- The class ---- */

static void
nrn_preferences_dispose (GObject *object)
{
  NrnPreferences *self = NRN_PREFERENCES (object);

  g_clear_handle_id (&self->use_id, g_source_remove);
  g_clear_object (&self->settings);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (nrn_preferences_parent_class)->dispose (object);
}

static void
nrn_preferences_class_init (NrnPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_preferences_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnPreferences, theme_row);
  gtk_widget_class_bind_template_child (widget_class, NrnPreferences, contrast_switch);
  gtk_widget_class_bind_template_child (widget_class, NrnPreferences, motion_switch);
  gtk_widget_class_bind_template_child (widget_class, NrnPreferences, signs_group);
  gtk_widget_class_bind_template_child (widget_class, NrnPreferences, numbers_row);
  gtk_widget_class_bind_template_child (widget_class, NrnPreferences, digits_row);
  gtk_widget_class_bind_template_child (widget_class, NrnPreferences, digits_spin);
  gtk_widget_class_bind_template_child (widget_class, NrnPreferences, more_digits_switch);
  gtk_widget_class_bind_template_child (widget_class, NrnPreferences, pace_row);
  gtk_widget_class_bind_template_child (widget_class, NrnPreferences, room_row);
  gtk_widget_class_bind_template_child (widget_class, NrnPreferences, room_spin);
  gtk_widget_class_bind_template_child (widget_class, NrnPreferences, use_row);
}

static void
nrn_preferences_init (NrnPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_numbers (self);
  g_signal_connect_object (nrn_theme_get_default (), "changed", G_CALLBACK (update_numbers), self,
                           G_CONNECT_SWAPPED);
}

/**
 * nrn_preferences_new:
 * @settings: what is chosen
 *
 * Returns: (transfer none): the window
 */
NrnPreferences *
nrn_preferences_new (GSettings *settings)
{
  NrnPreferences *self = g_object_new (NRN_TYPE_PREFERENCES, NULL);

  self->settings = g_object_ref (settings);
  bind_list (self, "theme", self->theme_row);
  bind_list (self, "numbers", self->numbers_row);
  bind_list (self, "pace", self->pace_row);
  g_settings_bind (settings, "high-contrast", self->contrast_switch, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "reduce-motion", self->motion_switch, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "more-digits", self->more_digits_switch, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "n-digits", self->digits_spin, "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "timeline-room", self->room_spin, "value", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (settings, "changed::timeline-room", G_CALLBACK (update_room), self,
                           G_CONNECT_SWAPPED);
  update_room (self);
  add_signs (self);
  gtk_widget_set_visible (GTK_WIDGET (self->use_row), FALSE);

  return self;
}

/**
 * nrn_preferences_set_document:
 * @preferences: preferences without a document
 * @document: one with an experiment
 *
 * Tells what is kept of its training.
 */
void
nrn_preferences_set_document (NrnPreferences *preferences,
                              NrnDocument    *document)
{
  g_return_if_fail (preferences->document == NULL);

  preferences->document = g_object_ref (document);
  gtk_widget_set_visible (GTK_WIDGET (preferences->use_row), TRUE);
  update_use_cb (preferences);
  preferences->use_id = g_timeout_add_seconds (1, update_use_cb, preferences);
}
