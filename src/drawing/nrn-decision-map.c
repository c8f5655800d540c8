/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What a network with two inputs predicts, cell by cell.
 */

#include "nrn-decision-map.h"

#include <string.h>

#include "nrn-decision-map-private.h"
#include "nrn-model.h"
#include "nrn-prediction.h"
#include "nrn-vector.h"

/* Rows of cells are computed one at a time. */
struct _NrnDecisionMap
{
  NrnModel *model;        /* owned */
  guint     size;
  guint     n_outputs;
  float    *inputs;       /* owned; (size × size, 2), with room for a vector */
  float    *outputs;      /* owned; (size × size, n_outputs) */
};

/**
 * nrn_decision_map_new:
 * @architecture: a network with two inputs
 * @size: cells along each side, at least 2; 0 means %NRN_DECISION_MAP_SIZE
 * @minimum: (array fixed-size=2): of both inputs, as the network takes them in
 * @maximum: (array fixed-size=2): likewise; above @minimum
 *
 * The first cell's middle is at @minimum, the last one's at @maximum.
 *
 * Returns: (transfer full): a map, all 0 until nrn_decision_map_update()
 */
NrnDecisionMap *
nrn_decision_map_new (const NrnArchitecture *architecture,
                      guint                  size,
                      const double          *minimum,
                      const double          *maximum)
{
  NrnDecisionMap *self;

  g_return_val_if_fail (nrn_architecture_get_input_dim (architecture) == 2, NULL);
  g_return_val_if_fail (size != 1 && size <= 1024, NULL);

  self = g_new0 (NrnDecisionMap, 1);
  self->size = size > 0 ? size : NRN_DECISION_MAP_SIZE;
  self->model = nrn_model_new (architecture, self->size);
  self->n_outputs = nrn_architecture_get_output_dim (architecture);
  self->inputs = g_new0 (float, 2 * (gsize) self->size * self->size + NRN_LANES);
  self->outputs = g_new0 (float, (gsize) self->size * self->size * self->n_outputs);
  for (guint row = 0; row < self->size; row++)
    for (guint column = 0; column < self->size; column++)
      {
        float *input = self->inputs + 2 * ((gsize) row * self->size + column);

        input[0] = (float) (minimum[0] + (maximum[0] - minimum[0]) * column / (self->size - 1));
        input[1] = (float) (minimum[1] + (maximum[1] - minimum[1]) * row / (self->size - 1));
      }

  return self;
}

void
nrn_decision_map_free (NrnDecisionMap *map)
{
  g_return_if_fail (map != NULL);

  nrn_model_free (map->model);
  g_free (map->inputs);
  g_free (map->outputs);
  g_free (map);
}

/**
 * nrn_decision_map_update:
 * @map: a map
 * @weights: weights of its network
 *
 * Computes all cells anew.
 */
void
nrn_decision_map_update (NrnDecisionMap   *map,
                         const NrnWeights *weights)
{
  g_return_if_fail (nrn_architecture_equal (nrn_weights_get_architecture (weights),
                                            nrn_model_get_architecture (map->model)));

  nrn_model_set_weights (map->model, weights);
  nrn_model_predict (map->model, map->size * map->size, map->inputs, map->outputs);
}

guint
nrn_decision_map_get_size (const NrnDecisionMap *map)
{
  return map->size;
}

guint
nrn_decision_map_get_n_classes (const NrnDecisionMap *map)
{
  return nrn_prediction_get_n_classes (map->n_outputs);
}

/* The outputs of a cell; shape (n_outputs). */
const float *
nrn_decision_map_get_outputs (const NrnDecisionMap *map,
                              guint                 column,
                              guint                 row,
                              guint                *n_outputs)
{
  *n_outputs = map->n_outputs;

  return map->outputs + ((gsize) row * map->size + column) * map->n_outputs;
}

/**
 * nrn_decision_map_get_class:
 * @map: a map
 * @column: of the cell, along the first input
 * @row: of the cell, along the second input
 *
 * Returns: the class that is predicted there
 */
guint
nrn_decision_map_get_class (const NrnDecisionMap *map,
                            guint                 column,
                            guint                 row)
{
  const float *outputs;
  guint n_outputs;

  g_return_val_if_fail (column < map->size && row < map->size, 0);

  outputs = nrn_decision_map_get_outputs (map, column, row, &n_outputs);

  return nrn_prediction_get_class (n_outputs, outputs);
}

/**
 * nrn_decision_map_get_share:
 * @map: a map
 * @column: of the cell, along the first input
 * @row: of the cell, along the second input
 * @class_index: a class
 *
 * Returns: the probability of the class there, see nrn_prediction_get_share()
 */
double
nrn_decision_map_get_share (const NrnDecisionMap *map,
                            guint                 column,
                            guint                 row,
                            guint                 class_index)
{
  const float *outputs;
  guint n_outputs;

  g_return_val_if_fail (column < map->size && row < map->size, 0);
  g_return_val_if_fail (class_index < nrn_decision_map_get_n_classes (map), 0);

  outputs = nrn_decision_map_get_outputs (map, column, row, &n_outputs);

  return nrn_prediction_get_share (n_outputs, outputs, class_index);
}
