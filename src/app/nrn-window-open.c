/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Files of all sorts that come to the window: dropped on it, or opened with
 * Neurons elsewhere.
 */

#include "config.h"

#include "nrn-window-private.h"

#include <glib/gi18n.h>

/* ---- What can be done with a file ---- */

static void
open_experiment (NrnWindow *self,
                 GFile     *file)
{
  nrn_window_open_file_here_or_beside (self, file);
}

static void
open_model (NrnWindow *self,
            GFile     *file)
{
  g_autoptr (GError) error = NULL;

  if (nrn_window_import_tfjs (self, g_file_peek_path (file), &error))
    nrn_window_say (self, _("The network was imported, with its weights."));
  else
    nrn_window_say (self, error->message);
}

static void
open_program (NrnWindow *self,
              GFile     *file)
{
  NrnCodeWindow *code_window = nrn_window_get_code_window (self);
  g_autoptr (GError) error = NULL;

  if (nrn_code_window_open_file (code_window, g_file_peek_path (file), &error))
    gtk_window_present (GTK_WINDOW (code_window));
  else
    nrn_window_say (self, error->message);
}

static const struct
{
  const char *ending;
  void      (*open) (NrnWindow *self,
                     GFile     *file);
} sorts[] = {
  { ".neurons", open_experiment },
  { ".json", open_model },
  { ".py", open_program },
  { ".csv", nrn_window_import_table },
  { ".tsv", nrn_window_import_table },
};

static void
refuse (NrnWindow *self,
        GFile     *file)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = g_filename_display_name (base);
  g_autofree char *sentence =
    g_strdup_printf (_("“%s” cannot be opened: Neurons opens experiments (.neurons), tables (.csv), "
                       "models of TensorFlow.js (model.json) and Python programs (.py)."), name);

  nrn_window_say (self, sentence);
}

static void
open_file (NrnWindow *self,
           GFile     *file)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = g_filename_display_name (base);
  g_autofree char *folded = g_utf8_strdown (name, -1);

  if (g_file_peek_path (file) == NULL)
    {
      nrn_window_say (self, _("This place cannot be opened; save the file to a folder first."));
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      if (g_str_has_suffix (folded, sorts[i].ending))
        {
          sorts[i].open (self, file);
          return;
        }
    }

  refuse (self, file);
}

/**
 * nrn_window_open_files:
 * @window: a window
 * @files: (array length=n_files): experiments, models, programs
 * @n_files: how many
 *
 * Opens each as its name tells: experiments in the window if nothing was done
 * there, or else in windows of their own; the others go to the experiment of
 * this window. What cannot be opened gets a sentence.
 */
void
nrn_window_open_files (NrnWindow     *window,
                       GFile *const  *files,
                       guint          n_files)
{
  for (guint i = 0; i < n_files; i++)
    open_file (window, files[i]);
}

/* ---- Dropping ---- */

static gboolean
drop_cb (NrnWindow    *self,
         const GValue *value)
{
  GSList *list = gdk_file_list_get_files (g_value_get_boxed (value));
  g_autoptr (GPtrArray) files = g_ptr_array_new ();

  for (const GSList *item = list; item != NULL; item = item->next)
    g_ptr_array_add (files, item->data);
  g_slist_free (list);
  nrn_window_open_files (self, (GFile *const *) files->pdata, files->len);

  return TRUE;
}

static void
current_drop_changed_cb (GtkDropTarget *target,
                         GParamSpec    *pspec,
                         NrnWindow     *self)
{
  gtk_widget_set_visible (self->drop_hint, gtk_drop_target_get_current_drop (target) != NULL);
}

/**
 * nrn_window_add_drop_target:
 * @window: a window
 *
 * Lets files be dropped anywhere on it: before entries, which would take
 * their names as text.
 */
void
nrn_window_add_drop_target (NrnWindow *window)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), window);
  g_signal_connect (target, "notify::current-drop", G_CALLBACK (current_drop_changed_cb), window);
  gtk_widget_add_controller (GTK_WIDGET (window), GTK_EVENT_CONTROLLER (target));
}
