/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Networks from TensorFlow.js' Layers format: what TensorFlow.js saves, and
 * what its converter makes of Keras' models. Source: TensorFlow.js 4.22,
 * `tfjs-core/src/io/types.ts`.
 */

#include "config.h"

#include "nrn-tfjs.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-error.h"
#include "nrn-file.h"
#include "nrn-keras.h"

/* A network while its weights are read. */
typedef struct
{
  const char      *folder;          /* of the model.json; borrowed */
  NrnArchitecture *architecture;    /* borrowed */
  float           *data;            /* the flat weights; borrowed */
  gboolean        *found;           /* one for each tensor; borrowed */
} Loading;

/* One array in the file. */
typedef struct
{
  const NrnTensor *tensor;      /* NULL for what an optimizer remembers */
  gsize            n_values;
} Spec;

static char *
tensor_full_name (const NrnArchitecture *architecture,
                  const NrnTensor       *tensor)
{
  return g_strdup_printf ("%s/%s", nrn_architecture_get_layer_name (architecture, tensor->layer),
                          tensor->name);
}

/* The converter puts the network's name, and more, before "dense/kernel",
 * and some versions ":0" after it. */
static gboolean
is_name_of (const char *full_name,
            const char *given)
{
  g_autofree char *trimmed = g_strdup (given);
  gsize length;

  if (g_str_has_suffix (trimmed, ":0"))
    trimmed[strlen (trimmed) - 2] = '\0';

  if (!g_str_has_suffix (trimmed, full_name))
    return FALSE;
  length = strlen (trimmed) - strlen (full_name);

  return length == 0 || trimmed[length - 1] == '/';
}

/* The longest name that fits: layers may be called "a" and "b/a". */
static int
find_tensor (const NrnArchitecture *architecture,
             const char            *given)
{
  guint n_tensors;
  const NrnTensor *tensors = nrn_architecture_get_tensors (architecture, &n_tensors);
  gsize best_length = 0;
  int best = -1;

  for (guint i = 0; i < n_tensors; i++)
    {
      g_autofree char *full_name = tensor_full_name (architecture, &tensors[i]);

      if (strlen (full_name) > best_length && is_name_of (full_name, given))
        {
          best_length = strlen (full_name);
          best = (int) i;
        }
    }

  return best;
}

static gboolean
parse_shape (const NrnJson  *spec,
             guint           dims[2],
             guint          *n_dims,
             gsize          *n_values,
             GError        **error)
{
  NrnJson shape;

  if (!nrn_json_need (spec, "shape", &shape, error) || !nrn_json_expect_array (&shape, error))
    return FALSE;

  *n_dims = nrn_json_get_length (&shape);
  *n_values = 1;
  for (guint i = 0; i < *n_dims; i++)
    {
      NrnJson element = nrn_json_get_element (&shape, i);
      guint dim;

      if (!nrn_json_get_integer (&element, 0, G_MAXINT, &dim, error))
        return FALSE;
      if (!g_size_checked_mul (n_values, *n_values, dim) || *n_values > NRN_MAX_PARAMETERS)
        return nrn_json_fail (&shape, NRN_ERROR_INVALID, error,
                              _("This is more than %d numbers, which is the most."),
                              NRN_MAX_PARAMETERS);
      if (i < 2)
        dims[i] = dim;
    }

  return TRUE;
}

static gboolean
check_dtype (const NrnJson  *spec,
             gboolean        is_ours,
             GError        **error)
{
  NrnJson member;
  const char *dtype;

  if (nrn_json_find (spec, "quantization", &member))
    return nrn_json_fail (&member, NRN_ERROR_UNSUPPORTED, error,
                          _("The weights are quantized; Neurons reads float32 weights, so "
                            "convert the model without quantization."));

  if (!nrn_json_need (spec, "dtype", &member, error) ||
      !nrn_json_get_name (&member, &dtype, error))
    return FALSE;

  return strcmp (dtype, "float32") == 0 || (!is_ours && strcmp (dtype, "int32") == 0) ||
         nrn_json_fail (&member, NRN_ERROR_UNSUPPORTED, error,
                        _("The weights are of type “%s”; Neurons reads float32."), dtype);
}

static char *
shape_to_string (guint        n_dims,
                 const guint *dims)
{
  switch (n_dims)
    {
    case 0:
      return g_strdup ("()");
    case 1:
      return g_strdup_printf ("(%u)", dims[0]);
    case 2:
      return g_strdup_printf ("(%u, %u)", dims[0], dims[1]);
    default:
      return g_strdup_printf ("(%u, %u, …)", dims[0], dims[1]);
    }
}

