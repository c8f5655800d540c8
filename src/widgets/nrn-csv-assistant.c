/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Importing a table: what is in it, and what of it shall be used.
 *
 * Each choice is followed by reading what has changed, on a thread: the table
 * where it is cut differently, else its rows. So what is shown is what will be
 * imported, and that it is there already.
 */

#include "config.h"

#include "nrn-csv-assistant.h"

#include <glib/gi18n-lib.h>

#include "nrn-accessible.h"
#include "nrn-csv-jobs.h"
#include "nrn-csv-preview.h"
#include "nrn-error.h"

/* How often the bar moves, in ms. */
#define PROGRESS_INTERVAL 100

/* Nobody would rename more classes. */
#define MAX_CLASS_ROWS 20

struct _NrnCsvAssistant
{
  AdwWindow            parent_instance;

  /* Owned */
  char                *path;          /* NULL for a text */
  char                *name;          /* of the text */
  char                *text;
  NrnCsvSurvey        *survey;        /* NULL before the table was read */
  NrnCsvRowsRead      *rows;          /* NULL while they are read, or cannot be */
  NrnCsvJob           *job;           /* NULL while nothing is under way */
  GHashTable          *renames;       /* from labels to the names of classes */
  char               **labels;        /* those that have a row; NULL for none */
  GPtrArray           *class_rows;    /* their rows, borrowed */

  NrnCsvFormat         format;        /* what the student has chosen; 0 to detect */
  guint32              seed;
  gboolean             updating;      /* the fields follow the table */
  gboolean             has_missing_choice;
  guint                progress_id;   /* 0 while nothing is under way */

  /* Template children */
  AdwWindowTitle      *title;
  GtkButton           *import_button;
  GtkProgressBar      *progress_bar;
  NrnCsvPreview       *preview;
  NrnCsvColumns       *columns;
  AdwComboRow         *separator_row;
  AdwComboRow         *decimal_row;
  GtkSwitch           *header_switch;
  AdwComboRow         *missing_row;
  AdwComboRow         *rows_row;
  GtkWidget           *n_rows_row;
  GtkSpinButton       *n_rows_spin;
  AdwPreferencesGroup *classes_group;
  GtkLabel            *summary_label;
  GtkWidget           *warning_box;
  GtkLabel            *warning_label;
};

G_DEFINE_FINAL_TYPE (NrnCsvAssistant, nrn_csv_assistant, ADW_TYPE_WINDOW)

enum
{
  IMPORT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* In the order of the rows' lists. */
static const char separators[] = { ',', ';', '\t', ' ', '|' };
static const char decimals[] = { '.', ',' };

static void read_rows (NrnCsvAssistant *self);

/* ---- Work under way ---- */

static gboolean
progress_cb (gpointer data)
{
  NrnCsvAssistant *self = data;

  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), TRUE);
  gtk_progress_bar_set_fraction (self->progress_bar, nrn_csv_job_get_done (self->job));

  return G_SOURCE_CONTINUE;
}

static void
stop_job (NrnCsvAssistant *self)
{
  g_clear_pointer (&self->job, nrn_csv_job_stop);
  g_clear_handle_id (&self->progress_id, g_source_remove);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), FALSE);
}

/* Takes @job; what was under way is not wanted any more. */
static void
start_job (NrnCsvAssistant *self,
           NrnCsvJob       *job)
{
  stop_job (self);
  self->job = job;
  self->progress_id = g_timeout_add (PROGRESS_INTERVAL, progress_cb, self);
}

/* ---- Words ---- */

static void
say (NrnCsvAssistant *self,
     const char      *summary,
     const char      *warning)
{
  gboolean is_new = g_strcmp0 (gtk_label_get_text (self->summary_label), summary) != 0 ||
                    (warning != NULL &&
                     g_strcmp0 (gtk_label_get_text (self->warning_label), warning) != 0);
  g_autofree char *both = NULL;

  gtk_label_set_text (self->summary_label, summary);
  gtk_widget_set_visible (GTK_WIDGET (self->summary_label), *summary != '\0');
  gtk_label_set_text (self->warning_label, warning != NULL ? warning : "");
  gtk_widget_set_visible (self->warning_box, warning != NULL && *warning != '\0');
  if (!is_new)
    return;

  both = g_strconcat (summary, " ", warning, NULL);
  nrn_accessible_announce (GTK_WINDOW (self), both);
}

