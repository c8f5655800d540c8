/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The data under the network, with what the network makes of it.
 */

#include "config.h"

#include "nrn-data-view-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-picture.h"
#include "nrn-theme.h"

/* While training, predictions take no more than a small part of the time. */
#define FREE_US     4000
#define IDLE_FACTOR 10

/* A step of the arrow keys where the range is not years, and with Control. */
#define N_STEPS       100
#define N_LARGE_STEPS 10

/* Products of a weight and a value for all rows: a few milliseconds. With more
 * of them, the largest errors are not looked for. */
#define MAX_PRODUCTS 10e6

/* The pointer may move by so much in a click. */
#define CLICK_REACH 4.0

static void picture_interface_init (NrnPictureInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NrnDataView, nrn_data_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (NRN_TYPE_PICTURE, picture_interface_init))

/* ---- Which picture ---- */

/* How many classes the network tells apart in the data; 0 for none. A single
 * output tells two. Numbers that several outputs are compared with are those
 * of classes. */
static guint
count_classes (const NrnDataset *dataset,
               guint             n_outputs)
{
  guint n_classes = nrn_dataset_get_n_classes (dataset);

  if (n_classes == 0)
    return nrn_dataset_get_n_targets (dataset) == 1 && n_outputs > 1 ? n_outputs : 0;
  if (n_outputs == 1)
    return n_classes == 2 ? 2 : 0;

  return n_outputs >= n_classes ? n_classes : 0;
}

static const NrnDataKind *
find_kind (const NrnDataset      *dataset,
           const NrnArchitecture *architecture,
           guint                 *n_classes,
           guint                 *n_values)
{
  guint n_features = nrn_dataset_get_n_features (dataset);
  guint n_outputs = nrn_architecture_get_output_dim (architecture);
  guint n_targets = nrn_dataset_get_n_targets (dataset);

  *n_classes = count_classes (dataset, n_outputs);
  *n_values = *n_classes > 0 ? 0 : MIN (MIN (n_outputs, n_targets), NRN_DATA_VIEW_MAX_CURVES);
  if (*n_classes > NRN_DATA_VIEW_MAX_CURVES || (*n_classes == 0 && n_outputs < n_targets))
    return NULL;

  switch (n_features)
    {
    case 1:
      return *n_classes > 0 ? &nrn_data_kind_strip : &nrn_data_kind_values;
    case 2:
      return &nrn_data_kind_map;
    default:
      return NULL;
    }
}

/**
 * nrn_data_view_can_show:
 * @dataset: rows
 * @architecture: a network for them
 *
 * Returns: whether there is a picture for them
 */
gboolean
nrn_data_view_can_show (const NrnDataset      *dataset,
                        const NrnArchitecture *architecture)
{
  guint n_classes, n_values;

  return find_kind (dataset, architecture, &n_classes, &n_values) != NULL;
}

const NrnExperimentParts *
nrn_data_view_get_parts (NrnDataView *view)
{
  return nrn_experiment_get_parts (nrn_document_get_experiment (view->document));
}

/* ---- The data ---- */

static void
measure_column (const float *values,
                guint        n_rows,
                gsize        stride,
                double      *minimum,
                double      *maximum)
{
  double low = INFINITY, high = -INFINITY;

  for (gsize row = 0; row < n_rows; row++)
    {
      low = fmin (low, (double) values[row * stride]);
      high = fmax (high, (double) values[row * stride]);
    }
  *minimum = isfinite (low) ? low : 0;
  *maximum = isfinite (high) && high > *minimum ? high : *minimum + 1;
}

