/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Points that are added, moved and removed by hand.
 */

#include "config.h"

#include "nrn-points-card.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-focus.h"
#include "nrn-points-plot.h"
#include "nrn-points.h"
#include "nrn-text.h"
#include "nrn-theme.h"

/* Around the points, as a share of their range. */
#define ROOM 0.08

/* An arrow key moves so much of the picture; with Shift, or Control. */
#define STEP       0.01
#define LARGE_STEP 0.05
#define SMALL_STEP 0.001

/* A hand that trembles does not drag. */
#define MIN_DRAG 3.0

#define SWATCH 16

/* Buttons side by side, at least. */
#define MIN_IN_LINE 3

struct _NrnPointsCard
{
  GtkWidget       parent_instance;

  NrnDocument    *document;     /* owned */
  NrnDataset     *dataset;      /* owned; what is shown; NULL: nothing that can be edited */
  NrnKeptImage   *layer;        /* owned; its points */
  double          minimum[2];   /* of the picture */
  double          maximum[2];
  guint           class_index;  /* of new points */
  gssize          chosen;       /* a row, or -1 */

  /* From a press to its release */
  gboolean        is_pressed;
  gboolean        is_dragged;
  double          pressed[2];   /* where, in pixels */
  double          moved[2];     /* where the chosen point is about to be */

  /* Template children */
  GtkWidget      *box;
  GtkFlowBox     *classes;
  GtkDrawingArea *picture;
  GtkLabel       *chosen_label;
  GtkWidget      *remove_button;
};

G_DEFINE_FINAL_TYPE (NrnPointsCard, nrn_points_card, GTK_TYPE_WIDGET)

enum
{
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- The picture ---- */

static void
init_plot (NrnPointsCard *self,
           NrnPointsPlot *plot)
{
  *plot = (NrnPointsPlot) {
    .map = {
      .n_samples = nrn_dataset_get_n_rows (self->dataset),
      .features = nrn_dataset_get_features (self->dataset),
      .labels = nrn_dataset_get_targets (self->dataset),
      .feature_names = nrn_dataset_get_feature_names (self->dataset),
      .minimum = { self->minimum[0], self->minimum[1] },
      .maximum = { self->maximum[0], self->maximum[1] },
      .text_scale = nrn_theme_get_text_scale (),
      .pixels = gtk_widget_get_scale_factor (GTK_WIDGET (self)),
      .palette = nrn_theme_get_palette (GTK_WIDGET (self)),
    },
    .n_classes = nrn_dataset_get_n_classes (self->dataset),
    .chosen = self->chosen,
    .moved = self->is_dragged ? self->moved : NULL,
  };
}

static void
init_layout (NrnPointsCard        *self,
             NrnPointsPlot        *plot,
             NrnDecisionMapLayout *layout)
{
  init_plot (self, plot);
  nrn_decision_map_layout_init (layout, &plot->map, gtk_widget_get_width (GTK_WIDGET (self->picture)),
                                gtk_widget_get_height (GTK_WIDGET (self->picture)));
}

static void
draw_picture (GtkDrawingArea *area,
              cairo_t        *cr,
              int             width,
              int             height,
              gpointer        data)
{
  NrnPointsCard *self = data;
  NrnDecisionMapLayout layout;
  NrnPointsPlot plot;

  if (self->dataset == NULL)
    return;

  init_layout (self, &plot, &layout);
  nrn_points_plot_paint (cr, &plot, &layout, self->layer);
}

/* Where nothing else says how far the picture goes, the points do. */
static void
fit_limits (NrnPointsCard *self)
{
  const float *features = nrn_dataset_get_features (self->dataset);

  for (guint i = 0; i < 2; i++)
    {
      double minimum = G_MAXDOUBLE, maximum = -G_MAXDOUBLE, room;

      for (guint row = 0; row < nrn_dataset_get_n_rows (self->dataset); row++)
        {
          minimum = MIN (minimum, (double) features[2 * row + i]);
          maximum = MAX (maximum, (double) features[2 * row + i]);
        }
      room = maximum > minimum ? ROOM * (maximum - minimum) : 1;
      self->minimum[i] = minimum - room;
      self->maximum[i] = maximum + room;
    }
}

static gboolean
is_within (NrnPointsCard    *self,
           const NrnDataset *dataset)
{
  const float *features = nrn_dataset_get_features (dataset);

  for (gsize i = 0; i < (gsize) 2 * nrn_dataset_get_n_rows (dataset); i++)
    {
      double value = (double) features[i];

      if (value < self->minimum[i % 2] || value > self->maximum[i % 2])
        return FALSE;
    }

  return TRUE;
}

/* ---- In words ---- */

static void
show_chosen (NrnPointsCard *self)
{
  g_autofree char *text = NULL;

  if (self->chosen >= 0)
    {
      const float *features = nrn_dataset_get_features (self->dataset) + 2 * self->chosen;
      const char *const *names = nrn_dataset_get_feature_names (self->dataset);
      guint label = (guint) nrn_dataset_get_targets (self->dataset)[self->chosen];
      gboolean is_dragged = self->is_dragged;
      g_autofree char *row = nrn_text_format_count ((guint64) self->chosen + 1);
      g_autofree char *x = nrn_text_format_short (is_dragged ? self->moved[0] : (double) features[0]);
      g_autofree char *y = nrn_text_format_short (is_dragged ? self->moved[1] : (double) features[1]);

      /* Translators: the number of a row, its class, and its two features. */
      text = g_strdup_printf (_("Row %s, “%s”: %s %s, %s %s"), row,
                              nrn_dataset_get_class_names (self->dataset)[label], names[0], x,
                              names[1], y);
    }
  gtk_label_set_text (self->chosen_label, text != NULL ? text : _("No point is chosen."));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->picture), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  gtk_label_get_text (self->chosen_label), -1);
  if (self->chosen < 0 && gtk_widget_is_focus (self->remove_button))
    gtk_widget_grab_focus (GTK_WIDGET (self->picture));
  gtk_widget_set_sensitive (self->remove_button, self->chosen >= 0);
  gtk_widget_queue_draw (GTK_WIDGET (self->picture));
}

