/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The other drug trial: only the young and the old have side effects.
 */

#include "config.h"

#include "nrn-generator-drug-trial-u.h"

#include <glib/gi18n-lib.h>

#include "nrn-error.h"
#include "nrn-generator-private.h"

enum
{
  MINIMUM_AGE,
  MAXIMUM_AGE,
  YOUNG,
  OLD,
  N_REGULAR,
  N_EXCEPTIONS,
  N_PARAMETERS
};

static const NrnGeneratorParameter parameters[N_PARAMETERS] = {
  [MINIMUM_AGE]  = { "minimum_age", 13, 0, 150, TRUE, N_("Youngest age") },
  [MAXIMUM_AGE]  = { "maximum_age", 100, 0, 150, TRUE, N_("Oldest age") },
  [YOUNG]        = { "young", 35, 1, 150, TRUE, N_("Side effects under age"), TRUE },
  [OLD]          = { "old", 75, 1, 150, TRUE, N_("Side effects from age"), TRUE },
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
  if (values[MINIMUM_AGE] < values[YOUNG] && values[YOUNG] < values[OLD] &&
      values[OLD] <= values[MAXIMUM_AGE])
    return TRUE;

  g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
               _("drug-trial-u: young (%d) and old (%d) do not fit; from the smallest to the "
                 "largest it must be minimum_age (%d), young, old, maximum_age (%d), so that "
                 "there are people in all three groups."),
               (int) values[YOUNG], (int) values[OLD],
               (int) values[MINIMUM_AGE], (int) values[MAXIMUM_AGE]);
  return FALSE;
}

/* Every age of a group is equally likely; those who react are
 *
 *     minimum_age … young − 1,  old … maximum_age
 */
static int
draw_age (const double *values,
          gboolean      reacts,
          GRand        *rand)
{
  int young = (int) values[YOUNG];
  int old = (int) values[OLD];
  int age;

  if (!reacts)
    return g_rand_int_range (rand, young, old);

  age = g_rand_int_range (rand, (int) values[MINIMUM_AGE],
                          young + (int) values[MAXIMUM_AGE] + 1 - old);
  return age < young ? age : age - young + old;
}

static NrnDataset *
generate (const double *values,
          GRand        *rand)
{
  return nrn_generator_trial_pairs (&nrn_generator_drug_trial_u,
                                    (guint) values[N_REGULAR], (guint) values[N_EXCEPTIONS],
                                    draw_age, values, rand);
}

static const char *const python[] = {
  "youngest, young, old, oldest = {minimum_age}, {young}, {old}, {maximum_age}",
  "train_samples = []",
  "train_labels = []",
  "",
  N_("# Those who react are under “young”, or of age “old” and above."),
  "def draw_reacting():",
  "    age = randint(youngest, young + oldest - old)",
  "    return age if age < young else age - young + old",
  "",
  N_("# Pairs who follow the rule: one without side effects, then one with."),
  "for i in range({n_regular}):",
  "    train_samples.append(randint(young, old - 1))",
  "    train_labels.append(0)",
  "    train_samples.append(draw_reacting())",
  "    train_labels.append(1)",
  "",
  N_("# The exceptions: here it is the other way around."),
  "for i in range({n_exceptions}):",
  "    train_samples.append(randint(young, old - 1))",
  "    train_labels.append(1)",
  "    train_samples.append(draw_reacting())",
  "    train_labels.append(0)",
  NULL
};

const NrnGenerator nrn_generator_drug_trial_u = {
  .name = "drug-trial-u",
  .title = N_("Drug trial: only the young and the old"),
  .description = N_("As the drug trial, but here both the young and the old have side effects and "
                    "those in between have none. A network without a non-linear activation "
                    "cannot learn this."),
  .summary = N_("{rows} people aged {minimum_age} to {maximum_age}. The rule is that those from "
                "{minimum_age} to {young-1} and from {old} to {maximum_age} have side effects, and "
                "those from {young} to {old-1} have none. {regular} follow it ({regular%} %), "
                "{exceptions} are exceptions."),
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
