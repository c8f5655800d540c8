/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A learning rate that is too small or too large, as the epochs so far show.
 */

#include "config.h"

#include "nrn-findings-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-advice.h"
#include "nrn-formula.h"

/* A loss that has fallen by less than this has hardly moved, and so have
 * weights. */
#define HARDLY_FALLEN 0.02
#define HARDLY_MOVED  0.05

/* A loss that rises in so many of the epochs, and once by so much, jumps
 * about. */
#define OFTEN       (1.0 / 3)
#define JUMP        0.05
#define FEWEST_EPOCHS 6

#define DIGITS 4

/* The epochs since the experiment was changed last, which is what they show
 * something of. */
static guint
find_first (const NrnHistory *history)
{
  guint n_marks;
  const guint *marks = nrn_history_get_marks (history, &n_marks);

  return n_marks > 0 ? MIN (marks[n_marks - 1], nrn_history_get_n_epochs (history)) : 0;
}

/* By which part of their size the weights have moved; NaN if that is not
 * known. */
static double
measure_move (const NrnWeights *before,
              const NrnWeights *now)
{
  gsize n = nrn_architecture_get_n_parameters (nrn_weights_get_architecture (now));
  const float *a, *b;
  double moved = 0, size = 0;

  if (before == NULL ||
      nrn_architecture_get_n_parameters (nrn_weights_get_architecture (before)) != n)
    return NAN;

  a = nrn_weights_get_data (before);
  b = nrn_weights_get_data (now);
  for (gsize i = 0; i < n; i++)
    {
      moved += fabs ((double) b[i] - (double) a[i]);
      size += fabs ((double) b[i]);
    }

  return size > 0 ? moved / size : NAN;
}

static char *
describe_usual (const NrnFindingsCase *what)
{
  const NrnExperimentParts *parts = nrn_experiment_get_parts (what->experiment);

  return g_strdup_printf (_("The learning rate is %g; usual for %s is %g."), what->learning_rate,
                          nrn_config_get_name (parts->optimizer), nrn_advice_get_usual_rate (parts));
}

/* Two sentences in a paragraph. (transfer full) */
static char *
join (char *a,
      char *b)
{
  g_autofree char *first = a;
  g_autofree char *second = b;

  return second != NULL ? g_strdup_printf ("%s %s", first, second) : g_strdup (first);
}

static char *
describe_move (const NrnFindingsCase *what)
{
  double moved = measure_move (what->before, what->weights);
  g_autofree char *percent = NULL;

  if (isnan (moved))
    return NULL;

  percent = nrn_formula_print_number (100 * moved, 2);
  return g_strdup_printf (_("In the last epoch the weights moved by %s %% of their size."), percent);
}

static void
add_remedy (NrnFinding *finding,
            gboolean    anew,
            double      rate)
{
  NrnRemedy *remedy =
    nrn_finding_add_remedy (finding, anew ? NRN_REMEDY_RATE_ANEW : NRN_REMEDY_RATE,
                            anew ? g_strdup_printf (_("Begin With Learning Rate %g"), rate)
                                 : g_strdup_printf (_("Use Learning Rate %g"), rate));

  remedy->learning_rate = rate;
}

static NrnFinding *
add_small (NrnFindings           *self,
           const NrnFindingsCase *what,
           NrnSeverity            severity,
           char                  *evidence)
{
  return nrn_findings_add (self, NRN_FINDING_RATE_SMALL, severity, NRN_PLACE_RATE,
                           g_strdup (_("The learning rate is probably too small: the loss hardly "
                                       "moves.")),
                           join (join (evidence, describe_move (what)), describe_usual (what)));
}

static NrnFinding *
add_large (NrnFindings           *self,
           const NrnFindingsCase *what,
           NrnSeverity            severity,
           char                  *evidence)
{
  return nrn_findings_add (self, NRN_FINDING_RATE_LARGE, severity, NRN_PLACE_RATE,
                           g_strdup (_("The learning rate is probably too large: steps go too "
                                       "far.")),
                           join (join (evidence, describe_move (what)), describe_usual (what)));
}

/* ---- A training that does not learn at all ---- */

