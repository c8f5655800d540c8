/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The map itself: colours, and lines where the prediction changes, which tell
 * the same without colours.
 */

#include "config.h"

#include "nrn-decision-map-private.h"

#include <float.h>
#include <math.h>

#include "nrn-prediction.h"
#include "nrn-ticks.h"

/* Lines are thinner than those of curves. */
#define CONTOUR_LINE    1.2
#define CONTOUR_OPACITY 0.55
#define MAX_CONTOURS    5

/* ---- Colours ---- */

NrnColor
nrn_decision_map_get_value_color (const NrnDecisionMapPlot *plot,
                                  double                    value)
{
  return nrn_palette_get_scale (plot->palette, (value - plot->low) / (plot->high - plot->low));
}

/* The classes' colours mixed by their probabilities, on the background. */
static NrnColor
mix_classes (const NrnDecisionMapPlot *plot,
             guint                     n_outputs,
             const float              *outputs)
{
  const NrnColor *background = &plot->palette->background;
  guint n_classes = nrn_decision_map_get_n_classes (plot->map);
  NrnColor sum = { 0 };

  for (guint i = 0; i < n_classes; i++)
    {
      const NrnColor *color = nrn_palette_get_class (plot->palette, i, n_classes);
      double share = nrn_prediction_get_share (n_outputs, outputs, i);

      if (!isfinite (share))
        share = 1.0 / n_classes;
      sum.red += share * color->red;
      sum.green += share * color->green;
      sum.blue += share * color->blue;
    }

  return (NrnColor) {
    background->red + (sum.red - background->red) * NRN_DECISION_MAP_TINT,
    background->green + (sum.green - background->green) * NRN_DECISION_MAP_TINT,
    background->blue + (sum.blue - background->blue) * NRN_DECISION_MAP_TINT,
  };
}

static guint32
get_cell_color (const NrnDecisionMapPlot *plot,
                guint                     column,
                guint                     row)
{
  guint n_outputs;
  const float *outputs = nrn_decision_map_get_outputs (plot->map, column, row, &n_outputs);
  NrnColor color = plot->is_values
                     ? nrn_decision_map_get_value_color (plot, (double) outputs[plot->output])
                     : mix_classes (plot, n_outputs, outputs);

  return 0xff000000 | (guint32) (CLAMP (color.red, 0, 1) * 255 + 0.5) << 16 |
         (guint32) (CLAMP (color.green, 0, 1) * 255 + 0.5) << 8 |
         (guint32) (CLAMP (color.blue, 0, 1) * 255 + 0.5);
}

static cairo_surface_t *
draw_cells (const NrnDecisionMapPlot *plot)
{
  guint size = nrn_decision_map_get_size (plot->map);
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) size, (int) size);
  guint32 *pixels = (guint32 *) (void *) cairo_image_surface_get_data (image);
  guint stride = (guint) cairo_image_surface_get_stride (image) / 4;

  cairo_surface_flush (image);
  for (guint row = 0; row < size; row++)
    for (guint column = 0; column < size; column++)
      pixels[(gsize) (size - 1 - row) * stride + column] = get_cell_color (plot, column, row);
  cairo_surface_mark_dirty (image);

  return image;
}

