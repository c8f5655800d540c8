/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A training step allocates nothing, nor does the trainer around it. The C
 * library's allocator is replaced by one that counts; under a sanitizer,
 * which has an allocator of its own, the sanitizer counts.
 *
 * Some versions of OpenBLAS allocate a scratch of a few kilobytes for each
 * product of medium size (their AVX-512 kernels do). That is counted apart.
 */

#include "nrn-trainer.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* In this thread only: those that OpenBLAS keeps take their time to start,
 * and allocate then. */
static _Thread_local gboolean counting;
static guint n_allocations;
static guint n_allocations_of_blas;

static void
count_allocation (void *caller)
{
  Dl_info info;

  if (!counting)
    return;

  if (caller != NULL && dladdr (caller, &info) != 0 && info.dli_fname != NULL &&
      strstr (info.dli_fname, "openblas") != NULL)
    n_allocations_of_blas++;
  else
    n_allocations++;
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)

extern int __sanitizer_install_malloc_and_free_hooks (void (*malloc_hook) (const volatile void *, size_t),
                                                      void (*free_hook) (const volatile void *));

static void
malloc_hook (const volatile void *memory,
             size_t               size)
{
  count_allocation (NULL);
}

static void
free_hook (const volatile void *memory)
{
}

#define KNOWS_CALLER FALSE

static void
install_counter (void)
{
  g_assert_cmpint (__sanitizer_install_malloc_and_free_hooks (malloc_hook, free_hook), !=, 0);
}

#else

extern void *__libc_malloc (size_t size);
extern void *__libc_calloc (size_t n, size_t size);
extern void *__libc_realloc (void *memory, size_t size);
extern void *__libc_memalign (size_t alignment, size_t size);

void *
malloc (size_t size)
{
  count_allocation (__builtin_return_address (0));
  return __libc_malloc (size);
}

void *
calloc (size_t n,
        size_t size)
{
  count_allocation (__builtin_return_address (0));
  return __libc_calloc (n, size);
}

void *
realloc (void   *memory,
         size_t  size)
{
  count_allocation (__builtin_return_address (0));
  return __libc_realloc (memory, size);
}

int
posix_memalign (void   **memory,
                size_t   alignment,
                size_t   size)
{
  count_allocation (__builtin_return_address (0));
  *memory = __libc_memalign (alignment, size);
  return *memory == NULL;
}

void *
aligned_alloc (size_t alignment,
               size_t size)
{
  count_allocation (__builtin_return_address (0));
  return __libc_memalign (alignment, size);
}

#define KNOWS_CALLER TRUE

static void
install_counter (void)
{
}

#endif

static NrnFit *
fit_new (const char *network,
         const char *layers,
         const char *optimizer_text,
         guint       batch_size,
         const char *metrics_text,
         const char *class_weight_text)
{
  g_autoptr (NrnArchitecture) architecture =
    layers != NULL ? nrn_architecture_parse_layers (1, layers, NULL)
                   : nrn_architecture_parse (network, NULL, NULL);
  g_autoptr (NrnConfig) loss = nrn_config_new_by_name (NRN_FAMILY_LOSS, "mse", NULL);
  g_autoptr (NrnConfig) optimizer = nrn_config_parse (NRN_FAMILY_OPTIMIZER, optimizer_text, NULL);
  guint input_dim = nrn_architecture_get_input_dim (architecture);
  guint output_dim = nrn_architecture_get_output_dim (architecture);
  g_autofree float *inputs = g_new0 (float, 1000 * input_dim);
  g_autofree float *targets = g_new0 (float, 1000 * output_dim);
  g_autoptr (NrnSamples) samples = nrn_samples_new (1000, input_dim, output_dim, inputs, targets);
  g_autoptr (NrnMetrics) metrics = nrn_metrics_parse (metrics_text != NULL ? metrics_text : "accuracy", NULL);
  g_autoptr (NrnClassWeights) class_weight =
    class_weight_text != NULL ? nrn_class_weights_parse (class_weight_text, NULL) : NULL;
  NrnFitOptions options = {
    .batch_size = batch_size, .epochs = 5, .shuffle = TRUE, .metrics = metrics,
    .class_weight = class_weight,
  };

  return nrn_fit_new (architecture, NULL, loss, optimizer, samples, &options, NULL);
}

/* The counter must be able to count. */
static void
test_counter_counts (void)
{
  void *memory;

  n_allocations = 0;
  counting = TRUE;
  memory = g_malloc (100);
  counting = FALSE;
  g_free (memory);
  g_assert_cmpuint (n_allocations, ==, 1);
}

