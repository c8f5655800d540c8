/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What an epoch has changed: both networks are tried with the rows, and, if
 * there is a single feature, all along it.
 */

#include "nrn-epoch-change.h"

#include <math.h>
#include <string.h>

#include "nrn-activation.h"
#include "nrn-model.h"
#include "nrn-prediction.h"
#include "nrn-predictions.h"
#include "nrn-vector.h"

/* Rows that are computed together, and points along a feature. */
#define N_POINTS 256

/* So many products at most for each of the two networks: with large ones not
 * all rows are looked at, but never less than a few batches. */
#define MAX_PRODUCTS 100e6
#define MIN_ROWS     1024

#define MAX_FLIPS 8

/* Halvings of the distance between two points: more would be finer than the
 * floats that a network takes in. */
#define N_HALVINGS 24

/* Of a moved value, so many digits tell the range apart. */
#define RANGE_DIGITS 2

/* Scores: what is found moved by a share of its range, 0 … 1. */
#define SCORE_FLIP_CAME 2.0
#define SCORE_DIED      3.0

/* No transition along the feature, or several. */
#define NO_SWITCH (-1)

typedef struct
{
  guint n_on;         /* rows that turn it on */
  int   switch_at;    /* the point before its only transition, or NO_SWITCH */
  guint n_switches;
  guint8 is_on;       /* at the point that was tried last */
  guint8 starts_on;   /* at the first point */
} Unit;

/* What one network does. */
typedef struct
{
  Unit  *units;       /* owned; of all layers, one after the other */
  guint  n_right;
  double error;
  guint  n_flips;
  double flips[MAX_FLIPS];
  guint  first_class;
} State;

typedef struct
{
  const NrnEpochCase    *given;
  const NrnArchitecture *architecture;
  NrnModel              *model;     /* owned */
  guint                  n_layers;
  guint                  n_units;
  guint                 *starts;    /* owned; (n_layers): a layer's first unit among all */
  guint8                *can_be_off;  /* owned; (n_layers) */
  guint                  n_rows;
  gboolean               are_classes;
  gboolean               has_curve;
  double                 minimum;
  double                 maximum;
  State                  states[2]; /* before, after */
} Look;

static const NrnWeights *
get_weights (const Look *self,
             guint       state)
{
  return state == 0 ? self->given->before : self->given->after;
}

/* ---- What is looked at ---- */

/* The range of a single feature. */
static gboolean
find_range (const NrnDataset *dataset,
            double           *minimum,
            double           *maximum)
{
  const float *values = nrn_dataset_get_features (dataset);
  double low = INFINITY, high = -INFINITY;

  if (nrn_dataset_get_n_features (dataset) != 1)
    return FALSE;

  for (guint i = 0; i < nrn_dataset_get_n_rows (dataset); i++)
    {
      low = fmin (low, (double) values[i]);
      high = fmax (high, (double) values[i]);
    }
  *minimum = low;
  *maximum = high;

  return isfinite (low) && isfinite (high) && low < high;
}

static guint
limit_rows (const Look *self)
{
  guint n_rows = nrn_samples_get_n_rows (self->given->samples);
  double parameters = (double) nrn_architecture_get_n_parameters (self->architecture);
  double most = MAX (MAX_PRODUCTS / MAX (parameters, 1), MIN_ROWS);

  return n_rows > most ? (guint) most : n_rows;
}

static void
look_init (Look               *self,
           const NrnEpochCase *given)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (given->after);

  *self = (Look) { .given = given, .architecture = architecture };
  self->model = nrn_model_new (architecture, N_POINTS);
  self->n_layers = nrn_architecture_get_n_layers (architecture);
  self->starts = g_new (guint, self->n_layers);
  self->can_be_off = g_new (guint8, self->n_layers);
  for (guint i = 0; i < self->n_layers; i++)
    {
      const NrnConfig *activation = nrn_architecture_get_activation (architecture, i);

      self->starts[i] = self->n_units;
      self->n_units += nrn_architecture_get_layer_units (architecture, i);
      self->can_be_off[i] = nrn_activation_can_be_off (activation) ? 1 : 0;
    }
  self->n_rows = limit_rows (self);
  self->are_classes =
    nrn_predictions_tell_classes (given->dataset, nrn_architecture_get_output_dim (architecture));
  self->has_curve = nrn_samples_get_input_dim (given->samples) == 1 &&
                    find_range (given->dataset, &self->minimum, &self->maximum);
  for (guint i = 0; i < G_N_ELEMENTS (self->states); i++)
    self->states[i].units = g_new0 (Unit, self->n_units);
}

static void
look_clear (Look *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->states); i++)
    g_free (self->states[i].units);
  g_free (self->starts);
  g_free (self->can_be_off);
  nrn_model_free (self->model);
}

/* ---- The rows ---- */