/* The middles of the outermost cells are at the edges of the map. */
void
nrn_decision_map_paint_cells (cairo_t                    *cr,
                              const NrnDecisionMapPlot   *plot,
                              const NrnDecisionMapLayout *layout)
{
  guint size = nrn_decision_map_get_size (plot->map);
  double cell = layout->width / (size - 1);
  cairo_surface_t *image = draw_cells (plot);

  cairo_save (cr);
  cairo_rectangle (cr, layout->x, layout->y, layout->width, layout->width);
  cairo_clip (cr);
  cairo_translate (cr, layout->x - cell / 2, layout->y - cell / 2);
  cairo_scale (cr, cell, cell);
  cairo_set_source_surface (cr, image, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_surface_destroy (image);
}

/* ---- Lines ---- */

/* What a contour is of: the value less a level, or how far one class is ahead
 * of the best other one. The line is where that becomes larger than 0. */
typedef struct
{
  const NrnDecisionMapPlot   *plot;
  const NrnDecisionMapLayout *layout;
  guint                       class_index;
  double                      level;
} Contour;

static double
get_height (const Contour *contour,
            guint          column,
            guint          row)
{
  guint n_outputs;
  const float *outputs =
    nrn_decision_map_get_outputs (contour->plot->map, column, row, &n_outputs);
  double best = -INFINITY;
  double lead;

  if (contour->plot->is_values)
    return (double) outputs[contour->plot->output] - contour->level;
  if (n_outputs == 1)
    return (double) outputs[0] - 0.5;

  for (guint i = 0; i < n_outputs; i++)
    {
      if (i != contour->class_index)
        best = MAX (best, (double) outputs[i]);
    }

  lead = (double) outputs[contour->class_index] - best;
  if (lead < 0 || lead > 0)
    return lead;

  /* Of classes that are equally likely, as all are where no unit is on, one is
   * predicted: that one is ahead, by as little as possible. */
  return nrn_decision_map_get_class (contour->plot->map, column, row) == contour->class_index
         ? DBL_MIN : 0;
}

/* Where a side of a square is crossed. */
static gboolean
find_crossing (double  before,
               double  after,
               double *part)
{
  if (!isfinite (before) || !isfinite (after) || (before > 0) == (after > 0))
    return FALSE;

  *part = before / (before - after);

  return TRUE;
}

/* A square of four neighbouring cells' middles, counted from the left and
 * from below: a line from one side that is crossed to the next. Two lines
 * where all four are, at a saddle. Source: "marching squares", the flat case
 * of Lorensen, Cline: "Marching Cubes" (1987). */
static void
add_square (cairo_t       *cr,
            const Contour *contour,
            guint          column,
            guint          row,
            const double   corners[4])
{
  static const struct { guint from, to; double x, y, x_step, y_step; } sides[] = {
    { 0, 1, 0, 0, 1, 0 }, { 1, 2, 1, 0, 0, 1 }, { 3, 2, 0, 1, 1, 0 }, { 0, 3, 0, 0, 0, 1 },
  };
  double cell = contour->layout->width / (nrn_decision_map_get_size (contour->plot->map) - 1);
  guint n_crossings = 0;

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      double part, x, y;

      if (!find_crossing (corners[sides[i].from], corners[sides[i].to], &part))
        continue;
      x = contour->layout->x + (column + sides[i].x + sides[i].x_step * part) * cell;
      y = contour->layout->y + contour->layout->width -
          (row + sides[i].y + sides[i].y_step * part) * cell;
      if (n_crossings++ % 2 == 0)
        cairo_move_to (cr, x, y);
      else
        cairo_line_to (cr, x, y);
    }
}

static void
add_contour (cairo_t       *cr,
             const Contour *contour)
{
  guint size = nrn_decision_map_get_size (contour->plot->map);
  g_autofree double *below = g_new (double, size);
  g_autofree double *above = g_new (double, size);

  for (guint column = 0; column < size; column++)
    above[column] = get_height (contour, column, 0);
  for (guint row = 0; row + 1 < size; row++)
    {
      double *swapped = below;

      below = above;
      above = swapped;
      for (guint column = 0; column < size; column++)
        above[column] = get_height (contour, column, row + 1);
      for (guint column = 0; column + 1 < size; column++)
        {
          const double corners[] = {
            below[column], below[column + 1], above[column + 1], above[column],
          };
          gboolean is_above = corners[0] > 0;

          if ((corners[1] > 0) != is_above || (corners[2] > 0) != is_above ||
              (corners[3] > 0) != is_above)
            add_square (cr, contour, column, row, corners);
        }
    }
}

/* Values have a line at each number of the scale; classes where another one
 * takes over, which two of them say twice. */
void
nrn_decision_map_paint_contours (cairo_t                    *cr,
                                 const NrnDecisionMapPlot   *plot,
                                 const NrnDecisionMapLayout *layout)
{
  guint n_classes = nrn_decision_map_get_n_classes (plot->map);
  Contour contour = { .plot = plot, .layout = layout };
  NrnTicks ticks;

  cairo_save (cr);
  cairo_new_path (cr);
  if (plot->is_values)
    {
      nrn_ticks_init (&ticks, plot->low, plot->high, MAX_CONTOURS, FALSE);
      for (guint i = 0; i < ticks.n_ticks; i++)
        {
          contour.level = nrn_ticks_get (&ticks, i);
          add_contour (cr, &contour);
        }
    }
  for (guint i = 0; i < n_classes - 1 && !plot->is_values; i++)
    {
      contour.class_index = i;
      add_contour (cr, &contour);
    }
  cairo_set_line_width (cr, CONTOUR_LINE * layout->scale);
  nrn_color_set_source (&plot->palette->text, CONTOUR_OPACITY, cr);
  cairo_stroke (cr);
  cairo_restore (cr);
}
