/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "config.h"

#include "nrn-prediction-column.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-accessible.h"
#include "nrn-table-columns.h"
#include "nrn-text.h"
#include "nrn-theme.h"

/* So much is in sight of the name of a class, in pixels; of the words beside a
 * sign, which say the same, nothing has to be. */
#define LEAST_NAME 46

/* So many rows are looked at for the width of a column. */
#define MAX_LOOKED_AT 4096

/* So many come with more digits. */
#define MORE_DECIMALS 4

/* Opacity of the sign that says that all is well. */
#define QUIET 0.55

/* ---- What is in a cell ---- */

static char *
dup_class_name (const NrnPredictions *predictions,
                guint                 class_index)
{
  const NrnDataset *dataset = nrn_predictions_get_dataset (predictions);

  if (class_index < nrn_dataset_get_n_classes (dataset))
    return g_strdup (nrn_dataset_get_class_names (dataset)[class_index]);

  return class_index == G_MAXUINT ? g_strdup ("?") : g_strdup_printf ("%u", class_index);
}

/* Decimals beyond the usual ones. */
static guint
count_more_decimals (void)
{
  return nrn_theme_has_more_digits () ? MORE_DECIMALS : 0;
}

/**
 * nrn_prediction_column_format_probability:
 * @probability: from 0 to 1
 *
 * Returns: (transfer full): it, in percent
 */
char *
nrn_prediction_column_format_probability (double probability)
{
  g_autofree char *number = nrn_text_format_fixed (100 * probability, 1 + count_more_decimals ());

  return g_strdup_printf (C_("per cent", "%s %%"), number);
}

static double
get_feature (const NrnDataset *dataset,
             guint             row,
             guint             feature)
{
  return (double) nrn_dataset_get_features (dataset)
    [(gsize) row * nrn_dataset_get_n_features (dataset) + feature];
}

static double
get_target (const NrnDataset *dataset,
            guint             row,
            guint             target)
{
  return (double) nrn_dataset_get_targets (dataset)
    [(gsize) row * nrn_dataset_get_n_targets (dataset) + target];
}

/**
 * nrn_prediction_column_name_result:
 * @is_wrong: whether a row is
 * @is_exception: likewise
 *
 * Returns: (transfer none): that, in words
 */
const char *
nrn_prediction_column_name_result (gboolean is_wrong,
                                   gboolean is_exception)
{
  if (is_wrong)
    return is_exception ? _("wrong, exception") : _("wrong");

  return is_exception ? _("right, exception") : _("right");
}

/* NULL for values that are not among the worst. */
static const char *
get_result (const NrnPredictions *predictions,
            guint                 row)
{
  const NrnDataset *dataset = nrn_predictions_get_dataset (predictions);

  if (!nrn_predictions_are_classes (predictions))
    /* Translators: a row; its sign is a ring. */
    return nrn_predictions_is_far (predictions, row) ? _("one of the largest errors") : NULL;

  return nrn_prediction_column_name_result (nrn_predictions_is_wrong (predictions, row),
                                            nrn_dataset_is_exception (dataset, row));
}

/* Owned by the caller. */
static char *
format_cell (const NrnPredictionColumn *column,
             const NrnPredictions      *predictions,
             guint                      row)
{
  const NrnDataset *dataset = nrn_predictions_get_dataset (predictions);
  gboolean are_classes = nrn_predictions_are_classes (predictions);

  switch (column->key)
    {
    case NRN_PREDICTIONS_ROW:
      return nrn_text_format_count (row + 1);
    case NRN_PREDICTIONS_FEATURE:
      return nrn_text_format_fixed (get_feature (dataset, row, column->index), column->n_decimals);
    case NRN_PREDICTIONS_TARGET:
      if (are_classes)
        return dup_class_name (predictions, nrn_predictions_get_label (predictions, row));
      return nrn_text_format_fixed (get_target (dataset, row, column->index), column->n_decimals);
    case NRN_PREDICTIONS_OUTPUT:
      if (are_classes)
        return dup_class_name (predictions, nrn_predictions_get_class (predictions, row));
      return nrn_text_format_fixed ((double) nrn_predictions_get_outputs (predictions, row)[column->index],
                                    column->n_decimals);
    case NRN_PREDICTIONS_PROBABILITY:
      return nrn_prediction_column_format_probability (
        nrn_predictions_get_probability (predictions, row));
    case NRN_PREDICTIONS_MISTAKE:
    default:
      if (are_classes)
        return g_strdup (get_result (predictions, row));
      return nrn_text_format_fixed (nrn_predictions_get_error (predictions, row),
                                    column->n_decimals);
    }
}