static gsize
get_row (const Look *self,
         guint       i)
{
  guint n_rows = nrn_samples_get_n_rows (self->given->samples);

  return self->n_rows == n_rows || self->n_rows < 2 ? i
                                                    : (gsize) i * (n_rows - 1) / (self->n_rows - 1);
}

/* NaN counts as on: it is no longer nothing. */
static gboolean
is_on (float output)
{
  return !(output >= 0 && output <= 0);
}

static void
count_on (Look  *self,
          State *state,
          guint  n)
{
  for (guint layer = 0; layer < self->n_layers; layer++)
    {
      guint units = nrn_architecture_get_layer_units (self->architecture, layer);
      const float *outputs = nrn_model_get_layer_outputs (self->model, layer);
      Unit *first = state->units + self->starts[layer];

      if (!self->can_be_off[layer])
        continue;
      for (guint i = 0; i < n; i++)
        for (guint unit = 0; unit < units; unit++)
          first[unit].n_on += is_on (outputs[(gsize) i * units + unit]) ? 1 : 0;
    }
}

static void
judge_row (Look        *self,
           State       *state,
           gsize        row,
           guint        n_outputs,
           const float *outputs)
{
  const NrnDataset *dataset = self->given->dataset;
  guint n_targets = nrn_dataset_get_n_targets (dataset);
  const float *targets = nrn_dataset_get_targets (dataset) + row * n_targets;
  guint n = MIN (n_outputs, n_targets);

  if (self->are_classes)
    {
      float label = (float) nrn_prediction_get_class (n_outputs, outputs);

      state->n_right += targets[0] >= label && targets[0] <= label ? 1 : 0;
      return;
    }

  for (guint i = 0; i < n; i++)
    state->error += fabs ((double) outputs[i] - (double) targets[i]) / n / self->n_rows;
}

static void
try_rows (Look  *self,
          State *state)
{
  gsize dim = nrn_samples_get_input_dim (self->given->samples);
  guint n_outputs = nrn_architecture_get_output_dim (self->architecture);
  g_autofree float *inputs = g_new0 (float, N_POINTS * dim + NRN_LANES);

  for (guint first = 0; first < self->n_rows; first += N_POINTS)
    {
      guint n = MIN (N_POINTS, self->n_rows - first);
      const float *outputs;

      for (guint i = 0; i < n; i++)
        memcpy (inputs + i * dim,
                nrn_samples_get_inputs (self->given->samples) + get_row (self, first + i) * dim,
                dim * sizeof (float));
      outputs = nrn_model_forward (self->model, n, inputs, FALSE);
      count_on (self, state, n);
      for (guint i = 0; i < n; i++)
        judge_row (self, state, get_row (self, first + i), n_outputs,
                   outputs + (gsize) i * n_outputs);
    }
}

/* ---- Along the feature ---- */

static double
get_point (const Look *self,
           guint       i)
{
  return self->minimum + (self->maximum - self->minimum) * i / (N_POINTS - 1);
}

static float
scale (const Look *self,
       double      value)
{
  return self->given->scaler == NULL ? (float) value
                                     : (float) nrn_scaler_transform_value (self->given->scaler, 0,
                                                                           value);
}

static void
forward_at (Look   *self,
            double  value)
{
  float inputs[1 + NRN_LANES] = { scale (self, value) };

  nrn_model_forward (self->model, 1, inputs, FALSE);
}

/* Whether a unit is on at a value. */
static gboolean
is_on_at (Look   *self,
          guint   layer,
          guint   unit,
          double  value)
{
  forward_at (self, value);

  return is_on (nrn_model_get_layer_outputs (self->model, layer)[unit]);
}

static guint
get_class_at (Look   *self,
              double  value)
{
  forward_at (self, value);

  return nrn_prediction_get_class (nrn_architecture_get_output_dim (self->architecture),
                                   nrn_model_get_layer_outputs (self->model, self->n_layers - 1));
}

/* Between a point and the next one, with the weights of the state. */
static double
find_switch (Look  *self,
             guint  state,
             guint  layer,
             guint  unit)
{
  const Unit *found = &self->states[state].units[self->starts[layer] + unit];
  double low = get_point (self, (guint) found->switch_at);
  double high = get_point (self, (guint) found->switch_at + 1);

  nrn_model_set_weights (self->model, get_weights (self, state));
  for (guint i = 0; i < N_HALVINGS; i++)
    {
      double middle = (low + high) / 2;

      if (is_on_at (self, layer, unit, middle) == (found->starts_on != 0))
        low = middle;
      else
        high = middle;
    }

  return (low + high) / 2;
}

static double
find_flip (Look  *self,
           guint  point,
           guint  class_before)
{
  double low = get_point (self, point);
  double high = get_point (self, point + 1);

  for (guint i = 0; i < N_HALVINGS; i++)
    {
      double middle = (low + high) / 2;

      if (get_class_at (self, middle) == class_before)
        low = middle;
      else
        high = middle;
    }

  return (low + high) / 2;
}

