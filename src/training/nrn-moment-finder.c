/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Looks for interesting moments of a training, beside it.
 */

#include "nrn-moment-finder.h"

#include <math.h>
#include <string.h>

#include "nrn-diagnosis.h"
#include "nrn-replay.h"

/* The most multiplications to find the very update within an epoch: a tenth of a
 * second or so, on a thread that nobody waits for. */
#define MOST_WORK 400000000.0

/* So many epochs are looked at each time, evenly; where something has happened
 * between two of them, more. */
#define MOST_LOOKS 32

/* So often is an epoch made again; and so many moments are kept. More of them
 * are noise, and nobody could tell them apart on the scale. */
#define MOST_SEARCHES 40
#define MOST_MOMENTS  200

struct _NrnMomentFinder
{
  /* Owned */
  NrnArchitecture *architecture;
  NrnWeights      *weights;         /* to start from; NULL for those of the seed */
  NrnConfig       *loss;
  NrnConfig       *optimizer;
  NrnSamples      *samples;
  NrnFitOptions    options;         /* keeps what it points at */
  NrnLookout      *lookout;
  NrnReplay       *replay;          /* NULL until it is needed */
  NrnCheckpoints  *replay_of;       /* whose updates it makes again */
  GArray          *moments;         /* NrnMoment: found by looking */
  GArray          *of_history;      /* NrnMoment: what the history tells, anew each time */

  const int       *stop;            /* borrowed while it looks; see nrn_moment_finder_look() */
  gboolean         was_above;       /* more rows were right once */
  guint            n_known;         /* epochs before which nothing is looked for */
  guint            n_searches;
  gboolean         has_last;
  NrnLook          last;            /* after an epoch */
};

static gboolean
is_stopped (NrnMomentFinder *self)
{
  return self->stop != NULL && g_atomic_int_get (self->stop) != 0;
}

/* ---- What has happened between two looks ---- */

static void
add_moment (NrnMomentFinder *self,
            NrnMoment        moment)
{
  if (self->moments->len < MOST_MOMENTS)
    g_array_append_val (self->moments, moment);
}

/* A unit that was off comes back: it was not for good. */
static void
note_return (NrnMomentFinder *self,
             guint            layer,
             guint            unit,
             guint64          update)
{
  for (guint i = self->moments->len; i-- > 0;)
    {
      NrnMoment *moment = &g_array_index (self->moments, NrnMoment, i);

      if (moment->kind == NRN_MOMENT_UNIT_OFF && moment->layer == layer && moment->unit == unit &&
          moment->until == 0)
        {
          moment->until = update;
          return;
        }
    }
}

static void
note_units (NrnMomentFinder *self,
            const NrnLook   *before,
            const NrnLook   *after,
            gboolean         is_exact)
{
  const guint8 *was_on = before->is_on, *is_on = after->is_on;

  for (guint layer = 0; layer < nrn_architecture_get_n_layers (self->architecture); layer++)
    {
      guint units = nrn_diagnosis_count_units (self->architecture, layer);
      guint hidden = nrn_diagnosis_get_hidden_index (self->architecture, layer);

      for (guint unit = 0; unit < units; unit++, was_on++, is_on++)
        {
          NrnMoment moment = {
            .kind = *is_on ? NRN_MOMENT_UNIT_ON : NRN_MOMENT_UNIT_OFF, .update = after->update,
            .position = after->position, .is_exact = is_exact, .layer = hidden, .unit = unit,
            .n_units = 1,
          };

          if (*was_on == *is_on)
            continue;
          if (*is_on)
            note_return (self, hidden, unit, after->update);
          add_moment (self, moment);
        }
    }
}

static gboolean
comes_above (NrnMomentFinder *self,
             const NrnLook   *after)
{
  return !self->was_above && after->accuracy > nrn_lookout_get_guess (self->lookout);
}

