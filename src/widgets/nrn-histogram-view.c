/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The histogram of a column as a widget.
 */

#include "config.h"

#include "nrn-histogram-view.h"

#include <math.h>

#include "nrn-histogram.h"
#include "nrn-theme.h"

#define MIN_WIDTH 260

struct _NrnHistogramView
{
  GtkWidget      parent_instance;

  NrnDataDigest *digest;    /* owned; NULL: nothing yet */
  guint          column;    /* features, then targets */
  int            marked;    /* a bin; -1: none */
};

G_DEFINE_FINAL_TYPE (NrnHistogramView, nrn_histogram_view, GTK_TYPE_WIDGET)

static const NrnColumnDigest *
get_column (NrnHistogramView *self)
{
  guint n_features = nrn_data_digest_get_n_features (self->digest);

  return self->column < n_features
           ? nrn_data_digest_get_feature (self->digest, self->column)
           : nrn_data_digest_get_target (self->digest, self->column - n_features);
}

static const char *
get_name (NrnHistogramView *self)
{
  const NrnDataset *dataset = nrn_data_digest_get_dataset (self->digest);
  guint n_features = nrn_data_digest_get_n_features (self->digest);

  return self->column < n_features
           ? nrn_dataset_get_feature_names (dataset)[self->column]
           : nrn_dataset_get_target_names (dataset)[self->column - n_features];
}

static NrnHistogram
get_histogram (NrnHistogramView *self)
{
  const NrnColumnDigest *column = get_column (self);
  guint n_bands = nrn_data_digest_get_n_bands (self->digest);

  return (NrnHistogram) {
    .name = get_name (self),
    .n_bands = n_bands,
    .band_names = n_bands > 1
                    ? nrn_dataset_get_class_names (nrn_data_digest_get_dataset (self->digest)) : NULL,
    .n_bins = column->n_bins,
    .first = column->first,
    .step = column->step,
    .minimum = column->minimum,
    .maximum = column->maximum,
    .is_whole = column->is_whole,
    .counts = column->counts,
    .exceptions = column->exceptions,
    .highest = column->highest,
    .marked = self->marked,
    .text_scale = nrn_theme_get_text_scale (),
    .palette = nrn_theme_get_palette (GTK_WIDGET (self)),
  };
}

/* All of it, or the bin that is read. */
static void
update_description (NrnHistogramView *self)
{
  NrnHistogram histogram = get_histogram (self);
  g_autofree char *text = self->marked >= 0
                            ? nrn_histogram_describe_bin (&histogram, (guint) self->marked)
                            : nrn_histogram_describe (&histogram);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text, -1);
}

static void
set_marked (NrnHistogramView *self,
            int               bin)
{
  if (self->digest == NULL || bin == self->marked)
    return;

  self->marked = bin;
  update_description (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
nrn_histogram_view_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  NrnHistogramView *self = NRN_HISTOGRAM_VIEW (widget);
  double scale = nrn_theme_get_text_scale ();
  double size = MIN_WIDTH * scale;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    size = self->digest != NULL
             ? nrn_histogram_get_height (nrn_data_digest_get_n_bands (self->digest), scale) : 0;
  *minimum = *natural = (int) ceil (size);
}

static void
nrn_histogram_view_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  NrnHistogramView *self = NRN_HISTOGRAM_VIEW (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  NrnHistogramLayout layout;
  NrnHistogram histogram;
  cairo_t *cr;

  if (self->digest == NULL)
    return;

  histogram = get_histogram (self);
  nrn_histogram_layout_init (&layout, &histogram, width);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  nrn_histogram_paint (cr, &histogram, &layout);
  cairo_destroy (cr);
}

/* ---- The pointer and the keys ---- */

static void
motion_cb (NrnHistogramView *self,
           double            x,
           double            y)
{
  NrnHistogramLayout layout;
  NrnHistogram histogram;

  if (self->digest == NULL)
    return;

  histogram = get_histogram (self);
  nrn_histogram_layout_init (&layout, &histogram, gtk_widget_get_width (GTK_WIDGET (self)));
  set_marked (self, nrn_histogram_layout_pick (&layout, &histogram, x));
}

static void
leave_cb (NrnHistogramView *self)
{
  set_marked (self, -1);
}

static gboolean
key_pressed_cb (NrnHistogramView *self,
                guint             key,
                guint             code,
                GdkModifierType   modifiers)
{
  int last;

  if (self->digest == NULL)
    return FALSE;

  last = (int) get_column (self)->n_bins - 1;
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      set_marked (self, self->marked < 0 ? last : MAX (self->marked - 1, 0));
      return TRUE;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      set_marked (self, MIN (self->marked + 1, last));
      return TRUE;
    default:
      return FALSE;
    }
}

/* ---- The class ---- */

static void
nrn_histogram_view_dispose (GObject *object)
{
  NrnHistogramView *self = NRN_HISTOGRAM_VIEW (object);

  g_clear_pointer (&self->digest, nrn_data_digest_unref);

  G_OBJECT_CLASS (nrn_histogram_view_parent_class)->dispose (object);
}

static void
nrn_histogram_view_class_init (NrnHistogramViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_histogram_view_dispose;
  widget_class->measure = nrn_histogram_view_measure;
  widget_class->snapshot = nrn_histogram_view_snapshot;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "histogramview");
}

static void
nrn_histogram_view_init (NrnHistogramView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->marked = -1;
  gtk_widget_set_focusable (widget, TRUE);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, focus);
  gtk_widget_add_controller (widget, keys);
  nrn_theme_watch (widget);
}

GtkWidget *
nrn_histogram_view_new (void)
{
  return g_object_new (NRN_TYPE_HISTOGRAM_VIEW, NULL);
}

/**
 * nrn_histogram_view_set:
 * @view: a view
 * @digest: what was counted
 * @column: which column: the features, then the targets
 */
void
nrn_histogram_view_set (NrnHistogramView    *view,
                        const NrnDataDigest *digest,
                        guint                column)
{
  g_autoptr (NrnDataDigest) before = g_steal_pointer (&view->digest);

  view->digest = nrn_data_digest_ref (digest);
  view->column = column;
  view->marked = -1;
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  get_name (view), -1);
  /* GTK 4.8 names what it is in after its type. */
  if (gtk_widget_get_parent (GTK_WIDGET (view)) != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (GTK_WIDGET (view))),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, get_name (view), -1);
  update_description (view);
  gtk_widget_queue_resize (GTK_WIDGET (view));
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

/**
 * nrn_histogram_view_get_marked:
 * @view: a view
 *
 * Returns: the bin that is read; -1 for none
 */
int
nrn_histogram_view_get_marked (NrnHistogramView *view)
{
  return view->marked;
}
