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
  GtkWidget  parent_instance;

  GtkWidget *labels[MAX_TEXTS];     /* GtkLabel, children; from the longest to the shortest */
  guint      n_texts;
  guint      shown;
};

G_DEFINE_FINAL_TYPE (NrnElasticLabel, nrn_elastic_label, GTK_TYPE_WIDGET)

/* As wide as the longest text if there is room, and never wider than the
 * shortest needs. */
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

  *minimum = *natural = 0;
  for (guint i = 0; i < self->n_texts; i++)
    {
      int label_minimum, label_natural;

      gtk_widget_measure (self->labels[i], orientation, -1, &label_minimum, &label_natural,
                          NULL, NULL);
      if (orientation == GTK_ORIENTATION_HORIZONTAL && i > 0)
        *minimum = MIN (*minimum, label_minimum);
      else
        *minimum = MAX (*minimum, label_minimum);
      *natural = MAX (*natural, label_natural);
    }
}

static void
nrn_elastic_label_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  NrnElasticLabel *self = NRN_ELASTIC_LABEL (widget);

  self->shown = self->n_texts;
  for (guint i = 0; i < MAX_TEXTS; i++)
    {
      GtkWidget *label = self->labels[i];
      gboolean fits = FALSE;
      int needed;

      if (self->shown == self->n_texts && i < self->n_texts)
        {
          gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, &needed, NULL, NULL, NULL);
          fits = needed <= width || i + 1 == self->n_texts;
        }
      gtk_widget_set_child_visible (label, fits);
      if (!fits)
        continue;

      self->shown = i;
      gtk_widget_size_allocate (label, &(GtkAllocation) { 0, 0, width, height }, baseline);
    }
}

static void
nrn_elastic_label_dispose (GObject *object)
{
  NrnElasticLabel *self = NRN_ELASTIC_LABEL (object);

  for (guint i = 0; i < MAX_TEXTS; i++)
    g_clear_pointer (&self->labels[i], gtk_widget_unparent);

  G_OBJECT_CLASS (nrn_elastic_label_parent_class)->dispose (object);
}

static void
nrn_elastic_label_class_init (NrnElasticLabelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_elastic_label_dispose;
  widget_class->measure = nrn_elastic_label_measure;
  widget_class->size_allocate = nrn_elastic_label_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
  gtk_widget_class_set_css_name (widget_class, "elastic-label");
}

static void
nrn_elastic_label_init (NrnElasticLabel *self)
{
  for (guint i = 0; i < MAX_TEXTS; i++)
    {
      self->labels[i] = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "single-line-mode", TRUE,
                                      "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
      gtk_widget_set_parent (self->labels[i], GTK_WIDGET (self));
    }
}

/**
 * nrn_elastic_label_set_texts:
 * @label: a label
 * @texts: (array zero-terminated=1): one to four texts, the longest first,
 *   each saying less than the one before
 *
 * Shows the first for which there is room.
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
      gtk_label_set_text (GTK_LABEL (label->labels[label->n_texts]), texts[label->n_texts]);
      label->n_texts++;
    }
  gtk_widget_queue_resize (GTK_WIDGET (label));
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
  return gtk_label_get_text (GTK_LABEL (label->labels[0]));
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
  return label->shown < label->n_texts ? gtk_label_get_text (GTK_LABEL (label->labels[label->shown])) : "";
}
