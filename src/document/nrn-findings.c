/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What is odd about an experiment and its training.
 */

#include "config.h"

#include "nrn-findings-private.h"

#include <glib/gi18n-lib.h>

static const char *const names[NRN_N_FINDINGS] = {
  [NRN_FINDING_PAIRING] = "pairing",
  [NRN_FINDING_UNSCALED] = "unscaled",
  [NRN_FINDING_SPLIT] = "split",
  [NRN_FINDING_UNITS_OFF] = "units-off",
  [NRN_FINDING_VANISHING] = "vanishing-gradients",
  [NRN_FINDING_EXPLODING] = "exploding-gradients",
  [NRN_FINDING_RATE_SMALL] = "learning-rate-small",
  [NRN_FINDING_RATE_LARGE] = "learning-rate-large",
};

/**
 * nrn_finding_kind_get_name:
 * @kind: a sort of findings
 *
 * Returns: what it is called in files and scripts: "units-off"
 */
const char *
nrn_finding_kind_get_name (NrnFindingKind kind)
{
  g_return_val_if_fail (kind < NRN_N_FINDINGS, NULL);

  return names[kind];
}

static void
finding_free (gpointer data)
{
  NrnFinding *finding = data;

  for (guint i = 0; i < finding->n_remedies; i++)
    g_free (finding->remedies[i].title);
  g_free (finding->units);
  g_free (finding->key);
  g_free (finding->where);
  g_free (finding->sentence);
  g_free (finding->evidence);
  g_free (finding);
}

static char *
name_place (NrnFindingPlace place)
{
  switch (place)
    {
    case NRN_PLACE_SCALE:
      return g_strdup (_("Features"));
    case NRN_PLACE_SPLIT:
      return g_strdup (_("Validation split"));
    case NRN_PLACE_OUTPUT:
      return g_strdup (_("Output"));
    case NRN_PLACE_LOSS:
      return g_strdup (_("Loss"));
    case NRN_PLACE_RATE:
      return g_strdup (_("Learning rate"));
    case NRN_PLACE_LAYER:
    default:
      g_return_val_if_reached (NULL);
    }
}

static NrnFinding *
add (NrnFindings    *self,
     NrnFindingKind  kind,
     NrnSeverity     severity,
     char           *sentence,
     char           *evidence)
{
  NrnFinding *finding = g_new0 (NrnFinding, 1);

  finding->kind = kind;
  finding->severity = severity;
  finding->sentence = sentence;
  finding->evidence = evidence;
  g_ptr_array_add (self->list, finding);

  return finding;
}

/**
 * nrn_findings_add:
 * @findings: findings that are being made
 * @kind: what it is
 * @severity: how bad
 * @place: where it belongs; not a layer
 * @sentence: (transfer full): what is found
 * @evidence: (transfer full): the numbers that show it
 *
 * Returns: (transfer none): the finding, without remedies
 */
NrnFinding *
nrn_findings_add (NrnFindings     *findings,
                  NrnFindingKind   kind,
                  NrnSeverity      severity,
                  NrnFindingPlace  place,
                  char            *sentence,
                  char            *evidence)
{
  NrnFinding *finding = add (findings, kind, severity, sentence, evidence);

  finding->place = place;
  finding->where = name_place (place);
  finding->key = g_strdup (names[kind]);

  return finding;
}

/**
 * nrn_findings_add_layer:
 * @findings: findings that are being made
 * @kind: what it is
 * @severity: how bad
 * @layer: the layer that it is about
 * @sentence: (transfer full): what is found
 * @evidence: (transfer full): the numbers that show it
 *
 * Returns: (transfer none): the finding, without remedies
 */
NrnFinding *
nrn_findings_add_layer (NrnFindings    *findings,
                        NrnFindingKind  kind,
                        NrnSeverity     severity,
                        guint           layer,
                        char           *sentence,
                        char           *evidence)
{
  NrnFinding *finding = add (findings, kind, severity, sentence, evidence);
  const NrnArchitecture *architecture =
    nrn_weights_get_architecture (nrn_survey_get_weights (findings->survey));

  finding->place = NRN_PLACE_LAYER;
  finding->layer = layer;
  finding->where = nrn_architecture_describe_layer (architecture, (int) layer);
  finding->key = g_strdup_printf ("%s %u", names[kind], layer);

  return finding;
}

/**
 * nrn_finding_add_remedy:
 * @finding: a finding with room for one
 * @kind: what to change
 * @title: (transfer full): what a button says
 *
 * Returns: (transfer none): the remedy
 */
