/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What a beat of an update says.
 */

#include "config.h"

#include "nrn-beats.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-delta-story.h"
#include "nrn-loss-story.h"
#include "nrn-unit-story.h"
#include "nrn-update-story.h"

/* Numbers of more units are not written down. */
#define MAX_VALUES 6
#define DIGITS     4

/* The row that an update is told with where it is told for the mean. */
#define ANY_ROW 0

static const NrnArchitecture *
get_architecture (const NrnBeats *beats)
{
  return nrn_weights_get_architecture (nrn_beats_get_weights (beats));
}

static guint
get_n_rows (const NrnBeats *beats)
{
  return nrn_beats_get_row (beats) >= 0 ? 1 : nrn_trace_get_n_rows (nrn_beats_get_trace (beats));
}

static void
append (GArray         *lines,
        NrnFormulaLine  line)
{
  g_array_append_val (lines, line);
}

/* ---- Units ---- */

static gboolean
has_kernel (const NrnBeats *beats,
            guint           layer)
{
  return layer < nrn_architecture_get_n_layers (get_architecture (beats)) &&
         nrn_architecture_find_tensor (get_architecture (beats), layer, "kernel") != NULL;
}

/* Where the weight is that is an example for all of the unit's. */
static gsize
find_weight (const NrnBeats *beats,
             guint           layer,
             guint           unit)
{
  const NrnTensor *kernel = nrn_architecture_find_tensor (get_architecture (beats), layer, "kernel");

  return kernel->offset + nrn_beats_find_input (beats, layer, unit) * (gsize) kernel->dims[1] + unit;
}

static double
get_d_weight (const NrnBeats *beats,
              guint           layer,
              guint           unit)
{
  if (nrn_beats_get_trace (beats) == NULL)
    return 0;

  return (double) nrn_trace_get_gradients (nrn_beats_get_trace (beats))[find_weight (beats, layer, unit)];
}

static void
get_numbers (const NrnBeats *beats,
             const NrnBeat  *beat,
             NrnUnitNumbers *numbers)
{
  NrnTraceLayer values, next = { 0 };

  nrn_beats_get_layer (beats, beat->layer, &values);
  if (has_kernel (beats, beat->layer + 1))
    nrn_beats_get_layer (beats, beat->layer + 1, &next);
  *numbers = (NrnUnitNumbers) {
    .weights = nrn_beats_get_weights (beats),
    .layer = beat->layer,
    .unit = beat->unit,
    .inputs = nrn_beats_get_inputs (beats, beat->layer, NULL),
    .sums = values.sums,
    .sum = (double) values.sums[beat->unit],
    .output = (double) values.outputs[beat->unit],
    .n_rows = get_n_rows (beats),
    .d_outputs = values.d_outputs != NULL ? (double) values.d_outputs[beat->unit] : 0,
    .d_sums = values.d_sums != NULL ? (double) values.d_sums[beat->unit] : 0,
    .next_d_sums = next.d_sums,
    .input = nrn_beats_find_input (beats, beat->layer, beat->unit),
    .d_weight = get_d_weight (beats, beat->layer, beat->unit),
  };
}

/* “0.5885; 0”, or NULL where these are too many to be read. */
static char *
write_values (const NrnBeat *beat,
              const float   *values)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (values == NULL || beat->n_units > MAX_VALUES)
    return NULL;

  for (guint i = 0; i < beat->n_units; i++)
    {
      g_autofree char *number = nrn_formula_print_number ((double) values[beat->unit + i], DIGITS);

      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "= ", number);
    }

  return g_strdup (text->str);
}

