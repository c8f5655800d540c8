/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The loss over one weight as a widget.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-loss-valley.h"

G_BEGIN_DECLS

#define NRN_TYPE_VALLEY_VIEW (nrn_valley_view_get_type ())

/**
 * NrnValleyView:
 *
 * The loss over one weight, with a ball where the weight is. The ball is dragged
 * along the curve, or moved by arrow keys, with Control or Page Up and Page Down
 * ten times farther. It stands where it is put. Escape ends a drag.
 *
 * Signals: "begin" when a drag begins; "preview" with the value at each move of
 * it; then "commit" with the value, or "cancel". "commit" alone for a key.
 */
G_DECLARE_FINAL_TYPE (NrnValleyView, nrn_valley_view, NRN, VALLEY_VIEW, GtkWidget)

/**
 * NrnValleyPicture:
 * @valley: (nullable): the loss; %NULL: nothing to show
 * @step: (nullable): where the weight is, and where a step leads; %NULL: not
 *   known yet
 * @name: the weight: “Weight from Input age to Hidden 1, unit 3”
 * @caption: what is said below it where it stands alone
 * @other_name: (nullable): what the other step of @step is called
 * @is_fixed: whether the ball cannot be moved
 *
 * What is shown. Copied.
 */
typedef struct
{
  const NrnLossValley *valley;
  const NrnLossStep   *step;
  const char          *name;
  const char          *caption;
  const char          *other_name;
  gboolean             is_fixed;
} NrnValleyPicture;

void     nrn_valley_view_set         (NrnValleyView          *view,
                                      const NrnValleyPicture *picture);
gboolean nrn_valley_view_is_busy     (NrnValleyView          *view);
double   nrn_valley_view_get_quantum (NrnValleyView          *view);
gboolean nrn_valley_view_hides_step  (NrnValleyView          *view);
void     nrn_valley_view_drag        (NrnValleyView          *view,
                                      double                  offset);
void     nrn_valley_view_drop        (NrnValleyView          *view);

G_END_DECLS
