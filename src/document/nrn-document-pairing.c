/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the doctor is asked about a document, and what it may change there.
 */

#include "nrn-document-private.h"

#include "nrn-error.h"

/**
 * nrn_document_get_pairing:
 * @document: a document with an experiment
 * @pairing: (out): its output activation, loss, labels and outputs; borrowed,
 *   and valid until the experiment changes
 */
void
nrn_document_get_pairing (NrnDocument *document,
                          NrnPairing  *pairing)
{
  const NrnExperimentParts *parts =
    nrn_experiment_get_parts (nrn_document_get_experiment (document));

  nrn_pairing_init (pairing, parts->architecture, nrn_config_get_kind (parts->loss),
                    nrn_dataset_get_labels (nrn_document_get_dataset (document)));
}

/**
 * nrn_document_check_network:
 * @document: a document with an experiment
 * @architecture: a network to put in the place of its own
 * @error: return location
 *
 * Tells, at once, what can be told without looking at each label; changes
 * nothing.
 *
 * Returns: %FALSE with @error set if the network does not fit the data and
 *   the loss
 */
gboolean
nrn_document_check_network (NrnDocument            *document,
                            const NrnArchitecture  *architecture,
                            GError                **error)
{
  const NrnExperimentParts *parts =
    nrn_experiment_get_parts (nrn_document_get_experiment (document));
  const NrnDataset *dataset = nrn_document_get_dataset (document);
  g_auto (NrnOpinion) opinion = { 0 };
  NrnPairing pairing;

  if (!nrn_samples_check_inputs (dataset, architecture, error))
    return FALSE;

  nrn_pairing_init (&pairing, architecture, nrn_config_get_kind (parts->loss),
                    nrn_dataset_get_labels (dataset));
  nrn_doctor_ask (&pairing, &opinion);
  if (opinion.verdict != NRN_VERDICT_CANNOT)
    return TRUE;

  g_set_error_literal (error, NRN_ERROR, NRN_ERROR_SHAPE, opinion.sentence);

  return FALSE;
}

/* The last layer that has such an argument, or NULL. */
static const NrnConfig *
find_last_layer (const NrnArchitecture *architecture,
                 const char            *argument,
                 guint                 *index)
{
  for (guint i = nrn_architecture_get_n_layers (architecture); i-- > 0;)
    {
      const NrnConfig *layer = nrn_architecture_get_layer (architecture, i);

      *index = i;
      if (nrn_kind_property (nrn_config_get_kind (layer), argument) >= 0)
        return layer;
    }

  return NULL;
}

static NrnArchitecture *
change_units (const NrnArchitecture  *architecture,
              guint                   units,
              GError                **error)
{
  guint index;
  const NrnConfig *layer = find_last_layer (architecture, "units", &index);
  g_autoptr (NrnConfig) changed = NULL;

  if (units == 0 || layer == NULL)
    return nrn_architecture_ref (architecture);

  changed = nrn_config_with_number (layer, "units", units, error);

  return changed != NULL ? nrn_architecture_with_layer (architecture, index, changed, error) : NULL;
}

static NrnArchitecture *
change_activation (const NrnArchitecture  *architecture,
                   const NrnKind          *activation,
                   GError                **error)
{
  guint index;
  const NrnConfig *layer = find_last_layer (architecture, "activation", &index);
  g_autoptr (NrnConfig) chosen = NULL;
  g_autoptr (NrnConfig) changed = NULL;

  if (activation == NULL || layer == NULL)
    return nrn_architecture_ref (architecture);

  chosen = nrn_config_new (activation);
  changed = nrn_config_with_config (layer, "activation", chosen, error);

  return changed != NULL ? nrn_architecture_with_layer (architecture, index, changed, error) : NULL;
}

/**
 * nrn_architecture_apply_fix:
 * @architecture: a network
 * @fix: what to choose; its loss is left to the caller
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the network with the fix's units and
 *   output activation, or %NULL with @error set if it cannot be
 */
NrnArchitecture *
nrn_architecture_apply_fix (const NrnArchitecture  *architecture,
                            const NrnFix           *fix,
                            GError                **error)
{
  g_autoptr (NrnArchitecture) sized = change_units (architecture, fix->units, error);

  return sized != NULL ? change_activation (sized, fix->activation, error) : NULL;
}

/**
 * nrn_document_apply_fix:
 * @document: a document with an experiment
 * @parts: the parts of the experiment, some changed maybe
 * @fix: what to choose as well
 * @error: return location
 *
 * Makes all these choices at once.
 *
 * Returns: as nrn_document_edit()
 */
gboolean
nrn_document_apply_fix (NrnDocument               *document,
                        const NrnExperimentParts  *parts,
                        const NrnFix              *fix,
                        GError                   **error)
{
  NrnExperimentParts fixed = *parts;
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_apply_fix (parts->architecture, fix,
                                                                         error);
  g_autoptr (NrnConfig) loss = NULL;

  if (architecture == NULL)
    return FALSE;

  fixed.architecture = architecture;
  if (fix->loss != NULL)
    fixed.loss = loss = nrn_config_new (fix->loss);

  return nrn_document_edit (document, &fixed, error);
}
