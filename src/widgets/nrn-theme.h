/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How pictures and numbers look in all windows.
 */

#pragma once

#include <adwaita.h>

#include "nrn-palette.h"
#include "nrn-text.h"

G_BEGIN_DECLS

#define NRN_TYPE_THEME (nrn_theme_get_type ())

/**
 * NrnTheme:
 *
 * What the user prefers, and the desktop. There is one for the process. Main
 * thread only.
 *
 * Signals: "changed" when pictures or numbers have to be drawn anew.
 */
G_DECLARE_FINAL_TYPE (NrnTheme, nrn_theme, NRN, THEME, GObject)

/**
 * NrnThemeOptions:
 * @signs: the colours of weights
 * @high_contrast: whether to use high contrast where the desktop does not
 * @numbers: how weights and outputs are written
 * @more_digits: whether formulas and tables show more of them than usual
 *
 * What the user prefers; zeros are what nobody has chosen.
 */
typedef struct
{
  NrnSigns        signs;
  gboolean        high_contrast;
  NrnNumberFormat numbers;
  gboolean        more_digits;
} NrnThemeOptions;

NrnTheme              *nrn_theme_get_default       (void);
void                   nrn_theme_set_options       (const NrnThemeOptions *options);
const NrnNumberFormat *nrn_theme_get_numbers       (void);
const NrnNumberFormat *nrn_theme_get_text_numbers  (void);
gboolean               nrn_theme_has_more_digits   (void);

const NrnPalette      *nrn_theme_get_palette       (GtkWidget             *widget);
const NrnPalette      *nrn_theme_get_print_palette (void);
const NrnPalette      *nrn_theme_get_sample        (NrnSigns               signs);
NrnPalette             nrn_theme_get_card          (GtkWidget             *widget);
double                 nrn_theme_get_text_scale    (void);
int                    nrn_theme_get_room          (double                 length);
void                   nrn_theme_watch             (GtkWidget             *widget);

G_END_DECLS
