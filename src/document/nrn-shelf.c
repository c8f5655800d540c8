/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Runs that a student has kept.
 */

#include "config.h"

#include "nrn-shelf.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-edit.h"
#include "nrn-run-differences.h"

struct _NrnRun
{
  gatomicrefcount  ref_count;
  guint            id;
  char            *name;        /* owned */
  NrnExperiment   *experiment;  /* owned */
};

struct _NrnShelf
{
  gatomicrefcount  ref_count;
  GPtrArray       *runs;        /* owned; #NrnRun */
};

/* ---- A run ---- */

/**
 * nrn_run_new:
 * @id: by which it is known on its shelf
 * @name: what it is called; cut to %NRN_RUN_MAX_NAME bytes
 * @experiment: with its weights and its history
 *
 * Returns: (transfer full): the run
 */
NrnRun *
nrn_run_new (guint                id,
             const char          *name,
             const NrnExperiment *experiment)
{
  NrnRun *run;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (experiment != NULL, NULL);

  run = g_new0 (NrnRun, 1);
  g_atomic_ref_count_init (&run->ref_count);
  run->id = id;
  run->name = g_strndup (name, NRN_RUN_MAX_NAME);
  if (!g_utf8_validate (run->name, -1, NULL))
    {
      g_autofree char *cut = g_steal_pointer (&run->name);
      const char *end;

      g_utf8_validate (cut, -1, &end);
      run->name = g_strndup (cut, (gsize) (end - cut));
    }
  run->experiment = nrn_experiment_ref (experiment);

  return run;
}

