/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The experiment as a Python program that uses Keras, to read, to copy, to
 * change and to apply.
 */

#include "config.h"

#include "nrn-code-window.h"

#include <glib/gi18n.h>
#include <string.h>

#include "nrn-error.h"
#include "nrn-file.h"
#include "nrn-keras-code.h"
#include "nrn-theme.h"

/* A program with more weights than this is for a file, not for a screen. */
#define MAX_SHOWN_WEIGHTS 20000

struct _NrnCodeWindow
{
  AdwWindow      parent_instance;

  NrnDocument   *document;      /* owned */
  char          *file_name;     /* owned; what the text is called in sentences */
  gboolean       is_edited;     /* the text is not the experiment's */
  gboolean       is_writing;    /* the text is being replaced */
  gboolean       is_stale;      /* the experiment has changed since it was written */
  gint64         update;        /* that the weights shown are of */

  /* Template children */
  GtkDropDown   *dialect_list;
  GtkDropDown   *style_list;
  GtkCheckButton *weights_check;
  GtkCheckButton *devices_check;
  GtkTextView   *view;
  GtkLabel      *status_label;
};

G_DEFINE_FINAL_TYPE (NrnCodeWindow, nrn_code_window, ADW_TYPE_WINDOW)

static GtkTextBuffer *
get_buffer (NrnCodeWindow *self)
{
  return gtk_text_view_get_buffer (self->view);
}

/* A sentence that says what went wrong does not only look red. */
static void
say (NrnCodeWindow *self,
     const char    *sentence,
     gboolean       is_error)
{
  gtk_label_set_label (self->status_label, sentence);
  if (is_error)
    gtk_widget_add_css_class (GTK_WIDGET (self->status_label), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->status_label), "error");
}

static void
set_file_name (NrnCodeWindow *self,
               const char    *name)
{
  g_free (self->file_name);
  self->file_name = g_strdup (name);
}

static void
update_actions (NrnCodeWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "code.apply", self->is_edited);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "code.discard", self->is_edited);
}

/* ---- From the experiment ---- */

static gboolean
can_show_weights (NrnCodeWindow *self)
{
  const NrnExperimentParts *parts =
    nrn_experiment_get_parts (nrn_document_get_experiment (self->document));

  return nrn_architecture_get_n_parameters (parts->architecture) <= MAX_SHOWN_WEIGHTS;
}

static char *
print_code (NrnCodeWindow  *self,
            GError        **error)
{
  g_autoptr (NrnExperiment) trained = nrn_document_dup_trained (self->document);
  const NrnKerasCodeOptions options = {
    .dialect = (NrnKerasCodeDialect) gtk_drop_down_get_selected (self->dialect_list),
    .style = (NrnKerasCodeStyle) gtk_drop_down_get_selected (self->style_list),
    .weights = can_show_weights (self) && gtk_check_button_get_active (self->weights_check),
    .distribute = gtk_drop_down_get_selected (self->dialect_list) == NRN_KERAS_CODE_KERAS_3 &&
                  gtk_check_button_get_active (self->devices_check),
  };

  return nrn_keras_code_print (trained, nrn_document_get_dataset (self->document), &options, error);
}

/* Characters that both texts begin with. */
static int
count_same_start (const char *a,
                  const char *b)
{
  int n = 0;

  for (; *a != '\0' && g_utf8_get_char (a) == g_utf8_get_char (b); n++)
    {
      a = g_utf8_next_char (a);
      b = g_utf8_next_char (b);
    }

  return n;
}

/* Characters that both texts end with, of at most @most. */
static int
count_same_end (const char *a,
                const char *b,
                int         most)
{
  const char *p = a + strlen (a);
  const char *q = b + strlen (b);
  int n = 0;

  for (; n < most; n++)
    {
      p = g_utf8_prev_char (p);
      q = g_utf8_prev_char (q);
      if (g_utf8_get_char (p) != g_utf8_get_char (q))
        break;
    }

  return n;
}

