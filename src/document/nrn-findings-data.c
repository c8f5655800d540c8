/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What is odd before a network has learned anything: features, labels, the
 * split, the loss.
 */

#include "config.h"

#include "nrn-findings-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-advice.h"
#include "nrn-count.h"
#include "nrn-formula.h"
#include "nrn-split-digest.h"
#include "nrn-targets.h"

/* Features that reach so far are no longer of the size of 1. */
#define FAR_FROM_1 10.0

#define DIGITS 4

/* ---- Features ---- */

typedef struct
{
  guint  feature;   /* the one that reaches farthest */
  double minimum;
  double maximum;
  guint  n_far;     /* features that reach beyond FAR_FROM_1 */
} Reach;

static void
find_range (const NrnDataset *dataset,
            guint             feature,
            double           *minimum,
            double           *maximum)
{
  guint n_features = nrn_dataset_get_n_features (dataset);
  const float *values = nrn_dataset_get_features (dataset);

  *minimum = INFINITY;
  *maximum = -INFINITY;
  for (guint row = 0; row < nrn_dataset_get_n_rows (dataset); row++)
    {
      double value = (double) values[(gsize) row * n_features + feature];

      *minimum = MIN (*minimum, value);
      *maximum = MAX (*maximum, value);
    }
}

static void
find_reach (const NrnDataset *dataset,
            Reach            *reach)
{
  double farthest = -1;

  *reach = (Reach) { 0 };
  for (guint i = 0; i < nrn_dataset_get_n_features (dataset); i++)
    {
      double minimum, maximum, size;

      find_range (dataset, i, &minimum, &maximum);
      size = MAX (fabs (minimum), fabs (maximum));
      reach->n_far += size > FAR_FROM_1 ? 1 : 0;
      if (size > farthest)
        {
          farthest = size;
          reach->feature = i;
          reach->minimum = minimum;
          reach->maximum = maximum;
        }
    }
}

static char *
describe_reach (const NrnDataset *dataset,
                const Reach      *reach)
{
  const char *name = nrn_dataset_get_feature_names (dataset)[reach->feature];
  guint n_features = nrn_dataset_get_n_features (dataset);
  g_autofree char *low = nrn_formula_print_number (reach->minimum, DIGITS);
  g_autofree char *high = nrn_formula_print_number (reach->maximum, DIGITS);

  if (n_features == 1)
    return g_strdup_printf (_("“%s” reaches from %s to %s."), name, low, high);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "%u of %u features reaches beyond −10 … 10; “%s” reaches "
                                       "from %s to %s.",
                                       "%u of %u features reach beyond −10 … 10; “%s” reaches "
                                       "from %s to %s.", reach->n_far),
                          reach->n_far, n_features, name, low, high);
}

/* A layer that normalizes the inputs does what scaling would. */
static gboolean
normalizes_inputs (const NrnArchitecture *architecture)
{
  return nrn_architecture_get_n_layers (architecture) > 0 &&
         nrn_architecture_find_tensor (architecture, 0, "gamma") != NULL;
}

static void
look_at_features (NrnFindings           *findings,
                  const NrnFindingsCase *what)
{
  const NrnExperimentParts *parts = nrn_experiment_get_parts (what->experiment);
  gboolean harms = what->diagnosis != NULL &&
                   nrn_advise (parts, what->diagnosis, what->has_diverged,
                               what->learning_rate).kind == NRN_ADVICE_SCALE;
  NrnFinding *finding;
  Reach reach;

  if (parts->scale || normalizes_inputs (parts->architecture))
    return;
  find_reach (what->dataset, &reach);
  if (reach.n_far == 0 && !harms)
    return;

  finding = nrn_findings_add (findings, NRN_FINDING_UNSCALED,
                              harms ? NRN_SEVERITY_WARNING : NRN_SEVERITY_HINT, NRN_PLACE_SCALE,
                              g_strdup (_("The features are not scaled. Large inputs make large "
                                          "sums and large steps, and small features count for "
                                          "little.")),
                              describe_reach (what->dataset, &reach));
  nrn_finding_add_remedy (finding, NRN_REMEDY_SCALE, g_strdup (_("Scale to 0–1")));
}

/* ---- The split ---- */

static void
look_at_split (NrnFindings           *findings,
               const NrnFindingsCase *what)
{
  const NrnFitOptions *fit = &nrn_experiment_get_parts (what->experiment)->fit;
  g_autoptr (NrnSplitDigest) digest = NULL;
  g_autofree char *trap = NULL;
  g_autofree char *count = NULL;
  NrnFinding *finding;
  guint n_out;

  if (fit->validation_split <= 0 || fit->validation_shuffled)
    return;

  digest = nrn_split_digest_new (what->dataset, fit->validation_split, FALSE, fit->seed);
  trap = nrn_split_digest_describe_trap (digest);
  if (trap == NULL)
    return;

  n_out = nrn_split_digest_get_n_rows (digest, NRN_SPLIT_HELD_OUT);
  count = nrn_count_to_string (n_out);
  finding =
    nrn_findings_add (findings, NRN_FINDING_SPLIT, NRN_SEVERITY_WARNING, NRN_PLACE_SPLIT,
                      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                                    "The last row is held out before any "
                                                    "shuffling, %s in all, and the rows are in an "
                                                    "order: it is not like the others.",
                                                    "The last %s rows are held out before any "
                                                    "shuffling, and the rows are in an order: "
                                                    "these are not like the others.", n_out),
                                       count),
                      g_steal_pointer (&trap));
  nrn_finding_add_remedy (finding, NRN_REMEDY_SHUFFLE, g_strdup (_("Shuffle Before the Split")));
}

/* ---- Activation, loss, labels ---- */

static void
look_at_pairing (NrnFindings           *findings,
                 const NrnFindingsCase *what)
{
  const NrnExperimentParts *parts = nrn_experiment_get_parts (what->experiment);
  g_auto (NrnOpinion) opinion = { NRN_VERDICT_FITS };
  NrnPairing pairing;
  NrnFinding *finding;
  NrnRemedy *remedy;

  nrn_pairing_init (&pairing, parts->architecture, nrn_config_get_kind (parts->loss),
                    nrn_dataset_get_labels (what->dataset));
  nrn_doctor_ask (&pairing, &opinion);
  if (opinion.verdict == NRN_VERDICT_FITS)
    return;

  finding = nrn_findings_add (findings, NRN_FINDING_PAIRING,
                              opinion.verdict == NRN_VERDICT_CANNOT ? NRN_SEVERITY_WARNING
                                                                    : NRN_SEVERITY_HINT,
                              opinion.part == NRN_PAIRING_LOSS ? NRN_PLACE_LOSS : NRN_PLACE_OUTPUT,
                              g_steal_pointer (&opinion.sentence),
                              g_strdup_printf (_("Labels: %s"),
                                               nrn_targets_describe (&pairing.labels, pairing.loss,
                                                                     pairing.n_outputs)));
  if (nrn_fix_is_empty (&opinion.fix))
    return;

  remedy = nrn_finding_add_remedy (finding, NRN_REMEDY_FIX, nrn_fix_describe (&opinion.fix));
  remedy->fix = opinion.fix;
}

/**
 * nrn_findings_look_at_data:
 * @findings: findings that are being made
 * @what: what to look at
 */
void
nrn_findings_look_at_data (NrnFindings           *findings,
                           const NrnFindingsCase *what)
{
  look_at_pairing (findings, what);
  look_at_features (findings, what);
  look_at_split (findings, what);
}
