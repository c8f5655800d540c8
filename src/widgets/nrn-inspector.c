/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Every number of one unit, or of one weight.
 */

#include "config.h"

#include "nrn-inspector.h"

#include <glib/gi18n-lib.h>

#include "nrn-architecture-edit.h"
#include "nrn-focus.h"
#include "nrn-formula.h"
#include "nrn-inspector-terms.h"
#include "nrn-layer-words.h"
#include "nrn-layer.h"
#include "nrn-theme.h"
#include "nrn-unit-story.h"

/* What of the network is explained: a unit with all that comes in, or one
 * weight of it. */
typedef struct
{
  guint layer;
  guint unit;
  int   only;   /* NRN_TERMS_ALL for the unit */
} Subject;

struct _NrnInspector
{
  GtkWidget    parent_instance;

  NrnCanvas   *canvas;      /* owned */
  NrnDocument *document;    /* owned */

  /* Template children */
  GtkWidget         *box;
  GtkLabel          *title;
  GtkWidget         *frozen_badge;
  GtkSwitch         *unit_switch;
  NrnInspectorTerms *terms;
  GtkLabel          *sum_label;
  GtkLabel          *output_label;
  GtkWidget         *off_box;         /* why the unit is never on, and what helps */
  GtkLabel          *off_label;
  GtkWidget         *off_buttons;
  GtkLabel          *layers_label;    /* what follows before the next Dense layer */

  Subject            subject;         /* of the last update */
  gboolean           updating;        /* the switch follows the network */
};

G_DEFINE_FINAL_TYPE (NrnInspector, nrn_inspector, GTK_TYPE_WIDGET)

enum
{
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
has_units (const NrnArchitecture *architecture,
           guint                  layer)
{
  return nrn_architecture_find_tensor (architecture, layer, "kernel") != NULL;
}

/* The next layer with units of its own; the number of layers after the last. */
static guint
find_next (const NrnArchitecture *architecture,
           guint                  layer)
{
  guint n_layers = nrn_architecture_get_n_layers (architecture);

  do
    layer++;
  while (layer < n_layers && !has_units (architecture, layer));

  return layer;
}

/* "Hidden 2, unit 6", as the picture calls it. */
static char *
unit_title (const NrnArchitecture *architecture,
            guint                  layer,
            guint                  unit)
{
  g_autofree char *name = nrn_network_name_layer (architecture, (int) layer);

  return g_strdup_printf (_("%s, unit %u"), name, unit + 1);
}

/* The layers that the unit's output goes through before it is used. */
static void
show_layers (NrnInspector             *self,
             const NrnWeights         *weights,
             const NrnNetworkActivity *activity,
             guint                     layer,
             guint                     unit)
{
  guint end = find_next (nrn_weights_get_architecture (weights), layer);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = layer + 1; i < end; i++)
    {
      g_autofree char *words = nrn_layer_words_describe (weights, activity, i, unit,
                                                         nrn_theme_get_text_numbers ());

      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", words);
    }
  gtk_label_set_text (self->layers_label, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->layers_label), text->len > 0);
}

/* ---- A unit that is never on ---- */

/* The layer whose activation the unit's sum goes into: its own, or one after
 * it. */
static guint
find_activation (const NrnArchitecture *architecture,
                 guint                  layer)
{
  guint end = find_next (architecture, layer);

  for (guint i = layer; i < end; i++)
    {
      if (nrn_architecture_get_activation (architecture, i) != NULL)
        return i;
    }

  return layer;
}

/* What was found may be of a network that there is no longer. */
static const NrnFindings *
get_findings (NrnInspector          *self,
              const NrnArchitecture *architecture)
{
  const NrnFindings *findings = nrn_document_get_findings (self->document);

  if (findings == NULL ||
      !nrn_architecture_equal (nrn_weights_get_architecture (
                                 nrn_survey_get_weights (nrn_findings_get_survey (findings))),
                               architecture))
    return NULL;

  return findings;
}

static void
show_off (NrnInspector          *self,
          const NrnArchitecture *architecture,
          const Subject         *subject)
{
  const NrnFindings *findings = subject->only == NRN_TERMS_ALL ? get_findings (self, architecture)
                                                               : NULL;
  g_autofree char *reason = NULL;

  if (findings != NULL)
    reason = nrn_findings_describe_unit (findings, find_activation (architecture, subject->layer),
                                         subject->unit);
  if (reason == NULL)
    nrn_focus_leave (self->off_box);
  gtk_widget_set_visible (self->off_box, reason != NULL);
  if (reason == NULL)
    return;

  if (!g_str_equal (gtk_label_get_text (self->off_label), reason))
    gtk_label_set_text (self->off_label, reason);
  /* What was then cannot be changed. */
  gtk_widget_set_visible (self->off_buttons, nrn_document_get_shown_update (self->document) < 0);
}

static const NrnArchitecture *
get_architecture (NrnInspector *self)
{
  return nrn_experiment_get_parts (nrn_document_get_experiment (self->document))->architecture;
}

