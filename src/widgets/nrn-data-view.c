/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The data under the network, with what the network makes of it.
 */

#include "config.h"

#include "nrn-data-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-data-strip.h"
#include "nrn-decision-map.h"
#include "nrn-model.h"
#include "nrn-picture.h"
#include "nrn-theme.h"
#include "nrn-vector.h"

/* Points of the curve: as many as the strip is wide in small windows. */
#define N_POINTS 256

/* As a picture of its own. */
#define STRIP_PICTURE_WIDTH  900.0
#define STRIP_PICTURE_HEIGHT 240.0
#define MAP_PICTURE_WIDTH    720.0
#define MAP_PICTURE_HEIGHT   540.0
#define PICTURE_PIXELS       2.0

struct _NrnDataView
{
  GtkWidget          parent_instance;

  NrnDocument       *document;      /* owned */

  /* One feature. Owned */
  NrnDataStripCache *strip_cache;
  NrnModel          *model;         /* for N_POINTS rows */
  float              inputs[N_POINTS + NRN_LANES];
  double             probabilities[N_POINTS];

  /* Two features. Owned */
  NrnDecisionMap    *map;

  double             minimum[2];    /* of each feature in the data */
  double             maximum[2];
  guint8            *exceptions;    /* owned; one for each row */
  gboolean           is_old;        /* the prediction is of older weights */
};

static void picture_interface_init (NrnPictureInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NrnDataView, nrn_data_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (NRN_TYPE_PICTURE, picture_interface_init))

/**
 * nrn_data_view_can_show:
 * @dataset: rows
 *
 * Returns: whether there is a picture for rows of this sort
 */
gboolean
nrn_data_view_can_show (const NrnDataset *dataset)
{
  guint n_features = nrn_dataset_get_n_features (dataset);
  guint n_classes = nrn_dataset_get_n_classes (dataset);

  return (n_features == 1 && n_classes == 2) || (n_features == 2 && n_classes >= 2);
}

static const NrnArchitecture *
get_architecture (NrnDataView *self)
{
  return nrn_experiment_get_parts (nrn_document_get_experiment (self->document))->architecture;
}

static const NrnDataset *
get_dataset (NrnDataView *self)
{
  if (self->document == NULL || nrn_document_get_experiment (self->document) == NULL)
    return NULL;

  return nrn_document_get_dataset (self->document);
}

/* Takes the ranges of the features down, once for each data set. */
static void
measure_ranges (NrnDataView      *self,
                const NrnDataset *dataset)
{
  const float *features = nrn_dataset_get_features (dataset);
  guint n_features = nrn_dataset_get_n_features (dataset);

  for (guint feature = 0; feature < MIN (n_features, G_N_ELEMENTS (self->minimum)); feature++)
    {
      double minimum = INFINITY, maximum = -INFINITY;

      for (guint row = 0; row < nrn_dataset_get_n_rows (dataset); row++)
        {
          double value = features[(gsize) row * n_features + feature];

          minimum = MIN (minimum, value);
          maximum = MAX (maximum, value);
        }
      self->minimum[feature] = minimum;
      self->maximum[feature] = maximum > minimum ? maximum : minimum + 1;
    }
}

/* ---- One feature ---- */

static void
predict_curve (NrnDataView *self,
               double       minimum,
               double       maximum)
{
  const NrnScaler *scaler = nrn_document_get_scaler (self->document);
  guint n_outputs = nrn_architecture_get_output_dim (get_architecture (self));
  const float *outputs;

  if (self->model == NULL)
    self->model = nrn_model_new (get_architecture (self), N_POINTS);

  for (guint i = 0; i < N_POINTS; i++)
    self->inputs[i] = (float) (minimum + (maximum - minimum) * i / (N_POINTS - 1));
  if (scaler != NULL)
    nrn_scaler_transform (scaler, N_POINTS, self->inputs, self->inputs);

  nrn_model_set_weights (self->model,
                         nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document))->weights);
  outputs = nrn_model_forward (self->model, N_POINTS, self->inputs, FALSE);
  for (guint i = 0; i < N_POINTS; i++)
    {
      const float *row = outputs + (gsize) i * n_outputs;

      self->probabilities[i] = n_outputs == 1 ? row[0] : row[1] / (row[0] + row[1]);
    }
}

