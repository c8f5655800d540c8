/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What several tests need: reading golden numbers, comparing them.
 */

#include "nrn-test-utils.h"

#include <math.h>
#include <string.h>

/**
 * nrn_test_load_json:
 * @path: a file in tests/data
 *
 * Returns: (transfer full): the object in that file
 */
JsonObject *
nrn_test_load_json (const char *path)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *filename = g_test_build_filename (G_TEST_DIST, "data", path, NULL);
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, filename, &error);
  g_assert_no_error (error);

  return json_object_ref (json_node_get_object (json_parser_get_root (parser)));
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * nrn_test_list_data:
 * @folder: a folder in tests/data
 * @ending: how the names end
 *
 * Returns: (transfer full): the sorted names of the files; never empty
 */
GPtrArray *
nrn_test_list_data (const char *folder,
                    const char *ending)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      if (g_str_has_suffix (name, ending))
        g_ptr_array_add (names, g_strdup (name));
    }
  g_assert_cmpuint (names->len, >, 0);
  g_ptr_array_sort (names, compare_names);

  return names;
}

static void
append_numbers (GArray   *numbers,
                JsonNode *node)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        append_numbers (numbers, json_array_get_element (array, i));
    }
  else if (!JSON_NODE_HOLDS_NULL (node))
    {
      float value = (float) json_node_get_double (node);

      g_array_append_val (numbers, value);
    }
}

/**
 * nrn_test_numbers:
 * @node: a number, or arrays of arrays of numbers; null counts as none
 *
 * Returns: (transfer full): the numbers as floats, in order, with room for
 *   a vector more
 */
GArray *
nrn_test_numbers (JsonNode *node)
{
  static const float room[8];
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (float));

  append_numbers (numbers, node);
  g_array_append_vals (numbers, room, G_N_ELEMENTS (room));
  g_array_set_size (numbers, numbers->len - (guint) G_N_ELEMENTS (room));

  return numbers;
}

static gboolean
is_off (JsonNode *value)
{
  return JSON_NODE_HOLDS_NULL (value) ||
         (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_BOOLEAN &&
          !json_node_get_boolean (value));
}

static NrnConfig *
with_list (const NrnConfig  *config,
           const char       *name,
           JsonArray        *list,
           GError          **error)
{
  guint n = json_array_get_length (list);
  g_autofree double *numbers = g_new (double, n + 1);

  for (guint i = 0; i < n; i++)
    numbers[i] = json_array_get_double_element (list, i);

  return nrn_config_with_numbers (config, name, n, numbers, error);
}

/**
 * nrn_test_config:
 * @family: what it configures
 * @object: class_name and arguments; those that are off may be unknown
 *
 * Returns: (transfer full): the config
 */
NrnConfig *
nrn_test_config (NrnFamily   family,
                 JsonObject *object)
{
  g_autoptr (GError) error = NULL;
  NrnConfig *config;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  config = nrn_config_new_by_name (family, json_object_get_string_member (object, "class_name"),
                                   &error);
  g_assert_no_error (error);

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &value))
    {
      NrnConfig *changed;

      if (strcmp (name, "class_name") == 0 || is_off (value))
        continue;
      if (JSON_NODE_HOLDS_ARRAY (value))
        changed = with_list (config, name, json_node_get_array (value), &error);
      else if (json_node_get_value_type (value) == G_TYPE_BOOLEAN)
        changed = nrn_config_with_number (config, name, 1, &error);
      else
        changed = nrn_config_with_number (config, name, json_node_get_double (value), &error);
      g_assert_no_error (error);
      nrn_config_unref (config);
      config = changed;
    }

  return config;
}

/* Besides its arguments the object has the layer's weights. */
static NrnConfig *
layer_config (JsonObject *layer)
{
  g_autoptr (GError) error = NULL;
  NrnConfig *config =
    nrn_config_new_by_name (NRN_FAMILY_LAYER, json_object_get_string_member (layer, "class_name"),
                            &error);
  const NrnKind *kind;

  g_assert_no_error (error);
  kind = nrn_config_get_kind (config);
  for (guint i = 0; i < kind->n_properties; i++)
    {
      const char *name = kind->properties[i].name;
      JsonNode *value = json_object_get_member (layer, name);
      NrnConfig *changed;

      if (value == NULL)
        continue;
      if (JSON_NODE_HOLDS_OBJECT (value))
        {
          g_autoptr (NrnConfig) nested = nrn_test_config (kind->properties[i].family,
                                                          json_node_get_object (value));

          changed = nrn_config_with_config (config, name, nested, &error);
        }
      else if (json_node_get_value_type (value) == G_TYPE_STRING)
        changed = nrn_config_with_text (config, name, json_node_get_string (value), &error);
      else if (json_node_get_value_type (value) == G_TYPE_BOOLEAN)
        changed = nrn_config_with_number (config, name, json_node_get_boolean (value), &error);
      else
        changed = nrn_config_with_number (config, name, json_node_get_double (value), &error);
      g_assert_no_error (error);
      nrn_config_unref (config);
      config = changed;
    }

  return config;
}

