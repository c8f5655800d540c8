/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How often the values of a column occur: where things are, and in words.
 */

#include "config.h"

#include "nrn-histogram.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-text.h"

/* All lengths at scale 1. */
#define HEADER_HEIGHT 26.0
#define BAND_HEIGHT   60.0
#define LOW_BAND      38.0    /* of more than two */
#define BAND_GAP      9.0
#define AXIS_HEIGHT   19.0
#define BAR_GAP       1.0
#define NAME_GAP      10.0
#define MARGIN        4.0
#define MIN_NAMES     34.0    /* as much as numbers need */

#define MAX_NAMES 0.3         /* of the whole width */

static double
get_band_height (guint n_bands)
{
  return n_bands > 2 ? LOW_BAND : BAND_HEIGHT;
}

static double
get_scale (double text_scale)
{
  return text_scale > 0 ? text_scale : 1;
}

/**
 * nrn_histogram_get_height:
 * @n_bands: how many classes are counted apart
 * @text_scale: how much larger than usual text is; 0 means 1
 *
 * Returns: how high its picture is
 */
double
nrn_histogram_get_height (guint  n_bands,
                          double text_scale)
{
  return (HEADER_HEIGHT + n_bands * get_band_height (n_bands) + (n_bands - 1) * BAND_GAP +
          AXIS_HEIGHT) * get_scale (text_scale);
}

static double
measure_names (const NrnHistogram *histogram,
               double              scale)
{
  NrnTextStyle style = { NRN_TEXT_NOTE * scale, TRUE, 0 };
  double widest = MIN_NAMES * scale;

  for (guint i = 0; i < histogram->n_bands && histogram->band_names != NULL; i++)
    {
      double width;

      nrn_text_measure (histogram->band_names[i], &style, &width, NULL);
      widest = MAX (widest, width);
    }

  return widest;
}

/**
 * nrn_histogram_layout_init:
 * @layout: (out caller-allocates): a layout
 * @histogram: what is to be laid out
 * @width: of the picture, in user-space pixels
 */
void
nrn_histogram_layout_init (NrnHistogramLayout *layout,
                           const NrnHistogram *histogram,
                           double              width)
{
  double scale = get_scale (histogram->text_scale);
  double names = MIN (measure_names (histogram, scale), width * MAX_NAMES);

  layout->scale = scale;
  layout->x = names + NAME_GAP * scale;
  layout->width = MAX (width - layout->x - MARGIN * scale, 1);
  layout->top = HEADER_HEIGHT * scale;
  layout->band_height = get_band_height (histogram->n_bands) * scale;
  layout->band_step = layout->band_height + BAND_GAP * scale;
  layout->bottom = layout->top + (histogram->n_bands - 1) * layout->band_step + layout->band_height;
}

/**
 * nrn_histogram_layout_get_bar:
 * @layout: a layout
 * @histogram: what it is of
 * @band: a band
 * @bin: a bin
 * @x: (out): left end of its bar
 * @y: (out): its top
 * @width: (out): its width
 * @height: (out): its height; 0 if there are no rows
 *
 * Bars stand on the bottom of their bands, with a little room between them.
 */
void
nrn_histogram_layout_get_bar (const NrnHistogramLayout *layout,
                              const NrnHistogram       *histogram,
                              guint                     band,
                              guint                     bin,
                              double                   *x,
                              double                   *y,
                              double                   *width,
                              double                   *height)
{
  double bin_width = layout->width / histogram->n_bins;
  double gap = MIN (BAR_GAP * layout->scale, bin_width / 4);
  guint count = histogram->counts[(gsize) band * histogram->n_bins + bin];
  double bottom = layout->top + band * layout->band_step + layout->band_height;

  *x = layout->x + bin * bin_width + gap / 2;
  *width = bin_width - gap;
  *height = histogram->highest > 0 ? layout->band_height * count / histogram->highest : 0;
  /* A single row of thousands is still seen. */
  if (count > 0)
    *height = MAX (*height, layout->scale);
  *y = bottom - *height;
}

/**
 * nrn_histogram_layout_pick:
 * @layout: a layout
 * @histogram: what it is of
 * @x: a place in the picture
 *
 * Returns: the bin at that place; -1 if there is none
 */
int
nrn_histogram_layout_pick (const NrnHistogramLayout *layout,
                           const NrnHistogram       *histogram,
                           double                    x)
{
  double bin = floor ((x - layout->x) / layout->width * histogram->n_bins);

  return bin >= 0 && bin < histogram->n_bins ? (int) bin : -1;
}

/* ---- In words ---- */

