/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Rows of two features that are changed by hand, one at a time.
 */

#pragma once

#include "nrn-document.h"

G_BEGIN_DECLS

/* Of more rows nobody would see the points. */
#define NRN_POINTS_MAX_ROWS 4000

/* More classes have no signs of their own. */
#define NRN_POINTS_MAX_CLASSES 6

gboolean nrn_points_can_edit (const NrnDataset  *dataset);
gboolean nrn_points_add      (NrnDocument       *document,
                              const double      *features,
                              guint              class_index,
                              GError           **error);
gboolean nrn_points_move     (NrnDocument       *document,
                              guint              row,
                              const double      *features,
                              GError           **error);
gboolean nrn_points_remove   (NrnDocument       *document,
                              guint              row,
                              GError           **error);

G_END_DECLS
