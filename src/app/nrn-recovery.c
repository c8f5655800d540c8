/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Work that is not saved, kept for after a crash.
 *
 * Two files for each document, in the user's state folder: the experiment,
 * and a note on where it came from. The note is locked as long as its process
 * lives, so that another one that can lock it knows that it was left behind,
 * and it goes first when all is well.
 */

#include "config.h"

#include "nrn-recovery.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "nrn-task.h"

/* As much work as may be lost. */
#define KEEP_SECONDS 5

#define GROUP "Lost Work"
#define NOTE_ENDING ".note"
#define WORK_ENDING ".neurons"

struct _NrnRecovery
{
  NrnDocument   *document;      /* borrowed */
  char          *name;          /* owned */
  GFile         *original;      /* owned; NULL for none */
  guint          timer_id;

  char          *note_path;     /* owned; NULL before the first time */
  char          *work_path;     /* owned; likewise */
  int            note;          /* locked; -1 for none */
  NrnWork       *kept;          /* owned; what the file holds; NULL for nothing */
  gboolean       is_writing;
  gboolean       is_over;       /* to be freed once the writing ends */
};

static char *
get_folder (void)
{
  return g_build_filename (g_get_user_state_dir (), "neurons", "unsaved", NULL);
}

/* ---- Keeping ---- */

static gboolean
keep_cb (gpointer data)
{
  nrn_recovery_keep (data);

  return G_SOURCE_CONTINUE;
}

/**
 * nrn_recovery_new:
 * @document: a document, which must outlive it
 *
 * Returns: (transfer full): what keeps it
 */
NrnRecovery *
nrn_recovery_new (NrnDocument *document)
{
  NrnRecovery *recovery = g_new0 (NrnRecovery, 1);

  recovery->document = document;
  recovery->name = g_strdup ("");
  recovery->note = -1;
  recovery->timer_id = g_timeout_add_seconds (KEEP_SECONDS, keep_cb, recovery);

  return recovery;
}

static void
finalize (NrnRecovery *recovery)
{
  g_clear_object (&recovery->original);
  g_free (recovery->name);
  g_free (recovery);
}

/**
 * nrn_recovery_free:
 * @recovery: what keeps a document that is closed
 *
 * Nothing that it kept is left.
 */
void
nrn_recovery_free (NrnRecovery *recovery)
{
  g_source_remove (recovery->timer_id);
  nrn_recovery_forget (recovery);
  recovery->document = NULL;
  recovery->is_over = TRUE;
  if (!recovery->is_writing)
    finalize (recovery);
}

/**
 * nrn_recovery_set_origin:
 * @recovery: what keeps a document
 * @name: what it is called
 * @original: (nullable): its file
 */
void
nrn_recovery_set_origin (NrnRecovery *recovery,
                         const char  *name,
                         GFile       *original)
{
  g_free (recovery->name);
  recovery->name = g_strdup (name);
  g_set_object (&recovery->original, original);
}

static gboolean
write_all (int         file,
           const char *text,
           gsize       length)
{
  if (ftruncate (file, 0) != 0)
    return FALSE;

  return pwrite (file, text, length, 0) == (gssize) length;
}

/* A place for the work, and the lock that says that somebody lives. */
static gboolean
write_note (NrnRecovery *self)
{
  g_autoptr (GKeyFile) note = g_key_file_new ();
  g_autofree char *uri = self->original != NULL ? g_file_get_uri (self->original) : NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (self->note < 0)
    {
      g_autofree char *folder = get_folder ();
      g_autofree char *id = g_uuid_string_random ();

      if (g_mkdir_with_parents (folder, 0700) != 0)
        return FALSE;
      self->note_path = g_strdup_printf ("%s/%s" NOTE_ENDING, folder, id);
      self->work_path = g_strdup_printf ("%s/%s" WORK_ENDING, folder, id);
      self->note = g_open (self->note_path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
      if (self->note < 0 || flock (self->note, LOCK_EX | LOCK_NB) != 0)
        return FALSE;
    }

  g_key_file_set_string (note, GROUP, "Name", self->name);
  if (uri != NULL)
    g_key_file_set_string (note, GROUP, "Original", uri);
  text = g_key_file_to_data (note, &length, NULL);

  return write_all (self->note, text, length);
}

typedef struct
{
  NrnWork *work;        /* owned */
  char    *path;        /* owned */
} Job;

static void
job_free (Job *job)
{
  nrn_work_unref (job->work);
  g_free (job->path);
  g_free (job);
}

static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  Job *job = data;

  /* Where it cannot be kept, there is nobody who could do anything about it. */
  g_task_return_boolean (task, nrn_work_save (job->work, job->path, NULL));
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  NrnRecovery *self = data;
  Job *job = g_task_get_task_data (G_TASK (result));

  self->is_writing = FALSE;
  /* It was saved, or closed, in the meantime. */
  if (self->work_path == NULL || !g_str_equal (self->work_path, job->path))
    g_unlink (job->path);
  if (self->is_over)
    finalize (self);
}

