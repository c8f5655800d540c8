/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What an edit of an experiment changed, for the names of undo and redo.
 */

#pragma once

#include "nrn-experiment.h"

G_BEGIN_DECLS

/**
 * NrnEditKind:
 *
 * What a change from one experiment to another is called. Where several
 * things differ, the first one here counts: it brings the others with it. The
 * last ones are changes of the shelf of kept runs.
 */
typedef enum
{
  NRN_EDIT_NONE,
  NRN_EDIT_EXPERIMENT,
  NRN_EDIT_DATA,
  NRN_EDIT_DATA_OPTIONS,
  NRN_EDIT_ADD_POINT,
  NRN_EDIT_MOVE_POINT,
  NRN_EDIT_REMOVE_POINT,
  NRN_EDIT_SCALE,
  NRN_EDIT_ADD_LAYER,
  NRN_EDIT_REMOVE_LAYER,
  NRN_EDIT_MOVE_LAYER,
  NRN_EDIT_ADD_UNITS,
  NRN_EDIT_REMOVE_UNITS,
  NRN_EDIT_NETWORK,
  NRN_EDIT_ACTIVATION,
  NRN_EDIT_FREEZE_LAYER,
  NRN_EDIT_UNFREEZE_LAYER,
  NRN_EDIT_LAYER,
  NRN_EDIT_UNIT_OFF,
  NRN_EDIT_UNIT_ON,
  NRN_EDIT_NAME,
  NRN_EDIT_LOSS,
  NRN_EDIT_OPTIMIZER,
  NRN_EDIT_LEARNING_RATE,
  NRN_EDIT_OPTIMIZER_OPTIONS,
  NRN_EDIT_BATCH_SIZE,
  NRN_EDIT_EPOCHS,
  NRN_EDIT_VALIDATION,
  NRN_EDIT_SEED,
  NRN_EDIT_FIT,
  NRN_EDIT_GO_BACK,
  NRN_EDIT_WEIGHT,
  NRN_EDIT_WEIGHTS,
  NRN_EDIT_REROLL,
  NRN_EDIT_KEEP_RUN,
  NRN_EDIT_REMOVE_RUN,
  NRN_EDIT_RENAME_RUN,
  NRN_EDIT_LOAD_RUN,
  NRN_N_EDITS
} NrnEditKind;

NrnEditKind  nrn_edit_kind              (const NrnExperiment *before,
                                         const NrnExperiment *after);
guint        nrn_edit_get_moved_row     (const NrnExperiment *before,
                                         const NrnExperiment *after);
gboolean     nrn_edit_kind_is_number    (NrnEditKind          kind);
const char  *nrn_edit_kind_get_undo     (NrnEditKind          kind);
const char  *nrn_edit_kind_get_redo     (NrnEditKind          kind);

G_END_DECLS