/* From where on the drug has side effects, if a rule of that sort made the
 * data. */
static double
get_rule (NrnDataView *self)
{
  const NrnDataSource *source =
    nrn_experiment_get_parts (nrn_document_get_experiment (self->document))->source;
  const NrnGenerator *generator = nrn_data_source_get_generator (source);
  int parameter = generator != NULL ? nrn_generator_parameter (generator, "threshold") : -1;

  if (parameter < 0)
    return NAN;

  return nrn_data_source_get_values (source)[parameter];
}

static void
fill_strip (NrnDataView  *self,
            NrnDataStrip *strip)
{
  const NrnDataset *dataset = get_dataset (self);

  *strip = (NrnDataStrip) {
    .title = _("Data and prediction"),
    .n_samples = nrn_dataset_get_n_rows (dataset),
    .values = nrn_dataset_get_features (dataset),
    .labels = nrn_dataset_get_targets (dataset),
    .exceptions = self->exceptions,
    .minimum = self->minimum[0],
    .maximum = self->maximum[0],
    .n_points = N_POINTS,
    .probabilities = self->probabilities,
    .feature_name = nrn_dataset_get_feature_names (dataset)[0],
    .class_names = nrn_dataset_get_class_names (dataset),
    .rule = get_rule (self),
    .watched = nrn_document_get_watched (self->document)[0],
    .pixels = gtk_widget_get_scale_factor (GTK_WIDGET (self)),
    .palette = nrn_theme_get_palette (GTK_WIDGET (self)),
  };
}

/* Without @cache nothing is kept, and the picture can be enlarged. */
static void
paint_strip (NrnDataView       *self,
             cairo_t           *cr,
             double             width,
             double             height,
             const NrnPalette  *palette,
             NrnDataStripCache *cache)
{
  NrnDataStrip strip;
  NrnDataStripLayout layout;

  fill_strip (self, &strip);
  strip.palette = palette;
  if (cache == NULL)
    strip.pixels = PICTURE_PIXELS;
  if (self->is_old)
    predict_curve (self, strip.minimum, strip.maximum);
  nrn_data_strip_layout_init (&layout, &strip, width, height);
  nrn_data_strip_paint (cr, &strip, &layout, cache);
}

/* ---- Two features ---- */

static void
fill_map (NrnDataView        *self,
          NrnDecisionMapPlot *plot,
          double             *watched)
{
  const NrnDataset *dataset = get_dataset (self);

  *plot = (NrnDecisionMapPlot) {
    .map = self->map,
    .n_samples = nrn_dataset_get_n_rows (dataset),
    .features = nrn_dataset_get_features (dataset),
    .labels = nrn_dataset_get_targets (dataset),
    .marked = self->exceptions,
    .feature_names = nrn_dataset_get_feature_names (dataset),
    .class_names = nrn_dataset_get_class_names (dataset),
    .watched = watched,
    .palette = nrn_theme_get_palette (GTK_WIDGET (self)),
  };
  for (guint i = 0; i < 2; i++)
    {
      plot->minimum[i] = self->minimum[i];
      plot->maximum[i] = self->maximum[i];
      watched[i] = nrn_document_get_watched (self->document)[i];
    }
}

static void
update_map (NrnDataView *self)
{
  const NrnScaler *scaler = nrn_document_get_scaler (self->document);
  double minimum[2], maximum[2];

  if (self->map == NULL)
    {
      for (guint i = 0; i < 2; i++)
        {
          minimum[i] = scaler != NULL ? nrn_scaler_get_low (scaler) : self->minimum[i];
          maximum[i] = scaler != NULL ? nrn_scaler_get_high (scaler) : self->maximum[i];
        }
      self->map = nrn_decision_map_new (get_architecture (self), NRN_DECISION_MAP_SIZE,
                                        minimum, maximum);
    }
  nrn_decision_map_update (self->map,
                           nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document))->weights);
}

