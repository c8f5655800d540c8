/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Precision and recall of all outputs together; range [0, 1]. An output is
 * positive if it is above the threshold and, where there is a top_k, among the
 * k largest of its row; a target is positive unless it is 0.
 * Source: Keras 3, `keras/src/metrics/confusion_metrics.py` and
 * `update_confusion_matrix_variables` of `metrics_utils.py`.
 */

#include "config.h"

#include "nrn-metric-precision.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-error.h"

enum
{
  THRESHOLDS,
  TOP_K,
  CLASS_ID,
};

/* What is above it among the k largest outputs: all of them. */
#define NO_THRESHOLD (-1e10f)

/* Which outputs are looked at, and from where on they are positive. */
typedef struct
{
  float threshold;
  guint top_k;      /* 0 for all outputs */
  guint first;      /* column */
  guint end;
} Choice;

static Choice
choice_of (const NrnConfig *config,
           guint            n_cols)
{
  double thresholds = nrn_config_get_number (config, THRESHOLDS);
  double top_k = nrn_config_get_number (config, TOP_K);
  double class_id = nrn_config_get_number (config, CLASS_ID);

  return (Choice) {
    .threshold = !isnan (thresholds) ? (float) thresholds : isnan (top_k) ? 0.5f : NO_THRESHOLD,
    .top_k = isnan (top_k) ? 0 : (guint) top_k,
    .first = isnan (class_id) ? 0 : (guint) class_id,
    .end = isnan (class_id) ? n_cols : (guint) class_id + 1,
  };
}

static gboolean
precision_check (const NrnConfig  *config,
                 guint             n_outputs,
                 NrnTargetKind     target_kind,
                 GError          **error)
{
  Choice choice = choice_of (config, n_outputs);
  const char *name = nrn_config_get_name (config);

  if (!nrn_metric_needs_targets (config, target_kind, error))
    return FALSE;
  if (choice.first >= n_outputs)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_SHAPE,
                   _("%s: class_id cannot be %u; the network's outputs are numbered from 0 to %u."),
                   name, choice.first, n_outputs - 1);
      return FALSE;
    }
  if (choice.top_k > n_outputs)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_SHAPE,
                   _("%s: top_k is %u, and the network has %u outputs; it cannot be more."),
                   name, choice.top_k, n_outputs);
      return FALSE;
    }

  return TRUE;
}

/* Of equal outputs the first are among the k largest. */
static gboolean
is_in_top (guint        n_cols,
           const float *row,
           guint        col,
           guint        k)
{
  guint n_before = 0;

  for (guint i = 0; i < n_cols; i++)
    n_before += row[i] > row[col] || (row[i] == row[col] && i < col);

  return n_before < k;
}

static gboolean
is_positive (const Choice *choice,
             guint         n_cols,
             const float  *row,
             guint         col)
{
  return row[col] > choice->threshold &&
         (choice->top_k == 0 || is_in_top (n_cols, row, col, choice->top_k));
}

static void
precision_add (const NrnConfig *config,
               guint            n_rows,
               guint            n_cols,
               const float     *outputs,
               NrnTargetKind    target_kind,
               const float     *targets,
               NrnMetricSums   *sums)
{
  Choice choice = choice_of (config, n_cols);

  for (guint row = 0; row < n_rows; row++)
    {
      const float *p = outputs + (gsize) row * n_cols;
      const float *t = targets + (gsize) row * n_cols;

      for (guint col = choice.first; col < choice.end; col++)
        {
          if (!is_positive (&choice, n_cols, p, col))
            continue;
          sums->part += t[col] != 0;
          sums->whole += 1;
        }
    }
}

static void
recall_add (const NrnConfig *config,
            guint            n_rows,
            guint            n_cols,
            const float     *outputs,
            NrnTargetKind    target_kind,
            const float     *targets,
            NrnMetricSums   *sums)
{
  Choice choice = choice_of (config, n_cols);

  for (guint row = 0; row < n_rows; row++)
    {
      const float *p = outputs + (gsize) row * n_cols;
      const float *t = targets + (gsize) row * n_cols;

      for (guint col = choice.first; col < choice.end; col++)
        {
          if (t[col] == 0)
            continue;
          sums->part += is_positive (&choice, n_cols, p, col);
          sums->whole += 1;
        }
    }
}

static const NrnPropertySpec properties[] = {
  [THRESHOLDS] = {
    .name = "thresholds",
    .default_value = NAN,
    .minimum = 0,
    .maximum = 1,
    .optional = TRUE,
    .description = N_("An output above this is positive; none stands for 0.5, or with top_k for no "
                      "threshold."),
  },
  [TOP_K] = {
    .name = "top_k",
    .type = NRN_PROPERTY_INTEGER,
    .default_value = NAN,
    .minimum = 1,
    .maximum = 1000000,
    .optional = TRUE,
    .description = N_("How many of the largest outputs of a row can be positive; none stands for "
                      "all."),
  },
  [CLASS_ID] = {
    .name = "class_id",
    .type = NRN_PROPERTY_INTEGER,
    .default_value = NAN,
    .minimum = 0,
    .maximum = 1000000,
    .optional = TRUE,
    .description = N_("The only output that counts, from 0; none stands for all."),
  },
};

const NrnMetric nrn_metric_precision = {
  .kind = {
    .name = "precision",
    .properties = properties,
    .n_properties = G_N_ELEMENTS (properties),
    .keras_name = "Precision",
    .formula = "TP ∕ (TP + FP)",
    .range = "[0, 1]",
    .purpose = N_("Of what the network calls positive, the share that is: for alarms that must not "
                  "be false."),
    .source = "Keras 3, keras/src/metrics/confusion_metrics.py",
  },
  .more_is_better = TRUE,
  .is_share = TRUE,
  .check = precision_check,
  .add = precision_add,
};

const NrnMetric nrn_metric_recall = {
  .kind = {
    .name = "recall",
    .properties = properties,
    .n_properties = G_N_ELEMENTS (properties),
    .keras_name = "Recall",
    .formula = "TP ∕ (TP + FN)",
    .range = "[0, 1]",
    .purpose = N_("Of what is positive, the share that the network finds: for cases that must not be "
                  "missed."),
    .source = "Keras 3, keras/src/metrics/confusion_metrics.py",
  },
  .more_is_better = TRUE,
  .is_share = TRUE,
  .check = precision_check,
  .add = recall_add,
};
