/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the canvas shows, in words: for who does not see it.
 */

#include "config.h"

#include "nrn-canvas-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-minus.h"
#include "nrn-text.h"
#include "nrn-theme.h"

static const NrnNetworkColumn *
get_column (NrnCanvas *self,
            guint      column)
{
  return nrn_network_layout_get_column (self->layout, column);
}

static gboolean
is_last (NrnCanvas *self,
         guint      column)
{
  return column + 1 == nrn_network_layout_get_n_columns (self->layout);
}

/**
 * nrn_canvas_format_raw:
 * @value: of a feature, as it is in the data
 *
 * Returns: (transfer full): it, as short as that is exact enough to type it
 */
char *
nrn_canvas_format_raw (double value)
{
  g_autofree char *text = g_strdup_printf (fabs (value) < 1e4 ? "%.4g" : "%.0f", value);

  return *text == '-' ? g_strconcat (nrn_minus_get (), text + 1, NULL) : g_steal_pointer (&text);
}

/**
 * nrn_canvas_format_verdict:
 * @percents: a number
 * @name: of a class
 *
 * Returns: (transfer full): “83 % side effects”
 */
char *
nrn_canvas_format_verdict (const char *percents,
                           const char *name)
{
  /* Translators: how sure the network is of a class: “83 % side effects”. */
  return g_strdup_printf (_("%s %% %s"), percents, name);
}

/**
 * nrn_canvas_name_layer:
 * @self: a canvas with a layout
 * @column: one of its columns
 *
 * Returns: (transfer full): “Hidden 1”, as the picture calls it
 */
char *
nrn_canvas_name_layer (NrnCanvas *self,
                       guint      column)
{
  return nrn_network_name_layer (nrn_network_layout_get_architecture (self->layout),
                                 get_column (self, column)->layer);
}

static char *
name_unit (NrnCanvas *self,
           guint      column,
           guint      unit)
{
  const char *const *names = nrn_canvas_get_output_names (self);
  g_autofree char *layer = NULL;

  if (column == 0)
    {
      names = nrn_dataset_get_feature_names (nrn_document_get_dataset (self->document));
      /* Translators: %s is the name of a feature: “Input age”. */
      return g_strdup_printf (_("Input %s"), names[unit]);
    }
  if (is_last (self, column) && names != NULL)
    /* Translators: %s is the name of a class: “Output side effects”. */
    return g_strdup_printf (_("Output %s"), names[unit]);

  layer = nrn_canvas_name_layer (self, column);
  /* Translators: a layer and the number of a unit: “Hidden 1, unit 3”. */
  return g_strdup_printf (_("%s, unit %u"), layer, unit + 1);
}

static char *
name_fold (NrnCanvas *self,
           guint      column)
{
  guint n_folded = get_column (self, column)->n_folded;
  g_autofree char *layer = nrn_canvas_name_layer (self, column);
  g_autofree char *count = nrn_text_format_count (n_folded);

  /* Translators: “118 more units of Hidden 1”. */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s more unit of %s", "%s more units of %s",
                                       n_folded),
                          count, layer);
}

static char *
name_edge (NrnCanvas     *self,
           const NrnPick *pick)
{
  g_autofree char *to = name_unit (self, pick->column + 1, pick->to_unit);
  g_autofree char *from = NULL;

  if (pick->kind == NRN_PICK_BIAS_EDGE)
    return g_strdup_printf (_("Bias of %s"), to);

  from = name_unit (self, pick->column, pick->unit);
  return g_strdup_printf (_("Weight from %s to %s"), from, to);
}

/**
 * nrn_canvas_name_pick:
 * @self: a canvas with a layout
 * @pick: what on it
 *
 * Returns: (transfer full): “Hidden 1, unit 3”
 */
char *
nrn_canvas_name_pick (NrnCanvas     *self,
                      const NrnPick *pick)
{
  g_autofree char *layer = NULL;

  switch (pick->kind)
    {
    case NRN_PICK_NODE:
      return name_unit (self, pick->column, pick->unit);
    case NRN_PICK_FOLD:
      return name_fold (self, pick->column);
    case NRN_PICK_EDGE:
    case NRN_PICK_BIAS_EDGE:
      return name_edge (self, pick);
    case NRN_PICK_BIAS:
    default:
      layer = nrn_canvas_name_layer (self, pick->column + 1);
      /* Translators: %s is a layer: “Bias of Hidden 1”. */
      return g_strdup_printf (_("Bias of %s"), layer);
    }
}

static gboolean
is_never_on (NrnCanvas *self,
             guint      column,
             guint      unit)
{
  int last = nrn_network_layout_get_last_layer (self->layout, column);

  for (int layer = MAX (get_column (self, column)->layer, 0); layer <= last; layer++)
    {
      if (nrn_network_activity_is_never_on (self->activity, (guint) layer, unit))
        return TRUE;
    }

  return FALSE;
}

static char *
describe_input (NrnCanvas *self,
                guint      unit)
{
  float value = nrn_document_get_watched (self->document)[unit];
  float scaled = nrn_network_activity_get_outputs (self->activity, -1)[unit];
  g_autofree char *text = nrn_canvas_format_raw (value);
  g_autofree char *scaled_text = nrn_text_format_fixed (scaled, 3);

  if (nrn_document_get_scaler (self->document) == NULL)
    return g_strdup_printf (_("value %s"), text);

  return g_strdup_printf (_("value %s, scaled to %s"), text, scaled_text);
}