/* Takes the ranges down, once for each data set. */
static void
measure_data (NrnDataView      *self,
              const NrnDataset *dataset)
{
  guint n_features = nrn_dataset_get_n_features (dataset);
  guint n_targets = nrn_dataset_get_n_targets (dataset);
  guint n_rows = nrn_dataset_get_n_rows (dataset);

  for (guint i = 0; i < MIN (n_features, G_N_ELEMENTS (self->minimum)); i++)
    measure_column (nrn_dataset_get_features (dataset) + i, n_rows, n_features,
                    &self->minimum[i], &self->maximum[i]);
  for (guint i = 0; i < self->n_values; i++)
    measure_column (nrn_dataset_get_targets (dataset) + i, n_rows, n_targets, &self->low[i],
                    &self->high[i]);

  self->n_far = 0;
  g_free (self->exceptions);
  self->exceptions = g_new (guint8, n_rows);
  for (guint row = 0; row < n_rows; row++)
    self->exceptions[row] = nrn_dataset_is_exception (dataset, row) ? 1 : 0;
}

/* ---- Drawing ---- */

static void
find_far (NrnDataView      *self,
          const NrnWeights *weights)
{
  const NrnDataset *dataset = nrn_document_get_dataset (self->document);
  double n_weights = (double) nrn_architecture_get_n_parameters (nrn_weights_get_architecture (weights));
  g_autoptr (NrnPredictions) predictions = NULL;
  const NrnPredictionsFar *far;

  self->n_far = 0;
  if (self->n_values == 0 || n_weights * nrn_dataset_get_n_rows (dataset) > MAX_PRODUCTS)
    return;

  predictions = nrn_predictions_new (dataset, nrn_document_get_samples (self->document), weights, NULL);
  far = nrn_predictions_get_far (predictions, &self->n_far);
  for (guint i = 0; i < self->n_far; i++)
    {
      self->far_rows[i] = far[i].row;
      self->far_targets[i] = far[i].target;
    }
}

/* A large network says only now and then what it thinks. */
static void
predict (NrnDataView *self)
{
  const NrnSnapshotParts *snapshot =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document));
  gint64 start = g_get_monotonic_time ();
  gint64 taken;

  if (!self->is_old || (snapshot->state == NRN_TRAINING_RUNNING && start < self->next_at))
    return;

  self->kind->predict (self, snapshot->weights);
  find_far (self, snapshot->weights);
  self->is_old = FALSE;
  taken = g_get_monotonic_time () - start;
  self->next_at = taken > FREE_US ? start + IDLE_FACTOR * taken : 0;
}

static void
nrn_data_view_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  NrnDataView *self = NRN_DATA_VIEW (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  cairo_t *cr;

  if (self->kind == NULL || width < 1 || height < 1)
    return;

  predict (self);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  self->kind->paint (self, cr, width, height, nrn_theme_get_palette (widget), TRUE);
  cairo_destroy (cr);

  if (gtk_widget_has_visible_focus (widget))
    gtk_snapshot_render_focus (snapshot, gtk_widget_get_style_context (widget), 0, 0, width, height);
}

/* ---- As a picture ---- */

static const char *
get_picture_name (NrnPicture *picture)
{
  return "data";
}

static gboolean
get_picture_size (NrnPicture *picture,
                  double     *width,
                  double     *height)
{
  NrnDataView *self = NRN_DATA_VIEW (picture);

  if (self->kind == NULL)
    return FALSE;

  *width = self->kind->picture_width;
  *height = self->kind->picture_height;

  return TRUE;
}

static void
paint_picture (NrnPicture       *picture,
               cairo_t          *cr,
               double            width,
               double            height,
               const NrnPalette *palette)
{
  NrnDataView *self = NRN_DATA_VIEW (picture);

  nrn_color_set_source (&palette->background, 1, cr);
  cairo_paint (cr);
  predict (self);
  self->kind->paint (self, cr, width, height, palette, FALSE);
}

static void
picture_interface_init (NrnPictureInterface *interface)
{
  interface->get_name = get_picture_name;
  interface->get_size = get_picture_size;
  interface->paint = paint_picture;
}

/* ---- In words ---- */

