/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A list of kinds to choose from.
 */

#include "config.h"

#include "nrn-kind-chooser.h"

#include <glib/gi18n-lib.h>

#include "nrn-kind-entry.h"

struct _NrnKindChooser
{
  GtkPopover          parent_instance;

  NrnFamily           family;
  const NrnKind      *chosen;       /* what there is already; NULL: nothing */
  GtkCustomFilter    *filter;       /* owned */
  GtkFilterListModel *found;        /* owned */
  GtkSelectionModel  *selection;    /* owned */

  /* Template children */
  GtkWidget          *search_entry;
  GtkStack           *stack;
  GtkListView        *list_view;
  GtkLabel           *nothing_label;
  GtkLabel           *note_label;
};

G_DEFINE_FINAL_TYPE (NrnKindChooser, nrn_kind_chooser, GTK_TYPE_POPOVER)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
get_search (NrnKindChooser *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
}

static gboolean
matches (gpointer object,
         gpointer data)
{
  return nrn_kind_item_matches (object, get_search (data));
}

static NrnKindItem *
get_item (NrnKindChooser *self,
          guint           position)
{
  return g_list_model_get_item (G_LIST_MODEL (self->found), position);
}

/* A title stands over the first of each group that is found, and a tick
 * beside what there is already. */
static void
update_items (NrnKindChooser *self)
{
  const char *group = NULL;
  guint n_found = nrn_kind_chooser_get_n_found (self);

  for (guint i = 0; i < n_found; i++)
    {
      g_autoptr (NrnKindItem) item = get_item (self, i);
      const NrnKind *kind = nrn_kind_item_get_kind (item);
      const char *now = nrn_kind_item_get_group (item);

      nrn_kind_item_set_state (item, now != group ? now : NULL, kind == self->chosen);
      group = now;
    }
}

/* What is typed in the list goes on in the entry, since rows come and go. */
static void
focus_search (NrnKindChooser *self)
{
  GtkRoot *root = gtk_widget_get_root (self->search_entry);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (*get_search (self) == '\0' || !gtk_widget_get_mapped (self->search_entry) ||
      (focus != NULL && gtk_widget_is_ancestor (focus, self->search_entry)))
    return;

  gtk_widget_grab_focus (self->search_entry);
  gtk_editable_set_position (GTK_EDITABLE (self->search_entry), -1);
}

/* Where nothing is found, the nearest name is suggested. */
static void
update_found (NrnKindChooser *self)
{
  g_autoptr (GError) error = NULL;

  focus_search (self);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  update_items (self);
  if (nrn_kind_chooser_get_n_found (self) > 0)
    {
      gtk_stack_set_visible_child_name (self->stack, "list");
      return;
    }

  nrn_kind_find (self->family, get_search (self), &error);
  gtk_label_set_text (self->nothing_label, error != NULL ? error->message : "");
  gtk_stack_set_visible_child_name (self->stack, "nothing");
}

static void
choose (NrnKindChooser *self,
        guint           position)
{
  g_autoptr (NrnKindItem) item = get_item (self, position);

  if (item == NULL)
    return;

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CHOSEN], 0, nrn_kind_item_get_kind (item));
}

/* ---- Callbacks ---- */

static void
list_activated_cb (NrnKindChooser *self,
                   guint           position)
{
  choose (self, position);
}

static void
search_activated_cb (NrnKindChooser *self)
{
  choose (self, 0);
}

static void
search_stopped_cb (NrnKindChooser *self)
{
  if (*get_search (self) == '\0')
    gtk_popover_popdown (GTK_POPOVER (self));
  else
    gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
}

static GtkWidget *
get_row (NrnKindChooser *self,
         guint           position)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list_view));

  for (guint i = 0; i < position && row != NULL; i++)
    row = gtk_widget_get_next_sibling (row);

  return row;
}

static void
focus_row (NrnKindChooser *self,
           guint           position)
{
  GtkWidget *row;

  gtk_widget_activate_action (GTK_WIDGET (self->list_view), "list.scroll-to-item", "u", position);
  row = get_row (self, position);
  if (row != NULL)
    gtk_widget_grab_focus (row);
}

static gboolean
search_key_pressed_cb (NrnKindChooser *self,
                       guint           key)
{
  if (key != GDK_KEY_Down && key != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;

  focus_row (self, 0);
  return GDK_EVENT_STOP;
}

static guint
find_chosen (NrnKindChooser *self)
{
  for (guint i = 0; i < nrn_kind_chooser_get_n_found (self); i++)
    {
      g_autoptr (NrnKindItem) item = get_item (self, i);

      if (nrn_kind_item_get_kind (item) == self->chosen)
        return i;
    }

  return 0;
}

static void
nrn_kind_chooser_map (GtkWidget *widget)
{
  NrnKindChooser *self = NRN_KIND_CHOOSER (widget);
  guint position;

  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  update_items (self);
  position = find_chosen (self);
  gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (self->selection), position);

  GTK_WIDGET_CLASS (nrn_kind_chooser_parent_class)->map (widget);

  focus_row (self, position);
}

/* ---- Rows ---- */

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *list_item)
{
  gtk_list_item_set_child (list_item, g_object_new (NRN_TYPE_KIND_ENTRY, NULL));
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *list_item)
{
  nrn_kind_entry_bind (NRN_KIND_ENTRY (gtk_list_item_get_child (list_item)),
                       gtk_list_item_get_item (list_item));
}

