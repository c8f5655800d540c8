/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The confusion matrix as a widget.
 */

#include "config.h"

#include "nrn-confusion-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-confusion-matrix.h"
#include "nrn-picture.h"
#include "nrn-theme.h"

struct _NrnConfusionView
{
  GtkWidget           parent_instance;

  NrnDocument        *document;     /* owned */
  NrnConfusionMatrix *matrix;       /* owned; NULL if there is nothing to count */
  guint8             *exceptions;   /* owned; one for each row */
  float              *labels;       /* owned; one for each row */
  guint64             measured;     /* the update that was measured last */
  gint64              measured_at;  /* monotonic µs */
};

static void picture_interface_init (NrnPictureInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NrnConfusionView, nrn_confusion_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (NRN_TYPE_PICTURE, picture_interface_init))

enum
{
  COUNTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Counting goes through all rows; a few times a second is enough to watch. */
#define INTERVAL_US (G_USEC_PER_SEC / 5)

/* As a picture of its own. */
#define PICTURE_WIDTH 480.0
#define PICTURE_SCALE 1.5
#define PICTURE_MARGIN 18.0

/**
 * nrn_confusion_view_can_show:
 * @document: a document with an experiment
 *
 * Returns: whether the network tells classes apart, and few enough to count
 */
gboolean
nrn_confusion_view_can_show (NrnDocument *document)
{
  const NrnExperiment *experiment = nrn_document_get_experiment (document);
  const NrnArchitecture *architecture = nrn_experiment_get_parts (experiment)->architecture;
  guint n_classes = nrn_dataset_get_n_classes (nrn_document_get_dataset (document));
  guint n_outputs = nrn_architecture_get_output_dim (architecture);

  return n_classes >= 2 && n_classes <= NRN_CONFUSION_MATRIX_MAX_CLASSES &&
         (n_outputs == n_classes || (n_outputs == 1 && n_classes == 2));
}

static void
update_description (NrnConfusionView *self)
{
  g_autofree char *text = NULL;

  text = g_strdup_printf (_("%u of %u right"), nrn_confusion_matrix_get_n_right (self->matrix),
                          nrn_confusion_matrix_get_n_samples (self->matrix));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text, -1);
}

static void
measure (NrnConfusionView *self)
{
  const NrnSnapshotParts *snapshot =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document));
  const NrnSamples *samples = nrn_document_get_samples (self->document);

  nrn_confusion_matrix_measure (self->matrix, snapshot->weights,
                                nrn_samples_get_n_rows (samples),
                                nrn_samples_get_inputs (samples), self->labels, self->exceptions);
  self->measured = snapshot->update;
  self->measured_at = g_get_monotonic_time ();
  update_description (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[COUNTED], 0);
}

static void
snapshot_changed_cb (NrnConfusionView *self)
{
  const NrnSnapshotParts *snapshot =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document));

  if (self->matrix == NULL || snapshot->update == self->measured)
    return;

  if (snapshot->state != NRN_TRAINING_RUNNING ||
      g_get_monotonic_time () - self->measured_at >= INTERVAL_US)
    measure (self);
}

