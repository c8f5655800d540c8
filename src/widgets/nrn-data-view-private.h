/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the files of the data view share.
 */

#pragma once

#include "nrn-data-view.h"
#include "nrn-decision-map.h"
#include "nrn-kept-image.h"
#include "nrn-model.h"
#include "nrn-predictions.h"
#include "nrn-vector.h"

G_BEGIN_DECLS

/* Points of a curve: as many as the picture is wide in small windows. */
#define NRN_DATA_VIEW_N_POINTS 256

/* Curves and maps: of classes or of values. */
#define NRN_DATA_VIEW_MAX_CURVES NRN_PALETTE_N_CLASSES

/**
 * NrnDataKind:
 * @picture_width: of its picture when it stands alone
 * @picture_height: likewise
 * @get_height: the height it needs in the window
 * @predict: brings the predictions up to date
 * @paint: draws it; for the screen it keeps what seldom changes
 * @pick: the features at a point, if there are any
 * @pick_row: the row whose mark is at a point, or -1; %NULL if marks are no
 *   single rows
 * @describe: what is predicted for the watched sample, in words
 *
 * One way to show data. Static data.
 */
typedef struct
{
  double   picture_width;
  double   picture_height;
  double   (*get_height) (NrnDataView      *view);
  void     (*predict)    (NrnDataView      *view,
                          const NrnWeights *weights);
  void     (*paint)      (NrnDataView      *view,
                          cairo_t          *cr,
                          double            width,
                          double            height,
                          const NrnPalette *palette,
                          gboolean          is_screen);
  gboolean (*pick)       (NrnDataView      *view,
                          double            width,
                          double            height,
                          double            x,
                          double            y,
                          double           *features);
  gssize   (*pick_row)   (NrnDataView      *view,
                          double            width,
                          double            height,
                          double            x,
                          double            y);
  char    *(*describe)   (NrnDataView      *view);
} NrnDataKind;

struct _NrnDataView
{
  GtkWidget          parent_instance;

  NrnDocument       *document;      /* owned */
  const NrnDataKind *kind;          /* NULL if there is no picture */
  guint              n_classes;     /* that the network tells apart; 0: values */
  guint              n_values;      /* that it predicts; 0: classes */

  /* The data; the first two features */
  NrnDataset        *dataset;       /* owned; that it was measured of */
  double             minimum[2];
  double             maximum[2];
  double             low[NRN_DATA_VIEW_MAX_CURVES];   /* of each value */
  double             high[NRN_DATA_VIEW_MAX_CURVES];
  guint8            *exceptions;    /* owned; one for each row */

  /* The largest errors of values */
  guint              n_far;
  guint              far_rows[NRN_PREDICTIONS_MAX_FAR];
  guint              far_targets[NRN_PREDICTIONS_MAX_FAR];

  /* One feature */
  NrnModel          *model;         /* owned; for the points of a curve */
  float              inputs[NRN_DATA_VIEW_N_POINTS + NRN_LANES];
  double             curves[NRN_DATA_VIEW_MAX_CURVES * NRN_DATA_VIEW_N_POINTS];
  double             truth[NRN_DATA_VIEW_N_POINTS];
  gboolean           has_truth;

  /* Two features */
  NrnDecisionMap    *map;           /* owned */

  NrnKeptImage      *layers[NRN_DATA_VIEW_MAX_CURVES];  /* owned; of the screen */
  gboolean           is_old;        /* the predictions are of older weights */
  gint64             next_at;       /* monotonic µs: no new ones before that */
  gboolean           has_pointer;
  double             pointer[2];    /* the features there */
};

extern const NrnDataKind nrn_data_kind_strip;
extern const NrnDataKind nrn_data_kind_values;
extern const NrnDataKind nrn_data_kind_map;

/* nrn-data-view.c */
const NrnExperimentParts *nrn_data_view_get_parts     (NrnDataView      *view);

/* nrn-data-view-curves.c */
void                      nrn_data_view_predict       (NrnDataView      *view,
                                                       const NrnWeights *weights,
                                                       gboolean          are_shares);
gboolean                  nrn_data_view_find_truth    (NrnDataView      *view);
guint                     nrn_data_view_find_rules    (NrnDataView      *view,
                                                       double           *rules,
                                                       guint             n_most);

G_END_DECLS
