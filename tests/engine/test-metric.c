/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "nrn-metrics.h"

#include <math.h>
#include <string.h>

#include "nrn-error.h"

/* Worked by hand. Three rows of three outputs, the first label missed. */
static const float p3[] = { 0.2f, 0.7f, 0.1f, 0.6f, 0.3f, 0.1f, 0.3f, 0.1f, 0.6f };
static const float one_hot3[] = { 1, 0, 0, 1, 0, 0, 0, 0, 1 };
static const float class3[] = { 0, 0, 2 };

/* Four rows of one output; 0.5 is not above 0.5. */
static const float p1[] = { 0.9f, 0.5f, 0.6f, 0.1f };
static const float t1[] = { 1, 1, 0, 0 };

/* One row of five outputs, two of them equal. */
static const float p5[] = { 0.2f, 0.1f, 0.5f, 0, 0.2f };
static const float t5[] = { 0, 1, 1, 0, 0 };

typedef struct
{
  const char    *metric;
  guint          n_rows;
  guint          n_cols;
  const float   *outputs;
  NrnTargetKind  kind;
  const float   *targets;
  double         value;
} Case;

static const Case cases[] = {
  { "accuracy", 3, 3, p3, NRN_TARGET_CLASS, class3, 2.0 / 3 },
  { "accuracy", 3, 3, p3, NRN_TARGET_ONE_HOT, one_hot3, 2.0 / 3 },
  { "accuracy", 4, 1, p1, NRN_TARGET_VALUES, t1, 0.5 },
  { "sparse_categorical_accuracy", 3, 3, p3, NRN_TARGET_CLASS, class3, 2.0 / 3 },
  { "categorical_accuracy", 3, 3, p3, NRN_TARGET_ONE_HOT, one_hot3, 2.0 / 3 },
  /* Above 0.5 are the second of row 1, wrong, and the labels of the others:
   * 1 + 3 + 3 of 9 outputs are right. */
  { "binary_accuracy", 3, 3, p3, NRN_TARGET_VALUES, one_hot3, 7.0 / 9 },
  { "binary_accuracy", 4, 1, p1, NRN_TARGET_VALUES, t1, 0.5 },
  { "binary_accuracy(threshold=0.49)", 4, 1, p1, NRN_TARGET_VALUES, t1, 0.75 },
  { "top_k_categorical_accuracy(k=1)", 3, 3, p3, NRN_TARGET_ONE_HOT, one_hot3, 2.0 / 3 },
  { "top_k_categorical_accuracy(k=2)", 3, 3, p3, NRN_TARGET_ONE_HOT, one_hot3, 1 },
  { "sparse_top_k_categorical_accuracy(k=1)", 3, 3, p3, NRN_TARGET_CLASS, class3, 2.0 / 3 },
  { "sparse_top_k_categorical_accuracy(k=2)", 3, 3, p3, NRN_TARGET_CLASS, class3, 1 },
  /* 0.9 and 0.6 are positive, one of them rightly; of two positives one is
   * found. */
  { "precision", 4, 1, p1, NRN_TARGET_VALUES, t1, 0.5 },
  { "recall", 4, 1, p1, NRN_TARGET_VALUES, t1, 0.5 },
  { "precision(thresholds=0.7)", 4, 1, p1, NRN_TARGET_VALUES, t1, 1 },
  { "recall(thresholds=0.05)", 4, 1, p1, NRN_TARGET_VALUES, t1, 1 },
  { "precision(thresholds=1)", 4, 1, p1, NRN_TARGET_VALUES, t1, 0 },
  { "precision", 3, 3, p3, NRN_TARGET_ONE_HOT, one_hot3, 2.0 / 3 },
  { "recall(class_id=0)", 3, 3, p3, NRN_TARGET_ONE_HOT, one_hot3, 0.5 },
  { "precision(class_id=0)", 3, 3, p3, NRN_TARGET_ONE_HOT, one_hot3, 1 },
  { "precision(class_id=1)", 3, 3, p3, NRN_TARGET_ONE_HOT, one_hot3, 0 },
  { "recall(class_id=1)", 3, 3, p3, NRN_TARGET_ONE_HOT, one_hot3, 0 },
  /* The three largest are 0.5 and both 0.2; of the two largest only the
   * first 0.2. */
  { "precision(top_k=3)", 1, 5, p5, NRN_TARGET_VALUES, t5, 1.0 / 3 },
  { "recall(top_k=3)", 1, 5, p5, NRN_TARGET_VALUES, t5, 0.5 },
  { "precision(top_k=2)", 1, 5, p5, NRN_TARGET_VALUES, t5, 0.5 },
  { "precision(top_k=2, thresholds=0.3)", 1, 5, p5, NRN_TARGET_VALUES, t5, 1 },
  { "precision(top_k=2, class_id=4)", 1, 5, p5, NRN_TARGET_VALUES, t5, 0 },
  /* 0.01 + 0.25 + 0.36 + 0.01, and without the squares 0.1 + 0.5 + 0.6 + 0.1 */
  { "mean_squared_error", 4, 1, p1, NRN_TARGET_VALUES, t1, 0.63 / 4 },
  { "mean_absolute_error", 4, 1, p1, NRN_TARGET_VALUES, t1, 1.3 / 4 },
  { "mean_absolute_error", 1, 5, p5, NRN_TARGET_VALUES, t5, 1.8 / 5 },
};

