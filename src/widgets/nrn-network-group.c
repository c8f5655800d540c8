/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The network, as it is set up on the left.
 */

#include "config.h"

#include "nrn-network-group.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-accessible.h"
#include "nrn-architecture-words.h"
#include "nrn-doctor-row.h"
#include "nrn-kind-row.h"
#include "nrn-layer.h"
#include "nrn-network-layout.h"

struct _NrnNetworkGroup
{
  AdwPreferencesGroup  parent_instance;

  NrnDocument         *document;        /* owned */
  NrnArchitecture     *refused;         /* owned; what a fix is offered for; NULL: what there is */
  GPtrArray           *layer_rows;      /* NrnKindRow, borrowed as children */
  gboolean             updating;        /* the entry follows the document */

  /* Template children */
  AdwEntryRow         *architecture_row;
  GtkLabel            *architecture_label;
  NrnDoctorRow        *units_doctor;
  NrnDoctorRow        *activation_doctor;
};

G_DEFINE_FINAL_TYPE (NrnNetworkGroup, nrn_network_group, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const NrnExperimentParts *
get_parts (NrnNetworkGroup *self)
{
  return nrn_experiment_get_parts (nrn_document_get_experiment (self->document));
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

/* Says what the network is that was typed, or what is wrong with it. */
static void
say_network (NrnNetworkGroup       *self,
             const NrnArchitecture *architecture,
             const GError          *error)
{
  g_autofree char *sentence = NULL;

  gtk_widget_remove_css_class (GTK_WIDGET (self->architecture_row), "error");
  if (error != NULL)
    {
      gtk_label_set_text (self->architecture_label, error->message);
      return;
    }

  sentence = nrn_architecture_describe (
    architecture, nrn_dataset_get_labels (nrn_document_get_dataset (self->document)));
  gtk_label_set_text (self->architecture_label, sentence);
}

static void
refuse_network (NrnNetworkGroup *self,
                const GError    *error)
{
  say_network (self, NULL, error);
  gtk_widget_add_css_class (GTK_WIDGET (self->architecture_row), "error");
  nrn_accessible_announce (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), error->message);
}

/* ---- What is tried, and what the doctor says of it ---- */

static void
forget_refused (NrnNetworkGroup *self)
{
  g_clear_pointer (&self->refused, nrn_architecture_unref);
  nrn_doctor_row_clear (self->units_doctor);
  nrn_doctor_row_clear (self->activation_doctor);
}

/* Where the doctor knows why @architecture is refused, it also knows what to
 * change with it. */
static gboolean
offer_fix (NrnNetworkGroup       *self,
           const NrnArchitecture *architecture,
           NrnPairingPart         chosen,
           const char            *sentence)
{
  const NrnExperimentParts *parts = get_parts (self);
  NrnDoctorRow *row = chosen == NRN_PAIRING_UNITS ? self->units_doctor : self->activation_doctor;
  NrnPairing pairing;

  nrn_pairing_init (&pairing, architecture, nrn_config_get_kind (parts->loss),
                    nrn_dataset_get_labels (nrn_document_get_dataset (self->document)));
  if (!nrn_doctor_row_refuse (row, &pairing, chosen, sentence))
    return FALSE;

  self->refused = nrn_architecture_ref (architecture);
  return TRUE;
}

static void
fix_cb (NrnNetworkGroup *self,
        NrnDoctorRow    *row)
{
  NrnExperimentParts parts = *get_parts (self);
  g_autoptr (NrnArchitecture) architecture = NULL;
  g_autoptr (GError) error = NULL;
  NrnFix fix = *nrn_doctor_row_get_fix (row);

  architecture = nrn_architecture_ref (self->refused != NULL ? self->refused : parts.architecture);
  parts.architecture = architecture;
  if (!nrn_document_apply_fix (self->document, &parts, &fix, &error))
    g_signal_emit (self, signals[FAILED], 0, error->message);
}

/* ---- Layers ---- */

/* Takes another config for the layer of @row. */
static void
change_layer (NrnNetworkGroup *self,
              NrnKindRow      *row,
              const NrnConfig *layer)
{
  NrnExperimentParts parts = *get_parts (self);
  g_autoptr (NrnArchitecture) architecture = NULL;
  g_autoptr (GError) error = NULL;
  guint index;

  forget_refused (self);
  g_ptr_array_find (self->layer_rows, row, &index);
  architecture = nrn_architecture_with_layer (parts.architecture, index, layer, &error);
  if (architecture != NULL)
    {
      parts.architecture = architecture;
      if (nrn_document_edit (self->document, &parts, &error) ||
          offer_fix (self, architecture, NRN_PAIRING_ACTIVATION, error->message))
        return;
    }

  g_signal_emit (self, signals[FAILED], 0, error->message);
}

static void
activation_changed_cb (NrnKindRow      *row,
                       NrnConfig       *activation,
                       NrnNetworkGroup *self)
{
  g_autoptr (NrnConfig) changed = NULL;
  guint index;

  g_ptr_array_find (self->layer_rows, row, &index);
  changed = nrn_config_with_config (nrn_architecture_get_layer (get_parts (self)->architecture, index),
                                    "activation", activation, NULL);
  if (changed != NULL)
    change_layer (self, row, changed);
}

static void
layer_changed_cb (NrnKindRow      *row,
                  NrnConfig       *layer,
                  NrnNetworkGroup *self)
{
  change_layer (self, row, layer);
}

/* Layers with units of their own are the columns of the picture, and called
 * as there; others by what they are. */
static gboolean
has_units (const NrnArchitecture *architecture,
           guint                  layer)
{
  return nrn_layer_kind_of (nrn_architecture_get_layer (architecture, layer))->get_units != NULL;
}

static char *
layer_title (const NrnArchitecture *architecture,
             guint                  layer)
{
  if (!has_units (architecture, layer))
    return g_strdup (nrn_config_get_name (nrn_architecture_get_layer (architecture, layer)));

  return nrn_network_name_layer (architecture, (int) layer);
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
layer_note (const NrnArchitecture *architecture,
            guint                  layer)
{
  const NrnConfig *config = nrn_architecture_get_layer (architecture, layer);
  guint n_tensors;
  const NrnTensor *tensors = nrn_architecture_get_tensors (architecture, &n_tensors);
  gulong n = 0;
  gulong n_trainable = 0;

  if (has_units (architecture, layer) && !nrn_layer_is_trainable (config))
    /* Translators: a sort of layer, its number of units, and that it is not trained. */
    return g_strdup_printf (_("%s %u, frozen"), nrn_config_get_name (config),
                            nrn_architecture_get_layer_units (architecture, layer));
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

static NrnKindRow *
layer_row_new (NrnNetworkGroup *self)
{
  GtkWidget *row = nrn_kind_row_new ();

  /* Its title is what somebody has typed. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  g_signal_connect (row, "changed", G_CALLBACK (activation_changed_cb), self);
  g_signal_connect (row, "arguments-changed", G_CALLBACK (layer_changed_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);

  return NRN_KIND_ROW (row);
}

static void
set_n_rows (NrnNetworkGroup *self,
            guint            n_layers)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);

  if (self->layer_rows->len == n_layers)
    return;

  while (self->layer_rows->len > n_layers)
    {
      GtkWidget *last = g_ptr_array_index (self->layer_rows, self->layer_rows->len - 1);

      adw_preferences_group_remove (group, last);
      g_ptr_array_set_size (self->layer_rows, (int) self->layer_rows->len - 1);
    }
  while (self->layer_rows->len < n_layers)
    g_ptr_array_add (self->layer_rows, layer_row_new (self));

  /* Under the last layer again. */
  g_object_ref (self->activation_doctor);
  adw_preferences_group_remove (group, GTK_WIDGET (self->activation_doctor));
  adw_preferences_group_add (group, GTK_WIDGET (self->activation_doctor));
  g_object_unref (self->activation_doctor);
}

/* Adds and removes rows only where the number of layers has changed, so
 * that the focus stays where it is. */
static void
update_layers (NrnNetworkGroup       *self,
               const NrnArchitecture *architecture)
{
  set_n_rows (self, nrn_architecture_get_n_layers (architecture));
  for (guint i = 0; i < self->layer_rows->len; i++)
    {
      NrnKindRow *row = g_ptr_array_index (self->layer_rows, i);
      g_autofree char *title = layer_title (architecture, i);
      g_autofree char *note = layer_note (architecture, i);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      nrn_kind_row_set_note (row, note);
      nrn_kind_row_set_config (row, nrn_architecture_get_activation (architecture, i));
      nrn_kind_row_set_arguments (row, nrn_architecture_get_layer (architecture, i));
    }
}

/* ---- Units ---- */

static NrnArchitecture *
parse_entry (NrnNetworkGroup  *self,
             GError          **error)
{
  return nrn_architecture_with_text (get_parts (self)->architecture,
                                     gtk_editable_get_text (GTK_EDITABLE (self->architecture_row)),
                                     error);
}

/* While it is typed, nothing is announced or marked: it is not done yet. */
static void
architecture_changed_cb (NrnNetworkGroup *self)
{
  g_autoptr (NrnArchitecture) architecture = NULL;
  g_autoptr (GError) error = NULL;

  if (self->updating)
    return;

  if (self->refused != NULL)
    forget_refused (self);
  architecture = parse_entry (self, &error);
  if (architecture != NULL)
    nrn_document_check_network (self->document, architecture, &error);
  say_network (self, architecture, error);
}

static void
architecture_applied_cb (NrnNetworkGroup *self)
{
  NrnExperimentParts parts = *get_parts (self);
  g_autoptr (NrnArchitecture) architecture = NULL;
  g_autoptr (GError) error = NULL;

  forget_refused (self);
  architecture = parse_entry (self, &error);
  if (architecture != NULL)
    {
      parts.architecture = architecture;
      if (nrn_document_edit (self->document, &parts, &error))
        return;
    }

  refuse_network (self, error);
  if (architecture != NULL)
    offer_fix (self, architecture, NRN_PAIRING_UNITS, error->message);
}

/* ---- The class ---- */

static void
nrn_network_group_dispose (GObject *object)
{
  NrnNetworkGroup *self = NRN_NETWORK_GROUP (object);

  g_clear_object (&self->document);
  g_clear_pointer (&self->refused, nrn_architecture_unref);
  g_clear_pointer (&self->layer_rows, g_ptr_array_unref);

  G_OBJECT_CLASS (nrn_network_group_parent_class)->dispose (object);
}

static void
nrn_network_group_class_init (NrnNetworkGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_network_group_dispose;

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (NRN_TYPE_DOCTOR_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-network-group.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnNetworkGroup, architecture_row);
  gtk_widget_class_bind_template_child (widget_class, NrnNetworkGroup, architecture_label);
  gtk_widget_class_bind_template_child (widget_class, NrnNetworkGroup, units_doctor);
  gtk_widget_class_bind_template_child (widget_class, NrnNetworkGroup, activation_doctor);
  gtk_widget_class_bind_template_callback (widget_class, architecture_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, architecture_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, fix_cb);
}

static void
nrn_network_group_init (NrnNetworkGroup *self)
{
  self->layer_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  nrn_accessible_complete_entry_row (self->architecture_row);
}

/**
 * nrn_network_group_set_document:
 * @group: a group
 * @document: whose network to set up
 *
 * To be followed by nrn_network_group_update() whenever the experiment
 * changes.
 */
void
nrn_network_group_set_document (NrnNetworkGroup *group,
                                NrnDocument     *document)
{
  g_return_if_fail (group->document == NULL);

  group->document = g_object_ref (document);
}

/* A row that goes on saying the same keeps its size; to find that of a sentence
 * anew takes longer than all the rest of an edit. */
static void
show_opinion (NrnDoctorRow     *row,
              const NrnOpinion *opinion,
              NrnPairingPart    part)
{
  if (opinion->part == part)
    nrn_doctor_row_say (row, opinion->verdict, opinion->sentence, &opinion->fix);
  else
    nrn_doctor_row_clear (row);
}

/**
 * nrn_network_group_update:
 * @group: a group with a document
 * @opinion: what the doctor says of the experiment
 *
 * Shows the document's network.
 */
void
nrn_network_group_update (NrnNetworkGroup *group,
                          const NrnOpinion *opinion)
{
  const NrnArchitecture *architecture = get_parts (group)->architecture;
  g_autofree char *units = nrn_architecture_to_string (architecture);

  g_clear_pointer (&group->refused, nrn_architecture_unref);
  /* To the row, what is set while the focus is in it is not applied yet. */
  group->updating = TRUE;
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (group->architecture_row)), units))
    gtk_editable_set_text (GTK_EDITABLE (group->architecture_row), units);
  group->updating = FALSE;
  say_network (group, architecture, NULL);
  update_layers (group, architecture);
  show_opinion (group->units_doctor, opinion, NRN_PAIRING_UNITS);
  show_opinion (group->activation_doctor, opinion, NRN_PAIRING_ACTIVATION);
}

/**
 * nrn_network_group_get_row:
 * @group: a group with a document
 * @layer: a layer
 *
 * Returns: (transfer none): its #NrnKindRow
 */
GtkWidget *
nrn_network_group_get_row (NrnNetworkGroup *group,
                           guint            layer)
{
  g_return_val_if_fail (layer < group->layer_rows->len, NULL);

  return g_ptr_array_index (group->layer_rows, layer);
}
