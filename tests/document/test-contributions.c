/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What pulls a sample to a class: all parts add up to what the network itself
 * computes.
 */

#include "nrn-contributions.h"

#include <math.h>
#include <string.h>

#include "nrn-model.h"
#include "nrn-vector.h"

/* By how much a sum of floats may differ from the same in doubles. */
#define TOLERANCE 1e-5

#define MAX_INPUTS 8

/* The weighted sums of the last layer with weights. */
static void
compute_sums (const NrnWeights *weights,
              const float      *inputs,
              guint             layer,
              double           *sums)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  g_autoptr (NrnModel) model = nrn_model_new (architecture, 1);
  float padded[MAX_INPUTS + NRN_LANES] = { 0 };

  memcpy (padded, inputs, nrn_architecture_get_input_dim (architecture) * sizeof (float));
  nrn_model_set_weights (model, weights);
  nrn_model_forward (model, 1, padded, FALSE);
  for (guint i = 0; i < nrn_architecture_get_layer_units (architecture, layer); i++)
    sums[i] = (double) nrn_model_get_layer_sums (model, layer)[i];
}

typedef struct
{
  guint       input_dim;
  const char *layers;
  guint       last;       /* the last layer with weights */
  int         before;     /* the one before it; -1 for the inputs */
} Case;

static const Case cases[] = {
  { 1, "Dense(6, relu), Dense(32, relu), Dense(2, sigmoid)", 2, 1 },
  { 8, "Dense(6, tanh), Dense(4, elu), Dense(4, softmax)", 2, 1 },
  { 2, "Dense(3, relu), Dense(1, sigmoid)", 1, 0 },
  { 4, "Dense(3, softmax)", 0, -1 },
  { 3, "Dense(5), BatchNormalization(), Activation(relu), Dropout(0.5), Dense(2), Activation(softmax)",
    4, 0 },
  { 3, "Dense(5, relu), Dense(2, softmax, use_bias=False)", 1, 0 },
};

static void
check_sample (const Case       *test,
              const NrnWeights *weights,
              const float      *inputs,
              guint             ahead,
              guint             other)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  guint n_outputs = nrn_architecture_get_output_dim (architecture);
  g_autoptr (NrnContributions) contributions =
    nrn_contributions_new (weights, inputs, ahead, other);
  double sums[8], expected, total = 0, size = 1;

  compute_sums (weights, inputs, test->last, sums);
  expected = n_outputs > 1 ? sums[ahead] - sums[other] : ahead == 1 ? sums[0] : -sums[0];
  for (guint i = 0; i < nrn_contributions_get_n (contributions); i++)
    {
      const NrnContribution *part = nrn_contributions_get (contributions, i);

      g_assert_cmpfloat_with_epsilon (part->value, part->activation * part->weight, 1e-12);
      if (i > 0)
        g_assert_cmpfloat (fabs (part->value), <=,
                           fabs (nrn_contributions_get (contributions, i - 1)->value));
      total += part->value;
      size += fabs (part->value);
    }
  g_assert_cmpfloat (fabs (nrn_contributions_get_lead (contributions) - expected), <=, 1e-6);
  g_assert_cmpfloat (fabs (total - expected), <=, TOLERANCE * size);
  g_assert_cmpint (nrn_contributions_get_layer (contributions), ==, test->before);
}

static void
check_value (const Case       *test,
             const NrnWeights *weights,
             const float      *inputs,
             guint             output)
{
  g_autoptr (NrnContributions) contributions =
    nrn_contributions_new_value (weights, inputs, output, 0);
  double sums[8], total = 0, size = 1;

  compute_sums (weights, inputs, test->last, sums);
  for (guint i = 0; i < nrn_contributions_get_n (contributions); i++)
    {
      const NrnContribution *part = nrn_contributions_get (contributions, i);

      g_assert_cmpfloat_with_epsilon (part->value, part->activation * part->weight, 1e-12);
      total += part->value;
      size += fabs (part->value);
    }
  g_assert_cmpfloat (nrn_contributions_get_lead (contributions), ==, sums[output]);
  g_assert_cmpfloat (fabs (total - sums[output]), <=, TOLERANCE * size);
}

/* Each class against each other one, and each output as a value, for many samples. */
static void
test_add_up (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnArchitecture) architecture =
    nrn_architecture_parse_layers (test->input_dim, test->layers, &error);
  g_autoptr (NrnWeights) weights = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  guint n_classes;

  g_assert_no_error (error);
  n_classes = MAX (nrn_architecture_get_output_dim (architecture), 2);
  weights = nrn_weights_new_initial (architecture, 11);
  for (guint i = 0; i < 20; i++)
    {
      float inputs[MAX_INPUTS];

      for (guint j = 0; j < MAX_INPUTS; j++)
        inputs[j] = (float) g_rand_double_range (random, -1, 1);
      for (guint output = 0; output < nrn_architecture_get_output_dim (architecture); output++)
        check_value (test, weights, inputs, output);
      for (guint ahead = 0; ahead < n_classes; ahead++)
        for (guint other = 0; other < n_classes; other++)
          {
            if (ahead != other)
              check_sample (test, weights, inputs, ahead, other);
          }
    }
}

