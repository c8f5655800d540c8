/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Where what stands above the columns is, and what is free between.
 */

#include "nrn-network-layout-private.h"

/* What stands between two captions shares its height with so many lines: the
 * names are narrower than what is below them. */
#define GAP_LINES 1

/* A line with a name beside a unit, at scale 1. */
#define NAME_HEIGHT 20.0

/**
 * nrn_network_name_layer:
 * @architecture: a network
 * @layer: the layer that a column stands for; -1 for the inputs
 *
 * Returns: (transfer full): what it is called everywhere: as somebody has
 *   named it, else “Hidden 1”, “Output”
 */
char *
nrn_network_name_layer (const NrnArchitecture *architecture,
                        int                    layer)
{
  return nrn_architecture_describe_layer (architecture, layer);
}

static double
measure_lines (const NrnCaption *caption,
               guint             n_lines)
{
  double widest = 0;

  for (guint i = 0; i < MIN (n_lines, caption->n_lines); i++)
    {
      double width;

      nrn_text_measure (caption->lines[i], &caption->styles[i], &width, NULL);
      widest = MAX (widest, width);
    }

  return widest;
}

/**
 * nrn_network_layout_get_heading:
 * @layout: a layout
 * @column: a column's index
 * @n_lines: how many lines of its caption count, from the first
 * @area: (out caller-allocates): the rectangle that these fill
 *
 * Returns: whether the column has a caption
 */
gboolean
nrn_network_layout_get_heading (const NrnNetworkLayout *layout,
                                guint                   column,
                                guint                   n_lines,
                                NrnNetworkArea         *area)
{
  const NrnCaption *caption = &layout->captions[column];
  double width = measure_lines (caption, n_lines);

  *area = (NrnNetworkArea) { layout->columns[column].x - width / 2, layout->caption_y, width, 0 };
  for (guint i = 0; i < MIN (n_lines, caption->n_lines); i++)
    {
      double height;

      nrn_text_measure (caption->lines[i], &caption->styles[i], NULL, &height);
      area->height += height;
    }

  return caption->n_lines > 0;
}

/**
 * nrn_network_layout_get_gap:
 * @layout: a layout
 * @column: a column's index, not of the last one
 * @area: (out caller-allocates): the rectangle between its name and that of
 *   the next column, as high as these
 *
 * Returns: whether there are headings, and something free between them
 */
gboolean
nrn_network_layout_get_gap (const NrnNetworkLayout *layout,
                            guint                   column,
                            NrnNetworkArea         *area)
{
  const NrnNetworkColumn *from = nrn_network_layout_get_column (layout, column);
  const NrnNetworkColumn *to = nrn_network_layout_get_column (layout, column + 1);
  NrnNetworkArea heading;
  double left = from->x + measure_lines (&layout->captions[column], GAP_LINES) / 2;
  double right = to->x - measure_lines (&layout->captions[column + 1], GAP_LINES) / 2;

  if (!nrn_network_layout_get_heading (layout, 0, 1, &heading))
    return FALSE;

  *area = (NrnNetworkArea) { left, heading.y, right - left, heading.height };

  return right > left;
}

/**
 * nrn_network_layout_get_name_area:
 * @layout: a layout
 * @column: the first or the last column
 * @unit: one of its units
 * @area: (out caller-allocates): the rectangle of the name beside it, or
 *   below a single input
 *
 * Returns: whether it has a name there
 */
gboolean
nrn_network_layout_get_name_area (const NrnNetworkLayout *layout,
                                  guint                   column,
                                  guint                   unit,
                                  NrnNetworkArea         *area)
{
  const NrnNetworkColumn *self = nrn_network_layout_get_column (layout, column);
  const NrnNetworkNode *node = nrn_network_layout_find_node (layout, column, unit);
  double gap = NRN_NETWORK_NAME_SPACE * layout->scale;
  double height = NAME_HEIGHT * layout->scale;
  double width = column == 0 ? layout->input_names_width : layout->output_names_width;

  if (node == NULL || layout->level > NRN_CAPTION_SHORT)
    return FALSE;

  if (column == 0 && self->units == 1)
    *area = (NrnNetworkArea) { node->x - gap - self->radius, node->y + self->radius + gap / 2,
                               2 * (gap + self->radius), height };
  else if (column == 0)
    *area = (NrnNetworkArea) { node->x - self->radius - gap - width, node->y - height, width, height };
  else
    *area = (NrnNetworkArea) {
      node->x + self->radius + gap,
      node->y - (nrn_network_has_tight_outputs (layout) ? 0.5 : 1.25) * height, width,
      layout->n_name_lines * height,
    };

  return area->width > 0;
}
