/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Pictures in a window.
 */

#pragma once

#include <adwaita.h>

#include "nrn-palette.h"

G_BEGIN_DECLS

const NrnPalette *nrn_theme_get_palette (GtkWidget *widget);
NrnPalette        nrn_theme_get_card    (GtkWidget *widget);
void              nrn_theme_watch       (GtkWidget *widget);

G_END_DECLS
