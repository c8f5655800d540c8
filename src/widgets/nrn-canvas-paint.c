/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the canvas draws, on the screen and into pictures to take along.
 */

#include "config.h"

#include "nrn-canvas-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-loss.h"
#include "nrn-text.h"
#include "nrn-theme.h"

/* What is shown of each feature beside its input. */
typedef struct
{
  char  *title;   /* owned; nullable: of a single one, with its name */
  char  *note;    /* owned; nullable: what it is scaled to */
  char **values;  /* owned; nullable: of several */
} InputWords;

/**
 * nrn_canvas_ensure_activity:
 * @self: a canvas with an experiment
 *
 * Brings the outputs of all units up to date.
 */
void
nrn_canvas_ensure_activity (NrnCanvas *self)
{
  const NrnSnapshotParts *snapshot =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document));
  const NrnSamples *samples = nrn_document_get_samples (self->document);
  const NrnScaler *scaler = nrn_document_get_scaler (self->document);
  const float *watched = nrn_document_get_watched (self->document);
  guint input_dim = nrn_samples_get_input_dim (samples);
  g_autofree float *scaled = NULL;

  if (!self->activity_is_old)
    return;

  if (self->activity == NULL)
    self->activity = nrn_network_activity_new (nrn_canvas_get_architecture (self),
                                               nrn_samples_get_n_rows (samples),
                                               nrn_samples_get_inputs (samples),
                                               NRN_ACTIVITY_N_POINTS);
  scaled = g_memdup2 (watched, input_dim * sizeof (float));
  if (scaler != NULL)
    nrn_scaler_transform (scaler, 1, watched, scaled);
  nrn_network_activity_update (self->activity, snapshot->weights, scaled);
  self->activity_is_old = FALSE;
}

/* ---- Words ---- */

/* Means of what a batch has, as the network gets it. */
static void
mean_words_init (InputWords *words,
                 NrnCanvas  *self)
{
  const float *inputs = nrn_canvas_get_mean_inputs (self);
  const NrnDataset *dataset = nrn_document_get_dataset (self->document);
  guint n_features = nrn_dataset_get_n_features (dataset);
  g_autofree char *text = nrn_text_format_fixed (inputs[0], 3);

  if (n_features == 1)
    {
      /* Translators: a feature of several samples: “mean age”. */
      words->title = g_strdup_printf (C_("feature", "mean %s"),
                                      nrn_dataset_get_feature_names (dataset)[0]);
      words->note = g_strdup_printf (_("is %s"), text);
      return;
    }

  words->values = g_new0 (char *, n_features + 1);
  for (guint i = 0; i < n_features; i++)
    words->values[i] = nrn_text_format_fixed (inputs[i], 3);
}

static void
input_words_init (InputWords *words,
                  NrnCanvas  *self)
{
  const NrnScaler *scaler = nrn_document_get_scaler (self->document);
  const NrnDataset *dataset = nrn_document_get_dataset (self->document);
  const float *watched = nrn_document_get_watched (self->document);
  guint n_features = nrn_dataset_get_n_features (dataset);
  g_autofree char *value = nrn_canvas_format_raw (watched[0]);
  float scaled;

  *words = (InputWords) { 0 };
  if (nrn_canvas_get_mean_inputs (self) != NULL)
    {
      mean_words_init (words, self);
      return;
    }
  if (n_features > 1)
    {
      words->values = g_new0 (char *, n_features + 1);
      for (guint i = 0; i < n_features; i++)
        words->values[i] = nrn_canvas_format_raw (watched[i]);
      return;
    }

  /* Translators: a feature and its value: “age 45”. */
  words->title = g_strdup_printf (C_("feature", "%s %s"),
                                  nrn_dataset_get_feature_names (dataset)[0], value);
  if (scaler != NULL)
    {
      g_autofree char *text = NULL;

      nrn_scaler_transform (scaler, 1, watched, &scaled);
      text = nrn_text_format_fixed (scaled, 3);
      /* Translators: what an input is scaled to: “is 0.368”. */
      words->note = g_strdup_printf (_("is %s"), text);
    }
}

/* What a single output between 0 and 1 says of two classes, in their words:
 * “83 % side effects”. (transfer full); (nullable) */
