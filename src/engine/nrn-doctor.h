/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Whether an output activation, a loss, labels and the number of outputs go
 * together, and what to choose instead.
 */

#pragma once

#include "nrn-architecture.h"
#include "nrn-labels.h"

G_BEGIN_DECLS

/**
 * NrnPairing:
 * @activation: (nullable): of the last layer, with its arguments; %NULL if it
 *   ends without one
 * @loss: a kind of the family %NRN_FAMILY_LOSS
 * @labels: what sort of labels there are
 * @n_outputs: units of the last layer; at least 1
 *
 * What has to go together. All borrowed.
 */
typedef struct
{
  const NrnConfig *activation;
  const NrnKind   *loss;
  NrnLabels        labels;
  guint            n_outputs;
} NrnPairing;

/**
 * NrnVerdict:
 * @NRN_VERDICT_FITS: they are made for each other
 * @NRN_VERDICT_WORKS_BUT: it can be computed, but something is odd
 * @NRN_VERDICT_CANNOT: it cannot be computed, and is refused
 *
 * What the doctor says, from good to bad.
 */
typedef enum
{
  NRN_VERDICT_FITS,
  NRN_VERDICT_WORKS_BUT,
  NRN_VERDICT_CANNOT,
} NrnVerdict;

/**
 * NrnPairingPart:
 * @NRN_PAIRING_NOTHING: none of them
 * @NRN_PAIRING_ACTIVATION: the output activation
 * @NRN_PAIRING_LOSS: the loss
 * @NRN_PAIRING_UNITS: the number of outputs
 *
 * The parts of a pairing that can be chosen.
 */
typedef enum
{
  NRN_PAIRING_NOTHING,
  NRN_PAIRING_ACTIVATION,
  NRN_PAIRING_LOSS,
  NRN_PAIRING_UNITS,
} NrnPairingPart;

/**
 * NrnFix:
 * @activation: (nullable): to be the output activation, with Keras' defaults;
 *   %NULL to leave it
 * @loss: (nullable): to be the loss; %NULL to leave it
 * @units: to be the units of the last layer; 0 to leave them
 *
 * What to choose instead, so that all goes together. Static data.
 */
typedef struct
{
  const NrnKind *activation;
  const NrnKind *loss;
  guint          units;
} NrnFix;

/**
 * NrnOpinion:
 * @verdict: whether it goes together
 * @part: which part the sentence is about; nothing if it fits
 * @sentence: (owned): one sentence in the user's language: why, and what to
 *   choose
 * @fix: that choice for a machine; empty if it fits
 *
 * What the doctor says. To be cleared with nrn_opinion_clear().
 */
typedef struct
{
  NrnVerdict      verdict;
  NrnPairingPart  part;
  char           *sentence;
  NrnFix          fix;
} NrnOpinion;

void        nrn_pairing_init         (NrnPairing             *pairing,
                                      const NrnArchitecture  *architecture,
                                      const NrnKind          *loss,
                                      const NrnLabels        *labels);
NrnVerdict  nrn_doctor_judge         (const NrnPairing       *pairing);
void        nrn_doctor_ask           (const NrnPairing       *pairing,
                                      NrnOpinion             *opinion);
gboolean    nrn_doctor_find_fix      (const NrnPairing       *pairing,
                                      NrnPairingPart          keep,
                                      NrnFix                 *fix);
void        nrn_opinion_clear        (NrnOpinion             *opinion);
const char *nrn_verdict_get_name     (NrnVerdict              verdict);
gboolean    nrn_fix_is_empty         (const NrnFix           *fix);
char       *nrn_fix_describe         (const NrnFix           *fix);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NrnOpinion, nrn_opinion_clear)

G_END_DECLS
