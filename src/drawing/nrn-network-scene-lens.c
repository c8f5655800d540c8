/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A lens beside a unit, in which its products pile up, their sum drops onto the
 * activation's curve, and the value comes out; backward the same with
 * gradients. Bars, curve and sum share one axis, so that dropping is what it
 * looks like.
 */

#include "config.h"

#include "nrn-network-scene-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>

#include "nrn-activation.h"
#include "nrn-circle.h"

/* All lengths at scale 1. */
#define WIDTH         232.0
#define PADDING       9.0
#define ROW           15.0
#define BAR           9.0
#define NUMBERS_WIDTH 102.0   /* column of numbers on the right */
#define CURVE_HEIGHT  58.0
#define GAP           5.0
#define DISTANCE      9.0     /* from the unit's ring */
#define CORNER        8.0
#define POINT_RADIUS  4.0
#define N_POINTS      64      /* of a curve */

/* Places that are tried, each way; and how bad it is to hide what takes part,
 * edges with their numbers, and to be so far away, beside hiding a unit. */
#define N_PLACES      24
#define COST_PART     4.0
#define COST_EDGES    1.5
#define COST_DISTANCE 6.0

/* More products than this are added up in one bar, the weakest ones. */
#define MAX_BARS 6

#define N_DECIMALS 3

typedef struct
{
  double   value;
  gboolean is_bias;
  guint    n_others;    /* how many it stands for; 0 for itself */
} Bar;

typedef struct
{
  cairo_t              *cr;
  const NrnSceneFrame  *frame;
  const NrnNetworkBeat *beat;
  double                scale;
  Bar                   bars[MAX_BARS + 1];
  guint                 n_bars;
  gboolean              has_curve;
  NrnNetworkArea        area;
  double                low;        /* of the shared axis */
  double                high;
  double                left;       /* where these are */
  double                right;
} Lens;

/* ---- What is in it ---- */

static int
compare_size (gconstpointer a,
              gconstpointer b)
{
  double first = fabs (((const Bar *) a)->value);
  double second = fabs (((const Bar *) b)->value);

  return (first < second) - (first > second);
}

/* The strongest products, in one bar what is left of them, and the bias. */
static void
choose_bars (Lens *self)
{
  const NrnNetworkBeat *beat = self->beat;
  guint n = beat->n_terms - (beat->has_bias ? 1 : 0);
  g_autofree Bar *all = g_new0 (Bar, MAX (n, 1));
  guint n_shown = n <= MAX_BARS - (beat->has_bias ? 1 : 0) ? n : MAX_BARS - 2;
  Bar others = { 0 };

  for (guint i = 0; i < n; i++)
    all[i].value = (double) beat->terms[i];
  if (n_shown < n)
    qsort (all, n, sizeof (Bar), compare_size);
  for (guint i = 0; i < n_shown; i++)
    self->bars[self->n_bars++] = all[i];
  for (guint i = n_shown; i < n; i++)
    {
      others.value += all[i].value;
      others.n_others++;
    }
  if (others.n_others > 0)
    self->bars[self->n_bars++] = others;
  if (beat->has_bias)
    self->bars[self->n_bars++] = (Bar) { (double) beat->terms[n], TRUE, 0 };
}

static void
include (Lens   *self,
         double  x)
{
  if (!isfinite (x))
    return;

  self->low = MIN (self->low, x);
  self->high = MAX (self->high, x);
}

/* From the smallest to the largest sum on the way, with 0 in it. */
static void
choose_axis (Lens *self)
{
  double sum = 0;
  double margin;

  for (guint i = 0; i < self->n_bars; i++)
    {
      sum += self->bars[i].value;
      include (self, sum);
    }
  include (self, self->beat->total);
  if (self->beat->kind == NRN_NETWORK_BEAT_BACKWARD)
    include (self, self->beat->delta);
  margin = self->high > self->low ? 0.12 * (self->high - self->low) : 1;
  self->low -= margin;
  self->high += margin;
}

static double
get_x (const Lens *self,
       double      value)
{
  double part = (value - self->low) / (self->high - self->low);

  return self->left + CLAMP (isfinite (part) ? part : 0.5, 0, 1) * (self->right - self->left);
}

