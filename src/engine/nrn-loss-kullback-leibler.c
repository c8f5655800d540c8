/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * kullback_leibler_divergence and poisson: how much a distribution differs.
 */

#include "config.h"

#include "nrn-loss-kullback-leibler.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-loss-elementwise.h"
#include "nrn-probability.h"

/* ---- kullback_leibler_divergence ---- */

NRN_INLINE float
clip_share (float x)
{
  x = x < NRN_EPSILON ? NRN_EPSILON : x;

  return x > 1.0f ? 1.0f : x;
}

NRN_VECTORIZED static void
kullback_leibler_divergence_forward (const NrnConfig *config,
                                     guint            n_rows,
                                     guint            n_cols,
                                     const float     *outputs,
                                     const float     *targets,
                                     float           *losses)
{
  for (guint row = 0; row < n_rows; row++)
    {
      gsize start = (gsize) row * n_cols;
      float sum = 0;

      for (guint i = 0; i < n_cols; i++)
        {
          float t = clip_share (targets[start + i]);

          sum += t * nrn_log (t / clip_share (outputs[start + i]));
        }
      losses[row] = sum;
    }
}

NRN_VECTORIZED static void
kullback_leibler_divergence_backward (const NrnConfig *config,
                                      guint            n_rows,
                                      guint            n_cols,
                                      const float     *outputs,
                                      const float     *targets,
                                      float            scale,
                                      float           *d_outputs)
{
  gsize n = (gsize) n_rows * n_cols;

  for (gsize i = 0; i < n; i++)
    {
      float p = outputs[i];
      float gradient = -scale * clip_share (targets[i]) / clip_share (p);

      d_outputs[i] = p < NRN_EPSILON || p > 1.0f ? 0 : gradient;
    }
}

static const char *const kullback_leibler_divergence_aliases[] = { "kullback_leibler", "kld", NULL };

const NrnLoss nrn_loss_kullback_leibler_divergence = {
  .kind = {
    .name = "kullback_leibler_divergence",
    .aliases = kullback_leibler_divergence_aliases,
    .keras_name = "kl_divergence",
    .formula = "Σ t · ln(t ∕ p); p, t within [1e-7, 1]",
    .derivative = "−t ∕ p, 0 if p was out of [1e-7, 1]",
    .range = "[0, ∞) for outputs that sum to 1",
    .purpose = N_("For shares that sum to 1: how much is lost if the outputs are taken for the "
                  "true shares."),
    .source = "Keras 3, keras/src/losses/losses.py",
  },
  .target_kind = NRN_TARGET_ONE_HOT,
  .outputs = NRN_OUTPUTS_SHARES,
  .labels = NRN_LABELS_OF_CLASSES | NRN_LABELS_BIT (NRN_LABELS_SHARES),
  .forward = kullback_leibler_divergence_forward,
  .backward = kullback_leibler_divergence_backward,
};

/* ---- poisson ---- */

NRN_INLINE float
poisson_of (float p,
            float t,
            float unused)
{
  float x = p + NRN_EPSILON;

  /* nrn_log() wants a positive number; others have no logarithm. */
  return p - t * (x < 0 ? NAN : nrn_log (x));
}

NRN_INLINE float
poisson_slope (float p,
               float t,
               float unused)
{
  return 1.0f - t / (p + NRN_EPSILON);
}

NRN_MEAN_LOSS (poisson)

const NrnLoss nrn_loss_poisson = {
  .kind = {
    .name = "poisson",
    .formula = "mean (p − t · ln(p + 1e-7))",
    .derivative = "(1 − t ∕ (p + 1e-7)) ∕ k",
    .range = "(−∞, ∞)",
    .purpose = N_("For counts, such as visitors in an hour; the outputs must be positive."),
    .source = "Keras 3, keras/src/losses/losses.py",
  },
  .target_kind = NRN_TARGET_VALUES,
  .outputs = NRN_OUTPUTS_POSITIVE,
  .labels = NRN_LABELS_OF_NUMBERS &
            ~(NRN_LABELS_BIT (NRN_LABELS_SIGNS) | NRN_LABELS_BIT (NRN_LABELS_NUMBERS)),
  .takes_logarithm = TRUE,
  .forward = poisson_forward,
  .backward = poisson_backward,
};
