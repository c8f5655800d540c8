/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What formulas look like, what a screen reader says, and what the sentences about a
 * training say, in English and in German.
 */

#include "config.h"

#include "nrn-epoch-words.h"
#include "nrn-languages-test.h"
#include "nrn-loss-story.h"
#include "nrn-moment-words.h"
#include "nrn-story-test.h"
#include "nrn-tracer-words.h"
#include "nrn-update-story.h"

/* ---- Cases ---- */

/* One person of 77 years with side effects; the weight from unit 1 to unit 2. */
static NrnStory *
tell_update (const char *optimizer)
{
  static const float numbers[] = { 0.8f, -0.5f, 0, 0, -0.3f, 0.6f, 0.4f, 0.1f, 0, 0 };
  g_autoptr (NrnSamples) samples = nrn_samples_new (1, 1, 1, (float[]) { (77.0f - 13.0f) / 87.0f },
                                                    (float[]) { 1 });
  g_autoptr (NrnTrace) trace = nrn_story_test_trace ("Dense(2, relu), Dense(2, sigmoid)",
                                                     "sparse_categorical_crossentropy", optimizer,
                                                     samples, numbers, 1);

  return nrn_update_story_new (trace, 5, 0);
}

static NrnStory *
tell_loss (const char  *loss,
           guint        n_outputs,
           const float *outputs,
           guint        n_targets,
           const float *targets)
{
  g_autoptr (NrnTrace) trace = nrn_story_test_pass_on (loss, 1, n_outputs, outputs, n_targets, targets);

  return nrn_loss_story_new (trace, 0);
}

static NrnStory *
tell_sgd (void)
{
  return tell_update ("SGD(0.01)");
}

static NrnStory *
tell_adam (void)
{
  return tell_update ("Adam(0.0001)");
}

static NrnStory *
tell_sigmoids (void)
{
  return tell_loss ("sparse_categorical_crossentropy", 2, (float[]) { 0.45597636f, 0.58736995f }, 1,
                    (float[]) { 1 });
}

static NrnStory *
tell_hinge (void)
{
  return tell_loss ("squared_hinge", 2, (float[]) { 0.25f, -0.5f }, 2, (float[]) { 0, 1 });
}

static NrnStory *
tell_many (void)
{
  return tell_loss ("categorical_hinge", 8,
                    (float[]) { 0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.8f }, 8,
                    (float[]) { 0, 0, 0, 0, 0, 0, 0, 1 });
}

static const struct
{
  const char *name;
  NrnStory   *(*tell) (void);
} cases[] = {
  { "SGD", tell_sgd },
  { "Adam", tell_adam },
  { "two sigmoids", tell_sigmoids },
  { "squared hinge", tell_hinge },
  { "eight outputs", tell_many },
};

/* Titles, and the lines below them. */
static void
append (GString        *text,
        const NrnStory *story,
        gboolean        is_spoken)
{
  guint step = G_MAXUINT;

  for (guint i = 0; i < nrn_story_get_n_lines (story); i++)
    {
      const NrnStoryLine *line = nrn_story_get_line (story, i);
      g_autofree char *written = nrn_formula_line_print (&line->text);

      if (line->step != step)
        g_string_append_printf (text, "[%s]\n", nrn_story_get_title (story, line->step));
      step = line->step;
      g_string_append_printf (text, "%s\n", is_spoken ? line->text.spoken : written);
    }
}

/* All cases as they are written, and as they are spoken. */
static char *
print_all (void)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NrnStory) story = cases[i].tell ();

      g_string_append_printf (text, "# %s\n", cases[i].name);
      append (text, story, FALSE);
      g_string_append_printf (text, "\n# %s, spoken\n", cases[i].name);
      append (text, story, TRUE);
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

/* ---- Sentences ---- */

static NrnDataset *
new_patients (void)
{
  static const char *const names[] = { "age", NULL };
  static const char *const classes[] = { "no side effects", "side effects", NULL };
  static const float ages[] = { 13, 100 }, labels[] = { 0, 1 };

  return nrn_dataset_new_classes ("patients", 2, 1, g_memdup2 (ages, sizeof ages), names,
                                  g_memdup2 (labels, sizeof labels), "patient", classes);
}

