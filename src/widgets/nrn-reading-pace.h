/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Words that change no faster than they can be read.
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * NrnReadingPaceFunc:
 * @object: as given to nrn_at_reading_pace()
 *
 * Shows the words as they are now.
 */
typedef void (*NrnReadingPaceFunc) (gpointer object);

void nrn_at_reading_pace (gpointer           object,
                          NrnReadingPaceFunc func);

G_END_DECLS
