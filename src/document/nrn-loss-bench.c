/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What each loss makes of a few outputs.
 */

#include "config.h"

#include "nrn-loss-bench.h"

#include <math.h>

static double
measure_others (const NrnConfig     *loss,
                const NrnLossSample *samples,
                guint                n_samples,
                guint                except)
{
  double sum = 0;

  for (guint i = 0; i < n_samples; i++)
    {
      if (i != except)
        sum += nrn_loss_of_output (loss, samples[i].output, samples[i].label);
    }

  return sum;
}

/**
 * nrn_loss_bench_measure:
 * @loss: a loss with its arguments
 * @samples: (array length=n_samples): a batch
 * @n_samples: at least 1
 *
 * Returns: the loss of the batch: the mean of those of the samples
 */
double
nrn_loss_bench_measure (const NrnConfig     *loss,
                        const NrnLossSample *samples,
                        guint                n_samples)
{
  return measure_others (loss, samples, n_samples, n_samples) / n_samples;
}

/**
 * nrn_loss_bench_trace:
 * @loss: a loss with its arguments
 * @samples: (array length=n_samples): a batch
 * @n_samples: at least 1
 * @moved: the sample whose output takes all values; its own does not matter
 * @n_points: at least 2
 * @values: (out caller-allocates) (array length=n_points): the loss of the
 *   batch, with the output of that sample evenly from 0 to 1
 *
 * Computes the curve of a loss over one output.
 */
void
nrn_loss_bench_trace (const NrnConfig     *loss,
                      const NrnLossSample *samples,
                      guint                n_samples,
                      guint                moved,
                      guint                n_points,
                      double              *values)
{
  double others = measure_others (loss, samples, n_samples, moved);

  for (guint i = 0; i < n_points; i++)
    values[i] = (others + nrn_loss_of_output (loss, (double) i / (n_points - 1),
                                              samples[moved].label)) / n_samples;
}

/**
 * nrn_loss_bench_add_up:
 * @samples: (array length=n_samples): a batch
 * @n_samples: how many
 * @errors: (out caller-allocates): their errors
 */
void
nrn_loss_bench_add_up (const NrnLossSample *samples,
                       guint                n_samples,
                       NrnLossErrors       *errors)
{
  *errors = (NrnLossErrors) { 0 };
  for (guint i = 0; i < n_samples; i++)
    {
      double error = samples[i].output - samples[i].label;

      errors->signed_sum += error;
      errors->absolute_sum += fabs (error);
      errors->squared_sum += error * error;
    }
}
