/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The program neurons-cli.
 */

#include "nrn-cli.h"

int
main (int   argc,
      char *argv[])
{
  return nrn_cli_run (argc, argv);
}
