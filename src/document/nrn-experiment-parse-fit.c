/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What an experiment says of its training: the arguments of Keras' fit().
 */

#include "config.h"

#include "nrn-experiment-parse-private.h"

#include <glib/gi18n-lib.h>

static gboolean
parse_validation_split (const NrnJson  *fit,
                        double         *value,
                        GError        **error)
{
  NrnJson member;

  if (!nrn_json_find (fit, "validation_split", &member))
    return TRUE;
  if (!nrn_json_get_number (&member, value, error))
    return FALSE;

  return (*value >= 0 && *value < 1) ||
         nrn_json_fail (&member, NRN_ERROR_INVALID, error,
                        _("This must be at least 0 and less than 1."));
}

static gboolean
parse_stop_accuracy (const NrnJson  *fit,
                     double         *value,
                     GError        **error)
{
  NrnJson member;

  if (!nrn_json_find (fit, "stop_accuracy", &member))
    return TRUE;
  if (!nrn_json_get_number (&member, value, error))
    return FALSE;

  return (*value >= 0 && *value <= 1) ||
         nrn_json_fail (&member, NRN_ERROR_INVALID, error, _("This must be between 0 and 1."));
}

static gboolean
parse_monitor (const NrnJson        *early,
               const NrnFitOptions  *fit,
               const char          **monitor,
               GError              **error)
{
  g_autoptr (NrnMetrics) metrics = nrn_fit_options_dup_metrics (fit);
  const char *name;
  NrnJson member;

  if (!nrn_json_need (early, "monitor", &member, error) ||
      !nrn_json_get_name (&member, &name, error))
    return FALSE;
  if (!nrn_monitor_parse (name, metrics, monitor, error))
    return nrn_json_fail_prefix (&member, error);

  return !nrn_monitor_needs_validation (*monitor) || fit->validation_split > 0 ||
         nrn_json_fail (&member, NRN_ERROR_INVALID, error,
                        _("This is measured on held-out rows, but validation_split is 0."));
}

static gboolean
parse_mode (const NrnJson   *early,
            NrnMonitorMode  *mode,
            GError         **error)
{
  const char *name;
  NrnJson member;

  if (!nrn_json_find (early, "mode", &member))
    return TRUE;

  return nrn_json_get_name (&member, &name, error) &&
         (nrn_monitor_mode_parse (name, mode, error) || nrn_json_fail_prefix (&member, error));
}

static gboolean
parse_baseline (const NrnJson            *early,
                NrnEarlyStoppingOptions  *options,
                GError                  **error)
{
  NrnJson member;

  options->has_baseline = nrn_json_find (early, "baseline", &member);

  return !options->has_baseline || nrn_json_get_number (&member, &options->baseline, error);
}

static gboolean
parse_early_stopping (const NrnJson  *fit,
                      NrnFitOptions  *options,
                      GError        **error)
{
  NrnEarlyStoppingOptions *early_stopping = &options->early_stopping;
  NrnJson early;
  NrnJson member;

  if (!nrn_json_find (fit, "early_stopping", &early) || nrn_json_is_null (&early))
    return TRUE;
  if (!nrn_json_expect_object (&early, error) ||
      !parse_monitor (&early, options, &early_stopping->monitor, error) ||
      !nrn_json_maybe_integer (&early, "patience", 0, &early_stopping->patience, error) ||
      !nrn_json_maybe_boolean (&early, "restore_best_weights",
                               &early_stopping->restore_best_weights, error) ||
      !parse_mode (&early, &early_stopping->mode, error) ||
      !parse_baseline (&early, early_stopping, error) ||
      !nrn_json_maybe_integer (&early, "start_from_epoch", 0, &early_stopping->start_from_epoch,
                               error))
    return FALSE;
  if (!nrn_json_find (&early, "min_delta", &member))
    return TRUE;
  if (!nrn_json_get_number (&member, &early_stopping->min_delta, error))
    return FALSE;

  return early_stopping->min_delta >= 0 ||
         nrn_json_fail (&member, NRN_ERROR_INVALID, error, _("This must be at least 0."));
}

static gboolean
parse_class_weight (const NrnJson  *fit,
                    NrnFitOptions  *options,
                    GError        **error)
{
  g_autoptr (GList) names = NULL;
  g_autofree int *classes = NULL;
  g_autofree double *weights = NULL;
  guint n = 0;
  NrnJson object;

  if (!nrn_json_find (fit, "class_weight", &object))
    return TRUE;
  if (!nrn_json_expect_object (&object, error))
    return FALSE;

  names = json_object_get_members (json_node_get_object (object.node));
  classes = g_new (int, g_list_length (names) + 1);
  weights = g_new (double, g_list_length (names) + 1);
  for (const GList *item = names; item != NULL; item = item->next, n++)
    {
      gint64 number;
      NrnJson member;

      if (!nrn_json_need (&object, item->data, &member, error))
        return FALSE;
      if (!g_ascii_string_to_signed (item->data, 10, G_MININT, G_MAXINT, &number, NULL))
        return nrn_json_fail (&member, NRN_ERROR_INVALID, error,
                              _("Its name must be the number of a class, such as “1”."));
      classes[n] = (int) number;
      if (!nrn_json_get_number (&member, &weights[n], error))
        return FALSE;
      if (!nrn_class_weights_check (classes[n], weights[n], error))
        return nrn_json_fail_prefix (&member, error);
    }
  options->class_weight = nrn_class_weights_new (classes, weights, n);

  return TRUE;
}

gboolean
nrn_experiment_parse_fit (const NrnJson  *root,
                          NrnFitOptions  *options,
                          GError        **error)
{
  NrnJson fit;

  if (!nrn_json_find (root, "fit", &fit))
    return TRUE;

  return nrn_json_expect_object (&fit, error) &&
         nrn_json_maybe_integer (&fit, "batch_size", 1, &options->batch_size, error) &&
         nrn_json_maybe_integer (&fit, "epochs", 0, &options->epochs, error) &&
         nrn_json_maybe_boolean (&fit, "shuffle", &options->shuffle, error) &&
         parse_validation_split (&fit, &options->validation_split, error) &&
         nrn_json_maybe_boolean (&fit, "validation_shuffled", &options->validation_shuffled,
                                 error) &&
         nrn_json_maybe_integer (&fit, "seed", 0, &options->seed, error) &&
         parse_stop_accuracy (&fit, &options->stop_accuracy, error) &&
         parse_early_stopping (&fit, options, error) &&
         parse_class_weight (&fit, options, error);
}
