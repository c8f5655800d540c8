/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Why a row is taken for what it is not.
 */

#include "config.h"

#include "nrn-why-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-architecture-words.h"
#include "nrn-feature-range.h"
#include "nrn-minus.h"
#include "nrn-prediction.h"
#include "nrn-predictions.h"

/* ---- What is known of the row ---- */

static guint
get_label (const NrnDataset *dataset,
           guint             row)
{
  float label = nrn_dataset_get_targets (dataset)[(gsize) row * nrn_dataset_get_n_targets (dataset)];

  return label >= 0 && label < 65536 && label <= floorf (label) ? (guint) label : G_MAXUINT;
}

/* Whether @row cannot be told from the one that is looked at. */
gboolean
nrn_why_has_same_features (const NrnWhy *self,
                           guint         row)
{
  gsize n_features = nrn_dataset_get_n_features (self->dataset);
  const float *features = nrn_dataset_get_features (self->dataset);

  return memcmp (features + row * n_features, features + self->row * n_features,
                 n_features * sizeof (float)) == 0;
}

static void
count_same (NrnWhy *self)
{
  guint n_rows = nrn_dataset_get_n_rows (self->dataset);
  g_autoptr (GArray) counts = g_array_new (FALSE, TRUE, sizeof (guint));

  if ((gsize) n_rows * nrn_dataset_get_n_features (self->dataset) > NRN_WHY_MAX_VALUES)
    return;

  for (guint row = 0; row < n_rows; row++)
    {
      guint label = get_label (self->dataset, row);

      self->has_rule |= nrn_dataset_is_exception (self->dataset, row);
      if (label == G_MAXUINT || !nrn_why_has_same_features (self, row))
        continue;
      if (counts->len <= label)
        g_array_set_size (counts, label + 1);
      self->n_same++;
      if (++g_array_index (counts, guint, label) <= self->n_most)
        continue;
      self->n_most = g_array_index (counts, guint, label);
      self->most = label;
    }
  self->n_alike = self->label < counts->len ? g_array_index (counts, guint, self->label) : 0;
}

/* FALSE if the row has no class that the network knows. */
static gboolean
look_at_class (NrnWhy           *self,
               const NrnWeights *weights,
               const float      *inputs)
{
  guint n_outputs = nrn_architecture_get_output_dim (self->architecture);
  g_autoptr (NrnContributions) first = NULL;

  self->label = get_label (self->dataset, self->row);
  if (self->label >= nrn_prediction_get_n_classes (n_outputs))
    return FALSE;

  /* What it is taken for is not known before it has gone through. */
  first = nrn_contributions_new (weights, inputs, 0, 1);
  if (first == NULL)
    return FALSE;

  self->predicted = nrn_prediction_get_class (n_outputs, nrn_contributions_get_outputs (first));
  self->contributions = self->predicted == self->label
                          ? g_steal_pointer (&first)
                          : nrn_contributions_new (weights, inputs, self->predicted, self->label);
  count_same (self);

  return TRUE;
}

/**
 * nrn_why_new:
 * @source: (nullable): what made the rows, if it may know more of them
 * @dataset: rows
 * @samples: the same rows as the network takes them in
 * @weights: a network
 * @row: one of them
 *
 * Looks at all rows for those with the same features, unless there are very
 * many.
 *
 * Returns: (transfer full) (nullable): what is known of it; %NULL where it has
 *   no class that the network knows, or something is no number
 */
NrnWhy *
nrn_why_new (const NrnDataSource *source,
             const NrnDataset    *dataset,
             const NrnSamples    *samples,
             const NrnWeights    *weights,
             guint                row)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  const float *inputs = nrn_samples_get_inputs (samples) +
                        (gsize) row * nrn_samples_get_input_dim (samples);
  g_autoptr (NrnWhy) self = g_new0 (NrnWhy, 1);
  gboolean is_class = nrn_predictions_tell_classes (dataset,
                                                    nrn_architecture_get_output_dim (architecture));

  self->dataset = nrn_dataset_ref (dataset);
  self->architecture = nrn_architecture_ref (architecture);
  self->row = row;
  if (is_class ? !look_at_class (self, weights, inputs)
               : !nrn_why_look_at_value (self, source, weights, inputs))
    return NULL;

  return g_steal_pointer (&self);
}

void
nrn_why_free (NrnWhy *why)
{
  g_return_if_fail (why != NULL);

  nrn_dataset_unref (why->dataset);
  nrn_architecture_unref (why->architecture);
  g_clear_pointer (&why->contributions, nrn_contributions_free);
  g_free (why);
}

/**
 * nrn_why_is_wrong:
 * @why: a row
 *
 * Returns: whether it is taken for another class than its own; of values,
 *   whether one is not its target
 */
gboolean
nrn_why_is_wrong (const NrnWhy *why)
{
  return why->is_value ? nrn_why_is_value_wrong (why) : why->predicted != why->label;
}

/**
 * nrn_why_get_contributions:
 * @why: a row
 *
 * Returns: (transfer none): what pulls it to the class that it is taken for,
 *   rather than to its own; if it is right, to the first class rather than to
 *   the second; of values, what the sum of the worst is made of
 */
const NrnContributions *
nrn_why_get_contributions (const NrnWhy *why)
{
  return why->contributions;
}

/* ---- In words ---- */

/**
 * nrn_why_print_number:
 * @value: a lead, or a part of one
 *
 * Returns: (transfer full): the number, with at least two digits that count
 */
char *
nrn_why_print_number (double value)
{
  double size = fabs (value);
  int decimals = size > 0 ? (int) CLAMP (2 - ceil (log10 (size)), 2, 6) : 2;
  g_autofree char *number = g_strdup_printf ("%.*f", decimals, size);
  gboolean is_zero = strpbrk (number, "123456789") == NULL;

  return g_strconcat (value < 0 && !is_zero ? nrn_minus_get () : "", number, NULL);
}

