/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How the loss depends on the weight that is selected.
 */

#include "config.h"

#include "nrn-valley-card.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-loss-finder.h"
#include "nrn-text.h"
#include "nrn-theme.h"
#include "nrn-valley-axis.h"
#include "nrn-valley-view.h"

/* Of the slider: powers of ten. */
#define LEAST_POWER -6.0
#define MOST_POWER   4.0
#define RATE_DIGITS  3

struct _NrnValleyCard
{
  GtkWidget       parent_instance;

  NrnCanvas      *canvas;       /* owned */
  NrnDocument    *document;     /* owned */

  /* Template children */
  GtkExpander    *expander;
  GtkLabel       *title_label;
  GtkLabel       *hint_label;
  GtkWidget      *box;
  GtkToggleButton *data_button;
  GtkToggleButton *batch_button;
  GtkWidget      *zoom_in_button;
  GtkWidget      *zoom_out_button;
  NrnValleyView  *view;
  GtkLabel       *result_label;
  GtkLabel       *formula_label;
  GtkLabel       *other_label;
  GtkLabel       *note_label;
  GtkRange       *rate_scale;
  GtkLabel       *rate_label;
  GtkWidget      *reset_button;
  GtkWidget      *use_button;

  /* What is selected */
  gsize           weight;
  char           *name;         /* owned */
  gboolean        is_of_unit;
  gboolean        is_expanded[2];   /* for a weight, for a unit */
  NrnValleyAxis   axis;
  double          tried_rate;   /* NaN: that of the training */
  gboolean        updating;     /* widgets follow the document */

  NrnTrace       *trace;        /* owned; of the next update, NULL if not known */
  gboolean        is_trace_coming;
  NrnLossFinder  *finder;       /* owned */
};

G_DEFINE_FINAL_TYPE (NrnValleyCard, nrn_valley_card, GTK_TYPE_WIDGET)

enum
{
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const NrnSnapshotParts *
get_shown (NrnValleyCard *self)
{
  return nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document));
}

static double
get_value (NrnValleyCard *self)
{
  return (double) nrn_weights_get_data (get_shown (self)->weights)[self->weight];
}

static double
get_own_rate (NrnValleyCard *self)
{
  return self->trace != NULL ? nrn_trace_get_learning_rate (self->trace)
                             : get_shown (self)->learning_rate;
}

static double
get_rate (NrnValleyCard *self)
{
  return isnan (self->tried_rate) ? get_own_rate (self) : self->tried_rate;
}

static gboolean
looks_back (NrnValleyCard *self)
{
  return nrn_document_get_shown_update (self->document) >= 0;
}

/* ---- What is shown ---- */

/* The rows of the next update, if they are asked for and there is one. */
static NrnTrace *
get_batch (NrnValleyCard *self)
{
  return gtk_toggle_button_get_active (self->batch_button) ? self->trace : NULL;
}

/* The step of an optimizer that does what is shown anyhow is not shown twice. */
static gboolean
is_plain (NrnValleyCard *self)
{
  double new_value = (double) nrn_weights_get_data (nrn_trace_get_new_weights (self->trace))[self->weight];
  double gradient = (double) nrn_trace_get_gradients (self->trace)[self->weight];
  double plain = get_value (self) - nrn_trace_get_learning_rate (self->trace) * gradient;

  return get_batch (self) != NULL &&
         fabs (new_value - plain) <= 1e-6 * MAX (fabs (plain), 1e-3);
}

/* NaN if nobody knows, or a hand has just moved the weight. */
static double
get_other_value (NrnValleyCard *self)
{
  double traced;

  if (self->trace == NULL)
    return NAN;

  traced = (double) nrn_weights_get_data (nrn_trace_get_weights (self->trace))[self->weight];
  if (traced != get_value (self) || is_plain (self))
    return NAN;

  if (!isnan (self->tried_rate))
    return (double) nrn_trace_try_learning_rate (self->trace, self->weight, self->tried_rate);

  return (double) nrn_weights_get_data (nrn_trace_get_new_weights (self->trace))[self->weight];
}

/* Of an optimizer that takes other steps than those of the arrow, nobody knows what
 * comes of a learning rate before it has been tried with its own. */
