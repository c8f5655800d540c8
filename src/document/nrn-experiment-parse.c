/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * An experiment from the JSON of its file.
 */

#include "config.h"

#include "nrn-experiment-file-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-experiment-file.h"
#include "nrn-keras.h"
#include "nrn-loss.h"

/* What has been read so far. */
typedef struct
{
  const char       *name;             /* borrowed from the JSON */
  const char       *preset;           /* likewise */
  NrnDataSource    *source;           /* owned */
  gboolean          scale;
  NrnArchitecture  *architecture;     /* owned */
  NrnConfig        *loss;             /* owned */
  NrnConfig        *optimizer;        /* owned */
  NrnFitOptions     fit;              /* keeps what it points at */
  NrnScaler        *scaler;           /* owned */
  char            **feature_names;    /* owned */
  char            **output_names;     /* owned */
  NrnWeights       *weights;          /* owned */
  NrnHistory       *history;          /* owned */
} Draft;

static void
draft_clear (Draft *draft)
{
  g_clear_pointer (&draft->source, nrn_data_source_unref);
  g_clear_pointer (&draft->architecture, nrn_architecture_unref);
  g_clear_pointer (&draft->loss, nrn_config_unref);
  g_clear_pointer (&draft->optimizer, nrn_config_unref);
  g_clear_pointer (&draft->scaler, nrn_scaler_unref);
  g_clear_pointer (&draft->feature_names, g_strfreev);
  g_clear_pointer (&draft->output_names, g_strfreev);
  g_clear_pointer (&draft->weights, nrn_weights_unref);
  g_clear_pointer (&draft->history, nrn_history_unref);
  nrn_fit_options_drop (&draft->fit);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Draft, draft_clear)

/* An optional member: absent is fine, the wrong type is not. */

static gboolean
maybe_string (const NrnJson  *object,
              const char     *name,
              const char    **value,
              GError        **error)
{
  NrnJson member;

  return !nrn_json_find (object, name, &member) || nrn_json_get_string (&member, value, error);
}

static gboolean
maybe_boolean (const NrnJson  *object,
               const char     *name,
               gboolean       *value,
               GError        **error)
{
  NrnJson member;

  return !nrn_json_find (object, name, &member) || nrn_json_get_boolean (&member, value, error);
}

static gboolean
maybe_integer (const NrnJson  *object,
               const char     *name,
               guint           minimum,
               guint          *value,
               GError        **error)
{
  NrnJson member;

  return !nrn_json_find (object, name, &member) ||
         nrn_json_get_integer (&member, minimum, G_MAXUINT32, value, error);
}

static gboolean
check_format (const NrnJson  *root,
              GError        **error)
{
  NrnJson member;
  const char *format;
  guint version;

  if (!nrn_json_expect_object (root, error))
    return FALSE;

  if (!nrn_json_find (root, "format", &member) || !nrn_json_is_string (&member) ||
      strcmp (json_node_get_string (member.node), NRN_EXPERIMENT_FORMAT) != 0)
    {
      format = NRN_EXPERIMENT_FORMAT;
      return nrn_json_fail (root, NRN_ERROR_PARSE, error,
                            _("This is not an experiment of Neurons; its format would be “%s”."),
                            format);
    }

  if (!nrn_json_need (root, "version", &member, error) ||
      !nrn_json_get_integer (&member, 1, G_MAXUINT32, &version, error))
    return FALSE;

  return version <= NRN_EXPERIMENT_FILE_VERSION ||
         nrn_json_fail (&member, NRN_ERROR_UNSUPPORTED, error,
                        _("The file was saved by a newer Neurons: it has version %u, and this "
                          "Neurons reads up to %d."),
                        version, NRN_EXPERIMENT_FILE_VERSION);
}

