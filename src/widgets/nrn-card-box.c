/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Cards below each other.
 */

#include "config.h"

#include "nrn-card-box.h"

/* So far a shadow reaches, and no further: there is as much between cards. */
#define SHADOW -12

struct _NrnCardBox
{
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (NrnCardBox, nrn_card_box, GTK_TYPE_BOX)

static void
nrn_card_box_class_init (NrnCardBoxClass *klass)
{
  GTK_WIDGET_CLASS (klass)->snapshot = nrn_card_box_snapshot;
}

static void
nrn_card_box_init (NrnCardBox *self)
{
}

/**
 * nrn_card_box_snapshot:
 * @widget: whose children are cards, with 12 pixels between them
 * @snapshot: where
 *
 * Implements #GtkWidgetClass.snapshot() as #NrnCardBox does.
 */
void
nrn_card_box_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  for (GtkWidget *card = gtk_widget_get_first_child (widget); card != NULL;
       card = gtk_widget_get_next_sibling (card))
    {
      graphene_rect_t bounds;

      if (!gtk_widget_compute_bounds (card, widget, &bounds))
        continue;

      gtk_snapshot_push_clip (snapshot, graphene_rect_inset (&bounds, SHADOW, SHADOW));
      gtk_widget_snapshot_child (widget, card, snapshot);
      gtk_snapshot_pop (snapshot);
    }
}
