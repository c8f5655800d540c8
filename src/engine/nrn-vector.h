/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How the engine's inner loops are compiled, and the functions that those
 * loops may call.
 */

#pragma once

#include <glib.h>
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

G_END_DECLS
