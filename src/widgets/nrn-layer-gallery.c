/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The sorts of layers, to add one.
 */

#include "config.h"

#include "nrn-layer-gallery.h"

#include <glib/gi18n-lib.h>

#include "nrn-kind-chooser.h"
#include "nrn-layer-activation.h"
#include "nrn-layer-dense.h"

/* Units of a first hidden layer, unless there are fewer inputs. */
#define MAX_UNITS 16

/**
 * nrn_layer_gallery_new:
 *
 * Returns: (transfer floating): an #NrnKindChooser for a layer to add
 */
GtkWidget *
nrn_layer_gallery_new (void)
{
  GtkWidget *chooser = nrn_kind_chooser_new (NRN_FAMILY_LAYER, NULL);

  nrn_kind_chooser_set_note (NRN_KIND_CHOOSER (chooser),
                             _("Convolutional, pooling and recurrent layers are for images and time "
                               "series; Neurons does not build them."));

  return chooser;
}

static gboolean
has_units (const NrnArchitecture *architecture,
           guint                  layer)
{
  return nrn_layer_kind_of (nrn_architecture_get_layer (architecture, layer))->get_units != NULL;
}

/* As many as the hidden layer that follows has, or the one before; the last
 * layer with units is no hidden one. */
static guint
get_units (const NrnArchitecture *architecture,
           guint                  place)
{
  guint n_layers = nrn_architecture_get_n_layers (architecture);
  guint last = n_layers - 1;

  while (last > 0 && !has_units (architecture, last))
    last--;
  for (guint i = place; i < last; i++)
    {
      if (has_units (architecture, i))
        return nrn_architecture_get_layer_units (architecture, i);
    }
  for (guint i = MIN (place, last); i > 0; i--)
    {
      if (has_units (architecture, i - 1))
        return nrn_architecture_get_layer_units (architecture, i - 1);
    }

  return MIN (nrn_architecture_get_input_dim (architecture), MAX_UNITS);
}

/**
 * nrn_layer_gallery_make_layer:
 * @kind: a sort of layer
 * @architecture: a network
 * @place: which layer of it the new one is to be
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a layer that makes sense there: Keras'
 *   arguments, as many units as the hidden layer beside it and relu where one
 *   has to be chosen
 */
NrnConfig *
nrn_layer_gallery_make_layer (const NrnKind          *kind,
                              const NrnArchitecture  *architecture,
                              guint                   place,
                              GError                **error)
{
  g_autoptr (NrnConfig) layer = NULL;

  if (kind == &nrn_layer_dense.kind)
    return nrn_dense_config_new (get_units (architecture, place), "relu", error);

  layer = nrn_config_new (kind);
  if (kind == &nrn_layer_activation.kind)
    return nrn_config_with_text (layer, "activation", "relu", error);

  return g_steal_pointer (&layer);
}
