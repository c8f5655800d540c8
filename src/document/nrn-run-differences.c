/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What is not the same in several experiments, in words.
 *
 * There is a list of topics. Each says what an experiment has there; where all
 * say the same, nothing differs. The words are those of the setup, the values
 * Keras' own.
 */

#include "config.h"

#include "nrn-run-differences.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* ---- What an experiment has ---- */

static char *
describe_boolean (gboolean value)
{
  return g_strdup (value ? C_("setting", "yes") : C_("setting", "no"));
}

static char *
describe_none (void)
{
  /* Translators: of a setting: no weights of the rows, no rows held out for validation, no accuracy to
   * stop at, no early stopping, no class weights. */
  return g_strdup (C_("setting", "none"));
}

static char *
describe_number (double value)
{
  return g_strdup_printf ("%.6g", value);
}

static char *
describe_data (const NrnExperimentParts *parts)
{
  const NrnGenerator *generator = nrn_data_source_get_generator (parts->source);

  return g_strdup (generator != NULL ? _(generator->title)
                                     : nrn_data_source_get_name (parts->source));
}

static char *
describe_columns (const NrnExperimentParts *parts)
{
  g_autofree char *features = NULL;
  g_autofree char *targets = NULL;

  if (nrn_data_source_get_generator (parts->source) != NULL)
    return g_strdup ("");

  features = g_strjoinv (", ", (char **) nrn_data_source_get_features (parts->source));
  targets = g_strjoinv (", ", (char **) nrn_data_source_get_targets (parts->source));

  /* Translators: names of columns: the features, and what is predicted from
   * them. */
  return g_strdup_printf (_("%s → %s"), features, targets);
}

static char *
describe_sample_weight (const NrnExperimentParts *parts)
{
  const char *column = nrn_data_source_get_sample_weight (parts->source);

  return column != NULL ? g_strdup (column) : describe_none ();
}

static const NrnCsvOptions *
get_options (const NrnExperimentParts *parts)
{
  const NrnCsvSelection *selection = nrn_data_source_get_selection (parts->source);

  return nrn_data_source_get_generator (parts->source) == NULL ? selection->options : NULL;
}

static char *
describe_missing (const NrnExperimentParts *parts)
{
  const NrnCsvOptions *options = get_options (parts);

  switch (options != NULL ? options->missing : NRN_CSV_MISSING_REFUSE)
    {
    case NRN_CSV_MISSING_DROP:
      return g_strdup (_("rows left out"));
    case NRN_CSV_MISSING_MEAN:
      return g_strdup (_("mean of the column"));
    case NRN_CSV_MISSING_REFUSE:
    default:
      return g_strdup (_("refused"));
    }
}

static char *
describe_rows_used (const NrnExperimentParts *parts)
{
  const NrnCsvOptions *options = get_options (parts);

  if (options == NULL || options->n_rows == 0)
    return g_strdup (_("all"));
  if (options->random_rows)
    /* Translators: a number of rows. */
    return g_strdup_printf (_("%u, chosen by chance"), options->n_rows);

  return g_strdup_printf ("%u", options->n_rows);
}

/* The same number as the experiment's says nothing of its own. */
static char *
describe_data_seed (const NrnExperimentParts *parts)
{
  guint32 seed = nrn_data_source_get_seed (parts->source);

  if (nrn_data_source_get_generator (parts->source) == NULL || seed == parts->fit.seed)
    return g_strdup (_("as the seed"));

  return g_strdup_printf ("%u", seed);
}

static char *
describe_scaling (const NrnExperimentParts *parts)
{
  return describe_boolean (parts->scale);
}

static char *
describe_network (const NrnExperimentParts *parts)
{
  return nrn_architecture_to_string (parts->architecture);
}

static char *
describe_activations (const NrnExperimentParts *parts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < nrn_architecture_get_n_layers (parts->architecture); i++)
    {
      const NrnConfig *activation = nrn_architecture_get_activation (parts->architecture, i);
      g_autofree char *name = activation != NULL ? nrn_config_to_string (activation) : NULL;

      if (name != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", name);
    }

  return g_string_free (text, FALSE);
}

static char *
describe_layers (const NrnExperimentParts *parts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < nrn_architecture_get_n_layers (parts->architecture); i++)
    {
      g_autofree char *layer =
        nrn_config_to_string (nrn_architecture_get_layer (parts->architecture, i));

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", layer);
    }

  return g_string_free (text, FALSE);
}

/* A layer without its units and its activation, which the rows before tell
 * of. */
static NrnConfig *
strip_layer (const NrnConfig *layer)
{
  g_autoptr (NrnConfig) linear = nrn_config_new_by_name (NRN_FAMILY_ACTIVATION, "linear", NULL);
  g_autoptr (NrnConfig) plain = nrn_config_with_config (layer, "activation", linear, NULL);

  return nrn_config_with_number (plain, "units", 1, NULL);
}