static void
choose (NrnPointsCard *self,
        gssize         row)
{
  self->chosen = row;
  show_chosen (self);
}

/* ---- The classes ---- */

static void
draw_swatch (GtkDrawingArea *area,
             cairo_t        *cr,
             int             width,
             int             height,
             gpointer        data)
{
  NrnPointsCard *self = NRN_POINTS_CARD (gtk_widget_get_ancestor (GTK_WIDGET (area),
                                                                  NRN_TYPE_POINTS_CARD));

  if (self->dataset != NULL)
    nrn_points_plot_paint_sign (cr, GPOINTER_TO_UINT (data), nrn_dataset_get_n_classes (self->dataset),
                                width / 2.0, height / 2.0, 1.3,
                                nrn_theme_get_palette (GTK_WIDGET (self)));
}

static void
class_toggled_cb (NrnPointsCard   *self,
                  GtkToggleButton *button)
{
  if (gtk_toggle_button_get_active (button))
    self->class_index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "nrn-class"));
}

static GtkWidget *
class_button_new (NrnPointsCard *self,
                  guint          class_index)
{
  const char *name = nrn_dataset_get_class_names (self->dataset)[class_index];
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *swatch = gtk_drawing_area_new ();
  GtkWidget *label = gtk_label_new (name);

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (swatch), SWATCH);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (swatch), SWATCH);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (swatch), draw_swatch,
                                  GUINT_TO_POINTER (class_index), NULL);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), swatch);
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "nrn-class", GUINT_TO_POINTER (class_index));
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (class_toggled_cb), self);
  nrn_theme_watch (swatch);

  return button;
}