static gboolean
parse_parameter (const NrnJson                *parameters,
                 const NrnGeneratorParameter  *parameter,
                 double                       *value,
                 GError                      **error)
{
  char minimum[G_ASCII_DTOSTR_BUF_SIZE];
  char maximum[G_ASCII_DTOSTR_BUF_SIZE];
  NrnJson member;

  if (!nrn_json_find (parameters, parameter->name, &member))
    return TRUE;
  if (!nrn_json_get_number (&member, value, error))
    return FALSE;

  if (parameter->is_integer && *value != floor (*value))
    return nrn_json_fail (&member, NRN_ERROR_INVALID, error, _("This must be a whole number."));
  if (*value >= parameter->minimum && *value <= parameter->maximum)
    return TRUE;

  g_ascii_formatd (minimum, sizeof minimum, "%.10g", parameter->minimum);
  g_ascii_formatd (maximum, sizeof maximum, "%.10g", parameter->maximum);

  return nrn_json_fail (&member, NRN_ERROR_INVALID, error,
                        _("This must be a number from %s to %s."), minimum, maximum);
}

static gboolean
parse_parameters (const NrnJson       *data,
                  const NrnGenerator  *generator,
                  double              *values,
                  GError             **error)
{
  NrnJson parameters;

  for (guint i = 0; i < generator->n_parameters; i++)
    values[i] = generator->parameters[i].default_value;

  if (!nrn_json_find (data, "parameters", &parameters))
    return TRUE;
  if (!nrn_json_expect_object (&parameters, error))
    return FALSE;

  for (guint i = 0; i < generator->n_parameters; i++)
    {
      if (!parse_parameter (&parameters, &generator->parameters[i], &values[i], error))
        return FALSE;
    }
  if (generator->check != NULL && !generator->check (values, error))
    return nrn_json_fail_prefix (&parameters, error);

  return TRUE;
}

static NrnDataSource *
parse_generator (const NrnJson  *data,
                 const NrnJson  *generator_member,
                 GError        **error)
{
  const NrnGenerator *generator;
  g_autofree double *values = NULL;
  const char *name;
  guint seed = 0;

  if (!nrn_json_get_name (generator_member, &name, error))
    return NULL;
  generator = nrn_generator_find (name, error);
  if (generator == NULL)
    {
      nrn_json_fail_prefix (generator_member, error);
      return NULL;
    }

  values = g_new0 (double, generator->n_parameters + 1);
  if (!parse_parameters (data, generator, values, error) ||
      !maybe_integer (data, "seed", 0, &seed, error))
    return NULL;

  return nrn_data_source_new_generator (generator, values, seed);
}

static NrnDataSource *
parse_file (const NrnJson  *data,
            const NrnJson  *file,
            const char     *folder,
            GError        **error)
{
  g_auto (GStrv) features = NULL;
  g_auto (GStrv) targets = NULL;
  g_autofree char *path = NULL;
  g_autoptr (NrnDataSource) source = NULL;
  const char *written;
  const char *sample_weight = NULL;
  NrnJson member;

  if (!nrn_json_get_string (file, &written, error))
    return NULL;
  if (*written == '\0')
    {
      nrn_json_fail (file, NRN_ERROR_PARSE, error, _("This must be the path of a CSV file."));
      return NULL;
    }
  if (!nrn_json_need (data, "features", &member, error))
    return NULL;
  features = nrn_json_get_strings (&member, error);
  if (features == NULL || !nrn_json_need (data, "targets", &member, error))
    return NULL;
  targets = nrn_json_get_strings (&member, error);
  if (targets == NULL || !maybe_string (data, "sample_weight", &sample_weight, error))
    return NULL;

  if (folder == NULL || g_path_is_absolute (written))
    path = g_strdup (written);
  else
    path = g_build_filename (folder, written, NULL);

  source = nrn_data_source_new_csv (path, (const char *const *) features,
                                    (const char *const *) targets);

  return sample_weight != NULL ? nrn_data_source_with_sample_weight (source, sample_weight)
                               : g_steal_pointer (&source);
}

static gboolean
parse_data (const NrnJson  *root,
            const char     *folder,
            Draft          *draft,
            GError        **error)
{
  NrnJson data;
  NrnJson member;

  if (!nrn_json_need (root, "data", &data, error) || !nrn_json_expect_object (&data, error))
    return FALSE;

  if (nrn_json_find (&data, "generator", &member))
    draft->source = parse_generator (&data, &member, error);
  else if (nrn_json_find (&data, "file", &member))
    draft->source = parse_file (&data, &member, folder, error);
  else
    nrn_json_fail (&data, NRN_ERROR_PARSE, error,
                   _("This must have a generator, or a file with features and targets."));

  return draft->source != NULL;
}

