/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Where the labels on the curve of a data strip are.
 */

#pragma once

#include "nrn-data-strip.h"

G_BEGIN_DECLS

/* All lengths at scale 1. */
#define NRN_DATA_STRIP_FLIP_LINE    2.0
#define NRN_DATA_STRIP_POINT_RADIUS 5.0
#define NRN_DATA_STRIP_HALO         3.0

typedef struct
{
  double x;
  double y;
  double width;
  double height;
} NrnDataStripBox;

/**
 * NrnDataStripLabels:
 * @has_rule: whether the rule is on the axis
 * @rule_x: its line
 * @rule_text: owned; nullable
 * @rule: where that stands
 * @n_flips: how many lines there are
 * @flip_x: their places
 * @flip_texts: owned; nullable
 * @flips: where they stand, with their pills; 0 wide where there is no room
 * @has_watched: whether a prediction for the watched value is known
 * @point_x: its place on the curve
 * @point_y: likewise
 * @watched_text: owned; nullable
 * @watched: where that stands, with its halo; 0 wide where there is no room
 *
 * The watched sample's label meets no other one, no line of the rule or of a
 * flip, and not the ends of the curve.
 */
typedef struct
{
  gboolean        has_rule;
  double          rule_x;
  char           *rule_text;
  NrnDataStripBox rule;

  guint           n_flips;
  double          flip_x[NRN_DATA_STRIP_MAX_FLIPS];
  char           *flip_texts[NRN_DATA_STRIP_MAX_FLIPS];
  NrnDataStripBox flips[NRN_DATA_STRIP_MAX_FLIPS];

  gboolean        has_watched;
  double          point_x;
  double          point_y;
  char           *watched_text;
  NrnDataStripBox watched;
} NrnDataStripLabels;

void nrn_data_strip_labels_init  (NrnDataStripLabels       *labels,
                                  const NrnDataStrip       *strip,
                                  const NrnDataStripLayout *layout);
void nrn_data_strip_labels_clear (NrnDataStripLabels       *labels);

G_END_DECLS