static void
experiment_changed_cb (NrnConfusionView *self)
{
  const NrnDataset *dataset = nrn_document_get_dataset (self->document);
  const NrnExperiment *experiment = nrn_document_get_experiment (self->document);
  guint n_rows = nrn_dataset_get_n_rows (dataset);

  g_clear_pointer (&self->matrix, nrn_confusion_matrix_free);
  g_clear_pointer (&self->exceptions, g_free);
  g_clear_pointer (&self->labels, g_free);
  if (!nrn_confusion_view_can_show (self->document))
    return;

  self->exceptions = g_new (guint8, n_rows);
  for (guint row = 0; row < n_rows; row++)
    self->exceptions[row] = nrn_dataset_is_exception (dataset, row) ? 1 : 0;
  self->labels = g_memdup2 (nrn_dataset_get_targets (dataset), n_rows * sizeof (float));
  self->matrix = nrn_confusion_matrix_new (nrn_experiment_get_parts (experiment)->architecture);
  measure (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
nrn_confusion_view_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  NrnConfusionView *self = NRN_CONFUSION_VIEW (widget);
  int size = 200;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    size = self->matrix != NULL ? (int) nrn_confusion_matrix_get_height (self->matrix, 1) + 1 : 0;
  *minimum = *natural = size;
}

static void
nrn_confusion_view_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  NrnConfusionView *self = NRN_CONFUSION_VIEW (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  cairo_t *cr;

  if (self->matrix == NULL)
    return;

  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  nrn_confusion_matrix_paint (cr, self->matrix,
                              nrn_dataset_get_class_names (nrn_document_get_dataset (self->document)),
                              width, 1, nrn_theme_get_palette (widget));
  cairo_destroy (cr);
}

/* ---- As a picture ---- */

static const char *
get_picture_name (NrnPicture *picture)
{
  return "matrix";
}

static gboolean
get_picture_size (NrnPicture *picture,
                  double     *width,
                  double     *height)
{
  NrnConfusionView *self = NRN_CONFUSION_VIEW (picture);

  if (self->matrix == NULL)
    return FALSE;

  *width = PICTURE_WIDTH + 2 * PICTURE_MARGIN;
  *height = ceil (nrn_confusion_matrix_get_height (self->matrix, PICTURE_SCALE) +
                  2 * PICTURE_MARGIN);

  return TRUE;
}

static void
paint_picture (NrnPicture       *picture,
               cairo_t          *cr,
               double            width,
               double            height,
               const NrnPalette *palette)
{
  NrnConfusionView *self = NRN_CONFUSION_VIEW (picture);

  nrn_color_set_source (&palette->background, 1, cr);
  cairo_paint (cr);
  cairo_save (cr);
  cairo_translate (cr, PICTURE_MARGIN, PICTURE_MARGIN);
  nrn_confusion_matrix_paint (cr, self->matrix,
                              nrn_dataset_get_class_names (nrn_document_get_dataset (self->document)),
                              width - 2 * PICTURE_MARGIN, PICTURE_SCALE, palette);
  cairo_restore (cr);
}

static void
picture_interface_init (NrnPictureInterface *interface)
{
  interface->get_name = get_picture_name;
  interface->get_size = get_picture_size;
  interface->paint = paint_picture;
}

/* ---- The class ---- */

static void
nrn_confusion_view_dispose (GObject *object)
{
  NrnConfusionView *self = NRN_CONFUSION_VIEW (object);

  g_clear_object (&self->document);
  g_clear_pointer (&self->matrix, nrn_confusion_matrix_free);
  g_clear_pointer (&self->exceptions, g_free);
  g_clear_pointer (&self->labels, g_free);

  G_OBJECT_CLASS (nrn_confusion_view_parent_class)->dispose (object);
}

static void
nrn_confusion_view_class_init (NrnConfusionViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_confusion_view_dispose;
  widget_class->measure = nrn_confusion_view_measure;
  widget_class->snapshot = nrn_confusion_view_snapshot;

  signals[COUNTED] = g_signal_new ("counted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "confusionview");
}

static void
nrn_confusion_view_init (NrnConfusionView *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Confusion matrix"), -1);
  nrn_theme_watch (GTK_WIDGET (self));
}

/**
 * nrn_confusion_view_set_document:
 * @view: a view
 * @document: what to count
 */
void
nrn_confusion_view_set_document (NrnConfusionView *view,
                                 NrnDocument      *document)
{
  g_return_if_fail (view->document == NULL);

  view->document = g_object_ref (document);
  g_signal_connect_object (document, "snapshot-changed", G_CALLBACK (snapshot_changed_cb), view,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "experiment-changed", G_CALLBACK (experiment_changed_cb), view,
                           G_CONNECT_SWAPPED);
}

/**
 * nrn_confusion_view_get_counts:
 * @view: a view
 * @n_right: (out): samples whose class is predicted
 * @n_samples: (out): samples
 */
void
nrn_confusion_view_get_counts (NrnConfusionView *view,
                               guint            *n_right,
                               guint            *n_samples)
{
  *n_right = view->matrix != NULL ? nrn_confusion_matrix_get_n_right (view->matrix) : 0;
  *n_samples = view->matrix != NULL ? nrn_confusion_matrix_get_n_samples (view->matrix) : 0;
}