static gboolean
has_happened (NrnMomentFinder *self,
              const NrnLook   *before,
              const NrnLook   *after)
{
  return memcmp (before->is_on, after->is_on, nrn_lookout_get_n_units (self->lookout)) != 0 ||
         before->side * after->side < 0 || comes_above (self, after);
}

static void
note (NrnMomentFinder *self,
      const NrnLook   *before,
      const NrnLook   *after,
      gboolean         is_exact)
{
  note_units (self, before, after, is_exact);
  if (before->side * after->side < 0)
    add_moment (self, (NrnMoment) {
      .kind = NRN_MOMENT_BOUNDARY, .update = after->update, .position = after->position,
      .is_exact = is_exact, .before = before->flip, .after = after->flip,
    });
  if (comes_above (self, after))
    add_moment (self, (NrnMoment) {
      .kind = NRN_MOMENT_ABOVE_GUESS, .update = after->update, .position = after->position,
      .is_exact = is_exact, .before = nrn_lookout_get_guess (self->lookout), .after = after->accuracy,
    });
  self->was_above |= after->accuracy > nrn_lookout_get_guess (self->lookout);
}

/* ---- The very update ---- */

/* NULL if it cannot be, which the trainer would have told before. */
static NrnReplay *
get_replay (NrnMomentFinder *self,
            NrnCheckpoints  *checkpoints)
{
  NrnFit *fit;

  if (self->replay_of == checkpoints)
    return self->replay;

  g_clear_pointer (&self->replay, nrn_replay_free);
  g_clear_pointer (&self->replay_of, nrn_checkpoints_unref);
  fit = nrn_fit_new (self->architecture, self->weights, self->loss, self->optimizer, self->samples,
                     &self->options, NULL);
  if (fit == NULL)
    return NULL;

  self->replay = nrn_replay_new (fit, checkpoints);
  self->replay_of = nrn_checkpoints_ref (checkpoints);

  return self->replay;
}

static gboolean
is_affordable (NrnMomentFinder *self,
               const NrnLook   *before,
               const NrnLook   *after)
{
  double n_parameters = (double) nrn_architecture_get_n_parameters (self->architecture);
  double n_rows = nrn_samples_get_n_rows (self->samples);

  return self->n_searches < MOST_SEARCHES &&
         (double) (after->update - before->update) * n_rows * n_parameters <= MOST_WORK;
}

/* A unit that flickers changes where it does so for the last time. */
static void
keep_last_changes (NrnMomentFinder *self,
                   NrnLook         *looks,
                   guint            n_looks)
{
  for (guint unit = 0; unit < nrn_lookout_get_n_units (self->lookout); unit++)
    {
      guint8 first = looks[0].is_on[unit], last = looks[n_looks - 1].is_on[unit];
      guint n_before = n_looks;

      while (n_before > 0 && looks[n_before - 1].is_on[unit] == last)
        n_before--;
      for (guint i = 0; i < n_before; i++)
        looks[i].is_on[unit] = first;
      if (first != last)
        continue;
      for (guint i = 0; i < n_looks; i++)
        looks[i].is_on[unit] = last;
    }
}

/* Returns whether all of the updates could be made again. */
static gboolean
look_at_updates (NrnMomentFinder  *self,
                 NrnReplay        *replay,
                 const NrnHistory *history,
                 NrnLook          *looks,
                 guint             n_looks,
                 double            last_position)
{
  NrnFit *fit = nrn_replay_get_fit (replay);

  for (guint i = 1; i < n_looks; i++)
    {
      g_autoptr (NrnWeights) weights = NULL;

      looks[i].update = looks[0].update + i;
      if (is_stopped (self) || !nrn_replay_seek (replay, looks[i].update, history))
        return FALSE;
      looks[i].position = nrn_fit_get_epoch (fit) +
                          (double) nrn_fit_get_batch (fit) / MAX (nrn_fit_get_n_batches (fit), 1);
      /* Where the training was begun anew after an epoch, with batches of another size, its
       * updates have the numbers of earlier ones. */
      if (looks[i].position < looks[0].position || looks[i].position > last_position)
        return FALSE;
      weights = nrn_model_dup_weights (nrn_fit_get_model (fit));
      nrn_lookout_look (self->lookout, weights, &looks[i - 1], &looks[i]);
    }

  return TRUE;
}

