/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How much the rows of each class count. Semantics: Keras 3,
 * `class_weight_to_sample_weights` of
 * `keras/src/trainers/data_adapters/data_adapter_utils.py`.
 */

#include "config.h"

#include "nrn-class-weights.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-accuracy.h"
#include "nrn-error.h"

typedef struct
{
  int    class_number;
  double weight;
} Entry;

struct _NrnClassWeights
{
  gatomicrefcount ref_count;
  guint           n_entries;
  Entry           entries[];
};

/**
 * nrn_class_weights_new:
 * @classes: (array length=n_classes): class numbers, each once
 * @weights: (array length=n_classes): what a row of each counts; finite and at
 *   least 0
 * @n_classes: how many
 *
 * Returns: (transfer full): these weights
 */
NrnClassWeights *
nrn_class_weights_new (const int    *classes,
                       const double *weights,
                       guint         n_classes)
{
  NrnClassWeights *self = g_malloc (sizeof (NrnClassWeights) + n_classes * sizeof (Entry));

  g_atomic_ref_count_init (&self->ref_count);
  self->n_entries = n_classes;
  for (guint i = 0; i < n_classes; i++)
    self->entries[i] = (Entry) { classes[i], weights[i] };

  return self;
}

/**
 * nrn_class_weights_check:
 * @class_number: a class
 * @weight: what its rows are to count
 * @error: return location
 *
 * Returns: %FALSE with @error set if nothing can count that
 */
gboolean
nrn_class_weights_check (int      class_number,
                         double   weight,
                         GError **error)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (isfinite (weight) && weight >= 0 && weight <= 1e30)
    return TRUE;

  g_ascii_formatd (text, sizeof text, "%.10g", weight);
  g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
               _("The weight of class %d cannot be %s; it must be a number of at least 0."),
               class_number, text);
  return FALSE;
}

/* "1=2.5" */
static gboolean
parse_entry (const char  *text,
             int         *class_number,
             double      *weight,
             GError     **error)
{
  g_auto (GStrv) halves = g_strsplit (text, "=", 2);
  gint64 number;
  char *end = NULL;

  if (halves[0] == NULL || halves[1] == NULL ||
      !g_ascii_string_to_signed (g_strstrip (halves[0]), 10, G_MININT, G_MAXINT, &number, NULL) ||
      *g_strstrip (halves[1]) == '\0')
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                   _("“%s” is no class weight; write CLASS=WEIGHT with the class's number, for "
                     "example 0=1, 1=5."), text);
      return FALSE;
    }

  *class_number = (int) number;
  *weight = g_ascii_strtod (halves[1], &end);
  if (*end != '\0')
    *weight = NAN;

  return nrn_class_weights_check (*class_number, *weight, error);
}

static gboolean
is_given (const GArray *classes,
          int           class_number)
{
  for (guint i = 0; i < classes->len; i++)
    {
      if (g_array_index (classes, int, i) == class_number)
        return TRUE;
    }

  return FALSE;
}

/**
 * nrn_class_weights_parse:
 * @text: "0=1, 1=5"; nothing for none
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the weights, or %NULL with @error set
 */
NrnClassWeights *
nrn_class_weights_parse (const char  *text,
                         GError     **error)
{
  g_autoptr (GArray) classes = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (GArray) weights = g_array_new (FALSE, FALSE, sizeof (double));
  g_auto (GStrv) texts = g_strsplit (text, ",", -1);

  for (guint i = 0; texts[i] != NULL; i++)
    {
      int class_number;
      double weight;

      if (*g_strstrip (texts[i]) == '\0')
        continue;
      if (!parse_entry (texts[i], &class_number, &weight, error))
        return NULL;
      if (is_given (classes, class_number))
        {
          g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                       _("The weight of class %d is given twice; give it once."), class_number);
          return NULL;
        }
      g_array_append_val (classes, class_number);
      g_array_append_val (weights, weight);
    }

  return nrn_class_weights_new ((const int *) (const void *) classes->data,
                                (const double *) (const void *) weights->data, classes->len);
}

/**
 * nrn_class_weights_to_string:
 * @weights: class weights
 *
 * Returns: (transfer full): what nrn_class_weights_parse() makes them of
 */
char *
nrn_class_weights_to_string (const NrnClassWeights *weights)
{
  GString *text = g_string_new (NULL);
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; i < weights->n_entries; i++)
    g_string_append_printf (text, "%s%d=%s", i > 0 ? ", " : "", weights->entries[i].class_number,
                            g_ascii_formatd (number, sizeof number, "%.10g",
                                             weights->entries[i].weight));

  return g_string_free (text, FALSE);
}

