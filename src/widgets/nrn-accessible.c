/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What GTK and libadwaita do not tell a screen reader by themselves.
 */

#include "config.h"

#include "nrn-accessible.h"

/* Not at every key: a screen reader says those by itself. */
static void
describe_text (GtkWidget *text)
{
  if (!gtk_widget_has_focus (text))
    gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    gtk_editable_get_text (GTK_EDITABLE (text)), -1);
}

/**
 * nrn_accessible_complete_entry_row:
 * @row: a row that is not shown yet
 *
 * Lets a screen reader know when the row has the focus, and what is in it.
 *
 * The focus goes to a #GtkText inside, which is hidden from screen readers
 * because the widget around it is to speak for it. #AdwEntryRow cannot before
 * GTK 4.10, and the #GtkText does not tell its text then.
 */
void
nrn_accessible_complete_entry_row (AdwEntryRow *row)
{
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (row));

  /* Only what has no accessible context yet takes another role. */
  g_object_set (text, "accessible-role", GTK_ACCESSIBLE_ROLE_TEXT_BOX, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), -1);
  g_signal_connect (text, "changed", G_CALLBACK (describe_text), NULL);
  g_signal_connect (text, "notify::has-focus", G_CALLBACK (describe_text), NULL);
}

static void
describe_choice (AdwComboRow *row)
{
  GObject *item = adw_combo_row_get_selected_item (row);
  const char *choice = item != NULL ? gtk_string_object_get_string (GTK_STRING_OBJECT (item)) : "";

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  choice, -1);
}

/**
 * nrn_accessible_complete_combo_row:
 * @row: a row with a model of #GtkStringObject
 *
 * Lets a screen reader say what is chosen, when the row gets the focus and
 * when the choice changes: GTK 4 has no value for the role of a combo box.
 */
void
nrn_accessible_complete_combo_row (AdwComboRow *row)
{
  /* Newer rows are described by their subtitle, which counts for more. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
  g_signal_connect (row, "notify::selected-item", G_CALLBACK (describe_choice), NULL);
  describe_choice (row);
}

/**
 * nrn_accessible_set_name:
 * @widget: a widget
 * @name: what a screen reader calls it
 */
void
nrn_accessible_set_name (GtkWidget  *widget,
                         const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * nrn_accessible_set_button_name:
 * @button: a button with a label
 * @name: what a screen reader is to say instead of the label
 *
 * Lets a screen reader say more than there is room for. Since GTK 4.10 buttons
 * are labelled by what is in them, which counts for more than a name.
 */
void
nrn_accessible_set_button_name (GtkWidget  *button,
                                const char *name)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  nrn_accessible_set_name (button, name);
}

/* Each item by the first label in it: the second one is its key. */
static void
name_items (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkAccessibleRole role = gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (child));

      if (GTK_IS_LABEL (child) && role == GTK_ACCESSIBLE_ROLE_PRESENTATION && gtk_widget_get_focusable (widget))
        {
          nrn_accessible_set_button_name (widget, gtk_label_get_text (GTK_LABEL (child)));
          return;
        }
      name_items (child);
    }
}

static gboolean
mapped_cb (GSignalInvocationHint *hint,
           guint                  n_values,
           const GValue          *values,
           gpointer               data)
{
  GtkWidget *widget = g_value_get_object (&values[0]);

  if (GTK_IS_POPOVER_MENU (widget))
    name_items (widget);

  return TRUE;  /* and the next time again */
}

/**
 * nrn_accessible_complete_menus:
 *
 * Lets a screen reader say the items of all menus, from now on. GTK 4.18 labels them by
 * what it hides from screen readers, so they have no name. It is called once.
 */
void
nrn_accessible_complete_menus (void)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (GTK_TYPE_WIDGET);

  g_signal_add_emission_hook (g_signal_lookup ("map", G_TYPE_FROM_CLASS (klass)), 0, mapped_cb, NULL,
                              NULL);
}

static const char *
find_words (GtkWidget *widget)
{
  const char *found = GTK_IS_INSCRIPTION (widget) ? gtk_inscription_get_text (GTK_INSCRIPTION (widget))
                                                  : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_words (child);

  return found;
}

/* The titles of its columns, each with what the row has there. */
static void
describe_row (GtkWidget *row)
{
  GtkWidget *view = gtk_widget_get_ancestor (row, GTK_TYPE_COLUMN_VIEW);
  GtkWidget *cell = gtk_widget_get_first_child (row);
  g_autoptr (GString) all = g_string_new (NULL);
  GListModel *columns;

  if (view == NULL || !gtk_widget_has_focus (row))
    return;

  columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (view));
  for (guint i = 0; i < g_list_model_get_n_items (columns) && cell != NULL; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      const char *words = find_words (cell);

      if (words != NULL && *words != '\0')
        g_string_append_printf (all, "%s%s %s", all->len > 0 ? "; " : "",
                                gtk_column_view_column_get_title (column), words);
      cell = gtk_widget_get_next_sibling (cell);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, all->str,
                                  -1);
}

/**
 * nrn_accessible_complete_table_row:
 * @row: a row of a #GtkColumnView, with cells of #GtkInscription
 *
 * Lets a screen reader say all that is in the row when it gets the focus: GTK has its
 * arrow keys go from row to row, and not to cells. It is called as often as one likes.
 */
void
nrn_accessible_complete_table_row (GtkWidget *row)
{
  g_signal_handlers_disconnect_by_func (row, describe_row, NULL);
  g_signal_connect (row, "notify::has-focus", G_CALLBACK (describe_row), NULL);
}

#if !GTK_CHECK_VERSION (4, 14, 0)

#define SAID_KEY "nrn-accessible-said"

static void
is_active_changed_cb (GtkWindow *window)
{
  if (gtk_window_is_active (window))
    return;

  gtk_accessible_update_property (GTK_ACCESSIBLE (window), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_window_get_title (window), -1);
}

#endif

/**
 * nrn_accessible_announce:
 * @window: a window with a title
 * @sentence: what somebody should know who does not see it
 *
 * Has a screen reader say something, wherever the focus is.
 *
 * Before GTK 4.14 nothing in it can announce. Screen readers do say the new
 * name of the active window, so the sentence becomes that, until another
 * window is active.
 */
void
nrn_accessible_announce (GtkWindow  *window,
                         const char *sentence)
{
#if GTK_CHECK_VERSION (4, 14, 0)
  /* What GTK has for unit tests cannot announce, and crashes (4.18). */
  if (g_strcmp0 (g_getenv ("GTK_A11Y"), "test") == 0)
    return;

  G_GNUC_BEGIN_IGNORE_DEPRECATIONS  /* it is newer than GDK_VERSION_MAX_ALLOWED */
  gtk_accessible_announce (GTK_ACCESSIBLE (window), sentence,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  G_GNUC_END_IGNORE_DEPRECATIONS
#else
  if (g_signal_handler_find (window, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, is_active_changed_cb, NULL) == 0)
    g_signal_connect (window, "notify::is-active", G_CALLBACK (is_active_changed_cb), NULL);
  if (!gtk_window_is_active (window))
    return;
  /* Only a change is told. */
  if (g_strcmp0 (g_object_get_data (G_OBJECT (window), SAID_KEY), sentence) == 0)
    gtk_accessible_reset_property (GTK_ACCESSIBLE (window), GTK_ACCESSIBLE_PROPERTY_LABEL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (window), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  sentence, -1);
  g_object_set_data_full (G_OBJECT (window), SAID_KEY, g_strdup (sentence), g_free);
#endif
}
