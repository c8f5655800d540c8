/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What a network's outputs say about classes.
 */

#include "nrn-prediction.h"

#include <math.h>

#include "nrn-accuracy.h"

/**
 * nrn_prediction_get_n_classes:
 * @n_outputs: how many outputs a network has; at least 1
 *
 * Returns: how many classes these can tell apart: a single output tells two
 */
guint
nrn_prediction_get_n_classes (guint n_outputs)
{
  return MAX (n_outputs, 2);
}

/**
 * nrn_prediction_get_class:
 * @n_outputs: how many outputs there are; at least 1
 * @outputs: (array length=n_outputs): of one sample
 *
 * Returns: the class that is predicted, as Keras' accuracy counts it: the
 *   first of the largest outputs; of a single one, 1 if it is above one half
 */
guint
nrn_prediction_get_class (guint        n_outputs,
                          const float *outputs)
{
  if (n_outputs == 1)
    return outputs[0] > 0.5f ? 1 : 0;

  return nrn_accuracy_argmax (n_outputs, outputs);
}

/**
 * nrn_prediction_get_share:
 * @n_outputs: how many outputs there are; at least 1
 * @outputs: (array length=n_outputs): of one sample
 * @class_index: a class
 *
 * Returns: the probability of the class, 0 … 1: its output's share of the
 *   sum of all, where negative ones count as nothing; NaN where there is
 *   none. Keras' crossentropy sees outputs that are no distribution that way
 */
double
nrn_prediction_get_share (guint        n_outputs,
                          const float *outputs,
                          guint        class_index)
{
  double sum = 0;

  if (n_outputs == 1)
    {
      double share = isnan (outputs[0]) ? NAN : CLAMP ((double) outputs[0], 0, 1);

      return class_index == 1 ? share : 1 - share;
    }

  for (guint i = 0; i < n_outputs; i++)
    sum += outputs[i] < 0 ? 0 : (double) outputs[i];

  return outputs[class_index] < 0 && sum > 0 ? 0 : (double) outputs[class_index] / sum;
}
