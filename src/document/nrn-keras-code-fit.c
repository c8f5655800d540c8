/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * fit() and its callbacks, from Python programs. Source: Keras 3,
 * `keras/src/trainers/trainer.py`, `keras/src/callbacks/early_stopping.py`.
 */

#include "config.h"

#include "nrn-keras-code-reader.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Longer than any metric's name. */
#define MAX_NAME 100

/* What a callback is made of. */
typedef struct
{
  double                  stop_accuracy;    /* 0 for none */
  NrnEarlyStoppingOptions early;
} Callback;

/* The arguments of fit() in Keras' order. */
static const char *const fit_arguments[] = {
  "x", "y", "batch_size", "epochs", "verbose", "callbacks", "validation_split", "validation_data",
  "shuffle",
};

/* They change nothing. */
static const char *const technical_arguments[] = {
  "verbose", "max_queue_size", "workers", "use_multiprocessing", "validation_batch_size", NULL
};

/* ---- Numbers ---- */

/**
 * nrn_keras_code_get_uint:
 * @reader: a reader
 * @argument: what the number is for
 * @value: what was given
 * @minimum: smallest number allowed
 * @maximum: largest number allowed
 * @number: (out): the number
 * @error: return location
 *
 * Returns: whether it is such a whole number
 */
gboolean
nrn_keras_code_get_uint (const NrnKerasCodeReader  *reader,
                         const char                *argument,
                         const NrnPythonValue      *value,
                         guint                      minimum,
                         guint                      maximum,
                         guint                     *number,
                         GError                   **error)
{
  g_autofree char *what = NULL;

  if (value->type == NRN_PYTHON_INTEGER && value->number >= minimum && value->number <= maximum)
    {
      *number = (guint) value->number;
      return TRUE;
    }

  what = nrn_python_value_describe (value);
  return nrn_keras_code_refuse (reader, value, error,
                                _("%s cannot be %s; it must be a whole number from %u to %u."),
                                argument, what, minimum, maximum);
}

static gboolean
get_number (const NrnKerasCodeReader  *reader,
            const char                *argument,
            const NrnPythonValue      *value,
            double                    *number,
            GError                   **error)
{
  g_autofree char *what = NULL;

  if (nrn_python_value_is_number (value))
    {
      *number = value->number;
      return TRUE;
    }

  what = nrn_python_value_describe (value);
  return nrn_keras_code_refuse (reader, value, error, _("%s cannot be %s; it must be a number."),
                                argument, what);
}

static gboolean
get_truth (const NrnKerasCodeReader  *reader,
           const char                *argument,
           const NrnPythonValue      *value,
           gboolean                  *truth,
           GError                   **error)
{
  g_autofree char *what = NULL;

  if (value->type == NRN_PYTHON_TRUTH)
    {
      *truth = value->number != 0;
      return TRUE;
    }

  what = nrn_python_value_describe (value);
  return nrn_keras_code_refuse (reader, value, error, _("%s cannot be %s; it must be True or False."),
                                argument, what);
}

/* ---- Callbacks ---- */

/* acc is what Keras called it before. Whether it is measured is seen in the
 * end: compile() may come later. */
static gboolean
read_monitor (NrnKerasCodeReader    *reader,
              const NrnPythonValue  *value,
              const char           **monitor,
              GError               **error)
{
  g_autofree char *what = NULL;

  if (value->type == NRN_PYTHON_TEXT && strlen (value->text) <= MAX_NAME)
    {
      if (strcmp (value->text, "acc") == 0)
        *monitor = "accuracy";
      else if (strcmp (value->text, "val_acc") == 0)
        *monitor = "val_accuracy";
      else
        *monitor = g_intern_string (value->text);
      return TRUE;
    }

  what = nrn_python_value_describe (value);
  return nrn_keras_code_refuse (reader, value, error,
                                _("monitor cannot be %s; it must be 'loss', 'accuracy', 'val_loss' or "
                                  "'val_accuracy'."), what);
}

