/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How often the values of a column occur, for each class.
 */

#pragma once

#include "nrn-palette.h"

G_BEGIN_DECLS

/**
 * NrnHistogram:
 * @name: of the column: “age”
 * @n_bands: how many classes are counted apart; at least 1
 * @band_names: (nullable) (array length=n_bands): of each class; %NULL where
 *   all rows are counted as one
 * @n_bins: bins of each band; at least 1
 * @first: where the first bin begins
 * @step: width of a bin
 * @minimum: the smallest value; words go no farther than it
 * @maximum: the largest one
 * @is_whole: whether the values are whole numbers
 * @counts: shape (n_bands, n_bins)
 * @exceptions: (nullable): shape (n_bands, n_bins): how many of @counts are
 *   exceptions; these are hollow
 * @highest: the largest of @counts; 0 if there are no rows
 * @marked: a bin that is to stand out; -1 for none
 * @text_scale: how much larger than usual text is; 0 means 1
 * @palette: the colours
 *
 * What is to be painted. All borrowed.
 *
 * Each class has a band of its own with its name beside it, one under the
 * other on the same axis and to the same scale: the colours of the classes are
 * an addition.
 */
typedef struct
{
  const char        *name;
  guint              n_bands;
  const char *const *band_names;
  guint              n_bins;
  double             first;
  double             step;
  double             minimum;
  double             maximum;
  gboolean           is_whole;
  const guint       *counts;
  const guint       *exceptions;
  guint              highest;
  int                marked;
  double             text_scale;
  const NrnPalette  *palette;
} NrnHistogram;

/**
 * NrnHistogramLayout:
 * @scale: of type and lines
 * @x: left end of the axis
 * @width: its length
 * @top: of the first band
 * @band_height: height of the longest bar
 * @band_step: from band to band
 * @bottom: where the axis is
 *
 * Where things are, in user-space pixels from the top left corner.
 */
typedef struct
{
  double scale;
  double x;
  double width;
  double top;
  double band_height;
  double band_step;
  double bottom;
} NrnHistogramLayout;

double nrn_histogram_get_height      (guint                     n_bands,
                                      double                    text_scale);
void   nrn_histogram_layout_init     (NrnHistogramLayout       *layout,
                                      const NrnHistogram       *histogram,
                                      double                    width);
void   nrn_histogram_layout_get_bar  (const NrnHistogramLayout *layout,
                                      const NrnHistogram       *histogram,
                                      guint                     band,
                                      guint                     bin,
                                      double                   *x,
                                      double                   *y,
                                      double                   *width,
                                      double                   *height);
int    nrn_histogram_layout_pick     (const NrnHistogramLayout *layout,
                                      const NrnHistogram       *histogram,
                                      double                    x);
void   nrn_histogram_paint           (cairo_t                  *cr,
                                      const NrnHistogram       *histogram,
                                      const NrnHistogramLayout *layout);
char  *nrn_histogram_describe_bin    (const NrnHistogram       *histogram,
                                      guint                     bin);
char  *nrn_histogram_describe        (const NrnHistogram       *histogram);

G_END_DECLS
