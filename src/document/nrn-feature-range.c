/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The values that a feature has in the data.
 */

#include "config.h"

#include "nrn-feature-range.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-error.h"
#include "nrn-minus.h"
#include "nrn-typed-number.h"

/* A feature that is no whole number goes on by about so many steps from the
 * one end of its range to the other. */
#define N_STEPS 100

/* 1, 2 or 5 times a power of ten. */
static double
round_step (double step)
{
  double power = pow (10, floor (log10 (step)));
  double rest = step / power;

  return power * (rest < 1.5 ? 1 : rest < 3.5 ? 2 : rest < 7.5 ? 5 : 10);
}

/**
 * nrn_feature_range_measure:
 * @dataset: rows
 * @feature: index of one of its features
 * @range: (out caller-allocates): its values
 *
 * Looks at all rows.
 */
void
nrn_feature_range_measure (const NrnDataset *dataset,
                           guint             feature,
                           NrnFeatureRange  *range)
{
  guint n_features = nrn_dataset_get_n_features (dataset);
  const float *values = nrn_dataset_get_features (dataset) + feature;
  gboolean is_whole = TRUE;

  range->minimum = INFINITY;
  range->maximum = -INFINITY;
  for (guint row = 0; row < nrn_dataset_get_n_rows (dataset); row++)
    {
      double value = (double) values[(gsize) row * n_features];

      range->minimum = MIN (range->minimum, value);
      range->maximum = MAX (range->maximum, value);
      is_whole = is_whole && floor (value) >= value;
    }
  range->step = is_whole || !(range->maximum > range->minimum)
                  ? 1
                  : round_step ((range->maximum - range->minimum) / N_STEPS);
}

/**
 * nrn_feature_range_step:
 * @range: a range
 * @value: where to begin
 * @n_steps: how many steps to go on, or back
 *
 * Returns: a multiple of a step, in the range
 */
double
nrn_feature_range_step (const NrnFeatureRange *range,
                        double                 value,
                        int                    n_steps)
{
  return CLAMP ((round (value / range->step) + n_steps) * range->step, range->minimum,
                range->maximum);
}

/**
 * nrn_feature_range_format:
 * @value: of a feature
 *
 * Returns: (transfer full): the value with the locale's decimal sign, and U+2212
 *   as minus
 */
char *
nrn_feature_range_format (double value)
{
  return g_strdup_printf ("%s%.6g", value < 0 ? nrn_minus_get () : "", fabs (value));
}

/**
 * nrn_feature_range_parse:
 * @range: a range
 * @text: as nrn_typed_number_parse() takes it
 * @value: (out): the value
 * @error: return location
 *
 * Returns: %FALSE with @error set if @text is no number of the range
 */
gboolean
nrn_feature_range_parse (const NrnFeatureRange  *range,
                         const char             *text,
                         double                 *value,
                         GError                **error)
{
  g_autofree char *minimum = NULL;
  g_autofree char *maximum = NULL;
  double tolerance = 1e-5 * MAX (fabs (range->minimum), fabs (range->maximum));
  double typed;

  if (nrn_typed_number_parse (text, &typed) && typed >= range->minimum - tolerance &&
      typed <= range->maximum + tolerance)
    {
      /* The ends of the range are shown rounded. */
      *value = CLAMP (typed, range->minimum, range->maximum);
      return TRUE;
    }

  minimum = nrn_feature_range_format (range->minimum);
  maximum = nrn_feature_range_format (range->maximum);
  g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID, _("Type a number from %s to %s."), minimum,
               maximum);

  return FALSE;
}
