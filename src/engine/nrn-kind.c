/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The tables of everything that Keras names, and finding things in them.
 */

#include "config.h"

#include "nrn-kind.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-activation-elu.h"
#include "nrn-activation-gated.h"
#include "nrn-activation-hard.h"
#include "nrn-activation-linear.h"
#include "nrn-activation-relu.h"
#include "nrn-activation-shrink.h"
#include "nrn-activation-sigmoid.h"
#include "nrn-activation-softmax.h"
#include "nrn-activation-softplus.h"
#include "nrn-activation-tanh.h"
#include "nrn-error.h"
#include "nrn-initializer-constants.h"
#include "nrn-initializer-random.h"
#include "nrn-layer-activation.h"
#include "nrn-layer-batch-normalization.h"
#include "nrn-layer-dense.h"
#include "nrn-layer-dropout.h"
#include "nrn-layer-gaussian-noise.h"
#include "nrn-layer-layer-normalization.h"
#include "nrn-loss-binary-crossentropy.h"
#include "nrn-loss-categorical-crossentropy.h"
#include "nrn-loss-cosine-proximity.h"
#include "nrn-loss-hinge.h"
#include "nrn-loss-huber.h"
#include "nrn-loss-kullback-leibler.h"
#include "nrn-loss-logarithmic.h"
#include "nrn-loss-mean-absolute-error.h"
#include "nrn-loss-mean-squared-error.h"
#include "nrn-metric-accuracy.h"
#include "nrn-metric-error.h"
#include "nrn-metric-precision.h"
#include "nrn-metric-top-k.h"
#include "nrn-optimizer-adadelta.h"
#include "nrn-optimizer-adagrad.h"
#include "nrn-optimizer-adam.h"
#include "nrn-optimizer-adamax.h"
#include "nrn-optimizer-nadam.h"
#include "nrn-optimizer-rmsprop.h"
#include "nrn-optimizer-sgd.h"
#include "nrn-regularizer-l1-l2.h"
#include "nrn-schedule-cosine-decay.h"
#include "nrn-schedule-exponential-decay.h"
#include "nrn-schedule-piecewise-constant-decay.h"

/* A new kind is one line in one of these tables, beside those that it is like:
 * see nrn_kind_get_group(). */

static const NrnKind *const activations[] = {
  &nrn_activation_linear.kind,
  &nrn_activation_relu.kind,
  &nrn_activation_sigmoid.kind,
  &nrn_activation_tanh.kind,
  &nrn_activation_softmax.kind,
  &nrn_activation_leaky_relu.kind,
  &nrn_activation_relu6.kind,
  &nrn_activation_elu.kind,
  &nrn_activation_selu.kind,
  &nrn_activation_celu.kind,
  &nrn_activation_softplus.kind,
  &nrn_activation_squareplus.kind,
  &nrn_activation_sparse_plus.kind,
  &nrn_activation_silu.kind,
  &nrn_activation_hard_silu.kind,
  &nrn_activation_gelu.kind,
  &nrn_activation_mish.kind,
  &nrn_activation_hard_sigmoid.kind,
  &nrn_activation_sparse_sigmoid.kind,
  &nrn_activation_hard_tanh.kind,
  &nrn_activation_softsign.kind,
  &nrn_activation_exponential.kind,
  &nrn_activation_log_sigmoid.kind,
  &nrn_activation_log_softmax.kind,
  &nrn_activation_soft_shrink.kind,
  &nrn_activation_hard_shrink.kind,
  &nrn_activation_tanh_shrink.kind,
};

static const NrnKind *const initializers[] = {
  &nrn_initializer_zeros.kind,
  &nrn_initializer_ones.kind,
  &nrn_initializer_constant.kind,
  &nrn_initializer_glorot_uniform.kind,
  &nrn_initializer_glorot_normal.kind,
  &nrn_initializer_he_uniform.kind,
  &nrn_initializer_he_normal.kind,
  &nrn_initializer_lecun_uniform.kind,
  &nrn_initializer_lecun_normal.kind,
  &nrn_initializer_random_normal.kind,
  &nrn_initializer_random_uniform.kind,
  &nrn_initializer_truncated_normal.kind,
};

static const NrnKind *const layers[] = {
  &nrn_layer_dense.kind,
  &nrn_layer_activation.kind,
  &nrn_layer_dropout.kind,
  &nrn_layer_gaussian_noise.kind,
  &nrn_layer_batch_normalization.kind,
  &nrn_layer_layer_normalization.kind,
};

