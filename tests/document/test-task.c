/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Tasks and their owners.
 */

#include "config.h"

#include "nrn-task.h"

#include <stdlib.h>

/* Of plain tasks, the worker takes one source in some thousand apart. */
#define N_TASKS 20000

/* As many as that are under way at once. */
#define N_AT_ONCE 50

#define TYPE_OWNER (owner_get_type ())
G_DECLARE_FINAL_TYPE (Owner, owner, , OWNER, GObject)

struct _Owner
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (Owner, owner, G_TYPE_OBJECT)

static GThread *main_thread;
static guint n_finalized, n_elsewhere;

static void
owner_finalize (GObject *object)
{
  n_finalized++;
  if (g_thread_self () != main_thread)
    n_elsewhere++;

  G_OBJECT_CLASS (owner_parent_class)->finalize (object);
}

static void
owner_class_init (OwnerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = owner_finalize;
}

static void
owner_init (Owner *self)
{
}

static void
work_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  int *number = data;

  g_assert_null (source);
  *number += 1;
  g_task_return_boolean (task, !g_cancellable_is_cancelled (cancellable));
}

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  guint *n_done = data;

  g_assert_true (g_thread_self () == main_thread);
  g_assert_true (G_TYPE_CHECK_INSTANCE_TYPE (object, TYPE_OWNER));
  g_assert_cmpint (*(int *) g_task_get_task_data (G_TASK (result)), ==, 2);
  *n_done += 1;
}

static void
start (GCancellable *cancellable,
       guint        *n_done)
{
  g_autoptr (GObject) owner = g_object_new (TYPE_OWNER, NULL);
  g_autoptr (GTask) task = nrn_task_new (owner, cancellable, done_cb, n_done);
  int *number = g_new0 (int, 1);

  *number = 1;
  g_task_set_task_data (task, number, g_free);
  nrn_task_run (task, work_in_thread);
}

/* However fast the worker is, the main thread takes the owner apart. */
static void
test_owner (void)
{
  guint n_done = 0;

  for (guint i = 0; i < N_TASKS; i++)
    {
      start (NULL, &n_done);
      while (nrn_task_count_running () > N_AT_ONCE)
        g_main_context_iteration (NULL, TRUE);
    }
  while (nrn_task_count_running () > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_done, ==, N_TASKS);
  g_assert_cmpuint (n_finalized, ==, N_TASKS);
  g_assert_cmpuint (n_elsewhere, ==, 0);
}

/* One that is cancelled is called back all the same, and holds its owner until then. */
static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  guint n_done = 0, n_before = n_finalized;

  start (cancellable, &n_done);
  g_cancellable_cancel (cancellable);
  g_assert_cmpuint (nrn_task_count_running (), ==, 1);
  g_assert_cmpuint (n_finalized, ==, n_before);
  while (nrn_task_count_running () > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_done, ==, 1);
  g_assert_cmpuint (n_finalized, ==, n_before + 1);
}

static int has_ended;   /* atomic */

static gpointer
work_until_exit (gpointer data)
{
  while (!nrn_task_is_exiting ())
    g_usleep (1000);
  /* The program has been about to end for some time. */
  g_usleep (50000);
  g_atomic_int_set (&has_ended, TRUE);
  nrn_task_end_work ();

  return NULL;
}

/* Registered first, so it comes last. */
static void
say_at_exit (void)
{
  g_print (g_atomic_int_get (&has_ended) ? "has ended\n" : "is at work\n");
}

/* What works when the program ends hears of it, and is waited for. */
static void
test_exit (void)
{
  if (g_test_subprocess ())
    {
      g_assert_cmpint (atexit (say_at_exit), ==, 0);
      nrn_task_begin_work ();
      g_thread_unref (g_thread_new ("work", work_until_exit, NULL));
      exit (0);
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout ("*has ended*");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  main_thread = g_thread_self ();

  g_test_add_func ("/document/task/owner", test_owner);
  g_test_add_func ("/document/task/cancelled", test_cancelled);
  g_test_add_func ("/document/task/exit", test_exit);

  return g_test_run ();
}
