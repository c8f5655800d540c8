/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Two features: a map of the decisions, or of each predicted value.
 */

#include "config.h"

#include "nrn-data-view-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-theme.h"

#define HEIGHT 280.0

/* Products of a weight and a value for one map: a few milliseconds. Networks
 * of more weights have coarser maps. */
#define MAX_PRODUCTS 20e6
#define MIN_SIZE     24

/* Maps side by side are at least so wide. */
#define MIN_WIDTH 240.0

static guint
choose_size (const NrnArchitecture *architecture)
{
  double n_weights = (double) nrn_architecture_get_n_parameters (architecture);

  return (guint) CLAMP (sqrt (MAX_PRODUCTS / n_weights), MIN_SIZE, NRN_DECISION_MAP_SIZE);
}

static void
predict (NrnDataView      *view,
         const NrnWeights *weights)
{
  const NrnScaler *scaler = nrn_document_get_scaler (view->document);
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);

  if (view->map == NULL)
    {
      double minimum[2], maximum[2];

      for (guint i = 0; i < 2; i++)
        {
          minimum[i] = scaler != NULL ? nrn_scaler_get_low (scaler) : view->minimum[i];
          maximum[i] = scaler != NULL ? nrn_scaler_get_high (scaler) : view->maximum[i];
        }
      view->map = nrn_decision_map_new (architecture, choose_size (architecture), minimum, maximum);
    }
  nrn_decision_map_update (view->map, weights);
}

/* What a plot borrows. */
typedef struct
{
  double watched[2];
  guint  far[NRN_PREDICTIONS_MAX_FAR];
} Borrowed;

static guint
find_far (NrnDataView *view,
          guint        output,
          guint       *far)
{
  guint n_far = 0;

  for (guint i = 0; i < view->n_far; i++)
    {
      if (view->far_targets[i] == output)
        far[n_far++] = view->far_rows[i];
    }

  return n_far;
}

static void
fill_plot (NrnDataView        *view,
           NrnDecisionMapPlot *plot,
           guint               output,
           Borrowed           *borrowed,
           const NrnPalette   *palette)
{
  const NrnDataset *dataset = nrn_document_get_dataset (view->document);

  *plot = (NrnDecisionMapPlot) {
    .title = output == 0 ? _("Data and prediction") : "",
    .map = view->map,
    .is_values = view->n_values > 0,
    .output = output,
    .low = view->low[output],
    .high = view->high[output],
    .n_samples = nrn_dataset_get_n_rows (dataset),
    .features = nrn_dataset_get_features (dataset),
    .labels = nrn_dataset_get_targets (dataset) + output,
    .label_stride = nrn_dataset_get_n_targets (dataset),
    .marked = view->exceptions,
    .n_far = find_far (view, output, borrowed->far),
    .far = borrowed->far,
    .feature_names = nrn_dataset_get_feature_names (dataset),
    .class_names = nrn_dataset_get_class_names (dataset),
    .watched = borrowed->watched,
    .pointer = view->has_pointer ? view->pointer : NULL,
    .text_scale = nrn_theme_get_text_scale (),
    .pixels = gtk_widget_get_scale_factor (GTK_WIDGET (view)),
    .palette = palette,
  };
  if (view->n_values > 0 && output < nrn_dataset_get_n_targets (dataset))
    plot->output_name = nrn_dataset_get_target_names (dataset)[output];
  for (guint i = 0; i < 2; i++)
    {
      plot->minimum[i] = view->minimum[i];
      plot->maximum[i] = view->maximum[i];
      borrowed->watched[i] = (double) nrn_document_get_watched (view->document)[i];
    }
}

/* One map of classes; of values, as many as there is room for. */
static guint
count_maps (NrnDataView *view,
            double       width,
            gboolean     is_screen)
{
  double least = is_screen ? nrn_theme_get_room (MIN_WIDTH) : MIN_WIDTH;

  return (guint) CLAMP (width / least, 1, MAX (view->n_values, 1));
}

static double
get_height (NrnDataView *view)
{
  return nrn_theme_get_room (HEIGHT);
}

static void
paint (NrnDataView      *view,
       cairo_t          *cr,
       double            width,
       double            height,
       const NrnPalette *palette,
       gboolean          is_screen)
{
  guint n_maps = count_maps (view, width, is_screen);

  for (guint i = 0; i < n_maps; i++)
    {
      g_autofree char *title = NULL;
      NrnDecisionMapLayout layout;
      NrnDecisionMapPlot plot;
      Borrowed borrowed;

      fill_plot (view, &plot, i, &borrowed, palette);
      if (i == 0 && n_maps < view->n_values)
        {
          title = g_strdup_printf (_("Data and prediction: %u of %u values"), n_maps, view->n_values);
          plot.title = title;
        }
      if (!is_screen)
        {
          plot.pointer = NULL;
          plot.text_scale = 1;
        }
      nrn_decision_map_layout_init (&layout, &plot, width / n_maps, height);
      cairo_save (cr);
      cairo_translate (cr, i * width / n_maps, 0);
      nrn_decision_map_paint (cr, &plot, &layout, is_screen ? view->layers[i] : NULL);
      cairo_restore (cr);
    }
}

static gboolean
pick (NrnDataView *view,
      double       width,
      double       height,
      double       x,
      double       y,
      double      *features)
{
  guint n_maps = count_maps (view, width, TRUE);
  guint map = (guint) CLAMP (x / (width / n_maps), 0, n_maps - 1);
  NrnDecisionMapLayout layout;
  NrnDecisionMapPlot plot;
  Borrowed borrowed;

  fill_plot (view, &plot, map, &borrowed, &nrn_palette_light);
  nrn_decision_map_layout_init (&layout, &plot, width / n_maps, height);

  return nrn_decision_map_layout_get_values (&layout, &plot, x - map * width / n_maps, y, features);
}

static gssize
pick_row (NrnDataView *view,
          double       width,
          double       height,
          double       x,
          double       y)
{
  guint n_maps = count_maps (view, width, TRUE);
  guint map = (guint) CLAMP (x / (width / n_maps), 0, n_maps - 1);
  NrnDecisionMapLayout layout;
  NrnDecisionMapPlot plot;
  Borrowed borrowed;

  fill_plot (view, &plot, map, &borrowed, &nrn_palette_light);
  nrn_decision_map_layout_init (&layout, &plot, width / n_maps, height);

  return nrn_decision_map_layout_pick (&layout, &plot, x - map * width / n_maps, y);
}

static char *
describe (NrnDataView *view)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MAX (view->n_values, 1); i++)
    {
      g_autofree char *value = NULL;
      NrnDecisionMapPlot plot;
      Borrowed borrowed;

      fill_plot (view, &plot, i, &borrowed, &nrn_palette_light);
      value = nrn_decision_map_plot_describe (&plot, borrowed.watched);
      if (i > 0)
        g_string_append (text, "; ");
      g_string_append (text, value);
    }

  return g_string_free (text, FALSE);
}

const NrnDataKind nrn_data_kind_map = {
  .picture_width = 720,
  .picture_height = 540,
  .get_height = get_height,
  .predict = predict,
  .paint = paint,
  .pick = pick,
  .pick_row = pick_row,
  .describe = describe,
};
