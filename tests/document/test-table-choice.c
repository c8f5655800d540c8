/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What a table's columns are taken for, and the network that fits them.
 */

#include "nrn-table-choice.h"

#include <string.h>

#include "nrn-data-fit.h"
#include "nrn-error.h"
#include "nrn-preset.h"

static NrnCsvSurvey *
survey (const char *text)
{
  NrnCsvTable *table = nrn_csv_table_parse ("x.csv", text, strlen (text), NULL, NULL);

  g_assert_nonnull (table);
  return nrn_csv_survey_new_take (table, NULL, NULL, NULL);
}

/* F, L, T and I: what each column is for. */
static void
test_guesses_roles (void)
{
  static const struct
  {
    const char *text;
    const char *roles;
  } cases[] = {
    { "a,b,pet\n1,2,cat\n3,4,dog\n5,6,cat\n", "FFL" },
    { "pet,a,b\ncat,1.5,2\ndog,3,4\ncat,5,6\n", "LFF" },
    { "name,a,b\nAda,1,2.5\nBen,3,4\n", "IFT" },
    { "a,b\n1,0\n2,1\n3,0\n4,1\n5,0\n6,1\n7,0\n8,1\n9,0\n10,1\n", "FL" },
    { "a,b\n1,0.5\n2,1.5\n", "FT" },
    { "a,x,b\n1,,2.5\n2,,3\n", "FIT" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NrnCsvSurvey) table = survey (cases[i].text);
      g_autofree NrnRole *roles = nrn_table_guess_roles (table);

      for (guint j = 0; j < nrn_csv_survey_get_n (table); j++)
        g_assert_cmpint ("FLTI"[roles[j]], ==, cases[i].roles[j]);
    }
}

static void
test_describes_columns (void)
{
  static const char *const words[] = {
    "numbers: 1, 2, 10", "2 classes: cat, dog; 1 missing", "empty", "numbers, and 1 text",
  };
  g_autoptr (NrnCsvSurvey) table = survey ("a,b,c,d\n10,cat,,1\n2,dog,,x\n1,,,3\n2,cat,,4\n");

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *description = nrn_table_describe_column (nrn_csv_survey_get_column (table, i));

      g_assert_cmpstr (description, ==, words[i]);
    }
}

static void
test_warns (void)
{
  g_autoptr (GString) text = g_string_new ("same,name\n");
  g_autoptr (NrnCsvSurvey) table = NULL;
  const NrnRole roles[] = { NRN_ROLE_FEATURE, NRN_ROLE_LABEL };
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnDataSource) source = NULL;
  g_autoptr (NrnDataset) dataset = NULL;
  g_auto (GStrv) warnings = NULL;
  NrnTableChoice choice = { .roles = roles };

  for (guint i = 0; i < 900; i++)
    g_string_append_printf (text, "7,n%u\n", i);
  choice.survey = table = survey (text->str);
  source = nrn_table_choice_to_source (&choice, NULL, "x.csv", text->str, &error);
  g_assert_no_error (error);
  dataset = nrn_data_source_load (source, &error);
  g_assert_no_error (error);
  warnings = nrn_table_choice_warn (&choice, dataset);
  g_assert_cmpuint (g_strv_length (warnings), ==, 2);
  g_assert_cmpstr (warnings[0], ==,
                   "“same” is the same in all rows: a network learns nothing from it.");
  g_assert_cmpstr (warnings[1], ==,
                   "“name” has 900 different texts: is it a label, or a name?");
}

/* A letter for each role, as in the cases above. */
static NrnRole *
read_roles (const char *letters)
{
  NrnRole *roles = g_new (NrnRole, strlen (letters));

  for (guint i = 0; letters[i] != '\0'; i++)
    roles[i] = (NrnRole) (strchr ("FLTI", letters[i]) - "FLTI");

  return roles;
}