static const NrnKind *const losses[] = {
  &nrn_loss_binary_crossentropy.kind,
  &nrn_loss_categorical_crossentropy.kind,
  &nrn_loss_sparse_categorical_crossentropy.kind,
  &nrn_loss_hinge.kind,
  &nrn_loss_squared_hinge.kind,
  &nrn_loss_categorical_hinge.kind,
  &nrn_loss_mean_squared_error.kind,
  &nrn_loss_mean_absolute_error.kind,
  &nrn_loss_mean_absolute_percentage_error.kind,
  &nrn_loss_mean_squared_logarithmic_error.kind,
  &nrn_loss_huber.kind,
  &nrn_loss_logcosh.kind,
  &nrn_loss_poisson.kind,
  &nrn_loss_kullback_leibler_divergence.kind,
  &nrn_loss_cosine_proximity.kind,
};

static const NrnKind *const metrics[] = {
  &nrn_metric_accuracy.kind,
  &nrn_metric_binary_accuracy.kind,
  &nrn_metric_categorical_accuracy.kind,
  &nrn_metric_sparse_categorical_accuracy.kind,
  &nrn_metric_top_k_categorical_accuracy.kind,
  &nrn_metric_sparse_top_k_categorical_accuracy.kind,
  &nrn_metric_precision.kind,
  &nrn_metric_recall.kind,
  &nrn_metric_mean_squared_error.kind,
  &nrn_metric_mean_absolute_error.kind,
};

static const NrnKind *const optimizers[] = {
  &nrn_optimizer_adam.kind,
  &nrn_optimizer_sgd.kind,
  &nrn_optimizer_rmsprop.kind,
  &nrn_optimizer_adamw.kind,
  &nrn_optimizer_nadam.kind,
  &nrn_optimizer_adamax.kind,
  &nrn_optimizer_adagrad.kind,
  &nrn_optimizer_adadelta.kind,
};

static const NrnKind *const regularizers[] = {
  &nrn_regularizer_l1.kind,
  &nrn_regularizer_l2.kind,
  &nrn_regularizer_l1_l2.kind,
};

static const NrnKind *const schedules[] = {
  &nrn_schedule_exponential_decay.kind,
  &nrn_schedule_cosine_decay.kind,
  &nrn_schedule_piecewise_constant_decay.kind,
};

static const struct
{
  const char           *noun;
  const char           *plural;
  const NrnKind *const *kinds;
  guint                 n_kinds;
} families[NRN_N_FAMILIES] = {
  [NRN_FAMILY_ACTIVATION] = {
    .noun = N_("activation"),
    .plural = N_("activations"),
    .kinds = activations,
    .n_kinds = G_N_ELEMENTS (activations),
  },
  [NRN_FAMILY_INITIALIZER] = {
    .noun = N_("initializer"),
    .plural = N_("initializers"),
    .kinds = initializers,
    .n_kinds = G_N_ELEMENTS (initializers),
  },
  [NRN_FAMILY_LAYER] = {
    .noun = N_("layer"),
    .plural = N_("layers"),
    .kinds = layers,
    .n_kinds = G_N_ELEMENTS (layers),
  },
  [NRN_FAMILY_LOSS] = {
    .noun = N_("loss"),
    .plural = N_("losses"),
    .kinds = losses,
    .n_kinds = G_N_ELEMENTS (losses),
  },
  [NRN_FAMILY_METRIC] = {
    .noun = N_("metric"),
    .plural = N_("metrics"),
    .kinds = metrics,
    .n_kinds = G_N_ELEMENTS (metrics),
  },
  [NRN_FAMILY_OPTIMIZER] = {
    .noun = N_("optimizer"),
    .plural = N_("optimizers"),
    .kinds = optimizers,
    .n_kinds = G_N_ELEMENTS (optimizers),
  },
  [NRN_FAMILY_REGULARIZER] = {
    .noun = N_("regularizer"),
    .plural = N_("regularizers"),
    .kinds = regularizers,
    .n_kinds = G_N_ELEMENTS (regularizers),
  },
  [NRN_FAMILY_SCHEDULE] = {
    .noun = N_("schedule"),
    .plural = N_("schedules"),
    .kinds = schedules,
    .n_kinds = G_N_ELEMENTS (schedules),
  },
};

/* Sentences are whole for each family, because a translation may need
 * another gender or case for each noun. */