/* All that was written, read aloud. */
static void
speak_others (NrnFormulaLine *line)
{
  g_autofree char *rule = g_steal_pointer (&line->spoken);
  const char *values = line->result != NULL ? line->result + strlen ("= ") : NULL;

  if (line->numbers != NULL && values != NULL)
    /* Translators: read aloud: “delta, (the same for the other 2 units): 1; 0”. */
    line->spoken = g_strdup_printf (_("%1$s, %2$s: %3$s"), rule, line->numbers, values);
  else if (line->numbers != NULL)
    /* Translators: read aloud: “delta, (the same for the other 31 units)”. */
    line->spoken = g_strdup_printf (_("%1$s, %2$s"), rule, line->numbers);
  else if (values != NULL)
    /* Translators: a formula, read aloud: “momentum is 0.9”. */
    line->spoken = g_strdup_printf (_("%s is %s"), rule, values);
  else
    line->spoken = g_steal_pointer (&rule);
}

/* What all units of a layer do, and what came of it. */
static void
tell_others (const NrnBeats *beats,
             const NrnBeat  *beat,
             GArray         *lines)
{
  NrnTraceLayer values;
  NrnFormulaLine line = { 0 };
  guint n_others;

  nrn_beats_get_layer (beats, beat->layer, &values);
  /* All of them are those of the example, too. */
  n_others = MIN (beat->n_units, values.units - 1);
  if (beat->phase == NRN_BEAT_BACKWARD && values.d_sums == NULL)
    {
      line.formula = g_strdup ("∂L/∂a");
      line.spoken = g_strdup (C_("formula", "gradient by the output"));
    }
  else if (beat->phase == NRN_BEAT_BACKWARD)
    {
      line.formula = g_strdup ("δ");
      line.spoken = g_strdup (C_("formula", "delta"));
    }
  else if (has_kernel (beats, beat->layer))
    {
      nrn_unit_story_tell_rule (nrn_beats_get_weights (beats), beat->layer, &line);
    }
  else
    {
      line.formula = g_strdup (C_("formula", "output"));
      line.spoken = g_strdup (C_("formula", "output"));
    }
  if (has_kernel (beats, beat->layer))
    line.numbers = g_strdup_printf (ngettext ("(the same for the other unit)",
                                              "(the same for the other %u units)", n_others), n_others);
  line.result = write_values (beat, beat->phase == NRN_BEAT_FORWARD ? values.outputs :
                                    values.d_sums != NULL ? values.d_sums : values.d_outputs);
  speak_others (&line);
  append (lines, line);
}

static void
copy_line (GArray               *lines,
           const NrnFormulaLine *line)
{
  NrnFormulaLine copy;

  nrn_formula_line_copy (&copy, line);
  append (lines, copy);
}

/* Those of an output of the network, for one row: from the loss to delta, and to
 * the first weight. */
static GArray *
tell_output_gradients (const NrnBeats       *beats,
                       const NrnBeat        *beat,
                       const NrnUnitNumbers *numbers)
{
  GArray *lines = nrn_formula_lines_new ();
  g_autoptr (GArray) others = nrn_unit_story_tell_gradients (numbers);
  g_autoptr (NrnStory) story = nrn_story_new ();

  nrn_story_begin_step (story, 0, "");
  nrn_delta_story_tell (story, nrn_beats_get_trace (beats), (guint) nrn_beats_get_row (beats),
                        beat->layer, beat->unit);
  for (guint i = 0; i < nrn_story_get_n_lines (story); i++)
    copy_line (lines, &nrn_story_get_line (story, i)->text);
  copy_line (lines, &g_array_index (others, NrnFormulaLine, others->len - 1));

  return lines;
}

static GArray *
tell_units (const NrnBeats *beats,
            const NrnBeat  *beat)
{
  GArray *lines;
  NrnUnitNumbers numbers;

  if (beat->n_units == 1 && has_kernel (beats, beat->layer))
    {
      get_numbers (beats, beat, &numbers);
      if (beat->phase == NRN_BEAT_FORWARD)
        return nrn_unit_story_tell_output (&numbers);
      if (nrn_beats_get_row (beats) >= 0 &&
          beat->layer + 1 == nrn_architecture_get_n_layers (get_architecture (beats)))
        return tell_output_gradients (beats, beat, &numbers);
      return nrn_unit_story_tell_gradients (&numbers);
    }

  lines = nrn_formula_lines_new ();
  tell_others (beats, beat, lines);

  return lines;
}

