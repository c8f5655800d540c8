/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The program neurons.
 */

#include "nrn-application.h"

int
main (int   argc,
      char *argv[])
{
  g_autoptr (NrnApplication) application = nrn_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
