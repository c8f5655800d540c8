/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Reading and writing CSV, and every sentence about files that are wrong.
 */

#include "nrn-csv.h"

#include <glib/gstdio.h>
#include <string.h>

#include "nrn-error.h"
#include "nrn-generator.h"

/* Names separated by "|"; NULL stays NULL. */
static char **
split_names (const char *names)
{
  return names != NULL ? g_strsplit (names, "|", -1) : NULL;
}

static NrnDataset *
get_dataset (const NrnCsvTable  *table,
             const char *const  *features,
             const char *const  *targets,
             GError            **error)
{
  const NrnCsvOptions options = { 0 };
  const NrnCsvSelection selection = { features, targets, NULL, NULL, &options };

  return nrn_csv_table_get_dataset (table, &selection, NULL, NULL, NULL, error);
}

static NrnCsvTable *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  NrnCsvTable *table = nrn_csv_table_parse ("x.csv", text, strlen (text), NULL, &error);

  g_assert_no_error (error);
  return table;
}

static NrnDataset *
read_dataset (const char  *text,
              const char  *features,
              const char  *targets,
              GError     **error)
{
  g_auto (GStrv) feature_names = split_names (features);
  g_auto (GStrv) target_names = split_names (targets);
  g_autoptr (NrnCsvTable) table = nrn_csv_table_parse ("x.csv", text, strlen (text), NULL, error);

  if (table == NULL)
    return NULL;

  return get_dataset (table, (const char *const *) feature_names, (const char *const *) target_names,
                      error);
}

/* --- Reading ------------------------------------------------------------ */

static void
loads_file (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "csv", "quoted.csv", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnCsvTable) table = nrn_csv_table_load (path, NULL, NULL, NULL, &error);
  const char *const columns[] = { "age", "note", "label", NULL };
  const char *const features[] = { "age", NULL };
  const char *const targets[] = { "label", NULL };
  const float ages[] = { 13, 77, 49 };
  const float labels[] = { 0, 1, 0 };
  g_autoptr (NrnDataset) dataset = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (nrn_csv_table_get_n_rows (table), ==, 3);
  g_assert_cmpstrv (nrn_csv_table_get_columns (table), columns);

  dataset = get_dataset (table, features, targets, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (nrn_dataset_get_name (dataset), ==, "quoted.csv");
  g_assert_cmpmem (nrn_dataset_get_features (dataset), sizeof ages, ages, sizeof ages);
  g_assert_cmpmem (nrn_dataset_get_targets (dataset), sizeof labels, labels, sizeof labels);
}

/* Each text holds the numbers 1 to 4 below the columns a and b. */
static void
reads_all_spellings (void)
{
  static const char *const texts[] = {
    "a,b\n1,2\n3,4\n",
    "a,b\n1,2\n3,4",
    "a,b\r\n1,2\r\n3,4\r\n",
    "a,b\r1,2\r3,4\r",
    "\xef\xbb\xbf" "a,b\n1,2\n3,4\n",
    "\n\na,b\n1,2\n\n3,4\n\n \n\n",
    "\"a\",\"b\"\n\"1\",\"2\"\n\"3\",\"4\"\n",
    " a , b\n +1.0 ,2e0\n\t3,.4e1",
  };
  const char *const columns[] = { "a", "b", NULL };
  const float expected[] = { 1, 2, 3, 4 };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (NrnCsvTable) table = parse (texts[i]);
      g_autoptr (GError) error = NULL;
      g_autofree float *values = nrn_csv_table_get_features (table, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstrv (nrn_csv_table_get_columns (table), columns);
      g_assert_cmpuint (nrn_csv_table_get_n_rows (table), ==, 2);
      g_assert_cmpmem (values, sizeof expected, expected, sizeof expected);
    }
}

static void
reads_chosen_columns (void)
{
  g_autoptr (NrnCsvTable) table = parse (",a,b,name\n0,1,2,x\n1,3,4,y\n");
  const char *const columns[] = { "b", "a", "column 1", NULL };
  const float expected[] = { 2, 1, 0, 4, 3, 1 };
  g_autofree float *values = nrn_csv_table_get_features (table, columns, NULL);

  g_assert_cmpmem (values, sizeof expected, expected, sizeof expected);
}

