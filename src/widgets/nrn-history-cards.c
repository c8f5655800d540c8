/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The plots of loss and accuracy, with how to draw them.
 */

#include "config.h"

#include "nrn-history-cards.h"

#include <glib/gi18n-lib.h>

#include "nrn-card-box.h"
#include "nrn-history-plot.h"
#include "nrn-history-view.h"
#include "nrn-preset.h"

struct _NrnHistoryCards
{
  GtkWidget           parent_instance;

  NrnDocument        *document;       /* owned */
  GSimpleActionGroup *actions;        /* owned */
  GAction            *printed;        /* owned; in @actions where it makes sense */

  /* Template children */
  GtkWidget          *loss_card;
  GtkMenuButton      *menu_button;
  NrnHistoryView     *loss_view;
  GtkLabel           *printed_label;
  GtkWidget          *accuracy_card;
  GtkLabel           *metric_label;
  GtkDropDown        *metric_drop;
  NrnHistoryView     *accuracy_view;
  char              **metrics;        /* owned; that can be drawn */
};

G_DEFINE_FINAL_TYPE (NrnHistoryCards, nrn_history_cards, GTK_TYPE_WIDGET)

enum
{
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Whose log the course notes print: with other rows it is another one. */
static const NrnPreset *
get_preset (NrnHistoryCards *self)
{
  const NrnExperiment *experiment = nrn_document_get_experiment (self->document);

  if (experiment == NULL || !nrn_preset_has_its_rows (nrn_experiment_get_parts (experiment)))
    return NULL;

  return nrn_preset_of (nrn_experiment_get_parts (experiment));
}

/* ---- plot.* ---- */

static gboolean
get_state (GAction *action)
{
  g_autoptr (GVariant) state = g_action_get_state (action);

  return g_variant_get_boolean (state);
}

/* What the printed curve is, as long as it is there. */
static void
update_note (NrnHistoryCards *self)
{
  const NrnPreset *preset = get_preset (self);
  const char *note = preset != NULL && get_state (self->printed) ? preset->printed_note : NULL;

  gtk_label_set_text (self->printed_label, note != NULL ? _(note) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->printed_label), note != NULL);
}

static void
state_changed_cb (NrnHistoryCards *self,
                  const char      *action,
                  GVariant        *state)
{
  if (g_str_equal (action, "measured"))
    nrn_document_set_measuring (self->document, g_variant_get_boolean (state));
  else if (g_str_equal (action, "printed"))
    update_note (self);
}

/* ---- The metric ---- */

/* All but an accuracy of what has no classes. */
static char **
list_metrics (NrnHistoryCards *self)
{
  const NrnExperimentParts *parts =
    nrn_experiment_get_parts (nrn_document_get_experiment (self->document));
  gboolean has_classes = nrn_dataset_get_n_classes (nrn_document_get_dataset (self->document)) > 0;
  g_autoptr (NrnMetrics) metrics = nrn_fit_options_dup_metrics (&parts->fit);
  const char *const *names = nrn_metrics_get_names (metrics);
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (has_classes || !g_str_equal (names[i], "accuracy"))
        g_strv_builder_add (list, names[i]);
    }

  return g_strv_builder_end (list);
}

static void
show_metric (NrnHistoryCards *self)
{
  guint selected;

  /* NULL while the template is being built. */
  if (self->metrics == NULL)
    return;

  selected = gtk_drop_down_get_selected (self->metric_drop);
  if (selected >= g_strv_length (self->metrics))
    return;

  g_object_set (self->accuracy_view, "metric", self->metrics[selected], NULL);
  gtk_label_set_text (self->metric_label, nrn_history_plot_get_title (self->metrics[selected]));
}

static void
metric_selected_cb (NrnHistoryCards *self)
{
  show_metric (self);
}

/* Of one metric there is nothing to choose. */
static void
update_metrics (NrnHistoryCards *self)
{
  g_auto (GStrv) metrics = list_metrics (self);
  guint n = g_strv_length (metrics);

  gtk_widget_set_visible (self->accuracy_card, n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->metric_label), n == 1);
  gtk_widget_set_visible (GTK_WIDGET (self->metric_drop), n > 1);
  if (self->metrics != NULL &&
      g_strv_equal ((const char *const *) metrics, (const char *const *) self->metrics))
    return;

  g_strfreev (self->metrics);
  self->metrics = g_strdupv (metrics);
  if (n > 0)
    {
      g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

      for (guint i = 0; i < n; i++)
        gtk_string_list_append (titles, nrn_history_plot_get_title (metrics[i]));
      gtk_drop_down_set_model (self->metric_drop, G_LIST_MODEL (titles));
    }
  show_metric (self);
}

static void
experiment_changed_cb (NrnHistoryCards *self)
{
  const NrnPreset *preset = get_preset (self);

  update_metrics (self);
  if (preset != NULL && preset->n_printed > 0)
    g_action_map_add_action (G_ACTION_MAP (self->actions), self->printed);
  else
    g_action_map_remove_action (G_ACTION_MAP (self->actions), g_action_get_name (self->printed));
  update_note (self);
}

static void
failed_cb (NrnHistoryCards *self,
           const char      *sentence)
{
  g_signal_emit (self, signals[FAILED], 0, sentence);
}

