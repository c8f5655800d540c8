/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The linear collapse: layers without activations become one.
 */

#include "config.h"

#include "nrn-collapse-bench-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-collapse.h"
#include "nrn-preset.h"
#include "nrn-theme.h"
#include "nrn-trials.h"

/* Larger matrices are only counted. */
#define MAX_ROWS    8
#define MAX_COLUMNS 8

/* More outputs or inputs have no formula. */
#define MAX_FORMULA_UNITS  6
#define MAX_FORMULA_INPUTS 3

/* Products of a weight and a value that the check may take: a few ms. */
#define MAX_PRODUCTS 2000000

/* Of numbers in the matrices. */
#define DIGITS 4

/* The two trials: the preset as it is, and with linear hidden layers. */
enum
{
  TRIAL_RELU,
  TRIAL_LINEAR,
  N_TRIALS
};

struct _NrnCollapseBenchView
{
  GtkWidget    parent_instance;

  NrnDocument *document;    /* owned */
  NrnWeights  *weights;     /* owned; those that are shown */
  NrnCollapse *collapse;    /* owned; NULL if there is none */
  guint        n_shown;     /* steps that are shown; at least 1 */
  NrnTrials   *trials;      /* owned; NULL before the first */

  /* Template children */
  GtkWidget   *scroller;
  GtkLabel    *intro_label;
  GtkWidget   *steps_bar;
  GtkWidget   *back_button;
  GtkWidget   *next_button;
  GtkLabel    *step_label;
  GtkBox      *steps_box;
  GtkWidget   *single_box;
  GtkLabel    *formula_label;
  GtkLabel    *difference_label;
  GtkWidget   *apply_button;
  GtkWidget   *train_button;
  GtkLabel    *accuracy_label;
};

G_DEFINE_FINAL_TYPE (NrnCollapseBenchView, nrn_collapse_bench_view, GTK_TYPE_WIDGET)

enum
{
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
format (double value)
{
  return nrn_text_format_number (value, DIGITS, nrn_theme_get_text_numbers ());
}

/* ---- Matrices ---- */

static GtkWidget *
new_label (const char *text,
           double      xalign,
           const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), (float) xalign);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);

  return label;
}

/* A matrix is read from left to right in every language. Where there is no room
 * for it, it scrolls. */
static GtkWidget *
new_numbers (guint         n_rows,
             guint         n_columns,
             const double *values)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *grid = gtk_grid_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), grid);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_widget_set_halign (grid, GTK_ALIGN_START);
  gtk_widget_set_direction (grid, GTK_TEXT_DIR_LTR);
  gtk_widget_add_css_class (grid, "matrix");
  for (guint i = 0; i < n_rows * n_columns; i++)
    {
      g_autofree char *text = format (values[i]);

      GtkWidget *label = new_label (text, 1, "numeric");

      gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
      gtk_grid_attach (GTK_GRID (grid), label, (int) (i % n_columns), (int) (i / n_columns), 1, 1);
    }

  return scroller;
}

/* "W1 · W2 (1 × 32)" and its numbers. */
static void
add_matrix (GtkBox       *card,
            const char   *name,
            guint         n_rows,
            guint         n_columns,
            const double *values)
{
  gboolean is_small = n_rows <= MAX_ROWS && n_columns <= MAX_COLUMNS;
  g_autofree char *count = nrn_text_format_count ((guint64) n_rows * n_columns);
  /* Translators: name of a matrix, and its rows and columns. */
  g_autofree char *title = is_small ? g_strdup_printf (_("%s (%u × %u)"), name, n_rows, n_columns)
                                    : g_strdup_printf (_("%s (%u × %u): %s numbers"), name, n_rows,
                                                       n_columns, count);

  gtk_box_append (card, new_label (title, 0, "dim-label"));
  if (is_small)
    gtk_box_append (card, new_numbers (n_rows, n_columns, values));
}

/* ---- Steps ---- */

/* "W1 · W2 · W3" */
static char *
name_product (guint n_factors)
{
  GString *text = g_string_new ("W1");

  for (guint i = 2; i <= n_factors; i++)
    g_string_append_printf (text, " · W%u", i);

  return g_string_free (text, FALSE);
}

static char *
name_step (NrnCollapseBenchView  *self,
           guint                  step,
           const NrnCollapseStep *numbers)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (self->weights);
  g_autofree char *layer = nrn_architecture_describe_layer (architecture, (int) numbers->layer);

  if (step == 0)
    return g_strdup_printf (_("Layer “%s”: x · W1 + b1"), layer);

  return g_strdup_printf (_("Layer “%s”: (%u × %u) · (%u × %u) = %u × %u"), layer,
                          numbers->n_inputs, numbers->n_before, numbers->n_before,
                          numbers->n_units, numbers->n_inputs, numbers->n_units);
}

