/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "nrn-moment-finder.h"

#include <math.h>
#include <string.h>

#include "nrn-trainer.h"

/* One input from 0 to 1; the rule flips at 0.6. */
#define N_ROWS 120
#define RULE 0.6f
#define BATCH 8
#define N_EPOCHS 12
#define N_BATCHES (N_ROWS / BATCH)
#define N_UPDATES (N_EPOCHS * N_BATCHES)
#define N_UNITS 8

/* ---- The value ---- */

static void
test_finds_neighbours (void)
{
  static const NrnMoment items[] = {
    { .kind = NRN_MOMENT_BEST, .update = 30 }, { .kind = NRN_MOMENT_UNIT_OFF, .update = 10 },
    { .kind = NRN_MOMENT_BOUNDARY, .update = 20 }, { .kind = NRN_MOMENT_UNIT_OFF, .update = 20 },
  };
  g_autoptr (NrnMoments) moments = nrn_moments_new (items, G_N_ELEMENTS (items));
  g_autoptr (NrnMoments) same = nrn_moments_new (items, G_N_ELEMENTS (items));
  g_autoptr (NrnMoments) fewer = nrn_moments_new (items, 3);

  g_assert_cmpuint (nrn_moments_get_n (moments), ==, 4);
  g_assert_cmpuint (nrn_moments_get (moments, 0)->update, ==, 10);
  g_assert_cmpint (nrn_moments_get (moments, 1)->kind, ==, NRN_MOMENT_UNIT_OFF);
  g_assert_cmpint (nrn_moments_find_after (moments, 0), ==, 0);
  g_assert_cmpint (nrn_moments_find_after (moments, 10), ==, 1);
  g_assert_cmpint (nrn_moments_find_after (moments, 30), ==, -1);
  g_assert_cmpint (nrn_moments_find_before (moments, 10), ==, -1);
  g_assert_cmpint (nrn_moments_find_before (moments, 25), ==, 1);
  g_assert_cmpint (nrn_moments_find_before (moments, 99), ==, 3);
  g_assert_cmpint (nrn_moments_find_at (moments, 20), ==, 1);
  g_assert_cmpint (nrn_moments_find_at (moments, 21), ==, -1);
  g_assert_true (nrn_moments_equal (moments, same));
  g_assert_false (nrn_moments_equal (moments, fewer));
}

static void
test_joins_units (void)
{
  static const NrnMoment items[] = {
    { .kind = NRN_MOMENT_UNIT_OFF, .update = 10, .unit = 7, .n_units = 1 },
    { .kind = NRN_MOMENT_UNIT_OFF, .update = 10, .unit = 3, .n_units = 1 },
    { .kind = NRN_MOMENT_UNIT_ON, .update = 10, .unit = 4, .n_units = 1 },
    { .kind = NRN_MOMENT_UNIT_OFF, .update = 10, .layer = 1, .unit = 5, .n_units = 1 },
    { .kind = NRN_MOMENT_UNIT_OFF, .update = 10, .unit = 8, .n_units = 1, .until = 20 },
    { .kind = NRN_MOMENT_UNIT_OFF, .update = 11, .unit = 9, .n_units = 1 },
  };
  g_autoptr (NrnMoments) moments = nrn_moments_new (items, G_N_ELEMENTS (items));
  g_autoptr (NrnMoments) joined = nrn_moments_join (moments);
  guint n_of_two = 0;

  g_assert_cmpuint (nrn_moments_get_n (joined), ==, 5);
  for (guint i = 0; i < 5; i++)
    {
      if (nrn_moments_get (joined, i)->n_units != 2)
        continue;
      g_assert_cmpuint (nrn_moments_get (joined, i)->unit, ==, 3);
      n_of_two++;
    }
  g_assert_cmpuint (n_of_two, ==, 1);
}

/* ---- A training ---- */

typedef struct
{
  NrnArchitecture *architecture;
  NrnConfig       *loss;
  NrnConfig       *optimizer;
  NrnSamples      *samples;
  NrnFitOptions    options;
  NrnMomentRule    rule;

  /* After each update, told straight from a training of its own */
  gboolean         is_on[N_UPDATES + 1][N_UNITS];
  double           accuracy[N_UPDATES + 1];
  int              side[N_UPDATES + 1];
} Fixture;

