/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The activation bench: one activation, looked at closely.
 */

#include "config.h"

#include "nrn-activation-bench-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-bench-plot.h"
#include "nrn-function-plot.h"
#include "nrn-kind-row.h"
#include "nrn-linearity.h"
#include "nrn-theme.h"
#include "nrn-wheel.h"

/* Digits after the point: of a result, and of what it is computed from, so that
 * the sum of what is shown is what is shown. */
#define DIGITS       4
#define MORE_DIGITS  6

/* Where the point begins. */
#define FIRST_POINT 1.0

static const double table_x[] = { -5, -1, 0, 1, 5 };

struct _NrnActivationBenchView
{
  GtkWidget        parent_instance;

  NrnConfig       *activation;    /* owned */
  NrnFunctionPlot *curves;        /* owned */
  double           point;
  GtkLabel        *cells[2][G_N_ELEMENTS (table_x)];    /* f and f′ */

  /* Template children */
  GtkWidget       *scroller;
  NrnKindRow      *activation_row;
  GtkLabel        *point_label;
  GtkLabel        *note_label;
  NrnBenchPlot    *plot;
  GtkGrid         *table;
  GtkAdjustment   *a;
  GtkAdjustment   *b;
  GtkAdjustment   *x;
  GtkWidget       *a_scale;
  GtkWidget       *b_scale;
  GtkWidget       *x_scale;
  GtkLabel        *a_label;
  GtkLabel        *b_label;
  GtkLabel        *x_label;
  GtkSwitch       *bias_switch;
  GtkLabel        *sum_label;
  GtkLabel        *multiple_label;
  GtkLabel        *verdict_label;
};

G_DEFINE_FINAL_TYPE (NrnActivationBenchView, nrn_activation_bench_view, GTK_TYPE_WIDGET)

/* ---- Numbers ---- */

static char *
format (double value)
{
  return nrn_text_format_trimmed (value, DIGITS);
}

static char *
format_more (double value)
{
  return nrn_text_format_trimmed (value, MORE_DIGITS);
}

/* As a factor or in a sum, what is negative stands in brackets. */
static char *
format_inside (double value,
               guint  n_digits)
{
  g_autofree char *text = nrn_text_format_trimmed (value, n_digits);

  return value < 0 ? g_strdup_printf ("(%s)", text) : g_steal_pointer (&text);
}

/* Of a slider, without what binary fractions add. */
static double
get_value (GtkAdjustment *adjustment)
{
  return round (10 * gtk_adjustment_get_value (adjustment)) / 10;
}

/* ---- The curve ---- */

static void
update_point (NrnActivationBenchView *self)
{
  double slope;
  double value = nrn_linearity_apply (self->activation, FALSE, self->point, &slope);
  g_autofree char *x = nrn_text_format_trimmed (self->point, 1);
  g_autofree char *y = format (value);
  g_autofree char *y_slope = format (slope);
  const char *name = nrn_config_get_name (self->activation);
  /* Translators: an activation, where, what comes out, and how steep it is there. */
  g_autofree char *text = g_strdup_printf (_("%s(%s) = %s, slope %s"), name, x, y, y_slope);

  gtk_label_set_text (self->point_label, text);
  nrn_bench_plot_set_point (self->plot, self->point, x, text);
}

static void
show_curves (NrnActivationBenchView *self)
{
  const NrnFunctionAxes *found = nrn_function_plot_get_axes (self->curves);
  NrnPlot axes = {
    .x_title = "x",
    .x_minimum = found->x_minimum,
    .x_maximum = found->x_maximum,
    .y_minimum = found->y_minimum,
    .y_maximum = found->y_maximum,
  };
  NrnBenchCurve curves[NRN_FUNCTION_PLOT_N_LINES];

  for (guint i = 0; i < NRN_FUNCTION_PLOT_N_LINES; i++)
    {
      curves[i] = (NrnBenchCurve) {
        .name = nrn_function_plot_get_name (self->curves, i),
        .color = i,
        .n_colors = NRN_FUNCTION_PLOT_N_LINES,
        .line = i == 1 ? NRN_PLOT_DASHED : NRN_PLOT_SOLID,
        .is_function = TRUE,
      };
      curves[i].y = nrn_function_plot_get_line (self->curves, i, &curves[i].n_points, &curves[i].x);
    }
  nrn_bench_plot_set_curves (self->plot, &axes, NRN_FUNCTION_PLOT_N_LINES, curves);
  self->point = CLAMP (self->point, axes.x_minimum, axes.x_maximum);
}

