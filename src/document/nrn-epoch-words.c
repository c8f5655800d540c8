/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What an epoch has changed, in words: a few sentences, each whole in itself.
 */

#include "config.h"

#include "nrn-epoch-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-architecture-words.h"
#include "nrn-minus.h"

/* Of a loss: as in the log, but never so few that it is nothing. */
#define LOSS_DECIMALS 4
#define MOST_DECIMALS 9

#define WEIGHT_DECIMALS 4

typedef struct
{
  const NrnEpochChange  *change;
  const NrnDataset      *dataset;
  const NrnArchitecture *architecture;
} Told;

/* With the minus sign that numbers have everywhere. */
static char *
format (double value,
        int    decimals)
{
  g_autofree char *digits = g_strdup_printf ("%.*f", decimals, fabs (value));

  return value < 0 && round (fabs (value) * pow (10, decimals)) > 0
           ? g_strconcat (nrn_minus_get (), digits, NULL) : g_steal_pointer (&digits);
}

/* Whether fewer decimals say the same. */
static gboolean
is_same (double value,
         int    fewer,
         int    decimals)
{
  double rounded = round (value * pow (10, decimals));

  return fabs (rounded - round (value * pow (10, fewer)) * pow (10, decimals - fewer)) < 0.5;
}

static void
take_sentence (GString *text,
               char    *sentence)
{
  if (sentence != NULL && text->len > 0)
    /* Translators: what stands between two sentences. */
    g_string_append (text, C_("between sentences", " "));
  if (sentence != NULL)
    g_string_append (text, sentence);
  g_free (sentence);
}

/* ---- The loss ---- */

/* So many that the loss has four digits, and a log that is printed with four
 * decimals agrees. */
static int
choose_decimals (double loss)
{
  int decimals = LOSS_DECIMALS;

  while (decimals < MOST_DECIMALS && fabs (loss) > 0 && fabs (loss) * pow (10, decimals) < 100)
    decimals++;

  return decimals;
}

/* The difference of the numbers as they are printed. */
static double
subtract (double value,
          double last,
          int    decimals)
{
  double unit = pow (10, decimals);

  return (round (value * unit) - round (last * unit)) / unit;
}

static char *
describe_first_loss (const NrnEpoch *loss)
{
  g_autofree char *value = format (loss->loss, choose_decimals (loss->loss));
  g_autofree char *val_value = NULL;

  if (isnan (loss->val_loss))
    return g_strdup_printf (_("Loss %s."), value);

  val_value = format (loss->val_loss, choose_decimals (loss->val_loss));

  return g_strdup_printf (_("Loss %s, validation loss %s."), value, val_value);
}

static char *
describe_loss_alone (double moved,
                     int    decimals)
{
  g_autofree char *by = format (fabs (moved), decimals);

  if (moved < 0)
    return g_strdup_printf (_("Loss down %s."), by);
  if (moved > 0)
    return g_strdup_printf (_("Loss up %s."), by);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "Loss the same to %d decimal.",
                                       "Loss the same to %d decimals.",
                                       (gulong) decimals), decimals);
}

static char *
describe_losses (double      moved,
                 const char *by,
                 double      val_moved,
                 const char *val_by)
{
  if (moved < 0 && val_moved < 0)
    return g_strdup_printf (_("Loss down %s, validation loss down %s."), by, val_by);
  if (moved < 0 && val_moved > 0)
    return g_strdup_printf (_("Loss down %s, but validation loss up %s."), by, val_by);
  if (moved > 0 && val_moved < 0)
    return g_strdup_printf (_("Loss up %s, but validation loss down %s."), by, val_by);
  if (moved > 0 && val_moved > 0)
    return g_strdup_printf (_("Loss up %s, validation loss up %s."), by, val_by);

  return NULL;
}

static char *
describe_loss (const NrnEpochChange *change)
{
  const NrnEpoch *loss = &change->loss, *last = &change->last;
  int decimals = choose_decimals (loss->loss);
  int val_decimals = choose_decimals (loss->val_loss);
  double moved, val_moved;
  g_autofree char *by = NULL;
  g_autofree char *val_by = NULL;
  char *both = NULL;

  if (isnan (last->loss))
    return describe_first_loss (loss);

  moved = subtract (loss->loss, last->loss, decimals);
  by = format (fabs (moved), decimals);
  if (!isnan (loss->val_loss) && !isnan (last->val_loss))
    {
      val_moved = subtract (loss->val_loss, last->val_loss, val_decimals);
      val_by = format (fabs (val_moved), val_decimals);
      both = describe_losses (moved, by, val_moved, val_by);
    }

  return both != NULL ? both : describe_loss_alone (moved, decimals);
}