static guint
predict (NrnModel *model,
         float     input)
{
  const float *outputs = nrn_model_forward (model, 1, &input, FALSE);

  return outputs[1] > outputs[0];
}

/* Row by row, in another way than the finder does. */
static void
tell (Fixture  *fixture,
      NrnModel *model,
      guint     update)
{
  guint n_right = 0;

  for (guint row = 0; row < N_ROWS; row++)
    {
      float input = nrn_samples_get_inputs (fixture->samples)[row];

      n_right += predict (model, input) == (guint) nrn_samples_get_targets (fixture->samples)[row];
      for (guint unit = 0; unit < N_UNITS; unit++)
        fixture->is_on[update][unit] |= nrn_model_get_layer_outputs (model, 0)[unit] != 0;
    }
  fixture->accuracy[update] = (double) n_right / N_ROWS;
  if (predict (model, 0) != predict (model, 1))
    fixture->side[update] = predict (model, RULE) == predict (model, 0) ? 1 : -1;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  seed)
{
  float inputs[N_ROWS], targets[N_ROWS];
  g_autoptr (NrnFit) fit = NULL;
  g_autoptr (NrnModel) model = NULL;

  memset (fixture, 0, sizeof *fixture);
  for (guint i = 0; i < N_ROWS; i++)
    {
      inputs[i] = (float) i / (N_ROWS - 1);
      targets[i] = (inputs[i] > RULE) != (i % 9 == 0);
    }
  fixture->architecture = nrn_architecture_parse_layers (1, "Dense(8, relu), Dense(2, softmax)", NULL);
  fixture->loss = nrn_config_new_by_name (NRN_FAMILY_LOSS, "sparse_categorical_crossentropy", NULL);
  fixture->optimizer = nrn_config_parse (NRN_FAMILY_OPTIMIZER, "Adam(0.08)", NULL);
  fixture->samples = nrn_samples_new (N_ROWS, 1, 1, inputs, targets);
  fixture->options = (NrnFitOptions) {
    .batch_size = BATCH, .epochs = N_EPOCHS, .shuffle = TRUE, .seed = GPOINTER_TO_UINT (seed),
  };
  fixture->rule = (NrnMomentRule) { TRUE, 0, 1, RULE };

  fit = nrn_fit_new (fixture->architecture, NULL, fixture->loss, fixture->optimizer,
                     fixture->samples, &fixture->options, NULL);
  model = nrn_model_new (fixture->architecture, 1);
  for (guint update = 0; update <= N_UPDATES; update++)
    {
      g_autoptr (NrnWeights) weights = nrn_model_dup_weights (nrn_fit_get_model (fit));

      nrn_model_set_weights (model, weights);
      tell (fixture, model, update);
      nrn_fit_step (fit);
    }
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  seed)
{
  nrn_architecture_unref (fixture->architecture);
  nrn_config_unref (fixture->loss);
  nrn_config_unref (fixture->optimizer);
  nrn_samples_unref (fixture->samples);
}

static void
finish (NrnTrainer *trainer)
{
  nrn_trainer_play (trainer);
  while (nrn_trainer_get_state (trainer) != NRN_TRAINING_DONE)
    g_main_context_iteration (NULL, TRUE);
}

static NrnTrainer *
train (Fixture *fixture)
{
  NrnTrainer *trainer = nrn_trainer_new (fixture->architecture, NULL, fixture->loss,
                                         fixture->optimizer, fixture->samples, &fixture->options,
                                         NULL);

  finish (trainer);

  return trainer;
}

static NrnMomentFinder *
finder_new (Fixture          *fixture,
            const NrnMoments *known,
            guint             n_known)
{
  return nrn_moment_finder_new (fixture->architecture, NULL, fixture->loss, fixture->optimizer,
                                fixture->samples, &fixture->options, &fixture->rule, known, n_known);
}

