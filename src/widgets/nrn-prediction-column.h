/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * One column of the table of predictions: what is in its cells.
 */

#pragma once

#include "nrn-prediction-list.h"

G_BEGIN_DECLS

/**
 * NrnPredictionColumn:
 * @key: what is in it
 * @index: of which feature or output
 * @n_decimals: of a number
 * @width: of the widest text, in pixels
 * @items: (element-type GtkListItem): its items that have a row; borrowed
 */
typedef struct
{
  NrnPredictionsKey key;
  guint             index;
  guint             n_decimals;
  int               width;
  GPtrArray        *items;
} NrnPredictionColumn;

NrnPredictionColumn *nrn_prediction_column_new         (const NrnPredictionColumn *parts);
void                 nrn_prediction_column_free        (NrnPredictionColumn       *column);
GtkListItemFactory  *nrn_prediction_column_new_factory (NrnPredictionColumn       *column,
                                                        gboolean                   are_classes);
gboolean             nrn_prediction_column_is_number   (const NrnPredictionColumn *column,
                                                        gboolean                   are_classes);
void                 nrn_prediction_column_look_at_numbers
                                                       (NrnPredictionColumn       *column,
                                                        GtkColumnView             *view,
                                                        const NrnDataset          *dataset);
void                 nrn_prediction_column_update      (const NrnPredictionColumn *column,
                                                        GtkListItem               *item);
const char          *nrn_prediction_column_name_result (gboolean                   is_wrong,
                                                        gboolean                   is_exception);
char                *nrn_prediction_column_format_probability
                                                       (double                     probability);

G_END_DECLS
