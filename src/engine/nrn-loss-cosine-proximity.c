/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * cosine_proximity: how much two vectors point the same way.
 */

#include "config.h"

#include "nrn-loss-cosine-proximity.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-probability.h"

/* The length of a vector; Keras takes a shorter one as 1e-7 long. */
static float
length_of (guint        n,
           const float *values)
{
  float sum = 0;

  for (guint i = 0; i < n; i++)
    sum += values[i] * values[i];

  return sqrtf (sum < NRN_EPSILON * NRN_EPSILON ? NRN_EPSILON * NRN_EPSILON : sum);
}

static float
product_of (guint        n,
            const float *a,
            const float *b)
{
  float sum = 0;

  for (guint i = 0; i < n; i++)
    sum += a[i] * b[i];

  return sum;
}

static void
cosine_proximity_forward (const NrnConfig *config,
                          guint            n_rows,
                          guint            n_cols,
                          const float     *outputs,
                          const float     *targets,
                          float           *losses)
{
  for (guint row = 0; row < n_rows; row++)
    {
      const float *p = outputs + (gsize) row * n_cols;
      const float *t = targets + (gsize) row * n_cols;

      losses[row] = -product_of (n_cols, t, p) / length_of (n_cols, t) / length_of (n_cols, p);
    }
}

/* With t̂ and p̂ of length 1 and c = t̂ · p̂: −(t̂ − c p̂) / |p|. A vector that
 * counts as 1e-7 long does not change its length. */
static void
cosine_proximity_backward (const NrnConfig *config,
                           guint            n_rows,
                           guint            n_cols,
                           const float     *outputs,
                           const float     *targets,
                           float            scale,
                           float           *d_outputs)
{
  for (guint row = 0; row < n_rows; row++)
    {
      const float *p = outputs + (gsize) row * n_cols;
      const float *t = targets + (gsize) row * n_cols;
      float *d = d_outputs + (gsize) row * n_cols;
      float t_length = length_of (n_cols, t);
      float p_length = length_of (n_cols, p);
      float cosine = product_of (n_cols, t, p) / t_length / p_length;

      if (p_length <= NRN_EPSILON)
        cosine = 0;
      for (guint i = 0; i < n_cols; i++)
        d[i] = -scale * (t[i] / t_length - cosine * p[i] / p_length) / p_length;
    }
}

static const char *const cosine_proximity_aliases[] = { "cosine", NULL };

const NrnLoss nrn_loss_cosine_proximity = {
  .kind = {
    .name = "cosine_proximity",
    .aliases = cosine_proximity_aliases,
    .keras_name = "cosine_similarity",
    .formula = "−Σ t · p ∕ (|t| · |p|)",
    .derivative = "−(t ∕ |t| − c · p ∕ |p|) ∕ |p|, c = Σ t · p ∕ (|t| · |p|)",
    .range = "[−1, 1]",
    .purpose = N_("For vectors of which only the direction matters; −1 is best."),
    .source = "Keras 3, keras/src/losses/losses.py",
  },
  .target_kind = NRN_TARGET_ONE_HOT,
  .outputs = NRN_OUTPUTS_ANY,
  .labels = NRN_LABELS_OF_NUMBERS,
  .is_of_directions = TRUE,
  .forward = cosine_proximity_forward,
  .backward = cosine_proximity_backward,
};
