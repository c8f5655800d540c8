/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A part of a network, magnified: a layout of its own, so that whatever
 * draws or picks needs to know nothing of it.
 */

#include "nrn-network-layout-private.h"

#include <math.h>

/* What is done to each length and each place. */
typedef struct
{
  double magnification;
  double scale;           /* of type and lines */
  double x;
  double y;
} View;

/* Type and lines grow less than what is between them, which leaves room for
 * more words and numbers; they shrink with it. */
static double
get_scale (double magnification)
{
  return magnification > 1 ? sqrt (magnification) : magnification;
}

static double
move_x (const View *view,
        double      x)
{
  return x * view->magnification - view->x;
}

static double
move_y (const View *view,
        double      y)
{
  return y * view->magnification - view->y;
}

static NrnNetworkNode *
copy_nodes (const View           *view,
            const NrnNetworkNode *nodes,
            guint                 n_nodes)
{
  NrnNetworkNode *copy = g_memdup2 (nodes, n_nodes * sizeof *nodes);

  for (guint i = 0; i < n_nodes; i++)
    {
      copy[i].x = move_x (view, nodes[i].x);
      copy[i].y = move_y (view, nodes[i].y);
    }

  return copy;
}

static void
copy_column (NrnNetworkColumn       *copy,
             const View             *view,
             const NrnNetworkColumn *column)
{
  *copy = *column;
  copy->nodes = copy_nodes (view, column->nodes, column->n_nodes);
  copy->radius *= view->magnification;
  copy->width *= view->magnification;
  copy->bias_size *= view->magnification;
  copy->x = move_x (view, column->x);
  copy->fold_y = move_y (view, column->fold_y);
  copy->bias_y = move_y (view, column->bias_y);
}

static void
copy_caption (NrnCaption       *copy,
              const View       *view,
              const NrnCaption *caption)
{
  *copy = *caption;
  copy->width *= view->scale;
  copy->height *= view->scale;
  copy->room *= view->magnification;
  for (guint i = 0; i < caption->n_lines; i++)
    {
      copy->lines[i] = g_strdup (caption->lines[i]);
      copy->styles[i].size *= view->scale;
      copy->styles[i].max_width *= view->magnification;
    }
}

static void
copy_columns (NrnNetworkLayout       *copy,
              const View             *view,
              const NrnNetworkLayout *whole)
{
  copy->columns = g_new0 (NrnNetworkColumn, whole->n_columns);
  copy->captions = g_new0 (NrnCaption, whole->n_columns);
  for (guint i = 0; i < whole->n_columns; i++)
    {
      copy_column (&copy->columns[i], view, &whole->columns[i]);
      copy_caption (&copy->captions[i], view, &whole->captions[i]);
    }
}

/**
 * nrn_network_layout_new_view:
 * @whole: a layout
 * @magnification: how much larger everything is to be; above 0
 * @x: where in the magnified picture the view begins
 * @y: likewise
 * @width: of the view
 * @height: likewise
 *
 * What is outside of the view has its place, but is not drawn.
 *
 * Returns: (transfer full): a layout of the view's size; @whole is not
 *   needed any longer
 */
NrnNetworkLayout *
nrn_network_layout_new_view (const NrnNetworkLayout *whole,
                             double                  magnification,
                             double                  x,
                             double                  y,
                             double                  width,
                             double                  height)
{
  View view = { magnification, get_scale (magnification), x, y };
  NrnNetworkLayout *copy;

  g_return_val_if_fail (whole != NULL && magnification > 0, NULL);
  g_return_val_if_fail (width > 0 && height > 0, NULL);

  copy = g_memdup2 (whole, sizeof *whole);
  copy->serial = nrn_network_layout_get_serial ();
  copy->architecture = nrn_architecture_ref (whole->architecture);
  copy->width = width;
  copy->height = height;
  copy->scale *= view.scale;
  copy_columns (copy, &view, whole);
  copy->left = move_x (&view, whole->left);
  copy->caption_y = move_y (&view, whole->caption_y);
  copy->title = g_strdup (whole->title);
  copy->output_note = g_strdup (whole->output_note);
  copy->input_names = g_strdupv (whole->input_names);
  copy->output_names = g_strdupv (whole->output_names);
  copy->input_lines = g_strdupv (whole->input_lines);
  copy->input_names_width *= view.scale;
  copy->output_names_width *= view.scale;
  copy->body_top = move_y (&view, whole->body_top);
  copy->body_bottom = move_y (&view, whole->body_bottom);
  copy->legend_y = move_y (&view, whole->legend_y);
  copy->pills = copy_nodes (&view, whole->pills, whole->n_pills);
  copy->pill_width *= view.scale;
  copy->pill_height *= view.scale;
  copy->presence = NULL;
  copy->n_leaving = 0;
  copy->leaving = NULL;

  return copy;
}

/* ---- The same place in another layout ---- */

/* Where @value is among @points, which ascend: 1.5 in the middle between the
 * second and the third. */
static double
get_part (const double *points,
          guint         n_points,
          double        value)
{
  guint i = 0;

  while (i + 2 < n_points && value >= points[i + 1])
    i++;
  if (points[i + 1] <= points[i])
    return i;

  return i + (value - points[i]) / (points[i + 1] - points[i]);
}

static double
get_value (const double *points,
           guint         n_points,
           double        part)
{
  guint i = (guint) CLAMP (part, 0, n_points - 2);

  return points[i] + (part - i) * (points[i + 1] - points[i]);
}

/* The picture's left edge, its columns, its right edge. */
static double *
list_columns (const NrnNetworkLayout *layout)
{
  double *points = g_new (double, layout->n_columns + 2);

  points[0] = 0;
  for (guint i = 0; i < layout->n_columns; i++)
    points[i + 1] = layout->columns[i].x;
  points[layout->n_columns + 1] = layout->width;

  return points;
}

/**
 * nrn_network_layout_translate:
 * @layout: a layout
 * @other: a layout of the same network in another size; not a view, no more
 *   than @layout
 * @x: (inout): a point on @layout; then on @other
 * @y: (inout): likewise
 *
 * Says where a place of one picture is in another: as far on the way between
 * two columns, as far down between captions and biases.
 */
void
nrn_network_layout_translate (const NrnNetworkLayout *layout,
                              const NrnNetworkLayout *other,
                              double                 *x,
                              double                 *y)
{
  const double rows[] = { 0, layout->body_top, layout->body_bottom, layout->height };
  const double other_rows[] = { 0, other->body_top, other->body_bottom, other->height };
  g_autofree double *columns = list_columns (layout);
  g_autofree double *other_columns = list_columns (other);
  guint n_points = layout->n_columns + 2;

  g_return_if_fail (layout->n_columns == other->n_columns);

  *x = get_value (other_columns, n_points, get_part (columns, n_points, *x));
  *y = get_value (other_rows, G_N_ELEMENTS (rows), get_part (rows, G_N_ELEMENTS (rows), *y));
}
