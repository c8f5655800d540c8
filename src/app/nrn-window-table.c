/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Tables of the student's own: from a CSV file, or from the clipboard.
 */

#include "config.h"

#include "nrn-window-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "nrn-csv-assistant.h"
#include "nrn-data-fit.h"
#include "nrn-task.h"

/* ---- The assistant ---- */

/* Everything is owned. Written by the thread until the task is over. */
typedef struct
{
  NrnExperiment   *before;
  NrnDataSource   *source;
  NrnExperiment   *experiment;
  NrnPreparedRows *prepared;
} Import;

static void
import_free (gpointer data)
{
  Import *import = data;

  nrn_experiment_unref (import->before);
  nrn_data_source_unref (import->source);
  g_clear_pointer (&import->experiment, nrn_experiment_unref);
  g_clear_pointer (&import->prepared, nrn_prepared_rows_unref);
  g_free (import);
}

/* The assistant has read the rows; to make samples of them is another pass. */
static void
import_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  Import *import = data;
  GError *error = NULL;
  g_autoptr (NrnDataset) rows = nrn_data_source_load_rows (import->source, &error);
  g_autoptr (NrnDataset) dataset =
    rows != NULL ? nrn_data_source_name_rows (import->source, rows, &error) : NULL;

  if (dataset != NULL)
    import->experiment = nrn_experiment_with_data (nrn_experiment_get_parts (import->before),
                                                   import->source, dataset, &error);
  if (import->experiment != NULL)
    import->prepared = nrn_prepared_rows_new (nrn_experiment_get_parts (import->experiment), rows,
                                              &error);

  if (import->prepared != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void start_import (NrnWindow     *self,
                          NrnDataSource *source);

/* ---- The file of the experiment ---- */

/* (transfer none) */
static const NrnDataSource *
get_source (const NrnExperiment *experiment)
{
  return nrn_experiment_get_parts (experiment)->source;
}

/* Another experiment than that of the file, which stays as it is. */
static void
leave_file (NrnWindow    *self,
            const Import *import)
{
  if (self->file != NULL)
    {
      nrn_window_forget_import (self);
      self->import.file = g_object_ref (self->file);
      self->import.before = nrn_data_source_ref (get_source (import->before));
      self->import.imported = nrn_data_source_ref (import->source);
    }
  nrn_window_set_file (self, NULL);
}

void
nrn_window_forget_import (NrnWindow *window)
{
  g_clear_object (&window->import.file);
  g_clear_pointer (&window->import.before, nrn_data_source_unref);
  g_clear_pointer (&window->import.imported, nrn_data_source_unref);
}

/**
 * nrn_window_follow_import:
 * @window: a window
 *
 * To be called when something was undone or done again: the experiment before an
 * import is that of the file it came from, the one after it is that of none.
 */
void
nrn_window_follow_import (NrnWindow *window)
{
  const NrnDataSource *source = get_source (nrn_document_get_experiment (window->document));

  if (window->import.file == NULL)
    return;

  if (window->file == NULL && source == window->import.before)
    nrn_window_set_file (window, window->import.file);
  else if (window->file == window->import.file && source == window->import.imported)
    nrn_window_set_file (window, NULL);
}

/* ---- The import ---- */

static void
imported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  NrnWindow *self = NRN_WINDOW (object);
  Import *import = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  guint n_rows;

  /* It was closed. */
  if (self->document == NULL || !gtk_widget_get_realized (GTK_WIDGET (self)))
    return;

  /* Something was edited meanwhile. */
  if (import->before != nrn_document_get_experiment (self->document))
    {
      start_import (self, import->source);
      return;
    }

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      nrn_window_say (self, error->message);
      return;
    }

  nrn_document_offer_prepared (self->document, import->source, import->prepared);
  if (!nrn_document_import (self->document, import->experiment, &error))
    {
      nrn_window_say (self, error->message);
      return;
    }
  leave_file (self, import);

  n_rows = nrn_dataset_get_n_rows (nrn_prepared_rows_get_rows (import->prepared));
  sentence = g_strdup_printf (ngettext ("%'u row was imported; the network fits it.",
                                        "%'u rows were imported; the network fits them.", n_rows),
                              n_rows);
  nrn_window_say (self, sentence);
}

