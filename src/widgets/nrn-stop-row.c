/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * When the training stops before its last epoch.
 */

#include "config.h"

#include "nrn-stop-row.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _NrnStopRow
{
  AdwExpanderRow  parent_instance;

  NrnDocument    *document;         /* owned */
  gboolean        updating;         /* the fields follow the document */

  /* Template children */
  GtkSpinButton  *accuracy_spin;
  AdwComboRow    *monitor_row;
  AdwActionRow   *patience_row;
  GtkSpinButton  *patience_spin;
  AdwActionRow   *min_delta_row;
  GtkSpinButton  *min_delta_spin;
  AdwActionRow   *restore_row;
  GtkSwitch      *restore_switch;
};

G_DEFINE_FINAL_TYPE (NrnStopRow, nrn_stop_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const NrnFitOptions *
get_options (NrnStopRow *self)
{
  return &nrn_experiment_get_parts (nrn_document_get_experiment (self->document))->fit;
}

/* ---- From the document to the fields ---- */

static char *
describe_early_stopping (const NrnEarlyStoppingOptions *early)
{
  guint wait = MAX (early->patience, 1);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "When %s has not improved for %u epoch",
                                       "When %s has not improved for %u epochs", wait),
                          nrn_monitor_get_name (early->monitor), wait);
}

static char *
describe (const NrnFitOptions *options)
{
  double percent = 100 * options->stop_accuracy;
  g_autofree char *early = NULL;

  if (options->early_stopping.monitor != NRN_MONITOR_NONE)
    early = describe_early_stopping (&options->early_stopping);
  if (options->stop_accuracy <= 0)
    return early != NULL ? g_steal_pointer (&early) : g_strdup (_("No, train all epochs"));
  if (early == NULL)
    return g_strdup_printf (_("At an accuracy of %.4g %%"), percent);

  return g_strdup_printf (_("At an accuracy of %.4g %%, or when %s no longer improves"), percent,
                          nrn_monitor_get_name (options->early_stopping.monitor));
}

/**
 * nrn_stop_row_update:
 * @row: a row with a document
 *
 * Shows the document's stop conditions.
 */
void
nrn_stop_row_update (NrnStopRow *row)
{
  const NrnFitOptions *options = get_options (row);
  const NrnEarlyStoppingOptions *early = &options->early_stopping;
  gboolean monitors = early->monitor != NRN_MONITOR_NONE;
  g_autofree char *words = describe (options);

  row->updating = TRUE;
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), words);
  gtk_spin_button_set_value (row->accuracy_spin, 100 * options->stop_accuracy);
  adw_combo_row_set_selected (row->monitor_row, early->monitor);
  gtk_spin_button_set_value (row->patience_spin, early->patience);
  gtk_spin_button_set_value (row->min_delta_spin, early->min_delta);
  gtk_switch_set_active (row->restore_switch, early->restore_best_weights);
  gtk_widget_set_sensitive (GTK_WIDGET (row->patience_row), monitors);
  gtk_widget_set_sensitive (GTK_WIDGET (row->min_delta_row), monitors);
  gtk_widget_set_sensitive (GTK_WIDGET (row->restore_row), monitors);
  row->updating = FALSE;
}

/* ---- From the fields to the document ---- */

static void
apply (NrnStopRow          *self,
       const NrnFitOptions *options)
{
  g_autoptr (GError) error = NULL;

  if (!nrn_document_set_fit (self->document, options, &error))
    g_signal_emit (self, signals[FAILED], 0, error->message);
  nrn_stop_row_update (self);
}

/* Each changes its own number only: the others may be finer than their
 * fields show. */
static void
accuracy_changed_cb (NrnStopRow *self)
{
  NrnFitOptions options;

  if (self->updating)
    return;

  options = *get_options (self);
  options.stop_accuracy = gtk_spin_button_get_value (self->accuracy_spin) / 100;
  apply (self, &options);
}

