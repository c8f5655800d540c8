/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Kept runs in words and as a table.
 */

#pragma once

#include "nrn-shelf.h"

G_BEGIN_DECLS

char *nrn_run_describe_settings (const NrnExperiment *experiment);
char *nrn_run_describe_result   (const NrnExperiment *experiment);
char *nrn_shelf_print_histories (const NrnShelf      *shelf);

G_END_DECLS
