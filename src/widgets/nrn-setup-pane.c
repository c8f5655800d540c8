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
#include "nrn-metrics-row.h"
#include "nrn-doctor-row.h"
#include "nrn-finding-button.h"
#include "nrn-kind-row.h"
#include "nrn-network-group.h"
#include "nrn-preset.h"
#include "nrn-stop-row.h"
#include "nrn-targets.h"
#include "nrn-typed-number.h"
#include "nrn-typed-spin.h"
#include "nrn-wheel.h"

struct _NrnSetupPane
{
  GtkWidget            parent_instance;

  NrnDocument         *document;        /* owned */
  gboolean             updating;        /* the fields follow the document */
  gboolean             is_altered;      /* as the note says */
  char                *said;            /* owned; the doctor's last sentence */

  /* Template children */
  GtkWidget           *scroller;
  AdwComboRow         *data_row;
  GtkLabel            *data_label;
  AdwActionRow        *scale_row;
  GtkSwitch           *scale_switch;
  NrnFindingButton    *scale_mark;
  NrnFindingButton    *rate_mark;
  NrnFindingButton    *split_mark;
  NrnNetworkGroup     *network_group;
  NrnKindRow          *loss_row;
  GtkLabel            *labels_label;
  NrnDoctorRow        *loss_doctor;
  NrnKindRow          *optimizer_row;
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

/* Data of one's own stand below the presets, as long as they are there. */
static void
update_data_row (NrnSetupPane             *self,
                 const NrnExperimentParts *parts)
{
  GtkStringList *titles = GTK_STRING_LIST (adw_combo_row_get_model (self->data_row));
  guint index = preset_index (parts->preset);
  const char *name = nrn_data_source_get_name (parts->source);
  const char *own[] = { name != NULL ? name : parts->name, NULL };
  guint n_presets;

  if (own[0] == NULL)
    own[0] = _("Own experiment");
  nrn_preset_get_all (&n_presets);
  gtk_string_list_splice (titles, n_presets,
                          g_list_model_get_n_items (G_LIST_MODEL (titles)) - n_presets,
                          index == GTK_INVALID_LIST_POSITION ? own : NULL);
  adw_combo_row_set_selected (self->data_row, MIN (index, n_presets));
}

static void
update_data_label (NrnSetupPane             *self,
                   const NrnExperimentParts *parts)
{
  const NrnGenerator *generator = nrn_data_source_get_generator (parts->source);
  const NrnDataset *dataset = nrn_document_get_dataset (self->document);
  guint n_rows = nrn_dataset_get_n_rows (dataset);
  g_autofree char *words = NULL;

  if (generator != NULL)
    words = g_strdup (_(generator->description));
  else if (nrn_data_source_get_path (parts->source) != NULL)
    words = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u row of the file %s",
                                          "%'u rows of the file %s", n_rows),
                             n_rows, nrn_data_source_get_path (parts->source));
  else
    words = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u row of a table that is kept in the experiment",
                                          "%'u rows of a table that is kept in the experiment", n_rows),
                             n_rows);
  gtk_label_set_text (self->data_label, words);
}

/* "Label 1 → [0, 1]": what the loss makes of a label. */
static void
update_labels (NrnSetupPane *self)
{
  NrnPairing pairing;
  g_autofree char *target = NULL;
  g_autofree char *text = NULL;
  guint example;

  nrn_document_get_pairing (self->document, &pairing);
  if (pairing.labels.n_classes == 0)
    {
      gtk_label_set_text (self->labels_label, nrn_targets_describe (&pairing.labels, pairing.loss,
                                                                    pairing.n_outputs));
      return;
    }

  example = MIN (pairing.labels.n_classes, 2) - 1;
  target = nrn_targets_format_class (&pairing.labels, pairing.loss, pairing.n_outputs, example);
  text = g_strdup_printf (_("Label %u → %s\n%s"), example, target,
                          nrn_targets_describe (&pairing.labels, pairing.loss, pairing.n_outputs));
  gtk_label_set_text (self->labels_label, text);
}