/* ---- A unit ---- */

/* "Hidden 1, unit 3", as the picture calls it. */
static char *
name_unit (const Told *told)
{
  g_autofree char *layer =
    nrn_architecture_describe_layer (told->architecture, (int) told->change->layer);

  /* Translators: the name of a layer, as in “Hidden 1, unit 3”. It begins sentences. */
  return g_strdup_printf (_("%s, unit %u"), layer, told->change->unit + 1);
}

static char *
describe_unit_rows (const Told *told,
                    const char *unit)
{
  guint before = (guint) told->change->value[0], after = (guint) told->change->value[1];

  if (told->change->kind == NRN_EPOCH_CHANGE_UNIT_DIED)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "%s is never on any more; it was on for %u row.",
                                         "%s is never on any more; it was on for %u rows.",
                                         before), unit, before);
  if (told->change->kind == NRN_EPOCH_CHANGE_UNIT_WOKE)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "%s was never on, and now is for %u row.",
                                         "%s was never on, and now is for %u rows.",
                                         after),
                            unit, after);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "%s is now on for %u row instead of %u.",
                                       "%s is now on for %u rows instead of %u.",
                                       after),
                          unit, after, before);
}

/* A value of the feature, without zeros at its end. */
static char *
format_value (const Told *told,
              double      value)
{
  int digits = nrn_epoch_change_get_digits (told->dataset);

  while (digits > 0 && is_same (value, digits - 1, digits))
    digits--;

  return format (value, digits);
}

static char *
describe_switch (const Told *told,
                 const char *unit)
{
  const char *feature = nrn_dataset_get_feature_names (told->dataset)[0];
  g_autofree char *before = format_value (told, told->change->value[0]);
  g_autofree char *after = format_value (told, told->change->value[1]);

  if (told->change->kind == NRN_EPOCH_CHANGE_SWITCH_ON)
    /* Translators: “Hidden 1, unit 3 now switches on at age 61 instead of 55.” A unit, a
     * feature, and two values of it. */
    return g_strdup_printf (_("%s now switches on at %s %s instead of %s."), unit, feature, after,
                            before);

  /* Translators: “Hidden 1, unit 3 now switches off at age 61 instead of 55.” A unit, a
   * feature, and two values of it. */
  return g_strdup_printf (_("%s now switches off at %s %s instead of %s."), unit, feature, after,
                          before);
}

static char *
describe_weight (const Told *told,
                 const char *unit)
{
  const NrnEpochChange *change = told->change;
  int decimals = WEIGHT_DECIMALS;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  while (decimals < MOST_DECIMALS &&
         fabs (subtract (change->value[1], change->value[0], decimals)) <= 0)
    decimals++;
  before = format (change->value[0], decimals);
  after = format (change->value[1], decimals);

  if (change->is_bias)
    return g_strdup_printf (_("The bias of %s moved most: it is %s instead of %s."), unit, after,
                            before);

  return g_strdup_printf (_("One weight of %s moved most: it is %s instead of %s."), unit, after,
                          before);
}

/* ---- The prediction ---- */

static char *
describe_flip (const Told *told)
{
  const NrnEpochChange *change = told->change;
  const char *feature = nrn_dataset_get_feature_names (told->dataset)[0];
  g_autofree char *before = format_value (told, change->value[0]);
  g_autofree char *after = format_value (told, change->value[1]);
  guint n_classes = nrn_dataset_get_n_classes (told->dataset);
  g_autofree char *number = g_strdup_printf ("%u", change->class_index);
  const char *class_name = change->class_index < n_classes
                             ? nrn_dataset_get_class_names (told->dataset)[change->class_index]
                             : number;

  if (change->kind == NRN_EPOCH_CHANGE_FLIP)
    /* Translators: “The prediction now flips at age 59.5 instead of 62.1.” A feature and two
     * values of it. */
    return g_strdup_printf (_("The prediction now flips at %s %s instead of %s."), feature, after,
                            before);
  if (change->kind == NRN_EPOCH_CHANGE_FLIP_CAME)
    /* Translators: “The prediction now flips at age 59.5; it was “side effects” everywhere.” A
     * feature, its value, and a class. */
    return g_strdup_printf (_("The prediction now flips at %s %s; it was “%s” everywhere."),
                            feature, after, class_name);
  if (change->kind == NRN_EPOCH_CHANGE_FLIP_WENT)
    /* Translators: “The prediction is now “side effects” everywhere; it flipped at age 59.5.” A
     * class, a feature, and its value. */
    return g_strdup_printf (_("The prediction is now “%s” everywhere; it flipped at %s %s."),
                            class_name, feature, before);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "The prediction now flips %u time along %s instead of %u.",
                                       "The prediction now flips %u times along %s instead of %u.",
                                       (gulong) change->value[1]),
                          (guint) change->value[1], feature, (guint) change->value[0]);
}

