/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The plot of a bench: curves with a point that can be moved along them.
 */

#include "config.h"

#include "nrn-bench-plot.h"

#include <math.h>
#include <string.h>

#include "nrn-theme.h"

#define MIN_WIDTH  240
#define MIN_HEIGHT 150

/* How near a pointer has to be to a curve, in pixels. */
#define CURVE_REACH 6.0

struct _NrnBenchPlot
{
  GtkWidget        parent_instance;

  NrnPlot          plot;          /* what it points at is owned by what follows */
  GPtrArray       *texts;         /* owned */
  GPtrArray       *columns;       /* owned; the x values */
  GPtrArray       *curves;        /* owned */
  NrnPlotSeries   *series;        /* owned; without colours */
  NrnPlotBars      bars;          /* if the plot has some */
  NrnPlotVertical *verticals;     /* owned */
  guint           *colors;        /* owned; a pair for each: which of how many */
  char            *point_name;    /* owned; NULL: there is no point */
  double           point;
  double           origin;        /* the point is here or some steps from here */
  double           step;          /* 0: the point does not move */
  double           large_step;

  /* What the picture without its point was drawn from */
  cairo_surface_t *image;         /* owned; NULL if it is to be drawn anew */
  NrnPalette       palette;
  int              scale;
};

G_DEFINE_FINAL_TYPE (NrnBenchPlot, nrn_bench_plot, GTK_TYPE_WIDGET)

enum
{
  MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- Moving the point ---- */

static gboolean
move_to (NrnBenchPlot *self,
         double        x)
{
  double inside = CLAMP (x, self->plot.x_minimum, self->plot.x_maximum);
  double moved = self->origin + round ((inside - self->origin) / self->step) * self->step;

  if (moved > self->plot.x_maximum + self->step / 1000)
    moved -= self->step;
  if (moved < self->plot.x_minimum - self->step / 1000)
    moved += self->step;
  if (!(fabs (moved - self->point) < self->step / 1000))
    g_signal_emit (self, signals[MOVED], 0, moved);

  return TRUE;
}

static gboolean
can_move (NrnBenchPlot *self)
{
  return self->step > 0 && self->series != NULL;
}

static void
follow (NrnBenchPlot *self,
        double        x)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (can_move (self))
    move_to (self, nrn_plot_pick_x (&self->plot, gtk_widget_get_width (widget),
                                    gtk_widget_get_height (widget), x));
}

static void
drag_begin_cb (NrnBenchPlot *self,
               double        x,
               double        y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  follow (self, x);
}

static void
drag_update_cb (NrnBenchPlot   *self,
                double          dx,
                double          dy,
                GtkGestureDrag *drag)
{
  double x, y;

  if (gtk_gesture_drag_get_start_point (drag, &x, &y))
    follow (self, x + dx);
}

static gboolean
key_pressed_cb (NrnBenchPlot    *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  double step = (state & GDK_CONTROL_MASK) != 0 ? self->large_step : self->step;
  double from = isnan (self->point) ? (self->plot.x_minimum + self->plot.x_maximum) / 2 : self->point;

  if (!can_move (self))
    return FALSE;

  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return move_to (self, from - step);
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return move_to (self, from + step);
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      return move_to (self, from - self->large_step);
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      return move_to (self, from + self->large_step);
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      return move_to (self, self->plot.x_minimum);
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      return move_to (self, self->plot.x_maximum);
    default:
      return FALSE;
    }
}

static void
add_controllers (NrnBenchPlot *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

/* Which curve it is that the pointer is on. */
static gboolean
nrn_bench_plot_query_tooltip (GtkWidget  *widget,
                              int         x,
                              int         y,
                              gboolean    by_keyboard,
                              GtkTooltip *tooltip)
{
  NrnBenchPlot *self = NRN_BENCH_PLOT (widget);
  int found = by_keyboard || self->series == NULL
                ? -1 : nrn_plot_pick_series (&self->plot, gtk_widget_get_width (widget),
                                             gtk_widget_get_height (widget), x, y, CURVE_REACH);

  if (found < 0 || self->series[found].name == NULL)
    return FALSE;

  gtk_tooltip_set_text (tooltip, self->series[found].name);

  return TRUE;
}

/* ---- Drawing ---- */

static void
set_colors (NrnBenchPlot     *self,
            const NrnPalette *palette)
{
  for (guint i = 0; i < self->plot.n_series; i++)
    self->series[i].color = self->colors[2 * i + 1] > 1
                              ? nrn_palette_get_class (palette, self->colors[2 * i],
                                                       self->colors[2 * i + 1])
                              : &palette->text;
}

static void
ensure_image (NrnBenchPlot *self,
              int           width,
              int           height)
{
  NrnPalette palette = nrn_theme_get_card (GTK_WIDGET (self));
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double text_scale = nrn_theme_get_text_scale ();
  cairo_t *cr;

  if (self->image != NULL && scale == self->scale && text_scale == self->plot.text_scale &&
      cairo_image_surface_get_width (self->image) == width * scale &&
      cairo_image_surface_get_height (self->image) == height * scale &&
      memcmp (&palette, &self->palette, sizeof palette) == 0)
    return;

  g_clear_pointer (&self->image, cairo_surface_destroy);
  self->image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width * scale, height * scale);
  cairo_surface_set_device_scale (self->image, scale, scale);
  self->scale = scale;
  self->plot.text_scale = text_scale;
  self->palette = palette;
  set_colors (self, &self->palette);

  cr = cairo_create (self->image);
  nrn_plot_paint (cr, &self->plot, width, height, &self->palette);
  cairo_destroy (cr);
}

