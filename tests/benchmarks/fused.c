/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Training steps of fixed shapes, fused by hand. Every size is a constant,
 * every layer of units lies in vectors of eight lanes, and nothing is done
 * that this one network does not need.
 */

#include "fused.h"

#include <math.h>
#include <string.h>

#include "nrn-vector.h"

#pragma GCC diagnostic ignored "-Wpsabi"

#if NRN_HAVE_AVX2
#define TARGET __attribute__ ((target ("arch=x86-64-v3")))
#else
#define TARGET
#endif

/* The largest batch of the workloads. */
#define MAX_ROWS 32

typedef float V __attribute__ ((vector_size (32)));
typedef gint32 M __attribute__ ((vector_size (32)));

TARGET NRN_INLINE V
relu (V x)
{
  return (V) ((M) x & (x > 0));
}

/* @d where @y is on. */
TARGET NRN_INLINE V
relu_gradient (V y,
               V d)
{
  return (V) ((M) d & (y > 0));
}

TARGET NRN_INLINE float
sum (V v)
{
  V a = v + __builtin_shufflevector (v, v, 4, 5, 6, 7, 0, 1, 2, 3);
  V b = a + __builtin_shufflevector (a, a, 2, 3, 0, 1, 6, 7, 4, 5);

  return b[0] + b[1];
}

/* The sums of eight vectors as one. */
TARGET NRN_INLINE V
sum_each (V a, V b, V c, V d, V e, V f, V g, V h)
{
#define PAIRS(x, y) (__builtin_shufflevector (x, y, 0, 8, 2, 10, 4, 12, 6, 14) + \
                     __builtin_shufflevector (x, y, 1, 9, 3, 11, 5, 13, 7, 15))
#define FOURS(x, y) (__builtin_shufflevector (x, y, 0, 1, 8, 9, 4, 5, 12, 13) + \
                     __builtin_shufflevector (x, y, 2, 3, 10, 11, 6, 7, 14, 15))
  V abcd = FOURS (PAIRS (a, b), PAIRS (c, d));
  V efgh = FOURS (PAIRS (e, f), PAIRS (g, h));

  return __builtin_shufflevector (abcd, efgh, 0, 1, 2, 3, 8, 9, 10, 11) +
         __builtin_shufflevector (abcd, efgh, 4, 5, 6, 7, 12, 13, 14, 15);
#undef PAIRS
#undef FOURS
}

/* ---- 1-6-32-2, sigmoid at the end, sparse_categorical_crossentropy ---- */

typedef struct
{
  V kernel_1, bias_1;       /* 6 of 8 lanes */
  V kernel_2[6][4];
  V bias_2[4];
  V kernel_3[2][4];         /* transposed */
  V bias_3;                 /* 2 of 8 lanes */
} DrugTrial;

#define DRUG_TRIAL_VECTORS (sizeof (DrugTrial) / sizeof (V))

struct _NrnFusedDrugTrial
{
  NrnFusedActivation activation;
  NrnFusedOptimizer  optimizer;
  float              learning_rate;

  DrugTrial          weights;
  DrugTrial          gradients;
  DrugTrial          m;
  DrugTrial          v;
  guint              step;
};

NrnFusedDrugTrial *
nrn_fused_drug_trial_new (const float        *weights,
                          NrnFusedActivation  activation,
                          NrnFusedOptimizer   optimizer,
                          double              learning_rate)
{
  NrnFusedDrugTrial *fused = g_aligned_alloc0 (1, sizeof (NrnFusedDrugTrial), 64);
  DrugTrial *w = &fused->weights;

  fused->activation = activation;
  fused->optimizer = optimizer;
  fused->learning_rate = (float) learning_rate;
  memcpy (&w->kernel_1, weights, 6 * sizeof (float));
  memcpy (&w->bias_1, weights + 6, 6 * sizeof (float));
  memcpy (w->kernel_2, weights + 12, 192 * sizeof (float));
  memcpy (w->bias_2, weights + 204, 32 * sizeof (float));
  for (guint i = 0; i < 32; i++)
    for (guint o = 0; o < 2; o++)
      ((float *) w->kernel_3[o])[i] = weights[236 + 2 * i + o];
  memcpy (&w->bias_3, weights + 300, 2 * sizeof (float));

  return fused;
}

