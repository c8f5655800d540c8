/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The messages that make a graph in ONNX, see onnx.proto. Source: ONNX'
 * "Open Neural Network Exchange Intermediate Representation" (docs/IR.md).
 */

#include "nrn-onnx-private.h"

#include <stdarg.h>
#include <string.h>

/* The most attributes that an operator of ours has, and inputs. */
#define MAX_ATTRIBUTES 4
#define MAX_INPUTS     5

struct _NrnOnnxGraph
{
  Onnx__GraphProto  proto;

  /* Owned */
  GPtrArray        *blocks;         /* all the memory that messages are in */
  GStringChunk     *names;
  GHashTable       *used_names;     /* set of borrowed names */
  GPtrArray        *nodes;          /* borrowed from `blocks` */
  GPtrArray        *initializers;   /* likewise */

  const char       *layer;          /* borrowed; what names begin with */
};

NrnOnnxGraph *
nrn_onnx_graph_new (void)
{
  NrnOnnxGraph *graph = g_new0 (NrnOnnxGraph, 1);

  onnx__graph_proto__init (&graph->proto);
  graph->blocks = g_ptr_array_new_with_free_func (g_free);
  graph->names = g_string_chunk_new (1024);
  graph->used_names = g_hash_table_new (g_str_hash, g_str_equal);
  graph->nodes = g_ptr_array_new ();
  graph->initializers = g_ptr_array_new ();

  return graph;
}

void
nrn_onnx_graph_free (NrnOnnxGraph *graph)
{
  g_ptr_array_unref (graph->blocks);
  g_string_chunk_free (graph->names);
  g_hash_table_unref (graph->used_names);
  g_ptr_array_unref (graph->nodes);
  g_ptr_array_unref (graph->initializers);
  g_free (graph);
}

/**
 * nrn_onnx_graph_alloc:
 * @graph: a graph
 * @size: how many bytes
 *
 * Returns: (transfer none): zeros that live as long as @graph
 */
gpointer
nrn_onnx_graph_alloc (NrnOnnxGraph *graph,
                      gsize         size)
{
  gpointer block = g_malloc0 (MAX (size, 1));

  g_ptr_array_add (graph->blocks, block);

  return block;
}

/* protobuf-c has no const, but changes nothing of a message that it packs. */
static char *
keep_name (NrnOnnxGraph *graph,
           const char   *name)
{
  return g_string_chunk_insert (graph->names, name);
}

/* "dense/Mul", or "dense/Mul_1" if there is one. */
static char *
make_name (NrnOnnxGraph *graph,
           const char   *name)
{
  g_autofree char *full_name = g_strconcat (graph->layer, "/", name, NULL);
  g_autofree char *unique = g_strdup (full_name);
  char *kept;

  for (guint i = 1; g_hash_table_contains (graph->used_names, unique); i++)
    {
      g_free (unique);
      unique = g_strdup_printf ("%s_%u", full_name, i);
    }

  kept = keep_name (graph, unique);
  g_hash_table_add (graph->used_names, kept);

  return kept;
}

/* ---- Inputs and outputs ---- */

static Onnx__TensorShapeProto__Dimension *
make_dimension (NrnOnnxGraph *graph)
{
  Onnx__TensorShapeProto__Dimension *dimension = nrn_onnx_graph_alloc (graph, sizeof *dimension);

  onnx__tensor_shape_proto__dimension__init (dimension);

  return dimension;
}

/* Any number of rows, each of @n_columns floats. */
static Onnx__TypeProto *
make_type (NrnOnnxGraph *graph,
           guint         n_columns)
{
  Onnx__TypeProto *type = nrn_onnx_graph_alloc (graph, sizeof *type);
  Onnx__TypeProto__Tensor *tensor = nrn_onnx_graph_alloc (graph, sizeof *tensor);
  Onnx__TensorShapeProto *shape = nrn_onnx_graph_alloc (graph, sizeof *shape);

  onnx__tensor_shape_proto__init (shape);
  shape->n_dim = 2;
  shape->dim = nrn_onnx_graph_alloc (graph, 2 * sizeof *shape->dim);
  shape->dim[0] = make_dimension (graph);
  shape->dim[0]->value_case = ONNX__TENSOR_SHAPE_PROTO__DIMENSION__VALUE_DIM_PARAM;
  shape->dim[0]->dim_param = keep_name (graph, "rows");
  shape->dim[1] = make_dimension (graph);
  shape->dim[1]->value_case = ONNX__TENSOR_SHAPE_PROTO__DIMENSION__VALUE_DIM_VALUE;
  shape->dim[1]->dim_value = n_columns;

  onnx__type_proto__tensor__init (tensor);
  tensor->has_elem_type = TRUE;
  tensor->elem_type = ONNX__TENSOR_PROTO__DATA_TYPE__FLOAT;
  tensor->shape = shape;

  onnx__type_proto__init (type);
  type->value_case = ONNX__TYPE_PROTO__VALUE_TENSOR_TYPE;
  type->tensor_type = tensor;

  return type;
}

