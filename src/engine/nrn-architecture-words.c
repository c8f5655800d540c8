/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A network in a sentence: what goes in, what is between, what comes out, and
 * how many numbers there are to learn.
 */

#include "config.h"

#include "nrn-architecture-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ---- The hidden layers ---- */

/* The sizes of the layers with units of their own but the last one. */
static GArray *
list_hidden (const NrnArchitecture *architecture)
{
  GArray *sizes = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < nrn_architecture_get_n_layers (architecture); i++)
    {
      guint units = nrn_architecture_get_layer_units (architecture, i);

      if (nrn_architecture_find_tensor (architecture, i, "kernel") != NULL)
        g_array_append_val (sizes, units);
    }
  if (sizes->len > 0)
    g_array_set_size (sizes, sizes->len - 1);

  return sizes;
}

static void
find_range (const GArray *sizes,
            guint        *least,
            guint        *most)
{
  *least = G_MAXUINT;
  *most = 0;
  for (guint i = 0; i < sizes->len; i++)
    {
      *least = MIN (*least, g_array_index (sizes, guint, i));
      *most = MAX (*most, g_array_index (sizes, guint, i));
    }
}

static char *
describe_equal (guint n,
                guint units)
{
  switch (n)
    {
    /* Translators: these stand between what goes into a network and what comes
     * out, as in “8 features, two hidden layers of 6, 4 classes”. The number is
     * that of the units of each layer. */
    case 1: return g_strdup_printf (_("one hidden layer of %u"), units);
    case 2: return g_strdup_printf (_("two hidden layers of %u"), units);
    case 3: return g_strdup_printf (_("three hidden layers of %u"), units);
    case 4: return g_strdup_printf (_("four hidden layers of %u"), units);
    /* Translators: the number of layers, and of the units of each of them. */
    default: return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u hidden layer of %u",
                                                  "%u hidden layers of %u", n), n, units);
    }
}

static char *
describe_hidden (const GArray *sizes)
{
  const guint *n = (const guint *) (const void *) sizes->data;
  guint least, most;

  if (sizes->len == 0)
    return g_strdup (_("no hidden layer"));

  find_range (sizes, &least, &most);
  if (least == most)
    return describe_equal (sizes->len, least);

  switch (sizes->len)
    {
    /* Translators: the numbers are those of the units of each layer. */
    case 2: return g_strdup_printf (_("two hidden layers of %u and %u"), n[0], n[1]);
    case 3: return g_strdup_printf (_("three hidden layers of %u, %u and %u"), n[0], n[1], n[2]);
    case 4: return g_strdup_printf (_("four hidden layers of %u, %u, %u and %u"),
                                    n[0], n[1], n[2], n[3]);
    /* Translators: the number of layers, and the fewest and most units of one. */
    default: return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u hidden layer of %u to %u",
                                                  "%u hidden layers of %u to %u", sizes->len),
                                     sizes->len, least, most);
    }
}

/* ---- What comes out ---- */

static guint
count_classes (const NrnLabels *labels)
{
  return labels->kind == NRN_LABELS_ONE_HOT ? labels->n_columns : labels->n_classes;
}

static char *
describe_classes (guint n_outputs,
                  guint n_classes)
{
  if (n_outputs == n_classes)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u class", "%u classes", n_classes),
                            n_classes);
  if (n_outputs == 1)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "one output for %u class",
                                         "one output for %u classes", n_classes), n_classes);

  /* Translators: outputs, and what they are for. */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u outputs for %u class",
                                       "%u outputs for %u classes", n_classes),
                          n_outputs, n_classes);
}

static char *
describe_outputs (guint            n,
                  const NrnLabels *labels)
{
  if (labels == NULL)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u output", "%u outputs", n), n);

  switch (labels->kind)
    {
    case NRN_LABELS_COUNTS:
      if (n > 1)
        return describe_classes (n, count_classes (labels));
      break;
    case NRN_LABELS_CLASSES:
    case NRN_LABELS_ONE_HOT:
      return describe_classes (n, count_classes (labels));
    case NRN_LABELS_YES_NO:
    case NRN_LABELS_SIGNS:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u yes-or-no answer",
                                           "%u yes-or-no answers", n), n);
    case NRN_LABELS_SHARES:
    case NRN_LABELS_FRACTIONS:
    case NRN_LABELS_POSITIVE:
    case NRN_LABELS_NON_NEGATIVE:
    case NRN_LABELS_NUMBERS:
    case NRN_N_LABEL_KINDS:
    default:
      break;
    }

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u number to predict",
                                       "%u numbers to predict", n), n);
}

