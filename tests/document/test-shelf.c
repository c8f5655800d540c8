/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Kept runs: the shelf of a document, and what differs between runs.
 */

#include "nrn-document.h"
#include "nrn-edit.h"
#include "nrn-preset.h"
#include "nrn-run-differences.h"
#include "nrn-run-words.h"

#include <math.h>
#include <string.h>

/* ---- What differs ---- */

static NrnExperiment *
trial_new (void)
{
  return nrn_preset_new_experiment (nrn_preset_find ("drug-trial", NULL), 1);
}

/* A line for each row: title: value | value */
static char *
print_differences (const NrnExperiment *const *experiments,
                   guint                       n)
{
  g_autoptr (GPtrArray) rows = nrn_run_differences (experiments, n);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const NrnRunDifference *row = g_ptr_array_index (rows, i);
      g_autofree char *values = g_strjoinv (" | ", row->values);

      g_assert_cmpuint (g_strv_length (row->values), ==, n);
      g_string_append_printf (text, "%s: %s\n", row->title, values);
    }

  return g_string_free (text, FALSE);
}

static void
assert_differences (const NrnExperiment *a,
                    const NrnExperiment *b,
                    const char          *expected)
{
  const NrnExperiment *pair[] = { a, b };
  g_autofree char *text = print_differences (pair, 2);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_nothing_differs (void)
{
  g_autoptr (NrnExperiment) a = trial_new ();
  g_autoptr (NrnExperiment) b = trial_new ();

  assert_differences (a, b, "");
  assert_differences (a, a, "");
}

static void
test_settings_differ (void)
{
  g_autoptr (NrnExperiment) a = trial_new ();
  NrnExperimentParts parts = *nrn_experiment_get_parts (a);
  g_autoptr (NrnConfig) loss = nrn_config_parse (NRN_FAMILY_LOSS, "mean_squared_error", NULL);
  g_autoptr (NrnConfig) rate = nrn_config_with_number (parts.optimizer, "learning_rate", 0.01, NULL);
  g_autoptr (NrnMetrics) metrics = nrn_metrics_parse ("recall", NULL);
  g_autoptr (NrnExperiment) b = NULL;

  parts.loss = loss;
  parts.optimizer = rate;
  parts.scale = FALSE;
  parts.fit.batch_size = 32;
  parts.fit.epochs = 5;
  parts.fit.shuffle = FALSE;
  parts.fit.validation_split = 0.1;
  parts.fit.stop_accuracy = 0.95;
  parts.fit.metrics = metrics;
  b = nrn_experiment_new (&parts);
  assert_differences (a, b,
                      "Scaling to 0 … 1: yes | no\n"
                      "Loss: sparse_categorical_crossentropy | mean_squared_error\n"
                      "Learning rate: 0.0001 | 0.01\n"
                      "Batch size: 10 | 32\n"
                      "Epochs: 20 | 5\n"
                      "Shuffle: yes | no\n"
                      "Held out for validation: none | the last 10 %\n"
                      "Stop at accuracy: none | 0.95\n"
                      "Metrics: accuracy | recall\n");
}

static void
test_optimizers_differ (void)
{
  g_autoptr (NrnExperiment) a = trial_new ();
  NrnExperimentParts parts = *nrn_experiment_get_parts (a);
  g_autoptr (NrnConfig) sgd =
    nrn_config_parse (NRN_FAMILY_OPTIMIZER, "SGD(learning_rate=0.1, momentum=0.9)", NULL);
  g_autoptr (NrnExperiment) b = NULL;

  parts.optimizer = sgd;
  b = nrn_experiment_new (&parts);
  assert_differences (a, b,
                      "Optimizer: Adam | SGD(momentum=0.9)\n"
                      "Learning rate: 0.0001 | 0.1\n");
}

static NrnExperiment *
with_network (const NrnExperiment *experiment,
              guint                input_dim,
              const char          *layers)
{
  NrnExperimentParts parts = *nrn_experiment_get_parts (experiment);
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnArchitecture) architecture =
    nrn_architecture_parse_layers (input_dim, layers, &error);

  g_assert_no_error (error);
  parts.architecture = architecture;

  return nrn_experiment_new (&parts);
}

/* Units and activations have rows of their own; then only the rest of the
 * layers counts. */