static char *
describe_unit (NrnCanvas *self,
               guint      column,
               guint      unit)
{
  const float *outputs;
  g_autofree char *text = NULL;

  if (column == 0)
    return describe_input (self, unit);
  if (nrn_architecture_is_off (nrn_canvas_get_architecture (self),
                               (guint) get_column (self, column)->layer, unit))
    return g_strdup (_("switched off: counts as 0"));
  if (is_never_on (self, column, unit))
    return g_strdup (_("never on: gives 0 for every sample"));

  outputs = nrn_network_activity_get_outputs (
    self->activity, nrn_network_layout_get_last_layer (self->layout, column));
  text = nrn_text_format_number (outputs[unit], 3, nrn_theme_get_numbers ());

  return g_strdup_printf (_("output %s"), text);
}

static char *
describe_edge (NrnCanvas     *self,
               const NrnPick *pick)
{
  const NrnWeights *weights =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document))->weights;
  guint layer = (guint) get_column (self, pick->column + 1)->layer;
  guint n_targets = get_column (self, pick->column + 1)->units;
  const float *bias = nrn_weights_get_tensor (weights, layer, "bias");
  const float *kernel = nrn_weights_get_tensor (weights, layer, "kernel");
  g_autofree char *name = nrn_canvas_name_pick (self, pick);
  float weight = pick->kind == NRN_PICK_BIAS_EDGE
                   ? bias[pick->to_unit]
                   : kernel[(gsize) pick->unit * n_targets + pick->to_unit];
  g_autofree char *text = nrn_text_format_number (weight, 3, nrn_theme_get_numbers ());

  /* Translators: “Weight from Input age to Hidden 1, unit 3: 0.215”. */
  return g_strdup_printf (_("%s: %s"), name, text);
}

/* Its number now: “output 0.413”. */
static char *
describe_pick (NrnCanvas     *self,
               const NrnPick *pick)
{
  switch (pick->kind)
    {
    case NRN_PICK_NODE:
      return describe_unit (self, pick->column, pick->unit);
    case NRN_PICK_EDGE:
    case NRN_PICK_BIAS_EDGE:
      return describe_edge (self, pick);
    case NRN_PICK_FOLD:
      return g_strdup (_("There is more room for units when you zoom in."));
    case NRN_PICK_BIAS:
    default:
      return g_strdup (_("always 1"));
    }
}

/**
 * nrn_canvas_describe:
 * @self: a canvas with an experiment
 *
 * Returns: (transfer full): what is selected and its number, or the network
 */
char *
nrn_canvas_describe (NrnCanvas *self)
{
  const NrnArchitecture *architecture = nrn_canvas_get_architecture (self);
  g_autofree char *name = NULL;
  g_autofree char *number = NULL;

  if (!self->has_selection || self->layout == NULL || self->activity == NULL)
    {
      name = nrn_architecture_to_string (architecture);
      return g_strdup_printf (_("Network %s with %zu parameters"), name,
                              nrn_architecture_get_n_parameters (architecture));
    }
  if (nrn_pick_is_edge (&self->selection))
    return describe_edge (self, &self->selection);

  name = nrn_canvas_name_pick (self, &self->selection);
  number = describe_pick (self, &self->selection);

  /* Translators: a unit and its number: “Hidden 1, unit 3: output 0.413”. */
  return g_strdup_printf (_("%s: %s"), name, number);
}

/* ---- Of the items ---- */

static void
update_words (NrnCanvas *self,
              GtkWidget *item)
{
  const NrnPick *pick = nrn_canvas_item_get_pick (NRN_CANVAS_ITEM (item));
  gboolean is_edge_to = self->has_selection && nrn_pick_is_edge (&self->selection) &&
                        pick->kind == NRN_PICK_NODE &&
                        pick->column == self->selection.column + 1 &&
                        pick->unit == self->selection.to_unit;
  g_autofree char *text = describe_pick (self, is_edge_to ? &self->selection : pick);

  gtk_accessible_update_property (GTK_ACCESSIBLE (item),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static gboolean
update_all_words_cb (gpointer data)
{
  NrnCanvas *self = NRN_CANVAS (data);
  GtkWidget *layer;

  self->words_id = 0;
  if (self->layout == NULL || nrn_canvas_get_activity (self) == NULL)
    return G_SOURCE_REMOVE;

  for (guint i = 0; (layer = nrn_canvas_get_layer (self, i)) != NULL; i++)
    for (GtkWidget *item = gtk_widget_get_first_child (layer); item != NULL;
         item = gtk_widget_get_next_sibling (item))
      update_words (self, item);

  return G_SOURCE_REMOVE;
}

/**
 * nrn_canvas_queue_words:
 * @self: a canvas whose numbers are other ones
 *
 * Says them of each item, once there is time and no training under way.
 */
void
nrn_canvas_queue_words (NrnCanvas *self)
{
  NrnTrainer *trainer = nrn_document_get_trainer (self->document);

  if (nrn_trainer_get_state (trainer) != NRN_TRAINING_RUNNING && self->words_id == 0)
    self->words_id = g_idle_add_full (G_PRIORITY_LOW, update_all_words_cb, self, NULL);
}

/**
 * nrn_canvas_update_current:
 * @self: a canvas
 *
 * Says the number of what has the focus.
 */
void
nrn_canvas_update_current (NrnCanvas *self)
{
  GtkWidget *item = nrn_canvas_get_item (self, &self->current);

  if (item != NULL && self->layout != NULL && nrn_canvas_get_activity (self) != NULL)
    update_words (self, item);
}
