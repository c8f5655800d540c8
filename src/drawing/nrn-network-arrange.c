/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How the columns of a network share the room there is.
 */

#include "config.h"

#include "nrn-network-layout-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* All lengths at scale 1. */
#define MARGIN          24.0
#define TITLE_GAP       16.0
#define CAPTION_GAP     18.0    /* between captions and nodes */
#define CAPTION_SPACE   18.0    /* between neighbouring captions */
#define CAPTION_MARGIN  8.0
#define SHORT_WIDTH     52.0    /* of a caption that is ellipsized */
#define BIAS_SIZE       28.0
#define BIAS_GAP        14.0
#define BIAS_LABEL      36.0    /* room for the word to the left of a bias */
#define LEGEND_HEIGHT   18.0
#define LEGEND_GAP      18.0
#define INPUT_RADIUS    28.0
#define HIDDEN_RADIUS   26.0
#define OUTPUT_RADIUS   32.0
#define MIN_DISTANCE    36.0    /* between the nodes of two columns */
#define MAX_DISTANCE    300.0

#define TWO_LINES_PITCH 72.0    /* outputs so far apart have room for longer names */
#define MAX_NAMES_WIDTH 0.2     /* of the whole picture */
#define MAX_HEADER      0.36    /* of its height */
#define MIN_FULL_HEIGHT 240.0   /* below, no legend */

static gboolean
has_any_bias (const NrnNetworkLayout *self)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      if (self->columns[i].has_bias)
        return TRUE;
    }

  return FALSE;
}

static void
set_captions (NrnNetworkLayout *self,
              NrnCaptionLevel   level)
{
  self->level = level;
  for (guint i = 0; i < self->n_columns; i++)
    {
      nrn_caption_clear (&self->captions[i]);
      nrn_caption_init (&self->captions[i], self, i, level);
    }
}

/* From top to bottom: title, captions, nodes, biases, legend. */
static void
divide_height (NrnNetworkLayout *self)
{
  double margin = MIN (MARGIN * self->scale, self->height * 0.1);
  double title_height = 0;
  double caption_height = 0;
  double bottom = self->height - margin;

  if (self->title != NULL)
    {
      NrnTextStyle style = { NRN_TEXT_TITLE * self->scale, TRUE, 0 };

      nrn_text_measure (self->title, &style, NULL, &title_height);
      title_height += TITLE_GAP * self->scale;
    }
  for (guint i = 0; i < self->n_columns; i++)
    caption_height = MAX (caption_height, self->captions[i].height);
  if (caption_height > 0)
    caption_height += CAPTION_GAP * self->scale;

  self->legend_y = NAN;
  if (self->height >= MIN_FULL_HEIGHT * self->scale)
    {
      self->legend_y = bottom - LEGEND_HEIGHT * self->scale / 2;
      bottom -= (LEGEND_HEIGHT + LEGEND_GAP) * self->scale;
    }
  if (has_any_bias (self))
    bottom -= MIN ((BIAS_SIZE + BIAS_GAP) * self->scale, self->height * 0.2);

  self->caption_y = margin + title_height;
  self->body_top = self->caption_y + caption_height;
  self->body_bottom = bottom;
}

static gboolean
is_header_too_high (const NrnNetworkLayout *self)
{
  return self->body_top > self->height * MAX_HEADER;
}

static void
place_column (NrnNetworkLayout *self,
              guint             i)
{
  NrnNetworkColumn *column = &self->columns[i];
  double pitch_x = (self->width - 2 * MIN (MARGIN * self->scale, self->width * 0.1)) /
                   self->n_columns;
  gboolean is_end = i == 0 || i + 1 == self->n_columns;
  double radius = i == 0 ? INPUT_RADIUS : is_end ? OUTPUT_RADIUS : HIDDEN_RADIUS;

  g_clear_pointer (&column->nodes, g_free);
  column->n_folded = 0;
  nrn_network_column_place (column, is_end, radius * self->scale, pitch_x,
                            self->body_top, self->body_bottom, self->scale);
  column->bias_size = MIN (BIAS_SIZE * self->scale, pitch_x * 0.6);
  column->bias_size = MIN (column->bias_size, self->height * 0.1);
  column->bias_y = self->body_bottom + (BIAS_GAP + BIAS_SIZE / 2) * self->scale;
  column->bias_y = MIN (column->bias_y, self->height * 0.99 - column->bias_size / 2);
  column->width = MAX (column->width, column->has_bias ? column->bias_size : 0);
}

/* Names stand beside nodes that have a row of their own each. */
static double
measure_names (const NrnNetworkLayout *self,
               const NrnNetworkColumn *column,
               char                  **names,
               gboolean                bold)
{
  NrnTextStyle style = { (bold ? NRN_TEXT_HEADING : NRN_TEXT_NOTE) * self->scale, bold, 0 };
  double widest = 0;

  if (names == NULL || self->level > NRN_CAPTION_SHORT)
    return 0;

  for (guint i = 0; i < column->n_nodes; i++)
    {
      double width;

      nrn_text_measure (names[column->nodes[i].unit], &style, &width, NULL);
      widest = MAX (widest, width);
    }

  return MIN (ceil (widest), self->width * MAX_NAMES_WIDTH);
}

