/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What is seen, as files and on the clipboard.
 */

#include "config.h"

#include "nrn-window-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "nrn-export.h"
#include "nrn-file.h"
#include "nrn-picture.h"
#include "nrn-question.h"
#include "nrn-theme.h"

/* Pictures made of pixels have so many for one on screen, for projectors and
 * for paper. */
#define PIXELS 2

/* What there is, in the order of the menu: pictures, tables, and networks for
 * other programs. */
static const struct
{
  const char *name;     /* of the picture, and of the actions: "export-loss", "copy-loss" */
  const char *file;     /* NULL if a folder is to be chosen */
  const char *title;
  char      *(*print) (NrnDocument *document);  /* the text of a table */
  gboolean   (*save)  (NrnDocument  *document,  /* of anything else but a picture */
                       const char   *path,
                       GError      **error);
} exports[] = {
  { "network", "network.svg", N_("Export a Picture of the Network"), NULL, NULL },
  { "loss", "loss.svg", N_("Export a Picture of the Loss"), NULL, NULL },
  { "accuracy", "accuracy.svg", N_("Export a Picture of the Accuracy"), NULL, NULL },
  { "data", "data.svg", N_("Export a Picture of the Data"), NULL, NULL },
  { "matrix", "matrix.svg", N_("Export a Picture of the Confusion Matrix"), NULL, NULL },
  { "valley", "valley.svg", N_("Export a Picture of the Loss Over One Weight"), NULL, NULL },
  { "log", "log.csv", N_("Export the Log"), nrn_window_print_log, NULL },
  { "predictions", "predictions.csv", N_("Export the Predictions"), nrn_window_print_predictions,
    NULL },
  { "runs", "runs.csv", N_("Export the Kept Runs"), nrn_window_print_runs, NULL },
  { "onnx", "network.onnx", N_("Export to ONNX"), NULL, nrn_window_save_onnx },
  { "tfjs", NULL, N_("Export to TensorFlow.js: Choose a Folder"), NULL,
    nrn_window_save_tfjs },
};

static gboolean
is_picture (guint index)
{
  return exports[index].print == NULL && exports[index].save == NULL;
}

static guint
find_export (const char *name)
{
  guint index = 0;

  while (index < G_N_ELEMENTS (exports) && !g_str_equal (exports[index].name, name))
    index++;

  return index;
}

/* A picture, and its size on screen. */
typedef struct
{
  NrnPicture *picture;    /* borrowed */
  double      width;
  double      height;
} Job;

static gboolean
job_init (Job        *job,
          NrnWindow  *window,
          const char *name)
{
  job->picture = NULL;
  for (guint i = 0; i < window->pictures->len && job->picture == NULL; i++)
    {
      NrnPicture *picture = g_ptr_array_index (window->pictures, i);

      if (g_str_equal (nrn_picture_get_name (picture), name))
        job->picture = picture;
    }

  return job->picture != NULL &&
         nrn_picture_get_size (job->picture, &job->width, &job->height);
}

/* On paper, and in other people's documents, the ground is white. */
static void
paint_cb (cairo_t  *cr,
          double    width,
          double    height,
          gpointer  data)
{
  const Job *job = data;

  cairo_scale (cr, width / job->width, height / job->height);
  nrn_picture_paint (job->picture, cr, job->width, job->height, nrn_theme_get_print_palette ());
}

/* ---- Files ---- */

static gboolean
export_picture (NrnWindow   *window,
                const char  *name,
                const char  *path,
                GError     **error)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);
  double scale = g_str_has_suffix (lower, ".png") ? PIXELS : 1;
  Job job;

  g_return_val_if_fail (job_init (&job, window, name), FALSE);

  return nrn_export_to_file (path, job.width * scale, job.height * scale, paint_cb, &job, error);
}

/**
 * nrn_window_export:
 * @window: a window
 * @name: the name of a picture, see #NrnPicture, of which there is something
 *   to show; "log", "predictions", "onnx" or "tfjs"
 * @path: where to; the ending of a picture is its format; a folder for "tfjs"
 * @error: return location
 *
 * Returns: whether the file was written
 */
gboolean
nrn_window_export (NrnWindow   *window,
                   const char  *name,
                   const char  *path,
                   GError     **error)
{
  guint index = find_export (name);
  g_autofree char *csv = NULL;

  g_return_val_if_fail (index < G_N_ELEMENTS (exports), FALSE);

  if (is_picture (index))
    return export_picture (window, name, path, error);
  if (exports[index].save != NULL)
    return exports[index].save (window->document, path, error);

  csv = exports[index].print (window->document);
  return nrn_file_replace (&(NrnFileContents) { path, csv, strlen (csv) }, 1, error);
}

static void
export_and_say (NrnWindow  *window,
                const char *name,
                const char *path)
{
  g_autoptr (GError) error = NULL;

  if (!nrn_window_export (window, name, path, &error))
    nrn_window_say (window, error->message);
}

static void
replace_cb (AdwMessageDialog *dialog,
            const char       *response,
            gpointer          window)
{
  if (g_str_equal (response, "replace"))
    export_and_say (window, g_object_get_data (G_OBJECT (dialog), "name"),
                    g_object_get_data (G_OBJECT (dialog), "path"));
}

