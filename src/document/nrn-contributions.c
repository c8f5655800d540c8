/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What pulls a sample to one class rather than another, or to a value.
 *
 * The weighted sum of an output is a sum of products, and so is the difference
 * of two of them:
 *
 *   z_a = Σ aᵢ · wᵢₐ + b_a
 *   z_a − z_b = Σ aᵢ · (wᵢₐ − wᵢᵦ) + (b_a − b_b)
 *
 * Each product is a contribution. From the unit with the largest one, the way
 * goes back along the largest product of each unit's own sum.
 */

#include "nrn-contributions.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "nrn-model.h"
#include "nrn-vector.h"

/* Of so many contributions the edges are part of the way. */
#define N_LIT 3

/* Instead of another class: the output is a value, and its sum alone counts. */
#define NONE G_MAXUINT

struct _NrnContributions
{
  int              layer;     /* the layer that the units are of; -1 for the inputs */
  double           lead;
  guint            n;
  NrnContribution *parts;     /* owned; (n); the largest first */
  GArray          *path;      /* owned; #NrnPathEdge */
  guint            n_outputs;
  float           *outputs;   /* owned; (n_outputs) */
};

/* One layer with weights, and what comes into it. */
typedef struct
{
  guint        layer;
  guint        n_inputs;
  guint        units;
  const float *inputs;    /* (n_inputs) */
  const float *kernel;    /* (n_inputs, units) */
  const float *bias;      /* (units); NULL for none */
  const float *sums;      /* (units) */
} Dense;

static int
find_dense (const NrnArchitecture *architecture,
            int                    below)
{
  int layer = below - 1;

  while (layer >= 0 && nrn_architecture_find_tensor (architecture, (guint) layer, "kernel") == NULL)
    layer--;

  return layer;
}

static void
dense_init (Dense            *dense,
            const NrnWeights *weights,
            const NrnModel   *model,
            const float      *inputs,
            guint             layer)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  const float *sums = nrn_model_get_layer_sums (model, layer);

  dense->layer = layer;
  dense->n_inputs = layer == 0 ? nrn_architecture_get_input_dim (architecture)
                               : nrn_architecture_get_layer_units (architecture, layer - 1);
  dense->units = nrn_architecture_get_layer_units (architecture, layer);
  dense->inputs = layer == 0 ? inputs : nrn_model_get_layer_outputs (model, layer - 1);
  dense->kernel = nrn_weights_get_tensor (weights, layer, "kernel");
  dense->bias = nrn_weights_get_tensor (weights, layer, "bias");
  dense->sums = sums != NULL ? sums : nrn_model_get_layer_outputs (model, layer);
}

/* ---- The contributions ---- */

/* A single output stands for both classes. */
static double
get_difference (const float *values,
                guint        n_outputs,
                guint        ahead,
                guint        other)
{
  if (other == NONE)
    return (double) values[ahead];
  if (n_outputs == 1)
    return ahead == 1 ? (double) values[0] : -(double) values[0];

  return (double) values[ahead] - (double) values[other];
}

/* The largest first, whatever its sign; then in the order of the units. */
static int
compare (const void *a,
         const void *b)
{
  const NrnContribution *first = a, *second = b;
  double difference = fabs (second->value) - fabs (first->value);

  if (difference < 0 || difference > 0)
    return difference > 0 ? 1 : -1;

  return first->unit - second->unit;
}

static void
collect (NrnContributions *self,
         const Dense      *dense,
         guint             ahead,
         guint             other)
{
  self->parts = g_new (NrnContribution, dense->n_inputs + 1);
  for (guint i = 0; i < dense->n_inputs; i++)
    {
      NrnContribution *part = &self->parts[self->n++];

      part->unit = (int) i;
      part->activation = (double) dense->inputs[i];
      part->weight = get_difference (dense->kernel + (gsize) i * dense->units, dense->units, ahead,
                                     other);
      part->value = part->activation * part->weight;
    }
  if (dense->bias != NULL)
    {
      double bias = get_difference (dense->bias, dense->units, ahead, other);

      self->parts[self->n++] = (NrnContribution) { NRN_CONTRIBUTION_BIAS, 1, bias, bias };
    }
  qsort (self->parts, self->n, sizeof *self->parts, compare);
}