static void
does_not_depend_on_terminator (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_memdup2 ("a\n12", 4);
  g_autoptr (NrnCsvTable) table = nrn_csv_table_parse ("x.csv", text, 4, NULL, &error);
  g_autofree float *values = NULL;

  g_assert_no_error (error);
  values = nrn_csv_table_get_features (table, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (values[0], ==, 12);
}

/* --- Targets ------------------------------------------------------------ */

static void
sorts_text_labels (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnDataset) dataset = read_dataset ("x,pet\n1,dog\n2,cat\n3,élan\n4,dog\n", "x",
                                                 "pet", &error);
  const char *const names[] = { "cat", "dog", "élan", NULL };
  const float labels[] = { 1, 0, 2, 1 };

  g_assert_no_error (error);
  g_assert_cmpstrv (nrn_dataset_get_class_names (dataset), names);
  g_assert_cmpmem (nrn_dataset_get_targets (dataset), sizeof labels, labels, sizeof labels);
}

static void
whole_numbers_are_classes (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnDataset) dataset = read_dataset ("x,y\n1,3\n2,0\n3,1.0\n", NULL, "y", &error);
  const char *const names[] = { "0", "1", "2", "3", NULL };
  const float labels[] = { 3, 0, 1 };

  g_assert_no_error (error);
  g_assert_cmpstrv (nrn_dataset_get_class_names (dataset), names);
  g_assert_cmpmem (nrn_dataset_get_targets (dataset), sizeof labels, labels, sizeof labels);
}

static void
other_numbers_are_values (void)
{
  static const char *const texts[] = {
    "x,y\n1,3\n2,0.5\n",
    "x,y\n1,3\n2,-1\n",
    "x,y\n1,3\n2,1000\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (NrnDataset) dataset = read_dataset (texts[i], "x", "y", &error);

      g_assert_no_error (error);
      g_assert_cmpuint (nrn_dataset_get_n_classes (dataset), ==, 0);
      g_assert_cmpuint (nrn_dataset_get_n_targets (dataset), ==, 1);
      g_assert_cmpfloat (nrn_dataset_get_targets (dataset)[0], ==, 3);
    }
}

static void
several_targets_are_values (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnDataset) dataset = read_dataset ("x,a,b\n1,0,1\n2,1,0\n", NULL, "a|b", &error);
  const float targets[] = { 0, 1, 1, 0 };

  g_assert_no_error (error);
  g_assert_cmpuint (nrn_dataset_get_n_features (dataset), ==, 1);
  g_assert_cmpuint (nrn_dataset_get_n_targets (dataset), ==, 2);
  g_assert_cmpuint (nrn_dataset_get_n_classes (dataset), ==, 0);
  g_assert_cmpmem (nrn_dataset_get_targets (dataset), sizeof targets, targets, sizeof targets);
}

/* --- Sentences ---------------------------------------------------------- */

typedef struct
{
  const char *path;
  const char *text;
  const char *features;
  const char *targets;
  int         code;
  const char *message;
} Refusal;

