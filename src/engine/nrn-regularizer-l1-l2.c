/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * L1, L2 and both. Source: Keras 3, `keras/src/regularizers/regularizers.py`.
 */

#include "config.h"

#include "nrn-regularizer-l1-l2.h"

#include <glib/gi18n-lib.h>

static const NrnPropertySpec l1_properties[] = {
  {
    .name = "l1",
    .default_value = 0.01,
    .minimum = 0,
    .maximum = 1e30,
    .description = N_("What the sum of the sizes is multiplied by."),
  },
};

static const NrnPropertySpec l2_properties[] = {
  {
    .name = "l2",
    .default_value = 0.01,
    .minimum = 0,
    .maximum = 1e30,
    .description = N_("What the sum of the squares is multiplied by."),
  },
};

/* Without arguments it does nothing, as in Keras. */
static const NrnPropertySpec l1_l2_properties[] = {
  {
    .name = "l1",
    .default_value = 0,
    .minimum = 0,
    .maximum = 1e30,
    .description = N_("What the sum of the sizes is multiplied by."),
  },
  {
    .name = "l2",
    .default_value = 0,
    .minimum = 0,
    .maximum = 1e30,
    .description = N_("What the sum of the squares is multiplied by."),
  },
};

const NrnRegularizer nrn_regularizer_l1 = {
  .kind = {
    .name = "L1",
    .properties = l1_properties,
    .n_properties = G_N_ELEMENTS (l1_properties),
    .n_positional = G_N_ELEMENTS (l1_properties),
    .formula = "l1 · Σ |w|",
    .derivative = "l1 · sign(w)",
    .range = "[0, ∞)",
    .purpose = N_("Pulls every weight towards 0 by the same pull, so that those that matter little end there."),
    .source = "Keras 3, keras/src/regularizers/regularizers.py",
  },
  .l1 = 0,
  .l2 = -1,
};

const NrnRegularizer nrn_regularizer_l2 = {
  .kind = {
    .name = "L2",
    .properties = l2_properties,
    .n_properties = G_N_ELEMENTS (l2_properties),
    .n_positional = G_N_ELEMENTS (l2_properties),
    .formula = "l2 · Σ w²",
    .derivative = "2 · l2 · w",
    .range = "[0, ∞)",
    .purpose = N_("Pulls large weights towards 0 more than small ones, so that no single one decides."),
    .source = "Keras 3, keras/src/regularizers/regularizers.py",
  },
  .l1 = -1,
  .l2 = 0,
};

const NrnRegularizer nrn_regularizer_l1_l2 = {
  .kind = {
    .name = "L1L2",
    .properties = l1_l2_properties,
    .n_properties = G_N_ELEMENTS (l1_l2_properties),
    .n_positional = G_N_ELEMENTS (l1_l2_properties),
    .formula = "l1 · Σ |w| + l2 · Σ w²",
    .derivative = "l1 · sign(w) + 2 · l2 · w",
    .range = "[0, ∞)",
    .purpose = N_("Both pulls, each with a factor of its own."),
    .source = "Keras 3, keras/src/regularizers/regularizers.py",
  },
  .l1 = 0,
  .l2 = 1,
};
