/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Words and numbers in pictures.
 */

#include "config.h"

#include "nrn-text-private.h"

#include <math.h>
#include <string.h>

#include "nrn-count.h"
#include "nrn-minus.h"

/* Pictures must not become larger than life on very large displays. */
#define MAX_SCALE 8.0

/* Beyond these powers of ten, numbers with significant digits have one. */
#define MIN_EXPONENT -4
#define MAX_EXPONENT 5

/* Numbers with decimals have a power of ten from here on. */
#define LARGE 1e6

static void
get_size (PangoLayout *layout,
          double      *width,
          double      *height)
{
  PangoRectangle rectangle;

  pango_layout_get_extents (layout, NULL, &rectangle);
  if (width != NULL)
    *width = (double) rectangle.width / PANGO_SCALE;
  if (height != NULL)
    *height = (double) rectangle.height / PANGO_SCALE;
}

/**
 * nrn_text_is_right_to_left:
 * @text: words
 *
 * Returns: whether they are written from the right, so that a sign that they
 *   explain belongs there
 */
gboolean
nrn_text_is_right_to_left (const char *text)
{
  const NrnTextStyle style = { NRN_TEXT_NOTE, FALSE, 0 };
  PangoLayout *layout = nrn_text_get_layout (text, &style, 0, PANGO_ALIGN_LEFT);

  return pango_layout_get_line_readonly (layout, 0)->resolved_dir == PANGO_DIRECTION_RTL;
}

/**
 * nrn_text_measure:
 * @text: one line of text
 * @style: how it is set
 * @width: (out) (optional): its advance in user-space pixels
 * @height: (out) (optional): of the line
 */
void
nrn_text_measure (const char         *text,
                  const NrnTextStyle *style,
                  double             *width,
                  double             *height)
{
  PangoLayout *layout = nrn_text_get_layout (text, style, 0, PANGO_ALIGN_LEFT);

  get_size (layout, width, height);
}

/**
 * nrn_text_paint:
 * @cr: where
 * @text: one line of text
 * @style: how it is set
 * @color: its colour
 * @x: a point of its box
 * @y: likewise
 * @x_align: where in the box that point is: 0 left, 0.5 middle, 1 right
 * @y_align: likewise: 0 top, 0.5 middle, 1 bottom
 */
void
nrn_text_paint (cairo_t            *cr,
                const char         *text,
                const NrnTextStyle *style,
                const NrnColor     *color,
                double              x,
                double              y,
                double              x_align,
                double              y_align)
{
  PangoLayout *layout = nrn_text_get_layout (text, style, 0, PANGO_ALIGN_LEFT);
  PangoRectangle box;

  /* Words that are written from the right lie at the end of the width that they may take. */
  pango_layout_get_extents (layout, NULL, &box);

  cairo_save (cr);
  nrn_color_set_source (color, 1, cr);
  cairo_move_to (cr, x - (box.x + x_align * box.width) / PANGO_SCALE,
                 y - (box.y + y_align * box.height) / PANGO_SCALE);
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
}

/**
 * nrn_text_measure_lines:
 * @text: one paragraph of text
 * @style: how it is set; with a maximum width
 * @n_lines: how many lines it may take; what is longer ends in an ellipsis
 * @width: (out) (optional): of the widest line
 * @height: (out) (optional): of all lines
 */
void
nrn_text_measure_lines (const char         *text,
                        const NrnTextStyle *style,
                        guint               n_lines,
                        double             *width,
                        double             *height)
{
  get_size (nrn_text_get_layout (text, style, n_lines, PANGO_ALIGN_LEFT), width, height);
}

/**
 * nrn_text_paint_lines:
 * @cr: where
 * @text: one paragraph of text
 * @style: how it is set; with a maximum width
 * @n_lines: how many lines it may take, broken between words where that is
 *   possible; what is longer ends in an ellipsis
 * @color: its colour
 * @x: a point of its box
 * @y: likewise
 * @x_align: where in the box that point is, and how the lines are set: 0
 *   left, 0.5 middle, 1 right
 * @y_align: likewise: 0 top, 0.5 middle, 1 bottom
 */
void
nrn_text_paint_lines (cairo_t            *cr,
                      const char         *text,
                      const NrnTextStyle *style,
                      guint               n_lines,
                      const NrnColor     *color,
                      double              x,
                      double              y,
                      double              x_align,
                      double              y_align)
{
  PangoAlignment alignment = x_align < 0.25   ? PANGO_ALIGN_LEFT
                             : x_align > 0.75 ? PANGO_ALIGN_RIGHT
                                              : PANGO_ALIGN_CENTER;
  PangoLayout *layout = nrn_text_get_layout (text, style, n_lines, alignment);
  PangoRectangle box;

  pango_layout_get_extents (layout, NULL, &box);

  cairo_save (cr);
  nrn_color_set_source (color, 1, cr);
  cairo_move_to (cr, x - (box.x + x_align * box.width) / PANGO_SCALE,
                 y - (box.y + y_align * box.height) / PANGO_SCALE);
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
}

/**
 * nrn_text_get_scale:
 * @width: of a picture
 * @height: of it
 * @reference_width: for which the sizes at scale 1 are meant
 * @reference_height: likewise
 *
 * Returns: how much larger type and lines of the picture should be; never
 *   under 1, so that text stays legible in small pictures
 */
double
nrn_text_get_scale (double width,
                    double height,
                    double reference_width,
                    double reference_height)
{
  return CLAMP (MIN (width / reference_width, height / reference_height), 1, MAX_SCALE);
}

/* With the true minus sign, as long as the plus, in place of the hyphen; a 0 that came of
 * rounding has none. */
