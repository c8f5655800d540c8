/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Pulses on the canvas: the sample on its way forward, gradients back.
 */

#include "config.h"

#include "nrn-canvas-private.h"

/* Above so many updates a second pulses would only flicker. */
#define FASTEST_PULSES 3.0

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  NrnCanvas *self = NRN_CANVAS (widget);
  double pace = nrn_trainer_get_pace (nrn_document_get_trainer (self->document));
  double seconds = (double) (gdk_frame_clock_get_frame_time (clock) - self->arrived) / G_USEC_PER_SEC;

  self->phase = CLAMP (seconds * pace, 0, 1);
  gtk_widget_queue_draw (widget);

  return G_SOURCE_CONTINUE;
}

/**
 * nrn_canvas_stop_pulses:
 * @self: a canvas
 */
void
nrn_canvas_stop_pulses (NrnCanvas *self)
{
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
}

/**
 * nrn_canvas_update_pulses:
 * @self: a canvas whose training has moved
 *
 * Pulses run forward in the first half of the time between two updates, and
 * back in the second, where the user wants animations and there is time.
 */
void
nrn_canvas_update_pulses (NrnCanvas *self)
{
  NrnTrainer *trainer = nrn_document_get_trainer (self->document);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));
  gboolean animate;
  gboolean wanted;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &animate, NULL);
  wanted = animate && clock != NULL && nrn_trainer_get_state (trainer) == NRN_TRAINING_RUNNING &&
           nrn_trainer_get_pace (trainer) <= FASTEST_PULSES;
  if (wanted)
    self->arrived = gdk_frame_clock_get_frame_time (clock);

  if (wanted && self->tick_id == 0)
    {
      self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
    }
  else if (!wanted)
    {
      nrn_canvas_stop_pulses (self);
    }
  self->phase = 0;
}
