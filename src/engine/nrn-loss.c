/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Loss functions.
 */

#include "config.h"

#include "nrn-loss.h"

#include <glib/gi18n-lib.h>

#include "nrn-vector.h"

static const NrnLoss *
loss_of (const NrnConfig *config)
{
  return (const NrnLoss *) nrn_config_get_kind (config);
}

/**
 * nrn_target_kind_get_label:
 * @kind: what a loss compares the outputs with
 *
 * Returns: a few words for it in the user's language, e.g. "one-hot"
 */
const char *
nrn_target_kind_get_label (NrnTargetKind kind)
{
  switch (kind)
    {
    case NRN_TARGET_CLASS:
      return _("class number");

    case NRN_TARGET_ONE_HOT:
      return _("one-hot");

    case NRN_TARGET_VALUES:
      return _("the number itself");

    case NRN_TARGET_SIGNS:
      return _("−1 or 1");

    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * nrn_loss_get_target_kind:
 * @loss: a kind of the family %NRN_FAMILY_LOSS
 *
 * Returns: what it compares the outputs with
 */
NrnTargetKind
nrn_loss_get_target_kind (const NrnKind *loss)
{
  return ((const NrnLoss *) loss)->target_kind;
}

/**
 * nrn_loss_get_output_kind:
 * @loss: a kind of the family %NRN_FAMILY_LOSS
 *
 * Returns: what outputs it is meant for
 */
NrnOutputKind
nrn_loss_get_output_kind (const NrnKind *loss)
{
  return ((const NrnLoss *) loss)->outputs;
}

/**
 * nrn_loss_forward:
 * @loss: a loss with its arguments
 * @n_rows: rows
 * @n_cols: outputs of a row
 * @outputs: shape (n_rows, n_cols), row-major
 * @targets: shape (n_rows) for %NRN_TARGET_CLASS, class numbers below
 *   @n_cols; else (n_rows, n_cols)
 * @losses: (out caller-allocates): shape (n_rows)
 *
 * Computes the loss of each row. Allocates nothing; cannot fail.
 */
void
nrn_loss_forward (const NrnConfig *loss,
                  guint            n_rows,
                  guint            n_cols,
                  const float     *outputs,
                  const float     *targets,
                  float           *losses)
{
  loss_of (loss)->forward (loss, n_rows, n_cols, outputs, targets, losses);
}

/**
 * nrn_loss_backward:
 * @loss: a loss with its arguments
 * @n_rows: rows
 * @n_cols: outputs of a row
 * @outputs: shape (n_rows, n_cols), row-major
 * @targets: as for nrn_loss_forward()
 * @scale: 1 / n_rows for the gradient of the mean over the rows
 * @d_outputs: (out caller-allocates): shape (n_rows, n_cols); gradient of
 *   `scale · Σ losses` by the outputs
 *
 * Allocates nothing; cannot fail.
 */
void
nrn_loss_backward (const NrnConfig *loss,
                   guint            n_rows,
                   guint            n_cols,
                   const float     *outputs,
                   const float     *targets,
                   float            scale,
                   float           *d_outputs)
{
  loss_of (loss)->backward (loss, n_rows, n_cols, outputs, targets, scale, d_outputs);
}

/**
 * nrn_loss_compares_rows:
 * @loss: a kind of the family %NRN_FAMILY_LOSS
 *
 * Returns: whether it makes sense only for several outputs, of which a label
 *   says which one is right
 */
gboolean
nrn_loss_compares_rows (const NrnKind *loss)
{
  NrnTargetKind kind = nrn_loss_get_target_kind (loss);

  return kind == NRN_TARGET_CLASS || kind == NRN_TARGET_ONE_HOT;
}

/**
 * nrn_loss_of_output:
 * @loss: a loss with its arguments
 * @output: of a network, p
 * @target: what is right; for a loss that compares rows the share of this
 *   output, 0 or 1
 *
 * A loss as a function of one number. One that compares rows gets two
 * outputs, p and 1 − p, and the target says how far the first is right.
 *
 * Returns: the loss of one sample
 */
double
nrn_loss_of_output (const NrnConfig *loss,
                    double           output,
                    double           target)
{
  const NrnKind *kind = nrn_config_get_kind (loss);
  const float outputs[2 + NRN_LANES] = { (float) output, (float) (1 - output) };
  float targets[2 + NRN_LANES] = { (float) target, (float) (1 - target) };
  float losses[1 + NRN_LANES];

  /* The first output is right: class 0. */
  if (nrn_loss_get_target_kind (kind) == NRN_TARGET_CLASS)
    targets[0] = (float) (1 - target);
  nrn_loss_forward (loss, 1, nrn_loss_compares_rows (kind) ? 2 : 1, outputs, targets, losses);

  return (double) losses[0];
}
