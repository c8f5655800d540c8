/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Every number of one unit.
 */

#include "config.h"

#include "nrn-inspector.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-layer-words.h"
#include "nrn-theme.h"

/* More inputs than this are summed up in one line, the weakest ones. */
#define MAX_INPUTS 8

struct _NrnInspector
{
  GtkWidget    parent_instance;

  NrnCanvas   *canvas;      /* owned */
  NrnDocument *document;    /* owned */

  GtkWidget   *box;
  GtkLabel    *title;
  GtkGrid     *grid;
  GtkLabel    *sum_label;
  GtkLabel    *output_label;
  GtkLabel    *layers_label;    /* what follows before the next Dense layer */
};

G_DEFINE_FINAL_TYPE (NrnInspector, nrn_inspector, GTK_TYPE_WIDGET)

/* One product of the sum. */
typedef struct
{
  guint unit;
  float x;
  float w;
} Term;

/* The strongest first. */
static int
compare_terms (gconstpointer a,
               gconstpointer b)
{
  float strength_a = fabsf (((const Term *) a)->x * ((const Term *) a)->w);
  float strength_b = fabsf (((const Term *) b)->x * ((const Term *) b)->w);

  return (strength_a < strength_b) - (strength_a > strength_b);
}

static char *
format (double value)
{
  return nrn_text_format_number (value, 4, nrn_theme_get_numbers ());
}

static void
add_cell (NrnInspector *self,
          int           column,
          int           row,
          const char   *text,
          const char   *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  gtk_widget_set_hexpand (label, column == 0);
  gtk_widget_add_css_class (label, "numeric");
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
}

static void
add_term (NrnInspector *self,
          int           row,
          const char   *name,
          double        x,
          double        w)
{
  g_autofree char *x_text = format (x);
  g_autofree char *w_text = format (w);
  g_autofree char *product = format (x * w);
  const char *style = x == 0 ? "dim-label" : NULL;

  add_cell (self, 0, row, name, style);
  add_cell (self, 1, row, x_text, style);
  add_cell (self, 2, row, w_text, style);
  add_cell (self, 3, row, product, style);
}

static void
clear_grid (NrnInspector *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
}

static void
add_heading (NrnInspector *self)
{
  add_cell (self, 0, 0, _("from"), "dim-label");
  add_cell (self, 1, 0, "x", "dim-label");
  add_cell (self, 2, 0, "w", "dim-label");
  add_cell (self, 3, 0, "w · x", "dim-label");
}

static char *
input_name (NrnInspector *self,
            guint         layer,
            guint         unit)
{
  if (layer == 0)
    return g_strdup (nrn_dataset_get_feature_names (nrn_document_get_dataset (self->document))[unit]);

  return g_strdup_printf (_("unit %u"), unit + 1);
}

/* Fills in the products of a unit; returns their sum with the bias. */
static double
show_terms (NrnInspector     *self,
            const NrnWeights *weights,
            guint             layer,
            guint             unit,
            const float      *inputs)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  const NrnTensor *kernel = nrn_architecture_find_tensor (architecture, layer, "kernel");
  const float *kernel_values = nrn_weights_get_tensor (weights, layer, "kernel");
  const float *bias = nrn_weights_get_tensor (weights, layer, "bias");
  guint n_inputs = kernel->dims[0];
  g_autofree Term *terms = g_new (Term, n_inputs);
  double sum = 0, rest = 0;
  int row = 1;

  for (guint i = 0; i < n_inputs; i++)
    {
      terms[i] = (Term) { i, inputs[i], kernel_values[(gsize) i * kernel->dims[1] + unit] };
      sum += (double) terms[i].x * terms[i].w;
    }
  if (n_inputs > MAX_INPUTS)
    qsort (terms, n_inputs, sizeof (Term), compare_terms);

  for (guint i = 0; i < MIN (n_inputs, MAX_INPUTS); i++)
    {
      g_autofree char *name = input_name (self, layer, terms[i].unit);

      add_term (self, row++, name, terms[i].x, terms[i].w);
    }
  if (n_inputs > MAX_INPUTS)
    {
      g_autofree char *name = g_strdup_printf (_("%u weaker ones"), n_inputs - MAX_INPUTS);
      g_autofree char *product = NULL;

      for (guint i = MAX_INPUTS; i < n_inputs; i++)
        rest += (double) terms[i].x * terms[i].w;
      product = format (rest);
      add_cell (self, 0, row, name, NULL);
      add_cell (self, 3, row++, product, NULL);
    }
  if (bias != NULL)
    {
      add_term (self, row, _("bias"), 1, bias[unit]);
      sum += bias[unit];
    }

  return sum;
}

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
  guint number = 0;

  if (find_next (architecture, layer) == nrn_architecture_get_n_layers (architecture))
    return g_strdup_printf (_("Output, unit %u"), unit + 1);

  for (guint i = 0; i <= layer; i++)
    number += has_units (architecture, i);

  return g_strdup_printf (_("Hidden %u, unit %u"), number, unit + 1);
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
                                                         nrn_theme_get_numbers ());

      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", words);
    }
  gtk_label_set_text (self->layers_label, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->layers_label), text->len > 0);
}

static void
update (NrnInspector *self)
{
  const NrnWeights *weights =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document))->weights;
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  guint layer, unit;
  const NrnNetworkActivity *activity = nrn_canvas_get_activity (self->canvas);
  g_autofree char *title = NULL;
  g_autofree char *sum_text = NULL;
  g_autofree char *output_text = NULL;
  g_autofree char *sum = NULL;
  g_autofree char *output = NULL;

  if (activity == NULL || !nrn_canvas_get_selected_unit (self->canvas, &layer, &unit) ||
      nrn_weights_get_tensor (weights, layer, "kernel") == NULL)
    {
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
      return;
    }

  clear_grid (self);
  add_heading (self);
  title = unit_title (architecture, layer, unit);
  sum = format (show_terms (self, weights, layer, unit,
                            nrn_network_activity_get_outputs (activity, (int) layer - 1)));
  output = format (nrn_network_activity_get_outputs (activity, (int) layer)[unit]);
  sum_text = g_strdup_printf ("z = Σ w · x + b = %s", sum);
  output_text = g_strdup_printf ("a = %s(z) = %s",
                                 nrn_config_get_name (nrn_architecture_get_activation (architecture, layer)),
                                 output);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->sum_label, sum_text);
  gtk_label_set_text (self->output_label, output_text);
  show_layers (self, weights, activity, layer, unit);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

static void
update_if_shown (NrnInspector *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    update (self);
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

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnInspector, box);
  gtk_widget_class_bind_template_child (widget_class, NrnInspector, title);
  gtk_widget_class_bind_template_child (widget_class, NrnInspector, grid);
  gtk_widget_class_bind_template_child (widget_class, NrnInspector, sum_label);
  gtk_widget_class_bind_template_child (widget_class, NrnInspector, output_label);
  gtk_widget_class_bind_template_child (widget_class, NrnInspector, layers_label);
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
  g_signal_connect_object (canvas, "selection-changed", G_CALLBACK (update), inspector,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (canvas, "activity-changed", G_CALLBACK (update_if_shown), inspector,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (nrn_theme_get_default (), "changed", G_CALLBACK (update_if_shown),
                           inspector, G_CONNECT_SWAPPED);
}
