/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What kinds of a family stand together where somebody chooses among them.
 */

#include "config.h"

#include "nrn-kind-group.h"

#include <glib/gi18n-lib.h>

/* A group begins with the kind that is named, and goes on in the order of the
 * family's table. */
static const struct
{
  const char *first;
  const char *title;
} groups[NRN_N_FAMILIES][8] = {
  [NRN_FAMILY_ACTIVATION] = {
    { "linear", N_("Classic") },
    { "leaky_relu", N_("Like relu") },
    { "softplus", N_("Smooth") },
    { "hard_sigmoid", N_("Between two ends") },
    { "exponential", N_("Exponentials and logarithms") },
    { "soft_shrink", N_("Shrinking") },
  },
  [NRN_FAMILY_INITIALIZER] = {
    { "zeros", N_("One number") },
    { "glorot_uniform", N_("By the size of the layer") },
    { "random_normal", N_("The same for every layer") },
  },
  [NRN_FAMILY_LOSS] = {
    { "binary_crossentropy", N_("For classes") },
    { "mean_squared_error", N_("For numbers") },
    { "kullback_leibler_divergence", N_("For shares and directions") },
  },
  [NRN_FAMILY_METRIC] = {
    { "accuracy", N_("Right or wrong") },
    { "precision", N_("Found and missed") },
    { "mean_squared_error", N_("How far off") },
  },
  [NRN_FAMILY_OPTIMIZER] = {
    { "Adam", N_("Usual") },
    { "RMSprop", N_("A step size for each weight") },
  },
};

/**
 * nrn_kind_get_group:
 * @kind: a kind from one of the tables
 *
 * Returns: (nullable): the title, in the user's language, of the kinds that
 *   it stands with; %NULL in families that are too small for groups
 */
const char *
nrn_kind_get_group (const NrnKind *kind)
{
  NrnFamily family = nrn_kind_get_family (kind);
  const char *title = NULL;
  guint n_kinds;
  const NrnKind *const *kinds = nrn_family_get_kinds (family, &n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (groups[family]) && groups[family][j].first != NULL; j++)
        {
          if (g_str_equal (groups[family][j].first, kinds[i]->name))
            title = groups[family][j].title;
        }
      if (kinds[i] == kind)
        break;
    }

  return title != NULL ? _(title) : NULL;
}