static gboolean
parse_model (const NrnJson  *root,
             Draft          *draft,
             GError        **error)
{
  NrnJson model;

  if (!nrn_json_need (root, "model", &model, error))
    return FALSE;
  draft->architecture = nrn_keras_parse_sequential (&model, error);

  return draft->architecture != NULL;
}

static void
unref_config (gpointer config)
{
  nrn_config_unref (config);
}

/* Whether they fit the network and the loss is seen here, where the file can
 * still be named. */
static gboolean
parse_metrics (const NrnJson  *compile,
               Draft          *draft,
               GError        **error)
{
  g_autoptr (GPtrArray) configs = g_ptr_array_new_with_free_func (unref_config);
  NrnJson list;

  if (!nrn_json_find (compile, "metrics", &list))
    return TRUE;
  if (!nrn_json_expect_array (&list, error))
    return FALSE;

  for (guint i = 0; i < nrn_json_get_length (&list); i++)
    {
      NrnJson element = nrn_json_get_element (&list, i);
      NrnConfig *config = nrn_keras_parse_config (&element, NRN_FAMILY_METRIC, error);

      if (config == NULL)
        return FALSE;
      g_ptr_array_add (configs, config);
      if (!nrn_metric_check (config, nrn_architecture_get_output_dim (draft->architecture),
                             nrn_loss_get_target_kind (nrn_config_get_kind (draft->loss)), error))
        return nrn_json_fail_prefix (&element, error);
    }
  draft->fit.metrics = nrn_metrics_new ((const NrnConfig *const *) configs->pdata, configs->len);

  return TRUE;
}

static gboolean
parse_compile (const NrnJson  *root,
               Draft          *draft,
               GError        **error)
{
  NrnJson compile;
  NrnJson member;

  if (!nrn_json_need (root, "compile", &compile, error) ||
      !nrn_json_expect_object (&compile, error))
    return FALSE;

  if (!nrn_json_need (&compile, "optimizer", &member, error))
    return FALSE;
  draft->optimizer = nrn_keras_parse_config (&member, NRN_FAMILY_OPTIMIZER, error);
  if (draft->optimizer == NULL || !nrn_json_need (&compile, "loss", &member, error))
    return FALSE;
  draft->loss = nrn_keras_parse_config (&member, NRN_FAMILY_LOSS, error);

  return draft->loss != NULL && parse_metrics (&compile, draft, error);
}

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
      !maybe_integer (&early, "patience", 0, &early_stopping->patience, error) ||
      !maybe_boolean (&early, "restore_best_weights", &early_stopping->restore_best_weights, error) ||
      !parse_mode (&early, &early_stopping->mode, error) ||
      !parse_baseline (&early, early_stopping, error) ||
      !maybe_integer (&early, "start_from_epoch", 0, &early_stopping->start_from_epoch, error))
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

static gboolean
parse_fit (const NrnJson  *root,
           NrnFitOptions  *options,
           GError        **error)
{
  NrnJson fit;

  if (!nrn_json_find (root, "fit", &fit))
    return TRUE;

  return nrn_json_expect_object (&fit, error) &&
         maybe_integer (&fit, "batch_size", 1, &options->batch_size, error) &&
         maybe_integer (&fit, "epochs", 0, &options->epochs, error) &&
         maybe_boolean (&fit, "shuffle", &options->shuffle, error) &&
         parse_validation_split (&fit, &options->validation_split, error) &&
         maybe_boolean (&fit, "validation_shuffled", &options->validation_shuffled, error) &&
         maybe_integer (&fit, "seed", 0, &options->seed, error) &&
         parse_stop_accuracy (&fit, &options->stop_accuracy, error) &&
         parse_early_stopping (&fit, options, error) &&
         parse_class_weight (&fit, options, error);
}

