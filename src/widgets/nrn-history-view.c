/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Loss or a metric, epoch by epoch, as a widget.
 */

#include "config.h"

#include "nrn-history-view-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-after-frame.h"
#include "nrn-picture.h"
#include "nrn-plot.h"
#include "nrn-preset.h"
#include "nrn-theme.h"

/* What a plot needs below its legend, in pixels, and the least width. */
#define MIN_HEIGHT 121
#define MIN_WIDTH  200

/* The heading above, and so much of the corners of the card is round. */
#define HEADING        34
#define CORNER_WIDTH   3
#define CORNER_HEIGHT  5

static void picture_interface_init (NrnPictureInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NrnHistoryView, nrn_history_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (NRN_TYPE_PICTURE, picture_interface_init))

enum
{
  PROP_0,
  PROP_METRIC,
  PROP_EPOCH,
  PROP_VALUE,
  PROP_VALUE_NOTE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* ---- What is shown ---- */

static gboolean
has_option (NrnHistoryView *self,
            const char     *name)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (self->options, name);

  return state != NULL && g_variant_get_boolean (state);
}

static gboolean
is_of (NrnHistoryView *self,
       const char     *metric)
{
  return g_str_equal (self->metric, metric);
}

static gboolean
is_measured (NrnHistoryView *self)
{
  return has_option (self, "measured") && nrn_document_get_measured (self->document) != NULL;
}

static const NrnHistory *
get_history (NrnHistoryView *self)
{
  return is_measured (self) ? nrn_document_get_measured (self->document)
                            : nrn_document_get_history (self->document);
}

static const NrnSnapshotParts *
get_shown (NrnHistoryView *self)
{
  return nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document));
}

/* The moment that is looked back at, in epochs; -1 for now. */
static double
get_shown_epochs (NrnHistoryView *self)
{
  const NrnSnapshotParts *shown = get_shown (self);

  if (nrn_document_get_shown_update (self->document) < 0)
    return -1;

  return shown->epoch + (double) shown->batch / MAX (shown->n_batches, 1);
}

NrnHistoryPlot
nrn_history_view_get_plot (NrnHistoryView *self)
{
  const NrnExperimentParts *parts =
    nrn_experiment_get_parts (nrn_document_get_experiment (self->document));
  const NrnSnapshotParts *snapshot = get_shown (self);
  const NrnPreset *preset = nrn_preset_of (parts);
  double best_loss, best_accuracy;
  NrnHistoryPlot plot = {
    .curves = self->curves,
    .n_epochs = snapshot->n_epochs,
    .is_card = TRUE,
    .text_scale = nrn_theme_get_text_scale (),
    .ceiling = NAN,
    .is_log = has_option (self, "log-scale"),
    .is_smoothed = has_option (self, "smoothing"),
    .is_measured = is_measured (self),
    .marked_epoch = get_shown_epochs (self),
    .marked_update = snapshot->update,
  };

  plot.edits = nrn_history_get_marks (nrn_document_get_history (self->document), &plot.n_edits);

  nrn_preset_get_best (parts, &best_loss, &best_accuracy);
  if (is_of (self, "loss"))
    plot.ceiling = best_loss;
  else if (is_of (self, "accuracy"))
    plot.ceiling = best_accuracy;
  if (has_option (self, "printed") && nrn_preset_has_its_rows (parts))
    {
      plot.printed = preset->printed;
      plot.n_printed = preset->n_printed;
    }

  return plot;
}

static const NrnCurve *
get_training (NrnHistoryView *self)
{
  return nrn_history_curves_get (self->curves, NRN_ROWS_TRAINING);
}

/* ---- In words ---- */

