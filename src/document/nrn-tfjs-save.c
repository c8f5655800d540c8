/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Networks to TensorFlow.js' Layers format, as `model.save ("file://…")`
 * of TensorFlow.js 4.22 writes it.
 */

#include "config.h"

#include "nrn-tfjs.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-error.h"
#include "nrn-file.h"
#include "nrn-keras.h"

/* "weights.bin" beside "model.json", as TensorFlow.js has it; beside any
 * other "net.json" it is "net.weights.bin", so that two networks can share a
 * folder. */
static char *
weights_name_for (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);

  if (strcmp (name, "model.json") == 0)
    return g_strdup ("weights.bin");
  if (g_str_has_suffix (name, ".json"))
    name[strlen (name) - strlen (".json")] = '\0';

  return g_strconcat (name, ".weights.bin", NULL);
}

/* The tensors in TensorFlow.js' order: first those that are trained. */
static const NrnTensor **
list_tensors (const NrnArchitecture *architecture,
              guint                 *n_tensors)
{
  const NrnTensor *tensors = nrn_architecture_get_tensors (architecture, n_tensors);
  const NrnTensor **list = g_new (const NrnTensor *, *n_tensors + 1);
  guint n = 0;

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < *n_tensors; i++)
      {
        if (tensors[i].trainable == (pass == 0))
          list[n++] = &tensors[i];
      }

  return list;
}

static void
print_weight (NrnJsonWriter   *writer,
              const char      *layer_name,
              const NrnTensor *tensor)
{
  g_autofree char *name = g_strdup_printf ("%s/%s", layer_name, tensor->name);
  double dims[] = { tensor->dims[0], tensor->dims[1] };

  nrn_json_begin_object (writer, NULL);
  nrn_json_add_string (writer, "name", name);
  nrn_json_add_numbers (writer, "shape", tensor->n_dims, dims);
  nrn_json_add_string (writer, "dtype", "float32");
  nrn_json_end_object (writer);
}

static void
print_manifest (NrnJsonWriter         *writer,
                const NrnArchitecture *architecture,
                const char            *weights_name)
{
  const char *paths[] = { weights_name, NULL };
  guint n_tensors;
  g_autofree const NrnTensor **tensors = list_tensors (architecture, &n_tensors);

  nrn_json_begin_array (writer, "weightsManifest");
  nrn_json_begin_object (writer, NULL);
  nrn_json_add_strings (writer, "paths", paths);
  nrn_json_begin_array (writer, "weights");
  for (guint i = 0; i < n_tensors; i++)
    print_weight (writer, nrn_architecture_get_layer_name (architecture, tensors[i]->layer),
                  tensors[i]);
  nrn_json_end_array (writer);
  nrn_json_end_object (writer);
  nrn_json_end_array (writer);
}

static char *
print_model (const NrnArchitecture *architecture,
             const char            *weights_name)
{
  NrnJsonWriter *writer = nrn_json_writer_new ();

  nrn_json_begin_object (writer, NULL);
  nrn_keras_print_sequential (writer, "modelTopology", architecture, NRN_KERAS_TFJS);
  nrn_json_add_string (writer, "format", "layers-model");
  nrn_json_add_string (writer, "generatedBy", "Neurons " NRN_VERSION);
  nrn_json_add_null (writer, "convertedBy");
  print_manifest (writer, architecture, weights_name);
  nrn_json_end_object (writer);

  return nrn_json_writer_free_to_text (writer);
}

/* The weights as they are in the file: little-endian. */
static guint32 *
encode_weights (const NrnWeights *weights,
                gsize             n)
{
  guint32 *encoded = g_try_new (guint32, n + 1);
  guint n_tensors;
  g_autofree const NrnTensor **tensors = list_tensors (nrn_weights_get_architecture (weights),
                                                       &n_tensors);
  gsize place = 0;

  if (encoded == NULL)
    return NULL;

  for (guint i = 0; i < n_tensors; i++)
    {
      memcpy (encoded + place, nrn_weights_get_data (weights) + tensors[i]->offset,
              tensors[i]->size * sizeof (float));
      place += tensors[i]->size;
    }
  for (gsize i = 0; i < n; i++)
    encoded[i] = GUINT32_TO_LE (encoded[i]);

  return encoded;
}

/**
 * nrn_tfjs_save:
 * @weights: a network with its weights
 * @path: of the model.json; the weights go beside it
 * @error: return location
 *
 * Writes both files, or leaves what is there as it was. An activation that
 * TensorFlow.js has as a layer only becomes a layer; one that it does not have
 * is refused. Any thread.
 *
 * Returns: whether both are on the disk
 */
gboolean
nrn_tfjs_save (const NrnWeights  *weights,
               const char        *path,
               GError           **error)
{
  const NrnArchitecture *architecture;
  g_autoptr (NrnArchitecture) adapted = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *weights_name = NULL;
  g_autofree char *weights_path = NULL;
  g_autofree char *model = NULL;
  g_autofree guint32 *encoded = NULL;
  NrnFileContents files[2];
  gsize n;

  g_return_val_if_fail (weights != NULL, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  if (!nrn_weights_are_finite (weights))
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_DIVERGED,
                   _("A weight of this network is not a finite number; train it anew."));
      return FALSE;
    }

  architecture = nrn_weights_get_architecture (weights);
  if (!nrn_architecture_check_all_on (architecture, error))
    return FALSE;

  adapted = nrn_keras_adapt_to_tfjs (architecture, error);
  if (adapted == NULL)
    return FALSE;

  n = nrn_architecture_get_n_parameters (architecture);
  encoded = encode_weights (weights, n);
  if (encoded == NULL)
    {
      g_autofree char *display_name = g_filename_display_name (path);

      g_set_error (error, NRN_ERROR, NRN_ERROR_IO,
                   _("“%s” cannot be saved: there is not enough memory for its weights."),
                   display_name);
      return FALSE;
    }

  folder = g_path_get_dirname (path);
  weights_name = weights_name_for (path);
  weights_path = g_build_filename (folder, weights_name, NULL);
  model = print_model (adapted, weights_name);

  /* The weights first: until the model.json is there too, the old one tells
   * how many bytes they must have. */
  files[0] = (NrnFileContents) { weights_path, encoded, n * sizeof (float) };
  files[1] = (NrnFileContents) { path, model, strlen (model) };

  return nrn_file_replace (files, G_N_ELEMENTS (files), error);
}
