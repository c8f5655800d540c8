/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A field for one argument of a kind, made from what the kind says of it.
 */

#include "config.h"

#include "nrn-property-row.h"

#include <glib/gi18n-lib.h>

#include "nrn-accessible.h"
#include "nrn-typed-number.h"

struct _NrnPropertyRow
{
  AdwActionRow           parent_instance;

  NrnConfig             *config;      /* owned; what the field shows */
  guint                  property;
  gboolean               updating;    /* the field follows the config */

  /* Borrowed; one of them is there */
  GtkSwitch             *toggle;
  GtkWidget             *entry;
};

G_DEFINE_FINAL_TYPE (NrnPropertyRow, nrn_property_row, ADW_TYPE_ACTION_ROW)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const NrnPropertySpec *
get_spec (NrnPropertyRow *self)
{
  return &nrn_config_get_kind (self->config)->properties[self->property];
}

/* What it does, and from where to where it goes. */
static void
describe (NrnPropertyRow *self)
{
  const NrnPropertySpec *spec = get_spec (self);
  g_autofree char *range = nrn_property_spec_describe_range (spec);
  g_autofree char *text = NULL;

  text = range != NULL ? g_strdup_printf ("%s\n%s", nrn_property_spec_get_description (spec), range)
                       : g_strdup (nrn_property_spec_get_description (spec));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text);
}

static void
set_error (NrnPropertyRow *self,
           const char     *sentence)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               sentence != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                                : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (sentence == NULL)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
      gtk_widget_remove_css_class (self->entry, "error");
      describe (self);
      return;
    }

  gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  gtk_widget_add_css_class (self->entry, "error");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), sentence);
  if (GTK_IS_WINDOW (root))
    nrn_accessible_announce (GTK_WINDOW (root), sentence);
}

static void
take (NrnPropertyRow *self,
      NrnConfig      *config)
{
  g_autoptr (NrnConfig) taken = config;

  if (nrn_config_equal (taken, self->config))
    return;

  g_signal_emit (self, signals[CHANGED], 0, taken);
}

/* None is an empty field. */
static char *
format_value (NrnPropertyRow *self)
{
  g_autofree char *text = nrn_config_get_text (self->config, self->property);

  if (g_str_equal (text, "none"))
    return g_strdup ("");

  return get_spec (self)->type == NRN_PROPERTY_NUMBERS ? nrn_typed_number_list_from_plain (text)
                                                       : nrn_typed_number_from_plain (text);
}

static char *
read_entry (NrnPropertyRow *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *text = get_spec (self)->type == NRN_PROPERTY_NUMBERS
                            ? nrn_typed_number_list_to_plain (typed) : nrn_typed_number_to_plain (typed);

  return get_spec (self)->optional && *text == '\0' ? g_strdup ("none") : g_steal_pointer (&text);
}

/* ---- Callbacks ---- */

static void
entry_applied_cb (NrnPropertyRow *self)
{
  g_autofree char *text = read_entry (self);
  g_autoptr (GError) error = NULL;
  NrnConfig *config;

  config = nrn_config_with_text (self->config, get_spec (self)->name, text, &error);
  set_error (self, error != NULL ? error->message : NULL);
  if (config != NULL)
    take (self, config);
}

static void
toggled_cb (NrnPropertyRow *self)
{
  g_autoptr (GError) error = NULL;
  NrnConfig *config;

  if (self->updating)
    return;

  config = nrn_config_with_number (self->config, get_spec (self)->name,
                                   gtk_switch_get_active (self->toggle), &error);
  if (config != NULL)
    take (self, config);
}

/* ---- The class ---- */

static void
nrn_property_row_dispose (GObject *object)
{
  g_clear_pointer (&NRN_PROPERTY_ROW (object)->config, nrn_config_unref);

  G_OBJECT_CLASS (nrn_property_row_parent_class)->dispose (object);
}

static void
nrn_property_row_class_init (NrnPropertyRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nrn_property_row_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
nrn_property_row_init (NrnPropertyRow *self)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
}

static void
add_switch (NrnPropertyRow *self)
{
  self->toggle = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->toggle), GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->toggle, "notify::active", G_CALLBACK (toggled_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->toggle));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->toggle));
}

/* Takes what was typed with Enter, and when the focus goes elsewhere. */
static void
add_entry (NrnPropertyRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->entry = gtk_entry_new ();
  gtk_widget_set_valign (self->entry, GTK_ALIGN_CENTER);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 9);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 9);
  gtk_entry_set_input_purpose (GTK_ENTRY (self->entry), GTK_INPUT_PURPOSE_NUMBER);
  if (get_spec (self)->optional)
    gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), C_("no number", "none"));
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (entry_applied_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (entry_applied_cb), self);
  gtk_widget_add_controller (self->entry, focus);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->entry);
}

/**
 * nrn_property_row_new:
 * @config: a kind with its arguments
 * @property: index of an argument that is no kind itself
 *
 * Returns: (transfer floating): a field for it
 */
GtkWidget *
nrn_property_row_new (const NrnConfig *config,
                      guint            property)
{
  NrnPropertyRow *self = g_object_new (NRN_TYPE_PROPERTY_ROW, NULL);
  const NrnPropertySpec *spec;
  GtkWidget *field;

  self->config = nrn_config_ref (config);
  self->property = property;
  spec = get_spec (self);
  g_assert (spec->type != NRN_PROPERTY_CONFIG);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), spec->name);
  describe (self);
  if (spec->type == NRN_PROPERTY_BOOLEAN)
    add_switch (self);
  else
    add_entry (self);
  field = self->toggle != NULL ? GTK_WIDGET (self->toggle) : self->entry;
  gtk_accessible_update_property (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_PROPERTY_LABEL, spec->name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  adw_action_row_get_subtitle (ADW_ACTION_ROW (self)), -1);
  nrn_property_row_set_config (self, config);

  return GTK_WIDGET (self);
}

/**
 * nrn_property_row_set_config:
 * @row: a field
 * @config: the same kind, with other arguments maybe
 *
 * Shows what @config has.
 */
void
nrn_property_row_set_config (NrnPropertyRow  *row,
                             const NrnConfig *config)
{
  NrnConfig *kept = nrn_config_ref (config);

  nrn_config_unref (row->config);
  row->config = kept;
  row->updating = TRUE;
  if (row->toggle != NULL)
    gtk_switch_set_active (row->toggle, nrn_config_get_number (config, row->property) != 0);
  else
    {
      g_autofree char *text = format_value (row);

      gtk_editable_set_text (GTK_EDITABLE (row->entry), text);
      set_error (row, NULL);
    }
  row->updating = FALSE;
}

/**
 * nrn_property_row_enter:
 * @row: a field for a number
 * @text: what to type into it, and to apply
 */
void
nrn_property_row_enter (NrnPropertyRow *row,
                        const char     *text)
{
  g_return_if_fail (row->entry != NULL);

  gtk_editable_set_text (GTK_EDITABLE (row->entry), text);
  entry_applied_cb (row);
}
