/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What helps against a finding, as an edit of the document.
 */

#include "config.h"

#include "nrn-document-private.h"

#include <glib/gi18n-lib.h>

#include "nrn-activation.h"
#include "nrn-error.h"
#include "nrn-reroll.h"

static const NrnExperimentParts *
get_parts (NrnDocument *self)
{
  return nrn_experiment_get_parts (self->experiment);
}

/**
 * nrn_document_reroll_units:
 * @document: a document with an experiment
 * @layer: a layer with an activation
 * @n_units: how many units
 * @units: (array length=n_units): which ones of it
 * @seed: fixes what they get
 * @error: return location
 *
 * Gives these units other starting weights, and nothing else: see
 * nrn_reroll_units(). As after nrn_document_set_weights(), the optimizer
 * begins without what it remembered.
 *
 * Returns: %FALSE with @error set if no start switches them on; then the
 *   document is as it was
 */
gboolean
nrn_document_reroll_units (NrnDocument  *document,
                           guint         layer,
                           guint         n_units,
                           const guint  *units,
                           guint32       seed,
                           GError      **error)
{
  const NrnWeights *now = nrn_snapshot_get_parts (document->now)->weights;
  int rolled_layer = nrn_reroll_find_layer (nrn_weights_get_architecture (now), layer);
  g_autofree char *name = NULL;
  g_autoptr (NrnWeights) rolled = NULL;

  g_return_val_if_fail (NRN_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (rolled_layer >= 0, FALSE);

  rolled = nrn_reroll_units (now, document->samples, (guint) rolled_layer, n_units, units, seed);
  if (rolled != NULL)
    return nrn_document_put_weights (document, NRN_EDIT_REROLL, rolled, error);

  name = nrn_architecture_describe_layer (nrn_weights_get_architecture (now), (int) layer);
  g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
               n_units == 1
                 ? _("None of %u new starts switches the unit of %s on for any sample; leaky_relu "
                     "lets it learn all the same.")
                 : _("None of %u new starts switches all units of %s on for some sample; leaky_relu "
                     "lets them learn all the same."),
               NRN_REROLL_MAX_TRIES, name);

  return FALSE;
}

/* Another activation in one layer; what it has learned stays. */
static gboolean
change_activation (NrnDocument  *self,
                   guint         layer,
                   const char   *name,
                   GError      **error)
{
  NrnExperimentParts parts = *get_parts (self);
  g_autoptr (NrnConfig) activation = nrn_config_new_by_name (NRN_FAMILY_ACTIVATION, name, error);
  g_autoptr (NrnConfig) changed = NULL;
  g_autoptr (NrnArchitecture) architecture = NULL;

  changed = nrn_config_with_config (nrn_architecture_get_layer (parts.architecture, layer),
                                    "activation", activation, error);
  if (changed != NULL)
    architecture = nrn_architecture_with_layer (parts.architecture, layer, changed, error);
  if (architecture == NULL)
    return FALSE;

  parts.architecture = architecture;

  return nrn_document_edit (self, &parts, error);
}

/* ---- All hidden layers ---- */

/* Returns another config for a hidden layer, or NULL to leave it. */
typedef NrnConfig *(*ChangeLayer) (const NrnConfig *layer,
                                   GError         **error);

static NrnConfig *
with_relu (const NrnConfig  *layer,
           GError          **error)
{
  int property = nrn_kind_property (nrn_config_get_kind (layer), "activation");
  const NrnConfig *activation = property >= 0 ? nrn_config_get_config (layer, (guint) property)
                                              : NULL;
  g_autoptr (NrnConfig) relu = NULL;
  NrnActivationRange range;

  if (activation == NULL)
    return NULL;

  nrn_activation_get_range (activation, &range);
  if (range.maximum - range.minimum > 2)
    return NULL;

  relu = nrn_config_new_by_name (NRN_FAMILY_ACTIVATION, "relu", error);

  return nrn_config_with_config (layer, "activation", relu, error);
}

static NrnConfig *
with_he_uniform (const NrnConfig  *layer,
                 GError          **error)
{
  g_autoptr (NrnConfig) initializer = NULL;

  if (nrn_kind_property (nrn_config_get_kind (layer), "kernel_initializer") < 0)
    return NULL;

  initializer = nrn_config_new_by_name (NRN_FAMILY_INITIALIZER, "he_uniform", error);

  return nrn_config_with_config (layer, "kernel_initializer", initializer, error);
}

/* Up to the last layer with a kernel, which is the output; that one, too, if
 * @with_output. */
