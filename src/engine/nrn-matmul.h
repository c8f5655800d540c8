/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Matrix products.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void     nrn_matmul_nn            (guint        m,
                                   guint        n,
                                   guint        k,
                                   const float *a,
                                   const float *b,
                                   const float *row,
                                   float       *c);
void     nrn_matmul_nt            (guint        m,
                                   guint        n,
                                   guint        k,
                                   const float *a,
                                   const float *b,
                                   const float *row,
                                   float       *c);
void     nrn_matmul_tn            (guint        m,
                                   guint        n,
                                   guint        k,
                                   const float *a,
                                   const float *b,
                                   float       *c);
void     nrn_matmul_sum_rows      (guint        m,
                                   guint        n,
                                   const float *a,
                                   float       *sums);
void     nrn_matmul_set_blas_from (guint64      products);

G_END_DECLS