/* Finds the very updates. Returns whether it could. */
static gboolean
search (NrnMomentFinder  *self,
        NrnCheckpoints   *checkpoints,
        const NrnHistory *history,
        const NrnLook    *before,
        const NrnLook    *after)
{
  guint n_looks = (guint) (after->update - before->update) + 1;
  NrnReplay *replay = is_affordable (self, before, after) ? get_replay (self, checkpoints) : NULL;
  NrnLook *looks;
  gboolean done;

  if (replay == NULL)
    return FALSE;

  self->n_searches++;
  looks = g_new (NrnLook, n_looks);
  for (guint i = 0; i < n_looks; i++)
    nrn_look_init (&looks[i], self->lookout);
  nrn_look_copy (&looks[0], before, self->lookout);
  done = look_at_updates (self, replay, history, looks, n_looks, after->position);
  if (done)
    {
      keep_last_changes (self, looks, n_looks);
      for (guint i = 1; i < n_looks; i++)
        note (self, &looks[i - 1], &looks[i], TRUE);
    }
  for (guint i = 0; i < n_looks; i++)
    nrn_look_clear (&looks[i]);
  g_free (looks);

  return done;
}

/* ---- What the history tells ---- */

/* What is known of after an epoch, if its weights are kept. */
static void
note_epoch (NrnMomentFinder *self,
            NrnTimeline     *timeline,
            NrnMoment        moment)
{
  g_autoptr (NrnWeights) weights = nrn_timeline_lookup (timeline, (guint) moment.position,
                                                        &moment.update);

  moment.is_exact = TRUE;
  if (weights != NULL)
    g_array_append_val (self->of_history, moment);
}

/* Of equal ones the first. */
static void
note_best (NrnMomentFinder  *self,
           NrnTimeline      *timeline,
           const NrnHistory *history)
{
  NrnHistoryRows rows = nrn_history_has (history, NRN_HISTORY_LOSS, NRN_ROWS_VALIDATION)
                        ? NRN_ROWS_VALIDATION : NRN_ROWS_TRAINING;
  guint n_epochs = nrn_history_get_n_epochs (history);
  double best = INFINITY;
  guint best_epoch = 0;

  for (guint i = 0; i < n_epochs; i++)
    {
      double loss = nrn_history_get (history, i, NRN_HISTORY_LOSS, rows);

      if (loss < best)
        {
          best = loss;
          best_epoch = i + 1;
        }
    }

  if (best_epoch > 0)
    note_epoch (self, timeline, (NrnMoment) {
      .kind = NRN_MOMENT_BEST, .position = best_epoch, .after = best,
      .n_units = rows == NRN_ROWS_VALIDATION,
    });
}

static void
note_history (NrnMomentFinder  *self,
              NrnTimeline      *timeline,
              const NrnHistory *history)
{
  guint n_marks = 0;
  const guint *marks = nrn_history_get_marks (history, &n_marks);
  const NrnMoments *changes = nrn_history_get_changes (history);

  g_array_set_size (self->of_history, 0);
  for (guint i = 0; changes != NULL && i < nrn_moments_get_n (changes); i++)
    g_array_append_val (self->of_history, *nrn_moments_get (changes, i));
  for (guint i = 0; i < n_marks; i++)
    note_epoch (self, timeline, (NrnMoment) { .kind = NRN_MOMENT_EDIT, .position = marks[i] });
  note_best (self, timeline, history);
}

/* ---- The finder ---- */

static gboolean
has_returned (const NrnMoments *known,
              const NrnMoment  *off,
              guint             n_epochs)
{
  for (guint i = 0; i < nrn_moments_get_n (known); i++)
    {
      const NrnMoment *moment = nrn_moments_get (known, i);

      if (moment->update == off->until)
        return moment->position <= n_epochs;
    }

  return FALSE;
}

