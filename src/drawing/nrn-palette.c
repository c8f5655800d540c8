/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The colours that pictures are drawn in.
 */

#include "nrn-palette.h"

#include <math.h>

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
  .classes = { RGB (0x0f7b74), RGB (0x813d9c), RGB (0x5c7100),
               RGB (0x7e1b3b), RGB (0x552d00), RGB (0x092357) },
  .scale = { RGB (0xfdf4cf), RGB (0xf6c890), RGB (0xe08e74), RGB (0xb4506f), RGB (0x641a5c) },
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
  .classes = { RGB (0x5bc8af), RGB (0xdc8add), RGB (0xb9d35d),
               RGB (0xe06878), RGB (0xddc38e), RGB (0xc3ffd8) },
  .scale = { RGB (0x33203f), RGB (0x7a2f5f), RGB (0xbf5068), RGB (0xee8f6a), RGB (0xfbe3a2) },
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
  .classes = { RGB (0x0f7b74), RGB (0x813d9c), RGB (0x5c7100),
               RGB (0x7e1b3b), RGB (0x552d00), RGB (0x092357) },
  .scale = { RGB (0xfdf4cf), RGB (0xf6c890), RGB (0xe08e74), RGB (0xb4506f), RGB (0x641a5c) },
};

static const NrnPalette high_contrast_light = {
  .background = RGB (0xffffff),
  .text = RGB (0x000000),
  .quiet = RGB (0x33333a),
  .outline = RGB (0x000000),
  .node = RGB (0xffffff),
  .grid = RGB (0x8a8a90),
  .positive = RGB (0x003c8f),
  .negative = RGB (0xa03000),
  .ceiling = RGB (0x613800),
  .classes = { RGB (0x00544e), RGB (0x6a1b8a), RGB (0x5d5a00),
               RGB (0x5e1010), RGB (0x360017), RGB (0x160635) },
  .scale = { RGB (0xfffbe6), RGB (0xf7c27d), RGB (0xd9705f), RGB (0x96305f), RGB (0x3d0a3d) },
};

static const NrnPalette high_contrast_dark = {
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
               RGB (0xd57b85), RGB (0xb1a866), RGB (0xc5fdc1) },
  .scale = { RGB (0x1a0a24), RGB (0x7d2a63), RGB (0xcc5468), RGB (0xf79a6c), RGB (0xfff2c0) },
};

static const NrnPalette *const grounds[NRN_N_GROUNDS] = {
  [NRN_GROUND_LIGHT] = &nrn_palette_light,
  [NRN_GROUND_DARK] = &nrn_palette_dark,
  [NRN_GROUND_PRINT] = &nrn_palette_print,
  [NRN_GROUND_HIGH_CONTRAST_LIGHT] = &high_contrast_light,
  [NRN_GROUND_HIGH_CONTRAST_DARK] = &high_contrast_dark,
};

/* Purple and green, and classes that are neither. */
static const struct
{
  NrnColor positive;
  NrnColor negative;
  NrnColor classes[NRN_PALETTE_N_CLASSES];
} purple_green[NRN_N_GROUNDS] = {
  [NRN_GROUND_LIGHT] = {
    RGB (0x7b2d8e), RGB (0x1b7837),
    { RGB (0x1a5fb4), RGB (0xc64600), RGB (0x4a3a00),
      RGB (0x8d014a), RGB (0x865e43), RGB (0x656583) },
  },
  [NRN_GROUND_DARK] = {
    RGB (0xd49be6), RGB (0x7fd39a),
    { RGB (0x78aeed), RGB (0xff9f43), RGB (0xffeb8a),
      RGB (0xec649c), RGB (0xc9a887), RGB (0x8dedff) },
  },
  [NRN_GROUND_PRINT] = {
    RGB (0x7b2d8e), RGB (0x1b7837),
    { RGB (0x1a5fb4), RGB (0xc64600), RGB (0x4a3a00),
      RGB (0x8d014a), RGB (0x865e43), RGB (0x656583) },
  },
  [NRN_GROUND_HIGH_CONTRAST_LIGHT] = {
    RGB (0x5e1570), RGB (0x005a1f),
    { RGB (0x003c8f), RGB (0xa03000), RGB (0x6a553a),
      RGB (0x983365), RGB (0x412000), RGB (0x1d1b41) },
  },
  [NRN_GROUND_HIGH_CONTRAST_DARK] = {
    RGB (0xe3b3f2), RGB (0x8ee8aa),
    { RGB (0x8ac0ff), RGB (0xffa94f), RGB (0xfff894),
      RGB (0xee729f), RGB (0xddbc9b), RGB (0x7cf1ff) },
  },
};

