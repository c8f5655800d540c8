/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Any sample through the network.
 */

#include "config.h"

#include "nrn-tracer-card.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-accessible.h"
#include "nrn-feature-range.h"
#include "nrn-prediction.h"
#include "nrn-predictions.h"
#include "nrn-theme.h"
#include "nrn-tracer-words.h"

/* Of more features or outputs the others are to be found on the canvas. */
#define MAX_FEATURES 12
#define MAX_OUTPUTS  10

#define BAR_HEIGHT  6
#define ENTRY_CHARS 6

/* So long the bars grow, one after the other, when tried values have come
 * through: as long as a beat takes. */
#define GROWTH_MS 600

/* While training, no more often than can be read. */
#define INTERVAL_US (G_USEC_PER_SEC / 8)

typedef struct
{
  NrnTracerCard   *card;
  guint            feature;
  NrnFeatureRange  range;
  GtkRange        *scale;
  GtkEditable     *entry;
  GtkLabel        *scaling;     /* what it is scaled to, or what was typed wrong */
} Input;

typedef struct
{
  GtkWidget    *bar;
  GtkLabel     *value;
  double        share;          /* 0 … 1 */
  const double *grown;          /* borrowed; so many of all bars are whole */
  guint         class_index;
  guint         n_classes;
} Output;

struct _NrnTracerCard
{
  GtkWidget    parent_instance;

  NrnCanvas   *canvas;          /* owned */
  NrnDocument *document;        /* owned */
  gboolean     updating;        /* the controls follow the document */
  gboolean     is_old;          /* they are of other data */
  gint64       updated_us;

  gboolean      was_under_way;
  double        grown;          /* so many bars are whole */
  AdwAnimation *growth;         /* owned; NULL: they do not grow */

  GPtrArray   *inputs;          /* owned; #Input */
  GPtrArray   *outputs;         /* owned; #Output */

  /* Children */
  GtkExpander *expander;
  GtkWidget   *inputs_box;
  GtkWidget   *outputs_grid;
  GtkWidget   *shares_label;    /* what the numbers of several outputs are */
  GtkLabel    *words_label;
};

G_DEFINE_FINAL_TYPE (NrnTracerCard, nrn_tracer_card, GTK_TYPE_WIDGET)

/* ---- What goes in ---- */

static void
watch (Input  *input,
       double  value)
{
  NrnDocument *document = input->card->document;
  gsize size = nrn_dataset_get_n_features (nrn_document_get_dataset (document)) * sizeof (float);
  g_autofree float *features = g_memdup2 (nrn_document_get_watched (document), size);

  features[input->feature] = (float) value;
  nrn_document_set_watched (document, features);
}

/* Numbers and signs alone, which read from left to right everywhere, at the
 * same side as other text. */
static void
keep_direction (NrnTracerCard *self,
                GtkLabel      *label,
                float          xalign)
{
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  gtk_widget_set_direction (GTK_WIDGET (label), GTK_TEXT_DIR_LTR);
  gtk_label_set_xalign (label, is_rtl ? 1 - xalign : xalign);
}

