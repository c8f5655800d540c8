/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The loss over one weight, and a step on it. Every loss and every slope is the
 * engine's: a model of its own is given each value, and computes the batch as
 * in training.
 */

#include "nrn-loss-valley.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "nrn-random.h"
#include "nrn-task.h"
#include "nrn-vector.h"

/* More rows tell nothing more about a mean. */
#define MAX_ROWS 10000

/* What all points together may cost, in multiplications: a fraction of a
 * second. The activation of a unit takes as long as so many of them. */
#define MAX_COST        1e10
#define ACTIVATION_COST 25

/* Losses that differ by less are the same to a float. */
#define LOSS_EPSILON FLT_EPSILON

struct _NrnLossValley
{
  gatomicrefcount  ref_count;
  NrnWeights      *weights;       /* owned */
  gsize            weight;
  NrnConfig       *loss;          /* owned */
  gboolean         is_of_batch;

  guint            n_rows;
  guint            n_all_rows;
  float           *inputs;        /* owned; (n_rows, input_dim), with room for a vector */
  float           *targets;       /* owned; (n_rows, target_dim), likewise */
  float           *row_weights;   /* owned; (n_rows), NULL for all 1 */
  GRand           *random;        /* owned; copied for each pass */

  gboolean         has_penalties;
  gboolean         is_as_in_training;   /* some layers do something else then */
  double           values[NRN_LOSS_VALLEY_N_POINTS];
  double           losses[NRN_LOSS_VALLEY_N_POINTS];
};

/* ---- The rows ---- */

static guint
count_affordable_rows (const NrnArchitecture *architecture)
{
  double cost = (double) nrn_architecture_get_n_parameters (architecture);

  for (guint i = 0; i < nrn_architecture_get_n_layers (architecture); i++)
    cost += ACTIVATION_COST * (double) nrn_architecture_get_layer_units (architecture, i);

  return (guint) CLAMP (MAX_COST / NRN_LOSS_VALLEY_N_POINTS / cost, 1, MAX_ROWS);
}

/* One place of each of n_rows equal parts, by chance: rows that alternate must
 * not be those of one sort. The same ones each time. */
static guint *
choose_places (NrnLossValley *self,
               guint          n_rows,
               guint32        seed)
{
  g_autoptr (GRand) random = nrn_random_new (seed, NRN_RANDOM_ORDER);
  guint *places = g_new (guint, n_rows);

  for (guint i = 0; i < n_rows; i++)
    {
      guint begin = (guint) ((guint64) i * self->n_all_rows / n_rows);
      guint end = (guint) ((guint64) (i + 1) * self->n_all_rows / n_rows);

      places[i] = n_rows < self->n_all_rows
                    ? (guint) g_rand_int_range (random, (gint32) begin, (gint32) end) : i;
    }
  self->n_rows = n_rows;

  return places;
}

static float *
gather (guint        n_rows,
        const guint *rows,
        guint        dim,
        const float *from)
{
  float *to = g_new0 (float, (gsize) n_rows * dim + NRN_LANES);

  for (guint i = 0; i < n_rows; i++)
    memcpy (to + (gsize) i * dim, from + (gsize) rows[i] * dim, dim * sizeof (float));

  return to;
}

static void
take_rows (NrnLossValley *self,
           const guint   *rows,
           guint          input_dim,
           const float   *inputs,
           guint          target_dim,
           const float   *targets,
           const float   *row_weights)
{
  self->inputs = gather (self->n_rows, rows, input_dim, inputs);
  self->targets = gather (self->n_rows, rows, target_dim, targets);
  if (row_weights != NULL)
    self->row_weights = gather (self->n_rows, rows, 1, row_weights);
}

static void
take_batch (NrnLossValley  *self,
            const NrnTrace *trace,
            guint32         seed,
            guint           most_rows)
{
  g_autofree guint *places = NULL;
  guint input_dim, target_dim;
  const float *inputs = nrn_trace_get_layer_inputs (trace, 0, &input_dim);
  const float *targets = nrn_trace_get_targets (trace, &target_dim);

  self->is_of_batch = TRUE;
  self->n_all_rows = nrn_trace_get_n_rows (trace);
  self->random = nrn_trace_dup_random (trace);
  places = choose_places (self, MIN (self->n_all_rows, most_rows), seed);
  take_rows (self, places, input_dim, inputs, target_dim, targets, nrn_trace_get_row_weights (trace));
}

