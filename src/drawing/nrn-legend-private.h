/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Words in a row, each with the sign that it explains.
 */

#pragma once

#include "nrn-plot.h"

G_BEGIN_DECLS

/* Height of a row, at scale 1. */
#define NRN_LEGEND_ROW 19.0

/**
 * NrnLegendSign:
 * @NRN_LEGEND_WORDS: none: the words speak for themselves, and are bold
 * @NRN_LEGEND_LINE: a curve
 * @NRN_LEGEND_DOT: a sample
 * @NRN_LEGEND_RING: an exception, or a large error
 *
 * What stands before the words of an item.
 */
typedef enum
{
  NRN_LEGEND_WORDS,
  NRN_LEGEND_LINE,
  NRN_LEGEND_DOT,
  NRN_LEGEND_RING,
} NrnLegendSign;

/**
 * NrnLegend:
 * @items: owned
 * @left: where its rows begin
 * @right: where they end
 * @scale: of type and lines
 * @is_small: whether there is little room, as in a card
 * @color: of the words
 *
 * Items are drawn in the order they were added.
 */
typedef struct
{
  GArray         *items;
  double          left;
  double          right;
  double          scale;
  gboolean        is_small;
  const NrnColor *color;
} NrnLegend;

void   nrn_legend_init         (NrnLegend           *legend,
                                double               left,
                                double               right,
                                double               scale,
                                gboolean             is_small,
                                const NrnColor      *color);
void   nrn_legend_clear        (NrnLegend           *legend);
void   nrn_legend_take_words   (NrnLegend           *legend,
                                char                *text);
void   nrn_legend_take_line    (NrnLegend           *legend,
                                char                *text,
                                const NrnPlotSeries *line);
void   nrn_legend_take_sign    (NrnLegend           *legend,
                                char                *text,
                                NrnLegendSign        sign,
                                const NrnColor      *color);
double nrn_legend_measure      (const NrnLegend     *legend);
guint  nrn_legend_flow         (const NrnLegend     *legend,
                                double               x,
                                double               y,
                                cairo_t             *cr);
void   nrn_legend_paint_beside (NrnLegend           *legend,
                                double               y,
                                cairo_t             *cr);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NrnLegend, nrn_legend_clear)

G_END_DECLS