static void
fail (NrnCsvAssistant *self,
      const GError    *error)
{
  g_clear_pointer (&self->rows, nrn_csv_rows_read_free);
  gtk_widget_set_sensitive (GTK_WIDGET (self->import_button), FALSE);
  say (self, "", error->message);
}

/* ---- Choices ---- */

static void
get_choice (NrnCsvAssistant *self,
            NrnTableChoice  *choice)
{
  guint rows = adw_combo_row_get_selected (self->rows_row);

  *choice = (NrnTableChoice) {
    .survey = self->survey,
    .roles = nrn_csv_columns_get_roles (self->columns),
    .options = {
      .missing = (NrnCsvMissing) adw_combo_row_get_selected (self->missing_row),
      .n_rows = rows > 0 ? (guint) gtk_spin_button_get_value_as_int (self->n_rows_spin) : 0,
      .random_rows = rows == 2,
      .seed = self->seed,
    },
  };
}

/* Where a chosen column has gaps, the rows are left out unless the student has
 * said otherwise. */
static void
choose_missing (NrnCsvAssistant *self)
{
  const NrnRole *roles = nrn_csv_columns_get_roles (self->columns);
  guint n_missing = 0;
  g_autofree char *words = NULL;

  for (guint i = 0; i < nrn_csv_survey_get_n (self->survey); i++)
    {
      if (roles[i] != NRN_ROLE_IGNORE)
        n_missing += nrn_csv_survey_get_column (self->survey, i)->n_missing;
    }

  words = n_missing == 0
            ? g_strdup (_("None in these columns"))
            : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u in these columns",
                                            "%'u in these columns", n_missing), n_missing);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->missing_row), words);
  if (self->has_missing_choice)
    return;

  self->updating = TRUE;
  adw_combo_row_set_selected (self->missing_row, n_missing > 0 ? NRN_CSV_MISSING_DROP
                                                               : NRN_CSV_MISSING_REFUSE);
  self->updating = FALSE;
}

/* ---- Class names ---- */

static void
class_renamed_cb (NrnCsvAssistant *self,
                  AdwEntryRow     *row)
{
  const char *label = g_object_get_data (G_OBJECT (row), "label");
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  if (self->updating)
    return;

  if (*name == '\0' || g_str_equal (name, label))
    g_hash_table_remove (self->renames, label);
  else
    g_hash_table_insert (self->renames, g_strdup (label), g_steal_pointer (&name));
  read_rows (self);
}

static void
add_class_row (NrnCsvAssistant *self,
               const char      *label)
{
  GtkWidget *row = adw_entry_row_new ();
  const char *name = g_hash_table_lookup (self->renames, label);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  gtk_editable_set_text (GTK_EDITABLE (row), name != NULL ? name : label);
  g_object_set_data_full (G_OBJECT (row), "label", g_strdup (label), g_free);
  nrn_accessible_complete_entry_row (ADW_ENTRY_ROW (row));
  g_signal_connect_swapped (row, "changed", G_CALLBACK (class_renamed_cb), self);
  adw_preferences_group_add (self->classes_group, row);
  g_ptr_array_add (self->class_rows, row);
}

static void
update_classes (NrnCsvAssistant *self,
                const char      *const *labels)
{
  guint n = labels != NULL ? g_strv_length ((char **) labels) : 0;

  gtk_widget_set_visible (GTK_WIDGET (self->classes_group), n > 0 && n <= MAX_CLASS_ROWS);
  if (labels != NULL && self->labels != NULL &&
      g_strv_equal (labels, (const char *const *) self->labels))
    return;

  for (guint i = 0; i < self->class_rows->len; i++)
    adw_preferences_group_remove (self->classes_group, g_ptr_array_index (self->class_rows, i));
  g_ptr_array_set_size (self->class_rows, 0);
  g_clear_pointer (&self->labels, g_strfreev);
  if (n == 0 || n > MAX_CLASS_ROWS)
    return;

  self->labels = g_strdupv ((char **) labels);
  self->updating = TRUE;
  for (guint i = 0; i < n; i++)
    add_class_row (self, labels[i]);
  self->updating = FALSE;
}