static char *
describe_verdict (NrnCanvas *self,
                  guint     *class)
{
  const NrnDataset *dataset = nrn_document_get_dataset (self->document);
  const NrnArchitecture *architecture = nrn_canvas_get_architecture (self);
  guint last = nrn_architecture_get_n_layers (architecture) - 1;
  const NrnConfig *activation = nrn_architecture_get_activation (architecture, last);
  float output = nrn_network_activity_get_outputs (self->activity, (int) last)[0];
  g_autofree char *percents = NULL;

  if (nrn_architecture_get_output_dim (architecture) != 1 ||
      nrn_dataset_get_n_classes (dataset) != 2 || activation == NULL ||
      !g_str_equal (nrn_config_get_name (activation), "sigmoid") || !isfinite (output))
    return NULL;

  *class = output >= 0.5f ? 1 : 0;
  percents = nrn_text_format_fixed (100 * (*class == 1 ? output : 1 - output), 0);

  return nrn_canvas_format_verdict (percents, nrn_dataset_get_class_names (dataset)[*class]);
}

/* Of the sample that the training shows, else the mean of the epoch under way.
 * NaN if there is neither. */
static double
get_loss (NrnCanvas *self)
{
  const NrnExperimentParts *parts =
    nrn_experiment_get_parts (nrn_document_get_experiment (self->document));
  const NrnSamples *samples = nrn_document_get_samples (self->document);
  guint last = nrn_architecture_get_n_layers (parts->architecture) - 1;
  int row = nrn_document_get_watched_row (self->document);
  float loss;

  if (self->beat != NULL)
    return nrn_canvas_get_beat_loss (self);
  if (row < 0)
    return nrn_snapshot_get_running (nrn_document_get_snapshot (self->document)).loss;

  nrn_loss_forward (parts->loss, 1, nrn_architecture_get_output_dim (parts->architecture),
                    nrn_network_activity_get_outputs (self->activity, (int) last),
                    nrn_samples_get_targets (samples) +
                      (gsize) row * nrn_samples_get_target_dim (samples),
                    &loss);

  return loss;
}

/* (transfer full); (nullable) */
static char *
describe_loss (NrnCanvas *self)
{
  double loss = get_loss (self);
  g_autofree char *number = NULL;

  if (!isfinite (loss))
    return NULL;

  number = nrn_text_format_number (loss, 4, nrn_theme_get_numbers ());

  /* Translators: lights up when a sample has arrived at the outputs: “loss
   * 0.6931”. */
  return g_strdup_printf (_("loss %s"), number);
}

static void
input_words_clear (InputWords *words)
{
  g_free (words->title);
  g_free (words->note);
  g_strfreev (words->values);
}

/* ---- Drawing ---- */

/* Softmax outputs are shares already. */
static gboolean
ends_with_softmax (NrnCanvas *self)
{
  const NrnArchitecture *architecture = nrn_canvas_get_architecture (self);
  guint last = nrn_architecture_get_n_layers (architecture) - 1;
  const NrnConfig *activation = nrn_architecture_get_activation (architecture, last);

  return activation != NULL && g_str_equal (nrn_config_get_name (activation), "softmax");
}

/**
 * nrn_canvas_get_accent:
 * @self: a canvas
 *
 * Returns: the colour of what is selected
 */
NrnColor
nrn_canvas_get_accent (NrnCanvas *self)
{
  GdkRGBA rgba;

  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), "accent_bg_color", &rgba))
    return (NrnColor) { 0.21, 0.52, 0.89 };

  return (NrnColor) { rgba.red, rgba.green, rgba.blue };
}

/**
 * nrn_canvas_light_path:
 * @canvas: a canvas
 * @edges: (nullable) (array length=n_edges): edges of its network; copied
 * @n_edges: how many; 0 for none any more
 *
 * Lets the edges stand out, while nothing is selected or under the pointer.
 */
void
nrn_canvas_light_path (NrnCanvas         *canvas,
                       const NrnPathEdge *edges,
                       guint              n_edges)
{
  if (n_edges == 0 && canvas->path == NULL)
    return;

  g_clear_pointer (&canvas->path, g_array_unref);
  if (n_edges > 0)
    {
      canvas->path = g_array_new (FALSE, FALSE, sizeof (NrnPathEdge));
      g_array_append_vals (canvas->path, edges, n_edges);
    }
  gtk_widget_queue_draw (GTK_WIDGET (canvas));
}

/* The path as it is on the layout. */
static GArray *
create_picks (NrnCanvas *self)
{
  GArray *picks = g_array_new (FALSE, FALSE, sizeof (NrnPick));

  for (guint i = 0; self->path != NULL && i < self->path->len; i++)
    {
      const NrnPathEdge *edge = &g_array_index (self->path, NrnPathEdge, i);
      NrnPick pick = {
        .kind = edge->input >= 0 ? NRN_PICK_EDGE : NRN_PICK_BIAS_EDGE,
        .unit = (guint) MAX (edge->input, 0),
        .to_unit = edge->unit,
      };

      for (guint column = 1; column < nrn_network_layout_get_n_columns (self->layout); column++)
        {
          pick.column = column - 1;
          if (nrn_network_layout_get_column (self->layout, column)->layer == (int) edge->layer)
            g_array_append_val (picks, pick);
        }
    }

  return picks;
}

