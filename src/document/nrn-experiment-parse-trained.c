/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What an experiment has learned: scaler, weights and history from its file.
 */

#include "config.h"

#include "nrn-experiment-parse-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

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
parse_scaler (const NrnJson       *trained,
              NrnExperimentDraft  *draft,
              GError             **error)
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
parse_weights (const NrnJson       *trained,
               NrnExperimentDraft  *draft,
               GError             **error)
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
list_series (const NrnJson            *history,
             const NrnExperimentDraft *draft)
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
                              _("These must be numbers of epochs of the history, each larger "
                                "than the one before."));
      (*marks)[i] = (guint) numbers[i];
    }

  return TRUE;
}

/* Numbers up to here are whole in JSON. */
#define MAX_UPDATE 9007199254740991.0

static gboolean
parse_member (const NrnJson  *json,
              const char     *name,
              double         *value,
              GError        **error)
{
  NrnJson member;

  return nrn_json_need (json, name, &member, error) && nrn_json_get_number (&member, value, error);
}

static gboolean
parse_change (const NrnJson  *json,
              guint           n_epochs,
              NrnMoment      *change,
              GError        **error)
{
  const char *kind;
  double update;
  NrnJson member;

  if (!nrn_json_expect_object (json, error) || !nrn_json_need (json, "of", &member, error) ||
      !nrn_json_get_string (&member, &kind, error) ||
      !parse_member (json, "update", &update, error) ||
      !parse_member (json, "epochs", &change->position, error) ||
      !parse_member (json, "before", &change->before, error) ||
      !parse_member (json, "after", &change->after, error))
    return FALSE;

  change->kind = g_str_equal (kind, "batch_size") ? NRN_MOMENT_BATCH_SIZE : NRN_MOMENT_LEARNING_RATE;
  change->update = (guint64) CLAMP (update, 0, MAX_UPDATE);
  change->is_exact = TRUE;

  return ((g_str_equal (kind, "batch_size") || g_str_equal (kind, "learning_rate")) &&
          (double) change->update == update && change->before >= 0 && change->after >= 0 &&
          change->position >= 0 && change->position <= n_epochs + 1.0) ||
         nrn_json_fail (json, NRN_ERROR_INVALID, error,
                        _("This must be a change of “learning_rate” or “batch_size” at an update within "
                          "the epochs of the history, with a number before and one after."));
}

/* Learning rates and batch sizes that were changed on the way. */
static gboolean
parse_changes (const NrnJson  *trained,
               NrnHistory    **history,
               GError        **error)
{
  g_autoptr (NrnHistory) without = NULL;
  g_autoptr (NrnMoments) changes = NULL;
  g_autofree NrnMoment *moments = NULL;
  NrnJson list;
  guint n;

  if (!nrn_json_find (trained, "changes", &list))
    return TRUE;
  if (!nrn_json_expect_array (&list, error))
    return FALSE;

  n = nrn_json_get_length (&list);
  moments = g_new0 (NrnMoment, n + 1);
  for (guint i = 0; i < n; i++)
    {
      NrnJson element = nrn_json_get_element (&list, i);

      if (!parse_change (&element, nrn_history_get_n_epochs (*history), &moments[i], error))
        return FALSE;
    }
  changes = nrn_moments_new (moments, n);
  without = g_steal_pointer (history);
  *history = nrn_history_with_changes (without, changes);

  return TRUE;
}

static gboolean
parse_history (const NrnJson       *trained,
               NrnExperimentDraft  *draft,
               GError             **error)
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

  return parse_changes (trained, &draft->history, error);
}

gboolean
nrn_experiment_parse_trained (const NrnJson       *root,
                              NrnExperimentDraft  *draft,
                              GError             **error)
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
