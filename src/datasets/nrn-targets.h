/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * From a data set's labels to the targets that a loss wants.
 */

#pragma once

#include "nrn-dataset.h"
#include "nrn-kind.h"

G_BEGIN_DECLS

float      *nrn_targets_encode   (const NrnDataset  *dataset,
                                  const NrnKind     *loss,
                                  guint              n_outputs,
                                  guint             *target_dim,
                                  GError           **error);
const char *nrn_targets_describe (const NrnLabels   *labels,
                                  const NrnKind     *loss,
                                  guint              n_outputs);
char       *nrn_targets_format_class
                                 (const NrnLabels   *labels,
                                  const NrnKind     *loss,
                                  guint              n_outputs,
                                  guint              class_index);

G_END_DECLS