static void
paint_map (NrnDataView      *self,
           cairo_t          *cr,
           double            width,
           double            height,
           const NrnPalette *palette)
{
  NrnDecisionMapPlot plot;
  NrnDecisionMapLayout layout;
  double watched[2];

  if (self->is_old)
    update_map (self);
  fill_map (self, &plot, watched);
  plot.palette = palette;
  nrn_decision_map_layout_init (&layout, &plot, width, height);
  nrn_decision_map_paint (cr, &plot, &layout);
}

static void
nrn_data_view_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  NrnDataView *self = NRN_DATA_VIEW (widget);
  const NrnDataset *dataset = get_dataset (self);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  cairo_t *cr;

  if (dataset == NULL || !nrn_data_view_can_show (dataset) || width < 1 || height < 1)
    return;

  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (nrn_dataset_get_n_features (dataset) == 1)
    paint_strip (self, cr, width, height, nrn_theme_get_palette (widget), self->strip_cache);
  else
    paint_map (self, cr, width, height, nrn_theme_get_palette (widget));
  self->is_old = FALSE;
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
  const NrnDataset *dataset = get_dataset (NRN_DATA_VIEW (picture));
  gboolean is_strip;

  if (dataset == NULL || !nrn_data_view_can_show (dataset))
    return FALSE;

  is_strip = nrn_dataset_get_n_features (dataset) == 1;
  *width = is_strip ? STRIP_PICTURE_WIDTH : MAP_PICTURE_WIDTH;
  *height = is_strip ? STRIP_PICTURE_HEIGHT : MAP_PICTURE_HEIGHT;

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
  if (nrn_dataset_get_n_features (get_dataset (self)) == 1)
    paint_strip (self, cr, width, height, palette, NULL);
  else
    paint_map (self, cr, width, height, palette);
  self->is_old = FALSE;
}

static void
picture_interface_init (NrnPictureInterface *interface)
{
  interface->get_name = get_picture_name;
  interface->get_size = get_picture_size;
  interface->paint = paint_picture;
}

/* ---- Watching a sample ---- */

static void
watch_at (NrnDataView *self,
          double       x,
          double       y)
{
  const NrnDataset *dataset = get_dataset (self);
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  float features[2];

  if (dataset == NULL || !nrn_data_view_can_show (dataset))
    return;

  if (nrn_dataset_get_n_features (dataset) == 1)
    {
      NrnDataStrip strip;
      NrnDataStripLayout layout;

      fill_strip (self, &strip);
      nrn_data_strip_layout_init (&layout, &strip, width, height);
      features[0] = (float) CLAMP (round (nrn_data_strip_layout_get_value (&layout, x)),
                                   strip.minimum, strip.maximum);
    }
  else
    {
      NrnDecisionMapPlot plot;
      NrnDecisionMapLayout layout;
      double watched[2], values[2];

      fill_map (self, &plot, watched);
      nrn_decision_map_layout_init (&layout, &plot, width, height);
      if (!nrn_decision_map_layout_get_values (&layout, &plot, x, y, values))
        return;
      features[0] = (float) values[0];
      features[1] = (float) values[1];
    }
  nrn_document_set_watched (self->document, features);
}

static void
pressed_cb (NrnDataView *self,
            int          n_press,
            double       x,
            double       y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  watch_at (self, x, y);
}

static void
drag_update_cb (NrnDataView    *self,
                double          offset_x,
                double          offset_y,
                GtkGestureDrag *drag)
{
  double x, y;

  gtk_gesture_drag_get_start_point (drag, &x, &y);
  watch_at (self, x + offset_x, y + offset_y);
}

