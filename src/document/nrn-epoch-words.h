/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What an epoch has changed, in words.
 */

#pragma once

#include "nrn-epoch-change.h"

G_BEGIN_DECLS

char *nrn_epoch_words_print (const NrnEpochChange  *change,
                             const NrnDataset      *dataset,
                             const NrnArchitecture *architecture);

G_END_DECLS
