/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The log of a training, as a list.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-document.h"

G_BEGIN_DECLS

#define NRN_TYPE_LOG_LIST (nrn_log_list_get_type ())

/**
 * NrnLogList:
 *
 * A #GtkStringObject for each epoch, as Keras prints it, made when somebody
 * looks at it; and one for the epoch under way, if that takes long enough to
 * be read. The epoch that the document shows is the selected one: nobody
 * selects another but by showing it. What the line of that epoch says changes
 * with the moment in it, and "line-changed" tells when.
 */
G_DECLARE_FINAL_TYPE (NrnLogList, nrn_log_list, NRN, LOG_LIST, GObject)

NrnLogList *nrn_log_list_new          (void);
void        nrn_log_list_set_document (NrnLogList  *list,
                                       NrnDocument *document);
gboolean    nrn_log_list_is_under_way (NrnLogList  *list,
                                       guint        position);
char       *nrn_log_list_get_line     (NrnLogList  *list,
                                       guint        position);
char       *nrn_log_list_print        (NrnLogList  *list);

G_END_DECLS