static void
reroll_cb (NrnInspector *self)
{
  g_autoptr (GError) error = NULL;

  if (!nrn_document_reroll_units (self->document,
                                  find_activation (get_architecture (self), self->subject.layer), 1,
                                  &self->subject.unit, g_random_int (), &error))
    g_signal_emit (self, signals[FAILED], 0, error->message);
}

static void
leaky_relu_cb (NrnInspector *self)
{
  const NrnArchitecture *architecture = get_architecture (self);
  guint layer = find_activation (architecture, self->subject.layer);
  const NrnFindings *findings = get_findings (self, architecture);
  g_autoptr (NrnFindings) kept = findings != NULL ? nrn_findings_ref (findings) : NULL;
  const NrnFinding *finding =
    kept != NULL ? nrn_findings_find_layer (kept, NRN_FINDING_UNITS_OFF, layer) : NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; finding != NULL && i < finding->n_remedies; i++)
    {
      if (finding->remedies[i].kind == NRN_REMEDY_LEAKY_RELU &&
          !nrn_document_apply_remedy (self->document, finding, i, &error))
        g_signal_emit (self, signals[FAILED], 0, error->message);
    }
}

static gboolean
find_subject (NrnInspector *self,
              Subject      *subject)
{
  int input;

  subject->only = NRN_TERMS_ALL;
  if (nrn_canvas_get_selected_unit (self->canvas, &subject->layer, &subject->unit))
    return TRUE;
  if (!nrn_canvas_get_selected_weight (self->canvas, &subject->layer, &input, &subject->unit))
    return FALSE;

  subject->only = input >= 0 ? input : NRN_TERMS_BIAS;
  return TRUE;
}

static char *
subject_title (const NrnArchitecture *architecture,
               const Subject         *subject)
{
  g_autofree char *unit = unit_title (architecture, subject->layer, subject->unit);

  if (subject->only == NRN_TERMS_ALL)
    return g_steal_pointer (&unit);
  if (subject->only == NRN_TERMS_BIAS)
    return g_strdup_printf (_("Bias of %s"), unit);

  /* Translators: %s is a unit: “Weight to Hidden 1, unit 3”. */
  return g_strdup_printf (_("Weight to %s"), unit);
}

/* Hidden units can be switched off. */
static void
show_switch (NrnInspector          *self,
             const NrnArchitecture *architecture,
             const Subject         *subject)
{
  self->subject = *subject;
  self->updating = TRUE;
  gtk_switch_set_active (self->unit_switch,
                         !nrn_architecture_is_off (architecture, subject->layer, subject->unit));
  self->updating = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->unit_switch),
                          subject->only == NRN_TERMS_ALL &&
                          nrn_architecture_can_switch (architecture, subject->layer));
}

static void
unit_switched_cb (NrnInspector *self)
{
  const NrnArchitecture *architecture =
    nrn_experiment_get_parts (nrn_document_get_experiment (self->document))->architecture;
  g_autoptr (NrnUnitMap) map = NULL;
  g_autoptr (GError) error = NULL;

  if (self->updating)
    return;

  map = nrn_architecture_switch_unit (architecture, self->subject.layer, self->subject.unit,
                                      gtk_switch_get_active (self->unit_switch), &error);
  if (map == NULL || !nrn_document_edit_network (self->document, map, &error))
    g_signal_emit (self, signals[FAILED], 0, error->message);
}

static const char *
activation_name (const NrnWeights *weights,
                 const Subject    *subject)
{
  return nrn_config_get_name (nrn_architecture_get_activation (nrn_weights_get_architecture (weights),
                                                               subject->layer));
}

/* “= relu(0.208621 + 0.0384871)”, and below “= relu(0.247108) = 0.247108”. */
static char *
describe_numbers (const NrnWeights         *weights,
                  const NrnNetworkActivity *activity,
                  const Subject            *subject,
                  double                    sum)
{
  g_autoptr (NrnSymbols) symbols = nrn_symbols_new ();
  const char *activation = activation_name (weights, subject);
  const float *biases = nrn_weights_get_tensor (weights, subject->layer, "bias");
  const char *formula = biases != NULL ? "Σ + b" : "Σ";
  double bias = biases != NULL ? biases[subject->unit] : 0;
  guint n_digits, n_sum_digits;
  g_autofree char *added = NULL;
  g_autofree char *sum_number = NULL;
  g_autofree char *output = NULL;

  nrn_symbols_set (symbols, "Σ", "Σ", sum - bias);
  nrn_symbols_set (symbols, "b", "b", bias);
  nrn_formula_choose_digits (formula, symbols, sum, &n_digits, &n_sum_digits);
  added = nrn_formula_print (formula, symbols, NRN_FORMULA_NUMBERS, n_digits);
  sum_number = nrn_formula_print_number (sum, n_sum_digits);
  output = nrn_formula_print_number (
    nrn_network_activity_get_outputs (activity, (int) subject->layer)[subject->unit], n_sum_digits);
  if (biases == NULL)
    return g_strdup_printf ("= %s(%s) = %s", activation, sum_number, output);

  return g_strdup_printf ("= %s(%s)\n= %s(%s) = %s", activation, added, activation, sum_number, output);
}