static char *
compare_layers (const NrnExperimentParts *parts)
{
  const NrnArchitecture *architecture = parts->architecture;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < nrn_architecture_get_n_layers (architecture); i++)
    {
      const NrnConfig *layer = nrn_architecture_get_layer (architecture, i);
      gboolean is_dense = nrn_architecture_find_tensor (architecture, i, "kernel") != NULL;
      g_autoptr (NrnConfig) stripped = is_dense ? strip_layer (layer) : nrn_config_ref (layer);
      g_autofree char *name = nrn_config_to_string (stripped);

      g_string_append_printf (text, "%s, ", name);
    }

  return g_string_free (text, FALSE);
}

static char *
describe_loss (const NrnExperimentParts *parts)
{
  return nrn_config_to_string (parts->loss);
}

/* Without its learning rate, if that is a number. */
static char *
describe_optimizer (const NrnExperimentParts *parts)
{
  double learning_rate = nrn_config_lookup (parts->optimizer, "learning_rate");
  g_autoptr (NrnConfig) plain = nrn_config_new (nrn_config_get_kind (parts->optimizer));
  g_autoptr (NrnConfig) same =
    nrn_config_with_number (parts->optimizer, "learning_rate",
                            nrn_config_lookup (plain, "learning_rate"), NULL);

  return nrn_config_to_string (isnan (learning_rate) || same == NULL ? parts->optimizer : same);
}

static char *
describe_learning_rate (const NrnExperimentParts *parts)
{
  double learning_rate = nrn_config_lookup (parts->optimizer, "learning_rate");

  return isnan (learning_rate) ? g_strdup (_("a schedule")) : describe_number (learning_rate);
}

static char *
describe_batch_size (const NrnExperimentParts *parts)
{
  return describe_number (parts->fit.batch_size);
}

static char *
describe_epochs (const NrnExperimentParts *parts)
{
  return describe_number (parts->fit.epochs);
}

/* How many were really trained. */
static char *
describe_trained (const NrnExperimentParts *parts)
{
  guint n = parts->history != NULL ? nrn_history_get_n_epochs (parts->history) : 0;

  return n == parts->fit.epochs ? g_strdup (_("all")) : g_strdup_printf ("%u", n);
}

static char *
describe_shuffle (const NrnExperimentParts *parts)
{
  return describe_boolean (parts->fit.shuffle);
}

static char *
describe_validation (const NrnExperimentParts *parts)
{
  if (parts->fit.validation_split == 0)
    return describe_none ();
  if (parts->fit.validation_shuffled)
    /* Translators: a share of the rows, in per cent. */
    return g_strdup_printf (_("%.4g %%, chosen by chance"), 100 * parts->fit.validation_split);

  /* Translators: a share of the rows, in per cent. */
  return g_strdup_printf (_("the last %.4g %%"), 100 * parts->fit.validation_split);
}

static char *
describe_stop_accuracy (const NrnExperimentParts *parts)
{
  return parts->fit.stop_accuracy > 0 ? describe_number (parts->fit.stop_accuracy)
                                      : describe_none ();
}

static char *
describe_early_stopping (const NrnExperimentParts *parts)
{
  const NrnEarlyStoppingOptions *early = &parts->fit.early_stopping;

  if (early->monitor == NULL)
    return describe_none ();

  return g_strdup_printf ("%s, patience=%u, min_delta=%.6g, restore_best_weights=%s",
                          early->monitor, early->patience, early->min_delta,
                          early->restore_best_weights ? "True" : "False");
}

static char *
describe_metrics (const NrnExperimentParts *parts)
{
  g_autoptr (NrnMetrics) metrics = nrn_fit_options_dup_metrics (&parts->fit);

  return nrn_metrics_to_string (metrics);
}

static char *
describe_class_weight (const NrnExperimentParts *parts)
{
  return parts->fit.class_weight != NULL ? nrn_class_weights_to_string (parts->fit.class_weight)
                                         : describe_none ();
}

static char *
describe_seed (const NrnExperimentParts *parts)
{
  return g_strdup_printf ("%u", parts->fit.seed);
}

static char *
describe_edits (const NrnExperimentParts *parts)
{
  guint n_marks = 0;
  const guint *marks = NULL;
  GString *text;

  if (parts->history != NULL)
    marks = nrn_history_get_marks (parts->history, &n_marks);
  if (n_marks == 0)
    return g_strdup (_("never"));

  text = g_string_new (NULL);
  for (guint i = 0; i < n_marks; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? ", " : "", marks[i]);

  return g_string_free (text, FALSE);
}

