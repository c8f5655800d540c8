/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * One weight in one update.
 */

#include "config.h"

#include "nrn-microscope.h"

#include <glib/gi18n-lib.h>

#include "nrn-theme.h"
#include "nrn-update-story.h"

/* One step of the story. */
typedef struct
{
  GtkWidget *arrow;     /* from the step before; NULL for the first one */
  GtkWidget *box;
  GtkLabel  *title;
  GtkLabel  *lines;
} Step;

struct _NrnMicroscope
{
  GtkWidget       parent_instance;

  NrnCanvas      *canvas;       /* owned */
  NrnDocument    *document;     /* owned */
  NrnStory       *story;        /* owned; NULL while there is none to tell */

  /* Template children */
  GtkExpander    *expander;
  GtkLabel       *title_label;
  GtkLabel       *subject_label;
  GtkWidget      *copy_button;
  GtkWidget      *row_box;
  GtkSpinButton  *row_spin;
  GtkLabel       *row_label;
  GtkLabel       *name_label;
  GtkToggleButton *mean_toggle;
  GtkBox         *steps_box;
  GtkButton      *apply_button;

  Step            steps[NRN_UPDATE_N_STEPS];
  gsize           weight;       /* what is selected, if this is visible */
  guint           row;          /* of the batch */
  gint64          row_of;       /* of which update; -1 for none, yet */
  int             watched;      /* what it was chosen by */
  double          new_weight;
  gboolean        is_of_unit;
  gboolean        is_expanded[2];   /* of a weight, of a unit */
  gboolean        updating;     /* the expander follows the selection, the entry the batch */
};

G_DEFINE_FINAL_TYPE (NrnMicroscope, nrn_microscope, GTK_TYPE_WIDGET)

enum
{
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- Which weight ---- */

/* The sample that is looked at, if it is one of the batch; else the one that was
 * chosen before, or the first. */
static guint
find_row (NrnMicroscope  *self,
          const NrnTrace *trace)
{
  int watched = nrn_document_get_watched_row (self->document);
  gint64 update = (gint64) nrn_trace_get_update (trace);
  guint n_rows = nrn_trace_get_n_rows (trace);

  if (self->row_of == update && self->watched == watched)
    return MIN (self->row, n_rows - 1);

  self->row_of = update;
  self->watched = watched;
  for (guint i = 0; i < n_rows; i++)
    {
      if (watched >= 0 && nrn_trace_get_rows (trace)[i] == (guint) watched)
        return i;
    }

  return MIN (self->row, n_rows - 1);
}

/* ---- What is shown ---- */

static void
append_line (GString            *markup,
             const NrnStoryLine *line,
             gboolean            follows_numbers)
{
  g_autofree char *formula = g_markup_escape_text (line->text.formula, -1);

  if (markup->len > 0)
    g_string_append (markup, line->text.numbers != NULL || follows_numbers
                             ? "\n<span size=\"4000\"> </span>\n" : "\n");
  if (line->text.numbers == NULL)
    g_string_append_printf (markup, "%s <b>%s</b>", formula, line->text.result);
  else
    g_string_append_printf (markup, "<span alpha=\"70%%\">%s</span>\n%s\n<b>%s</b>", formula,
                            line->text.numbers, line->text.result);
}

/* What its symbols are called, unless that was said before. */
static void
append_legend (GString              *legend,
               const NrnFormulaLine *line)
{
  g_auto (GStrv) words = g_strsplit (line->legend != NULL ? line->legend : "", "\n", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_auto (GStrv) said = g_strsplit (legend->str, "\n", -1);

      if (!g_strv_contains ((const char *const *) said, words[i]))
        g_string_append_printf (legend, "%s%s", legend->len > 0 ? "\n" : "", words[i]);
    }
}

static const char *
get_title (NrnMicroscope *self,
           NrnUpdateStep  step)
{
  return step < nrn_story_get_n_steps (self->story) ? nrn_story_get_title (self->story, step) : NULL;
}

/* Steps that are not told are left out. */
static void
show_step (NrnMicroscope *self,
           NrnUpdateStep  step)
{
  g_autoptr (GString) markup = g_string_new (NULL);
  g_autoptr (GString) spoken = g_string_new (NULL);
  g_autoptr (GString) legend = g_string_new (NULL);
  const char *title = get_title (self, step);
  gboolean follows_numbers = FALSE;
  gboolean follows = step > 0 && title != NULL && get_title (self, step - 1) != NULL;

  if (self->steps[step].arrow != NULL)
    gtk_widget_set_visible (self->steps[step].arrow, follows);
  gtk_widget_set_visible (self->steps[step].box, title != NULL);
  if (title == NULL)
    return;

  for (guint i = 0; i < nrn_story_get_n_lines (self->story); i++)
    {
      const NrnStoryLine *line = nrn_story_get_line (self->story, i);

      if (line->step != step)
        continue;
      append_line (markup, line, follows_numbers);
      follows_numbers = line->text.numbers != NULL;
      g_string_append_printf (spoken, "%s\n", line->text.spoken);
      append_legend (legend, &line->text);
    }
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->steps[step].lines),
                               legend->len > 0 ? legend->str : NULL);
  gtk_label_set_text (self->steps[step].title, title);
  gtk_label_set_markup (self->steps[step].lines, markup->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->steps[step].lines),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken->str, -1);
}

