/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The arguments of Keras' fit().
 */

#include "config.h"

#include "nrn-fit-options.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-error.h"
#include "nrn-split.h"

/* What a step computes with beside the weights may take so many numbers of four
 * bytes: 2 GB. */
#define MAX_BATCH_FLOATS 500000000

/**
 * nrn_fit_options_keep:
 * @options: a copy of options
 *
 * Takes references to all that it points at, so that it may outlive what it
 * was copied from. To be followed by nrn_fit_options_drop().
 */
void
nrn_fit_options_keep (NrnFitOptions *options)
{
  if (options->metrics != NULL)
    nrn_metrics_ref (options->metrics);
  if (options->class_weight != NULL)
    nrn_class_weights_ref (options->class_weight);
}

/**
 * nrn_fit_options_drop:
 * @options: options that own what they point to
 *
 * Gives up the metrics and the weights of classes, and sets them to %NULL.
 */
void
nrn_fit_options_drop (NrnFitOptions *options)
{
  if (options->metrics != NULL)
    nrn_metrics_unref ((NrnMetrics *) options->metrics);
  if (options->class_weight != NULL)
    nrn_class_weights_unref ((NrnClassWeights *) options->class_weight);
  options->metrics = NULL;
  options->class_weight = NULL;
}

/**
 * nrn_fit_options_dup_metrics:
 * @options: options
 *
 * Returns: (transfer full): the metrics, also those that are there unless
 *   somebody says otherwise
 */
NrnMetrics *
nrn_fit_options_dup_metrics (const NrnFitOptions *options)
{
  return options->metrics != NULL ? nrn_metrics_ref (options->metrics)
                                  : nrn_metrics_new_default ();
}

static gboolean
has_accuracy (const NrnFitOptions *options)
{
  g_autoptr (NrnMetrics) metrics = nrn_fit_options_dup_metrics (options);

  return nrn_metrics_find (metrics, "accuracy") >= 0;
}

static gboolean
have_equal_metrics (const NrnFitOptions *a,
                    const NrnFitOptions *b)
{
  g_autoptr (NrnMetrics) metrics_a = nrn_fit_options_dup_metrics (a);
  g_autoptr (NrnMetrics) metrics_b = nrn_fit_options_dup_metrics (b);

  return nrn_metrics_equal (metrics_a, metrics_b);
}

static gboolean
check_monitor (const NrnFitOptions  *options,
               GError              **error)
{
  const char *monitor = options->early_stopping.monitor;
  g_autoptr (NrnMetrics) metrics = nrn_fit_options_dup_metrics (options);
  const char *known;

  if (monitor == NULL)
    return TRUE;
  if (!nrn_monitor_parse (monitor, metrics, &known, error))
    return FALSE;
  if (!nrn_monitor_needs_validation (monitor) || options->validation_split > 0)
    return TRUE;

  g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
               _("To stop early by %s, rows must be held out; give a validation split, or "
                 "monitor loss or accuracy."), monitor);
  return FALSE;
}

/**
 * nrn_fit_options_check:
 * @options: what is asked for
 * @samples: the rows
 * @error: return location
 *
 * nrn_split_count() checks the validation split.
 *
 * Returns: %FALSE with @error set if the options make no sense
 */
