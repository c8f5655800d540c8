/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How fast the engine trains, beside what limits it and beside a peer, all
 * measured in turns in one run, because machines are noisy. Run with
 *
 *   meson test -C build --benchmark --verbose training
 *
 * Instructions, which other work on the machine does not change, are counted by
 *
 *   valgrind --tool=callgrind BENCH-TRAINING 1-6-32-2 EPOCHS [OPTIMIZER ACTIVATION [fused]]
 *
 * with two numbers of epochs: the difference, divided by the samples, is what a
 * sample takes.
 */

#include "config.h"

#include <cblas.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#ifdef HAVE_FANN
#include <fann.h>
#endif

#include "fused.h"
#include "nrn-fit.h"
#include "nrn-random.h"
#include "nrn-subnormal.h"

#define N_TURNS 9

typedef struct
{
  const char *network;
  const char *activations;
  const char *optimizer;
  double      learning_rate;
  guint       n_rows;
  guint       batch_size;
  guint       epochs;
} Workload;

typedef struct
{
  NrnArchitecture *architecture;
  NrnConfig       *loss;
  NrnConfig       *optimizer;
  NrnSamples      *samples;
  NrnWeights      *start;
  NrnFitOptions    options;
} Setup;

static double
seconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

/* Labels that can be learned: which sixth … of the sum of the inputs. */
static NrnSamples *
samples_new (guint n_rows,
             guint input_dim,
             guint n_classes)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autofree float *inputs = g_new (float, (gsize) n_rows * input_dim);
  g_autofree float *labels = g_new (float, n_rows);

  for (guint row = 0; row < n_rows; row++)
    {
      double mean = 0;

      for (guint i = 0; i < input_dim; i++)
        {
          inputs[(gsize) row * input_dim + i] = (float) g_rand_double (rand);
          mean += inputs[(gsize) row * input_dim + i] / input_dim;
        }
      labels[row] = (float) CLAMP (floor (0.5 + n_classes * (mean - 0.5) * sqrt (input_dim) +
                                          (n_classes - 1) / 2.0), 0, n_classes - 1);
    }

  return nrn_samples_new (n_rows, input_dim, 1, inputs, labels);
}

static void
setup_init (Setup          *setup,
            const Workload *workload)
{
  g_autoptr (NrnConfig) plain = nrn_config_new_by_name (NRN_FAMILY_OPTIMIZER, workload->optimizer, NULL);

  setup->architecture = nrn_architecture_parse (workload->network, workload->activations, NULL);
  setup->loss = nrn_config_new_by_name (NRN_FAMILY_LOSS, "sparse_categorical_crossentropy", NULL);
  setup->optimizer = nrn_config_with_number (plain, "learning_rate", workload->learning_rate, NULL);
  setup->samples = samples_new (workload->n_rows,
                                nrn_architecture_get_input_dim (setup->architecture),
                                nrn_architecture_get_output_dim (setup->architecture));
  setup->start = nrn_weights_new_initial (setup->architecture, 1);
  setup->options = (NrnFitOptions) {
    .batch_size = workload->batch_size, .epochs = workload->epochs, .shuffle = TRUE, .seed = 1,
  };
}

static void
setup_clear (Setup *setup)
{
  nrn_architecture_unref (setup->architecture);
  nrn_config_unref (setup->loss);
  nrn_config_unref (setup->optimizer);
  nrn_samples_unref (setup->samples);
  nrn_weights_unref (setup->start);
}

/* The engine as everything uses it: shuffling, gathering and averages
 * included. */
static double
time_engine (Setup  *setup,
             double *loss)
{
  g_autoptr (NrnFit) fit = nrn_fit_new (setup->architecture, setup->start, setup->loss,
                                        setup->optimizer, setup->samples, &setup->options, NULL);
  gint64 start = g_get_monotonic_time ();
  double seconds;

  while (nrn_fit_step (fit) != NRN_FIT_DONE)
    ;
  seconds = seconds_since (start);
  *loss = nrn_fit_get_last_epoch (fit)->loss;

  return seconds;
}

/* ---- The fused step ---- */

typedef struct
{
  gpointer (*new)  (const Workload *workload, const float *weights);
  double   (*step) (gpointer fused, guint n_rows, const float *inputs, const float *labels,
                    guint *n_right);
  void     (*free) (gpointer fused);
} Fused;

