/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A confusion matrix as text.
 */

#pragma once

#include "nrn-confusion-matrix.h"
#include "nrn-json-writer.h"

G_BEGIN_DECLS

void nrn_cli_confusion_append (GString                  *text,
                               const NrnConfusionMatrix *matrix,
                               const char *const        *class_names);
void nrn_cli_confusion_add    (NrnJsonWriter            *writer,
                               const NrnConfusionMatrix *matrix,
                               const char *const        *class_names);

G_END_DECLS
