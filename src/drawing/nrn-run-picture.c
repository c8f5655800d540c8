/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A run as a small picture: what a network with one or two inputs answers, or
 * else the curve of its loss. Nothing in it can be read; it is there to tell
 * one run from another at a glance.
 */

#include "config.h"

#include "nrn-run-picture.h"

#include <math.h>

#include "nrn-decision-map.h"
#include "nrn-model.h"

#define N_POINTS 48   /* of a curve */
#define N_CELLS  24   /* along each side of a map */
#define LINE     2.0
#define PADDING  5.0

/* How much of a class' colour is in a map where it is certain. */
#define TINT     0.6

/* ---- One input ---- */

/* The answers over 0 … 1: shape (N_POINTS, outputs). */
static float *
predict (const NrnWeights *weights,
         double           *low,
         double           *high)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  guint n_outputs = nrn_architecture_get_output_dim (architecture);
  g_autoptr (NrnModel) model = nrn_model_new (architecture, N_POINTS);
  float *outputs = g_new (float, N_POINTS * n_outputs);
  float inputs[N_POINTS];

  for (guint i = 0; i < N_POINTS; i++)
    inputs[i] = (float) i / (N_POINTS - 1);
  nrn_model_set_weights (model, weights);
  nrn_model_predict (model, N_POINTS, inputs, outputs);
  for (guint i = 0; i < N_POINTS * n_outputs; i++)
    {
      if (!isfinite (outputs[i]))
        continue;
      *low = MIN (*low, (double) outputs[i]);
      *high = MAX (*high, (double) outputs[i]);
    }

  return outputs;
}

static void
stroke_values (cairo_t      *cr,
               guint         n_values,
               const double *values,
               double        low,
               double        high,
               double        width,
               double        height)
{
  for (guint i = 0; i < n_values; i++)
    {
      double x = PADDING + (width - 2 * PADDING) * i / MAX (n_values - 1, 1);
      double y = height - PADDING - (height - 2 * PADDING) * (values[i] - low) / (high - low);

      if (isfinite (y))
        cairo_line_to (cr, x, y);
    }
  cairo_stroke (cr);
}

static void
paint_response (cairo_t             *cr,
                const NrnRunPicture *picture,
                double               width,
                double               height,
                const NrnPalette    *palette)
{
  guint n_outputs =
    nrn_architecture_get_output_dim (nrn_weights_get_architecture (picture->weights));
  double low = picture->has_classes ? 0 : INFINITY;
  double high = picture->has_classes ? 1 : -INFINITY;
  g_autofree float *outputs = predict (picture->weights, &low, &high);

  if (!(high > low))
    {
      low = isfinite (low) ? low - 1 : 0;
      high = low + 2;
    }
  for (guint i = 0; i < n_outputs; i++)
    {
      double values[N_POINTS];

      for (guint j = 0; j < N_POINTS; j++)
        values[j] = (double) outputs[j * n_outputs + i];
      nrn_color_set_source (picture->has_classes ? nrn_palette_get_class (palette, i, n_outputs)
                                                 : &palette->text, 1, cr);
      stroke_values (cr, N_POINTS, values, low, high, width, height);
    }
}

/* ---- Two inputs ---- */

static NrnColor
mix_classes (const NrnDecisionMap *map,
             guint                 column,
             guint                 row,
             const NrnPalette     *palette)
{
  guint n_classes = nrn_decision_map_get_n_classes (map);
  NrnColor mixed = palette->background;

  for (guint i = 0; i < n_classes; i++)
    {
      const NrnColor *color = nrn_palette_get_class (palette, i, n_classes);
      double share = nrn_decision_map_get_share (map, column, row, i);

      if (!isfinite (share))
        continue;
      mixed.red += TINT * share * (color->red - palette->background.red);
      mixed.green += TINT * share * (color->green - palette->background.green);
      mixed.blue += TINT * share * (color->blue - palette->background.blue);
    }

  return mixed;
}

static void
paint_map (cairo_t             *cr,
           const NrnRunPicture *picture,
           double               width,
           double               height,
           const NrnPalette    *palette)
{
  static const double minimum[] = { 0, 0 };
  static const double maximum[] = { 1, 1 };
  g_autoptr (NrnDecisionMap) map =
    nrn_decision_map_new (nrn_weights_get_architecture (picture->weights), N_CELLS, minimum,
                          maximum);
  double cell_width = width / N_CELLS;
  double cell_height = height / N_CELLS;

  nrn_decision_map_update (map, picture->weights);
  /* Without this, there would be seams between the cells. */
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  for (guint row = 0; row < N_CELLS; row++)
    {
      for (guint column = 0; column < N_CELLS; column++)
        {
          NrnColor color = mix_classes (map, column, row, palette);

          /* The first row is the lowest values, at the bottom. */
          cairo_rectangle (cr, column * cell_width, (N_CELLS - 1 - row) * cell_height, cell_width,
                           cell_height);
          nrn_color_set_source (&color, 1, cr);
          cairo_fill (cr);
        }
    }
}

/* ---- Any number of inputs ---- */

static void
paint_loss (cairo_t             *cr,
            const NrnRunPicture *picture,
            double               width,
            double               height,
            const NrnPalette    *palette)
{
  guint n_epochs = picture->history != NULL ? nrn_history_get_n_epochs (picture->history) : 0;
  guint n_values = MIN (n_epochs, N_POINTS);
  double values[N_POINTS];
  double low = 0;
  double high = 0;

  if (n_epochs == 0)
    return;

  for (guint i = 0; i < n_values; i++)
    {
      guint epoch = (guint) ((guint64) i * (n_epochs - 1) / MAX (n_values - 1, 1));

      values[i] = nrn_history_get (picture->history, epoch, NRN_HISTORY_LOSS, NRN_ROWS_TRAINING);
      if (!isfinite (values[i]))
        continue;
      low = MIN (low, values[i]);
      high = MAX (high, values[i]);
    }
  if (high <= low)
    high = low + 1;
  nrn_color_set_source (&palette->text, 1, cr);
  stroke_values (cr, n_values, values, low, high, width, height);
}

/**
 * nrn_run_picture_paint:
 * @cr: where; the picture begins at (0, 0)
 * @picture: what
 * @width: of the picture, in user-space pixels
 * @height: likewise
 * @palette: the colours
 *
 * Draws the answers over the range of the inputs where there are one or two
 * and their range is known, or else the loss. Any thread that owns @cr.
 */
void
nrn_run_picture_paint (cairo_t             *cr,
                       const NrnRunPicture *picture,
                       double               width,
                       double               height,
                       const NrnPalette    *palette)
{
  guint n_inputs = 0;

  if (picture->weights != NULL && picture->is_scaled)
    n_inputs = nrn_architecture_get_input_dim (nrn_weights_get_architecture (picture->weights));

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  nrn_color_set_source (&palette->background, 1, cr);
  cairo_paint (cr);
  cairo_set_line_width (cr, LINE);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  if (n_inputs == 1)
    paint_response (cr, picture, width, height, palette);
  else if (n_inputs == 2 && picture->has_classes)
    paint_map (cr, picture, width, height, palette);
  else
    paint_loss (cr, picture, width, height, palette);
  cairo_restore (cr);
}
