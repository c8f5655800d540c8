/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The tables of everything that Keras names, and finding things in them.
 */

#include "config.h"

#include "nrn-kind.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-activation-linear.h"
#include "nrn-activation-relu.h"
#include "nrn-activation-sigmoid.h"
#include "nrn-activation-softmax.h"
#include "nrn-activation-tanh.h"
#include "nrn-error.h"
#include "nrn-initializer-constants.h"
#include "nrn-initializer-random.h"
#include "nrn-layer-activation.h"
#include "nrn-layer-dense.h"
#include "nrn-loss-binary-crossentropy.h"
#include "nrn-loss-categorical-crossentropy.h"
#include "nrn-loss-mean-squared-error.h"
#include "nrn-optimizer-adam.h"
#include "nrn-optimizer-sgd.h"

/* A new kind is one line in one of these tables. */

static const NrnKind *const activations[] = {
  &nrn_activation_linear.kind,
  &nrn_activation_relu.kind,
  &nrn_activation_sigmoid.kind,
  &nrn_activation_softmax.kind,
  &nrn_activation_tanh.kind,
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
  &nrn_layer_activation.kind,
  &nrn_layer_dense.kind,
};

static const NrnKind *const losses[] = {
  &nrn_loss_binary_crossentropy.kind,
  &nrn_loss_categorical_crossentropy.kind,
  &nrn_loss_mean_squared_error.kind,
  &nrn_loss_sparse_categorical_crossentropy.kind,
};

static const NrnKind *const optimizers[] = {
  &nrn_optimizer_adam.kind,
  &nrn_optimizer_sgd.kind,
};

static const struct
{
  const char           *noun;
  const NrnKind *const *kinds;
  guint                 n_kinds;
} families[NRN_N_FAMILIES] = {
  [NRN_FAMILY_ACTIVATION]  = { N_("activation"), activations, G_N_ELEMENTS (activations) },
  [NRN_FAMILY_INITIALIZER] = { N_("initializer"), initializers, G_N_ELEMENTS (initializers) },
  [NRN_FAMILY_LAYER]       = { N_("layer"), layers, G_N_ELEMENTS (layers) },
  [NRN_FAMILY_LOSS]        = { N_("loss"), losses, G_N_ELEMENTS (losses) },
  [NRN_FAMILY_OPTIMIZER]   = { N_("optimizer"), optimizers, G_N_ELEMENTS (optimizers) },
};

/* Sentences are whole for each family, because a translation may need
 * another gender or case for each noun. */
static const char *const unknown_sentences[NRN_N_FAMILIES] = {
  [NRN_FAMILY_ACTIVATION]  = N_("There is no activation “%s”; Neurons has %s."),
  [NRN_FAMILY_INITIALIZER] = N_("There is no initializer “%s”; Neurons has %s."),
  [NRN_FAMILY_LAYER]       = N_("There is no layer “%s”; Neurons has %s."),
  [NRN_FAMILY_LOSS]        = N_("There is no loss “%s”; Neurons has %s."),
  [NRN_FAMILY_OPTIMIZER]   = N_("There is no optimizer “%s”; Neurons has %s."),
};

static const char *const suggestion_sentences[NRN_N_FAMILIES] = {
  [NRN_FAMILY_ACTIVATION]  = N_("There is no activation “%s”; did you mean “%s”?"),
  [NRN_FAMILY_INITIALIZER] = N_("There is no initializer “%s”; did you mean “%s”?"),
  [NRN_FAMILY_LAYER]       = N_("There is no layer “%s”; did you mean “%s”?"),
  [NRN_FAMILY_LOSS]        = N_("There is no loss “%s”; did you mean “%s”?"),
  [NRN_FAMILY_OPTIMIZER]   = N_("There is no optimizer “%s”; did you mean “%s”?"),
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
 * nrn_kind_is:
 * @kind: a kind
 * @name: a name in any case, with or without underscores
 *
 * Returns: whether @name is the kind's name or one of its aliases
 */
gboolean
nrn_kind_is (const NrnKind *kind,
             const char    *name)
{
  if (same_name (kind->name, name))
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
 * @name: an argument's name, in any case
 *
 * Returns: the argument's index, or -1 if @kind has none of that name
 */
int
nrn_kind_property (const NrnKind *kind,
                   const char    *name)
{
  for (guint i = 0; i < kind->n_properties; i++)
    {
      if (same_name (kind->properties[i].name, name))
        return (int) i;
    }

  return -1;
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
  g_autofree char *suggestion = NULL;
  g_autofree char *list = NULL;
  g_autofree const char **names = NULL;
  guint n_kinds;

  g_return_val_if_fail (family < NRN_N_FAMILIES, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  n_kinds = families[family].n_kinds;
  names = g_new0 (const char *, n_kinds + 1);
  for (guint i = 0; i < n_kinds; i++)
    {
      if (nrn_kind_is (families[family].kinds[i], name))
        return families[family].kinds[i];
      names[i] = families[family].kinds[i]->name;
    }

  suggestion = nrn_name_suggest (name, names);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  if (suggestion != NULL)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_UNKNOWN_NAME,
                   _(suggestion_sentences[family]), name, suggestion);
    }
  else
    {
      list = g_strjoinv (", ", (char **) names);
      g_set_error (error, NRN_ERROR, NRN_ERROR_UNKNOWN_NAME,
                   _(unknown_sentences[family]), name, list);
    }
#pragma GCC diagnostic pop

  return NULL;
}
