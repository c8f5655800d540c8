/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "nrn-beats.h"

#include <math.h>
#include <string.h>

#include "nrn-formula.h"
#include "nrn-test-utils.h"

static NrnTrace *
run (const char  *layers,
     const char  *optimizer,
     guint        n_rows,
     const float *inputs,
     const float *targets,
     const float *numbers)
{
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse_layers (1, layers, NULL);
  g_autoptr (NrnConfig) loss = nrn_config_new_by_name (NRN_FAMILY_LOSS,
                                                       "sparse_categorical_crossentropy", NULL);
  g_autoptr (NrnConfig) config = nrn_config_parse (NRN_FAMILY_OPTIMIZER, optimizer, NULL);
  g_autoptr (NrnSamples) samples = nrn_samples_new (n_rows, 1, 1, inputs, targets);
  g_autoptr (NrnWeights) weights = numbers != NULL ? nrn_weights_new (architecture, numbers) : NULL;
  NrnFitOptions options = { .batch_size = n_rows, .epochs = 1, .seed = 5 };
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnFit) fit = nrn_fit_new (architecture, weights, loss, config, samples, &options, &error);
  NrnTrace *trace;

  g_assert_no_error (error);
  trace = nrn_trace_new (fit);
  g_assert_nonnull (trace);

  return trace;
}

/* Everything that is said from the first beat to the last. */
static char *
print_all (const NrnBeats *beats)
{
  g_autoptr (GString) text = g_string_new (NULL);
  NrnBeat beat;

  nrn_beats_get_first (beats, &beat);
  do
    {
      g_autofree char *layer = g_strdup_printf ("Layer %u", beat.layer + 1);
      g_autofree char *title = nrn_beats_print_title (beats, &beat, layer);
      g_autoptr (GArray) lines = nrn_beats_tell (beats, &beat);
      g_autofree char *printed = nrn_formula_lines_print (lines, FALSE);

      g_string_append_printf (text, "# %s: %s\n%s\n", nrn_beat_get_phase_name (beat.phase), title,
                              printed);
    }
  while (nrn_beats_go_on (beats, NRN_BEAT_STRIDE_BEAT, &beat));

  return g_strdup (text->str);
}

