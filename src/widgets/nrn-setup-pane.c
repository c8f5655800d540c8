/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What can be set up, on the left: data, network, training.
 */

#include "config.h"

#include "nrn-setup-pane.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-accessible.h"
#include "nrn-layer-dense.h"
#include "nrn-metrics-row.h"
#include "nrn-preset.h"
#include "nrn-stop-row.h"

struct _NrnSetupPane
{
  GtkWidget            parent_instance;

  NrnDocument         *document;        /* owned */
  gboolean             updating;        /* the fields follow the document */
  gboolean             is_altered;      /* as the note says */
  GPtrArray           *layer_rows;      /* of GtkWidget, borrowed from network_group */

  /* Template children */
  GtkWidget           *scroller;
  AdwComboRow         *data_row;
  GtkLabel            *data_label;
  AdwActionRow        *scale_row;
  GtkSwitch           *scale_switch;
  AdwPreferencesGroup *network_group;
  AdwEntryRow         *architecture_row;
  GtkLabel            *architecture_label;
  AdwComboRow         *loss_row;
  AdwComboRow         *optimizer_row;
  AdwEntryRow         *learning_rate_row;
  GtkSpinButton       *batch_size_spin;
  GtkSpinButton       *epochs_spin;
  GtkSpinButton       *validation_split_spin;
  NrnMetricsRow       *metrics_row;
  NrnStopRow          *stop_row;
  GtkSpinButton       *seed_spin;
  GtkLabel            *note_label;
};

G_DEFINE_FINAL_TYPE (NrnSetupPane, nrn_setup_pane, GTK_TYPE_WIDGET)

enum
{
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const NrnExperimentParts *
get_parts (NrnSetupPane *self)
{
  return nrn_experiment_get_parts (nrn_document_get_experiment (self->document));
}

static void update (NrnSetupPane *self);

/* Puts an edited experiment into the document; the fields go back to what
 * they were if it is refused. */
static void
apply (NrnSetupPane             *self,
       const NrnExperimentParts *parts)
{
  g_autoptr (GError) error = NULL;

  if (nrn_document_edit (self->document, parts, &error))
    return;

  g_signal_emit (self, signals[FAILED], 0, error->message);
  update (self);
}

/* ---- From the document to the fields ---- */

static guint
kind_index (NrnFamily        family,
            const NrnConfig *config)
{
  guint n_kinds;
  const NrnKind *const *kinds = nrn_family_get_kinds (family, &n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      if (kinds[i] == nrn_config_get_kind (config))
        return i;
    }

  return GTK_INVALID_LIST_POSITION;
}

static GListModel *
kind_names (NrnFamily family)
{
  guint n_kinds;
  const NrnKind *const *kinds = nrn_family_get_kinds (family, &n_kinds);
  GtkStringList *names = gtk_string_list_new (NULL);

  for (guint i = 0; i < n_kinds; i++)
    gtk_string_list_append (names, kinds[i]->name);

  return G_LIST_MODEL (names);
}

static guint
preset_index (const char *name)
{
  guint n_presets;
  const NrnPreset *presets = nrn_preset_get_all (&n_presets);

  for (guint i = 0; i < n_presets; i++)
    {
      if (g_strcmp0 (presets[i].name, name) == 0)
        return i;
    }

  return GTK_INVALID_LIST_POSITION;
}

static void
activation_changed_cb (AdwComboRow  *row,
                       GParamSpec   *pspec,
                       NrnSetupPane *self)
{
  NrnExperimentParts parts;
  g_autoptr (NrnArchitecture) architecture = NULL;
  g_autoptr (GPtrArray) layers = NULL;
  g_autoptr (GPtrArray) names = NULL;
  const NrnKind *const *kinds;
  guint n_kinds;
  guint changed;

  if (self->updating)
    return;

  parts = *get_parts (self);
  kinds = nrn_family_get_kinds (NRN_FAMILY_ACTIVATION, &n_kinds);
  g_ptr_array_find (self->layer_rows, row, &changed);
  layers = g_ptr_array_new_with_free_func ((GDestroyNotify) nrn_config_unref);
  names = g_ptr_array_new ();
  for (guint i = 0; i < nrn_architecture_get_n_layers (parts.architecture); i++)
    {
      const NrnConfig *layer = nrn_architecture_get_layer (parts.architecture, i);

      g_ptr_array_add (layers, i == changed
                               ? nrn_config_with_text (layer, "activation",
                                                       kinds[adw_combo_row_get_selected (row)]->name,
                                                       NULL)
                               : nrn_config_ref (layer));
      g_ptr_array_add (names, (char *) nrn_architecture_get_layer_name (parts.architecture, i));
    }
  architecture = nrn_architecture_new (nrn_architecture_get_input_dim (parts.architecture),
                                       layers->len, (NrnConfig *const *) layers->pdata,
                                       (const char *const *) names->pdata, NULL);
  parts.architecture = architecture;
  apply (self, &parts);
}

static char *
format_parameters (gulong n,
                   gulong n_trainable)
{
  if (n == n_trainable)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%lu parameter", "%lu parameters", n), n);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%lu parameter, %lu of them trained",
                                       "%lu parameters, %lu of them trained", n),
                          n, n_trainable);
}

