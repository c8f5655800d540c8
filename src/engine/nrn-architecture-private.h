/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the files of the architecture share.
 */

#pragma once

#include "nrn-architecture.h"

G_BEGIN_DECLS

typedef struct
{
  char      *name;      /* owned */
  NrnConfig *config;    /* owned */
  guint      units;
  GArray    *off;       /* owned; guint, ascending; NULL if all units are on */
} NrnLayerEntry;

struct _NrnArchitecture
{
  gatomicrefcount  ref_count;
  guint            input_dim;
  guint            n_layers;
  NrnLayerEntry   *layers;      /* owned; n_layers */
  guint            n_tensors;
  NrnTensor       *tensors;     /* owned; n_tensors */
  gsize            n_parameters;
};

/* nrn-architecture-off.c */
void     nrn_architecture_take_off  (NrnArchitecture       *architecture,
                                     const NrnArchitecture *from,
                                     int                    layer,
                                     guint                  unit);
gboolean nrn_architecture_equal_off (const NrnArchitecture *a,
                                     const NrnArchitecture *b);

G_END_DECLS
