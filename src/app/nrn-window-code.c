/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The window's experiment as a Python program.
 */

#include "config.h"

#include "nrn-window-private.h"

/**
 * nrn_window_get_code_window:
 * @window: a window
 *
 * Returns: (transfer none): the window with its experiment's program, made
 *   when it is asked for
 */
NrnCodeWindow *
nrn_window_get_code_window (NrnWindow *window)
{
  if (window->code_window == NULL)
    {
      NrnCodeWindow *code_window = nrn_code_window_new (GTK_WINDOW (window), window->document);

      g_set_weak_pointer (&window->code_window, code_window);
    }

  return window->code_window;
}

static void
keras_code_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  gtk_window_present (GTK_WINDOW (nrn_window_get_code_window (data)));
}

static void
open_keras_code_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       data)
{
  NrnCodeWindow *code_window = nrn_window_get_code_window (data);

  gtk_window_present (GTK_WINDOW (code_window));
  nrn_code_window_ask_file (code_window);
}

static const GActionEntry entries[] = {
  { .name = "keras-code", .activate = keras_code_cb },
  { .name = "open-keras-code", .activate = open_keras_code_cb },
};

/**
 * nrn_window_add_code_actions:
 * @window: a window
 *
 * Adds "win.keras-code" and "win.open-keras-code".
 */
void
nrn_window_add_code_actions (NrnWindow *window)
{
  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}