static void
show_scaling (Input  *input,
              double  value)
{
  g_autofree char *text = nrn_tracer_words_scale (nrn_document_get_scaler (input->card->document),
                                                  input->feature, value);

  gtk_label_set_text (input->scaling, text != NULL ? text : "");
  keep_direction (input->card, input->scaling, 0);
  gtk_widget_set_visible (GTK_WIDGET (input->scaling), text != NULL);
  gtk_widget_remove_css_class (GTK_WIDGET (input->scaling), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (input->entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (input->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
show_error (Input      *input,
            const char *sentence)
{
  gtk_label_set_text (input->scaling, sentence);
  gtk_widget_set_direction (GTK_WIDGET (input->scaling), GTK_TEXT_DIR_NONE);
  gtk_label_set_xalign (input->scaling, 0);
  gtk_widget_set_visible (GTK_WIDGET (input->scaling), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (input->scaling), "error");
  gtk_widget_add_css_class (GTK_WIDGET (input->entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (input->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               GTK_ACCESSIBLE_INVALID_TRUE, -1);
}

static void
scale_changed_cb (Input *input)
{
  double value = gtk_range_get_value (input->scale);

  if (!input->card->updating)
    watch (input, nrn_feature_range_step (&input->range, value, 0));
}

/* The card follows what is watched, and shows it in both. */
static void
entry_activate_cb (Input *input)
{
  g_autoptr (GError) error = NULL;
  double value;

  if (!nrn_feature_range_parse (&input->range, gtk_editable_get_text (input->entry), &value, &error))
    {
      show_error (input, error->message);
      return;
    }

  show_scaling (input, value);
  watch (input, value);
}

/* What was typed and not confirmed is taken back. */
static void
show_input (Input *input)
{
  double value = (double) nrn_document_get_watched (input->card->document)[input->feature];
  g_autofree char *text = nrn_feature_range_format (value);

  gtk_range_set_value (input->scale, value);
  if (g_strcmp0 (gtk_editable_get_text (input->entry), text) != 0)
    gtk_editable_set_text (input->entry, text);
  show_scaling (input, value);
}

/* ---- What comes out ---- */

static void
draw_bar_cb (GtkDrawingArea *area,
             cairo_t        *cr,
             int             width,
             int             height,
             gpointer        data)
{
  const Output *output = data;
  const NrnPalette *palette = nrn_theme_get_palette (GTK_WIDGET (area));
  double part = CLAMP (*output->grown - output->class_index, 0, 1);
  double length = part * CLAMP (output->share, 0, 1) * width;

  nrn_color_set_source (&palette->grid, 1, cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
  nrn_color_set_source (nrn_palette_get_class (palette, output->class_index, output->n_classes), 1,
                        cr);
  if (gtk_widget_get_direction (GTK_WIDGET (area)) == GTK_TEXT_DIR_RTL)
    cairo_rectangle (cr, width - length, 0, length, height);
  else
    cairo_rectangle (cr, 0, 0, length, height);
  cairo_fill (cr);
}

/* Tried values are under way, and have not come to the outputs yet. */
static gboolean
is_under_way (NrnTracerCard *self)
{
  NrnBeat beat;
  const NrnBeats *beats = nrn_canvas_get_beat (self->canvas, &beat);

  return beats != NULL && nrn_beats_get_trace (beats) == NULL && beat.phase != NRN_BEAT_OUTPUTS;
}

static void
grown_cb (double   grown,
          gpointer data)
{
  NrnTracerCard *self = data;

  self->grown = grown;
  for (guint i = 0; i < self->outputs->len; i++)
    gtk_widget_queue_draw (((Output *) self->outputs->pdata[i])->bar);
}

static void
stop_growing (NrnTracerCard *self)
{
  if (self->growth != NULL)
    adw_animation_skip (self->growth);
  g_clear_object (&self->growth);
  self->grown = MAX_OUTPUTS;
}

/* From nothing, class by class, when the values have come through. */
static void
update_growth (NrnTracerCard *self,
               gboolean       is_there)
{
  gboolean begins = is_there && self->was_under_way;
  guint n = self->outputs->len;

  self->was_under_way = !is_there;
  if (!begins && is_there)
    return;

  stop_growing (self);
  if (!begins)
    return;

  self->grown = 0;
  self->growth = adw_timed_animation_new (GTK_WIDGET (self), 0, n, GROWTH_MS,
                                          adw_callback_animation_target_new (grown_cb, self, NULL));
  adw_timed_animation_set_easing (ADW_TIMED_ANIMATION (self->growth), ADW_LINEAR);
  adw_animation_play (self->growth);
}

static void
show_outputs (NrnTracerCard *self)
{
  const NrnNetworkActivity *activity = nrn_canvas_get_activity (self->canvas);
  const NrnArchitecture *architecture = nrn_network_activity_get_architecture (activity);
  const NrnDataset *dataset = nrn_document_get_dataset (self->document);
  guint last = nrn_architecture_get_n_layers (architecture) - 1;
  guint n_outputs = nrn_architecture_get_output_dim (architecture);
  const float *outputs = nrn_network_activity_get_outputs (activity, (int) last);
  gboolean are_classes = nrn_predictions_tell_classes (dataset, n_outputs);
  gboolean is_there = !is_under_way (self);
  g_autofree char *words = NULL;

  if (outputs == NULL)
    return;

  update_growth (self, is_there);
  for (guint i = 0; i < self->outputs->len; i++)
    {
      Output *output = self->outputs->pdata[i];
      double raw = (double) outputs[MIN (i, n_outputs - 1)];
      double share = are_classes ? nrn_prediction_get_share (n_outputs, outputs, i) : NAN;
      g_autofree char *text = is_there ? nrn_tracer_words_print_output (raw, share, n_outputs)
                                       : g_strdup ("…");

      output->share = is_there && isfinite (share) ? share : 0;
      gtk_label_set_text (output->value, text);
      keep_direction (self, output->value, 1);
      gtk_widget_queue_draw (output->bar);
    }
  words = nrn_tracer_words_say (dataset, nrn_document_get_watched (self->document), n_outputs,
                                outputs);
  gtk_label_set_text (self->words_label, words);
  /* It keeps its place, so that nothing moves under the pointer. */
  gtk_widget_set_opacity (GTK_WIDGET (self->words_label), is_there ? 1 : 0);
}

/* ---- The controls ---- */

static GtkLabel *
new_label (const char *text,
           const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);

  return GTK_LABEL (label);
}

static void
add_input (NrnTracerCard *self,
           guint          feature)
{
  const NrnDataset *dataset = nrn_document_get_dataset (self->document);
  const char *feature_name = nrn_dataset_get_feature_names (dataset)[feature];
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkLabel *title = new_label (feature_name, NULL);
  GtkWidget *entry = gtk_entry_new ();
  Input *input = g_new0 (Input, 1);
  GtkWidget *scale;

  input->card = self;
  input->feature = feature;
  nrn_feature_range_measure (dataset, feature, &input->range);
  scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, input->range.minimum,
                                    MAX (input->range.maximum,
                                         input->range.minimum + input->range.step),
                                    input->range.step);
  input->scale = GTK_RANGE (scale);
  input->entry = GTK_EDITABLE (entry);
  input->scaling = new_label (NULL, "note");
  gtk_label_set_ellipsize (title, PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (input->scaling, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (input->scaling), "numeric");
  gtk_widget_set_hexpand (scale, TRUE);
  /* As the axes of the plots go. */
  gtk_widget_set_direction (scale, GTK_TEXT_DIR_LTR);
  gtk_editable_set_width_chars (input->entry, ENTRY_CHARS);
  gtk_editable_set_max_width_chars (input->entry, ENTRY_CHARS);
  gtk_editable_set_alignment (input->entry, 1);
  gtk_widget_add_css_class (entry, "numeric");
  nrn_accessible_set_name (scale, feature_name);
  nrn_accessible_set_name (entry, feature_name);
  g_signal_connect_swapped (scale, "value-changed", G_CALLBACK (scale_changed_cb), input);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (entry_activate_cb), input);
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (title));
  gtk_box_append (GTK_BOX (row), scale);
  gtk_box_append (GTK_BOX (row), entry);
  gtk_box_append (GTK_BOX (self->inputs_box), row);
  gtk_box_append (GTK_BOX (self->inputs_box), GTK_WIDGET (input->scaling));
  g_ptr_array_add (self->inputs, input);
}

static void
add_output (NrnTracerCard *self,
            guint          index,
            guint          n_all,
            const char    *output_name,
            gboolean       has_bar)
{
  GtkGrid *grid = GTK_GRID (self->outputs_grid);
  GtkLabel *title = new_label (output_name, NULL);
  Output *output = g_new0 (Output, 1);

  output->grown = &self->grown;
  output->class_index = index;
  output->n_classes = n_all;
  output->value = new_label (NULL, "numeric");
  output->bar = gtk_drawing_area_new ();
  gtk_label_set_ellipsize (title, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (title), TRUE);
  gtk_label_set_xalign (output->value, 1);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (output->bar), BAR_HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (output->bar), draw_bar_cb, output, NULL);
  gtk_widget_set_visible (output->bar, has_bar);
  gtk_grid_attach (grid, GTK_WIDGET (title), 0, 2 * (int) index, 1, 1);
  gtk_grid_attach (grid, GTK_WIDGET (output->value), 1, 2 * (int) index, 1, 1);
  gtk_grid_attach (grid, output->bar, 0, 2 * (int) index + 1, 2, 1);
  g_ptr_array_add (self->outputs, output);
}

static void
add_outputs (NrnTracerCard *self)
{
  const NrnDataset *dataset = nrn_document_get_dataset (self->document);
  guint n_outputs = nrn_architecture_get_output_dim (
    nrn_experiment_get_parts (nrn_document_get_experiment (self->document))->architecture);
  gboolean are_classes = nrn_predictions_tell_classes (dataset, n_outputs);
  guint n = are_classes ? nrn_prediction_get_n_classes (n_outputs) : n_outputs;
  guint n_names = are_classes ? nrn_dataset_get_n_classes (dataset)
                              : nrn_dataset_get_n_targets (dataset);

  gtk_widget_set_visible (self->shares_label, are_classes && n_outputs > 1);
  for (guint i = 0; i < MIN (n, MAX_OUTPUTS); i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      const char *own = i >= n_names ? number
                          : are_classes ? nrn_dataset_get_class_names (dataset)[i]
                                        : nrn_dataset_get_target_names (dataset)[i];

      add_output (self, i, n, own, are_classes);
    }
}

static void
clear_box (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    {
      if (GTK_IS_GRID (box))
        gtk_grid_remove (GTK_GRID (box), child);
      else
        gtk_box_remove (GTK_BOX (box), child);
    }
}

static void
rebuild (NrnTracerCard *self)
{
  guint n_features = nrn_dataset_get_n_features (nrn_document_get_dataset (self->document));

  stop_growing (self);
  clear_box (self->inputs_box);
  clear_box (self->outputs_grid);
  g_ptr_array_set_size (self->inputs, 0);
  g_ptr_array_set_size (self->outputs, 0);
  for (guint i = 0; i < MIN (n_features, MAX_FEATURES); i++)
    add_input (self, i);
  add_outputs (self);
  self->is_old = FALSE;
}

/* ---- What is watched ---- */

static gboolean
is_open (NrnTracerCard *self)
{
  return gtk_expander_get_expanded (self->expander) &&
         nrn_canvas_get_activity (self->canvas) != NULL;
}

static void
update (NrnTracerCard *self)
{
  if (!is_open (self))
    return;

  self->updating = TRUE;
  if (self->is_old)
    rebuild (self);
  for (guint i = 0; i < self->inputs->len; i++)
    show_input (self->inputs->pdata[i]);
  show_outputs (self);
  self->updating = FALSE;
}

static void
activity_changed_cb (NrnTracerCard *self)
{
  gint64 now = g_get_monotonic_time ();
  gboolean is_running = nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document))->state ==
                        NRN_TRAINING_RUNNING;

  if (is_running && now < self->updated_us + INTERVAL_US)
    return;

  self->updated_us = now;
  if (is_open (self) && !self->is_old)
    show_outputs (self);
}

static void
beat_changed_cb (NrnTracerCard *self)
{
  if (is_open (self) && !self->is_old)
    show_outputs (self);
}

/* Numbers that nobody sees are not worked out. */
static void
experiment_changed_cb (NrnTracerCard *self)
{
  self->is_old = TRUE;
  update (self);
}

static void
send_cb (NrnTracerCard *self)
{
  nrn_canvas_send_through (self->canvas);
}

/* ---- The class ---- */

static void
nrn_tracer_card_dispose (GObject *object)
{
  NrnTracerCard *self = NRN_TRACER_CARD (object);

  if (self->growth != NULL)
    adw_animation_reset (self->growth);
  g_clear_object (&self->growth);
  if (self->expander != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->expander));
  self->expander = NULL;
  g_clear_pointer (&self->inputs, g_ptr_array_unref);
  g_clear_pointer (&self->outputs, g_ptr_array_unref);
  g_clear_object (&self->canvas);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (nrn_tracer_card_parent_class)->dispose (object);
}

