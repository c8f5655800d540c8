/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What has been learned, on the right.
 */

#include "config.h"

#include "nrn-results-pane.h"

#include <glib/gi18n-lib.h>

#include "nrn-card-box.h"
#include "nrn-confusion-view.h"
#include "nrn-focus.h"
#include "nrn-gradient-card.h"
#include "nrn-inspector.h"
#include "nrn-log-view.h"
#include "nrn-microscope.h"
#include "nrn-prediction-table.h"
#include "nrn-text.h"
#include "nrn-tracer-card.h"
#include "nrn-valley-card.h"
#include "nrn-why-card.h"

/* Between the cards, and below the last. */
#define CARD_MARGIN 12

struct _NrnResultsPane
{
  GtkWidget           parent_instance;

  NrnDocument        *document;       /* owned */
  GSimpleActionGroup *actions;        /* owned */
  int                 frames_to_wait; /* before what is new has its place */

  /* Template children */
  GtkWidget          *scroller;
  NrnHistoryCards    *history_cards;
  GtkWidget          *view_switch;
  GtkStack           *predictions_stack;
  NrnConfusionView   *confusion_view;
  GtkInscription     *confusion_label;
  NrnPredictionTable *prediction_table;
  NrnWhyCard         *why_card;
  NrnTracerCard      *tracer_card;
  NrnInspector       *inspector;
  NrnMicroscope      *microscope;
  NrnValleyCard      *valley_card;
  NrnGradientCard    *gradient_card;
  NrnLogView         *log_view;
};

G_DEFINE_FINAL_TYPE (NrnResultsPane, nrn_results_pane, GTK_TYPE_WIDGET)

enum
{
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
counted_cb (NrnResultsPane *self)
{
  guint n_right, n_samples;
  g_autofree char *right = NULL;
  g_autofree char *samples = NULL;
  g_autofree char *text = NULL;

  nrn_confusion_view_get_counts (self->confusion_view, &n_right, &n_samples);
  right = nrn_text_format_count (n_right);
  samples = nrn_text_format_count (n_samples);
  text = g_strdup_printf (_("%s of %s right with these weights"), right, samples);
  /* Many rows are not counted at once. */
  gtk_inscription_set_text (self->confusion_label, n_samples > 0 ? text : "");
}

static void
failed_cb (NrnResultsPane *self,
               const char     *sentence)
{
  g_signal_emit (self, signals[FAILED], 0, sentence);
}

/* ---- What comes into sight ---- */

/* No further than it takes. */
static void
reveal (NrnResultsPane *self,
        GtkWidget      *card)
{
  GtkScrolledWindow *scroller = GTK_SCROLLED_WINDOW (self->scroller);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (scroller);
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (card, self->scroller, &bounds))
    return;

  gtk_adjustment_clamp_page (adjustment,
                             gtk_adjustment_get_value (adjustment) + (double) bounds.origin.y,
                             gtk_adjustment_get_value (adjustment) + (double) bounds.origin.y +
                               (double) bounds.size.height + CARD_MARGIN);
}

/* The first time it has no place yet. */
static gboolean
reveal_cb (GtkWidget     *card,
           GdkFrameClock *clock,
           gpointer       data)
{
  NrnResultsPane *self = data;

  if (self->frames_to_wait-- > 0)
    return G_SOURCE_CONTINUE;

  reveal (self, card);

  return G_SOURCE_REMOVE;
}

static void
why_shown_cb (NrnResultsPane *self)
{
  self->frames_to_wait = 1;
  gtk_widget_add_tick_callback (GTK_WIDGET (self->why_card), reveal_cb, self, NULL);
}

/* ---- results.* ---- */

static void
show_page (NrnResultsPane *self,
           const char     *name)
{
  if (g_str_equal (gtk_stack_get_visible_child_name (self->predictions_stack), name))
    return;

  nrn_focus_leave (GTK_WIDGET (self->predictions_stack));
  gtk_stack_set_visible_child_name (self->predictions_stack, name);
}

/* Only classes that are few have a matrix. */
static void
update_view (NrnResultsPane *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "view");
  g_autoptr (GVariant) state = g_action_get_state (action);
  gboolean has_matrix = nrn_confusion_view_can_show (self->document);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), has_matrix);
  gtk_widget_set_visible (self->view_switch, has_matrix);
  gtk_widget_set_visible (GTK_WIDGET (self->confusion_label), has_matrix);
  show_page (self, has_matrix ? g_variant_get_string (state, NULL) : "table");
}

static void
view_cb (GSimpleAction *action,
         GVariant      *value,
         gpointer       data)
{
  NrnResultsPane *self = data;

  if (!g_str_equal (g_variant_get_string (value, NULL), "matrix") &&
      !g_str_equal (g_variant_get_string (value, NULL), "table"))
    return;

  g_simple_action_set_state (action, value);
  update_view (self);
}