static void
test_step_allocates_nothing (void)
{
  static const struct
  {
    const char *network, *layers, *optimizer;
    guint       batch_size;
    const char *metrics, *class_weight;
  } cases[] = {
    { "1-6-32-2", NULL, "Adam", 10 },
    { "8-6-6-4", NULL, "SGD", 32 },
    { "8-6-6-4", NULL, "SGD", 32, "accuracy, binary_accuracy, categorical_accuracy, "
      "top_k_categorical_accuracy(k=2), precision(top_k=1), recall, mse, mae", "0=3" },
    { "layers", "BatchNormalization, Dense(6, relu), Dropout(0.5), LayerNormalization, "
                "GaussianNoise(0.1), Dense(2)", "Adam", 10 },
    { "regularizers", "Dense(6, tanh, kernel_regularizer=L1(0.01), bias_regularizer=L2(0.1), "
                      "activity_regularizer=L1L2(0.1, 0.1)), Dense(2)", "AdamW(clipvalue=0.5)", 10 },
    { "2-3-2", NULL, "RMSprop(CosineDecay(0.01, 100, warmup_target=0.1, warmup_steps=20), momentum=0.5, "
                     "centered=true, global_clipnorm=1)", 10 },
    { "2-3-2", NULL, "Adam(ExponentialDecay(0.01, 10, 0.9), amsgrad=true, clipnorm=0.1, "
                     "weight_decay=0.1)", 10 },
    { "2-3-2", NULL, "Nadam(PiecewiseConstantDecay([50, 120], [0.01, 0.001, 0.0001]))", 10 },
    { "2-3-2", NULL, "SGD(momentum=0.9, nesterov=true)", 10 },
    { "2-3-2", NULL, "Adagrad", 10 },
    { "2-3-2", NULL, "Adadelta", 10 },
    { "2-3-2", NULL, "Adamax", 10 },
    /* Left to OpenBLAS. */
    { "64-100-100-10", NULL, "Adam", 64 },
  };
  const guint n_cases = KNOWS_CALLER ? G_N_ELEMENTS (cases) : G_N_ELEMENTS (cases) - 1;

  for (guint i = 0; i < n_cases; i++)
    {
      g_autoptr (NrnFit) fit = fit_new (cases[i].network, cases[i].layers, cases[i].optimizer,
                                         cases[i].batch_size, cases[i].metrics,
                                         cases[i].class_weight);

      /* The first epoch lets OpenBLAS set itself up; two steps of the next
       * begin it. */
      while (nrn_fit_step (fit) != NRN_FIT_EPOCH)
        ;

      n_allocations = n_allocations_of_blas = 0;
      counting = TRUE;
      while (nrn_fit_get_batch (fit) + 1 < nrn_fit_get_n_batches (fit))
        g_assert_cmpint (nrn_fit_step (fit), ==, NRN_FIT_BATCH);
      counting = FALSE;
      g_test_message ("%s: %u by us, %u by OpenBLAS", cases[i].network, n_allocations,
                      n_allocations_of_blas);
      g_assert_cmpuint (n_allocations, ==, 0);
    }
}

/* ---- The trainer's thread ---- */

/* An optimizer that does nothing but count the allocations of eighty steps
 * in the middle of the second epoch of a hundred. */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t counted = PTHREAD_COND_INITIALIZER;
static gboolean has_counted;

static guint
counting_n_slots (const NrnConfig *config)
{
  return 0;
}

static void
counting_update (NrnOptimizerState *state,
                 const float       *gradients,
                 const float       *weights,
                 float             *new_weights)
{
  memcpy (new_weights, weights, state->n_weights * sizeof (float));
  if (state->step == 110)
    counting = TRUE;
  if (state->step != 190)
    return;

  counting = FALSE;
  pthread_mutex_lock (&lock);
  has_counted = TRUE;
  pthread_cond_signal (&counted);
  pthread_mutex_unlock (&lock);
}

static const NrnPropertySpec counting_properties[] = {
  { .name = "learning_rate", .default_value = 0.01, .minimum = 0, .maximum = 1 },
};

static const NrnOptimizerKind counting_kind = {
  .kind = { .name = "counting", .properties = counting_properties, .n_properties = 1 },
  .n_slots = counting_n_slots,
  .update = counting_update,
};

static void
test_playing_allocates_nothing (void)
{
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-6-32-2", NULL, NULL);
  g_autoptr (NrnConfig) loss = nrn_config_new_by_name (NRN_FAMILY_LOSS, "mse", NULL);
  g_autoptr (NrnConfig) optimizer = nrn_config_new (&counting_kind.kind);
  g_autofree float *numbers = g_new0 (float, 2000);
  g_autoptr (NrnSamples) samples = nrn_samples_new (1000, 1, 2, numbers, numbers);
  NrnFitOptions options = { .batch_size = 10, .epochs = 5, .shuffle = TRUE };
  g_autoptr (NrnTrainer) trainer = nrn_trainer_new (architecture, NULL, loss, optimizer, samples,
                                                    &options, NULL);

  n_allocations = n_allocations_of_blas = 0;
  nrn_trainer_play (trainer);
  pthread_mutex_lock (&lock);
  while (!has_counted)
    pthread_cond_wait (&counted, &lock);
  pthread_mutex_unlock (&lock);
  g_assert_cmpuint (n_allocations, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  install_counter ();

  g_test_add_func ("/training/allocation/counter-counts", test_counter_counts);
  g_test_add_func ("/training/allocation/step-allocates-nothing", test_step_allocates_nothing);
  g_test_add_func ("/training/allocation/playing-allocates-nothing",
                   test_playing_allocates_nothing);

  return g_test_run ();
}