static void
monitor_changed_cb (NrnStopRow *self)
{
  NrnFitOptions options;

  if (self->updating || adw_combo_row_get_selected (self->monitor_row) >= NRN_N_MONITORS)
    return;

  options = *get_options (self);
  options.early_stopping.monitor = (NrnMonitor) adw_combo_row_get_selected (self->monitor_row);
  apply (self, &options);
}

static void
patience_changed_cb (NrnStopRow *self)
{
  NrnFitOptions options;

  if (self->updating)
    return;

  options = *get_options (self);
  options.early_stopping.patience = (guint) gtk_spin_button_get_value_as_int (self->patience_spin);
  apply (self, &options);
}

static void
min_delta_changed_cb (NrnStopRow *self)
{
  NrnFitOptions options;

  if (self->updating)
    return;

  options = *get_options (self);
  options.early_stopping.min_delta = gtk_spin_button_get_value (self->min_delta_spin);
  apply (self, &options);
}

static void
restore_changed_cb (NrnStopRow *self)
{
  NrnFitOptions options;

  if (self->updating)
    return;

  options = *get_options (self);
  options.early_stopping.restore_best_weights = gtk_switch_get_active (self->restore_switch);
  apply (self, &options);
}

/* An accuracy of 0 would be reached at once: there it means none. */
static gboolean
accuracy_output_cb (GtkSpinButton *spin)
{
  double percent = gtk_spin_button_get_value (spin);
  g_autofree char *text = percent > 0 ? g_strdup_printf (_("%.4g %%"), percent)
                                      : g_strdup (C_("accuracy to stop at", "off"));

  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (spin)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (spin), text);

  return TRUE;
}

/* What begins with a number is that number; anything else is none. */
static int
accuracy_input_cb (GtkSpinButton *spin,
                   double        *value)
{
  *value = g_strtod (gtk_editable_get_text (GTK_EDITABLE (spin)), NULL);
  if (!isfinite (*value))
    *value = 0;

  return TRUE;
}

/* ---- The class ---- */

static void
nrn_stop_row_dispose (GObject *object)
{
  g_clear_object (&NRN_STOP_ROW (object)->document);

  G_OBJECT_CLASS (nrn_stop_row_parent_class)->dispose (object);
}

static void
nrn_stop_row_class_init (NrnStopRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_stop_row_dispose;

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-stop-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnStopRow, accuracy_spin);
  gtk_widget_class_bind_template_child (widget_class, NrnStopRow, monitor_row);
  gtk_widget_class_bind_template_child (widget_class, NrnStopRow, patience_row);
  gtk_widget_class_bind_template_child (widget_class, NrnStopRow, patience_spin);
  gtk_widget_class_bind_template_child (widget_class, NrnStopRow, min_delta_row);
  gtk_widget_class_bind_template_child (widget_class, NrnStopRow, min_delta_spin);
  gtk_widget_class_bind_template_child (widget_class, NrnStopRow, restore_row);
  gtk_widget_class_bind_template_child (widget_class, NrnStopRow, restore_switch);
  gtk_widget_class_bind_template_callback (widget_class, accuracy_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, monitor_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, patience_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, min_delta_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, restore_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, accuracy_output_cb);
  gtk_widget_class_bind_template_callback (widget_class, accuracy_input_cb);
}

static void
nrn_stop_row_init (NrnStopRow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, C_("nothing to monitor", "off"));
  for (guint i = NRN_MONITOR_NONE + 1; i < NRN_N_MONITORS; i++)
    gtk_string_list_append (names, nrn_monitor_get_name ((NrnMonitor) i));

  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_model (self->monitor_row, G_LIST_MODEL (names));
  self->updating = FALSE;
}

/**
 * nrn_stop_row_set_document:
 * @row: a row
 * @document: whose stop conditions to show
 *
 * To be followed by nrn_stop_row_update() whenever the experiment changes.
 */
void
nrn_stop_row_set_document (NrnStopRow  *row,
                           NrnDocument *document)
{
  g_return_if_fail (row->document == NULL);

  row->document = g_object_ref (document);
}