/* A list of one value. */
static Onnx__ValueInfoProto **
make_values (NrnOnnxGraph *graph,
             const char   *name,
             guint         n_columns)
{
  Onnx__ValueInfoProto **values = nrn_onnx_graph_alloc (graph, sizeof *values);

  values[0] = nrn_onnx_graph_alloc (graph, sizeof **values);
  onnx__value_info_proto__init (values[0]);
  values[0]->name = keep_name (graph, name);
  values[0]->type = make_type (graph, n_columns);

  return values;
}

/**
 * nrn_onnx_graph_begin:
 * @graph: an empty graph
 * @name: what it is called
 * @input_dim: numbers in a row of inputs
 *
 * Returns: (transfer none): the inputs
 */
const char *
nrn_onnx_graph_begin (NrnOnnxGraph *graph,
                      const char   *name,
                      guint         input_dim)
{
  graph->proto.name = keep_name (graph, name);
  graph->proto.n_input = 1;
  graph->proto.input = make_values (graph, "inputs", input_dim);

  return graph->proto.input[0]->name;
}

/**
 * nrn_onnx_graph_end:
 * @graph: a graph
 * @outputs: its last value
 * @output_dim: numbers in a row of it
 *
 * Calls the last value "outputs".
 *
 * Returns: (transfer none): the message, which lives as long as @graph
 */
Onnx__GraphProto *
nrn_onnx_graph_end (NrnOnnxGraph *graph,
                    const char   *outputs,
                    guint         output_dim)
{
  Onnx__NodeProto *last;

  /* A network that changes nothing needs an operator all the same. */
  if (outputs == graph->proto.input[0]->name)
    nrn_onnx_graph_apply (graph, "Identity", outputs, NULL);

  graph->proto.n_output = 1;
  graph->proto.output = make_values (graph, "outputs", output_dim);
  last = g_ptr_array_index (graph->nodes, graph->nodes->len - 1);
  last->output[0] = graph->proto.output[0]->name;

  graph->proto.n_node = graph->nodes->len;
  graph->proto.node = (Onnx__NodeProto **) graph->nodes->pdata;
  graph->proto.n_initializer = graph->initializers->len;
  graph->proto.initializer = (Onnx__TensorProto **) graph->initializers->pdata;

  return &graph->proto;
}

/* ---- Operators ---- */

/**
 * nrn_onnx_graph_set_layer:
 * @graph: a graph
 * @name: what the names of all that follows begin with; borrowed
 */
void
nrn_onnx_graph_set_layer (NrnOnnxGraph *graph,
                          const char   *name)
{
  graph->layer = name;
}

/**
 * nrn_onnx_graph_apply:
 * @graph: a graph
 * @op_type: name of an operator
 * @input: the first value that it takes
 * @...: the others, then %NULL
 *
 * Returns: (transfer none): what comes out
 */
const char *
nrn_onnx_graph_apply (NrnOnnxGraph *graph,
                      const char   *op_type,
                      const char   *input,
                      ...)
{
  Onnx__NodeProto *node = nrn_onnx_graph_alloc (graph, sizeof *node);
  va_list inputs;

  onnx__node_proto__init (node);
  node->op_type = keep_name (graph, op_type);
  node->name = make_name (graph, op_type);
  node->n_output = 1;
  node->output = nrn_onnx_graph_alloc (graph, sizeof *node->output);
  node->output[0] = node->name;

  node->input = nrn_onnx_graph_alloc (graph, MAX_INPUTS * sizeof *node->input);
  va_start (inputs, input);
  for (const char *name = input; name != NULL; name = va_arg (inputs, const char *))
    {
      g_assert (node->n_input < MAX_INPUTS);
      node->input[node->n_input++] = keep_name (graph, name);
    }
  va_end (inputs);
  g_ptr_array_add (graph->nodes, node);

  return node->name;
}

