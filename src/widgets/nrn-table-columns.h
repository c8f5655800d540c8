/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the columns of all tables have in common.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkColumnViewColumn *nrn_table_columns_add       (GtkColumnView      *view,
                                                  const char         *title,
                                                  GtkListItemFactory *factory,
                                                  gboolean            is_number,
                                                  gpointer            column,
                                                  GDestroyNotify      free_column);
void                 nrn_table_columns_complete  (GtkColumnView      *view,
                                                  gboolean            can_shrink);
void                 nrn_table_columns_clear     (GtkColumnView      *view);
int                  nrn_table_columns_measure   (GtkColumnView      *view,
                                                  const char         *text);
guint                nrn_table_columns_count_decimals
                                                 (double              range);

G_END_DECLS