typedef char *(*Describe) (const NrnExperimentParts *parts);

typedef struct
{
  const char *title;
  Describe    describe;
  Describe    compare;  /* NULL: what is described */
} Topic;

static const Topic data_topics[] = {
  { N_("Data"), describe_data },
  { N_("Columns"), describe_columns },
  { N_("Weights of the rows"), describe_sample_weight },
  { N_("Missing values"), describe_missing },
  { N_("Rows used"), describe_rows_used },
};

static const Topic topics[] = {
  { N_("Seed of the data"), describe_data_seed },
  { N_("Scaling to 0 … 1"), describe_scaling },
  { N_("Network"), describe_network },
  { N_("Activations"), describe_activations },
  { N_("Layers"), describe_layers, compare_layers },
  { N_("Loss"), describe_loss },
  { N_("Optimizer"), describe_optimizer },
  { N_("Learning rate"), describe_learning_rate },
  { N_("Batch size"), describe_batch_size },
  { N_("Epochs"), describe_epochs },
  { N_("Epochs trained"), describe_trained },
  { N_("Shuffle"), describe_shuffle },
  { N_("Held out for validation"), describe_validation },
  { N_("Stop at accuracy"), describe_stop_accuracy },
  { N_("Early stopping"), describe_early_stopping },
  { N_("Metrics"), describe_metrics },
  { N_("Class weights"), describe_class_weight },
  { N_("Seed"), describe_seed },
  { N_("Edited after epoch"), describe_edits },
};

/* ---- The table ---- */

static void
difference_free (gpointer data)
{
  NrnRunDifference *difference = data;

  g_free (difference->title);
  g_strfreev (difference->values);
  g_free (difference);
}

static char **
collect (Describe                    describe,
         const NrnExperiment *const *experiments,
         guint                       n)
{
  char **values = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    values[i] = describe (nrn_experiment_get_parts (experiments[i]));

  return values;
}

static gboolean
all_same (char **values)
{
  for (guint i = 1; values[0] != NULL && values[i] != NULL; i++)
    {
      if (!g_str_equal (values[i], values[0]))
        return FALSE;
    }

  return TRUE;
}

static void
add_row (GPtrArray   *rows,
         const char  *title,
         char       **values)
{
  NrnRunDifference *difference = g_new (NrnRunDifference, 1);

  difference->title = g_strdup (title);
  difference->values = values;
  g_ptr_array_add (rows, difference);
}

static void
add_topics (GPtrArray                  *rows,
            const Topic                *list,
            guint                       n_topics,
            const NrnExperiment *const *experiments,
            guint                       n)
{
  for (guint i = 0; i < n_topics; i++)
    {
      Describe compare = list[i].compare != NULL ? list[i].compare : list[i].describe;
      g_auto (GStrv) keys = collect (compare, experiments, n);

      if (!all_same (keys))
        add_row (rows, _(list[i].title), collect (list[i].describe, experiments, n));
    }
}

static const NrnGenerator *
get_generator (const NrnExperiment *experiment)
{
  return nrn_data_source_get_generator (nrn_experiment_get_parts (experiment)->source);
}

/* The settings of a generator that all of them have. */
static void
add_parameters (GPtrArray                  *rows,
                const NrnExperiment *const *experiments,
                guint                       n)
{
  const NrnGenerator *generator = get_generator (experiments[0]);

  for (guint j = 0; j < n; j++)
    {
      if (generator == NULL || get_generator (experiments[j]) != generator)
        return;
    }

  for (guint i = 0; i < generator->n_parameters; i++)
    {
      char **values = g_new0 (char *, n + 1);

      for (guint j = 0; j < n; j++)
        values[j] = describe_number (nrn_data_source_get_values (
          nrn_experiment_get_parts (experiments[j])->source)[i]);
      if (all_same (values))
        g_strfreev (values);
      else
        add_row (rows, _(generator->parameters[i].title), values);
    }
}

/**
 * nrn_run_differences:
 * @experiments: (array length=n_experiments): any
 * @n_experiments: at least 1
 *
 * Compares what was set up, not the weights.
 *
 * Returns: (transfer full) (element-type NrnRunDifference): a row for each
 *   thing that is not the same in all of them, in the order of the setup
 */
GPtrArray *
nrn_run_differences (const NrnExperiment *const *experiments,
                     guint                       n_experiments)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (difference_free);

  g_return_val_if_fail (n_experiments > 0, rows);

  add_topics (rows, data_topics, G_N_ELEMENTS (data_topics), experiments, n_experiments);
  add_parameters (rows, experiments, n_experiments);
  add_topics (rows, topics, G_N_ELEMENTS (topics), experiments, n_experiments);

  return rows;
}
