/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What is wrong with a pairing, found from what its parts say of themselves.
 */

#include "nrn-doctor-private.h"

#include "nrn-activation.h"
#include "nrn-loss.h"

/* Sooner than a layer of more units, a student wants another loss. */
#define MANY_CLASSES 100

/* A hundredth short of a label is as good as there. */
#define SLACK 1e-2

/* A margin of 1 is hard to come by if outputs cannot be further apart. */
#define LEAST_SPREAD 1.5

typedef struct
{
  const NrnPairing   *pairing;
  const NrnLoss      *loss;
  NrnActivationRange  range;
  NrnLabelKind        labels;     /* as the loss gets them */
  guint               n_outputs;
  guint               n_classes;  /* 0: the labels are values */
} Case;

static void
case_init (Case             *c,
           const NrnPairing *pairing)
{
  *c = (Case) {
    .pairing = pairing,
    .loss = (const NrnLoss *) pairing->loss,
    .labels = pairing->labels.kind,
    .n_outputs = pairing->n_outputs,
    .n_classes = pairing->labels.n_classes,
  };
  /* With several outputs whole numbers are classes, one-hot; with one, they
   * are what they are. */
  if (c->labels == NRN_LABELS_COUNTS &&
      (c->n_outputs > 1 || c->loss->target_kind == NRN_TARGET_ONE_HOT))
    c->labels = NRN_LABELS_CLASSES;

  if (pairing->activation != NULL)
    nrn_activation_get_range (pairing->activation, &c->range);
  else
    c->range = (NrnActivationRange) { .minimum = -1e3, .maximum = 1e3 };
}

static gboolean
labels_are_among (const Case *c,
                  guint       kinds)
{
  return (kinds & NRN_LABELS_BIT (c->labels)) != 0;
}

/* ---- Cannot ---- */

static NrnReason
check_classes (const Case *c)
{
  if (c->n_classes > MANY_CLASSES && c->pairing->labels.kind == NRN_LABELS_COUNTS)
    return NRN_REASON_TOO_MANY_CLASSES;

  if (c->n_outputs > 1)
    return NRN_REASON_TOO_FEW_OUTPUTS;

  return c->n_classes > 2 ? NRN_REASON_NEEDS_OUTPUTS : NRN_REASON_NEEDS_TWO_OUTPUTS;
}

/* As nrn_targets_encode() refuses it. */
static NrnReason
check_shape (const Case *c)
{
  NrnTargetKind target_kind = c->loss->target_kind;

  if (target_kind == NRN_TARGET_CLASS && c->n_classes == 0)
    return NRN_REASON_NEEDS_CLASS_NUMBERS;
  if (target_kind == NRN_TARGET_CLASS && c->n_outputs == 1)
    return check_classes (c);
  if (c->n_classes > 0 && (target_kind == NRN_TARGET_CLASS || target_kind == NRN_TARGET_ONE_HOT ||
                           c->n_outputs > 1))
    return c->n_classes > c->n_outputs ? check_classes (c) : NRN_N_REASONS;
  if (c->pairing->labels.n_columns != c->n_outputs)
    return NRN_REASON_COLUMNS_DIFFER;

  return NRN_N_REASONS;
}

/* What would be NaN sooner or later: with starting biases of 0, an input of
 * 0 is enough to make every output 0 that can be. */
static NrnReason
check_numbers (const Case *c)
{
  if (c->loss->divides_by_sum && c->range.minimum < 0)
    return NRN_REASON_SHARES_OF_NEGATIVE;
  if (c->loss->divides_by_sum && c->range.has_zeros)
    return NRN_REASON_SHARES_OF_NOTHING;
  if (c->loss->takes_logarithm && c->range.minimum < 0)
    return NRN_REASON_LOGARITHM_OF_NEGATIVE;

  return NRN_N_REASONS;
}

/* ---- Works, but ---- */

static NrnReason
check_single_output (const Case *c)
{
  if (c->n_outputs > 1)
    return NRN_N_REASONS;
  if (c->loss->outputs == NRN_OUTPUTS_SHARES)
    return NRN_REASON_ONE_SHARE;
  if (c->loss->is_of_directions)
    return NRN_REASON_ONE_DIRECTION;

  return c->range.is_row_wise ? NRN_REASON_CONSTANT : NRN_N_REASONS;
}

/* Outputs that are never above 0, where the loss takes all of these for 0. */
static NrnReason
check_cut (const Case *c)
{
  gboolean cuts = c->loss->outputs == NRN_OUTPUTS_PROBABILITIES ||
                  c->loss->outputs == NRN_OUTPUTS_POSITIVE || c->loss->outputs == NRN_OUTPUTS_SHARES;

  return cuts && c->range.maximum <= 0 ? NRN_REASON_ALWAYS_CUT : NRN_N_REASONS;
}

static NrnReason
check_labels (const Case *c)
{
  if (c->labels == NRN_LABELS_CLASSES && c->n_outputs == 1 && c->n_classes > 2)
    return NRN_REASON_CLASSES_AS_NUMBERS;
  if (labels_are_among (c, c->loss->labels))
    return NRN_N_REASONS;
  if (c->loss->is_relative)
    return NRN_REASON_LABELS_NEAR_ZERO;

  switch (c->loss->outputs)
    {
    case NRN_OUTPUTS_SHARES:
      return NRN_REASON_LABELS_ARE_NO_SHARES;

    case NRN_OUTPUTS_PROBABILITIES:
      return NRN_REASON_LABELS_BEYOND_0_AND_1;

    case NRN_OUTPUTS_SIGNS:
      return NRN_REASON_LABELS_ARE_NO_SIGNS;

    case NRN_OUTPUTS_POSITIVE:
      return c->pairing->labels.minimum < 0 ? NRN_REASON_LABELS_BELOW_0
                                            : NRN_REASON_LABELS_ARE_CLASSES;

    case NRN_OUTPUTS_ANY:
    default:
      return c->loss->target_kind == NRN_TARGET_ONE_HOT && !c->loss->is_of_directions
             ? NRN_REASON_LABELS_ARE_NO_CLASSES : NRN_REASON_LABELS_ARE_CLASSES;
    }
}

