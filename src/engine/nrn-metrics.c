/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The metrics of a training: Keras' argument of compile().
 */

#include "nrn-metrics.h"

#include <string.h>

struct _NrnMetrics
{
  gatomicrefcount ref_count;
  guint           n_metrics;
  NrnConfig     **configs;      /* owned; n_metrics */
  char          **names;        /* owned; n_metrics, then NULL */
};

static gboolean
is_taken (const NrnMetrics *metrics,
          guint             n_names,
          const char       *name)
{
  for (guint i = 0; i < n_names; i++)
    {
      if (g_str_equal (metrics->names[i], name))
        return TRUE;
    }

  return FALSE;
}

/* The second of a kind is numbered from 1, as Keras does it. */
static char *
new_name (const NrnMetrics *metrics,
          guint             n_names,
          const char       *kind)
{
  g_autofree char *name = g_strdup (kind);

  for (guint number = 1; is_taken (metrics, n_names, name); number++)
    {
      g_free (name);
      name = g_strdup_printf ("%s_%u", kind, number);
    }

  return g_steal_pointer (&name);
}

/**
 * nrn_metrics_new:
 * @configs: (array length=n_metrics): metrics with their arguments
 * @n_metrics: how many; may be 0
 *
 * Returns: (transfer full): these metrics; their names are those of their
 *   kinds, and for the second of a kind "precision_1", for the third
 *   "precision_2"
 */
NrnMetrics *
nrn_metrics_new (const NrnConfig *const *configs,
                 guint                   n_metrics)
{
  NrnMetrics *metrics = g_new0 (NrnMetrics, 1);

  g_atomic_ref_count_init (&metrics->ref_count);
  metrics->n_metrics = n_metrics;
  metrics->configs = g_new0 (NrnConfig *, n_metrics + 1);
  metrics->names = g_new0 (char *, n_metrics + 1);
  for (guint i = 0; i < n_metrics; i++)
    {
      metrics->configs[i] = nrn_config_ref (configs[i]);
      metrics->names[i] = new_name (metrics, i, nrn_config_get_name (configs[i]));
    }

  return metrics;
}

/**
 * nrn_metrics_new_default:
 *
 * Returns: (transfer full): the accuracy alone
 */
NrnMetrics *
nrn_metrics_new_default (void)
{
  return nrn_metrics_parse ("accuracy", NULL);
}

static void
unref_config (gpointer config)
{
  nrn_config_unref (config);
}

/**
 * nrn_metrics_parse:
 * @text: metrics as nrn_config_parse() takes them, with commas between them:
 *   "accuracy, precision(class_id=1)"; nothing for none
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the metrics, or %NULL with @error set
 */
NrnMetrics *
nrn_metrics_parse (const char  *text,
                   GError     **error)
{
  g_autoptr (GPtrArray) configs = g_ptr_array_new_with_free_func (unref_config);
  g_auto (GStrv) texts = nrn_config_split (text, ", ");

  for (guint i = 0; texts[i] != NULL; i++)
    {
      NrnConfig *config = nrn_config_parse (NRN_FAMILY_METRIC, texts[i], error);

      if (config == NULL)
        return NULL;
      g_ptr_array_add (configs, config);
    }

  return nrn_metrics_new ((const NrnConfig *const *) configs->pdata, configs->len);
}

/**
 * nrn_metrics_to_string:
 * @metrics: metrics
 *
 * Returns: (transfer full): what nrn_metrics_parse() makes them of
 */
char *
nrn_metrics_to_string (const NrnMetrics *metrics)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < metrics->n_metrics; i++)
    {
      g_autofree char *config = nrn_config_to_string (metrics->configs[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", config);
    }

  return g_string_free (text, FALSE);
}

NrnMetrics *
nrn_metrics_ref (const NrnMetrics *metrics)
{
  NrnMetrics *self = (NrnMetrics *) metrics;

  g_return_val_if_fail (metrics != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
nrn_metrics_unref (NrnMetrics *metrics)
{
  g_return_if_fail (metrics != NULL);

  if (!g_atomic_ref_count_dec (&metrics->ref_count))
    return;

  for (guint i = 0; i < metrics->n_metrics; i++)
    nrn_config_unref (metrics->configs[i]);
  g_free (metrics->configs);
  g_strfreev (metrics->names);
  g_free (metrics);
}

guint
nrn_metrics_get_n (const NrnMetrics *metrics)
{
  return metrics->n_metrics;
}

const NrnConfig *
nrn_metrics_get (const NrnMetrics *metrics,
                 guint             index)
{
  g_return_val_if_fail (index < metrics->n_metrics, NULL);

  return metrics->configs[index];
}

/**
 * nrn_metrics_get_names:
 * @metrics: metrics
 *
 * Returns: (transfer none) (array zero-terminated=1): what they are called
 *   in a history, one for each
 */
const char *const *
nrn_metrics_get_names (const NrnMetrics *metrics)
{
  return (const char *const *) metrics->names;
}

/**
 * nrn_metrics_find:
 * @metrics: metrics
 * @name: what one may be called
 *
 * Returns: which one it is, or -1
 */
int
nrn_metrics_find (const NrnMetrics *metrics,
                  const char       *name)
{
  for (guint i = 0; i < metrics->n_metrics; i++)
    {
      if (g_str_equal (metrics->names[i], name))
        return (int) i;
    }

  return -1;
}

/**
 * nrn_metrics_equal:
 * @a: metrics
 * @b: others
 *
 * Returns: whether they are the same in the same order
 */
gboolean
nrn_metrics_equal (const NrnMetrics *a,
                   const NrnMetrics *b)
{
  if (a == b)
    return TRUE;
  if (a->n_metrics != b->n_metrics)
    return FALSE;

  for (guint i = 0; i < a->n_metrics; i++)
    {
      if (!nrn_config_equal (a->configs[i], b->configs[i]))
        return FALSE;
    }

  return TRUE;
}

/**
 * nrn_metrics_check:
 * @metrics: metrics
 * @n_outputs: outputs of the network
 * @target_kind: what the loss compares them with
 * @error: return location
 *
 * Returns: %FALSE with @error set if one of them cannot be computed, see
 *   nrn_metric_check()
 */
gboolean
nrn_metrics_check (const NrnMetrics  *metrics,
                   guint              n_outputs,
                   NrnTargetKind      target_kind,
                   GError           **error)
{
  for (guint i = 0; i < metrics->n_metrics; i++)
    {
      if (!nrn_metric_check (metrics->configs[i], n_outputs, target_kind, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * nrn_metrics_kind_of:
 * @name: what a metric is called in a history, e.g. "precision_1"
 *
 * Returns: (transfer none) (nullable): the kind it is of; %NULL for the loss,
 *   and for what is no metric
 */
const NrnKind *
nrn_metrics_kind_of (const char *name)
{
  guint n_kinds;
  const NrnKind *const *kinds = nrn_family_get_kinds (NRN_FAMILY_METRIC, &n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      gsize length = strlen (kinds[i]->name);

      if (g_str_has_prefix (name, kinds[i]->name) &&
          (name[length] == '\0' || (name[length] == '_' && g_ascii_isdigit (name[length + 1]))))
        return kinds[i];
    }

  return NULL;
}
