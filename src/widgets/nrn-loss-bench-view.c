/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The loss bench: every loss over one output.
 */

#include "config.h"

#include "nrn-loss-bench-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>

#include "nrn-accessible.h"
#include "nrn-bench-plot.h"
#include "nrn-loss-bench.h"
#include "nrn-theme.h"
#include "nrn-ticks.h"
#include "nrn-typed-spin.h"
#include "nrn-wheel.h"

/* Every hundredth of an output, where arrow keys stop, and enough for a smooth
 * curve. */
#define N_POINTS 201

#define N_SAMPLES 4

/* Digits after the point that an output can have; its square has twice as
 * many, so that whoever does the sum by hand finds the same. */
#define OUTPUT_DIGITS 3

/* Curves that go on for ever are cut here. */
#define MAX_LOSS 5.0

/* Numbers smaller or larger than this have a power of ten. */
#define SMALL 1e-4
#define LARGE 1e5

/* Of the batch: errors of both signs, that almost cancel. */
static const NrnLossSample first_samples[N_SAMPLES] = {
  { 0.25, 0 }, { 0.9, 1 }, { 0.6, 0 }, { 0.4, 1 },
};

/* As courses name them, the simplest first; any others come after these. */
static const char *const first_losses[] = {
  "mean_squared_error", "mean_absolute_error", "mean_absolute_percentage_error",
  "mean_squared_logarithmic_error", "squared_hinge", "hinge", "categorical_hinge", "logcosh",
  "categorical_crossentropy", "sparse_categorical_crossentropy", "binary_crossentropy",
  "kullback_leibler_divergence", "poisson", "cosine_proximity",
};

enum
{
  COLUMN_SAMPLE,
  COLUMN_OUTPUT,
  COLUMN_LABEL,
  COLUMN_ERROR,
  COLUMN_ABSOLUTE,
  COLUMN_SQUARED,
  N_COLUMNS
};

struct _NrnLossBenchView
{
  GtkWidget        parent_instance;

  NrnLossSample    samples[N_SAMPLES];
  guint            chosen;            /* the sample that is being moved */
  gboolean         updating;
  NrnConfig      **losses;            /* owned; (n_losses) */
  guint            n_losses;
  guint            shown;             /* the loss whose curve stands out */
  double          *curves;            /* owned; (n_losses, N_POINTS) */
  GtkLabel       **values;            /* (n_losses) */
  GtkLabel        *cells[N_SAMPLES + 1][N_COLUMNS];   /* the last row: the sums */

  /* Template children */
  GtkWidget       *scroller;
  GtkAdjustment   *output;
  GtkWidget       *output_scale;
  GtkSpinButton   *output_spin;
  GtkToggleButton *zero_button;
  GtkToggleButton *one_button;
  GtkToggleButton *batch_button;
  GtkLabel        *error_label;
  GtkLabel        *note_label;
  GtkGrid         *samples_grid;
  NrnBenchPlot    *plot;
  GtkListBox      *list;
};

G_DEFINE_FINAL_TYPE (NrnLossBenchView, nrn_loss_bench_view, GTK_TYPE_WIDGET)

/* ---- The samples that count ---- */

static gboolean
is_batch (NrnLossBenchView *self)
{
  return gtk_toggle_button_get_active (self->batch_button);
}

static const NrnLossSample *
get_samples (NrnLossBenchView *self,
             guint            *n_samples,
             guint            *moved)
{
  *n_samples = is_batch (self) ? N_SAMPLES : 1;
  *moved = is_batch (self) ? self->chosen : 0;

  return is_batch (self) ? self->samples : &self->samples[self->chosen];
}

/* ---- Numbers ---- */

static char *
format_loss (double loss)
{
  const NrnNumberFormat *format = nrn_theme_get_text_numbers ();

  if (format->style == NRN_NUMBERS_SHORT && loss != 0 &&
      (fabs (loss) < SMALL || fabs (loss) >= LARGE))
    return nrn_text_format_power (loss);

  return nrn_text_format_number (loss, 4, format);
}

static char *
format_output (double output)
{
  return nrn_text_format_trimmed (output, OUTPUT_DIGITS);
}

static char *
format_square (double square)
{
  return nrn_text_format_trimmed (square, 2 * OUTPUT_DIGITS);
}

