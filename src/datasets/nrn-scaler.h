/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _NrnScaler NrnScaler;

/**
 * NrnScaler:
 *
 * Min-max scaling of columns, as scikit-learn's MinMaxScaler does it. An
 * immutable value, atomically ref-counted. Any thread.
 */

NrnScaler    *nrn_scaler_new_fit     (guint             n_rows,
                                      guint             n_columns,
                                      const float      *values,
                                      double            low,
                                      double            high);
NrnScaler    *nrn_scaler_new         (guint             n_columns,
                                      const double     *data_min,
                                      const double     *data_max,
                                      double            low,
                                      double            high);
NrnScaler    *nrn_scaler_ref         (const NrnScaler  *scaler);
void          nrn_scaler_unref       (NrnScaler        *scaler);
guint         nrn_scaler_get_n_columns (const NrnScaler *scaler);
const double *nrn_scaler_get_data_min (const NrnScaler *scaler);
const double *nrn_scaler_get_data_max (const NrnScaler *scaler);
const double *nrn_scaler_get_scale   (const NrnScaler  *scaler);
double        nrn_scaler_get_low     (const NrnScaler  *scaler);
double        nrn_scaler_get_high    (const NrnScaler  *scaler);
double        nrn_scaler_transform_value
                                     (const NrnScaler  *scaler,
                                      guint             column,
                                      double            value);
void          nrn_scaler_transform   (const NrnScaler  *scaler,
                                      guint             n_rows,
                                      const float      *values,
                                      float            *scaled);
void          nrn_scaler_inverse     (const NrnScaler  *scaler,
                                      guint             n_rows,
                                      const float      *scaled,
                                      float            *values);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnScaler, nrn_scaler_unref)

G_END_DECLS