static void
fill_classes (NrnPointsCard *self)
{
  GtkToggleButton *first = NULL;
  GtkFlowBoxChild *child;

  nrn_focus_leave (GTK_WIDGET (self->classes));
  while ((child = gtk_flow_box_get_child_at_index (self->classes, 0)) != NULL)
    gtk_flow_box_remove (self->classes, GTK_WIDGET (child));
  self->class_index = 0;
  for (guint i = 0; i < nrn_dataset_get_n_classes (self->dataset); i++)
    {
      GtkWidget *button = class_button_new (self, i);

      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), first);
      if (first == NULL)
        first = GTK_TOGGLE_BUTTON (button);
      gtk_flow_box_append (self->classes, button);
      gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
      gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (button)),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      nrn_dataset_get_class_names (self->dataset)[i], -1);
    }
  gtk_flow_box_set_min_children_per_line (self->classes,
                                          MIN (nrn_dataset_get_n_classes (self->dataset), MIN_IN_LINE));
  gtk_toggle_button_set_active (first, TRUE);
}

/* ---- From the document ---- */

static gboolean
are_alike (const NrnDataset *a,
           const NrnDataset *b)
{
  return a != NULL && b != NULL &&
         g_strv_equal (nrn_dataset_get_feature_names (a), nrn_dataset_get_feature_names (b)) &&
         g_strv_equal (nrn_dataset_get_class_names (a), nrn_dataset_get_class_names (b));
}

static void
update (NrnPointsCard *self)
{
  const NrnDataset *dataset = nrn_document_get_dataset (self->document);
  const NrnDataSource *source =
    nrn_experiment_get_parts (nrn_document_get_experiment (self->document))->source;
  g_autoptr (NrnDataset) before = g_steal_pointer (&self->dataset);
  gboolean can_edit = nrn_points_can_edit (dataset);
  gboolean is_by_hand = nrn_data_source_is_by_hand (source);
  gboolean is_alike;

  self->dataset = can_edit ? nrn_dataset_ref (dataset) : NULL;
  if (before == dataset)
    return;

  nrn_kept_image_clear (self->layer);
  self->is_pressed = self->is_dragged = FALSE;
  if (!can_edit)
    nrn_focus_leave (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), can_edit);
  if (!can_edit)
    {
      self->chosen = -1;
      return;
    }

  is_alike = are_alike (before, dataset);
  if (!is_alike)
    fill_classes (self);
  /* The plane stays where it is while somebody draws on it. */
  if (!is_alike || !is_by_hand || !is_within (self, dataset))
    fit_limits (self);
  if (!is_alike || !is_by_hand || self->chosen >= (gssize) nrn_dataset_get_n_rows (dataset))
    self->chosen = -1;
  show_chosen (self);
}

/* ---- Edits ---- */

static void
tell (NrnPointsCard *self,
      const GError  *error)
{
  if (error != NULL)
    g_signal_emit (self, signals[FAILED], 0, error->message);
}

static void
add_point (NrnPointsCard *self,
           const double  *features)
{
  g_autoptr (GError) error = NULL;

  if (nrn_points_add (self->document, features, self->class_index, &error))
    choose (self, (gssize) nrn_dataset_get_n_rows (self->dataset) - 1);
  tell (self, error);
}

static void
move_chosen (NrnPointsCard *self,
             const double  *features)
{
  g_autoptr (GError) error = NULL;

  nrn_points_move (self->document, (guint) self->chosen, features, &error);
  tell (self, error);
  show_chosen (self);
}

static void
remove_chosen (NrnPointsCard *self)
{
  g_autoptr (GError) error = NULL;

  if (self->chosen < 0)
    return;

  if (nrn_points_remove (self->document, (guint) self->chosen, &error))
    choose (self, -1);
  tell (self, error);
}

/* ---- The pointer ---- */

/**
 * nrn_points_card_press:
 * @card: a card with points
 * @x: where in the picture, in pixels
 * @y: likewise
 *
 * What a finger or a button does.
 */
void
nrn_points_card_press (NrnPointsCard *card,
                       double         x,
                       double         y)
{
  NrnDecisionMapLayout layout;
  NrnPointsPlot plot;

  init_layout (card, &plot, &layout);
  card->is_pressed = TRUE;
  card->is_dragged = FALSE;
  card->pressed[0] = x;
  card->pressed[1] = y;
  choose (card, nrn_decision_map_layout_pick (&layout, &plot.map, x, y));
}