/* ---- The way ---- */

static double
get_product (const Dense *dense,
             int          input,
             guint        unit)
{
  if (input < 0)
    return dense->bias != NULL ? (double) dense->bias[unit] : 0;

  return (double) dense->inputs[input] *
         (double) dense->kernel[(gsize) input * dense->units + unit];
}

static void
add_edge (NrnContributions *self,
          const Dense      *dense,
          int               input,
          guint             unit)
{
  NrnPathEdge edge = { dense->layer, input, unit, get_product (dense, input, unit) };

  g_array_append_val (self->path, edge);
}

/* The input that pulls the unit's sum most to where it is. */
static guint
find_strongest (const Dense *dense,
                guint        unit)
{
  double sign = dense->sums[unit] < 0 ? -1 : 1;
  guint strongest = 0;

  for (guint i = 1; i < dense->n_inputs; i++)
    {
      if (sign * get_product (dense, (int) i, unit) >
          sign * get_product (dense, (int) strongest, unit))
        strongest = i;
    }

  return strongest;
}

static void
light_last (NrnContributions *self,
            const Dense      *dense,
            guint             ahead,
            guint             other)
{
  guint n_lit = 0;

  for (guint i = 0; i < self->n && n_lit < N_LIT; i++)
    {
      if (!(fabs (self->parts[i].value) > 0))
        continue;
      add_edge (self, dense, self->parts[i].unit, dense->units == 1 ? 0 : ahead);
      if (dense->units > 1 && other != NONE)
        add_edge (self, dense, self->parts[i].unit, other);
      n_lit++;
    }
}

/* The unit that pulls most to the class that is ahead, or a value to where it
 * is wrong, up (1) or down (-1); -1 for none. */
static int
find_first (const NrnContributions *self,
            double                  direction)
{
  for (guint i = 0; i < self->n; i++)
    {
      if (self->parts[i].unit >= 0 && direction * self->parts[i].value > 0)
        return self->parts[i].unit;
    }

  return -1;
}

static void
trace_back (NrnContributions *self,
            const NrnWeights *weights,
            const NrnModel   *model,
            const float      *inputs,
            double            direction,
            int               layer)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  int unit = find_first (self, direction);

  while ((layer = find_dense (architecture, layer)) >= 0 && unit >= 0)
    {
      Dense dense;
      guint input;

      dense_init (&dense, weights, model, inputs, (guint) layer);
      input = find_strongest (&dense, (guint) unit);
      add_edge (self, &dense, (int) input, (guint) unit);
      unit = (int) input;
    }
}

static NrnContributions *
take_apart (const NrnWeights *weights,
            const float      *inputs,
            guint             ahead,
            guint             other,
            double            target)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  guint n_layers = nrn_architecture_get_n_layers (architecture);
  guint dim = nrn_architecture_get_input_dim (architecture);
  int last = find_dense (architecture, (int) n_layers);
  g_autofree float *padded = g_new0 (float, dim + NRN_LANES);
  g_autoptr (NrnModel) model = NULL;
  NrnContributions *self;
  double direction;
  Dense dense;

  if (last < 0)
    return NULL;

  memcpy (padded, inputs, dim * sizeof (float));
  model = nrn_model_new (architecture, 1);
  nrn_model_set_weights (model, weights);
  nrn_model_forward (model, 1, padded, FALSE);
  dense_init (&dense, weights, model, padded, (guint) last);

  self = g_new0 (NrnContributions, 1);
  self->layer = find_dense (architecture, last);
  self->lead = get_difference (dense.sums, dense.units, ahead, other);
  self->n_outputs = nrn_architecture_get_output_dim (architecture);
  self->outputs = g_memdup2 (nrn_model_get_layer_outputs (model, n_layers - 1),
                             self->n_outputs * sizeof (float));
  self->path = g_array_new (FALSE, FALSE, sizeof (NrnPathEdge));
  collect (self, &dense, ahead, other);
  light_last (self, &dense, ahead, other);
  direction = other == NONE && (double) self->outputs[ahead] < target ? -1 : 1;
  trace_back (self, weights, model, padded, direction, last);

  return self;
}

