/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The window's file: its name, saving, and the question before anything is
 * lost.
 */

#include "config.h"

#include "nrn-window-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "nrn-question.h"
#include "nrn-task.h"

#define MIME_TYPE "application/x-neurons"

/* ---- What the window is about ---- */

/* What its experiment is called: by its file, or by its name. Owned by the caller. */
static char *
dup_name (NrnWindow *window)
{
  const NrnExperimentParts *parts =
    nrn_experiment_get_parts (nrn_document_get_experiment (window->document));
  g_autofree char *base = NULL;
  char *end;

  if (window->file == NULL)
    return g_strdup (parts->name != NULL ? parts->name : _("Experiment"));

  base = g_filename_display_basename (g_file_peek_path (window->file));
  end = g_strrstr (base, ".neurons");
  if (end != NULL && end != base && end[8] == '\0')
    *end = '\0';

  return g_steal_pointer (&base);
}

static void
note_recent (GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);
  GtkRecentData recent = {
    .mime_type = (char *) MIME_TYPE,
    .app_name = (char *) g_get_application_name (),
    .app_exec = (char *) "neurons %f",
  };

  gtk_recent_manager_add_full (gtk_recent_manager_get_default (), uri, &recent);
}

/**
 * nrn_window_set_file:
 * @window: a window
 * @file: (nullable): the file that its experiment is saved in; %NULL for a
 *   sample experiment
 */
void
nrn_window_set_file (NrnWindow *window,
                     GFile     *file)
{
  g_autofree char *name = NULL;

  g_set_object (&window->file, file);
  if (file != NULL)
    note_recent (file);
  name = dup_name (window);
  nrn_recovery_set_origin (window->recovery, name, file);
  nrn_window_update_title (window);
}

/**
 * nrn_window_update_file:
 * @window: a window
 *
 * Brings its title and the actions on its file up to date.
 */
void
nrn_window_update_file (NrnWindow *window)
{
  g_autofree char *name = dup_name (window);
  gboolean is_changed = nrn_document_is_changed (window->document);
  g_autofree char *title = NULL;
  g_autofree char *window_title = NULL;
  GActionMap *map = G_ACTION_MAP (window);

  /* Translators: the name of an experiment with changes that are not saved. */
  title = is_changed ? g_strdup_printf (_("• %s"), name) : g_strdup (name);
  adw_window_title_set_title (window->title, title);
  /* Translators: the name of a file, and that of the program. */
  window_title = window->file != NULL ? g_strdup_printf (_("%s – Neurons"), name)
                                      : g_strdup (_("Neurons"));
  gtk_window_set_title (GTK_WINDOW (window), window_title);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "revert")),
                               window->file != NULL && is_changed);
}

/* ---- Saving ---- */

static void
close_cb (gpointer data)
{
  g_autoptr (NrnWindow) self = data;

  gtk_window_close (GTK_WINDOW (self));
}

/* The question goes with its window, but not before it is done. */
static void
close_soon (NrnWindow *self)
{
  g_idle_add_once (close_cb, g_object_ref (self));
}

/* What a thread writes. */
typedef struct
{
  NrnWork  *work;       /* owned */
  GFile    *file;       /* owned */
  gboolean  closes;     /* the window, once it is done */
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  nrn_work_unref (saving->work);
  g_object_unref (saving->file);
  g_free (saving);
}

static void
save_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Saving *saving = data;
  GError *error = NULL;

  if (nrn_work_save (saving->work, g_file_peek_path (saving->file), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* What was done in the meantime is not saved, and the title says so. */
static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  NrnWindow *self = NRN_WINDOW (object);
  Saving *saving = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  self->is_saving = FALSE;
  if (self->document == NULL)
    return;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      self->closes_when_saved = FALSE;
      nrn_window_say (self, error->message);
      return;
    }

  nrn_document_mark_saved (self->document, saving->work);
  nrn_recovery_forget (self->recovery);
  nrn_window_set_file (self, saving->file);
  if (saving->closes || self->closes_when_saved)
    close_soon (self);
  self->closes_when_saved = FALSE;
}

/* A table that is written over is lost to the programs that it comes from. */
static void
refuse_table (NrnWindow *self,
              GFile     *file)
{
  g_autofree char *name = g_filename_display_basename (g_file_peek_path (file));
  /* Translators: the name of a file, such as “cells.csv”. */
  g_autofree char *sentence =
    g_strdup_printf (_("“%s” is the name of a table; save the experiment under a name that ends in “.neurons”."),
                     name);

  nrn_window_say (self, sentence);
}