static const Refusal refusals[] = {
  { "empty", "", "a", "b", NRN_ERROR_PARSE,
    "“x.csv” is empty; there must be a row for each sample." },
  { "blank", "\n \n\r\n", "a", "b", NRN_ERROR_PARSE,
    "“x.csv” is empty; there must be a row for each sample." },
  { "header-only", "a,b\n", "a", "b", NRN_ERROR_PARSE,
    "“x.csv” has no rows: there must be at least one below the line that names the columns." },
  { "short-row", "a,b\n1,2\n\n3\n", "a", "b", NRN_ERROR_PARSE,
    "“x.csv”, line 4 has too few cells: 1 instead of 2, as in the header." },
  { "long-row", "a,b\n1,2,3\n", "a", "b", NRN_ERROR_PARSE,
    "“x.csv”, line 2 has too many cells: 3 instead of 2, as in the header." },
  { "line-after-quoted-newlines", "a,b\n1,\"x\ny\r\nz\"\n3\n", "a", "b", NRN_ERROR_PARSE,
    "“x.csv”, line 5 has too few cells: 1 instead of 2, as in the header." },
  { "line-of-a-row-with-newlines", "a,b\n1,0\nx,\"\n\n\"\n", "a", "b", NRN_ERROR_PARSE,
    "“x.csv”, line 3, column “a”: “x” is not a number; write numbers such as 3.5, with a point." },
  { "stray-quote", "a,b\n1,x\"y\n", "a", "b", NRN_ERROR_PARSE,
    "“x.csv”, line 2: there is a quote (\") inside a cell; put the whole cell in quotes, and "
    "double the quotes inside it." },
  { "text-after-quotes", "a,b\n1,0\n\"1\"2,0\n", "a", "b", NRN_ERROR_PARSE,
    "“x.csv”, line 3: there is a quote (\") inside a cell; put the whole cell in quotes, and "
    "double the quotes inside it." },
  { "open-quote", "a,b\n1,2\n3,\"4\n5,6\n", "a", "b", NRN_ERROR_PARSE,
    "“x.csv”, line 3: a cell that begins with a quote (\") here never ends with one." },
  { "duplicate-column", "a,b,a\n1,2,3\n", "a", "b", NRN_ERROR_PARSE,
    "“x.csv”, line 1: two columns are called “a”; every column needs a name of its own." },
  { "text-in-feature", "a,b\n1,2\nold,3\n", "a", "b", NRN_ERROR_PARSE,
    "“x.csv”, line 3, column “a”: “old” is not a number; write numbers such as 3.5, with a "
    "point." },
  { "hexadecimal", "a,b\n0x10,3\n", "a", "b", NRN_ERROR_PARSE,
    "“x.csv”, line 2, column “a”: “0x10” is not a number; write numbers such as 3.5, with a "
    "point." },
  { "lone-sign", "a,b\n-,3\n", "a", "b", NRN_ERROR_PARSE,
    "“x.csv”, line 2, column “a”: “-” is not a number; write numbers such as 3.5, with a point." },
  { "empty-feature", "a,b\n,2\n", "a", "b", NRN_ERROR_PARSE,
    "“x.csv”, line 2, column “a”: the cell is empty; it must be a number." },
  { "nan", "a,b\n1,2\nNaN,3\n", "a", "b", NRN_ERROR_PARSE,
    "“x.csv”, line 3, column “a”: “NaN” is not allowed; it must be a finite number." },
  { "infinity", "a,b\n1,2\n2,-inf\n3,1\n", "a", "b", NRN_ERROR_PARSE,
    "“x.csv”, line 3, column “b”: “-inf” is not allowed; it must be a finite number." },
  { "too-large", "a,b\n1e39,2\n", "a", "b", NRN_ERROR_PARSE,
    "“x.csv”, line 2, column “a”: “1e39” is too large; numbers go up to 3.4e38." },
  { "far-too-large", "a,b\n-1e999,2\n", "a", "b", NRN_ERROR_PARSE,
    "“x.csv”, line 2, column “a”: “-1e999” is too large; numbers go up to 3.4e38." },
  { "long-cell-is-shortened", "a,b\n\"a cell of far too\nmany letters for a single sentence\",2\n",
    "a", "b", NRN_ERROR_PARSE,
    "“x.csv”, line 2, column “a”: “a cell of far too many letters for a sin…” is not a number; "
    "write numbers such as 3.5, with a point." },
  { "text-in-number-target", "a,b\n1,2.5\n2,x\n3,1\n", "a", "b", NRN_ERROR_PARSE,
    "“x.csv”, line 3, column “b”: “x” is not a number; write numbers such as 3.5, with a point." },
  { "text-in-several-targets", "a,b,c\n1,2,x\n", "a", "b|c", NRN_ERROR_PARSE,
    "“x.csv”, line 2, column “c”: “x” is not a number; write numbers such as 3.5, with a point." },
  { "empty-label", "a,b\n1,x\n2,\n", "a", "b", NRN_ERROR_PARSE,
    "“x.csv”, line 3, column “b”: the cell is empty; it must be a label." },
  { "unknown-feature", "age,label\n1,2\n", "agee", "label", NRN_ERROR_UNKNOWN_NAME,
    "“x.csv” has no column “agee”; did you mean “age”?" },
  { "unknown-target", "age,label\n1,2\n", "age", "result", NRN_ERROR_UNKNOWN_NAME,
    "“x.csv” has no column “result”; it has age, label." },
  { "both-roles", "a,b\n1,2\n", "a|b", "b", NRN_ERROR_INVALID,
    "“x.csv”: the column “b” cannot be both a feature and a target." },
  { "feature-twice", "a,b\n1,2\n", "a|a", "b", NRN_ERROR_INVALID,
    "“x.csv”: the column “a” is chosen as a feature twice." },
  { "target-twice", "a,b\n1,2\n", "a", "b|b", NRN_ERROR_INVALID,
    "“x.csv”: the column “b” is chosen as a target twice." },
  { "no-target", "a,b\n1,2\n", "a", NULL, NRN_ERROR_INVALID,
    "“x.csv”: no target is chosen; choose the column that the network shall predict." },
  { "no-feature-left", "b\n1\n", NULL, "b", NRN_ERROR_INVALID,
    "“x.csv”: no feature is chosen; choose at least one column." },
};