static guint
count_rows (const Lens *self)
{
  gboolean is_backward = self->beat->kind == NRN_NETWORK_BEAT_BACKWARD;

  /* One product is the sum. */
  return (self->n_bars > 1 ? self->n_bars : 0) + (is_backward || !self->has_curve ? 2 : 1);
}

/* Backward there is room below it for the slope's line, which is not on the bar
 * of what comes out. */
static double
get_curve_room (const Lens *self)
{
  gboolean is_backward = self->beat->kind == NRN_NETWORK_BEAT_BACKWARD;

  return self->has_curve ? CURVE_HEIGHT + (is_backward ? 4 : 2) * GAP : 0;
}

/* ---- Where it is ---- */

/* By how much two areas overlap. */
static double
get_overlap (const NrnNetworkArea *a,
             double                left,
             double                top,
             double                right,
             double                bottom)
{
  double width = MIN (a->x + a->width, right) - MAX (a->x, left);
  double height = MIN (a->y + a->height, bottom) - MAX (a->y, top);

  return width > 0 && height > 0 ? width * height : 0;
}

/* Whether the beat's products come from there, or go there. */
static gboolean
takes_part (const NrnNetworkBeat *beat,
            guint                 column)
{
  if (beat->kind == NRN_NETWORK_BEAT_FORWARD)
    return column == beat->column || column + 1 == beat->column;

  return column == beat->column || column == beat->column + 1;
}

/* What is hidden of a column by the lens: of its units, its bias, and beside the
 * last one of what is written there. */
static double
get_hidden (const Lens           *self,
            const NrnNetworkArea *area,
            guint                 index)
{
  const NrnNetworkLayout *layout = self->frame->layout;
  const NrnNetworkColumn *column = &layout->columns[index];
  double weight = takes_part (self->beat, index) ? COST_PART : 1;
  double half = column->bias_size / 2;
  double right = index + 1 == layout->n_columns ? layout->width : 0;
  double hidden = 0;

  if (column->has_bias)
    hidden += get_overlap (area, column->x - half, column->bias_y - half, column->x + half,
                           column->bias_y + half);
  for (guint i = 0; i < column->n_nodes; i++)
    hidden += get_overlap (area, column->nodes[i].x - column->radius, column->nodes[i].y - column->radius,
                           MAX (column->nodes[i].x + column->radius, right),
                           column->nodes[i].y + column->radius);

  return weight * hidden;
}

/* How bad a place is: what it hides there, and how far it is from the unit. */
static double
get_cost (const Lens           *self,
          const NrnNetworkArea *area,
          const NrnNetworkNode *node,
          double                radius)
{
  const NrnNetworkLayout *layout = self->frame->layout;
  guint first = self->beat->column - (self->beat->kind == NRN_NETWORK_BEAT_FORWARD ? 1 : 0);
  double distance = hypot (CLAMP (node->x, area->x, area->x + area->width) - node->x,
                           CLAMP (node->y, area->y, area->y + area->height) - node->y);
  double cost = COST_DISTANCE * self->scale * distance;

  if (distance < radius + DISTANCE * self->scale)
    return G_MAXDOUBLE;

  for (guint i = 0; i < layout->n_columns; i++)
    cost += get_hidden (self, area, i);
  /* The edges of the beat, with their numbers. */
  if (first + 1 < layout->n_columns)
    cost += COST_EDGES * get_overlap (area, layout->columns[first].x, layout->body_top,
                                      layout->columns[first + 1].x, layout->body_bottom);

  return cost;
}

/* Where it hides least, above all of what takes part; as near to the unit as
 * that allows. A line leads to the unit. */