gboolean
nrn_network_has_tight_outputs (const NrnNetworkLayout *layout)
{
  const NrnNetworkColumn *column = &layout->columns[layout->n_columns - 1];

  return column->n_nodes > 1 && column->nodes[1].y - column->nodes[0].y <
                                  NRN_NETWORK_NOTES_PITCH * layout->scale;
}

/* Whether there is room for the values of several inputs below their names. */
gboolean
nrn_network_has_input_values (const NrnNetworkLayout *layout)
{
  const NrnNetworkColumn *column = &layout->columns[0];

  return layout->has_live_notes && column->n_nodes > 1 &&
         column->nodes[1].y - column->nodes[0].y >= NRN_NETWORK_VALUES_PITCH * layout->scale;
}

/* The values are of usual length. */
static double
measure_input_words (const NrnNetworkLayout *self)
{
  NrnTextStyle style = { NRN_TEXT_NOTE * self->scale, TRUE, 0 };
  double width;

  if (self->input_names_width <= 0 || !nrn_network_has_input_values (self))
    return self->input_names_width;

  nrn_text_measure ("−0.0000", &style, &width, NULL);

  return MAX (self->input_names_width, width);
}

/* Long names of outputs are broken into two lines where there is room. */
static void
measure_output_names (NrnNetworkLayout *self)
{
  const NrnNetworkColumn *column = &self->columns[self->n_columns - 1];
  double limit = self->width * MAX_NAMES_WIDTH;
  NrnTextStyle style = { NRN_TEXT_HEADING * self->scale, TRUE, limit };
  double pitch = column->n_nodes > 1 ? column->nodes[1].y - column->nodes[0].y : G_MAXDOUBLE;
  double widest = 0;

  self->n_name_lines = 1;
  self->output_names_width = measure_names (self, column, self->output_names, TRUE);
  if (self->output_names_width < limit || pitch < TWO_LINES_PITCH * self->scale)
    return;

  self->n_name_lines = 2;
  for (guint i = 0; i < column->n_nodes; i++)
    {
      double width;

      nrn_text_measure_lines (self->output_names[column->nodes[i].unit], &style, 2, &width, NULL);
      widest = MAX (widest, width);
    }
  self->output_names_width = MIN (ceil (widest) + 1, limit);
}

/* What stands beside the outputs: below their names, or, where the rows are
 * too near, behind them. The numbers are of usual length. */
static double
measure_output_notes (const NrnNetworkLayout *self)
{
  NrnTextStyle style = { NRN_TEXT_NOTE * self->scale, FALSE, 0 };
  g_autofree char *number = nrn_text_format_number (0.888, 3, &self->numbers);
  g_autofree char *output = g_strconcat ("sigmoid ", number, NULL);
  double widest = 0;
  double width;

  if (!self->has_live_notes || self->level > NRN_CAPTION_SHORT)
    return self->output_names_width;

  if (nrn_network_has_tight_outputs (self))
    {
      nrn_text_measure (number, &style, &width, NULL);
      return self->output_names_width + NRN_NETWORK_NAME_SPACE * self->scale + width;
    }

  nrn_text_measure (output, &style, &widest, NULL);
  if (self->columns[self->n_columns - 1].units > 1)
    {
      g_autofree char *share = g_strdup_printf (_("%s %% of the sum"), "100");

      nrn_text_measure (share, &style, &width, NULL);
    }
  else
    nrn_text_measure (self->output_note != NULL ? self->output_note : "", &style, &width, NULL);

  return MAX (self->output_names_width, MAX (widest, width));
}

static double
caption_half_width (const NrnNetworkLayout *self,
                    guint                   column)
{
  double width = self->captions[column].width;

  if (self->level == NRN_CAPTION_ENDS)
    return 0;
  if (self->level == NRN_CAPTION_SHORT)
    width = MIN (width, SHORT_WIDTH * self->scale);

  return width / 2;
}

/* What the outermost columns need beyond their middles. */
static double
left_extent (const NrnNetworkLayout *self)
{
  const NrnNetworkColumn *column = &self->columns[0];
  double extent = MAX (self->captions[0].width / 2, column->width / 2);

  if (self->input_names_width > 0)
    extent = MAX (extent, column->width / 2 + NRN_NETWORK_NAME_SPACE * self->scale +
                            measure_input_words (self));
  if (column->has_bias && self->level <= NRN_CAPTION_SHORT)
    extent = MAX (extent, column->bias_size / 2 + BIAS_LABEL * self->scale);

  return extent;
}

static double
right_extent (const NrnNetworkLayout *self)
{
  const NrnNetworkColumn *column = &self->columns[self->n_columns - 1];
  double extent = MAX (self->captions[self->n_columns - 1].width / 2, column->width / 2);
  double notes = measure_output_notes (self);

  if (notes > 0)
    extent = MAX (extent, column->width / 2 + NRN_NETWORK_NAME_SPACE * self->scale + notes);

  return extent;
}