static void
update_sentences (NrnLossBenchView *self)
{
  const NrnLossSample *sample = &self->samples[self->chosen];
  NrnLossErrors errors;
  g_autofree char *output = format_output (sample->output);
  g_autofree char *error = NULL;
  g_autofree char *square = NULL;
  g_autofree char *text = NULL;
  g_autofree char *one = nrn_text_format_trimmed (100 * sample->output, OUTPUT_DIGITS - 2);
  g_autofree char *zero = nrn_text_format_trimmed (100 * (1 - sample->output), OUTPUT_DIGITS - 2);
  g_autofree char *note = NULL;

  nrn_loss_bench_add_up (sample, 1, &errors);
  error = format_output (errors.signed_sum);
  square = format_square (errors.squared_sum);
  /* Translators: an output, its label, their difference, and that squared. */
  text = g_strdup_printf (_("error = output − label = %s − %u = %s\nsquared error = %s"), output,
                          sample->label, error, square);
  note = g_strdup_printf (_("An output of %s says: %s %% for label 1, %s %% for label 0. The losses "
                            "that compare several outputs get both shares."), output, one, zero);
  gtk_label_set_text (self->error_label, text);
  gtk_label_set_text (self->note_label, note);
}

static void
take_cell (NrnLossBenchView *self,
           guint             row,
           guint             column,
           char             *text)
{
  gtk_label_set_text (self->cells[row][column], text);
  g_free (text);
}

static void
update_table (NrnLossBenchView *self)
{
  for (guint i = 0; i <= N_SAMPLES; i++)
    {
      gboolean is_sum = i == N_SAMPLES;
      NrnLossErrors errors;

      nrn_loss_bench_add_up (&self->samples[is_sum ? 0 : i], is_sum ? N_SAMPLES : 1, &errors);
      if (!is_sum)
        {
          take_cell (self, i, COLUMN_OUTPUT, format_output (self->samples[i].output));
          take_cell (self, i, COLUMN_LABEL, g_strdup_printf ("%u", self->samples[i].label));
        }
      take_cell (self, i, COLUMN_ERROR, format_output (errors.signed_sum));
      take_cell (self, i, COLUMN_ABSOLUTE, format_output (errors.absolute_sum));
      take_cell (self, i, COLUMN_SQUARED, format_square (errors.squared_sum));
    }
}

static void
update_values (NrnLossBenchView *self)
{
  guint n_samples, moved;
  const NrnLossSample *samples = get_samples (self, &n_samples, &moved);

  for (guint i = 0; i < self->n_losses; i++)
    {
      g_autofree char *text =
        format_loss (nrn_loss_bench_measure (self->losses[i], samples, n_samples));
      GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (self->values[i]), GTK_TYPE_LIST_BOX_ROW);
      g_autofree char *words = g_strdup_printf ("%s: %s", nrn_config_get_name (self->losses[i]),
                                                text);

      gtk_label_set_text (self->values[i], text);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
    }
}

/* ---- Curves ---- */

