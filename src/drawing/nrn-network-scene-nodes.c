/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Nodes with what their units do.
 */

#include "config.h"

#include "nrn-network-scene-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-circle.h"
#include "nrn-network-glide.h"

/* All lengths at scale 1, or of a node's radius. */
#define CURVE_WIDTH   0.60
#define CURVE_HEIGHT  0.40
#define CURVE_STEP    2.0     /* points of a curve are so far apart */
#define CURVE_TOLERANCE 0.05  /* pixels */
#define MAX_POINTS    256     /* of a curve */
#define LARGE_RADIUS  20.0    /* from here on strong lines, a point, numbers */
#define LARGE_LINE    1.9
#define SMALL_LINE    1.3
#define POINT_RADIUS  2.9
#define POINT_LINE    1.5
#define PILL_PADDING  7.0
#define PILL_SPACE   2.0   /* from the nodes above and below */
#define RING_LINE     3.0
#define RING_GAP      3.0
#define OUTLINE       1.3
#define FADED         0.6

static const NrnColor default_accent = { 0x35 / 255.0, 0x84 / 255.0, 0xe4 / 255.0 };

/* What all nodes of a column share. */
typedef struct
{
  const NrnSceneFrame    *frame;
  const NrnNetworkColumn *column;
  guint                   index;
  int                     layer;
  guint                   n_points;
  const float            *outputs;    /* nullable */
  double                  minimum;
  double                  maximum;
  gboolean                is_output;
} ColumnView;

static void
column_view_init (ColumnView          *view,
                  const NrnSceneFrame *frame,
                  guint                index)
{
  const NrnNetworkActivity *activity = frame->scene->activity;

  *view = (ColumnView) {
    .frame = frame,
    .column = &frame->layout->columns[index],
    .index = index,
    .layer = nrn_network_layout_get_last_layer (frame->layout, index),
    .is_output = index + 1 == frame->layout->n_columns,
  };
  if (activity == NULL)
    return;

  view->n_points = nrn_network_activity_get_n_points (activity);
  view->outputs = nrn_network_activity_get_outputs (activity, view->layer);
  nrn_network_activity_get_range (activity, view->layer, &view->minimum, &view->maximum);
}

/* 0 … 1 within the range of the layer; half way where there is none. */
static double
get_part (const ColumnView *view,
          double            value)
{
  if (!isfinite (value) || view->maximum <= view->minimum)
    return 0.5;

  return CLAMP ((value - view->minimum) / (view->maximum - view->minimum), 0, 1);
}

static int
get_fill (const ColumnView *view,
          guint             unit)
{
  double value, part;

  if (nrn_scene_is_never_on (view->frame, view->index, unit) ||
      nrn_scene_is_off (view->frame, view->index, unit))
    return -1;
  if (view->maximum <= view->minimum)
    return 0;
  if (nrn_scene_get_beat_fill (view->frame, view->index, unit, &value, &part))
    return (int) (part * get_part (view, value) * (NRN_SCENE_N_FILLS - 1) + 0.5);
  if (view->outputs == NULL)
    return 0;

  return (int) (get_part (view, (double) view->outputs[unit]) * (NRN_SCENE_N_FILLS - 1) + 0.5);
}

static gboolean
is_focus (const ColumnView *view,
          guint             unit)
{
  const NrnPick *focus = view->frame->focus;

  if (focus == NULL)
    return FALSE;
  if (focus->kind == NRN_PICK_EDGE && focus->column == view->index && focus->unit == unit)
    return TRUE;
  if ((focus->kind == NRN_PICK_EDGE || focus->kind == NRN_PICK_BIAS_EDGE) &&
      focus->column + 1 == view->index && focus->to_unit == unit)
    return TRUE;

  return focus->kind == NRN_PICK_NODE && focus->column == view->index && focus->unit == unit;
}

static double
get_presence (const ColumnView     *view,
              const NrnNetworkNode *node)
{
  return nrn_network_layout_get_presence (view->frame->layout, view->index,
                                          (guint) (node - view->column->nodes));
}

static double
get_opacity (const ColumnView     *view,
             const NrnNetworkNode *node)
{
  const NrnPick *focus = view->frame->focus;
  double presence = get_presence (view, node);
  gboolean is_beside;

  if (focus == NULL || focus->kind == NRN_PICK_FOLD)
    return presence;

  is_beside = focus->column == view->index;
  if (focus->kind == NRN_PICK_EDGE || focus->kind == NRN_PICK_BIAS_EDGE)
    is_beside = is_beside || focus->column + 1 == view->index;

  return is_beside && !is_focus (view, node->unit) ? FADED * presence : presence;
}

