/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Min-max scaling of columns.
 *
 * Formula: scikit-learn 1.2 documentation, "MinMaxScaler":
 *
 *     scale = (high − low) / (data_max − data_min)
 *     scaled = value · scale + (low − data_min · scale)
 *
 * computed in double and kept in float.
 */

#include "config.h"

#include "nrn-scaler.h"

#include <float.h>
#include <math.h>

/* A range below this counts as none at all, as in scikit-learn. */
#define CONSTANT_RANGE (10 * DBL_EPSILON)

struct _NrnScaler
{
  gatomicrefcount  ref_count;
  guint            n_columns;
  double           low;
  double           high;
  double          *data_min;  /* owned; n_columns */
  double          *data_max;  /* owned; n_columns */
  double          *scale;     /* owned; n_columns */
  double          *offset;    /* owned; n_columns */
};

/**
 * nrn_scaler_new:
 * @n_columns: number of columns; at least 1
 * @data_min: (array length=n_columns): smallest value of each column; finite
 * @data_max: (array length=n_columns): largest value of each column; finite
 * @low: what the smallest value becomes
 * @high: what the largest value becomes; more than @low
 *
 * A column whose values are all equal becomes @low.
 *
 * Returns: (transfer full): a scaler
 */
NrnScaler *
nrn_scaler_new (guint         n_columns,
                const double *data_min,
                const double *data_max,
                double        low,
                double        high)
{
  NrnScaler *scaler;

  g_return_val_if_fail (n_columns > 0, NULL);
  g_return_val_if_fail (low < high, NULL);

  scaler = g_new0 (NrnScaler, 1);
  g_atomic_ref_count_init (&scaler->ref_count);
  scaler->n_columns = n_columns;
  scaler->low = low;
  scaler->high = high;
  scaler->data_min = g_memdup2 (data_min, n_columns * sizeof (double));
  scaler->data_max = g_memdup2 (data_max, n_columns * sizeof (double));
  scaler->scale = g_new (double, n_columns);
  scaler->offset = g_new (double, n_columns);
  for (guint j = 0; j < n_columns; j++)
    {
      double range = data_max[j] - data_min[j];

      if (range < CONSTANT_RANGE)
        range = 1;
      scaler->scale[j] = (high - low) / range;
      scaler->offset[j] = low - data_min[j] * scaler->scale[j];
    }

  return scaler;
}

/**
 * nrn_scaler_new_fit:
 * @n_rows: number of rows; at least 1
 * @n_columns: number of columns; at least 1
 * @values: (n_rows, n_columns), row-major; finite
 * @low: what the smallest value of each column becomes
 * @high: what the largest becomes; more than @low
 *
 * Returns: (transfer full): the scaler that fits these values, as
 *   MinMaxScaler(feature_range=(low, high)).fit(values)
 */
NrnScaler *
nrn_scaler_new_fit (guint        n_rows,
                    guint        n_columns,
                    const float *values,
                    double       low,
                    double       high)
{
  g_autofree double *data_min = NULL;
  g_autofree double *data_max = NULL;

  g_return_val_if_fail (n_rows > 0 && n_columns > 0, NULL);

  data_min = g_new (double, n_columns);
  data_max = g_new (double, n_columns);
  for (guint j = 0; j < n_columns; j++)
    data_min[j] = data_max[j] = values[j];

  for (guint i = 1; i < n_rows; i++)
    {
      const float *row = values + (gsize) i * n_columns;

      for (guint j = 0; j < n_columns; j++)
        {
          data_min[j] = fmin (data_min[j], row[j]);
          data_max[j] = fmax (data_max[j], row[j]);
        }
    }

  return nrn_scaler_new (n_columns, data_min, data_max, low, high);
}

NrnScaler *
nrn_scaler_ref (const NrnScaler *scaler)
{
  NrnScaler *self = (NrnScaler *) scaler;

  g_return_val_if_fail (scaler != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
nrn_scaler_unref (NrnScaler *scaler)
{
  g_return_if_fail (scaler != NULL);

  if (!g_atomic_ref_count_dec (&scaler->ref_count))
    return;

  g_free (scaler->data_min);
  g_free (scaler->data_max);
  g_free (scaler->scale);
  g_free (scaler->offset);
  g_free (scaler);
}

guint
nrn_scaler_get_n_columns (const NrnScaler *scaler)
{
  return scaler->n_columns;
}

/**
 * nrn_scaler_get_data_min:
 * @scaler: a scaler
 *
 * Returns: (transfer none): (n_columns), the value of each column that
 *   becomes the low end
 */
const double *
nrn_scaler_get_data_min (const NrnScaler *scaler)
{
  return scaler->data_min;
}

/**
 * nrn_scaler_get_data_max:
 * @scaler: a scaler
 *
 * Returns: (transfer none): (n_columns), the value of each column that
 *   becomes the high end
 */
const double *
nrn_scaler_get_data_max (const NrnScaler *scaler)
{
  return scaler->data_max;
}

/**
 * nrn_scaler_get_scale:
 * @scaler: a scaler
 *
 * Returns: (transfer none): (n_columns), what each column is multiplied with
 */
const double *
nrn_scaler_get_scale (const NrnScaler *scaler)
{
  return scaler->scale;
}

double
nrn_scaler_get_low (const NrnScaler *scaler)
{
  return scaler->low;
}

double
nrn_scaler_get_high (const NrnScaler *scaler)
{
  return scaler->high;
}

/**
 * nrn_scaler_transform_value:
 * @scaler: a scaler
 * @column: one of its columns
 * @value: a value of it
 *
 * Returns: the value as nrn_scaler_transform() scales it, in double
 */
double
nrn_scaler_transform_value (const NrnScaler *scaler,
                            guint            column,
                            double           value)
{
  g_return_val_if_fail (column < scaler->n_columns, NAN);

  return value * scaler->scale[column] + scaler->offset[column];
}

/**
 * nrn_scaler_transform:
 * @scaler: a scaler
 * @n_rows: number of rows
 * @values: (n_rows, n_columns), row-major
 * @scaled: (out caller-allocates): (n_rows, n_columns); may be @values
 *
 * Scales rows; values outside of the range that was fitted end outside of
 * low … high. Allocates nothing; cannot fail.
 */
void
nrn_scaler_transform (const NrnScaler *scaler,
                      guint            n_rows,
                      const float     *values,
                      float           *scaled)
{
  gsize k = 0;

  for (guint i = 0; i < n_rows; i++)
    {
      for (guint j = 0; j < scaler->n_columns; j++, k++)
        scaled[k] = (float) (values[k] * scaler->scale[j] + scaler->offset[j]);
    }
}

/**
 * nrn_scaler_inverse:
 * @scaler: a scaler
 * @n_rows: number of rows
 * @scaled: (n_rows, n_columns), row-major
 * @values: (out caller-allocates): (n_rows, n_columns); may be @scaled
 *
 * The way back from nrn_scaler_transform(), up to rounding.
 */
void
nrn_scaler_inverse (const NrnScaler *scaler,
                    guint            n_rows,
                    const float     *scaled,
                    float           *values)
{
  gsize k = 0;

  for (guint i = 0; i < n_rows; i++)
    {
      for (guint j = 0; j < scaler->n_columns; j++, k++)
        values[k] = (float) ((scaled[k] - scaler->offset[j]) / scaler->scale[j]);
    }
}