/* Each sentence stands under what it is about. A new one is said as well. */
static void
update_opinion (NrnSetupPane *self)
{
  g_auto (NrnOpinion) opinion = { NRN_VERDICT_FITS };
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  NrnPairing pairing;

  nrn_document_get_pairing (self->document, &pairing);
  nrn_doctor_ask (&pairing, &opinion);
  nrn_network_group_update (self->network_group, &opinion);
  if (opinion.part == NRN_PAIRING_LOSS)
    nrn_doctor_row_say (self->loss_doctor, opinion.verdict, opinion.sentence, &opinion.fix);
  else
    nrn_doctor_row_clear (self->loss_doctor);

  if (self->said != NULL && opinion.verdict != NRN_VERDICT_FITS && GTK_IS_WINDOW (root) &&
      !g_str_equal (self->said, opinion.sentence))
    nrn_accessible_announce (GTK_WINDOW (root), opinion.sentence);
  g_free (self->said);
  self->said = g_steal_pointer (&opinion.sentence);
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
  else if (preset != NULL && preset->seed == parts->fit.seed &&
           strcmp (preset->name, "drug-trial") == 0 && nrn_preset_has_its_rows (parts))
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
  g_autofree char *rate = nrn_config_get_text (parts->optimizer, NRN_OPTIMIZER_LEARNING_RATE);
  g_autofree char *shown_rate = nrn_typed_number_from_plain (rate);

  self->updating = TRUE;
  update_data_row (self, parts);
  update_data_label (self, parts);
  gtk_switch_set_active (self->scale_switch, parts->scale);
  update_opinion (self);
  nrn_kind_row_set_config (self->loss_row, parts->loss);
  update_labels (self);
  nrn_kind_row_set_config (self->optimizer_row, parts->optimizer);
  gtk_editable_set_text (GTK_EDITABLE (self->learning_rate_row), shown_rate);
  gtk_spin_button_set_value (self->batch_size_spin, parts->fit.batch_size);
  gtk_spin_button_set_value (self->epochs_spin, parts->fit.epochs);
  gtk_spin_button_set_value (self->validation_split_spin, parts->fit.validation_split);
  nrn_metrics_row_update (self->metrics_row);
  nrn_stop_row_update (self->stop_row);
  gtk_spin_button_set_value (self->seed_spin, parts->fit.seed);
  update_note (self, parts);
  self->updating = FALSE;
}

