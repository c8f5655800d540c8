/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The loss over one weight as a widget.
 */

#include "config.h"

#include "nrn-valley-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-picture.h"
#include "nrn-plot.h"
#include "nrn-theme.h"
#include "nrn-valley-plot.h"

#define MIN_WIDTH  240
#define MIN_HEIGHT 245

/* The axis has at least so many places for the ball, at round numbers. */
#define LEAST_PLACES 200

/* A page is so many steps of a key, and such a step so many places. */
#define PAGE_STEPS  10
#define STEP_PLACES 2

#define WEIGHT_DIGITS 4

/* A shorter arrow is under the ball, in pixels. */
#define LEAST_STEP 10

struct _NrnValleyView
{
  GtkWidget      parent_instance;

  NrnLossValley *valley;        /* owned; NULL for none */
  NrnLossStep    step;
  gboolean       has_step;
  char          *name;          /* owned */
  char          *caption;       /* owned */
  char          *other_name;    /* owned */
  gboolean       is_fixed;

  /* While the ball is dragged */
  GtkGesture    *drag;          /* borrowed */
  gboolean       is_dragged;
  double         before;        /* where it was */
  double         target;        /* where it was led to last */
};

static void picture_interface_init (NrnPictureInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NrnValleyView, nrn_valley_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (NRN_TYPE_PICTURE, picture_interface_init))

enum
{
  BEGIN,
  PREVIEW,
  COMMIT,
  CANCEL,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- The plot ---- */

static NrnValleyPlot
get_plot (NrnValleyView *self)
{
  NrnValleyPlot plot = {
    /* Translators: name of an axis. */
    .x_title = _("this weight"),
    .losses = nrn_loss_valley_get_losses (self->valley),
    .value = NAN, .loss = NAN, .gradient = NAN,
    .new_value = NAN, .new_loss = NAN,
    .other_name = self->other_name,
    .other_value = NAN, .other_loss = NAN,
    .text_scale = nrn_theme_get_text_scale (),
  };

  plot.values = nrn_loss_valley_get_values (self->valley, &plot.n_points);
  if (!self->has_step)
    return plot;

  plot.value = self->step.value;
  plot.loss = self->step.loss;
  plot.gradient = self->step.gradient;
  plot.new_value = self->step.new_value;
  plot.new_loss = self->step.new_loss;
  plot.other_value = self->step.other_value;
  plot.other_loss = self->step.other_loss;

  return plot;
}

static void
nrn_valley_view_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  NrnValleyView *self = NRN_VALLEY_VIEW (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  NrnPalette palette = nrn_theme_get_card (widget);
  NrnValleyPlot plot;
  cairo_t *cr;

  if (self->valley == NULL)
    return;

  plot = get_plot (self);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  nrn_valley_plot_paint (cr, &plot, width, height, &palette);
  cairo_destroy (cr);
}

static void
nrn_valley_view_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  *minimum = *natural = nrn_theme_get_room (orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH
                                                                                      : MIN_HEIGHT);
}

/* ---- As a picture of its own ---- */

static const char *
picture_get_name (NrnPicture *picture)
{
  return "valley";
}

static gboolean
picture_get_size (NrnPicture *picture,
                  double     *width,
                  double     *height)
{
  *width = NRN_PLOT_WIDTH;
  *height = NRN_PLOT_HEIGHT;

  return NRN_VALLEY_VIEW (picture)->valley != NULL && gtk_widget_get_mapped (GTK_WIDGET (picture));
}

static void
picture_paint (NrnPicture       *picture,
               cairo_t          *cr,
               double            width,
               double            height,
               const NrnPalette *palette)
{
  NrnValleyView *self = NRN_VALLEY_VIEW (picture);
  NrnValleyPlot plot;

  if (self->valley == NULL)
    return;

  plot = get_plot (self);
  plot.title = _("Loss over one weight");
  plot.x_title = self->name;
  plot.caption = self->caption;
  plot.text_scale = 1;
  nrn_valley_plot_paint (cr, &plot, width, height, palette);
}

static void
picture_interface_init (NrnPictureInterface *interface)
{
  interface->get_name = picture_get_name;
  interface->get_size = picture_get_size;
  interface->paint = picture_paint;
}

/* ---- Moving the ball ---- */

static void
get_range (NrnValleyView *self,
           double        *minimum,
           double        *maximum)
{
  guint n_points;
  const double *values = nrn_loss_valley_get_values (self->valley, &n_points);

  *minimum = values[0];
  *maximum = values[n_points - 1];
}

/* Round numbers tell more, and none is so near another that they look the
 * same. */
static double
find_place (NrnValleyView *self,
            double         value)
{
  double quantum = nrn_valley_view_get_quantum (self);
  double minimum, maximum;

  get_range (self, &minimum, &maximum);

  return CLAMP (round (value / quantum) * quantum, minimum, maximum);
}