static const char *const unknown_sentences[NRN_N_FAMILIES] = {
  [NRN_FAMILY_ACTIVATION]  = N_("There is no activation “%s”; Neurons has %s."),
  [NRN_FAMILY_INITIALIZER] = N_("There is no initializer “%s”; Neurons has %s."),
  [NRN_FAMILY_LAYER]       = N_("There is no layer “%s”; Neurons has %s."),
  [NRN_FAMILY_LOSS]        = N_("There is no loss “%s”; Neurons has %s."),
  [NRN_FAMILY_METRIC]      = N_("There is no metric “%s”; Neurons has %s."),
  [NRN_FAMILY_OPTIMIZER]   = N_("There is no optimizer “%s”; Neurons has %s."),
  [NRN_FAMILY_REGULARIZER] = N_("There is no regularizer “%s”; Neurons has %s."),
  [NRN_FAMILY_SCHEDULE]    = N_("There is no schedule “%s”; Neurons has %s."),
};

static const char *const suggestion_sentences[NRN_N_FAMILIES] = {
  [NRN_FAMILY_ACTIVATION]  = N_("There is no activation “%s”; did you mean “%s”?"),
  [NRN_FAMILY_INITIALIZER] = N_("There is no initializer “%s”; did you mean “%s”?"),
  [NRN_FAMILY_LAYER]       = N_("There is no layer “%s”; did you mean “%s”?"),
  [NRN_FAMILY_LOSS]        = N_("There is no loss “%s”; did you mean “%s”?"),
  [NRN_FAMILY_METRIC]      = N_("There is no metric “%s”; did you mean “%s”?"),
  [NRN_FAMILY_OPTIMIZER]   = N_("There is no optimizer “%s”; did you mean “%s”?"),
  [NRN_FAMILY_REGULARIZER] = N_("There is no regularizer “%s”; did you mean “%s”?"),
  [NRN_FAMILY_SCHEDULE]    = N_("There is no schedule “%s”; did you mean “%s”?"),
};

/* Keras has a function name and a class name for most things
 * (mean_squared_error, MeanSquaredError): the same letters. */
static gboolean
same_name (const char *a,
           const char *b)
{
  for (;;)
    {
      while (*a == '_' || *a == '-')
        a++;
      while (*b == '_' || *b == '-')
        b++;
      if (g_ascii_tolower (*a) != g_ascii_tolower (*b))
        return FALSE;
      if (*a == '\0')
        return TRUE;
      a++;
      b++;
    }
}

/* Levenshtein's distance, letters in any case. */
static guint
edit_distance (const char *a,
               const char *b)
{
  gsize n = strlen (b);
  g_autofree guint *row = g_new (guint, n + 1);

  for (gsize j = 0; j <= n; j++)
    row[j] = (guint) j;

  for (gsize i = 0; a[i] != '\0'; i++)
    {
      guint diagonal = row[0];

      row[0] = (guint) i + 1;
      for (gsize j = 0; j < n; j++)
        {
          guint differs = g_ascii_tolower (a[i]) != g_ascii_tolower (b[j]);
          guint best = MIN (MIN (row[j], row[j + 1]) + 1, diagonal + differs);

          diagonal = row[j + 1];
          row[j + 1] = best;
        }
    }

  return row[n];
}

/**
 * nrn_name_suggest:
 * @name: a name that is not known
 * @known: (array zero-terminated=1): the names that are
 *
 * Returns: (transfer full) (nullable): the known name that @name is most
 *   likely a misspelling of, if there is one
 */
char *
nrn_name_suggest (const char        *name,
                  const char *const *known)
{
  const char *best = NULL;
  guint best_distance = G_MAXUINT;

  /* A hostile file may hold a name of a million letters. */
  if (strlen (name) > 64)
    return NULL;

  for (gsize i = 0; known[i] != NULL; i++)
    {
      guint distance = edit_distance (name, known[i]);

      if (distance < best_distance)
        {
          best = known[i];
          best_distance = distance;
        }
    }

  /* One mistake in three letters is the most that still looks alike, and
   * something must be left of the name. */
  if (best == NULL || best_distance > (strlen (best) + 2) / 3 || best_distance >= strlen (name))
    return NULL;

  return g_strdup (best);
}

/**
 * nrn_family_get_kinds:
 * @family: a family
 * @n_kinds: (out): how many there are
 *
 * Returns: (transfer none): the table of the family's kinds
 */