static gboolean
can_try_own (NrnValleyCard *self)
{
  const NrnExperimentParts *parts = nrn_experiment_get_parts (nrn_document_get_experiment (self->document));

  return self->trace != NULL || strcmp (nrn_config_get_name (parts->optimizer), "SGD") == 0;
}

static char *
get_note (NrnValleyCard *self)
{
  g_autofree char *what = nrn_loss_valley_describe (nrn_loss_finder_get_valley (self->finder));

  return g_strdup_printf ("%s %s", what,
                          _("The gradient points uphill; the minus sign turns the step downhill."));
}

/* @note: (nullable): which loss it is; beside it stands what can be done */
static void
show_note (NrnValleyCard *self,
           const char    *note)
{
  g_autoptr (GString) text = g_string_new (note);

  if (note != NULL && nrn_valley_view_hides_step (self->view))
    g_string_append_printf (text, " %s", _("The step is too short to be seen here; try a larger learning "
                                           "rate."));
  if (note != NULL && !can_try_own (self) && !self->is_trace_coming)
    g_string_append_printf (text, " %s", _("No update comes next for the optimizer to try a learning rate "
                                           "with, so none is offered for the training."));
  if (note != NULL)
    g_string_append_printf (text, " %s",
                            looks_back (self)
                              ? _("Earlier weights can be looked at; those of now can be changed.")
                              : _("Drag the ball to change the weight."));
  gtk_label_set_text (self->note_label, text->str);
}

static void
show_picture (NrnValleyCard *self)
{
  const NrnLossValley *valley = nrn_loss_finder_get_valley (self->finder);
  const NrnLossStep *step = nrn_loss_finder_get_step (self->finder);
  g_autofree char *note = valley != NULL ? get_note (self) : NULL;
  g_autofree char *result = step != NULL ? nrn_loss_step_print (step) : NULL;
  g_autofree char *caption = g_strjoin (" ", result != NULL ? result : "", note, NULL);
  g_autofree char *other = NULL;

  if (self->trace != NULL && step != NULL && isfinite (step->other_value))
    /* Translators: for a legend; %s is an optimizer, such as Adam. */
    other = g_strdup_printf (_("step of %s"),
                             nrn_config_get_name (nrn_trace_get_optimizer (self->trace)));
  nrn_valley_view_set (self->view, &(NrnValleyPicture) {
    .valley = valley,
    .step = step,
    .name = self->name,
    .caption = caption,
    .other_name = other,
    .is_fixed = looks_back (self),
  });
  show_note (self, note);
}

static void
show_words (NrnValleyCard *self)
{
  const NrnLossStep *step = nrn_loss_finder_get_step (self->finder);
  g_autofree char *result = step != NULL ? nrn_loss_step_print (step) : NULL;
  g_autofree char *formula = step != NULL && isfinite (step->new_value) ? nrn_loss_step_print_formula (step)
                                                                        : NULL;

  g_autofree char *other = NULL;

  if (self->trace != NULL && step != NULL && isfinite (step->other_value))
    other = nrn_loss_step_print_other (step, nrn_config_get_name (nrn_trace_get_optimizer (self->trace)));
  gtk_label_set_text (self->result_label, result != NULL ? result : "");
  gtk_label_set_text (self->other_label, other != NULL ? other : "");
  gtk_widget_set_visible (GTK_WIDGET (self->other_label), other != NULL);
  gtk_label_set_text (self->formula_label, formula != NULL ? formula : "");
}

static void
show_rate (NrnValleyCard *self)
{
  const NrnNumberFormat format = { NRN_NUMBERS_SIGNIFICANT, RATE_DIGITS };
  double rate = get_rate (self);
  g_autofree char *text = nrn_text_format_number (rate, 0, &format);
  gboolean is_tried = rate != get_own_rate (self);

  self->updating = TRUE;
  gtk_range_set_value (self->rate_scale, CLAMP (log10 (rate), LEAST_POWER, MOST_POWER));
  self->updating = FALSE;
  gtk_label_set_text (self->rate_label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rate_scale),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
  gtk_widget_set_sensitive (self->reset_button, is_tried);
  gtk_widget_set_sensitive (self->use_button, is_tried && !looks_back (self) && can_try_own (self));
}

