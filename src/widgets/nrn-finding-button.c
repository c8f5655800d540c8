/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A quiet mark: that something is odd, and where to read it.
 */

#include "config.h"

#include "nrn-finding-button.h"

#include <glib/gi18n-lib.h>

#include "nrn-finding-list.h"

#define LIST_WIDTH       340
#define MAX_LIST_HEIGHT  460

typedef struct
{
  guint       n;
  NrnSeverity worst;
} Tally;

struct _NrnFindingButton
{
  GtkWidget       parent_instance;

  NrnDocument    *document;     /* owned */
  int             place;        /* NRN_FINDING_BUTTON_ALL, or one of NrnFindingPlace */

  GtkWidget      *button;       /* a #GtkMenuButton */
  GtkWidget      *image;
  GtkWidget      *count;        /* how many there are; hidden for one place */

  Tally           shown;        /* what these tell of */
};

G_DEFINE_FINAL_TYPE (NrnFindingButton, nrn_finding_button, GTK_TYPE_WIDGET)

enum
{
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- The list ---- */

static void
close_list (NrnFindingButton *self)
{
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
}

static void
failed_cb (NrnFindingButton *self,
           const char       *sentence)
{
  g_signal_emit (self, signals[FAILED], 0, sentence);
}

static void
fill_popover (GtkMenuButton *menu_button,
              gpointer       data)
{
  NrnFindingButton *self = data;
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *list = nrn_finding_list_new (self->document, self->place);

  g_signal_connect_swapped (list, "done", G_CALLBACK (close_list), self);
  g_signal_connect_swapped (list, "failed", G_CALLBACK (failed_cb), self);
  gtk_widget_set_size_request (list, LIST_WIDTH, -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MAX_LIST_HEIGHT);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("What is odd"), -1);
  gtk_menu_button_set_popover (menu_button, popover);
}

/* ---- The mark ---- */

static Tally
count (NrnFindingButton *self)
{
  const NrnFindings *findings = nrn_document_get_findings (self->document);
  guint n = findings != NULL ? nrn_findings_get_n (findings) : 0;
  Tally tally = { 0, NRN_SEVERITY_HINT };

  for (guint i = 0; i < n; i++)
    {
      const NrnFinding *finding = nrn_findings_get (findings, i);

      if (!nrn_finding_list_shows (self->document, self->place, finding))
        continue;
      tally.n++;
      tally.worst = MAX (tally.worst, finding->severity);
    }

  return tally;
}

static void
update (NrnFindingButton *self)
{
  Tally tally = count (self);
  g_autofree char *number = g_strdup_printf ("%u", tally.n);
  g_autofree char *words = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), tally.n > 0);
  /* Each of the following costs something, even if it changes nothing. */
  if (tally.n == 0 || (tally.n == self->shown.n && tally.worst == self->shown.worst))
    return;

  self->shown = tally;

  words = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u thing is odd", "%u things are odd",
                                        tally.n), tally.n);
  gtk_label_set_text (GTK_LABEL (self->count), number);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->image),
                                tally.worst == NRN_SEVERITY_WARNING ? "dialog-warning-symbolic"
                                                                    : "dialog-information-symbolic");
  gtk_widget_set_tooltip_text (self->button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words, -1);
}

static void
nrn_finding_button_dispose (GObject *object)
{
  NrnFindingButton *self = NRN_FINDING_BUTTON (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (nrn_finding_button_parent_class)->dispose (object);
}

static void
nrn_finding_button_class_init (NrnFindingButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_finding_button_dispose;

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
nrn_finding_button_init (NrnFindingButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  self->place = NRN_FINDING_BUTTON_ALL;
  self->image = gtk_image_new ();
  self->count = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->count, "numeric");
  gtk_box_append (GTK_BOX (box), self->image);
  gtk_box_append (GTK_BOX (box), self->count);
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), box);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->button), fill_popover, self, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("What is odd"), -1);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * nrn_finding_button_set_document:
 * @button: a button
 * @document: whose findings to count
 * @place: one of #NrnFindingPlace, or %NRN_FINDING_BUTTON_ALL
 */
void
nrn_finding_button_set_document (NrnFindingButton *button,
                                 NrnDocument      *document,
                                 int               place)
{
  g_return_if_fail (button->document == NULL);

  button->document = g_object_ref (document);
  button->place = place;
  gtk_widget_set_visible (button->count, place == NRN_FINDING_BUTTON_ALL);
  g_signal_connect_object (document, "findings-changed", G_CALLBACK (update), button,
                           G_CONNECT_SWAPPED);
  update (button);
}
