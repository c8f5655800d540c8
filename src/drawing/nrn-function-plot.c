/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What an activation or a loss looks like: computed by the engine itself,
 * drawn as a plot.
 */

#include "config.h"

#include "nrn-function-plot.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-activation.h"
#include "nrn-loss.h"
#include "nrn-minus.h"
#include "nrn-plot.h"
#include "nrn-ticks.h"
#include "nrn-vector.h"

/* Enough for a wide picture, and 0 and ±1 are among them. */
#define N_POINTS 321

/* Curves that go on for ever are cut here. */
#define MAX_ACTIVATION 6.0
#define MAX_LOSS       5.0

/* A loss of this size is that of a target that is not for it, such as 0 for
 * mean_absolute_percentage_error. */
#define ABSURD_LOSS 1e6f

/* How much larger than beside it a step must be to be a jump. */
#define JUMP_FACTOR 4.0
#define JUMP_LEAST  0.05

typedef struct
{
  char   *name;     /* owned */
  GArray *x;        /* owned; double */
  GArray *y;        /* owned; double; NaN where the curve jumps */
} Line;

struct _NrnFunctionPlot
{
  char           *title;          /* owned */
  const char     *x_title;        /* static */
  Line            lines[NRN_FUNCTION_PLOT_N_LINES];
  NrnFunctionAxes axes;
};

static double
value_at (double low,
          double high,
          guint  point)
{
  return low + (high - low) * point / (N_POINTS - 1);
}

static gboolean
is_jump (const double *y,
         guint         point)
{
  double step = fabs (y[point + 1] - y[point]);
  double before = point > 0 ? fabs (y[point] - y[point - 1]) : 0;
  double after = point + 2 < N_POINTS ? fabs (y[point + 2] - y[point + 1]) : 0;

  return step > JUMP_FACTOR * MAX (before, after) + JUMP_LEAST;
}

/* With a gap where the curve jumps, if it may, so that no line leads there. */
static void
line_init (Line         *line,
           char         *name,
           gboolean      may_jump,
           double        low,
           double        high,
           const double *y)
{
  const double gap = NAN;

  line->name = name;
  line->x = g_array_new (FALSE, FALSE, sizeof (double));
  line->y = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < N_POINTS; i++)
    {
      double x = value_at (low, high, i);

      g_array_append_val (line->x, x);
      g_array_append_val (line->y, y[i]);
      if (may_jump && i + 1 < N_POINTS && is_jump (y, i))
        {
          g_array_append_val (line->x, x);
          g_array_append_val (line->y, gap);
        }
    }
}

static void
set_y_axis (NrnFunctionPlot *curve,
            double    least,
            double    most)
{
  double minimum = G_MAXDOUBLE;
  double maximum = -G_MAXDOUBLE;

  for (guint i = 0; i < NRN_FUNCTION_PLOT_N_LINES; i++)
    {
      const Line *line = &curve->lines[i];

      for (guint j = 0; j < line->y->len; j++)
        {
          double y = g_array_index (line->y, double, j);

          if (!isfinite (y))
            continue;
          minimum = MIN (minimum, y);
          maximum = MAX (maximum, y);
        }
    }
  curve->axes.y_minimum = MAX (MIN (minimum, 0), least);
  curve->axes.y_maximum = MIN (MAX (maximum, curve->axes.y_minimum + 1), most);
  nrn_ticks_widen (&curve->axes.y_minimum, &curve->axes.y_maximum, 8);
}

/* Whether the formula speaks of all arguments that are not as usual. */
static gboolean
formula_is_whole (const NrnConfig *config)
{
  const NrnKind *kind = nrn_config_get_kind (config);

  for (guint i = 0; i < kind->n_properties && !nrn_config_is_default (config); i++)
    {
      if (strstr (kind->formula, kind->properties[i].name) == NULL)
        return FALSE;
    }

  return TRUE;
}

/* ---- Activations ---- */

static char *
name_line (const char      *symbol,
           const NrnConfig *config,
           const char      *formula)
{
  return formula_is_whole (config) ? g_strdup_printf ("%s = %s", symbol, formula)
                                   : g_strdup (symbol);
}

static void
compute_activation (const NrnConfig *config,
                    double           low,
                    double           high,
                    double          *values,
                    double          *slopes)
{
  double x[N_POINTS];

  for (guint i = 0; i < N_POINTS; i++)
    x[i] = value_at (low, high, i);
  nrn_activation_trace (config, N_POINTS, x, values, slopes);
}

