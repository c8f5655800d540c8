/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * An update, beat by beat: which beats there are, and their numbers, which are
 * those of the training.
 */

#include "config.h"

#include "nrn-beats.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-model.h"
#include "nrn-tracer-words.h"
#include "nrn-vector.h"

/* Layers with so many units are always gone through unit by unit. */
#define FEW_UNITS 3

/* All beats of a phase in one layer. */
typedef struct
{
  NrnBeatPhase phase;
  guint        layer;
  guint        n_units;     /* 0 for all of the network */
  gboolean     is_whole;    /* one beat, for all of its units */
  gboolean     has_rest;    /* after a unit there are the others */
  guint        example;     /* the unit to begin with; 0 where each has its turn */
} Group;

/* Of a layer, for the row. */
typedef struct
{
  NrnTraceLayer  layer;
  float         *owned[4];  /* what of it is not borrowed from the trace */
} Values;

struct _NrnBeats
{
  NrnTrace *trace;      /* owned; NULL without an update */
  NrnWeights *weights;  /* owned */
  int       row;
  guint     n_layers;
  Values   *values;     /* owned */
  float    *inputs;     /* owned */
  guint     input_dim;
  GArray   *groups;     /* owned; of Group, in their order */

  /* Without an update */
  NrnDataset *dataset;  /* owned */
  NrnScaler  *scaler;   /* owned; nullable */
  float      *features; /* owned; (input_dim) */
};

static const NrnArchitecture *
get_architecture (const NrnBeats *self)
{
  return nrn_weights_get_architecture (self->weights);
}

/* ---- The numbers ---- */

/* Returns (transfer full): of @values, (n_rows, n), the row; or their sum, all
 * times @factor. */