void
nrn_fused_drug_trial_free (NrnFusedDrugTrial *fused)
{
  g_aligned_free (fused);
}

void
nrn_fused_drug_trial_get (NrnFusedDrugTrial *fused,
                          float             *weights)
{
  const DrugTrial *w = &fused->weights;

  memcpy (weights, &w->kernel_1, 6 * sizeof (float));
  memcpy (weights + 6, &w->bias_1, 6 * sizeof (float));
  memcpy (weights + 12, w->kernel_2, 192 * sizeof (float));
  memcpy (weights + 204, w->bias_2, 32 * sizeof (float));
  for (guint i = 0; i < 32; i++)
    for (guint o = 0; o < 2; o++)
      weights[236 + 2 * i + o] = ((const float *) w->kernel_3[o])[i];
  memcpy (weights + 300, &w->bias_3, 2 * sizeof (float));
}

/* The activation of @n numbers, in place, and its slope unless that follows
 * from the outputs alone. Relu is fused into the products. */
TARGET NRN_INLINE void
activate (NrnFusedActivation activation,
          guint              n,
          float             *restrict y,
          float             *restrict slopes)
{
  switch (activation)
    {
    case NRN_FUSED_SIGMOID:
      for (guint i = 0; i < n; i++)
        y[i] = nrn_sigmoid (y[i]);
      break;

    case NRN_FUSED_TANH:
      for (guint i = 0; i < n; i++)
        y[i] = nrn_tanh (y[i]);
      break;

    case NRN_FUSED_GELU:
      for (guint i = 0; i < n; i++)
        {
          float x = y[i], share = nrn_normal_share (x);

          y[i] = x * share;
          slopes[i] = share + x * 0.39894228f * nrn_exp (-0.5f * x * x);
        }
      break;

    case NRN_FUSED_RELU:
    case NRN_FUSED_N_ACTIVATIONS:
    default:
      break;
    }
}

/* @d times the slope. */
TARGET NRN_INLINE V
through (NrnFusedActivation activation,
         V                  y,
         V                  slope,
         V                  d)
{
  switch (activation)
    {
    case NRN_FUSED_SIGMOID:
      return d * y * (1 - y);

    case NRN_FUSED_TANH:
      return d * (1 - y * y);

    case NRN_FUSED_GELU:
      return d * slope;

    case NRN_FUSED_RELU:
    case NRN_FUSED_N_ACTIVATIONS:
    default:
      return relu_gradient (y, d);
    }
}

TARGET NRN_INLINE V
root_of (V v)
{
  V root;

  for (guint lane = 0; lane < 8; lane++)
    root[lane] = sqrtf (v[lane]);

  return root;
}

TARGET NRN_INLINE void
update (NrnFusedDrugTrial *fused,
        NrnFusedOptimizer  optimizer)
{
  V *w = (V *) &fused->weights, *m = (V *) &fused->m, *v = (V *) &fused->v;
  const V *g = (const V *) &fused->gradients;
  float step = (float) ++fused->step;
  float rate = fused->learning_rate;
  float factor = optimizer == NRN_FUSED_ADAM
                 ? rate * sqrtf (1 - powf (0.999f, step)) / (1 - powf (0.9f, step)) : 0;

  for (guint i = 0; i < DRUG_TRIAL_VECTORS; i++)
    {
      switch (optimizer)
        {
        case NRN_FUSED_ADAM:
          m[i] += (g[i] - m[i]) * 0.1f;
          v[i] += (g[i] * g[i] - v[i]) * 0.001f;
          w[i] -= factor * m[i] / (root_of (v[i]) + 1e-7f);
          break;

        case NRN_FUSED_RMSPROP:
          v[i] = 0.9f * v[i] + 0.1f * (g[i] * g[i]);
          w[i] -= rate * g[i] / root_of (v[i] + 1e-7f);
          break;

        case NRN_FUSED_SGD:
        case NRN_FUSED_N_OPTIMIZERS:
        default:
          w[i] -= rate * g[i];
        }
    }
}