/* ---- Reading ---- */

static void
rows_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  NrnCsvAssistant *self = NRN_CSV_ASSISTANT (object);
  g_autoptr (GError) error = NULL;
  NrnCsvRowsRead *rows = nrn_csv_job_take_rows (result, &error);
  g_autofree char *summary = NULL;
  g_auto (GStrv) warnings = NULL;
  g_autofree char *warning = NULL;
  NrnTableChoice choice;

  if (!nrn_csv_job_is_of (self->job, result))
    {
      g_clear_pointer (&rows, nrn_csv_rows_read_free);
      return;
    }

  stop_job (self);
  if (rows == NULL)
    {
      update_classes (self, NULL);
      fail (self, error);
      return;
    }

  g_clear_pointer (&self->rows, nrn_csv_rows_read_free);
  self->rows = rows;
  get_choice (self, &choice);
  summary = nrn_table_choice_summarize (&choice, rows->dataset, &rows->counts);
  warnings = nrn_table_choice_warn (&choice, rows->dataset);
  warning = g_strjoinv ("\n", warnings);
  update_classes (self, (const char *const *) rows->labels);
  gtk_widget_set_sensitive (GTK_WIDGET (self->import_button), TRUE);
  say (self, summary, warning);
}

static void
read_rows (NrnCsvAssistant *self)
{
  g_autoptr (NrnDataSource) source = NULL;
  g_autoptr (GError) error = NULL;
  NrnTableChoice choice;

  if (self->survey == NULL)
    return;

  g_clear_pointer (&self->rows, nrn_csv_rows_read_free);
  gtk_widget_set_sensitive (GTK_WIDGET (self->import_button), FALSE);
  choose_missing (self);
  get_choice (self, &choice);
  source = nrn_table_choice_to_source (&choice, self->path, self->name, self->text, &error);
  if (source == NULL)
    {
      stop_job (self);
      update_classes (self, NULL);
      fail (self, error);
      return;
    }

  start_job (self, nrn_csv_job_read_rows (self->survey, source, self->renames, G_OBJECT (self),
                                          rows_read_cb));
}

static guint
find_sign (const char *signs,
           guint       n,
           char        sign)
{
  for (guint i = 0; i < n; i++)
    {
      if (signs[i] == sign)
        return i;
    }

  return GTK_INVALID_LIST_POSITION;
}

static void
show_format (NrnCsvAssistant    *self,
             const NrnCsvFormat *format)
{
  self->updating = TRUE;
  adw_combo_row_set_selected (self->separator_row,
                              find_sign (separators, G_N_ELEMENTS (separators), format->separator));
  adw_combo_row_set_selected (self->decimal_row,
                              find_sign (decimals, G_N_ELEMENTS (decimals), format->decimal));
  gtk_switch_set_active (self->header_switch, format->header == NRN_CSV_HEADER_YES);
  self->updating = FALSE;
}

static void
table_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      data)
{
  NrnCsvAssistant *self = NRN_CSV_ASSISTANT (object);
  g_autoptr (GError) error = NULL;
  NrnCsvSurvey *survey = nrn_csv_job_take_survey (result, &error);
  gboolean is_first = self->survey == NULL;

  if (!nrn_csv_job_is_of (self->job, result))
    {
      g_clear_pointer (&survey, nrn_csv_survey_unref);
      return;
    }

  stop_job (self);
  g_clear_pointer (&self->survey, nrn_csv_survey_unref);
  self->survey = survey;
  nrn_csv_preview_set_survey (self->preview, survey);
  if (survey == NULL)
    {
      nrn_csv_columns_set_survey (self->columns, NULL);
      update_classes (self, NULL);
      fail (self, error);
      return;
    }

  show_format (self, nrn_csv_table_get_format (nrn_csv_survey_get_table (survey)));
  nrn_csv_columns_set_survey (self->columns, survey);
  read_rows (self);
  if (is_first)
    gtk_widget_child_focus (GTK_WIDGET (self->columns), GTK_DIR_TAB_FORWARD);
}