NrnClassWeights *
nrn_class_weights_ref (const NrnClassWeights *weights)
{
  NrnClassWeights *self = (NrnClassWeights *) weights;

  g_return_val_if_fail (weights != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
nrn_class_weights_unref (NrnClassWeights *weights)
{
  g_return_if_fail (weights != NULL);

  if (g_atomic_ref_count_dec (&weights->ref_count))
    g_free (weights);
}

guint
nrn_class_weights_get_n (const NrnClassWeights *weights)
{
  return weights->n_entries;
}

int
nrn_class_weights_get_class (const NrnClassWeights *weights,
                             guint                  index)
{
  g_return_val_if_fail (index < weights->n_entries, 0);

  return weights->entries[index].class_number;
}

double
nrn_class_weights_get_weight (const NrnClassWeights *weights,
                              guint                  index)
{
  g_return_val_if_fail (index < weights->n_entries, NAN);

  return weights->entries[index].weight;
}

static const Entry *
find_entry (const NrnClassWeights *weights,
            int                    class_number)
{
  for (guint i = 0; i < weights->n_entries; i++)
    {
      if (weights->entries[i].class_number == class_number)
        return &weights->entries[i];
    }

  return NULL;
}

/**
 * nrn_class_weights_lookup:
 * @weights: class weights
 * @class_number: a class
 *
 * Returns: what a row of it counts
 */
double
nrn_class_weights_lookup (const NrnClassWeights *weights,
                          int                    class_number)
{
  const Entry *entry = find_entry (weights, class_number);

  return entry != NULL ? entry->weight : 1;
}

/**
 * nrn_class_weights_equal:
 * @a: (nullable): class weights
 * @b: (nullable): others
 *
 * Returns: whether rows count the same
 */
gboolean
nrn_class_weights_equal (const NrnClassWeights *a,
                         const NrnClassWeights *b)
{
  if (a == b)
    return TRUE;

  for (guint i = 0; a != NULL && i < a->n_entries; i++)
    {
      if (a->entries[i].weight !=
          (b != NULL ? nrn_class_weights_lookup (b, a->entries[i].class_number) : 1))
        return FALSE;
    }
  for (guint i = 0; b != NULL && i < b->n_entries; i++)
    {
      if (b->entries[i].weight !=
          (a != NULL ? nrn_class_weights_lookup (a, b->entries[i].class_number) : 1))
        return FALSE;
    }

  return TRUE;
}

/* The number itself, rounded, or the place of the largest of several. */
static int
class_of_row (const NrnSamples *samples,
              NrnTargetKind     target_kind,
              guint             row)
{
  guint dim = nrn_samples_get_target_dim (samples);
  const float *target = nrn_samples_get_targets (samples) + (gsize) row * dim;

  if (target_kind != NRN_TARGET_CLASS && dim > 1)
    return (int) nrn_accuracy_argmax (dim, target);

  /* Beyond an int there is no class that could be named. */
  return (int) CLAMP (rintf (*target), -2e9f, 2e9f);
}

/* A class without rows is most likely a slip. */
static gboolean
check_classes (const NrnClassWeights  *weights,
               const NrnSamples       *samples,
               NrnTargetKind           target_kind,
               GError                **error)
{
  g_autoptr (GHashTable) present = g_hash_table_new (NULL, NULL);
  int least = G_MAXINT, most = G_MININT;

  for (guint row = 0; row < nrn_samples_get_n_rows (samples); row++)
    {
      int class_number = class_of_row (samples, target_kind, row);

      g_hash_table_add (present, GINT_TO_POINTER (class_number));
      least = MIN (least, class_number);
      most = MAX (most, class_number);
    }

  for (guint i = 0; i < weights->n_entries; i++)
    {
      int class_number = weights->entries[i].class_number;

      if (g_hash_table_contains (present, GINT_TO_POINTER (class_number)))
        continue;
      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                   _("There is no row of class %d that could be given a weight; the classes of the "
                     "data are from %d to %d."), class_number, least, most);
      return FALSE;
    }

  return TRUE;
}

/**
 * nrn_class_weights_weigh:
 * @weights: class weights
 * @samples: rows
 * @target_kind: what their targets are
 * @n_train: how many of them are trained on
 * @order: (array): the rows, those to train on first
 * @error: return location
 *
 * As in Keras, a row's class is its number, rounded, or the largest of
 * several targets, and the rows held out all count 1.
 *
 * Returns: (transfer full) (nullable): what each row counts, to be freed with
 *   g_free(), or %NULL with @error set if there is no row of a class
 */
float *
nrn_class_weights_weigh (const NrnClassWeights  *weights,
                         const NrnSamples       *samples,
                         NrnTargetKind           target_kind,
                         guint                   n_train,
                         const guint            *order,
                         GError                **error)
{
  guint n_rows = nrn_samples_get_n_rows (samples);
  float *rows;

  if (!check_classes (weights, samples, target_kind, error))
    return NULL;

  rows = g_new (float, n_rows);
  for (guint i = 0; i < n_rows; i++)
    rows[order[i]] = i < n_train
      ? (float) nrn_class_weights_lookup (weights, class_of_row (samples, target_kind, order[i]))
      : 1;

  return rows;
}
