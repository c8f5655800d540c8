/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The cross-hair of a plot of a history: the pointer and the keys that move it
 * from epoch to epoch.
 */

#include "config.h"

#include "nrn-history-view-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Long histories are crossed in so many steps with Control. */
#define N_LARGE_STEPS 10

/* Of the document, and not of the curves: the view that this one shares the
 * cross-hair with may have come to the next epoch before. */
static guint
count_epochs (NrnHistoryView *self)
{
  return nrn_history_get_n_epochs (nrn_document_get_history (self->document));
}

/* 0 for none; of later ones, the last. */
void
nrn_history_view_set_epoch (NrnHistoryView *self,
                            guint           epoch)
{
  if (self->document == NULL)
    return;

  epoch = MIN (epoch, count_epochs (self));
  if (epoch == self->epoch)
    return;

  self->epoch = epoch;
  nrn_history_view_update_words (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify (G_OBJECT (self), "epoch");
}

/* Epochs come to a pointer that rests. */
void
nrn_history_view_follow_pointer (NrnHistoryView *self)
{
  NrnHistoryPlot plot = nrn_history_view_get_plot (self);
  GtkWidget *widget = GTK_WIDGET (self);

  if (!isnan (self->pointer))
    nrn_history_view_set_epoch (self, nrn_history_plot_pick (&plot, gtk_widget_get_width (widget),
                                                             gtk_widget_get_height (widget),
                                                             self->pointer));
}

/* GTK also tells of a pointer that rests, when something is laid out anew. */
static void
motion_cb (NrnHistoryView *self,
           double          x,
           double          y)
{
  if (fabs (x - self->moved_to[0]) < 0.5 && fabs (y - self->moved_to[1]) < 0.5)
    return;

  self->moved_to[0] = x;
  self->moved_to[1] = y;
  self->pointer = x;
  nrn_history_view_follow_pointer (self);
}

static void
leave_cb (NrnHistoryView *self)
{
  self->moved_to[0] = self->moved_to[1] = NAN;
  self->pointer = NAN;
  nrn_history_view_set_epoch (self, 0);
}

static gboolean
show_epoch (NrnHistoryView *self)
{
  g_autofree char *sentence = NULL;

  if (self->epoch == 0)
    return FALSE;
  if (nrn_document_show_epoch (self->document, self->epoch))
    return TRUE;

  sentence = g_strdup_printf (_("The weights after epoch %u are not kept."), self->epoch);
  g_signal_emit_by_name (self, "failed", sentence);

  return TRUE;
}

static void
released_cb (NrnHistoryView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  show_epoch (self);
}

static gboolean
leave_epoch (NrnHistoryView *self)
{
  if (self->epoch == 0 && nrn_document_get_shown_epoch (self->document) < 0)
    return FALSE;

  nrn_history_view_set_epoch (self, 0);
  nrn_document_show_now (self->document);

  return TRUE;
}

/* By key: the pointer does not count until it moves again. */
static gboolean
go_to_epoch (NrnHistoryView *self,
             gint64          epoch)
{
  guint n_epochs = count_epochs (self);

  self->pointer = NAN;
  nrn_history_view_set_epoch (self, (guint) CLAMP (epoch, MIN (1, n_epochs), n_epochs));

  return n_epochs > 0;
}

/* Without a cross-hair, from the end. */
static gboolean
move_epoch (NrnHistoryView *self,
            int             step)
{
  return go_to_epoch (self, self->epoch > 0 ? (gint64) self->epoch + step : G_MAXUINT);
}

static gboolean
key_pressed_cb (NrnHistoryView  *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  guint n_epochs = count_epochs (self);
  int step = (state & GDK_CONTROL_MASK) != 0 ? (int) MAX (n_epochs / N_LARGE_STEPS, 1) : 1;

  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return move_epoch (self, -step);
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return move_epoch (self, step);
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      return go_to_epoch (self, 1);
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      return go_to_epoch (self, n_epochs);
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      return show_epoch (self);
    case GDK_KEY_Escape:
      return leave_epoch (self);
    default:
      return FALSE;
    }
}

void
nrn_history_view_add_controllers (NrnHistoryView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkWidget *widget = GTK_WIDGET (self);

  g_signal_connect_swapped (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, focus);
  gtk_widget_add_controller (widget, keys);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
}
