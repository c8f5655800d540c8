/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The products that a unit adds up, as a table.
 */

#include "config.h"

#include "nrn-inspector-terms.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-number-scrub.h"
#include "nrn-theme.h"

/* More inputs than this are summed up in one line, the weakest ones. */
#define MAX_INPUTS 8

/* The lines of the grid; those that are not needed are hidden. */
enum
{
  LINE_HEADING,
  LINE_INPUTS,
  LINE_REST = LINE_INPUTS + MAX_INPUTS,
  LINE_BIAS,
};

#define COLUMN_SPACING 8

/* As far as the box around a weight goes beyond its column. */
#define BOX_MARGIN 6

/* “unit 32” is seen whole. */
#define NAME_CHARS 6

/* A line: what, x, w, w · x. */
typedef struct
{
  GtkWidget *name;
  GtkWidget *x;
  GtkWidget *weight;    /* NULL for the weaker ones */
  GtkWidget *product;
  gsize      index;     /* of the weight, in the flat weights */
} Line;

/* One product of the sum. */
typedef struct
{
  guint unit;
  float x;
  float w;
} Term;

struct _NrnInspectorTerms
{
  GtkWidget    parent_instance;

  NrnDocument *document;    /* owned */

  GtkGrid     *grid;        /* owned; the only child */
  Line         inputs[MAX_INPUTS];
  Line         rest;
  Line         bias;

  /* Of the last update */
  guint        layer;
  guint        unit;
  int          only;
  guint        shown[MAX_INPUTS];   /* which inputs */
  guint        n_shown;

  gboolean     resumes;     /* the training waits for the end of a drag */
};

G_DEFINE_FINAL_TYPE (NrnInspectorTerms, nrn_inspector_terms, GTK_TYPE_WIDGET)

enum
{
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
format (double value)
{
  return nrn_text_format_number (value, 4, nrn_theme_get_text_numbers ());
}

static const NrnWeights *
get_weights (NrnInspectorTerms *self)
{
  return nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document))->weights;
}

/* ---- Changing a weight ---- */

static gsize
get_index (NrnInspectorTerms *self,
           GtkWidget         *weight)
{
  for (guint i = 0; i < MAX_INPUTS; i++)
    {
      if (self->inputs[i].weight == weight)
        return self->inputs[i].index;
    }

  return self->bias.index;
}

/* Whoever turns a knob wants to see what the knob does. */
static void
begin_cb (NrnInspectorTerms *self)
{
  NrnTrainer *trainer = nrn_document_get_trainer (self->document);

  self->resumes = nrn_trainer_get_state (trainer) == NRN_TRAINING_RUNNING;
  if (self->resumes)
    nrn_trainer_pause (trainer);
}

static void
resume (NrnInspectorTerms *self)
{
  if (self->resumes)
    nrn_trainer_play (nrn_document_get_trainer (self->document));
  self->resumes = FALSE;
}

static void
preview_cb (NrnInspectorTerms *self,
            double             value,
            GtkWidget         *weight)
{
  nrn_document_preview_weight (self->document, get_index (self, weight), value);
}

static void
commit_cb (NrnInspectorTerms *self,
           double             value,
           GtkWidget         *weight)
{
  g_autoptr (GError) error = NULL;

  if (!nrn_document_set_weight (self->document, get_index (self, weight), value, &error))
    g_signal_emit (self, signals[FAILED], 0, error->message);
  resume (self);
}

static void
cancel_cb (NrnInspectorTerms *self)
{
  nrn_document_end_preview (self->document);
  resume (self);
}

static void
failed_cb (NrnInspectorTerms *self,
           const char        *sentence)
{
  g_signal_emit (self, signals[FAILED], 0, sentence);
}

/* ---- The lines ---- */

/* The digits of numbers stand below each other in every language. */
static GtkWidget *
add_label (NrnInspectorTerms *self,
           int                column,
           int                line,
           const char        *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  gtk_label_set_ellipsize (GTK_LABEL (label), column == 0 ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  if (column == 0)
    gtk_label_set_width_chars (GTK_LABEL (label), NAME_CHARS);
  else
    gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  gtk_widget_set_hexpand (label, column == 0);
  gtk_widget_add_css_class (label, "numeric");
  gtk_grid_attach (self->grid, label, column, line, 1, 1);

  return label;
}

static GtkWidget *
add_weight (NrnInspectorTerms *self,
            int                line)
{
  GtkWidget *weight = nrn_number_scrub_new ();

  gtk_widget_set_direction (weight, GTK_TEXT_DIR_LTR);
  gtk_widget_set_halign (weight, GTK_ALIGN_END);
  g_signal_connect_swapped (weight, "begin", G_CALLBACK (begin_cb), self);
  g_signal_connect_swapped (weight, "preview", G_CALLBACK (preview_cb), self);
  g_signal_connect_swapped (weight, "commit", G_CALLBACK (commit_cb), self);
  g_signal_connect_swapped (weight, "cancel", G_CALLBACK (cancel_cb), self);
  g_signal_connect_swapped (weight, "failed", G_CALLBACK (failed_cb), self);
  gtk_grid_attach (self->grid, weight, 2, line, 1, 1);

  return weight;
}

static void
line_init (NrnInspectorTerms *self,
           Line              *line,
           int                place)
{
  line->name = add_label (self, 0, place, NULL);
  line->x = add_label (self, 1, place, NULL);
  line->weight = place != LINE_REST ? add_weight (self, place) : NULL;
  line->product = add_label (self, 3, place, NULL);
  gtk_widget_set_margin_start (line->product, BOX_MARGIN);
}

/* “24 weaker ones” has no x and no w. */
static void
widen_name (NrnInspectorTerms *self,
            const Line        *line)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self->grid));
  GtkLayoutChild *child = gtk_layout_manager_get_layout_child (layout, line->name);

  gtk_grid_layout_child_set_column_span (GTK_GRID_LAYOUT_CHILD (child), 3);
}

