/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What an epoch has changed: of all that both networks do, what tells most.
 */

#include "nrn-epoch-change.h"

#include <math.h>
#include <string.h>

#include "nrn-epoch-look-private.h"

/* Of a moved value, so many digits tell the range apart. */
#define RANGE_DIGITS 2

/* Scores: what is found moved by a share of its range, 0 … 1. */
#define SCORE_FLIP_CAME 2.0
#define SCORE_DIED      3.0

/* ---- The most telling change ---- */

/* What differs by less than its digits show is no change to be told. */
static gboolean
shows (const double *value,
       int           digits)
{
  double unit = pow (10, -digits);

  return fabs (round (value[1] / unit) - round (value[0] / unit)) >= 1;
}

/* Takes the candidate if it says more. */
static void
consider (NrnEpochChange *change,
          double         *best,
          double          score,
          NrnEpochChange  candidate)
{
  if (score <= *best)
    return;

  *best = score;
  *change = candidate;
}

static void
consider_rows (const NrnEpochLook *self,
               NrnEpochChange     *change,
               double             *best,
               guint               layer,
               guint               unit)
{
  guint before = self->states[0].units[self->starts[layer] + unit].n_on;
  guint after = self->states[1].units[self->starts[layer] + unit].n_on;
  double share = fabs ((double) after - (double) before) / MAX (self->n_rows, 1);
  NrnEpochChange candidate = *change;

  candidate.layer = layer;
  candidate.unit = unit;
  candidate.value[0] = before;
  candidate.value[1] = after;
  candidate.kind = after == 0 ? NRN_EPOCH_CHANGE_UNIT_DIED
                   : before == 0 ? NRN_EPOCH_CHANGE_UNIT_WOKE : NRN_EPOCH_CHANGE_UNIT_ROWS;
  if (before == after)
    return;

  /* Along a single feature the values themselves say more. */
  if (candidate.kind != NRN_EPOCH_CHANGE_UNIT_ROWS)
    consider (change, best, SCORE_DIED + share, candidate);
  else if (!self->has_curve)
    consider (change, best, share, candidate);
}

static void
consider_switch (const NrnEpochLook *self,
                 NrnEpochChange     *change,
                 double             *best,
                 guint               layer,
                 guint               unit)
{
  const NrnEpochUnit *before = &self->states[0].units[self->starts[layer] + unit];
  const NrnEpochUnit *after = &self->states[1].units[self->starts[layer] + unit];
  NrnEpochChange candidate = *change;

  if (before->switch_at == NRN_EPOCH_LOOK_NO_SWITCH ||
      after->switch_at == NRN_EPOCH_LOOK_NO_SWITCH ||
      before->starts_on != after->starts_on)
    return;

  candidate.layer = layer;
  candidate.unit = unit;
  candidate.kind = before->starts_on ? NRN_EPOCH_CHANGE_SWITCH_OFF : NRN_EPOCH_CHANGE_SWITCH_ON;
  consider (change, best,
            fabs ((double) after->switch_at - before->switch_at) / NRN_EPOCH_LOOK_N_POINTS, candidate);
}

static void
consider_units (NrnEpochLook   *self,
                NrnEpochChange *change,
                double         *best)
{
  for (guint layer = 0; layer < self->n_layers; layer++)
    {
      if (!self->can_be_off[layer])
        continue;
      for (guint i = 0; i < nrn_architecture_get_layer_units (self->architecture, layer); i++)
        {
          if (change->are_all)
            consider_rows (self, change, best, layer, i);
          if (self->has_curve)
            consider_switch (self, change, best, layer, i);
        }
    }
}

/* As many as before: the one that moved most. */
static void
consider_moved_flip (const NrnEpochLook *self,
                     NrnEpochChange     *change,
                     double             *best,
                     int                 digits)
{
  const NrnEpochState *before = &self->states[0], *after = &self->states[1];

  for (guint i = 0; i < after->n_flips; i++)
    {
      NrnEpochChange candidate = *change;
      double moved = fabs (after->flips[i] - before->flips[i]);

      candidate.kind = NRN_EPOCH_CHANGE_FLIP;
      candidate.value[0] = before->flips[i];
      candidate.value[1] = after->flips[i];
      if (shows (candidate.value, digits))
        consider (change, best, moved / (self->maximum - self->minimum), candidate);
    }
}

static void
consider_flips (const NrnEpochLook *self,
                NrnEpochChange     *change,
                double             *best,
                int                 digits)
{
  const NrnEpochState *before = &self->states[0], *after = &self->states[1];
  NrnEpochChange candidate = *change;

  if (before->n_flips == after->n_flips)
    {
      consider_moved_flip (self, change, best, digits);
      return;
    }

  candidate.kind = NRN_EPOCH_CHANGE_FLIPS;
  candidate.value[0] = before->n_flips;
  candidate.value[1] = after->n_flips;
  if (before->n_flips == 0 && after->n_flips == 1)
    {
      candidate.kind = NRN_EPOCH_CHANGE_FLIP_CAME;
      candidate.value[1] = after->flips[0];
      candidate.class_index = before->first_class;
    }
  else if (before->n_flips == 1 && after->n_flips == 0)
    {
      candidate.kind = NRN_EPOCH_CHANGE_FLIP_WENT;
      candidate.value[0] = before->flips[0];
      candidate.class_index = after->first_class;
    }
  consider (change, best, SCORE_FLIP_CAME, candidate);
}