/* In phases over the batch, so that one sample's arithmetic fills the
 * waiting times of another's. */
TARGET NRN_INLINE double
step_of (NrnFusedDrugTrial  *fused,
         NrnFusedActivation  activation,
         NrnFusedOptimizer   optimizer,
         guint               n_rows,
         const float        *inputs,
         const float        *labels,
         guint              *n_right)
{
  const gboolean is_relu = activation == NRN_FUSED_RELU;
  const DrugTrial *restrict w = &fused->weights;
  DrugTrial *restrict g = &fused->gradients;
  V h1[MAX_ROWS], h2[MAX_ROWS][4];
  V slopes1[MAX_ROWS], slopes2[MAX_ROWS][4];
  float p[2 * MAX_ROWS + 8] __attribute__ ((aligned (32)));
  float d[2 * MAX_ROWS + 8] __attribute__ ((aligned (32)));
  float scale = 1.0f / (float) n_rows;
  double loss = 0;

  if (!is_relu)
    {
      for (guint row = 0; row < n_rows; row++)
        h1[row] = w->bias_1 + w->kernel_1 * inputs[row];
      activate (activation, 8 * n_rows, (float *) h1, (float *) slopes1);
    }

  for (guint row = 0; row < n_rows; row++)
    {
      V z[4] = { w->bias_2[0], w->bias_2[1], w->bias_2[2], w->bias_2[3] };

      if (is_relu)
        h1[row] = relu (w->bias_1 + w->kernel_1 * inputs[row]);
#pragma GCC unroll 6
      for (guint i = 0; i < 6; i++)
        for (guint c = 0; c < 4; c++)
          z[c] += h1[row][i] * w->kernel_2[i][c];
      for (guint c = 0; c < 4; c++)
        h2[row][c] = z[c] = is_relu ? relu (z[c]) : z[c];
      for (guint o = 0; o < 2 && is_relu; o++)
        p[2 * row + o] = w->bias_3[o] + sum (z[0] * w->kernel_3[o][0] + z[1] * w->kernel_3[o][1] +
                                             z[2] * w->kernel_3[o][2] + z[3] * w->kernel_3[o][3]);
    }

  if (!is_relu)
    {
      activate (activation, 32 * n_rows, (float *) h2, (float *) slopes2);
      for (guint row = 0; row < n_rows; row++)
        for (guint o = 0; o < 2; o++)
          p[2 * row + o] = w->bias_3[o] + sum (h2[row][0] * w->kernel_3[o][0] +
                                               h2[row][1] * w->kernel_3[o][1] +
                                               h2[row][2] * w->kernel_3[o][2] +
                                               h2[row][3] * w->kernel_3[o][3]);
    }

  for (guint i = 0; i < 2 * n_rows; i++)
    p[i] = 1.0f / (1.0f + nrn_exp (-p[i]));

  for (guint row = 0; row < n_rows; row++)
    {
      float p0 = p[2 * row], p1 = p[2 * row + 1], total = p0 + p1, s = scale / total;
      guint label = (guint) labels[row];

      *n_right += (p1 > p0) == label;
      loss -= logf (p[2 * row + label] / total);
      d[2 * row] = s;
      d[2 * row + 1] = s;
      d[2 * row + label] -= scale / p[2 * row + label];
    }
  for (guint i = 0; i < 2 * n_rows; i++)
    d[i] *= p[i] * (1 - p[i]);

  memset (g, 0, sizeof (DrugTrial));
  for (guint row = 0; row < n_rows; row++)
    {
      float e0 = d[2 * row], e1 = d[2 * row + 1];
      V d2[4], d1;

      g->bias_3 += (V) { e0, e1 };
      for (guint c = 0; c < 4; c++)
        {
          g->kernel_3[0][c] += e0 * h2[row][c];
          g->kernel_3[1][c] += e1 * h2[row][c];
          d2[c] = through (activation, h2[row][c], slopes2[row][c],
                           e0 * w->kernel_3[0][c] + e1 * w->kernel_3[1][c]);
          g->bias_2[c] += d2[c];
        }
#define TOWARDS(i) (d2[0] * w->kernel_2[i][0] + d2[1] * w->kernel_2[i][1] + \
                    d2[2] * w->kernel_2[i][2] + d2[3] * w->kernel_2[i][3])
      d1 = sum_each (TOWARDS (0), TOWARDS (1), TOWARDS (2), TOWARDS (3), TOWARDS (4), TOWARDS (5),
                     (V) { 0 }, (V) { 0 });
#undef TOWARDS
      d1 = through (activation, h1[row], slopes1[row], d1);
#pragma GCC unroll 6
      for (guint i = 0; i < 6; i++)
        for (guint c = 0; c < 4; c++)
          g->kernel_2[i][c] += h1[row][i] * d2[c];
      g->kernel_1 += d1 * inputs[row];
      g->bias_1 += d1;
    }
  update (fused, optimizer);

  return loss / n_rows;
}