/* What makes no sense is told in one sentence, and what does becomes rows. */
static void
test_checks_roles (void)
{
  static const char *const text = "a,b,c,d\n1,2,3,4\n5,6,7,8\n";
  static const struct
  {
    const char *roles;
    const char *sentence;
  } cases[] = {
    { "IIIL", "No column is a feature; choose what the network gets to see." },
    { "IIII", "No column is a feature; choose what the network gets to see." },
    { "FFII", "No column is a label or a target; choose what the network shall predict." },
    { "FFLL", "More than one column is a label; one of them can be predicted at a time." },
    { "FLLT", "More than one column is a label; one of them can be predicted at a time." },
    { "FFLT", "A network predicts either a label or targets; ignore one of them." },
    { "FFIL", NULL },
    { "FFTT", NULL },
  };
  g_autoptr (NrnCsvSurvey) table = survey (text);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree NrnRole *roles = read_roles (cases[i].roles);
      const NrnTableChoice choice = { .survey = table, .roles = roles };
      g_autoptr (GError) error = NULL;
      g_autoptr (NrnDataSource) source =
        nrn_table_choice_to_source (&choice, NULL, "x.csv", text, &error);

      g_assert_cmpint (source != NULL, ==, cases[i].sentence == NULL);
      g_assert_cmpstr (error != NULL ? error->message : NULL, ==, cases[i].sentence);
    }
}

/* How many rows there will be, and what becomes of the gaps. */
static void
test_summarizes (void)
{
  static const struct
  {
    const char   *text;
    const char   *roles;
    NrnCsvMissing missing;
    const char   *summary;
  } cases[] = {
    { "a,b,y\n1,2,cat\n3,4,dog\n5,6,cat\n", "FFL", NRN_CSV_MISSING_REFUSE,
      "3 rows, 2 features, 2 classes." },
    { "a,y,z\n1,2.5,3.5\n3,4.5,5.5\n", "FTT", NRN_CSV_MISSING_REFUSE,
      "2 rows, 1 feature, 2 targets." },
    { "a,b,y\n1,2,cat\n,4,dog\n5,6,dog\n", "FFL", NRN_CSV_MISSING_DROP,
      "2 rows, 2 features, 2 classes; 1 row dropped." },
    { "a,b,y\n1,2,0.5\n,4,1.5\n5,,2.5\n", "FFT", NRN_CSV_MISSING_MEAN,
      "3 rows, 2 features, 1 target; 2 values filled in." },
    { "a,b,y\n1,2,cat\n,4,dog\n5,6,\n", "FFL", NRN_CSV_MISSING_MEAN,
      "2 rows, 2 features, 2 classes; 1 row dropped, 1 value filled in." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NrnCsvSurvey) table = survey (cases[i].text);
      g_autofree NrnRole *roles = read_roles (cases[i].roles);
      const NrnTableChoice choice = { table, roles, NULL, { .missing = cases[i].missing } };
      g_autoptr (GError) error = NULL;
      g_autoptr (NrnDataSource) source =
        nrn_table_choice_to_source (&choice, NULL, "x.csv", cases[i].text, &error);
      g_autoptr (NrnDataset) dataset = NULL;
      g_autofree char *summary = NULL;
      NrnCsvCounts counts;

      g_assert_no_error (error);
      dataset = nrn_data_source_read_table (source, nrn_csv_survey_get_table (table), &counts,
                                            NULL, NULL, &error);
      g_assert_no_error (error);
      summary = nrn_table_choice_summarize (&choice, dataset, &counts);
      g_assert_cmpstr (summary, ==, cases[i].summary);
    }
}

/* A file that has got another class since it was imported does not take the
 * names of the others. */