const NrnKind *const *
nrn_family_get_kinds (NrnFamily  family,
                      guint     *n_kinds)
{
  g_return_val_if_fail (family < NRN_N_FAMILIES, NULL);

  *n_kinds = families[family].n_kinds;
  return families[family].kinds;
}

/**
 * nrn_family_get_noun:
 * @family: a family
 *
 * Returns: what one of the family is called in English, e.g. "optimizer"
 */
const char *
nrn_family_get_noun (NrnFamily family)
{
  g_return_val_if_fail (family < NRN_N_FAMILIES, NULL);

  return families[family].noun;
}

/**
 * nrn_family_get_plural:
 * @family: a family
 *
 * Returns: what several of the family are called in English, e.g.
 *   "optimizers"
 */
const char *
nrn_family_get_plural (NrnFamily family)
{
  g_return_val_if_fail (family < NRN_N_FAMILIES, NULL);

  return families[family].plural;
}

/**
 * nrn_kind_is:
 * @kind: a kind
 * @name: a name in any case, with or without underscores
 *
 * Returns: whether @name is the kind's name, its name in today's Keras or
 *   one of its aliases
 */
gboolean
nrn_kind_is (const NrnKind *kind,
             const char    *name)
{
  if (same_name (kind->name, name) ||
      (kind->keras_name != NULL && same_name (kind->keras_name, name)))
    return TRUE;

  for (gsize i = 0; kind->aliases != NULL && kind->aliases[i] != NULL; i++)
    {
      if (same_name (kind->aliases[i], name))
        return TRUE;
    }

  return FALSE;
}

/**
 * nrn_kind_get_family:
 * @kind: a kind from one of the tables
 *
 * Returns: the family it belongs to
 */
NrnFamily
nrn_kind_get_family (const NrnKind *kind)
{
  for (guint family = 0; family < NRN_N_FAMILIES; family++)
    {
      for (guint i = 0; i < families[family].n_kinds; i++)
        {
          if (families[family].kinds[i] == kind)
            return (NrnFamily) family;
        }
    }

  g_return_val_if_reached (NRN_N_FAMILIES);
}

/**
 * nrn_kind_property:
 * @kind: a kind
 * @name: an argument's name, today's or an older one, in any case
 *
 * Returns: the argument's index, or -1 if @kind has none of that name
 */
int
nrn_kind_property (const NrnKind *kind,
                   const char    *name)
{
  for (guint i = 0; i < kind->n_properties; i++)
    {
      const NrnPropertySpec *spec = &kind->properties[i];

      if (same_name (spec->name, name) ||
          (spec->old_name != NULL && same_name (spec->old_name, name)))
        return (int) i;
    }

  return -1;
}

/* Whatever it may be called. */
static void
add_names (GPtrArray     *names,
           const NrnKind *kind)
{
  g_ptr_array_add (names, (char *) kind->name);
  if (kind->keras_name != NULL)
    g_ptr_array_add (names, (char *) kind->keras_name);
  for (gsize i = 0; kind->aliases != NULL && kind->aliases[i] != NULL; i++)
    g_ptr_array_add (names, (char *) kind->aliases[i]);
}

/**
 * nrn_kind_find:
 * @family: where to look
 * @name: a name in any case, with or without underscores
 * @error: return location
 *
 * Returns: (transfer none) (nullable): the kind of that name, or %NULL with
 *   a sentence that suggests the nearest name or lists those there are
 */
const NrnKind *
nrn_kind_find (NrnFamily    family,
               const char  *name,
               GError     **error)
{
  g_autofree char *shown_name = NULL;
  g_autofree char *suggestion = NULL;
  g_autofree char *list = NULL;
  g_autofree const char **names = NULL;
  g_autoptr (GPtrArray) all_names = g_ptr_array_new ();
  guint n_kinds;

  g_return_val_if_fail (family < NRN_N_FAMILIES, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  n_kinds = families[family].n_kinds;
  names = g_new0 (const char *, n_kinds + 1);
  for (guint i = 0; i < n_kinds; i++)
    {
      const NrnKind *kind = families[family].kinds[i];

      if (nrn_kind_is (kind, name))
        return kind;
      names[i] = kind->name;
      add_names (all_names, kind);
    }
  g_ptr_array_add (all_names, NULL);

  suggestion = nrn_name_suggest (name, (const char *const *) all_names->pdata);
  shown_name = nrn_error_quote (name);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  if (suggestion != NULL)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_UNKNOWN_NAME,
                   _(suggestion_sentences[family]), shown_name, suggestion);
    }
  else
    {
      list = g_strjoinv (", ", (char **) names);
      g_set_error (error, NRN_ERROR, NRN_ERROR_UNKNOWN_NAME,
                   _(unknown_sentences[family]), shown_name, list);
    }