/**
 * nrn_prediction_column_is_number:
 * @column: a column
 * @are_classes: whether classes are predicted, and not values
 *
 * Returns: whether numbers are in its cells, which end where its title ends
 */
gboolean
nrn_prediction_column_is_number (const NrnPredictionColumn *column,
                                 gboolean                   are_classes)
{
  switch (column->key)
    {
    case NRN_PREDICTIONS_TARGET:
    case NRN_PREDICTIONS_OUTPUT:
    case NRN_PREDICTIONS_MISTAKE:
      return !are_classes;
    case NRN_PREDICTIONS_ROW:
    case NRN_PREDICTIONS_FEATURE:
    case NRN_PREDICTIONS_PROBABILITY:
    default:
      return TRUE;
    }
}

/* ---- Cells ---- */

/* How many of what GTK counts as a character are so wide. */
static guint
count_chars (GtkWidget *widget,
             int        width)
{
  PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (widget),
                                                         NULL, NULL);
  int pitch = MAX (pango_font_metrics_get_approximate_char_width (metrics),
                   pango_font_metrics_get_approximate_digit_width (metrics));

  pango_font_metrics_unref (metrics);

  return (guint) (width / MAX (PANGO_PIXELS (pitch), 1)) + 1;
}

/* Its size is not that of the text: other text needs no other layout. Numbers
 * always are there whole; words can be cut where there is little room. */
static GtkWidget *
new_text (const NrnPredictionColumn *column,
          gboolean                   is_numeric,
          int                        least)
{
  GtkWidget *text = gtk_inscription_new (NULL);

  gtk_inscription_set_xalign (GTK_INSCRIPTION (text), is_numeric ? 1 : 0);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (text), 0);
  if (!is_numeric)
    gtk_inscription_set_nat_chars (GTK_INSCRIPTION (text), count_chars (text, column->width));
  gtk_widget_set_size_request (text, is_numeric ? column->width : MIN (least, column->width), -1);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  if (is_numeric)
    gtk_widget_add_css_class (text, "numeric");

  return text;
}

static void
number_setup_cb (GtkSignalListItemFactory *factory,
                 GtkListItem              *item,
                 NrnPredictionColumn      *column)
{
  gtk_list_item_set_child (item, new_text (column, TRUE, 0));
}

static void
name_setup_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               NrnPredictionColumn      *column)
{
  gtk_list_item_set_child (item, new_text (column, FALSE, LEAST_NAME));
}

/* Without a voice: the words beside it say the same. */
static GtkWidget *
new_sign (const char *icon_name)
{
  return g_object_new (GTK_TYPE_IMAGE,
                       "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                       "icon-name", icon_name,
                       NULL);
}

/* Around the sign of an exception, or beside a large error: the words beside it,
 * or the name of the row, say so. */
