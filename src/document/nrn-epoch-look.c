/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What both networks of an epoch do: they are tried with the rows, and, if there
 * is a single feature, all along it.
 */

#include "nrn-epoch-look-private.h"

#include <math.h>
#include <string.h>

#include "nrn-activation.h"
#include "nrn-prediction.h"
#include "nrn-predictions.h"
#include "nrn-vector.h"

/* So many products at most for each of the two networks: with large ones not
 * all rows are looked at, but never less than a few batches. */
#define MAX_PRODUCTS 100e6
#define MIN_ROWS     1024

/* Halvings of the distance between two points: more would be finer than the
 * floats that a network takes in. */
#define N_HALVINGS 24

static const NrnWeights *
get_weights (const NrnEpochLook *self,
             guint               state)
{
  return state == 0 ? self->given->before : self->given->after;
}

/* ---- What is looked at ---- */

/* The range of a single feature. */
gboolean
nrn_epoch_look_find_range (const NrnDataset *dataset,
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
limit_rows (const NrnEpochLook *self)
{
  guint n_rows = nrn_samples_get_n_rows (self->given->samples);
  double parameters = (double) nrn_architecture_get_n_parameters (self->architecture);
  double most = MAX (MAX_PRODUCTS / MAX (parameters, 1), MIN_ROWS);

  return n_rows > most ? (guint) most : n_rows;
}

void
nrn_epoch_look_init (NrnEpochLook       *self,
                     const NrnEpochCase *given)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (given->after);

  *self = (NrnEpochLook) { .given = given, .architecture = architecture };
  self->model = nrn_model_new (architecture, NRN_EPOCH_LOOK_N_POINTS);
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
                    nrn_epoch_look_find_range (given->dataset, &self->minimum, &self->maximum);
  for (guint i = 0; i < G_N_ELEMENTS (self->states); i++)
    self->states[i].units = g_new0 (NrnEpochUnit, self->n_units);
}

void
nrn_epoch_look_clear (NrnEpochLook *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->states); i++)
    g_free (self->states[i].units);
  g_free (self->starts);
  g_free (self->can_be_off);
  nrn_model_free (self->model);
}

/* ---- The rows ---- */

static gsize
get_row (const NrnEpochLook *self,
         guint               i)
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
count_on (NrnEpochLook  *self,
          NrnEpochState *state,
          guint          n)
{
  for (guint layer = 0; layer < self->n_layers; layer++)
    {
      guint units = nrn_architecture_get_layer_units (self->architecture, layer);
      const float *outputs = nrn_model_get_layer_outputs (self->model, layer);
      NrnEpochUnit *first = state->units + self->starts[layer];

      if (!self->can_be_off[layer])
        continue;
      for (guint i = 0; i < n; i++)
        for (guint unit = 0; unit < units; unit++)
          first[unit].n_on += is_on (outputs[(gsize) i * units + unit]) ? 1 : 0;
    }
}

