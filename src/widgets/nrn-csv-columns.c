/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The columns of a table, and what each is for.
 */

#include "config.h"

#include "nrn-csv-columns.h"

#include <glib/gi18n-lib.h>

/* All roles are equally wide, whatever they say; in pixels. */
#define ROLE_WIDTH 112

struct _NrnCsvColumns
{
  GtkWidget      parent_instance;

  NrnCsvSurvey  *survey;        /* owned; NULL before there is one */
  NrnRole       *roles;         /* owned; one for each column */
  gboolean       binding;       /* a row is brought up to date */
  GtkWidget     *scroller;      /* the only child */
  GtkListView   *view;
};

G_DEFINE_FINAL_TYPE (NrnCsvColumns, nrn_csv_columns, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What a row of the list is made of; in the data of its box. */
typedef struct
{
  GtkLabel    *name;
  GtkLabel    *description;
  GtkDropDown *role;
  guint        column;
} Row;

/* In the order of NrnRole. */
static GtkStringList *
list_roles (void)
{
  GtkStringList *roles = gtk_string_list_new (NULL);

  gtk_string_list_append (roles, _("Feature"));
  gtk_string_list_append (roles, _("Label"));
  gtk_string_list_append (roles, _("Target"));
  gtk_string_list_append (roles, _("Ignore"));

  return roles;
}

/* There is one label at most, and no targets beside it: who chooses another
 * wants that one. */
static void
make_way (NrnCsvColumns *self,
          guint          column)
{
  NrnRole role = self->roles[column];

  for (guint i = 0; i < nrn_csv_survey_get_n (self->survey); i++)
    {
      if (i == column || (role != NRN_ROLE_LABEL && role != NRN_ROLE_TARGET))
        continue;
      if (self->roles[i] == NRN_ROLE_LABEL || (role == NRN_ROLE_LABEL && self->roles[i] == NRN_ROLE_TARGET))
        self->roles[i] = NRN_ROLE_IGNORE;
    }
}

static void
update_rows (NrnCsvColumns *self)
{
  GtkSelectionModel *model = gtk_list_view_get_model (self->view);
  guint n = model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (model)) : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *box = gtk_widget_get_first_child (child);
      Row *row = box != NULL ? g_object_get_data (G_OBJECT (box), "row") : NULL;

      if (row != NULL && row->column < n)
        {
          self->binding = TRUE;
          gtk_drop_down_set_selected (row->role, self->roles[row->column]);
          self->binding = FALSE;
        }
    }
}

static void
role_selected_cb (GtkDropDown *drop_down,
                  GParamSpec  *pspec,
                  GtkWidget   *box)
{
  NrnCsvColumns *self =
    NRN_CSV_COLUMNS (gtk_widget_get_ancestor (box, NRN_TYPE_CSV_COLUMNS));
  Row *row = g_object_get_data (G_OBJECT (box), "row");
  guint selected = gtk_drop_down_get_selected (drop_down);

  if (self == NULL || self->binding || self->survey == NULL || selected > NRN_ROLE_IGNORE ||
      row->column >= nrn_csv_survey_get_n (self->survey) ||
      self->roles[row->column] == (NrnRole) selected)
    return;

  nrn_csv_columns_set_role (self, row->column, (NrnRole) selected);
}

