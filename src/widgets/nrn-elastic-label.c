/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A line of text that says as much as there is room for.
 */

#include "config.h"

#include "nrn-elastic-label.h"

#define MAX_TEXTS 4

struct _NrnElasticLabel
{
  GtkWidget       parent_instance;

  char           *texts[MAX_TEXTS];   /* owned; from the longest to the shortest */
  int             widths[MAX_TEXTS];  /* that they need, in pixels */
  guint           n_texts;
  guint           shown;
  int             minimum;            /* that any texts so far needed, in pixels */
  int             natural;

  GtkInscription *inscription;        /* a child */
};

G_DEFINE_FINAL_TYPE (NrnElasticLabel, nrn_elastic_label, GTK_TYPE_WIDGET)

static int
measure_text (NrnElasticLabel *self,
              const char      *text)
{
  g_autoptr (PangoLayout) layout =
    gtk_widget_create_pango_layout (GTK_WIDGET (self->inscription), text);
  PangoAttrList *attributes = pango_attr_list_new ();
  int width;

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_get_pixel_size (layout, &width, NULL);

  return width;
}

/* As wide as the longest text if there is room, and never wider than the
 * shortest needs; and as any texts before, so that the window is laid out only
 * where there is something longer. Returns whether that is so. */
static gboolean
widen (NrnElasticLabel *self)
{
  int minimum = self->n_texts > 0 ? self->widths[0] : 0, natural = minimum;

  for (guint i = 1; i < self->n_texts; i++)
    {
      minimum = MIN (minimum, self->widths[i]);
      natural = MAX (natural, self->widths[i]);
    }
  if (minimum <= self->minimum && natural <= self->natural)
    return FALSE;

  self->minimum = MAX (self->minimum, minimum);
  self->natural = MAX (self->natural, natural);

  return TRUE;
}

/* The first that fits, or the last. */
static void
show_text (NrnElasticLabel *self,
           int              width)
{
  const char *text;

  self->shown = 0;
  while (self->shown + 1 < self->n_texts && self->widths[self->shown] > width)
    self->shown++;
  text = nrn_elastic_label_get_shown (self);
  if (g_strcmp0 (text, gtk_inscription_get_text (self->inscription)) != 0)
    gtk_inscription_set_text (self->inscription, text);
}

static void
nrn_elastic_label_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  NrnElasticLabel *self = NRN_ELASTIC_LABEL (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      gtk_widget_measure (GTK_WIDGET (self->inscription), orientation, -1, minimum, natural,
                          NULL, NULL);
      return;
    }

  /* There may be another font. */
  for (guint i = 0; i < self->n_texts; i++)
    self->widths[i] = measure_text (self, self->texts[i]);
  widen (self);
  *minimum = self->minimum;
  *natural = self->natural;
}

static void
nrn_elastic_label_css_changed (GtkWidget         *widget,
                               GtkCssStyleChange *change)
{
  NrnElasticLabel *self = NRN_ELASTIC_LABEL (widget);

  GTK_WIDGET_CLASS (nrn_elastic_label_parent_class)->css_changed (widget, change);
  self->minimum = self->natural = 0;
}

static void
nrn_elastic_label_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  NrnElasticLabel *self = NRN_ELASTIC_LABEL (widget);

  show_text (self, width);
  gtk_widget_size_allocate (GTK_WIDGET (self->inscription),
                            &(GtkAllocation) { 0, 0, width, height }, baseline);
}

static void
nrn_elastic_label_dispose (GObject *object)
{
  NrnElasticLabel *self = NRN_ELASTIC_LABEL (object);

  self->n_texts = 0;
  for (guint i = 0; i < MAX_TEXTS; i++)
    g_clear_pointer (&self->texts[i], g_free);
  if (self->inscription != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->inscription));
  self->inscription = NULL;

  G_OBJECT_CLASS (nrn_elastic_label_parent_class)->dispose (object);
}

static void
nrn_elastic_label_class_init (NrnElasticLabelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_elastic_label_dispose;
  widget_class->measure = nrn_elastic_label_measure;
  widget_class->size_allocate = nrn_elastic_label_size_allocate;
  widget_class->css_changed = nrn_elastic_label_css_changed;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
  gtk_widget_class_set_css_name (widget_class, "elastic-label");
}

static void
nrn_elastic_label_init (NrnElasticLabel *self)
{
  self->inscription = g_object_new (GTK_TYPE_INSCRIPTION, "min-chars", 0, "text-overflow",
                                    GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END, "accessible-role",
                                    GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->inscription), GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "numeric");
}

static void
set_text (NrnElasticLabel *self,
          guint            i,
          const char      *text)
{
  if (g_strcmp0 (text, self->texts[i]) == 0)
    return;

  g_free (self->texts[i]);
  self->texts[i] = g_strdup (text);
  self->widths[i] = measure_text (self, text);
}

/**
 * nrn_elastic_label_set_texts:
 * @label: a label
 * @texts: (array zero-terminated=1): one to four texts, the longest first,
 *   each saying less than the one before
 *
 * Shows the first for which there is room. The window is laid out anew only
 * where they are wider than any before.
 */
void
nrn_elastic_label_set_texts (NrnElasticLabel   *label,
                             const char *const *texts)
{
  g_return_if_fail (NRN_IS_ELASTIC_LABEL (label));
  g_return_if_fail (texts[0] != NULL);

  label->n_texts = 0;
  while (label->n_texts < MAX_TEXTS && texts[label->n_texts] != NULL)
    {
      set_text (label, label->n_texts, texts[label->n_texts]);
      label->n_texts++;
    }

  if (widen (label))
    gtk_widget_queue_resize (GTK_WIDGET (label));
  show_text (label, gtk_widget_get_width (GTK_WIDGET (label)));
}

/**
 * nrn_elastic_label_get_text:
 * @label: a label
 *
 * Returns: (transfer none): the longest text
 */
const char *
nrn_elastic_label_get_text (NrnElasticLabel *label)
{
  return label->texts[0] != NULL ? label->texts[0] : "";
}

/**
 * nrn_elastic_label_get_shown:
 * @label: a label
 *
 * Returns: (transfer none): the text that is shown
 */
const char *
nrn_elastic_label_get_shown (NrnElasticLabel *label)
{
  return label->shown < label->n_texts ? label->texts[label->shown] : "";
}