static void
trace (NrnLossBenchView *self)
{
  guint n_samples, moved;
  const NrnLossSample *samples = get_samples (self, &n_samples, &moved);

  for (guint i = 0; i < self->n_losses; i++)
    nrn_loss_bench_trace (self->losses[i], samples, n_samples, moved, N_POINTS,
                          self->curves + (gsize) i * N_POINTS);
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

/* For the curve that stands out, with some of the others; where it goes on for
 * ever, it is cut, unless most of it is beyond. */
static void
set_y_axis (NrnLossBenchView *self,
            NrnPlot          *axes)
{
  g_autofree double *sorted = g_memdup2 (self->curves + (gsize) self->shown * N_POINTS,
                                         N_POINTS * sizeof (double));

  qsort (sorted, N_POINTS, sizeof (double), compare_numbers);
  axes->y_minimum = MIN (sorted[0], 0);
  axes->y_maximum = MAX (sorted[N_POINTS - 1], 2);
  if (sorted[N_POINTS / 2] < MAX_LOSS)
    axes->y_maximum = MIN (axes->y_maximum, MAX_LOSS);
  nrn_ticks_widen (&axes->y_minimum, &axes->y_maximum, 6);
}

static void
show_curves (NrnLossBenchView *self)
{
  g_autofree NrnBenchCurve *curves = g_new0 (NrnBenchCurve, self->n_losses);
  double x[N_POINTS];
  NrnPlot axes = {
    .x_title = _("output p"),
    .x_minimum = 0,
    .x_maximum = 1,
    /* Translators: in the legend of a plot: the grey curves, beside that of one loss. */
    .faint_name = _("other losses"),
  };
  guint place = 0;

  for (guint i = 0; i < N_POINTS; i++)
    x[i] = (double) i / (N_POINTS - 1);
  for (guint i = 0; i < self->n_losses; i++)
    {
      gboolean is_shown = i == self->shown;

      curves[is_shown ? self->n_losses - 1 : place++] = (NrnBenchCurve) {
        .name = nrn_config_get_name (self->losses[i]),
        .n_points = N_POINTS,
        .x = x,
        .y = self->curves + (gsize) i * N_POINTS,
        .color = 0,
        .n_colors = is_shown ? 2 : 1,
        .is_faint = !is_shown,
        .is_strong = is_shown,
        .is_function = TRUE,
      };
    }
  set_y_axis (self, &axes);
  nrn_bench_plot_set_curves (self->plot, &axes, self->n_losses, curves);
}

static void
update_point (NrnLossBenchView *self)
{
  guint n_samples, moved;
  const NrnLossSample *samples = get_samples (self, &n_samples, &moved);
  g_autofree char *name = format_output (samples[moved].output);
  g_autofree char *loss =
    format_loss (nrn_loss_bench_measure (self->losses[self->shown], samples, n_samples));
  g_autofree char *words =
    g_strdup_printf (_("output %s, label %u: %s is %s"), name, samples[moved].label,
                     nrn_config_get_name (self->losses[self->shown]), loss);

  nrn_bench_plot_set_point (self->plot, samples[moved].output, name, words);
}

/* All but the curves. */
static void
update (NrnLossBenchView *self)
{
  update_sentences (self);
  update_table (self);
  update_values (self);
  update_point (self);
}

static void
update_all (NrnLossBenchView *self)
{
  trace (self);
  show_curves (self);
  update (self);
}

/* ---- What the user does ---- */

static void
output_changed_cb (NrnLossBenchView *self)
{
  double power = pow (10, OUTPUT_DIGITS);

  self->samples[self->chosen].output =
    round (gtk_adjustment_get_value (self->output) * power) / power;
  if (!self->updating)
    update (self);
}

/* Without zeros at the end. */
static gboolean
show_output_cb (GtkSpinButton    *spin,
                NrnLossBenchView *self)
{
  g_autofree char *text = format_output (gtk_spin_button_get_value (spin));

  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (spin)), text))
    gtk_editable_set_text (GTK_EDITABLE (spin), text);

  return TRUE;
}

static void
moved_cb (NrnLossBenchView *self,
          double            x)
{
  gtk_adjustment_set_value (self->output, x);
}

static void
label_changed_cb (NrnLossBenchView *self)
{
  if (self->updating)
    return;

  self->samples[self->chosen].label = gtk_toggle_button_get_active (self->one_button) ? 1 : 0;
  update_all (self);
}

static void
mode_changed_cb (NrnLossBenchView *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->samples_grid), is_batch (self));
  update_all (self);
}

static void
choose_sample (NrnLossBenchView *self,
               guint             sample)
{
  const NrnLossSample *chosen = &self->samples[sample];

  self->chosen = sample;
  self->updating = TRUE;
  gtk_adjustment_set_value (self->output, chosen->output);
  gtk_toggle_button_set_active (chosen->label == 1 ? self->one_button : self->zero_button, TRUE);
  self->updating = FALSE;
  update_all (self);
}

static void
sample_toggled_cb (GtkCheckButton   *button,
                   NrnLossBenchView *self)
{
  if (gtk_check_button_get_active (button))
    choose_sample (self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "sample")));
}

static void
row_selected_cb (NrnLossBenchView *self,
                 GtkListBoxRow    *row)
{
  if (row == NULL || self->updating)
    return;

  self->shown = (guint) gtk_list_box_row_get_index (row);
  show_curves (self);
  update_point (self);
}