static void
choose_place (Lens                   *self,
              const NrnNetworkColumn *column,
              const NrnNetworkNode   *node)
{
  const NrnNetworkLayout *layout = self->frame->layout;
  double right = MAX (layout->width - self->area.width - GAP, GAP);
  double top = MAX (layout->body_top, GAP);
  double bottom = MAX (MIN (layout->body_bottom, layout->height - GAP) - self->area.height, top);
  double least = G_MAXDOUBLE;
  NrnNetworkArea tried = self->area;

  for (guint i = 0; i <= N_PLACES; i++)
    for (guint j = 0; j <= N_PLACES; j++)
      {
        double cost;

        tried.x = GAP + (right - GAP) * i / N_PLACES;
        tried.y = top + (bottom - top) * j / N_PLACES;
        cost = get_cost (self, &tried, node, column->radius);
        if (cost < least || (i == 0 && j == 0))
          {
            least = cost;
            self->area = tried;
          }
      }
}

static void
lens_init (Lens                   *self,
           cairo_t                *cr,
           const NrnSceneFrame    *frame,
           const NrnNetworkColumn *column,
           const NrnNetworkNode   *node)
{
  const NrnNetworkBeat *beat = frame->scene->beat;
  NrnActivationRange range;

  *self = (Lens) { .cr = cr, .frame = frame, .beat = beat, .scale = MAX (frame->scale, 0.8) };
  nrn_activation_get_range (beat->activation, &range);
  self->has_curve = !range.is_row_wise;
  choose_bars (self);
  choose_axis (self);
  self->area.width = WIDTH * self->scale;
  self->area.height = (2 * PADDING + count_rows (self) * ROW + get_curve_room (self)) * self->scale;
  choose_place (self, column, node);
  self->left = self->area.x + PADDING * self->scale;
  self->right = self->area.x + self->area.width - (PADDING + NUMBERS_WIDTH) * self->scale;
}

/* ---- Painting ---- */

/* Of what begins at @begin and is over at @end, in shares of the beat. */
static double
get_part (const Lens *self,
          double      begin,
          double      end)
{
  return CLAMP ((self->beat->progress - begin) / (end - begin), 0, 1);
}

static const NrnColor *
get_color (const Lens *self,
           double      value)
{
  const NrnPalette *palette = self->frame->palette;

  return value < 0 ? &palette->negative : value > 0 ? &palette->positive : &palette->quiet;
}

static void
paint_panel (const Lens           *self,
             const NrnNetworkNode *node,
             double                radius)
{
  const NrnPalette *palette = self->frame->palette;
  double x = CLAMP (node->x, self->area.x, self->area.x + self->area.width);
  double y = CLAMP (node->y, self->area.y, self->area.y + self->area.height);
  double distance = MAX (hypot (x - node->x, y - node->y), 1);
  double part = MIN (radius / distance, 1);

  cairo_new_path (self->cr);
  cairo_move_to (self->cr, node->x + part * (x - node->x), node->y + part * (y - node->y));
  cairo_line_to (self->cr, x, y);
  nrn_color_set_source (&palette->outline, 1, self->cr);
  cairo_set_line_width (self->cr, 1.5 * self->scale);
  cairo_stroke (self->cr);

  nrn_network_add_rounded_rectangle (self->cr, self->area.x, self->area.y, self->area.width,
                                     self->area.height, CORNER * self->scale);
  nrn_color_set_source (&palette->background, 1, self->cr);
  cairo_fill_preserve (self->cr);
  nrn_color_set_source (&palette->outline, 1, self->cr);
  cairo_stroke (self->cr);
}

/* Returns (transfer full): what is small has a power of ten rather than nothing
 * but noughts. */
static char *
write_number (const Lens *self,
              double      value)
{
  if (value != 0 && fabs (value) < 1e-3)
    return nrn_text_format_short (value);

  return nrn_text_format_number (value, N_DECIMALS, &self->frame->layout->numbers);
}

/* Returns (transfer full): “+0.218”: the sign is there without its colour. */
static char *
format (const Lens *self,
        double      value)
{
  g_autofree char *number = write_number (self, value);

  return value > 0 ? g_strdup_printf ("+%s", number) : g_steal_pointer (&number);
}

