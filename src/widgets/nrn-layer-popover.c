/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * All that can be set of a layer, where it is drawn.
 */

#include "config.h"

#include "nrn-layer-popover.h"

#include <glib/gi18n-lib.h>

#include "nrn-accessible.h"
#include "nrn-architecture-edit.h"
#include "nrn-argument-list.h"
#include "nrn-focus.h"
#include "nrn-kind-row.h"
#include "nrn-layer-dropout.h"
#include "nrn-property-row.h"

struct _NrnLayerPopover
{
  GtkPopover           parent_instance;

  NrnDocument         *document;      /* owned */
  guint                layer;         /* the one with units */
  GPtrArray           *rows;          /* NrnKindRow of those after it; borrowed from group */
  GtkWidget           *dropout_row;   /* borrowed from group */

  /* Template children */
  AdwPreferencesGroup *group;
  AdwEntryRow         *name_row;
  GtkWidget           *left_button;
  GtkWidget           *right_button;
  GtkWidget           *remove_button;
  NrnArgumentList     *list;
};

G_DEFINE_FINAL_TYPE (NrnLayerPopover, nrn_layer_popover, GTK_TYPE_POPOVER)

enum
{
  MOVED,
  REMOVED,
  RENAMED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const NrnArchitecture *
get_architecture (NrnLayerPopover *self)
{
  return nrn_experiment_get_parts (nrn_document_get_experiment (self->document))->architecture;
}

/* Takes @map and @error. */
static void
apply (NrnLayerPopover *self,
       NrnUnitMap      *map,
       GError          *error)
{
  g_autoptr (NrnUnitMap) own_map = map;
  g_autoptr (GError) own_error = error;

  if (map == NULL || !nrn_document_edit_network (self->document, map, &own_error))
    g_signal_emit (self, signals[FAILED], 0, own_error->message);
}

static void
set_layer (NrnLayerPopover *self,
           guint            layer,
           const NrnConfig *config)
{
  GError *error = NULL;
  NrnUnitMap *map = nrn_architecture_set_layer (get_architecture (self), layer, config, &error);

  apply (self, map, error);
}

static void
changed_cb (NrnLayerPopover *self,
            NrnConfig       *config)
{
  set_layer (self, self->layer, config);
}

static void
move_left_cb (NrnLayerPopover *self)
{
  g_signal_emit (self, signals[MOVED], 0, -1);
}

static void
move_right_cb (NrnLayerPopover *self)
{
  g_signal_emit (self, signals[MOVED], 0, 1);
}

static void
remove_cb (NrnLayerPopover *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static void
renamed_cb (NrnLayerPopover *self)
{
  g_signal_emit (self, signals[RENAMED], 0,
                 gtk_editable_get_text (GTK_EDITABLE (self->name_row)));
}

/* ---- The layers after it ---- */

/* The layers without units that follow: [layer + 1, end). */
static guint
find_end (NrnLayerPopover *self)
{
  const NrnArchitecture *architecture = get_architecture (self);
  guint end = self->layer + 1;

  while (end < nrn_architecture_get_n_layers (architecture) &&
         nrn_layer_kind_of (nrn_architecture_get_layer (architecture, end))->get_units == NULL)
    end++;

  return end;
}

static const NrnConfig *
find_dropout (NrnLayerPopover *self,
              guint           *index)
{
  guint end = find_end (self);

  for (*index = self->layer + 1; *index < end; (*index)++)
    {
      const NrnConfig *config = nrn_architecture_get_layer (get_architecture (self), *index);

      if (nrn_config_get_kind (config) == &nrn_layer_dropout.kind)
        return config;
    }

  return NULL;
}

/* A rate of 0 is no layer. */
static void
dropout_changed_cb (NrnLayerPopover *self,
                    NrnConfig       *dropout)
{
  const NrnArchitecture *architecture = get_architecture (self);
  gboolean is_wanted = nrn_config_get_number (dropout, NRN_DROPOUT_RATE) > 0;
  guint index;
  gboolean is_there = find_dropout (self, &index) != NULL;
  GError *error = NULL;
  NrnUnitMap *map;

  if (is_there && is_wanted)
    map = nrn_architecture_set_layer (architecture, index, dropout, &error);
  else if (is_there)
    map = nrn_architecture_remove_layer (architecture, index, &error);
  else
    map = nrn_architecture_add_layer (architecture, find_end (self), dropout, &error);
  apply (self, map, error);
}

static void
activation_changed_cb (NrnLayerPopover *self,
                       NrnConfig       *activation,
                       NrnKindRow      *row)
{
  g_autoptr (NrnConfig) config = NULL;
  guint index;

  g_ptr_array_find (self->rows, row, &index);
  index += self->layer + 1;
  config = nrn_config_with_config (nrn_architecture_get_layer (get_architecture (self), index),
                                   "activation", activation, NULL);
  if (config != NULL)
    set_layer (self, index, config);
}

static void
arguments_changed_cb (NrnLayerPopover *self,
                      NrnConfig       *config,
                      NrnKindRow      *row)
{
  guint index;

  g_ptr_array_find (self->rows, row, &index);
  set_layer (self, self->layer + 1 + index, config);
}

static void
remove_row_cb (NrnLayerPopover *self,
               GtkWidget       *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, NRN_TYPE_KIND_ROW);
  GError *error = NULL;
  guint index;

  g_ptr_array_find (self->rows, row, &index);
  apply (self, nrn_architecture_remove_layer (get_architecture (self), self->layer + 1 + index, &error),
         error);
}

static void
add_row (NrnLayerPopover *self)
{
  GtkWidget *row = nrn_kind_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (remove_row_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (activation_changed_cb), self);
  g_signal_connect_swapped (row, "arguments-changed", G_CALLBACK (arguments_changed_cb), self);
  g_object_set_data (G_OBJECT (row), "remove-button", button);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static void
update_row (NrnLayerPopover *self,
            guint            index)
{
  NrnKindRow *row = g_ptr_array_index (self->rows, index);
  GtkWidget *button = g_object_get_data (G_OBJECT (row), "remove-button");
  guint layer = self->layer + 1 + index;
  const NrnConfig *config = nrn_architecture_get_layer (get_architecture (self), layer);
  /* Translators: %s is a sort of layer: “Remove BatchNormalization”. */
  g_autofree char *words = g_strdup_printf (_("Remove %s"), nrn_config_get_name (config));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), nrn_config_get_name (config));
  nrn_kind_row_set_config (row, nrn_architecture_get_activation (get_architecture (self), layer));
  nrn_kind_row_set_arguments (row, config);
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
update_rows (NrnLayerPopover *self)
{
  guint n_rows = find_end (self) - self->layer - 1;

  while (self->rows->len > n_rows)
    {
      GtkWidget *last = g_ptr_array_index (self->rows, self->rows->len - 1);

      nrn_focus_leave (last);
      adw_preferences_group_remove (self->group, last);
      g_ptr_array_set_size (self->rows, (int) self->rows->len - 1);
    }
  while (self->rows->len < n_rows)
    add_row (self);
  for (guint i = 0; i < n_rows; i++)
    update_row (self, i);
}

static NrnConfig *
get_dropout (NrnLayerPopover *self)
{
  g_autoptr (NrnConfig) none = NULL;
  guint index;
  const NrnConfig *dropout = find_dropout (self, &index);

  if (dropout != NULL)
    return nrn_config_ref (dropout);

  none = nrn_config_new (&nrn_layer_dropout.kind);

  return nrn_config_with_number (none, "rate", 0, NULL);
}

static void
update_dropout (NrnLayerPopover *self)
{
  g_autoptr (NrnConfig) dropout = get_dropout (self);

  if (self->dropout_row == NULL)
    {
      self->dropout_row = nrn_property_row_new (dropout, NRN_DROPOUT_RATE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->dropout_row), _("Dropout after it"));
      g_signal_connect_swapped (self->dropout_row, "changed", G_CALLBACK (dropout_changed_cb), self);
      adw_preferences_group_add (self->group, self->dropout_row);
    }
  nrn_property_row_set_config (NRN_PROPERTY_ROW (self->dropout_row), dropout);
}