/* Returns (transfer full): “age 85”; of several features, the row's number. The picture may
 * show another sample. */
static char *
name_row (NrnMicroscope *self,
          guint          row)
{
  const NrnDataset *dataset = nrn_document_get_dataset (self->document);
  g_autofree char *value = NULL;

  if (nrn_dataset_get_n_features (dataset) != 1)
    return g_strdup_printf (_("Row %u"), row + 1);

  value = nrn_text_format_trimmed ((double) nrn_dataset_get_features (dataset)[row], 4);

  return g_strdup_printf (C_("feature", "%s %s"), nrn_dataset_get_feature_names (dataset)[0], value);
}

/* Which sample of the batch the first steps tell of. */
static void
show_row (NrnMicroscope  *self,
          const NrnTrace *trace)
{
  guint n_rows = nrn_trace_get_n_rows (trace);
  g_autofree char *place = nrn_text_format_count (nrn_trace_get_rows (trace)[self->row] + 1);
  /* Translators: %s is a number. */
  g_autofree char *tooltip = g_strdup_printf (_("Row %s of the training data"), place);
  g_autofree char *words = g_strdup_printf ("/ %u", n_rows);
  g_autofree char *name = name_row (self, nrn_trace_get_rows (trace)[self->row]);
  gboolean is_mean = gtk_toggle_button_get_active (self->mean_toggle);

  gtk_label_set_text (self->name_label, name);
  gtk_widget_set_visible (GTK_WIDGET (self->name_label), !is_mean);
  self->updating = TRUE;
  gtk_spin_button_set_range (self->row_spin, 1, n_rows);
  gtk_spin_button_set_value (self->row_spin, self->row + 1);
  self->updating = FALSE;
  gtk_label_set_text (self->row_label, words);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->row_spin), tooltip);
  gtk_widget_set_sensitive (GTK_WIDGET (self->row_spin), !is_mean && n_rows > 1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->row_label), !is_mean);
}

/* With as many digits as it takes to see that it is another one. */
static char *
print_new_weight (NrnMicroscope  *self,
                  const NrnTrace *trace)
{
  double old = (double) nrn_weights_get_data (nrn_trace_get_weights (trace))[self->weight];
  g_autofree char *number = NULL;

  for (guint n = nrn_formula_get_digits (); n <= NRN_FORMULA_MOST_DIGITS; n++)
    {
      g_autofree char *before = nrn_formula_print_number (old, n);

      g_free (number);
      number = nrn_formula_print_number (self->new_weight, n);
      if (!g_str_equal (before, number))
        break;
    }

  return g_steal_pointer (&number);
}

/* A step of this weight alone can be taken now; of the past it could only be
 * looked at. */
