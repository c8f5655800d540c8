/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Work that is not saved, kept for after a crash.
 */

#pragma once

#include <gio/gio.h>

#include "nrn-document.h"

G_BEGIN_DECLS

/**
 * NrnRecovery:
 *
 * Keeps what a document holds, every few seconds while it has changes that
 * are not saved, in a file that only a crash leaves behind. Main thread only;
 * the writing is done on another one.
 */
typedef struct _NrnRecovery NrnRecovery;

/**
 * NrnLostWork:
 * @path: the file it was kept in
 * @name: what it was called
 * @original: (nullable): the file it was opened from
 *
 * Work that a crash has left behind.
 */
typedef struct
{
  char  *path;
  char  *name;
  GFile *original;
} NrnLostWork;

NrnRecovery *nrn_recovery_new        (NrnDocument        *document);
void         nrn_recovery_free       (NrnRecovery        *recovery);
void         nrn_recovery_set_origin (NrnRecovery        *recovery,
                                      const char         *name,
                                      GFile              *original);
gboolean     nrn_recovery_keep       (NrnRecovery        *recovery);
void         nrn_recovery_forget     (NrnRecovery        *recovery);

GPtrArray   *nrn_recovery_find_lost  (void);
void         nrn_lost_work_discard   (const NrnLostWork  *lost);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnRecovery, nrn_recovery_free)

G_END_DECLS
