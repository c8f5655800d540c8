/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How large the gradients of each layer are.
 */

#include "config.h"

#include "nrn-gradient-card.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-formula.h"
#include "nrn-theme.h"

/* The bars reach from this to 1, which are powers of ten; larger gradients move
 * the end. */
#define LEAST_POWER (-8)

#define BAR_HEIGHT 12
#define DIGITS      3

typedef struct
{
  GtkWidget *name;
  GtkWidget *bar;       /* a #GtkDrawingArea */
  GtkWidget *number;
  double     share;     /* of the bar's width */
} Row;

struct _NrnGradientCard
{
  GtkWidget    parent_instance;

  NrnDocument *document;    /* owned */
  GArray      *rows;        /* owned; Row, whose widgets are the grid's */

  /* Template children */
  GtkExpander *expander;
  GtkLabel    *note_label;
  GtkLabel    *verdict_label;
  GtkGrid     *grid;
};

G_DEFINE_FINAL_TYPE (NrnGradientCard, nrn_gradient_card, GTK_TYPE_WIDGET)

/* ---- Rows ---- */

static void
draw_bar (GtkDrawingArea *area,
          cairo_t        *cr,
          int             width,
          int             height,
          gpointer        data)
{
  NrnGradientCard *self = NRN_GRADIENT_CARD (gtk_widget_get_ancestor (GTK_WIDGET (area),
                                                                      NRN_TYPE_GRADIENT_CARD));
  const NrnPalette *palette = nrn_theme_get_palette (GTK_WIDGET (self));
  const Row *row = &g_array_index (self->rows, Row, GPOINTER_TO_UINT (data));
  double filled = row->share * width;
  double from = gtk_widget_get_direction (GTK_WIDGET (area)) == GTK_TEXT_DIR_RTL ? width - filled : 0;
  double y = (height - BAR_HEIGHT) / 2.0;

  cairo_set_source_rgba (cr, palette->text.red, palette->text.green, palette->text.blue, 0.12);
  cairo_rectangle (cr, 0, y, width, BAR_HEIGHT);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, palette->text.red, palette->text.green, palette->text.blue);
  cairo_rectangle (cr, from, y, filled, BAR_HEIGHT);
  cairo_fill (cr);
}

static GtkWidget *
label_new (double x_align)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), (float) x_align);
  gtk_label_set_ellipsize (GTK_LABEL (label), x_align > 0 ? PANGO_ELLIPSIZE_NONE
                                                          : PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "note");

  return label;
}

static void
add_row (NrnGradientCard *self)
{
  guint index = self->rows->len;
  Row row = { label_new (0), gtk_drawing_area_new (), label_new (1), 0 };

  gtk_widget_add_css_class (row.number, "numeric");
  gtk_widget_set_hexpand (row.bar, TRUE);
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (row.bar), 60);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (row.bar), BAR_HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (row.bar), draw_bar, GUINT_TO_POINTER (index),
                                  NULL);
  gtk_grid_attach (self->grid, row.name, 0, (int) index, 1, 1);
  gtk_grid_attach (self->grid, row.bar, 1, (int) index, 1, 1);
  gtk_grid_attach (self->grid, row.number, 2, (int) index, 1, 1);
  g_array_append_val (self->rows, row);
}

static void
set_n_rows (NrnGradientCard *self,
            guint            n)
{
  while (self->rows->len < n)
    add_row (self);
  while (self->rows->len > n)
    {
      gtk_grid_remove_row (self->grid, (int) self->rows->len - 1);
      g_array_set_size (self->rows, self->rows->len - 1);
    }
}

/* ---- What is shown ---- */

/* The power of ten where the bars end. */
static double
find_end (const NrnSurvey *survey,
          guint            n_layers)
{
  double largest = 1;

  for (guint i = 0; i < n_layers; i++)
    largest = MAX (largest, nrn_survey_get_gradient (survey, i)->mean_gradient);

  return ceil (log10 (largest));
}

static void
show_layer (NrnGradientCard       *self,
            const NrnArchitecture *architecture,
            guint                  layer,
            double                 gradient,
            double                 end,
            Row                   *row)
{
  g_autofree char *name =
    nrn_architecture_find_tensor (architecture, layer, "kernel") != NULL
      ? nrn_architecture_describe_layer (architecture, (int) layer)
      : g_strdup (nrn_config_get_name (nrn_architecture_get_layer (architecture, layer)));
  g_autofree char *number = nrn_formula_print_number (gradient, DIGITS);

  gtk_label_set_text (GTK_LABEL (row->name), name);
  gtk_label_set_text (GTK_LABEL (row->number), number);
  row->share = gradient > 0 ? CLAMP ((log10 (gradient) - LEAST_POWER) / (end - LEAST_POWER), 0.0, 1.0)
                            : 0;
  gtk_widget_queue_draw (row->bar);
}

