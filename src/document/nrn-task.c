/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A GTask with what GTask leaves open:
 *
 *   - Its source is let go by whichever thread drops the task last. That may be
 *     the worker: a widget would be taken apart there, while the main thread uses
 *     it. The owner of ours is held, and let go, by the main thread.
 *   - What it hands over goes through GLib's locks, into which ThreadSanitizer
 *     does not see: an atomic operation on both sides says the same to it.
 *   - Nobody can tell whether one is still under way.
 *   - One that is under way when the program ends is not waited for, though
 *     libraries that it works with are taken down then.
 */

#include "config.h"

#include "nrn-task.h"

#include <pthread.h>
#include <stdlib.h>

#define WORK_KEY "nrn-task-work"

/* Main thread only. */
typedef struct
{
  GObject             *owner;     /* owned, nullable */
  GAsyncReadyCallback  callback;
  gpointer             data;      /* for @callback */
} Hand;

/* Changed by both threads whenever work passes from the one to the other: what
 * was written before one change is there after the next. */
static int n_handed;

/* Main thread only. */
static guint n_running;

/* For what follows. */
static pthread_mutex_t work_mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t work_done = PTHREAD_COND_INITIALIZER;
static guint n_at_work;     /* what was run and is not over */

/* Atomic: what has not begun will not begin. */
static int is_exiting;

static void
count_work (int change)
{
  pthread_mutex_lock (&work_mutex);
  n_at_work += (guint) change;
  if (n_at_work == 0)
    pthread_cond_broadcast (&work_done);
  pthread_mutex_unlock (&work_mutex);
}

/* Comes before the libraries that were loaded earlier are taken down. */
static void
wait_at_exit (void)
{
  g_atomic_int_set (&is_exiting, TRUE);
  pthread_mutex_lock (&work_mutex);
  while (n_at_work > 0)
    pthread_cond_wait (&work_done, &work_mutex);
  pthread_mutex_unlock (&work_mutex);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  Hand *hand = data;

  g_atomic_int_inc (&n_handed);
  n_running--;
  hand->callback (hand->owner, result, hand->data);
  g_atomic_int_inc (&n_handed);
  g_clear_object (&hand->owner);
  g_free (hand);
}

static void
work_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  union { gpointer pointer; GTaskThreadFunc func; } work;

  g_atomic_int_inc (&n_handed);
  work.pointer = g_object_get_data (G_OBJECT (task), WORK_KEY);
  if (!nrn_task_is_exiting ())
    work.func (task, NULL, data, cancellable);
  nrn_task_end_work ();
  /* The callback comes after this function. */
  g_atomic_int_inc (&n_handed);
}

/* Whoever drops the task last frees its data. */
static void
dropped_cb (gpointer  data,
            GObject  *task)
{
  g_atomic_int_inc (&n_handed);
}

/**
 * nrn_task_new:
 * @owner: (nullable): an object that is there until @callback is over
 * @cancellable: (nullable): as for g_task_new()
 * @callback: called once by the main loop, with @owner as the source
 * @data: for @callback
 *
 * Makes a task to be run by nrn_task_run(). Main thread.
 *
 * Returns: (transfer full): the task
 */
GTask *
nrn_task_new (gpointer             owner,
              GCancellable        *cancellable,
              GAsyncReadyCallback  callback,
              gpointer             data)
{
  Hand *hand = g_new0 (Hand, 1);

  hand->owner = owner != NULL ? g_object_ref (owner) : NULL;
  hand->callback = callback;
  hand->data = data;

  return g_task_new (NULL, cancellable, done_cb, hand);
}

/**
 * nrn_task_run:
 * @task: a task of nrn_task_new(), with its data
 * @func: what to do, on another thread; its source is %NULL
 *
 * Runs @func as g_task_run_in_thread() does.
 */
void
nrn_task_run (GTask           *task,
              GTaskThreadFunc  func)
{
  union { gpointer pointer; GTaskThreadFunc func; } work = { .func = func };

  nrn_task_begin_work ();
  g_object_set_data (G_OBJECT (task), WORK_KEY, work.pointer);
  g_object_weak_ref (G_OBJECT (task), dropped_cb, NULL);
  n_running++;
  g_atomic_int_inc (&n_handed);
  g_task_run_in_thread (task, work_in_thread);
}

/**
 * nrn_task_begin_work:
 *
 * Says that a thread is about to begin: the program waits for it when it ends.
 * Main thread; nrn_task_run() does so itself.
 */
void
nrn_task_begin_work (void)
{
  static gsize is_ready;

  if (g_once_init_enter (&is_ready))
    g_once_init_leave (&is_ready, atexit (wait_at_exit) == 0 ? 1 : 2);
  count_work (1);
}

/**
 * nrn_task_end_work:
 *
 * Says that what nrn_task_begin_work() was called for is over. Any thread.
 */
void
nrn_task_end_work (void)
{
  count_work (-1);
}

/**
 * nrn_task_is_exiting:
 *
 * Any thread.
 *
 * Returns: whether the program waits for what is at work, which is of no use any more
 */
gboolean
nrn_task_is_exiting (void)
{
  return g_atomic_int_get (&is_exiting) != 0;
}

/**
 * nrn_task_count_running:
 *
 * Returns: how many tasks were run whose callback has not come yet
 */
guint
nrn_task_count_running (void)
{
  return n_running;
}