/* The middles of two neighbouring columns are at least so far apart. */
static double
distance_after (const NrnNetworkLayout *self,
                guint                   column,
                double                  gap)
{
  double captions = caption_half_width (self, column) + caption_half_width (self, column + 1);
  double nodes = (self->columns[column].width + self->columns[column + 1].width) / 2;

  return MAX (captions > 0 ? captions + CAPTION_SPACE * self->scale : 0, nodes + gap);
}

static double
total_distance (const NrnNetworkLayout *self,
                double                  gap)
{
  double sum = 0;

  for (guint i = 0; i + 1 < self->n_columns; i++)
    sum += distance_after (self, i, gap);

  return sum;
}

/* Looks for the gap between the nodes of neighbouring columns that makes the
 * network as wide as there is room; returns FALSE if there is not enough. */
static gboolean
spread_columns (NrnNetworkLayout *self)
{
  double margin = MIN (MARGIN * self->scale, self->width * 0.1);
  double left = left_extent (self);
  double room = self->width - 2 * margin - left - right_extent (self);
  double low = self->level < NRN_CAPTION_ENDS ? MIN_DISTANCE * self->scale : 0;
  double high = MAX_DISTANCE * self->scale;
  double x;

  if (self->n_columns > 1 && total_distance (self, low) > room)
    return FALSE;

  if (total_distance (self, high) > room)
    {
      for (guint i = 0; i < 50; i++)
        {
          double middle = (low + high) / 2;

          if (total_distance (self, middle) > room)
            high = middle;
          else
            low = middle;
        }
      high = low;
    }

  x = margin + left + (room - total_distance (self, high)) / 2;
  for (guint i = 0; i < self->n_columns; i++)
    {
      nrn_network_column_move (&self->columns[i], x);
      if (i + 1 < self->n_columns)
        x += distance_after (self, i, high);
    }

  return TRUE;
}

/* A caption may take all the room up to its neighbours. */
static void
limit_captions (NrnNetworkLayout *self)
{
  for (guint i = 0; i < self->n_columns && self->level == NRN_CAPTION_SHORT; i++)
    {
      double room = G_MAXDOUBLE;

      if (i > 0)
        room = MIN (room, self->columns[i].x - self->columns[i - 1].x);
      if (i + 1 < self->n_columns)
        room = MIN (room, self->columns[i + 1].x - self->columns[i].x);
      for (guint line = 0; line < self->captions[i].n_lines; line++)
        self->captions[i].styles[line].max_width = room - CAPTION_SPACE * self->scale / 2;
    }
}

/* Whether each layer has room for the number of its units that are never on
 * behind that of its parameters, however many these will be. */
static gboolean
can_join_never_on (const NrnNetworkLayout *self)
{
  NrnTextStyle style = { NRN_TEXT_NOTE * self->scale, FALSE, 0 };

  if (self->level != NRN_CAPTION_FULL)
    return FALSE;

  for (guint i = 1; i + 1 < self->n_columns; i++)
    {
      const NrnCaption *caption = &self->captions[i];
      g_autofree char *count = nrn_caption_count_never_on (self->columns[i].units);
      g_autofree char *joined = g_strjoin (" · ", caption->lines[caption->n_lines - 1], count, NULL);
      double width;

      nrn_text_measure (joined, &style, &width, NULL);
      if (width > caption->room)
        return FALSE;
    }

  return TRUE;
}

/* Half of the way to its neighbours, or to the edge of the picture. */
static void
measure_caption_room (NrnNetworkLayout *self)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      double x = self->columns[i].x;
      double half = MIN (x, self->width - x);

      if (i > 0)
        half = MIN (half, (x - self->columns[i - 1].x) / 2);
      if (i + 1 < self->n_columns)
        half = MIN (half, (self->columns[i + 1].x - x) / 2);
      self->captions[i].room = 2 * half - CAPTION_MARGIN * self->scale;
    }
}

/**
 * nrn_network_layout_arrange:
 * @self: a layout whose columns know their layers and units
 *
 * Gives everything but the numbers on edges its place; the columns say as
 * much about themselves as there is room for.
 */
void
nrn_network_layout_arrange (NrnNetworkLayout *self)
{
  for (guint level = NRN_CAPTION_FULL; level < NRN_CAPTION_N_LEVELS; level++)
    {
      set_captions (self, (NrnCaptionLevel) level);
      divide_height (self);
      if (level < NRN_CAPTION_NONE && is_header_too_high (self))
        {
          if (level == NRN_CAPTION_ENDS)
            g_clear_pointer (&self->title, g_free);
          continue;
        }

      for (guint i = 0; i < self->n_columns; i++)
        place_column (self, i);
      self->input_names_width = measure_names (self, &self->columns[0], self->input_names, FALSE);
      measure_output_names (self);
      if (spread_columns (self))
        {
          limit_captions (self);
          measure_caption_room (self);
          self->joins_never_on = can_join_never_on (self);
          return;
        }
    }

  /* The widths above are fractions of the columns' share of the picture. */
  g_assert_not_reached ();
}
