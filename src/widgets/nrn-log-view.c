/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The log of a training, as a list that leads back to each epoch.
 */

#include "config.h"

#include "nrn-log-view.h"

#include <glib/gi18n-lib.h>

#include "nrn-focus.h"
#include "nrn-log-list.h"

/* So near to its end, in pixels, the list is at its end. */
#define END 32.0

struct _NrnLogView
{
  GtkWidget    parent_instance;

  NrnDocument *document;    /* owned */
  NrnLogList  *list;        /* owned */
  GPtrArray   *items;       /* of GtkListItem, borrowed: those that have a row */

  guint        n_lines;
  gboolean     follows;     /* whether the newest line is to be in sight */
  gboolean     is_behind;   /* there are lines that were not looked at yet */
  guint        scroll_id;   /* 0 unless it is about to scroll */
  double       value;       /* where the list was scrolled to last */

  /* Template children */
  GtkWidget   *scroller;
  GtkListView *view;
};

G_DEFINE_FINAL_TYPE (NrnLogView, nrn_log_view, GTK_TYPE_WIDGET)

enum
{
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- Following the newest line ---- */

static gboolean
scroll_cb (gpointer data)
{
  NrnLogView *self = data;

  self->scroll_id = 0;
  if (self->n_lines > 0 && self->follows)
    gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u",
                                self->n_lines - 1);

  return G_SOURCE_REMOVE;
}

/* New lines have got their heights: only now can the list find them, but not
 * within its own layout. */
static void
laid_out_cb (NrnLogView *self)
{
  if (self->is_behind && self->scroll_id == 0)
    self->scroll_id = g_idle_add (scroll_cb, self);
  self->is_behind = FALSE;
}

/* Whoever scrolls back wants to read; whoever scrolls to the end, to follow. */
static void
scrolled_cb (NrnLogView    *self,
             GtkAdjustment *adjustment)
{
  double value = gtk_adjustment_get_value (adjustment);

  if (value + gtk_adjustment_get_page_size (adjustment) >= gtk_adjustment_get_upper (adjustment) - END)
    self->follows = TRUE;
  else if (value < self->value)
    self->follows = FALSE;
  self->value = value;
}

static void
items_changed_cb (NrnLogView *self)
{
  guint n_before = self->n_lines;

  self->n_lines = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  gtk_widget_set_can_focus (self->scroller, self->n_lines > 0);
  if (self->n_lines == 0)
    {
      /* The list is going to scroll there, and nobody will have wanted it to. */
      self->value = 0;
      self->follows = TRUE;
    }
  if (self->n_lines > n_before)
    self->is_behind = TRUE;
}

/* ---- Lines ---- */

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_list_item_set_child (item, label);
}

/* The row is named, too: GTK 4.8 does not name it after its label. */
static void
show_line (NrnLogView  *self,
           GtkListItem *item)
{
  g_autofree char *line = nrn_log_list_get_line (self->list, gtk_list_item_get_position (item));
  GtkWidget *label = gtk_list_item_get_child (item);

  if (g_str_equal (line, gtk_label_get_text (GTK_LABEL (label))))
    return;

  gtk_label_set_text (GTK_LABEL (label), line);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (label)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, line, -1);
}

static void
bind_cb (NrnLogView  *self,
         GtkListItem *item)
{
  g_ptr_array_add (self->items, item);
  show_line (self, item);
}

static void
unbind_cb (NrnLogView  *self,
           GtkListItem *item)
{
  g_ptr_array_remove_fast (self->items, item);
}

static void
line_changed_cb (NrnLogView *self,
                 guint       position)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      GtkListItem *item = g_ptr_array_index (self->items, i);

      if (gtk_list_item_get_position (item) == position)
        show_line (self, item);
    }
}

static void
activate_cb (NrnLogView *self,
             guint       position)
{
  g_autofree char *sentence = NULL;

  if (nrn_log_list_is_under_way (self->list, position))
    {
      nrn_document_show_now (self->document);
      return;
    }
  if (nrn_document_show_epoch (self->document, position + 1))
    return;

  sentence = g_strdup_printf (_("The weights after epoch %u are not kept; train again to see them."),
                              position + 1);
  g_signal_emit (self, signals[FAILED], 0, sentence);
}

static gboolean
key_pressed_cb (NrnLogView      *self,
                guint            key,
                guint            code,
                GdkModifierType  modifiers)
{
  switch (key)
    {
    case GDK_KEY_Escape:
      if (nrn_document_get_shown_epoch (self->document) < 0)
        return FALSE;
      nrn_document_show_now (self->document);
      return TRUE;

    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
      /* Of no use in this list, but everywhere else it trains. */
      return gtk_widget_activate_action (GTK_WIDGET (self), "train.play", NULL);

    case GDK_KEY_c:
      return (modifiers & GDK_CONTROL_MASK) != 0 &&
             gtk_widget_activate_action (GTK_WIDGET (self), "results.copy-log", NULL);

    default:
      return FALSE;
    }
}

static void
nrn_log_view_dispose (GObject *object)
{
  NrnLogView *self = NRN_LOG_VIEW (object);

  g_clear_handle_id (&self->scroll_id, g_source_remove);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->list);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (nrn_log_view_parent_class)->dispose (object);
}

static void
nrn_log_view_finalize (GObject *object)
{
  g_ptr_array_unref (NRN_LOG_VIEW (object)->items);

  G_OBJECT_CLASS (nrn_log_view_parent_class)->finalize (object);
}

static void
nrn_log_view_class_init (NrnLogViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_log_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = nrn_log_view_finalize;
  widget_class->focus = nrn_focus_past_rows;

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-log-view.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnLogView, scroller);
  gtk_widget_class_bind_template_child (widget_class, NrnLogView, view);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
nrn_log_view_init (NrnLogView *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkAdjustment *adjustment;

  gtk_widget_init_template (GTK_WIDGET (self));
  nrn_focus_keep_row (GTK_WIDGET (self->view));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Log"), -1);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  self->follows = TRUE;
  self->items = g_ptr_array_new ();
  self->list = nrn_log_list_new ();
  g_signal_connect_object (self->list, "line-changed", G_CALLBACK (line_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->view, factory);
  g_object_unref (factory);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->list));
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (laid_out_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self,
                           G_CONNECT_SWAPPED);

  /* Before the list, which would take the space bar for a selection. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * nrn_log_view_set_document:
 * @view: a view
 * @document: whose training to tell of
 */
void
nrn_log_view_set_document (NrnLogView  *view,
                           NrnDocument *document)
{
  g_return_if_fail (view->document == NULL);

  view->document = g_object_ref (document);
  nrn_log_list_set_document (view->list, document);
}

/**
 * nrn_log_view_print:
 * @view: a view
 *
 * Returns: (transfer full): all lines as one text
 */
char *
nrn_log_view_print (NrnLogView *view)
{
  return nrn_log_list_print (view->list);
}