/* A number and what it is, in the column of numbers. */
static void
paint_number (const Lens     *self,
              const char     *name,
              const char     *number,
              const NrnColor *color,
              gboolean        is_result,
              double          y)
{
  NrnTextStyle style = { NRN_TEXT_NOTE * self->scale, is_result, 0 };
  double right = self->area.x + self->area.width - PADDING * self->scale;
  double left = self->right + GAP * self->scale;

  nrn_text_paint (self->cr, number, &style, color, right, y, 1, 0.5);
  if (name == NULL)
    return;

  style.bold = FALSE;
  nrn_text_paint (self->cr, name, &style, &self->frame->palette->quiet, left, y, 0, 0.5);
}

static void
paint_bar (const Lens *self,
           double      from,
           double      to,
           double      y,
           double      height,
           double      opacity)
{
  double x = get_x (self, from);

  cairo_rectangle (self->cr, x, y - height * self->scale / 2, get_x (self, to) - x,
                   height * self->scale);
  nrn_color_set_source (get_color (self, to - from), opacity, self->cr);
  cairo_fill (self->cr);
}

static void
paint_axis (const Lens *self,
            double      top,
            double      bottom)
{
  double x = get_x (self, 0);

  cairo_move_to (self->cr, x, top);
  cairo_line_to (self->cr, x, bottom);
  nrn_color_set_source (&self->frame->palette->grid, 1, self->cr);
  cairo_set_line_width (self->cr, self->scale);
  cairo_stroke (self->cr);
}

/* Each begins where the one before it has ended. Returns where they end. */
static double
paint_bars (const Lens *self,
            double      y)
{
  double sum = 0;

  for (guint i = 0; i < self->n_bars; i++)
    {
      const Bar *bar = &self->bars[i];
      double begin = NRN_NETWORK_BEAT_ARRIVAL * i / self->n_bars;
      double part = get_part (self, begin, begin + NRN_NETWORK_BEAT_ARRIVAL / self->n_bars);
      g_autofree char *number = format (self, bar->value);
      g_autofree char *others = bar->n_others > 0
        /* Translators: of weights, the weaker ones; very short. */
        ? g_strdup_printf (C_("lens", "%u more"), bar->n_others) : NULL;

      if (part > 0)
        {
          paint_bar (self, sum, sum + part * bar->value, y, BAR, bar->n_others > 0 ? 0.6 : 1);
          /* Translators: of a unit; very short. */
          paint_number (self, bar->is_bias ? C_("lens", "bias") : others, number,
                        get_color (self, bar->value), FALSE, y);
        }
      sum += bar->value;
      y += ROW * self->scale;
    }

  return y;
}

static void
paint_result (const Lens *self,
              const char *name,
              double      value,
              double      part,
              double      y)
{
  g_autofree char *number = format (self, value);

  if (part <= 0)
    return;

  paint_bar (self, 0, part * value, y, BAR + 2, 1);
  paint_number (self, name, number, get_color (self, value), TRUE, y);
}

/* ---- The curve ---- */

typedef struct
{
  double x[N_POINTS];
  double values[N_POINTS];
  double slopes[N_POINTS];
  double axis_low;      /* of x */
  double axis_high;
  double low;           /* of values */
  double high;
  double top;
  double bottom;
} Curve;

/* Forward the axis is that of the bars; backward these are gradients, and the
 * curve has an axis of its own. */
static void
curve_init (Curve      *curve,
            const Lens *self,
            double      top)
{
  double reach = MAX (1.5 * fabs (self->beat->sum), 1);
  gboolean is_forward = self->beat->kind == NRN_NETWORK_BEAT_FORWARD;

  curve->axis_low = is_forward ? self->low : -reach;
  curve->axis_high = is_forward ? self->high : reach;
  curve->top = top;
  curve->bottom = top + CURVE_HEIGHT * self->scale;
  for (guint i = 0; i < N_POINTS; i++)
    curve->x[i] = curve->axis_low + (curve->axis_high - curve->axis_low) * i / (N_POINTS - 1);
  nrn_activation_trace (self->beat->activation, N_POINTS, curve->x, curve->values, curve->slopes);
  curve->low = curve->high = 0;
  for (guint i = 0; i < N_POINTS; i++)
    {
      curve->low = isfinite (curve->values[i]) ? MIN (curve->low, curve->values[i]) : curve->low;
      curve->high = isfinite (curve->values[i]) ? MAX (curve->high, curve->values[i]) : curve->high;
    }
  curve->low = MIN (curve->low, self->beat->output);
  curve->high = MAX (curve->high, self->beat->output);
  if (curve->high - curve->low < 1e-9)
    curve->high = curve->low + 1;
}