/**
 * nrn_test_architecture:
 * @test_case: a golden case
 *
 * Returns: (transfer full): its network
 */
NrnArchitecture *
nrn_test_architecture (JsonObject *test_case)
{
  JsonArray *layers = json_object_get_array_member (test_case, "layers");
  g_autoptr (GPtrArray) configs = g_ptr_array_new_with_free_func ((GDestroyNotify) nrn_config_unref);
  g_autoptr (GError) error = NULL;
  NrnArchitecture *architecture;

  for (guint i = 0; i < json_array_get_length (layers); i++)
    g_ptr_array_add (configs, layer_config (json_array_get_object_element (layers, i)));

  architecture = nrn_architecture_new ((guint) json_object_get_int_member (test_case, "input_dim"),
                                       configs->len, (NrnConfig *const *) configs->pdata, NULL,
                                       &error);
  g_assert_no_error (error);

  return architecture;
}

/**
 * nrn_test_weights:
 * @architecture: from nrn_test_architecture()
 * @test_case: a golden case
 *
 * Returns: (transfer full): the weights that it starts with
 */
NrnWeights *
nrn_test_weights (NrnArchitecture *architecture,
                  JsonObject      *test_case)
{
  JsonArray *layers = json_object_get_array_member (test_case, "layers");
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (float));
  guint n_tensors;
  const NrnTensor *tensors = nrn_architecture_get_tensors (architecture, &n_tensors);

  for (guint i = 0; i < n_tensors; i++)
    append_numbers (numbers,
                    json_object_get_member (json_array_get_object_element (layers, tensors[i].layer),
                                            tensors[i].name));
  g_assert_cmpuint (numbers->len, ==, nrn_architecture_get_n_parameters (architecture));

  return nrn_weights_new (architecture, nrn_test_floats (numbers));
}

/* Of all that was compared since the last nrn_test_say_deviation(). */
static double largest_deviation;

/**
 * nrn_test_say_deviation:
 * @what: a golden case, and what of it was compared
 * @tolerance: what was allowed
 *
 * Writes the largest deviation of all that was compared since the last call
 * into the log, where tests/reference/golden-table.py finds it.
 */
void
nrn_test_say_deviation (const char *what,
                        double      tolerance)
{
  g_test_message ("golden %s: %.3g of %g", what, largest_deviation, tolerance);
  largest_deviation = 0;
}

/**
 * nrn_test_deviation:
 * @n: how many numbers
 * @values: what was computed
 * @expected: what should be
 *
 * Returns: the largest |value − expected| / max (1, |expected|); infinity
 *   if a value is NaN
 */
double
nrn_test_deviation (guint        n,
                    const float *values,
                    const float *expected)
{
  double largest = 0;

  for (guint i = 0; i < n; i++)
    {
      double deviation = fabs ((double) values[i] - expected[i]) / MAX (1, fabs ((double) expected[i]));

      if (isnan (values[i]) != isnan (expected[i]))
        return INFINITY;
      if (deviation > largest)
        largest = deviation;
    }

  return largest;
}

/**
 * nrn_test_assert_close:
 * @what: what is compared, for the message
 * @n: how many numbers
 * @values: what was computed
 * @expected: what should be
 * @tolerance: allowed |value − expected| / max (1, |expected|)
 */
void
nrn_test_assert_close (const char  *what,
                       guint        n,
                       const float *values,
                       const float *expected,
                       double       tolerance)
{
  double deviation = nrn_test_deviation (n, values, expected);

  largest_deviation = MAX (largest_deviation, deviation);
  if (!(deviation <= tolerance))
    {
      g_test_message ("%s deviates by %g, more than %g", what, deviation, tolerance);
      for (guint i = 0; i < n && i < 20; i++)
        g_test_message ("  [%u] %.9g, expected %.9g", i, values[i], expected[i]);
      g_test_fail ();
    }
}

/**
 * nrn_test_assert_number:
 * @what: what is compared, for the message
 * @value: what was computed
 * @expected: what should be
 * @tolerance: allowed |value − expected| / max (1, |expected|)
 */
void
nrn_test_assert_number (const char *what,
                        double      value,
                        double      expected,
                        double      tolerance)
{
  double deviation = fabs (value - expected) / MAX (1, fabs (expected));

  largest_deviation = MAX (largest_deviation, deviation);
  if (!(deviation <= tolerance))
    {
      g_test_message ("%s is %.9g, expected %.9g", what, value, expected);
      g_test_fail ();
    }
}
