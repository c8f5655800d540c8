/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Adds units to a layer, and takes them away.
 */

#include "config.h"

#include "nrn-unit-stepper.h"

#include <glib/gi18n-lib.h>

#include "nrn-text.h"

/* Room for so many digits, so that neighbours are of one width. */
#define N_DIGITS 3

struct _NrnUnitStepper
{
  GtkWidget  parent_instance;

  guint      units;
  gboolean   is_held;

  /* Children */
  GtkWidget *fewer_button;
  GtkWidget *label;
  GtkWidget *more_button;
};

G_DEFINE_FINAL_TYPE (NrnUnitStepper, nrn_unit_stepper, GTK_TYPE_WIDGET)

enum
{
  STEPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
fewer_cb (NrnUnitStepper *self)
{
  g_signal_emit (self, signals[STEPPED], 0, -1);
}

static void
more_cb (NrnUnitStepper *self)
{
  g_signal_emit (self, signals[STEPPED], 0, 1);
}

static GtkWidget *
add_button (NrnUnitStepper *self,
            const char     *icon_name,
            GCallback       clicked_cb)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_swapped (button, "clicked", clicked_cb, self);
  gtk_widget_set_parent (button, GTK_WIDGET (self));

  return button;
}

/* ---- The class ---- */

static int
get_width (GtkWidget *child)
{
  int width;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);

  return width;
}

/* The number can be left out: the heading has it, too. */
static void
nrn_unit_stepper_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  NrnUnitStepper *self = NRN_UNIT_STEPPER (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = get_width (self->fewer_button) + get_width (self->more_button);
      *natural = *minimum + get_width (self->label);
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum;
      int child_natural;

      gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    }
}

static void
nrn_unit_stepper_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  NrnUnitStepper *self = NRN_UNIT_STEPPER (widget);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int fewer = get_width (self->fewer_button);
  int more = get_width (self->more_button);
  int label = width - fewer - more;

  gtk_widget_set_child_visible (self->label, label >= get_width (self->label));
  gtk_widget_size_allocate (self->fewer_button,
                            &(GdkRectangle) { is_rtl ? width - fewer : 0, 0, fewer, height }, -1);
  gtk_widget_size_allocate (self->more_button,
                            &(GdkRectangle) { is_rtl ? 0 : width - more, 0, more, height }, -1);
  if (gtk_widget_get_child_visible (self->label))
    gtk_widget_size_allocate (self->label,
                              &(GdkRectangle) { is_rtl ? more : fewer, 0, label, height }, -1);
}

static void
nrn_unit_stepper_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (nrn_unit_stepper_parent_class)->dispose (object);
}

static void
nrn_unit_stepper_class_init (NrnUnitStepperClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_unit_stepper_dispose;
  widget_class->measure = nrn_unit_stepper_measure;
  widget_class->size_allocate = nrn_unit_stepper_size_allocate;

  signals[STEPPED] = g_signal_new ("stepped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "stepper");
}

static void
nrn_unit_stepper_init (NrnUnitStepper *self)
{
  self->fewer_button = add_button (self, "list-remove-symbolic", G_CALLBACK (fewer_cb));
  self->label = gtk_label_new (NULL);
  gtk_label_set_width_chars (GTK_LABEL (self->label), N_DIGITS);
  gtk_widget_add_css_class (self->label, "numeric");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  self->more_button = add_button (self, "list-add-symbolic", G_CALLBACK (more_cb));
}

/**
 * nrn_unit_stepper_new:
 *
 * Returns: (transfer floating): a stepper of no layer yet
 */
GtkWidget *
nrn_unit_stepper_new (void)
{
  return g_object_new (NRN_TYPE_UNIT_STEPPER, NULL);
}

/* Takes @text. */
static void
set_words (GtkWidget *widget,
           char      *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_free (text);
}

static void
update_sensitive (NrnUnitStepper *self)
{
  gtk_widget_set_sensitive (self->fewer_button, !self->is_held && self->units > 1);
  gtk_widget_set_sensitive (self->more_button, !self->is_held);
}

/**
 * nrn_unit_stepper_set_units:
 * @stepper: a stepper
 * @layer: what the layer is called
 * @units: how many units it has
 */
void
nrn_unit_stepper_set_units (NrnUnitStepper *stepper,
                            const char     *layer,
                            guint           units)
{
  g_autofree char *count = nrn_text_format_count (units);

  stepper->units = units;
  gtk_label_set_text (GTK_LABEL (stepper->label), count);
  /* Translators: %s is a layer: “Units of Hidden 1”. */
  set_words (GTK_WIDGET (stepper), g_strdup_printf (_("Units of %s"), layer));
  set_words (stepper->fewer_button, g_strdup_printf (_("Remove a unit from %s"), layer));
  set_words (stepper->more_button, g_strdup_printf (_("Add a unit to %s"), layer));
  update_sensitive (stepper);
}

/**
 * nrn_unit_stepper_hold:
 * @stepper: a stepper
 * @reason: (nullable): why the number cannot be another one, a sentence; %NULL
 *   if it can
 */
void
nrn_unit_stepper_hold (NrnUnitStepper *stepper,
                       const char     *reason)
{
  stepper->is_held = reason != NULL;
  gtk_widget_set_tooltip_text (GTK_WIDGET (stepper), reason);
  gtk_accessible_update_property (GTK_ACCESSIBLE (stepper), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  reason != NULL ? reason : "", -1);
  if (reason != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (stepper), "held");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (stepper), "held");
  update_sensitive (stepper);
}

/**
 * nrn_unit_stepper_get_button:
 * @stepper: a stepper
 * @step: 1 or −1
 *
 * Returns: (transfer none): the button for that
 */
GtkWidget *
nrn_unit_stepper_get_button (NrnUnitStepper *stepper,
                             int             step)
{
  return step > 0 ? stepper->more_button : stepper->fewer_button;
}
