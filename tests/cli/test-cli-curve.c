/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * neurons-cli curve: pictures of activations and losses.
 */

#include "nrn-cli-test.h"

#include <string.h>

static void
draws_every_format (NrnCliTest    *cli,
                    gconstpointer  data)
{
  static const struct { const char *ending, *start; } formats[] = {
    { "png", "\x89PNG" }, { "svg", "<?xml" }, { "pdf", "%PDF-" },
  };
  static const char *const names[] = { "relu", "softmax", "hinge", "CosineSimilarity" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint j = 0; j < G_N_ELEMENTS (formats); j++)
      {
        g_autofree char *file = g_strdup_printf ("c.%s", formats[j].ending);
        g_autofree char *bytes = NULL;
        gsize length;

        nrn_cli_test_succeed (cli, "curve %s -o %s --size 400x250", names[i], file);
        bytes = nrn_cli_test_read (cli, file, &length);
        g_assert_cmpuint (length, >, 1000);
        g_assert_true (strncmp (bytes, formats[j].start, strlen (formats[j].start)) == 0);
      }
}

/* What differs is drawn differently; what is the same, the same. */
static void
arguments_count (NrnCliTest    *cli,
                 gconstpointer  data)
{
  nrn_cli_test_succeed (cli, "curve leaky_relu -o plain.png");
  nrn_cli_test_succeed (cli, "curve LeakyReLU(alpha=0.2) -o same.png");
  nrn_cli_test_succeed (cli, "curve leaky_relu(negative_slope=0.6) -o steep.png");
  nrn_cli_test_succeed (cli, "curve leaky_relu -o dark.png --dark");

  g_assert_true (nrn_cli_test_same (cli, "plain.png", "same.png"));
  g_assert_false (nrn_cli_test_same (cli, "plain.png", "steep.png"));
  g_assert_false (nrn_cli_test_same (cli, "plain.png", "dark.png"));
}

static void
refuses_mistakes (NrnCliTest    *cli,
                  gconstpointer  data)
{
  nrn_cli_test_fail (cli, "There is no activation or loss “rellu”; did you mean “relu”?",
                     "curve rellu -o p.png");
  nrn_cli_test_fail (cli, "There is no activation or loss “perceptron”; “neurons-cli list” says which "
                     "there are.", "curve perceptron -o p.png");
  nrn_cli_test_fail (cli, "elu has no argument “delta”; it takes alpha.", "curve elu(delta=1) -o p.png");
  nrn_cli_test_fail (cli, "--size cannot be *", "curve elu -o p.png --size big");
  nrn_cli_test_run (cli, "curve relu");
  g_assert_cmpint (cli->status, ==, NRN_CLI_TEST_USAGE);
  nrn_cli_test_run (cli, "curve -o p.png");
  g_assert_cmpint (cli->status, ==, NRN_CLI_TEST_USAGE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  nrn_cli_test_add ("/cli/curve/draws-every-format", NULL, draws_every_format);
  nrn_cli_test_add ("/cli/curve/arguments-count", NULL, arguments_count);
  nrn_cli_test_add ("/cli/curve/refuses-mistakes", NULL, refuses_mistakes);

  return g_test_run ();
}
