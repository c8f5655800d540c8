/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How the window shows its document is kept with the document.
 */

#include "config.h"

#include "nrn-window-private.h"

#include <math.h>

static NrnView *
create_view (NrnWindow *self)
{
  NrnView *view = nrn_view_new ();

  view->page = g_strdup (adw_view_stack_get_visible_child_name (self->pages));
  nrn_canvas_get_view (self->canvas, &view->zoom, &view->center_x, &view->center_y);
  view->pace = nrn_transport_get_own_pace (self->transport);
  view->dismissed = nrn_document_dup_dismissed (self->document);
  nrn_view_set_watched (view, nrn_document_get_watched (self->document),
                        nrn_dataset_get_n_features (nrn_document_get_dataset (self->document)));

  return view;
}

/**
 * nrn_window_dup_work:
 * @window: a window
 *
 * Returns: (transfer full): what its document holds, and how it is shown, for
 *   saving
 */
NrnWork *
nrn_window_dup_work (NrnWindow *window)
{
  g_autoptr (NrnWork) work = nrn_document_dup_work (window->document, NRN_WORK_TIMELINE_BYTES);
  g_autoptr (NrnView) view = create_view (window);
  NrnWorkParts parts = *nrn_work_get_parts (work);

  parts.view = view;

  return nrn_work_new (&parts);
}

static void
watch (NrnWindow     *self,
       const NrnView *view)
{
  guint n = nrn_dataset_get_n_features (nrn_document_get_dataset (self->document));
  g_autofree float *features = g_new (float, n + 1);

  if (view->n_watched != n)
    return;

  for (guint i = 0; i < n; i++)
    features[i] = (float) view->watched[i];
  nrn_document_set_watched (self->document, features);
}

/**
 * nrn_window_show_view:
 * @window: a window whose document has been opened
 * @view: (nullable): how it was shown
 *
 * Shows it like that again, as far as that can be. What a file says may be
 * anything.
 */
void
nrn_window_show_view (NrnWindow     *window,
                      const NrnView *view)
{
  if (view == NULL)
    return;

  if (isfinite (view->zoom))
    nrn_canvas_set_view (window->canvas, view->zoom, view->center_x, view->center_y);
  if (view->pace > 0)
    nrn_transport_set_own_pace (window->transport, view->pace);
  for (guint i = 0; view->dismissed != NULL && view->dismissed[i] != NULL; i++)
    nrn_document_dismiss (window->document, view->dismissed[i]);
  watch (window, view);
  if (view->page != NULL && adw_view_stack_get_child_by_name (window->pages, view->page) != NULL)
    g_action_group_change_action_state (G_ACTION_GROUP (window), "page",
                                        g_variant_new_string (view->page));
}