/* ---- Making the widgets ---- */

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

/* A minus stands before its number in every language. */
static GtkWidget *
new_number (void)
{
  GtkWidget *label = new_label ("", 1, "numeric");

  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);

  return label;
}

/* "log_cosh" under "logcosh": what Keras calls it today. */
static GtkWidget *
new_names (const NrnKind *kind)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name = new_label (kind->name, 0, "heading");

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), name);
  if (kind->keras_name != NULL)
    {
      g_autofree char *today = g_strdup_printf (_("today %s"), kind->keras_name);
      GtkWidget *label = new_label (today, 0, "dim-label");

      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (label, "note");
      gtk_box_append (GTK_BOX (box), label);
    }

  return box;
}

static void
add_loss (NrnLossBenchView *self,
          guint             loss,
          const NrnKind    *kind)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *formula = new_label (nrn_kind_get_formula (kind), 0, "dim-label");
  GtkWidget *value = new_number ();

  self->losses[loss] = nrn_config_new (kind);
  self->values[loss] = GTK_LABEL (value);
  gtk_widget_add_css_class (formula, "note");
  gtk_label_set_wrap (GTK_LABEL (formula), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (formula), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (formula, TRUE);
  gtk_widget_add_css_class (value, "heading");
  gtk_widget_add_css_class (grid, "loss");
  gtk_widget_set_tooltip_text (grid, nrn_kind_get_purpose (kind));
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_attach (GTK_GRID (grid), new_names (kind), 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), formula, 0, 1, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), value, 1, 0, 1, 2);
  gtk_list_box_append (self->list, grid);
}

static guint
get_place (const NrnKind *kind)
{
  guint place = 0;

  while (place < G_N_ELEMENTS (first_losses) && !nrn_kind_is (kind, first_losses[place]))
    place++;

  return place;
}

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  guint first = get_place (*(const NrnKind *const *) a);
  guint second = get_place (*(const NrnKind *const *) b);

  return (first > second) - (first < second);
}

static void
add_losses (NrnLossBenchView *self)
{
  const NrnKind *const *kinds = nrn_family_get_kinds (NRN_FAMILY_LOSS, &self->n_losses);
  g_autofree const NrnKind **sorted = g_memdup2 (kinds, self->n_losses * sizeof (NrnKind *));

  qsort (sorted, self->n_losses, sizeof (NrnKind *), compare_places);
  self->losses = g_new (NrnConfig *, self->n_losses);
  self->values = g_new (GtkLabel *, self->n_losses);
  self->curves = g_new (double, (gsize) self->n_losses * N_POINTS);
  for (guint i = 0; i < self->n_losses; i++)
    add_loss (self, i, sorted[i]);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
}

static void
add_headings (NrnLossBenchView *self)
{
  const char *headings[N_COLUMNS] = {
    _("Sample"), _("output"), _("label"), _("error"), _("|error|"), _("error²"),
  };

  for (int i = 0; i < N_COLUMNS; i++)
    {
      GtkWidget *label = new_label (headings[i], i == COLUMN_SAMPLE ? 0 : 1, "dim-label");

      gtk_widget_add_css_class (label, "note");
      gtk_widget_set_hexpand (label, i > COLUMN_SAMPLE);
      gtk_grid_attach (self->samples_grid, label, i, 0, 1, 1);
    }
}

static GtkWidget *
new_sample_button (NrnLossBenchView *self,
                   guint             sample,
                   GtkWidget        *first)
{
  g_autofree char *name = g_strdup_printf ("%u", sample + 1);
  g_autofree char *words = g_strdup_printf (_("Move sample %u"), sample + 1);
  GtkWidget *button = gtk_check_button_new_with_label (name);

  if (first != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (button), GTK_CHECK_BUTTON (first));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), sample == 0);
  nrn_accessible_set_button_name (button, words);
  g_object_set_data (G_OBJECT (button), "sample", GUINT_TO_POINTER (sample));
  g_signal_connect (button, "toggled", G_CALLBACK (sample_toggled_cb), self);

  return button;
}

