/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * All about the data: when it is counted, and who shows it.
 */

#include "config.h"

#include "nrn-data-page.h"

#include <glib/gi18n-lib.h>

#include "nrn-data-digest.h"
#include "nrn-data-table.h"
#include "nrn-data-words.h"
#include "nrn-split-digest.h"

struct _NrnDataPage
{
  GtkWidget        parent_instance;

  NrnDocument     *document;      /* owned */
  NrnDataDigest   *digest;        /* owned; of what is shown; NULL: nothing yet */
  GCancellable    *cancellable;   /* owned; NULL while nothing is counted */
  gboolean         is_old;        /* what is shown is of another experiment */

  /* Template children */
  GtkWidget       *scroller;
  GtkLabel        *title_label;
  GtkLabel        *sentence_label;
  GtkLabel        *rows_label;
  GtkLabel        *features_label;
  GtkLabel        *labels_title;
  GtkLabel        *labels_label;
  GtkLabel        *arrays_label;
  NrnDataTable    *table;
};

G_DEFINE_FINAL_TYPE (NrnDataPage, nrn_data_page, GTK_TYPE_WIDGET)

enum
{
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- Counting ---- */

/* Everything is owned. Written by the thread until the task returns. */
typedef struct
{
  NrnExperiment  *experiment;
  NrnDataset     *dataset;
  NrnScaler      *scaler;       /* NULL: not scaled */
  NrnDataDigest  *digest;       /* NULL: to be made */
  NrnSplitDigest *split;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  nrn_experiment_unref (work->experiment);
  nrn_dataset_unref (work->dataset);
  g_clear_pointer (&work->scaler, nrn_scaler_unref);
  g_clear_pointer (&work->digest, nrn_data_digest_unref);
  g_clear_pointer (&work->split, nrn_split_digest_unref);
  g_free (work);
}

static void
work_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Work *work = data;
  const NrnFitOptions *fit = &nrn_experiment_get_parts (work->experiment)->fit;

  if (work->digest == NULL)
    work->digest = nrn_data_digest_new (work->dataset);
  work->split = nrn_split_digest_new (work->dataset, fit->validation_split,
                                      fit->validation_shuffled, fit->seed);
  g_task_return_boolean (task, TRUE);
}

/* ---- What is shown ---- */

static void
set_text (GtkLabel *label,
          char     *text)
{
  if (g_strcmp0 (gtk_label_get_text (label), text) != 0)
    gtk_label_set_text (label, text);
  g_free (text);
}

static void
show_words (NrnDataPage         *self,
            const NrnDataSource *source)
{
  const NrnDataset *dataset = nrn_data_digest_get_dataset (self->digest);

  set_text (self->title_label, nrn_data_words_title (source));
  set_text (self->sentence_label, nrn_data_words_sentence (source, self->digest));
  set_text (self->rows_label, nrn_data_words_rows (self->digest));
  set_text (self->features_label, nrn_data_words_features (self->digest));
  set_text (self->labels_title, g_strdup (nrn_dataset_get_n_classes (dataset) > 0 ? _("Labels")
                                                                                 : _("Targets")));
  set_text (self->labels_label, nrn_data_words_labels (self->digest));
  set_text (self->arrays_label, nrn_data_words_arrays (self->digest));
}

static void
show (NrnDataPage *self,
      const Work  *work)
{
  g_clear_pointer (&self->digest, nrn_data_digest_unref);
  self->digest = nrn_data_digest_ref (work->digest);
  show_words (self, nrn_experiment_get_parts (work->experiment)->source);
  nrn_data_table_set (self->table, work->digest, work->split, work->scaler);
}

static void update (NrnDataPage *self);

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  NrnDataPage *self = NRN_DATA_PAGE (object);

  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;

  g_clear_object (&self->cancellable);
  show (self, g_task_get_task_data (G_TASK (result)));
  if (self->is_old)
    update (self);
}

/* Counts what is there now, unless something is under way: then it is looked
 * at again when that is done. */
static void
update (NrnDataPage *self)
{
  const NrnDataset *dataset = nrn_document_get_dataset (self->document);
  const NrnScaler *scaler = nrn_document_get_scaler (self->document);
  g_autoptr (GTask) task = NULL;
  Work *work;

  self->is_old = TRUE;
  if (self->cancellable != NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  work = g_new0 (Work, 1);
  work->experiment = nrn_experiment_ref (nrn_document_get_experiment (self->document));
  work->dataset = nrn_dataset_ref (dataset);
  work->scaler = scaler != NULL ? nrn_scaler_ref (scaler) : NULL;
  if (self->digest != NULL && nrn_data_digest_get_dataset (self->digest) == dataset)
    work->digest = nrn_data_digest_ref (self->digest);

  self->is_old = FALSE;
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, done_cb, NULL);
  g_task_set_source_tag (task, update);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, work_in_thread);
}

/* ---- The class ---- */

static void
nrn_data_page_map (GtkWidget *widget)
{
  NrnDataPage *self = NRN_DATA_PAGE (widget);

  GTK_WIDGET_CLASS (nrn_data_page_parent_class)->map (widget);

  if (self->is_old)
    update (self);
}

static void
nrn_data_page_dispose (GObject *object)
{
  NrnDataPage *self = NRN_DATA_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->digest, nrn_data_digest_unref);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (nrn_data_page_parent_class)->dispose (object);
}

static void
nrn_data_page_class_init (NrnDataPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_data_page_dispose;
  widget_class->map = nrn_data_page_map;

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (NRN_TYPE_DATA_TABLE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-data-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnDataPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, NrnDataPage, title_label);
  gtk_widget_class_bind_template_child (widget_class, NrnDataPage, sentence_label);
  gtk_widget_class_bind_template_child (widget_class, NrnDataPage, rows_label);
  gtk_widget_class_bind_template_child (widget_class, NrnDataPage, features_label);
  gtk_widget_class_bind_template_child (widget_class, NrnDataPage, labels_title);
  gtk_widget_class_bind_template_child (widget_class, NrnDataPage, labels_label);
  gtk_widget_class_bind_template_child (widget_class, NrnDataPage, arrays_label);
  gtk_widget_class_bind_template_child (widget_class, NrnDataPage, table);
}

static void
nrn_data_page_init (NrnDataPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nrn_data_page_set_document:
 * @page: a page
 * @document: whose data to show
 */
void
nrn_data_page_set_document (NrnDataPage *page,
                            NrnDocument *document)
{
  g_return_if_fail (page->document == NULL);

  page->document = g_object_ref (document);
  page->is_old = TRUE;
  nrn_data_table_set_document (page->table, document);
  g_signal_connect_object (document, "experiment-changed", G_CALLBACK (update), page,
                           G_CONNECT_SWAPPED);
}
