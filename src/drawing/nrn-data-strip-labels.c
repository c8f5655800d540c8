/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Finds room for the labels on the curves of a data strip.
 */

#include "config.h"

#include "nrn-data-strip-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* All lengths at scale 1. */
#define RULE_GAP     8.0
#define FLIP_GAP     6.0
#define PILL_PADDING 8.0
#define PILL_RISE    4.0
#define POINT_GAP    3.0
#define CLEARANCE    2.0      /* between a label and a line */

/* How high they are best, as probabilities. */
#define RULE_PLACE 0.14
#define FLIP_PLACE 0.74

/* Steps of the search for a place, and how far it goes for the watched
 * sample; what tells of a line stands beside it. */
#define STEP_X    8.0
#define STEP_Y    4.0
#define N_STEPS_X 20

/* What is in the way costs as much as so many pixels of distance. */
#define COST_CURVE 120.0
#define COST_DOTS  30.0
#define COST_LINE  40.0     /* that is between the label and what it is of */
#define COST_SIDE  12.0     /* of a line, where it usually does not stand */

/* Part of a curve at either end that is never covered. */
#define CURVE_END 0.06

/**
 * Search:
 * @x: what the label is of
 * @y: likewise
 * @gap: from there to the label
 * @n_steps: how many places on each side there are
 * @top: highest place
 * @bottom: where the lowest one ends
 * @left_cost: of a place to the left
 * @right_cost: of a place to the right
 */