gboolean
nrn_fit_options_check (const NrnFitOptions  *options,
                       const NrnSamples     *samples,
                       GError              **error)
{
  const NrnEarlyStoppingOptions *early = &options->early_stopping;
  gboolean by_accuracy = options->stop_accuracy > 0 || g_strcmp0 (early->monitor, "accuracy") == 0 ||
                         g_strcmp0 (early->monitor, "val_accuracy") == 0;
  const char *sentence = NULL;

  if (options->batch_size < 1)
    sentence = _("The batch size cannot be 0; it must be at least 1.");
  else if (!(options->stop_accuracy >= 0 && options->stop_accuracy <= 1))
    sentence = _("The accuracy to stop at must be between 0 and 1.");
  else if (!(isfinite (early->min_delta) && early->min_delta >= 0))
    sentence = _("min_delta of early stopping must be a number of at least 0.");
  else if (by_accuracy && !nrn_samples_has_accuracy (samples))
    sentence = _("There is no accuracy to stop by, since the data has numbers to predict and no "
                 "classes; monitor loss or val_loss.");
  else if (by_accuracy && !has_accuracy (options))
    sentence = _("There is no accuracy to stop by, since it is not among the metrics; add it, or "
                 "monitor another.");
  else if (early->has_baseline && !isfinite (early->baseline))
    sentence = _("The baseline of early stopping must be a number such as 0.5.");
  else if (options->class_weight != NULL && !nrn_samples_has_accuracy (samples))
    sentence = _("There are no classes to give weights to, since the data has numbers to predict; "
                 "leave class_weight away.");
  else if (options->class_weight != NULL && nrn_samples_get_weights (samples) != NULL)
    sentence = _("Rows cannot have a class_weight and a sample_weight at the same time; choose one of "
                 "them.");

  if (sentence != NULL)
    {
      g_set_error_literal (error, NRN_ERROR, NRN_ERROR_INVALID, sentence);
      return FALSE;
    }

  return check_monitor (options, error);
}

/**
 * nrn_fit_options_check_memory:
 * @options: options that nrn_fit_options_check() accepts
 * @architecture: the network
 * @samples: the rows
 * @error: return location
 *
 * A batch takes what goes in, the outputs of each layer, and the gradients of
 * two of them.
 *
 * Returns: %FALSE with @error set if that is more than any computer of a
 *   student can spare
 */
gboolean
nrn_fit_options_check_memory (const NrnFitOptions    *options,
                              const NrnArchitecture  *architecture,
                              const NrnSamples       *samples,
                              GError                **error)
{
  guint n_rows = MIN (options->batch_size, nrn_samples_get_n_rows (samples));
  guint most_units = nrn_architecture_get_input_dim (architecture);
  gsize n_units = (gsize) most_units + nrn_samples_get_target_dim (samples);
  guint max_rows;

  for (guint i = 0; i < nrn_architecture_get_n_layers (architecture); i++)
    {
      guint units = nrn_architecture_get_layer_units (architecture, i);

      n_units += units;
      most_units = MAX (most_units, units);
    }

  max_rows = (guint) (MAX_BATCH_FLOATS / (n_units + 2 * (gsize) most_units));
  if (n_rows <= max_rows)
    return TRUE;

  g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
               _("The batch size %u takes too much memory with this network; choose at most %u."),
               n_rows, max_rows);
  return FALSE;
}

/* What each row counts, of its own or by its class; NULL for all 1. */
static gboolean
weigh_rows (const NrnFitOptions  *options,
            const NrnSamples     *samples,
            const NrnConfig      *loss,
            guint                 n_train,
            const guint          *order,
            float               **row_weights,
            GError              **error)
{
  const float *weights = nrn_samples_get_weights (samples);

  *row_weights = NULL;
  if (options->class_weight != NULL)
    *row_weights = nrn_class_weights_weigh (options->class_weight, samples,
                                            nrn_loss_get_target_kind (nrn_config_get_kind (loss)),
                                            n_train, order, error);
  else if (weights != NULL)
    *row_weights = g_memdup2 (weights, nrn_samples_get_n_rows (samples) * sizeof (float));

  return options->class_weight == NULL || *row_weights != NULL;
}

/**
 * nrn_fit_options_list_rows:
 * @options: options that nrn_fit_options_check() accepts
 * @samples: the rows
 * @loss: a loss with its arguments
 * @n_train: (out): how many rows are trained on
 * @row_weights: (out) (transfer full) (nullable): what each row of @samples
 *   counts; %NULL for all 1
 * @error: return location
 *
 * Returns: (transfer full) (nullable): all rows, those to train on first, as
 *   they are ordered before they are shuffled; %NULL with @error set if the
 *   validation split or the class weights do not fit the rows
 */