/* One person of 77 years with side effects. */
static void
test_golden (void)
{
  static const float numbers[] = { 0.8f, -0.5f, 0, 0, -0.3f, 0.6f, 0.4f, 0.1f, 0, 0 };
  g_autoptr (NrnTrace) trace = run ("Dense(2, relu), Dense(2, sigmoid)", "SGD(0.01)", 1,
                                    (float[]) { (77.0f - 13.0f) / 87.0f }, (float[]) { 1 }, numbers);
  g_autoptr (NrnBeats) beats = nrn_beats_new (trace, 0);
  g_autofree char *text = print_all (beats);

  g_assert_cmpstr (text, ==,
                   "# Forward: Layer 1, unit 1\n"
                   "z = w × x + b = 0.8 × 0.735632 + 0 = 0.588506\n"
                   "node output = relu(weighted sum of inputs + bias) = relu(0.588506) = 0.588506\n"
                   "# Forward: Layer 1, unit 2\n"
                   "z = w × x + b = −0.5 × 0.735632 + 0 = −0.367816\n"
                   "node output = relu(weighted sum of inputs + bias) = relu(−0.367816) = 0\n"
                   "# Forward: Layer 2, unit 1\n"
                   "z = w₁ × a₁ + w₂ × a₂ + b = −0.3 × 0.588506 + 0.4 × 0 + 0 = −0.176552\n"
                   "node output = sigmoid(weighted sum of inputs + bias) = sigmoid(−0.176552) = 0.455976\n"
                   "# Forward: Layer 2, unit 2\n"
                   "z = w₁ × a₁ + w₂ × a₂ + b = 0.6 × 0.5885057 + 0.1 × 0 + 0 = 0.353103\n"
                   "node output = sigmoid(weighted sum of inputs + bias) = sigmoid(0.353103) = 0.58737\n"
                   "# Loss: How wrong the outputs are\n"
                   "label 1 → [0, 1]\n"
                   "p₁ = 0.455976\n"
                   "p₂ = 0.58737\n"
                   "S = p₁ + p₂ = 0.455976 + 0.58737 = 1.04335\n"
                   "q₁ = p₁ ∕ S = 0.4559764 ∕ 1.043346 = 0.437033\n"
                   "q₂ = p₂ ∕ S = 0.58737 ∕ 1.0433463 = 0.562967\n"
                   "L₁ = −ln(q₂) = −ln(0.562967) = 0.574534\n"
                   "# Backward: Layer 2, unit 1\n"
                   "label 1 → [0, 1]\n"
                   "S = p₁ + p₂ = 0.455976 + 0.58737 = 1.04335\n"
                   "∂L/∂p₁ = 1 ∕ S = 1 ∕ 1.04334635 = 0.958454\n"
                   "δ = ∂L/∂p₁ × p₁ × (1 − p₁) = 0.958454 × 0.455976 × (1 − 0.455976) = 0.237756\n"
                   "∂L/∂w₁ = a₁ × δ = 0.588506 × 0.237756 = 0.139921\n"
                   "# Backward: Layer 2, unit 2\n"
                   "label 1 → [0, 1]\n"
                   "S = p₁ + p₂ = 0.455976 + 0.58737 = 1.04335\n"
                   "∂L/∂p₂ = 1 ∕ S − 1 ∕ p₂ = 1 ∕ 1.043346 − 1 ∕ 0.58737 = −0.744050\n"
                   "δ = ∂L/∂p₂ × p₂ × (1 − p₂) = −0.744050 × 0.58737 × (1 − 0.58737) = −0.180333\n"
                   "∂L/∂w₁ = a₁ × δ = 0.588506 × −0.180333 = −0.106127\n"
                   "# Backward: Layer 1, unit 1\n"
                   "∂L/∂a = w₁ × δ₁ + w₂ × δ₂ = −0.3 × 0.23775606 + 0.6 × −0.18033278 = −0.179526\n"
                   "δ = ∂L/∂a × relu′ = −0.179526 × 1 = −0.179526\n"
                   "∂L/∂w₁ = x₁ × δ = 0.735632 × −0.179526 = −0.132065\n"
                   "# Backward: Layer 1, unit 2\n"
                   "∂L/∂a = w₁ × δ₁ + w₂ × δ₂ = 0.4 × 0.237756 + 0.1 × −0.180333 = 0.0770691\n"
                   "δ = ∂L/∂a × relu′ = 0.0770691 × 0 = 0\n"
                   "∂L/∂w₁ = x₁ × δ = 0.735632 × 0 = 0\n"
                   "# Update: Layer 1, unit 1, weight 1\n"
                   "g = g₁ ∕ n = −0.132065 ∕ 1 = −0.132065\n"
                   "step = η × g = 0.01 × −0.132065 = −0.00132065\n"
                   "new weight = old weight − learning rate × gradient = 0.8 − 0.01 × −0.132065 = 0.801321\n"
                   "# Update: Layer 2, unit 1, weight 1\n"
                   "g = g₁ ∕ n = 0.139921 ∕ 1 = 0.139921\n"
                   "step = η × g = 0.01 × 0.139921 = 0.00139921\n"
                   "new weight = old weight − learning rate × gradient = −0.3 − 0.01 × 0.139921 = −0.301399\n"
                   "# Update: And the same for all 10\n"
                   "g = g₁ ∕ n\n"
                   "step = η × g\n"
                   "new weight = old weight − learning rate × gradient\n");
}

/* ---- Going through them ---- */

/* 1-6-32-2 and ten people. */
static NrnTrace *
run_large (const char *layers)
{
  float inputs[10], targets[10];

  for (guint i = 0; i < 10; i++)
    {
      inputs[i] = (float) i / 9;
      targets[i] = i >= 6;
    }

  return run (layers, "Adam(0.01)", 10, inputs, targets, NULL);
}

