/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the two files of NrnConfig share.
 */

#pragma once

#include "nrn-config.h"

G_BEGIN_DECLS

int     nrn_config_find_property     (const NrnConfig  *config,
                                      const char       *property,
                                      GError          **error);
GArray *nrn_config_numbers_from_text (const char       *text);

G_END_DECLS