static void
show_apply (NrnMicroscope  *self,
            const NrnTrace *trace)
{
  gboolean looks_back = nrn_document_get_shown_epoch (self->document) >= 0;
  g_autofree char *number = NULL;
  g_autofree char *label = NULL;

  self->new_weight =
    (double) nrn_weights_get_data (nrn_trace_get_new_weights (trace))[self->weight];
  number = print_new_weight (self, trace);
  /* Translators: %s is a number. */
  label = g_strdup_printf (nrn_canvas_is_bias_selected (self->canvas)
                           ? _("_Set Only This Bias to %s")
                           : _("_Set Only This Weight to %s"), number);
  gtk_button_set_label (self->apply_button, label);
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (self->apply_button)), TRUE);
  gtk_label_set_justify (GTK_LABEL (gtk_button_get_child (self->apply_button)), GTK_JUSTIFY_CENTER);
  gtk_widget_set_sensitive (GTK_WIDGET (self->apply_button), !looks_back);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->apply_button),
                               looks_back
                               ? _("Earlier weights can be looked at; those of now can be changed")
                               : _("All other weights, and what the optimizer remembers, stay as they are"));
}

static void
show_story (NrnMicroscope  *self,
            const NrnTrace *trace)
{
  gboolean is_mean = gtk_toggle_button_get_active (self->mean_toggle);
  g_autofree char *number = NULL;
  g_autofree char *subject = NULL;

  self->row = find_row (self, trace);
  self->story = nrn_update_story_new (trace, self->weight, is_mean ? NRN_UPDATE_ALL_ROWS : self->row);
  if (self->story == NULL)
    return;

  number = nrn_text_format_count (nrn_trace_get_update (trace) + 1);
  /* Translators: %s is a number. */
  subject = g_strdup_printf (_("Update %s, the next one"), number);
  gtk_label_set_text (self->subject_label, subject);
  show_row (self, trace);
  show_apply (self, trace);
  for (NrnUpdateStep step = 0; step < NRN_UPDATE_N_STEPS; step++)
    show_step (self, step);
}

static void
tell (NrnMicroscope *self)
{
  gboolean is_coming;
  const NrnTrace *trace = nrn_document_request_trace (self->document, &is_coming);

  if (trace != NULL)
    show_story (self, trace);
  if (self->story == NULL)
    gtk_label_set_text (self->subject_label,
                        is_coming ? "…" : _("The training is over here: there is no next update."));
}

/* Numbers that nobody sees are not worked out. */
static void
update_numbers (NrnMicroscope *self)
{
  const NrnSnapshotParts *shown;

  g_clear_pointer (&self->story, nrn_story_free);
  if (self->document == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)) ||
      !gtk_expander_get_expanded (self->expander))
    return;

  shown = nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document));
  if (shown->state == NRN_TRAINING_RUNNING && nrn_document_get_shown_update (self->document) < 0)
    gtk_label_set_text (self->subject_label,
                        _("Pause the training to see every number of its next update."));
  else
    tell (self);
  gtk_widget_set_visible (self->copy_button, self->story != NULL);
  gtk_widget_set_visible (self->row_box, self->story != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->steps_box), self->story != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->apply_button), self->story != NULL);
}

/* A unit stands for its bias. */
static void
show_title (NrnMicroscope *self)
{
  gboolean of_bias = nrn_canvas_is_bias_selected (self->canvas);
  const char *title = of_bias ? _("This update of the bias") : _("This update");

  if (g_str_equal (gtk_label_get_text (self->title_label), title))
    return;

  gtk_label_set_text (self->title_label, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->expander),
                               of_bias ? _("How the next update changes this bias, step by step")
                                       : _("How the next update changes this weight, step by step"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->expander), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
}

static void
update (NrnMicroscope *self)
{
  gboolean is_shown = nrn_document_get_snapshot (self->document) != NULL &&
                      nrn_canvas_find_trained_weight (self->canvas, &self->weight, &self->is_of_unit);

  if (is_shown)
    {
      show_title (self);
      self->updating = TRUE;
      gtk_expander_set_expanded (self->expander, self->is_expanded[self->is_of_unit]);
      self->updating = FALSE;
    }
  gtk_widget_set_visible (GTK_WIDGET (self), is_shown);
  if (is_shown)
    update_numbers (self);
}

static void
row_changed_cb (NrnMicroscope *self)
{
  if (self->updating)
    return;

  self->row = (guint) gtk_spin_button_get_value_as_int (self->row_spin) - 1;
  update_numbers (self);
}

static void
apply_cb (NrnMicroscope *self)
{
  g_autoptr (GError) error = NULL;

  if (!nrn_document_set_weight (self->document, self->weight, self->new_weight, &error))
    g_signal_emit (self, signals[FAILED], 0, error->message);
}

