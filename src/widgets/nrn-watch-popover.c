/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A field for one feature of the watched sample.
 */

#include "config.h"

#include "nrn-watch-popover.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* A feature that is no whole number goes on by about so many steps from the
 * one end of its range to the other. */
#define N_STEPS 100

struct _NrnWatchPopover
{
  GtkPopover   parent_instance;

  NrnDocument *document;    /* owned */
  guint        feature;
  double       minimum;     /* of the feature in the data */
  double       maximum;
  double       step;

  /* Template children */
  GtkLabel    *name_label;
  GtkEntry    *entry;
  GtkLabel    *range_label;
  GtkLabel    *error_label;
};

G_DEFINE_FINAL_TYPE (NrnWatchPopover, nrn_watch_popover, GTK_TYPE_POPOVER)

/* 1, 2 or 5 times a power of ten. */
static double
round_step (double step)
{
  double power = pow (10, floor (log10 (step)));
  double rest = step / power;

  return power * (rest < 1.5 ? 1 : rest < 3.5 ? 2 : rest < 7.5 ? 5 : 10);
}

static void
measure_feature (NrnWatchPopover *self)
{
  const NrnDataset *dataset = nrn_document_get_dataset (self->document);
  guint n_features = nrn_dataset_get_n_features (dataset);
  const float *values = nrn_dataset_get_features (dataset) + self->feature;
  gboolean is_whole = TRUE;

  self->minimum = INFINITY;
  self->maximum = -INFINITY;
  for (guint row = 0; row < nrn_dataset_get_n_rows (dataset); row++)
    {
      double value = values[(gsize) row * n_features];

      self->minimum = MIN (self->minimum, value);
      self->maximum = MAX (self->maximum, value);
      is_whole = is_whole && floor (value) >= value;
    }
  self->step = is_whole || self->maximum <= self->minimum
                 ? 1
                 : round_step ((self->maximum - self->minimum) / N_STEPS);
}

static char *
format (double value)
{
  return g_strdup_printf ("%.6g", value);
}

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

/* As it is typed: with the locale's decimal sign or a point. */
static gboolean
parse (NrnWatchPopover *self,
       double          *value)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  g_autoptr (GString) plain = g_string_new (g_strstrip (text));
  g_autofree char *minimum = format (self->minimum);
  g_autofree char *maximum = format (self->maximum);
  g_autofree char *sentence = NULL;
  double tolerance = 1e-5 * MAX (fabs (self->minimum), fabs (self->maximum));
  char *end;

  g_string_replace (plain, "−", "-", 0);
  *value = g_strtod (plain->str, &end);
  if (plain->len > 0 && *end == '\0' && *value >= self->minimum - tolerance &&
      *value <= self->maximum + tolerance)
    {
      /* The ends of the range are shown rounded. */
      *value = CLAMP (*value, self->minimum, self->maximum);
      return TRUE;
    }

  sentence = g_strdup_printf (_("Type a number from %s to %s."), minimum, maximum);
  show_error (self, sentence);

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
  g_autofree char *text = format (value);

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

  value = CLAMP ((round (value / self->step) + n_steps) * self->step, self->minimum,
                 self->maximum);
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
  measure_feature (popover);
  minimum = format (popover->minimum);
  maximum = format (popover->maximum);
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
