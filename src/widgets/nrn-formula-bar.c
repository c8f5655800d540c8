/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The formula of what is under way, or selected.
 */

#include "config.h"

#include "nrn-formula-bar.h"

#include <string.h>

/* Of more rows than this the last ones are shown. */
#define MAX_ROWS 8

#define EQUALS " = "

struct _NrnFormulaBar
{
  GtkWidget  parent_instance;

  char      *text;          /* owned; nullable: all that is shown */
  gboolean   is_compact;

  /* Template children */
  GtkWidget *box;
  GtkLabel  *heading_label;
  GtkLabel  *title_label;
  GtkWidget *row_box;
  GtkLabel  *row_label;
  GtkGrid   *lines_grid;

  GtkLabel  *names[MAX_ROWS];
  GtkLabel  *formulas[MAX_ROWS];
  GtkLabel  *results[MAX_ROWS];   /* where it is compact; else these are in the formulas */
};

G_DEFINE_FINAL_TYPE (NrnFormulaBar, nrn_formula_bar, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_IS_COMPACT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

/* ---- Lines ---- */

static GtkLabel *
add_label (NrnFormulaBar *self,
           int            column,
           int            line)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 1 : 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_visible (label, FALSE);
  gtk_grid_attach (self->lines_grid, label, column, line, 1, 1);

  return GTK_LABEL (label);
}

static void
add_line (NrnFormulaBar *self,
          int            line)
{
  self->names[line] = add_label (self, 0, line);
  gtk_widget_add_css_class (GTK_WIDGET (self->names[line]), "dim-label");
  self->formulas[line] = add_label (self, 1, line);
  gtk_label_set_selectable (self->formulas[line], TRUE);
  gtk_label_set_wrap (self->formulas[line], TRUE);
  gtk_label_set_wrap_mode (self->formulas[line], PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (self->formulas[line], GTK_NATURAL_WRAP_WORD);
  gtk_widget_set_hexpand (GTK_WIDGET (self->formulas[line]), TRUE);
  self->results[line] = add_label (self, 2, line);
  gtk_label_set_selectable (self->results[line], TRUE);
}

/* With gtk_label_set_markup(), GTK 4.8 leaves what is bold where it was. */
static void
show_markup (GtkLabel   *label,
             const char *markup)
{
  g_autoptr (PangoAttrList) attributes = NULL;
  g_autofree char *text = NULL;

  pango_parse_markup (markup, -1, 0, &attributes, &text, NULL, NULL);
  gtk_label_set_text (label, text);
  gtk_label_set_attributes (label, attributes);
  /* What does not wrap can be too long. */
  if (!gtk_label_get_wrap (label))
    gtk_widget_set_tooltip_text (GTK_WIDGET (label), text);
}

/* In the tooltip, below a formula that can be cut. */
static void
show_legend (GtkLabel   *label,
             const char *legend)
{
  const char *text = gtk_label_get_wrap (label) ? "" : gtk_label_get_text (label);
  const char *words = legend != NULL ? legend : "";
  g_autofree char *tooltip = g_strdup_printf ("%s%s%s", text, *text != '\0' && *words != '\0' ? "\n" : "",
                                              words);

  gtk_widget_set_tooltip_text (GTK_WIDGET (label), *tooltip != '\0' ? tooltip : NULL);
}

/* A result does not leave its sign of equality behind. */
static void
append_result (GString              *markup,
               const NrnFormulaLine *line)
{
  g_autofree char *escaped = NULL;
  g_autoptr (GString) result = NULL;

  if (line->result == NULL)
    return;

  escaped = g_markup_escape_text (line->result, -1);
  result = g_string_new (escaped);
  g_string_replace (result, "= ", "=\u00a0", 1);
  g_string_append_printf (markup, "<b>%s</b>", result->str);
}

/* Beside the formula, which can be cut, while the result never is. */
static void
show_result (NrnFormulaBar        *self,
             guint                 place,
             const NrnFormulaLine *line)
{
  g_autoptr (GString) markup = g_string_new (NULL);

  append_result (markup, line);
  show_markup (self->results[place], markup->str);
  gtk_widget_set_visible (GTK_WIDGET (self->results[place]), line->result != NULL);
}

/* What comes out is at the left of its first sign of equality, all else at the
 * right. */
static void
show_line (NrnFormulaBar        *self,
           guint                 place,
           const NrnFormulaLine *line)
{
  const char *equals = strstr (line->formula, EQUALS);
  gsize length = equals != NULL ? (gsize) (equals - line->formula) : strlen (line->formula);
  g_autofree char *name = g_strndup (line->formula, length);
  g_autofree char *formula = equals != NULL ? g_markup_escape_text (equals + 1, -1) : NULL;
  g_autofree char *numbers = NULL;
  g_autoptr (GString) markup = g_string_new (NULL);

  if (formula != NULL)
    g_string_append_printf (markup, "<span alpha=\"75%%\">%s</span> ", formula);
  if (line->numbers != NULL)
    numbers = g_markup_escape_text (line->numbers, -1);
  if (numbers != NULL)
    g_string_append_printf (markup, "%s ", numbers);
  if (!self->is_compact)
    append_result (markup, line);
  gtk_label_set_text (self->names[place], name);
  show_markup (self->formulas[place], markup->str);
  show_legend (self->formulas[place], line->legend);
  if (self->is_compact)
    show_result (self, place, line);
}

/* Numbers that are simply there, side by side: “p₁ = 0.456   p₂ = 0.587”. */
static void
show_values (NrnFormulaBar *self,
             guint          place,
             const GArray  *lines,
             guint          first,
             guint          n)
{
  g_autoptr (GString) markup = g_string_new (NULL);

  for (guint i = first; i < first + n; i++)
    {
      const NrnFormulaLine *line = &g_array_index (lines, NrnFormulaLine, i);
      g_autofree char *name = g_markup_escape_text (line->formula, -1);

      g_string_append_printf (markup, "%s%s\u00a0", i > first ? "   " : "", name);
      append_result (markup, line);
    }
  gtk_label_set_text (self->names[place], "");
  show_markup (self->formulas[place], markup->str);
  show_legend (self->formulas[place], NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->results[place]), FALSE);
}