static double
curve_get_x (const Curve *curve,
             const Lens  *self,
             double       x)
{
  double part = (x - curve->axis_low) / (curve->axis_high - curve->axis_low);

  return self->left + CLAMP (part, 0, 1) * (self->right - self->left);
}

static double
curve_get_y (const Curve *curve,
             double       value)
{
  double part = (value - curve->low) / (curve->high - curve->low);

  return curve->bottom - CLAMP (isfinite (part) ? part : 0.5, 0, 1) * (curve->bottom - curve->top);
}

static void
paint_curve (const Lens  *self,
             const Curve *curve)
{
  double zero = curve_get_y (curve, 0);

  cairo_move_to (self->cr, self->left, zero);
  cairo_line_to (self->cr, self->right, zero);
  cairo_move_to (self->cr, curve_get_x (curve, self, 0), curve->top);
  cairo_line_to (self->cr, curve_get_x (curve, self, 0), curve->bottom);
  nrn_color_set_source (&self->frame->palette->grid, 1, self->cr);
  cairo_set_line_width (self->cr, self->scale);
  cairo_stroke (self->cr);

  for (guint i = 0; i < N_POINTS; i++)
    cairo_line_to (self->cr, curve_get_x (curve, self, curve->x[i]), curve_get_y (curve, curve->values[i]));
  nrn_color_set_source (&self->frame->palette->text, 1, self->cr);
  cairo_set_line_width (self->cr, 1.8 * self->scale);
  cairo_stroke (self->cr);
}

static void
paint_point (const Lens *self,
             double      x,
             double      y)
{
  nrn_circle_paint_point (self->cr, x, y, POINT_RADIUS * self->scale, 2 * self->scale,
                          &self->frame->palette->background, &self->frame->palette->text);
}

/* The sum falls from its bar onto the curve, and its height is the output. */
static void
paint_drop (const Lens  *self,
            const Curve *curve,
            double       from)
{
  double fall = get_part (self, NRN_NETWORK_BEAT_SUM, NRN_NETWORK_BEAT_DROP);
  double across = get_part (self, NRN_NETWORK_BEAT_DROP, 1);
  double x = curve_get_x (curve, self, self->beat->sum);
  double end = curve_get_y (curve, self->beat->output);
  double y = from + fall * (end - from);
  double dashes[] = { 3 * self->scale, 3 * self->scale };
  g_autofree char *number = NULL;

  if (fall <= 0)
    return;

  cairo_save (self->cr);
  cairo_move_to (self->cr, x, from);
  cairo_line_to (self->cr, x, y);
  cairo_move_to (self->cr, x, end);
  cairo_line_to (self->cr, x + across * (self->right - x), end);
  cairo_set_dash (self->cr, dashes, 2, 0);
  nrn_color_set_source (&self->frame->palette->quiet, fall, self->cr);
  cairo_set_line_width (self->cr, 1.3 * self->scale);
  cairo_stroke (self->cr);
  cairo_restore (self->cr);
  paint_point (self, x, y);
  if (across < 1)
    return;

  number = write_number (self, self->beat->output);
  paint_number (self, NULL, number, &self->frame->palette->text, TRUE,
                CLAMP (end, curve->top + ROW * self->scale / 2, curve->bottom - ROW * self->scale / 2));
}

