/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Where exactly a training is, and how it goes on from there.
 */

#include "config.h"

#include "nrn-document-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-error.h"

/**
 * nrn_place_clear:
 * @place: a place
 *
 * Forgets it.
 */
void
nrn_place_clear (NrnPlace *place)
{
  g_clear_pointer (&place->checkpoint, nrn_checkpoint_unref);
  g_clear_pointer (&place->timeline, nrn_timeline_unref);
  g_clear_pointer (&place->moments, nrn_moments_unref);
}

/* What is known of the epochs until there; another network has other weights. */
static void
take_past (NrnDocument           *self,
           const NrnArchitecture *architecture,
           guint                  epoch,
           NrnPlace              *place)
{
  if (!nrn_architecture_equal (architecture, nrn_experiment_get_parts (self->experiment)->architecture))
    return;

  place->timeline = nrn_timeline_copy (nrn_trainer_get_timeline (self->trainer),
                                       nrn_room_get_for_epochs (), epoch);
  if (self->found_moments != NULL)
    place->moments = nrn_moments_ref (self->found_moments);
}

/**
 * nrn_document_get_place:
 * @document: a document with an experiment
 *
 * Returns: (transfer full): where the training is now; without a checkpoint if it
 *   has not begun, or if what was then is forgotten
 */
NrnPlace
nrn_document_get_place (NrnDocument *document)
{
  const NrnSnapshotParts *now = nrn_snapshot_get_parts (document->now);
  NrnFit *fit = now->update > 0 ? nrn_document_get_present (document) : NULL;
  NrnPlace place = NRN_PLACE_UNKNOWN;

  if (fit == NULL)
    return place;

  place.checkpoint = nrn_checkpoint_new (fit);
  take_past (document, nrn_experiment_get_parts (document->experiment)->architecture, now->epoch, &place);

  return place;
}

static gboolean
have_same_shape (const NrnArchitecture *a,
                 const NrnArchitecture *b)
{
  guint n_a, n_b;
  const NrnTensor *tensors_a = nrn_architecture_get_tensors (a, &n_a);
  const NrnTensor *tensors_b = nrn_architecture_get_tensors (b, &n_b);

  if (n_a != n_b || nrn_architecture_get_input_dim (a) != nrn_architecture_get_input_dim (b) ||
      nrn_architecture_get_output_dim (a) != nrn_architecture_get_output_dim (b))
    return FALSE;

  for (guint i = 0; i < n_a; i++)
    {
      if (tensors_a[i].size != tensors_b[i].size)
        return FALSE;
    }

  return TRUE;
}

/* Whether an epoch that has begun can be gone on with: its rows and their order, and
 * what is measured of them, are the same. */
static gboolean
keeps_epoch (const NrnExperimentParts *before,
             const NrnExperimentParts *after)
{
  return after->weights != NULL && before->scale == after->scale &&
         nrn_data_source_has_rows_of (before->source, after->source) &&
         nrn_config_equal (before->loss, after->loss) &&
         nrn_fit_options_are_live (&before->fit, &after->fit) &&
         have_same_shape (before->architecture, after->architecture);
}

/* Of weights that are all new, there is nothing to remember; one by hand leaves the
 * others alone. */
static gboolean
remembers (const NrnWeights *before,
           const NrnWeights *after)
{
  gsize n = nrn_architecture_get_n_parameters (nrn_weights_get_architecture (after));
  const float *a = nrn_weights_get_data (before);
  const float *b = nrn_weights_get_data (after);
  guint n_others = 0;

  for (gsize i = 0; i < n && n_others <= 1; i++)
    n_others += memcmp (&a[i], &b[i], sizeof (float)) != 0;

  return n_others <= 1;
}

/**
 * nrn_document_get_place_with:
 * @document: a document with an experiment
 * @experiment: what an edit makes of it
 *
 * A learning rate, an optimizer, an activation, a weight … can be changed in the
 * middle of an epoch: the training stays at its update. With other rows, another
 * loss or a network of another shape, the epoch begins anew.
 *
 * Returns: (transfer full): where the training is now, with @experiment; without a
 *   checkpoint if it cannot stay there, has not begun, or is over
 */
NrnPlace
nrn_document_get_place_with (NrnDocument         *document,
                             const NrnExperiment *experiment)
{
  const NrnExperimentParts *before = nrn_experiment_get_parts (document->experiment);
  const NrnExperimentParts *after = nrn_experiment_get_parts (experiment);
  const NrnSnapshotParts *now = nrn_snapshot_get_parts (document->now);
  gboolean is_under_way = now->update > 0 && now->state != NRN_TRAINING_DONE &&
                          now->state != NRN_TRAINING_DIVERGED;
  NrnPlace place = NRN_PLACE_UNKNOWN;
  NrnFit *fit;

  if (!is_under_way || !keeps_epoch (before, after) ||
      (fit = nrn_document_get_present (document)) == NULL)
    return place;

  place.checkpoint = nrn_checkpoint_new_edited (fit, after->weights, after->optimizer,
                                                remembers (now->weights, after->weights));
  take_past (document, after->architecture, now->epoch, &place);

  return place;
}