static void
nrn_bench_plot_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  NrnBenchPlot *self = NRN_BENCH_PLOT (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  cairo_t *cr;

  if (self->series == NULL)
    return;

  ensure_image (self, width, height);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  cairo_set_source_surface (cr, self->image, 0, 0);
  cairo_paint (cr);
  if (self->point_name != NULL)
    {
      NrnPlot plot = self->plot;

      plot.marker = self->point;
      plot.marker_name = self->point_name;
      plot.n_marked = plot.n_series;
      nrn_plot_paint_mark (cr, &plot, width, height, TRUE, &self->palette);
    }
  cairo_destroy (cr);
}

/* What is asked of it in the template grows with the text, too. */
static void
nrn_bench_plot_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  int width, height;

  gtk_widget_get_size_request (widget, &width, &height);
  *minimum = *natural = nrn_theme_get_room (orientation == GTK_ORIENTATION_HORIZONTAL
                                              ? MAX (width, MIN_WIDTH) : MAX (height, MIN_HEIGHT));
}

/* ---- The class ---- */

static void
clear (NrnBenchPlot *self)
{
  g_ptr_array_set_size (self->texts, 0);
  g_ptr_array_set_size (self->columns, 0);
  g_ptr_array_set_size (self->curves, 0);
  g_clear_pointer (&self->series, g_free);
  g_clear_pointer (&self->colors, g_free);
  g_clear_pointer (&self->verticals, g_free);
  g_clear_pointer (&self->image, cairo_surface_destroy);
}

static void
nrn_bench_plot_finalize (GObject *object)
{
  NrnBenchPlot *self = NRN_BENCH_PLOT (object);

  clear (self);
  g_ptr_array_unref (self->texts);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->curves);
  g_free (self->point_name);

  G_OBJECT_CLASS (nrn_bench_plot_parent_class)->finalize (object);
}

static void
nrn_bench_plot_class_init (NrnBenchPlotClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = nrn_bench_plot_finalize;
  widget_class->measure = nrn_bench_plot_measure;
  widget_class->query_tooltip = nrn_bench_plot_query_tooltip;
  widget_class->snapshot = nrn_bench_plot_snapshot;

  signals[MOVED] = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
  gtk_widget_class_set_css_name (widget_class, "benchplot");
}

static void
nrn_bench_plot_init (NrnBenchPlot *self)
{
  self->point = NAN;
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->columns = g_ptr_array_new_with_free_func (g_free);
  self->curves = g_ptr_array_new_with_free_func ((GDestroyNotify) nrn_curve_free);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  add_controllers (self);
  nrn_theme_watch (GTK_WIDGET (self));
}

static const char *
keep_text (NrnBenchPlot *self,
           const char   *text)
{
  if (text == NULL)
    return NULL;

  g_ptr_array_add (self->texts, g_strdup (text));

  return g_ptr_array_index (self->texts, self->texts->len - 1);
}

static NrnPlotSeries
keep_curve (NrnBenchPlot        *self,
            const NrnBenchCurve *given)
{
  NrnCurve *curve = nrn_curve_new_from (given->n_points, given->y, 1);
  double *x = given->x != NULL ? g_memdup2 (given->x, given->n_points * sizeof (double)) : NULL;

  g_ptr_array_add (self->curves, curve);
  if (x != NULL)
    g_ptr_array_add (self->columns, x);

  return (NrnPlotSeries) {
    .name = keep_text (self, given->name),
    .x = x,
    .curve = curve,
    .line = given->line,
    .is_faint = given->is_faint,
    .is_strong = given->is_strong,
    .is_marked = TRUE,
    .is_function = given->is_function,
    .marks_end = given->marks_end,
  };
}