#define LARGE "Dense(6, relu), Dense(32, relu), Dense(2, sigmoid)"

static void
assert_beat (const NrnBeat *beat,
             NrnBeatPhase   phase,
             guint          layer,
             guint          unit,
             guint          n_units)
{
  g_assert_cmpuint (beat->phase, ==, phase);
  g_assert_cmpuint (beat->layer, ==, layer);
  g_assert_cmpuint (beat->unit, ==, unit);
  g_assert_cmpuint (beat->n_units, ==, n_units);
}

/* The first unit that lets something through, and back. */
static guint
find_example (const NrnTrace *trace,
              guint           row,
              guint           layer)
{
  NrnTraceLayer values;

  nrn_trace_get_layer (trace, layer, &values);
  for (guint unit = 0; unit < values.units; unit++)
    {
      if (values.outputs[row * values.units + unit] > 0 && values.d_sums[row * values.units + unit] != 0)
        return unit;
    }

  g_assert_not_reached ();
}

static void
test_beats (void)
{
  g_autoptr (NrnTrace) trace = run_large (LARGE);
  guint on = find_example (trace, 3, 0);
  guint on_next = find_example (trace, 3, 1);
  const NrnBeat expected[] = {
    { NRN_BEAT_FORWARD, 0, on, 1 }, { NRN_BEAT_FORWARD, 0, 0, 6 },
    { NRN_BEAT_FORWARD, 1, on_next, 1 }, { NRN_BEAT_FORWARD, 1, on_next == 0, 32 - (on_next == 0) },
    { NRN_BEAT_FORWARD, 2, 0, 1 }, { NRN_BEAT_FORWARD, 2, 1, 1 },
    { NRN_BEAT_LOSS, 0, 0, 0 },
    { NRN_BEAT_BACKWARD, 2, 0, 1 }, { NRN_BEAT_BACKWARD, 2, 1, 1 },
    { NRN_BEAT_BACKWARD, 1, on_next, 1 }, { NRN_BEAT_BACKWARD, 1, on_next == 0, 32 - (on_next == 0) },
    { NRN_BEAT_BACKWARD, 0, on, 1 }, { NRN_BEAT_BACKWARD, 0, 0, 6 },
    { NRN_BEAT_UPDATE, 0, on, 1 }, { NRN_BEAT_UPDATE, 1, on_next, 1 }, { NRN_BEAT_UPDATE, 2, 0, 1 },
    { NRN_BEAT_UPDATE, 0, 0, 0 },
  };
  g_autoptr (NrnBeats) beats = nrn_beats_new (trace, 3);
  guint n = G_N_ELEMENTS (expected);
  NrnBeat beat;

  /* The first unit of the first layer is off. */
  g_assert_cmpuint (on, >, 0);
  nrn_beats_get_first (beats, &beat);
  for (guint i = 0; i < n; i++)
    {
      assert_beat (&beat, expected[i].phase, expected[i].layer, expected[i].unit, expected[i].n_units);
      g_assert_true (nrn_beats_go_on (beats, NRN_BEAT_STRIDE_BEAT, &beat) == (i + 1 < n));
    }
  for (guint i = n; i-- > 0;)
    {
      assert_beat (&beat, expected[i].phase, expected[i].layer, expected[i].unit, expected[i].n_units);
      g_assert_true (nrn_beats_go_back (beats, NRN_BEAT_STRIDE_BEAT, &beat) == (i > 0));
    }
}

