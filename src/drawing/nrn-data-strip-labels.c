/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Finds room for the labels on the curve of a data strip.
 */

#include "config.h"

#include "nrn-data-strip-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-text.h"

/* All lengths at scale 1. */
#define RULE_GAP     12.0
#define FLIP_GAP     6.0
#define PILL_PADDING 8.0
#define PILL_RISE    4.0
#define POINT_GAP    3.0
#define CLEARANCE    2.0      /* between a label and a line */

/* How high they are, as probabilities. */
#define RULE_PLACE 0.14
#define FLIP_PLACE 0.74

/* Steps of the search for the watched sample's label, and how far it goes. */
#define STEP_X    8.0
#define STEP_Y    4.0
#define N_STEPS_X 12

/* What is in the way costs as much as so many pixels of distance. */
#define COST_CURVE 120.0
#define COST_DOTS  30.0
#define COST_LINE  40.0     /* that is between the point and its label */

/* Part of the curve at either end that is never covered. */
#define CURVE_END 0.06

typedef struct
{
  const NrnDataStrip       *strip;
  const NrnDataStripLayout *layout;
  NrnDataStripLabels       *labels;
} Search;

static double
get_y (const NrnDataStripLayout *layout,
       double                    probability)
{
  return layout->curve_top + layout->curve_height * (1 - probability);
}

static gboolean
do_meet (const NrnDataStripBox *a,
         const NrnDataStripBox *b)
{
  return a->width > 0 && b->width > 0 && a->x < b->x + b->width && b->x < a->x + a->width &&
         a->y < b->y + b->height && b->y < a->y + a->height;
}

static gboolean
is_on_line (const NrnDataStripBox *box,
            double                 x,
            double                 clearance)
{
  return x > box->x - clearance && x < box->x + box->width + clearance;
}

/* To the right of its line, or to the left at the end of the axis. */
static void
place_rule (NrnDataStripLabels       *labels,
            const NrnDataStrip       *strip,
            const NrnDataStripLayout *layout)
{
  NrnTextStyle style = { NRN_TEXT_NOTE * layout->scale, FALSE, 0 };
  NrnDataStripBox *box = &labels->rule;
  g_autofree char *number = NULL;

  labels->has_rule = strip->rule >= strip->minimum && strip->rule <= strip->maximum;
  if (!labels->has_rule)
    return;

  labels->rule_x = nrn_data_strip_layout_get_x (layout, strip->rule);
  number = nrn_text_format_fixed (strip->rule, strip->rule > floor (strip->rule) ? 1 : 0);
  labels->rule_text = g_strdup_printf (_("rule: %s"), number);
  nrn_text_measure (labels->rule_text, &style, &box->width, &box->height);
  box->x = labels->rule_x + RULE_GAP * layout->scale;
  if (box->x + box->width > layout->x + layout->axis_width)
    box->x = labels->rule_x - RULE_GAP * layout->scale - box->width;
  box->y = get_y (layout, RULE_PLACE) - box->height / 2;
}

/* Pills are to the left of their line where there is room, and do not meet. */
static void
place_flip (NrnDataStripLabels       *labels,
            guint                     i,
            double                    value,
            double                   *free_from,
            const NrnDataStripLayout *layout)
{
  NrnTextStyle style = { NRN_TEXT_NOTE * layout->scale, TRUE, 0 };
  NrnDataStripBox *box = &labels->flips[i];
  g_autofree char *number = nrn_text_format_fixed (value, fabs (value) < 10 ? 2 : 1);

  labels->flip_texts[i] = g_strdup_printf (_("flips at %s"), number);
  nrn_text_measure (labels->flip_texts[i], &style, &box->width, &box->height);
  box->width += 2 * PILL_PADDING * layout->scale;
  box->height += PILL_RISE * layout->scale;
  box->x = labels->flip_x[i] - box->width - FLIP_GAP * layout->scale;
  if (box->x < *free_from)
    box->x = labels->flip_x[i] + FLIP_GAP * layout->scale;
  box->y = get_y (layout, FLIP_PLACE) - box->height / 2;
  if (box->x < *free_from || box->x + box->width > layout->x + layout->axis_width ||
      do_meet (box, &labels->rule))
    box->width = 0;
  else
    *free_from = box->x + box->width;
}

static void
place_flips (NrnDataStripLabels       *labels,
             const NrnDataStrip       *strip,
             const NrnDataStripLayout *layout)
{
  double flips[NRN_DATA_STRIP_MAX_FLIPS];
  double free_from = layout->x;

  labels->n_flips = nrn_data_strip_find_flips (strip, flips);
  for (guint i = 0; i < labels->n_flips; i++)
    labels->flip_x[i] = nrn_data_strip_layout_get_x (layout, flips[i]);
  for (guint i = 0; i < labels->n_flips; i++)
    place_flip (labels, i, flips[i], &free_from, layout);
}

/* Whether the label would hide what it must not, or leave the strip. */
static gboolean
is_taken (const Search          *search,
          const NrnDataStripBox *box)
{
  const NrnDataStripLayout *layout = search->layout;
  const NrnDataStripLabels *labels = search->labels;
  double clearance = CLEARANCE * layout->scale;

  if (box->x < layout->x || box->x + box->width > layout->x + layout->axis_width ||
      box->y < layout->bands[1] || box->y + box->height > layout->bands[0] + layout->band_height)
    return TRUE;
  if (labels->has_rule &&
      (do_meet (box, &labels->rule) || is_on_line (box, labels->rule_x, clearance)))
    return TRUE;
  for (guint i = 0; i < labels->n_flips; i++)
    {
      if (do_meet (box, &labels->flips[i]) || is_on_line (box, labels->flip_x[i], clearance))
        return TRUE;
    }

  return FALSE;
}

