/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How the engine's inner loops are compiled, and the functions that those
 * loops may call.
 */

#pragma once

#include <glib.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

G_BEGIN_DECLS

/**
 * NRN_LANES:
 *
 * The most floats that one vector holds in any of our loops. Matrices and
 * arrays of weights are padded so that a whole vector may be read or
 * written at their end.
 */
#define NRN_LANES 8

/**
 * NRN_VECTORIZED:
 *
 * Compiles a function twice, for any machine of its architecture and for
 * x86-64 with AVX2 and FMA; the loader picks one when the program starts.
 * ThreadSanitizer instruments the function that picks, which runs before
 * the sanitizer is ready, so there the first version is all there is.
 */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    __GNUC__ >= 12 && !defined(__SANITIZE_THREAD__) && !defined(NRN_BASELINE_ONLY)
#define NRN_VECTORIZED __attribute__ ((target_clones ("arch=x86-64-v3", "default")))
#define NRN_HAVE_AVX2 1
#else
#define NRN_VECTORIZED
#define NRN_HAVE_AVX2 0
#endif

/* Inlined into each version of its callers, so that it is compiled for
 * what they are compiled for. */
#define NRN_INLINE static inline __attribute__ ((always_inline))

/**
 * nrn_exp:
 * @x: any number
 *
 * e^x with a relative error under 2e-7, in operations that a compiler can
 * put into vector lanes. Numbers beyond ±87.3 count as ±87.3; NaN stays
 * NaN.
 *
 * Formula: e^x = 2^n · e^r with n = round (x / ln 2) and ln 2 in two parts
 * (Cody and Waite), e^r by the polynomial of Cephes' expf.
 */
NRN_INLINE float
nrn_exp (float x)
{
  const float round_to_integer = 12582912.0f;   /* 1.5 · 2^23 */
  float shifted, n, r, p, power;
  uint32_t bits;

  x = x > 87.3f ? 87.3f : x;
  x = x < -87.3f ? -87.3f : x;

  /* Adding 1.5 · 2^23 leaves the nearest integer in the lowest bits. */
  shifted = x * 1.44269504088896341f + round_to_integer;
  n = shifted - round_to_integer;
  r = x - n * 0.693359375f;
  r = r - n * -2.12194440e-4f;

  p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.0f;

  memcpy (&bits, &shifted, sizeof bits);
  bits = (bits + 127u) << 23;
  memcpy (&power, &bits, sizeof power);

  return p * power;
}

/**
 * nrn_exp_wide:
 * @x: any number
 *
 * e^x like nrn_exp(), but beyond ±87.3 too: where e^x does not fit into a
 * float it is infinity or 0. Relative error under 4e-7.
 */
NRN_INLINE float
nrn_exp_wide (float x)
{
  float root = nrn_exp (0.5f * x);

  return root * root;
}

/**
 * nrn_expm1:
 * @x: any number
 *
 * e^x − 1, accurate for small @x too: relative error under 4e-7.
 *
 * Formula: the Taylor series up to x^7 where e^x − 1 would cancel.
 */
NRN_INLINE float
nrn_expm1 (float x)
{
  float p = 1.0f / 5040.0f;
  float small;

  p = p * x + 1.0f / 720.0f;
  p = p * x + 1.0f / 120.0f;
  p = p * x + 1.0f / 24.0f;
  p = p * x + 1.0f / 6.0f;
  p = p * x + 0.5f;
  small = p * x * x + x;

  return x > -0.4f && x < 0.4f ? small : nrn_exp (x) - 1.0f;
}

/**
 * nrn_log1p:
 * @x: 0 … 1
 *
 * log (1 + x), accurate for small @x too: relative error under 3e-7.
 *
 * Formula: log (1 + x) = 2 artanh s with s = x / (2 + x), at most 1/3, and
 * the Taylor series of artanh.
 */
