/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Whole files in and out: bounded on the way in, atomic on the way out.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* No file of Neurons' is larger; a larger one is something else. */
#define NRN_FILE_MAX_BYTES ((gsize) 1 << 30)

/**
 * NrnFileContents:
 * @path: where it goes
 * @data: what it shall hold
 * @length: bytes of @data
 *
 * One file to be written.
 */
typedef struct
{
  const char *path;
  const void *data;
  gsize       length;
} NrnFileContents;

char     *nrn_file_load    (const char             *path,
                            gsize                  *length,
                            GError                **error);
gboolean  nrn_file_replace (const NrnFileContents  *files,
                            guint                   n_files,
                            GError                **error);

G_END_DECLS