static void
line_show (const Line *line,
           gboolean    visible)
{
  gtk_widget_set_visible (line->name, visible);
  gtk_widget_set_visible (line->x, visible);
  gtk_widget_set_visible (line->product, visible);
  if (line->weight != NULL)
    gtk_widget_set_visible (line->weight, visible);
}

static void
set_dim (GtkWidget *label,
         gboolean   is_dim)
{
  if (is_dim)
    gtk_widget_add_css_class (label, "dim-label");
  else
    gtk_widget_remove_css_class (label, "dim-label");
}

static void
line_set (NrnInspectorTerms *self,
          Line              *line,
          const char        *name,
          const char        *label,
          double             x,
          gsize              index)
{
  double w = nrn_weights_get_data (get_weights (self))[index];
  g_autofree char *x_text = format (x);
  g_autofree char *product = format (x * w);
  gboolean looks_back = nrn_document_get_shown_epoch (self->document) >= 0;

  line->index = index;
  gtk_label_set_text (GTK_LABEL (line->name), name);
  gtk_label_set_text (GTK_LABEL (line->x), x_text);
  gtk_label_set_text (GTK_LABEL (line->product), product);
  set_dim (line->name, x == 0);
  set_dim (line->x, x == 0);
  set_dim (line->product, x == 0);
  nrn_number_scrub_set_label (NRN_NUMBER_SCRUB (line->weight), label);
  nrn_number_scrub_set_value (NRN_NUMBER_SCRUB (line->weight), w);
  gtk_widget_set_sensitive (line->weight, !looks_back);
  gtk_widget_set_tooltip_text (line->weight,
                               looks_back ? _("Earlier weights can be looked at; those of now can be changed")
                                          : _("Drag, or click and type"));
  line_show (line, TRUE);
}

/* ---- Which products ---- */

/* The strongest first. */
static int
compare_terms (gconstpointer a,
               gconstpointer b)
{
  float strength_a = fabsf (((const Term *) a)->x * ((const Term *) a)->w);
  float strength_b = fabsf (((const Term *) b)->x * ((const Term *) b)->w);

  return (strength_a < strength_b) - (strength_a > strength_b);
}

/* Lines do not change places under a hand that is on one of them. */
static gboolean
keeps_lines (NrnInspectorTerms *self,
             guint              layer,
             guint              unit,
             int                only)
{
  return self->n_shown > 0 && self->layer == layer && self->unit == unit && self->only == only &&
         gtk_widget_get_focus_child (GTK_WIDGET (self->grid)) != NULL;
}

static void
choose_lines (NrnInspectorTerms *self,
              const NrnTensor   *kernel,
              const float       *values,
              const float       *inputs)
{
  guint n_inputs = kernel->dims[0];
  g_autofree Term *terms = NULL;

  if (self->only != NRN_TERMS_ALL)
    {
      self->n_shown = self->only >= 0 ? 1 : 0;
      self->shown[0] = (guint) MAX (self->only, 0);
      return;
    }

  terms = g_new (Term, n_inputs);
  for (guint i = 0; i < n_inputs; i++)
    terms[i] = (Term) { i, inputs[i], values[(gsize) i * kernel->dims[1] + self->unit] };
  if (n_inputs > MAX_INPUTS)
    qsort (terms, n_inputs, sizeof (Term), compare_terms);
  self->n_shown = MIN (n_inputs, MAX_INPUTS);
  for (guint i = 0; i < self->n_shown; i++)
    self->shown[i] = terms[i].unit;
}

static char *
input_name (NrnInspectorTerms *self,
            guint              unit)
{
  if (self->layer == 0)
    return g_strdup (nrn_dataset_get_feature_names (nrn_document_get_dataset (self->document))[unit]);

  return g_strdup_printf (_("unit %u"), unit + 1);
}