static void
test_networks_differ (void)
{
  g_autoptr (NrnExperiment) trial = trial_new ();
  g_autoptr (NrnExperiment) a =
    with_network (trial, 1, "Dense(6, activation=relu), Dense(2, activation=sigmoid)");
  g_autoptr (NrnExperiment) b =
    with_network (trial, 1, "Dense(8, activation=tanh), Dense(2, activation=sigmoid)");
  g_autoptr (NrnExperiment) c =
    with_network (trial, 1, "Dense(6, activation=relu), Dropout(0.5), Dense(2, activation=sigmoid)");

  assert_differences (a, b,
                      "Network: 1-6-2 | 1-8-2\n"
                      "Activations: relu, sigmoid | tanh, sigmoid\n");
  assert_differences (a, c,
                      "Layers: Dense(6, activation=relu), Dense(2, activation=sigmoid) | "
                      "Dense(6, activation=relu), Dropout(0.5), Dense(2, activation=sigmoid)\n");
}

static void
test_data_differ (void)
{
  g_autoptr (NrnExperiment) a = trial_new ();
  NrnExperimentParts parts = *nrn_experiment_get_parts (a);
  const NrnGenerator *generator = nrn_data_source_get_generator (parts.source);
  g_autofree double *values = g_memdup2 (nrn_data_source_get_values (parts.source),
                                         generator->n_parameters * sizeof (double));
  int threshold = nrn_generator_parameter (generator, "threshold");
  g_autoptr (NrnDataSource) other = NULL;
  g_autoptr (NrnDataSource) seeded = NULL;
  static const char *const features[] = { "age", NULL };
  static const char *const targets[] = { "effects", NULL };
  g_autoptr (NrnDataSource) csv = nrn_data_source_new_csv ("/x/mine.csv", features, targets);
  g_autoptr (NrnExperiment) b = NULL;
  g_autoptr (NrnExperiment) c = NULL;
  g_autoptr (NrnExperiment) d = NULL;
  g_autoptr (NrnExperiment) e = NULL;
  static const char *const doses[] = { "dose", NULL };
  const NrnCsvOptions options = { .missing = NRN_CSV_MISSING_MEAN, .n_rows = 50 };
  const NrnCsvSelection selection = { .features = doses, .targets = targets, .options = &options };
  g_autoptr (NrnDataSource) pasted =
    nrn_data_source_new_table (NULL, "Pasted", "dose,effects\n1,0\n", &selection);
  g_autofree char *expected = NULL;
  g_autofree char *expected_csv = NULL;

  g_assert_cmpint (threshold, >=, 0);
  values[threshold] = 50;
  other = nrn_data_source_new_generator (generator, values, 1);
  parts.source = other;
  b = nrn_experiment_new (&parts);
  expected = g_strdup_printf ("%s: 65 | 50\n", generator->parameters[threshold].title);
  assert_differences (a, b, expected);

  seeded = nrn_data_source_new_generator (generator,
                                          nrn_data_source_get_values (nrn_experiment_get_parts (a)->source),
                                          9);
  parts.source = seeded;
  c = nrn_experiment_new (&parts);
  assert_differences (a, c, "Seed of the data: as the seed | 9\n");

  parts.source = csv;
  d = nrn_experiment_new (&parts);
  expected_csv = g_strdup_printf ("Data: %s | mine.csv\nColumns:  | age → effects\n",
                                  generator->title);
  assert_differences (a, d, expected_csv);

  /* A table that was pasted has no file. */
  parts.source = pasted;
  e = nrn_experiment_new (&parts);
  assert_differences (d, e,
                      "Data: mine.csv | Pasted\n"
                      "Columns: age → effects | dose → effects\n"
                      "Missing values: refused | mean of the column\n"
                      "Rows used: all | 50\n");
}

/* What became of it counts, too: how far it was trained, and after which
 * epochs it was edited. */