static gboolean
has_units (const NrnArchitecture *architecture,
           guint                  layer)
{
  return nrn_architecture_find_tensor (architecture, layer, "kernel") != NULL;
}

/* As the picture calls it; layers that are no column there by their names. */
static char *
layer_title (const NrnArchitecture *architecture,
             guint                  layer)
{
  guint n_layers = nrn_architecture_get_n_layers (architecture);
  guint n_before = 0;
  guint n_after = 0;

  if (!has_units (architecture, layer))
    return g_strdup (nrn_config_get_name (nrn_architecture_get_layer (architecture, layer)));

  for (guint i = 0; i < layer; i++)
    n_before += has_units (architecture, i);
  for (guint i = layer + 1; i < n_layers; i++)
    n_after += has_units (architecture, i);
  if (n_after == 0)
    return g_strdup (_("Output"));

  return g_strdup_printf (_("Hidden %u"), n_before + 1);
}

/* "rate 0.5"; nothing if there is no number. */
static char *
first_argument (const NrnConfig *config)
{
  const NrnKind *kind = nrn_config_get_kind (config);
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (kind->n_properties == 0 || kind->properties[0].type != NRN_PROPERTY_NUMBER)
    return g_strdup ("");

  g_ascii_formatd (number, sizeof number, "%g", nrn_config_get_number (config, 0));

  return g_strdup_printf ("%s %s", kind->properties[0].name, number);
}

/* What there is to know besides the activation: its size, or its one
 * argument, or how many parameters it has and does not train. */
static char *
layer_subtitle (const NrnArchitecture *architecture,
                guint                  layer)
{
  const NrnConfig *config = nrn_architecture_get_layer (architecture, layer);
  guint n_tensors;
  const NrnTensor *tensors = nrn_architecture_get_tensors (architecture, &n_tensors);
  gulong n = 0;
  gulong n_trainable = 0;

  if (has_units (architecture, layer))
    return g_strdup_printf ("%s %u", nrn_config_get_name (config),
                            nrn_architecture_get_layer_units (architecture, layer));
  if (nrn_architecture_get_activation (architecture, layer) != NULL)
    return g_strdup ("");

  for (guint i = 0; i < n_tensors; i++)
    {
      if (tensors[i].layer != layer)
        continue;
      n += tensors[i].size;
      n_trainable += tensors[i].trainable ? tensors[i].size : 0;
    }
  if (n == 0)
    return first_argument (config);

  return format_parameters (n, n_trainable);
}

/* With a choice of activations, for a layer that has one. */
static GtkWidget *
layer_row_new (NrnSetupPane *self,
               gboolean      has_activation)
{
  g_autoptr (GListModel) names = NULL;
  GtkWidget *row;

  if (has_activation)
    {
      names = kind_names (NRN_FAMILY_ACTIVATION);
      row = g_object_new (ADW_TYPE_COMBO_ROW, "model", names, NULL);
      g_signal_connect (row, "notify::selected", G_CALLBACK (activation_changed_cb), self);
      nrn_accessible_complete_combo_row (ADW_COMBO_ROW (row));
    }
  else
    {
      row = adw_action_row_new ();
    }
  adw_preferences_group_add (self->network_group, row);

  return row;
}