/* A step of its own for each pair. */
#define STEP(activation, optimizer) \
  TARGET static double \
  step_##activation##_##optimizer (NrnFusedDrugTrial *fused, guint n_rows, const float *inputs, \
                                   const float *labels, guint *n_right) \
  { \
    return step_of (fused, NRN_FUSED_##activation, NRN_FUSED_##optimizer, n_rows, inputs, labels, \
                    n_right); \
  }
#define STEPS(activation) \
  STEP (activation, ADAM) \
  STEP (activation, SGD) \
  STEP (activation, RMSPROP)

STEPS (RELU)
STEPS (SIGMOID)
STEPS (TANH)
STEPS (GELU)

double
nrn_fused_drug_trial_step (NrnFusedDrugTrial *fused,
                           guint              n_rows,
                           const float       *inputs,
                           const float       *labels,
                           guint             *n_right)
{
#define ROW(activation) \
  [NRN_FUSED_##activation] = { \
    [NRN_FUSED_ADAM] = step_##activation##_ADAM, \
    [NRN_FUSED_SGD] = step_##activation##_SGD, \
    [NRN_FUSED_RMSPROP] = step_##activation##_RMSPROP, \
  }
  static double (*const steps[NRN_FUSED_N_ACTIVATIONS][NRN_FUSED_N_OPTIMIZERS])
    (NrnFusedDrugTrial *, guint, const float *, const float *, guint *) = {
    ROW (RELU), ROW (SIGMOID), ROW (TANH), ROW (GELU),
  };

  return steps[fused->activation][fused->optimizer] (fused, n_rows, inputs, labels, n_right);
}

/* ---- 8-6-6-4, relu, relu, softmax, sparse_categorical_crossentropy, SGD ---- */

typedef struct
{
  V kernel_1[8], bias_1;    /* 6 of 8 lanes */
  V kernel_2[6], bias_2;    /* 6 of 8 lanes */
  V kernel_3[6], bias_3;    /* 4 of 8 lanes */
} Animals;

#define ANIMALS_VECTORS (sizeof (Animals) / sizeof (V))

struct _NrnFusedAnimals
{
  Animals weights;
  Animals gradients;
};

/* Copies between the flat weights and the vectors. */
static void
animals_copy (Animals  *w,
              float    *flat,
              gboolean  in)
{
  static const struct { guint n_vectors, lanes; } parts[] = {
    { 8, 6 }, { 1, 6 }, { 6, 6 }, { 1, 6 }, { 6, 4 }, { 1, 4 },
  };
  V *vector = (V *) w;

  for (guint part = 0; part < G_N_ELEMENTS (parts); part++)
    for (guint i = 0; i < parts[part].n_vectors; i++, vector++, flat += parts[part].lanes)
      {
        if (in)
          memcpy (vector, flat, parts[part].lanes * sizeof (float));
        else
          memcpy (flat, vector, parts[part].lanes * sizeof (float));
      }
}

