/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Where the delta of a unit comes from.
 */

#pragma once

#include "nrn-story.h"
#include "nrn-trace.h"

G_BEGIN_DECLS

void nrn_delta_story_tell (NrnStory       *story,
                           const NrnTrace *trace,
                           guint           row,
                           guint           layer,
                           guint           unit);

G_END_DECLS