static void
read_table (NrnCsvAssistant *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->import_button), FALSE);
  g_clear_pointer (&self->rows, nrn_csv_rows_read_free);
  start_job (self, nrn_csv_job_read_table (self->path, self->name, self->text, &self->format,
                                           G_OBJECT (self), table_read_cb));
}

/* ---- What the student does ---- */

static void
format_changed_cb (NrnCsvAssistant *self)
{
  guint separator = adw_combo_row_get_selected (self->separator_row);
  guint decimal = adw_combo_row_get_selected (self->decimal_row);

  if (self->updating || separator >= G_N_ELEMENTS (separators) || decimal >= G_N_ELEMENTS (decimals))
    return;

  self->format.separator = separators[separator];
  self->format.decimal = decimals[decimal];
  self->format.header = gtk_switch_get_active (self->header_switch) ? NRN_CSV_HEADER_YES
                                                                    : NRN_CSV_HEADER_NO;
  read_table (self);
}

static void
options_changed_cb (NrnCsvAssistant *self,
                    GParamSpec      *pspec,
                    GObject         *field)
{
  gtk_widget_set_visible (self->n_rows_row, adw_combo_row_get_selected (self->rows_row) > 0);
  if (self->updating)
    return;

  self->has_missing_choice = TRUE;
  read_rows (self);
}

static void
roles_changed_cb (NrnCsvAssistant *self)
{
  read_rows (self);
}

static void
import_clicked_cb (NrnCsvAssistant *self)
{
  g_autoptr (NrnDataSource) source = NULL;

  if (self->rows == NULL)
    return;

  source = nrn_data_source_ref (self->rows->source);
  g_signal_emit (self, signals[IMPORT], 0, source);
  gtk_window_close (GTK_WINDOW (self));
}

/* ---- The class ---- */

/* It is closed: nobody waits for the job under way, which holds it until it is over.
 * By then there may be no window behind it; GTK does not tell a closed one. */
static void
nrn_csv_assistant_unrealize (GtkWidget *widget)
{
  stop_job (NRN_CSV_ASSISTANT (widget));
  gtk_window_set_transient_for (GTK_WINDOW (widget), NULL);

  GTK_WIDGET_CLASS (nrn_csv_assistant_parent_class)->unrealize (widget);
}

static void
nrn_csv_assistant_dispose (GObject *object)
{
  NrnCsvAssistant *self = NRN_CSV_ASSISTANT (object);

  g_clear_pointer (&self->job, nrn_csv_job_stop);
  g_clear_handle_id (&self->progress_id, g_source_remove);
  g_clear_pointer (&self->rows, nrn_csv_rows_read_free);
  g_clear_pointer (&self->survey, nrn_csv_survey_unref);

  G_OBJECT_CLASS (nrn_csv_assistant_parent_class)->dispose (object);
}

static void
nrn_csv_assistant_finalize (GObject *object)
{
  NrnCsvAssistant *self = NRN_CSV_ASSISTANT (object);

  g_free (self->path);
  g_free (self->name);
  g_free (self->text);
  g_strfreev (self->labels);
  g_hash_table_unref (self->renames);
  g_ptr_array_unref (self->class_rows);

  G_OBJECT_CLASS (nrn_csv_assistant_parent_class)->finalize (object);
}