static NrnReason
check_shares (const Case *c)
{
  if (c->range.sums_to_one)
    return NRN_N_REASONS;
  if (c->loss->divides_by_sum)
    return nrn_kind_is (nrn_config_get_kind (c->pairing->activation), "sigmoid")
           ? NRN_REASON_SIGMOID_SHARES : NRN_REASON_DIVIDED_BY_SUM;

  return c->range.minimum < 0 || c->range.maximum > 1 ? NRN_REASON_CUT_AT_0_AND_1
                                                      : NRN_REASON_NO_SHARES;
}

static NrnReason
check_probabilities (const Case *c)
{
  if (c->range.sums_to_one)
    return NRN_REASON_SHARES_EACH_FOR_ITSELF;

  return c->range.minimum < 0 || c->range.maximum > 1 ? NRN_REASON_CUT_AT_0_AND_1 : NRN_N_REASONS;
}

/* Whether some label is not among the outputs. */
static gboolean
is_out_of_reach (const Case *c)
{
  const NrnLabels *labels = &c->pairing->labels;
  gboolean is_one_hot = c->labels == NRN_LABELS_CLASSES && c->n_outputs > 1;
  double minimum = is_one_hot ? 0 : labels->minimum;
  double maximum = is_one_hot ? 1 : labels->maximum;
  double slack = SLACK * (maximum - minimum);

  if (c->loss->is_of_directions)
    return minimum < 0 && c->range.minimum >= 0;

  return minimum < c->range.minimum - slack || maximum > c->range.maximum + slack;
}

static NrnReason
check_reach (const Case *c)
{
  if (is_out_of_reach (c))
    return NRN_REASON_OUT_OF_REACH;
  if (c->range.sums_to_one && !labels_are_among (c, NRN_LABELS_OF_CLASSES |
                                                    NRN_LABELS_BIT (NRN_LABELS_SHARES)))
    return NRN_REASON_SUMS_TO_1;

  return NRN_N_REASONS;
}

static NrnReason
check_outputs (const Case *c)
{
  switch (c->loss->outputs)
    {
    case NRN_OUTPUTS_SHARES:
      return check_shares (c);

    case NRN_OUTPUTS_PROBABILITIES:
      return check_probabilities (c);

    case NRN_OUTPUTS_POSITIVE:
      if (c->loss->takes_logarithm && c->range.has_zeros)
        return NRN_REASON_LOGARITHM_OF_0;

      return c->range.minimum < 0 ? NRN_REASON_CUT_AT_0 : check_reach (c);

    case NRN_OUTPUTS_SIGNS:
      return c->range.minimum > -1 + SLACK || c->range.maximum < 1 - SLACK ? NRN_REASON_NO_SIGNS
                                                                           : NRN_N_REASONS;

    case NRN_OUTPUTS_ANY:
    default:
      if (c->loss->target_kind == NRN_TARGET_ONE_HOT && !c->loss->is_of_directions)
        return c->range.maximum - c->range.minimum < LEAST_SPREAD ? NRN_REASON_NO_MARGIN
                                                                  : NRN_N_REASONS;

      return check_reach (c);
    }
}

static NrnReason
check_units (const Case *c)
{
  return c->labels == NRN_LABELS_CLASSES && c->n_outputs > MAX (c->n_classes, 2)
         ? NRN_REASON_SPARE_OUTPUTS : NRN_N_REASONS;
}

/* ---- Fits ---- */

static NrnReason
find_good (const Case *c)
{
  static const NrnReason reasons[] = {
    [NRN_OUTPUTS_ANY] = NRN_REASON_FITS_ANY,
    [NRN_OUTPUTS_POSITIVE] = NRN_REASON_FITS_POSITIVE,
    [NRN_OUTPUTS_PROBABILITIES] = NRN_REASON_FITS_PROBABILITIES,
    [NRN_OUTPUTS_SHARES] = NRN_REASON_FITS_SHARES,
    [NRN_OUTPUTS_SIGNS] = NRN_REASON_FITS_SIGNS,
  };

  return reasons[c->loss->outputs];
}

/**
 * nrn_reason_find:
 * @pairing: an output activation, a loss, labels and a number of outputs
 *
 * Returns: the worst that can be said of them, or that they fit
 */
NrnReason
nrn_reason_find (const NrnPairing *pairing)
{
  static NrnReason (*const checks[]) (const Case *c) = {
    check_shape, check_numbers, check_single_output, check_cut, check_labels, check_outputs,
    check_units,
  };
  Case c;

  case_init (&c, pairing);
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      NrnReason reason = checks[i] (&c);

      if (reason != NRN_N_REASONS)
        return reason;
    }

  return find_good (&c);
}

/**
 * nrn_reason_get_verdict:
 * @reason: a reason
 *
 * Returns: what follows from it
 */
NrnVerdict
nrn_reason_get_verdict (NrnReason reason)
{
  if (reason < NRN_REASON_ONE_SHARE)
    return NRN_VERDICT_CANNOT;

  return reason < NRN_REASON_FITS_SHARES ? NRN_VERDICT_WORKS_BUT : NRN_VERDICT_FITS;
}