static float *
take_row (const NrnBeats *self,
          const float    *values,
          guint           n,
          double          factor)
{
  guint n_rows = nrn_trace_get_n_rows (self->trace);
  guint first = self->row >= 0 ? (guint) self->row : 0;
  guint end = self->row >= 0 ? first + 1 : n_rows;
  float *taken = g_new (float, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    {
      double sum = 0;

      for (guint row = first; row < end; row++)
        sum += (double) values[(gsize) row * n + i];
      taken[i] = (float) (factor * sum);
    }

  return taken;
}

/* Gradients of the batch's mean are shares of it: the row's own ones are as many
 * times as large as there are rows, and the sum of all is the mean. */
static void
take_layer (NrnBeats *self,
            guint     layer)
{
  Values *values = &self->values[layer];
  double n_rows = nrn_trace_get_n_rows (self->trace);
  double mean = self->row >= 0 ? 1 : 1 / n_rows;
  double share = self->row >= 0 ? n_rows : 1;
  NrnTraceLayer all;

  nrn_trace_get_layer (self->trace, layer, &all);
  values->layer = (NrnTraceLayer) { .units = all.units };
  values->layer.outputs = values->owned[0] = take_row (self, all.outputs, all.units, mean);
  if (all.sums != NULL)
    values->layer.sums = values->owned[1] = take_row (self, all.sums, all.units, mean);
  if (all.d_outputs != NULL)
    values->layer.d_outputs = values->owned[2] = take_row (self, all.d_outputs, all.units, share);
  if (all.d_sums != NULL)
    values->layer.d_sums = values->owned[3] = take_row (self, all.d_sums, all.units, share);
}

static void
take_numbers (NrnBeats *self)
{
  const float *inputs = nrn_trace_get_layer_inputs (self->trace, 0, &self->input_dim);

  self->inputs = take_row (self, inputs, self->input_dim,
                           self->row >= 0 ? 1 : 1.0 / nrn_trace_get_n_rows (self->trace));
  self->values = g_new0 (Values, self->n_layers);
  for (guint i = 0; i < self->n_layers; i++)
    take_layer (self, i);
}

/* The numbers of a sample that goes forward: those of the model itself. */
static void
go_forward (NrnBeats *self)
{
  g_autoptr (NrnModel) model = nrn_model_new (get_architecture (self), 1);
  g_autofree float *padded = NULL;

  self->inputs = g_memdup2 (self->features, self->input_dim * sizeof (float));
  if (self->scaler != NULL)
    nrn_scaler_transform (self->scaler, 1, self->features, self->inputs);
  padded = g_new0 (float, self->input_dim + NRN_LANES);
  memcpy (padded, self->inputs, self->input_dim * sizeof (float));
  nrn_model_set_weights (model, self->weights);
  nrn_model_forward (model, 1, padded, FALSE);
  self->values = g_new0 (Values, self->n_layers);
  for (guint i = 0; i < self->n_layers; i++)
    {
      Values *values = &self->values[i];
      guint units = nrn_architecture_get_layer_units (get_architecture (self), i);
      const float *sums = nrn_model_get_layer_sums (model, i);

      values->layer.units = units;
      values->layer.outputs = values->owned[0] =
        g_memdup2 (nrn_model_get_layer_outputs (model, i), units * sizeof (float));
      if (sums != NULL)
        values->layer.sums = values->owned[1] = g_memdup2 (sums, units * sizeof (float));
    }
}

/* ---- Examples ---- */

/* Returns NULL without an update. */
static const float *
get_kernel_gradients (const NrnBeats *self,
                      guint           layer)
{
  const NrnTensor *kernel = nrn_architecture_find_tensor (get_architecture (self), layer, "kernel");

  if (self->trace == NULL || !kernel->trainable)
    return NULL;

  return nrn_trace_get_gradients (self->trace) + kernel->offset;
}

/* Whether something goes through the unit, and back. */
static gboolean
is_on (const NrnBeats *self,
       guint           layer,
       guint           unit)
{
  const NrnTraceLayer *values = &self->values[layer].layer;

  return values->outputs[unit] != 0 && (values->d_sums == NULL || values->d_sums[unit] != 0);
}

/* Whether the update changes the weight that is told of it. */
static gboolean
learns (const NrnBeats *self,
        guint           layer,
        guint           unit)
{
  gsize input = nrn_beats_find_input (self, layer, unit);

  return get_kernel_gradients (self, layer)[input * self->values[layer].layer.units + unit] != 0;
}

/* The first unit that is on: of one that is not, all numbers are 0. Other samples of the
 * batch may make it learn. */
static guint
find_example (const NrnBeats *self,
              NrnBeatPhase    phase,
              guint           layer)
{
  guint units = self->values[layer].layer.units;
  guint found = units;

  for (guint unit = 0; unit < units; unit++)
    {
      if (is_on (self, layer, unit) && (phase != NRN_BEAT_UPDATE || learns (self, layer, unit)))
        return unit;
      if (found == units && phase == NRN_BEAT_UPDATE && learns (self, layer, unit))
        found = unit;
    }

  return found < units ? found : 0;
}

/* ---- Which beats there are ---- */

static void
add_group (NrnBeats     *self,
           NrnBeatPhase  phase,
           guint         layer)
{
  guint units = self->values[layer].layer.units;
  gboolean has_units = nrn_architecture_find_tensor (get_architecture (self), layer, "kernel") != NULL;
  Group group = {
    .phase = phase,
    .layer = layer,
    .n_units = units,
    .is_whole = !has_units,
    .has_rest = phase != NRN_BEAT_UPDATE && units > FEW_UNITS,
  };

  if (has_units && (group.has_rest || phase == NRN_BEAT_UPDATE))
    group.example = find_example (self, phase, layer);
  g_array_append_val (self->groups, group);
}

static gboolean
is_updated (const NrnBeats *self,
            guint           layer)
{
  const NrnTensor *kernel = nrn_architecture_find_tensor (get_architecture (self), layer, "kernel");

  return kernel != NULL && kernel->trainable;
}

static void
find_groups (NrnBeats *self)
{
  Group network = { .is_whole = TRUE };

  self->groups = g_array_new (FALSE, FALSE, sizeof (Group));
  for (guint i = 0; i < self->n_layers; i++)
    add_group (self, NRN_BEAT_FORWARD, i);

  network.phase = NRN_BEAT_LOSS;
  g_array_append_val (self->groups, network);
  for (guint i = self->n_layers; i-- > 0;)
    {
      if (self->values[i].layer.d_outputs != NULL)
        add_group (self, NRN_BEAT_BACKWARD, i);
    }

  for (guint i = 0; i < self->n_layers; i++)
    {
      if (is_updated (self, i))
        add_group (self, NRN_BEAT_UPDATE, i);
    }
  network.phase = NRN_BEAT_UPDATE;
  g_array_append_val (self->groups, network);
}

static void
find_forward_groups (NrnBeats *self)
{
  Group network = { .phase = NRN_BEAT_INPUTS, .is_whole = TRUE };

  self->groups = g_array_new (FALSE, FALSE, sizeof (Group));
  g_array_append_val (self->groups, network);
  for (guint i = 0; i < self->n_layers; i++)
    add_group (self, NRN_BEAT_FORWARD, i);
  network.phase = NRN_BEAT_OUTPUTS;
  g_array_append_val (self->groups, network);
}

static const Group *
get_group (const NrnBeats *self,
           guint           index)
{
  return &g_array_index (self->groups, Group, index);
}

static guint
find_group (const NrnBeats *self,
            const NrnBeat  *beat)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      const Group *group = get_group (self, i);

      if (group->phase == beat->phase && group->layer == beat->layer &&
          (group->n_units == 0) == (beat->n_units == 0))
        return i;
    }

  g_return_val_if_reached (0);
}