typedef struct
{
  const NrnDataStrip       *strip;
  const NrnDataStripLayout *layout;
  const NrnDataStripLabels *labels;
  double                    x;
  double                    y;
  double                    gap;
  guint                     n_steps;
  double                    top;
  double                    bottom;
  double                    left_cost;
  double                    right_cost;
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

/* On one of some lines, or on a label of one. */
static gboolean
is_on_marks (const NrnDataStripBox  *box,
             guint                   n_marks,
             const NrnDataStripMark *marks,
             double                  clearance)
{
  for (guint i = 0; i < n_marks; i++)
    {
      if (is_on_line (box, marks[i].x, clearance) || do_meet (box, &marks[i].box))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_on_point (const NrnDataStripBox    *box,
             const NrnDataStripLabels *labels,
             double                    scale)
{
  double reach = NRN_DATA_STRIP_POINT_RADIUS * scale;
  const NrnDataStripBox point = {
    labels->point_x - reach, labels->point_y - reach, 2 * reach, 2 * reach,
  };

  return labels->has_watched && do_meet (box, &point);
}

/* Whether the label would hide what it must not, or leave the strip. */
static gboolean
is_taken (const Search          *search,
          const NrnDataStripBox *box)
{
  const NrnDataStripLayout *layout = search->layout;
  const NrnDataStripLabels *labels = search->labels;
  double clearance = CLEARANCE * layout->scale;

  return box->x < layout->x || box->x + box->width > layout->x + layout->axis_width ||
         box->y < search->top || box->y + box->height > search->bottom ||
         is_on_marks (box, labels->n_rules, labels->rules, clearance) ||
         is_on_marks (box, labels->n_flips, labels->flips, clearance) ||
         is_on_point (box, labels, layout->scale);
}

/* A pixel at a time, so that steep curves count. */
static double
get_curve_cost (const Search          *search,
                const NrnDataStripBox *box,
                guint                  curve)
{
  const NrnDataStripLayout *layout = search->layout;
  double clearance = CLEARANCE * layout->scale;
  double last = get_y (layout, nrn_data_strip_interpolate (
    search->strip, curve, nrn_data_strip_layout_get_value (layout, box->x - clearance)));
  gboolean is_hit = FALSE;

  for (double x = box->x - clearance; x <= box->x + box->width + clearance; x++)
    {
      double value = nrn_data_strip_layout_get_value (layout, x);
      double y = get_y (layout, nrn_data_strip_interpolate (search->strip, curve, value));
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

static gboolean
is_on_dots (const NrnDataStripLayout *layout,
            const NrnDataStripBox    *box)
{
  for (guint i = 0; i < layout->n_bands; i++)
    {
      if (box->y < layout->bands[i] + layout->band_height && box->y + box->height > layout->bands[i])
        return TRUE;
    }

  return FALSE;
}

static guint
count_between (guint                   n_marks,
               const NrnDataStripMark *marks,
               double                  from,
               double                  to)
{
  guint n = 0;

  for (guint i = 0; i < n_marks; i++)
    n += marks[i].x > from && marks[i].x < to ? 1 : 0;

  return n;
}

/* How many lines part the label from what it is of. */
static guint
count_lines_between (const Search          *search,
                     const NrnDataStripBox *box)
{
  const NrnDataStripLabels *labels = search->labels;
  double from = MIN (search->x, box->x);
  double to = MAX (search->x, box->x);

  return count_between (labels->n_rules, labels->rules, from, to) +
         count_between (labels->n_flips, labels->flips, from, to);
}

/* Infinite, or anything from @least on, if the place is no better. */
static double
get_cost (const Search          *search,
          const NrnDataStripBox *box,
          double                 least)
{
  const NrnDataStripLayout *layout = search->layout;
  double across = box->x + box->width / 2 - search->x;
  double down = box->y + box->height / 2 - search->y;
  double cost = hypot (MAX (fabs (across) - box->width / 2, 0), down);

  if (cost >= least || is_taken (search, box))
    return INFINITY;

  cost += (across < 0 ? search->left_cost : search->right_cost) * layout->scale;
  cost += is_on_dots (layout, box) ? COST_DOTS * layout->scale : 0;
  cost += COST_LINE * layout->scale * count_lines_between (search, box);
  for (guint i = 0; i < nrn_data_strip_get_n_curves (search->strip) && cost < least; i++)
    cost += get_curve_cost (search, box, i);

  return cost;
}

/* Tries places to the right and to the left, above and below, and takes the
 * nearest that hides least. The box has its size; 0 wide for no place. */
static void
find_place (const Search    *search,
            NrnDataStripBox *box)
{
  double scale = search->layout->scale;
  NrnDataStripBox tried = *box;
  double least = INFINITY;

  box->width = 0;
  for (guint i = 0; i < 2 * search->n_steps; i++)
    {
      double away = (search->gap + i / 2 * STEP_X) * scale;

      tried.x = i % 2 == 0 ? search->x + away : search->x - away - tried.width;
      for (tried.y = search->top; tried.y + tried.height <= search->bottom; tried.y += STEP_Y * scale)
        {
          double cost = get_cost (search, &tried, least);

          if (cost >= least)
            continue;
          least = cost;
          *box = tried;
        }
    }
}

/* Beside the line, on the curves. */
static void
find_place_of_mark (NrnDataStripLabels       *labels,
                    NrnDataStripMark         *mark,
                    const NrnDataStrip       *strip,
                    const NrnDataStripLayout *layout,
                    gboolean                  is_flip)
{
  const Search search = {
    .strip = strip,
    .layout = layout,
    .labels = labels,
    .x = mark->x,
    .y = get_y (layout, is_flip ? FLIP_PLACE : RULE_PLACE),
    .gap = is_flip ? FLIP_GAP : RULE_GAP,
    .n_steps = 1,
    .top = layout->curve_top,
    .bottom = layout->curve_top + layout->curve_height,
    .left_cost = is_flip ? 0 : COST_SIDE,
    .right_cost = is_flip ? COST_SIDE : 0,
  };
  NrnTextStyle style = { NRN_TEXT_NOTE * layout->scale, is_flip, 0 };
  NrnDataStripBox box;

  nrn_text_measure (mark->text, &style, &box.width, &box.height);
  if (is_flip)
    {
      box.width += 2 * PILL_PADDING * layout->scale;
      box.height += PILL_RISE * layout->scale;
    }
  find_place (&search, &box);
  mark->box = box;
}

/* ---- What is written ---- */

static char *
format_value (const NrnDataStrip *strip,
              double              value)
{
  double range = strip->maximum - strip->minimum;

  if (value >= floor (value) && value <= floor (value) && fabs (value) < 1e6)
    return nrn_text_format_fixed (value, 0);

  return nrn_text_format_fixed (value, (guint) CLAMP (3 - ceil (log10 (range)), 0, 6));
}

/* “age 72” */
char *
nrn_data_strip_name_value (const NrnDataStrip *strip,
                           double              value)
{
  g_autofree char *number = format_value (strip, value);

  if (strip->feature_name == NULL)
    return g_steal_pointer (&number);

  return g_strdup_printf ("%s %s", strip->feature_name, number);
}

static char *
format_flip (const NrnDataStrip *strip,
             double              flip)
{
  double range = strip->maximum - strip->minimum;

  return nrn_text_format_fixed (flip, (guint) CLAMP (3 - ceil (log10 (range)), 0, 6));
}

/* “66 % side effects” */
char *
nrn_data_strip_describe_share (const NrnDataStrip *strip,
                               guint               class_index,
                               double              value)
{
  double share = nrn_data_strip_get_probability (strip, class_index, value);
  g_autofree char *number = nrn_text_format_fixed (100 * share, 0);
  g_autofree char *name = strip->class_names != NULL ? g_strdup (strip->class_names[class_index])
                                                     : g_strdup_printf ("%u", class_index);

  /* Translators: a probability, and of which class it is. */
  return g_strdup_printf (C_("probability", "%s %% %s"), number, name);
}

/* Of two classes the legend says which one it is. */
static char *
describe_watched (const NrnDataStrip *strip,
                  guint               class_index)
{
  double probability = nrn_data_strip_get_probability (strip, class_index, strip->watched);
  g_autofree char *name = nrn_data_strip_name_value (strip, strip->watched);
  g_autofree char *share = strip->n_classes == 2
                             ? nrn_text_format_fixed (probability * 100, 0)
                             : nrn_data_strip_describe_share (strip, class_index, strip->watched);

  if (strip->n_classes > 2)
    /* Translators: a sample by its feature, and what is predicted of it. */
    return g_strdup_printf (C_("predicted", "%s: %s"), name, share);

  /* Translators: a feature with its value, and a probability: “age 72: 66 %”. */
  return g_strdup_printf (C_("watched", "%s: %s %%"), name, share);
}

/* The class of most interest: of two the second, of more the likeliest. */
static gboolean
find_class (const NrnDataStrip *strip,
            double              value,
            guint              *class_index)
{
  if (!nrn_data_strip_get_class (strip, value, class_index))
    return FALSE;
  if (strip->n_classes == 2)
    *class_index = 1;

  return TRUE;
}

/**
 * nrn_data_strip_describe:
 * @strip: a strip
 * @value: of the feature
 *
 * Returns: (transfer full): what is predicted there, in words: “age 45: 32 %
 *   side effects”, and where the prediction flips
 */
char *
nrn_data_strip_describe (const NrnDataStrip *strip,
                         double              value)
{
  double flips[NRN_DATA_STRIP_MAX_FLIPS];
  guint n_flips = nrn_data_strip_find_flips (strip, flips);
  g_autofree char *name = nrn_data_strip_name_value (strip, value);
  g_autoptr (GString) places = g_string_new (NULL);
  g_autofree char *share = NULL;
  guint class_index;

  if (!find_class (strip, value, &class_index))
    return g_steal_pointer (&name);

  share = nrn_data_strip_describe_share (strip, class_index, value);
  if (n_flips == 0)
    return g_strdup_printf (C_("predicted", "%s: %s"), name, share);

  for (guint i = 0; i < n_flips; i++)
    {
      g_autofree char *flip = format_flip (strip, flips[i]);

      if (i > 0)
        g_string_append (places, C_("between two values", ", "));
      g_string_append (places, flip);
    }

  /* Translators: “age 45: 32 % side effects; the prediction flips at 58.7”. */
  return g_strdup_printf (_("%s: %s; the prediction flips at %s"), name, share, places->str);
}

/* ---- All of them ---- */

static void
find_lines (NrnDataStripLabels       *labels,
            const NrnDataStrip       *strip,
            const NrnDataStripLayout *layout)
{
  double flips[NRN_DATA_STRIP_MAX_FLIPS];
  guint n_flips = nrn_data_strip_find_flips (strip, flips);

  for (guint i = 0; i < MIN (strip->n_rules, NRN_DATA_STRIP_MAX_RULES); i++)
    {
      NrnDataStripMark *mark = &labels->rules[labels->n_rules];
      g_autofree char *number = format_value (strip, strip->rules[i]);

      if (!(strip->rules[i] >= strip->minimum && strip->rules[i] <= strip->maximum))
        continue;
      mark->x = nrn_data_strip_layout_get_x (layout, strip->rules[i]);
      mark->text = g_strdup_printf (_("rule: %s"), number);
      labels->n_rules++;
    }
  for (guint i = 0; i < n_flips; i++)
    {
      g_autofree char *number = format_flip (strip, flips[i]);

      labels->flips[i].x = nrn_data_strip_layout_get_x (layout, flips[i]);
      labels->flips[i].text = g_strdup_printf (_("flips at %s"), number);
      labels->n_flips++;
    }
}

/* On the curve of class 1, or on that of the class that is predicted. */
static gboolean
find_point (NrnDataStripLabels       *labels,
            const NrnDataStrip       *strip,
            const NrnDataStripLayout *layout,
            guint                    *class_index)
{
  double probability;

  if (!find_class (strip, strip->watched, class_index))
    return FALSE;

  probability = nrn_data_strip_get_probability (strip, *class_index, strip->watched);
  labels->point_x = nrn_data_strip_layout_get_x (layout, strip->watched);
  labels->point_y = get_y (layout, CLAMP (probability, 0, 1));

  return TRUE;
}

static void
place_watched (NrnDataStripLabels       *labels,
               const NrnDataStrip       *strip,
               const NrnDataStripLayout *layout,
               guint                     class_index)
{
  const Search search = {
    .strip = strip,
    .layout = layout,
    .labels = labels,
    .x = labels->point_x,
    .y = labels->point_y,
    .gap = NRN_DATA_STRIP_POINT_RADIUS + POINT_GAP,
    .n_steps = N_STEPS_X,
    .top = MIN (layout->curve_top, layout->bands[1]),
    .bottom = layout->bottom,
  };
  NrnTextStyle style = { NRN_TEXT_NOTE * layout->scale, TRUE, 0 };

  labels->watched_text = describe_watched (strip, class_index);
  nrn_text_measure (labels->watched_text, &style, &labels->watched.width, &labels->watched.height);
  labels->watched.width += 2 * NRN_DATA_STRIP_HALO * layout->scale;
  find_place (&search, &labels->watched);
}

/* Free with nrn_data_strip_labels_clear(). */
void
nrn_data_strip_labels_init (NrnDataStripLabels       *labels,
                            const NrnDataStrip       *strip,
                            const NrnDataStripLayout *layout)
{
  guint class_index = 0;

  *labels = (NrnDataStripLabels) { 0 };
  find_lines (labels, strip, layout);
  labels->has_watched = find_point (labels, strip, layout, &class_index);
  for (guint i = 0; i < labels->n_flips; i++)
    find_place_of_mark (labels, &labels->flips[i], strip, layout, TRUE);
  for (guint i = 0; i < labels->n_rules; i++)
    find_place_of_mark (labels, &labels->rules[i], strip, layout, FALSE);
  if (labels->has_watched)
    place_watched (labels, strip, layout, class_index);
}

void
nrn_data_strip_labels_clear (NrnDataStripLabels *labels)
{
  for (guint i = 0; i < labels->n_rules; i++)
    g_clear_pointer (&labels->rules[i].text, g_free);
  for (guint i = 0; i < labels->n_flips; i++)
    g_clear_pointer (&labels->flips[i].text, g_free);
  g_clear_pointer (&labels->watched_text, g_free);
}