/* Of a file the file dialog asks this itself. */
static void
ask_to_replace (NrnWindow  *window,
                const char *name,
                const char *folder)
{
  g_autofree char *display_name = g_filename_display_basename (folder);
  g_autofree char *body = g_strdup_printf (_("The folder “%s” holds a model.json already."), display_name);
  AdwMessageDialog *dialog = nrn_question_new (GTK_WINDOW (window), _("Replace the Model?"), body);

  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "replace",
                                    _("_Replace"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "replace", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_object_set_data (G_OBJECT (dialog), "name", (gpointer) name);
  g_object_set_data_full (G_OBJECT (dialog), "path", g_strdup (folder), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (replace_cb), window, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * nrn_window_export_to:
 * @window: a window
 * @name: as in nrn_window_export(); static
 * @path: likewise
 *
 * Exports, after asking if a model that is in the folder may be replaced, and
 * says what went wrong.
 */
void
nrn_window_export_to (NrnWindow  *window,
                      const char *name,
                      const char *path)
{
  g_autofree char *model = g_build_filename (path, "model.json", NULL);

  if (exports[find_export (name)].file == NULL && g_file_test (model, G_FILE_TEST_EXISTS))
    ask_to_replace (window, name, path);
  else
    export_and_say (window, name, path);
}

static void
response_cb (GtkNativeDialog *dialog,
             int              response,
             gpointer         data)
{
  NrnWindow *window = data;
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  const char *path = file != NULL ? g_file_peek_path (file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && path == NULL)
    nrn_window_say (window, _("Nothing can be saved in this place; choose a folder."));
  else if (response == GTK_RESPONSE_ACCEPT)
    nrn_window_export_to (window, g_object_get_data (G_OBJECT (dialog), "name"), path);
  g_object_unref (dialog);
}

/* Asks where to, and exports. */
static void
export_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       window)
{
  const char *name = g_action_get_name (G_ACTION (action)) + strlen ("export-");
  guint index = find_export (name);
  gboolean is_folder = exports[index].file == NULL;
  GtkFileChooserNative *chooser;

  chooser = nrn_window_new_chooser (window, _(exports[index].title),
                                    is_folder ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER
                                              : GTK_FILE_CHOOSER_ACTION_SAVE,
                                    _("_Export"), G_CALLBACK (response_cb));
  g_object_set_data (G_OBJECT (chooser), "name", (gpointer) exports[index].name);
  if (!is_folder)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), exports[index].file);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* ---- The clipboard ---- */

static GdkTexture *
create_texture (Job *job)
{
  int width = (int) ceil (PIXELS * job->width);
  int height = (int) ceil (PIXELS * job->height);
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (image);
  gsize stride = (gsize) cairo_image_surface_get_stride (image);
  g_autoptr (GBytes) bytes = NULL;

  paint_cb (cr, width, height, job);
  cairo_destroy (cr);
  cairo_surface_flush (image);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (image),
                                      stride * (gsize) height,
                                      (GDestroyNotify) cairo_surface_destroy, image);

  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

/* For a clipboard: as an image, and as SVG for programs that take it. */
static GdkContentProvider *
create_content (NrnWindow  *window,
                const char *name)
{
  GdkContentProvider *providers[2];
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GBytes) svg = NULL;
  guint n_providers = 0;
  Job job;

  g_return_val_if_fail (job_init (&job, window, name), NULL);

  texture = create_texture (&job);
  providers[n_providers++] = gdk_content_provider_new_typed (GDK_TYPE_TEXTURE, texture);
  svg = nrn_export_to_bytes (".svg", job.width, job.height, paint_cb, &job, NULL);
  if (svg != NULL)
    providers[n_providers++] = gdk_content_provider_new_for_bytes ("image/svg+xml", svg);

  return gdk_content_provider_new_union (providers, n_providers);
}

static void
copy_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       window)
{
  const char *name = g_action_get_name (G_ACTION (action)) + strlen ("copy-");
  g_autoptr (GdkContentProvider) content = create_content (window, name);

  gdk_clipboard_set_content (gtk_widget_get_clipboard (window), content);
  nrn_window_say (window, _("The picture was copied."));
}

/* ---- Actions ---- */

static void
add_action (NrnWindow  *window,
            const char *verb,
            const char *name,
            GCallback   callback)
{
  g_autofree char *full_name = g_strdup_printf ("%s-%s", verb, name);
  g_autoptr (GSimpleAction) action = g_simple_action_new (full_name, NULL);

  g_signal_connect (action, "activate", callback, window);
  g_action_map_add_action (G_ACTION_MAP (window), G_ACTION (action));
}

/**
 * nrn_window_add_export_actions:
 * @window: a window
 *
 * Adds "win.export-network" … for all that can be exported, and
 * "win.copy-network" … for the pictures.
 */
void
nrn_window_add_export_actions (NrnWindow *window)
{
  for (guint i = 0; i < G_N_ELEMENTS (exports); i++)
    {
      add_action (window, "export", exports[i].name, G_CALLBACK (export_cb));
      if (is_picture (i))
        add_action (window, "copy", exports[i].name, G_CALLBACK (copy_cb));
    }
}

static void
set_enabled (NrnWindow  *window,
             const char *verb,
             const char *name,
             gboolean    enabled)
{
  g_autofree char *full_name = g_strdup_printf ("%s-%s", verb, name);
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (window), full_name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/**
 * nrn_window_update_export_actions:
 * @window: a window
 *
 * Only what there is for this experiment can be exported.
 */
void
nrn_window_update_export_actions (NrnWindow *window)
{
  for (guint i = 0; i < G_N_ELEMENTS (exports); i++)
    {
      Job job;
      gboolean enabled = !is_picture (i) || job_init (&job, window, exports[i].name);

      set_enabled (window, "export", exports[i].name, enabled);
      if (is_picture (i))
        set_enabled (window, "copy", exports[i].name, enabled);
    }
}
