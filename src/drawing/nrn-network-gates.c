/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Layers that leave the units as many as they are: slim gates that all edges
 * of a column go through.
 */

#include "nrn-network-layout-private.h"

/* All lengths at scale 1. */
#define GAP       9.0     /* from the nodes to the middle of the first gate */
#define PITCH     8.0
#define WIDTH     3.0
#define HALO      1.5     /* cuts the edges off on both sides */
#define OVERHANG  4.0     /* above the first node and below the last */
#define DASH_ON   7.0
#define DASH_OFF  6.0
#define DOT_OFF   6.0

/* What drops values has gaps, what adds noise is dotted. */
static void
set_dash (cairo_t         *cr,
          const NrnConfig *layer,
          double           scale)
{
  const double dashes[] = { DASH_ON * scale, DASH_OFF * scale };
  const double dots[] = { 0, DOT_OFF * scale };

  if (nrn_kind_is (nrn_config_get_kind (layer), "Dropout"))
    cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  else if (nrn_kind_is (nrn_config_get_kind (layer), "GaussianNoise"))
    cairo_set_dash (cr, dots, G_N_ELEMENTS (dots), 0);
  else
    cairo_set_dash (cr, NULL, 0, 0);
}

static void
paint_gate (cairo_t                *cr,
            const NrnNetworkLayout *layout,
            const NrnNetworkColumn *column,
            const NrnConfig        *layer,
            guint                   number,
            const NrnPalette       *palette)
{
  double scale = layout->scale;
  double top = column->nodes[0].y;
  double bottom = top;
  double x = column->nodes[0].x;

  for (guint i = 0; i < column->n_nodes; i++)
    {
      top = MIN (top, column->nodes[i].y);
      bottom = MAX (bottom, column->nodes[i].y);
      x = MAX (x, column->nodes[i].x);
    }
  x += column->radius + (GAP + number * PITCH) * scale;
  cairo_move_to (cr, x, top - column->radius - OVERHANG * scale);
  cairo_line_to (cr, x, bottom + column->radius + OVERHANG * scale);

  cairo_set_dash (cr, NULL, 0, 0);
  cairo_set_line_width (cr, (WIDTH + 2 * HALO) * scale);
  nrn_color_set_source (&palette->background, 1, cr);
  cairo_stroke_preserve (cr);
  set_dash (cr, layer, scale);
  cairo_set_line_width (cr, WIDTH * scale);
  nrn_color_set_source (&palette->quiet, 1, cr);
  cairo_stroke (cr);
}

/* To the right of the nodes, in the order of the layers; activations are
 * within the nodes. After the last column are the outputs' names. */
void
nrn_network_paint_gates (cairo_t                *cr,
                         const NrnNetworkLayout *layout,
                         const NrnPalette       *palette)
{
  if (layout->level > NRN_CAPTION_SHORT)
    return;

  cairo_save (cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  for (guint i = 0; i + 1 < layout->n_columns; i++)
    {
      guint end = (guint) layout->columns[i + 1].layer;
      guint number = 0;

      for (guint layer = (guint) (layout->columns[i].layer + 1); layer < end; layer++)
        {
          if (nrn_architecture_get_activation (layout->architecture, layer) == NULL)
            paint_gate (cr, layout, &layout->columns[i],
                        nrn_architecture_get_layer (layout->architecture, layer), number++, palette);
        }
    }
  cairo_restore (cr);
}
