/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Several experiments, trained in the background.
 *
 * The threads share a record of all trials. Each takes the next trial that
 * nobody has taken, writes what comes of it, and then its state, by an atomic
 * operation: what the main thread sees as over is not written any more.
 */

#include "config.h"

#include "nrn-trials.h"

#include <math.h>

#ifdef G_OS_UNIX
#include <sys/resource.h>
#endif

#include "nrn-task.h"

/* Of Unix: what has it runs when nothing else wants to. */
#define LOWEST_PRIORITY 19

typedef struct
{
  NrnExperiment *experiment;    /* owned */
  NrnHistory    *history;       /* owned; NULL if it cannot be trained */
  NrnEpoch       measured;
  char          *problem;       /* owned; NULL if it can be trained */
  int            state;         /* atomic; an NrnTrialState */
} Trial;

/* Owned by the object and by each thread. */
typedef struct
{
  int              ref_count;   /* atomic */
  guint            n_trials;
  Trial           *trials;      /* owned; (n_trials) */
  NrnDataSource   *source;      /* owned; nullable; whose rows @dataset is */
  NrnDataset      *dataset;     /* owned; nullable */
  GMainContext    *context;     /* owned; of the main thread */

  /* Either thread, by atomic operations only */
  int              next;        /* the first trial that nobody has taken */
  int              n_over;
  int              cancelled;
  int              delivery_queued;
  NrnTrials       *trials_object; /* borrowed; main thread only; NULL once it is gone */
} Shared;

struct _NrnTrials
{
  GObject  parent_instance;

  Shared  *shared;      /* owned */
  guint    n_threads;
  guint    n_seen;      /* trials that were over at the last "changed" */
};

G_DEFINE_FINAL_TYPE (NrnTrials, nrn_trials, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- What the threads share ---- */

static Shared *
shared_ref (Shared *shared)
{
  g_atomic_int_inc (&shared->ref_count);

  return shared;
}

static void
shared_unref (gpointer data)
{
  Shared *shared = data;

  if (!g_atomic_int_dec_and_test (&shared->ref_count))
    return;

  for (guint i = 0; i < shared->n_trials; i++)
    {
      nrn_experiment_unref (shared->trials[i].experiment);
      g_clear_pointer (&shared->trials[i].history, nrn_history_unref);
      g_free (shared->trials[i].problem);
    }
  g_free (shared->trials);
  g_clear_pointer (&shared->source, nrn_data_source_unref);
  g_clear_pointer (&shared->dataset, nrn_dataset_unref);
  g_main_context_unref (shared->context);
  g_free (shared);
}

/* ---- On the threads ---- */

static NrnDataset *
load_dataset (Shared              *shared,
              const NrnDataSource *source,
              GError             **error)
{
  if (shared->dataset != NULL && source == shared->source)
    return nrn_dataset_ref (shared->dataset);

  return nrn_data_source_load (source, error);
}

/* As the window does: the start that the seed gives, and the rows scaled. */
static NrnFit *
begin (Shared                   *shared,
       const NrnExperimentParts *parts,
       GError                  **error)
{
  g_autoptr (NrnDataset) dataset = load_dataset (shared, parts->source, error);
  g_autoptr (NrnScaler) scaler = NULL;
  g_autoptr (NrnSamples) samples = NULL;

  if (dataset == NULL)
    return NULL;

  if (parts->scale)
    scaler = nrn_scaler_new_fit (nrn_dataset_get_n_rows (dataset),
                                 nrn_dataset_get_n_features (dataset),
                                 nrn_dataset_get_features (dataset), 0, 1);
  samples = nrn_samples_new_encoded (dataset, scaler, parts->architecture,
                                     nrn_config_get_kind (parts->loss), error);
  if (samples == NULL)
    return NULL;

  return nrn_fit_new (parts->architecture, NULL, parts->loss, parts->optimizer, samples,
                      &parts->fit, error);
}

static gboolean
is_cancelled (Shared *shared)
{
  return g_atomic_int_get (&shared->cancelled) || nrn_task_is_exiting ();
}

static NrnTrialState
run (Shared *shared,
     Trial  *trial)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnFit) fit = begin (shared, nrn_experiment_get_parts (trial->experiment), &error);
  NrnFitStatus status = NRN_FIT_BATCH;

  if (fit == NULL)
    {
      trial->problem = g_strdup (error->message);
      return NRN_TRIAL_FAILED;
    }

  while (status != NRN_FIT_DONE && status != NRN_FIT_DIVERGED)
    {
      if (is_cancelled (shared))
        return NRN_TRIAL_WAITING;
      status = nrn_fit_step (fit);
    }
  trial->history = nrn_fit_dup_history (fit);
  if (status == NRN_FIT_DONE)
    nrn_fit_evaluate (fit, &trial->measured);

  return status == NRN_FIT_DIVERGED ? NRN_TRIAL_DIVERGED : NRN_TRIAL_DONE;
}

