/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Whether all text can be read in a window of 1024 × 768 in a language whose words
 * are 40 % longer, written from the left or from the right: nothing in short with
 * dots (unless a tooltip has it whole), nothing wider than its place, nothing outside
 * of its parent or over its neighbour.
 */

#include "config.h"

#include <libintl.h>
#include <locale.h>

#include "nrn-canvas-private.h"
#include "nrn-preferences.h"
#include "nrn-results-pane.h"
#include "nrn-test-locale.h"
#include "nrn-window-test.h"

#define WIDTH 1024
#define HEIGHT 768

/* Sizes are rounded, and glyphs hang over. */
#define TOLERANCE 1.5f

/* What was found, and where it was looked for. */
typedef struct
{
  const char *place;
  GHashTable *faults;       /* owned; sentences */
  guint       n_labels;     /* looked at */
} Search;

/* ---- What is found ---- */

/* “GtkLabel “Units” in NrnSetupPane”; with the nearest widget of our own. */
static char *
describe (GtkWidget *widget)
{
  GString *text = g_string_new (G_OBJECT_TYPE_NAME (widget));
  const char *name = gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget));

  if (GTK_IS_LABEL (widget))
    g_string_append_printf (text, " “%s”", gtk_label_get_text (GTK_LABEL (widget)));
  else if (name != NULL)
    g_string_append_printf (text, " “%s”", name);
  for (GtkWidget *above = gtk_widget_get_parent (widget); above != NULL;
       above = gtk_widget_get_parent (above))
    {
      if (g_str_has_prefix (G_OBJECT_TYPE_NAME (above), "Nrn"))
        {
          g_string_append_printf (text, " in %s", G_OBJECT_TYPE_NAME (above));
          break;
        }
    }

  return g_string_free (text, FALSE);
}

static void G_GNUC_PRINTF (3, 4)
blame (Search     *search,
       GtkWidget  *widget,
       const char *format,
       ...)
{
  g_autofree char *what = describe (widget);
  g_autofree char *fault = NULL;
  va_list arguments;

  va_start (arguments, format);
  fault = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_hash_table_add (search->faults, g_strdup_printf ("%s: %s %s", search->place, what, fault));
}

/* ---- Labels ---- */

/* The title of a row stands in its field until something is typed. */
static gboolean
is_shown_in_field (GtkWidget *label)
{
  GtkWidget *row = gtk_widget_get_ancestor (label, ADW_TYPE_ENTRY_ROW);

  return row == NULL || !gtk_widget_has_css_class (label, "title") ||
         *gtk_editable_get_text (GTK_EDITABLE (row)) == '\0';
}

/* The label's own tooltip, or that of what it is in. */
static gboolean
has_tooltip_with (GtkWidget  *widget,
                  const char *text)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      const char *tooltip = gtk_widget_get_tooltip_text (widget);

      if (tooltip != NULL && strstr (tooltip, text) != NULL)
        return TRUE;
    }

  return FALSE;
}

static void
look_at_label (Search   *search,
               GtkLabel *label)
{
  GtkWidget *widget = GTK_WIDGET (label);
  PangoLayout *layout = gtk_label_get_layout (label);
  int width, height;

  if (!is_shown_in_field (widget))
    return;

  search->n_labels++;
  pango_layout_get_pixel_size (layout, &width, &height);
  if (pango_layout_is_ellipsized (layout))
    {
      if (!has_tooltip_with (widget, gtk_label_get_text (label)))
        blame (search, widget, "is in short, and no tooltip has it whole");
      return;
    }
  if ((float) width > (float) gtk_widget_get_width (widget) + TOLERANCE)
    blame (search, widget, "is %d pixels wide, its place %d", width, gtk_widget_get_width (widget));
  if ((float) height > (float) gtk_widget_get_height (widget) + TOLERANCE)
    blame (search, widget, "is %d pixels high, its place %d", height, gtk_widget_get_height (widget));
}

/* ---- Places ---- */

/* What shows a part of its children, or puts them over one another. */
static gboolean
is_scrolled (GtkWidget *widget)
{
  return GTK_IS_SCROLLABLE (widget) || GTK_IS_TEXT (widget) || GTK_IS_TEXT_VIEW (widget);
}

/* Parts of GTK's own, such as the trough of a scale; margins below 0 make them meet. */
static gboolean
is_part (GtkWidget *widget)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkGizmo") ||
         g_str_equal (G_OBJECT_TYPE_NAME (widget), "AdwGizmo");
}