static gboolean
check_length (const NrnJson  *list,
              guint           length,
              GError        **error)
{
  guint given;

  if (!nrn_json_expect_array (list, error))
    return FALSE;

  given = nrn_json_get_length (list);

  return given == length ||
         nrn_json_fail (list, NRN_ERROR_SHAPE, error,
                        g_dngettext (GETTEXT_PACKAGE,
                                     "This list has %u item; it must have %u.",
                                     "This list has %u items; it must have %u.", given),
                        given, length);
}

static gboolean
parse_names (const NrnJson   *trained,
             const char      *name,
             guint            length,
             char          ***names,
             GError         **error)
{
  NrnJson member;

  if (!nrn_json_find (trained, name, &member))
    return TRUE;
  if (!check_length (&member, length, error))
    return FALSE;
  *names = nrn_json_get_strings (&member, error);

  return *names != NULL;
}

/* A list of @length numbers; null is NaN where that is allowed. */
static double *
parse_numbers (const NrnJson  *list,
               guint           length,
               gboolean        may_be_null,
               GError        **error)
{
  g_autofree double *values = NULL;

  if (!check_length (list, length, error))
    return NULL;

  values = g_new (double, (gsize) length + 1);
  for (guint i = 0; i < length; i++)
    {
      NrnJson element = nrn_json_get_element (list, i);

      if (may_be_null && nrn_json_is_null (&element))
        values[i] = NAN;
      else if (!nrn_json_get_number (&element, &values[i], error))
        return NULL;
    }

  return g_steal_pointer (&values);
}

static gboolean
parse_range (const NrnJson  *scaler,
             double         *low,
             double         *high,
             GError        **error)
{
  g_autofree double *range = NULL;
  NrnJson member;

  if (!nrn_json_find (scaler, "feature_range", &member))
    return TRUE;
  range = parse_numbers (&member, 2, FALSE, error);
  if (range == NULL)
    return FALSE;

  *low = range[0];
  *high = range[1];

  return *low < *high ||
         nrn_json_fail (&member, NRN_ERROR_INVALID, error,
                        _("The first number must be less than the second."));
}

static gboolean
parse_scaler (const NrnJson  *trained,
              Draft          *draft,
              GError        **error)
{
  guint n_columns = nrn_architecture_get_input_dim (draft->architecture);
  g_autofree double *data_min = NULL;
  g_autofree double *data_max = NULL;
  double low = 0;
  double high = 1;
  NrnJson scaler;
  NrnJson member;

  if (!nrn_json_find (trained, "scaler", &scaler))
    return TRUE;
  if (!nrn_json_expect_object (&scaler, error) ||
      !nrn_json_need (&scaler, "data_min", &member, error))
    return FALSE;
  data_min = parse_numbers (&member, n_columns, FALSE, error);
  if (data_min == NULL || !nrn_json_need (&scaler, "data_max", &member, error))
    return FALSE;
  data_max = parse_numbers (&member, n_columns, FALSE, error);
  if (data_max == NULL || !parse_range (&scaler, &low, &high, error))
    return FALSE;

  draft->scaler = nrn_scaler_new (n_columns, data_min, data_max, low, high);

  return TRUE;
}

static gboolean
parse_row (const NrnJson  *list,
           guint           length,
           float          *values,
           GError        **error)
{
  if (!check_length (list, length, error))
    return FALSE;

  for (guint i = 0; i < length; i++)
    {
      NrnJson element = nrn_json_get_element (list, i);
      double number;

      if (!nrn_json_get_number (&element, &number, error))
        return FALSE;
      values[i] = (float) number;
      if (!isfinite (values[i]))
        return nrn_json_fail (&element, NRN_ERROR_INVALID, error,
                              _("This number is too large for a weight; the most is about "
                                "3.4e38."));
    }

  return TRUE;
}

