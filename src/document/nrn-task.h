/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Work on another thread whose result comes back to the main thread.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GTask    *nrn_task_new           (gpointer             owner,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             data);
void      nrn_task_run           (GTask               *task,
                                  GTaskThreadFunc      func);
void      nrn_task_begin_work    (void);
void      nrn_task_end_work      (void);
gboolean  nrn_task_is_exiting    (void);
guint     nrn_task_count_running (void);

G_END_DECLS