static void
refuses (gconstpointer user_data)
{
  const Refusal *refusal = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_null (read_dataset (refusal->text, refusal->features, refusal->targets, &error));
  g_assert_error (error, NRN_ERROR, refusal->code);
  g_assert_cmpstr (error->message, ==, refusal->message);
}

static void
assert_load_fails (const char *path,
                   int         code,
                   const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (nrn_csv_table_load (path, NULL, NULL, NULL, &error));
  g_assert_error (error, NRN_ERROR, code);
  g_assert_cmpstr (error->message, ==, message);
}

static void
refuses_what_is_no_file (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "data", "csv", NULL);

  assert_load_fails ("/nowhere/x.csv", NRN_ERROR_IO,
                     "Cannot open “x.csv”: there is no such file.");
  assert_load_fails (folder, NRN_ERROR_IO,
                     "Cannot open “csv”: it is a folder; choose a CSV file.");
  assert_load_fails ("/dev/zero", NRN_ERROR_PARSE,
                     "“zero” is not a CSV file: it is not text.");
}

static void
refuses_binary (void)
{
  static const char bytes[] = "a,b\n1,\0\n";
  g_autoptr (GError) error = NULL;

  g_assert_null (nrn_csv_table_parse ("x.csv", bytes, sizeof bytes - 1, NULL, &error));
  g_assert_error (error, NRN_ERROR, NRN_ERROR_PARSE);
  g_assert_cmpstr (error->message, ==, "“x.csv” is not a CSV file: it is not text.");
}

static void
refuses_too_many_labels (void)
{
  g_autoptr (GString) text = g_string_new ("x,name\n");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i <= 1000; i++)
    g_string_append_printf (text, "%u,n%u\n", i, i);

  g_assert_null (read_dataset (text->str, "x", "name", &error));
  g_assert_cmpstr (error->message, ==,
                   "“x.csv”, column “name” has more than 1000 different labels; choose a column "
                   "with fewer, or one of numbers.");
}

static void
refuses_too_many_columns (void)
{
  g_autoptr (GString) text = g_string_new ("c0");
  g_autoptr (GError) error = NULL;

  for (guint i = 1; i <= 100000; i++)
    g_string_append_printf (text, ",c%u", i);

  g_assert_null (nrn_csv_table_parse ("x.csv", text->str, text->len, NULL, &error));
  g_assert_error (error, NRN_ERROR, NRN_ERROR_PARSE);
  g_assert_cmpstr (error->message, ==, "“x.csv” has 100001 columns; it may have up to 100000.");
}

/* --- Writing ------------------------------------------------------------ */

static void
writes_shortest_numbers (void)
{
  static const struct
  {
    float       value;
    const char *text;
  } cases[] = {
    { 0, "0" },
    { 13, "13" },
    { -2.5, "-2.5" },
    { 0.1f, "0.1" },
    { 18.f / 87, "0.20689656" },
    { 16777216, "16777216" },
    { 1e-45f, "1.4013e-45" },
    { 3.40282347e38f, "3.4028235e+38" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) csv = g_string_new (NULL);

      nrn_csv_append_number (csv, cases[i].value);
      g_assert_cmpstr (csv->str, ==, cases[i].text);
      g_assert_cmpfloat ((float) g_ascii_strtod (csv->str, NULL), ==, cases[i].value);
    }
}