/**
 * nrn_bench_plot_set_curves:
 * @plot: a plot
 * @axes: title and axes; what it says of curves and marks does not count
 * @n_curves: how many
 * @curves: (array length=n_curves): what to show; copied. The first one is in
 *   front, or the last one if they are functions
 */
void
nrn_bench_plot_set_curves (NrnBenchPlot        *plot,
                           const NrnPlot       *axes,
                           guint                n_curves,
                           const NrnBenchCurve *curves)
{
  clear (plot);
  plot->plot = (NrnPlot) {
    .title = keep_text (plot, axes->title),
    .x_title = keep_text (plot, axes->x_title),
    .empty_text = keep_text (plot, axes->empty_text),
    .faint_name = keep_text (plot, axes->faint_name),
    .x_minimum = axes->x_minimum,
    .x_maximum = axes->x_maximum,
    .y_minimum = axes->y_minimum,
    .y_maximum = axes->y_maximum,
    .x_is_count = axes->x_is_count,
    .x_is_fraction = axes->x_is_fraction,
    .y_is_fraction = axes->y_is_fraction,
    .y_is_log = axes->y_is_log,
    .ceiling = NAN,
    .n_series = n_curves,
  };
  plot->series = g_new (NrnPlotSeries, n_curves + 1);
  plot->colors = g_new (guint, 2 * n_curves + 1);
  for (guint i = 0; i < n_curves; i++)
    {
      plot->series[i] = keep_curve (plot, &curves[i]);
      plot->colors[2 * i] = curves[i].color;
      plot->colors[2 * i + 1] = curves[i].n_colors;
    }
  plot->plot.series = plot->series;
  set_colors (plot, &plot->palette);
  gtk_accessible_update_property (GTK_ACCESSIBLE (plot),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, axes->x_minimum,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, axes->x_maximum, -1);
  gtk_widget_queue_draw (GTK_WIDGET (plot));
}

/**
 * nrn_bench_plot_set_bars:
 * @plot: a plot
 * @axes: title, axes, bars and lines from top to bottom; copied
 *
 * Shows bars instead of curves.
 */
void
nrn_bench_plot_set_bars (NrnBenchPlot  *plot,
                         const NrnPlot *axes)
{
  nrn_bench_plot_set_curves (plot, axes, 0, NULL);
  plot->bars = *axes->bars;
  plot->plot.bars = &plot->bars;
  plot->verticals = g_new (NrnPlotVertical, axes->n_verticals + 1);
  for (guint i = 0; i < axes->n_verticals; i++)
    {
      plot->verticals[i] = axes->verticals[i];
      plot->verticals[i].name = keep_text (plot, axes->verticals[i].name);
    }
  plot->plot.verticals = plot->verticals;
  plot->plot.n_verticals = axes->n_verticals;
}

/**
 * nrn_bench_plot_set_steps:
 * @plot: a plot
 * @origin: somewhere that the point can be
 * @step: how far an arrow key moves the point; it is always so many steps from
 *   @origin
 * @large_step: how far Page Up does, and Control with an arrow key
 */
void
nrn_bench_plot_set_steps (NrnBenchPlot *plot,
                          double        origin,
                          double        step,
                          double        large_step)
{
  plot->origin = origin;
  plot->step = step;
  plot->large_step = large_step;
}

/**
 * nrn_bench_plot_set_point:
 * @plot: a plot with curves
 * @x: where its point is; NaN for nowhere
 * @name: (nullable): what stands below; %NULL for no point
 * @words: (nullable): what a screen reader says of it
 */
void
nrn_bench_plot_set_point (NrnBenchPlot *plot,
                          double        x,
                          const char   *name,
                          const char   *words)
{
  plot->point = x;
  g_free (plot->point_name);
  plot->point_name = g_strdup (name);
  if (isfinite (x))
    gtk_accessible_update_property (GTK_ACCESSIBLE (plot), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, x, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (plot), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  words != NULL ? words : "", -1);
  /* GTK 4.8 tells the value of its own sliders only. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (plot), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  words != NULL ? words : "", -1);
  gtk_widget_queue_draw (GTK_WIDGET (plot));
}

/**
 * nrn_bench_plot_get_plot:
 * @plot: a plot
 *
 * Returns: (transfer none): what it shows, without its point
 */
const NrnPlot *
nrn_bench_plot_get_plot (NrnBenchPlot *plot)
{
  return &plot->plot;
}