#pragma GCC diagnostic pop

  return NULL;
}

/**
 * nrn_kind_get_keras_name:
 * @kind: a kind
 *
 * Returns: what Keras calls it today; the same as its name for most
 */
const char *
nrn_kind_get_keras_name (const NrnKind *kind)
{
  return kind->keras_name != NULL ? kind->keras_name : kind->name;
}

/**
 * nrn_kind_get_snake_name:
 * @kind: a kind
 *
 * Returns: (transfer full): its name as Keras makes one for a layer of it:
 *   BatchNormalization becomes "batch_normalization"
 */
char *
nrn_kind_get_snake_name (const NrnKind *kind)
{
  GString *name = g_string_new (NULL);

  for (const char *p = kind->name; *p != '\0'; p++)
    {
      if (p > kind->name && g_ascii_isupper (*p))
        g_string_append_c (name, '_');
      g_string_append_c (name, g_ascii_tolower (*p));
    }

  return g_string_free (name, FALSE);
}

/**
 * nrn_kind_get_formula:
 * @kind: a kind
 *
 * Returns: what it computes, e.g. "max(0, x)"; the same in every language
 */
const char *
nrn_kind_get_formula (const NrnKind *kind)
{
  return kind->formula;
}

/**
 * nrn_kind_get_derivative:
 * @kind: a kind
 *
 * Returns: (nullable): the derivative of its formula: by x of an
 *   activation, by the output p of a loss, of the weights of a layer;
 *   metrics, optimizers and initializers have none
 */
const char *
nrn_kind_get_derivative (const NrnKind *kind)
{
  return kind->derivative;
}

/**
 * nrn_kind_get_range:
 * @kind: a kind
 *
 * Returns: (nullable): where its values are, e.g. "[0, ∞)"; optimizers and
 *   layers have none
 */
const char *
nrn_kind_get_range (const NrnKind *kind)
{
  return kind->range;
}

/**
 * nrn_kind_get_purpose:
 * @kind: a kind
 *
 * Returns: one sentence on what it is for, in the user's language
 */
const char *
nrn_kind_get_purpose (const NrnKind *kind)
{
  return _(kind->purpose);
}

/**
 * nrn_kind_get_source:
 * @kind: a kind
 *
 * Returns: where its formula and defaults are from
 */
const char *
nrn_kind_get_source (const NrnKind *kind)
{
  return kind->source;
}

/**
 * nrn_property_spec_get_description:
 * @spec: an argument of a kind
 *
 * Returns: one sentence on what it does, in the user's language
 */
const char *
nrn_property_spec_get_description (const NrnPropertySpec *spec)
{
  return _(spec->description);
}

/**
 * nrn_property_spec_describe_range:
 * @spec: an argument of a kind
 *
 * Returns: (transfer full) (nullable): one sentence on what numbers it takes,
 *   in the user's language; %NULL for what is no number
 */
char *
nrn_property_spec_describe_range (const NrnPropertySpec *spec)
{
  char minimum[G_ASCII_DTOSTR_BUF_SIZE];
  char maximum[G_ASCII_DTOSTR_BUF_SIZE];
  const char *format;
  char *range;

  if (spec->type != NRN_PROPERTY_NUMBER && spec->type != NRN_PROPERTY_INTEGER)
    return NULL;

  g_ascii_formatd (minimum, sizeof minimum, "%.10g", spec->minimum);
  g_ascii_formatd (maximum, sizeof maximum, "%.10g", spec->maximum);
  if (spec->minimum_excluded && spec->maximum_excluded)
    format = spec->optional ? N_("None, or more than %s and less than %s.")
                            : N_("More than %s and less than %s.");
  else if (spec->minimum_excluded)
    format = spec->optional ? N_("None, or more than %s and at most %s.")
                            : N_("More than %s and at most %s.");
  else if (spec->maximum_excluded)
    format = spec->optional ? N_("None, or at least %s and less than %s.")
                            : N_("At least %s and less than %s.");
  else
    format = spec->optional ? N_("None, or from %s to %s.") : N_("From %s to %s.");

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  range = g_strdup_printf (_(format), minimum, maximum);
#pragma GCC diagnostic pop

  return range;
}