static gboolean
key_pressed_cb (NrnDataView     *self,
                guint            key,
                guint            code,
                GdkModifierType  modifiers)
{
  const NrnDataset *dataset = get_dataset (self);
  float features[2];
  guint n_features;
  double step[2] = { 0, 0 };

  if (dataset == NULL || !nrn_data_view_can_show (dataset))
    return FALSE;

  n_features = nrn_dataset_get_n_features (dataset);
  if (key == GDK_KEY_Left || key == GDK_KEY_Right)
    step[0] = key == GDK_KEY_Right ? 1 : -1;
  else if (key == GDK_KEY_Up || key == GDK_KEY_Down)
    step[n_features - 1] = key == GDK_KEY_Up ? 1 : -1;
  else
    return FALSE;

  for (guint i = 0; i < n_features; i++)
    {
      double minimum = self->minimum[i];
      double maximum = self->maximum[i];
      /* A year where the range is years; else a hundredth of the range. */
      double size = n_features == 1 && maximum - minimum >= 20 ? 1 : (maximum - minimum) / 100;

      features[i] = (float) CLAMP (nrn_document_get_watched (self->document)[i] + size * step[i],
                                   minimum, maximum);
    }
  nrn_document_set_watched (self->document, features);

  return TRUE;
}

/* ---- The document ---- */

static void
update_description (NrnDataView *self)
{
  const NrnDataset *dataset = get_dataset (self);
  g_autofree char *text = NULL;

  if (!nrn_data_view_can_show (dataset))
    return;

  if (nrn_dataset_get_n_features (dataset) == 1)
    text = g_strdup_printf (_("%u samples; watched: %s %.4g"), nrn_dataset_get_n_rows (dataset),
                            nrn_dataset_get_feature_names (dataset)[0],
                            nrn_document_get_watched (self->document)[0]);
  else
    text = g_strdup_printf (_("%u samples; watched: %s %.4g, %s %.4g"),
                            nrn_dataset_get_n_rows (dataset),
                            nrn_dataset_get_feature_names (dataset)[0],
                            nrn_document_get_watched (self->document)[0],
                            nrn_dataset_get_feature_names (dataset)[1],
                            nrn_document_get_watched (self->document)[1]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text, -1);
}

static void
snapshot_changed_cb (NrnDataView *self)
{
  self->is_old = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
watched_changed_cb (NrnDataView *self)
{
  update_description (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
experiment_changed_cb (NrnDataView *self)
{
  const NrnDataset *dataset = get_dataset (self);
  guint n_rows = nrn_dataset_get_n_rows (dataset);

  g_clear_pointer (&self->model, nrn_model_free);
  g_clear_pointer (&self->map, nrn_decision_map_free);
  g_clear_pointer (&self->strip_cache, nrn_data_strip_cache_free);
  self->strip_cache = nrn_data_strip_cache_new ();
  measure_ranges (self, dataset);
  g_free (self->exceptions);
  self->exceptions = g_new (guint8, n_rows);
  for (guint row = 0; row < n_rows; row++)
    self->exceptions[row] = nrn_dataset_is_exception (dataset, row) ? 1 : 0;

  gtk_widget_set_visible (GTK_WIDGET (self), nrn_data_view_can_show (dataset));
  gtk_widget_set_size_request (GTK_WIDGET (self), -1,
                               nrn_dataset_get_n_features (dataset) == 1 ? 168 : 260);
  update_description (self);
  snapshot_changed_cb (self);
}

static void
nrn_data_view_dispose (GObject *object)
{
  NrnDataView *self = NRN_DATA_VIEW (object);

  g_clear_object (&self->document);
  g_clear_pointer (&self->model, nrn_model_free);
  g_clear_pointer (&self->map, nrn_decision_map_free);
  g_clear_pointer (&self->strip_cache, nrn_data_strip_cache_free);
  g_clear_pointer (&self->exceptions, g_free);

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
nrn_data_view_init (NrnDataView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Data and prediction"), -1);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
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
