/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Shared by the parts of the reader of experiment files, a part for each
 * topic of the file.
 */

#pragma once

#include "nrn-experiment-file-private.h"

G_BEGIN_DECLS

/* What has been read so far. */
typedef struct
{
  const char       *name;             /* borrowed from the JSON */
  const char       *preset;           /* likewise */
  NrnDataSource    *source;           /* owned */
  gboolean          scale;
  NrnArchitecture  *architecture;     /* owned */
  NrnConfig        *loss;             /* owned */
  NrnConfig        *optimizer;        /* owned */
  NrnFitOptions     fit;              /* keeps what it points at */
  NrnScaler        *scaler;           /* owned */
  char            **feature_names;    /* owned */
  char            **output_names;     /* owned */
  NrnWeights       *weights;          /* owned */
  NrnHistory       *history;          /* owned */
} NrnExperimentDraft;

gboolean nrn_experiment_parse_data    (const NrnJson       *root,
                                       const char          *folder,
                                       NrnExperimentDraft  *draft,
                                       GError             **error);
gboolean nrn_experiment_parse_fit     (const NrnJson       *root,
                                       NrnFitOptions       *options,
                                       GError             **error);
gboolean nrn_experiment_parse_trained (const NrnJson       *root,
                                       NrnExperimentDraft  *draft,
                                       GError             **error);

G_END_DECLS
