/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The formula of what is selected, while no beat is under way.
 */

#include "config.h"

#include "nrn-window-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "nrn-unit-story.h"

/* Numbers that change more often cannot be read. */
#define INTERVAL_US (G_USEC_PER_SEC / 10)

/* The legend and the steppers at the foot of the network, which formulas cover. */
#define FOOTER 54

/* Of a line of formulas, in bytes. */
#define LINE_LENGTH 80

/* By how much a bar of three lines is higher; and what of the network's height
 * higher ones may take. */
#define BEAT_MARGIN  13
#define MOST_COVERED 0.4

static const NrnWeights *
get_weights (NrnWindow *window)
{
  return nrn_snapshot_get_parts (nrn_document_get_snapshot (window->document))->weights;
}

static double
add_up (const NrnWeights *weights,
        guint             layer,
        guint             unit,
        const float      *inputs)
{
  const NrnTensor *tensor =
    nrn_architecture_find_tensor (nrn_weights_get_architecture (weights), layer, "kernel");
  const float *kernel = nrn_weights_get_tensor (weights, layer, "kernel");
  const float *bias = nrn_weights_get_tensor (weights, layer, "bias");
  double sum = bias != NULL ? (double) bias[unit] : 0;

  for (guint i = 0; i < tensor->dims[0]; i++)
    sum += (double) inputs[i] * (double) kernel[(gsize) i * tensor->dims[1] + unit];

  return sum;
}

/* (transfer full) */
static GArray *
tell_unit (NrnWindow                *window,
           const NrnNetworkActivity *activity,
           guint                     layer,
           guint                     unit)
{
  const NrnWeights *weights = get_weights (window);
  const float *inputs = nrn_network_activity_get_outputs (activity, (int) layer - 1);
  NrnUnitNumbers numbers = {
    .weights = weights,
    .layer = layer,
    .unit = unit,
    .inputs = inputs,
    .sum = add_up (weights, layer, unit, inputs),
    .output = (double) nrn_network_activity_get_outputs (activity, (int) layer)[unit],
    .n_rows = 1,
  };
  GArray *lines;

  /* How it comes to its sum is told where all of its weights are. */
  lines = nrn_unit_story_tell_output (&numbers);
  if (lines->len > 1)
    g_array_remove_range (lines, 0, lines->len - 1);

  return lines;
}

/* (transfer full): what goes along the edge. */
static GArray *
tell_weight (NrnWindow                *window,
             const NrnNetworkActivity *activity,
             guint                     layer,
             int                       input,
             guint                     unit)
{
  const NrnWeights *weights = get_weights (window);
  const NrnTensor *kernel =
    nrn_architecture_find_tensor (nrn_weights_get_architecture (weights), layer, "kernel");
  const float *values = nrn_weights_get_tensor (weights, layer, input >= 0 ? "kernel" : "bias");
  g_autoptr (NrnSymbols) symbols = nrn_symbols_new ();
  GArray *lines = nrn_formula_lines_new ();
  NrnFormulaLine line;

  if (input < 0)
    {
      nrn_formula_line_init_value (&line, "b", C_("formula", "bias"), (double) values[unit]);
    }
  else
    {
      const char *name = layer == 0 ? "x" : "a";
      const char *formula = layer == 0 ? "w × x" : "w × a";

      nrn_symbols_set (symbols, "w", C_("formula", "weight"),
                       (double) values[(gsize) input * kernel->dims[1] + unit]);
      nrn_symbols_set (symbols, name, C_("formula", "input"),
                       (double) nrn_network_activity_get_outputs (activity, (int) layer - 1)[input]);
      nrn_formula_line_init (&line, symbols, C_("formula", "product"), C_("formula", "product"), formula,
                             nrn_formula_evaluate (formula, symbols, 0), NRN_FORMULA_SYMBOLS);
    }
  g_array_append_val (lines, line);

  return lines;
}

/* (transfer full) (nullable) */
static GArray *
tell (NrnWindow  *window,
      char      **title)
{
  const NrnNetworkActivity *activity = nrn_canvas_get_activity (window->canvas);
  const NrnArchitecture *architecture;
  g_autofree char *name = NULL;
  guint layer, unit;
  int input = 0;
  gboolean is_unit = nrn_canvas_get_selected_unit (window->canvas, &layer, &unit);

  if (activity == NULL || window->beats.list != NULL ||
      (!is_unit && !nrn_canvas_get_selected_weight (window->canvas, &layer, &input, &unit)))
    return NULL;

  architecture = nrn_weights_get_architecture (get_weights (window));
  if (nrn_architecture_find_tensor (architecture, layer, "kernel") == NULL)
    return NULL;

  name = nrn_network_name_layer (architecture, (int) layer);
  *title = g_strdup_printf (_("%s, unit %u"), name, unit + 1);

  return is_unit ? tell_unit (window, activity, layer, unit)
                 : tell_weight (window, activity, layer, input, unit);
}

/* Few look at formulas at once: the bars are made when they are needed. */
static NrnFormulaBar *
add_bar (GtkOverlay *overlay,
         GtkAlign    align,
         gboolean    is_compact)
{
  NrnFormulaBar *bar = g_object_new (NRN_TYPE_FORMULA_BAR, "is-compact", is_compact, "valign", align, NULL);

  gtk_overlay_add_overlay (overlay, GTK_WIDGET (bar));

  return bar;
}

static NrnFormulaBar *
ensure_beat_bar (NrnWindow *window)
{
  if (window->beat_bar == NULL)
    window->beat_bar = add_bar (window->canvas_overlay, GTK_ALIGN_END, FALSE);

  return window->beat_bar;
}