static void
test_units (void)
{
  g_autoptr (NrnTrace) trace = run_large (LARGE);
  g_autoptr (NrnBeats) beats = nrn_beats_new (trace, NRN_BEATS_MEAN);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (NrnBeat));
  NrnBeat beat;

  nrn_beats_get_first (beats, &beat);
  beat.unit = 0;
  do
    g_array_append_val (all, beat);
  while (nrn_beats_go_on (beats, NRN_BEAT_STRIDE_UNIT, &beat));

  /* Forward, backward and update each unit; loss; all. */
  g_assert_cmpuint (all->len, ==, 3 * 40 + 2);
  for (guint i = all->len - 1; i-- > 0;)
    {
      g_assert_true (nrn_beats_go_back (beats, NRN_BEAT_STRIDE_UNIT, &beat));
      g_assert_true (nrn_beat_equal (&beat, &g_array_index (all, NrnBeat, i)));
    }

  /* From the middle of a layer on, the others are those after it. */
  beat = (NrnBeat) { NRN_BEAT_FORWARD, 1, 7, 1 };
  g_assert_cmpuint (nrn_beats_get_example (beats, &beat), <, 7);
  g_assert_true (nrn_beats_go_on (beats, NRN_BEAT_STRIDE_BEAT, &beat));
  assert_beat (&beat, NRN_BEAT_FORWARD, 1, 8, 24);
  g_assert_true (nrn_beats_go_back (beats, NRN_BEAT_STRIDE_UNIT, &beat));
  assert_beat (&beat, NRN_BEAT_FORWARD, 1, 7, 1);
}

static void
test_phases (void)
{
  g_autoptr (NrnTrace) trace = run_large (LARGE);
  g_autoptr (NrnBeats) beats = nrn_beats_new (trace, 3);
  NrnBeat beat = { NRN_BEAT_FORWARD, 1, 4, 1 };
  guint on = find_example (trace, 3, 0);

  g_assert_true (nrn_beats_go_on (beats, NRN_BEAT_STRIDE_PHASE, &beat));
  assert_beat (&beat, NRN_BEAT_LOSS, 0, 0, 0);
  g_assert_true (nrn_beats_go_on (beats, NRN_BEAT_STRIDE_PHASE, &beat));
  assert_beat (&beat, NRN_BEAT_BACKWARD, 2, 0, 1);
  g_assert_true (nrn_beats_go_on (beats, NRN_BEAT_STRIDE_PHASE, &beat));
  assert_beat (&beat, NRN_BEAT_UPDATE, 0, on, 1);
  g_assert_false (nrn_beats_go_on (beats, NRN_BEAT_STRIDE_PHASE, &beat));
  assert_beat (&beat, NRN_BEAT_UPDATE, 0, on, 1);

  nrn_beats_get_last (beats, &beat);
  g_assert_true (nrn_beats_go_back (beats, NRN_BEAT_STRIDE_PHASE, &beat));
  assert_beat (&beat, NRN_BEAT_UPDATE, 0, on, 1);
  g_assert_true (nrn_beats_go_back (beats, NRN_BEAT_STRIDE_PHASE, &beat));
  assert_beat (&beat, NRN_BEAT_BACKWARD, 2, 0, 1);
  nrn_beats_get_first (beats, &beat);
  g_assert_false (nrn_beats_go_back (beats, NRN_BEAT_STRIDE_PHASE, &beat));
}

/* A layer that does not learn has no update; before the first that does, there is
 * no gradient. */
static void
test_frozen (void)
{
  g_autoptr (NrnTrace) trace = run_large ("Dense(4, relu, trainable=false), Dense(2, sigmoid)");
  g_autoptr (NrnBeats) beats = nrn_beats_new (trace, 0);
  NrnBeat beat;

  nrn_beats_get_first (beats, &beat);
  do
    g_assert_true (beat.phase < NRN_BEAT_BACKWARD || beat.layer == 1 || beat.n_units == 0);
  while (nrn_beats_go_on (beats, NRN_BEAT_STRIDE_UNIT, &beat));
}

/* ---- Numbers ---- */

