/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A unit and a layer to drag onto the network, in the corner of the canvas.
 * For the pointer alone: what they do has keys and buttons too.
 */

#include "config.h"

#include "nrn-canvas-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-network-drag.h"
#include "nrn-theme.h"

/* In pixels. */
#define TOOL_SIZE    28
#define UNIT_RADIUS  8.0
#define LAYER_HEIGHT 24.0
#define MARGIN       12

/* What stands below the outputs is not to be covered. */
#define SPACE_BESIDE_OUTPUTS 48.0

static void
draw_unit (GtkDrawingArea *area,
           cairo_t        *cr,
           int             width,
           int             height,
           gpointer        data)
{
  nrn_network_paint_dragged_unit (cr, width / 2.0, height / 2.0, UNIT_RADIUS,
                                  nrn_theme_get_palette (GTK_WIDGET (area)));
}

static void
draw_layer (GtkDrawingArea *area,
            cairo_t        *cr,
            int             width,
            int             height,
            gpointer        data)
{
  nrn_network_paint_dragged_layer (cr, width / 2.0, height / 2.0, LAYER_HEIGHT,
                                   nrn_theme_get_palette (GTK_WIDGET (area)));
}

static GtkWidget *
tool_new (GtkDrawingAreaDrawFunc  draw,
          const char             *words)
{
  GtkWidget *tool = g_object_new (GTK_TYPE_DRAWING_AREA,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  "content-width", TOOL_SIZE,
                                  "content-height", TOOL_SIZE,
                                  "tooltip-text", words,
                                  NULL);

  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (tool), draw, NULL, NULL);
  gtk_widget_set_cursor_from_name (tool, "grab");
  gtk_widget_add_css_class (tool, "tool");

  return tool;
}

/**
 * nrn_canvas_init_palette:
 * @self: a new canvas
 */
void
nrn_canvas_init_palette (NrnCanvas *self)
{
  GtkWidget *palette = g_object_new (GTK_TYPE_BOX,
                                     "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                     NULL);

  self->unit_tool = tool_new (draw_unit, _("Drag a unit onto a layer"));
  self->layer_tool = tool_new (draw_layer, _("Drag a layer between two others"));
  gtk_box_append (GTK_BOX (palette), self->unit_tool);
  gtk_box_append (GTK_BOX (palette), self->layer_tool);
  gtk_widget_add_css_class (palette, "palette");
  gtk_widget_set_parent (palette, GTK_WIDGET (self));
  self->palette = palette;
}

/**
 * nrn_canvas_place_palette:
 * @self: a canvas with a layout, being allocated
 *
 * Puts the palette into the corner below the outputs, if there is room beside
 * what stands below these.
 */
void
nrn_canvas_place_palette (NrnCanvas *self)
{
  guint last = nrn_network_layout_get_n_columns (self->layout) - 1;
  double outputs = nrn_network_layout_get_column (self->layout, last)->x;
  double middle = nrn_network_layout_get_footer_y (self->layout);
  GdkRectangle area;

  gtk_widget_measure (self->palette, GTK_ORIENTATION_HORIZONTAL, -1, &area.width, NULL, NULL, NULL);
  gtk_widget_measure (self->palette, GTK_ORIENTATION_VERTICAL, -1, &area.height, NULL, NULL, NULL);
  area.x = gtk_widget_get_width (GTK_WIDGET (self)) - MARGIN - area.width;
  area.y = gtk_widget_get_height (GTK_WIDGET (self)) - MARGIN - area.height;
  if (self->viewport.zoom <= 1 && isfinite (middle))
    area.y = (int) round (middle - area.height / 2.0);
  gtk_widget_set_child_visible (self->palette,
                                area.x >= 0 && area.y >= 0 &&
                                  (self->viewport.zoom > 1 ||
                                   (isfinite (middle) &&
                                    area.x >= outputs + SPACE_BESIDE_OUTPUTS)));
  if (gtk_widget_get_child_visible (self->palette))
    gtk_widget_size_allocate (self->palette, &area, -1);
}

/**
 * nrn_canvas_pick_palette:
 * @self: a canvas
 * @x: a point on it
 * @y: likewise
 *
 * Returns: what of the palette is there
 */
NrnCanvasDragKind
nrn_canvas_pick_palette (NrnCanvas *self,
                         double     x,
                         double     y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  if (widget == NULL)
    return NRN_CANVAS_DRAG_NOTHING;
  if (widget == self->unit_tool)
    return NRN_CANVAS_DRAG_UNIT;

  return widget == self->layer_tool ? NRN_CANVAS_DRAG_LAYER : NRN_CANVAS_DRAG_NOTHING;
}
