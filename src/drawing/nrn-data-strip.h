/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Samples with one feature and two classes, and what the network makes of
 * them, along one axis.
 */

#pragma once

#include "nrn-palette.h"

G_BEGIN_DECLS

/* The strip is made for this height; wider ones have more room. */
#define NRN_DATA_STRIP_HEIGHT 168.0

/* More changes of the prediction than this are not marked. */
#define NRN_DATA_STRIP_MAX_FLIPS 8

/**
 * NrnDataStrip:
 * @title: (nullable): stands above: “Data and prediction”
 * @n_samples: how many
 * @values: (array length=n_samples): the feature of each, not scaled
 * @labels: (array length=n_samples): the class of each, 0 or 1
 * @exceptions: (nullable) (array length=n_samples): whether each breaks the
 *   rule; these are rings
 * @minimum: where the axis begins
 * @maximum: where it ends; above @minimum
 * @n_points: how many points the curve has; 0: nothing is predicted yet
 * @probabilities: (nullable) (array length=n_points): of class 1, evenly from
 *   @minimum to @maximum
 * @feature_name: (nullable): name of the axis: “age”
 * @class_names: (nullable): of class 0 and of class 1
 * @rule: from where on the rule says class 1, or the other way round; NaN for
 *   none
 * @watched: value of the watched sample; NaN for none
 * @text_scale: how much larger than usual text is; 0 means 1
 * @pixels: image pixels for each user-space pixel; 0 means 1
 * @palette: the colours
 *
 * What is to be painted. All borrowed.
 */
typedef struct
{
  const char        *title;
  guint              n_samples;
  const float       *values;
  const float       *labels;
  const guint8      *exceptions;
  double             minimum;
  double             maximum;
  guint              n_points;
  const double      *probabilities;
  const char        *feature_name;
  const char *const *class_names;
  double             rule;
  double             watched;
  double             text_scale;
  double             pixels;
  const NrnPalette  *palette;
} NrnDataStrip;

/**
 * NrnDataStripLayout:
 * @width: of the strip
 * @height: likewise
 * @scale: of type and lines
 * @x: left end of the axis
 * @axis_width: its length
 * @bands: top of the dots of class 0 and of class 1
 * @band_height: of each
 * @curve_top: where the curve is at 100 %
 * @curve_height: from there down to 0 %
 * @minimum: value at the axis' left end
 * @maximum: value at its right end
 * @jitter: dots are moved to either side by up to this value, where values
 *   are whole numbers and would hide one another
 *
 * Where things are, in user-space pixels from the strip's top left corner.
 */
typedef struct
{
  double width;
  double height;
  double scale;
  double x;
  double axis_width;
  double bands[2];
  double band_height;
  double curve_top;
  double curve_height;
  double minimum;
  double maximum;
  double jitter;
} NrnDataStripLayout;

/**
 * NrnDataStripCache:
 *
 * The dots as an image. Owned by one thread; one for each strip.
 */
typedef struct _NrnDataStripCache NrnDataStripCache;

NrnDataStripCache *nrn_data_strip_cache_new         (void);
void               nrn_data_strip_cache_free        (NrnDataStripCache        *cache);

void               nrn_data_strip_layout_init       (NrnDataStripLayout       *layout,
                                                     const NrnDataStrip       *strip,
                                                     double                    width,
                                                     double                    height);
double             nrn_data_strip_layout_get_x      (const NrnDataStripLayout *layout,
                                                     double                    value);
double             nrn_data_strip_layout_get_value  (const NrnDataStripLayout *layout,
                                                     double                    x);
void               nrn_data_strip_layout_get_sample (const NrnDataStripLayout *layout,
                                                     const NrnDataStrip       *strip,
                                                     guint                     sample,
                                                     double                   *x,
                                                     double                   *y);
gssize             nrn_data_strip_layout_pick       (const NrnDataStripLayout *layout,
                                                     const NrnDataStrip       *strip,
                                                     double                    x,
                                                     double                    y);

guint              nrn_data_strip_find_flips        (const NrnDataStrip       *strip,
                                                     double                   *flips);
double             nrn_data_strip_get_probability   (const NrnDataStrip       *strip,
                                                     double                    value);
void               nrn_data_strip_paint             (cairo_t                  *cr,
                                                     const NrnDataStrip       *strip,
                                                     const NrnDataStripLayout *layout,
                                                     NrnDataStripCache        *cache);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnDataStripCache, nrn_data_strip_cache_free)

G_END_DECLS