static char *
with_minus (const char *number)
{
  gboolean has_hyphen = *number == '-';
  gboolean is_negative = has_hyphen && strpbrk (number, "123456789") != NULL;
  GString *text = g_string_new (number + has_hyphen);

  g_string_replace (text, "-", "\xe2\x88\x92", 0);
  if (is_negative)
    g_string_prepend (text, nrn_minus_get ());

  return g_string_free (text, FALSE);
}

static char *
format_not_finite (double value)
{
  if (isnan (value))
    return g_strdup ("NaN");

  return value > 0 ? g_strdup ("∞") : g_strconcat (nrn_minus_get (), "∞", NULL);
}

/**
 * nrn_text_format_fixed:
 * @value: a number
 * @n_decimals: digits after the point, 0 … 17
 *
 * Returns: (transfer full): the number with the locale's decimal sign, and U+2212
 *   as minus
 */
char *
nrn_text_format_fixed (double value,
                       guint  n_decimals)
{
  g_autofree char *number = NULL;

  if (!isfinite (value))
    return format_not_finite (value);

  number = g_strdup_printf ("%.*f", (int) MIN (n_decimals, 17), value);

  return with_minus (number);
}

/**
 * nrn_text_format_trimmed:
 * @value: a number
 * @n_decimals: digits after the point at most, 0 … 17
 *
 * Returns: (transfer full): as nrn_text_format_fixed(), without zeros at the
 *   end that say nothing: "0.25"
 */
char *
nrn_text_format_trimmed (double value,
                         guint  n_decimals)
{
  char *text = nrn_text_format_fixed (value, n_decimals);
  gsize length = strlen (text);

  if (n_decimals == 0 || !isfinite (value))
    return text;

  while (text[length - 1] == '0')
    text[--length] = '\0';
  if (!g_ascii_isdigit (text[length - 1]))
    text[--length] = '\0';

  return text;
}

/**
 * nrn_text_format_short:
 * @value: a number, such as a weight
 *
 * Returns: (transfer full): the number in few characters: with two decimals
 *   where that is short and not 0.00 for something that is not zero,
 *   otherwise with two significant digits
 */
char *
nrn_text_format_short (double value)
{
  if (!isfinite (value))
    return format_not_finite (value);
  if (value == 0 || (fabs (value) >= 0.005 && fabs (value) < 99.995))
    return nrn_text_format_fixed (value, 2);
  if (fabs (value) >= 99.995 && fabs (value) < 9999.5)
    return nrn_text_format_fixed (value, 0);

  return nrn_text_format_power (value);
}

/* printf rounds; what it has written is taken apart, since its exponents
 * have signs and zeros that nobody needs. Returns the exponent. */
static int
split_power (double  value,
             guint   n_digits,
             double *mantissa)
{
  char format[8];
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char *end;

  g_snprintf (format, sizeof format, "%%.%ue", n_digits - 1);
  g_ascii_formatd (buffer, sizeof buffer, format, value);
  end = strchr (buffer, 'e');
  *end = '\0';
  *mantissa = g_ascii_strtod (buffer, NULL);

  return (int) g_ascii_strtoll (end + 1, NULL, 10);
}

static char *
format_power (double value,
              guint  n_digits)
{
  g_autofree char *digits = NULL;
  g_autofree char *number = NULL;
  double mantissa;
  int exponent = split_power (value, n_digits, &mantissa);

  digits = g_strdup_printf ("%.*g", (int) n_digits, mantissa);
  number = exponent == 0 ? g_strdup (digits) : g_strdup_printf ("%se%d", digits, exponent);

  return with_minus (number);
}

/**
 * nrn_text_format_power:
 * @value: a very large or very small number
 *
 * Returns: (transfer full): the number with up to two significant digits
 *   and a power of ten: "2e6", "1.5e−7"
 */
char *
nrn_text_format_power (double value)
{
  if (!isfinite (value))
    return format_not_finite (value);

  return format_power (value, 2);
}

static char *
format_significant (double value,
                    guint  n_digits)
{
  double mantissa;
  int exponent = split_power (value, n_digits, &mantissa);

  if (value != 0 && (exponent < MIN_EXPONENT || exponent > MAX_EXPONENT))
    return format_power (value, n_digits);

  return nrn_text_format_fixed (value, (guint) MAX ((int) n_digits - 1 - exponent, 0));
}

/**
 * nrn_text_format_number:
 * @value: a number, such as a weight
 * @n_decimals: digits after the point that are usual in this place; 0 for
 *   what nrn_text_format_short() does
 * @format: (nullable): what the user wants; %NULL for the short style
 *
 * Returns: (transfer full): the number; very large and very small ones with
 *   a power of ten
 */
char *
nrn_text_format_number (double                 value,
                        guint                  n_decimals,
                        const NrnNumberFormat *format)
{
  NrnNumberStyle style = format != NULL ? format->style : NRN_NUMBERS_SHORT;

  if (!isfinite (value))
    return format_not_finite (value);
  if (style == NRN_NUMBERS_SIGNIFICANT)
    return format_significant (value, format->n_digits);
  if (style == NRN_NUMBERS_DECIMALS)
    n_decimals = format->n_digits;
  if (n_decimals == 0)
    return nrn_text_format_short (value);

  return fabs (value) < LARGE ? nrn_text_format_fixed (value, n_decimals)
                              : format_power (value, n_decimals);
}

/**
 * nrn_text_format_count:
 * @count: how many
 *
 * Returns: (transfer full): the count with its thousands apart: "109,386"
 */
char *
nrn_text_format_count (guint64 count)
{
  return nrn_count_to_string (count);
}