/* The same order of the same rows, so that the losses can be compared. */
static double
time_fused (const Setup    *setup,
            const Workload *workload,
            const Fused    *fused,
            double         *loss)
{
  guint n_rows = nrn_samples_get_n_rows (setup->samples);
  guint dim = nrn_samples_get_input_dim (setup->samples);
  const float *inputs = nrn_samples_get_inputs (setup->samples);
  const float *labels = nrn_samples_get_targets (setup->samples);
  guint batch_size = setup->options.batch_size;
  g_autofree guint *order = g_new (guint, n_rows);
  g_autofree float *batch = g_new0 (float, batch_size * dim + 8);
  g_autofree float *batch_labels = g_new0 (float, batch_size + 8);
  g_autoptr (GRand) rand = nrn_random_new (1, NRN_RANDOM_ORDER);
  gpointer state = fused->new (workload, nrn_weights_get_data (setup->start));
  guint64 mode = nrn_subnormal_flush ();
  guint n_right = 0;
  gint64 start;
  double seconds;

  for (guint i = 0; i < n_rows; i++)
    order[i] = i;

  start = g_get_monotonic_time ();
  for (guint epoch = 0; epoch < setup->options.epochs; epoch++)
    {
      *loss = 0;
      nrn_random_shuffle (rand, n_rows, order);
      for (guint first = 0; first < n_rows; first += batch_size)
        {
          guint n = MIN (batch_size, n_rows - first);

          for (guint i = 0; i < n; i++)
            {
              memcpy (batch + i * dim, inputs + (gsize) order[first + i] * dim, dim * sizeof (float));
              batch_labels[i] = labels[order[first + i]];
            }
          *loss += n * fused->step (state, n, batch, batch_labels, &n_right);
        }
      *loss /= n_rows;
    }
  seconds = seconds_since (start);
  nrn_subnormal_restore (mode);
  fused->free (state);

  return seconds;
}

/* ---- FANN ---- */

#ifdef HAVE_FANN

/* Plain gradient descent on the squared error, an update an epoch: less
 * work than ours. */
static double
time_fann (const Setup *setup)
{
  guint n_rows = nrn_samples_get_n_rows (setup->samples);
  guint input_dim = nrn_samples_get_input_dim (setup->samples);
  guint n_layers = nrn_architecture_get_n_layers (setup->architecture);
  guint n_outputs = nrn_architecture_get_output_dim (setup->architecture);
  guint units[8] = { input_dim };
  struct fann *network;
  struct fann_train_data *data;
  gint64 start;
  double seconds;

  for (guint i = 0; i < n_layers; i++)
    units[i + 1] = nrn_architecture_get_layer_units (setup->architecture, i);
  network = fann_create_standard_array (n_layers + 1, units);
  fann_set_activation_function_hidden (network, FANN_LINEAR_PIECE);
  fann_set_activation_function_output (network, FANN_SIGMOID);
  fann_set_training_algorithm (network, FANN_TRAIN_BATCH);
  data = fann_create_train (n_rows, input_dim, n_outputs);
  for (guint row = 0; row < n_rows; row++)
    {
      for (guint i = 0; i < input_dim; i++)
        data->input[row][i] = nrn_samples_get_inputs (setup->samples)[(gsize) row * input_dim + i];
      for (guint i = 0; i < n_outputs; i++)
        data->output[row][i] = nrn_samples_get_targets (setup->samples)[row] == (float) i;
    }

  start = g_get_monotonic_time ();
  for (guint epoch = 0; epoch < setup->options.epochs; epoch++)
    fann_train_epoch (network, data);
  seconds = seconds_since (start);
  fann_destroy_train (data);
  fann_destroy (network);

  return seconds;
}

#else

static double
time_fann (const Setup *setup)
{
  return NAN;
}

#endif

/* ---- Bare products ---- */