static gboolean
deliver_cb (gpointer data)
{
  Shared *shared = data;
  NrnTrials *trials = shared->trials_object;

  g_atomic_int_set (&shared->delivery_queued, FALSE);
  if (trials != NULL && trials->n_seen != nrn_trials_get_n_over (trials))
    {
      trials->n_seen = nrn_trials_get_n_over (trials);
      g_signal_emit (trials, signals[CHANGED], 0);
    }

  return G_SOURCE_REMOVE;
}

/* At most one delivery waits, however many trials end. */
static void
queue_delivery (Shared *shared)
{
  g_autoptr (GSource) source = NULL;

  if (!g_atomic_int_compare_and_exchange (&shared->delivery_queued, FALSE, TRUE))
    return;

  source = g_idle_source_new ();
  g_source_set_callback (source, deliver_cb, shared_ref (shared), shared_unref);
  g_source_attach (source, shared->context);
}

/* Linux has priorities of threads, which is what a process that is 0 means to
 * it; elsewhere the whole process would be slower. */
static void
lower_priority (void)
{
#ifdef __linux__
  setpriority (PRIO_PROCESS, 0, LOWEST_PRIORITY);
#endif
}

static gpointer
work (gpointer data)
{
  Shared *shared = data;

  lower_priority ();
  while (!is_cancelled (shared))
    {
      guint next = (guint) g_atomic_int_add (&shared->next, 1);
      NrnTrialState state;

      if (next >= shared->n_trials)
        break;
      state = run (shared, &shared->trials[next]);
      if (state == NRN_TRIAL_WAITING)
        break;
      g_atomic_int_set (&shared->trials[next].state, state);
      g_atomic_int_inc (&shared->n_over);
      queue_delivery (shared);
    }
  shared_unref (shared);
  nrn_task_end_work ();

  return NULL;
}

/* ---- The object ---- */

static void
nrn_trials_dispose (GObject *object)
{
  NrnTrials *self = NRN_TRIALS (object);

  if (self->shared != NULL)
    {
      nrn_trials_cancel (self);
      self->shared->trials_object = NULL;
    }
  g_clear_pointer (&self->shared, shared_unref);

  G_OBJECT_CLASS (nrn_trials_parent_class)->dispose (object);
}