static gboolean
can_move (NrnValleyView *self)
{
  return self->valley != NULL && self->has_step && !self->is_fixed;
}

static void
end_drag (NrnValleyView *self)
{
  self->is_dragged = FALSE;
  gtk_widget_remove_css_class (GTK_WIDGET (self), "dragged");
}

static void
drag_begin_cb (NrnValleyView *self,
               double         x,
               double         y,
               GtkGesture    *gesture)
{
  NrnValleyPlot plot;
  gboolean is_hit = FALSE;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (can_move (self))
    {
      plot = get_plot (self);
      is_hit = nrn_valley_plot_has_ball (&plot, gtk_widget_get_width (GTK_WIDGET (self)),
                                         gtk_widget_get_height (GTK_WIDGET (self)), x, y);
    }
  gtk_gesture_set_state (gesture, is_hit ? GTK_EVENT_SEQUENCE_CLAIMED : GTK_EVENT_SEQUENCE_DENIED);
}

static void
drag_update_cb (NrnValleyView *self,
                double         x,
                double         y)
{
  if (!self->is_dragged && !gtk_drag_check_threshold (GTK_WIDGET (self), 0, 0, (int) x, 0))
    return;

  nrn_valley_view_drag (self, x);
}

static void
drag_end_cb (NrnValleyView *self)
{
  nrn_valley_view_drop (self);
}

static void
cancel_drag (NrnValleyView *self)
{
  if (!self->is_dragged)
    return;

  end_drag (self);
  g_signal_emit (self, signals[CANCEL], 0);
}

/* Where the ball can be grabbed. */
static void
motion_cb (NrnValleyView *self,
           double         x,
           double         y)
{
  gboolean is_over = FALSE;

  if (can_move (self))
    {
      NrnValleyPlot plot = get_plot (self);

      is_over = nrn_valley_plot_has_ball (&plot, gtk_widget_get_width (GTK_WIDGET (self)),
                                          gtk_widget_get_height (GTK_WIDGET (self)), x, y);
    }
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), is_over ? "ew-resize" : NULL);
}

static gboolean
move_by (NrnValleyView *self,
         double         n_steps)
{
  double place;

  if (!can_move (self) || self->is_dragged)
    return FALSE;

  place = find_place (self, self->step.value + n_steps * STEP_PLACES * nrn_valley_view_get_quantum (self));
  if (place != self->step.value)
    g_signal_emit (self, signals[COMMIT], 0, place);

  return TRUE;
}

/* Left is less, also where one writes from right to left: numbers run from
 * left to right. */
static gboolean
key_pressed_cb (NrnValleyView   *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  double n_steps = (state & GDK_CONTROL_MASK) != 0 ? PAGE_STEPS : 1;

  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return move_by (self, -n_steps);
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return move_by (self, n_steps);
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      return move_by (self, -PAGE_STEPS);
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      return move_by (self, PAGE_STEPS);
    case GDK_KEY_Escape:
      if (!self->is_dragged)
        return FALSE;
      gtk_event_controller_reset (GTK_EVENT_CONTROLLER (self->drag));
      cancel_drag (self);
      return TRUE;
    default:
      return FALSE;
    }
}

/* ---- The class ---- */

static void
nrn_valley_view_finalize (GObject *object)
{
  NrnValleyView *self = NRN_VALLEY_VIEW (object);

  g_clear_pointer (&self->valley, nrn_loss_valley_unref);
  g_free (self->name);
  g_free (self->caption);
  g_free (self->other_name);

  G_OBJECT_CLASS (nrn_valley_view_parent_class)->finalize (object);
}

