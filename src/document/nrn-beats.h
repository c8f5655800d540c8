/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * An update, beat by beat.
 */

#pragma once

#include "nrn-formula-line.h"
#include "nrn-trace.h"

G_BEGIN_DECLS

/* In place of a row: the mean over the batch. */
#define NRN_BEATS_MEAN -1

/**
 * NrnBeatPhase:
 * @NRN_BEAT_FORWARD: from the inputs to the outputs
 * @NRN_BEAT_LOSS: how wrong the outputs are
 * @NRN_BEAT_BACKWARD: gradients, from the outputs to the first layer
 * @NRN_BEAT_UPDATE: old weights become new ones
 * @NRN_BEAT_INPUTS: of a sample that only goes forward: its values are scaled
 * @NRN_BEAT_OUTPUTS: likewise, last: what the network says
 *
 * The four parts of an update, and what is around the first of them where there
 * is no update.
 */
typedef enum
{
  NRN_BEAT_FORWARD,
  NRN_BEAT_LOSS,
  NRN_BEAT_BACKWARD,
  NRN_BEAT_UPDATE,
  NRN_BEAT_INPUTS,
  NRN_BEAT_OUTPUTS,
  NRN_BEAT_N_PHASES,
} NrnBeatPhase;

/**
 * NrnBeat:
 * @phase: to which part it belongs
 * @layer: to which layer; 0 where it belongs to all of them
 * @unit: the first unit that it is about
 * @n_units: how many units; 0 for all of the network
 *
 * One beat of an update.
 */
typedef struct
{
  NrnBeatPhase phase;
  guint        layer;
  guint        unit;
  guint        n_units;
} NrnBeat;

/**
 * NrnBeatStride:
 * @NRN_BEAT_STRIDE_BEAT: to the next beat; of large layers a unit that is on as an
 *   example, and then the others at once: those after it, or all if it is not the
 *   first
 * @NRN_BEAT_STRIDE_UNIT: likewise, unit by unit in every layer
 * @NRN_BEAT_STRIDE_PHASE: to where the next phase begins; to the next layer if
 *   there is no update
 *
 * How far to go.
 */
typedef enum
{
  NRN_BEAT_STRIDE_BEAT,
  NRN_BEAT_STRIDE_UNIT,
  NRN_BEAT_STRIDE_PHASE,
} NrnBeatStride;

/**
 * NrnBeats:
 *
 * The beats of one update, for one row of its batch or for the mean of all; or
 * of a sample that goes forward, without an update. An immutable value with one
 * owner.
 */
typedef struct _NrnBeats NrnBeats;

NrnBeats       *nrn_beats_new         (const NrnTrace *trace,
                                       int             row);
NrnBeats       *nrn_beats_new_forward (const NrnWeights *weights,
                                       const NrnDataset *dataset,
                                       const NrnScaler  *scaler,
                                       const float      *features);
void            nrn_beats_free        (NrnBeats       *beats);

const NrnTrace *nrn_beats_get_trace   (const NrnBeats *beats);
const NrnWeights *
                nrn_beats_get_weights (const NrnBeats *beats);
int             nrn_beats_get_row     (const NrnBeats *beats);
void            nrn_beats_get_layer   (const NrnBeats *beats,
                                       guint           layer,
                                       NrnTraceLayer  *values);
const float    *nrn_beats_get_inputs  (const NrnBeats *beats,
                                       guint           layer,
                                       guint          *input_dim);

guint           nrn_beats_get_example (const NrnBeats *beats,
                                       const NrnBeat  *beat);
guint           nrn_beats_find_input  (const NrnBeats *beats,
                                       guint           layer,
                                       guint           unit);

void            nrn_beats_get_first   (const NrnBeats *beats,
                                       NrnBeat        *beat);
void            nrn_beats_get_last    (const NrnBeats *beats,
                                       NrnBeat        *beat);
gboolean        nrn_beats_go_on       (const NrnBeats *beats,
                                       NrnBeatStride   stride,
                                       NrnBeat        *beat);
gboolean        nrn_beats_go_back     (const NrnBeats *beats,
                                       NrnBeatStride   stride,
                                       NrnBeat        *beat);
gboolean        nrn_beat_equal        (const NrnBeat  *a,
                                       const NrnBeat  *b);

const char     *nrn_beat_get_phase_name
                                      (NrnBeatPhase    phase);
char           *nrn_beats_print_title (const NrnBeats *beats,
                                       const NrnBeat  *beat,
                                       const char     *layer_name);
GArray         *nrn_beats_tell        (const NrnBeats *beats,
                                       const NrnBeat  *beat);
GArray         *nrn_beats_tell_ends   (const NrnBeats *beats,
                                       const NrnBeat  *beat);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnBeats, nrn_beats_free)

G_END_DECLS
