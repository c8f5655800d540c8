/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Why a value is predicted that is not the target.
 */

#include "config.h"

#include "nrn-why-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-minus.h"

/* Digits of an error that count, and the most decimals for them. */
#define N_DIGITS     3
#define MAX_DECIMALS 6

/* Floats that differ by less are the same number, in relation to it. */
#define TOLERANCE 1e-6

/* ---- What is known of the row ---- */

static double
get_target (const NrnWhy *self,
            guint         row,
            guint         target)
{
  return (double) nrn_dataset_get_targets (self->dataset)
    [(gsize) row * nrn_dataset_get_n_targets (self->dataset) + target];
}

static gboolean
are_the_same (double a,
              double b)
{
  return fabs (a - b) <= TOLERANCE * MAX (fabs (a), fabs (b));
}

/* The one that is farthest off; FALSE if one is no number. */
static gboolean
find_target (NrnWhy      *self,
             const float *outputs)
{
  guint n = MIN (nrn_architecture_get_output_dim (self->architecture),
                 nrn_dataset_get_n_targets (self->dataset));
  double farthest = -1;

  for (guint i = 0; i < n; i++)
    {
      double wanted = get_target (self, self->row, i);
      double error = fabs ((double) outputs[i] - wanted);

      if (!isfinite (error))
        return FALSE;
      if (error <= farthest)
        continue;
      farthest = error;
      self->target = i;
      self->wanted = wanted;
      self->output = (double) outputs[i];
    }

  return n > 0;
}

/* Where others with the same features have other targets, the best single
 * answer for all of them is their mean. */
static void
find_mean (NrnWhy *self)
{
  guint n_rows = nrn_dataset_get_n_rows (self->dataset);
  gboolean differ = FALSE;
  double sum = 0;

  if ((gsize) n_rows * nrn_dataset_get_n_features (self->dataset) > NRN_WHY_MAX_VALUES)
    return;

  for (guint row = 0; row < n_rows; row++)
    {
      double target = get_target (self, row, self->target);

      if (!isfinite (target) || !nrn_why_has_same_features (self, row))
        continue;
      self->n_same++;
      sum += target;
      differ = differ || !are_the_same (target, self->wanted);
    }
  if (differ)
    self->best = sum / self->n_same;
}

/* What made the row knows it without its noise. */
static gboolean
find_truth (NrnWhy              *self,
            const NrnDataSource *source)
{
  const NrnGenerator *generator = source != NULL ? nrn_data_source_get_generator (source) : NULL;
  double truth;

  if (generator == NULL || generator->truth == NULL ||
      nrn_dataset_get_n_features (self->dataset) != 1)
    return FALSE;

  truth = generator->truth (nrn_data_source_get_values (source),
                            (double) nrn_dataset_get_features (self->dataset)[self->row]);
  if (are_the_same (truth, self->wanted))
    return FALSE;
  self->best = truth;
  self->is_noise = TRUE;

  return TRUE;
}

/* Looks at the output that is farthest off; FALSE if there is nothing to be
 * said. */
gboolean
nrn_why_look_at_value (NrnWhy              *self,
                       const NrnDataSource *source,
                       const NrnWeights    *weights,
                       const float         *inputs)
{
  g_autoptr (NrnContributions) first = nrn_contributions_new_value (weights, inputs, 0, 0);

  self->is_value = TRUE;
  self->best = NAN;
  if (first == NULL || !find_target (self, nrn_contributions_get_outputs (first)))
    return FALSE;

  self->contributions = nrn_contributions_new_value (weights, inputs, self->target, self->wanted);
  if (!find_truth (self, source))
    find_mean (self);

  return TRUE;
}

gboolean
nrn_why_is_value_wrong (const NrnWhy *self)
{
  return !are_the_same (self->output, self->wanted);
}

/* ---- In words ---- */

/* With as many decimals as the error needs. */
static char *
print_value (const NrnWhy *self,
             double        value)
{
  double error = fabs (self->output - self->wanted);
  double decimals = error > 0 ? N_DIGITS - 1 - floor (log10 (error)) : 2;

  if (decimals > MAX_DECIMALS)
    return g_strdup_printf ("%s%.6g", value < 0 ? nrn_minus_get () : "", fabs (value));

  return g_strdup_printf ("%s%.*f", value < 0 ? nrn_minus_get () : "", (int) MAX (decimals, 0), fabs (value));
}

char *
nrn_why_print_value_verdict (const NrnWhy *self)
{
  const char *target = nrn_dataset_get_target_names (self->dataset)[self->target];
  g_autofree char *row = nrn_why_name_row (self);
  g_autofree char *wanted = print_value (self, self->wanted);
  g_autofree char *output = print_value (self, self->output);
  g_autofree char *by = print_value (self, fabs (self->output - self->wanted));

  if (!nrn_why_is_value_wrong (self))
    return g_strdup_printf (_("%s is “%s”, and the network says so."), row, wanted);
  if (self->output > self->wanted)
    /* Translators: a row, what is to be predicted of it and its values: “size 72: price is 0.42,
     * and the network says 0.62, which is 0.20 too much.” */
    return g_strdup_printf (_("%s: %s is %s, and the network says %s, which is %s too much."), row,
                            target, wanted, output, by);

  /* Translators: “size 72: price is 0.62, and the network says 0.42, which is 0.20 too little.” */
  return g_strdup_printf (_("%s: %s is %s, and the network says %s, which is %s too little."), row,
                          target, wanted, output, by);
}

char *
nrn_why_print_value_parts (const NrnWhy *self)
{
  double sum = nrn_contributions_get_lead (self->contributions);
  g_autofree char *number = nrn_why_print_number (sum);

  /* Translators: a number, and what is predicted: “These parts add up to 0.42, the weighted sum of
   * “price”:” */
  return g_strdup_printf (_("These parts add up to %s, the weighted sum of “%s”:"), number,
                          nrn_dataset_get_target_names (self->dataset)[self->target]);
}

static char *
print_noise (const NrnWhy *self,
             gboolean      is_near)
{
  g_autofree char *best = print_value (self, self->best);

  if (is_near)
    return g_strdup_printf (_("Without its noise it would be %s, and the network is nearer to that "
                              "than the row is. It cannot know the noise."), best);

  return g_strdup_printf (_("Without its noise it would be %s. The network has not learned that "
                            "yet."), best);
}

static char *
print_mean (const NrnWhy *self,
            gboolean      is_near)
{
  g_autofree char *best = print_value (self, self->best);

  if (is_near)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "%u row with the same features has %s on average, and the "
                                         "network is nearer to that than this row is. It cannot "
                                         "tell them apart.",
                                         "%u rows with the same features have %s on average, and "
                                         "the network is nearer to that than this row is. It "
                                         "cannot tell them apart.", self->n_same),
                            self->n_same, best);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "%u row with the same features has %s on average. The "
                                       "network has not learned that yet.",
                                       "%u rows with the same features have %s on average. The "
                                       "network has not learned that yet.", self->n_same),
                          self->n_same, best);
}

/* Nothing better than what can be known is to be had from a network. */
char *
nrn_why_print_value_reason (const NrnWhy *self)
{
  gboolean is_near = fabs (self->output - self->best) < fabs (self->wanted - self->best);

  if (!nrn_why_is_value_wrong (self))
    return g_strdup ("");
  if (isfinite (self->best))
    return self->is_noise ? print_noise (self, is_near) : print_mean (self, is_near);
  if (self->n_same > 0)
    return g_strdup (_("No row with the same features has another target: it could be learned."));

  return g_strdup ("");
}
