/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Starting values of weights.
 */

#include "nrn-initializer.h"

/**
 * nrn_initializer_fill:
 * @initializer: an initializer with its arguments
 * @rand: where random numbers come from
 * @fan_in: rows of the kernel, or length of the bias
 * @fan_out: columns of the kernel, or length of the bias
 * @n_values: length of @values
 * @values: (out caller-allocates): the starting values
 */
void
nrn_initializer_fill (const NrnConfig *initializer,
                      GRand           *rand,
                      guint            fan_in,
                      guint            fan_out,
                      gsize            n_values,
                      float           *values)
{
  const NrnInitializer *kind = (const NrnInitializer *) nrn_config_get_kind (initializer);

  kind->fill (initializer, rand, fan_in, fan_out, n_values, values);
}
