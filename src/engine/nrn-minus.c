/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The minus sign of numbers that are read.
 */

#include "nrn-minus.h"

#define MINUS              "\xe2\x88\x92"
#define LEFT_TO_RIGHT_MARK "\xe2\x80\x8e"

/* Of the whole program, as the decimal sign is; by atomic operations. */
static int is_marked;

/**
 * nrn_minus_set_right_to_left:
 * @is_right_to_left: whether what is read is written from right to left
 *
 * There a minus would stand on the right of its digits, unless a mark before it
 * says that the number is written from the left. A program for a terminal, and
 * what is written for other programs, needs none. Any thread.
 *
 * Source: Unicode Standard Annex #9, rules W4 to W7; U+2212 is of the class ES.
 */
void
nrn_minus_set_right_to_left (gboolean is_right_to_left)
{
  g_atomic_int_set (&is_marked, is_right_to_left);
}

/**
 * nrn_minus_get:
 *
 * Returns: what stands before the digits of a number below 0: U+2212, with a
 *   mark before it where that is needed to have it there
 */
const char *
nrn_minus_get (void)
{
  return g_atomic_int_get (&is_marked) ? LEFT_TO_RIGHT_MARK MINUS : MINUS;
}
