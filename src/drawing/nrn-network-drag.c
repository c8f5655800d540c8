/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What is dragged across a network, and where it would land.
 */

#include "nrn-network-drag.h"

#include <math.h>

#include "nrn-network-layout-private.h"

/* All lengths at scale 1. */
#define HEADING_REACH  6.0     /* around a heading's words */
#define HEADING_TOP    4.0     /* of headings in view; see paint_headings_in_view() */
#define COLUMN_REACH   10.0    /* around a column's nodes */
#define END_DISTANCE   26.0    /* of a place beyond the ends */
#define MARK_WIDTH     3.0
#define MARK_END       5.0
#define TARGET_GAP     8.0
#define TARGET_CORNER  14.0
#define TARGET_WIDTH   2.0
#define TARGET_OPACITY 0.12
#define GHOST_OPACITY  0.75
#define OUTLINE        1.3

/* Of the height of a small layer. */
#define LAYER_WIDTH    0.5
#define LAYER_RADIUS   0.11
#define LAYER_PITCH    0.29

/* ---- What is at a point ---- */

/* At the top of the picture where the captions are above what is in view. */
static void
get_heading (const NrnNetworkLayout *layout,
             guint                   column,
             NrnNetworkArea         *area)
{
  const NrnCaption *caption = &layout->captions[column];
  double reach = HEADING_REACH * layout->scale;
  double height = caption->height;
  double y = layout->caption_y;

  if (y < 0)
    {
      y = HEADING_TOP;
      nrn_text_measure (caption->lines[0], &caption->styles[0], NULL, &height);
    }
  area->width = MIN (caption->width, MAX (caption->room, 0)) + 2 * reach;
  area->x = layout->columns[column].x - area->width / 2;
  area->y = y - reach;
  area->height = height + 2 * reach;
}

/**
 * nrn_network_layout_pick_heading:
 * @layout: a layout
 * @x: a point in user-space pixels
 * @y: likewise
 * @column: (out): the column whose heading is there; unchanged if none is
 *
 * Returns: whether one is
 */
gboolean
nrn_network_layout_pick_heading (const NrnNetworkLayout *layout,
                                 double                  x,
                                 double                  y,
                                 guint                  *column)
{
  for (guint i = 0; i < layout->n_columns; i++)
    {
      NrnNetworkArea area;

      if (layout->captions[i].n_lines == 0)
        continue;

      get_heading (layout, i, &area);
      if (x < area.x || x > area.x + area.width || y < area.y || y > area.y + area.height)
        continue;

      *column = i;
      return TRUE;
    }

  return FALSE;
}

/**
 * nrn_network_layout_pick_column:
 * @layout: a layout
 * @x: in user-space pixels
 * @column: (out): the column whose nodes, or the way to them, are there;
 *   unchanged if none is
 *
 * Returns: whether one is: a third of the way to its neighbours belongs to a
 *   column, and the rest is between them
 */
gboolean
nrn_network_layout_pick_column (const NrnNetworkLayout *layout,
                                double                  x,
                                guint                  *column)
{
  for (guint i = 0; i < layout->n_columns; i++)
    {
      const NrnNetworkColumn *self = &layout->columns[i];
      double left = self->width / 2 + COLUMN_REACH * layout->scale;
      double right = left;

      if (i > 0)
        left = MAX (left, (self->x - layout->columns[i - 1].x) / 3);
      if (i + 1 < layout->n_columns)
        right = MAX (right, (layout->columns[i + 1].x - self->x) / 3);
      if (x < self->x - left || x > self->x + right)
        continue;

      *column = i;
      return TRUE;
    }

  return FALSE;
}

/**
 * nrn_network_layout_find_place:
 * @layout: a layout
 * @without: a column that is being moved; -1 for none
 * @x: in user-space pixels
 *
 * Returns: which column one would become that lands there
 */
guint
nrn_network_layout_find_place (const NrnNetworkLayout *layout,
                               int                     without,
                               double                  x)
{
  guint place = 0;

  for (guint i = 0; i < layout->n_columns; i++)
    place += (int) i != without && layout->columns[i].x < x ? 1 : 0;

  return place;
}