/* The first beat of a group. */
static void
begin_group (const NrnBeats *self,
             guint           index,
             NrnBeat        *beat)
{
  const Group *group = get_group (self, index);

  *beat = (NrnBeat) {
    .phase = group->phase,
    .layer = group->layer,
    .unit = group->example,
    .n_units = group->is_whole ? group->n_units : 1,
  };
}

/* Unit by unit, each has its turn. */
static void
begin_group_by (const NrnBeats *self,
                guint           index,
                NrnBeatStride   stride,
                NrnBeat        *beat)
{
  begin_group (self, index, beat);
  if (stride == NRN_BEAT_STRIDE_UNIT)
    beat->unit = 0;
}

/* All units but the example, or with it where it stands among them. */
static void
take_rest (const Group *group,
           NrnBeat     *beat)
{
  beat->unit = group->example == 0 ? 1 : 0;
  beat->n_units = group->n_units - beat->unit;
}

/* The other end of it, for that stride. */
static void
end_group (const NrnBeats *self,
           guint           index,
           NrnBeatStride   stride,
           NrnBeat        *beat)
{
  const Group *group = get_group (self, index);

  begin_group (self, index, beat);
  if (group->is_whole)
    return;

  if (stride == NRN_BEAT_STRIDE_UNIT)
    {
      beat->unit = group->n_units - 1;
    }
  else if (group->has_rest)
    {
      take_rest (group, beat);
    }
  else if (group->phase != NRN_BEAT_UPDATE)
    {
      beat->unit = group->n_units - 1;
    }
}

/* Returns FALSE if there is no other beat in the group. */
static gboolean
go_on_in_group (const Group   *group,
                NrnBeatStride  stride,
                NrnBeat       *beat)
{
  guint next = beat->unit + beat->n_units;

  if (stride == NRN_BEAT_STRIDE_BEAT && group->has_rest && beat->n_units == 1 &&
      beat->unit == group->example)
    {
      take_rest (group, beat);
      return TRUE;
    }
  if (group->is_whole || next >= group->n_units ||
      (group->phase == NRN_BEAT_UPDATE && stride != NRN_BEAT_STRIDE_UNIT))
    return FALSE;

  beat->unit = next;
  beat->n_units = stride == NRN_BEAT_STRIDE_BEAT && group->has_rest ? group->n_units - next : 1;

  return TRUE;
}

static gboolean
go_back_in_group (const Group   *group,
                  NrnBeatStride  stride,
                  NrnBeat       *beat)
{
  gboolean is_rest = beat->n_units > 1;
  gboolean to_example = stride == NRN_BEAT_STRIDE_BEAT &&
                        (group->has_rest || group->phase == NRN_BEAT_UPDATE);

  if (group->is_whole || (!is_rest && beat->unit == (to_example ? group->example : 0)))
    return FALSE;

  beat->unit = to_example || beat->unit == 0 ? group->example : beat->unit - 1;
  beat->n_units = 1;

  return TRUE;
}

/* The first group of a phase. */
static guint
find_phase (const NrnBeats *self,
            NrnBeatPhase    phase)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      if (get_group (self, i)->phase == phase)
        return i;
    }

  return self->groups->len;
}

/* ---- The value ---- */

/**
 * nrn_beats_new:
 * @trace: an update
 * @row: a row of its batch, or %NRN_BEATS_MEAN
 *
 * Returns: (transfer full): its beats
 */