/* What is watched, and what is predicted of it. */
static void
update_description (NrnDataView *self)
{
  const NrnDataset *dataset = nrn_document_get_dataset (self->document);
  guint n_rows = nrn_dataset_get_n_rows (dataset);
  g_autofree char *watched = NULL;
  g_autofree char *text = NULL;

  if (self->kind == NULL)
    return;

  predict (self);
  watched = self->kind->describe (self);
  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u sample; watched: %s",
                                       "%u samples; watched: %s", n_rows),
                          n_rows, watched);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text, -1);
}

/* ---- The pointer, and watching a sample ---- */

static gboolean
pick (NrnDataView *self,
      double       x,
      double       y,
      double      *features)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));

  return self->kind != NULL && width > 0 && height > 0 &&
         self->kind->pick (self, width, height, x, y, features);
}

static void
watch (NrnDataView  *self,
       const double *features)
{
  const float values[] = { (float) features[0], (float) features[1] };

  nrn_document_set_watched (self->document, values);
}

static void
watch_at (NrnDataView *self,
          double       x,
          double       y)
{
  double features[2] = { 0 };

  if (pick (self, x, y, features))
    watch (self, features);
}

/* A click on the mark of a row chooses that row. */
static gboolean
choose_at (NrnDataView *self,
           double       x,
           double       y)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  gssize row = -1;

  if (self->kind != NULL && self->kind->pick_row != NULL && width > 0 && height > 0)
    row = self->kind->pick_row (self, width, height, x, y);
  if (row < 0)
    return FALSE;

  nrn_document_choose_row (self->document, (guint) row);

  return TRUE;
}

static void
pressed_cb (NrnDataView *self,
            int          n_press,
            double       x,
            double       y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!choose_at (self, x, y))
    watch_at (self, x, y);
}

static void
drag_update_cb (NrnDataView    *self,
                double          offset_x,
                double          offset_y,
                GtkGestureDrag *drag)
{
  double x, y;

  /* A click that hardly moves stays where it was. */
  if (fabs (offset_x) + fabs (offset_y) < CLICK_REACH)
    return;

  gtk_gesture_drag_get_start_point (drag, &x, &y);
  watch_at (self, x + offset_x, y + offset_y);
}

static void
motion_cb (NrnDataView *self,
           double       x,
           double       y)
{
  self->has_pointer = pick (self, x, y, self->pointer);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
leave_cb (NrnDataView *self)
{
  self->has_pointer = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* A year where the range is years; else a hundredth of the range. */
static double
get_step (NrnDataView     *self,
          guint            feature,
          GdkModifierType  modifiers)
{
  double range = self->maximum[feature] - self->minimum[feature];

  if ((modifiers & GDK_CONTROL_MASK) != 0)
    return range / N_LARGE_STEPS;

  return self->kind != &nrn_data_kind_map && range >= 20 ? 1 : range / N_STEPS;
}

static void
move_watched (NrnDataView *self,
              guint        feature,
              double       step)
{
  double features[2] = { 0 };
  guint n_features = nrn_dataset_get_n_features (nrn_document_get_dataset (self->document));

  for (guint i = 0; i < n_features; i++)
    features[i] = (double) nrn_document_get_watched (self->document)[i];
  features[feature] = CLAMP (features[feature] + step, self->minimum[feature],
                             self->maximum[feature]);
  watch (self, features);
}

static gboolean
key_pressed_cb (NrnDataView     *self,
                guint            key,
                guint            code,
                GdkModifierType  modifiers)
{
  /* Up and down go along the second feature, if there is one. */
  guint second = self->kind == &nrn_data_kind_map ? 1 : 0;

  if (self->kind == NULL)
    return FALSE;

  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      move_watched (self, 0, -get_step (self, 0, modifiers));
      return TRUE;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      move_watched (self, 0, get_step (self, 0, modifiers));
      return TRUE;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      move_watched (self, second, -get_step (self, second, modifiers));
      return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      move_watched (self, second, get_step (self, second, modifiers));
      return TRUE;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      move_watched (self, 0, -INFINITY);
      return TRUE;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      move_watched (self, 0, INFINITY);
      return TRUE;
    default:
      return FALSE;
    }
}

/* ---- The document ---- */

/* While training the numbers would be told all the time. */
static void
snapshot_changed_cb (NrnDataView *self)
{
  self->is_old = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document))->state != NRN_TRAINING_RUNNING)
    update_description (self);
}

