/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A window to drag files from, as a file manager has them: drag-source FILE…
 * Each line that it prints is what can be done next: “press”, “move”, “drop”.
 */

#include <gtk/gtk.h>

static GdkContentProvider *
prepare_cb (GSList *files)
{
  return gdk_content_provider_new_typed (GDK_TYPE_FILE_LIST,
                                         gdk_file_list_new_from_list (files));
}

static void
say (const char *what)
{
  g_print ("%s\n", what);
}

/* A drop before the other program's answer has come is none. */
static void
action_chosen_cb (GdkDrag *drag)
{
  if (gdk_drag_get_selected_action (drag) != 0)
    say ("drop");
}

static void
drag_begin_cb (GtkDragSource *source,
               GdkDrag       *drag)
{
  g_signal_connect (drag, "notify::selected-action", G_CALLBACK (action_chosen_cb), NULL);
  say ("move");
}

static gboolean
drawn_cb (GtkWidget     *widget,
          GdkFrameClock *clock,
          gpointer       data)
{
  /* The second frame: the first one is on the screen, and so is the window. */
  static guint n_frames;

  if (n_frames++ == 0)
    return G_SOURCE_CONTINUE;

  say ("press");

  return G_SOURCE_REMOVE;
}

int
main (int   argc,
      char *argv[])
{
  GtkDragSource *source;
  GtkWidget *window;
  GSList *files = NULL;

  gtk_init ();
  for (int i = argc - 1; i > 0; i--)
    files = g_slist_prepend (files, g_file_new_for_commandline_arg (argv[i]));

  window = gtk_window_new ();
  gtk_window_set_title (GTK_WINDOW (window), "Drag from Here");
  gtk_window_set_default_size (GTK_WINDOW (window), 200, 150);
  gtk_window_set_child (GTK_WINDOW (window), gtk_label_new ("Drag from here"));
  source = gtk_drag_source_new ();
  g_signal_connect_swapped (source, "prepare", G_CALLBACK (prepare_cb), files);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), NULL);
  gtk_widget_add_controller (gtk_window_get_child (GTK_WINDOW (window)),
                             GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_tick_callback (window, drawn_cb, NULL, NULL);
  gtk_window_present (GTK_WINDOW (window));

  while (g_list_model_get_n_items (gtk_window_get_toplevels ()) > 0)
    g_main_context_iteration (NULL, TRUE);

  return 0;
}