static void
copy_log_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  NrnResultsPane *self = data;
  g_autofree char *log = nrn_log_view_print (self->log_view);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), log);
}

static const GActionEntry entries[] = {
  { .name = "view", .parameter_type = "s", .state = "'matrix'", .change_state = view_cb },
  { .name = "copy-log", .activate = copy_log_cb },
};

static void
experiment_changed_cb (NrnResultsPane *self)
{
  update_view (self);
}

static void
nrn_results_pane_dispose (GObject *object)
{
  NrnResultsPane *self = NRN_RESULTS_PANE (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->actions);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (nrn_results_pane_parent_class)->dispose (object);
}

static void
nrn_results_pane_class_init (NrnResultsPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_results_pane_dispose;

  g_type_ensure (NRN_TYPE_CARD_BOX);
  g_type_ensure (NRN_TYPE_TRACER_CARD);
  g_type_ensure (NRN_TYPE_WHY_CARD);
  g_type_ensure (NRN_TYPE_CONFUSION_VIEW);
  g_type_ensure (NRN_TYPE_GRADIENT_CARD);
  g_type_ensure (NRN_TYPE_HISTORY_CARDS);
  g_type_ensure (NRN_TYPE_INSPECTOR);
  g_type_ensure (NRN_TYPE_LOG_VIEW);
  g_type_ensure (NRN_TYPE_MICROSCOPE);
  g_type_ensure (NRN_TYPE_PREDICTION_TABLE);
  g_type_ensure (NRN_TYPE_VALLEY_CARD);

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-results-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnResultsPane, scroller);
  gtk_widget_class_bind_template_child (widget_class, NrnResultsPane, history_cards);
  gtk_widget_class_bind_template_child (widget_class, NrnResultsPane, view_switch);
  gtk_widget_class_bind_template_child (widget_class, NrnResultsPane, predictions_stack);
  gtk_widget_class_bind_template_child (widget_class, NrnResultsPane, confusion_view);
  gtk_widget_class_bind_template_child (widget_class, NrnResultsPane, confusion_label);
  gtk_widget_class_bind_template_child (widget_class, NrnResultsPane, prediction_table);
  gtk_widget_class_bind_template_child (widget_class, NrnResultsPane, why_card);
  gtk_widget_class_bind_template_child (widget_class, NrnResultsPane, tracer_card);
  gtk_widget_class_bind_template_child (widget_class, NrnResultsPane, inspector);
  gtk_widget_class_bind_template_child (widget_class, NrnResultsPane, microscope);
  gtk_widget_class_bind_template_child (widget_class, NrnResultsPane, valley_card);
  gtk_widget_class_bind_template_child (widget_class, NrnResultsPane, gradient_card);
  gtk_widget_class_bind_template_child (widget_class, NrnResultsPane, log_view);
  gtk_widget_class_bind_template_callback (widget_class, counted_cb);
  gtk_widget_class_bind_template_callback (widget_class, failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, why_shown_cb);
}

static void
nrn_results_pane_init (NrnResultsPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
}

/**
 * nrn_results_pane_set_document:
 * @pane: a pane
 * @document: what to show
 * @canvas: whose selection to explain
 */
void
nrn_results_pane_set_document (NrnResultsPane *pane,
                               NrnDocument    *document,
                               NrnCanvas      *canvas)
{
  g_return_if_fail (pane->document == NULL);

  pane->document = g_object_ref (document);
  nrn_history_cards_set_document (pane->history_cards, document);
  nrn_gradient_card_set_document (pane->gradient_card, document);
  nrn_confusion_view_set_document (pane->confusion_view, document);
  nrn_prediction_table_set_document (pane->prediction_table, document);
  nrn_log_view_set_document (pane->log_view, document);
  nrn_why_card_set_canvas (pane->why_card, canvas, document);
  nrn_tracer_card_set_canvas (pane->tracer_card, canvas, document);
  nrn_inspector_set_canvas (pane->inspector, canvas, document);
  nrn_microscope_set_canvas (pane->microscope, canvas, document);
  nrn_valley_card_set_canvas (pane->valley_card, canvas, document);
  g_signal_connect_object (document, "experiment-changed", G_CALLBACK (experiment_changed_cb), pane,
                           G_CONNECT_SWAPPED);
}

/**
 * nrn_results_pane_get_history_cards:
 * @pane: a pane
 *
 * Returns: (transfer none): its plots
 */
NrnHistoryCards *
nrn_results_pane_get_history_cards (NrnResultsPane *pane)
{
  return pane->history_cards;
}

/**
 * nrn_results_pane_get_actions:
 * @pane: a pane
 *
 * Returns: (transfer none): the actions of the group "results": "view", with
 *   the state "matrix" or "table", and "copy-log"
 */
GActionGroup *
nrn_results_pane_get_actions (NrnResultsPane *pane)
{
  return G_ACTION_GROUP (pane->actions);
}
