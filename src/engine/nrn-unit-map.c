/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Which units of one network are which of another.
 *
 * A layer stays itself by its name and kind. The inputs and each Dense layer
 * begin a column of units; layers of other kinds (Activation, Dropout …) hand
 * the units of the column on. A connection is still the same one where its
 * layer and both of its units are.
 */

#include "nrn-unit-map.h"

#include <string.h>

#include "nrn-layer-dense.h"

struct _NrnUnitMap
{
  gatomicrefcount  ref_count;
  NrnArchitecture *from;    /* owned */
  NrnArchitecture *to;      /* owned */
  int             *layers;  /* owned; for each layer of `to`: that of `from`, or -1 */
  int            **units;   /* owned; for the inputs and each layer of `to`: for each unit
                             * that of `from`, or -1 */
};

static gboolean
is_dense (const NrnArchitecture *architecture,
          int                    layer)
{
  return layer >= 0 && nrn_config_get_kind (nrn_architecture_get_layer (architecture, (guint) layer)) ==
                         &nrn_layer_dense.kind;
}

/* The layer that begins the column that @layer belongs to. */
static int
column_of (const NrnArchitecture *architecture,
           int                    layer)
{
  while (layer >= 0 && !is_dense (architecture, layer))
    layer--;

  return layer;
}

static guint
count_units (const NrnArchitecture *architecture,
             int                    layer)
{
  return layer < 0 ? nrn_architecture_get_input_dim (architecture)
                   : nrn_architecture_get_layer_units (architecture, (guint) layer);
}

static int
find_layer (const NrnArchitecture *architecture,
            const NrnConfig       *config,
            const char            *name)
{
  for (guint i = 0; i < nrn_architecture_get_n_layers (architecture); i++)
    {
      if (g_str_equal (nrn_architecture_get_layer_name (architecture, i), name) &&
          nrn_config_get_kind (nrn_architecture_get_layer (architecture, i)) ==
            nrn_config_get_kind (config))
        return (int) i;
    }

  return -1;
}

static NrnUnitMap *
map_alloc (const NrnArchitecture *from,
           const NrnArchitecture *to)
{
  NrnUnitMap *map = g_new0 (NrnUnitMap, 1);
  guint n_layers = nrn_architecture_get_n_layers (to);

  g_atomic_ref_count_init (&map->ref_count);
  map->from = nrn_architecture_ref (from);
  map->to = nrn_architecture_ref (to);
  map->layers = g_new (int, n_layers);
  map->units = g_new0 (int *, n_layers + 1);
  for (int i = -1; i < (int) n_layers; i++)
    map->units[i + 1] = g_new (int, count_units (to, i));

  return map;
}

/* Unit for unit, but for @removed of `from`; G_MAXUINT for none. */
static void
match_units (const NrnUnitMap *map,
             int               to_layer,
             int               from_layer,
             guint             removed)
{
  guint n_from = count_units (map->from, from_layer);

  for (guint unit = 0; unit < count_units (map->to, to_layer); unit++)
    {
      guint old = unit >= removed ? unit + 1 : unit;

      map->units[to_layer + 1][unit] = old < n_from ? (int) old : -1;
    }
}

static void
match_no_units (const NrnUnitMap *map,
                int               to_layer)
{
  for (guint unit = 0; unit < count_units (map->to, to_layer); unit++)
    map->units[to_layer + 1][unit] = -1;
}

static gboolean
is_same_column (const NrnUnitMap *map,
                int               to_column,
                int               from_column)
{
  return to_column < 0 ? from_column < 0 : from_column >= 0 && map->layers[to_column] == from_column;
}

