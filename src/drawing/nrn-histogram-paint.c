/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How often the values of a column occur: painting it.
 */

#include "config.h"

#include "nrn-histogram.h"

#include <glib/gi18n-lib.h>

#include "nrn-text.h"
#include "nrn-ticks.h"

/* All lengths at scale 1. */
#define LABEL_GAP    10.0     /* between names and bars */
#define TICK         4.0
#define TICK_ROOM    64.0     /* a label for so much of the axis */
#define SWATCH       9.0
#define SWATCH_GAP   5.0
#define HOLLOW_LINE  1.2

#define MARK 0.12             /* opacity of the bin that stands out */

static const NrnColor *
get_color (const NrnHistogram *histogram,
           guint               band)
{
  return histogram->n_bands > 1 ? nrn_palette_get_class (histogram->palette, band, histogram->n_bands)
                                : &histogram->palette->quiet;
}

static void
paint_filled (cairo_t        *cr,
              double          x,
              double          y,
              double          width,
              double          height,
              const NrnColor *color)
{
  cairo_rectangle (cr, x, y, width, height);
  nrn_color_set_source (color, 1, cr);
  cairo_fill (cr);
}

/* As exceptions are among the data: an outline. */
static void
paint_hollow (cairo_t        *cr,
              double          x,
              double          y,
              double          width,
              double          height,
              double          scale,
              const NrnColor *color)
{
  double line = MIN (HOLLOW_LINE * scale, MIN (width, height) / 2);

  cairo_rectangle (cr, x + line / 2, y + line / 2, width - line, height - line);
  cairo_set_line_width (cr, line);
  nrn_color_set_source (color, 1, cr);
  cairo_stroke (cr);
}

static void
paint_bar (cairo_t                  *cr,
           const NrnHistogram       *histogram,
           const NrnHistogramLayout *layout,
           guint                     band,
           guint                     bin)
{
  gsize i = (gsize) band * histogram->n_bins + bin;
  guint n_exceptions = histogram->exceptions != NULL ? histogram->exceptions[i] : 0;
  const NrnColor *color = get_color (histogram, band);
  double x, y, width, height, hollow;

  if (histogram->counts[i] == 0)
    return;

  nrn_histogram_layout_get_bar (layout, histogram, band, bin, &x, &y, &width, &height);
  hollow = height * n_exceptions / histogram->counts[i];
  if (hollow > 0)
    paint_hollow (cr, x, y, width, hollow, layout->scale, color);
  if (height > hollow)
    paint_filled (cr, x, y + hollow, width, height - hollow, color);
}

static void
paint_line (cairo_t          *cr,
            double            x,
            double            y,
            double            width,
            const NrnPalette *palette)
{
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x + width, y);
  cairo_set_line_width (cr, 1);
  nrn_color_set_source (&palette->grid, 1, cr);
  cairo_stroke (cr);
}

/* The name beside the band, and the count that its full height stands for. */
static void
paint_band (cairo_t                  *cr,
            const NrnHistogram       *histogram,
            const NrnHistogramLayout *layout,
            guint                     band)
{
  NrnTextStyle name = { NRN_TEXT_NOTE * layout->scale, TRUE, layout->x - LABEL_GAP * layout->scale };
  NrnTextStyle number = { NRN_TEXT_NOTE * layout->scale, FALSE, name.max_width };
  double top = layout->top + band * layout->band_step;
  double bottom = top + layout->band_height;
  g_autofree char *highest = nrn_text_format_count (histogram->highest);

  paint_line (cr, layout->x, top, layout->width, histogram->palette);
  for (guint bin = 0; bin < histogram->n_bins; bin++)
    paint_bar (cr, histogram, layout, band, bin);
  paint_line (cr, layout->x, bottom, layout->width, histogram->palette);
  nrn_text_paint (cr, highest, &number, &histogram->palette->quiet, name.max_width,
                  top - NRN_TEXT_NOTE / 2 * layout->scale, 1, 0);
  if (histogram->band_names != NULL)
    nrn_text_paint (cr, histogram->band_names[band], &name, get_color (histogram, band),
                    name.max_width, bottom, 1, 1);
}