static gboolean
read_mode (NrnKerasCodeReader    *reader,
           const NrnPythonValue  *value,
           NrnMonitorMode        *mode,
           GError               **error)
{
  return (value->type == NRN_PYTHON_TEXT && nrn_monitor_mode_parse (value->text, mode, NULL)) ||
         nrn_keras_code_refuse (reader, value, error, _("mode must be 'auto', 'min' or 'max'."));
}

static gboolean
read_early_stopping_argument (NrnKerasCodeReader       *reader,
                              const char               *name,
                              const NrnPythonValue     *value,
                              NrnEarlyStoppingOptions  *early,
                              GError                  **error)
{
  if (strcmp (name, "monitor") == 0)
    return read_monitor (reader, value, &early->monitor, error);
  if (strcmp (name, "min_delta") == 0)
    return get_number (reader, name, value, &early->min_delta, error);
  if (strcmp (name, "patience") == 0)
    return nrn_keras_code_get_uint (reader, name, value, 0, G_MAXINT32, &early->patience, error);
  if (strcmp (name, "restore_best_weights") == 0)
    return get_truth (reader, name, value, &early->restore_best_weights, error);
  if (strcmp (name, "mode") == 0)
    return read_mode (reader, value, &early->mode, error);
  if (strcmp (name, "verbose") == 0 || value->type == NRN_PYTHON_NONE)
    return TRUE;
  if (strcmp (name, "start_from_epoch") == 0)
    return nrn_keras_code_get_uint (reader, name, value, 0, G_MAXINT32, &early->start_from_epoch, error);
  early->has_baseline = early->has_baseline || strcmp (name, "baseline") == 0;
  if (strcmp (name, "baseline") == 0)
    return get_number (reader, name, value, &early->baseline, error);

  return nrn_keras_code_refuse (reader, value, error,
                                _("The argument %s of EarlyStopping is not understood; Neurons reads "
                                  "monitor, min_delta, patience, mode, baseline, restore_best_weights and "
                                  "start_from_epoch."), name);
}

static gboolean
read_early_stopping (NrnKerasCodeReader           *reader,
                     const NrnKerasCodeArguments  *arguments,
                     NrnEarlyStoppingOptions      *early,
                     GError                      **error)
{
  static const char *const positional[] = { "monitor", "min_delta", "patience" };

  *early = (NrnEarlyStoppingOptions) { .monitor = "val_loss" };
  for (guint i = 0; i < arguments->values->len; i++)
    {
      const char *name = arguments->names->pdata[i];
      const NrnPythonValue *value = arguments->values->pdata[i];

      if (name == NULL && i >= G_N_ELEMENTS (positional))
        return nrn_keras_code_refuse (reader, value, error,
                                      _("It is not clear which argument of %s this is; write "
                                        "NAME=VALUE."), "EarlyStopping");
      name = name != NULL ? name : positional[i];
      if (!read_early_stopping_argument (reader, name, value, early, error))
        return FALSE;
    }
  if (early->min_delta < 0)
    early->min_delta = -early->min_delta;

  return TRUE;
}

/**
 * nrn_keras_code_read_callback:
 * @reader: a reader
 * @class_name: the callback's class
 * @arguments: what it is made with
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the callback, or %NULL with a sentence
 *   that names the place
 */
NrnPythonValue *
nrn_keras_code_read_callback (NrnKerasCodeReader           *reader,
                              const char                   *class_name,
                              const NrnKerasCodeArguments  *arguments,
                              GError                      **error)
{
  static const char *const harmless[] = {
    "CSVLogger", "History", "ModelCheckpoint", "ProgbarLogger", "TensorBoard", "TerminateOnNaN", NULL
  };
  g_autoptr (NrnPythonValue) value = nrn_python_value_new (NRN_PYTHON_CALLBACK, arguments->line,
                                                           arguments->column);
  Callback *callback = g_new0 (Callback, 1);

  value->data = callback;
  if (g_strv_contains (harmless, class_name))
    return g_steal_pointer (&value);

  if (strcmp (class_name, "EarlyStopping") == 0)
    return read_early_stopping (reader, arguments, &callback->early, error)
           ? g_steal_pointer (&value) : NULL;

  if (strcmp (class_name, "StopAtAccuracy") == 0 && arguments->values->len == 1)
    return get_number (reader, "accuracy", arguments->values->pdata[0],
                       &callback->stop_accuracy, error)
           ? g_steal_pointer (&value) : NULL;

  nrn_python_fail (reader->name, arguments->line, arguments->column, error,
                   _("The callback %.60s is not understood; Neurons reads EarlyStopping."), class_name);
  return NULL;
}