/* What becomes of the sum. */
static void
show_output (NrnInspector             *self,
             const NrnWeights         *weights,
             const NrnNetworkActivity *activity,
             const Subject            *subject,
             double                    sum)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  gboolean is_unit = subject->only == NRN_TERMS_ALL;
  gboolean is_off = nrn_architecture_is_off (architecture, subject->layer, subject->unit);
  g_autofree char *numbers = NULL;
  NrnFormulaLine rule;

  gtk_widget_set_visible (GTK_WIDGET (self->sum_label), is_unit);
  gtk_widget_set_visible (GTK_WIDGET (self->output_label), is_unit);
  if (!is_unit)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->layers_label), FALSE);
      return;
    }

  nrn_unit_story_tell_rule (weights, subject->layer, &rule);
  numbers = is_off ? g_strdup (_("= 0, the unit is switched off"))
                   : describe_numbers (weights, activity, subject, sum);
  gtk_label_set_text (self->sum_label, rule.formula);
  nrn_formula_line_clear (&rule);
  gtk_label_set_text (self->output_label, numbers);
  show_layers (self, weights, activity, subject->layer, subject->unit);
}

static void
update (NrnInspector *self)
{
  const NrnWeights *weights =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document))->weights;
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  const NrnNetworkActivity *activity = nrn_canvas_get_activity (self->canvas);
  g_autofree char *title = NULL;
  Subject subject;
  double sum;

  if (activity == NULL || !find_subject (self, &subject) ||
      nrn_weights_get_tensor (weights, subject.layer, "kernel") == NULL)
    {
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
      return;
    }

  title = subject_title (architecture, &subject);
  gtk_label_set_text (self->title, title);
  gtk_widget_set_visible (self->frozen_badge,
                          !nrn_layer_is_trainable (nrn_architecture_get_layer (architecture,
                                                                               subject.layer)));
  show_switch (self, architecture, &subject);
  sum = nrn_inspector_terms_update (self->terms, subject.layer, subject.unit, subject.only,
                                    nrn_network_activity_get_outputs (activity,
                                                                      (int) subject.layer - 1));
  show_output (self, weights, activity, &subject, sum);
  show_off (self, architecture, &subject);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

static void
update_if_shown (NrnInspector *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    update (self);
}

static void
failed_cb (NrnInspector *self,
           const char   *sentence)
{
  g_signal_emit (self, signals[FAILED], 0, sentence);
}

static void
nrn_inspector_dispose (GObject *object)
{
  NrnInspector *self = NRN_INSPECTOR (object);

  g_clear_object (&self->canvas);
  g_clear_object (&self->document);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (nrn_inspector_parent_class)->dispose (object);
}

static void
nrn_inspector_class_init (NrnInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_inspector_dispose;

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  g_type_ensure (NRN_TYPE_INSPECTOR_TERMS);
  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnInspector, box);
  gtk_widget_class_bind_template_child (widget_class, NrnInspector, title);
  gtk_widget_class_bind_template_child (widget_class, NrnInspector, frozen_badge);
  gtk_widget_class_bind_template_child (widget_class, NrnInspector, unit_switch);
  gtk_widget_class_bind_template_child (widget_class, NrnInspector, terms);
  gtk_widget_class_bind_template_child (widget_class, NrnInspector, sum_label);
  gtk_widget_class_bind_template_child (widget_class, NrnInspector, output_label);
  gtk_widget_class_bind_template_child (widget_class, NrnInspector, layers_label);
  gtk_widget_class_bind_template_child (widget_class, NrnInspector, off_box);
  gtk_widget_class_bind_template_child (widget_class, NrnInspector, off_label);
  gtk_widget_class_bind_template_child (widget_class, NrnInspector, off_buttons);
  gtk_widget_class_bind_template_callback (widget_class, reroll_cb);
  gtk_widget_class_bind_template_callback (widget_class, leaky_relu_cb);
  gtk_widget_class_bind_template_callback (widget_class, failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, unit_switched_cb);
}

static void
nrn_inspector_init (NrnInspector *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * nrn_inspector_set_canvas:
 * @inspector: an inspector
 * @canvas: whose selection to show
 * @document: the canvas' document
 */
void
nrn_inspector_set_canvas (NrnInspector *inspector,
                          NrnCanvas    *canvas,
                          NrnDocument  *document)
{
  g_return_if_fail (inspector->canvas == NULL);

  inspector->canvas = g_object_ref (canvas);
  inspector->document = g_object_ref (document);
  nrn_inspector_terms_set_document (inspector->terms, document);
  g_signal_connect_object (canvas, "selection-changed", G_CALLBACK (update), inspector,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (canvas, "activity-changed", G_CALLBACK (update_if_shown), inspector,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "findings-changed", G_CALLBACK (update_if_shown), inspector,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (nrn_theme_get_default (), "changed", G_CALLBACK (update_if_shown),
                           inspector, G_CONNECT_SWAPPED);
}