static gboolean
check_shape (const NrnJson    *spec,
             const char       *name,
             const NrnTensor  *tensor,
             guint             n_dims,
             const guint      *dims,
             GError          **error)
{
  g_autofree char *given = shape_to_string (n_dims, dims);
  g_autofree char *wanted = shape_to_string (tensor->n_dims, tensor->dims);

  return strcmp (given, wanted) == 0 ||
         nrn_json_fail (spec, NRN_ERROR_SHAPE, error,
                        _("“%s” has the shape %s, but the network needs %s."),
                        name, given, wanted);
}

static gboolean
is_of_optimizer (const NrnJson *spec)
{
  NrnJson group;

  return nrn_json_find (spec, "group", &group) && nrn_json_is_string (&group) &&
         strcmp (json_node_get_string (group.node), "optimizer") == 0;
}

static gboolean
find_own_tensor (const NrnJson  *json,
                 Loading        *loading,
                 const char     *name,
                 Spec           *spec,
                 GError        **error)
{
  int index = find_tensor (loading->architecture, name);
  guint n_tensors;

  if (index < 0)
    return nrn_json_fail (json, NRN_ERROR_SHAPE, error,
                          _("The network has no weights called “%s”."), name);
  if (loading->found[index])
    return nrn_json_fail (json, NRN_ERROR_PARSE, error,
                          _("The weights “%s” are there twice."), name);

  loading->found[index] = TRUE;
  spec->tensor = &nrn_architecture_get_tensors (loading->architecture, &n_tensors)[index];

  return TRUE;
}

static gboolean
parse_spec (const NrnJson  *json,
            Loading        *loading,
            Spec           *spec,
            GError        **error)
{
  NrnJson name_member;
  const char *name;
  guint dims[2] = { 0, 0 };
  guint n_dims;
  gboolean is_ours;

  spec->tensor = NULL;
  if (!nrn_json_expect_object (json, error) ||
      !nrn_json_need (json, "name", &name_member, error) ||
      !nrn_json_get_line (&name_member, NRN_JSON_MAX_PATH, &name, error))
    return FALSE;

  is_ours = !is_of_optimizer (json);
  if (!check_dtype (json, is_ours, error) ||
      !parse_shape (json, dims, &n_dims, &spec->n_values, error))
    return FALSE;

  return !is_ours ||
         (find_own_tensor (json, loading, name, spec, error) &&
          check_shape (json, name, spec->tensor, n_dims, dims, error));
}

/* A name beside the model.json or below; never anywhere else. */
static gboolean
check_path (const NrnJson  *json,
            const char     *path,
            GError        **error)
{
  g_auto (GStrv) parts = g_strsplit_set (path, "/\\", -1);

  if (*path == '\0' || g_path_is_absolute (path) || strchr (path, '\\') != NULL ||
      g_strv_contains ((const char *const *) parts, ".."))
    return nrn_json_fail (json, NRN_ERROR_INVALID, error,
                          _("The weights must lie beside the model or in a folder below, so this "
                            "path is refused."));

  return TRUE;
}

/* Appends one shard; @paths becomes what sentences call them all. */
static gboolean
append_shard (const NrnJson  *json,
              const char     *folder,
              GByteArray     *bytes,
              GString        *paths,
              GError        **error)
{
  g_autofree char *full_path = NULL;
  g_autofree char *shard = NULL;
  const char *path;
  gsize length;

  if (!nrn_json_get_line (json, NRN_JSON_MAX_PATH, &path, error) ||
      !check_path (json, path, error))
    return FALSE;

  full_path = g_build_filename (folder, path, NULL);
  shard = nrn_file_load (full_path, &length, error);
  if (shard == NULL)
    return nrn_json_fail_prefix (json, error);
  if (length > NRN_FILE_MAX_BYTES - bytes->len)
    return nrn_json_fail (json, NRN_ERROR_INVALID, error,
                          _("The weights are larger than 1 GiB, which is the most that Neurons "
                            "reads."));

  g_byte_array_append (bytes, (const guint8 *) shard, (guint) length);
  if (paths->len > 0)
    g_string_append (paths, ", ");
  g_string_append (paths, path);

  return TRUE;
}

