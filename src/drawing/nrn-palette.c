/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The colours that pictures are drawn in.
 */

#include "nrn-palette.h"

/* Written as on the web, 0xrrggbb. */
#define BYTE(hex, shift) ((((hex) >> (shift)) & 0xff) / 255.0)
#define RGB(hex) { BYTE (hex, 16), BYTE (hex, 8), BYTE (hex, 0) }

const NrnPalette nrn_palette_light = {
  .background = RGB (0xffffff),
  .text = RGB (0x1f1f24),
  .quiet = RGB (0x5e5e66),
  .outline = RGB (0x4a4a52),
  .node = RGB (0xf1f1f3),
  .grid = RGB (0xe3e3e6),
  .positive = RGB (0x1a5fb4),
  .negative = RGB (0xc64600),
  .ceiling = RGB (0x905400),
  .classes = { RGB (0x0f7b74), RGB (0x813d9c), RGB (0x5b6e00),
               RGB (0xb3245f), RGB (0x6b4a2f), RGB (0x44546a) },
};

const NrnPalette nrn_palette_dark = {
  .background = RGB (0x1d1d20),
  .text = RGB (0xf6f6f8),
  .quiet = RGB (0xb4b4bc),
  .outline = RGB (0xd0d0d6),
  .node = RGB (0x36363b),
  .grid = RGB (0x3a3a40),
  .positive = RGB (0x78aeed),
  .negative = RGB (0xff9f43),
  .ceiling = RGB (0xf8c46c),
  .classes = { RGB (0x5bc8af), RGB (0xdc8add), RGB (0xc3d36b),
               RGB (0xff8fb3), RGB (0xc9a887), RGB (0xa9b8cc) },
};

/* For paper: black where the screen has dark grey, and white nodes, which
 * cost no ink. */
const NrnPalette nrn_palette_print = {
  .background = RGB (0xffffff),
  .text = RGB (0x000000),
  .quiet = RGB (0x444444),
  .outline = RGB (0x000000),
  .node = RGB (0xffffff),
  .grid = RGB (0xd8d8d8),
  .positive = RGB (0x1a5fb4),
  .negative = RGB (0xc64600),
  .ceiling = RGB (0x905400),
  .classes = { RGB (0x0f7b74), RGB (0x813d9c), RGB (0x5b6e00),
               RGB (0xb3245f), RGB (0x6b4a2f), RGB (0x44546a) },
};

const NrnPalette nrn_palette_high_contrast_light = {
  .background = RGB (0xffffff),
  .text = RGB (0x000000),
  .quiet = RGB (0x33333a),
  .outline = RGB (0x000000),
  .node = RGB (0xffffff),
  .grid = RGB (0x8a8a90),
  .positive = RGB (0x003c8f),
  .negative = RGB (0xa03000),
  .ceiling = RGB (0x613800),
  .classes = { RGB (0x00544e), RGB (0x6a1b8a), RGB (0x435200),
               RGB (0x960d47), RGB (0x57351c), RGB (0x2f3e55) },
};

const NrnPalette nrn_palette_high_contrast_dark = {
  .background = RGB (0x000000),
  .text = RGB (0xffffff),
  .quiet = RGB (0xdcdce2),
  .outline = RGB (0xffffff),
  .node = RGB (0x000000),
  .grid = RGB (0x76767e),
  .positive = RGB (0x8ac0ff),
  .negative = RGB (0xffa94f),
  .ceiling = RGB (0xffd684),
  .classes = { RGB (0x6fe0c6), RGB (0xeaa6eb), RGB (0xd3e47a),
               RGB (0xffa0c0), RGB (0xdcbc9b), RGB (0xbccbe0) },
};

/**
 * nrn_palette_get_class:
 * @palette: a palette
 * @class_index: 0 … @n_classes - 1
 * @n_classes: how many outputs there are
 *
 * Returns: (transfer none): the colour of one of several outputs; that of
 *   text for a single one, and where there are more than colours
 */
const NrnColor *
nrn_palette_get_class (const NrnPalette *palette,
                       guint             class_index,
                       guint             n_classes)
{
  if (n_classes < 2 || n_classes > NRN_PALETTE_N_CLASSES)
    return &palette->text;

  return &palette->classes[class_index % NRN_PALETTE_N_CLASSES];
}

/**
 * nrn_color_set_source:
 * @color: a colour
 * @opacity: 0 … 1
 * @cr: what to draw on next with it
 */
void
nrn_color_set_source (const NrnColor *color,
                      double          opacity,
                      cairo_t        *cr)
{
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, opacity);
}