static void
nrn_csv_assistant_class_init (NrnCsvAssistantClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_csv_assistant_dispose;
  G_OBJECT_CLASS (klass)->finalize = nrn_csv_assistant_finalize;
  widget_class->unrealize = nrn_csv_assistant_unrealize;

  signals[IMPORT] = g_signal_new ("import", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  g_type_ensure (NRN_TYPE_CSV_COLUMNS);
  g_type_ensure (NRN_TYPE_CSV_PREVIEW);
  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-csv-assistant.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnCsvAssistant, title);
  gtk_widget_class_bind_template_child (widget_class, NrnCsvAssistant, import_button);
  gtk_widget_class_bind_template_child (widget_class, NrnCsvAssistant, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, NrnCsvAssistant, preview);
  gtk_widget_class_bind_template_child (widget_class, NrnCsvAssistant, columns);
  gtk_widget_class_bind_template_child (widget_class, NrnCsvAssistant, separator_row);
  gtk_widget_class_bind_template_child (widget_class, NrnCsvAssistant, decimal_row);
  gtk_widget_class_bind_template_child (widget_class, NrnCsvAssistant, header_switch);
  gtk_widget_class_bind_template_child (widget_class, NrnCsvAssistant, missing_row);
  gtk_widget_class_bind_template_child (widget_class, NrnCsvAssistant, rows_row);
  gtk_widget_class_bind_template_child (widget_class, NrnCsvAssistant, n_rows_row);
  gtk_widget_class_bind_template_child (widget_class, NrnCsvAssistant, n_rows_spin);
  gtk_widget_class_bind_template_child (widget_class, NrnCsvAssistant, classes_group);
  gtk_widget_class_bind_template_child (widget_class, NrnCsvAssistant, summary_label);
  gtk_widget_class_bind_template_child (widget_class, NrnCsvAssistant, warning_box);
  gtk_widget_class_bind_template_child (widget_class, NrnCsvAssistant, warning_label);
  gtk_widget_class_bind_template_callback (widget_class, format_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, options_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, roles_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, import_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
}

static void
nrn_csv_assistant_init (NrnCsvAssistant *self)
{
  self->renames = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->class_rows = g_ptr_array_new ();
  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  nrn_accessible_complete_combo_row (self->separator_row);
  nrn_accessible_complete_combo_row (self->decimal_row);
  nrn_accessible_complete_combo_row (self->missing_row);
  nrn_accessible_complete_combo_row (self->rows_row);
  self->updating = FALSE;
}

/**
 * nrn_csv_assistant_new:
 * @path: (nullable): a CSV file
 * @name: (nullable): what to call @text
 * @text: (nullable): a table, where there is no file
 * @seed: fixes which rows are chosen by chance
 *
 * Returns: (transfer none): a window that reads the table at once
 */
GtkWidget *
nrn_csv_assistant_new (const char *path,
                       const char *name,
                       const char *text,
                       guint32     seed)
{
  NrnCsvAssistant *self = g_object_new (NRN_TYPE_CSV_ASSISTANT, NULL);
  g_autofree char *basename = path != NULL ? g_filename_display_basename (path) : g_strdup (name);

  self->path = g_strdup (path);
  self->name = g_strdup (name);
  self->text = g_strdup (text);
  self->seed = seed;
  adw_window_title_set_subtitle (self->title, basename);
  read_table (self);

  return GTK_WIDGET (self);
}

/**
 * nrn_csv_assistant_is_ready:
 * @assistant: an assistant
 *
 * Returns: whether what was chosen can be imported; not while it is read
 */
gboolean
nrn_csv_assistant_is_ready (NrnCsvAssistant *assistant)
{
  return assistant->rows != NULL;
}

/**
 * nrn_csv_assistant_get_summary:
 * @assistant: an assistant
 *
 * Returns: (transfer none): the sentence on what will be imported, or on why
 *   it cannot be
 */
const char *
nrn_csv_assistant_get_summary (NrnCsvAssistant *assistant)
{
  const char *summary = gtk_label_get_text (assistant->summary_label);

  return *summary != '\0' ? summary : gtk_label_get_text (assistant->warning_label);
}

/**
 * nrn_csv_assistant_get_columns:
 * @assistant: an assistant
 *
 * Returns: (transfer none): what each column is for
 */
NrnCsvColumns *
nrn_csv_assistant_get_columns (NrnCsvAssistant *assistant)
{
  return assistant->columns;
}
