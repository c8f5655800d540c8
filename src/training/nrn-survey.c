/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What all rows do in a network.
 *
 * The gradients are those of the batches that training would begin an epoch
 * with, all with the same weights: of one batch they would jump about, and of all
 * rows at once they would vanish where training has come to rest.
 */

#include "nrn-survey.h"

#include <math.h>

#include "nrn-activation.h"
#include "nrn-diagnosis.h"
#include "nrn-fit-private.h"

#define CHUNK_ROWS 512

typedef struct
{
  guint             n_units;    /* hidden units that may be never on; or 0 */
  NrnUnitReach     *reach;      /* owned; (n_units) */
  NrnLayerGradient  gradient;
} Layer;

struct _NrnSurvey
{
  NrnWeights      *weights;     /* owned */
  guint            n_rows;
  guint            n_batches;
  guint            n_layers;
  Layer           *layers;      /* owned */
};

/* ---- Units ---- */

/* Whether the layer has an activation like relu, and its outputs are those of
 * hidden units. */
static gboolean
can_be_off (const NrnArchitecture *architecture,
            guint                  layer)
{
  return nrn_activation_can_be_off (nrn_architecture_get_activation (architecture, layer)) &&
         nrn_diagnosis_count_units (architecture, layer) > 0;
}

static void
prepare_units (NrnSurvey *self)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (self->weights);

  for (guint i = 0; i < self->n_layers; i++)
    {
      Layer *layer = &self->layers[i];

      if (!can_be_off (architecture, i))
        continue;
      layer->n_units = nrn_architecture_get_layer_units (architecture, i);
      layer->reach = g_new (NrnUnitReach, layer->n_units);
      /* One that is switched off by hand is no riddle. */
      for (guint unit = 0; unit < layer->n_units; unit++)
        layer->reach[unit] = (NrnUnitReach) {
          .maximum = -INFINITY,
          .is_off = !nrn_architecture_is_off (architecture, i, unit),
        };
    }
}

/* @sums went into the activation, @outputs came out. NaN counts as on. */
static void
try_rows (Layer       *layer,
          guint        first_row,
          guint        n_rows,
          const float *sums,
          const float *outputs)
{
  for (guint row = 0; row < n_rows; row++)
    for (guint unit = 0; unit < layer->n_units; unit++)
      {
        NrnUnitReach *reach = &layer->reach[unit];
        gsize i = (gsize) row * layer->n_units + unit;

        if (!reach->is_off)
          continue;
        reach->is_off = outputs[i] >= 0 && outputs[i] <= 0;
        if (sums[i] > reach->maximum)
          {
            reach->maximum = sums[i];
            reach->row = first_row + row;
          }
      }
}

static guint
count_off (const Layer *layer)
{
  guint n_off = 0;

  for (guint unit = 0; unit < layer->n_units; unit++)
    n_off += layer->reach[unit].is_off ? 1 : 0;

  return n_off;
}

static guint
count_all_off (const NrnSurvey *self)
{
  guint n_off = 0;

  for (guint i = 0; i < self->n_layers; i++)
    n_off += count_off (&self->layers[i]);

  return n_off;
}

/* Chunk by chunk, until no unit is left that might be off. */
static void
survey_units (NrnSurvey        *self,
              const NrnSamples *samples)
{
  g_autoptr (NrnModel) model = nrn_model_new (nrn_weights_get_architecture (self->weights),
                                              MIN (CHUNK_ROWS, self->n_rows));
  gsize dim = nrn_samples_get_input_dim (samples);

  nrn_model_set_weights (model, self->weights);
  for (guint row = 0; row < self->n_rows && count_all_off (self) > 0; row += CHUNK_ROWS)
    {
      guint n = MIN (CHUNK_ROWS, self->n_rows - row);
      const float *inputs = nrn_samples_get_inputs (samples) + row * dim;

      nrn_model_forward (model, n, inputs, FALSE);
      for (guint i = 0; i < self->n_layers; i++)
        {
          const float *sums = nrn_model_get_layer_sums (model, i);

          /* An activation that is a layer of its own gets the outputs before. */
          if (sums == NULL)
            sums = i > 0 ? nrn_model_get_layer_outputs (model, i - 1) : inputs;
          if (self->layers[i].n_units > 0)
            try_rows (&self->layers[i], row, n, sums, nrn_model_get_layer_outputs (model, i));
        }
    }
}

/* ---- Gradients ---- */

static void
add_gradients (const NrnSurvey *self,
               const float     *gradients,
               double          *sums)
{
  guint n_tensors;
  const NrnTensor *tensors =
    nrn_architecture_get_tensors (nrn_weights_get_architecture (self->weights), &n_tensors);

  for (guint i = 0; i < n_tensors; i++)
    {
      if (!tensors[i].trainable)
        continue;
      for (gsize j = 0; j < tensors[i].size; j++)
        sums[tensors[i].layer] += fabs ((double) gradients[tensors[i].offset + j]);
    }
}