static void
show_controls (NrnValleyCard *self)
{
  self->updating = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->batch_button), self->trace != NULL || self->is_trace_coming);
  gtk_widget_set_sensitive (self->zoom_in_button, self->axis.zoom < NRN_VALLEY_MOST_ZOOM);
  gtk_widget_set_sensitive (self->zoom_out_button, self->axis.zoom > NRN_VALLEY_LEAST_ZOOM);
  self->updating = FALSE;
}

/* ---- What is asked ---- */

static void
forget (NrnValleyCard *self)
{
  nrn_loss_finder_forget (self->finder);
  g_clear_pointer (&self->trace, nrn_trace_unref);
}

static void
take_trace (NrnValleyCard *self)
{
  const NrnTrace *trace = nrn_document_request_trace (self->document, &self->is_trace_coming);

  if (trace == self->trace)
    return;

  g_clear_pointer (&self->trace, nrn_trace_unref);
  self->trace = trace != NULL ? nrn_trace_ref (trace) : NULL;
}

/* Curves that nobody sees are not found. */
static void
update_curve (NrnValleyCard *self)
{
  gboolean is_seen = gtk_widget_get_mapped (GTK_WIDGET (self)) &&
                     gtk_expander_get_expanded (self->expander);
  gboolean is_running = is_seen && get_shown (self)->state == NRN_TRAINING_RUNNING && !looks_back (self);
  NrnLossValleyQuestion question;

  gtk_widget_set_visible (GTK_WIDGET (self->hint_label), is_running);
  gtk_widget_set_visible (self->box, !is_running);
  if (!is_seen || is_running)
    {
      forget (self);
      return;
    }

  take_trace (self);
  question = (NrnLossValleyQuestion) {
    .experiment = nrn_document_get_experiment (self->document),
    .samples = nrn_document_get_samples (self->document),
    .weights = get_shown (self)->weights,
    .weight = self->weight,
    .trace = get_batch (self),
  };
  nrn_valley_axis_choose (&self->axis, get_value (self), nrn_valley_view_is_busy (self->view),
                          &question.minimum, &question.maximum);
  show_controls (self);
  show_rate (self);
  if (self->is_trace_coming && gtk_toggle_button_get_active (self->batch_button))
    return;

  nrn_loss_finder_ask (self->finder, &question, &(NrnLossStep) {
    .value = get_value (self),
    .learning_rate = get_rate (self),
    .other_value = get_other_value (self),
  });
  if (!nrn_loss_finder_is_busy (self->finder))
    show_picture (self);
}

/* Of the two steps, the longer one. */
static double
find_landing (const NrnLossStep *step)
{
  return fabs (step->other_value - step->value) > fabs (step->new_value - step->value) ? step->other_value
                                                                                       : step->new_value;
}

/* Where the step leads, the axis follows. */
static void
found_cb (NrnValleyCard *self)
{
  const NrnLossStep *step = nrn_loss_finder_get_step (self->finder);

  self->axis.landing = step != NULL ? find_landing (step) : NAN;
  show_words (self);
  show_picture (self);
  if (!nrn_loss_finder_is_busy (self->finder) && !nrn_valley_view_is_busy (self->view))
    update_curve (self);
}

static void
select_weight (NrnValleyCard *self,
               gsize          weight)
{
  g_autofree char *before = g_steal_pointer (&self->name);

  self->name = nrn_canvas_name_selected_weight (self->canvas);
  if (weight == self->weight && g_strcmp0 (before, self->name) == 0)
    return;

  self->weight = weight;
  nrn_valley_axis_init (&self->axis);
  nrn_loss_finder_forget (self->finder);
  show_words (self);
  show_picture (self);
}

/* A unit stands for its bias. */
static void
show_title (NrnValleyCard *self)
{
  gboolean of_bias = nrn_canvas_is_bias_selected (self->canvas);
  const char *title = of_bias ? _("Loss over the bias") : _("Loss over this weight");

  if (g_str_equal (gtk_label_get_text (self->title_label), title))
    return;

  gtk_label_set_text (self->title_label, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title_label), of_bias
    ? _("How the loss would be with other values of this bias, and where a step leads")
    : _("How the loss would be with other values of this weight, and where a step leads"));
  gtk_label_set_text (self->hint_label, of_bias
    ? _("Pause the training to see the loss over this bias.")
    : _("Pause the training to see the loss over this weight."));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->expander), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
}

