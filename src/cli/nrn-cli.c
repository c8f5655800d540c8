/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * neurons-cli: picks the command.
 */

#include "config.h"

#include "nrn-cli.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

#include "nrn-installation.h"

static const struct
{
  const char *name;
  int       (*run) (int argc, char **argv);
  const char *summary;
} commands[] = {
  { "train", nrn_cli_train, N_("Train a network and print Keras' log") },
  { "predict", nrn_cli_predict, N_("Print a network's outputs for the rows of a CSV file") },
  { "evaluate", nrn_cli_evaluate, N_("Print a network's loss, metrics and confusion matrix") },
  { "data", nrn_cli_data, N_("Print a generated data set as CSV") },
  { "render", nrn_cli_render, N_("Draw a network, its loss, accuracy or response into a file") },
  { "convert", nrn_cli_convert, N_("Save a network in another format") },
  { "list", nrn_cli_list, N_("List activations, losses, optimizers … with their formulas") },
  { "check", nrn_cli_check, N_("Say whether an activation, a loss and labels go together") },
  { "curve", nrn_cli_curve, N_("Draw an activation or a loss into a file") },
  { "code", nrn_cli_code, N_("Print an experiment as a Python program that uses Keras") },
};

static char *
list_commands (void)
{
  const char *names[G_N_ELEMENTS (commands) + 1] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    names[i] = commands[i].name;

  return g_strjoinv (", ", (char **) names);
}

static void
print_help (void)
{
  g_print ("%s\n\n", _("Usage: neurons-cli COMMAND [OPTION…]"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-10s %s\n", commands[i].name, _(commands[i].summary));
  g_print ("\n%s\n", _("“neurons-cli COMMAND --help” lists the options of a command."));
}

/**
 * nrn_cli_run:
 * @argc: as main() has it
 * @argv: likewise
 *
 * Returns: the exit status: 0, 1 with one sentence on stderr, or 2 if the
 *   command line is not understood
 */
int
nrn_cli_run (int    argc,
             char **argv)
{
  g_autofree char *names = list_commands ();
  g_autofree char *locale_dir = nrn_installation_get_locale_dir ();

  /* The language of the sentences is the user's; numbers always have a
   * point, so that what is written can be read again anywhere. */
  setlocale (LC_ALL, "");
  setlocale (LC_NUMERIC, "C");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_set_prgname ("neurons-cli");

  if (argc < 2)
    return nrn_cli_usage (_("Say what to do: %s."), names);

  if (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0)
    {
      print_help ();
      return NRN_CLI_DONE;
    }
  if (strcmp (argv[1], "--version") == 0)
    {
      g_print ("neurons-cli %s\n", NRN_VERSION);
      return NRN_CLI_DONE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (strcmp (argv[1], commands[i].name) == 0)
        return commands[i].run (argc - 1, argv + 1);
    }

  return nrn_cli_usage (_("There is no command “%s”; there are %s."), argv[1], names);
}
