/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The network on screen.
 */

#include "config.h"

#include "nrn-canvas-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-picture.h"
#include "nrn-theme.h"

G_DEFINE_FINAL_TYPE_WITH_CODE (NrnCanvas, nrn_canvas, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (NRN_TYPE_PICTURE, nrn_canvas_picture_init))

enum
{
  PROP_ZOOM = 1,
  PROP_IS_ZOOMED,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

enum
{
  SELECTION_CHANGED,
  ACTIVITY_CHANGED,
  BEAT_CHANGED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

gboolean
nrn_canvas_has_experiment (NrnCanvas *self)
{
  return self->document != NULL && nrn_document_get_experiment (self->document) != NULL;
}

const NrnArchitecture *
nrn_canvas_get_architecture (NrnCanvas *self)
{
  return nrn_experiment_get_parts (nrn_document_get_experiment (self->document))->architecture;
}

/* ---- Layout ---- */

/* Those of the classes or the targets; %NULL if there is not one for each
 * output. */
const char *const *
nrn_canvas_get_output_names (NrnCanvas *self)
{
  const NrnDataset *dataset = nrn_document_get_dataset (self->document);
  guint n_outputs = nrn_architecture_get_output_dim (nrn_canvas_get_architecture (self));

  if (nrn_dataset_get_n_classes (dataset) == n_outputs)
    return nrn_dataset_get_class_names (dataset);
  if (nrn_dataset_get_n_targets (dataset) == n_outputs)
    return nrn_dataset_get_target_names (dataset);

  return NULL;
}

/* What a single output may say, with the longer name of two classes. */
static char *
get_longest_verdict (NrnCanvas *self)
{
  const NrnDataset *dataset = nrn_document_get_dataset (self->document);
  const char *const *names = nrn_dataset_get_class_names (dataset);

  if (nrn_dataset_get_n_classes (dataset) != 2)
    return NULL;

  return nrn_canvas_format_verdict ("100",
                                    names[g_utf8_strlen (names[0], -1) <
                                          g_utf8_strlen (names[1], -1) ? 1 : 0]);
}

/* Returns (transfer full): the whole network in a picture of some size, times
 * @room, which leaves type and lines as they are. */
NrnNetworkLayout *
nrn_canvas_create_layout (NrnCanvas *self,
                          double     width,
                          double     height,
                          double     room)
{
  NrnNetworkLabels labels = { .has_live_notes = TRUE, .room = room };
  const char *const scaled_lines[] = { _("scaled to 0–1"), NULL };
  const NrnDataset *dataset = nrn_document_get_dataset (self->document);
  g_autofree char *verdict = get_longest_verdict (self);

  labels.text_scale = nrn_theme_get_text_scale ();
  labels.output_note = verdict;
  labels.numbers = *nrn_theme_get_numbers ();
  /* That of a single one is said with its value. */
  if (nrn_dataset_get_n_features (dataset) > 1)
    labels.input_names = nrn_dataset_get_feature_names (dataset);
  labels.output_names = nrn_canvas_get_output_names (self);
  if (nrn_document_get_scaler (self->document) != NULL)
    labels.input_lines = scaled_lines;

  return nrn_network_layout_new (nrn_canvas_get_architecture (self), room * width, room * height,
                                 &labels);
}

/* ---- Selection ---- */

static void
update_description (NrnCanvas *self)
{
  g_autofree char *text = nrn_canvas_describe (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text, -1);
}

/**
 * nrn_canvas_fail:
 * @self: a canvas
 * @sentence: why something cannot be done
 *
 * Tells whoever listens to "failed".
 */
void
nrn_canvas_fail (NrnCanvas  *self,
                 const char *sentence)
{
  g_signal_emit (self, signals[FAILED], 0, sentence);
}

/**
 * nrn_canvas_select:
 * @self: a canvas
 * @pick: (nullable): what to select
 *
 * Selects something that is drawn, or nothing.
 */
void
nrn_canvas_select (NrnCanvas     *self,
                   const NrnPick *pick)
{
  nrn_canvas_select_layer (self, 0);
  if (pick == NULL ? !self->has_selection
                   : self->has_selection && nrn_pick_equal (&self->selection, pick))
    return;

  nrn_canvas_mark_selected (self, FALSE);
  self->has_selection = pick != NULL;
  if (pick != NULL)
    self->selection = *pick;
  nrn_canvas_mark_selected (self, TRUE);
  update_description (self);
  nrn_canvas_update_current (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

/* ---- The document ---- */

static void
snapshot_changed_cb (NrnCanvas *self)
{
  self->activity_is_old = TRUE;
  nrn_canvas_queue_words (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[ACTIVITY_CHANGED], 0);
}

static void
training_moved_cb (NrnCanvas *self)
{
  nrn_canvas_update_pulses (self);
  snapshot_changed_cb (self);
}

/* Returns (transfer full) (nullable): where everything is drawn, if the network
 * has been edited and is to glide into place from there. */
static NrnNetworkLayout *
take_layout_before (NrnCanvas *self)
{
  const NrnUnitMap *change = nrn_document_get_change (self->document);

  if (self->layout == NULL || change == NULL || !nrn_canvas_can_glide (self) ||
      nrn_architecture_equal (nrn_unit_map_get_from (change), nrn_unit_map_get_to (change)))
    return NULL;

  return nrn_canvas_take_drawn (self);
}

static void
experiment_changed_cb (NrnCanvas *self)
{
  NrnCanvasFollowed followed;
  g_autoptr (NrnNetworkLayout) before = NULL;

  nrn_canvas_follow_selection (self, &followed);
  before = take_layout_before (self);
  nrn_canvas_forget_layout (self);
  nrn_canvas_stop_pulses (self);
  g_clear_pointer (&self->moved_to, nrn_snapshot_unref);
  g_clear_pointer (&self->activity, nrn_network_activity_free);
  self->activity_is_old = TRUE;
  self->has_hover = FALSE;
  nrn_canvas_stop_editing (self);
  nrn_canvas_cancel_drag (self);
  update_description (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (gtk_widget_get_width (GTK_WIDGET (self)) > 0)
    {
      nrn_canvas_ensure_layout (self);
      nrn_canvas_queue_items (self);
      if (before != NULL)
        nrn_canvas_start_glide (self, g_steal_pointer (&before), g_steal_pointer (&self->painted),
                                nrn_document_get_change (self->document));
    }
  nrn_canvas_select_followed (self, &followed);
}

/* ---- The widget ---- */

static void
nrn_canvas_snapshot (GtkWidget   *widget,
                     GtkSnapshot *snapshot)
{
  NrnCanvas *self = NRN_CANVAS (widget);

  /* Without room the children have no places. */
  if (!nrn_canvas_has_experiment (self) || gtk_widget_get_width (widget) < 1 ||
      gtk_widget_get_height (widget) < 1)
    return;

  nrn_canvas_paint (self, snapshot);

  GTK_WIDGET_CLASS (nrn_canvas_parent_class)->snapshot (widget, snapshot);

  nrn_canvas_paint_drag (self, snapshot);
}

static void
nrn_canvas_size_allocate (GtkWidget *widget,
                          int        width,
                          int        height,
                          int        baseline)
{
  NrnCanvas *self = NRN_CANVAS (widget);

  if (!nrn_canvas_has_experiment (self) || width < 1 || height < 1)
    return;

  nrn_canvas_ensure_layout (self);
  nrn_canvas_place_items (self);
  nrn_canvas_place_palette (self);
  nrn_canvas_place_popover (self);
}

/* Tab comes to what had the focus before, or to the first input, and goes on
 * to what is beyond the canvas. */
static gboolean
nrn_canvas_focus (GtkWidget        *widget,
                  GtkDirectionType  direction)
{
  NrnCanvas *self = NRN_CANVAS (widget);
  GtkWidget *item = nrn_canvas_get_current_item (self);

  if (item == NULL)
    return GTK_WIDGET_CLASS (nrn_canvas_parent_class)->focus (widget, direction);
  if (gtk_widget_get_focus_child (widget) != NULL ||
      (gtk_widget_has_focus (widget) && direction == GTK_DIR_TAB_BACKWARD))
    return FALSE;

  return gtk_widget_grab_focus (item);
}

/**
 * nrn_canvas_take_focus:
 * @self: a canvas
 *
 * Takes the focus away from the units and controls, and to the canvas itself.
 *
 * Returns: whether it could be had
 */
gboolean
nrn_canvas_take_focus (NrnCanvas *self)
{
  return GTK_WIDGET_CLASS (nrn_canvas_parent_class)->grab_focus (GTK_WIDGET (self));
}

/* What has the focus here keeps it. When a popover closes, GTK 4.18 gives the
 * focus to the widget below, after the unit or control that it belonged to took
 * it back. */
static gboolean
nrn_canvas_grab_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_get_mapped (focus) && gtk_widget_is_ancestor (focus, widget))
    return TRUE;

  return nrn_canvas_take_focus (NRN_CANVAS (widget));
}

/* Numbers of another format need other room. */
static void
theme_changed_cb (NrnCanvas *self)
{
  if (self->layout != NULL)
    {
      nrn_canvas_forget_layout (self);
      nrn_canvas_ensure_layout (self);
    }
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
nrn_canvas_dispose (GObject *object)
{
  NrnCanvas *self = NRN_CANVAS (object);

  nrn_canvas_stop_pulses (self);
  nrn_canvas_set_beat (self, NULL, NULL);
  nrn_canvas_stop_glide (self);
  g_clear_pointer (&self->painted, nrn_weights_unref);
  /* GTK 4.8 holds on to a popover that goes away while it is shown. */
  nrn_canvas_stop_editing (self);
  if (self->layer_popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->layer_popover));
  nrn_canvas_remove_items (self);
  nrn_canvas_cancel_drag (self);
  g_clear_pointer (&self->palette, gtk_widget_unparent);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_object (&self->document);
  nrn_canvas_forget_layout (self);
  g_clear_pointer (&self->moved_to, nrn_snapshot_unref);
  g_clear_pointer (&self->activity, nrn_network_activity_free);
  g_clear_pointer (&self->cache, nrn_network_scene_cache_free);
  g_clear_pointer (&self->path, g_array_unref);

  G_OBJECT_CLASS (nrn_canvas_parent_class)->dispose (object);
}

static void
nrn_canvas_get_property (GObject    *object,
                         guint       id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  NrnCanvas *self = NRN_CANVAS (object);

  switch (id)
    {
    case PROP_ZOOM:
      g_value_set_double (value, self->viewport.zoom);
      break;
    case PROP_IS_ZOOMED:
      g_value_set_boolean (value, !nrn_viewport_is_fit (&self->viewport));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
nrn_canvas_set_property (GObject      *object,
                         guint         id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  switch (id)
    {
    case PROP_ZOOM:
      nrn_canvas_set_zoom (NRN_CANVAS (object), g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
nrn_canvas_class_init (NrnCanvasClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_canvas_dispose;
  G_OBJECT_CLASS (klass)->get_property = nrn_canvas_get_property;
  G_OBJECT_CLASS (klass)->set_property = nrn_canvas_set_property;
  widget_class->focus = nrn_canvas_focus;
  widget_class->grab_focus = nrn_canvas_grab_focus;
  widget_class->size_allocate = nrn_canvas_size_allocate;
  widget_class->snapshot = nrn_canvas_snapshot;

  properties[PROP_ZOOM] =
    g_param_spec_double ("zoom", NULL, NULL, NRN_VIEWPORT_MIN_ZOOM, NRN_VIEWPORT_MAX_ZOOM, 1,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_IS_ZOOMED] =
    g_param_spec_boolean ("is-zoomed", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);

  signals[SELECTION_CHANGED] = g_signal_new ("selection-changed", G_TYPE_FROM_CLASS (klass),
                                             G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                             G_TYPE_NONE, 0);
  signals[ACTIVITY_CHANGED] = g_signal_new ("activity-changed", G_TYPE_FROM_CLASS (klass),
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 0);
  signals[BEAT_CHANGED] = g_signal_new ("beat-changed", G_TYPE_FROM_CLASS (klass),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
  gtk_widget_class_set_css_name (widget_class, "canvas");
}

static void
nrn_canvas_init (NrnCanvas *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->viewport = (NrnViewport) NRN_VIEWPORT_FIT;
  self->cache = nrn_network_scene_cache_new ();
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Network"), -1);

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (nrn_canvas_key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  nrn_canvas_init_gestures (self);
  nrn_canvas_init_drag (self);
  nrn_canvas_init_palette (self);
  g_signal_connect_object (nrn_theme_get_default (), "changed", G_CALLBACK (theme_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * nrn_canvas_set_document:
 * @canvas: a canvas
 * @document: what to show
 */
void
nrn_canvas_set_document (NrnCanvas   *canvas,
                         NrnDocument *document)
{
  g_return_if_fail (canvas->document == NULL);

  canvas->document = g_object_ref (document);
  g_signal_connect_object (document, "snapshot-changed", G_CALLBACK (training_moved_cb), canvas,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "watched-changed", G_CALLBACK (snapshot_changed_cb), canvas,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "experiment-changed", G_CALLBACK (experiment_changed_cb),
                           canvas, G_CONNECT_SWAPPED);
}

/**
 * nrn_canvas_get_selection:
 * @canvas: a canvas
 *
 * Returns: (transfer none) (nullable): what is selected
 */
const NrnPick *
nrn_canvas_get_selection (NrnCanvas *canvas)
{
  return canvas->has_selection ? &canvas->selection : NULL;
}

/**
 * nrn_canvas_get_selected_unit:
 * @canvas: a canvas
 * @layer: (out): the layer's index
 * @unit: (out): the unit's index
 *
 * Returns: whether a unit of a layer is selected, not an input or a weight
 */
gboolean
nrn_canvas_get_selected_unit (NrnCanvas *canvas,
                              guint     *layer,
                              guint     *unit)
{
  int index;

  if (!canvas->has_selection || canvas->selection.kind != NRN_PICK_NODE || canvas->layout == NULL)
    return FALSE;

  index = nrn_network_layout_get_column (canvas->layout, canvas->selection.column)->layer;
  if (index < 0)
    return FALSE;

  *layer = (guint) index;
  *unit = canvas->selection.unit;
  return TRUE;
}

/**
 * nrn_canvas_get_selected_weight:
 * @canvas: a canvas
 * @layer: (out): the index of the layer that it belongs to
 * @input: (out): from which input of the layer, or -1 for the bias
 * @unit: (out): to which of its units
 *
 * Returns: whether one weight is selected
 */
gboolean
nrn_canvas_get_selected_weight (NrnCanvas *canvas,
                                guint     *layer,
                                int       *input,
                                guint     *unit)
{
  const NrnPick *pick = &canvas->selection;

  if (!canvas->has_selection || canvas->layout == NULL ||
      (pick->kind != NRN_PICK_EDGE && pick->kind != NRN_PICK_BIAS_EDGE))
    return FALSE;

  *layer = (guint) nrn_network_layout_get_column (canvas->layout, pick->column + 1)->layer;
  *input = pick->kind == NRN_PICK_EDGE ? (int) pick->unit : -1;
  *unit = pick->to_unit;
  return TRUE;
}

/**
 * nrn_canvas_find_trained_weight:
 * @canvas: a canvas
 * @weight: (out): its place in the flat weights
 * @is_of_unit: (out): whether it is the bias of a unit that is selected
 *
 * Returns: whether a weight that learns is selected, or a unit with such a bias
 */
gboolean
nrn_canvas_find_trained_weight (NrnCanvas *canvas,
                                gsize     *weight,
                                gboolean  *is_of_unit)
{
  const NrnWeights *weights;
  const NrnTensor *tensor;
  guint layer, unit;
  int input = -1;

  *is_of_unit = nrn_canvas_get_selected_unit (canvas, &layer, &unit);
  if (!*is_of_unit && !nrn_canvas_get_selected_weight (canvas, &layer, &input, &unit))
    return FALSE;

  weights = nrn_snapshot_get_parts (nrn_document_get_snapshot (canvas->document))->weights;
  tensor = nrn_architecture_find_tensor (nrn_weights_get_architecture (weights), layer,
                                         input >= 0 ? "kernel" : "bias");
  if (tensor == NULL || !tensor->trainable || unit >= tensor->dims[tensor->n_dims - 1])
    return FALSE;

  *weight = tensor->offset + (gsize) MAX (input, 0) * tensor->dims[tensor->n_dims - 1] + unit;

  return *weight < tensor->offset + tensor->size;
}

/**
 * nrn_canvas_is_bias_selected:
 * @canvas: a canvas where nrn_canvas_find_trained_weight() finds a weight
 *
 * Returns: whether that is a bias: one that is selected, or that of a unit
 */
gboolean
nrn_canvas_is_bias_selected (NrnCanvas *canvas)
{
  guint layer, unit;
  int input;

  return !nrn_canvas_get_selected_weight (canvas, &layer, &input, &unit) || input < 0;
}

/**
 * nrn_canvas_name_selected_weight:
 * @canvas: a canvas with a weight, or a unit, that is selected
 *
 * Returns: (transfer full): “Weight from Input age to Hidden 1, unit 3”; for a
 *   unit, its bias
 */
char *
nrn_canvas_name_selected_weight (NrnCanvas *canvas)
{
  NrnPick pick = canvas->selection;

  g_return_val_if_fail (canvas->has_selection && canvas->layout != NULL, NULL);

  if (pick.kind == NRN_PICK_NODE && pick.column > 0)
    pick = (NrnPick) { NRN_PICK_BIAS_EDGE, pick.column - 1, 0, pick.unit };

  return nrn_canvas_name_pick (canvas, &pick);
}

/**
 * nrn_canvas_get_activity:
 * @canvas: a canvas
 *
 * Returns: (transfer none) (nullable): the outputs of all units for the
 *   watched sample with the weights that are shown
 */
const NrnNetworkActivity *
nrn_canvas_get_activity (NrnCanvas *canvas)
{
  if (!nrn_canvas_has_experiment (canvas))
    return NULL;

  nrn_canvas_ensure_activity (canvas);

  return canvas->activity;
}