NrnBeats *
nrn_beats_new (const NrnTrace *trace,
               int             row)
{
  NrnBeats *self = g_new0 (NrnBeats, 1);

  g_return_val_if_fail (row < (int) nrn_trace_get_n_rows (trace), NULL);

  self->trace = nrn_trace_ref (trace);
  self->weights = nrn_weights_ref (nrn_trace_get_weights (trace));
  self->row = MAX (row, NRN_BEATS_MEAN);
  self->n_layers = nrn_architecture_get_n_layers (get_architecture (self));
  take_numbers (self);
  find_groups (self);

  return self;
}

/**
 * nrn_beats_new_forward:
 * @weights: a network that takes as many inputs as @dataset has features
 * @dataset: what the sample is like
 * @scaler: (nullable): how features become inputs
 * @features: of the sample, in their own units
 *
 * Computes the sample's way through the network.
 *
 * Returns: (transfer full): its beats: the inputs, unit by unit forward, and
 *   what the network says
 */
NrnBeats *
nrn_beats_new_forward (const NrnWeights *weights,
                       const NrnDataset *dataset,
                       const NrnScaler  *scaler,
                       const float      *features)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  NrnBeats *self;

  g_return_val_if_fail (nrn_architecture_get_input_dim (architecture) ==
                        nrn_dataset_get_n_features (dataset), NULL);

  self = g_new0 (NrnBeats, 1);
  self->weights = nrn_weights_ref (weights);
  self->dataset = nrn_dataset_ref (dataset);
  self->scaler = scaler != NULL ? nrn_scaler_ref (scaler) : NULL;
  self->input_dim = nrn_architecture_get_input_dim (architecture);
  self->features = g_memdup2 (features, self->input_dim * sizeof (float));
  self->n_layers = nrn_architecture_get_n_layers (architecture);
  go_forward (self);
  find_forward_groups (self);

  return self;
}

void
nrn_beats_free (NrnBeats *beats)
{
  g_return_if_fail (beats != NULL);

  for (guint i = 0; i < beats->n_layers; i++)
    for (guint j = 0; j < G_N_ELEMENTS (beats->values[i].owned); j++)
      g_free (beats->values[i].owned[j]);
  g_free (beats->values);
  g_free (beats->inputs);
  g_array_unref (beats->groups);
  g_clear_pointer (&beats->trace, nrn_trace_unref);
  g_clear_pointer (&beats->dataset, nrn_dataset_unref);
  g_clear_pointer (&beats->scaler, nrn_scaler_unref);
  nrn_weights_unref (beats->weights);
  g_free (beats->features);
  g_free (beats);
}

/**
 * nrn_beats_get_trace:
 * @beats: beats
 *
 * Returns: (transfer none) (nullable): their update; %NULL if there is none
 */
const NrnTrace *
nrn_beats_get_trace (const NrnBeats *beats)
{
  return beats->trace;
}

const NrnWeights *
nrn_beats_get_weights (const NrnBeats *beats)
{
  return beats->weights;
}

int
nrn_beats_get_row (const NrnBeats *beats)
{
  return beats->row;
}

/**
 * nrn_beats_get_layer:
 * @beats: beats
 * @layer: a layer's index
 * @values: (out caller-allocates): what it did with the row, or the means over
 *   the batch. All arrays are (units); gradients are those of the row's own
 *   loss, or of the mean; borrowed from @beats
 */
void
nrn_beats_get_layer (const NrnBeats *beats,
                     guint           layer,
                     NrnTraceLayer  *values)
{
  g_return_if_fail (layer < beats->n_layers);

  *values = beats->values[layer].layer;
}

/**
 * nrn_beats_get_inputs:
 * @beats: beats
 * @layer: a layer's index
 * @input_dim: (out) (optional): numbers of a row
 *
 * Returns: (transfer none): what the layer was given: shape (input_dim)
 */
const float *
nrn_beats_get_inputs (const NrnBeats *beats,
                      guint           layer,
                      guint          *input_dim)
{
  g_return_val_if_fail (layer < beats->n_layers, NULL);

  if (input_dim != NULL)
    *input_dim = layer > 0 ? beats->values[layer - 1].layer.units : beats->input_dim;

  return layer > 0 ? beats->values[layer - 1].layer.outputs : beats->inputs;
}