guint *
nrn_fit_options_list_rows (const NrnFitOptions  *options,
                           const NrnSamples     *samples,
                           const NrnConfig      *loss,
                           guint                *n_train,
                           float               **row_weights,
                           GError              **error)
{
  guint n_rows = nrn_samples_get_n_rows (samples);
  g_autofree guint *order = NULL;

  if (!nrn_split_count (n_rows, options->validation_split, n_train, error))
    return NULL;

  order = nrn_split_order (n_rows, options->validation_shuffled && *n_train < n_rows, options->seed);
  if (!weigh_rows (options, samples, loss, *n_train, order, row_weights, error))
    return NULL;

  return g_steal_pointer (&order);
}

/**
 * nrn_fit_options_are_live:
 * @before: options of a training under way
 * @after: options for it
 *
 * Returns: whether the training can go on with them: seed, order, held-out
 *   rows, metrics and class weights are the same
 */
gboolean
nrn_fit_options_are_live (const NrnFitOptions *before,
                          const NrnFitOptions *after)
{
  return before->shuffle == after->shuffle &&
         before->validation_split == after->validation_split &&
         before->validation_shuffled == after->validation_shuffled &&
         before->seed == after->seed &&
         have_equal_metrics (before, after) &&
         nrn_class_weights_equal (before->class_weight, after->class_weight);
}

/**
 * nrn_fit_options_equal:
 * @a: options
 * @b: others
 *
 * Returns: whether they lead to the same training
 */
gboolean
nrn_fit_options_equal (const NrnFitOptions *a,
                       const NrnFitOptions *b)
{
  return nrn_fit_options_are_live (a, b) && a->batch_size == b->batch_size &&
         a->epochs == b->epochs && a->stop_accuracy == b->stop_accuracy &&
         nrn_early_stopping_options_equal (&a->early_stopping, &b->early_stopping);
}

/**
 * nrn_fit_options_describe_stop:
 * @options: options of a training that has ended
 * @stop: why it did
 * @epoch: epochs that are over
 * @best_epoch: the epoch whose weights were restored, or 0
 *
 * Returns: (transfer full) (nullable): sentences that say why it stopped
 *   before its last epoch, and which weights it has; %NULL if there is nothing
 *   to say
 */
char *
nrn_fit_options_describe_stop (const NrnFitOptions *options,
                               NrnStopReason        stop,
                               guint                epoch,
                               guint                best_epoch)
{
  guint wait = MAX (options->early_stopping.patience, 1);
  g_autofree char *why = NULL;
  g_autofree char *which = NULL;

  if (stop == NRN_STOP_ACCURACY)
    why = g_strdup_printf (_("Stopped after epoch %u: the accuracy has reached %.4g %%."),
                           epoch, 100 * options->stop_accuracy);
  else if (stop == NRN_STOP_EARLY && options->early_stopping.has_baseline)
    why = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                        "Stopped after epoch %u: %s has not improved beyond %.4g for "
                                        "%u epoch.",
                                        "Stopped after epoch %u: %s has not improved beyond %.4g for "
                                        "%u epochs.", wait),
                           epoch, options->early_stopping.monitor, options->early_stopping.baseline,
                           wait);
  else if (stop == NRN_STOP_EARLY)
    why = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                        "Stopped after epoch %u: %s has not improved for %u epoch.",
                                        "Stopped after epoch %u: %s has not improved for %u epochs.",
                                        wait),
                           epoch, options->early_stopping.monitor, wait);
  if (best_epoch > 0)
    which = g_strdup_printf (_("The weights are those of the best epoch, %u."), best_epoch);

  if (why != NULL && which != NULL)
    return g_strdup_printf ("%s %s", why, which);

  return why != NULL ? g_steal_pointer (&why) : g_steal_pointer (&which);
}
