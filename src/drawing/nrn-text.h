/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Words and numbers in pictures.
 */

#pragma once

#include "nrn-palette.h"

G_BEGIN_DECLS

/* Heights of type at scale 1, in pixels. */
#define NRN_TEXT_TITLE   18.0
#define NRN_TEXT_HEADING 14.0
#define NRN_TEXT_NOTE    12.0

/**
 * NrnTextStyle:
 * @size: height of the type, in user-space pixels
 * @bold: whether it is bold
 * @max_width: longer text ends in an ellipsis; 0 for no limit
 */
typedef struct
{
  double   size;
  gboolean bold;
  double   max_width;
} NrnTextStyle;

/**
 * NrnNumberStyle:
 * @NRN_NUMBERS_SHORT: as many digits as are usual in each place
 * @NRN_NUMBERS_SIGNIFICANT: so many significant digits everywhere
 * @NRN_NUMBERS_DECIMALS: so many digits after the point everywhere
 *
 * How weights and outputs are written. The values are those in the settings.
 */
typedef enum
{
  NRN_NUMBERS_SHORT,
  NRN_NUMBERS_SIGNIFICANT,
  NRN_NUMBERS_DECIMALS,
} NrnNumberStyle;

/**
 * NrnNumberFormat:
 * @style: what is counted
 * @n_digits: how many, 1 … 17; does not matter in the short style
 *
 * A format of numbers; zeros are the short style.
 */
typedef struct
{
  NrnNumberStyle style;
  guint          n_digits;
} NrnNumberFormat;

gboolean nrn_text_is_right_to_left (const char     *text);
void   nrn_text_measure       (const char         *text,
                               const NrnTextStyle *style,
                               double             *width,
                               double             *height);
void   nrn_text_paint         (cairo_t            *cr,
                               const char         *text,
                               const NrnTextStyle *style,
                               const NrnColor     *color,
                               double              x,
                               double              y,
                               double              x_align,
                               double              y_align);
void   nrn_text_measure_lines (const char         *text,
                               const NrnTextStyle *style,
                               guint               n_lines,
                               double             *width,
                               double             *height);
void   nrn_text_paint_lines   (cairo_t            *cr,
                               const char         *text,
                               const NrnTextStyle *style,
                               guint               n_lines,
                               const NrnColor     *color,
                               double              x,
                               double              y,
                               double              x_align,
                               double              y_align);

double nrn_text_get_scale     (double              width,
                               double              height,
                               double              reference_width,
                               double              reference_height);

char  *nrn_text_format_fixed  (double              value,
                               guint               n_decimals);
char  *nrn_text_format_trimmed (double             value,
                               guint               n_decimals);
char  *nrn_text_format_short  (double              value);
char  *nrn_text_format_number (double              value,
                               guint               n_decimals,
                               const NrnNumberFormat *format);
char  *nrn_text_format_power  (double              value);
char  *nrn_text_format_count  (guint64             count);

G_END_DECLS
