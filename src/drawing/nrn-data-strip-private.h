/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the files of the data strip share.
 */

#pragma once

#include "nrn-data-strip.h"
#include "nrn-text.h"

G_BEGIN_DECLS

/* All lengths at scale 1. */
#define NRN_DATA_STRIP_FLIP_LINE    2.0
#define NRN_DATA_STRIP_POINT_RADIUS 5.0
#define NRN_DATA_STRIP_HALO         3.0
#define NRN_DATA_STRIP_SAMPLE       20.0    /* of a curve, beside a name */

typedef struct
{
  double x;
  double y;
  double width;
  double height;
} NrnDataStripBox;

/**
 * NrnDataStripMark:
 * @x: of a line from top to bottom
 * @text: owned; what stands beside it
 * @box: where that stands, with its pill; 0 wide where there is no room
 */
typedef struct
{
  double          x;
  char           *text;
  NrnDataStripBox box;
} NrnDataStripMark;

/**
 * NrnDataStripLabels:
 * @n_rules: how many rules are on the axis
 * @rules: their lines
 * @n_flips: how many flips there are
 * @flips: their lines
 * @has_watched: whether a prediction for the watched value is known
 * @point_x: its place on the curve
 * @point_y: likewise
 * @watched_text: owned; nullable
 * @watched: where that stands, with its halo; 0 wide where there is no room
 *
 * No label meets another one, the line of a rule or of a flip, or the watched
 * point; and none hides an end of a curve.
 */
typedef struct
{
  guint            n_rules;
  NrnDataStripMark rules[NRN_DATA_STRIP_MAX_RULES];
  guint            n_flips;
  NrnDataStripMark flips[NRN_DATA_STRIP_MAX_FLIPS];

  gboolean         has_watched;
  double           point_x;
  double           point_y;
  char            *watched_text;
  NrnDataStripBox  watched;
} NrnDataStripLabels;

/* nrn-data-strip.c */
guint   nrn_data_strip_get_label    (const NrnDataStrip       *strip,
                                     guint                     sample);
guint   nrn_data_strip_get_n_curves (const NrnDataStrip       *strip);
double  nrn_data_strip_interpolate  (const NrnDataStrip       *strip,
                                     guint                     curve,
                                     double                    value);

/* nrn-data-strip-labels.c */
void    nrn_data_strip_labels_init  (NrnDataStripLabels       *labels,
                                     const NrnDataStrip       *strip,
                                     const NrnDataStripLayout *layout);
void    nrn_data_strip_labels_clear (NrnDataStripLabels       *labels);
char   *nrn_data_strip_name_value   (const NrnDataStrip       *strip,
                                     double                    value);
char   *nrn_data_strip_describe_share (const NrnDataStrip     *strip,
                                     guint                     class_index,
                                     double                    value);

/* nrn-data-strip-dots.c */
void    nrn_data_strip_paint_dots   (cairo_t                  *cr,
                                     const NrnDataStrip       *strip,
                                     const NrnDataStripLayout *layout,
                                     NrnKeptImage             *layer);
void    nrn_data_strip_paint_chosen (cairo_t                  *cr,
                                     const NrnDataStrip       *strip,
                                     const NrnDataStripLayout *layout);

G_END_DECLS