static char *
describe_change (const Told *told)
{
  g_autofree char *unit = name_unit (told);

  switch (told->change->kind)
    {
    case NRN_EPOCH_CHANGE_NONE:
      return g_strdup (_("No weight has changed."));
    case NRN_EPOCH_CHANGE_UNIT_DIED:
    case NRN_EPOCH_CHANGE_UNIT_WOKE:
    case NRN_EPOCH_CHANGE_UNIT_ROWS:
      return describe_unit_rows (told, unit);
    case NRN_EPOCH_CHANGE_SWITCH_ON:
    case NRN_EPOCH_CHANGE_SWITCH_OFF:
      return describe_switch (told, unit);
    case NRN_EPOCH_CHANGE_FLIP:
    case NRN_EPOCH_CHANGE_FLIP_CAME:
    case NRN_EPOCH_CHANGE_FLIP_WENT:
    case NRN_EPOCH_CHANGE_FLIPS:
      return describe_flip (told);
    case NRN_EPOCH_CHANGE_WEIGHT:
      return describe_weight (told, unit);
    case NRN_EPOCH_CHANGE_UNKNOWN:
    default:
      return NULL;
    }
}

/* ---- How right it is ---- */

static char *
describe_right (const NrnEpochChange *change)
{
  int more = (int) change->n_right[1] - (int) change->n_right[0];
  guint n = (guint) ABS (more);

  if (more == 0)
    return NULL;
  if (!change->are_all && more > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "Of %u rows looked at, %u more is right.",
                                         "Of %u rows looked at, %u more are right.",
                                         n),
                            change->n_rows, n);
  if (!change->are_all)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "Of %u rows looked at, %u fewer is right.",
                                         "Of %u rows looked at, %u fewer are right.",
                                         n),
                            change->n_rows, n);
  if (more > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "%u more row right.",
                                         "%u more rows right.",
                                         n), n);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "%u fewer row right.",
                                       "%u fewer rows right.",
                                       n), n);
}

static char *
describe_error (const NrnEpochChange *change)
{
  int decimals = (int) CLAMP (3 - ceil (log10 (MAX (change->error[1], 1e-6))), 0, MOST_DECIMALS);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (!isfinite (change->error[0]) || !isfinite (change->error[1]) ||
      fabs (subtract (change->error[1], change->error[0], decimals)) <= 0)
    return NULL;

  before = format (change->error[0], decimals);
  after = format (change->error[1], decimals);

  return g_strdup_printf (_("Predictions are off by %s on average instead of %s."), after, before);
}

/**
 * nrn_epoch_words_print:
 * @change: what an epoch has changed
 * @dataset: the rows
 * @architecture: the network
 *
 * Returns: (transfer full): it in up to three sentences, such as “Loss down
 *   0.0340. Hidden 1, unit 3 now switches on at age 61.0 instead of 55.2. 42
 *   more rows right.”
 */
char *
nrn_epoch_words_print (const NrnEpochChange  *change,
                       const NrnDataset      *dataset,
                       const NrnArchitecture *architecture)
{
  const Told told = { change, dataset, architecture };
  GString *text = g_string_new (NULL);

  take_sentence (text, describe_loss (change));
  take_sentence (text, describe_change (&told));
  if (change->kind != NRN_EPOCH_CHANGE_UNKNOWN && change->kind != NRN_EPOCH_CHANGE_NONE)
    take_sentence (text, change->are_classes ? describe_right (change) : describe_error (change));

  return g_string_free (text, FALSE);
}
