/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The loss over one weight for who asks again and again.
 */

#include "nrn-loss-finder.h"

#include <math.h>
#include <string.h>

struct _NrnLossFinder
{
  GObject                parent_instance;

  /* What is wanted */
  NrnLossValleyQuestion  question;      /* keeps what it points at; without weights: nothing */
  NrnLossStep            step;

  /* What there is: a valley and a step on it */
  NrnLossValleyQuestion  found;         /* likewise */
  NrnLossValley         *valley;        /* owned; NULL for none */
  NrnLossStep            walked;

  /* The job under way */
  NrnLossValleyQuestion  sought;        /* likewise */
  NrnLossStep            sought_step;
  NrnLossValley         *next;          /* owned; found, and waits for its step; NULL for none */
  GCancellable          *job;           /* owned; NULL for none */
};

G_DEFINE_FINAL_TYPE (NrnLossFinder, nrn_loss_finder, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void work (NrnLossFinder *self);

/* ---- Questions ---- */

static void
question_clear (NrnLossValleyQuestion *question)
{
  g_clear_pointer ((NrnExperiment **) &question->experiment, nrn_experiment_unref);
  g_clear_pointer ((NrnSamples **) &question->samples, nrn_samples_unref);
  g_clear_pointer ((NrnWeights **) &question->weights, nrn_weights_unref);
  g_clear_pointer ((NrnTrace **) &question->trace, nrn_trace_unref);
}

static void
question_set (NrnLossValleyQuestion       *question,
              const NrnLossValleyQuestion *given)
{
  NrnLossValleyQuestion kept = *given;

  nrn_experiment_ref (kept.experiment);
  nrn_samples_ref (kept.samples);
  nrn_weights_ref (kept.weights);
  if (kept.trace != NULL)
    nrn_trace_ref (kept.trace);
  question_clear (question);
  *question = kept;
}

/* But for the one that is moved. */
static gboolean
are_others_same (const NrnWeights *a,
                 const NrnWeights *b,
                 gsize             weight)
{
  gsize n = nrn_architecture_get_n_parameters (nrn_weights_get_architecture (a));
  const float *data_a = nrn_weights_get_data (a), *data_b = nrn_weights_get_data (b);

  return a == b ||
         (nrn_architecture_equal (nrn_weights_get_architecture (a), nrn_weights_get_architecture (b)) &&
          memcmp (data_a, data_b, weight * sizeof (float)) == 0 &&
          memcmp (data_a + weight + 1, data_b + weight + 1, (n - weight - 1) * sizeof (float)) == 0);
}

/* Whether they have the same answer. */
static gboolean
are_same (const NrnLossValleyQuestion *a,
          const NrnLossValleyQuestion *b)
{
  return a->weights != NULL && b->weights != NULL && a->weight == b->weight &&
         a->experiment == b->experiment && a->samples == b->samples && a->trace == b->trace &&
         a->minimum == b->minimum && a->maximum == b->maximum &&
         are_others_same (a->weights, b->weights, a->weight);
}

/* Whether the answer to one is of no use to who asks the other. */
static gboolean
are_about_others (const NrnLossValleyQuestion *a,
                  const NrnLossValleyQuestion *b)
{
  return a->weights != NULL && (a->weight != b->weight || a->experiment != b->experiment);
}

/* ---- Jobs ---- */

/* What was sought takes the place of what there is. */
static void
take_next (NrnLossFinder *self)
{
  g_clear_pointer (&self->valley, nrn_loss_valley_unref);
  question_clear (&self->found);
  self->valley = g_steal_pointer (&self->next);
  self->found = self->sought;
  self->sought = (NrnLossValleyQuestion) { NULL };
}

/* A job that was cancelled belongs to a finder that may be gone. */
static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GError) error = NULL;
  NrnLossValley *valley = nrn_loss_valley_new_finish (result, &error);
  NrnLossFinder *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = data;
  g_clear_object (&self->job);
  self->next = valley;
  if (valley == NULL)
    take_next (self);
  work (self);
  if (valley == NULL)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