/* Of a row that is watched as such it is known. */
static gboolean
is_exception (NrnCanvas *self)
{
  int chosen = nrn_document_get_chosen_row (self->document);
  int row = chosen >= 0 ? chosen : nrn_document_get_watched_row (self->document);

  return row >= 0 &&
         nrn_dataset_is_exception (nrn_document_get_dataset (self->document), (guint) row);
}

/* All but what belongs to the screen: pointer, pulses, scale. */
static void
paint (NrnCanvas            *self,
       cairo_t              *cr,
       NrnNetworkScene      *scene,
       NrnNetworkSceneCache *cache)
{
  const NrnDataset *dataset = nrn_document_get_dataset (self->document);
  InputWords words;
  g_autofree char *verdict = NULL;
  g_autofree char *loss = NULL;
  g_autoptr (GArray) path = create_picks (self);
  NrnColor accent = nrn_canvas_get_accent (self);

  nrn_canvas_ensure_activity (self);
  input_words_init (&words, self);
  scene->weights = nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document))->weights;
  scene->activity = self->activity;
  scene->accent = &accent;
  scene->selected = self->has_selection ? &self->selection : NULL;
  scene->path = (const NrnPick *) (const void *) path->data;
  scene->n_path = path->len;
  scene->is_exception = is_exception (self);
  scene->verdict = verdict = describe_verdict (self, &scene->verdict_class);
  if (scene->loss_opacity > 0)
    scene->loss = loss = describe_loss (self);
  scene->shows_shares = nrn_dataset_get_n_classes (dataset) > 1 && !ends_with_softmax (self);
  scene->with_legend = TRUE;
  scene->input_title = words.title;
  scene->input_note = words.note;
  scene->input_values = (const char *const *) words.values;
  nrn_network_scene_paint (cr, scene, cache);
  input_words_clear (&words);
}

/**
 * nrn_canvas_paint:
 * @self: a canvas with an experiment and a size
 * @snapshot: what to draw on
 *
 * Draws what of the network is in view.
 */
void
nrn_canvas_paint (NrnCanvas   *self,
                  GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  NrnNetworkScene scene = { 0 };
  cairo_t *cr;

  nrn_canvas_ensure_layout (self);
  nrn_canvas_set_glide (self, &scene);
  scene.palette = nrn_theme_get_palette (widget);
  scene.pixels = gtk_widget_get_scale_factor (widget);
  scene.hovered = self->has_hover ? &self->hover : NULL;
  scene.forward_phase = nrn_canvas_get_forward (self);
  scene.backward_phase = nrn_canvas_get_backward (self);
  scene.loss_opacity = nrn_canvas_get_glow (self);
  nrn_canvas_set_scene_beat (self, &scene);

  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  paint (self, cr, &scene, self->cache);
  cairo_destroy (cr);
  nrn_canvas_note_painted (self, scene.weights);
}

/* ---- As a picture ---- */

static const char *
get_picture_name (NrnPicture *picture)
{
  return "network";
}

static gboolean
get_picture_size (NrnPicture *picture,
                  double     *width,
                  double     *height)
{
  *width = NRN_NETWORK_WIDTH;
  *height = NRN_NETWORK_HEIGHT;

  return nrn_canvas_has_experiment (NRN_CANVAS (picture));
}

/* With what is selected and watched, but as a whole: neither zoomed nor
 * folded more than the picture's size asks for. */
static void
paint_picture (NrnPicture       *picture,
               cairo_t          *cr,
               double            width,
               double            height,
               const NrnPalette *palette)
{
  NrnCanvas *self = NRN_CANVAS (picture);
  g_autoptr (NrnNetworkLayout) layout = nrn_canvas_create_layout (self, width, height, 1);
  NrnNetworkScene scene = {
    .layout = layout,
    .palette = palette,
    .is_vector = TRUE,
    .forward_phase = -1,
    .backward_phase = -1,
  };

  nrn_canvas_set_scene_beat (self, &scene);
  paint (self, cr, &scene, NULL);
}

void
nrn_canvas_picture_init (NrnPictureInterface *interface)
{
  interface->get_name = get_picture_name;
  interface->get_size = get_picture_size;
  interface->paint = paint_picture;
}
