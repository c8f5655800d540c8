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

/* Colours that a scale goes through. */
#define NRN_PALETTE_N_SCALE 5

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
 * @scale: from a low value to a high one: on a light ground ever darker, on a
 *   dark one ever lighter, so that greys say the same
 *
 * A set of colours that go together. For colour-blind eyes too the signs
 * differ, and any two classes. Static data; any thread.
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
  NrnColor scale[NRN_PALETTE_N_SCALE];
} NrnPalette;

/**
 * NrnGround:
 * @NRN_GROUND_LIGHT: a light screen
 * @NRN_GROUND_DARK: a dark one
 * @NRN_GROUND_PRINT: paper
 * @NRN_GROUND_HIGH_CONTRAST_LIGHT: a light screen; text at least 7:1 against
 *   the background, marks at least 4.5:1
 * @NRN_GROUND_HIGH_CONTRAST_DARK: a dark one, likewise
 *
 * What is drawn on.
 */
typedef enum
{
  NRN_GROUND_LIGHT,
  NRN_GROUND_DARK,
  NRN_GROUND_PRINT,
  NRN_GROUND_HIGH_CONTRAST_LIGHT,
  NRN_GROUND_HIGH_CONTRAST_DARK,
} NrnGround;

#define NRN_N_GROUNDS 5

/**
 * NrnSigns:
 * @NRN_SIGNS_BLUE_ORANGE: positive weights blue, negative ones orange
 * @NRN_SIGNS_PURPLE_GREEN: purple and green; the first classes are then blue
 *   and orange
 * @NRN_SIGNS_GREY: the colour of text and grey: for projectors that have
 *   lost their colours, and for paper
 *
 * The colours of weights. The values are those in the settings.
 */
typedef enum
{
  NRN_SIGNS_BLUE_ORANGE,
  NRN_SIGNS_PURPLE_GREEN,
  NRN_SIGNS_GREY,
} NrnSigns;

#define NRN_N_SIGNS 3

/* With blue and orange. */
extern const NrnPalette nrn_palette_light;
extern const NrnPalette nrn_palette_dark;
extern const NrnPalette nrn_palette_print;

const NrnPalette *nrn_palette_get         (NrnGround         ground,
                                           NrnSigns          signs);
const NrnColor   *nrn_palette_get_class   (const NrnPalette *palette,
                                           guint             class_index,
                                           guint             n_classes);
NrnColor          nrn_palette_get_scale   (const NrnPalette *palette,
                                           double            part);
void              nrn_palette_paint_signs (cairo_t          *cr,
                                           double            width,
                                           double            height,
                                           const NrnPalette *palette);
void              nrn_color_set_source    (const NrnColor   *color,
                                           double            opacity,
                                           cairo_t          *cr);

G_END_DECLS