/* (transfer full) */
static char *
name_class (const NrnWhy *self,
            guint         class_index)
{
  return class_index < nrn_dataset_get_n_classes (self->dataset)
           ? g_strdup (nrn_dataset_get_class_names (self->dataset)[class_index])
           : g_strdup_printf ("%u", class_index);
}

/* “age 64”; of several features, the row's number. */
char *
nrn_why_name_row (const NrnWhy *self)
{
  double first = (double) nrn_dataset_get_features (self->dataset)
    [(gsize) self->row * nrn_dataset_get_n_features (self->dataset)];
  g_autofree char *value = nrn_feature_range_format (first);

  if (nrn_dataset_get_n_features (self->dataset) == 1)
    /* Translators: a feature and its value: “age 64”. It stands in sentences. */
    return g_strdup_printf (C_("feature", "%s %s"),
                            nrn_dataset_get_feature_names (self->dataset)[0],
                            value);

  return g_strdup_printf (_("Row %u"), self->row + 1);
}

static char *
print_class_verdict (const NrnWhy *why)
{
  double lead = nrn_contributions_get_lead (why->contributions);
  g_autofree char *row = nrn_why_name_row (why);
  g_autofree char *label = name_class (why, why->label);
  g_autofree char *predicted = name_class (why, why->predicted);
  g_autofree char *by = nrn_why_print_number (lead);

  if (!nrn_why_is_wrong (why))
    /* Translators: “age 64 is “side effects”, and the network says so.” */
    return g_strdup_printf (_("%s is “%s”, and the network says so."), row, label);
  /* With some activations the larger sum has not the larger output. */
  if (!(lead > 0))
    /* Translators: “age 64 is really “side effects”, but the output of “no side effects” is
     * larger.” */
    return g_strdup_printf (_("%s is really “%s”, but the output of “%s” is larger."), row, label,
                            predicted);

  /* Translators: “age 64 is really “side effects”, but “no side effects” wins by 0.21.” */
  return g_strdup_printf (_("%s is really “%s”, but “%s” wins by %s."), row, label, predicted, by);
}

/**
 * nrn_why_print_verdict:
 * @why: a row
 *
 * Returns: (transfer full): what it is and what it is taken for, and by how
 *   much: “Row 7 is really “cat”, but “dog” wins by 0.21.” Of values, that which
 *   is farthest from its target
 */
char *
nrn_why_print_verdict (const NrnWhy *why)
{
  return why->is_value ? nrn_why_print_value_verdict (why) : print_class_verdict (why);
}

/**
 * nrn_why_name_part:
 * @why: a row
 * @part: one of its contributions
 *
 * Returns: (transfer full): what contributes: “Hidden 2, unit 7”, an input's
 *   name, or the bias
 */
char *
nrn_why_name_part (const NrnWhy          *why,
                   const NrnContribution *part)
{
  int layer = nrn_contributions_get_layer (why->contributions);
  g_autofree char *name = NULL;

  if (part->unit == NRN_CONTRIBUTION_BIAS)
    return g_strdup (_("bias"));
  if (layer < 0)
    return g_strdup (nrn_dataset_get_feature_names (why->dataset)[part->unit]);

  name = nrn_architecture_describe_layer (why->architecture, layer);

  return g_strdup_printf (_("%s, unit %u"), name, (guint) part->unit + 1);
}

/**
 * nrn_why_print_pull:
 * @why: a row
 *
 * Returns: (transfer full): what the contributions are: “What pulls to “dog”
 *   rather than “cat””
 */
char *
nrn_why_print_pull (const NrnWhy *why)
{
  g_autofree char *label = name_class (why, why->label);
  g_autofree char *predicted = name_class (why, why->predicted);

  if (why->is_value)
    return nrn_why_print_value_parts (why);

  return g_strdup_printf (_("What pulls to “%s” (+) and to “%s” (−), as the weighted sums add up:"),
                          predicted, label);
}

static char *
print_exception (const NrnWhy *self)
{
  g_autofree char *most = name_class (self, self->most);

  if (self->n_most <= self->n_alike)
    return g_strdup (_("It is an exception to the rule that the others follow: nothing in its "
                       "features tells it apart, so the network cannot know."));

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "It is an exception: of %u row with the same features, %u "
                                       "are “%s”. The network cannot know.",
                                       "It is an exception: of %u rows with the same features, %u "
                                       "are “%s”. The network cannot know.", self->n_same),
                          self->n_same, self->n_most, most);
}

/**
 * nrn_why_print_reason:
 * @why: a row
 *
 * Returns: (transfer full): whether the network could know it
 */
char *
nrn_why_print_reason (const NrnWhy *why)
{
  g_autofree char *most = name_class (why, why->most);

  if (why->is_value)
    return nrn_why_print_value_reason (why);
  if (!nrn_why_is_wrong (why))
    return g_strdup ("");
  if (nrn_dataset_is_exception (why->dataset, why->row))
    return print_exception (why);
  if (why->has_rule)
    return g_strdup (_("It follows the rule, and the network has not learned it yet."));
  if (why->n_most > why->n_alike)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "Of %u row with the same features, %u are “%s”: the "
                                         "network cannot tell them apart.",
                                         "Of %u rows with the same features, %u are “%s”: the "
                                         "network cannot tell them apart.", why->n_same),
                            why->n_same, why->n_most, most);
  if (why->n_same > 0 && why->n_same == why->n_alike)
    return g_strdup (_("No row with the same features is of another class: it could be learned."));

  return g_strdup ("");
}
