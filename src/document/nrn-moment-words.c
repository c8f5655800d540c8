/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Interesting moments of a training in words.
 */

#include "config.h"

#include "nrn-moment-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Of one hidden unit, or of several of a layer. */
static char *
describe_off (const NrnMoment *moment)
{
  guint layer = moment->layer + 1;
  guint unit = moment->unit + 1;
  guint n_units = moment->n_units;
  gulong until = (gulong) moment->until;

  if (until > 0 && n_units == 1)
    return g_strdup_printf (_("hidden %u, unit %u is off for every row from here until update %'lu."),
                            layer, unit, until);
  if (until > 0)
    return g_strdup_printf (ngettext ("hidden %u: %u unit is off for every row from here until update %'lu.",
                                      "hidden %u: %u units are off for every row from here until update %'lu.",
                                      n_units), layer, n_units, until);
  if (n_units == 1)
    return g_strdup_printf (_("hidden %u, unit %u is never on from here."), layer, unit);

  return g_strdup_printf (ngettext ("hidden %u: %u unit is never on from here.",
                                    "hidden %u: %u units are never on from here.", n_units),
                          layer, n_units);
}

static char *
describe_on (const NrnMoment *moment)
{
  guint layer = moment->layer + 1;

  if (moment->n_units == 1)
    return g_strdup_printf (_("hidden %u, unit %u is on for some rows from here; before, it was off for every row."),
                            layer, moment->unit + 1);

  return g_strdup_printf (ngettext ("hidden %u: %u unit is on for some rows from here; before, it was off for every row.",
                                    "hidden %u: %u units are on for some rows from here; before, they were off for every row.",
                                    moment->n_units), layer, moment->n_units);
}

static double
unscale (const NrnScaler *scaler,
         double           input)
{
  float scaled = (float) input, value = scaled;

  if (scaler != NULL)
    nrn_scaler_inverse (scaler, 1, &scaled, &value);

  return value;
}

static char *
describe_boundary (const NrnMoment  *moment,
                   const NrnDataset *dataset,
                   const NrnScaler  *scaler)
{
  double before = unscale (scaler, moment->before), after = unscale (scaler, moment->after);
  const char *feature = nrn_dataset_get_feature_names (dataset)[0];

  if (after > before)
    /* Translators: %s is a feature, such as “age”: where the network changes its mind has come to
     * lie above the age at which the rule does. %.2f are two ages. */
    return g_strdup_printf (_("the prediction flips above the rule’s %s now: at %.2f, before at %.2f."),
                            feature, after, before);

  /* Translators: %s is a feature, such as “age”: where the network changes its mind has come to
   * lie below the age at which the rule does. %.2f are two ages. */
  return g_strdup_printf (_("the prediction flips below the rule’s %s now: at %.2f, before at %.2f."),
                          feature, after, before);
}

/* What happens there, without where that is. */
static char *
describe_event (const NrnMoment  *moment,
                const NrnDataset *dataset,
                const NrnScaler  *scaler)
{
  switch (moment->kind)
    {
    case NRN_MOMENT_UNIT_OFF:
      return describe_off (moment);
    case NRN_MOMENT_UNIT_ON:
      return describe_on (moment);
    case NRN_MOMENT_BOUNDARY:
      return describe_boundary (moment, dataset, scaler);
    case NRN_MOMENT_ABOVE_GUESS:
      return g_strdup_printf (_("for the first time more rows are right (%.1f %%) than by guessing always the same (%.1f %%)."),
                              100 * moment->after, 100 * moment->before);
    case NRN_MOMENT_BEST:
      return moment->n_units > 0
               ? g_strdup_printf (_("the best loss on the rows held out, %.4f."), moment->after)
               : g_strdup_printf (_("the best loss, %.4f."), moment->after);
    case NRN_MOMENT_LEARNING_RATE:
      return g_strdup_printf (_("the learning rate becomes %.6g; before it was %.6g."), moment->after,
                              moment->before);
    case NRN_MOMENT_BATCH_SIZE:
      return g_strdup_printf (_("the batch size becomes %.0f; before it was %.0f."), moment->after,
                              moment->before);
    case NRN_MOMENT_EDIT:
      return g_strdup (_("the experiment was edited here."));
    case NRN_MOMENT_N_KINDS:
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * nrn_moment_describe:
 * @moment: a moment
 * @dataset: the rows that it is about
 * @scaler: (nullable): how their features are scaled
 *
 * Returns: (transfer full): where it is and what happens there, such as “Update
 *   1,260, epoch 6: hidden 1, unit 3 is never on from here.”
 */
char *
nrn_moment_describe (const NrnMoment  *moment,
                     const NrnDataset *dataset,
                     const NrnScaler  *scaler)
{
  g_autofree char *event = describe_event (moment, dataset, scaler);
  guint epoch = (guint) ceil (moment->position);

  if (!moment->is_exact)
    /* Translators: the number of an epoch, and what happens within it, a sentence that
     * begins with a small letter. */
    return g_strdup_printf (_("By the end of epoch %u: %s"), epoch, event);

  /* Translators: the number of an update and of its epoch, and what happens there, a
   * sentence that begins with a small letter. */
  return g_strdup_printf (_("Update %'lu, epoch %u: %s"), (gulong) moment->update, epoch,
                          event);
}