static void
paint_axis (cairo_t                  *cr,
            const NrnHistogram       *histogram,
            const NrnHistogramLayout *layout)
{
  NrnTextStyle style = { NRN_TEXT_NOTE * layout->scale, FALSE, 0 };
  double range = histogram->n_bins * histogram->step;
  guint max_ticks = (guint) MAX (layout->width / (TICK_ROOM * layout->scale), 2);
  NrnTicks ticks;

  nrn_ticks_init (&ticks, histogram->first, histogram->first + range, max_ticks,
                  histogram->is_whole);
  nrn_color_set_source (&histogram->palette->quiet, 1, cr);
  cairo_set_line_width (cr, 1);
  for (guint i = 0; i < ticks.n_ticks; i++)
    {
      g_autofree char *label = nrn_ticks_format (&ticks, i);
      double right = layout->x + layout->width;
      double x = layout->x + (nrn_ticks_get (&ticks, i) - histogram->first) / range * layout->width;
      double width;

      cairo_move_to (cr, x, layout->bottom);
      cairo_line_to (cr, x, layout->bottom + TICK * layout->scale);
      cairo_stroke (cr);
      /* The last one ends with the axis. */
      nrn_text_measure (label, &style, &width, NULL);
      nrn_text_paint (cr, label, &style, &histogram->palette->quiet, MIN (x, right - width / 2),
                      layout->bottom + TICK * layout->scale, 0.5, 0);
    }
}

static gboolean
has_exceptions (const NrnHistogram *histogram)
{
  gsize n = (gsize) histogram->n_bands * histogram->n_bins;

  for (gsize i = 0; i < n && histogram->exceptions != NULL; i++)
    {
      if (histogram->exceptions[i] > 0)
        return TRUE;
    }

  return FALSE;
}

/* The name of the column; beside it what is marked, or else what hollow bars
 * are. */
static void
paint_header (cairo_t                  *cr,
              const NrnHistogram       *histogram,
              const NrnHistogramLayout *layout)
{
  double scale = layout->scale;
  double right = layout->x + layout->width;
  NrnTextStyle heading = { NRN_TEXT_HEADING * scale, TRUE, right / 3 };
  NrnTextStyle note = { NRN_TEXT_NOTE * scale, FALSE, 0 };
  g_autofree char *words = NULL;
  double width, used;

  nrn_text_measure (histogram->name, &heading, &used, NULL);
  nrn_text_paint (cr, histogram->name, &heading, &histogram->palette->text, 0, 0, 0, 0);
  note.max_width = MAX (right - MIN (used, heading.max_width) - 2 * LABEL_GAP * scale, 1);
  if (histogram->marked >= 0)
    {
      words = nrn_histogram_describe_bin (histogram, (guint) histogram->marked);
      nrn_text_paint (cr, words, &note, &histogram->palette->text, right, 0, 1, 0);
      return;
    }
  if (!has_exceptions (histogram))
    return;

  words = g_strdup (_("hollow: exceptions to the rule"));
  nrn_text_measure (words, &note, &width, NULL);
  width = MIN (width, note.max_width);
  paint_hollow (cr, right - width - (SWATCH + SWATCH_GAP) * scale, 4 * scale, SWATCH * scale,
                SWATCH * scale, scale, &histogram->palette->quiet);
  nrn_text_paint (cr, words, &note, &histogram->palette->quiet, right, 0, 1, 0);
}

static void
paint_mark (cairo_t                  *cr,
            const NrnHistogram       *histogram,
            const NrnHistogramLayout *layout)
{
  double bin_width = layout->width / histogram->n_bins;

  cairo_rectangle (cr, layout->x + histogram->marked * bin_width, layout->top, bin_width,
                   layout->bottom - layout->top);
  nrn_color_set_source (&histogram->palette->text, MARK, cr);
  cairo_fill (cr);
}

/**
 * nrn_histogram_paint:
 * @cr: where
 * @histogram: what to paint
 * @layout: its layout
 *
 * Draws a band for each class, without a background.
 */
void
nrn_histogram_paint (cairo_t                  *cr,
                     const NrnHistogram       *histogram,
                     const NrnHistogramLayout *layout)
{
  cairo_save (cr);
  if (histogram->marked >= 0)
    paint_mark (cr, histogram, layout);
  for (guint band = 0; band < histogram->n_bands; band++)
    paint_band (cr, histogram, layout, band);
  paint_axis (cr, histogram, layout);
  paint_header (cr, histogram, layout);
  cairo_restore (cr);
}
