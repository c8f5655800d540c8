/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Running neurons-cli in a folder of its own.
 */

#include "nrn-cli-test.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void
set_up (NrnCliTest    *cli,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  cli->folder = g_dir_make_tmp ("neurons-cli-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_assert_no_errno (g_unlink (child));
    }
  g_assert_no_errno (g_rmdir (path));
}

static void
tear_down (NrnCliTest    *cli,
           gconstpointer  data)
{
  remove_folder (cli->folder);
  g_free (cli->folder);
  g_free (cli->output);
  g_free (cli->errors);
}

/**
 * nrn_cli_test_add:
 * @path: of the test
 * @data: (nullable): for @func
 * @func: the test
 *
 * Adds a test that has a temporary folder.
 */
void
nrn_cli_test_add (const char     *path,
                  gconstpointer   data,
                  NrnCliTestFunc  func)
{
  g_test_add (path, NrnCliTest, data, set_up, func, tear_down);
}

/* In the child. */
static void
restrict_child (gpointer data)
{
  const NrnCliTest *cli = data;

  if (cli->limit_bytes > 0)
    {
      const struct rlimit limit = { cli->limit_bytes, cli->limit_bytes };

      signal (SIGXFSZ, SIG_IGN);
      setrlimit (RLIMIT_FSIZE, &limit);
    }
  if (cli->stdout_path != NULL)
    dup2 (open (cli->stdout_path, O_WRONLY), STDOUT_FILENO);
}

/**
 * nrn_cli_test_parse:
 * @words: what follows "neurons-cli", quoted as in a shell
 *
 * Returns: (transfer full): the arguments of the program, itself included
 */
char **
nrn_cli_test_parse (const char *words)
{
  g_autofree char *program = g_shell_quote (g_getenv ("NEURONS_CLI"));
  g_autofree char *line = g_strdup_printf ("%s %s", program, words);
  g_autoptr (GError) error = NULL;
  char **argv;

  g_shell_parse_argv (line, NULL, &argv, &error);
  g_assert_no_error (error);

  return argv;
}

static void
run (NrnCliTest *cli,
     const char *words)
{
  g_auto (GStrv) argv = nrn_cli_test_parse (words);
  g_auto (GStrv) environment = g_get_environ ();
  g_autofree char *counts = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  /* What counts the lines that run would be cut off, and complain, as it does without
   * a folder to write into. */
  if (cli->limit_bytes > 0)
    {
      counts = g_dir_make_tmp ("neurons-counts-XXXXXX", &error);
      g_assert_no_error (error);
      environment = g_environ_setenv (environment, "GCOV_PREFIX", counts, TRUE);
      environment = g_environ_setenv (environment, "GCOV_ERROR_FILE", "/dev/null", TRUE);
    }
  g_clear_pointer (&cli->output, g_free);
  g_clear_pointer (&cli->errors, g_free);
  g_test_message ("neurons-cli %.200s", words);
  g_spawn_sync (cli->folder, argv, environment, G_SPAWN_DEFAULT, restrict_child, cli,
                &cli->output, &cli->errors, &status, &error);
  g_assert_no_error (error);
  if (counts != NULL)
    remove_folder (counts);
  cli->status = WIFEXITED (status) ? WEXITSTATUS (status) : -WTERMSIG (status);
  if (*cli->errors != '\0')
    g_test_message ("%.400s", cli->errors);
}

/**
 * nrn_cli_test_run:
 * @cli: a test
 * @format: words that follow "neurons-cli", quoted as in a shell
 * @...: arguments of @format
 *
 * Runs the program, which may fail.
 */
void
nrn_cli_test_run (NrnCliTest *cli,
                  const char *format,
                  ...)
{
  g_autofree char *words = NULL;
  va_list arguments;

  va_start (arguments, format);
  words = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  run (cli, words);
}

/**
 * nrn_cli_test_succeed:
 * @cli: a test
 * @format: as for nrn_cli_test_run()
 * @...: arguments of @format
 *
 * Runs the program, which must succeed and say nothing on stderr but that
 * what is trained works oddly.
 */
void
nrn_cli_test_succeed (NrnCliTest *cli,
                      const char *format,
                      ...)
{
  g_autofree char *words = NULL;
  va_list arguments;

  va_start (arguments, format);
  words = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  run (cli, words);
  if (!g_str_has_prefix (cli->errors, "Works"))
    g_assert_cmpstr (cli->errors, ==, "");
  g_assert_cmpint (cli->status, ==, NRN_CLI_TEST_DONE);
}

/**
 * nrn_cli_test_assert_fails:
 * @cli: a test
 * @sentence: the sentence, or a pattern with * for what may vary
 *
 * Checks that the last run failed, with that one line on stderr.
 */
void
nrn_cli_test_assert_fails (NrnCliTest *cli,
                           const char *sentence)
{
  g_autofree char *pattern = g_strdup_printf ("neurons-cli: %s\n", sentence);

  if (!g_pattern_match_simple (pattern, cli->errors))
    {
      g_test_message ("expected: %s", pattern);
      g_assert_cmpstr (cli->errors, ==, pattern);
    }
  g_assert_true (strchr (cli->errors, '\n') == cli->errors + strlen (cli->errors) - 1);
  g_assert_cmpint (cli->status, ==, NRN_CLI_TEST_FAILED);
}

