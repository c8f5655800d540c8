/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How the loss of a sample, and of its batch, comes about. The losses are those of
 * the training.
 */

#include "config.h"

#include "nrn-loss-story.h"

#include <glib/gi18n-lib.h>

#include "nrn-loss-formula.h"
#include "nrn-penalties.h"

static void
tell_outputs (const NrnLossTerms *terms)
{
  nrn_story_begin_step (terms->story, NRN_LOSS_OUTPUTS, _("Outputs"));
  for (guint i = 0; i < terms->n_shown; i++)
    {
      g_autofree char *name = nrn_loss_terms_name (terms, "p", terms->shown[i]);
      g_autofree char *word = nrn_loss_terms_call (terms, C_("formula", "output"), terms->shown[i]);

      nrn_story_tell_value (terms->story, name, word, (double) terms->outputs[terms->shown[i]]);
    }
}

/* The loss of the row alone, without what the row counts. */
static double
measure_row (const NrnLossTerms *terms)
{
  guint n_rows = nrn_trace_get_n_rows (terms->trace);
  guint layer = nrn_architecture_get_n_layers (
    nrn_weights_get_architecture (nrn_trace_get_weights (terms->trace))) - 1;
  NrnTraceLayer values;
  g_autofree float *losses = g_new (float, n_rows);

  if (nrn_trace_get_row_weights (terms->trace) == NULL)
    return (double) nrn_trace_get_losses (terms->trace)[terms->row];

  nrn_trace_get_layer (terms->trace, layer, &values);
  nrn_loss_forward (terms->loss, n_rows, values.units, values.outputs,
                    nrn_trace_get_targets (terms->trace, NULL), losses);

  return (double) losses[terms->row];
}

static void
tell_sample (const NrnLossTerms *terms,
             const char         *formula)
{
  NrnStory *story = terms->story;
  const float *counts = nrn_trace_get_row_weights (terms->trace);
  g_autofree char *name = nrn_formula_print_indexed ("L", terms->row + 1);
  double loss = measure_row (terms);

  if (counts == NULL)
    {
      nrn_story_tell (story, name, C_("formula", "loss of the sample"), formula, loss,
                      NRN_FORMULA_SYMBOLS);
      return;
    }

  nrn_story_tell (story, "L", C_("formula", "loss"), formula, loss, NRN_FORMULA_SYMBOLS);
  nrn_story_set (story, "c", C_("formula", "what the sample counts"), (double) counts[terms->row]);
  nrn_story_tell (story, name, C_("formula", "loss of the sample"), "c × L",
                  (double) nrn_trace_get_losses (terms->trace)[terms->row], NRN_FORMULA_SYMBOLS);
}

/* What the regularizers add to the loss of the batch. */
static double
measure_penalties (const NrnTrace *trace)
{
  const NrnWeights *weights = nrn_trace_get_weights (trace);
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  guint n_tensors;
  const NrnTensor *tensors = nrn_architecture_get_tensors (architecture, &n_tensors);
  guint n_layers = nrn_architecture_get_n_layers (architecture);
  g_autofree gsize *places = g_new (gsize, MAX (n_tensors, 1));
  g_autofree float **outputs = g_new (float *, n_layers);
  NrnPenalties *penalties;
  double sum;

  for (guint i = 0; i < n_tensors; i++)
    places[i] = tensors[i].offset;
  penalties = nrn_penalties_new (architecture, places);
  if (penalties == NULL)
    return 0;

  for (guint i = 0; i < n_layers; i++)
    {
      NrnTraceLayer values;

      nrn_trace_get_layer (trace, i, &values);
      outputs[i] = (float *) values.outputs;
    }
  sum = nrn_penalties_measure (penalties, nrn_weights_get_data (weights), nrn_trace_get_n_rows (trace),
                               outputs);
  nrn_penalties_free (penalties);

  return sum;
}

static void
tell_mean (const NrnLossTerms *terms)
{
  NrnStory *story = terms->story;
  guint n_rows = nrn_trace_get_n_rows (terms->trace);
  double penalties = measure_penalties (terms->trace);
  g_autofree double *losses = g_new (double, n_rows);
  g_autofree char *formula = NULL;
  g_autofree char *title = g_strdup_printf (ngettext ("Mean over the batch of %u",
                                                      "Mean over the batch of %u", n_rows), n_rows);

  for (guint i = 0; i < n_rows; i++)
    losses[i] = (double) nrn_trace_get_losses (terms->trace)[i];
  formula = nrn_story_set_mean (story, "L", C_("formula", "loss"), C_("formula", "sum of all losses"),
                                NRN_STORY_SUMMANDS, n_rows, losses);
  nrn_story_begin_step (story, NRN_LOSS_MEAN, title);
  if (penalties == 0)
    {
      nrn_story_work_out (story, "L", C_("formula", "loss of the batch"), formula);
      return;
    }

  nrn_story_work_out (story, "L̄", C_("formula", "mean loss"), formula);
  nrn_story_tell_value (story, "P", C_("formula", "penalties of the regularizers"), penalties);
  nrn_story_work_out (story, "L", C_("formula", "loss of the batch"), "L̄ + P");
}

/**
 * nrn_loss_story_new:
 * @trace: an update
 * @row: the sample to tell of, a place in the batch
 *
 * Tells how the loss of the sample, and of its batch, comes about, in the steps
 * of #NrnLossStep. The losses are those of the training.
 *
 * Returns: (transfer full): the story
 */
NrnStory *
nrn_loss_story_new (const NrnTrace *trace,
                    guint           row)
{
  NrnStory *story;
  NrnLossTerms terms;
  g_autofree char *formula = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (row < nrn_trace_get_n_rows (trace), NULL);

  story = nrn_story_new ();
  nrn_loss_terms_init (&terms, story, trace, row);
  nrn_story_begin_step (story, NRN_LOSS_TARGET, _("What is right"));
  nrn_loss_terms_tell_targets (&terms);
  tell_outputs (&terms);
  /* Translators: %u is the sample's number, %s a loss such as huber. */
  title = g_strdup_printf (_("Loss of sample %u: %s"), row + 1, nrn_config_get_name (terms.loss));
  nrn_story_begin_step (story, NRN_LOSS_SAMPLE, title);
  formula = nrn_loss_formula_tell (&terms);
  tell_sample (&terms, formula);
  tell_mean (&terms);
  nrn_loss_terms_clear (&terms);

  return story;
}