/* The canvas puts its buttons where the picture has its layers. */
static gboolean
is_layered (GtkWidget *widget)
{
  return is_part (widget) || NRN_IS_CANVAS (widget) || GTK_IS_OVERLAY (widget) || GTK_IS_STACK (widget) || ADW_IS_VIEW_STACK (widget) ||
         GTK_IS_FIXED (widget) || GTK_IS_SCALE (widget) || GTK_IS_RANGE (widget) ||
         GTK_IS_SCROLLED_WINDOW (widget) || GTK_IS_PANED (widget) || GTK_IS_SWITCH (widget) ||
         GTK_IS_LEVEL_BAR (widget) || GTK_IS_PROGRESS_BAR (widget) || ADW_IS_TOAST_OVERLAY (widget);
}

static gboolean
is_seen (GtkWidget *widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_child_visible (widget) &&
         gtk_widget_get_width (widget) > 0 && gtk_widget_get_height (widget) > 0;
}

static void
look_at_bounds (Search    *search,
                GtkWidget *parent,
                GtkWidget *child)
{
  GtkPolicyType across = GTK_POLICY_NEVER, down = GTK_POLICY_NEVER;
  GtkWidget *above = gtk_widget_get_parent (parent);
  graphene_rect_t bounds;

  /* A picture may reach to the edges of its card. */
  if (gtk_widget_get_first_child (child) == NULL && !GTK_IS_LABEL (child))
    return;
  if (is_part (parent) || is_part (child) || GTK_IS_RANGE (parent) ||
      GTK_IS_SCROLLED_WINDOW (child) || !gtk_widget_compute_bounds (child, parent, &bounds))
    return;
  if (is_scrolled (parent))
    across = down = GTK_POLICY_AUTOMATIC;
  if (is_scrolled (parent) && above != NULL && GTK_IS_SCROLLED_WINDOW (above))
    gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (above), &across, &down);
  if ((across == GTK_POLICY_NEVER) &&
      (bounds.origin.x < -TOLERANCE ||
       bounds.origin.x + bounds.size.width > (float) gtk_widget_get_width (parent) + TOLERANCE))
    blame (search, child, "lies from %.0f to %.0f in %s, which is %d wide", (double) bounds.origin.x,
           (double) (bounds.origin.x + bounds.size.width), G_OBJECT_TYPE_NAME (parent),
           gtk_widget_get_width (parent));
  if ((down == GTK_POLICY_NEVER) &&
      (bounds.origin.y < -TOLERANCE ||
       bounds.origin.y + bounds.size.height > (float) gtk_widget_get_height (parent) + TOLERANCE))
    blame (search, child, "lies from %.0f to %.0f in %s, which is %d high", (double) bounds.origin.y,
           (double) (bounds.origin.y + bounds.size.height), G_OBJECT_TYPE_NAME (parent),
           gtk_widget_get_height (parent));
}

/* In libadwaita 1.7 a title reaches into the edges of its bar, by margins below 0. */
static GtkWidget *
get_place (GtkWidget *parent,
           GtkWidget *child)
{
  GtkWidget *bar = ADW_IS_WINDOW_TITLE (child) ? gtk_widget_get_ancestor (child, ADW_TYPE_HEADER_BAR)
                                               : NULL;

  return bar != NULL ? bar : parent;
}

static void
look_at_neighbours (Search    *search,
                    GtkWidget *parent,
                    GtkWidget *child)
{
  graphene_rect_t bounds, others, shared;

  if (!gtk_widget_compute_bounds (child, parent, &bounds))
    return;
  for (GtkWidget *other = gtk_widget_get_next_sibling (child); other != NULL;
       other = gtk_widget_get_next_sibling (other))
    {
      if (GTK_IS_NATIVE (other) || !is_seen (other) ||
          !gtk_widget_compute_bounds (other, parent, &others) ||
          !graphene_rect_intersection (&bounds, &others, &shared))
        continue;
      if (shared.size.width > 2 * TOLERANCE && shared.size.height > 2 * TOLERANCE)
        {
          g_autofree char *name = describe (other);

          blame (search, child, "and %s lie over one another, %.0f × %.0f", name,
                 (double) shared.size.width, (double) shared.size.height);
        }
    }
}

static void
look_at (Search    *search,
         GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    look_at_label (search, GTK_LABEL (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_NATIVE (child) || !is_seen (child))
        continue;
      look_at_bounds (search, get_place (widget, child), child);
      if (!is_layered (widget))
        look_at_neighbours (search, widget, child);
      look_at (search, child);
    }
}

static void
search_window (Search     *search,
               GtkWindow  *window,
               const char *place)
{
  int width, height;

  search->place = place;
  gtk_widget_measure (GTK_WIDGET (window), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (window), GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  if (width > WIDTH || height > HEIGHT)
    blame (search, GTK_WIDGET (window), "needs %d × %d pixels", width, height);
  look_at (search, GTK_WIDGET (window));
}

/* ---- The places of the window ---- */

static void
show (NrnWindow  *window,
      const char *action,
      gboolean    shown)
{
  g_action_group_change_action_state (G_ACTION_GROUP (window), action, g_variant_new_boolean (shown));
}

static void
draw (NrnWindow *window)
{
  nrn_window_test_draw (window);
  nrn_window_test_draw (window);
}

static void
search_pages (Search    *search,
              NrnWindow *window)
{
  static const char *const pages[] = { "data", "benches", "runs" };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *action = g_strdup_printf ("win.page::%s", pages[i]);

      nrn_window_test_act (window, action);
      draw (window);
      search_window (search, GTK_WINDOW (window), pages[i]);
    }
  nrn_window_test_act (window, "win.page::network");
}