/* Each sort of change, with all that is said of losses and of right rows. */
static void
append_epochs (GString          *text,
               const NrnDataset *dataset)
{
  static const NrnEpochChange changes[] = {
    { .kind = NRN_EPOCH_CHANGE_NONE, .last = { NAN, NAN, NAN, NAN }, .loss = { 0.6931, NAN, NAN, NAN } },
    { .kind = NRN_EPOCH_CHANGE_UNIT_DIED, .unit = 2, .value = { 1, 0 }, .last = { NAN, NAN, NAN, NAN },
      .loss = { 0.6931, NAN, 0.7012, NAN } },
    { .kind = NRN_EPOCH_CHANGE_UNIT_WOKE, .unit = 2, .value = { 0, 12 }, .last = { 0.5, NAN, NAN, NAN },
      .loss = { 0.48, NAN, NAN, NAN }, .n_right = { 1, 2 } },
    { .kind = NRN_EPOCH_CHANGE_UNIT_ROWS, .unit = 2, .value = { 7, 12 }, .last = { 0.5, NAN, NAN, NAN },
      .loss = { 0.52, NAN, NAN, NAN }, .n_right = { 12, 9 } },
    { .kind = NRN_EPOCH_CHANGE_SWITCH_ON, .unit = 2, .value = { 55, 61.5 }, .last = { 0.5, NAN, 0.4, NAN },
      .loss = { 0.49, NAN, 0.3, NAN }, .n_right = { 9, 51 } },
    { .kind = NRN_EPOCH_CHANGE_SWITCH_OFF, .unit = 2, .value = { 55, 61 }, .last = { 0.5, NAN, 0.4, NAN },
      .loss = { 0.49, NAN, 0.45, NAN }, .n_right = { 9, 8 } },
    { .kind = NRN_EPOCH_CHANGE_FLIP, .value = { 62.1, 59.5 }, .last = { 0.5, NAN, 0.4, NAN },
      .loss = { 0.51, NAN, 0.39, NAN } },
    { .kind = NRN_EPOCH_CHANGE_FLIP_CAME, .value = { NAN, 59.5 }, .class_index = 1,
      .last = { 0.5, NAN, 0.4, NAN }, .loss = { 0.51, NAN, 0.41, NAN } },
    { .kind = NRN_EPOCH_CHANGE_FLIP_WENT, .value = { 59.5, NAN }, .last = { 0.5, NAN, NAN, NAN },
      .loss = { 0.5, NAN, NAN, NAN } },
    { .kind = NRN_EPOCH_CHANGE_FLIPS, .value = { 1, 3 }, .last = { 0.5, NAN, NAN, NAN },
      .loss = { 0.49, NAN, NAN, NAN } },
    { .kind = NRN_EPOCH_CHANGE_WEIGHT, .value = { -0.25, 0.5 }, .last = { 0.5, NAN, NAN, NAN },
      .loss = { 0.49, NAN, NAN, NAN } },
    { .kind = NRN_EPOCH_CHANGE_WEIGHT, .is_bias = TRUE, .value = { 0.5, -0.25 },
      .last = { 0.5, NAN, NAN, NAN }, .loss = { 0.49, NAN, NAN, NAN } },
  };
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-3-2", "relu,sigmoid", NULL);

  g_string_append (text, "# epochs\n");
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      NrnEpochChange change = changes[i];
      g_autofree char *words = NULL;

      change.are_classes = change.are_all = TRUE;
      words = nrn_epoch_words_print (&change, dataset, architecture);
      g_string_append_printf (text, "%s\n", words);
    }
}

