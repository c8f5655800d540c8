/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Changes of the experiment that its training goes on with: numbers.
 */

#include "nrn-document-private.h"

/* Changes what the trainer can change without a new start. What early stopping
 * remembers is lost to other options. */
static void
replace_experiment (NrnDocument              *self,
                    const NrnExperimentParts *parts)
{
  const NrnFitOptions *fit = &nrn_experiment_get_parts (self->experiment)->fit;
  NrnPlace from = nrn_early_stopping_options_equal (&fit->early_stopping, &parts->fit.early_stopping)
                  ? NRN_PLACE_UNKNOWN : nrn_document_get_place (self);
  g_autoptr (NrnExperiment) before = nrn_document_capture (self);
  g_autoptr (NrnExperiment) after = NULL;
  g_autoptr (NrnUnitMap) map = nrn_unit_map_new (parts->architecture, parts->architecture);
  g_autoptr (NrnExperiment) replaced = NULL;
  NrnExperimentParts learned = *nrn_experiment_get_parts (before);

  learned.optimizer = parts->optimizer;
  learned.fit = parts->fit;
  after = nrn_experiment_new (&learned);
  /* The parts are borrowed from the experiment that goes. */
  replaced = self->experiment;
  self->experiment = nrn_experiment_new (parts);
  nrn_document_note_edit (self, NRN_EDIT_NONE, before, after, map, from, NRN_PLACE_UNKNOWN);
}

/**
 * nrn_document_put_live:
 * @document: a document with an experiment
 * @optimizer: its optimizer, perhaps with another number for a learning rate
 * @fit: options that are live with its own
 *
 * Puts them in place without a new start, and remembers no edit.
 */
void
nrn_document_put_live (NrnDocument         *document,
                       const NrnConfig     *optimizer,
                       const NrnFitOptions *fit)
{
  g_autoptr (NrnExperiment) before = document->experiment;
  NrnExperimentParts parts = *nrn_experiment_get_parts (before);
  gboolean has_other_fit = !nrn_fit_options_equal (&parts.fit, fit);
  gboolean has_other_rate = !nrn_config_equal (parts.optimizer, optimizer);

  parts.optimizer = optimizer;
  parts.fit = *fit;
  document->experiment = nrn_experiment_new (&parts);
  if (has_other_rate)
    nrn_trainer_set_learning_rate (document->trainer, nrn_config_lookup (optimizer, "learning_rate"));
  if (has_other_fit)
    nrn_trainer_set_options (document->trainer, fit);
  nrn_document_show_now (document);
  nrn_document_emit (document, NRN_DOCUMENT_EXPERIMENT_CHANGED);
  nrn_document_emit (document, NRN_DOCUMENT_SNAPSHOT_CHANGED);
}

/**
 * nrn_document_set_learning_rate:
 * @document: a document with an experiment
 * @learning_rate: from the next update on
 * @error: return location
 *
 * Changes the learning rate and nothing else: a training under way goes on
 * with what it has learned.
 *
 * Returns: %FALSE with @error set if the rate is out of range
 */
gboolean
nrn_document_set_learning_rate (NrnDocument  *document,
                                double        learning_rate,
                                GError      **error)
{
  NrnExperimentParts parts = *nrn_experiment_get_parts (document->experiment);
  g_autoptr (NrnConfig) optimizer = NULL;

  optimizer = nrn_config_with_number (parts.optimizer, "learning_rate", learning_rate, error);
  if (optimizer == NULL || !nrn_document_fork (document, error))
    return FALSE;

  parts = *nrn_experiment_get_parts (document->experiment);
  parts.optimizer = optimizer;
  replace_experiment (document, &parts);
  nrn_trainer_set_learning_rate (document->trainer, learning_rate);

  return TRUE;
}

/**
 * nrn_document_set_fit:
 * @document: a document with an experiment
 * @fit: other arguments of fit()
 * @error: return location
 *
 * Changes the arguments of fit() and nothing else. Where it can, a training
 * under way goes on with them from the next batch on, and keeps what it has
 * learned: see nrn_trainer_set_options(). Another seed, order or split begins
 * a new training.
 *
 * Returns: %FALSE with @error set if they make no sense; then the document
 *   is as it was
 */
gboolean
nrn_document_set_fit (NrnDocument          *document,
                      const NrnFitOptions  *fit,
                      GError              **error)
{
  /* What @fit borrows may be its experiment's. */
  g_autoptr (NrnExperiment) held = NULL;
  NrnExperimentParts parts;

  g_return_val_if_fail (NRN_IS_DOCUMENT (document), FALSE);

  parts = *nrn_experiment_get_parts (document->experiment);
  if (!nrn_fit_options_check (fit, document->samples, error) ||
      !nrn_fit_options_check_memory (fit, parts.architecture, document->samples, error))
    return FALSE;

  if (!nrn_fit_options_are_live (&parts.fit, fit))
    {
      parts.fit = *fit;
      return nrn_document_edit (document, &parts, error);
    }

  held = nrn_experiment_ref (document->experiment);
  if (!nrn_document_fork (document, error))
    return FALSE;

  parts = *nrn_experiment_get_parts (document->experiment);
  parts.fit = *fit;
  replace_experiment (document, &parts);
  nrn_trainer_set_options (document->trainer, fit);

  return TRUE;
}