walked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  NrnLossFinder *self = data;
  NrnLossStep step;

  if (!nrn_loss_valley_step_finish (result, &step))
    return;

  g_clear_object (&self->job);
  if (self->next != NULL)
    take_next (self);
  self->walked = step;
  work (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
walk (NrnLossFinder       *self,
      const NrnLossValley *valley,
      const NrnLossStep   *step)
{
  self->job = g_cancellable_new ();
  nrn_loss_valley_step_async (valley, step, self->job, walked_cb, self);
}

static void
seek (NrnLossFinder *self)
{
  question_set (&self->sought, &self->question);
  self->sought_step = self->step;
  self->job = g_cancellable_new ();
  nrn_loss_valley_new_async (&self->sought, self->job, found_cb, self);
}

/* NaN is equal to NaN here. */
static gboolean
is_same_number (double a,
                double b)
{
  return a == b || (isnan (a) && isnan (b));
}

static gboolean
has_walked (NrnLossFinder *self)
{
  /* A weight is a float. */
  return (double) (float) self->step.value == self->walked.value &&
         self->step.learning_rate == self->walked.learning_rate &&
         is_same_number (self->step.other_value, self->walked.other_value);
}

/* A valley that was found gets its step even if another moment is asked for by
 * now, so that something is seen while moments go by: the step of its own
 * moment. */
static void
work (NrnLossFinder *self)
{
  if (self->job != NULL || self->question.weights == NULL)
    return;

  if (self->next != NULL)
    walk (self, self->next, are_same (&self->sought, &self->question) ? &self->step : &self->sought_step);
  else if (!are_same (&self->found, &self->question))
    seek (self);
  else if (self->valley != NULL && !has_walked (self))
    walk (self, self->valley, &self->step);
}

/* ---- The class ---- */

static void
nrn_loss_finder_dispose (GObject *object)
{
  nrn_loss_finder_forget (NRN_LOSS_FINDER (object));

  G_OBJECT_CLASS (nrn_loss_finder_parent_class)->dispose (object);
}

static void
nrn_loss_finder_class_init (NrnLossFinderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nrn_loss_finder_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
nrn_loss_finder_init (NrnLossFinder *self)
{
}

NrnLossFinder *
nrn_loss_finder_new (void)
{
  return g_object_new (NRN_TYPE_LOSS_FINDER, NULL);
}

/**
 * nrn_loss_finder_ask:
 * @finder: a finder
 * @question: which valley; what it points at is kept
 * @step: what nrn_loss_valley_step() is given, on it
 *
 * What was found about another weight, or another experiment, is forgotten.
 */
void
nrn_loss_finder_ask (NrnLossFinder               *finder,
                     const NrnLossValleyQuestion *question,
                     const NrnLossStep           *step)
{
  g_return_if_fail (NRN_IS_LOSS_FINDER (finder));

  if (are_about_others (&finder->question, question))
    nrn_loss_finder_forget (finder);
  question_set (&finder->question, question);
  finder->step = *step;
  work (finder);
}

/**
 * nrn_loss_finder_forget:
 * @finder: a finder
 *
 * Forgets all that was found and all that is sought. Emits nothing.
 */
void
nrn_loss_finder_forget (NrnLossFinder *finder)
{
  if (finder->job != NULL)
    g_cancellable_cancel (finder->job);
  g_clear_object (&finder->job);
  g_clear_pointer (&finder->valley, nrn_loss_valley_unref);
  g_clear_pointer (&finder->next, nrn_loss_valley_unref);
  question_clear (&finder->question);
  question_clear (&finder->found);
  question_clear (&finder->sought);
}

/**
 * nrn_loss_finder_is_busy:
 * @finder: a finder
 *
 * Returns: whether there will be something newer
 */
gboolean
nrn_loss_finder_is_busy (NrnLossFinder *finder)
{
  return finder->job != NULL;
}

/**
 * nrn_loss_finder_get_valley:
 * @finder: a finder
 *
 * Returns: (transfer none) (nullable): the newest that was found
 */
const NrnLossValley *
nrn_loss_finder_get_valley (NrnLossFinder *finder)
{
  return finder->valley;
}

/**
 * nrn_loss_finder_get_step:
 * @finder: a finder
 *
 * Returns: (transfer none) (nullable): the newest step on it, if there is a valley
 */
const NrnLossStep *
nrn_loss_finder_get_step (NrnLossFinder *finder)
{
  return finder->valley != NULL ? &finder->walked : NULL;
}
