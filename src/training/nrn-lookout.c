/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Looks at a network as it was at a moment of its training.
 */

#include "nrn-lookout.h"

#include <math.h>
#include <string.h>

#include "nrn-accuracy.h"
#include "nrn-diagnosis.h"

#define CHUNK_ROWS 1024

/* Where the prediction flips, to the last digit of a float. */
#define N_HALVINGS 24

struct _NrnLookout
{
  /* Owned */
  NrnArchitecture *architecture;
  NrnConfig       *loss;
  NrnSamples      *samples;
  NrnModel        *model;       /* of CHUNK_ROWS rows; NULL until it is needed */

  NrnMomentRule    rule;
  double           guess;       /* share of the most frequent class; NaN for none */
  guint            n_units;     /* that are watched */
};

/* ---- A look ---- */

/**
 * nrn_look_init:
 * @look: (out caller-allocates): a look at nothing
 * @lookout: who is to look; nrn_look_clear() is to follow
 */
void
nrn_look_init (NrnLook          *look,
               const NrnLookout *lookout)
{
  *look = (NrnLook) { .is_on = g_new0 (guint8, lookout->n_units + 1), .accuracy = NAN };
}

void
nrn_look_clear (NrnLook *look)
{
  g_clear_pointer (&look->is_on, g_free);
}

/**
 * nrn_look_copy:
 * @to: a look
 * @from: another one, by the same lookout
 * @lookout: who has looked
 *
 * Makes @to the same as @from.
 */
void
nrn_look_copy (NrnLook          *to,
               const NrnLook    *from,
               const NrnLookout *lookout)
{
  guint8 *is_on = to->is_on;

  *to = *from;
  to->is_on = memcpy (is_on, from->is_on, lookout->n_units);
}

/* ---- Who looks ---- */

static guint
count_watched (const NrnArchitecture *architecture)
{
  guint n_units = 0;

  for (guint layer = 0; layer < nrn_architecture_get_n_layers (architecture); layer++)
    n_units += nrn_diagnosis_count_units (architecture, layer);

  return n_units;
}

static NrnTargetKind
get_target_kind (NrnLookout *self)
{
  return nrn_loss_get_target_kind (nrn_config_get_kind (self->loss));
}

/* A row of targets as a class. */
static guint
get_class (NrnTargetKind  kind,
           guint          dim,
           const float   *targets)
{
  if (kind == NRN_TARGET_CLASS)
    return (guint) targets[0];

  return dim == 1 ? targets[0] > 0.5f : nrn_accuracy_argmax (dim, targets);
}

/* What is right by always guessing the same. */
static double
measure_guess (NrnLookout *self)
{
  guint n_rows = nrn_samples_get_n_rows (self->samples);
  guint dim = nrn_samples_get_target_dim (self->samples);
  guint n_classes = MAX (nrn_architecture_get_output_dim (self->architecture), 2);
  const float *targets = nrn_samples_get_targets (self->samples);
  g_autofree guint *counts = g_new0 (guint, n_classes);
  guint most = 0;

  if (!nrn_samples_has_accuracy (self->samples))
    return NAN;

  for (guint row = 0; row < n_rows; row++)
    {
      guint class = get_class (get_target_kind (self), dim, targets + (gsize) row * dim);

      if (class >= n_classes)
        continue;
      counts[class]++;
      most = MAX (most, counts[class]);
    }

  return (double) most / n_rows;
}

/* Of two classes. */
static gboolean
predict_class (NrnLookout *self,
               float       input)
{
  guint n_outputs = nrn_architecture_get_output_dim (self->architecture);
  const float *outputs = nrn_model_forward (self->model, 1, &input, FALSE);

  return n_outputs == 1 ? outputs[0] > 0.5f : nrn_accuracy_argmax (n_outputs, outputs) > 0;
}

static double
find_flip (NrnLookout *self,
           gboolean    is_low)
{
  double low = self->rule.low, high = self->rule.high;

  for (guint i = 0; i < N_HALVINGS; i++)
    {
      double middle = (low + high) / 2;

      if (predict_class (self, (float) middle) == is_low)
        low = middle;
      else
        high = middle;
    }

  return (low + high) / 2;
}

/* A prediction that is the same for the smallest and the largest input does not
 * flip, or does so more than once; then it is where it was. */
static void
look_at_flip (NrnLookout    *self,
              const NrnLook *before,
              NrnLook       *look)
{
  gboolean low, high;

  look->side = before->side;
  look->flip = before->flip;
  if (!self->rule.is_known)
    return;

  low = predict_class (self, self->rule.low);
  high = predict_class (self, self->rule.high);
  if (low == high)
    return;

  look->side = predict_class (self, self->rule.value) == low ? 1 : -1;
  look->flip = find_flip (self, low);
}