static void
unbind_cb (GtkListItemFactory *factory,
           GtkListItem        *list_item)
{
  nrn_kind_entry_unbind (NRN_KIND_ENTRY (gtk_list_item_get_child (list_item)));
}

static void
set_factory (NrnKindChooser *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_list_view_set_factory (self->list_view, factory);
}

/* ---- The class ---- */

static void
nrn_kind_chooser_dispose (GObject *object)
{
  NrnKindChooser *self = NRN_KIND_CHOOSER (object);

  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->found);
  g_clear_object (&self->filter);

  G_OBJECT_CLASS (nrn_kind_chooser_parent_class)->dispose (object);
}

static void
nrn_kind_chooser_class_init (NrnKindChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_kind_chooser_dispose;
  widget_class->map = nrn_kind_chooser_map;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-kind-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnKindChooser, search_entry);
  gtk_widget_class_bind_template_child (widget_class, NrnKindChooser, stack);
  gtk_widget_class_bind_template_child (widget_class, NrnKindChooser, list_view);
  gtk_widget_class_bind_template_child (widget_class, NrnKindChooser, nothing_label);
  gtk_widget_class_bind_template_child (widget_class, NrnKindChooser, note_label);
  gtk_widget_class_bind_template_callback (widget_class, list_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_found);
}

static void
nrn_kind_chooser_init (NrnKindChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search_entry),
                                           GTK_WIDGET (self->list_view));
}

/* The items are shared by all lists of the family, but for None. */
static GListModel *
list_items (NrnFamily   family,
            const char *none)
{
  GListModel *shared = nrn_kind_item_list (family);
  GListStore *items = g_list_store_new (NRN_TYPE_KIND_ITEM);

  if (none != NULL)
    {
      g_autoptr (NrnKindItem) item = nrn_kind_item_new_none (none);

      g_list_store_append (items, item);
    }
  for (guint i = 0; i < g_list_model_get_n_items (shared); i++)
    {
      g_autoptr (NrnKindItem) item = g_list_model_get_item (shared, i);

      g_list_store_append (items, item);
    }

  return G_LIST_MODEL (items);
}

/**
 * nrn_kind_chooser_new:
 * @family: what to choose from
 * @none: (nullable): if Keras' None can be chosen too, what that is good for
 *
 * Returns: (transfer floating): a chooser
 */
GtkWidget *
nrn_kind_chooser_new (NrnFamily   family,
                      const char *none)
{
  NrnKindChooser *self = g_object_new (NRN_TYPE_KIND_CHOOSER, NULL);
  GtkSingleSelection *selection;

  self->family = family;
  self->filter = gtk_custom_filter_new (matches, self, NULL);
  self->found = gtk_filter_list_model_new (list_items (family, none),
                                           g_object_ref (GTK_FILTER (self->filter)));
  selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->found)));
  gtk_single_selection_set_autoselect (selection, FALSE);
  self->selection = GTK_SELECTION_MODEL (selection);
  set_factory (self);
  gtk_list_view_set_model (self->list_view, self->selection);

  return GTK_WIDGET (self);
}

/**
 * nrn_kind_chooser_set_chosen:
 * @chooser: a chooser
 * @kind: what there is already; it gets a tick, and the focus when the list
 *   opens
 */
void
nrn_kind_chooser_set_chosen (NrnKindChooser *chooser,
                             const NrnKind  *kind)
{
  chooser->chosen = kind;
}

/**
 * nrn_kind_chooser_set_note:
 * @chooser: a chooser
 * @note: what there is to know of kinds that are not in the list, a sentence
 */
void
nrn_kind_chooser_set_note (NrnKindChooser *chooser,
                           const char     *note)
{
  gtk_label_set_text (chooser->note_label, note);
  gtk_widget_set_visible (GTK_WIDGET (chooser->note_label), TRUE);
}

/**
 * nrn_kind_chooser_search:
 * @chooser: a chooser
 * @text: as if typed
 */
void
nrn_kind_chooser_search (NrnKindChooser *chooser,
                         const char     *text)
{
  gtk_editable_set_text (GTK_EDITABLE (chooser->search_entry), text);
}

/**
 * nrn_kind_chooser_get_n_found:
 * @chooser: a chooser
 *
 * Returns: how many kinds there are to choose from now
 */
guint
nrn_kind_chooser_get_n_found (NrnKindChooser *chooser)
{
  return g_list_model_get_n_items (G_LIST_MODEL (chooser->found));
}

/**
 * nrn_kind_chooser_get_found:
 * @chooser: a chooser
 * @position: which of what is found
 *
 * Returns: (transfer none): its name
 */
const char *
nrn_kind_chooser_get_found (NrnKindChooser *chooser,
                            guint           position)
{
  g_autoptr (NrnKindItem) item = get_item (chooser, position);

  g_return_val_if_fail (item != NULL, NULL);

  return nrn_kind_item_get_name (item);
}

/**
 * nrn_kind_chooser_get_suggestion:
 * @chooser: a chooser
 *
 * Returns: (transfer none) (nullable): the sentence in place of the list where
 *   nothing is found
 */
const char *
nrn_kind_chooser_get_suggestion (NrnKindChooser *chooser)
{
  return nrn_kind_chooser_get_n_found (chooser) == 0 ? gtk_label_get_text (chooser->nothing_label)
                                                     : NULL;
}