static NrnArchitecture *
change_layers (const NrnArchitecture  *architecture,
               gboolean                with_output,
               ChangeLayer             change,
               GError                **error)
{
  g_autoptr (NrnArchitecture) changed = nrn_architecture_ref ((NrnArchitecture *) architecture);
  int output = nrn_reroll_find_layer (architecture, nrn_architecture_get_n_layers (architecture) - 1);

  for (int i = 0; i < output + (with_output ? 1 : 0); i++)
    {
      g_autoptr (NrnConfig) layer = change (nrn_architecture_get_layer (changed, (guint) i), error);
      NrnArchitecture *next;

      if (layer == NULL)
        continue;
      next = nrn_architecture_with_layer (changed, (guint) i, layer, error);
      if (next == NULL)
        return NULL;
      nrn_architecture_unref (changed);
      changed = next;
    }

  return g_steal_pointer (&changed);
}

/* Weights that were learned with other activations, or began otherwise, are
 * of no use. */
static gboolean
begin_with_layers (NrnDocument  *self,
                   gboolean      with_output,
                   ChangeLayer   change,
                   GError      **error)
{
  NrnExperimentParts parts = *get_parts (self);
  g_autoptr (NrnArchitecture) architecture = change_layers (parts.architecture, with_output, change,
                                                            error);

  if (architecture == NULL)
    return FALSE;

  parts.architecture = architecture;

  return nrn_document_begin_anew (self, &parts, error);
}

/* ---- Training ---- */

static gboolean
change_optimizer (NrnDocument  *self,
                  const char   *argument,
                  double        value,
                  gboolean      anew,
                  GError      **error)
{
  NrnExperimentParts parts = *get_parts (self);
  g_autoptr (NrnConfig) optimizer = nrn_config_with_number (parts.optimizer, argument, value, error);

  if (optimizer == NULL)
    return FALSE;

  parts.optimizer = optimizer;

  return anew ? nrn_document_begin_anew (self, &parts, error)
              : nrn_document_edit (self, &parts, error);
}

static gboolean
scale (NrnDocument  *self,
       GError      **error)
{
  NrnExperimentParts parts = *get_parts (self);

  parts.scale = TRUE;

  return nrn_document_begin_anew (self, &parts, error);
}

static gboolean
shuffle (NrnDocument  *self,
         GError      **error)
{
  NrnFitOptions fit = get_parts (self)->fit;

  fit.validation_shuffled = TRUE;

  return nrn_document_set_fit (self, &fit, error);
}

/* A schedule has no number that could be set while the training goes on. */
static gboolean
change_rate (NrnDocument  *self,
             double        rate,
             GError      **error)
{
  if (nrn_config_get_config (get_parts (self)->optimizer, NRN_OPTIMIZER_LEARNING_RATE) != NULL)
    return change_optimizer (self, "learning_rate", rate, FALSE, error);

  return nrn_document_set_learning_rate (self, rate, error);
}

/**
 * nrn_document_apply_remedy:
 * @document: a document with an experiment
 * @finding: one of the present
 * @remedy: which of its remedies
 * @error: return location
 *
 * Makes the change, which can be taken back. Units get new weights by chance.
 *
 * Returns: %FALSE with @error set if it cannot be; then the document is as it
 *   was
 */
gboolean
nrn_document_apply_remedy (NrnDocument       *document,
                           const NrnFinding  *finding,
                           guint              remedy,
                           GError           **error)
{
  const NrnRemedy *chosen = &finding->remedies[remedy];

  g_return_val_if_fail (NRN_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (remedy < finding->n_remedies, FALSE);

  switch (chosen->kind)
    {
    case NRN_REMEDY_FIX:
      return nrn_document_apply_fix (document, get_parts (document), &chosen->fix, error);
    case NRN_REMEDY_SCALE:
      return scale (document, error);
    case NRN_REMEDY_SHUFFLE:
      return shuffle (document, error);
    case NRN_REMEDY_REROLL:
      return nrn_document_reroll_units (document, finding->layer, finding->n_units, finding->units,
                                        g_random_int (), error);
    case NRN_REMEDY_LEAKY_RELU:
      return change_activation (document, finding->layer, "leaky_relu", error);
    case NRN_REMEDY_RELU:
      return begin_with_layers (document, FALSE, with_relu, error);
    case NRN_REMEDY_INITIALIZER:
      return begin_with_layers (document, TRUE, with_he_uniform, error);
    case NRN_REMEDY_CLIP:
      return change_optimizer (document, "clipnorm", 1, FALSE, error);
    case NRN_REMEDY_RATE:
      return change_rate (document, chosen->learning_rate, error);
    case NRN_REMEDY_RATE_ANEW:
      return change_optimizer (document, "learning_rate", chosen->learning_rate, TRUE, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}
