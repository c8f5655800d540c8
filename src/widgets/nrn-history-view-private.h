/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the plot of a history and its cross-hair share.
 */

#pragma once

#include "nrn-history-plot.h"
#include "nrn-history-view.h"

G_BEGIN_DECLS

struct _NrnHistoryView
{
  GtkWidget         parent_instance;

  char             *metric;       /* owned */
  NrnDocument      *document;     /* owned */
  GActionGroup     *options;      /* owned */
  NrnHistoryCurves *curves;       /* owned */
  guint             epoch;        /* of the cross-hair; 0 for none */
  double            pointer;      /* where the pointer is; NaN for elsewhere */
  double            moved_to[2];  /* where it was at its last move; NaN for elsewhere */
  int               legend;       /* height of the legend */
  char             *value;        /* owned; the value in the heading, in words */
  char             *value_note;   /* owned; what it is, if it is not that of an epoch */

  /* What the picture without its cross-hair was drawn from */
  GskRenderNode    *picture;      /* owned; NULL if it is to be drawn anew */
  NrnPalette        palette;
  int               scale;
  double            text_scale;
  guint             n_epochs;
  gint64            shown_update;
};

NrnHistoryPlot nrn_history_view_get_plot        (NrnHistoryView *self);
void           nrn_history_view_update_words    (NrnHistoryView *self);

/* nrn-history-cross-hair.c */
void           nrn_history_view_set_epoch       (NrnHistoryView *self,
                                                 guint           epoch);
void           nrn_history_view_follow_pointer  (NrnHistoryView *self);
void           nrn_history_view_add_controllers (NrnHistoryView *self);

G_END_DECLS