static void
test_histories_differ (void)
{
  g_autoptr (NrnExperiment) a = trial_new ();
  NrnExperimentParts parts = *nrn_experiment_get_parts (a);
  NrnEpoch epochs[20] = { 0 };
  const double series[] = { 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5 };
  static const char *const names[] = { "loss", "accuracy", NULL };
  const guint marks[] = { 1, 2 };
  g_autoptr (NrnHistory) whole = nrn_history_new (epochs, 20);
  g_autoptr (NrnHistory) part = nrn_history_new_marked (names, series, 3, marks, 2);
  g_autoptr (NrnExperiment) b = NULL;
  g_autoptr (NrnExperiment) c = NULL;
  const NrnExperiment *all[3];
  g_autofree char *text = NULL;

  parts.history = whole;
  b = nrn_experiment_new (&parts);
  parts.history = part;
  parts.fit.seed = 7;
  c = nrn_experiment_new (&parts);
  all[0] = b;
  all[1] = c;
  all[2] = b;
  text = print_differences (all, 3);
  g_assert_cmpstr (text, ==,
                   "Seed of the data: as the seed | 1 | as the seed\n"
                   "Epochs trained: all | 3 | all\n"
                   "Seed: 1 | 7 | 1\n"
                   "Edited after epoch: never | 1, 2 | never\n");
}

/* ---- The shelf of a document ---- */

typedef struct
{
  NrnDocument *document;
  guint        n_changes;
} Fixture;

static void
count_cb (Fixture *fixture)
{
  fixture->n_changes++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (NrnExperiment) experiment = trial_new ();

  fixture->document = nrn_document_new ();
  g_assert_true (nrn_document_set_experiment (fixture->document, experiment, NULL));
  g_signal_connect_swapped (fixture->document, "runs-changed", G_CALLBACK (count_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->document);
}

static guint
get_n_epochs (Fixture *fixture)
{
  return nrn_history_get_n_epochs (nrn_document_get_history (fixture->document));
}

static void
train_epoch (Fixture *fixture)
{
  guint before = get_n_epochs (fixture);

  nrn_trainer_step (nrn_document_get_trainer (fixture->document), NRN_STEP_EPOCH);
  while (get_n_epochs (fixture) == before)
    g_main_context_iteration (NULL, TRUE);
}

static void
set_learning_rate (Fixture *fixture,
                   double   learning_rate)
{
  g_assert_true (nrn_document_set_learning_rate (fixture->document, learning_rate, NULL));
}

static const char *
get_name (Fixture *fixture,
          guint    place)
{
  return nrn_run_get_name (nrn_shelf_get_run (nrn_document_get_shelf (fixture->document), place));
}

static guint
get_n_runs (Fixture *fixture)
{
  return nrn_shelf_get_n_runs (nrn_document_get_shelf (fixture->document));
}

static void
assert_undo (Fixture    *fixture,
             const char *name)
{
  g_assert_cmpstr (nrn_document_get_undo_name (fixture->document), ==, name);
  g_assert_true (nrn_document_undo (fixture->document, NULL));
}

static void
redo (Fixture *fixture)
{
  g_assert_true (nrn_document_redo (fixture->document, NULL));
}

static void
test_keep (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_false (nrn_document_can_keep_run (fixture->document));
  train_epoch (fixture);
  g_assert_false (nrn_document_is_changed (fixture->document));
  g_assert_cmpuint (nrn_document_keep_run (fixture->document), ==, 1);
  g_assert_true (nrn_document_is_changed (fixture->document));
  g_assert_cmpuint (nrn_document_keep_run (fixture->document), ==, 2);
  set_learning_rate (fixture, 0.01);
  g_assert_cmpuint (nrn_document_keep_run (fixture->document), ==, 3);
  g_assert_cmpuint (fixture->n_changes, ==, 3);
  g_assert_cmpstr (get_name (fixture, 0), ==, "Run 1: 1-6-32-2");
  g_assert_cmpstr (get_name (fixture, 1), ==, "Run 2: the same again");
  g_assert_cmpstr (get_name (fixture, 2), ==, "Run 3: Learning rate 0.01");

  assert_undo (fixture, "Undo Keep Run");
  assert_undo (fixture, "Undo Change Learning Rate");
  assert_undo (fixture, "Undo Keep Run");
  g_assert_cmpuint (get_n_runs (fixture), ==, 1);
  redo (fixture);
  g_assert_cmpuint (get_n_runs (fixture), ==, 2);
}

static void
test_rename_and_remove (Fixture       *fixture,
                        gconstpointer  data)
{
  train_epoch (fixture);
  nrn_document_keep_run (fixture->document);
  nrn_document_keep_run (fixture->document);
  nrn_document_rename_run (fixture->document, 1, "  The first ");
  g_assert_cmpstr (get_name (fixture, 0), ==, "The first");
  nrn_document_rename_run (fixture->document, 1, " ");
  nrn_document_rename_run (fixture->document, 1, "The first");
  nrn_document_rename_run (fixture->document, 7, "Nobody");
  nrn_document_remove_run (fixture->document, 7);
  g_assert_cmpuint (fixture->n_changes, ==, 3);
  nrn_document_remove_run (fixture->document, 1);
  g_assert_cmpuint (get_n_runs (fixture), ==, 1);
  g_assert_cmpstr (get_name (fixture, 0), ==, "Run 2: the same again");

  assert_undo (fixture, "Undo Remove Run");
  g_assert_cmpstr (get_name (fixture, 0), ==, "The first");
  assert_undo (fixture, "Undo Rename Run");
  g_assert_cmpstr (get_name (fixture, 0), ==, "Run 1: 1-6-32-2");
  redo (fixture);
  redo (fixture);
  g_assert_cmpuint (get_n_runs (fixture), ==, 1);
}

/* A name that does not end with a whole letter is cut before it. */
static void
test_long_name (void)
{
  g_autoptr (NrnExperiment) experiment = trial_new ();
  g_autofree char *name = g_strnfill (NRN_RUN_MAX_NAME + 1, 'x');
  g_autoptr (NrnRun) run = NULL;

  memcpy (name + NRN_RUN_MAX_NAME - 1, "ä", 2);
  run = nrn_run_new (1, name, experiment);
  g_assert_true (g_utf8_validate (nrn_run_get_name (run), -1, NULL));
  g_assert_cmpuint (strlen (nrn_run_get_name (run)), ==, NRN_RUN_MAX_NAME - 1);
}

static void
assert_weights_of_run (Fixture *fixture,
                       guint    place)
{
  const NrnRun *run = nrn_shelf_get_run (nrn_document_get_shelf (fixture->document), place);
  const NrnWeights *weights = nrn_experiment_get_parts (nrn_run_get_experiment (run))->weights;
  const NrnWeights *now =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (fixture->document))->weights;

  g_assert_cmpmem (nrn_weights_get_data (now), 302 * sizeof (float),
                   nrn_weights_get_data (weights), 302 * sizeof (float));
}

