/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define NRN_TYPE_APPLICATION (nrn_application_get_type ())

/**
 * NrnApplication:
 *
 * The application: its windows, its actions ("app.about", "app.quit"), and
 * the keys of all actions.
 */
G_DECLARE_FINAL_TYPE (NrnApplication, nrn_application, NRN, APPLICATION, AdwApplication)

NrnApplication *nrn_application_new          (void);
GSettings      *nrn_application_get_settings (NrnApplication *application);

G_END_DECLS