/* "B3 = B2 · W3 + b3": each sum has a name, for the next step goes on with it. */
static char *
name_bias (guint step)
{
  guint layer = step + 1;

  if (step == 0)
    return g_strdup ("b1");

  return g_strdup_printf ("B%u = %s%u · W%u + b%u", layer, step == 1 ? "b" : "B", step, layer, layer);
}

static GtkWidget *
new_step (NrnCollapseBenchView *self,
          guint                 step)
{
  const NrnCollapseStep *numbers = nrn_collapse_get_step (self->collapse, step);
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *title = name_step (self, step, numbers);
  g_autofree char *product = name_product (step + 1);
  g_autofree char *bias = name_bias (step);
  GtkWidget *heading = new_label (title, 0, "heading");

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "samples");
  gtk_label_set_wrap (GTK_LABEL (heading), TRUE);
  gtk_box_append (GTK_BOX (card), heading);
  if (step == 0)
    gtk_box_append (GTK_BOX (card),
                    new_label (_("x: the inputs; W1: the layer’s kernel; b1: its bias"), 0, "note"));
  if (step > 0)
    {
      g_autofree char *own = g_strdup_printf ("W%u", step + 1);

      add_matrix (GTK_BOX (card), own, numbers->n_before, numbers->n_units, numbers->own_kernel);
    }
  add_matrix (GTK_BOX (card), product, numbers->n_inputs, numbers->n_units, numbers->kernel);
  add_matrix (GTK_BOX (card), bias, 1, numbers->n_units, numbers->bias);

  return card;
}

/* ---- The single layer ---- */

/* "output 1 = 0.1234 · (age, scaled) − 0.0567" */
static char *
describe_unit (NrnCollapseBenchView  *self,
               const NrnCollapseStep *last,
               guint                  unit)
{
  const char *const *names =
    nrn_dataset_get_feature_names (nrn_document_get_dataset (self->document));
  gboolean is_scaled = nrn_document_get_scaler (self->document) != NULL;
  GString *text = g_string_new (NULL);
  g_autofree char *bias = format (fabs (last->bias[unit]));

  g_string_printf (text, _("output %u = "), unit + 1);
  for (guint i = 0; i < last->n_inputs; i++)
    {
      double weight = last->kernel[(gsize) i * last->n_units + unit];
      g_autofree char *number = format (i == 0 ? weight : fabs (weight));
      g_autofree char *scaled = g_strdup_printf (_("%s, scaled"), names[i]);

      g_string_append_printf (text, is_scaled ? "%s%s · (%s)" : "%s%s · %s",
                              i == 0 ? "" : weight < 0 ? " − " : " + ", number,
                              is_scaled ? scaled : names[i]);
    }
  g_string_append_printf (text, " %s %s", last->bias[unit] < 0 ? "−" : "+", bias);

  return g_string_free (text, FALSE);
}

static char *
describe_formula (NrnCollapseBenchView  *self,
                  const NrnCollapseStep *last)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (last->n_units > MAX_FORMULA_UNITS || last->n_inputs > MAX_FORMULA_INPUTS)
    return g_strdup_printf (_("Dense(%u, linear) with a kernel of %u × %u and a bias of %u: the "
                              "last matrices above."), last->n_units, last->n_inputs, last->n_units,
                            last->n_units);

  for (guint i = 0; i < last->n_units; i++)
    {
      g_autofree char *unit = describe_unit (self, last, i);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", unit);
    }
  if (nrn_document_get_scaler (self->document) != NULL)
    g_string_append_printf (text, "\n%s", _("The inputs are scaled to 0…1 before."));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
update_single (NrnCollapseBenchView *self)
{
  guint n_steps = nrn_collapse_get_n_steps (self->collapse);
  const NrnCollapseStep *last = nrn_collapse_get_step (self->collapse, n_steps - 1);
  const NrnSamples *samples = nrn_document_get_samples (self->document);
  gsize n_parameters =
    nrn_architecture_get_n_parameters (nrn_weights_get_architecture (self->weights));
  guint n_rows = (guint) MIN (nrn_samples_get_n_rows (samples), MAX_PRODUCTS / n_parameters + 1);
  double difference = nrn_collapse_compare (self->collapse, n_rows,
                                            nrn_samples_get_inputs (samples));
  g_autofree char *formula = describe_formula (self, last);
  g_autofree char *rows = nrn_text_format_count (n_rows);
  g_autofree char *number = nrn_text_format_power (difference);
  g_autofree char *text =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                  "Computed for %s row of the data, its outputs are off those of "
                                  "all linear layers by %s at most: rounding.",
                                  "Computed for %s rows of the data, its outputs are off those of "
                                  "all linear layers by %s at most: rounding.", n_rows),
                     rows, number);

  gtk_label_set_text (self->formula_label, formula);
  gtk_label_set_text (self->difference_label, text);
}