static void
update_note (NrnActivationBenchView *self)
{
  const NrnKind *kind = nrn_config_get_kind (self->activation);
  /* Translators: what an activation is for, and the range of its outputs. */
  g_autofree char *text = g_strdup_printf (_("%s Its outputs: %s."), nrn_kind_get_purpose (kind),
                                           nrn_kind_get_range (kind));

  gtk_label_set_text (self->note_label, text);
}

static void
update_table (NrnActivationBenchView *self)
{
  double values[2][G_N_ELEMENTS (table_x)];

  nrn_activation_trace (self->activation, G_N_ELEMENTS (table_x), table_x, values[0], values[1]);
  for (guint i = 0; i < 2; i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (table_x); j++)
        {
          g_autofree char *text = format (values[i][j]);

          gtk_label_set_text (self->cells[i][j], text);
        }
    }
}

static void
moved_cb (NrnActivationBenchView *self,
          double                  x)
{
  self->point = x;
  update_point (self);
}

/* ---- Linear or not ---- */

/* f(a + b) = f(−1 + 2) = f(1) = 1
 * f(a) + f(b) = f(−1) + f(2) = 0 + 2 = 2: not equal */
static char *
describe_sum (const NrnLinearity *found)
{
  g_autofree char *a = format (found->a);
  g_autofree char *b = format_inside (found->b, DIGITS);
  g_autofree char *plain_b = format (found->b);
  g_autofree char *sum = format (found->a + found->b);
  g_autofree char *f_of_sum = format (found->f_of_sum);
  g_autofree char *f_a = format_more (found->f_a);
  g_autofree char *f_b = format_inside (found->f_b, MORE_DIGITS);
  g_autofree char *sum_of_f = format (found->sum_of_f);

  return g_strdup_printf (found->adds
                            ? _("f(a + b) = f(%s + %s) = f(%s) = %s\n"
                                "f(a) + f(b) = f(%s) + f(%s) = %s + %s = %s\nEqual here.")
                            : _("f(a + b) = f(%s + %s) = f(%s) = %s\n"
                                "f(a) + f(b) = f(%s) + f(%s) = %s + %s = %s\nNot equal."),
                          a, b, sum, f_of_sum, a, plain_b, f_a, f_b, sum_of_f);
}

static char *
describe_multiple (const NrnLinearity *found)
{
  g_autofree char *x = format (found->x);
  g_autofree char *a = format_inside (found->a, DIGITS);
  g_autofree char *plain_a = format (found->a);
  g_autofree char *multiple = format (found->x * found->a);
  g_autofree char *f_of_multiple = format (found->f_of_multiple);
  g_autofree char *f_a = format_inside (found->f_a, MORE_DIGITS);
  g_autofree char *multiple_of_f = format (found->multiple_of_f);

  return g_strdup_printf (found->scales
                            ? _("f(x · a) = f(%s · %s) = f(%s) = %s\n"
                                "x · f(a) = %s · f(%s) = %s · %s = %s\nEqual here.")
                            : _("f(x · a) = f(%s · %s) = f(%s) = %s\n"
                                "x · f(a) = %s · f(%s) = %s · %s = %s\nNot equal."),
                          x, a, multiple, f_of_multiple, x, plain_a, x, f_a, multiple_of_f);
}