static GtkLabel *
append_label (GtkWidget  *box,
              const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    {
      gtk_widget_add_css_class (label, css_class);
      gtk_widget_add_css_class (label, "caption");
    }
  gtk_box_append (GTK_BOX (box), label);

  return GTK_LABEL (label);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          NrnCsvColumns            *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  Row *row = g_new0 (Row, 1);

  row->name = append_label (words, NULL);
  row->description = append_label (words, "dim-label");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), words);
  row->role = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (list_roles ()), NULL));
  gtk_widget_set_valign (GTK_WIDGET (row->role), GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (GTK_WIDGET (row->role), ROLE_WIDTH, -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->role));
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  g_object_set_data_full (G_OBJECT (box), "row", row, g_free);
  g_signal_connect (row->role, "notify::selected", G_CALLBACK (role_selected_cb), box);
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         NrnCsvColumns            *self)
{
  Row *row = g_object_get_data (G_OBJECT (gtk_list_item_get_child (item)), "row");
  guint column = gtk_list_item_get_position (item);
  const char *name = nrn_csv_table_get_columns (nrn_csv_survey_get_table (self->survey))[column];
  g_autofree char *description =
    nrn_table_describe_column (nrn_csv_survey_get_column (self->survey, column));
  g_autofree char *label = g_strdup_printf (_("What “%s” is for"), name);

  row->column = column;
  gtk_label_set_text (row->name, name);
  gtk_label_set_text (row->description, description);
  gtk_widget_set_tooltip_text (GTK_WIDGET (row->description), description);
  self->binding = TRUE;
  gtk_drop_down_set_selected (row->role, self->roles[column]);
  self->binding = FALSE;
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->role),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

static void
nrn_csv_columns_dispose (GObject *object)
{
  NrnCsvColumns *self = NRN_CSV_COLUMNS (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->survey, nrn_csv_survey_unref);
  g_clear_pointer (&self->roles, g_free);

  G_OBJECT_CLASS (nrn_csv_columns_parent_class)->dispose (object);
}

static void
nrn_csv_columns_class_init (NrnCsvColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nrn_csv_columns_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
nrn_csv_columns_init (NrnCsvColumns *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_has_frame (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  self->view = GTK_LIST_VIEW (gtk_list_view_new (NULL, factory));
  gtk_list_view_set_show_separators (self->view, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Columns of the table"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->view));
}

static gboolean
has_same_columns (NrnCsvSurvey *a,
                  NrnCsvSurvey *b)
{
  return a != NULL && g_strv_equal (nrn_csv_table_get_columns (nrn_csv_survey_get_table (a)),
                                    nrn_csv_table_get_columns (nrn_csv_survey_get_table (b)));
}

/**
 * nrn_csv_columns_set_survey:
 * @columns: a list
 * @survey: (nullable): the table; %NULL for nothing
 *
 * The roles stay where the columns are called as before, and are guessed
 * anew otherwise.
 */
void
nrn_csv_columns_set_survey (NrnCsvColumns *columns,
                            NrnCsvSurvey  *survey)
{
  GtkStringList *names;
  GtkSelectionModel *model;

  gtk_list_view_set_model (columns->view, NULL);
  if (survey == NULL)
    {
      g_clear_pointer (&columns->survey, nrn_csv_survey_unref);
      return;
    }

  if (!has_same_columns (columns->survey, survey))
    {
      g_free (columns->roles);
      columns->roles = nrn_table_guess_roles (survey);
    }
  nrn_csv_survey_ref (survey);
  g_clear_pointer (&columns->survey, nrn_csv_survey_unref);
  columns->survey = survey;

  names = gtk_string_list_new (nrn_csv_table_get_columns (nrn_csv_survey_get_table (survey)));
  model = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (names)));
  gtk_list_view_set_model (columns->view, model);
  g_object_unref (model);
}

/**
 * nrn_csv_columns_get_roles:
 * @columns: a list
 *
 * Returns: (transfer none) (nullable): one for each column
 */
const NrnRole *
nrn_csv_columns_get_roles (NrnCsvColumns *columns)
{
  return columns->survey != NULL ? columns->roles : NULL;
}

/**
 * nrn_csv_columns_set_role:
 * @columns: a list
 * @column: one of its columns
 * @role: what it shall be for
 *
 * As if the student had chosen it: a label takes the place of another label,
 * or of targets.
 */
void
nrn_csv_columns_set_role (NrnCsvColumns *columns,
                          guint          column,
                          NrnRole        role)
{
  g_return_if_fail (columns->survey != NULL && column < nrn_csv_survey_get_n (columns->survey));

  columns->roles[column] = role;
  make_way (columns, column);
  update_rows (columns);
  g_signal_emit (columns, signals[CHANGED], 0);
}