/* Replaces what differs only: the place that is read stays in sight. */
static void
write_text (NrnCodeWindow *self,
            const char    *text)
{
  GtkTextBuffer *buffer = get_buffer (self);
  g_autofree char *before = nrn_code_window_dup_text (self);
  int n_before = (int) g_utf8_strlen (before, -1);
  int n_after = (int) g_utf8_strlen (text, -1);
  int n_start = count_same_start (before, text);
  int n_end = count_same_end (before, text, MIN (n_before, n_after) - n_start);
  const char *middle = g_utf8_offset_to_pointer (text, n_start);
  const char *end = g_utf8_offset_to_pointer (text, n_after - n_end);
  GtkTextIter from;
  GtkTextIter to;

  if (n_start == n_before && n_start == n_after)
    return;

  self->is_writing = TRUE;
  gtk_text_buffer_get_iter_at_offset (buffer, &from, n_start);
  gtk_text_buffer_get_iter_at_offset (buffer, &to, n_before - n_end);
  gtk_text_buffer_delete (buffer, &from, &to);
  gtk_text_buffer_insert (buffer, &from, middle, (int) (end - middle));
  self->is_writing = FALSE;
}

/* Shows the experiment's program; what cannot be written is said. */
static void
write_code (NrnCodeWindow *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *code = print_code (self, &error);
  const NrnSnapshot *snapshot = nrn_document_get_snapshot (self->document);

  self->is_edited = FALSE;
  self->is_stale = FALSE;
  self->update = (gint64) nrn_snapshot_get_parts (snapshot)->update;
  set_file_name (self, _("This code"));
  write_text (self, code != NULL ? code : "");
  if (code == NULL)
    say (self, error->message, TRUE);
  else
    say (self, _("Change this code or paste your own, then apply it."), FALSE);
  update_actions (self);
}

static void
options_changed_cb (NrnCodeWindow *self)
{
  gboolean is_today = gtk_drop_down_get_selected (self->dialect_list) == NRN_KERAS_CODE_KERAS_3;

  gtk_widget_set_sensitive (GTK_WIDGET (self->devices_check), is_today);
  if (!self->is_edited)
    write_code (self);
}

/* What nobody sees is written when somebody wants to see it. */
static void
experiment_changed_cb (NrnCodeWindow *self)
{
  self->is_stale = !self->is_edited && !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (!self->is_edited && !self->is_stale)
    write_code (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->weights_check), can_show_weights (self));
}

/* While a training runs, the weights change too fast to be read. */
static void
snapshot_changed_cb (NrnCodeWindow *self)
{
  const NrnSnapshotParts *snapshot =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document));

  if (!self->is_edited && gtk_check_button_get_active (self->weights_check) &&
      snapshot->state != NRN_TRAINING_RUNNING && self->update != (gint64) snapshot->update)
    experiment_changed_cb (self);
}

/* ---- Back to the experiment ---- */

static void
text_changed_cb (NrnCodeWindow *self)
{
  /* Otherwise the text may tell its new height while it is drawn, when it is
   * too late for the scroll bar. */
  gtk_widget_queue_resize (GTK_WIDGET (self->view));

  if (self->is_writing || self->is_edited)
    return;

  self->is_edited = TRUE;
  say (self, _("This is no longer the code of the experiment. Apply it, or discard the changes."),
       FALSE);
  update_actions (self);
}

/* What the program says of weights counts; otherwise those that were learned
 * stay where their connections do. */
static gboolean
apply_experiment (NrnCodeWindow        *self,
                  const NrnExperiment  *read,
                  GError              **error)
{
  const NrnExperimentParts *before =
    nrn_experiment_get_parts (nrn_document_get_experiment (self->document));
  const NrnExperimentParts *parts = nrn_experiment_get_parts (read);

  if (parts->weights != NULL && parts->weights != before->weights)
    return nrn_document_import (self->document, read, error);

  return nrn_document_edit (self->document, parts, error);
}