/* The matrix products of a step and nothing else. */
static void
multiply_step (const Setup *setup,
               guint        n_rows,
               float *const *values,
               float *const *kernels,
               float *const *gradients)
{
  guint n_layers = nrn_architecture_get_n_layers (setup->architecture);
  blasint n = (blasint) n_rows;
  blasint in = (blasint) nrn_architecture_get_input_dim (setup->architecture);
  blasint dims[8] = { in };

  for (guint i = 0; i < n_layers; i++)
    {
      dims[i + 1] = (blasint) nrn_architecture_get_layer_units (setup->architecture, i);
      cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, n, dims[i + 1], dims[i], 1,
                   values[i], dims[i], kernels[i], dims[i + 1], 0, values[i + 1], dims[i + 1]);
    }
  for (guint i = n_layers; i-- > 0;)
    {
      cblas_sgemm (CblasRowMajor, CblasTrans, CblasNoTrans, dims[i], dims[i + 1], n, 1,
                   values[i], dims[i], values[i + 1], dims[i + 1], 0, gradients[i], dims[i + 1]);
      if (i > 0)
        cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasTrans, n, dims[i], dims[i + 1], 1,
                     values[i + 1], dims[i + 1], kernels[i], dims[i + 1], 0, values[i], dims[i]);
    }
}

static double
time_products (const Setup *setup)
{
  guint n_layers = nrn_architecture_get_n_layers (setup->architecture);
  guint n_rows = nrn_samples_get_n_rows (setup->samples);
  guint batch_size = setup->options.batch_size;
  gsize dims[8] = { nrn_architecture_get_input_dim (setup->architecture) };
  float *values[8], *kernels[8], *gradients[8];
  gint64 start;
  double seconds;

  values[0] = g_new0 (float, dims[0] * batch_size);
  for (guint i = 0; i < n_layers; i++)
    {
      dims[i + 1] = nrn_architecture_get_layer_units (setup->architecture, i);
      values[i + 1] = g_new0 (float, dims[i + 1] * batch_size);
      kernels[i] = g_new0 (float, dims[i] * dims[i + 1]);
      gradients[i] = g_new0 (float, dims[i] * dims[i + 1]);
    }

  start = g_get_monotonic_time ();
  for (guint epoch = 0; epoch < setup->options.epochs; epoch++)
    for (guint first = 0; first < n_rows; first += batch_size)
      multiply_step (setup, MIN (batch_size, n_rows - first), values, kernels, gradients);
  seconds = seconds_since (start);

  for (guint i = 0; i <= n_layers; i++)
    g_free (values[i]);
  for (guint i = 0; i < n_layers; i++)
    {
      g_free (kernels[i]);
      g_free (gradients[i]);
    }

  return seconds;
}

/* ---- The table ---- */

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
median (double *values,
        guint   n)
{
  qsort (values, n, sizeof (double), compare_doubles);

  return values[n / 2];
}

/* Returns whether both have done the same. */
static gboolean
report (const Workload *workload,
        const Fused    *fused)
{
  Setup setup;
  guint n_turns = fused != NULL ? N_TURNS : 3;
  g_autofree char *activation = g_strndup (workload->activations,
                                           strcspn (workload->activations, ","));
  double engine[N_TURNS], limit_ratio[N_TURNS], fann_ratio[N_TURNS], loss = NAN, limit_loss = NAN;
  double n_samples = (double) workload->n_rows * workload->epochs;

  setup_init (&setup, workload);
  for (guint turn = 0; turn < n_turns; turn++)
    {
      engine[turn] = time_engine (&setup, &loss);
      limit_ratio[turn] = engine[turn] / (fused != NULL
                                             ? time_fused (&setup, workload, fused, &limit_loss)
                                             : time_products (&setup));
      fann_ratio[turn] = fused != NULL ? time_fann (&setup) / engine[turn] : NAN;
    }

  g_print ("%-15s batch %3u %-7s %-7s  %10.0f samples/s   %.2f x the time of %s",
           workload->network, workload->batch_size, workload->optimizer, activation,
           n_samples / median (engine, n_turns), median (limit_ratio, n_turns),
           fused != NULL ? "the fused step" : "bare sgemm");
  if (!isnan (fann_ratio[0]))
    g_print ("   %.1f x as fast as FANN", median (fann_ratio, n_turns));
  if (fused != NULL)
    g_print ("   (losses %.6f and %.6f)", loss, limit_loss);
  g_print ("\n");
  setup_clear (&setup);

  return fused == NULL || fabs (loss - limit_loss) <= 1e-4 * limit_loss;
}

