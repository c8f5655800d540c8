/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * hinge, squared_hinge and categorical_hinge: an output that is on the right
 * side by 1 is right enough.
 *
 * The first two want targets of −1 and 1. Keras takes a batch of which every
 * target is 0 or 1 as −1 and 1, and so do we: the labels stay 0 and 1, which
 * is what the metrics want. Source: Keras 3, `keras/src/losses/losses.py`,
 * `convert_binary_labels_to_hinge`.
 *
 * Where 1 − t · p is exactly 0, the slope is half of that beside it, as
 * PyTorch has it under Keras; equal largest outputs share theirs.
 */

#include "config.h"

#include "nrn-loss-hinge.h"

#include <glib/gi18n-lib.h>

#include "nrn-vector.h"

/* ---- hinge and squared_hinge ---- */

static gboolean
are_zeros_and_ones (gsize        n,
                    const float *targets)
{
  for (gsize i = 0; i < n; i++)
    {
      if (targets[i] != 0 && targets[i] != 1)
        return FALSE;
    }

  return TRUE;
}

/* Targets become signs as factor · t + offset. */
typedef struct
{
  float factor;
  float offset;
} Signs;

static Signs
get_signs (gsize        n,
           const float *targets)
{
  return are_zeros_and_ones (n, targets) ? (Signs) { 2, -1 } : (Signs) { 1, 0 };
}

/* max (1 − t · p, 0); NaN stays. */
NRN_INLINE float
margin_of (float p,
           float t,
           Signs signs)
{
  float margin = 1.0f - (signs.factor * t + signs.offset) * p;

  return margin < 0 ? 0 : margin;
}

NRN_INLINE float
step_of (float x)
{
  return x > 0 ? 1.0f : x < 0 ? 0 : 0.5f;
}

NRN_VECTORIZED static void
hinge_forward (const NrnConfig *config,
               guint            n_rows,
               guint            n_cols,
               const float     *outputs,
               const float     *targets,
               float           *losses)
{
  Signs signs = get_signs ((gsize) n_rows * n_cols, targets);

  for (guint row = 0; row < n_rows; row++)
    {
      gsize start = (gsize) row * n_cols;
      float sum = 0;

      for (guint i = 0; i < n_cols; i++)
        sum += margin_of (outputs[start + i], targets[start + i], signs);
      losses[row] = sum / (float) n_cols;
    }
}

NRN_VECTORIZED static void
hinge_backward (const NrnConfig *config,
                guint            n_rows,
                guint            n_cols,
                const float     *outputs,
                const float     *targets,
                float            scale,
                float           *d_outputs)
{
  gsize n = (gsize) n_rows * n_cols;
  float factor = scale / (float) n_cols;
  Signs signs = get_signs (n, targets);

  for (gsize i = 0; i < n; i++)
    {
      float sign = signs.factor * targets[i] + signs.offset;

      d_outputs[i] = -factor * sign * step_of (1.0f - sign * outputs[i]);
    }
}

NRN_VECTORIZED static void
squared_hinge_forward (const NrnConfig *config,
                       guint            n_rows,
                       guint            n_cols,
                       const float     *outputs,
                       const float     *targets,
                       float           *losses)
{
  Signs signs = get_signs ((gsize) n_rows * n_cols, targets);

  for (guint row = 0; row < n_rows; row++)
    {
      gsize start = (gsize) row * n_cols;
      float sum = 0;

      for (guint i = 0; i < n_cols; i++)
        {
          float margin = margin_of (outputs[start + i], targets[start + i], signs);

          sum += margin * margin;
        }
      losses[row] = sum / (float) n_cols;
    }
}

NRN_VECTORIZED static void
squared_hinge_backward (const NrnConfig *config,
                        guint            n_rows,
                        guint            n_cols,
                        const float     *outputs,
                        const float     *targets,
                        float            scale,
                        float           *d_outputs)
{
  gsize n = (gsize) n_rows * n_cols;
  float factor = -2.0f * scale / (float) n_cols;
  Signs signs = get_signs (n, targets);

  for (gsize i = 0; i < n; i++)
    d_outputs[i] = factor * (signs.factor * targets[i] + signs.offset) *
                   margin_of (outputs[i], targets[i], signs);
}

/* ---- categorical_hinge ---- */

typedef struct
{
  float margin;       /* wrong − right + 1 */
  float wrong;        /* the largest (1 − t) · p */
  guint n_wrong;      /* how many are as large */
} Rivals;