static double
read_number (const char *text)
{
  g_autoptr (GString) plain = g_string_new (text);

  g_string_replace (plain, "−", "-", 0);
  g_string_replace (plain, "×10", "e", 0);
  g_string_replace (plain, "⁻", "-", 0);
  for (guint i = 0; i < 10; i++)
    {
      static const char *const digits[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
      char digit[2] = { (char) ('0' + i), '\0' };

      g_string_replace (plain, digits[i], digit, 0);
    }

  return g_ascii_strtod (plain->str, NULL);
}

/* The row of the trace, or the mean of all. */
static double
take (const NrnTrace *trace,
      const float    *values,
      guint           units,
      guint           unit,
      int             row)
{
  guint n_rows = nrn_trace_get_n_rows (trace);
  double sum = 0;

  if (row >= 0)
    return (double) values[(guint) row * units + unit];
  for (guint i = 0; i < n_rows; i++)
    sum += (double) values[i * units + unit];

  return sum / n_rows;
}

static void
assert_result (const NrnFormulaLine *line,
               double                expected)
{
  const char *number = strchr (line->result, ' ') + 1;

  nrn_test_assert_number (line->formula, read_number (number), expected, 1e-4 * fabs (expected) + 1e-9);
}

static void
assert_unit (const NrnBeats *beats,
             const NrnBeat  *beat)
{
  const NrnTrace *trace = nrn_beats_get_trace (beats);
  int row = nrn_beats_get_row (beats);
  g_autoptr (GArray) lines = nrn_beats_tell (beats, beat);
  const NrnFormulaLine *line = (const NrnFormulaLine *) (const void *) lines->data;
  double n_rows = nrn_trace_get_n_rows (trace);
  NrnTraceLayer layer;

  nrn_trace_get_layer (trace, beat->layer, &layer);
  if (beat->phase == NRN_BEAT_FORWARD)
    {
      assert_result (&line[0], take (trace, layer.sums, layer.units, beat->unit, row));
      assert_result (&line[1], take (trace, layer.outputs, layer.units, beat->unit, row));
    }
  else
    {
      /* After what the loss has to say, and before the first weight's; gradients
       * of the batch's mean are shares of it. */
      assert_result (&line[lines->len - 3], n_rows * take (trace, layer.d_outputs, layer.units, beat->unit, row));
      assert_result (&line[lines->len - 2], n_rows * take (trace, layer.d_sums, layer.units, beat->unit, row));
    }
}

/* All that is shown of each unit is what the training has. */
static void
test_numbers (void)
{
  g_autoptr (NrnTrace) trace = run_large (LARGE);

  for (int row = NRN_BEATS_MEAN; row < 10; row++)
    {
      g_autoptr (NrnBeats) beats = nrn_beats_new (trace, row);
      NrnBeat beat;

      nrn_beats_get_first (beats, &beat);
      do
        {
          if (beat.phase == NRN_BEAT_FORWARD || beat.phase == NRN_BEAT_BACKWARD)
            assert_unit (beats, &beat);
        }
      while (nrn_beats_go_on (beats, NRN_BEAT_STRIDE_UNIT, &beat));
    }
}

static void
test_updates (void)
{
  g_autoptr (NrnTrace) trace = run_large (LARGE);
  g_autoptr (NrnBeats) beats = nrn_beats_new (trace, 2);
  const NrnWeights *weights = nrn_trace_get_new_weights (trace);
  NrnBeat beat = { NRN_BEAT_UPDATE, 0, 0, 1 };

  do
    {
      g_autoptr (GArray) lines = nrn_beats_tell (beats, &beat);
      const float *kernel = nrn_weights_get_tensor (weights, beat.layer, "kernel");
      guint units = nrn_architecture_get_layer_units (nrn_weights_get_architecture (weights), beat.layer);

      g_assert_cmpuint (lines->len, ==, 3);
      if (beat.n_units == 1)
        assert_result (&g_array_index (lines, NrnFormulaLine, 2),
                       (double) kernel[nrn_beats_find_input (beats, beat.layer, beat.unit) *
                                       (gsize) units + beat.unit]);
      else
        g_assert_null (g_array_index (lines, NrnFormulaLine, 2).result);
    }
  while (nrn_beats_go_on (beats, NRN_BEAT_STRIDE_UNIT, &beat));
}

/* What is told as an example is not 0 where there is anything else: neither the
 * unit, nor what comes in, nor its weight's gradient. */
static void
test_examples (void)
{
  static const float numbers[] = {
    -1, -1, 0.5f, 0.5f, 0.5f, 0, 0, 0, 0, 0,
    0.1f, 0.2f, 0.1f, 0.2f, 0.1f, 0.2f, 0.1f, 0.2f, 0.1f, 0.2f, 0, 0,
  };
  static const char *const expected[] = {
    "# Forward: Layer 1, unit 3\n",
    "# Forward: Layer 1, units 1–5\n"
    "node output = relu(weighted sum of inputs + bias) (the same for the other 4 units) = 0; 0; 0.25; 0.25; 0.25\n",
    "∂L/∂w₃ = a₃ × δ = 0.25 × ",
    "# Backward: Layer 1, unit 3\n",
    "# Update: Layer 1, unit 3, weight 1\n",
    "# Update: Layer 2, unit 1, weight 3\n",
  };
  g_autoptr (NrnTrace) trace = run ("Dense(5, relu), Dense(2, sigmoid)", "SGD(0.01)", 1, (float[]) { 0.5f },
                                    (float[]) { 1 }, numbers);
  g_autoptr (NrnBeats) beats = nrn_beats_new (trace, 0);
  g_autofree char *text = print_all (beats);

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      if (strstr (text, expected[i]) == NULL)
        g_error ("“%s” is not in\n%s", expected[i], text);
    }
}

