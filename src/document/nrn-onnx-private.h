/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A network as a graph of ONNX' operators, while it is made.
 */

#pragma once

#include "nrn-weights.h"
#include "onnx.pb-c.h"

G_BEGIN_DECLS

/* The operators are those of this version (ONNX 1.8 of 2020), which every
 * ONNX Runtime since then reads. What is newer is made of these. */
#define NRN_ONNX_OPSET      13
#define NRN_ONNX_IR_VERSION 7

/**
 * NrnOnnxGraph:
 *
 * Operators with the values between them. A value goes by its name, which
 * the graph owns, as all of its memory.
 */
typedef struct _NrnOnnxGraph NrnOnnxGraph;

NrnOnnxGraph     *nrn_onnx_graph_new       (void);
void              nrn_onnx_graph_free      (NrnOnnxGraph          *graph);

gpointer          nrn_onnx_graph_alloc     (NrnOnnxGraph          *graph,
                                            gsize                  size);
const char       *nrn_onnx_graph_begin     (NrnOnnxGraph          *graph,
                                            const char            *name,
                                            guint                  input_dim);
void              nrn_onnx_graph_set_layer (NrnOnnxGraph          *graph,
                                            const char            *name);
const char       *nrn_onnx_graph_apply     (NrnOnnxGraph          *graph,
                                            const char            *op_type,
                                            const char            *input,
                                            ...) G_GNUC_NULL_TERMINATED;
void              nrn_onnx_graph_set_float (NrnOnnxGraph          *graph,
                                            const char            *name,
                                            double                 value);
void              nrn_onnx_graph_set_int   (NrnOnnxGraph          *graph,
                                            const char            *name,
                                            int                    value);
void              nrn_onnx_graph_set_ints  (NrnOnnxGraph          *graph,
                                            const char            *name,
                                            int                    value);
const char       *nrn_onnx_graph_number    (NrnOnnxGraph          *graph,
                                            double                 value);
const char       *nrn_onnx_graph_tensor    (NrnOnnxGraph          *graph,
                                            const char            *name,
                                            guint                  n_dims,
                                            const guint           *dims,
                                            const float           *data);
Onnx__GraphProto *nrn_onnx_graph_end       (NrnOnnxGraph          *graph,
                                            const char            *outputs,
                                            guint                  output_dim);

const char       *nrn_onnx_add_activation  (NrnOnnxGraph          *graph,
                                            const NrnConfig       *activation,
                                            const char            *inputs,
                                            GError               **error);
const char       *nrn_onnx_add_layer       (NrnOnnxGraph          *graph,
                                            const NrnWeights      *weights,
                                            guint                  layer,
                                            const char            *inputs,
                                            GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnOnnxGraph, nrn_onnx_graph_free)

G_END_DECLS
