/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A field for one feature of the watched sample.
 */

#include "config.h"

#include "nrn-watch-popover.h"

#include <glib/gi18n-lib.h>

#include "nrn-feature-range.h"

struct _NrnWatchPopover
{
  GtkPopover   parent_instance;

  NrnDocument *document;    /* owned */
  guint        feature;
  NrnFeatureRange range;    /* of the feature in the data */

  /* Template children */
  GtkLabel    *name_label;
  GtkEntry    *entry;
  GtkLabel    *range_label;
  GtkLabel    *error_label;
};

G_DEFINE_FINAL_TYPE (NrnWatchPopover, nrn_watch_popover, GTK_TYPE_POPOVER)

static void
show_error (NrnWatchPopover *self,
            const char      *sentence)
{
  gtk_label_set_text (self->error_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), sentence != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->range_label), sentence == NULL);
  if (sentence != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               sentence != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                                : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static gboolean
parse (NrnWatchPopover *self,
       double          *value)
{
  g_autoptr (GError) error = NULL;

  if (nrn_feature_range_parse (&self->range, gtk_editable_get_text (GTK_EDITABLE (self->entry)),
                               value, &error))
    return TRUE;

  show_error (self, error->message);

  return FALSE;
}

static void
watch (NrnWatchPopover *self,
       double           value)
{
  gsize size = nrn_dataset_get_n_features (nrn_document_get_dataset (self->document)) *
               sizeof (float);
  g_autofree float *features = g_memdup2 (nrn_document_get_watched (self->document), size);

  features[self->feature] = (float) value;
  nrn_document_set_watched (self->document, features);
}

static void
activate_cb (NrnWatchPopover *self)
{
  double value;

  if (!parse (self, &value))
    return;

  watch (self, value);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
changed_cb (NrnWatchPopover *self)
{
  show_error (self, NULL);
}

static void
show_value (NrnWatchPopover *self,
            double           value)
{
  g_autofree char *text = nrn_feature_range_format (value);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

/* On to the next multiple of a step. */
static void
nudge (NrnWatchPopover *self,
       int              n_steps)
{
  double value;

  if (!parse (self, &value))
    return;

  value = nrn_feature_range_step (&self->range, value, n_steps);
  show_value (self, value);
  watch (self, value);
}

static gboolean
key_pressed_cb (NrnWatchPopover *self,
                guint            key,
                guint            code,
                GdkModifierType  modifiers)
{
  switch (key)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      nudge (self, 1);
      return TRUE;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      nudge (self, -1);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
nrn_watch_popover_dispose (GObject *object)
{
  NrnWatchPopover *self = NRN_WATCH_POPOVER (object);

  g_clear_object (&self->document);

  G_OBJECT_CLASS (nrn_watch_popover_parent_class)->dispose (object);
}

static void
nrn_watch_popover_class_init (NrnWatchPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_watch_popover_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-watch-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnWatchPopover, name_label);
  gtk_widget_class_bind_template_child (widget_class, NrnWatchPopover, entry);
  gtk_widget_class_bind_template_child (widget_class, NrnWatchPopover, range_label);
  gtk_widget_class_bind_template_child (widget_class, NrnWatchPopover, error_label);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
nrn_watch_popover_init (NrnWatchPopover *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
}

/**
 * nrn_watch_popover_new:
 * @document: whose watched sample to change
 *
 * Returns: (transfer floating): a popover that is not yet shown
 */
GtkWidget *
nrn_watch_popover_new (NrnDocument *document)
{
  NrnWatchPopover *self = g_object_new (NRN_TYPE_WATCH_POPOVER, NULL);

  self->document = g_object_ref (document);

  return GTK_WIDGET (self);
}

/**
 * nrn_watch_popover_edit:
 * @popover: a popover with a parent
 * @feature: which feature
 * @text: (nullable): what has been typed already; %NULL: its value
 *
 * Pops up with the value of a feature.
 */
void
nrn_watch_popover_edit (NrnWatchPopover *popover,
                        guint            feature,
                        const char      *text)
{
  const NrnDataset *dataset = nrn_document_get_dataset (popover->document);
  const char *name = nrn_dataset_get_feature_names (dataset)[feature];
  g_autofree char *minimum = NULL;
  g_autofree char *maximum = NULL;
  g_autofree char *range = NULL;

  popover->feature = feature;
  nrn_feature_range_measure (dataset, feature, &popover->range);
  minimum = nrn_feature_range_format (popover->range.minimum);
  maximum = nrn_feature_range_format (popover->range.maximum);
  range = g_strdup_printf (_("%s to %s in the data"), minimum, maximum);
  gtk_label_set_text (popover->name_label, name);
  gtk_label_set_text (popover->range_label, range);
  show_value (popover, nrn_document_get_watched (popover->document)[feature]);
  show_error (popover, NULL);

  gtk_popover_popup (GTK_POPOVER (popover));
  gtk_widget_grab_focus (GTK_WIDGET (popover->entry));
  if (text != NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (popover->entry), text);
      gtk_editable_set_position (GTK_EDITABLE (popover->entry), -1);
    }
}
