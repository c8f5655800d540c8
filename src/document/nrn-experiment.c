/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * All that a student sets up, and what came of it.
 */

#include "nrn-experiment.h"

struct _NrnExperiment
{
  gatomicrefcount    ref_count;
  NrnExperimentParts parts;     /* everything in it is owned */
};

static gboolean
weights_fit (const NrnExperimentParts *parts)
{
  return parts->weights == NULL ||
         nrn_architecture_equal (nrn_weights_get_architecture (parts->weights),
                                 parts->architecture);
}

static guint
count_names (const char *const *names)
{
  return g_strv_length ((char **) names);
}

static gboolean
names_fit (const NrnExperimentParts *parts)
{
  return (parts->feature_names == NULL ||
          count_names (parts->feature_names) ==
            nrn_architecture_get_input_dim (parts->architecture)) &&
         (parts->output_names == NULL ||
          count_names (parts->output_names) ==
            nrn_architecture_get_output_dim (parts->architecture));
}

static gboolean
scaler_fits (const NrnExperimentParts *parts)
{
  return parts->scaler == NULL ||
         nrn_scaler_get_n_columns (parts->scaler) ==
           nrn_architecture_get_input_dim (parts->architecture);
}

/**
 * nrn_experiment_new:
 * @parts: what it is made of; references are taken, texts are copied. The
 *   weights, the names and the scaler must fit the architecture
 *
 * Returns: (transfer full): the experiment
 */
NrnExperiment *
nrn_experiment_new (const NrnExperimentParts *parts)
{
  NrnExperiment *experiment;
  NrnExperimentParts *own;

  g_return_val_if_fail (parts->source != NULL, NULL);
  g_return_val_if_fail (parts->architecture != NULL, NULL);
  g_return_val_if_fail (parts->loss != NULL && parts->optimizer != NULL, NULL);
  g_return_val_if_fail (weights_fit (parts), NULL);
  g_return_val_if_fail (names_fit (parts), NULL);
  g_return_val_if_fail (scaler_fits (parts), NULL);

  experiment = g_new0 (NrnExperiment, 1);
  g_atomic_ref_count_init (&experiment->ref_count);

  own = &experiment->parts;
  *own = *parts;
  own->name = g_strdup (parts->name);
  own->preset = g_strdup (parts->preset);
  own->feature_names = (const char *const *) g_strdupv ((char **) parts->feature_names);
  own->output_names = (const char *const *) g_strdupv ((char **) parts->output_names);
  nrn_data_source_ref (own->source);
  nrn_architecture_ref (own->architecture);
  nrn_config_ref (own->loss);
  nrn_config_ref (own->optimizer);
  nrn_fit_options_keep (&own->fit);
  if (own->scaler != NULL)
    nrn_scaler_ref ((NrnScaler *) own->scaler);
  if (own->weights != NULL)
    nrn_weights_ref (own->weights);
  if (own->history != NULL)
    nrn_history_ref (own->history);

  return experiment;
}

NrnExperiment *
nrn_experiment_ref (const NrnExperiment *experiment)
{
  NrnExperiment *self = (NrnExperiment *) experiment;

  g_return_val_if_fail (experiment != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
nrn_experiment_unref (NrnExperiment *experiment)
{
  NrnExperimentParts *parts;

  g_return_if_fail (experiment != NULL);

  if (!g_atomic_ref_count_dec (&experiment->ref_count))
    return;

  parts = &experiment->parts;
  g_free ((char *) parts->name);
  g_free ((char *) parts->preset);
  g_strfreev ((char **) parts->feature_names);
  g_strfreev ((char **) parts->output_names);
  nrn_data_source_unref ((NrnDataSource *) parts->source);
  nrn_architecture_unref ((NrnArchitecture *) parts->architecture);
  nrn_config_unref ((NrnConfig *) parts->loss);
  nrn_config_unref ((NrnConfig *) parts->optimizer);
  nrn_fit_options_drop (&parts->fit);
  if (parts->scaler != NULL)
    nrn_scaler_unref ((NrnScaler *) parts->scaler);
  if (parts->weights != NULL)
    nrn_weights_unref ((NrnWeights *) parts->weights);
  if (parts->history != NULL)
    nrn_history_unref ((NrnHistory *) parts->history);
  g_free (experiment);
}

/**
 * nrn_experiment_get_parts:
 * @experiment: an experiment
 *
 * Returns: (transfer none): what it is made of; a copy of the struct, with
 *   some members changed, makes another experiment
 */
const NrnExperimentParts *
nrn_experiment_get_parts (const NrnExperiment *experiment)
{
  return &experiment->parts;
}

/**
 * nrn_experiment_with_seed:
 * @experiment: an experiment
 * @seed: another seed
 *
 * Returns: (transfer full): the same with another start, and with other rows
 *   where they are made from the seed; it is not trained
 */
NrnExperiment *
nrn_experiment_with_seed (const NrnExperiment *experiment,
                          guint32              seed)
{
  NrnExperimentParts parts = experiment->parts;
  g_autoptr (NrnDataSource) source = NULL;

  if (nrn_data_source_get_generator (parts.source) != NULL)
    source = nrn_data_source_with_values (parts.source, nrn_data_source_get_values (parts.source),
                                          seed);
  if (source != NULL)
    parts.source = source;
  parts.fit.seed = seed;
  parts.weights = NULL;
  parts.history = NULL;

  return nrn_experiment_new (&parts);
}