/* Up to the first layer that is of another sort, so that the focus stays
 * where it is if none is. */
static void
remove_other_rows (NrnSetupPane          *self,
                   const NrnArchitecture *architecture)
{
  guint n_layers = nrn_architecture_get_n_layers (architecture);
  guint n_same = 0;

  while (n_same < MIN (self->layer_rows->len, n_layers) &&
         ADW_IS_COMBO_ROW (g_ptr_array_index (self->layer_rows, n_same)) ==
           (nrn_architecture_get_activation (architecture, n_same) != NULL))
    n_same++;

  while (self->layer_rows->len > n_same)
    {
      GtkWidget *last = g_ptr_array_index (self->layer_rows, self->layer_rows->len - 1);

      adw_preferences_group_remove (self->network_group, last);
      g_ptr_array_set_size (self->layer_rows, (int) self->layer_rows->len - 1);
    }
}

static void
update_layers (NrnSetupPane          *self,
               const NrnArchitecture *architecture)
{
  remove_other_rows (self, architecture);
  for (guint i = 0; i < nrn_architecture_get_n_layers (architecture); i++)
    {
      const NrnConfig *activation = nrn_architecture_get_activation (architecture, i);
      g_autofree char *title = layer_title (architecture, i);
      g_autofree char *subtitle = layer_subtitle (architecture, i);
      GtkWidget *row;

      if (i == self->layer_rows->len)
        g_ptr_array_add (self->layer_rows, layer_row_new (self, activation != NULL));
      row = g_ptr_array_index (self->layer_rows, i);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
      if (activation != NULL)
        adw_combo_row_set_selected (ADW_COMBO_ROW (row),
                                    kind_index (NRN_FAMILY_ACTIVATION, activation));
    }
}

static void
update_architecture_label (NrnSetupPane *self,
                           const char   *sentence)
{
  const NrnArchitecture *architecture = get_parts (self)->architecture;
  g_autofree char *text = format_parameters (nrn_architecture_get_n_parameters (architecture),
                                             nrn_architecture_get_n_trainable (architecture));

  gtk_label_set_text (self->architecture_label, sentence != NULL ? sentence : text);
  if (sentence != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->architecture_row), "error");
      nrn_accessible_announce (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), sentence);
    }
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->architecture_row), "error");
}

static void
update_note (NrnSetupPane             *self,
             const NrnExperimentParts *parts)
{
  const NrnPreset *preset = nrn_preset_of (parts);

  self->is_altered = nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document))->is_altered;
  if (self->is_altered)
    gtk_label_set_text (self->note_label,
                        _("The learning rate or the batch size has changed on the way, so the seed "
                          "alone does not lead to these weights again. Back to the start, it does."));
  else if (preset != NULL && preset->seed == parts->fit.seed && strcmp (preset->name, "drug-trial") == 0)
    gtk_label_set_text (self->note_label,
                        _("This seed was chosen because its start learns well. One start in sixty "
                          "never does: roll the die."));
  else
    gtk_label_set_text (self->note_label, "");
  gtk_widget_set_visible (GTK_WIDGET (self->note_label),
                          *gtk_label_get_text (self->note_label) != '\0');
}

static void
snapshot_changed_cb (NrnSetupPane *self)
{
  const NrnSnapshot *snapshot = nrn_document_get_snapshot (self->document);

  if (nrn_snapshot_get_parts (snapshot)->is_altered != self->is_altered)
    update_note (self, get_parts (self));
}

