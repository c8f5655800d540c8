/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Loss or accuracy, epoch by epoch, as a widget.
 */

#include "config.h"

#include "nrn-history-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-history-plot.h"
#include "nrn-picture.h"
#include "nrn-plot.h"
#include "nrn-preset.h"
#include "nrn-text.h"
#include "nrn-theme.h"

struct _NrnHistoryView
{
  GtkWidget         parent_instance;

  NrnHistoryMetric  metric;
  NrnDocument      *document;   /* owned */
  guint             n_epochs;   /* drawn last, so that each epoch draws once */
};

static void picture_interface_init (NrnPictureInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NrnHistoryView, nrn_history_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (NRN_TYPE_PICTURE, picture_interface_init))

enum
{
  PROP_0,
  PROP_METRIC,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static double
get_ceiling (NrnHistoryView *self)
{
  const NrnExperimentParts *parts =
    nrn_experiment_get_parts (nrn_document_get_experiment (self->document));
  const NrnPreset *preset = nrn_preset_of (parts);

  if (preset == NULL)
    return NAN;

  return self->metric == NRN_PLOT_LOSS ? preset->best_loss : preset->best_accuracy;
}

/* What the picture shows, in words. */
static void
update_description (NrnHistoryView *self)
{
  const NrnHistory *history = nrn_document_get_history (self->document);
  guint n_epochs = nrn_history_get_n_epochs (history);
  const NrnEpoch *epochs = nrn_history_get_epochs (history);
  g_autofree char *text = NULL;

  if (n_epochs == 0)
    text = g_strdup (_("No epoch is over yet."));
  else if (self->metric == NRN_PLOT_LOSS)
    text = g_strdup_printf (_("After epoch %u the loss is %.4f; after the first it was %.4f."),
                            n_epochs, epochs[n_epochs - 1].loss, epochs[0].loss);
  else
    text = g_strdup_printf (_("After epoch %u %.1f %% are right; after the first it was %.1f %%."),
                            n_epochs, 100 * epochs[n_epochs - 1].accuracy,
                            100 * epochs[0].accuracy);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static void
snapshot_changed_cb (NrnHistoryView *self)
{
  guint n_epochs = nrn_history_get_n_epochs (nrn_document_get_history (self->document));

  if (n_epochs == self->n_epochs)
    return;

  self->n_epochs = n_epochs;
  update_description (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
experiment_changed_cb (NrnHistoryView *self)
{
  self->n_epochs = nrn_history_get_n_epochs (nrn_document_get_history (self->document));
  update_description (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
paint (NrnHistoryView   *self,
       cairo_t          *cr,
       double            width,
       double            height,
       const NrnPalette *palette)
{
  const NrnSnapshotParts *parts =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document));

  nrn_history_plot_paint (cr, nrn_document_get_history (self->document), self->metric,
                          parts->n_epochs, get_ceiling (self), width, height, palette);
}

static void
nrn_history_view_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  NrnHistoryView *self = NRN_HISTORY_VIEW (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  NrnPalette palette;
  cairo_t *cr;

  if (self->document == NULL || nrn_document_get_snapshot (self->document) == NULL)
    return;

  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  palette = nrn_theme_get_card (widget);
  paint (self, cr, width, height, &palette);
  cairo_destroy (cr);
}

/* ---- As a picture ---- */

static const char *
get_picture_name (NrnPicture *picture)
{
  return NRN_HISTORY_VIEW (picture)->metric == NRN_PLOT_LOSS ? "loss" : "accuracy";
}

static gboolean
get_picture_size (NrnPicture *picture,
                  double     *width,
                  double     *height)
{
  NrnHistoryView *self = NRN_HISTORY_VIEW (picture);

  *width = NRN_PLOT_WIDTH;
  *height = NRN_PLOT_HEIGHT;

  return self->metric == NRN_PLOT_LOSS ||
         nrn_dataset_get_n_classes (nrn_document_get_dataset (self->document)) > 0;
}

static void
paint_picture (NrnPicture       *picture,
               cairo_t          *cr,
               double            width,
               double            height,
               const NrnPalette *palette)
{
  paint (NRN_HISTORY_VIEW (picture), cr, width, height, palette);
}

static void
picture_interface_init (NrnPictureInterface *interface)
{
  interface->get_name = get_picture_name;
  interface->get_size = get_picture_size;
  interface->paint = paint_picture;
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
      g_value_set_int (value, (int) self->metric);
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
      self->metric = (NrnHistoryMetric) g_value_get_int (value);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      self->metric == NRN_PLOT_LOSS ? _("Loss") : _("Accuracy"),
                                      -1);
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

  G_OBJECT_CLASS (nrn_history_view_parent_class)->dispose (object);
}

static void
nrn_history_view_class_init (NrnHistoryViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = nrn_history_view_dispose;
  object_class->get_property = nrn_history_view_get_property;
  object_class->set_property = nrn_history_view_set_property;
  widget_class->snapshot = nrn_history_view_snapshot;

  properties[PROP_METRIC] = g_param_spec_int ("metric", NULL, NULL, 0, 1, 0,
                                              G_PARAM_READWRITE | G_PARAM_CONSTRUCT |
                                              G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "historyview");
}

static void
nrn_history_view_init (NrnHistoryView *self)
{
  nrn_theme_watch (GTK_WIDGET (self));
}

/**
 * nrn_history_view_set_document:
 * @view: a view
 * @document: what to show
 */
void
nrn_history_view_set_document (NrnHistoryView *view,
                               NrnDocument    *document)
{
  g_return_if_fail (view->document == NULL);

  view->document = g_object_ref (document);
  g_signal_connect_object (document, "snapshot-changed", G_CALLBACK (snapshot_changed_cb), view,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "experiment-changed", G_CALLBACK (experiment_changed_cb), view,
                           G_CONNECT_SWAPPED);
}
