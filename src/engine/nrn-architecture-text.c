/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A network that there is, with other layers that somebody types.
 */

#include "config.h"

#include "nrn-architecture-private.h"

#include <string.h>

#include "nrn-layer-activation.h"
#include "nrn-layer-dense.h"

static gboolean
is_dense (const NrnArchitecture *architecture,
          guint                  layer)
{
  return nrn_config_get_kind (nrn_architecture_get_layer (architecture, layer)) ==
         &nrn_layer_dense.kind;
}

/* The place of the Dense layer of that number; the number of layers if there
 * are fewer. */
static guint
find_dense (const NrnArchitecture *architecture,
            guint                  number)
{
  guint n_layers = nrn_architecture_get_n_layers (architecture);

  for (guint layer = 0; layer < n_layers; layer++)
    {
      if (is_dense (architecture, layer) && number-- == 0)
        return layer;
    }

  return n_layers;
}

/* A network under way; the names of new layers are NULL. */
typedef struct
{
  GPtrArray *configs;   /* owned NrnConfig */
  GPtrArray *names;     /* owned char */
} Lists;

static void
add_layer (Lists     *lists,
           NrnConfig *config,
           char      *name)
{
  g_ptr_array_add (lists->configs, config);
  g_ptr_array_add (lists->names, name);
}

/* Adds the layers from @layer up to the next Dense one; layers of just an
 * activation only if the Dense ones keep theirs. */
static void
add_followers (Lists                 *lists,
               const NrnArchitecture *architecture,
               guint                  layer,
               gboolean               with_activations)
{
  for (; layer < nrn_architecture_get_n_layers (architecture) && !is_dense (architecture, layer);
       layer++)
    {
      const NrnConfig *config = nrn_architecture_get_layer (architecture, layer);

      if (with_activations || nrn_config_get_kind (config) != &nrn_layer_activation.kind)
        add_layer (lists, nrn_config_ref (config),
                   g_strdup (nrn_architecture_get_layer_name (architecture, layer)));
    }
}

/* A Dense layer of the network as it was, with what was typed of it. */
static NrnConfig *
change_dense (const NrnConfig *kept,
              const NrnConfig *typed,
              gboolean         keep_activation)
{
  g_autoptr (NrnConfig) sized =
    nrn_config_with_number (kept, "units", nrn_config_get_number (typed, NRN_DENSE_UNITS), NULL);

  return keep_activation
         ? g_steal_pointer (&sized)
         : nrn_config_with_config (sized, "activation",
                                   nrn_config_get_config (typed, NRN_DENSE_ACTIVATION), NULL);
}