static void
apply_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  NrnCodeWindow *self = NRN_CODE_WINDOW (widget);
  g_autofree char *text = nrn_code_window_dup_text (self);
  g_autofree char *note = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnExperiment) read = NULL;

  read = nrn_keras_code_parse (self->file_name, text, -1,
                               nrn_document_get_experiment (self->document), &note, &error);
  if (read == NULL || !apply_experiment (self, read, &error))
    {
      say (self, error->message, TRUE);
      return;
    }

  write_code (self);
  say (self, note != NULL ? note : _("Applied. Undo in the main window takes it back."), FALSE);
}

static void
discard_cb (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  write_code (NRN_CODE_WINDOW (widget));
}

static void
copy_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  NrnCodeWindow *self = NRN_CODE_WINDOW (widget);
  g_autofree char *text = nrn_code_window_dup_text (self);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  say (self, _("The code was copied."), FALSE);
}

/* ---- Files ---- */

static void
add_filter (GtkFileChooserNative *chooser)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Python programs"));
  gtk_file_filter_add_suffix (filter, "py");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
}

static void
file_chosen_cb (GtkNativeDialog *dialog,
                int              response,
                gpointer         data)
{
  NrnCodeWindow *self = data;
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  gboolean opens = gtk_file_chooser_get_action (GTK_FILE_CHOOSER (dialog)) ==
                   GTK_FILE_CHOOSER_ACTION_OPEN;
  const char *path = file != NULL ? g_file_peek_path (file) : NULL;
  g_autoptr (GError) error = NULL;

  if (response == GTK_RESPONSE_ACCEPT && path == NULL)
    say (self, _("Files in this place cannot be used; choose a folder of this computer."), TRUE);
  else if (response == GTK_RESPONSE_ACCEPT &&
           !(opens ? nrn_code_window_open_file (self, path, &error)
                   : nrn_code_window_save_file (self, path, &error)))
    say (self, error->message, TRUE);
  g_object_unref (dialog);
}

static void
choose_file (NrnCodeWindow        *self,
             const char           *title,
             GtkFileChooserAction  action,
             const char           *accept)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self), action,
                                                               accept, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  add_filter (chooser);
  if (action == GTK_FILE_CHOOSER_ACTION_SAVE)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), "neurons.py");
  g_signal_connect_object (chooser, "response", G_CALLBACK (file_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
open_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  nrn_code_window_ask_file (NRN_CODE_WINDOW (widget));
}

static void
save_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  choose_file (NRN_CODE_WINDOW (widget), _("Save the Code"), GTK_FILE_CHOOSER_ACTION_SAVE,
               _("_Save"));
}

/* ---- The class ---- */

static void
nrn_code_window_dispose (GObject *object)
{
  NrnCodeWindow *self = NRN_CODE_WINDOW (object);

  g_clear_object (&self->document);
  g_clear_pointer (&self->file_name, g_free);

  G_OBJECT_CLASS (nrn_code_window_parent_class)->dispose (object);
}

static void
nrn_code_window_map (GtkWidget *widget)
{
  NrnCodeWindow *self = NRN_CODE_WINDOW (widget);

  if (self->is_stale)
    write_code (self);

  GTK_WIDGET_CLASS (nrn_code_window_parent_class)->map (widget);
}

static void
nrn_code_window_class_init (NrnCodeWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_code_window_dispose;
  widget_class->map = nrn_code_window_map;

  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-code-window.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnCodeWindow, dialect_list);
  gtk_widget_class_bind_template_child (widget_class, NrnCodeWindow, style_list);
  gtk_widget_class_bind_template_child (widget_class, NrnCodeWindow, weights_check);
  gtk_widget_class_bind_template_child (widget_class, NrnCodeWindow, devices_check);
  gtk_widget_class_bind_template_child (widget_class, NrnCodeWindow, view);
  gtk_widget_class_bind_template_child (widget_class, NrnCodeWindow, status_label);
  gtk_widget_class_bind_template_callback (widget_class, options_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);

  gtk_widget_class_install_action (widget_class, "code.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "code.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "code.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "code.apply", NULL, apply_cb);
  gtk_widget_class_install_action (widget_class, "code.discard", NULL, discard_cb);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "code.open", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "code.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

/* Before the text takes it for a new line. */
static void
add_apply_key (NrnCodeWindow *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkShortcut *shortcut =
    gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>Return|<Control>KP_Enter"),
                      gtk_named_action_new ("code.apply"));

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
nrn_code_window_init (NrnCodeWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_apply_key (self);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->view));
}