static const char *const fused_activations[NRN_FUSED_N_ACTIVATIONS] = {
  [NRN_FUSED_RELU] = "relu",
  [NRN_FUSED_SIGMOID] = "sigmoid",
  [NRN_FUSED_TANH] = "tanh",
  [NRN_FUSED_GELU] = "gelu",
};

/* With the learning rate of the drug trial, or Keras' own. */
static const struct { const char *name; double learning_rate; } fused_optimizers[] = {
  [NRN_FUSED_ADAM] = { "Adam", 0.0001 },
  [NRN_FUSED_SGD] = { "SGD", 0.01 },
  [NRN_FUSED_RMSPROP] = { "RMSprop", 0.001 },
};

static gpointer
drug_trial_new (const Workload *workload,
                const float    *weights)
{
  guint activation = 0;
  guint optimizer = 0;

  while (!g_str_has_prefix (workload->activations, fused_activations[activation]))
    activation++;
  while (strcmp (workload->optimizer, fused_optimizers[optimizer].name) != 0)
    optimizer++;

  return nrn_fused_drug_trial_new (weights, (NrnFusedActivation) activation,
                                   (NrnFusedOptimizer) optimizer, workload->learning_rate);
}

static gpointer
animals_new (const Workload *workload,
             const float    *weights)
{
  return nrn_fused_animals_new (weights);
}

static const Fused fused_drug_trial = {
  drug_trial_new,
  (double (*) (gpointer, guint, const float *, const float *, guint *)) nrn_fused_drug_trial_step,
  (void (*) (gpointer)) nrn_fused_drug_trial_free,
};

static const Fused fused_animals = {
  animals_new,
  (double (*) (gpointer, guint, const float *, const float *, guint *)) nrn_fused_animals_step,
  (void (*) (gpointer)) nrn_fused_animals_free,
};

static const Workload drug_trial =
  { "1-6-32-2", "relu,relu,sigmoid", "Adam", 0.0001, 2100, 10, 20 };
static const Workload animals =
  { "8-6-6-4", "relu,relu,softmax", "SGD", 0.01, 10000, 32, 20 };
static const Workload large =
  { "784-512-512-10", "relu,relu,softmax", "Adam", 0.001, 60000, 128, 1 };

/* Speed must not depend on the choice. */
static gboolean
report_choices (void)
{
  gboolean is_same = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (fused_optimizers); i++)
    for (guint j = 0; j < G_N_ELEMENTS (fused_activations); j++)
      {
        g_autofree char *activations = g_strdup_printf ("%s,%s,sigmoid", fused_activations[j],
                                                        fused_activations[j]);
        Workload workload = drug_trial;

        workload.activations = activations;
        workload.optimizer = fused_optimizers[i].name;
        workload.learning_rate = fused_optimizers[i].learning_rate;
        is_same &= report (&workload, &fused_drug_trial);
      }

  return is_same;
}

/* For counting instructions: the engine or the fused step alone. */
static int
run_alone (int    argc,
           char **argv)
{
  gboolean is_drug_trial = strcmp (argv[1], drug_trial.network) == 0;
  Workload workload = is_drug_trial ? drug_trial : animals;
  const Fused *fused = is_drug_trial ? &fused_drug_trial : &fused_animals;
  g_autofree char *activations = NULL;
  Setup setup;
  double loss;

  workload.epochs = (guint) g_ascii_strtoull (argv[2], NULL, 10);
  if (argc > 4)
    {
      activations = g_strdup_printf ("%s,%s,%s", argv[4], argv[4], is_drug_trial ? "sigmoid" : "softmax");
      workload.optimizer = argv[3];
      workload.activations = activations;
    }
  setup_init (&setup, &workload);
  if (argc > 5)
    g_print ("%g s\n", time_fused (&setup, &workload, fused, &loss));
  else
    g_print ("%g s\n", time_engine (&setup, &loss));
  setup_clear (&setup);

  return 0;
}

int
main (int   argc,
      char *argv[])
{
  gboolean is_same;

  if (argc > 2)
    return run_alone (argc, argv);

  is_same = report (&drug_trial, &fused_drug_trial);
  is_same &= report (&animals, &fused_animals);
  is_same &= report_choices ();
  report (&large, NULL);
  if (!is_same)
    g_printerr ("The fused step has not learned the same: the comparison means nothing.\n");

  return is_same ? EXIT_SUCCESS : EXIT_FAILURE;
}
