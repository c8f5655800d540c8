/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The columns of the table of the data.
 */

#pragma once

#include "nrn-data-digest.h"
#include "nrn-data-list.h"

G_BEGIN_DECLS

void nrn_data_columns_set     (GtkColumnView       *view,
                               NrnDataList         *list,
                               const NrnDataDigest *digest);
void nrn_data_columns_refresh (GtkColumnView       *view);

G_END_DECLS