/* Whether x beside it changes what comes out, as in softmax. */
static gboolean
is_row_wise (const NrnConfig *config)
{
  const float inputs[4 + NRN_LANES] = { 0.5f, 0, 0.5f, 1 };
  float outputs[4 + NRN_LANES];

  nrn_activation_forward (config, 2, 2, inputs, outputs);

  return outputs[0] != outputs[2];
}

static void
init_activation (NrnFunctionPlot        *curve,
                 const NrnConfig *config)
{
  const NrnKind *kind = nrn_config_get_kind (config);
  double values[N_POINTS], slopes[N_POINTS];

  curve->title = nrn_config_to_string (config);
  curve->axes.x_minimum = -5;
  curve->axes.x_maximum = 5;
  compute_activation (config, 0, 10, values, slopes);
  /* Where it still rises at 5 and no longer at 10, the end is worth seeing. */
  if (slopes[N_POINTS / 2] > 0.5 && slopes[N_POINTS - 1] == 0)
    curve->axes.x_maximum = 10;

  compute_activation (config, curve->axes.x_minimum, curve->axes.x_maximum, values, slopes);
  curve->x_title = is_row_wise (config) ? _("x of one output; that of the other is 0") : "x";
  line_init (&curve->lines[0], name_line ("y", config, nrn_kind_get_formula (kind)),
             TRUE, curve->axes.x_minimum, curve->axes.x_maximum, values);
  line_init (&curve->lines[1], name_line ("y′", config, nrn_kind_get_derivative (kind)),
             TRUE, curve->axes.x_minimum, curve->axes.x_maximum, slopes);
  set_y_axis (curve, -MAX_ACTIVATION, MAX_ACTIVATION);
}

/* ---- Losses ---- */

static void
init_loss_line (NrnFunctionPlot        *curve,
                guint            line,
                const NrnConfig *config,
                double           target)
{
  double values[N_POINTS];
  char *name;

  for (guint i = 0; i < N_POINTS; i++)
    values[i] = nrn_loss_of_output (config, value_at (curve->axes.x_minimum, curve->axes.x_maximum, i), target);

  if (!nrn_loss_compares_rows (nrn_config_get_kind (config)))
    name = g_strdup_printf ("t = %s%d", target < 0 ? nrn_minus_get () : "", (int) fabs (target));
  else if (target == 1)
    name = g_strdup (_("this output is right"));
  else
    name = g_strdup (_("the other is right"));
  line_init (&curve->lines[line], name, FALSE, curve->axes.x_minimum, curve->axes.x_maximum, values);
}

static void
init_loss (NrnFunctionPlot        *curve,
           const NrnConfig *config)
{
  const NrnKind *kind = nrn_config_get_kind (config);
  double other_target = 0;
  double most = G_MAXDOUBLE;
  g_autofree char *name = nrn_config_to_string (config);

  curve->title = formula_is_whole (config)
                 ? g_strdup_printf ("%s: %s", name, nrn_kind_get_formula (kind))
                 : g_strdup (name);
  switch (nrn_loss_get_output_kind (kind))
    {
    case NRN_OUTPUTS_PROBABILITIES:
    case NRN_OUTPUTS_SHARES:
      curve->axes.x_minimum = 0;
      curve->axes.x_maximum = 1;
      most = MAX_LOSS;
      break;

    case NRN_OUTPUTS_POSITIVE:
      curve->axes.x_minimum = 0;
      curve->axes.x_maximum = 4;
      most = MAX_LOSS;
      break;

    case NRN_OUTPUTS_SIGNS:
      curve->axes.x_minimum = -2;
      curve->axes.x_maximum = 2;
      other_target = -1;
      break;

    case NRN_OUTPUTS_ANY:
    default:
      curve->axes.x_minimum = -2;
      curve->axes.x_maximum = 3;
      break;
    }

  if (nrn_loss_of_output (config, 0.5, other_target) > ABSURD_LOSS)
    other_target = 2;

  curve->x_title = nrn_loss_compares_rows (kind) ? _("output p; the other output is 1 − p")
                                            : _("output p");
  init_loss_line (curve, 0, config, 1);
  init_loss_line (curve, 1, config, other_target);
  set_y_axis (curve, -G_MAXDOUBLE, most);
}

/* ---- The curve ---- */

/**
 * nrn_function_plot_exists:
 * @family: a family
 *
 * Returns: whether its kinds have curves: activations and losses have
 */
gboolean
nrn_function_plot_exists (NrnFamily family)
{
  return family == NRN_FAMILY_ACTIVATION || family == NRN_FAMILY_LOSS;
}

/**
 * nrn_function_plot_new:
 * @config: an activation or a loss with its arguments
 *
 * Computes the curves, with what trains networks too.
 *
 * Returns: (transfer full): them
 */