static void
mark_on (NrnLookout *self,
         guint       n_rows,
         guint8     *is_on)
{
  for (guint layer = 0; layer < nrn_architecture_get_n_layers (self->architecture); layer++)
    {
      guint units = nrn_diagnosis_count_units (self->architecture, layer);
      const float *outputs = units > 0 ? nrn_model_get_layer_outputs (self->model, layer) : NULL;

      for (gsize i = 0; i < (gsize) n_rows * units; i++)
        is_on[i % units] |= outputs[i] != 0;
      is_on += units;
    }
}

/**
 * nrn_lookout_new:
 * @architecture: the network
 * @loss: its loss
 * @samples: its rows
 * @rule: where the prediction should flip
 *
 * Returns: (transfer full): somebody who is not ready yet: see
 *   nrn_lookout_prepare()
 */
NrnLookout *
nrn_lookout_new (const NrnArchitecture *architecture,
                 const NrnConfig       *loss,
                 const NrnSamples      *samples,
                 const NrnMomentRule   *rule)
{
  NrnLookout *self = g_new0 (NrnLookout, 1);

  self->architecture = nrn_architecture_ref (architecture);
  self->loss = nrn_config_ref (loss);
  self->samples = nrn_samples_ref (samples);
  self->rule = *rule;
  self->guess = NAN;
  self->n_units = count_watched (architecture);

  return self;
}

void
nrn_lookout_free (NrnLookout *lookout)
{
  nrn_architecture_unref (lookout->architecture);
  nrn_config_unref (lookout->loss);
  nrn_samples_unref (lookout->samples);
  g_clear_pointer (&lookout->model, nrn_model_free);
  g_free (lookout);
}

/**
 * nrn_lookout_prepare:
 * @lookout: a lookout
 *
 * Takes the time that is needed before the first look; after that, none. Not done
 * when it is made, by somebody who must not wait.
 */
void
nrn_lookout_prepare (NrnLookout *lookout)
{
  if (lookout->model != NULL)
    return;

  lookout->model = nrn_model_new (lookout->architecture,
                                  MIN (CHUNK_ROWS, nrn_samples_get_n_rows (lookout->samples)));
  lookout->guess = measure_guess (lookout);
}

/**
 * nrn_lookout_get_n_units:
 * @lookout: a lookout
 *
 * Returns: how many hidden units are watched
 */
guint
nrn_lookout_get_n_units (const NrnLookout *lookout)
{
  return lookout->n_units;
}

/**
 * nrn_lookout_get_guess:
 * @lookout: a lookout that is ready
 *
 * Returns: the share of rows that is right by always guessing the most frequent
 *   class; NaN where there are no classes
 */
double
nrn_lookout_get_guess (const NrnLookout *lookout)
{
  return lookout->guess;
}

/**
 * nrn_lookout_look:
 * @lookout: a lookout that is ready
 * @weights: of its network
 * @before: what was there before, perhaps @look itself
 * @look: (inout): gets what there is to see, but for its moment
 *
 * Takes a pass over all rows.
 */
void
nrn_lookout_look (NrnLookout       *lookout,
                  const NrnWeights *weights,
                  const NrnLook    *before,
                  NrnLook          *look)
{
  guint n_rows = nrn_samples_get_n_rows (lookout->samples);
  guint input_dim = nrn_samples_get_input_dim (lookout->samples);
  guint target_dim = nrn_samples_get_target_dim (lookout->samples);
  guint n_outputs = nrn_architecture_get_output_dim (lookout->architecture);
  guint n_right = 0;

  nrn_model_set_weights (lookout->model, weights);
  memset (look->is_on, 0, lookout->n_units);
  for (guint row = 0; row < n_rows; row += CHUNK_ROWS)
    {
      guint n = MIN (n_rows - row, CHUNK_ROWS);
      const float *outputs =
        nrn_model_forward (lookout->model, n,
                           nrn_samples_get_inputs (lookout->samples) + (gsize) row * input_dim, FALSE);

      mark_on (lookout, n, look->is_on);
      if (!isnan (lookout->guess))
        n_right += nrn_accuracy_count (n, n_outputs, outputs, get_target_kind (lookout),
                                       nrn_samples_get_targets (lookout->samples) + (gsize) row * target_dim);
    }
  look->accuracy = isnan (lookout->guess) ? NAN : (double) n_right / n_rows;
  look_at_flip (lookout, before, look);
}
