/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Words that change no faster than they can be read.
 */

#include "config.h"

#include "nrn-reading-pace.h"

#define KEY "nrn-reading-pace"

/* Other words sooner than this cannot be read. */
#define INTERVAL_US (G_USEC_PER_SEC / 4)

/* Of an object, from its first words on. */
typedef struct
{
  gpointer            object;       /* borrowed; owns this */
  NrnReadingPaceFunc  func;
  gint64              shown_us;     /* when words were shown last */
  guint               timeout_id;   /* 0 unless there are others to be shown */
} Pace;

static void
pace_free (gpointer data)
{
  Pace *pace = data;

  g_clear_handle_id (&pace->timeout_id, g_source_remove);
  g_free (pace);
}

static void
show (Pace *pace)
{
  pace->shown_us = g_get_monotonic_time ();
  pace->func (pace->object);
}

static gboolean
timeout_cb (gpointer data)
{
  Pace *pace = data;

  pace->timeout_id = 0;
  show (pace);

  return G_SOURCE_REMOVE;
}

/**
 * nrn_at_reading_pace:
 * @object: whose words have changed, a #GObject
 * @func: shows them; the same for @object always
 *
 * Calls @func: at once if what was shown before could be read; if not, with the first
 * call after that, so that both share a frame, or when there are no more calls. Then
 * @object may have been disposed of. Beside that nobody reads faster, words that have
 * another size each time lay the window out, and a moment that is scrubbed to has a
 * frame's time.
 */
void
nrn_at_reading_pace (gpointer           object,
                     NrnReadingPaceFunc func)
{
  Pace *pace = g_object_get_data (object, KEY);

  g_return_if_fail (pace == NULL || pace->func == func);

  if (pace == NULL)
    {
      pace = g_new0 (Pace, 1);
      pace->object = object;
      pace->func = func;
      pace->shown_us = -INTERVAL_US;
      g_object_set_data_full (object, KEY, pace, pace_free);
    }

  g_clear_handle_id (&pace->timeout_id, g_source_remove);
  if (g_get_monotonic_time () - pace->shown_us >= INTERVAL_US)
    show (pace);
  else
    pace->timeout_id = g_timeout_add (INTERVAL_US / 1000, timeout_cb, pace);
}