/* All that can be opened in a pane. */
static void
open_rows (GtkWidget *widget)
{
  if (ADW_IS_EXPANDER_ROW (widget))
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (widget), TRUE);
  if (GTK_IS_EXPANDER (widget))
    gtk_expander_set_expanded (GTK_EXPANDER (widget), TRUE);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    open_rows (child);
}

static void
search_panes (Search    *search,
              NrnWindow *window)
{
  NrnPick unit = { NRN_PICK_NODE, 1, 0, 0 };

  show (window, "show-setup", TRUE);
  open_rows (GTK_WIDGET (window->setup_pane));
  draw (window);
  search_window (search, GTK_WINDOW (window), "setup");

  show (window, "show-results", TRUE);
  draw (window);
  search_window (search, GTK_WINDOW (window), "results");

  nrn_canvas_select (window->canvas, &unit);
  draw (window);
  open_rows (GTK_WIDGET (window->results_pane));
  draw (window);
  search_window (search, GTK_WINDOW (window), "a unit");
}

static void
search_code (Search    *search,
             NrnWindow *window)
{
  nrn_window_test_act (window, "win.keras-code");
  nrn_window_test_draw_any (GTK_WINDOW (window->code_window));
  nrn_window_test_draw_any (GTK_WINDOW (window->code_window));
  search_window (search, GTK_WINDOW (window->code_window), "code");
  gtk_window_destroy (GTK_WINDOW (window->code_window));
}

static void
search_preferences (Search    *search,
                    NrnWindow *window)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (window));
  GSettings *settings = nrn_application_get_settings (NRN_APPLICATION (application));
  NrnPreferences *preferences = nrn_preferences_new (settings);

  nrn_preferences_set_document (preferences, nrn_window_get_document (window));
  gtk_window_set_transient_for (GTK_WINDOW (preferences), GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (preferences));
  nrn_window_test_draw_any (GTK_WINDOW (preferences));
  nrn_window_test_draw_any (GTK_WINDOW (preferences));
  search_window (search, GTK_WINDOW (preferences), "preferences");
  gtk_window_destroy (GTK_WINDOW (preferences));
}

/* ---- Tests ---- */

static void
test_cut_off (gconstpointer data)
{
  Search search = { NULL, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL), 0 };
  g_autoptr (GList) faults = NULL;
  NrnWindow *window;

  gtk_widget_set_default_direction ((GtkTextDirection) GPOINTER_TO_INT (data));
  window = nrn_window_test_open ();
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  nrn_window_test_act (window, "train.step-unit::epoch");
  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 210);
  draw (window);
  /* Its edges take a little. */
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (window)), <=, WIDTH);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (window)), <=, HEIGHT);

  search_panes (&search, window);
  search_pages (&search, window);
  search_preferences (&search, window);
  search_code (&search, window);
  nrn_window_test_close (window);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);

  g_assert_cmpuint (search.n_labels, >, 200);
  faults = g_list_sort (g_hash_table_get_keys (search.faults), (GCompareFunc) strcmp);
  for (GList *i = faults; i != NULL; i = i->next)
    g_test_message ("%s", (const char *) i->data);
  if (faults != NULL)
    g_test_fail ();
  g_hash_table_unref (search.faults);
}

/* The application binds the catalogs of its own. */
static void
add_tests (void)
{
  g_autofree char *folder = g_dir_make_tmp ("neurons-cut-off-XXXXXX", NULL);
  const char *command[] = { "python3", g_getenv ("MAKE_PSEUDO_CATALOG"), g_getenv ("SOURCE_ROOT"), folder,
                            "xx", NULL };
  g_autoptr (GError) error = NULL;
  int status;

  g_assert_true (g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                               NULL, &status, &error));
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  bindtextdomain (GETTEXT_PACKAGE, folder);
  nrn_test_set_language ("xx");
  g_assert_true (g_str_has_prefix (dgettext (GETTEXT_PACKAGE, "Preferences"), "["));

  g_test_add_data_func ("/widgets/cut-off/left-to-right", GINT_TO_POINTER (GTK_TEXT_DIR_LTR),
                        test_cut_off);
  g_test_add_data_func ("/widgets/cut-off/right-to-left", GINT_TO_POINTER (GTK_TEXT_DIR_RTL),
                        test_cut_off);
}

int
main (int   argc,
      char *argv[])
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