/* 1-2-2 by hand: relu(0.5 · 2) = 1, relu(0.5 · 4 − 1) = 1. */
static void
test_by_hand (void)
{
  static const float data[] = { 2, 4, 0, -1, /* kernel of the outputs */ 0.5f, 0.25f, 1, -0.5f,
                                /* their bias */ 0.125f, 0.25f };
  static const float input = 0.5f;
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-2-2", "relu,sigmoid", NULL);
  g_autoptr (NrnWeights) weights = nrn_weights_new (architecture, data);
  g_autoptr (NrnContributions) contributions = nrn_contributions_new (weights, &input, 0, 1);
  const NrnContribution *part;
  const NrnPathEdge *path;
  guint n_edges;

  g_assert_cmpuint (nrn_contributions_get_n (contributions), ==, 3);
  part = nrn_contributions_get (contributions, 0);
  g_assert_cmpint (part->unit, ==, 1);
  g_assert_cmpfloat (part->value, ==, 1.5);
  part = nrn_contributions_get (contributions, 1);
  g_assert_cmpint (part->unit, ==, 0);
  g_assert_cmpfloat (part->value, ==, 0.25);
  part = nrn_contributions_get (contributions, 2);
  g_assert_cmpint (part->unit, ==, NRN_CONTRIBUTION_BIAS);
  g_assert_cmpfloat (part->value, ==, -0.125);
  g_assert_cmpfloat (nrn_contributions_get_lead (contributions), ==, 1.625);

  /* Both edges of each of the three, and from unit 1 back to the input. */
  path = nrn_contributions_get_path (contributions, &n_edges);
  g_assert_cmpuint (n_edges, ==, 7);
  g_assert_cmpuint (path[0].layer, ==, 1);
  g_assert_cmpint (path[0].input, ==, 1);
  g_assert_cmpuint (path[0].unit, ==, 0);
  g_assert_cmpfloat (path[0].value, ==, 1);
  g_assert_cmpuint (path[6].layer, ==, 0);
  g_assert_cmpint (path[6].input, ==, 0);
  g_assert_cmpuint (path[6].unit, ==, 1);
  g_assert_cmpfloat (path[6].value, ==, 2);
}

/* The same network: 1 · 0.5 + 1 · 1 + 0.125 = 1.625; sigmoid of that is 0.84. */
static void
test_value_by_hand (void)
{
  static const float data[] = { 2, 4, 0, -1, 0.5f, 0.25f, 1, -0.5f, 0.125f, 0.25f };
  static const float input = 0.5f;
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-2-2", "relu,sigmoid", NULL);
  g_autoptr (NrnWeights) weights = nrn_weights_new (architecture, data);
  g_autoptr (NrnContributions) high = nrn_contributions_new_value (weights, &input, 0, 0.5);
  g_autoptr (NrnContributions) low = nrn_contributions_new_value (weights, &input, 0, 0.9);
  g_autoptr (NrnContributions) other = nrn_contributions_new_value (weights, &input, 1, 0.9);
  const NrnPathEdge *path;
  guint n_edges;

  g_assert_cmpuint (nrn_contributions_get_n (high), ==, 3);
  g_assert_cmpfloat (nrn_contributions_get (high, 0)->value, ==, 1);
  g_assert_cmpfloat (nrn_contributions_get (high, 1)->value, ==, 0.5);
  g_assert_cmpfloat (nrn_contributions_get (high, 2)->value, ==, 0.125);
  g_assert_cmpfloat (nrn_contributions_get_lead (high), ==, 1.625);

  /* An edge of each of the three, and from unit 1, which pulls up most, back. */
  path = nrn_contributions_get_path (high, &n_edges);
  g_assert_cmpuint (n_edges, ==, 4);
  g_assert_cmpuint (path[0].unit, ==, 0);
  g_assert_cmpuint (path[3].layer, ==, 0);
  g_assert_cmpuint (path[3].unit, ==, 1);

  /* Where the output is too small nothing pulls it down, but in the other one unit 1 does. */
  nrn_contributions_get_path (low, &n_edges);
  g_assert_cmpuint (n_edges, ==, 3);
  path = nrn_contributions_get_path (other, &n_edges);
  g_assert_cmpuint (n_edges, ==, 4);
  g_assert_cmpuint (path[0].unit, ==, 1);
  g_assert_cmpuint (path[3].unit, ==, 1);
  g_assert_cmpfloat (nrn_contributions_get_lead (other), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/document/contributions/add-up/%u", i);

      g_test_add_data_func (path, &cases[i], test_add_up);
    }
  g_test_add_func ("/document/contributions/by-hand", test_by_hand);
  g_test_add_func ("/document/contributions/value-by-hand", test_value_by_hand);

  return g_test_run ();
}
