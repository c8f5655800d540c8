/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#pragma once

#include "nrn-application.h"
#include "nrn-document.h"

G_BEGIN_DECLS

#define NRN_TYPE_WINDOW (nrn_window_get_type ())

/**
 * NrnWindow:
 *
 * A window with one document: setup, network, data, results, transport. It
 * opens with the drug trial.
 *
 * Actions: "win.*" for files and panes, "train.*" for the training. What a
 * test or a script may want to know is the state of "train.state",
 * "train.epoch", "train.update", "train.loss", "train.accuracy" and
 * "train.shown-epoch".
 */
G_DECLARE_FINAL_TYPE (NrnWindow, nrn_window, NRN, WINDOW, AdwApplicationWindow)

NrnWindow   *nrn_window_new          (NrnApplication *application);
NrnDocument *nrn_window_get_document (NrnWindow      *window);
const char  *nrn_window_get_page     (NrnWindow      *window);
gboolean     nrn_window_open_file    (NrnWindow      *window,
                                      GFile          *file);
void         nrn_window_open_files   (NrnWindow      *window,
                                      GFile *const   *files,
                                      guint           n_files);
void         nrn_window_offer_lost_work
                                     (NrnWindow      *window);

G_END_DECLS