static void
nrn_valley_view_class_init (NrnValleyViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = nrn_valley_view_finalize;
  widget_class->measure = nrn_valley_view_measure;
  widget_class->snapshot = nrn_valley_view_snapshot;

  signals[BEGIN] = g_signal_new ("begin", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  signals[PREVIEW] = g_signal_new ("preview", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  signals[COMMIT] = g_signal_new ("commit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  signals[CANCEL] = g_signal_new ("cancel", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
  gtk_widget_class_set_css_name (widget_class, "valleyview");
}

static void
nrn_valley_view_init (NrnValleyView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->drag = gtk_gesture_drag_new ();
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (self->drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (self->drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (self->drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (self->drag, "cancel", G_CALLBACK (cancel_drag), self);
  gtk_widget_add_controller (widget, keys);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (self->drag));
  nrn_theme_watch (widget);
}

static char *
describe_value (NrnValleyView *self)
{
  const NrnNumberFormat format = { NRN_NUMBERS_SIGNIFICANT, WEIGHT_DIGITS };
  g_autofree char *weight = nrn_text_format_number (self->step.value, 0, &format);
  g_autofree char *loss = nrn_text_format_number (self->step.loss, 0, &format);
  g_autofree char *slope = nrn_text_format_number (self->step.gradient, 0, &format);

  /* Translators: where the ball is on the curve. */
  return g_strdup_printf (_("weight %s, loss %s, slope %s"), weight, loss, slope);
}

static void
update_accessible (NrnValleyView *self)
{
  g_autofree char *curve = nrn_loss_valley_describe_curve (self->valley);
  g_autofree char *value = self->has_step ? describe_value (self) : g_strdup ("");
  g_autofree char *label = NULL;
  double minimum, maximum;

  get_range (self, &minimum, &maximum);
  /* Translators: %s is such as “Weight from Input age to Hidden 1, unit 3”. */
  label = g_strdup_printf (_("Loss over: %s"), self->name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, curve,
                                  GTK_ACCESSIBLE_PROPERTY_READ_ONLY, self->is_fixed,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, minimum,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, maximum,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                  self->has_step ? self->step.value : minimum,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, value, -1);
}

/**
 * nrn_valley_view_set:
 * @view: a view
 * @picture: what to show
 */
void
nrn_valley_view_set (NrnValleyView          *view,
                     const NrnValleyPicture *picture)
{
  g_autoptr (NrnLossValley) before = g_steal_pointer (&view->valley);
  g_autofree char *name = g_steal_pointer (&view->name);
  g_autofree char *caption = g_steal_pointer (&view->caption);
  g_autofree char *other_name = g_steal_pointer (&view->other_name);

  view->valley = picture->valley != NULL ? nrn_loss_valley_ref (picture->valley) : NULL;
  view->has_step = picture->step != NULL;
  if (picture->step != NULL)
    view->step = *picture->step;
  view->name = g_strdup (picture->name);
  view->caption = g_strdup (picture->caption);
  view->other_name = g_strdup (picture->other_name);
  view->is_fixed = picture->is_fixed;
  if (view->valley != NULL)
    update_accessible (view);
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

/**
 * nrn_valley_view_is_busy:
 * @view: a view
 *
 * Returns: whether the ball is in somebody's hand
 */
gboolean
nrn_valley_view_is_busy (NrnValleyView *view)
{
  return view->is_dragged;
}

/**
 * nrn_valley_view_get_quantum:
 * @view: a view that shows a valley
 *
 * Returns: how far two places for the ball are apart, a power of ten
 */
double
nrn_valley_view_get_quantum (NrnValleyView *view)
{
  double minimum, maximum;

  g_return_val_if_fail (view->valley != NULL, 0);

  get_range (view, &minimum, &maximum);

  return pow (10, floor (log10 ((maximum - minimum) / LEAST_PLACES)));
}

/**
 * nrn_valley_view_hides_step:
 * @view: a view
 *
 * Returns: whether there is a step, but so short that it is under the ball
 */
gboolean
nrn_valley_view_hides_step (NrnValleyView *view)
{
  NrnValleyPlot plot;

  if (view->valley == NULL || !view->has_step || view->step.new_value == view->step.value)
    return FALSE;

  plot = get_plot (view);

  return nrn_valley_plot_measure_step (&plot, gtk_widget_get_width (GTK_WIDGET (view)),
                                       gtk_widget_get_height (GTK_WIDGET (view))) < LEAST_STEP;
}

/**
 * nrn_valley_view_drag:
 * @view: a view whose ball can be moved
 * @offset: from where the drag began, in pixels
 *
 * As if somebody dragged the ball.
 */
void
nrn_valley_view_drag (NrnValleyView *view,
                      double         offset)
{
  double width = gtk_widget_get_width (GTK_WIDGET (view));
  double height = gtk_widget_get_height (GTK_WIDGET (view));
  NrnValleyPlot plot;
  double moved;

  if (!can_move (view))
    return;

  if (!view->is_dragged)
    {
      view->is_dragged = TRUE;
      view->before = view->target = view->step.value;
      gtk_widget_add_css_class (GTK_WIDGET (view), "dragged");
      g_signal_emit (view, signals[BEGIN], 0);
    }
  plot = get_plot (view);
  moved = view->before + nrn_valley_plot_pick (&plot, width, height, offset) -
          nrn_valley_plot_pick (&plot, width, height, 0);
  view->target = find_place (view, moved);
  g_signal_emit (view, signals[PREVIEW], 0, view->target);
}

/**
 * nrn_valley_view_drop:
 * @view: a view
 *
 * Ends a drag, if there is one.
 */
void
nrn_valley_view_drop (NrnValleyView *view)
{
  if (!view->is_dragged)
    return;

  end_drag (view);
  g_signal_emit (view, signals[COMMIT], 0, view->target);
}