/**
 * nrn_network_layout_get_place_x:
 * @layout: a layout
 * @without: as for nrn_network_layout_find_place()
 * @place: its result
 *
 * Returns: where the place is: in the middle between the nodes beside it
 */
double
nrn_network_layout_get_place_x (const NrnNetworkLayout *layout,
                                int                     without,
                                guint                   place)
{
  const NrnNetworkColumn *before = NULL;
  const NrnNetworkColumn *after = NULL;
  guint n = 0;

  for (guint i = 0; i < layout->n_columns; i++)
    {
      if ((int) i == without)
        continue;

      if (n++ < place)
        before = &layout->columns[i];
      else if (after == NULL)
        after = &layout->columns[i];
    }
  if (before == NULL && after == NULL)
    return layout->width / 2;
  if (before == NULL)
    return after->x - after->width / 2 - END_DISTANCE * layout->scale;
  if (after == NULL)
    return before->x + before->width / 2 + END_DISTANCE * layout->scale;

  return (before->x + before->width / 2 + after->x - after->width / 2) / 2;
}

/* ---- Paint ---- */

static void
add_circle (cairo_t *cr,
            double   x,
            double   y,
            double   radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
}

static void
fill_and_outline (cairo_t          *cr,
                  double            line,
                  const NrnPalette *palette)
{
  nrn_color_set_source (&palette->node, 1, cr);
  cairo_fill_preserve (cr);
  nrn_color_set_source (&palette->outline, 1, cr);
  cairo_set_line_width (cr, line);
  cairo_stroke (cr);
}

/* Its name alone, legible over whatever it passes. */
static void
paint_heading (cairo_t                *cr,
               const NrnNetworkLayout *layout,
               guint                   column,
               const NrnPalette       *palette)
{
  const NrnCaption *caption = &layout->captions[column];
  double reach = HEADING_REACH * layout->scale;
  double x = layout->columns[column].x;
  NrnNetworkArea area;
  double width;
  double height;

  get_heading (layout, column, &area);
  nrn_text_measure (caption->lines[0], &caption->styles[0], &width, &height);
  nrn_network_add_rounded_rectangle (cr, x - width / 2 - 2 * reach, area.y + reach / 2,
                                     width + 4 * reach, height + reach, (height + reach) / 2);
  nrn_color_set_source (&palette->background, 1, cr);
  cairo_fill_preserve (cr);
  nrn_color_set_source (&palette->outline, 1, cr);
  cairo_set_line_width (cr, OUTLINE * layout->scale);
  cairo_stroke (cr);
  nrn_text_paint (cr, caption->lines[0], &caption->styles[0], &palette->text, x, area.y + reach,
                  0.5, 0);
}

/**
 * nrn_network_paint_dragged_column:
 * @cr: where
 * @layout: a layout
 * @column: a column's index
 * @x: how far it has been dragged to the right
 * @y: how far down
 * @palette: the colours
 *
 * Draws the column's nodes and its heading, half there.
 */
void
nrn_network_paint_dragged_column (cairo_t                *cr,
                                  const NrnNetworkLayout *layout,
                                  guint                   column,
                                  double                  x,
                                  double                  y,
                                  const NrnPalette       *palette)
{
  const NrnNetworkColumn *self = &layout->columns[column];
  const NrnCaption *caption = &layout->captions[column];

  cairo_save (cr);
  cairo_push_group (cr);
  cairo_translate (cr, x, y);
  for (guint i = 0; i < self->n_nodes; i++)
    add_circle (cr, self->nodes[i].x, self->nodes[i].y, self->radius);
  fill_and_outline (cr, MIN (OUTLINE * layout->scale, self->radius / 2), palette);
  if (caption->n_lines > 0)
    paint_heading (cr, layout, column, palette);
  cairo_pop_group_to_source (cr);
  cairo_paint_with_alpha (cr, GHOST_OPACITY);
  cairo_restore (cr);
}