static gboolean
read_callbacks (NrnKerasCodeReader    *reader,
                const NrnPythonValue  *value,
                GError               **error)
{
  if (value->type == NRN_PYTHON_NONE)
    return TRUE;
  if (value->type != NRN_PYTHON_LIST)
    return nrn_keras_code_refuse (reader, value, error,
                                  _("callbacks must be a list such as [EarlyStopping(patience=3)]."));

  for (guint i = 0; i < value->items->len; i++)
    {
      const NrnPythonValue *item = value->items->pdata[i];
      const Callback *callback = item->data;

      if (item->type != NRN_PYTHON_CALLBACK)
        return nrn_keras_code_refuse (reader, item, error,
                                      _("This callback is not understood; Neurons reads "
                                        "EarlyStopping."));
      if (callback->early.monitor != NULL &&
          reader->fit.early_stopping.monitor != NULL)
        return nrn_keras_code_refuse (reader, item, error,
                                      _("Neurons has one EarlyStopping at a time."));
      if (callback->early.monitor != NULL)
        reader->fit.early_stopping = callback->early;
      if (callback->stop_accuracy != 0)
        reader->fit.stop_accuracy = callback->stop_accuracy;
    }

  return TRUE;
}

/* ---- Fit ---- */

/* {0: 1.0, 1: 5.0} */
static gboolean
read_class_weight (NrnKerasCodeReader    *reader,
                   const NrnPythonValue  *value,
                   GError               **error)
{
  g_autofree int *classes = NULL;
  g_autofree double *weights = NULL;
  guint n;

  if (value->type != NRN_PYTHON_DICT)
    return nrn_keras_code_refuse (reader, value, error,
                                  _("class_weight must be a dictionary such as {0: 1.0, 1: 5.0}."));

  n = value->items->len / 2;
  classes = g_new (int, n + 1);
  weights = g_new (double, n + 1);
  for (guint i = 0; i < n; i++)
    {
      const NrnPythonValue *key = value->items->pdata[2 * i];
      g_autoptr (GError) reason = NULL;

      if (key->type != NRN_PYTHON_INTEGER || !(fabs (key->number) < G_MAXINT))
        return nrn_keras_code_refuse (reader, key, error,
                                      _("class_weight must be a dictionary such as {0: 1.0, 1: 5.0}."));
      classes[i] = (int) key->number;
      if (!get_number (reader, "class_weight", value->items->pdata[2 * i + 1], &weights[i], error))
        return FALSE;
      if (!nrn_class_weights_check (classes[i], weights[i], &reason))
        return nrn_keras_code_refuse (reader, key, error, "%s", reason->message);
    }

  g_clear_pointer (&reader->class_weight, nrn_class_weights_unref);
  if (n > 0)
    reader->class_weight = nrn_class_weights_new (classes, weights, n);
  reader->fit.class_weight = reader->class_weight;

  return TRUE;
}

static gboolean
read_fit_argument (NrnKerasCodeReader    *reader,
                   const char            *name,
                   const NrnPythonValue  *value,
                   GError               **error)
{
  NrnFitOptions *fit = &reader->fit;

  if (strcmp (name, "x") == 0 || strcmp (name, "y") == 0 ||
      g_strv_contains (technical_arguments, name))
    return TRUE;
  if (strcmp (name, "batch_size") == 0)
    return value->type == NRN_PYTHON_NONE ||
           nrn_keras_code_get_uint (reader, name, value, 1, G_MAXINT32, &fit->batch_size, error);
  if (strcmp (name, "epochs") == 0 || strcmp (name, "nb_epoch") == 0)
    return nrn_keras_code_get_uint (reader, name, value, 0, 100000000, &fit->epochs, error);
  if (strcmp (name, "shuffle") == 0)
    return get_truth (reader, name, value, &fit->shuffle, error);
  if (strcmp (name, "validation_split") == 0)
    return get_number (reader, name, value, &fit->validation_split, error);
  if (strcmp (name, "callbacks") == 0)
    return read_callbacks (reader, value, error);
  if (strcmp (name, "class_weight") == 0 && value->type != NRN_PYTHON_NONE)
    return read_class_weight (reader, value, error);
  if (value->type == NRN_PYTHON_NONE ||
      (strcmp (name, "initial_epoch") == 0 && nrn_python_value_is_number (value) &&
       value->number == 0))
    return TRUE;
  if (strcmp (name, "validation_data") == 0)
    return nrn_keras_code_refuse (reader, value, error,
                                  _("Neurons holds out a part of the rows; instead of validation_data "
                                    "write validation_split=0.1."));

  return nrn_keras_code_refuse (reader, value, error,
                                _("The argument %s of fit is not understood; Neurons reads "
                                  "batch_size, epochs, shuffle, validation_split, class_weight and "
                                  "callbacks."),
                                name);
}