static const NrnColor greys[NRN_N_GROUNDS] = {
  [NRN_GROUND_LIGHT] = RGB (0x74747a),
  [NRN_GROUND_DARK] = RGB (0x8a8a92),
  [NRN_GROUND_PRINT] = RGB (0x747474),
  [NRN_GROUND_HIGH_CONTRAST_LIGHT] = RGB (0x555559),
  [NRN_GROUND_HIGH_CONTRAST_DARK] = RGB (0x9a9aa2),
};

static NrnColor
mix (const NrnColor *a,
     const NrnColor *b,
     double          part)
{
  return (NrnColor) {
    a->red + (b->red - a->red) * part,
    a->green + (b->green - a->green) * part,
    a->blue + (b->blue - a->blue) * part,
  };
}

static NrnPalette
create_palette (NrnGround ground,
                NrnSigns  signs)
{
  NrnPalette palette = *grounds[ground];

  if (signs == NRN_SIGNS_PURPLE_GREEN)
    {
      palette.positive = purple_green[ground].positive;
      palette.negative = purple_green[ground].negative;
      for (guint i = 0; i < NRN_PALETTE_N_CLASSES; i++)
        palette.classes[i] = purple_green[ground].classes[i];
    }
  else if (signs == NRN_SIGNS_GREY)
    {
      palette.positive = palette.text;
      palette.negative = greys[ground];
      /* A grey scale: from nearly the background to nearly the text. */
      for (guint i = 0; i < NRN_PALETTE_N_SCALE; i++)
        palette.scale[i] = mix (&palette.background, &palette.text,
                                0.06 + 0.88 * i / (NRN_PALETTE_N_SCALE - 1));
    }

  return palette;
}

/**
 * nrn_palette_get:
 * @ground: what is drawn on
 * @signs: the colours of weights
 *
 * Any thread.
 *
 * Returns: (transfer none): the palette, which stays for ever
 */
const NrnPalette *
nrn_palette_get (NrnGround ground,
                 NrnSigns  signs)
{
  static NrnPalette palettes[NRN_N_GROUNDS][NRN_N_SIGNS];
  static gsize is_made;

  g_return_val_if_fail ((guint) ground < NRN_N_GROUNDS && (guint) signs < NRN_N_SIGNS,
                        &nrn_palette_light);

  if (g_once_init_enter (&is_made))
    {
      for (guint i = 0; i < NRN_N_GROUNDS; i++)
        for (guint j = 0; j < NRN_N_SIGNS; j++)
          palettes[i][j] = create_palette ((NrnGround) i, (NrnSigns) j);
      g_once_init_leave (&is_made, 1);
    }

  return &palettes[ground][signs];
}

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
 * nrn_palette_get_scale:
 * @palette: a palette
 * @part: 0 for the lowest value … 1 for the highest; what is outside has the
 *   colour of the end
 *
 * Returns: the colour of a value; that of the grid for none
 */
NrnColor
nrn_palette_get_scale (const NrnPalette *palette,
                       double            part)
{
  guint i;

  if (isnan (part))
    return palette->grid;

  part = CLAMP (part, 0, 1) * (NRN_PALETTE_N_SCALE - 1);
  i = MIN ((guint) part, NRN_PALETTE_N_SCALE - 2);

  return mix (&palette->scale[i], &palette->scale[i + 1], part - i);
}

/* A line as weights have it. */
static void
paint_sign (cairo_t        *cr,
            double          width,
            double          y,
            double          line,
            gboolean        is_dashed,
            const NrnColor *color)
{
  const double dashes[] = { 3 * line, 1.5 * line };

  cairo_move_to (cr, 0, y);
  cairo_line_to (cr, width, y);
  cairo_set_dash (cr, dashes, is_dashed ? 2 : 0, 0);
  cairo_set_line_width (cr, line);
  nrn_color_set_source (color, 1, cr);
  cairo_stroke (cr);
}

/**
 * nrn_palette_paint_signs:
 * @cr: where
 * @width: in user-space pixels
 * @height: likewise
 * @palette: the colours
 *
 * Draws a sample of what positive and negative weights look like, without a
 * background.
 */
void
nrn_palette_paint_signs (cairo_t          *cr,
                         double            width,
                         double            height,
                         const NrnPalette *palette)
{
  cairo_save (cr);
  paint_sign (cr, width, height * 0.3, height * 0.12, FALSE, &palette->positive);
  paint_sign (cr, width, height * 0.7, height * 0.12, TRUE, &palette->negative);
  cairo_restore (cr);
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
