/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * One feature and values to predict: the samples, and a curve through them.
 */

#include "config.h"

#include "nrn-data-view-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-theme.h"
#include "nrn-value-plot.h"

/* So low that the name of the axis is beside it. */
#define HEIGHT 216.0

static void
fill_plot (NrnDataView  *view,
           NrnValuePlot *plot)
{
  const NrnDataset *dataset = nrn_document_get_dataset (view->document);

  *plot = (NrnValuePlot) {
    .title = _("Data and prediction"),
    .n_samples = nrn_dataset_get_n_rows (dataset),
    .features = nrn_dataset_get_features (dataset),
    .n_targets = view->n_values,
    .targets = nrn_dataset_get_targets (dataset),
    .target_stride = nrn_dataset_get_n_targets (dataset),
    .minimum = view->minimum[0],
    .maximum = view->maximum[0],
    .low = view->low,
    .high = view->high,
    .n_points = NRN_DATA_VIEW_N_POINTS,
    .outputs = view->curves,
    .truth = view->has_truth ? view->truth : NULL,
    .n_far = view->n_far,
    .far_samples = view->far_rows,
    .far_targets = view->far_targets,
    .has_chosen = nrn_document_get_chosen_row (view->document) >= 0,
    .chosen = (guint) MAX (nrn_document_get_chosen_row (view->document), 0),
    .feature_name = nrn_dataset_get_feature_names (dataset)[0],
    .target_names = nrn_dataset_get_target_names (dataset),
    .watched = (double) nrn_document_get_watched (view->document)[0],
    .pointer = view->has_pointer ? view->pointer[0] : NAN,
    .text_scale = nrn_theme_get_text_scale (),
    .pixels = gtk_widget_get_scale_factor (GTK_WIDGET (view)),
  };
}

static double
get_height (NrnDataView *view)
{
  return nrn_theme_get_room (HEIGHT);
}

static void
predict (NrnDataView      *view,
         const NrnWeights *weights)
{
  nrn_data_view_predict (view, weights, FALSE);
}

static void
paint (NrnDataView      *view,
       cairo_t          *cr,
       double            width,
       double            height,
       const NrnPalette *palette,
       gboolean          is_screen)
{
  NrnValuePlot plot;

  fill_plot (view, &plot);
  if (!is_screen)
    {
      plot.pointer = NAN;
      plot.has_chosen = FALSE;
      plot.pixels = 0;
      plot.text_scale = 1;
    }
  nrn_value_plot_paint (cr, &plot, width, height, palette);
}

static gboolean
pick (NrnDataView *view,
      double       width,
      double       height,
      double       x,
      double       y,
      double      *features)
{
  NrnValuePlot plot;

  fill_plot (view, &plot);
  features[0] = nrn_value_plot_pick (&plot, width, height, x);

  return TRUE;
}

static gssize
pick_row (NrnDataView *view,
          double       width,
          double       height,
          double       x,
          double       y)
{
  NrnValuePlot plot;

  fill_plot (view, &plot);

  return nrn_value_plot_pick_sample (&plot, width, height, x, y);
}

static char *
describe (NrnDataView *view)
{
  NrnValuePlot plot;

  fill_plot (view, &plot);

  return nrn_value_plot_describe (&plot, plot.watched);
}

const NrnDataKind nrn_data_kind_values = {
  .picture_width = 800,
  .picture_height = 500,
  .get_height = get_height,
  .predict = predict,
  .paint = paint,
  .pick = pick,
  .pick_row = pick_row,
  .describe = describe,
};
