/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How the features of one sample are scaled, with its numbers.
 *
 * Formula: scikit-learn documentation, "MinMaxScaler", with the range 0 … 1.
 */

#include "config.h"

#include "nrn-scale-bench.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-focus.h"
#include "nrn-text.h"
#include "nrn-typed-number.h"

/* Of more features than this, the others are computed likewise. */
#define MAX_FEATURES 8

/* As NumPy prints numbers; and as many digits as a float has. */
#define NUMPY_DECIMALS 8
#define FLOAT_DIGITS   7

/* So many values may be typed for a single feature. */
#define MAX_VALUES 12

/* Owned by the grid. */
typedef struct
{
  GtkLabel *name_label;
  GtkEntry *entry;
  GtkLabel *result_label;
} Row;

struct _NrnScaleBench
{
  GtkWidget      parent_instance;

  NrnDocument   *document;      /* owned */
  NrnDataDigest *digest;        /* owned; NULL: nothing yet */
  Row            rows[MAX_FEATURES];
  guint          n_rows;
  gboolean       updating;      /* the fields follow the document */

  /* Template children */
  GtkWidget     *box;
  GtkSwitch     *scale_switch;
  GtkLabel      *formula_label;
  GtkGrid       *grid;
  GtkLabel      *more_label;
  GtkLabel      *hint_label;
};

G_DEFINE_FINAL_TYPE (NrnScaleBench, nrn_scale_bench, GTK_TYPE_WIDGET)