static void
test_refuses_other_classes (void)
{
  static const char *const names[] = { "no", "yes", NULL };
  const NrnRole roles[] = { NRN_ROLE_FEATURE, NRN_ROLE_LABEL };
  g_autoptr (NrnCsvSurvey) table = survey ("a,y\n1,n\n2,y\n");
  const NrnTableChoice choice = { .survey = table, .roles = roles, .class_names = names };
  g_autoptr (NrnDataSource) same =
    nrn_table_choice_to_source (&choice, NULL, "x.csv", "a,y\n1,n\n2,y\n", NULL);
  g_autoptr (NrnDataSource) other =
    nrn_table_choice_to_source (&choice, NULL, "x.csv", "a,y\n1,n\n2,y\n3,z\n", NULL);
  g_autoptr (NrnDataset) dataset = nrn_data_source_load (same, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_strv_equal (nrn_dataset_get_class_names (dataset), names));

  g_assert_null (nrn_data_source_load (other, &error));
  g_assert_error (error, NRN_ERROR, NRN_ERROR_SHAPE);
  g_assert_cmpstr (error->message, ==,
                   "“x.csv”, column “y” has 3 different labels, but there are names for 2 classes; "
                   "import the file again.");
}

/* Inputs, outputs, output activation and loss follow the data; hidden layers
 * stay. */
static void
test_network_fits_data (void)
{
  static const struct
  {
    const char *preset;
    const char *text;
    const char *targets;
    const char *network;
    const char *loss;
  } cases[] = {
    { "drug-trial", "a,b,y\n1,2,cat\n3,4,dog\n5,6,llama\n", "y",
      "Dense(6, relu), Dense(32, relu), Dense(3, softmax)", "sparse_categorical_crossentropy" },
    { "drug-trial", "a,b,y\n1,2,0.5\n3,4,7.5\n", "y",
      "Dense(6, relu), Dense(32, relu), Dense(1, linear)", "mean_squared_error" },
    { "drug-trial", "a,y,z\n1,2,0.5\n3,4,7.5\n", "y|z",
      "Dense(6, relu), Dense(32, relu), Dense(2, linear)", "mean_squared_error" },
    { "xor", "a,b,c,y\n1,2,3,no\n3,4,5,yes\n", "y",
      "Dense(8, tanh), Dense(1, sigmoid)", "binary_crossentropy" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NrnExperiment) preset =
        nrn_preset_new_experiment (nrn_preset_find (cases[i].preset, NULL), 1);
      g_auto (GStrv) targets = g_strsplit (cases[i].targets, "|", -1);
      const NrnCsvOptions options = { 0 };
      const char *const features[] = { "a", NULL };
      const NrnCsvSelection selection = { features, (const char *const *) targets, NULL, NULL, &options };
      g_autoptr (NrnDataSource) source =
        nrn_data_source_new_table (NULL, "x.csv", cases[i].text, &selection);
      g_autoptr (NrnDataset) dataset = nrn_data_source_load (source, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (NrnExperiment) fitted =
        nrn_experiment_with_data (nrn_experiment_get_parts (preset), source, dataset, &error);
      const NrnExperimentParts *parts;
      g_autoptr (NrnArchitecture) expected = NULL;

      g_assert_no_error (error);
      parts = nrn_experiment_get_parts (fitted);
      expected = nrn_architecture_parse_layers (1, cases[i].network, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (nrn_architecture_get_input_dim (parts->architecture), ==, 1);
      g_assert_cmpuint (nrn_architecture_get_n_layers (parts->architecture), ==,
                        nrn_architecture_get_n_layers (expected));
      for (guint j = 0; j < nrn_architecture_get_n_layers (expected); j++)
        g_assert_true (nrn_config_equal (nrn_architecture_get_layer (parts->architecture, j),
                                         nrn_architecture_get_layer (expected, j)));
      g_assert_cmpstr (nrn_config_get_name (parts->loss), ==, cases[i].loss);
      g_assert_null (parts->preset);
      g_assert_cmpstr (parts->name, ==, "x.csv");
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/document/table-choice/guesses-roles", test_guesses_roles);
  g_test_add_func ("/document/table-choice/describes-columns", test_describes_columns);
  g_test_add_func ("/document/table-choice/warns", test_warns);
  g_test_add_func ("/document/table-choice/checks-roles", test_checks_roles);
  g_test_add_func ("/document/table-choice/summarizes", test_summarizes);
  g_test_add_func ("/document/table-choice/refuses-other-classes", test_refuses_other_classes);
  g_test_add_func ("/document/table-choice/network-fits-data", test_network_fits_data);

  return g_test_run ();
}