static void
nrn_tracer_card_class_init (NrnTracerCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_tracer_card_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-tracer-card.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnTracerCard, expander);
  gtk_widget_class_bind_template_child (widget_class, NrnTracerCard, inputs_box);
  gtk_widget_class_bind_template_child (widget_class, NrnTracerCard, outputs_grid);
  gtk_widget_class_bind_template_child (widget_class, NrnTracerCard, words_label);
  gtk_widget_class_bind_template_child (widget_class, NrnTracerCard, shares_label);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
}

static void
nrn_tracer_card_init (NrnTracerCard *self)
{
  self->inputs = g_ptr_array_new_with_free_func (g_free);
  self->outputs = g_ptr_array_new_with_free_func (g_free);
  self->is_old = TRUE;
  self->grown = MAX_OUTPUTS;
  gtk_widget_init_template (GTK_WIDGET (self));
  nrn_theme_watch (GTK_WIDGET (self));
}

/**
 * nrn_tracer_card_set_canvas:
 * @card: a card
 * @canvas: where the sample is sent through
 * @document: the canvas' document
 */
void
nrn_tracer_card_set_canvas (NrnTracerCard *card,
                            NrnCanvas     *canvas,
                            NrnDocument   *document)
{
  g_return_if_fail (card->document == NULL);

  card->canvas = g_object_ref (canvas);
  card->document = g_object_ref (document);
  g_signal_connect_object (canvas, "activity-changed", G_CALLBACK (activity_changed_cb), card,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (canvas, "beat-changed", G_CALLBACK (beat_changed_cb), card,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "watched-changed", G_CALLBACK (update), card,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "experiment-changed", G_CALLBACK (experiment_changed_cb), card,
                           G_CONNECT_SWAPPED);
}
