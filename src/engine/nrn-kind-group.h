/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What kinds of a family stand together where somebody chooses among them.
 */

#pragma once

#include "nrn-kind.h"

G_BEGIN_DECLS

const char *nrn_kind_get_group (const NrnKind *kind);

G_END_DECLS
