/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How much memory the past of a training may take.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* For 1,000,000 updates of the drug trial with every second checkpoint, and 27,000
 * of its epochs. */
#define NRN_ROOM_DEFAULT ((gsize) 64 << 20)

gsize nrn_room_get                 (void);
void  nrn_room_set                 (gsize n_bytes);
gsize nrn_room_get_for_epochs      (void);
gsize nrn_room_get_for_checkpoints (void);

G_END_DECLS