static void
append_moments (GString          *text,
                const NrnDataset *dataset,
                const NrnScaler  *scaler)
{
  static const NrnMoment moments[] = {
    { .kind = NRN_MOMENT_UNIT_OFF, .unit = 2, .n_units = 1 },
    { .kind = NRN_MOMENT_UNIT_OFF, .unit = 2, .n_units = 1, .until = 600 },
    { .kind = NRN_MOMENT_UNIT_OFF, .n_units = 3 },
    { .kind = NRN_MOMENT_UNIT_OFF, .n_units = 3, .until = 600 },
    { .kind = NRN_MOMENT_UNIT_ON, .unit = 2, .n_units = 1 },
    { .kind = NRN_MOMENT_UNIT_ON, .n_units = 3 },
    { .kind = NRN_MOMENT_BOUNDARY, .before = 0.59, .after = 0.61 },
    { .kind = NRN_MOMENT_BOUNDARY, .before = 0.61, .after = 0.59 },
    { .kind = NRN_MOMENT_ABOVE_GUESS, .before = 0.5, .after = 0.625 },
    { .kind = NRN_MOMENT_BEST, .after = 0.25 },
    { .kind = NRN_MOMENT_BEST, .after = 0.25, .n_units = TRUE },
    { .kind = NRN_MOMENT_LEARNING_RATE, .before = 0.001, .after = 0.0001 },
    { .kind = NRN_MOMENT_BATCH_SIZE, .before = 10, .after = 32 },
    { .kind = NRN_MOMENT_EDIT },
  };

  g_string_append (text, "\n# moments\n");
  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      NrnMoment moment = moments[i];
      g_autofree char *words = NULL;

      moment.update = 420;
      moment.position = 2;
      moment.is_exact = i % 2 == 0;
      words = nrn_moment_describe (&moment, dataset, scaler);
      g_string_append_printf (text, "%s\n", words);
    }
}

/* Of either class. */
static void
append_answers (GString          *text,
                const NrnDataset *dataset,
                const NrnScaler  *scaler)
{
  static const float age = 87, outputs[][2] = { { 0.1f, 0.91f }, { 0.75f, 0.2f } };

  g_string_append (text, "\n# answers\n");
  for (guint i = 0; i < G_N_ELEMENTS (outputs); i++)
    {
      g_autofree char *answer = nrn_tracer_words_say (dataset, &age, 2, outputs[i]);
      g_autofree char *scaled = nrn_tracer_words_scale (scaler, 0, (double) age + i);

      g_string_append_printf (text, "%s\n%s\n", answer, scaled);
    }
}

static char *
print_sentences (void)
{
  static const double low[] = { 13 }, high[] = { 100 };
  g_autoptr (NrnDataset) dataset = new_patients ();
  g_autoptr (NrnScaler) scaler = nrn_scaler_new (1, low, high, 0, 1);
  GString *text = g_string_new (NULL);

  append_epochs (text, dataset);
  append_moments (text, dataset, scaler);
  append_answers (text, dataset, scaler);

  return g_string_free (text, FALSE);
}

/* ---- Tests ---- */

static void
test_english (void)
{
  g_autofree char *text = print_all ();

  nrn_languages_test_assert_is_file (text, "formulas-en.txt");
}

static void
test_german (void)
{
  g_autofree char *text = NULL;

  nrn_languages_test_speak_german ();
  text = print_all ();
  nrn_languages_test_speak_english ();
  nrn_languages_test_assert_is_file (text, "formulas-de.txt");
}

static void
test_sentences_english (void)
{
  g_autofree char *text = print_sentences ();

  nrn_languages_test_assert_is_file (text, "sentences-en.txt");
}

static void
test_sentences_german (void)
{
  g_autofree char *text = NULL;

  nrn_languages_test_speak_german ();
  text = print_sentences ();
  nrn_languages_test_speak_english ();
  nrn_languages_test_assert_is_file (text, "sentences-de.txt");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  nrn_languages_test_speak_english ();

  g_test_add_func ("/languages/english", test_english);
  g_test_add_func ("/languages/german", test_german);
  g_test_add_func ("/languages/sentences/english", test_sentences_english);
  g_test_add_func ("/languages/sentences/german", test_sentences_german);

  return g_test_run ();
}