static void
update (NrnSetupPane *self)
{
  const NrnExperimentParts *parts = get_parts (self);
  const NrnGenerator *generator = nrn_data_source_get_generator (parts->source);
  g_autofree char *units = nrn_architecture_to_string (parts->architecture);
  g_autofree char *rate = nrn_config_get_text (parts->optimizer, NRN_OPTIMIZER_LEARNING_RATE);

  self->updating = TRUE;
  adw_combo_row_set_selected (self->data_row, preset_index (parts->preset));
  gtk_label_set_text (self->data_label, generator != NULL ? _(generator->description) : "");
  gtk_switch_set_active (self->scale_switch, parts->scale);
  gtk_editable_set_text (GTK_EDITABLE (self->architecture_row), units);
  update_architecture_label (self, NULL);
  update_layers (self, parts->architecture);
  adw_combo_row_set_selected (self->loss_row, kind_index (NRN_FAMILY_LOSS, parts->loss));
  adw_combo_row_set_selected (self->optimizer_row, kind_index (NRN_FAMILY_OPTIMIZER, parts->optimizer));
  gtk_editable_set_text (GTK_EDITABLE (self->learning_rate_row), rate);
  gtk_spin_button_set_value (self->batch_size_spin, parts->fit.batch_size);
  gtk_spin_button_set_value (self->epochs_spin, parts->fit.epochs);
  gtk_spin_button_set_value (self->validation_split_spin, parts->fit.validation_split);
  nrn_metrics_row_update (self->metrics_row);
  nrn_stop_row_update (self->stop_row);
  gtk_spin_button_set_value (self->seed_spin, parts->fit.seed);
  update_note (self, parts);
  self->updating = FALSE;
}

/* ---- From the fields to the document ---- */

static void
data_changed_cb (NrnSetupPane *self)
{
  guint n_presets;
  const NrnPreset *presets = nrn_preset_get_all (&n_presets);
  guint selected = adw_combo_row_get_selected (self->data_row);
  g_autoptr (NrnExperiment) experiment = NULL;
  g_autoptr (GError) error = NULL;

  if (self->updating || selected >= n_presets)
    return;

  experiment = nrn_preset_new_experiment (&presets[selected], presets[selected].seed);
  if (!nrn_document_replace (self->document, experiment, &error))
    g_signal_emit (self, signals[FAILED], 0, error->message);
}

static void
scale_changed_cb (NrnSetupPane *self)
{
  NrnExperimentParts parts;

  if (self->updating)
    return;

  parts = *get_parts (self);
  parts.scale = gtk_switch_get_active (self->scale_switch);
  apply (self, &parts);
}

static void
architecture_applied_cb (NrnSetupPane *self)
{
  const char *units = gtk_editable_get_text (GTK_EDITABLE (self->architecture_row));
  NrnExperimentParts parts = *get_parts (self);
  g_autoptr (NrnArchitecture) architecture = NULL;
  g_autoptr (GError) error = NULL;

  /* "1-6-32-2", or layers as Python has them. */
  if (strchr (units, '(') == NULL)
    architecture = nrn_architecture_with_units (parts.architecture, units, &error);
  else
    architecture =
      nrn_architecture_parse_layers (nrn_architecture_get_input_dim (parts.architecture), units,
                                     &error);
  if (architecture != NULL)
    {
      parts.architecture = architecture;
      if (nrn_document_edit (self->document, &parts, &error))
        return;
    }

  update_architecture_label (self, error->message);
}

static void
loss_changed_cb (NrnSetupPane *self)
{
  guint n_kinds;
  const NrnKind *const *kinds = nrn_family_get_kinds (NRN_FAMILY_LOSS, &n_kinds);
  g_autoptr (NrnConfig) loss = NULL;
  NrnExperimentParts parts;

  if (self->updating || adw_combo_row_get_selected (self->loss_row) >= n_kinds)
    return;

  parts = *get_parts (self);
  loss = nrn_config_new (kinds[adw_combo_row_get_selected (self->loss_row)]);
  parts.loss = loss;
  apply (self, &parts);
}

static void
optimizer_changed_cb (NrnSetupPane *self)
{
  guint n_kinds;
  const NrnKind *const *kinds = nrn_family_get_kinds (NRN_FAMILY_OPTIMIZER, &n_kinds);
  g_autoptr (NrnConfig) optimizer = NULL;
  NrnExperimentParts parts;

  if (self->updating || adw_combo_row_get_selected (self->optimizer_row) >= n_kinds)
    return;

  parts = *get_parts (self);
  optimizer = nrn_config_new (kinds[adw_combo_row_get_selected (self->optimizer_row)]);
  parts.optimizer = optimizer;
  apply (self, &parts);
}