static gboolean
check_n_bytes (const NrnJson  *group,
               const char     *paths,
               gsize           found,
               gsize           wanted,
               GError        **error)
{
  g_autofree char *found_text = g_strdup_printf ("%" G_GSIZE_FORMAT, found);
  g_autofree char *wanted_text = g_strdup_printf ("%" G_GSIZE_FORMAT, wanted);

  return found == wanted ||
         nrn_json_fail (group, NRN_ERROR_SHAPE, error,
                        g_dngettext (GETTEXT_PACKAGE,
                                     "%s holds %s byte, but the weights of the network take %s.",
                                     "%s holds %s bytes, but the weights of the network take %s.",
                                     found),
                        paths, found_text, wanted_text);
}

static void
copy_values (float        *to,
             const guint8 *from,
             gsize         n_values)
{
  for (gsize i = 0; i < n_values; i++)
    {
      guint32 bits;

      memcpy (&bits, from + i * sizeof bits, sizeof bits);
      bits = GUINT32_FROM_LE (bits);
      memcpy (to + i, &bits, sizeof bits);
    }
}

static GArray *
parse_specs (const NrnJson  *group,
             Loading        *loading,
             gsize          *n_bytes,
             GError        **error)
{
  g_autoptr (GArray) specs = g_array_new (FALSE, FALSE, sizeof (Spec));
  NrnJson list;

  if (!nrn_json_need (group, "weights", &list, error) || !nrn_json_expect_array (&list, error))
    return NULL;

  *n_bytes = 0;
  for (guint i = 0; i < nrn_json_get_length (&list); i++)
    {
      NrnJson element = nrn_json_get_element (&list, i);
      Spec spec;

      if (!parse_spec (&element, loading, &spec, error))
        return NULL;
      g_array_append_val (specs, spec);
      *n_bytes += spec.n_values * sizeof (float);
    }

  return g_steal_pointer (&specs);
}

static GByteArray *
load_shards (const NrnJson  *group,
             const char     *folder,
             gsize           n_bytes,
             GError        **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GString) names = g_string_new (NULL);
  NrnJson paths;

  if (!nrn_json_need (group, "paths", &paths, error) || !nrn_json_expect_array (&paths, error))
    return NULL;

  for (guint i = 0; i < nrn_json_get_length (&paths); i++)
    {
      NrnJson element = nrn_json_get_element (&paths, i);

      if (!append_shard (&element, folder, bytes, names, error))
        return NULL;
    }

  return check_n_bytes (group, names->str, bytes->len, n_bytes, error) ? g_steal_pointer (&bytes)
                                                                      : NULL;
}

static gboolean
load_group (const NrnJson  *group,
            Loading        *loading,
            GError        **error)
{
  g_autoptr (GArray) specs = NULL;
  g_autoptr (GByteArray) bytes = NULL;
  gsize n_bytes;
  gsize offset = 0;

  if (!nrn_json_expect_object (group, error))
    return FALSE;
  specs = parse_specs (group, loading, &n_bytes, error);
  if (specs == NULL)
    return FALSE;
  bytes = load_shards (group, loading->folder, n_bytes, error);
  if (bytes == NULL)
    return FALSE;

  for (guint i = 0; i < specs->len; i++)
    {
      const Spec *spec = &g_array_index (specs, Spec, i);

      if (spec->tensor != NULL)
        copy_values (loading->data + spec->tensor->offset, bytes->data + offset, spec->n_values);
      offset += spec->n_values * sizeof (float);
    }

  return TRUE;
}

static gboolean
check_complete (const NrnJson  *manifest,
                const Loading  *loading,
                GError        **error)
{
  guint n_tensors;
  const NrnTensor *tensors = nrn_architecture_get_tensors (loading->architecture, &n_tensors);

  for (guint i = 0; i < n_tensors; i++)
    {
      if (!loading->found[i])
        {
          g_autofree char *name = tensor_full_name (loading->architecture, &tensors[i]);

          return nrn_json_fail (manifest, NRN_ERROR_SHAPE, error,
                                _("The weights “%s” are missing."), name);
        }
    }

  return TRUE;
}

static gboolean
load_manifest (const NrnJson  *root,
               Loading        *loading,
               GError        **error)
{
  NrnJson manifest;

  if (!nrn_json_need (root, "weightsManifest", &manifest, error) ||
      !nrn_json_expect_array (&manifest, error))
    return FALSE;

  for (guint i = 0; i < nrn_json_get_length (&manifest); i++)
    {
      NrnJson group = nrn_json_get_element (&manifest, i);

      if (!load_group (&group, loading, error))
        return FALSE;
    }

  return check_complete (&manifest, loading, error);
}

