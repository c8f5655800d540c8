/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What stands above a column of the network.
 */

#include "config.h"

#include "nrn-network-layout-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static char *
heading_of (const NrnNetworkLayout *layout,
            guint                   column)
{
  if (column == 0)
    return g_strdup (_("Input"));
  if (column + 1 == layout->n_columns)
    return g_strdup (_("Output"));

  return g_strdup_printf (_("Hidden %u"), column);
}

/* The engine's layers that the column stands for: [*first, *end). */
static void
get_layers (const NrnNetworkLayout *layout,
            guint                   column,
            guint                  *first,
            guint                  *end)
{
  const NrnNetworkColumn *next = &layout->columns[column + 1];

  *first = (guint) MAX (layout->columns[column].layer, 0);
  *end = column + 1 < layout->n_columns ? (guint) next->layer
                                        : nrn_architecture_get_n_layers (layout->architecture);
}

static char *
units_of (const NrnNetworkLayout *layout,
          guint                   column)
{
  const NrnNetworkColumn *self = &layout->columns[column];
  g_autofree char *units = nrn_text_format_count (self->units);
  const NrnConfig *layer;

  if (self->layer < 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s value", "%s values", self->units),
                            units);

  layer = nrn_architecture_get_layer (layout->architecture, (guint) self->layer);
  /* Translators: a sort of layer and its number of units: “Dense 32”. */
  return g_strdup_printf (C_("layer", "%s %s"), nrn_config_get_name (layer), units);
}

/* "relu", or "linear · relu" when an Activation layer follows; (nullable). */
static char *
activations_of (const NrnNetworkLayout *layout,
                guint                   column)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint first;
  guint end;

  get_layers (layout, column, &first, &end);
  for (guint layer = first; layer < end; layer++)
    {
      const NrnConfig *activation = nrn_architecture_get_activation (layout->architecture, layer);
      const NrnConfig *config = nrn_architecture_get_layer (layout->architecture, layer);

      if (activation != NULL)
        g_ptr_array_add (names, (gpointer) nrn_config_get_name (activation));
      else if (layout->columns[column].layer != (int) layer)
        g_ptr_array_add (names, (gpointer) nrn_config_get_name (config));
    }
  if (names->len == 0)
    return NULL;

  g_ptr_array_add (names, NULL);
  return g_strjoinv (" · ", (char **) names->pdata);
}

static char *
parameters_of (const NrnNetworkLayout *layout,
               guint                   column)
{
  guint n_tensors;
  const NrnTensor *tensors = nrn_architecture_get_tensors (layout->architecture, &n_tensors);
  g_autofree char *text = NULL;
  gsize count = 0;
  guint first;
  guint end;

  get_layers (layout, column, &first, &end);
  for (guint i = 0; i < n_tensors; i++)
    {
      if (tensors[i].layer >= first && tensors[i].layer < end)
        count += tensors[i].size;
    }
  if (count == 0)
    return NULL;

  text = nrn_text_format_count (count);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s parameter", "%s parameters", count),
                          text);
}

/* Takes @text; %NULL adds nothing. */
static void
add_line (NrnCaption *caption,
          char       *text,
          double      size,
          gboolean    bold)
{
  NrnTextStyle *style = &caption->styles[caption->n_lines];
  double width;
  double height;

  if (text == NULL)
    return;

  *style = (NrnTextStyle) { .size = size, .bold = bold };
  nrn_text_measure (text, style, &width, &height);
  caption->lines[caption->n_lines++] = text;
  caption->width = MAX (caption->width, width);
  caption->height += height;
}

static void
add_input_lines (NrnCaption             *caption,
                 const NrnNetworkLayout *layout,
                 double                  size)
{
  for (guint i = 0; layout->input_lines[i] != NULL && i + 1 < NRN_CAPTION_MAX_LINES; i++)
    add_line (caption, g_strdup (layout->input_lines[i]),
              i == 0 ? size : NRN_TEXT_NOTE * layout->scale, FALSE);
}

static void
add_units_and_activation (NrnCaption             *caption,
                          const NrnNetworkLayout *layout,
                          guint                   column,
                          double                  size)
{
  char *units = units_of (layout, column);
  char *activations = activations_of (layout, column);

  if (activations != NULL && size > NRN_TEXT_NOTE * layout->scale)
    {
      add_line (caption, g_strjoin (" · ", units, activations, NULL), size, FALSE);
      g_free (units);
      g_free (activations);
      return;
    }

  add_line (caption, units, size, FALSE);
  add_line (caption, activations, size, FALSE);
}

/**
 * nrn_caption_init:
 * @caption: (out caller-allocates): the caption; nrn_caption_clear() it
 * @layout: a layout whose columns know their layers and units
 * @column: a column's index
 * @level: how much to say
 */
void
nrn_caption_init (NrnCaption             *caption,
                  const NrnNetworkLayout *layout,
                  guint                   column,
                  NrnCaptionLevel         level)
{
  double heading = NRN_TEXT_HEADING * layout->scale;
  double note = NRN_TEXT_NOTE * layout->scale;
  gboolean is_end = column == 0 || column + 1 == layout->n_columns;

  memset (caption, 0, sizeof *caption);
  if (level == NRN_CAPTION_NONE || (level == NRN_CAPTION_ENDS && !is_end))
    return;

  add_line (caption, heading_of (layout, column),
            level >= NRN_CAPTION_SHORT ? note : heading, TRUE);
  if (column == 0 && layout->input_lines != NULL && level <= NRN_CAPTION_SHORT)
    {
      add_input_lines (caption, layout, level == NRN_CAPTION_FULL ? heading : note);
      return;
    }

  if (level == NRN_CAPTION_FULL)
    add_units_and_activation (caption, layout, column, heading);
  else if (level <= NRN_CAPTION_SHORT)
    add_units_and_activation (caption, layout, column, note);
  if (level <= NRN_CAPTION_NARROW)
    add_line (caption, parameters_of (layout, column), note, FALSE);
}

/* Returns (transfer full): how many units give 0 for every sample. */
char *
nrn_caption_count_never_on (guint n_never_on)
{
  g_autofree char *count = nrn_text_format_count (n_never_on);

  /* Translators: units that give 0 for every sample. */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s never on", "%s never on", n_never_on),
                          count);
}

void
nrn_caption_clear (NrnCaption *caption)
{
  for (guint i = 0; i < caption->n_lines; i++)
    g_free (caption->lines[i]);
  memset (caption, 0, sizeof *caption);
}
