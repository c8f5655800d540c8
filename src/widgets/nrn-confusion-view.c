/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The confusion matrix as a widget.
 */

#include "config.h"

#include "nrn-confusion-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-after-frame.h"
#include "nrn-confusion-matrix.h"
#include "nrn-picture.h"
#include "nrn-task.h"
#include "nrn-theme.h"

struct _NrnConfusionView
{
  GtkWidget           parent_instance;

  NrnDocument        *document;     /* owned */
  NrnConfusionMatrix *matrix;       /* owned; NULL if there is nothing to count */
  NrnDataset         *dataset;      /* owned; of @matrix */
  gboolean            is_late;      /* @matrix is of the experiment before */
  GBytes             *exceptions;   /* owned; one for each row */
  NrnWeights         *measured;     /* owned; the weights that are counted; NULL: none */
  GCancellable       *cancellable;  /* owned; NULL unless a thread counts */
  gint64              next_at;      /* monotonic µs; not before that */
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

/* Counting goes through all rows; a few times a second is enough to watch,
 * and it never takes more than a small part of the time. */
#define INTERVAL_US (G_USEC_PER_SEC / 5)
#define IDLE_FACTOR 10

/* Products of a weight and a value: up to so many are a matter of a
 * millisecond, more are for another thread. */
#define MAX_PRODUCTS 2000000

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

static const char *const *
get_class_names (NrnConfusionView *self)
{
  return nrn_dataset_get_class_names (nrn_document_get_dataset (self->document));
}

/* All that is wrong; what is right is the rest. */
static void
update_description (NrnConfusionView *self)
{
  guint n_classes = nrn_confusion_matrix_get_n_classes (self->matrix);
  guint n_right = nrn_confusion_matrix_get_n_right (self->matrix);
  guint n_samples = nrn_confusion_matrix_get_n_samples (self->matrix);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text, g_dngettext (GETTEXT_PACKAGE, "%u of %u sample right.",
                                      "%u of %u samples right.", n_samples),
                   n_right, n_samples);
  for (guint i = 0; i < n_classes * n_classes; i++)
    {
      guint really = i / n_classes, predicted = i % n_classes;
      g_autofree char *sentence = NULL;

      if (really == predicted ||
          nrn_confusion_matrix_get_count (self->matrix, really, predicted) == 0)
        continue;
      sentence = nrn_confusion_matrix_describe (self->matrix, get_class_names (self), really,
                                                predicted);
      g_string_append_printf (text, " %s", sentence);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text->str, -1);
}

static gboolean
is_measured (NrnConfusionView *self,
             const NrnWeights *weights)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);

  if (self->measured == NULL || self->measured == weights)
    return self->measured != NULL;

  return nrn_architecture_equal (nrn_weights_get_architecture (self->measured), architecture) &&
         memcmp (nrn_weights_get_data (self->measured), nrn_weights_get_data (weights),
                 nrn_architecture_get_n_parameters (architecture) * sizeof (float)) == 0;
}

static void
count (NrnConfusionMatrix *matrix,
       const NrnDataset   *dataset,
       const NrnSamples   *samples,
       const NrnWeights   *weights,
       GBytes             *exceptions)
{
  nrn_confusion_matrix_measure (matrix, weights, nrn_samples_get_n_rows (samples),
                                nrn_samples_get_inputs (samples),
                                nrn_dataset_get_targets (dataset),
                                g_bytes_get_data (exceptions, NULL));
}

static void
set_measured (NrnConfusionView *self,
              const NrnWeights *weights)
{
  g_clear_pointer (&self->measured, nrn_weights_unref);
  self->measured = nrn_weights_ref (weights);
  update_description (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[COUNTED], 0);
}

/* ---- On another thread ---- */

/* Everything is owned. Written by the thread until the task returns. */
typedef struct
{
  NrnConfusionMatrix *matrix;
  NrnDataset         *dataset;
  NrnSamples         *samples;
  NrnWeights         *weights;
  GBytes             *exceptions;
  gint64              started_at;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_clear_pointer (&work->matrix, nrn_confusion_matrix_free);
  nrn_dataset_unref (work->dataset);
  nrn_samples_unref (work->samples);
  nrn_weights_unref (work->weights);
  g_bytes_unref (work->exceptions);
  g_free (work);
}

static void
work_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Work *work = data;

  count (work->matrix, work->dataset, work->samples, work->weights, work->exceptions);
  g_task_return_boolean (task, TRUE);
}

static void update (NrnConfusionView *self);

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  NrnConfusionView *self = NRN_CONFUSION_VIEW (object);
  Work *work = g_task_get_task_data (G_TASK (result));
  gint64 now = g_get_monotonic_time ();

  /* Of another experiment by now. */
  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->matrix, nrn_confusion_matrix_free);
  self->matrix = g_steal_pointer (&work->matrix);
  self->next_at = now + MAX (INTERVAL_US, IDLE_FACTOR * (now - work->started_at));
  set_measured (self, work->weights);
  update (self);
}

static void
count_in_thread (NrnConfusionView *self,
                 const NrnWeights *weights)
{
  g_autoptr (GTask) task = NULL;
  Work *work = g_new0 (Work, 1);

  work->matrix = nrn_confusion_matrix_new (nrn_weights_get_architecture (weights));
  work->dataset = nrn_dataset_ref (nrn_document_get_dataset (self->document));
  work->samples = nrn_samples_ref (nrn_document_get_samples (self->document));
  work->weights = nrn_weights_ref (weights);
  work->exceptions = g_bytes_ref (self->exceptions);
  work->started_at = g_get_monotonic_time ();

  self->cancellable = g_cancellable_new ();
  task = nrn_task_new (self, self->cancellable, done_cb, NULL);
  g_task_set_source_tag (task, count_in_thread);
  g_task_set_task_data (task, work, work_free);
  nrn_task_run (task, work_in_thread);
}