static void
add_samples (NrnLossBenchView *self)
{
  GtkWidget *first = NULL;

  add_headings (self);
  for (guint i = 0; i <= N_SAMPLES; i++)
    {
      gboolean is_sum = i == N_SAMPLES;
      GtkWidget *name = is_sum ? new_label (_("sum"), 0, "heading")
                               : new_sample_button (self, i, first);

      first = first == NULL ? name : first;
      gtk_grid_attach (self->samples_grid, name, 0, (int) i + 1, 1, 1);
      for (int j = COLUMN_OUTPUT; j < N_COLUMNS; j++)
        {
          GtkWidget *cell = new_number ();

          if (is_sum)
            gtk_widget_add_css_class (cell, "heading");
          self->cells[i][j] = GTK_LABEL (cell);
          gtk_grid_attach (self->samples_grid, cell, j, (int) i + 1, 1, 1);
        }
    }
}

/* ---- The class ---- */

static void
nrn_loss_bench_view_dispose (GObject *object)
{
  NrnLossBenchView *self = NRN_LOSS_BENCH_VIEW (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (nrn_loss_bench_view_parent_class)->dispose (object);
}

static void
nrn_loss_bench_view_finalize (GObject *object)
{
  NrnLossBenchView *self = NRN_LOSS_BENCH_VIEW (object);

  for (guint i = 0; i < self->n_losses; i++)
    nrn_config_unref (self->losses[i]);
  g_free (self->losses);
  g_free (self->values);
  g_free (self->curves);

  G_OBJECT_CLASS (nrn_loss_bench_view_parent_class)->finalize (object);
}

static void
nrn_loss_bench_view_class_init (NrnLossBenchViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_loss_bench_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = nrn_loss_bench_view_finalize;

  g_type_ensure (NRN_TYPE_BENCH_PLOT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NRN_RESOURCES "/nrn-loss-bench-view.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnLossBenchView, scroller);
  gtk_widget_class_bind_template_child (widget_class, NrnLossBenchView, output);
  gtk_widget_class_bind_template_child (widget_class, NrnLossBenchView, output_scale);
  gtk_widget_class_bind_template_child (widget_class, NrnLossBenchView, output_spin);
  gtk_widget_class_bind_template_child (widget_class, NrnLossBenchView, zero_button);
  gtk_widget_class_bind_template_child (widget_class, NrnLossBenchView, one_button);
  gtk_widget_class_bind_template_child (widget_class, NrnLossBenchView, batch_button);
  gtk_widget_class_bind_template_child (widget_class, NrnLossBenchView, error_label);
  gtk_widget_class_bind_template_child (widget_class, NrnLossBenchView, note_label);
  gtk_widget_class_bind_template_child (widget_class, NrnLossBenchView, samples_grid);
  gtk_widget_class_bind_template_child (widget_class, NrnLossBenchView, plot);
  gtk_widget_class_bind_template_child (widget_class, NrnLossBenchView, list);
  gtk_widget_class_bind_template_callback (widget_class, output_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_output_cb);
  gtk_widget_class_bind_template_callback (widget_class, moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, label_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, mode_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
}

static void
nrn_loss_bench_view_init (NrnLossBenchView *self)
{
  for (guint i = 0; i < N_SAMPLES; i++)
    self->samples[i] = first_samples[i];
  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  nrn_accessible_set_button_name (GTK_WIDGET (self->zero_button), _("Label 0"));
  nrn_accessible_set_button_name (GTK_WIDGET (self->one_button), _("Label 1"));
  nrn_typed_spin_attach (self->output_spin);
  /* As the axis of the plot goes. */
  gtk_widget_set_direction (self->output_scale, GTK_TEXT_DIR_LTR);
  nrn_bench_plot_set_steps (self->plot, 0, 0.01, 0.1);
  nrn_wheel_scroll_only (GTK_SCROLLED_WINDOW (self->scroller));
  add_losses (self);
  add_samples (self);
  self->updating = FALSE;
  update_all (self);
  g_signal_connect_object (nrn_theme_get_default (), "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
}

/**
 * nrn_loss_bench_view_new:
 *
 * Returns: (transfer floating): the bench, at output 0.25 and label 0
 */
GtkWidget *
nrn_loss_bench_view_new (void)
{
  return g_object_new (NRN_TYPE_LOSS_BENCH_VIEW, NULL);
}
