/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What is measured while the network trains, and which rows count how much.
 */

#include "config.h"

#include "nrn-metrics-row.h"

#include <glib/gi18n-lib.h>

#include "nrn-accessible.h"
#include "nrn-typed-number.h"

struct _NrnMetricsRow
{
  AdwExpanderRow  parent_instance;

  NrnDocument    *document;         /* owned */

  /* Template children */
  AdwEntryRow    *metrics_row;
  AdwEntryRow    *class_weight_row;
};

G_DEFINE_FINAL_TYPE (NrnMetricsRow, nrn_metrics_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const NrnFitOptions *
get_options (NrnMetricsRow *self)
{
  return &nrn_experiment_get_parts (nrn_document_get_experiment (self->document))->fit;
}

/* Typing goes on where it is. */
static void
set_text (AdwEntryRow *row,
          const char  *text)
{
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (row)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (row), text);
}

/**
 * nrn_metrics_row_update:
 * @row: a row with a document
 *
 * Shows the document's metrics and class weights.
 */
void
nrn_metrics_row_update (NrnMetricsRow *row)
{
  const NrnFitOptions *options = get_options (row);
  g_autoptr (NrnMetrics) metrics = nrn_fit_options_dup_metrics (options);
  g_autofree char *names = nrn_metrics_to_string (metrics);
  g_autofree char *weights = options->class_weight != NULL
                             ? nrn_class_weights_to_string (options->class_weight) : g_strdup ("");
  g_autofree char *shown_weights = nrn_typed_number_list_from_plain (weights);
  const char *shown = *names != '\0' ? names : C_("metrics", "none");
  g_autofree char *words = NULL;

  if (options->class_weight != NULL)
    /* Translators: names of metrics, and class weights such as 0=1, 1=5. */
    words = g_strdup_printf (_("%s; class weights %s"), shown, shown_weights);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), words != NULL ? words : shown);
  set_text (row->metrics_row, names);
  set_text (row->class_weight_row, shown_weights);
}

static void
apply (NrnMetricsRow       *self,
       const NrnFitOptions *options)
{
  g_autoptr (GError) error = NULL;

  if (!nrn_document_set_fit (self->document, options, &error))
    g_signal_emit (self, signals[FAILED], 0, error->message);
  nrn_metrics_row_update (self);
}

static void
metrics_applied_cb (NrnMetricsRow *self)
{
  NrnFitOptions options = *get_options (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnMetrics) metrics = NULL;

  metrics = nrn_metrics_parse (gtk_editable_get_text (GTK_EDITABLE (self->metrics_row)), &error);
  if (metrics == NULL)
    {
      g_signal_emit (self, signals[FAILED], 0, error->message);
      return;
    }

  options.metrics = metrics;
  apply (self, &options);
}

static void
class_weight_applied_cb (NrnMetricsRow *self)
{
  NrnFitOptions options = *get_options (self);
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->class_weight_row));
  g_autofree char *text = nrn_typed_number_list_to_plain (typed);
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnClassWeights) weights = nrn_class_weights_parse (text, &error);

  if (weights == NULL)
    {
      g_signal_emit (self, signals[FAILED], 0, error->message);
      return;
    }

  options.class_weight = nrn_class_weights_get_n (weights) > 0 ? weights : NULL;
  apply (self, &options);
}

static void
nrn_metrics_row_dispose (GObject *object)
{
  g_clear_object (&NRN_METRICS_ROW (object)->document);

  G_OBJECT_CLASS (nrn_metrics_row_parent_class)->dispose (object);
}

static void
nrn_metrics_row_class_init (NrnMetricsRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_metrics_row_dispose;

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-metrics-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnMetricsRow, metrics_row);
  gtk_widget_class_bind_template_child (widget_class, NrnMetricsRow, class_weight_row);
  gtk_widget_class_bind_template_callback (widget_class, metrics_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, class_weight_applied_cb);
}

/* A title may be too long for its row. */
static void
put_title_in_tooltip (AdwEntryRow *row)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
  g_autofree char *tooltip = g_strdup_printf ("%s\n%s", title,
                                              gtk_widget_get_tooltip_text (GTK_WIDGET (row)));

  gtk_widget_set_tooltip_text (GTK_WIDGET (row), tooltip);
}

static void
nrn_metrics_row_init (NrnMetricsRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  nrn_accessible_complete_entry_row (self->metrics_row);
  nrn_accessible_complete_entry_row (self->class_weight_row);
  put_title_in_tooltip (self->metrics_row);
  put_title_in_tooltip (self->class_weight_row);
}

/**
 * nrn_metrics_row_set_document:
 * @row: a row
 * @document: whose metrics to show
 *
 * To be followed by nrn_metrics_row_update() whenever the experiment changes.
 */
void
nrn_metrics_row_set_document (NrnMetricsRow *row,
                              NrnDocument   *document)
{
  g_return_if_fail (row->document == NULL);

  row->document = g_object_ref (document);
}