/**
 * nrn_cli_test_fail:
 * @cli: a test
 * @sentence: as for nrn_cli_test_assert_fails()
 * @format: as for nrn_cli_test_run()
 * @...: arguments of @format
 *
 * Runs the program, which must fail.
 */
void
nrn_cli_test_fail (NrnCliTest *cli,
                   const char *sentence,
                   const char *format,
                   ...)
{
  g_autofree char *words = NULL;
  va_list arguments;

  va_start (arguments, format);
  words = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  run (cli, words);
  nrn_cli_test_assert_fails (cli, sentence);
}

char *
nrn_cli_test_path (NrnCliTest *cli,
                   const char *name)
{
  return g_build_filename (cli->folder, name, NULL);
}

void
nrn_cli_test_write (NrnCliTest *cli,
                    const char *name,
                    const char *text)
{
  g_autofree char *path = nrn_cli_test_path (cli, name);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

/**
 * nrn_cli_test_read:
 * @cli: a test
 * @name: a file in its folder
 * @length: (out) (optional): its bytes
 *
 * Returns: (transfer full): what is in the file, and a zero
 */
char *
nrn_cli_test_read (NrnCliTest *cli,
                   const char *name,
                   gsize      *length)
{
  g_autofree char *path = nrn_cli_test_path (cli, name);
  g_autoptr (GError) error = NULL;
  char *contents;

  g_file_get_contents (path, &contents, length, &error);
  g_assert_no_error (error);

  return contents;
}

/**
 * nrn_cli_test_same:
 * @cli: a test
 * @one: a file in its folder
 * @other: another one
 *
 * Returns: whether the two are equal, byte for byte
 */
gboolean
nrn_cli_test_same (NrnCliTest *cli,
                   const char *one,
                   const char *other)
{
  gsize lengths[2];
  g_autofree char *first = nrn_cli_test_read (cli, one, &lengths[0]);
  g_autofree char *second = nrn_cli_test_read (cli, other, &lengths[1]);

  return lengths[0] == lengths[1] && memcmp (first, second, lengths[0]) == 0;
}

/**
 * nrn_cli_test_write_model:
 * @cli: a test
 * @name: of the model.json, without the ending
 * @input_dim: inputs
 * @units: linear units of the one layer
 * @weights: the kernel, shape (input_dim, units), and the bias
 *
 * Writes by hand a network whose outputs are known: `NAME.json` and
 * `NAME.bin`.
 */
void
nrn_cli_test_write_model (NrnCliTest  *cli,
                          const char  *name,
                          guint        input_dim,
                          guint        units,
                          const float *weights)
{
  gsize n_bytes = (input_dim + 1) * units * sizeof (float);
  g_autofree char *json_name = g_strdup_printf ("%s.json", name);
  g_autofree char *bin_name = g_strdup_printf ("%s.bin", name);
  g_autofree char *bin_path = nrn_cli_test_path (cli, bin_name);
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;

  json = g_strdup_printf ("{\"format\": \"layers-model\", \"modelTopology\": {"
                          "\"class_name\": \"Sequential\", \"config\": {\"name\": \"hand\", "
                          "\"layers\": [{\"class_name\": \"Dense\", \"config\": {\"name\": \"out\", "
                          "\"units\": %u, \"activation\": \"linear\", \"use_bias\": true, "
                          "\"batch_input_shape\": [null, %u]}}]}},"
                          "\"weightsManifest\": [{\"paths\": [\"%s\"], \"weights\": ["
                          "{\"name\": \"out/kernel\", \"shape\": [%u, %u], "
                          "\"dtype\": \"float32\"}, "
                          "{\"name\": \"out/bias\", \"shape\": [%u], \"dtype\": \"float32\"}]}]}",
                          units, input_dim, bin_name, input_dim, units, units);
  nrn_cli_test_write (cli, json_name, json);
  g_file_set_contents (bin_path, (const char *) weights, (gssize) n_bytes, &error);
  g_assert_no_error (error);
}

/**
 * nrn_cli_test_lines:
 * @cli: a test
 *
 * Returns: (transfer full): the lines of the last run's output, each of
 *   which must have ended
 */
char **
nrn_cli_test_lines (NrnCliTest *cli)
{
  char **lines = g_strsplit (cli->output, "\n", -1);
  guint n_lines = g_strv_length (lines);

  g_assert_cmpuint (n_lines, >, 0);
  g_assert_cmpstr (lines[n_lines - 1], ==, "");
  g_clear_pointer (&lines[n_lines - 1], g_free);

  return lines;
}

/**
 * nrn_cli_test_log:
 * @cli: a test whose last run printed its log as JSON
 * @epoch: counted from 1
 * @name: a number of that epoch
 *
 * Returns: the number; NaN if it is not there
 */
double
nrn_cli_test_log (NrnCliTest *cli,
                  guint       epoch,
                  const char *name)
{
  g_auto (GStrv) lines = nrn_cli_test_lines (cli);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *object;

  g_assert_cmpuint (g_strv_length (lines), >=, epoch);
  node = json_from_string (lines[epoch - 1], &error);
  g_assert_no_error (error);
  object = json_node_get_object (node);
  g_assert_cmpint (json_object_get_int_member (object, "epoch"), ==, epoch);

  return json_object_has_member (object, name) ? json_object_get_double_member (object, name) : NAN;
}