NrnRun *
nrn_run_ref (const NrnRun *run)
{
  NrnRun *self = (NrnRun *) run;

  g_return_val_if_fail (run != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
nrn_run_unref (NrnRun *run)
{
  g_return_if_fail (run != NULL);

  if (!g_atomic_ref_count_dec (&run->ref_count))
    return;

  g_free (run->name);
  nrn_experiment_unref (run->experiment);
  g_free (run);
}

/**
 * nrn_run_get_id:
 * @run: a run
 *
 * Returns: a number that no other run of the same shelf has, and that stays
 */
guint
nrn_run_get_id (const NrnRun *run)
{
  return run->id;
}

const char *
nrn_run_get_name (const NrnRun *run)
{
  return run->name;
}

/**
 * nrn_run_get_experiment:
 * @run: a run
 *
 * Returns: (transfer none): what was set up when it was kept
 */
const NrnExperiment *
nrn_run_get_experiment (const NrnRun *run)
{
  return run->experiment;
}

/* ---- The shelf ---- */

/**
 * nrn_shelf_new:
 *
 * Returns: (transfer full): a shelf with nothing on it
 */
NrnShelf *
nrn_shelf_new (void)
{
  NrnShelf *shelf = g_new0 (NrnShelf, 1);

  g_atomic_ref_count_init (&shelf->ref_count);
  shelf->runs = g_ptr_array_new_with_free_func ((GDestroyNotify) nrn_run_unref);

  return shelf;
}

/**
 * nrn_shelf_new_runs:
 * @runs: (array length=n_runs): runs, each with an id of its own
 * @n_runs: how many
 *
 * Returns: (transfer full): a shelf with them
 */
NrnShelf *
nrn_shelf_new_runs (NrnRun *const *runs,
                    guint          n_runs)
{
  NrnShelf *shelf = nrn_shelf_new ();

  for (guint i = 0; i < n_runs; i++)
    g_ptr_array_add (shelf->runs, nrn_run_ref (runs[i]));

  return shelf;
}

NrnShelf *
nrn_shelf_ref (const NrnShelf *shelf)
{
  NrnShelf *self = (NrnShelf *) shelf;

  g_return_val_if_fail (shelf != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
nrn_shelf_unref (NrnShelf *shelf)
{
  g_return_if_fail (shelf != NULL);

  if (!g_atomic_ref_count_dec (&shelf->ref_count))
    return;

  g_ptr_array_unref (shelf->runs);
  g_free (shelf);
}

guint
nrn_shelf_get_n_runs (const NrnShelf *shelf)
{
  return shelf->runs->len;
}

/**
 * nrn_shelf_get_run:
 * @shelf: a shelf
 * @place: index of a run
 *
 * Returns: (transfer none): the run
 */
const NrnRun *
nrn_shelf_get_run (const NrnShelf *shelf,
                   guint           place)
{
  g_return_val_if_fail (place < shelf->runs->len, NULL);

  return g_ptr_array_index (shelf->runs, place);
}

/**
 * nrn_shelf_find:
 * @shelf: a shelf
 * @id: a run's
 *
 * Returns: (transfer none) (nullable): the run, if it is there
 */
const NrnRun *
nrn_shelf_find (const NrnShelf *shelf,
                guint           id)
{
  for (guint i = 0; i < shelf->runs->len; i++)
    {
      if (nrn_shelf_get_run (shelf, i)->id == id)
        return nrn_shelf_get_run (shelf, i);
    }

  return NULL;
}

/**
 * nrn_shelf_get_next_id:
 * @shelf: a shelf
 *
 * Returns: one more than any of its runs has, from 1 on
 */
guint
nrn_shelf_get_next_id (const NrnShelf *shelf)
{
  guint last = 0;

  for (guint i = 0; i < shelf->runs->len; i++)
    last = MAX (last, nrn_shelf_get_run (shelf, i)->id);

  return last + 1;
}

/**
 * nrn_shelf_with:
 * @shelf: a shelf
 * @run: a run; it takes the place of one with the same id, or comes last
 *
 * Returns: (transfer full): another shelf
 */
NrnShelf *
nrn_shelf_with (const NrnShelf *shelf,
                const NrnRun   *run)
{
  NrnShelf *other = nrn_shelf_new ();
  gboolean is_there = FALSE;

  for (guint i = 0; i < shelf->runs->len; i++)
    {
      const NrnRun *before = nrn_shelf_get_run (shelf, i);

      is_there |= before->id == run->id;
      g_ptr_array_add (other->runs, nrn_run_ref (before->id == run->id ? run : before));
    }
  if (!is_there)
    g_ptr_array_add (other->runs, nrn_run_ref (run));

  return other;
}

/**
 * nrn_shelf_without:
 * @shelf: a shelf
 * @id: a run's
 *
 * Returns: (transfer full): another shelf
 */
NrnShelf *
nrn_shelf_without (const NrnShelf *shelf,
                   guint           id)
{
  NrnShelf *other = nrn_shelf_new ();

  for (guint i = 0; i < shelf->runs->len; i++)
    {
      if (nrn_shelf_get_run (shelf, i)->id != id)
        g_ptr_array_add (other->runs, nrn_run_ref (nrn_shelf_get_run (shelf, i)));
    }

  return other;
}

static gboolean
same_run (const NrnRun *a,
          const NrnRun *b)
{
  return a == b ||
         (a->id == b->id && g_str_equal (a->name, b->name) &&
          (a->experiment == b->experiment ||
           nrn_edit_kind (a->experiment, b->experiment) == NRN_EDIT_NONE));
}

/**
 * nrn_shelf_equal:
 * @a: a shelf
 * @b: what became of it
 *
 * Returns: whether the same runs are on both
 */
gboolean
nrn_shelf_equal (const NrnShelf *a,
                 const NrnShelf *b)
{
  if (a->runs->len != b->runs->len)
    return FALSE;

  for (guint i = 0; i < a->runs->len; i++)
    {
      if (!same_run (nrn_shelf_get_run (a, i), nrn_shelf_get_run (b, i)))
        return FALSE;
    }

  return TRUE;
}

/**
 * nrn_shelf_suggest_name:
 * @shelf: a shelf
 * @experiment: what is to be kept on it
 *
 * The name says what is other than in the run that was kept last: “Run 2:
 * Learning rate 0.01”; and of the first, which network it is: “Run 1: 1-6-32-2”.
 *
 * Returns: (transfer full): a name
 */
char *
nrn_shelf_suggest_name (const NrnShelf      *shelf,
                        const NrnExperiment *experiment)
{
  guint id = nrn_shelf_get_next_id (shelf);
  const NrnExperiment *pair[2] = { NULL, experiment };
  g_autoptr (GPtrArray) rows = NULL;
  const NrnRunDifference *first;

  if (shelf->runs->len == 0)
    {
      g_autofree char *network =
        nrn_architecture_to_string (nrn_experiment_get_parts (experiment)->architecture);

      /* Translators: a number, and a network such as 1-6-32-2. */
      return g_strdup_printf (_("Run %u: %s"), id, network);
    }

  pair[0] = nrn_shelf_get_run (shelf, shelf->runs->len - 1)->experiment;
  rows = nrn_run_differences (pair, 2);
  if (rows->len == 0)
    return g_strdup_printf (_("Run %u: the same again"), id);

  first = g_ptr_array_index (rows, 0);
  if (rows->len == 1)
    /* Translators: a number, e.g. “Learning rate” and its value. */
    return g_strdup_printf (_("Run %u: %s %s"), id, first->title, first->values[1]);

  /* Translators: a number, e.g. “Learning rate” and its value. */
  return g_strdup_printf (_("Run %u: %s %s, and more"), id, first->title, first->values[1]);
}
