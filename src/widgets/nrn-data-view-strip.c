/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * One feature and a few classes: every sample along an axis.
 */

#include "config.h"

#include "nrn-data-view-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-data-strip.h"
#include "nrn-theme.h"

static void
fill_strip (NrnDataView      *view,
            NrnDataStrip     *strip,
            double           *rules,
            const NrnPalette *palette)
{
  const NrnDataset *dataset = nrn_document_get_dataset (view->document);

  *strip = (NrnDataStrip) {
    .title = _("Data and prediction"),
    .n_samples = nrn_dataset_get_n_rows (dataset),
    .values = nrn_dataset_get_features (dataset),
    .labels = nrn_dataset_get_targets (dataset),
    .exceptions = view->exceptions,
    .minimum = view->minimum[0],
    .maximum = view->maximum[0],
    .n_classes = view->n_classes,
    .n_points = NRN_DATA_VIEW_N_POINTS,
    .probabilities = view->curves,
    .feature_name = nrn_dataset_get_feature_names (dataset)[0],
    .class_names = nrn_dataset_get_class_names (dataset),
    .n_rules = nrn_data_view_find_rules (view, rules, NRN_DATA_STRIP_MAX_RULES),
    .rules = rules,
    .watched = (double) nrn_document_get_watched (view->document)[0],
    .has_chosen = nrn_document_get_chosen_row (view->document) >= 0,
    .chosen = (guint) MAX (nrn_document_get_chosen_row (view->document), 0),
    .pointer = view->has_pointer ? view->pointer[0] : NAN,
    .text_scale = nrn_theme_get_text_scale (),
    .pixels = gtk_widget_get_scale_factor (GTK_WIDGET (view)),
    .palette = palette,
  };
}

static double
get_height (NrnDataView *view)
{
  return nrn_theme_get_room (nrn_data_strip_get_height (view->n_classes));
}

static void
predict (NrnDataView      *view,
         const NrnWeights *weights)
{
  nrn_data_view_predict (view, weights, TRUE);
}

static void
paint (NrnDataView      *view,
       cairo_t          *cr,
       double            width,
       double            height,
       const NrnPalette *palette,
       gboolean          is_screen)
{
  double rules[NRN_DATA_STRIP_MAX_RULES];
  NrnDataStripLayout layout;
  NrnDataStrip strip;

  fill_strip (view, &strip, rules, palette);
  if (!is_screen)
    {
      /* In a picture for others there is no pointer, and more detail. */
      strip.pointer = NAN;
      strip.has_chosen = FALSE;
      strip.pixels = 2;
      strip.text_scale = 1;
    }
  nrn_data_strip_layout_init (&layout, &strip, width, height);
  nrn_data_strip_paint (cr, &strip, &layout, is_screen ? view->layers[0] : NULL);
}

static gboolean
pick (NrnDataView *view,
      double       width,
      double       height,
      double       x,
      double       y,
      double      *features)
{
  double rules[NRN_DATA_STRIP_MAX_RULES];
  NrnDataStripLayout layout;
  NrnDataStrip strip;

  fill_strip (view, &strip, rules, &nrn_palette_light);
  nrn_data_strip_layout_init (&layout, &strip, width, height);
  features[0] = nrn_data_strip_layout_get_value (&layout, x);
  /* Whole numbers, where the data are nothing else. */
  if (layout.jitter > 0)
    features[0] = CLAMP (round (features[0]), strip.minimum, strip.maximum);

  return TRUE;
}

static gssize
pick_row (NrnDataView *view,
          double       width,
          double       height,
          double       x,
          double       y)
{
  double rules[NRN_DATA_STRIP_MAX_RULES];
  NrnDataStripLayout layout;
  NrnDataStrip strip;

  fill_strip (view, &strip, rules, &nrn_palette_light);
  nrn_data_strip_layout_init (&layout, &strip, width, height);

  return nrn_data_strip_layout_pick (&layout, &strip, x, y);
}

static char *
describe (NrnDataView *view)
{
  double rules[NRN_DATA_STRIP_MAX_RULES];
  NrnDataStrip strip;

  fill_strip (view, &strip, rules, &nrn_palette_light);

  return nrn_data_strip_describe (&strip, strip.watched);
}

const NrnDataKind nrn_data_kind_strip = {
  .picture_width = 900,
  .picture_height = 240,
  .get_height = get_height,
  .predict = predict,
  .paint = paint,
  .pick = pick,
  .pick_row = pick_row,
  .describe = describe,
};
