/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A kind in a list, with what a student reads before choosing it.
 */

#include "config.h"

#include "nrn-kind-entry.h"

#include <glib/gi18n-lib.h>

#include "nrn-kind-body.h"

struct _NrnKindEntry
{
  GtkWidget    parent_instance;

  NrnKindItem *item;          /* owned; NULL while nothing is bound */
  gulong       changed_id;

  /* Owned as children */
  GtkWidget   *header_label;  /* NULL until it is needed */
  GtkWidget   *body;
};

G_DEFINE_FINAL_TYPE (NrnKindEntry, nrn_kind_entry, GTK_TYPE_WIDGET)

static void
make_header (NrnKindEntry *self)
{
  self->header_label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->header_label), 0);
  gtk_widget_add_css_class (self->header_label, "kind-header");
  gtk_widget_add_css_class (self->header_label, "heading");
  gtk_widget_insert_before (self->header_label, GTK_WIDGET (self), self->body);
}

/* The row that the list makes around the entry is what has the focus. */
static void
tell_row (NrnKindEntry *self)
{
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (self));
  const NrnKind *kind = nrn_kind_item_get_kind (self->item);
  const char *purpose = nrn_kind_item_get_purpose (self->item);
  const char *formula = kind != NULL ? nrn_kind_get_formula (kind) : "";
  g_autofree char *description = NULL;

  if (row == NULL)
    return;

  description = nrn_kind_item_is_chosen (self->item)
                ? g_strdup_printf (_("Chosen now. %s %s"), purpose, formula)
                : g_strdup_printf ("%s %s", purpose, formula);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, nrn_kind_item_get_name (self->item),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

static void
update (NrnKindEntry *self)
{
  const char *header = nrn_kind_item_get_header (self->item);

  if (header != NULL && self->header_label == NULL)
    make_header (self);
  if (self->header_label != NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->header_label), header != NULL ? header : "");
      gtk_widget_set_visible (self->header_label, header != NULL);
    }
  gtk_widget_queue_draw (self->body);
  tell_row (self);
}

static void
nrn_kind_entry_dispose (GObject *object)
{
  NrnKindEntry *self = NRN_KIND_ENTRY (object);

  nrn_kind_entry_unbind (self);
  g_clear_pointer (&self->header_label, gtk_widget_unparent);
  g_clear_pointer (&self->body, gtk_widget_unparent);

  G_OBJECT_CLASS (nrn_kind_entry_parent_class)->dispose (object);
}

static void
nrn_kind_entry_class_init (NrnKindEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_kind_entry_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
nrn_kind_entry_init (NrnKindEntry *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->body = g_object_new (NRN_TYPE_KIND_BODY, NULL);
  gtk_widget_set_parent (self->body, GTK_WIDGET (self));
}

/**
 * nrn_kind_entry_bind:
 * @entry: an entry in a row of a list
 * @item: what to show
 */
void
nrn_kind_entry_bind (NrnKindEntry *entry,
                     NrnKindItem  *item)
{
  nrn_kind_entry_unbind (entry);
  entry->item = g_object_ref (item);
  entry->changed_id = g_signal_connect_swapped (item, "changed", G_CALLBACK (update), entry);
  nrn_kind_body_set_item (NRN_KIND_BODY (entry->body), item);
  update (entry);
}

/**
 * nrn_kind_entry_unbind:
 * @entry: an entry
 *
 * Lets go of what it showed.
 */
void
nrn_kind_entry_unbind (NrnKindEntry *entry)
{
  if (entry->item != NULL)
    g_clear_signal_handler (&entry->changed_id, entry->item);
  g_clear_object (&entry->item);
}