static const NrnColor *
get_curve_color (const ColumnView *view,
                 guint             unit,
                 gboolean          is_strong)
{
  const NrnPalette *palette = view->frame->palette;

  if (view->is_output)
    return nrn_palette_get_class (palette, unit, view->column->units);

  return is_strong ? &palette->text : &palette->quiet;
}

static double
get_curve_y (const ColumnView     *view,
             const NrnNetworkNode *node,
             double                value)
{
  return node->y + CURVE_HEIGHT * view->column->radius * (1 - 2 * get_part (view, value));
}

/* Adds @n points to the path, but for those that are as good as on a line
 * between others: most units' curves are straight or have one corner. */
static void
add_points (cairo_t              *cr,
            guint                 n,
            const NrnNetworkNode *points,
            double                tolerance)
{
  NrnNetworkNode start = points[0];
  double lowest = -INFINITY;
  double highest = INFINITY;

  cairo_move_to (cr, start.x, start.y);
  for (guint i = 1; i + 1 < n; i++)
    {
      double slope;

      /* Slopes of the lines from the start that miss none of the points by
       * more than the tolerance. */
      lowest = MAX (lowest, (points[i].y - tolerance - start.y) / (points[i].x - start.x));
      highest = MIN (highest, (points[i].y + tolerance - start.y) / (points[i].x - start.x));
      slope = (points[i + 1].y - start.y) / (points[i + 1].x - start.x);
      if (slope >= lowest && slope <= highest)
        continue;

      start = points[i];
      lowest = -INFINITY;
      highest = INFINITY;
      cairo_line_to (cr, start.x, start.y);
    }
  cairo_line_to (cr, points[n - 1].x, points[n - 1].y);
}

static void
trace_curve (cairo_t              *cr,
             const ColumnView     *view,
             const NrnNetworkNode *node,
             const float          *curve)
{
  double half = CURVE_WIDTH * view->column->radius;
  guint last = view->n_points - 1;
  guint step = (guint) MAX (CURVE_STEP * view->frame->scale * last / (2 * half), 1);
  NrnNetworkNode points[MAX_POINTS];
  guint n = 0;

  step = MAX (step, (last + MAX_POINTS - 2) / (MAX_POINTS - 1));
  for (guint i = 0; i <= last; i = i < last ? MIN (i + step, last) : i + 1)
    {
      points[n].x = node->x - half + 2 * half * i / last;
      /* Infinity is at the end of the axis, NaN in its middle. */
      points[n++].y = get_curve_y (view, node, (double) curve[i]);
    }
  add_points (cr, n, points, CURVE_TOLERANCE / view->frame->pixels);
}

static void
paint_point (cairo_t              *cr,
             const ColumnView     *view,
             const NrnNetworkNode *node,
             const NrnColor       *color)
{
  const NrnNetworkActivity *activity = view->frame->scene->activity;
  const float *x = nrn_network_activity_get_x (activity);
  double input = (double) nrn_network_activity_get_outputs (activity, -1)[0];
  double first = (double) x[0];
  double last = (double) x[view->n_points - 1];
  double half = CURVE_WIDTH * view->column->radius;
  double part = CLAMP ((input - first) / (last - first), 0, 1);

  nrn_circle_paint_point (cr, node->x - half + 2 * half * part,
                          get_curve_y (view, node, (double) view->outputs[node->unit]),
                          POINT_RADIUS * view->frame->scale, POINT_LINE * view->frame->scale,
                          &view->frame->palette->background, color);
}

static void
paint_curve (cairo_t              *cr,
             const ColumnView     *view,
             const NrnNetworkNode *node)
{
  const NrnSceneFrame *frame = view->frame;
  const float *curve;
  gboolean is_large = view->column->radius >= LARGE_RADIUS * frame->scale;
  gboolean is_strong = is_large || is_focus (view, node->unit);
  const NrnColor *color = get_curve_color (view, node->unit, is_strong);
  double value, part;

  curve = nrn_network_activity_get_curve (frame->scene->activity, view->layer, node->unit);
  cairo_new_path (cr);
  trace_curve (cr, view, node, curve);
  nrn_color_set_source (color, get_opacity (view, node), cr);
  cairo_set_line_width (cr, (is_strong ? LARGE_LINE : SMALL_LINE) * frame->scale);
  cairo_stroke (cr);
  if (is_strong && view->outputs != NULL && get_presence (view, node) >= 1 &&
      (!nrn_scene_get_beat_fill (frame, view->index, node->unit, &value, &part) || part >= 1))
    paint_point (cr, view, node, color);
}