static char *
describe_verdict (NrnActivationBenchView *self,
                  gboolean                with_bias)
{
  const char *name = nrn_config_get_name (self->activation);
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  g_autofree char *f_of_sum = NULL;
  g_autofree char *sum_of_f = NULL;
  NrnLinearity found;

  if (!nrn_linearity_refute (self->activation, with_bias, &found))
    return g_strdup_printf (_("%s is linear: both are equal for all numbers."), name);

  if (with_bias && !nrn_linearity_refute (self->activation, FALSE, &(NrnLinearity) { 0 }))
    return g_strdup_printf (_("%s with a bias is not linear: the bias counts once on the left and "
                              "twice on the right. Mathematics calls it affine."), name);

  a = format (found.a);
  b = format (found.b);
  f_of_sum = format (found.f_of_sum);
  sum_of_f = format (found.sum_of_f);

  return g_strdup_printf (_("%s is not linear: with a = %s and b = %s, f(a + b) is %s and "
                            "f(a) + f(b) is %s."), name, a, b, f_of_sum, sum_of_f);
}

static void
take_text (GtkLabel *label,
           char     *text)
{
  gtk_label_set_text (label, text);
  g_free (text);
}

static void
update_linearity (NrnActivationBenchView *self)
{
  gboolean with_bias = gtk_switch_get_active (self->bias_switch);
  NrnLinearity found;

  if (self->activation == NULL)
    return;

  nrn_linearity_measure (self->activation, with_bias, get_value (self->a), get_value (self->b),
                         get_value (self->x), &found);
  take_text (self->a_label, format (found.a));
  take_text (self->b_label, format (found.b));
  take_text (self->x_label, format (found.x));
  take_text (self->sum_label, describe_sum (&found));
  take_text (self->multiple_label, describe_multiple (&found));
  take_text (self->verdict_label, describe_verdict (self, with_bias));
}

static void
bias_changed_cb (NrnActivationBenchView *self)
{
  update_linearity (self);
}

/* ---- The class ---- */

static void
activation_changed_cb (NrnKindRow             *row,
                       NrnConfig              *activation,
                       NrnActivationBenchView *self)
{
  nrn_activation_bench_view_set_activation (self, activation);
}

static void
add_cell (NrnActivationBenchView *self,
          GtkWidget              *label,
          int                     column,
          int                     row)
{
  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  gtk_widget_set_hexpand (label, column > 0);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  if (row == 0 || column == 0)
    gtk_widget_add_css_class (label, "dim-label");
  gtk_grid_attach (self->table, label, column, row, 1, 1);
}

static void
add_table (NrnActivationBenchView *self)
{
  static const char *const names[] = { "x", "f(x)", "f′(x)" };

  for (int i = 0; i < (int) G_N_ELEMENTS (names); i++)
    add_cell (self, gtk_label_new (names[i]), 0, i);
  for (int i = 0; i < (int) G_N_ELEMENTS (table_x); i++)
    {
      g_autofree char *x = format (table_x[i]);

      add_cell (self, gtk_label_new (x), i + 1, 0);
      for (int j = 0; j < 2; j++)
        {
          GtkWidget *label = gtk_label_new (NULL);

          self->cells[j][i] = GTK_LABEL (label);
          add_cell (self, label, i + 1, j + 1);
        }
    }
}

static void
nrn_activation_bench_view_dispose (GObject *object)
{
  NrnActivationBenchView *self = NRN_ACTIVATION_BENCH_VIEW (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->activation, nrn_config_unref);
  g_clear_pointer (&self->curves, nrn_function_plot_free);

  G_OBJECT_CLASS (nrn_activation_bench_view_parent_class)->dispose (object);
}

