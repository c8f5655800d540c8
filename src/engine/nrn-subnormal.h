/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Treating the tiniest floats as zero.
 */

#pragma once

#include <stdint.h>

#if defined(__SSE__)
#include <xmmintrin.h>
#endif

/**
 * nrn_subnormal_flush:
 *
 * Makes the calling thread count floats below 1.2e-38 as 0, which Adam's
 * moments of a unit that is off reach after some hundred steps: processors
 * take a hundred times as long for them.
 *
 * Returns: what nrn_subnormal_restore() needs
 */
static inline uint64_t
nrn_subnormal_flush (void)
{
#if defined(__SSE__)
  unsigned int mode = _mm_getcsr ();

  /* Flush results to zero (bit 15), and take operands as zero (bit 6). */
  _mm_setcsr (mode | 0x8040);
  return mode;
#elif defined(__aarch64__) && defined(__GNUC__) && !defined(__clang__)
  uint64_t mode = __builtin_aarch64_get_fpcr64 ();

  /* FZ, bit 24. */
  __builtin_aarch64_set_fpcr64 (mode | (UINT64_C (1) << 24));
  return mode;
#else
  return 0;
#endif
}

/**
 * nrn_subnormal_restore:
 * @mode: from nrn_subnormal_flush()
 *
 * Puts the calling thread back to what it was before.
 */
static inline void
nrn_subnormal_restore (uint64_t mode)
{
#if defined(__SSE__)
  _mm_setcsr ((unsigned int) mode);
#elif defined(__aarch64__) && defined(__GNUC__) && !defined(__clang__)
  __builtin_aarch64_set_fpcr64 (mode);
#else
  (void) mode;
#endif
}