/* With another number the training goes on; with a schedule, such as
 * "ExponentialDecay(0.01, 1000, 0.9)", it begins anew. A decimal comma is as
 * good as a point. */
static void
learning_rate_applied_cb (NrnSetupPane *self)
{
  const char *given = gtk_editable_get_text (GTK_EDITABLE (self->learning_rate_row));
  g_autofree char *text = g_strstrip (g_strdup (given));
  NrnExperimentParts parts = *get_parts (self);
  g_autoptr (NrnConfig) optimizer = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_applied = FALSE;

  if (strchr (text, '(') == NULL)
    g_strdelimit (text, ",", '.');
  optimizer = nrn_config_with_text (parts.optimizer, "learning_rate", text, &error);
  if (optimizer != NULL && nrn_config_get_config (optimizer, NRN_OPTIMIZER_LEARNING_RATE) == NULL)
    is_applied = nrn_document_set_learning_rate (self->document,
                                                 nrn_config_lookup (optimizer, "learning_rate"),
                                                 &error);
  else if (optimizer != NULL)
    {
      parts.optimizer = optimizer;
      is_applied = nrn_document_edit (self->document, &parts, &error);
    }

  if (!is_applied)
    g_signal_emit (self, signals[FAILED], 0, error->message);
  update (self);
}

/* What a training under way can go on with, it goes on with. */
static void
apply_fit (NrnSetupPane        *self,
           const NrnFitOptions *fit)
{
  g_autoptr (GError) error = NULL;

  if (nrn_document_set_fit (self->document, fit, &error))
    return;

  g_signal_emit (self, signals[FAILED], 0, error->message);
  update (self);
}

/* Each changes its own number only: the others may be finer, or larger, than
 * their fields show. */
static void
batch_size_changed_cb (NrnSetupPane *self)
{
  NrnFitOptions fit;

  if (self->updating)
    return;

  fit = get_parts (self)->fit;
  fit.batch_size = (guint) gtk_spin_button_get_value_as_int (self->batch_size_spin);
  apply_fit (self, &fit);
}

static void
epochs_changed_cb (NrnSetupPane *self)
{
  NrnFitOptions fit;

  if (self->updating)
    return;

  fit = get_parts (self)->fit;
  fit.epochs = (guint) gtk_spin_button_get_value_as_int (self->epochs_spin);
  apply_fit (self, &fit);
}

static void
validation_split_changed_cb (NrnSetupPane *self)
{
  NrnFitOptions fit;

  if (self->updating)
    return;

  fit = get_parts (self)->fit;
  fit.validation_split = round (100 * gtk_spin_button_get_value (self->validation_split_spin)) / 100;
  apply_fit (self, &fit);
}

/* Another start, and other rows where they are made from the seed. */
static void
seed_changed_cb (NrnSetupPane *self)
{
  NrnExperimentParts parts;
  g_autoptr (NrnDataSource) source = NULL;

  if (self->updating)
    return;

  parts = *get_parts (self);
  parts.fit.seed = (guint32) gtk_spin_button_get_value (self->seed_spin);
  if (nrn_data_source_get_generator (parts.source) != NULL)
    {
      source = nrn_data_source_new_generator (nrn_data_source_get_generator (parts.source),
                                              nrn_data_source_get_values (parts.source),
                                              parts.fit.seed);
      parts.source = source;
    }
  apply (self, &parts);
}

static void
stop_failed_cb (NrnSetupPane *self,
                const char   *sentence)
{
  g_signal_emit (self, signals[FAILED], 0, sentence);
}

/* ---- The class ---- */

static void
nrn_setup_pane_dispose (GObject *object)
{
  NrnSetupPane *self = NRN_SETUP_PANE (object);

  g_clear_object (&self->document);
  g_clear_pointer (&self->layer_rows, g_ptr_array_unref);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (nrn_setup_pane_parent_class)->dispose (object);
}