static char *
describe_all (NrnHistoryView *self)
{
  const NrnCurve *training = get_training (self);
  gssize last = nrn_curve_find_last (training);
  NrnHistoryPlot plot = nrn_history_view_get_plot (self);
  g_autofree char *now = NULL;
  g_autofree char *first = NULL;

  if (last < 0)
    return g_strdup (_("No epoch is over yet."));
  if (is_of (self, "loss"))
    return g_strdup_printf (_("After epoch %u the loss is %.4f; after the first it was %.4f."),
                            (guint) last + 1, nrn_curve_get (training, (gsize) last),
                            nrn_curve_get (training, 0));

  if (is_of (self, "accuracy"))
    return g_strdup_printf (_("After epoch %u %.1f %% are right; after the first it was %.1f %%."),
                            (guint) last + 1, 100 * nrn_curve_get (training, (gsize) last),
                            100 * nrn_curve_get (training, 0));

  now = nrn_history_plot_format (&plot, nrn_curve_get (training, (gsize) last));
  first = nrn_history_plot_format (&plot, nrn_curve_get (training, 0));
  /* Translators: an epoch, Keras' name of a metric, and its values. */
  return g_strdup_printf (_("After epoch %u %s is %s; after the first it was %s."),
                          (guint) last + 1, self->metric, now, first);
}

/* What the picture shows, or what the cross-hair points at. */
static void
update_description (NrnHistoryView *self)
{
  NrnHistoryPlot plot = nrn_history_view_get_plot (self);
  g_autofree char *text = self->epoch > 0 ? nrn_history_plot_describe (&plot, self->epoch)
                                          : describe_all (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

/* The one of the epoch under way that is looked back at, or -1. */
static int
find_running (NrnHistoryView *self)
{
  const NrnSnapshotParts *shown = get_shown (self);

  if (self->epoch > 0 || nrn_document_get_shown_update (self->document) < 0 ||
      shown->running == NULL || is_measured (self))
    return -1;

  return nrn_history_find (shown->running, self->metric);
}

/* Where the cross-hair is, at the moment that is looked back at, or after the last
 * epoch: within an epoch, its average so far. NaN if there is none. */
static double
find_value (NrnHistoryView *self)
{
  const NrnSnapshotParts *shown = get_shown (self);
  gssize last = nrn_curve_find_last (get_training (self));
  int series = find_running (self);

  if (self->epoch > 0)
    return (gssize) self->epoch <= last + 1 ? nrn_curve_get (get_training (self), self->epoch - 1) : NAN;
  if (nrn_document_get_shown_update (self->document) < 0)
    return last >= 0 ? nrn_curve_get (get_training (self), (gsize) last) : NAN;
  if (series >= 0)
    return nrn_history_get (shown->running, 0, series, NRN_ROWS_TRAINING);
  if (shown->epoch == 0 || (gssize) shown->epoch > last + 1)
    return NAN;

  return nrn_curve_get (get_training (self), shown->epoch - 1);
}

/* Returns (transfer full) (nullable): what the value is, if it is not that of an epoch. */
static char *
describe_value (NrnHistoryView *self)
{
  guint n_batches = get_shown (self)->batch;

  if (find_running (self) < 0)
    return NULL;

  /* Translators: what a loss or an accuracy is, in the middle of an epoch. */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "Mean of the samples of %u batch of this epoch, as Keras shows it",
                                       "Mean of the samples of %u batches of this epoch, as Keras shows it",
                                       n_batches), n_batches);
}

static void
update_note (NrnHistoryView *self)
{
  char *note = describe_value (self);

  if (g_strcmp0 (note, self->value_note) == 0)
    {
      g_free (note);
      return;
    }
  g_free (self->value_note);
  self->value_note = note;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE_NOTE]);
}

static void
update_value (NrnHistoryView *self)
{
  NrnHistoryPlot plot = nrn_history_view_get_plot (self);
  double number = find_value (self);
  char *value = isnan (number) ? NULL : nrn_history_plot_format (&plot, number);

  update_note (self);
  if (g_strcmp0 (value, self->value) == 0)
    {
      g_free (value);
      return;
    }
  g_free (self->value);
  self->value = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
}

void
nrn_history_view_update_words (NrnHistoryView *self)
{
  update_description (self);
  update_value (self);
}

/* ---- What has changed ---- */