static void
expanded_cb (NrnMicroscope *self)
{
  if (self->updating)
    return;

  self->is_expanded[self->is_of_unit] = gtk_expander_get_expanded (self->expander);
  update_numbers (self);
}

static void
nrn_microscope_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (nrn_microscope_parent_class)->map (widget);

  update_numbers (NRN_MICROSCOPE (widget));
}

static void
copy_cb (NrnMicroscope *self)
{
  g_autofree char *text = nrn_microscope_print (self);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

/* ---- The class ---- */

static GtkLabel *
add_label (GtkWidget  *box,
           const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);

  return GTK_LABEL (label);
}

static void
add_step (NrnMicroscope *self,
          Step          *step)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  if (step > self->steps)
    {
      step->arrow = g_object_new (GTK_TYPE_IMAGE,
                                  "icon-name", "pan-down-symbolic",
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  NULL);
      gtk_widget_add_css_class (step->arrow, "dim-label");
      gtk_box_append (self->steps_box, step->arrow);
    }
  gtk_widget_add_css_class (box, "story-step");
  step->box = box;
  step->title = add_label (box, "caption-heading");
  step->lines = add_label (box, "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (step->lines), "note");
  gtk_label_set_selectable (step->lines, TRUE);
  gtk_box_append (self->steps_box, box);
}

static void
nrn_microscope_dispose (GObject *object)
{
  NrnMicroscope *self = NRN_MICROSCOPE (object);

  g_clear_pointer (&self->story, nrn_story_free);
  g_clear_object (&self->canvas);
  g_clear_object (&self->document);
  if (self->expander != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->expander));
  self->expander = NULL;

  G_OBJECT_CLASS (nrn_microscope_parent_class)->dispose (object);
}

static void
nrn_microscope_class_init (NrnMicroscopeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_microscope_dispose;
  widget_class->map = nrn_microscope_map;

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-microscope.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnMicroscope, expander);
  gtk_widget_class_bind_template_child (widget_class, NrnMicroscope, title_label);
  gtk_widget_class_bind_template_child (widget_class, NrnMicroscope, subject_label);
  gtk_widget_class_bind_template_child (widget_class, NrnMicroscope, copy_button);
  gtk_widget_class_bind_template_child (widget_class, NrnMicroscope, row_box);
  gtk_widget_class_bind_template_child (widget_class, NrnMicroscope, row_spin);
  gtk_widget_class_bind_template_child (widget_class, NrnMicroscope, row_label);
  gtk_widget_class_bind_template_child (widget_class, NrnMicroscope, name_label);
  gtk_widget_class_bind_template_child (widget_class, NrnMicroscope, mean_toggle);
  gtk_widget_class_bind_template_child (widget_class, NrnMicroscope, steps_box);
  gtk_widget_class_bind_template_child (widget_class, NrnMicroscope, apply_button);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, expanded_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_numbers);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
}

static void
nrn_microscope_init (NrnMicroscope *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < NRN_UPDATE_N_STEPS; i++)
    add_step (self, &self->steps[i]);
  self->is_expanded[FALSE] = TRUE;
  self->row_of = -1;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * nrn_microscope_set_canvas:
 * @microscope: a microscope
 * @canvas: whose selection to look at
 * @document: the canvas' document
 */
void
nrn_microscope_set_canvas (NrnMicroscope *microscope,
                           NrnCanvas     *canvas,
                           NrnDocument   *document)
{
  g_return_if_fail (microscope->canvas == NULL);

  microscope->canvas = g_object_ref (canvas);
  microscope->document = g_object_ref (document);
  g_signal_connect_object (canvas, "selection-changed", G_CALLBACK (update), microscope,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "snapshot-changed", G_CALLBACK (update), microscope,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "experiment-changed", G_CALLBACK (update), microscope,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "trace-changed", G_CALLBACK (update), microscope,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (nrn_theme_get_default (), "changed", G_CALLBACK (update_numbers), microscope,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "watched-changed", G_CALLBACK (update), microscope,
                           G_CONNECT_SWAPPED);
}

/**
 * nrn_microscope_print:
 * @microscope: a microscope
 *
 * Returns: (transfer full): all lines that are shown, one below the other;
 *   empty if there are none
 */
char *
nrn_microscope_print (NrnMicroscope *microscope)
{
  return microscope->story != NULL ? nrn_story_print (microscope->story) : g_strdup ("");
}
