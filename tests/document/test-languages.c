/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What formulas look like, and what a screen reader says, in English and in
 * German.
 */

#include "config.h"

#include <libintl.h>


#include "nrn-loss-story.h"
#include "nrn-story-test.h"
#include "nrn-update-story.h"

/* From what the build has made, without any language installed. */
static void
speak_german (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("G_TEST_BUILDDIR"), "..", "po", NULL);

  bindtextdomain (GETTEXT_PACKAGE, folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_setenv ("LANGUAGE", "de", TRUE);
  g_assert_nonnull (setlocale (LC_MESSAGES, "C.UTF-8"));
  nrn_test_set_decimal_comma ();
}

static void
speak_english (void)
{
  g_setenv ("LANGUAGE", "C", TRUE);
  g_assert_nonnull (setlocale (LC_ALL, "C.UTF-8"));
}

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

static void
assert_is_file (const char *text,
                const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", name, NULL);
  g_autofree char *expected = NULL;
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_auto (GStrv) expected_lines = NULL;

  g_assert_true (g_file_get_contents (path, &expected, NULL, NULL));
  expected_lines = g_strsplit (expected, "\n", -1);
  for (guint i = 0; lines[i] != NULL && expected_lines[i] != NULL; i++)
    g_assert_cmpstr (lines[i], ==, expected_lines[i]);
  g_assert_cmpuint (g_strv_length (lines), ==, g_strv_length (expected_lines));
}

static void
test_english (void)
{
  g_autofree char *text = print_all ();

  assert_is_file (text, "formulas-en.txt");
}

static void
test_german (void)
{
  g_autofree char *text = NULL;

  speak_german ();
  text = print_all ();
  speak_english ();
  assert_is_file (text, "formulas-de.txt");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  speak_english ();

  g_test_add_func ("/languages/english", test_english);
  g_test_add_func ("/languages/german", test_german);

  return g_test_run ();
}
