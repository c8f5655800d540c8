/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Points that are changed by hand: the rows, what was learned, and back.
 */

#include "nrn-points.h"

#include <string.h>

#include "nrn-error.h"
#include "nrn-experiment-file.h"
#include "nrn-preset.h"

static NrnDocument *
document_new (const char *preset_name)
{
  NrnDocument *document = nrn_document_new ();
  const NrnPreset *preset = nrn_preset_find (preset_name, NULL);
  g_autoptr (NrnExperiment) experiment = nrn_preset_new_experiment (preset, preset->seed);
  g_autoptr (GError) error = NULL;

  g_assert_true (nrn_document_set_experiment (document, experiment, &error));
  g_assert_no_error (error);

  return document;
}

static const NrnExperimentParts *
get_parts (NrnDocument *document)
{
  return nrn_experiment_get_parts (nrn_document_get_experiment (document));
}

static const NrnSnapshotParts *
get_snapshot (NrnDocument *document)
{
  return nrn_snapshot_get_parts (nrn_document_get_snapshot (document));
}

static void
train_batch (NrnDocument *document)
{
  guint64 before = get_snapshot (document)->update;

  nrn_trainer_step (nrn_document_get_trainer (document), NRN_STEP_BATCH);
  while (get_snapshot (document)->update == before)
    g_main_context_iteration (NULL, TRUE);
}

static char *
print (NrnDocument *document)
{
  g_autoptr (NrnExperiment) trained = nrn_document_dup_trained (document);

  return nrn_experiment_print (trained);
}

static void
undo (NrnDocument *document)
{
  g_autoptr (GError) error = NULL;

  nrn_document_undo (document, &error);
  g_assert_no_error (error);
}

static void
redo (NrnDocument *document)
{
  g_autoptr (GError) error = NULL;

  nrn_document_redo (document, &error);
  g_assert_no_error (error);
}

static void
assert_row (NrnDocument *document,
            guint        row,
            float        first,
            float        second,
            float        label)
{
  const NrnDataset *dataset = nrn_document_get_dataset (document);

  g_assert_cmpfloat (nrn_dataset_get_features (dataset)[2 * row], ==, first);
  g_assert_cmpfloat (nrn_dataset_get_features (dataset)[2 * row + 1], ==, second);
  g_assert_cmpfloat (nrn_dataset_get_targets (dataset)[row], ==, label);
}

/* All other rows stay, in their order; so do names and weights. */
static void
test_edits (void)
{
  static const double place[] = { 0.25, -0.75 }, other[] = { 0.1, 0.3 };
  g_autoptr (NrnDocument) document = document_new ("two-gaussians");
  g_autoptr (NrnDataset) rows = nrn_dataset_ref (nrn_document_get_dataset (document));
  guint n = nrn_dataset_get_n_rows (rows);
  const float *before = nrn_dataset_get_features (rows);
  const float *labels = nrn_dataset_get_targets (rows);
  g_autoptr (NrnWeights) weights = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  train_batch (document);
  weights = nrn_weights_ref (get_snapshot (document)->weights);
  size = nrn_architecture_get_n_parameters (nrn_weights_get_architecture (weights)) * sizeof (float);

  g_assert_true (nrn_points_add (document, place, 1, &error));
  g_assert_cmpstr (nrn_document_get_undo_name (document), ==, "Undo Add Point");
  g_assert_cmpuint (nrn_dataset_get_n_rows (nrn_document_get_dataset (document)), ==, n + 1);
  assert_row (document, n, 0.25f, -0.75f, 1);
  assert_row (document, n - 1, before[2 * n - 2], before[2 * n - 1], labels[n - 1]);
  g_assert_true (nrn_data_source_is_by_hand (get_parts (document)->source));

  g_assert_true (nrn_points_move (document, 3, other, &error));
  g_assert_cmpstr (nrn_document_get_undo_name (document), ==, "Undo Move Point");
  assert_row (document, 3, 0.1f, 0.3f, labels[3]);
  assert_row (document, 4, before[8], before[9], labels[4]);

  g_assert_true (nrn_points_remove (document, 0, &error));
  g_assert_cmpstr (nrn_document_get_undo_name (document), ==, "Undo Remove Point");
  g_assert_cmpuint (nrn_dataset_get_n_rows (nrn_document_get_dataset (document)), ==, n);
  assert_row (document, 0, before[2], before[3], labels[1]);
  assert_row (document, 2, 0.1f, 0.3f, labels[3]);

  g_assert_true (g_strv_equal (nrn_dataset_get_class_names (rows),
                               nrn_dataset_get_class_names (nrn_document_get_dataset (document))));
  g_assert_cmpmem (nrn_weights_get_data (get_snapshot (document)->weights), size,
                   nrn_weights_get_data (weights), size);
  train_batch (document);
  g_assert_no_error (error);
}

