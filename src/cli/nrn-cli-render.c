/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * neurons-cli render: pictures of a network and its training.
 */

#include "config.h"

#include "nrn-cli.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-error.h"
#include "nrn-export.h"
#include "nrn-history-plot.h"
#include "nrn-model.h"
#include "nrn-network-paint.h"
#include "nrn-preset.h"
#include "nrn-response-plot.h"
#include "nrn-vector.h"

/* Enough points for a smooth curve on a wide picture. */
#define N_RESPONSE_POINTS 401

/* What a picture is drawn from. */
typedef struct
{
  const NrnCliModel *model;
  const NrnPalette  *palette;
  const char        *metric;
  NrnResponse        response;
} Picture;

static const NrnExperimentParts *
parts_of (const NrnCliModel *model)
{
  return model->experiment != NULL ? nrn_experiment_get_parts (model->experiment) : NULL;
}

/* ---- Names ---- */

/* Those of some sort that were given by hand; %NULL if there are not so many. */
static const char *const *
get_given_names (const NrnExperimentParts *parts,
                 NrnNames                  sort,
                 guint                     n)
{
  const char *const *names = nrn_data_source_get_names (parts->source, sort);

  return names != NULL && g_strv_length ((char **) names) == n ? names : NULL;
}

static const char *const *
get_input_names (const NrnExperimentParts *parts)
{
  const char *const *given =
    get_given_names (parts, NRN_NAMES_FEATURES, nrn_architecture_get_input_dim (parts->architecture));

  return given != NULL ? given : parts->feature_names;
}

static const char *const *
get_output_names (const NrnExperimentParts *parts)
{
  guint n_outputs = nrn_architecture_get_output_dim (parts->architecture);
  const char *const *classes = get_given_names (parts, NRN_NAMES_CLASSES, n_outputs);
  const char *const *targets = get_given_names (parts, NRN_NAMES_TARGETS, n_outputs);

  return classes != NULL ? classes : targets != NULL ? targets : parts->output_names;
}

/* ---- Network ---- */

static void
paint_network (cairo_t  *cr,
               double    width,
               double    height,
               gpointer  data)
{
  const Picture *picture = data;
  const NrnArchitecture *architecture = nrn_weights_get_architecture (picture->model->weights);
  const NrnExperimentParts *parts = parts_of (picture->model);
  NrnNetworkLabels labels = { .text_scale = 1 };
  g_autoptr (NrnNetworkLayout) layout = NULL;

  if (parts != NULL)
    {
      labels.title = parts->name;
      labels.input_names = get_input_names (parts);
      labels.output_names = get_output_names (parts);
    }
  layout = nrn_network_layout_new (architecture, width, height, &labels);
  nrn_network_paint (cr, layout, picture->model->weights, picture->palette);
}

static gboolean
prepare_network (Picture     *picture,
                 const char  *path,
                 GError     **error)
{
  return TRUE;
}

/* ---- Loss and accuracy ---- */

static void
paint_history (cairo_t  *cr,
               double    width,
               double    height,
               gpointer  data)
{
  const Picture *picture = data;
  const NrnExperimentParts *parts = parts_of (picture->model);
  double best_loss, best_accuracy;
  g_autoptr (NrnHistoryCurves) curves = nrn_history_curves_new (picture->metric);
  NrnHistoryPlot plot = {
    .curves = curves,
    .n_epochs = parts->fit.epochs,
    .ceiling = NAN,
    .marked_epoch = -1,
  };

  nrn_preset_get_best (parts, &best_loss, &best_accuracy);
  plot.ceiling = g_str_equal (picture->metric, "loss") ? best_loss : best_accuracy;
  plot.edits = nrn_history_get_marks (parts->history, &plot.n_edits);
  nrn_history_curves_update (curves, parts->history);
  nrn_history_plot_paint (cr, &plot, width, height, picture->palette);
}

static gboolean
prepare_history (Picture     *picture,
                 const char  *path,
                 GError     **error)
{
  const NrnExperimentParts *parts = parts_of (picture->model);

  if (parts != NULL && parts->history != NULL && nrn_history_get_n_epochs (parts->history) > 0)
    return TRUE;

  g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
               _("“%s” holds no training to draw; save one with neurons-cli train --save "
                 "FILE.neurons."), path);
  return FALSE;
}

static gboolean
prepare_loss (Picture     *picture,
              const char  *path,
              GError     **error)
{
  picture->metric = "loss";
  return prepare_history (picture, path, error);
}

static gboolean
prepare_accuracy (Picture     *picture,
                  const char  *path,
                  GError     **error)
{
  picture->metric = "accuracy";
  return prepare_history (picture, path, error);
}

/* ---- Response ---- */

static void
paint_response (cairo_t  *cr,
                double    width,
                double    height,
                gpointer  data)
{
  const Picture *picture = data;

  nrn_response_plot_paint (cr, &picture->response, width, height, picture->palette);
}

static void
compute_response (const NrnCliModel *model,
                  double             low,
                  double             high,
                  const NrnScaler   *scaler,
                  double            *x,
                  double            *y)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (model->weights);
  guint n_outputs = nrn_architecture_get_output_dim (architecture);
  g_autoptr (NrnModel) runner = nrn_model_new (architecture, N_RESPONSE_POINTS);
  float inputs[N_RESPONSE_POINTS + NRN_LANES] = { 0 };
  const float *outputs;

  for (guint i = 0; i < N_RESPONSE_POINTS; i++)
    {
      x[i] = low + (high - low) * i / (N_RESPONSE_POINTS - 1);
      inputs[i] = (float) x[i];
    }
  if (scaler != NULL)
    nrn_scaler_transform (scaler, N_RESPONSE_POINTS, inputs, inputs);

  nrn_model_set_weights (runner, model->weights);
  outputs = nrn_model_forward (runner, N_RESPONSE_POINTS, inputs, FALSE);
  for (guint i = 0; i < N_RESPONSE_POINTS * n_outputs; i++)
    y[i] = outputs[i];
}

