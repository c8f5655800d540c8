/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A kind in a list, with what a student reads before choosing it.
 */

#include "config.h"

#include "nrn-kind-entry.h"

#include <glib/gi18n-lib.h>

#include "nrn-kind-curve.h"

struct _NrnKindEntry
{
  GtkWidget     parent_instance;

  NrnKindItem  *item;         /* owned; NULL while nothing is bound */
  gulong        changed_id;

  /* Template children */
  GtkWidget    *box;
  GtkLabel     *header_label;
  NrnKindCurve *curve;
  GtkLabel     *name_label;
  GtkLabel     *today_label;
  GtkWidget    *chosen_image;
  GtkLabel     *formula_label;
  GtkLabel     *purpose_label;
};

G_DEFINE_FINAL_TYPE (NrnKindEntry, nrn_kind_entry, GTK_TYPE_WIDGET)

static void
update_state (NrnKindEntry *self)
{
  const char *header = nrn_kind_item_get_header (self->item);

  gtk_label_set_text (self->header_label, header != NULL ? header : "");
  gtk_widget_set_visible (GTK_WIDGET (self->header_label), header != NULL);
  gtk_widget_set_visible (self->chosen_image, nrn_kind_item_is_chosen (self->item));
}

static void
nrn_kind_entry_dispose (GObject *object)
{
  NrnKindEntry *self = NRN_KIND_ENTRY (object);

  nrn_kind_entry_unbind (self);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (nrn_kind_entry_parent_class)->dispose (object);
}

static void
nrn_kind_entry_class_init (NrnKindEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_kind_entry_dispose;

  g_type_ensure (NRN_TYPE_KIND_CURVE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-kind-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnKindEntry, box);
  gtk_widget_class_bind_template_child (widget_class, NrnKindEntry, header_label);
  gtk_widget_class_bind_template_child (widget_class, NrnKindEntry, curve);
  gtk_widget_class_bind_template_child (widget_class, NrnKindEntry, name_label);
  gtk_widget_class_bind_template_child (widget_class, NrnKindEntry, today_label);
  gtk_widget_class_bind_template_child (widget_class, NrnKindEntry, chosen_image);
  gtk_widget_class_bind_template_child (widget_class, NrnKindEntry, formula_label);
  gtk_widget_class_bind_template_child (widget_class, NrnKindEntry, purpose_label);
}

static void
nrn_kind_entry_init (NrnKindEntry *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The row that the list makes around the entry is what has the focus. */
static void
tell_row (NrnKindEntry *self,
          const char   *formula)
{
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *description = NULL;

  if (row == NULL)
    return;

  description = g_strdup_printf ("%s %s", nrn_kind_item_get_purpose (self->item), formula);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, nrn_kind_item_get_name (self->item),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
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
  const NrnKind *kind = nrn_kind_item_get_kind (item);
  const char *formula = kind != NULL ? nrn_kind_get_formula (kind) : "";
  const char *today = kind != NULL ? kind->keras_name : NULL;

  nrn_kind_entry_unbind (entry);
  entry->item = g_object_ref (item);
  entry->changed_id = g_signal_connect_swapped (item, "changed", G_CALLBACK (update_state), entry);
  update_state (entry);
  nrn_kind_curve_set_plot (entry->curve, nrn_kind_item_get_plot (item));
  gtk_label_set_text (entry->name_label, nrn_kind_item_get_name (item));
  gtk_widget_set_visible (GTK_WIDGET (entry->today_label), today != NULL);
  if (today != NULL)
    {
      g_autofree char *words = g_strdup_printf (_("today %s"), today);

      gtk_label_set_text (entry->today_label, words);
    }
  gtk_label_set_text (entry->formula_label, formula);
  gtk_widget_set_visible (GTK_WIDGET (entry->formula_label), *formula != '\0');
  gtk_label_set_text (entry->purpose_label, nrn_kind_item_get_purpose (item));
  tell_row (entry, formula);
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