/* As many decimals as the edges of the bins have. */
static guint
get_n_decimals (const NrnHistogram *histogram)
{
  return (guint) CLAMP (-floor (log10 (histogram->step) + 1e-9), 0, 17);
}

/* "60 to 64" of whole numbers, "0.2 to 0.3" of others, "7" of a single one. Bins
 * at the ends begin and end with the values. */
static char *
describe_range (const NrnHistogram *histogram,
                double              low,
                double              high)
{
  guint n_decimals = get_n_decimals (histogram);
  double start = histogram->is_whole ? MAX (low, histogram->minimum) : low;
  double end = histogram->is_whole ? MIN (high - 1, histogram->maximum) : high;
  g_autofree char *first = nrn_text_format_fixed (start, n_decimals);
  g_autofree char *last = nrn_text_format_fixed (end, n_decimals);

  if (histogram->is_whole && end <= start)
    return g_steal_pointer (&first);

  /* Translators: from one number to another. */
  return g_strdup_printf (_("%s to %s"), first, last);
}

/* "98 no side effects", or "98 rows"; exceptions are told of. */
static char *
describe_count (const NrnHistogram *histogram,
                guint               band,
                guint               bin)
{
  gsize i = (gsize) band * histogram->n_bins + bin;
  guint n_exceptions = histogram->exceptions != NULL ? histogram->exceptions[i] : 0;
  g_autofree char *count = nrn_text_format_count (histogram->counts[i]);
  g_autofree char *exceptions = nrn_text_format_count (n_exceptions);

  if (histogram->band_names == NULL)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s row", "%s rows",
                                         histogram->counts[i]), count);
  if (n_exceptions == 0)
    /* Translators: a class, and how many rows have it. */
    return g_strdup_printf (_("%s: %s"), histogram->band_names[band], count);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s: %s, %s of them an exception",
                                       "%s: %s, %s of them exceptions", n_exceptions),
                          histogram->band_names[band], count, exceptions);
}

/**
 * nrn_histogram_describe_bin:
 * @histogram: a histogram
 * @bin: one of its bins
 *
 * Returns: (transfer full): the bin in words: which values, and how many rows
 *   of each class have them
 */
char *
nrn_histogram_describe_bin (const NrnHistogram *histogram,
                            guint               bin)
{
  double low = histogram->first + bin * histogram->step;
  g_autofree char *range = describe_range (histogram, low, low + histogram->step);
  g_autoptr (GPtrArray) counts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *joined = NULL;

  for (guint band = 0; band < histogram->n_bands; band++)
    g_ptr_array_add (counts, describe_count (histogram, band, bin));
  g_ptr_array_add (counts, NULL);
  /* Translators: what is put between the items of a list. */
  joined = g_strjoinv (C_("list separator", "; "), (char **) counts->pdata);

  /* Translators: a feature, a range of its values, and how many rows are in it. */
  return g_strdup_printf (_("%s %s: %s"), histogram->name, range, joined);
}

/* Where a class has rows, and where it has most. */
static char *
describe_band (const NrnHistogram *histogram,
               guint               band)
{
  const guint *counts = histogram->counts + (gsize) band * histogram->n_bins;
  guint first = histogram->n_bins, last = 0, most = 0, sum = 0;
  g_autofree char *range = NULL;
  g_autofree char *peak = NULL;
  g_autofree char *rows = NULL;
  g_autofree char *highest = NULL;
  const char *name = histogram->band_names != NULL ? histogram->band_names[band] : histogram->name;

  for (guint bin = 0; bin < histogram->n_bins; bin++)
    {
      if (counts[bin] == 0)
        continue;
      first = MIN (first, bin);
      last = bin;
      most = counts[bin] > counts[most] ? bin : most;
      sum += counts[bin];
    }
  rows = nrn_text_format_count (sum);
  if (sum == 0)
    return g_strdup_printf (_("%s: no rows."), name);

  range = describe_range (histogram, histogram->first + first * histogram->step,
                          histogram->first + (last + 1) * histogram->step);
  peak = describe_range (histogram, histogram->first + most * histogram->step,
                         histogram->first + (most + 1) * histogram->step);
  highest = nrn_text_format_count (counts[most]);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "%s: %s row, %s.",
                                       "%s: %s rows, %s, most of them (%s) %s.", sum),
                          name, rows, range, highest, peak);
}

/**
 * nrn_histogram_describe:
 * @histogram: a histogram
 *
 * Returns: (transfer full): what it shows, in a sentence for each class
 */
char *
nrn_histogram_describe (const NrnHistogram *histogram)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint band = 0; band < histogram->n_bands; band++)
    {
      g_autofree char *sentence = describe_band (histogram, band);

      g_string_append_printf (text, "%s%s", band > 0 ? " " : "", sentence);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
