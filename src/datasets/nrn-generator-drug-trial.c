/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The drug trial: older people have side effects.
 */

#include "config.h"

#include "nrn-generator-drug-trial.h"

#include <glib/gi18n-lib.h>

#include "nrn-error.h"
#include "nrn-generator-private.h"

enum
{
  MINIMUM_AGE,
  MAXIMUM_AGE,
  THRESHOLD,
  N_REGULAR,
  N_EXCEPTIONS,
  N_PARAMETERS
};

static const NrnGeneratorParameter parameters[N_PARAMETERS] = {
  [MINIMUM_AGE]  = { "minimum_age", 13, 0, 150, TRUE, N_("Youngest age") },
  [MAXIMUM_AGE]  = { "maximum_age", 100, 0, 150, TRUE, N_("Oldest age") },
  [THRESHOLD]    = { "threshold", 65, 1, 150, TRUE, N_("Side effects from age"), TRUE },
  [N_REGULAR]    = { "n_regular", 1000, 1, 400000, TRUE, N_("Pairs that follow the rule") },
  [N_EXCEPTIONS] = { "n_exceptions", 50, 0, 100000, TRUE, N_("Pairs that break the rule") },
};

static const char *const feature_names[] = { "age", NULL };
static const char *const target_names[] = { "side effects", NULL };
static const char *const class_names[] = { "no side effects", "side effects", NULL };

static gboolean
check (const double  *values,
       GError       **error)
{
  if (values[MINIMUM_AGE] < values[THRESHOLD] && values[THRESHOLD] <= values[MAXIMUM_AGE])
    return TRUE;

  g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
               _("drug-trial: threshold cannot be %d; it must be more than minimum_age (%d) and "
                 "at most maximum_age (%d), so that there are people on both sides of it."),
               (int) values[THRESHOLD], (int) values[MINIMUM_AGE], (int) values[MAXIMUM_AGE]);
  return FALSE;
}

static int
draw_age (const double *values,
          gboolean      reacts,
          GRand        *rand)
{
  if (reacts)
    return g_rand_int_range (rand, (int) values[THRESHOLD], (int) values[MAXIMUM_AGE] + 1);

  return g_rand_int_range (rand, (int) values[MINIMUM_AGE], (int) values[THRESHOLD]);
}

static NrnDataset *
generate (const double *values,
          GRand        *rand)
{
  return nrn_generator_trial_pairs (&nrn_generator_drug_trial,
                                    (guint) values[N_REGULAR], (guint) values[N_EXCEPTIONS],
                                    draw_age, values, rand);
}

static const char *const python[] = {
  "youngest, threshold, oldest = {minimum_age}, {threshold}, {maximum_age}",
  "train_samples = []",
  "train_labels = []",
  "",
  N_("# Pairs who follow the rule: the younger has no side effects, the older has."),
  "for i in range({n_regular}):",
  "    train_samples.append(randint(youngest, threshold - 1))",
  "    train_labels.append(0)",
  "    train_samples.append(randint(threshold, oldest))",
  "    train_labels.append(1)",
  "",
  N_("# The exceptions: here it is the other way around."),
  "for i in range({n_exceptions}):",
  "    train_samples.append(randint(youngest, threshold - 1))",
  "    train_labels.append(1)",
  "    train_samples.append(randint(threshold, oldest))",
  "    train_labels.append(0)",
  NULL
};

const NrnGenerator nrn_generator_drug_trial = {
  .name = "drug-trial",
  .title = N_("Drug trial"),
  .description = N_("A drug was tried on people of many ages. Most of the older ones had side "
                    "effects and most of the younger ones had none; a few are exceptions."),
  .summary = N_("{rows} people aged {minimum_age} to {maximum_age}: {half} from {minimum_age} to "
                "{threshold-1} and {half} from {threshold} to {maximum_age}. The rule is that the "
                "older half has side effects and the younger half has none. {regular} follow it "
                "({regular%} %), {exceptions} are exceptions."),
  .n_features = 1,
  .feature_names = feature_names,
  .n_outputs = 2,
  .target_names = target_names,
  .class_names = class_names,
  .parameters = parameters,
  .n_parameters = N_PARAMETERS,
  .python = python,
  .check = check,
  .generate = generate,
};