/* ---- The class ---- */

static void
nrn_layer_popover_dispose (GObject *object)
{
  NrnLayerPopover *self = NRN_LAYER_POPOVER (object);

  g_clear_object (&self->document);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (nrn_layer_popover_parent_class)->dispose (object);
}

static guint
add_signal (NrnLayerPopoverClass *klass,
            const char           *name,
            GType                 type)
{
  return g_signal_new (name, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, type != G_TYPE_NONE ? 1 : 0, type);
}

static void
nrn_layer_popover_class_init (NrnLayerPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_layer_popover_dispose;

  signals[MOVED] = add_signal (klass, "moved", G_TYPE_INT);
  signals[REMOVED] = add_signal (klass, "removed", G_TYPE_NONE);
  signals[RENAMED] = add_signal (klass, "renamed", G_TYPE_STRING);
  signals[FAILED] = add_signal (klass, "failed", G_TYPE_STRING);

  g_type_ensure (NRN_TYPE_ARGUMENT_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-layer-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnLayerPopover, group);
  gtk_widget_class_bind_template_child (widget_class, NrnLayerPopover, name_row);
  gtk_widget_class_bind_template_child (widget_class, NrnLayerPopover, left_button);
  gtk_widget_class_bind_template_child (widget_class, NrnLayerPopover, right_button);
  gtk_widget_class_bind_template_child (widget_class, NrnLayerPopover, remove_button);
  gtk_widget_class_bind_template_child (widget_class, NrnLayerPopover, list);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, move_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, move_right_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_bind_template_callback (widget_class, renamed_cb);
}

