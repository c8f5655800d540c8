/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the files of the activity share.
 */

#pragma once

#include "nrn-model.h"
#include "nrn-network-activity.h"

G_BEGIN_DECLS

/* Rows that are computed together. */
#define NRN_ACTIVITY_BATCH 128

/* Cells of a map. */
#define NRN_ACTIVITY_N_CELLS (NRN_ACTIVITY_MAP_SIZE * NRN_ACTIVITY_MAP_SIZE)

typedef struct
{
  guint     units;
  gboolean  can_be_off;   /* its activation is 0 for whatever is negative */
  float    *watched;      /* owned; (units) */
  float    *curves;       /* owned; (units, n_points); NULL without curves */
  float    *maps;         /* owned; (units, NRN_ACTIVITY_N_CELLS); NULL without maps */
  double    minimum;      /* of the curves or the maps, or else of the watched outputs */
  double    maximum;
  gint32   *is_on;        /* owned; (units); not 0 once a row has turned it on */
  guint     n_off;
} NrnActivityLayer;

struct _NrnNetworkActivity
{
  NrnArchitecture  *architecture; /* owned */
  NrnModel         *model;        /* owned */
  gboolean          has_watched;

  guint             n_points;     /* 0 unless there is one input */
  float            *x;            /* owned; (n_points), with room for a vector */

  float            *cells;        /* owned; (NRN_ACTIVITY_N_CELLS, 2), likewise; NULL without maps */
  double            bounds[2][2]; /* smallest and largest value of both inputs */

  guint             n_rows;
  float            *rows;         /* owned; (n_rows, input_dim), likewise */
  float            *watched;      /* owned; (input_dim), likewise */

  guint             n_layers;
  NrnActivityLayer *layers;       /* owned; the inputs, then each layer */
};

/* nrn-network-activity-inputs.c */
gboolean nrn_activity_has_maps      (const NrnArchitecture *architecture);
void     nrn_activity_choose_inputs (NrnNetworkActivity    *self,
                                     guint                  n_rows,
                                     const float           *inputs,
                                     guint                  n_points);

/* nrn-network-activity-off.c */
void     nrn_activity_find_off      (NrnNetworkActivity    *self);

G_END_DECLS
