/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Curves over one feature: what the network says, and what made the data.
 */

#include "config.h"

#include "nrn-data-view-private.h"

#include "nrn-prediction.h"

static double
get_point (NrnDataView *view,
           guint        i)
{
  return view->minimum[0] +
         (view->maximum[0] - view->minimum[0]) * i / (NRN_DATA_VIEW_N_POINTS - 1);
}

/* The features as the network takes them in. */
static void
fill_inputs (NrnDataView *view)
{
  const NrnScaler *scaler = nrn_document_get_scaler (view->document);

  for (guint i = 0; i < NRN_DATA_VIEW_N_POINTS; i++)
    view->inputs[i] = (float) get_point (view, i);
  if (scaler != NULL)
    nrn_scaler_transform (scaler, NRN_DATA_VIEW_N_POINTS, view->inputs, view->inputs);
}

/**
 * nrn_data_view_predict:
 * @view: a view of one feature
 * @weights: a network
 * @are_shares: whether the curves are probabilities: of two classes that of
 *   the second one, of more that of each; otherwise they are outputs
 *
 * Fills the curves.
 */
void
nrn_data_view_predict (NrnDataView      *view,
                       const NrnWeights *weights,
                       gboolean          are_shares)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  guint n_outputs = nrn_architecture_get_output_dim (architecture);
  guint n_curves = !are_shares ? view->n_values : view->n_classes == 2 ? 1 : view->n_classes;
  const float *outputs;

  if (view->model == NULL)
    view->model = nrn_model_new (architecture, NRN_DATA_VIEW_N_POINTS);

  fill_inputs (view);
  nrn_model_set_weights (view->model, weights);
  outputs = nrn_model_forward (view->model, NRN_DATA_VIEW_N_POINTS, view->inputs, FALSE);
  for (guint i = 0; i < NRN_DATA_VIEW_N_POINTS; i++)
    for (guint j = 0; j < n_curves; j++)
      {
        const float *row = outputs + (gsize) i * n_outputs;
        guint class_index = view->n_classes == 2 ? 1 : j;

        view->curves[j * NRN_DATA_VIEW_N_POINTS + i] =
          are_shares ? nrn_prediction_get_share (n_outputs, row, class_index) : (double) row[j];
      }
}

/**
 * nrn_data_view_find_truth:
 * @view: a view of one feature
 *
 * Fills the curve of the target without its noise, if the data were made from
 * one.
 *
 * Returns: whether they were
 */
gboolean
nrn_data_view_find_truth (NrnDataView *view)
{
  const NrnDataSource *source = nrn_data_view_get_parts (view)->source;
  const NrnGenerator *generator = nrn_data_source_get_generator (source);

  if (generator == NULL || generator->truth == NULL)
    return FALSE;

  for (guint i = 0; i < NRN_DATA_VIEW_N_POINTS; i++)
    view->truth[i] = generator->truth (nrn_data_source_get_values (source), get_point (view, i));

  return TRUE;
}

/**
 * nrn_data_view_find_rules:
 * @view: a view of one feature
 * @rules: (out caller-allocates): values of the feature
 * @n_most: how many there is room for
 *
 * Looks for the values at which the rule that made the data changes its mind.
 *
 * Returns: how many there are
 */
guint
nrn_data_view_find_rules (NrnDataView *view,
                          double      *rules,
                          guint        n_most)
{
  const NrnDataSource *source = nrn_data_view_get_parts (view)->source;
  const NrnGenerator *generator = nrn_data_source_get_generator (source);
  guint n = 0;

  for (guint i = 0; generator != NULL && i < generator->n_parameters && n < n_most; i++)
    {
      if (generator->parameters[i].is_boundary)
        rules[n++] = nrn_data_source_get_values (source)[i];
    }

  return n;
}