static gboolean
parse_tensor (const NrnJson    *json,
              const NrnTensor  *tensor,
              float            *values,
              GError          **error)
{
  if (tensor->n_dims == 1)
    return parse_row (json, tensor->dims[0], values, error);

  if (!check_length (json, tensor->dims[0], error))
    return FALSE;
  for (guint i = 0; i < tensor->dims[0]; i++)
    {
      NrnJson row = nrn_json_get_element (json, i);

      if (!parse_row (&row, tensor->dims[1], values + (gsize) i * tensor->dims[1], error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
parse_weights (const NrnJson  *trained,
               Draft          *draft,
               GError        **error)
{
  guint n_tensors;
  const NrnTensor *tensors = nrn_architecture_get_tensors (draft->architecture, &n_tensors);
  gsize n_parameters = nrn_architecture_get_n_parameters (draft->architecture);
  g_autofree float *data = NULL;
  NrnJson weights;

  if (!nrn_json_find (trained, "weights", &weights))
    return TRUE;
  if (!nrn_json_expect_object (&weights, error))
    return FALSE;

  data = g_try_new (float, n_parameters + 1);
  if (data == NULL)
    return nrn_json_fail (&weights, NRN_ERROR_IO, error,
                          _("There is not enough memory for the weights."));

  for (guint i = 0; i < n_tensors; i++)
    {
      const char *layer = nrn_architecture_get_layer_name (draft->architecture, tensors[i].layer);
      g_autofree char *name = g_strdup_printf ("%s/%s", layer, tensors[i].name);
      NrnJson member;

      if (!nrn_json_need (&weights, name, &member, error) ||
          !parse_tensor (&member, &tensors[i], data + tensors[i].offset, error))
        return FALSE;
    }
  draft->weights = nrn_weights_new (draft->architecture, data);

  return TRUE;
}

/* "precision" of "val_precision". */
static const char *
without_val (const char *name)
{
  return g_str_has_prefix (name, "val_") ? name + strlen ("val_") : name;
}

/* The loss, the metrics in their order, and whatever else was recorded. */
static char **
list_series (const NrnJson *history,
             const Draft   *draft)
{
  g_autoptr (GList) members = json_object_get_members (json_node_get_object (history->node));
  g_autoptr (NrnMetrics) metrics = nrn_fit_options_dup_metrics (&draft->fit);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (const GList *item = members; item != NULL; item = item->next)
    g_hash_table_add (seen, (char *) without_val (item->data));

  g_strv_builder_add (builder, "loss");
  g_hash_table_remove (seen, "loss");
  for (guint i = 0; i < nrn_metrics_get_n (metrics); i++)
    {
      if (g_hash_table_remove (seen, nrn_metrics_get_names (metrics)[i]))
        g_strv_builder_add (builder, nrn_metrics_get_names (metrics)[i]);
    }
  for (const GList *item = members; item != NULL; item = item->next)
    {
      if (g_hash_table_remove (seen, without_val (item->data)))
        g_strv_builder_add (builder, without_val (item->data));
    }

  return g_strv_builder_end (builder);
}

/* A column of the values, every @stride of them; NaN if it is not there. */
static gboolean
parse_series (const NrnJson  *history,
              const char     *name,
              guint           n_epochs,
              guint           stride,
              double         *values,
              GError        **error)
{
  g_autofree double *numbers = NULL;
  NrnJson member;

  if (nrn_json_find (history, name, &member))
    {
      numbers = parse_numbers (&member, n_epochs, TRUE, error);
      if (numbers == NULL)
        return FALSE;
    }

  for (guint i = 0; i < n_epochs; i++)
    values[(gsize) i * stride] = numbers != NULL ? numbers[i] : NAN;

  return TRUE;
}

/* Epochs after which the experiment was edited: numbers of the history's,
 * rising. */
static gboolean
parse_edits (const NrnJson  *trained,
             guint           n_epochs,
             guint         **marks,
             guint          *n_marks,
             GError        **error)
{
  g_autofree double *numbers = NULL;
  NrnJson edits;

  *n_marks = 0;
  if (!nrn_json_find (trained, "edits", &edits))
    return TRUE;
  if (!nrn_json_expect_array (&edits, error))
    return FALSE;

  numbers = parse_numbers (&edits, nrn_json_get_length (&edits), FALSE, error);
  if (numbers == NULL)
    return FALSE;

  *n_marks = nrn_json_get_length (&edits);
  *marks = g_new (guint, *n_marks + 1);
  for (guint i = 0; i < *n_marks; i++)
    {
      if (!(numbers[i] >= 1 && numbers[i] <= n_epochs && numbers[i] == floor (numbers[i]) &&
            (i == 0 || numbers[i] > numbers[i - 1])))
        return nrn_json_fail (&edits, NRN_ERROR_INVALID, error,
                              _("These must be numbers of epochs of the history, each larger than the one before."));
      (*marks)[i] = (guint) numbers[i];
    }

  return TRUE;
}

static gboolean
parse_history (const NrnJson  *trained,
               Draft          *draft,
               GError        **error)
{
  g_auto (GStrv) names = NULL;
  g_autofree double *values = NULL;
  g_autofree guint *marks = NULL;
  NrnJson history;
  NrnJson loss;
  guint n, n_series, n_marks;

  if (!nrn_json_find (trained, "history", &history))
    return TRUE;
  if (!nrn_json_expect_object (&history, error) ||
      !nrn_json_need (&history, "loss", &loss, error) ||
      !nrn_json_expect_array (&loss, error))
    return FALSE;

  n = nrn_json_get_length (&loss);
  names = list_series (&history, draft);
  n_series = g_strv_length (names);
  values = g_try_new (double, (gsize) n * NRN_N_ROWS * n_series + 1);
  if (values == NULL)
    return nrn_json_fail (&history, NRN_ERROR_IO, error,
                          _("There is not enough memory for the history."));

  for (guint i = 0; i < NRN_N_ROWS * n_series; i++)
    {
      g_autofree char *name = g_strconcat (i < n_series ? "" : "val_", names[i % n_series], NULL);

      if (!parse_series (&history, name, n, NRN_N_ROWS * n_series, values + i, error))
        return FALSE;
    }
  if (!parse_edits (trained, n, &marks, &n_marks, error))
    return FALSE;

  draft->history = nrn_history_new_marked ((const char *const *) names, values, n, marks, n_marks);

  return TRUE;
}

static gboolean
parse_trained (const NrnJson  *root,
               Draft          *draft,
               GError        **error)
{
  NrnJson trained;

  if (!nrn_json_find (root, "trained", &trained))
    return TRUE;

  return nrn_json_expect_object (&trained, error) &&
         parse_names (&trained, "features",
                      nrn_architecture_get_input_dim (draft->architecture),
                      &draft->feature_names, error) &&
         parse_names (&trained, "outputs",
                      nrn_architecture_get_output_dim (draft->architecture),
                      &draft->output_names, error) &&
         parse_scaler (&trained, draft, error) &&
         parse_weights (&trained, draft, error) &&
         parse_history (&trained, draft, error);
}

static NrnExperiment *
draft_finish (const Draft *draft)
{
  return nrn_experiment_new (&(NrnExperimentParts) {
    .name = draft->name,
    .preset = draft->preset,
    .source = draft->source,
    .scale = draft->scale,
    .architecture = draft->architecture,
    .loss = draft->loss,
    .optimizer = draft->optimizer,
    .fit = draft->fit,
    .scaler = draft->scaler,
    .feature_names = (const char *const *) draft->feature_names,
    .output_names = (const char *const *) draft->output_names,
    .weights = draft->weights,
    .history = draft->history,
  });
}

/* @folder: (nullable): the folder that paths in the file start from. */
NrnExperiment *
nrn_experiment_from_json (const NrnJson  *root,
                          const char     *folder,
                          GError        **error)
{
  g_auto (Draft) draft = { .scale = TRUE, .fit = NRN_FIT_OPTIONS_INIT };

  if (!check_format (root, error) ||
      !maybe_string (root, "name", &draft.name, error) ||
      !maybe_string (root, "preset", &draft.preset, error) ||
      !parse_data (root, folder, &draft, error) ||
      !maybe_boolean (root, "scale", &draft.scale, error) ||
      !parse_model (root, &draft, error) ||
      !parse_compile (root, &draft, error) ||
      !parse_fit (root, &draft.fit, error) ||
      !parse_trained (root, &draft, error))
    return NULL;

  return draft_finish (&draft);
}