/* The moment has the settings of then; what goes on has those of now. */
static void
renew_settings (NrnDocument         *self,
                const NrnCheckpoint *then)
{
  const NrnExperimentParts *parts = nrn_experiment_get_parts (self->experiment);
  double learning_rate = nrn_config_lookup (parts->optimizer, "learning_rate");

  if (!nrn_fit_options_equal (nrn_checkpoint_get_options (then), &parts->fit))
    nrn_trainer_set_options (self->trainer, &parts->fit);
  /* A schedule goes on by itself. */
  if (!isnan (learning_rate) && learning_rate != nrn_checkpoint_get_learning_rate (then))
    nrn_trainer_set_learning_rate (self->trainer, learning_rate);
}

/**
 * nrn_document_put_place:
 * @document: a document with an experiment
 * @experiment: what to show from now on
 * @place: where the training goes on; without a checkpoint, after the epochs of the
 *   history of @experiment
 * @error: return location
 *
 * As nrn_document_put(). The settings are those of @experiment, also where the
 * training had others at @place.
 *
 * Returns: as nrn_document_set_experiment()
 */
gboolean
nrn_document_put_place (NrnDocument          *document,
                        const NrnExperiment  *experiment,
                        const NrnPlace       *place,
                        GError              **error)
{
  if (!nrn_document_put (document, experiment, place->timeline, TRUE, place->checkpoint,
                         place->moments, error))
    return FALSE;

  if (place->checkpoint != NULL)
    renew_settings (document, place->checkpoint);

  return TRUE;
}

/**
 * nrn_document_put_at:
 * @document: a document with an experiment
 * @experiment: what to show from now on
 * @map: (nullable): what it leaves of the network
 * @place: where the training goes on; without a checkpoint, after the epochs of the
 *   history of @experiment
 * @error: return location
 *
 * As nrn_document_put_place(). If a training is under way and there are weights to go
 * on with, it goes on.
 *
 * Returns: as nrn_document_set_experiment()
 */
gboolean
nrn_document_put_at (NrnDocument          *document,
                     const NrnExperiment  *experiment,
                     const NrnUnitMap     *map,
                     const NrnPlace       *place,
                     GError              **error)
{
  gboolean plays_on = nrn_trainer_get_state (document->trainer) == NRN_TRAINING_RUNNING &&
                      nrn_experiment_get_parts (experiment)->weights != NULL;
  NrnPlace there = *place;

  if (place->checkpoint == NULL)
    {
      there.timeline = nrn_document_get_kept_timeline (document, experiment, map);
      there.moments = there.timeline != NULL ? document->found_moments : NULL;
    }
  if (!nrn_document_put_place (document, experiment, &there, error))
    return FALSE;

  if (plays_on)
    nrn_trainer_play (document->trainer);

  return TRUE;
}

/**
 * nrn_document_go_on_from_here:
 * @document: a document that looks back at a moment
 * @error: return location
 *
 * Makes the moment that is looked back at the present: what came after it is
 * forgotten, and training goes on from it with the settings of now; if they are
 * those of then, bit for bit as it did before. Can be taken back: then the
 * training is exactly where it was.
 *
 * Returns: %FALSE with @error set if all that was then is no longer known; then
 *   nothing changes
 */
gboolean
nrn_document_go_on_from_here (NrnDocument  *document,
                              GError      **error)
{
  NrnExperimentParts parts = *nrn_experiment_get_parts (document->experiment);
  g_autoptr (NrnExperiment) before = nrn_document_capture (document);
  g_autoptr (NrnExperiment) after = NULL;
  g_autoptr (NrnHistory) history = NULL;
  g_autoptr (NrnSnapshot) shown = nrn_snapshot_ref (document->snapshot);
  NrnPlace from = nrn_document_get_place (document);
  NrnPlace to = NRN_PLACE_UNKNOWN;
  NrnFit *fit = document->shown_update >= 0 ? nrn_document_get_moment (document) : NULL;

  g_return_val_if_fail (document->shown_update >= 0, FALSE);

  if (fit == NULL)
    {
      nrn_place_clear (&from);
      g_set_error_literal (error, NRN_ERROR, NRN_ERROR_INVALID,
                           _("Training cannot go on from here, since only the weights of that moment "
                             "are kept; choose a later moment, or train again."));
      return FALSE;
    }

  to.checkpoint = nrn_checkpoint_new (fit);
  history = nrn_history_new_start (nrn_snapshot_get_parts (document->now)->history,
                                   nrn_fit_get_epoch (fit));
  parts.weights = nrn_snapshot_get_parts (shown)->weights;
  parts.history = history;
  after = nrn_experiment_new (&parts);
  take_past (document, parts.architecture, nrn_fit_get_epoch (fit), &to);
  if (!nrn_document_put_at (document, after, NULL, &to, error))
    {
      nrn_place_clear (&from);
      nrn_place_clear (&to);
      return FALSE;
    }

  nrn_document_note_edit (document, NRN_EDIT_GO_BACK, before, after, NULL, from, to);

  return TRUE;
}

/**
 * nrn_document_fork:
 * @document: a document with an experiment
 * @error: return location
 *
 * To be called before settings change: whoever looks back changes them for what
 * comes after that moment. The run until now is kept on the shelf, and the
 * moment becomes the present. Otherwise nothing is done.
 *
 * Returns: as nrn_document_go_on_from_here()
 */
gboolean
nrn_document_fork (NrnDocument  *document,
                   GError      **error)
{
  if (document->shown_update < 0)
    return TRUE;

  if (nrn_document_get_moment (document) != NULL && nrn_document_can_keep_run (document))
    nrn_document_keep_run (document);

  return nrn_document_go_on_from_here (document, error);
}
