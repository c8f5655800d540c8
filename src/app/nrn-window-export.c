/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What is seen, as files: pictures, and the log as CSV.
 */

#include "config.h"

#include "nrn-window-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "nrn-csv.h"
#include "nrn-export.h"
#include "nrn-file.h"
#include "nrn-history-plot.h"
#include "nrn-network-paint.h"
#include "nrn-plot.h"
#include "nrn-preset.h"

static void
paint_network (cairo_t  *cr,
               double    width,
               double    height,
               gpointer  data)
{
  NrnWindow *window = data;
  g_autoptr (NrnExperiment) experiment = nrn_document_dup_trained (window->document);
  const NrnExperimentParts *parts = nrn_experiment_get_parts (experiment);
  NrnNetworkLabels labels = {
    .title = parts->name,
    .input_names = parts->feature_names,
    .output_names = parts->output_names,
  };
  g_autoptr (NrnNetworkLayout) layout = nrn_network_layout_new (parts->architecture, width, height,
                                                                &labels);

  nrn_network_paint (cr, layout, parts->weights, &nrn_palette_print);
}

static void
paint_history (NrnWindow        *window,
               NrnHistoryMetric  metric,
               cairo_t          *cr,
               double            width,
               double            height)
{
  const NrnExperimentParts *parts =
    nrn_experiment_get_parts (nrn_document_get_experiment (window->document));
  const NrnPreset *preset = nrn_preset_of (parts);
  double ceiling = NAN;

  if (preset != NULL)
    ceiling = metric == NRN_PLOT_LOSS ? preset->best_loss : preset->best_accuracy;
  nrn_history_plot_paint (cr, nrn_document_get_history (window->document), metric,
                          parts->fit.epochs, ceiling, width, height, &nrn_palette_print);
}

static void
paint_loss (cairo_t  *cr,
            double    width,
            double    height,
            gpointer  data)
{
  paint_history (data, NRN_PLOT_LOSS, cr, width, height);
}

static void
paint_accuracy (cairo_t  *cr,
                double    width,
                double    height,
                gpointer  data)
{
  paint_history (data, NRN_PLOT_ACCURACY, cr, width, height);
}

/* A row for each epoch; what was not measured stays empty. */
static char *
print_history (NrnWindow *window)
{
  const NrnHistory *history = nrn_document_get_history (window->document);
  const NrnEpoch *epochs = nrn_history_get_epochs (history);
  GString *csv = g_string_new ("epoch,loss,accuracy,val_loss,val_accuracy\n");

  for (guint i = 0; i < nrn_history_get_n_epochs (history); i++)
    {
      const double values[] = {
        epochs[i].loss, epochs[i].accuracy, epochs[i].val_loss, epochs[i].val_accuracy,
      };

      g_string_append_printf (csv, "%u", i + 1);
      for (guint j = 0; j < G_N_ELEMENTS (values); j++)
        {
          g_string_append_c (csv, ',');
          if (!isnan (values[j]))
            nrn_csv_append_number (csv, (float) values[j]);
        }
      g_string_append_c (csv, '\n');
    }

  return g_string_free (csv, FALSE);
}

static const struct
{
  const char   *name;
  const char   *file;
  const char   *title;
  NrnPaintFunc  paint;      /* NULL for the log */
  double        width;
  double        height;
} exports[] = {
  { "network", "network.svg", N_("Export a Picture of the Network"), paint_network,
    NRN_NETWORK_WIDTH, NRN_NETWORK_HEIGHT },
  { "loss", "loss.svg", N_("Export a Picture of the Loss"), paint_loss,
    NRN_PLOT_WIDTH, NRN_PLOT_HEIGHT },
  { "accuracy", "accuracy.svg", N_("Export a Picture of the Accuracy"), paint_accuracy,
    NRN_PLOT_WIDTH, NRN_PLOT_HEIGHT },
  { "log", "log.csv", N_("Export the Log"), NULL, 0, 0 },
};

static gssize
find_export (const char *what)
{
  for (gsize i = 0; i < G_N_ELEMENTS (exports); i++)
    {
      if (g_str_equal (exports[i].name, what))
        return (gssize) i;
    }

  return -1;
}

/**
 * nrn_window_export:
 * @window: a window
 * @what: "network", "loss", "accuracy" or "log"
 * @path: where to; the ending of a picture is its format
 * @error: return location
 *
 * Returns: whether the file was written
 */
gboolean
nrn_window_export (NrnWindow   *window,
                   const char  *what,
                   const char  *path,
                   GError     **error)
{
  gssize index = find_export (what);
  g_autofree char *csv = NULL;

  g_return_val_if_fail (index >= 0, FALSE);

  if (exports[index].paint != NULL)
    return nrn_export_to_file (path, exports[index].width, exports[index].height,
                               exports[index].paint, window, error);

  csv = print_history (window);
  return nrn_file_replace (&(NrnFileContents) { path, csv, strlen (csv) }, 1, error);
}

static void
response_cb (GtkNativeDialog *dialog,
             int              response,
             gpointer         data)
{
  NrnWindow *window = data;
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_autoptr (GError) error = NULL;

  if (response == GTK_RESPONSE_ACCEPT && file != NULL &&
      !nrn_window_export (window, g_object_get_data (G_OBJECT (dialog), "what"),
                          g_file_peek_path (file), &error))
    nrn_window_say (window, error->message);
  g_object_unref (dialog);
}

/**
 * nrn_window_export_cb:
 * @action: "win.export"
 * @parameter: what to export, see nrn_window_export()
 * @window: (type NrnWindow): the window
 *
 * Asks where to, and exports.
 */
void
nrn_window_export_cb (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       window)
{
  gssize index = find_export (g_variant_get_string (parameter, NULL));
  GtkFileChooserNative *chooser;

  if (index < 0)
    return;

  chooser = nrn_window_new_chooser (window, _(exports[index].title), GTK_FILE_CHOOSER_ACTION_SAVE,
                                    _("_Export"), G_CALLBACK (response_cb));
  g_object_set_data (G_OBJECT (chooser), "what", (gpointer) exports[index].name);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), exports[index].file);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
