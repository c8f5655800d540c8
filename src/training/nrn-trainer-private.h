/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the two threads of a trainer share, and what each has for itself.
 *
 *     main thread                                    training thread
 *     commands ──► queue, under a lock ──► obeyed between two batches
 *     "snapshot" ◄── delivery (a source) ◄── latest, by an atomic exchange
 *
 * One atomic word, `calls`, tells the training thread whether anybody wants
 * anything; while it is 0, training takes no lock and allocates nothing.
 */

#pragma once

#include <pthread.h>
#include <stdatomic.h>

#include "nrn-speed.h"
#include "nrn-trainer.h"

G_BEGIN_DECLS

/* What the main thread may want; bits of `calls`. */
enum
{
  CALL_COMMANDS = 1 << 0,
  CALL_SNAPSHOT = 1 << 1,
  CALL_STOP = 1 << 2,
};

/* The first three are moves; a later pause or reset makes them void. */
typedef enum
{
  COMMAND_PLAY,
  COMMAND_PAUSE,
  COMMAND_STEP,
  COMMAND_RESET,
  COMMAND_EXTEND,
  COMMAND_PACE,
  COMMAND_LEARNING_RATE,
  COMMAND_OPTIONS,
  COMMAND_ROOM,
} CommandType;

typedef struct
{
  CommandType   type;
  NrnStepUnit   unit;           /* of COMMAND_STEP */
  double        value;          /* of COMMAND_PACE and COMMAND_LEARNING_RATE */
  NrnFitOptions options;        /* of COMMAND_OPTIONS */
} Command;

/* What goes out: a moment, and the training that it belongs to. */
typedef struct
{
  NrnSnapshot    *snapshot;     /* owned */
  NrnTimeline    *timeline;     /* owned */
  NrnCheckpoints *checkpoints;  /* owned */
} News;

/* Where the training thread is going. */
typedef enum
{
  GOAL_NONE,
  GOAL_SAMPLE,
  GOAL_BATCH,
  GOAL_EPOCH,
  GOAL_PLAY,
} Goal;

struct _NrnTrainer
{
  GObject          parent_instance;

  /* Set before the thread starts, and never changed */
  NrnArchitecture *architecture;        /* owned */
  NrnConfig       *loss;                /* owned */
  NrnConfig       *optimizer;           /* owned */
  NrnSamples      *samples;             /* owned */
  GSource         *delivery;            /* owned; due while `latest` waits */

  /* Main thread only */
  GThread         *thread;              /* owned; NULL once stopped */
  GMainContext    *context;             /* owned; the delivery outlives its loop */
  News            *news;                /* owned; the last that were delivered */
  NrnSpeed         speed;
  double           pace;                /* asked for last; updates a second */

  /* Training thread only, from start until the join */
  struct {
    NrnWeights       *weights;          /* owned; to start from; NULL for those of the seed */
    NrnHistory       *history;          /* owned; NULL unless it goes on after others */
    NrnTimeline      *before;           /* owned; of the epochs in it; NULL if not kept */
    NrnCheckpoint    *checkpoint;       /* owned; NULL unless it goes on from there */
    NrnFitOptions     options;
    NrnFit           *fit;              /* owned */
    NrnTimeline      *timeline;         /* owned; of this fit */
    NrnCheckpoints   *checkpoints;      /* owned; likewise */
    guint64           next_checkpoint;  /* the update after which the next one is due */
    Goal              goal;
    NrnTrainingState  state;
    guint             sample;           /* samples of the next batch that were shown */
    int               row;              /* the last of them, or -1 */
    gboolean          has_news;         /* more was done than published */
    double            learning_rate;    /* set by hand; NaN for the optimizer's own */
    gint64            interval_us;      /* between updates; 0 for flat out */
    gint64            last_us;          /* when the last update was due */
  } worker;

  /* Either thread, by atomic operations only */
  struct {
    guint             calls;            /* CALL_… */
    News             *latest;           /* owned; exchanged, never read in place */
    atomic_uint       n_updates;
  } shared;

  /* Either thread, under the lock */
  struct {
    pthread_mutex_t   lock;
    pthread_cond_t    called;           /* `calls` has changed */
    GQueue            commands;         /* owned Command */
  } inbox;
};

NrnFit   *nrn_trainer_new_fit   (NrnTrainer  *trainer,
                                 GError     **error);
void      nrn_trainer_begin     (NrnTrainer  *trainer,
                                 NrnFit      *fit);
News     *nrn_trainer_make_news (NrnTrainer  *trainer);
void      nrn_trainer_free_news (News        *news);
gpointer  nrn_trainer_train     (gpointer     trainer);

G_END_DECLS
