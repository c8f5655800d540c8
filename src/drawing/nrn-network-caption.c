/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What stands above a column of the network.
 */

#include "config.h"

#include "nrn-network-layout-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-layer.h"

#define MAX_INPUT_LINES 3

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

/* "relu", "BatchNormalization", or "Dropout(0.5)" where one number is all there
 * is to say. (transfer full); (nullable) */
static char *
name_of (const NrnNetworkLayout *layout,
         guint                   column,
         guint                   layer)
{
  const NrnConfig *activation = nrn_architecture_get_activation (layout->architecture, layer);
  const NrnConfig *config = nrn_architecture_get_layer (layout->architecture, layer);

  if (activation != NULL)
    return g_strdup (nrn_config_get_name (activation));
  if (layout->columns[column].layer == (int) layer)
    return NULL;
  if (nrn_config_get_kind (config)->n_properties == 1)
    return nrn_config_to_string (config);

  return g_strdup (nrn_config_get_name (config));
}

/* What the column stands for, besides its units: "linear", "relu" when an
 * Activation layer follows, other layers without units; "frozen" after a layer
 * that is. */
static GPtrArray *
list_names (const NrnNetworkLayout *layout,
            guint                   column)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  guint first;
  guint end;

  get_layers (layout, column, &first, &end);
  for (guint layer = first; layer < end; layer++)
    {
      char *name = name_of (layout, column, layer);

      if (name != NULL)
        g_ptr_array_add (names, name);
      if (!nrn_layer_is_trainable (nrn_architecture_get_layer (layout->architecture, layer)))
        g_ptr_array_add (names, g_strdup (C_("layer", "frozen")));
    }

  return names;
}

static char *
parameters_of (const NrnNetworkLayout *layout,
               guint                   column)
{
  guint n_tensors;
  const NrnTensor *tensors = nrn_architecture_get_tensors (layout->architecture, &n_tensors);
  g_autofree char *text = NULL;
  g_autofree char *trained = NULL;
  gsize count = 0;
  gsize n_trainable = 0;
  guint first;
  guint end;

  get_layers (layout, column, &first, &end);
  for (guint i = 0; i < n_tensors; i++)
    {
      if (tensors[i].layer < first || tensors[i].layer >= end)
        continue;
      count += tensors[i].size;
      n_trainable += tensors[i].trainable ? tensors[i].size : 0;
    }
  if (count == 0)
    return NULL;

  text = nrn_text_format_count (count);
  if (count == n_trainable)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s parameter", "%s parameters", count),
                            text);

  trained = nrn_text_format_count (n_trainable);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s parameter, %s trained",
                                       "%s parameters, %s trained", count),
                          text, trained);
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
  for (guint i = 0; layout->input_lines[i] != NULL && i < MAX_INPUT_LINES; i++)
    add_line (caption, g_strdup (layout->input_lines[i]),
              i == 0 ? size : NRN_TEXT_NOTE * layout->scale, FALSE);
}

static double
measure (const char *text,
         double      size)
{
  NrnTextStyle style = { .size = size };
  double width;

  nrn_text_measure (text, &style, &width, NULL);

  return width;
}

/* The names from @from on, in lines not much wider than the longest name. */
static void
add_names (NrnCaption *caption,
           GPtrArray  *names,
           guint       from,
           double      size)
{
  g_autofree char *line = NULL;
  double limit = caption->width;

  for (guint i = from; i < names->len; i++)
    limit = MAX (limit, measure (g_ptr_array_index (names, i), size));

  for (guint i = from; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *joined = line != NULL ? g_strjoin (" · ", line, name, NULL) : g_strdup (name);

      /* The last line takes all that is left. */
      if (line != NULL && measure (joined, size) > limit &&
          caption->n_lines + 2 < NRN_CAPTION_MAX_LINES)
        {
          add_line (caption, g_steal_pointer (&line), size, FALSE);
          line = g_strdup (name);
          continue;
        }
      g_free (line);
      line = g_steal_pointer (&joined);
    }
  add_line (caption, g_steal_pointer (&line), size, FALSE);
}

/* “Dense 32 · relu” in large type, the rest in small; all in lines of their
 * own where that is small, too. */
static void
add_layers (NrnCaption             *caption,
            const NrnNetworkLayout *layout,
            guint                   column,
            double                  size)
{
  double note = NRN_TEXT_NOTE * layout->scale;
  g_autoptr (GPtrArray) names = list_names (layout, column);
  g_autofree char *units = units_of (layout, column);
  gboolean joins = size > note && names->len > 0 && column > 0;

  if (column == 0 && layout->input_lines != NULL)
    add_input_lines (caption, layout, size);
  else if (joins)
    add_line (caption, g_strjoin (" · ", units, g_ptr_array_index (names, 0), NULL), size, FALSE);
  else
    add_line (caption, g_steal_pointer (&units), size, FALSE);
  add_names (caption, names, joins ? 1 : 0, note);
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

  add_line (caption, nrn_network_name_layer (layout->architecture, layout->columns[column].layer),
            level >= NRN_CAPTION_SHORT ? note : heading, TRUE);
  if (level <= NRN_CAPTION_SHORT)
    add_layers (caption, layout, column, level == NRN_CAPTION_FULL ? heading : note);
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

/**
 * nrn_network_layout_describe_column:
 * @layout: a layout
 * @column: a column's index
 *
 * Returns: (transfer full): what its caption says below the heading if there
 *   is room for all of it: “Dense 6 · relu, Dropout(0.5), 12 parameters”
 */
char *
nrn_network_layout_describe_column (const NrnNetworkLayout *layout,
                                    guint                   column)
{
  NrnCaption caption;
  char *text;

  nrn_caption_init (&caption, layout, column, NRN_CAPTION_FULL);
  text = g_strjoinv (", ", caption.lines + 1);
  nrn_caption_clear (&caption);

  return text;
}