/* The disk may take its time, and the timeline is large. */
static void
save_to (NrnWindow *self,
         GFile     *file,
         gboolean   closes)
{
  g_autoptr (GTask) task = NULL;
  Saving *saving;

  if (g_file_peek_path (file) == NULL)
    {
      nrn_window_say (self, _("Files cannot be saved to this place; choose a folder."));
      return;
    }
  if (nrn_window_is_table (file))
    {
      refuse_table (self, file);
      return;
    }
  /* The one under way holds what there was a moment ago. */
  if (self->is_saving)
    {
      nrn_window_say (self, _("The file is being saved; try again in a moment."));
      return;
    }

  self->is_saving = TRUE;
  saving = g_new0 (Saving, 1);
  saving->work = nrn_window_dup_work (self);
  saving->file = g_object_ref (file);
  saving->closes = closes;
  task = nrn_task_new (self, NULL, saved_cb, NULL);
  g_task_set_task_data (task, saving, saving_free);
  nrn_task_run (task, save_thread);
}

static void
save_response_cb (GtkNativeDialog *dialog,
                  int              response,
                  gpointer         data)
{
  NrnWindow *self = data;
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  gboolean closes = self->closes_when_saved;

  self->closes_when_saved = FALSE;
  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    save_to (self, file, closes);
  g_object_unref (dialog);
}

/**
 * nrn_window_dup_file_name:
 * @window: a window
 *
 * Returns: (transfer full): the name to propose for its file: after an
 *   import of “cells.csv” that is “cells.neurons”
 */
char *
nrn_window_dup_file_name (NrnWindow *window)
{
  g_autofree char *name = dup_name (window);
  g_autoptr (GFile) file = g_file_new_for_path (name);

  if (nrn_window_is_table (file))
    *strrchr (name, '.') = '\0';

  /* Translators: the name of a file. */
  return g_strdup_printf (_("%s.neurons"), name);
}

static void
choose_file_to_save (NrnWindow *self)
{
  g_autofree char *file_name = nrn_window_dup_file_name (self);
  GtkFileChooserNative *chooser =
    nrn_window_new_chooser (self, _("Save the Experiment"), GTK_FILE_CHOOSER_ACTION_SAVE,
                            _("_Save"), G_CALLBACK (save_response_cb));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), file_name);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
save_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  NrnWindow *self = data;

  if (self->file != NULL)
    save_to (self, self->file, FALSE);
  else
    choose_file_to_save (self);
}

static void
save_as_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  choose_file_to_save (data);
}

/* ---- Closing ---- */

static void
close_response_cb (NrnWindow  *self,
                   const char *response)
{
  if (g_str_equal (response, "discard"))
    {
      nrn_document_mark_saved (self->document, NULL);
      close_soon (self);
    }
  else if (g_str_equal (response, "save"))
    {
      if (self->file == NULL)
        {
          self->closes_when_saved = TRUE;
          choose_file_to_save (self);
        }
      else
        {
          save_to (self, self->file, TRUE);
        }
    }
}

/**
 * nrn_window_ask_to_close:
 * @window: a window
 *
 * Asks what to do with changes that are not saved, if there are any.
 *
 * Returns: whether it asks, or a file is being written; then the window stays
 *   until there is an answer, or the file is on the disk
 */
gboolean
nrn_window_ask_to_close (NrnWindow *window)
{
  g_autofree char *name = NULL;
  g_autofree char *body = NULL;
  AdwMessageDialog *dialog;

  /* There will be nothing to ask once that is done. */
  if (window->is_saving)
    {
      window->closes_when_saved = TRUE;
      return TRUE;
    }
  if (!nrn_document_is_changed (window->document))
    return FALSE;

  name = dup_name (window);
  /* Translators: the name of an experiment. */
  body = g_strdup_printf (_("“%s” has changes that are not saved. They will be lost."), name);
  dialog = nrn_question_new (GTK_WINDOW (window), _("Save Changes?"), body);
  adw_message_dialog_add_responses (dialog,
                                    "cancel", _("_Cancel"),
                                    "discard", _("_Discard"),
                                    "save", _("_Save"),
                                    NULL);
  adw_message_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "save");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (close_response_cb), window,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));

  return TRUE;
}

static const GActionEntry entries[] = {
  { .name = "save", .activate = save_cb },
  { .name = "save-as", .activate = save_as_cb },
};

/**
 * nrn_window_add_file_actions:
 * @window: a window
 *
 * Adds the actions that save.
 */
void
nrn_window_add_file_actions (NrnWindow *window)
{
  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}