static void
nrn_activation_bench_view_class_init (NrnActivationBenchViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_activation_bench_view_dispose;

  g_type_ensure (NRN_TYPE_BENCH_PLOT);
  g_type_ensure (NRN_TYPE_KIND_ROW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NRN_RESOURCES "/nrn-activation-bench-view.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnActivationBenchView, scroller);
  gtk_widget_class_bind_template_child (widget_class, NrnActivationBenchView, activation_row);
  gtk_widget_class_bind_template_child (widget_class, NrnActivationBenchView, point_label);
  gtk_widget_class_bind_template_child (widget_class, NrnActivationBenchView, note_label);
  gtk_widget_class_bind_template_child (widget_class, NrnActivationBenchView, plot);
  gtk_widget_class_bind_template_child (widget_class, NrnActivationBenchView, table);
  gtk_widget_class_bind_template_child (widget_class, NrnActivationBenchView, a);
  gtk_widget_class_bind_template_child (widget_class, NrnActivationBenchView, b);
  gtk_widget_class_bind_template_child (widget_class, NrnActivationBenchView, x);
  gtk_widget_class_bind_template_child (widget_class, NrnActivationBenchView, a_scale);
  gtk_widget_class_bind_template_child (widget_class, NrnActivationBenchView, b_scale);
  gtk_widget_class_bind_template_child (widget_class, NrnActivationBenchView, x_scale);
  gtk_widget_class_bind_template_child (widget_class, NrnActivationBenchView, a_label);
  gtk_widget_class_bind_template_child (widget_class, NrnActivationBenchView, b_label);
  gtk_widget_class_bind_template_child (widget_class, NrnActivationBenchView, x_label);
  gtk_widget_class_bind_template_child (widget_class, NrnActivationBenchView, bias_switch);
  gtk_widget_class_bind_template_child (widget_class, NrnActivationBenchView, sum_label);
  gtk_widget_class_bind_template_child (widget_class, NrnActivationBenchView, multiple_label);
  gtk_widget_class_bind_template_child (widget_class, NrnActivationBenchView, verdict_label);
  gtk_widget_class_bind_template_callback (widget_class, activation_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, bias_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_linearity);
}

static void
nrn_activation_bench_view_init (NrnActivationBenchView *self)
{
  self->point = FIRST_POINT;
  gtk_widget_init_template (GTK_WIDGET (self));
  nrn_bench_plot_set_steps (self->plot, 0, 0.1, 1);
  nrn_wheel_scroll_only (GTK_SCROLLED_WINDOW (self->scroller));
  add_table (self);
  /* A minus stands before its number in every language. */
  gtk_widget_set_direction (GTK_WIDGET (self->a_label), GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (GTK_WIDGET (self->b_label), GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (GTK_WIDGET (self->x_label), GTK_TEXT_DIR_LTR);
  /* The axis goes from left to right, and the scales and the table with it. */
  gtk_widget_set_direction (self->a_scale, GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (self->b_scale, GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (self->x_scale, GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (GTK_WIDGET (self->table), GTK_TEXT_DIR_LTR);
}

/**
 * nrn_activation_bench_view_new:
 * @activation: an activation with its arguments
 *
 * Returns: (transfer floating): the bench with it
 */
GtkWidget *
nrn_activation_bench_view_new (const NrnConfig *activation)
{
  GtkWidget *view = g_object_new (NRN_TYPE_ACTIVATION_BENCH_VIEW, NULL);

  nrn_activation_bench_view_set_activation (NRN_ACTIVATION_BENCH_VIEW (view), activation);

  return view;
}

/**
 * nrn_activation_bench_view_set_activation:
 * @view: a bench
 * @activation: an activation with its arguments
 */
void
nrn_activation_bench_view_set_activation (NrnActivationBenchView *view,
                                          const NrnConfig        *activation)
{
  NrnConfig *kept = nrn_config_ref (activation);

  g_clear_pointer (&view->activation, nrn_config_unref);
  g_clear_pointer (&view->curves, nrn_function_plot_free);
  view->activation = kept;
  view->curves = nrn_function_plot_new (kept);
  nrn_kind_row_set_config (view->activation_row, kept);
  update_note (view);
  show_curves (view);
  update_point (view);
  update_table (view);
  update_linearity (view);
}