static int
measure_legend (NrnHistoryView *self,
                int             width)
{
  NrnHistoryPlot plot = nrn_history_view_get_plot (self);

  return (int) ceil (nrn_history_plot_measure_legend (&plot, width));
}

static void
redraw (NrnHistoryView *self)
{
  g_clear_pointer (&self->picture, gsk_render_node_unref);
  nrn_history_view_set_epoch (self, self->epoch);
  nrn_history_view_follow_pointer (self);
  if (measure_legend (self, gtk_widget_get_width (GTK_WIDGET (self))) != self->legend)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  nrn_history_view_update_words (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* At most once an epoch, however often there is a snapshot. Where one looks back,
 * only the mark moves. */
static void
snapshot_changed_cb (NrnHistoryView *self)
{
  guint n_epochs = get_shown (self)->n_epochs;
  gint64 shown_update = nrn_document_get_shown_update (self->document);
  gboolean has_moved = shown_update != self->shown_update;

  self->shown_update = shown_update;
  if (nrn_history_curves_update (self->curves, get_history (self)) || n_epochs != self->n_epochs)
    {
      self->n_epochs = n_epochs;
      redraw (self);
    }
  else if (has_moved)
    {
      update_value (self);
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
}

/* Values in the middle may be others. */
static void
values_changed_cb (NrnHistoryView *self)
{
  nrn_history_curves_clear (self->curves);
  nrn_history_curves_update (self->curves, get_history (self));
  redraw (self);
}

static void
redraw_cb (GtkWidget *widget)
{
  if (NRN_HISTORY_VIEW (widget)->document != NULL)
    redraw (NRN_HISTORY_VIEW (widget));
}

/* After the frame that shows what was edited. */
static void
experiment_changed_cb (NrnHistoryView *self)
{
  nrn_history_curves_clear (self->curves);
  nrn_history_curves_update (self->curves, get_history (self));
  nrn_history_view_set_epoch (self, self->epoch);
  nrn_after_frame (GTK_WIDGET (self), redraw_cb);
}

static void
option_changed_cb (NrnHistoryView *self)
{
  if (nrn_document_get_experiment (self->document) != NULL)
    values_changed_cb (self);
}

/* ---- Drawing ---- */

static cairo_surface_t *
paint_image (NrnHistoryView *self,
             int             width,
             int             height)
{
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width * self->scale,
                                                       height * self->scale);
  NrnHistoryPlot plot = nrn_history_view_get_plot (self);
  cairo_t *cr;

  cairo_surface_set_device_scale (image, self->scale, self->scale);
  plot.marked_epoch = -1;
  cr = cairo_create (image);
  nrn_history_plot_paint (cr, &plot, width, height, &self->palette);
  cairo_destroy (cr);

  return image;
}

/* The same for GTK as long as nothing has changed. */
static void
ensure_picture (NrnHistoryView *self,
                int             width,
                int             height)
{
  NrnPalette palette = nrn_theme_get_card (GTK_WIDGET (self));
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, width, height);
  double text_scale = nrn_theme_get_text_scale ();
  cairo_surface_t *image;
  graphene_rect_t before;
  cairo_t *cr;

  if (self->picture != NULL)
    gsk_render_node_get_bounds (self->picture, &before);
  if (self->picture != NULL && graphene_rect_equal (&before, &bounds) &&
      scale == self->scale && text_scale == self->text_scale &&
      memcmp (&palette, &self->palette, sizeof palette) == 0)
    return;

  g_clear_pointer (&self->picture, gsk_render_node_unref);
  self->scale = scale;
  self->text_scale = text_scale;
  self->palette = palette;
  self->picture = gsk_cairo_node_new (&bounds);
  image = paint_image (self, width, height);
  cr = gsk_cairo_node_get_draw_context (self->picture);
  cairo_set_source_surface (cr, image, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (image);
}

/* The mark of a moment has no part in the rounded corners of the card, so that its
 * shadow is not painted anew, but in the heading, whose number changes, too: GTK
 * paints all of the window where more than 30 areas have changed. */
static graphene_rect_t
get_mark_bounds (NrnHistoryView *self,
                 int             width,
                 int             height)
{
  float scale = (float) MIN (self->text_scale, 1);

  return GRAPHENE_RECT_INIT (CORNER_WIDTH * scale, -HEADING, (float) width - 2 * CORNER_WIDTH * scale,
                             HEADING + (float) height - CORNER_HEIGHT * scale);
}

static GtkSizeRequestMode
nrn_history_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* A legend of several rows takes nothing away from the curves. */
static void
nrn_history_view_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  NrnHistoryView *self = NRN_HISTORY_VIEW (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = MIN_WIDTH;
  else if (self->document == NULL || nrn_document_get_snapshot (self->document) == NULL)
    *minimum = *natural = nrn_theme_get_room (MIN_HEIGHT);
  else
    *minimum = *natural =
      nrn_theme_get_room (MIN_HEIGHT) + measure_legend (self, for_size > 0 ? for_size : MIN_WIDTH);
}

static void
nrn_history_view_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  NrnHistoryView *self = NRN_HISTORY_VIEW (widget);

  if (self->document != NULL && nrn_document_get_snapshot (self->document) != NULL)
    self->legend = measure_legend (self, width);
}

static void
nrn_history_view_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  NrnHistoryView *self = NRN_HISTORY_VIEW (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  graphene_rect_t bounds;
  NrnHistoryPlot plot;
  cairo_t *cr;

  if (self->document == NULL || nrn_document_get_snapshot (self->document) == NULL)
    return;

  ensure_picture (self, width, height);
  gtk_snapshot_append_node (snapshot, self->picture);
  plot = nrn_history_view_get_plot (self);
  if (plot.marked_epoch < 0 && self->epoch == 0)
    return;

  bounds = get_mark_bounds (self, width, height);
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  if (plot.marked_epoch >= 0)
    nrn_history_plot_paint_moment (cr, &plot, width, height, &self->palette);
  if (self->epoch > 0)
    nrn_history_plot_paint_cross_hair (cr, &plot, self->epoch, width, height, &self->palette);
  cairo_destroy (cr);
}

/* ---- As a picture ---- */

static const char *
get_picture_name (NrnPicture *picture)
{
  return is_of (NRN_HISTORY_VIEW (picture), "loss") ? "loss" : "accuracy";
}

static gboolean
get_picture_size (NrnPicture *picture,
                  double     *width,
                  double     *height)
{
  NrnHistoryView *self = NRN_HISTORY_VIEW (picture);

  *width = NRN_PLOT_WIDTH;
  *height = NRN_PLOT_HEIGHT;

  return !is_of (self, "accuracy") ||
         nrn_dataset_get_n_classes (nrn_document_get_dataset (self->document)) > 0;
}

static void
paint_picture (NrnPicture       *picture,
               cairo_t          *cr,
               double            width,
               double            height,
               const NrnPalette *palette)
{
  NrnHistoryPlot plot = nrn_history_view_get_plot (NRN_HISTORY_VIEW (picture));

  plot.is_card = FALSE;
  plot.text_scale = 1;
  nrn_history_plot_paint (cr, &plot, width, height, palette);
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
update_label (NrnHistoryView *self)
{
  g_autofree char *label = NULL;

  if (is_of (self, "loss"))
    label = g_strdup (_("Plot of the loss"));
  else if (is_of (self, "accuracy"))
    label = g_strdup (_("Plot of the accuracy"));
  else
    label = g_strdup_printf (_("Plot of %s"), self->metric);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
set_metric (NrnHistoryView *self,
            const char     *metric)
{
  if (g_strcmp0 (self->metric, metric) == 0)
    return;

  g_free (self->metric);
  self->metric = g_strdup (metric);
  g_clear_pointer (&self->curves, nrn_history_curves_free);
  self->curves = nrn_history_curves_new (metric);
  update_label (self);
  if (self->document != NULL && nrn_document_get_snapshot (self->document) != NULL)
    values_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_METRIC]);
}

static void
nrn_history_view_get_property (GObject    *object,
                               guint       property,
                               GValue     *value,
                               GParamSpec *pspec)
{
  NrnHistoryView *self = NRN_HISTORY_VIEW (object);

  switch (property)
    {
    case PROP_METRIC:
      g_value_set_string (value, self->metric);
      break;
    case PROP_EPOCH:
      g_value_set_uint (value, self->epoch);
      break;
    case PROP_VALUE:
      g_value_set_string (value, self->value);
      break;
    case PROP_VALUE_NOTE:
      g_value_set_string (value, self->value_note);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
nrn_history_view_set_property (GObject      *object,
                               guint         property,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  NrnHistoryView *self = NRN_HISTORY_VIEW (object);

  switch (property)
    {
    case PROP_METRIC:
      set_metric (self, g_value_get_string (value));
      break;
    case PROP_EPOCH:
      nrn_history_view_set_epoch (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
nrn_history_view_dispose (GObject *object)
{
  NrnHistoryView *self = NRN_HISTORY_VIEW (object);

  g_clear_object (&self->document);
  g_clear_object (&self->options);
  g_clear_pointer (&self->picture, gsk_render_node_unref);

  G_OBJECT_CLASS (nrn_history_view_parent_class)->dispose (object);
}

static void
nrn_history_view_finalize (GObject *object)
{
  NrnHistoryView *self = NRN_HISTORY_VIEW (object);

  nrn_history_curves_free (self->curves);
  g_free (self->metric);
  g_free (self->value);
  g_free (self->value_note);

  G_OBJECT_CLASS (nrn_history_view_parent_class)->finalize (object);
}

static void
nrn_history_view_class_init (NrnHistoryViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = nrn_history_view_dispose;
  object_class->finalize = nrn_history_view_finalize;
  object_class->get_property = nrn_history_view_get_property;
  object_class->set_property = nrn_history_view_set_property;
  widget_class->get_request_mode = nrn_history_view_get_request_mode;
  widget_class->measure = nrn_history_view_measure;
  widget_class->size_allocate = nrn_history_view_size_allocate;
  widget_class->snapshot = nrn_history_view_snapshot;

  properties[PROP_METRIC] = g_param_spec_string ("metric", NULL, NULL, "loss",
                                                 G_PARAM_READWRITE | G_PARAM_CONSTRUCT |
                                                 G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_EPOCH] = g_param_spec_uint ("epoch", NULL, NULL, 0, G_MAXUINT, 0,
                                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                              G_PARAM_STATIC_STRINGS);
  properties[PROP_VALUE] = g_param_spec_string ("value", NULL, NULL, NULL,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_VALUE_NOTE] = g_param_spec_string ("value-note", NULL, NULL, NULL,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "historyview");
}

static void
nrn_history_view_init (NrnHistoryView *self)
{
  self->shown_update = -1;
  self->pointer = self->moved_to[0] = self->moved_to[1] = NAN;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  nrn_history_view_add_controllers (self);
  nrn_theme_watch (GTK_WIDGET (self));
}

/**
 * nrn_history_view_set_document:
 * @view: a view
 * @document: what to show
 * @options: how: "log-scale", "smoothing", "printed" and "measured", each
 *   with a boolean state or missing
 */
void
nrn_history_view_set_document (NrnHistoryView *view,
                               NrnDocument    *document,
                               GActionGroup   *options)
{
  g_return_if_fail (view->document == NULL);

  view->document = g_object_ref (document);
  view->options = g_object_ref (options);
  g_signal_connect_object (document, "snapshot-changed", G_CALLBACK (snapshot_changed_cb), view,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "experiment-changed", G_CALLBACK (experiment_changed_cb), view,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "measured-changed", G_CALLBACK (option_changed_cb), view,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (options, "action-state-changed", G_CALLBACK (option_changed_cb), view,
                           G_CONNECT_SWAPPED);
}