NrnFunctionPlot *
nrn_function_plot_new (const NrnConfig *config)
{
  NrnFamily family = nrn_kind_get_family (nrn_config_get_kind (config));
  NrnFunctionPlot *curve;

  g_return_val_if_fail (nrn_function_plot_exists (family), NULL);

  curve = g_new0 (NrnFunctionPlot, 1);
  if (family == NRN_FAMILY_ACTIVATION)
    init_activation (curve, config);
  else
    init_loss (curve, config);
  curve->axes.is_loss = family == NRN_FAMILY_LOSS;

  return curve;
}

void
nrn_function_plot_free (NrnFunctionPlot *curve)
{
  for (guint i = 0; i < NRN_FUNCTION_PLOT_N_LINES; i++)
    {
      g_free (curve->lines[i].name);
      g_array_unref (curve->lines[i].x);
      g_array_unref (curve->lines[i].y);
    }
  g_free (curve->title);
  g_free (curve);
}

/**
 * nrn_function_plot_get_axes:
 * @curve: a curve
 *
 * Returns: (transfer none): what part of the plane the curves are in
 */
const NrnFunctionAxes *
nrn_function_plot_get_axes (const NrnFunctionPlot *curve)
{
  return &curve->axes;
}

/**
 * nrn_function_plot_get_line:
 * @curve: a curve
 * @line: 0 for the values of an activation, or the loss if the target is 1;
 *   1 for the derivative, or the loss for another target
 * @n_points: (out): how many points the line has
 * @x: (out) (transfer none) (array length=n_points): where they are; rising
 *
 * Returns: (transfer none) (array length=n_points): the values there; NaN
 *   where the line jumps
 */
const double *
nrn_function_plot_get_line (const NrnFunctionPlot  *curve,
                    guint            line,
                    gsize           *n_points,
                    const double   **x)
{
  g_return_val_if_fail (line < NRN_FUNCTION_PLOT_N_LINES, NULL);

  *n_points = curve->lines[line].y->len;
  *x = (const double *) (void *) curve->lines[line].x->data;

  return (const double *) (void *) curve->lines[line].y->data;
}

/**
 * nrn_function_plot_get_name:
 * @curve: a curve
 * @line: which line of it
 *
 * Returns: (transfer none): what stands in the legend, e.g. "y = max(0, x)"
 */
const char *
nrn_function_plot_get_name (const NrnFunctionPlot *curve,
                    guint           line)
{
  g_return_val_if_fail (line < NRN_FUNCTION_PLOT_N_LINES, NULL);

  return curve->lines[line].name;
}

/**
 * nrn_function_plot_paint:
 * @cr: where; the plot begins at (0, 0)
 * @curve: what
 * @width: of the picture, in user-space pixels
 * @height: likewise
 * @palette: the colours
 *
 * Draws the curves with their names. Any thread that owns @cr.
 */
void
nrn_function_plot_paint (cairo_t          *cr,
                 const NrnFunctionPlot   *curve,
                 double            width,
                 double            height,
                 const NrnPalette *palette)
{
  NrnPlotSeries series[NRN_FUNCTION_PLOT_N_LINES];
  NrnCurve *curves[NRN_FUNCTION_PLOT_N_LINES];
  const NrnPlot plot = {
    .title = curve->title,
    .x_title = curve->x_title,
    .series = series,
    .n_series = NRN_FUNCTION_PLOT_N_LINES,
    .x_minimum = curve->axes.x_minimum,
    .x_maximum = curve->axes.x_maximum,
    .y_minimum = curve->axes.y_minimum,
    .y_maximum = curve->axes.y_maximum,
    .ceiling = NAN,
  };

  for (guint i = 0; i < NRN_FUNCTION_PLOT_N_LINES; i++)
    {
      const Line *line = &curve->lines[i];

      curves[i] = nrn_curve_new_from (line->y->len, (const double *) (void *) line->y->data, 1);
      series[i] = (NrnPlotSeries) {
        .name = line->name,
        .x = (const double *) (void *) line->x->data,
        .curve = curves[i],
        .color = nrn_palette_get_class (palette, i, NRN_FUNCTION_PLOT_N_LINES),
        .line = i == 1 ? NRN_PLOT_DASHED : NRN_PLOT_SOLID,
        .is_function = TRUE,
      };
    }

  nrn_plot_paint (cr, &plot, width, height, palette);
  for (guint i = 0; i < NRN_FUNCTION_PLOT_N_LINES; i++)
    nrn_curve_free (curves[i]);
}