static void
judge_row (NrnEpochLook  *self,
           NrnEpochState *state,
           gsize          row,
           guint          n_outputs,
           const float   *outputs)
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
try_rows (NrnEpochLook  *self,
          NrnEpochState *state)
{
  gsize dim = nrn_samples_get_input_dim (self->given->samples);
  guint n_outputs = nrn_architecture_get_output_dim (self->architecture);
  g_autofree float *inputs = g_new0 (float, NRN_EPOCH_LOOK_N_POINTS * dim + NRN_LANES);

  for (guint first = 0; first < self->n_rows; first += NRN_EPOCH_LOOK_N_POINTS)
    {
      guint n = MIN (NRN_EPOCH_LOOK_N_POINTS, self->n_rows - first);
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
get_point (const NrnEpochLook *self,
           guint               i)
{
  return self->minimum + (self->maximum - self->minimum) * i / (NRN_EPOCH_LOOK_N_POINTS - 1);
}

static float
scale (const NrnEpochLook *self,
       double              value)
{
  return self->given->scaler == NULL ? (float) value
                                     : (float) nrn_scaler_transform_value (self->given->scaler, 0,
                                                                           value);
}

static void
forward_at (NrnEpochLook *self,
            double        value)
{
  float inputs[1 + NRN_LANES] = { scale (self, value) };

  nrn_model_forward (self->model, 1, inputs, FALSE);
}

/* Whether a unit is on at a value. */
static gboolean
is_on_at (NrnEpochLook *self,
          guint         layer,
          guint         unit,
          double        value)
{
  forward_at (self, value);

  return is_on (nrn_model_get_layer_outputs (self->model, layer)[unit]);
}

static guint
get_class_at (NrnEpochLook *self,
              double        value)
{
  forward_at (self, value);

  return nrn_prediction_get_class (nrn_architecture_get_output_dim (self->architecture),
                                   nrn_model_get_layer_outputs (self->model, self->n_layers - 1));
}

/* Between a point and the next one, with the weights of the state. */
double
nrn_epoch_look_find_switch (NrnEpochLook *self,
                            guint         state,
                            guint         layer,
                            guint         unit)
{
  const NrnEpochUnit *found = &self->states[state].units[self->starts[layer] + unit];
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
find_flip (NrnEpochLook *self,
           guint         point,
           guint         class_before)
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
note_point (NrnEpochUnit *unit,
            guint         point,
            gboolean      on)
{
  if (point == 0)
    unit->starts_on = on ? 1 : 0;
  else if (unit->is_on != (on ? 1 : 0))
    unit->switch_at = unit->n_switches++ == 0 ? (int) point - 1 : NRN_EPOCH_LOOK_NO_SWITCH;
  unit->is_on = on ? 1 : 0;
}

static void
find_switches (NrnEpochLook  *self,
               NrnEpochState *state)
{
  for (guint layer = 0; layer < self->n_layers; layer++)
    {
      guint units = nrn_architecture_get_layer_units (self->architecture, layer);
      const float *outputs = nrn_model_get_layer_outputs (self->model, layer);
      NrnEpochUnit *first = state->units + self->starts[layer];

      for (guint unit = 0; unit < units; unit++)
        first[unit].switch_at = NRN_EPOCH_LOOK_NO_SWITCH;
      if (!self->can_be_off[layer])
        continue;
      for (guint point = 0; point < NRN_EPOCH_LOOK_N_POINTS; point++)
        for (guint unit = 0; unit < units; unit++)
          note_point (&first[unit], point, is_on (outputs[(gsize) point * units + unit]));
    }
}

/* All classes first: each flip that is found computes others. */
static void
find_flips (NrnEpochLook  *self,
            NrnEpochState *state)
{
  guint n_outputs = nrn_architecture_get_output_dim (self->architecture);
  const float *outputs = nrn_model_get_layer_outputs (self->model, self->n_layers - 1);
  guint classes[NRN_EPOCH_LOOK_N_POINTS];

  for (guint i = 0; i < NRN_EPOCH_LOOK_N_POINTS; i++)
    classes[i] = nrn_prediction_get_class (n_outputs, outputs + (gsize) i * n_outputs);
  state->first_class = classes[0];
  for (guint i = 1; i < NRN_EPOCH_LOOK_N_POINTS && state->n_flips < NRN_EPOCH_LOOK_MAX_FLIPS; i++)
    {
      if (classes[i] != classes[i - 1])
        state->flips[state->n_flips++] = find_flip (self, i - 1, classes[i - 1]);
    }
}

static void
try_points (NrnEpochLook  *self,
            NrnEpochState *state)
{
  float inputs[NRN_EPOCH_LOOK_N_POINTS + NRN_LANES] = { 0 };

  for (guint i = 0; i < NRN_EPOCH_LOOK_N_POINTS; i++)
    inputs[i] = scale (self, get_point (self, i));
  nrn_model_forward (self->model, NRN_EPOCH_LOOK_N_POINTS, inputs, FALSE);
  find_switches (self, state);
  if (self->are_classes)
    find_flips (self, state);
}

/* Tries the rows, and the points along the feature, with the weights of one state. */
void
nrn_epoch_look_try (NrnEpochLook *self,
                    guint         state)
{
  nrn_model_set_weights (self->model, get_weights (self, state));
  try_rows (self, &self->states[state]);
  if (self->has_curve)
    try_points (self, &self->states[state]);
}