/**
 * nrn_points_card_drag:
 * @card: a card that is pressed
 * @x: where in the picture, in pixels
 * @y: likewise
 *
 * Moves the point under the press, if there was one, no farther than to the
 * edge.
 */
void
nrn_points_card_drag (NrnPointsCard *card,
                      double         x,
                      double         y)
{
  NrnDecisionMapLayout layout;
  NrnPointsPlot plot;

  if (!card->is_pressed || card->chosen < 0)
    return;
  if (!card->is_dragged && hypot (x - card->pressed[0], y - card->pressed[1]) < MIN_DRAG)
    return;

  init_layout (card, &plot, &layout);
  card->is_dragged = TRUE;
  nrn_decision_map_layout_get_values (&layout, &plot.map, x, y, card->moved);
  for (guint i = 0; i < 2; i++)
    card->moved[i] = CLAMP (card->moved[i], card->minimum[i], card->maximum[i]);
  show_chosen (card);
}

/**
 * nrn_points_card_release:
 * @card: a card that is pressed
 *
 * Puts down what was dragged; or adds a point, if the press was beside all
 * others.
 */
void
nrn_points_card_release (NrnPointsCard *card)
{
  NrnDecisionMapLayout layout;
  NrnPointsPlot plot;
  double features[2];

  if (!card->is_pressed)
    return;

  init_layout (card, &plot, &layout);
  card->is_pressed = FALSE;
  if (card->is_dragged)
    {
      card->is_dragged = FALSE;
      move_chosen (card, card->moved);
    }
  else if (card->chosen < 0 &&
           nrn_decision_map_layout_get_values (&layout, &plot.map, card->pressed[0], card->pressed[1],
                                               features))
    {
      add_point (card, features);
    }
}

static void
drag_begin_cb (NrnPointsCard  *self,
               double          x,
               double          y,
               GtkGestureDrag *drag)
{
  if (self->dataset == NULL)
    return;

  gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self->picture));
  nrn_points_card_press (self, x, y);
}

static void
drag_update_cb (NrnPointsCard *self,
                double         x,
                double         y)
{
  nrn_points_card_drag (self, self->pressed[0] + x, self->pressed[1] + y);
}

static void
drag_cancel_cb (NrnPointsCard *self)
{
  self->is_pressed = self->is_dragged = FALSE;
  show_chosen (self);
}

/* ---- The keys ---- */

static void
choose_next (NrnPointsCard *self,
             int            step)
{
  gssize n = (gssize) nrn_dataset_get_n_rows (self->dataset);

  choose (self, self->chosen < 0 ? (step > 0 ? 0 : n - 1) : (self->chosen + step + n) % n);
}

/* Beside the chosen point, or in the middle. */
static void
insert (NrnPointsCard *self)
{
  double features[2];

  for (guint i = 0; i < 2; i++)
    {
      double range = self->maximum[i] - self->minimum[i];

      features[i] = self->chosen < 0
                      ? self->minimum[i] + range / 2
                      : (double) nrn_dataset_get_features (self->dataset)[2 * self->chosen + i] +
                        LARGE_STEP * range;
      features[i] = MIN (features[i], self->maximum[i]);
    }
  add_point (self, features);
}

static void
nudge (NrnPointsCard   *self,
       int              right,
       int              up,
       GdkModifierType  modifiers)
{
  double step = modifiers & GDK_SHIFT_MASK ? LARGE_STEP
                                           : modifiers & GDK_CONTROL_MASK ? SMALL_STEP : STEP;
  const int directions[] = { right, up };
  double features[2];

  if (self->chosen < 0)
    {
      choose_next (self, 1);
      return;
    }

  for (guint i = 0; i < 2; i++)
    {
      features[i] = (double) nrn_dataset_get_features (self->dataset)[2 * self->chosen + i] +
                    directions[i] * step * (self->maximum[i] - self->minimum[i]);
      features[i] = CLAMP (features[i], self->minimum[i], self->maximum[i]);
    }
  move_chosen (self, features);
}