/* With its weights and its epochs; and back again, with those that there were
 * before. */
static void
test_load (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (NrnExperiment) before = NULL;
  g_autoptr (NrnExperiment) after = NULL;
  g_autoptr (GError) error = NULL;

  train_epoch (fixture);
  nrn_document_keep_run (fixture->document);
  set_learning_rate (fixture, 0.01);
  train_epoch (fixture);
  before = nrn_document_dup_trained (fixture->document);
  g_assert_true (nrn_document_load_run (fixture->document, 1, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (get_n_epochs (fixture), ==, 1);
  assert_weights_of_run (fixture, 0);
  g_assert_cmpuint (get_n_runs (fixture), ==, 1);

  train_epoch (fixture);
  assert_undo (fixture, "Undo Load Run");
  g_assert_cmpuint (get_n_epochs (fixture), ==, 2);
  after = nrn_document_dup_trained (fixture->document);
  g_assert_cmpint (nrn_edit_kind (before, after), ==, NRN_EDIT_NONE);
  redo (fixture);
  assert_weights_of_run (fixture, 0);
}

static void
test_round_trip (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (NrnWork) work = NULL;
  g_autoptr (NrnWork) again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *text_again = NULL;
  g_autoptr (GError) error = NULL;

  train_epoch (fixture);
  nrn_document_keep_run (fixture->document);
  nrn_document_keep_run (fixture->document);
  nrn_document_keep_run (fixture->document);
  nrn_document_remove_run (fixture->document, 2);
  nrn_document_rename_run (fixture->document, 3, "Übung „drei“");
  work = nrn_document_dup_work (fixture->document, NRN_WORK_TIMELINE_BYTES);
  text = nrn_work_print (work);
  again = nrn_work_parse ("x", text, -1, &error);
  g_assert_no_error (error);
  g_assert_true (nrn_work_equal (work, again));
  text_again = nrn_work_print (again);
  g_assert_cmpstr (text, ==, text_again);

  g_assert_true (nrn_document_set_work (fixture->document, again, NULL));
  g_assert_cmpuint (get_n_runs (fixture), ==, 2);
  g_assert_cmpstr (get_name (fixture, 1), ==, "Übung „drei“");
  g_assert_false (nrn_document_is_changed (fixture->document));
  nrn_document_remove_run (fixture->document, 3);
  g_assert_true (nrn_document_is_changed (fixture->document));
  assert_undo (fixture, "Undo Remove Run");
  g_assert_false (nrn_document_is_changed (fixture->document));
}

/* How it was shown is kept, too, but is no work. */
static void
test_view (void)
{
  const float features[NRN_VIEW_MAX_WATCHED + 1] = { 31, -0.5f };
  g_autoptr (NrnExperiment) experiment = trial_new ();
  g_autoptr (NrnView) view = nrn_view_new ();
  g_autoptr (NrnWork) work = NULL;
  g_autoptr (NrnWork) again = NULL;
  g_autoptr (NrnWork) plain = nrn_work_new (&(NrnWorkParts) { .experiment = experiment });
  g_autofree char *text = NULL;
  const NrnView *read;

  view->page = g_strdup ("data");
  view->zoom = 1.25;
  view->center_x = 0.1;
  view->center_y = 1;
  view->pace = INFINITY;
  nrn_view_set_watched (view, features, NRN_VIEW_MAX_WATCHED + 1);
  g_assert_cmpuint (view->n_watched, ==, 0);
  nrn_view_set_watched (view, features, 2);
  view->dismissed = g_strsplit ("units-off 0,pairing", ",", -1);
  work = nrn_work_new (&(NrnWorkParts) { .experiment = experiment, .view = view });
  text = nrn_work_print (work);
  again = nrn_work_parse ("x", text, -1, NULL);
  g_assert_nonnull (again);
  read = nrn_work_get_parts (again)->view;
  g_assert_cmpstr (read->page, ==, "data");
  g_assert_cmpfloat (read->zoom, ==, 1.25);
  g_assert_cmpfloat (read->center_x, ==, 0.1);
  g_assert_cmpfloat (read->center_y, ==, 1);
  g_assert_true (isinf (read->pace));
  g_assert_cmpuint (read->n_watched, ==, 2);
  g_assert_cmpuint (g_strv_length (read->dismissed), ==, 2);
  g_assert_cmpstr (read->dismissed[0], ==, "units-off 0");
  g_assert_cmpstr (read->dismissed[1], ==, "pairing");
  g_assert_cmpfloat (read->watched[1], ==, -0.5);
  g_assert_true (nrn_work_equal (plain, again));
  g_assert_null (nrn_work_get_parts (plain)->view);
}

static void
test_mistakes (void)
{
  static const struct { const char *from; const char *to; const char *sentence; } mistakes[] = {
    { "\"id\": 2", "\"id\": 1",
      "x: runs[1].id: This must be a whole number from 2 to 2147483647." },
    { "\"name\": \"b\"", "\"name\": \"\"",
      "x: runs[1].name: This must be a name of 1 to 200 letters." },
    { "\"name\": \"b\"", "\"nom\": \"b\"", "x: runs[1].name: This is missing." },
    { "\"experiment\": {\n        \"name\"", "\"experiment\": {\n        \"data\": 7, \"name\"",
      "x: runs[0].experiment.data: This must be an object: {…}." },
  };
  g_autoptr (NrnExperiment) experiment = trial_new ();
  g_autoptr (NrnRun) a = nrn_run_new (1, "a", experiment);
  g_autoptr (NrnRun) b = nrn_run_new (2, "b", experiment);
  NrnRun *const runs[] = { a, b };
  g_autoptr (NrnShelf) shelf = nrn_shelf_new_runs (runs, 2);
  g_autoptr (NrnWork) work =
    nrn_work_new (&(NrnWorkParts) { .experiment = experiment, .shelf = shelf });
  g_autofree char *text = nrn_work_print (work);

  for (gsize i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autoptr (GString) changed = g_string_new (text);
      g_autoptr (GError) error = NULL;

      if (i == 3)
        {
          /* The last of two members with a name counts. */
          char *data = strstr (strstr (changed->str, "\"experiment\""), "\"data\"");

          memcpy (data, "\"dat_\"", 6);
        }
      g_assert_cmpuint (g_string_replace (changed, mistakes[i].from, mistakes[i].to, 1), ==, 1);
      g_assert_null (nrn_work_parse ("x", changed->str, -1, &error));
      g_assert_cmpstr (error->message, ==, mistakes[i].sentence);
    }
}

static void
test_words (Fixture       *fixture,
            gconstpointer  data)
{
  static const char *const names[] = { "loss", "recall", NULL };
  const double epochs[] = { 0.5, 0.25, 0.75, NAN };
  g_autoptr (NrnHistory) other_history = nrn_history_new_series (names, epochs, 1);
  const NrnEpoch pair[] = { { 0.5, 0.25, NAN, NAN }, { 0.125, 0.75, NAN, NAN } };
  g_autoptr (NrnHistory) history = nrn_history_new (pair, 2);
  NrnExperimentParts parts =
    *nrn_experiment_get_parts (nrn_document_get_experiment (fixture->document));
  g_autoptr (NrnExperiment) a = NULL;
  g_autoptr (NrnExperiment) b = NULL;
  g_autoptr (NrnRun) run_a = NULL;
  g_autoptr (NrnRun) run_b = NULL;
  g_autoptr (NrnShelf) shelf = NULL;
  g_autofree char *settings = nrn_run_describe_settings (nrn_document_get_experiment (fixture->document));
  g_autofree char *nothing = nrn_run_describe_result (nrn_document_get_experiment (fixture->document));
  g_autofree char *result = NULL;
  g_autofree char *other_result = NULL;
  g_autofree char *csv = NULL;

  g_assert_cmpstr (settings, ==, "1-6-32-2 · Adam · learning rate 0.0001 · batches of 10 · seed 1");
  g_assert_cmpstr (nothing, ==, "");
  parts.history = history;
  a = nrn_experiment_new (&parts);
  parts.history = other_history;
  b = nrn_experiment_new (&parts);
  result = nrn_run_describe_result (a);
  g_assert_cmpstr (result, ==, "loss 0.1250 · accuracy 75.0 %");
  other_result = nrn_run_describe_result (b);
  g_assert_cmpstr (other_result, ==, "loss 0.5000 · validation loss 0.7500");

  run_a = nrn_run_new (1, "a, b", a);
  run_b = nrn_run_new (3, "c", b);
  shelf = nrn_shelf_new_runs ((NrnRun *[]) { run_a, run_b }, 2);
  csv = nrn_shelf_print_histories (shelf);
  g_assert_cmpstr (csv, ==,
                   "run,name,epoch,loss,accuracy,recall,val_loss,val_accuracy,val_recall\n"
                   "1,\"a, b\",1,0.5,0.25,,,,\n"
                   "1,\"a, b\",2,0.125,0.75,,,,\n"
                   "3,c,1,0.5,,0.25,0.75,,\n");
}

/* Another experiment in the window leaves the shelf, another file brings its
 * own. */
static void
test_stays (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (NrnExperiment) other =
    nrn_preset_new_experiment (nrn_preset_find ("body-mass", NULL), 1);

  train_epoch (fixture);
  nrn_document_keep_run (fixture->document);
  g_assert_true (nrn_document_replace (fixture->document, other, NULL));
  g_assert_cmpuint (get_n_runs (fixture), ==, 1);
  g_assert_true (nrn_document_load_run (fixture->document, 1, NULL));
  assert_weights_of_run (fixture, 0);
  g_assert_true (nrn_document_set_experiment (fixture->document, other, NULL));
  g_assert_cmpuint (get_n_runs (fixture), ==, 0);
}

#define ADD(name, test) \
  g_test_add ("/document/shelf/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/document/run-differences/nothing", test_nothing_differs);
  g_test_add_func ("/document/run-differences/settings", test_settings_differ);
  g_test_add_func ("/document/run-differences/optimizers", test_optimizers_differ);
  g_test_add_func ("/document/run-differences/networks", test_networks_differ);
  g_test_add_func ("/document/run-differences/data", test_data_differ);
  g_test_add_func ("/document/run-differences/histories", test_histories_differ);
  ADD ("keep", test_keep);
  ADD ("rename-and-remove", test_rename_and_remove);
  g_test_add_func ("/document/shelf/long-name", test_long_name);
  ADD ("load", test_load);
  ADD ("round-trip", test_round_trip);
  g_test_add_func ("/document/shelf/view", test_view);
  g_test_add_func ("/document/shelf/mistakes", test_mistakes);
  ADD ("words", test_words);
  ADD ("stays", test_stays);

  return g_test_run ();
}
