/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What to try when a training does not learn.
 */

#include "nrn-advice.h"

#include "nrn-preset.h"

/* A rate that is far from the usual one goes there at once; a nearer one by
 * steps. */
#define STEP 10.0

/**
 * nrn_advice_get_usual_rate:
 * @parts: of an experiment
 *
 * Returns: the learning rate of its preset, or, with another optimizer or
 *   without a preset, Keras' default
 */
double
nrn_advice_get_usual_rate (const NrnExperimentParts *parts)
{
  const NrnPreset *preset = nrn_preset_of (parts);
  g_autoptr (NrnConfig) plain = NULL;

  if (preset != NULL && g_str_equal (preset->optimizer, nrn_config_get_name (parts->optimizer)))
    return preset->learning_rate;

  plain = nrn_config_new (nrn_config_get_kind (parts->optimizer));

  return nrn_config_lookup (plain, "learning_rate");
}

static NrnAdvice
advise_smaller_steps (const NrnExperimentParts *parts,
                      double                    rate,
                      double                    usual)
{
  if (rate <= usual && !parts->scale)
    return (NrnAdvice) { .kind = NRN_ADVICE_SCALE };

  return (NrnAdvice) { NRN_ADVICE_RATE, rate > NRN_ADVICE_FAR * usual ? usual : rate / STEP };
}

/* Units that never were on are the start's fault; those that were, the
 * steps'. */
static NrnAdvice
advise_layer_off (const NrnExperimentParts *parts,
                  const NrnDiagnosis       *diagnosis,
                  double                    rate,
                  double                    usual)
{
  if (diagnosis->n_on_at_start > 0 && (rate > usual || !parts->scale))
    return advise_smaller_steps (parts, rate, usual);

  return (NrnAdvice) { .kind = NRN_ADVICE_START };
}

static NrnAdvice
advise_stuck (const NrnExperimentParts *parts,
              const NrnDiagnosis       *diagnosis,
              double                    rate,
              double                    usual)
{
  if (rate > NRN_ADVICE_FAR * usual || rate < usual / NRN_ADVICE_FAR)
    return (NrnAdvice) { NRN_ADVICE_RATE, usual };
  if (!parts->scale)
    return (NrnAdvice) { .kind = NRN_ADVICE_SCALE };
  if (2 * diagnosis->n_off > diagnosis->n_units)
    return (NrnAdvice) { .kind = NRN_ADVICE_START };

  return (NrnAdvice) { NRN_ADVICE_RATE, rate * STEP };
}

/**
 * nrn_advise:
 * @parts: of the experiment that is trained
 * @diagnosis: what is wrong with the training
 * @has_diverged: whether its loss is no longer finite
 * @learning_rate: the one in force, by the optimizer or by its schedule
 *
 * Returns: what most likely helps
 */
NrnAdvice
nrn_advise (const NrnExperimentParts *parts,
            const NrnDiagnosis       *diagnosis,
            gboolean                  has_diverged,
            double                    learning_rate)
{
  double usual = nrn_advice_get_usual_rate (parts);

  if (has_diverged)
    return advise_smaller_steps (parts, learning_rate, usual);

  switch (diagnosis->kind)
    {
    case NRN_DIAGNOSIS_TOO_FAR:
      return advise_smaller_steps (parts, learning_rate, usual);
    case NRN_DIAGNOSIS_LAYER_OFF:
      return advise_layer_off (parts, diagnosis, learning_rate, usual);
    case NRN_DIAGNOSIS_STUCK:
      return advise_stuck (parts, diagnosis, learning_rate, usual);
    case NRN_DIAGNOSIS_NONE:
    default:
      return (NrnAdvice) { NRN_ADVICE_NONE };
    }
}