static gboolean
take_data (NrnLossValley        *self,
           const NrnFitOptions  *options,
           const NrnSamples     *samples,
           guint                 most_rows,
           GError              **error)
{
  g_autofree float *row_weights = NULL;
  g_autofree guint *places = NULL;
  g_autofree guint *order = nrn_fit_options_list_rows (options, samples, self->loss,
                                                       &self->n_all_rows, &row_weights, error);

  if (order == NULL)
    return FALSE;

  self->random = nrn_random_new (options->seed, NRN_RANDOM_TRAINING);
  places = choose_places (self, MIN (self->n_all_rows, most_rows), options->seed);
  for (guint i = 0; i < self->n_rows; i++)
    places[i] = order[places[i]];
  take_rows (self, places, nrn_samples_get_input_dim (samples), nrn_samples_get_inputs (samples),
             nrn_samples_get_target_dim (samples), nrn_samples_get_targets (samples), row_weights);

  return TRUE;
}

/* ---- The loss ---- */

static NrnModel *
new_model (const NrnLossValley *self)
{
  NrnModel *model = nrn_model_new (nrn_weights_get_architecture (self->weights), self->n_rows);

  nrn_model_set_weights (model, self->weights);
  nrn_model_set_row_weights (model, self->row_weights);

  return model;
}

/* @gradient: (out) (optional): costs a backward pass */
static double
measure (const NrnLossValley *self,
         NrnModel            *model,
         double               value,
         double              *gradient)
{
  g_autoptr (GRand) random = g_rand_copy (self->random);
  NrnBatchResult result;

  nrn_model_set_random (model, random);
  nrn_model_set_weight (model, self->weight, (float) value);
  if (gradient == NULL)
    nrn_model_measure_on_batch (model, self->loss, self->n_rows, self->inputs, self->targets, TRUE,
                                &result);
  else if (nrn_model_train_on_batch (model, self->loss, NULL, self->n_rows, self->inputs,
                                     self->targets, &result))
    *gradient = nrn_model_get_gradient (model, self->weight);
  else
    *gradient = NAN;
  nrn_model_set_random (model, NULL);

  return result.loss;
}

/* What else is in the loss, and whether it is another one than Keras'
 * evaluate() tells. */
static void
compare_losses (NrnLossValley *self,
                NrnModel      *model)
{
  double trained = measure (self, model, self->values[0], NULL);
  double sum = 0;
  NrnBatchResult tested;

  for (guint i = 0; i < self->n_rows; i++)
    sum += (double) nrn_model_get_losses (model)[i];
  self->has_penalties = fabs (trained - sum / self->n_rows) > LOSS_EPSILON * fabs (trained);
  nrn_model_test_on_batch (model, self->loss, self->n_rows, self->inputs, self->targets, &tested);
  self->is_as_in_training = fabs (trained - tested.loss) > LOSS_EPSILON * fabs (trained);
}

/* Returns FALSE if nobody wants to know any more. */
static gboolean
trace_curve (NrnLossValley  *self,
             double          minimum,
             double          maximum,
             GCancellable   *cancellable,
             GError        **error)
{
  g_autoptr (NrnModel) model = new_model (self);

  for (guint i = 0; i < NRN_LOSS_VALLEY_N_POINTS; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      self->values[i] = (float) (minimum + (maximum - minimum) * i / (NRN_LOSS_VALLEY_N_POINTS - 1));
      self->losses[i] = measure (self, model, self->values[i], NULL);
    }
  compare_losses (self, model);

  return TRUE;
}

/* The next of 1, 2, 5, 10, 20 … */
static double
round_up (double value)
{
  double power = pow (10, floor (log10 (value)));

  if (value <= power)
    return power;
  if (value <= 2 * power)
    return 2 * power;

  return value <= 5 * power ? 5 * power : 10 * power;
}

/**
 * nrn_loss_valley_choose_range:
 * @centre: a value of the weight
 * @reach: how far from it one wants to see
 * @minimum: (out): the least value to look at
 * @maximum: (out): the most
 *
 * As much on both sides, a round number of at least 1, and at least so far
 * that 0 is among it: without the weight, how would it be?
 */
void
nrn_loss_valley_choose_range (double  centre,
                              double  reach,
                              double *minimum,
                              double *maximum)
{
  double half = round_up (MAX (MAX (1.5 * fabs (centre), reach), 1));

  *minimum = centre - half;
  *maximum = centre + half;
}

/**
 * nrn_loss_valley_new:
 * @question: what is to be found out
 * @cancellable: (nullable): stops between two points
 * @error: return location
 *
 * Takes a pass over the rows for each point; of very many rows, or in a large
 * network, some are chosen.
 *
 * Returns: (transfer full) (nullable): the loss over the weight; or %NULL with
 *   @error set if it was cancelled, or the rows cannot be trained on
 */