enum
{
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_scaled (NrnScaleBench *self)
{
  return nrn_document_get_scaler (self->document) != NULL;
}

/* The rows of the document may be others already. */
static gboolean
is_of_document (NrnScaleBench *self)
{
  return self->digest != NULL && nrn_data_digest_get_dataset (self->digest) ==
                                   nrn_document_get_dataset (self->document);
}

/* ---- Numbers ---- */

/* Without zeros at the end, as NumPy prints it: 0.4137931. */
static char *
format_trimmed (double value,
                guint  n_decimals)
{
  return nrn_text_format_trimmed (value, n_decimals);
}

/* A value of a float, such as 0.1 or 31. */
static char *
format_value (double value)
{
  double magnitude = value != 0 ? floor (log10 (fabs (value))) : 0;

  return format_trimmed (value, (guint) CLAMP (FLOAT_DIGITS - 1 - magnitude, 0, 12));
}

/* In brackets where it follows a minus: "0.5 − (−1)". */
static char *
format_subtrahend (double value)
{
  g_autofree char *text = format_value (value);

  return value < 0 ? g_strdup_printf ("(%s)", text) : g_steal_pointer (&text);
}

/* "(31 − 13) / 87 = 0.20689655" */
static char *
describe_value (NrnScaleBench *self,
                guint          feature,
                double         value)
{
  const NrnColumnDigest *column = nrn_data_digest_get_feature (self->digest, feature);
  double range = column->maximum > column->minimum ? column->maximum - column->minimum : 1;
  double scaled = nrn_scaler_transform_value (nrn_document_get_scaler (self->document), feature,
                                              value);
  g_autofree char *given = format_value (value);
  g_autofree char *minimum = format_subtrahend (column->minimum);
  g_autofree char *width = format_value (range);
  g_autofree char *result = format_trimmed (scaled, NUMPY_DECIMALS);

  return g_strdup_printf ("(%s − %s) / %s = %s", given, minimum, width, result);
}

/* One number, or, of a single feature, several: "31, 77, 49". NULL if that is
 * none. */
static GArray *
parse (NrnScaleBench *self,
       const char    *text)
{
  g_autoptr (GString) plain = g_string_new (text);
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  g_auto (GStrv) words = NULL;
  guint max_values = nrn_data_digest_get_n_features (self->digest) == 1 ? MAX_VALUES : 1;

  g_string_replace (plain, ", ", " ", 0);
  g_string_replace (plain, ";", " ", 0);
  words = g_strsplit (plain->str, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      double value;

      if (*words[i] == '\0')
        continue;
      if (values->len == max_values || !nrn_typed_number_parse (words[i], &value))
        return NULL;
      g_array_append_val (values, value);
    }

  return values->len > 0 ? g_steal_pointer (&values) : NULL;
}

/* ---- From the document to the fields ---- */

static void
set_error (GtkEntry *entry,
           gboolean  is_wrong)
{
  if (is_wrong)
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               is_wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void
show_result (NrnScaleBench *self,
             guint          feature)
{
  Row *row = &self->rows[feature];
  g_autoptr (GArray) values = parse (self, gtk_editable_get_text (GTK_EDITABLE (row->entry)));
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;

  set_error (row->entry, values == NULL);
  for (guint i = 0; values != NULL && i < values->len; i++)
    {
      double value = g_array_index (values, double, i);
      g_autofree char *given = format_value (value);

      g_ptr_array_add (lines, is_scaled (self)
                                ? describe_value (self, feature, value)
                                : g_strdup_printf (_("%s goes in as it is"), given));
    }
  g_ptr_array_add (lines, NULL);
  text = values != NULL ? g_strjoinv ("\n", (char **) lines->pdata)
                        : g_strdup (_("This is no number, such as 31 or 0.5."));
  gtk_label_set_text (row->result_label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text, -1);
}

/* Not what is being typed, if that is the same number. */
static void
show_watched (NrnScaleBench *self)
{
  if (!is_of_document (self))
    return;

  self->updating = TRUE;
  for (guint i = 0; i < self->n_rows; i++)
    {
      float watched = nrn_document_get_watched (self->document)[i];
      g_autoptr (GArray) typed = parse (self, gtk_editable_get_text (GTK_EDITABLE (self->rows[i].entry)));
      g_autofree char *text = format_value ((double) watched);

      if (typed == NULL || fabsf ((float) g_array_index (typed, double, 0) - watched) > 0)
        gtk_editable_set_text (GTK_EDITABLE (self->rows[i].entry), text);
      show_result (self, i);
    }
  self->updating = FALSE;
}

static void
show_formula (NrnScaleBench *self)
{
  gtk_label_set_text (self->formula_label,
                      is_scaled (self)
                        ? _("MinMaxScaler(feature_range=(0, 1)): (value − smallest) / (largest − "
                            "smallest)")
                        : _("The features go into the network as they are, however far their "
                            "ranges are from 0 to 1."));
  self->updating = TRUE;
  gtk_switch_set_active (self->scale_switch, is_scaled (self));
  self->updating = FALSE;
}

/* ---- From the fields to the document ---- */

/* What is outside of the data is computed, but nobody to be watched. */
static void
changed_cb (NrnScaleBench *self,
            GtkEntry      *entry)
{
  const NrnColumnDigest *column;
  g_autoptr (GArray) values = NULL;
  g_autofree float *features = NULL;
  guint feature = 0;
  double value;

  if (self->updating || !is_of_document (self))
    return;

  while (self->rows[feature].entry != entry)
    feature++;
  show_result (self, feature);
  values = parse (self, gtk_editable_get_text (GTK_EDITABLE (entry)));
  column = nrn_data_digest_get_feature (self->digest, feature);
  if (values == NULL)
    return;
  value = g_array_index (values, double, 0);
  if (value < column->minimum || value > column->maximum)
    return;

  features = g_memdup2 (nrn_document_get_watched (self->document),
                        nrn_dataset_get_n_features (nrn_document_get_dataset (self->document)) *
                        sizeof (float));
  features[feature] = (float) value;
  nrn_document_set_watched (self->document, features);
}

static void
scale_changed_cb (NrnScaleBench *self)
{
  NrnExperimentParts parts;
  g_autoptr (GError) error = NULL;

  if (self->updating)
    return;

  parts = *nrn_experiment_get_parts (nrn_document_get_experiment (self->document));
  parts.scale = gtk_switch_get_active (self->scale_switch);
  if (!nrn_document_edit (self->document, &parts, &error))
    g_signal_emit (self, signals[FAILED], 0, error->message);
  show_formula (self);
}

/* ---- Rows ---- */

static GtkLabel *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), 8);
  gtk_widget_add_css_class (label, css_class);

  return GTK_LABEL (label);
}

static void
add_row (NrnScaleBench *self)
{
  int i = (int) self->n_rows++;
  Row *row = &self->rows[i];

  row->name_label = new_label ("dim-label");
  row->entry = GTK_ENTRY (gtk_entry_new ());
  row->result_label = new_label ("numeric");
  gtk_label_set_wrap (row->name_label, FALSE);
  gtk_label_set_mnemonic_widget (row->name_label, GTK_WIDGET (row->entry));
  gtk_editable_set_width_chars (GTK_EDITABLE (row->entry), 10);
  gtk_widget_set_valign (GTK_WIDGET (row->entry), GTK_ALIGN_START);
  gtk_widget_set_hexpand (GTK_WIDGET (row->result_label), TRUE);
  g_signal_connect_swapped (row->entry, "changed", G_CALLBACK (changed_cb), self);
  gtk_grid_attach (self->grid, GTK_WIDGET (row->name_label), 0, i, 1, 1);
  gtk_grid_attach (self->grid, GTK_WIDGET (row->entry), 1, i, 1, 1);
  gtk_grid_attach (self->grid, GTK_WIDGET (row->result_label), 2, i, 1, 1);
}