/**
 * nrn_beats_get_example:
 * @beats: beats
 * @beat: one of them
 *
 * Returns: the unit of its layer that comes before the others: the first that is
 *   on, if there are many
 */
guint
nrn_beats_get_example (const NrnBeats *beats,
                       const NrnBeat  *beat)
{
  return get_group (beats, find_group (beats, beat))->example;
}

/**
 * nrn_beats_find_input:
 * @beats: beats
 * @layer: a layer with a kernel
 * @unit: one of its units
 *
 * Returns: the input whose weight is an example for all of the unit's: the first
 *   that is not 0 and whose weight has a gradient, if there is one
 */
guint
nrn_beats_find_input (const NrnBeats *beats,
                      guint           layer,
                      guint           unit)
{
  guint units = beats->values[layer].layer.units;
  guint n_inputs;
  const float *inputs = nrn_beats_get_inputs (beats, layer, &n_inputs);
  const float *gradients = get_kernel_gradients (beats, layer);
  guint found = n_inputs;

  for (guint i = 0; i < n_inputs && gradients != NULL; i++)
    {
      if (gradients[(gsize) i * units + unit] == 0)
        continue;
      if (inputs[i] != 0)
        return i;
      found = MIN (found, i);
    }

  return found < n_inputs ? found : 0;
}

/* ---- Going through them ---- */

/**
 * nrn_beats_get_first:
 * @beats: the beats of an update
 * @beat: (out caller-allocates): where they begin
 */
void
nrn_beats_get_first (const NrnBeats *beats,
                     NrnBeat        *beat)
{
  begin_group (beats, 0, beat);
}

/**
 * nrn_beats_get_last:
 * @beats: the beats of an update
 * @beat: (out caller-allocates): where the last group of them begins
 */
void
nrn_beats_get_last (const NrnBeats *beats,
                    NrnBeat        *beat)
{
  begin_group (beats, beats->groups->len - 1, beat);
}

/**
 * nrn_beats_go_on:
 * @beats: beats
 * @stride: how far to go
 * @beat: (inout): one of them; the one after it
 *
 * Returns: %FALSE if there is none; then @beat stays
 */
gboolean
nrn_beats_go_on (const NrnBeats *beats,
                 NrnBeatStride   stride,
                 NrnBeat        *beat)
{
  guint index = find_group (beats, beat);
  guint next = index + 1;

  if (stride == NRN_BEAT_STRIDE_PHASE && beats->trace != NULL)
    next = find_phase (beats, beat->phase + 1);
  else if (stride != NRN_BEAT_STRIDE_PHASE &&
           go_on_in_group (get_group (beats, index), stride, beat))
    return TRUE;

  if (next >= beats->groups->len)
    return FALSE;

  begin_group_by (beats, next, stride, beat);

  return TRUE;
}

/* First to where this layer begins. */
static gboolean
go_back_by_layer (const NrnBeats *beats,
                  NrnBeat        *beat)
{
  guint index = find_group (beats, beat);
  NrnBeat start;

  begin_group (beats, index, &start);
  if (nrn_beat_equal (&start, beat))
    {
      if (index == 0)
        return FALSE;
      begin_group (beats, index - 1, &start);
    }
  *beat = start;

  return TRUE;
}

/**
 * nrn_beats_go_back:
 * @beats: beats
 * @stride: how far to go; by phase, first to where this one begins
 * @beat: (inout): one of them; the one before it
 *
 * Returns: %FALSE if there is none; then @beat stays
 */
gboolean
nrn_beats_go_back (const NrnBeats *beats,
                   NrnBeatStride   stride,
                   NrnBeat        *beat)
{
  guint index = find_group (beats, beat);
  NrnBeat start;

  if (stride == NRN_BEAT_STRIDE_PHASE && beats->trace == NULL)
    return go_back_by_layer (beats, beat);
  if (stride != NRN_BEAT_STRIDE_PHASE)
    {
      if (go_back_in_group (get_group (beats, index), stride, beat))
        return TRUE;
      if (index == 0)
        return FALSE;
      end_group (beats, index - 1, stride, beat);
      return TRUE;
    }

  begin_group (beats, find_phase (beats, beat->phase), &start);
  if (nrn_beat_equal (&start, beat))
    {
      if (beat->phase == NRN_BEAT_FORWARD)
        return FALSE;
      begin_group (beats, find_phase (beats, beat->phase - 1), &start);
    }
  *beat = start;

  return TRUE;
}