NrnFusedAnimals *
nrn_fused_animals_new (const float *weights)
{
  NrnFusedAnimals *fused = g_aligned_alloc0 (1, sizeof (NrnFusedAnimals), 64);

  animals_copy (&fused->weights, (float *) weights, TRUE);

  return fused;
}

void
nrn_fused_animals_free (NrnFusedAnimals *fused)
{
  g_aligned_free (fused);
}

void
nrn_fused_animals_get (NrnFusedAnimals *fused,
                       float           *weights)
{
  animals_copy (&fused->weights, weights, FALSE);
}

/* The gradient by the six inputs of a layer. */
TARGET NRN_INLINE V
towards_six (const V *kernel,
             V        d)
{
  return sum_each (d * kernel[0], d * kernel[1], d * kernel[2], d * kernel[3], d * kernel[4],
                   d * kernel[5], (V) { 0 }, (V) { 0 });
}

TARGET double
nrn_fused_animals_step (NrnFusedAnimals *fused,
                        guint            n_rows,
                        const float     *inputs,
                        const float     *labels,
                        guint           *n_right)
{
  const Animals *restrict w = &fused->weights;
  Animals g;
  V h1[MAX_ROWS], h2[MAX_ROWS];
  float p[4 * MAX_ROWS + 8] __attribute__ ((aligned (32)));
  float scale = 1.0f / (float) n_rows;
  double loss = 0;

  for (guint row = 0; row < n_rows; row++)
    {
      const float *x = inputs + 8 * row;
      V z1 = w->bias_1, z2 = w->bias_2, z3 = w->bias_3;
      float max;

#pragma GCC unroll 8
      for (guint i = 0; i < 8; i++)
        z1 += x[i] * w->kernel_1[i];
      h1[row] = z1 = relu (z1);
#pragma GCC unroll 6
      for (guint i = 0; i < 6; i++)
        z2 += z1[i] * w->kernel_2[i];
      h2[row] = z2 = relu (z2);
#pragma GCC unroll 6
      for (guint i = 0; i < 6; i++)
        z3 += z2[i] * w->kernel_3[i];
      max = fmaxf (fmaxf (z3[0], z3[1]), fmaxf (z3[2], z3[3]));
      z3 -= max;
      memcpy (p + 4 * row, &z3, 4 * sizeof (float));
    }

  for (guint i = 0; i < 4 * n_rows; i++)
    p[i] = nrn_exp (p[i]);

  memset (&g, 0, sizeof g);
  for (guint row = 0; row < n_rows; row++)
    {
      const float *x = inputs + 8 * row;
      const float *e = p + 4 * row;
      guint label = (guint) labels[row];
      float total = e[0] + e[1] + e[2] + e[3];
      float largest = fmaxf (fmaxf (e[0], e[1]), fmaxf (e[2], e[3]));
      V d3 = { e[0], e[1], e[2], e[3] }, d2, d1;

      *n_right += e[label] == largest;
      loss -= logf (e[label] / total);

      /* Softmax and cross-entropy together: the gradient is p − t. */
      d3 *= scale / total;
      d3 -= (V) { label == 0 ? scale : 0, label == 1 ? scale : 0,
                  label == 2 ? scale : 0, label == 3 ? scale : 0 };
      g.bias_3 += d3;
#pragma GCC unroll 6
      for (guint i = 0; i < 6; i++)
        g.kernel_3[i] += h2[row][i] * d3;
      d2 = relu_gradient (h2[row], towards_six (w->kernel_3, d3));
      g.bias_2 += d2;
#pragma GCC unroll 6
      for (guint i = 0; i < 6; i++)
        g.kernel_2[i] += h1[row][i] * d2;
      d1 = relu_gradient (h1[row], towards_six (w->kernel_2, d2));
      g.bias_1 += d1;
#pragma GCC unroll 8
      for (guint i = 0; i < 8; i++)
        g.kernel_1[i] += x[i] * d1;
    }

  for (guint i = 0; i < ANIMALS_VECTORS; i++)
    ((V *) &fused->weights)[i] -= 0.01f * ((V *) &g)[i];

  return loss / n_rows;
}
