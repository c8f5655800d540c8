/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What a network takes for what.
 */

#pragma once

#include "nrn-palette.h"
#include "nrn-weights.h"

G_BEGIN_DECLS

/* With more classes there is no room for numbers. */
#define NRN_CONFUSION_MATRIX_MAX_CLASSES 6

/**
 * NrnConfusionMatrix:
 *
 * How many samples of each class a network takes for each class. Owned by one
 * thread.
 */
typedef struct _NrnConfusionMatrix NrnConfusionMatrix;

NrnConfusionMatrix *nrn_confusion_matrix_new            (const NrnArchitecture    *architecture);
void                nrn_confusion_matrix_free           (NrnConfusionMatrix       *matrix);
void                nrn_confusion_matrix_measure        (NrnConfusionMatrix       *matrix,
                                                         const NrnWeights         *weights,
                                                         guint                     n_rows,
                                                         const float              *inputs,
                                                         const float              *labels,
                                                         const guint8             *exceptions);

guint               nrn_confusion_matrix_get_n_classes  (const NrnConfusionMatrix *matrix);
guint               nrn_confusion_matrix_get_n_samples  (const NrnConfusionMatrix *matrix);
guint               nrn_confusion_matrix_get_n_right    (const NrnConfusionMatrix *matrix);
guint               nrn_confusion_matrix_get_count      (const NrnConfusionMatrix *matrix,
                                                         guint                     really,
                                                         guint                     predicted);
guint               nrn_confusion_matrix_get_exceptions (const NrnConfusionMatrix *matrix,
                                                         guint                     really,
                                                         guint                     predicted);

double              nrn_confusion_matrix_get_height     (const NrnConfusionMatrix *matrix,
                                                         double                    text_scale);
gboolean            nrn_confusion_matrix_pick           (const NrnConfusionMatrix *matrix,
                                                         const char *const        *class_names,
                                                         double                    width,
                                                         double                    text_scale,
                                                         double                    x,
                                                         double                    y,
                                                         guint                    *really,
                                                         guint                    *predicted);
void                nrn_confusion_matrix_paint          (cairo_t                  *cr,
                                                         const NrnConfusionMatrix *matrix,
                                                         const char *const        *class_names,
                                                         double                    width,
                                                         double                    text_scale,
                                                         const NrnPalette         *palette);
char               *nrn_confusion_matrix_describe       (const NrnConfusionMatrix *matrix,
                                                         const char *const        *class_names,
                                                         guint                     really,
                                                         guint                     predicted);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnConfusionMatrix, nrn_confusion_matrix_free)

G_END_DECLS
