/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What both networks of an epoch do, for what is told of it.
 */

#pragma once

#include "nrn-epoch-change.h"
#include "nrn-model.h"

G_BEGIN_DECLS

/* Rows that are computed together, and points along a feature. */
#define NRN_EPOCH_LOOK_N_POINTS 256

#define NRN_EPOCH_LOOK_MAX_FLIPS 8

/* No transition along the feature, or several. */
#define NRN_EPOCH_LOOK_NO_SWITCH (-1)

typedef struct
{
  guint  n_on;        /* rows that turn it on */
  int    switch_at;   /* the point before its only transition, or NRN_EPOCH_LOOK_NO_SWITCH */
  guint  n_switches;
  guint8 is_on;       /* at the point that was tried last */
  guint8 starts_on;   /* at the first point */
} NrnEpochUnit;

/* What one network does. */
typedef struct
{
  NrnEpochUnit *units;  /* owned; of all layers, one after the other */
  guint         n_right;
  double        error;
  guint         n_flips;
  double        flips[NRN_EPOCH_LOOK_MAX_FLIPS];
  guint         first_class;
} NrnEpochState;

typedef struct
{
  const NrnEpochCase    *given;
  const NrnArchitecture *architecture;
  NrnModel              *model;       /* owned */
  guint                  n_layers;
  guint                  n_units;
  guint                 *starts;      /* owned; (n_layers): a layer's first unit among all */
  guint8                *can_be_off;  /* owned; (n_layers) */
  guint                  n_rows;
  gboolean               are_classes;
  gboolean               has_curve;
  double                 minimum;
  double                 maximum;
  NrnEpochState          states[2];   /* before, after */
} NrnEpochLook;

void      nrn_epoch_look_init        (NrnEpochLook       *self,
                                      const NrnEpochCase *given);
void      nrn_epoch_look_clear       (NrnEpochLook       *self);
void      nrn_epoch_look_try         (NrnEpochLook       *self,
                                      guint               state);
double    nrn_epoch_look_find_switch (NrnEpochLook       *self,
                                      guint               state,
                                      guint               layer,
                                      guint               unit);
gboolean  nrn_epoch_look_find_range  (const NrnDataset   *dataset,
                                      double             *minimum,
                                      double             *maximum);

G_END_DECLS