/* Back to the generator, and again to the rows. */
static void
test_undo (void)
{
  static const double place[] = { 0.25, -0.75 };
  g_autoptr (NrnDocument) document = document_new ("two-gaussians");
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  g_autofree char *now = NULL;

  train_batch (document);
  first = print (document);
  g_assert_true (nrn_points_add (document, place, 0, NULL));
  g_assert_true (nrn_points_remove (document, 2, NULL));
  g_assert_true (nrn_points_move (document, 5, place, NULL));
  last = print (document);
  for (guint i = 0; i < 3; i++)
    undo (document);
  g_assert_null (nrn_document_get_undo_name (document));
  now = print (document);
  g_assert_cmpstr (now, ==, first);
  for (guint i = 0; i < 3; i++)
    redo (document);
  g_free (g_steal_pointer (&now));
  now = print (document);
  g_assert_cmpstr (now, ==, last);
}

/* A key that is held down is one edit, but each point is one of its own. */
static void
test_moves_merge (void)
{
  g_autoptr (NrnDocument) document = document_new ("two-gaussians");
  g_autoptr (NrnDataset) rows = nrn_dataset_ref (nrn_document_get_dataset (document));
  const float *before = nrn_dataset_get_features (rows);

  for (guint i = 1; i <= 3; i++)
    g_assert_true (nrn_points_move (document, 7, (const double[]) { 0.125 * i, 0.5 }, NULL));
  g_assert_true (nrn_points_move (document, 8, (const double[]) { 0.5, 0.5 }, NULL));
  undo (document);
  assert_row (document, 7, 0.375f, 0.5f, nrn_dataset_get_targets (rows)[7]);
  assert_row (document, 8, before[16], before[17], nrn_dataset_get_targets (rows)[8]);
  undo (document);
  assert_row (document, 7, before[14], before[15], nrn_dataset_get_targets (rows)[7]);
  g_assert_null (nrn_document_get_undo_name (document));
}

/* A file has the same rows, classes in their order and all digits. */
static void
test_file (void)
{
  static const double place[] = { 161.123456789, 1.0 / 3 };
  g_autoptr (NrnDocument) document = document_new ("body-mass");
  const NrnDataset *dataset;
  g_autoptr (NrnExperiment) loaded = NULL;
  g_autoptr (NrnDataset) again = NULL;
  const NrnDataSource *source;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  guint n;

  g_assert_true (nrn_points_add (document, place, 1, NULL));
  dataset = nrn_document_get_dataset (document);
  n = nrn_dataset_get_n_rows (dataset);
  text = print (document);
  loaded = nrn_experiment_parse ("points", text, -1, &error);
  g_assert_no_error (error);
  source = nrn_experiment_get_parts (loaded)->source;
  g_assert_true (nrn_data_source_is_by_hand (source));
  g_assert_true (nrn_data_source_equal (source, get_parts (document)->source));
  again = nrn_data_source_load (source, &error);
  g_assert_no_error (error);
  g_assert_true (nrn_data_source_equal (source, get_parts (document)->source));
  g_assert_cmpmem (nrn_dataset_get_features (again), n * 2 * sizeof (float),
                   nrn_dataset_get_features (dataset), n * 2 * sizeof (float));
  g_assert_cmpmem (nrn_dataset_get_targets (again), n * sizeof (float),
                   nrn_dataset_get_targets (dataset), n * sizeof (float));
  g_assert_true (g_strv_equal (nrn_dataset_get_class_names (again),
                               nrn_dataset_get_class_names (dataset)));
}

