/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * All rows of the data in their order, and which of them are what.
 */

#pragma once

#include "nrn-palette.h"

G_BEGIN_DECLS

/**
 * NrnRowTrack:
 * @name: what it tells of the rows: “held out”
 * @color: of its bars
 * @counts: (array length=n_pieces): how many rows of each piece are that
 *
 * One of the tracks of a strip, with its name beside it.
 */
typedef struct
{
  const char     *name;
  const NrnColor *color;
  const guint    *counts;
} NrnRowTrack;

/**
 * NrnRowStrip:
 * @n_pieces: in so many pieces the rows are counted; at least 1
 * @n_rows: how many rows there are
 * @piece_rows: (array length=n_pieces): how many are in each piece: as many in
 *   each, but for the last one
 * @n_tracks: at least 1
 * @tracks: (array length=n_tracks): from top to bottom
 * @text_scale: how much larger than usual text is; 0 means 1
 * @palette: the colours
 *
 * What is to be painted. All borrowed. A bar as high as its track means all
 * rows of that piece.
 */
typedef struct
{
  guint              n_pieces;
  guint              n_rows;
  const guint       *piece_rows;
  guint              n_tracks;
  const NrnRowTrack *tracks;
  double             text_scale;
  const NrnPalette  *palette;
} NrnRowStrip;

double nrn_row_strip_get_height (guint              n_tracks,
                                 double             text_scale);
void   nrn_row_strip_get_bar    (const NrnRowStrip *strip,
                                 double             width,
                                 guint              track,
                                 guint              piece,
                                 double            *x,
                                 double            *y,
                                 double            *bar_width,
                                 double            *bar_height);
void   nrn_row_strip_paint      (cairo_t           *cr,
                                 const NrnRowStrip *strip,
                                 double             width);

G_END_DECLS