/* Of the operator that was applied last. */
static Onnx__AttributeProto *
add_attribute (NrnOnnxGraph                        *graph,
               const char                          *name,
               Onnx__AttributeProto__AttributeType  type)
{
  Onnx__NodeProto *node = g_ptr_array_index (graph->nodes, graph->nodes->len - 1);
  Onnx__AttributeProto *attribute = nrn_onnx_graph_alloc (graph, sizeof *attribute);

  onnx__attribute_proto__init (attribute);
  attribute->name = keep_name (graph, name);
  attribute->has_type = TRUE;
  attribute->type = type;

  if (node->attribute == NULL)
    node->attribute = nrn_onnx_graph_alloc (graph, MAX_ATTRIBUTES * sizeof *node->attribute);
  g_assert (node->n_attribute < MAX_ATTRIBUTES);
  node->attribute[node->n_attribute++] = attribute;

  return attribute;
}

/**
 * nrn_onnx_graph_set_float:
 * @graph: a graph
 * @name: name of an attribute
 * @value: its value
 *
 * Gives the operator that was applied last an attribute.
 */
void
nrn_onnx_graph_set_float (NrnOnnxGraph *graph,
                          const char   *name,
                          double        value)
{
  Onnx__AttributeProto *attribute =
    add_attribute (graph, name, ONNX__ATTRIBUTE_PROTO__ATTRIBUTE_TYPE__FLOAT);

  attribute->has_f = TRUE;
  attribute->f = (float) value;
}

/**
 * nrn_onnx_graph_set_int:
 * @graph: a graph
 * @name: name of an attribute
 * @value: its value
 *
 * Likewise.
 */
void
nrn_onnx_graph_set_int (NrnOnnxGraph *graph,
                        const char   *name,
                        int           value)
{
  Onnx__AttributeProto *attribute =
    add_attribute (graph, name, ONNX__ATTRIBUTE_PROTO__ATTRIBUTE_TYPE__INT);

  attribute->has_i = TRUE;
  attribute->i = value;
}

/**
 * nrn_onnx_graph_set_ints:
 * @graph: a graph
 * @name: name of an attribute that is a list
 * @value: the only element
 *
 * Likewise.
 */
void
nrn_onnx_graph_set_ints (NrnOnnxGraph *graph,
                         const char   *name,
                         int           value)
{
  Onnx__AttributeProto *attribute =
    add_attribute (graph, name, ONNX__ATTRIBUTE_PROTO__ATTRIBUTE_TYPE__INTS);

  attribute->n_ints = 1;
  attribute->ints = nrn_onnx_graph_alloc (graph, sizeof *attribute->ints);
  attribute->ints[0] = value;
}

/* ---- Constants ---- */

static void
add_initializer (NrnOnnxGraph *graph,
                 char         *name,
                 guint         n_dims,
                 const guint  *dims,
                 const float  *data)
{
  Onnx__TensorProto *tensor = nrn_onnx_graph_alloc (graph, sizeof *tensor);

  onnx__tensor_proto__init (tensor);
  tensor->name = name;
  tensor->has_data_type = TRUE;
  tensor->data_type = ONNX__TENSOR_PROTO__DATA_TYPE__FLOAT;
  tensor->n_dims = n_dims;
  tensor->dims = nrn_onnx_graph_alloc (graph, n_dims * sizeof *tensor->dims);
  tensor->n_float_data = 1;
  for (guint i = 0; i < n_dims; i++)
    {
      tensor->dims[i] = dims[i];
      tensor->n_float_data *= dims[i];
    }
  tensor->float_data = (float *) data;
  g_ptr_array_add (graph->initializers, tensor);
}

/**
 * nrn_onnx_graph_number:
 * @graph: a graph
 * @value: a number
 *
 * Returns: (transfer none): the number as a value, called as it is written
 */
const char *
nrn_onnx_graph_number (NrnOnnxGraph *graph,
                       double        value)
{
  float *data;
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  char *name;

  g_ascii_formatd (digits, sizeof digits, "%.9g", (float) value);
  name = g_hash_table_lookup (graph->used_names, digits);
  if (name != NULL)
    return name;

  name = keep_name (graph, digits);
  g_hash_table_add (graph->used_names, name);
  data = nrn_onnx_graph_alloc (graph, sizeof *data);
  *data = (float) value;
  add_initializer (graph, name, 0, NULL, data);

  return name;
}

/**
 * nrn_onnx_graph_tensor:
 * @graph: a graph
 * @name: what it is called in its layer
 * @n_dims: 1 or 2
 * @dims: its shape
 * @data: its numbers, row-major; borrowed for the life of @graph
 *
 * Returns: (transfer none): the numbers as a value
 */
const char *
nrn_onnx_graph_tensor (NrnOnnxGraph *graph,
                       const char   *name,
                       guint         n_dims,
                       const guint  *dims,
                       const float  *data)
{
  char *full_name = make_name (graph, name);

  add_initializer (graph, full_name, n_dims, dims, data);

  return full_name;
}