static void
watched_changed_cb (NrnDataView *self)
{
  update_description (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* What has been drawn of the data stays where an edit was of the network only. */
static void
take_data (NrnDataView *self)
{
  const NrnDataset *dataset = nrn_document_get_dataset (self->document);
  guint n_classes, n_values;
  const NrnDataKind *kind = find_kind (dataset, nrn_data_view_get_parts (self)->architecture,
                                       &n_classes, &n_values);

  if (dataset == self->dataset && kind == self->kind && n_classes == self->n_classes &&
      n_values == self->n_values)
    return;

  g_clear_pointer (&self->dataset, nrn_dataset_unref);
  self->dataset = nrn_dataset_ref (dataset);
  self->kind = kind;
  self->n_classes = n_classes;
  self->n_values = n_values;
  for (guint i = 0; i < G_N_ELEMENTS (self->layers); i++)
    nrn_kept_image_clear (self->layers[i]);
  measure_data (self, dataset);
}

static void
experiment_changed_cb (NrnDataView *self)
{
  g_clear_pointer (&self->model, nrn_model_free);
  g_clear_pointer (&self->map, nrn_decision_map_free);
  self->has_pointer = FALSE;
  self->next_at = 0;
  take_data (self);
  self->has_truth = self->kind == &nrn_data_kind_values && nrn_data_view_find_truth (self);

  gtk_widget_set_visible (GTK_WIDGET (self), self->kind != NULL);
  if (self->kind != NULL)
    gtk_widget_set_size_request (GTK_WIDGET (self), -1, (int) ceil (self->kind->get_height (self)));
  snapshot_changed_cb (self);
  update_description (self);
}

static void
nrn_data_view_dispose (GObject *object)
{
  NrnDataView *self = NRN_DATA_VIEW (object);

  self->kind = NULL;
  g_clear_object (&self->document);
  g_clear_pointer (&self->model, nrn_model_free);
  g_clear_pointer (&self->map, nrn_decision_map_free);
  g_clear_pointer (&self->dataset, nrn_dataset_unref);
  g_clear_pointer (&self->exceptions, g_free);
  for (guint i = 0; i < G_N_ELEMENTS (self->layers); i++)
    g_clear_pointer (&self->layers[i], nrn_kept_image_free);

  G_OBJECT_CLASS (nrn_data_view_parent_class)->dispose (object);
}

static void
nrn_data_view_class_init (NrnDataViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_data_view_dispose;
  widget_class->snapshot = nrn_data_view_snapshot;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "dataview");
}

static void
add_controllers (NrnDataView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, keys);
}

static void
nrn_data_view_init (NrnDataView *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Data and prediction"), -1);
  for (guint i = 0; i < G_N_ELEMENTS (self->layers); i++)
    self->layers[i] = nrn_kept_image_new ();
  add_controllers (self);
  nrn_theme_watch (GTK_WIDGET (self));
}

/**
 * nrn_data_view_set_document:
 * @view: a view
 * @document: what to show
 */
void
nrn_data_view_set_document (NrnDataView *view,
                            NrnDocument *document)
{
  g_return_if_fail (view->document == NULL);

  view->document = g_object_ref (document);
  g_signal_connect_object (document, "snapshot-changed", G_CALLBACK (snapshot_changed_cb), view,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "watched-changed", G_CALLBACK (watched_changed_cb), view,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "experiment-changed", G_CALLBACK (experiment_changed_cb), view,
                           G_CONNECT_SWAPPED);
}