/* Finds what each layer of `to` was, given that of each. */
static void
match_layers (NrnUnitMap *map,
              const int  *layers,
              int         layer,
              guint       unit)
{
  match_units (map, NRN_UNIT_MAP_INPUTS, NRN_UNIT_MAP_INPUTS,
               layer == NRN_UNIT_MAP_INPUTS ? unit : G_MAXUINT);
  for (int i = 0; i < (int) nrn_architecture_get_n_layers (map->to); i++)
    {
      int old = layers[i];
      int column = column_of (map->to, i);

      map->layers[i] = old;
      if (old < 0)
        match_no_units (map, i);
      else if (column == i)
        match_units (map, i, old, old == layer ? unit : G_MAXUINT);
      else if (is_same_column (map, column, column_of (map->from, old)))
        memcpy (map->units[i + 1], map->units[column + 1], count_units (map->to, i) * sizeof (int));
      else
        match_no_units (map, i);
    }
}

/**
 * nrn_unit_map_new_without:
 * @from: the network before an edit
 * @to: the network after it
 * @layer: the Dense layer of @from, or %NRN_UNIT_MAP_INPUTS, that a unit was
 *   taken out of
 * @unit: which one; %G_MAXUINT for none
 *
 * Layers are the same by name and kind, units by their places, those after
 * @unit by the place before.
 *
 * Returns: (transfer full): the map
 */
NrnUnitMap *
nrn_unit_map_new_without (const NrnArchitecture *from,
                          const NrnArchitecture *to,
                          int                    layer,
                          guint                  unit)
{
  NrnUnitMap *map = map_alloc (from, to);
  guint n_layers = nrn_architecture_get_n_layers (to);
  g_autofree int *layers = g_new (int, n_layers);

  for (guint i = 0; i < n_layers; i++)
    layers[i] = find_layer (from, nrn_architecture_get_layer (to, i),
                            nrn_architecture_get_layer_name (to, i));
  match_layers (map, layers, layer, unit);

  return map;
}

/**
 * nrn_unit_map_new_renamed:
 * @from: the network before an edit
 * @to: the network after it, with as many layers of the same kinds
 *
 * Layers and units are the same by their places.
 *
 * Returns: (transfer full): the map
 */
NrnUnitMap *
nrn_unit_map_new_renamed (const NrnArchitecture *from,
                          const NrnArchitecture *to)
{
  NrnUnitMap *map = map_alloc (from, to);
  guint n_layers = nrn_architecture_get_n_layers (to);
  g_autofree int *layers = g_new (int, n_layers);

  for (guint i = 0; i < n_layers; i++)
    layers[i] = (int) i;
  match_layers (map, layers, NRN_UNIT_MAP_INPUTS, G_MAXUINT);

  return map;
}

/**
 * nrn_unit_map_new:
 * @from: the network before an edit
 * @to: the network after it
 *
 * Layers are the same by name and kind, units by their places.
 *
 * Returns: (transfer full): the map
 */
NrnUnitMap *
nrn_unit_map_new (const NrnArchitecture *from,
                  const NrnArchitecture *to)
{
  return nrn_unit_map_new_without (from, to, NRN_UNIT_MAP_INPUTS, G_MAXUINT);
}

/**
 * nrn_unit_map_invert:
 * @map: a map
 *
 * Returns: (transfer full): the map of the edit that goes back
 */
NrnUnitMap *
nrn_unit_map_invert (const NrnUnitMap *map)
{
  NrnUnitMap *inverse = map_alloc (map->to, map->from);
  int n_from = (int) nrn_architecture_get_n_layers (map->from);
  int n_to = (int) nrn_architecture_get_n_layers (map->to);

  for (int i = 0; i < n_from; i++)
    inverse->layers[i] = -1;
  for (int i = -1; i < n_from; i++)
    match_no_units (inverse, i);

  for (int i = 0; i < n_to; i++)
    {
      if (map->layers[i] >= 0)
        inverse->layers[map->layers[i]] = i;
    }
  for (int i = -1; i < n_from; i++)
    {
      int there = i < 0 ? i : inverse->layers[i];

      if (there < 0 && i >= 0)
        continue;
      for (guint unit = 0; unit < count_units (map->to, there); unit++)
        {
          if (map->units[there + 1][unit] >= 0)
            inverse->units[i + 1][map->units[there + 1][unit]] = (int) unit;
        }
    }

  return inverse;
}

