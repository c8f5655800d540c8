/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * One sample from its features to what the network says, in words.
 */

#pragma once

#include "nrn-dataset.h"
#include "nrn-formula-line.h"
#include "nrn-scaler.h"

G_BEGIN_DECLS

char *nrn_tracer_words_scale (const NrnScaler  *scaler,
                              guint             feature,
                              double            value);
char *nrn_tracer_words_say   (const NrnDataset *dataset,
                              const float      *features,
                              guint             n_outputs,
                              const float      *outputs);
char *nrn_tracer_words_print_output
                             (double            output,
                              double            share,
                              guint             n_outputs);
GArray *nrn_tracer_words_tell_inputs
                             (const NrnDataset *dataset,
                              const NrnScaler  *scaler,
                              const float      *features);
GArray *nrn_tracer_words_tell_outputs
                             (const NrnDataset *dataset,
                              const float      *features,
                              guint             n_outputs,
                              const float      *outputs);

G_END_DECLS
