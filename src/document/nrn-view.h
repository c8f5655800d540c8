/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How a window shows a document.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* More of them are not worth a line in a file. */
#define NRN_VIEW_MAX_WATCHED 64
#define NRN_VIEW_MAX_DISMISSED 64

/**
 * NrnView:
 * @page: (nullable): name of the page in the middle, owned
 * @zoom: 1 where the whole network is seen; NaN if not known
 * @center_x: what of the network is in the middle of the window, 0 … 1
 * @center_y: likewise
 * @pace: updates a second, %INFINITY for flat out; NaN if not known
 * @watched: (array length=n_watched) (nullable): features of the watched
 *   sample, owned
 * @n_watched: how many
 * @dismissed: (nullable): keys of findings that are not to be shown again, owned
 *
 * What is kept with a document, and is no part of the experiment: nobody is
 * asked to save a file because of it. Begin with nrn_view_new().
 */
typedef struct
{
  char   *page;
  double  zoom;
  double  center_x;
  double  center_y;
  double  pace;
  double *watched;
  guint   n_watched;
  char  **dismissed;
} NrnView;

NrnView *nrn_view_new         (void);
NrnView *nrn_view_copy        (const NrnView *view);
void     nrn_view_free        (NrnView       *view);
void     nrn_view_set_watched (NrnView       *view,
                               const float   *features,
                               guint          n_features);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnView, nrn_view_free)

G_END_DECLS