/* Only a kernel and a bias have names that everybody knows. */
static void
find_weight (const NrnEpochLook *self,
             NrnEpochChange     *change)
{
  const float *before = nrn_weights_get_data (self->given->before);
  const float *after = nrn_weights_get_data (self->given->after);
  double most = 0;
  guint n_tensors;
  const NrnTensor *tensors = nrn_architecture_get_tensors (self->architecture, &n_tensors);

  for (guint i = 0; i < n_tensors; i++)
    {
      gboolean is_bias = g_str_equal (tensors[i].name, "bias");

      if (!is_bias && !g_str_equal (tensors[i].name, "kernel"))
        continue;
      for (gsize j = tensors[i].offset; j < tensors[i].offset + tensors[i].size; j++)
        {
          double moved = fabs ((double) after[j] - (double) before[j]);

          if (moved <= most)
            continue;
          most = moved;
          change->kind = NRN_EPOCH_CHANGE_WEIGHT;
          change->layer = tensors[i].layer;
          change->unit = (guint) ((j - tensors[i].offset) % tensors[i].dims[tensors[i].n_dims - 1]);
          change->is_bias = is_bias;
          change->value[0] = (double) before[j];
          change->value[1] = (double) after[j];
        }
    }
}

static void
find_change (NrnEpochLook   *self,
             NrnEpochChange *change)
{
  int digits = nrn_epoch_change_get_digits (self->given->dataset);
  double best = 0;

  consider_units (self, change, &best);
  if (self->has_curve && self->are_classes)
    consider_flips (self, change, &best, digits);
  if (change->kind == NRN_EPOCH_CHANGE_SWITCH_ON || change->kind == NRN_EPOCH_CHANGE_SWITCH_OFF)
    {
      for (guint state = 0; state < 2; state++)
        change->value[state] = nrn_epoch_look_find_switch (self, state, change->layer, change->unit);
      if (!shows (change->value, digits))
        change->kind = NRN_EPOCH_CHANGE_UNKNOWN;
    }
  if (change->kind == NRN_EPOCH_CHANGE_UNKNOWN)
    find_weight (self, change);
}

static void
compare (const NrnEpochCase *given,
         NrnEpochChange     *change)
{
  NrnEpochLook look;

  nrn_epoch_look_init (&look, given);
  for (guint i = 0; i < 2; i++)
    {
      nrn_epoch_look_try (&look, i);
      change->n_right[i] = look.states[i].n_right;
      change->error[i] = look.are_classes ? NAN : look.states[i].error;
    }
  change->n_rows = look.n_rows;
  change->are_all = look.n_rows == nrn_samples_get_n_rows (given->samples);
  change->are_classes = look.are_classes;
  find_change (&look, change);
  nrn_epoch_look_clear (&look);
}

static gboolean
is_same (const NrnWeights *a,
         const NrnWeights *b)
{
  gsize n = nrn_architecture_get_n_parameters (nrn_weights_get_architecture (a));

  return memcmp (nrn_weights_get_data (a), nrn_weights_get_data (b), n * sizeof (float)) == 0;
}

/**
 * nrn_epoch_change_measure:
 * @epoch_case: an epoch
 * @change: (out caller-allocates): what it has changed
 *
 * Computes what both networks make of the rows. Takes a few milliseconds, and
 * a fraction of a second with large networks: not for the main thread.
 */
void
nrn_epoch_change_measure (const NrnEpochCase *epoch_case,
                          NrnEpochChange     *change)
{
  const NrnHistory *history = epoch_case->history;
  guint epoch = epoch_case->epoch;

  g_return_if_fail (epoch >= 1 && epoch <= nrn_history_get_n_epochs (history));

  *change = (NrnEpochChange) {
    .epoch = epoch,
    .loss = nrn_history_get_epoch (history, epoch - 1),
    .last = { NAN, NAN, NAN, NAN },
    .error = { NAN, NAN },
  };
  if (epoch > 1)
    change->last = nrn_history_get_epoch (history, epoch - 2);
  if (epoch_case->before == NULL || epoch_case->after == NULL)
    return;

  if (is_same (epoch_case->before, epoch_case->after))
    change->kind = NRN_EPOCH_CHANGE_NONE;
  else
    compare (epoch_case, change);
}

/**
 * nrn_epoch_change_get_digits:
 * @dataset: rows
 *
 * Returns: so many decimals a value of its feature is told with; 0 if there
 *   are several features
 */
int
nrn_epoch_change_get_digits (const NrnDataset *dataset)
{
  double minimum, maximum;

  if (!nrn_epoch_look_find_range (dataset, &minimum, &maximum))
    return 0;

  return (int) CLAMP (ceil (RANGE_DIGITS - log10 (maximum - minimum)), 0, 6);
}
