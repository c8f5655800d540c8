/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The network for other programs, and from them.
 *
 * A model of TensorFlow.js is a folder with a model.json and the weights beside
 * it. So a folder is what is chosen: in a sandbox, whoever chooses one file
 * gives access to that one alone.
 */

#include "config.h"

#include "nrn-window-private.h"

#include <glib/gi18n.h>

#include "nrn-onnx.h"
#include "nrn-tfjs.h"

/* The weights of the moment that is shown. */
static const NrnWeights *
get_weights (NrnDocument *document)
{
  return nrn_snapshot_get_parts (nrn_document_get_snapshot (document))->weights;
}

/**
 * nrn_window_save_onnx:
 * @document: a document with an experiment
 * @path: where to
 * @error: return location
 *
 * Saves the network as it is shown. The file takes the features as they are in
 * the data: it scales them itself.
 *
 * Returns: whether it was saved
 */
gboolean
nrn_window_save_onnx (NrnDocument  *document,
                      const char   *path,
                      GError      **error)
{
  g_autoptr (NrnExperiment) trained = nrn_document_dup_trained (document);
  const NrnExperimentParts *parts = nrn_experiment_get_parts (trained);
  const NrnOnnxExtras extras = {
    .name = parts->name,
    .feature_names = parts->feature_names,
    .output_names = parts->output_names,
    .scaler = parts->scaler,
  };

  return nrn_onnx_save (get_weights (document), &extras, path, error);
}

/**
 * nrn_window_save_tfjs:
 * @document: a document with an experiment
 * @folder: where to
 * @error: return location
 *
 * Saves the network as it is shown: a model.json, and a weights.bin beside it.
 *
 * Returns: whether it was saved
 */
gboolean
nrn_window_save_tfjs (NrnDocument  *document,
                      const char   *folder,
                      GError      **error)
{
  g_autofree char *path = g_build_filename (folder, "model.json", NULL);

  return nrn_tfjs_save (get_weights (document), path, error);
}

/**
 * nrn_window_import_tfjs:
 * @window: a window
 * @path: of a model.json
 * @error: return location
 *
 * Puts the network, with its weights, in the place of the one that there is;
 * data, loss and optimizer stay. This can be taken back.
 *
 * Returns: %FALSE with @error set if it cannot be read, or does not fit the
 *   data; then nothing changes
 */
gboolean
nrn_window_import_tfjs (NrnWindow   *window,
                        const char  *path,
                        GError     **error)
{
  NrnExperimentParts parts =
    *nrn_experiment_get_parts (nrn_document_get_experiment (window->document));
  g_autoptr (NrnWeights) weights = nrn_tfjs_load (path, error);
  g_autoptr (NrnExperiment) experiment = NULL;

  if (weights == NULL)
    return FALSE;

  parts.architecture = nrn_weights_get_architecture (weights);
  parts.weights = weights;
  parts.history = NULL;
  parts.scaler = NULL;
  parts.feature_names = NULL;
  parts.output_names = NULL;
  experiment = nrn_experiment_new (&parts);

  return nrn_document_import (window->document, experiment, error);
}

static void
response_cb (GtkNativeDialog *dialog,
             int              response,
             gpointer         data)
{
  NrnWindow *window = data;
  g_autoptr (GFile) folder = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_autoptr (GFile) model = folder != NULL ? g_file_get_child (folder, "model.json") : NULL;
  const char *path = model != NULL ? g_file_peek_path (model) : NULL;
  g_autoptr (GError) error = NULL;

  if (response == GTK_RESPONSE_ACCEPT && path == NULL)
    nrn_window_say (window, _("Nothing can be read in this place; choose a folder."));
  else if (response == GTK_RESPONSE_ACCEPT && !nrn_window_import_tfjs (window, path, &error))
    nrn_window_say (window, error->message);
  else if (response == GTK_RESPONSE_ACCEPT)
    nrn_window_say (window, _("The network was imported, with its weights."));
  g_object_unref (dialog);
}

static void
import_tfjs_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       window)
{
  GtkFileChooserNative *chooser =
    nrn_window_new_chooser (window, _("Import from TensorFlow.js: Choose a Folder"),
                            GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _("_Import"),
                            G_CALLBACK (response_cb));

  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/**
 * nrn_window_add_import_actions:
 * @window: a window
 *
 * Adds "win.import-tfjs".
 */
void
nrn_window_add_import_actions (NrnWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "import-tfjs", .activate = import_tfjs_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}