static void
writes_quotes_where_needed (void)
{
  static const char *const cases[][2] = {
    { "side effects", "side effects" },
    { "a,b", "\"a,b\"" },
    { "says \"ouch\"", "\"says \"\"ouch\"\"\"" },
    { "two\nlines", "\"two\nlines\"" },
    { " padded", "\" padded\"" },
    { "", "\"\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) csv = g_string_new (NULL);

      nrn_csv_append_text (csv, cases[i][0]);
      g_assert_cmpstr (csv->str, ==, cases[i][1]);
    }
}

static void
writes_what_it_reads (void)
{
  const char *text = "a,\"b, c\",label\n1,0.25,\"no\nway\"\n-3,1e+10,yes\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnDataset) dataset = read_dataset (text, NULL, "label", &error);
  g_autofree char *csv = NULL;

  g_assert_no_error (error);
  csv = nrn_csv_from_dataset (dataset);
  g_assert_cmpstr (csv, ==, text);
}

/* Whatever Neurons makes goes through a file without a change. */
static void
round_trips_generators (void)
{
  guint n_generators;
  const NrnGenerator *const *generators = nrn_generator_get_all (&n_generators);

  for (guint i = 0; i < n_generators; i++)
    {
      g_autoptr (NrnDataset) dataset = nrn_generator_run (generators[i], NULL, 4, NULL);
      g_autofree char *csv = nrn_csv_from_dataset (dataset);
      g_autoptr (NrnCsvTable) table = parse (csv);
      g_autoptr (NrnDataset) again = NULL;
      gsize n_rows = nrn_dataset_get_n_rows (dataset);
      gsize size = n_rows * generators[i]->n_features * sizeof (float);

      again = get_dataset (table, NULL, generators[i]->target_names, NULL);
      g_assert_nonnull (again);
      g_assert_cmpuint (nrn_dataset_get_n_rows (again), ==, n_rows);
      g_assert_cmpmem (nrn_dataset_get_features (again), size,
                       nrn_dataset_get_features (dataset), size);
      if (generators[i]->class_names == NULL)
        g_assert_cmpmem (nrn_dataset_get_targets (again), n_rows * sizeof (float),
                         nrn_dataset_get_targets (dataset), n_rows * sizeof (float));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/datasets/csv/loads-file", loads_file);
  g_test_add_func ("/datasets/csv/reads-all-spellings", reads_all_spellings);
  g_test_add_func ("/datasets/csv/reads-chosen-columns", reads_chosen_columns);
  g_test_add_func ("/datasets/csv/does-not-depend-on-terminator", does_not_depend_on_terminator);
  g_test_add_func ("/datasets/csv/sorts-text-labels", sorts_text_labels);
  g_test_add_func ("/datasets/csv/whole-numbers-are-classes", whole_numbers_are_classes);
  g_test_add_func ("/datasets/csv/other-numbers-are-values", other_numbers_are_values);
  g_test_add_func ("/datasets/csv/several-targets-are-values", several_targets_are_values);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/datasets/csv/refuses/", refusals[i].path, NULL);

      g_test_add_data_func (path, &refusals[i], refuses);
    }
  g_test_add_func ("/datasets/csv/refuses-what-is-no-file", refuses_what_is_no_file);
  g_test_add_func ("/datasets/csv/refuses-binary", refuses_binary);
  g_test_add_func ("/datasets/csv/refuses-too-many-labels", refuses_too_many_labels);
  g_test_add_func ("/datasets/csv/refuses-too-many-columns", refuses_too_many_columns);
  g_test_add_func ("/datasets/csv/writes-shortest-numbers", writes_shortest_numbers);
  g_test_add_func ("/datasets/csv/writes-quotes-where-needed", writes_quotes_where_needed);
  g_test_add_func ("/datasets/csv/writes-what-it-reads", writes_what_it_reads);
  g_test_add_func ("/datasets/csv/round-trips-generators", round_trips_generators);

  return g_test_run ();
}