/* The learning rate can be changed elsewhere. */
static void
undo_changed_cb (NrnSetupPane *self)
{
  if (nrn_document_get_experiment (self->document) != NULL)
    update (self);
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
loss_changed_cb (NrnKindRow   *row,
                 NrnConfig    *loss,
                 NrnSetupPane *self)
{
  NrnExperimentParts parts = *get_parts (self);
  g_autoptr (GError) error = NULL;
  NrnPairing pairing;

  parts.loss = loss;
  nrn_document_get_pairing (self->document, &pairing);
  pairing.loss = nrn_config_get_kind (loss);
  if (!nrn_document_edit (self->document, &parts, &error) &&
      !nrn_doctor_row_refuse (self->loss_doctor, &pairing, NRN_PAIRING_LOSS, error->message))
    g_signal_emit (self, signals[FAILED], 0, error->message);
}

static void
loss_fix_cb (NrnSetupPane *self)
{
  NrnFix fix = *nrn_doctor_row_get_fix (self->loss_doctor);
  g_autoptr (GError) error = NULL;

  if (!nrn_document_apply_fix (self->document, get_parts (self), &fix, &error))
    g_signal_emit (self, signals[FAILED], 0, error->message);
}

/* Where just the learning rate has changed, the training goes on. */
static void
optimizer_changed_cb (NrnKindRow   *row,
                      NrnConfig    *optimizer,
                      NrnSetupPane *self)
{
  NrnExperimentParts parts = *get_parts (self);
  double rate = nrn_config_lookup (optimizer, "learning_rate");
  g_autoptr (NrnConfig) slowed = NULL;
  g_autoptr (GError) error = NULL;

  if (!isnan (rate))
    slowed = nrn_config_with_number (parts.optimizer, "learning_rate", rate, NULL);
  parts.optimizer = optimizer;
  if (slowed == NULL || !nrn_config_equal (slowed, optimizer))
    {
      apply (self, &parts);
      return;
    }

  if (!nrn_document_set_learning_rate (self->document, rate, &error))
    g_signal_emit (self, signals[FAILED], 0, error->message);
  update (self);
}

/* A number, or a schedule such as "ExponentialDecay(0.01, 1000, 0.9)". */
static void
learning_rate_applied_cb (NrnSetupPane *self)
{
  const char *given = gtk_editable_get_text (GTK_EDITABLE (self->learning_rate_row));
  g_autofree char *text = nrn_typed_number_to_plain (given);
  NrnExperimentParts parts = *get_parts (self);
  g_autoptr (NrnConfig) optimizer = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_applied = FALSE;

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

static void
seed_changed_cb (NrnSetupPane *self)
{
  g_autoptr (NrnExperiment) experiment = NULL;

  if (self->updating)
    return;

  experiment = nrn_experiment_with_seed (nrn_document_get_experiment (self->document),
                                         (guint32) gtk_spin_button_get_value (self->seed_spin));
  apply (self, nrn_experiment_get_parts (experiment));
}

static void
part_failed_cb (NrnSetupPane *self,
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
  g_clear_pointer (&self->said, g_free);
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
  g_type_ensure (NRN_TYPE_DOCTOR_ROW);
  g_type_ensure (NRN_TYPE_FINDING_BUTTON);
  g_type_ensure (NRN_TYPE_KIND_ROW);
  g_type_ensure (NRN_TYPE_NETWORK_GROUP);
  g_type_ensure (NRN_TYPE_STOP_ROW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-setup-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnSetupPane, scroller);
  gtk_widget_class_bind_template_child (widget_class, NrnSetupPane, data_row);
  gtk_widget_class_bind_template_child (widget_class, NrnSetupPane, data_label);
  gtk_widget_class_bind_template_child (widget_class, NrnSetupPane, scale_row);
  gtk_widget_class_bind_template_child (widget_class, NrnSetupPane, scale_switch);
  gtk_widget_class_bind_template_child (widget_class, NrnSetupPane, scale_mark);
  gtk_widget_class_bind_template_child (widget_class, NrnSetupPane, rate_mark);
  gtk_widget_class_bind_template_child (widget_class, NrnSetupPane, split_mark);
  gtk_widget_class_bind_template_child (widget_class, NrnSetupPane, network_group);
  gtk_widget_class_bind_template_child (widget_class, NrnSetupPane, loss_row);
  gtk_widget_class_bind_template_child (widget_class, NrnSetupPane, labels_label);
  gtk_widget_class_bind_template_child (widget_class, NrnSetupPane, loss_doctor);
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
  gtk_widget_class_bind_template_callback (widget_class, loss_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, loss_fix_cb);
  gtk_widget_class_bind_template_callback (widget_class, optimizer_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, learning_rate_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, batch_size_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, epochs_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, validation_split_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, seed_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, part_failed_cb);
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

  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  nrn_typed_spin_attach (self->batch_size_spin);
  nrn_typed_spin_attach (self->epochs_spin);
  nrn_typed_spin_attach (self->validation_split_spin);
  nrn_typed_spin_attach (self->seed_spin);
  adw_combo_row_set_model (self->data_row, titles);
  nrn_accessible_complete_combo_row (self->data_row);
  nrn_accessible_complete_entry_row (self->learning_rate_row);
  nrn_wheel_scroll_only (GTK_SCROLLED_WINDOW (self->scroller));
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
  nrn_network_group_set_document (pane->network_group, document);
  nrn_stop_row_set_document (pane->stop_row, document);
  nrn_finding_button_set_document (pane->scale_mark, document, NRN_PLACE_SCALE);
  nrn_finding_button_set_document (pane->rate_mark, document, NRN_PLACE_RATE);
  nrn_finding_button_set_document (pane->split_mark, document, NRN_PLACE_SPLIT);
  g_signal_connect_object (document, "experiment-changed", G_CALLBACK (update), pane,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "undo-changed", G_CALLBACK (undo_changed_cb), pane,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "snapshot-changed", G_CALLBACK (snapshot_changed_cb), pane,
                           G_CONNECT_SWAPPED);
}