static void
update (NrnValleyCard *self)
{
  gsize weight;
  gboolean is_shown = nrn_document_get_snapshot (self->document) != NULL &&
                      nrn_canvas_find_trained_weight (self->canvas, &weight, &self->is_of_unit);

  if (is_shown)
    {
      show_title (self);
      select_weight (self, weight);
      self->updating = TRUE;
      gtk_expander_set_expanded (self->expander, self->is_expanded[self->is_of_unit]);
      self->updating = FALSE;
    }
  gtk_widget_set_visible (GTK_WIDGET (self), is_shown);
  if (is_shown)
    update_curve (self);
  else
    forget (self);
}

/* ---- What is done ---- */

static void
expanded_cb (NrnValleyCard *self)
{
  if (self->updating)
    return;

  self->is_expanded[self->is_of_unit] = gtk_expander_get_expanded (self->expander);
  update_curve (self);
}

static void
rows_toggled_cb (NrnValleyCard *self)
{
  if (!self->updating)
    update_curve (self);
}

static void
zoom (NrnValleyCard *self,
      int            by)
{
  nrn_valley_axis_zoom (&self->axis, by, get_value (self));
  update_curve (self);
}

static void
zoom_in_cb (NrnValleyCard *self)
{
  zoom (self, 1);
}

static void
zoom_out_cb (NrnValleyCard *self)
{
  zoom (self, -1);
}

static void
preview_cb (NrnValleyCard *self,
            double         value)
{
  nrn_document_preview_weight (self->document, self->weight, value);
}

static void
commit_cb (NrnValleyCard *self,
           double         value)
{
  g_autoptr (GError) error = NULL;

  if (!nrn_document_set_weight (self->document, self->weight, value, &error))
    g_signal_emit (self, signals[FAILED], 0, error->message);
}

static void
cancel_cb (NrnValleyCard *self)
{
  nrn_document_end_preview (self->document);
}

/* Rates with few digits, and that of the training where it is. */
static void
rate_changed_cb (NrnValleyCard *self)
{
  double power = gtk_range_get_value (self->rate_scale);
  double digit = pow (10, floor (power) - RATE_DIGITS + 2);

  if (self->updating)
    return;

  nrn_valley_card_try_learning_rate (self, round (pow (10, power) / digit) * digit);
}

static void
reset_cb (NrnValleyCard *self)
{
  nrn_valley_card_try_learning_rate (self, NAN);
}

static void
use_cb (NrnValleyCard *self)
{
  double rate = get_rate (self);
  g_autoptr (GError) error = NULL;

  if (!nrn_document_set_learning_rate (self->document, rate, &error))
    {
      g_signal_emit (self, signals[FAILED], 0, error->message);
      return;
    }
  self->tried_rate = NAN;
  update (self);
}

/* ---- The class ---- */

static void
nrn_valley_card_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (nrn_valley_card_parent_class)->map (widget);

  update_curve (NRN_VALLEY_CARD (widget));
}

static void
nrn_valley_card_unmap (GtkWidget *widget)
{
  forget (NRN_VALLEY_CARD (widget));

  GTK_WIDGET_CLASS (nrn_valley_card_parent_class)->unmap (widget);
}

static void
nrn_valley_card_dispose (GObject *object)
{
  NrnValleyCard *self = NRN_VALLEY_CARD (object);

  if (self->finder != NULL)
    forget (self);
  g_clear_object (&self->finder);
  g_clear_object (&self->canvas);
  g_clear_object (&self->document);
  if (self->expander != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->expander));
  self->expander = NULL;

  G_OBJECT_CLASS (nrn_valley_card_parent_class)->dispose (object);
}

static void
nrn_valley_card_finalize (GObject *object)
{
  g_free (NRN_VALLEY_CARD (object)->name);

  G_OBJECT_CLASS (nrn_valley_card_parent_class)->finalize (object);
}