static void
nrn_setup_pane_class_init (NrnSetupPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_setup_pane_dispose;

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (NRN_TYPE_METRICS_ROW);
  g_type_ensure (NRN_TYPE_STOP_ROW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-setup-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnSetupPane, scroller);
  gtk_widget_class_bind_template_child (widget_class, NrnSetupPane, data_row);
  gtk_widget_class_bind_template_child (widget_class, NrnSetupPane, data_label);
  gtk_widget_class_bind_template_child (widget_class, NrnSetupPane, scale_row);
  gtk_widget_class_bind_template_child (widget_class, NrnSetupPane, scale_switch);
  gtk_widget_class_bind_template_child (widget_class, NrnSetupPane, network_group);
  gtk_widget_class_bind_template_child (widget_class, NrnSetupPane, architecture_row);
  gtk_widget_class_bind_template_child (widget_class, NrnSetupPane, architecture_label);
  gtk_widget_class_bind_template_child (widget_class, NrnSetupPane, loss_row);
  gtk_widget_class_bind_template_child (widget_class, NrnSetupPane, optimizer_row);
  gtk_widget_class_bind_template_child (widget_class, NrnSetupPane, learning_rate_row);
  gtk_widget_class_bind_template_child (widget_class, NrnSetupPane, batch_size_spin);
  gtk_widget_class_bind_template_child (widget_class, NrnSetupPane, epochs_spin);
  gtk_widget_class_bind_template_child (widget_class, NrnSetupPane, validation_split_spin);
  gtk_widget_class_bind_template_child (widget_class, NrnSetupPane, metrics_row);
  gtk_widget_class_bind_template_child (widget_class, NrnSetupPane, stop_row);
  gtk_widget_class_bind_template_child (widget_class, NrnSetupPane, seed_spin);
  gtk_widget_class_bind_template_child (widget_class, NrnSetupPane, note_label);
  gtk_widget_class_bind_template_callback (widget_class, data_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, scale_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, architecture_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, loss_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, optimizer_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, learning_rate_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, batch_size_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, epochs_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, validation_split_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, seed_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_failed_cb);
}

static GListModel *
preset_titles (void)
{
  guint n_presets;
  const NrnPreset *presets = nrn_preset_get_all (&n_presets);
  GtkStringList *titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < n_presets; i++)
    gtk_string_list_append (titles, _(presets[i].title));

  return G_LIST_MODEL (titles);
}

static void
nrn_setup_pane_init (NrnSetupPane *self)
{
  g_autoptr (GListModel) titles = preset_titles ();
  g_autoptr (GListModel) losses = kind_names (NRN_FAMILY_LOSS);
  g_autoptr (GListModel) optimizers = kind_names (NRN_FAMILY_OPTIMIZER);

  self->updating = TRUE;
  self->layer_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_model (self->data_row, titles);
  adw_combo_row_set_model (self->loss_row, losses);
  adw_combo_row_set_model (self->optimizer_row, optimizers);
  nrn_accessible_complete_combo_row (self->data_row);
  nrn_accessible_complete_combo_row (self->loss_row);
  nrn_accessible_complete_combo_row (self->optimizer_row);
  nrn_accessible_complete_entry_row (self->architecture_row);
  nrn_accessible_complete_entry_row (self->learning_rate_row);
  self->updating = FALSE;
}

/**
 * nrn_setup_pane_set_document:
 * @pane: a pane
 * @document: what to set up
 */
void
nrn_setup_pane_set_document (NrnSetupPane *pane,
                             NrnDocument  *document)
{
  g_return_if_fail (pane->document == NULL);

  pane->document = g_object_ref (document);
  nrn_metrics_row_set_document (pane->metrics_row, document);
  nrn_stop_row_set_document (pane->stop_row, document);
  g_signal_connect_object (document, "experiment-changed", G_CALLBACK (update), pane,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "snapshot-changed", G_CALLBACK (snapshot_changed_cb), pane,
                           G_CONNECT_SWAPPED);
}
