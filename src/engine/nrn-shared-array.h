/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * An array that many values see different lengths of.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NrnSharedArray:
 *
 * Items one after the other. Those that are there never change; who holds it
 * knows how many of them are meant. So a thousand histories of a training, each
 * some epochs longer than the one before, take the room of the longest.
 * Atomically ref-counted. Any thread.
 */
typedef struct _NrnSharedArray NrnSharedArray;

NrnSharedArray *nrn_shared_array_new       (gsize                 item_size,
                                            const void           *items,
                                            guint                 n_items);
NrnSharedArray *nrn_shared_array_extend    (NrnSharedArray       *array,
                                            guint                 n_items,
                                            const void           *more,
                                            guint                 n_more);
NrnSharedArray *nrn_shared_array_ref       (NrnSharedArray       *array);
void            nrn_shared_array_unref     (NrnSharedArray       *array);
const void     *nrn_shared_array_get_items (const NrnSharedArray *array);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnSharedArray, nrn_shared_array_unref)

G_END_DECLS
