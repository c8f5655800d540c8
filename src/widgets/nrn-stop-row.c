/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * When the training stops before its last epoch.
 */

#include "config.h"

#include "nrn-stop-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-typed-number.h"
#include "nrn-typed-spin.h"

struct _NrnStopRow
{
  AdwExpanderRow  parent_instance;

  NrnDocument    *document;         /* owned */
  gboolean        updating;         /* the fields follow the document */
  char          **monitors;         /* owned; what the row offers beside nothing */

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
                          early->monitor, wait);
}

static char *
describe (const NrnFitOptions *options)
{
  double percent = 100 * options->stop_accuracy;
  g_autofree char *early = NULL;

  if (options->early_stopping.monitor != NULL)
    early = describe_early_stopping (&options->early_stopping);
  if (options->stop_accuracy <= 0)
    return early != NULL ? g_steal_pointer (&early) : g_strdup (_("No, train all epochs"));
  if (early == NULL)
    return g_strdup_printf (_("At an accuracy of %.4g %%"), percent);

  return g_strdup_printf (_("At an accuracy of %.4g %%, or when %s no longer improves"), percent,
                          options->early_stopping.monitor);
}

/* Nothing, or one of the names that the metrics make possible. */
static void
update_monitors (NrnStopRow          *self,
                 const NrnFitOptions *options)
{
  g_autoptr (NrnMetrics) metrics = nrn_fit_options_dup_metrics (options);
  g_auto (GStrv) names = nrn_monitor_list (metrics);
  guint selected = 0;

  if (self->monitors == NULL || !g_strv_equal ((const char *const *) names,
                                               (const char *const *) self->monitors))
    {
      g_autoptr (GtkStringList) words = gtk_string_list_new ((const char *const *) names);
      const char *off[] = { C_("nothing to monitor", "off"), NULL };

      gtk_string_list_splice (words, 0, 0, off);
      adw_combo_row_set_model (self->monitor_row, G_LIST_MODEL (words));
      g_strfreev (self->monitors);
      self->monitors = g_strdupv (names);
    }

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (g_strcmp0 (names[i], options->early_stopping.monitor) == 0)
        selected = i + 1;
    }
  adw_combo_row_set_selected (self->monitor_row, selected);
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
  gboolean monitors = early->monitor != NULL;
  g_autofree char *words = describe (options);

  row->updating = TRUE;
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), words);
  gtk_spin_button_set_value (row->accuracy_spin, 100 * options->stop_accuracy);
  update_monitors (row, options);
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
  guint selected = adw_combo_row_get_selected (self->monitor_row);

  if (self->updating || self->monitors == NULL || selected > g_strv_length (self->monitors))
    return;

  options = *get_options (self);
  options.early_stopping.monitor = selected > 0 ? g_intern_string (self->monitors[selected - 1]) : NULL;
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

static gboolean
has_digits (const char *text)
{
  const char *at = text;

  while (*at != '\0' && !g_unichar_isdigit (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);

  return *at != '\0';
}

/* Without the percent sign, which is where the language has it. What has no
 * digits is none. */
static int
accuracy_input_cb (GtkSpinButton *spin,
                   double        *value)
{
  g_autoptr (GString) text = g_string_new (gtk_editable_get_text (GTK_EDITABLE (spin)));
  gboolean is_number;

  g_string_replace (text, "%", "", 0);
  g_string_replace (text, "٪", "", 0);
  g_string_replace (text, "％", "", 0);
  is_number = nrn_typed_number_parse (text->str, value);
  if (!is_number)
    *value = has_digits (text->str) ? gtk_spin_button_get_value (spin) : 0;

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
nrn_stop_row_finalize (GObject *object)
{
  g_strfreev (NRN_STOP_ROW (object)->monitors);

  G_OBJECT_CLASS (nrn_stop_row_parent_class)->finalize (object);
}

static void
nrn_stop_row_class_init (NrnStopRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_stop_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = nrn_stop_row_finalize;

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
  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  nrn_typed_spin_attach (self->patience_spin);
  nrn_typed_spin_attach (self->min_delta_spin);
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