/* How steep the curve is where the unit was. */
static void
paint_tangent (const Lens  *self,
               const Curve *curve)
{
  double part = get_part (self, NRN_NETWORK_BEAT_SUM, NRN_NETWORK_BEAT_DROP);
  double reach = part * (curve->axis_high - curve->axis_low) / 5;
  double z = self->beat->sum;
  double y = curve_get_y (curve, self->beat->output);
  g_autofree char *number = NULL;
  g_autofree char *times = NULL;

  if (part <= 0 || !isfinite (self->beat->slope))
    return;

  cairo_save (self->cr);
  cairo_rectangle (self->cr, self->left, curve->top - GAP * self->scale, self->right - self->left,
                   curve->bottom - curve->top + 2 * GAP * self->scale);
  cairo_clip (self->cr);
  cairo_move_to (self->cr, curve_get_x (curve, self, z - reach),
                 y + reach * self->beat->slope / (curve->high - curve->low) * (curve->bottom - curve->top));
  cairo_line_to (self->cr, curve_get_x (curve, self, z + reach),
                 y - reach * self->beat->slope / (curve->high - curve->low) * (curve->bottom - curve->top));
  nrn_color_set_source (&self->frame->palette->ceiling, 1, self->cr);
  cairo_set_line_width (self->cr, 3 * self->scale);
  cairo_stroke (self->cr);
  cairo_restore (self->cr);
  paint_point (self, curve_get_x (curve, self, z), y);
  number = write_number (self, self->beat->slope);
  times = g_strdup_printf ("× %s", number);
  /* Translators: of a curve; very short. */
  paint_number (self, C_("lens", "slope"), times, &self->frame->palette->text, FALSE,
                (curve->top + curve->bottom) / 2);
}

/* ---- The whole ---- */

static void
paint_forward (const Lens *self,
               double      y)
{
  double after = y;
  double sum = get_part (self, NRN_NETWORK_BEAT_ARRIVAL, NRN_NETWORK_BEAT_SUM);
  Curve curve;

  if (self->has_curve)
    {
      curve_init (&curve, self, y + (ROW / 2 + 2 * GAP) * self->scale);
      paint_curve (self, &curve);
    }
  paint_result (self, "z", self->beat->total, sum, after);
  if (self->has_curve)
    paint_drop (self, &curve, y + (BAR / 2 + 1) * self->scale);
  else
    paint_result (self, "a", self->beat->output, get_part (self, NRN_NETWORK_BEAT_SUM, 1),
                  y + ROW * self->scale);
}

static void
paint_backward (const Lens *self,
                double      y)
{
  double sum = get_part (self, NRN_NETWORK_BEAT_ARRIVAL, NRN_NETWORK_BEAT_SUM);
  Curve curve;

  paint_result (self, "∂L/∂a", self->beat->total, sum, y);
  y += ROW * self->scale;
  if (self->has_curve)
    {
      curve_init (&curve, self, y - (ROW / 2 - 2 * GAP) * self->scale);
      paint_curve (self, &curve);
      paint_tangent (self, &curve);
      y += get_curve_room (self) * self->scale;
      paint_axis (self, y - ROW / 2 * self->scale, y + ROW / 2 * self->scale);
    }
  paint_result (self, "δ", self->beat->delta, get_part (self, NRN_NETWORK_BEAT_DROP, 1), y);
}

/* Beside the unit of the beat. */
void
nrn_scene_paint_lens (cairo_t             *cr,
                      const NrnSceneFrame *frame)
{
  const NrnNetworkBeat *beat = frame->scene->beat;
  const NrnNetworkColumn *column = &frame->layout->columns[beat->column];
  const NrnNetworkNode *node = nrn_network_layout_find_node (frame->layout, beat->column, beat->unit);
  Lens self;
  double y;

  if (node == NULL || beat->activation == NULL || beat->n_terms == 0)
    return;

  lens_init (&self, cr, frame, column, node);
  cairo_save (cr);
  paint_panel (&self, node, column->radius);
  y = self.area.y + (PADDING + ROW / 2) * self.scale;
  paint_axis (&self, y - ROW / 2 * self.scale,
              y + ROW * self.scale * (self.n_bars > 1 ? self.n_bars + 0.5 : 0.5));
  if (self.n_bars > 1)
    y = paint_bars (&self, y);
  if (beat->kind == NRN_NETWORK_BEAT_FORWARD)
    paint_forward (&self, y);
  else
    paint_backward (&self, y);
  cairo_restore (cr);
}
