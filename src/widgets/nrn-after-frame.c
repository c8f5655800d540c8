/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Work that can wait until what has changed is on the screen.
 */

#include "config.h"

#include "nrn-after-frame.h"

#define KEY "nrn-after-frame"

/* Of a widget, until it is done or the widget goes. */
typedef struct
{
  GtkWidget         *widget;      /* borrowed; owns this */
  NrnAfterFrameFunc  func;
  GdkFrameClock     *clock;       /* owned */
  gulong             after_paint_id;
} Waiting;

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  /* A window that is closed disposes of its clock. */
  if (g_signal_handler_is_connected (waiting->clock, waiting->after_paint_id))
    g_signal_handler_disconnect (waiting->clock, waiting->after_paint_id);
  g_object_unref (waiting->clock);
  g_free (waiting);
}

static void
after_paint_cb (Waiting *waiting)
{
  g_autoptr (GtkWidget) widget = g_object_ref (waiting->widget);
  NrnAfterFrameFunc func = waiting->func;

  g_object_set_data (G_OBJECT (widget), KEY, NULL);
  func (widget);
}

/**
 * nrn_after_frame:
 * @widget: a widget
 * @func: what to do; the same for @widget always
 *
 * Calls @func once the next frame is painted, once however often it is asked
 * for until then; at once if @widget is not on the screen. By then @widget may
 * have been disposed of. What is far from
 * where the user looks, or takes time, is done so after an edit: the frame
 * that shows the edit has less to do, and less of the window to paint. (GTK
 * paints all of a window's body if what changes is in too many places.)
 */
void
nrn_after_frame (GtkWidget         *widget,
                 NrnAfterFrameFunc  func)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  Waiting *waiting = g_object_get_data (G_OBJECT (widget), KEY);

  g_return_if_fail (waiting == NULL || waiting->func == func);

  if (waiting != NULL)
    return;
  if (clock == NULL || !gtk_widget_get_mapped (widget))
    {
      func (widget);
      return;
    }

  waiting = g_new0 (Waiting, 1);
  waiting->widget = widget;
  waiting->func = func;
  waiting->clock = g_object_ref (clock);
  waiting->after_paint_id = g_signal_connect_swapped (clock, "after-paint",
                                                      G_CALLBACK (after_paint_cb), waiting);
  g_object_set_data_full (G_OBJECT (widget), KEY, waiting, waiting_free);
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
}
