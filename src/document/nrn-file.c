/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Whole files in and out: bounded on the way in, atomic on the way out.
 */

#include "config.h"

#include "nrn-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "nrn-error.h"

#define CHUNK_BYTES ((gsize) 1 << 16)

/* A file on its way to its place. */
typedef struct
{
  char     *target;       /* owned; links followed */
  char     *temporary;    /* owned; NULL if nothing is to be renamed */
} Pending;

static void
pending_clear (Pending *pending)
{
  if (pending->temporary != NULL)
    g_unlink (pending->temporary);
  g_free (pending->temporary);
  g_free (pending->target);
}

static gboolean
set_read_error (const char  *path,
                int          code,
                GError     **error)
{
  g_autofree char *display = g_filename_display_name (path);

  g_set_error (error, NRN_ERROR, NRN_ERROR_IO,
               _("“%s” cannot be read: %s."), display, g_strerror (code));
  return FALSE;
}

static gboolean
set_save_error (const char  *path,
                int          code,
                GError     **error)
{
  g_autofree char *display = g_filename_display_name (path);

  g_set_error (error, NRN_ERROR, NRN_ERROR_IO,
               _("“%s” cannot be saved: %s."), display, g_strerror (code));
  return FALSE;
}

/* Reads to the end, whatever stat() says: a device or a pipe has no size. */
static gboolean
read_all (int          fd,
          const char  *path,
          GByteArray  *bytes,
          GError     **error)
{
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);

  for (;;)
    {
      gssize n = read (fd, chunk, CHUNK_BYTES);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return set_read_error (path, errno, error);
      if (n == 0)
        return TRUE;
      if (bytes->len + (gsize) n > NRN_FILE_MAX_BYTES)
        {
          g_autofree char *display = g_filename_display_name (path);

          g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                       _("“%s” is larger than 1 GiB, which is the most that Neurons reads."),
                       display);
          return FALSE;
        }
      g_byte_array_append (bytes, chunk, (guint) n);
    }
}

/**
 * nrn_file_load:
 * @path: a file
 * @length: (out): its bytes
 * @error: return location
 *
 * Reads a file of at most %NRN_FILE_MAX_BYTES.
 *
 * Returns: (transfer full) (nullable): its bytes and a zero, or %NULL with
 *   @error set
 */
char *
nrn_file_load (const char  *path,
               gsize       *length,
               GError     **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gboolean success;
  int fd;

  g_return_val_if_fail (path != NULL, NULL);

  fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  if (fd < 0)
    {
      set_read_error (path, errno, error);
      return NULL;
    }

  success = read_all (fd, path, bytes, error);
  close (fd);
  if (!success)
    return NULL;

  *length = bytes->len;
  g_byte_array_append (bytes, (const guint8 *) "", 1);

  return (char *) g_byte_array_free (g_steal_pointer (&bytes), FALSE);
}

/* Writes and closes; returns 0 or an errno. */
static int
write_all (int         fd,
           const char *data,
           gsize       length,
           gboolean    durable)
{
  int code = 0;

  while (length > 0 && code == 0)
    {
      gssize n = write (fd, data, length);

      if (n >= 0)
        {
          data += n;
          length -= (gsize) n;
        }
      else if (errno != EINTR)
        {
          code = errno;
        }
    }

  if (code == 0 && durable && fsync (fd) != 0)
    code = errno;
  if (close (fd) != 0 && code == 0)
    code = errno;

  return code;
}

/* Puts the new contents beside the target. A device or a pipe cannot be
 * replaced; it is written to when the others are renamed. */
static gboolean
prepare (const NrnFileContents  *file,
         Pending                *pending,
         GError                **error)
{
  char *resolved = realpath (file->path, NULL);
  struct stat info;
  gboolean exists;
  int code;
  int fd;

  /* Allocated by libc, whose free() is the one to use. */
  pending->target = g_strdup (resolved != NULL ? resolved : file->path);
  free (resolved);

  exists = stat (pending->target, &info) == 0;
  if (exists && S_ISDIR (info.st_mode))
    return set_save_error (file->path, EISDIR, error);
  if (exists && !S_ISREG (info.st_mode))
    return TRUE;

  pending->temporary = g_strconcat (pending->target, ".XXXXXX", NULL);
  fd = g_mkstemp_full (pending->temporary, O_WRONLY | O_CLOEXEC, 0666);
  if (fd < 0)
    {
      code = errno;
      g_clear_pointer (&pending->temporary, g_free);
      return set_save_error (file->path, code, error);
    }

  /* The rights of the old file stay, if the file system lets them. */
  if (exists && fchmod (fd, info.st_mode & 07777) != 0)
    g_debug ("Rights of %s are not kept: %s", pending->target, g_strerror (errno));

  code = write_all (fd, file->data, file->length, TRUE);

  return code == 0 || set_save_error (file->path, code, error);
}

static gboolean
put_in_place (const NrnFileContents  *file,
              Pending                *pending,
              GError                **error)
{
  int code;
  int fd;

  if (pending->temporary != NULL)
    {
      if (g_rename (pending->temporary, pending->target) != 0)
        return set_save_error (file->path, errno, error);
      g_clear_pointer (&pending->temporary, g_free);
      return TRUE;
    }

  fd = g_open (pending->target, O_WRONLY | O_CLOEXEC, 0);
  if (fd < 0)
    return set_save_error (file->path, errno, error);

  code = write_all (fd, file->data, file->length, FALSE);

  return code == 0 || set_save_error (file->path, code, error);
}

/* A new name survives a power cut only when its folder is written too. Not
 * every file system can do that, so it may fail. */
static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = g_open (folder, O_RDONLY | O_CLOEXEC, 0);

  if (fd < 0)
    return;
  if (fsync (fd) != 0)
    g_debug ("%s is not synced: %s", folder, g_strerror (errno));
  close (fd);
}

/**
 * nrn_file_replace:
 * @files: (array length=n_files): paths and contents
 * @n_files: how many
 * @error: return location
 *
 * Writes files that belong together. All contents are on the disk, under
 * other names, before the first file is replaced; so a full disk or a
 * missing folder leaves everything as it was. The files are put in place in
 * the given order, each at once.
 *
 * Returns: whether all were written
 */
gboolean
nrn_file_replace (const NrnFileContents  *files,
                  guint                   n_files,
                  GError                **error)
{
  g_autoptr (GArray) all = g_array_sized_new (FALSE, TRUE, sizeof (Pending), n_files);

  g_array_set_clear_func (all, (GDestroyNotify) pending_clear);
  g_array_set_size (all, n_files);

  for (guint i = 0; i < n_files; i++)
    {
      if (!prepare (&files[i], &g_array_index (all, Pending, i), error))
        return FALSE;
    }
  for (guint i = 0; i < n_files; i++)
    {
      if (!put_in_place (&files[i], &g_array_index (all, Pending, i), error))
        return FALSE;
    }
  for (guint i = 0; i < n_files; i++)
    sync_folder (g_array_index (all, Pending, i).target);

  return TRUE;
}
