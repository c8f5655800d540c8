/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Samples with one feature and values to predict, and what the network makes
 * of them.
 */

#pragma once

#include "nrn-palette.h"

G_BEGIN_DECLS

/* More values than this have no curve. */
#define NRN_VALUE_PLOT_MAX_TARGETS NRN_PALETTE_N_CLASSES

/* No more rings. */
#define NRN_VALUE_PLOT_MAX_FAR 8

/**
 * NrnValuePlot:
 * @title: (nullable): stands above: “Data and prediction”
 * @n_samples: how many
 * @features: (array length=n_samples): the feature of each, not scaled
 * @n_targets: values of each sample, 1 … %NRN_VALUE_PLOT_MAX_TARGETS
 * @targets: the values of a sample in a row
 * @target_stride: floats from one sample's values to the next
 * @minimum: where the x axis begins
 * @maximum: where it ends; above @minimum
 * @low: (array length=n_targets): smallest of each of the values
 * @high: (array length=n_targets): largest
 * @n_points: how many points a curve has; 0: nothing is predicted yet
 * @outputs: (nullable): shape (n_targets, n_points), evenly from @minimum to
 *   @maximum
 * @truth: (nullable) (array length=n_points): the only target without its
 *   noise
 * @n_far: how many targets have the largest errors, at most
 *   %NRN_VALUE_PLOT_MAX_FAR; these have rings
 * @far_samples: (array length=n_far): the sample of each
 * @far_targets: (array length=n_far): which of its targets
 * @has_chosen: whether one of the samples is looked at
 * @chosen: which one
 * @feature_name: (nullable): name of the x axis
 * @target_names: (nullable): of each target
 * @watched: feature of the watched sample; NaN for none
 * @pointer: value that the pointer is at; NaN for none
 * @pixels: image pixels for each user-space pixel, for the screen; 0: all are
 *   shapes
 * @text_scale: how much larger than usual text is; 0 means 1
 *
 * What is to be painted. All borrowed.
 */
typedef struct
{
  const char        *title;
  guint              n_samples;
  const float       *features;
  guint              n_targets;
  const float       *targets;
  gsize              target_stride;
  double             minimum;
  double             maximum;
  const double      *low;
  const double      *high;
  guint              n_points;
  const double      *outputs;
  const double      *truth;
  guint              n_far;
  const guint       *far_samples;
  const guint       *far_targets;
  gboolean           has_chosen;
  guint              chosen;
  const char        *feature_name;
  const char *const *target_names;
  double             watched;
  double             pointer;
  double             pixels;
  double             text_scale;
} NrnValuePlot;

void    nrn_value_plot_paint     (cairo_t            *cr,
                                  const NrnValuePlot *plot,
                                  double              width,
                                  double              height,
                                  const NrnPalette   *palette);
double  nrn_value_plot_pick      (const NrnValuePlot *plot,
                                  double              width,
                                  double              height,
                                  double              x);
gssize  nrn_value_plot_pick_sample (const NrnValuePlot *plot,
                                  double              width,
                                  double              height,
                                  double              x,
                                  double              y);
double  nrn_value_plot_get_value (const NrnValuePlot *plot,
                                  guint               target,
                                  double              value);
char   *nrn_value_plot_describe  (const NrnValuePlot *plot,
                                  double              value);

G_END_DECLS