static void
remove_row (NrnScaleBench *self)
{
  int i = (int) --self->n_rows;

  nrn_focus_leave (GTK_WIDGET (self->rows[i].entry));
  gtk_grid_remove_row (self->grid, i);
}

static void
set_n_rows (NrnScaleBench *self,
            guint          n_rows)
{
  while (self->n_rows < n_rows)
    add_row (self);
  while (self->n_rows > n_rows)
    remove_row (self);
}

static void
show_names (NrnScaleBench *self)
{
  const NrnDataset *dataset = nrn_data_digest_get_dataset (self->digest);
  guint n_features = nrn_dataset_get_n_features (dataset);
  g_autofree char *more = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                                        "%u more feature is scaled likewise.",
                                                        "%u more features are scaled likewise.",
                                                        n_features - self->n_rows),
                                           n_features - self->n_rows);

  for (guint i = 0; i < self->n_rows; i++)
    gtk_label_set_text (self->rows[i].name_label, nrn_dataset_get_feature_names (dataset)[i]);
  gtk_label_set_text (self->hint_label,
                      n_features > 1
                        ? _("Select a row of the table, or type values.")
                        : _("Select a row of the table, or type a value; or several: 31, 77, 49."));
  gtk_label_set_text (self->more_label, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more_label), n_features > self->n_rows);
}

/* ---- The class ---- */

static void
nrn_scale_bench_dispose (GObject *object)
{
  NrnScaleBench *self = NRN_SCALE_BENCH (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->digest, nrn_data_digest_unref);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (nrn_scale_bench_parent_class)->dispose (object);
}

static void
nrn_scale_bench_class_init (NrnScaleBenchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_scale_bench_dispose;

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-scale-bench.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnScaleBench, box);
  gtk_widget_class_bind_template_child (widget_class, NrnScaleBench, scale_switch);
  gtk_widget_class_bind_template_child (widget_class, NrnScaleBench, formula_label);
  gtk_widget_class_bind_template_child (widget_class, NrnScaleBench, grid);
  gtk_widget_class_bind_template_child (widget_class, NrnScaleBench, more_label);
  gtk_widget_class_bind_template_child (widget_class, NrnScaleBench, hint_label);
  gtk_widget_class_bind_template_callback (widget_class, scale_changed_cb);
}

static void
nrn_scale_bench_init (NrnScaleBench *self)
{
  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->updating = FALSE;
}

/**
 * nrn_scale_bench_set_document:
 * @bench: a bench
 * @document: whose watched sample to scale
 */
void
nrn_scale_bench_set_document (NrnScaleBench *bench,
                              NrnDocument   *document)
{
  g_return_if_fail (bench->document == NULL);

  bench->document = g_object_ref (document);
  g_signal_connect_object (document, "watched-changed", G_CALLBACK (show_watched), bench,
                           G_CONNECT_SWAPPED);
}

/**
 * nrn_scale_bench_set:
 * @bench: a bench with a document
 * @digest: of its rows
 */
void
nrn_scale_bench_set (NrnScaleBench       *bench,
                     const NrnDataDigest *digest)
{
  g_autoptr (NrnDataDigest) before = g_steal_pointer (&bench->digest);

  bench->digest = nrn_data_digest_ref (digest);
  set_n_rows (bench, MIN (nrn_data_digest_get_n_features (digest), MAX_FEATURES));
  show_names (bench);
  show_formula (bench);
  show_watched (bench);
}

/**
 * nrn_scale_bench_get_entry:
 * @bench: a bench
 * @feature: a feature that it shows
 *
 * Returns: (transfer none): where its value is typed
 */
GtkEntry *
nrn_scale_bench_get_entry (NrnScaleBench *bench,
                           guint          feature)
{
  g_return_val_if_fail (feature < bench->n_rows, NULL);

  return bench->rows[feature].entry;
}

/**
 * nrn_scale_bench_get_result:
 * @bench: a bench
 * @feature: a feature that it shows
 *
 * Returns: what becomes of its value, as is shown
 */
const char *
nrn_scale_bench_get_result (NrnScaleBench *bench,
                            guint          feature)
{
  g_return_val_if_fail (feature < bench->n_rows, NULL);

  return gtk_label_get_text (bench->rows[feature].result_label);
}
