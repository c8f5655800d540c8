/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Opening: experiments in this window or beside it, and files of all sorts that
 * come to it, dropped or opened with Neurons elsewhere.
 */

#include "config.h"

#include "nrn-window-private.h"

#include <glib/gi18n.h>

#include "nrn-question.h"

/* ---- Experiments ---- */

static gboolean
open_work (NrnWindow      *self,
           GFile          *file,
           const NrnWork  *work,
           GError        **error)
{
  if (!nrn_document_set_work (self->document, work, error))
    return FALSE;

  nrn_recovery_forget (self->recovery);
  nrn_document_mark_saved (self->document, work);
  nrn_window_set_file (self, file);
  nrn_window_show_view (self, nrn_work_get_parts (work)->view);

  return TRUE;
}

/**
 * nrn_window_open_file:
 * @window: a window
 * @file: an experiment
 *
 * Opens it in the window; if it cannot be, says why and leaves what is
 * there.
 *
 * Returns: whether it was opened
 */
gboolean
nrn_window_open_file (NrnWindow *window,
                      GFile     *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnWork) work = NULL;
  const char *path = g_file_peek_path (file);

  if (path == NULL)
    {
      nrn_window_say (window, _("This place cannot be opened; save the file to a folder first."));
      return FALSE;
    }

  work = nrn_work_load (path, &error);
  if (work == NULL || !open_work (window, file, work, &error))
    {
      nrn_window_say (window, error->message);
      return FALSE;
    }

  return TRUE;
}

/* A window in which nothing was done is as good as a new one. */
static NrnWindow *
window_to_open_in (NrnWindow *self)
{
  if (self->file == NULL && !self->is_saving && !nrn_document_is_changed (self->document) &&
      nrn_document_get_undo_name (self->document) == NULL)
    return self;

  return nrn_window_new (NRN_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))));
}

/* A window that has the file already; NULL if there is none. */
static NrnWindow *
find_window_with (NrnWindow *self,
                  GFile     *file)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  for (const GList *item = gtk_application_get_windows (application); item != NULL;
       item = item->next)
    {
      NrnWindow *window = NRN_IS_WINDOW (item->data) ? item->data : NULL;

      if (window != NULL && window->file != NULL && g_file_equal (window->file, file))
        return window;
    }

  return NULL;
}

/* In the window if nothing was done there, or else in a new one; one that is open
 * already is just brought to the front. If it cannot be opened, @window says why and
 * nothing changes. */
static void
open_here_or_beside (NrnWindow *window,
                     GFile     *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnWork) work = NULL;
  NrnWindow *target = find_window_with (window, file);

  if (target != NULL)
    {
      gtk_window_present (GTK_WINDOW (target));
      return;
    }
  if (nrn_window_is_table (file))
    {
      nrn_window_import_table (window, file);
      return;
    }
  if (g_file_peek_path (file) == NULL)
    {
      nrn_window_open_file (window, file);
      return;
    }
  work = nrn_work_load (g_file_peek_path (file), &error);
  if (work == NULL)
    {
      nrn_window_say (window, error->message);
      return;
    }

  target = window_to_open_in (window);
  if (!open_work (target, file, work, &error))
    nrn_window_say (target, error->message);
  gtk_window_present (GTK_WINDOW (target));
}

static void
open_response_cb (GtkNativeDialog *dialog,
                  int              response,
                  gpointer         data)
{
  NrnWindow *self = data;
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    open_here_or_beside (self, file);
  g_object_unref (dialog);
}

static void
open_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  GtkFileChooserNative *chooser =
    nrn_window_new_chooser (data, _("Open an Experiment"), GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"),
                            G_CALLBACK (open_response_cb));
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Experiments and tables (.neurons, .csv)"));
  gtk_file_filter_add_suffix (filter, "neurons");
  gtk_file_filter_add_suffix (filter, "csv");
  gtk_file_filter_add_suffix (filter, "tsv");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
open_recent_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  open_here_or_beside (data, file);
}

static void
revert_response_cb (NrnWindow  *self,
                    const char *response)
{
  g_autoptr (GFile) file = NULL;

  if (!g_str_equal (response, "revert") || self->file == NULL || self->is_saving)
    return;

  file = g_object_ref (self->file);
  nrn_window_open_file (self, file);
}

static void
revert_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  NrnWindow *self = data;
  AdwMessageDialog *dialog = nrn_question_new (GTK_WINDOW (self), _("Go Back to the Saved File?"),
                                               _("All changes since it was saved will be lost."));

  adw_message_dialog_add_responses (dialog,
                                    "cancel", _("_Cancel"),
                                    "revert", _("_Revert"),
                                    NULL);
  adw_message_dialog_set_response_appearance (dialog, "revert", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (revert_response_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ---- Files of all sorts ---- */

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
  { ".neurons", open_here_or_beside },
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

static const GActionEntry entries[] = {
  { .name = "open", .activate = open_cb },
  { .name = "open-recent", .activate = open_recent_cb, .parameter_type = "s" },
  { .name = "revert", .activate = revert_cb },
};

/**
 * nrn_window_add_open_actions:
 * @window: a window
 *
 * Adds the actions that open experiments, and the one that goes back to the
 * saved file.
 */
void
nrn_window_add_open_actions (NrnWindow *window)
{
  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}