/* @sums are over all weights of a layer and all batches. */
static void
take_means (NrnSurvey    *self,
            const double *sums)
{
  guint n_tensors;
  const NrnTensor *tensors =
    nrn_architecture_get_tensors (nrn_weights_get_architecture (self->weights), &n_tensors);
  const float *weights = nrn_weights_get_data (self->weights);

  for (guint i = 0; i < n_tensors; i++)
    {
      NrnLayerGradient *gradient = &self->layers[tensors[i].layer].gradient;

      if (!tensors[i].trainable)
        continue;
      gradient->n_weights += tensors[i].size;
      for (gsize j = 0; j < tensors[i].size; j++)
        gradient->mean_weight += fabs ((double) weights[tensors[i].offset + j]);
    }
  for (guint i = 0; i < self->n_layers; i++)
    {
      NrnLayerGradient *gradient = &self->layers[i].gradient;

      if (gradient->n_weights == 0)
        continue;
      gradient->mean_weight /= (double) gradient->n_weights;
      gradient->mean_gradient = sums[i] / (double) gradient->n_weights / self->n_batches;
    }
}

/* The training is one of its own: it lays out the batches and is never
 * stepped. */
static void
survey_gradients (NrnSurvey           *self,
                  const NrnSurveyCase *what)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (self->weights);
  gsize n = nrn_architecture_get_n_parameters (architecture);
  g_autofree float *gradients = g_new0 (float, n + 1);
  g_autofree double *sums = g_new0 (double, self->n_layers);
  NrnFitOptions options = *what->fit;
  g_autoptr (NrnFit) fit = NULL;
  const guint *rows;

  options.epochs = MAX (options.epochs, 1);
  fit = nrn_fit_new (architecture, self->weights, what->loss, what->optimizer, what->samples,
                     &options, NULL);
  if (fit == NULL)
    return;

  nrn_fit_peek_batch (fit, &rows);
  while (fit->next < fit->n_train && self->n_batches < NRN_SURVEY_MAX_BATCHES)
    {
      guint n_rows = nrn_fit_gather_batch (fit, fit->n_train);
      NrnBatchResult result;

      if (!nrn_model_train_on_batch (fit->model, what->loss, NULL, n_rows, fit->inputs,
                                     fit->targets, &result))
        continue;
      nrn_model_copy_gradients (fit->model, gradients);
      add_gradients (self, gradients, sums);
      self->n_batches++;
    }
  if (self->n_batches > 0)
    take_means (self, sums);
}

/* ---- The value ---- */

/**
 * nrn_survey_new:
 * @what: what to look at; its parts fit together
 *
 * Sends all rows through the network as long as a unit might be never on, and
 * up to %NRN_SURVEY_MAX_BATCHES batches back. Takes time where there are many
 * rows or weights. Any thread.
 *
 * Returns: (transfer full): what was found
 */
NrnSurvey *
nrn_survey_new (const NrnSurveyCase *what)
{
  NrnSurvey *self = g_new0 (NrnSurvey, 1);

  self->weights = nrn_weights_ref (what->weights);
  self->n_rows = nrn_samples_get_n_rows (what->samples);
  self->n_layers = nrn_architecture_get_n_layers (nrn_weights_get_architecture (self->weights));
  self->layers = g_new0 (Layer, self->n_layers);
  prepare_units (self);
  survey_units (self, what->samples);
  survey_gradients (self, what);

  return self;
}

void
nrn_survey_free (NrnSurvey *survey)
{
  for (guint i = 0; i < survey->n_layers; i++)
    g_free (survey->layers[i].reach);
  g_free (survey->layers);
  nrn_weights_unref (survey->weights);
  g_free (survey);
}

/**
 * nrn_survey_get_weights:
 * @survey: a survey
 *
 * Returns: (transfer none): those that it looks at
 */
const NrnWeights *
nrn_survey_get_weights (const NrnSurvey *survey)
{
  return survey->weights;
}

guint
nrn_survey_get_n_rows (const NrnSurvey *survey)
{
  return survey->n_rows;
}

/**
 * nrn_survey_has_units:
 * @survey: a survey
 * @layer: a layer's index
 *
 * Returns: whether the layer has hidden units that may be never on
 */
gboolean
nrn_survey_has_units (const NrnSurvey *survey,
                      guint            layer)
{
  return survey->layers[layer].n_units > 0;
}

/**
 * nrn_survey_get_reach:
 * @survey: a survey
 * @layer: a layer that nrn_survey_has_units()
 * @unit: one of its units
 *
 * Returns: (transfer none): how far it gets
 */
const NrnUnitReach *
nrn_survey_get_reach (const NrnSurvey *survey,
                      guint            layer,
                      guint            unit)
{
  g_return_val_if_fail (unit < survey->layers[layer].n_units, NULL);

  return &survey->layers[layer].reach[unit];
}

/**
 * nrn_survey_count_off:
 * @survey: a survey
 * @layer: a layer's index
 *
 * Returns: how many of its units are never on, but for those that are switched
 *   off by hand
 */
guint
nrn_survey_count_off (const NrnSurvey *survey,
                      guint            layer)
{
  return count_off (&survey->layers[layer]);
}

/**
 * nrn_survey_get_n_batches:
 * @survey: a survey
 *
 * Returns: of how many batches the gradients are the means; 0 if there are
 *   none, because the loss is not finite
 */
guint
nrn_survey_get_n_batches (const NrnSurvey *survey)
{
  return survey->n_batches;
}

/**
 * nrn_survey_get_gradient:
 * @survey: a survey
 * @layer: a layer's index
 *
 * Returns: (transfer none): how large its gradients are
 */
const NrnLayerGradient *
nrn_survey_get_gradient (const NrnSurvey *survey,
                         guint            layer)
{
  return &survey->layers[layer].gradient;
}