/* Why it is bad, if it is. */
static void
show_verdict (NrnGradientCard   *self,
              const NrnFindings *findings)
{
  const NrnFinding *finding = nrn_findings_find (findings, NRN_FINDING_VANISHING);

  if (finding == NULL)
    finding = nrn_findings_find (findings, NRN_FINDING_EXPLODING);
  gtk_widget_set_visible (GTK_WIDGET (self->verdict_label), finding != NULL);
  if (finding != NULL)
    gtk_label_set_text (self->verdict_label, finding->sentence);
}

static void
show_note (NrnGradientCard *self,
           const NrnSurvey *survey,
           double           end)
{
  guint n = nrn_survey_get_n_batches (survey);
  g_autofree char *least = nrn_formula_print_number (pow (10, LEAST_POWER), 1);
  g_autofree char *most = nrn_formula_print_number (pow (10, end), 1);
  g_autofree char *text = NULL;

  if (n == 0)
    {
      gtk_label_set_text (self->note_label, _("The loss is not a finite number here, so there are no "
                                              "gradients."));
      return;
    }

  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "Mean of |∂loss/∂weight| over all weights of a layer, with "
                                       "the weights shown, over %u batch. Logarithmic, from %s to "
                                       "%s.",
                                       "Mean of |∂loss/∂weight| over all weights of a layer, with "
                                       "the weights shown, over %u batches. Logarithmic, from %s to "
                                       "%s.", n), n, least, most);
  gtk_label_set_text (self->note_label, text);
}

static void
update (NrnGradientCard *self)
{
  const NrnFindings *findings = nrn_document_get_findings (self->document);
  const NrnArchitecture *architecture;
  const NrnSurvey *survey;
  guint n_layers, n_rows = 0;
  double end;

  if (findings == NULL || !gtk_expander_get_expanded (self->expander))
    return;

  survey = nrn_findings_get_survey (findings);
  architecture = nrn_weights_get_architecture (nrn_survey_get_weights (survey));
  n_layers = nrn_survey_get_n_batches (survey) > 0 ? nrn_architecture_get_n_layers (architecture) : 0;
  end = find_end (survey, n_layers);
  for (guint i = 0; i < n_layers; i++)
    n_rows += nrn_survey_get_gradient (survey, i)->n_weights > 0 ? 1 : 0;
  set_n_rows (self, n_rows);
  n_rows = 0;
  for (guint i = 0; i < n_layers; i++)
    {
      const NrnLayerGradient *gradient = nrn_survey_get_gradient (survey, i);

      if (gradient->n_weights > 0)
        show_layer (self, architecture, i, gradient->mean_gradient, end,
                    &g_array_index (self->rows, Row, n_rows++));
    }
  show_note (self, survey, end);
  show_verdict (self, findings);
}

static void
nrn_gradient_card_dispose (GObject *object)
{
  NrnGradientCard *self = NRN_GRADIENT_CARD (object);

  g_clear_object (&self->document);
  if (self->expander != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->expander));
  self->expander = NULL;
  g_clear_pointer (&self->rows, g_array_unref);

  G_OBJECT_CLASS (nrn_gradient_card_parent_class)->dispose (object);
}

static void
nrn_gradient_card_class_init (NrnGradientCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_gradient_card_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-gradient-card.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnGradientCard, expander);
  gtk_widget_class_bind_template_child (widget_class, NrnGradientCard, note_label);
  gtk_widget_class_bind_template_child (widget_class, NrnGradientCard, verdict_label);
  gtk_widget_class_bind_template_child (widget_class, NrnGradientCard, grid);
  gtk_widget_class_bind_template_callback (widget_class, update);
}

static void
nrn_gradient_card_init (NrnGradientCard *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nrn_gradient_card_set_document:
 * @card: a card
 * @document: whose network to show
 */
void
nrn_gradient_card_set_document (NrnGradientCard *card,
                                NrnDocument     *document)
{
  g_return_if_fail (card->document == NULL);

  card->document = g_object_ref (document);
  g_signal_connect_object (document, "findings-changed", G_CALLBACK (update), card,
                           G_CONNECT_SWAPPED);
}
