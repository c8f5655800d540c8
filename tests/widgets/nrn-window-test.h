/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the tests of the window share: opening one, finding things in it,
 * waiting for what it does.
 */

#pragma once

#include "nrn-window-private.h"

G_BEGIN_DECLS

typedef gboolean (*NrnWindowTestFunc) (NrnWindow     *window,
                                       gconstpointer  data);

int          nrn_window_test_run        (int          *argc,
                                         char       ***argv,
                                         void        (*add_tests) (void));

NrnWindow   *nrn_window_test_open       (void);
void         nrn_window_test_close      (NrnWindow    *window);
void         nrn_window_test_draw       (NrnWindow    *window);
void         nrn_window_test_draw_any   (GtkWindow    *window);
void         nrn_window_test_wait_for_work (void);
void         nrn_window_test_spin       (double        seconds);
void         nrn_window_test_wait       (NrnWindow    *window,
                                         const char   *what,
                                         NrnWindowTestFunc is_so,
                                         gconstpointer data);

void         nrn_window_test_act        (NrnWindow    *window,
                                         const char   *action);
const char  *nrn_window_test_state      (NrnWindow    *window);
gint64       nrn_window_test_update     (NrnWindow    *window);
double       nrn_window_test_number     (NrnWindow    *window,
                                         const char   *action);
void         nrn_window_test_wait_state (NrnWindow    *window,
                                         const char   *state);
void         nrn_window_test_wait_update (NrnWindow   *window,
                                          gint64       update);

GtkWidget   *nrn_window_test_setup      (NrnWindow    *window,
                                         const char   *child);
void         nrn_window_test_enter      (NrnWindow    *window,
                                         const char   *row,
                                         const char   *text);
void         nrn_window_test_choose     (NrnWindow    *window,
                                         const char   *preset);
void         nrn_window_test_choose_kind (NrnWindow   *window,
                                          const char  *row,
                                          const char  *name);
gboolean     nrn_window_test_emit_key   (GtkWidget    *widget,
                                         guint         key,
                                         GdkModifierType modifiers);
gboolean     nrn_window_test_press      (NrnWindow    *window,
                                         GtkWidget    *widget,
                                         guint         key,
                                         GdkModifierType modifiers);
void         nrn_window_test_set_pace   (NrnWindow    *window,
                                         double        position);

const NrnExperimentParts *nrn_window_test_parts    (NrnWindow *window);
const NrnSnapshotParts   *nrn_window_test_snapshot (NrnWindow *window);
const float              *nrn_window_test_weights  (NrnWindow *window);

G_END_DECLS