/* ---- The class ---- */

static void
nrn_history_cards_dispose (GObject *object)
{
  NrnHistoryCards *self = NRN_HISTORY_CARDS (object);

  g_clear_pointer (&self->loss_card, gtk_widget_unparent);
  g_clear_pointer (&self->accuracy_card, gtk_widget_unparent);
  g_clear_object (&self->document);
  g_clear_object (&self->printed);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (nrn_history_cards_parent_class)->dispose (object);
}

static void
nrn_history_cards_finalize (GObject *object)
{
  g_strfreev (NRN_HISTORY_CARDS (object)->metrics);

  G_OBJECT_CLASS (nrn_history_cards_parent_class)->finalize (object);
}

static void
nrn_history_cards_class_init (NrnHistoryCardsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_history_cards_dispose;
  G_OBJECT_CLASS (klass)->finalize = nrn_history_cards_finalize;
  widget_class->snapshot = nrn_card_box_snapshot;

  g_type_ensure (NRN_TYPE_HISTORY_VIEW);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-history-cards.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnHistoryCards, loss_card);
  gtk_widget_class_bind_template_child (widget_class, NrnHistoryCards, menu_button);
  gtk_widget_class_bind_template_child (widget_class, NrnHistoryCards, loss_view);
  gtk_widget_class_bind_template_child (widget_class, NrnHistoryCards, printed_label);
  gtk_widget_class_bind_template_child (widget_class, NrnHistoryCards, accuracy_card);
  gtk_widget_class_bind_template_child (widget_class, NrnHistoryCards, metric_label);
  gtk_widget_class_bind_template_child (widget_class, NrnHistoryCards, metric_drop);
  gtk_widget_class_bind_template_child (widget_class, NrnHistoryCards, accuracy_view);
  gtk_widget_class_bind_template_callback (widget_class, metric_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, failed_cb);
}

static void
add_toggle (NrnHistoryCards    *self,
            const char         *name,
            const GVariantType *parameter_type)
{
  g_autoptr (GSimpleAction) action =
    g_simple_action_new_stateful (name, parameter_type, g_variant_new_boolean (FALSE));

  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
}

static void
nrn_history_cards_init (NrnHistoryCards *self)
{
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());
  GtkLayoutManager *layout;

  self->actions = g_simple_action_group_new ();
  add_toggle (self, "log-scale", NULL);
  add_toggle (self, "smoothing", NULL);
  add_toggle (self, "printed", NULL);
  /* Its two values stand side by side in the menu. */
  add_toggle (self, "measured", G_VARIANT_TYPE_BOOLEAN);
  g_set_object (&self->printed,
                g_action_map_lookup_action (G_ACTION_MAP (self->actions), "printed"));
  g_signal_connect_object (self->actions, "action-state-changed", G_CALLBACK (state_changed_cb),
                           self, G_CONNECT_SWAPPED);

  gtk_widget_init_template (GTK_WIDGET (self));
  /* The focus goes to the button inside. */
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->metric_drop))),
    GTK_ACCESSIBLE_PROPERTY_LABEL, _("Which Metric Is Drawn"), -1);
  /* One for all windows: GTK 4.8 never frees those of a template. */
  gtk_menu_button_set_menu_model (self->menu_button,
                                  G_MENU_MODEL (gtk_application_get_menu_by_id (application, "plot_menu")));
  layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 12);
}

/**
 * nrn_history_cards_set_document:
 * @cards: the cards
 * @document: what to show
 */
void
nrn_history_cards_set_document (NrnHistoryCards *cards,
                                NrnDocument     *document)
{
  GActionGroup *actions = G_ACTION_GROUP (cards->actions);

  g_return_if_fail (cards->document == NULL);

  cards->document = g_object_ref (document);
  g_signal_connect_object (document, "experiment-changed", G_CALLBACK (experiment_changed_cb), cards,
                           G_CONNECT_SWAPPED);
  nrn_history_view_set_document (cards->loss_view, document, actions);
  nrn_history_view_set_document (cards->accuracy_view, document, actions);
}

/**
 * nrn_history_cards_bind_settings:
 * @cards: the cards, before the first experiment
 * @settings: with "log-scale", "smoothing" and "printed"
 *
 * Keeps these states in @settings.
 */
void
nrn_history_cards_bind_settings (NrnHistoryCards *cards,
                                 GSettings       *settings)
{
  static const char *const keys[] = { "log-scale", "smoothing", "printed" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GAction) action = g_settings_create_action (settings, keys[i]);

      g_action_map_add_action (G_ACTION_MAP (cards->actions), action);
    }
  g_set_object (&cards->printed,
                g_action_map_lookup_action (G_ACTION_MAP (cards->actions), "printed"));
}

/**
 * nrn_history_cards_get_actions:
 * @cards: the cards
 *
 * Returns: (transfer none): the actions of the group "plot", each with a
 *   boolean state: "log-scale" of the loss, "smoothing", "printed" for what the
 *   course notes print, where they do, and "measured" with the same as its
 *   parameter
 */
GActionGroup *
nrn_history_cards_get_actions (NrnHistoryCards *cards)
{
  return G_ACTION_GROUP (cards->actions);
}