/* Draws over the range of the values that the network was trained on. */
static gboolean
prepare_response (Picture     *picture,
                  const char  *path,
                  GError     **error)
{
  const NrnExperimentParts *parts = parts_of (picture->model);
  const NrnArchitecture *architecture = nrn_weights_get_architecture (picture->model->weights);
  guint input_dim = nrn_architecture_get_input_dim (architecture);
  guint n_outputs = nrn_architecture_get_output_dim (architecture);
  NrnResponse *response = &picture->response;
  const char *const *input_names;
  double low = 0, high = 1;
  double *x, *y;

  if (input_dim != 1)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_UNSUPPORTED,
                   _("“%s” has %u inputs; a response curve can be drawn for one input."),
                   path, input_dim);
      return FALSE;
    }

  if (parts != NULL && parts->scaler != NULL)
    {
      low = nrn_scaler_get_data_min (parts->scaler)[0];
      high = nrn_scaler_get_data_max (parts->scaler)[0];
    }
  else if (parts != NULL)
    {
      g_autoptr (NrnDataset) dataset = nrn_data_source_load (parts->source, error);
      g_autoptr (NrnScaler) range = NULL;

      if (dataset == NULL)
        return FALSE;
      range = nrn_scaler_new_fit (nrn_dataset_get_n_rows (dataset), 1,
                                  nrn_dataset_get_features (dataset), 0, 1);
      low = nrn_scaler_get_data_min (range)[0];
      high = nrn_scaler_get_data_max (range)[0];
    }

  x = g_new (double, N_RESPONSE_POINTS);
  y = g_new (double, (gsize) N_RESPONSE_POINTS * n_outputs);
  compute_response (picture->model, low, high, parts != NULL ? parts->scaler : NULL, x, y);
  input_names = parts != NULL ? get_input_names (parts) : NULL;
  *response = (NrnResponse) {
    .input_name = input_names != NULL ? input_names[0] : NULL,
    .output_names = parts != NULL ? get_output_names (parts) : NULL,
    .n_points = N_RESPONSE_POINTS,
    .x = x,
    .n_outputs = n_outputs,
    .y = y,
  };

  return TRUE;
}

static void
picture_clear (Picture *picture)
{
  g_free ((double *) picture->response.x);
  g_free ((double *) picture->response.y);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Picture, picture_clear)

/* ---- The command ---- */

static const struct
{
  const char   *name;
  gboolean    (*prepare) (Picture *picture, const char *path, GError **error);
  NrnPaintFunc  paint;
  double        width;
  double        height;
} pictures[] = {
  { "network", prepare_network, paint_network, NRN_NETWORK_WIDTH, NRN_NETWORK_HEIGHT },
  { "loss", prepare_loss, paint_history, NRN_PLOT_WIDTH, NRN_PLOT_HEIGHT },
  { "accuracy", prepare_accuracy, paint_history, NRN_PLOT_WIDTH, NRN_PLOT_HEIGHT },
  { "response", prepare_response, paint_response, NRN_PLOT_WIDTH, NRN_PLOT_HEIGHT },
};

static int
render (const char *path,
        const char *output,
        guint       what,
        const char *size,
        gboolean    dark)
{
  g_auto (NrnCliModel) model = { NULL, NULL };
  g_auto (Picture) picture = { .model = &model };
  g_autoptr (GError) error = NULL;
  guint width = (guint) pictures[what].width;
  guint height = (guint) pictures[what].height;

  if (size != NULL && !nrn_cli_get_size (size, &width, &height, &error))
    return nrn_cli_fail (error);

  picture.palette = dark ? &nrn_palette_dark : &nrn_palette_print;
  if (!nrn_cli_load_model (path, &model, &error) ||
      !pictures[what].prepare (&picture, path, &error) ||
      !nrn_export_to_file (output, width, height, pictures[what].paint, &picture, &error))
    return nrn_cli_fail (error);

  return NRN_CLI_DONE;
}

int
nrn_cli_render (int    argc,
                char **argv)
{
  g_autofree char *output = NULL;
  g_autofree char *size = NULL;
  g_autofree char *what = NULL;
  gboolean dark = FALSE;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Where to: .png, .svg or .pdf"), "FILE" },
    { "what", 0, 0, G_OPTION_ARG_STRING, &what, N_("What to draw (network)"),
      "network|loss|accuracy|response" },
    { "size", 0, 0, G_OPTION_ARG_STRING, &size, N_("In pixels"), "WxH" },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &dark, N_("Light on dark"), NULL },
    { NULL }
  };

  if (!nrn_cli_parse (_("Draw a network, its loss, accuracy or response into a file."),
                      "FILE", entries, &argc, &argv))
    return NRN_CLI_USAGE;
  if (argc != 2 || output == NULL)
    return nrn_cli_usage (_("Name one file and where to draw it, for example: neurons-cli render "
                            "trial.neurons -o network.png."));

  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      if (what == NULL || g_ascii_strcasecmp (what, pictures[i].name) == 0)
        return render (argv[1], output, i, size, dark);
    }

  return nrn_cli_usage (_("--what cannot be “%s”; it must be network, loss, accuracy or response."),
                        what);
}