/**
 * nrn_network_paint_dragged_unit:
 * @cr: where
 * @x: its middle
 * @y: likewise
 * @radius: of it
 * @palette: the colours
 *
 * Draws a unit that is no layer's yet.
 */
void
nrn_network_paint_dragged_unit (cairo_t          *cr,
                                double            x,
                                double            y,
                                double            radius,
                                const NrnPalette *palette)
{
  cairo_save (cr);
  add_circle (cr, x, y, radius);
  fill_and_outline (cr, OUTLINE, palette);
  cairo_restore (cr);
}

/**
 * nrn_network_paint_dragged_layer:
 * @cr: where
 * @x: its middle
 * @y: likewise
 * @height: of it
 * @palette: the colours
 *
 * Draws a layer that is no network's yet: three units in a frame.
 */
void
nrn_network_paint_dragged_layer (cairo_t          *cr,
                                 double            x,
                                 double            y,
                                 double            height,
                                 const NrnPalette *palette)
{
  double width = LAYER_WIDTH * height;

  cairo_save (cr);
  nrn_network_add_rounded_rectangle (cr, x - width / 2, y - height / 2, width, height, width / 3);
  nrn_color_set_source (&palette->background, 1, cr);
  cairo_fill_preserve (cr);
  nrn_color_set_source (&palette->outline, 1, cr);
  cairo_set_line_width (cr, OUTLINE);
  cairo_stroke (cr);
  for (int i = -1; i <= 1; i++)
    add_circle (cr, x, y + i * LAYER_PITCH * height, LAYER_RADIUS * height);
  fill_and_outline (cr, OUTLINE, palette);
  cairo_restore (cr);
}

/**
 * nrn_network_paint_place:
 * @cr: where
 * @layout: a layout
 * @x: see nrn_network_layout_get_place_x()
 * @color: of the mark
 *
 * Marks where a layer would land: a line with a ring at its top.
 */
void
nrn_network_paint_place (cairo_t                *cr,
                         const NrnNetworkLayout *layout,
                         double                  x,
                         const NrnColor         *color)
{
  double top = MAX (layout->body_top - MARK_END, 2 * MARK_END);
  double bottom = MIN (layout->body_bottom, layout->height - MARK_END);

  cairo_save (cr);
  nrn_color_set_source (color, 1, cr);
  cairo_set_line_width (cr, MARK_WIDTH);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_new_path (cr);
  cairo_move_to (cr, x, top + MARK_END);
  cairo_line_to (cr, x, bottom);
  cairo_stroke (cr);
  add_circle (cr, x, top, MARK_END);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/**
 * nrn_network_paint_target:
 * @cr: where
 * @layout: a layout
 * @column: a column's index
 * @color: of the mark
 *
 * Marks the layer that a unit would come to: a frame around its nodes.
 */
void
nrn_network_paint_target (cairo_t                *cr,
                          const NrnNetworkLayout *layout,
                          guint                   column,
                          const NrnColor         *color)
{
  const NrnNetworkColumn *self = &layout->columns[column];
  double gap = TARGET_GAP * layout->scale;
  double top = G_MAXDOUBLE;
  double bottom = -G_MAXDOUBLE;

  for (guint i = 0; i < self->n_nodes; i++)
    {
      top = MIN (top, self->nodes[i].y);
      bottom = MAX (bottom, self->nodes[i].y);
    }
  top -= self->radius + gap;
  bottom += self->radius + gap;

  cairo_save (cr);
  nrn_network_add_rounded_rectangle (cr, self->x - self->width / 2 - gap, top,
                                     self->width + 2 * gap, bottom - top,
                                     MIN (TARGET_CORNER, self->width / 2 + gap));
  nrn_color_set_source (color, TARGET_OPACITY, cr);
  cairo_fill_preserve (cr);
  nrn_color_set_source (color, 1, cr);
  cairo_set_line_width (cr, TARGET_WIDTH);
  cairo_stroke (cr);
  cairo_restore (cr);
}