/* ---- The loss ---- */

/* How it comes about for the row, or as the mean of all. */
static void
tell_loss (const NrnBeats *beats,
           GArray         *lines)
{
  gboolean is_mean = nrn_beats_get_row (beats) < 0;
  guint row = is_mean ? ANY_ROW : (guint) nrn_beats_get_row (beats);
  g_autoptr (NrnStory) story = nrn_loss_story_new (nrn_beats_get_trace (beats), row);

  for (guint i = 0; i < nrn_story_get_n_lines (story); i++)
    {
      const NrnStoryLine *line = nrn_story_get_line (story, i);

      if ((line->step == NRN_LOSS_MEAN) == is_mean)
        copy_line (lines, &line->text);
    }
}

/* ---- The update ---- */

/* The mean of the gradients of all rows; what is done with it, last; the new
 * weight; but not what SGD would come to. */
static void
tell_update (const NrnBeats *beats,
             gsize           weight,
             GArray         *lines)
{
  guint row = nrn_beats_get_row (beats) >= 0 ? (guint) nrn_beats_get_row (beats) : ANY_ROW;
  g_autoptr (NrnStory) story = nrn_update_story_new (nrn_beats_get_trace (beats), weight, row);
  guint n = story != NULL ? nrn_story_get_n_lines (story) : 0;
  const NrnStoryLine *optimizer = NULL;

  for (guint i = 0; i < n; i++)
    {
      const NrnStoryLine *line = nrn_story_get_line (story, i);

      if (line->step == NRN_UPDATE_MEAN)
        copy_line (lines, &line->text);
      if (line->step == NRN_UPDATE_OPTIMIZER)
        optimizer = line;
      if (line->step != NRN_UPDATE_WEIGHT || line->is_comparison)
        continue;
      if (optimizer != NULL)
        copy_line (lines, &optimizer->text);
      optimizer = NULL;
      copy_line (lines, &line->text);
    }
}

static void
tell_all_updates (const NrnBeats *beats,
                  GArray         *lines)
{
  guint n_tensors;
  const NrnTensor *tensors = nrn_architecture_get_tensors (get_architecture (beats), &n_tensors);
  guint i = 0;

  while (i < n_tensors && (!tensors[i].trainable || !has_kernel (beats, tensors[i].layer)))
    i++;
  if (i == n_tensors)
    return;

  tell_update (beats, tensors[i].offset, lines);
  /* The rule is the same for all, the numbers are not. */
  for (guint line = 0; line < lines->len; line++)
    {
      NrnFormulaLine *text = &g_array_index (lines, NrnFormulaLine, line);
      g_autofree char *formula = g_steal_pointer (&text->formula);
      g_autofree char *legend = g_steal_pointer (&text->legend);

      nrn_formula_line_clear (text);
      text->formula = g_strdup (formula);
      text->legend = g_steal_pointer (&legend);
      text->spoken = g_strdup (formula);
    }
}

/**
 * nrn_beats_tell:
 * @beats: beats
 * @beat: one of them
 *
 * Returns: (transfer full) (element-type NrnFormulaLine): its formulas, with
 *   numbers, and what came of it
 */
GArray *
nrn_beats_tell (const NrnBeats *beats,
                const NrnBeat  *beat)
{
  GArray *lines;

  if (beat->phase == NRN_BEAT_FORWARD || beat->phase == NRN_BEAT_BACKWARD)
    return tell_units (beats, beat);
  if (beat->phase == NRN_BEAT_INPUTS || beat->phase == NRN_BEAT_OUTPUTS)
    return nrn_beats_tell_ends (beats, beat);

  lines = nrn_formula_lines_new ();
  if (beat->phase == NRN_BEAT_LOSS)
    {
      tell_loss (beats, lines);
    }
  else if (beat->n_units == 0)
    {
      tell_all_updates (beats, lines);
    }
  else
    {
      tell_update (beats, find_weight (beats, beat->layer, beat->unit), lines);
    }

  return lines;
}