static gboolean
is_kept (NrnRecovery   *self,
         const NrnWork *work)
{
  return self->kept != NULL && nrn_work_equal (self->kept, work);
}

/**
 * nrn_recovery_keep:
 * @recovery: what keeps a document
 *
 * Keeps what it holds now, if that is not saved and not kept already. The
 * writing goes on after this returns.
 *
 * Returns: whether there is something to write
 */
gboolean
nrn_recovery_keep (NrnRecovery *recovery)
{
  g_autoptr (NrnWork) work = NULL;
  g_autoptr (GTask) task = NULL;
  Job *job;

  if (recovery->is_writing || !nrn_document_is_changed (recovery->document))
    return FALSE;

  work = nrn_document_dup_work (recovery->document, NRN_WORK_RECOVERY_BYTES);
  if (is_kept (recovery, work) || !write_note (recovery))
    return FALSE;

  g_clear_pointer (&recovery->kept, nrn_work_unref);
  recovery->kept = nrn_work_ref (work);
  recovery->is_writing = TRUE;
  job = g_new0 (Job, 1);
  job->work = g_steal_pointer (&work);
  job->path = g_strdup (recovery->work_path);
  task = nrn_task_new (NULL, NULL, written_cb, recovery);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  nrn_task_run (task, write_thread);

  return TRUE;
}

/**
 * nrn_recovery_forget:
 * @recovery: what keeps a document
 *
 * What was kept is saved, or no longer wanted.
 */
void
nrn_recovery_forget (NrnRecovery *recovery)
{
  if (recovery->note >= 0)
    {
      g_unlink (recovery->note_path);
      g_unlink (recovery->work_path);
      close (recovery->note);
      recovery->note = -1;
    }
  g_clear_pointer (&recovery->note_path, g_free);
  g_clear_pointer (&recovery->work_path, g_free);
  g_clear_pointer (&recovery->kept, nrn_work_unref);
}

/* ---- Finding ---- */

static void
lost_work_free (NrnLostWork *lost)
{
  g_free (lost->path);
  g_free (lost->name);
  g_clear_object (&lost->original);
  g_free (lost);
}

/* A note that a full disk has cut off has no name. */
static NrnLostWork *
read_lost (const char *note_path)
{
  g_autoptr (GKeyFile) note = g_key_file_new ();
  g_autofree char *stem = g_strndup (note_path, strlen (note_path) - strlen (NOTE_ENDING));
  g_autofree char *path = g_strconcat (stem, WORK_ENDING, NULL);
  g_autofree char *uri = NULL;
  NrnLostWork *lost;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return NULL;

  g_key_file_load_from_file (note, note_path, G_KEY_FILE_NONE, NULL);
  uri = g_key_file_get_string (note, GROUP, "Original", NULL);
  lost = g_new0 (NrnLostWork, 1);
  lost->path = g_steal_pointer (&path);
  lost->name = g_key_file_get_string (note, GROUP, "Name", NULL);
  if (lost->name == NULL)
    lost->name = g_strdup (_("Experiment"));
  lost->original = uri != NULL ? g_file_new_for_uri (uri) : NULL;

  return lost;
}

/* Whether nobody who lives holds the note. */
static gboolean
is_left_behind (const char *note_path)
{
  int note = g_open (note_path, O_RDWR | O_CLOEXEC, 0);
  gboolean is_free;

  if (note < 0)
    return FALSE;

  is_free = flock (note, LOCK_EX | LOCK_NB) == 0;
  close (note);

  return is_free;
}

/**
 * nrn_recovery_find_lost:
 *
 * Returns: (transfer full) (element-type NrnLostWork): what crashes have left
 *   behind; it stays until nrn_lost_work_discard()
 */
GPtrArray *
nrn_recovery_find_lost (void)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) lost_work_free);
  g_autofree char *folder = get_folder ();
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      NrnLostWork *lost;

      if (!g_str_has_suffix (name, NOTE_ENDING) || !is_left_behind (path))
        continue;

      lost = read_lost (path);
      if (lost != NULL)
        g_ptr_array_add (found, lost);
      else
        g_unlink (path);
    }

  return found;
}

/**
 * nrn_lost_work_discard:
 * @lost: what a crash has left behind
 *
 * Removes it.
 */
void
nrn_lost_work_discard (const NrnLostWork *lost)
{
  g_autofree char *stem = g_strndup (lost->path, strlen (lost->path) - strlen (WORK_ENDING));
  g_autofree char *note_path = g_strconcat (stem, NOTE_ENDING, NULL);

  g_unlink (note_path);
  g_unlink (lost->path);
}
