/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A small curve of an activation or a loss.
 */

#include "config.h"

#include "nrn-kind-curve.h"

#include "nrn-function-plot.h"
#include "nrn-function-sketch.h"
#include "nrn-theme.h"

struct _NrnKindCurve
{
  GtkWidget        parent_instance;

  /* Owned; NULL: nothing is shown */
  NrnConfig       *config;
  NrnFunctionPlot *plot;
};

G_DEFINE_FINAL_TYPE (NrnKindCurve, nrn_kind_curve, GTK_TYPE_WIDGET)

static void
nrn_kind_curve_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  NrnKindCurve *self = NRN_KIND_CURVE (widget);
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  cairo_t *cr;

  if (self->plot == NULL)
    return;

  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  nrn_function_sketch_paint (cr, self->plot, (double) width, (double) height,
                             nrn_theme_get_palette (widget));
  cairo_destroy (cr);
}

static void
clear (NrnKindCurve *self)
{
  g_clear_pointer (&self->plot, nrn_function_plot_free);
  g_clear_pointer (&self->config, nrn_config_unref);
}

static void
nrn_kind_curve_dispose (GObject *object)
{
  clear (NRN_KIND_CURVE (object));

  G_OBJECT_CLASS (nrn_kind_curve_parent_class)->dispose (object);
}

static void
nrn_kind_curve_class_init (NrnKindCurveClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_kind_curve_dispose;
  widget_class->snapshot = nrn_kind_curve_snapshot;

  gtk_widget_class_set_css_name (widget_class, "kindcurve");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
nrn_kind_curve_init (NrnKindCurve *self)
{
  nrn_theme_watch (GTK_WIDGET (self));
}

/**
 * nrn_kind_curve_set_config:
 * @curve: a curve
 * @config: (nullable): an activation or a loss with its arguments; the widget
 *   is hidden for anything else
 */
void
nrn_kind_curve_set_config (NrnKindCurve    *curve,
                           const NrnConfig *config)
{
  gboolean has_curve =
    config != NULL && nrn_function_plot_exists (nrn_kind_get_family (nrn_config_get_kind (config)));

  gtk_widget_set_visible (GTK_WIDGET (curve), has_curve);
  if (has_curve && curve->config != NULL && nrn_config_equal (curve->config, config))
    return;

  clear (curve);
  if (has_curve)
    {
      curve->config = nrn_config_ref (config);
      curve->plot = nrn_function_plot_new (config);
    }
  gtk_widget_queue_draw (GTK_WIDGET (curve));
}