static gboolean
key_pressed_cb (NrnPointsCard   *self,
                guint            key,
                guint            code,
                GdkModifierType  modifiers)
{
  if (self->dataset == NULL || self->is_pressed)
    return FALSE;

  switch (key)
    {
    case GDK_KEY_Left:      case GDK_KEY_KP_Left:      nudge (self, -1, 0, modifiers); break;
    case GDK_KEY_Right:     case GDK_KEY_KP_Right:     nudge (self, 1, 0, modifiers); break;
    case GDK_KEY_Up:        case GDK_KEY_KP_Up:        nudge (self, 0, 1, modifiers); break;
    case GDK_KEY_Down:      case GDK_KEY_KP_Down:      nudge (self, 0, -1, modifiers); break;
    case GDK_KEY_Page_Up:   case GDK_KEY_KP_Page_Up:   choose_next (self, -1); break;
    case GDK_KEY_Page_Down: case GDK_KEY_KP_Page_Down: choose_next (self, 1); break;
    case GDK_KEY_Insert:    case GDK_KEY_KP_Insert:    insert (self); break;
    case GDK_KEY_Delete:    case GDK_KEY_KP_Delete:
    case GDK_KEY_BackSpace:                            remove_chosen (self); break;
    default: return FALSE;
    }

  return TRUE;
}

/* ---- The class ---- */

static void
nrn_points_card_dispose (GObject *object)
{
  NrnPointsCard *self = NRN_POINTS_CARD (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->dataset, nrn_dataset_unref);
  g_clear_pointer (&self->layer, nrn_kept_image_free);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (nrn_points_card_parent_class)->dispose (object);
}

static void
nrn_points_card_class_init (NrnPointsCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_points_card_dispose;

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-points-card.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnPointsCard, box);
  gtk_widget_class_bind_template_child (widget_class, NrnPointsCard, classes);
  gtk_widget_class_bind_template_child (widget_class, NrnPointsCard, picture);
  gtk_widget_class_bind_template_child (widget_class, NrnPointsCard, chosen_label);
  gtk_widget_class_bind_template_child (widget_class, NrnPointsCard, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, remove_chosen);
}

static void
nrn_points_card_init (NrnPointsCard *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->chosen = -1;
  self->layer = nrn_kept_image_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_drawing_area_set_draw_func (self->picture, draw_picture, self, NULL);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (nrn_points_card_release), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->picture), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self->picture), keys);
  nrn_theme_watch (GTK_WIDGET (self->picture));
}

/**
 * nrn_points_card_set_document:
 * @card: a card
 * @document: whose rows are the points; it may have none yet
 */
void
nrn_points_card_set_document (NrnPointsCard *card,
                              NrnDocument   *document)
{
  g_return_if_fail (card->document == NULL);

  card->document = g_object_ref (document);
  g_signal_connect_object (document, "experiment-changed", G_CALLBACK (update), card,
                           G_CONNECT_SWAPPED);
  if (nrn_document_get_experiment (document) != NULL)
    update (card);
}

/**
 * nrn_points_card_get_chosen:
 * @card: a card
 *
 * Returns: the row whose point is chosen; -1 for none
 */
gssize
nrn_points_card_get_chosen (NrnPointsCard *card)
{
  return card->chosen;
}

/**
 * nrn_points_card_get_place:
 * @card: a card
 * @features: (array fixed-size=2): of a point
 * @x: (out): where in the picture it is, in pixels
 * @y: (out): likewise
 *
 * Returns: whether there are points
 */
gboolean
nrn_points_card_get_place (NrnPointsCard *card,
                           const double  *features,
                           double        *x,
                           double        *y)
{
  NrnDecisionMapLayout layout;
  NrnPointsPlot plot;

  if (card->dataset == NULL)
    return FALSE;

  init_layout (card, &plot, &layout);
  nrn_decision_map_layout_get_point (&layout, &plot.map, features[0], features[1], x, y);

  return TRUE;
}