static NrnConfig *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  NrnConfig *config = nrn_config_parse (NRN_FAMILY_METRIC, text, &error);

  g_assert_no_error (error);

  return config;
}

static void
test_computes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      g_autoptr (NrnConfig) metric = parse (c->metric);
      g_autoptr (GError) error = NULL;
      NrnMetricSums sums = { 0 };

      g_test_message ("%s", c->metric);
      g_assert_true (nrn_metric_check (metric, c->n_cols, c->kind, &error));
      g_assert_no_error (error);
      nrn_metric_add (metric, c->n_rows, c->n_cols, c->outputs, c->kind, c->targets, &sums);
      g_assert_cmpfloat_with_epsilon (nrn_metric_get_value (&sums), c->value, 1e-7);
    }
}

/* Row by row or all at once: the same, also where a mean of the batches would
 * say something else, since they have different numbers of positives. */
static void
test_runs_over_batches (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      g_autoptr (NrnConfig) metric = parse (c->metric);
      guint target_dim = c->kind == NRN_TARGET_CLASS ? 1 : c->n_cols;
      NrnMetricSums sums = { 0 };

      for (guint row = 0; row < c->n_rows; row++)
        nrn_metric_add (metric, 1, c->n_cols, c->outputs + row * c->n_cols, c->kind,
                        c->targets + row * target_dim, &sums);
      g_assert_cmpfloat_with_epsilon (nrn_metric_get_value (&sums), c->value, 1e-7);
    }
}

/* Outputs as large as the k-th count, as in TensorFlow and JAX; what is not a
 * number does not. */
static void
test_ties_in_top_k (void)
{
  static const float outputs[] = { 0.4f, 0.1f, 0.4f, 0.1f, NAN, 0.3f, 0.2f, 0.1f };
  static const float labels[] = { 2, 0 };
  g_autoptr (NrnConfig) metric = parse ("sparse_top_k_categorical_accuracy(k=1)");
  NrnMetricSums sums = { 0 };

  nrn_metric_add (metric, 2, 4, outputs, NRN_TARGET_CLASS, labels, &sums);
  g_assert_cmpfloat (sums.part, ==, 1);
  g_assert_cmpfloat (sums.whole, ==, 2);
}

