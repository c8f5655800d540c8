/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The colours that pictures are drawn in.
 */

#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* So many classes have a colour each. */
#define NRN_PALETTE_N_CLASSES 6

/**
 * NrnColor:
 * @red: 0 … 1
 * @green: 0 … 1
 * @blue: 0 … 1
 */
typedef struct
{
  double red;
  double green;
  double blue;
} NrnColor;

/**
 * NrnPalette:
 * @background: behind everything
 * @text: headings, values, a training curve
 * @quiet: notes, axes, a validation curve
 * @outline: around nodes
 * @node: inside of nodes
 * @grid: the lines of a plot's grid
 * @positive: a positive weight; never used for a class
 * @negative: a negative weight; never used for a class
 * @ceiling: what no network can get past
 * @classes: one for each class; never used for a sign
 *
 * A set of colours that go together. Signs and classes differ for
 * colour-blind eyes too. Static data; any thread.
 */
typedef struct
{
  NrnColor background;
  NrnColor text;
  NrnColor quiet;
  NrnColor outline;
  NrnColor node;
  NrnColor grid;
  NrnColor positive;
  NrnColor negative;
  NrnColor ceiling;
  NrnColor classes[NRN_PALETTE_N_CLASSES];
} NrnPalette;

extern const NrnPalette nrn_palette_light;
extern const NrnPalette nrn_palette_dark;
extern const NrnPalette nrn_palette_print;

/* Text at least 7:1 against the background, marks at least 4.5:1. */
extern const NrnPalette nrn_palette_high_contrast_light;
extern const NrnPalette nrn_palette_high_contrast_dark;

const NrnColor *nrn_palette_get_class (const NrnPalette *palette,
                                       guint             class_index,
                                       guint             n_classes);

void            nrn_color_set_source  (const NrnColor   *color,
                                       double            opacity,
                                       cairo_t          *cr);

G_END_DECLS