static NrnMoments *
look (NrnMomentFinder *finder,
      NrnTrainer      *trainer,
      NrnCheckpoints  *checkpoints,
      guint            n_epochs)
{
  g_autoptr (NrnSnapshot) end = nrn_trainer_get_snapshot (trainer);
  g_autoptr (NrnHistory) history =
    nrn_history_new_start (nrn_snapshot_get_parts (end)->history, n_epochs);

  nrn_moment_finder_look (finder, nrn_trainer_get_timeline (trainer), checkpoints, history, NULL);

  return nrn_moment_finder_dup (finder);
}

/* The last update at which the unit was otherwise, within the epoch of @update. */
static guint64
find_change (Fixture *fixture,
             guint    unit,
             guint64  update)
{
  guint64 end = (update + N_BATCHES - 1) / N_BATCHES * N_BATCHES;
  gboolean is_on = fixture->is_on[end][unit];

  while (fixture->is_on[end - 1][unit] == is_on)
    end--;

  return end;
}

/* Whether the unit has changed as @moment says. */
static gboolean
has_changed (Fixture         *fixture,
             const NrnMoment *moment,
             guint            unit)
{
  guint epoch = (guint) ceil (moment->position);
  gboolean is_on = moment->kind == NRN_MOMENT_UNIT_ON;

  if (fixture->is_on[epoch * N_BATCHES][unit] != is_on ||
      fixture->is_on[(epoch - 1) * N_BATCHES][unit] == is_on ||
      find_change (fixture, unit, moment->update) != moment->update)
    return FALSE;

  /* At the ends of epochs it is off until it comes back. */
  for (epoch++; !is_on && epoch <= N_EPOCHS; epoch++)
    {
      if (fixture->is_on[epoch * N_BATCHES][unit])
        return find_change (fixture, unit, epoch * N_BATCHES) == moment->until;
    }

  return moment->until == 0;
}

/* How often a unit is otherwise after an epoch than after the one before. */
static guint
count_unit_changes (Fixture *fixture)
{
  guint n = 0;

  for (guint epoch = 1; epoch <= N_EPOCHS; epoch++)
    {
      for (guint unit = 0; unit < N_UNITS; unit++)
        n += fixture->is_on[epoch * N_BATCHES][unit] != fixture->is_on[(epoch - 1) * N_BATCHES][unit];
    }

  return n;
}

static guint64
find_first_above (Fixture *fixture)
{
  guint n_of_one = 0;
  double guess;

  for (guint i = 0; i < N_ROWS; i++)
    n_of_one += nrn_samples_get_targets (fixture->samples)[i] > 0.5f;
  guess = (double) MAX (n_of_one, N_ROWS - n_of_one) / N_ROWS;
  for (guint epoch = 1; epoch <= N_EPOCHS; epoch++)
    {
      if (fixture->accuracy[epoch * N_BATCHES] <= guess)
        continue;
      for (guint64 update = (epoch - 1) * N_BATCHES + 1; update <= epoch * N_BATCHES; update++)
        {
          if (fixture->accuracy[update] > guess)
            return update;
        }
    }

  g_assert_not_reached ();
}

static void
check_moment (Fixture         *fixture,
              const NrnMoment *moment,
              guint           *n_changes)
{
  guint64 update = moment->update;

  g_assert_true (moment->is_exact);
  g_assert_cmpfloat_with_epsilon (moment->position, (double) update / N_BATCHES, 1e-9);
  if (moment->kind == NRN_MOMENT_UNIT_OFF || moment->kind == NRN_MOMENT_UNIT_ON)
    {
      g_assert_cmpuint (moment->n_units, ==, 1);
      g_assert_true (has_changed (fixture, moment, moment->unit));
      *n_changes += moment->n_units;
    }
  else if (moment->kind == NRN_MOMENT_BOUNDARY)
    {
      guint64 before = update - 1;

      while (fixture->side[before] == 0)
        before--;
      g_assert_cmpint (fixture->side[before], ==, -fixture->side[update]);
      g_assert_true ((moment->after > RULE) == (fixture->side[update] > 0));
      g_assert_true ((moment->before > RULE) == (fixture->side[update] < 0));
    }
  else if (moment->kind == NRN_MOMENT_ABOVE_GUESS)
    {
      g_assert_cmpuint (update, ==, find_first_above (fixture));
      g_assert_cmpfloat_with_epsilon (moment->after, fixture->accuracy[update], 1e-9);
    }
  else
    {
      g_assert_cmpint (moment->kind, ==, NRN_MOMENT_BEST);
      g_assert_cmpuint (update % N_BATCHES, ==, 0);
    }
}