/**
 * nrn_contributions_new:
 * @weights: a network with its weights
 * @inputs: (array): a sample as the network takes it in; shape (input_dim)
 * @ahead: a class
 * @other: another one
 *
 * Computes the sample's way through the network, and takes it apart. Not for
 * every frame with large networks.
 *
 * Returns: (transfer full) (nullable): how each unit contributes; %NULL for a
 *   network without weights
 */
NrnContributions *
nrn_contributions_new (const NrnWeights *weights,
                       const float      *inputs,
                       guint             ahead,
                       guint             other)
{
  guint n = MAX (nrn_architecture_get_output_dim (nrn_weights_get_architecture (weights)), 2);

  g_return_val_if_fail (ahead < n && other < n, NULL);

  return take_apart (weights, inputs, ahead, other, 0);
}

/**
 * nrn_contributions_new_value:
 * @weights: a network with its weights
 * @inputs: (array): a sample as the network takes it in; shape (input_dim)
 * @output: an output that is a value
 * @target: what it should be
 *
 * As nrn_contributions_new(), of the weighted sum of a single output. The way
 * back begins at the unit that pulls the output most to the side of @target
 * that it is on.
 *
 * Returns: (transfer full) (nullable): how each unit contributes; %NULL for a
 *   network without weights
 */
NrnContributions *
nrn_contributions_new_value (const NrnWeights *weights,
                             const float      *inputs,
                             guint             output,
                             double            target)
{
  guint n = nrn_architecture_get_output_dim (nrn_weights_get_architecture (weights));

  g_return_val_if_fail (output < n, NULL);

  return take_apart (weights, inputs, output, NONE, target);
}

void
nrn_contributions_free (NrnContributions *contributions)
{
  g_return_if_fail (contributions != NULL);

  g_free (contributions->parts);
  g_free (contributions->outputs);
  g_array_unref (contributions->path);
  g_free (contributions);
}

/**
 * nrn_contributions_get_lead:
 * @contributions: contributions
 *
 * Returns: how far the weighted sum of the class that is ahead is above that of
 *   the other, or the weighted sum of a value, as the network computes them; up
 *   to rounding, the sum of all contributions
 */
double
nrn_contributions_get_lead (const NrnContributions *contributions)
{
  return contributions->lead;
}

/**
 * nrn_contributions_get_layer:
 * @contributions: contributions
 *
 * Returns: the layer with weights whose units contribute, -1 for the inputs
 */
int
nrn_contributions_get_layer (const NrnContributions *contributions)
{
  return contributions->layer;
}

guint
nrn_contributions_get_n (const NrnContributions *contributions)
{
  return contributions->n;
}

/**
 * nrn_contributions_get:
 * @contributions: contributions
 * @index: which one; the largest is the first, whatever its sign
 *
 * Returns: (transfer none): it
 */
const NrnContribution *
nrn_contributions_get (const NrnContributions *contributions,
                       guint                   index)
{
  g_return_val_if_fail (index < contributions->n, NULL);

  return &contributions->parts[index];
}

/**
 * nrn_contributions_get_path:
 * @contributions: contributions
 * @n_edges: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_edges): the edges of the largest
 *   contributions, and from the one that pulls most to the class that is ahead,
 *   or a value to where it is wrong, back to an input, along the strongest
 */
const NrnPathEdge *
nrn_contributions_get_path (const NrnContributions *contributions,
                            guint                  *n_edges)
{
  *n_edges = contributions->path->len;

  return (const NrnPathEdge *) (const void *) contributions->path->data;
}

/**
 * nrn_contributions_get_outputs:
 * @contributions: contributions
 *
 * Returns: (transfer none): what the network gives for the sample; shape
 *   (output_dim)
 */
const float *
nrn_contributions_get_outputs (const NrnContributions *contributions)
{
  return contributions->outputs;
}
