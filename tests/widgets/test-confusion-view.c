/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The confusion matrix as a widget.
 */

#include "config.h"

#include "nrn-window-test.h"

#include "nrn-confusion-matrix.h"
#include "nrn-confusion-view.h"

/* More than this are counted by another thread. */
#define N_MANY_ROWS 50000

static NrnConfusionView *
get_view (NrnWindow *window)
{
  return NRN_CONFUSION_VIEW (gtk_widget_get_template_child (GTK_WIDGET (window->results_pane),
                                                            NRN_TYPE_RESULTS_PANE,
                                                            "confusion_view"));
}

static guint
get_n_right (NrnWindow *window)
{
  guint n_right, n_samples;

  nrn_confusion_view_get_counts (get_view (window), &n_right, &n_samples);

  return n_right;
}

/* Of the weights that the window shows. */
static guint
count_right (NrnWindow *window)
{
  NrnDocument *document = nrn_window_get_document (window);
  const NrnSamples *samples = nrn_document_get_samples (document);
  const NrnWeights *weights = nrn_window_test_snapshot (window)->weights;
  g_autoptr (NrnConfusionMatrix) matrix =
    nrn_confusion_matrix_new (nrn_weights_get_architecture (weights));

  nrn_confusion_matrix_measure (matrix, weights, nrn_samples_get_n_rows (samples),
                                nrn_samples_get_inputs (samples),
                                nrn_dataset_get_targets (nrn_document_get_dataset (document)),
                                NULL);

  return nrn_confusion_matrix_get_n_right (matrix);
}

static gboolean
is_up_to_date (NrnWindow     *window,
               gconstpointer  data)
{
  return get_n_right (window) == count_right (window);
}

static gboolean
is_after_epoch (NrnWindow     *window,
                gconstpointer  epoch)
{
  return nrn_window_test_snapshot (window)->epoch == *(const guint *) epoch;
}

/* Trains epoch by epoch until one is worse than one before it; returns how
 * many that are. */
static guint
train_past_the_best (NrnWindow *window)
{
  double best = 0;

  for (guint epoch = 1; epoch <= 40; epoch++)
    {
      nrn_window_test_act (window, "train.step");
      nrn_window_test_wait (window, "the end of an epoch", is_after_epoch, &epoch);
      best = MAX (best, nrn_window_test_number (window, "accuracy"));
      if (nrn_window_test_number (window, "accuracy") < best - 0.01)
        return epoch;
    }
  g_error ("Every epoch is better than the one before");
}

/* The best weights come back without an update. */
static void
test_best_weights (void)
{
  NrnWindow *window = nrn_window_test_open ();
  NrnDocument *document = nrn_window_get_document (window);
  NrnFitOptions fit = nrn_window_test_parts (window)->fit;
  g_autoptr (GError) error = NULL;
  gint64 update;
  guint before;

  fit.early_stopping = (NrnEarlyStoppingOptions) {
    .monitor = "accuracy", .patience = 100, .restore_best_weights = TRUE,
  };
  fit.epochs = 100;
  g_assert_true (nrn_document_set_fit (document, &fit, &error));
  nrn_window_test_enter (window, "learning_rate_row", "0.1");
  nrn_window_test_act (window, "train.step-unit::epoch");
  fit.epochs = train_past_the_best (window);
  update = nrn_window_test_update (window);
  before = get_n_right (window);
  g_assert_cmpuint (before, ==, count_right (window));

  g_assert_true (nrn_document_set_fit (document, &fit, &error));
  g_assert_no_error (error);
  nrn_window_test_wait_state (window, "done");
  g_assert_cmpuint (nrn_window_test_snapshot (window)->best_epoch, >, 0);
  g_assert_cmpint (nrn_window_test_update (window), ==, update);
  g_assert_cmpuint (count_right (window), !=, before);
  g_assert_cmpuint (get_n_right (window), ==, count_right (window));
  nrn_window_test_close (window);
}

/* As many rows as take longer than a frame, and then another experiment
 * while they are counted. */
static void
test_many_rows (void)
{
  NrnWindow *window = nrn_window_test_open ();
  NrnDocument *document = nrn_window_get_document (window);
  const NrnGenerator *generator = nrn_generator_find ("xor", NULL);
  g_autofree double *values = g_new0 (double, generator->n_parameters);
  g_autoptr (NrnDataSource) source = NULL;
  NrnExperimentParts parts;

  nrn_window_test_choose (window, "xor");
  for (guint i = 0; i < generator->n_parameters; i++)
    values[i] = generator->parameters[i].default_value;
  values[nrn_generator_parameter (generator, "n_samples")] = N_MANY_ROWS;
  source = nrn_data_source_new_generator (generator, values, 1);
  parts = *nrn_window_test_parts (window);
  parts.source = source;
  g_assert_true (nrn_document_edit (document, &parts, NULL));
  nrn_window_test_wait (window, "the counts", is_up_to_date, NULL);

  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 1);
  nrn_window_test_wait (window, "other counts", is_up_to_date, NULL);

  nrn_window_test_act (window, "train.step");
  nrn_window_test_choose (window, "drug-trial");
  g_assert_cmpuint (get_n_right (window), ==, count_right (window));
  nrn_window_test_wait_for_work ();
  g_assert_cmpuint (get_n_right (window), ==, count_right (window));
  nrn_window_test_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/widgets/confusion-view/best-weights", test_best_weights);
  g_test_add_func ("/widgets/confusion-view/many-rows", test_many_rows);
}

int
main (int   argc,
      char *argv[])
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