static void
test_last_of_class (void)
{
  static const char *const features[] = { "x", "y", NULL };
  static const char *const targets[] = { "kind", NULL };
  static const NrnCsvOptions options = { 0 };
  const NrnCsvSelection selection = { .features = features, .targets = targets, .options = &options };
  g_autoptr (NrnDocument) document = document_new ("two-gaussians");
  NrnExperimentParts parts = *get_parts (document);
  g_autoptr (NrnDataSource) source =
    nrn_data_source_new_table (NULL, "Mine", "x,y,kind\n1,2,a\n3,4,b\n5,6,a\n", &selection);
  g_autoptr (GError) error = NULL;

  parts.source = source;
  parts.preset = NULL;
  g_assert_true (nrn_document_edit (document, &parts, NULL));
  g_assert_false (nrn_points_remove (document, 1, &error));
  g_assert_error (error, NRN_ERROR, NRN_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "“b”"));
  g_assert_cmpuint (nrn_dataset_get_n_rows (nrn_document_get_dataset (document)), ==, 3);
  g_assert_true (nrn_points_remove (document, 0, NULL));
  g_assert_cmpstr (nrn_data_source_get_text (get_parts (document)->source), ==,
                   "x,y,kind\n3,4,1\n5,6,0");
  g_assert_cmpstr (nrn_data_source_get_name (get_parts (document)->source), ==, "Mine");
}

/* What is called otherwise stays so, and is no other data. */
static void
test_names (void)
{
  static const double place[] = { 0.25, -0.75 };
  static const char *const names[] = { "left", "right", NULL };
  g_autoptr (NrnDocument) document = document_new ("two-gaussians");
  NrnExperimentParts parts;
  g_autoptr (NrnDataSource) source = NULL;

  g_assert_true (nrn_points_add (document, place, 1, NULL));
  parts = *get_parts (document);
  source = nrn_data_source_with_names (parts.source, NRN_NAMES_CLASSES, names);
  parts.source = source;
  g_assert_true (nrn_document_edit (document, &parts, NULL));
  g_assert_cmpstr (nrn_document_get_undo_name (document), ==, "Undo Rename");
  g_assert_true (nrn_data_source_is_by_hand (get_parts (document)->source));
  g_assert_true (nrn_points_remove (document, 0, NULL));
  g_assert_cmpstr (nrn_document_get_undo_name (document), ==, "Undo Remove Point");
  g_assert_true (g_strv_equal (nrn_dataset_get_class_names (nrn_document_get_dataset (document)), names));
  for (guint i = 0; i < 3; i++)
    undo (document);
  g_assert_nonnull (nrn_data_source_get_generator (get_parts (document)->source));
}

static void
test_which_data (void)
{
  static const struct { const char *preset; gboolean can_edit; } cases[] = {
    { "two-gaussians", TRUE }, { "xor", TRUE }, { "circle", TRUE }, { "spiral", TRUE },
    { "body-mass", TRUE }, { "drug-trial", FALSE }, { "line", FALSE }, { "animals", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NrnDocument) document = document_new (cases[i].preset);

      g_assert_cmpint (nrn_points_can_edit (nrn_document_get_dataset (document)), ==,
                       cases[i].can_edit);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/document/points/edits", test_edits);
  g_test_add_func ("/document/points/undo", test_undo);
  g_test_add_func ("/document/points/moves-merge", test_moves_merge);
  g_test_add_func ("/document/points/file", test_file);
  g_test_add_func ("/document/points/last-of-class", test_last_of_class);
  g_test_add_func ("/document/points/names", test_names);
  g_test_add_func ("/document/points/which-data", test_which_data);

  return g_test_run ();
}