/* ---- All of it ---- */

static void
clear_steps (NrnCollapseBenchView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->steps_box))) != NULL)
    gtk_box_remove (self->steps_box, child);
}

/* But for the outputs, whose activation the loss needs. */
static gboolean
is_linear (const NrnArchitecture *architecture)
{
  g_autoptr (NrnArchitecture) linear = nrn_collapse_make_linear (architecture, FALSE, NULL);

  return linear != NULL && nrn_architecture_equal (linear, architecture);
}

static void
show_steps (NrnCollapseBenchView *self)
{
  guint n_steps = nrn_collapse_get_n_steps (self->collapse);
  g_autofree char *text = NULL;

  clear_steps (self);
  self->n_shown = CLAMP (self->n_shown, 1, n_steps);
  for (guint i = 0; i < self->n_shown; i++)
    gtk_box_append (self->steps_box, new_step (self, i));

  text = g_strdup_printf (_("Step %u of %u"), self->n_shown, n_steps);
  gtk_label_set_text (self->step_label, text);
  gtk_widget_set_sensitive (self->back_button, self->n_shown > 1);
  gtk_widget_set_sensitive (self->next_button, self->n_shown < n_steps);
  gtk_widget_set_visible (self->single_box, self->n_shown == n_steps);
  if (self->n_shown == n_steps)
    update_single (self);
}

/* Of the weights that the window shows, unless they are those already. */
static void
update (NrnCollapseBenchView *self)
{
  const NrnSnapshotParts *snapshot =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document));
  g_autoptr (GError) error = NULL;

  if (self->weights == snapshot->weights || snapshot->state == NRN_TRAINING_RUNNING)
    return;

  g_clear_pointer (&self->weights, nrn_weights_unref);
  g_clear_pointer (&self->collapse, nrn_collapse_free);
  self->weights = nrn_weights_ref (snapshot->weights);
  self->collapse = nrn_collapse_new (self->weights, &error);
  gtk_widget_set_visible (self->steps_bar, self->collapse != NULL);
  gtk_widget_set_sensitive (self->apply_button,
                            !is_linear (nrn_weights_get_architecture (self->weights)));
  if (self->collapse != NULL)
    {
      show_steps (self);
      return;
    }

  clear_steps (self);
  gtk_widget_set_visible (self->single_box, FALSE);
  gtk_box_append (self->steps_box, new_label (error->message, 0, NULL));
  gtk_label_set_wrap (GTK_LABEL (gtk_widget_get_first_child (GTK_WIDGET (self->steps_box))), TRUE);
}

static void
update_if_shown (NrnCollapseBenchView *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    update (self);
}

static void
format_changed_cb (NrnCollapseBenchView *self)
{
  if (self->collapse != NULL)
    show_steps (self);
}

static void
back_cb (NrnCollapseBenchView *self)
{
  self->n_shown--;
  show_steps (self);
}

static void
next_cb (NrnCollapseBenchView *self)
{
  self->n_shown++;
  show_steps (self);
}

static void
apply_cb (NrnCollapseBenchView *self)
{
  NrnExperimentParts parts = *nrn_experiment_get_parts (nrn_document_get_experiment (self->document));
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnArchitecture) linear = nrn_collapse_make_linear (parts.architecture, FALSE, &error);

  if (linear != NULL)
    parts.architecture = linear;
  if (linear == NULL || !nrn_document_edit (self->document, &parts, &error))
    g_signal_emit (self, signals[FAILED], 0, error->message);
}

/* ---- What that costs ---- */

static NrnExperiment *
new_trial (gboolean is_linear)
{
  const NrnPreset *preset = nrn_preset_find ("drug-trial-u", NULL);
  g_autoptr (NrnExperiment) experiment = nrn_preset_new_experiment (preset, preset->seed);
  NrnExperimentParts parts = *nrn_experiment_get_parts (experiment);
  g_autoptr (NrnArchitecture) linear =
    nrn_architecture_parse (preset->network, "linear,linear,sigmoid", NULL);

  if (is_linear)
    parts.architecture = linear;

  return nrn_experiment_new (&parts);
}

