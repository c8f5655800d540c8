/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The interesting moments of a training, in words: each with the sign that it
 * has on the scale, so that the list is the legend of the scale.
 */

#include "config.h"

#include "nrn-moment-list.h"

#include <glib/gi18n-lib.h>

#include "nrn-moment-sign.h"
#include "nrn-theme.h"

/* Beyond these, marks are told on the scale only. */
#define MOST_ROWS 40

/* Of a sentence, in characters, before it goes on in the next line. */
#define LINE_WIDTH 48

#define MOST_HEIGHT 320

static void
draw_sign (GtkDrawingArea *area,
           cairo_t        *cr,
           int             width,
           int             height,
           gpointer        kind)
{
  nrn_moment_paint_sign (cr, (NrnMomentKind) GPOINTER_TO_UINT (kind), width / 2.0, height / 2.0,
                         nrn_theme_get_palette (GTK_WIDGET (area)));
}

static GtkWidget *
new_sign (NrnMomentKind kind)
{
  GtkWidget *area = g_object_new (GTK_TYPE_DRAWING_AREA,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  "valign", GTK_ALIGN_START,
                                  "content-width", 20,
                                  "content-height", 20,
                                  NULL);

  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_sign, GUINT_TO_POINTER (kind), NULL);
  nrn_theme_watch (area);

  return area;
}

static GtkWidget *
new_row (NrnDocument     *document,
         const NrnMoment *moment)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *sentence = nrn_document_describe_moment (document, moment);
  GtkWidget *label = gtk_label_new (sentence);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_width_chars (GTK_LABEL (label), LINE_WIDTH);
  gtk_label_set_max_width_chars (GTK_LABEL (label), LINE_WIDTH);
  gtk_box_append (GTK_BOX (box), new_sign (moment->kind));
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "train.show-update");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "x", (gint64) moment->update);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);

  return row;
}

/* The list goes once it has led somewhere. */
static void
activated_cb (GtkListBox *list)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (list), GTK_TYPE_POPOVER);

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

/**
 * nrn_moment_list_new:
 * @document: a document
 *
 * Returns: (transfer floating): a list of what is marked on the scale, for a
 *   popover; a row leads to its moment
 */
GtkWidget *
nrn_moment_list_new (NrnDocument *document)
{
  gboolean is_known = document != NULL && nrn_document_get_experiment (document) != NULL;
  const NrnMoments *moments = is_known ? nrn_document_get_moments (document) : NULL;
  guint n = moments != NULL ? nrn_moments_get_n (moments) : 0;
  GtkWidget *scroller, *list;

  if (n == 0)
    return gtk_label_new (_("No interesting moments yet"));

  scroller = gtk_scrolled_window_new ();
  list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "moments");
  for (guint i = 0; i < MIN (n, MOST_ROWS); i++)
    gtk_list_box_append (GTK_LIST_BOX (list), new_row (document, nrn_moments_get (moments, i)));
  g_signal_connect (list, "row-activated", G_CALLBACK (activated_cb), NULL);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MOST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);

  return scroller;
}
