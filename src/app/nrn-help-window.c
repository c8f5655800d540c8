/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "config.h"

#include "nrn-help-window.h"

#include <glib/gi18n.h>

#include "nrn-help-pages.h"

#define SPACING 12
#define MARGIN 24
#define MAXIMUM_WIDTH 560

struct _NrnHelpWindow
{
  AdwWindow parent_instance;

  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (NrnHelpWindow, nrn_help_window, ADW_TYPE_WINDOW)

static GtkWidget *
label_new (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);

  return label;
}

static GtkWidget *
page_new (const NrnHelpPage *page)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING);
  GtkWidget *heading = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING,
                                     "label", _(page->title), "wrap", TRUE, "xalign", 0.0, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (heading), GTK_ACCESSIBLE_PROPERTY_LEVEL, 1, -1);
  gtk_widget_add_css_class (heading, "title-2");
  gtk_box_append (GTK_BOX (box), heading);
  for (guint i = 0; page->texts[i] != NULL; i++)
    gtk_box_append (GTK_BOX (box), label_new (_(page->texts[i])));

  return g_object_new (GTK_TYPE_SCROLLED_WINDOW,
                       "hscrollbar-policy", GTK_POLICY_NEVER,
                       "child", g_object_new (ADW_TYPE_CLAMP,
                                              "maximum-size", MAXIMUM_WIDTH,
                                              "tightening-threshold", MAXIMUM_WIDTH,
                                              "margin-top", MARGIN,
                                              "margin-bottom", MARGIN,
                                              "margin-start", MARGIN,
                                              "margin-end", MARGIN,
                                              "child", box,
                                              NULL),
                       NULL);
}

static void
nrn_help_window_class_init (NrnHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-help-window.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnHelpWindow, stack);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
nrn_help_window_init (NrnHelpWindow *self)
{
  guint n_pages;
  const NrnHelpPage *pages = nrn_help_pages_get (&n_pages);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < n_pages; i++)
    gtk_stack_add_titled (self->stack, page_new (&pages[i]), pages[i].name, _(pages[i].title));
}

/**
 * nrn_help_window_new:
 *
 * Returns: (transfer none): the help, at its first page; GTK owns it as long as it is open
 */
NrnHelpWindow *
nrn_help_window_new (void)
{
  return g_object_new (NRN_TYPE_HELP_WINDOW, NULL);
}

/**
 * nrn_help_window_show:
 * @window: the help
 * @page: (nullable): the name of a page; what is none, and %NULL, changes nothing
 *
 * Turns to a page.
 */
void
nrn_help_window_show (NrnHelpWindow *window,
                      const char    *page)
{
  if (page != NULL && gtk_stack_get_child_by_name (window->stack, page) != NULL)
    gtk_stack_set_visible_child_name (window->stack, page);
}

/**
 * nrn_help_window_get_page:
 * @window: the help
 *
 * Returns: (transfer none): the name of the page that is seen
 */
const char *
nrn_help_window_get_page (NrnHelpWindow *window)
{
  return gtk_stack_get_visible_child_name (window->stack);
}