/* What goes in, where there is no curve to show. */
static void
paint_input_value (cairo_t              *cr,
                   const ColumnView     *view,
                   const NrnNetworkNode *node)
{
  NrnTextStyle style = { NRN_TEXT_NOTE * view->frame->scale, FALSE, 0 };
  g_autofree char *text = NULL;

  if (view->outputs == NULL || view->column->radius < LARGE_RADIUS * view->frame->scale)
    return;

  text = nrn_text_format_number ((double) view->outputs[node->unit], 0,
                                 &view->frame->layout->numbers);
  nrn_text_paint (cr, text, &style, &view->frame->palette->text, node->x, node->y, 0.5, 0.5);
}

/* Returns whether there is one. */
static gboolean
paint_map (cairo_t              *cr,
           const ColumnView     *view,
           const NrnNetworkNode *node,
           NrnSceneSprites      *sprites)
{
  NrnSceneMap map = {
    .values = nrn_network_activity_get_map (view->frame->scene->activity, view->layer,
                                            node->unit),
    .minimum = view->minimum,
    .maximum = view->maximum,
    .unit = node->unit,
    .n_units = view->column->units,
    .is_output = view->is_output,
  };

  if (map.values == NULL)
    return FALSE;

  nrn_scene_paint_map (cr, view->frame, &map, nrn_scene_sprites_get_map (sprites), node->x,
                       node->y, view->column->radius, get_opacity (view, node));

  return TRUE;
}

static void
paint_ring (cairo_t              *cr,
            const ColumnView     *view,
            const NrnNetworkNode *node)
{
  const NrnColor *accent = view->frame->scene->accent;
  double radius = view->column->radius + (RING_GAP + RING_LINE / 2) * view->frame->scale;

  cairo_new_path (cr);
  cairo_arc (cr, node->x, node->y, radius, 0, 2 * G_PI);
  nrn_color_set_source (&view->frame->palette->background, 1, cr);
  cairo_set_line_width (cr, (RING_LINE + 2 * RING_GAP) * view->frame->scale);
  cairo_stroke_preserve (cr);
  nrn_color_set_source (accent != NULL ? accent : &default_accent, 1, cr);
  cairo_set_line_width (cr, RING_LINE * view->frame->scale);
  cairo_stroke (cr);
}

/* Whether some of it may be seen, with its ring and its pill. */
static gboolean
is_in_view (const ColumnView     *view,
            const NrnNetworkNode *node)
{
  const NrnNetworkLayout *layout = view->frame->layout;
  double reach = 2 * view->column->radius + NRN_TEXT_NOTE * view->frame->scale;

  return node->x > -reach && node->x < layout->width + reach &&
         node->y > -reach && node->y < layout->height + reach;
}

/* A bar across a unit that is switched off: more than the empty circle of one
 * that is never on. */