static void
start_import (NrnWindow     *self,
              NrnDataSource *source)
{
  g_autoptr (GTask) task = nrn_task_new (self, NULL, imported_cb, NULL);
  Import *import = g_new0 (Import, 1);

  import->before = nrn_experiment_ref (nrn_document_get_experiment (self->document));
  import->source = nrn_data_source_ref (source);
  g_task_set_task_data (task, import, import_free);
  nrn_task_run (task, import_in_thread);
}

static void
present_assistant (NrnWindow  *self,
                   const char *path,
                   const char *name,
                   const char *text)
{
  const NrnExperimentParts *parts =
    nrn_experiment_get_parts (nrn_document_get_experiment (self->document));
  GtkWidget *assistant = nrn_csv_assistant_new (path, name, text, parts->fit.seed);

  gtk_window_set_transient_for (GTK_WINDOW (assistant), GTK_WINDOW (self));
  g_signal_connect_object (assistant, "import", G_CALLBACK (start_import), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (assistant));
}

/**
 * nrn_window_is_table:
 * @file: a file
 *
 * Returns: whether its name is that of a table
 */
gboolean
nrn_window_is_table (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = g_ascii_strdown (base, -1);

  return g_str_has_suffix (name, ".csv") || g_str_has_suffix (name, ".tsv");
}

/**
 * nrn_window_import_table:
 * @window: a window
 * @file: a CSV file
 *
 * Opens the assistant that asks what of the file shall be used.
 */
void
nrn_window_import_table (NrnWindow *window,
                         GFile     *file)
{
  if (g_file_peek_path (file) != NULL)
    present_assistant (window, g_file_peek_path (file), NULL, NULL);
  else
    nrn_window_say (window, _("This place cannot be opened; save the file to a folder first."));
}

/**
 * nrn_window_import_text:
 * @window: a window
 * @text: a table, as a spreadsheet copies it
 *
 * Opens the assistant that asks what of the table shall be used; it will be
 * kept in the experiment. Where the text is no table, a sentence says so.
 */
void
nrn_window_import_text (NrnWindow  *window,
                        const char *text)
{
  g_autofree char *clean = g_strchomp (g_strdup (text));

  if (strchr (clean, '\n') != NULL || strchr (clean, '\t') != NULL)
    present_assistant (window, NULL, _("Pasted Table"), clean);
  else
    nrn_window_say (window, _("The clipboard holds no table; copy the cells of a spreadsheet, then "
                              "paste them here."));
}

/* ---- From a file ---- */

static void
file_chosen_cb (GtkNativeDialog *dialog,
                int              response,
                gpointer         window)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    nrn_window_import_table (window, file);
  g_object_unref (dialog);
}

static void
import_csv_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       window)
{
  GtkFileChooserNative *chooser =
    nrn_window_new_chooser (window, _("Import a Table"), GTK_FILE_CHOOSER_ACTION_OPEN, _("_Import…"),
                            G_CALLBACK (file_chosen_cb));
  g_autoptr (GtkFileFilter) tables = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (tables, _("Tables (.csv, .tsv, .txt)"));
  gtk_file_filter_add_suffix (tables, "csv");
  gtk_file_filter_add_suffix (tables, "tsv");
  gtk_file_filter_add_suffix (tables, "txt");
  gtk_file_filter_set_name (all, _("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), tables);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), all);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* ---- From the clipboard ---- */

static void
text_read_cb (GObject      *clipboard,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (NrnWindow) self = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);

  nrn_window_import_text (self, text != NULL ? text : "");
}

static void
paste_table_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       window)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (window), NULL, text_read_cb,
                                 g_object_ref (window));
}

/* Not as one of the application, which would come before the entries' own. */
static void
add_paste_key (NrnWindow *window)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>v"),
                                                          gtk_named_action_new ("win.paste-table")));
  gtk_widget_add_controller (GTK_WIDGET (window), controller);
}

/**
 * nrn_window_add_table_actions:
 * @window: a window
 *
 * Adds "win.import-csv" and "win.paste-table".
 */
void
nrn_window_add_table_actions (NrnWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "import-csv", .activate = import_csv_cb },
    { .name = "paste-table", .activate = paste_table_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
  add_paste_key (window);
}
