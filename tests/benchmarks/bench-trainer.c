/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the thread costs: the drug trial trained by NrnFit alone, and flat
 * out by NrnTrainer with a main loop that asks for a snapshot in every
 * frame and that keeps checkpoints; in turns, because machines are noisy. Then,
 * how long it takes to get back to any update of 1,000,000. Run with
 *
 *   meson test -C build --benchmark --verbose trainer
 */

#include "config.h"

#include <stdlib.h>

#include "nrn-generator.h"
#include "nrn-replay.h"
#include "nrn-trainer.h"

#define N_TURNS 15
#define FRAME_MS 16

typedef struct
{
  NrnArchitecture *architecture;
  NrnConfig       *loss;
  NrnConfig       *optimizer;
  NrnSamples      *samples;
  NrnFitOptions    options;
  guint            n_snapshots;
} Setup;

static double
seconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

static void
setup_init (Setup *setup,
            guint  epochs)
{
  g_autoptr (NrnConfig) adam = nrn_config_new_by_name (NRN_FAMILY_OPTIMIZER, "Adam", NULL);
  const NrnGenerator *generator = nrn_generator_find ("drug-trial", NULL);
  g_autoptr (NrnDataset) dataset = nrn_generator_run (generator, NULL, 1, NULL);
  g_autoptr (NrnScaler) scaler = nrn_scaler_new_fit (nrn_dataset_get_n_rows (dataset), 1,
                                                     nrn_dataset_get_features (dataset), 0, 1);

  setup->architecture = nrn_architecture_parse ("1-6-32-2", "relu,relu,sigmoid", NULL);
  setup->loss = nrn_config_new_by_name (NRN_FAMILY_LOSS, "sparse_categorical_crossentropy", NULL);
  setup->optimizer = nrn_config_with_number (adam, "learning_rate", 0.0001, NULL);
  setup->samples = nrn_samples_new_encoded (dataset, scaler, setup->architecture,
                                            nrn_config_get_kind (setup->loss), NULL);
  setup->options = (NrnFitOptions) {
    .batch_size = 10, .epochs = epochs, .shuffle = TRUE, .seed = 1,
  };
  setup->n_snapshots = 0;
}

static void
setup_clear (Setup *setup)
{
  nrn_architecture_unref (setup->architecture);
  nrn_config_unref (setup->loss);
  nrn_config_unref (setup->optimizer);
  nrn_samples_unref (setup->samples);
}

static double
time_fit (Setup *setup)
{
  g_autoptr (NrnFit) fit = nrn_fit_new (setup->architecture, NULL, setup->loss, setup->optimizer,
                                        setup->samples, &setup->options, NULL);
  gint64 start = g_get_monotonic_time ();

  while (nrn_fit_step (fit) != NRN_FIT_DONE)
    ;

  return seconds_since (start);
}

static gboolean
frame_cb (gpointer data)
{
  nrn_trainer_request_snapshot (data);

  return G_SOURCE_CONTINUE;
}

static void
snapshot_cb (Setup *setup)
{
  setup->n_snapshots++;
}

/* From play until the main thread knows that it is done. */
static double
time_trainer (Setup *setup)
{
  g_autoptr (NrnTrainer) trainer = nrn_trainer_new (setup->architecture, NULL, setup->loss,
                                                    setup->optimizer, setup->samples,
                                                    &setup->options, NULL);
  guint frames = g_timeout_add (FRAME_MS, frame_cb, trainer);
  gint64 start;
  double seconds;

  g_signal_connect_swapped (trainer, "snapshot", G_CALLBACK (snapshot_cb), setup);
  start = g_get_monotonic_time ();
  nrn_trainer_play (trainer);
  while (nrn_trainer_get_state (trainer) != NRN_TRAINING_DONE)
    g_main_context_iteration (NULL, TRUE);
  seconds = seconds_since (start);
  g_source_remove (frames);

  return seconds;
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
report (guint epochs)
{
  Setup setup;
  double ratio[N_TURNS], fit[N_TURNS];

  setup_init (&setup, epochs);
  for (guint turn = 0; turn < N_TURNS; turn++)
    {
      fit[turn] = time_fit (&setup);
      ratio[turn] = time_trainer (&setup) / fit[turn];
    }
  qsort (fit, N_TURNS, sizeof (double), compare_doubles);
  qsort (ratio, N_TURNS, sizeof (double), compare_doubles);

  g_print ("drug trial, %4u epochs: NrnFit %7.1f ms, NrnTrainer %.3f x that (%.3f to %.3f), "
           "%.1f snapshots a run\n",
           epochs, fit[N_TURNS / 2] * 1000, ratio[N_TURNS / 2], ratio[N_TURNS / 4],
           ratio[3 * N_TURNS / 4], (double) setup.n_snapshots / N_TURNS);
  setup_clear (&setup);
}

/* ---- Back to any update ---- */

#define N_SEEKS 300
#define FRAME_SECONDS (1 / 60.0)

static void
report_seeks (guint epochs)
{
  Setup setup;
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (NrnTrainer) trainer = NULL;
  g_autoptr (NrnSnapshot) end = NULL;
  g_autoptr (NrnReplay) replay = NULL;
  NrnCheckpoints *checkpoints;
  double seconds[N_SEEKS];
  guint n_in_time = 0;
  guint n_updates;

  setup_init (&setup, epochs);
  trainer = nrn_trainer_new (setup.architecture, NULL, setup.loss, setup.optimizer, setup.samples,
                             &setup.options, NULL);
  nrn_trainer_play (trainer);
  while (nrn_trainer_get_state (trainer) != NRN_TRAINING_DONE)
    g_main_context_iteration (NULL, TRUE);
  end = nrn_trainer_get_snapshot (trainer);
  n_updates = (guint) nrn_snapshot_get_parts (end)->update;
  checkpoints = nrn_trainer_get_checkpoints (trainer);
  replay = nrn_replay_new (nrn_fit_new (setup.architecture, NULL, setup.loss, setup.optimizer,
                                        setup.samples, &setup.options, NULL), checkpoints);

  for (guint i = 0; i < N_SEEKS; i++)
    {
      guint update = (guint) g_rand_int_range (rand, 0, (int) n_updates + 1);
      gint64 start = g_get_monotonic_time ();

      if (!nrn_replay_seek (replay, update, nrn_snapshot_get_parts (end)->history))
        g_error ("update %u is forgotten", update);
      seconds[i] = seconds_since (start);
      n_in_time += seconds[i] < FRAME_SECONDS;
    }
  qsort (seconds, N_SEEKS, sizeof (double), compare_doubles);
  g_print ("drug trial, %u updates: %u checkpoints, %.1f MB; to any update in %.2f ms "
           "(median), %.2f ms (most); %.1f %% within a frame\n",
           n_updates, nrn_checkpoints_get_n (checkpoints),
           (double) nrn_checkpoints_get_bytes (checkpoints) / 1e6, seconds[N_SEEKS / 2] * 1000,
           seconds[N_SEEKS - 1] * 1000, 100.0 * n_in_time / N_SEEKS);
  nrn_trainer_stop (trainer);
  setup_clear (&setup);
}

int
main (void)
{
  report (50);
  report (1000);
  report_seeks (20);
  report_seeks (4762);

  return 0;
}