/* ---- The document ---- */

/* Counts what is wanted now, unless that is under way: then it is looked at
 * again when that is done. The best weights of a training come back without
 * an update, so only the weights tell whether they were counted. */
static void
update (NrnConfusionView *self)
{
  const NrnSnapshotParts *snapshot =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document));
  const NrnSamples *samples = nrn_document_get_samples (self->document);
  gsize n_params =
    nrn_architecture_get_n_parameters (nrn_weights_get_architecture (snapshot->weights));

  if (self->matrix == NULL || self->is_late || self->cancellable != NULL ||
      (snapshot->state == NRN_TRAINING_RUNNING && g_get_monotonic_time () < self->next_at) ||
      is_measured (self, snapshot->weights))
    return;

  if (n_params * nrn_samples_get_n_rows (samples) > MAX_PRODUCTS)
    {
      count_in_thread (self, snapshot->weights);
      return;
    }
  count (self->matrix, nrn_document_get_dataset (self->document), samples, snapshot->weights,
         self->exceptions);
  self->next_at = g_get_monotonic_time () + INTERVAL_US;
  set_measured (self, snapshot->weights);
}

static void
stop (NrnConfusionView *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
clear (NrnConfusionView *self)
{
  stop (self);
  g_clear_pointer (&self->dataset, nrn_dataset_unref);
  g_clear_pointer (&self->matrix, nrn_confusion_matrix_free);
  g_clear_pointer (&self->exceptions, g_bytes_unref);
  g_clear_pointer (&self->measured, nrn_weights_unref);
}

static void
take_experiment (NrnConfusionView *self)
{
  const NrnDataset *dataset = nrn_document_get_dataset (self->document);
  const NrnExperiment *experiment = nrn_document_get_experiment (self->document);
  guint n_rows = nrn_dataset_get_n_rows (dataset);
  guint8 *exceptions;

  clear (self);
  self->is_late = FALSE;
  if (!nrn_confusion_view_can_show (self->document))
    return;

  exceptions = g_new (guint8, n_rows);
  for (guint row = 0; row < n_rows; row++)
    exceptions[row] = nrn_dataset_is_exception (dataset, row) ? 1 : 0;
  self->exceptions = g_bytes_new_take (exceptions, n_rows);
  self->dataset = nrn_dataset_ref (dataset);
  self->matrix = nrn_confusion_matrix_new (nrn_experiment_get_parts (experiment)->architecture);
  self->next_at = 0;
  g_signal_emit (self, signals[COUNTED], 0);
  update (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
after_frame_cb (GtkWidget *widget)
{
  NrnConfusionView *self = NRN_CONFUSION_VIEW (widget);

  if (self->document != NULL)
    take_experiment (self);
}

/* Of the same rows: after the frame that shows what was edited. */
static void
experiment_changed_cb (NrnConfusionView *self)
{
  stop (self);
  self->is_late = TRUE;
  if (self->dataset != NULL && self->dataset == nrn_document_get_dataset (self->document))
    nrn_after_frame (GTK_WIDGET (self), after_frame_cb);
  else
    take_experiment (self);
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
    size = self->matrix != NULL
             ? (int) nrn_confusion_matrix_get_height (self->matrix, nrn_theme_get_text_scale ()) + 1
             : 0;
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
  nrn_confusion_matrix_paint (cr, self->matrix, get_class_names (self), width,
                              nrn_theme_get_text_scale (), nrn_theme_get_palette (widget));
  cairo_destroy (cr);
}

/* The words for the cell under the pointer. */
static gboolean
nrn_confusion_view_query_tooltip (GtkWidget  *widget,
                                  int         x,
                                  int         y,
                                  gboolean    by_keyboard,
                                  GtkTooltip *tooltip)
{
  NrnConfusionView *self = NRN_CONFUSION_VIEW (widget);
  g_autofree char *sentence = NULL;
  guint really, predicted;

  if (self->matrix == NULL || by_keyboard ||
      !nrn_confusion_matrix_pick (self->matrix, get_class_names (self), gtk_widget_get_width (widget),
                                  nrn_theme_get_text_scale (), x, y, &really, &predicted))
    return FALSE;

  sentence = nrn_confusion_matrix_describe (self->matrix, get_class_names (self), really, predicted);
  gtk_tooltip_set_text (tooltip, sentence);

  return TRUE;
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
  nrn_confusion_matrix_paint (cr, self->matrix, get_class_names (self), width - 2 * PICTURE_MARGIN,
                              PICTURE_SCALE, palette);
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

  clear (self);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (nrn_confusion_view_parent_class)->dispose (object);
}

static void
nrn_confusion_view_class_init (NrnConfusionViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_confusion_view_dispose;
  widget_class->measure = nrn_confusion_view_measure;
  widget_class->snapshot = nrn_confusion_view_snapshot;
  widget_class->query_tooltip = nrn_confusion_view_query_tooltip;

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
  /* Its menu opens with a key. */
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
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
  g_signal_connect_object (document, "snapshot-changed", G_CALLBACK (update), view,
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
