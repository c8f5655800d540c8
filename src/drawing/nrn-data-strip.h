/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Samples with one feature and a few classes, and what the network makes of
 * them, along one axis.
 */

#pragma once

#include "nrn-kept-image.h"
#include "nrn-palette.h"

G_BEGIN_DECLS

/* As many as have colours. */
#define NRN_DATA_STRIP_MAX_CLASSES NRN_PALETTE_N_CLASSES

/* More changes of the prediction than this are not marked. */
#define NRN_DATA_STRIP_MAX_FLIPS 8

#define NRN_DATA_STRIP_MAX_RULES 4

/**
 * NrnDataStrip:
 * @title: (nullable): stands above: “Data and prediction”
 * @n_samples: how many
 * @values: (array length=n_samples): the feature of each, not scaled
 * @labels: (array length=n_samples): the class of each, 0 … @n_classes - 1
 * @exceptions: (nullable) (array length=n_samples): whether each breaks the
 *   rule; these are rings that glow
 * @minimum: where the axis begins
 * @maximum: where it ends; above @minimum
 * @n_classes: 2 … %NRN_DATA_STRIP_MAX_CLASSES
 * @n_points: how many points a curve has; 0: nothing is predicted yet
 * @probabilities: (nullable): shape (curves, n_points), evenly from @minimum
 *   to @maximum: of two classes a single curve, of class 1; of more, a curve
 *   for each
 * @feature_name: (nullable): name of the axis: “age”
 * @class_names: (nullable): of each class
 * @n_rules: at most %NRN_DATA_STRIP_MAX_RULES
 * @rules: (array length=n_rules): where the rule changes its mind
 * @watched: value of the watched sample; NaN for none
 * @has_chosen: whether one of the samples is looked at
 * @chosen: which one
 * @pointer: value that the pointer is at; NaN for none
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
  guint              n_classes;
  guint              n_points;
  const double      *probabilities;
  const char        *feature_name;
  const char *const *class_names;
  guint              n_rules;
  const double      *rules;
  double             watched;
  gboolean           has_chosen;
  guint              chosen;
  double             pointer;
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
 * @n_bands: one for each class
 * @bands: top of the dots of each class
 * @band_height: of each
 * @curve_top: where the curve is at 100 %
 * @curve_height: from there down to 0 %
 * @bottom: where the axis is
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
  guint  n_bands;
  double bands[NRN_DATA_STRIP_MAX_CLASSES];
  double band_height;
  double curve_top;
  double curve_height;
  double bottom;
  double minimum;
  double maximum;
  double jitter;
} NrnDataStripLayout;

double             nrn_data_strip_get_height        (guint                     n_classes);
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
                                                     guint                     class_index,
                                                     double                    value);
gboolean           nrn_data_strip_get_class         (const NrnDataStrip       *strip,
                                                     double                    value,
                                                     guint                    *class_index);
char              *nrn_data_strip_describe          (const NrnDataStrip       *strip,
                                                     double                    value);
void               nrn_data_strip_paint             (cairo_t                  *cr,
                                                     const NrnDataStrip       *strip,
                                                     const NrnDataStripLayout *layout,
                                                     NrnKeptImage             *layer);

G_END_DECLS