static int
measure_beat_bar (NrnWindow *window)
{
  int width = gtk_widget_get_width (GTK_WIDGET (window->canvas_overlay));
  int height = 0;

  if (width > 0)
    gtk_widget_measure (GTK_WIDGET (window->beat_bar), GTK_ORIENTATION_VERTICAL, width, NULL, &height,
                        NULL, NULL);

  return height;
}

/* The biases stay in sight. */
static void
make_room (NrnWindow *window,
           gboolean   has_formulas)
{
  int most = (int) (MOST_COVERED * gtk_widget_get_height (GTK_WIDGET (window->canvas_overlay)));
  int height = MIN (window->beats.room, most);

  gtk_widget_set_size_request (GTK_WIDGET (window->beat_bar), -1, has_formulas ? height : -1);
  gtk_widget_set_margin_bottom (GTK_WIDGET (window->canvas),
                                height > 0 ? MAX (height - FOOTER, BEAT_MARGIN) : 0);
}

/* About how many lines formulas take. */
static guint
estimate_lines (const GArray *lines)
{
  guint n = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      const NrnFormulaLine *line = &g_array_index (lines, NrnFormulaLine, i);
      gsize length = strlen (line->formula);

      length += line->numbers != NULL ? strlen (line->numbers) : 0;
      length += line->result != NULL ? strlen (line->result) : 0;
      n += 1 + (guint) (length / LINE_LENGTH);
    }

  return n;
}

/**
 * nrn_window_reserve_beat_room:
 * @window: a window with a beat under way
 *
 * Has the network make room at once for the highest formulas that may come, so
 * that it need not move from beat to beat: about the highest of each phase.
 */
void
nrn_window_reserve_beat_room (NrnWindow *window)
{
  GArray *highest[NRN_BEAT_N_PHASES] = { NULL };
  guint most[NRN_BEAT_N_PHASES] = { 0 };
  NrnBeat beat;

  if (window->beats.room > 0)
    return;

  nrn_beats_get_first (window->beats.list, &beat);
  do
    {
      GArray *lines = nrn_beats_tell (window->beats.list, &beat);
      guint n = estimate_lines (lines);

      if (n > most[beat.phase])
        {
          most[beat.phase] = n;
          g_clear_pointer (&highest[beat.phase], g_array_unref);
          highest[beat.phase] = g_array_ref (lines);
        }
      g_array_unref (lines);
    }
  while (nrn_beats_go_on (window->beats.list, NRN_BEAT_STRIDE_BEAT, &beat));

  for (guint i = 0; i < NRN_BEAT_N_PHASES; i++)
    {
      if (highest[i] == NULL)
        continue;
      nrn_formula_bar_show (ensure_beat_bar (window), nrn_beat_get_phase_name (i), "", highest[i]);
      window->beats.room = MAX (window->beats.room, measure_beat_bar (window));
      g_array_unref (highest[i]);
    }
}

/**
 * nrn_window_release_beat_room:
 * @window: a window without a beat under way
 *
 * Gives the network the room back that formulas had.
 */
void
nrn_window_release_beat_room (NrnWindow *window)
{
  if (window->beats.room == 0)
    return;

  window->beats.room = 0;
  make_room (window, FALSE);
}

/**
 * nrn_window_show_beat_formula:
 * @window: a window
 * @heading: (nullable): what an update is at
 * @title: (nullable): what the beat is about
 * @row: (nullable): whose numbers these are
 * @lines: (nullable): its formulas; %NULL for no beat
 *
 * Shows what a beat says, at the foot of the network. The room for it stays until
 * nrn_window_release_beat_room().
 */
void
nrn_window_show_beat_formula (NrnWindow    *window,
                              const char   *heading,
                              const char   *title,
                              const char   *row,
                              const GArray *lines)
{
  if (window->beat_bar == NULL && lines == NULL)
    return;

  nrn_formula_bar_show (ensure_beat_bar (window), heading, title, lines);
  nrn_formula_bar_show_row (window->beat_bar, row);
  if (lines != NULL)
    window->beats.room = MAX (window->beats.room, measure_beat_bar (window));
  make_room (window, lines != NULL);
}

/**
 * nrn_window_update_formula:
 * @window: a window
 *
 * Shows the formula of what is selected, or none.
 */
void
nrn_window_update_formula (NrnWindow *window)
{
  gint64 now = g_get_monotonic_time ();
  g_autofree char *title = NULL;
  g_autoptr (GArray) lines = NULL;

  if (nrn_document_get_experiment (window->document) == NULL)
    return;
  if (nrn_trainer_get_state (nrn_document_get_trainer (window->document)) == NRN_TRAINING_RUNNING &&
      window->selection_bar != NULL && gtk_widget_get_visible (GTK_WIDGET (window->selection_bar)) &&
      now - window->formula_at < INTERVAL_US)
    return;

  window->formula_at = now;
  lines = tell (window, &title);
  if (window->selection_bar == NULL && lines == NULL)
    return;

  /* In the place of what the epoch has changed. */
  if (window->selection_bar == NULL)
    window->selection_bar = add_bar (window->data_overlay, GTK_ALIGN_START, TRUE);
  nrn_formula_bar_show (window->selection_bar, NULL, title, lines);
  /* Which may be higher. */
  gtk_widget_set_opacity (GTK_WIDGET (window->epoch_line), lines != NULL ? 0 : 1);
}