static char *
describe_guess (const NrnFindingsCase *what)
{
  if (what->has_diverged)
    return g_strdup_printf (_("The loss became infinite or not a number in epoch %u."),
                            what->history != NULL ? nrn_history_get_n_epochs (what->history) + 1
                                                  : 1);

  return g_strdup_printf (_("After epoch %u the loss is %.4g; always giving the same answer would "
                            "reach %.4g."),
                          what->diagnosis->epoch, what->diagnosis->loss, what->diagnosis->guess_loss);
}

/* Returns whether that is the learning rate's fault. */
static gboolean
look_at_diagnosis (NrnFindings           *self,
                   const NrnFindingsCase *what)
{
  const NrnExperimentParts *parts = nrn_experiment_get_parts (what->experiment);
  NrnFinding *finding;
  NrnAdvice advice;

  if (what->diagnosis == NULL ||
      (what->diagnosis->kind == NRN_DIAGNOSIS_NONE && !what->has_diverged))
    return FALSE;

  advice = nrn_advise (parts, what->diagnosis, what->has_diverged, what->learning_rate);
  if (advice.kind != NRN_ADVICE_RATE)
    return FALSE;

  /* Without gradients no learning rate helps. */
  if (advice.learning_rate > what->learning_rate &&
      nrn_findings_find (self, NRN_FINDING_VANISHING) != NULL)
    return TRUE;

  if (advice.learning_rate > what->learning_rate)
    finding = add_small (self, what, NRN_SEVERITY_WARNING, describe_guess (what));
  else
    finding = add_large (self, what, NRN_SEVERITY_WARNING, describe_guess (what));
  add_remedy (finding, TRUE, advice.learning_rate);

  return TRUE;
}

/* ---- One that learns, but slowly, or by leaps ---- */

static double
get_loss (const NrnHistory *history,
          guint             epoch)
{
  return nrn_history_get_epoch (history, epoch).loss;
}

static void
look_for_small (NrnFindings           *self,
                const NrnFindingsCase *what,
                double                 usual)
{
  guint first = find_first (what->history);
  guint n = nrn_history_get_n_epochs (what->history);
  guint n_epochs = nrn_experiment_get_parts (what->experiment)->fit.epochs;
  double from, to, moved;

  if (n < first + nrn_diagnosis_get_first_epoch (n_epochs))
    return;

  from = get_loss (what->history, first);
  to = get_loss (what->history, n - 1);
  moved = measure_move (what->start, what->weights);
  if (!(from > 0) || from - to > HARDLY_FALLEN * from || moved > HARDLY_MOVED)
    return;

  add_remedy (add_small (self, what, NRN_SEVERITY_WARNING,
                         g_strdup_printf (_("From epoch %u to %u the loss went from %.4g to %.4g."),
                                          first + 1, n, from, to)),
              FALSE, usual);
}

static void
look_for_large (NrnFindings           *self,
                const NrnFindingsCase *what,
                double                 usual)
{
  guint first = find_first (what->history);
  guint n = nrn_history_get_n_epochs (what->history);
  guint n_rises = 0;
  guint worst = 0;
  double largest = 0;

  if (n < first + FEWEST_EPOCHS)
    return;

  for (guint i = first + 1; i < n; i++)
    {
      double rise = get_loss (what->history, i) / get_loss (what->history, i - 1) - 1;

      n_rises += rise > 0 ? 1 : 0;
      if (rise > largest)
        {
          largest = rise;
          worst = i;
        }
    }
  if (n_rises < OFTEN * (n - 1 - first) || largest < JUMP)
    return;

  add_remedy (add_large (self, what, NRN_SEVERITY_HINT,
                         g_strdup_printf (_("The loss rose in %u of %u epochs, most in epoch %u: "
                                            "from %.4g to %.4g."),
                                          n_rises, n - 1 - first, worst + 1,
                                          get_loss (what->history, worst - 1),
                                          get_loss (what->history, worst))),
              FALSE, usual);
}

/**
 * nrn_findings_look_at_rate:
 * @findings: findings that are being made
 * @what: what to look at
 */
void
nrn_findings_look_at_rate (NrnFindings           *findings,
                           const NrnFindingsCase *what)
{
  double usual = nrn_advice_get_usual_rate (nrn_experiment_get_parts (what->experiment));

  if (look_at_diagnosis (findings, what) || what->history == NULL)
    return;

  if (what->learning_rate < usual / NRN_ADVICE_FAR)
    look_for_small (findings, what, usual);
  else if (what->learning_rate > usual * NRN_ADVICE_FAR)
    look_for_large (findings, what, usual);
}