static Rivals
find_rivals (guint        n_cols,
             const float *p,
             const float *t)
{
  Rivals rivals = { .wrong = (1.0f - t[0]) * p[0], .n_wrong = 1 };
  float right = t[0] * p[0];

  for (guint i = 1; i < n_cols; i++)
    {
      float value = (1.0f - t[i]) * p[i];

      right += t[i] * p[i];
      if (value > rivals.wrong || isnan (value))
        rivals = (Rivals) { .wrong = value, .n_wrong = 1 };
      else if (value == rivals.wrong)
        rivals.n_wrong++;
    }
  rivals.margin = rivals.wrong - right + 1.0f;

  return rivals;
}

static void
categorical_hinge_forward (const NrnConfig *config,
                           guint            n_rows,
                           guint            n_cols,
                           const float     *outputs,
                           const float     *targets,
                           float           *losses)
{
  for (guint row = 0; row < n_rows; row++)
    {
      gsize start = (gsize) row * n_cols;
      Rivals rivals = find_rivals (n_cols, outputs + start, targets + start);

      losses[row] = rivals.margin < 0 ? 0 : rivals.margin;
    }
}

static void
categorical_hinge_backward (const NrnConfig *config,
                            guint            n_rows,
                            guint            n_cols,
                            const float     *outputs,
                            const float     *targets,
                            float            scale,
                            float           *d_outputs)
{
  for (guint row = 0; row < n_rows; row++)
    {
      gsize start = (gsize) row * n_cols;
      Rivals rivals = find_rivals (n_cols, outputs + start, targets + start);
      float factor = scale * step_of (rivals.margin);

      for (guint i = 0; i < n_cols; i++)
        {
          float t = targets[start + i];
          gboolean is_rival = (1.0f - t) * outputs[start + i] == rivals.wrong;
          float share = is_rival ? (1.0f - t) / (float) rivals.n_wrong : 0;

          d_outputs[start + i] = factor * (share - t);
        }
    }
}

const NrnLoss nrn_loss_hinge = {
  .kind = {
    .name = "hinge",
    .formula = "mean max(1 − t · p, 0); t = −1 or 1",
    .derivative = "−t ∕ k if t · p < 1, else 0",
    .range = "[0, ∞)",
    .purpose = N_("For yes or no with an output of tanh: what is on the right side by 1 costs "
                  "nothing, as in a support vector machine."),
    .source = "Keras 3, keras/src/losses/losses.py",
  },
  .target_kind = NRN_TARGET_SIGNS,
  .outputs = NRN_OUTPUTS_SIGNS,
  .labels = NRN_LABELS_OF_CLASSES | NRN_LABELS_BIT (NRN_LABELS_YES_NO) |
            NRN_LABELS_BIT (NRN_LABELS_SIGNS),
  .forward = hinge_forward,
  .backward = hinge_backward,
};

const NrnLoss nrn_loss_squared_hinge = {
  .kind = {
    .name = "squared_hinge",
    .formula = "mean max(1 − t · p, 0)²; t = −1 or 1",
    .derivative = "−2 · t · max(1 − t · p, 0) ∕ k",
    .range = "[0, ∞)",
    .purpose = N_("Like hinge, but what is far on the wrong side costs much more."),
    .source = "Keras 3, keras/src/losses/losses.py",
  },
  .target_kind = NRN_TARGET_SIGNS,
  .outputs = NRN_OUTPUTS_SIGNS,
  .labels = NRN_LABELS_OF_CLASSES | NRN_LABELS_BIT (NRN_LABELS_YES_NO) |
            NRN_LABELS_BIT (NRN_LABELS_SIGNS),
  .forward = squared_hinge_forward,
  .backward = squared_hinge_backward,
};

const NrnLoss nrn_loss_categorical_hinge = {
  .kind = {
    .name = "categorical_hinge",
    .formula = "max(max((1 − t) · p) − Σ t · p + 1, 0)",
    .derivative = "(1 at the largest (1 − t) · p, else 0) − t where the loss is above 0",
    .range = "[0, ∞)",
    .purpose = N_("For several classes: the output of the right class must be above all others by "
                  "1."),
    .source = "Keras 3, keras/src/losses/losses.py",
  },
  .target_kind = NRN_TARGET_ONE_HOT,
  .outputs = NRN_OUTPUTS_ANY,
  .labels = NRN_LABELS_OF_CLASSES,
  .forward = categorical_hinge_forward,
  .backward = categorical_hinge_backward,
};
