/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The window of preferences.
 */

#pragma once

#include <adwaita.h>

#include "nrn-document.h"

G_BEGIN_DECLS

#define NRN_TYPE_PREFERENCES (nrn_preferences_get_type ())

/**
 * NrnPreferences:
 *
 * Every choice applies at once, in all windows.
 */
G_DECLARE_FINAL_TYPE (NrnPreferences, nrn_preferences, NRN, PREFERENCES, AdwPreferencesWindow)

NrnPreferences *nrn_preferences_new          (GSettings      *settings);
void            nrn_preferences_set_document (NrnPreferences *preferences,
                                              NrnDocument    *document);

G_END_DECLS