static void
test_loss (void)
{
  g_autoptr (NrnTrace) trace = run_large (LARGE);
  g_autoptr (NrnBeats) beats = nrn_beats_new (trace, 4);
  g_autoptr (NrnBeats) mean = nrn_beats_new (trace, NRN_BEATS_MEAN);
  NrnBeat beat = { .phase = NRN_BEAT_LOSS };
  g_autoptr (GArray) lines = nrn_beats_tell (beats, &beat);
  g_autoptr (GArray) mean_lines = nrn_beats_tell (mean, &beat);
  double expected = take (trace, nrn_trace_get_losses (trace), 1, 0, NRN_BEATS_MEAN);

  assert_result (&g_array_index (mean_lines, NrnFormulaLine, mean_lines->len - 1), expected);
  assert_result (&g_array_index (lines, NrnFormulaLine, lines->len - 1),
                 (double) nrn_trace_get_losses (trace)[4]);
}

/* Layers without units of their own are one beat each, and everything says
 * something. */
static void
test_other_layers (void)
{
  static const char *const networks[] = {
    "Dense(4), Activation(tanh), Dense(2, softmax)",
    "Dense(6, relu), Dropout(0.5), Dense(2, sigmoid)",
    "Dense(6), BatchNormalization(), Activation(relu), Dense(4, relu), Dense(2, softmax)",
    "GaussianNoise(0.1), Dense(3, tanh, use_bias=false), LayerNormalization(), Dense(2, sigmoid)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (networks); i++)
    {
      g_autoptr (NrnTrace) trace = run_large (networks[i]);

      for (int row = NRN_BEATS_MEAN; row < 2; row++)
        {
          g_autoptr (NrnBeats) beats = nrn_beats_new (trace, row);
          g_autofree char *text = print_all (beats);

          g_assert_nonnull (strstr (text, "# Update: And the same for all"));
          g_assert_null (strstr (text, "\n\n"));
          g_assert_null (strstr (text, "NaN"));
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/beats/golden", test_golden);
  g_test_add_func ("/beats/beats", test_beats);
  g_test_add_func ("/beats/units", test_units);
  g_test_add_func ("/beats/phases", test_phases);
  g_test_add_func ("/beats/frozen", test_frozen);
  g_test_add_func ("/beats/numbers", test_numbers);
  g_test_add_func ("/beats/updates", test_updates);
  g_test_add_func ("/beats/examples", test_examples);
  g_test_add_func ("/beats/loss", test_loss);
  g_test_add_func ("/beats/other-layers", test_other_layers);

  return g_test_run ();
}