static NrnWeights *
load_weights (const NrnJson    *root,
              NrnArchitecture  *architecture,
              const char       *folder,
              GError          **error)
{
  gsize n_parameters = nrn_architecture_get_n_parameters (architecture);
  guint n_tensors;
  g_autofree gboolean *found = NULL;
  g_autofree float *data = NULL;
  g_autoptr (NrnWeights) weights = NULL;
  Loading loading;

  nrn_architecture_get_tensors (architecture, &n_tensors);
  found = g_new0 (gboolean, n_tensors + 1);
  data = g_try_new0 (float, n_parameters + 1);
  if (data == NULL)
    {
      nrn_json_fail (root, NRN_ERROR_IO, error, _("There is not enough memory for the weights."));
      return NULL;
    }

  loading = (Loading) { folder, architecture, data, found };
  if (!load_manifest (root, &loading, error))
    return NULL;

  weights = nrn_weights_new (architecture, data);
  if (!nrn_weights_are_finite (weights))
    {
      nrn_json_fail (root, NRN_ERROR_INVALID, error,
                     _("A weight of this model is not a finite number."));
      return NULL;
    }

  return g_steal_pointer (&weights);
}

static gboolean
check_format (const NrnJson  *root,
              GError        **error)
{
  NrnJson format;
  const char *name;

  if (!nrn_json_expect_object (root, error))
    return FALSE;
  if (!nrn_json_find (root, "format", &format))
    return TRUE;
  if (!nrn_json_get_name (&format, &name, error))
    return FALSE;

  return strcmp (name, "layers-model") == 0 ||
         nrn_json_fail (&format, NRN_ERROR_UNSUPPORTED, error,
                        _("This is a “%s”; Neurons reads a “layers-model” of TensorFlow.js."),
                        name);
}

/* In TensorFlow.js and in Keras 2 it is min (max (0.2 x + 0.5, 0), 1). */
static gboolean
check_hard_sigmoid (const NrnJson          *topology,
                    const NrnArchitecture  *architecture,
                    GError                **error)
{
  NrnJson version;
  const char *text = "";

  if (nrn_json_find (topology, "keras_version", &version) &&
      !nrn_json_get_string (&version, &text, error))
    return FALSE;
  if (g_str_has_prefix (text, "3."))
    return TRUE;

  for (guint i = 0; i < nrn_architecture_get_n_layers (architecture); i++)
    {
      const NrnConfig *activation = nrn_architecture_get_activation (architecture, i);

      if (activation != NULL && strcmp (nrn_config_get_name (activation), "hard_sigmoid") == 0)
        return nrn_json_fail (topology, NRN_ERROR_UNSUPPORTED, error,
                              _("The layer “%s” has the activation hard_sigmoid of TensorFlow.js "
                                "and Keras 2, which is steeper than the one of Keras 3 that Neurons "
                                "has."),
                              nrn_architecture_get_layer_name (architecture, i));
    }

  return TRUE;
}

static NrnArchitecture *
parse_topology (const NrnJson  *root,
                GError        **error)
{
  g_autoptr (NrnArchitecture) architecture = NULL;
  NrnJson topology;
  NrnJson network;

  if (!nrn_json_need (root, "modelTopology", &topology, error) ||
      !nrn_json_expect_object (&topology, error))
    return NULL;

  /* The converter wraps Keras' own config up. */
  if (!nrn_json_find (&topology, "model_config", &network))
    network = topology;
  architecture = nrn_keras_parse_sequential (&network, error);

  return architecture != NULL && check_hard_sigmoid (&topology, architecture, error)
         ? g_steal_pointer (&architecture) : NULL;
}

/**
 * nrn_tfjs_load:
 * @path: of a model.json; its weights are looked for beside it
 * @error: return location
 *
 * Any thread.
 *
 * Returns: (transfer full) (nullable): the network with its weights, or
 *   %NULL with a sentence that names the file and the member
 */
NrnWeights *
nrn_tfjs_load (const char  *path,
               GError     **error)
{
  g_autofree char *text = NULL;
  g_autofree char *display_name = NULL;
  g_autofree char *folder = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (NrnArchitecture) architecture = NULL;
  NrnJson root;
  gsize length;

  g_return_val_if_fail (path != NULL, NULL);

  text = nrn_file_load (path, &length, error);
  if (text == NULL)
    return NULL;
  display_name = g_filename_display_basename (path);
  folder = g_path_get_dirname (path);

  node = nrn_json_parse (display_name, text, length, error);
  if (node == NULL)
    return NULL;
  root = nrn_json_root (display_name, node);
  if (!check_format (&root, error))
    return NULL;
  architecture = parse_topology (&root, error);

  return architecture != NULL ? load_weights (&root, architecture, folder, error) : NULL;
}
