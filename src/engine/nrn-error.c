/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The error domain of all of Neurons' libraries.
 */

#include "nrn-error.h"

G_DEFINE_QUARK (nrn-error-quark, nrn_error)