static void
nrn_valley_card_class_init (NrnValleyCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_valley_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = nrn_valley_card_finalize;
  widget_class->map = nrn_valley_card_map;
  widget_class->unmap = nrn_valley_card_unmap;

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (NRN_TYPE_VALLEY_VIEW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-valley-card.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnValleyCard, expander);
  gtk_widget_class_bind_template_child (widget_class, NrnValleyCard, title_label);
  gtk_widget_class_bind_template_child (widget_class, NrnValleyCard, hint_label);
  gtk_widget_class_bind_template_child (widget_class, NrnValleyCard, box);
  gtk_widget_class_bind_template_child (widget_class, NrnValleyCard, data_button);
  gtk_widget_class_bind_template_child (widget_class, NrnValleyCard, batch_button);
  gtk_widget_class_bind_template_child (widget_class, NrnValleyCard, zoom_in_button);
  gtk_widget_class_bind_template_child (widget_class, NrnValleyCard, zoom_out_button);
  gtk_widget_class_bind_template_child (widget_class, NrnValleyCard, view);
  gtk_widget_class_bind_template_child (widget_class, NrnValleyCard, result_label);
  gtk_widget_class_bind_template_child (widget_class, NrnValleyCard, formula_label);
  gtk_widget_class_bind_template_child (widget_class, NrnValleyCard, other_label);
  gtk_widget_class_bind_template_child (widget_class, NrnValleyCard, note_label);
  gtk_widget_class_bind_template_child (widget_class, NrnValleyCard, rate_scale);
  gtk_widget_class_bind_template_child (widget_class, NrnValleyCard, rate_label);
  gtk_widget_class_bind_template_child (widget_class, NrnValleyCard, reset_button);
  gtk_widget_class_bind_template_child (widget_class, NrnValleyCard, use_button);
  gtk_widget_class_bind_template_callback (widget_class, expanded_cb);
  gtk_widget_class_bind_template_callback (widget_class, rows_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoom_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoom_out_cb);
  gtk_widget_class_bind_template_callback (widget_class, preview_cb);
  gtk_widget_class_bind_template_callback (widget_class, commit_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, rate_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_cb);
}

static void
nrn_valley_card_init (NrnValleyCard *self)
{
  self->updating = TRUE;
  self->tried_rate = NAN;
  nrn_valley_axis_init (&self->axis);
  self->weight = G_MAXSIZE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->finder = nrn_loss_finder_new ();
  g_signal_connect_swapped (self->finder, "changed", G_CALLBACK (found_cb), self);
  gtk_range_set_range (self->rate_scale, LEAST_POWER, MOST_POWER);
  /* As all scales of numbers. */
  gtk_widget_set_direction (GTK_WIDGET (self->rate_scale), GTK_TEXT_DIR_LTR);
  self->is_expanded[FALSE] = TRUE;
  self->updating = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * nrn_valley_card_set_canvas:
 * @card: a card
 * @canvas: whose selection to look at
 * @document: the canvas' document
 */
void
nrn_valley_card_set_canvas (NrnValleyCard *card,
                            NrnCanvas     *canvas,
                            NrnDocument   *document)
{
  static const char *const document_signals[] = { "snapshot-changed", "experiment-changed",
                                                  "undo-changed", "trace-changed" };

  g_return_if_fail (card->canvas == NULL);

  card->canvas = g_object_ref (canvas);
  card->document = g_object_ref (document);
  g_signal_connect_object (canvas, "selection-changed", G_CALLBACK (update), card, G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (document_signals); i++)
    g_signal_connect_object (document, document_signals[i], G_CALLBACK (update), card,
                             G_CONNECT_SWAPPED);
}

/**
 * nrn_valley_card_is_busy:
 * @card: a card
 *
 * Returns: whether something is still being found out
 */
gboolean
nrn_valley_card_is_busy (NrnValleyCard *card)
{
  return nrn_loss_finder_is_busy (card->finder);
}

/**
 * nrn_valley_card_get_valley:
 * @card: a card
 *
 * Returns: (transfer none) (nullable): the curve that is shown
 */
const NrnLossValley *
nrn_valley_card_get_valley (NrnValleyCard *card)
{
  return nrn_loss_finder_get_valley (card->finder);
}

/**
 * nrn_valley_card_get_step:
 * @card: a card
 *
 * Returns: (transfer none) (nullable): the step that is shown
 */
const NrnLossStep *
nrn_valley_card_get_step (NrnValleyCard *card)
{
  return nrn_loss_finder_get_step (card->finder);
}

/**
 * nrn_valley_card_try_learning_rate:
 * @card: a card
 * @learning_rate: from now on; NaN for that of the training
 *
 * As if somebody moved the slider: the training does not know of it.
 */
void
nrn_valley_card_try_learning_rate (NrnValleyCard *card,
                                   double         learning_rate)
{
  card->tried_rate = learning_rate;
  update_curve (card);
}