static GtkWidget *
new_ring (const char *style)
{
  GtkWidget *ring = g_object_new (GTK_TYPE_BOX, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_add_css_class (ring, style);

  return ring;
}

/* Both signs lie on one another with the ring, and what does not count is
 * transparent: another icon or style would need another layout. */
static void
result_setup_cb (GtkSignalListItemFactory *factory,
                 GtkListItem              *item,
                 NrnPredictionColumn      *column)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *signs = gtk_overlay_new ();

  gtk_overlay_set_child (GTK_OVERLAY (signs), new_sign ("window-close-symbolic"));
  gtk_overlay_add_overlay (GTK_OVERLAY (signs), new_sign ("object-select-symbolic"));
  gtk_overlay_add_overlay (GTK_OVERLAY (signs), new_ring ("exception"));
  gtk_box_append (GTK_BOX (box), signs);
  gtk_box_append (GTK_BOX (box), new_text (column, FALSE, 0));
  gtk_list_item_set_child (item, box);
}

/* With a ring that is transparent where it does not count, where a target has
 * its sign. */
static void
error_setup_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                NrnPredictionColumn      *column)
{
  GtkWidget *cell = gtk_overlay_new ();
  GtkWidget *ring = new_ring ("far");

  gtk_widget_set_halign (ring, GTK_ALIGN_START);
  gtk_widget_set_valign (ring, GTK_ALIGN_CENTER);
  gtk_overlay_set_child (GTK_OVERLAY (cell), new_text (column, TRUE, 0));
  gtk_overlay_add_overlay (GTK_OVERLAY (cell), ring);
  gtk_list_item_set_child (item, cell);
}

static void
set_sign (GtkWidget *signs,
          gboolean   is_wrong,
          gboolean   is_exception)
{
  GtkWidget *ring = gtk_widget_get_last_child (signs);

  gtk_widget_set_opacity (gtk_widget_get_first_child (signs), is_wrong ? 1 : 0);
  gtk_widget_set_opacity (gtk_widget_get_prev_sibling (ring), is_wrong ? 0 : QUIET);
  gtk_widget_set_opacity (ring, is_exception ? 1 : 0);
}

/* The first cell names its whole row. */
static void
name_row (GtkListItem          *item,
          const NrnPredictions *predictions,
          guint                 row)
{
  GtkWidget *cell = gtk_widget_get_parent (gtk_list_item_get_child (item));
  const char *result = get_result (predictions, row);
  g_autofree char *number = NULL;
  g_autofree char *name = NULL;

  if (gtk_widget_get_prev_sibling (cell) != NULL)
    return;

  number = nrn_text_format_count (row + 1);
  name = result != NULL ? g_strdup_printf (_("Row %s, %s"), number, result)
                        : g_strdup_printf (_("Row %s"), number);
  nrn_accessible_set_name (gtk_widget_get_parent (cell), name);
}

/**
 * nrn_prediction_column_update:
 * @column: a column
 * @item: one of its items
 *
 * Writes into a cell what its row is now, and names it and its row for a screen
 * reader: GTK 4.8 names them after their types.
 */
void
nrn_prediction_column_update (const NrnPredictionColumn *column,
                              GtkListItem               *item)
{
  NrnPredictionRow *row = gtk_list_item_get_item (item);
  const NrnPredictions *predictions = nrn_prediction_row_get_predictions (row);
  GtkWidget *text = gtk_list_item_get_child (item);
  g_autofree char *value = NULL;

  if (predictions == NULL)
    return;

  if (!GTK_IS_INSCRIPTION (text))
    {
      guint number = nrn_prediction_row_get_row (row);
      GtkWidget *first = gtk_widget_get_first_child (text);
      GtkWidget *last = gtk_widget_get_last_child (text);

      if (nrn_predictions_are_classes (predictions))
        set_sign (first, nrn_predictions_is_wrong (predictions, number),
                  nrn_dataset_is_exception (nrn_predictions_get_dataset (predictions), number));
      else
        gtk_widget_set_opacity (last, nrn_predictions_is_far (predictions, number) ? 1 : 0);
      text = GTK_IS_INSCRIPTION (first) ? first : last;
    }
  value = format_cell (column, predictions, nrn_prediction_row_get_row (row));
  if (g_strcmp0 (value, gtk_inscription_get_text (GTK_INSCRIPTION (text))) != 0)
    {
      gtk_inscription_set_text (GTK_INSCRIPTION (text), value);
      nrn_accessible_set_name (text, value);
      nrn_accessible_set_name (gtk_widget_get_parent (gtk_list_item_get_child (item)), value);
    }
  name_row (item, predictions, nrn_prediction_row_get_row (row));
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         NrnPredictionColumn      *column)
{
  g_ptr_array_add (column->items, item);
  nrn_prediction_column_update (column, item);
  if (column->key == NRN_PREDICTIONS_ROW)
    nrn_accessible_complete_table_row (
      gtk_widget_get_parent (gtk_widget_get_parent (gtk_list_item_get_child (item))));
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           NrnPredictionColumn      *column)
{
  g_ptr_array_remove_fast (column->items, item);
}