static void
update_trials (NrnCollapseBenchView *self)
{
  const NrnEpoch *with_relu = nrn_trials_get_measured (self->trials, TRIAL_RELU);
  const NrnEpoch *with_linear = nrn_trials_get_measured (self->trials, TRIAL_LINEAR);
  g_autofree char *relu = NULL;
  g_autofree char *linear = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_sensitive (self->train_button, !nrn_collapse_bench_view_is_busy (self));
  if (with_relu == NULL || with_linear == NULL)
    return;

  relu = nrn_text_format_fixed (100 * with_relu->accuracy, 1);
  linear = nrn_text_format_fixed (100 * with_linear->accuracy, 1);
  text = g_strdup_printf (_("relu: %s %% right; linear: %s %% right, measured on all rows after "
                            "the training."), relu, linear);
  gtk_label_set_text (self->accuracy_label, text);
}

static void
train_cb (NrnCollapseBenchView *self)
{
  g_autoptr (NrnExperiment) relu = new_trial (FALSE);
  g_autoptr (NrnExperiment) linear = new_trial (TRUE);
  NrnExperiment *const both[N_TRIALS] = { relu, linear };

  g_clear_object (&self->trials);
  self->trials = nrn_trials_new (both, N_TRIALS, NULL, NULL);
  g_signal_connect_object (self->trials, "changed", G_CALLBACK (update_trials), self,
                           G_CONNECT_SWAPPED);
  gtk_label_set_text (self->accuracy_label, "");
  update_trials (self);
}

/* ---- The class ---- */

static void
nrn_collapse_bench_view_map (GtkWidget *widget)
{
  update (NRN_COLLAPSE_BENCH_VIEW (widget));

  GTK_WIDGET_CLASS (nrn_collapse_bench_view_parent_class)->map (widget);
}

static void
nrn_collapse_bench_view_dispose (GObject *object)
{
  NrnCollapseBenchView *self = NRN_COLLAPSE_BENCH_VIEW (object);

  g_clear_object (&self->trials);
  g_clear_object (&self->document);
  g_clear_pointer (&self->weights, nrn_weights_unref);
  g_clear_pointer (&self->collapse, nrn_collapse_free);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (nrn_collapse_bench_view_parent_class)->dispose (object);
}

static void
nrn_collapse_bench_view_class_init (NrnCollapseBenchViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_collapse_bench_view_dispose;
  widget_class->map = nrn_collapse_bench_view_map;

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NRN_RESOURCES "/nrn-collapse-bench-view.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnCollapseBenchView, scroller);
  gtk_widget_class_bind_template_child (widget_class, NrnCollapseBenchView, intro_label);
  gtk_widget_class_bind_template_child (widget_class, NrnCollapseBenchView, steps_bar);
  gtk_widget_class_bind_template_child (widget_class, NrnCollapseBenchView, back_button);
  gtk_widget_class_bind_template_child (widget_class, NrnCollapseBenchView, next_button);
  gtk_widget_class_bind_template_child (widget_class, NrnCollapseBenchView, step_label);
  gtk_widget_class_bind_template_child (widget_class, NrnCollapseBenchView, steps_box);
  gtk_widget_class_bind_template_child (widget_class, NrnCollapseBenchView, single_box);
  gtk_widget_class_bind_template_child (widget_class, NrnCollapseBenchView, formula_label);
  gtk_widget_class_bind_template_child (widget_class, NrnCollapseBenchView, difference_label);
  gtk_widget_class_bind_template_child (widget_class, NrnCollapseBenchView, apply_button);
  gtk_widget_class_bind_template_child (widget_class, NrnCollapseBenchView, train_button);
  gtk_widget_class_bind_template_child (widget_class, NrnCollapseBenchView, accuracy_label);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, train_cb);
}

static void
nrn_collapse_bench_view_init (NrnCollapseBenchView *self)
{
  self->n_shown = 1;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (nrn_theme_get_default (), "changed", G_CALLBACK (format_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * nrn_collapse_bench_view_new:
 * @document: whose network to multiply
 *
 * Returns: (transfer floating): the bench at its first step
 */
GtkWidget *
nrn_collapse_bench_view_new (NrnDocument *document)
{
  NrnCollapseBenchView *view = g_object_new (NRN_TYPE_COLLAPSE_BENCH_VIEW, NULL);

  view->document = g_object_ref (document);
  g_signal_connect_object (document, "snapshot-changed", G_CALLBACK (update_if_shown), view,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (view);
}

/**
 * nrn_collapse_bench_view_is_busy:
 * @view: a bench
 *
 * Returns: whether it is training networks to compare
 */
gboolean
nrn_collapse_bench_view_is_busy (NrnCollapseBenchView *view)
{
  return view->trials != NULL && nrn_trials_are_running (view->trials);
}