/* How many lines from there on are simply numbers. */
static guint
count_values (const GArray *lines,
              guint         first)
{
  guint n = 0;

  while (first + n < lines->len)
    {
      const NrnFormulaLine *line = &g_array_index (lines, NrnFormulaLine, first + n);

      if (line->numbers != NULL || line->result == NULL || strstr (line->formula, EQUALS) != NULL)
        break;
      n++;
    }

  return n;
}

/* Lines in one row with the one at @first. */
static guint
count_in_row (const GArray *lines,
              guint         first)
{
  return MAX (count_values (lines, first), 1);
}

static void
show_lines (NrnFormulaBar *self,
            const GArray  *lines)
{
  guint n_rows = 0;
  guint row = 0;

  for (guint i = 0; i < lines->len; i += count_in_row (lines, i))
    n_rows++;
  for (guint i = 0; i < lines->len; i += count_in_row (lines, i))
    {
      guint n = count_in_row (lines, i);

      if (n_rows-- > MAX_ROWS)
        continue;
      if (n > 1)
        show_values (self, row++, lines, i, n);
      else
        show_line (self, row++, &g_array_index (lines, NrnFormulaLine, i));
    }
  for (guint i = 0; i < MAX_ROWS; i++)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->names[i]), i < row);
      gtk_widget_set_visible (GTK_WIDGET (self->formulas[i]), i < row);
      if (i >= row)
        gtk_widget_set_visible (GTK_WIDGET (self->results[i]), FALSE);
    }
}

static void
copy_cb (NrnFormulaBar *self)
{
  g_autofree char *text = nrn_formula_bar_print (self);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

/* ---- The class ---- */

/* What comes out stands at the right of the formula in every language, and both
 * next to the title. */
static void
keep_left_to_right (NrnFormulaBar *self)
{
  if (gtk_widget_get_direction (GTK_WIDGET (self)) != GTK_TEXT_DIR_RTL)
    return;

  gtk_widget_set_direction (GTK_WIDGET (self->lines_grid), GTK_TEXT_DIR_LTR);
  gtk_widget_set_halign (GTK_WIDGET (self->lines_grid), GTK_ALIGN_END);
  for (guint i = 0; i < MAX_ROWS; i++)
    {
      gtk_widget_set_direction (GTK_WIDGET (self->formulas[i]), GTK_TEXT_DIR_LTR);
      gtk_widget_set_direction (GTK_WIDGET (self->results[i]), GTK_TEXT_DIR_LTR);
    }
}

/* In one line, without a heading. */
static void
make_compact (NrnFormulaBar *self)
{
  self->is_compact = TRUE;
  gtk_widget_add_css_class (GTK_WIDGET (self), "compact");
  gtk_widget_set_visible (GTK_WIDGET (self->heading_label), FALSE);
  gtk_label_set_width_chars (self->title_label, -1);
  for (guint i = 0; i < MAX_ROWS; i++)
    {
      gtk_label_set_wrap (self->formulas[i], FALSE);
      gtk_label_set_ellipsize (self->formulas[i], PANGO_ELLIPSIZE_END);
      gtk_widget_set_hexpand (GTK_WIDGET (self->formulas[i]), FALSE);
      gtk_widget_set_hexpand (GTK_WIDGET (self->results[i]), TRUE);
    }
  keep_left_to_right (self);
}

static void
nrn_formula_bar_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  if (prop_id != PROP_IS_COMPACT)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  else if (g_value_get_boolean (value))
    make_compact (NRN_FORMULA_BAR (object));
}

