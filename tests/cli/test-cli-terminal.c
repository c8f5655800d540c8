/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * neurons-cli train in the hands of a person: on a terminal, and stopped
 * with Ctrl-C.
 */

#include "nrn-cli-test.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* More than a pipe holds, and than is printed until the program sees that it is
 * to stop; all of its epochs print 8 million. */
#define MAX_BYTES (256 * 1024)

static int
wait_for (GPid pid)
{
  int status;

  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_spawn_close_pid (pid);

  return WIFEXITED (status) ? WEXITSTATUS (status) : -WTERMSIG (status);
}

/* A terminal tells its end with EIO. */
static char *
read_to_end (int fd)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char buffer[4096];
  gssize n;

  while ((n = read (fd, buffer, sizeof buffer)) > 0 || (n < 0 && errno == EINTR))
    {
      if (n > 0)
        g_string_append_len (text, buffer, n);
    }
  close (fd);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
run_on_terminal (NrnCliTest *cli,
                 const char *words)
{
  g_auto (GStrv) argv = nrn_cli_test_parse (words);
  g_autoptr (GError) error = NULL;
  int master = posix_openpt (O_RDWR | O_NOCTTY);
  int slave;
  GPid pid;
  char *text;

  g_assert_no_errno (master);
  g_assert_no_errno (grantpt (master));
  g_assert_no_errno (unlockpt (master));
  slave = open (ptsname (master), O_RDWR | O_NOCTTY);
  g_assert_no_errno (slave);

  g_spawn_async_with_fds (cli->folder, argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid,
                          -1, slave, -1, &error);
  g_assert_no_error (error);
  close (slave);
  text = read_to_end (master);
  g_assert_cmpint (wait_for (pid), ==, NRN_CLI_TEST_DONE);

  return text;
}

/* What is left on the screen: of each line, what was written after it was
 * last erased. */
static char *
screen_of (const char *text)
{
  g_autoptr (GRegex) erased = g_regex_new ("[^\\n]*\\r\\x1b\\[K", 0, 0, NULL);
  g_autofree char *rest = g_regex_replace_literal (erased, text, -1, 0, "", 0, NULL);
  g_auto (GStrv) lines = g_strsplit (rest, "\r\n", -1);

  return g_strjoinv ("\n", lines);
}

/* How long it took is another thing every time. */
static char *
without_seconds (const char *text)
{
  g_autoptr (GRegex) seconds = g_regex_new ("^ \\d+s - ", G_REGEX_MULTILINE, 0, NULL);

  return g_regex_replace_literal (seconds, text, -1, 0, " … - ", 0, NULL);
}

static void
shows_progress_on_terminals (NrnCliTest    *cli,
                             gconstpointer  data)
{
  g_autofree char *text = NULL;
  g_autofree char *screen = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *printed = NULL;

  text = run_on_terminal (cli, "train --epochs 20");
  g_assert_nonnull (strstr (text, "\r\x1b[KEpoch 1/20, batch 1/210 - loss: "));
  screen = screen_of (text);
  g_assert_true (g_regex_match_simple ("^(Epoch \\d+/20\\n \\d+s - loss: [^\\r\\n\\x1b]*\\n){20}$",
                                       screen, 0, 0));

  nrn_cli_test_succeed (cli, "train --epochs 20");
  g_assert_null (strchr (cli->output, '\r'));
  g_assert_null (strchr (cli->output, '\x1b'));
  expected = without_seconds (cli->output);
  printed = without_seconds (screen);
  g_assert_cmpstr (printed, ==, expected);
}

static void
json_is_plain_on_terminals (NrnCliTest    *cli,
                            gconstpointer  data)
{
  g_autofree char *text = run_on_terminal (cli, "train --epochs 2 --log json");

  g_assert_null (strchr (text, '\x1b'));
}

/* Returns when the first line was printed: the training runs then. */
static void
read_a_line (int fd)
{
  char letter = '\0';

  while (letter != '\n')
    g_assert_cmpint (read (fd, &letter, 1), ==, 1);
}

static void
stops_when_told (NrnCliTest    *cli,
                 gconstpointer  data)
{
  int number = GPOINTER_TO_INT (data);
  g_auto (GStrv) argv = nrn_cli_test_parse ("train --preset xor --epochs 100000 --save a.neurons");
  g_autofree char *output = NULL;
  g_autofree char *errors = NULL;
  g_autoptr (GError) error = NULL;
  int output_fd, errors_fd;
  GPid pid;

  g_spawn_async_with_pipes (cli->folder, argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid,
                            NULL, &output_fd, &errors_fd, &error);
  g_assert_no_error (error);
  read_a_line (output_fd);
  /* Nobody reads on, so it soon waits for a full pipe. */
  g_usleep (G_USEC_PER_SEC / 2);
  g_assert_no_errno (kill (pid, number));

  output = read_to_end (output_fd);
  errors = read_to_end (errors_fd);
  g_assert_cmpint (wait_for (pid), ==, NRN_CLI_TEST_DONE);
  g_assert_cmpuint (strlen (output), <, MAX_BYTES);
  g_assert_true (g_str_has_suffix (output, "\n"));
  g_assert_true (g_regex_match_simple ("^Stopped in epoch \\d+ of 100000, after batch \\d+\\.\\n$",
                                       errors, 0, 0));

  nrn_cli_test_succeed (cli, "train a.neurons --continue --epochs 1 --log none");
  nrn_cli_test_succeed (cli, "render a.neurons --what loss -o loss.png");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  nrn_cli_test_add ("/cli/terminal/shows-progress", NULL, shows_progress_on_terminals);
  nrn_cli_test_add ("/cli/terminal/json-is-plain", NULL, json_is_plain_on_terminals);
  nrn_cli_test_add ("/cli/terminal/stops-at-ctrl-c", GINT_TO_POINTER (SIGINT), stops_when_told);
  nrn_cli_test_add ("/cli/terminal/stops-when-terminated", GINT_TO_POINTER (SIGTERM),
                    stops_when_told);

  return g_test_run ();
}