static gboolean
is_of_history (NrnMomentKind kind)
{
  return kind == NRN_MOMENT_BEST || kind == NRN_MOMENT_EDIT || kind == NRN_MOMENT_LEARNING_RATE ||
         kind == NRN_MOMENT_BATCH_SIZE;
}

/* What the history tells is told anew. What was off until a later moment has
 * not come back yet. */
static void
keep_known (NrnMomentFinder  *self,
            const NrnMoments *known,
            guint             n_epochs)
{
  self->n_known = n_epochs;
  for (guint i = 0; i < nrn_moments_get_n (known); i++)
    {
      NrnMoment moment = *nrn_moments_get (known, i);

      if (moment.position > n_epochs || is_of_history (moment.kind))
        continue;
      if (moment.until > 0 && !has_returned (known, &moment, n_epochs))
        moment.until = 0;
      g_array_append_val (self->moments, moment);
    }
}

/**
 * nrn_moment_finder_new:
 * @architecture: the network
 * @weights: (nullable): what the training started from
 * @loss: its loss
 * @optimizer: its optimizer
 * @samples: its rows
 * @options: its options
 * @rule: where the prediction should flip
 * @known: (nullable): moments that are known already, of a training that this
 *   one goes on after
 * @n_known: how many of its epochs count; the moments after them do not
 *
 * Returns: (transfer full): a finder that has looked at nothing yet
 */
NrnMomentFinder *
nrn_moment_finder_new (const NrnArchitecture *architecture,
                       const NrnWeights      *weights,
                       const NrnConfig       *loss,
                       const NrnConfig       *optimizer,
                       const NrnSamples      *samples,
                       const NrnFitOptions   *options,
                       const NrnMomentRule   *rule,
                       const NrnMoments      *known,
                       guint                  n_known)
{
  NrnMomentFinder *self = g_new0 (NrnMomentFinder, 1);

  self->architecture = nrn_architecture_ref (architecture);
  self->weights = weights != NULL ? nrn_weights_ref (weights) : NULL;
  self->loss = nrn_config_ref (loss);
  self->optimizer = nrn_config_ref (optimizer);
  self->samples = nrn_samples_ref (samples);
  self->options = *options;
  nrn_fit_options_keep (&self->options);
  self->moments = g_array_new (FALSE, FALSE, sizeof (NrnMoment));
  self->of_history = g_array_new (FALSE, FALSE, sizeof (NrnMoment));
  self->lookout = nrn_lookout_new (architecture, loss, samples, rule);
  nrn_look_init (&self->last, self->lookout);
  if (known != NULL)
    keep_known (self, known, n_known);

  return self;
}

void
nrn_moment_finder_free (NrnMomentFinder *finder)
{
  g_return_if_fail (finder != NULL);

  nrn_architecture_unref (finder->architecture);
  g_clear_pointer (&finder->weights, nrn_weights_unref);
  nrn_config_unref (finder->loss);
  nrn_config_unref (finder->optimizer);
  nrn_samples_unref (finder->samples);
  nrn_fit_options_drop (&finder->options);
  g_clear_pointer (&finder->replay, nrn_replay_free);
  g_clear_pointer (&finder->replay_of, nrn_checkpoints_unref);
  g_array_unref (finder->moments);
  g_array_unref (finder->of_history);
  nrn_look_clear (&finder->last);
  nrn_lookout_free (finder->lookout);
  g_free (finder);
}

/* A kept epoch about in the middle between two others. Returns whether there is
 * one. */
static gboolean
find_middle (NrnTimeline *timeline,
             const NrnLook *before,
             const NrnLook *after,
             guint       *epoch)
{
  guint first = (guint) before->position, last = (guint) after->position;

  return (nrn_timeline_get_next (timeline, first + (last - first + 1) / 2, epoch) && *epoch < last) ||
         (nrn_timeline_get_next (timeline, first + 1, epoch) && *epoch < last);
}

