/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * From the options of `neurons-cli train` to the arguments of fit(), with
 * what is measured and when it stops.
 */

#include "config.h"

#include "nrn-cli-setup.h"

#include <glib/gi18n-lib.h>

#include "nrn-cli.h"
#include "nrn-error.h"

static gboolean
choose_metrics (NrnFitOptions             *fit,
                const NrnCliTrainOptions  *options,
                GError                   **error)
{
  NrnMetrics *metrics;

  if (options->metrics == NULL)
    return TRUE;

  metrics = nrn_metrics_parse (options->metrics, error);
  if (metrics == NULL)
    return FALSE;
  if (fit->metrics != NULL)
    nrn_metrics_unref ((NrnMetrics *) fit->metrics);
  fit->metrics = metrics;

  return TRUE;
}

/* An empty list takes away what an experiment has. */
static gboolean
choose_class_weight (NrnFitOptions             *fit,
                     const NrnCliTrainOptions  *options,
                     GError                   **error)
{
  NrnClassWeights *weights;

  if (options->class_weight == NULL)
    return TRUE;

  weights = nrn_class_weights_parse (options->class_weight, error);
  if (weights == NULL)
    {
      g_prefix_error (error, "--class-weight: ");
      return FALSE;
    }
  if (nrn_class_weights_get_n (weights) == 0)
    g_clear_pointer (&weights, nrn_class_weights_unref);
  if (fit->class_weight != NULL)
    nrn_class_weights_unref ((NrnClassWeights *) fit->class_weight);
  fit->class_weight = weights;

  return TRUE;
}

static gboolean
choose_monitor (NrnFitOptions             *fit,
                const NrnCliTrainOptions  *options,
                GError                   **error)
{
  NrnEarlyStoppingOptions *early = &fit->early_stopping;
  g_autoptr (NrnMetrics) metrics = nrn_fit_options_dup_metrics (fit);

  if (options->early_stopping != NULL)
    {
      *early = (NrnEarlyStoppingOptions) { NULL };
      if (nrn_monitor_parse (options->early_stopping, metrics, &early->monitor, error))
        return TRUE;

      g_prefix_error (error, "--early-stopping: ");
      return FALSE;
    }

  if (early->monitor != NULL ||
      (options->patience == NULL && options->min_delta == NULL && !options->restore_best_weights &&
       options->mode == NULL && options->baseline == NULL && options->start_from_epoch == NULL))
    return TRUE;

  g_set_error_literal (error, NRN_ERROR, NRN_ERROR_INVALID,
                       _("--patience, --min-delta, --restore-best-weights, --mode, --baseline and "
                         "--start-from-epoch belong to early stopping; say what to monitor with "
                         "--early-stopping."));
  return FALSE;
}

static gboolean
choose_stop (NrnFitOptions             *fit,
             const NrnCliTrainOptions  *options,
             GError                   **error)
{
  NrnEarlyStoppingOptions *early = &fit->early_stopping;

  if (options->stop_accuracy != NULL &&
      !nrn_cli_get_number ("--stop-accuracy", options->stop_accuracy, &fit->stop_accuracy, error))
    return FALSE;
  if (!choose_monitor (fit, options, error))
    return FALSE;

  if (options->patience != NULL &&
      !nrn_cli_get_uint ("--patience", options->patience, 0, G_MAXUINT32, &early->patience, error))
    return FALSE;
  if (options->min_delta != NULL &&
      !nrn_cli_get_number ("--min-delta", options->min_delta, &early->min_delta, error))
    return FALSE;
  if (options->restore_best_weights)
    early->restore_best_weights = TRUE;
  if (options->mode != NULL && !nrn_monitor_mode_parse (options->mode, &early->mode, error))
    return FALSE;
  early->has_baseline = early->has_baseline || options->baseline != NULL;
  if (options->baseline != NULL &&
      !nrn_cli_get_number ("--baseline", options->baseline, &early->baseline, error))
    return FALSE;

  return options->start_from_epoch == NULL ||
         nrn_cli_get_uint ("--start-from-epoch", options->start_from_epoch, 0, G_MAXUINT32,
                           &early->start_from_epoch, error);
}

/**
 * nrn_cli_setup_fit:
 * @fit: (inout): the arguments to begin with; it keeps what it points at, see
 *   nrn_fit_options_keep()
 * @options: the options
 * @error: return location
 *
 * Changes what the options name.
 *
 * Returns: %FALSE with @error set if one of them cannot be so
 */
gboolean
nrn_cli_setup_fit (NrnFitOptions             *fit,
                   const NrnCliTrainOptions  *options,
                   GError                   **error)
{
  guint seed = fit->seed;

  if (options->data != NULL)
    {
      nrn_fit_options_drop (fit);
      *fit = (NrnFitOptions) { .batch_size = 32, .epochs = 20, .shuffle = TRUE, .seed = seed };
    }

  if (options->batch_size != NULL &&
      !nrn_cli_get_uint ("--batch-size", options->batch_size, 1, G_MAXUINT32, &fit->batch_size, error))
    return FALSE;
  if (options->epochs != NULL &&
      !nrn_cli_get_uint ("--epochs", options->epochs, 0, 100000000, &fit->epochs, error))
    return FALSE;
  if (options->seed != NULL &&
      !nrn_cli_get_uint ("--seed", options->seed, 0, G_MAXUINT32, &fit->seed, error))
    return FALSE;
  if (options->validation_split != NULL &&
      !nrn_cli_get_number ("--validation-split", options->validation_split,
                           &fit->validation_split, error))
    return FALSE;

  if (options->shuffle)
    fit->shuffle = TRUE;
  if (options->no_shuffle)
    fit->shuffle = FALSE;
  if (options->validation_shuffled)
    fit->validation_shuffled = TRUE;

  return choose_metrics (fit, options, error) && choose_class_weight (fit, options, error) &&
         choose_stop (fit, options, error);
}