/* Returns the sum of all products with the inputs. */
static double
show_inputs (NrnInspectorTerms *self,
             const NrnTensor   *kernel,
             const float       *values,
             const float       *inputs)
{
  guint n_inputs = kernel->dims[0];
  double sum = 0;
  double shown = 0;

  for (guint i = 0; i < n_inputs; i++)
    sum += (double) inputs[i] * values[(gsize) i * kernel->dims[1] + self->unit];

  for (guint i = 0; i < MAX_INPUTS; i++)
    {
      guint input = self->shown[i];
      gsize place = (gsize) input * kernel->dims[1] + self->unit;
      g_autofree char *name = NULL;
      g_autofree char *label = NULL;

      if (i >= self->n_shown)
        {
          line_show (&self->inputs[i], FALSE);
          continue;
        }
      name = input_name (self, input);
      /* Translators: %s is a feature, or “unit 3”. */
      label = g_strdup_printf (_("Weight from %s"), name);
      line_set (self, &self->inputs[i], name, label, inputs[input], kernel->offset + place);
      shown += (double) inputs[input] * values[place];
    }

  line_show (&self->rest, n_inputs > MAX_INPUTS && self->only == NRN_TERMS_ALL);
  if (n_inputs > MAX_INPUTS)
    {
      g_autofree char *name = g_strdup_printf (_("%u weaker ones"), n_inputs - MAX_INPUTS);
      g_autofree char *product = format (sum - shown);

      gtk_label_set_text (GTK_LABEL (self->rest.name), name);
      gtk_label_set_text (GTK_LABEL (self->rest.product), product);
    }

  return sum;
}

/* ---- The class ---- */

static void
nrn_inspector_terms_dispose (GObject *object)
{
  NrnInspectorTerms *self = NRN_INSPECTOR_TERMS (object);

  g_clear_object (&self->document);
  if (self->grid != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->grid));
  self->grid = NULL;

  G_OBJECT_CLASS (nrn_inspector_terms_parent_class)->dispose (object);
}

static void
nrn_inspector_terms_class_init (NrnInspectorTermsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_inspector_terms_dispose;

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
nrn_inspector_terms_init (NrnInspectorTerms *self)
{
  const char *const headings[] = {
    /* Translators: heading of a table, over the names of inputs: what comes from where. */
    _("from"), "x", "w", "w · x",
  };

  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, COLUMN_SPACING);
  gtk_widget_set_parent (GTK_WIDGET (self->grid), GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    set_dim (add_label (self, (int) i, LINE_HEADING, headings[i]), TRUE);
  for (guint i = 0; i < MAX_INPUTS; i++)
    line_init (self, &self->inputs[i], LINE_INPUTS + (int) i);
  line_init (self, &self->rest, LINE_REST);
  widen_name (self, &self->rest);
  line_init (self, &self->bias, LINE_BIAS);
}

/**
 * nrn_inspector_terms_set_document:
 * @terms: a table
 * @document: whose weights to show
 */
void
nrn_inspector_terms_set_document (NrnInspectorTerms *terms,
                                  NrnDocument       *document)
{
  g_return_if_fail (terms->document == NULL);

  terms->document = g_object_ref (document);
}

/**
 * nrn_inspector_terms_update:
 * @terms: a table with a document that has an experiment
 * @layer: a layer with a kernel
 * @unit: one of its units
 * @only: %NRN_TERMS_ALL, %NRN_TERMS_BIAS, or an input of the layer
 * @inputs: shape (input_dim); what comes in
 *
 * Shows the products of the weights that are shown. A weight that is being
 * typed or dragged stays what it is there.
 *
 * Returns: the sum of all products, with the bias
 */
double
nrn_inspector_terms_update (NrnInspectorTerms *terms,
                            guint              layer,
                            guint              unit,
                            int                only,
                            const float       *inputs)
{
  const NrnWeights *weights = get_weights (terms);
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  const NrnTensor *kernel = nrn_architecture_find_tensor (architecture, layer, "kernel");
  const NrnTensor *bias = nrn_architecture_find_tensor (architecture, layer, "bias");
  const float *values = nrn_weights_get_data (weights) + kernel->offset;
  double sum;

  if (!keeps_lines (terms, layer, unit, only))
    {
      terms->layer = layer;
      terms->unit = unit;
      terms->only = only;
      choose_lines (terms, kernel, values, inputs);
    }

  sum = show_inputs (terms, kernel, values, inputs);
  if (bias == NULL || only >= 0)
    line_show (&terms->bias, FALSE);
  else
    line_set (terms, &terms->bias, _("bias"), _("Bias"), 1, bias->offset + unit);

  return bias != NULL ? sum + nrn_weights_get_data (weights)[bias->offset + unit] : sum;
}

/**
 * nrn_inspector_terms_get_weight:
 * @terms: a table that has been updated
 * @input: an input of the layer, or %NRN_TERMS_BIAS
 *
 * Returns: (transfer none) (nullable): its #NrnNumberScrub, if it is shown
 */
GtkWidget *
nrn_inspector_terms_get_weight (NrnInspectorTerms *terms,
                                int                input)
{
  if (input == NRN_TERMS_BIAS)
    return gtk_widget_get_visible (terms->bias.weight) ? terms->bias.weight : NULL;

  for (guint i = 0; i < terms->n_shown; i++)
    {
      if (terms->shown[i] == (guint) input)
        return terms->inputs[i].weight;
    }

  return NULL;
}