static gboolean
look_at_epoch (NrnMomentFinder *self,
               NrnTimeline     *timeline,
               guint            epoch,
               const NrnLook   *before,
               NrnLook         *look)
{
  g_autoptr (NrnWeights) weights = nrn_timeline_lookup (timeline, epoch, &look->update);

  /* Thinned at this very moment. */
  if (weights == NULL)
    return FALSE;

  look->position = epoch;
  nrn_lookout_look (self->lookout, weights, before, look);

  return TRUE;
}

/* Goes to the very epoch, and then to the very update. */
static void
look_between (NrnMomentFinder  *self,
              NrnTimeline      *timeline,
              NrnCheckpoints   *checkpoints,
              const NrnHistory *history,
              const NrnLook    *before,
              const NrnLook    *after)
{
  NrnLook middle;
  guint epoch;

  if (is_stopped (self) || !has_happened (self, before, after))
    return;

  nrn_look_init (&middle, self->lookout);
  if (find_middle (timeline, before, after, &epoch) &&
      look_at_epoch (self, timeline, epoch, before, &middle))
    {
      look_between (self, timeline, checkpoints, history, before, &middle);
      look_between (self, timeline, checkpoints, history, &middle, after);
    }
  else if (!search (self, checkpoints, history, before, after))
    {
      note (self, before, after, FALSE);
    }
  nrn_look_clear (&middle);
}

/* What has come since the last time; nothing of what is known already. */
static void
look_on (NrnMomentFinder  *self,
         NrnTimeline      *timeline,
         guint             epoch,
         NrnCheckpoints   *checkpoints,
         const NrnHistory *history)
{
  NrnLook look;

  nrn_look_init (&look, self->lookout);
  if (look_at_epoch (self, timeline, epoch, &self->last, &look))
    {
      if (self->has_last && epoch > self->n_known)
        look_between (self, timeline, checkpoints, history, &self->last, &look);
      self->was_above |= look.accuracy > nrn_lookout_get_guess (self->lookout);
      self->has_last = TRUE;
      nrn_look_copy (&self->last, &look, self->lookout);
    }
  nrn_look_clear (&look);
}

/**
 * nrn_moment_finder_look:
 * @finder: a finder
 * @timeline: the epochs of a training; the same one each time
 * @checkpoints: its checkpoints
 * @history: what it has recorded; later epochs are left for the next time
 * @stop: (nullable): becomes other than 0, by an atomic operation, when nobody
 *   wants to know any more; then the finder is of no more use
 *
 * Looks at the epochs that have come since the last time: at all of them if they
 * are few.
 */
void
nrn_moment_finder_look (NrnMomentFinder  *finder,
                        NrnTimeline      *timeline,
                        NrnCheckpoints   *checkpoints,
                        const NrnHistory *history,
                        const int        *stop)
{
  guint n_epochs = nrn_history_get_n_epochs (history);
  guint next = finder->has_last ? (guint) finder->last.position + 1 : finder->n_known;
  guint step = (n_epochs - MIN (next, n_epochs)) / MOST_LOOKS + 1;
  guint epoch;

  finder->stop = stop;
  nrn_lookout_prepare (finder->lookout);
  while (nrn_timeline_get_next (timeline, next, &epoch) && epoch <= n_epochs && !is_stopped (finder))
    {
      look_on (finder, timeline, epoch, checkpoints, history);
      next = epoch == n_epochs ? epoch + 1 : MIN (epoch + step, n_epochs);
    }

  note_history (finder, timeline, history);
}

/**
 * nrn_moment_finder_dup:
 * @finder: a finder
 *
 * Returns: (transfer full): what was found so far, unit by unit; see
 *   nrn_moments_join()
 */
NrnMoments *
nrn_moment_finder_dup (NrnMomentFinder *finder)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (NrnMoment));

  g_array_append_vals (all, finder->moments->data, finder->moments->len);
  g_array_append_vals (all, finder->of_history->data, finder->of_history->len);

  return nrn_moments_new ((const NrnMoment *) (void *) all->data, all->len);
}
