/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * An experiment from the JSON of its file.
 */

#include "config.h"

#include "nrn-experiment-parse-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-experiment-file.h"
#include "nrn-keras.h"
#include "nrn-loss.h"

static void
draft_clear (NrnExperimentDraft *draft)
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

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NrnExperimentDraft, draft_clear)

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

/* Units of one layer, ascending. */
static gboolean
parse_units_off (const NrnJson       *list,
                 guint                layer,
                 NrnExperimentDraft  *draft,
                 GError             **error)
{
  guint n_units = nrn_architecture_get_layer_units (draft->architecture, layer);
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (guint));
  NrnArchitecture *changed;
  guint least = 0;

  if (!nrn_json_expect_array (list, error))
    return FALSE;
  if (!nrn_architecture_can_switch (draft->architecture, layer))
    return nrn_json_fail (list, NRN_ERROR_INVALID, error,
                          _("Only units of hidden layers can be switched off."));

  for (guint i = 0; i < nrn_json_get_length (list); i++)
    {
      NrnJson element = nrn_json_get_element (list, i);
      guint unit;

      if (!nrn_json_get_integer (&element, least, n_units - 1, &unit, error))
        return FALSE;
      g_array_append_val (units, unit);
      least = unit + 1;
      if (least == n_units && i + 1 < nrn_json_get_length (list))
        return nrn_json_fail (list, NRN_ERROR_INVALID, error,
                              _("The layer has no more than %u units."), n_units);
    }

  changed = nrn_architecture_with_off (draft->architecture, layer, units->len,
                                       (const guint *) (const void *) units->data);
  nrn_architecture_unref (draft->architecture);
  draft->architecture = changed;

  return TRUE;
}

static gboolean
parse_off (const NrnJson       *root,
           NrnExperimentDraft  *draft,
           GError             **error)
{
  NrnJson off;
  NrnJson list;

  if (!nrn_json_find (root, "off", &off))
    return TRUE;
  if (!nrn_json_expect_object (&off, error))
    return FALSE;

  for (guint i = 0; i < nrn_architecture_get_n_layers (draft->architecture); i++)
    {
      if (nrn_json_find (&off, nrn_architecture_get_layer_name (draft->architecture, i), &list) &&
          !parse_units_off (&list, i, draft, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
parse_model (const NrnJson       *root,
             NrnExperimentDraft  *draft,
             GError             **error)
{
  NrnJson model;

  if (!nrn_json_need (root, "model", &model, error))
    return FALSE;
  draft->architecture = nrn_keras_parse_sequential (&model, error);

  return draft->architecture != NULL && parse_off (root, draft, error);
}

static void
unref_config (gpointer config)
{
  nrn_config_unref (config);
}

/* Whether they fit the network and the loss is seen here, where the file can
 * still be named. */
static gboolean
parse_metrics (const NrnJson       *compile,
               NrnExperimentDraft  *draft,
               GError             **error)
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
parse_compile (const NrnJson       *root,
               NrnExperimentDraft  *draft,
               GError             **error)
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

static NrnExperiment *
draft_finish (const NrnExperimentDraft *draft)
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

/* The members of an experiment: those of a file's root, or of a run in it. */
static NrnExperiment *
parse_experiment (const NrnJson  *object,
                  const char     *folder,
                  GError        **error)
{
  g_auto (NrnExperimentDraft) draft = { .scale = TRUE, .fit = NRN_FIT_OPTIONS_INIT };

  if (!nrn_json_maybe_string (object, "name", &draft.name, error) ||
      !nrn_json_maybe_string (object, "preset", &draft.preset, error) ||
      !nrn_experiment_parse_data (object, folder, &draft, error) ||
      !nrn_json_maybe_boolean (object, "scale", &draft.scale, error) ||
      !parse_model (object, &draft, error) ||
      !parse_compile (object, &draft, error) ||
      !nrn_experiment_parse_fit (object, &draft.fit, error) ||
      !nrn_experiment_parse_trained (object, &draft, error))
    return NULL;

  return draft_finish (&draft);
}

/* @folder: (nullable): the folder that paths in the file start from. */
NrnExperiment *
nrn_experiment_from_json (const NrnJson  *root,
                          const char     *folder,
                          GError        **error)
{
  return check_format (root, error) ? parse_experiment (root, folder, error) : NULL;
}

/* The ids rise: the run that was kept first is the first. */
static NrnRun *
parse_run (const NrnJson  *object,
           guint           first_id,
           const char     *folder,
           GError        **error)
{
  g_autoptr (NrnExperiment) experiment = NULL;
  NrnJson member;
  const char *name;
  guint id;

  if (!nrn_json_expect_object (object, error) ||
      !nrn_json_need (object, "id", &member, error) ||
      !nrn_json_get_integer (&member, first_id, G_MAXINT, &id, error) ||
      !nrn_json_need (object, "name", &member, error) ||
      !nrn_json_get_line (&member, NRN_RUN_MAX_NAME, &name, error) ||
      !nrn_json_need (object, "experiment", &member, error) ||
      !nrn_json_expect_object (&member, error))
    return NULL;

  experiment = parse_experiment (&member, folder, error);

  return experiment != NULL ? nrn_run_new (id, name, experiment) : NULL;
}

/* As above; an empty shelf if there are no runs. */
NrnShelf *
nrn_shelf_from_json (const NrnJson  *root,
                     const char     *folder,
                     GError        **error)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func ((GDestroyNotify) nrn_run_unref);
  NrnJson list;

  if (!nrn_json_find (root, "runs", &list))
    return nrn_shelf_new ();
  if (!nrn_json_expect_array (&list, error))
    return NULL;

  for (guint i = 0; i < nrn_json_get_length (&list); i++)
    {
      NrnJson element = nrn_json_get_element (&list, i);
      guint last = i > 0 ? nrn_run_get_id (g_ptr_array_index (runs, i - 1)) : 0;
      NrnRun *run = parse_run (&element, last + 1, folder, error);

      if (run == NULL)
        return NULL;
      g_ptr_array_add (runs, run);
    }

  return nrn_shelf_new_runs ((NrnRun *const *) runs->pdata, runs->len);
}