NrnLossValley *
nrn_loss_valley_new (const NrnLossValleyQuestion  *question,
                     GCancellable                 *cancellable,
                     GError                      **error)
{
  const NrnExperimentParts *parts = nrn_experiment_get_parts (question->experiment);
  const NrnArchitecture *architecture = nrn_weights_get_architecture (question->weights);
  g_autoptr (NrnLossValley) valley = NULL;
  guint most_rows = count_affordable_rows (architecture);

  g_return_val_if_fail (question->weight < nrn_architecture_get_n_parameters (architecture), NULL);
  g_return_val_if_fail (question->minimum < question->maximum, NULL);

  valley = g_new0 (NrnLossValley, 1);
  g_atomic_ref_count_init (&valley->ref_count);
  valley->weights = nrn_weights_ref (question->weights);
  valley->weight = question->weight;
  valley->loss = nrn_config_ref (parts->loss);
  if (question->trace != NULL)
    take_batch (valley, question->trace, parts->fit.seed, most_rows);
  else if (!take_data (valley, &parts->fit, question->samples, most_rows, error))
    return NULL;
  if (!trace_curve (valley, question->minimum, question->maximum, cancellable, error))
    return NULL;

  return g_steal_pointer (&valley);
}

NrnLossValley *
nrn_loss_valley_ref (const NrnLossValley *valley)
{
  NrnLossValley *self = (NrnLossValley *) valley;

  g_return_val_if_fail (valley != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
nrn_loss_valley_unref (NrnLossValley *valley)
{
  g_return_if_fail (valley != NULL);

  if (!g_atomic_ref_count_dec (&valley->ref_count))
    return;

  nrn_weights_unref (valley->weights);
  nrn_config_unref (valley->loss);
  g_free (valley->inputs);
  g_free (valley->targets);
  g_free (valley->row_weights);
  g_clear_pointer (&valley->random, g_rand_free);
  g_free (valley);
}

/* ---- On a thread ---- */

static void
question_free (gpointer data)
{
  NrnLossValleyQuestion *question = data;

  nrn_experiment_unref ((NrnExperiment *) question->experiment);
  nrn_samples_unref ((NrnSamples *) question->samples);
  nrn_weights_unref ((NrnWeights *) question->weights);
  if (question->trace != NULL)
    nrn_trace_unref ((NrnTrace *) question->trace);
  g_free (question);
}

static void
answer (GTask        *task,
        gpointer      source,
        gpointer      data,
        GCancellable *cancellable)
{
  GError *error = NULL;
  NrnLossValley *valley = nrn_loss_valley_new (data, cancellable, &error);

  if (valley != NULL)
    g_task_return_pointer (task, valley, (GDestroyNotify) nrn_loss_valley_unref);
  else
    g_task_return_error (task, error);
}

/**
 * nrn_loss_valley_new_async:
 * @question: what is to be found out; what it points at is kept
 * @cancellable: (nullable): stops between two points
 * @callback: called by the thread's default main context
 * @data: for @callback
 *
 * nrn_loss_valley_new() away from the main thread.
 */
void
nrn_loss_valley_new_async (const NrnLossValleyQuestion *question,
                           GCancellable                *cancellable,
                           GAsyncReadyCallback          callback,
                           gpointer                     data)
{
  g_autoptr (GTask) task = nrn_task_new (NULL, cancellable, callback, data);
  NrnLossValleyQuestion *kept = g_memdup2 (question, sizeof *question);

  nrn_experiment_ref (kept->experiment);
  nrn_samples_ref (kept->samples);
  nrn_weights_ref (kept->weights);
  if (kept->trace != NULL)
    nrn_trace_ref (kept->trace);
  g_task_set_source_tag (task, nrn_loss_valley_new_async);
  g_task_set_task_data (task, kept, question_free);
  nrn_task_run (task, answer);
}

/**
 * nrn_loss_valley_new_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): as nrn_loss_valley_new()
 */
NrnLossValley *
nrn_loss_valley_new_finish (GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- What there is to see ---- */

/**
 * nrn_loss_valley_get_values:
 * @valley: a valley
 * @n_points: (out) (optional): how many points its curve has
 *
 * Returns: (transfer none) (array length=n_points): the values of the weight;
 *   rising
 */
const double *
nrn_loss_valley_get_values (const NrnLossValley *valley,
                            guint               *n_points)
{
  if (n_points != NULL)
    *n_points = NRN_LOSS_VALLEY_N_POINTS;

  return valley->values;
}

/**
 * nrn_loss_valley_get_losses:
 * @valley: a valley
 *
 * Returns: (transfer none): the loss at each of the values; infinite or NaN
 *   where it is no number
 */
const double *
nrn_loss_valley_get_losses (const NrnLossValley *valley)
{
  return valley->losses;
}

/**
 * nrn_loss_valley_find_loss:
 * @valley: a valley
 * @value: of the weight
 *
 * For drawing: nrn_loss_valley_step() measures.
 *
 * Returns: the height of the line through the points; NaN outside
 */
double
nrn_loss_valley_find_loss (const NrnLossValley *valley,
                           double               value)
{
  const double *x = valley->values;
  guint last = NRN_LOSS_VALLEY_N_POINTS - 1;

  if (!(value >= x[0] && value <= x[last]))
    return NAN;

  for (guint i = 0; i < last; i++)
    {
      if (value <= x[i + 1] && x[i + 1] > x[i])
        return valley->losses[i] + (valley->losses[i + 1] - valley->losses[i]) * (value - x[i]) /
                                     (x[i + 1] - x[i]);
    }

  return valley->losses[last];
}

/**
 * nrn_loss_valley_get_n_rows:
 * @valley: a valley
 * @n_all_rows: (out) (optional): rows that they were chosen from
 *
 * Returns: rows that are measured
 */
guint
nrn_loss_valley_get_n_rows (const NrnLossValley *valley,
                            guint               *n_all_rows)
{
  if (n_all_rows != NULL)
    *n_all_rows = valley->n_all_rows;

  return valley->n_rows;
}

/**
 * nrn_loss_valley_is_of_batch:
 * @valley: a valley
 *
 * Returns: whether only the rows of one batch count
 */
gboolean
nrn_loss_valley_is_of_batch (const NrnLossValley *valley)
{
  return valley->is_of_batch;
}

/**
 * nrn_loss_valley_has_penalties:
 * @valley: a valley
 *
 * Returns: whether regularizers add something to the loss
 */
gboolean
nrn_loss_valley_has_penalties (const NrnLossValley *valley)
{
  return valley->has_penalties;
}

/**
 * nrn_loss_valley_is_as_in_training:
 * @valley: a valley
 *
 * Returns: whether the loss is another one than Keras' evaluate() tells, because
 *   some layers do something else in training
 */
gboolean
nrn_loss_valley_is_as_in_training (const NrnLossValley *valley)
{
  return valley->is_as_in_training;
}

/* ---- A step ---- */

/**
 * nrn_loss_valley_step:
 * @valley: a valley
 * @step: (inout): @value, @learning_rate and @other_value are given; all else
 *   is found out
 *
 * Measures where a step leads: some passes over the rows. The numbers are those
 * of floats, as the engine has them.
 */
void
nrn_loss_valley_step (const NrnLossValley *valley,
                      NrnLossStep         *step)
{
  g_autoptr (NrnModel) model = new_model (valley);

  step->value = (float) step->value;
  step->loss = measure (valley, model, step->value, &step->gradient);
  step->new_value = (float) (step->value - step->learning_rate * step->gradient);
  step->new_loss = step->new_gradient = step->other_loss = NAN;
  if (isfinite (step->new_value))
    step->new_loss = measure (valley, model, step->new_value, &step->new_gradient);
  if (isfinite (step->other_value))
    step->other_loss = measure (valley, model, step->other_value, NULL);
}

typedef struct
{
  NrnLossValley *valley;    /* owned */
  NrnLossStep    step;
} Walk;

static void
walk_free (gpointer data)
{
  Walk *walk = data;

  nrn_loss_valley_unref (walk->valley);
  g_free (walk);
}

static void
walk (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  Walk *walk = data;

  if (g_task_return_error_if_cancelled (task))
    return;

  nrn_loss_valley_step (walk->valley, &walk->step);
  g_task_return_boolean (task, TRUE);
}

/**
 * nrn_loss_valley_step_async:
 * @valley: a valley
 * @step: what nrn_loss_valley_step() is given
 * @cancellable: (nullable): the answer is not wanted any more
 * @callback: called by the thread's default main context
 * @data: for @callback
 *
 * nrn_loss_valley_step() away from the main thread.
 */
void
nrn_loss_valley_step_async (const NrnLossValley *valley,
                            const NrnLossStep   *step,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             data)
{
  g_autoptr (GTask) task = nrn_task_new (NULL, cancellable, callback, data);
  Walk *job = g_new (Walk, 1);

  *job = (Walk) { nrn_loss_valley_ref (valley), *step };
  g_task_set_source_tag (task, nrn_loss_valley_step_async);
  g_task_set_task_data (task, job, walk_free);
  nrn_task_run (task, walk);
}

/**
 * nrn_loss_valley_step_finish:
 * @result: what the callback got
 * @step: (out caller-allocates): as nrn_loss_valley_step()
 *
 * Returns: %FALSE if it was cancelled
 */
gboolean
nrn_loss_valley_step_finish (GAsyncResult *result,
                             NrnLossStep  *step)
{
  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return FALSE;

  *step = ((Walk *) g_task_get_task_data (G_TASK (result)))->step;

  return TRUE;
}