/* ---- How wide they are ---- */

static double
get_number (const NrnDataset *dataset,
            NrnPredictionsKey key,
            guint             index,
            guint             row)
{
  return key == NRN_PREDICTIONS_FEATURE ? get_feature (dataset, row, index)
                                        : get_target (dataset, row, index);
}

/**
 * nrn_prediction_column_look_at_numbers:
 * @column: a column of a feature or of a target that is a value
 * @view: the table that it is for
 * @dataset: whose values
 *
 * Takes as many decimals as tell the values apart, and room for the longest.
 */
void
nrn_prediction_column_look_at_numbers (NrnPredictionColumn *column,
                                       GtkColumnView       *view,
                                       const NrnDataset    *dataset)
{
  guint n_rows = nrn_dataset_get_n_rows (dataset);
  guint step = n_rows / MAX_LOOKED_AT + 1;
  double minimum = INFINITY, maximum = -INFINITY;
  gboolean are_whole = TRUE;

  for (guint row = 0; row < n_rows; row += step)
    {
      double value = get_number (dataset, column->key, column->index, row);

      minimum = fmin (minimum, value);
      maximum = fmax (maximum, value);
      are_whole = are_whole && value <= floor (value);
    }
  if (!(maximum >= minimum) || isinf (maximum) || isinf (minimum))
    return;

  if (!are_whole && maximum > minimum)
    column->n_decimals = count_more_decimals () +
                         nrn_table_columns_count_decimals (maximum - minimum);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *text = nrn_text_format_fixed (i == 0 ? minimum : maximum,
                                                     column->n_decimals);

      column->width = MAX (column->width, nrn_table_columns_measure (view, text));
    }
}

/* ---- Columns ---- */

/**
 * nrn_prediction_column_new:
 * @parts: its key, its index, its decimals and its width
 *
 * Returns: (transfer full): such a column, which has no items yet
 */
NrnPredictionColumn *
nrn_prediction_column_new (const NrnPredictionColumn *parts)
{
  NrnPredictionColumn *column = g_memdup2 (parts, sizeof *parts);

  column->items = g_ptr_array_new ();

  return column;
}

void
nrn_prediction_column_free (NrnPredictionColumn *column)
{
  g_ptr_array_unref (column->items);
  g_free (column);
}

/**
 * nrn_prediction_column_new_factory:
 * @column: a column, which has to live as long as its cells
 * @are_classes: whether classes are predicted, and not values
 *
 * Returns: (transfer full): what makes and fills its cells
 */
GtkListItemFactory *
nrn_prediction_column_new_factory (NrnPredictionColumn *column,
                                   gboolean             are_classes)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  gboolean is_mistake = column->key == NRN_PREDICTIONS_MISTAKE;

  g_signal_connect (factory, "setup",
                    is_mistake && are_classes ? G_CALLBACK (result_setup_cb)
                    : is_mistake ? G_CALLBACK (error_setup_cb)
                    : nrn_prediction_column_is_number (column, are_classes)
                      ? G_CALLBACK (number_setup_cb)
                      : G_CALLBACK (name_setup_cb), column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), column);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), column);

  return factory;
}