gboolean
nrn_beat_equal (const NrnBeat *a,
                const NrnBeat *b)
{
  return a->phase == b->phase && a->layer == b->layer && a->unit == b->unit &&
         a->n_units == b->n_units;
}

/* ---- In words ---- */

/**
 * nrn_beats_tell_ends:
 * @beats: beats without an update
 * @beat: the first or the last of them
 *
 * Returns: (transfer full) (element-type NrnFormulaLine): what comes in, or what
 *   comes out
 */
GArray *
nrn_beats_tell_ends (const NrnBeats *beats,
                     const NrnBeat  *beat)
{
  const NrnTraceLayer *last = &beats->values[beats->n_layers - 1].layer;

  g_return_val_if_fail (beats->dataset != NULL, NULL);

  return beat->phase == NRN_BEAT_INPUTS
           ? nrn_tracer_words_tell_inputs (beats->dataset, beats->scaler, beats->features)
           : nrn_tracer_words_tell_outputs (beats->dataset, beats->features, last->units,
                                            last->outputs);
}

/**
 * nrn_beat_get_phase_name:
 * @phase: a phase
 *
 * Returns: (transfer none): what it is called, translated
 */
const char *
nrn_beat_get_phase_name (NrnBeatPhase phase)
{
  static const char *const names[NRN_BEAT_N_PHASES] = {
    [NRN_BEAT_FORWARD] = NC_("part of an update", "Forward"),
    [NRN_BEAT_LOSS] = NC_("part of an update", "Loss"),
    [NRN_BEAT_BACKWARD] = NC_("part of an update", "Backward"),
    [NRN_BEAT_UPDATE] = NC_("part of an update", "Update"),
    [NRN_BEAT_INPUTS] = NC_("part of an update", "Inputs"),
    [NRN_BEAT_OUTPUTS] = NC_("part of an update", "Outputs"),
  };

  g_return_val_if_fail (phase < NRN_BEAT_N_PHASES, NULL);

  return g_dpgettext2 (GETTEXT_PACKAGE, "part of an update", names[phase]);
}

static char *
print_network_title (const NrnBeats *self,
                     NrnBeatPhase    phase)
{
  guint n = (guint) nrn_architecture_get_n_trainable (get_architecture (self));

  if (phase == NRN_BEAT_INPUTS)
    return g_strdup (self->scaler != NULL ? _("Your values, scaled")
                                          : _("Your values"));
  if (phase == NRN_BEAT_OUTPUTS)
    return g_strdup (_("What the network says"));
  if (phase == NRN_BEAT_UPDATE)
    return g_strdup_printf (ngettext ("The same for the one weight", "And the same for all %u", n), n);
  if (self->row < 0)
    return g_strdup (_("How wrong the outputs are, on the mean"));

  return g_strdup (_("How wrong the outputs are"));
}

/**
 * nrn_beats_print_title:
 * @beats: beats
 * @beat: one of them
 * @layer_name: (nullable): what its layer is called; %NULL where it belongs to
 *   no single one
 *
 * Returns: (transfer full): what it is about: “Hidden 1, unit 1”, “And the same
 *   for all 302”
 */
char *
nrn_beats_print_title (const NrnBeats *beats,
                       const NrnBeat  *beat,
                       const char     *layer_name)
{
  if (beat->n_units == 0)
    return print_network_title (beats, beat->phase);
  if (get_group (beats, find_group (beats, beat))->is_whole)
    return g_strdup (layer_name);
  if (beat->phase == NRN_BEAT_UPDATE)
    /* Translators: one weight of a unit of a layer: “Hidden 2, unit 5, weight 3”. */
    return g_strdup_printf (_("%s, unit %u, weight %u"), layer_name, beat->unit + 1,
                            nrn_beats_find_input (beats, beat->layer, beat->unit) + 1);
  if (beat->n_units == 1)
    return g_strdup_printf (_("%s, unit %u"), layer_name, beat->unit + 1);

  /* Translators: several units of a layer: “Hidden 2, units 2–32”. */
  return g_strdup_printf (_("%s, units %u–%u"), layer_name, beat->unit + 1,
                          beat->unit + beat->n_units);
}