static gboolean
has_name (const Lists *lists,
          const char  *name)
{
  for (guint i = 0; i < lists->names->len; i++)
    {
      if (g_strcmp0 (g_ptr_array_index (lists->names, i), name) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Names that no other layer has. Those with lower numbers than the last one of
 * the same stem are taken. */
static void
name_new_layers (Lists *lists)
{
  g_autofree char *last_stem = NULL;
  guint n = 0;

  for (guint i = 0; i < lists->names->len; i++)
    {
      const NrnConfig *config = g_ptr_array_index (lists->configs, i);
      g_autofree char *stem = NULL;
      char *name;

      if (g_ptr_array_index (lists->names, i) != NULL)
        continue;
      stem = nrn_kind_get_snake_name (nrn_config_get_kind (config));
      if (g_strcmp0 (stem, last_stem) != 0)
        n = 0;
      name = n == 0 ? g_strdup (stem) : g_strdup_printf ("%s_%u", stem, n);
      while (has_name (lists, name))
        {
          g_free (name);
          name = g_strdup_printf ("%s_%u", stem, ++n);
        }
      lists->names->pdata[i] = name;
      g_free (last_stem);
      last_stem = g_steal_pointer (&stem);
    }
}

/* Puts what was typed in the place of the Dense layers. */
static NrnArchitecture *
replace_dense (const NrnArchitecture  *architecture,
               const NrnArchitecture  *typed,
               gboolean                keep_activations,
               GError                **error)
{
  g_autoptr (GPtrArray) configs = g_ptr_array_new_with_free_func ((GDestroyNotify) nrn_config_unref);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  Lists lists = { configs, names };
  guint n_layers = nrn_architecture_get_n_layers (architecture);
  guint n_typed = nrn_architecture_get_n_layers (typed);
  guint n_dense = 0;
  NrnArchitecture *changed;

  for (guint layer = 0; layer < n_layers; layer++)
    n_dense += is_dense (architecture, layer);

  add_followers (&lists, architecture, 0, keep_activations);
  for (guint i = 0; i < n_typed; i++)
    {
      const NrnConfig *fresh = nrn_architecture_get_layer (typed, i);
      gboolean is_last = i + 1 == n_typed;
      guint kept = find_dense (architecture, is_last ? n_dense - 1 : i + 1 < n_dense ? i : n_dense);

      if (kept == n_layers)
        {
          add_layer (&lists, nrn_config_ref (fresh), NULL);
          continue;
        }
      add_layer (&lists,
                 change_dense (nrn_architecture_get_layer (architecture, kept), fresh,
                               keep_activations),
                 g_strdup (nrn_architecture_get_layer_name (architecture, kept)));
      add_followers (&lists, architecture, kept + 1, keep_activations);
    }
  name_new_layers (&lists);

  changed = nrn_architecture_new (nrn_architecture_get_input_dim (typed), configs->len,
                                  (NrnConfig *const *) configs->pdata,
                                  (const char *const *) names->pdata, error);
  if (changed != NULL)
    nrn_architecture_take_off (changed, architecture, -1, 0);

  return changed;
}

static gboolean
is_hyphen (gunichar letter)
{
  return letter == '-' || (letter >= 0x2010 && letter <= 0x2014) || letter == 0x2212;
}

/* The units in front of @text, with plain hyphens and no spaces around them;
 * @rest is what follows. Numbers with nothing but spaces between stay
 * together, to be complained about. */
static char *
take_units (const char  *text,
            const char **rest)
{
  GString *units = g_string_new (NULL);
  gboolean spaced = FALSE;
  const char *p;

  for (p = text; *p != '\0' && *p != ','; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);

      if (g_unichar_isspace (letter))
        {
          spaced = units->len > 0;
          continue;
        }
      if (is_hyphen (letter))
        letter = '-';
      else if (spaced && !g_ascii_isdigit (*p))
        break;
      else if (spaced && units->str[units->len - 1] != '-')
        g_string_append_c (units, ' ');
      g_string_append_unichar (units, letter);
      spaced = FALSE;
    }
  *rest = p;

  return g_string_free (units, FALSE);
}

/**
 * nrn_architecture_with_text:
 * @architecture: a network
 * @text: units of the inputs and of each Dense layer, e.g. "1-6-32-2"; after
 *   them an activation for each Dense layer, e.g. "1-6-32-2 relu relu
 *   sigmoid"; or all layers as Keras has them, e.g. "Dense(6), Dense(2)"
 * @error: return location
 *
 * With units, Dense layers keep their names and the arguments that @text does
 * not say, and the layers without units that follow them, from the first on;
 * the last one stays the last. New ones have relu. Other dashes count as
 * hyphens.
 *
 * Returns: (transfer full) (nullable): the network that @text says, or %NULL
 *   with @error set
 */
NrnArchitecture *
nrn_architecture_with_text (const NrnArchitecture  *architecture,
                            const char             *text,
                            GError                **error)
{
  g_autoptr (NrnArchitecture) typed = NULL;
  g_autofree char *units = NULL;
  const char *rest;
  gboolean has_activations;

  /* "Dense(6)" rather than "1-6-2 elu(0.5) softmax". */
  if (strchr (text, '(') != NULL && !g_ascii_isdigit (text[strspn (text, " ")]))
    return nrn_architecture_parse_layers (nrn_architecture_get_input_dim (architecture), text,
                                          error);

  units = take_units (text, &rest);
  has_activations = rest[strspn (rest, ", ")] != '\0';
  typed = nrn_architecture_parse (units, has_activations ? rest : NULL, error);

  return typed != NULL ? replace_dense (architecture, typed, !has_activations, error) : NULL;
}