static gboolean
check_split (NrnKerasCodeReader           *reader,
             const NrnKerasCodeArguments  *arguments,
             GError                      **error)
{
  const NrnFitOptions *fit = &reader->fit;

  if (!(fit->validation_split >= 0 && fit->validation_split < 1))
    return nrn_python_fail (reader->name, arguments->line, arguments->column, error,
                            _("validation_split must be at least 0 and less than 1."));
  if (!(fit->stop_accuracy >= 0 && fit->stop_accuracy <= 1))
    return nrn_python_fail (reader->name, arguments->line, arguments->column, error,
                            _("The accuracy to stop at must be from 0 to 1."));
  if (nrn_monitor_needs_validation (fit->early_stopping.monitor) && fit->validation_split == 0)
    return nrn_python_fail (reader->name, arguments->line, arguments->column, error,
                            _("EarlyStopping monitors %s, so fit needs a validation_split such as 0.1."),
                            fit->early_stopping.monitor);

  return TRUE;
}

static gboolean
check_monitor (NrnKerasCodeReader           *reader,
               const NrnKerasCodeArguments  *arguments,
               GError                      **error)
{
  g_autoptr (NrnMetrics) metrics = nrn_fit_options_dup_metrics (&reader->fit);
  g_autoptr (GError) reason = NULL;
  const char **monitor = &reader->fit.early_stopping.monitor;

  return *monitor == NULL || nrn_monitor_parse (*monitor, metrics, monitor, &reason) ||
         nrn_python_fail (reader->name, arguments->line, arguments->column, error, "%s",
                          reason->message);
}

/**
 * nrn_keras_code_read_fit:
 * @reader: a reader
 * @arguments: of fit
 * @error: return location
 *
 * What is not said is as in Keras: batches of 32, one epoch, shuffled.
 *
 * Returns: %FALSE with a sentence that names the place
 */
gboolean
nrn_keras_code_read_fit (NrnKerasCodeReader           *reader,
                         const NrnKerasCodeArguments  *arguments,
                         GError                      **error)
{
  if (reader->fit_line != 0)
    return nrn_python_fail (reader->name, arguments->line, arguments->column, error,
                            _("The network is fitted a second time here, after line %u; Neurons reads "
                              "one fit."), reader->fit_line);
  reader->fit_line = arguments->line;
  reader->fit = (NrnFitOptions) {
    .batch_size = 32,
    .epochs = 1,
    .shuffle = TRUE,
    .seed = reader->fit.seed,
    .validation_shuffled = reader->fit.validation_shuffled,
    .metrics = reader->fit.metrics,
  };

  for (guint i = 0; i < arguments->values->len; i++)
    {
      const char *name = arguments->names->pdata[i];
      const NrnPythonValue *value = arguments->values->pdata[i];

      if (name == NULL && i >= G_N_ELEMENTS (fit_arguments))
        return nrn_keras_code_refuse (reader, value, error,
                                      _("It is not clear which argument of %s this is; write "
                                        "NAME=VALUE."), "fit");
      if (!read_fit_argument (reader, name != NULL ? name : fit_arguments[i], value, error))
        return FALSE;
    }

  return check_split (reader, arguments, error) && check_monitor (reader, arguments, error);
}