/* A pixel at a time, so that steep curves count. */
static double
get_curve_cost (const Search          *search,
                const NrnDataStripBox *box)
{
  const NrnDataStripLayout *layout = search->layout;
  double clearance = CLEARANCE * layout->scale;
  double last = get_y (layout, nrn_data_strip_get_probability (
    search->strip, nrn_data_strip_layout_get_value (layout, box->x - clearance)));
  gboolean is_hit = FALSE;

  for (double x = box->x - clearance; x <= box->x + box->width + clearance; x++)
    {
      double value = nrn_data_strip_layout_get_value (layout, x);
      double y = get_y (layout, nrn_data_strip_get_probability (search->strip, value));
      double part = (x - layout->x) / layout->axis_width;

      if (MAX (last, y) > box->y - clearance && MIN (last, y) < box->y + box->height + clearance)
        {
          if (part < CURVE_END || part > 1 - CURVE_END)
            return INFINITY;
          is_hit = TRUE;
        }
      last = y;
    }

  return is_hit ? COST_CURVE * layout->scale : 0;
}

/* How many lines of the rule and of flips part the label from the point. */
static guint
count_lines_between (const NrnDataStripLabels *labels,
                     const NrnDataStripBox    *box)
{
  double from = MIN (labels->point_x, box->x);
  double to = MAX (labels->point_x, box->x);
  guint n = labels->has_rule && labels->rule_x > from && labels->rule_x < to ? 1 : 0;

  for (guint i = 0; i < labels->n_flips; i++)
    n += labels->flip_x[i] > from && labels->flip_x[i] < to ? 1 : 0;

  return n;
}

/* Infinite, or anything from @least on, if the place is no better. */
static double
get_cost (const Search          *search,
          const NrnDataStripBox *box,
          double                 least)
{
  const NrnDataStripLayout *layout = search->layout;
  double across = box->x + box->width / 2 - search->labels->point_x;
  double down = box->y + box->height / 2 - search->labels->point_y;
  double cost = hypot (MAX (fabs (across) - box->width / 2, 0), down);

  if (cost >= least || is_taken (search, box))
    return INFINITY;
  if (box->y < layout->bands[1] + layout->band_height || box->y + box->height > layout->bands[0])
    cost += COST_DOTS * layout->scale;
  cost += COST_LINE * layout->scale * count_lines_between (search->labels, box);

  return cost >= least ? cost : cost + get_curve_cost (search, box);
}

/* Tries places to the right of the point and to the left, above and below,
 * and takes the nearest that hides least. */
static void
find_place (const Search    *search,
            NrnDataStripBox *box)
{
  const NrnDataStripLayout *layout = search->layout;
  const NrnDataStripLabels *labels = search->labels;
  double gap = (NRN_DATA_STRIP_POINT_RADIUS + POINT_GAP) * layout->scale;
  double bottom = layout->bands[0] + layout->band_height;
  double least = INFINITY;
  NrnDataStripBox best = { 0 };

  for (guint i = 0; i < 2 * N_STEPS_X; i++)
    {
      double away = gap + i / 2 * STEP_X * layout->scale;

      box->x = i % 2 == 0 ? labels->point_x + away : labels->point_x - away - box->width;
      for (box->y = layout->bands[1]; box->y < bottom; box->y += STEP_Y * layout->scale)
        {
          double cost = get_cost (search, box, least);

          if (cost >= least)
            continue;
          least = cost;
          best = *box;
        }
    }
  *box = best;
}

static char *
describe_watched (const NrnDataStrip *strip,
                  double              probability)
{
  double value = strip->watched;
  g_autofree char *number = nrn_text_format_fixed (value, value > floor (value) ? 1 : 0);
  g_autofree char *share = nrn_text_format_fixed (probability * 100, 0);

  /* Translators: a feature, its value, and a probability: “age 72: 66 %”. */
  return g_strdup_printf (C_("watched", "%s %s: %s %%"),
                          strip->feature_name != NULL ? strip->feature_name : "", number, share);
}

static void
place_watched (NrnDataStripLabels       *labels,
               const NrnDataStrip       *strip,
               const NrnDataStripLayout *layout)
{
  const Search search = { strip, layout, labels };
  NrnTextStyle style = { NRN_TEXT_NOTE * layout->scale, TRUE, 0 };
  NrnDataStripBox *box = &labels->watched;
  double probability = nrn_data_strip_get_probability (strip, strip->watched);

  labels->has_watched = isfinite (probability);
  if (!labels->has_watched)
    return;

  labels->point_x = nrn_data_strip_layout_get_x (layout, strip->watched);
  labels->point_y = get_y (layout, CLAMP (probability, 0, 1));
  labels->watched_text = describe_watched (strip, probability);
  nrn_text_measure (labels->watched_text, &style, &box->width, &box->height);
  box->width += 2 * NRN_DATA_STRIP_HALO * layout->scale;
  find_place (&search, box);
}

/* Free with nrn_data_strip_labels_clear(). */
void
nrn_data_strip_labels_init (NrnDataStripLabels       *labels,
                            const NrnDataStrip       *strip,
                            const NrnDataStripLayout *layout)
{
  *labels = (NrnDataStripLabels) { 0 };
  place_rule (labels, strip, layout);
  place_flips (labels, strip, layout);
  place_watched (labels, strip, layout);
}

void
nrn_data_strip_labels_clear (NrnDataStripLabels *labels)
{
  g_clear_pointer (&labels->rule_text, g_free);
  g_clear_pointer (&labels->watched_text, g_free);
  for (guint i = 0; i < labels->n_flips; i++)
    g_clear_pointer (&labels->flip_texts[i], g_free);
}
