/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * neurons-cli list: everything that Keras names.
 */

#include "nrn-cli-test.h"

#include <string.h>

#include "nrn-kind-group.h"

static void
names_everything (NrnCliTest    *cli,
                  gconstpointer  data)
{
  nrn_cli_test_succeed (cli, "list");
  for (guint family = 0; family < NRN_N_FAMILIES; family++)
    {
      guint n_kinds;
      const NrnKind *const *kinds = nrn_family_get_kinds ((NrnFamily) family, &n_kinds);

      g_assert_nonnull (strstr (cli->output, nrn_family_get_plural ((NrnFamily) family)));
      for (guint i = 0; i < n_kinds; i++)
        g_assert_nonnull (strstr (cli->output, kinds[i]->name));
    }
}

static void
describes_a_family (NrnCliTest    *cli,
                    gconstpointer  data)
{
  g_auto (GStrv) lines = NULL;

  nrn_cli_test_succeed (cli, "list losses");
  g_assert_nonnull (strstr (cli->output, "\nlogcosh "));
  g_assert_nonnull (strstr (cli->output, " mean ln(cosh(p − t))\n"));
  g_assert_nonnull (strstr (cli->output, "    Keras calls it log_cosh today.\n"));
  g_assert_nonnull (strstr (cli->output, "    Labels: −1 or 1\n"));
  g_assert_nonnull (strstr (cli->output, "    delta=1: "));
  g_assert_null (strstr (cli->output, "relu"));

  /* All formulas begin in the same column. */
  lines = g_strsplit (cli->output, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (lines[i][0] == ' ' || lines[i][0] == '\0')
        continue;
      g_assert_cmpuint (strlen (lines[i]), >, strlen ("mean_squared_logarithmic_error  "));
      g_assert_cmpmem (lines[i] + strlen ("sparse_categorical_crossentropy"), 2, "  ", 2);
    }

  nrn_cli_test_succeed (cli, "list Activation");
  g_assert_true (g_str_has_prefix (cli->output, "linear "));
}

static JsonObject *
parse_output (NrnCliTest *cli,
              JsonParser *parser)
{
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, cli->output, -1, &error);
  g_assert_no_error (error);

  return json_node_get_object (json_parser_get_root (parser));
}

/* Each of the tables' kinds is there, with all that it says of itself. */
static void
prints_json (NrnCliTest    *cli,
             gconstpointer  data)
{
  static const char *const texts[] = { "name", "keras_name", "formula", "purpose", "source" };
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root;

  nrn_cli_test_succeed (cli, "list --json");
  root = parse_output (cli, parser);
  g_assert_cmpuint (json_object_get_size (root), ==, NRN_N_FAMILIES);
  for (guint family = 0; family < NRN_N_FAMILIES; family++)
    {
      const char *plural = nrn_family_get_plural ((NrnFamily) family);
      JsonArray *list = json_object_get_array_member (root, plural);
      guint n_kinds;
      const NrnKind *const *kinds = nrn_family_get_kinds ((NrnFamily) family, &n_kinds);

      g_assert_cmpuint (json_array_get_length (list), ==, n_kinds);
      for (guint i = 0; i < n_kinds; i++)
        {
          JsonObject *object = json_array_get_object_element (list, i);

          for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
            g_assert_nonnull (json_object_get_string_member (object, texts[j]));
          g_assert_cmpstr (json_object_get_string_member (object, "name"), ==, kinds[i]->name);
          if (nrn_kind_get_group (kinds[i]) != NULL)
            g_assert_cmpstr (json_object_get_string_member (object, "group"), ==,
                             nrn_kind_get_group (kinds[i]));
          else
            g_assert_true (json_object_get_null_member (object, "group"));
          g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "arguments")),
                            ==, kinds[i]->n_properties);
        }
    }
}

static void
prints_arguments_as_json (NrnCliTest    *cli,
                          gconstpointer  data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *relu, *max_value;

  nrn_cli_test_succeed (cli, "list activations --json");
  relu = json_array_get_object_element (
    json_object_get_array_member (parse_output (cli, parser), "activations"), 1);
  max_value = json_array_get_object_element (json_object_get_array_member (relu, "arguments"), 1);
  g_assert_cmpstr (json_object_get_string_member (max_value, "name"), ==, "max_value");
  g_assert_true (json_object_get_null_member (max_value, "default"));
  g_assert_true (json_object_get_boolean_member (max_value, "optional"));
  g_assert_cmpfloat (json_object_get_double_member (max_value, "minimum"), ==, 0);
}

static void
refuses_mistakes (NrnCliTest    *cli,
                  gconstpointer  data)
{
  nrn_cli_test_fail (cli, "“lossess” is nothing that can be listed; there are activations, *",
                     "list lossess");
  nrn_cli_test_run (cli, "list losses optimizers");
  g_assert_cmpint (cli->status, ==, NRN_CLI_TEST_USAGE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  nrn_cli_test_add ("/cli/list/names-everything", NULL, names_everything);
  nrn_cli_test_add ("/cli/list/describes-a-family", NULL, describes_a_family);
  nrn_cli_test_add ("/cli/list/prints-json", NULL, prints_json);
  nrn_cli_test_add ("/cli/list/prints-arguments-as-json", NULL, prints_arguments_as_json);
  nrn_cli_test_add ("/cli/list/refuses-mistakes", NULL, refuses_mistakes);

  return g_test_run ();
}