static void
nrn_trials_class_init (NrnTrialsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nrn_trials_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nrn_trials_init (NrnTrials *self)
{
}

/**
 * nrn_trials_new:
 * @experiments: (array length=n_experiments): what to train; weights that they
 *   have do not count
 * @n_experiments: at least 1
 * @source: (nullable): a source of rows that are there already
 * @dataset: (nullable): these rows
 *
 * Begins to train them at once.
 *
 * Returns: (transfer full): the trials
 */
NrnTrials *
nrn_trials_new (NrnExperiment *const *experiments,
                guint                 n_experiments,
                const NrnDataSource  *source,
                const NrnDataset     *dataset)
{
  NrnTrials *trials = g_object_new (NRN_TYPE_TRIALS, NULL);
  Shared *shared = g_new0 (Shared, 1);

  shared->ref_count = 1;
  shared->n_trials = n_experiments;
  shared->trials = g_new0 (Trial, n_experiments);
  for (guint i = 0; i < n_experiments; i++)
    {
      shared->trials[i].experiment = nrn_experiment_ref (experiments[i]);
      shared->trials[i].measured = (NrnEpoch) { NAN, NAN, NAN, NAN };
    }
  if (source != NULL && dataset != NULL)
    {
      shared->source = nrn_data_source_ref (source);
      shared->dataset = nrn_dataset_ref (dataset);
    }
  shared->context = g_main_context_ref_thread_default ();
  shared->trials_object = trials;

  trials->shared = shared;
  trials->n_threads = MIN (n_experiments, g_get_num_processors ());
  for (guint i = 0; i < trials->n_threads; i++)
    {
      nrn_task_begin_work ();
      g_thread_unref (g_thread_new ("trials", work, shared_ref (shared)));
    }

  return trials;
}

/**
 * nrn_trials_new_seeds:
 * @experiment: what to train
 * @first_seed: the first of the seeds to train it with
 * @n_seeds: how many, one after the other
 * @dataset: (nullable): its rows, which do not count where they are made from
 *   the seed
 *
 * Returns: (transfer full): a trial for each seed
 */
NrnTrials *
nrn_trials_new_seeds (const NrnExperiment *experiment,
                      guint32              first_seed,
                      guint                n_seeds,
                      const NrnDataset    *dataset)
{
  g_autoptr (GPtrArray) experiments =
    g_ptr_array_new_with_free_func ((GDestroyNotify) nrn_experiment_unref);

  for (guint i = 0; i < n_seeds; i++)
    g_ptr_array_add (experiments, nrn_experiment_with_seed (experiment, first_seed + i));

  return nrn_trials_new ((NrnExperiment *const *) experiments->pdata, n_seeds,
                         nrn_experiment_get_parts (experiment)->source, dataset);
}

/**
 * nrn_trials_cancel:
 * @trials: trials
 *
 * What is not over stays as it is; the threads end within a batch.
 */
void
nrn_trials_cancel (NrnTrials *trials)
{
  g_atomic_int_set (&trials->shared->cancelled, TRUE);
}

guint
nrn_trials_get_n (NrnTrials *trials)
{
  return trials->shared->n_trials;
}

/**
 * nrn_trials_get_n_over:
 * @trials: trials
 *
 * Returns: how many have been trained to their end, or cannot be
 */
guint
nrn_trials_get_n_over (NrnTrials *trials)
{
  return (guint) g_atomic_int_get (&trials->shared->n_over);
}

/**
 * nrn_trials_get_n_threads:
 * @trials: trials
 *
 * Returns: how many are trained at the same time
 */
guint
nrn_trials_get_n_threads (NrnTrials *trials)
{
  return trials->n_threads;
}

/**
 * nrn_trials_are_running:
 * @trials: trials
 *
 * Returns: whether more of them will be over
 */
gboolean
nrn_trials_are_running (NrnTrials *trials)
{
  return !g_atomic_int_get (&trials->shared->cancelled) &&
         nrn_trials_get_n_over (trials) < trials->shared->n_trials;
}

/**
 * nrn_trials_get:
 * @trials: trials
 * @trial: one of them
 *
 * Returns: (transfer none): what is trained
 */
const NrnExperiment *
nrn_trials_get (NrnTrials *trials,
                guint      trial)
{
  g_return_val_if_fail (trial < trials->shared->n_trials, NULL);

  return trials->shared->trials[trial].experiment;
}

/**
 * nrn_trials_get_state:
 * @trials: trials
 * @trial: one of them
 *
 * Returns: what has become of it
 */
NrnTrialState
nrn_trials_get_state (NrnTrials *trials,
                      guint      trial)
{
  g_return_val_if_fail (trial < trials->shared->n_trials, NRN_TRIAL_WAITING);

  return (NrnTrialState) g_atomic_int_get (&trials->shared->trials[trial].state);
}

/**
 * nrn_trials_get_history:
 * @trials: trials
 * @trial: one of them
 *
 * Returns: (transfer none) (nullable): what its training recorded, once it is
 *   over
 */
const NrnHistory *
nrn_trials_get_history (NrnTrials *trials,
                        guint      trial)
{
  return nrn_trials_get_state (trials, trial) != NRN_TRIAL_WAITING
           ? trials->shared->trials[trial].history : NULL;
}

/**
 * nrn_trials_get_measured:
 * @trials: trials
 * @trial: one of them
 *
 * Returns: (transfer none) (nullable): loss and accuracy with the last weights,
 *   if it is done
 */
const NrnEpoch *
nrn_trials_get_measured (NrnTrials *trials,
                         guint      trial)
{
  return nrn_trials_get_state (trials, trial) == NRN_TRIAL_DONE
           ? &trials->shared->trials[trial].measured : NULL;
}

/**
 * nrn_trials_get_problem:
 * @trials: trials
 * @trial: one of them
 *
 * Returns: (transfer none) (nullable): why it cannot be trained, one sentence
 */
const char *
nrn_trials_get_problem (NrnTrials *trials,
                        guint      trial)
{
  return nrn_trials_get_state (trials, trial) == NRN_TRIAL_FAILED
           ? trials->shared->trials[trial].problem : NULL;
}
