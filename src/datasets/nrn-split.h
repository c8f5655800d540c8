/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean  nrn_split_count       (guint     n_rows,
                                 double    validation_split,
                                 guint    *n_train,
                                 GError  **error);
guint    *nrn_split_order       (guint     n_rows,
                                 gboolean  shuffled,
                                 guint32   seed);

G_END_DECLS