static void
nrn_formula_bar_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  if (prop_id == PROP_IS_COMPACT)
    g_value_set_boolean (value, NRN_FORMULA_BAR (object)->is_compact);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
nrn_formula_bar_dispose (GObject *object)
{
  NrnFormulaBar *self = NRN_FORMULA_BAR (object);

  g_clear_pointer (&self->text, g_free);
  if (self->box != NULL)
    gtk_widget_unparent (self->box);
  self->box = NULL;

  G_OBJECT_CLASS (nrn_formula_bar_parent_class)->dispose (object);
}

static void
nrn_formula_bar_class_init (NrnFormulaBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_formula_bar_dispose;
  G_OBJECT_CLASS (klass)->set_property = nrn_formula_bar_set_property;
  G_OBJECT_CLASS (klass)->get_property = nrn_formula_bar_get_property;

  props[PROP_IS_COMPACT] = g_param_spec_boolean ("is-compact", NULL, NULL, FALSE,
                                                 G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY |
                                                 G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, props);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-formula-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnFormulaBar, box);
  gtk_widget_class_bind_template_child (widget_class, NrnFormulaBar, heading_label);
  gtk_widget_class_bind_template_child (widget_class, NrnFormulaBar, title_label);
  gtk_widget_class_bind_template_child (widget_class, NrnFormulaBar, row_box);
  gtk_widget_class_bind_template_child (widget_class, NrnFormulaBar, row_label);
  gtk_widget_class_bind_template_child (widget_class, NrnFormulaBar, lines_grid);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
nrn_formula_bar_init (NrnFormulaBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int i = 0; i < MAX_ROWS; i++)
    add_line (self, i);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * nrn_formula_bar_show:
 * @bar: a bar
 * @heading: (nullable): what is under way: “Forward”
 * @title: what it is about: “Hidden 1, unit 1”
 * @lines: (nullable) (element-type NrnFormulaLine): what to show; %NULL hides
 *   the bar
 */
void
nrn_formula_bar_show (NrnFormulaBar *bar,
                      const char    *heading,
                      const char    *title,
                      const GArray  *lines)
{
  g_autofree char *printed = NULL;
  g_autofree char *spoken = NULL;

  gtk_widget_set_visible (GTK_WIDGET (bar), lines != NULL);
  g_clear_pointer (&bar->text, g_free);
  if (lines == NULL)
    return;

  printed = nrn_formula_lines_print (lines, FALSE);
  spoken = nrn_formula_lines_print (lines, TRUE);
  bar->text = g_strdup_printf ("%s\n%s\n", title, printed);
  gtk_label_set_text (bar->heading_label, heading != NULL ? heading : "");
  gtk_widget_set_visible (GTK_WIDGET (bar->heading_label), heading != NULL);
  gtk_label_set_text (bar->title_label, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (bar->title_label), title);
  show_lines (bar, lines);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar->lines_grid), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

/**
 * nrn_formula_bar_show_row:
 * @bar: a bar
 * @text: (nullable): whose numbers are shown: “Sample 3 of 10”, with buttons for
 *   others; %NULL: there is no choice
 */
void
nrn_formula_bar_show_row (NrnFormulaBar *bar,
                          const char    *text)
{
  gtk_widget_set_visible (bar->row_box, text != NULL);
  gtk_label_set_text (bar->row_label, text != NULL ? text : "");
}

/**
 * nrn_formula_bar_print:
 * @bar: a bar
 *
 * Returns: (transfer full): all that is shown, as text; empty if it is hidden
 */
char *
nrn_formula_bar_print (NrnFormulaBar *bar)
{
  return g_strdup (bar->text != NULL ? bar->text : "");
}
