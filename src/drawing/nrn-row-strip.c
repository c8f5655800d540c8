/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * All rows of the data in their order, and which of them are what.
 */

#include "config.h"

#include "nrn-row-strip.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-text.h"

/* All lengths at scale 1. */
#define TRACK_HEIGHT 18.0
#define TRACK_GAP    6.0
#define AXIS_HEIGHT  18.0
#define NAME_GAP     10.0
#define MARGIN       4.0
#define TICK         3.0

#define MAX_NAMES 0.3       /* of the whole width */
#define GROUND    0.07      /* opacity of what is below the bars */

typedef struct
{
  double scale;
  double x;
  double width;
} Place;

static double
get_scale (double text_scale)
{
  return text_scale > 0 ? text_scale : 1;
}

/**
 * nrn_row_strip_get_height:
 * @n_tracks: how many tracks it has
 * @text_scale: how much larger than usual text is; 0 means 1
 *
 * Returns: how high its picture is
 */
double
nrn_row_strip_get_height (guint  n_tracks,
                          double text_scale)
{
  return (n_tracks * (TRACK_HEIGHT + TRACK_GAP) + AXIS_HEIGHT) * get_scale (text_scale);
}

static void
place_init (Place             *place,
            const NrnRowStrip *strip,
            double             width)
{
  double scale = get_scale (strip->text_scale);
  NrnTextStyle style = { NRN_TEXT_NOTE * scale, TRUE, 0 };
  double names = 0;

  for (guint i = 0; i < strip->n_tracks; i++)
    {
      double name;

      nrn_text_measure (strip->tracks[i].name, &style, &name, NULL);
      names = MAX (names, name);
    }
  place->scale = scale;
  place->x = MIN (names, width * MAX_NAMES) + NAME_GAP * scale;
  place->width = MAX (width - place->x - MARGIN * scale, 1);
}

static double
get_track_bottom (const Place *place,
                  guint        track)
{
  return (track * (TRACK_HEIGHT + TRACK_GAP) + TRACK_HEIGHT) * place->scale;
}

/* Pieces side by side, without a seam. */
static void
get_bar (const NrnRowStrip *strip,
         const Place       *place,
         guint              track,
         guint              piece,
         double            *x,
         double            *y,
         double            *bar_width,
         double            *bar_height)
{
  guint n_rows = strip->piece_rows[piece];
  guint count = strip->tracks[track].counts[piece];
  double first = (double) piece * strip->piece_rows[0];
  double left = place->x + place->width * first / strip->n_rows;
  double right = left + place->width * n_rows / strip->n_rows;

  *x = left;
  *bar_width = right - left;
  *bar_height = n_rows > 0 ? TRACK_HEIGHT * place->scale * count / n_rows : 0;
  *y = get_track_bottom (place, track) - *bar_height;
}

/**
 * nrn_row_strip_get_bar:
 * @strip: a strip
 * @width: of its picture
 * @track: one of its tracks
 * @piece: one of its pieces
 * @x: (out): left end of the bar there
 * @y: (out): its top
 * @bar_width: (out): its width
 * @bar_height: (out): its height; 0 if no row of the piece is that
 */
void
nrn_row_strip_get_bar (const NrnRowStrip *strip,
                       double             width,
                       guint              track,
                       guint              piece,
                       double            *x,
                       double            *y,
                       double            *bar_width,
                       double            *bar_height)
{
  Place place;

  place_init (&place, strip, width);
  get_bar (strip, &place, track, piece, x, y, bar_width, bar_height);
}

/* Equal bars that follow one another are one, so that no seams are seen. */
static void
paint_bars (cairo_t           *cr,
            const NrnRowStrip *strip,
            const Place       *place,
            guint              track)
{
  guint piece = 0;

  while (piece < strip->n_pieces)
    {
      double x, y, width, height;
      guint end = piece + 1;

      get_bar (strip, place, track, piece, &x, &y, &width, &height);
      for (; end < strip->n_pieces; end++)
        {
          double next_x, next_y, next_width, next_height;

          get_bar (strip, place, track, end, &next_x, &next_y, &next_width, &next_height);
          if (fabs (next_height - height) > 1e-9)
            break;
          width = next_x + next_width - x;
        }
      if (height > 0)
        cairo_rectangle (cr, x, y, width, height);
      piece = end;
    }
  nrn_color_set_source (strip->tracks[track].color, 1, cr);
  cairo_fill (cr);
}

static void
paint_track (cairo_t           *cr,
             const NrnRowStrip *strip,
             const Place       *place,
             guint              track)
{
  double height = TRACK_HEIGHT * place->scale;
  double bottom = get_track_bottom (place, track);
  NrnTextStyle style = { NRN_TEXT_NOTE * place->scale, TRUE, place->x - NAME_GAP * place->scale };

  cairo_rectangle (cr, place->x, bottom - height, place->width, height);
  nrn_color_set_source (&strip->palette->text, GROUND, cr);
  cairo_fill (cr);
  paint_bars (cr, strip, place, track);
  nrn_text_paint (cr, strip->tracks[track].name, &style, strip->tracks[track].color,
                  style.max_width, bottom - height / 2, 1, 0.5);
}

/* The number of the first row, and of the last one. */
static void
paint_axis (cairo_t           *cr,
            const NrnRowStrip *strip,
            const Place       *place)
{
  NrnTextStyle style = { NRN_TEXT_NOTE * place->scale, FALSE, 0 };
  double y = strip->n_tracks * (TRACK_HEIGHT + TRACK_GAP) * place->scale - TICK * place->scale;
  g_autofree char *first = nrn_text_format_count (1);
  g_autofree char *last = nrn_text_format_count (strip->n_rows);

  nrn_text_paint (cr, _("row"), &style, &strip->palette->quiet,
                  place->x - NAME_GAP * place->scale, y, 1, 0);
  nrn_text_paint (cr, first, &style, &strip->palette->quiet, place->x, y, 0, 0);
  nrn_text_paint (cr, last, &style, &strip->palette->quiet, place->x + place->width, y, 1, 0);
}

/**
 * nrn_row_strip_paint:
 * @cr: where
 * @strip: what to paint
 * @width: of the picture
 *
 * Draws the tracks, without a background.
 */
void
nrn_row_strip_paint (cairo_t           *cr,
                     const NrnRowStrip *strip,
                     double             width)
{
  Place place;

  place_init (&place, strip, width);
  cairo_save (cr);
  for (guint track = 0; track < strip->n_tracks; track++)
    paint_track (cr, strip, &place, track);
  paint_axis (cr, strip, &place);
  cairo_restore (cr);
}