/* The network goes from left to right in every language. */
static void
point_as_drawn (GtkWidget *button)
{
  gtk_widget_set_direction (gtk_widget_get_parent (button), GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (button, GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (gtk_widget_get_first_child (button), GTK_TEXT_DIR_LTR);
}

static void
nrn_layer_popover_init (NrnLayerPopover *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  nrn_accessible_complete_entry_row (self->name_row);
  point_as_drawn (self->left_button);
  point_as_drawn (self->right_button);
}

/**
 * nrn_layer_popover_new:
 * @document: whose network to edit
 *
 * Returns: (transfer floating): a popover of no layer yet
 */
GtkWidget *
nrn_layer_popover_new (NrnDocument *document)
{
  NrnLayerPopover *self = g_object_new (NRN_TYPE_LAYER_POPOVER, NULL);

  self->document = g_object_ref (document);

  return GTK_WIDGET (self);
}

/**
 * nrn_layer_popover_set:
 * @popover: a popover
 * @layer: a layer with units of the document's network
 * @name: what the picture calls it
 *
 * Shows what there is to set of it; to be called again when the network has
 * changed.
 */
void
nrn_layer_popover_set (NrnLayerPopover *popover,
                       guint            layer,
                       const char      *name)
{
  const NrnArchitecture *architecture = get_architecture (popover);
  g_autofree char *title = g_markup_escape_text (name, -1);

  g_return_if_fail (layer < nrn_architecture_get_n_layers (architecture));

  popover->layer = layer;
  adw_preferences_group_set_title (popover->group, title);
  gtk_editable_set_text (GTK_EDITABLE (popover->name_row), name);
  update_dropout (popover);
  update_rows (popover);
  nrn_argument_list_set_config (popover->list, nrn_architecture_get_layer (architecture, layer));
}

/**
 * nrn_layer_popover_set_held:
 * @popover: a popover of a layer
 * @left: whether it cannot move to the left
 * @right: whether it cannot move to the right
 * @remove: whether it cannot be removed, and nothing be dropped after it
 */
void
nrn_layer_popover_set_held (NrnLayerPopover *popover,
                            gboolean         left,
                            gboolean         right,
                            gboolean         remove)
{
  gtk_widget_set_sensitive (popover->left_button, !left);
  gtk_widget_set_sensitive (popover->right_button, !right);
  gtk_widget_set_sensitive (popover->remove_button, !remove);
  gtk_widget_set_visible (popover->dropout_row, !remove);
}

/**
 * nrn_layer_popover_get_row:
 * @popover: a popover of a layer
 * @name: an argument's name
 *
 * Returns: (transfer none): its row, an #NrnPropertyRow or an #NrnKindRow
 */
GtkWidget *
nrn_layer_popover_get_row (NrnLayerPopover *popover,
                           const char      *name)
{
  return nrn_argument_list_get_row (popover->list, name);
}

/**
 * nrn_layer_popover_get_dropout_row:
 * @popover: a popover of a layer
 *
 * Returns: (transfer none): the #NrnPropertyRow for what is dropped after it
 */
GtkWidget *
nrn_layer_popover_get_dropout_row (NrnLayerPopover *popover)
{
  return popover->dropout_row;
}