/* Each of them is where the training, made again and looked at row by row, has
 * it; and none is missing. */
static void
test_exact (Fixture       *fixture,
            gconstpointer  seed)
{
  g_autoptr (NrnTrainer) trainer = train (fixture);
  g_autoptr (NrnMomentFinder) finder = finder_new (fixture, NULL, 0);
  g_autoptr (NrnMoments) moments = look (finder, trainer, nrn_trainer_get_checkpoints (trainer),
                                         N_EPOCHS);
  guint n_of_kind[NRN_MOMENT_N_KINDS] = { 0 };
  guint n_changes = 0;

  for (guint i = 0; i < nrn_moments_get_n (moments); i++)
    {
      check_moment (fixture, nrn_moments_get (moments, i), &n_changes);
      n_of_kind[nrn_moments_get (moments, i)->kind]++;
    }
  g_assert_cmpuint (n_changes, ==, count_unit_changes (fixture));
  g_assert_cmpuint (n_changes, >, 0);
  g_assert_cmpuint (n_of_kind[NRN_MOMENT_ABOVE_GUESS], ==, 1);
  g_assert_cmpuint (n_of_kind[NRN_MOMENT_BEST], ==, 1);
  g_assert_cmpuint (n_of_kind[NRN_MOMENT_BOUNDARY], >, 0);
  nrn_trainer_stop (trainer);
}

/* As it does beside a training. */
static void
test_bit_by_bit (Fixture       *fixture,
                 gconstpointer  seed)
{
  g_autoptr (NrnTrainer) trainer = train (fixture);
  g_autoptr (NrnMomentFinder) once = finder_new (fixture, NULL, 0);
  g_autoptr (NrnMomentFinder) often = finder_new (fixture, NULL, 0);
  NrnCheckpoints *checkpoints = nrn_trainer_get_checkpoints (trainer);
  g_autoptr (NrnMoments) expected = look (once, trainer, checkpoints, N_EPOCHS);
  g_autoptr (NrnMoments) moments = NULL;

  for (guint n_epochs = 0; n_epochs <= N_EPOCHS; n_epochs++)
    {
      g_clear_pointer (&moments, nrn_moments_unref);
      moments = look (often, trainer, checkpoints, n_epochs);
    }
  g_assert_true (nrn_moments_equal (moments, expected));
  nrn_trainer_stop (trainer);
}

/* Where no update can be made again, the epoch is told. */
static void
test_without_checkpoints (Fixture       *fixture,
                          gconstpointer  seed)
{
  g_autoptr (NrnTrainer) trainer = train (fixture);
  g_autoptr (NrnCheckpoints) none = nrn_checkpoints_new (0);
  g_autoptr (NrnMomentFinder) finder = finder_new (fixture, NULL, 0);
  g_autoptr (NrnMoments) moments = look (finder, trainer, none, N_EPOCHS);
  guint n_changes = 0;

  for (guint i = 0; i < nrn_moments_get_n (moments); i++)
    {
      const NrnMoment *moment = nrn_moments_get (moments, i);

      g_assert_true (moment->is_exact == (moment->kind == NRN_MOMENT_BEST));
      g_assert_cmpuint (moment->update % N_BATCHES, ==, 0);
      n_changes += moment->kind <= NRN_MOMENT_UNIT_ON ? moment->n_units : 0;
    }
  g_assert_cmpuint (n_changes, ==, count_unit_changes (fixture));
  nrn_trainer_stop (trainer);
}

