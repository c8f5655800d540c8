/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The help opens at the page about what is seen, without a network, and all of its
 * pages can be read.
 */

#include "config.h"

#include "nrn-window-test.h"

#include "nrn-help-pages.h"
#include "nrn-help-window.h"

static NrnHelpWindow *
find_help (void)
{
  g_autoptr (GListModel) toplevels = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) toplevel = g_list_model_get_item (toplevels, i);

      if (NRN_IS_HELP_WINDOW (toplevel))
        return NRN_HELP_WINDOW (toplevel);
    }

  return NULL;
}

static gboolean
is_help_open (NrnWindow     *window,
              gconstpointer  wanted)
{
  return (find_help () != NULL) == GPOINTER_TO_INT (wanted);
}

static NrnHelpWindow *
open_help (NrnWindow *window)
{
  gtk_window_present (GTK_WINDOW (window));
  nrn_window_test_act (window, "app.help");
  nrn_window_test_wait (window, "the help", is_help_open, GINT_TO_POINTER (TRUE));

  return find_help ();
}

static void
test_page (void)
{
  static const struct { const char *action; const char *page; } cases[] = {
    { "win.page::network", "start" },
    { "win.page::data", "data" },
    { "win.page::benches", "benches" },
    { "win.page::runs", "runs" },
  };
  NrnWindow *window = nrn_window_test_open ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NrnHelpWindow *help;
      g_autofree char *action = NULL;
      g_autoptr (GVariant) target = NULL;

      g_assert_true (g_action_parse_detailed_name (cases[i].action, &action, &target, NULL));
      g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (window), action, target));
      help = open_help (window);
      g_assert_cmpstr (nrn_help_window_get_page (help), ==, cases[i].page);
      g_assert_true (gtk_window_get_transient_for (GTK_WINDOW (help)) == GTK_WINDOW (window));
      gtk_window_close (GTK_WINDOW (help));
      nrn_window_test_wait (window, "no help", is_help_open, GINT_TO_POINTER (FALSE));
    }

  nrn_window_test_close (window);
}

static GtkWidget *
get_box (GtkWidget *page)
{
  GtkWidget *viewport = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (page));

  return adw_clamp_get_child (ADW_CLAMP (gtk_viewport_get_child (GTK_VIEWPORT (viewport))));
}

static gboolean
is_laid_out (NrnWindow     *window,
             gconstpointer  data)
{
  GtkWidget *box = get_box ((GtkWidget *) data);

  return gtk_widget_get_width (gtk_widget_get_last_child (box)) > 0;
}

/* What a page says is laid out in full: nothing is cut or wider than the window. */
static void
test_pages (void)
{
  NrnWindow *window = nrn_window_test_open ();
  NrnHelpWindow *help = open_help (window);
  guint n_pages;
  const NrnHelpPage *pages = nrn_help_pages_get (&n_pages);

  g_assert_true (open_help (window) == help);
  for (guint i = 0; i < n_pages; i++)
    {
      GtkStack *stack = GTK_STACK (gtk_widget_get_template_child (GTK_WIDGET (help),
                                                                  NRN_TYPE_HELP_WINDOW, "stack"));
      guint n_texts = 0;

      nrn_help_window_show (help, pages[i].name);
      g_assert_cmpstr (nrn_help_window_get_page (help), ==, pages[i].name);
      nrn_window_test_wait (window, "the page to be laid out", is_laid_out, gtk_stack_get_visible_child (stack));
      for (GtkWidget *label = gtk_widget_get_first_child (get_box (gtk_stack_get_visible_child (stack)));
           label != NULL; label = gtk_widget_get_next_sibling (label))
        {
          PangoLayout *layout = gtk_label_get_layout (GTK_LABEL (label));
          int width;

          pango_layout_get_pixel_size (layout, &width, NULL);
          g_assert_cmpint (width, <=, gtk_widget_get_width (label));
          g_assert_cmpint (width, <=, 560);
          g_assert_false (pango_layout_is_ellipsized (layout));
          n_texts++;
        }
      g_assert_cmpuint (n_texts, >=, 2);
    }
  nrn_help_window_show (help, "no such page");
  g_assert_cmpstr (nrn_help_window_get_page (help), ==, pages[n_pages - 1].name);

  nrn_window_test_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/help/page", test_page);
  g_test_add_func ("/help/pages", test_pages);
}

int
main (int   argc,
      char *argv[])
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