NrnRemedy *
nrn_finding_add_remedy (NrnFinding    *finding,
                        NrnRemedyKind  kind,
                        char          *title)
{
  NrnRemedy *remedy = &finding->remedies[finding->n_remedies];

  g_return_val_if_fail (finding->n_remedies < NRN_FINDING_MAX_REMEDIES, NULL);

  finding->n_remedies++;
  remedy->kind = kind;
  remedy->title = title;

  return remedy;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const NrnFinding *one = *(const NrnFinding *const *) a;
  const NrnFinding *other = *(const NrnFinding *const *) b;

  if (one->severity != other->severity)
    return other->severity > one->severity ? 1 : -1;
  if (one->kind != other->kind)
    return one->kind > other->kind ? 1 : -1;

  return (one->layer > other->layer) - (one->layer < other->layer);
}

/**
 * nrn_findings_new:
 * @what: an experiment at a moment of its training
 *
 * Looks for all that is odd. Takes time where there are many rows or weights.
 * Any thread.
 *
 * Returns: (transfer full): what was found
 */
NrnFindings *
nrn_findings_new (const NrnFindingsCase *what)
{
  const NrnExperimentParts *parts = nrn_experiment_get_parts (what->experiment);
  const NrnSurveyCase surveyed = {
    .loss = parts->loss,
    .optimizer = parts->optimizer,
    .samples = what->samples,
    .fit = &parts->fit,
    .weights = what->weights,
  };
  NrnFindings *self = g_new0 (NrnFindings, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->list = g_ptr_array_new_with_free_func (finding_free);
  self->dataset = nrn_dataset_ref ((NrnDataset *) what->dataset);
  self->scaler = what->scaler != NULL ? nrn_scaler_ref (what->scaler) : NULL;
  self->survey = nrn_survey_new (&surveyed);
  nrn_findings_look_at_data (self, what);
  nrn_findings_look_at_network (self, what);
  nrn_findings_look_at_rate (self, what);
  g_ptr_array_sort (self->list, compare);

  return self;
}

NrnFindings *
nrn_findings_ref (const NrnFindings *findings)
{
  NrnFindings *self = (NrnFindings *) findings;

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
nrn_findings_unref (NrnFindings *findings)
{
  if (!g_atomic_ref_count_dec (&findings->ref_count))
    return;

  g_ptr_array_unref (findings->list);
  nrn_survey_free (findings->survey);
  nrn_dataset_unref (findings->dataset);
  g_clear_pointer (&findings->scaler, nrn_scaler_unref);
  g_free (findings);
}

guint
nrn_findings_get_n (const NrnFindings *findings)
{
  return findings->list->len;
}

/**
 * nrn_findings_get:
 * @findings: findings
 * @index: which one
 *
 * Returns: (transfer none): the finding
 */
const NrnFinding *
nrn_findings_get (const NrnFindings *findings,
                  guint              index)
{
  g_return_val_if_fail (index < findings->list->len, NULL);

  return g_ptr_array_index (findings->list, index);
}

/**
 * nrn_findings_find:
 * @findings: findings
 * @kind: a sort of them
 *
 * Returns: (transfer none) (nullable): the first one of that sort
 */
const NrnFinding *
nrn_findings_find (const NrnFindings *findings,
                   NrnFindingKind     kind)
{
  for (guint i = 0; i < findings->list->len; i++)
    {
      const NrnFinding *finding = g_ptr_array_index (findings->list, i);

      if (finding->kind == kind)
        return finding;
    }

  return NULL;
}

/**
 * nrn_findings_find_layer:
 * @findings: findings
 * @kind: a sort of them
 * @layer: a layer
 *
 * Returns: (transfer none) (nullable): the one of that sort that is about the
 *   layer
 */
const NrnFinding *
nrn_findings_find_layer (const NrnFindings *findings,
                         NrnFindingKind     kind,
                         guint              layer)
{
  for (guint i = 0; i < findings->list->len; i++)
    {
      const NrnFinding *finding = g_ptr_array_index (findings->list, i);

      if (finding->kind == kind && finding->place == NRN_PLACE_LAYER && finding->layer == layer)
        return finding;
    }

  return NULL;
}

/**
 * nrn_findings_get_survey:
 * @findings: findings
 *
 * Returns: (transfer none): what the rows do in the network
 */
const NrnSurvey *
nrn_findings_get_survey (const NrnFindings *findings)
{
  return findings->survey;
}