static void
note_point (Unit     *unit,
            guint     point,
            gboolean  on)
{
  if (point == 0)
    unit->starts_on = on ? 1 : 0;
  else if (unit->is_on != (on ? 1 : 0))
    unit->switch_at = unit->n_switches++ == 0 ? (int) point - 1 : NO_SWITCH;
  unit->is_on = on ? 1 : 0;
}

static void
find_switches (Look  *self,
               State *state)
{
  for (guint layer = 0; layer < self->n_layers; layer++)
    {
      guint units = nrn_architecture_get_layer_units (self->architecture, layer);
      const float *outputs = nrn_model_get_layer_outputs (self->model, layer);
      Unit *first = state->units + self->starts[layer];

      for (guint unit = 0; unit < units; unit++)
        first[unit].switch_at = NO_SWITCH;
      if (!self->can_be_off[layer])
        continue;
      for (guint point = 0; point < N_POINTS; point++)
        for (guint unit = 0; unit < units; unit++)
          note_point (&first[unit], point, is_on (outputs[(gsize) point * units + unit]));
    }
}

/* All classes first: each flip that is found computes others. */
static void
find_flips (Look  *self,
            State *state)
{
  guint n_outputs = nrn_architecture_get_output_dim (self->architecture);
  const float *outputs = nrn_model_get_layer_outputs (self->model, self->n_layers - 1);
  guint classes[N_POINTS];

  for (guint i = 0; i < N_POINTS; i++)
    classes[i] = nrn_prediction_get_class (n_outputs, outputs + (gsize) i * n_outputs);
  state->first_class = classes[0];
  for (guint i = 1; i < N_POINTS && state->n_flips < MAX_FLIPS; i++)
    {
      if (classes[i] != classes[i - 1])
        state->flips[state->n_flips++] = find_flip (self, i - 1, classes[i - 1]);
    }
}

static void
try_points (Look  *self,
            State *state)
{
  float inputs[N_POINTS + NRN_LANES] = { 0 };

  for (guint i = 0; i < N_POINTS; i++)
    inputs[i] = scale (self, get_point (self, i));
  nrn_model_forward (self->model, N_POINTS, inputs, FALSE);
  find_switches (self, state);
  if (self->are_classes)
    find_flips (self, state);
}

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
consider_rows (const Look     *self,
               NrnEpochChange *change,
               double         *best,
               guint           layer,
               guint           unit)
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
consider_switch (const Look     *self,
                 NrnEpochChange *change,
                 double         *best,
                 guint           layer,
                 guint           unit)
{
  const Unit *before = &self->states[0].units[self->starts[layer] + unit];
  const Unit *after = &self->states[1].units[self->starts[layer] + unit];
  NrnEpochChange candidate = *change;

  if (before->switch_at == NO_SWITCH || after->switch_at == NO_SWITCH ||
      before->starts_on != after->starts_on)
    return;

  candidate.layer = layer;
  candidate.unit = unit;
  candidate.kind = before->starts_on ? NRN_EPOCH_CHANGE_SWITCH_OFF : NRN_EPOCH_CHANGE_SWITCH_ON;
  consider (change, best, fabs ((double) after->switch_at - before->switch_at) / N_POINTS,
            candidate);
}

static void
consider_units (Look           *self,
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
consider_moved_flip (const Look     *self,
                     NrnEpochChange *change,
                     double         *best,
                     int             digits)
{
  const State *before = &self->states[0], *after = &self->states[1];

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
consider_flips (const Look     *self,
                NrnEpochChange *change,
                double         *best,
                int             digits)
{
  const State *before = &self->states[0], *after = &self->states[1];
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
find_weight (const Look     *self,
             NrnEpochChange *change)
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
find_change (Look           *self,
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
        change->value[state] = find_switch (self, state, change->layer, change->unit);
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
  Look look;

  look_init (&look, given);
  for (guint i = 0; i < 2; i++)
    {
      nrn_model_set_weights (look.model, get_weights (&look, i));
      try_rows (&look, &look.states[i]);
      if (look.has_curve)
        try_points (&look, &look.states[i]);
      change->n_right[i] = look.states[i].n_right;
      change->error[i] = look.are_classes ? NAN : look.states[i].error;
    }
  change->n_rows = look.n_rows;
  change->are_all = look.n_rows == nrn_samples_get_n_rows (given->samples);
  change->are_classes = look.are_classes;
  find_change (&look, change);
  look_clear (&look);
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

  if (!find_range (dataset, &minimum, &maximum))
    return 0;

  return (int) CLAMP (ceil (RANGE_DIGITS - log10 (maximum - minimum)), 0, 6);
}
