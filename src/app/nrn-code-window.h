/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The experiment as a Python program that uses Keras.
 */

#pragma once

#include <adwaita.h>

#include "nrn-document.h"

G_BEGIN_DECLS

#define NRN_TYPE_CODE_WINDOW (nrn_code_window_get_type ())

/**
 * NrnCodeWindow:
 *
 * Shows the program and keeps it up to date with the document. Whoever
 * changes it, pastes another one or opens one can apply it: then the document
 * is edited, which can be taken back, or a sentence says what is not
 * understood and where, and nothing changes.
 *
 * Actions: "code.open", "code.save", "code.copy", "code.apply",
 * "code.discard". Main thread only.
 */
G_DECLARE_FINAL_TYPE (NrnCodeWindow, nrn_code_window, NRN, CODE_WINDOW, AdwWindow)

NrnCodeWindow *nrn_code_window_new       (GtkWindow       *parent,
                                          NrnDocument     *document);
gboolean       nrn_code_window_open_file (NrnCodeWindow   *window,
                                          const char      *path,
                                          GError         **error);
gboolean       nrn_code_window_save_file (NrnCodeWindow   *window,
                                          const char      *path,
                                          GError         **error);
void           nrn_code_window_ask_file  (NrnCodeWindow   *window);
char          *nrn_code_window_dup_text  (NrnCodeWindow   *window);
const char    *nrn_code_window_get_status
                                         (NrnCodeWindow   *window);

G_END_DECLS