NrnUnitMap *
nrn_unit_map_ref (const NrnUnitMap *map)
{
  NrnUnitMap *self = (NrnUnitMap *) map;

  g_return_val_if_fail (map != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
nrn_unit_map_unref (NrnUnitMap *map)
{
  g_return_if_fail (map != NULL);

  if (!g_atomic_ref_count_dec (&map->ref_count))
    return;

  for (guint i = 0; i <= nrn_architecture_get_n_layers (map->to); i++)
    g_free (map->units[i]);
  g_free (map->units);
  g_free (map->layers);
  nrn_architecture_unref (map->from);
  nrn_architecture_unref (map->to);
  g_free (map);
}

/**
 * nrn_unit_map_get_from:
 * @map: a map
 *
 * Returns: (transfer none): the network before the edit
 */
const NrnArchitecture *
nrn_unit_map_get_from (const NrnUnitMap *map)
{
  return map->from;
}

/**
 * nrn_unit_map_get_to:
 * @map: a map
 *
 * Returns: (transfer none): the network after it
 */
const NrnArchitecture *
nrn_unit_map_get_to (const NrnUnitMap *map)
{
  return map->to;
}

/**
 * nrn_unit_map_get_layer:
 * @map: a map
 * @layer: a layer after the edit
 *
 * Returns: which layer that was before it; -1 for none
 */
int
nrn_unit_map_get_layer (const NrnUnitMap *map,
                        guint             layer)
{
  g_return_val_if_fail (layer < nrn_architecture_get_n_layers (map->to), -1);

  return map->layers[layer];
}

/**
 * nrn_unit_map_get_unit:
 * @map: a map
 * @layer: a layer after the edit, or %NRN_UNIT_MAP_INPUTS
 * @unit: one of its units
 *
 * Returns: which unit of nrn_unit_map_get_layer() that was; -1 for none
 */
int
nrn_unit_map_get_unit (const NrnUnitMap *map,
                       int               layer,
                       guint             unit)
{
  g_return_val_if_fail (unit < count_units (map->to, layer), -1);

  return map->units[layer + 1][unit];
}

/* ---- Weights ---- */

/* What a tensor of `to` has of a tensor of `from`. */
typedef struct
{
  const NrnTensor *tensor;      /* of `to` */
  const NrnTensor *old;         /* of `from`; NULL for nothing */
  const int       *rows;        /* NULL for a tensor of one dimension */
  const int       *cols;
} Link;

static Link
link_tensor (const NrnUnitMap *map,
             const NrnTensor  *tensor)
{
  int layer = (int) tensor->layer;
  int old_layer = map->layers[layer];
  int feeder = column_of (map->to, layer - 1);
  Link link = { .tensor = tensor, .cols = map->units[layer + 1] };

  if (old_layer < 0)
    return link;

  link.old = nrn_architecture_find_tensor (map->from, (guint) old_layer, tensor->name);
  if (link.old == NULL || link.old->n_dims != tensor->n_dims)
    {
      link.old = NULL;
      return link;
    }

  /* A layer that is fed by another one has none of its connections left;
   * what it has for each unit hangs on the unit alone. */
  if (tensor->n_dims == 2)
    {
      link.rows = map->units[feeder + 1];
      if (!is_same_column (map, feeder, column_of (map->from, old_layer - 1)))
        link.old = NULL;
    }

  return link;
}

/* Place of a weight in the flat weights of `from`, or -1. */
static gssize
find_old (const Link *link,
          guint       row,
          guint       col)
{
  int old_row = link->rows != NULL ? link->rows[row] : 0;
  int old_col = link->cols[col];

  if (link->old == NULL || old_row < 0 || old_col < 0)
    return -1;

  if (link->rows == NULL)
    return (gssize) link->old->offset + old_col;

  return (gssize) (link->old->offset + (gsize) old_row * link->old->dims[1] + (gsize) old_col);
}

/* Calls @visit for each weight of `to`: with its place, and with its place in
 * `from` or -1. */
typedef void (*VisitFunc) (gsize    place,
                           gssize   old,
                           gpointer data);

static void
visit_weights (const NrnUnitMap *map,
               VisitFunc         visit,
               gpointer          data)
{
  guint n_tensors;
  const NrnTensor *tensors = nrn_architecture_get_tensors (map->to, &n_tensors);

  for (guint i = 0; i < n_tensors; i++)
    {
      Link link = link_tensor (map, &tensors[i]);
      guint rows = tensors[i].n_dims == 2 ? tensors[i].dims[0] : 1;
      guint cols = tensors[i].n_dims == 2 ? tensors[i].dims[1] : tensors[i].dims[0];
      gsize place = tensors[i].offset;

      for (guint row = 0; row < rows; row++)
        for (guint col = 0; col < cols; col++)
          visit (place++, find_old (&link, row, col), data);
    }
}

typedef struct
{
  const float *from;
  float       *to;
} Carry;

static void
carry_weight (gsize    place,
              gssize   old,
              gpointer data)
{
  Carry *carry = data;

  if (old >= 0)
    carry->to[place] = carry->from[old];
}

/**
 * nrn_unit_map_carry:
 * @map: a map
 * @weights: of the network before the edit
 * @fresh: of the network after it, for what is new
 *
 * Returns: (transfer full): the weights after the edit: those of the
 *   connections and units that still exist stay
 */
NrnWeights *
nrn_unit_map_carry (const NrnUnitMap *map,
                    const NrnWeights *weights,
                    const NrnWeights *fresh)
{
  g_autofree float *data = NULL;
  gsize n = nrn_architecture_get_n_parameters (map->to);
  Carry carry;

  g_return_val_if_fail (nrn_architecture_get_n_parameters (nrn_weights_get_architecture (weights)) ==
                        nrn_architecture_get_n_parameters (map->from), NULL);
  g_return_val_if_fail (nrn_architecture_get_n_parameters (nrn_weights_get_architecture (fresh)) == n,
                        NULL);

  data = g_new (float, MAX (n, 1));
  memcpy (data, nrn_weights_get_data (fresh), n * sizeof (float));
  carry = (Carry) { .from = nrn_weights_get_data (weights), .to = data };
  visit_weights (map, carry_weight, &carry);

  return nrn_weights_new (map->to, data);
}

typedef struct
{
  const float *before;  /* of `from` */
  const float *after;   /* of `to` */
  const float *now;     /* of `to` */
  float       *back;    /* of `from` */
} TakeBack;

static void
take_back_weight (gsize    place,
                  gssize   old,
                  gpointer data)
{
  TakeBack *take = data;

  /* Bit by bit, so that 0 and -0 and NaN are themselves. */
  if (old >= 0 && memcmp (&take->before[old], &take->after[place], sizeof (float)) == 0)
    take->back[old] = take->now[place];
}

/**
 * nrn_unit_map_take_back:
 * @map: of an edit
 * @before: the weights just before the edit
 * @after: the weights just after it
 * @now: the weights that training has since made of @after
 *
 * Takes the edit back and nothing else: a weight that the edit changed or
 * removed is as @before, every other one as @now. Without any training since,
 * that is @before, bit by bit.
 *
 * Returns: (transfer full): weights of the network before the edit
 */
NrnWeights *
nrn_unit_map_take_back (const NrnUnitMap *map,
                        const NrnWeights *before,
                        const NrnWeights *after,
                        const NrnWeights *now)
{
  g_autofree float *back = NULL;
  gsize n = nrn_architecture_get_n_parameters (map->from);
  TakeBack take;

  g_return_val_if_fail (nrn_architecture_get_n_parameters (nrn_weights_get_architecture (before)) == n,
                        NULL);

  back = g_new (float, MAX (n, 1));
  memcpy (back, nrn_weights_get_data (before), n * sizeof (float));
  take = (TakeBack) {
    .before = nrn_weights_get_data (before),
    .after = nrn_weights_get_data (after),
    .now = nrn_weights_get_data (now),
    .back = back,
  };
  visit_weights (map, take_back_weight, &take);

  return nrn_weights_new (map->from, back);
}