/* ---- What there is to learn ---- */

static gulong
count_tensors (const NrnArchitecture *architecture,
               const char            *name)
{
  guint n_tensors;
  const NrnTensor *tensors = nrn_architecture_get_tensors (architecture, &n_tensors);
  gulong n = 0;

  for (guint i = 0; i < n_tensors; i++)
    {
      if (strcmp (tensors[i].name, name) == 0)
        n += tensors[i].size;
    }

  return n;
}

/* "108 weights + 16 biases = 124 parameters" */
static char *
describe_parameters (const NrnArchitecture *architecture)
{
  gulong n_weights = count_tensors (architecture, "kernel");
  gulong n_biases = count_tensors (architecture, "bias");
  gulong n = nrn_architecture_get_n_parameters (architecture);
  gulong n_others = n - n_weights - n_biases;
  g_autofree char *weights =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%lu weight", "%lu weights", n_weights), n_weights);
  g_autofree char *biases =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%lu bias", "%lu biases", n_biases), n_biases);
  /* Translators: numbers that layers such as BatchNormalization have. */
  g_autofree char *others =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%lu for normalization", "%lu for normalization",
                                  n_others), n_others);
  g_autofree char *sum =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%lu parameter", "%lu parameters", n), n);

  if (n_others == 0)
    /* Translators: “108 weights + 16 biases = 124 parameters”. */
    return g_strdup_printf (_("%s + %s = %s"), weights, biases, sum);

  /* Translators: “18 weights + 8 biases + 24 for normalization = 50 parameters”. */
  return g_strdup_printf (_("%s + %s + %s = %s"), weights, biases, others, sum);
}

/**
 * nrn_architecture_describe:
 * @architecture: a network
 * @labels: (nullable): what it is to predict
 *
 * Returns: (transfer full): a sentence in the user's language, e.g. “8
 *   features, two hidden layers of 6, 4 classes: 108 weights + 16 biases = 124
 *   parameters.”; another one if some of them are not trained
 */
char *
nrn_architecture_describe (const NrnArchitecture *architecture,
                           const NrnLabels       *labels)
{
  guint n_inputs = nrn_architecture_get_input_dim (architecture);
  gulong n_trainable = nrn_architecture_get_n_trainable (architecture);
  g_autoptr (GArray) sizes = list_hidden (architecture);
  g_autofree char *inputs =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u feature", "%u features", n_inputs), n_inputs);
  g_autofree char *hidden = describe_hidden (sizes);
  g_autofree char *outputs =
    describe_outputs (nrn_architecture_get_output_dim (architecture), labels);
  g_autofree char *parameters = describe_parameters (architecture);

  if (n_trainable == nrn_architecture_get_n_parameters (architecture))
    /* Translators: “8 features, two hidden layers of 6, 4 classes: 108 weights +
     * 16 biases = 124 parameters.” */
    return g_strdup_printf (_("%s, %s, %s: %s."), inputs, hidden, outputs, parameters);

  /* Translators: “8 features, two hidden layers of 6, 4 classes: 108 weights +
   * 16 biases = 124 parameters, of which 70 are trained.” */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s, %s, %s: %s, of which %lu is trained.",
                                       "%s, %s, %s: %s, of which %lu are trained.", n_trainable),
                          inputs, hidden, outputs, parameters, n_trainable);
}

/**
 * nrn_architecture_describe_layer:
 * @architecture: a network
 * @layer: a layer; -1 for the inputs
 *
 * Returns: (transfer full): what it is called everywhere: as somebody has
 *   named it, else “Hidden 1”, “Output”
 */
char *
nrn_architecture_describe_layer (const NrnArchitecture *architecture,
                                 int                    layer)
{
  guint n_layers = nrn_architecture_get_n_layers (architecture);
  guint number = 0;
  gboolean is_last = TRUE;

  if (layer < 0)
    return g_strdup (_("Input"));
  if (nrn_architecture_has_own_name (architecture, (guint) layer))
    return g_strdup (nrn_architecture_get_layer_name (architecture, (guint) layer));

  for (guint i = 0; i < n_layers; i++)
    {
      if (nrn_architecture_find_tensor (architecture, i, "kernel") == NULL)
        continue;
      number += i <= (guint) layer ? 1 : 0;
      is_last = is_last && i <= (guint) layer;
    }

  return is_last ? g_strdup (_("Output")) : g_strdup_printf (_("Hidden %u"), number);
}