static void
test_refuses_what_does_not_fit (void)
{
  static const struct { const char *metric; guint n; NrnTargetKind kind; const char *sentence; } bad[] = {
    { "categorical_accuracy", 3, NRN_TARGET_CLASS, "*one-hot*use sparse_categorical_accuracy." },
    { "sparse_categorical_accuracy", 3, NRN_TARGET_ONE_HOT, "*use categorical_accuracy." },
    { "categorical_accuracy", 1, NRN_TARGET_VALUES, "*use accuracy or binary_accuracy." },
    { "sparse_categorical_accuracy", 1, NRN_TARGET_VALUES, "*use accuracy or binary_accuracy." },
    { "binary_accuracy", 3, NRN_TARGET_CLASS, "binary_accuracy *such as categorical_crossentropy." },
    { "precision", 2, NRN_TARGET_CLASS, "precision *such as categorical_crossentropy." },
    { "recall", 2, NRN_TARGET_CLASS, "recall *such as categorical_crossentropy." },
    { "mean_squared_error", 2, NRN_TARGET_CLASS, "*such as categorical_crossentropy." },
    { "mae", 2, NRN_TARGET_CLASS, "mean_absolute_error *such as categorical_crossentropy." },
    { "top_k_categorical_accuracy", 3, NRN_TARGET_ONE_HOT, "*k is 5, and *3 outputs*" },
    { "sparse_top_k_categorical_accuracy(k=4)", 3, NRN_TARGET_CLASS, "*k is 4, and *3 outputs*" },
    { "precision(class_id=2)", 2, NRN_TARGET_ONE_HOT, "*class_id cannot be 2*from 0 to 1." },
    { "recall(top_k=3)", 2, NRN_TARGET_ONE_HOT, "*top_k is 3, and *2 outputs*" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (NrnConfig) metric = parse (bad[i].metric);
      g_autoptr (GError) error = NULL;

      g_assert_false (nrn_metric_check (metric, bad[i].n, bad[i].kind, &error));
      g_assert_error (error, NRN_ERROR, NRN_ERROR_SHAPE);
      if (!g_pattern_match_simple (bad[i].sentence, error->message))
        g_error ("“%s” is not like “%s”", error->message, bad[i].sentence);
    }
}

static void
test_names_and_directions (void)
{
  static const struct { const char *given, *name; gboolean is_share, more_is_better; } names[] = {
    { "acc", "accuracy", TRUE, TRUE },
    { "BinaryAccuracy", "binary_accuracy", TRUE, TRUE },
    { "TopKCategoricalAccuracy", "top_k_categorical_accuracy", TRUE, TRUE },
    { "Precision", "precision", TRUE, TRUE },
    { "Recall", "recall", TRUE, TRUE },
    { "mse", "mean_squared_error", FALSE, FALSE },
    { "MeanAbsoluteError", "mean_absolute_error", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const NrnKind *kind = nrn_kind_find (NRN_FAMILY_METRIC, names[i].given, NULL);

      g_assert_cmpstr (kind->name, ==, names[i].name);
      g_assert_cmpint (nrn_metric_is_share (kind), ==, names[i].is_share);
      g_assert_cmpint (nrn_metric_more_is_better (kind), ==, names[i].more_is_better);
    }
}

/* ---- Several ---- */

static void
test_list_of_several (void)
{
  static const char *const names[] = { "accuracy", "precision", "precision_1", "precision_2", NULL };
  static const char text[] = "accuracy, precision, precision(class_id=1), precision(thresholds=0.7, top_k=2)";
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnMetrics) metrics = nrn_metrics_parse (text, &error);
  g_autoptr (NrnMetrics) again = NULL;
  g_autofree char *printed = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (nrn_metrics_get_n (metrics), ==, 4);
  g_assert_true (g_strv_equal (nrn_metrics_get_names (metrics), names));
  g_assert_cmpint (nrn_metrics_find (metrics, "precision_1"), ==, 2);
  g_assert_cmpint (nrn_metrics_find (metrics, "recall"), ==, -1);
  g_assert_cmpfloat (nrn_config_lookup (nrn_metrics_get (metrics, 3), "top_k"), ==, 2);
  g_assert_true (nrn_metrics_kind_of ("precision_1") == nrn_config_get_kind (nrn_metrics_get (metrics, 2)));
  g_assert_cmpstr (nrn_metrics_kind_of ("sparse_categorical_accuracy")->name, ==,
                   "sparse_categorical_accuracy");
  g_assert_null (nrn_metrics_kind_of ("loss"));
  g_assert_null (nrn_metrics_kind_of ("precisions"));

  printed = nrn_metrics_to_string (metrics);
  g_assert_cmpstr (printed, ==, text);
  again = nrn_metrics_parse (printed, NULL);
  g_assert_true (nrn_metrics_equal (metrics, again));
}

static void
test_list_of_none (void)
{
  g_autoptr (NrnMetrics) none = nrn_metrics_parse ("", NULL);
  g_autoptr (NrnMetrics) accuracy = nrn_metrics_new_default ();

  g_assert_cmpuint (nrn_metrics_get_n (none), ==, 0);
  g_assert_cmpuint (nrn_metrics_get_n (accuracy), ==, 1);
  g_assert_false (nrn_metrics_equal (none, accuracy));
}

static void
test_list_with_mistakes (void)
{
  static const struct { const char *text, *sentence; } bad[] = {
    { "acuracy", "There is no metric “acuracy”; did you mean “accuracy”?" },
    { "accuracy,f1", "There is no metric “f1”; Neurons has accuracy, *" },
    { "precision(threshold=0.5)", "*no argument “threshold”; it takes thresholds, top_k, class_id." },
    { "precision(thresholds=2)", "*from 0 to 1." },
    { "recall(top_k=1.5)", "*whole number." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (nrn_metrics_parse (bad[i].text, &error));
      if (!g_pattern_match_simple (bad[i].sentence, error->message))
        g_error ("“%s” is not like “%s”", error->message, bad[i].sentence);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/metric/computes", test_computes);
  g_test_add_func ("/engine/metric/runs-over-batches", test_runs_over_batches);
  g_test_add_func ("/engine/metric/ties-in-top-k", test_ties_in_top_k);
  g_test_add_func ("/engine/metric/refuses-what-does-not-fit", test_refuses_what_does_not_fit);
  g_test_add_func ("/engine/metric/names-and-directions", test_names_and_directions);
  g_test_add_func ("/engine/metric/list-of-several", test_list_of_several);
  g_test_add_func ("/engine/metric/list-of-none", test_list_of_none);
  g_test_add_func ("/engine/metric/list-with-mistakes", test_list_with_mistakes);

  return g_test_run ();
}