NRN_INLINE float
nrn_log1p (float x)
{
  float s = x / (2.0f + x);
  float square = s * s;
  float p = 2.0f / 15.0f;

  p = p * square + 2.0f / 13.0f;
  p = p * square + 2.0f / 11.0f;
  p = p * square + 2.0f / 9.0f;
  p = p * square + 2.0f / 7.0f;
  p = p * square + 2.0f / 5.0f;
  p = p * square + 2.0f / 3.0f;

  return p * square * s + 2.0f * s;
}

/**
 * nrn_log:
 * @x: a positive number, not subnormal
 *
 * The natural logarithm, with an error under 1e-7 or 2e-7 of its value. NaN
 * and infinity stay; for others than those above the result means nothing.
 *
 * Formula: log x = n · ln 2 + 2 artanh s, x = 2^n · m with m within
 * [√½, √2), s = (m − 1) / (m + 1).
 */
NRN_INLINE float
nrn_log (float x)
{
  const uint32_t root_half = 0x3f3504f3;
  uint32_t bits, offset;
  float n, m, s, square, p;

  memcpy (&bits, &x, sizeof bits);
  offset = bits - root_half;
  n = (float) ((int32_t) offset >> 23);
  bits = (offset & 0x7fffff) + root_half;
  memcpy (&m, &bits, sizeof m);

  s = (m - 1.0f) / (m + 1.0f);
  square = s * s;
  p = 2.0f / 9.0f;
  p = p * square + 2.0f / 7.0f;
  p = p * square + 2.0f / 5.0f;
  p = p * square + 2.0f / 3.0f;
  p = p * square * s + 2.0f * s;
  p = n * 0.693359375f + (n * -2.12194440e-4f + p);

  return x < G_MAXFLOAT ? p : x;
}

/**
 * nrn_sigmoid:
 * @x: any number
 *
 * 1 / (1 + e^−x), within [1e-38, 1].
 */
NRN_INLINE float
nrn_sigmoid (float x)
{
  return 1.0f / (1.0f + nrn_exp (-x));
}

/**
 * nrn_tanh:
 * @x: any number
 *
 * The hyperbolic tangent in two ways, as in Cephes' tanhf: a polynomial
 * where 1 − 2 / (e^2x + 1) would cancel, and that expression elsewhere.
 */
NRN_INLINE float
nrn_tanh (float x)
{
  float square = x * x;
  float p = -5.70498872745e-3f;
  float small, large;

  p = p * square + 2.06390887954e-2f;
  p = p * square - 5.37397155531e-2f;
  p = p * square + 1.33314422036e-1f;
  p = p * square - 3.33332819422e-1f;
  small = p * square * x + x;
  large = 1.0f - 2.0f / (nrn_exp (2.0f * x) + 1.0f);

  return fabsf (x) < 0.625f ? small : large;
}

/**
 * nrn_softplus:
 * @x: any number
 *
 * log (1 + e^x), which neither overflows nor vanishes too early.
 *
 * Formula: max (x, 0) + log (1 + e^−|x|).
 */
NRN_INLINE float
nrn_softplus (float x)
{
  return (x < 0 ? 0 : x) + nrn_log1p (nrn_exp (-fabsf (x)));
}

/**
 * nrn_normal_share:
 * @x: any number
 *
 * The share of a standard normal distribution that is below @x, Φ (x), with a
 * relative error under 1e-6.
 *
 * Formula: Φ (x) = erfc (−x √½) / 2, erfc by the Chebyshev fit of Numerical
 * Recipes.
 */
NRN_INLINE float
nrn_normal_share (float x)
{
  const float root_half = 0.70710678118654752f;
  float z = fabsf (x) * root_half;
  float t = 1.0f / (1.0f + 0.5f * z);
  float p = 0.17087277f;
  float tail;

  p = p * t - 0.82215223f;
  p = p * t + 1.48851587f;
  p = p * t - 1.13520398f;
  p = p * t + 0.27886807f;
  p = p * t - 0.18628806f;
  p = p * t + 0.09678418f;
  p = p * t + 0.37409196f;
  p = p * t + 1.00002368f;
  p = p * t - 1.26551223f;
  tail = 0.5f * t * nrn_exp (p - z * z);

  return x < 0 ? tail : 1.0f - tail;
}

G_END_DECLS
