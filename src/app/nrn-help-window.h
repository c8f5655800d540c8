/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The help.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define NRN_TYPE_HELP_WINDOW (nrn_help_window_get_type ())

/**
 * NrnHelpWindow:
 *
 * The pages of the help and a list of them. Main thread only.
 */
G_DECLARE_FINAL_TYPE (NrnHelpWindow, nrn_help_window, NRN, HELP_WINDOW, AdwWindow)

NrnHelpWindow *nrn_help_window_new      (void);
void           nrn_help_window_show     (NrnHelpWindow *window,
                                         const char    *page);
const char    *nrn_help_window_get_page (NrnHelpWindow *window);

G_END_DECLS
