/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How much memory the past of a training may take: one number for all of them,
 * as the user prefers it.
 */

#include "nrn-room.h"

#include <stdatomic.h>

static atomic_size_t room = NRN_ROOM_DEFAULT;

/**
 * nrn_room_get:
 *
 * Any thread.
 *
 * Returns: bytes for the past of each training
 */
gsize
nrn_room_get (void)
{
  return atomic_load_explicit (&room, memory_order_relaxed);
}

/**
 * nrn_room_set:
 * @n_bytes: for the past of each training that begins from now on; those that
 *   are there follow with nrn_trainer_fit_room()
 *
 * Any thread.
 */
void
nrn_room_set (gsize n_bytes)
{
  atomic_store_explicit (&room, n_bytes, memory_order_relaxed);
}

/**
 * nrn_room_get_for_epochs:
 *
 * Returns: bytes for the weights after epochs, see nrn_timeline_new()
 */
gsize
nrn_room_get_for_epochs (void)
{
  return nrn_room_get () / 2;
}

/**
 * nrn_room_get_for_checkpoints:
 *
 * Returns: bytes for checkpoints, see nrn_checkpoints_new()
 */
gsize
nrn_room_get_for_checkpoints (void)
{
  return nrn_room_get () - nrn_room_get_for_epochs ();
}