static void
paint_bar (cairo_t              *cr,
           const ColumnView     *view,
           const NrnNetworkNode *node)
{
  const NrnSceneFrame *frame = view->frame;
  double reach = view->column->radius * G_SQRT2 / 2;

  cairo_save (cr);
  cairo_move_to (cr, node->x - reach, node->y + reach);
  cairo_line_to (cr, node->x + reach, node->y - reach);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_width (cr, MAX (0.12 * view->column->radius, 1.5 * frame->scale));
  nrn_color_set_source (&frame->palette->text, get_opacity (view, node), cr);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
paint_node (cairo_t              *cr,
            const ColumnView     *view,
            const NrnNetworkNode *node,
            NrnSceneSprites      *sprites)
{
  int fill = get_fill (view, node->unit);
  const NrnNetworkScene *scene = view->frame->scene;
  gboolean is_selected = (scene->beat != NULL ||
                          (scene->selected != NULL && scene->selected->kind == NRN_PICK_NODE)) &&
                         is_focus (view, node->unit);

  if (is_selected)
    paint_ring (cr, view, node);
  nrn_scene_sprites_paint_node (sprites, cr, view->index, fill, node->x, node->y,
                                get_opacity (view, node));
  if (nrn_scene_is_off (view->frame, view->index, node->unit))
    paint_bar (cr, view, node);
  if (fill < 0 || view->frame->scene->activity == NULL || get_presence (view, node) <= 0)
    return;

  if (view->n_points > 0)
    paint_curve (cr, view, node);
  else if (!paint_map (cr, view, node, sprites) && view->index == 0)
    paint_input_value (cr, view, node);
}

/* Between a node of a single file and the next. */
static double
get_gap (const NrnNetworkColumn *column)
{
  double pitch = G_MAXDOUBLE;

  for (guint i = 1; i < column->n_nodes; i++)
    pitch = MIN (pitch, column->nodes[i].y - column->nodes[i - 1].y);

  return pitch - 2 * column->radius;
}

/* Below the nodes of a single file that are far enough apart, as far as the next
 * one allows: its curve is to be seen. */
static void
paint_pill (cairo_t              *cr,
            const ColumnView     *view,
            const NrnNetworkNode *node,
            const char           *text)
{
  const NrnSceneFrame *frame = view->frame;
  NrnTextStyle style = { NRN_TEXT_NOTE * frame->scale, FALSE, 0 };
  double space = PILL_SPACE * frame->scale;
  double width, height, y;

  nrn_text_measure (text, &style, &width, &height);
  width += 2 * PILL_PADDING * frame->scale;
  y = node->y + view->column->radius + MIN (space, get_gap (view->column) - height - space);
  nrn_network_add_rounded_rectangle (cr, node->x - width / 2, y, width, height, height / 2);
  nrn_color_set_source (&frame->palette->background, 1, cr);
  cairo_fill_preserve (cr);
  nrn_color_set_source (&frame->palette->ceiling, 1, cr);
  cairo_set_line_width (cr, frame->scale);
  cairo_stroke (cr);
  nrn_text_paint (cr, text, &style, &frame->palette->ceiling, node->x, y + height / 2, 0.5, 0.5);
}

static gboolean
has_room_for_pills (const ColumnView *view)
{
  const NrnNetworkColumn *column = view->column;

  for (guint i = 1; i < column->n_nodes; i++)
    {
      if (fabs (column->nodes[i].x - column->nodes[i - 1].x) > 1)
        return FALSE;
    }

  return column->radius >= LARGE_RADIUS * view->frame->scale &&
         get_gap (column) >= NRN_TEXT_NOTE * view->frame->scale;
}

/* Empty circles. */
static void
paint_leaving (cairo_t             *cr,
               const NrnSceneFrame *frame)
{
  const NrnNetworkLayout *layout = frame->layout;

  for (guint i = 0; i < layout->n_leaving; i++)
    {
      const NrnNetworkLeaving *leaving = &layout->leaving[i];

      if (leaving->presence <= 0)
        continue;

      cairo_new_path (cr);
      cairo_arc (cr, leaving->x, leaving->y, leaving->radius, 0, 2 * G_PI);
      nrn_color_set_source (&frame->palette->node, leaving->presence, cr);
      cairo_fill_preserve (cr);
      nrn_color_set_source (&frame->palette->outline, leaving->presence, cr);
      cairo_set_line_width (cr, MIN (OUTLINE * frame->scale, leaving->radius / 2));
      cairo_stroke (cr);
    }
}

void
nrn_scene_paint_nodes (cairo_t             *cr,
                       const NrnSceneFrame *frame,
                       NrnSceneSprites     *sprites)
{
  paint_leaving (cr, frame);
  for (guint i = 0; i < frame->layout->n_columns; i++)
    {
      ColumnView view;

      column_view_init (&view, frame, i);
      for (guint j = 0; j < view.column->n_nodes; j++)
        {
          if (is_in_view (&view, &view.column->nodes[j]))
            paint_node (cr, &view, &view.column->nodes[j], sprites);
        }
      if (!has_room_for_pills (&view))
        continue;
      for (guint j = 0; j < view.column->n_nodes; j++)
        {
          const NrnNetworkNode *node = &view.column->nodes[j];

          if (get_presence (&view, node) < 1)
            continue;
          if (nrn_scene_is_off (frame, i, node->unit))
            paint_pill (cr, &view, node, C_("unit", "off"));
          else if (nrn_scene_is_never_on (frame, i, node->unit))
            paint_pill (cr, &view, node, _("never on"));
        }
    }
  nrn_network_paint_folds (cr, frame->layout, frame->palette);
}
