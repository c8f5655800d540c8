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
#include "nrn-focus.h"
#include "nrn-generator-card.h"
#include "nrn-histogram-view.h"
#include "nrn-points-card.h"
#include "nrn-scale-bench.h"
#include "nrn-split-card.h"
#include "nrn-split-digest.h"
#include "nrn-task.h"
#include "nrn-wheel.h"

struct _NrnDataPage
{
  GtkWidget        parent_instance;

  NrnDocument     *document;      /* owned */
  NrnDataDigest   *digest;        /* owned; of what is shown; NULL: nothing yet */
  GCancellable    *cancellable;   /* owned; NULL while nothing is counted */
  gboolean         is_old;        /* what is shown is of another experiment */
  gboolean         wants_focus;   /* once there is something to have it */

  /* Template children */
  GtkWidget       *scroller;
  GtkLabel        *title_label;
  GtkLabel        *sentence_label;
  GtkLabel        *rows_label;
  GtkLabel        *features_label;
  GtkLabel        *labels_title;
  GtkLabel        *labels_label;
  GtkLabel        *arrays_label;
  NrnGeneratorCard *generator_card;
  GtkFlowBox      *histograms;
  GtkLabel        *histograms_label;
  NrnPointsCard   *points_card;
  NrnSplitCard    *split_card;
  NrnScaleBench   *scale_bench;
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
  NrnSplitDigest *suggested;    /* NULL: something is held out already */
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
  g_clear_pointer (&work->suggested, nrn_split_digest_unref);
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
  if (fit->validation_split <= 0)
    work->suggested = nrn_split_digest_new (work->dataset, NRN_SPLIT_CARD_SUGGESTION, FALSE,
                                            fit->seed);
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

static NrnHistogramView *
get_histogram (NrnDataPage *self,
               guint        column)
{
  GtkFlowBoxChild *child = gtk_flow_box_get_child_at_index (self->histograms, (int) column);

  return child != NULL ? NRN_HISTOGRAM_VIEW (gtk_flow_box_child_get_child (child)) : NULL;
}

/* What can have the focus is the picture, and not its frame. */
static void
add_histogram (NrnDataPage *self)
{
  GtkWidget *view = nrn_histogram_view_new ();

  gtk_flow_box_append (self->histograms, view);
  gtk_widget_set_focusable (gtk_widget_get_parent (view), FALSE);
}

/* As many as there are columns; a single one has the whole width. */
static void
show_histograms (NrnDataPage *self)
{
  const NrnDataset *dataset = nrn_data_digest_get_dataset (self->digest);
  guint n_features = nrn_data_digest_get_n_features (self->digest);
  guint n_columns = n_features + nrn_data_digest_get_n_targets (self->digest);
  NrnHistogramView *view;

  for (guint i = 0; i < n_columns; i++)
    {
      if (get_histogram (self, i) == NULL)
        add_histogram (self);
      nrn_histogram_view_set (get_histogram (self, i), self->digest, i);
    }
  while ((view = get_histogram (self, n_columns)) != NULL)
    {
      nrn_focus_leave (GTK_WIDGET (view));
      gtk_flow_box_remove (self->histograms, gtk_widget_get_parent (GTK_WIDGET (view)));
    }
  gtk_flow_box_set_max_children_per_line (self->histograms, MIN (n_columns, 2));

  gtk_widget_set_visible (GTK_WIDGET (self->histograms_label),
                          n_features < nrn_dataset_get_n_features (dataset));
  set_text (self->histograms_label,
            g_strdup_printf (_("The first %u features of %u."), n_features,
                             nrn_dataset_get_n_features (dataset)));
}

static void
show (NrnDataPage *self,
      const Work  *work)
{
  gboolean are_others = self->digest != work->digest;

  g_clear_pointer (&self->digest, nrn_data_digest_unref);
  self->digest = nrn_data_digest_ref (work->digest);
  show_words (self, nrn_experiment_get_parts (work->experiment)->source);
  if (are_others)
    show_histograms (self);
  nrn_split_card_set (self->split_card, work->split, work->suggested);
  nrn_scale_bench_set (self->scale_bench, work->digest);
  nrn_data_table_set (self->table, work->digest, work->split, work->scaler);
}

static void update (NrnDataPage *self);

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  NrnDataPage *self = NRN_DATA_PAGE (object);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  /* Its window may have been closed meanwhile. */
  if (root == NULL || g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;

  g_clear_object (&self->cancellable);
  show (self, g_task_get_task_data (G_TASK (result)));
  if (self->wants_focus && gtk_root_get_focus (root) == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  self->wants_focus = FALSE;
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
  task = nrn_task_new (self, self->cancellable, done_cb, NULL);
  g_task_set_source_tag (task, update);
  g_task_set_task_data (task, work, work_free);
  nrn_task_run (task, work_in_thread);
}

static void
part_failed_cb (NrnDataPage *self,
                const char  *sentence)
{
  g_signal_emit (self, signals[FAILED], 0, sentence);
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

/* Whoever comes here by the keyboard begins with the pictures, which are yet to
 * come: the fields would take what is typed. */
static gboolean
nrn_data_page_grab_focus (GtkWidget *widget)
{
  NrnDataPage *self = NRN_DATA_PAGE (widget);

  self->wants_focus = self->digest == NULL;

  return self->wants_focus || gtk_widget_grab_focus (GTK_WIDGET (get_histogram (self, 0)));
}

/* Tab comes by all of it. GTK 4.8 would rather grab the focus, on the way in and, back
 * again, on the way out. */
static gboolean
nrn_data_page_focus (GtkWidget        *widget,
                     GtkDirectionType  direction)
{
  return gtk_widget_child_focus (GTK_WIDGET (NRN_DATA_PAGE (widget)->scroller), direction);
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
  widget_class->grab_focus = nrn_data_page_grab_focus;
  widget_class->focus = nrn_data_page_focus;

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (NRN_TYPE_DATA_TABLE);
  g_type_ensure (NRN_TYPE_GENERATOR_CARD);
  g_type_ensure (NRN_TYPE_POINTS_CARD);
  g_type_ensure (NRN_TYPE_SCALE_BENCH);
  g_type_ensure (NRN_TYPE_SPLIT_CARD);
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
  gtk_widget_class_bind_template_child (widget_class, NrnDataPage, generator_card);
  gtk_widget_class_bind_template_child (widget_class, NrnDataPage, histograms);
  gtk_widget_class_bind_template_child (widget_class, NrnDataPage, histograms_label);
  gtk_widget_class_bind_template_child (widget_class, NrnDataPage, points_card);
  gtk_widget_class_bind_template_child (widget_class, NrnDataPage, split_card);
  gtk_widget_class_bind_template_child (widget_class, NrnDataPage, scale_bench);
  gtk_widget_class_bind_template_child (widget_class, NrnDataPage, table);
  gtk_widget_class_bind_template_callback (widget_class, part_failed_cb);
}

static void
nrn_data_page_init (NrnDataPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  nrn_wheel_scroll_only (GTK_SCROLLED_WINDOW (self->scroller));
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
  nrn_generator_card_set_document (page->generator_card, document);
  nrn_points_card_set_document (page->points_card, document);
  nrn_split_card_set_document (page->split_card, document);
  nrn_scale_bench_set_document (page->scale_bench, document);
  nrn_data_table_set_document (page->table, document);
  g_signal_connect_object (document, "experiment-changed", G_CALLBACK (update), page,
                           G_CONNECT_SWAPPED);
}