/**
 * nrn_code_window_new:
 * @parent: the window that it belongs to
 * @document: what is shown and edited
 *
 * Returns: (transfer none): the window, not shown yet. It is hidden when it
 *   is closed, and goes with @parent
 */
NrnCodeWindow *
nrn_code_window_new (GtkWindow   *parent,
                     NrnDocument *document)
{
  NrnCodeWindow *self = g_object_new (NRN_TYPE_CODE_WINDOW, "transient-for", parent, NULL);

  self->document = g_object_ref (document);
  g_signal_connect_object (document, "experiment-changed", G_CALLBACK (experiment_changed_cb), self,
                           G_CONNECT_SWAPPED);
  /* Numbers that change while a training goes on are edits and nothing more. */
  g_signal_connect_object (document, "undo-changed", G_CALLBACK (experiment_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "snapshot-changed", G_CALLBACK (snapshot_changed_cb), self,
                           G_CONNECT_SWAPPED);
  experiment_changed_cb (self);

  return self;
}

/**
 * nrn_code_window_open_file:
 * @window: a window
 * @path: a program
 * @error: return location
 *
 * Shows the program, so that it can be looked at and applied.
 *
 * Returns: whether it could be read
 */
gboolean
nrn_code_window_open_file (NrnCodeWindow  *window,
                           const char     *path,
                           GError        **error)
{
  gsize length;
  g_autofree char *text = nrn_file_load (path, &length, error);
  g_autofree char *name = g_filename_display_basename (path);

  if (text == NULL)
    return FALSE;
  if (!g_utf8_validate_len (text, length, NULL) || length > 1000000)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                   _("“%s” is not a Python program: it is not text in UTF-8, or longer than a "
                     "million bytes."), name);
      return FALSE;
    }

  write_text (window, text);
  set_file_name (window, name);
  window->is_edited = TRUE;
  window->is_stale = FALSE;
  say (window, _("Apply this code to make its network the experiment’s; the data stays."), FALSE);
  update_actions (window);

  return TRUE;
}

/**
 * nrn_code_window_save_file:
 * @window: a window
 * @path: where to
 * @error: return location
 *
 * Returns: whether the text that is shown is on the disk
 */
gboolean
nrn_code_window_save_file (NrnCodeWindow  *window,
                           const char     *path,
                           GError        **error)
{
  g_autofree char *text = nrn_code_window_dup_text (window);
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *sentence = NULL;

  if (!nrn_file_replace (&(NrnFileContents) { path, text, strlen (text) }, 1, error))
    return FALSE;

  sentence = g_strdup_printf (_("Saved as “%s”."), name);
  say (window, sentence, FALSE);

  return TRUE;
}

/**
 * nrn_code_window_ask_file:
 * @window: a window
 *
 * Asks for a program to open.
 */
void
nrn_code_window_ask_file (NrnCodeWindow *window)
{
  choose_file (window, _("Open a Python Program"), GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"));
}

/**
 * nrn_code_window_dup_text:
 * @window: a window
 *
 * Returns: (transfer full): the text that is shown
 */
char *
nrn_code_window_dup_text (NrnCodeWindow *window)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (get_buffer (window), &start, &end);

  return gtk_text_buffer_get_text (get_buffer (window), &start, &end, TRUE);
}

/**
 * nrn_code_window_get_status:
 * @window: a window
 *
 * Returns: the sentence under the text
 */
const char *
nrn_code_window_get_status (NrnCodeWindow *window)
{
  return gtk_label_get_label (window->status_label);
}