/* What a training goes on after is known already, and stays as exact. */
static void
test_goes_on (Fixture       *fixture,
              gconstpointer  seed)
{
  g_autoptr (NrnTrainer) trainer = train (fixture);
  g_autoptr (NrnCheckpoints) none = nrn_checkpoints_new (0);
  g_autoptr (NrnMomentFinder) whole = finder_new (fixture, NULL, 0);
  g_autoptr (NrnMoments) all = look (whole, trainer, nrn_trainer_get_checkpoints (trainer), N_EPOCHS);
  g_autoptr (NrnMomentFinder) finder = finder_new (fixture, all, 6);
  g_autoptr (NrnMoments) moments = look (finder, trainer, none, N_EPOCHS);

  for (guint i = 0; i < nrn_moments_get_n (moments); i++)
    {
      const NrnMoment *moment = nrn_moments_get (moments, i);

      g_assert_true (moment->is_exact == (moment->position <= 6 || moment->kind == NRN_MOMENT_BEST));
      if (moment->position > 6)
        continue;
      g_assert_cmpuint (moment->update, ==, nrn_moments_get (all, i)->update);
      g_assert_cmpint (moment->kind, ==, nrn_moments_get (all, i)->kind);
    }
  nrn_trainer_stop (trainer);
}

/* ---- Changes by hand ---- */

static void
step (NrnTrainer *trainer)
{
  g_autoptr (NrnSnapshot) before = nrn_trainer_get_snapshot (trainer);

  nrn_trainer_step (trainer, NRN_STEP_BATCH);
  while (TRUE)
    {
      g_autoptr (NrnSnapshot) now = nrn_trainer_get_snapshot (trainer);

      if (nrn_snapshot_get_parts (now)->update > nrn_snapshot_get_parts (before)->update &&
          nrn_snapshot_get_parts (now)->state == NRN_TRAINING_PAUSED)
        break;
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
test_by_hand (Fixture       *fixture,
              gconstpointer  seed)
{
  g_autoptr (NrnTrainer) trainer = nrn_trainer_new (fixture->architecture, NULL, fixture->loss,
                                                    fixture->optimizer, fixture->samples,
                                                    &fixture->options, NULL);
  g_autoptr (NrnSnapshot) snapshot = NULL;
  const NrnMoments *changes;
  NrnFitOptions options = fixture->options;
  const NrnMoment *moment;

  /* No change yet: it begins so. */
  nrn_trainer_set_learning_rate (trainer, 0.07);
  step (trainer);
  step (trainer);
  nrn_trainer_set_learning_rate (trainer, 0.06);
  nrn_trainer_set_learning_rate (trainer, 0.02);
  step (trainer);
  nrn_trainer_set_learning_rate (trainer, 0.01);
  nrn_trainer_set_learning_rate (trainer, 0.02);
  options.batch_size = 10;
  nrn_trainer_set_options (trainer, &options);
  step (trainer);

  snapshot = nrn_trainer_get_snapshot (trainer);
  changes = nrn_history_get_changes (nrn_snapshot_get_parts (snapshot)->history);
  g_assert_nonnull (changes);
  g_assert_cmpuint (nrn_moments_get_n (changes), ==, 2);
  moment = nrn_moments_get (changes, 0);
  g_assert_cmpint (moment->kind, ==, NRN_MOMENT_LEARNING_RATE);
  g_assert_cmpuint (moment->update, ==, 2);
  g_assert_cmpfloat_with_epsilon (moment->before, 0.07, 1e-9);
  g_assert_cmpfloat_with_epsilon (moment->after, 0.02, 1e-9);
  moment = nrn_moments_get (changes, 1);
  g_assert_cmpint (moment->kind, ==, NRN_MOMENT_BATCH_SIZE);
  g_assert_cmpuint (moment->update, ==, 3);
  g_assert_cmpfloat (moment->before, ==, BATCH);
  g_assert_cmpfloat (moment->after, ==, 10);
  nrn_trainer_stop (trainer);
}

#define ADD(name, seed, test) \
  g_test_add ("/training/moments/" name, Fixture, GUINT_TO_POINTER (seed), set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/training/moments/finds-neighbours", test_finds_neighbours);
  g_test_add_func ("/training/moments/joins-units", test_joins_units);
  ADD ("exact/1", 1, test_exact);
  ADD ("exact/2", 2, test_exact);
  ADD ("exact/3", 3, test_exact);
  ADD ("bit-by-bit", 1, test_bit_by_bit);
  ADD ("without-checkpoints", 1, test_without_checkpoints);
  ADD ("goes-on", 1, test_goes_on);
  ADD ("by-hand", 1, test_by_hand);

  return g_test_run ();
}
